"""A file that cannot be read → the line to type that mends it."""

from __future__ import annotations

from pathlib import Path

from jianbao.cli.terminal import note, quoted
from jianbao.messages import phrase


def offer_mending(issue: Path) -> None:
    """Tell the line to type where a file that cannot be read can be mended."""
    from jianbao.tasks.check import mendable

    if mendable(issue):
        note(phrase("mend_line", source=quoted(issue)))
