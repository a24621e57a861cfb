"""What an issue holds → drafts: paragraphs, tables and figures with their lines cut but no page or place yet.

A draft knows its own height and its wishes (blank space before it, stay with the next, begin a page); `paginate.py`
gives it a place and turns it into the frozen objects of `pages.py`.
"""

from __future__ import annotations

from msgspec import Struct, field

from jianbao.errors import InputError, Origin
from jianbao.layout.lines import MUCH_WORSE, Fit, cut_into
from jianbao.layout.locks import Cut
from jianbao.layout.shape import Shaped
from jianbao.layout.widths import Measure
from jianbao.pages import Role, RunKind, Tab
from jianbao.pictures import Image
from jianbao.typography import RED_RULE_PAIR_GAP, Align, Style


class Tail(Struct):
    """Text set at the tab stop of a paragraph's last line: a page number behind dots, a date at the right edge.

    `at` is where it ends, in twips from the column's left edge; `kind` TEXT or PAGE_REF (then `link` is the anchor).
    """

    shaped: Shaped
    at: int
    leader: str = ""
    kind: RunKind = RunKind.TEXT
    link: str = ""


class ParagraphDraft(Struct):
    """A paragraph with its lines cut. Lengths in twips; `before` is dropped at the top of a page.

    `keep` ties it to the next draft: that must begin on the same page, with two lines. `border_below`/`border_above`
    are the widths of rules drawn there (0 = none), each `border_gap` clear of the text's slot; `border_under` is that of a
    second one below, `beside` that of one which the text stands in the middle of. `measure` is what its lines were cut
    in, where they may be cut again.
    """

    role: Role
    style: Style
    shaped: Shaped
    cuts: tuple[Cut, ...]
    column: int
    align: Align
    left: int = 0
    right: int = 0
    first: int = 0
    size: int = 0
    pitch: int = 0
    before: int = 0
    level: int = 0
    anchor: str = ""
    outline: str = ""
    quoted: bool = False
    keep: bool = False
    new_page: bool = False
    landscape: bool = False
    whole: bool = False
    tail: Tail | None = None
    tabs: tuple[Tab, ...] = ()
    border_above: int = 0
    border_below: int = 0
    border_gap: int = 0
    border_under: int = 0
    beside: int = 0
    border_colour: str = "000000"
    measure: Measure | None = None

    def in_lines(self, count: int, worse: float = MUCH_WORSE) -> Fit | None:
        """Its best lines when there must be `count` of them, and what they cost beside the best; None: they are `worse`.

        Worked out anew at each call, in the time of a few layouts of the paragraph: ask only where a page needs it.
        """
        return cut_into(self.shaped, self.measure, count, self.cuts, worse) if self.measure else None

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.cuts)

    @property
    def splits(self) -> bool:
        """Running text: it may be parted between pages. What is kept with its end takes only lines along."""
        return self.role in (Role.PARAGRAPH, Role.LIST_ITEM, Role.LIST_PART, Role.QUOTE, Role.NOTE)

    @property
    def extra_above(self) -> int:
        """What a rule above takes, with its gap."""
        return self.border_above + self.border_gap if self.border_above else 0

    @property
    def extra_below(self) -> int:
        """What a rule below takes, with its gap."""
        under = RED_RULE_PAIR_GAP + self.border_under if self.border_under else 0
        return self.border_below + self.border_gap + under if self.border_below else 0

    @property
    def height(self) -> int:
        """Without `before`."""
        return self.extra_above + self.lines * self.pitch + self.extra_below


class CellDraft(Struct):
    """A cell with its paragraphs set in its width."""

    column: int
    column_span: int
    row_span: int
    paragraphs: list[ParagraphDraft]
    header: bool = False

    @property
    def height(self) -> int:
        """Its paragraphs' heights."""
        return sum(paragraph.before + paragraph.height for paragraph in self.paragraphs)


class RowDraft(Struct):
    """A row at its exact height; `held` rows are tied to the next: by a cell that spans both, or so as not to be alone."""

    cells: list[CellDraft]
    height: int
    head: bool = False
    held: bool = False


class TableDraft(Struct):
    """A table; rows are whole, head rows repeat on each page, below `continued` (续表) if there is one."""

    x: int
    widths: tuple[int, ...]
    rows: list[RowDraft]
    rule_width: int
    padding: int
    before: int = 0
    new_page: bool = False
    landscape: bool = False
    keep: bool = False
    continued: ParagraphDraft | None = None

    @property
    def splits(self) -> bool:
        """No running text."""
        return False

    @property
    def repeated(self) -> int:
        """Height of what stands on each further page above its rows."""
        above = self.continued.height if self.continued else 0
        return above + sum(row.height for row in self.rows if row.head)


class PictureDraft(Struct):
    """A picture at its drawn size with its caption, in a column `width` wide `x` from the type area's left edge.

    `origin` is where the issue asks for it.
    """

    image: Image
    alt: str
    name: str
    x: int
    width: int
    picture_width: int
    picture_height: int
    caption: ParagraphDraft | None
    origin: Origin | None = None


class FigureDraft(Struct):
    """Pictures side by side; the text that follows may go before them when they do not fit.

    `shrinks` is how many rows of the grid the pictures may be lower than they are.
    """

    items: list[PictureDraft]
    height: int
    caption_height: int
    before: int = 0
    new_page: bool = False
    keep: bool = False
    landscape: bool = False
    shrinks: int = 0

    @property
    def splits(self) -> bool:
        """No running text."""
        return False


Draft = ParagraphDraft | TableDraft | FigureDraft


def too_high(draft: Draft) -> InputError:
    """What to raise for a draft that no page holds: T012 for the masthead, T005, with its first words and their place."""
    origin = None
    match draft:
        case ParagraphDraft():
            texts = [draft]
        case TableDraft():
            texts = [text for row in draft.rows for cell in row.cells for text in cell.paragraphs]
        case FigureDraft():
            texts = [item.caption for item in draft.items if item.caption]
            origin = draft.items[0].origin
    words = ((found, text.shaped.origin(0)) for text in texts if (found := text.shaped.text.strip()[:20]))
    text, origin = next(words, ("", origin))
    masthead = isinstance(draft, ParagraphDraft) and draft.role is Role.MASTHEAD
    return InputError.of("T012" if masthead else "T005", origin=origin, text=text)


class ColophonDraft(Struct):
    """版记: its paragraphs, and `height` from its first rule to the last line (or rule) at the type area's foot."""

    paragraphs: list[ParagraphDraft] = field(default_factory=list[ParagraphDraft])

    @property
    def height(self) -> int:
        """The whole block, rules included."""
        return sum(paragraph.before + paragraph.height for paragraph in self.paragraphs)
