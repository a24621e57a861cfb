"""`names.txt` → names of institutions, set phrases, titles of laws, forms that are wrong, names that are no more.

The file is the one list that titles (which part no name), the proof-reader and whoever reviews it share; each section
of it names its source.
"""

from __future__ import annotations

from collections.abc import KeysView
from functools import cache
from pathlib import Path
from typing import Final

NAMES_FILE: Final = Path(__file__).with_name("names.txt")
PHRASES: Final = "四字"
QUOTED: Final = "引"
LOOSE: Final = "宽"
NAME, PHRASE, LAW, WRONG, DOUBTFUL, GONE, REPEALED, EARLY = "名语法误疑撤废新"
ROWS, NUMBERED, ALIKE, AS_WELL = "列数近亦"


@cache
def _sections() -> list[tuple[frozenset[str], str]]:
    """(kind and subject, the names as they are written) of each section."""
    sections = NAMES_FILE.read_text(encoding="utf-8").split("\n== ")[1:]
    parted = (section.partition("\n") for section in sections)
    return [(frozenset(head.partition("|")[0].split()), items) for head, _, items in parted]


def names_in(*wanted: str) -> list[str]:
    """The names in the sections of these kinds or subjects, read by themselves: to read all takes longer than a short issue."""
    return [name for head, items in _sections() if not head.isdisjoint(wanted) for name in items.split()]


@cache
def whole_names() -> tuple[str, ...]:
    """The names and set phrases that are right."""
    return tuple(names_in(NAME, PHRASE))


@cache
def kept_whole() -> tuple[str, ...]:
    """Those of them that titles hold together: no phrases that are said in loose ways."""
    sections = (
        items for head, items in _sections() if not head.isdisjoint((NAME, PHRASE)) and LOOSE not in head
    )
    return tuple(name for items in sections for name in items.split())


@cache
def law_titles() -> KeysView[str]:
    """The titles of laws and regulations, without 中华人民共和国, in the file's order: the first that is near is proposed."""
    return dict.fromkeys(names_in(LAW)).keys()


@cache
def repealed() -> dict[str, tuple[str, str]]:
    """The titles of laws that are no more, each with the law in force and the day (ISO) since which it is."""
    found: dict[str, tuple[str, str]] = {}
    for head, items in _sections():
        for item in items.split() if REPEALED in head else ():
            name, _, right = item.partition(">")
            found[name] = right, max(head - {REPEALED})
    return found
