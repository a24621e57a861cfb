"""Bytes of a file → its text, with the line and column of every character.

Refuses what no YAML reader should see: other encodings, control characters, lone surrogates, files of absurd size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from jianbao.errors import Finding, InputError, Place, Severity
from jianbao.expressions import compiled
from jianbao.fonts import private_use
from jianbao.language.han import has_han

_NEWLINE: Final = compiled(r"\r\n|\r|\n")
_FORBIDDEN: Final = compiled(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffc\ufffe\uffff\ud800-\udfff]"
)
# of one kind in one file: a binary file need not be told byte by byte
_MOST_FINDINGS: Final = 20


class Source:
    """One text with a name: offsets (characters from 0) ↔ places (line and column from 1).

    A name without text stands for a value that a script handed over: its places are the name alone.
    """

    __slots__ = ("_starts", "_told", "name", "text")

    def __init__(self, name: str, text: str = "") -> None:
        self.name = name
        self.text = text
        self._starts: list[int] = []
        self._told = (0, "")

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in _NEWLINE.finditer(self.text))]
        return self._starts

    def place(self, offset: int) -> Place:
        """Where the character at `offset` stands; the end of the text counts as a character."""
        if not self.text:
            return Place(self.name)
        line = bisect_right(self.starts, offset)
        return Place(self.name, line, offset - self.starts[line - 1] + 1)

    def row(self, offset: int) -> int:
        """The number, from 0, of the line of this very text that the character at `offset` stands in."""
        return bisect_right(self.starts, offset) - 1

    def revised(self, text: str) -> Source:
        """The same file with lines that read otherwise; lines stay lines, and have their places."""
        return Source(self.name, text)

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its line end; '' where there is none."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")

    def excerpt(self, number: int) -> str:
        """Line `number` as findings show it; the last one is kept, for it may be the whole file and full of them."""
        if self._told[0] != number:
            self._told = number, shown(self.line(number))
        return self._told[1]

    def finding(self, code: str, offset: int, width: int = 1, **params: object) -> Finding:
        """The error `code` at `offset`, underlining `width` characters of that line."""
        place = self.place(offset)
        excerpt = self.excerpt(place.line)
        room = max(len(excerpt) - place.column + 1, 1)
        told = {name: shown(value) if isinstance(value, str) else value for name, value in params.items()}
        return Finding(code, place, Severity.ERROR, told, excerpt, min(max(width, 1), room))


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """`text` with each (start, end, new) put in; edits come in any order and do not overlap (ValueError)."""
    pieces: list[str] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if not done <= start <= end <= len(text):
            raise ValueError(f"overlapping or impossible edit {start}:{end}")
        pieces += (text[done:start], new)
        done = end
    return "".join((*pieces, text[done:]))


def shown(text: str) -> str:
    """`text` fit to be printed: what no text may hold becomes U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def decode(data: bytes, name: str) -> str:
    """UTF-8 (with or without BOM) → text. Raises InputError, which tells how to save other encodings as UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (data[:64].count(0) > len(data[:64]) // 4):
        raise InputError.of("R009", Place(name, 1, 1))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        place = Source(name, before + "?").place(len(before))
        code = "R010" if not before.isascii() or not _is_gb18030(data) else "R008"
        raise InputError.of(code, place) from None


def _is_gb18030(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return has_han(text)


def forbidden(source: Source) -> list[Finding]:
    """Findings for characters that no text may hold."""
    found = _FORBIDDEN.finditer(source.text)
    return [
        forbidden_character(source, match.start(), match[0])
        for match, _ in zip(found, range(_MOST_FINDINGS), strict=False)
    ]


def forbidden_in(text: str) -> tuple[int, str] | None:
    """(index, character) of the first character that no text may hold."""
    found = _FORBIDDEN.search(text)
    return (found.start(), found[0]) if found else None


def outdated(source: Source) -> list[Finding]:
    """Warnings of characters at code points that GB 18030 has given up, the first of each; they are read all the same."""
    first: dict[str, int] = {}
    for index, char in private_use.found_in(source.text):
        first.setdefault(char, index)
    return [
        replace(
            source.finding(
                "R066", index, char=char, old=f"U+{ord(source.text[index]):04X}", new=f"U+{ord(char):04X}"
            ),
            severity=Severity.WARNING,
        )
        for char, index in first.items()
    ]


def forbidden_character(source: Source, offset: int, char: str) -> Finding:
    """The finding for a forbidden character."""
    code = "M008" if "\ud800" <= char <= "\udfff" else "M007"
    return source.finding(code, offset, char=f"U+{ord(char):04X}")
