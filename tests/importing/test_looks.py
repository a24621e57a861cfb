"""What a line's looks, place and likeness to other lines say of it where no word does."""

from __future__ import annotations

from datetime import date

import pytest

from jianbao.model.body import Heading
from tests.importing.making import BODY, head, p, table, title

NEWS = title("市总工会开展送清凉活动") + p(BODY) + p(BODY)
END = p("报：市委、市政府。")
COLUMNS = ["经验交流①", "经验交流②", "问题讨论"]
WHO = ["教务处 樊可", "化学组 茅声远", "高一年级组"]
TITLES = ["老区公路提质改造全线动工", "红军小学添了新教具", "烈士陵园修缮进入收尾"]


def titles(found) -> list[str]:
    return [article.title for article in found.articles]


@pytest.mark.parametrize(
    "looks",
    [
        {"face": "黑体"},
        {"colour": "1F4E79"},
        {"bold": True},
        {"align": "center"},
    ],
)
@pytest.mark.parametrize("mark", ["", "▍", "➔ ", "◣"])
def test_lines_that_all_look_otherwise_than_the_text_are_titles(draft, looks: dict[str, str], mark: str):
    texts = [p(mark + each, 16, **looks) + p(BODY) + p(BODY) for each in TITLES]
    found = draft(head(), *texts, END)
    assert titles(found) == TITLES
    assert {"articles.0.title", "articles.2.title"} <= {doubt.key for doubt in found.doubts}


def test_a_line_right_over_a_text_is_its_title_and_no_organ(draft):
    texts = [p(each, 14, bold=True) + p(BODY, 14) for each in ("凌晨四点的街道", "随手一码能报修")]
    found = draft(p("环卫一线", 36, align="center"), p("第6期"), p("2021年6月30日"), *texts, END)
    assert titles(found) == ["凌晨四点的街道", "随手一码能报修"]
    assert "organ" not in found.values


@pytest.mark.parametrize("looks", [{"face": "黑体"}, {"bold": True}])
def test_headings_without_numbers_are_told_by_their_likeness(draft, looks: dict[str, str]):
    parts = [p(each, **looks) + p(BODY) for each in ("第一日　进场", "第二日　攻坚", "第三日　收尾")]
    (article,) = draft(head(), title("渠道清淤三日记"), *parts, END).articles
    assert sum(isinstance(block, Heading) for block in article.body) == 3


def test_headings_with_one_mark_before_each_lose_it(draft):
    parts = [p(each) + p(BODY) for each in ("■老旧管网改造", "■农村水价改革")]
    (article,) = draft(head(), title("人大代表询问会纪要"), p(BODY), *parts, END).articles
    headings = [block.inline.text for block in article.body if isinstance(block, Heading)]
    assert headings == ["老旧管网改造", "农村水价改革"]


def test_a_number_below_a_much_larger_name_in_its_paragraph_is_no_part_of_it(draft):
    name = p("澜溪水利简报\n", 40, align="center", colour="FF0000")
    number = p("（第18期　总第246期）", 24, align="center", colour="FF0000")
    both = name.removesuffix("</w:p>") + number[number.index("<w:r>") :]
    found = draft(both, p("澜溪市水利局办公室\t2016年8月5日"), title("农村饮水安全工程进展"), p(BODY))
    assert [found.values[key] for key in ("series", "number", "total")] == ["澜溪水利简报", 18, 246]


def test_a_number_beside_a_much_larger_name_is_no_part_of_it(draft):
    name = p("企业党建", 40, colour="FF0000").replace("</w:p>", "")
    number = p("　　第7期", 16).split("</w:pPr>")[1]
    found = draft(name + number, p("青岚市总工会　　2021年6月30日"), NEWS, END)
    assert (found.values["series"], found.values["number"]) == ("企业党建", 7)


def test_a_name_in_two_colours_over_two_lines_is_one(draft):
    name = p("老干部", 40, align="center", colour="FF0000") + p("之友", 40, align="center")
    found = draft(name, p("2021年第2期（夏）", align="center"), p("青岚市总工会\t2021年6月30日"), NEWS, END)
    assert (found.values["series"], found.values["number"]) == ("老干部之友", 2)


def test_a_motto_under_the_name_is_left_out(draft):
    name = p("食安快讯", 48, align="center", colour="FF0000")
    motto = p("守住舌尖安全　护航美好生活", 14, align="center", colour="FF0000")
    found = draft(name, motto, p("第6期", align="center"), p("青岚市总工会\t2021年6月30日"), NEWS, END)
    assert (found.values["series"], found.values["masthead"]) == ("食安快讯", {})
    assert [text for _, text in found.dropped] == ["守住舌尖安全护航美好生活"]


@pytest.mark.parametrize("words", ["逢五出刊", "新闻热线那一头"])
def test_words_of_no_known_kind_within_a_masthead_do_not_end_it(draft, words: str):
    found = draft(
        p("工作简报", 48, align="center", colour="FF0000"),
        p("第6期", align="center"),
        p(words, align="center"),
        p("青岚市总工会\t2021年6月30日"),
        NEWS,
        END,
    )
    assert (found.values["organ"], found.values["date"]) == (["青岚市总工会"], date(2021, 6, 30))
    assert titles(found) == ["市总工会开展送清凉活动"]


def test_a_second_organ_that_looks_as_the_first_is_one_too(draft):
    organs = p("柳河区双拥办公室", 14, align="center") + p("柳河区退役军人事务局", 14, align="center")
    found = draft(head(number="2021年7月28日\t第3期", below="").replace(p(""), ""), organs, NEWS, END)
    assert found.values["organ"] == ["柳河区双拥办公室", "柳河区退役军人事务局"]


@pytest.mark.parametrize(
    ("first", "second", "byline"),
    [
        ("李晓棠", "（市档案馆）", "李晓棠（市档案馆）"),
        ("市档案馆", "李晓棠", "市档案馆 李晓棠"),
        ("李晓棠", "市档案馆", "李晓棠 市档案馆"),
    ],
)
def test_a_name_and_where_the_person_works_are_one_by_line(draft, first: str, second: str, byline: str):
    signed = p(first, 14, align="center") + p(second, 14, align="center")
    (article,) = draft(head(), title("旧志点校工作的体会"), signed, p(BODY), p(BODY), END).articles
    assert article.byline == byline


def test_brackets_that_end_each_paragraph_are_of_its_text(draft):
    items = [p(f"{number}.{BODY}（{unit}）") for number, unit in ((1, "市人民医院"), (2, "市疾控中心"))]
    (article,) = draft(head(), title("本周动态"), *items, END).articles
    assert not article.byline
    assert article.body[-1].inline.text.endswith("（市疾控中心）")


def test_a_table_of_contents_with_columns_and_pages_is_read_by_row(draft):
    listed = p("目　录", align="center") + table(
        ("工作要闻", TITLES[0], "1"), ("", TITLES[1], "2"), ("基层之声", TITLES[2], "3")
    )
    articles = [title(each) + p(BODY) + p(BODY) for each in TITLES]
    found = draft(head(), listed, *articles, END)
    assert titles(found) == TITLES
    assert [article.column for article in found.articles] == ["工作要闻", "工作要闻", "基层之声"]


def test_the_day_that_an_issue_came_out_may_stand_in_its_last_line_alone(draft):
    found = draft(head(below="青岚市总工会"), NEWS, END, p("出版日期：2021年4月4日"))
    assert (found.values["date"], "print" in found.values) == (date(2021, 4, 4), False)


def test_contents_side_by_side_in_a_line_and_beside_their_authors_in_a_table(draft):
    articles = [
        title(each) + p(BODY) + p(BODY) + p(f"（{who}）") for each, who in zip(TITLES, WHO, strict=True)
    ]
    line = p("【内容提要】") + p(f"1. {TITLES[0]}\t2. {TITLES[1]}") + p(f"3. {TITLES[2]}")
    beside = p("目　录") + table(*((each, f"（{who}）") for each, who in zip(TITLES, WHO, strict=True)))
    for listed in (line, beside):
        found = draft(head(), listed, *articles, END)
        assert titles(found) == TITLES
        assert [article.byline for article in found.articles] == [f"（{who}）" for who in WHO]


def test_by_lines_over_the_titles_are_known_by_the_first(draft):
    articles = [
        p(who, align="right") + title(each) + p(BODY) + p(BODY) for each, who in zip(TITLES, WHO, strict=True)
    ]
    found = draft(head(), *articles, END)
    assert [(article.title, article.byline) for article in found.articles] == [*zip(TITLES, WHO, strict=True)]


def test_whom_a_text_is_for_may_stand_over_its_title(draft):
    found = draft(head(), p("«收件单位»："), NEWS, END)
    assert titles(found) == ["市总工会开展送清凉活动"]
    assert found.articles[0].addressee == ["«收件单位»"]


def test_a_card_of_labels_over_the_name_is_the_colophon(draft):
    card = table(("送", "县委组织部"), ("发", "各工作队"), ("份数", "30"), ("审核", "闻人舒"))
    name = p("《田坎上的灯》第19期", 32, align="center", colour="FF0000")
    found = draft(card, name, p("青岚市总工会\t2021年6月30日"), NEWS)
    assert (found.values["series"], found.values["number"], found.values["copies"]) == ("田坎上的灯", 19, 30)
    assert found.values["distribution"] == [
        {"label": "送", "to": "县委组织部"},
        {"label": "发", "to": "各工作队"},
    ]
    assert found.values["staff"] == {"审核": "闻人舒"}


def test_footers_say_who_edits_where_no_line_does(draft):
    found = draft(head(), NEWS, END, footer=p("责任编辑：乔木西　　核稿：管晏平"))
    assert found.values["staff"] == {"责任编辑": "乔木西", "核稿": "管晏平"}


def test_a_last_line_may_say_to_whom_it_goes_behind_who_edits_and_who_prints(draft):
    found = draft(
        head(), NEWS, p("主编：鱼天放　　美编：罗甸　　发：各供电所、班组。印数250。宏图印刷厂承印。")
    )
    assert found.values["distribution"] == [{"label": "发", "to": "各供电所、班组。"}]
    assert (found.values["staff"], found.values["copies"]) == ({"主编": "鱼天放", "美编": "罗甸"}, 250)


def test_an_organ_beside_the_month_of_an_issue_is_read(draft):
    below = p("荻花镇图书馆 · 2023年11月", 12, align="center")
    found = draft(p("书香里", 36, align="center"), p("NO.018", 12, align="center"), below, NEWS, END)
    assert (found.values["organ"], found.values["year"]) == (["荻花镇图书馆"], 2023)
    assert "date" in {doubt.key for doubt in found.doubts}


def test_what_kind_of_paper_it_is_beside_the_number_is_no_organ(draft):
    found = draft(head("青春麻栗洼", "团县委工作简报　2023年第4期（总第58期）"), NEWS, END)
    assert (found.values["series"], found.values["organ"]) == ("青春麻栗洼", ["青岚市总工会"])


def test_a_masthead_in_the_header_is_read_with_who_issues_it_and_when(draft):
    header = p("省运会快讯", 36) + p("第6号    青岚市体育局秘书组    2018年10月21日")
    found = draft(title("我市单日夺金五枚"), p(BODY), p(BODY), p("编辑：鲁小舟　　审核：严旭"), header=header)
    assert (found.values["series"], found.values["number"]) == ("省运会快讯", 6)
    assert found.values["organ"] == ["青岚市体育局秘书组"]


def test_the_name_of_a_paper_whose_name_is_a_picture_may_stand_in_the_footer(draft):
    found = draft(
        p("2013年6月刊（第6期/总第78期）", align="center"),
        p("汾溪市中心血站宣教科主编\t2013-06-05"),
        NEWS,
        footer=p("《热血月报》编辑组　编辑：沙棠　每期印200份　无偿献血 利人利己"),
    )
    assert (found.values["series"], found.values["staff"]) == ("热血月报", {"编辑": "沙棠"})
    assert "series" in {doubt.key for doubt in found.doubts}


@pytest.mark.parametrize(
    ("said", "number"),
    [("第Ⅳ期", 4), ("第ⅩⅣ期", 14), ("第叁期", 3), ("第拾贰期", 12), ("（学习资料 · 第4辑）", 4)],
)
def test_numbers_in_figures_of_any_kind(draft, said: str, number: int):
    assert draft(head(number=said), NEWS, END).values["number"] == number


def test_a_permit_to_print_is_no_number_of_an_issue(draft):
    permit = p("内部资料　准印证号：青内资第2010-037号", 9, align="center")
    found = draft(head(number="2010年冬季增刊"), permit, NEWS, END)
    assert ("number" in found.values, found.values["kind"]) == (False, "增刊")


@pytest.mark.parametrize("said", ["03年2月18日", "２００３·２·１８"])
def test_days_in_short_years_and_between_dots(draft, said: str):
    found = draft(head(below=f"青岚市总工会　　{said}"), NEWS, END)
    assert found.values["date"] == date(2003, 2, 18)


def test_contents_counted_through_in_one_paragraph_are_entries(draft):
    articles = [title(each) + p(BODY) + p(BODY) for each in TITLES]
    counted = "；".join(f"（{number}）{each}" for number, each in enumerate(TITLES, 1))
    for listed in (p("内容提要") + p(f"本期共三篇：{counted}。"), p(f"学习内容：{counted}")):
        found = draft(head(), listed, *articles, END)
        assert titles(found) == TITLES
        assert "entries" not in found.values["contents"]


def test_contents_without_a_heading_are_told_by_their_page_numbers(draft):
    listed = [
        p(f"{name}  {each}………（{at}）")
        for at, (name, each) in enumerate(zip(COLUMNS, TITLES, strict=True), 1)
    ]
    articles = [
        p(name, colour="4472C4", face="楷体") + title(each) + p(BODY) + p(BODY)
        for name, each in zip(COLUMNS, TITLES, strict=True)
    ]
    found = draft(head(), *listed, *articles, END)
    assert titles(found) == TITLES
    assert [article.column for article in found.articles] == COLUMNS


def test_contents_on_the_last_page_are_told_by_what_stands_above(draft):
    articles = [title(each) + p(BODY) * 6 for each in TITLES]
    listed = p("本期目录", 16, align="center", face="黑体") + "".join(
        p(f"{each} ······ 2") for each in TITLES
    )
    found = draft(head(), *articles, listed)
    assert titles(found) == TITLES
    assert found.values["contents"]["heading"] == "本期目录"


def test_lines_in_one_look_over_several_titles_are_columns(draft):
    articles = [
        p(name, colour="4472C4", face="楷体")
        + title(each)
        + p(BODY)
        + p(BODY)
        + p(f"供稿单位：{who}", align="right")
        for name, each, who in zip(COLUMNS, TITLES, ("市科协", "市科技馆", "北坡县科协"), strict=True)
    ]
    found = draft(head(), *articles, END)
    assert [article.column for article in found.articles] == COLUMNS
    assert found.articles[0].byline == "供稿单位：市科协"


def test_a_soft_return_within_a_sentence_parts_no_paragraph(draft):
    (article,) = draft(
        head(), title("防火简讯"), p(f"　　{BODY[:40]}\n{BODY[40:]}\n　　{BODY}"), END
    ).articles
    assert [block.inline.text for block in article.body] == [BODY, BODY]


def test_levels_as_science_numbers_them_are_headings(draft):
    parts = [p(each, face="黑体") for each in ("1 问题的提出", "2 主要发现", "2.1 灯")]
    (article,) = draft(
        head(), title("夜间经济调查"), parts[0], p(BODY), parts[1], parts[2], p(BODY), END
    ).articles
    headings = [(block.level, block.inline.text) for block in article.body if isinstance(block, Heading)]
    assert headings == [(1, "1 问题的提出"), (1, "2 主要发现"), (2, "2.1 灯")]


def test_who_signs_the_last_text_alone_issues_it_all(draft):
    found = draft(
        p("运行日报", 28, align="center"),
        p("第3期", align="center"),
        p("2019年5月3日", align="center"),
        *(title(each) + p(BODY) + p(BODY) for each in TITLES),
        p("龙脊湖风景名胜区假日办", align="right"),
        p("值班电话 0500-2218800（24小时）", align="right"),
    )
    assert (found.values["organ"], found.articles[-1].byline) == (["龙脊湖风景名胜区假日办"], "")
    assert "organ" in {doubt.key for doubt in found.doubts}


def test_an_ornament_or_an_empty_form_before_the_first_title_is_no_article(draft):
    found = draft(head(), p("＊　＊　＊", align="center"), table(("领导批示", "　")), NEWS, END)
    assert titles(found) == ["市总工会开展送清凉活动"]


TWO = ["市总工会开展送清凉活动", "职工书屋建到了车间班组"]
BOTH = "".join(title(each) + p(BODY) + p(BODY) for each in TWO)
CONTENTS = {
    "joined by strokes": p("本期看点") + p(" / ".join(TWO)),
    "joined by semicolons": p("要目") + p("；".join(TWO)),
    "in a table without a heading": table(("1", TWO[0], "1"), ("2", TWO[1], "2")),
    "in a table beside a heading": table(("本期\n要目", "\n".join(TWO))),
    "behind marks without a heading": "".join(p(f"◆{each}") for each in TWO),
    "under a word with a colon": p("头条：", bold=True) + "".join(map(p, TWO)),
    "under the number again": p("本期要目", align="center")
    + p("（总第88期）", align="center")
    + "".join(map(p, TWO)),
    "numbered before strokes": p("目录") + "".join(p(f"{n} | {each}") for n, each in enumerate(TWO, 1)),
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_what_all_stands_again_below_is_the_contents(draft, kind: str):
    found = draft(head(), CONTENTS[kind], BOTH, END)
    assert titles(found) == TWO
    assert isinstance(found.values.get("contents", {}), dict)
    assert "entries" not in found.values.get("contents", {})


def test_a_motto_under_those_whom_it_goes_to_is_left_out(draft):
    found = draft(head(), NEWS, p("报：市委"), p("团结奋进　求实创新", align="center"))
    assert found.values["distribution"] == [{"label": "报", "to": "市委"}]


def test_an_organ_among_those_who_edit_issues_it(draft):
    masthead = p("工作简报", 48, align="center", colour="FF0000") + p("2021年第6期", align="center")
    found = draft(masthead, NEWS, p("主办：青岚市总工会　编辑：罗甸　电话：1234567"))
    assert (found.values["organ"], found.values["staff"]) == (
        ["青岚市总工会"],
        {"编辑": "罗甸", "电话": "1234567"},
    )


@pytest.mark.parametrize(
    ("number", "below", "told"),
    [
        ("2021年第6期 青内资准印证字第0321号", "青岚市总工会\t2021年6月30日", ["青内资准印证字第0321号"]),
        ("2021年第6期 青内资准字0321号 2021年6月30日", "青岚市总工会", ["青内资准字0321号"]),
        ("2021年第6期 青年专号 内部资料", "青岚市总工会\t2021年6月30日", ["青年专号", "内部资料"]),
        ("第6期", "青岚市总工会 Qinglan Unions\t2021年6月30日", ["Qinglan Unions"]),
    ],
)
def test_what_number_and_organ_are_taken_without_is_told(draft, number: str, below: str, told: list[str]):
    found = draft(head(number=number, below=below), NEWS, END)
    assert (found.values["number"], found.values["organ"]) == (6, ["青岚市总工会"])
    assert [words for _, words in found.dropped] == told


def test_what_an_imprint_says_otherwise_a_second_time_is_told_and_a_label_over_nobody(draft):
    first = p("青岚市总工会 2021年7月1日印发 共印50份")
    second = p("青岚市委办公室 2021年7月2日印发 共印60份")
    found = draft(head(), NEWS, END, p("抄送："), first, second)
    assert (found.values["copies"], found.values["print"]["organ"]) == (60, "青岚市委办公室")
    assert {words for _, words in found.dropped} == {"50份", "2021-07-01", "青岚市总工会", "抄送"}
    assert [each["label"] for each in found.values["distribution"]] == ["报"]


def test_what_a_corner_says_otherwise_a_second_time_is_told(draft):
    above = p("机密") + p("特急") + p("秘密★1年") + p("加急")
    found = draft(above, head(), NEWS, END)
    held = found.values["masthead"]
    assert (held["secrecy"], held["urgency"]) == ("秘密★1年", "加急")
    assert [words for _, words in found.dropped] == ["机密", "特急"]
