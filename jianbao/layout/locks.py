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
    extent,
    opening,
    opening_places,
)

# twips by which the next character must miss it
OVERFLOW_MARGIN: Final = 30
# Western characters that end a unit
_PARTED_BEHIND: Final = frozenset(" -/?&=#@")
# em: so wide that the clerk is told
LOOSE: Final = 0.3


class Cut(Struct, frozen=True):
    """One line: characters `start` to `end` are drawn, those up to `next` are blanks dropped at the break.

    `forced`: nothing legal was left, so it is cut inside a unit too long for a line. `loose`: spread so wide that it
    has to be told. `ajar`: some engine may take a number's first digit in, for no letter-spacing keeps it out of all.
    """

    start: int
    end: int
    next: int
    spacing: int
    zwsp: bool = False
    hard: bool = False
    forced: bool = False
    loose: bool = False
    ajar: bool = False


def locked(shaped: Shaped, measure: Measure, ends: Sequence[tuple[int, bool]]) -> tuple[Cut, ...]:
    """The lines that end at `ends`, which are places with whether the text is cut inside a unit there."""
    count = len(shaped.text)
    cuts: list[Cut] = []
    start = 0
    for index, (end, forced) in enumerate(ends):
        after = ends[index + 1][0] if index + 1 < len(ends) else count
        cuts.append(_Line(shaped, measure, start, end, after, first=index == 0).cut(forced=forced))
        start = end
    return tuple(cuts)


class _Line:
    """The line from `start` to `end` while it is locked; the one behind it goes to `after`."""

    def __init__(
        self, shaped: Shaped, measure: Measure, start: int, end: int, after: int, *, first: bool
    ) -> None:
        self.shaped, self.measure = shaped, measure
        self.start, self.end, self.after = start, end, after
        self.content = content_end(shaped.text, start, end)
        self.width = measure.of(first)
        self.extent = extent(shaped, start, self.content, measure.size)

    def cut(self, *, forced: bool) -> Cut:
        """The line locked; `forced` inside a unit."""
        shaped, measure = self.shaped, self.measure
        start, end, content = self.start, self.end, self.content
        last = end >= len(shaped.text)
        hard = shaped.text[end - 1 : end] == "\n" or (measure.hard and not last)
        if last or hard:
            return Cut(start, content, end, self._fitting(measure.spacing), hard=hard, forced=forced)
        if measure.ragged:
            spacing = self._fitting(measure.spacing)
            if not self._misses(spacing):
                return Cut(start, content, end, spacing, hard=True, forced=forced)
        else:
            spacing = self._lock()
        loose = not measure.ragged and self._is_loose()
        zwsp = forced or _needs_zwsp(shaped, end)
        ajar = shaped.text[end].isdigit() and not self._misses(spacing, 0)
        return Cut(start, content, end, spacing, zwsp=zwsp, forced=forced, loose=loose, ajar=ajar)

    def _is_loose(self) -> bool:
        size = self.measure.size
        slack = self.width - self.extent.widest(self.measure.spacing)
        if slack < size or self.content <= self.start:
            return False
        return opening(slack / size, *opening_places(self.shaped, self.start, self.content)).han > LOOSE

    def _lock(self) -> int:
        """The letter-spacing, base or other, at which every engine ends the line at `end`.

        Where many of the places that justification opens carry no letter-spacing (between Western words), no more than
        the line is spread by: else its Han would stand wider than all else.
        """
        shaped, start, content, base = self.shaped, self.start, self.content, self.measure.spacing
        high = self.extent.widest(base)
        if high <= self.width - FIT_MARGIN and self._misses(base):
            return base
        letters = max(1, self.extent.letters)
        free = self.width - (high + self.extent.narrowest(base)) // 2
        spacing = base + (free - min(self._next_unit(), 2 * self.measure.size) // 2) // letters
        opens = shaped.opens[content - 1] - shaped.opens[start] if content > start else 0
        if opens > letters:
            even = base + max(0, free) // opens
            while spacing > even and self._misses(spacing - 1, 2 * OVERFLOW_MARGIN):
                spacing -= 1
        return self._fitting(max(spacing, LEAST_SPACING))

    def _misses(self, spacing: int, margin: int = OVERFLOW_MARGIN) -> bool:
        """Does what follows the line not fit on it in any engine, by `margin`?"""
        low = self.extent.narrowest(spacing)
        blanks = self.shaped.widths[self.end] - self.shaped.widths[self.content]
        return low + blanks + self._next_unit() + min(0, spacing) >= self.width + margin

    def _fitting(self, spacing: int) -> int:
        """The largest letter-spacing up to `spacing` at which the line fits in every engine (LEAST_SPACING at the least)."""
        while spacing > LEAST_SPACING and self.extent.widest(spacing) > self.width - FIT_MARGIN:
            spacing -= 1
        return spacing

    def _next_unit(self) -> int:
        """The least that an engine could add to the line: the next character, or a Western word, whole or cut at `after`."""
        text, widths, end = self.shaped.text, self.shaped.widths, self.end
        stop = end + 1
        if is_western(text[end]) and text[end] not in _PARTED_BEHIND:
            while stop < self.after and is_western(text[stop]) and text[stop] not in _PARTED_BEHIND:
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
