"""Rows of a table whose texts no page could hold → rows that fit, parted between lines.

Pages take rows whole, with the head above them. A cell of a thousand characters is rare, but must not run off the paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from jianbao.layout.drafts import CellDraft, ParagraphDraft, RowDraft
from jianbao.typography import PAGE, TABLE_ROW_PADDING


def fitted(rows: list[RowDraft]) -> list[RowDraft]:
    """The rows, such that the text of each cell fits on a page under the head.

    A head of more than half a page is not repeated. Where a text is longer, cells over the rows beside it begin again
    every third of a page, and `held` is set anew.
    """
    head = sum(row.height for row in rows if row.head)
    if head > PAGE // 2:
        rows, head = [replace(row, head=False) for row in rows], 0
    room = PAGE - head
    if sum(row.height for row in rows) > room:
        rows = [part for group in _groups(rows) for part in _fitted_group(group, room)]
    return rows


def _groups(rows: list[RowDraft]) -> Iterator[list[RowDraft]]:
    """The rows parted where no cell spans two of them."""
    group: list[RowDraft] = []
    reach = 0
    for index, row in enumerate(rows):
        group.append(row)
        reach = max([reach, *(index + cell.row_span for cell in row.cells)])
        if reach <= index + 1:
            yield group
            group = []
    if group:
        yield group


def _fitted_group(group: list[RowDraft], room: int) -> Iterator[RowDraft]:
    if all(cell.height + 2 * TABLE_ROW_PADDING <= room for row in group for cell in row.cells):
        yield from group
        return
    height = room // 3
    for start, end in _chunks(group, height):
        rows = [_begun_again(group, index, start, end, height) for index in range(start, end)]
        _grow(rows)
        if len(rows) == 1 and rows[0].height > room:
            yield from _parted(rows[0], room)
        else:
            yield from rows


def _chunks(group: list[RowDraft], height: int) -> Iterator[tuple[int, int]]:
    start, used = 0, 0
    for index, row in enumerate(group):
        if index > start and used + row.height > height:
            yield start, index
            start, used = index, 0
        used += row.height
    yield start, len(group)


def _begun_again(group: list[RowDraft], index: int, start: int, end: int, height: int) -> RowDraft:
    """Row `index` with its cells as far as they reach in rows `start` to `end`, and those that come from above.

    The text of these is set again, but where it is higher than `height`: such a one is no name of what stands beside it.
    """
    cells = [
        replace(
            cell,
            row_span=min(number + cell.row_span, end) - index,
            paragraphs=cell.paragraphs if number == index or cell.height <= height else [],
        )
        for number in range((0 if index == start else index), index + 1)
        for cell in group[number].cells
        if number + cell.row_span > index
    ]
    cells.sort(key=lambda cell: cell.column)
    return replace(group[index], cells=cells, held=index < end - 1)


def _grow(rows: list[RowDraft]) -> None:
    """Make room for the texts that are set again."""
    for index, row in enumerate(rows):
        for cell in row.cells:
            spanned = rows[index : index + cell.row_span]
            lacking = cell.height + 2 * TABLE_ROW_PADDING - sum(each.height for each in spanned)
            spanned[-1].height += max(0, lacking)


def _parted(row: RowDraft, room: int) -> list[RowDraft]:
    """One row, whose cells span no other, as several of at most `room`, parted between the lines of its texts."""
    pieces = [_lines(cell, room - 2 * TABLE_ROW_PADDING) for cell in row.cells]
    parts: list[RowDraft] = []
    for number in range(max(len(each) for each in pieces)):
        cells = [
            replace(cell, paragraphs=each[number] if number < len(each) else [])
            for cell, each in zip(row.cells, pieces, strict=True)
        ]
        height = max(cell.height for cell in cells) + 2 * TABLE_ROW_PADDING
        parts.append(replace(row, cells=cells, height=height, held=False))
    return parts


def _lines(cell: CellDraft, room: int) -> list[list[ParagraphDraft]]:
    """The cell's paragraphs in pieces of at most `room`."""
    pieces: list[list[ParagraphDraft]] = [[]]
    left = room
    for paragraph in cell.paragraphs:
        cuts = paragraph.cuts
        while cuts:
            count = left // paragraph.pitch
            if count < 1 and pieces[-1]:
                pieces.append([])
                left = room
                continue
            here, cuts = cuts[: max(count, 1)], cuts[max(count, 1) :]
            pieces[-1].append(replace(paragraph, cuts=here))
            left -= len(here) * paragraph.pitch
    return pieces
