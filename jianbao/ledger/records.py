"""What the register keeps of an issue and its files, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from enum import StrEnum
from pathlib import Path

from jianbao.errors import NumberingConflict
from jianbao.issue import Issue, Numbers, chinese_date


class State(StrEnum):
    """reserved: a batch gave the number, the files are still to come; issued; void: taken for ever, with a reason."""

    RESERVED = "reserved"
    ISSUED = "issued"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Source:
    """Where an issue was read from; `path` is `Path()` for one that was read from no file.

    `sha256` (hex) is of the issue file's bytes; `digest` of everything that shapes the result (the issue file,
    its series file, pictures, options, jianbao's version), for `Ledger.unchanged`; '' = never unchanged.
    """

    path: Path
    sha256: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A finished file: `path` as recorded (relative to the register's folder where it lies within), size in bytes.

    `host` is the machine that an absolute path is on, '' for a relative one. `temp` is the name under which the
    file waits beside `path` to be renamed; one that is gone was renamed, and '' says that this was seen.
    """

    host: str
    path: str
    sha256: str
    size: int
    temp: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of the register. `numbers` is None for an issue that goes without (`numbered: false`).

    `source` is relative to the register's folder where it lies within, and `host` the machine that it is on
    otherwise; `at` is UTC in ISO 8601, of the latest build; `by` the user of the operating system;
    `stated_id` tells an id written in the issue file from one made by the register.
    """

    series: str
    kind: str
    id: str
    stated_id: bool
    numbers: Numbers | None
    date: Date
    titles: tuple[str, ...]
    source: str
    source_sha256: str
    digest: str
    host: str
    pages: int
    state: State
    reason: str
    at: str
    by: str
    version: str
    files: tuple[FileRecord, ...] = ()
    key: int = 0
    """The row that it stands in; means nothing outside its register."""

    @property
    def label(self) -> str:
        """How messages call it: series, kind, number and first title."""
        number = chinese_date(self.date) if self.numbers is None else self.numbers.text(self.kind)
        return f"{self.series}{number}《{self.titles[0] if self.titles else ''}》"


@dataclass(frozen=True, slots=True)
class Planned:
    """What planning found for one issue of a batch.

    `record` is what the register already held of it (None = new); `numbers` what it has or will get (None for
    an unnumbered issue or where `conflict` tells why there are none).
    """

    issue: Issue
    source: Source
    numbers: Numbers | None
    record: Record | None = None
    conflict: NumberingConflict | None = None
