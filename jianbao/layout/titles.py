"""A title → its lines, balanced as a trapezium or a rhombus (GB/T 9704-2012 7.3.1), never cut inside a unit.

A title's units are 《…》, “…”, numbers, words and names: where the title can be cut elsewhere, if need be in a line more,
it is not cut inside them (`joints.py` knows how bad each place is). The clerk's own `|` wins over all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jianbao.language.joints import joints
from jianbao.layout.lines import content_end
from jianbao.layout.shape import Piece, Shaped, Shaper, shape

MOST_LINES: Final = 7
# squared characters of unevenness that a line more is worth: less than a name parted
_A_LINE: Final = 60.0
_KEPT: Final = re.compile(
    r"《[^《》]*》|“[^“”]*”|（[^（）]*）|【[^【】]*】|[A-Za-z0-9][A-Za-z0-9 .,-]*[A-Za-z0-9]"
)


def kept_units(title: str) -> tuple[str, ...]:
    """The stretches of a title that are not cut: 《…》, “…”, （…）, Western words and numbers."""
    return tuple(found[0] for found in _KEPT.finditer(title))


def title_lines(
    piece: Piece, shaper: Shaper, width: int, spacing: int, names: Sequence[str] = (), most: int = MOST_LINES
) -> tuple[Shaped, list[int]] | None:
    """(the shaped title, the ends of its balanced lines): its units whole where that can be had, else cut.

    `names` are the office's own that hold together; `most` lines are taken at the most.
    """
    costs = joints(piece.text, names)
    for whole in (kept_units(piece.text), ()):
        shaped = shape([piece], shaper, whole=whole)
        ends = balanced(shaped, costs, width, spacing, piece.size, most)
        if ends is not None:
            return shaped, ends
    return None


def balanced(
    shaped: Shaped, costs: Sequence[float], width: int, spacing: int, size: int, most: int
) -> list[int] | None:
    """The ends of the lines of a title that needs more than one line, the last being the text's end.

    As even as can be and at the places that cost least, in as few lines as hold it or in one more where that parts no
    name. None when no legal set of breaks fits (then it is cut like running text).
    """
    text, count = shaped.text, len(shaped.text)
    positions = [0, *(index for index in range(1, count) if shaped.breaks[index]), count]
    trimmed = [content_end(text, 0, index) for index in range(count + 1)]
    widths, gaps = shaped.widths, shaped.gap_at

    def line_width(start: int, end: int) -> int:
        end = trimmed[end]
        taken = widths[end] - widths[start] + spacing * (end - start)
        return taken + size // 4 * sum(start < gap < end for gap in gaps) if gaps else taken

    def in_lines(lines: int) -> tuple[float, list[int]] | None:
        ideal = line_width(0, count) / lines
        rows: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
        for _ in range(lines):
            row: dict[int, tuple[float, int]] = {}
            for start, (spent, _) in rows[-1].items():
                for end in positions:
                    length = line_width(start, end) if end > start else 0
                    if end <= start or length > width:
                        continue
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
    for lines in range(1, most + 1):
        made = in_lines(lines)
        if made is not None:
            found.append((made[0] + _A_LINE * len(found), made[1]))
        if len(found) == 2 or (found and found[0][0] < _A_LINE):
            break
    return min(found)[1] if found else None
