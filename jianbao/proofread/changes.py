"""Texts → what another character would make common in them, where a rare pair stands.

All places of many texts are looked at together, in arrays; what is weighed of the few that remain is put together one by
one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from itertools import accumulate, chain, pairwise
from operator import or_
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from jianbao.proofread.data.counts import LONG_LEVELS
from jianbao.proofread.data.levels import (
    Codes,
    Flags,
    Levels,
    Places,
    tables,
    where,
    written,
)
from jianbao.proofread.weights import WEIGHTS, Change, room

# what stands before, between and behind the texts: as far as is looked from any of their characters
_BESIDE: Final = 4
_PAD: Final = "\0" * _BESIDE
# characters that are looked at together, and places for which others are tried together: more would not fit the caches
_AT_ONCE: Final = 1 << 16
_TRIED: Final = 1 << 12
# how much what is like a character in sound and shape, in sound, in one of them or nearly is worth, twice
_WORTH: Final = np.array((3, 2, 1))
_HIGHEST: Final = len(LONG_LEVELS)
# The most frequent ones of edited text: they stand beside anything.
_FREQUENT: Final = (
    "的国人和中会一民在行大发有业作第不工政法主定以年全理十部地为是条新动关应生当建出对进要上合产用展经了机日方设同家成市务者实规区公员加等管"
    "事时本开表平保制学化力三个二代重共议体我高门自美能到提强其利长来委下多军总分资安可社文通持或于月现内施及"
)


def changes(texts: Iterable[str], least: int) -> Iterator[tuple[int, Change]]:
    """The changes, each with the number of its text; without most of those whose odds fall short of `least`."""
    block: list[tuple[int, str]] = []
    size = 0
    for number, text in enumerate(texts):
        block.append((number, text))
        size += len(text)
        if size >= _AT_ONCE:
            yield from _in_block(block, least)
            block, size = [], 0
    if block:
        yield from _in_block(block, least)


def _in_block(block: list[tuple[int, str]], least: int) -> Iterator[tuple[int, Change]]:
    numbers, texts = zip(*block, strict=True)
    begins = [*accumulate((len(text) + _BESIDE for text in texts[:-1]), initial=_BESIDE)]
    for change in _Block(_PAD + _PAD.join(texts) + _PAD).changes(least):
        index = bisect_right(begins, change.at) - 1
        yield numbers[index], change._replace(at=change.at - begins[index])


class _Block:
    """Some texts as one; places are counted in it."""

    def __init__(self, text: str) -> None:
        self.chars = tables().of(written(text))
        # the levels of the three and four that begin at each place, as far as they are asked for
        self.threes, self.fours = np.zeros((2, len(self.chars)), np.int8)

    def _work_out(self, threes: Flags, fours: Flags | None = None) -> None:
        """Work out what stands in a row from some places on."""
        at = where(threes)
        (self.threes[at],) = tables().threes(self._from(at, 3))
        if fours is not None:
            at = where(fours)
            own = [self.threes[at], self.threes[at + 1]]
            (self.fours[at],) = tables().fours(self._from(at, 4), threes=own)

    def _from(self, at: Places, size: int) -> tuple[Codes, ...]:
        """What stands in a row from some places on."""
        return tuple(self.chars[at + by] for by in range(size))

    def changes(self, least: int) -> Iterator[Change]:
        """The changes, in the order in which they stand."""
        rare, often = tables().rare(self.chars, _moved(self.chars, -1))
        self._work_out(_near(rare, -1, 0))
        front, back = _moved(self.threes, 1) > 0, self.threes > 0
        # where it goes with what stands beside it, it is no slip, or needs more than four characters to tell
        rare &= ~(front & back) & ~((front | back) & often)
        fours = _near(rare, -3, 1)
        self._work_out(_near(fours, 0, 1), fours)
        either = where(_near(rare, 0, 1))
        for start in range(0, len(either), _TRIED):
            yield from self._others(either[start : start + _TRIED], least)

    def _others(self, at: Places, least: int) -> Iterator[Change]:
        """Another character of like sound or shape, in the middle of seven."""
        chars, threes, fours, known = self.chars, self.threes, self.fours, tables()
        present = np.stack((threes[at - 2], threes[at - 1], threes[at])) > 0
        is_known = np.any(present, 0)
        # where most of it is known it is no slip, or needs more than four characters to tell
        in_fours = fours[at - 3] | fours[at - 2] | fours[at - 1] | fours[at]
        at, is_known = _kept((present.sum(0) < 2) & ~(is_known & (in_fours > 0)), at, is_known)
        of, other, how, follows, precedes = known.like(*(chars[at + by] for by in (-1, 0, 1)))
        far, before, behind, beyond = (chars[at[of] + by] for by in (-2, -1, 1, 2))
        first, second, third = found = np.zeros((3, len(of)), np.int8)
        left, right = where(follows), where(precedes)
        first[left], third[right] = known.threes(
            (far[left], before[left], other[left]), (other[right], behind[right], beyond[right])
        )
        # where most is known, four must be common, too, which begin or end with one of these
        amid = where((first > 0) | (third > 0) | ~is_known[of])
        (second[amid],) = known.threes((before[amid], other[amid], behind[amid]))
        longer = np.zeros((4, len(of)), np.int8)
        some = where(((second > 0) & ((first > 0) | (third > 0))) | (first == _HIGHEST) | (third == _HIGHEST))
        longer[:, some] = self._fours_with(at[of[some]], other[some])
        fit = found.any(0) & (~is_known[of] | longer.any(0))
        of, other, how = _kept(fit, of, other, how)
        found, longer = found[:, fit], longer[:, fit]
        if not len(of):
            return
        worth = 4 * (found.sum(0) + longer.sum(0)) + _WORTH[how] - 2 * _frequent()[other]
        starts = where(np.append(True, of[1:] != of[:-1]))
        most = np.maximum.reduceat(worth, starts)
        best = where(worth == np.repeat(most, np.diff(np.append(starts, len(of)))))
        # of those worth the same the first one
        best = best[np.append(True, of[best[1:]] != of[best[:-1]])]
        of, other, how = of[best], other[best], how[best]
        found, longer = found[:, best], longer[:, best]
        at = at[of]
        before, char, behind = (chars[at + by] for by in (-1, 0, 1))
        pairs = known.pairs((before, other), (other, behind), (before, char), (char, behind))
        marks = (
            how,
            *found,
            (found > 0).sum(0),
            *(each + 1 for each in pairs),
            _frequent()[char] + 2 * _frequent()[other],
            longer[1:3].max(0),
            longer[[0, 3]].max(0),
            (longer > 0).sum(0),
            is_known[of] * 1,
        )
        odds = WEIGHTS[0][0] + sum(
            np.asarray(row)[mark] for row, mark in zip(WEIGHTS[1:], marks, strict=False)
        )
        likely = odds + room() >= least
        rows = (each[likely].tolist() for each in (at, known.codes[other], *marks))
        for place, put, *own in zip(*rows, strict=True):
            yield Change(place, chr(put), tuple(own))

    def _fours_with(self, at: Places, other: Codes) -> list[Levels]:
        """The levels of the fours that hold another character at a place, from the one that ends with it."""
        known = tables()
        *head, _, one, two, three = (self.chars[at + by] for by in range(-3, 4))
        put = (*head, other, one, two, three)
        within = known.threes(*(put[start : start + 3] for start in range(1, 4)))
        threes = (self.threes[at - 3], *within, self.threes[at + 1])
        return known.fours(
            *(put[start : start + 4] for start in range(4)), threes=[*chain(*pairwise(threes))]
        )


def _moved(array: NDArray[Any], by: int) -> NDArray[Any]:
    """An array with each value so many places behind its own; what goes out at one end, where no text is, comes in at the other."""
    return np.concatenate((array[-by:], array[:-by]))


def _near(some: Flags, first: int, last: int) -> Flags:
    """Places that are from `first` to `last` behind one of some."""
    return reduce(or_, (_moved(some, by) if by else some for by in range(first, last + 1)))


@cache
def _frequent() -> Flags:
    """Which characters are the most frequent ones."""
    return np.isin(tables().codes, [*map(ord, _FREQUENT)])


def _kept(which: NDArray[Any], *arrays: NDArray[Any]) -> list[NDArray[Any]]:
    """Of arrays that go together what is at some places, or where something is so."""
    places = where(which) if which.dtype == np.bool_ else which
    return [each[places] for each in arrays]
