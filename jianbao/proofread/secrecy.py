"""密级, 份号 and 紧急程度 of the masthead (GB/T 9704-2012 7.2.1–7.2.3): how they are written, what one wants of another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.rule import DOCUMENT_NORM, Pattern, Rule
from jianbao.proofread.view import PROSE, Hit, Location, Role, Segment, Sheet

_GRADES: Final = "绝密|机密|秘密"
_PERIOD: Final = r"(?:\d{1,2}年|\d{1,2}个月|长期|[12]\d{3}年\d{1,2}月\d{1,2}日)"
_WHOLE: Final = Pattern(rf"(?:{_GRADES})★(?:{_PERIOD}|\S{{2,20}})$")
_SLIP: Final = Pattern(rf"({_GRADES})[\s*＊☆✩⭐·•—－-]*({_PERIOD})$")
_BARE: Final = Pattern(rf"(?:{_GRADES})[★\s]*$")
_LONGEST: Final = {"绝密": "30年", "机密": "20年", "秘密": "10年"}
"""By law a matter is secret no longer than this unless said otherwise."""
URGENT: Final = ("特急", "加急", "特提", "平急")
"""The first two for papers, the others besides for telegrams."""


def _stated(sheet: Sheet, name: str) -> Segment | None:
    """A value of the masthead as a segment."""
    text: str | None = getattr(sheet.issue.masthead, name)
    location: Location = ("masthead", name)
    return Segment(location, Role.FIELD, text) if text else None


def _hit(segment: Segment, better: str | None = None) -> Hit:
    return Hit(segment, 0, len(segment.text), better)


def secrecy_written(sheet: Sheet) -> Iterator[Hit]:
    """A grade and its period without the star between them."""
    segment = _stated(sheet, "secrecy")
    if segment and not _WHOLE.match(segment.text) and (found := _SLIP.match(segment.text)):
        yield _hit(segment, f"{found[1]}★{found[2]}")


def secrecy_period(sheet: Sheet) -> Iterator[Hit]:
    """A grade that does not say how long it holds."""
    segment = _stated(sheet, "secrecy")
    if segment and _BARE.match(segment.text):
        grade = segment.text[:2]
        yield Hit(segment, 0, len(segment.text), params={"example": f"{grade}★{_LONGEST[grade]}"})


def _stated_wrongly(name: str, sheet: Sheet) -> Iterator[Hit]:
    """What is no grade, as 内部 and its kin belong to 标注; a word that is none of the urgencies."""
    segment = _stated(sheet, name)
    if segment is None:
        return
    grade = any(pattern.match(segment.text) for pattern in (_WHOLE, _SLIP, _BARE))
    if not (grade if name == "secrecy" else "".join(segment.text.split()) in URGENT):
        yield _hit(segment)


def copy_number_missing(sheet: Sheet) -> Iterator[Hit]:
    """A secret paper whose copies are not numbered."""
    segment = _stated(sheet, "secrecy")
    if segment and sheet.issue.masthead.copy_number is None and segment.text.startswith(tuple(_LONGEST)):
        yield _hit(segment)


# before the name of an office, as lines of a body that were not parted run on
_OFFICE: Final = r"(?=$|.{0,6}[省市县区州镇乡])"
_IN_A_LINE = Pattern(
    rf"(?:密级[：:]?[ \u3000]*(?:{_GRADES})(?:★?|[ \u3000*＊☆]*\d{{1,2}}年|★[一二三四五六七八九十]+年)$|(?:密级[：:]?[ \u3000]*)?(?:{_GRADES})★(?:\d{{1,2}}个?)?$|(?:{_GRADES})[ \u3000*＊☆]*\d{{1,2}}年(?=[ \u3000]*份号)|(?:{_GRADES})(?:[ \u3000*＊☆]*\d{{1,2}}年|★[一二三四五六七八九十]+年){_OFFICE})"
)
_QUOTED = Pattern(rf"“(?:{_GRADES})(?:[ \u3000]*(?:\d{{1,2}}年|长期)★?|★[一二三四五六七八九十]+年)”")
_CALLED_URGENT = Pattern(
    rf"(?:发出|下发|印发|发来|收到|以)(?P<sent>很急|火急|急急|最急|十万火急|加特急|特加急|特别急)的?(?:通知|文件|电报|明电|公文|件)|紧急程度(?:[^，。；“：]{{0,8}}“(?P<said>[^”]{{1,5}})”|[：:][ \u3000]*(?P<line>(?!{'|'.join(URGENT)})\S{{1,4}}?)(?:{_OFFICE}|(?=关于)))"
)
_URGENCY_LINE = Pattern(
    r"(?:特急加快|加快特急|很急|火急|急急|加快|最急|十万火急|特加急|加特急|特急件|加急件|急件)(?=$|.{0,6}[省市县区州镇乡](?:人|委|政|纪|关于|办|$|[^，。；]{1,8}[局办会厅部]))"
)


def secrecy_in_line(segment: Segment) -> Iterator[Hit]:
    """秘密 3年, 密级：秘密 on a line of their own; “秘密1年” in a sentence."""
    for found in _QUOTED.finditer(segment.text):
        yield Hit(segment, *found.span(), params={"better": "秘密★1年"})
    if _IN_A_LINE.match(segment.text):
        yield Hit(segment, 0, len(segment.text), params={"better": "秘密★1年"})


def urgency_in_line(segment: Segment) -> Iterator[Hit]:
    """特急加快 on a line of its own; what a sentence calls the urgency."""
    for found in _CALLED_URGENT.finditer(segment.text):
        group = found.lastgroup or "line"
        if found[group] not in URGENT:
            yield Hit(segment, *found.span(group))
    if _URGENCY_LINE.match(segment.text):
        yield _hit(segment)


RULES: Final = (
    Rule(
        "P341",
        "secrecy-written",
        f"{DOCUMENT_NORM} 7.2.2",
        fixable=True,
        sheet=secrecy_written,
        segment=secrecy_in_line,
        roles=PROSE,
    ),
    Rule("P342", "secrecy-period", f"{DOCUMENT_NORM} 7.2.2", sheet=secrecy_period),
    Rule("P343", "secrecy-grade", f"{DOCUMENT_NORM} 7.2.2", sheet=partial(_stated_wrongly, "secrecy")),
    Rule(
        "P344", "copy-number-missing", f"{DOCUMENT_NORM} 7.2.1", Severity.WARNING, sheet=copy_number_missing
    ),
    Rule(
        "P345",
        "urgency-word",
        f"{DOCUMENT_NORM} 7.2.3",
        sheet=partial(_stated_wrongly, "urgency"),
        segment=urgency_in_line,
        roles=PROSE,
    ),
)
