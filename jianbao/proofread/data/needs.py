"""Regular expressions → characters and pairs of which one stands in all that they match: `needs.txt`, made by `build`.

An expression takes up to ten milliseconds to compile, and most of them find nothing in most issues. What a match must hold
is worked out of the parsed expression as code search engines do (R. Cox, "Regular Expression Matching with a Trigram
Index"), in pairs of characters.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import pairwise, product
from pkgutil import iter_modules
from re import IGNORECASE, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

from jianbao import proofread
from jianbao.proofread import naming, usage
from jianbao.proofread.data import key_of
from jianbao.proofread.rule import Pattern

# strings that are told apart at once
_MOST: Final = 3000
# sets that are kept of an expression
_FEW: Final = 5


class _Part(NamedTuple):
    """What part of an expression matches: `exact`, if they are few, the strings; of each set of `needed` it holds a key."""

    exact: frozenset[str] | None
    needed: tuple[frozenset[str], ...]


_ANYTHING: Final = _Part(None, ())
_NOTHING: Final = _Part(frozenset({""}), ())


def needs(common: Sequence[str]) -> str:
    """The file: a line for each expression, its sets parted by tabs; of `common` texts those that stand in fewest are taken."""
    for module in iter_modules(proofread.__path__, "jianbao.proofread."):
        import_module(module.name)
    # these are made, and kept, when they are first asked for
    usage.known_faults()
    naming.made_rows()
    sources = sorted({each.source for each in gc.get_objects() if isinstance(each, Pattern)})
    chooser = _Chooser(common)
    found = {source: chooser.of(source) for source in sources}
    lines = ("\t".join((key_of(source), *map(" ".join, sets))) for source, sets in found.items() if sets)
    return "\n".join(sorted(lines)) + "\n"


class _Chooser:
    """Chooses among what a match must hold, by how often it is met."""

    def __init__(self, common: Sequence[str]) -> None:
        self.met: dict[str, int] = {}
        for text in common:
            for key in {*text, *map("".join, pairwise(text))}:
                self.met[key] = self.met.get(key, 0) + 1

    def of(self, source: str) -> list[list[str]]:
        """Sets of keys of one or two characters; of each one key stands in all that the expression matches."""
        parsed = _parser.parse(source)
        if parsed.state.flags & IGNORECASE:
            return []
        return [sorted(each) for each in self._sequence(parsed).needed]

    def _key(self, text: str) -> str:
        """The rarest pair of a string; blanks part the keys in the file."""
        pairs = [pair for pair in map("".join, pairwise(text)) if not any(map(str.isspace, pair))] or [text]
        return min(pairs, key=lambda pair: (self.met.get(pair, 0), pair))

    def _keys(self, strings: Iterable[str] | None) -> tuple[frozenset[str], ...]:
        if strings is None or "" in strings:
            return ()
        keys = frozenset(map(self._key, strings))
        return () if any(map(str.isspace, "".join(keys))) else (keys,)

    def _rarest(self, sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
        """The few sets that are met least."""
        by_price = {(sum(self.met.get(key, 0) for key in keys), *sorted(keys)): keys for keys in sets}
        return tuple(by_price[price] for price in sorted(by_price)[:_FEW])

    def _sequence(self, items: Iterable[tuple[Any, Any]]) -> _Part:
        current: frozenset[str] = frozenset({""})
        needed: list[frozenset[str]] = []
        whole = True
        for item in items:
            part = self._item(*item)
            if part.exact is not None and len(current) * len(part.exact) <= _MOST:
                current = frozenset(map("".join, product(current, part.exact)))
                if part.exact == {""}:
                    needed += part.needed
                continue
            whole = False
            needed += (*part.needed, *self._keys(current))
            current = frozenset({""}) if part.exact is None else part.exact
        return _Part(current if whole else None, self._rarest((*needed, *self._keys(current))))

    def _item(self, kind: Any, value: Any) -> _Part:
        match kind:
            case _constants.LITERAL:
                return self._exact({chr(value)})
            case _constants.IN:
                return self._set(value)
            case _constants.BRANCH:
                return self._branch([self._sequence(each) for each in value[1]])
            case _constants.SUBPATTERN:
                return self._sequence(value[3]) if not value[1] & IGNORECASE else _ANYTHING
            case _constants.ATOMIC_GROUP:
                return self._sequence(value)
            case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
                return self._repeat(*value)
            case _constants.AT | _constants.ASSERT_NOT:
                return _NOTHING
            case _constants.ASSERT:
                return _Part(_NOTHING.exact, self._sequence(value[1]).needed)
        return _ANYTHING

    def _exact(self, strings: Iterable[str]) -> _Part:
        found = frozenset(strings)
        return _Part(found, self._keys(found)) if len(found) <= _MOST else _ANYTHING

    def _set(self, members: list[tuple[Any, Any]]) -> _Part:
        chars: set[str] = set()
        for kind, value in members:
            if kind is _constants.LITERAL:
                chars.add(chr(value))
            elif kind is _constants.RANGE and value[1] - value[0] < _MOST:
                chars.update(map(chr, range(value[0], value[1] + 1)))
            else:
                return _ANYTHING
        return self._exact(chars)

    def _branch(self, parts: Sequence[_Part]) -> _Part:
        needed: tuple[frozenset[str], ...] = ()
        if all(part.needed for part in parts):
            needed = (frozenset[str]().union(*(part.needed[0] for part in parts)),)
        if any(part.exact is None for part in parts):
            return _Part(None, needed)
        exact = frozenset[str]().union(*(part.exact or () for part in parts))
        return _Part(exact if len(exact) <= _MOST else None, needed)

    def _repeat(self, least: int, most: Any, items: Any) -> _Part:
        part = self._sequence(items)
        if most == 1 and part.exact is not None:
            return part if least else _Part(part.exact | {""}, ())
        return _Part(None, part.needed if least else ())
