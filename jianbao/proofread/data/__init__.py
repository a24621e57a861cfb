"""Data files → tables: traditional forms, wrong words. Read when first asked for, so that importing costs nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class Confusion(NamedTuple):
    """What a wrong word should be, and the neighbours beside which it is none."""

    right: str
    not_after: str = ""
    not_before: str = ""
    unless_later: str = ""


@cache
def traditional() -> dict[str, str]:
    """Traditional or variant form → simplified form. Neither is a standard character of 2013 in its own right."""
    pairs = (_HERE / "traditional.txt").read_text("utf-8").rpartition("\n#\n")[2].replace("\n", "")
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def confusions() -> dict[str, tuple[tuple[str, Confusion], ...]]:
    """First two characters → the wrong words that begin so, longest first."""
    table: dict[str, list[tuple[str, Confusion]]] = {}
    for line in (_HERE / "confusions.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        wrong, right, *guards = line.split(" ")
        guard = {piece[0]: piece[1:] for piece in guards}
        confusion = Confusion(right, guard.get("<", ""), guard.get(">", ""), guard.get("!", ""))
        table.setdefault(wrong[:2], []).append((wrong, confusion))
    return {key: tuple(sorted(words, key=lambda word: -len(word[0]))) for key, words in table.items()}
