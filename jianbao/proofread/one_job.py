"""A clause → two words of one job that it has: 日前已于近日开班, 叮嘱嘱咐村干部.

`data/one-job.txt` has a line of words for each job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.expressions import compiled
from jianbao.language.pairs import codes_of, pairs_of
from jianbao.language.words import parted
from jianbao.proofread.data import one_jobs
from jianbao.proofread.data.counts import counts
from jianbao.proofread.view import Hit, Segment

# what ends a clause, or says that another begins
_ENDS: Final = "。；：！？“”（）《》—…\\s"
_CLAUSE: Final = "，、和与及或并而跟且"
# by the mark of a job: what may stand between two of its words, and how many characters at most
_GAPS: Final = {"=": ("了?", 1), "": (f"[^{_ENDS}{_CLAUSE}]*", 15), "，": (f"[^{_ENDS}]*", 25)}
# stands for what is between two words
_APART: Final = "…"
# characters between words of one character that are the same: 因地因时, 可感可及
_FEWEST: Final = 3
# characters in a row of which the counts of edited text tell
_FOUR: Final = 4


class _Job(NamedTuple):
    """What may stand between two of its words, how many characters at most, and which two edited text has."""

    gap: re.Pattern[str]
    far: int
    right: frozenset[str]


# a word, and its jobs by their numbers
_Word = tuple[str, dict[int, _Job]]


@cache
def _words() -> dict[int, list[_Word]]:
    """Number of two characters, or of one, as `language.pairs` has them → the words that may begin so, the longer ones first."""
    of_word: dict[str, dict[int, _Job]] = {}
    for number, (mark, words, right) in enumerate(one_jobs()):
        gap, far = _GAPS[mark]
        for word in words:
            of_word.setdefault(word, {})[number] = _Job(compiled(gap), far, right)
    found: dict[int, list[_Word]] = {}
    for word in sorted(of_word, key=len, reverse=True):
        first = (pairs_of(word) or codes_of(word))[0]
        found.setdefault(first, []).append((word, of_word[word]))
    for begun in found.values():
        shortest = begun[0][0][0]
        if shortest in of_word and begun[-1][0] != shortest:
            begun.append((shortest, of_word[shortest]))
    return found


def two_of_one_job(segment: Segment) -> Iterator[Hit]:
    """Two words of one job in a clause, as edited text does not have them."""
    text, last = segment.text, dict[int, tuple[int, int]]()
    known = _words().get
    for second, words in enumerate(map(known, pairs_of(text + "\0"), map(known, codes_of(text)))):
        for met in words or ():
            if text.startswith(met[0], second):
                break
        else:
            continue
        word, jobs = met
        end = second + len(word)
        for number, job in jobs.items():
            if number in last:
                start, middle = last[number]
                # 并且 holds 且
                if second < middle:
                    continue
                if second <= middle + job.far and _is_too_much(text, start, middle, second, end, job):
                    params = {"better": f"{text[start:middle]}／{word}"}
                    yield Hit(segment, start, end, params=params, level=Level.HINT)
            last[number] = second, end


def _is_too_much(text: str, start: int, middle: int, second: int, end: int, job: _Job) -> bool:
    """Whether the words before `middle` and from `second` on do one job, and are words of their own."""
    one, gap, two = text[start:middle], text[middle:second], text[second:end]
    beside = job.far == 1
    # 能立即整改的立即整改
    if one == two and (beside or gap.endswith("的") or (len(one) == 1 and len(gap) < _FEWEST)):
        return False
    if f"{one}{gap and _APART}{two}" in job.right or not job.gap.fullmatch(gap):
        return False
    if beside and len(one + two) >= _FOUR and counts().fours[(one + two)[:_FOUR]]:
        return False
    return parted(text, start, middle, second, end)
