"""`names.txt` → names of institutions, set phrases, titles of laws, forms that are wrong, names that are no more.

The file is the one list that titles (which part no name), the proof-reader and whoever reviews it share; each section
of it names its source.
"""

from __future__ import annotations

from collections.abc import KeysView
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

NAMES_FILE: Final = Path(__file__).with_name("names.txt")
PHRASES: Final = "四字"
QUOTED: Final = "引"
LOOSE: Final = "宽"
NAME, PHRASE, LAW, WRONG, DOUBTFUL, GONE, REPEALED = "名语法误疑撤废"
ROWS, NUMBERED, ALIKE, AS_WELL, IN_FORCE = "列数近亦施"


class NameEntry(NamedTuple):
    """A name and what is said of it.

    `kind` is one of the constants above, `about` the section's second word: a subject, or the day (ISO) since which the
    name is no more, or the law in force. `right` is what to write ('' for names that are right). The name does not count behind one of the
    characters `not_after`, nor before one of `not_before`. `source` is where the entry is from.
    """

    kind: str
    about: str
    name: str
    right: str
    not_after: str
    not_before: str
    source: str


@cache
def entries() -> tuple[NameEntry, ...]:
    """All entries, in the order of the file."""
    found: list[NameEntry] = []
    kind = about = source = ""
    for line in NAMES_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            head, _, source = line[2:].partition("|")
            kind, _, about = head.strip().partition(" ")
            source = source.strip()
        elif line and not line.startswith("#"):
            found += (_entry(kind, about, source, item) for item in line.split())
    return tuple(found)


def _entry(kind: str, about: str, source: str, item: str) -> NameEntry:
    name, _, rest = item.partition(">")
    rest, _, before = rest.partition("~")
    right, _, after = rest.partition("<")
    return NameEntry(kind, about, name, right, after, before, source)


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
