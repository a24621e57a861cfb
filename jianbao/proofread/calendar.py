"""A name of a day, a solar term, a day of the lunar calendar → which day of a year it is."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Final

from jianbao.language.dates import day_of
from jianbao.language.days import FIXED, LUNAR, SUNDAY, TERM, days_of
from jianbao.language.numerals import value_of

CALENDAR: Final = "历法"
FIXED_DAYS, SUNDAYS, LUNAR_DAYS, TERMS = map(days_of, (FIXED, SUNDAY, LUNAR, TERM))
EVE: Final = "除夕"
LUNAR_MONTHS: Final = {name: index for index, name in enumerate("正二三四五六七八九十冬腊", 1)} | {
    "十一": 11,
    "十二": 12,
}
LUNAR_DAY: Final = (
    "初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十"
)
# how far a solar term may be off the day about which it is; the little new year is kept on three days
_FEW_DAYS: Final = 2
# years that the tables of the moon hold
_FIRST, _LAST = 1901, 2099


def lunar_of(month: str, day: str) -> tuple[int, int]:
    """腊, 廿三 → (12, 23)."""
    return LUNAR_MONTHS[month], value_of(day.removeprefix("初").replace("廿", "二十")) or 0


def solar_of(year: int, month: int, day: int) -> Date | None:
    """The day on which a day of a lunar year is; None for one that its month lacks."""
    from borax.calendars.lunardate import LunarDate

    try:
        solar: Date = LunarDate(year, month, day).to_solar_date()
    except ValueError:
        return None
    return solar


def lunar_name(day: Date, month: int, of_month: int) -> str | None:
    """What a day is in the lunar calendar, where it is another one than that of `month`; None where it is, or is not known."""
    from borax.calendars.lunardate import LunarDate

    try:
        true = LunarDate.from_solar_date(day.year, day.month, day.day)
    except ValueError:
        return None
    return None if (true.month, true.day) == (month, of_month) else f"农历{true.cn_month}月{true.cn_day}"


def days_named(name: str, near: Date) -> list[Date]:
    """The days that the name may mean, the one nearest to `near` first; none where it is not known or moves."""
    if name in FIXED_DAYS:
        month, day = FIXED_DAYS[name]
        found = [day_of(near.year, month, day)]
    elif name in SUNDAYS:
        month, week = SUNDAYS[name]
        first = Date(near.year, month, 1)
        found = [first + timedelta(days=6 - first.weekday() + 7 * (week - 1))]
    elif name in TERMS:
        found = [_term(name, near)]
    elif _FIRST <= near.year <= _LAST and (name in LUNAR_DAYS or name == EVE):
        found = _lunar_feast(name, near.year)
    else:
        found = []
    return sorted((day for day in found if day), key=lambda day: abs((day - near).days))


def _term(name: str, near: Date) -> Date:
    """The day of a solar term in the year of `near`; reckoned only where it may be that day."""
    about = Date(near.year, *TERMS[name])
    if abs((near - about).days) > _FEW_DAYS or not _FIRST <= near.year <= _LAST:
        return about
    from borax.calendars.lunardate import TermUtils

    exact: Date = TermUtils.day_start_from_term(near.year, name.removesuffix("节"))
    return exact


def _lunar_feast(name: str, year: int) -> list[Date | None]:
    # the eve is the day before the first of the next lunar year, whatever the month's length
    months = [solar_of(each, *LUNAR_DAYS["春节" if name == EVE else name]) for each in (year, year - 1)]
    back = timedelta(days=name == EVE)
    more = range(1, _FEW_DAYS + 1) if name == "小年" else ()
    return [day - back + timedelta(days=off) for day in months if day for off in (0, *more)]
