"""Years against each other: 今年 and its number, a five-year plan and its years, an anniversary, an age and the year of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.numerals import value_of
from jianbao.proofread.amounts import number
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

_RELATIVE: Final = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_WORD: Final = r"(?P<word>前年|去年|上年|今年|本年|明年|后年)(?:度)?"
_NAMED_YEARS: Final = (
    Pattern(rf"{_WORD}(?:[（(]|是|即)?(?P<year>(?:19|20)\d\d)(?:年(?:度)?)?(?:[）)]|(?<=年))"),
    Pattern(rf"{_WORD}[^，。；（(\d]{{0,6}}[（(](?P<year>(?:19|20)\d\d)年"),
    Pattern(rf"(?P<year>(?:19|20)\d\d)年[^，。；（(\d]{{0,4}}[（(](?:即|也就是)?{_WORD}"),
)


def relative_year(sheet: Sheet) -> Iterator[Hit]:
    """今年（2024年） in an issue of 2026."""
    for segment in sheet.segments:
        for pattern in _NAMED_YEARS if segment.role in RUNNING else ():
            for found in pattern.finditer(segment.text):
                right = sheet.date.year + _RELATIVE[found["word"]]
                # in January people may still speak from the year before
                allowed = {right, right - 1} if sheet.date.month == 1 else {right}
                if int(found["year"]) not in allowed:
                    yield Hit(segment, *found.span(), params={"right": right})


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
            and not _NOT_SAID.search(before[0])
            and not (stage["which"] in ("末", "期末") and before["word"])
        ):
            year = int(before["year"]) if before["year"] else this_year + _RELATIVE[before["word"]]
            if year != right:
                return own[0] + before.start(), stage.end()
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
    "澳门回归": 1999, "澳门回归祖国": 1999, "抗美援朝出国作战": 1950, "五四运动": 1919, "人民政协成立": 1949, "中国人民政治协商会议成立": 1949, "人民代表大会成立": 1954, "共青团成立": 1922, "全民族抗战爆发": 1937, "辛亥革命": 1911, "国际劳动妇女节": 1910, "国际妇女节": 1910,
}  # fmt: skip
_ANNIVERSARY = Pattern(
    rf"(?P<what>{'|'.join(sorted(_FOUNDED, key=len, reverse=True))})(?P<years>\d{{1,3}}|[一二三四五六七八九十百零〇]{{1,6}})周年",
)
_NAMED_YEAR = Pattern(r"(?<!\d)((?:19|20)\d\d)年")
_NOW = Pattern("今年|今天|欢庆|共庆|喜迎|迎来|值此|即将|隆重|热烈|献礼|庆祝|纪念|之际")
_HELD = Pattern("之际|日子里|主题展|即将|喜迎|迎来|值此|今天|开幕|举行|举办")
_QUOTED = Pattern("大会上|讲话|时[，指]|去年|上年|当年|那年|以来|在庆祝|纪念馆")
_AROUND: Final = 16
_SINCE = Pattern(
    r"(?P<first>(?:19|20)\d\d)年[至到—](?P<last>(?:19|20)\d\d)年[，的]?[^，。；\d]{0,10}(?P<said>\d{1,3})(?:个年头|载|个春秋|周年)(?!代)",
)


def anniversary(sheet: Sheet) -> Iterator[Hit]:
    """建党105周年 in 2025; 1949年至2026年，走过76载."""
    for segment in sheet.segments:
        if segment.role not in RUNNING or "年" not in segment.text:
            continue
        for found in _ANNIVERSARY.finditer(segment.text):
            yield from _other_anniversary(segment, found, sheet)
        for found in _SINCE.finditer(segment.text):
            years = int(found["last"]) - int(found["first"])
            if int(found["said"]) not in (years, years + 1):
                yield Hit(segment, *found.span(), params={"right": int(found["first"]) + int(found["said"])})


def _other_anniversary(segment: Segment, found: re.Match[str], sheet: Sheet) -> Iterator[Hit]:
    text = segment.text
    before, after = (
        text[max(found.start() - _AROUND, 0) : found.start()],
        text[found.end() : found.end() + _AROUND],
    )
    around = re.split("[。；]", before)[-1] + "，" + re.split("[。；]", after)[0]
    count, this = number(found["years"]), sheet.date.year
    year = _FOUNDED[found["what"]] + count
    named = {int(each) for each in _NAMED_YEAR.compiled.findall(around)}
    now = (
        {this, this + 1}
        if sheet.date.month >= 11 or "明年" in around
        else {this, this - 1}
        if sheet.date.month == 1
        else {this}
    )
    if "今年" in around and not named:
        named = now
    # those of five years and tens are spoken of afterwards
    later = count % 5 == 0 and not _HELD.search(around)
    spoken = _NOW.search(around) and not _QUOTED.search(around)
    unsaid = not named and not later and year not in now and spoken
    if (named and year not in named) or unsaid or (not named and year > this + 2):
        yield Hit(
            segment,
            *found.span(),
            params={"right": year},
            level=Level.HINT if unsaid and (abs(year - this) > 1 or count % 5 == 0) else None,
        )


_AGE = Pattern(
    r"(?:今年|现年)(?P<age>\d{1,3})岁[^。；\d]{0,8}，(?:生于|出生于)?(?P<born>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:出生|生|[，。])|"
    r"(?:(?P<b1>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生)(?:人)?|(?:生于|出生于)(?P<b2>\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?)"
    r"(?:的[^，。；\d]{1,8})?[，、,（]?(?:今年|现年|年龄|现在|如今)(?P<a1>\d{1,3})岁"
)
_SERVED = Pattern(
    r"(?P<from>(?:19|20)\d\d)年(?:\d{1,2}月)?(?P<what>入党|参军|入伍|参加工作|从教|从医|从警|参加革命)[^。；\d]{0,8}(?:至今|今年)?[^。；\d]{0,6}(?P<said>\d{1,2})(?P<unit>年(?:党龄|军龄|教龄|工龄|警龄)|年(?=[，。])|岁|个年头)"
)
_LONGEST_SERVICE: Final = 12


def age_and_birth(sheet: Sheet) -> Iterator[Hit]:
    """1940年出生，今年82岁; 1998年入党，有38年党龄. East Asian reckoning may differ by one."""
    for segment in sheet.segments:
        if segment.role not in RUNNING:
            continue
        for found in _AGE.finditer(segment.text) if "岁" in segment.text else ():
            born, said = int(found["born"] or found["b1"] or found["b2"]), int(found["age"] or found["a1"])
            age = sheet.date.year - born
            if abs(age - said) > 1:
                yield Hit(segment, *found.span(), params={"age": age, "said": said})
        for found in _SERVED.finditer(segment.text):
            years, said = sheet.date.year - int(found["from"]), int(found["said"])
            if found["unit"] == "岁":
                wrong = said < years + _LONGEST_SERVICE
            else:
                wrong = abs(years - said) > 1 and ("至今" in found[0] or "龄" in found["unit"])
            if wrong:
                yield Hit(segment, *found.span(), params={"age": years, "said": said})


RULES: Final = (
    Rule("P407", "age-and-birth", CUSTOM, sheet=age_and_birth),
    Rule("P412", "relative-year", CUSTOM, sheet=relative_year),
    Rule("P413", "plan-years", CUSTOM, sheet=plan_years),
    Rule("P426", "anniversary", "历法", sheet=anniversary),
)
