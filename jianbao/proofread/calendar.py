"""Days, hours, festivals, plans and spans that the calendar contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from typing import Final

from jianbao.language.numerals import value_of
from jianbao.proofread.amounts import number
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

CALENDAR: Final = "历法"


# --- years -------------------------------------------------------------------------------------------------------------

_RELATIVE: Final = {
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "今年度": 0,
    "明年": 1,
    "后年": 2,
    "上年度": -1,
    "去年度": -1,
}
_YEAR_WORD: Final = r"(?P<word>(?:前年|去年|上年|今年|本年|明年|后年)(?:度)?)"
_NAMED_YEARS: Final = (
    Pattern(rf"{_YEAR_WORD}[（(]?(?P<year>(?:19|20)\d\d)(?:年(?:度)?)?[）)]", "（("),
    Pattern(rf"{_YEAR_WORD}(?:是|即)?(?P<year>(?:19|20)\d\d)年", "年"),
    Pattern(rf"(?P<year>(?:19|20)\d\d)年[^，。；（(\d]{{0,4}}[（(](?:即|也就是)?{_YEAR_WORD}", "年"),
)  # fmt: skip


def relative_year(sheet: Sheet) -> Iterator[Hit]:
    """今年（2024年） in an issue of 2026."""
    for segment in sheet.segments:
        if segment.role not in RUNNING or "年" not in segment.text:
            continue
        for pattern in _NAMED_YEARS:
            for found in pattern.finditer(segment.text):
                right = sheet.date.year + _RELATIVE[found["word"]]
                # in January people may still speak from the year before
                allowed = {right, right - 1} if sheet.date.month == 1 else {right}
                if int(found["year"]) not in allowed:
                    yield Hit(segment, *found.span(), params={"right": right})


_PLAN: Final = r"“?(?P<plan>十[一二三四五六]?)五”?(?:规划|计划)?(?:实施的?|时期|期间|期)?"
_PLAN_YEARS: Final = (
    Pattern(rf"{_PLAN}[（(](?P<first>(?:19|20)\d\d)年?[—\-－~～至到–](?P<last>(?:19|20)\d\d)年?[）)]", "五"),
    Pattern(rf"{_PLAN}(?:规划)?期?[，（]?(?:也就是|为|是|即|从)(?P<first>(?:19|20)\d\d)年?[—\-－~～至到–](?P<last>(?:19|20)\d\d)年", "五"),
    Pattern(rf"(?P<year>(?:19|20)\d\d)年[^。；\d]{{0,10}}?{_PLAN}(?:的)?(?P<which>开局|起步|首年|第一年|第二年|第三年|第四年|第五年|收官|最后一年|末年|中期)", "五"),
    Pattern(rf"{_PLAN}(?:的)?(?P<which>开局|起步|首年|第一年|第二年|第三年|第四年|第五年|收官|最后一年|末年|期末|末|中期)(?:之年|评估)?[，（(是即：的]{{0,2}}(?P<year>(?:19|20)\d\d)年(?![^，。；\d]{{0,8}}十[三四五六]五)", "五"),
    Pattern(rf"(?P<now>今年)[^。；\d]{{0,8}}?{_PLAN}(?:的)?(?P<which>开局|首年|第一年|第二年|第三年|第四年|第五年|收官|最后一年|末年)", "今年"),
    Pattern(rf"(?:到)?{_PLAN}末[年期]?[，（]?(?:也就是|即|的)?(?P<year>(?:19|20)\d\d)年", "五"),
)  # fmt: skip
_WHICH: Final = {
    "开局": 0,
    "起步": 0,
    "首年": 0,
    "第一年": 0,
    "第二年": 1,
    "中期": 2,
    "第三年": 2,
    "第四年": 3,
    "第五年": 4,
    "收官": 4,
    "最后一年": 4,
    "末年": 4,
    "期末": 4,
    "末": 4,
}


def plan_years(sheet: Sheet) -> Iterator[Hit]:
    """“十四五”（2021—2026年）, 2027年是“十五五”开局之年: the fifteenth plan runs from 2026 to 2030."""
    for segment in sheet.segments:
        if segment.role not in RUNNING or "五" not in segment.text:
            continue
        for pattern in _PLAN_YEARS:
            for found in pattern.finditer(segment.text):
                first = 2001 + 5 * ((value_of(found["plan"]) or 10) - 10)
                groups = found.groupdict()
                if groups.get("first"):
                    wrong = (int(found["first"]), int(found["last"])) != (first, first + 4)
                else:
                    year = sheet.date.year if groups.get("now") else int(found["year"])
                    wrong = year != first + _WHICH[groups.get("which") or "末"]
                if wrong:
                    yield Hit(segment, *found.span(), params={"first": first, "last": first + 4})


# --- ranges and spans ------------------------------------------------------------------------------------------------

_TO: Final = r"(?:[—\-－~～–]{1,2}|(?:起|持续|延续|一直)?[至到])"
_DAYS = Pattern(
    rf"(?<![\d.])(?:(?P<y1>\d{{4}})年)?(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日?{_TO}(?:(?P<y2>\d{{4}})年)?(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日",
    ("日",),
)
_DAYS_FIRST = Pattern(
    r"(?:(?:为期|历时|连续)?(?P<days>\d{1,2}|[一二三四五六七八九十两]{1,2})天[（(]|为期(?P<more>\d{1,2}|[一二三四五六七八九十两]{1,2})天，[从自]?)(?=\d)",
    ("天（", "天(", "天，"),
)
_SPAN = Pattern(
    r"(?:[^。；日\d]{0,24}?(?:为期|历时|连续|共计?|进行了?|开展了?|持续了?)|[（(，](?:共|计)?)(?P<days>\d{1,3}|[一二三四五六七八九十两]{1,3})(?P<unit>天|周|个?星期|个?月|个工作日)"
)
_YEARS = Pattern(rf"(?<![\d.])(?P<first>(?:19|20)\d\d)(?:年)?{_TO}(?P<last>(?:19|20)\d\d)年", ("年",))
_VALUES = Pattern(
    r"(?<![\d.\-−～~])(?P<a>\d{1,9}(?:\.\d+)?)(?P<ua>[%％℃]|万元|亿元|元|岁|天|人|个|公里|米|亩|吨|公斤)?[～~—](?P<b>\d{1,9}(?:\.\d+)?)(?P<ub>[%％℃]|万元|亿元|元|岁|天|人|个|公里|米|亩|吨|公斤)",
    "～~—",
)
_CLOCK = Pattern(
    r"(?P<half>上午|下午|晚上)?(?P<h1>\d{1,2})(?:[:：](?P<n1>\d\d)|时(?:(?P<k1>\d{1,2})分)?)(?:[—\-－~～]|至|到)(?P<h2>\d{1,2})(?:[:：](?P<n2>\d\d)|时(?:(?P<k2>\d{1,2})分)?)",
    ("时", ":", "："),
)
_BY_DAY = Pattern("工作日|受理时间|办公时间|上班时间|开放时间|开馆时间")
_MONTHS_DOWN = Pattern(
    r"(?<![\d年.、至—])(?P<a>\d)月(?:\d{1,2}日)?[底初]?(?:开始|起)?[至到](?P<b>\d)月(?!\d*年)", ("月",)
)
_SUMS_DOWN = Pattern(
    r"(?:标准为每[^，。；\d]{1,4}|标准为|价格为|每[亩人户吨斤月次])(?P<a>\d+)(?P<u>万元|元)[至到](?P<b>\d+)(?P=u)",
    ("元",),
)
_FROM_MONTH = Pattern(rf"(?P<y>(?:19|20)\d\d)年(?P<m1>\d{{1,2}})月{_TO}(?P<m2>\d{{1,2}})月(?!\d)", ("月",))


_MONTHS_APART = Pattern(
    rf"(?P<y1>(?:19|20)\d\d)年(?P<m1>\d{{1,2}})月{_TO}(?P<y2>(?:19|20)\d\d)年(?P<m2>\d{{1,2}})月",
    ("月",),
)
_BUILT = Pattern(
    r"(?P<y1>(?:19|20)\d\d)年(?:(?P<m1>\d{1,2})月)?(?:正式)?(?:开工|启动|动工|立项|始建|开始)[^。；]{0,12}?[，、](?:于|预计)?(?P<y2>(?:19|20)\d\d)年(?:(?P<m2>\d{1,2})月)?[^，。；]{0,4}(?:竣工|建成|投用|完工|完成|结束|投产|验收)",
    ("竣工", "建成", "投用", "完工", "完成", "结束", "投产", "验收"),
)


def _months_backwards(segment: Segment) -> Iterator[Hit]:
    for pattern in (_MONTHS_APART, _BUILT):
        for found in pattern.finditer(segment.text):
            if (int(found["y1"]), int(found["m1"] or 1)) > (int(found["y2"]), int(found["m2"] or 12)):
                yield Hit(segment, *found.span())


_COUNTED_DOWN = Pattern(
    r"第?(?P<a>\d{1,3})(?P<unit>岁|周岁|条|章|页|号楼)(?:至|到|—|～)第?(?P<b>\d{1,3})(?:周?岁|条|章|页|号楼)"
)


def _counts_down(segment: Segment) -> Iterator[Hit]:
    for pattern in (_COUNTED_DOWN, _MONTHS_DOWN, _SUMS_DOWN):
        for found in pattern.finditer(segment.text):
            if int(found["a"]) > int(found["b"]):
                yield Hit(segment, *found.span())


def backwards(segment: Segment) -> Iterator[Hit]:
    """2025—2021年, 6月20日至6月15日, 8%～5%, 11时至9时: a range whose end lies before its beginning."""
    text = segment.text
    yield from _months_backwards(segment)
    yield from _counts_down(segment)
    for found in _YEARS.finditer(text):
        if int(found["first"]) > int(found["last"]):
            yield Hit(segment, *found.span())
    for found in _FROM_MONTH.finditer(text):
        if int(found["m1"]) > int(found["m2"]):
            yield Hit(segment, *found.span())
    for found in _DAYS.finditer(text):
        begin, end = _ends(found)
        if (
            begin
            and end
            and begin > end
            and not (found["m2"] and not found["y2"] and int(found["m1"]) >= 10 and int(found["m2"]) <= 3)
        ):
            yield Hit(segment, *found.span())
    for found in _VALUES.finditer(text):
        if text[max(found.start() - 2, 0) : found.start()] == "零下":
            continue
        if float(found["a"]) > float(found["b"]) and (found["ua"] or found["ub"]) == found["ub"]:
            yield Hit(segment, *found.span())
    for found in _CLOCK.finditer(text):
        first, last = int(found["h1"]), int(found["h2"])
        overnight = (
            found["half"] == "晚上"
            or (
                first >= 17
                and last < 12
                and not _BY_DAY.search(text[max(found.start() - 14, 0) : found.start()])
            )
            or (found["half"] == "上午" and last < 6)
        )
        if last < first <= 24 and not overnight:
            yield Hit(segment, *found.span())


def _ends(found: re.Match[str]) -> tuple[tuple[int, int, int] | None, tuple[int, int, int] | None]:
    year = int(found["y1"] or 0)
    begin = (year, int(found["m1"]), int(found["d1"]))
    end = (int(found["y2"] or found["y1"] or 0), int(found["m2"] or found["m1"]), int(found["d2"]))
    if max(begin[1], end[1]) > 12 or max(begin[2], end[2]) > 31:
        return None, None
    return begin, end


def _days_before(text: str, at: int) -> re.Match[str] | None:
    """三天（ right before the range."""
    return next((found for found in _DAYS_FIRST.finditer(text, max(at - 9, 0)) if found.end() == at), None)


def span_and_days(sheet: Sheet) -> Iterator[Hit]:
    """6月1日至6月5日，为期7天."""
    for segment in sheet.segments:
        if segment.role not in RUNNING or "日" not in segment.text:
            continue
        for found in _DAYS.finditer(segment.text):
            begin, end = _ends(found)
            after = _SPAN.match(segment.text, found.end()) or _days_before(segment.text, found.start())
            if begin is None or end is None or after is None:
                continue
            try:
                first = Date(begin[0] or sheet.date.year, *begin[1:])
                last = Date(end[0] or first.year + (end[1] < begin[1]), *end[1:])
            except ValueError:
                continue
            days = (last - first).days + 1
            counted = after["days"] or after["more"]
            said = number(counted)
            unit = after.groupdict().get("unit", "天")
            if unit == "天":
                exact = after.end() == found.start() or "为期" in after[0]
                wrong = said not in (days, days - 1) or (said != days and exact)
            elif unit == "个工作日":
                wrong = said > days
            elif "月" in unit:
                wrong = abs(days - 30 * said) > 10 * max(said, 1)
            else:
                wrong = abs(days - 7 * said) > 3
            if wrong and days > 0:
                start, last_at = min(found.start(), after.start()), max(found.end(), after.end())
                yield Hit(segment, start, last_at, params={"days": days, "said": counted + unit})


# --- festivals and the lunar calendar -----------------------------------------------------------------------------------

_FIXED: Final = {
    "元旦": (1, 1), "妇女节": (3, 8), "植树节": (3, 12), "消费者权益日": (3, 15), "世界水日": (3, 22), "国家安全教育日": (4, 15), "读书日": (4, 23), "劳动节": (5, 1),
    "青年节": (5, 4), "防灾减灾日": (5, 12), "护士节": (5, 12), "助残日": (0, 0), "儿童节": (6, 1), "世界卫生日": (4, 7), "红十字日": (5, 8), "地球日": (4, 22), "旅游日": (5, 19), "学生营养日": (5, 20), "献血者日": (6, 14), "土地日": (6, 25), "精神卫生日": (10, 10), "标准日": (10, 14), "糖尿病日": (11, 14), "残疾人日": (12, 3), "交通安全日": (12, 2), "爱眼日": (6, 6), "爱牙日": (9, 20), "爱耳日": (3, 3), "邮政日": (10, 9), "科技工作者日": (5, 30), "慈善日": (9, 5), "环境日": (6, 5), "环境保护日": (6, 5), "禁毒日": (6, 26), "消除贫困日": (10, 17), "知识产权日": (4, 26), "国际档案日": (6, 9), "航海日": (7, 11), "粮食日": (10, 16), "人口日": (7, 11), "气象日": (3, 23), "博物馆日": (5, 18), "家庭日": (5, 15), "无烟日": (5, 31), "湿地日": (2, 2), "森林日": (3, 21),
    "建党节": (7, 1), "建党纪念日": (7, 1), "建军节": (8, 1), "教师节": (9, 10), "烈士纪念日": (9, 30), "国庆节": (10, 1), "扶贫日": (10, 17), "消防日": (11, 9), "消防宣传日": (11, 9),
    "记者节": (11, 8), "宪法日": (12, 4), "国家宪法日": (12, 4), "国家公祭日": (12, 13), "艾滋病日": (12, 1), "警察节": (1, 10), "医师节": (8, 19), "生态日": (8, 15),
}  # fmt: skip
_LUNAR: Final = {"春节": (1, 1), "元宵节": (1, 15), "龙抬头": (2, 2), "端午节": (5, 5), "端午": (5, 5), "七夕": (7, 7), "中秋节": (8, 15), "中秋": (8, 15), "重阳节": (9, 9), "腊八节": (12, 8), "腊八": (12, 8)}  # fmt: skip
# month, first and last day that a solar term may be on, and what its day is reckoned from in this century
_TERMS: Final = {
    "清明": (4, 4, 6, 4.81), "清明节": (4, 4, 6, 4.81), "冬至": (12, 21, 23, 21.94), "夏至": (6, 20, 22, 21.37), "立春": (2, 3, 5, 3.87), "立夏": (5, 5, 7, 5.52), "立秋": (8, 7, 9, 7.5),
    "立冬": (11, 7, 8, 7.438), "春分": (3, 20, 21, 20.646), "秋分": (9, 22, 24, 23.042), "谷雨": (4, 19, 21, 20.1), "芒种": (6, 5, 7, 5.678),
}  # fmt: skip
_NAMES: Final = "|".join(sorted((*_FIXED, *_LUNAR, *_TERMS, "除夕"), key=len, reverse=True))
_DAY: Final = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_LUNAR_DAY_OF: Final = r"农历(?P<lm>正|冬|腊|十[一二]?|[二三四五六七八九])月(?P<ld>初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十)"
_FESTIVAL = Pattern(
    rf"{_DAY}(?:是|为|恰逢|正值|，|（|，是|，正值|，恰逢|即)?"
    rf"(?:(?:今年|我国|中国|全国|全民|国际|世界|国家|农历|中国人民|南京大屠杀死难者|是|传统|一年一度|第[\d一二三四五六七八九十]{{1,4}}个|的){{0,4}})?“?(?P<name>{_NAMES})(?!前(?!夕)|[后放假档])",
    ("节", "日", "夕", "旦", "至", "立", "分", "雨", "种", "中秋", "端午", "清明", "腊八", "龙"),
)
_MONTHS: Final = {name: index for index, name in enumerate("正二三四五六七八九十冬腊", 1)} | {
    "十一": 11,
    "十二": 12,
}
_LUNAR_FIRST = Pattern(
    rf"{_LUNAR_DAY_OF}[（，(]?(?:即|公历)?{_DAY}",
    ("农历",),
)
_LUNAR_DAY = Pattern(
    rf"{_DAY}(?:[（，(]|，?即)?{_LUNAR_DAY_OF}",
    ("农历",),
)


_TERM_DAY = Pattern(
    rf"(?:(?P<year>\d{{4}})年)?(?P<name>{'|'.join((*_TERMS, *_LUNAR, '除夕'))})[（(](?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日[）)]",
    ("（", "("),
)


def festival(sheet: Sheet) -> Iterator[Hit]:
    """9月9日教师节, 2026年6月20日（端午节）, 2月17日（农历正月初二）: a day that is another one."""
    for segment in sheet.segments:
        if segment.role not in RUNNING or "月" not in segment.text:
            continue
        for found in (*_FESTIVAL.finditer(segment.text), *_TERM_DAY.finditer(segment.text)):
            if "，" in found[0] and segment.text.startswith("前夕", found.end()):
                continue
            right = _day_of(
                found["name"], int(found["year"] or sheet.date.year), (int(found["month"]), int(found["day"]))
            )
            if right is not None:
                yield Hit(segment, *found.span(), params={"name": found["name"], "right": right})
        for found in (*_LUNAR_DAY.finditer(segment.text), *_LUNAR_FIRST.finditer(segment.text)):
            right = _lunar_of(found, sheet.date.year)
            if right is not None:
                yield Hit(
                    segment,
                    *found.span(),
                    params={"name": f"{found['month']}月{found['day']}日", "right": right},
                )


_SIGNS: Final = dict(zip("子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪", strict=True))
_SIGN_YEAR = Pattern(
    "(?P<branch>[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])(?P<sign>[鼠牛虎兔龙蛇马羊猴鸡狗猪])年", "年"
)


_NAMESAKES: Final = {
    "元旦": "“元旦”",
    "劳动节": "“五一”",
    "青年节": "“五四”",
    "儿童节": "“六一”",
    "妇女节": "“三八”",
    "建党节": "“七一”",
    "建军节": "“八一”",
    "国庆节": "“十一”",
    "国庆": "“十一”",
}
_NAMESAKE = Pattern(
    rf"“(?P<said>五一|五四|六一|三八|七一|八一|十一)”(?:国际|中国|全国)?(?P<name>{'|'.join(_NAMESAKES)})",
    ("“",),
)
# 第N个…节: the year of the first one
_SINCE: Final = {
    "教师节": 1985,
    "全国消防日": 1992,
    "消防日": 1992,
    "记者节": 2000,
    "国家宪法日": 2014,
    "全国助残日": 1991,
    "全国土地日": 1991,
    "世界环境日": 1972,
    "国际禁毒日": 1988,
    "全国科普日": 2003,
    "国家公祭日": 2014,
    "扶贫日": 2014,
    "烈士纪念日": 2014,
    "中国医师节": 2018,
    "中国农民丰收节": 2018,
    "中国人民警察节": 2021,
    "全国生态日": 2023,
    "世界水日": 1993,
    "全国爱眼日": 1996,
    "全国低碳日": 2013,
    "全民国家安全教育日": 2016,
}
_NTH = Pattern(
    rf"(?:(?P<year>(?:19|20)\d\d)年[^。；]{{0,16}})?第(?P<nth>\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})个(?P<name>{'|'.join(sorted(_SINCE, key=len, reverse=True))})",
    ("第",),
)
_LUNAR_NAMED = Pattern(
    rf"{_LUNAR_DAY_OF}(?:是|为|，)?(?:传统)?(?P<name>元宵节|端午节|端午|七夕|中秋节|中秋|重阳节|腊八节|腊八|春节)",
    ("农历",),
)
_FIRST_DAY = Pattern(
    rf"{_DAY}[（(，]?(?P<name>正月初一|大年初一|正月十五|大年三十|除夕)",
    ("初一", "十五", "三十", "除夕"),
)
_SAME: Final = {"正月初一": "春节", "大年初一": "春节", "正月十五": "元宵节", "大年三十": "除夕"}
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_YEAR_SIGN = Pattern(
    "(?P<year>(?:19|20)\\d\\d)年?[（(]?(?:[是为])?(?:农历)?(?P<stem>[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])?(?P<sign>[鼠牛虎兔龙蛇马羊猴鸡狗猪](?=年))?年?",
    "年",
)
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"


def named_days(sheet: Sheet) -> Iterator[Hit]:
    """“六一”国际劳动节, 第38个教师节 of 2023, 农历八月十六中秋节, 1月28日（大年初一）, 2026龙年."""
    for segment in sheet.segments:
        if segment.role not in RUNNING:
            continue
        text = segment.text
        for found in _NAMESAKE.finditer(text):
            if _NAMESAKES[found["name"]] != f"“{found['said']}”":
                yield Hit(
                    segment, *found.span(), params={"name": found["name"], "right": _NAMESAKES[found["name"]]}
                )
        for found in _NTH.finditer(text):
            right = int(found["year"] or sheet.date.year) - _SINCE[found["name"]] + 1
            if number(found["nth"]) != right:
                yield Hit(segment, *found.span(), params={"name": found["name"], "right": f"第{right}个"})
        for found in _LUNAR_NAMED.finditer(text):
            day = value_of(found["ld"].removeprefix("初").replace("廿", "二十"))
            if (_MONTHS[found["lm"]], day) != _LUNAR[found["name"]]:
                month, right = _LUNAR[found["name"]]
                yield Hit(
                    segment,
                    *found.span(),
                    params={"name": found["name"], "right": f"农历{month}月第{right}天"},
                )
        for found in _FIRST_DAY.finditer(text):
            name = _SAME.get(found["name"], found["name"])
            year = int(found["year"] or sheet.date.year)
            day_right = _day_of(name, year, (int(found["month"]), int(found["day"])))
            if day_right is not None:
                yield Hit(segment, *found.span(), params={"name": found["name"], "right": day_right})
        for found in _YEAR_SIGN.finditer(text):
            at = (int(found["year"]) - 4) % 60
            stem, sign = _STEMS[at % 10] + _BRANCHES[at % 12], _SIGNS[_BRANCHES[at % 12]]
            if (found["stem"] or stem) != stem or (found["sign"] or sign) != sign:
                yield Hit(
                    segment,
                    *found.span(),
                    params={"name": found["year"] + "年", "right": f"{stem}年（{sign}年）"},
                )


def wrong_sign(segment: Segment) -> Iterator[Hit]:
    """乙巳马年: 巳 is the year of the snake."""
    for found in _SIGN_YEAR.finditer(segment.text):
        right = _SIGNS[found["branch"][1]]
        if right != found["sign"]:
            yield Hit(segment, *found.span(), params={"name": found["branch"] + "年", "right": f"{right}年"})


def _day_of(name: str, year: int, said: tuple[int, int]) -> str | None:
    """When the festival is, where `said` is another day; None where it is right, or nothing is known."""
    if name in _TERMS:
        month, first, last, base = _TERMS[name]
        if 2001 <= year <= 2083:
            # 寿星公式
            short = year % 100
            leap = (short - 1) // 4 if month == 2 else short // 4
            exact = int(short * 0.2422 + base) - leap - ((year, name) == (2021, "冬至"))
            first = last = exact + ((year, name) == (2002, "立秋"))
        right = f"{month}月{first}日" if first == last else f"{month}月{first}日至{last}日"
        return None if said[0] == month and first <= said[1] <= last else right
    if name in _FIXED:
        fixed = _FIXED[name]
        return None if fixed in (said, (0, 0)) else f"{fixed[0]}月{fixed[1]}日"
    if not 1901 <= year <= 2099:
        return None
    from datetime import timedelta

    from borax.calendars.lunardate import LunarDate

    if name == "除夕":
        day = LunarDate(year, 1, 1).to_solar_date() - timedelta(days=1)
    else:
        lunar_year = year - 1 if name.startswith("腊八") and said[0] < 3 else year
        day = LunarDate(lunar_year, *_LUNAR[name]).to_solar_date()
    return None if (day.month, day.day) == said else f"{day.month}月{day.day}日"


def _lunar_of(found: re.Match[str], this_year: int) -> str | None:
    from borax.calendars.lunardate import LunarDate

    day = found["ld"].removeprefix("初").replace("廿", "二十")
    try:
        true = LunarDate.from_solar_date(
            int(found["year"] or this_year), int(found["month"]), int(found["day"])
        )
    except ValueError:
        return None
    if (true.month, true.day) == (_MONTHS[found["lm"]], value_of(day)):
        return None
    return f"农历{true.cn_month}月{true.cn_day}"


RULES: Final = (
    Rule("P412", "relative-year", CUSTOM, sheet=relative_year),
    Rule("P413", "plan-years", CUSTOM, sheet=plan_years),
    Rule(
        "P414", "range-backwards", CUSTOM, segment=backwards, roles=RUNNING, triggers="—-－~～–至到工成束用"
    ),
    Rule("P415", "span-and-days", CUSTOM, sheet=span_and_days),
    Rule("P427", "named-days", CALENDAR, sheet=named_days),
    Rule("P416", "festival", CALENDAR, sheet=festival, segment=wrong_sign, roles=RUNNING, triggers="年"),
)
