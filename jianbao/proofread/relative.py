"""What is said from the day of the issue, 昨天（7月7日）, 截至6月底已…, 将于4月2日 → days and months that are other ones, or not yet or no longer to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from typing import Final

from jianbao.errors import Level
from jianbao.language.dates import RELATIVE_YEARS, day_of
from jianbao.proofread.amounts import number
from jianbao.proofread.dates import date_to_come, sentence_at
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

# --- 今年（2024年） ---------------------------------------------------------------------------------------------------------

_WORD: Final = r"(?P<word>前年|去年|上年|今年|本年|明年|后年)(?:度)?"
_NAMED_YEARS: Final = (
    Pattern(
        rf"{_WORD}(?:[（(]|是|即)?(?P<year>(?:19|20)\d\d)(?:年(?:度)?)?(?:[）)]|(?<=年))(?![^，。；]{{0,16}}周年)"
    ),
    Pattern(rf"{_WORD}[^，。；（(\d]{{0,6}}[（(](?P<year>(?:19|20)\d\d)年"),
    Pattern(rf"(?P<year>(?:19|20)\d\d)年[^，。；（(\d]{{0,4}}[（(](?:即|也就是)?{_WORD}"),
)


def relative_year(sheet: Sheet) -> Iterator[Hit]:
    """今年（2024年） in an issue of 2026."""
    for segment in sheet.segments:
        for pattern in _NAMED_YEARS if segment.role in RUNNING else ():
            for found in pattern.finditer(segment.text):
                right = sheet.date.year + RELATIVE_YEARS[found["word"]]
                # in January people may still speak from the year before
                late = sheet.date.month == 1 and int(found["year"]) == right - 1
                if int(found["year"]) != right:
                    level = Level.HINT if late else None
                    yield Hit(segment, *found.span(), params={"right": f"{right}年"}, level=level)


# --- 昨天（7月7日） --------------------------------------------------------------------------------------------------------

_DAYS_OFF: Final = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_DAY_NAMED = Pattern(
    rf"(?P<word>{'|'.join(_DAYS_OFF)})(?:[上下]午|晚上?|凌晨|夜间)?[（(，](?P<at>(?:(?P<m>\d{{1,2}})月)?(?P<d>\d{{1,2}})日)(?![至到—～-])"
)
_NEXT_DAY = Pattern(
    r"(?<![\d.])(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?![至到—～-])[^\d]{0,60}?(?:次日|翌日|第二天)[（(，](?P<at>(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日)"
)
# days that a slip is off at most; further off, the issue may be of another day than its text
_NEAR: Final = 3


def _named(segment: Segment, today: Date) -> Iterator[Hit]:
    for found in _DAY_NAMED.finditer(segment.text):
        right = today + timedelta(days=_DAYS_OFF[found["word"]])
        month, day = int(found["m"] or right.month), int(found["d"])
        if (month, day) != (right.month, right.day):
            # an issue may be dated some days after what it tells
            near = found["m"] and abs((right.month - month) * 30 + right.day - day) <= _NEAR
            yield Hit(
                segment,
                *found.span("at"),
                params={"right": f"{right.month}月{right.day}日"},
                level=None if near else Level.HINT,
            )
    for found in _NEXT_DAY.finditer(segment.text):
        first = day_of(today.year, int(found["m"]), int(found["d"]))
        after = first + timedelta(days=1) if first else today
        if first and (int(found["m2"] or after.month), int(found["d2"])) != (after.month, after.day):
            yield Hit(segment, *found.span("at"), params={"right": f"{after.month}月{after.day}日"})


# --- what is not yet over, told as done ------------------------------------------------------------------------------------

_DONE = Pattern("[已了]|实际|累计(?!将)|同比|圆满|累计完成|实现|达到|完成全年")
_NOT_DONE = Pattern(
    "将|拟|预计|计划|力争|争取|确保|目标|要求|应当?|须|需要|前[，。完报将]|任务是|安排|部署|推进|明年|预测|有望|届时|约定|到期|期限|有效期|为期|报名|截止|以前|之前|可|就要|快要|为今年|就能|邀请|延长|要实现|决定对|会议决定"
)
# 完成计划的九成六
_OF_PLAN = Pattern(
    "(?:完成|占|达到?)了?(?:全年|年度|总|年初|全县|全市)*(?:计划|目标|任务|预算)(?:任务|总?数|面积)?的?(?=[\\d一二三四五六七八九十百])"
)
_OTHER_YEAR = Pattern("去年|上年|前年|往年|同期|历年|每年|当年|那年|(?:19|20)\\d\\d年")
_BY = Pattern(
    r"截[至止]到?(?P<at>(?:(?P<y>20\d\d)年|今年|本年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<end>底|末|份)?))"
)
_GRACE: Final = 15
_FAR: Final = 75


def _to_come(segment: Segment, today: Date) -> Iterator[Hit]:
    """截至6月底已…, before it is over."""
    text = segment.text
    for found in _BY.finditer(text):
        stated = found["d"] or ("28" if found["end"] in ("底", "末") else "1")
        day = day_of(int(found["y"] or today.year), int(found["m"]), int(stated))
        after = text[found.end() : found.end() + _FAR].partition("。")[0]
        if day is None or day <= today or not _DONE.search(after):
            continue
        if _NOT_DONE.search(_OF_PLAN.compiled.sub("", after)):
            continue
        off = (day - today).days
        # an issue may be dated some days before it goes out
        level = Level.HINT if found["d"] and off <= _GRACE else None
        # in its first months a year looks back at the one before
        if found["y"] or off <= _FAR:
            yield Hit(segment, *found.span("at"), params={"date": today}, level=level)


def to_come(sheet: Sheet) -> Iterator[Hit]:
    """What is told as done of a time that is not over on the day of the issue."""
    yield from date_to_come(sheet)
    for segment in sheet.of(*RUNNING):
        yield from _to_come(segment, sheet.date)


# --- what is over, told as to come -----------------------------------------------------------------------------------------

_WILL = Pattern(r"(?:将于|将在|定于|拟于|计划于)(?P<at>(?P<m>\d{1,2})月(?P<d>\d{1,2})日)(?![之以]?前)")
_STILL = Pattern("目前|已有|正在|届时|报名|敬请|请各|请于")
_LONG_AGO: Final = 120
_LATELY: Final = 60


def _over(segment: Segment, today: Date) -> Iterator[Hit]:
    for found in _WILL.finditer(segment.text):
        day = day_of(today.year, int(found["m"]), int(found["d"]))
        past = (today - day).days if day else 0
        sentence = sentence_at(segment.text, found.start())
        if 0 < past <= _LONG_AGO and not _OTHER_YEAR.search(sentence):
            surely = past <= _LATELY and _STILL.search(sentence)
            params = {"right": "尚未过去的日子"}
            yield Hit(segment, *found.span("at"), params=params, level=None if surely else Level.HINT)


# --- years beside years ------------------------------------------------------------------------------------------------------

_LAST_YEARS = Pattern(
    r"近(?P<n>[一二两三四五六七八九十]|\d)年(?:来|间)?[（(](?P<at>(?P<first>20\d\d)年?[—\-－~～至到–]+(?P<last>20\d\d)年?)[）)]"
    r"|(?P<k>[一二两三四五六七八九十])年(?:行动|攻坚|滚动|整治|提升|倍增|专项|规划|计划)[^，。；（(\d]{0,8}[（(](?P<b>(?P<first2>20\d\d)年?[—\-－~～至到–]+(?P<last2>20\d\d)年?)[）)]"
    r"|(?P<first3>20\d\d)年?[—\-－~～至到–]+(?P<last3>20\d\d)年(?:的|这)?(?P<c>(?P<m>[二两三四五六七八九十])年)(?:[间里]|时间|期间)"
)


_SCHOOL_YEAR = Pattern(r"(?P<first>20\d\d)(?:年)?[—\-－~～至到–/]+(?P<last>20\d\d)(?=学年(?!间|度?间))")


def _years(segment: Segment) -> Iterator[Hit]:
    """近三年（2022—2026年）, 三年行动（2024—2027年）, 2026—2028学年."""
    for found in _LAST_YEARS.finditer(segment.text):
        count = number((found["n"] or found["k"] or found["m"]).replace("两", "二"))
        first = int(found["first"] or found["first2"] or found["first3"])
        last = int(found["last"] or found["last2"] or found["last3"])
        if last - first + 1 != count:
            span = found.span("at" if found["n"] else "b" if found["k"] else "c")
            level = Level.HINT if found["m"] else None
            yield Hit(segment, *span, params={"right": f"{first}—{first + count - 1}年"}, level=level)
    for found in _SCHOOL_YEAR.finditer(segment.text):
        first = int(found["first"])
        if int(found["last"]) != first + 1:
            yield Hit(segment, *found.span(), params={"right": f"{first}—{first + 1}学年"})


def relative_day(sheet: Sheet) -> Iterator[Hit]:
    """昨天（7月7日） in an issue of 9 July; 将于4月2日 after it; 近三年（2022—2026年）."""
    yield from relative_year(sheet)
    for segment in sheet.of(*RUNNING):
        yield from _named(segment, sheet.date)
        yield from _over(segment, sheet.date)
        yield from _years(segment)


RULES: Final = (
    Rule("P402", "date-to-come", CUSTOM, sheet=to_come),
    Rule("P412", "relative-year", CUSTOM, sheet=relative_day),
)
