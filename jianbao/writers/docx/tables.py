"""Laid-out tables → `w:tbl` with exact row heights, repeated head rows and merged cells.

LibreOffice turns no page inside a table, whatever its paragraphs say. So a table whose rows begin a page that the flow
would not begin by itself is written as two, the head in both, with a page break between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from jianbao.pages import Cell, Row, Table
from jianbao.typography import BLACK, STYLES
from jianbao.writers.docx.markup import ParagraphProperties, border, escape
from jianbao.writers.docx.paragraphs import spacer
from jianbao.writers.docx.styles import style_id

if TYPE_CHECKING:
    from jianbao.writers.docx.paragraphs import Writer


def table(block: Table, writer: Writer, *, left: int, caption: str = "", page_break: bool = False) -> str:
    """A table `left` twips from the type area's edge. `caption` is what a screen reader calls it."""
    rows = _rows(block, writer, page_break=page_break)
    heads = [
        # the break of the first part
        (index, cells.replace("<w:pageBreakBefore/>", ""))
        for index, (row, cells) in enumerate(zip(block.rows, rows, strict=True))
        if row.head
    ]
    starts = [0, *(index for index, row in enumerate(block.rows) if row.page_break), len(rows)]
    parts: list[str] = []
    for start, end in pairwise(starts):
        part = [*(heads if start else ()), *((index, rows[index]) for index in range(start, end))]
        said = block.rows[start].continued
        if start and said is not None:
            parts.append(writer.paragraph(said, page_break=True, keep_next=True))
        elif start:
            parts.append(spacer(page_break=True))
        name = f"{caption}（续）" if caption and start else caption
        parts.append(_part(block, part, left=left, caption=name))
    return "".join(parts)


def _part(block: Table, rows: Sequence[tuple[int, str]], *, left: int, caption: str) -> str:
    """`w:tbl` of some rows, each as its index and its cells."""
    total = sum(block.widths)
    borders = "".join(
        border(side, block.rule_width, BLACK)
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = (
        f'<w:top w:w="0" w:type="dxa"/><w:left w:w="{block.padding}" w:type="dxa"/>'
        f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{block.padding}" w:type="dxa"/>'
    )
    head = any(row.head for row in block.rows)
    side = any(cell.header for row in block.rows if not row.head for cell in row.cells)
    described = f'<w:tblCaption w:val="{escape(caption)}"/>' if caption else ""
    properties = (
        f'<w:tblW w:w="{total}" w:type="dxa"/><w:tblInd w:w="{left - block.rule_width // 2}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="{0x0600 | (0x0020 if head else 0) | (0x0080 if side else 0):04X}"'
        f' w:firstRow="{int(head)}" w:lastRow="0" w:firstColumn="{int(side)}" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/>{described}'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in block.widths)
    last = len(rows) - 1
    content = "".join(
        f"<w:tr>{_row_properties(block.rows[index], _height(block, index, ends=(at == 0) + (at == last)))}{cells}</w:tr>"
        for at, (index, cells) in enumerate(rows)
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{content}</w:tbl>"


def _rows(block: Table, writer: Writer, *, page_break: bool) -> list[str]:
    """The cells of each row."""
    parts: list[str] = []
    # grid column → the cell from above that covers it, rows still to come
    under: dict[int, tuple[Cell, int]] = {}
    for index, row in enumerate(block.rows):
        begun = {cell.column: cell for cell in row.cells}
        cells: list[str] = []
        column = 0
        # a row tied to the next, if only by being a head, must not be parted from it
        keep = index + 1 < len(block.rows) and (row.head or row.keep_next)
        while column < len(block.widths):
            if column in under:
                cell, left = under.pop(column)
                if left > 1:
                    under[column] = (cell, left - 1)
                cells.append(_continued(block, cell, keep=keep))
                column += cell.column_span
                continue
            found = begun.get(column)
            # a hole in the clerk's table: an empty cell, for a row must be whole
            if found is None:
                found = Cell(column, 1, 1, ())
            if found.row_span > 1:
                under[column] = (found, found.row_span - 1)
            first = page_break and index == 0 and column == 0
            cells.append(_cell(block, found, writer, keep=keep, page_break=first))
            column += found.column_span
        parts.append("".join(cells))
    return parts


def _height(block: Table, index: int, *, ends: int) -> int:
    """The height to state: LibreOffice adds half a rule above the table and half a one below."""
    return block.rows[index].height - ends * (block.rule_width // 2)


def _row_properties(row: Row, height: int) -> str:
    head = "<w:tblHeader/>" if row.head else ""
    return f'<w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/>{head}</w:trPr>'


def _cell(block: Table, cell: Cell, writer: Writer, *, keep: bool, page_break: bool) -> str:
    content = "".join(
        writer.paragraph(paragraph, keep_next=keep, page_break=page_break and number == 0)
        for number, paragraph in enumerate(cell.paragraphs)
    )
    merge = '<w:vMerge w:val="restart"/>' if cell.row_span > 1 else ""
    return _tc(block, cell, merge, content or _empty(keep=keep))


def _continued(block: Table, cell: Cell, *, keep: bool) -> str:
    return _tc(block, cell, "<w:vMerge/>", _empty(keep=keep))


def _tc(block: Table, cell: Cell, merge: str, content: str) -> str:
    width = sum(block.widths[cell.column : cell.column + cell.column_span])
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def _empty(*, keep: bool) -> str:
    style = STYLES["table_cell"]
    return f"<w:p>{ParagraphProperties(style=style_id(style.key), keep_next=keep).xml}</w:p>"
