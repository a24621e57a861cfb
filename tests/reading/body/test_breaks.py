"""Line ends without a blank line: what parts paragraphs, what an editor put there, what the clerk is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jianbao.errors import InputError
from jianbao.model.body import Inline
from jianbao.reading import read, read_text
from jianbao.reading.body.markup import Markup, parse
from jianbao.tasks.build import build
from jianbao.tasks.check import check
from tests.proofread.corpora import clean_files
from tests.reading.body.showing import shown
from tests.reading.samples import body, inlines


def told(text: str, markup: Markup) -> list[str]:
    """Each problem as its code and the text that it underlines."""
    return [f"{each.code} {text[each.offset : each.offset + each.width]}" for each in markup.problems]


def lines(markup: Markup) -> list[str]:
    return [line.removeprefix("paragraph: ") for block in markup.blocks for line in shown(block)]


# what begins a paragraph without a blank line → (the body, its blocks, what the hint underlines)
PARTED: dict[str, tuple[str, list[str], str]] = {
    "full-width spaces": (
        "　　首段，\n　　次段\n　　三段。",
        ["首段，", "次段", "三段。"],
        "次段",
    ),
    "four spaces more than the line above": ("首段\n    次段", ["首段", "次段"], "次段"),
    "headings between paragraphs": (
        "一、总体情况\n全县经济平稳运行。\n二、存在问题\n（一）工业\n部分指标下滑。",
        [
            "heading1: 一、总体情况",
            "全县经济平稳运行。",
            "heading1: 二、存在问题",
            "heading2: （一）工业",
            "部分指标下滑。",
        ],
        "全县经济平稳运行。",
    ),
    "a heading in bold": ("**一、甲**\n文。", ["heading1: 一、甲", "文。"], "文。"),
    "a heading with its mark but without the space": ("#一、甲\n文。", ["heading1: 一、甲", "文。"], "文。"),
    "items with numbers": (
        "要求：\n1、狠抓落实\n2．扩大投资\n（3）提振信心\n第一条　甲",
        ["要求：", "1、狠抓落实", "2．扩大投资", "heading4: （3）提振信心", "clause: 第一条　甲"],
        "1、狠抓落实",
    ),
    "a list that does not begin with 1": ("要求\n2. 甲\n3. 乙", ["要求", "2. 甲", "3. 乙"], "2. 甲"),
    "ends of sentences": (
        "一句。\n二问？\n三叹！\n四分；\n五冒：\n“六引。”\n七等……\n八",
        ["一句。", "二问？", "三叹！", "四分；", "五冒：", "“六引。”", "七等……", "八"],
        "二问？",
    ),
    "text behind a list": ("1. 甲；\n2. 乙。\n后文。", ["1. 甲；", "2. 乙。", "后文。"], "后文。"),
    "text behind a list, with full-width spaces": ("- 甲\n　　后文。", ["• 甲", "后文。"], "后文。"),
    "a number behind a list's second line": ("1. 甲；\n（1）乙；\n2. 丙", ["1. 甲；", "（1）乙；", "2. 丙"], "（1）乙；"),
    "lines of a quotation": ("> 甲。\n> 乙。\n后文", ["quote: 甲。", "quote: 乙。", "后文"], "> 乙。"),
    "text behind a note": ("文[^1]。\n[^1]: 注。\n后文", ["文‹①|#1›。", "后文", "note1: 注。"], "后文"),
    "the caption of a table": (
        "文。\n表1 甲\n单位：万元\n| a | b |\n|---|---|\n| 1 | 2 |\n注：略。\n后文。",
        ["文。", "table of 2", "caption: 表1　甲", "unit: 单位：万元", "head: a | b", "rows: 1 | 2", "note: 注：略。", "后文。"],
        "表1 甲",
    ),
    "text behind a table": (
        "| a | b |\n|---|---|\n| 1 | 2 |\n后文。",
        ["table of 2", "head: a | b", "rows: 1 | 2", "后文。"],
        "后文。",
    ),
    "a picture behind text": ("文。\n![甲](a.jpg)", ["文。", "figure: a.jpg|甲||0"], "![甲](a.jpg)"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "blocks", "place"), PARTED.values(), ids=list(PARTED))
def test_a_paragraph_begins_with(text: str, blocks: list[str], place: str):
    markup = parse(text)
    assert lines(markup) == blocks
    assert told(text, markup) == [f"R117 {place}"]
    assert markup.problems[0].severity == "hint"


# joined, and the clerk is asked → (the body, its blocks, what the warning underlines, how many line ends it speaks of)
DOUBTFUL: dict[str, tuple[str, list[str], str, int]] = {
    "a list of persons": (
        "李明为县人大常委会主任\n王芳、欧阳建国为县人大常委会副主任\n张伟为县人民政府县长",
        ["李明为县人大常委会主任王芳、欧阳建国为县人大常委会副主任张伟为县人民政府县长"],
        "王芳、欧阳建国为县人大常委会副主任",
        2,
    ),
    "persons in lines of one length": (
        "李明同志任云溪县发展和改革局党组书记、局长\n王芳同志任云溪县自然资源局党组书记、局长\n张伟同志任云溪县交通运输局党组书记、局长。",
        ["李明同志任云溪县发展和改革局党组书记、局长王芳同志任云溪县自然资源局党组书记、局长张伟同志任云溪县交通运输局党组书记、局长。"],
        "王芳同志任云溪县自然资源局党组书记、局长",
        2,
    ),
    "a signature": ("县政府办公室\n2026年1月6日", ["县政府办公室2026年1月6日"], "2026年1月6日", 1),
    "a title above the text": (
        "云溪县召开2026年全县安全生产暨森林草原防灭火工作电视电话会议\n会议由县长张伟主持。",
        ["云溪县召开2026年全县安全生产暨森林草原防灭火工作电视电话会议会议由县长张伟主持。"],
        "会议由县长张伟主持。",
        1,
    ),
    "a title above a text with commas": (
        "云溪县召开2026年全县安全生产暨森林草原防灭火工作电视电话会议\n会议由县长张伟主持，县委书记李明讲话。",
        ["云溪县召开2026年全县安全生产暨森林草原防灭火工作电视电话会议会议由县长张伟主持，县委书记李明讲话。"],
        "会议由县长张伟主持，县委书记李明讲话。",
        1,
    ),
    "Western words": (
        "集合\n各方 Belt\nand Road\n2 户",
        ["集合各方Belt and Road 2户"],
        "各方 Belt",
        3,
    ),
    "two spaces at a line's end": ("甲  \n乙", ["甲乙"], "乙", 1),
    "short lines of a quotation": ("> 引 文\n> 续", ["quote: 引　文续"], "> 续", 1),
}  # fmt: skip


@pytest.mark.parametrize(("text", "blocks", "place", "count"), DOUBTFUL.values(), ids=list(DOUBTFUL))
def test_the_clerk_is_asked_about(text: str, blocks: list[str], place: str, count: int):
    markup = parse(text)
    assert lines(markup) == blocks
    assert told(text, markup) == [f"R116 {place}"]
    assert markup.problems[0].params == {"count": count}
    assert markup.problems[0].severity == "warning"


JOINED: dict[str, tuple[str, str]] = {
    "lines of one sentence": ("县委办、\n县政府办，\n各乡镇", "县委办、县政府办，各乡镇"),
    "a mark that never begins a paragraph": ("县委办\n、县政府办", "县委办、县政府办"),
    "bold text": ("**一是组团\n出访。\n二是**组成", "[一是组团出访。二是]组成"),
    "a break that was asked for": ("甲。\\\n乙", "甲。⏎乙"),
}


@pytest.mark.parametrize(("text", "paragraph"), JOINED.values(), ids=list(JOINED))
def test_nothing_is_said_of(text: str, paragraph: str):
    markup = parse(text)
    assert (lines(markup), markup.problems) == ([paragraph], [])


def test_a_table_that_was_pasted_with_tabs_is_told_with_the_way_to_write_it():
    reading = read_text(body("情况如下：\n序号\t项目\t金额\n1\t道路\t300\n2\t桥梁\t200"))
    (table, parted) = reading.findings
    assert (parted.code, parted.place.line, table.code, table.place.line) == ("R117", 8, "R124", 8)
    assert "| 序号 | 项目 | 金额 |" in table.remedy
    assert "|---|---|---|" in table.remedy


def test_one_tab_makes_no_table():
    assert parse("联系人：张三\t电话：5550123").problems == []


def test_hints_wait_until_errors_are_mended():
    with pytest.raises(InputError) as raised:
        read_text(body("一、甲\n文。\n\n<b>乙</b>"))
    assert {each.code for each in raised.value.findings} == {"R100"}


@pytest.mark.parametrize("text", [text for text, *_ in (*PARTED.values(), *DOUBTFUL.values())])
def test_each_character_leads_back_to_where_it_was_written(text: str):
    for inline in inlines(parse(text).blocks):
        assert len(inline.offsets) == len(inline.text)
        for char, offset in zip(inline.text, inline.offsets, strict=True):
            assert text[offset] == char or text[offset].isspace() or char == "①"


def test_a_comment_silences_the_warning_and_a_build_shows_no_hints(tmp_path: Path):
    """As it is with what the proof-reader says."""
    path = tmp_path / "issue.yaml"
    text = body("县政府办\n财政局\n\n一、甲\n文。")
    path.write_text(text, encoding="utf-8")
    assert {"R116", "R117"} <= {each.code for each in check(path)}
    shown = {each.code for each in build(path, draft=True, formats=["pdf"], fonts="embedded").findings}
    assert (shown & {"R116", "R117"}) == {"R116"}
    path.write_text(text.replace("body: |", "body: |  # jianbao: ignore R116"), encoding="utf-8")
    assert "R116" not in {each.code for each in check(path)}


# --- text that an editor broke ----------------------------------------------------------------------------------


def columns(char: str) -> int:
    return 2 if char >= "\u2e80" or char in "“”‘’—…·" else 1


def one(_char: str) -> int:
    return 1


def wrapped(text: str, width: int, measure: Callable[[str], int]) -> str:
    """`text` in lines as long as they can be; words and figures stay whole."""
    made, line = [], ""
    for word in re.findall("[!-~]+|.", text):
        if line and sum(map(measure, line + word)) > width:
            made.append(line.rstrip(" "))
            line = word.lstrip(" ")
        else:
            line += word
    return "\n".join([*made, line])


def bodies() -> Iterator[str]:
    for part in ("examples", "development", "held_out"):
        for path in clean_files(part):
            for article in read(path).issue.articles:
                yield article.body.source


def texts(markup: Markup) -> list[Inline]:
    return [block.inline.text for block in markup.blocks if hasattr(block, "inline")]


@pytest.mark.parametrize(
    ("width", "measure"), [(40, columns), (60, columns), (76, columns), (100, columns), (28, one), (40, one)]
)
@pytest.mark.parametrize("indent", ["", "　　"], ids=["", "indented"])
def test_a_text_that_an_editor_broke_is_joined_without_a_word(
    width: int, measure: Callable[[str], int], indent: str
):
    """Of the line ends that an editor made, one in 90 at most is asked about, and one in a hundred and fifty parts."""
    ends = asked = parts = 0
    for text in bodies():
        pieces = re.split(r"(\n\s*\n)", text)
        prose = [
            wrapped(indent + piece.strip(), width, measure)
            if re.match(r"[^|!>#\[\s-](?![.)] )[^|\n]*$", piece.strip())
            else piece
            for piece in pieces
        ]
        broken = "".join(prose)
        markup = parse(broken)
        ends += broken.count("\n") - text.count("\n")
        asked += sum(each.params["count"] for each in markup.problems if each.code == "R116")
        parts += max(len(texts(markup)) - len(texts(parse(text))), 0)
    assert ends > 150
    assert asked * 90 <= ends
    assert parts * 150 <= ends
