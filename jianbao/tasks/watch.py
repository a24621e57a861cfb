"""An issue file → a draft of it, built anew at every save; takes no number and leaves the register alone.

A bad save is told and changes nothing: the last good files stay, as a draft is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jianbao.errors import JianbaoError, UsageError

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

    changes = _changes(issue, stop)
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
            changed = next(changes, None)
            if changed is None:
                return
            if not changed <= written:
                break


_SUFFIXES = frozenset(
    {".yaml", ".yml", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".ttf", ".otf"}
)


def _changes(issue: Path, stop: Stop | None) -> Iterator[frozenset[Path]]:
    try:
        import watchfiles  # an extra, and 60 ms
    except ImportError:
        raise UsageError.of("C009") from None

    def heeded(_change: object, path: str) -> bool:
        return Path(path).suffix.lower() in _SUFFIXES and not Path(path).name.startswith(".")

    return (
        frozenset(Path(path).resolve() for _, path in changes)
        for changes in watchfiles.watch(
            issue.resolve().parent, watch_filter=heeded, stop_event=stop, debounce=200, raise_interrupt=False
        )
    )
