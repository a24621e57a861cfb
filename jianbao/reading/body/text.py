"""Text as clerks type it → text as it is set: spaces that mean nothing go, those that mean a gap become one U+3000.

Characters that GBK had in the private use area stand where GB 18030 has them now.

Clerks put spaces between Han and digits or Latin because their editors do; the grid of GB/T 9704 has none. A space
between two Han characters is meant (“持续援疆十三五 携手同奔小康路”): a gap of one character. Between Western words
one space stays. A line end counts as no space between Han and as one between Western words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import east_asian_width

from jianbao.expressions import compiled
from jianbao.fonts import private_use
from jianbao.reading.yaml.source import edited

# stands for a break that the clerk asked for, until the text is cut into spans
HARD_BREAK: Final = "\r"
GAP: Final = "\u3000"

_RUN: Final = compiled("[ \t\n\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Pairs of first and last character; as sets of regular expressions they would take 3 ms to compile.
_HAN: Final = (
    "\u2e80\u2fdf\u3005\u3007\u3021\u3029\u3031\u3035\u3038\u303b\u3040\u30ff\u3105\u312f\u31a0\u31ff"
    "\u3400\u4dbf\u4e00\u9fff\ue000\uf8ff\uf900\ufaff\U00020000\U0003ffff\ufe00\ufe0f\U000e0100\U000e01ef"
)
_MARK: Final = "\u3001\u3004\u3008\u3020\u3030\u3030\u303d\u303d\uff00\uffef"
_NUMBERED: Final = compiled(r"\s*[图表]\s*[0-9０-９一二三四五六七八九十]+(?:[-–—.．][0-9]+)?([^\S\n]+)(?=\S)")

# marks looked through for what they hold: a limit, so that no text takes long
_FARTHEST: Final = 8

Edit = tuple[int, int, str]


def _is_within(char: str, ranges: str) -> bool:
    return any(first <= char <= last for first, last in zip(ranges[::2], ranges[1::2], strict=True))


@lru_cache(4096)
def _kind(char: str) -> str:
    """'H' a Han character, 'C' a Chinese mark, 'W' anything Western, '?' a mark that either script uses."""
    if _is_within(char, _HAN):
        return "H"
    if _is_within(char, _MARK):
        return "C"
    return "?" if not char.isalnum() and east_asian_width(char) == "A" else "W"


def _side(text: str, index: int, step: int) -> str:
    """The kind of the character at `index`; a mark of either script (“ ” — … ·) is of the kind of what it holds."""
    at, left = index, _FARTHEST
    while left and 0 <= at < len(text):
        if not text[at].isspace():
            kind = _kind(text[at])
            if kind != "?":
                return kind
            left -= 1
        at += step
    return "W"


def edits(text: str) -> list[Edit]:
    """What `normalise` changes: (start, end, replacement), in order."""
    found: list[Edit] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        wanted = _replacement(text, start, end)
        if wanted != run[0]:
            found.append((start, end, wanted))
    old = [(index, index + 1, char) for index, char in private_use.found_in(text)]
    return sorted(found + old) if old else found


def _replacement(text: str, start: int, end: int) -> str:
    if start == 0 or end == len(text):
        return ""
    run = text[start:end]
    if HARD_BREAK in run:
        return HARD_BREAK
    soft = "\n" in run
    if GAP in run and not soft:
        return GAP * run.count(GAP)
    left, right = _kind(text[start - 1]), _kind(text[end])
    if "H" in (left, right) or "C" in (left, right):
        return GAP if left == right == "H" and not soft else ""
    both = _side(text, start - 1, -1) + _side(text, end, 1)
    return " " if both == "WW" else ""


def normalise(text: str) -> str:
    """`text` as it is set (see the module's docstring), no space at either end."""
    return edited(text, edits(text))


def normalise_with_offsets(text: str) -> tuple[str, list[int]]:
    """(`normalise(text)`, for each of its characters the index in `text` that it comes from)."""
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for start, end, wanted in edits(text):
        pieces += (text[done:start], wanted)
        offsets.extend(range(done, start))
        offsets.extend(range(start, start + len(wanted)))
        done = end
    pieces.append(text[done:])
    offsets.extend(range(done, len(text)))
    return "".join(pieces), offsets


def gap_after_number(text: str) -> str:
    """`表1 各县进度` with the space behind its number as a gap, which `normalise` then keeps; length unchanged."""
    found = _NUMBERED.match(text)
    if not found:
        return text
    start, end = found.span(1)
    return text[:start] + GAP + text[start + 1 : end].replace(GAP, " ") + text[end:]
