"""A text → marks and figures in a row that edited text never has: 286..5公里, 97%.5, 五千～6000人, 2—8°条件, >>，.

Of a text no more is looked at than the kinds of its characters: Han, figures, numerals, measures behind them, Latin, each mark
itself. Three kinds in a row that 50 million characters of edited text do not have are most likely a slip: these are hints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from jianbao.errors import Severity
from jianbao.language.han import is_han
from jianbao.language.numerals import CIRCLED
from jianbao.proofread.data import mark_runs
from jianbao.proofread.rule import MARKS_NORM, Rule
from jianbao.proofread.view import PROSE, Hit, Sheet

_KINDS: Final = {
    "N": "〇零一二三四五六七八九十百千万亿两",
    "U": "年月日时分秒点天个人名户家次件项元吨斤亩里米岁倍成度号届期条位所台辆座只头匹株棵张份册本套篇升克瓦",
    "0": "0123456789０１２３４５６７８９",
    CIRCLED[0]: CIRCLED[1:12],
    "%": "％‰",
    " ": "\u3000\t",
}
# figures of units and formulas
_RAISED: Final = "²³¹⁰⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉"
# 约, 余 and the like are told apart where they stand beside a figure
_ROUGHLY: Final = "约近余多来几超逾第"


class _Kinds(dict[int, int]):
    """Character → what stands for its kind, as `str.translate` asks."""

    def __init__(self) -> None:
        super().__init__({ord(char): ord(kind) for kind, chars in _KINDS.items() for char in chars})
        self |= {ord(char): ord(char) for char in _ROUGHLY}

    def __missing__(self, code: int) -> int:
        char = chr(code)
        han = is_han(char) or "Ⅰ" <= char <= "Ⅻ"
        found = "H" if han else "a" if char.isalpha() or char in _RAISED else char
        self[code] = ord(found)
        return self[code]


_kinds: Final = _Kinds()
# what is something else where it stands; each is as long as what stands there, and begins with what is soon found
_HERE: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"[., \u2009](?<=0.)(?=0)"), "0"),
    # addresses, models of machines, units
    (re.compile(r"a[a0:/.@?=&_^~+,·-]*[a0/]"), lambda found: "a" * len(found[0])),
    (
        re.compile(
            rf"[U{_ROUGHLY}](?:(?<=[{_ROUGHLY}])(?<![0NU%].)(?![0N])|(?<=[^0NU余多来几].)(?=H))",
            re.DOTALL,
        ),
        "H",
    ),
    (re.compile(rf"U(?<![0N{_ROUGHLY}]U)"), "H"),
    (re.compile("N(?:(?<=[H，。、；]N)(?=H)|(?<=HN)(?![NU0]))"), "H"),
)
# what stands between Han characters, with the one behind it
_BETWEEN: Final = re.compile("[^H\n]+H?")
_RUN: Final = re.compile(r"([H0Na])\1*|.", re.DOTALL)


def kinds_of(text: str) -> str:
    """The kinds of the characters of a text, one for each."""
    found = text.translate(_kinds)
    for what, instead in _HERE:
        found = what.sub(instead, found)
    return found


def stretches(kinds: str) -> Iterator[tuple[int, str]]:
    """What is not Han in each line, with a Han character on each side: from where on, and its kinds."""
    for found in _BETWEEN.finditer(kinds):
        start = found.start() - (kinds[found.start() - 1 : found.start()] == "H")
        yield start, kinds[start : found.end()]


@lru_cache(maxsize=4096)
def runs_of(stretch: str) -> tuple[tuple[str, int, int], ...]:
    """Each three kinds in a row, characters of one kind as one: where in the stretch they begin and end."""
    runs = [*_RUN.finditer(stretch)]
    return tuple(
        (one[0][0] + two[0][0] + three[0][0], two.start() - 1, three.start() + 1)
        for one, two, three in zip(runs, runs[1:], runs[2:], strict=False)
    )


@lru_cache(maxsize=4096)
def _unusual(stretch: str) -> tuple[int, int] | None:
    """Where a stretch has three kinds in a row that edited text never has."""
    known = mark_runs()
    return next(((start, end) for run, start, end in runs_of(stretch) if run not in known), None)


def unusual_run(sheet: Sheet) -> Iterator[Hit]:
    """Three kinds in a row that edited text never has."""
    for at, stretch in stretches(kinds_of(sheet.whole)):
        if (found := _unusual(stretch)) is not None:
            segment, begins = sheet.segment_at(at + found[0])
            if segment.role in PROSE:
                yield Hit(segment, at + found[0] - begins, at + found[1] - begins)


RULES: Final = (Rule("P119", "unusual-run", MARKS_NORM, Severity.HINT, sheet=unusual_run),)
