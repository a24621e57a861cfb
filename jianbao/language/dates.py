"""A date ↔ the ways of writing it: 2017年4月11日, 2017-04-11, 二〇一七年四月十一日."""

from __future__ import annotations

import re
from datetime import date as Date
from functools import cache
from typing import Final

from jianbao.expressions import compiled
from jianbao.language.numerals import COUNTING, DIGITS, figures, value_of

HAN_DATE: Final = f"[○零{DIGITS}]{{4}}年[{COUNTING}]{{1,2}}月[{COUNTING}]{{1,3}}日"
FIGURES_DATE: Final = (
    "[0-9]{4}(?:-[0-9]{1,2}-[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日|[./][0-9]{1,2}[./][0-9]{1,2})"
)
"""The two forms as regular expressions that ECMA 262 and Python read alike, as the schema needs them."""


_APART: Final = str.maketrans("年月日-./", " " * 6)


RELATIVE_YEARS: Final = {
    "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "来年": 1, "后年": 2
}  # fmt: skip
"""A year that is named from another one → how many years off it is."""
RELATIVE_DAYS: Final = {
    "前一天": -1, "前一日": -1, "两天前": -2, "前两天": -2, "前日": -2, "前天": -2, "当日": 0, "当天": 0, "预计明日": 1, "预计明天": 1, "次日": 1, "翌日": 1, "第二天": 1, "第三天": 2, "两天后": 2, "三天后": 3, "后天": 2
}  # fmt: skip


def day_of(year: int, month: int, day: int) -> Date | None:
    """The day; None for one that no calendar has."""
    try:
        return Date(year, month, day)
    except ValueError:
        return None


def chinese_date(date: Date) -> str:
    """2017年4月11日 (GB/T 9704-2012 7.3.5.4: full year, no leading zeros)."""
    return f"{date.year}年{date.month}月{date.day}日"


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return compiled(HAN_DATE), compiled(FIGURES_DATE)


def read_date(text: str) -> Date | None:
    """The day that `text` names in one of the forms; None for another form, or for a day that no calendar has."""
    han, plain = _forms()
    if han.fullmatch(text):
        year, month, day = re.split("[年月日]", text)[:3]
        parts: list[int | None] = [int(figures(year)), value_of(month), value_of(day)]
    elif plain.fullmatch(text):
        parts = [int(part) for part in text.translate(_APART).split()]
    else:
        return None
    if None in parts:
        return None
    return day_of(*(part for part in parts if part is not None))
