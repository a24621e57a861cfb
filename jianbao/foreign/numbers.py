"""The numbers of automatic lists, as Word prints them."""

from __future__ import annotations

from typing import Final

from jianbao.language.numerals import LARGEST, MOST_CIRCLED, circled
from jianbao.language.numerals import numeral as han

_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(number: int, form: str) -> str:
    """`number` in one of Word's forms (`w:numFmt`); plain digits for those that Chinese files do not use."""
    number = max(0, number)
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
    ):
        return han(min(number, LARGEST))
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= MOST_CIRCLED:
        return circled(number)
    if form == "decimalZero":
        return f"{number:02}"
    if form == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if form in ("lowerLetter", "upperLetter") and number:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        text, rest = "", number
        for worth, sign in _ROMAN:
            text += sign * (rest // worth)
            rest %= worth
        return text if form == "lowerRoman" else text.upper()
    return "" if form == "none" else str(number)
