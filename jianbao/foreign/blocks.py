"""What an article or issue of anybody's making holds, as it stands there: paragraphs, tables, pictures. No judgement."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

BODY, BOX, HEADER, FOOTER = "body", "box", "header", "footer"
CENTER, RIGHT, LEFT = "center", "right", "left"
PICTURE: Final = "\ufffc"
"""Stands in a span's text for the picture that the span names."""


class Span(Struct, frozen=True):
    """Text of one look: size in points (0 = not told), face, colour as RRGGBB.

    `script` is 'super', 'sub' or ''; `note` the key of a note that is marked here; `picture` names one of the
    document's media, `width` its width in millimetres, `alt` what is said of it, `name` what the document calls it.
    """

    text: str
    size: float = 0
    bold: bool = False
    face: str = ""
    colour: str = "000000"
    script: str = ""
    note: str = ""
    link: str = ""
    picture: str = ""
    width: float = 0
    alt: str = ""
    name: str = ""


class Text(Struct, frozen=True, tag=True):
    """A paragraph; `place` counts paragraphs from 1, a cell's have that of their table.

    `label` is what automatic numbering prints before it, `indent` what its first line is set in by, `left` and `right`
    all of it, in characters;
    `style` the name of its style, `outline` its level in the outline or None; `where` BODY, BOX, HEADER or FOOTER;
    `page` says that it begins a page; `marks` are the names of bookmarks in it.
    """

    spans: tuple[Span, ...]
    place: int = 0
    align: str = LEFT
    indent: float = 0
    left: float = 0
    label: str = ""
    style: str = ""
    outline: int | None = None
    where: str = BODY
    page: bool = False
    marks: tuple[str, ...] = ()
    right: float = 0

    @property
    def text(self) -> str:
        """Its characters, with the label that numbering prints."""
        return self.label + "".join(span.text for span in self.spans)


class Cell(Struct, frozen=True):
    """A cell: its paragraphs, and how many columns and rows it covers."""

    texts: tuple[Text, ...]
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        """Its characters, a line for each paragraph."""
        return "\n".join(text.text for text in self.texts)


class Grid(Struct, frozen=True, tag=True):
    """A table: rows of the cells that begin in each.

    `columns` counts its columns, `ruled` says that it has rules, `head` how many rows are repeated on each page.
    """

    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    place: int = 0
    ruled: bool = True
    head: int = 0

    @property
    def texts(self) -> tuple[Text, ...]:
        """The paragraphs of all cells, by row."""
        return tuple(text for row in self.rows for cell in row for text in cell.texts)


class Unsure(Struct, frozen=True):
    """A line of a scan that its reader is not sure of: its paragraph and page, what was read, and read once more.

    `again` is '' where figures were read alike; `low` are the characters that may be others; `cut` shows the line, as PNG.
    """

    place: int
    page: int
    text: str
    again: str
    low: str = ""
    cut: bytes = b""


class Content(Struct, frozen=True):
    """A whole file: `blocks` in reading order, headers and footers apart, notes by their key, pictures by name.

    `properties` are those of the file (title, subject, keywords …). `left` counts what was left out or taken as
    accepted: 'inserted', 'deleted', 'hidden', 'equation', 'linked', 'object'; 'clock' counts dates
    that are those of the day; 'stamp' and 'faint' what a scan shows that is no print. `unsure` are lines of a scan;
    `more` the files whose pages follow those of the one that was read; `pages` counts pages, 0 = not known.
    """

    kind: str
    blocks: tuple[Text | Grid, ...]
    furniture: tuple[Text, ...] = ()
    notes: dict[str, tuple[Text, ...]] = field(default_factory=dict[str, tuple[Text, ...]])
    media: dict[str, bytes] = field(default_factory=dict[str, bytes])
    properties: dict[str, str] = field(default_factory=dict[str, str])
    left: dict[str, int] = field(default_factory=dict[str, int])
    unsure: tuple[Unsure, ...] = ()
    more: tuple[str, ...] = ()
    pages: int = 0
