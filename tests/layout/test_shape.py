"""Where a line may end: clreq's basic rules and what must stay in one piece."""

from __future__ import annotations

import pytest

from jianbao.layout.shape import NOT_AT_END, NOT_AT_START, Piece, Script, break_points, script_of, shape
from jianbao.typography import FaceRole
from tests.layout.samples import shaper


def may_break(text: str) -> list[str]:
    """The text cut at every place where a line may end."""
    breaks = break_points(text)
    pieces, start = [], 0
    for index in range(1, len(text)):
        if breaks[index]:
            pieces.append(text[start:index])
            start = index
    return [*pieces, text[start:]]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("他说，好。", ["他", "说，", "好。"]),
        ("在《人民日报》上", ["在", "《人", "民", "日", "报》", "上"]),
        ("“同心”工程", ["“同", "心”", "工", "程"]),
        ("共32911元整", ["共", "32911元", "整"]),
        ("占63.5%以上", ["占", "63.5%", "以", "上"]),
        ("气温-3℃左右", ["气", "温-3℃", "左", "右"]),
        ("第9期简报", ["第9期", "简", "报"]),
        ("面积30.2平方公里的湖", ["面", "积", "30.2平方公里", "的", "湖"]),
        ("他来了——没说", ["他", "来", "了", "——", "没", "说"]),
        ("等等……还有", ["等", "等……", "还", "有"]),
        ("使用Office软件", ["使", "用", "Office", "软", "件"]),
        ("New York City", ["New ", "York ", "City"]),
        ("艾丽·江革", ["艾", "丽·江", "革"]),
        ("9:00—11:30开会", ["9:00—", "11:30", "开", "会"]),
        ("北纬43°55′的", ["北", "纬", "43°55′", "的"]),
        ("一、领导", ["一、", "领", "导"]),
        ("（１）甲", ["（１）", "甲"]),
        ("完成80％的任务", ["完", "成", "80％", "的", "任", "务"]),
    ],
)
def test_a_line_may_end_only_where_clreq_and_the_units_allow(text: str, pieces: list[str]) -> None:
    assert may_break(text) == [piece for piece in pieces if piece]


def test_a_long_address_may_be_cut_behind_its_marks() -> None:
    pieces = may_break("见https://www.example.gov.cn/zwgk/2017/index.html")
    assert len(pieces) > 4
    assert all(piece[-1] in "/.见" or piece.endswith("html") for piece in pieces)


def test_a_short_address_is_kept_whole() -> None:
    assert "bgs@yili.gov.cn" in may_break("发到bgs@yili.gov.cn为盼")


def test_what_is_named_as_one_piece_is_not_cut() -> None:
    breaks = break_points("请艾力努尔同志发言", ["艾力努尔"])
    assert breaks[1:6] == [True, False, False, False, True]


def test_no_mark_is_barred_at_both_ends_by_mistake() -> None:
    assert not (NOT_AT_START & NOT_AT_END)


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("中", Script.ASIAN),
        ("，", Script.ASIAN),
        ("“", Script.WEAK),
        ("…", Script.WEAK),
        ("a", Script.WESTERN),
        ("7", Script.WESTERN),
        ("·", Script.WESTERN),
        ("°", Script.WESTERN),
        ("①", Script.WEAK),
        ("𬱟", Script.ASIAN),
        (" ", Script.WEAK),
    ],
)
def test_scripts_are_those_that_libreoffice_tells_apart(char: str, script: int) -> None:
    assert script_of(char) == script


def test_a_gap_is_counted_between_a_han_and_a_western_letter_only() -> None:
    shaped = shape([Piece("共20名，20“A”", FaceRole.FANGSONG, 320)], shaper())
    assert shaped.gap_at == [1, 3]


def test_a_character_that_no_face_draws_is_noted() -> None:
    made = shaper()
    shape([Piece("甲\U0001f600", FaceRole.FANGSONG, 320)], made)
    assert list(made.missing) == ["\U0001f600"]
