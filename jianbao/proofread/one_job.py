"""A clause → what it says twice: two words of one job, 日前已于近日开班, 叮嘱嘱咐村干部, or one word again, 严肃追究责任追究.

`data/one-job.txt` has a line of words for each job, `data/once.txt` the words that edited text hardly ever has twice in a clause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from operator import add
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.expressions import compiled
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
def _jobs() -> dict[str, list[tuple[str, _Job]]]:
    """First character → the words that begin so, each with a job."""
    found: dict[str, list[tuple[str, _Job]]] = {}
    for kind, words, right in one_jobs():
        if kind == BESIDE:
            continue
        either = "|".join(sorted(words, key=len, reverse=True))
        gap = f"[^{_ENDS}]{{0,24}}?" if kind else f"[^{_ENDS}{_CLAUSE}]{{0,14}}?"
        job = _Job(compiled(f"(?=(?P<one>(?>{either}))了?(?P<gap>{gap})(?P<two>(?>{either})))"), right)
        for word in words:
            found.setdefault(word[0], []).append((word, job))
    return found


@cache
def _beside() -> dict[str, dict[str, str]]:
    """Word of two characters → those of its jobs that edited text does not have behind it, by their first two."""
    found: dict[str, dict[str, str]] = {}
    for kind, words, right in one_jobs():
        for one, two in permutations(words, 2) if kind == BESIDE else ():
            if len(one) == _PAIR <= len(two) and one + two not in right:
                found.setdefault(one, {})[two[:_PAIR]] = two
    return found


def _in_a_row(text: str) -> Iterator[tuple[int, int, str]]:
    """Where two words of one job stand side by side, and where one stands again that a clause has once."""
    beside, once, otherwise, last = _beside(), said_once(), compiled(OTHERWISE), dict[str, int]()
    for at, word in enumerate(map(add, text, text[1:])):
        end = at + _PAIR
        if word in beside:
            other = beside[word].get(pair := text[end : end + _PAIR], "")
            if other and text.startswith(other, end) and not counts().fours[word + pair]:
                yield at, end + len(other), f"{word}／{other}"
        if word in once:
            before = last.get(word, -_NEVER) + _PAIR
            near = before < at <= before + FAR and not otherwise.search(text[before:at])
            if near and parted(text, before - _PAIR, before):
                yield at, end, word
            last[word] = at


def two_of_one_job(segment: Segment) -> Iterator[Hit]:
    """Two words of one job in a clause, as edited text does not have them."""
    text, jobs = segment.text, _jobs()
    for start, end, better in _in_a_row(text):
        if parted(text, start, min(start + _PAIR, end), end):
            yield Hit(segment, start, end, params={"better": better}, level=Level.HINT)
    held = Counter[_Job]()
    for first in jobs.keys() & text:
        for word, job in jobs[first]:
            if word in text:
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
