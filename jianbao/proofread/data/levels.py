"""`seen.bin`, `beside.txt` → how often edited text has what stands in a row, for many places at a time.

What `counts` tells of one stretch of characters, at a hundredth of the time for each: for `slips`, which asks it of all
places of an issue. numpy is imported here and by those that look at many texts together: `held`, `met`, `changes`, `confused`.
"""

from __future__ import annotations

from functools import cache, reduce
from itertools import accumulate
from operator import xor
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from jianbao.proofread.data.counts import BESIDE, LONG_LEVELS, NONE, OFTEN, OTHER, PAIR_LEVELS, PROBES, SEEN

Codes = NDArray[np.uint16]
Levels = NDArray[np.int8]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
_FIRST, _LAST, _OTHER = map(ord, ("一", "龥", OTHER))
# fields of a line of `beside.txt`
_FIELDS: Final = 5
# of these, what stands behind, before, what is like: in sound and shape, in sound, in one of them or nearly
BEHIND, BEFORE, LIKE = slice(0, 1), slice(1, 2), slice(2, 5)
# what spreads numbers over 2 to the power of `_SPREAD` places
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_SPREAD: Final = 21
# which of its bits a hash is asked for; levels beyond the first one
_PROBES: Final = np.arange(PROBES, dtype=np.uint64)[:, None]
_BEYOND: Final = np.array([[1], [2]], np.int8)


def written(text: str) -> Codes:
    """The characters of a text as numbers, 0 for those beyond the first plane."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(codes < 1 << 16, codes, 0).astype(np.uint16)


def where(flags: NDArray[Any]) -> Places:
    """The places where something is so; `np.flatnonzero` takes twice as long for few."""
    return flags.nonzero()[0]


def once(*numbers: NDArray[Any]) -> NDArray[Any]:
    """Numbers in their order, each but once; `np.unique` takes three times as long."""
    found = np.sort(np.concatenate(numbers))
    return found[np.append(found[:-1] != found[1:], True)] if len(found) else found


def spread(starts: Places, sizes: Places) -> Places:
    """The places from each start on, as many as its size says, one behind the other."""
    ends = sizes.cumsum()
    return np.repeat(starts - ends + sizes, sizes) + np.arange(ends[-1] if len(ends) else 0)


def _steps(place: int) -> NDArray[np.uint32]:
    """What each character adds to a CRC with `place` characters behind it: CRCs of one length are linear in their bits."""
    found, behind = np.zeros(1 << 16, np.uint32), bytes(2 * place)
    none = crc32(bytes(2) + behind)
    for bit in range(16):
        own = crc32((1 << bit).to_bytes(2, "little") + behind) ^ none
        found[1 << bit : 2 << bit] = found[: 1 << bit] ^ np.uint32(own)
    return found


class Numbers:
    """Numbers in their order: which of many others are among them is soon told."""

    def __init__(self, numbers: NDArray[np.uint64]) -> None:
        self._numbers = numbers
        self._held = np.zeros(1 << _SPREAD, np.bool_)
        self._held[_spread_out(numbers)] = True

    def perhaps(self, asked: NDArray[np.uint64]) -> Places:
        """The places of those that are among them, and of a few that are not: for those that look them up anyway."""
        return where(self._held[_spread_out(asked)])

    def among(self, asked: NDArray[np.uint64]) -> tuple[Places, Places]:
        """The places of those that are among them, and which they are."""
        at = self.perhaps(asked)
        entry = np.minimum(np.searchsorted(self._numbers, asked[at]), len(self._numbers) - 1)
        same = self._numbers[entry] == asked[at]
        return at[same], entry[same]


def _spread_out(numbers: NDArray[np.uint64]) -> Places:
    return (numbers * _FACTOR >> np.uint64(64 - _SPREAD)).astype(np.intp)


class Tables:
    """The two files as arrays.

    What stands in a row is asked for as its first characters, its second ones and so on, each a number of its own (`of`):
    the more stand beside it the smaller, so that what is looked up most lies close together; 0 is `OTHER`.
    """

    def __init__(self) -> None:
        self._seen = np.fromfile(SEEN, np.uint8)
        self._size = 8 * len(self._seen)
        codes = np.fromfile(BESIDE, np.uint16)
        ends = where((codes == ord("\t")) | (codes == ord("\n")))
        starts = np.append(0, ends[:-1] + 1).reshape(-1, _FIELDS)
        ends = ends.reshape(-1, _FIELDS)
        order = np.argsort(starts[:, 0] - ends[:, 1], kind="stable")
        # a character stands at the beginning of its line
        listed = codes[starts[order, 0]]
        starts[:, 0] += 1
        # what is listed has a line behind the one of `OTHER`, all others the last one: both are empty
        self._starts, self._ends = (
            np.pad(each[order], ((1, 1), (0, 0)), constant_values=0) for each in (starts, ends)
        )
        self._empty = len(listed) + 1
        han = np.arange(_FIRST, _LAST + 1)
        self.codes = np.concatenate(([_OTHER], listed, han[~np.isin(han, listed)])).astype(np.uint16)
        self._of = np.zeros(1 << 16, np.uint16)
        self._of[self.codes[1:]] = range(1, len(self.codes))
        self._steps = [_steps(place)[self.codes] for place in range(1, 5)]
        self._signs = _steps(0)[: len(PAIR_LEVELS) + len(_BEYOND)]
        self._beside = self._of[codes]
        self._behind, self._before = (self._bits(field) for field in (BEHIND, BEFORE))

    def _bits(self, field: slice) -> NDArray[np.uint8]:
        """For each line a row of bits: which characters a field of it holds."""
        of, other, _ = self.beside(np.arange(self._empty + 1, dtype=np.uint16), field)
        found = np.zeros((self._empty + 1, self._empty // 8 + 1), np.uint8)
        np.bitwise_or.at(found, (of, other >> 3), np.left_shift(1, other & 7).astype(np.uint8))
        return found

    def of(self, codes: Codes) -> Codes:
        """The numbers of characters as they are `written`."""
        return self._of[codes]

    def often(self, first: Codes, second: Codes) -> Flags:
        """Whether the one often stands behind the other."""
        return _has_bit(self._behind, np.minimum(first, self._empty), np.minimum(second, self._empty))

    def rare(self, first: Codes, second: Codes) -> tuple[Flags, Flags]:
        """Whether both are Han characters that edited text has side by side seldom, less often than `beside.txt` does."""
        often = self.often(first, second)
        asked = where(often)
        least = np.full(len(asked), OFTEN, np.int8)
        rare = (first > 0) & (second > 0)
        rare[asked] = self._levels((first[asked], second[asked]), least + np.int8(1), least) == OFTEN
        return rare, often

    def pairs(self, *stretches: tuple[Codes, ...]) -> list[Levels]:
        """Levels of pairs, as `counts.Counts.pairs`, of each of some stretches: together that is faster."""
        first, second = map(np.concatenate, zip(*stretches, strict=True))
        often = self.often(first, second)
        most = np.where(often, np.int8(len(PAIR_LEVELS)), np.int8(1))
        both = (first > 0) & (second > 0)
        found = np.where(
            both,
            self._levels((first, second), np.where(both, most, np.int8(0)), often * OFTEN),
            np.int8(NONE),
        )
        return _parted(found, stretches)

    def threes(self, *stretches: tuple[Codes, ...]) -> list[Levels]:
        """Levels of three in a row, as `counts.Counts.threes`, of each of some stretches."""
        first, second, third = chars = [*map(np.concatenate, zip(*stretches, strict=True))]
        some = (second > 0) & ((first > 0) | (third > 0))
        return _parted(self._levels(tuple(chars), some * np.int8(len(LONG_LEVELS))), stretches)

    def fours(self, *stretches: tuple[Codes, ...], threes: list[Levels]) -> list[Levels]:
        """Levels of four in a row, of each of some stretches; `threes` are those of their first three and their last three."""
        most = np.minimum(*map(np.concatenate, (threes[::2], threes[1::2])))
        chars = tuple(map(np.concatenate, zip(*stretches, strict=True)))
        return _parted(self._levels(chars, most), stretches)

    def beside(self, chars: Codes, fields: slice) -> tuple[Places, Codes, Places]:
        """What the fields of the lines of some characters hold: of which character, what (0 between fields), where it is."""
        lines = np.minimum(chars, self._empty)
        starts = self._starts[lines, fields.start]
        sizes = self._ends[lines, fields.stop - 1] - starts
        places = spread(starts, sizes)
        return np.repeat(np.arange(len(chars)), sizes), self._beside[places], places

    def like(self, before: Codes, chars: Codes, behind: Codes) -> tuple[Places, Codes, Places, Flags, Flags]:
        """Those like some characters that go with one of their neighbours: of which character, what, how, with which.

        How: in sound and shape (0), in sound (1), in one of them or nearly (2); in the order of the file.
        """
        of, other, places = self.beside(chars, LIKE)
        rows = (np.minimum(each, self._empty) for each in (before, behind))
        byte, bit = other >> 3, (other & 7).astype(np.uint8)
        follows, precedes = (
            table[row[of], byte] for table, row in zip((self._behind, self._before), rows, strict=True)
        )
        fit = where((follows | precedes) >> bit & 1)
        of, bit, places = of[fit], bit[fit], places[fit]
        ends = self._ends[chars[of]]
        how = (places > ends[:, 2]) * 1 + (places > ends[:, 3])
        return of, other[fit], how, follows[fit] >> bit & 1 > 0, precedes[fit] >> bit & 1 > 0

    def _levels(self, stretch: tuple[Codes, ...], most: Levels, least: Any = 0) -> Levels:
        """The highest levels that stretches reach, from `least` up to `most` of each, which is three more at most."""
        found = np.empty_like(most)
        found[:] = least
        left = where(most > found)
        size = len(stretch)
        own = (self._steps[size - place - 1][chars[left]] for place, chars in enumerate(stretch))
        number = reduce(xor, own) ^ np.uint32(crc32(bytes(2 * size + 2)))
        level = found[left] + np.int8(1)
        # most are passed over by their first bit
        held = where(self._has(number ^ self._signs[level]))
        held = held[self._holds(number[held] ^ self._signs[level[held]], _PROBES[1:])]
        found[left[held]] = level[held]
        held = held[most[left[held]] > level[held]]
        if len(held):
            second, third = self._holds(number[held] ^ self._signs[level[held] + _BEYOND], _PROBES[:, None])
            left = left[held]
            found[left] = np.minimum(level[held] + second + (second & third), most[left])
        return found

    def _holds(self, number: NDArray[np.uint32], probes: NDArray[np.uint64]) -> Flags:
        """Whether some of the bits of each hash are set, as `counts.bits` gives them."""
        first = number.astype(np.uint64)
        held = self._has(first + (first >> np.uint64(9) | np.uint64(1)) * probes)
        return np.asarray(held.all(0))

    def _has(self, number: NDArray[Any]) -> Flags:
        bit = number % number.dtype.type(self._size)
        # an older numpy takes no place of 64 bits without sign
        found: Levels = self._seen.take((bit >> 3).astype(np.intp)) >> (bit & 7).astype(np.uint8) & 1
        return found.astype(np.bool_)


def _has_bit(table: NDArray[np.uint8], row: Codes, column: Codes) -> Flags:
    found: Levels = table[row, column >> 3] >> (column & 7).astype(np.uint8) & 1
    return found.astype(np.bool_)


def _parted(levels: Levels, stretches: tuple[tuple[Codes, ...], ...]) -> list[Levels]:
    ends = [*accumulate(len(stretch[0]) for stretch in stretches)]
    return [levels[start:end] for start, end in zip((0, *ends), ends, strict=False)]


@cache
def tables() -> Tables:
    """The tables, read when first asked for."""
    return Tables()
