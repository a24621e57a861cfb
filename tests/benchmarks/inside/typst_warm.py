"""Numbers of two texts → milliseconds (wall, CPU) of typst's PDF of the first, of the same again, of the other's PDF/A-2a.

    python -m tests.benchmarks.inside.typst_warm FOLDER FONTS

Runs in the rival's environment.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.measuring import Clock, serve


def main(folder: Path, fonts: str) -> None:
    """Serve, with one compiler that keeps its faces."""
    import typst

    plain = typst.Compiler(font_paths=[fonts], ignore_system_fonts=True)
    archive = typst.Compiler(font_paths=[fonts], ignore_system_fonts=True)

    def answer(numbers: list[int]) -> object:
        source, other = ((folder / f"{number}.typ").read_bytes() for number in numbers)
        took: dict[str, tuple[float, float]] = {}
        for name, compiler, text, standards in (
            ("new", plain, source, []),
            ("again", plain, source, []),
            # another text: both share one cache
            ("archive", archive, other, ["a-2a"]),
        ):
            clock = Clock()
            compiler.compile(text, format="pdf", pdf_standards=standards)
            took[name] = clock.read()
        return took

    serve(answer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
