"""Texts as the layout puts them together, each character still knowing which value of the issue it came from.

Most of what is set is a value as it was read, but for marks that the layout adds (【】, ——, 报：) and breaks that it puts
in. What is made here goes into `shape.Piece`s; `Shaped.origin` then answers for a line, a warning or an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from msgspec import Struct

from jianbao.errors import Location


class Stretch(NamedTuple):
    """Characters `start` to `end` of a text come from the value at `location`, where their offsets are `offsets`."""

    start: int
    end: int
    location: Location
    offsets: Sequence[int]


class Sourced(Struct, frozen=True):
    """A text; what no stretch of `origins` covers was put in by the layout. It is added, sliced and joined as `str` is."""

    text: str
    origins: tuple[Stretch, ...] = ()

    def __add__(self, other: Sourced | str) -> Sourced:
        """Both, `other` behind."""
        if isinstance(other, str):
            return Sourced(self.text + other, self.origins)
        shift = len(self.text)
        moved = (Stretch(s.start + shift, s.end + shift, s.location, s.offsets) for s in other.origins)
        return Sourced(self.text + other.text, (*self.origins, *moved))

    def __radd__(self, other: str) -> Sourced:
        """Both, `other`, which is the layout's own, before."""
        return Sourced(other) + self

    def part(self, start: int, end: int) -> Sourced:
        """Characters `start` to `end`."""
        found: list[Stretch] = []
        for each in self.origins:
            first, last = max(each.start, start), min(each.end, end)
            if first < last:
                offsets = each.offsets[first - each.start : last - each.start]
                found.append(Stretch(first - start, last - start, each.location, offsets))
        return Sourced(self.text[start:end], tuple(found))

    def stripped(self) -> Sourced:
        """Without the blanks at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.part(start, max(start, len(self.text.rstrip())))

    def kept(self, keep: Callable[[str], object]) -> Sourced:
        """Without the characters for which `keep` answers with nothing."""
        wanted = [bool(keep(char)) for char in self.text]
        if all(wanted):
            return self
        ends = [0, *accumulate(len(list(run)) for _, run in groupby(wanted))]
        return joined("", (self.part(start, end) for start, end in pairwise(ends) if wanted[start]))

    def split(self, mark: str) -> list[Sourced]:
        """The parts between `mark`s of one character."""
        parts: list[Sourced] = []
        start = 0
        for text in self.text.split(mark):
            parts.append(self.part(start, start + len(text)))
            start += len(text) + 1
        return parts


def joined(between: str, parts: Iterable[Sourced]) -> Sourced:
    """The parts, with `between` between them."""
    text: list[str] = []
    origins: list[Stretch] = []
    at = 0
    for index, part in enumerate(parts):
        if index:
            text.append(between)
            at += len(between)
        text.append(part.text)
        origins += (Stretch(s.start + at, s.end + at, s.location, s.offsets) for s in part.origins)
        at += len(part.text)
    return Sourced("".join(text), tuple(origins))


def value(text: str, *location: str | int) -> Sourced:
    """The value at `location` as it was read."""
    return read_at(text, location, range(len(text)))


def read_at(text: str, location: Location, offsets: Sequence[int]) -> Sourced:
    """Text of the value at `location` whose characters stand at `offsets` of it; no offsets where nobody knows them."""
    return Sourced(text, (Stretch(0, len(text), location, offsets),) if offsets else ())


def made_of(text: str, *location: str | int) -> Sourced:
    """What the layout made of the value at `location`, such as a date: all of it stands for the value's beginning."""
    return read_at(text, location, (0,) * len(text))
