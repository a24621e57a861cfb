"""The chosen ends of pages → drafts on their pages, each line, row and picture with its depth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.layout.drafts import Draft, FigureDraft, ParagraphDraft, RowDraft, TableDraft
from jianbao.layout.filling import Column, End
from jianbao.layout.stretch import Stretch, groups, price
from jianbao.typography import LANDSCAPE_HEIGHT, ROW, TYPE_AREA_HEIGHT

# twips: rows that miss the page by less might stand on it in another engine
_UNSURE: Final = 40


class PlacedParagraph(Struct):
    """The draft at `index` of the flow, as it is set. `tops[i]` is (page, y) of line i's slot.

    A page break that the flow would not make follows the lines in `breaks`.
    """

    index: int
    draft: ParagraphDraft
    before: int
    new_page: bool
    tops: list[tuple[int, int]]
    breaks: set[int] = field(default_factory=set[int])


class PlacedTable(Struct):
    """The draft at `index` of the flow. `tops[i]` is (page, y) of row i; `repeats` are (page, y) of head rows drawn again.

    A page break that the flow would not make stands before the rows in `breaks`.
    """

    index: int
    draft: TableDraft
    before: int
    new_page: bool
    tops: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    repeats: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    breaks: set[int] = field(default_factory=set[int])


class PlacedFigure(Struct):
    """The draft at `index` of the flow, as it is set: page and y of the figure's top."""

    index: int
    draft: FigureDraft
    before: int
    new_page: bool
    page: int
    y: int


Placed = PlacedParagraph | PlacedTable | PlacedFigure


class Setter:
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

    def set_page(self, stretch: Stretch, end: End) -> None:
        """The drafts from the page's start to its end."""
        self.page += 1
        self.depth = TYPE_AREA_HEIGHT
        if self.drafts[stretch.start].landscape:
            self.landscape.add(self.page)
            self.depth = LANDSCAPE_HEIGHT
        column = Column()
        self.kept.append(0)
        for index, part in stretch.order(end.start, end.late):
            spot = end.spot
            if index >= spot.draft and not (index == spot.draft and spot.part) and index != end.start.waiting:
                break
            stop = spot.part if index == spot.draft and index != end.start.waiting else None
            draft = self.drafts[index]
            match draft:
                case ParagraphDraft():
                    if not (column.fresh or part or index in end.given) and price(self.drafts, index):
                        self.kept[-1] += 1
                    more = (index in end.longer) - (index in end.shorter)
                    fit = stretch.fit(index, more) if more else None
                    draft = replace(draft, cuts=fit.cuts) if fit else draft
                    self._paragraph(column, index, draft, part, stop, given=index in end.given)
                case TableDraft():
                    self._table(column, index, draft, part, stop)
                case FigureDraft():
                    self._figure(column, index, _smaller(draft, end.given.count(index)))
            if stop is not None:
                break
        self.ends.append(column.y)

    def _paragraph(
        self, column: Column, index: int, draft: ParagraphDraft, part: int, stop: int | None, *, given: bool
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
            placed = PlacedParagraph(index, draft, before, forced, [])
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
        return TYPE_AREA_HEIGHT - list(slots(last))[-1][1] - below

    def _table(self, column: Column, index: int, draft: TableDraft, part: int, stop: int | None) -> None:
        head = draft.repeated
        if part:
            placed = self.open
            assert isinstance(placed, PlacedTable)
            if head and head + draft.rows[part].height <= self.depth:
                placed.repeats.append((self.page, column.y))
                column.add(draft, head)
        else:
            before = column.gap(draft)
            placed = PlacedTable(index, draft, before, column.fresh and self.page > 1)
            self.placed.append(placed)
            column.y += before
        for row in draft.rows[part:stop]:
            placed.tops.append((self.page, column.y))
            column.add(draft, row.height)
        if stop is not None:
            following = next(height for start, height in groups(draft) if start == stop)
            # a cell parted here is two, which the flow must part
            fits = column.y + following <= self.depth + _UNSURE
            if fits or draft.continued or _spanned(draft.rows, stop):
                placed.breaks.add(stop)
        self.open = placed

    def _figure(self, column: Column, index: int, draft: FigureDraft) -> None:
        before = column.gap(draft)
        new_page = column.fresh and self.page > 1
        column.y += before
        self.placed.append(PlacedFigure(index, draft, before, new_page, self.page, column.y))
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


def _spanned(rows: Sequence[RowDraft], position: int) -> bool:
    """Does a cell from above reach down into the row at `position`?"""
    return any(index + cell.row_span > position for index in range(position) for cell in rows[index].cells)


def slots(placed: Placed) -> Iterator[tuple[int, int]]:
    """(page, depth of the end) of each line, row or figure."""
    match placed:
        case PlacedParagraph():
            yield from ((page, y + placed.draft.pitch) for page, y in placed.tops)
        case PlacedTable():
            for (page, y), row in zip(placed.tops, placed.draft.rows, strict=True):
                yield page, y + row.height
        case PlacedFigure():
            yield placed.page, placed.y + placed.draft.height + placed.draft.caption_height
