"""What minutes, regulations and formulas are written with: lists of names, 章 and 条, marks that stand high and low."""

from __future__ import annotations

import pytest

from jianbao.model.body import Body, Clause, Division, Heading, ListItem, Paragraph, Roll, Span
from jianbao.reading.body.markup import parse


def blocks(text: str) -> list[object]:
    markup = parse(text)
    assert not [problem for problem in markup.problems if problem.severity == "error"]
    return list(markup.blocks)


def rolls(text: str) -> list[tuple[str, str]]:
    """(word and colon, names) of each list of names."""
    return [
        (block.inline.text[: block.label], block.inline.text[block.label :])
        for block in blocks(text)
        if isinstance(block, Roll)
    ]


# --- lists of names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "出席：",
        "请假：",
        "列席：",
        "缺席：",
        "主持：",
        "记录：",
        "参加：",
        "列席人员：",
        "主持人：",
        "出　席：",
        "**出席：**",
        "出席:",
    ],
)
def test_a_paragraph_that_begins_so_is_a_list_of_names(label: str):
    ((word, names),) = rolls(f"会议开始。\n\n{label}温书言　张　三")
    assert word == label.replace("**", "")
    assert names == "温书言　张　三"


def test_names_go_on_over_lines_with_a_gap_between_them():
    text = "出席：温书言　张　三　王　芳\n      赵建国　钱　进\n      孙小梅\n列席：周　毅（市纪委监委）\n记录：马　丽"
    assert rolls(text) == [
        ("出席：", "温书言　张　三　王　芳　赵建国　钱　进　孙小梅"),
        ("列席：", "周　毅（市纪委监委）"),
        ("记录：", "马　丽"),
    ]


def test_a_sentence_behind_the_names_is_a_paragraph_again():
    made = blocks("出席：温书言　张　三\n　　会议指出，要抓好春耕。")
    assert [type(block) for block in made] == [Roll, Paragraph]


def test_names_know_their_places_over_the_lines():
    text = "出席：温书言\n　　　赵建国"
    (block,) = blocks(text)
    assert isinstance(block, Roll)
    assert [text[at] for at in block.inline.offsets if text[at] != "\n"] == list("出席：温书言赵建国")


@pytest.mark.parametrize("text", ["出席会议的有：甲、乙。", "会议由甲主持：乙记录。", "- 出席：甲"])
def test_other_mentions_are_none(text: str):
    assert rolls(text) == []


# --- regulations ------------------------------------------------------------------------------------------------------


def test_a_regulation_has_chapters_sections_and_clauses():
    made = blocks(
        "第一章 总则\n\n第一条 为了预防火灾，制定本办法。\n\n第二章　预防\n\n第一节 一般规定\n\n第二条　甲。"
    )
    assert [(type(block), getattr(block, "rank", None)) for block in made] == [
        (Division, 2),
        (Clause, None),
        (Division, 2),
        (Division, 3),
        (Clause, None),
    ]
    clause = made[1]
    assert isinstance(clause, Clause)
    assert clause.inline.text == "第一条　为了预防火灾，制定本办法。"
    assert clause.label == 3


@pytest.mark.parametrize("text", ["第一条经验是抓早抓小。", "第一章节的内容较多。", "第一节课开始了。"])
def test_what_only_begins_like_one_is_text(text: str):
    assert [type(block) for block in blocks(text)] == [Paragraph]


# --- super- and subscripts --------------------------------------------------------------------------------------------


def scripts(text: str) -> list[tuple[str, int]]:
    (block,) = blocks(text)
    assert isinstance(block, (Paragraph, Heading, ListItem))
    return [(span.text, span.raised) for span in block.inline.spans]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("面积12 km^2^。", [("面积12 km", 0), ("2", 1), ("。", 0)]),
        ("约10^-4^吨", [("约10", 0), ("-4", 1), ("吨", 0)]),
        ("CO~2~排放", [("CO", 0), ("2", -1), ("排放", 0)]),
        ("C~6~H~12~O~6~", [("C", 0), ("6", -1), ("H", 0), ("12", -1), ("O", 0), ("6", -1)]),
        ("Ca(OH)~2~", [("Ca(OH)", 0), ("2", -1)]),
        ("张三^注^说", [("张三", 0), ("注", 1), ("说", 0)]),
    ],
)
def test_marks_lift_and_lower(text: str, spans: list[tuple[str, int]]):
    assert scripts(text) == spans


@pytest.mark.parametrize(
    "text", ["增长3~5%", "1~3日", "2~3~4", "甲~2~乙", "a ^b", "^上^", "~~删~~", "3^", "5~"]
)
def test_other_tildes_and_carets_stay(text: str):
    (block,) = blocks(text)
    assert isinstance(block, Paragraph)
    assert block.inline.spans == (Span(block.inline.text),)
    assert block.inline.text == text.replace("a ^b", "a ^b")


def test_a_lifted_mark_knows_its_place_and_may_be_bold():
    text = "**12 km^2^**"
    (block,) = blocks(text)
    assert isinstance(block, Paragraph)
    assert block.inline.spans == (Span("12 km", True), Span("2", True, raised=1))
    assert text[block.inline.offsets[-1]] == "2"


def test_in_a_table_a_lone_caret_still_joins_cells():
    (table,) = blocks("| 甲 | 乙 |\n|---|---|\n| 1 | 2 km^2^ |\n| ^ | 3 |")
    assert table.rows[0][0].row_span == 2  # type: ignore[attr-defined]


# --- the lead of short news -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("**平阳县：**走访。", "平阳县"),
        ("**抓早抓小。**走访。", "抓早抓小"),
        ("走访**群众**。", ""),
        ("走访。", ""),
    ],
)
def test_a_text_may_begin_with_its_own_title(text: str, lead: str):
    assert Body(text, parse(text).blocks).lead == lead
