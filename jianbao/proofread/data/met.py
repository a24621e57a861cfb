"""Many texts → what is known of what stands in each: what `met_in` looks up one pair after another, in arrays."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np

from jianbao.kept import kept
from jianbao.language.pairs import characters
from jianbao.proofread.data import NEAR_FILES, Entry, Met, lexicon, near, turned, words_of
from jianbao.proofread.data.held import numbers_of
from jianbao.proofread.data.levels import Numbers, Places, once, written

# stands between texts: what is known has none
_BETWEEN = "\0"


def _keys() -> list[bytes]:
    """What is known, as numbers in order: pairs; three that begin a word; words of two."""
    pairs = {number: "".join(characters(number)) for number in lexicon()}
    thirds = {number: {*words_of(number), *"".join(turned(number))} for number in lexicon()}
    longer = (pairs[number] + third for number in lexicon() for third in thirds[number] if third)
    short = (pairs[number] for number in lexicon() if words_of(number)[""])
    return [*map(_sorted, (near().stretches(), longer, short))]


def _sorted(stretches: Iterable[str]) -> bytes:
    encoded = (stretch.encode("utf-16-be", "surrogatepass") for stretch in stretches)
    return array("Q", sorted(int.from_bytes(each, "big") for each in encoded)).tobytes()


@cache
def _numbers() -> list[Numbers]:
    return [Numbers(np.frombuffer(keys, np.uint64)) for keys in kept(_keys, *NEAR_FILES)]


def met_in_each(texts: Sequence[str]) -> Iterator[Met]:
    """What is known of what stands in each text, one after the other."""
    codes = written(_BETWEEN.join((*texts, "", "")))
    one, two, three = codes[:-2], codes[1:-1], codes[2:]
    pairs, longer, short = _numbers()
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    two_of = one.astype(np.uint64) << np.uint64(16) | two
    of_pairs = pairs.perhaps(two_of)
    of_words = once(longer.perhaps(two_of << np.uint64(16) | three), short.perhaps(two_of))

    def parted(at: Places) -> Iterator[list[tuple[int, Entry]]]:
        """The places of each text, and what is known of the pair that stands there."""
        found = [*map(near().__getitem__, numbers_of(one[at], two[at]).tolist())]
        cuts = np.searchsorted(at, begins).tolist()
        places = at.tolist()
        for first, last, begin in zip(cuts, cuts[1:], begins.tolist(), strict=False):
            yield [
                (place - begin, entry)
                for place, entry in zip(places[first:last], found[first:last], strict=True)
                if entry
            ]

    return map(Met, parted(of_pairs), parted(of_words))
