"""Dates and figures that contradict the calendar, the issue's date, or each other."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date as Date
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.language.dates import day_of
from jianbao.language.numerals import value_of
from jianbao.proofread.amounts import AMOUNT
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet

_DAY = Pattern(r"(?<![\d.])(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")


# months to or from another year in which its February is near
_SOON: Final = 2


def no_leap_day(sheet: Sheet) -> Iterator[Hit]:
    """29 February without its year, where neither the issue's year nor one that is near has such a day."""
    year, month = sheet.date.year, sheet.date.month
    near = [year, year - (month < _SOON), year + (month > 12 - _SOON)]
    if "2月29日" in sheet.whole and "闰年" not in sheet.whole and not any(map(isleap, near)):
        for segment in sheet.segments:
            for found in _DAY.finditer(segment.text) if segment.role in RUNNING else ():
                if found.group(1, 2, 3) == (None, "2", "29"):
                    yield Hit(segment, *found.span(), level=Level.DOUBTFUL)


def impossible_date(segment: Segment) -> Iterator[Hit]:
    """4月31日, 13月5日, 29 February of a common year."""
    for found in _DAY.finditer(segment.text):
        year, month, day = (int(part) if part else 0 for part in found.groups())
        of_year = year if 1583 <= year <= 9999 else 2000
        if not (1 <= month <= 12 and 1 <= day <= monthrange(of_year, month)[1]):
            yield Hit(segment, found.start(2), found.end())


_MONTH = Pattern(r"(?:^|(?<=[，。；：、（]))(\d{4})年(\d{1,2})月(?:[上中下]旬|底|初|份)?(?=，)")

_SENTENCE_ENDS: Final = "。；！？"
_PAST = Pattern("[了已]|圆满|结束|竣工|完成")
_SURELY_PAST = Pattern("[了已]|圆满|日前(?![后夕])|近日")
_FUTURE = Pattern(
    r"将|(?:决定|建议).{1,30}召开|会有|会在|会于|拟|要求|申请|提议|约定|计划|预计|定[于在]|春运|报名|晚于|[日月]后(?!，)|届时|力争|争取|确保|[之以]前|(?<=[\d一二三四五六七八九十]日)前|截至|截止|为止|日起|到期|期限|认缴|时[间点]为|为期|须|应当|明年|后年|未来|明天|明日|后天|即将|就要|快要|迎来|有望|会期|为今年|为明年|下一步|生效|施行|实施|安排"
)
_ANNIVERSARY = Pattern("周年|之际")
_HELD = Pattern("[召举]开了|举[行办]了|开展了|印发了|来到了?|参加了")
# what opens a sentence and is over, whatever is to come in the rest of it
_BEGUN = Pattern(
    "^，[^，。；将拟定]{0,24}?(?:已经?|顺利|圆满|成功|如期)(?:[召举]开|举[行办]|闭幕|结束|落幕|竣工|完工|通车|投产|投用|建成|完成|启动|开幕|开工|印发)(?!的|后|之)"
)
# 传达学习8月28日召开的会议精神: what is passed on has been
_PASSED_ON = Pattern(
    r"(?:传达|学习|贯彻|落实)了?(?P<day>(?:\d{4}年)?\d{1,2}月\d{1,2}日)[^，。；]{0,8}(?:[召举]开|举行|印发|下发|公布|发布)的"
)
_OTHER_YEAR = Pattern("去年|上年|前年|同期|往年|次年|翌年|农历|当年|年")


_MONTH_LONG: Final = 32
# characters looked at on either side: a body may be one sentence of 200,000
LONGEST_SENTENCE: Final = 300


def sentence_at(text: str, at: int) -> str:
    """The sentence of a text around a place, cut where it is too long."""
    first, last = max(at - LONGEST_SENTENCE, 0), at + LONGEST_SENTENCE
    start = max(max(text.rfind(mark, first, at) for mark in _SENTENCE_ENDS) + 1, first)
    ends = [end for mark in _SENTENCE_ENDS if (end := text.find(mark, at, last)) >= 0]
    return text[start : min(ends, default=last)]


def date_to_come(sheet: Sheet) -> Iterator[Hit]:
    """A day or month after the issue's own, told as past. Days without year count when they are at most a month away."""
    for segment in sheet.segments:
        if segment.role not in RUNNING or "月" not in segment.text:
            continue
        passed_on = {found.start("day") for found in _PASSED_ON.finditer(segment.text)}
        for found in _DAY.finditer(segment.text):
            day = day_of(int(found[1] or sheet.date.year), int(found[2]), int(found[3]))
            if day is None or day <= sheet.date or segment.text.startswith(("前夕", "）前夕"), found.end()):
                continue
            sentence = sentence_at(segment.text, found.start())
            rest = sentence.replace(found[0], "")
            begun = found.start() in passed_on or (
                sentence.startswith(found[0]) and _BEGUN.search(sentence[len(found[0]) :])
            )
            clauses = sentence.split("，", 2)
            told = clauses[0] == found[0] and len(clauses) > 1 and not _FUTURE.search(clauses[1])
            if told and not begun and 0 < (day - sheet.date).days < _MONTH_LONG:
                yield Hit(segment, *found.span(), params={"date": sheet.date}, level=Level.HINT)
                continue
            if (_FUTURE.search(sentence) and not begun) or segment.text[
                max(found.start() - 1, 0) : found.start()
            ] in tuple("至到—～~-距离"):
                continue
            far = (day - sheet.date).days
            opens = begun or (sentence.startswith(found[0] + "，") and _HELD.search(sentence))
            other = not opens and _OTHER_YEAR.search(rest)
            surely = begun or _SURELY_PAST.search(rest)
            if found[1] is None and (far > 31 or other or not surely):
                continue
            if found[1] is not None and not (
                _PAST.search(rest) or segment.text.startswith("，", found.end())
            ):
                continue
            yield Hit(segment, *found.span(), params={"date": sheet.date})
        for found in _MONTH.finditer(segment.text):
            month, sentence = _month(found), sentence_at(segment.text, found.start())
            if (
                month
                and month > sheet.date
                and _SURELY_PAST.search(sentence)
                and not _FUTURE.search(sentence)
                and not _ANNIVERSARY.search(sentence)
            ):
                yield Hit(segment, *found.span(), params={"date": sheet.date})


def _month(found: re.Match[str]) -> Date | None:
    """The first day of the month that is named, None for a thirteenth month."""
    year, month = int(found[1]), int(found[2])
    return Date(year, month, 1) if 1 <= month <= 12 and year else None


_YEAR = Pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_disagree(sheet: Sheet) -> Iterator[Hit]:
    """The number's year against the issue's date (January may still count to the old year); printed before dated."""
    issue = sheet.issue
    years = {issue.date.year, issue.date.year - 1} if issue.date.month == 1 else {issue.date.year}
    if issue.year is not None and issue.year not in years:
        segment = Segment(("year",), Role.FIELD, str(issue.year))
        yield Hit(segment, 0, len(segment.text), params={"date": issue.date})
    for index, form in enumerate(issue.masthead.number_form):
        found = _YEAR.search(form)
        school_year = "学年" in form and any(str(year) in form for year in (*years, issue.date.year - 1))
        if found and int(found[0]) not in years and not school_year:
            segment = Segment(("masthead", "number_form", index), Role.FIELD, form)
            yield Hit(segment, *found.span(), params={"date": issue.date})
    for part in issue.masthead.name:
        found = _YEAR.search(part.text)
        if found and int(found[0]) not in years and "期" in part.text:
            yield Hit(
                Segment(("masthead", "name"), Role.FIELD, part.text),
                *found.span(),
                params={"date": issue.date},
            )
    if issue.print is not None and issue.print.date is not None and issue.print.date < issue.date:
        segment = Segment(("print", "date"), Role.FIELD, str(issue.print.date))
        yield Hit(segment, 0, len(segment.text), params={"date": issue.date})


_LEVELS: Final = "中央|国家|自治区|直辖市|街道|社区|网格|部门|省|市|州|盟|地|县|区|旗|乡|镇|村|组|户|师|团|连"
_LEVEL_LIST = Pattern(
    # 区域、城区、社区三级: the first one is not only the end of a word
    rf"(?<!、{HAN})(?:(?:{_LEVELS})、){{1,7}}(?:{_LEVELS})([两二三四五六七])级",
)
_LEVEL = Pattern(_LEVELS)
_QUOTED_LIST = Pattern(
    rf"(?<!、)“({HAN}{{1,4}}(?:、{HAN}{{1,4}}){{1,9}})”([两三四五六七八九])(?:个|字|项|大|种)",
)


def listed_and_counted(segment: Segment) -> Iterator[Hit]:
    """县、乡、村四级."""
    text = segment.text
    for found in _LEVEL_LIST.finditer(text):
        before = text[max(found.start() - 1, 0) : found.start()]
        if before and (before in "、）)和及到至族" or _LEVEL.match(before)):
            continue
        yield from _miscounted(segment, found, found[0].count("、") + 1, found[1])
    for found in _QUOTED_LIST.finditer(text):
        items = found[1].split("、")
        characters = "字" in text[found.end() - 1 : found.end() + 4]
        if characters and len("".join(items)) == value_of(found[2]):
            continue
        single = all(len(item) == 1 for item in items)
        if single or not characters:
            yield from _miscounted(segment, found, found[1].count("、") + 1, found[2])


def _miscounted(segment: Segment, found: re.Match[str], count: int, said: str) -> Iterator[Hit]:
    if value_of(said) != count:
        yield Hit(segment, *found.span(), params={"count": count, "said": said})


_UP: Final = "上升|提高|提升|增加|增长|扩大|升高|[升增]"
_DOWN: Final = "下降|降低|减少|回落|缩小|压缩|缩短|[降减]"
# places in a list (从第8位上升到第3位) and degrees go the other way
_WAY = Pattern(
    rf"(?:由|从)[^，。；第\d]{{0,8}}(?P<a>{AMOUNT})(?P<unit>[万亿]?(?:[%％‰]|{HAN}{{0,3}}?))(?<![年月日时分级位名档等])"
    rf"(?P<verb>(?P<up>{_UP})|{_DOWN})(?:到|至|为)了?(?P<b>{AMOUNT})(?P=unit)(?![\d.万亿%％])",
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


_MOVED: Final = "提高|上升|提升|增加|增长|扩大|下降|降低|减少|回落|收窄|缩小|[上下][调浮]|压[降减]|升|降"
_RATE_MOVED = Pattern(
    rf"(?:由|从)[^，。；]{{0,10}}?({AMOUNT})[%％](?:(?:{_MOVED})(?:到|至|为)|[增减][到至])[^，。；\d]{{0,6}}({AMOUNT})[%％]，"
    rf"(?:同比|共|累计|约)?(?:{_MOVED})了?(?P<points>({AMOUNT})[%％])",
)
_RATE_COMPARED = Pattern(
    rf"(?:率|占比|比重)(?:为|达|达到|是)?{AMOUNT}[%％]，(?:同比|环比|[比较][上去]年(?:同期)?)"
    rf"(?:提高|上升|提升|下降|降低|回落)了?(?P<points>({AMOUNT})[%％])",
)


def percentage_points(segment: Segment) -> Iterator[Hit]:
    """由63.2%提高到65.8%，提高了2.6%: the difference of two percentages is in 个百分点."""
    for found in _RATE_MOVED.finditer(segment.text):
        moved = abs(float(found[2]) - float(found[1]))
        if abs(moved - float(found[4])) < 0.051:
            yield Hit(segment, *found.span("points"), f"{found[4]}个百分点")
    for found in _RATE_COMPARED.finditer(segment.text):
        yield Hit(segment, *found.span("points"), params={"better": f"{found[2]}个百分点"})


RULES: Final = (
    Rule(
        "P401",
        "impossible-date",
        "历法",
        sheet=no_leap_day,
        segment=impossible_date,
        roles=RUNNING,
        triggers="日",
        certain=True,
    ),
    Rule("P404", "years-disagree", CUSTOM, sheet=years_disagree),
    Rule("P408", "growth", CUSTOM, Severity.WARNING, segment=growth, roles=RUNNING, triggers="由从比较"),
    Rule("P409", "percentage-points", CUSTOM, fixable=True, segment=percentage_points, roles=RUNNING),
)
