"""Laid-out tables → `w:tbl` with exact row heights, repeated head rows and merged cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianbao.pages import Cell, Row, Table
from jianbao.typography import STYLES
from jianbao.writers.docx.markup import ParagraphProperties, escape
from jianbao.writers.docx.styles import style_id

if TYPE_CHECKING:
    from jianbao.writers.docx.paragraphs import Writer


def table(block: Table, writer: Writer, *, left: int, caption: str = "", page_break: bool = False) -> str:
    """A table `left` twips from the type area's edge. `caption` is what a screen reader calls it."""
    total = sum(block.widths)
    eighths = max(2, round(block.rule_width * 8 / 20))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'
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
    rows = _rows(block, writer, page_break=page_break)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _rows(block: Table, writer: Writer, *, page_break: bool) -> str:
    parts: list[str] = []
    under: dict[
        int, tuple[Cell, int]
    ] = {}  # grid column → the cell from above that covers it, rows still to come
    for index, row in enumerate(block.rows):
        begun = {cell.column: cell for cell in row.cells}
        cells: list[str] = []
        column = 0
        # a row tied to the next by a cell over both, or by being a head, must not be parted from it
        keep = index + 1 < len(block.rows) and (
            row.head
            or any(cell.row_span > 1 for cell in row.cells)
            or any(left > 1 for _, left in under.values())
        )
        while column < len(block.widths):
            if column in under:
                cell, left = under.pop(column)
                if left > 1:
                    under[column] = (cell, left - 1)
                cells.append(_continued(block, cell, keep=keep))
                column += cell.column_span
                continue
            found = begun.get(column)
            if found is None:  # a hole in the clerk's table: an empty cell, for a row must be whole
                found = Cell(column, 1, 1, ())
            if found.row_span > 1:
                under[column] = (found, found.row_span - 1)
            first = page_break and index == 0 and column == 0
            cells.append(_cell(block, found, writer, keep=keep, page_break=first))
            column += found.column_span
        parts.append(f"<w:tr>{_row_properties(row, _height(block, index))}{''.join(cells)}</w:tr>")
    return "".join(parts)


def _height(block: Table, index: int) -> int:
    """The height to state: LibreOffice adds half a rule above the table and half a one below."""
    ends = (index == 0) + (index == len(block.rows) - 1)
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
