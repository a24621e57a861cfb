"""Where a line ends → the letter-spacing that makes every word processor end it there.

Three engines must agree on each line: Word, LibreOffice and our own PDF. They differ in the gap between Han and
Western letters (Word 1/4 em, LibreOffice and we 1/5 em) and in whether the last character before a change of
script keeps its letter-spacing. A line is *locked* when it fits in each engine and the next character (or Western
word, which no engine cuts) fits in none. Most lines are locked as they stand; the others get the integer
letter-spacing that leaves half of the next character free, midway between the engines, and justification hides it.
Western words carry none: the Han take it all. Where an engine's own rules would not allow the break, the line asks for
a U+200B behind its last character.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from jianbao.fonts.faces import is_western
from jianbao.layout.shape import Shaped
from jianbao.layout.widths import (
    FIT_MARGIN,
    LEAST_SPACING,
    SPACES,
    Measure,
    content_end,
    narrowest,
    opening,
    opening_places,
    widest,
)

# twips by which the next character must miss it
OVERFLOW_MARGIN: Final = 30
# em: so wide that the clerk is told
LOOSE: Final = 0.3


class Cut(Struct, frozen=True):
    """One line: characters `start` to `end` are drawn, those up to `next` are blanks dropped at the break.

    `forced`: nothing legal was left, so it is cut inside a unit too long for a line. `loose`: spread so wide that it
    has to be told.
    """

    start: int
    end: int
    next: int
    spacing: int
    zwsp: bool = False
    hard: bool = False
    forced: bool = False
    loose: bool = False


def locked(shaped: Shaped, measure: Measure, ends: Sequence[tuple[int, bool]]) -> tuple[Cut, ...]:
    """The lines that end at `ends`, which are places with whether the text is cut inside a unit there."""
    count = len(shaped.text)
    cuts: list[Cut] = []
    start = 0
    for index, (end, forced) in enumerate(ends):
        after = ends[index + 1][0] if index + 1 < len(ends) else count
        cuts.append(_cut(shaped, measure, start, end, after, forced, first=index == 0))
        start = end
    return tuple(cuts)


def _cut(
    shaped: Shaped,
    measure: Measure,
    start: int,
    end: int,
    after: int,
    forced: bool,
    *,
    first: bool,
) -> Cut:
    """The line from `start` to `end`; the one behind it goes to `after`."""
    text = shaped.text
    last = end >= len(text)
    content = content_end(text, start, end)
    hard = text[end - 1 : end] == "\n" or (measure.hard and not last)
    width = measure.of(first)
    if last or hard:
        spacing = _fitting(shaped, measure, start, content, width, measure.spacing)
        return Cut(start, content, end, spacing, hard=hard, forced=forced)
    if measure.ragged:
        spacing = _fitting(shaped, measure, start, content, width, measure.spacing)
        if not _misses(shaped, measure, (start, end, after), width, spacing):
            return Cut(start, content, end, spacing, hard=True, forced=forced)
    else:
        spacing = _lock(shaped, measure, (start, end, after), width)
    loose = not measure.ragged and _is_loose(shaped, measure, start, content, width)
    return Cut(
        start, content, end, spacing, zwsp=forced or _needs_zwsp(shaped, end), forced=forced, loose=loose
    )


def _is_loose(shaped: Shaped, measure: Measure, start: int, content: int, width: int) -> bool:
    slack = width - widest(shaped, start, content, measure.spacing, measure.size)
    if slack < measure.size or content <= start:
        return False
    return opening(slack / measure.size, *opening_places(shaped, start, content)).han > LOOSE


def _lock(shaped: Shaped, measure: Measure, ends: tuple[int, int, int], width: int) -> int:
    """The letter-spacing, base or other, at which every engine ends the line at `end`.

    Where many of the places that justification opens carry no letter-spacing (between Western words), no more than the
    line is spread by: else its Han would stand wider than all else.
    """
    size, base = measure.size, measure.spacing
    start, end, after = ends
    content = content_end(shaped.text, start, end)
    high = widest(shaped, start, content, base, size)
    if high <= width - FIT_MARGIN and _misses(shaped, measure, ends, width, base):
        return base
    letters = max(1, shaped.spaced[content] - shaped.spaced[start])
    middle = (high + narrowest(shaped, start, content, base, size)) // 2
    free = width - middle
    target = min(_next_unit(shaped, end, after), 2 * size) // 2
    spacing = base + (free - target) // letters
    opens = shaped.opens[content - 1] - shaped.opens[start] if content > start else 0
    if opens > letters:
        even = base + max(0, free) // opens
        while spacing > even and _misses(shaped, measure, ends, width + OVERFLOW_MARGIN, spacing - 1):
            spacing -= 1
    return _fitting(shaped, measure, start, content, width, max(spacing, LEAST_SPACING))


def _misses(shaped: Shaped, measure: Measure, ends: tuple[int, int, int], width: int, spacing: int) -> bool:
    """Does what follows the line not fit on it in any engine? `ends`: its start and end, and the end of the next."""
    start, end, after = ends
    content = content_end(shaped.text, start, end)
    low = narrowest(shaped, start, content, spacing, measure.size)
    blanks = shaped.widths[end] - shaped.widths[content]
    return low + blanks + _next_unit(shaped, end, after) + min(0, spacing) >= width + OVERFLOW_MARGIN


def _fitting(shaped: Shaped, measure: Measure, start: int, content: int, width: int, spacing: int) -> int:
    """The largest letter-spacing up to `spacing` at which the line fits in every engine (LEAST_SPACING at the least)."""
    while (
        spacing > LEAST_SPACING and widest(shaped, start, content, spacing, measure.size) > width - FIT_MARGIN
    ):
        spacing -= 1
    return spacing


def _next_unit(shaped: Shaped, end: int, after: int) -> int:
    """The least that an engine could add to the line: the next character, or a Western word, whole or cut at `after`."""
    text, widths = shaped.text, shaped.widths
    stop = end + 1
    if is_western(text[end]):
        while stop < after and is_western(text[stop]) and text[stop] not in " -/?&=#@":
            stop += 1
    return widths[stop] - widths[end]


def _needs_zwsp(shaped: Shaped, end: int) -> bool:
    """True where LibreOffice's own rules bar the break before character `end`.

    It cuts by the language of the last letter before the break: between Han no mark is needed; behind a
    Western letter, or before one, its Western rules apply, which allow a break only behind a blank or a Han
    letter.
    """
    text = shaped.text
    before, after = text[end - 1], text[end]
    if before in SPACES:
        return False
    western = shaped.is_western(end - 1)
    if shaped.is_western(end):
        return western or not before.isalnum()
    if after.isalnum():
        return False
    return western or not _asian_letter_before(shaped, end)


def _asian_letter_before(shaped: Shaped, end: int) -> bool:
    for index in range(end - 1, max(-1, end - 12), -1):
        if shaped.text[index].isalnum():
            return not shaped.is_western(index)
    return True
