"""Remarks and slips of form → the mended text of the file: only what is mechanical, at the exact places, all else as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from jianbao.errors import FileError, InputError, Place
from jianbao.files import read_bytes, replace_whole
from jianbao.proofread.engine import Remark
from jianbao.reading.yaml.source import Source, decode, edited


def mended(text: str, remarks: Iterable[Remark], file: str) -> str:
    """`text` of `file` with the mends of the remarks; of mends that overlap the first one is made."""
    source = Source(file, text)
    edits: list[tuple[int, int, str]] = []
    done = 0
    mends = [remark.mend for remark in remarks if remark.mend is not None and remark.mend.place.file == file]
    for mend in sorted(mends, key=lambda mend: mend.place):
        at = source.starts[mend.place.line - 1] + mend.place.column - 1
        if at >= done and text.startswith(mend.old, at):
            done = at + len(mend.old)
            edits.append((at, done, mend.new))
    return edited(text, edits)


class Formed(Struct, frozen=True):
    """A file's text, as it is and with its slips of form mended; `count` of places."""

    before: str
    after: str
    count: int


def formed(path: Path, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Formed | None:
    """The text of an issue or series file with its slips of form mended; None where its bytes are no text.

    Raises FileError.
    """
    from jianbao.reading.slips import slips

    try:
        text = decode(read_bytes(path), str(path))
    except InputError:
        return None
    found = slips(Source(str(path), text), select, ignore)
    return Formed(text, text, 0) if found is None else Formed(text, found.mended, found.count)


def difference(before: str, after: str, file: str) -> str:
    """The change as a unified diff, '' where there is none."""
    lines = unified_diff(
        _LINE.findall(before),
        _LINE.findall(after),
        f"a/{file.lstrip('/')}",
        f"b/{file.lstrip('/')}",
        n=1,
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
"""No other character ends a line of a file, U+2028 neither."""


def write(path: Path, before: str, after: str) -> None:
    """Put `after` in the place of `before`, whole or not at all. Raises FileError, also if the file has changed."""
    place = Place(str(path))
    data = read_bytes(path)
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    if data[len(mark) :] != before.encode("utf-8"):
        raise FileError.of("P901", place)
    try:
        replace_whole(path, mark + after.encode("utf-8"))
    except OSError as error:
        raise FileError.of("P902", place, detail=error.strerror or error) from None
