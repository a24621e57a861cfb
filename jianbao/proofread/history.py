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
_ANNIVERSARY = Pattern(
    rf"(?P<what>{'|'.join(sorted(_HISTORY, key=len, reverse=True))})(?P<years>\d{{1,3}}|[一二三四五六七八九十百零〇]{{1,6}})(?:周年|岁(?=生日|华诞)|(?=华诞))",
)
_NAMED_YEAR = Pattern(r"(?<!\d)((?:19|20)\d\d)年")
_NOW = Pattern("今年|今天|欢庆|共庆|喜迎|迎来|值此|即将|隆重|热烈|献礼|庆祝|纪念|之际")
_HELD = Pattern("之际|日子里|主题展|即将|喜迎|迎来|值此|今天|开幕|举行|举办|直播|收看|今年是")
_QUOTED = Pattern("时[，指]|去年|上年|当年|那年|以来|纪念馆|前夕")
# of fives and tens, which are kept at length and spoken of for years
_KEPT = Pattern("大会上|讲话|在庆祝")
_AROUND: Final = 16
_FOUNDED_HERE = Pattern(
    r"(?:(?:创办|成立|创建|建立|始建|[组兴]?建成?|诞生|设立|建校|建厂|开馆|投产|通车|命名)于(?P<y>(?:19|20)\d\d)年)[^。；\d]{0,16}今年[^。；\d]{0,12}(?P<said>\d{1,3}|[一二三四五六七八九十百]{1,4})周年"
)
_SINCE = Pattern(
    r"(?P<first>(?:19|20)\d\d)年[至到—](?P<last>(?:19|20)\d\d)年[，的]?[^，。；\d]{0,10}(?P<said>\d{1,3})(?:个年头|载|个春秋|周年)(?!代)",
)
_UNTIL_TODAY = Pattern(
    r"(?<![\d前])(?P<from>(?:19|20)\d\d)年(?:(?P<m>\d{1,2})月(?:\d{1,2}日)?)?[^。；，\d]{0,16}，?距今(?:已有|已经|已|整整|有)?(?P<said>\d{1,3})年(?=[，。；、了]|历史|的?时间)"
)
_YEARS_ON = Pattern(
    r"(?<!\d)(?P<from>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；\d]{0,6}?(?:成立|创办|创立|组建|建成|建立|开办|启动|实施|返乡|回乡|入驻|落户|投产|开业|上任|任职|当选|担任|流转|承包|引进)[^，。；\d]{0,16}，(?:[^，。；\d近前后最过头这]{0,4})(?<![几数二三四五六七八九])(?P<said>\d{1,2}|[二两三四五六七八九十]{1,3})年(?:来|间)"
)
_ANY_YEAR = Pattern(r"(?:19|20)\d\d年|去年|上年|前年|当年|那年|截[至止]")
_SLIP: Final = 10
_HALF_YEAR: Final = 6


def anniversary(sheet: Sheet) -> Iterator[Hit]:
    """建党105周年 in 2025; 1949年至2026年，走过76载; 1998年洪水距今已27年, said in August of 2026."""
    for segment in sheet.segments:
        if segment.role not in RUNNING:
            continue
        for found in _ANNIVERSARY.finditer(segment.text):
            yield from _other_anniversary(segment, found, sheet)
        for found in _FOUNDED_HERE.finditer(segment.text):
            if number(found["said"]) != sheet.date.year - int(found["y"]):
                yield Hit(
                    segment, *found.span("said"), params={"right": int(found["y"]) + number(found["said"])}
                )
        for found in _SINCE.finditer(segment.text):
            years = int(found["last"]) - int(found["first"])
            if int(found["said"]) not in (years, years + 1):
                yield Hit(segment, *found.span(), params={"right": int(found["first"]) + int(found["said"])})
        for found in _UNTIL_TODAY.finditer(segment.text):
            years, said = sheet.date.year - int(found["from"]), int(found["said"])
            # in the first half of a year the last one may not be full yet
            full = sheet.date.month > (int(found["m"]) if found["m"] else _HALF_YEAR)
            # a tomb that was found in 2015 is 300 years old
            near = abs(said - years) <= _SLIP
            if near and said not in ((years,) if full else (years, years - 1)):
                yield Hit(segment, *found.span("said"), params={"right": years})

        for found in _YEARS_ON.finditer(segment.text):
            years, said = sheet.date.year - int(found["from"]), number(found["said"].replace("两", "二"))
            sentence = sentence_at(segment.text, found.start())
            if abs(years - said) > 1 and len(_ANY_YEAR.compiled.findall(sentence)) == 1:
                yield Hit(segment, *found.span("said"), params={"right": years})


def _other_anniversary(segment: Segment, found: re.Match[str], sheet: Sheet) -> Iterator[Hit]:
    text = segment.text
    before, after = (
        text[max(found.start() - _AROUND, 0) : found.start()],
        text[found.end() : found.end() + _AROUND],
    )
    around = re.split("[。；]", before)[-1] + "，" + re.split("[。；]", after)[0]
    count, this = number(found["years"]), sheet.date.year
    # 到建党100周年时 is to come; 越南建国80周年 is of another state
    if f"{before[-1:]}{after[:1]}" in ("到时", "在时") or before.endswith(("越南", "朝鲜", "老挝")):
        return
    year = _HISTORY[found["what"]][0] + count
    # a year of the next clause is that of something else
    beside = re.split("[。；]", before)[-1] + re.split("[。；，]", after)[0]
    named = {int(each) for each in _NAMED_YEAR.compiled.findall(beside)}
    now = (
        {this, this + 1}
        if sheet.date.month >= 11 or "明年" in around
        else {this, this - 1}
        if sheet.date.month == 1
        else {this}
    )
    if re.search("今年|\\d月\\d{1,2}日", around) and "明年" not in around and not named:
        named = {this}
    # those of five years and tens are spoken of afterwards
    later = count % 5 == 0 and not _HELD.search(around)
    kept = count % 5 == 0 and _KEPT.search(around) and not _HELD.search(around)
    spoken = _NOW.search(around + found["what"]) and not _QUOTED.search(around) and not kept
    unsaid = not named and not later and year not in now and spoken
    if (named and year not in named) or unsaid or (not named and year > this + 2):
        yield Hit(
            segment,
            *found.span(),
            params={"right": year},
            level=Level.HINT
            if (unsaid and (abs(year - this) > 1 or count % 5 == 0))
            or (named == {this} and abs(year - this) > 2)
            else None,
        )


# --- on which day ------------------------------------------------------------------------------------------------------------

_EVENTS: Final = "|".join(sorted(_HISTORY, key=len, reverse=True))
_ON: Final = r"(?P<{0}y>(?:19|20)\d\d)年(?:(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})日)?)?"
_HAPPENED = Pattern(
    rf"(?:{_ON.format('a')}[，]?(?:召开的?|举行的?)?(?:党的|中共|中国共产党)?(?P<what>{_EVENTS})(?=召开|在北京|[，。]|胜利|通过|审议|作出|提出|开启|爆发)"
    rf"|(?P<what2>{_EVENTS})(?:于|是在?|发生在|发生于){_ON.format('b')})"
)
_SESSION = Pattern(
    r"(?:(?P<year>20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?，?(?:召开的?)?)?(?P<what>(?:第?(?P<term>十[一二三四五六])届全国(?:人大|政协|人民代表大会)|全国(?:政协|人大)(?P<of>十[一二三四五六])届)第?(?P<nth>[一二三四五])次会议)"
)
# of this year's: its day or its end, or what is passed on soon
_OF_NOW = Pattern("精神|(?:[于在]|胜利|圆满|隆重)*(?:3月|[开闭]幕)|在北?京?(?:胜利|圆满|隆重)?[开闭]幕")
_PASSED_ON = Pattern("(?<!\\d年)3月\\d{1,2}日[^。；\\d]{0,6}$|(?:学习|传达|贯彻|落实)[^。；，在]{0,6}$")
_PLENUM = Pattern("(?<!第)(?:十[六七八九]|二十)届[一二三四五六七八]中全会")
_TO_COME = Pattern("将|拟|计划|筹备|明年|下半年|迎接|喜迎|召开前|决定")
_PLENUMS: Final = {name: held[:2] for name, held in _HISTORY.items() if name.endswith("中全会")}
# what nobody knows the day of yet; months after a plenum without another one
_NEVER: Final = (9999, 1)
_PAUSE: Final = 8
# the year in which the first session of a term would have been, were terms counted from none
_TERMS_FROM: Final = 1953


def _happened(segment: Segment, date: Date) -> Iterator[Hit]:
    """1949年10月2日，中华人民共和国成立; 2025年十四届全国人大二次会议."""
    for found in _HAPPENED.finditer(segment.text):
        side, what = ("a", found["what"]) if found["what"] else ("b", found["what2"])
        said = [int(part) for part in found.group(side + "y", side + "m", side + "d") if part]
        true = _HISTORY[what]
        if any(one != other for one, other in zip(said, true, strict=False)):
            right = "".join(f"{part}{unit}" for part, unit in zip(true, "年月日", strict=False))
            yield Hit(segment, *found.span(), params={"name": what, "right": right})
    for found in _SESSION.finditer(segment.text):
        year = _TERMS_FROM + 5 * number(found["term"] or found["of"]) + number(found["nth"]) - 1
        told = int(found["year"] or _year_now(segment.text, found, date))
        if told and told != year:
            passed_on = not found["year"] and _PASSED_ON.search(segment.text[: found.start()])
            params = {"name": found["what"], "right": f"{year}年"}
            yield Hit(segment, *found.span(), params=params, level=Level.HINT if passed_on else None)
    day, last = (date.year, date.month), max(_PLENUMS.values())
    # one that is not listed may have been held by now
    soon = 12 * (day[0] - last[0]) + day[1] - last[1] > _PAUSE
    for found in _PLENUM.finditer(segment.text):
        held = _PLENUMS.get(found[0], day if soon or not found[0].startswith("二十") else _NEVER)
        if held > day and not _TO_COME.search(sentence_at(segment.text, found.start())):
            right = max((held, name) for name, held in _PLENUMS.items() if held <= day)[1]
            yield Hit(segment, *found.span(), params={"name": found[0], "right": right})


def _year_now(text: str, found: re.Match[str], date: Date) -> int:
    """The year of an issue of spring that tells of a session as one of the days before; 0 for none."""
    now = _OF_NOW.match(text, found.end()) or _PASSED_ON.search(text[: found.start()])
    another = _ANY_YEAR.search(sentence_at(text, found.start()))
    return date.year if now and not another and date.month in _SPRING else 0


_SPRING: Final = range(3, 7)


# --- which one of its kind ---------------------------------------------------------------------------------------------------

_FIRST_YEARS: Final = first_years()
_NTH = Pattern(
    rf"(?:(?P<year>(?:19|20)\d\d)年[^。；]{{0,16}})?第(?P<nth>\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})[个次届](?:全国|中国|国家|世界|国际|全民|我国|中华|“?[\d一二三四五六七八九十]{{1,2}}[·．.•][\d一二三四五六七八九十]{{1,2}}”?|“三八”|[“”]){{0,4}}(?P<name>{'|'.join(sorted(_FIRST_YEARS, key=len, reverse=True))})",
)
_FEW_YEARS: Final = 2
_NOT_THIS_YEAR = Pattern("去年|上年|前年|那年|当年|明年|(?:19|20)\\d\\d年")
# --- the signs of years ---------------------------------------------------------------------------------------------------

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
        yield from _happened(segment, sheet.date)
        for found in _NTH.finditer(segment.text):
            right = int(found["year"] or sheet.date.year) - _FIRST_YEARS[found["name"]] + 1
            if number(found["nth"]) != right and (
                found["year"]
                or not _NOT_THIS_YEAR.search(segment.text[max(found.start() - 12, 0) : found.start()])
            ):
                params = {"name": found["name"], "right": f"第{right}个"}
                # further off, another year's is spoken of
                level = (
                    None if abs(number(found["nth"]) - right) <= _FEW_YEARS or found["year"] else Level.HINT
                )
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
    Rule("P426", "anniversary", CALENDAR, sheet=anniversary),
    Rule("P427", "named-years", CALENDAR, sheet=named_years),
)
