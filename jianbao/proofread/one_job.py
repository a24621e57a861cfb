"""A clause → two words in it that do one job, wherever they stand: 共栽植树苗共计1500株, 日前已于近日开班, 预计总投资预计4亿元.

`data/one-job.txt` has a line of words for each job.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.expressions import compiled
from jianbao.language.words import parted
from jianbao.proofread.data import one_jobs
from jianbao.proofread.view import Hit, Segment

# what ends a clause, or says that another begins
_ENDS: Final = "。；：！？“”（）《》—…\\s"
_CLAUSE: Final = "，、和与及或并而跟且"
# stands for what is between two words
_APART: Final = "…"
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
    for wide, words, right in one_jobs():
        either = "|".join(sorted(words, key=len, reverse=True))
        gap = f"[^{_ENDS}]{{0,24}}?" if wide else f"[^{_ENDS}{_CLAUSE}]{{0,14}}?"
        job = _Job(compiled(f"(?=(?P<one>(?>{either}))了?(?P<gap>{gap})(?P<two>(?>{either})))"), right)
        for word in words:
            found.setdefault(word[0], []).append((word, job))
    return found


def two_of_one_job(segment: Segment) -> Iterator[Hit]:
    """Two words of one job in a clause, as edited text does not have them."""
    text, jobs = segment.text, _jobs()
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
