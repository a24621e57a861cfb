"""When things began, and what is said of how long ago, on which day, or the how manieth: 建党105周年, 第27个记者节, 乙巳马年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from typing import Final

from jianbao.errors import Level
from jianbao.language.days import first_years, history
from jianbao.proofread.amounts import number
from jianbao.proofread.calendar import CALENDAR
from jianbao.proofread.dates import sentence_at
from jianbao.proofread.rule import Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

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
_HELD = Pattern("之际|日子里|主题展|即将|喜迎|迎来|值此|今天|开幕|举行|举办|直播|收看|今年是")
_QUOTED = Pattern("时[，指]|去年|上年|当年|那年|以来|纪念馆|前夕")
_AROUND: Final = 16
_LASTED = Pattern(
    rf"(?<![\d前])(?P<from>{_YEAR})年(?:(?P<m>\d{{1,2}})月(?:\d{{1,2}}日)?)?"
    rf"(?:[至到—](?:(?P<to>{_YEAR})年|今年\d{{1,2}}月，?)[，的]?[^，。；\d]{{0,10}}|[^。；\d]{{0,20}}(?:距今(?:已有|已经|已|整整|有)?|(?:至今|迄今|今年)[^。；\d]{{0,12}}))"
    r"(?P<said>\d{1,3}|[一二三四五六七八九十百]{1,4})(?:周年|个年头|载|个春秋|年(?=[，。；、了]|历史|的?时间))(?!代)"
)
# a tomb that was found in 2015 is 300 years old
_SLIP: Final = 20
_HALF_YEAR: Final = 6


def anniversary(sheet: Sheet) -> Iterator[Hit]:
    """建党105周年 in 2025; 1949年至2026年，走过75载; 1998年洪水距今已27年, said in August of 2026."""
    for segment in sheet.of(*RUNNING):
        for found in _ANNIVERSARY.finditer(segment.text):
            yield from _other_anniversary(segment, found, sheet.date)
        for found in _LASTED.finditer(segment.text):
            years = int(found["to"] or sheet.date.year) - int(found["from"])
            off = number(found["said"]) - years
            # the last year may not be full yet, and where both are named both may be counted
            full = sheet.date.month > int(found["m"] or _HALF_YEAR)
            if off not in (0, 1 if found["to"] else 0, 0 if full else -1) and abs(off) <= _SLIP:
                yield Hit(segment, *found.span("said"), params={"right": years})


def _other_anniversary(segment: Segment, found: re.Match[str], date: Date) -> Iterator[Hit]:
    text = segment.text
    before = re.split("[。；]", text[max(found.start() - _AROUND, 0) : found.start()])[-1]
    after = re.split("[。；]", text[found.end() : found.end() + _AROUND])[0]
    around = f"{before}，{after}"
    # 到建党100周年时 is to come; 越南建国80周年 is of another state
    if f"{before[-1:]}{after[:1]}" in ("到时", "在时") or before.endswith(("越南", "朝鲜", "老挝")):
        return
    count, this, next_year = number(found["years"]), date.year, "明年" in around
    year = _HISTORY[found["what"]][0] + count
    # a year of the next clause is that of something else
    named = {int(each) for each in _NAMED_YEAR.compiled.findall(before + re.split("，", after)[0])}
    if not (named or next_year) and _THIS_YEAR.search(around):
        named = {this}
    now = {this, this + (date.month >= 11 or next_year) - (date.month == 1)}
    # those of five years and tens are spoken of afterwards
    later = count % 5 == 0 and not _HELD.search(around)
    spoken = _NOW.search(around + found["what"]) and not _QUOTED.search(around)
    unsaid = not named and not later and year not in now and spoken
    if (named and year not in named) or unsaid or (not named and year > this + 2):
        far = abs(year - this)
        doubtful = (unsaid and (far > 1 or count % 5 == 0)) or (named == {this} and far > 2)
        yield Hit(segment, *found.span(), params={"right": year}, level=Level.HINT if doubtful else None)


# --- on which day ------------------------------------------------------------------------------------------------------------

_DAY: Final = rf"(?P<y>{_YEAR})年(?:(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})日)?)?"
_HAPPENED: Final = (
    Pattern(
        rf"{_DAY}，?(?:召开的?|举行的?)?(?:党的|中共|中国共产党)?(?P<what>{_EVENTS})(?=召开|在北京|[，。]|胜利|通过|审议|作出|提出|开启|爆发)"
    ),
    Pattern(rf"(?P<what>{_EVENTS})(?:于|是在?|发生在|发生于){_DAY}"),
)
_SESSION = Pattern(
    r"(?:(?P<year>20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?，?(?:召开的?)?)?(?P<what>(?:第?(?P<term>十[一二三四五六])届全国(?:人大|政协|人民代表大会)|全国(?:政协|人大)(?P<of>十[一二三四五六])届)第?(?P<nth>[一二三四五])次会议)"
)
# the year in which the first session of a term would have been, were terms counted from none; months after it
_TERMS_FROM: Final = 1953
_SPRING: Final = range(3, 7)
# of this year's: its day or its end, or what is passed on soon
_OF_NOW = Pattern("精神|(?:[于在]|胜利|圆满|隆重)*(?:3月|[开闭]幕)|在北?京?(?:胜利|圆满|隆重)?[开闭]幕")
_PASSED_ON = Pattern("(?<!\\d年)3月\\d{1,2}日[^。；\\d]{0,6}$|(?:学习|传达|贯彻|落实)[^。；，在]{0,6}$")
_PLENUM = Pattern("(?<!第)(?:十[六七八九]|二十)届[一二三四五六七八]中全会")
_PLENUMS: Final = {name: held[:2] for name, held in _HISTORY.items() if name.endswith("中全会")}
_TO_COME = Pattern("将|拟|计划|筹备|明年|下半年|迎接|喜迎|召开前|决定")
# months after a plenum without another one: one that is not listed may have been held by then
_PAUSE: Final = 8


def _happened(segment: Segment, date: Date) -> Iterator[Hit]:
    """1949年10月2日，中华人民共和国成立; 2025年十四届全国人大二次会议; 二十届五中全会, which is to come."""
    for found in (each for pattern in _HAPPENED for each in pattern.finditer(segment.text)):
        said = [int(part) for part in found.group("y", "m", "d") if part]
        true = _HISTORY[found["what"]]
        if any(one != other for one, other in zip(said, true, strict=False)):
            right = "".join(f"{part}{unit}" for part, unit in zip(true, "年月日", strict=False))
            yield Hit(segment, *found.span(), params={"name": found["what"], "right": right})
    for found in _SESSION.finditer(segment.text):
        year = _TERMS_FROM + 5 * number(found["term"] or found["of"]) + number(found["nth"]) - 1
        passed_on = _PASSED_ON.search(segment.text[: found.start()])
        of_now = date.month in _SPRING and (passed_on or _OF_NOW.match(segment.text, found.end()))
        if not found["year"] and (not of_now or _ANY_YEAR.search(sentence_at(segment.text, found.start()))):
            continue
        if int(found["year"] or date.year) != year:
            params = {"name": found["what"], "right": f"{year}年"}
            level = Level.HINT if passed_on and not found["year"] else None
            yield Hit(segment, *found.span(), params=params, level=level)
    today, (year, month) = (date.year, date.month), max(_PLENUMS.values())
    another = 12 * (date.year - year) + date.month - month > _PAUSE
    for found in _PLENUM.finditer(segment.text):
        unheld = found[0].startswith("二十") and found[0] not in _PLENUMS and not another
        to_come = unheld or _PLENUMS.get(found[0], today) > today
        if to_come and not _TO_COME.search(sentence_at(segment.text, found.start())):
            right = max((held, name) for name, held in _PLENUMS.items() if held <= today)[1]
            yield Hit(segment, *found.span(), params={"name": found[0], "right": right})


# --- which one of its kind, and under which sign ---------------------------------------------------------------------------

_FIRST_YEARS: Final = first_years()
_NTH = Pattern(
    rf"(?:(?P<year>{_YEAR})年[^。；]{{0,16}})?第(?P<nth>\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})[个次届](?:全国|中国|国家|世界|国际|全民|我国|中华|“?[\d一二三四五六七八九十]{{1,2}}[·．.•][\d一二三四五六七八九十]{{1,2}}”?|“三八”|[“”]){{0,4}}(?P<name>{'|'.join(sorted(_FIRST_YEARS, key=len, reverse=True))})",
)
_FEW_YEARS: Final = 2
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_SIGNS: Final = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_STEM: Final = f"(?P<stem>[{_STEMS}][{_BRANCHES}])"
_YEAR_SIGN = Pattern(
    rf"(?:(?P<year>{_YEAR})年?[（(]?[是为属]?(?:农历)?(?=[{_STEMS}{_SIGNS}]){_STEM}?|{_STEM.replace('stem', 'alone')}(?=.年))(?P<sign>[{_SIGNS}])?年"
)


def named_years(sheet: Sheet) -> Iterator[Hit]:
    """第38个教师节 of 2023, 2026龙年, 乙巳马年: a count or a sign that is another year's."""
    for segment in sheet.of(*RUNNING):
        yield from _happened(segment, sheet.date)
        for found in _NTH.finditer(segment.text):
            right = int(found["year"] or sheet.date.year) - _FIRST_YEARS[found["name"]] + 1
            off = abs(number(found["nth"]) - right)
            before = segment.text[max(found.start() - 12, 0) : found.start()]
            if off and (found["year"] or not _ANY_YEAR.search(before)):
                params = {"name": found["name"], "right": f"第{right}个"}
                # further off, another year's is spoken of
                level = None if off <= _FEW_YEARS or found["year"] else Level.HINT
                yield Hit(segment, *found.span(), params=params, level=level)
        for found in _YEAR_SIGN.finditer(segment.text):
            stem = found["stem"] or found["alone"]
            at = int(found["year"]) - 4 if found["year"] else _BRANCHES.index(stem[1])
            right_stem, right_sign = _STEMS[at % 10] + _BRANCHES[at % 12], _SIGNS[at % 12]
            if found["sign"] not in (None, right_sign) or found["stem"] not in (None, right_stem):
                right_name = f"{right_stem}年（{right_sign}年）" if found["year"] else f"{right_sign}年"
                params = {"name": f"{found['year'] or stem}年", "right": right_name}
                yield Hit(segment, *found.span(), params=params)


RULES: Final = (
    Rule("P426", "anniversary", CALENDAR, sheet=anniversary),
    Rule("P427", "named-years", CALENDAR, sheet=named_years),
)
