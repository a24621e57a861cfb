"""Our own DOCX and PDF, of issues that hold whatever an issue may hold, come back equal and build the same bytes again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jianbao.drafting.draft import issue_text
from jianbao.foreign.blocks import Cell, Content, Grid, Text
from jianbao.foreign.blocks import Span as Look
from jianbao.foreign.kinds import read_all
from jianbao.importing.own import recognise
from jianbao.pages import Pages
from jianbao.reading import read, read_mapping
from jianbao.tasks.import_ import import_files
from jianbao.typography import STYLES
from jianbao.writers.docx import write as write_docx
from jianbao.writers.pdf import write as write_pdf
from tests.importing.coming_back import comparisons
from tests.importing.equal import differences
from tests.importing.laying import laid_out

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
SEEDS: Final = 8


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


@pytest.mark.parametrize(
    ("style", "said", "key"),
    [
        ("编发单位日期", "甲局\t正月十七", "date"),
        ("编发单位日期", "甲局\t2026年1月5日（第二稿）", "date"),
        ("题下日期", "（岁末）", "articles"),
        ("报送", "县委各部门", "distribution"),
        ("印数", "共印若干份", "copies"),
        ("编辑人员", "编辑：张三　李四校", "staff"),
        ("印发", "甲局\t正月十八印发", "print.date"),
        ("期号", "开年号", "number"),
    ],
)
def test_what_a_style_does_not_say_after_an_edit_in_word_is_told(
    tmp_path: Path, style: str, said: str, key: str
):
    mapping = least("题", "文") | {"copies": "50", "staff": {"编辑": "张三"}}
    mapping |= {
        "distribution": [{"label": "报", "to": "县委"}],
        "print": {"organ": "甲局", "date": "2026-01-06"},
    }
    mapping["articles"][0]["date"] = "2026-01-04"
    source = tmp_path / "一.docx"
    source.write_bytes(write_docx(laid_out(read_mapping(mapping))))
    ((_, content),) = read_all([source])
    assert isinstance(content, Content)
    assert not recognise(content).doubts
    blocks = tuple(
        replace(block, spans=(replace(block.spans[0], text=said),)) if block.style == style else block
        for block in content.blocks
        if isinstance(block, Text)
    )
    found = recognise(replace(content, blocks=blocks))
    assert [doubt.key for doubt in found.doubts] == [key]
    told = issue_text(found) + "".join(doubt.words for doubt in found.doubts)
    assert all(char in told for char in said if char.isalpha() and char not in "共印份年月日")


_WORDS: Final = st.sampled_from((
    "", "题|目", "甲局\t2026年1月5日", "第1—2期", "第9—3期（总第4期）", "2026年第3期（总第4期）", "报：甲，乙。", "共印50份", "编辑：张三　核稿：李四", "★ 题目\t3", "[12] 注",
    "签发人：甲", "附件：1. 甲", "秘密★1年\t内部", "某局2026年1月5日印发", "甲\u200b\u200b\n", "表1",
))  # fmt: skip
_SPANS: Final = st.builds(
    Look,
    _WORDS,
    bold=st.booleans(),
    link=st.sampled_from(("", "#article1", "#articleX", "#note1-1", "http://a.b")),
)
_TEXTS: Final = st.builds(
    Text,
    st.lists(_SPANS, max_size=3).map(tuple),
    style=st.sampled_from(["版式线", "", *(style.name for style in STYLES.values())]),
    marks=st.sampled_from(((), ("article1",), ("article99999",), ("gap1",), ("attachment1",))),
)
_ROWS: Final = st.lists(st.builds(Cell, st.lists(_TEXTS, max_size=2).map(tuple)), min_size=1, max_size=3).map(
    tuple
)
_GRIDS: Final = st.builds(
    Grid, st.lists(_ROWS, min_size=1, max_size=3).map(tuple), st.just(3), head=st.integers(0, 1)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(_TEXTS, _TEXTS, _GRIDS), max_size=12), st.sampled_from(("docx", "pdf")))
def test_whatever_somebody_made_of_a_file_of_ours_is_a_draft(blocks: list[Text | Grid], kind: str):
    told = {
        "keywords": "甲；正刊；2026年第3期；总第4期",
        "jianbao.titles.lines": "1.title",
        "jianbao.masthead.name.9.size": "x",
    }
    assert issue_text(recognise(Content(kind, tuple(blocks), properties=told)))


@pytest.mark.parametrize("name", ["03-zengkan", "04-xiangcun"])
def test_a_docx_that_the_first_version_made_comes_back_equal(name: str, tmp_path: Path):
    (made,) = import_files([Path(__file__).with_name("made_by_0_1_0") / f"{name}.docx"], tmp_path)
    assert made.path is not None
    assert made.doubts == []
    assert differences(read(EXAMPLES / name / "issue.yaml").issue, read(made.path).issue) == []
