"""Two ends of a stretch, 6月1日至6月5日, 9时至11时 → an end that lies before its beginning, a length that is another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.dates import day_of
from jianbao.proofread.amounts import number
from jianbao.proofread.moments import moments_agree
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet, apart

# --- from one day, month or year to another ------------------------------------------------------------------------------

_LINK: Final = (
    r"(?:[上中下]旬|[底末初])?(?:起|开始)?[，]?(?:[—\-－~～–]{1,2}|(?:一直|持续|延续|打|干|忙|坚持)*[至到])"
)
_BEGUN: Final = r"(?:正式)?[^，。；\d]{0,8}?(?:开工|启动|动工|立项|始建|兴建|开建|筹建|奠基|破土|开挖|动土|进场|进点|出发|受理|报名|集训|隔离|展出|整治|开始|开幕|开班|开赛|开营|开展|入驻|进驻|上线)[^。；\d]{0,8}?[，、][^，。；\d次翌今去]{0,3}?(?:于|预计|计划|至|到|在)?"
_OVER: Final = r"(?=[^，。；\d]{0,6}(?:竣工|建成|落成|封顶|通车|通航|通水|贯通|并网|蓄水|交付|交房|开通|运营|出版|投用|完工|完成|结束|投产|验收|闭幕|结业|收官|撤离|离开|反馈|返回|截止))"
_FIRST: Final = r"(?<![\d.第月])(?:(?P<day1>\d{1,2})日(?=[至到—～-]\d{1,2}日)|(?:(?P<y1>(?:19|20)\d\d)年)?(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日?)?|(?P<year1>(?:19|20)\d\d)年?)"
_LAST: Final = r"(?:(?:(?P<y2>(?:19|20)\d\d)年)?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?|(?P<day2>\d{1,2})日|(?P<year2>(?:19|20)\d\d)年)(?!\d)"
_STRETCHES: Final = (Pattern(rf"{_FIRST}{_LINK}{_LAST}"), Pattern(rf"{_FIRST}{_BEGUN}{_LAST}{_OVER}"))
_NUMBER: Final = r"\d{1,3}|[一二三四五六七八九十两]{1,3}"
_LASTING = Pattern(
    rf"(?:[^。；\d]{{0,24}}?|[^。；\d]{{0,30}}。(?:[此这本]次|该)?(?=为期))(?P<word>为期|[会展赛工假班]期|历时|用时|[用花]了?(?=.{{1,4}}时间)|走过|历经|(?:连续)?(?:驻村|坚守|任职|扎根|从教|从医|帮扶)|连续|持续了?|进行了?|开展了?|共计?|计|正好|整整|放假(?:调休)?(?:，?共)?|休息|长达|的(?=.{{1,3}}年[间里])|[，（）])(?:约|近|了)?(?P<n>{_NUMBER})(?P<unit>天|周半?|个?星期|个月|个工作日|年(?:半(?=[，。；的]))?)(?![余多半初底以前后级检度内中产]|的?(?:开放|工作)日|一[度次])"
)
_LASTING_BEFORE = Pattern(
    rf"(?:(?<![隔长第])(?!(?:(?<=未来)|(?<=今后)|(?<=下来))[^（(]{{1,4}}，)(?<!\d)(?:为期|历时|连续|会期|会议期限|工期)?(?P<n>半(?=年)|{_NUMBER})(?P<unit>天|周|个月|个工作日|年)(?:时间)?(?:(?:长假|假期|小长假|假)?[（(]即?|的[^，。；\d]{{1,12}}(?:[从自于]|[（(])|，(?:[^，。；\d]{{0,6}}[为是：])?[从自即]?))(?=\d)"
)
_HALF_YEAR: Final = 6.0
_CLOSE: Final = 18
# months that a winter lasts at most: 11月至次年3月 may be said without its year
_WINTER: Final = 6


# a year, a month and a day, 0 for what is not said; from when to when
_When = tuple[int, int, int]
_Stretch = tuple[_When, _When]


def _stretch(found: re.Match[str]) -> _Stretch | None:
    year, month, day, to_year, to_month, to_day, day1, day2 = (
        int(found[name] or 0) for name in ("y1", "m1", "d1", "y2", "m2", "d2", "day1", "day2")
    )
    if day1:
        # of a month that is not said: one that holds both
        return ((0, 1, day1), (0, 1, day2)) if day1 < day2 < 32 else None
    first = (int(found["year1"]), 0, 0) if found["year1"] else (year, month, day)
    if day2:
        return first, (first[0], month, day2)
    if found["year2"]:
        return first, (int(found["year2"]), 0, 0)
    next_year = not to_year and to_month < month and (to_month - month) % 12 <= _WINTER
    return first, ((to_year or first[0]) + next_year, to_month, to_day)


def _stretches(text: str) -> Iterator[tuple[re.Match[str], _Stretch]]:
    """All stretches of a text, and from when to when each is."""
    for pattern in _STRETCHES:
        for found in pattern.finditer(text):
            stretch = _stretch(found)
            if stretch is not None:
                yield found, stretch


_NEXT: Final = ("今年", "次月", "次年", "翌月", "翌年", "下月", "来年", "明年")


# 100至80毫米; 9月26日、25日
_UNITS: Final = "毫米|厘米|米|公里|公斤|[吨亩元人户家名个件斤]|摄氏度|[℃%％]"
_UP = Pattern(
    rf"(?<![\d.年月日第])(?P<a>\d+(?:\.\d+)?)(?P<u>[万亿]?(?:{_UNITS}))?(?:[至到—～~]|月\d{{1,2}}日、|日、|日(?:夜[间里]|白天)[到至](?!1日))(?P<b>\d+(?:\.\d+)?)(?(u)(?P=u)|(?:{_UNITS}|天|分钟|(?<=\d)日))(?!不等)"
)
_OF_DAYS = Pattern("[月夜白]")
_DOWN = Pattern("[由从减低]|降(?![雨水])|[缩自跌落]|零下|扶梯|倒")


def _days_backwards(segment: Segment) -> Iterator[Hit]:
    for found in _UP.finditer(segment.text):
        before = segment.text[max(found.start() - _CLOSE, 0) : found.start()]
        days = re.findall(r"(\d+)日", found[0])
        first, last = days if len(days) > 1 else (found["a"], found["b"])
        of_days = _OF_DAYS.search(found[0]) or not days
        if of_days and float(last) < float(first) and not _DOWN.search(before):
            yield Hit(segment, *found.span(), level=Level.HINT)
    end, earlier = 0, (0, 0, 0)
    for found, (first, last) in _stretches(segment.text):
        between = segment.text[end : found.start()]
        if first[1:] < earlier[1:] < last[1:] and "阶段" in between and len(between) < 2 * _CLOSE:
            yield Hit(segment, end, found.end(), level=Level.HINT)
        end, earlier = found.end(), last
        precise = 3 if first[2] and last[2] else 2
        # 自3月30日至次月2日
        if first[:precise] > last[:precise] and not any(word in found[0] for word in _NEXT):
            yield Hit(segment, *found.span())


def _length(stretch: _Stretch, unit: str, year: int) -> tuple[float, float]:
    """How many of `unit` the stretch lasts with both its ends, 0 where that is not said; how far what is said may be off."""
    (y1, m1, d1), (y2, m2, d2) = stretch
    if d1 and d2:
        first, last = day_of(y1 or year, m1, d1), day_of((y1 or year) + y2 - y1, m2, d2)
        days = (last - first).days + 1 if first and last else 0
        if "天" in unit or "工作" in unit:
            return days, 0
        if "月" in unit:
            return days / 30, 0.34 * max(days / 30, 1)
        return (days / 365, 0.3) if unit == "年" else (days / 7, 0.45)
    months = 12 * (y2 - y1) + m2 - m1 + 1 if m1 else 12 * (y2 - y1 + 1)
    if "月" in unit and m1:
        return months - 0.5, 0.51
    if unit == "年" and y1:
        return (months / 12, 0.55) if m1 else (months / 12 - 0.5, 0.51)
    return 0, 0


def span_and_days(sheet: Sheet) -> Iterator[Hit]:
    """6月1日至6月5日，为期7天; 2024年3月开工，2026年3月竣工，历时三年."""
    for segment in sheet.of(*RUNNING):
        yield from apart(_lasting(segment, sheet.date.year))


def _lasting(segment: Segment, year: int) -> Iterator[Hit]:
    text = segment.text
    for found, stretch in _stretches(text):
        # 9月25日至27日和10月1日至7日，共10天
        if text[max(found.start() - 2, 0) : found.start()] in ("日和", "日及", "日、", "日与"):
            continue
        # up to the figure that it leads to
        before = _LASTING_BEFORE.finditer(text, max(found.start() - _CLOSE, 0), found.start() + 1)
        said = _LASTING.match(text, found.end()) or next(
            (each for each in before if each.end() == found.start()), None
        )
        if said is not None:
            unit, counted = (
                ("个月", _HALF_YEAR) if said["n"] == "半" else (said["unit"], float(number(said["n"])))
            )
            length, slack = _length(stretch, unit[:3].removesuffix("半"), year)
            counted = counted + unit.endswith("半") / 2
            off = counted > length if "工作" in unit else abs(counted - length) > slack
            if length > 0 and off:
                # of days that somebody counted the last may be none
                word = said.groupdict().get("word") or ""
                nights = counted == length - 1 and word.startswith(_COUNTED)
                start, end = min(found.start(), said.start()), max(found.end(), said.end())
                params = {"days": f"{max(round(length), 1)}{unit}", "said": said["n"] + said["unit"]}
                yield Hit(segment, start, end, params=params, level=Level.HINT if nights else None)


_COUNTED: Final = ("（", "历时", "连续", "持续", "进行", "开展", "用时")


def backwards(segment: Segment) -> Iterator[Hit]:
    """2025—2021年, 6月20日至6月15日, 11时至9时: a range whose end lies before its beginning, a stage that begins before the last one ends."""
    yield from _days_backwards(segment)
    yield from moments_agree(segment)


RULES: Final = (
    Rule("P414", "range-backwards", CUSTOM, segment=backwards, roles=RUNNING),
    Rule("P415", "span-and-days", CUSTOM, sheet=span_and_days),
)
