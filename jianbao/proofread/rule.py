"""What a rule is: a code, its source, how bad its findings are, and one small function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from jianbao.errors import Level, Severity
from jianbao.language import han
from jianbao.proofread.view import Hit, Role, Segment, Sheet

MARKS_NORM: Final = "GB/T 15834-2011"
NUMERALS_NORM: Final = "GB/T 15835-2011"
DOCUMENT_NORM: Final = "GB/T 9704-2012"
CUSTOM: Final = "简报惯例"

HAN: Final = han.HAN
HAN_DIGITS: Final = "一二三四五六七八九"
STOPS: Final = "，。、；：？！"


class Pattern:
    """A regular expression that is compiled when it is first used: all of them at import would take 25 ms.

    `needs` are strings of which one stands in all that it matches: a text without them need not have it compiled.
    """

    def __init__(self, source: str, needs: Iterable[str] = ()) -> None:
        self.source = source
        self.needs = tuple(needs)

    def is_idle(self, text: str) -> bool:
        """Whether nothing in `text` can match."""
        # a loop: a generator takes three times as long, and this is asked some ten thousand times an issue
        for need in self.needs:
            if need in text:
                return False
        return bool(self.needs)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.source)

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
