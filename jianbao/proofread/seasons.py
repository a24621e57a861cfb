"""Terms, festivals and work on the fields → those that stand beside another time of the year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date as Date
from typing import Final

from jianbao.errors import Level
from jianbao.language.dates import day_of
from jianbao.proofread.amounts import number
from jianbao.proofread.calendar import (
    CALENDAR,
    FIXED_DAYS,
    LUNAR_DAYS,
    LUNAR_MONTHS,
    TERMS,
    days_named,
    solar_of,
)
from jianbao.proofread.named_days import one_day
from jianbao.proofread.rule import Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

_EVE = Pattern(
    rf"(?P<name>{'|'.join((*LUNAR_DAYS, *FIXED_DAYS))})前[夕后]?[（(](?P<at>(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日)[）)]"
)
_THIRTIETH = Pattern(
    r"(?<!每年)(?<!历年)(?:农历)?(?P<lm>腊|[正二三四五六七八九十冬])月三十(?!日|[一二三四五六七八九])"
)
_SPAN: Final = r"(?P<{0}>(?P<{0}m>\d{{1,2}})月(?P<{0}d>\d{{1,2}})日?[至到—～~-](?:(?P<{0}n>\d{{1,2}})月)?(?P<{0}l>\d{{1,2}})日)"
_OFF: Final = "(?:放假|休假|假期|调休)"
_DAYS_OFF = Pattern(
    rf"(?P<name>元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节?)(?:(?:[^。；放]|放(?!假)){{0,20}}?{_OFF}[^。；，\d]{{0,10}}{_SPAN.format('a')}|[^。；，\d]{{0,8}}{_SPAN.format('b')}[^。；\d]{{0,6}}{_OFF})"
)
# months of a year in which the old lunar year still lasts
_EARLY: Final = 3


def _eves_and_thirtieths(segment: Segment, today: Date) -> Iterator[Hit]:
    """春节前夕（2月18日）, which is behind it; 端午节放假6月23日至25日 where it is the 22nd; 腊月三十 of a month of 29 days."""
    for found in _EVE.finditer(segment.text):
        day = day_of(today.year, int(found["m"]), int(found["d"]))
        feast = next(iter(days_named(found["name"], day)), None) if day else None
        if day and feast and 0 <= (day - feast).days <= _SEASON:
            params = {"name": found["name"], "right": f"{feast.month}月{feast.day}日"}
            yield Hit(segment, *found.span("at"), params=params)
    for found in _DAYS_OFF.finditer(segment.text):
        at = "a" if found["a"] else "b"
        month, first, last = int(found[at + "m"]), int(found[at + "d"]), int(found[at + "l"])
        ends = int(found[at + "n"] or month)
        # in December the next January is meant
        year = today.year + (today.month > month + 6)
        begun, over = day_of(year, month, first), day_of(year + (ends < month), ends, last)
        feasts = days_named(found["name"], begun) if begun and over else []
        if begun and over and feasts and not any(begun <= feast <= over for feast in feasts):
            params = {"name": found["name"], "right": f"{feasts[0].month}月{feasts[0].day}日"}
            yield Hit(segment, *found.span(at), params=params)
    for found in _THIRTIETH.finditer(segment.text):
        month, year = LUNAR_MONTHS[found["lm"]], today.year
        years = [year] if today.month > _EARLY else [year - 1] if month >= 11 else [year, year - 1]
        if not any(solar_of(each, month, 30) for each in years):
            params = {"name": found[0], "right": "二十九（这个月没有三十）"}
            yield Hit(segment, *found.span(), params=params, level=Level.DOUBTFUL)


_ABOUT: Final = {
    "春节": (2, 5), "端午节": (6, 12), "中秋节": (9, 22), "重阳节": (10, 17), "国庆节": (10, 1), "元旦": (1, 1), "三九天": (1, 13), "数九寒天": (1, 10), "三伏天": (7, 30), "入伏": (7, 17), "梅雨季": (6, 25)
}  # fmt: skip
_SEASONAL: Final = "|".join((*TERMS, *_ABOUT))
_STOP = Pattern("[。；！？]")
_AT = Pattern(
    rf"(?P<name>{_SEASONAL})(?:刚过|已过|过后|时节|将至|将近|临近|来临|到来|前后|当天|节气)|(?:时值|正值|时下|适逢)“?(?P<now>{_SEASONAL})"
)
_WORKS: Final = (
    (Pattern("春耕|春播|备春耕|春灌|春管|早稻(?:插秧|移栽|育秧)|春小麦播种|抢播春|返青"), 2, 5),
    (Pattern("夏收|麦收|夏粮(?:收购|收割)|小麦(?:开镰|收割)|“三夏”|双抢|收割早稻|早稻收割|采摘荔枝"), 5, 8),
    (Pattern("秋收|秋种|秋播|秋粮收购|“三秋”|收割晚稻|晚稻收割|(?:播种|抢播|抢种)冬小麦|冬小麦(?:播种|开播)|收割中稻|采收苹果"), 8, 11),
)  # fmt: skip
_ANY_TIME = Pattern(
    "每年|年年|去年|上年|往年|历年|那年|每到|每逢|当年|记得|来年|明年|谚|俗话|为.{0,10}做.{0,2}准备|备战|自古|直到|从[^，。]{1,6}到|\\d月"
)
_SEASON, _YEAR = 100, 365


_PERIODS: Final = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "首季度": (1, 3), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)
}  # fmt: skip
_PERIOD = Pattern(
    r"(?P<what>[上下]半年|前三季度|第?(?P<quarter>[首一二三四]季度)|前(?P<n>\d{1,2}|[二三四五六七八九十]{1,2})个月)(?:[（(]即?|，?即)(?:20\d\d年)?(?P<a>\d{1,2})月?(?:份|(?P<day>\d{1,2}日))?[—～~至到\-–－]+(?:(?P<b>\d{1,2})月|\d{1,2}日)"
)
_EDGE = Pattern(
    r"(?P<what>[上下]半年|第?(?P<quarter>[一二三四]季度)|(?<!\d)(?P<month>\d{1,2})月份?)的?(?:(?P<first>第一天|首日|头一天)|最后一[天日])(?:[（(]|，?[即是为]|，即)+(?P<at>(?P<m>\d{1,2})月(?P<d>\d{1,2})日)"
)


def _periods(segment: Segment, today: Date) -> Iterator[Hit]:
    """一季度（1—4月）, 前8个月（1—7月）, 上半年，即7月1日至31日; 第三季度第一天，即10月1日."""
    for found in _PERIOD.finditer(segment.text):
        right = (1, number(found["n"])) if found["n"] else _PERIODS[found["quarter"] or found["what"]]
        first, last = int(found["a"]), int(found["b"] or found["a"])
        # days may be some of its days only
        if not right[0] <= first <= last <= right[1] if found["day"] else (first, last) != right:
            params = {"name": found["what"], "right": f"{right[0]}—{right[1]}月"}
            yield Hit(segment, *found.span(), params=params)

    for found in _EDGE.finditer(segment.text):
        month = int(found["month"] or 0)
        first, last = (month, month) if month else _PERIODS[found["quarter"] or found["what"]]
        right_month = first if found["first"] else last
        if not 1 <= right_month <= 12:
            continue
        day = 1 if found["first"] else monthrange(today.year, right_month)[1]
        if (int(found["m"]), int(found["d"])) != (right_month, day):
            params = {"name": found["what"], "right": f"{right_month}月{day}日"}
            yield Hit(segment, found.start(), found.end("at"), params=params)


def out_of_season(sheet: Sheet) -> Iterator[Hit]:
    """霜降刚过 beside 春耕, or in an issue of March."""
    for segment in sheet.segments:
        if segment.role not in RUNNING:
            continue
        yield from _periods(segment, sheet.date)
        yield from _eves_and_thirtieths(segment, sheet.date)
        if _AT.search(segment.text) is None:
            continue
        at = 0
        for sentence in _STOP.compiled.split(segment.text):
            if not _ANY_TIME.search(sentence):
                yield from _seasons(segment, at, sentence, sheet.date)
            at += len(sentence) + 1


def _seasons(segment: Segment, at: int, sentence: str, today: Date) -> Iterator[Hit]:
    """The terms and festivals of a sentence, which begins at `at`, against its works and the day of the issue."""
    works: list[tuple[int, int]] | None = None
    for found in _AT.finditer(sentence):
        if works is None:
            works = [(first, last) for pattern, first, last in _WORKS if pattern.search(sentence)]
        which = "name" if found["name"] else "now"
        month, day = TERMS.get(found[which]) or _ABOUT[found[which]]
        off = abs((Date(today.year, month, day) - today).days)
        other = any(not first - 1 <= month <= last + 1 for first, last in works)
        if other or _SEASON < off < _YEAR - _SEASON:
            params = {"name": found[which], "right": f"{month}月{day}日前后"}
            start, end = found.span(which)
            yield Hit(segment, at + start, at + end, params=params, level=None if other else Level.HINT)


def one_day_and_season(sheet: Sheet) -> Iterator[Hit]:
    """What `one_day` and `out_of_season` tell."""
    yield from one_day(sheet)
    yield from out_of_season(sheet)


RULES: Final = (Rule("P416", "one-day", CALENDAR, sheet=one_day_and_season),)
