"""What an issue says twice and not alike: titles, contents, the offices that issue, print and receive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.proofread.nearly import one_apart
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.structure import bare
from jianbao.proofread.view import Hit, Role, Segment, Sheet


def otherwise(segment: Segment, start: int, end: int, other: str) -> Hit:
    """The hint that another place has `other` for a stretch; which of them is wrong is not known."""
    return Hit(segment, start, end, params={"other": other}, level=Level.HINT)


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


def printing_office(sheet: Sheet) -> Iterator[Hit]:
    """印发机关 that is like the office which issues, and yet not the same."""
    own = sheet.issue.organ
    for segment in sheet.of(Role.NAME):
        organ = segment.text
        if segment.location[0] == "print" and not any(each in organ or organ in each for each in own):
            for like in get_close_matches(organ, own, 1):
                yield Hit(segment, 0, len(organ), params={"other": like})


# --- the office and whom it reports to ------------------------------------------------------------------------------------------

_UPWARDS: Final = ("报", "呈", "抄报", "呈报", "报送")
_KINDS: Final = "局厅委部办院处所"
_OWN = Pattern(f"^{HAN}*(?=[省市县区州])")
_STEM: Final = 6


def office_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """报 above the office's own name; 白石县应急管理厅 above texts that know 县应急管理局 alone."""
    articles = [each for each in sheet.segments if each.location[0] == "articles"]
    rest = "\n".join(each.text for each in articles)
    for segment in sheet.segments:
        if segment.location[0] == "organ":
            yield from _of_another_place(segment, sheet, rest)
            yield from _called_otherwise(segment, articles, rest)
            yield from _signed_otherwise(segment, articles)
            stem, kind = _OWN.compiled.sub("", segment.text[:-1])[-_STEM:], segment.text[-1]
            others = [stem + each for each in _KINDS if each != kind and stem + each in rest]
            if others and kind in _KINDS and stem + kind not in rest:
                yield otherwise(segment, 0, len(segment.text), others[0])
        elif segment.location[0] == "distribution" and segment.role is Role.RECIPIENTS:
            upwards = sheet.issue.distribution[int(segment.location[1])].label in _UPWARDS
            for item in _ITEMS.finditer(segment.text) if upwards else ():
                if item[0] in sheet.issue.organ:
                    yield otherwise(segment, *item.span(), "编发单位")


_OWN_PLACE = Pattern(f"^(?:中共|共青团|政协)?(?P<name>(?P<a>{HAN})(?P<b>{HAN})(?P<of>[县区市镇乡]|街道))")
_NO_PLACE: Final = frozenset("全各本该我的其和与及在为对从到等老市园社景灾矿库")


def _of_another_place(organ: Segment, sheet: Sheet, rest: str) -> Iterator[Hit]:
    """南湖区 above what tells of 北湖区; 送新华区各街道 by 和平区; 黑石县 in a title alone, or in the name of the bulletin, above what is told of 全县."""
    place = _OWN_PLACE.match(organ.text)
    if place is None:
        return
    a, b, of, name = place.group("a", "b", "of", "name")
    likes = {Role.RECIPIENTS: f"{HAN}{{2}}{of}(?=各)", Role.FIELD: f"^{HAN}{{2}}{of}"}
    texts = [each for each in sheet.segments if each.location[0] in ("articles", "distribution")]
    for segment in (Segment(("series",), Role.FIELD, sheet.issue.series), *texts):
        like = likes.get(segment.role, f"(?:{a}{HAN}|{HAN}{b}){of}")
        for found in re.finditer(like, segment.text):
            if found[0] != name and _NO_PLACE.isdisjoint(found[0][:2]):
                yield otherwise(segment, *found.span(), name)
                if name not in rest:
                    yield otherwise(organ, *place.span("name"), found[0])
        other = segment.role is Role.TITLE and re.match(f"{HAN}{{2}}{of}", segment.text)
        if other and other[0] != name and _NO_PLACE.isdisjoint(other[0]) and rest.count(other[0]) == 1:
            told = "".join(each.text for each in sheet.segments if each.location[:2] == segment.location[:2])
            if re.search(f"[全我]{of}", told):
                yield otherwise(segment, *other.span(), name)


_OFFICE_OF = Pattern("(?:(?:党政)?办公[室厅]|党政办|综合部|指挥中心|党群工作部|委员会)$")
# characters of an organ's name, and those at its end by which it is looked for
_SHORTEST, _TAIL = 6, 2
# characters of one that is called by no text
_SHORT: Final = 4
_ITEMS = Pattern("[^、，。；]+")


# 省能源管理局办公室 by itself, （省大数据管理局供稿）
_SIGNED_BY = Pattern(f"^（?(?P<name>{HAN}{{3,20}}?)(?:办公[室厅])?(?:供稿）)?$")


def _signed_otherwise(organ: Segment, articles: Sequence[Segment]) -> Iterator[Hit]:
    """省能源管理局 signs what 汉东省能源局 issues: a word more than its name."""
    name = _OWN.compiled.sub("", _OFFICE_OF.compiled.sub("", organ.text))[1:]
    for segment in articles if len(name) > 2 else ():
        signed = _SIGNED_BY.match(segment.text) if segment.role is Role.PARAGRAPH else None
        said = _OWN.compiled.sub("", signed["name"])[1:] if signed else ""
        left = iter(said)
        # 卫生健康委 is 卫健委 in full
        longer = said[-1:] == name[-1] and len(name) < len(said) <= len(name) + 3 and name[:2] in said
        if signed and longer and all(char in left for char in name):
            yield otherwise(segment, *signed.span("name"), name)


def _called_otherwise(organ: Segment, articles: Sequence[Segment], rest: str) -> Iterator[Hit]:
    """青源区人民法院 in a text of 青原区人民法院办公室: its name but for one character before the last two."""
    name = _OFFICE_OF.compiled.sub("", organ.text)
    least = _SHORTEST if name in rest else _SHORT
    for segment in articles if len(name) >= least else ():
        for found in re.finditer(re.escape(name[-_TAIL:]), segment.text):
            start = max(found.end() - len(name), 0)
            said = segment.text[start : found.end()]
            if one_apart(said, name) is not None and all_han(said):
                yield otherwise(segment, start, found.end(), name)
                if name not in rest:
                    yield otherwise(organ, 0, len(name), said)
                return


# --- what the head of the issue says of it ------------------------------------------------------------------------------

_YEAR = Pattern(r"(?:19|20)\d\d(?=年)")
_NUMBERED = Pattern(
    r"(?:上一?期|上期)（(?:总)?第(?P<last>\d{1,4})期）"
    r"|(?:本(?:简报|刊|专报|报|动态|信息|快报)|《?简报》?)(?:今年|\d{4}年)?第(?P<own>\d{1,3})期"
)
_SIGNED = Pattern(r"^(?P<y>20\d\d)年(?P<m>\d{1,2})月\d{1,2}日$")
# a sentence that is not written twice by chance
_SENTENCE = Pattern("[^。]{20,}")


def head_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """2024年防汛简报 of 2025; 上一期（第9期） in the twelfth; signed 2022年5月24日 in May 2023; a sentence of two articles."""
    issue, told = sheet.issue, dict[str, Hit]()
    months = 12 * issue.date.year + issue.date.month
    for found in _YEAR.finditer(issue.series):
        if int(found[0]) != issue.date.year:
            segment = Segment(("series",), Role.FIELD, issue.series)
            yield otherwise(segment, *found.span(), str(issue.date.year))
    for segment in sheet.of(Role.PARAGRAPH):
        # 详见本简报第15期
        for found in _NUMBERED.finditer(segment.text):
            said, number = int(found["last"] or found["own"]), issue.number
            if number and (said >= number if found["own"] else said + 1 not in (number, issue.total)):
                yield otherwise(segment, *found.span(), str(number))
        signed = _SIGNED.match(segment.text)
        if signed and abs(months - 12 * int(signed["y"]) - int(signed["m"])) > 1:
            yield otherwise(segment, *signed.span(), str(issue.date))
        for found in _SENTENCE.finditer(segment.text) if len(issue.articles) > 1 else ():
            here = otherwise(segment, *found.span(), found[0][:8])
            first = told.setdefault(found[0], here)
            if first.segment.location != segment.location:
                yield from (first, here)


RULES: Final = (
    Rule("P316", "same-title", CUSTOM, sheet=same_title),
    Rule("P318", "printing-office", CUSTOM, sheet=printing_office),
)
