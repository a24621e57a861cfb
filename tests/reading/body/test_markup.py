"""Bodies as clerks write them → blocks, shown as text so that a difference can be read.

`[…]` is bold, `‹…›` a link, `⏎` a break that the clerk asked for.
"""

from __future__ import annotations

import pytest

from jianbao.model.body import Table
from jianbao.reading.body.markup import parse
from tests.reading.body.showing import shown

CASES: dict[str, tuple[str, list[str]]] = {
    "bold that closes behind a mark": (
        "**一是建设“哈萨克风情园”。**集合各方。**二是“团结”**2017年。",
        ["paragraph: [一是建设“哈萨克风情园”。]集合各方。[二是“团结”]2017年。"],
    ),
    "bold over a line end": ("**一是组团\n出访。**组成", ["paragraph: [一是组团出访。]组成"]),
    "bold beside bold": ("**甲。****乙。**丙", ["paragraph: [甲。乙。]丙"]),
    "spaces around and inside the marks of bold": ("举办 ** 九场 ** 培训", ["paragraph: 举办[九场]培训"]),
    "escaped asterisks": (r"\*\*不加粗\*\*", ["paragraph: **不加粗**"]),
    "paragraphs indented with full-width spaces": (
        "　　首段。\n\n　　次段\\\n　　续行。",
        ["paragraph: 首段。", "paragraph: 次段⏎续行。"],
    ),
    "paragraphs indented with four spaces": (
        "    首段。\n\n        次段。",
        ["paragraph: 首段。", "paragraph: 次段。"],
    ),
    "a paragraph with full-width spaces behind a list": (
        "1. 甲；\n\n　　后文。",
        ["1. 甲；", "paragraph: 后文。"],
    ),
    "a backslash at a line's end is a break": ("甲\\\n乙", ["paragraph: 甲⏎乙"]),
    "angle brackets in prose": ("a<b，<3，x<y", ["paragraph: a<b，<3，x<y"]),
    "a link": ("见[网站](https://a.cn/x_y)。", ["paragraph: 见‹网站|https://a.cn/x_y›。"]),
    "a link in bold keeps its weight": ("**见[网站](https://a.cn)**", ["paragraph: [见][网站]"]),
    "a bare address is text": ("见 https://a.cn/x_y。", ["paragraph: 见https://a.cn/x_y。"]),
    "underscores and brackets are text": ("文件 a_b_c 和 [1]", ["paragraph: 文件a_b_c和[1]"]),
    "headings": (
        "# 一、甲\n\n## （一）乙 ##\n\n### **1.丙**\n\n#### （1）丁",
        [
            "heading1: 一、甲",
            "heading2: （一）乙",
            "heading3: 1.丙",
            "heading4: （1）丁",
        ],
    ),
    "a heading without its space": ("#一、甲\n\n文。", ["heading1: 一、甲", "paragraph: 文。"]),
    "lines by themselves with a level's number": (
        "一、领导带头\n\n文。\n\n（一）分组行动，遍地开花\n\n文。\n\n1. 加强学习\n\n文。\n\n（1）集中学\n\n文。\n\n**二、结对认亲**\n\n文。",
        [
            "heading1: 一、领导带头",
            "paragraph: 文。",
            "heading2: （一）分组行动，遍地开花",
            "paragraph: 文。",
            "heading3: 1.加强学习",
            "paragraph: 文。",
            "heading4: （1）集中学",
            "paragraph: 文。",
            "heading1: 二、结对认亲",
            "paragraph: 文。",
        ],
    ),
    "a heading above a heading": (
        "一、甲\n\n（一）乙\n\n文。",
        ["heading1: 一、甲", "heading2: （一）乙", "paragraph: 文。"],
    ),
    "a run-in lead is no heading": (
        "一、领导带头，率先垂范。工作组组长率先行动。",
        ["paragraph: 一、领导带头，率先垂范。工作组组长率先行动。"],
    ),
    "an agenda is no row of headings": (
        "一、听取报告\n\n二、审议\n\n三、其他\n\n文。",
        ["paragraph: 一、听取报告", "paragraph: 二、审议", "paragraph: 三、其他", "paragraph: 文。"],
    ),
    "the last line is no heading": ("文。\n\n一、甲", ["paragraph: 文。", "paragraph: 一、甲"]),
    "a line that ends with a mark is no heading": (
        "一、主要做法：\n\n文。",
        ["paragraph: 一、主要做法：", "paragraph: 文。"],
    ),
    "numbers stay as written": ("3. 甲；\n5. 乙；\n\n2) 丙", ["3. 甲；", "5. 乙；", "2) 丙"]),
    "a number without its space": ("1.甲。\n\n2．乙。", ["paragraph: 1.甲。", "paragraph: 2．乙。"]),
    "nested lists": ("- 甲\n  - 乙\n    续\n- 丙", ["• 甲", "  • 乙续", "• 丙"]),
    "a quotation and a line": ("> 引 文\n\n---\n\n文", ["quote: 引　文", "separator", "paragraph: 文"]),
    "a line under a paragraph makes no heading of it": ("文\n---", ["paragraph: 文", "separator"]),
    "pictures": (
        '![图1 现场|80mm](图/a.jpg "王某 摄")\n\n![甲](b.png) ![乙|5cm](<c d.jpg>)',
        ["figure: 图/a.jpg|图1　现场|王某　摄|80", "figure: b.png|甲||0", "figure: c d.jpg|乙||50"],
    ),
    "a table with all its parts": (
        (
            "表1 各县完成情况（单位：万元）\n\n| 县 | 数 | < |\n|:--|:-:|--:|\n| ^ | **甲** | **乙** |\n"
            "| 云溪 | 1 | 2\\|3 |\n| ^ | \\< | 4 |\n| 合计 | < | 9 |\n\n注：初步统计。\n\n数据来源：统计局\n\n文。"
        ),
        [
            "table of 3",
            "caption: 表1　各县完成情况",
            "unit: 单位：万元",
            "head: 县↓l | 数→c",
            "head: 甲c | 乙r",
            "rows: 云溪↓l | 1c | 2|3r",
            "rows: <c | 4r",
            "rows: 合计→l | 9r",
            "note: 注：初步统计。⏎数据来源：统计局",
            "paragraph: 文。",
        ],
    ),
    "caption, unit and note without blank lines": (
        "表：进度\n单位：亩\n| 甲 | 乙 |\n|---|---|\n| 1 | |\n注：略。",
        ["table of 2", "caption: 进度", "unit: 单位：亩", "head: 甲 | 乙", "rows: 1 | ", "note: 注：略。"],
    ),
    "a table without a head": ("| | |\n|---|---|\n| 甲 | **乙** |", ["table of 2", "rows: 甲 | [乙]"]),
    "cells that are indented": (
        "| 指标 | 绝对值 |\n|:--|--:|\n| 生产总值 | 5628 |\n| 　第一产业 | 218 |\n|　　#工业 | 　2216　 |",
        [
            "table of 2",
            "head: 指标l | 绝对值r",
            "rows: 生产总值l | 5628r",
            "rows: 　第一产业l | 218r",
            "rows: 　　#工业l | 　2216r",
        ],
    ),
    "breaks in cells": (
        "| 单位<br>（全称） | 任务 |\n|---|---|\n| **甲<BR/>乙** | 一是抓。 <br /> 二是促。<br> |",
        ["table of 2", "head: 单位⏎（全称） | 任务", "rows: [甲⏎乙] | 一是抓。⏎二是促。"],
    ),
    "a caption without a table stays text": ("表1 情况\n\n文。", ["paragraph: 表1　情况", "paragraph: 文。"]),
    "prose that begins with 表 stays prose": ("表1 显示，进度加快。", ["paragraph: 表1显示，进度加快。"]),
    "notes": (
        "甲[^b]，乙[^1]，丙[^b]。\n\n[^1]: 注 1。\n\n[^b]: 另注。",
        ["paragraph: 甲‹①|#1›，乙‹②|#2›，丙‹①|#1›。", "note1: 另注。", "note2: 注1。"],
    ),
    "entities": ("A&amp;B &lt;甲&gt;", ["paragraph: A&B <甲>"]),
}


@pytest.mark.parametrize(
    "above",
    [
        "横排\n\n",
        "（横排）\n\n",
        "表1 情况\n横排\n\n",
        "表1 情况\n单位：亩\n（横排）\n\n",
        "表1 情况\n\n横排\n\n单位：亩\n\n",
    ],
)
def test_a_line_above_a_table_puts_it_on_its_side(above: str) -> None:
    parsed = parse(f"甲。\n\n{above}| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n")
    assert parsed.problems == []
    before, table = parsed.blocks
    assert isinstance(table, Table)
    assert table.landscape
    assert (table.caption is not None, table.unit is not None) == ("表1" in above, "单位" in above)
    assert not isinstance(before, Table)


def test_a_caption_over_several_lines_is_read_as_one():
    markup = parse("表1\n各县\n进度\n\n| 县 | 数 |\n|---|---|\n| 甲 | 1 |\n")
    assert [problem.code for problem in markup.problems] == ["R116"]
    assert shown(markup.blocks[0])[:2] == ["table of 2", "caption: 表1各县进度"]


@pytest.mark.parametrize(
    "rows",
    [
        "| 序号 | 项 | 目 |\n|---|---|\n| 1 | 码头 |",
        "| 乡镇 | 处数 |\n| 甲镇 | 3 |",
        "乡镇|处数|户数\n甲镇|3|5",
    ],
)
def test_a_table_right_below_its_caption_that_is_none_is_told_where_it_begins(rows: str):
    body = f"表1\n{rows}"
    assert [(each.code, each.offset) for each in parse(body).problems] == [("R111", len("表1\n"))]


@pytest.mark.parametrize(("body", "wanted"), CASES.values(), ids=list(CASES))
def test_it_reads(body: str, wanted: list[str]):
    markup = parse(body)
    assert markup.problems == []
    assert [line for block in markup.blocks for line in shown(block)] == wanted


@pytest.mark.parametrize("body", [body for body, _ in CASES.values()], ids=list(CASES))
def test_each_character_leads_back_to_where_it_was_written(body: str):
    from tests.reading.samples import inlines

    for inline in inlines(parse(body).blocks):
        assert len(inline.offsets) == len(inline.text)
        for char, offset in zip(inline.text, inline.offsets, strict=True):
            assert body[offset] == char or body[offset].isspace() or body[offset] in "[&" or char == "\n"


def test_what_belongs_to_an_item_or_a_quotation_says_so():
    blocks = parse("- 一\n\n  又一\n\n  - 甲\n\n    又甲\n- 二\n\n正文\n\n> - 丙\n").blocks
    assert [getattr(block, "within", None) for block in blocks] == [None, 0, None, 1, None, None, None]
    assert [getattr(block, "quoted", None) for block in blocks] == [
        False, None, False, None, False, None, True,
    ]  # fmt: skip
