"""A text → words in it around which edited text has another one, that is taken for it: 款项以下达, 依法行驶职权, 残联将继续致力为民.

What stands around two such words, and how much it speaks for either, is in `data/confused.txt`, made by
`tests.proofread.lists.gather_confused`. What is likely by it is weighed besides by what runs of characters edited text has (`data.counts`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.kept import kept
from jianbao.language.han import is_han
from jianbao.language.pairs import codes_of, pairs_of
from jianbao.proofread.data import CONFUSED_FILE, ZERO_OF_CONFUSED
from jianbao.proofread.data.counts import OTHER, counts
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

# characters looked at on both sides, and next to the word
_AROUND: Final = 10
_NEXT: Final = 3
_BEGINS: Final = "^" * _NEXT
_ENDS: Final = "$" * _NEXT
_DOUBLED = Pattern(r"(.)\1(.)\2")
# 认认真真, 踏踏实实
_AS_DOUBLED: Final = "<AABB"
_SENTENCE = Pattern("[^。！？；]*[。！？；]|[^。！？；]+")
_DIGITS: Final = str.maketrans("123456789%％", "0" * 11)
# from which odds on it is asked what runs there are, in quarters of a logarithm as are all
LIKELY: Final = 6
# by length of the word: how many kinds of runs over it edited text has, and over the other one → how much that tells
_RUNS: Final[tuple[dict[tuple[int, int], int], ...]] = (
    {(0, 0): -8, (0, 1): 0, (0, 2): 10, (1, 1): -8, (1, 2): 4},
    {(0, 0): -6, (0, 1): 3, (0, 2): 14, (1, 1): -5, (1, 2): 5},
)
_UNLIKE: Final = -12


class _Rivals(NamedTuple):
    """The words that one is taken for: each with the odds to begin with and from which on it is told; what speaks for which."""

    words: list[tuple[str, int, int]]
    signs: dict[str, list[tuple[int, int]]]


@cache
def _lines() -> dict[int, list[str]]:
    return kept(_by_word, CONFUSED_FILE)


def _by_word() -> dict[int, list[str]]:
    """Number of a word → the lines that it is in."""
    found: dict[int, list[str]] = {}
    for line in CONFUSED_FILE.read_text("utf-8").splitlines():
        first, second, _, *limits, _ = line.split(" ", 5)
        for word, limit in zip((first, second), limits, strict=True):
            if limit != "0":
                found.setdefault((codes_of if len(word) == 1 else pairs_of)(word)[0], []).append(line)
    return found


# 的, 地 and 得, which have a rule of their own
DE: Final = frozenset(codes_of("的地得"))


@cache
def other_words() -> AbstractSet[int]:
    """The numbers of all words but these three."""
    return _lines().keys() - DE


@cache
def _rivals(number: int, word: str) -> _Rivals:
    found = _Rivals([], {})
    for line in _lines()[number]:
        first, second, begin, least, other_least, *signs = line.split(" ")
        way = 1 if word == second else -1
        if limit := int(least if word == first else other_least):
            which = len(found.words)
            found.words.append((first if word == second else second, min(way * int(begin), 0), limit))
            for sign in signs:
                weight = way * (ord(sign[-1]) - ZERO_OF_CONFUSED)
                found.signs.setdefault(sign[:-1], []).append((which, weight))
    return found


def in_place_of_another(segment: Segment, known: AbstractSet[int]) -> Iterator[Hit]:
    """Which of some words, given by their numbers, are likely to stand there for another one."""
    text = segment.text
    places = [
        (at, size, number)
        for size, numbers in ((1, codes_of(text)), (2, pairs_of(text)))
        for at, number in enumerate(numbers)
        if number in known
    ]
    if not places:
        return
    ends = [found.end() for found in _SENTENCE.compiled.finditer(text)]
    sentences: dict[int, Sentence] = {}
    for at, size, number in places:
        which = bisect_right(ends, at)
        begun = ends[which - 1] if which else 0
        sentence = sentences.get(which)
        if sentence is None:
            sentence = sentences[which] = Sentence(text[begun : ends[which]])
        if at + size <= ends[which] and (
            right := _likeliest(sentence, at - begun, at + size - begun, number)
        ):
            yield Hit(segment, at, at + size, params={"better": right}, level=Level.HINT)


def _likeliest(sentence: Sentence, start: int, end: int, number: int) -> str:
    """The word that is likely to be meant, '' for none."""
    words, signs = _rivals(number, sentence.text[start:end])
    odds = [begin for _, begin, _ in words]
    for sign in signs.keys() & sentence.signs(start, end):
        for which, weight in signs[sign]:
            odds[which] += weight
    if not odds or max(odds) < LIKELY:
        return ""
    above = [
        (own + odds_of_runs(sentence.text, start, end, other) - least, other)
        for (other, _, least), own in zip(words, odds, strict=True)
        if own >= LIKELY
    ]
    best, right = max(above)
    return right if best >= 0 else ""


class Sentence:
    """A sentence, and what stands around words in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = text.translate(_DIGITS)
        self._padded = f"{_BEGINS}{self._plain}{_ENDS}"

    @cached_property
    def _pairs(self) -> list[str]:
        return [*map(str.__add__, self._plain, self._plain[1:])]

    def signs(self, start: int, end: int) -> list[str]:
        """What stands next to a word, and around a longer one the pairs of characters further off."""
        padded, before, behind = self._padded, start + _NEXT, end + _NEXT
        last, first = padded[before - 1], padded[behind]
        next_to = [
            "<" + last,
            "<" + padded[before - 2 : before],
            "<" + padded[start:before],
            ">" + first,
            ">" + padded[behind : behind + 2],
            ">" + padded[behind : behind + _NEXT],
            f"={last}{first}",
        ]
        if padded[before - 2] == last and _DOUBLED.compiled.match(padded, max(before - 4, 0), before):
            next_to.append(_AS_DOUBLED)
        if end - start > 1:
            near = self._pairs[max(start - _AROUND, 0) : max(start - 1, 0)]
            next_to += {*near, *self._pairs[end : end + _AROUND - 1]}
        return next_to


def odds_of_runs(text: str, start: int, end: int, other: str) -> int:
    """How much the runs that edited text has speak for another word in the place of one."""
    runs = _runs(text, start, end, text[start:end]), _runs(text, start, end, other)
    return _RUNS[end - start - 1].get(runs, _UNLIKE)


def _runs(text: str, start: int, end: int, word: str) -> int:
    """Of how many kinds edited text has runs over a word that would stand there: over its neighbours, and longer or shorter ones."""
    known = counts()
    around = "".join(
        char if is_han(char) else OTHER
        for char in f"\0\0{text[max(start - 2, 0) : start]}"[-2:] + word + f"{text[end : end + 2]}\0\0"[:2]
    )
    if len(word) > 1:
        return (known.fours[around[1:-1]] > 0) + (
            max(known.threes[around[1:4]], known.threes[around[2:5]]) > 0
        )
    longer = max(known.fours[around[at : at + 4]] for at in (0, 1))
    return (known.threes[around[1:4]] > 0) + (longer > 0)
