"""Whole numbers ↔ Chinese numerals: 一百零五, 二〇二六, ⑤ (GB/T 15835-2011 4.2)."""

from __future__ import annotations

from typing import Final

DIGITS: Final = "〇一二三四五六七八九"
COUNTING: Final = "一二三四五六七八九十"
"""What level numbers and days are written with: 十二, 二十一."""
LARGEST: Final = 99_999_999
_ZEROS: Final = "〇○零"
_VALUES: Final = {**dict.fromkeys(_ZEROS, 0), **{char: value for value, char in enumerate(DIGITS)}, "两": 2}
_WEIGHTS: Final = {"十": 10, "百": 100, "千": 1000}
_FIRST_CIRCLED: Final = "①"
MOST_CIRCLED: Final = 20
CIRCLED: Final = "".join(chr(ord(_FIRST_CIRCLED) + index) for index in range(MOST_CIRCLED))
SCRIPTS: Final = {
    1: str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ"),
    -1: str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}
"""Figures and signs → those that stand high (1) or low (−1) by themselves: m² for m^2^."""
_TO_DIGITS: Final = str.maketrans("0123456789", DIGITS)


def numeral(value: int) -> str:
    """九, 十二, 一百零五, 三千七百六十六; `value` from 0 to 99,999,999."""
    if value >= 10_000:
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return numeral(value // 10_000) + "万" + (gap + _below_wan(rest) if rest else "")
    text = _below_wan(value) or DIGITS[0]
    return text[1:] if text.startswith("一十") else text


def _below_wan(value: int) -> str:
    text, gap = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + mark
        gap = not digit
    return text


def digit_by_digit(figures: str) -> str:
    """Arabic figures, each as its Han digit: 2026 → 二〇二六."""
    return figures.translate(_TO_DIGITS)


def figures(digits: str) -> str:
    """Han digits, each as its Arabic figure: 二〇二六 → 2026. Raises KeyError for what is none."""
    return "".join(str(_VALUES[char]) for char in digits)


def value_of(text: str) -> int | None:
    """二十一 → 21, 三百零六 → 306, 两万 → 20000; None for what is no number below 100,000,000."""
    head, wan, tail = text.rpartition("万")
    if wan:
        high, low = value_of(head), value_of(tail) if tail else 0
        return None if high is None or low is None or high >= 10_000 or low >= 10_000 else high * 10_000 + low
    total, digit, least = 0, None, 10_000
    for char in text:
        if char in _WEIGHTS:
            weight = _WEIGHTS[char]
            if weight >= least or digit == 0 or (digit is None and (weight != 10 or total)):
                return None
            total += weight * (1 if digit is None else digit)
            digit, least = None, weight
        elif char in _VALUES:
            if digit:
                return None
            digit = _VALUES[char]
        else:
            return None
    if digit is None and not total:
        return None
    return total + (digit or 0)


def circled(number: int) -> str:
    """① to ⑳, then [21]."""
    return CIRCLED[number - 1] if number <= MOST_CIRCLED else f"[{number}]"


def circled_value(char: str) -> int:
    """⑤ → 5, 0 for what is no circled number."""
    return CIRCLED.find(char) + 1
