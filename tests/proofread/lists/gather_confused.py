"""Edited text → `confused.txt`, which `proofread.confused` reads: `python -m tests.proofread.lists.gather_confused FILE …`.

FILE are UTF-8 texts, a paragraph a line; a sentence that they hold twice is counted once. Needs `pip install scikit-learn`.
A line has two words, which the file lists already; the odds of the first one to begin with; from which odds on the first
and the second one are told (0 = never); and what stands around with a sign for how much it speaks for the first one. All
are logarithms, in quarters.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from jianbao.proofread.confused import LIKELY, odds_of_runs
from jianbao.proofread.data import CONFUSED_FILE, ZERO_OF_CONFUSED
from jianbao.proofread.rule import Pattern

_Place = tuple[str, int]
# occurrences of a word that are learnt from, that are weighed, and a sign's that are few
_LEARNT: Final = 100_000
_WEIGHED: Final = 60_000
_FEW: Final = 4
# signs of a pair: by their weight and how often they are met; the most that a sign says
_SIGNS: Final = {1: 4500, 2: 250}
_MOST: Final = 30
# by how much more slips found of those planted a warning must be outweighed
# what must be likelier to be told finds hardly anything, of words that are asked about most
_LEAST_AT_MOST: Final = 18
_PRICE: Final = 0.15


# characters looked at on both sides, and next to the word
_AROUND: Final = 10
_NEXT: Final = 3
_BEGINS: Final = "^" * _NEXT
_ENDS: Final = "$" * _NEXT
_DOUBLED = Pattern(r"(.)\1(.)\2")
# 认认真真, 踏踏实实
_AS_DOUBLED: Final = "<AABB"
_DIGITS: Final = str.maketrans("123456789%％", "0" * 11)


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


def _sentences() -> list[str]:
    lines = (line for name in sys.argv[1:] for line in Path(name).read_text("utf-8").splitlines())
    found = {each for line in lines for each in re.split("(?<=[。！？；])", line.strip()) if len(each) > 5}
    return sorted(found, key=lambda text: crc32(text.encode()))


def _places(words: set[str]) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = defaultdict(list)
    for text in _sentences():
        for at in range(len(text)):
            for word in (text[at], text[at : at + 2]):
                if word in words and len(found[word]) < _LEARNT + _WEIGHED:
                    found[word].append((text, at))
    return found


def _learnt(first: list[list[str]], second: list[list[str]], most: int) -> tuple[int, dict[str, int]]:
    """The odds to begin with, and what each sign says."""
    linear, extraction = (
        import_module(f"sklearn.{name}") for name in ("linear_model", "feature_extraction.text")
    )
    table = extraction.CountVectorizer(analyzer=lambda signs: signs, binary=True, min_df=_FEW)
    met = table.fit_transform(first + second)
    model: Any = linear.LogisticRegression(l1_ratio=1, solver="liblinear", C=0.5, class_weight="balanced")
    model.fit(met, [1] * len(first) + [0] * len(second))
    found = [
        (sign, max(min(round(4 * weight), _MOST), -_MOST), times)
        for sign, weight, times in zip(
            table.get_feature_names_out(), model.coef_[0], met.sum(0).A1, strict=True
        )
        if sign == "".join(sign.split())
    ]
    found.sort(key=lambda row: -abs(row[1]) * row[2] ** 0.3)
    return round(4 * float(model.intercept_[0])), {sign: weight for sign, weight, _ in found[:most] if weight}


def _least(
    wrong: str, right: str, known: tuple[int, dict[str, int]], places: dict[str, list[_Place]], way: int
) -> int:
    """From which odds on `wrong` is told: what is told of it in edited text against what is found where `right` stands."""

    def odds(word: str) -> list[int]:
        found = []
        for text, at in places[word][_LEARNT:] or places[word]:
            there = text[:at] + wrong + text[at + len(word) :]
            span = at, at + len(wrong)
            own = way * (known[0] + sum(known[1].get(sign, 0) for sign in Sentence(there).signs(*span)))
            found.append(own + odds_of_runs(there, *span, right) if own >= LIKELY else -_MOST)
        return found

    told, planted = odds(wrong), odds(right)

    def worth(least: int) -> float:
        return sum(each >= least for each in planted) / len(planted) - _PRICE * sum(
            each >= least for each in told
        )

    best = max(range(LIKELY, 2 * _MOST), key=worth)
    return best if worth(best) > _PRICE and best < _LEAST_AT_MOST else 0


def _make() -> None:
    pairs = [tuple(line.split(" ", 2)[:2]) for line in CONFUSED_FILE.read_text("utf-8").splitlines()]
    places = _places({word for pair in pairs for word in pair})
    lines = []
    for first, second in pairs:
        signs = [
            [Sentence(text).signs(at, at + len(word)) for text, at in places[word][:_LEARNT]]
            for word in (first, second)
        ]
        begin, weights = known = _learnt(signs[0], signs[1], _SIGNS[len(first)])
        least = _least(first, second, known, places, -1), _least(second, first, known, places, 1)
        row = (f"{sign}{ZERO_OF_CONFUSED + weight:c}" for sign, weight in weights.items())
        if any(least):
            lines.append(" ".join([first, second, str(begin), *map(str, least), *row]))
    CONFUSED_FILE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    _make()
