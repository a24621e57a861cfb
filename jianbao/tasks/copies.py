"""An issue and the numbers of its copies (份号, GB/T 9704-2012 7.2.1) → a PDF for each, and the list that they are given out by.

The issue is set once; of one copy and the next only the number differs.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from jianbao.bounds import COPIES
from jianbao.errors import UsageError
from jianbao.ledger import Terms, open_ledger
from jianbao.numbering import file_stem
from jianbao.pages import Line, Pages, Paragraph
from jianbao.provenance import TRAVELS, made_by, source_of
from jianbao.steps import Built, BuiltFile, faces_for, lay_out_issue, located, publish_unrecorded, read_source
from jianbao.writers import WRITERS

if TYPE_CHECKING:
    from jianbao.fonts.faces import FaceSet
    from jianbao.model.issue import Issue
    from jianbao.provenance import Fonts
    from jianbao.reading import Reading

_STYLE: Final = "copy_number"
_FOLDER: Final = "（各份）"
_REGISTER: Final = "（分发登记表）.csv"
_COLUMNS: Final = ("份号", "分发单位", "签收人", "签收日期", "清退日期", "备注")
_BLANKS: Final = [""] * (len(_COLUMNS) - 1)
_NUMBER: Final = re.compile(r"（([^（）]*[0-9]{6})）$")
_RANGE: Final = re.compile(r"([0-9]{1,6})(?:\s*[-–—~～至]\s*([0-9]{1,6}))?")


def numbers_of(text: str) -> tuple[int, ...]:
    """`1-35` or `1,3,7-9` → the numbers, in order. Raises UsageError (C014)."""
    found: dict[int, None] = {}
    for part in re.split("[,，、]", text):
        match = _RANGE.fullmatch(part.strip())
        first = int(match[1]) if match else 0
        last = int(match[2]) if match and match[2] else first
        if not 0 < first <= last or last - first >= COPIES or len(found) > COPIES:
            raise UsageError.of("C014", value=text, limit=COPIES)
        found |= dict.fromkeys(range(first, last + 1))
    return tuple(sorted(found))


def number_in(path: str) -> str:
    """The copy number that a file's name ends with, where it stands in a folder of copies; else ''."""
    pure = PurePath(path)
    found = _NUMBER.search(pure.stem)
    return found[1] if found and pure.parent.name.endswith(_FOLDER) else ""


def pages_of(
    reading: Reading, issue: Issue, faces: FaceSet, numbers: Sequence[str], *, travels: bool = False
) -> Iterator[tuple[str, Pages]]:
    """Each number and the pages that bear it; `issue` has its numbers. Raises InputError."""
    if not numbers:
        return
    masthead = issue.masthead.model_copy(update={"copy_number": numbers[0]})
    first = lay_out_issue(reading, issue.model_copy(update={"masthead": masthead}), faces, travels=travels)
    for number in numbers:
        yield number, _renumbered(first, number)


def _renumbered(pages: Pages, number: str) -> Pages:
    """The same pages with another number in the corner; its figures are as wide as any."""
    old = next(
        block.lines[0] for block in pages.blocks if isinstance(block, Paragraph) and block.style == _STYLE
    )
    shown, *rest = old.runs
    new = replace(old, runs=(replace(shown, text=number), *rest))

    def paragraph(block: Any) -> Any:
        if isinstance(block, Paragraph) and block.lines and block.lines[0] is old:
            return replace(block, lines=(new, *block.lines[1:]))
        return block

    sheet = pages.pages[0]
    items = tuple(new if isinstance(item, Line) and item is old else item for item in sheet.items)
    return replace(
        pages,
        pages=(replace(sheet, items=items), *pages.pages[1:]),
        blocks=tuple(map(paragraph, pages.blocks)),
    )


def make(
    source: str | Path | Mapping[str, Any],
    built: Built,
    numbers: Sequence[int],
    *,
    out: str | Path | None,
    formats: Sequence[str],
    ledger: str | Path | None,
    fonts: Fonts,
    terms: Terms | None,
) -> Built:
    """`built` and the PDF of each copy, in a folder of their own, recorded as files of the issue.

    A list to give them out by is put beside them, unless one is there. Raises InputError, FileError, FellShort.
    """
    reading = read_source(source)
    faces = faces_for(reading.issue.layout, fonts)
    home = Path(out) if out is not None else reading.folder
    terms = terms or Terms()
    with (
        located(reading),
        open_ledger(ledger, beside=reading.series_folder) as register,
        register.issuing(reading.issue, source=source_of(reading, formats, fonts), terms=terms) as entry,
    ):
        issue, stem = entry.issue, file_stem(entry.issue)
        folder = home / f"{stem}{_FOLDER}"
        travels = fonts.endswith(TRAVELS)
        pages = lay_out_issue(reading, issue, faces, travels=travels)
        made = made_by(reading, issue, pages, fonts, write_back=False)
        written = {
            f"{stem}（{number}）.pdf": WRITERS["pdf"](copy)
            for number, copy in pages_of(reading, issue, faces, _written(issue, numbers), travels=travels)
        }
        if entry.released:
            entry.hold(written, folder, made)
        else:
            entry.publish(written, folder, pages=len(pages.pages), made=made)
    copies = tuple(BuiltFile.of(folder / name, content) for name, content in written.items())
    _list(folder / f"{stem}{_REGISTER}", _written(issue, numbers))
    findings = tuple(finding for finding in built.findings if finding.code != "P344")
    return replace(built, copies=copies, findings=findings)


def _written(issue: Issue, numbers: Sequence[int]) -> list[str]:
    """The numbers as they are printed: six figures, behind the letters that the issue's own number has."""
    before = re.sub(r"[0-9]+$", "", issue.masthead.copy_number or "")
    return [f"{before}{number:06}" for number in numbers]


def _list(path: Path, numbers: Sequence[str]) -> None:
    """分发登记表: a row for each copy, for the clerk to fill in; one that is there is left alone."""
    if path.exists():
        return
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    # a spreadsheet takes no cell for a figure that loses its zeros
    rows.writerows([f"№{number}" if number.isdigit() else number, *_BLANKS] for number in numbers)
    publish_unrecorded({path.name: text.getvalue().encode("utf-8-sig")}, path.parent)
