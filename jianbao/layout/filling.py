"""A page begun → the places where it may end, and what each of them costs.

A page may give up rows that a compositor would: a blank row about a title or before a note, a paragraph's line, a row of
a picture whose width nobody stated.

What may never be parted: a heading or title and two lines of its text, a by-line and two lines before it, a table and
its caption and note, rows tied together. A picture that does not fit may let the text of its page go on and come at the
next paragraph's end, never between two items of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from jianbao.layout.drafts import Draft, FigureDraft, ParagraphDraft, TableDraft
from jianbao.layout.stretch import (
    Spot,
    Stretch,
    Text,
    goes_on,
    groups,
    is_contents,
    is_masthead,
    may_be_longer,
    price,
)
from jianbao.pages import Role
from jianbao.typography import FLOAT_CLEARANCE, ROW

_KEPT_LINES: Final = 2

# What a choice costs. A blank row at the foot of a page weighs by its square: pages are filled (GB/T 9704-2012 5.2.3).
A_PAGE: Final = 10_000.0
_BLANK: Final = 4.0
# a page less than `FULL` full
_SHORT: Final = 400.0
FULL: Final = 0.72
# the same where a page more than needed is filled, so that the last may be an even one
_SPARE: Final = 100.0
_SPARE_ROW: Final = 8.0
# one of so few lines and nothing else
_FORLORN: Final = 900.0
_FEW_LINES: Final = 3
# a first page of nothing but the masthead: worse than a colophon alone
_BARE: Final = 9000.0
# by the lines of text that the last page holds
LONE_LAST: Final = (5000.0, 3000.0, 40.0, 6.0)
# a paragraph's last line at the top of a page
_LAST_LINE_OVER: Final = 1.5
# … beside the colophon and nothing else: worse than the colophon alone
_LAST_LINE_ALONE: Final = 2500.0
# rows that a paragraph's parting leaves blank, where there is another way
_MOST_SHORT: Final = 4
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
_PICTURE_ROW: Final = 9.0
# a paragraph in a line less, or more, besides what its lines are worse
_LINE_LESS: Final = 3.0
_LINE_MORE: Final = 1.0
# of theirs that weigh as much as one here
_LINE_COST: Final = 4.0
# a row that costs more is given up only to save a page
_DEAR: Final = 100.0
# rows that one page gives up
MOST_GIVEN: Final = 3


class End(NamedTuple):
    """A page from `start` that ends before `spot`; the figure `late` is put off.

    The drafts in `given` give up a row each, before them or of their pictures; those in `shorter` are set a line shorter,
    those in `longer` a line longer; `blank` rows are left at its foot before text that goes on.
    """

    start: Spot
    spot: Spot
    cost: float
    given: tuple[int, ...] = ()
    late: int = -1
    shorter: tuple[int, ...] = ()
    longer: tuple[int, ...] = ()
    blank: int = 0
    # two where the colophon stands on a page of its own
    pages: int = 1


class _Offer(NamedTuple):
    """A row that may be given up, and what that costs: before the draft or of its picture, or a `line` of its text."""

    price: float
    draft: int
    line: bool = False


def _drafts(taken: Sequence[_Offer], *, line: bool) -> tuple[int, ...]:
    """The drafts of offers that are taken: those that give up a `line` of their text, or the others."""
    return tuple([offer.draft for offer in taken if offer.line is line]) if taken else ()


def filled(stretch: Stretch, page: End) -> End:
    """The page with the rows that it leaves blank filled by paragraphs a line longer, where that is not seen."""
    if not 0 < page.blank <= MOST_GIVEN or page.late >= 0:
        return page
    # each row pays its share of what the blank ones cost
    most = _BLANK * page.blank - _LINE_MORE
    offers: list[_Offer] = []
    for index, part in stretch.order(page.start):
        if index >= page.spot.draft:
            break
        worse = most * _LINE_COST
        if part or index in page.shorter or not may_be_longer(stretch.drafts[index], worse):
            continue
        if (fit := stretch.fit(index, 1, worse)) is not None:
            offers.append(_Offer(_LINE_MORE + fit.cost / _LINE_COST, index, line=True))
            offers = sorted(offers)[: page.blank]
            if len(offers) == page.blank:
                # of what follows only the cheaper is taken
                most = offers[-1].price - _LINE_MORE
    return page if len(offers) < page.blank else page._replace(longer=_drafts(offers, line=True), blank=0)


class Column:
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


class Filling(Column):
    """A page being filled from `start`: `ends` are the places where it may end, `rescue` the last that it can, if need be.

    Rows that may be given up on it are offered in `offers`; it may hold that many more.
    """

    def __init__(
        self, stretch: Stretch, start: Spot, low: float, *, even: bool = False, late: int = -1
    ) -> None:
        super().__init__()
        # must the last page be an even one?
        self.even = even
        self.stretch, self.start, self.low, self.late = stretch, start, low, late
        self.page = stretch.page
        self.ends: list[End] = []
        # the colophon on a page of its own
        self.alone: list[End] = []
        self.rescue: list[End] = []
        self.offers: list[_Offer] = []
        # paragraphs that may have an offer, too: asked only where a page needs it
        self.pliant: list[int] = []
        # of text below the masthead
        self.lines = 0
        # of them those that keep a colophon company: no notes, and no by-line alone
        self.company = 0
        self.floats = False
        self.full = False
        # what the last title costs near the foot; the lines it was at
        self.title = 0.0, 0
        self.extra = _LATE if late >= 0 else 0.0

    def fill(self) -> None:
        """Find the ends."""
        stretch = self.stretch
        before = -1
        for index, part in stretch.order(self.start, self.late):
            draft = stretch.drafts[index]
            if before >= 0:
                self._between(before, index)
                if self.late >= 0 and not goes_on(draft):
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
        spot = Spot(index, 0, self.late)
        kept = self.stretch.drafts[before].keep or is_masthead(draft)
        if kept:
            self._rescue(spot, self.y)
        elif not (self.late >= 0 and not self._late_may_begin(index, draft)):
            self._end(spot, self.y, _CONTENTS_PARTED if is_contents(draft) else 0.0)

    def _late_may_begin(self, index: int, draft: Draft) -> bool:
        return self.stretch.welcomes(index) or (isinstance(draft, ParagraphDraft) and draft.splits)

    def _end(self, spot: Spot, y: int, cost: float) -> None:
        """Note an end at depth `y`, if it can be had by giving up rows."""
        rows = -(-(y - self.page) // ROW) if y > self.page else 0
        y -= rows * ROW
        if y < self.low or (taken := self._taken(rows)) is None:
            return
        if taken:
            cost += sum(offer.price for offer in taken)
        blank = (self.page - y) / ROW
        cost += self._shortness(spot, y, blank) + self.extra
        if self.lines < _FEW_LINES and not self.floats:
            cost += _FORLORN if self.lines else _BARE
        weight, at = self.title
        if weight and self.lines - at <= 3:
            cost += weight
        given, shorter = _drafts(taken, line=False), _drafts(taken, line=True)
        self.ends.append(End(self.start, spot, cost, given, self.late, shorter, blank=int(blank)))

    def _shortness(self, spot: Spot, y: int, blank: float) -> float:
        """What it costs to end at `y`, with so many `blank` rows below."""
        cost, short = _BLANK * blank * blank, y < FULL * self.page
        if not self.even:
            return cost + (_SHORT if short else 0.0)
        # some page is short where there must be one more: rather one than several, and rather the last of them
        ahead = self.stretch.least[spot.draft - self.stretch.start] / self.page
        return min(cost, _SPARE) + _SPARE_ROW * blank + (_SPARE + 10.0 * ahead if short else 0.0)

    def _taken(self, rows: int) -> list[_Offer] | None:
        """The cheapest offers of so many rows; None where there are not enough."""
        if not rows:
            return []
        # lines are cut anew only where nothing else will do
        if rows > sum(offer.price < _DEAR for offer in self.offers):
            for index in self.pliant:
                if (fit := self.stretch.fit(index, -1)) is not None:
                    self.offers.append(_Offer(_LINE_LESS + fit.cost / _LINE_COST, index, line=True))
            self.pliant.clear()
        return sorted(self.offers)[:rows] if rows <= len(self.offers) else None

    def _rescue(self, spot: Spot, y: int) -> None:
        """Remember the deepest end that breaks a rule."""
        if y <= self.page and self.late < 0:
            self.rescue = [End(self.start, spot, _RESCUE)]

    def _last(self) -> None:
        """The stretch ends on this page; the colophon below it, or on a page of its own if there is no other way."""
        stretch = self.stretch
        spot = Spot(stretch.stop)
        rows = -(-max(0, self.y + stretch.reserve - self.page) // ROW)
        taken = self._taken(rows)
        if taken is None:
            if self.y <= self.page:
                blank = (self.page - self.y) / ROW
                cost = A_PAGE + LONE_LAST[0] + blank * blank
                self.alone.append(End(self.start, spot, cost, pages=2))
            return
        cost = sum(offer.price for offer in taken)
        if self.start != Spot(stretch.start) and not self.floats:
            cost += LONE_LAST[self.company] if self.company < len(LONE_LAST) else 0.0
        given, shorter = _drafts(taken, line=False), _drafts(taken, line=True)
        self.ends.append(End(self.start, spot, cost, given, shorter=shorter))

    # --- drafts ------------------------------------------------------------------------------------------------------

    @property
    def _limit(self) -> int:
        return self.page + ROW * min(MOST_GIVEN, len(self.offers) + len(self.pliant))

    def _offer(self, index: int) -> None:
        """The blank row before a paragraph may be given up."""
        cost = price(self.stretch.drafts, index)
        if cost is not None:
            self.offers.append(_Offer(cost, index))

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
        self.lines += 0 if text.role is Role.MASTHEAD else lines
        if text.company or self.company:
            self.company += 0 if text.role is Role.NOTE else lines
        if text.role is Role.TITLE:
            self.title = _TITLE_DOWN[0], self.lines
        elif text.role is Role.HEADING:
            self.title = _TITLE_DOWN[1], self.lines

    def _part(self, index: int, part: int, text: Text, top: int, fit: int) -> None:
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
            if cost and self.stretch.final and index + 1 == self.stretch.stop:
                cost += _LAST_LINE_ALONE
            if count == 1 and not part:
                cost += _FIRST_LINE_UNDER
            if top + (count + 1) * pitch <= self.page:
                cost += _CUT_SHORT
            self.lines += count
            self._end(Spot(index, part + count, self.late), top + count * pitch, cost)
            self.lines -= count
        if self.late < 0 and not self.ends and (count := min((self.page - top) // pitch, lines - 1)) > 0:
            self._rescue(Spot(index, part + count), top + count * pitch)

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
        tied = [each for each in groups(draft) if each[0] >= part]
        y = top
        for number, (start, height) in enumerate(tied):
            if number:
                spot = Spot(index, start)
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
                late = Filling(self.stretch, self.start, max(self.low, self.y), even=self.even, late=index)
                late.fill()
                self.ends += late.ends
            return
        self.floats = True
        self.y = top
        self.add(draft, height)
