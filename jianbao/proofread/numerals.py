"""Numerals: years, dates, ranges, thousands, round numbers (GB/T 15835-2011), document numbers (GB/T 9704)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.language.numerals import DIGITS
from jianbao.proofread.rule import CUSTOM, NUMERALS_NORM, OfSegment, Pattern, Rule
from jianbao.proofread.usage import faults_told
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet

_HAN_YEAR = Pattern(r"(?<![〇零0０oOＯ○一二三四五六七八九十])[〇零0０oOＯ○一二三四五六七八九]{4}(?=年)")


def zero_in_year(segment: Segment) -> Iterator[Hit]:
    """二0一七, 二零一七 for 二〇一七."""
    for found in _HAN_YEAR.finditer(segment.text):
        year = found[0]
        if any(char in DIGITS for char in year) and any(char in "零0０oOＯ○" for char in year):
            yield Hit(
                segment, *found.span(), "".join("〇" if char in "零0０oOＯ○" else char for char in year)
            )


MINUS: Final = "\u2212"

# --- ranges ----------------------------------------------------------------------------------------------------

_NUMBER: Final = r"\d+(?:\.\d+)?"
_UNITLESS_FIRST = Pattern(
    rf"(?<![\d.\-A-Za-z/年月])({_NUMBER})(?P<sign>[~～—－–]|--?)({_NUMBER})([%％‰]|万|亿)"
)


def first_value_lacks_unit(segment: Segment) -> Iterator[Hit]:
    """3～5% for 3%～5%, 13～17万元 for 13万元～17万元."""
    for found in _UNITLESS_FIRST.finditer(segment.text):
        first, sign, second, unit = found.groups()
        whole = segment.text[found.end() : found.end() + 1]
        both = unit + (whole if unit in "万亿" and whole == "元" else "")
        if float(first) == 0 or (unit in "万亿" and float(first) >= 1000 and float(second) <= float(first)):
            # 5000～2万: the first is not in 万
            continue
        yield Hit(segment, *found.span(), f"{first}{both}{'—' if sign == '—' else '～'}{second}{unit}")


_UNITS: Final = (
    "次户天名人个岁年月日时分秒元万亿%％℃米公里千克吨亩倍级层页件台套辆项条家届周期厘毫平立位所株只头度"
)
_RANGE = Pattern(
    rf"(?<![\d\-A-Za-z./~～—–])({_NUMBER})([%％℃]|万元|亿元|元|人|天|岁)?([-~–－]|--)({_NUMBER})(?=[{_UNITS}]|小时|兆瓦)(?![\d-])"
)


# blanks behind a word in which it is still looked for
_WIDEST_GAP: Final = 16


def range_sign(segment: Segment) -> Iterator[Hit]:
    """10-20人, 15~25℃, -8~-5℃."""
    text = segment.text
    for found in _RANGE.finditer(text):
        before = text[max(found.start() - _WIDEST_GAP, 0) : found.start()].rstrip()[-1:]
        if before.isascii() and before.isalpha():
            # GB/T 9704-2012
            continue
        first, unit, _, second = found.groups()
        after = text[found.end()]
        if after in "%％‰万亿" and not unit:
            # P205 says it
            continue
        if after in "年月日" and len(first) < 4 and int(float(second)) > 31:
            continue
        sign = "—" if after in "年月日时" else "～"
        end = found.end() + (len(unit) if unit and text.startswith(unit, found.end()) else 0)
        better = f"{first}{unit or ''}{sign}{second}{text[found.end() : end]}"
        # a narrow ~ is the sign of another width only, and 1-10月 stands everywhere
        level = Level.HINT if "~" in found[0] or sign == "—" else None
        yield Hit(segment, found.start(), end, better, level=level)


# --- figures in large and decimal numbers ----------------------------------------------------------------------------


def thousands(sheet: Sheet) -> Iterator[Hit]:
    """12，345 or 1,2345; what the first should be is plain where the issue parts all of its other numbers, or none."""
    for hit in faults_told(sheet, "P209", _TEXT):
        signs = {"," * ("," in found[1]) for found in _LARGE.finditer(sheet.whole)}
        sure = "，" in hit.text and len(signs) == 1
        yield hit._replace(better=hit.text.replace("，", signs.pop()) if sure else None)


# --- round numbers -----------------------------------------------------------------------------------------------

_FEW = Pattern(
    r"(?<![\d.])([1-9])?0几|(?<![\d.、第各月])([1-9])、([1-9])(?=(?:[天个次人名户家年岁里倍成米亩块元度]|公里|分钟|小时|公斤)(?!级|月|制))"
)


# 茶几10张, 总数10个 are two words
_SOME = Pattern(
    r"(?:(?<!茶)几|(?<=[了有达过历经需要近用好])数)(?P<tens>10{1,4})(?=[万亿]?(?:[年天个名户家次人亩里米岁座辆台头只株棵项件斤元吨种页本条场处趟遍回]|公[里斤顷]|分钟|小时))"
)
_TENS: Final = "十百千万"


def digits_in_round_number(segment: Segment) -> Iterator[Hit]:
    """20几 for 二十几, 3、5天 for 三五天, 几10年 for 几十年."""
    for found in _SOME.finditer(segment.text):
        yield Hit(segment, *found.span("tens"), _TENS[len(found["tens"]) - 2])
    for found in _FEW.finditer(segment.text):
        if found[2] is None:
            tens = int(found[1] or 1)
            yield Hit(segment, *found.span(), ("" if tens == 1 else DIGITS[tens]) + "十几")
        elif int(found[3]) == int(found[2]) + 1 or (found[2], found[3]) == ("3", "5"):
            first = "两" if (found[2], found[3]) == ("2", "3") else DIGITS[int(found[2])]
            yield Hit(segment, *found.span(), first + DIGITS[int(found[3])])


# --- one way of writing large numbers, minus signs --------------------------------------------------------

_LARGE = Pattern(
    r"(?<![\d.,，/:：\-—～第〔A-Za-z])(\d{1,3}(?:,\d{3})+|\d{4,})(?:\.\d+)?(?=[万亿元人家户吨亩件个名册辆台套株])(?!人工)"
)


_HYPHEN_AS_MINUS = Pattern(
    rf"(?<![!-~%％℃）”～—–−])[-–－]{_NUMBER}(?=[%％℃]|°C|个百分点|(?:～|至|到)[-–－−]?\d[\d.]*(?:℃|°C))"
    rf"|(?<=～)[-–－]{_NUMBER}(?=℃|°C)"
)
_NEGATIVE_CELL = Pattern(rf"[-–－]{_NUMBER}(?=[%％]?$)")


def minus_sign(segment: Segment) -> Iterator[Hit]:
    """-14.2 for −14.2."""
    text = segment.text
    if segment.role is Role.CELL and (found := _NEGATIVE_CELL.match(text)):
        yield Hit(segment, *found.span(), MINUS + found[0][1:])
        return
    for found in _HYPHEN_AS_MINUS.finditer(text):
        yield Hit(segment, *found.span(), MINUS + found[0][1:])


_TEXT: Final = RUNNING | {Role.NAME}


def _rule(
    code: str, name: str, clause: str, segment: OfSegment, triggers: str, *, certain: bool = False
) -> Rule:
    """A rule on numerals in any text that can be mended."""
    return Rule(
        code, name, clause, fixable=True, segment=segment, roles=_TEXT, triggers=triggers, certain=certain
    )


RULES: Final = (
    _rule("P201", "zero-in-year", f"{NUMERALS_NORM} 5.2.5", zero_in_year, "零0０oOＯ○", certain=True),
    _rule("P205", "range-lacks-unit", f"{NUMERALS_NORM} 5.1.3", first_value_lacks_unit, "~～—－–-"),
    _rule("P206", "range-sign", f"{NUMERALS_NORM} 5.1.3", range_sign, "~－–-"),
    Rule("P209", "thousands", f"{NUMERALS_NORM} 5.1.1", fixable=True, sheet=thousands),
    _rule("P212", "digits-in-round-number", f"{NUMERALS_NORM} 5.2.1", digits_in_round_number, "几、数"),
    Rule("P220", "minus-sign", CUSTOM, Severity.HINT, segment=minus_sign, roles=RUNNING, triggers="-–－"),
)
