"""A clause → what it says twice: two words of one job, 日前已于近日开班, 叮嘱嘱咐村干部, or one word again, 严肃追究责任追究.

`data/one-job.txt` has a line of words for each job, `data/once.txt` the words that edited text hardly ever has twice in a clause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, permutations
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.expressions import compiled
from jianbao.language.pairs import pairs_of, side_by_side
from jianbao.language.words import parted
from jianbao.proofread.data import BESIDE, one_jobs, said_once
from jianbao.proofread.data.counts import counts
from jianbao.proofread.view import Hit, Segment

# what ends a clause, or says that another begins
_ENDS: Final = "。；：！？“”（）《》—…\\s"
_CLAUSE: Final = "，、和与及或并而跟且"
# stands for what is between two words
_APART: Final = "…"
# characters between one word and itself, of which none says that it stands there again by right
FAR: Final = 12
_NEVER: Final = 100
OTHERWISE: Final = rf"[{_ENDS}，、和与或不未是及还更也并又再样等]|的$|^了$"
_PAIR: Final = 2
# characters between words of one character that are the same: 因地因时, 可感可及
_FEWEST: Final = 3


class _Job(NamedTuple):
    """An expression of any two of its words in a clause, and which of these edited text has."""

    both: re.Pattern[str]
    right: frozenset[str]


@cache
def _jobs() -> tuple[dict[str, list[tuple[str, _Job]]], dict[int, list[tuple[str, _Job]]]]:
    """Words of one character, each with its jobs; the first two of longer ones, as `pairs_of`, with those that begin so."""
    single, longer = dict[str, list[tuple[str, _Job]]](), dict[int, list[tuple[str, _Job]]]()
    for kind, words, right in one_jobs():
        if kind == BESIDE:
            continue
        either = "|".join(sorted(words, key=len, reverse=True))
        gap = f"[^{_ENDS}]{{0,24}}?" if kind else f"[^{_ENDS}{_CLAUSE}]{{0,14}}?"
        job = _Job(compiled(f"(?=(?P<one>(?>{either}))了?(?P<gap>{gap})(?P<two>(?>{either})))"), right)
        for word in words:
            if len(word) < _PAIR:
                single.setdefault(word, []).append((word, job))
            else:
                longer.setdefault(pairs_of(word)[0], []).append((word, job))
    return single, longer


@cache
def _beside() -> dict[int, dict[int, str]]:
    """Word of two characters → those of its jobs that edited text does not have behind it, by their first two; as `pairs_of`."""
    found: dict[int, dict[int, str]] = {}
    for kind, words, right in one_jobs():
        longer = (word for word in words if kind == BESIDE and len(word) >= _PAIR)
        numbers = {word: pairs_of(word)[0] for word in longer}
        for one, two in permutations(numbers, 2):
            if len(one) == _PAIR and one + two not in right:
                found.setdefault(numbers[one], {})[numbers[two]] = two
    return found


@cache
def _once() -> frozenset[int]:
    return frozenset(side_by_side("".join(said_once())))


@cache
def _known() -> frozenset[int]:
    return _once().union(_beside(), _jobs()[1])


# where a pair stands of which something is known, and its number
_Met = list[tuple[int, int]]


def _in_a_row(text: str, met: _Met) -> Iterator[tuple[int, int, str]]:
    """Where two words of one job stand side by side."""
    beside, numbers = _beside(), dict(met)
    for at, pair in met:
        other = beside.get(pair, {}).get(numbers.get(at + _PAIR, 0))
        if other and text.startswith(other, at + _PAIR) and not counts().fours[text[at : at + 2 * _PAIR]]:
            yield at, at + _PAIR + len(other), f"{text[at : at + _PAIR]}／{other}"


def _again(text: str, met: _Met) -> Iterator[tuple[int, int, str]]:
    """Where a word stands again that a clause has once."""
    otherwise, last = compiled(OTHERWISE), dict[int, int]()
    for at, pair in met:
        if pair in _once():
            before = last.get(pair, -_NEVER) + _PAIR
            near = before < at <= before + FAR and not otherwise.search(text[before:at])
            if near and parted(text, before - _PAIR, before):
                yield at, at + _PAIR, text[at : at + _PAIR]
            last[pair] = at


def two_of_one_job(segment: Segment) -> Iterator[Hit]:
    """Two words of one job in a clause, as edited text does not have them."""
    text, known, (single, longer) = segment.text, _known(), _jobs()
    met = [(at, pair) for at, pair in enumerate(pairs_of(text)) if pair in known]
    different = {pair for _, pair in met}
    # most texts have each word once
    repeated = [*_again(text, met)] if len(different) < len(met) else []
    for start, end, better in (*_in_a_row(text, met), *repeated):
        if parted(text, start, min(start + _PAIR, end), end):
            yield Hit(segment, start, end, params={"better": better}, level=Level.HINT)
    held = Counter[_Job]()
    for word, job in chain(
        chain.from_iterable(map(single.__getitem__, single.keys() & text)),
        chain.from_iterable(map(longer.__getitem__, longer.keys() & different)),
    ):
        held[job] += text.count(word)
    # most texts have one word of a job at most
    for job, times in held.items():
        for found in job.both.finditer(text) if times > 1 else ():
            one, two, gap = found["one"], found["two"], found["gap"]
            # 能立即整改的立即整改
            again = one == two and (gap.endswith("的") or (len(one) == 1 and len(gap) < _FEWEST))
            if again or f"{one}{gap and _APART}{two}" in job.right:
                continue
            start, end = found.start(), found.end("two")
            if parted(text, start, found.end("one")) and parted(text, found.start("two"), end):
                yield Hit(segment, start, end, params={"better": f"{one}／{two}"}, level=Level.HINT)
