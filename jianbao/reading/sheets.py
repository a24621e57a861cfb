"""A spreadsheet named in a body, as `![表1 各县区蓄水情况](数据.xlsx#蓄水)` → the table that it shows.

The file is read by a process of its own; what a table of markup may have, this one may: a caption, a unit, a note, heads
of several rows, joined cells. Rows above and below the table that hold one text are its caption, unit and notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from jianbao.errors import FileError, Finding, InputError, Severity
from jianbao.language.labels import TABLE_NOTE, TABLE_UNIT
from jianbao.messages import phrase
from jianbao.model.body import Cell, Inline, Span, Table
from jianbao.pictures import inside
from jianbao.reading.body.inline import Problem
from jianbao.reading.body.sheetnames import OTHERS
from jianbao.reading.body.text import normalise

if TYPE_CHECKING:
    from jianbao.foreign.sheet import Sheet, SheetCell

_UNIT: Final = re.compile(TABLE_UNIT)
_NOTE: Final = re.compile(TABLE_NOTE)


class SheetTable(Struct):
    """What became of a spreadsheet: its table, None where it has none; what is wrong; the file and the hash of its bytes."""

    table: Table | None = None
    problems: list[Problem] = []
    path: Path | None = None
    sha256: str = ""


def read_table(written: str, caption: Inline | None, folder: Path, offset: int) -> SheetTable:
    """The table that `written`, at `offset` of a body, names in `folder`. Never raises for what a user can cause."""
    name, _, wanted = written.partition("#")
    found = SheetTable()

    def tell(code: str, severity: Severity = Severity.ERROR, **params: object) -> SheetTable:
        found.problems.append(Problem(code, offset, 2, severity, {"path": name, **params}))
        return found

    if name.lower().endswith(OTHERS):
        return tell("R143")
    path, wrong, _ = inside(name, folder)
    if path is None or wrong:
        return tell("R141")
    from jianbao.foreign.child import read

    try:
        book = read("sheet", path)
    except (FileError, InputError) as error:
        # what ended its reader is no missing file
        lost = isinstance(error, FileError) and error.findings[0].code not in ("V020", "V021")
        return tell("R141") if lost else _refused(error.findings[0], tell)
    found.path, found.sha256 = path, book.sha256
    sheets: list[Sheet] = [sheet for sheet in book.sheets if sheet.cells]
    chosen = [sheet for sheet in book.sheets if sheet.name == wanted] if wanted else sheets
    if len(chosen) != 1 and book.sheets:
        code = "R149" if not sheets and not wanted else "R142"
        return tell(code, sheet=wanted or "—", names="、".join(each.name for each in book.sheets))
    if not chosen or not chosen[0].cells:
        return tell("R149", sheet=wanted)
    found.table = _Builder(chosen[0], offset).table(caption, tell)
    return found


def _refused(finding: Finding, tell: object) -> SheetTable:
    assert callable(tell)
    known = finding.code in ("R143", "R144", "R145")
    params = {"limit": finding.params["limit"]} if finding.code == "R144" else {}
    made: SheetTable = tell(finding.code if known else "R143", **params)
    return made


class _Builder:
    """One sheet on its way to a table."""

    def __init__(self, sheet: Sheet, offset: int) -> None:
        self.sheet = sheet
        self.offset = offset
        self.owner: dict[tuple[int, int], SheetCell] = {}
        for cell in sheet.cells:
            for row in range(cell.row, cell.row + cell.down):
                for column in range(cell.column, cell.column + cell.across):
                    self.owner.setdefault((row, column), cell)

    def inline(self, text: str, *, bold: bool = False) -> Inline:
        made = "\n".join(filter(None, map(normalise, text.split("\n"))))
        return Inline((Span(made, bold),) if made else (), (self.offset,) * len(made))

    def alone(self, row: int) -> str:
        """The text of a row that holds nothing else, '' for any other."""
        cells = {
            id(cell): cell for column in range(self.sheet.columns) if (cell := self.owner.get((row, column)))
        }
        texts = [cell.text for cell in cells.values() if cell.text]
        single = len(texts) == 1 and all(cell.down == 1 for cell in cells.values())
        return texts[0] if single and self.sheet.columns > 1 else ""

    def table(self, caption: Inline | None, tell: object) -> Table:
        assert callable(tell)
        first, last = 0, self.sheet.rows
        unit: Inline | None = None
        while first < last - 1 and (text := self.alone(first)):
            if found := _UNIT.fullmatch(text):
                unit = self.inline(found[1])
            elif caption is None:
                caption = self.inline(text)
            elif normalise(text) not in caption.text:
                tell("R150", Severity.WARNING, text=text[:20])
            first += 1
        notes: list[str] = []
        while last > first + 1 and _NOTE.match(text := self.alone(last - 1)):
            notes.insert(0, text)
            last -= 1
        head = self._head(first, last)
        rows = [self._row(row, first, last, in_head=row < head) for row in range(first, last)]
        self._doubts(first, last, tell)
        return Table(
            self.sheet.columns,
            tuple(rows[: head - first]),
            tuple(rows[head - first :]),
            caption,
            unit,
            self.inline("\n".join(notes)) if notes else None,
            self.offset,
            widths=self.sheet.widths,
        )

    def _head(self, first: int, last: int) -> int:
        """The first row behind the head: as far as the first row's cells reach, and rows in bold below it."""
        head = first + 1
        while head < last:
            reach = max(
                (cell.row + cell.down for (row, _), cell in self.owner.items() if first <= row < head),
                default=head,
            )
            if reach > head:
                head = min(reach, last)
                continue
            cells = [cell for (row, _), cell in self.owner.items() if row == head and cell.text]
            if not cells or not all(cell.bold for cell in cells):
                break
            head += 1
        return head if head < last else first + 1

    def _row(self, row: int, first: int, last: int, *, in_head: bool) -> tuple[Cell, ...]:
        made: list[Cell] = []
        for column in range(self.sheet.columns):
            cell = self.owner.get((row, column))
            if cell is None:
                made.append(Cell(Inline(())))
            elif (max(cell.row, first), cell.column) == (row, column):
                down = min(cell.row + cell.down, last) - row
                inline = self.inline(cell.text, bold=cell.bold and not in_head)
                made.append(Cell(inline, cell.across, down, cell.align))
        return tuple(made)

    def _doubts(self, first: int, last: int, tell: object) -> None:
        """What cannot be shown as Excel shows it: a finding a cause, at the first cell."""
        assert callable(tell)
        cells = [cell for cell in self.sheet.cells if first <= cell.row < last]
        odd = [cell for cell in cells if cell.odd]
        if odd:
            more = phrase("places", count=len(odd)) if odd[1:] else ""
            where, text = self._name(odd[0]), odd[0].text
            tell("R147", Severity.WARNING, cell=where, format=odd[0].odd, text=text, places=more)
        stale = [cell for cell in cells if cell.stale]
        if stale:
            more = phrase("places", count=len(stale)) if stale[1:] else ""
            tell("R148", cell=self._name(stale[0]), places=more)

    def _name(self, cell: SheetCell) -> str:
        names: Sequence[str] = self.sheet.names
        column = names[cell.column] if names else str(cell.column + 1)
        row = self.sheet.numbers[cell.row] if self.sheet.numbers else cell.row + 1
        return f"{column}{row}"
