"""A glance at an issue's inputs, held against what a reading finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.provenance import glance, source_of
from jianbao.reading import read
from jianbao.reading.inputs import named_inputs, series_file
from tests.benchmarks import past_issues

EXAMPLES = sorted(Path(__file__).parents[2].glob("examples/**/*.yaml"))


def test_a_glance_says_what_a_reading_says(tmp_path: Path) -> None:
    """Or that it does not know: in the examples, and in past issues with and without pictures."""
    past_issues.write(tmp_path, 6, pictures=2)
    known = 0
    for path in [*EXAMPLES, *tmp_path.glob("2*.yaml")]:
        if "文章" not in path.read_text("utf-8") and "articles" not in path.read_text("utf-8"):
            continue
        reading = read(path)
        glanced = glance(path, ("pdf",), "auto", {})
        if glanced is None:
            continue
        home, source, inputs = glanced
        want = source_of(reading, ("pdf",), "auto")
        if source.digest == want.digest:
            known += 1
            assert (home, source.sha256) == (reading.series_folder, want.sha256)
            assert inputs == tuple(file.resolve() for file in reading.inputs if file != path)
    assert known >= 6 + len(EXAMPLES) // 2


def test_pictures_come_before_the_series_file(tmp_path: Path) -> None:
    """In the order of a reading; each once."""
    text = "series: {file: ../s.yaml}\nbody: |\n  ![a](b.jpg)\n  ![](a.png)![c](b.jpg)\n"
    assert named_inputs(text, tmp_path) == (tmp_path / "b.jpg", tmp_path / "a.png", tmp_path / "../s.yaml")
    assert series_file('刊名:\n  文件: "s.yaml"  # 同刊\n') == "s.yaml"
    assert series_file("刊名: 援疆工作简报\n") == ""


@pytest.mark.parametrize(
    "picture", ["![a](<b c.jpg>)", "![a](b%20c.jpg)", "![a\n](b.jpg)", "![a][1]", r"![a](b\).jpg)"]
)
def test_a_picture_that_wants_parsing_is_not_guessed(picture: str) -> None:
    """Then the file is read."""
    assert named_inputs(f"body: {picture}", Path()) is None
