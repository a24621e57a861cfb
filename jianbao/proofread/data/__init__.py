"""Data files → tables: traditional forms, the lexicon. Read when first asked for, so that importing costs nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_EMPTY = "-"
# characters of a name that is held against what nearly is such a name
SHORTEST_NEAR = 6


class Word(NamedTuple):
    """An entry of the lexicon: see `build.lexicon` for the kinds and for what `right` and `note` are in each."""

    kind: str
    word: str
    right: str
    note: str
    not_after: str = ""
    not_before: str = ""
    unless_later: str = ""


@cache
def traditional() -> dict[str, str]:
    """Traditional or variant form → simplified form. Neither is a standard character of 2013 in its own right."""
    pairs = (_HERE / "traditional.txt").read_text("utf-8").rpartition("\n#\n")[2].replace("\n", "")
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def lexicon() -> dict[str, str]:
    """First two characters → the line of the words that begin so, for `words_of`."""
    lines = (_HERE / "lexicon.txt").read_text("utf-8").splitlines()
    return {line[:2]: line for line in lines}


@cache
def words_of(start: str) -> tuple[Word, ...]:
    """The words of the lexicon that begin with these two characters, longest first."""
    return tuple(_word(item) for item in lexicon()[start].split("\t")[1:])


def _word(item: str) -> Word:
    kind, word, right, note, *guards = ("" if field == _EMPTY else field for field in item.split(" "))
    return Word(kind, word, right, note, *guards)
