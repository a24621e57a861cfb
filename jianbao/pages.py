"""A finished layout: every line, rule and picture of an issue at its fixed place, and the text they belong to.

The one hand-over from the layout core to the writers; frozen, no file format in it. It gives two views of the
same objects: `Pages.pages` lists what stands on each sheet, for writers that draw (PDF, OFD, SVG);
`Pages.blocks` lists paragraphs, tables and figures in reading order with their lines, for writers that make live
text (DOCX) or tags (PDF). A `Line` in both views is the same object.

Lengths are integer twips; x counts from the paper's left edge, y and baselines from its top edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from jianbao.errors import Finding, Origin
from jianbao.fonts.faces import Face
from jianbao.pictures import Image
from jianbao.typography import PAPER_HEIGHT, PAPER_WIDTH, Align, FaceRole


class Role(StrEnum):
    """What a block is, for tags and for styles' meaning; furniture is drawn but not read out."""

    MASTHEAD = "masthead"
    CONTENTS_HEADING = "contents heading"
    CONTENTS_ENTRY = "contents entry"
    CONTENTS_COLUMN = "contents column"
    COLUMN = "column"
    TITLE = "title"
    # kicker, subtitle, by-line
    BESIDE_TITLE = "beside title"
    # `Paragraph.level` 1–4
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    # a further paragraph of an item; `Paragraph.level` is the item's depth
    LIST_PART = "list item goes on"
    QUOTE = "quote"
    NOTE = "note"
    CAPTION = "caption"
    TABLE_CELL = "table cell"
    COLOPHON = "colophon"
    # page numbers, repeated table heads, fillers
    FURNITURE = "furniture"


class RunKind(StrEnum):
    """What a run stands for in live text."""

    TEXT = "text"
    # the way to the paragraph's next tab stop; `text` holds the leader's dots as drawn, or ""
    TAB = "tab"
    # `text` is the page number of `link`
    PAGE_REF = "page reference"
    # the number of this page, in the folio
    PAGE_NUMBER = "page number"
    # a break the clerk asked for (| in titles, backslash in the body); text is ""
    BREAK = "break"


class Run(Struct, frozen=True):
    """Characters of one face, size and spacing in one line.

    `x` is the left edge of the first character's advance box. Each character but the last is followed by
    `spacing + stretch` twips: `spacing` (an integer) is what a DOCX states as letter-spacing and locks the line,
    `stretch` is what justification adds. `width` is what the run takes up in all, stretch included.
    `role` names the part the face plays (the DOCX names its face by it), `face` is the key in `Pages.faces`
    of the face that draws it. `bold` Han are drawn by stroking; bold Western text has a face of its own.
    `link` is an anchor within the issue or a URL. `drawn`, where set, is what stands on the page for `text`: a 〓 for
    a character that no face has. `rise` twips above the line's baseline (a superscript), below where negative.
    """

    text: str
    x: int
    width: int
    role: FaceRole
    face: str
    size: int
    spacing: int = 0
    stretch: float = 0.0
    bold: bool = False
    colour: str = "000000"
    kind: RunKind = RunKind.TEXT
    link: str = ""
    drawn: str = ""
    rise: int = 0


class Line(Struct, frozen=True, eq=False):
    """One line of text, as every writer must show it; itself only, though another may look alike.

    `top` and `height` are its slot (exact pitch); `width` what the text takes. `zwsp`: a U+200B must follow the
    last character so that every word processor breaks here. `hard`: the line ends with a break the clerk asked
    for (live text needs a line break there). `last`: the paragraph ends here. `dropped`: blanks that the break
    swallowed; they stay in the paragraph's text. `page_break`: the next line begins a page although it would
    still fit here, so live text needs a page break behind this line. `origin`: where in the issue the first character
    stands (None: the layout's own); writers look past it.
    """

    page: int
    x: int
    baseline: int
    top: int
    height: int
    width: int
    runs: tuple[Run, ...]
    zwsp: bool = False
    hard: bool = False
    last: bool = False
    dropped: str = ""
    page_break: bool = False
    origin: Origin | None = None

    @property
    def text(self) -> str:
        """The characters drawn, tabs and leaders left out."""
        return "".join(run.text for run in self.runs if run.kind is not RunKind.TAB)


class Tab(Struct, frozen=True):
    """A tab stop, measured from the left edge of the paragraph's column; `leader` is '.' (dots) or ''."""

    at: int
    align: Align = Align.RIGHT
    leader: str = ""


class Paragraph(Struct, frozen=True):
    """A live paragraph: its named style (key of `typography.STYLES`), resolved indents and its lines.

    `first` is the first line's indent against `left` (negative = hanging); `before` and `after` are blank
    space in twips as laid out here (0 at the top of a page). `size` is the style's size unless the layout chose
    another (the masthead's name). `rule_above`/`rule_below` are drawn as the paragraph's borders, `rule_gap` twips
    clear of its slots; rule and gap add to the paragraph's height, and the next paragraph's `before` counts from there.
    `rule_under` is a second one close under `rule_below`; `rules_beside` go from the column's edges to the text.
    `anchor` is the bookmark that the contents point to. `column` the width it was set in. `quoted`: a list's item that
    stands in a quotation.
    """

    role: Role
    style: str
    lines: tuple[Line, ...]
    column: int
    align: Align
    left: int = 0
    right: int = 0
    first: int = 0
    before: int = 0
    after: int = 0
    size: int = 0
    pitch: int = 0
    level: int = 0
    quoted: bool = False
    anchor: str = ""
    page_break_before: bool = False
    keep_next: bool = False
    tabs: tuple[Tab, ...] = ()
    rule_below: Rule | None = None
    rule_above: Rule | None = None
    rule_under: Rule | None = None
    rules_beside: tuple[Rule, ...] = ()
    rule_gap: int = 0

    @property
    def text(self) -> str:
        """The paragraph's characters in reading order, with what breaks dropped."""
        return "".join(line.text + line.dropped for line in self.lines)


class Rule(Struct, frozen=True):
    """A straight rule from (x, y) on its centre line, `length` twips to the right (or down), `width` thick."""

    page: int
    x: int
    y: int
    length: int
    width: int
    colour: str = "000000"
    vertical: bool = False


class Picture(Struct, frozen=True, eq=False):
    """A picture drawn into a box, itself only; `name` is unique in the issue, `alt` never empty."""

    page: int
    x: int
    y: int
    width: int
    height: int
    image: Image
    alt: str
    name: str


class FigureItem(Struct, frozen=True):
    """One picture of a figure with its caption (0 or 1 paragraph) in a column `width` wide from `x`."""

    picture: Picture
    caption: Paragraph | None
    x: int
    width: int


class Figure(Struct, frozen=True):
    """Pictures side by side, each over its caption; `height` is the pictures' row, `caption_height` the captions'."""

    items: tuple[FigureItem, ...]
    height: int
    caption_height: int
    before: int = 0
    after: int = 0
    page_break_before: bool = False


class Cell(Struct, frozen=True):
    """A table cell at grid column `column`; its paragraphs; `header` cells head a column (or a row)."""

    column: int
    column_span: int
    row_span: int
    paragraphs: tuple[Paragraph, ...]
    header: bool = False


class Row(Struct, frozen=True):
    """A table row: exact `height`, the page it stands on and its `top` there; `head` rows repeat on each page.

    `keep_next`: the next row must stand on the same page. `page_break`: the row begins a page although it might still
    stand on the one before, so live text needs a page break before it; `continued` then is what stands above the
    repeated head (续表), if anything, which is furniture.
    """

    cells: tuple[Cell, ...]
    height: int
    page: int
    top: int
    head: bool = False
    keep_next: bool = False
    page_break: bool = False
    continued: Paragraph | None = None


class Table(Struct, frozen=True):
    """A table of `widths` from `x`. `before` is blank space as laid out. `padding` is a cell's inner left/right margin.

    Repeated heads on later pages are furniture: they stand in `Page.items` only. `rules` are drawn from
    `Page.items`; every cell has a border of `rule_width` on each side.
    """

    x: int
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    rule_width: int
    padding: int
    before: int = 0
    after: int = 0
    page_break_before: bool = False


class Colophon(Struct, frozen=True):
    """版记: at the foot of the last page, from `top`, `height` tall (its last rule on the type area's bottom edge).

    Each paragraph's `rule_above`/`rule_below` says where the rules stand.
    """

    paragraphs: tuple[Paragraph, ...]
    page: int
    top: int
    height: int


Block = Paragraph | Table | Figure | Colophon
Item = Line | Rule | Picture


class Page(Struct, frozen=True):
    """One sheet's side: `number` from 1, what stands on it in reading order, and the page number's line (None on a blank filler).

    A `landscape` page lies on its side, turned to the right against the upright paper: its places count from its own
    left and top edge, but those of the folio from the upright paper's, on which it stands where it stands on all pages
    (GB/T 9704-2012 clause 8).
    """

    number: int
    items: tuple[Item, ...]
    furniture: tuple[Item, ...]
    folio: Line | None
    landscape: bool = False

    @property
    def width(self) -> int:
        """Of the paper as it is looked at."""
        return PAPER_HEIGHT if self.landscape else PAPER_WIDTH

    @property
    def height(self) -> int:
        """Of the paper as it is looked at."""
        return PAPER_WIDTH if self.landscape else PAPER_HEIGHT


class Meta(Struct, frozen=True):
    """What the files say of themselves; `date` also dates the files, so that they come out the same each time.

    `choices` are what the clerk chose and no page shows for sure, by the key in the issue file (`articles.1.new_page`):
    for who reads the DOCX back.
    """

    title: str
    series: str
    organ: str
    date: Date
    kind: str
    year: int
    number: int | None
    total: int | None
    subject: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "zh-CN"
    identifier: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class OutlineEntry(Struct, frozen=True):
    """An entry of the outline: `level` 0 for titles, 1–4 for headings; where it points."""

    level: int
    title: str
    page: int
    top: int
    anchor: str


class Pages(Struct, frozen=True):
    """A finished layout; see the module. `docx_faces` names the face a DOCX states for each role.

    `fullness` is how much of the last page is taken, 0 to 1; with `surplus` lines less there would be a page less (0: no
    number of lines would do). `travels`: the face of masthead and titles is put into the DOCX.
    """

    meta: Meta
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    outline: tuple[OutlineEntry, ...]
    faces: Mapping[str, Face]
    docx_faces: Mapping[FaceRole, str]
    findings: tuple[Finding, ...] = ()
    fullness: float = 0.0
    surplus: int = 0
    travels: bool = False


FEW_LINES: Final = 5
"""So many lines a clerk can cut to save a page (`Pages.surplus`)."""

BLANK_PAGE: Final = Page(0, (), (), None)
