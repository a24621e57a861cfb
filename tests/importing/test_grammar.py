"""One line, one grammar: numbers and dates."""

from __future__ import annotations

from datetime import date

import pytest

from jianbao.importing.grammar import NumberLine, dated, number_line
from jianbao.importing.roles import organ_of

NUMBER_LINES = {
    "2017年第9期（总第9期）": (2017, 9, 9),
    "第15期": (None, 15, None),
    "（第３期）": (None, 3, None),
    "（第五期）": (None, 5, None),
    "〔2019〕12号": (2019, 12, None),
    "南政法简〔2022〕17 号": (2022, 17, None),
    "〔2021〕第3期": (2021, 3, None),
    "[2021]3": (2021, 3, None),
    "【2021】第14期": (2021, 14, None),
    "（2021）第5期": (2021, 5, None),
    "2020第5期": (2020, 5, None),
    "创刊号": (None, 1, None),
    "2018年第22期（总第64期）": (2018, 22, 64),
    "二〇一七年第九期": (2017, 9, None),
    "二O一七年第八期(总第一百零三期)": (2017, 8, 103),
    "第二十一期": (None, 21, None),
    "总第88期": (None, None, 88),
    "第6期 总第88期": (None, 6, 88),
    "（总第18期）第3期": (None, 3, 18),
    "第12期（总288期）": (None, 12, 288),
    "第5期（累计第25期）": (None, 5, 25),
    "第5期（35）": (None, 5, 35),
    "总期数：35 第5期": (None, 5, 35),
    "NO.12": (None, 12, None),
    "No:12 （总第33期）": (None, 12, 33),
    "2017·9": (2017, 9, None),
    "2021年6期": (2021, 6, None),
    "第 12 期": (None, 12, None),
    "第007期": (None, 7, None),
    "2017年第9号": (2017, 9, None),
    "期次：第6期": (None, 6, None),
    "2023年第二季度·第2期": (2023, 2, None),
    "第8期 2017年4月11日": (None, 8, None),
    "试刊第1期": (None, 1, None),
    "［2026］年第（13）号　总（77）号": (2026, 13, 77),
    "第【9】期": (None, 9, None),
    "2026·秋季号（第3期）": (2026, 3, None),
    "2026年春季刊 总第8期": (2026, None, 8),
    "第 l2 期": (None, 12, None),
    "第2O期": (None, 20, None),
    "（之三）": (None, 3, None),
    "第三报（截至2026年7月4日18时）": (None, 3, None),
    "第5讯": (None, 5, None),
    "第Ⅳ期": (None, 4, None),
    "N0.3": (None, 3, None),
    "编号：2024—13": (2024, 13, None),
    "期号 3": (None, 3, None),
    "第120期（2024年第3期）": (2024, 3, 120),
    "总编第120期": (None, None, 120),
    "第百二十期": (None, 120, None),
    "2024年第3—4期合刊（总第120—121期）": (2024, 3, 120),
    "第XII期": (None, 12, None),
    "第叁期": (None, 3, None),
    "第贰拾柒期": (None, 27, None),
    "编号：2024-7": (2024, 7, None),
    "第（12）期　总字第88号": (None, 12, 88),
    "2013年6月刊（第6期/总第78期）": (2013, 6, 78),
    "第6期　　October 12, 2026": (None, 6, None),
}


@pytest.mark.parametrize("text", NUMBER_LINES)
def test_a_number_line_is_read(text: str):
    found = number_line(text)
    assert found is not None
    assert (found.year, found.number, found.total) == NUMBER_LINES[text]
    assert found.rest == ""


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("2025年增刊第2期（总第37期）", "增刊", 2),
        ("增刊第3期", "增刊", 3),
        ("2019年专报第5期", "专报", 5),
        ("专报〔2020〕5号", "专报", 5),
        ("第3期（增刊）", "增刊", 3),
        ("特刊（一）", "特刊", 1),
    ],
)
def test_the_kind_stands_in_the_number_line(text: str, kind: str, number: int):
    found = number_line(text)
    assert found is not None
    assert (found.kind, found.number) == (kind, number)


def test_a_joint_issue_gives_its_first_and_last_number():
    found = NumberLine(number=1, total=35, double=True, number_last=2, total_last=36)
    assert number_line("第1-2期合刊（总第35-36期）") == found


def test_a_number_line_without_a_number_is_one_all_the_same():
    found = number_line("第　　期")
    assert found is not None
    assert (found.blank, found.number) == (True, None)


@pytest.mark.parametrize("text", ["2017年4月11日", "今年以来", "", "第一，要提高认识", "一是落实责任"])
def test_what_is_no_number_line_gives_none(text: str):
    assert number_line(text) is None


def test_a_sentence_with_a_number_keeps_what_is_no_number():
    found = number_line("第12期培训班于3月举办，参加120人")
    assert found is None or found.rest


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2017年3月5日",
            "二〇一七年三月五日",
            "二0一七年三月五日",
            "二O一七年三月五日",
            "2017-3-5",
            "2017.03.05",
        ),
        *(
            "２０１７年３月５日",
            "2017年03月05日 星期日",
            "2017 年 3 月 5 日",
            "2017/3/5",
            "2017年3月5号",
            "签发日期：2017年3月5日",
        ),
    ],
)
def test_a_date_is_read_in_any_form(text: str):
    found = dated(text)
    assert found is not None
    assert found.date == date(2017, 3, 5)
    assert not found.rest.strip()


@pytest.mark.parametrize("text", ["2017年3月", "3月5日", "2017年13月5日", "今年以来"])
def test_a_date_is_whole_or_none(text: str):
    assert dated(text) is None


def test_organ_and_date_of_one_line_are_parted():
    found = dated("青岚市水利局     2015 年 2 月 3 日")
    assert found is not None
    assert organ_of(found.rest) == ("青岚市水利局", True)


@pytest.mark.parametrize(
    "text",
    ["2O26年6月12日", "2026年6月l2日", "June 12, 2026", "12 Jun. 2026", "Jun 12th, 2026", "12th June 2026"],
)
def test_a_day_in_english_or_with_letters_for_digits_is_read(text: str):
    found = dated(text)
    assert found is not None
    assert (found.date, found.rest.strip()) == (date(2026, 6, 12), "")


@pytest.mark.parametrize(
    "text",
    [
        "轨道6号线建设周报",
        "3号楼改造工程",
        "准印证号：青内资第2010-037号",
        "青内资第2010-037号",
        "内部资料 CN11-2010/Z",
    ],
)
def test_a_number_that_is_no_issue_s_is_none(text: str):
    assert number_line(text) is None


@pytest.mark.parametrize("text", ["2010年冬季增刊", "2015年国庆特刊", "2024增刊", "2023年上半年专刊"])
def test_an_extra_issue_needs_no_number(text: str):
    found = number_line(text)
    assert found is not None
    assert (found.year, found.number, found.blank) == (int(text[:4]), None, True)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("03年2月18日", date(2003, 2, 18)),
        ("98年12月3日 星期四", date(1998, 12, 3)),
        ("九八年五月六日", date(1998, 5, 6)),
    ],
)
def test_a_year_without_its_century_is_doubted(text: str, when: date):
    found = dated(text)
    assert found is not None
    assert (found.date, found.odd) == (when, True)


@pytest.mark.parametrize(
    "text",
    [
        "2024·3·15",
        "2024—03—15",
        "2024 / 03 / 15",
        "2024. 3. 15",
        "20240315",
        "2024 03 15",
        "2024年3月15",
        "二〇二四·三·十五",
        "贰零贰肆年叁月拾伍日",
        "’24.3.15",
    ],
)
def test_a_day_in_any_spelling_is_that_day(text: str):
    found = dated(text)
    assert found is not None
    assert found.date == date(2024, 3, 15)
