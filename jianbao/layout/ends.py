"""Drafts that begin a page → where each of their pages ends: the set of ends that costs least.

Fewer pages come before anything else; then no page is left short, nothing stands alone on the last page beside the
colophon, and no table that fits on a page is parted. A page that ends a row or two early is filled by paragraphs that are
set a line longer.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Final

from jianbao.layout.drafts import too_high
from jianbao.layout.filling import A_PAGE, FULL, LONE_LAST, End, Filling, filled
from jianbao.layout.stretch import Spot, Stretch, least_height, part_height
from jianbao.typography import ROW

_NO_BOUND: Final = 1e18
# rows too few for a last page
_FEW_ROWS: Final = 4 * ROW

# with whether an odd number of pages has come so far
_State = tuple[Spot, bool]


def pages_of(stretch: Stretch, *, even: bool = False, odd: bool = False) -> list[End]:
    """The pages of a stretch; `even`: must the last one be an even one? `odd`: does an odd number come before it?"""
    return [filled(stretch, page) for page in _Search(stretch, even=even, odd=odd).pages()]


class _Search:
    """The search for the best set of ends of a stretch's pages."""

    def __init__(self, stretch: Stretch, *, even: bool, odd: bool) -> None:
        self.stretch, self.even, self.odd = stretch, even, odd

    def pages(self) -> list[End]:
        """The pages that cost least in all.

        The search goes from page to page, the cheapest first (A*): what is left to set takes so many pages at least.
        Where the last page must be an even one, it counts too whether the pages so far are even or odd.
        """
        first = Spot(self.stretch.start), self.even and self.odd
        best: dict[_State, tuple[float, End | None, bool]] = {first: (0.0, None, False)}
        queue = [(0.0, self._order_of(first))]
        found: dict[Spot, list[End]] = {}
        done: set[_State] = set()
        bound = _NO_BOUND
        while queue and queue[0][0] <= bound:
            _, (draft, part, _, waiting, odd) = heappop(queue)
            spot = Spot(draft, part, waiting)
            if (spot, odd) in done:
                continue
            done.add((spot, odd))
            so_far = best[spot, odd][0] + A_PAGE
            if draft == self.stretch.stop:
                bound = min(bound, so_far - A_PAGE + self._unevenness(odd))
                continue
            if spot not in found:
                found[spot] = self._ends(spot)
            for page in found[spot]:
                then = page.spot, self.even and (odd + page.pages) % 2 == 1
                known = best.get(then)
                spent = so_far + page.cost
                if known is None or spent < known[0]:
                    heappush(queue, (spent + self._ahead(page.spot), self._order_of(then)))
                elif (
                    spent > known[0]
                    or known[1] is None
                    or self._order_of((spot, odd)) >= self._order_of((known[1].start, known[2]))
                ):
                    continue
                best[then] = spent, page, odd
        return self._chosen(best)

    def _order_of(self, state: _State) -> tuple[int, int, bool, int, bool]:
        """As a reader comes by them; a page that begins with a figure before one that begins at the same place without."""
        (draft, part, waiting), odd = state
        return draft, part, waiting < 0, waiting, odd

    def _unevenness(self, odd: bool) -> float:
        """What an odd number of pages costs where an even one is wanted: a blank page."""
        return A_PAGE + LONE_LAST[0] if odd else 0.0

    def _ahead(self, spot: Spot) -> float:
        """What the pages from here on cost at least."""
        left = self._left(spot) + self.stretch.reserve
        return A_PAGE * -(-left // self.stretch.page) if spot.draft < self.stretch.stop else 0.0

    def _left(self, spot: Spot) -> int:
        """What is left to set takes so much at least."""
        left = self.stretch.least[spot.draft - self.stretch.start]
        if spot.part:
            left -= part_height(self.stretch.drafts[spot.draft], spot.part)
        return left + (least_height(self.stretch.drafts[spot.waiting]) if spot.waiting >= 0 else 0)

    def _chosen(self, best: dict[_State, tuple[float, End | None, bool]]) -> list[End]:
        """The pages on the cheapest way to the end. Raises InputError (T005, T012) where there is none."""
        states = [state for odd in (False, True) if (state := (Spot(self.stretch.stop), odd)) in best]
        if not states:
            # what begins where the last page that was found ends is higher than a page
            raise too_high(self.stretch.drafts[max(best)[0].draft])
        state = min(states, key=lambda each: best[each][0] + self._unevenness(each[1]))
        pages: list[End] = []
        _, page, odd = best[state]
        while page is not None:
            pages.append(page)
            _, page, odd = best[page.start, odd]
        return pages[::-1]

    def _ends(self, start: Spot) -> list[End]:
        """Every place where a page that begins at `start` may end, full ones only where there are such.

        Not where they leave a line or two for the last page.
        """
        for low in (0.0,) if self.even else (FULL * self.stretch.page, 0.0):
            page = Filling(self.stretch, start, low, even=self.even)
            page.fill()
            if page.ends and not (low and self._leaves_few(page.ends[-1].spot)):
                return page.ends + page.alone
        return page.alone or page.rescue

    def _leaves_few(self, spot: Spot) -> bool:
        stretch = self.stretch
        return stretch.final and spot.draft < stretch.stop and self._left(spot) < _FEW_ROWS
