"""Generated issues → our own files of them → what they are read as, and what is built of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jianbao.reading import read, read_mapping
from jianbao.tasks.import_ import import_files
from jianbao.writers.docx import write as write_docx
from jianbao.writers.pdf import write as write_pdf
from tests.importing.equal import differences
from tests.importing.laying import laid_out
from tests.writers.issues import draw_pictures, rich_issue


def comparisons(seeds: Iterable[int], folder: Path) -> dict[str, tuple[list[str], list[str]]]:
    """By the names of files: where their issues differ from what they are read as, and which files built of that differ."""
    draw_pictures(folder)
    return {f"{seed}{kind}": told for seed in seeds for kind, told in _compared(seed, folder)}


def _compared(seed: int, folder: Path) -> Iterator[tuple[str, tuple[list[str], list[str]]]]:
    reading = read_mapping(rich_issue(seed), folder=folder)
    pages = laid_out(reading)
    written = {".docx": write_docx(pages), ".pdf": write_pdf(pages)}
    for kind, data in written.items():
        source = folder / f"{seed}{kind}"
        source.write_bytes(data)
        (made,) = import_files([source], folder / f"回{seed}{kind}")
        if made.path is None:
            yield kind, ([str(made.error)], [*written])
            continue
        back = read(made.path)
        again = laid_out(back)
        files = {".docx": write_docx(again), ".pdf": write_pdf(again)}
        fields = [*made.doubts, *differences(reading.issue, back.issue)]
        yield kind, (fields, [name for name in written if files[name] != written[name]])
