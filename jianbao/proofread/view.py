"""`Issue` → `Sheet`: the texts of an issue in reading order, as the rules look at them.

So a rule knows neither YAML nor the model: it sees a segment's text and role, and answers with the stretch of
it that is wrong. Spaces between Han and Western characters and the breaks in titles are left out of the texts, as
they are not set, and the signs of notes, which stand behind a sentence and are none of it; `offsets` leads every character back to the value it was written in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jianbao.errors import Level
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

if TYPE_CHECKING:
    from datetime import date as Date

    from jianbao.model.body import Body, Cell, Inline
    from jianbao.model.issue import Issue

Location = tuple[str | int, ...]
"""Where a value stands in the model, such as `("articles", 0, "title")`."""


class Role(StrEnum):
    """What a text is in the bulletin."""

    TITLE = "title"
    KICKER = "kicker"
    SUBTITLE = "subtitle"
    CONTENTS = "contents"
    COLUMN = "column"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    NOTE = "note"
    CELL = "cell"
    FIGURE_CAPTION = "figure caption"
    TABLE_CAPTION = "table caption"
    RECIPIENTS = "recipients"
    NAME = "name"
    FIELD = "field"


HEADLINES: Final = frozenset({Role.TITLE, Role.KICKER, Role.SUBTITLE, Role.CONTENTS})
CAPTIONS: Final = frozenset({Role.FIGURE_CAPTION, Role.TABLE_CAPTION})
PROSE: Final = frozenset({Role.PARAGRAPH, Role.HEADING, Role.ITEM, Role.QUOTE, Role.NOTE})
TEXTS: Final = frozenset(Role) - {Role.FIELD}
RUNNING: Final = PROSE | HEADLINES | CAPTIONS | {Role.CELL}


class Segment(NamedTuple):
    """One text: `text` as it will be set, `offsets` of its characters in the value at `location` (empty = their index).

    `body` numbers the bodies of the issue from 0 (-1 outside one); `source` is the value as it was written, empty
    within a body. `ends` is False for a heading that runs on into its paragraph.
    """

    location: Location
    role: Role
    text: str
    offsets: tuple[int, ...] = ()
    body: int = -1
    source: str = ""
    marker: str = ""
    ends: bool = True

    def offset(self, index: int) -> int:
        """The offset in the value of character `index` of the text; the place after the last one for its length."""
        if not self.offsets:
            return index
        return self.offsets[index] if index < len(self.offsets) else self.offsets[-1] + 1


class Hit(NamedTuple):
    """What a rule found: the stretch `start` to `end` of a segment, what it should read (None = not mechanical).

    `level` is how sure it is, where the rule's own does not hold.
    """

    segment: Segment
    start: int
    end: int
    better: str | None = None
    params: Mapping[str, object] = MappingProxyType({})
    level: Level | None = None

    @property
    def text(self) -> str:
        """The stretch as it stands."""
        return self.segment.text[self.start : self.end]


def in_title(text: str, at: int) -> bool:
    """Whether `at` stands within 《》: the title of a document keeps the names of its time, that of a work its words."""
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


def is_quoted(text: str, at: int) -> bool:
    """Whether `at` stands behind an opening quotation mark that is not closed before it."""
    return text.count("“", 0, at) > text.count("”", 0, at)


def beside(text: str, start: int, end: int) -> str:
    """The characters before and behind a stretch, where there are such."""
    return text[max(start - 1, 0) : start] + text[end : end + 1]


def apart(hits: Iterable[Hit], told: Iterable[Hit] = ()) -> Iterator[Hit]:
    """Those hits that lie over none of `told` and over none before them."""
    taken = {at for hit in told for at in range(hit.start, hit.end)}
    for hit in hits:
        own = range(hit.start, hit.end)
        if taken.isdisjoint(own):
            taken.update(own)
            yield hit


class Picture(NamedTuple):
    """A picture or a table of a body: its caption's segment (None = no caption) and where it stands."""

    body: int
    place: Segment
    caption: Segment | None


class Grid(NamedTuple):
    """The cells of a table without spans, as segments (None = empty): its head's rows, its own, how many columns."""

    head: tuple[tuple[Segment | None, ...], ...]
    rows: tuple[tuple[Segment | None, ...], ...]
    columns: int


def label(cell: Segment | None) -> str:
    """What a cell says without its blanks: 合 计 → 合计; '' for an empty one."""
    return "".join(cell.text.split()) if cell is not None else ""


class PastArticle(NamedTuple):
    """An article of a past issue: how a clerk calls the issue, the title ('' = none to compare), the text's lines."""

    issue: str
    title: str
    text: str


class Sheet:
    """All texts of an issue. `figures` and `tables` are listed besides, for the rules on their numbers.

    `characters` are those of each segment: sixty rules ask whether theirs are among them.
    `memo` is where rules that look at one thing from several sides keep what they worked out.
    """

    __slots__ = (
        "_by_roles",
        "characters",
        "figures",
        "grids",
        "issue",
        "memo",
        "office",
        "past",
        "segments",
        "tables",
        "whole",
    )

    def __init__(
        self,
        issue: Issue,
        segments: tuple[Segment, ...],
        figures: tuple[Picture, ...],
        tables: tuple[Picture, ...],
        grids: tuple[Grid, ...] = (),
        office: OfficeWords | None = None,
        past: tuple[PastArticle, ...] = (),
    ) -> None:
        self.issue = issue
        self.segments = segments
        self.characters = tuple(frozenset(segment.text) for segment in segments)
        self.figures = figures
        self.tables = tables
        self.grids = grids
        self.office = office or OfficeWords()
        self.past = past
        self.memo: dict[str, Any] = {}
        self._by_roles: dict[
            tuple[frozenset[Role], range | None], list[tuple[Segment, frozenset[str], int]]
        ] = {}
        self.whole = "\n".join(segment.text for segment in segments)

    @property
    def date(self) -> Date:
        """The date of the issue."""
        return self.issue.date

    def of(self, *roles: Role) -> Iterator[Segment]:
        """The segments of these roles, in reading order."""
        return (segment for segment in self.segments if segment.role in roles)

    def of_roles(
        self, roles: frozenset[Role], able: Mapping[str, int], numbers: range | None = None
    ) -> list[tuple[Segment, frozenset[str], int]]:
        """The segments of these roles, or of these numbers among them, the characters of each and what it is `able` to hold, put together once."""
        if (roles, numbers) not in self._by_roles:
            among = slice(numbers.start, numbers.stop) if numbers else slice(None)
            self._by_roles[roles, numbers] = [
                (segment, characters, able.get(segment.text, -1))
                for segment, characters in zip(self.segments[among], self.characters[among], strict=True)
                if segment.role in roles
            ]
        return self._by_roles[roles, numbers]

    def bodies(self) -> Iterator[tuple[Segment, ...]]:
        """The paragraphs, headings and items of each body, in reading order."""
        by_body: dict[int, list[Segment]] = {}
        for segment in self.segments:
            if segment.body >= 0 and segment.role in PROSE:
                by_body.setdefault(segment.body, []).append(segment)
        return (tuple(segments) for segments in by_body.values())


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
