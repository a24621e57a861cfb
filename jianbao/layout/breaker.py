"""A shaped paragraph → the places where its lines end: those whose lines are spread or squeezed least in sum."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import partial
from heapq import heappop, heappush
from itertools import accumulate, compress
from math import inf, sqrt
from typing import Final, NamedTuple

from jianbao.layout.classes import NOT_AT_END, NOT_AT_START
from jianbao.layout.shape import Shaped
from jianbao.layout.widths import (
    CALM,
    FIT_MARGIN,
    LEAST_SPACING,
    SPACES,
    Measure,
    content_end,
    opening,
    opening_places,
    widest,
)

# em over the base spacing between two Han: a line spread wider looks spread
SEEN: Final = 0.082
# 0.2 pt tighter is not seen, and keeps as many characters on a cell's line as it is wide
_EASE: Final = 4
# characters
_LOOK_BACK: Final = 4

# What a line costs. Measured on bulletins full of figures, beside typst's and an exhaustive search's.
_A_LINE: Final = 1.0
# 0.03 em cost one
SPREAD: Final = 1 / 0.03**2
_LOOKS_SPREAD: Final = 40.0
# em over SEEN that cost one more
_TOO_WIDE: Final = 0.008
# em that everybody sees, with what an engine may add; no soft break is worth such a line
_GLARING: Final = 0.14
_GLARES: Final = 300.0
# em that cost one
_SQUEEZED: Final = 0.012
# a last line of one Han; of one Han and several marks, which is as long as a word and no worse than a line that looks spread
_LONELY: Final = 200.0
_HARDLY_LONELY: Final = 36.0
_SEVERAL: Final = 3
_MORE_THAN_ANY: Final = 1e12
# nothing legal fits
_CUT_INSIDE: Final = 1e6
_CALM_COST: Final = _A_LINE + CALM * CALM * SPREAD
# em that white opens further than the Han which cost one
_WHITE_WIDER: Final = 0.1
# a Western line that nothing opens stays short, by so many em squared
_STAYS_SHORT: Final = 12.0
# em: beyond it no spread is worse than another
_WIDEST: Final = 3.0
# a cell's line: nothing but a forced cut outweighs it
_RAGGED_LINE: Final = 1e4
# em that cost one where nothing is spread to fill a line
_SHORT: Final = 6.0

# what the lines of a paragraph that breaks well cost at the most: each, and in sum besides
_HOPED: Final = 1.4
_HOPED_BESIDES: Final = 3.0

# characters of a long paragraph that are weighed together
_WINDOW: Final = 1600
# of these, what is weighed again with what follows
_TAIL: Final = 400


class End(NamedTuple):
    """Where a line ends; `forced` inside a unit."""

    at: int
    forced: bool


class Breaker:
    """One paragraph and what its lines cost.

    The best ends are found by a search that goes from end to end, the cheapest first (A*): what is left to set costs a
    line for each measure at least, so of a paragraph that breaks well hardly more is looked at than its own lines.
    """

    def __init__(self, shaped: Shaped, measure: Measure) -> None:
        self.shaped, self.measure = shaped, measure
        text, count = shaped.text, len(shaped.text)
        self.count = count
        places = list(compress(range(count + 1), shaped.breaks))
        if shaped.soft:
            places = sorted({*places, *shaped.soft})
        if not places or places[-1] != count:
            places.append(count)
        self.places = places
        blanks = any(space in text for space in SPACES) or "\n" in text
        self.stops = [content_end(text, 0, place) for place in places] if blanks else places
        self.gaps = _sums(shaped.gap_at, count)
        self.losses = _sums(shaped.loss_at, count)
        size = measure.size
        self.blank = (
            sum(shaped.glyphs[at].advance for at, char in enumerate(text) if char in SPACES) if blanks else 0
        )
        width = max(measure.first, measure.rest)
        # what a line holds, in twips of characters, at the most, and for each line that it costs: squeezing costs more
        self.most = max(1.0, width * size / (size + LEAST_SPACING) + 60)
        self.capacity = max(1.0, width * size / (size + min(0, measure.spacing)) + 10)
        self.tightest = _A_LINE + ((measure.spacing - LEAST_SPACING) / size / _SQUEEZED) ** 2
        self.unspread = measure.hard or measure.ragged
        self.least = measure.spacing - _EASE if measure.ragged else LEAST_SPACING

    # --- what a line costs -------------------------------------------------------------------------------------------

    def lines_from(
        self, start: int, limit: int, bound: float, *, first: bool, whole: bool
    ) -> Iterator[tuple[int, float]]:
        """(end, cost) of each line that could begin at `start` and fits, the longest first, while they cost less than `bound`.

        The cost of the break itself is left out. `whole`: the paragraph ends at `limit`, so that line is a last one.
        """
        shaped, measure, places, stops = self.shaped, self.measure, self.places, self.stops
        widths, spaced, opens, gaps, losses = (
            shaped.widths,
            shaped.spaced,
            shaped.opens,
            self.gaps,
            self.losses,
        )
        size, spacing, least = measure.size, measure.spacing, self.least
        width = (measure.first if first else measure.rest) - FIT_MARGIN
        word_gap, office_gap = size // 4, size // 5
        farthest = bisect_right(widths, widths[start] + self._holds(bound), start) - 1
        index = min(bisect_right(stops, farthest), bisect_right(places, limit)) - 1
        room, before_spaced, before_open, before_gaps = (
            width + widths[start],
            spaced[start],
            opens[start],
            gaps[start],
        )
        before_kept = before_spaced - losses[start]
        before = _MORE_THAN_ANY
        even = not (self.unspread or shaped.blank_at)
        calm = CALM * size
        while index >= 0 and (end := places[index]) > start:
            stop = stops[index]
            index -= 1
            letters = open_at = 0
            slack = width
            if stop > start:
                inner = stop - 1
                letters = spaced[stop] - before_spaced
                kept = spaced[inner] - losses[inner] - before_kept
                opened = gaps[inner] - before_gaps
                open_at = opens[inner] - before_open
                left = room - widths[stop]
                # as `Extent.widest` has it
                slack = left - max(
                    opened * word_gap + spacing * letters, opened * office_gap + spacing * kept
                )
                if slack < 0 and left < max(
                    opened * word_gap + least * letters, opened * office_gap + least * kept
                ):
                    continue
            if whole and end == limit:
                yield end, self._last(start, end, slack, letters, first=first)
                continue
            if not even:
                cost = self._cost(start, end, stop, slack, letters)
            elif slack < 0:
                cost = _A_LINE + (slack / (max(1, letters) * size) / _SQUEEZED) ** 2
            elif slack <= calm * open_at and open_at:
                em = slack / (size * open_at)
                cost = _A_LINE + em * em * SPREAD
            elif slack and bound <= _CALM_COST:
                # it costs more than that, and shorter ones still more
                return
            else:
                cost = _A_LINE + _uneven_cost(shaped, start, stop, slack / size)
            if cost < bound:
                yield end, cost
            elif cost >= before:
                # squeezed lines cost less the nearer they end, spread ones more; but white opens further than Han
                shortest = bisect_right(places, start)
                if index < shortest or self._han(start, stop) == 0 or self._han(start, stops[shortest]) > 0:
                    return
                index = bisect_right(stops, 0, shortest, index + 1, key=partial(self._han, start)) - 1
            before = cost

    def _han(self, start: int, stop: int) -> int:
        """The places between Han characters that open in a line."""
        return opening_places(self.shaped, start, stop)[0]

    def _holds(self, bound: float) -> float:
        """The most that a line can hold that costs less than `bound`, in twips of characters."""
        measure = self.measure
        if bound >= self.tightest or measure.ragged:
            return self.most
        spacing = measure.spacing - measure.size * _SQUEEZED * sqrt(max(0.0, bound - _A_LINE))
        return max(measure.first, measure.rest) * measure.size / (measure.size + spacing) + 60

    def _last(self, start: int, end: int, slack: int, letters: int, *, first: bool) -> float:
        """What a last line costs."""
        if self.measure.ragged:
            return _RAGGED_LINE
        text = self.shaped.text[start:end]
        lonely = 0.0 if first or _full_enough(text) else _HARDLY_LONELY if len(text) >= _SEVERAL else _LONELY
        return _A_LINE + lonely + (self._squeeze(slack, letters) if slack < 0 else 0.0)

    def _cost(self, start: int, end: int, stop: int, slack: int, letters: int) -> float:
        """What a line costs that is not the last: content to `stop`, `slack` left, `letters` that carry letter-spacing."""
        size = self.measure.size
        if self.measure.ragged:
            return _RAGGED_LINE + (self.count - end) / 1000
        if slack < 0:
            return _A_LINE + self._squeeze(slack, letters)
        if self.measure.hard:
            return _A_LINE + (slack / size / _SHORT) ** 2
        return _A_LINE + _uneven_cost(self.shaped, start, stop, slack / size)

    def _squeeze(self, slack: int, letters: int) -> float:
        return (slack / (max(1, letters) * self.measure.size) / _SQUEEZED) ** 2

    def cost_of(self, ends: list[End]) -> float:
        """What these lines cost in sum."""
        total, start = 0.0, 0
        for number, (end, forced) in enumerate(ends):
            total += self.line_cost(start, end, forced, first=number == 0)
            start = end
        return total

    def line_cost(self, start: int, end: int, forced: bool, *, first: bool) -> float:
        """What a line costs with its break; more than any where it does not fit."""
        if forced:
            return _CUT_INSIDE
        last = end == self.count or self.shaped.text[end - 1] == "\n"
        found = self.lines_from(start, end, _MORE_THAN_ANY, first=first, whole=last)
        at, cost = next(found, (-1, 0.0))
        return _MORE_THAN_ANY if at != end else cost if last else cost + self.shaped.soft.get(end, 0.0)

    # --- the search --------------------------------------------------------------------------------------------------

    def ends(self) -> list[End]:
        """The best ends of all lines."""
        text = self.shaped.text
        found: list[End] = []
        start = 0
        while start < self.count:
            newline = text.find("\n", start)
            limit = newline + 1 if newline >= 0 else self.count
            if limit - start > _WINDOW:
                goal = start + _WINDOW
                ends = self._best(start, goal, first=not found, whole=False)
                kept = [end for end in ends if end.at <= goal - _TAIL] or ends[:1]
                found += kept
                start = kept[-1].at
            else:
                found += self._best(start, limit, first=not found, whole=True)
                start = limit
        return found or [End(0, False)]

    def _best(self, start: int, limit: int, *, first: bool, whole: bool) -> list[End]:
        """The best ends from `start` to `limit`; not `whole`: the text goes on there, any end behind it will do."""
        widths = self.shaped.widths
        # most paragraphs break well, and are found soon where nothing else is looked at
        hoped = _HOPED * (widths[limit] - widths[start]) / self.capacity + _HOPED_BESIDES
        far, worst = self._farthest(start, limit, hoped, first=first, whole=whole)
        found = self._within(start, limit, min(hoped, worst), first=first, whole=whole)
        if found is None and worst > hoped:
            far, worst = self._farthest(start, limit, inf, first=first, whole=whole)
            found = self._within(start, limit, worst, first=first, whole=whole)
        return far if found is None else found

    def _within(self, start: int, limit: int, bound: float, *, first: bool, whole: bool) -> list[End] | None:
        """The best ends if they cost less than `bound`."""
        widths = self.shaped.widths
        goal = widths[limit] - self.blank
        capacity = self.capacity
        known: dict[int, float] = {start: 0.0}
        came: dict[int, tuple[int, bool]] = {}
        heap: list[tuple[float, int, float]] = [(0.0, start, 0.0)]
        while heap:
            total, at, spent = heappop(heap)
            if total >= bound - 1e-9:
                break
            if at >= limit:
                ends: list[End] = []
                while at > start:
                    before, forced = came[at]
                    ends.append(End(at, forced))
                    at = before
                return ends[::-1]
            if spent > known[at]:
                continue
            # what is left behind this line costs a line for each measure
            behind = max(0.0, (goal - widths[at] - self.most) / capacity)
            for end, forced, cost in self._steps(
                at, limit, bound - spent - behind, first=first and at == start, whole=whole
            ):
                new = spent + cost
                if new < known.get(end, bound):
                    left = goal - widths[end]
                    known[end] = new
                    came[end] = (at, forced)
                    heappush(heap, (new + left / capacity if left > 0 else new, end, new))
        return None

    def _steps(
        self, start: int, limit: int, bound: float, *, first: bool, whole: bool
    ) -> list[tuple[int, bool, float]]:
        """(end, forced, cost) of each line that could begin at `start` and costs less than `bound`."""
        soft, last = self.shaped.soft, limit if whole else -1
        steps = [
            (end, False, cost + soft[end] if end in soft and end != last else cost)
            for end, cost in self.lines_from(start, limit, bound, first=first, whole=whole)
        ]
        if steps:
            return steps
        return [(self._inside(start, self.measure.of(first) - FIT_MARGIN), True, _CUT_INSIDE)]

    def _farthest(
        self, start: int, limit: int, bound: float, *, first: bool, whole: bool
    ) -> tuple[list[End], float]:
        """Every line as far as it goes, and what that costs: the best lines are held against it.

        Where it is more than `bound`, no more of them than tell so.
        """
        ends: list[End] = []
        total, soft = 0.0, self.shaped.soft
        while start < limit and total <= bound:
            here = first and not ends
            found = self.lines_from(
                start, limit if whole else self.count, _MORE_THAN_ANY, first=here, whole=whole
            )
            end, cost = next(found, (-1, 0.0))
            if end < 0:
                ends.append(End(self._inside(start, self.measure.of(here) - FIT_MARGIN), True))
                total += _CUT_INSIDE
            else:
                if soft and end in soft and not (whole and end == limit):
                    cost += soft[end]
                    end, cost = next(((at, each) for at, each in found if at not in soft), (end, cost))
                ends.append(End(end, False))
                total += cost
            start = ends[-1].at
        return ends, total

    def _inside(self, start: int, width: int) -> int:
        """Where to cut a unit too long for a line: at the farthest place beside no mark that bars it, nor in a number."""
        text = self.shaped.text
        reach = min(
            bisect_right(self.shaped.widths, self.shaped.widths[start] + width, start) - 1, self.count
        )
        shaped, size = self.shaped, self.measure.size
        while reach > start + 1 and widest(shaped, start, reach, self.least, size) > width:
            reach -= 1
        reach = max(reach, start + 1)
        if reach >= self.count:
            return self.count
        least = max(start, reach - _LOOK_BACK)
        allowed = [
            end
            for end in range(reach, least, -1)
            if text[end] not in NOT_AT_START and text[end - 1] not in NOT_AT_END
        ]
        return next((end for end in allowed if not text[end - 1 : end + 1].isdigit()), (*allowed, reach)[0])

    # --- a given number of lines -------------------------------------------------------------------------------------

    def ends_of(self, count: int, bound: float) -> list[End] | None:
        """The best ends of exactly `count` lines that cost less than `bound`, none of them spread so that it is seen."""
        if count < 1 or "\n" in self.shaped.text or self.unspread:
            return None
        most = _A_LINE + _spread_cost(SEEN) + 1e-9
        widths = self.shaped.widths
        rows: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
        for number in range(count):
            row: dict[int, tuple[float, int]] = {}
            further = count - number - 1
            # before it the lines that follow hold no more
            least = bisect_left(widths, widths[-1] - self.blank - further * self.most)
            for start, (spent, _) in rows[-1].items():
                if spent + self._least_of(widths[-1] - widths[start], further + 1) >= bound:
                    continue
                room = min(most, bound - spent - further * _A_LINE)
                for end, forced, cost in self._steps(start, self.count, room, first=number == 0, whole=True):
                    if forced or end < least or (end == self.count) == bool(further) or cost >= _LONELY:
                        continue
                    if end not in row or spent + cost < row[end][0]:
                        row[end] = (spent + cost, start)
            rows.append(row)
        at = self.count
        if at not in rows[-1]:
            return None
        ends: list[End] = []
        for row in reversed(rows[1:]):
            ends.append(End(at, False))
            at = row[at][1]
        return ends[::-1]

    def _least_of(self, left: int, lines: int) -> float:
        """What `lines` lines cost at least that hold `left` twips of characters: as much as if all were alike."""
        full = lines - 1
        if not full or self.shaped.blank_at:
            return lines * _A_LINE
        # by how much they hold less, or more, than goes on a line, the last one being as long or short as helps
        spread = 1 - (left - 2 * self.measure.size) / (full * self.capacity)
        squeeze = (left - self.most) / (full * self.capacity) - 1
        worse = spread * spread * SPREAD if spread > 0 else (max(0.0, squeeze) / _SQUEEZED) ** 2
        return lines * _A_LINE + full * worse


def _sums(places: list[int], count: int) -> list[int]:
    """For each index how many of the places lie up to it."""
    if not places:
        return [0] * (count + 1)
    marked = bytearray(count + 1)
    for place in places:
        marked[place] = 1
    return list(accumulate(marked))


def _uneven_cost(shaped: Shaped, start: int, stop: int, slack: float) -> float:
    """What a line costs whose places do not all open alike."""
    if stop <= start:
        return _spread_cost(_WIDEST)
    places = opening_places(shaped, start, stop)
    if not any(places):
        return _STAYS_SHORT * slack * slack
    opened = opening(slack, *places)
    cost = _spread_cost(min(opened.han, _WIDEST))
    return cost + ((opened.white - opened.han) / _WHITE_WIDER) ** 2 if opened.white > opened.han else cost


def _spread_cost(em: float) -> float:
    cost = em * em * SPREAD
    if em <= SEEN:
        return cost
    return cost + _LOOKS_SPREAD + ((em - SEEN) / _TOO_WIDE) ** 2 + (_GLARES if em > _GLARING else 0.0)


def _full_enough(text: str) -> bool:
    """At least two Han characters, or a Western word or number of two characters."""
    return sum(1 for char in text if char.isalnum()) >= 2
