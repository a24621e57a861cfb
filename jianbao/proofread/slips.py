"""A text → what edited text hardly ever has in a row, where one change makes it common.

What edited text holds are counts of two, three and four characters (`data.counts`). Where a pair is rare, each character
that is like one of the two in sound or shape is tried in its place, the two are changed about, or one that stands nearby too
is left out, as is what stands twice. Where one character stands nearly alone between two pairs, or before or behind a mark,
it is put in place of another, or in. How well the change goes with its neighbours, and whether the words fall into place, is
weighed (`_WEIGHTS`, logistic regressions on planted slips and on edited prose, in hundredths).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import compress, count, repeat
from operator import add
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.persons import titled
from jianbao.language.words import word_starts
from jianbao.proofread.data import known_right
from jianbao.proofread.data.counts import OFTEN, OTHER, Counts, as_counted, counts
from jianbao.proofread.lexicon import CHECKED
from jianbao.proofread.nearly import is_coined
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import Hit, Role, Sheet
from jianbao.proofread.words import may_repeat

# characters looked at on both sides to tell how a text is parted into words
_AROUND: Final = 7
# The most frequent ones of edited text: they stand beside anything.
_FREQUENT: Final = frozenset(
    "的国人和中会一民在行大发有业作第不工政法主定以年全理十部地为是条新动关应生当建出对进要上合产用展经了机日方设同家成市务者实规区公员加等管"
    "事时本开表平保制学化力三个二代重共议体我高门自美能到提强其利长来委下多军总分资安可社文通持或于月现内施及"
)
_NUMBERS: Final = frozenset("〇零一二两三四五六七八九十百千万亿半几")
# Kinds of change.
_OTHER, _TURNED, _LESS, _TWICE, _LEFT_OUT, _UNLIKE, _END_OUT = range(7)
# By kind of change, the weight of each value of each mark, the first one being where it begins.
_WEIGHTS: Final[dict[int, tuple[tuple[int, ...], ...]]] = {
    _OTHER: (
        (-4,),
        (75, -6, -71),
        (-12, 17, -1, -5),
        (-61, -17, 21, 56),
        (-31, 11, 2, 17),
        (0, -48, -8, 54),
        (-44, -13, 19, 8, 8, 21),
        (-7, -23, 29, -8, -1, 8),
        (-44, 131, 16, -17, -41, -45),
        (-7, 123, -2, -15, -63, -39),
        (-6, 54, -28, -21),
        (-97, -40, 30, 106),
        (-59, -18, 10, 65),
        (-81, -74, 32, 28, 93),
        (61, -62),
        (-76, -70, 54, 91),
        (-23, 21),
        (-33, -35, -83, 149),
    ),
    _TURNED: (
        (-76,),
        (0, 0, -94, 18, 75),
        (0, -68, 18, 49),
        (-106, -25, 61, 69),
        (-106, -22, 28, 100),
        (140, 13, -93, -57, -3),
        (0, 41, 4, -46),
        (-45, -25, 18, 51),
        (-90, -76, 70, 95),
        (-45, 45),
        (0, 7, -47, 40),
    ),
    _LESS: (
        (-6,),
        (0, -20, -24, 43),
        (0, -56, 5, 49),
        (-86, -12, 97),
        (140, -7, -121, -13),
        (0, 27, 10, -12, 17, -43),
        (0, 53, -3, 5, -15, -41),
        (0, 78, -178, 99),
        (-11, -89, -31, 130),
        (-7, 5),
        (-23, 26, -13, 8),
    ),
    _TWICE: (
        (-14,),
        (-179, 47, 56, 68),
        (200, -5, -45, -157),
        (126, 28, -161),
        (0, 57, 20, -6, -53, -24),
        (-111, -18, 75, 47),
        (-86, 6, -6, 79),
        (-106, -25, 40, 84),
        (-38, -165, 54, 142),
        (-33, 26),
        (-8, 41, -11, -29),
    ),
    _LEFT_OUT: (
        (29,),
        (-80, -15, 95),
        (77, -3, -74),
        (62, -19, -44),
        (0, 46, -9, -7, -35, 5),
        (-64, -35, 100),
        (12, -12),
        (-91, 0, 39, 52),
        (-65, 65),
        (-64, 63, -54, 55),
    ),
    _UNLIKE: (
        (73,),
        (-40, 15, 26),
        (42, 107, 63, -211),
        (62, -13, -49),
        (72, 29, -30, -71),
        (0, 86, 6, -81, -36, 26),
        (0, 88, 6, -80, 28, -41),
        (-71, -13, 85),
        (-47, 57, -37, 27),
        (-35, -90, 34, 92),
        (-63, 64),
        (-10, -8, -20, 39),
    ),
    _END_OUT: (
        (7,),
        (0, -108, 10, 98),
        (0, -40, -5, 45),
        (31, -31, 1, -18, 12, 6, 0),
        (0, 0, -5, -4, -45, 54),
        (-5, -12, -2, -3, 5, 27, 14, -25),
        (6, -3, 13, -15),
        (-19, 12, 11, -3),
        (0, 0),
        (-19, -1, 21, -1),
    ),
}
# what is mended without being asked, told as doubtful, told at all
_MENDED: Final = 450
_DOUBTFUL: Final = 300
_HINT: Final = 40


_RUN = Pattern("[一-龥]{3,}")
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
    # two numbers differ by right
    if change.size == 1 and change.put in _NUMBERS and text[change.at] in _NUMBERS:
        return None
    weights, known = _WEIGHTS[change.kind], len(change.marks) + 1
    odds = sum(row[mark] for row, mark in zip(weights, (0, *change.marks), strict=False))
    # most are passed over before it is asked how the text is parted, which takes the longest
    if odds + sum(map(max, weights[known:])) < _HINT:
        return None
    # what stands between two pairs was held against the quotation marks, too
    if (change.kind not in (_LEFT_OUT, _UNLIKE) and is_coined(text, change.at)) or _is_meant(text, change):
        return None
    parted, start, end = _parted(text, change)
    odds += sum(row[mark] for row, mark in zip(weights[known:], parted, strict=True))
    right = text[start : change.at] + change.put + text[change.at + change.size : end]
    return Slip(start, end, right, odds) if odds >= _HINT else None


# parties of a case, and what stands alone in law
_OF_THEIR_OWN: Final = frozenset("甲乙丙丁戊亦")


def _is_meant(text: str, change: _Change) -> bool:
    """Whether what stands there is a name or says on purpose what is seldom said: 胡局长, 盛信公司, 假投资假合作, 应向."""
    kind, at, size, put, _ = change
    char, before, behind = text[at : at + 1], text[at - 1 : at], text[at + size : at + size + 3]
    if kind == _LESS:
        between = char in tuple("省市县区镇乡") and before in tuple("委府局院会")
        return between or char == text[at - 3 : at - 2] or char == behind[2:]
    if not size:
        quoted = before == "“" and put in _NUMBERS
        return quoted or before + put in ("应当", "或者") or (put == "国" and behind.startswith("内外"))
    if kind != _OTHER:
        return False
    if char in _OF_THEIR_OWN or any(text.startswith(("公司", "集团"), at + size + more) for more in (0, 1)):
        return True
    first = max(at - _AROUND, 0)
    people = titled(text[first : at + _AROUND])
    return any(start <= at - first < start + length for start, length in people.items())


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
        now[here] and now[min(here + 1, len(around))],
        min(end - start, 4) - 1,
    )
    end += change.size - len(change.put)
    if change.kind == _TWICE:
        start, end = here - change.size, behind
    elif end - start < 2:
        start, end = (here - 1, here + 1) if here else (here, here + 2)
    return marks, first + start, min(first + end, len(text))


def changes(text: str) -> Iterator[_Change]:
    """What one change would make common, where a rare pair stands or the same stands twice."""
    known = counts()
    padded = as_counted(f"\0\0\0{text}\0\0\0")
    rare = [*map(known.rare.__getitem__, map(add, padded, padded[1:]))]
    done = 0
    for index in compress(range(len(rare)), rare):
        present = known.threes[padded[index - 1 : index + 2]], known.threes[padded[index : index + 3]]
        # where it goes with what stands beside it, it is no slip, or needs more than four characters to tell
        if all(present) or (any(present) and known.pairs[padded[index : index + 2]] == OFTEN):
            continue
        for at in range(max(index, done), index + 2):
            for found in (_other(known, padded[at - 3 : at + 4], at - 3), _one_less(known, padded, at)):
                if found is not None:
                    yield found
        done = index + 2
        found = _turned(known, padded[index - 2 : index + 4], index - 3)
        if found is not None:
            yield found
    yield from _between(known, f"\0\0\0{text}\0\0\0", padded)
    for run in _RUN.compiled.finditer(padded):
        for found in (_first_out(known, padded, run.start()), _last_out(known, padded, run.end())):
            if found is not None:
                yield found
    for again in _AGAIN.compiled.finditer(padded):
        if not may_repeat(again["unit"]):
            yield _twice(known, padded, again.start(), len(again["unit"]))


def _other(known: Counts, around: str, at: int) -> _Change | None:
    """Another character of like sound or shape, in the middle of seven."""
    threes, fours, char = known.threes, known.fours, around[3]
    present = threes[around[2:5]], threes[around[1:4]], threes[around[3:6]]
    # where most of it is known it is no slip, or needs more than four characters to tell
    if present.count(0) < 2:
        return None
    is_known = any(present)
    if is_known and (fours[around[:4]] or fours[around[1:5]] or fours[around[2:6]] or fours[around[3:]]):
        return None
    behind, before = known.behind[around[2]], known.before[around[4]]
    fitting = [(others & behind) | (others & before) for others in known.like(char)]
    head, tail = around[:3], around[4:]
    best: tuple[int, ...] = ()
    chosen = ""
    most = 0.0
    for kind, others in enumerate(fitting):
        # in order, so that of those worth the same the one proposed is the same in every run
        for other in sorted(others):
            follows, precedes = other in behind, other in before
            first = threes[head[1:] + other] if follows else 0
            third = threes[other + tail[:2]] if precedes else 0
            # where most is known, four must be common, too, which begin or end with one of these
            second = threes[head[2] + other + tail[0]] if first or third or not is_known else 0
            if not (first or second or third):
                continue
            longer = (0, 0, 0, 0)
            if (first and second) or (second and third) or first == 3 or third == 3:
                put = head + other + tail
                longer = fours[put[:4]], fours[put[1:5]], fours[put[2:6]], fours[put[3:]]
            if is_known and not any(longer):
                continue
            worth = 2 * (first + second + third + sum(longer)) + (1.5, 1, 0.5)[kind] - (other in _FREQUENT)
            if worth > most:
                most, chosen, best = worth, other, (kind, first, second, third, *longer)
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


def _between(known: Counts, text: str, counted: str) -> Iterator[_Change]:
    """Where edited text has hardly anything but one character between two pairs: another one there, or none."""
    pairs = [*map(add, text, text[1:])]
    lines = [*map(known.between.get, pairs, repeat(""))]
    for gap, change in ((1, _unlike), (0, _left_out)):
        for index in compress(count(), map((-1).__lt__, map(str.find, lines, pairs[2 + gap :]))):
            right, level, never_out = known.amid(lines[index], pairs[index + 2 + gap])
            if right and (text[index + 2] != right if gap else never_out):
                found = change(known, counted, index + 2, right, level)
                if found is not None:
                    yield found


def _left_out(known: Counts, text: str, at: int, right: str, level: int) -> _Change | None:
    """A character put in."""
    threes, fours = known.threes, known.fours
    before, behind = text[at - 3 : at], text[at : at + 3]
    if len(before) < 3 or len(behind) < 3 or fours[before[1:] + behind[:2]]:
        return None
    marks = (
        level,
        bool(fours[before + behind[0]]) + bool(fours[before[2] + behind]),
        bool(threes[before[1:] + behind[0]]) + bool(threes[before[2] + behind[:2]]),
        known.pairs[before[2] + behind[0]] + 1,
        bool(fours[before + right]) + bool(fours[right + behind]),
        right in _FREQUENT,
    )
    return _Change(_LEFT_OUT, at - 3, 0, right, marks)


def _last_out(known: Counts, text: str, end: int) -> _Change | None:
    """The last character of a run put in."""
    threes, fours = known.threes, known.fours
    before, pair = text[end - 3 : end], text[end - 2 : end]
    if threes[pair + OTHER] or not fours[text[end - 4 : end]]:
        return None
    return _put_in(
        known,
        at=end - 3,
        near=pair,
        last=pair[1],
        found=(
            (fours[pair + other + OTHER], fours[before + other], other)
            for other in known.behind[pair[1]]
            if threes[pair + other]
        ),
    )


def _first_out(known: Counts, text: str, start: int) -> _Change | None:
    """The first character of a run put in."""
    threes, fours = known.threes, known.fours
    behind, pair = text[start : start + 3], text[start : start + 2]
    if threes[OTHER + pair] or not fours[text[start : start + 4]]:
        return None
    return _put_in(
        known,
        at=start - 3,
        near=pair,
        last=pair[0],
        found=(
            (fours[OTHER + other + pair], fours[other + behind], other)
            for other in known.before[pair[0]]
            if threes[other + pair]
        ),
    )


def _put_in(
    known: Counts, *, at: int, near: str, last: str, found: Iterator[tuple[int, int, str]]
) -> _Change | None:
    fitting = sorted(found, reverse=True)
    if not fitting or not (fitting[0][0] and fitting[0][1]):
        return None
    edge, inner, right = fitting[0]
    second = sum(fitting[1][:2]) if len(fitting) > 1 else 0
    marks = (
        edge,
        inner,
        second,
        known.pairs[near] + 1,
        min(len(fitting), 8) - 1,
        (last in _FREQUENT) + 2 * (right in _FREQUENT),
    )
    return _Change(_END_OUT, at, 0, right, marks)


def _unlike(known: Counts, text: str, at: int, right: str, level: int) -> _Change | None:
    """Another character."""
    threes, fours = known.threes, known.fours
    before, char, behind = text[at - 3 : at], text[at], text[at + 1 : at + 4]
    if len(before) < 3 or len(behind) < 3 or not "一" <= char <= "龥":
        return None
    if fours[before[1:] + char + behind[0]] or fours[before[2] + char + behind[:2]]:
        return None
    kind = next((kind for kind, like in enumerate(known.like(right)) if char in like), 3)
    present = threes[before[1:] + char], threes[before[2] + char + behind[0]], threes[char + behind[:2]]
    marks = (
        level,
        kind,
        bool(fours[before + char]) + bool(fours[char + behind]),
        sum(map(bool, present)),
        known.pairs[before[2] + char] + 1,
        known.pairs[char + behind[0]] + 1,
        bool(fours[before + right]) + bool(fours[right + behind]),
        (char in _FREQUENT) + 2 * (right in _FREQUENT),
    )
    return _Change(_UNLIKE, at - 3, 1, right, marks)


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
    named = [segment.text for segment in sheet.of(Role.NAME, Role.BYLINE, Role.RECIPIENTS)]
    for segment in sheet.segments:
        for slip in slips(segment.text) if segment.role in CHECKED else ():
            found = segment.text[slip.start : slip.end]
            # what an issue says twice is a name or a word of its trade
            if found in known_right() or sheet.whole.count(found) > 1:
                continue
            if not any(found in name for name in named):
                level = Level.DOUBTFUL if slip.odds >= _DOUBTFUL else Level.HINT
                # what is mended without being asked must be surer than what is told
                right = slip.right if slip.odds >= _MENDED else None
                yield Hit(segment, slip.start, slip.end, right, {"better": slip.right}, level)


RULES: Final = (Rule("P521", "unlikely-character", CUSTOM, fixable=True, sheet=unlikely, at_length=True),)
