"""Mastheads that say their numbers, days and organs in unusual forms; what can be read in two ways is a doubt."""

from __future__ import annotations

from datetime import date

import pytest

from jianbao.importing.parts import Draft
from tests.importing.making import BODY, head, p, table, title

NEWS = title("市总工会开展送清凉活动") + p(BODY) + p(BODY) + p("发：各县区。")


def values(found: Draft, *keys: str) -> tuple[object, ...]:
    return tuple(found.values.get(key) for key in keys)


def doubted(found: Draft) -> set[str]:
    return {doubt.key for doubt in found.doubts}


@pytest.mark.parametrize(
    ("number", "year", "said"),
    [
        ("第6期（A）", None, 6),
        ("第6期（下）", None, 6),
        ("第6期B版", None, 6),
        ("2020—2021学年第一学期第6期", None, 6),
        ("2020-2021年度 第6期", None, 6),
        ("2021年6月号", 2021, 6),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_is_doubted(draft, number: str, year: int | None, said: int):
    found = draft(head(number=number), NEWS)
    assert values(found, "year", "number") == (year, said)
    assert {"year", "number"} <= doubted(found)


@pytest.mark.parametrize(
    "number", ["#6", "Vol.3 No.6", "Issue 6", "之六", "（2021·6）", "2021年6月（上）第6期"]
)
def test_a_number_of_any_form_alone_in_its_line_is_read(draft, number: str):
    assert draft(head(number=number), NEWS).values["number"] == 6


def test_a_day_over_the_name_and_an_organ_with_its_name_in_english_are_read(draft):
    below = "青岚市总工会 Qinglan Federation of Trade Unions"
    found = draft(p("2021年6月30日　星期三", 12), head(number="第6期", below=below), NEWS)
    assert values(found, "series", "number", "date", "organ") == (
        "工作简报",
        6,
        date(2021, 6, 30),
        ["青岚市总工会"],
    )


def test_an_issue_of_a_month_that_also_has_a_number_is_not_doubted(draft):
    found = draft(head(number="2021年9月号（第6期）"), NEWS)
    assert values(found, "year", "number", "date") == (2021, 6, date(2021, 6, 30))


def test_an_organ_of_unusual_name_between_number_and_day_is_taken_and_doubted(draft):
    found = draft(
        p("平安铁路", 40, align="center", colour="FF0000"), p("安居客运联队之家\t第6期\t2021-06-30"), NEWS
    )
    assert values(found, "number", "date", "organ") == (6, date(2021, 6, 30), ["安居客运联队之家"])
    assert "organ" in doubted(found)


@pytest.mark.parametrize(
    ("number", "below", "expected"),
    [
        ("（九五）第十二期", "苍岭地区林业局\t一九九五年五月十八日", (1995, 12, None, date(1995, 5, 18))),
        ("第8期", "苍岭地区林业局\t2003年5月14日（农历四月十四）", (None, 8, None, date(2003, 5, 14))),
        ("第3期", "一九九八年\t苍岭地区林业局\t三月十二日", (1998, 3, None, date(1998, 3, 12))),
        ("2004年5月中旬 第15期", "苍岭地区林业局\t5月21日发布", (2004, 15, None, date(2004, 5, 21))),
        ("二〇〇四年夏季 第2期", "苍岭地区林业局\t六月三日印", (2004, 2, None, date(2004, 6, 3))),
        ("2009年第15期", "（总第206期）\n苍岭地区林业局\t2009年8月28日", (2009, 15, 206, date(2009, 8, 28))),
    ],
)
def test_year_and_day_may_stand_at_both_ends_of_a_line_and_a_total_below_the_number(
    draft, number: str, below: str, expected: tuple[object, ...]
):
    found = draft(head(number=number, below=below), NEWS)
    assert values(found, "year", "number", "total", "date") == expected
    assert found.values["organ"] == ["苍岭地区林业局"]


@pytest.mark.parametrize(
    ("below", "organs"),
    [
        ("（青岚市林长制工作办公室编印）\t2021年6月30日", ["青岚市林长制工作办公室"]),
        (
            "主办：青岚市工商业联合会\n协办：青岚市青年商会\n日期：2021年6月30日",
            ["青岚市工商业联合会", "青岚市青年商会"],
        ),
        ("青岚市第一中医院  党委办公室\t2021年6月30日", ["青岚市第一中医院党委办公室"]),
        ("青岚市委办公室  青岚市政府办公室\t2021年6月30日", ["青岚市委办公室", "青岚市政府办公室"]),
        ("第五届职工运动会宣传组编　2021年6月30日　星期三　晴", ["第五届职工运动会宣传组"]),
    ],
)
def test_organs_in_brackets_with_labels_and_in_parts(draft, below: str, organs: list[str]):
    found = draft(head(below=below), NEWS)
    assert values(found, "organ", "date") == (organs, date(2021, 6, 30))


def test_a_session_over_two_lines_is_one_organ_above(draft):
    above = p("青岚市第九届人民代表大会\n第三次会议", 22, align="center", colour="FF0000")
    found = draft(above, head(), NEWS)
    assert found.values["masthead"]["organ_above"] == ["青岚市第九届人民代表大会第三次会议"]


def test_a_form_is_read_by_what_its_cells_say(draft):
    form = table(
        ("信息快报", "", "", ""),
        ("编号", "第45期", "日期", "2021年6月30日"),
        ("报送单位", "青岚市总工会", "签发人", "殷铁柱"),
        ("标题", "送清凉活动开始了"),
        ("正文", BODY),
        ("报送范围", "市委办公室、市总工会"),
    )
    found = draft(form)
    assert values(found, "series", "number", "organ") == ("信息快报", 45, ["青岚市总工会"])
    assert found.values["masthead"]["signer"] == ["殷铁柱"]
    assert [article.title for article in found.articles] == ["送清凉活动开始了"]
    assert found.values["distribution"] == [{"label": "报送范围", "to": "市委办公室、市总工会"}]


def test_the_number_may_stand_in_the_header_beside_the_name(draft):
    found = draft(
        p("家园小报", 44, align="center", colour="FF0000"),
        title("致家长的一封信"),
        *(p(BODY), p(BODY)),
        p("金豆豆幼儿园", align="right") + p("2021年6月30日", align="right"),
        p("- - - - （沿虚线剪下）- - - -", align="center") + p("回执：班级____ 签名____"),
        header=p("家园小报　2021年第4期"),
    )
    assert values(found, "series", "year", "number") == ("家园小报", 2021, 4)
    assert values(found, "organ", "date") == (["金豆豆幼儿园"], date(2021, 6, 30))
    assert {"organ", "date"} <= doubted(found)


@pytest.mark.parametrize("colour", ["FF0000", ""])
def test_a_large_title_over_a_text_makes_no_issue(draft, colour: str):
    found = draft(p("上半年工业经济稳中有进", 36, align="center", colour=colour), p(BODY), p(BODY))
    assert not found.whole
    assert [article.title for article in found.articles] == ["上半年工业经济稳中有进"]


@pytest.mark.parametrize(
    "line",
    [
        "老干部之家｜第6期｜2021年6月30日｜青岚市总工会",
        "老干部之家 | 第6期 | 2021年6月30日 | 青岚市总工会",
        "老干部之家／2021年第6期／青岚市总工会／2021年6月30日",
        "老干部之家 / 第6期 / 青岚市总工会编 / 2021年6月30日",
        "老干部之家 · 第六期 · 青岚市总工会 · 2021-06-30",
        "老干部之家│No.6│2021.6.30│青岚市总工会",
        "老干部之家·第6期·2021年6月30日·青岚市总工会",
        "老干部之家/第6期/2021-6-30/青岚市总工会",
        "老干部之家 — 第6期 — 2021年6月30日 — 青岚市总工会",
    ],
)
@pytest.mark.parametrize("size", [10.5, 16])
def test_a_masthead_in_one_line_of_strokes_is_read(draft, line: str, size: float):
    found = draft(p(line, size, align="right"), NEWS)
    assert values(found, "series", "number", "date", "organ") == (
        "老干部之家",
        6,
        date(2021, 6, 30),
        ["青岚市总工会"],
    )


@pytest.mark.parametrize("number", ["第2021号简讯", "总（）期", "2021年6月30日", "｜", "第期｜｜"])
def test_a_file_without_name_or_number_never_fails(draft, number: str):
    draft(p(number), NEWS)
    draft(p(number), p(BODY), p(number))


@pytest.mark.parametrize("label", ["【{}】{}", "［{}］：{}", "{}：{}", "〔{}〕 {}"])
@pytest.mark.parametrize("named", ["刊物名称", "刊　　名", "简报名称", "信息刊名"])
def test_a_form_of_labels_is_read(draft, label: str, named: str):
    form = {
        named: "商务内参",
        "期　　次": "2021年第6期",
        "编发单位": "青岚市商务局",
        "编发日期": "2021-06-30",
        "密　　级": "内部资料",
        "签发领导": "魏建业",
        "标　　题": "县域商业体系建设调查",
        "作　　者": "市场建设科",
        "正　　文": "",
    }
    lines = [p(label.format(each, held)) for each, held in form.items()]
    found = draft(*lines, p(BODY), p(BODY), p(label.format("流程状态", "已办结")))
    assert values(found, "series", "number", "date", "organ") == (
        "商务内参",
        6,
        date(2021, 6, 30),
        ["青岚市商务局"],
    )
    assert found.values["masthead"]["signer"] == ["魏建业"]
    (article,) = found.articles
    assert (article.title, article.byline) == ("县域商业体系建设调查", "市场建设科")


def test_a_label_before_the_text_of_a_form_is_no_part_of_it(draft):
    form = {"刊名": "商务内参", "期次": "2021年第6期", "标题": "县域商业体系建设调查", "正文": BODY}
    found = draft(*(p(f"【{label}】{held}") for label, held in form.items()), p(BODY))
    assert [block.inline.text for block in found.articles[0].body] == [BODY, BODY]


@pytest.mark.parametrize("number", ["防火第（12）期　　总字第88号", "护林第12期（总第88期）"])
def test_a_word_of_the_name_before_the_number_is_no_other_name(draft, number: str):
    found = draft(head("护林防火简报", number, "双桦岭林场防火办编　　03年2月18日"), NEWS)
    assert values(found, "series", "number", "total", "date") == ("护林防火简报", 12, 88, date(2003, 2, 18))
    assert "date" in {doubt.key for doubt in found.doubts}


def test_what_the_number_counts_is_doubted(draft):
    found = draft(head("青 年 学 堂", "（学习资料 · 第4辑）", "墨城税务所\t2020/6/22"), NEWS)
    assert values(found, "series", "number", "organ") == ("青年学堂", 4, ["墨城税务所"])
    assert "number" in {doubt.key for doubt in found.doubts}


def test_an_extra_issue_says_its_kind_beside_its_organ_and_the_licence_is_no_number(draft):
    below = "内部资料　准印证号：青内资第2010-037号"
    found = draft(head("竹海文讯", "2010年冬季增刊　　青篁市文联编　　2010年11月", below), NEWS)
    assert (found.values["kind"], found.values["year"], found.values.get("number")) == ("增刊", 2010, None)
    assert found.values["organ"] == ["青篁市文联"]


def test_whom_it_goes_to_how_many_and_who_serves_may_stand_beside_the_organ(draft):
    below = "华南商会秘书处编印　　赠阅：会员企业、兄弟商会　　印500份"
    watch = "2018年12月29日6时　　　带班领导：栾远　　　值班员：程可、莫非"
    found = draft(head(below=below), p(watch), NEWS)
    assert values(found, "organ", "copies", "date") == (["华南商会秘书处"], 500, date(2018, 12, 29))
    assert {"label": "赠阅", "to": "会员企业、兄弟商会"} in found.values["distribution"]
    assert found.values["staff"] == {"带班领导": "栾远", "值班员": "程可、莫非"}


def test_a_masthead_in_a_table_may_say_who_serves_in_any_role(draft):
    cells = table(
        ("第7期", "签发：戈沛然"),
        ("桐陵市气象台", "2022年2月1日16时"),
        ("紧急程度：平急", "预报员：凌霜、易晴"),
    )
    found = draft(p("重要气象要情", 36, align="center", colour="FF0000"), cells, NEWS)
    assert found.values["staff"] == {"预报员": "凌霜、易晴"}
    assert "staff.预报员" in {doubt.key for doubt in found.doubts}


RED = p("工作简报", 48, align="center", colour="FF0000")
SIXTH = p("第6期", align="center")
SIGNED = p("青岚市总工会\t2021年6月30日")
MASTHEADS = {
    "the first line holds it all": p("工作简报　第6期　青岚市总工会　2021年6月30日", 22, align="center"),
    "name and number in quotation marks": p("《工作简报》第6期", 24, bold=True, align="center") + SIGNED,
    "its day behind the name": p("工作简报（2021年6月30日）", 36, align="center", colour="FF0000")
    + SIXTH
    + p("青岚市总工会", align="center"),
    "a document's number": p("青工办〔2021〕88号", align="right") + RED + SIXTH + SIGNED,
    "what its figures go up to": RED
    + SIXTH
    + p("青岚市总工会")
    + p("（数据截至2021年6月29日）", align="center")
    + p("2021年6月30日", align="center"),
    "a day in two figures a part": RED + SIXTH + p("青岚市总工会　　21.6.30"),
    "a form in a table": RED
    + table(("年　份", "2021"), ("期　号", "6"), ("编　印", "青岚市总工会"), ("日　期", "2021年6月30日")),
    "where the office is found": RED + SIXTH + SIGNED + p("http://www.qlgh.gov.cn", 10.5, align="center"),
    "room for what leaders write": RED + SIXTH + SIGNED + table(("领导\n批示", " ")),
    "two organs, the second co-operating": RED
    + SIXTH
    + p("主办：青岚市总工会　承办：青岚市妇联")
    + p("2021年6月30日", align="center"),
    "in English": RED + p("No. 6, 2021", align="center") + SIGNED,
    "called by its month": RED + p("二〇二一年六月号　总第88期", align="center") + SIGNED,
}


@pytest.mark.parametrize("kind", MASTHEADS)
def test_a_masthead_is_read(draft, kind: str):
    found = draft(MASTHEADS[kind], NEWS)
    assert values(found, "series", "number", "date") == ("工作简报", 6, date(2021, 6, 30))
    assert found.values["organ"][0] == "青岚市总工会"
    assert [article.title for article in found.articles] == ["市总工会开展送清凉活动"]


def test_an_organ_that_no_masthead_names_is_the_printer_s_or_the_name_s_in_doubt(draft):
    number = p("2021年第6期", align="center") + p("2021年6月30日", align="center")
    long = p("青岚市总工会工作简报", 36, align="center", colour="FF0000")
    for masthead, last in ((RED, p("青岚市总工会　　2021年7月1日印发")), (long, "")):
        found = draft(masthead + number, NEWS, last)
        assert found.values["organ"] == ["青岚市总工会"]
        assert "organ" in {doubt.key for doubt in found.doubts}


def test_whom_a_text_is_for_is_no_organ_of_the_issue(draft):
    found = draft(head(), p("市委办公室："), NEWS)
    assert found.values["organ"] == ["青岚市总工会"]
    assert found.articles[0].addressee == ["市委办公室"]
