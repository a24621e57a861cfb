"""What is said from the day of the issue, 昨天（7月7日）, 截至6月底已… → days and months that are other ones, or not yet over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from typing import Final

from jianbao.errors import Level
from jianbao.language.dates import RELATIVE_YEARS, day_of
from jianbao.proofread.amounts import number
from jianbao.proofread.dates import date_to_come
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

# --- 今年（2024年） ---------------------------------------------------------------------------------------------------------

_WORD: Final = r"(?P<word>前年|去年|上年|今年|本年|明年|后年)(?:度)?"
_NAMED_YEARS: Final = (
    Pattern(
        rf"{_WORD}(?:[^，。；（(\d]{{0,6}}[（(]|是|即)?(?P<year>(?:19|20)\d\d)(?:年(?:度)?|(?=[）)]))(?![^，。；]{{0,16}}周年)"
    ),
    Pattern(rf"(?P<year>(?:19|20)\d\d)年[^，。；（(\d]{{0,4}}[（(](?:即|也就是)?{_WORD}"),
)


def _year(segment: Segment, today: Date) -> Iterator[Hit]:
    """今年（2024年） in an issue of 2026."""
    for pattern in _NAMED_YEARS:
        for found in pattern.finditer(segment.text):
            right = today.year + RELATIVE_YEARS[found["word"]]
            # in January people may still speak from the year before
            late = today.month == 1 and int(found["year"]) == right - 1
            if int(found["year"]) != right:
                level = Level.HINT if late else None
                yield Hit(segment, *found.span(), params={"right": f"{right}年"}, level=level)


# --- 昨天（7月7日） --------------------------------------------------------------------------------------------------------

_DAYS_OFF: Final = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_NEXT: Final = "次日|翌日|第二天"
_DAY_NAMED = Pattern(
    rf"(?:(?P<word>{'|'.join(_DAYS_OFF)})|(?<![\d.])(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日(?![至到—～-])[^\d]{{0,60}}?(?:{_NEXT}))(?:[上下]午|晚上?|凌晨|夜间)?[（(，](?P<at>(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日)(?![至到—～-])"
)


def _named(segment: Segment, today: Date) -> Iterator[Hit]:
    """昨天（7月7日） in an issue of 9 July; 1月8日…次日（1月11日）."""
    for found in _DAY_NAMED.finditer(segment.text):
        since = today if found["word"] else day_of(today.year, int(found["m"]), int(found["d"]))
        right = since + timedelta(days=_DAYS_OFF.get(found["word"], 1)) if since else today
        if since and (int(found["m2"] or right.month), int(found["d2"])) != (right.month, right.day):
            params = {"right": f"{right.month}月{right.day}日"}
            # an issue may be dated some days after what it tells
            level = Level.HINT if found["word"] else None
            yield Hit(segment, *found.span("at"), params=params, level=level)


# --- what is not yet over, told as done ------------------------------------------------------------------------------------

_DONE = Pattern("[已了]|实际|累计(?!将)|同比|圆满|累计完成|实现|达到|完成全年")
_NOT_DONE = Pattern(
    "将|拟|预计|(?:计划|目标)(?!的?[\\d一二三四五六七八九十百])|力争|争取|确保|要求|应当?|须|需要|前[，。完报将]|任务是|安排|部署|推进|明年|预测|有望|届时|约定|到期|期限|有效期|为期|报名|截止|以前|之前|可|就要|快要|为今年|就能|邀请|延长|要实现|决定对|会议决定"
)
_BY = Pattern(
    r"截[至止]到?(?P<at>(?:(?P<y>20\d\d)年|今年|本年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<end>底|末)?))"
)
_FAR: Final = 75


def _to_come(segment: Segment, today: Date) -> Iterator[Hit]:
    """截至6月底已…, before it is over."""
    for found in _BY.finditer(segment.text):
        stated = found["d"] or ("28" if found["end"] else "1")
        day = day_of(int(found["y"] or today.year), int(found["m"]), int(stated))
        after = segment.text[found.end() : found.end() + _FAR].partition("。")[0]
        # in its first months a year looks back at the one before
        soon = day is not None and day > today and (found["y"] or (day - today).days <= _FAR)
        later = found["y"] and int(found["y"]) > today.year
        if soon and (later or _DONE.search(after)) and not _NOT_DONE.search(after):
            # an issue may be dated some days before it goes out
            level = Level.HINT if found["d"] or not _DONE.search(after) else None
            yield Hit(segment, *found.span("at"), params={"date": today}, level=level)


def to_come(sheet: Sheet) -> Iterator[Hit]:
    """What is told as done of a time that is not over on the day of the issue."""
    yield from date_to_come(sheet)
    for segment in sheet.of(*RUNNING):
        yield from _to_come(segment, sheet.date)


# --- years beside years ------------------------------------------------------------------------------------------------------

_TO: Final = r"[—\-－~～至到–/]+"
_YEARS: Final = (
    Pattern(
        rf"(?:近|(?=.年(?:行动|攻坚|滚动|整治|提升|倍增|专项|规划|计划)))(?P<n>[一二两三四五六七八九十]|\d)年[^，。；（(\d]{{0,10}}[（(](?P<at>(?P<first>20\d\d)年?{_TO}(?P<last>20\d\d)(?P<years>年?))[）)]"
    ),
    Pattern(rf"(?P<at>(?P<first>20\d\d)年?{_TO}(?P<last>20\d\d))(?P<years>学年)(?!间|度?间)"),
    Pattern(
        rf"(?P<at>(?P<first>20\d\d)年?{_TO}(?P<last>20\d\d)(?P<years>年))[的这]?(?P<n>[二两三四五六七八九十])年(?P<loosely>[间里]|时间|期间)"
    ),
)


def _years(segment: Segment) -> Iterator[Hit]:
    """近三年（2022—2026年）, 三年行动（2024—2027年）, 2026—2028学年, 2016年至2020年四年间."""
    for pattern in _YEARS:
        for found in pattern.finditer(segment.text):
            count = number(found.groupdict().get("n", "2").replace("两", "二"))
            right = int(found["first"]) + count - 1
            if int(found["last"]) != right:
                params = {"right": f"{found['first']}—{right}{found['years']}"}
                # from one year to another may be reckoned without the first
                level = Level.HINT if "loosely" in found.groupdict() else None
                yield Hit(segment, *found.span("at"), params=params, level=level)


def relative_day(sheet: Sheet) -> Iterator[Hit]:
    """今年（2024年） in an issue of 2026; 昨天（7月7日） in one of 9 July; 近三年（2022—2026年）."""
    for segment in sheet.of(*RUNNING):
        yield from _year(segment, sheet.date)
        yield from _named(segment, sheet.date)
        yield from _years(segment)


RULES: Final = (
    Rule("P402", "date-to-come", CUSTOM, sheet=to_come),
    Rule("P412", "relative-year", CUSTOM, sheet=relative_day),
)
