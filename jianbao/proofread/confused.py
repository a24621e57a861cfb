"""Texts → words in them around which edited text has another one, that is taken for it: 款项以下达, 依法行驶职权, 残联将继续致力为民.

What stands around two such words, and how much it speaks for either, is in `data/confused.txt`, made by
`tests.proofread.lists.gather_confused`. What is likely by it is weighed besides by what runs of characters edited text has
(`data.counts`). All places of all texts are looked at together, in arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cache, reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from jianbao.kept import kept
from jianbao.language.han import is_han
from jianbao.proofread.data import CONFUSED_FILE, ZERO_OF_CONFUSED
from jianbao.proofread.data.counts import OTHER, counts
from jianbao.proofread.data.levels import Numbers, Places, spread, where, written

# what stands before and behind a sentence: as far as is looked from any of its characters
_BEFORE: Final = f"{chr(0) * 7}^^^"
_BEHIND: Final = "$$$"
_STOPS: Final = "。！？；"
_DIGITS: Final = str.maketrans("123456789%％", "0" * 11)
# characters next to a word, and on both sides of a longer one the first of those of which each two are looked at
_NEXT: Final = 3
_AROUND: Final = 10
# what stands around: before, behind, on both sides, not far off; a word doubled before, 认认真真, 踏踏实实
_SIDES: Final = "<>="
_NEAR, _AS_DOUBLED = 3, "<AABB"
_DOUBLED: Final = 4
# bits of what stands around beside the number of what it speaks for, and of a character
_SIGN, _CHAR = 51, 16
# on which side each sign stands that is next to a word
_OF_SIDES: Final = np.array([[0], [0], [0], [1], [1], [1], [2]], np.uint64) << np.uint64(_SIGN - 3)
# from which odds on it is asked what runs there are, in quarters of a logarithm as are all
LIKELY: Final = 6
# by length of the word: how many kinds of runs over it edited text has, and over the other one → how much that tells
_RUNS: Final[tuple[dict[tuple[int, int], int], ...]] = (
    {(0, 0): -8, (0, 1): 0, (0, 2): 10, (1, 1): -8, (1, 2): 4},
    {(0, 0): -6, (0, 1): 3, (0, 2): 14, (1, 1): -5, (1, 2): 5},
)
_UNLIKE: Final = -12

_Keys = NDArray[np.uint64]
# a word, one that it is taken for, the odds to begin with, and from which on it is told
_Way = tuple[str, str, int, int]


def _number(way: int, sign: str) -> int:
    """What stands around, and what it speaks for, as one number."""
    side = _SIDES.find(sign[0])
    if sign == _AS_DOUBLED:
        side, sign = _DOUBLED, ""
    elif side < 0 or (side == 0 and len(sign) == 1):
        side = _NEAR
    else:
        sign = sign[1:]
    number = way << 3 | side
    for char in sign.rjust(_NEXT, "\0"):
        number = number << _CHAR | (ord(char) if ord(char) < 1 << _CHAR else 0)
    return number


def _weighed() -> tuple[list[_Way], bytes, bytes]:
    """The ways to take a word for another, by the word; what stands around them, as numbers in order, and how much each tells."""
    rows = [line.split(" ") for line in CONFUSED_FILE.read_text("utf-8").splitlines()]
    found = sorted(
        (
            (row[which], row[1 - which], way, row)
            for row in rows
            for which, way in ((0, -1), (1, 1))
            if row[3 + which] != "0"
        ),
        key=itemgetter(0, 1),
    )
    ways = [
        (word, other, min(way * int(row[2]), 0), int(row[3 + (way > 0)])) for word, other, way, row in found
    ]
    signs = sorted(
        (_number(number, sign[:-1]), way * (ord(sign[-1]) - ZERO_OF_CONFUSED))
        for number, (_, _, way, row) in enumerate(found)
        for sign in row[5:]
    )
    return (
        ways,
        array("Q", map(itemgetter(0), signs)).tobytes(),
        array("b", map(itemgetter(1), signs)).tobytes(),
    )


class _Weights:
    """`confused.txt` as arrays."""

    def __init__(self) -> None:
        self.ways, keys, weights = kept(_weighed, CONFUSED_FILE)
        self.begins = np.array([begin for _, _, begin, _ in self.ways], np.int32)
        self._signs, self._weights = Numbers(np.frombuffer(keys, np.uint64)), np.frombuffer(weights, np.int8)
        words = [(word, len([*ways])) for word, ways in groupby(self.ways, itemgetter(0))]
        self._sizes = np.array([size for _, size in words])
        self._firsts = self._sizes.cumsum() - self._sizes
        # the number of a word of one character by that, of those of two in their order
        self._alone = np.full(1 << _CHAR, -1, np.intp)
        pairs: list[tuple[int, int]] = []
        for number, (word, _) in enumerate(words):
            if len(word) == 1:
                self._alone[ord(word)] = number
            else:
                pairs.append((ord(word[0]) << _CHAR | ord(word[1]), number))
        numbers, self._of_pair = np.array(sorted(pairs)).T
        self._pairs = Numbers(numbers.astype(np.uint64))

    def words(self, codes: NDArray[np.uint64]) -> Iterator[tuple[int, Places, Places]]:
        """By the characters of the words: where one stands, each as often as there are ways to take it, and which way."""
        alone = self._alone[codes]
        at = where(alone >= 0)
        yield 1, *self._ways_of(at, alone[at])
        at, entry = self._pairs.among(codes[:-1] << np.uint64(_CHAR) | codes[1:])
        yield 2, *self._ways_of(at, self._of_pair[entry])

    def _ways_of(self, at: Places, word: Places) -> tuple[Places, Places]:
        sizes = self._sizes[word]
        return np.repeat(at, sizes), spread(self._firsts[word], sizes)

    def of(self, keys: _Keys) -> NDArray[np.int8]:
        """How much each of some numbers tells."""
        found = np.zeros(keys.shape, np.int8)
        at, entry = self._signs.among(keys.reshape(-1))
        found.reshape(-1)[at] = self._weights[entry]
        return found


@cache
def _weights() -> _Weights:
    return _Weights()


def in_place_of_another(texts: Sequence[str]) -> Iterator[tuple[int, int, int, str]]:
    """Words that are likely to stand there for another one: the number of the text, start, end, and that other one."""
    between = f"{_BEHIND}{_BEFORE}"
    parted = [text.translate(_DIGITS) for text in texts]
    for stop in _STOPS:
        parted = [text.replace(stop, stop + between) for text in parted]
    whole = f"{_BEFORE}{between.join(parted)}{_BEHIND}{_BEFORE}"
    codes = written(whole)
    begins = np.cumsum([len(_BEFORE), *(len(text) + len(between) for text in parted)])[:-1]
    # stops as far as each place, behind each of which something was put in
    stops = reduce(or_, (codes == ord(stop) for stop in _STOPS)).cumsum()
    for size, at, odds, ways in _odds(codes.astype(np.uint64)):
        likely = where(odds >= LIKELY)
        of = np.searchsorted(begins, at[likely], "right") - 1
        starts = at[likely] - begins[of] - (stops[at[likely]] - stops[begins[of] - 1]) * len(between)
        rows = zip(
            *(each.tolist() for each in (of, starts, at[likely], ways[likely], odds[likely])), strict=True
        )
        for (number, start, place), taken in groupby(rows, itemgetter(0, 1, 2)):
            best, right = max(_told(whole, place, size, way, own) for *_, way, own in taken)
            if best >= 0:
                yield number, start, start + size, right


def _told(text: str, start: int, size: int, way: int, odds: int) -> tuple[int, str]:
    """By how much it is likely enough that a word is taken for another, and that one."""
    _, other, _, least = _weights().ways[way]
    return odds + odds_of_runs(text, start, start + size, other) - least, other


def _odds(codes: _Keys) -> Iterator[tuple[int, Places, NDArray[Any], Places]]:
    """By the characters of the words: where one stands, the odds that it is taken for another, and in which way."""
    known = _weights()
    twos = codes[:-1] << np.uint64(_CHAR) | codes[1:]
    threes = twos[:-1] << np.uint64(_CHAR) | codes[2:]
    again = codes[:-1] == codes[1:]
    for size, at, ways in known.words(codes):
        ends = at + size
        before, behind = (
            (codes[at - 1], twos[at - 2], threes[at - 3]),
            (codes[ends], twos[ends], threes[ends]),
        )
        signs = np.stack((*before, *behind, before[0] << np.uint64(_CHAR) | behind[0]))
        way = ways.astype(np.uint64) << np.uint64(_SIGN)
        odds = known.begins[ways] + known.of(way + _OF_SIDES + signs).sum(0)
        doubled = where(again[at - 2] & again[at - 4])
        odds[doubled] += known.of(way[doubled] + np.uint64(_DOUBLED << _SIGN - 3))
        if size > 1:
            beside = np.arange(_AROUND - 1)
            near = np.sort(twos[np.hstack((at[:, None] - _AROUND + beside, ends[:, None] + beside))], axis=1)
            # what stands there twice tells once
            near[:, 1:][near[:, 1:] == near[:, :-1]] = 0
            odds += known.of(way[:, None] + np.uint64(_NEAR << _SIGN - 3) + near).sum(1)
        yield size, at, odds, ways


def odds_of_runs(text: str, start: int, end: int, other: str) -> int:
    """How much the runs that edited text has speak for another word in the place of one."""
    runs = _runs(text, start, end, text[start:end]), _runs(text, start, end, other)
    return _RUNS[end - start - 1].get(runs, _UNLIKE)


def _runs(text: str, start: int, end: int, word: str) -> int:
    """Of how many kinds edited text has runs over a word that would stand there: over its neighbours, and longer or shorter ones."""
    known = counts()
    around = "".join(
        char if is_han(char) else OTHER
        for char in f"\0\0{text[max(start - 2, 0) : start]}"[-2:] + word + f"{text[end : end + 2]}\0\0"[:2]
    )
    if len(word) > 1:
        return (known.fours[around[1:-1]] > 0) + (
            max(known.threes[around[1:4]], known.threes[around[2:5]]) > 0
        )
    longer = max(known.fours[around[at : at + 4]] for at in (0, 1))
    return (known.threes[around[1:4]] > 0) + (longer > 0)
