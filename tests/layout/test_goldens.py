"""The examples' pages as text, held against files that a person can read: `pytest --update-goldens` writes them anew."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from jianbao.fonts.faces import FaceSet
from jianbao.reading import read
from jianbao.steps import lay_out_issue
from tests.layout import trace

GOLDENS = Path(__file__).parent / "goldens"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/issue.yaml"))


def traced(path: Path) -> str:
    """The pages of an example as text, with its numbers as stated."""
    reading = read(path)
    return trace.write(lay_out_issue(reading, reading.issue, FaceSet.embedded()))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_is_set_as_before(path: Path, update_goldens: bool) -> None:
    golden = GOLDENS / f"{path.parent.name}.txt"
    found = traced(path)
    if update_goldens:
        GOLDENS.mkdir(exist_ok=True)
        golden.write_text(found, "utf-8")
    expected = golden.read_text("utf-8")
    diff = difflib.unified_diff(expected.splitlines(), found.splitlines(), "golden", "now", lineterm="", n=1)
    assert found == expected, "\n".join(list(diff)[:60])


def test_every_golden_belongs_to_an_example() -> None:
    assert {path.stem for path in GOLDENS.glob("*.txt")} == {path.parent.name for path in EXAMPLES}


def test_goldens_are_never_updated_where_they_are_checked(update_goldens: bool) -> None:
    assert not (update_goldens and os.environ.get("CI"))
