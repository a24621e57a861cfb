"""A Chinese title → the words in it, so that no line of it ends inside one (GB/T 9704-2012 7.3.1, 词意完整).

Words and how common they are come from `words.txt` beside this file: the two- to four-character Han words of jieba
0.42.1's dictionary (MIT licence, Copyright 2013 Sun Junyi) that it has met at least 100 times. `python -m
jianbao.layout.words DICT` makes that file from jieba's `dict.txt`. The file is read when a title first needs it.
"""

from __future__ import annotations

import math
import sys
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("words.txt")
_TOTAL: Final = 60_101_967  # all occurrences that jieba's dictionary counts
_LEAST: Final = 100
_ALONE: Final = 50  # what a character that is no word costs, in tenths of a power of ten


@lru_cache(maxsize=1)
def _costs() -> dict[str, int]:
    """Word → its cost: tenths of −log10 of how often it is met."""
    costs: dict[str, int] = {}
    for row in _FILE.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            cost, *words = row.split(" ")
            costs.update(dict.fromkeys(words, int(cost)))
    return costs


def word_starts(text: str) -> list[bool]:
    """For each index of `text`: does a word (or a single character) start there in the likeliest reading?"""
    costs = _costs()
    count = len(text)
    best = [0] * (count + 1)
    step = [1] * (count + 1)
    for index in range(count - 1, -1, -1):
        best[index] = best[index + 1] + _ALONE
        for length in (2, 3, 4):
            cost = costs.get(text[index : index + length]) if index + length <= count else None
            if cost is not None and cost + best[index + length] < best[index]:
                best[index], step[index] = cost + best[index + length], length
    starts = [False] * (count + 1)
    index = 0
    while index < count:
        starts[index] = True
        index += step[index]
    starts[count] = True
    return starts


def words(text: str) -> list[str]:
    """The words of two characters and more in `text`."""
    starts = [index for index, start in enumerate(word_starts(text)) if start]
    return [text[start:end] for start, end in pairwise(starts) if end - start > 1]


def _make(dictionary: Path) -> None:
    """Write `words.txt` from jieba's dictionary (lines of `word count part-of-speech`)."""
    by_cost: dict[int, list[str]] = {}
    for row in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, _ = row.split(" ")
        han = all("\u4e00" <= char <= "\u9fff" for char in word)
        if han and 2 <= len(word) <= 4 and int(count) >= _LEAST:
            cost = round(10 * math.log10(_TOTAL / int(count)))
            by_cost.setdefault(cost, []).append(word)
    rows = [f"{cost} {' '.join(sorted(words))}" for cost, words in sorted(by_cost.items())]
    head = (
        "# From jieba 0.42.1 (MIT licence, Copyright (c) 2013 Sun Junyi); made by words.py. Cost, then words."
    )
    _FILE.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _make(Path(sys.argv[1]))
