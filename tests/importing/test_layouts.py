"""Issues as offices lay them out → what they say; what is not sure is a doubt."""

from __future__ import annotations

from datetime import date

import pytest

from jianbao.importing.parts import Draft
from tests.importing.making import BODY, head, p, table, title


def titles(found: Draft) -> list[str]:
    return [article.title for article in found.articles]


def doubts(found: Draft) -> set[str]:
    return {doubt.kind for doubt in found.doubts}


END = p("报：市委、市政府。") + p("发：各县区。") + p("（共印50份）", align="right")


def test_a_plain_issue(draft):
    found = draft(head(), title("市总工会开展送清凉活动"), p(BODY), p(BODY), title("简讯三则"), p(BODY), END)
    assert found.values["series"] == "工作简报"
    assert (found.values["year"], found.values["number"], found.values["total"]) == (2021, 6, 88)
    assert found.values["date"] == date(2021, 6, 30)
    assert found.values["organ"] == ["青岚市总工会"]
    assert titles(found) == ["市总工会开展送清凉活动", "简讯三则"]
    assert found.values["distribution"] == [
        {"label": "报", "to": "市委、市政府。"},
        {"label": "发", "to": "各县区。"},
    ]
    assert found.values["copies"] == 50
    assert (found.doubts, found.dropped) == ([], [])


@pytest.mark.parametrize(
    "masthead",
    [
        p("工 作 简 报", 48, align="center", colour="FF0000")
        + p("第6期")
        + p("青岚市总工会编\t2021年6月30日"),
        p("工作简报", 48, align="center", colour="FF0000")
        + p("GONG ZUO JIAN BAO", 16, align="center", colour="FF0000")
        + p("第6期", align="center")
        + p("青岚市总工会  二〇二一年六月三十日"),
        table(("工作简报", "第6期"), ("青岚市总工会", "2021年6月30日"), ruled=False),
        p("第6期", align="right")
        + p("工作简报", 48, align="center", colour="FF0000")
        + p("青岚市总工会\t2021年6月30日"),
        p("                 工 作 简 报", 36, bold=True)
        + p("                   第6期")
        + p("       青岚市总工会          2021年6月30日"),
        p("工作简报", 48, align="center", colour="FF0000")
        + p("第6期\n青岚市总工会\t2021年6月30日", align="center"),
    ],
    ids=["letter-spaced", "pinyin", "table", "number above", "spaces", "soft return"],
)
def test_a_masthead_in_any_form(draft, masthead: str):
    found = draft(masthead, title("市总工会开展送清凉活动"), p(BODY), p(BODY), END)
    said = {key: found.values.get(key) for key in ("series", "number", "date", "organ")}
    assert said == {"series": "工作简报", "number": 6, "date": date(2021, 6, 30), "organ": ["青岚市总工会"]}
    assert titles(found) == ["市总工会开展送清凉活动"]


def test_secrecy_copy_number_urgency_and_signer(draft):
    found = draft(
        p("000123"), p("机密★5年"), p("特急"), p("工作简报", 48, align="center", colour="FF0000"), p("第6期", align="center"),
        p("签发人：张 三、李四", align="right"), p("青岚市总工会\t2021年6月30日"), title("通报"), p(BODY), END,
    )  # fmt: skip
    assert found.values["masthead"] == {
        "copy_number": "000123", "secrecy": "机密★5年", "urgency": "特急", "signer": ["张三", "李四"],
    }  # fmt: skip


def test_two_organs_below_and_one_above(draft):
    found = draft(
        p("青岚市乡村振兴局", 26, align="center", colour="FF0000"), p("工作简报", 48, align="center", colour="FF0000"),
        p("第6期", align="center"), p("青岚市乡村振兴局"), p("青岚市财政局\t2021年6月30日"), title("通报"), p(BODY), END,
    )  # fmt: skip
    assert found.values["masthead"]["organ_above"] == ["青岚市乡村振兴局"]
    assert found.values["organ"] == ["青岚市乡村振兴局", "青岚市财政局"]


def test_contents_and_titles_confirm_each_other(draft):
    found = draft(
        head(), p("目  录", 22, align="center"), p("●市总工会开展送清凉…………（1）"), p("●云溪县举办技能竞赛……（2）"),
        title("市总工会开展送清凉活动"), p(BODY), title("云溪县举办技能竞赛"), p(BODY), END,
    )  # fmt: skip
    assert found.values["contents"] == {"heading": "目录", "marker": "●"}
    assert [article.contents_title for article in found.articles] == ["市总工会开展送清凉", ""]
    assert found.doubts == []


def test_an_entry_without_an_article_is_doubted_at_both_places(draft):
    found = draft(
        head(), p("本期要目", 22, align="center"), p("市总工会开展送清凉活动"), p("教育局部署暑期安全"),
        title("市总工会开展送清凉活动"), p(BODY), title("云溪县举办技能竞赛"), p(BODY), END,
    )  # fmt: skip
    keys = {doubt.key for doubt in found.doubts}
    assert {"contents.entries", "articles.1.title"} <= keys


def test_titles_that_are_only_bold_or_left(draft):
    found = draft(
        head(),
        p("市发改委四举措优化营商环境", bold=True),
        p(BODY),
        p("市教育局扎实开展暑期培训", bold=True),
        p(BODY),
        END,
    )
    assert titles(found) == ["市发改委四举措优化营商环境", "市教育局扎实开展暑期培训"]
    found = draft(
        head(), p("市发改委优化营商环境", 20), p(BODY, 14), p("市教育局开展暑期培训", 20), p(BODY, 14), END
    )
    assert titles(found) == ["市发改委优化营商环境", "市教育局开展暑期培训"]


def test_what_stands_around_a_title(draft):
    found = draft(
        head(), p("小切口撬动大治理", align="center"), title("关于云溪县推进改革\n情况的调查"), p("——基于12个乡镇", align="center"),
        p("市委政研室课题组", align="center"), p("编者按：" + BODY), p(BODY), END,
    )  # fmt: skip
    (article,) = found.articles
    assert (article.kicker, article.title, article.subtitle) == (
        "小切口撬动大治理",
        "关于云溪县推进改革|情况的调查",
        "——基于12个乡镇",
    )
    assert (article.byline, article.byline_at) == ("市委政研室课题组", "题下")
    assert article.editor_note[0].inline.text == BODY


@pytest.mark.parametrize(
    "signature",
    [p("（市水利局供稿）", align="right"), p("（供稿：李四）"), p("市水利局", align="right")],
    ids=["right", "left in brackets", "right and bare"],
)
def test_a_by_line_at_the_end(draft, signature: str):
    found = draft(head(), title("通报"), p(BODY), p(BODY), signature, END)
    assert found.articles[0].byline.strip("（）") in ("市水利局供稿", "供稿：李四", "市水利局")
    assert len(found.articles[0].body) == 2


def test_a_by_line_at_the_end_of_the_last_paragraph(draft):
    found = draft(head(), title("通报"), p(BODY + "（供稿：李四）"), END)
    assert found.articles[0].byline == "（供稿：李四）"
    assert found.articles[0].body[0].inline.text == BODY


def test_columns_part_articles(draft):
    found = draft(
        head(),
        p("【要闻】", bold=True),
        title("市里召开会议"),
        p(BODY),
        p("【基层】", bold=True),
        title("县里落实"),
        p(BODY),
        END,
    )
    assert [(article.column, article.title) for article in found.articles] == [
        ("要闻", "市里召开会议"),
        ("基层", "县里落实"),
    ]


def test_text_under_a_column_needs_no_title(draft):
    found = draft(
        head(), title("市里召开会议"), p(BODY), p("【一线传真】", bold=True), p("平阳县：" + BODY), END
    )
    assert [(article.title, article.column) for article in found.articles] == [
        ("市里召开会议", ""),
        ("", "一线传真"),
    ]


def test_a_table_keeps_its_caption_and_unit(draft):
    found = draft(
        head(), title("通报"), p(BODY), p("表1 各县进度", 14, align="center"), p("单位：个", 12, align="right"),
        table(("县", "数"), ("云溪", "3")), p(BODY), END,
    )  # fmt: skip
    made = found.articles[0].body[1]
    assert (made.caption.text, made.unit.text) == ("表1 各县进度", "单位：个")
    assert [[cell.inline.text for cell in row] for row in (*made.head, *made.rows)] == [
        ["县", "数"],
        ["云溪", "3"],
    ]


def test_a_double_issue_is_doubted_and_so_is_a_kind_told_by_the_name(draft):
    found = draft(head("环保工作专报", "第1-2期合刊（总第35-36期）"), title("通报"), p(BODY), END)
    assert (found.values["number"], found.values["number_last"], found.values["kind"]) == (1, 2, "专报")
    assert {"doubt_double", "doubt_kind"} <= doubts(found)


def test_what_is_required_and_was_not_found_stays_out(draft):
    found = draft(
        p("工作简报", 48, align="center", colour="FF0000"),
        p("第6期", align="center"),
        title("通报"),
        p(BODY),
        END,
    )
    assert "date" not in found.values
    assert "organ" not in found.values
    assert "doubt_missing" in doubts(found)


def test_subject_words_are_not_taken_in_and_told(draft):
    found = draft(
        head(),
        title("通报"),
        p(BODY),
        p("主题词：纪检 监督 信息"),
        p("抄送：省厅。"),
        p("青岚市总工会        2021年6月30日印发"),
    )
    assert [text for _, text in found.dropped] == ["主题词:纪检监督信息"]
    assert found.values["print"] == {"organ": "青岚市总工会", "date": date(2021, 6, 30)}


def test_a_draft_is_an_article_with_its_title(draft):
    found = draft(title("市水利局部署冬修"), p("市水利局", align="center"), p(BODY), p("一、抓准备"), p(BODY))
    assert not found.whole
    assert titles(found) == ["市水利局部署冬修"]
    assert found.articles[0].byline == "市水利局"


def test_raised_and_lowered_signs_stay(draft):
    raised = (
        '<w:p><w:r><w:t>面积12m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        '<w:r><w:t>，CO</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>下降。</w:t></w:r></w:p>'
    )
    found = draft(title("通报"), raised, article=True)
    assert found.articles[0].body[0].inline.text == "面积12m²，CO₂下降。"


def test_a_date_that_turns_to_the_day_it_is_opened_is_doubted(draft):
    field = (
        '<w:p><w:r><w:t xml:space="preserve">青岚市总工会</w:t><w:tab/></w:r><w:fldSimple w:instr=" TIME \\@ &quot;yyyy年M月d日&quot; ">'
        "<w:r><w:t>2021年6月30日</w:t></w:r></w:fldSimple></w:p>"
    )
    masthead = p("工作简报", 48, align="center", colour="FF0000") + p("第6期", align="center") + field
    found = draft(masthead, title("通报"), p(BODY), p(BODY), END)
    assert found.values["date"] == date(2021, 6, 30)
    assert "doubt_clock" in doubts(found)
