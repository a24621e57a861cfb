"""An issue file → `Sheets`: its pages as SVG, the faces that draw them, its findings, each line with its place.

A bad save keeps the last good pages: `Sheets.broken` says that what stands in the file now cannot be set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.errors import Finding, JianbaoError, NumberingConflict, Place, Severity
from jianbao.ledger import open_ledger
from jianbao.model.issue import Issue
from jianbao.pages import Line, Page, Pages, Paragraph, Picture, Run
from jianbao.provenance import Fonts, source_of
from jianbao.reading import Reading
from jianbao.steps import OnPage, doubtful, faces_for, lay_out_issue, on_pages, read_source, warnings_of
from jianbao.writers import FORMATS, svg
from jianbao.writers.common import characters
from jianbao.writers.pictures import PlainPicture, largest_places, plain_picture

_GREY: Final = "808080"


class DrawnPage(Struct, frozen=True):
    """A page: `svg`, its SHA-256 (hex, 16 digits), and for each line its place in the files (None: jianbao's own)."""

    svg: str
    digest: str
    places: tuple[Place | None, ...]
    changed: tuple[int, ...] = ()


class Sheets(Struct, frozen=True):
    """What is shown. `faces` and `pictures` are files by the name that the pages call them.

    `name` is the issue's, `supposed` whether its number is only the one that it would be given;
    `fullness` and `surplus` are as `Pages` has them.
    """

    name: str = ""
    pages: tuple[DrawnPage, ...] = ()
    faces: Mapping[str, bytes] = {}
    pictures: Mapping[str, PlainPicture] = {}
    findings: tuple[OnPage, ...] = ()
    broken: bool = False
    supposed: bool = False
    fullness: float = 0.0
    surplus: int = 0
    inputs: frozenset[Path] = frozenset()


class Viewer:
    """Shows one issue file, save after save; what it keeps of earlier ones is bounded."""

    def __init__(self, path: Path, *, fonts: Fonts = "auto", ledger: str | None = None) -> None:
        self.path = path
        self.fonts: Fonts = fonts
        self.ledger = ledger
        self._drawn: dict[str, set[str]] = {}
        self._files: dict[str, tuple[str, bytes]] = {}
        self._texts: frozenset[str] = frozenset()
        self.shown = Sheets(name=path.name)

    def look(self) -> Sheets:
        """What the file gives now. Never raises for what a user can cause."""
        try:
            self.shown = self._look()
        except JianbaoError as error:
            told = tuple(map(OnPage, error.findings))
            self.shown = replace(self.shown, findings=told, broken=True)
        return self.shown

    def _look(self) -> Sheets:
        reading = read_source(self.path)
        found = list(doubtful(reading, hints=True))
        issue, supposed = reading.issue, False
        try:
            issue, supposed = self._numbered(reading)
        except NumberingConflict as conflict:
            found += [replace(each, severity=Severity.ERROR) for each in reading.located(conflict.findings)]
        pages = lay_out_issue(reading, issue, faces_for(issue.layout, self.fonts), draft=True)
        if supposed:
            pages = _greyed(pages)
        found += warnings_of(pages, reading)
        return self._sheets(reading, pages, found, supposed=supposed)

    def _numbered(self, reading: Reading) -> tuple[Issue, bool]:
        """The issue with the number that it would be given now; nothing is reserved or written."""
        issue = reading.issue
        if issue.number is not None or not issue.numbered:
            return issue, False
        with open_ledger(self.ledger, beside=reading.series_folder) as register:
            numbers = register.numbers_for(issue, source=source_of(reading, FORMATS, self.fonts))
        if numbers is None:
            return issue, False
        given = {"number": numbers.number, "total": numbers.total}
        return issue.model_copy(update=given), True

    def _sheets(self, reading: Reading, pages: Pages, found: Sequence[Finding], *, supposed: bool) -> Sheets:
        placed = [item for page in pages.pages for item in page.items if isinstance(item, Picture)]
        places = largest_places(placed)
        pictures = {sha256: plain_picture(*place) for sha256, place in places.items()}
        drawn = svg.write(pages, lambda picture: f"picture/{picture.image.sha256}")
        texts = frozenset(line.text for page in pages.pages for line in svg.lines_of(page))
        before, self._texts = self._texts, texts
        sheets = tuple(
            _sheet(reading, page, drawing, before) for page, drawing in zip(pages.pages, drawn, strict=True)
        )
        return Sheets(
            name=pages.meta.title or self.path.name,
            pages=sheets,
            faces=self._faces(pages),
            pictures=pictures,
            findings=on_pages(sorted(found, key=lambda finding: finding.place), _printed(sheets)),
            supposed=supposed,
            fullness=pages.fullness,
            surplus=pages.surplus,
            inputs=frozenset(path.resolve() for path in reading.inputs),
        )

    def _faces(self, pages: Pages) -> dict[str, bytes]:
        """The faces as files, named by what they hold: made anew only where characters came that they lack.

        Characters that went stay, so that a word typed and taken back makes no new file; who types a book stays bounded
        by the faces themselves.
        """
        made: dict[str, bytes] = {}
        for key, chars in characters(pages).items():
            held = self._drawn.setdefault(key, set())
            if not chars <= held or key not in self._files:
                held |= chars
                data = svg.faces(pages, {key: held})[key]
                self._files[key] = f"{key}-{hashlib.sha256(data).hexdigest()[:16]}.ttf", data
            name, data = self._files[key]
            made[name] = data
        return made


def _sheet(reading: Reading, page: Page, drawing: str, before: frozenset[str]) -> DrawnPage:
    lines = svg.lines_of(page)
    places = tuple(reading.place(*line.origin) if line.origin else None for line in lines)
    changed = [number for number, line in enumerate(lines) if before and line.text not in before]
    digest = hashlib.sha256(drawing.encode()).hexdigest()[:16]
    return DrawnPage(drawing, digest, places, tuple(changed))


def _printed(sheets: Iterable[DrawnPage]) -> Iterator[tuple[Place, int, int]]:
    for number, sheet in enumerate(sheets, 1):
        yield from ((place, number, line) for line, place in enumerate(sheet.places) if place is not None)


def _greyed(pages: Pages) -> Pages:
    """The pages with the number line in grey: it is the number that the issue would be given, not its own."""
    grey = {
        line: replace(line, runs=tuple(map(_grey_run, line.runs)))
        for block in pages.blocks
        if isinstance(block, Paragraph) and block.style == "number"
        for line in block.lines
    }
    sheets = tuple(
        replace(
            page,
            items=tuple(grey.get(item, item) if isinstance(item, Line) else item for item in page.items),
        )
        for page in pages.pages
    )
    return replace(pages, pages=sheets)


def _grey_run(run: Run) -> Run:
    return replace(run, colour=_GREY)
