"""Regular expressions → characters and pairs of which one stands in all that they match: `needs.txt`, made by `build`.

An expression takes up to ten milliseconds to compile, and most of them find nothing in most issues. What a match must hold
is worked out of the parsed expression as code search engines do (R. Cox, "Regular Expression Matching with a Trigram
Index"), in pairs of characters.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import pairwise, product
from operator import attrgetter
from pkgutil import iter_modules
from re import IGNORECASE, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

from jianbao import proofread
from jianbao.proofread.data import faults_by_code
from jianbao.proofread.data.sieve import DIGIT, key_of, with_digits
from jianbao.proofread.rule import Pattern

# strings that are told apart at once
_MOST: Final = 3000
# sets that are kept of an expression
_FEW: Final = 2
# keys that cost as much as one that is met in a text
_CHEAP: Final = 10


class _Part(NamedTuple):
    """What part of an expression matches.

    `exact` are the strings, if they are few; of each set of `needed` it holds a key; it begins with one of `head` and ends
    with one of `tail`.
    """

    exact: frozenset[str] | None
    needed: tuple[frozenset[str], ...]
    head: frozenset[str]
    tail: frozenset[str]


_EMPTY: Final = frozenset({""})
_ANYTHING: Final = _Part(None, (), _EMPTY, _EMPTY)
_NOTHING: Final = _Part(_EMPTY, (), _EMPTY, _EMPTY)


def _joined(first: frozenset[str], second: frozenset[str]) -> frozenset[str] | None:
    """All strings of the one before those of the other, if they are few."""
    few = len(first) * len(second) <= _MOST
    return frozenset(map("".join, product(first, second))) if few else None


def needs(common: Sequence[str]) -> str:
    """The file: names of the expressions that have two sets, of those that have one; keys of one character, and of two; in which sets each is.

    Of `common` texts the sets are taken that stand in fewest.
    """
    found = sets_of(common)
    names = sorted(found, key=lambda name: (-len(found[name]), name))
    by_key: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for second, keys in enumerate(found[name]):
            for key in keys:
                by_key.setdefault(key, []).append(number + second * len(names))
    heads = (" ".join(name for name in names if len(found[name]) == count) for count in (2, 1))
    keys = sorted(by_key, key=lambda key: (len(key), key))
    of_one, of_two = ("".join(key for key in keys if len(key) == size) for size in (1, 2))
    sets = (",".join(map(str, by_key[key])) for key in keys)
    return "\n".join((*heads, of_one, of_two, " ".join(sets))) + "\n"


def sets_of(common: Sequence[str]) -> dict[str, list[list[str]]]:
    """The name of each expression that the rules know and that needs something → what it needs."""
    for module in iter_modules(proofread.__path__, "jianbao.proofread."):
        import_module(module.name)
    chooser = _Chooser(common)
    sources = {each.source for each in gc.get_objects() if isinstance(each, Pattern)}
    sources.update(source for rows in faults_by_code().values() for source, _ in rows)
    found = {key_of(source): chooser.of(source) for source in sources}
    return {name: sets for name, sets in found.items() if sets}


def _keys_in(text: str) -> set[str]:
    """As `data.sieve.keys_in`, as strings."""
    marked = with_digits(text)
    return {*text, *map("".join, pairwise(text)), *marked, *map("".join, pairwise(marked))}


def _has_end(text: str) -> bool:
    """Whether a line may end within the text: all white space but for the blanks that are set."""
    return any(char.isspace() and char not in " \u3000" for char in text)


class _Chooser:
    """Chooses among what a match must hold, by how often it is met."""

    def __init__(self, common: Sequence[str]) -> None:
        self.met = Counter(key for text in common for line in text.splitlines() for key in _keys_in(line))

    def of(self, source: str) -> list[list[str]]:
        """Sets of keys of one or two characters; of each one key stands in all that the expression matches."""
        parsed = _parser.parse(source)
        if parsed.state.flags & IGNORECASE:
            return []
        return [sorted(each) for each in self._sequence(parsed).needed]

    def _key(self, text: str) -> str:
        """The rarest pair of a string, of those without a line's end."""
        pairs = [pair for pair in map("".join, pairwise(text)) if not _has_end(pair)] or [text]
        found = min(pairs, key=lambda pair: (self.met[pair], pair))
        return with_digits(found) if DIGIT in found else found

    def _keys(self, *strings: frozenset[str] | None) -> Iterator[frozenset[str]]:
        for each in strings:
            keys = frozenset(map(self._key, each or _EMPTY))
            if "" not in keys and not _has_end("".join(keys)):
                yield keys

    def _rarest(self, sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
        """The few sets that are met least."""
        prices = {keys: sum(map(self.met.__getitem__, keys)) + len(keys) / _CHEAP for keys in sets}
        return tuple(sorted(prices, key=lambda keys: (prices[keys], *sorted(keys)))[:_FEW])

    def _sequence(self, items: Iterable[tuple[Any, Any]]) -> _Part:
        # what ends that which is matched so far, and what a look behind says to stand before it
        current, behind, head = _EMPTY, _EMPTY, _EMPTY
        needed: list[frozenset[str]] = []
        whole = True
        for part, looks in self._parts(items):
            # what an exact part looks at beside itself; the part itself is joined with its neighbours
            own = () if looks or part.exact is None else (*self._keys(part.exact),)
            needed += (each for each in part.needed if each not in own)
            if looks > 0:
                needed += self._keys(_joined(current, part.head))
            elif looks < 0:
                behind = part.tail if current == _EMPTY else behind
            else:
                needed += self._keys(_joined(behind, part.head))
                behind = _EMPTY if part.head != _EMPTY or part.exact is None else behind
                joined = None if part.exact is None else _joined(current, part.exact)
                if joined is None:
                    needed += self._keys(current, _joined(current, part.head))
                    head = _joined(current, part.head) or current if whole else head
                    whole = False
                current = part.tail if joined is None else joined
        sets = self._rarest((*needed, *self._keys(current)))
        return _Part(current, sets, current, current) if whole else _Part(None, sets, head, current)

    def _parts(self, items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[_Part, int]]:
        """Each part, and whether it looks ahead (1) or behind (-1); a group and itself again are one."""
        listed = list(items)
        for number, (kind, value) in enumerate(listed):
            following = listed[number + 1] if number + 1 < len(listed) else None
            if kind is _constants.ASSERT:
                yield self._sequence(value[1]), value[0]
            elif kind is _constants.SUBPATTERN and following == (_constants.GROUPREF, value[0]):
                part = self._item(kind, value)
                yield part if part.exact is None else self._exact({text * 2 for text in part.exact}), 0
            else:
                twice = (
                    kind is _constants.GROUPREF and number and listed[number - 1][0] is _constants.SUBPATTERN
                )
                if not (twice and listed[number - 1][1][0] == value):
                    yield self._item(kind, value), 0
                elif self._item(*listed[number - 1]).exact is None:
                    yield _ANYTHING, 0

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
        return _ANYTHING

    def _exact(self, strings: Iterable[str]) -> _Part:
        found = frozenset(strings)
        return _Part(found, tuple(self._keys(found)), found, found) if len(found) <= _MOST else _ANYTHING

    def _set(self, members: list[tuple[Any, Any]]) -> _Part:
        chars: set[str] = set()
        for kind, value in members:
            if kind is _constants.LITERAL:
                chars.add(chr(value))
            elif kind is _constants.RANGE and value[1] - value[0] < _MOST:
                chars.update(map(chr, range(value[0], value[1] + 1)))
            elif value is _constants.CATEGORY_DIGIT:
                chars.add(DIGIT)
            else:
                return _ANYTHING
        return self._exact(chars)

    def _branch(self, parts: Sequence[_Part]) -> _Part:
        needed: tuple[frozenset[str], ...] = ()
        if all(part.needed for part in parts):
            needed = (frozenset[str]().union(*(part.needed[0] for part in parts)),)
        head, tail = (
            frozenset[str]().union(*ends)
            for ends in (map(attrgetter(end), parts) for end in ("head", "tail"))
        )
        exact = None if any(part.exact is None for part in parts) else head
        return _Part(exact, needed, head, tail)

    def _repeat(self, least: int, most: Any, items: Any) -> _Part:
        part = self._sequence(items)
        if most == 1:
            if part.exact is not None:
                return (
                    part
                    if least
                    else part._replace(
                        exact=part.exact | _EMPTY, needed=(), head=part.head | _EMPTY, tail=part.tail | _EMPTY
                    )
                )
            return part if least else _ANYTHING
        if not least:
            return _ANYTHING
        twice = _joined(part.tail, part.head) if least > 1 else None
        ends = twice if part.exact is not None and twice is not None else None
        needed = (*part.needed, *self._keys(twice))
        return _Part(ends if least == most == 2 else None, needed, ends or part.head, ends or part.tail)
