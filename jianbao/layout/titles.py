"""A title → its lines, balanced as a trapezium or a rhombus (GB/T 9704-2012 7.3.1), never cut inside a unit.

A title's units are 《…》, “…”, numbers, words and names: where the title can be cut elsewhere, if need be in a line more,
it is not cut inside them (`joints.py` knows how bad each place is). The clerk's own `|` wins over all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from jianbao.expressions import compiled
from jianbao.language.joints import INSIDE_NAME, joints
from jianbao.layout.shape import Shaped
from jianbao.layout.widths import content_end

MOST_LINES: Final = 7
# squared characters of unevenness that a line more is worth: less than a name parted
_A_LINE: Final = 60.0
_KEPT: Final = compiled(
    r"《[^《》]*》|“[^“”]*”|（[^（）]*）|【[^【】]*】|[A-Za-z0-9][A-Za-z0-9 .,-]*[A-Za-z0-9]"
)


def kept_units(title: str) -> tuple[str, ...]:
    """The stretches of a title that are not cut: 《…》, “…”, （…）, Western words and numbers."""
    return tuple(found[0] for found in _KEPT.finditer(title))


class _Places:
    """Where a title's lines may end, and how wide they are in twips, blanks at their ends dropped."""

    def __init__(self, shaped: Shaped, width: int, spacing: int, size: int) -> None:
        count = len(shaped.text)
        self.positions = [0, *(index for index in range(1, count) if shaped.breaks[index]), count]
        self._trimmed = [content_end(shaped.text, 0, index) for index in range(count + 1)]
        self._widths, self._gaps = shaped.widths, sorted(shaped.gap_at)
        self._width, self._spacing, self._size = width, spacing, size

    def line_width(self, start: int, end: int) -> int:
        """Of the characters from `start` to `end`."""
        end = self._trimmed[end]
        taken = self._widths[end] - self._widths[start] + self._spacing * (end - start)
        inner = max(0, bisect_left(self._gaps, end) - bisect_right(self._gaps, start))
        return taken + self._size // 4 * inner

    def ends_from(self, start: int) -> Iterator[tuple[int, int]]:
        """The places where a line from `start` may end, with its width."""
        for end in islice(self.positions, bisect_right(self.positions, start), None):
            length = self.line_width(start, end)
            # A blank at the end is dropped, so that a line that ends further on may still be narrower.
            if length > self._width + self._size:
                return
            if length <= self._width:
                yield end, length


def title_lines(
    shaped: Shaped, width: int, spacing: int, size: int, names: Sequence[str] = (), most: int = MOST_LINES
) -> list[int] | None:
    """The ends of the lines of a title that needs more than one line, the last being the text's end.

    As even as can be and at the places that cost least, in as few lines as hold it or in one more where that parts no
    name; `names` are the office's own that hold together. None when no legal set of breaks fits in `most` lines (then it
    is cut like running text).
    """
    if shaped.widths[-1] > most * width:
        return None
    costs = joints(shaped.text, names)
    count = len(shaped.text)
    places = _Places(shaped, width, spacing, size)

    def in_lines(lines: int) -> tuple[float, list[int]] | None:
        ideal = places.line_width(0, count) / lines
        rows: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
        for _ in range(lines):
            row: dict[int, tuple[float, int]] = {}
            for start, (spent, _) in rows[-1].items():
                for end, length in places.ends_from(start):
                    cost = spent + costs[end] * (end < count) + ((length - ideal) / size) ** 2
                    if end not in row or cost < row[end][0]:
                        row[end] = cost, start
            rows.append(row)
        if count not in rows[lines]:
            return None
        ends, at = [count], count
        for row in rows[:1:-1]:
            at = row[at][1]
            ends.append(at)
        return rows[lines][count][0], ends[::-1]

    found: list[tuple[float, list[int]]] = []
    for lines in range(max(1, -(-places.line_width(0, count) // (width + size))), most + 1):
        made = in_lines(lines)
        if made is not None:
            found.append((made[0] + _A_LINE * len(found), made[1]))
        least = min((cost for cost, _ in found), default=INSIDE_NAME)
        if least < _A_LINE or len(found) > (least >= INSIDE_NAME) + 1:
            break
    return min(found)[1] if found else None
