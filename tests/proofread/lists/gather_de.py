"""Edited text → `de.txt`, which `beside_de` reads: `python -m tests.proofread.lists.gather_de FILE …`.

FILE are UTF-8 texts, a paragraph a line; a sentence that they hold twice is counted once. Needs `pip install jieba`.
The first line has the words behind which 的 may be a slip. Every other one has a word (AABB = all that are doubled so) and
18 signs: at three places (before 的, 地 and 得, behind them, beyond what is behind) three for each of them where it stands
there and three where it should; a sign is the logarithm of the word's share, from 0 down in steps.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from jianbao.language.han import all_han
from jianbao.proofread.data import NEEDS_FILE, STEP_OF_DE

_FILE: Final = NEEDS_FILE.with_name("de.txt")
_DE: Final = "的地得"
_MARKS: Final = frozenset("，。、；：“《（！？")
_PLACES: Final = (-1, 1, 2)
_DOUBLED: Final = re.compile(r"(.)\1(.)\2")
_DOUBLED_AS: Final = "AABB"
# what the doubled ones count together
_ALL_DOUBLED: Final = 24
# added to how often one that stands there is met, and one that does not
_GIVEN: Final = 1
_OTHER: Final = 0.05
# occurrences beside 地 and 得, at each place, or beside 的, that make a word known; odds behind which none is told
_FEW: Final = (2, 3, 8)
_OFTEN: Final = 400
_LEAST: Final = -3.5
_LONGEST: Final = 4

_Counts = Counter[tuple[int, str, str]]


def _sentences(files: Iterable[str]) -> Iterator[list[str]]:
    cut = import_module("jieba").lcut
    lines = (line for name in files for line in Path(name).read_text("utf-8").splitlines())
    sentences = dict.fromkeys(each for line in lines for each in re.split("(?<=[。！？])", line.strip()))
    return (cut(sentence, HMM=False) for sentence in sentences)


def _counted(sentences: Iterable[list[str]]) -> tuple[_Counts, Counter[str]]:
    """How often each word is met at each place of each of the three, and the three themselves."""
    beside, whole = _Counts(), Counter[str]()
    for words in sentences:
        for at, word in enumerate(words):
            if word in _DE:
                whole[word] += 1
                for place, apart in enumerate(_PLACES):
                    if 0 <= at + apart < len(words):
                        beside[place, word, words[at + apart]] += 1
    return beside, whole


def _sign(share: float) -> str:
    return chr(ord("0") + min(round(math.log(share) / STEP_OF_DE), 70))


def _signs(counts: dict[Any, float], whole: Counter[str]) -> str:
    """The signs of a word; at the first place the share is of all three together, so that it tells how likely each is."""
    return "".join(
        _sign((counts.get((place, each), 0) + more) / (whole[each] if place else whole.total()))
        for place in range(len(_PLACES))
        for more in (_GIVEN, _OTHER)
        for each in _DE
    )


def _known(word: str, counts: dict[Any, float]) -> bool:
    others = [sum(counts.get((place, each), 0) for each in "地得") for place in range(len(_PLACES))]
    often = max(counts.get((1, "的"), 0), counts.get((2, "的"), 0)) >= _OFTEN
    return word in _MARKS or (
        all_han(word) and len(word) <= _LONGEST and (often or any(map(int.__ge__, map(int, others), _FEW)))
    )


def _make(files: Iterable[str]) -> None:
    beside, whole = _counted(_sentences(files))
    by_word: dict[str, dict[Any, float]] = {}
    doubled = Counter[str]()
    for (place, each, word), count in beside.items():
        by_word.setdefault(word, {})[place, each] = count
        doubled[each] += count * (place == 0 and all_han(word) and _DOUBLED.fullmatch(word) is not None)
    lines = {word: _signs(counts, whole) for word, counts in by_word.items() if _known(word, counts)}
    alike = {(0, each): count * _ALL_DOUBLED / doubled.total() for each, count in doubled.items()}
    lines[_DOUBLED_AS] = _signs(alike, whole)
    slips = (
        word
        for word, signs in lines.items()
        if word not in _MARKS and (max(map(ord, signs[4:6])) - ord(signs[0])) * STEP_OF_DE > _LEAST
    )
    rows = (word + signs for word, signs in sorted(lines.items()))
    _FILE.write_text("\n".join([" ".join(sorted(slips)), *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    _make(sys.argv[1:])
