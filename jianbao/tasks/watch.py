"""An issue file → a draft of it, built anew at every save; takes no number and leaves the register alone.

A bad save is told and changes nothing: the last good files stay, as a draft is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jianbao.errors import JianbaoError, UsageError
from jianbao.files import SHEETS, YAML, read_bytes

if TYPE_CHECKING:
    from jianbao.provenance import Fonts
    from jianbao.steps import Built


class Stop(Protocol):
    """What ends a watch, such as a `threading.Event`."""

    def is_set(self) -> bool:
        """Whether it has been asked to end."""
        ...


def watch(
    issue: Path,
    *,
    out: Path | None = None,
    formats: Sequence[str] = ("docx", "pdf"),
    fonts: Fonts = "auto",
    stop: Stop | None = None,
) -> Iterator[Built | JianbaoError]:
    """What comes of each save, the first one at once: the draft that was built, or what stood in its way.

    Files in the issue's folder and below are heeded, so that a picture or the series file counts as well; those that
    building writes are not. Raises UsageError where watchfiles is not installed; ends with `stop` or KeyboardInterrupt.
    """
    from jianbao.steps import drafted

    saves = changes(issue, stop)
    written: frozenset[Path] = frozenset()
    while True:
        try:
            built = drafted(issue, out=out, formats=formats, fonts=fonts)
        except JianbaoError as error:
            yield error
        else:
            written = frozenset(file.path.resolve() for file in built.files)
            yield built
        while True:
            changed = next(saves, None)
            if changed is None:
                return
            if not changed or not changed <= written:
                break


def changes(issue: Path, stop: Stop | None) -> Iterator[frozenset[Path]]:
    """The files changed at each save that may change the issue: those in its folder and below, and what it names elsewhere.

    Raises UsageError where watchfiles is not installed; ends with `stop`.
    """
    try:
        # An extra, and 60 ms.
        import watchfiles  # noqa: F401
    except ImportError:
        raise UsageError.of("C009") from None
    return _changes(issue, stop)


def _changes(issue: Path, stop: Stop | None) -> Iterator[frozenset[Path]]:
    import watchfiles

    home = issue.resolve().parent
    named = _named(issue)
    while stop is None or not stop.is_set():
        heeded = partial(_heeded, home, named)
        folders = {home, *(path.parent for path in named)}
        for changed in watchfiles.watch(
            *folders, watch_filter=heeded, stop_event=stop, debounce=200, raise_interrupt=False
        ):
            yield frozenset(Path(path).resolve() for _, path in changed)
            if (now := _named(issue)) != named:
                named = now
                break
        else:
            return
        # What was saved while nothing was watched.
        yield frozenset()


_OTHERS = ".png .jpg .jpeg .gif .bmp .tif .tiff .webp .ttf .otf .ttc"
_SUFFIXES = frozenset((*YAML, *SHEETS, *_OTHERS.split()))


def _heeded(home: Path, named: frozenset[Path], _change: object, path: str) -> bool:
    file = Path(path)
    if file.suffix.lower() not in _SUFFIXES or file.name.startswith("."):
        return False
    return file.is_relative_to(home) or file in named


def _named(issue: Path) -> frozenset[Path]:
    """The files that the issue seems to name, wherever they lie and whether or not they are there."""
    from jianbao.reading.inputs import named_inputs

    try:
        found = named_inputs(read_bytes(issue).decode("utf-8-sig"), issue.parent)
    except (JianbaoError, UnicodeDecodeError):
        return frozenset()
    return frozenset(path.resolve() for path in found or () if path.parent.is_dir())
