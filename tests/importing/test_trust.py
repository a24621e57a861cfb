"""What looks sure and is not: a doubt goes with it, or it is left where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from tests.importing.making import BODY, head, p, table, title

TEXT = p(BODY) + p(BODY)
NEWS = title("市总工会开展送清凉活动") + TEXT
END = p("报：市委、市政府。") + p("发：各县区。")


def doubts(found) -> list[tuple[str, str]]:
    return [(doubt.key, doubt.kind) for doubt in found.doubts]


@pytest.mark.parametrize("days", ["2021年6月24日至30日", "2021年6月24日—30日", "2021.6.24～6.30"])
def test_the_first_of_several_days_is_a_date_in_doubt(draft, days: str):
    found = draft(head(below=f"青岚市总工会\t{days}"), NEWS, END)
    assert found.values["date"] == date(2021, 6, 24)
    assert doubts(found) == [("date", "doubt_told_by")]


def test_a_motto_under_the_masthead_is_a_kicker_in_doubt(draft):
    found = draft(head(), p("今日事 今日毕", align="center"), NEWS, END)
    assert doubts(found) == [("articles.0.kicker", "doubt_kicker")]


def test_how_many_pages_an_issue_has_is_neither_number_nor_text(draft):
    found = draft(head(number="第6期（本期8版）"), p("本期共8版", 12, align="right"), NEWS, END)
    assert found.values["number"] == 6
    assert [article.title for article in found.articles] == ["市总工会开展送清凉活动"]


def test_a_name_behind_a_title_is_a_title_in_doubt(draft):
    found = draft(head(), title("市总工会开展送清凉活动　　　王小明"), TEXT, END)
    assert doubts(found) == [("articles.0.title", "doubt_title")]


def test_a_title_that_ends_with_who_sent_it_in_is_parted_from_it(draft):
    found = draft(head(), title("市总工会开展送清凉活动（市总工会供稿）"), TEXT, END)
    assert (found.articles[0].title, found.articles[0].byline) == (
        "市总工会开展送清凉活动",
        "（市总工会供稿）",
    )


@pytest.mark.parametrize("at", ["first", "last"])
def test_an_organ_alone_in_a_line_of_the_text_is_a_by_line_in_doubt(draft, at: str):
    lines = [p(BODY), p("市总工会办公室")] if at == "last" else [p("市总工会办公室"), p(BODY)]
    found = draft(head(), title("市总工会开展送清凉活动"), *lines, END)
    assert found.articles[0].byline == "市总工会办公室"
    assert doubts(found) == [("articles.0.byline", "doubt_byline")]


def test_those_whom_a_text_addresses_and_a_list_of_units_are_no_by_lines(draft):
    units = p("市总工会") + p("云溪县总工会")
    found = draft(head(), title("表扬名单"), p("各县区总工会："), p(BODY), units, END)
    assert (found.articles[0].byline, len(found.articles[0].body)) == ("", 4)


def test_a_title_smaller_than_the_first_may_be_a_heading_and_is_doubted(draft):
    found = draft(head(), NEWS, title("高位推动聚合力", 18), TEXT, title("精准服务解难题", 18), TEXT, END)
    assert doubts(found) == [("articles.1.title", "doubt_title"), ("articles.2.title", "doubt_title")]


def test_a_column_that_could_be_a_title_s_first_line_is_doubted(draft):
    found = draft(head(), title("扎实推进送清凉"), title("全力保障职工健康", 20), TEXT, END)
    assert doubts(found) == [("articles.0.column", "doubt_column")]
    known = draft(head(), title("工作动态", 18), NEWS, END)
    assert doubts(known) == []


def test_a_table_of_roles_and_names_at_the_end_is_the_staff(draft):
    found = draft(head(), NEWS, table(("主编", "张三", "编辑", "李四"), ("电话", "123456", "印数", "50份")))
    assert found.values["staff"] == {"主编": "张三", "编辑": "李四", "电话": "123456"}
    assert found.values["copies"] == 50


def test_copies_in_han_numerals_are_no_recipients(draft):
    found = draft(head(), NEWS, p("报：市委。　发：各县区。　共印 五十 份"))
    assert found.values["copies"] == 50
    assert [each["to"] for each in found.values["distribution"]] == ["市委。", "各县区。"]


def test_what_stands_behind_the_full_stop_of_the_recipients_is_doubted(draft):
    found = draft(head(), NEWS, p("报：市委。"), p("发：各县区。请注意查收"))
    assert doubts(found) == [("distribution", "doubt_unknown")]


def test_an_organ_that_only_the_signature_names_is_taken_in_doubt(draft):
    signature = p("青岚市总工会", align="right") + p("2021年6月30日", align="right")
    found = draft(head(below="2021年6月30日"), NEWS, signature)
    assert found.values["organ"] == ["青岚市总工会"]
    assert doubts(found) == [("organ", "doubt_signed")]


def test_a_question_of_a_reporter_is_text(draft):
    talk = p("记者：今年有哪些重点工作？", bold=True) + p("答：" + BODY)
    found = draft(head(), title("专访市总工会主席"), talk, talk, END)
    assert (found.articles[0].byline, len(found.articles[0].body)) == ("", 4)


@pytest.mark.parametrize("part", ["（之一）", "（上）", "（节选）", "（试行）", "（征求意见稿）"])
def test_what_part_or_form_of_a_text_it_is_is_a_subtitle(draft, part: str):
    found = draft(head(), title("市总工会开展送清凉活动"), p(part, align="center"), TEXT, END)
    assert (found.articles[0].subtitle, found.articles[0].byline) == (part, "")


def test_a_by_line_may_have_several_lines_and_a_day_under_it(draft):
    lines = "".join(p(line, align="center") for line in ("市总工会", "张三　李四", "（2021年6月20日）"))
    (article,) = draft(head(), title("市总工会开展送清凉活动"), lines, TEXT, END).articles
    assert (article.byline, article.date, len(article.body)) == (
        ["市总工会", "张三 李四"],
        date(2021, 6, 20),
        2,
    )


def test_a_line_of_a_newspaper_says_its_number_day_organ_and_editor(draft):
    name = p("工作简报", 44, align="center", colour="FF0000")
    said = p("第6期　本期4版　青岚市总工会主办　2021年6月30日　星期三　责任编辑 王五")
    found = draft(name, said, NEWS, END)
    assert (found.values["number"], found.values["date"]) == (6, date(2021, 6, 30))
    assert (found.values["organ"], found.values["staff"]) == (["青岚市总工会"], {"责任编辑": "王五"})
    assert found.doubts == []


def test_a_line_that_says_who_prints_is_no_recipient(draft):
    found = draft(head(), NEWS, END, p("青岚市总工会办公室印"))
    assert found.values["print"] == {"organ": "青岚市总工会办公室"}


@pytest.mark.parametrize("stray", ["山花烂漫时", "天气晴好", "第一版责编 王五"])
def test_a_short_line_without_a_mark_at_the_end_of_a_text_is_doubted(draft, stray: str):
    found = draft(head(), title("市总工会开展送清凉活动"), TEXT, p(stray), END)
    assert found.articles[0].body[-1].inline.text == stray
    assert doubts(found) == [("articles.0.body", "doubt_stray")]


def test_an_article_of_a_few_words_is_doubted(draft):
    found = draft(head(), NEWS, title("今日提示"), p("入户测评在即。"), END)
    assert doubts(found) == [("articles.1.title", "doubt_short")]


def test_recipients_with_a_number_and_staff_with_a_sentence_are_doubted(draft):
    found = draft(head(), NEWS, p("报：市委、公众号12345678"), p("编辑：王五。欢迎来稿"))
    assert doubts(found) == [("distribution", "doubt_unknown"), ("staff", "doubt_unknown")]


def test_a_title_at_the_left_under_organ_and_day_is_no_organ(draft):
    found = draft(head(), p("云溪县卫生院打造特色诊疗区", 22, face="方正小标宋简体"), TEXT, END)
    assert found.values["organ"] == ["青岚市总工会"]
    assert [article.title for article in found.articles] == ["云溪县卫生院打造特色诊疗区"]


def test_a_line_set_off_in_the_text_may_be_a_title_where_no_contents_are(draft):
    found = draft(head(), NEWS, p("夜话会开到田埂上", bold=True), TEXT, END)
    assert doubts(found) == [("articles.0.body", "doubt_stray")]


def test_a_marked_line_in_the_text_is_doubted_and_a_list_is_not(draft):
    lone = draft(head(), NEWS, p("■ 巧手编出致富路"), TEXT, END)
    assert doubts(lone) == [("articles.0.body", "doubt_stray")]
    items = [p(f"★{word}") for word in ("早睡早起", "适量运动", "勤洗双手")]
    assert doubts(draft(head(), NEWS, *items, p(BODY), END)) == []


def test_an_entry_without_a_title_is_doubted_in_the_text_where_it_may_stand(draft):
    listed = p("目录", 20, align="center") + "".join(map(p, ("★市总工会开展送清凉活动", "★丢了的一篇")))
    found = draft(head(), listed, NEWS, END)
    assert ("articles.0.body", "doubt_entry") in doubts(found)


def test_a_title_that_is_the_name_of_the_series_is_doubted(draft):
    found = draft(head(), NEWS, title("工作简报"), TEXT, END)
    assert doubts(found) == [("articles.1.title", "doubt_title")]


def test_a_large_line_over_the_name_that_is_no_organ_is_told_and_doubted(draft):
    found = draft(p("创建全国文明城市", 28, align="center"), head(), NEWS, END)
    assert [words for _, words in found.dropped] == ["创建全国文明城市"]
    assert ("series", "doubt_unknown") in doubts(found)


def test_where_all_is_bold_bold_sets_nothing_apart(draft):
    bold = [p(line, bold=True) for line in (BODY, BODY, "报：省防汛办，", "市防汛办，县委书记。")]
    found = draft(head(), title("市总工会开展送清凉活动"), *bold)
    assert [each["to"] for each in found.values["distribution"]] == ["省防汛办，市防汛办，县委书记。"]


def test_a_name_that_is_also_a_note_s_words_is_the_name(draft):
    name = p("领导参阅件", 46, align="center")
    found = draft(name, p("第33期", align="center"), p("青岚市总工会\t2021年6月30日"), NEWS, END)
    assert (found.values["series"], found.values["masthead"].get("note")) == ("领导参阅件", None)
