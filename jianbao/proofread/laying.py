"""`Issue` → `Sheet`: the texts of an issue are laid out in reading order, for the rules to look at.

Blanks between Han and Western characters and the breaks in titles are left out of the texts, as they are not set, and the
signs of notes, which stand behind a sentence and are none of it; `offsets` leads every character back to the value it was
written in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from jianbao.language.han import is_han
from jianbao.language.numerals import SCRIPTS
from jianbao.language.office import OfficeWords
from jianbao.model.body import (
    Clause,
    Division,
    Figure,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Roll,
    Table,
)
from jianbao.proofread.view import HEADLINES, Grid, PastArticle, Picture, Role, Segment, Sheet

if TYPE_CHECKING:
    from jianbao.model.body import Body, Cell, Inline
    from jianbao.model.issue import Issue
    from jianbao.proofread.view import Location


def sheet(issue: Issue, office: OfficeWords | None = None, past: tuple[PastArticle, ...] = ()) -> Sheet:
    """The texts of `issue`, in the order in which they are read; `office` are the words of its office.

    `past` are the articles of past issues of its series, the latest first.
    """
    return _Laying().lay(issue, office, past)


def _is_western(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _set_text(
    value: str, offsets: tuple[int, ...] = (), *, title: bool = False
) -> tuple[str, tuple[int, ...]]:
    """`value` without the blanks that are not set, and the offsets of what remains."""
    if " " not in value and not (title and "|" in value):
        return value, offsets
    last = len(value) - 1
    kept: list[int] = []
    for index, char in enumerate(value):
        if char == "|" and title:
            continue
        if char == " " and 0 < index < last:
            before, after = value[index - 1], value[index + 1]
            if (is_han(before) and _is_western(after)) or (_is_western(before) and is_han(after)):
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

    def lay(self, issue: Issue, office: OfficeWords | None, past: tuple[PastArticle, ...]) -> Sheet:
        self._lines(Role.NAME, ("organ",), issue.organ)
        self._lines(Role.NAME, ("masthead", "organ_above"), issue.masthead.organ_above)
        self._lines(Role.NAME, ("masthead", "number_form"), issue.masthead.number_form)
        if issue.contents is not None:
            for index, entry in enumerate(issue.contents.entries):
                self._line(Role.CONTENTS, ("contents", "entries", index, "title"), entry.title)
        self._body(("editor_note",), issue.editor_note)
        self._body(("abstract",), issue.abstract)
        for index, article in enumerate(issue.articles):
            at: Location = ("articles", index)
            self._line(Role.COLUMN, (*at, "column"), article.column)
            self._line(Role.KICKER, (*at, "kicker"), article.kicker)
            self._line(Role.TITLE, (*at, "title"), article.title)
            self._line(Role.SUBTITLE, (*at, "subtitle"), article.subtitle)
            self._line(Role.CONTENTS, (*at, "contents_title"), article.contents_title)
            self._lines(Role.BYLINE, (*at, "byline"), article.byline)
            self._lines(Role.NAME, (*at, "addressee"), article.addressee)
            self._line(Role.BYLINE, (*at, "source"), article.source)
            self._body((*at, "editor_note"), article.editor_note)
            self._body((*at, "abstract"), article.abstract)
            self._body((*at, "body"), article.body)
            self._lines(Role.NAME, (*at, "enclosures"), article.enclosures)
            if article.signature is not None:
                self._lines(Role.NAME, (*at, "signature", "organ"), article.signature.organ)
            self._line(Role.NAME, (*at, "remark"), article.remark)
        for index, attachment in enumerate(issue.attachments):
            self._line(Role.TITLE, ("attachments", index, "title"), attachment.title)
            self._body(("attachments", index, "body"), attachment.body)
        self._distribution(issue)
        if issue.print is not None:
            self._line(Role.NAME, ("print", "organ"), issue.print.organ)
        return Sheet(
            issue,
            tuple(self.segments),
            tuple(self.figures),
            tuple(self.tables),
            tuple(self.grids),
            office,
            past,
        )

    def _distribution(self, issue: Issue) -> None:
        for index, recipients in enumerate(issue.distribution):
            at: Location = ("distribution", index)
            self._line(Role.FIELD, (*at, "label"), recipients.label)
            for number, group in enumerate(recipients.to):
                if isinstance(group, str):
                    self._line(Role.RECIPIENTS, (*at, "to", number), group)
                else:
                    self._lines(Role.RECIPIENTS, (*at, "to", number), group)

    def _lines(self, role: Role, location: Location, values: Iterable[str]) -> None:
        for index, value in enumerate(values):
            self._line(role, (*location, index), value)

    def _line(self, role: Role, location: Location, value: str | None) -> None:
        if value is not None:
            text, offsets = _set_text(value, title=role in HEADLINES)
            self.segments.append(Segment(location, role, text, offsets, source=value))

    def _body(self, location: Location, body: Body | None) -> None:
        if body is None:
            return
        self.noted = _NOTE_SIGN in body.source
        for block in body.blocks:
            match block:
                case Roll(inline):
                    self._inline(Role.NAME, location, body, inline)
                case Paragraph(inline) | Clause(inline):
                    self._inline(Role.PARAGRAPH, location, body, inline)
                case Heading(_, inline) | Division(_, inline):
                    self._inline(Role.HEADING, location, body, inline)
                case ListItem(marker, _, inline):
                    self._inline(Role.ITEM, location, body, inline, marker)
                case Quote(inline):
                    self._inline(Role.QUOTE, location, body, inline)
                case Note(_, inline):
                    self._inline(Role.NOTE, location, body, inline)
                case Figure():
                    self._figure(location, body, block)
                case Table():
                    self._table(location, body, block)
                case _:
                    pass
        self.bodies += 1

    def _inline(self, role: Role, location: Location, body: Body, inline: Inline, marker: str = "") -> None:
        raised = "".join(
            span.text.translate(SCRIPTS[span.raised]) if span.raised else span.text for span in inline.spans
        )
        bare = (raised, inline.offsets)
        if self.noted:
            bare = _without_note_signs(*bare, body.source)
        text, offsets = _set_text(*bare)
        self.segments.append(Segment(location, role, text, offsets, self.bodies, marker=marker))

    def _figure(self, location: Location, body: Body, figure: Figure) -> None:
        for picture in figure.pictures:
            place = Segment(
                location, Role.FIELD, picture.path, _run(picture.offset, len(picture.path)), self.bodies
            )
            caption = None
            if picture.caption:
                start = max(body.source.find(picture.caption, picture.offset), picture.offset)
                text, offsets = _set_text(picture.caption, _run(start, len(picture.caption)))
                caption = Segment(location, Role.FIGURE_CAPTION, text, offsets, self.bodies)
                self.segments.append(caption)
            self.figures.append(Picture(self.bodies, place, caption))

    def _row(self, row: Iterable[Cell], location: Location, body: Body) -> tuple[Segment | None, ...]:
        cells: list[Segment | None] = []
        for cell in row:
            if cell.inline.text:
                self._inline(Role.CELL, location, body, cell.inline)
            cells.append(self.segments[-1] if cell.inline.text else None)
        return tuple(cells)

    def _table(self, location: Location, body: Body, table: Table) -> None:
        place = Segment(location, Role.FIELD, " ", _run(table.offset, 1), self.bodies)
        caption = None
        if table.caption is not None and table.caption.text:
            text, offsets = _set_text(table.caption.text, table.caption.offsets)
            caption = Segment(location, Role.TABLE_CAPTION, text, offsets, self.bodies)
            self.segments.append(caption)
        head = [self._row(row, location, body) for row in table.head]
        rows = [self._row(row, location, body) for row in table.rows]
        if all(len(row) == table.columns for row in (*head, *rows)):
            self.grids.append(Grid(tuple(head), tuple(rows), table.columns))
        if table.note is not None:
            self._inline(Role.NOTE, location, body, table.note)
        self.tables.append(Picture(self.bodies, place, caption))


def _run(start: int, length: int) -> tuple[int, ...]:
    return tuple(range(start, start + length))
