"""Number of a text → milliseconds (wall, CPU) of each step; a negative number → of the whole build with its register.

python -m tests.benchmarks.inside.warm FOLDER
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import Clock, serve


def main(folder: Path) -> None:
    """Serve."""
    from jianbao import steps
    from jianbao.proofread.engine import proof_read
    from jianbao.reading import read
    from jianbao.tasks.build import build
    from jianbao.writers import writers_for

    # as in a worker of `jianbao batch`
    gc.set_threshold(500_000, 20, 50)
    writers = writers_for(("docx", "pdf"))

    def pdf_of(path: Path) -> bytes:
        reading = read(path)
        pages = steps.lay_out_issue(reading, reading.issue, steps.faces_for(reading.issue.layout, "embedded"))
        return writers["pdf"](pages)

    def answer(number: int) -> object:
        gc.collect()
        gc.freeze()
        took: dict[str, tuple[float, float]] = {}

        def timed(step: str, work: Callable[..., Any], *given: object) -> Any:
            clock = Clock()
            made = work(*given)
            took[step] = clock.read()
            return made

        path = folder / f"{abs(number)}.yaml"
        if number < 0:
            timed("build", lambda: build(path, fonts="embedded"))
            return took
        reading = timed("read", read, path)
        timed("check", proof_read, reading.issue, reading)
        faces = steps.faces_for(reading.issue.layout, "embedded")
        pages = timed("layout", steps.lay_out_issue, reading, reading.issue, faces)
        for kind in ("docx", "pdf") if number % 2 else ("pdf", "docx"):
            timed(kind, writers[kind], pages)
        took["alone"] = tuple(map(sum, zip(*(took[step] for step in ("read", "layout", "pdf")), strict=True)))  # type: ignore[assignment]
        timed("again", pdf_of, path)
        return took

    serve(answer)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
