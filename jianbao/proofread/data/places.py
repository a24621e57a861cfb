"""`divisions.txt` → provinces, cities and counties, and what each lies or lay in; `tests.proofread.lists.gather_divisions` makes the file."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from jianbao.kept import kept

_FILE: Final = Path(__file__).with_name("divisions.txt")
# what a place lies in, its province first; the year since when it is not there any more (0 = it is), what is there now
Home = tuple[tuple[str, ...], int, str]
# the least rank of a county, and of what nobody knows
COUNTY: Final = 2
# what a short name leaves out
_UNITS: Final = ("省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区")


def _by_end() -> dict[str, bytes]:
    """Last two characters of names → a line of each: name, year, what is there now, what it lies in."""
    found: dict[str, list[str]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        province, *fields = line.split("/")
        above = [province]
        for field in (province, *fields):
            items = re.findall(r"([^\d ]+)(\d*)(\S*)", field)
            for name, year, now in items:
                found.setdefault(name[-2:], []).append(" ".join([name, year or "0", now, *above]))
            # the counties of a municipality lie in no city
            above = (
                [province, *(name for name, *_ in items or [(province,)])] if field is not province else above
            )
    return {end: "\n".join(lines).encode() for end, lines in found.items()}


@cache
def _known() -> dict[str, bytes]:
    return kept(_by_end, _FILE)


@cache
def called(end: str) -> dict[str, list[Home]]:
    """The names that end in these two characters, the longer ones first, each with all places that are or were called so."""
    found: dict[str, list[Home]] = {}
    parted = (line.split(" ") for line in _known().get(end, b"").decode().splitlines())
    for name, year, now, *above in sorted(parted, key=lambda each: -len(each[0])):
        found.setdefault(name, []).append((tuple(above) if name != above[0] else (), int(year), now))
    return found


def homes(name: str) -> list[Home]:
    """All places that are or were called so."""
    return called(name[-2:]).get(name, [])


@cache
def within(above: str) -> list[str]:
    """The names of what lies in a province or city now."""
    lying = (
        name
        for end in _known()
        for name, its in called(end).items()
        if any(above in each and not until for each, until, _ in its)
    )
    return sorted(lying)


@lru_cache(maxsize=4096)
def in_full(text: str) -> str:
    """The province or city that a text ends with for short: 云南曲靖 → 曲靖市, 广西 → 广西壮族自治区; '' for none."""
    names = (text[at:] + unit for at in range(len(text) - 1) for unit in _UNITS)
    return next((name for name in names if rank(name) < COUNTY), "")


@cache
def rank(name: str) -> int:
    """How many names are in what lies above what is called so: above a province none, above a city one."""
    return min((len(above) for above, *_ in homes(name)), default=COUNTY)
