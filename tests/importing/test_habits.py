"""Habits of clerks, one a line: what each of their ways to lay a part out says."""

from __future__ import annotations

from datetime import date

import pytest

from tests.importing.making import BODY, head, p, table, title

NAME = p("工作简报", 48, align="center", colour="FF0000")
BELOW = p("青岚市总工会\t2021年6月30日")
TEXT = title("市总工会开展送清凉活动") + p(BODY) + p(BODY)
FIRST, SECOND = "市总工会开展送清凉活动", "云溪县举办技能竞赛"
TWO = title(FIRST) + p(BODY) + title(SECOND) + p(BODY)


def c(text: str, size: float = 16) -> str:
    return p(text, size, align="center")


@pytest.mark.parametrize(
    "masthead",
    [
        NAME + c("第6期（2021年6月30日）") + c("青岚市总工会编"),
        NAME + c("第 6 期") + c("（青岚市总工会编  2021年6月30日）"),
        NAME + c("青岚市总工会    第6期    2021年6月30日"),
        NAME + p("期号：第6期") + p("编印单位：青岚市总工会") + p("印发日期：2021年6月30日"),
        NAME + c("2021年第6期（6月24日—6月30日）") + BELOW,
        NAME + table(("期　数", "第6期", "编发单位", "青岚市总工会"), ("日　期", "2021年6月30日", "审核", "王林")),
        NAME + c("第2021-6期") + BELOW,
    ],
    ids=["day with number", "in brackets", "one line", "labelled lines", "days covered", "labelled cells", "year-number"],
)  # fmt: skip
def test_number_day_and_organ_stand_anywhere_below_the_name(draft, masthead: str):
    found = draft(masthead, TEXT).values
    said = [found.get(key) for key in ("series", "number", "date", "organ")]
    assert said == ["工作简报", 6, date(2021, 6, 30), ["青岚市总工会"]]


def test_a_total_alone_above_the_number_is_the_total(draft):
    found = draft(NAME, c("总第八十八期"), c("二〇二一年第六期"), BELOW, TEXT).values
    assert (found["year"], found["number"], found["total"]) == (2021, 6, 88)


def test_a_joint_issue_has_a_first_and_a_last_number(draft):
    found = draft(NAME, c("第7、8期合刊"), BELOW, TEXT)
    assert (found.values["number"], found.values["number_last"]) == (7, 8)
    assert {doubt.kind for doubt in found.doubts} == {"doubt_double"}


def test_corners_in_one_line_and_words_set_apart(draft):
    found = draft(
        p("000018\t秘密★1年"), p("特  急"), p("内部参考", 48, align="center", colour="FF0000"), c("第6期"), BELOW, TEXT
    )  # fmt: skip
    assert found.values["series"] == "内部参考"
    assert found.values["masthead"] == {"copy_number": "000018", "secrecy": "秘密★1年", "urgency": "特急"}


def test_organ_and_day_of_a_signature_stand_for_those_of_the_masthead_as_doubts(draft):
    signed = p("青岚市总工会", align="right") + p("2021年6月30日", align="right")
    found = draft(NAME, c("第6期"), TEXT, p(BODY), signed)
    assert (found.values["organ"], found.values["date"]) == (["青岚市总工会"], date(2021, 6, 30))
    assert {doubt.key for doubt in found.doubts} == {"organ", "date"}
    assert not found.articles[0].signature


@pytest.mark.parametrize(
    "contents",
    [
        c("● 本期导读 ●") + table((FIRST, "P1"), (SECOND, "P2")),
        p(f"本期要目：1.{FIRST}　2.{SECOND}"),
        p(f"本期要目\n{FIRST}\n{SECOND}", align="center"),
        p(f"目 录\n1、{FIRST}\n2、{SECOND}"),
        p("目录") + p(f"{FIRST}\t第1页") + p(f"{SECOND}\t第2页"),
    ],
    ids=["table", "one paragraph", "soft returns in the middle", "soft returns", "pages in words"],
)
def test_contents_in_any_form(draft, contents: str):
    found = draft(head(), contents, TWO)
    assert [article.title for article in found.articles] == [FIRST, SECOND]
    assert "entries" not in found.values["contents"]
    assert found.doubts == []


def test_titles_that_are_counted_through_lose_their_numbers(draft):
    found = draft(head(), title(f"1.{FIRST}"), p(BODY), title(f"2.{SECOND}"), p(BODY))
    assert [article.title for article in found.articles] == [FIRST, SECOND]
    assert found.dropped == []


@pytest.mark.parametrize(
    "over", [c("◎经验交流"), c("※ 经验交流 ※"), c("—— 经验交流 ——"), table(("经验交流",))]
)
def test_a_department_over_a_title_is_a_column(draft, over: str):
    found = draft(head(), over, TWO)
    assert (found.articles[0].column, found.articles[0].kicker) == ("经验交流", "")


def test_stars_between_articles_are_nothing(draft):
    found = draft(head(), title(FIRST), p(BODY), c("★ ★ ★"), title(SECOND), p(BODY))
    assert [(article.title, article.kicker) for article in found.articles] == [(FIRST, ""), (SECOND, "")]


def test_source_day_and_signer_under_a_title(draft):
    found = draft(
        head(), title(FIRST), c("来源：市融媒体中心"), p(BODY), title(SECOND), c("（2021年6月20日）"), c("□ 马 丽"), p(BODY)
    )  # fmt: skip
    first, second = found.articles
    assert first.source == "市融媒体中心"
    assert (second.date, second.byline) == (date(2021, 6, 20), "马 丽")


def test_labels_that_say_to_whom_and_a_short_imprint(draft):
    found = draft(
        head(),
        TEXT,
        p("报送单位：市委、市政府"),
        p("抄送单位：各县区"),
        p("青岚市总工会办公室\t2021年6月30日印"),
    )
    assert [each["label"] for each in found.values["distribution"]] == ["报送", "抄送"]
    assert found.values["print"] == {"organ": "青岚市总工会办公室", "date": date(2021, 6, 30)}


@pytest.mark.parametrize(
    "lines",
    [
        (
            c("第6期（总第88期）  2021年6月30日 星期三 农历辛丑年五月廿一"),
            c("青岚市总工会编发  截稿时间：16时"),
        ),
        (c("No.6（总No.88）"), c("青岚市总工会主办　　2021年6月30日出版")),
        (c("2021 / 第6期"), c("青岚市总工会　二〇二一年六月三十日")),
        (p("2021年第6期 | 青岚市总工会 | 2021年6月30日"),),
        (c("〈第六期〉"), c("青岚市总工会　　端午（2021年6月30日）")),
    ],
    ids=["old calendar", "No.", "slash", "bars", "angle brackets"],
)
def test_what_else_stands_beside_number_organ_and_day(draft, lines: tuple[str, ...]):
    found = draft(NAME, *lines, TEXT).values
    assert (found["number"], found["date"], found["organ"][0]) == (6, date(2021, 6, 30), "青岚市总工会")


def test_two_who_sign_and_a_day_below(draft):
    found = draft(
        NAME, c("〔2021〕6"), p("青岚市总工会\t签发人：贺松  柳明轩"), p("2021年6月30日", align="right"), TEXT
    )
    assert found.values["masthead"]["signer"] == ["贺松", "柳明轩"]
    assert (found.values["organ"], found.values["date"]) == (["青岚市总工会"], date(2021, 6, 30))


def test_name_and_number_in_one_line_and_the_day_of_the_imprint(draft):
    name = p("工作简报（第6期）", 30, align="center")
    found = draft(
        c("青岚市总工会", 18), name, TEXT, p("青岚市总工会办公室          2021年6月30日印发")
    ).values
    assert (found["series"], found["number"], found["date"]) == ("工作简报", 6, date(2021, 6, 30))


def test_a_cover_has_organ_and_day_below_the_contents(draft):
    cover = (
        NAME
        + c("2021年第6期")
        + c("目录")
        + p(f"{FIRST}\t1")
        + p(f"{SECOND}\t3")
        + c("青岚市总工会")
        + c("2021年6月30日")
    )
    found = draft(cover, p("工作简报　2021年第6期"), TWO)
    assert (found.values["organ"], found.values["date"]) == (["青岚市总工会"], date(2021, 6, 30))
    assert len(found.articles) == 2


def test_a_table_of_contents_may_have_a_head(draft):
    listed = table(("序号", "本期内容", "页码"), ("1", FIRST, "1"), ("2", SECOND, "2"))
    found = draft(head(), listed, TWO)
    assert found.values["contents"] == {"heading": "本期内容"}


def test_headings_that_are_counted_through_from_the_first_line_on_are_titles_as_doubts(draft):
    found = draft(head(), p(f"一、{FIRST}", bold=True), p(BODY), p(f"二、{SECOND}", bold=True), p(BODY))
    assert [article.title for article in found.articles] == [FIRST, SECOND]
    assert {doubt.kind for doubt in found.doubts} == {"doubt_title"}


def test_short_news_under_a_column_are_articles_without_titles(draft):
    led = [
        p(lead, bold=True).replace("</w:p>", "") + p(BODY).split("</w:pPr>")[1]
        for lead in ("市气象局：", "市水文站：")
    ]
    found = draft(head(), p("〖天气水情〗", 18), *led)
    assert [(article.title, article.column) for article in found.articles] == [("", "天气水情")] * 2


@pytest.mark.parametrize(
    ("lines", "said", "staff"),
    [
        (("上报：县防指；下发：各村",), [("上报", "县防指"), ("下发", "各村")], {}),
        (("发　送：各县（区）交通运输局",), [("发送", "各县（区）交通运输局")], {}),
        (("报：上级海事局  送：县交通局  编辑：王五",), [("报", "上级海事局"), ("送", "县交通局")], {"编辑": "王五"}),
        (("送：县政府办。（责任编辑：余音）",), [("送", "县政府办")], {"责任编辑": "余音"}),
        (("报：省委人才办", "责编 文静  审核 贺松  共印50份"), [("报", "省委人才办")], {"责编": "文静", "审核": "贺松"}),
        (("上报 县扶贫办     抄送 各村     印 50 份",), [("上报", "县扶贫办"), ("抄送", "各村")], {}),
    ],
)  # fmt: skip
def test_a_colophon_in_few_lines(
    draft, lines: tuple[str, ...], said: list[tuple[str, str]], staff: dict[str, str]
):
    found = draft(head(), TEXT, *map(p, lines)).values
    assert [(each["label"], each["to"].strip("。；")) for each in found["distribution"]] == said
    assert found.get("staff", {}) == staff


def test_the_colophon_may_stand_before_the_attachments_and_on_the_first_page(draft):
    found = draft(
        head(),
        TEXT,
        p("附件：进度表"),
        p("报：市委"),
        p("附件"),
        title("进度表"),
        table(("县", "数"), ("甲", "3")),
    )
    assert found.values["distribution"] == [{"label": "报", "to": "市委"}]
    assert [each.title for each in found.attachments] == ["进度表"]
    found = draft(head(), p("报：市委书记、市长"), p("送：市委宣传部"), TEXT)
    assert [each["label"] for each in found.values["distribution"]] == ["报", "送"]


def test_lines_copied_from_a_pdf_are_put_together_again(draft):
    sentence = "座谈会上，来自基层一线的代表畅所欲言，围绕设施管护、人员待遇、数据共享等提出意见建议，走进便民服务站看变化。"
    lines = [sentence[at : at + 26] for at in range(0, len(sentence), 26)] * 4
    found = draft(head(), title(FIRST), *map(p, lines))
    assert found.articles[0].body[0].inline.text == sentence
