"""A title → its lines, balanced as a trapezium or a rhombus (GB/T 9704-2012 7.3.1), never cut inside a unit.

A title's units are 《…》, “…”, numbers and words: where the title can be cut elsewhere it is not cut inside them.
The clerk's own `|` wins over all.
"""

from __future__ import annotations

import re
from typing import Final

from jianbao.language.words import word_starts
from jianbao.layout.lines import content_end
from jianbao.layout.shape import Piece, Shaped, Shaper, shape

_KEPT: Final = re.compile(
    r"《[^《》]*》|“[^“”]*”|（[^（）]*）|【[^【】]*】|[A-Za-z0-9][A-Za-z0-9 .,-]*[A-Za-z0-9]"
)
# A line of a title ends well behind these: where the clerk left a gap he wants it, and what is quoted mostly leans on
# the word behind it (“四个一”活动) …
_BEHIND: Final = (
    dict.fromkeys(" \u3000", -25.0) | dict.fromkeys("，、：；—）】", -6.0) | dict.fromkeys("》”", 2.0)
)
# … and badly before or behind a word that leans on its neighbour.
_LEANS_BACK: Final = frozenset("的了着过们性化率者等地得性")
_LEANS_ON: Final = frozenset("和与及或在对为把被将以从向由于不第")
_JOINS: Final = frozenset("和与及暨并")
_PARTICLES: Final = _LEANS_BACK | _LEANS_ON | _JOINS


def kept_units(title: str) -> tuple[str, ...]:
    """The stretches of a title that are not cut: 《…》, “…”, （…）, Western words and numbers."""
    return tuple(found[0] for found in _KEPT.finditer(title))


def title_lines(piece: Piece, shaper: Shaper, width: int, spacing: int) -> tuple[Shaped, list[int]] | None:
    """(the shaped title, the ends of its balanced lines): its units whole where that can be had, else cut."""
    for whole in (kept_units(piece.text), ()):
        shaped = shape([piece], shaper, whole=whole)
        ends = balanced(shaped, width, spacing, piece.size)
        if ends is not None:
            return shaped, ends
    return None


def balanced(shaped: Shaped, width: int, spacing: int, size: int) -> list[int] | None:
    """The ends of the lines of a title that needs more than one line, the last being the text's end.

    The fewest lines that hold it, as even as can be, the first not shorter than half the widest. None when no
    legal set of breaks fits (then it is cut like running text).
    """
    text, count = shaped.text, len(shaped.text)
    candidates = [index for index in range(1, count) if shaped.breaks[index]]
    positions = [0, *candidates, count]

    penalties = _penalties(text)

    trimmed = [content_end(text, 0, index) for index in range(count + 1)]
    widths, gaps = shaped.widths, shaped.gap_at

    def line_width(start: int, end: int) -> int:
        end = trimmed[end]
        width = widths[end] - widths[start] + spacing * (end - start)
        return width + size // 4 * sum(start < gap < end for gap in gaps) if gaps else width

    # best[k][j]: the least cost of k lines ending at positions[j]; a few lines and some 60 candidates at most
    for lines in range(1, 8):
        ideal = line_width(0, count) / lines
        best: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
        for _ in range(lines):
            row: dict[int, tuple[float, int]] = {}
            for j in range(1, len(positions)):
                for i, (cost, _) in best[-1].items():
                    if i >= j:
                        continue
                    length = line_width(positions[i], positions[j])
                    if length > width:
                        continue
                    new = cost + penalties[positions[j]] + ((length - ideal) / size) ** 2
                    if j not in row or new < row[j][0]:
                        row[j] = (new, i)
            best.append(row)
        if len(positions) - 1 in best[lines]:
            ends: list[int] = []
            j = len(positions) - 1
            for k in range(lines, 0, -1):
                ends.append(positions[j])
                j = best[k][j][1]
            return ends[::-1]
    return None


def _penalties(text: str) -> list[float]:
    """How badly a line sits that ends before each character, in squared characters of unevenness."""
    starts = word_starts(text)
    penalties = [0.0] * (len(text) + 1)
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        cost = 0.0
        if before in _BEHIND:
            cost = _BEHIND[before]
        elif not starts[index]:
            cost = 40.0
        elif _alone(starts, index - 1) and _alone(starts, index) and not {before, after} & _PARTICLES:
            # perhaps a name that no dictionary has
            cost = 12.0
        if after in "《“（【":
            cost -= 1.5
        elif after in _LEANS_BACK:
            cost += 12.0
        elif after in _JOINS:
            cost -= 2.0
        if before in _LEANS_ON:
            cost += 8.0
        elif before == "的":
            cost -= 1.0
        penalties[index] = cost
    return penalties


def _alone(starts: list[bool], index: int) -> bool:
    """True when the character at `index` is a word by itself."""
    return starts[index] and starts[index + 1]
