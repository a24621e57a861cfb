"""A name → what people write for it: one of its words left out, one by another that means nearly the same.

What lies further off than a slip of one character, which `near` finds, is listed beforehand. `names.txt` says which words
are taken for each other, and which variants are right all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import compress, count, pairwise

from jianbao.language import names
from jianbao.language.words import word_starts

# names that no office below the state has: what they are called is one form and no other
_OF_STATE = ("国家", "中国", "中央", "全国", "中华", "国务院", "最高")
# characters of a name that may be found by a part of it; of a variant that is met by no chance
_WHOLE, _SURE = 7, 6
_WORD = 2


@cache
def _right() -> frozenset[str]:
    """All that is right: the names, and what only looks like one of them."""
    return frozenset((*names.whole_names(), *names.names_in(names.GONE, names.AS_WELL, names.LAW)))


@cache
def _taken() -> dict[str, tuple[str, ...]]:
    """Word → those that it is taken for."""
    groups = [group.split("、") for group in names.names_in(names.ALIKE)]
    return {
        word: tuple(w for group in groups if word in group for w in group if w != word)
        for word in {w for group in groups for w in group}
    }


def variants(name: str, kind: str) -> Iterator[str]:
    """The forms of a name that are wrong, each longer than what is met by chance."""
    found = {*_swapped(name)}
    if kind == names.NAME and len(name) > _WHOLE and (name.startswith(_OF_STATE) or name.endswith("大学")):
        found.update(_left_out(name))
    for variant in sorted(found):
        other = any(variant in right or (right in variant and len(right) > len(name)) for right in _right())
        if len(variant) >= _SURE and variant[0] == name[0] and not other:
            yield variant


def _swapped(name: str) -> Iterator[str]:
    for word, others in _taken().items():
        if name.count(word) == 1 and not name.startswith(word):
            yield from (name.replace(word, other) for other in others)


def _left_out(name: str) -> Iterator[str]:
    """Without one of its words, but the first and the last."""
    starts = [*compress(count(), word_starts(name))]
    for at, end in pairwise(starts):
        if at and end - at == _WORD:
            yield (name[:at] + name[end:]).replace("和和", "和")
