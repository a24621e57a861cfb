"""A shaped paragraph → its lines: the best ends (`breaker.py`), each locked for every word processor (`locks.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.layout.breaker import SPREAD, Breaker, End
from jianbao.layout.locks import Cut, locked
from jianbao.layout.shape import Shaped
from jianbao.layout.widths import FIT_MARGIN, Measure, widest

# what lines cost more in another number than the best, at the most
MUCH_WORSE: Final = 40.0
# what an end costs that some word processor would not keep: more than any line that is seen to be spread
_AJAR: Final = 2000.0
# so often a paragraph is cut anew for such ends
_TRIES: Final = 4


class Fit(Struct, frozen=True):
    """A paragraph's lines when it has a given number of them, and how much worse they are than its best ones."""

    cuts: tuple[Cut, ...]
    cost: float


def cut_lines(shaped: Shaped, measure: Measure) -> tuple[Cut, ...]:
    """The best lines of `shaped`: least spread and squeezed in sum, a last line of two Han at least.

    Marks are not squeezed to half width: LibreOffice bounds negative letter-spacing at a sixth of an em and drops it
    behind a run's last character, so both files could not show it alike; they stand on the grid, as offices set them.
    Ragged lines are as full as can be, for they are few characters long.
    """
    if fits(shaped, measure):
        return locked(shaped, measure, [End(len(shaped.text), False)])
    cuts = best = locked(shaped, measure, Breaker(shaped, measure).ends())
    for _ in range(_TRIES):
        if not (ajar := {cut.next: _AJAR for cut in cuts if cut.ajar}):
            return cuts
        shaped = replace(shaped, soft=shaped.soft | ajar)
        cuts = locked(shaped, measure, Breaker(shaped, measure).ends())
    return min(best, cuts, key=lambda each: sum(cut.ajar for cut in each))


def fits(shaped: Shaped, measure: Measure) -> bool:
    """Does the whole text stand on one line?"""
    text, room = shaped.text, measure.first - FIT_MARGIN
    return not text or (
        "\n" not in text and widest(shaped, 0, len(text), measure.spacing, measure.size) <= room
    )


def cut_into(
    shaped: Shaped, measure: Measure, count: int, best: Iterable[Cut], worse: float = MUCH_WORSE
) -> Fit | None:
    """The best lines when there must be `count` of them; None where they are `worse` than `best`, or one looks spread."""
    breaker = Breaker(shaped, measure)
    least = breaker.cost_of([End(cut.next, cut.forced) for cut in best])
    ends = breaker.ends_of(count, least + worse)
    if ends is None:
        return None
    cuts = locked(shaped, measure, ends)
    return None if any(cut.ajar for cut in cuts) else Fit(cuts, breaker.cost_of(ends) - least)


def longer_costs(shaped: Shaped, measure: Measure, cuts: Sequence[Cut]) -> float:
    """What a line more costs at least: the others leave it two characters, each a share."""
    widths, last = shaped.widths, cuts[-1]
    spread = (measure.rest - widths[last.end] + widths[last.start] + 2 * measure.size) / max(
        1, widths[last.start]
    )
    return len(cuts) * spread * spread * SPREAD
