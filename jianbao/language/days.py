"""`days.txt` → days that have names, and when things began, each section by its kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("days.txt")
FIXED, SUNDAY, LUNAR, TERM, HISTORY, COUNTED = "日周农气事数"


@cache
def _entries() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    kind = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            kind = line[3]
        elif not line.startswith("#"):
            for item in line.split():
                name, _, said = item.partition(">")
                day, _, since = said.partition("@")
                found.setdefault(kind, {})[name] = day, since
    return found


def days_of(kind: str) -> dict[str, tuple[int, int]]:
    """Name → its month and day, as the file has them for the kind; (0, 0) for a day that moves."""
    return {name: (int(day[:2]), int(day[3:])) for name, (day, _) in _entries()[kind].items()}


def first_years() -> dict[str, int]:
    """Name of a day, a week or a month → the year of the first one."""
    counted = {name: int(year) for name, (year, _) in _entries()[COUNTED].items()}
    kept = (each for kind in (FIXED, SUNDAY) for each in _entries()[kind].items())
    return counted | {name: int(since) for name, (_, since) in kept if since}


def history() -> dict[str, int]:
    """What happened → its year."""
    return {name: int(day[:4]) for name, (day, _) in _entries()[HISTORY].items()}
