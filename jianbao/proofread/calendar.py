"""A day that is named in more ways than one, 10月18日，农历九月初八，重阳节，星期日 → those of its names that are another day's.

Whatever names days is one kind of word here: dates, lunar days, weekdays, festivals, solar terms, memorial days. Those that
stand side by side are names of one day, and the date among them, or else the lunar day, says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.numerals import value_of
from jianbao.proofread.amounts import number
from jianbao.proofread.rule import Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

CALENDAR: Final = "历法"

# --- what names a day --------------------------------------------------------------------------------------------------

_FIXED: Final = {
    "元旦": (1, 1), "元旦节": (1, 1), "警察节": (1, 10), "湿地日": (2, 2), "爱耳日": (3, 3), "学雷锋纪念日": (3, 5), "学雷锋日": (3, 5), "妇女节": (3, 8), "植树节": (3, 12),
    "消费者权益日": (3, 15), "消费者权益保护日": (3, 15), "森林日": (3, 21), "世界水日": (3, 22), "国际水日": (3, 22), "气象日": (3, 23), "结核病日": (3, 24), "防治结核病日": (3, 24),
    "自闭症日": (4, 2), "卫生日": (4, 7), "国家安全教育日": (4, 15), "国家安全日": (4, 15), "地球日": (4, 22), "读书日": (4, 23), "航天日": (4, 24), "预防接种宣传日": (4, 25), "知识产权日": (4, 26), "职业病防治法宣传周首日": (4, 25),
    "劳动节": (5, 1), "青年节": (5, 4), "红十字日": (5, 8), "品牌日": (5, 10), "防灾减灾日": (5, 12), "护士节": (5, 12), "家庭日": (5, 15), "博物馆日": (5, 18), "旅游日": (5, 19), "学生营养日": (5, 20),
    "生物多样性日": (5, 22), "科技工作者日": (5, 30), "无烟日": (5, 31), "儿童节": (6, 1), "环境日": (6, 5), "环境保护日": (6, 5), "爱眼日": (6, 6), "国际档案日": (6, 9), "文化和自然遗产日": (0, 0), "献血者日": (6, 14),
    "防治荒漠化日": (6, 17), "防治荒漠化与干旱日": (6, 17), "土地日": (6, 25), "禁毒日": (6, 26), "建党节": (7, 1), "建党纪念日": (7, 1), "党的生日": (7, 1), "人口日": (7, 11), "航海日": (7, 11), "肝炎日": (7, 28), "建军节": (8, 1), "全民健身日": (8, 8),
    "生态日": (8, 15), "医师节": (8, 19), "抗战胜利纪念日": (9, 3), "抗日战争胜利纪念日": (9, 3), "慈善日": (9, 5), "教师节": (9, 10), "预防自杀日": (9, 10), "全民国防教育日": (0, 0), "科普日": (0, 0), "爱牙日": (9, 20), "旅游节": (0, 0),
    "烈士纪念日": (9, 30), "国庆节": (10, 1), "老年人日": (10, 1), "动物日": (10, 4), "邮政日": (10, 9), "精神卫生日": (10, 10), "辛亥革命纪念日": (10, 10), "标准日": (10, 14), "粮食日": (10, 16), "消除贫困日": (10, 17), "扶贫日": (10, 17), "卒中日": (10, 29),
    "城市日": (10, 31), "记者节": (11, 8), "消防日": (11, 9), "消防宣传日": (11, 9), "糖尿病日": (11, 14), "艾滋病日": (12, 1), "交通安全日": (12, 2), "残疾人日": (12, 3), "宪法日": (12, 4), "法制宣传日": (12, 4), "志愿者日": (12, 5), "志愿人员日": (12, 5),
    "人权日": (12, 10), "国家公祭日": (12, 13),
}  # fmt: skip
# month, week, weekday of those that are a Sunday of their month
_SUNDAYS: Final = {"助残日": (5, 3), "母亲节": (5, 2), "父亲节": (6, 3)}
_LUNAR: Final = {
    "春节": (1, 1), "元宵节": (1, 15), "龙抬头": (2, 2), "端午节": (5, 5), "端午": (5, 5), "七夕": (7, 7), "七夕节": (7, 7), "中元节": (7, 15), "中秋节": (8, 15), "中秋": (8, 15), "重阳节": (9, 9), "重阳": (9, 9), "腊八节": (12, 8), "腊八": (12, 8),
    "小年": (12, 23),
}  # fmt: skip
# the day about which a solar term is
_TERMS: Final = {
    "小寒": (1, 5), "大寒": (1, 20), "立春": (2, 4), "雨水": (2, 19), "惊蛰": (3, 5), "春分": (3, 20), "清明": (4, 5), "清明节": (4, 5), "谷雨": (4, 20), "立夏": (5, 5), "小满": (5, 21), "芒种": (6, 5), "夏至": (6, 21), "小暑": (7, 7), "大暑": (7, 22),
    "立秋": (8, 7), "处暑": (8, 23), "白露": (9, 7), "秋分": (9, 23), "寒露": (10, 8), "霜降": (10, 23), "立冬": (11, 7), "小雪": (11, 22), "大雪": (12, 7), "冬至": (12, 22),
}  # fmt: skip
# terms that are weather too
_WEATHER: Final = frozenset({"雨水", "大雪", "小雪", "大寒", "小寒", "大暑", "小暑", "白露", "小满"})
_NAMESAKES: Final = {
    "五一": (5, 1), "五四": (5, 4), "六一": (6, 1), "三八": (3, 8), "七一": (7, 1), "八一": (8, 1), "十一": (10, 1)
}  # fmt: skip
_ALSO: Final = {"正月初一": "春节", "大年初一": "春节", "大年三十": "除夕"}
_NAMES: Final = "|".join(
    sorted((*_FIXED, *_SUNDAYS, *_LUNAR, *_TERMS, *_ALSO, "除夕"), key=len, reverse=True)
)
_LUNAR_MONTHS: Final = {name: index for index, name in enumerate("正二三四五六七八九十冬腊", 1)} | {
    "十一": 11,
    "十二": 12,
}
_LUNAR_DAY: Final = (
    "初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十"
)
_WEEK: Final = "一二三四五六日"
_TOKEN = Pattern(
    r"(?:(?P<y>(?:19|20)\d\d)年)?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})日|“(?:(?P<sm>\d{1,2})[·．.•・](?P<sd>\d{1,2})|(?P<sake>五一|五四|六一|三八|七一|八一|十一))”"
    rf"|(?P<name>{_NAMES})"
    rf"|(?P<said>农历|阴历)?(?P<lm>正|冬|腊|十[一二]?|[二三四五六七八九])月(?P<ld>{_LUNAR_DAY})(?!日)"
    r"|(?P<week>[上下本]?(?:星期|周|礼拜)(?P<wd>[一二三四五六日天]))(?![至到—～\-、末年期])"
)
# one of these at least stands in what names a day twice
_NAMED = Pattern(rf"{_NAMES}|[月](?:{_LUNAR_DAY})|(?:星期|周|礼拜)[一二三四五六日天]")

# what may stand between two names of one day
_PART_OF_DAY: Final = (
    "(?:节气)?(?:清晨|清早|凌晨|早上|早晨|上午|中午|下午|傍晚|晚上?|一早|一大早|当天|当日|这天|这一天)?"
)
_IS: Final = (
    "(?:也|又|正好|刚好|恰好|恰)?(?:是|为|即|恰逢|恰值|正值|适逢|正逢|欣逢|喜逢|时值|时逢|迎来|逢|正是)?"
)
_OF: Final = r"(?:今年|我国|中国|全国|全民|国际|世界|国家|中华|联合国|农历|阴历|公历|阳历|人民|南京大屠杀死难者|传统|一年一度的?|传统佳节|的|第[\d一二三四五六七八九十百]{1,5}个|“|”|·|[\d一二三四五六七八九十]{1,2}[·．.•・][\d一二三四五六七八九十]{1,2}|五一|六一|三八|七一|八一|十一|五四){0,5}"
_GAP = Pattern(rf"{_PART_OF_DAY}[，,（(]?{_IS}{_OF}")
_GAP_BEFORE_DATE = Pattern(
    rf"{_PART_OF_DAY}(?:[，,（(]|是|为|即|在|：|[（(]?(?:即|也就是|公历|阳历)|[，,]即|[”])*{_OF}"
)
_THEN_DATE = Pattern(rf"{_PART_OF_DAY}(?:[（(是为即在：也]|，(?:即|也))")
_GAP_TO_WEEK = Pattern(
    rf"{_PART_OF_DAY}[，,]?(?:是[^，。；\d]{{2,12}}，|[）)]?[，,]?)?[（(]?{_IS}(?:农历|的|[“”]){{0,2}}"
)
_EVENT = Pattern(
    "前|将|临|来|即|快|在即|期间|放假|活动|系列|慰问|主题|晚会|联欢|座谈|文艺|走访|专[场题]|演|庆祝|表彰|宣传|暨|大会|征文"
)
_CLAUSE = Pattern("[，。；、）]")
_LONGEST_GAP: Final = 22


class _Day(NamedTuple):
    """A word that names a day, and the year and month that hold for it where it does not say them."""

    found: re.Match[str]
    year: int | None
    month: int | None

    @property
    def is_date(self) -> bool:
        """Whether it says which day of which month it is."""
        return bool(self.found["d"] or self.found["sm"] or self.found["sake"])

    @property
    def name(self) -> str:
        """What a festival or term is called."""
        said = self.found["name"] or ""
        return _ALSO.get(said, said)

    def month_and_day(self) -> tuple[int, int]:
        """Month and day of a date."""
        if self.found["sake"]:
            return _NAMESAKES[self.found["sake"]]
        return self.month or 0, int(self.found["d"] or self.found["sd"])


# 节前 is none of its own days
_BESIDE = Pattern("前(?![夕后])|[后假档]")
_FEAST = Pattern("，?(?:是|传统)?(?:元宵|端午|七夕|中秋|重阳|腊八)")
_SENTENCE = Pattern("[。；！？]")
_YEAR_SAID = Pattern(r"(?P<year>(?:19|20)\d\d)年(?!度)|(?P<word>去年|上年|前年|明年|次年|来年)")
_YEARS_OFF: Final = {"去年": -1, "上年": -1, "前年": -2, "明年": 1, "次年": 1, "来年": 1}


def _days(text: str, this_year: int) -> list[_Day]:
    """The words of a text that name days."""
    days: list[_Day] = []
    year = month = None
    at = 0
    for found in _TOKEN.compiled.finditer(text):
        between = text[at : found.start()]
        if _SENTENCE.search(between):
            year = month = None
        if said := [*_YEAR_SAID.finditer(between)]:
            year = int(said[-1]["year"]) if said[-1]["year"] else this_year + _YEARS_OFF[said[-1]["word"]]
        year = int(found["y"]) if found["y"] else year
        month = int(found["m"]) if found["m"] else int(found["sm"]) if found["sm"] else month
        at = found.end()
        if _is_named(text, found):
            days.append(_Day(found, year, month))
    return days


_NO_WEEK: Final = frozenset("一二两三四五六七八九十几每数首近")


def _is_named(text: str, found: re.Match[str]) -> bool:
    """Whether what stands around the word leaves it one that names a day."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 2]
    if found["week"]:
        return before not in _NO_WEEK and not before.isdigit()
    if found["d"]:
        return not before.isdigit() and before != "."
    if found["lm"]:
        plain = found["said"] or found["ld"][0] in "初廿" or found["lm"] in "正冬腊"
        return bool(plain or _FEAST.match(text, found.end())) and before not in tuple("一二三四五六七八九十")
    if before != "”" and _BESIDE.match(text, found.end()):
        return False
    if found["name"] in _WEATHER:
        return after in ("节气", "当天", "当日", "时节", "前后") or after[:1] in tuple("）)”（(，。、")
    return True


def _belongs(text: str, first: _Day, second: _Day) -> bool:
    """Whether two words, side by side, name one day."""
    start, end = first.found.end(), second.found.start()
    gap = text[start:end]
    if len(gap) > _LONGEST_GAP or (gap[:1] == "”" and first.found["d"]):
        return False
    after = text[second.found.end() : second.found.end() + 6]
    clause = _CLAUSE.compiled.split(after)[0]
    if second.is_date:
        if first.is_date or after[:1] in tuple("至到—～-–起前后"):
            return False
        if first.found["week"] and after[:1] not in tuple("，。）)；上下晚早"):
            # 清明节是星期日，4月6日补休
            return False
        if first.name and not _THEN_DATE.match(gap):
            return False
        return _GAP_BEFORE_DATE.compiled.fullmatch(gap) is not None
    if second.found["week"]:
        return _GAP_TO_WEEK.compiled.fullmatch(gap) is not None
    if first.found["week"] or (
        first.is_date
        and text[first.found.start() - 1 : first.found.start()] in tuple("至到—～-–")
        and first.found.start()
    ):
        return False
    if first.found["sake"]:
        return gap in ("", "国际", "全国", "中国")
    if first.name and second.found["lm"] and "，" in gap:
        return False
    if second.name and "，" in gap and _EVENT.search(clause):
        return False
    return _GAP.compiled.fullmatch(gap) is not None


# --- whether the names agree ---------------------------------------------------------------------------------------------


def _date_of(month: int, day: int, year: int) -> Date | None:
    try:
        return Date(year, month, day)
    except ValueError:
        return None


def _dates(said: _Day, today: Date) -> list[Date]:
    """The days that a date may be: of the year that is named, or else of the issue's and the one nearest to it."""
    month, day = said.month_and_day()
    if said.year is not None:
        return [each for each in [_date_of(month, day, said.year)] if each]
    near = [each for off in (0, -1, 1) if (each := _date_of(month, day, today.year + off))]
    nearest = min(near, key=lambda each: abs((each - today).days), default=None)
    return [each for each in near if each == nearest or each.year == today.year]


def one_day(sheet: Sheet) -> Iterator[Hit]:
    """9月9日教师节, 2026年6月20日（端午节）, 2月17日（农历正月初二）, 八月十六中秋节: names of one day that are of two."""
    for segment, days in _chains(sheet):
        said = next((day for day in days if day.is_date), None)
        if said is None:
            yield from _lunar_and_name(segment, days)
            continue
        dates = _dates(said, sheet.date)
        for other in days if dates else ():
            if other is said or other.found["week"]:
                continue
            rights = [_other_day(other, day) for day in dates]
            right = rights[0]
            if right is not None and all(rights):
                start, end = sorted((said.found.span(), other.found.span()))
                name = f"{dates[0].month}月{dates[0].day}日" if other.found["lm"] else other.name
                yield Hit(segment, start[0], max(start[1], end[1]), params={"name": name, "right": right})
                break


def wrong_weekday(sheet: Sheet) -> Iterator[Hit]:
    """4月5日（星期五） of a year in which that is another day; 11月9日，星期三."""
    for segment, days in _chains(sheet):
        said = next((day for day in days if day.found["d"]), None)
        week = next((day for day in days if day.found["week"]), None)
        if said is None or week is None:
            continue
        dates, right = _dates(said, sheet.date), _WEEK.index(week.found["wd"].replace("天", "日"))
        if dates and all(day.weekday() != right for day in dates):
            day = dates[-1]
            told = f"{said.year}年" if said.year else ""
            params = {"day": f"{told}{day.month}月{day.day}日", "right": f"星期{_WEEK[day.weekday()]}"}
            start, end = min(said.found.start(), week.found.start()), max(said.found.end(), week.found.end())
            yield Hit(segment, start, end, params=params)


def _chains(sheet: Sheet) -> list[tuple[Segment, list[_Day]]]:
    """All runs of words in the issue that name one day each, worked out once."""
    if "days" not in sheet.memo:
        sheet.memo["days"] = [
            (segment, run)
            for segment in sheet.segments
            if segment.role in RUNNING and _NAMED.search(segment.text)
            for run in _runs(segment.text, _days(segment.text, sheet.date.year))
        ]
    chains: list[tuple[Segment, list[_Day]]] = sheet.memo["days"]
    return chains


def _runs(text: str, days: list[_Day]) -> Iterator[list[_Day]]:
    run: list[_Day] = []
    for day in days:
        another = day.is_date and any(each.is_date for each in run)
        if run and (another or not _belongs(text, run[-1], day)):
            if len(run) > 1:
                yield run
            run = []
        run.append(day)
    if len(run) > 1:
        yield run


def _lunar_and_name(segment: Segment, days: list[_Day]) -> Iterator[Hit]:
    lunar = next((day for day in days if day.found["lm"]), None)
    other = next((day for day in days if day.name in _LUNAR or day.name == "除夕"), None)
    if lunar is None or other is None:
        return
    month, day = _lunar_of(lunar.found)
    wanted = _LUNAR.get(other.name)
    if other.name == "除夕":
        fits = month == 12 and day in (29, 30)
        right = "腊月的最后一天"
    else:
        assert wanted is not None
        fits = (month, day) == wanted or (other.name == "小年" and (month, day) in ((12, 24), (12, 25)))
        right = f"农历{wanted[0]}月第{wanted[1]}天"
    if not fits:
        start, end = sorted((lunar.found.span(), other.found.span()))
        yield Hit(segment, start[0], end[1], params={"name": other.name, "right": right})


def _lunar_of(found: re.Match[str]) -> tuple[int, int]:
    day = value_of(found["ld"].removeprefix("初").replace("廿", "二十"))
    return _LUNAR_MONTHS[found["lm"]], day or 0


def _other_day(other: _Day, day: Date) -> str | None:
    """When what `other` names is, where that is another day; None where it is this one, or nothing is known."""
    if other.found["lm"]:
        return _lunar_fault(other.found, day)
    name = other.name
    if name in _FIXED:
        fixed = _FIXED[name]
        return None if fixed in ((day.month, day.day), (0, 0)) else f"{fixed[0]}月{fixed[1]}日"
    if name in _SUNDAYS:
        month, week = _SUNDAYS[name]
        right = _nth_sunday(day.year, month, week)
    elif name in _TERMS:
        right = _term(name, day)
    elif name and 1901 <= day.year <= 2099:
        return _festival_fault(name, day)
    else:
        return None
    return None if right == day else f"{right.month}月{right.day}日"


def _nth_sunday(year: int, month: int, week: int) -> Date:
    first = Date(year, month, 1)
    return first + timedelta(days=6 - first.weekday() + 7 * (week - 1))


def _term(name: str, day: Date) -> Date:
    """The day of a solar term in the year of `day`; reckoned only where it may be that day."""
    about = Date(day.year, *_TERMS[name])
    if abs((day - about).days) > _FEW_DAYS or not 1901 <= day.year <= 2099:
        return about
    from borax.calendars.lunardate import TermUtils

    exact: Date = TermUtils.day_start_from_term(day.year, name.removesuffix("节"))
    return exact


# how far a solar term may be off the day about which it is
_FEW_DAYS: Final = 2


def _festival_fault(name: str, day: Date) -> str | None:
    from borax.calendars.lunardate import LunarDate

    years = (day.year, day.year - 1)
    if name == "除夕":
        days = [LunarDate(year, 1, 1).to_solar_date() - timedelta(days=1) for year in years]
    else:
        days = [LunarDate(year, *_LUNAR[name]).to_solar_date() for year in years]
    if name == "小年":
        days += [each + timedelta(days=off) for each in days for off in (1, 2)]
    right = min(days, key=lambda each: abs((each - day).days))
    return None if right == day else f"{right.month}月{right.day}日"


def _lunar_fault(found: re.Match[str], day: Date) -> str | None:
    from borax.calendars.lunardate import LunarDate

    try:
        true = LunarDate.from_solar_date(day.year, day.month, day.day)
    except ValueError:
        return None
    same = (true.month, true.day) == _lunar_of(found)
    return None if same else f"农历{true.cn_month}月{true.cn_day}"


_EVE = Pattern(
    rf"(?P<name>{'|'.join((*_LUNAR, *_FIXED))})前[夕后]?[（(](?P<at>(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日)[）)]"
)
_THIRTIETH = Pattern(r"(?:农历)?(?P<lm>腊|[正二三四五六七八九十冬])月三十(?!日|[一二三四五六七八九])")


def _eves_and_thirtieths(segment: Segment, today: Date) -> Iterator[Hit]:
    """春节前夕（2月18日）, which is behind it; 腊月三十 of a year whose last month has 29 days."""
    for found in _EVE.finditer(segment.text):
        day = _date_of(int(found["m"]), int(found["d"]), today.year)
        if day is None or (found["name"] not in _LUNAR and found["name"] not in _FIXED):
            continue
        fixed = _FIXED.get(found["name"])
        feast = _date_of(*fixed, today.year) if fixed else _lunar_day(today.year, *_LUNAR[found["name"]])
        if feast and 0 <= (day - feast).days <= _SEASON:
            params = {"name": found["name"], "right": f"{feast.month}月{feast.day}日"}
            yield Hit(segment, *found.span("at"), params=params)
    for found in _THIRTIETH.finditer(segment.text):
        months = _LUNAR_MONTHS[found["lm"]]
        early = today.month <= _FEW_DAYS + 1
        years = (
            {today.year - 1}
            if months >= 11 and early
            else {today.year}
            if not early
            else {today.year, today.year - 1}
        )
        if not any(_has_thirty(year, months) for year in years):
            params = {"name": found[0], "right": "二十九（这个月没有三十）"}
            yield Hit(segment, *found.span(), params=params, level=Level.DOUBTFUL)


def _lunar_day(year: int, month: int, day: int) -> Date:
    from borax.calendars.lunardate import LunarDate

    solar: Date = LunarDate(year, month, day).to_solar_date()
    return solar


def _has_thirty(year: int, month: int) -> bool:
    from borax.calendars.lunardate import LunarDate

    try:
        LunarDate(year, month, 30)
    except ValueError:
        return False
    return True


# --- terms and festivals out of their season -----------------------------------------------------------------------------

_SEASONAL: Final = "|".join((*_TERMS, "春节", "端午节", "中秋节", "重阳节", "国庆节", "元旦"))
_AT = Pattern(
    rf"(?P<name>{_SEASONAL})(?:刚过|已过|过后|时节|将至|将近|临近|来临|到来|前后|当天|节气)|(?:时值|正值|时下|适逢)“?(?P<now>{_SEASONAL})"
)
_WORKS: Final = (
    (Pattern("春耕|春播|备春耕|春灌|春管|早稻(?:插秧|移栽|育秧)|春小麦播种|抢播春|返青"), 2, 5),
    (Pattern("夏收|麦收|夏粮(?:收购|收割)|小麦(?:开镰|收割)|“三夏”|双抢|收割早稻|早稻收割|采摘荔枝"), 5, 8),
    (
        Pattern(
            "秋收|秋种|秋播|秋粮收购|“三秋”|收割晚稻|晚稻收割|(?:播种|抢播|抢种)冬小麦|冬小麦(?:播种|开播)|收割中稻|采收苹果"
        ),
        8,
        11,
    ),
)
_ANY_TIME = Pattern(
    "每年|年年|去年|上年|往年|历年|那年|每到|每逢|当年|记得|来年|明年|谚|俗话|为.{0,10}做.{0,2}准备|备战|自古|直到|从[^，。]{1,6}到|\\d月"
)
_SEASON, _YEAR = 100, 365


def out_of_season(sheet: Sheet) -> Iterator[Hit]:
    """霜降刚过 beside 春耕, or in an issue of March."""
    for segment in sheet.segments:
        if segment.role not in RUNNING:
            continue
        yield from _weather(segment)
        yield from _eves_and_thirtieths(segment, sheet.date)
        if _AT.search(segment.text) is None:
            continue
        at = 0
        for sentence in _SENTENCE.compiled.split(segment.text):
            if not _ANY_TIME.search(sentence):
                yield from _seasons(segment, at, sentence, sheet.date)
            at += len(sentence) + 1


_WEATHERS = Pattern(
    r"(?<!\d)(?P<m>\d{1,2})月(?:\d{1,2}日|[上中下]旬)[^。；\d]{0,6}，[^。；，\d]{0,4}(?:(?P<hot>酷暑|盛夏|骄阳似火|烈日炎炎|炎炎夏日|烈日当空|暑气逼人|炎夏|高温酷暑)|(?P<cold>寒风凛冽|寒风刺骨|天寒地冻|数九寒天|隆冬|寒冬|严冬|滴水成冰|寒气逼人)|(?P<spring>春暖花开|春光明媚|阳春三月|草长莺飞|春意盎然|春寒料峭)|(?P<autumn>秋高气爽|金秋|深秋|秋风送爽|丹桂飘香|秋意渐浓))"
)
_MONTHS_OF: Final = {
    "hot": (5, 6, 7, 8, 9),
    "cold": (11, 12, 1, 2, 3),
    "spring": (2, 3, 4, 5),
    "autumn": (8, 9, 10, 11, 12),
}


def _weather(segment: Segment) -> Iterator[Hit]:
    """11月10日，酷暑难耐; 7月15日，寒风凛冽."""
    for found in _WEATHERS.finditer(segment.text):
        which = found.lastgroup or ""
        months = _MONTHS_OF[which]
        if int(found["m"]) not in months:
            params = {"name": found[which], "right": "、".join(f"{each}月" for each in months)}
            yield Hit(segment, *found.span(), params=params)


def _seasons(segment: Segment, at: int, sentence: str, today: Date) -> Iterator[Hit]:
    """The terms and festivals of a sentence, which begins at `at`, against its works and the day of the issue."""
    works: list[tuple[int, int]] | None = None
    for found in _AT.finditer(sentence):
        if works is None:
            works = [(first, last) for pattern, first, last in _WORKS if pattern.search(sentence)]
        which = "name" if found["name"] else "now"
        month, day = _TERMS.get(found[which]) or _ABOUT[found[which]]
        off = abs((Date(today.year, month, day) - today).days)
        other = any(not first - 1 <= month <= last + 1 for first, last in works)
        if other or _SEASON < off < _YEAR - _SEASON:
            params = {"name": found[which], "right": f"{month}月{day}日前后"}
            start, end = found.span(which)
            yield Hit(segment, at + start, at + end, params=params, level=None if other else Level.HINT)


_ABOUT: Final = {
    "春节": (2, 5),
    "端午节": (6, 12),
    "中秋节": (9, 22),
    "重阳节": (10, 17),
    "国庆节": (10, 1),
    "元旦": (1, 1),
}


def one_day_and_season(sheet: Sheet) -> Iterator[Hit]:
    """What `one_day` and `out_of_season` tell."""
    yield from one_day(sheet)
    yield from out_of_season(sheet)


# --- which one of its kind, and the signs of years -----------------------------------------------------------------------

# the year of which 第一个…节 was, as the offices that keep it count
_SINCE: Final = {
    "教师节": 1985, "消防日": 1992, "消防宣传日": 1992, "记者节": 2000, "宪法日": 2014, "助残日": 1991, "土地日": 1991, "环境日": 1972, "禁毒日": 1988, "科普日": 2003, "国家公祭日": 2014, "扶贫日": 2014, "烈士纪念日": 2014,
    "医师节": 2018, "农民丰收节": 2018, "人民警察节": 2021, "生态日": 2023, "世界水日": 1993, "爱眼日": 1996, "低碳日": 2013, "国家安全教育日": 2016, "防灾减灾日": 2009, "读书日": 1996, "中国旅游日": 2011, "航海日": 2005,
    "艾滋病日": 1988, "献血者日": 2004, "人口日": 1990, "爱耳日": 2000, "无烟日": 1988, "中华慈善日": 2016, "知识产权日": 2001, "红十字日": 1948, "科技工作者日": 2017, "粮食日": 1981, "交通安全日": 2012,
    "野生动植物日": 2014, "湿地日": 1997, "地球日": 1970, "爱国卫生月": 1989, "安全生产月": 2002, "植树节": 1979, "国际妇女节": 1911, "航天日": 2016, "消除贫困日": 1993, "中小学生安全教育日": 1996, "中国水周": 1988, "水周": 1988, "节能宣传周": 1991, "科技活动周": 2001, "中小学生安全教育": 1996, "气象日": 1961, "博物馆日": 1977,
}  # fmt: skip
_NTH = Pattern(
    rf"(?:(?P<year>(?:19|20)\d\d)年[^。；]{{0,16}})?第(?P<nth>\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})[个次届](?:全国|中国|国家|世界|国际|全民|我国|中华|“?[\d一二三四五六七八九十]{{1,2}}[·．.•][\d一二三四五六七八九十]{{1,2}}”?|“三八”|[“”]){{0,4}}(?P<name>{'|'.join(sorted(_SINCE, key=len, reverse=True))})",
)
_SLIP: Final = 2
_OTHER_YEAR = Pattern("去年|上年|前年|那年|当年|明年|(?:19|20)\\d\\d年")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_SIGNS: Final = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_YEAR_SIGN = Pattern(
    rf"(?:(?P<year>(?:19|20)\d\d)年?[（(]?[是为属]?(?:农历)?)?(?P<stem>[{_STEMS}][{_BRANCHES}])?(?P<sign>[{_SIGNS}])?年",
)


def named_years(sheet: Sheet) -> Iterator[Hit]:
    """第38个教师节 of 2023, 2026龙年, 乙巳马年: a count or a sign that is another year's."""
    for segment in sheet.segments:
        if segment.role not in RUNNING:
            continue
        for found in _NTH.finditer(segment.text):
            right = int(found["year"] or sheet.date.year) - _SINCE[found["name"]] + 1
            if number(found["nth"]) != right and (
                found["year"]
                or not _OTHER_YEAR.search(segment.text[max(found.start() - 12, 0) : found.start()])
            ):
                params = {"name": found["name"], "right": f"第{right}个"}
                # further off, another year's is spoken of
                level = None if abs(number(found["nth"]) - right) <= _SLIP or found["year"] else Level.HINT
                yield Hit(segment, *found.span(), params=params, level=level)
        for found in _YEAR_SIGN.finditer(segment.text):
            stem, sign = found["stem"], found["sign"]
            if not (stem or sign) or not (found["year"] or (stem and sign)):
                continue
            at = (int(found["year"]) - 4) % 60 if found["year"] else _BRANCHES.index(stem[1])
            right_stem, right_sign = _STEMS[at % 10] + _BRANCHES[at % 12], _SIGNS[at % 12]
            if (found["year"] and stem and stem != right_stem) or (sign and sign != right_sign):
                name = f"{found['year']}年" if found["year"] else f"{stem}年"
                right_name = f"{right_stem}年（{right_sign}年）" if found["year"] else f"{right_sign}年"
                yield Hit(segment, *found.span(), params={"name": name, "right": right_name})


RULES: Final = (
    Rule("P403", "wrong-weekday", CALENDAR, sheet=wrong_weekday),
    Rule("P416", "one-day", CALENDAR, sheet=one_day_and_season),
    Rule("P427", "named-years", CALENDAR, sheet=named_years),
)
