"""`needs.txt` → which regular expressions can match in a text, told by one look at its characters and pairs."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from functools import cache, cached_property, reduce
from hashlib import blake2b
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, Final

from jianbao.expressions import compiled
from jianbao.kept import kept
from jianbao.language.pairs import codes_of, pairs_of, side_by_side
from jianbao.proofread.data import NEEDS_FILE, lines_of

if TYPE_CHECKING:
    from jianbao.proofread.data.held import HeldSets

# hexadecimal digits that name a regular expression
_KEY: Final = 12
# characters from which on texts are looked at together: for fewer it would take longer to begin
_MANY: Final = 40_000
_LAST: Final = "\uffff"


def key_of(source: str) -> str:
    """What names a regular expression in `needs.txt`."""
    return blake2b(source.encode(), digest_size=_KEY // 2).hexdigest()


# stands for any digit, among keys
DIGIT = "ｄ"


@cache
def _digits() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return compiled(r"\d"), compiled(rf"(?:.?{DIGIT}+)+.?")


def with_digits(text: str) -> str:
    """A text with `DIGIT` for each digit."""
    return _digits()[0].sub(DIGIT, text)


def keys_in(text: str) -> list[int]:
    """The characters of a text and their pairs as numbers, digits also as `DIGIT`."""
    found = codes_of(text) + pairs_of(text)
    marked = with_digits(text)
    if marked != text:
        beside = "\n".join(_digits()[1].findall(marked))
        found += codes_of(DIGIT) + pairs_of(beside)
    return found


class _Met(dict[int, int]):
    """Key → the bits of the sets that it is in, worked out when it is first met in a text."""

    def __init__(self, numbers: dict[int, str]) -> None:
        super().__init__()
        self.numbers = numbers

    def __missing__(self, key: int) -> int:
        found = self[key] = reduce(or_, map((1).__lshift__, map(int, self.numbers[key].split(","))))
        return found


class Sieve:
    """`needs.txt`: one or two sets of characters and pairs for each expression; of each one stands in all that it matches.

    Every expression is a bit of a number, so that one pass over a text tells for all of them at once; so is every set:
    the second ones behind all the first ones.
    """

    def __init__(self) -> None:
        names, keys, numbers, of_two = kept(_needs, NEEDS_FILE)
        of = names.split(" ")
        self._of = dict(zip(of, range(len(of)), strict=True))
        self._keys, self._sets = keys, numbers
        self._met = _Met(dict(zip(memoryview(keys).cast("I").tolist(), numbers.split(" "), strict=True)))
        size = len(self._of)
        # the second sets of those that have none; what stands for all expressions that the file lacks
        self._held = ((1 << size) - (1 << of_two)) << size
        self._others = 1 << size

    def number(self, source: str) -> int:
        """Which bit is that of an expression."""
        return self._of.get(key_of(source), len(self._of))

    def bit(self, source: str) -> int:
        """The bit of an expression."""
        return 1 << self.number(source)

    def held(self, text: str) -> int:
        """The sets of which something stands in a text."""
        found = self._met.numbers.keys() & keys_in(text)
        return reduce(or_, map(self._met.__getitem__, found), self._held)

    def held_in_each(self, texts: Iterable[str], *, at_length: bool) -> dict[str, int]:
        """Each text, and the sets of which something stands in it; `at_length` as of `rule.Rule`."""
        different = [*{*texts}]
        many = at_length and sum(map(len, different)) >= _MANY
        # what stands beyond the first plane may be a digit, too
        together = [text for text in different if text and max(text) <= _LAST] if many else []
        found = dict(zip(together, self._in_many.of(together), strict=True)) if together else {}
        return {text: found[text] | self._held if text in found else self.held(text) for text in different}

    @cached_property
    def _in_many(self) -> HeldSets:
        # numpy takes as long to import as a short issue to be read
        from jianbao.proofread.data.held import HeldSets

        return HeldSets(self._keys, self._sets, DIGIT)

    def possible(self, held: int) -> int:
        """The expressions of whose sets all are held."""
        return held & held >> len(self._of) & self._others - 1 | self._others


def _needs() -> tuple[str, bytes, str, int]:
    """Names of the expressions, numbers of characters and pairs, the sets that each is in, how many expressions have two."""
    two, one, chars, pairs, numbers = lines_of(NEEDS_FILE.name)
    keys = array("I", chain(codes_of(chars), side_by_side(pairs)))
    return f"{two} {one}", keys.tobytes(), numbers, two.count(" ") + 1


@cache
def sieve() -> Sieve:
    """What expressions need."""
    return Sieve()
