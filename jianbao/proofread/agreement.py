"""What an issue says twice and not alike: titles, contents, the offices that issue, print and receive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.structure import differs_by_a_slip
from jianbao.proofread.view import Hit, Role, Segment, Sheet


def bare(title: str) -> str:
    """A title without marks and blanks, to be compared."""
    return re.sub(r"[\W_]+", "", title)


def same_title(sheet: Sheet) -> Iterator[Hit]:
    """Two articles with one title."""
    seen: dict[str, Segment] = {}
    for segment in sheet.of(Role.TITLE):
        title = bare(segment.text)
        counts = segment.location[0] == "articles" and len(title) > 3
        if counts and (first := seen.setdefault(title, segment)) is not segment:
            yield Hit(segment, 0, len(segment.text))
            # either may be the one that was pasted
            yield Hit(first, 0, len(first.text), level=Level.HINT)


NOTES: Final = ("editor_note", "abstract")
_ALIKE: Final = 0.5


def entry_reworded(sheet: Sheet) -> Iterator[Hit]:
    """An entry of the contents that says more or other than its article's title, by more than a slip."""
    titles = [article.title.replace("|", "") for article in sheet.issue.articles if article.title]
    for segment in sheet.of(Role.CONTENTS):
        if segment.location[0] == "articles":
            continue
        entry = bare(segment.text)
        if not entry or any(bare(title) == entry or differs_by_a_slip(entry, title) for title in titles):
            continue
        best = max(titles, key=lambda title: SequenceMatcher(None, bare(title), entry).ratio(), default="")
        if best and SequenceMatcher(None, bare(best), entry).ratio() >= _ALIKE:
            yield Hit(segment, 0, len(segment.text), params={"title": best})


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


# --- the office and whom it reports to ------------------------------------------------------------------------------------------

_UPWARDS: Final = ("报", "呈", "抄报", "呈报", "报送")
_BELOW = Pattern("^各(?:乡|镇|街道|社区|县|区|市|村|科|所|中小学|学校)")
_KINDS: Final = "局厅委部办院处所"
_OWN = Pattern(f"^{HAN}*(?=[省市县区州])")
_STEM: Final = 6


def office_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """报 above the office's own name or those below it; 白石县应急管理厅 above texts that know 县应急管理局 alone."""
    articles = [each for each in sheet.segments if each.location[0] == "articles"]
    rest = "\n".join(each.text for each in articles)
    for segment in sheet.segments:
        if segment.location[0] == "organ":
            yield from _of_another(segment, sheet, rest)
            yield from _called_otherwise(segment, articles, rest)
        if segment.location[0] == "distribution" and segment.role is Role.RECIPIENTS:
            line = sheet.issue.distribution[int(segment.location[1])]
            for item in _ITEMS.finditer(segment.text) if line.label in _UPWARDS else ():
                if item[0] in sheet.issue.organ or _BELOW.match(item[0]):
                    other = "编发单位" if item[0] in sheet.issue.organ else f"“{line.label}”"
                    yield Hit(segment, *item.span(), params={"other": other}, level=Level.HINT)
        elif segment.location[0] == "organ" and segment.text[-1] in _KINDS:
            stem, kind = _OWN.compiled.sub("", segment.text[:-1])[-_STEM:], segment.text[-1]
            others = [each for each in _KINDS if each != kind and stem + each in rest]
            if others and stem + kind not in rest:
                yield Hit(segment, 0, len(segment.text), params={"other": stem + others[0]}, level=Level.HINT)


_OWN_PLACE = Pattern(f"^(?:中共|共青团|政协)?(?P<name>(?P<a>{HAN})(?P<b>{HAN})(?P<of>[县区市镇乡]|街道))")
_OF_TOWN = Pattern("(?:街道|[镇乡])(?:办事处|人民政府|党.{0,8}|综合.{0,8})$")
_NOT_BELOW = Pattern("各乡镇|[县市区]直")
_NO_PLACE: Final = frozenset("全各本该我的其和与及在为对从到等老市园社景灾矿库")


def _of_another(organ: Segment, sheet: Sheet, rest: str) -> Iterator[Hit]:
    """南湖区 above what tells of 北湖区; 送新华区各街道 by 和平区; 检察院 above what tells of a 法院 alone; 各乡镇 below a 街道."""
    for own, other in (("法院", "检察院"), ("检察院", "法院")):
        if own in organ.text and own not in rest and other in rest:
            yield Hit(organ, 0, len(organ.text), params={"other": other}, level=Level.HINT)
    told = [each for each in sheet.segments if each.location[0] in ("articles", "distribution")]
    place, town = _OWN_PLACE.match(organ.text), _OF_TOWN.search(organ.text)
    for segment in told:
        receives = segment.role is Role.RECIPIENTS
        for found in _NOT_BELOW.finditer(segment.text) if town and receives else ():
            yield Hit(segment, *found.span(), params={"other": organ.text}, level=Level.HINT)
        if not place:
            continue
        a, b, of = place["a"], place["b"], place["of"]
        like = f"{HAN}{{2}}{of}(?=各)" if receives else f"(?:{a}{HAN}|{HAN}{b}){of}"
        for found in re.finditer(like, segment.text):
            if found[0] != a + b + of and _NO_PLACE.isdisjoint(found[0][:2]):
                yield Hit(segment, *found.span(), params={"other": a + b + of}, level=Level.HINT)
                if a + b + of not in rest:
                    yield Hit(organ, *place.span("name"), params={"other": found[0]}, level=Level.HINT)


# --- what the head of the issue says of it ------------------------------------------------------------------------------

_YEAR = Pattern(r"(?:19|20)\d\d(?=年)")
_LAST = Pattern(r"(?:上一?期|上期)（(?:总)?第(?P<number>\d{1,4})期）")
_SIGNED = Pattern(r"^(?P<y>20\d\d)年(?P<m>\d{1,2})月\d{1,2}日$")
# characters of a sentence that is not written twice by chance
_LONG: Final = 20


def head_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """2024年防汛简报 of 2025; 上一期（第9期） in the twelfth; signed 2022年5月24日 in May 2023; a sentence of two articles."""
    issue, told = sheet.issue, dict[str, Hit]()
    months = 12 * issue.date.year + issue.date.month
    last = {each - 1 for each in (issue.number, issue.total) if each}
    for found in _YEAR.finditer(issue.series):
        if int(found[0]) != issue.date.year:
            segment = Segment(("series",), Role.FIELD, issue.series)
            yield Hit(segment, *found.span(), params={"other": str(issue.date.year)}, level=Level.HINT)
    for segment in sheet.of(Role.PARAGRAPH):
        for found in _LAST.finditer(segment.text):
            if last and int(found["number"]) not in last:
                yield Hit(segment, *found.span(), params={"other": str(issue.number)}, level=Level.HINT)
        signed = _SIGNED.match(segment.text)
        if signed and abs(months - 12 * int(signed["y"]) - int(signed["m"])) > 1:
            yield Hit(segment, *signed.span(), params={"other": str(issue.date)}, level=Level.HINT)
        at = 0
        for sentence in segment.text.split("。") if len(issue.articles) > 1 else ():
            if len(sentence) >= _LONG:
                here = Hit(segment, at, at + len(sentence), params={"other": sentence[:8]}, level=Level.HINT)
                first = told.setdefault(sentence, here)
                if first.segment.location != segment.location:
                    yield from (first, here)
            at += len(sentence) + 1


_OFFICE_OF = Pattern("(?:办公[室厅]|党政办|综合部|指挥中心|党群工作部|委员会)$")


def _called_otherwise(organ: Segment, articles: Sequence[Segment], rest: str) -> Iterator[Hit]:
    """青源区人民法院 in a text of 青原区人民法院办公室: its name but for one character before the same five."""
    name = _OFFICE_OF.compiled.sub("", organ.text)
    size = len(name) - _TAIL
    for segment in articles if len(name) >= _SHORTEST else ():
        for found in re.finditer(re.escape(name[size:]), segment.text):
            said = segment.text[max(found.start() - size, 0) : found.end()]
            wrong = [at for at, pair in enumerate(zip(said, name, strict=False)) if pair[0] != pair[1]]
            if len(said) == len(name) and len(wrong) == 1 and all_han(said):
                yield Hit(
                    segment, found.end() - len(said), found.end(), params={"other": name}, level=Level.HINT
                )
                if name not in rest:
                    yield Hit(organ, 0, len(name), params={"other": said}, level=Level.HINT)
                return


_TAIL: Final = 2
_SHORTEST: Final = 6
_ITEMS = Pattern("[^、，。；]+")


RULES: Final = (
    Rule("P316", "same-title", CUSTOM, sheet=same_title),
    Rule("P317", "entry-reworded", CUSTOM, sheet=entry_reworded),
    Rule("P318", "printing-office", CUSTOM, sheet=printing_office),
)
