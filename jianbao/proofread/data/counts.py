"""`seen.bin`, `beside.txt` → how often edited text has a pair or a three of characters, as levels; made by `gather.py`.

`seen.bin` is a Bloom filter: of each level that a pair or three reaches, the hash of its characters and the level are in it.
`beside.txt` (UTF-16) has a line for each character, parted by tabs: it and those that often follow it; those that often
precede it; those like it in sound and shape, in sound, in shape or nearly in sound.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

_HERE: Final = Path(__file__).parent
# bits of the filter that each hash sets
PROBES: Final = 4
# occurrences in 72 million characters that make a level
PAIR_LEVELS: Final = (3, 20, 100, 1000)
THREE_LEVELS: Final = (6, 20, 100)
# the level of a pair that `beside.txt` holds: the filter need not
OFTEN: Final = 2
# stands for all that is no Han character
OTHER: Final = "。"
# the level of a pair with such
NONE: Final = -1

_NOTHING: Final[frozenset[str]] = frozenset()


def bits(key: str, level: int, size: int) -> Iterable[int]:
    """The bits that a key of a level sets in a filter of `size` bits."""
    number = crc32(f"{key}{level:c}".encode("utf-16-le"))
    step = number >> 9 | 1
    return ((number + step * probe) % size for probe in range(PROBES))


class _Rare(dict[str, bool]):
    """Pair of characters → whether both are Han characters and edited text seldom has them side by side."""

    def __init__(self, lines: dict[str, str]) -> None:
        super().__init__()
        self._lines = lines

    def __missing__(self, pair: str) -> bool:
        first, second = pair[0], pair[1]
        found = False
        if "一" <= first <= "龥" and "一" <= second <= "龥":
            line = self._lines.get(first, "\t")
            found = not 0 < line.find(second, 1) < line.find("\t")
        self[pair] = found
        return found


class Counts:
    """What the two files say, read as far as is asked for."""

    def __init__(self) -> None:
        self._seen = (_HERE / "seen.bin").read_bytes()
        lines = (_HERE / "beside.txt").read_bytes().decode("utf-16-le").rstrip("\n").split("\n")
        self._lines = {line[0]: line for line in lines}
        self._levels: dict[str, int] = {}
        self._sets: dict[tuple[str, int], frozenset[str]] = {}
        self.rare = _Rare(self._lines)

    def _fields(self, char: str) -> list[str]:
        return self._lines.get(char, "\t\t\t\t").split("\t")

    def _set(self, char: str, field: int) -> frozenset[str]:
        found = self._sets.get((char, field))
        if found is None:
            found = self._sets[char, field] = frozenset(self._fields(char)[field][field == 0 :])
        return found

    def behind(self, char: str) -> frozenset[str]:
        """The characters that often follow."""
        return self._set(char, 0)

    def before(self, char: str) -> frozenset[str]:
        """The characters that often precede."""
        return self._set(char, 1)

    def like(self, char: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The characters like it in sound and shape, in sound, in shape or nearly in sound."""
        return self._set(char, 2), self._set(char, 3), self._set(char, 4)

    def pair(self, first: str, second: str) -> int:
        """The level of a pair, 0 for one that is hardly ever met; NONE where one of the two is no Han character."""
        if not ("一" <= first <= "龥" and "一" <= second <= "龥"):
            return NONE
        if second not in self.behind(first):
            return int(self._has(first + second, 1))
        return self._level(first + second, OFTEN, len(PAIR_LEVELS))

    def three(self, first: str, second: str, third: str) -> int:
        """The level of three characters, 0 for those that are hardly ever met; what is no Han character counts alike."""
        first = first if "一" <= first <= "龥" else OTHER
        third = third if "一" <= third <= "龥" else OTHER
        if first == OTHER == third or not "一" <= second <= "龥":
            return 0
        return self._level(first + second + third, 0, len(THREE_LEVELS))

    def _level(self, key: str, least: int, most: int) -> int:
        level = self._levels.get(key)
        if level is None:
            level = least
            while level < most and self._has(key, level + 1):
                level += 1
            self._levels[key] = level
        return level

    def _has(self, key: str, level: int) -> bool:
        seen = self._seen
        return all(seen[bit >> 3] >> (bit & 7) & 1 for bit in bits(key, level, 8 * len(seen)))


@cache
def counts() -> Counts:
    """The counts, read when first asked for."""
    return Counts()
