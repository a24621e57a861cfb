"""The corpora: planted errors with their places, and clean prose in a development and a held-out part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jianbao.proofread.engine import Remark, proof_read
from jianbao.reading.issue_file import Reading, read, read_text

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
_ESCAPE = re.compile(r"\\u\{([0-9A-F]+)\}")
_REPEAT = re.compile(r"⟪×(\d+):(.*?)⟫")
_MARK = re.compile(r"⟦(P\d{3}):(.*?)⟧", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted error: the rule's code, line and column of the marked text (from 1), its length."""

    part: str
    code: str
    line: int
    column: int
    text: str

    def is_found_by(self, remark: Remark) -> bool:
        """Whether the remark has the code, and its stretch meets the marked text."""
        return remark.finding.code == self.code and self.is_met_by(remark)

    def is_met_by(self, remark: Remark) -> bool:
        """Whether the remark's stretch meets the marked text."""
        place = remark.finding.place
        return (
            place.line == self.line
            and place.column < self.column + max(len(self.text), 1)
            and self.column < place.column + remark.finding.width
        )


@dataclass(frozen=True, slots=True)
class Part:
    """An issue file of the planted corpus: its text without marks, and what was planted in it."""

    name: str
    text: str
    planted: tuple[Planted, ...]


def _part(name: str, source: str) -> Part:
    source = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), source)
    source = _REPEAT.sub(lambda found: found[2] * int(found[1]), source)
    text, planted = "", []
    done = 0
    for found in _MARK.finditer(source):
        text += source[done : found.start()]
        line = text.count("\n") + 1
        column = len(text) - text.rfind("\n")
        planted.append(Planted(name, found[1], line, column, found[2]))
        text += found[2]
        done = found.end()
    return Part(name, text + source[done:], tuple(planted))


@cache
def parts() -> tuple[Part, ...]:
    """The planted corpus."""
    pieces = re.split(r"^=== (.*)\n", (HERE / "planted.txt").read_text("utf-8"), flags=re.MULTILINE)
    return tuple(_part(name, source) for name, source in zip(pieces[1::2], pieces[2::2], strict=True))


def remarks_of(reading: Reading) -> tuple[Remark, ...]:
    """What the rules say of an issue as it was read."""
    return proof_read(reading.issue, reading)


@cache
def planted_results(folder: Path) -> tuple[tuple[Part, tuple[Remark, ...]], ...]:
    """Each part of the planted corpus with what was found in it; `folder` holds the pictures that it names."""
    return tuple((part, remarks_of(read_text(part.text, folder=folder))) for part in parts())


def clean_files(which: str) -> list[Path]:
    """The files of the `development` or `held_out` part of the clean corpus; `examples` are the project's own."""
    if which == "examples":
        return sorted(path for path in EXAMPLES.rglob("*.yaml") if path.name != "series.yaml")
    return sorted((HERE / "clean" / which).glob("*.yaml"))


def characters_of(path: Path) -> int:
    """How many characters of text an issue file holds, without spaces, keys and line ends."""
    import yaml

    def count(value: object) -> int:
        if isinstance(value, str):
            return len("".join(value.split()))
        if isinstance(value, dict):
            return sum(map(count, value.values()))
        return sum(map(count, value)) if isinstance(value, list) else 0

    return count(yaml.safe_load(path.read_text("utf-8")))


def clean_results(which: str) -> Iterator[tuple[Path, tuple[Remark, ...]]]:
    """Each clean file with what was found in it."""
    for path in clean_files(which):
        yield path, remarks_of(read(path))
