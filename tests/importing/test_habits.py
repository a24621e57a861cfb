"""Habits of clerks, one a line: what each of their ways to lay a part out says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jianbao.foreign.word import read
from jianbao.importing.parts import Draft
from jianbao.importing.recognise import recognise
from tests.importing.making import BODY, head, p, table, title, word

NAME = p("工作简报", 48, align="center", colour="FF0000")
BELOW = p("青岚市总工会\t2021年6月30日")
TEXT = title("市总工会开展送清凉活动") + p(BODY) + p(BODY)
FIRST, SECOND = "市总工会开展送清凉活动", "云溪县举办技能竞赛"
TWO = title(FIRST) + p(BODY) + title(SECOND) + p(BODY)


@pytest.fixture
def draft(tmp_path: Path):
    def made(*parts: str) -> Draft:
        return recognise(read(word(tmp_path / "a.docx", *parts)))

    return made


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
        p(f"目 录\n1、{FIRST}\n2、{SECOND}"),
        p("目录") + p(f"{FIRST}\t第1页") + p(f"{SECOND}\t第2页"),
    ],
    ids=["table", "one paragraph", "soft returns", "pages in words"],
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
