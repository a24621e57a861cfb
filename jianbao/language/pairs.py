"""A text → its pairs of characters as numbers: to make them and to look them up takes a third of what it takes with strings."""

from __future__ import annotations

import sys
from typing import Final

_CODE: Final = f"utf-32-{sys.byteorder[0]}e"
# bytes of a character, and of a pair
_ONE, _TWO = 4, 8


def codes_of(text: str) -> memoryview:
    """The numbers of the characters of a text."""
    return memoryview(text.encode(_CODE, "surrogatepass")).cast("I")


def pairs_of(text: str, apart: int = 1) -> list[int]:
    """The numbers of the pairs of a text, by where they begin; the second character stands `apart` behind the first."""
    count = len(text) - apart
    if count < 1:
        return []
    codes, both = codes_of(text), memoryview(bytearray(_TWO * count)).cast("I")
    both[::2], both[1::2] = codes[:count], codes[apart:]
    return both.cast("B").cast("Q").tolist()


def side_by_side(text: str) -> list[int]:
    """The numbers of pairs that stand one behind the other: first and second character, third and fourth."""
    return codes_of(text).cast("B").cast("Q").tolist()


def characters(pair: int) -> str:
    """The two characters of a pair."""
    return pair.to_bytes(_TWO, sys.byteorder).decode(_CODE, "surrogatepass")
