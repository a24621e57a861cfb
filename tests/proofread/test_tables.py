"""Tables: cells that their row or their column contradicts."""

from __future__ import annotations

import pytest

from jianbao.proofread.engine import proof_read
from jianbao.reading.issue_file import read_text


def told(before: str, *rows: str, after: str = "特此通报。") -> list[str]:
    """The codes of a text with a table, whose rows are written with blanks between their cells."""
    lines = [f"| {' | '.join(row.split())} |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0].split()))
    body = "\n".join(f"      {line}" for line in (before, "", *lines, "", after))
    head = "series: 试刊\ndate: 2017-04-11\norgan: 某某办公室\narticles:\n  - title: 题目\n    body: |\n"
    reading = read_text(head + body + "\n")
    return [each.finding.code for each in proof_read(reading.issue, reading)]


GROWTH = ("品种 本月 上月 环比", "面粉 110 100 10%", "食油 60 50 20%")


@pytest.mark.parametrize(
    ("table", "wrong", "right"),
    [
        (GROWTH, "大米 90 100 10%", "大米 90 100 −10%"),
    ],
)
def test_a_cell_that_breaks_what_the_other_rows_keep_is_told(table: tuple[str, ...], wrong: str, right: str):
    assert told("情况如下：", *table, wrong) == ["P429"]
    assert told("情况如下：", *table, right) == []


def test_what_there_is_of_each_acre_is_not_added_up():
    assert (
        told("结果如下：", "品种 面积 亩产 总产", "甲种 400 500 200", "乙种 600 450 270", "合计 1000 470 470")
        == []
    )


def test_a_figure_that_its_share_does_not_bear_out_is_told():
    rows = ("类别 批次 占比", "劳动 60 30%", "涉法 50 25%", "其他 90 45%", "合计 200 100%")
    assert told("情况如下：", *rows) == []
    assert told("情况如下：", *(row.replace("50 25%", "70 25%") for row in rows)) == ["P429", "P417"]


@pytest.mark.parametrize(
    "rows",
    [
        ("单位 受理 办结 办结率", "甲局 20 20 100%", "乙局 30 30 100%", "合计 50 50 100%"),
        ("乡镇 人数 合计户数", "甲镇 320 96", "其中：女 150 40", "乙镇 180 52", "合计 500 148"),
        ("选手 笔试 面试 总分", "甲 80 90 85", "乙 70 84 77"),
        ("指标 年初 本月 累计", "工单 12 30 95", "回访 8 21 60"),
    ],
)
def test_totals_and_rates_that_fit_are_not_told(rows: tuple[str, ...]):
    assert told("情况如下：", *rows) == []


def test_a_total_of_one_row_is_told():
    assert told("情况如下：", "单位 男 女 合计", "甲局 12 13 26") == ["P417"]
