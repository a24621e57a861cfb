"""Many texts → the sets of `needs.txt` of which something stands in each: what `sieve` tells of one, in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from jianbao.proofread.data.levels import Codes, Flags, Numbers, Places, once, spread, where, written

# stands between texts: behind a character it is as none
_BETWEEN: Final = "\0"
# texts that are looked at together: more would not fit the caches
_AT_ONCE: Final = 256


class HeldSets:
    """The keys of `needs.txt` as arrays, and the sets that each is in; `digit` stands for any digit among them."""

    def __init__(self, keys: bytes, sets: str, digit: str) -> None:
        numbers = np.frombuffer(keys, np.uint32)
        order = np.argsort(numbers)
        self._keys, self._digit = Numbers(numbers[order].astype(np.uint64)), ord(digit)
        sizes = np.array([each.count(",") + 1 for each in sets.split(" ")])
        self._sets = np.array([*map(int, sets.replace(" ", ",").split(","))])
        self._starts, self._sizes = (sizes.cumsum() - sizes)[order], sizes[order]
        self._size, self._count = len(numbers), int(self._sets.max()) + 1

    def of(self, texts: Sequence[str]) -> list[int]:
        """The sets of each text, as the bits of a number."""
        return [
            held
            for first in range(0, len(texts), _AT_ONCE)
            for held in self._of(texts[first : first + _AT_ONCE])
        ]

    def _of(self, texts: Sequence[str]) -> list[int]:
        codes = written(_BETWEEN.join(texts))
        sizes = np.array([len(text) + 1 for text in texts])
        of = np.repeat(np.arange(len(texts)), sizes)
        # what begins between two texts is of none
        of[sizes.cumsum() - 1] = -1
        digits = where(_is_digit()[codes])
        marked = codes.copy()
        marked[digits] = self._digit
        beside = np.concatenate((np.maximum(digits - 1, 0), digits))
        found = once(
            self._met(codes, None, of),
            self._met(codes[:-1], codes[1:], of),
            self._met(marked[digits], None, of[digits]),
            self._met(marked[beside], np.append(marked, 0)[beside + 1], of[beside]),
        )
        text, entry = np.divmod(found[found >= 0], self._size)
        sizes = self._sizes[entry]
        held = np.zeros((len(texts), self._count), np.bool_)
        held[np.repeat(text, sizes), self._sets[spread(self._starts[entry], sizes)]] = True
        return [
            int.from_bytes(row.tobytes(), "little") for row in np.packbits(held, axis=1, bitorder="little")
        ]

    def _met(self, first: Codes, second: Codes | None, of: Places) -> NDArray[Any]:
        """Which key stands in which text, as one number."""
        at, entry = self._keys.among(numbers_of(first, second).astype(np.uint64))
        return of[at] * self._size + entry


def numbers_of(first: Codes, second: Codes | None) -> NDArray[np.uint32]:
    """The numbers of pairs, or of characters, as `language.pairs` makes them."""
    both = np.zeros((len(first), 4), np.uint8)
    for place, chars in enumerate((first, second)):
        if chars is not None:
            both[:, place::2] = chars.astype("<u2").view(np.uint8).reshape(-1, 2)
    return both.view(np.uint32)[:, 0]


@cache
def _is_digit() -> Flags:
    return np.array([chr(code).isdecimal() for code in range(1 << 16)])
