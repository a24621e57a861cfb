"""The pages of two PDFs → where their lines and pages differ, and by how much what agrees is displaced.

Rows of text are held against each other in order, blanks and the dots of leaders left out: justification may put blanks
where it likes, and the number of dots is not text. A row is everything on one baseline, so that table cells and
the two ends of a masthead line count once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

from jianbao.foreign.pdf import UNREADABLE, Line, Page
from jianbao.typography import LANDSCAPE_LEFT, TWIPS_PER_POINT

_LEADER: Final = re.compile(r"[.．·…‥]{5,}")
_RARE: Final = re.compile("[\U00010000-\U0010ffff]")
_FOLIO: Final = re.compile(r"[—―–-]?\d{1,4}[—―–-]?")
# of the page's height; page numbers stand below
_FOOT: Final = 0.86
_BLANK: Final = re.compile(r"[\s\u3000\u200b]+")


# How far equal rows may lie apart, in points. LibreOffice rounds places to a tenth of a millimetre (0.28 pt); over
# 8000 lines left edges were seen 0.25 off, baselines 0.45, line ends 1.85: there the engines' gaps between Han and
# Western text add up (0.8 pt each, where a line is not justified). Beyond these figures something else is wrong.
LEFT_MOST: Final = 0.5
BASELINE_MOST: Final = 0.6
LAST_MOST: Final = 3.0


class Row(Struct, frozen=True):
    """The lines of one baseline, and the text that is compared; `number` counts the page's rows from 1."""

    page: int
    lines: tuple[Line, ...]
    text: str
    number: int


class Difference(Struct, frozen=True):
    """A stretch of rows that only one side has in this form; either side may be empty."""

    ours: tuple[Row, ...]
    theirs: tuple[Row, ...]

    @property
    def start(self) -> Row:
        """The row with which it begins, ours where we have one."""
        return (self.ours or self.theirs)[0]


class Delta(Struct, frozen=True):
    """How far a measure lies apart over all equal rows, in points: its greatest and its 95 % value."""

    most: float
    usual: float
    where: Row | None = None


class Comparison(Struct, frozen=True):
    """What two PDFs have in common. `lines` and `pages` are ours; pages are equal when they hold the same characters."""

    lines: int
    equal_lines: int
    pages: int
    equal_pages: int
    their_lines: int
    their_pages: int
    differences: tuple[Difference, ...]
    left: Delta
    baseline: Delta
    last: Delta

    @property
    def same(self) -> bool:
        """True when every line and every page agrees."""
        return not self.differences and self.equal_pages == self.pages == self.their_pages

    @property
    def displaced(self) -> Row | None:
        """The row that exceeds by most what equal rows may lie apart; None when all are in place."""
        excesses = [
            (delta.most / allowed, delta.where)
            for delta, allowed in (
                (self.left, LEFT_MOST),
                (self.baseline, BASELINE_MOST),
                (self.last, LAST_MOST),
            )
        ]
        excess, where = max(excesses, key=lambda each: each[0])
        return where if excess > 1 else None

    @property
    def share(self) -> float:
        """The share of our lines that agree, in per cent."""
        return 100.0 * self.equal_lines / self.lines if self.lines else 100.0


def comparable(text: str) -> str:
    """The characters that count when lines are compared; rare ones are all alike, for not all of them can be read."""
    return _RARE.sub(UNREADABLE, _BLANK.sub("", _LEADER.sub("", text)))


def rows_of(pages: Sequence[Page]) -> list[Row]:
    """All rows of text from the first page to the last; rows of nothing but leaders or blanks are left out.

    So is the number of a page on its side, left of its type area: it is turned, and each of its signs would be a row.
    """
    rows: list[Row] = []
    for page in pages:
        texts = [
            (lines, comparable("".join(line.text for line in lines)))
            for lines in map(_upright_part(page), page.rows)
        ]
        shown = [(lines, text) for lines, text in texts if text]
        rows += [Row(page.number, lines, text, number) for number, (lines, text) in enumerate(shown, start=1)]
    return rows


def _upright_part(page: Page) -> Callable[[tuple[Line, ...]], tuple[Line, ...]]:
    if page.width <= page.height:
        return lambda lines: lines
    edge = LANDSCAPE_LEFT / TWIPS_PER_POINT - 1
    return lambda lines: tuple(line for line in lines if line.left >= edge)


def compare(ours: Sequence[Page], theirs: Sequence[Page]) -> Comparison:
    """Hold two PDFs against each other, given as `reader.read` gives them."""
    mine, my_folios = _parted(rows_of(ours), ours)
    other, their_folios = _parted(rows_of(theirs), theirs)
    matcher = SequenceMatcher(None, [row.text for row in mine], [row.text for row in other], autojunk=False)
    differences: list[Difference] = []
    pairs: list[tuple[Row, Row]] = []
    for kind, start, end, their_start, their_end in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(mine[start:end], other[their_start:their_end], strict=True)
        else:
            differences.append(Difference(tuple(mine[start:end]), tuple(other[their_start:their_end])))
    for number in sorted({*my_folios, *their_folios}):
        a, b = my_folios.get(number), their_folios.get(number)
        if a is not None and b is not None and a.text == b.text:
            pairs.append((a, b))
        else:
            differences.append(Difference((a,) if a else (), (b,) if b else ()))
    differences.sort(key=lambda each: (each.start.page, each.start.number))
    texts, their_texts = _page_texts(mine, len(ours)), _page_texts(other, len(theirs))
    settled = [(a, b) for a, b in pairs if a.page == b.page]
    return Comparison(
        lines=len(mine) + len(my_folios),
        equal_lines=len(pairs),
        pages=len(ours),
        equal_pages=sum(a == b for a, b in zip(texts, their_texts, strict=False)),
        their_lines=len(other) + len(their_folios),
        their_pages=len(theirs),
        differences=tuple(differences),
        left=_delta([(abs(x.left - y.left), a) for a, b in settled for x, y in _parts(a, b)]),
        baseline=_delta([(abs(x.baseline - y.baseline), a) for a, b in settled for x, y in _parts(a, b)]),
        last=_delta([(abs(x.right - y.right), a) for a, b in settled for x, y in _parts(a, b)]),
    )


def _parted(rows: Sequence[Row], pages: Sequence[Page]) -> tuple[list[Row], dict[int, Row]]:
    """The rows of the text, and by page the page numbers: these stay where they are when text runs over."""
    heights = {page.number: page.height for page in pages}
    folios = {
        row.page: row
        for row in rows
        if row.lines[0].baseline > _FOOT * heights[row.page] and _FOLIO.fullmatch(row.text)
    }
    return [row for row in rows if folios.get(row.page) is not row], folios


def _page_texts(rows: Sequence[Row], count: int) -> list[str]:
    texts = [""] * count
    for row in rows:
        texts[row.page - 1] += row.text
    return texts


def _parts(a: Row, b: Row) -> list[tuple[Line, Line]]:
    """The lines of a row side by side: by cell where both have the same cells, else as a whole."""
    if [comparable(line.text) for line in a.lines] == [comparable(line.text) for line in b.lines]:
        return list(zip(a.lines, b.lines, strict=True))
    return [(_joined(a), _joined(b))]


def _joined(row: Row) -> Line:
    return Line(row.page, tuple(glyph for line in row.lines for glyph in line.glyphs))


def _delta(values: list[tuple[float, Row]]) -> Delta:
    if not values:
        return Delta(0.0, 0.0)
    ordered = sorted(values, key=lambda value: value[0])
    most, where = ordered[-1]
    return Delta(most, ordered[int(0.95 * (len(ordered) - 1))][0], where)
