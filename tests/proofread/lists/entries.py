"""`names.txt` → its entries, each with all that is said of it: what the lists are made of."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jianbao.language.names import NAMES_FILE


class NameEntry(NamedTuple):
    """A name and what is said of it.

    `kind` is one of the constants above, `about` the section's second word: a subject, or the day (ISO) since which the
    name is no more, or is one. `right` is what to write ('' for names that are right). The name does not count behind one of the
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
