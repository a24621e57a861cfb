"""What rules look at: the texts of an issue, each with its role and its place, and what a rule answers.

So a rule knows neither YAML nor the model: it sees a segment's text and role, and answers with the stretch of it that is
wrong. `laying` makes a sheet of an issue.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.office import OfficeWords

if TYPE_CHECKING:
    from datetime import date as Date

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
        # where each segment begins in it, and where one behind the last one would
        self._begins = (0, *accumulate(len(segment.text) + 1 for segment in segments))

    def segment_at(self, place: int) -> tuple[Segment, int]:
        """The segment in which a character of `whole` stands, and where it begins there."""
        index = bisect_right(self._begins, place, 0, len(self.segments)) - 1
        return self.segments[index], self._begins[index]

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
