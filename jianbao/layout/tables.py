"""A table of the body → a table set in the type area's width: column widths by content, rows at exact heights.

Where a table does not fit with every text on one line, its heads go over two lines first; then short columns stay as
they are and long ones share what is left. No column is narrower than its longest number or word, as long as there is room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from jianbao.errors import InputError, Origin
from jianbao.expressions import compiled
from jianbao.language.words import word_starts
from jianbao.layout.compositor import Compositor
from jianbao.layout.drafts import CellDraft, ParagraphDraft, RowDraft, TableDraft
from jianbao.layout.rows import stays
from jianbao.layout.shape import Shaped, shape
from jianbao.layout.titles import kept_units
from jianbao.layout.widths import FIT_MARGIN, content_end, widest
from jianbao.model.body import Cell, Table
from jianbao.pages import Role
from jianbao.typography import (
    FLOAT_CLEARANCE,
    LANDSCAPE_PAGE,
    LANDSCAPE_WIDTH,
    PAGE,
    SIZE_SMALL_4,
    STYLES,
    TABLE_PADDING,
    TABLE_ROW_PADDING,
    TABLE_RULE,
    TYPE_AREA_WIDTH,
    Align,
)

# what a column needs besides its text, in every engine
_FRAME: Final = 2 * TABLE_PADDING + FIT_MARGIN + 4
_LEAST_COLUMN: Final = 3 * SIZE_SMALL_4 + 2 * TABLE_PADDING
_NARROWEST: Final = 2 * SIZE_SMALL_4 + _FRAME
# a head of three characters looks odd on two lines
_UNFOLDED: Final = 3 * SIZE_SMALL_4
# characters of a unit in brackets that a head is not cut in
_LONGEST_UNIT: Final = 6
# a column whose cells are all this short is centred
_SHORT: Final = 9 * SIZE_SMALL_4
# characters of a name that is whole where others have room: 欧阳明远, 市财政局
_SHORT_NAME: Final = 4
_NUMBER: Final = compiled(r"表\s*([0-9]+(?:[-—–.．][0-9]+)?)")
# what an indent leaves of a cell's width
_LEAST_TEXT: Final = 2 * SIZE_SMALL_4
_ALIGN: Final = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}


class _Column(Struct):
    """The widths that a column, or a cell over several, wants.

    `floor` for its longest unbreakable piece, `name` for its short words and names whole, `body` for its widest text on one line, `head` for its head on one line,
    `folded` for its head on two; padding included.
    """

    floor: int = _NARROWEST
    name: int = 0
    body: int = 0
    head: int = 0
    folded: int = 0

    @property
    def natural(self) -> int:
        """All on one line."""
        return max(_LEAST_COLUMN, self.floor, self.body, self.head)

    @property
    def wished(self) -> int:
        """All but the head on one line."""
        return max(self.floor, self.body, self.folded)


def compose(compositor: Compositor, table: Table) -> None:
    """Add caption, unit, table and note; caption and unit stay with the table.

    Raises InputError (T006) for a table of more columns than a page on its side has room for, two characters each.
    """
    start = len(compositor.drafts)
    landscape = _lies_on_its_side(compositor, table)
    total, page = (LANDSCAPE_WIDTH, LANDSCAPE_PAGE) if landscape else (TYPE_AREA_WIDTH, PAGE)
    for style, inline in (("table_caption", table.caption), ("table_unit", table.unit)):
        if inline is not None:
            pieces = compositor.inline(inline, style)
            compositor.add(compositor.paragraph(style, pieces, Role.CAPTION, width=total, keep=True))
    count, grid = _place_cells(table)
    columns = _columns(compositor, count, grid, len(table.head))
    widths = _taken_over(columns, table.widths, total) or _widths(columns, total)
    aligns = _aligns(columns, grid)
    told = len(compositor.forced_cells)
    side = _is_side_head(grid[len(table.head) :])
    rows = [
        _row(compositor, cells, widths, aligns, head=index < len(table.head), side=side)
        for index, cells in enumerate(grid)
    ]
    # one warning a table: what helps one cell helps all
    del compositor.forced_cells[told + 1 :]
    rows = stays(rows, page)
    bare = table.caption is None and table.unit is None
    compositor.add(
        TableDraft(
            0,
            widths,
            rows,
            TABLE_RULE,
            TABLE_PADDING,
            # the slot of a caption has air of its own
            before=FLOAT_CLEARANCE if bare else 0,
            keep=table.note is not None,
            continued=_continued(compositor, table, total),
        )
    )
    if table.note is not None:
        pieces = compositor.inline(table.note, "table_note")
        compositor.add(compositor.paragraph("table_note", pieces, Role.CAPTION, width=total, before=60))
    if landscape:
        _turn(compositor, start)


def _continued(compositor: Compositor, table: Table, total: int) -> ParagraphDraft | None:
    """What stands above the table where it goes on on a page, where the house wants that: 续表, with its number."""
    if not compositor.issue.layout.continued:
        return None
    number = _NUMBER.match(table.caption.text) if table.caption else None
    text = f"续表{number[1]}" if number else "续表"
    return compositor.paragraph("table_unit", text, Role.FURNITURE, width=total)


def _turn(compositor: Compositor, start: int) -> None:
    """Put the drafts from `start` on, and the headings that are kept with them, on a page on its side."""
    drafts = compositor.drafts
    while start and drafts[start - 1].keep and (drafts[start - 1].new_page or not drafts[start - 1].splits):
        start -= 1
    for draft in drafts[start:]:
        draft.landscape = True
        if isinstance(draft, ParagraphDraft):
            draft.column = LANDSCAPE_WIDTH


def _lies_on_its_side(compositor: Compositor, table: Table) -> bool:
    """Does the table stand on a page on its side: as the clerk says, or since its columns would be too narrow?"""
    origin = Origin(compositor.location, table.offset)
    if not table.columns:
        raise InputError.of("T009", origin=origin)
    if table.columns * _NARROWEST > LANDSCAPE_WIDTH:
        most = LANDSCAPE_WIDTH // _NARROWEST
        raise InputError.of("T006", origin=origin, columns=table.columns, most=most)
    if table.landscape:
        return True
    if table.columns * _NARROWEST <= TYPE_AREA_WIDTH:
        return False
    compositor.tell("T007", origin, columns=table.columns)
    return True


def _place_cells(table: Table) -> tuple[int, list[list[tuple[int, Cell]]]]:
    """(columns, rows of (grid column, cell)): a row's cells fill the columns that no span from above covers."""
    taken: dict[tuple[int, int], bool] = {}
    grid: list[list[tuple[int, Cell]]] = []
    for row, cells in enumerate((*table.head, *table.rows)):
        column = 0
        placed: list[tuple[int, Cell]] = []
        for cell in cells:
            while taken.get((row, column)):
                column += 1
            placed.append((column, cell))
            for down in range(cell.row_span):
                for across in range(cell.column_span):
                    taken[row + down, column + across] = True
            column += cell.column_span
        grid.append(placed)
    return table.columns, grid


def _is_side_head(rows: list[list[tuple[int, Cell]]]) -> bool:
    """Whether the first column heads the rows below the head: all of it is bold, and not all of the others are."""
    first: list[bool] = []
    others: list[bool] = []
    for column, cell in (placed for row in rows for placed in row):
        spans = cell.inline.spans
        (others if column else first).append(bool(spans) and all(span.bold for span in spans))
    return bool(first) and all(first) and not all(others)


# --- widths --------------------------------------------------------------------------------------------------------


def _columns(
    compositor: Compositor, count: int, grid: list[list[tuple[int, Cell]]], heads: int
) -> list[_Column]:
    """What each column wants; what a cell over several columns wants besides is shared out among them."""
    columns = [_Column() for _ in range(count)]
    spans: list[tuple[Sequence[_Column], _Column]] = []
    for index, row in enumerate(grid):
        for column, cell in row:
            if not cell.inline.spans:
                continue
            if cell.column_span > 1:
                wants = _Column(0)
                spans.append((columns[column : column + cell.column_span], wants))
            else:
                wants = columns[column]
            _note_wants(compositor, cell, wants, head=index < heads)
    for under, wants in spans:
        for wish in ("floor", "folded", "head"):
            have = [getattr(each, {"folded": "wished", "head": "natural"}.get(wish, wish)) for each in under]
            lacking = getattr(wants, wish) - sum(have)
            for each, width in zip(under, have, strict=True) if lacking > 0 else ():
                setattr(each, wish, width + -(-lacking // len(under)))
    return columns


def _note_wants(compositor: Compositor, cell: Cell, wants: _Column, *, head: bool) -> None:
    style = "table_head" if head else "table_cell"
    whole = _head_units(cell) if head else ()
    shaped = shape(compositor.inline(cell.inline, style), compositor.shaper, whole=whole)
    left = _FRAME if head else _FRAME + cell.indent * SIZE_SMALL_4
    wants.floor = max(wants.floor, left + _longest_piece(shaped))
    for start, end in _stated_lines(shaped.text):
        one = _width(shaped, start, end)
        if head:
            wants.head = max(wants.head, left + one)
            wants.folded = max(wants.folded, left + _folded(shaped, start, end, one))
        elif cell.column_span == 1:
            wants.body = max(wants.body, left + one)
            if end - start <= _SHORT_NAME:
                wants.name = max(wants.name, left + one)


def _head_units(cell: Cell) -> tuple[str, ...]:
    return tuple(unit for unit in kept_units(cell.inline.text) if len(unit) <= _LONGEST_UNIT)


def _stated_lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line that the clerk asked for."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _width(shaped: Shaped, start: int, end: int) -> int:
    return widest(shaped, start, content_end(shaped.text, start, end), 0, SIZE_SMALL_4)


def _longest_piece(shaped: Shaped) -> int:
    """The width of the longest stretch that no line may end in."""
    ends = [0, *(index for index in range(1, len(shaped.text)) if shaped.breaks[index]), len(shaped.text)]
    longest = 0
    for start, end in pairwise(ends):
        if shaped.widths[end] - shaped.widths[start] + (end - start) * SIZE_SMALL_4 // 4 > longest:
            longest = max(longest, _width(shaped, start, end))
    return longest


def _folded(shaped: Shaped, start: int, end: int, one: int) -> int:
    """The width of a head's line on two lines, its words whole; `one` is its width on one."""
    if one <= _UNFOLDED:
        return one
    starts = word_starts(shaped.text)
    return min(
        (
            max(_width(shaped, start, index), _width(shaped, index, end))
            for index in range(start + 1, end)
            if shaped.breaks[index] and starts[index]
        ),
        default=one,
    )


def _widths(columns: Sequence[_Column], total: int) -> tuple[int, ...]:
    """Column widths that fill `total`."""
    floors = [column.floor for column in columns]
    names = [max(column.floor, column.name) for column in columns]
    wished = [column.wished for column in columns]
    natural = [column.natural for column in columns]
    if sum(natural) <= total:
        widths = [width + (total - sum(natural)) * width // sum(natural) for width in natural]
    elif sum(wished) <= total:
        widths = _between(wished, natural, total)
    elif sum(names) <= total:
        widths = _shared(names, wished, total)
    elif sum(floors) <= total:
        widths = _shared(floors, wished, total)
    else:
        widths = [total * width // sum(floors) for width in floors]
    widths[-1] += total - sum(widths)
    return tuple(widths)


def _taken_over(columns: Sequence[_Column], given: Sequence[float], total: int) -> tuple[int, ...]:
    """Widths that stand to each other as a spreadsheet's do, none below its longest word; () where that cannot be."""
    floors = [column.floor for column in columns]
    if len(given) != len(columns) or sum(floors) > total:
        return ()
    open_columns = set(range(len(columns)))
    widths = [0] * len(columns)
    left = total
    while open_columns:
        weight = sum(given[column] for column in open_columns)
        for column in open_columns:
            widths[column] = int(left * given[column] / weight)
        tight = {column for column in open_columns if widths[column] < floors[column]}
        if not tight:
            break
        for column in tight:
            widths[column] = floors[column]
            left -= floors[column]
        open_columns -= tight
    widths[-1] += total - sum(widths)
    return tuple(widths)


def _between(least: Sequence[int], most: Sequence[int], total: int) -> list[int]:
    """Each column's `least`, and of what is left of `total` its part of the way to `most`."""
    spare, wanted = total - sum(least), sum(most) - sum(least)
    return [low + (high - low) * spare // wanted for low, high in zip(least, most, strict=True)]


def _shared(floors: Sequence[int], wished: Sequence[int], total: int) -> list[int]:
    """Short columns as they wish, the others by the root of their length."""
    widths = [0] * len(wished)
    left = total
    open_columns = set(range(len(wished)))
    while small := {column for column in open_columns if wished[column] <= left // len(open_columns)}:
        for column in small:
            widths[column] = wished[column]
            left -= wished[column]
        open_columns -= small
    if sum(floors[column] for column in open_columns) > left:
        most = [floors[c] if c in open_columns else width for c, width in enumerate(wished)]
        return _between(floors, most, total)
    while True:
        weight = sum(wished[column] ** 0.5 for column in open_columns)
        for column in open_columns:
            widths[column] = int(left * wished[column] ** 0.5 / weight)
        tight = {column for column in open_columns if widths[column] < floors[column]}
        if not tight:
            return widths
        for column in tight:
            widths[column] = floors[column]
            left -= floors[column]
        open_columns -= tight


def _aligns(columns: Sequence[_Column], grid: Iterable[Iterable[tuple[int, Cell]]]) -> list[Align]:
    """How columns stand that say nothing of it: short ones in the middle, unless some of their cells are indented."""
    indented = {column for row in grid for column, cell in row if cell.indent}
    return [
        Align.LEFT if index in indented or column.natural > _SHORT + 2 * TABLE_PADDING else Align.CENTER
        for index, column in enumerate(columns)
    ]


# --- rows ----------------------------------------------------------------------------------------------------------


def _row(
    compositor: Compositor,
    cells: list[tuple[int, Cell]],
    widths: tuple[int, ...],
    aligns: list[Align],
    *,
    head: bool,
    side: bool,
) -> RowDraft:
    drafts: list[CellDraft] = []
    for column, cell in cells:
        width = sum(widths[column : column + cell.column_span]) - 2 * TABLE_PADDING
        if head:
            paragraph = _head_paragraph(compositor, cell, width)
        else:
            align = _ALIGN.get(cell.align, Align.CENTER if cell.column_span > 1 else aligns[column])
            paragraph = compositor.paragraph(
                "table_cell",
                compositor.inline(cell.inline, "table_cell"),
                Role.TABLE_CELL,
                width=width,
                left=max(0, min(cell.indent * SIZE_SMALL_4, width - _LEAST_TEXT)),
                align=align,
            )
        drafts.append(
            CellDraft(column, cell.column_span, cell.row_span, [paragraph], head or (side and column == 0))
        )
    single = [cell.height for cell in drafts if cell.row_span == 1]
    least = STYLES["table_cell"].pitch
    return RowDraft(
        drafts,
        max([least, *single]) + 2 * TABLE_ROW_PADDING,
        head,
        held=any(cell.row_span > 1 for cell in drafts),
    )


def _head_paragraph(compositor: Compositor, cell: Cell, width: int) -> ParagraphDraft:
    """A head in the middle of its cell, whatever its column does, in lines as even as can be."""
    pieces = compositor.inline(cell.inline, "table_head")
    paragraph = compositor.paragraph(
        "table_head", pieces, Role.TABLE_CELL, width=width, align=Align.CENTER, whole=_head_units(cell)
    )
    if paragraph.lines > 1 and len(pieces) == 1 and "\n" not in pieces[0].text:
        compositor.balance(paragraph, paragraph.lines)
    return paragraph
