"""Texts → seconds and bytes of our PDF and of a plain one of the same pages.

python -m tests.benchmarks.inside.archive SEEDS FOLDER COUNT
"""

from __future__ import annotations

import gc
import json
import random
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from jianbao import steps
from jianbao.fonts import faces
from jianbao.pages import Pages
from jianbao.reading import read
from jianbao.writers import WRITERS, pdf
from jianbao.writers.pdf import assembly, document, drawing
from jianbao.writers.pdf import fonts as pdf_fonts
from tests.benchmarks import past_issues
from tests.benchmarks.inside.growth import sample
from tests.benchmarks.measuring import Clock

WARMING = 5


class _Plain(document.Document):
    """A document that leaves out what only an archive asks for."""

    def stream(self, data: bytes, entries: str = "", *, plain: bool = False) -> str:
        return super().stream(data, entries, plain=plain) if data else ""

    def set(self, **entries: str) -> None:
        super().set(
            **{key: value for key, value in entries.items() if key not in {"Metadata", "OutputIntents"}}
        )


# Functions, not mock's own: a call of those would take longer than what is left out.
def _no_xmp(*_: object, **__: object) -> bytes:
    return b""


def _no_text(*_: object) -> str:
    return ""


@contextmanager
def _plainly() -> Generator[None]:
    """Within, `plain` writes no XMP, no output intent, no ActualText."""
    with (
        mock.patch.object(assembly, "Document", _Plain),
        mock.patch.object(assembly, "xmp", _no_xmp),
        mock.patch.object(assembly, "srgb_profile", bytes),
        mock.patch.object(drawing.Drawing, "_actual", _no_text),
    ):
        yield


def archived(pages: Pages) -> bytes:
    """As jianbao writes it."""
    return pdf.write(pages)


def plain(pages: Pages) -> bytes:
    """The same pages, untagged; call within `_plainly`."""
    return pdf.write(pages, tagged=False)


def _forget() -> None:
    """No subset is known from before: each issue has its own."""
    pdf_fonts._program.cache_clear()
    faces._subset.cache_clear()


def compared(path: Path, turn: int) -> dict[str, tuple[float, float]]:
    """Wall, CPU (ms) and size (bytes) of both, and the CPU of all that comes before them added."""
    gc.collect()
    clock = Clock()
    reading = read(path)
    pages = steps.lay_out_issue(reading, reading.issue, steps.faces_for(reading.issue.layout, "embedded"))
    WRITERS["docx"](pages)
    before = clock.read()[1]
    took: dict[str, tuple[float, float, float]] = {}

    def timed(name: str, write: Callable[[Pages], bytes]) -> None:
        _forget()
        gc.collect()
        clock = Clock()
        made = write(pages)
        took[name] = (*clock.read(), len(made))

    def both(name: str) -> None:
        if name == "plain":
            with _plainly():
                timed(name, plain)
        else:
            timed(name, archived)

    for name in ("archive", "plain") if turn % 2 else ("plain", "archive"):
        both(name)
    pairs = zip(took["archive"], took["plain"], strict=True)
    found: dict[str, tuple[float, float]] = dict(zip(("wall", "cpu", "size"), pairs, strict=True))
    return found | {"whole": (found["cpu"][0] + before, found["cpu"][1] + before)}


def main(seeds: Path, folder: Path, count: int) -> None:
    """Print, for each kind of text, lists of both sides' figures."""
    past_issues.write(folder / "past", count, pictures=count + 1)
    (folder / "long").mkdir()
    for number in range(count):
        (folder / "long" / f"{number}.yaml").write_text(sample(10, random.Random(number)), "utf-8")
    kinds = {
        "seed": sorted(seeds.glob("[1-9]*.yaml")),
        "past": sorted((folder / "past").glob("2*.yaml")),
        "long": sorted((folder / "long").glob("*.yaml")),
    }
    said: dict[str, Any] = {}
    for kind, paths in kinds.items():
        for turn in range(WARMING):
            compared(paths[turn % len(paths)], turn)
        results = [compared(path, turn) for turn, path in enumerate(paths[:count])]
        said[kind] = {
            what: list(zip(*(result[what] for result in results), strict=True)) for what in results[0]
        }
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
