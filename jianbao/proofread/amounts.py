"""Numbers and amounts as texts write them → their values; what patterns know an amount by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jianbao.language.numerals import value_of

AMOUNT: Final = r"\d{1,12}(?:\.\d{1,9})?"
SCALES: Final[Mapping[str | None, float]] = {None: 1.0, "": 1.0, "万": 1e4, "亿": 1e8}
"""What stands behind a figure, or nothing → what it is multiplied by."""


def decimal(text: str) -> tuple[float, int]:
    """1,234.50 → 1234.5 and how many decimal places it is written with: 2."""
    figures = text.replace(",", "")
    return float(figures), len(figures.partition(".")[2])


def number(text: str) -> int:
    """三百零六, 306, 廿八 → 306, 28; 0 for what is no number."""
    return int(text) if text.isdecimal() else value_of(text.replace("廿", "二十")) or 0
