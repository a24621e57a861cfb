"""What an issue says twice and not alike: persons and their titles, titles of articles, contents, the office that prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet

_OFFICES: Final = (
    "县委书记|市委书记|区委书记|州委书记|省委书记|党委书记|党组书记|党工委书记|纪委书记|政法委书记|县委副书记|市委副书记|区委副书记|党委副书记|常务副县长|常务副市长|常务副区长|副县长|副市长|副区长|副州长|副省长|县长|市长|区长|州长|"
    "副局长|局长|副主任|主任|副部长|部长|副院长|院长|副检察长|检察长|副镇长|镇长|副乡长|乡长|副主席|主席|副主编|主编|副校长|校长|副支队长|支队长|副大队长|大队长|副秘书长|秘书长|副会长|会长|副站长|站长|副书记|村党支部书记|驻村第一书记|第一书记|书记|村委会主任|总工程师|副理事长|理事长|副中队长|中队长|副队长|队长|副所长|所长|副科长|科长|副股长|股长|副处长|处长|副庭长|庭长|副厂长|厂长|副馆长|馆长|副社长|社长|副园长|园长|副政委|政委|副教导员|教导员|指导员|副总经理|总经理|副董事长|董事长|副经理|经理|副总队长|总队长|副行长|行长|副台长|台长|副总指挥|总指挥"
)
_PERSON = Pattern(
    rf"(?P<office>{_OFFICES})(?P<name>[{KNOWN_SURNAMES}]{HAN}{{1,3}}?)(?=同志|带头|带领|带着|牵头|入伍|今年|现年|担任|参与|下|走|把|被|用|给|也|还|告诉|当场|回应|回答|在|指出|强调|表示|主持|出席|参加|带队|说|介绍|要求|率|到|赴|一行|、|，|。|；|）|讲|作|就|对|前往|陪同|汇报|向|深入|实地|为|和|与|代表|宣|传|分别|等|：)",
)


_PERSON_FIRST = Pattern(
    rf"(?:^|(?<=[，。；：、“]))(?P<name>[{KNOWN_SURNAMES}]{HAN}{{1,2}}?)(?P<office>{_OFFICES})(?=要求|指出|强调|表示|说|介绍|主持|一行|在|到|，|。|、|代表|带队|宣布)",
)
_OFFICE = Pattern(_OFFICES)
# characters before a name that its other offices take
_CHAIN: Final = 16


def named_in(text: str) -> Iterator[re.Match[str]]:
    """Each person whom a text names with an office: groups `office` and `name`."""
    for pattern in (_PERSON, _PERSON_FIRST):
        yield from pattern.finditer(text)


def offices_of(text: str, found: re.Match[str]) -> list[str]:
    """The office that a person is named with, and those in a row before it."""
    chain = re.split("[，。；：]", text[max(found.start() - _CHAIN, 0) : found.start()])[-1]
    return [found["office"], *_OFFICE.compiled.findall(chain)]


def people_in(sheet: Sheet) -> list[tuple[Segment, re.Match[str], str, str]]:
    """Each person that the texts name with an office: segment, match, office, name."""
    if "people" not in sheet.memo:
        sheet.memo["people"] = [
            (segment, found, found["office"], found["name"])
            for segment in sheet.segments
            if segment.role in RUNNING or segment.role is Role.BYLINE
            for found in named_in(segment.text)
        ]
    people: list[tuple[Segment, re.Match[str], str, str]] = sheet.memo["people"]
    return people


def two_names(sheet: Sheet) -> Iterator[Hit]:
    """副县长张明华 and 副县长张明桦: one office, and names that differ by one character."""
    first: dict[str, list[str]] = {}
    for segment, found, office, name in people_in(sheet):
        others = first.setdefault(office, [])
        twin = next((other for other in others if _one_apart(other, name)), None)
        if twin is not None:
            yield Hit(segment, *found.span("name"), params={"other": twin})
        elif name not in others:
            others.append(name)


def _one_apart(first: str, second: str) -> bool:
    if (
        first == second
        or first[0] != second[0]
        or min(len(first), len(second)) < 3
        or len(first) != len(second)
    ):
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


def two_offices(sheet: Sheet) -> Iterator[Hit]:
    """副县长李强生 and 县长李强生: one person, and an office with and without 副; 原告曹某 and 被告曹某."""
    yield from two_sides(sheet)
    first: dict[str, list[str]] = {}
    for segment, found, office, name in people_in(sheet):
        if len(name) < 3:
            continue
        known = first.setdefault(name, [])
        own = offices_of(segment.text, found)
        other = next((other for other in known if clash(office, other)), None)
        if other is not None and not set(own) & set(known):
            yield Hit(segment, *found.span("office"), params={"other": other, "name": name})
        else:
            known += own


_PARTIES: Final = (
    ("原告", "申请人", "上诉人", "甲方", "出租人", "买方"),
    ("被告", "被申请人", "被上诉人", "乙方", "承租人", "卖方"),
)
_PARTY = Pattern(
    rf"(?P<side>(?<!被)(?:{'|'.join(_PARTIES[0])})|{'|'.join(_PARTIES[1])})人?(?P<name>[{KNOWN_SURNAMES}]某(?:[甲乙丙丁强明军华伟芳]|(?!某)))"
)


def two_sides(sheet: Sheet) -> Iterator[Hit]:
    """原告曹某 … 被告曹某."""
    for segments in sheet.bodies():
        sides: dict[str, str] = {}
        for segment in segments:
            for found in _PARTY.finditer(segment.text):
                side = sides.setdefault(found["name"], found["side"])
                if (side in _PARTIES[0]) != (found["side"] in _PARTIES[0]):
                    yield Hit(segment, *found.span(), params={"other": side, "name": found["name"]})


_DEPUTIES: Final = tuple({"副书记", f"副{place}长"} for place in "省市县区州镇乡局")


# 县委书记 is no 县长; in a village one may be both
_TWO_HEADS: Final = (
    *({head, f"{at}长"} for at in "省市县区州镇乡" for head in (f"{at}委书记", "党委书记")),
    *({head, "主任"} for head in ("理事长", "局长", "部长", "主席")),
    {"院长", "所长"},
)


def clash(office: str, other: str) -> bool:
    """Whether nobody holds both: the head's and the deputy's of one thing, or the heads' of two."""
    if office == other:
        return False
    plain, another = (each.removeprefix("常务") for each in (office, other))
    if plain == another:
        return False
    if plain.replace("副", "") == another.replace("副", ""):
        return True
    if any({plain, another} <= both for both in _TWO_HEADS):
        return True
    if {plain[-3:], another[-3:]} in _DEPUTIES:
        return True
    return (
        plain.endswith("长")
        and another.endswith("长")
        and plain.removeprefix("副") != another.removeprefix("副")
    )


def bare(title: str) -> str:
    """A title without marks and blanks, to be compared."""
    return re.sub(r"[\W_]+", "", title)


def same_title(sheet: Sheet) -> Iterator[Hit]:
    """Two articles with one title."""
    seen: set[str] = set()
    for segment in sheet.of(Role.TITLE):
        title = bare(segment.text)
        if segment.location[0] == "articles" and len(title) > 3:
            if title in seen:
                yield Hit(segment, 0, len(segment.text))
            seen.add(title)


_ALIKE: Final = 0.5


def entry_reworded(sheet: Sheet) -> Iterator[Hit]:
    """An entry of the contents that says more or other than its article's title, by more than a slip."""
    titles = [article.title.replace("|", "") for article in sheet.issue.articles if article.title]
    for segment in sheet.of(Role.CONTENTS):
        if segment.location[0] == "articles":
            continue
        entry = bare(segment.text)
        if not entry or any(bare(title) == entry or _slip(bare(title), entry) for title in titles):
            continue
        best = max(titles, key=lambda title: SequenceMatcher(None, bare(title), entry).ratio(), default="")
        if best and SequenceMatcher(None, bare(best), entry).ratio() >= _ALIKE:
            yield Hit(segment, 0, len(segment.text), params={"title": best})


def _slip(title: str, entry: str) -> bool:
    """What P307 tells: as long, and a character or two replaced."""
    return len(title) == len(entry) and sum(a != b for a, b in zip(title, entry, strict=True)) <= 2


def printing_office(sheet: Sheet) -> Iterator[Hit]:
    """印发机关 that is like the office which issues, and yet not the same."""
    issue = sheet.issue
    organ = issue.print.organ if issue.print is not None else None
    if not organ:
        return
    for segment in sheet.of(Role.NAME):
        if segment.location[0] == "print" and not any(
            organ == own or own in organ or organ in own for own in issue.organ
        ):
            like = [own for own in issue.organ if SequenceMatcher(None, own, organ).ratio() > 0.6]
            if like:
                yield Hit(segment, 0, len(segment.text), params={"other": like[0]})


RULES: Final = (
    Rule("P513", "person-two-spellings", CUSTOM, sheet=two_names),
    Rule("P514", "person-two-offices", CUSTOM, sheet=two_offices),
    Rule("P316", "same-title", CUSTOM, sheet=same_title),
    Rule("P317", "entry-reworded", CUSTOM, sheet=entry_reworded),
    Rule("P318", "printing-office", CUSTOM, sheet=printing_office),
)
