"""`Issue` → `Sheet`: the texts of an issue are laid out in reading order, for the rules to look at.

Left out of the texts are blanks between Han and Western characters and the breaks in titles, which are not set, blanks that
part thousands (2 000), so that a figure is one, and the signs of notes, which stand behind a sentence and are none of it;
`offsets` leads every character back to the value it was written in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from jianbao.expressions import compiled
from jianbao.language.han import is_han
from jianbao.language.numerals import SCRIPTS
from jianbao.language.office import OfficeWords
from jianbao.model.body import (
    Body,
    Division,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    Quote,
    Roll,
    Separator,
    Span,
    Table,
)
from jianbao.model.issue import ContentsEntry, Issue
from jianbao.proofread.view import HEADLINES, Grid, PastArticle, Picture, Role, Segment, Sheet

if TYPE_CHECKING:
    from jianbao.model.body import Cell
    from jianbao.proofread.view import Location

_BODIES: Final = ("editor_note", "abstract", "body")
_NAMES: Final = ("organ", "organ_above", "number_form", "addressee", "enclosures", "remark")
# what holds others of these, each with a role of its own
_PARTS: Final = ("masthead", "contents", "articles", "signature", "attachments", "distribution", "print")
# the values of an issue and of its parts that are read, in the order in which the model has them, and as what
_READ: Final = {
    **dict.fromkeys(_BODIES, Role.PARAGRAPH),
    **dict.fromkeys((*_NAMES, *_PARTS), Role.NAME),
    "entries": Role.CONTENTS,
    "column": Role.COLUMN,
    "kicker": Role.KICKER,
    "title": Role.TITLE,
    "subtitle": Role.SUBTITLE,
    "contents_title": Role.CONTENTS,
    "byline": Role.BYLINE,
    "source": Role.BYLINE,
    "label": Role.FIELD,
    "to": Role.RECIPIENTS,
}
# blocks of a body that are no paragraph of running text
_BLOCKS: Final[dict[type, Role]] = {
    Roll: Role.NAME,
    Heading: Role.HEADING,
    Division: Role.HEADING,
    ListItem: Role.ITEM,
    Quote: Role.QUOTE,
    Note: Role.NOTE,
}


def sheet(issue: Issue, office: OfficeWords | None = None, past: tuple[PastArticle, ...] = ()) -> Sheet:
    """The texts of `issue`, in the order in which they are read; `office` are the words of its office.

    `past` are the articles of past issues of its series, the latest first.
    """
    laid = _Laying()
    laid.read(Role.NAME, (), issue)
    pictures = tuple(laid.figures), tuple(laid.tables)
    return Sheet(issue, tuple(laid.segments), *pictures, tuple(laid.grids), office, past)


# GB/T 15835-2011 5.1.2: a blank of half a character for thousands
_THOUSANDS: Final = r"(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)"


def _is_western(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _set_text(
    value: str, offsets: tuple[int, ...] = (), *, title: bool = False
) -> tuple[str, tuple[int, ...]]:
    """`value` without the blanks that are not set, and the offsets of what remains."""
    if " " not in value and not (title and "|" in value):
        return value, offsets
    last = len(value) - 1
    thousands = {at for found in compiled(_THOUSANDS).finditer(value) for at in range(*found.span())}
    kept: list[int] = []
    for index, char in enumerate(value):
        if char == "|" and title:
            continue
        if char == " " and 0 < index < last:
            before, after = value[index - 1], value[index + 1]
            if (
                index in thousands
                or (is_han(before) and _is_western(after))
                or (_is_western(before) and is_han(after))
            ):
                continue
        kept.append(index)
    where = offsets if len(offsets) == len(value) else range(len(value))
    return "".join(value[index] for index in kept), tuple(where[index] for index in kept)


_NOTE_SIGN: Final = "[^"


def _without_note_signs(text: str, offsets: tuple[int, ...], source: str) -> tuple[str, tuple[int, ...]]:
    """`text` without the ① or [21] that stand for `[^1]` in `source`."""
    if len(offsets) != len(text):
        return text, offsets
    kept = [index for index, offset in enumerate(offsets) if not source.startswith(_NOTE_SIGN, offset)]
    return "".join(text[index] for index in kept), tuple(offsets[index] for index in kept)


class _Laying:
    """Collects the segments of one issue."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.figures: list[Picture] = []
        self.tables: list[Picture] = []
        self.grids: list[Grid] = []
        self.bodies = 0
        # whether the body that is laid out just now has notes
        self.noted = False

    def read(self, role: Role, location: Location, value: Any) -> None:
        """A text, a body, a part of the issue, or several of them; None for nothing."""
        match value:
            case None:
                pass
            case str():
                text, offsets = _set_text(value, title=role in HEADLINES)
                self.segments.append(Segment(location, role, text, offsets, source=value))
            case Body():
                self._body(location, value)
            case tuple():
                for index, each in enumerate(value):
                    self.read(role, (*location, index), each)
            case ContentsEntry():
                self.read(role, (*location, "title"), value.title)
            case _:
                for name in type(value).model_fields:
                    if name in _READ:
                        self.read(_READ[name], (*location, name), getattr(value, name))

    def _body(self, location: Location, body: Body) -> None:
        self.noted = _NOTE_SIGN in body.source
        for block in body.blocks:
            match block:
                case Figure():
                    self._figure(location, body, block)
                case Table():
                    self._table(location, body, block)
                case Separator():
                    pass
                case _:
                    role = _BLOCKS.get(type(block), Role.PARAGRAPH)
                    marker = block.marker if isinstance(block, ListItem) else ""
                    self._inline(role, location, body, block.inline, marker)
        self.bodies += 1

    def _inline(
        self, role: Role, location: Location, body: Body, inline: Inline, marker: str = ""
    ) -> Segment:
        raised = "".join(
            span.text.translate(SCRIPTS[span.raised]) if span.raised else span.text for span in inline.spans
        )
        bare = (raised, inline.offsets)
        if self.noted:
            bare = _without_note_signs(*bare, body.source)
        text, offsets = _set_text(*bare)
        segment = Segment(location, role, text, offsets, self.bodies, marker=marker)
        self.segments.append(segment)
        return segment

    def _figure(self, location: Location, body: Body, figure: Figure) -> None:
        for picture in figure.pictures:
            path = _run(picture.offset, len(picture.path))
            place = Segment(location, Role.FIELD, picture.path, path, self.bodies)
            caption = None
            if picture.caption:
                written = Inline((Span(picture.caption),), picture.caption_offsets)
                caption = self._inline(Role.FIGURE_CAPTION, location, body, written)
            self.figures.append(Picture(self.bodies, place, caption))

    def _row(self, row: Iterable[Cell], location: Location, body: Body) -> tuple[Segment | None, ...]:
        return tuple(
            self._inline(Role.CELL, location, body, cell.inline) if cell.inline.text else None for cell in row
        )

    def _table(self, location: Location, body: Body, table: Table) -> None:
        place = Segment(location, Role.FIELD, " ", _run(table.offset, 1), self.bodies)
        caption = None
        if table.caption is not None and table.caption.text:
            caption = self._inline(Role.TABLE_CAPTION, location, body, table.caption)
        head, rows = (
            tuple(self._row(row, location, body) for row in part) for part in (table.head, table.rows)
        )
        if all(len(row) == table.columns for row in (*head, *rows)):
            self.grids.append(Grid(head, rows, table.columns))
        if table.note is not None:
            self._inline(Role.NOTE, location, body, table.note)
        self.tables.append(Picture(self.bodies, place, caption))


def _run(start: int, length: int) -> tuple[int, ...]:
    return tuple(range(start, start + length))
