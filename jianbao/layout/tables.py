"""A table of the body → a table set in the type area's width: column widths by content, rows at exact heights."""

from __future__ import annotations

from jianbao.issue import Cell, Inline, Table
from jianbao.layout.compositor import Compositor
from jianbao.layout.drafts import CellDraft, ParagraphDraft, RowDraft, TableDraft
from jianbao.layout.shape import shape
from jianbao.layout.tall import fitted
from jianbao.pages import Role
from jianbao.typography import (
    FLOAT_CLEARANCE,
    SIZE_SMALL_4,
    STYLES,
    TABLE_PADDING,
    TABLE_ROW_PADDING,
    TABLE_RULE,
    TABLE_TIED,
    TYPE_AREA_WIDTH,
    Align,
)

_LEAST_COLUMN = 3 * SIZE_SMALL_4 + 2 * TABLE_PADDING
_SHORT = 9 * SIZE_SMALL_4  # a column whose cells are all this short is centred
_ALIGN = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}


def compose(compositor: Compositor, table: Table) -> None:
    """Add caption, unit, table and note; caption and unit stay with the table."""
    for style, inline in (("table_caption", table.caption), ("table_unit", table.unit)):
        if inline is not None:
            compositor.add(
                compositor.paragraph(style, compositor.inline(inline, style), Role.CAPTION, keep=True)
            )
    columns, grid = _place_cells(table)
    natural = _natural_widths(compositor, columns, grid, len(table.head))
    widths = _widths(natural)
    aligns = [Align.CENTER if width <= _SHORT + 2 * TABLE_PADDING else Align.LEFT for width in natural]
    side = _is_side_head(grid[len(table.head) :])
    rows = [
        _row(compositor, cells, widths, aligns, head=index < len(table.head), side=side)
        for index, cells in enumerate(grid)
    ]
    _grow_for_spans(rows)
    rows = fitted(rows)
    _tie_ends(rows)
    bare = table.caption is None and table.unit is None
    compositor.add(
        TableDraft(
            0,
            widths,
            rows,
            TABLE_RULE,
            TABLE_PADDING,
            before=FLOAT_CLEARANCE if bare else 0,  # the slot of a caption has air of its own
            keep=table.note is not None,
        )
    )
    if table.note is not None:
        compositor.add(
            compositor.paragraph(
                "table_note", compositor.inline(table.note, "table_note"), Role.CAPTION, before=60
            )
        )


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


def _natural_widths(
    compositor: Compositor, columns: int, grid: list[list[tuple[int, Cell]]], heads: int
) -> list[int]:
    """The width each column's widest text would take on one line, padding included."""
    natural = [_LEAST_COLUMN] * columns
    for index, row in enumerate(grid):
        style = "table_head" if index < heads else "table_cell"
        for column, cell in row:
            if cell.column_span == 1:
                shaped = shape(compositor.inline(cell.inline, style), compositor.shaper)
                width = shaped.widths[-1] + len(shaped.gap_at) * SIZE_SMALL_4 // 4 + 2 * TABLE_PADDING + 40
                natural[column] = max(natural[column], width)
    return natural


def _widths(natural: list[int]) -> tuple[int, ...]:
    """Column widths that fill the type area: short columns as they are, long ones share what is left."""
    total = TYPE_AREA_WIDTH
    if sum(natural) <= total:
        spare = total - sum(natural)
        widths = [width + spare * width // sum(natural) for width in natural]
    else:
        widths = [0] * len(natural)
        open_columns = set(range(len(natural)))
        left = total
        while open_columns:
            share = left // len(open_columns)
            small = {column for column in open_columns if natural[column] <= share}
            if not small:
                weight = sum(natural[column] ** 0.5 for column in open_columns)
                for column in sorted(open_columns):
                    widths[column] = int(left * natural[column] ** 0.5 / weight)
                break
            for column in small:
                widths[column] = natural[column]
                left -= natural[column]
            open_columns -= small
    widths[-1] += total - sum(widths)
    return tuple(widths)


def _row(
    compositor: Compositor,
    cells: list[tuple[int, Cell]],
    widths: tuple[int, ...],
    aligns: list[Align],
    *,
    head: bool,
    side: bool,
) -> RowDraft:
    style = "table_head" if head else "table_cell"
    drafts: list[CellDraft] = []
    for column, cell in cells:
        width = sum(widths[column : column + cell.column_span]) - 2 * TABLE_PADDING
        align = _ALIGN.get(cell.align, Align.CENTER if head or cell.column_span > 1 else aligns[column])
        paragraphs = [_cell_paragraph(compositor, part, style, width, align) for part in _parts(cell.inline)]
        header = head or (side and column == 0)
        drafts.append(CellDraft(column, cell.column_span, cell.row_span, paragraphs, header))
    single = [cell.height for cell in drafts if cell.row_span == 1]
    least = STYLES[style].pitch
    return RowDraft(
        drafts,
        max([least, *single]) + 2 * TABLE_ROW_PADDING,
        head,
        held=any(cell.row_span > 1 for cell in drafts),
    )


def _parts(inline: Inline) -> list[Inline]:
    return [inline]


def _cell_paragraph(
    compositor: Compositor, inline: Inline, style: str, width: int, align: Align
) -> ParagraphDraft:
    pieces = compositor.inline(inline, style)
    return compositor.paragraph(style, pieces, Role.TABLE_CELL, width=width, align=align)


def _grow_for_spans(rows: list[RowDraft]) -> None:
    """The last row under a cell that spans rows grows until the cell fits; rows under one span stay together."""
    for index, row in enumerate(rows):
        for cell in row.cells:
            if cell.row_span < 2:
                continue
            spanned = rows[index : index + cell.row_span]
            lacking = cell.height + 2 * TABLE_ROW_PADDING - sum(each.height for each in spanned)
            if lacking > 0:
                spanned[-1].height += lacking
            for each in spanned[:-1]:
                each.held = True


def _tie_ends(rows: list[RowDraft]) -> None:
    """The first two rows under the head stay together, and the last two, so that none is alone on its page."""
    body = [row for row in rows if not row.head]
    for first, second in (body[:2], body[-2:]) if len(body) > 1 else ():
        if first.height + second.height <= TABLE_TIED:
            first.held = True
