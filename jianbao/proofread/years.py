"""Years against each other: a five-year plan and its years, an anniversary, an age and the year of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.numerals import value_of
from jianbao.proofread.amounts import number
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

_RELATIVE: Final = {"今年": 0, "明年": 1, "去年": -1}


# --- five-year plans --------------------------------------------------------------------------------------------------------

_PLAN = Pattern(
    "[“‘]?(?P<plan>十[一二三四五六七]?)五[”’]?(?=规划|计划|时期|期间|期|末|的|头|前|开局|起步|收官|首年|中期|最后|第[一二三四五]年|实施|建设|[（(，：,—”是即为])"
)
_AFTER_PLAN: Final = "(?:规划|计划)?(?:纲要)?(?:实施|时期|期间|期|建设)?"
_STAGES: Final = {
    "开局": 0, "起步": 0, "首年": 0, "第一年": 0, "第二年": 1, "中期": 2, "第三年": 2, "第四年": 3, "第五年": 4, "收官": 4, "最后一年": 4, "末年": 4, "期末": 4, "末": 4
}  # fmt: skip
_STAGE = Pattern(
    rf"{_AFTER_PLAN}(?:的|即将|将|圆满)?(?P<which>{'|'.join(_STAGES)})(?!以来)(?P<tail>(?:之年|年|评估)?)"
)
_YEAR: Final = r"(?:19|20)\d\d"
_PERIOD = Pattern(
    rf"{_AFTER_PLAN}(?:[（(，]|也就是|为|是|即|从|由|指|：)*(?P<first>{_YEAR})年?(?:起)?[—\-－~～至到–]+(?P<last>{_YEAR})年?"
)
_YEAR_AFTER = Pattern(
    rf"(?:[，（(]|是|即|：|的|也就是|为|，到)*(?P<year>{_YEAR})年(?![^，。；\d]{{0,8}}十[一二三四五六七]五)"
)
_YEAR_BEFORE = Pattern(rf"(?:(?P<year>{_YEAR})年|(?P<word>今年|明年|去年))[^。；\d]{{0,10}}$")
_NOT_SAID = Pattern("以来|比|较|去年|上年|时任|从|自|末[，、]?到")
_MAKING = Pattern(rf"{_AFTER_PLAN}(?:纲要)?(?:的)?(?:编制|谋划|起草|建议)")
_TARGET = Pattern(rf"(?P<first>{_YEAR})年?(?:[—\-－~～至到–]+)(?P<last>{_YEAR})年|到(?P<year>{_YEAR})年")
_FAR: Final = 60
_PRESSING = Pattern("决战|决胜|冲刺四季度|当前(?:的|各级|全县|全市)|今年")


def plan_years(sheet: Sheet) -> Iterator[Hit]:
    """“十四五”（2021—2026年）, 2027年是“十五五”开局之年: the fifteenth plan runs from 2026 to 2030."""
    for segment in sheet.segments:
        text = segment.text
        plans = [*_PLAN.finditer(text)] if segment.role in RUNNING and "五" in text else []
        for index, found in enumerate(plans):
            first = 2001 + 5 * ((value_of(found["plan"]) or 10) - 10)
            start = plans[index - 1].end() if index else 0
            end = plans[index + 1].start() if index + 1 < len(plans) else len(text)
            told = _plan_fault(text, found, first, (start, end), sheet.date.year)
            if told is not None:
                yield Hit(segment, *told, params={"first": first, "last": first + 4})


def _plan_fault(
    text: str, plan: re.Match[str], first: int, own: tuple[int, int], this_year: int
) -> tuple[int, int] | None:
    """Where what is said of a plan, within the stretch that is its `own`, is not of its years."""
    if period := _PERIOD.match(text, plan.end()):
        if (int(period["first"]), int(period["last"])) != (first, first + 4):
            return plan.start(), period.end()
        return None
    stage = _STAGE.match(text, plan.end())
    if stage is not None:
        right = first + _STAGES[stage["which"]]
        after = _YEAR_AFTER.match(text, stage.end())
        before = _YEAR_BEFORE.search(text[own[0] : plan.start()])
        if after and after.end() <= own[1] and int(after["year"]) != right:
            return plan.start(), after.end()
        if (
            before
            and (before[0].endswith("年是") or not _NOT_SAID.search(before[0]))
            and not (stage["which"] in ("末", "期末") and before["word"])
        ):
            year = int(before["year"]) if before["year"] else this_year + _RELATIVE[before["word"]]
            if year != right and not (stage["tail"] == "评估" and year == right + 1):
                return own[0] + before.start(), stage.end()
        if (
            not before
            and not after
            and abs(right - this_year) >= 2
            and _PRESSING.search(text, max(plan.start() - _FAR, 0))
        ):
            return plan.start(), stage.end()
        return None
    if _MAKING.match(text, plan.end()):
        sentence = text[plan.end() : plan.end() + _FAR].partition("。")[0]
        for target in _TARGET.finditer(sentence) if "五”" not in sentence else ():
            last = int(target["last"] or target["year"])
            if last == first + 9:
                return plan.start(), plan.end() + target.end()
    return None


# --- anniversaries and ages ---------------------------------------------------------------------------------------------------

_FOUNDED: Final = {
    "中国共产党成立": 1921, "建党": 1921, "新中国成立": 1949, "中华人民共和国成立": 1949, "建国": 1949, "建军": 1927, "中国人民解放军建军": 1927,
    "改革开放": 1978, "抗战胜利": 1945, "抗日战争胜利": 1945, "抗日战争暨世界反法西斯战争胜利": 1945, "长征胜利": 1936, "红军长征胜利": 1936, "香港回归": 1997, "香港回归祖国": 1997,
    "澳门回归": 1999, "澳门回归祖国": 1999, "抗美援朝出国作战": 1950, "五四运动": 1919, "人民政协成立": 1949, "中国人民政治协商会议成立": 1949, "人民代表大会成立": 1954, "共青团成立": 1922, "全民族抗战爆发": 1937, "辛亥革命": 1911, "国际劳动妇女节": 1910, "国际妇女节": 1910, "国庆": 1949,
    "唐山大地震": 1976, "汶川地震": 2008, "汶川特大地震": 2008, "九一八事变": 1931, "卢沟桥事变": 1937, "七七事变": 1937, "西藏和平解放": 1951, "新疆维吾尔自治区成立": 1955, "内蒙古自治区成立": 1947, "广西壮族自治区成立": 1958,
    "宁夏回族自治区成立": 1958, "西藏自治区成立": 1965, "海南建省": 1988, "重庆直辖": 1997, "浦东开发开放": 1990, "恢复高考": 1977, "遵义会议召开": 1935, "遵义会议": 1935, "南昌起义": 1927, "秋收起义": 1927, "古田会议": 1929, "人民海军成立": 1949,
    "人民空军成立": 1949, "抗美援朝战争胜利": 1953, "抗美援朝": 1950, "联合国成立": 1945, "中华全国总工会成立": 1925, "全国妇联成立": 1949, "少先队建队": 1949, "中国少年先锋队建队": 1949, "“一带一路”倡议提出": 2013, "加入世贸组织": 2001, "向雷锋同志学习”题词发表": 1963,
    "国家公祭日设立": 2014, "国家安全教育日设立": 2015, "人民代表大会制度建立": 1954, "政协成立": 1949, "工农红军长征出发": 1934, "香港回归祖国怀抱": 1997,
}  # fmt: skip
_ANNIVERSARY = Pattern(
    rf"(?P<what>{'|'.join(sorted(_FOUNDED, key=len, reverse=True))})(?P<years>\d{{1,3}}|[一二三四五六七八九十百零〇]{{1,6}})周年",
)
_NAMED_YEAR = Pattern(r"(?<!\d)((?:19|20)\d\d)年")
_NOW = Pattern("今年|今天|欢庆|共庆|喜迎|迎来|值此|即将|隆重|热烈|献礼|庆祝|纪念|之际")
_HELD = Pattern("之际|日子里|主题展|即将|喜迎|迎来|值此|今天|开幕|举行|举办")
_QUOTED = Pattern("大会上|讲话|时[，指]|去年|上年|当年|那年|以来|在庆祝|纪念馆")
_AROUND: Final = 16
_FOUNDED_HERE = Pattern(
    r"(?:(?:创办|成立|创建|建立|始建|组建|建成|诞生|设立|建校|开馆|投产|通车|命名)于(?P<y>(?:19|20)\d\d)年)[^。；\d]{0,16}今年[^。；\d]{0,12}(?P<said>\d{1,3}|[一二三四五六七八九十百]{1,4})周年"
)
_SINCE = Pattern(
    r"(?P<first>(?:19|20)\d\d)年[至到—](?P<last>(?:19|20)\d\d)年[，的]?[^，。；\d]{0,10}(?P<said>\d{1,3})(?:个年头|载|个春秋|周年)(?!代)",
)
_UNTIL_TODAY = Pattern(
    r"(?<![\d前])(?P<from>(?:19|20)\d\d)年(?:(?P<m>\d{1,2})月(?:\d{1,2}日)?)?[^。；，\d]{0,16}，?距今(?:已有|已经|已|整整|有)?(?P<said>\d{1,3})年(?=[，。；、了]|历史|的?时间)"
)
_SLIP: Final = 10


def anniversary(sheet: Sheet) -> Iterator[Hit]:
    """建党105周年 in 2025; 1949年至2026年，走过76载; 1998年洪水距今已27年, said in August of 2026."""
    for segment in sheet.segments:
        if segment.role not in RUNNING or "年" not in segment.text:
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
            full = sheet.date.month > (int(found["m"]) if found["m"] else _MONTHS // 2)
            # a tomb that was found in 2015 is 300 years old
            near = abs(said - years) <= _SLIP
            if near and said not in ((years,) if full else (years, years - 1)):
                yield Hit(segment, *found.span("said"), params={"right": years})


def _other_anniversary(segment: Segment, found: re.Match[str], sheet: Sheet) -> Iterator[Hit]:
    text = segment.text
    before, after = (
        text[max(found.start() - _AROUND, 0) : found.start()],
        text[found.end() : found.end() + _AROUND],
    )
    around = re.split("[。；]", before)[-1] + "，" + re.split("[。；]", after)[0]
    count, this = number(found["years"]), sheet.date.year
    year = _FOUNDED[found["what"]] + count
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
    spoken = _NOW.search(around) and not _QUOTED.search(around)
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


_AGE = Pattern(
    r"(?:今年|现年)(?P<age>\d{1,3})岁[^。；\d]{0,8}，(?:生于|出生于)?(?P<born>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:出生|生|[，。])|"
    r"(?:今年|现年)(?P<a2>\d{1,3})岁的[^，。；\d]{1,6}(?:生于|出生于)(?P<b3>(?:19|20)\d\d)年|"
    r"(?:(?P<b1>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生)(?:人)?|(?:生于|出生于)(?P<b2>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?)"
    r"(?:的[^，。；\d]{1,8})?[，、,（]?(?:今年|现年|年龄|现在|如今)(?P<a1>\d{1,3})岁"
)
_SERVED = Pattern(
    r"(?P<from>(?:19|20)\d\d)年(?:\d{1,2}月)?(?P<what>入党|参军|入伍|参加工作|从教|从医|从警|参加革命)[^。；\d]{0,8}(?:至今|今年)?[^。；\d]{0,8}(?P<said>\d{1,2})(?P<unit>年(?:党龄|军龄|教龄|工龄|警龄)|年(?=[，。])|岁|个年头)"
)
_LONGEST_SERVICE: Final = 12
_EVER_SINCE = Pattern(
    r"(?P<from>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:[^。；\d]{0,24}(?:至今|迄今|到今天)[^。；\d]{0,8}|[^。；，\d]{0,12}以来，[^。；，\d]{0,4}(?:连续|走过|历经|坚持)了?)(?P<said>\d{1,2})(?:年(?=[，。、；]|历史|的?时间|获|被|[^\d前后底初]{0,6}(?:先进|称号))|个年头|载|个春秋)"
)
_UNTIL_NOW = Pattern(
    r"(?P<from>20\d\d)年(?P<m1>\d{1,2})月(?:至|到|—)今年(?P<m2>\d{1,2})月[^。；\d]{0,20}?(?P<said>\d{1,2})年(?!\d|[级代度])"
)
_AGE_THEN = Pattern(
    r"(?:生于(?P<b1>(?:19|20)\d\d)年|(?P<b2>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?出?生)[^。；\d]{0,4}(?:\d{1,2}月)?，(?:到|至)?(?P<then>20\d\d)年(?:\d{1,2}月)?[^。；，\d]{0,4}?(?P<said>\d{1,3}|[一二三四五六七八九十]{1,3})周?岁"
)
_MONTHS: Final = 12


def _ages(segment: Segment, this_year: int) -> Iterator[Hit]:
    """Ages of this year, or of one that is said, against the year of birth."""
    for pattern in (_AGE, _AGE_THEN) if "岁" in segment.text else ():
        for found in pattern.finditer(segment.text):
            groups = found.groupdict()
            born = next(int(groups[name]) for name in ("born", "b1", "b2", "b3") if groups.get(name))
            said = next(number(groups[name]) for name in ("age", "a1", "a2", "said") if groups.get(name))
            age = int(groups.get("then") or this_year) - born
            if abs(age - said) > 1:
                yield Hit(segment, *found.span(), params={"age": age, "said": said})


def age_and_birth(sheet: Sheet) -> Iterator[Hit]:
    """1940年出生，今年82岁; 1998年入党，有38年党龄. East Asian reckoning may differ by one."""
    for segment in sheet.segments:
        if segment.role not in RUNNING:
            continue
        yield from _ages(segment, sheet.date.year)
        for found in _EVER_SINCE.finditer(segment.text):
            years, said = sheet.date.year - int(found["from"]), int(found["said"])
            if abs(years - said) > 1:
                level = None if years >= 0 and abs(years - said) % 10 == 0 else Level.HINT
                yield Hit(segment, *found.span("said"), params={"age": years, "said": said}, level=level)
        for found in _UNTIL_NOW.finditer(segment.text):
            months = _MONTHS * (sheet.date.year - int(found["from"])) + int(found["m2"]) - int(found["m1"])
            if abs(months - _MONTHS * int(found["said"])) >= _MONTHS - 1:
                params = {"age": round(months / _MONTHS), "said": found["said"]}
                yield Hit(segment, *found.span("said"), params=params)
        for found in _SERVED.finditer(segment.text):
            years, said = sheet.date.year - int(found["from"]), int(found["said"])
            if found["unit"] == "岁":
                wrong = said < years + _LONGEST_SERVICE
            else:
                wrong = abs(years - said) > 1 and ("至今" in found[0] or "龄" in found[0])
            if wrong:
                yield Hit(segment, *found.span(), params={"age": years, "said": said})


RULES: Final = (
    Rule("P407", "age-and-birth", CUSTOM, sheet=age_and_birth),
    Rule("P413", "plan-years", CUSTOM, sheet=plan_years),
    Rule("P426", "anniversary", "历法", sheet=anniversary),
)
