"""A text → what edited text hardly ever has in a row, where one change makes it common.

What edited text holds are counts of two, three and four characters (`data.counts`). Where a pair is rare, each character
that is like one of the two in sound or shape is tried in its place, the two are changed about, or one is left out where they
are the same. How well the change goes with its neighbours, and whether the words fall into place, is weighed (`_WEIGHTS`,
logistic regressions on planted slips and on edited prose, in hundredths).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import compress
from operator import add
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.words import word_starts
from jianbao.proofread.data import known_right
from jianbao.proofread.data.counts import OFTEN, Counts, as_counted, counts
from jianbao.proofread.lexicon import CHECKED
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
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
# Kinds of change.
_OTHER, _TURNED, _LESS, _TWICE = range(4)
# By kind of change, the weight of each value of each mark, the first one being where it begins.
_WEIGHTS: Final[dict[int, tuple[tuple[int, ...], ...]]] = {
    _OTHER: (
        (-7,),
        (85, 0, -89),
        (-19, 24, -4, -4),
        (-63, -18, 15, 63),
        (-30, 7, 0, 21),
        (0, -58, 3, 51),
        (-46, -15, 12, 15, 6, 24),
        (-10, -50, 30, 13, 14, -1),
        (-46, 150, 14, -21, -53, -47),
        (-10, 131, -3, -7, -66, -48),
        (-8, 61, -27, -30),
        (-91, -33, 29, 92),
        (-62, -20, 7, 72),
        (-103, -76, 26, 54, 95),
        (58, -62),
        (-94, -68, 58, 101),
        (-23, 20),
        (-44, -25, -77, 142),
    ),
    _TURNED: (
        (-73,),
        (0, 0, -95, 24, 71),
        (0, -72, 23, 49),
        (-102, -35, 65, 72),
        (-102, -26, 31, 97),
        (138, 15, -88, -61, -3),
        (0, 33, 14, -47),
        (-41, -20, 18, 42),
        (-76, -76, 56, 97),
        (-48, 48),
        (0, 17, -51, 35),
    ),
    _LESS: (
        (-8,),
        (0, -14, -15, 27),
        (0, -59, 3, 54),
        (-90, -9, 97),
        (154, -12, -119, -25),
        (0, 29, 10, -11, 7, -36),
        (0, 60, -9, 4, -17, -40),
        (0, 75, -174, 97),
        (-12, -85, -26, 120),
        (-6, 4),
        (-27, 20, -21, 26),
    ),
    _TWICE: (
        (-54,),
        (-135, 2, 69, 58),
        (200, -10, -35, -162),
        (130, 11, -147),
        (0, 51, -12, 9, -45, -9),
        (-104, -5, 63, 40),
        (-101, 15, -10, 90),
        (-92, -50, 43, 93),
        (-40, -166, 39, 161),
        (-40, 33),
        (-23, 47, -1, -29),
    ),
}
_MENDED: Final = 450
_DOUBTFUL: Final = 230
_HINT: Final = 0


_AGAIN = Pattern("(?P<unit>[一-龥]{1,4}?)(?P=unit)")


class Slip(NamedTuple):
    """A stretch of a text, what should stand there, and how sure that is: the logarithm of the odds, in hundredths."""

    start: int
    end: int
    right: str
    odds: int


class _Change(NamedTuple):
    """What would make a text common: `size` characters at `at`, for which `put` is put; and what is weighed of it."""

    kind: int
    at: int
    size: int
    put: str
    marks: tuple[int, ...]


def slips(text: str) -> Iterator[Slip]:
    """What is likely to be a slip; of those that overlap, the likeliest."""
    last: Slip | None = None
    for slip in filter(None, map(partial(_slip, text), changes(text))):
        if last is not None and slip.start >= last.end:
            yield last
            last = None
        if last is None or slip.odds > last.odds:
            last = slip
    if last is not None:
        yield last


def _slip(text: str, change: _Change) -> Slip | None:
    """What is told of a change, where it is likely enough."""
    weights, known = _WEIGHTS[change.kind], len(change.marks) + 1
    odds = sum(row[mark] for row, mark in zip(weights, (0, *change.marks), strict=False))
    # most are passed over before it is asked how the text is parted, which takes the longest
    if odds + sum(map(max, weights[known:])) < _HINT or _is_coined(text, change.at):
        return None
    parted, start, end = _parted(text, change)
    odds += sum(row[mark] for row, mark in zip(weights[known:], parted, strict=True))
    right = text[start : change.at] + change.put + text[change.at + change.size : end]
    return Slip(start, end, right, odds) if odds >= _HINT else None


def _parted(text: str, change: _Change) -> tuple[tuple[int, int, int], int, int]:
    """How the words fall into place by the change, as marks; start and end of what is told, at least two characters."""
    first = max(change.at - _AROUND, 0)
    here, behind = change.at - first, change.at - first + change.size
    around = text[first : first + behind + _AROUND]
    now = word_starts(around)
    then = word_starts(around[:here] + change.put + around[behind:])
    start = max(index for index in range(min(here + 1, len(then) - 1)) if then[index])
    end = then.index(True, max(here + len(change.put), start + 1))
    marks = (
        min(max(sum(now) - sum(then), -1), 2) + 1,
        now[here] and now[here + 1],
        min(end - start, 4) - 1,
    )
    end += change.size - len(change.put)
    if change.kind == _TWICE:
        start, end = here - change.size, behind
    elif end - start < 2:
        start, end = (here - 1, here + 1) if here else (here, here + 2)
    return marks, first + start, min(first + end, len(text))


def _is_coined(text: str, at: int) -> bool:
    """Whether the character stands in a short quotation: “三量”, “卓粤”."""
    start = text.rfind("“", max(at - _COINED, 0), at)
    return start >= 0 and "”" in text[at + 1 : start + _COINED + 2] and "”" not in text[start:at]


def changes(text: str) -> Iterator[_Change]:
    """What one change would make common, where a rare pair stands or the same stands twice."""
    known = counts()
    padded = as_counted(f"\0\0\0{text}\0\0\0")
    rare = [*map(known.rare.__getitem__, map(add, padded, padded[1:]))]
    done = 0
    for index in compress(range(len(rare)), rare):
        for at in range(max(index, done), index + 2):
            for found in (_other(known, padded[at - 3 : at + 4], at - 3), _one_less(known, padded, at)):
                if found is not None:
                    yield found
        done = index + 2
        found = _turned(known, padded[index - 2 : index + 4], index - 3)
        if found is not None:
            yield found
    for again in _AGAIN.compiled.finditer(padded):
        yield _twice(known, padded, again.start(), len(again["unit"]))


def _other(known: Counts, around: str, at: int) -> _Change | None:
    """Another character of like sound or shape, in the middle of seven."""
    char = around[3]
    present = known.threes[around[1:4]], known.threes[around[2:5]], known.threes[around[3:6]]
    # where most of it is known it is no slip, or needs more than four characters to tell
    if present.count(0) < 2:
        return None
    is_known = any(present)
    if is_known and (
        known.fours[around[:4]]
        or known.fours[around[1:5]]
        or known.fours[around[2:6]]
        or known.fours[around[3:]]
    ):
        return None
    behind, before = known.behind[around[2]], known.before[around[4]]
    head, tail = around[:3], around[4:]
    best: tuple[int, ...] = ()
    chosen = ""
    most = 0.0
    for kind, others in enumerate(known.like(char)):
        # in order, so that of those worth the same the one proposed is the same in every run
        for other in sorted((others & behind) | (others & before)):
            follows, precedes = other in behind, other in before
            first = known.threes[around[1:3] + other] if follows else 0
            second = known.threes[around[2] + other + around[4]]
            third = known.threes[other + around[4:6]] if precedes else 0
            if not (first or second or third):
                continue
            fours = (0, 0, 0, 0)
            if (first and second) or (second and third) or first == 3 or third == 3:
                put = head + other + tail
                fours = (
                    known.fours[put[:4]],
                    known.fours[put[1:5]],
                    known.fours[put[2:6]],
                    known.fours[put[3:]],
                )
            if is_known and not any(fours):
                continue
            worth = 2 * (first + second + third + sum(fours)) + (1.5, 1, 0.5)[kind] - (other in _FREQUENT)
            if worth > most:
                most, chosen, best = worth, other, (kind, first, second, third, *fours)
    if not chosen:
        return None
    kind, first, second, third, *counted = best
    return _Change(
        _OTHER,
        at,
        1,
        chosen,
        (
            kind,
            first,
            second,
            third,
            bool(first) + bool(second) + bool(third),
            *(
                known.pairs[pair] + 1
                for pair in (around[2] + chosen, chosen + around[4], around[2:4], around[3:5])
            ),
            (char in _FREQUENT) + 2 * (chosen in _FREQUENT),
            max(counted[1:3]),
            max(counted[0], counted[3]),
            sum(map(bool, counted)),
            is_known,
        ),
    )


def _turned(known: Counts, around: str, at: int) -> _Change | None:
    """The two in the middle of six changed about."""
    then = around[:2] + around[3] + around[2] + around[4:]
    if not known.threes[then[1:4]] or not (known.threes[then[:3]] or known.threes[then[3:]]):
        return None
    if known.fours[around[:4]] or known.fours[around[1:5]] or known.fours[around[2:]]:
        return None
    threes = [known.threes[then[start : start + 3]] for start in range(4)]
    fours = [known.fours[then[start : start + 4]] for start in range(3)]
    present = [known.threes[around[start : start + 3]] for start in range(4)]
    marks = (
        sum(map(bool, threes)),
        max(threes),
        sum(map(bool, fours)),
        max(fours),
        sum(map(bool, present)),
        known.pairs[around[2:4]] + 1,
        sum(known.pairs[then[start : start + 2]] > OFTEN for start in range(1, 4)),
    )
    return _Change(_TURNED, at, 2, then[2:4], marks)


def _one_less(known: Counts, padded: str, at: int) -> _Change | None:
    """A character left out that stands nearby too, or beside anything."""
    char, before, behind = padded[at], padded[at - 3 : at], padded[at + 1 : at + 4]
    if char not in before and char not in behind and char not in _FREQUENT:
        return None
    if char in (before[-1], behind[0]):
        return None
    then = before[1:] + behind[:2]
    four = known.fours[then]
    if not four:
        return None
    present = (
        known.threes[before[1:] + char],
        known.threes[before[-1] + char + behind[0]],
        known.threes[char + behind[:2]],
    )
    if (
        known.fours[before + char]
        or known.fours[before[1:] + char + behind[0]]
        or known.fours[before[-1] + char + behind[:2]]
    ):
        return None
    marks = (
        four,
        min(known.threes[then[:3]], known.threes[then[1:]]),
        bool(known.fours[before + behind[0]]) + bool(known.fours[before[-1] + behind]),
        sum(map(bool, present)),
        known.pairs[before[-1] + char] + 1,
        known.pairs[char + behind[0]] + 1,
        2 * (char in _FREQUENT) + (char in before or char in behind),
    )
    return _Change(_LESS, at - 3, 1, "", marks)


def _twice(known: Counts, padded: str, start: int, size: int) -> _Change:
    """One to four characters that stand twice left out once."""
    seam, end = start + size, start + 2 * size
    then = padded[start - 2 : seam] + padded[end : end + 2]
    threes = [known.threes[then[at : at + 3]] for at in range(len(then) - 2)]
    fours = [known.fours[then[at : at + 4]] for at in range(len(then) - 3)]
    marks = (
        size - 1,
        max(known.fours[padded[at : at + 4]] for at in range(seam - 3, seam)),
        sum(known.threes[padded[at : at + 3]] > 0 for at in range(seam - 2, seam)),
        known.pairs[padded[seam - 1 : seam + 1]] + 1,
        3 * sum(map(bool, threes)) // len(threes),
        3 * sum(map(bool, fours)) // len(fours),
        max(fours),
    )
    return _Change(_TWICE, seam - 3, size, "", marks)


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
