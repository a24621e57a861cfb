"""Findings and results → the lines that a person or a program reads.

Returns text and never prints: printing is for `terminal.py` alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from unicodedata import east_asian_width

from typer import style

from jianbao.errors import Finding, Level
from jianbao.escapes import blotted, in_json, printed, printed_lines
from jianbao.messages import phrase

_STAY: Final = "，。；：、！？）》”’…,.;:!?)"
_COLOURS = {Level.ERROR: "red", Level.CERTAIN: "magenta", Level.DOUBTFUL: "yellow", Level.HINT: "cyan"}


def finding_lines(finding: Finding, *, colour: bool = False) -> list[str]:
    """A finding as `file:line:column: …`, its source line with a caret under the place, and the remedy."""
    label = phrase(finding.level.value)
    if colour:
        label = style(label, fg=_COLOURS[finding.level], bold=True)
    where = f"{printed(str(finding.place))}: " if str(finding.place) else ""
    clause = f"（{finding.clause}）" if finding.clause else ""
    lines = [f"{where}{label} {finding.code} {finding.message}{clause}"]
    if finding.excerpt.strip() and finding.place.line:
        lines += _excerpt(finding)
    lines.append(f"    {phrase('remedy')}{finding.remedy}")
    return lines


def _excerpt(finding: Finding) -> Iterator[str]:
    """The source line, cut to what is near the place, and under it the caret, wide as the characters are wide."""
    at = max(finding.place.column - 1, 0)
    # a line may be the whole file: what is near the place is enough
    text = blotted(finding.excerpt[: at + 200].expandtabs(1).rstrip())
    start = max(0, at - 30) if len(text) > 200 or columns(text) > 76 else 0
    shown = text[start : start + 76]
    gap = "".join("　" if columns(char) == 2 else " " for char in text[start:at])
    marked = shown[at - start : at - start + max(finding.width, 1)]
    number = f"{finding.place.line:>5} | "
    yield f"{number}{'…' if start else ''}{shown}{'…' if start + 76 < len(text) else ''}"
    yield f"{' ' * (len(number) - 2)}| {'  ' if start else ''}{gap}{'^' * max(columns(marked), 1)}"


def coloured_diff(diff: str) -> str:
    """A unified diff with what goes in red and what comes in green."""
    colours = {"-": "red", "+": "green", "@": "cyan"}
    return "\n".join(
        style(line, fg=colours[line[0]]) if line[:1] in colours else line
        for line in printed_lines(diff).splitlines()
    )


def file_json(file: Any) -> dict[str, object]:
    """A finished file (its path, SHA-256 and size) as plain values for `--json`."""
    return {"path": str(file.path), "sha256": file.sha256, "size": file.size}


def finding_json(finding: Finding) -> dict[str, object]:
    """A finding as plain values for `--json`."""
    return {
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "severity": finding.severity.value,
        "level": finding.level.value,
        "code": finding.code,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def json_line(value: object) -> str:
    """One JSON object on one line, Chinese as it is."""
    return in_json(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")))


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def spans(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where to cut `text` into lines of `width` columns: behind Han characters or at spaces, never before a full stop."""
    start = taken = 0
    for at, char in enumerate(text):
        size = columns(char)
        if taken + size > width and char not in _STAY and not char.isspace():
            cut = at
            while cut > start and not _may_part(text[cut - 1], text[cut]):
                cut -= 1
            # a word that is longer than the line is cut where the line ends
            cut = cut if cut > start else at
            yield start, cut
            start, taken = cut, columns(text[cut:at])
        taken += size
    if start < len(text):
        yield start, len(text)


def _may_part(before: str, after: str) -> bool:
    return after not in _STAY and (before.isspace() or columns(before) == 2 or columns(after) == 2)


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows of cells as lines whose columns stand under each other."""
    rows = [tuple(map(printed, row)) for row in rows]
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
