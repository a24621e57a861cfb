"""Texts → what was left to be written and was not: the words of a model, {{单位}}, ×月×日, （填写电话）, 共计户, TODO.

No bulletin goes out with what cannot be meant: `build` refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.persons import SURNAMES
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.usage import fault_stretches, known_faults
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet, apart, is_quoted

REFUSED: Final = frozenset({"P801", "P802", "P803"})
"""Codes that are a warning in a draft and an error where a number is to be given."""

# --- signs that may stand for a name that is left out ------------------------------------------------------------------

_SIGNS: Final = frozenset("Xx×＊*○〇")
_CROSSES: Final = Pattern(r"[×Xx]{2,}|[＊*]{2,}|(?<!\d)×")
# crosses or stars from which on a text leaves its names out by them
_MANY: Final = 4
_LETTERED: Final = Pattern("(?<![A-Za-z])[A-Z](?:省|市|县|区|州|镇|乡|村|街道|小区|公司)")
_FOR_EXAMPLE: Final = Pattern("(?:比如|例如|譬如|[，（]如|表述为|写为|写作|注明|记明)[^。；]*$")
_NAMES_LEFT_OUT: Final = ("××村", "化名", "隐去")
_ANONYMOUS: Final = ("家庭", *"村社小路街公企酒超商店学医某号女男先患品牌案")
# what a sign stands before that is no name
_FIGURED: Final = tuple("年月日时分期届次万亿元%％℃")
_SURNAMES: Final = frozenset(SURNAMES) - {*"向于关"}
_LINE: Final = frozenset("_＿")
# what is to be filled in by those who get it: 姓名：____　电话：____
_FORM: Final = Pattern(r"(?:：?[_＿]{3,}[^，。；]{0,12}?：[_＿]{3,})|^填表(?:日期|人|单位|时间)：")


def blanks(sheet: Sheet) -> Iterator[Hit]:
    """What `blank` tells; where X县 or ×× stand for names throughout, or within quotation marks, it is a hint."""
    unnamed = len(_CROSSES.compiled.findall(sheet.whole)) >= _MANY
    lettered = len(_LETTERED.compiled.findall(sheet.whole)) > 1
    for segment in sheet.of(*_BLANKS_IN):
        for hit in apart(blank(segment)):
            said, before = hit.text, segment.text[: hit.start]
            marks = set(said) <= set("×Xx＊*第")
            letter = lettered and len(said) == 1 and _LETTERED.compiled.match(segment.text, hit.start)
            # 比如，××省纪委; A省××公司 beside B市
            shown = is_quoted(before, len(before)) or unnamed or lettered or _FOR_EXAMPLE.search(before)
            yield hit._replace(level=Level.HINT) if letter or (marks and shown) else hit


def blank(segment: Segment) -> Iterator[Hit]:
    """[时间], XX副县长, 　　月　　日, 共计户, TODO. 李×× and ××村 in a report are people and places left unnamed."""
    text = segment.text
    # {number} is filled in by the program; a form is filled in by those who get it
    if "number_form" in segment.location or _FORM.search(text):
        return
    for start, end, fault, _ in fault_stretches(text, known_faults()["P506"].possible(text)):
        if not _is_unnamed(text, start, end):
            yield Hit(segment, start, end, level=fault.level)


def _is_unnamed(text: str, start: int, end: int) -> bool:
    """Whether what looks like a blank stands for a name that is left out, for a sign that is spoken of, or for a tick."""
    said, before = text[start:end], text[start - 1 : start]
    # “同意（ ）”, 扫码填写“姓名____、联系电话____”
    ticked = said[0] == "（" and not said[1:-1].strip()
    if (ticked or set(said) <= _LINE) and is_quoted(text, start):
        return True
    if not set(said) <= _SIGNS:
        return False
    # 尾号为××××3318
    if text[end : end + 2].isdigit() or any(word in text for word in _NAMES_LEFT_OUT):
        return True
    # XX家企业
    lettered = said[0] in "Xx" and not is_quoted(text, start)
    named = said[0] not in "○〇" and not lettered and text.startswith(_ANONYMOUS, end)
    surnamed = before in _SURNAMES and said[0] != "x" and not text.startswith(_FIGURED, end)
    # 《XX县2024年安全生产责任书》 is a paper of the office's own
    titled = before == "《" and text[end : end + 1] not in tuple("县市区镇乡局")
    return named or surnamed or titled or before in tuple("“〇一二三四五六七八九")


_BLANKS_IN: Final = RUNNING | {Role.NAME, Role.BYLINE, Role.RECIPIENTS}
RULES: Final = (Rule("P506", "blank", CUSTOM, sheet=blanks),)
