"""Our own DOCX and PDF, of issues that hold whatever an issue may hold, come back equal and build the same bytes again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from jianbao.reading import read
from jianbao.tasks.import_ import import_files
from tests.importing.coming_back import comparisons
from tests.importing.equal import differences

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
SEEDS: Final = 12


def test_generated_issues_come_back_equal_from_their_files(tmp_path: Path, request: pytest.FixtureRequest):
    first = request.config.getoption("--corpus-seed")
    found = comparisons(range(first, first + SEEDS), tmp_path)
    assert not {name: fields for name, (fields, _) in found.items() if fields}
    assert not {name: files for name, (_, files) in found.items() if files}


@pytest.mark.parametrize("name", ["03-zengkan", "04-xiangcun"])
def test_a_docx_that_the_first_version_made_comes_back_equal(name: str, tmp_path: Path):
    (made,) = import_files([Path(__file__).with_name("made_by_0_1_0") / f"{name}.docx"], tmp_path)
    assert made.path is not None
    assert made.doubts == []
    assert differences(read(EXAMPLES / name / "issue.yaml").issue, read(made.path).issue) == []
