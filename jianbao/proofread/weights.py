"""A change of a text, and what is weighed of it (`data/weights.txt`) → how likely it is that the text has a slip there."""

from __future__ import annotations

from typing import Final, NamedTuple

from jianbao.proofread.data import rows_of

# the weight of each value of each mark
WEIGHTS: Final = [tuple(map(int, weights)) for _, *weights in rows_of("weights.txt")]
# marks of how the words fall into place, behind the ones of a `Change`
_PARTED: Final = 3
# characters of a word that is as long as any, for the last of these marks
LONG: Final = 4


class Change(NamedTuple):
    """What would make a text common: `put` in the place of the character at `at`; and what is weighed of it."""

    at: int
    put: str
    marks: tuple[int, ...]


def room(*, short: bool = False) -> int:
    """The most that the marks add which tell how the words fall into place: which are not known of a `Change`.

    `short` = what the change is in makes no word of `LONG` characters.
    """
    *rows, by_length = WEIGHTS[-_PARTED:]
    return sum(map(max, rows)) + max(by_length[: LONG - 1] if short else by_length)


def at_most(marks: tuple[int, ...]) -> int:
    """The most that the odds of a change can be of which the first marks are known."""
    known = len(marks) + 1
    odds = sum(row[mark] for row, mark in zip(WEIGHTS, (0, *marks), strict=False))
    return odds + sum(map(max, WEIGHTS[known:]))
