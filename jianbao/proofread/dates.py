"""Dates and figures that contradict the calendar, the issue's date, or each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.language.dates import day_of
from jianbao.proofread.amounts import AMOUNT
from jianbao.proofread.calendar import CALENDAR, matches
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Location, Role, Segment, Sheet

_DAY = Pattern(r"(?<![\d.])(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
# months to or from another year in which its February is near
_SOON: Final = 2


def impossible_date(sheet: Sheet) -> Iterator[Hit]:
    """4月31日, 13月5日, 29 February of a common year, or without a year where none that is near has such a day."""
    this, month = sheet.date.year, sheet.date.month
    near = range(this - (month < _SOON), this + (month > 12 - _SOON) + 1)
    for found, segment in matches(sheet, _DAY):
        month, day = int(found[2]), int(found[3])
        leap = (found[1], month, day) == (None, 2, 29)
        years = near if leap else [int(found[1] or this)]
        if not any(day_of(year, month, day) for year in years) and not (leap and "闰年" in sheet.whole):
            level = Level.DOUBTFUL if leap else None
            yield Hit(segment, found.start(0 if leap else 2), found.end(), level=level)


_YEAR = Pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_disagree(sheet: Sheet) -> Iterator[Hit]:
    """The number's year against the issue's date (January may still count to the old year); printed before dated."""
    issue, this = sheet.issue, sheet.date.year
    years = {this, this - (sheet.date.month == 1)}
    masthead = issue.masthead
    fields: list[tuple[Location, str]] = [(("year",), str(issue.year or this))]
    fields += ((("masthead", "number_form", at), form) for at, form in enumerate(masthead.number_form))
    fields += ((("masthead", "name"), part.text) for part in masthead.name if "期" in part.text)
    for location, text in fields:
        found = _YEAR.search(text)
        school_year = "学年" in text and (str(this) in text or str(this - 1) in text)
        if found and int(found[0]) not in years and not school_year:
            yield Hit(Segment(location, Role.FIELD, text), *found.span(), params={"right": issue.date})
    if issue.print is not None and issue.print.date is not None and issue.print.date < issue.date:
        segment = Segment(("print", "date"), Role.FIELD, str(issue.print.date))
        yield Hit(segment, 0, len(segment.text), params={"right": issue.date})


_UP: Final = "上[升调浮]|提高|提升|增加|增长|扩大|升高|[升增]"
_DOWN: Final = "下[降调浮]|降低|减少|回落|收窄|缩小|压[缩降]|缩短|[降减]"
# places in a list (从第8位上升到第3位) and degrees go the other way
_WAY = Pattern(
    rf"(?:由|从)[^，。；第\d]{{0,8}}(?P<a>{AMOUNT})(?P<unit>[万亿]?(?:[%％‰]|{HAN}{{0,3}}?))(?<![年月日时分级位名档等])"
    rf"(?P<verb>(?P<up>{_UP})|{_DOWN})(?:到|至|为)了?(?:(?:今年|目前|现在)的?)?(?P<b>{AMOUNT})(?P=unit)(?![\d.万亿%％])"
)
# what is the better the smaller its figure
_FINENESS = Pattern("精度|分辨|精确|误差")


def growth(segment: Segment) -> Iterator[Hit]:
    """由92.1%上升到90.6%: said to go the other way."""
    for found in _WAY.finditer(segment.text):
        first, second = float(found["a"]), float(found["b"])
        finer = _FINENESS.search(segment.text[max(found.start() - 12, 0) : found.end()])
        if first != second and not finer and (second > first) != bool(found["up"]):
            true = "上升" if second > first else "下降"
            yield Hit(segment, *found.span(), params={"true": true, "said": found["verb"]})


RULES: Final = (
    Rule("P401", "impossible-date", CALENDAR, sheet=impossible_date, certain=True),
    Rule("P412", "years-disagree", CUSTOM, sheet=years_disagree),
    Rule("P408", "growth", CUSTOM, Severity.WARNING, segment=growth, roles=RUNNING, triggers="由从比较"),
)
