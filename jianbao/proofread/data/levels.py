"""`seen.bin`, `beside.txt`, `between.txt` → how often edited text has what stands in a row, for many places at a time.

What `counts` tells of one stretch of characters, at a hundredth of the time for each: for `slips`, which asks it of all
places of an issue. numpy is imported here and in `changes` alone, for those that read an issue at length.
"""

from __future__ import annotations

from functools import cache, reduce
from itertools import accumulate
from operator import xor
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from jianbao.proofread.data.counts import (
    BESIDE,
    BETWEEN,
    LONG_LEVELS,
    NONE,
    OFTEN,
    OTHER,
    PAIR_LEVELS,
    PROBES,
    SEEN,
)

Codes = NDArray[np.uint16]
Levels = NDArray[np.int8]
Places = NDArray[np.intp]
Lines = NDArray[np.uint16]
Flags = NDArray[np.bool_]
_FIRST, _LAST, _OTHER = map(ord, ("一", "龥", OTHER))
# fields of a line of `beside.txt`
_FIELDS: Final = 5
# of these, what stands behind, before, what is like: in sound and shape, in sound, in one of them or nearly
BEHIND, BEFORE, LIKE = slice(0, 1), slice(1, 2), slice(2, 5)
# characters of an entry of `between.txt`: four around, the one amid, its level
_ENTRY: Final = 6
# what spreads such entries over 2 to the power of `_SPREAD` places
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_SPREAD: Final = 21
# which of its bits a hash is asked for behind the first one
_PROBES: Final = np.arange(1, PROBES, dtype=np.uint64)[:, None]


def written(text: str) -> Codes:
    """The characters of a text as numbers, 0 for those beyond the first plane."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(codes < 1 << 16, codes, 0).astype(np.uint16)


def counted(codes: Codes) -> Codes:
    """The same with `OTHER` for each that is no Han character."""
    return np.where((codes >= _FIRST) & (codes <= _LAST), codes, _OTHER).astype(np.uint16)


def is_han(codes: Codes) -> Flags:
    """Whether each of `counted` characters is a Han character."""
    return np.not_equal(codes, _OTHER)


def where(flags: NDArray[Any]) -> Places:
    """The places where something is so; `np.flatnonzero` takes twice as long for few."""
    return flags.nonzero()[0]


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


class Tables:
    """The three files as arrays. Characters are numbers as `counted` gives them, those of one stretch at one index."""

    def __init__(self) -> None:
        self._seen = np.fromfile(SEEN, np.uint8)
        self._size = 8 * len(self._seen)
        self._steps = [_steps(place) for place in range(5)]
        self._beside = codes = np.fromfile(BESIDE, np.uint16)
        ends = where((codes == ord("\t")) | (codes == ord("\n")))
        starts = np.append(0, ends[:-1] + 1)
        # the first line is of those that have none; a character stands at the beginning of its line
        self._starts, self._ends = (
            np.append(np.zeros(_FIELDS, np.intp), each).reshape(-1, _FIELDS) for each in (starts, ends)
        )
        self._starts[1:, 0] += 1
        count = len(self._starts)
        self._line = np.zeros(1 << 16, np.uint16)
        self._line[codes[starts[::_FIELDS]]] = range(1, count)
        self._beside_lines = self._line[codes]
        # a row of bits for each line: whether the character of another line often stands behind its character
        self._row = count // 8 + 1
        sizes = self._ends[:, 0] - self._starts[:, 0]
        behind = self._beside_lines[spread(self._starts[:, 0], sizes)]
        rows = np.repeat(np.arange(count) * self._row, sizes)
        self._often = np.zeros(count * self._row, np.uint8)
        np.bitwise_or.at(self._often, rows + (behind >> 3), np.left_shift(1, behind & 7).astype(np.uint8))
        entries = np.fromfile(BETWEEN, np.uint16).reshape(-1, _ENTRY)
        self._amid, self._amid_level = entries[:, 4], entries[:, 5] - ord("1")
        self._around = _joined(*entries[:, :4].T)
        self._has_around = np.zeros(1 << _SPREAD, np.bool_)
        self._has_around[_hashed(self._around)] = True

    def lines(self, chars: Codes) -> Lines:
        """The lines that characters have in `beside.txt`, for `often`."""
        return self._line[chars]

    def often(self, first: Lines, second: Lines) -> Flags:
        """Whether the one often stands behind the other, of which the lines are given."""
        byte = self._often[first * np.intp(self._row) + (second >> 3)]
        return (byte >> (second & 7).astype(np.uint8) & 1).astype(np.bool_)

    def rare(self, first: Codes, second: Codes) -> tuple[Flags, Flags]:
        """Whether both are Han characters that edited text has side by side seldom, less often than `beside.txt` does."""
        often = self.often(self.lines(first), self.lines(second))
        asked = where(often)
        least = np.full(len(asked), OFTEN, np.int8)
        rare = is_han(first) & is_han(second)
        rare[asked] = self._levels((first[asked], second[asked]), least + np.int8(1), least) == OFTEN
        return rare, often

    def pairs(self, *stretches: tuple[Codes, ...]) -> list[Levels]:
        """Levels of pairs, as `counts.Counts.pairs`, of each of some stretches: together that is faster."""
        first, second = map(np.concatenate, zip(*stretches, strict=True))
        often = self.often(self.lines(first), self.lines(second))
        most = np.where(often, np.int8(len(PAIR_LEVELS)), np.int8(1))
        both = is_han(first) & is_han(second)
        found = np.where(
            both,
            self._levels((first, second), np.where(both, most, np.int8(0)), often * OFTEN),
            np.int8(NONE),
        )
        return _parted(found, stretches)

    def threes(self, *stretches: tuple[Codes, ...]) -> list[Levels]:
        """Levels of three in a row, as `counts.Counts.threes`, of each of some stretches."""
        first, second, third = chars = [*map(np.concatenate, zip(*stretches, strict=True))]
        some = is_han(second) & (is_han(first) | is_han(third))
        return _parted(self._levels(tuple(chars), some * np.int8(len(LONG_LEVELS))), stretches)

    def fours(self, *stretches: tuple[Codes, ...], threes: list[Levels]) -> list[Levels]:
        """Levels of four in a row, of each of some stretches; `threes` are those of their first three and their last three."""
        most = np.minimum(*map(np.concatenate, (threes[::2], threes[1::2])))
        chars = tuple(map(np.concatenate, zip(*stretches, strict=True)))
        return _parted(self._levels(chars, most), stretches)

    def beside(self, chars: Codes, fields: slice) -> tuple[Places, Codes, Lines, Places]:
        """What the fields of the lines of some characters hold: of which character, what, its line, where it is.

        The tabs between fields are told, too.
        """
        lines = self._line[chars]
        starts, ends = self._starts[lines, fields.start], self._ends[lines, fields.stop - 1]
        sizes = ends - starts
        places = spread(starts, sizes)
        return (
            np.repeat(np.arange(len(chars)), sizes),
            self._beside[places],
            self._beside_lines[places],
            places,
        )

    def how_like(self, chars: Codes, places: Places) -> Places:
        """Of what is like characters, at such places: in sound and shape (0), in sound (1), in one of them or nearly (2)."""
        ends = self._ends[self._line[chars]]
        return (places > ends[:, 2]) * 1 + (places > ends[:, 3])

    def amid(self, around: tuple[Codes, ...]) -> tuple[Places, Codes, NDArray[np.uint16]]:
        """Where something stands nearly alone between two pairs: at which index, what, its level.

        A level has as many added as there are levels where it is never left out.
        """
        keys = _joined(*around)
        at = where(self._has_around[_hashed(keys)])
        entry = np.minimum(np.searchsorted(self._around, keys[at]), len(self._around) - 1)
        same = self._around[entry] == keys[at]
        return at[same], self._amid[entry[same]], self._amid_level[entry[same]]

    def _levels(self, stretch: tuple[Codes, ...], most: Levels, least: Any = 0) -> Levels:
        """The highest levels that stretches reach, from `least` up to `most` of each."""
        found = np.empty_like(most)
        found[:] = least
        left = where(most > found)
        size = len(stretch)
        own = (self._steps[size - place][chars[left]] for place, chars in enumerate(stretch))
        number = reduce(xor, own) ^ np.uint32(crc32(bytes(2 * size + 2)))
        while len(left):
            level = found[left] + 1
            held = self._holding(number ^ self._steps[0][level])
            left = left[held]
            found[left] = level = level[held]
            more = where(most[left] > level)
            left, number = left[more], number[held[more]]
        return found

    def _holding(self, number: NDArray[np.uint32]) -> Places:
        """Which of some hashes have all their bits set, as `counts.bits` gives them."""
        at = where(self._has(number))
        # most are passed over by their first bit
        first = number[at].astype(np.uint64)
        return at[self._has(first + (first >> np.uint64(9) | np.uint64(1)) * _PROBES).all(0)]

    def _has(self, number: NDArray[Any]) -> Flags:
        bit = number % number.dtype.type(self._size)
        found: Levels = self._seen[bit >> 3] >> (bit & 7).astype(np.uint8) & 1
        return found.astype(np.bool_)


def _parted(levels: Levels, stretches: tuple[tuple[Codes, ...], ...]) -> list[Levels]:
    ends = [*accumulate(len(stretch[0]) for stretch in stretches)]
    return [levels[start:end] for start, end in zip((0, *ends), ends, strict=False)]


def _joined(*chars: Codes) -> NDArray[np.uint64]:
    """Characters as one number, the first one in front."""
    return reduce(
        lambda stretch, char: stretch << np.uint64(16) | char, (each.astype(np.uint64) for each in chars)
    )


def _hashed(keys: NDArray[np.uint64]) -> Places:
    return (keys * _FACTOR >> np.uint64(64 - _SPREAD)).astype(np.intp)


@cache
def tables() -> Tables:
    """The tables, read when first asked for."""
    return Tables()
