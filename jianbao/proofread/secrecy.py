"""密级, 份号 and 紧急程度 of the masthead (GB/T 9704-2012 7.2.1–7.2.3): how they are written, what one wants of another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from jianbao.proofread.rule import DOCUMENT_NORM, Pattern, Rule
from jianbao.proofread.usage import faults_told
from jianbao.proofread.view import PROSE, Hit, Role, Segment, Sheet

_GRADES: Final = "绝密|机密|秘密"
_PERIOD: Final = r"(?:\d{1,2}年|\d{1,2}个月|长期|[12]\d{3}年\d{1,2}月\d{1,2}日)"
_WHOLE: Final = Pattern(rf"(?:{_GRADES})★(?:{_PERIOD}|\S{{2,20}})$")
_SLIP: Final = Pattern(rf"({_GRADES})[\s*＊☆✩⭐·•—－-]*({_PERIOD})$")
_BARE: Final = Pattern(rf"({_GRADES})[★\s]*$")
_LONGEST: Final = {"绝密": "30年", "机密": "20年", "秘密": "10年"}
"""By law a matter is secret no longer than this unless said otherwise."""
# the first two for papers, the others besides for telegrams
_URGENT: Final = ("特急", "加急", "特提", "平急")


def _stated(sheet: Sheet, name: str) -> Segment | None:
    """A value of the masthead as a segment."""
    text: str | None = getattr(sheet.issue.masthead, name)
    return Segment(("masthead", name), Role.FIELD, text) if text else None


def _hit(segment: Segment, better: str | None = None, **params: object) -> Hit:
    return Hit(segment, 0, len(segment.text), better, params)


def secrecy(code: str, sheet: Sheet) -> Iterator[Hit]:
    """A grade and its period without the star between them (P341), without a period (P342), what is no grade (P343)."""
    segment = _stated(sheet, "secrecy")
    if segment is None or _WHOLE.match(segment.text):
        return
    if found := _SLIP.match(segment.text):
        told, hit = "P341", _hit(segment, f"{found[1]}★{found[2]}")
    elif found := _BARE.match(segment.text):
        told, hit = "P342", _hit(segment, example=f"{found[1]}★{_LONGEST[found[1]]}")
    else:
        # 内部 and its kin belong to 标注
        told, hit = "P343", _hit(segment)
    if told == code:
        yield hit


def secrecy_written(sheet: Sheet) -> Iterator[Hit]:
    """A grade and its period without the star between them, in the masthead or in a text: “秘密1年”."""
    yield from secrecy("P341", sheet)
    yield from faults_told(sheet, "P341", PROSE)


def urgency(sheet: Sheet) -> Iterator[Hit]:
    """What is no urgency, in the masthead or in a text: 特急加快 on a line of its own."""
    segment = _stated(sheet, "urgency")
    if segment and "".join(segment.text.split()) not in _URGENT:
        yield _hit(segment)
    yield from faults_told(sheet, "P345", PROSE)


def copy_number_missing(sheet: Sheet) -> Iterator[Hit]:
    """A secret paper whose copies are not numbered."""
    segment = _stated(sheet, "secrecy")
    if segment and sheet.issue.masthead.copy_number is None and segment.text.startswith(tuple(_LONGEST)):
        yield _hit(segment)


RULES: Final = (
    Rule("P341", "secrecy-written", f"{DOCUMENT_NORM} 7.2.2", fixable=True, sheet=secrecy_written),
    Rule("P342", "secrecy-period", f"{DOCUMENT_NORM} 7.2.2", sheet=partial(secrecy, "P342")),
    Rule("P343", "secrecy-grade", f"{DOCUMENT_NORM} 7.2.2", sheet=partial(secrecy, "P343")),
    Rule("P344", "copy-number-missing", f"{DOCUMENT_NORM} 7.2.1", sheet=copy_number_missing),
    Rule("P345", "urgency-word", f"{DOCUMENT_NORM} 7.2.3", sheet=urgency),
)
