"""Tables that lay out a page, frames with headings, contents that say more than titles, colophons of unusual form."""

from __future__ import annotations

import pytest

from jianbao.model.body import Heading, Table
from tests.importing.making import BODY, head, p, table, title

ONE, TWO = "全民义务植树掀高潮", "古树名木有了身份证"
TEXT = p(BODY) + p(BODY)
END = p("报：市委、市政府。")


def frame(*parts: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tr><w:tc>{''.join(parts)}</w:tc></w:tr></w:tbl>"


def test_a_table_within_a_frame_stays_a_table(draft):
    inner = table(("小区", "楼栋"), ("怡园", "6"), ("馨苑", "9"))
    found = draft(frame(head(), title(ONE), TEXT, inner, p("送：街道综治中心")))
    assert found.values["number"] == 6
    (held,) = [block for block in found.articles[0].body if isinstance(block, Table)]
    assert len(held.head) + len(held.rows) == 3


def test_a_shaded_word_over_text_is_a_heading_and_one_under_it_is_none(draft):
    found = draft(
        head(),
        title(ONE),
        *(frame(p("案情", 14, face="黑体")), TEXT),
        *(frame(p("评析", 14, face="黑体")), TEXT),
        frame(p("未完待续", 14, face="黑体")),
        END,
    )
    headings = [block.inline.text for block in found.articles[0].body if isinstance(block, Heading)]
    assert headings == ["案情", "评析"]


def test_a_face_for_texts_makes_no_heading(draft):
    found = draft(head(), title(ONE), p("给孩子最好的礼物", align="center", face="微软雅黑"), TEXT, END)
    assert not any(isinstance(block, Heading) for block in found.articles[0].body)


def test_a_leader_s_word_in_a_frame_over_the_first_title_is_an_editor_s_note_in_doubt(draft):
    word = frame(p("市委主要领导批示："), p("做法扎实，请各县区参照。"))
    found = draft(head(), word, title(ONE), TEXT, END)
    assert [article.title for article in found.articles] == [ONE]
    assert len(found.editor_note) == 2
    assert {doubt.kind for doubt in found.doubts} == {"doubt_note_of"}


def test_editors_and_leads_among_the_contents_are_no_entries(draft):
    listed = frame(
        p("导  读", 18, align="center"),
        *(p(f"◆{ONE}", 14), p("平均亩产增一成。", 12), p(f"◆{TWO}", 14), p("孩子认识了稻花。", 12)),
        p("编辑：江小鲤", 14),
    )
    found = draft(head(), listed, title(ONE), TEXT, title(TWO), TEXT, END)
    assert found.values["contents"] == {"heading": "导读", "marker": "◆", "page_numbers": False}
    assert found.values["staff"] == {"编辑": "江小鲤"}


@pytest.mark.parametrize("mark", [" / {}\t1", "（{}）\t1", "——{}\t1"])
def test_entries_may_say_who_wrote_what_they_announce(draft, mark: str):
    listed = p("目录", 20, align="center") + "".join(
        p(title + mark.format(name)) for title, name in ((ONE, "冷秋"), (TWO, "裴长河"))
    )
    articles = [title(name) + p(by, align="center") + TEXT for name, by in ((ONE, "冷秋"), (TWO, "裴长河"))]
    found = draft(head(), listed, *articles, END)
    assert [article.contents_title for article in found.articles] == ["", ""]
    assert found.doubts == []


@pytest.mark.parametrize(
    "entries",
    [
        [f"{ONE}（P1）", f"{TWO}（P3）"],
        [f"{ONE}\t1\t{TWO}\t12"],
        [f"{ONE}……P1", f"{TWO}……P.3"],
        [f"{ONE}\t1", "——来自一线的报告", f"{TWO}\t3"],
    ],
)
def test_page_numbers_of_any_form_and_subtitles_are_no_part_of_entries(draft, entries: list[str]):
    first = title(ONE) + p("——来自一线的报告", align="center") + TEXT
    listed = p("目录", 20, align="center") + "".join(map(p, entries))
    found = draft(head(), listed, first, title(TWO), TEXT, END)
    assert found.values["contents"] == {"heading": "目录"}
    assert (found.doubts, found.articles[0].subtitle) == ([], "——来自一线的报告")


def test_an_entry_that_says_more_than_its_title_is_doubted(draft):
    listed = p("目录", 20, align="center") + p(f"{ONE}，各地干群齐动手\t1") + p(f"{TWO}\t2")
    found = draft(head(), listed, title(ONE), TEXT, title(TWO), TEXT, END)
    assert "doubt_contents" in {doubt.kind for doubt in found.doubts}


def test_a_heading_over_sentences_does_not_begin_the_contents(draft):
    hint = frame(p("今日提示", 11, align="center"), p("入户测评在即，请备好资料袋。", 11))
    found = draft(
        *(head(), hint, title(ONE), TEXT, p(f"导读：A2  {TWO}　　A3  春灌开始了")),
        *(title(TWO), TEXT, title("春灌开始了"), TEXT, END),
    )
    entries = found.values["contents"]["entries"]
    assert [entry["title"] for entry in entries] == [TWO, "春灌开始了"]


def test_a_numeral_over_a_title_is_an_ornament(draft):
    parts = [p(f"0{at}", 36, align="center") + title(name) + TEXT for at, name in ((1, ONE), (2, TWO))]
    found = draft(head(), *parts, END)
    assert [(article.title, article.column, article.kicker) for article in found.articles] == [
        (ONE, "", ""),
        (TWO, "", ""),
    ]
    assert [words for _, words in found.dropped] == ["01", "02"]


def test_a_column_told_by_a_mark_alone_is_doubted_where_it_would_go_on(draft):
    found = draft(head(), p("◇文明实践"), title(ONE), TEXT, title(TWO), TEXT, END)
    assert [article.column for article in found.articles] == ["文明实践", "文明实践"]
    assert [doubt.key for doubt in found.doubts] == ["articles.1.column"]


@pytest.mark.parametrize("mark", ["附", "附：", "附件", "附录1"])
def test_an_attachment_under_any_mark(draft, mark: str):
    found = draft(
        head(),
        title(ONE),
        TEXT,
        p("附：优秀教师名单"),
        p(mark, face="黑体"),
        title("优秀教师名单", 18),
        TEXT,
        END,
    )
    assert [article.title for article in found.attachments] == ["优秀教师名单"]
    assert len(found.articles[0].body) == 2


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["分送范围：", "市口岸办", "边检站", "海事处", "港务公司"],
            [("分送范围", "市口岸办、边检站、海事处、港务公司")],
        ),
        (["【报】", "市委、市政府", "【送】", "市财政局"], [("报", "市委、市政府"), ("送", "市财政局")]),
        (["抄送：", "市委办", "本期发：", "各县区"], [("抄送", "市委办"), ("发", "各县区")]),
    ],
)
def test_recipients_under_their_label_a_line_each(draft, lines: list[str], said: list[tuple[str, str]]):
    found = draft(head(), title(ONE), TEXT, *(p(line, 14) for line in lines), p("印数：18份\t责编：滕霄"))
    assert [(each["label"], each["to"]) for each in found.values["distribution"]] == said
    assert found.values["copies"] == 18
    assert len(found.articles[0].body) == 2


def test_a_colophon_in_the_footer_of_the_page(draft):
    footer = frame(p("报：县文化局"), p("送：各乡镇文化站"), p("（共印35份）", align="right"))
    found = draft(head(), title(ONE), TEXT, footer=footer)
    assert [each["label"] for each in found.values["distribution"]] == ["报", "送"]
    assert found.values["copies"] == 35


def test_who_took_the_pictures_is_the_by_line_of_the_last_article(draft):
    found = draft(head(), title(ONE), TEXT, p("摄影：古田、齐雨", 12, align="right"))
    assert found.articles[0].byline == "摄影：古田、齐雨"
    assert "staff" not in found.values


def test_headings_as_the_standard_sets_them_part_a_text_and_are_no_titles(draft):
    parts = [
        p(f"{at}、{word}", face="黑体") + p(BODY) for at, word in (("一", "安全生产"), ("二", "来访接待"))
    ]
    found = draft(head(), *parts, END)
    assert [(article.title, len(article.body)) for article in found.articles] == [("", 4)]
