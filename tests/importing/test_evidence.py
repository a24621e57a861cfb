"""What is taken without a doubt is said by a label, an organ, a name, the form of a line or a second place."""

from __future__ import annotations

from datetime import date

import pytest

from tests.importing.making import BODY, head, p, table, title

NEWS = title("市总工会开展送清凉活动") + p(BODY) + p(BODY)
END = p("报：市委、市政府。")


def doubts(found) -> list[tuple[str, str]]:
    return [(doubt.key, doubt.kind) for doubt in found.doubts]


@pytest.mark.parametrize(
    "line",
    [
        "（县融媒体中心供稿）",
        "【本文作者：柴大山】",
        "〔霍晚舟〕",
        "撰稿｜裘怀瑾",
        "素材提供：县妇幼保健院",
        "——县人民武装部",
    ],
)
def test_who_wrote_is_sure_by_a_label_an_organ_or_a_name(draft, line: str):
    found = draft(head(), NEWS, p(line), title("各县区送清凉") + p(BODY) + p(BODY), END)
    assert [article.column for article in found.articles] == ["", ""]
    assert (found.articles[0].byline, doubts(found)) == (line, [])


@pytest.mark.parametrize("motto", ["求真务实　勇毅前行", "为民 务实 清廉", "一线故事"])
def test_words_that_are_no_names_are_no_sure_by_line(draft, motto: str):
    found = draft(
        head(), title("市总工会开展送清凉活动"), p(motto, 14, align="center"), p(BODY), p(BODY), END
    )
    assert [key for key, _ in doubts(found)] in (["articles.0.byline"], ["articles.0.subtitle"])


def test_a_doubtful_by_line_is_sure_where_another_article_has_one_in_its_place(draft):
    one = title("市总工会开展送清凉活动") + p(BODY) + p(BODY) + p("（沅丰风采）", align="right")
    other = title("各县区送清凉") + p(BODY) + p(BODY) + p("（市总工会）", align="right")
    assert doubts(draft(head(), one, END)) == [("articles.0.byline", "doubt_byline")]
    assert doubts(draft(head(), one, other, END)) == []


@pytest.mark.parametrize("label", ["主管主办：", "制发：", "编制单位：", "出品："])
def test_what_says_of_an_organ_that_it_edits_is_no_part_of_its_name(draft, label: str):
    found = draft(head(below=f"{label}青岚市总工会\t2021年6月30日"), NEWS, END)
    assert (found.values["organ"], doubts(found)) == (["青岚市总工会"], [])


def test_what_stands_beside_an_organ_is_not_put_to_its_name(draft):
    found = draft(head(below="逢五逢十出刊　　青岚市总工会\t2021年6月30日"), NEWS, END)
    assert "青岚市总工会" in found.values["organ"]
    assert ("organ", "doubt_organ") in doubts(found)


@pytest.mark.parametrize("label", ["呈阅：", "敬呈：", "寄送：", "发往：", "【报】", "报｜"])
def test_labels_of_the_distribution_of_any_wording(draft, label: str):
    found = draft(head(), NEWS, p(f"{label}市委、市政府。"), p("发：各县区。"))
    assert [each["label"] for each in found.values["distribution"]] == [label.strip("：【】｜"), "发"]


@pytest.mark.parametrize("role", ["组稿", "值班总编", "印务", "信息员", "文字录入"])
def test_roles_of_any_wording_are_no_recipients(draft, role: str):
    found = draft(head(), NEWS, p("发：各县区。"), p(f"{role}：王小五"))
    assert found.values["staff"] == {role: "王小五"}


def test_a_role_that_no_list_knows_is_doubted(draft):
    found = draft(head(), NEWS, p("发：各县区。"), p("掌勺：王小五"))
    assert (found.values["staff"], doubts(found)) == ({"掌勺": "王小五"}, [("staff.掌勺", "doubt_unknown")])


def test_lines_that_stand_again_as_titles_are_contents_whatever_is_over_them(draft):
    other = title("各县区开展送清凉活动") + p(BODY) + p(BODY)
    listed = p("本期巡礼", align="center") + p("市总工会开展送清凉活动") + p("各县区开展送清凉活动")
    found = draft(head(), listed, NEWS, other, END)
    assert [article.title for article in found.articles] == ["市总工会开展送清凉活动", "各县区开展送清凉活动"]
    assert (found.values["contents"]["heading"], doubts(found)) == ("本期巡礼", [])


@pytest.mark.parametrize("label", ["【编前语】", "编辑手记：", "【卷首语】", "〔编者按〕"])
def test_notes_of_the_editor_of_any_wording(draft, label: str):
    found = draft(head(), p(f"{label}现将一处做法刊发，供各地学习借鉴。", face="楷体"), NEWS, END)
    assert [block.inline.text for block in found.editor_note] == ["现将一处做法刊发，供各地学习借鉴。"]


@pytest.mark.parametrize("label", ["附录", "附：", "附件（一）", "【附件】"])
def test_attachments_behind_the_colophon_under_any_label(draft, label: str):
    found = draft(head(), NEWS, END, p(label), title("表扬名单"), p(BODY))
    assert [each.title for each in found.attachments] == ["表扬名单"]
    assert [each["label"] for each in found.values["distribution"]] == ["报"]


def test_lists_that_a_layout_left_in_the_text_are_doubted_once(draft):
    cells = "".join(map(p, ("乡镇", "户数", "面积", "白鹿乡")))
    found = draft(head(), title("市总工会开展送清凉活动"), p(BODY), cells, p(BODY), END)
    assert doubts(found) == [("articles.0.body", "doubt_stray")]


def test_a_name_larger_than_its_title_is_the_by_line(draft):
    named = title("市总工会开展送清凉活动", 18) + p("柏秋", 20, align="center")
    (article,) = draft(head(), named, p(BODY), p(BODY), END).articles
    assert (article.title, article.kicker, article.byline) == ("市总工会开展送清凉活动", "", "柏秋")


def test_two_organs_between_a_comma_are_two(draft):
    found = draft(head(below="青岚市总工会、青岚市教育局\t2021年6月30日"), NEWS, END)
    assert (found.values["organ"], doubts(found)) == (["青岚市总工会", "青岚市教育局"], [])


def test_a_left_line_that_says_who_wrote_is_a_by_line_in_doubt(draft):
    found = draft(head(), NEWS, p("云溪县来稿"), END)
    assert (found.articles[0].byline, doubts(found)) == (
        "云溪县来稿",
        [("articles.0.byline", "doubt_byline")],
    )


def test_a_day_long_after_the_printing_is_doubted(draft):
    found = draft(head(below="青岚市总工会\t2021年6月30日"), NEWS, END, p("青岚市总工会\t2021年3月2日印发"))
    assert doubts(found) == [("date", "doubt_printed"), ("print.date", "doubt_printed")]


@pytest.mark.parametrize("last", ["编后：治理重心要下移。", "热线｜2210021"])
def test_a_last_line_that_is_no_text_is_doubted(draft, last: str):
    found = draft(head(), NEWS, p(last), END)
    assert doubts(found) == [("articles.0.body", "doubt_stray")]


def test_what_a_page_of_the_web_says_of_a_text_is_its_day_and_source(draft):
    line = p("发布时间：2021-06-01 09:31  来源：双桥镇政府  作者：霍晚舟  浏览次数：128", 12, align="center")
    found = draft(head(), title("市总工会开展送清凉活动"), line, p(BODY), p(BODY), END)
    (article,) = found.articles
    said = (article.date, article.source, article.byline)
    assert (said, doubts(found)) == ((date(2021, 6, 1), "双桥镇政府", "霍晚舟"), [])


def test_a_table_of_labels_is_the_distribution_whatever_they_are(draft):
    found = draft(head(), NEWS, table(("呈 报", "县委常委"), ("分送：", "各乡镇"), ("编 审", "柏景行")))
    assert [each["label"] for each in found.values["distribution"]] == ["呈报", "分送"]
    assert found.values["staff"] == {"编审": "柏景行"}


def test_a_by_line_of_two_labels_names_two(draft):
    line = p("文/蓝晚舟　图/柏秋", 14, align="center")
    found = draft(head(), title("守林人老霍"), line, p(BODY), p(BODY), END)
    assert (found.articles[0].byline, doubts(found)) == ("文/蓝晚舟 图/柏秋", [])


def test_a_number_that_may_be_a_month_is_doubted(draft):
    found = draft(head(number="2021-06"), NEWS, END)
    assert doubts(found) == [("year", "doubt_told_by"), ("number", "doubt_told_by")]


def test_entries_without_marks_at_their_ends_are_not_joined(draft):
    entries = ["市总工会开展送清凉活动服务一线职工群众…………1", "各县区开展送清凉活动服务户外劳动者………………2"]
    listed = p("目录", align="center") + "".join(p(entry) for entry in entries)
    one, other = title("市总工会开展送清凉活动服务一线职工群众"), title("各县区开展送清凉活动服务户外劳动者")
    indented = p("　　" + BODY)
    found = draft(head(), listed, one, indented, other, indented, END)
    assert (len(found.articles), doubts(found)) == (2, [])


def test_lines_in_brackets_under_a_title_part_its_text(draft):
    parts = p("【案情】") + p(BODY) + p("【说法】") + p(BODY)
    found = draft(head(), title("物业停电催费，行不行？"), parts, p("【基层经验】"), NEWS, END)
    assert [(each.title, each.column, len(each.body)) for each in found.articles] == [
        ("物业停电催费，行不行？", "", 4),
        ("市总工会开展送清凉活动", "基层经验", 2),
    ]


def test_labels_whose_letters_are_spread_and_roles_in_brackets(draft):
    found = draft(head(), NEWS, p("主  报：市河长办"), p("分  送：各县区"), p("（核稿：屠远　拟稿：蓝秋）"))
    assert found.values["distribution"] == [
        {"label": "主报", "to": "市河长办"},
        {"label": "分送", "to": "各县区"},
    ]
    assert found.values["staff"] == {"核稿": "屠远", "拟稿": "蓝秋"}


@pytest.mark.parametrize(
    "day", ["二〇二一年六月二日", "（二○二一年六月二日）", "2021年6月2日", "六月二日", "6月2日"]
)
def test_a_day_under_a_title_is_the_article_s_with_its_year_or_without(draft, day: str):
    found = draft(head(), title("市总工会开展送清凉活动"), p(day, align="center"), p(BODY), p(BODY), END)
    assert (found.articles[0].date, doubts(found)) == (date(2021, 6, 2), [])


@pytest.mark.parametrize(
    ("below", "left"),
    [("青岚市总工会", "青岚市数据局"), ("2021年6月28日", "2021-06-30")],
)
def test_what_an_imprint_says_otherwise_than_the_masthead_is_told(draft, below: str, left: str):
    found = draft(head(below=below), NEWS, p("编辑出版：青岚市数据局　　出版日期：2021年6月30日"))
    assert [words for _, words in found.dropped] == [left]


def test_what_stands_beside_who_edits_is_told(draft):
    found = draft(head(), p("责任编辑：王五\t逢五逢十"), NEWS)
    assert (found.values["staff"], [words for _, words in found.dropped]) == (
        {"责任编辑": "王五"},
        ["逢五逢十"],
    )


def test_who_wrote_by_a_table_of_contents_alone_is_told(draft):
    listed = table(
        ("标题", "作者", "页码"), ("开展送清凉活动", "柴大山", "1"), ("庄稼医院开进果园", "裘怀瑾", "2")
    )
    one = title("开展送清凉活动") + p("柴大山", align="center") + p(BODY)
    found = draft(head(), listed, one, title("庄稼医院开进果园") + p(BODY))
    assert [words for _, words in found.dropped] == ["裘怀瑾"]


@pytest.mark.parametrize(("again", "left"), [("赵六", ["王五"]), ("王五", [])])
def test_who_edits_by_another_line_is_told(draft, again: str, left: list[str]):
    found = draft(head(), p("责任编辑：王五"), NEWS, END, p(f"责任编辑：{again}"))
    assert (found.values["staff"], [words for _, words in found.dropped]) == ({"责任编辑": again}, left)


@pytest.mark.parametrize(
    ("last", "staff", "left"),
    [
        (
            "编辑：黎小满　微信公众号：淇阳暖流　欢迎扫码关注",
            {"编辑": "黎小满", "微信公众号": "淇阳暖流"},
            "欢迎扫码关注",
        ),
        ("组长：施简　辑录：祁连", {"组长": "施简", "辑录": "祁连"}, ""),
        ("（联系人：阴小苗，电话：8096001）", {"联系人": "阴小苗", "电话": "8096001"}, ""),
        (
            "主　编：鱼天放　　编　辑：罗　甸　　校　对：管晏平",
            {"主编": "鱼天放", "编辑": "罗甸", "校对": "管晏平"},
            "",
        ),
        ("主编/鱼天放　编辑/罗甸　校对/管晏平", {"主编": "鱼天放", "编辑": "罗甸", "校对": "管晏平"}, ""),
        ("主编 鱼天放　编辑 罗甸　校对 管晏平", {"主编": "鱼天放", "编辑": "罗甸", "校对": "管晏平"}, ""),
        (
            "主编：管梦溪　美编：罗甸　欢迎投稿，来稿一经采用赠刊两册",
            {"主编": "管梦溪", "美编": "罗甸"},
            "欢迎投稿，来稿一经采用赠刊两册",
        ),
        ("值班电话 0500-2218800（24小时）", {"值班电话": "0500-2218800（24小时）"}, ""),
    ],
)
def test_a_last_line_says_who_serves_in_any_role_and_how_to_reach_them(draft, last, staff, left):
    found = draft(head(), NEWS, p(last))
    assert (found.values["staff"], "".join(words for _, words in found.dropped)) == (staff, left)


def test_how_many_copies_a_recipient_gets_is_not_how_many_are_printed(draft):
    found = draft(head(), NEWS, p("送：矿领导  各区队  存档(3份)"))
    assert (found.values["distribution"][0]["to"], "copies" in found.values) == (
        "矿领导、各区队、存档(3份)",
        False,
    )


def test_who_prints_it_may_stand_behind_those_whom_it_goes_to(draft):
    found = draft(head(), NEWS, p("报：市分公司　　印：36份　　印发：云水邮政投递部　2018年11月12日"))
    assert found.values["print"] == {"organ": "云水邮政投递部", "date": date(2018, 11, 12)}
    assert (len(found.values["distribution"]), found.values["copies"]) == (1, 36)


@pytest.mark.parametrize(
    "printed",
    [
        p("（青岚市总工会办公室2021年6月30日印）"),
        p("青岚市总工会办公室") + p("2021年6月30日印发", align="right"),
    ],
)
def test_who_prints_it_may_stand_in_brackets_or_over_the_day(draft, printed: str):
    found = draft(head(), NEWS, p("报：市委。"), printed)
    assert found.values["print"] == {"organ": "青岚市总工会办公室", "date": date(2021, 6, 30)}
    assert found.values["distribution"] == [{"label": "报", "to": "市委。"}]
