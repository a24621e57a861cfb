"""A place in a text → what one change makes of it, with the marks by which `weights` weighs it."""

from __future__ import annotations

from typing import Final

from jianbao.proofread.data.counts import Counts
from jianbao.proofread.weights import LEFT_OUT, TWICE, UNLIKE, Change, at_most

# The most frequent ones of edited text: they stand beside anything.
FREQUENT: Final = frozenset(
    "的国人和中会一民在行大发有业作第不工政法主定以年全理十部地为是条新动关应生当建出对进要上合产用展经了机日方设同家成市务者实规区公员加等管"
    "事时本开表平保制学化力三个二代重共议体我高门自美能到提强其利长来委下多军总分资安可社文通持或于月现内施及"
)


def left_out(known: Counts, text: str, at: int, right: str, level: int) -> Change:
    """A character put in."""
    threes, fours = known.threes, known.fours
    before, behind = text[at - 3 : at], text[at : at + 3]
    marks = (
        level,
        bool(fours[before + behind[0]]) + bool(fours[before[2] + behind]),
        bool(threes[before[1:] + behind[0]]) + bool(threes[before[2] + behind[:2]]),
        known.pairs[before[2] + behind[0]] + 1,
        bool(fours[before + right]) + bool(fours[right + behind]),
        right in FREQUENT,
    )
    return Change(LEFT_OUT, at, 0, right, marks)


def another(known: Counts, text: str, at: int, right: str, level: int) -> Change:
    """Another character."""
    threes, fours = known.threes, known.fours
    before, char, behind = text[at - 3 : at], text[at], text[at + 1 : at + 4]
    kind = next((kind for kind, like in enumerate(known.like(right)) if char in like), 3)
    present = threes[before[1:] + char], threes[before[2] + char + behind[0]], threes[char + behind[:2]]
    marks = (
        level,
        kind,
        bool(fours[before + char]) + bool(fours[char + behind]),
        sum(map(bool, present)),
        known.pairs[before[2] + char] + 1,
        known.pairs[char + behind[0]] + 1,
        bool(fours[before + right]) + bool(fours[right + behind]),
        (char in FREQUENT) + 2 * (right in FREQUENT),
    )
    return Change(UNLIKE, at, 1, right, marks)


def left_once(known: Counts, padded: str, start: int, size: int, least: int) -> Change | None:
    """One to four characters that stand twice left out once."""
    seam, end = start + size, start + 2 * size
    marks: tuple[int, ...] = (
        size - 1,
        max(known.fours[padded[at : at + 4]] for at in range(seam - 3, seam)),
        sum(known.threes[padded[at : at + 3]] > 0 for at in range(seam - 2, seam)),
        known.pairs[padded[seam - 1 : seam + 1]] + 1,
    )
    if at_most(TWICE, marks) < least:
        return None
    then = padded[start - 2 : seam] + padded[end : end + 2]
    threes = [known.threes[then[at : at + 3]] for at in range(len(then) - 2)]
    fours = [known.fours[then[at : at + 4]] for at in range(len(then) - 3)]
    marks += (
        3 * sum(map(bool, threes)) // len(threes),
        3 * sum(map(bool, fours)) // len(fours),
        max(fours),
    )
    return Change(TWICE, seam, size, "", marks)
