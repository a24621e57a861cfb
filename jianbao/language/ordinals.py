"""The numbers of levels, 一、（一）1.（1）, as regular expressions (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

from typing import Final

from jianbao.language.numerals import COUNTING

HAN_COUNT: Final = f"[{COUNTING}百]{{1,4}}"
LEVELS: Final = (
    f"{HAN_COUNT}、",
    f"[（(]{HAN_COUNT}[）)]",
    "[0-9]{1,2}[.．、](?![0-9])",
    "[（(][0-9]{1,2}[）)]",
)
"""The first level's numbers to the fourth's, as they stand at the head of a paragraph."""
