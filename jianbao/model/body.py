"""Body markup → `Body`: paragraphs, headings, tables and pictures, each knowing where in its text it stands."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from jianbao import bounds


class Span(Struct, frozen=True):
    r"""A stretch of text of one kind; `bold` is a run-in lead. A `"\n"` in `text` is a break the clerk asked for.

    `raised` is 1 for a superscript, −1 for a subscript.

    `link` is a URL, or `#` and the number of a note of the same body.
    """

    text: str
    bold: bool = False
    link: str = ""
    raised: int = 0


class Inline(Struct, frozen=True):
    """Spans in order, and for each character of their joined text its offset in the value it was written in.

    `offsets` counts characters (not bytes) from the start of the body's text; it is empty where the text
    was not read from a file.
    """

    spans: tuple[Span, ...]
    offsets: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The characters of all spans, as they will be set."""
        return "".join(span.text for span in self.spans)


class Paragraph(Struct, frozen=True):
    """A paragraph of running text; `within` is the depth of the list item that it goes on with, None for none."""

    inline: Inline
    within: int | None = None


class Heading(Struct, frozen=True):
    """A level heading: `level` 1 to 4 for 一、（一）1.（1）. The number is part of the text, as the clerk wrote it.

    A numbered lead with text after it in the same paragraph is a `Paragraph`.
    """

    level: int
    inline: Inline


class ListItem(Struct, frozen=True):
    """An item of a list, set as a paragraph; `marker` such as `1.` or `•`; `depth` counts from 0.

    `quoted`: the list stands in a quotation.
    """

    marker: str
    depth: int
    inline: Inline
    quoted: bool = False


class Roll(Struct, frozen=True):
    """A list of names in minutes (GB/T 9704-2012 10.3): its first `label` characters are 出席 and the colon."""

    inline: Inline
    label: int


class Division(Struct, frozen=True):
    """The heading of a part of a regulation: `rank` 1 for 第一编, 2 for 第一章, 3 for 第一节."""

    rank: int
    inline: Inline


class Clause(Struct, frozen=True):
    """A paragraph of a regulation that begins with 第一条, its first `label` characters."""

    inline: Inline
    label: int


class Quote(Struct, frozen=True):
    """A quoted paragraph (引文)."""

    inline: Inline


class Picture(Struct, frozen=True):
    """A picture file with its caption and credit. `path` as written, relative to the issue's folder.

    `width_mm` 0 = as wide as fits; `alt` falls back to the caption. `offset` is where it begins in the body, the others
    are those of the characters of caption and credit.
    """

    path: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    width_mm: float = 0
    offset: int = 0
    caption_offsets: tuple[int, ...] = ()
    credit_offsets: tuple[int, ...] = ()


class Figure(Struct, frozen=True):
    """One picture alone, or two or three side by side."""

    pictures: tuple[Picture, ...]


class Cell(Struct, frozen=True):
    """A cell of a table; spans count the columns and rows it covers; `align` is '', 'left', 'center' or 'right'.

    `indent` is how many characters its text is set in.
    """

    inline: Inline
    column_span: int = 1
    row_span: int = 1
    align: str = ""
    indent: int = 0


class Table(Struct, frozen=True):
    """A table: `head` and `rows` hold only the cells that begin in each row; `columns` is the column count.

    `landscape`: the clerk wants it on a page that lies on its side. `widths`: of its columns against each other, as a
    spreadsheet has them; () where they follow what stands in them.
    """

    columns: int
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inline | None = None
    unit: Inline | None = None
    note: Inline | None = None
    offset: int = 0
    landscape: bool = False
    widths: tuple[float, ...] = ()


class Note(Struct, frozen=True):
    """A numbered note to the text, set at the end of its article; `number` counts from 1."""

    number: int
    inline: Inline


class Separator(Struct, frozen=True):
    """A break between two passages (`---`): one blank row."""


Block = Paragraph | Heading | ListItem | Roll | Division | Clause | Quote | Figure | Table | Note | Separator


class Body(Struct, frozen=True):
    """A text with markup, as written (`source`) and as blocks in reading order."""

    source: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """What it says, without markup: a paragraph a line, the cells of a row parted by tabs, pictures by their captions."""
        return "\n".join(line for block in self.blocks for line in _lines(block) if line)

    @property
    def lead(self) -> str:
        """The run-in title that the text begins with in bold, without its closing mark; '' where it has none."""
        first = self.blocks[0] if self.blocks else None
        span = first.inline.spans[0] if isinstance(first, Paragraph) else None
        return span.text.rstrip("。．.：:；;，,　 ") if span is not None and span.bold else ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "maxLength": bounds.BODY}


def _lines(block: Block) -> Iterator[str]:
    match block:
        case ListItem():
            yield f"{block.marker}{_flat(block.inline)}"
        case Figure():
            yield from (picture.caption or picture.alt for picture in block.pictures)
        case Table():
            yield from (_flat(each) for each in (block.caption, block.unit) if each is not None)
            yield from ("\t".join(_flat(cell.inline) for cell in row) for row in (*block.head, *block.rows))
            yield _flat(block.note) if block.note is not None else ""
        case Separator():
            pass
        case _:
            yield _flat(block.inline)


def _flat(inline: Inline) -> str:
    return inline.text.replace("\n", "")
