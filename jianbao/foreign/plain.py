"""A text file, plain or with Markdown's marks → blocks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from jianbao.bounds import ISSUE_FILE
from jianbao.errors import FileError, Place
from jianbao.files import read_bytes
from jianbao.foreign.blocks import Cell, Content, Grid, Span, Text

_HEADING: Final = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_BULLET: Final = re.compile(r"[-+*]\s+(?=\S)")
_MARKED: Final = re.compile(r"^#{1,6}\s|\*\*[^*\n]+\*\*|^\s*\|.+\|\s*$", re.MULTILINE)
_RULE: Final = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_DELIMITERS: Final = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_SIZES: Final = {1: 40.0, 2: 22.0}
_BODY: Final = 16.0


def read(path: Path) -> Content:
    """What a text file holds: UTF-8, UTF-16 or GB 18030.

    Raises FileError (R001–R005, R011; I002 no text) and InputError (R006 too large).
    """
    text = decoded(read_bytes(path, limit=ISSUE_FILE))
    if text is None:
        raise FileError.of("I002", Place(str(path)))
    return content(text)


def decoded(data: bytes) -> str | None:
    """The text of a file in one of the encodings that clerks' machines write; None for what is no text."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return None


def content(text: str) -> Content:
    """The blocks of a text."""
    lines = text.split("\n")
    marked = bool(_MARKED.search(text))
    blocks: list[Text | Grid] = []
    left = {"linked": len(_PICTURE.findall(text))} if marked else {}
    at = place = 0
    while at < len(lines):
        line = lines[at].rstrip()
        at += 1
        if not line.strip():
            continue
        place += 1
        if marked and line.lstrip().startswith("|") and at < len(lines) and _DELIMITERS.fullmatch(lines[at]):
            rows = [line]
            at += 1
            while at < len(lines) and lines[at].lstrip().startswith("|"):
                rows.append(lines[at])
                at += 1
            blocks.append(_grid(rows, place))
            continue
        if marked and _RULE.fullmatch(line):
            continue
        if (block := _text(_PICTURE.sub("", line) if marked else line, place, marked=marked)) is not None:
            blocks.append(block)
    return Content("text", tuple(blocks), left={name: count for name, count in left.items() if count})


def _text(line: str, place: int, *, marked: bool) -> Text | None:
    if marked and (found := _HEADING.match(line)):
        level = len(found[1])
        size = _SIZES.get(level, _BODY)
        return Text(
            (Span(found[2].replace("**", ""), size),),
            place,
            "center" if level < 3 else "left",
            style=f"heading {level}",
        )
    label = ""
    style = ""
    if marked and (bullet := _BULLET.match(line.lstrip())):
        line, label = line.lstrip()[bullet.end() :], "• "
        if not line[:1].isalnum() and line[:1] not in "“（《【*":
            label = ""
    elif marked and line.startswith(">"):
        line, style = line.lstrip("> "), "quote"
    if not line.strip():
        return None
    return Text(_spans(line) if marked else (Span(line, _BODY),), place, label=label, style=style)


def _spans(line: str) -> tuple[Span, ...]:
    """Bold between `**`; a mark without a partner stays."""
    pieces = line.split("**")
    if len(pieces) % 2 == 0:
        return (Span(line, _BODY),)
    return tuple(Span(piece, _BODY, bool(at % 2)) for at, piece in enumerate(pieces) if piece)


def _grid(rows: list[str], place: int) -> Grid:
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    columns = max(map(len, cells))
    made = tuple(
        tuple(
            Cell((Text(_spans(cell), place),)) if cell else Cell(())
            for cell in [*row, *[""] * (columns - len(row))]
        )
        for row in cells
    )
    return Grid(made, columns, place, head=1)
