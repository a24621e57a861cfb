"""A name of a day, a solar term, a day of the lunar calendar → which day of a year it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from typing import Final

from jianbao.language.dates import day_of
from jianbao.language.days import FIXED, LUNAR, SUNDAY, TERM, days_of
from jianbao.language.numerals import value_of
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import RUNNING, Segment, Sheet

CALENDAR: Final = "历法"
FIXED_DAYS, SUNDAYS, LUNAR_DAYS, TERMS = map(days_of, (FIXED, SUNDAY, LUNAR, TERM))
EVE: Final = "除夕"
LUNAR_MONTHS: Final = {"正": 1, "冬": 11, "腊": 12}
LUNAR_DAY: Final = "(?:初|二?十|廿)[一二三四五六七八九]|初十|[二三]十"
# days on which the little new year is kept, behind the first one
_FEW_DAYS: Final = 2
# years that the tables of the moon hold
_FIRST, _LAST = 1901, 2099


def matches(sheet: Sheet, *patterns: Pattern) -> Iterator[tuple[re.Match[str], Segment]]:
    """All that the expressions find in the running texts, and where."""
    return (
        (found, each) for each in sheet.of(*RUNNING) for one in patterns for found in one.finditer(each.text)
    )


def _lunar(month: str, of_month: str) -> tuple[int, int]:
    day = value_of(of_month.removeprefix("初").replace("廿", "二十"))
    return LUNAR_MONTHS.get(month) or value_of(month) or 0, day or 0


def lunar_dates(year: int, month: str, of_month: str) -> list[Date]:
    """腊, 廿三 → the days that it may be in the year, none where the year is not known."""
    return _lunar_days(year, *_lunar(month, of_month)) if _FIRST < year <= _LAST else []


def lunar_name(day: Date, year: str, month: str, of_month: str) -> str | None:
    """What a day is in the lunar calendar, where it is another one than 乙巳 (or ''), 腊, 廿三; None where it is, or is not known."""
    from borax.calendars.lunardate import LunarDate

    if not _FIRST <= day.year <= _LAST:
        return None
    true = LunarDate.from_solar_date(day.year, day.month, day.day)
    said = _lunar(month, of_month)
    named = f"{true.gz_year}年" if year else ""
    same = (true.month, true.day) == said and year in ("", true.gz_year)
    return None if same else f"农历{named}{true.cn_month}月{true.cn_day}"


def days_named(name: str, near: Date) -> list[Date]:
    """The days that the name may mean, the one nearest to `near` first; none where it is not known or moves."""
    found: list[Date | None] = []
    if name in FIXED_DAYS:
        found = [day_of(near.year, *FIXED_DAYS[name])]
    elif name in SUNDAYS:
        month, week = SUNDAYS[name]
        first = Date(near.year, month, 1)
        found = [first + timedelta(days=6 - first.weekday() + 7 * (week - 1))]
    elif name in TERMS and _FIRST <= near.year <= _LAST:
        from borax.calendars.lunardate import TermUtils

        found = [TermUtils.day_start_from_term(near.year, name.removesuffix("节"))]
    elif name and _FIRST <= near.year <= _LAST:
        found = _lunar_feast(name, near.year)
    return sorted((day for day in found if day), key=lambda day: abs((day - near).days))


def _lunar_days(year: int, month: int, day: int) -> list[Date]:
    from borax.calendars.lunardate import LunarDate

    firsts = [LunarDate(each, month, 1).to_solar_date() for each in (year, year - 1)]
    return [first + timedelta(days=day - 1) for first in firsts]


def _lunar_feast(name: str, year: int) -> list[Date | None]:
    # the eve is the day before the first of the next lunar year, whatever the month's length
    days = _lunar_days(year, *LUNAR_DAYS["春节" if name == EVE else name])
    later = range(_FEW_DAYS + 1) if name == "小年" else (-1,) if name == EVE else (0,)
    return [day + timedelta(days=off) for day in days for off in later]
