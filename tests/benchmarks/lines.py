"""How even the lines are, beside typst's best: `python -m tests.benchmarks.lines [SEED…] [--paragraphs N]`.

Three kinds of text are set by jianbao and by typst with `linebreaks: "optimized"`, in the same faces and measure, and the
PDFs measured alike: of all full lines the share whose Han stand more than 0.08 em apart, and the widest. A full line
stands from the left edge of the type area to its right one and has five places between Han at least. Needs `typst` in
this environment, else its columns stay empty.
"""

from __future__ import annotations

import argparse
import ctypes
import re
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from jianbao import steps
from jianbao.fonts.faces import DATA
from jianbao.language.han import is_han
from jianbao.reading import read_mapping
from jianbao.writers import writers_for
from tests.benchmarks.inside import texts
from tests.verify.corpus import Kind, bulletin

SEEN = 0.08
SIZE = 16.0
POINTS = 72 / 25.4
LEFT, RIGHT = 41 * POINTS, 182.4 * POINTS
KINDS: tuple[Kind, ...] = ("prose", "mixed")


def spreads(pdf: Path) -> Iterator[float]:
    """For each full line of 16 pt how far its neighbouring Han stand apart, in em beyond one."""
    for page in pdfium.PdfDocument(pdf):
        text = page.get_textpage()
        rows: dict[int, list[tuple[float, float, str]]] = {}
        for index in range(text.count_chars()):
            char = chr(pdfium_c.FPDFText_GetUnicode(text, index))
            size = pdfium_c.FPDFText_GetFontSize(text, index)
            if char.isspace() or char in "\u200b\x00" or abs(size - SIZE) > 0.3:
                continue
            if pdfium_c.FPDFText_IsGenerated(text, index) == 1:
                continue
            x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF()
            pdfium_c.FPDFText_GetCharOrigin(text, index, x, y)
            pdfium_c.FPDFText_GetLooseCharBox(text, index, box)
            rows.setdefault(round(y.value), []).append((x.value, box.right, char))
        for row in rows.values():
            row.sort()
            if row[-1][1] < RIGHT or row[0][0] > LEFT:
                continue
            apart = [
                (after[0] - before[0]) / SIZE - 1
                for before, after in pairwise(row)
                if is_han(before[2]) and is_han(after[2]) and after[0] - before[0] < 2.5 * SIZE
            ]
            if len(apart) >= 5:
                yield mean(apart)


def main() -> None:
    """Set, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.lines")
    parser.add_argument("seeds", nargs="*", type=int, default=[2001, 2002, 2003])
    parser.add_argument("--paragraphs", type=int, default=420)
    given = parser.parse_args()
    print(f"{'':14}{'jianbao':>26}{'typst, optimized':>26}")
    with tempfile.TemporaryDirectory() as home:
        for kind in KINDS:
            for seed in given.seeds:
                reading = read_mapping(bulletin(kind, seed, given.paragraphs))
                faces = steps.faces_for(reading.issue.layout, "embedded")
                ours = Path(home) / "ours.pdf"
                ours.write_bytes(
                    writers_for(("pdf",))["pdf"](steps.lay_out_issue(reading, reading.issue, faces))
                )
                theirs = _by_typst(texts.typst(reading.issue), Path(home))
                told = (_told(ours), _told(theirs) if theirs else "—")
                print(f"{kind} {seed:<8}{told[0]:>26}{told[1]:>26}", flush=True)


def _by_typst(source: str, folder: Path) -> Path | None:
    try:
        import typst
    except ImportError:
        return None
    file, made = folder / "theirs.typ", folder / "theirs.pdf"
    file.write_text(re.sub("justify: true", 'justify: true, linebreaks: "optimized"', source), "utf-8")
    typst.compile(file, made, font_paths=[str(DATA)], ignore_system_fonts=True)
    return made


def _told(pdf: Path) -> str:
    found = list(spreads(pdf)) or [0.0]
    over = 100 * sum(spread > SEEN for spread in found) / len(found)
    return f"{len(found)} lines {over:.2f} % {max(found):.3f} em"


if __name__ == "__main__":
    main()
