"""`roles.txt` → words by what they do where a title might be cut."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("roles.txt")
# the sign of a section → its words in their order, and as a set
ORDERED: Final = {part[0]: part[1:].split() for part in _FILE.read_text(encoding="utf-8").split("\n== ")[1:]}
ROLES: Final = {sign: frozenset(words) for sign, words in ORDERED.items()}
