"""Our own DOCX and PDF, of issues that hold whatever an issue may hold, come back equal and build the same bytes again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from jianbao.pages import Pages
from jianbao.reading import read, read_mapping
from jianbao.tasks.import_ import import_files
from jianbao.writers.docx import write as write_docx
from jianbao.writers.pdf import write as write_pdf
from tests.importing.coming_back import comparisons
from tests.importing.equal import differences
from tests.importing.laying import laid_out

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
SEEDS: Final = 12


def test_generated_issues_come_back_equal_from_their_files(tmp_path: Path, request: pytest.FixtureRequest):
    first = request.config.getoption("--corpus-seed")
    found = comparisons(range(first, first + SEEDS), tmp_path)
    assert not {name: fields for name, (fields, _) in found.items() if fields}
    assert not {name: files for name, (_, files) in found.items() if files}


TITLE: Final = (
    "全县加快推进Belt and Road Initiative and the Digital Silk Road Economic Belt Cooperation建设工作综述"
)
CELL: Final = "%s $(x) é ﬁ Ω ½ ℃ № ㎡ https://example.org/?a=1&b=2#a Digital Silk Road Economic Belt Agreement of Nations"


@pytest.mark.parametrize("write", [write_docx, write_pdf])
def test_blanks_at_which_lines_end_come_back_and_no_others(write: Callable[[Pages], bytes], tmp_path: Path):
    body = f"表1 情况\n\n| 甲 | 乙 | 丙 |\n|---|---|---|\n| {CELL} | {CELL[9:]} | {CELL[12:]} |\n"
    source = tmp_path / "一"
    source.write_bytes(write(laid_out(read_mapping(least(TITLE, body)))))
    (made,) = import_files([source], tmp_path)
    assert made.path is not None
    text = made.path.read_text("utf-8")
    assert TITLE in text
    assert all(text.count(cell) for cell in (CELL, CELL[9:], CELL[12:]))


def test_the_numbers_of_a_joint_issue_come_back_in_han_numerals(tmp_path: Path):
    joint = {"number": "27", "number_last": "28", "total": "112", "total_last": "113"}
    mapping = least("题", "文") | joint | {"masthead": {"number_form": "第{number_zh}期"}}
    source = tmp_path / "一"
    source.write_bytes(write_pdf(laid_out(read_mapping(mapping))))
    (made,) = import_files([source], tmp_path)
    assert made.path is not None
    assert differences(read_mapping(mapping).issue, read(made.path).issue) == []


def least(title: str, body: str) -> dict[str, Any]:
    article = {"title": title, "body": body}
    return {"series": "云溪简报", "number": "1", "date": "2026-01-05", "organ": "甲局", "articles": [article]}


@pytest.mark.parametrize("name", ["03-zengkan", "04-xiangcun"])
def test_a_docx_that_the_first_version_made_comes_back_equal(name: str, tmp_path: Path):
    (made,) = import_files([Path(__file__).with_name("made_by_0_1_0") / f"{name}.docx"], tmp_path)
    assert made.path is not None
    assert made.doubts == []
    assert differences(read(EXAMPLES / name / "issue.yaml").issue, read(made.path).issue) == []
