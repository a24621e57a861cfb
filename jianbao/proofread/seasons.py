"""Days off and periods of the year, 国庆节放假…, 一季度（1—4月） → those of another time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from typing import Final

from jianbao.language.dates import day_of
from jianbao.proofread.amounts import number
from jianbao.proofread.calendar import CALENDAR, days_named
from jianbao.proofread.named_days import one_day
from jianbao.proofread.rule import Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

_SPAN: Final = (
    r"(?P<span>(?P<m>\d{1,2})月(?P<d>\d{1,2})日?[至到—～~-](?:(?P<to>\d{1,2})月)?(?P<last>\d{1,2})日)"
)
_FEAST: Final = "(?P<name>元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节?)"
_OFF: Final = "(?:放假|休假|假期|调休)"
_DAYS_OFF: Final = (
    Pattern(rf"{_FEAST}(?:[^。；放]|放(?!假)){{0,20}}?{_OFF}[^。；，\d]{{0,10}}{_SPAN}"),
    Pattern(rf"{_FEAST}[^。；，\d]{{0,8}}{_SPAN}[^。；\d]{{0,6}}{_OFF}"),
)


def _days_off(segment: Segment, today: Date) -> Iterator[Hit]:
    """端午节放假6月23日至25日 where it is the 22nd."""
    for found in (each for pattern in _DAYS_OFF for each in pattern.finditer(segment.text)):
        month, ends = int(found["m"]), int(found["to"] or found["m"])
        # in December the next January is meant
        year = today.year + (today.month > month + 6)
        begun, over = (
            day_of(year, month, int(found["d"])),
            day_of(year + (ends < month), ends, int(found["last"])),
        )
        feasts = days_named(found["name"], begun) if begun and over else []
        if begun and over and feasts and not any(begun <= feast <= over for feast in feasts):
            params = {"name": found["name"], "right": f"{feasts[0].month}月{feasts[0].day}日"}
            yield Hit(segment, *found.span("span"), params=params)


_PERIODS: Final = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "首季度": (1, 3), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)
}  # fmt: skip
_PERIOD = Pattern(
    r"(?P<what>[上下]半年|前三季度|第?(?P<quarter>[首一二三四]季度)|前(?P<n>\d{1,2}|[二三四五六七八九十]{1,2})个月)(?:[（(]即?|，?即)(?:20\d\d年)?(?P<a>\d{1,2})月?(?:份|(?P<day>\d{1,2}日))?[—～~至到\-–－]+(?:(?P<b>\d{1,2})月|\d{1,2}日)"
)


def _periods(segment: Segment) -> Iterator[Hit]:
    """一季度（1—4月）, 前8个月（1—7月）, 上半年，即7月1日至31日."""
    for found in _PERIOD.finditer(segment.text):
        right = (1, number(found["n"])) if found["n"] else _PERIODS[found["quarter"] or found["what"]]
        first, last = int(found["a"]), int(found["b"] or found["a"])
        # days may be some of its days only
        if not right[0] <= first <= last <= right[1] if found["day"] else (first, last) != right:
            params = {"name": found["what"], "right": f"{right[0]}—{right[1]}月"}
            yield Hit(segment, *found.span(), params=params)


def days_and_periods(sheet: Sheet) -> Iterator[Hit]:
    """What `one_day` tells, and days off and periods that are other ones."""
    yield from one_day(sheet)
    for segment in sheet.of(*RUNNING):
        yield from _periods(segment)
        yield from _days_off(segment, sheet.date)


RULES: Final = (Rule("P416", "one-day", CALENDAR, sheet=days_and_periods),)
