"""Chinese numerals and dates: there and back."""

from __future__ import annotations

from datetime import date as Date

import pytest

from jianbao.language.dates import chinese_date, read_date
from jianbao.language.han import all_han, has_han, is_han
from jianbao.language.numerals import circled, circled_value, digit_by_digit, figures, numeral, value_of


def test_a_number_written_and_read_again_is_the_same():
    for value in (*range(1, 2200), 9_999, 10_000, 10_010, 23_456, 100_000, 3_040_506, 99_999_999):
        assert value_of(numeral(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("〇", 0),
        ("零", 0),
        ("两百", 200),
        ("一百零五", 105),
        ("二十", 20),
        ("十", 10),
        ("一十二", 12),
        ("两万", 20_000),
    ],
)
def test_what_people_write_is_read(text: str, value: int):
    assert value_of(text) == value


@pytest.mark.parametrize(
    "text", ["", "二三", "百", "十百", "一二十", "万", "一万万", "零十", "十十", "甲", "第一", "12"]
)
def test_what_is_no_number_is_none(text: str):
    assert value_of(text) is None


def test_digits_one_by_one_go_both_ways():
    assert digit_by_digit("2026") == "二〇二六"
    assert figures("二○二六") == figures("二零二六") == "2026"


def test_numbers_in_circles_go_to_twenty():
    assert [circled(number) for number in (1, 20, 21)] == ["①", "⑳", "[21]"]
    assert [circled_value(char) for char in "①⑳a"] == [1, 20, 0]


@pytest.mark.parametrize(
    "text",
    [
        "2017年4月11日",
        "2017-4-11",
        "2017-04-11",
        "2017/4/11",
        "2017.4.11",
        "二〇一七年四月十一日",
        "二○一七年四月十一日",
    ],
)
def test_a_day_is_read_in_each_form(text: str):
    assert read_date(text) == Date(2017, 4, 11)
    assert chinese_date(Date(2017, 4, 11)) == "2017年4月11日"


@pytest.mark.parametrize(
    "text", ["2017年2月29日", "2017-13-1", "4月11日", "二〇一七年四月一一日", "今天", ""]
)
def test_a_day_that_no_calendar_has_is_none(text: str):
    assert read_date(text) is None


def test_what_is_han():
    assert all(map(is_han, "汉㐀〇𠀀"))
    assert not any(map(is_han, "かカ。A1⼀　"))
    assert has_han("A股") and not has_han("A-1。")
    assert all_han("汉字") and not all_han("汉字1") and not all_han("")
