"""Titles: balanced, and cut at good places."""

from __future__ import annotations

import pytest

from jianbao.layout.shape import Piece
from jianbao.layout.titles import title_lines
from jianbao.typography import SIZE_2, TYPE_AREA_WIDTH, FaceRole
from tests.layout.samples import article, issue, laid_out, shaper

SHAPER = shaper()


def lines_of(text: str) -> list[str]:
    made = title_lines(Piece(text, FaceRole.XIAOBIAOSONG, SIZE_2), SHAPER, TYPE_AREA_WIDTH, 0)
    assert made is not None
    return [text[start:end] for start, end in zip([0, *made[1]], made[1], strict=False)]


@pytest.mark.parametrize(
    "text",
    [
        "全区对口援疆工作会议暨民族团结进步表彰大会在伊宁市隆重召开",
        "关于印发《伊犁哈萨克自治州乡村振兴促进条例实施细则》的通知要求",
        "连云港市政协副主席率团来霍尔果斯考察并看望慰问工作组全体援疆干部",
    ],
)
def test_a_long_title_is_broken_into_even_lines(text: str) -> None:
    lines = lines_of(text)
    assert "".join(lines) == text
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 10


@pytest.mark.parametrize("unit", ["《民族团结进步条例》", "“民族团结一家亲”", "2017年度"])
def test_a_title_is_not_cut_inside_a_unit(unit: str) -> None:
    for before in range(6, 18):
        lines = lines_of("中" * before + unit + "文" * 12)
        assert any(unit in line for line in lines), lines


def test_the_clerks_own_breaks_win() -> None:
    pages = laid_out(issue(article("正文。", title="扬州工作组拉开|民族交流交往序幕|绽放民族团结之花")))
    lines = [
        line.text for block in pages.blocks if getattr(block, "style", "") == "title" for line in block.lines
    ]  # type: ignore[union-attr]
    assert lines == ["扬州工作组拉开", "民族交流交往序幕", "绽放民族团结之花"]
