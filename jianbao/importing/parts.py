"""What recognisers work on, lines and what becomes of each, and what they make: a draft with its doubts.

Every character of every line ends in a value or among what was not taken in (没有导入): `take` sees to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date as Date
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.foreign.blocks import BOX, PICTURE, Cell, Content, Grid, Span, Text
from jianbao.importing.grammar import plain
from jianbao.model.body import Block
from jianbao.model.numbers import MAIN_KIND

SUBTITLE: Final = re.compile(r"(?:[—–―─-]{1,4}|[（(]副题[）)])\s*\S")
"""How a subtitle begins."""
RULED: Final = "-—_─━=＿*· "
"""What a line is made of that only parts the lines around it."""
TITLE_SIZE: Final = 22.0
"""How large a title is taken to be that something else than its size makes one: a label, a mark, its cell."""
_BODY_SIZE: Final = 16.0
_LONG: Final = 25
_UPRIGHT: Final = 2
# a soft return within a sentence: what stands before it is long, and ends in a character
_BROKEN: Final = re.compile(r"[\w，、]$")
_BEGINS: Final = re.compile(
    r"[\s\u3000\xa0]|\S{1,6}\s*[:：]|\W|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、）)]"
)
_WIDE_BLANKS: Final = re.compile(r"\s+[|｜·•]\s+|[\t\u3000]+|\s{2,}")


class Doubt(Struct, frozen=True):
    """What somebody should look at: the value's key (`number`, `articles.0.title`), its paragraph, kind and words.

    `kind` is a phrase's key of `messages`, whose fields are `params`.
    """

    key: str
    place: int
    kind: str
    words: str = ""


class Article(Struct):
    """An article as found; texts other than the body are plain, `title` with `|` where its lines end."""

    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    column: str = ""
    byline: str | list[str] = ""
    byline_at: str = ""
    source: str = ""
    contents_title: str = ""
    editor_note: list[Block] = field(default_factory=list[Block])
    abstract: list[Block] = field(default_factory=list[Block])
    body: list[Block] = field(default_factory=list[Block])
    date: Date | None = None
    addressee: list[str] = field(default_factory=list[str])
    enclosures: list[str] = field(default_factory=list[str])
    signature: dict[str, Any] = field(default_factory=dict[str, Any])
    remark: str = ""
    new_page: bool = False
    place: int = 0

    @property
    def bylines(self) -> list[str]:
        """The lines of its by-line."""
        return [self.byline] if isinstance(self.byline, str) else self.byline


class Draft(Struct):
    """An issue, or articles alone (`whole` False), as far as they were recognised.

    `values` holds the other keys of an issue by their English names, in the forms that the issue file takes; `dropped`
    what was not taken in, by paragraph; `pictures` the bytes of each by the path that the text names, `cuts` those that
    show what a scan's reader was unsure of. `shown` counts the letters that the file shows, `repeated` holds what it says
    twice and the issue file once.
    """

    whole: bool = True
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    articles: list[Article] = field(default_factory=list[Article])
    attachments: list[Article] = field(default_factory=list[Article])
    editor_note: list[Block] = field(default_factory=list[Block])
    abstract: list[Block] = field(default_factory=list[Block])
    doubts: list[Doubt] = field(default_factory=list[Doubt])
    dropped: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    pictures: dict[str, bytes] = field(default_factory=dict[str, bytes])
    left: dict[str, int] = field(default_factory=dict[str, int])
    cuts: dict[str, bytes] = field(default_factory=dict[str, bytes])
    shown: Counter[str] = field(default_factory=Counter[str])
    repeated: str = ""

    @property
    def year(self) -> int | None:
        """The year that its number counts in: the one it says, else that of its day."""
        when: Date | None = self.values.get("date")
        said: int | None = self.values.get("year")
        return said or (when.year if when is not None else None)

    @property
    def counted_among(self) -> tuple[str, str, int] | None:
        """The series, kind and year whose numbers its own is one of; None where its number or its day is missing."""
        if self.year is None or not {"number", "date"} <= self.values.keys():
            return None
        return self.values.get("series", ""), self.values.get("kind", MAIN_KIND), self.year

    def doubt(self, key: str, place: int, kind: str, words: str = "") -> None:
        """Note a doubt, once."""
        found = Doubt(key, place, kind, words.replace("\n", " ")[:60])
        if found not in self.doubts:
            self.doubts.append(found)


class Line(Struct):
    """A paragraph or a table, with what its looks say; `taken` once it has found its place."""

    text: str
    spans: tuple[Span, ...] = ()
    grid: Grid | None = None
    place: int = 0
    size: float = 0
    bold: bool = False
    red: bool = False
    face: str = ""
    colour: str = ""
    centred: bool = False
    right: bool = False
    style: str = ""
    outline: int | None = None
    box: bool = False
    page: bool = False
    celled: bool = False
    framed: bool = False
    indent: bool = False
    taken: bool = False

    @property
    def pieces(self) -> list[str]:
        """Its parts between tabs and wide blanks."""
        return parted(self.text)

    @property
    def strong(self) -> bool:
        """Whether it is set as headings are: bold, or in 黑体."""
        return self.bold or is_heavy(self.face)

    @property
    def bare(self) -> bool:
        """Whether it is a line with no letter, figure, dots of something left out, or picture."""
        said = any(char.isalnum() or char in "…。？！" for char in self.text)
        return not said and self.grid is None and not self.pictured

    @property
    def pictured(self) -> bool:
        """Whether a picture stands in it, line or table."""
        spans = self.spans if self.grid is None else [span for text in self.grid.texts for span in text.spans]
        return any(span.picture for span in spans)

    @property
    def tight(self) -> str:
        """Its characters of one width without blanks."""
        return plain(self.text)


class Job:
    """One file on its way: its lines, the usual size of its text, the draft that comes of it."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.draft = Draft(left=dict(content.left))
        self.lines: list[Line] = []
        for block in content.blocks:
            self.lines += self._lines(block)
        self.lines = [line for line in self.lines if line.grid or line.text.strip() or line.spans]
        self.body_size = self._usual_size()
        self.draft.shown.update(letters("\n".join(line.text for line in self.lines)))
        long = [line for line in self.lines if not line.grid and len(line.text) > _LONG]
        if sum(line.bold for line in long) > len(long) / 2:
            # all is bold, which sets nothing apart
            for line in self.lines:
                line.bold = False
        self.picture_names: dict[str, str] = {}
        self.noted: set[str] = set()
        # Titles are told from text by their weight or place alone.
        self.thin = False
        # Whether contents tell the titles.
        self.listed = False
        # In masthead and colophon words are turned to values: numbers, dates, labels.
        self.formal = False

    @staticmethod
    def _lines(block: Text | Grid) -> list[Line]:
        """The lines of a block; a table of one column is a frame around text."""
        if isinstance(block, Text):
            return _lines_of(block)
        if block.columns > 1:
            return [_grid_line(block)]
        lines = [line for text in block.texts for line in _lines_of(text)]
        for line in lines:
            line.framed = True
        return lines

    def _usual_size(self) -> float:
        sizes: Counter[float] = Counter()
        for line in self.lines:
            if not line.grid and not line.centred and len(line.text) > _LONG:
                sizes[line.size] += len(line.text)
        return sizes.most_common(1)[0][0] if sizes else _BODY_SIZE

    def is_big(self, line: Line) -> bool:
        """Whether a line is set larger than the text."""
        return line.size >= self.body_size * 1.12 and line.size > self.body_size + 1

    def expand(self, index: int) -> None:
        """Put the paragraphs of a table's cells in its place: it only holds the layout."""
        grid = self.lines[index].grid
        assert grid is not None
        lines = [line for row in grid.rows for cell in row for line in _lines_within(cell)]
        for line in lines:
            line.celled, line.place = True, grid.place
        self.lines[index : index + 1] = lines

    def take(self, line: Line, *kept: str) -> None:
        """Mark a line as used. What of its characters is in none of `kept` was not taken in."""
        line.taken = True
        if self.formal:
            self.draft.repeated += "".join(kept)
        rest = Counter("".join(map(plain, kept)))
        left: list[str] = []
        for char in plain(line.text):
            if rest[char] > 0:
                rest[char] -= 1
            else:
                left.append(char)
        self.drop(line.place, "".join(left))

    def put(self, held: dict[str, Any], key: str, value: object, line: Line) -> None:
        """Put a value to a key; another one that was said before is told as left out."""
        if held.get(key, value) != value:
            self.drop(line.place, f"{held[key]}")
        held[key] = value

    def drop(self, place: int, text: str) -> None:
        """Note what was not taken in; marks alone are nothing."""
        if any(char.isalnum() for char in text):
            self.draft.dropped.append((place, text))

    @staticmethod
    def lines_of(text: Text) -> list[Line]:
        """The lines of a paragraph."""
        return [line for line in _lines_of(text) if line.text.strip() or line.spans]

    def free(self) -> Iterator[Line]:
        """The lines that nobody has used."""
        return (line for line in self.lines if not line.taken)


def _lines_within(cell: Cell) -> list[Line]:
    """The lines of a cell; characters one under the other are one line."""
    shown = [text for text in cell.texts if text.text.strip()]
    if len(shown) > _UPRIGHT and all(len(text.text.strip()) == 1 for text in shown):
        spans = tuple(span for text in shown for span in text.spans if span.text.strip())
        line = _line(replace(shown[0], spans=spans), spans)
        # a name that stands upright is as large as it is long
        line.size *= 2 if line.size >= TITLE_SIZE else 1
        return [line]
    return [each for text in cell.texts for each in _lines_of(text) if each.text.strip() or each.spans]


def parted(text: str) -> list[str]:
    """The parts of a text between line ends, tabs, wide blanks and strokes with a blank on each side."""
    return [piece for each in text.split("\n") for piece in _WIDE_BLANKS.split(each.strip()) if piece]


def _grid_line(grid: Grid) -> Line:
    text = "\n".join(each.text for each in grid.texts)
    return Line(text, grid=grid, place=grid.place)


def _lines_of(text: Text) -> list[Line]:
    """A paragraph as lines: one in the middle stays whole, any other is parted at its soft returns."""
    whole = _line(text, _labelled(text))
    if "\n" not in whole.text.strip("\n") or whole.centred or text.style in _KEPT_WHOLE:
        return [whole]
    parts: list[list[Span]] = [[]]
    for span in _labelled(text):
        for number, piece in enumerate(span.text.split("\n")):
            if number:
                parts.append([])
            if piece or span.note or span.picture:
                parts[-1].append(with_text(span, piece))
    joined: list[list[Span]] = []
    for spans in filter(None, parts):
        before = "".join(span.text for span in joined[-1]).strip() if joined else ""
        here = "".join(span.text for span in spans)
        if len(before) > _LONG and _BROKEN.search(before) and not _BEGINS.match(here):
            joined[-1] += spans
        else:
            joined.append(spans)
    return [_line(text, tuple(spans)) for spans in joined]


_KEPT_WHOLE: Final = frozenset({"编发单位日期"})


def with_text(span: Span, text: str) -> Span:
    """The span with other text, without what the document calls its picture."""
    return replace(span, text=text, name="")


def _labelled(text: Text) -> tuple[Span, ...]:
    if not text.label:
        return text.spans
    first = text.spans[0] if text.spans else Span("")
    joint = "" if not text.label[-1].isascii() else " " if text.label[-1] not in ".)" else ""
    return (Span(text.label + joint, first.size, first.bold, first.face, first.colour), *text.spans)


def _line(text: Text, spans: tuple[Span, ...]) -> Line:
    words = "".join(span.text for span in spans)
    shown = [span for span in spans if span.text.strip(" \u3000\xa0\t\n" + PICTURE)]
    most = max(shown, key=lambda span: len(span.text.strip()), default=Span(""))
    blanks = sum(
        2 if char == "\u3000" else 1 if char in " \xa0" else 4 if char == "\t" else 0
        for char in words[: len(words) - len(words.lstrip())]
    )
    stripped = words.strip(" \u3000\xa0\t\n\u200b")
    spaced = blanks >= 7 and len(stripped) <= 40 and text.align == "left" and "\t" not in stripped
    return Line(
        stripped.replace("\u200b", ""),
        spans,
        None,
        text.place,
        most.size,
        bool(shown) and all(span.bold for span in shown),
        is_red(most.colour),
        most.face,
        most.colour,
        text.align == "center" or spaced,
        text.align == "right",
        text.style,
        text.outline,
        text.where == BOX,
        text.page,
        indent=text.indent > 0.5 or blanks > 1,
    )


def cut_back(line: Line, count: int) -> Line:
    """A line without its last `count` characters."""
    spans = list(line.spans)
    left = (
        count
        + len("".join(span.text for span in spans))
        - len("".join(span.text for span in spans).rstrip(" \u3000\xa0\t\n\u200b"))
    )
    while spans and left >= len(spans[-1].text):
        left -= len(spans.pop().text)
    if spans and left:
        spans[-1] = with_text(spans[-1], spans[-1].text[: len(spans[-1].text) - left])
    return _with(line, line.text[: len(line.text) - count].rstrip(), spans)


def cut_front(line: Line, count: int) -> Line:
    """A line without its first `count` characters."""
    whole = "".join(span.text for span in line.spans)
    left = count + len(whole) - len(whole.lstrip(" \u3000\xa0\t\n"))
    spans: list[Span] = []
    for span in line.spans:
        cut = min(left, len(span.text))
        left -= cut
        if span.text[cut:] or span.note:
            spans.append(with_text(span, span.text[cut:]))
    return _with(line, line.text[count:].strip(), spans)


def _with(line: Line, text: str, spans: list[Span]) -> Line:
    return replace(line, text=text, spans=tuple(spans), taken=False)


def letters(text: str) -> Counter[str]:
    """How often each Han character, letter and figure stands in a text."""
    return Counter(filter(str.isalnum, plain(text)))


def is_heavy(face: str) -> bool:
    """Whether a face is 黑体, of whatever maker; 微软雅黑 is one for texts."""
    return "黑体" in face


def is_red(colour: str) -> bool:
    """Whether a colour, RRGGBB, is a masthead's red."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xA0 and green < 0x60 and blue < 0x60


def despaced(text: str) -> str:
    """Letter-spaced words without their blanks: 工 作 简 报 → 工作简报."""
    return re.sub(r"(?<=[^\x00-\x7f])[\s\u3000]+(?=[^\x00-\x7f])", "", text.strip())


def unspaced(text: str) -> str:
    """A title without the blanks that part the letters of two-character words, other blanks one wide."""
    return re.sub(r"[ \t\u3000]+", " ", text.strip())
