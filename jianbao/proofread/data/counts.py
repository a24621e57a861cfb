"""`seen.bin`, `beside.txt` → how often edited text has two, three or four characters in a row, as levels; made by `tests.proofread.lists.gather`.

`seen.bin` is a Bloom filter: of each level that they reach, the hash of the characters and the level are in it.
`beside.txt` (UTF-16) has a line for each character, parted by tabs: it and those that often follow it; those that often
precede it; those like it in sound and shape, in sound, in shape or nearly in sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

from jianbao.kept import kept

_HERE: Final = Path(__file__).parent
SEEN, BESIDE = (_HERE / name for name in ("seen.bin", "beside.txt"))
# bits of the filter that each hash sets
PROBES: Final = 4
# occurrences in 75 million characters that make a level, of a pair and of more
PAIR_LEVELS: Final = (3, 20, 100, 1000)
LONG_LEVELS: Final = (6, 20, 100)
# the level of a pair that `beside.txt` holds: the filter need not
OFTEN: Final = 2
# stands for all that is no Han character
OTHER: Final = "。"
# the level of a pair with such
NONE: Final = -1

# what stands for a level behind a key
_SIGNS: Final = tuple(f"{level:c}".encode("utf-16-le") for level in range(len(PAIR_LEVELS) + 1))


def bits(key: str, level: int, size: int) -> Iterator[int]:
    """The bits that a key of a level sets in a filter of `size` bits."""
    number = crc32(f"{key}{level:c}".encode("utf-16-le"))
    step = number >> 9 | 1
    for _ in range(PROBES):
        yield number % size
        number += step


class _Levels(dict[str, int]):
    """Characters, `OTHER` for what is no Han character → their level, worked out when first asked for."""

    def __init__(self, seen: bytes) -> None:
        super().__init__()
        self._seen, self._size = seen, 8 * len(seen)

    def level(self, key: str, level: int, most: int) -> int:
        """The highest level of a key; it has reached `level`."""
        seen, size = self._seen, self._size
        begun = crc32(key.encode("utf-16-le"))
        while level < most:
            # as `bits`, written out: a call takes longer than all else
            number = crc32(_SIGNS[level + 1], begun)
            bit = number % size
            if not seen[bit >> 3] >> (bit & 7) & 1:
                return level
            step = number >> 9 | 1
            for probe in range(number + step, number + PROBES * step, step):
                bit = probe % size
                if not seen[bit >> 3] >> (bit & 7) & 1:
                    return level
            level += 1
        return level


class _Pairs(_Levels):
    def __init__(self, seen: bytes, behind: _Beside) -> None:
        super().__init__(seen)
        self._behind = behind

    def __missing__(self, pair: str) -> int:
        if OTHER in pair:
            found = NONE
        elif pair[1] in self._behind[pair[0]]:
            found = self.level(pair, OFTEN, len(PAIR_LEVELS))
        else:
            found = self.level(pair, 0, 1)
        self[pair] = found
        return found


class _Threes(_Levels):
    def __missing__(self, three: str) -> int:
        none = three[1] == OTHER or three[0] == OTHER == three[2]
        found = self[three] = 0 if none else self.level(three, 0, len(LONG_LEVELS))
        return found


class _Fours(_Levels):
    def __init__(self, seen: bytes, threes: _Threes) -> None:
        super().__init__(seen)
        self._threes = threes

    def __missing__(self, four: str) -> int:
        # no more often than what it is made of
        most = min(self._threes[four[:3]], self._threes[four[1:]])
        found = self[four] = self.level(four, 0, most)
        return found


_NO_LINE: Final = "\t\t\t\t".encode("utf-16-le")


class _Beside(dict[str, frozenset[str]]):
    """Character → those in a field of its line."""

    def __init__(self, lines: dict[str, bytes], field: int) -> None:
        super().__init__()
        self._lines, self._field = lines, field

    def __missing__(self, char: str) -> frozenset[str]:
        fields = self._lines.get(char, _NO_LINE).decode("utf-16-le").split("\t")
        found = self[char] = frozenset(fields[self._field][self._field == 0 :])
        return found


class Counts:
    """What the two files say, one stretch at a time, read as far as is asked for.

    `behind` and `before` are the characters that often follow and precede one. `pairs` are the levels of pairs, 0 for one
    that is hardly ever met, NONE where one of the two is no Han character; `threes` and `fours` those of more, of which only
    the first or the last may be no Han character.
    """

    def __init__(self) -> None:
        seen = SEEN.read_bytes()
        lines = kept(_lines, BESIDE)
        self.behind, self.before, *self._like = (_Beside(lines, field) for field in range(5))
        self.pairs, self.threes = _Pairs(seen, self.behind), _Threes(seen)
        self.fours = _Fours(seen, self.threes)

    def like(self, char: str) -> list[frozenset[str]]:
        """The characters like it in sound and shape, in sound, in shape or nearly in sound."""
        return [field[char] for field in self._like]


def _lines() -> dict[str, bytes]:
    text = BESIDE.read_bytes().decode("utf-16-le")
    return {line[0]: line.encode("utf-16-le") for line in text.rstrip("\n").split("\n")}


@cache
def counts() -> Counts:
    """The counts, read when first asked for."""
    return Counts()
