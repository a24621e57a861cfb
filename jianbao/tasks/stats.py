"""The articles of one register or several → how many came from each unit, stood in each column, month, series or kind."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from jianbao import files
from jianbao.errors import FileError, UsageError
from jianbao.language.bylines import Units
from jianbao.language.office import OfficeWords
from jianbao.ledger import ATTACHMENT, Ledger
from jianbao.ledger.texts import Head

BY: Final = {
    "供稿单位": "unit", "栏目": "column", "月份": "month", "刊名": "series", "种类": "kind",
}  # fmt: skip


class Count(Struct, frozen=True):
    """How many `articles` in how many `issues` have this `name`; '' is the name of those that have none."""

    name: str
    articles: int
    issues: int


class Counts(Struct, frozen=True):
    """What was counted by `by`, the most first (months in their order); an article of two units counts for each.

    `articles` and `issues` are of all; of so many more issues (`lacking`) the register holds no texts.
    """

    by: str
    counts: tuple[Count, ...]
    articles: int
    issues: int
    lacking: int


def stats(
    ledgers: Sequence[Ledger],
    by: str = "供稿单位",
    *,
    series: str = "",
    kind: str = "",
    year: int | None = None,
    words: OfficeWords | None = None,
) -> Counts:
    """Count the articles of issues that stand, by one of `BY`. What is attached is no article. Raises FileError."""
    units = Units(words)
    names: dict[str, Callable[[Head], Iterable[str]]] = {
        "供稿单位": lambda head: units.of(head.byline) or ("",),
        "栏目": lambda head: (head.section,),
        "月份": lambda head: (head.date[:7],),
        "刊名": lambda head: (head.series,),
        "种类": lambda head: (head.kind,),
    }
    name_of = names[by]
    articles: dict[str, int] = {}
    issues: dict[str, set[tuple[int, int]]] = {}
    every: set[tuple[int, int]] = set()
    size = lacking = 0
    asked: dict[str, Any] = {"series": series, "kind": kind, "year": year}
    for place, ledger in enumerate(ledgers):
        lacking += len(ledger.lacking(**asked))
        for head in ledger.heads(**asked):
            every.add((place, head.issue))
            if head.section == ATTACHMENT:
                continue
            size += 1
            for name in name_of(head):
                articles[name] = articles.get(name, 0) + 1
                issues.setdefault(name, set()).add((place, head.issue))
    counts = [Count(name, count, len(issues[name])) for name, count in articles.items()]
    counts.sort(key=lambda each: each.name if by == "月份" else (not each.name, -each.articles, each.name))
    return Counts(by, tuple(counts), size, len(every), lacking)


def rows_of(counts: Counts, unnamed: str) -> list[tuple[str, int, int, str]]:
    """Name, articles, issues and share of all articles, a row each; `unnamed` stands for what has no name."""
    return [
        (each.name or unnamed, each.articles, each.issues, f"{each.articles / counts.articles:.1%}")
        for each in counts.counts
    ]


def as_csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as a spreadsheet takes them: UTF-8 by its first character, no cell a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [plain_cell(str(cell)) for cell in row] for row in (head, *rows)
    )
    return "\ufeff" + text.getvalue()


def plain_cell(cell: str) -> str:
    """A cell's text, so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def write_xlsx(path: Path, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows as a new workbook. Raises UsageError (L097) without openpyxl, FileError (L098) for a file that is there."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Font
    except ImportError as error:
        raise UsageError.of("L097") from error
    book = Workbook()
    book.properties.creator = "jianbao"
    sheet = book.active
    sheet.title = head[0]
    for row in (head, *rows):
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            # whatever it begins with
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = 4 + max(
            sum(2 if ord(char) > 0x2E7F else 1 for char in str(cell.value)) for cell in column
        )
    sheet.freeze_panes = "A2"
    data = io.BytesIO()
    book.save(data)
    try:
        files.write_new(path, _timeless(data.getvalue()))
    except FileExistsError as error:
        raise FileError.of("L098", path=path) from error
    except OSError as error:
        raise FileError.of("L012", path=path, detail=error.strerror or str(error)) from error


def _timeless(book: bytes) -> bytes:
    """A workbook without the time at which it was made: the same counts give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
