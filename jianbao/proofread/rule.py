"""What a rule is: a code, its source, how bad its findings are, and one small function."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, reduce
from operator import or_
from typing import Final, NamedTuple

from jianbao import expressions
from jianbao.errors import Level, Severity
from jianbao.language import han
from jianbao.proofread.data.sieve import sieve
from jianbao.proofread.view import Hit, Role, Segment, Sheet

MARKS_NORM: Final = "GB/T 15834-2011"
NUMERALS_NORM: Final = "GB/T 15835-2011"
DOCUMENT_NORM: Final = "GB/T 9704-2012"
CUSTOM: Final = "简报惯例"
ARITHMETIC: Final = "算术"

HAN: Final = han.HAN
STOPS: Final = "，。、；：？！"
# findings of one rule in one issue: nobody reads more, and a body may hold 200,000 marks
MOST_OF_A_RULE: Final = 100


# each text of the issue that is read just now → the expressions that can match in it, see `data.sieve`
_NOTHING_READ: Final[dict[str, int]] = {}
_possible: ContextVar[dict[str, int]] = ContextVar("possible", default=_NOTHING_READ)


# the text that was asked about last, and what can match in it: one expression after the other asks about the same
_last: Final = [("", -1)]


@contextmanager
def reading(texts: Iterable[str], whole: str, *, at_length: bool = False, without: int = 0) -> Iterator[None]:
    """While an issue is read, what can match in its texts is worked out once; `whole` are all of them as one.

    `at_length` = rules that are so are asked, see `Rule`; `without` are the bits of expressions that are not.
    """
    if whole in _possible.get():
        # this process goes on from one that was at it
        yield
        return
    held = sieve().held_in_each(texts, at_length=at_length)
    held[whole] = reduce(or_, held.values(), 0)
    token = _possible.set({text: sieve().possible(each) & ~without for text, each in held.items()})
    try:
        yield
    finally:
        _possible.reset(token)


def possible(text: str) -> int:
    """The expressions that can match in `text`, each its `Pattern.bit`."""
    known = _possible.get()
    found = known.get(text)
    if found is None:
        found = sieve().possible(sieve().held(text))
        if known is not _NOTHING_READ:
            # a piece of a text is asked about by many expressions
            known[text] = found
    return found


class Pattern:
    """A regular expression that is compiled when it is first used and can match: all of them would take 150 ms."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def bit(self) -> int:
        """What stands for it among those that are possible."""
        return sieve().bit(self.source)

    def is_idle(self, text: str) -> bool:
        """Whether nothing in `text` can match, as far as that is known: to look through a piece of it takes longer than to match it."""
        asked, found = _last[0]
        if asked is not text:
            found = _possible.get().get(text, -1)
            _last[0] = text, found
        return not found & self.bit

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        return expressions.compiled(self.source)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        # `is_idle`, written out for what is asked most: a call takes longer than the answer
        asked, found = _last[0]
        if asked is not text:
            found = _possible.get().get(text, -1)
            _last[0] = text, found
        return self.compiled.finditer(text, start, end) if found & self.bit else iter(())

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return None if self.is_idle(text) else self.compiled.search(text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return None if self.is_idle(text) else self.compiled.match(text, start)


def any_of(*patterns: Pattern) -> Callable[[], int]:
    """The bits of expressions, told when they are asked for."""
    return lambda: reduce(or_, (pattern.bit for pattern in patterns))


OfSegment = Callable[[Segment], Iterator[Hit]]
OfSheet = Callable[[Sheet], Iterator[Hit]]


class Rule(NamedTuple):
    """A rule: either `segment` looks at each text of `roles` that holds one of `triggers`, or `sheet` at the issue.

    `certain` = what it finds cannot be right. `triggers` are characters without which the rule has nothing to find, or picks those of all that the issue holds; empty = it looks always.
    `bits` are those of the expressions, as `any_of` tells them, without any of which the rule has nothing to find in a text.
    `at_length` = it takes as long as many others together, and so is asked by those alone that read an issue at length.
    """

    code: str
    name: str
    clause: str
    severity: Severity = Severity.WARNING
    fixable: bool = False
    segment: OfSegment | None = None
    sheet: OfSheet | None = None
    roles: frozenset[Role] = frozenset()
    triggers: str | Callable[[frozenset[str]], AbstractSet[str]] = ""
    certain: bool = False
    at_length: bool = False
    bits: Callable[[], int] | None = None

    @property
    def level(self) -> Level:
        """How sure its findings are, where they do not say otherwise."""
        if self.severity is Severity.HINT:
            return Level.HINT
        return Level.CERTAIN if self.certain else Level.DOUBTFUL

    def check(self, sheet: Sheet, present: frozenset[str]) -> Iterator[Hit]:
        """All that the rule finds; `present` are the characters that the issue's texts hold at all."""
        if self.sheet is not None:
            yield from self.sheet(sheet)
        yield from self.in_texts(sheet, present)

    def in_texts(self, sheet: Sheet, present: frozenset[str], numbers: range | None = None) -> Iterator[Hit]:
        """What it finds in each text by itself, or of them in those of these numbers."""
        if self.segment is None:
            return
        triggers = self.triggers(present) if callable(self.triggers) else present.intersection(self.triggers)
        if self.triggers and not triggers:
            return
        known, bits = _possible.get(), self.bits() if self.bits else -1
        if not known.get(sheet.whole, -1) & bits:
            return
        for segment, characters, able in sheet.of_roles(self.roles, known, numbers):
            if able & bits and not (triggers and triggers.isdisjoint(characters)):
                yield from self.segment(segment)
