"""The register's public face: `open_ledger`, `Ledger` and the `Entry` of one build.

(Skeleton: the signatures and docstrings are settled, the bodies follow.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from jianbao.errors import Finding
from jianbao.issue import Held, Issue, Numbers
from jianbao.ledger.records import Planned, Record, Source

Assign = Callable[[Issue, Sequence[Held]], Numbers | None]
"""`numbering.assign`: (issue, what the register holds of its series and kind) → its numbers, None if it has none.

Raises NumberingConflict.
"""


def open_ledger(url: str | Path | None, *, beside: Path, timeout: float = 60.0) -> Ledger:
    """The register at `url`: a path, `sqlite:///path`, `postgresql://…`; use it as a context manager.

    None: what the environment's JIANBAO_LEDGER says, else `期号台账.sqlite` in folder `beside` (the folder of the
    series file, or of the issue file where there is none). Nothing is created before the first record. `timeout`
    is how many seconds a build waits for others that hold the register. Raises FileError.
    """
    raise NotImplementedError


class Entry:
    """One issue in the making: its numbers, and the act that makes it issued."""

    issue: Issue
    """The issue with `year`, `number` and `total` filled in."""
    numbers: Numbers | None
    previous: Record | None
    """What the register held of this issue before (None = new)."""
    findings: tuple[Finding, ...]
    """Warnings of numbering, such as a gap that a stated number leaves."""

    def publish(self, files: Mapping[str, bytes], folder: Path, *, pages: int) -> tuple[Path, ...]:
        """Write `files` (name → content) into `folder` (made if absent) and record them; all or nothing.

        An existing file is replaced only by a finished one, and never one that belongs to another issue of the
        register (NumberingConflict). Returns the paths in the order given. Raises FileError.
        """
        raise NotImplementedError


class Ledger:
    """A register of issues. One object serves one thread; processes open their own."""

    location: str
    """What to call the register in messages: its path, or its URL without the password."""

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the register; an unfinished build leaves no trace."""
        raise NotImplementedError

    def peek(self, issue: Issue, *, assign: Assign, source: Source | None = None) -> Numbers | None:
        """The numbers that `issue` has or would be given now; writes nothing. Raises NumberingConflict, FileError."""
        raise NotImplementedError

    @contextmanager
    def issuing(self, issue: Issue, *, assign: Assign, source: Source) -> Iterator[Entry]:
        """One build, from numbering to recording; see the package's docstring. Raises NumberingConflict, FileError."""
        raise NotImplementedError
        yield

    def unchanged(self, issue: Issue, source: Source, folder: Path, suffixes: Sequence[str]) -> Record | None:
        """The issue's record if `source.digest` is what it was issued with and its files stand whole in `folder`."""
        raise NotImplementedError

    def plan(self, issues: Sequence[tuple[Issue, Source]], *, assign: Assign, reserve: bool) -> list[Planned]:
        """Numbers for many issues at once, given in the order of their dates; answers in the order asked.

        `reserve` records them as reserved in one transaction; without it nothing is written.
        """
        raise NotImplementedError

    def records(self, *, series: str = "", kind: str = "", year: int | None = None) -> list[Record]:
        """The entries by series, kind, year and number; '' and None mean any."""
        raise NotImplementedError

    def void(self, record: Record, reason: str) -> Record:
        """Declare an issued number void, or release a reserved one. The number of an issued one stays taken."""
        raise NotImplementedError

    def check(self) -> list[Finding]:
        """What does not hold: gaps, doubles, dates out of order, files missing or changed, left-overs."""
        raise NotImplementedError

    def recover(self, folders: Iterable[Path] = ()) -> None:
        """Finish what a crash interrupted: renames that were recorded, left-over temporary files."""
        raise NotImplementedError

    def export(self) -> Iterator[str]:
        """Every entry as a line of JSON, the same register always giving the same lines."""
        raise NotImplementedError

    def import_lines(self, lines: Iterable[str]) -> int:
        """Take in lines of `export`; all or nothing. Returns how many entries were new. Raises NumberingConflict."""
        raise NotImplementedError
