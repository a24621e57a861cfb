"""What the register keeps of an issue and its files, as frozen values."""

from __future__ import annotations

import hashlib
from datetime import date as Date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from msgspec import Meta, Struct

from jianbao.errors import NumberingConflict
from jianbao.language.dates import chinese_date
from jianbao.model.issue import Issue
from jianbao.model.numbers import Numbers

_NO_CONTROLS: Final = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
Word = Annotated[str, Meta(min_length=1, max_length=500, pattern=_NO_CONTROLS)]
"""A name: of one line."""
Text = Annotated[str, Meta(max_length=4000, pattern=_NO_CONTROLS)]
"""A line that may be empty."""
Sha256 = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?$")]
"""In hex; '' = not known."""


class State(StrEnum):
    """The life of an issue, in this order.

    reserved 留号: a batch gave the number, the files are still to come; numbered 已编号: built, may be built again and
    taken back; released 已印发: out of the house, files and entry change no more; void 作废: taken for ever, with a reason.
    """

    RESERVED = "reserved"
    NUMBERED = "numbered"
    RELEASED = "released"
    VOID = "void"

    @property
    def stands(self) -> bool:
        """Whether there are files that count."""
        return self in {State.NUMBERED, State.RELEASED}

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        # as a register that was not migrated, and an older export, have it
        return cls("numbered") if value == "issued" else None


class Origin(StrEnum):
    """made: built by jianbao; enrolled: made elsewhere and entered, with the files that it came in."""

    MADE = "made"
    ENROLLED = "enrolled"


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


class ArticleText(Struct, frozen=True):
    """An article as it was printed, without markup: what searches, counts and the proof-reader read.

    A paragraph of `text` is a line, the cells of a table's row are parted by tabs; so are by-lines that stand in several
    lines. `section` is its column (栏目), `ATTACHMENT` for what is attached behind the articles. `pages` are (page of the
    issue, offset of what stands first on it in `text`) in order; () = not known.
    """

    title: str
    byline: str = ""
    section: str = ""
    text: str = ""
    pages: tuple[
        tuple[Annotated[int, Meta(ge=1, le=100_000)], Annotated[int, Meta(ge=0, le=10**8)]], ...
    ] = ()

    @property
    def whole(self) -> str:
        """All that is looked through: title, by-line, text."""
        return f"{self.title}\n{self.byline}\n{self.text}"

    def page_at(self, offset: int) -> int | None:
        """The page that a character of `text` stands on, None where that is not known."""
        return max((page for page, start in self.pages if start <= offset), default=None)


ATTACHMENT: Final = "附件"


class Made(Struct, frozen=True):
    """By what the files of a build were made, so that another outcome can be explained.

    `faces` are the faces drawn with (`provenance.faces_of`), `tools` the versions of jianbao and the libraries
    (`provenance.tools`). `written_back` is the issue file with the numbers given, to be put in its place; b'' = it
    stays as it is. `shown` is the SHA-256 of the lines on their pages (`provenance.shown`), `articles` the texts with
    the pages that they came to stand on; () = as the issue has them.
    """

    faces: str = ""
    tools: str = ""
    written_back: bytes = b""
    shown: str = ""
    articles: tuple[ArticleText, ...] = ()

    @property
    def source_sha256(self) -> str:
        """The SHA-256 (hex) of the issue file as written back, '' where it stays as it is."""
        return hashlib.sha256(self.written_back).hexdigest() if self.written_back else ""


class Terms(Struct, frozen=True):
    """What a build may do.

    `allow` are codes of refusals that are let pass. `others` says what becomes of a file in the way that is not ours:
    the build is refused, the file is kept under another name, or overwritten. `reissue` is the reason for which a
    released issue is built anew, '' = it is not. `by_age`: an issue whose date lies long back counts as released.
    `register` is the id of the register that the number was planned in, '' = any.
    """

    allow: frozenset[str] = frozenset()
    others: Literal["refuse", "keep", "overwrite"] = "refuse"
    reissue: str = ""
    by_age: bool = True
    register: str = ""


class FileRecord(Struct, frozen=True):
    """A finished file: `path` as recorded (relative to the register's folder where it lies within), size in bytes.

    `host` is the machine that an absolute path is on, '' for a relative one. `temp` is the name under which the
    file waits beside `path` to be renamed; one that is gone was renamed, and '' says that this was seen.
    `source_sha256`, `others_sha256`, `faces` and `tools` tell what this file was made from and by, as `Source` and
    `Made` have it; an older jianbao recorded none of them (''). `over` is of the file that the rename may
    replace, '' where there is none.
    """

    host: Text
    path: Word
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=0, le=2**40)]
    temp: str = ""
    source_sha256: Sha256 = ""
    others_sha256: Sha256 = ""
    faces: Text = ""
    tools: Text = ""
    over: str = ""


class Written(Struct, frozen=True, array_like=True):
    """A file that was once written for an entry, so that its bytes are known again."""

    host: Text
    path: Word
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class Reissue(Struct, frozen=True):
    """A released issue was corrected: the entry as it was (a line of an export) and where its files were put."""

    at: Text
    by: Text
    reason: Text
    before: str
    kept: tuple[Word, ...] = ()


class Record(Struct, frozen=True):
    """One entry of the register. `numbers` is None for an issue that goes without (`numbered: false`).

    `source` is relative to the register's folder where it lies within, and `host` the machine that it is on
    otherwise; `at` is UTC in ISO 8601, of the latest build; `by` the user of the operating system;
    `stated_id` tells an id written in the issue file from one made by the register. `source_sha256` is of the issue
    file as the build left it; where the numbers given were written back into it, `source_read` is of the file as it
    was read. Both give the same files, so that a build that died before it wrote them back did no harm. `copies` and
    `recipients` are of the release; `shown` as in `Made`. `reissues`, `written` and `articles` are filled for an export
    alone.
    """

    series: Word
    kind: Word
    id: Word
    stated_id: bool
    numbers: Numbers | None
    date: Date
    titles: Annotated[tuple[Text, ...], Meta(max_length=5000)]
    source: Text
    source_sha256: Sha256
    digest: Sha256
    host: Text
    pages: Annotated[int, Meta(ge=0, le=100_000)]
    state: State
    reason: Text
    at: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+00:00|Z)$")]
    by: Text
    version: Text
    source_read: Sha256 = ""
    released_on: Date | None = None
    copies: Annotated[int, Meta(ge=1, le=999_999)] | None = None
    recipients: tuple[Text, ...] = ()
    origin: Origin = Origin.MADE
    shown: Sha256 = ""
    files: tuple[FileRecord, ...] = ()
    reissues: tuple[Reissue, ...] = ()
    written: tuple[Written, ...] = ()
    articles: tuple[ArticleText, ...] = ()
    key: int = 0
    """The row that it stands in; means nothing outside its register."""

    @property
    def label(self) -> str:
        """How messages call it: series, kind, number and first title."""
        number = chinese_date(self.date) if self.numbers is None else self.numbers.text(self.kind)
        return f"{self.series}{number}《{self.titles[0] if self.titles else ''}》"

    @property
    def year(self) -> int:
        """The year that it counts in."""
        return self.numbers.year if self.numbers else self.date.year

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
