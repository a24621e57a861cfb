"""Lines → standard output and standard error: the only place that prints."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from typer import style

from jianbao.cli.lines import finding_lines
from jianbao.errors import FileError, Finding, Severity
from jianbao.escapes import printed, printed_lines
from jianbao.messages import phrase


def speak_utf8() -> None:
    """Chinese comes out whole under LANG=C and in pipes on Windows too."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def refuse_narrow_names() -> None:
    """Raise FileError (C019) where files cannot be called as bulletins are: the locale's names hold no Chinese."""
    try:
        os.fsencode("简报")
    except UnicodeEncodeError:
        raise FileError.of("C019", encoding=sys.getfilesystemencoding()) from None


def say(text: str, *, coloured: bool = False) -> None:
    """A result, on standard output; `coloured`: the colours in it are ours."""
    _print(printed_lines(text, coloured=coloured), sys.stdout)


def note(text: str, *, coloured: bool = False) -> None:
    """What is no result, on standard error."""
    _print(printed_lines(text, coloured=coloured), sys.stderr)


def say_csv(text: str) -> None:
    """A table for a spreadsheet, which knows by its first character that it is UTF-8."""
    _print("\ufeff" + printed_lines(text.removeprefix("\ufeff").rstrip("\n")), sys.stdout)


def tell(findings: Iterable[Finding]) -> None:
    """Findings on standard error, in colour on a terminal; a flood of them by cause, the first of each."""
    colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    found = list(findings)
    causes: dict[str, list[Finding]] = {}
    for finding in found:
        causes.setdefault(finding.code, []).append(finding)
    flood = len(found) > (_FLOOD if len(causes) > 1 else _FLOOD_OF_ONE)
    groups = sorted(causes.values(), key=lambda group: _RANK[group[0].severity]) if flood else [found]
    for group in groups:
        shown = group[:_OF_EACH] if flood else group
        for finding in shown:
            note("\n".join(finding_lines(finding, colour=colour)), coloured=colour)
        if len(group) > len(shown):
            note(phrase("more_of", code=group[0].code, count=len(group) - len(shown)))


_FLOOD: Final = 30
_FLOOD_OF_ONE: Final = 200
_OF_EACH: Final = 3
_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def coloured(text: str) -> str:
    """What is to catch the eye, on a terminal that has colours."""
    return (
        style(text, fg="red", bold=True) if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else text
    )


def _print(text: str, stream: IO[str]) -> None:
    """Print a line; a reader that has gone away (`| head`) is no reason to stop or to complain.

    Raises FileError (C021) where results cannot be written, as on a full disk.
    """
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            raise FileError.of("C021", reason=error.strerror) from None


def show_page(text: str) -> None:
    """A page of Markdown: rendered, and paged where it is longer than the screen; as it is in a pipe or a file."""
    if not sys.stdout.isatty():
        say(text.rstrip())
        return
    from jianbao.cli.markdown import rendered

    # a few marks may hang past the end of a line
    size = shutil.get_terminal_size()
    colour = os.name == "posix" and not os.environ.get("NO_COLOR")
    lines = rendered(text, min(size.columns, 100) - 6, colour=colour)
    if len(lines) < size.lines:
        say("\n".join(lines), coloured=True)
        return
    from pydoc import pager

    # as git does it: colours are passed on, and what fits is not held
    os.environ.setdefault("LESS", "FRX")
    pager("\n".join(lines) + "\n")


def near_path(path: Path) -> str:
    """`path` from where the clerk stands, if it lies below, as it can be printed."""
    here = Path.cwd()
    return printed(str(path.relative_to(here) if path.is_relative_to(here) else path))


def quoted(path: Path) -> str:
    """`path` as it is typed in a shell."""
    import shlex

    text = near_path(path)
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return (
        shlex.quote(text) if not text.replace("/", "").replace(".", "").replace("-", "").isalnum() else text
    )


def open_file(path: Path) -> bool:
    """Show a file in the system's viewer; whether there is one."""
    import subprocess

    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606
        return True
    viewer = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if viewer is None:
        return False
    quiet = subprocess.DEVNULL
    whole = str(path.resolve())
    subprocess.Popen([viewer, whole], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    return True


class Step:
    """Counts a step of a progress bar; `shown` tells whether there is one."""

    shown = False

    def __call__(self) -> None:
        """One more is done."""

    def pages(self, more: int, done: int) -> None:
        """There are so many more to do than was known, and so many are done."""


@contextmanager
def progress(what: str, size: int) -> Generator[Step]:
    """A bar with rate and time left on a terminal; nothing in a log."""
    if not sys.stderr.isatty():
        yield Step()
        return
    # 0.05 s that only a terminal pays
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    class Rate(TextColumn):
        def render(self, task: Any) -> Any:
            speed = task.finished_speed or task.speed
            return super().render(task) if speed is None else f"{speed:.1f}/s"

    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task(what, total=size)

        class Shown(Step):
            shown = True

            def __call__(self) -> None:
                bar.advance(task)

            def pages(self, more: int, done: int) -> None:
                bar.update(task, total=(bar.tasks[0].total or 0) + more, advance=done)

        yield Shown()
