"""By-lines of every form, and lines that only look like one."""

from __future__ import annotations

import pytest

from tests.importing.making import BODY, head, p, title


@pytest.mark.parametrize(
    ("line", "align", "byline"),
    [
        ("——市农机站　何若冰", "right", "市农机站 何若冰"),
        ("——膳食科 景小兰", "center", "膳食科 景小兰"),
        ("□ 易水寒", "", "易水寒"),
        ("◎谷雨", "", "谷雨"),
        ("反映人：区政协委员　蔺子墨", "center", "反映人：区政协委员 蔺子墨"),
        ("口述：裴长河", "center", "口述：裴长河"),
        ("图/文：李想", "right", "图/文：李想"),
    ],
)
def test_a_by_line_under_a_title_in_any_form(draft, line: str, align: str, byline: str):
    found = draft(
        head(), title("公务用车一张网调度"), p(line, align=align), p(BODY), p(BODY), p("报：市委。")
    )
    (article,) = found.articles
    assert (article.byline, article.byline_at, article.subtitle) == (byline, "题下", "")
    assert found.doubts == []


def test_an_organ_alone_behind_a_dash_is_a_by_line_in_doubt(draft):
    found = draft(
        head(), title("食堂的三本账"), p("——市机关事务中心", align="right"), p(BODY), p("报：市委。")
    )
    assert found.articles[0].byline == "市机关事务中心"
    assert [doubt.kind for doubt in found.doubts] == ["doubt_byline"]


def test_a_subtitle_behind_a_dash_stays_one(draft):
    found = draft(
        head(),
        title("食堂的三本账"),
        p("——市直机关光盘行动走访札记", align="center"),
        p(BODY),
        p("报：市委。"),
    )
    assert (found.articles[0].subtitle, found.articles[0].byline) == ("——市直机关光盘行动走访札记", "")


@pytest.mark.parametrize(
    "line", ["（根据记录整理，未经本人审阅）", "（根据录音整理）", "天气转凉，请注意添衣"]
)
def test_a_note_on_the_text_is_no_by_line(draft, line: str):
    found = draft(
        head(), title("代表团审议发言摘要"), p(BODY), p(BODY), p(line, align="right"), p("报：市委。")
    )
    assert found.articles[0].byline == ""
    assert found.dropped == []


def test_a_by_line_that_neither_names_nor_says_anybody_is_doubted(draft):
    found = draft(
        head(),
        title("食堂的三本账"),
        p(BODY),
        p(BODY),
        p("（在全区推进会上的交流）", align="right"),
        p("报：市委。"),
    )
    assert [doubt.kind for doubt in found.doubts] == ["doubt_byline"]
