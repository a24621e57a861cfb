"""The rows of a table → what of it stays on a page: rows grown for their texts, tied together, parted where they must be.

A cell that spans rows keeps them together, and no row stands alone. What no page could hold is parted: rows between
the lines of their texts, cells over many rows by beginning again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jianbao.layout.drafts import CellDraft, ParagraphDraft, RowDraft
from jianbao.typography import TABLE_ROW_PADDING, TABLE_TIED


def stays(rows: list[RowDraft], page: int) -> list[RowDraft]:
    """The rows as pages of height `page` take them: each of a height that one holds, `held` where the next must stand on its page."""
    _grow(rows)
    rows = _fitted(rows, page)
    _tie_ends(rows)
    _loosen(rows, page)
    return rows


def cells_by_page(rows: Sequence[RowDraft], pages: Sequence[int]) -> list[list[CellDraft]]:
    """The cells that begin in each row; one over rows of several pages begins again on each, where its text has room.

    `pages` is the page of each row.
    """
    begun: list[list[CellDraft]] = [list(row.cells) for row in rows]
    for index, cells in enumerate(begun):
        for number, cell in enumerate(cells):
            reach = range(index, index + cell.row_span)
            here = sum(pages[row] == pages[index] for row in reach)
            if here == cell.row_span:
                continue
            cells[number] = replace(cell, row_span=here)
            following = [row for row in reach[here:] if pages[row] == pages[index + here]]
            room = sum(rows[row].height for row in following) - 2 * TABLE_ROW_PADDING
            again = cell.paragraphs if cell.height <= room else []
            begun[index + here].append(replace(cell, row_span=cell.row_span - here, paragraphs=again))
            begun[index + here].sort(key=lambda each: each.column)
    return begun


def _grow(rows: list[RowDraft]) -> None:
    """The last row under a cell grows until the cell fits; rows under one span stay together."""
    for index, row in enumerate(rows):
        for cell in row.cells:
            spanned = rows[index : index + cell.row_span]
            lacking = cell.height + 2 * TABLE_ROW_PADDING - sum(each.height for each in spanned)
            spanned[-1].height += max(0, lacking)
            for each in spanned[:-1]:
                each.held = True


def _fitted(rows: list[RowDraft], page: int) -> list[RowDraft]:
    """The rows, such that the text of each cell fits on a page under the head.

    A head of more than half a page is not repeated. Where a text is longer, cells over the rows beside it begin again
    every third of a page, and `held` is set anew.
    """
    head = sum(row.height for row in rows if row.head)
    if head > page // 2:
        rows, head = [replace(row, head=False) for row in rows], 0
    room = page - head
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


def _tie_ends(rows: list[RowDraft]) -> None:
    """The first two rows under the head stay together, and the last two, so that none is alone on its page."""
    body = [row for row in rows if not row.head]
    for first, second in (body[:2], body[-2:]) if len(body) > 1 else ():
        if first.height + second.height <= TABLE_TIED:
            first.held = True


def _loosen(rows: list[RowDraft], page: int) -> None:
    """Rows tied together that no page can hold are parted, but for those that a cell over them needs for its text."""
    room = page - sum(row.height for row in rows if row.head)
    start = 0
    for index, row in enumerate(rows):
        if row.held and not row.head:
            continue
        group = rows[start : index + 1]
        if not row.head and sum(each.height for each in group) > room:
            for each in group:
                each.held = False
            for first, each in enumerate(group):
                for cell in each.cells:
                    _hold(group[first : first + cell.row_span], cell.height + 2 * TABLE_ROW_PADDING)
        start = index + 1


def _hold(rows: Sequence[RowDraft], height: int) -> None:
    """Tie as many rows as make up `height`."""
    for row in rows:
        height -= row.height
        if height <= 0:
            break
        row.held = True
