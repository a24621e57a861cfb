"""Numbered issues → taken back, and the numbers that a build wrote into their files taken out again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final

from jianbao import files
from jianbao.errors import JianbaoError
from jianbao.ledger import Ledger, Record

_NUMBERS: Final = re.compile(
    rb"(?m)^[\"\']?(?:\xe6\x9c\x9f\xe5\x8f\xb7|\xe6\x80\xbb\xe6\x9c\x9f\xe5\x8f\xb7|number|total)[\"\']?[ \t]*:[^\n]*(?:\n|\Z)"
)
"""A line at the outermost level that states 期号 or 总期号."""


def undo(ledger: Ledger, records: Sequence[Record]) -> tuple[list[Path], list[Path]]:
    """Take back numbered issues: the files that were set aside, and the issue files that state no number any more.

    Raises as `Ledger.undo`; then nothing is done.
    """
    aside = ledger.undo(records)
    cleared: list[Path] = []
    for record in records:
        path = ledger.resolve(record.source)
        if record.source and record.source_read and _clear(path, record):
            cleared.append(path)
    return aside, cleared


def _clear(path: Path, record: Record) -> bool:
    """Give an issue file back the text that it had before the numbers were written into it.

    One that a person edited since loses the lines that state just those numbers.
    """
    try:
        data = files.read_bytes(path)
    except JianbaoError:
        return False
    wanted = next(
        (text for text in _without(data) if hashlib.sha256(text).hexdigest() == record.source_read), None
    )
    if wanted is None:
        numbers = record.numbers
        stated = {str(numbers.number), str(numbers.total)} if numbers else set[str]()
        wanted = _NUMBERS.sub(
            lambda line: (
                b"" if line[0].partition(b":")[2].strip().decode(errors="replace") in stated else line[0]
            ),
            data,
        )
    if wanted == data:
        return False
    try:
        files.replace_whole(path, wanted)
    except OSError:
        return False
    return True


def _without(data: bytes) -> Iterator[bytes]:
    lines = list(_NUMBERS.finditer(data))
    for count in range(len(lines), 0, -1):
        for some in combinations(lines, count):
            text = data
            for line in reversed(some):
                text = text[: line.start()] + text[line.end() :]
            yield text
