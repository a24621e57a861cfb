"""A text → characters that edited text hardly ever has where they stand, and others of like sound or shape that it has there.

What edited text holds are counts of pairs and of threes of characters (`data.counts`). Where a pair is rare, and the two
characters before and behind make no known three either, each character that is like the one that stands there is tried: how
well it goes with its neighbours, and whether the words fall into place, is weighed (`_WEIGHTS` and those below it, a logistic
regression on planted slips and on edited prose, in hundredths).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import add
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.words import word_starts
from jianbao.proofread.data import known_right
from jianbao.proofread.data.counts import Counts, as_counted, counts
from jianbao.proofread.lexicon import CHECKED
from jianbao.proofread.rule import CUSTOM, Rule
from jianbao.proofread.view import Hit, Role, Sheet

# characters looked at on both sides to tell how a text is parted into words
_AROUND: Final = 7
# characters of a quotation that an office coins as a name
_COINED: Final = 5
# The most frequent ones of edited text: they stand beside anything.
_FREQUENT: Final = frozenset(
    "的国人和中会一民在行大发有业作第不工政法主定以年全理十部地为是条新动关应生当建出对进要上合产用展经了机日方设同家成市务者实规区公员加等管"
    "事时本开表平保制学化力三个二代重共议体我高门自美能到提强其利长来委下多军总分资安可社文通持或于月现内施及"
)
# By mark, the weight of each of its values; see `_marks`.
_WEIGHTS: Final[tuple[tuple[int, ...], ...]] = (
    (66, -32, -75),
    (-45, -5, 8, 1),
    (-121, -53, 42, 91),
    (-57, -13, -3, 31),
    (-15, -74, -29, 76),
    (-68, 10, 25, 13, -9, -12),
    (-3, 6, 14, -9, -27, -23),
    (-68, 95, -2, -8, -23, -36),
    (-3, 85, -13, -29, -39, -43),
    (-16, 38, -45, -18),
)
# The weights of how many words fewer the other character makes, of whether the one that stands there is a word by itself, of
# how long the word is that the other one is in; what the first two, and all, add at most.
_FEWER: Final = (-94, -49, 14, 87)
_ALONE: Final = (-48, 6)
_LENGTHS: Final = (-68, -49, -110, 186)
_OF_PARTS: Final = max(_FEWER) + max(_ALONE)
_OF_WORDS: Final = _OF_PARTS + max(_LENGTHS)
_START: Final = -56
_MENDED: Final = 100
_DOUBTFUL: Final = 0
_HINT: Final = -130


class Slip(NamedTuple):
    """A stretch of a text, what should stand there, and how sure that is: the logarithm of the odds, in hundredths."""

    start: int
    end: int
    right: str
    odds: int


class _Place(NamedTuple):
    """A character with two on each side, what is known of it there, and the likeliest other one."""

    at: int
    char: str
    other: str
    kind: int
    # of the threes that the other one ends, stands amid and begins
    threes: tuple[int, int, int]
    # of the pairs that the other one makes with its neighbours, and of those that stand there
    pairs: tuple[int, int]
    present: tuple[int, int]


def slips(text: str) -> Iterator[Slip]:
    """What is likely to be a slip."""
    for place in places(text):
        odds = _START + sum(map(tuple.__getitem__, _WEIGHTS, _marks(place)))
        # most fall short whatever the words are, which take long to tell
        if odds + _OF_WORDS < _HINT or _is_coined(text, place.at):
            continue
        first = max(place.at - _AROUND, 0)
        around, here = text[first : place.at + _AROUND + 1], place.at - first
        then = word_starts(around[:here] + place.other + around[here + 1 :])
        start, end = _bounds(then, here)
        odds += _LENGTHS[min(end - start, 4) - 1]
        if odds + _OF_PARTS < _HINT:
            continue
        now = word_starts(around)
        odds += _FEWER[min(max(sum(now) - sum(then), -1), 2) + 1] + _ALONE[now[here] and now[here + 1]]
        if odds >= _HINT:
            start, end = (first + start, first + end) if end - start > 1 else _rarer(place)
            right = text[start : place.at] + place.other + text[place.at + 1 : end]
            yield Slip(start, end, right, odds)


def _is_coined(text: str, at: int) -> bool:
    """Whether the character stands in a short quotation: “三量”, “卓粤”."""
    start = text.rfind("“", max(at - _COINED, 0), at)
    return start >= 0 and "”" in text[at + 1 : start + _COINED + 2] and "”" not in text[start:at]


def places(text: str) -> Iterator[_Place]:
    """Where a rare pair stands that one other character would mend."""
    known = counts()
    padded = as_counted(f"\0\0{text}\0\0")
    rare = [*map(known.rare.__getitem__, map(add, padded, padded[1:]))]
    done = 0
    for index in compress(range(len(rare)), rare):
        for at in range(max(index, done), index + 2):
            found = _place(known, padded[at - 2 : at + 3], at - 2)
            if found is not None:
                yield found
        done = index + 2


def _place(known: Counts, around: str, at: int) -> _Place | None:
    three, pair = known.threes, known.pairs
    if three[around[1:4]] or three[around[:3]] or three[around[2:]]:
        return None
    head, tail = around[:2], around[3:]
    before, char, behind = head[1], around[2], tail[0]
    best: _Place | None = None
    most = -1.0
    beside = known.behind[before] | known.before[behind]
    for kind, like in enumerate(known.like(char)):
        # in order, so that of those worth the same the one proposed is the same in every run
        for other in sorted(like & beside):
            left, right = pair[before + other], pair[other + behind]
            threes = (
                three[head + other] if left > 0 else 0,
                three[before + other + behind],
                three[other + tail] if right > 0 else 0,
            )
            worth = 2 * sum(threes) + left + right + (1.5, 1, 0.5)[kind] - (other in _FREQUENT)
            if worth > most:
                most = worth
                present = pair[before + char], pair[char + behind]
                best = _Place(at, char, other, kind, threes, (left, right), present)
    return best


def _marks(place: _Place) -> tuple[int, ...]:
    """What is weighed of the counts: for each of the first rows of `_WEIGHTS` which of its values counts."""
    return (
        place.kind,
        *place.threes,
        sum(map(bool, place.threes)),
        *(pair + 1 for pair in (*place.pairs, *place.present)),
        (place.char in _FREQUENT) + 2 * (place.other in _FREQUENT),
    )


def _bounds(starts: list[bool], at: int) -> tuple[int, int]:
    """Start and end of the word that the character at `at` is in."""
    return max(index for index in range(at + 1) if starts[index]), starts.index(True, at + 1)


def _rarer(place: _Place) -> tuple[int, int]:
    """Start and end of the rarer of the two pairs that the character is in."""
    before, behind = place.pairs
    return (place.at - 1, place.at + 1) if before >= behind else (place.at, place.at + 2)


def unlikely(sheet: Sheet) -> Iterator[Hit]:
    """颗粒归苍, 食品安权: what edited text never says, where one character of like sound or shape would make it common."""
    for segment in sheet.segments:
        for slip in slips(segment.text) if segment.role in CHECKED else ():
            found = segment.text[slip.start : slip.end]
            # what an issue says twice is a name or a word of its trade
            if found in known_right() or sheet.whole.count(found) > 1:
                continue
            named = sheet.of(Role.NAME, Role.BYLINE, Role.RECIPIENTS)
            if not any(found in name.text for name in named):
                level = Level.DOUBTFUL if slip.odds >= _DOUBTFUL else Level.HINT
                # what is mended without being asked must be surer than what is told
                right = slip.right if slip.odds >= _MENDED else None
                yield Hit(segment, slip.start, slip.end, right, {"better": slip.right}, level)


RULES: Final = (Rule("P521", "unlikely-character", CUSTOM, fixable=True, sheet=unlikely, at_length=True),)
