"""密级, 份号 and 紧急程度 of the masthead (GB/T 9704-2012 7.2.1–7.2.3): how they are written, what one wants of another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from jianbao.proofread.rule import DOCUMENT_NORM, Pattern, Rule
from jianbao.proofread.usage import faults_told
from jianbao.proofread.view import PROSE, Hit, Role, Segment, Sheet

if TYPE_CHECKING:
    from jianbao.model.issue import Masthead

_GRADES: Final = "绝密|机密|秘密"
_PERIOD: Final = r"(?:\d{1,2}年|\d{1,2}个月|长期|[12]\d{3}年\d{1,2}月\d{1,2}日)"
_WHOLE: Final = Pattern(rf"(?:{_GRADES})★(?:{_PERIOD}|\S{{2,20}})$")
_SLIP: Final = Pattern(rf"({_GRADES})[\s*＊☆✩⭐·•—－-]*({_PERIOD})$")
_BARE: Final = Pattern(rf"({_GRADES})[★\s]*$")
_LONGEST: Final = {"绝密": "30年", "机密": "20年", "秘密": "10年"}
"""By law a matter is secret no longer than this unless said otherwise."""
# the first two for papers, the others besides for telegrams
_URGENT: Final = ("特急", "加急", "特提", "平急")


def masthead(code: str, sheet: Sheet) -> Iterator[Hit]:
    """What one of the rules below finds in the masthead, and of P341 and P345 in a text: “秘密1年”, 特急加快 on a line of its own."""
    for told, key, better in _told(sheet.issue.masthead):
        if told == code:
            text = getattr(sheet.issue.masthead, key)
            segment, params = Segment(("masthead", key), Role.FIELD, text), {"example": better}
            yield Hit(segment, 0, len(text), better if code == "P341" else None, params)
    if code in ("P341", "P345"):
        yield from faults_told(sheet, code, PROSE)


def _told(stated: Masthead) -> Iterator[tuple[str, str, str]]:
    """The code of a rule, the key of a value that it finds wrong, what it should read, if that is known."""
    grade = stated.secrecy or ""
    if found := _SLIP.match(grade):
        yield "P341", "secrecy", f"{found[1]}★{found[2]}"
    elif found := _BARE.match(grade):
        yield "P342", "secrecy", f"{found[1]}★{_LONGEST[found[1]]}"
    elif grade and not _WHOLE.match(grade):
        # 内部 and its kin belong to 标注
        yield "P343", "secrecy", ""
    if grade.startswith(tuple(_LONGEST)) and stated.copy_number is None:
        yield "P344", "secrecy", ""
    if stated.urgency and "".join(stated.urgency.split()) not in _URGENT:
        yield "P345", "urgency", ""


RULES: Final = tuple(
    Rule(code, name, f"{DOCUMENT_NORM} {clause}", fixable=code == "P341", sheet=partial(masthead, code))
    for code, name, clause in (
        ("P341", "secrecy-written", "7.2.2"),
        ("P342", "secrecy-period", "7.2.2"),
        ("P343", "secrecy-grade", "7.2.2"),
        ("P344", "copy-number-missing", "7.2.1"),
        ("P345", "urgency-word", "7.2.3"),
    )
)
