"""What comes from chats, notes and other programs' layouts is read as other files are."""

from __future__ import annotations

from datetime import date

import pytest

from tests.importing.making import BODY, head, p, table, title


@pytest.mark.parametrize(("mark", "item"), [("## ", "- "), ("##　", "* ")])
def test_marks_of_markdown_are_read_and_left_out(draft, mark: str, item: str):
    found = draft(
        p("# 数据中心周报", 11),
        p("&gt; 第6期 | 2021-06-30 | 青岚市数据局", 11),
        p("---", 11),
        p(f"{mark}本周运行", 11),
        p(BODY, 11),
        p(f"{item}**可用率：**{BODY}", 11),
        p(f"{mark}下周计划", 11),
        p(BODY, 11),
    )
    assert (found.values["series"], found.values["number"], found.values["date"]) == (
        "数据中心周报",
        6,
        date(2021, 6, 30),
    )
    assert [article.title for article in found.articles] == ["本周运行", "下周计划"]
    assert [block.inline.text for block in found.articles[0].body] == [BODY, f"可用率：{BODY}"]


def test_a_chat_s_pictures_are_left_out_and_short_lines_behind_them_are_titles(draft):
    found = draft(
        p("📢【网格晨报】第6期", 14),
        p("📅2021.6.30　星期三　☁", 14),
        p("✍枫林社区网格站", 14),
        p("🔔昨夜今晨", 14),
        p(BODY, 14),
        p("⚠️温馨提醒", 14),
        p(BODY, 14),
    )
    assert (found.values["number"], found.values["organ"]) == (6, ["枫林社区网格站"])
    assert "网格晨报" in found.values["series"]
    assert [article.title for article in found.articles] == ["昨夜今晨", "温馨提醒"]


@pytest.mark.parametrize("capital", ["今", "今年"])
def test_a_drop_capital_begins_its_text(draft, capital: str):
    found = draft(head(), title("送清凉活动"), p(capital, 60), p(BODY.removeprefix(capital)), p(BODY))
    assert [block.inline.text for block in found.articles[0].body] == [BODY, BODY]


@pytest.mark.parametrize("column", ["本社动态", "行情参考", "基层一线"])
def test_a_title_and_its_column_in_a_table_of_one_row_are_read(draft, column: str):
    def row(text: str) -> str:
        return table((text, column)).replace('<w:sz w:val="24"/>', '<w:sz w:val="40"/>', 1)

    found = draft(head(), row("庄稼医院开进果园"), p(BODY), row("社有企业完成改制"), p(BODY))
    assert [(each.title, each.column) for each in found.articles] == [
        ("庄稼医院开进果园", column),
        ("社有企业完成改制", column),
    ]


@pytest.mark.parametrize("mark", "■●◆▲★")
@pytest.mark.parametrize("named", ["简　讯", "基层动态", "工作要闻"])
def test_short_news_whose_titles_have_only_a_mark_are_parted(draft, mark: str, named: str):
    news = [p(f"{mark} 古籍库完成改造"), p(BODY), p(f"{mark} 分馆全部联网"), p(BODY)]
    found = draft(head(), title("世界读书日"), p(BODY), p(BODY), p(named, 18, align="center"), *news)
    assert [each.title for each in found.articles] == ["世界读书日", "古籍库完成改造", "分馆全部联网"]
    assert found.articles[1].column == named.replace("　", "")
    assert {"articles.1.title", "articles.2.title"} <= {doubt.key for doubt in found.doubts}


@pytest.mark.parametrize("words", ["县林场 柏志远", "市总工会", "青岚市商务局"])
def test_who_wrote_may_stand_in_the_title_s_paragraph(draft, words: str):
    found = draft(head(), title(f"荒坡三年变成林场\n{words}"), p(BODY), p(BODY))
    (article,) = found.articles
    assert (article.title, article.byline) == ("荒坡三年变成林场", words)


@pytest.mark.parametrize(
    "below",
    [
        "望川臺商聯誼會　編印\t2021年6月30日",
        "望川臺商聯誼會主辦\t2021年6月30日",
        "編輯單位：望川臺商聯誼會\t2021年6月30日",
    ],
)
def test_organs_in_the_characters_of_taiwan_are_read_and_kept(draft, below: str):
    found = draft(head(name="臺商通訊", below=below), title("端午聯誼賽舟記"), p(BODY))
    assert found.values["organ"] == ["望川臺商聯誼會"]


@pytest.mark.parametrize(
    "season", ["2021年秋", "2021年秋季号", "2021年秋季", "2021年第三季度", "2021年上半年"]
)
def test_an_issue_of_a_season_has_a_masthead_without_number_and_day(draft, season: str):
    found = draft(
        p("走进古镇", 54, align="center"),
        p(season, align="center"),
        p("青岚市旅游服务中心　印制", align="center"),
        title("鼓楼一更"),
        p(BODY),
        p(BODY),
    )
    assert found.whole
    assert (found.values["series"], found.values["organ"]) == ("走进古镇", ["青岚市旅游服务中心"])


def test_what_the_masthead_does_not_name_the_only_article_is_signed_with_and_doubted(draft):
    found = draft(
        p("简　　报", 48, align="center"),
        p("（6）", align="center"),
        title("荷花池"),
        p("（2021年6月30日）", align="center"),
        p(BODY),
        p(BODY),
        p("青岚市人居环境整治专班", align="right"),
    )
    assert (found.values["date"], found.values["organ"]) == (date(2021, 6, 30), ["青岚市人居环境整治专班"])
    assert {"date", "organ"} <= {doubt.key for doubt in found.doubts}


def test_an_organ_over_two_lines_above_the_name_is_one(draft):
    found = draft(
        p("青岚市防汛抗旱", 14),
        p("指挥部办公室编", 14),
        p("防汛工作通讯", 48, align="center"),
        p("第6期", align="right"),
        title("守夜人"),
        p(BODY),
    )
    assert found.values["organ"] == ["青岚市防汛抗旱指挥部办公室"]


@pytest.mark.parametrize("at_end", ["编辑出版", "编印", "主办单位", "出版", "编辑单位"])
def test_who_edits_and_on_what_day_may_stand_at_the_end(draft, at_end: str):
    found = draft(
        p("银龄学堂", 48, align="center"),
        p("2021·秋季号（第3期）", align="center"),
        title("七十岁学编程"),
        p(BODY),
        p(BODY),
        p(f"{at_end}：青岚区老年大学\t出版日期：2021年9月15日", 12),
    )
    assert (found.values["number"], found.values["date"]) == (3, date(2021, 9, 15))
    assert found.values["organ"] == ["青岚区老年大学"]
    assert "organ" in {doubt.key for doubt in found.doubts}


@pytest.mark.parametrize("named", ["护士节特刊", "抗洪抢险专刊", "七一专辑", "人代会增刊"])
@pytest.mark.parametrize("colour", ["", "C00000"])
def test_what_an_issue_is_for_under_its_name_is_its_kind(draft, named: str, colour: str):
    found = draft(
        p("健康前沿", 48, align="center"),
        p(named, 22, align="center", colour=colour),
        p("青岚市总工会\t2021年6月30日"),
        title("心里话"),
        p(BODY),
        p(BODY),
    )
    assert (found.values["kind"], found.values["organ"]) == (named[-2:], ["青岚市总工会"])
    assert [article.title for article in found.articles] == ["心里话"]
    assert "kind" in {doubt.key for doubt in found.doubts}


def test_the_number_may_stand_at_the_foot_and_the_distribution_over_all(draft):
    found = draft(
        p("报：县委书记、县长", 14),
        p("印数：15份", 14),
        p("招商专报", 54, align="center"),
        title("小分队走访企业"),
        p(BODY),
        p(BODY),
        p("青岚市总工会", align="right"),
        p("2021年6月30日", align="right"),
        footer=p("招商专报　2021年第6期"),
    )
    assert (found.values["year"], found.values["number"], found.values["copies"]) == (2021, 6, 15)
    assert found.values["distribution"][0]["to"] == "县委书记、县长"


@pytest.mark.parametrize("label", ["附：送水点一览", "附件：送水点一览", "附录　送水点一览"])
def test_what_is_attached_below_the_colophon_is_parted_from_it(draft, label: str):
    found = draft(
        head(),
        title("旱情"),
        p(BODY),
        p(BODY),
        p("发：各乡镇人民政府"),
        p("青岚市总工会办公室　2021年6月30日印发　（55份）"),
        p(label),
        p("北山镇：卫生院门口、塔子山村部"),
    )
    assert found.values["copies"] == 55
    assert found.values["print"] == {"date": date(2021, 6, 30), "organ": "青岚市总工会办公室"}
    assert [article.title for article in found.attachments] == ["送水点一览"]
