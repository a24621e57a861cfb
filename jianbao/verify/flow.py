"""Pages → their running text: the lines that the norm's grid is about, their type, and the edges that they show.

Table cells, the head above the red rule, the colophon, page numbers, titles and notes are left out. A few lines prove
little: what stays open to doubt is None, so that nobody is blamed for a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final

from jianbao.foreign.pdf import Box, Glyph, Line, Page

# pt; the smallest type that is taken for a title
TITLE_LEAST: Final = 17.5
# so many lines make a rule; fewer are chance
LINE_TYPES: Final = 3
# of the size: where the middle of a Han character lies above its baseline
_BESIDE: Final = 0.35
# pt; larger type is no note's
_NOTE_MOST: Final = 15.5
_NOTE: Final = re.compile(r"(注|备注|附注|说明|资料来源|数据来源)[0-9０-９]{0,2}[：:.．]|[①-⑳*＊※]")
# pt; edges so near are one edge: LibreOffice rounds, and marks lean a little
_SAME: Final = 1.0
_ENDS: Final = frozenset("。！？：；…”.!?:;")
# ems, half a line; shorter ones are items of a list
_WIDE: Final = 14
# ems that the first line of a paragraph stands in, at least and at most
_FIRST_INDENT: Final = (1.2, 3.0)

Column = Sequence[Line]
"""The running lines of one page from the top down."""


def running(
    pages: Sequence[Page], begins: float, ends: float, is_folio: Callable[[Line], bool]
) -> list[list[Line]]:
    """The lines of running text, page by page; `begins` is the foot of the first page's head, `ends` the top of the colophon.

    Rows of several cells are none, nor is what stands beside an upright rule or within a frame.
    """
    columns: list[list[Line]] = []
    for page in pages:
        uprights = [box for box in page.rules if box.height > 5 * box.width and box.width <= 8]
        frames = [
            box for box in page.rules if min(box.width, box.height) > 8 and box.height < page.height / 2
        ]
        lines = [
            row[0]
            for row in page.rows
            if len(row) == 1
            and not is_folio(row[0])
            and row[0].size < TITLE_LEAST
            and (page.number > 1 or row[0].baseline > begins)
            and (page.number < len(pages) or row[0].baseline < ends)
            and not _is_celled(row[0], uprights, frames)
        ]
        columns.append(_without_notes(lines))
    return columns


def _is_celled(line: Line, uprights: Sequence[Box], frames: Sequence[Box]) -> bool:
    middle = line.baseline - _BESIDE * line.size
    return any(box.top < middle < box.bottom for box in uprights) or any(
        box.top < middle < box.bottom and box.left - 1 < line.left and line.right < box.right + 1
        for box in frames
    )


def is_note(text: str, size: float) -> bool:
    """True for small type that a note's mark begins."""
    return size < _NOTE_MOST and _NOTE.match(text.lstrip()) is not None


def _without_notes(lines: Sequence[Line]) -> list[Line]:
    """Without the paragraphs in small type that a note's mark begins."""
    farthest = max((line.right for line in lines), default=0.0)
    kept: list[Line] = []
    noting = False
    for line in lines:
        noting = is_note(line.text, line.size) or (noting and line.size < _NOTE_MOST)
        if not noting:
            kept.append(line)
        noting = noting and farthest - line.right < 2 * line.size
    return kept


def of_size(columns: Iterable[Column], size: float) -> list[list[Line]]:
    """The lines in about that size."""
    return [[line for line in lines if abs(line.size - size) < 0.3] for lines in columns]


def pitch_of(columns: Iterable[Column], size: float) -> float | None:
    """The commonest distance of neighbouring lines, in points; None when it is met less than thrice."""
    steps: dict[float, list[float]] = {}
    for lines in columns:
        for above, below in pairwise(lines):
            step = below.baseline - above.baseline
            if size < step < 3 * size:
                steps.setdefault(round(step * 5) / 5, []).append(step)
    common = max(steps.values(), key=len, default=[])
    return sum(common) / len(common) if len(common) >= LINE_TYPES else None


def sides_of(
    columns: Iterable[Column], size: float, pitch: float | None
) -> tuple[float | None, float | None]:
    """The left and right edge of the type area, in points, as far as the lines prove them.

    Where every paragraph is one line long, only first lines can be seen, and these are indented: the left edge is
    sure where lines go on from a full line above, either an indented one or one that itself went on. The right
    edge is sure where such full lines end alike.
    """
    columns = list(columns)
    lefts = [line.left for lines in columns for line in lines]
    if pitch is None or not lefts:
        return None, None
    left = min(lefts)
    margin = [each for each in lefts if each - left <= _SAME]
    pairs = [
        (above, below)
        for lines in columns
        for above, below in pairwise(lines)
        if abs(below.baseline - above.baseline - pitch) < 0.1 * pitch
        and below.left - left <= _SAME
        and above.right > below.right - size
    ]
    least, most = _FIRST_INDENT
    after_first = [above for above, _ in pairs if least * size < above.left - left < most * size]
    after_full = [above for above, _ in pairs if above.left - left <= _SAME]
    right = _met_often([above.right for above in (*after_first, *after_full)])
    # Short lines of one length end alike too; lines that go on reach farthest and end in mid-sentence.
    going_on = [
        line
        for line in after_full
        if right is not None
        and abs(line.right - right) <= _SAME
        and line.glyphs[-1].text not in _ENDS
        and line.right - left > _WIDE * size
    ]
    farthest = max(line.right for lines in columns for line in lines)
    sure = after_first or (len(going_on) >= LINE_TYPES and right is not None and farthest <= right + size / 2)
    return (sum(margin) / len(margin) if sure else None), (right if sure else None)


def _met_often(edges: Sequence[float]) -> float | None:
    """The edge that most lines share, if at least three do."""
    common = Counter(round(edge * 2) / 2 for edge in edges).most_common(1)
    near = [edge for edge in edges if abs(edge - common[0][0]) <= 0.5] if common else []
    return sum(near) / len(near) if len(near) >= LINE_TYPES else None


def characters_of(columns: Iterable[Column], left: float | None, right: float | None) -> int | None:
    """How many full-width characters a full line holds: the number that most such lines agree on, and at least three."""
    if left is None or right is None:
        return None
    counts = Counter(
        len(line.glyphs)
        for lines in columns
        for line in lines
        if abs(line.left - left) <= _SAME and abs(line.right - right) < 3 and all(map(_is_full, line.glyphs))
    )
    if not counts:
        return None
    number, times = counts.most_common(1)[0]
    return number if times >= LINE_TYPES and 2 * times > counts.total() else None


def _is_full(glyph: Glyph) -> bool:
    return glyph.text >= "\u2010" and not glyph.text.isspace()
