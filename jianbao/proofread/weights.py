"""A change of a text, and what is weighed of it → how likely it is that the text has a slip there.

Logistic regressions on planted slips and on edited prose, in hundredths.
"""

from __future__ import annotations

from typing import Final, NamedTuple

# Kinds of change.
CHANGED, TWICE, LEFT_OUT, UNLIKE = range(4)
# By kind of change, the weight of each value of each mark, the first one being where it begins.
WEIGHTS: Final[dict[int, tuple[tuple[int, ...], ...]]] = {
    CHANGED: (
        (-4,),
        (75, -6, -71),
        (-12, 17, -1, -5),
        (-61, -17, 21, 56),
        (-31, 11, 2, 17),
        (0, -48, -8, 54),
        (-44, -13, 19, 8, 8, 21),
        (-7, -23, 29, -8, -1, 8),
        (-44, 131, 16, -17, -41, -45),
        (-7, 123, -2, -15, -63, -39),
        (-6, 54, -28, -21),
        (-97, -40, 30, 106),
        (-59, -18, 10, 65),
        (-81, -74, 32, 28, 93),
        (61, -62),
        (-76, -70, 54, 91),
        (-23, 21),
        (-33, -35, -83, 149),
    ),
    TWICE: (
        (-14,),
        (-179, 47, 56, 68),
        (200, -5, -45, -157),
        (126, 28, -161),
        (0, 57, 20, -6, -53, -24),
        (-111, -18, 75, 47),
        (-86, 6, -6, 79),
        (-106, -25, 40, 84),
        (-38, -165, 54, 142),
        (-33, 26),
        (-8, 41, -11, -29),
    ),
    LEFT_OUT: (
        (29,),
        (-80, -15, 95),
        (77, -3, -74),
        (62, -19, -44),
        (0, 46, -9, -7, -35, 5),
        (-64, -35, 100),
        (12, -12),
        (-91, 0, 39, 52),
        (-65, 65),
        (-64, 63, -54, 55),
    ),
    UNLIKE: (
        (73,),
        (-40, 15, 26),
        (42, 107, 63, -211),
        (62, -13, -49),
        (72, 29, -30, -71),
        (0, 86, 6, -81, -36, 26),
        (0, 88, 6, -80, 28, -41),
        (-71, -13, 85),
        (-47, 57, -37, 27),
        (-35, -90, 34, 92),
        (-63, 64),
        (-10, -8, -20, 39),
    ),
}
# marks of how the words fall into place, behind the ones of a `Change`
_PARTED: Final = 3
# characters of a word that is as long as any, for the last of these marks
LONG: Final = 4


class Change(NamedTuple):
    """What would make a text common: `size` characters at `at`, for which `put` is put; and what is weighed of it."""

    kind: int
    at: int
    size: int
    put: str
    marks: tuple[int, ...]


def room(kind: int, *, short: bool = False) -> int:
    """The most that the marks add which tell how the words fall into place: which are not known of a `Change`.

    `short` = what the change is in makes no word of `LONG` characters.
    """
    *rows, by_length = WEIGHTS[kind][-_PARTED:]
    return sum(map(max, rows)) + max(by_length[: LONG - 1] if short else by_length)


def at_most(kind: int, marks: tuple[int, ...]) -> int:
    """The most that the odds of a change can be of which the first marks are known."""
    weights, known = WEIGHTS[kind], len(marks) + 1
    odds = sum(row[mark] for row, mark in zip(weights, (0, *marks), strict=False))
    return odds + sum(map(max, weights[known:]))
