"""Drafts in order → which line, row or picture stands on which page and how far down.

A page is a column of 22 grid rows. A heading or title needs two lines of its text with it; a by-line at an
article's end takes at least two lines along; table rows are whole, the last ones not parted from note and colophon;
a figure that does not fit lets the text go on and comes at the next paragraph's end; behind a table or figure the text
returns to the grid; the colophon has its height reserved at the foot of the last page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, field

from jianbao.errors import InputError, Origin
from jianbao.layout.drafts import ColophonDraft, Draft, FigureDraft, ParagraphDraft, RowDraft, TableDraft
from jianbao.layout.shape import Shaper
from jianbao.pages import Role
from jianbao.typography import (
    COLOPHON_CLEARANCE,
    FLOAT_CLEARANCE,
    PAGE,
    ROW,
    TYPE_AREA_HEIGHT,
)

_KEPT_LINES: Final = 2
_UNSURE: Final = 40  # twips: rows that miss the page by less might stand on it in another engine


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
    tops: list[tuple[int, int]]
    repeats: list[tuple[int, int]]
    breaks: set[int]


class PlacedFigure(Struct):
    """Page and y of the figure's top."""

    draft: FigureDraft
    before: int
    new_page: bool
    page: int
    y: int


Placed = PlacedParagraph | PlacedTable | PlacedFigure


class Paged(Struct):
    """The whole issue with pages and depths; `colophon_page` 0 without a colophon."""

    flow: Flow
    placed: list[Placed]
    pages: int
    colophon_page: int
    colophon_top: int


def paginate(flow: Flow) -> Paged:
    """Give every draft its page and depth. y counts from the type area's top. Raises InputError (T004)."""
    return _Pager(flow).run()


class _Pager:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.drafts = flow.drafts
        self.page = 1
        self.y = 0
        self.fresh = True  # nothing stands on this page yet
        self.after_float = False
        self.placed: list[Placed] = []
        self.waiting: list[FigureDraft] = []
        colophon = flow.colophon
        self.reserve = 0
        if colophon is not None:
            self.reserve = colophon.height + COLOPHON_CLEARANCE - (TYPE_AREA_HEIGHT - PAGE)
            if colophon.height > PAGE - 4 * ROW:
                raise InputError.of("T004", origin=colophon.paragraphs[0].shaped.origin(0))

    def run(self) -> Paged:
        kept = False
        for index, draft in enumerate(self.drafts):
            if self.waiting and self._figure_must_come(index, kept):
                self._figures()
            if (
                isinstance(draft, FigureDraft)
                and not self._fits_figure(draft)
                and index + 1 < len(self.drafts)
            ):
                self.waiting.append(draft)
                continue
            if not kept:
                self._start_chain(index)
                if self.waiting and self.fresh and not isinstance(draft, FigureDraft):
                    self._figures()  # the page that was turned has room for them, before what is kept together
                    self._start_chain(index)
            match draft:
                case ParagraphDraft():
                    self._paragraph(index, draft)
                case TableDraft():
                    self._table(index, draft)
                case FigureDraft():
                    self._figure(draft)
            kept = draft.keep
        self._figures()
        return self._finish()

    # --- chains ------------------------------------------------------------------------------------------------

    def _start_chain(self, index: int) -> None:
        """Begin a page before `index` when it and what it is kept with cannot begin here together."""
        draft = self.drafts[index]
        if draft.new_page and not self.fresh:
            self._turn()
        if self.fresh:
            return
        y = self.y
        position = index
        while True:
            draft = self.drafts[position]
            last = not draft.keep or position + 1 >= len(self.drafts)
            y += self._gap(draft, y)
            if isinstance(draft, ParagraphDraft) and (last or draft.splits):
                y += (
                    draft.extra_above + min(draft.lines, _KEPT_LINES if position > index else 1) * draft.pitch
                )
                break
            if isinstance(draft, TableDraft):
                y += draft.head_height + self._first_body(position, draft)
                break
            y += draft.height + draft.caption_height if isinstance(draft, FigureDraft) else draft.height
            if last:
                break
            position += 1
        if y > PAGE:
            self._turn()

    def _gap(self, draft: Draft, y: int) -> int:
        """Blank space before a draft at depth y: its wish, and what brings text back to the grid."""
        gap = draft.before
        if isinstance(draft, ParagraphDraft) and draft.pitch % ROW == 0:
            gap += -(y + gap) % ROW
            if self.after_float and gap < FLOAT_CLEARANCE:
                gap += ROW
        elif self.after_float and not isinstance(draft, ParagraphDraft):
            gap = max(gap, FLOAT_CLEARANCE)
        return gap

    def _turn(self) -> None:
        self.page += 1
        self.y = 0
        self.fresh = True
        self.after_float = False

    def _open(self, draft: Draft) -> tuple[int, bool]:
        """(blank space before, begins a page) for a draft that starts now."""
        if self.fresh:
            return 0, self.page > 1
        gap = self._gap(draft, self.y)
        return gap, False

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def _follow(self, index: int) -> int:
        """Height that must stand on the page of draft `index`'s last line or row: its note, its by-line, the colophon."""
        if index + 1 >= len(self.drafts):
            return self.reserve
        draft, after = self.drafts[index], self.drafts[index + 1]
        ends = isinstance(draft, TableDraft) or (
            isinstance(draft, ParagraphDraft) and (draft.splits or draft.style.key == "table_note")
        )
        if ends and draft.keep and isinstance(after, ParagraphDraft):
            return after.before + after.height + self._follow(index + 1)
        return 0

    def _paragraph(self, index: int, draft: ParagraphDraft) -> None:
        before, new_page = self._open(draft)
        first_here = self.y + before + draft.extra_above + draft.pitch
        if not self.fresh and first_here > PAGE:
            self._turn()
            before, new_page = 0, True
        forced_page = new_page and self._would_fit_before(draft)
        self.y += before + draft.extra_above
        tops: list[tuple[int, int]] = []
        for _ in range(draft.lines):
            if self.y + draft.pitch > PAGE:
                self._turn()
            tops.append((self.page, self.y))
            self.y += draft.pitch
            self.fresh = False
        self.y += draft.extra_below
        placed = PlacedParagraph(draft, before, forced_page, tops)
        self.placed.append(placed)
        self.after_float = False
        follow = self._follow(index)
        if follow and self.y + follow > PAGE:
            self._pull_over(placed, follow)

    def _would_fit_before(self, draft: ParagraphDraft) -> bool:
        """True: a page break must be stated, for the flow alone would not turn the page here."""
        if not self.placed:
            return False
        return self._free_on_last_page() >= draft.extra_above + draft.pitch + draft.extra_below

    def _free_on_last_page(self) -> int:
        last = self.placed[-1]
        match last:
            case PlacedParagraph():
                end = last.tops[-1][1] + last.draft.pitch + last.draft.extra_below
            case PlacedTable():
                end = last.tops[-1][1] + last.draft.rows[-1].height
            case PlacedFigure():
                end = last.y + last.draft.height + last.draft.caption_height
        return TYPE_AREA_HEIGHT - end

    def _pull_over(self, placed: PlacedParagraph, follow: int) -> None:
        """Move the end of a paragraph to the next page, two lines at least, so that what follows is not alone there."""
        tops = placed.tops
        draft = placed.draft
        last_page = tops[-1][0]
        here = [index for index, (page, _) in enumerate(tops) if page == last_page]
        keep_back = len(here) - _KEPT_LINES
        begins_here = here[0] == 0
        if begins_here and (keep_back < _KEPT_LINES or draft.whole):
            move = here
        elif keep_back < 1:
            return  # the page holds nothing but these lines already
        else:
            move = here[keep_back:]
        if begins_here and move == here:
            if tops[0][1] == 0:
                return
            self._move_chain(self._chain_back(placed, follow))
            return
        placed.breaks.add(move[0] - 1)
        self._turn()
        for index in move:
            tops[index] = (self.page, self.y)
            self.y += draft.pitch
        self.y += draft.extra_below
        self.fresh = False

    def _chain_back(self, placed: PlacedParagraph, follow: int) -> list[Placed]:
        """The placed drafts that are kept with this one and stand whole on its page, in order.

        Just this one where they begin the page already, or would not fit on another with the `follow` behind them.
        """
        page = placed.tops[0][0]
        chain: list[Placed] = [placed]
        for earlier in reversed(self.placed[:-1]):
            if not earlier.draft.keep or _top_of(earlier)[0] != page:
                break
            chain.insert(0, earlier)
        top = _top_of(chain[0])[1]
        return [placed] if top == 0 or self.y - top + follow > PAGE else chain

    def _move_chain(self, chain: list[Placed]) -> None:
        """Set a chain again from the top of the next page."""
        self._turn()
        for position, placed in enumerate(chain):
            placed.new_page = position == 0
            if position == 0:
                placed.before = 0
            self.y += placed.before
            match placed:
                case PlacedParagraph():
                    self.y += placed.draft.extra_above
                    for index in range(len(placed.tops)):
                        placed.tops[index] = (self.page, self.y)
                        self.y += placed.draft.pitch
                    self.y += placed.draft.extra_below
                case PlacedFigure():
                    placed.page, placed.y = self.page, self.y
                    self.y += placed.draft.height + placed.draft.caption_height
                case PlacedTable():
                    for index, row in enumerate(placed.draft.rows):
                        placed.tops[index] = (self.page, self.y)
                        self.y += row.height
            self.fresh = False

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, index: int, draft: TableDraft) -> None:
        before, new_page = self._open(draft)
        self.y += before
        tops: list[tuple[int, int]] = []
        repeats: list[tuple[int, int]] = []
        breaks: set[int] = set()
        head = draft.head_height
        rows = draft.rows
        position = 0
        while position < len(rows):
            group = 1
            while rows[position + group - 1].held and position + group < len(rows):
                group += 1
            if rows[position].head:
                while position + group < len(rows) and rows[position + group].head:
                    group += 1
            height = sum(row.height for row in rows[position : position + group])
            need = height
            if position + group >= len(rows):
                need += self._follow(index)
            if rows[position].head:
                need += self._first_body(index, draft)
            if self.y + need > PAGE and not self.fresh and (tops or self.y > 0):
                fits = self.y + height <= TYPE_AREA_HEIGHT + _UNSURE
                if tops and (
                    fits or _spanned(rows, position)
                ):  # a cell parted here is two, which the flow must part
                    breaks.add(position)
                self._turn()
                if not tops:
                    before, new_page = 0, True
                elif head and not rows[position].head and head + height <= PAGE:
                    repeats.append((self.page, self.y))
                    self.y += head
            for row in rows[position : position + group]:
                tops.append((self.page, self.y))
                self.y += row.height
                self.fresh = False
            position += group
        self.placed.append(PlacedTable(draft, before, new_page, tops, repeats, breaks))
        self.after_float = True

    def _first_body(self, index: int, draft: TableDraft) -> int:
        """Height of the first row under the head, with all that it is tied to."""
        height = 0
        for row in draft.rows:
            if row.head:
                continue
            height += row.height
            if not row.held:
                return height + (self._follow(index) if row is draft.rows[-1] else 0)
        return height + self._follow(index)

    # --- figures -----------------------------------------------------------------------------------------------------

    def _fits_figure(self, draft: FigureDraft) -> bool:
        gap = 0 if self.fresh else self._gap(draft, self.y)
        return self.fresh or self.y + gap + draft.height + draft.caption_height <= PAGE

    def _chain(self, index: int) -> Iterator[Draft]:
        """The draft at `index` and those that it is kept with."""
        for position in range(index, len(self.drafts)):
            yield self.drafts[position]
            if not self.drafts[position].keep:
                return

    def _figure_must_come(self, index: int, kept: bool) -> bool:
        """A waiting figure comes when a page has been begun, or when its article ends."""
        draft = self.drafts[index]
        if kept:
            return isinstance(draft, FigureDraft)
        if any(isinstance(each, FigureDraft) for each in self._chain(index)):
            return True  # no figure overtakes another
        if isinstance(draft, ParagraphDraft) and (
            draft.new_page or draft.role in (Role.COLUMN, Role.TITLE, Role.BESIDE_TITLE)
        ):
            return True
        return self._fits_figure(self.waiting[0]) and not (
            isinstance(draft, ParagraphDraft) and draft.style.key == "byline_end"
        )

    def _figures(self) -> None:
        waiting, self.waiting = self.waiting, []
        for draft in waiting:
            self._figure(draft)

    def _figure(self, draft: FigureDraft) -> None:
        if not self._fits_figure(draft):
            self._turn()
        before, new_page = self._open(draft)
        if not self.fresh:
            before += -(self.y + before) % ROW
        if self.y + before + draft.height + draft.caption_height > PAGE:
            self._turn()
            before, new_page = 0, True
        self.y += before
        self.placed.append(PlacedFigure(draft, before, new_page, self.page, self.y))
        self.y += draft.height + draft.caption_height
        self.fresh = False
        self.after_float = False  # its rows have air of their own

    # --- the end -----------------------------------------------------------------------------------------------------

    def _give_company(self) -> None:
        """One line alone on the last page: lines from the end of the page before come to it, two if they may."""
        if self.page == 1 or not self.placed:
            return
        last = self.placed[-1]
        here = [page for placed in self.placed[-2:] for page, _ in _slots(placed)].count(self.page)
        if here != 1 or not isinstance(last, PlacedParagraph):
            return
        place = -1 if len(last.tops) > 1 else -2
        giving, earlier = self.placed[place], self.placed[place - 1 : place]
        if not isinstance(giving, PlacedParagraph) or not giving.draft.splits or giving.breaks:
            return
        least = (
            _KEPT_LINES if earlier and earlier[0].draft.keep else 1
        )  # a heading keeps two lines of its text
        given = 1 if giving is last else 2
        stay = len(giving.tops) - given - (giving is last)
        if stay < least or giving.tops[stay - 1][0] != self.page - 1:
            return
        giving.breaks.add(stay - 1)
        y = 0
        for placed, first in ((giving, stay), (last, len(last.tops) if giving is last else 0)):
            for index in range(first, len(placed.tops)):
                placed.tops[index] = (self.page, y)
                y += placed.draft.pitch
        last.new_page = last.new_page and giving is last
        self.y = y + last.draft.extra_below

    def _finish(self) -> Paged:
        self._give_company()
        for placed in self.placed:  # rather no page than one with lines off the paper
            if any(end > PAGE for _, end in _slots(placed)):
                text, origin = _beginning_of(placed)
                raise InputError.of("T005", origin=origin, text=text)
        colophon = self.flow.colophon
        if colophon is None:
            return Paged(self.flow, self.placed, self.page, 0, 0)
        if self.y + self.reserve > PAGE:
            self._turn()
        if self.flow.even_last_page and self.page % 2:
            self._turn()
        return Paged(self.flow, self.placed, self.page, self.page, TYPE_AREA_HEIGHT - colophon.height)


def _spanned(rows: Sequence[RowDraft], position: int) -> bool:
    """Does a cell from above reach down into the row at `position`?"""
    return any(index + cell.row_span > position for index in range(position) for cell in rows[index].cells)


def _top_of(placed: Placed) -> tuple[int, int]:
    """Page and depth of where it begins."""
    return (placed.page, placed.y) if isinstance(placed, PlacedFigure) else placed.tops[0]


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
