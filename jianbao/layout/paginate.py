"""Drafts in order → which line, row or picture stands on which page and how far down.

A page is a column of 22 grid rows. The pages of an issue are chosen together, as the lines of a paragraph are: over all
places where a page may end, the set of ends that costs least (dynamic programming). Fewer pages come before anything
else; then no page is left short, nothing stands alone on the last page beside the colophon, and no table that fits on a
page is parted. For that a page may give up rows that a compositor would: a blank row about a title or before a note, a
paragraph's line, a row of a picture whose width nobody stated.

What may never be parted: a heading or title and two lines of its text, a by-line and two lines before it, a table and
its caption and note, rows tied together. A picture that does not fit may let the text of its page go on and come at the
next paragraph's end, never between two items of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.errors import InputError, Origin
from jianbao.layout.drafts import ColophonDraft, Draft, FigureDraft, ParagraphDraft, RowDraft, TableDraft
from jianbao.layout.lines import Fit
from jianbao.layout.shape import Shaper
from jianbao.pages import Role
from jianbao.typography import (
    COLOPHON_CLEARANCE,
    FLOAT_CLEARANCE,
    LANDSCAPE_HEIGHT,
    LANDSCAPE_PAGE,
    PAGE,
    ROW,
    TYPE_AREA_HEIGHT,
)

_KEPT_LINES: Final = 2
# twips: rows that miss the page by less might stand on it in another engine
_UNSURE: Final = 40

# What a choice costs. A blank row at the foot of a page weighs by its square: pages are filled (GB/T 9704-2012 5.2.3).
_A_PAGE: Final = 10_000.0
_BLANK: Final = 4.0
# a page less than `_FULL` full
_SHORT: Final = 400.0
_FULL: Final = 0.72
# by the lines of text that the last page holds
_LONE_LAST: Final = (5000.0, 3000.0, 3.0)
# a paragraph's last line at the top of a page
_LAST_LINE_OVER: Final = 1.5
# rows that a paragraph's parting leaves blank, where there is another way
_MOST_SHORT: Final = 4
_NO_BOUND: Final = 1e18
# a paragraph parted although more of it would fit
_CUT_SHORT: Final = 10.0
# its first at the foot of one
_FIRST_LINE_UNDER: Final = 0.5
# a title with three lines of text under it at most, another heading
_TITLE_DOWN: Final = (2.0, 1.0)
_TABLE_PARTED: Final = 6.0
# one that fits on a page, but not over the colophon
_TABLE_PARTED_AT_END: Final = 3500.0
_CONTENTS_PARTED: Final = 30.0
# a picture behind text that follows it
_LATE: Final = 20.0
_RESCUE: Final = 3000.0
# a blank row
_GIVEN_BEFORE: Final = {
    Role.NOTE: 4.0,
    Role.TITLE: 8.0,
    Role.BESIDE_TITLE: 8.0,
    Role.COLUMN: 8.0,
}
_GIVEN_BEHIND_TITLE: Final = 6.0
_PICTURE_ROW: Final = 9.0
# a paragraph in a line less, besides what its lines are worse
_LINE_LESS: Final = 3.0
# of theirs that weigh as much as one here
_LINE_COST: Final = 4.0
# characters of a last line that the lines before it may take in
_FEW: Final = 8
# rows that one page gives up
_MOST_GIVEN: Final = 3
_LISTED: Final = (Role.LIST_ITEM, Role.LIST_PART)


class Flow(Struct):
    """Everything to be paged: drafts in reading order and the colophon, if there is one."""

    drafts: list[Draft]
    colophon: ColophonDraft | None
    even_last_page: bool
    shaper: Shaper


class PlacedParagraph(Struct):
    """`tops[i]` is (page, y) of line i's slot; a page break that the flow would not make follows the lines in `breaks`."""

    draft: ParagraphDraft
    before: int
    new_page: bool
    tops: list[tuple[int, int]]
    breaks: set[int] = field(default_factory=set[int])


class PlacedTable(Struct):
    """`tops[i]` is (page, y) of row i; `repeats` are (page, y) of head rows drawn again.

    A page break that the flow would not make stands before the rows in `breaks`.
    """

    draft: TableDraft
    before: int
    new_page: bool
    tops: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    repeats: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    breaks: set[int] = field(default_factory=set[int])


class PlacedFigure(Struct):
    """Page and y of the figure's top."""

    draft: FigureDraft
    before: int
    new_page: bool
    page: int
    y: int


Placed = PlacedParagraph | PlacedTable | PlacedFigure


class Paged(Struct):
    """The whole issue with pages and depths; `colophon_page` 0 without a colophon, `landscape` the pages on their side.

    `fullness` is how much of the last page its text and the colophon take; with `surplus` lines less the issue would have
    a page less (0: no such number, since nothing but these pages can hold it).
    """

    flow: Flow
    placed: list[Placed]
    pages: int
    colophon_page: int
    colophon_top: int
    landscape: frozenset[int]
    fullness: float
    surplus: int


def paginate(flow: Flow) -> Paged:
    """Give every draft its page and depth. y counts from the type area's top. Raises InputError (T004, T005)."""
    reserve = 0
    colophon = flow.colophon
    if colophon is not None:
        reserve = colophon.height + COLOPHON_CLEARANCE - (TYPE_AREA_HEIGHT - PAGE)
        if colophon.height > PAGE - 4 * ROW:
            raise InputError.of("T004", origin=colophon.paragraphs[0].shaped.origin(0))
    setter = _Setter(flow.drafts)
    drafts = flow.drafts
    _let_text_by(drafts)
    turned = (
        index for index in range(1, len(drafts)) if drafts[index].landscape != drafts[index - 1].landscape
    )
    forced = {index for index, draft in enumerate(drafts) if draft.new_page}
    for start, stop in pairwise(sorted({0, *forced, *turned, len(drafts)})):
        last = stop == len(drafts) and not drafts[-1].landscape
        stretch = _Stretch(flow.drafts, start, stop, reserve if last else None)
        stretch.even = last and flow.even_last_page and colophon is not None
        stretch.odd = setter.page % 2 == 1
        for page in stretch.pages():
            setter.set_page(stretch, page)
    return _finished(flow, setter, reserve)


def _let_text_by(drafts: list[Draft]) -> None:
    """Put text that follows a table on its side before it, while the page before has room: tables are put off as pictures are.

    Something stays behind it, so that the colophon has company.
    """
    start = at = 0
    while at < len(drafts):
        if not drafts[at].landscape:
            start = at if drafts[at].new_page else start
            at += 1
            continue
        end = next((each for each in range(at, len(drafts)) if not drafts[each].landscape), len(drafts))
        count = 0
        if start < at and not drafts[at].new_page:
            pages = len(_Stretch(drafts, start, at, None).pages())
            while end + count + 1 < len(drafts) and _goes_on(drafts[end + count]):
                tried = [*drafts[start:at], *drafts[end : end + count + 1]]
                if tried[-1].new_page or len(_Stretch(tried, 0, len(tried), None).pages()) > pages:
                    break
                count += 1
        drafts[at : end + count] = [*drafts[end : end + count], *drafts[at:end]]
        start = at = end + count


# --- where pages may end -----------------------------------------------------------------------------------------------


class _Spot(NamedTuple):
    """Where a page begins: a draft, its line or row, and the figure that is still to come (-1: none)."""

    draft: int
    part: int = 0
    waiting: int = -1


# with whether an odd number of pages has come so far
_State = tuple[_Spot, bool]


class _End(NamedTuple):
    """A page from `start` that ends before `spot`; the figure `late` is put off.

    The drafts in `given` give up a row each, before them or of their pictures; those in `shorter` are set a line shorter.
    """

    start: _Spot
    spot: _Spot
    cost: float
    given: tuple[int, ...] = ()
    late: int = -1
    shorter: tuple[int, ...] = ()
    # two where the colophon stands on a page of its own
    pages: int = 1


class _Offer(NamedTuple):
    """A row that may be given up, and what that costs: before the draft or of its picture, or a `line` of its text."""

    price: float
    draft: int
    line: bool = False


def _of(taken: Sequence[_Offer]) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
    """What an `_End` says of offers that are taken."""
    given = tuple(offer.draft for offer in taken if not offer.line)
    return given, -1, tuple(offer.draft for offer in taken if offer.line)


class _Text(NamedTuple):
    """A paragraph as pages see it: may it be parted (`parts`), is it `kept` with the next or `led` by a heading, …

    `spaced`: a blank row stands before it; `pliant`: it might do with a line less; `company`: it keeps a colophon company.
    """

    lines: int
    pitch: int
    role: Role
    parts: bool
    kept: bool
    led: bool
    spaced: bool
    pliant: bool
    company: bool


class _Stretch:
    """Drafts `start` to `stop`, which begin a page; `reserve` twips are kept free on the last one (None: more follows)."""

    def __init__(self, drafts: Sequence[Draft], start: int, stop: int, reserve: int | None) -> None:
        self.drafts, self.start, self.stop = drafts, start, stop
        self.page = LANDSCAPE_PAGE if drafts[start].landscape else PAGE
        self.reserve = reserve or 0
        self.final = reserve is not None
        self.fits: dict[int, Fit | None] = {}
        self.texts: dict[int, _Text] = {}
        # must the last page be an even one, and do the pages before number an odd count?
        self.even = self.odd = False
        # what the drafts from each on take at least
        heights = (_least_height(drafts[index]) for index in range(stop - 1, start - 1, -1))
        self.least = [*accumulate(heights, initial=0)][::-1]

    def pages(self) -> list[_End]:
        """The pages that cost least in all.

        The search goes from page to page, the cheapest first (A*): what is left to set takes so many pages at least.
        Where the last page must be an even one, it counts too whether the pages so far are even or odd.
        """
        first = _Spot(self.start), self.even and self.odd
        best: dict[_State, tuple[float, _End | None, bool]] = {first: (0.0, None, False)}
        queue = [(0.0, self._order_of(first))]
        found: dict[_Spot, list[_End]] = {}
        done: set[_State] = set()
        bound = _NO_BOUND
        while queue and queue[0][0] <= bound:
            _, (draft, part, _, waiting, odd) = heappop(queue)
            spot = _Spot(draft, part, waiting)
            if (spot, odd) in done:
                continue
            done.add((spot, odd))
            so_far = best[spot, odd][0] + _A_PAGE
            if draft == self.stop:
                bound = min(bound, so_far - _A_PAGE + self._unevenness(odd))
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
        return _A_PAGE + _LONE_LAST[0] if odd else 0.0

    def _ahead(self, spot: _Spot) -> float:
        """What the pages from here on cost at least."""
        left = self.least[spot.draft - self.start] + self.reserve
        if spot.part:
            left -= _part_height(self.drafts[spot.draft], spot.part)
        if spot.waiting >= 0:
            left += _least_height(self.drafts[spot.waiting])
        return _A_PAGE * -(-left // self.page) if spot.draft < self.stop else 0.0

    def _chosen(self, best: dict[_State, tuple[float, _End | None, bool]]) -> list[_End]:
        """The pages on the cheapest way to the end."""
        states = [state for odd in (False, True) if (state := (_Spot(self.stop), odd)) in best]
        state = min(states, key=lambda each: best[each][0] + self._unevenness(each[1]))
        pages: list[_End] = []
        _, page, odd = best[state]
        while page is not None:
            pages.append(page)
            _, page, odd = best[page.start, odd]
        return pages[::-1]

    def _ends(self, start: _Spot) -> list[_End]:
        """Every place where a page that begins at `start` may end, full ones only where there are such."""
        for low in (0.0,) if self.even else (_FULL * self.page, 0.0):
            page = _Filling(self, start, low)
            page.fill()
            if page.ends:
                return page.ends + page.alone
        return page.alone or page.rescue

    def order(self, start: _Spot, late: int = -1) -> Iterator[tuple[int, int]]:
        """(draft, its first line or row) as they come from `start` on; a waiting figure where it may stand."""
        waiting, part = start.waiting, start.part
        for index in range(start.draft, self.stop):
            if waiting >= 0 and not part and self.welcomes(index):
                yield waiting, 0
                waiting = -1
            if index != late:
                yield index, part
            part = 0
        if waiting >= 0:
            yield waiting, 0

    def welcomes(self, index: int) -> bool:
        """May a waiting figure stand before this draft? Not between what is kept together or two items of a list."""
        before, draft = self.drafts[index - 1], self.drafts[index]
        if before.keep:
            return False
        return not (
            isinstance(before, ParagraphDraft)
            and isinstance(draft, ParagraphDraft)
            and before.role in _LISTED
            and draft.role in _LISTED
        )

    def text(self, index: int, draft: ParagraphDraft) -> _Text:
        """What filling pages asks of the paragraph at `index`, worked out once."""
        found = self.texts.get(index)
        if found is None:
            lines, before = draft.lines, self.drafts[index - 1] if index else None
            found = self.texts[index] = _Text(
                lines,
                draft.pitch,
                draft.role,
                parts=lines > 1 and (draft.splits or draft.height > self.page) and not _is_masthead(draft),
                kept=draft.keep,
                led=before is not None and before.keep and not before.splits,
                spaced=draft.before >= ROW,
                pliant=draft.measure is not None and lines > 1 and draft.pitch == ROW and _ends_short(draft),
                company=draft.role is not Role.NOTE and draft.style.key not in ("byline_end", "signature"),
            )
        return found

    def shorter(self, index: int) -> Fit | None:
        """The paragraph at `index` in a line less than its best number, where that is not seen."""
        if index not in self.fits:
            draft = self.drafts[index]
            self.fits[index] = draft.in_lines(draft.lines - 1) if isinstance(draft, ParagraphDraft) else None
        return self.fits[index]

    def room(self, index: int) -> int:
        """What the table at `index` takes with all that is kept with it, and with the colophon where it ends the issue."""
        first, last = index, index
        while first > self.start and (before := self.drafts[first - 1]).keep and not _is_splitting(before):
            first -= 1
        while self.drafts[last].keep and last + 1 < self.stop:
            last += 1
        height = sum(draft.before + _height(draft) for draft in self.drafts[first : last + 1])
        return height + (self.reserve if last + 1 == self.stop else 0)


class _Column:
    """How deep a page is filled, draft by draft: the blank space before each, and what stands behind a float."""

    def __init__(self) -> None:
        self.y = 0
        self.fresh = True
        self.after_float = False

    def gap(self, draft: Draft) -> int:
        """Blank space before a draft: its wish, and what brings text back to the grid."""
        if self.fresh:
            return 0
        gap = draft.before
        if isinstance(draft, FigureDraft):
            if self.after_float:
                gap = max(gap, FLOAT_CLEARANCE)
            return gap + -(self.y + gap) % ROW
        if isinstance(draft, ParagraphDraft) and draft.pitch % ROW == 0:
            gap += -(self.y + gap) % ROW
            if self.after_float and gap < FLOAT_CLEARANCE:
                gap += ROW
        elif self.after_float and not isinstance(draft, ParagraphDraft):
            gap = max(gap, FLOAT_CLEARANCE)
        return gap

    def add(self, draft: Draft, height: int) -> None:
        """Go on below `height` twips of a draft."""
        self.y += height
        self.fresh = False
        self.after_float = isinstance(draft, TableDraft)


class _Filling(_Column):
    """A page being filled from `start`: `ends` are the places where it may end, `rescue` the last that it can, if need be.

    Rows that may be given up on it are offered in `offers`; it may hold that many more.
    """

    def __init__(self, stretch: _Stretch, start: _Spot, low: float, late: int = -1) -> None:
        super().__init__()
        self.stretch, self.start, self.low, self.late = stretch, start, low, late
        self.page = stretch.page
        self.ends: list[_End] = []
        # the colophon on a page of its own
        self.alone: list[_End] = []
        self.rescue: list[_End] = []
        self.offers: list[_Offer] = []
        # paragraphs that may have an offer, too: asked only where a page needs it
        self.pliant: list[int] = []
        # of text
        self.lines = 0
        # of them those that keep a colophon company: no notes, and no by-line alone
        self.company = 0
        self.floats = False
        self.full = False
        # what the last title costs near the foot; the lines it was at
        self.title: tuple[float, int] = (
            0.0,
            0,
        )
        self.extra = _LATE if late >= 0 else 0.0

    def fill(self) -> None:
        """Find the ends."""
        stretch = self.stretch
        before = -1
        for index, part in stretch.order(self.start, self.late):
            draft = stretch.drafts[index]
            if before >= 0:
                self._between(before, index)
                if self.late >= 0 and not _goes_on(draft):
                    return
            match draft:
                case ParagraphDraft():
                    self._paragraph(index, draft, part)
                case TableDraft():
                    self._table(index, draft, part)
                case FigureDraft():
                    self._figure(index, draft)
            if self.full:
                return
            before = index
        if self.late < 0:
            self._last()

    # --- ends --------------------------------------------------------------------------------------------------------

    def _between(self, before: int, index: int) -> None:
        """A page may end between two drafts unless the first is kept with the second."""
        draft = self.stretch.drafts[index]
        if self.start.waiting == index or (self.start.waiting >= 0 and before < index <= self.start.draft):
            # a figure does not wait twice
            return
        spot = _Spot(index, 0, self.late)
        kept = self.stretch.drafts[before].keep or _is_masthead(draft)
        if kept:
            self._rescue(spot, self.y)
        elif not (self.late >= 0 and not self._late_may_begin(index, draft)):
            self._end(spot, self.y, _CONTENTS_PARTED if _is_contents(draft) else 0.0)

    def _late_may_begin(self, index: int, draft: Draft) -> bool:
        return self.stretch.welcomes(index) or (isinstance(draft, ParagraphDraft) and draft.splits)

    def _end(self, spot: _Spot, y: int, cost: float) -> None:
        """Note an end at depth `y`, if it can be had by giving up rows."""
        rows = -(-(y - self.page) // ROW) if y > self.page else 0
        y -= rows * ROW
        if y < self.low or (taken := self._taken(rows)) is None:
            return
        cost += sum(offer.price for offer in taken)
        blank = (self.page - y) / ROW
        cost += _BLANK * blank * blank + (_SHORT if y < _FULL * self.page else 0.0) + self.extra
        weight, at = self.title
        if weight and self.lines - at <= 3:
            cost += weight
        given, _, shorter = _of(taken) if taken else ((), -1, ())
        self.ends.append(_End(self.start, spot, cost, given, self.late, shorter))

    def _taken(self, rows: int) -> list[_Offer] | None:
        """The cheapest offers of so many rows; None where there are not enough."""
        if not rows:
            return []
        for index in self.pliant:
            if (fit := self.stretch.shorter(index)) is not None:
                self.offers.append(_Offer(_LINE_LESS + fit.cost / _LINE_COST, index, line=True))
        self.pliant.clear()
        return sorted(self.offers)[:rows] if rows <= len(self.offers) else None

    def _rescue(self, spot: _Spot, y: int) -> None:
        """Remember the deepest end that breaks a rule."""
        if y <= self.page and self.late < 0:
            self.rescue = [_End(self.start, spot, _RESCUE)]

    def _last(self) -> None:
        """The stretch ends on this page; the colophon below it, or on a page of its own if there is no other way."""
        stretch = self.stretch
        spot = _Spot(stretch.stop)
        rows = -(-max(0, self.y + stretch.reserve - self.page) // ROW)
        taken = self._taken(rows)
        if taken is None:
            if self.y <= self.page:
                blank = (self.page - self.y) / ROW
                cost = _A_PAGE + _LONE_LAST[0] + blank * blank
                self.alone.append(_End(self.start, spot, cost, pages=2))
            return
        cost = sum(offer.price for offer in taken)
        if self.start != _Spot(stretch.start) and not self.floats:
            cost += _LONE_LAST[self.company] if self.company < len(_LONE_LAST) else 0.0
        self.ends.append(_End(self.start, spot, cost, *_of(taken)))

    # --- drafts ------------------------------------------------------------------------------------------------------

    @property
    def _limit(self) -> int:
        return self.page + ROW * min(_MOST_GIVEN, len(self.offers) + len(self.pliant))

    def _offer(self, index: int) -> None:
        """The blank row before a paragraph may be given up."""
        price = _price(self.stretch.drafts, index)
        if price is not None:
            self.offers.append(_Offer(price, index))

    def _paragraph(self, index: int, draft: ParagraphDraft, part: int) -> None:
        text = self.stretch.text(index, draft)
        if text.spaced and not self.fresh:
            self._offer(index)
        top = self.y + (0 if part else self.gap(draft) + draft.extra_above)
        lines, pitch = text.lines - part, draft.pitch
        fit = (self._limit - top) // pitch
        if text.parts:
            self._part(index, part, text, top, fit)
        if fit < lines:
            self.full = True
            return
        self.y = top
        self.add(draft, lines * pitch + draft.extra_below)
        if not part and text.pliant:
            self.pliant.append(index)
        self.lines += lines
        if text.company or self.company:
            self.company += 0 if text.role is Role.NOTE else lines
        if text.role is Role.TITLE:
            self.title = _TITLE_DOWN[0], self.lines
        elif text.role is Role.HEADING:
            self.title = _TITLE_DOWN[1], self.lines

    def _part(self, index: int, part: int, text: _Text, top: int, fit: int) -> None:
        """The page may end between lines of a paragraph, of which `fit` fit on it from `part` on."""
        lines, pitch = text.lines - part, text.pitch
        # one line of a paragraph at the foot of a page with a table LibreOffice sends over
        least = min(_KEPT_LINES, lines) if not part and (text.led or self.floats) else 1
        most = lines - _KEPT_LINES if text.kept else lines - 1
        low = max(self.low, self.page - _MOST_SHORT * ROW) if self.low else 0
        tried = max(least, -int(-(low - top) // pitch))
        free = self.late < 0 or self._late_ends(index)
        for count in range(tried, min(fit, most) + 1) if free else ():
            cost = _LAST_LINE_OVER if count == lines - 1 else 0.0
            if count == 1 and not part:
                cost += _FIRST_LINE_UNDER
            if top + (count + 1) * pitch <= self.page:
                cost += _CUT_SHORT
            self.lines += count
            self._end(_Spot(index, part + count, self.late), top + count * pitch, cost)
            self.lines -= count
        if self.late < 0 and not self.ends and (count := min((self.page - top) // pitch, lines - 1)) > 0:
            self._rescue(_Spot(index, part + count), top + count * pitch)

    def _late_ends(self, index: int) -> bool:
        """May the figure put off stand behind this paragraph, which the page's end parts?"""
        return index + 1 >= self.stretch.stop or self.stretch.welcomes(index + 1)

    def _table(self, index: int, draft: TableDraft, part: int) -> None:
        self.floats = True
        top = self.y + (0 if part else self.gap(draft))
        if part and draft.repeated + draft.rows[part].height <= self.page:
            top += draft.repeated
        room = self.stretch.room(index)
        parts = (
            None
            if room <= self.page
            else _TABLE_PARTED
            if room - self.stretch.reserve > self.page
            else _TABLE_PARTED_AT_END
        )
        groups = [each for each in _groups(draft) if each[0] >= part]
        y = top
        for number, (start, height) in enumerate(groups):
            if number:
                spot = _Spot(index, start)
                if parts is not None:
                    self._end(spot, y, parts)
                self._rescue(spot, y)
            if y + height > self._limit:
                self.full = True
                return
            y += height
        self.y = top
        self.add(draft, y - top)

    def _figure(self, index: int, draft: FigureDraft) -> None:
        top = self.y + self.gap(draft)
        height = draft.height + draft.caption_height
        if not self.fresh or height > self.page:
            self.offers += [_Offer(_PICTURE_ROW * (each + 1), index) for each in range(draft.shrinks)]
        if top + height > self._limit:
            self.full = True
            if not self.fresh and self.late < 0 and self.start.waiting < 0 and index + 1 < self.stretch.stop:
                late = _Filling(self.stretch, self.start, max(self.low, self.y), late=index)
                late.fill()
                self.ends += late.ends
            return
        self.floats = True
        self.y = top
        self.add(draft, height)


def _groups(draft: TableDraft) -> Iterator[tuple[int, int]]:
    """(first row, height) of the rows that stay together; the head with the first ones below it."""
    start, height = 0, 0
    for index, row in enumerate(draft.rows):
        height += row.height
        if row.held or (row.head and index + 1 < len(draft.rows)):
            continue
        yield start, height
        start, height = index + 1, 0
    if height:
        yield start, height


def _height(draft: Draft) -> int:
    if isinstance(draft, TableDraft):
        return sum(row.height for row in draft.rows)
    return draft.height + draft.caption_height if isinstance(draft, FigureDraft) else draft.height


def _least_height(draft: Draft) -> int:
    """What it takes when it gives up what it can."""
    height = _height(draft)
    if isinstance(draft, FigureDraft):
        return height - draft.shrinks * ROW
    return height - draft.pitch if isinstance(draft, ParagraphDraft) and draft.lines > 1 else height


def _part_height(draft: Draft, part: int) -> int:
    """Of its first lines or rows."""
    if isinstance(draft, TableDraft):
        return sum(row.height for row in draft.rows[:part])
    return draft.extra_above + part * draft.pitch if isinstance(draft, ParagraphDraft) else 0


def _price(drafts: Sequence[Draft], index: int) -> float | None:
    """What it costs to give up the blank row before the paragraph at `index`; None where it must stand."""
    draft = drafts[index]
    if not isinstance(draft, ParagraphDraft) or draft.before < ROW:
        return None
    behind = _GIVEN_BEHIND_TITLE if index and _is_title(drafts[index - 1]) else None
    return _GIVEN_BEFORE.get(draft.role, behind)


def _is_title(draft: Draft) -> bool:
    return isinstance(draft, ParagraphDraft) and draft.role in (Role.TITLE, Role.BESIDE_TITLE)


def _is_masthead(draft: Draft) -> bool:
    return isinstance(draft, ParagraphDraft) and draft.role is Role.MASTHEAD


def _is_contents(draft: Draft) -> bool:
    return isinstance(draft, ParagraphDraft) and draft.role in (Role.CONTENTS_ENTRY, Role.CONTENTS_COLUMN)


def _ends_short(draft: ParagraphDraft) -> bool:
    """Does its last line hold but a few characters, which the others might take in?"""
    last = draft.cuts[-1]
    return last.end - last.start <= min(_FEW, 3 * (draft.lines - 1))


def _is_splitting(draft: Draft) -> bool:
    return isinstance(draft, ParagraphDraft) and draft.splits


def _goes_on(draft: Draft) -> bool:
    """Running text, before which a figure may be put off."""
    return (
        isinstance(draft, ParagraphDraft) and draft.splits and not draft.keep and draft.role is not Role.NOTE
    )


# --- drafts on their pages -----------------------------------------------------------------------------------------------


class _Setter:
    """Sets one chosen page after another."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.page = 0
        self.placed: list[Placed] = []
        # what the last page's end parted
        self.open: Placed | None = None
        # how deep each page goes
        self.ends: list[int] = []
        # the blank rows on each page that it might have given up
        self.kept: list[int] = []
        self.landscape: set[int] = set()
        # of the type area
        self.depth = TYPE_AREA_HEIGHT

    def set_page(self, stretch: _Stretch, end: _End) -> None:
        """The drafts from the page's start to its end."""
        self.page += 1
        self.depth = TYPE_AREA_HEIGHT
        if self.drafts[stretch.start].landscape:
            self.landscape.add(self.page)
            self.depth = LANDSCAPE_HEIGHT
        column = _Column()
        self.kept.append(0)
        for index, part in stretch.order(end.start, end.late):
            spot = end.spot
            if index >= spot.draft and not (index == spot.draft and spot.part) and index != end.start.waiting:
                break
            stop = spot.part if index == spot.draft and index != end.start.waiting else None
            draft = self.drafts[index]
            match draft:
                case ParagraphDraft():
                    if not (column.fresh or part or index in end.given) and _price(self.drafts, index):
                        self.kept[-1] += 1
                    fit = stretch.shorter(index) if index in end.shorter else None
                    draft = replace(draft, cuts=fit.cuts) if fit else draft
                    self._paragraph(column, draft, part, stop, given=index in end.given)
                case TableDraft():
                    self._table(column, draft, part, stop)
                case FigureDraft():
                    self._figure(column, _smaller(draft, end.given.count(index)))
            if stop is not None:
                break
        self.ends.append(column.y)

    def _paragraph(
        self, column: _Column, draft: ParagraphDraft, part: int, stop: int | None, *, given: bool
    ) -> None:
        if part:
            placed = self.open
            assert isinstance(placed, PlacedParagraph)
        else:
            before = column.gap(draft) - (ROW if given else 0)
            forced = (
                column.fresh
                and self.page > 1
                and self._free() >= draft.extra_above + draft.pitch + draft.extra_below
            )
            placed = PlacedParagraph(draft, before, forced, [])
            self.placed.append(placed)
            column.y += before + draft.extra_above
        for _ in range(part, draft.lines if stop is None else stop):
            placed.tops.append((self.page, column.y))
            column.add(draft, draft.pitch)
        if stop is None:
            column.y += draft.extra_below
        elif column.y + draft.pitch <= self.depth:
            placed.breaks.add(stop - 1)
        self.open = placed

    def _free(self) -> int:
        """The room that is left on the page before, as the flow sees it."""
        if not self.placed:
            return TYPE_AREA_HEIGHT
        last = self.placed[-1]
        below = last.draft.extra_below if isinstance(last, PlacedParagraph) else 0
        return TYPE_AREA_HEIGHT - list(_slots(last))[-1][1] - below

    def _table(self, column: _Column, draft: TableDraft, part: int, stop: int | None) -> None:
        head = draft.repeated
        if part:
            placed = self.open
            assert isinstance(placed, PlacedTable)
            if head and head + draft.rows[part].height <= self.depth:
                placed.repeats.append((self.page, column.y))
                column.add(draft, head)
        else:
            before = column.gap(draft)
            placed = PlacedTable(draft, before, column.fresh and self.page > 1)
            self.placed.append(placed)
            column.y += before
        for row in draft.rows[part:stop]:
            placed.tops.append((self.page, column.y))
            column.add(draft, row.height)
        if stop is not None:
            following = next(height for start, height in _groups(draft) if start == stop)
            # a cell parted here is two, which the flow must part
            fits = column.y + following <= self.depth + _UNSURE
            if fits or draft.continued or _spanned(draft.rows, stop):
                placed.breaks.add(stop)
        self.open = placed

    def _figure(self, column: _Column, draft: FigureDraft) -> None:
        before = column.gap(draft)
        new_page = column.fresh and self.page > 1
        column.y += before
        self.placed.append(PlacedFigure(draft, before, new_page, self.page, column.y))
        column.add(draft, draft.height + draft.caption_height)


def _smaller(draft: FigureDraft, rows: int) -> FigureDraft:
    """The figure with its pictures `rows` lower."""
    if not rows:
        return draft
    less = rows * ROW
    items = [
        replace(
            item,
            picture_height=item.picture_height - less,
            picture_width=round(item.picture_width * (item.picture_height - less) / item.picture_height),
        )
        for item in draft.items
    ]
    return replace(draft, items=items, height=draft.height - less)


def _finished(flow: Flow, setter: _Setter, reserve: int) -> Paged:
    pages = max(1, setter.page)
    # rather no page than one with lines off the paper
    for placed in setter.placed:
        if any(end > (LANDSCAPE_PAGE if page in setter.landscape else PAGE) for page, end in _slots(placed)):
            text, origin = _beginning_of(placed)
            raise InputError.of("T005", origin=origin, text=text)
    end = setter.ends[-1] if setter.ends else 0
    turned = setter.page in setter.landscape
    # the colophon has a page of its own
    alone = bool(reserve) and (turned or end + reserve > PAGE)
    over = end + reserve - PAGE if alone and not turned else 0
    if not (alone or turned) and setter.ends[-2:-1] and not _begins_stretch(setter.placed, pages):
        rows = min(_MOST_GIVEN, sum(setter.kept[-2:]))
        over = max(1, end + reserve - PAGE + setter.ends[-2] - rows * ROW)
    pages += alone
    surplus = 0 if flow.even_last_page else -(-over // ROW)
    fullness = min(1.0, (reserve if alone else end + reserve) / PAGE)
    if flow.even_last_page and pages % 2 and flow.colophon is not None:
        pages, fullness = pages + 1, reserve / PAGE
    sides = frozenset(setter.landscape)
    if flow.colophon is None:
        return Paged(flow, setter.placed, pages, 0, 0, sides, fullness, surplus)
    top = TYPE_AREA_HEIGHT - flow.colophon.height
    return Paged(flow, setter.placed, pages, pages, top, sides, fullness, surplus)


def _begins_stretch(placed: Sequence[Placed], page: int) -> bool:
    """Does the text of `page` begin a page because it must, as an attachment does?"""
    return any(each.draft.new_page and next(iter(_slots(each)))[0] == page for each in placed)


def _spanned(rows: Sequence[RowDraft], position: int) -> bool:
    """Does a cell from above reach down into the row at `position`?"""
    return any(index + cell.row_span > position for index in range(position) for cell in rows[index].cells)


def _slots(placed: Placed) -> Iterator[tuple[int, int]]:
    """(page, depth of the end) of each line, row or figure."""
    match placed:
        case PlacedParagraph():
            yield from ((page, y + placed.draft.pitch) for page, y in placed.tops)
        case PlacedTable():
            for (page, y), row in zip(placed.tops, placed.draft.rows, strict=True):
                yield page, y + row.height
        case PlacedFigure():
            yield placed.page, placed.y + placed.draft.height + placed.draft.caption_height


def _beginning_of(placed: Placed) -> tuple[str, Origin | None]:
    """(the first words of what was placed, where they stand), for a message."""
    origin = None
    match placed:
        case PlacedParagraph():
            texts = [placed.draft]
        case PlacedTable():
            texts = [text for row in placed.draft.rows for cell in row.cells for text in cell.paragraphs]
        case PlacedFigure():
            texts = [item.caption for item in placed.draft.items if item.caption]
            origin = placed.draft.items[0].origin
    words = ((found, text.shaped.origin(0)) for text in texts if (found := text.shaped.text.strip()[:20]))
    return next(words, ("", origin))
