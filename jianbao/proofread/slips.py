"""A text → what edited text hardly ever has in a row, where one change makes it common.

What edited text holds are counts of two, three and four characters (`data.counts`). Where a pair is rare, each character
that is like one of the two in sound or shape is tried in its place; what stands twice is left out once. Where one character
stands nearly alone between two pairs, it is put in place of another, or in. How well the change goes with its neighbours, and whether the words fall into place, is
weighed (`weights`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.persons import titled
from jianbao.language.words import is_in_long_word, word_starts
from jianbao.proofread.data import known_right
from jianbao.proofread.data.counts import OTHER, counts
from jianbao.proofread.lexicon import CHECKED
from jianbao.proofread.nearly import is_coined
from jianbao.proofread.rule import CUSTOM, Rule
from jianbao.proofread.view import Hit, Role, Sheet, in_title
from jianbao.proofread.weights import CHANGED, LEFT_OUT, LONG, TWICE, UNLIKE, Change, at_most, room
from jianbao.proofread.words import may_repeat

# characters looked at on both sides to tell how a text is parted into words
_AROUND: Final = 7
_NUMBERS: Final = frozenset("〇零一二两三四五六七八九十百千万亿半几")
# what is mended without being asked, though characters come or go; told as doubtful, and so where it stands twice; told at all
_MENDED: Final = 450
_TOLD: Final = 400
_DOUBTFUL: Final = 300
_HINT: Final = 40
# by how much one change of a character must be likelier than any other to be mended from where it is told as doubtful
_CLEAR: Final = 150
# the level of a pair that is part of many words
_OFTEN: Final = 3


class Slip(NamedTuple):
    """A stretch of a text, what should stand there, and how sure that is: the logarithm of the odds, in hundredths."""

    start: int
    end: int
    right: str
    odds: int
    rival: int = 0

    @property
    def is_clear(self) -> bool:
        """Whether nothing else can be meant."""
        in_place = len(self.right) == self.end - self.start and self.odds >= max(
            _DOUBTFUL, self.rival + _CLEAR
        )
        return in_place or self.odds >= _MENDED


def slips(texts: Sequence[str]) -> Iterator[tuple[int, Slip]]:
    """What is likely to be a slip, with the number of its text; of those that overlap, the likeliest.

    The odds of the next likely one are told with it.
    """
    # numpy takes as long to import as a short issue to be read, and is asked for by those alone that read at length
    from jianbao.proofread.changes import changes

    for number, found in groupby(changes(texts, _HINT), key=itemgetter(0)):
        last: Slip | None = None
        for slip in filter(None, (_slip(texts[number], change) for _, change in found)):
            if last is not None and slip.start >= last.end:
                yield number, last
                last = None
            if last is None:
                last = slip
            elif slip.odds > last.odds:
                last = slip._replace(rival=last.odds)
            else:
                last = last._replace(rival=max(last.rival, slip.odds))
        if last is not None:
            yield number, last


def _slip(text: str, change: Change) -> Slip | None:
    """What is told of a change, where it is likely enough."""
    # two numbers differ by right
    if change.size == 1 and change.put in _NUMBERS and text[change.at] in _NUMBERS:
        return None
    most = at_most(change.kind, change.marks)
    # most are passed over before it is asked how the text is parted, which takes the longest
    if most < _HINT:
        return None
    if len(change.put) == 1 and most - room(change.kind) + room(change.kind, short=True) < _HINT:
        around, here, behind = _around(text, change)
        if not is_in_long_word(around[:here] + change.put + around[behind:], here, LONG):
            return None
    # what stands between two pairs was held against the quotation marks, too
    if (change.kind not in (LEFT_OUT, UNLIKE) and is_coined(text, change.at)) or _is_meant(text, change):
        return None
    parted, start, end = _parted(text, change)
    odds = at_most(change.kind, (*change.marks, *parted))
    right = text[start : change.at] + change.put + text[change.at + change.size : end]
    return Slip(start, end, right, odds) if odds >= _HINT else None


# parties of a case, and what stands alone in law
_OF_THEIR_OWN: Final = frozenset("甲乙丙丁戊亦")


def _is_meant(text: str, change: Change) -> bool:
    """Whether what stands there is a name or says on purpose what is seldom said: 胡局长, 盛信公司, 假投资假合作, 应向."""
    kind, at, size, put, _ = change
    char, before, behind = text[at : at + 1], text[at - 1 : at], text[at + size : at + size + 3]
    if kind == TWICE:
        # 一批批, 《最美最美的童话》, 反映反映
        again = text[at : at + size]
        if size == 1 or may_repeat(again) or in_title(text, at):
            return text[at - 2 : at - 1] in tuple("一每") or size > 1
        # 组织党组织党员, 支队支队长: the second one begins within a word, or what it is the beginning of
        around, here, _ = _around(text, change)
        return not word_starts(around)[here] or text.startswith(("长", "书记", "区", "县", "市"), at + size)
    if not size:
        quoted = before == "“" and put in _NUMBERS
        return quoted or before + put in ("应当", "或者") or (put == "国" and behind.startswith("内外"))
    if kind != CHANGED:
        return False
    # 被告人芦某
    if (
        char in _OF_THEIR_OWN
        or "某" in behind[:2]
        or any(text.startswith(("公司", "集团"), at + size + more) for more in (0, 1))
    ):
        return True
    first = max(at - _AROUND, 0)
    people = titled(text[first : at + _AROUND])
    return any(start <= at - first < start + length for start, length in people.items())


def _around(text: str, change: Change) -> tuple[str, int, int]:
    """What tells how the words fall into place about a change, and where in it the change begins and ends."""
    first = max(change.at - _AROUND, 0)
    here, behind = change.at - first, change.at - first + change.size
    return text[first : first + behind + _AROUND], here, behind


def _parted(text: str, change: Change) -> tuple[tuple[int, int, int], int, int]:
    """How the words fall into place by the change, as marks; start and end of what is told, at least two characters."""
    around, here, behind = _around(text, change)
    first = change.at - here
    now = word_starts(around)
    then = word_starts(around[:here] + change.put + around[behind:])
    start = max(index for index in range(min(here + 1, len(then) - 1)) if then[index])
    end = then.index(True, max(here + len(change.put), start + 1))
    marks = (
        min(max(sum(now) - sum(then), -1), 2) + 1,
        now[here] and now[min(here + 1, len(around))],
        min(end - start, LONG) - 1,
    )
    end += change.size - len(change.put)
    if change.kind == TWICE:
        start, end = here - change.size, behind
    elif end - start < 2:
        start, end = (here - 1, here + 1) if here else (here, here + 2)
    return marks, first + start, min(first + end, len(text))


def unlikely(sheet: Sheet) -> Iterator[Hit]:
    """颗粒归苍, 食品安权: what edited text never says, where one character of like sound or shape would make it common."""
    named = [segment.text for segment in sheet.of(Role.NAME, Role.BYLINE, Role.RECIPIENTS)]
    checked = [segment for segment in sheet.segments if segment.role in CHECKED]
    for number, slip in slips([segment.text for segment in checked]):
        segment = checked[number]
        found = segment.text[slip.start : slip.end]
        # what an issue says twice is a name or a word of its trade
        if found in known_right() or sheet.whole.count(found) > 1:
            continue
        if not any(found in name for name in named):
            # 古城古城墙, 西藏和西藏和平解放: one word ends and another begins
            told = slip.odds >= _TOLD and found != slip.right * 2
            level = Level.DOUBTFUL if told else Level.HINT
            right = slip.right if slip.is_clear and not _has_rival(segment.text, slip) else None
            yield Hit(segment, slip.start, slip.end, right, {"better": slip.right}, level)
    from jianbao.proofread.confused import in_place_of_another

    for number, start, end, right in in_place_of_another([segment.text for segment in checked]):
        segment = checked[number]
        around = segment.text[max(start - 2, 0) : end + 2]
        change = Change(CHANGED, start, end - start, right, ())
        if sheet.whole.count(around) == 1 and not _is_meant(segment.text, change):
            yield Hit(segment, start, end, None, {"better": right}, Level.HINT)


def _has_rival(text: str, slip: Slip) -> bool:
    """Whether another character that is like the wrong one goes there too: 用电用汽安全, 用水 or 用气."""
    wrong = [
        at
        for at, pair in enumerate(zip(text[slip.start : slip.end], slip.right, strict=False))
        if pair[0] != pair[1]
    ]
    if slip.odds >= _MENDED or len(wrong) != 1:
        return False
    at, known = slip.start + wrong[0], counts()
    # the beginning and the end of a text are no Han characters
    before, behind = text[at - 1 : at] or OTHER, text[at + 1 : at + 2] or OTHER
    others = {*chain.from_iterable(known.like(text[at]))} - {text[at], slip.right[wrong[0]]}
    return any(known.pairs[before + other] >= _OFTEN and known.pairs[other + behind] for other in others)


RULES: Final = (Rule("P521", "unlikely-character", CUSTOM, fixable=True, sheet=unlikely, at_length=True),)
