"""Years against each other: a five-year plan and its years, an age and the year of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.language.dates import RELATIVE_YEARS
from jianbao.language.numerals import value_of
from jianbao.proofread.amounts import number
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

# --- five-year plans --------------------------------------------------------------------------------------------------------

_PLAN = Pattern(
    "[“‘]?(?P<plan>十[一二三四五六七]?)个?五[”’]?(?=年?规划|计划|时期|期间|期|末|的|头|前|开局|起步|收官|首年|中期|最后|第[一二三四五]年|实施|建设|[（(，：,—”是即为]|[^，。；“”（(\\d]{2,16}规划》?[（(])"
)
_AFTER_PLAN: Final = "年?(?:规划|计划)?(?:纲要)?(?:实施|时期|期间|期|建设)?"
_STAGES: Final = {
    "开局": 0, "起步": 0, "首年": 0, "第一年": 0, "第二年": 1, "中期": 2, "第三年": 2, "第四年": 3, "第五年": 4, "收官": 4, "最后一年": 4, "末年": 4, "期末": 4, "末": 4
}  # fmt: skip
_STAGE = Pattern(rf"{_AFTER_PLAN}(?:的|即将|将|圆满)?(?P<which>{'|'.join(_STAGES)})(?!以来)(?:之年|年|评估)?")
_YEAR: Final = r"(?:19|20)\d\d"
_PERIOD = Pattern(
    rf"(?:(?P<of>[^，。；“”（(\d]{{2,16}})规划|{_AFTER_PLAN})(?:[》（(，]|也就是|为|是|即|指|：)*(?P<first>{_YEAR})年?(?:起)?[—\-－~～至到–]+(?P<last>{_YEAR})年?"
)
_YEAR_AFTER = Pattern(
    rf"(?:[，（(]|是|即|：|的|也就是|为|，到)*(?P<year>{_YEAR})年(?![^，。；\d]{{0,8}}十[一二三四五六七]五)"
)
_YEAR_BEFORE = Pattern(
    rf"(?:(?P<year>{_YEAR})年(?!前)|(?P<word>今年|明年|去年))，?(?:[^。；\d]{{0,10}}|是[^。；]{{4,30}}，[也又](?:恰好|正好)?是)$"
)
_NOT_SAID = Pattern("以来|比|较|去年|上年|时任|从|自|末[，、]?到")
_FAR: Final = 60
_PLAN_YEARS: Final = 5
_PRESSING = Pattern(
    "全[乡镇县市区]上下|之年，[我全][省市县区镇乡]|决战|决胜|冲刺四季度|当前(?:的|各级|全县|全市)|今年"
)


def plan_years(sheet: Sheet) -> Iterator[Hit]:
    """“十四五”（2021—2026年）, 2027年是“十五五”开局之年: the fifteenth plan runs from 2026 to 2030."""
    for segment in sheet.of(*RUNNING):
        end = 0
        for plan in _PLAN.finditer(segment.text):
            first = 2001 + 5 * ((value_of(plan["plan"]) or 10) - 10)
            before, end = segment.text[end : plan.start()], plan.end()
            if period := _PERIOD.match(segment.text, end):
                said = int(period["first"]), int(period["last"])
                # that of a trade may begin later, or go on
                other = said != (first, first + 4) and (not period["of"] or said[1] - said[0] == _PLAN_YEARS)
                told = (plan.start(), period.end()) if other else None
            else:
                told = _other_stage(segment.text, plan, first, before, sheet.date.year)
            if told is not None:
                yield Hit(segment, *told, params={"right": f"{first}—{first + 4}年"})


def _other_stage(
    text: str, plan: re.Match[str], first: int, before: str, this_year: int
) -> tuple[int, int] | None:
    """Where a year is said for a stage of a plan that is not its own; `before` is what stands between the plan before and it."""
    start, end = plan.span()
    stage = _STAGE.match(text, end)
    if stage is None:
        return None
    right = first + _STAGES[stage["which"]]
    after = _YEAR_AFTER.match(text, stage.end())
    if after and int(after["year"]) != right:
        return start, after.end()
    # 到“十四五”末 is to come
    if after or stage["which"] in ("末", "期末"):
        return None
    said = _YEAR_BEFORE.search(before)
    if said and not _NOT_SAID.search(said[0]):
        year = int(said["year"] or this_year + RELATIVE_YEARS[said["word"]])
        return (start - len(said[0]), stage.end()) if year != right else None
    pressing = _PRESSING.search(text[max(start - _FAR, 0) : stage.end() + _FAR])
    return (start, stage.end()) if abs(right - this_year) >= 2 and pressing else None


# --- ages -------------------------------------------------------------------------------------------------------------------

_SENTENCE = Pattern("[^。；]+")
_BORN = Pattern(
    r"(?:生于(?P<a>(?:19|20)\d\d)年|(?P<b>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?出?生(?![产活效态源长意态]))"
)
_AGED = Pattern(
    r"(?:虚岁|今年|现年|年龄|现在|如今|已经?|年满|(?:[到至]|，)(?P<then>20\d\d)年(?:\d{1,2}月)?[^。；，\d]{0,4}?)(?P<said>\d{1,3}|[一二三四五六七八九十]{1,3})周?岁|(?P<old>百)岁(?=老人|寿星)"
)
_SERVICE: Final = "党龄|军龄|教龄|工龄|警龄"
_JOINED = Pattern(
    r"(?P<a>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:入党|加入中国共产党|参军|入伍|参加工作|从教|从医|从警|参加革命)"
)
_SERVED = Pattern(
    rf"(?P<said>\d{{1,2}})年(?:{_SERVICE})|(?:{_SERVICE})(?:已|有|达|为|满)*(?P<more>\d{{1,2}})年|(?:从[教医警艺]|任教|执教|参加工作|入党|入伍|参军)(?:已|了|整整|有|满)*(?P<work>\d{{1,2}})年|至今[^。；\d]{{0,8}}(?P<now>\d{{1,2}})年(?=[，。])|(?<![\d今])(?<!年仅)(?<!时年)(?<!终年)(?P<age>\d{{1,2}})岁"
)
_FOUNDED = Pattern(
    r"(?<!重)(?:始建|建|创建|创办|创立|[成设]立|建成|始创|修建|落成|开业|通车|投产)于(?P<a>(?:1[0-9]|20)\d\d)年|(?P<b>(?:1[0-9]|20)\d\d)年(?:\d{1,2}月)?[^，。；\d]{0,12}?(?:建[成校厂院立市县]|成立|设[立市区县]|创[办建立]|投用)"
)
_AGO = Pattern(
    r"距今(?:已|有|经)*(?P<said>\d{1,3})年(?=[，。；的历]|$)|今年[^。；\d]{0,6}?(?:建[市县区校厂院店社所村]|成立|创[办立]|设市)(?P<jubilee>\d{1,3}|[一二三四五六七八九十百]{1,4})周年|(?:已有|走过)了?(?P<more>\d{1,3})年(?:的?[一-龥]{0,2}历史|历程)|建[校厂院园所社站县市镇乡村局店](?P<built>\d{1,3})年|(?<![近去过十])(?P<later>\d{1,3})年来(?=[，的])|(?:经过|历经)了?(?=[\d一二三四五六七八九十]{1,3}年[^。；\d]{0,16}[到至，](?P<then>20\d\d)年)(?P<through>\d{1,2}|[一二三四五六七八九十]{1,3})年"
)
# how far off the year of birth or of service what is said of it stands; years of the youngest who serve
_BESIDE: Final = 30
_YOUNGEST: Final = 12


def _since(segment: Segment, begun: Pattern, told: Pattern, this_year: int) -> Iterator[Hit]:
    """What is said of the years since an event that alone stands beside it, in the same sentence."""
    for sentence in _SENTENCE.finditer(segment.text) if begun.search(segment.text) else ():
        begins = [*begun.finditer(segment.text, *sentence.span())]
        for found in told.finditer(segment.text, *sentence.span()) if len(begins) == 1 else ():
            begin = begins[0]
            between = max(found.start() - begin.end(), begin.start() - found.end())
            # the last group of each is the number
            born = int(begin[begin.lastgroup or 0])
            years = int(found.groupdict().get("then") or this_year) - born
            # 百岁老人 may be more
            said = number(found[found.lastgroup or 0]) or 100
            # an old bridge is of a round age
            off = 1 if begun is not _FOUNDED or said % 10 else 5
            wrong = said < years + _YOUNGEST if found.lastgroup == "age" else abs(years - said) > off
            wrong &= years < said or found.lastgroup != "old"
            # 成立于1992年，2001年上市，20年来
            wrong &= found.lastgroup != "later" or "年" not in (
                segment.text[begin.end() : found.start()] or "年"
            )
            if told is _JOINED:
                years = said - born
                wrong = 0 < years < _YOUNGEST
            if between <= _BESIDE and wrong:
                start, end = min(found.start(), begin.start()), max(found.end(), begin.end())
                yield Hit(segment, start, end, params={"days": years, "said": said})


def age_and_birth(sheet: Sheet) -> Iterator[Hit]:
    """1940年出生，今年82岁; 1948年出生，1952年入党; 1998年入党，有38年党龄; 始建于1994年，距今已40年; a round age may be off by more. East Asian reckoning may differ by one."""
    for segment in sheet.of(*RUNNING):
        for begun, told in ((_BORN, _AGED), (_BORN, _JOINED), (_JOINED, _SERVED), (_FOUNDED, _AGO)):
            yield from _since(segment, begun, told, sheet.date.year)


RULES: Final = (
    Rule("P415", "age-and-birth", CUSTOM, sheet=age_and_birth),
    Rule("P412", "plan-years", CUSTOM, sheet=plan_years),
)
