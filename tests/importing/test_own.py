"""Our own DOCX, of issues that hold whatever an issue may hold, comes back equal and builds the same bytes again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from jianbao.reading import read, read_mapping
from jianbao.tasks.import_ import import_files
from jianbao.writers.docx import write as write_docx
from jianbao.writers.pdf import write as write_pdf
from tests.importing.equal import differences
from tests.importing.laying import laid_out
from tests.writers.issues import draw_pictures, rich_issue

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
SEEDS: Final = 12
EQUAL: Final = 12
ALIKE: Final = 12


def test_generated_issues_come_back_equal_from_their_docx(tmp_path: Path, request: pytest.FixtureRequest):
    first = request.config.getoption("--corpus-seed")
    draw_pictures(tmp_path)
    found = {seed: compared(seed, tmp_path) for seed in range(first, first + SEEDS)}
    unequal = {seed: fields for seed, (fields, _) in found.items() if fields}
    assert len(unequal) <= SEEDS - EQUAL, unequal
    changed = {seed: files for seed, (_, files) in found.items() if files}
    assert len(changed) <= SEEDS - ALIKE, changed


def compared(seed: int, folder: Path) -> tuple[list[str], list[str]]:
    """Where the issue of a seed differs from what its DOCX is read as, and which files built of that differ."""
    reading = read_mapping(rich_issue(seed), folder=folder)
    pages = laid_out(reading)
    docx, pdf = write_docx(pages), write_pdf(pages)
    source = folder / f"{seed}.docx"
    source.write_bytes(docx)
    (made,) = import_files([source], folder / f"回{seed}")
    if made.path is None:
        return [str(made.error)], ["docx", "pdf"]
    back = read(made.path)
    again = laid_out(back)
    files = {"docx": write_docx(again) == docx, "pdf": write_pdf(again) == pdf}
    return [*made.doubts, *differences(reading.issue, back.issue)], [
        name for name, same in files.items() if not same
    ]


@pytest.mark.parametrize("name", ["03-zengkan", "04-xiangcun"])
def test_a_docx_that_the_first_version_made_comes_back_equal(name: str, tmp_path: Path):
    (made,) = import_files([Path(__file__).with_name("made_by_0_1_0") / f"{name}.docx"], tmp_path)
    assert made.path is not None
    assert made.doubts == []
    assert differences(read(EXAMPLES / name / "issue.yaml").issue, read(made.path).issue) == []
