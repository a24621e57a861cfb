"""A text → what edited text hardly ever has in a row, where one change makes it common.

What edited text holds are counts of two, three and four characters (`data.counts`). Where a pair is rare, each character
that is like one of the two in sound or shape is tried in its place. How well that goes with its neighbours, and whether the
words fall into place, is weighed (`weights`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.persons import titled
from jianbao.language.words import is_in_long_word, word_starts
from jianbao.proofread.data import known_right
from jianbao.proofread.lexicon import CHECKED
from jianbao.proofread.nearly import is_coined
from jianbao.proofread.rule import CUSTOM, Rule
from jianbao.proofread.view import Hit, Role, Sheet
from jianbao.proofread.weights import LONG, Change, at_most, room
from jianbao.proofread.words import NUMBERS

# characters looked at on both sides to tell how a text is parted into words
_AROUND: Final = 7
# the odds from which on a slip is told as doubtful, and at all
_TOLD: Final = 600
_HINT: Final = 25


class Slip(NamedTuple):
    """A stretch of a text, what should stand there, and how sure that is: the logarithm of the odds, in hundredths."""

    start: int
    end: int
    right: str
    odds: int


def slips(texts: Sequence[str]) -> Iterator[tuple[int, Slip]]:
    """What is likely to be a slip, with the number of its text; of those that overlap, the likeliest."""
    # numpy takes as long to import as a short issue to be read, and is asked for by those alone that read at length
    from jianbao.proofread.changes import changes

    for number, found in groupby(changes(texts, _HINT), key=itemgetter(0)):
        last: Slip | None = None
        for slip in filter(None, (_slip(texts[number], change) for _, change in found)):
            if last is not None and slip.start >= last.end:
                yield number, last
                last = None
            if last is None or slip.odds > last.odds:
                last = slip
        if last is not None:
            yield number, last


def _slip(text: str, change: Change) -> Slip | None:
    """What is told of a change, where it is likely enough."""
    # two numbers differ by right
    if change.put in NUMBERS and text[change.at] in NUMBERS:
        return None
    most = at_most(change.marks)
    # most are passed over before it is asked how the text is parted, which takes the longest
    if most < _HINT:
        return None
    _, then, here = _around(text, change)
    if most - room() + room(short=True) < _HINT and not is_in_long_word(then, here, LONG):
        return None
    if is_coined(text, change.at) or _is_meant(text, change.at, change.at + 1):
        return None
    parted, start, end = _parted(text, change)
    odds = at_most((*change.marks, *parted))
    right = text[start : change.at] + change.put + text[change.at + 1 : end]
    return Slip(start, end, right, odds) if odds >= _HINT else None


# parties of a case, and what stands alone in law
_OF_THEIR_OWN: Final = frozenset("甲乙丙丁戊亦")


def _is_meant(text: str, start: int, end: int) -> bool:
    """Whether what stands there is a name: 胡局长, 盛信公司, 被告人芦某."""
    if text[start] in _OF_THEIR_OWN or "某" in text[end : end + 2]:
        return True
    if any(text.startswith(("公司", "集团"), end + more) for more in (0, 1)):
        return True
    first = max(start - _AROUND, 0)
    people = titled(text[first : start + _AROUND])
    return any(begin <= start - first < begin + length for begin, length in people.items())


def _around(text: str, change: Change) -> tuple[str, str, int]:
    """What tells how the words fall into place about a change, without it and with it, and where in it the change is."""
    first = max(change.at - _AROUND, 0)
    here = change.at - first
    now = text[first : change.at + 1 + _AROUND]
    return now, now[:here] + change.put + now[here + 1 :], here


def _parted(text: str, change: Change) -> tuple[tuple[int, int, int], int, int]:
    """How the words fall into place by the change, as marks; start and end of what is told, at least two characters."""
    *around, here = _around(text, change)
    now, then = map(word_starts, around)
    start = max(index for index in range(here + 1) if then[index])
    end = then.index(True, here + 1)
    marks = (
        min(max(sum(now) - sum(then), -1), 2) + 1,
        now[here] and now[here + 1],
        min(end - start, LONG) - 1,
    )
    if end - start < 2:
        start, end = (here - 1, here + 1) if here else (here, here + 2)
    first = change.at - here
    return marks, first + start, min(first + end, len(text))


def unlikely(sheet: Sheet) -> Iterator[Hit]:
    """颗粒归苍, 食品安权: what edited text never says, where one character of like sound or shape would make it common."""
    named = [segment.text for segment in sheet.of(Role.NAME, Role.BYLINE, Role.RECIPIENTS)]
    checked = [segment for segment in sheet.segments if segment.role in CHECKED]
    # the same stretch may stand in a text ten thousand times
    times = cache(sheet.whole.count)
    for number, slip in slips([segment.text for segment in checked]):
        segment = checked[number]
        found = segment.text[slip.start : slip.end]
        # what an issue says twice is a name or a word of its trade
        if found in known_right() or times(found) > 1:
            continue
        if not any(found in name for name in named):
            level = Level.DOUBTFUL if slip.odds >= _TOLD else Level.HINT
            yield Hit(segment, slip.start, slip.end, None, {"better": slip.right}, level)
    from jianbao.proofread.confused import in_place_of_another

    for number, start, end, right in in_place_of_another([segment.text for segment in checked]):
        segment = checked[number]
        around = segment.text[max(start - 2, 0) : end + 2]
        if times(around) == 1 and not _is_meant(segment.text, start, end):
            yield Hit(segment, start, end, None, {"better": right}, Level.HINT)


RULES: Final = (Rule("P521", "unlikely-character", CUSTOM, sheet=unlikely, at_length=True),)
