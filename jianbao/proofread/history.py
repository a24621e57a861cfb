"""When things began → what is said of how long ago that is, or the how manieth: 建党105周年, 第27个记者节."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.days import first_years, history
from jianbao.proofread.amounts import number
from jianbao.proofread.calendar import CALENDAR, matches
from jianbao.proofread.rule import Pattern, Rule
from jianbao.proofread.view import Hit, Sheet

_HISTORY: Final = history()
_EVENTS: Final = "|".join(sorted(_HISTORY, key=len, reverse=True))
_YEAR: Final = r"(?:19|20)\d\d"
_ANY_YEAR = Pattern(rf"{_YEAR}年|去年|上年|前年|当年|那年|明年|截[至止]")

# --- how long ago ----------------------------------------------------------------------------------------------------------

_ANNIVERSARY = Pattern(
    rf"(?P<what>{_EVENTS})(?P<years>\d{{1,3}}|[一二三四五六七八九十百零〇]{{1,6}})(?:周年|岁(?=生日|华诞)|(?=华诞))",
)
_NAMED_YEAR = Pattern(rf"(?<!\d)({_YEAR})年")
_THIS_YEAR = Pattern(r"今年|\d月\d{1,2}日")
_NOW = Pattern("今年|今天|欢庆|共庆|喜迎|迎来|值此|即将|隆重|热烈|献礼|庆祝|纪念|之际")
_HELD = Pattern("筹备|系列活动|之际|日子里|主题展|即将|喜迎|迎来|值此|今天|开幕|举行|举办|直播|收看|今年是")
_QUOTED = Pattern("时[，指]|近年|去年|上年|当年|那年|以来|纪念馆|前夕")
_AROUND: Final = 16


def anniversary(sheet: Sheet) -> Iterator[Hit]:
    """建党105周年 in 2025."""
    date, this = sheet.date, sheet.date.year
    for found, segment in matches(sheet, _ANNIVERSARY):
        text = segment.text
        before = re.split("[。；]", text[max(found.start() - _AROUND, 0) : found.start()])[-1]
        after = re.split("[。；]", text[found.end() : found.end() + _AROUND])[0]
        around = f"{before}，{after}"
        count = number(found["years"])
        year = _HISTORY[found["what"]] + count
        # a year of the next clause is that of something else
        named = {int(each) for each in _NAMED_YEAR.compiled.findall(before + re.split("，", after)[0])}
        next_year = "明年" in around
        if not (named or next_year) and _THIS_YEAR.search(around):
            named = {this}
        # that of five years and tens is spoken of afterwards
        held_now = count % 5 or not (this - year) % 5 or year > this + _FEW_YEARS or _HELD.search(around)
        spoken = held_now and _NOW.search(around + found["what"]) and not _QUOTED.search(around)
        now = {this, this + (date.month >= 11 or next_year), this - (date.month == 1)}
        if year not in (named or now) and (named or spoken):
            right = f"{max(named or {this}) - year + count}周年"
            far = named <= {this} and (abs(year - this) > _FEW_YEARS or not (named or count % 5))
            yield Hit(segment, *found.span(), params={"right": right}, level=Level.HINT if far else None)


# --- which one of its kind ---------------------------------------------------------------------------------------------------

_FIRST_YEARS: Final = first_years()
_NTH = Pattern(
    rf"(?:(?P<year>{_YEAR})年[^。；]{{0,16}})?第(?P<nth>\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})[个次届](?:全国|中国|国家|世界|国际|全民|我国|中华|“?[\d一二三四五六七八九十]{{1,2}}[·．.•][\d一二三四五六七八九十]{{1,2}}”?|“三八”|[“”]){{0,4}}(?P<name>{'|'.join(sorted(_FIRST_YEARS, key=len, reverse=True))})",
)
_FEW_YEARS: Final = 2


def named_years(sheet: Sheet) -> Iterator[Hit]:
    """第38个教师节 of 2023: a count that is another year's."""
    for found, segment in matches(sheet, _NTH):
        right = int(found["year"] or sheet.date.year) - _FIRST_YEARS[found["name"]] + 1
        off = abs(number(found["nth"]) - right)
        before = segment.text[max(found.start() - 12, 0) : found.start()]
        if off and (found["year"] or not _ANY_YEAR.search(before)):
            params = {"name": found["name"], "right": f"第{right}个"}
            # further off, another year's is spoken of
            level = None if off <= _FEW_YEARS or found["year"] else Level.HINT
            yield Hit(segment, *found.span(), params=params, level=level)


RULES: Final = (
    Rule("P412", "anniversary", CALENDAR, sheet=anniversary),
    Rule("P416", "named-years", CALENDAR, sheet=named_years),
)
