"""What went wrong → what users are told: findings with their place, and exceptions that own their exit code.

Every exception that a user can cause is a `JianbaoError`; anything else is a bug of ours and keeps its
traceback. Exceptions carry message codes, never words: the words are in `messages.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple, Self

from msgspec import Struct, field

from jianbao.messages import render


class ExitCode(IntEnum):
    """The exit codes of the command line, as scripts rely on them."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INPUT = 3
    NUMBERING = 4
    FILE = 5
    FELL_SHORT = 6


class Severity(StrEnum):
    """How bad a finding is: an error stops the build, a warning and a hint do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Level(StrEnum):
    """How sure a finding is, as people are told: 错误 stops the build, 必错 is wrong, 疑错 doubtful, 提示 a hint."""

    ERROR = "error"
    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    HINT = "hint"


class Place(Struct, frozen=True, order=True):
    """A point in a source file: line and column count from 1, in characters; 0 = the file as a whole."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


Location = tuple[str | int, ...]
"""Where a value stands in the model, such as `("articles", 0, "title")`."""


class Origin(NamedTuple):
    """A point in an issue: character `offset` of the value at `location`, () being the whole of it.

    Who read the issue knows its place.
    """

    location: Location
    offset: int = 0


class Finding(Struct, frozen=True):
    """One thing that is wrong or doubtful: a message code, its parameters, its place.

    Rooms that know no file give `origin` instead of a place (`Reading.located` turns it into one). `excerpt` is the source line around the place, `width` how many characters the caret underlines;
    `clause` names the rule's source (such as "GB/T 15834-2011 4.1") and is empty for plain errors.
    """

    code: str
    place: Place = Place()
    severity: Severity = Severity.ERROR
    params: Mapping[str, object] = field(default_factory=dict[str, object])
    excerpt: str = ""
    width: int = 1
    clause: str = ""
    origin: Origin | None = None
    certain: bool = False

    @property
    def level(self) -> Level:
        """How sure it is: a warning that cannot be otherwise is certain, any other doubtful."""
        if self.severity is not Severity.WARNING:
            return Level(self.severity.value)
        return Level.CERTAIN if self.certain else Level.DOUBTFUL

    @property
    def message(self) -> str:
        """What is wrong, in the reader's language."""
        return render(self.code, **self.params)[0]

    @property
    def remedy(self) -> str:
        """How to mend it, in the reader's language."""
        return render(self.code, **self.params)[1]

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        return f"{where}{self.code} {self.message}。{self.remedy}"


class JianbaoError(Exception):
    """What a user can cause: holds every finding of the run (at least one) and owns its exit code."""

    exit_code: ExitCode = ExitCode.INPUT

    def __init__(self, findings: Finding | Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__(self.findings)

    @classmethod
    def of(
        cls, code: str, place: Place | None = None, *, origin: Origin | None = None, **params: object
    ) -> Self:
        """The error with the single finding `code` at `place`, or at `origin` of the issue."""
        return cls(Finding(code, place or Place(), params=params, origin=origin))

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))

    def __reduce__(self) -> tuple[type[JianbaoError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)


class UsageError(JianbaoError):
    """The command line was used wrongly."""

    exit_code = ExitCode.USAGE


class InputError(JianbaoError):
    """The issue's definition is wrong: all findings of one run, nothing was written."""

    exit_code = ExitCode.INPUT


class NumberingConflict(JianbaoError):
    """A number is taken, or numbers and dates disagree; both issues are named, nothing was written."""

    exit_code = ExitCode.NUMBERING


class FileError(JianbaoError):
    """A file, a folder or the register cannot be read or written."""

    exit_code = ExitCode.FILE


class FellShort(JianbaoError):
    """A check (verify, ledger check) ran and found something that does not hold."""

    exit_code = ExitCode.FELL_SHORT
