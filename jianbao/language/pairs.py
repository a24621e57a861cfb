"""A text → its pairs of characters as numbers: to make them and to look them up takes a third of what it takes with strings.

What differs between two characters that are met stands in the lower halves of their codes. Those are the lower half of the
number: tables go by it, and would look through all pairs of a first character where it stood there alone.
"""

from __future__ import annotations

import sys
from typing import Final

from jianbao.expressions import compiled

_CODE: Final = "utf-16-le"
# bytes of a character, and of a pair
_ONE, _TWO = 2, 4
_NO_CHARACTER: Final = "\uffff"
_IS_BIG: Final = sys.byteorder == "big"
# the bytes of the first character among those of a pair
_OF_FIRST: Final = 0x00FF00FF


def _encoded(text: str) -> bytes:
    found = text.encode(_CODE, "surrogatepass")
    if len(found) == _ONE * len(text):
        return found
    return compiled("[\U00010000-\U0010ffff]").sub(_NO_CHARACTER, text).encode(_CODE, "surrogatepass")


def _numbers(first: bytes, second: bytes) -> list[int]:
    both = bytearray(2 * len(first))
    both[::_TWO], both[1::_TWO] = first[::_ONE], second[::_ONE]
    both[2::_TWO], both[3::_TWO] = first[1::_ONE], second[1::_ONE]
    return memoryview(both).cast("I").tolist()


def codes_of(text: str) -> list[int]:
    """The numbers of the characters of a text; none is that of a pair."""
    found = _encoded(text)
    return _numbers(found, bytes(len(found)))


def pairs_of(text: str, apart: int = 1) -> list[int]:
    """The numbers of the pairs of a text, by where they begin; the second character stands `apart` behind the first.

    A character that stands beyond U+FFFF is U+FFFF here.
    """
    found = _encoded(text)
    size = len(found) - _ONE * apart
    return _numbers(found[:size], found[_ONE * apart :]) if size > 0 else []


def side_by_side(text: str) -> list[int]:
    """The numbers of pairs that stand one behind the other: first and second character, third and fourth."""
    return pairs_of(text)[::2]


def characters(pair: int) -> tuple[str, str]:
    """The two characters of a pair."""
    if _IS_BIG:
        pair = int.from_bytes(pair.to_bytes(_TWO, "big"), "little")
    first, second = pair & _OF_FIRST, pair >> 8 & _OF_FIRST
    return chr(first & 0xFF | first >> 8), chr(second & 0xFF | second >> 8)
