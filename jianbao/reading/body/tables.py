"""The tokens of a table → `Table`: cells merged by `<` and `^`, rows of bold cells as further rows of the head.

A row of GFM that has too few or too many cells is filled or cut in silence by every parser; here it is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from jianbao.expressions import compiled
from jianbao.language.labels import TABLE_NOTE
from jianbao.model.body import Cell, Inline, Table
from jianbao.reading.body.inline import Problem, Text, Walker, without_bold

if TYPE_CHECKING:
    from markdown_it.token import Token

LEFT, ABOVE = "<", "^"
_NOTE: Final = compiled(rf"\s*{TABLE_NOTE}")
_ALIGN: Final = compiled(r"text-align:(left|center|right)")


class _RawCell(Struct):
    """A cell before merging: its text, `raw` as written, its alignment, its offset in the body, its indent."""

    text: Text
    raw: str
    align: str
    offset: int
    indent: int = 0


class TableReader:
    """Reads tables of one body; `lines` are its lines with the offset of each."""

    def __init__(self, problems: list[Problem], lines: Sequence[tuple[str, int]]) -> None:
        self.problems = problems
        self.lines = lines

    def read(self, tokens: Sequence[Token], offset: int) -> tuple[Table | None, tuple[int, str] | None]:
        """(the table, or None where it is wrong; a note that stands right under it as line number and text)."""
        rows: list[list[_RawCell]] = []
        note: tuple[int, str] | None = None
        before = len(self.problems)
        for index, token in enumerate(tokens):
            if token.type != "tr_open":
                continue
            number = token.map[0] if token.map else 0
            cells = [each for each in _until(tokens, index, "tr_close") if each.type == "inline"]
            text, start = self.lines[number]
            slices = cell_slices(text)
            if rows and "|" not in text and _NOTE.match(text):
                note = (number, text.strip()) if note is None else (number, note[1])
                continue
            if len(slices) != len(cells):
                at = start + len(text) - len(text.lstrip())
                width = len(text.strip())
                self.problems.append(
                    Problem("R110", at, width, params={"found": len(slices), "wanted": len(cells)})
                )
                continue
            aligns = [
                each for each in _until(tokens, index, "tr_close") if each.type in ("th_open", "td_open")
            ]
            rows.append(
                [
                    self._cell(cell, text, start, span, str(open_.attrs.get("style", "")))
                    for cell, span, open_ in zip(cells, slices, aligns, strict=True)
                ]
            )
        if len(self.problems) > before:
            return None, note
        return self._table(rows, offset), note

    def _cell(self, token: Token, line: str, start: int, span: tuple[int, int], style: str) -> _RawCell:
        raw = line[span[0] : span[1]]
        positions = [
            start + span[0] + index
            for index, char in enumerate(raw)
            if not (char == "\\" and raw[index + 1 : index + 2] == "|")
        ]
        positions += [start + span[1]] * (len(token.content) + 1 - len(positions))
        text = Walker(token.content, positions, self.problems, celled=True).read(token.children or ())
        if text.images:
            self.problems.append(Problem("R106", text.images[0].offset, 2))
        found = _ALIGN.search(style)
        border = line.rfind("|", 0, span[0])
        indent = line.count("\u3000", border + 1, span[0])
        return _RawCell(text, token.content, found[1] if found else "", start + span[0], indent)

    def _table(self, rows: list[list[_RawCell]], offset: int) -> Table | None:
        owners = self._owners(rows)
        if owners is None:
            return None
        head = 1
        while head < len(rows) and _is_head(rows[head]):
            head += 1
        if not any(cell.raw for cell in rows[0]):
            rows, owners, head = rows[1:], [[(r - 1, c) for r, c in row] for row in owners[1:]], 0
        cells = self._cells(rows, owners, head)
        if cells is None:
            return None
        return Table(len(rows[0]) if rows else 0, tuple(cells[:head]), tuple(cells[head:]), offset=offset)

    def _owners(self, rows: list[list[_RawCell]]) -> list[list[tuple[int, int]]] | None:
        """For each cell the one that it is joined to."""
        owners: list[list[tuple[int, int]]] = []
        sound = True
        for row, cells in enumerate(rows):
            owners.append([])
            for column, cell in enumerate(cells):
                owner = (row, column)
                if cell.raw in (LEFT, ABOVE):
                    if (column if cell.raw == LEFT else row) == 0:
                        self.problems.append(Problem("R112", cell.offset, params={"mark": cell.raw}))
                        sound = False
                    else:
                        owner = owners[row][column - 1] if cell.raw == LEFT else owners[row - 1][column]
                owners[row].append(owner)
        return owners if sound else None

    def _cells(
        self, rows: list[list[_RawCell]], owners: list[list[tuple[int, int]]], head: int
    ) -> list[tuple[Cell, ...]] | None:
        areas: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for row, line in enumerate(owners):
            for column, owner in enumerate(line):
                areas.setdefault(owner, []).append((row, column))
        made: list[list[Cell]] = [[] for _ in rows]
        sound = True
        for (row, column), area in sorted(areas.items()):
            down = max(each[0] for each in area) - row + 1
            across = max(each[1] for each in area) - column + 1
            cell = rows[max(row, 0)][column]
            if len(area) != down * across or row < head < row + down:
                self.problems.append(Problem("R113", cell.offset, max(len(cell.raw), 1)))
                sound = False
                continue
            inline: Inline = without_bold(cell.text.inline) if row < head else cell.text.inline
            made[row].append(Cell(inline, across, down, cell.align, cell.indent))
        return [tuple(line) for line in made] if sound else None


def _is_head(cells: Sequence[_RawCell]) -> bool:
    """Whether a row under the head belongs to it: every cell with text of its own is bold, and there is one."""
    own = [cell for cell in cells if cell.raw not in (LEFT, ABOVE, "")]
    return bool(own) and all(cell.text.bold for cell in own)


def _until(tokens: Sequence[Token], start: int, kind: str) -> list[Token]:
    end = start
    while tokens[end].type != kind:
        end += 1
    return list(tokens[start:end])


def cell_slices(line: str) -> list[tuple[int, int]]:
    """(start, end) of each cell's text in a row, without the spaces around it; an escaped bar is no border."""
    borders = [
        index for index, char in enumerate(line) if char == "|" and not (index and line[index - 1] == "\\")
    ]
    edges = [-1, *borders, len(line)]
    slices: list[tuple[int, int]] = []
    for left, right in pairwise(edges):
        piece = line[left + 1 : right]
        start = left + 1 + len(piece) - len(piece.lstrip())
        slices.append((start, start + len(piece.strip())))
    if slices and not line[: borders[0] if borders else 0].strip() and borders:
        slices.pop(0)
    if slices and borders and not line[borders[-1] + 1 :].strip():
        slices.pop()
    return slices
