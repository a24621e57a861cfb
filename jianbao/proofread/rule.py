"""What a rule is: a code, its source, how bad its findings are, and one small function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from operator import add
from typing import Final, NamedTuple

from jianbao import expressions
from jianbao.errors import Level, Severity
from jianbao.language import han
from jianbao.proofread import data
from jianbao.proofread.view import Hit, Role, Segment, Sheet

MARKS_NORM: Final = "GB/T 15834-2011"
NUMERALS_NORM: Final = "GB/T 15835-2011"
DOCUMENT_NORM: Final = "GB/T 9704-2012"
CUSTOM: Final = "简报惯例"

HAN: Final = han.HAN
STOPS: Final = "，。、；：？！"


class _Keys(dict[str, AbstractSet[str]]):
    """A text → its characters and pairs of characters."""

    def __missing__(self, text: str) -> AbstractSet[str]:
        found = self[text] = {*text, *map(add, text, text[1:])}
        return found


# the texts of the issue that is read just now
_keys: ContextVar[_Keys | None] = ContextVar("keys", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """While an issue is read, what its texts hold is worked out once."""
    token = _keys.set(_Keys())
    try:
        yield
    finally:
        _keys.reset(token)


class Pattern:
    """A regular expression that is compiled when it is first used and can match: all of them would take 150 ms.

    `needs` are strings of which one stands in all that it matches; `data.needs` works out more of them.
    """

    def __init__(self, source: str, needs: Iterable[str] = ()) -> None:
        self.source = source
        self.needs = tuple(needs)

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        return data.needs_of(self.source)

    def _is_asleep(self, text: str) -> bool:
        """Whether `text` lacks what all matches hold."""
        known = _keys.get()
        keys = _Keys()[text] if known is None else known[text]
        return any(needed.isdisjoint(keys) for needed in self._needed)

    def is_idle(self, text: str) -> bool:
        """Whether nothing in `text` can match."""
        # a loop: a generator takes three times as long, and this is asked some ten thousand times an issue
        for need in self.needs:
            if need in text:
                break
        else:
            if self.needs:
                return True
        return "compiled" not in self.__dict__ and self._is_asleep(text)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        return expressions.compiled(self.source)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        if self.is_idle(text):
            return iter(())
        return self.compiled.finditer(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return None if self.is_idle(text) else self.compiled.search(text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return None if self.is_idle(text) else self.compiled.match(text, start)


OfSegment = Callable[[Segment], Iterator[Hit]]
OfSheet = Callable[[Sheet], Iterator[Hit]]


class Rule(NamedTuple):
    """A rule: either `segment` looks at each text of `roles` that holds one of `triggers`, or `sheet` at the issue.

    `certain` = what it finds cannot be right. `triggers` are characters without which the rule has nothing to find; empty = it looks always.
    """

    code: str
    name: str
    clause: str
    severity: Severity = Severity.WARNING
    fixable: bool = False
    segment: OfSegment | None = None
    sheet: OfSheet | None = None
    roles: frozenset[Role] = frozenset()
    triggers: str = ""
    certain: bool = False

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
        triggers = frozenset(self.triggers)
        if self.segment is None or (triggers and triggers.isdisjoint(present)):
            return
        for segment, characters in zip(sheet.segments, sheet.characters, strict=True):
            if segment.role in self.roles and (not triggers or not triggers.isdisjoint(characters)):
                yield from self.segment(segment)
