"""A day that is named in more ways than one, 10月18日，农历九月初八，重阳节，星期日 → those of its names that are another day's.

Whatever names days is one kind of word here: dates, lunar days, weekdays, festivals, solar terms, memorial days. Those that
stand side by side are names of one day, and the date among them, or else the lunar day, says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from itertools import pairwise
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.dates import RELATIVE_YEARS, day_of
from jianbao.proofread.calendar import (
    CALENDAR,
    EVE,
    FIXED_DAYS,
    LUNAR_DAY,
    LUNAR_DAYS,
    SUNDAYS,
    TERMS,
    days_named,
    lunar_dates,
    lunar_name,
    matches,
)
from jianbao.proofread.rule import Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

# --- what names a day --------------------------------------------------------------------------------------------------

# terms that are weather too
_WEATHER: Final = "雨水|大雪|小雪|大寒|小寒|大暑|小暑|白露|小满"
_NAMESAKES: Final = {
    "五一": (5, 1), "五四": (5, 4), "六一": (6, 1), "三八": (3, 8), "七一": (7, 1), "八一": (8, 1), "十一": (10, 1)
}  # fmt: skip
_ALSO: Final = {"正月初一": "春节", "大年初一": "春节", "大年三十": "除夕"}
_NAMES: Final = "|".join(
    sorted((*FIXED_DAYS, *SUNDAYS, *LUNAR_DAYS, *TERMS, *_ALSO, EVE), key=len, reverse=True)
)
_FEASTS: Final = _ALSO | {"国庆": "国庆节", "五一": "劳动节"}
_WEEK: Final = "一二三四五六日"
# behind a day of the moon without its mark
_FEAST: Final = "，?(?:是|传统)?(?:元宵|端午|七夕|中秋|重阳|腊八)"
_TOKEN = Pattern(
    r"(?=\d)(?<![\d.])(?:(?P<y>(?:19|20)\d\d)年)?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})(?:日|(?=[、—～–-]\d{1,2}日))"
    # 3月8日是“三八”国际妇女节: no date beside one, but part of the name
    rf"|“(?:(?P<sm>\d{{1,2}})[·．.•・](?P<sd>\d{{1,2}})(?:(?=[一-龥]{{3,14}}[日节]”)|”)|(?<!\d日“)(?<!\d日[是为即]“)(?P<sake>{'|'.join(_NAMESAKES)})”)"
    # 节前 is none of its own days
    rf"|(?P<name>(?>{_NAMES}))(?!期(?!间)|刚过|小?长假|前(?![夕后])|[后档]|假(?!期(?!后|刚过)))"
    rf"(?:(?<!{_WEATHER})|(?=节气|当[天日]|时节|前后|[）)”（(，。、]))"
    rf"|(?=[农阴正冬腊十二三四五六七八九])(?:(?P<said>农历|阴历)(?:(?P<ly>[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])年)?|(?=[正冬腊]月|.{{1,2}}月(?:[初廿]|(?:{LUNAR_DAY}){_FEAST})))"
    rf"(?<![闰一二三四五六七八九十])(?P<lm>正|冬|腊|十[一二]?|[二三四五六七八九])月(?P<ld>{LUNAR_DAY})(?!日)"
    r"|(?<![一二两三四五六七八九十几每数首近\d])(?P<week>[上下本]?(?:星期|周|礼拜)(?P<wd>[一二三四五六日天]))(?![末年期])"
)
# one of these at least stands in what names a day twice
_NAMED = Pattern(rf"{_NAMES}|[月](?:{LUNAR_DAY})|(?:星期|周|礼拜)[一二三四五六日天]")

# what may stand between two names of one day
_PART_OF_DAY: Final = (
    "(?:节气)?(?:清晨|清早|凌晨|早上|早晨|上午|中午|下午|傍晚|晚上?|一早|一大早|当天|当日|这天|这一天)?"
)
_IS: Final = "(?:也|又|正好|刚好|恰好|恰|将|即将)?(?:是|为|即|恰逢|恰值|正值|适逢|正逢|欣逢|喜逢|时值|时逢|迎来|逢|正是)?"
_OF: Final = r"(?:今年|我国|中国|全国|全民|国际|世界|国家|中华|联合国|农历|阴历|公历|阳历|人民|南京大屠杀死难者|传统|一年一度的?|传统佳节|的|第[\d一二三四五六七八九十百]{1,5}个|首个|“|”|·|[\d一二三四五六七八九十]{1,2}[·．.•・][\d一二三四五六七八九十]{1,2}|五一|六一|三八|七一|八一|十一|五四){0,5}"
_GAP = Pattern(rf"{_PART_OF_DAY}[，,（(]?{_IS}{_OF}")
_GAP_BEFORE_DATE = Pattern(
    rf"(?:前夕的)?{_PART_OF_DAY}(?:[，,（(]|是|为|即|在|：|[（(]?(?:即|也就是|公历|阳历)|[，,]即|[”])*{_OF}"
)
_THEN_DATE = Pattern(rf"前夕的|{_PART_OF_DAY}(?:[（(是为即在：也]|，(?:即|也))|当[天日]，")
_GAP_TO_WEEK = Pattern(
    rf"{_PART_OF_DAY}[，,]?(?:是[^，。；\d]{{2,12}}，|[^，。；\d（(]{{2,20}}[日节](?=[（(])|[）)]?[，,]?)?[（(]?{_IS}(?:农历|的|[“”]){{0,2}}"
)
_TO: Final = tuple("至到—～-–、")
_EVENT = Pattern(
    "前|将|临|来|即|快|在即|期间|放假|活动|系列|慰问|主题|晚会|联欢|座谈|文艺|走访|专[场题]|演|庆祝|表彰|宣传|暨|大会|征文"
)
_CLAUSE = Pattern("[，。；、）]")
# characters looked at behind the second one
_AFTER: Final = 6


class _Day(NamedTuple):
    """A word that names a day; the year and month that hold for it; of a date its day, or 0; the year of the date before it."""

    found: re.Match[str]
    year: int | None
    month: int
    day: int
    earlier: int | None

    @property
    def name(self) -> str:
        """What a festival or term is called."""
        said = self.found["name"] or ""
        return _ALSO.get(said, said)


_SENTENCE = Pattern("[。；！？]")
_YEAR_SAID = Pattern(
    r"(?P<year>(?:19|20)\d\d)年(?!度)|(?<![比较])(?P<word>今年|去年|上年|前年|明年|次年|来年)"
)


def _days(text: str, this_year: int) -> list[_Day]:
    """The words of a text that name days."""
    days: list[_Day] = []
    year, month, at = None, 0, 0
    for found in _TOKEN.compiled.finditer(text):
        *before, between = _SENTENCE.compiled.split(text[at : found.start()])
        if before:
            year, month = None, 0
        for said in _YEAR_SAID.finditer(between):
            year = int(said["year"]) if said["year"] else this_year + RELATIVE_YEARS[said["word"]]
        year = int(found["y"]) if found["y"] else year
        month = int(found["m"] or found["sm"] or month)
        at, day = found.end(), int(found["d"] or found["sd"] or 0)
        date = _NAMESAKES[found["sake"]] if found["sake"] else (month, day)
        days.append(_Day(found, year, *date, days[-1].year or days[-1].earlier if days else None))
    return days


def _belongs(text: str, first: _Day, second: _Day) -> bool:
    """Whether two words, side by side, name one day."""
    start, end = first.found.end(), second.found.start()
    gap, after = text[start:end], text[second.found.end() : second.found.end() + _AFTER]
    if second.day or text[start - 1 : start + 1] == "”“":
        apart = (
            first.day
            or not second.day
            or after[:1] in tuple("至到—～-–起前后")
            # 清明节是星期日，4月6日补休
            or (first.found["week"] and after[:1] not in tuple("，。）)；上下晚早"))
            or (first.name and not _THEN_DATE.match(gap))
        )
        return not apart and _GAP_BEFORE_DATE.compiled.fullmatch(gap) is not None
    if second.found["week"]:
        return after[:1] not in _TO and _GAP_TO_WEEK.compiled.fullmatch(gap) is not None
    of_range = first.day and text[: first.found.start()].endswith(tuple("至到—～-–"))
    if first.found["week"] or of_range:
        return False
    if first.found["sake"]:
        return gap in ("", "国际", "全国", "中国")
    of_event = "，" in gap and second.name and _EVENT.search(_CLAUSE.compiled.split(after)[0])
    return not of_event and _GAP.compiled.fullmatch(gap) is not None


# --- whether the names agree ---------------------------------------------------------------------------------------------


def _dates(said: _Day, today: Date) -> list[Date]:
    """The days that a date may be: of the year that is named, or else of the issue's and the one nearest to it."""
    if said.found["lm"]:
        return lunar_dates(today.year, *said.found.group("lm", "ld"))
    if said.year is not None:
        return [each for each in [day_of(said.year, said.month, said.day)] if each]
    near = [each for off in (0, -1, 1) if (each := day_of(today.year + off, said.month, said.day))]
    near.sort(key=lambda each: abs((each - today).days))
    near = near[:1] + [each for each in near[1:] if each.year == today.year]
    return near + [each for each in [day_of(said.earlier or 0, said.month, said.day)] if each]


_ANOTHER = Pattern(r"、\d")


def one_day(sheet: Sheet) -> Iterator[Hit]:
    """9月9日教师节, 2026年6月20日（端午节）, 2月17日（农历正月初二）, 八月十六中秋节, 4月5日（星期五）: names of one day that are of two."""
    yield from _just_now(sheet)
    last, until = None, 0
    for segment, days in _chains(sheet):
        said = next((day for day in days if day.found["d"]), next((day for day in days if day.day), None))
        said = said or next((day for day in days if day.found["lm"]), None)
        # 腊月三十和正月初一（即2月15、16日）: one for each
        listed = said and _ANOTHER.match(segment.text, said.found.end())
        dates = _dates(said, sheet.date) if said and not listed else []
        for other in days if said and dates else ():
            rights = [_other_day(other, day) for day in dates]
            if said is None or other is said or not all(rights):
                continue
            off = [(each - dates[0]).days for each in days_named(other.name, dates[0])]
            # a feast lasts for days, and its eve is any day before it
            behind = segment.text[other.found.end() : other.found.end() + 2]
            if behind and behind[0] in "到至是" and behind[1:].isdigit() == (behind[0] == "是"):
                # 元旦到春节; 春节是2月1日
                continue
            soon = behind == "前夕" and not said.found["sd"] and any(0 < each < _EVE for each in off)
            spans = behind in ("期间", "假期") and not said.found["sd"]
            if spans and min(map(abs, off), default=0) < _LASTS:
                continue
            start, end = sorted((said.found.span(), other.found.span()))
            if soon and end == said.found.span():
                # 重阳节前夕的10月8日
                continue
            if last is segment and start[0] < until:
                # of both ends of a stretch one is enough
                continue
            last, until = segment, max(start[1], end[1])
            name = other.name or f"{dates[0].month}月{dates[0].day}日"
            params = {"name": name, "right": rights[0]}
            level = Level.HINT if soon or behind in ("当天", "当日") else None
            yield Hit(segment, start[0], until, params=params, level=level)


# days before a feast that are its eve
_EVE: Final = 21
_LASTS: Final = 10


_JUST_NOW = Pattern(
    rf"(?:刚刚?过完?(?:去的)?(?P<past>{_NAMES})|(?P<name>{_NAMES}|国庆|五一)[”节]?(?:小?长?假期?)?(?:[才刚]刚?过|将[至临近]|临近|[即将]?来临|即将到来|到来之际|在即))"
)
# what is just over, or soon to come, is at most so many days away
_SOON: Final = 75


def _just_now(sheet: Sheet) -> Iterator[Hit]:
    """刚过完立夏 in August, 端午节将至 in January."""
    for found, segment in matches(sheet, _JUST_NOW):
        name = _FEASTS.get(said := found["past"] or found["name"], said)
        days = [day for off in (-1, 0, 1) for day in days_named(name, Date(sheet.date.year + off, 7, 1))]
        if days and min(abs((day - sheet.date).days) for day in days) > _SOON:
            params = {"name": name, "right": f"{days[0].month}月{days[0].day}日"}
            yield Hit(segment, *found.span(), params=params, level=Level.HINT)


def _chains(sheet: Sheet) -> Iterator[tuple[Segment, list[_Day]]]:
    """All runs of words in the issue that name one day each."""
    for segment in sheet.of(*RUNNING):
        if _NAMED.search(segment.text):
            yield from ((segment, run) for run in _runs(segment.text, _days(segment.text, sheet.date.year)))


_BOTH = Pattern("[至到、—～-]{1,2}[|][（(][|][至到、—～-]{1,2}$")
_MONTH: Final = 31


def _runs(text: str, days: list[_Day]) -> Iterator[list[_Day]]:
    # 3月20日至24日（周一至周四）, of one week
    for first, last, one, other in zip(days, days[1:], days[2:], days[3:], strict=False):
        gaps = (text[a.found.end() : b.found.start()] for a, b in pairwise((first, last, one, other)))
        of_week = first.day and one.found["week"] and (last.day - first.day) % _MONTH < len(_WEEK)
        if of_week and _BOTH.match("|".join(gaps)):
            yield from ([first, one], [last, other])
    run: list[_Day] = []
    for day in days:
        another = day.found["d"] and any(each.found["d"] for each in run)
        if run and (another or not _belongs(text, run[-1], day)):
            if len(run) > 1:
                yield run
            run = []
        run.append(day)
    if len(run) > 1:
        yield run


def _other_day(other: _Day, day: Date) -> str | None:
    """When what `other` names is, where that is another day; None where it is this one, or nothing is known."""
    if other.found["lm"]:
        return lunar_name(day, other.found["ly"] or "", *other.found.group("lm", "ld"))
    if other.found["week"]:
        right = _WEEK[day.weekday()]
        return None if right == other.found["wd"].replace("天", "日") else f"星期{right}"
    rights = days_named(other.name, day)
    return None if day in rights or not rights else f"{rights[0].month}月{rights[0].day}日"


RULES: Final = (Rule("P416", "one-day", CALENDAR, sheet=one_day),)
