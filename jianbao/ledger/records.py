"""What the register keeps of an issue and its files, as frozen values."""

from __future__ import annotations

import hashlib
from datetime import date as Date
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from jianbao.errors import NumberingConflict
from jianbao.language.dates import chinese_date
from jianbao.model.issue import Issue
from jianbao.model.numbers import Numbers


class State(StrEnum):
    """reserved: a batch gave the number, the files are still to come; issued; void: taken for ever, with a reason."""

    RESERVED = "reserved"
    ISSUED = "issued"
    VOID = "void"


class Source(Struct, frozen=True):
    """Where an issue was read from; `path` is `Path()` for one that was read from no file.

    `sha256` (hex) is of the issue file's bytes; `digest` of everything else that shapes the result (its series
    file, pictures, options, jianbao's version), for `Ledger.unchanged`; '' = never unchanged. `others`
    is of all that was read besides the issue file: its series file and pictures.
    """

    path: Path
    sha256: str
    digest: str = ""
    others: str = ""


class Made(Struct, frozen=True):
    """By what the files of a build were made, so that another outcome can be explained.

    `faces` are the faces drawn with (`provenance.faces_of`), `tools` the versions of jianbao and the libraries
    (`provenance.tools`). `written_back` is the issue file with the numbers given, to be put in its place; b'' = it
    stays as it is.
    """

    faces: str = ""
    tools: str = ""
    written_back: bytes = b""

    @property
    def source_sha256(self) -> str:
        """The SHA-256 (hex) of the issue file as written back, '' where it stays as it is."""
        return hashlib.sha256(self.written_back).hexdigest() if self.written_back else ""


class FileRecord(Struct, frozen=True):
    """A finished file: `path` as recorded (relative to the register's folder where it lies within), size in bytes.

    `host` is the machine that an absolute path is on, '' for a relative one. `temp` is the name under which the
    file waits beside `path` to be renamed; one that is gone was renamed, and '' says that this was seen.
    `source_sha256`, `others_sha256`, `faces` and `tools` tell what this file was made from and by, as `Source` and
    `Made` have it; an older jianbao recorded none of them ('').
    """

    host: str
    path: str
    sha256: str
    size: int
    temp: str = ""
    source_sha256: str = ""
    others_sha256: str = ""
    faces: str = ""
    tools: str = ""


class Record(Struct, frozen=True):
    """One entry of the register. `numbers` is None for an issue that goes without (`numbered: false`).

    `source` is relative to the register's folder where it lies within, and `host` the machine that it is on
    otherwise; `at` is UTC in ISO 8601, of the latest build; `by` the user of the operating system;
    `stated_id` tells an id written in the issue file from one made by the register. `source_sha256` is of the issue
    file as the build left it; where the numbers given were written back into it, `source_read` is of the file as it
    was read. Both give the same files, so that a build that died before it wrote them back did no harm.
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
    source_read: str = ""
    files: tuple[FileRecord, ...] = ()
    key: int = 0
    """The row that it stands in; means nothing outside its register."""

    @property
    def label(self) -> str:
        """How messages call it: series, kind, number and first title."""
        number = chinese_date(self.date) if self.numbers is None else self.numbers.text(self.kind)
        return f"{self.series}{number}《{self.titles[0] if self.titles else ''}》"

    def is_from(self, sha256: str) -> bool:
        """Whether an issue file with this SHA-256 is the one that was recorded, numbers written back or not."""
        return bool(sha256) and sha256 in {self.source_sha256, self.source_read}


class Planned(Struct, frozen=True):
    """What planning found for one issue of a batch.

    `record` is what the register already held of it (None = new); `numbers` what it has or will get (None for
    an unnumbered issue or where `conflict` tells why there are none).
    """

    issue: Issue
    source: Source
    numbers: Numbers | None
    record: Record | None = None
    conflict: NumberingConflict | None = None
