"""Where a line may end: clreq's basic rules and what must stay in one piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.fonts.faces import FaceSet
from jianbao.layout.breaks import break_points
from jianbao.layout.classes import NOT_AT_END, NOT_AT_START, Script, script_of
from jianbao.layout.shape import Piece, shape
from jianbao.pages import Line
from jianbao.reading import read_mapping
from jianbao.steps import lay_out_issue
from jianbao.typography import FaceRole
from tests.layout.samples import PROSE, shaper
from tests.writers.specimens import with_an_old_face


def may_break(text: str) -> list[str]:
    """The text cut at every place where a line may end."""
    breaks = break_points(text).free
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
        ("气温−31.6℃左右", ["气", "温", "−31.6℃", "左", "右"]),
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
        ("拆除3860幢旧房，救起12人", ["拆", "除", "3860幢", "旧", "房，", "救", "起", "12人"]),
        ("完成80％的任务", ["完", "成", "80％", "的", "任", "务"]),
        ("由张　三、王小明、李　四", ["由", "张　", "三、", "王", "小", "明、", "李　四"]),
        ("孙　八　周　毅　欧阳", ["孙　八　", "周　毅　", "欧", "阳"]),
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
    breaks = break_points("请艾力努尔同志发言", ["艾力努尔"]).free
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


def test_a_face_of_gbk_s_time_draws_a_character_from_where_it_had_it(tmp_path: Path) -> None:
    """Rather than another face, which would not look like its neighbours; the text is that of today all the same."""
    drawn = {
        run.text: (run.drawn, run.face)
        for line in with_an_old_face(tmp_path).pages[0].items
        if isinstance(line, Line)
        for run in line.runs
    }
    assert drawn["䶮"] == ("\ue863", "fangsong-own")
    assert drawn["\ue001"] == ("", "fangsong-own")


UNSEEN = "\u00ad\u200b\u200e\u202d\u2060\ufe0f\ufeff\U000e0100"


@pytest.mark.parametrize("char", UNSEEN, ids=lambda char: f"U+{ord(char):04X}")
def test_what_nobody_can_see_is_not_set(char: str) -> None:
    """Pasted from a web page it would else stand there as a sort that is lacking, or break a line."""
    maker = shaper()
    with_it = shape(
        [Piece(f"甲{char}乙", FaceRole.FANGSONG, 320), Piece(char, FaceRole.FANGSONG, 320)], maker
    )
    assert (with_it.text, maker.missing) == ("甲乙", {})
    assert with_it.widths == shape([Piece("甲乙", FaceRole.FANGSONG, 320)], maker).widths


def test_an_issue_full_of_unseen_characters_is_set_as_without_them() -> None:
    """In every text: title, organ, body, heading, recipients, masthead."""
    plain = {
        "series": "云溪简报", "date": "2026-01-05", "organ": "云溪县办公室", "number": 1, "total": 1,
        "articles": [{"title": "全县|抓好春耕", "body": "一、进展。已播种。\n\n" + PROSE * 3, "byline": "县农业局"}],
        "distribution": [{"label": "报", "to": "县委、县政府"}],
        "contents": True,
    }  # fmt: skip

    def hidden(value: object) -> object:
        if isinstance(value, dict):
            return {key: each if key in {"date", "label"} else hidden(each) for key, each in value.items()}
        if isinstance(value, list):
            return [hidden(each) for each in value]
        if not isinstance(value, str):
            return value
        middle = len(value) // 2
        # U+FEFF is refused when read
        return value[:middle] + UNSEEN.replace("\ufeff", "") + value[middle:]

    texts = []
    for given in (plain, hidden(plain)):
        reading = read_mapping(given)  # type: ignore[arg-type]
        pages = lay_out_issue(reading, reading.issue, FaceSet.embedded())
        texts.append([line.text for page in pages.pages for line in page.items if isinstance(line, Line)])
        assert not pages.findings
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It’s what we don’t know", "It's what we don't know"),
        ("rock ’n’ roll", "rock 'n' roll"),
        ("the “smart” city", 'the "smart" city'),
        ("他说“OK”。", "他说“OK”。"),
        ("使用“Office”和‘AI’", "使用“Office”和‘AI’"),
        ("他说“That’s OK”，", "他说“That's OK”，"),
        ("坚持“5G”“AI”并举", "坚持“5G”“AI”并举"),
    ],
)
def test_quotation_marks_among_western_letters_are_western_ones(text: str, shown: str) -> None:
    made = shape([Piece(text, FaceRole.FANGSONG, 320)], shaper())
    assert made.text == shown
    assert not any(
        made.breaks[at] for at, char in enumerate(made.text) if char == "'" and made.text[at - 1] != " "
    )


def test_a_short_address_may_be_cut_at_a_price_only() -> None:
    found = break_points("发到bgs@yili.gov.cn为盼")
    assert [at for at in found.soft if not found.free[at]] == [6, 11]


def test_a_number_may_leave_its_measure_word_at_a_price_only() -> None:
    found = break_points("超过800人次，28.5万元，占63.5%，第9期，3月25日")
    text = "超过800人次，28.5万元，占63.5%，第9期，3月25日"
    lone_digit = text[-5:]
    assert [text[at:] for at in found.soft] == [text[5:], text[13:], lone_digit, text[-3:]]
