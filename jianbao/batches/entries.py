"""What goes through a batch: an issue as planning needs it, the plan, and what became of each issue."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec import Struct
from msgspec.structs import replace

from jianbao.errors import ExitCode, Finding, JianbaoError
from jianbao.ledger import Planned, Source, Terms
from jianbao.model.issue import Issue
from jianbao.model.numbers import Numbers

if TYPE_CHECKING:
    from jianbao.provenance import Fonts
    from jianbao.steps import Built


class Options(Struct, frozen=True):
    """What holds for every issue of a batch; as in `tasks.build.build`.

    `registers` are the ids of the registers that numbers were planned in, by their folder ('' = the one that is named).
    """

    out: Path | None = None
    formats: tuple[str, ...] = ("docx", "pdf")
    ledger: str | Path | None = None
    fonts: Fonts = "auto"
    terms: Terms = Terms()
    registers: Mapping[str, str] = {}

    def absolute(self) -> Self:
        """The same for processes that stand in other folders."""
        ledger = self.ledger
        if ledger is not None and "://" not in str(ledger):
            ledger = Path(ledger).absolute()
        return replace(self, out=self.out and self.out.absolute(), ledger=ledger)


class Scanned(Struct, frozen=True):
    """An issue file as planning needs it: the issue without its texts, where it came from, where it belongs.

    `home` is the folder that the register stands in by default, `folder` where the finished files go, `inputs`
    every file that was read for it.
    """

    issue: Issue
    source: Source
    home: Path
    folder: Path
    inputs: tuple[Path, ...] = ()


class State(StrEnum):
    """What became of an issue."""

    BUILT = "built"
    SKIPPED = "skipped"
    RELEASED = "released"
    """Out of the house, and left as it is though its series file, faces or versions have changed."""
    FAILED = "failed"


class Result(Struct, frozen=True):
    """One issue of the batch as it ended. `findings` hold the errors of one that failed, `bug` our own traceback."""

    path: Path
    state: State
    numbers: Numbers | None = None
    built: Built | None = None
    findings: tuple[Finding, ...] = ()
    exit_code: ExitCode = ExitCode.DONE
    bug: str = ""

    @classmethod
    def of(cls, path: Path, built: Built) -> Self:
        """An issue that was built."""
        numbers = Numbers(built.year, built.number, built.total) if built.number is not None else None
        return cls(path, State.BUILT, numbers, built, tuple(built.findings))

    @classmethod
    def failed(cls, path: Path, error: JianbaoError) -> Self:
        """An issue that could not be built, or was not."""
        return cls(path, State.FAILED, findings=error.findings, exit_code=error.exit_code)


class Plan(Struct, frozen=True):
    """What a batch will do: an entry for each issue to build, and the results that are certain already.

    `entries` go by date; `done` are issues that cannot be built (unreadable, in conflict) or need not be.
    `places` are numbers kept for unreadable issues, and `warnings` tell of them.
    """

    entries: tuple[tuple[Planned, Scanned], ...] = ()
    places: tuple[tuple[Planned, Scanned], ...] = ()
    done: tuple[Result, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def size(self) -> int:
        """How many issues the batch is about."""
        return len(self.entries) + len(self.done)
