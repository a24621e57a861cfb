"""A shaped paragraph → where each line ends, and the letter-spacing that makes every word processor end it there.

Three engines must agree on a line: Word, LibreOffice and our own PDF. They differ in the gap between Han and
Western letters (Word 1/4 em, LibreOffice and we 1/5 em) and in whether the last character before a change of
script keeps its letter-spacing. A line is *locked* when it fits in each engine and the next character (or Western
word, which no engine cuts) fits in none. Most lines are locked as they stand; the others get the integer
letter-spacing that leaves half of the next character free, midway between the engines, and justification hides it.
Where an engine's own rules would not allow the break, the line asks for a U+200B behind its last character.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from msgspec import Struct

from jianbao.fonts.faces import is_western
from jianbao.layout.shape import NOT_AT_END, NOT_AT_START, Shaped

SPACES: Final = " \u3000"
FIT_MARGIN: Final = 6  # twips that a line must stay clear of the measure in every engine
OVERFLOW_MARGIN: Final = 30  # twips by which the next character must miss it
EASE: Final = (
    4  # 0.2 pt tighter than the style's spacing is not seen, and keeps 28 characters on lines with marks
)
LEAST_SPACING: Final = -12  # 0.6 pt: tighter than this is seen
_LOOK_BACK: Final = 4  # characters


class Measure(Struct, frozen=True):
    """The width a paragraph is set in: of its first line and of the others, with its base letter-spacing, in twips.

    `hard`: lines end with breaks that live text states, not with locks (behind the text stands a tab). `ragged`: nothing
    is spread to fill a line, so one that its own width does not lock ends with such a break too.
    """

    first: int
    rest: int
    spacing: int
    size: int
    hard: bool = False
    ragged: bool = False

    def of(self, first: bool) -> int:
        """The width of the first line, or of any other."""
        return self.first if first else self.rest


class Cut(Struct, frozen=True):
    """One line: characters `start` to `end` are drawn, those up to `next` are blanks dropped at the break."""

    start: int
    end: int
    next: int
    spacing: int
    zwsp: bool = False
    hard: bool = False
    forced: bool = False  # nothing legal was left: cut inside a unit too long for a line


def cut_lines(shaped: Shaped, measure: Measure) -> tuple[Cut, ...]:
    """Where the lines of `shaped` end, greedily.

    A last line of fewer than two Han gets a unit from the line before it (推出; clreq): 27 characters spread over a
    line are not seen, 29 forced into one break the norm's 28. Marks are not squeezed to half width: LibreOffice bounds
    negative letter-spacing at a sixth of an em and drops it behind a run's last character, so both files could not
    show it alike; they stand on the grid, as offices set them. Ragged lines are not mended: they are few characters long.
    """
    count = len(shaped.text)
    ends = _greedy(shaped, measure, measure.spacing - EASE)
    if len(ends) > 1 and not measure.ragged and not _full_enough(shaped.text[ends[-2][0] : ends[-1][0]]):
        ends = _mend_last(shaped, measure, ends)
    cuts: list[Cut] = []
    start = 0
    for index, (end, forced) in enumerate(ends):
        after = ends[index + 1][0] if index + 1 < len(ends) else count
        cuts.append(_cut(shaped, measure, start, end, after, forced, first=index == 0))
        start = end
    return tuple(cuts)


def widest(shaped: Shaped, start: int, end: int, spacing: int, size: int) -> int:
    """The width of characters start to end in the engine that sets them widest."""
    han_western, changes, letters = _counts(shaped, start, end)
    advance = shaped.widths[end] - shaped.widths[start]
    word = advance + han_western * (size // 4) + spacing * letters
    # LibreOffice applies no letter-spacing to the last character before a change of script, nor to a line's last
    office = advance + han_western * (size // 5) + spacing * max(0, letters - changes - 1)
    return max(word, office)


def narrowest(shaped: Shaped, start: int, end: int, spacing: int, size: int) -> int:
    """The width in the engine that sets them narrowest."""
    han_western, changes, letters = _counts(shaped, start, end)
    advance = shaped.widths[end] - shaped.widths[start] + han_western * (size // 5)
    return advance + min(spacing * letters, spacing * max(0, letters - changes - 1))


def _counts(shaped: Shaped, start: int, end: int) -> tuple[int, int, int]:
    """(gaps, portions but one, characters) between start and end."""
    gaps, portions = shaped.gap_at, shaped.portion_at
    return (
        bisect_left(gaps, end) - bisect_right(gaps, start) if gaps and end > start else 0,
        bisect_left(portions, end) - bisect_right(portions, start) if portions and end > start else 0,
        end - start,
    )


def content_end(text: str, start: int, end: int) -> int:
    """`end` without the blanks and breaks before it."""
    while end > start and text[end - 1] in " \u3000\n":
        end -= 1
    return end


def _greedy(shaped: Shaped, measure: Measure, spacing: int) -> list[tuple[int, bool]]:
    text, breaks, count = shaped.text, shaped.breaks, len(shaped.text)
    ends: list[tuple[int, bool]] = []
    start = 0
    while start < count:
        width = measure.of(not ends)
        newline = text.find("\n", start)
        limit = newline + 1 if newline >= 0 else count
        reach = _reach(shaped, start, limit, width, Measure(0, 0, spacing, measure.size))
        if reach >= limit:
            ends.append((limit, False))
            start = limit
            continue
        end = reach
        while end > start and not breaks[end]:
            end -= 1
        if end > start:
            ends.append((end, False))
        else:
            end = _inside(text, start, max(reach, start + 1))
            ends.append((end, True))
        start = end
    return ends or [(0, False)]


def _inside(text: str, start: int, reach: int) -> int:
    """Where to cut a unit too long for a line: at the farthest place beside no mark that bars it, nor in a number."""
    least = max(start, reach - _LOOK_BACK)
    allowed = [
        end
        for end in range(reach, least, -1)
        if text[end] not in NOT_AT_START and text[end - 1] not in NOT_AT_END
    ]
    return next((end for end in allowed if not text[end - 1 : end + 1].isdigit()), (*allowed, reach)[0])


def _reach(shaped: Shaped, start: int, limit: int, width: int, measure: Measure) -> int:
    """The farthest end whose content fits in every engine; blanks at the end do not count."""
    text, widths = shaped.text, shaped.widths
    room = widths[start] + width + max(0, -measure.spacing) * 64
    end = min(bisect_right(widths, room, start, limit + 1) - 1, limit)
    while end > start + 1:
        content = content_end(text, start, end)
        if widest(shaped, start, content, measure.spacing, measure.size) <= width - FIT_MARGIN:
            break
        end -= 1
    while end < limit and text[end] in SPACES:
        end += 1
    return end


def _mend_last(shaped: Shaped, measure: Measure, ends: list[tuple[int, bool]]) -> list[tuple[int, bool]]:
    """Push a unit from the last line but one to a last line that holds fewer than two Han (clreq)."""
    if len(ends) < 2 or ends[-2][1]:
        return ends
    text, breaks = shaped.text, shaped.breaks
    before = ends[-3][0] if len(ends) > 2 else 0
    cut, last = ends[-2][0], ends[-1][0]
    if text[cut - 1] == "\n" or _full_enough(text[cut:last]):
        return ends
    width = measure.of(len(ends) == 2)
    end = cut - 1
    while end > before and not (breaks[end] and _full_enough(text[end:last])):
        end -= 1
    content = content_end(text, before, end)
    least = width * 7 // 8  # spread wider than that, it is seen
    if end <= before or widest(shaped, before, content, measure.spacing, measure.size) < least:
        return ends
    if (
        widest(shaped, end, content_end(text, end, last), measure.spacing, measure.size)
        > measure.rest - FIT_MARGIN
    ):
        return ends
    return [*ends[:-2], (end, False), ends[-1]]


def _full_enough(text: str) -> bool:
    """At least two Han characters, or a Western word or number of two characters."""
    return sum(1 for char in text if char.isalnum()) >= 2


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
    return Cut(start, content, end, spacing, zwsp=forced or _needs_zwsp(shaped, end), forced=forced)


def _lock(shaped: Shaped, measure: Measure, ends: tuple[int, int, int], width: int) -> int:
    """The letter-spacing, base or other, at which every engine ends the line at `end`."""
    size, base = measure.size, measure.spacing
    start, end, after = ends
    content = content_end(shaped.text, start, end)
    high = widest(shaped, start, content, base, size)
    if high <= width - FIT_MARGIN and _misses(shaped, measure, ends, width, base):
        return base
    letters = max(1, content - start)
    middle = (high + narrowest(shaped, start, content, base, size)) // 2
    free = width - middle
    target = min(_next_unit(shaped, end, after), 2 * size) // 2
    spacing = base + (free - target) // letters
    return _fitting(shaped, measure, start, content, width, max(spacing, LEAST_SPACING))


def _misses(shaped: Shaped, measure: Measure, ends: tuple[int, int, int], width: int, spacing: int) -> bool:
    """Does what follows the line not fit on it in any engine? `ends`: its start and end, and the end of the next."""
    start, end, after = ends
    content = content_end(shaped.text, start, end)
    low = narrowest(shaped, start, content, spacing, measure.size)
    blanks = shaped.widths[end] - shaped.widths[content]
    return low + blanks + _next_unit(shaped, end, after) + spacing >= width + OVERFLOW_MARGIN


def _fitting(shaped: Shaped, measure: Measure, start: int, content: int, width: int, spacing: int) -> int:
    """The largest letter-spacing up to `spacing` at which the line fits in every engine (LEAST_SPACING at the least)."""
    while (
        spacing > LEAST_SPACING and widest(shaped, start, content, spacing, measure.size) > width - FIT_MARGIN
    ):
        spacing -= 1
    return spacing


def _next_unit(shaped: Shaped, end: int, after: int) -> int:
    """The least that an engine could add to the line: the next character, or a Western word, whole or cut at `after`.

    The word may stand as tight as a line can, since it carries the letter-spacing of the line that it begins.
    """
    text, widths = shaped.text, shaped.widths
    stop = end + 1
    if is_western(text[end]):
        while stop < after and is_western(text[stop]) and text[stop] not in " -/?&=#@":
            stop += 1
    return widths[stop] - widths[end] + LEAST_SPACING * (stop - end - 1)


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
