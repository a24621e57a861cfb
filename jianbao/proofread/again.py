"""What one place of a text counts, measures or dates → a later place that says it of the same thing otherwise.

A later figure or day is held against an earlier one where the text points back at it (这21台, 全部21个村, 5月8日的大会上), opens a
clause with it (四个支部分别), or has its digits in another order or under another unit; what is counted must be called the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import add
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, figures_of, number
from jianbao.proofread.ranges import Stretch, length
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.taken_up import NO_COUNT, taken_up
from jianbao.proofread.view import Hit, Segment, Sheet

# those before that one is held against
_MOST: Final = 40


class Counted(NamedTuple):
    """A figure of a text: its digits, what is counted, the words next to it (before and behind parted by |) and their pairs."""

    segment: Segment
    figure: Figure
    digits: str
    noun: str
    around: str
    pairs: frozenset[str]

    @property
    def text(self) -> str:
        """The figure with its unit as it stands."""
        return self.segment.text[self.figure.start : self.figure.end]

    def hit(self, other: Counted, level: Level | None) -> Hit:
        """The finding that an earlier place has another figure."""
        params = {"count": other.text, "said": self.text + self.noun[:2]}
        # a paragraph further on, or a list, may tell of another thing of the kind
        sure = (
            self.segment is other.segment and "。" in self.segment.text[other.figure.end : self.figure.start]
        )
        level = level if sure else Level.HINT
        return Hit(self.segment, self.figure.start, self.figure.end, params=params, level=level)


_DIGIT = Pattern("\\d")
# characters of a clause that tell what is counted
_NEXT: Final = 8
# counted by themselves, or called by one character
_OF_ONE: Final = frozenset("村镇乡县户人校厂店站点")
# said of anything
_OF_ALL: Final = frozenset(
    re.findall(r"\w+", "共有 全县 全市 全镇 达到 累计 以上 完成 今年 投入 实现 总额 左右 其中")
)
_BACK = Pattern(
    rf"(?:[这该此](?:[座条个项笔批支家处块]{HAN}{{0,4}})?|上述|全部|(?<!不)所有|围绕|对照|全体|从{HAN}{{0,4}}的|(?:签约|开工|引进|新建|竣工|投产|实施|落户|入驻|参演|参会|参训|参赛|检查)的)$"
)
_BACK_BEHIND = Pattern("的(?:[这该此]|资金|项目|工程)")
_WHOLE = Pattern(rf"(?:全[县市区镇乡村]|[本我][县市区镇乡村]|辖区?){HAN}{{0,4}}$")
_WIDER = Pattern("全国|全省|全市")
_ALL_OF_THEM = Pattern(
    rf"{HAN}{{1,6}}?(?:全部|均|都|统一|共同|一致|依次|悉数|共|无一|顺利|分别|登台|作了|结束|期间|收官|的发言|奔赴)"
)
_OBJECT = Pattern("[把将对在]$")
_WHEN = Pattern(
    "(?:目前|年内|如今|现在|据悉|据介绍|活动结束时|为推动|推动|会上|[出到结]\\w时|半年来|\\w{2}后)?$"
)
_PARTED = Pattern(
    "其中|另|还有|其余|余下|剩|新增|首批|[一二三]批|分别|累计|包括|含|又|增加|减少|上年|去年|其他|近|超|(?<!签)约|每|比|\\d{4}年"
)
_COMPARED = Pattern("增|减|升|降|同比|上年|去年|其中|至|提高|超|翻|分别|另|原|由|从|再|还")
_ALIKE_UNITS: Final = (
    {"亩", "公顷", "平方米", "平方公里"},
    {"米", "公里", "千米", "里"},
    {"吨", "公斤", "千克", "斤"},
    {"人次", "次"},
    {"小时", "分钟"},
    {"元"},
)


def _counted(segment: Segment, figure: Figure) -> Counted:
    digits = (
        segment.text[figure.start : figure.end].removesuffix(figure.own).rstrip("万亿百千").replace(",", "")
    )
    noun = _DIGIT.compiled.split(figure.noun)[0]
    around = f"{figure.clause[-_NEXT:]}|{noun[:_NEXT]}"
    pairs = frozenset(map(add, around, around[1:])) - _OF_ALL
    return Counted(
        segment, figure, digits, noun, around, frozenset(each for each in pairs if "|" not in each)
    )


def _figures_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """十五名专家来到社区 … 十八名专家共接诊; 46处设施 … 64处; 新建果园1200亩 … 这1200公顷."""
    met: list[Counted] = []
    for segment in segments:
        for figure in figures_of(segment.text, every=True):
            if figure.own not in NO_COUNT and figure.value:
                here = _counted(segment, figure)
                before = met[-_MOST:]
                named = [each for each in before if _is_called_so(each, here)]
                back = bool(_BACK.search(figure.clause) or _BACK_BEHIND.match(here.noun))
                hits = chain(_slips(here, before, named, back), _others(here, named or before, named, back))
                yield from islice(hits, 1)
                met.append(here)


def _slips(here: Counted, before: Sequence[Counted], named: Sequence[Counted], back: bool) -> Iterator[Hit]:
    """What has the digits of an earlier figure in another order, or its digits under another unit."""
    own, long = here.figure, len(here.digits.replace(".", "")) > 2
    for other in before if len(here.digits) > 1 else ():
        if not (back or here.pairs & other.pairs):
            continue
        if other.figure.own == own.own and is_turned(other.digits, here.digits):
            if (long or back or other in named or len(here.pairs & other.pairs) > 2) and not _is_compared(
                other, here
            ):
                yield here.hit(other, None if long else Level.HINT)
        elif other.digits == here.digits and len(here.digits) > 2 and _is_other_unit(other, here):
            yield here.hit(other, None)


def _others(here: Counted, before: Sequence[Counted], named: Sequence[Counted], back: bool) -> Iterator[Hit]:
    """What has another value than all earlier figures of what it points back at."""
    own, label = here.figure, here.figure.clause[-2:]
    if back and not named and len(label) > 1 and "的" not in label:
        named = [each for each in before if each.figure.own == own.own and label in each.around]
    values = {each.figure.value for each in named}
    if len(values) != 1 or not 0.3 < (ratio := own.value / (value := values.pop())) < 3 or ratio == 1:
        return
    other = named[-1]
    if _PARTED.search(own.gap[-12:] + here.noun[:2]) or _PARTED.search(other.figure.gap[-12:]):
        return
    close = abs(value - own.value) == 1 or 0.7 < ratio < 1.43
    all_of_them = _WHEN.match(own.clause) and (_ALL_OF_THEM.match(here.noun) or _opens(here))
    if _WHOLE.search(other.figure.clause) and ratio > 1:
        if not _WIDER.search(here.segment.text):
            yield here.hit(other, Level.HINT)
    elif back or (close and (all_of_them or _WHOLE.search(own.clause) or _OBJECT.match(own.clause))):
        yield here.hit(other, Level.HINT)


def _is_called_so(other: Counted, here: Counted) -> bool:
    """Whether what an earlier place counts is called as it is here."""
    noun = here.noun
    if other.figure.unit != here.figure.unit:
        return False
    if here.figure.own in _OF_ONE and _ALL_OF_THEM.match("者" + noun):
        return True
    if noun[:1] in _OF_ONE and f"|{noun[:1]}" in other.around:
        return True
    return len(noun) > 1 and noun[:2] in other.around


def _opens(here: Counted) -> bool:
    """Whether a sentence begins with the figure."""
    return here.segment.text[: here.figure.start][-1:] in ("", "。")


def _is_compared(first: Counted, second: Counted) -> bool:
    """Whether one sentence holds one against the other."""
    if first.segment is not second.segment:
        return False
    between = second.segment.text[first.figure.end : second.figure.start]
    return _COMPARED.search(between[:60] + between[-6:]) is not None


def _is_other_unit(first: Counted, second: Counted) -> bool:
    units = {first.figure.own, second.figure.own}
    other = (first.figure.own, first.figure.scale) != (second.figure.own, second.figure.scale)
    return other and any(units <= each for each in _ALIKE_UNITS)


def is_turned(first: str, second: str) -> bool:
    """Whether two numbers have the same digits and two neighbours of them changed places."""
    wrong = [at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]]
    return (
        len(first) == len(second)
        and len(wrong) == 2
        and wrong[1] - wrong[0] <= 2
        and first[wrong[0]] == second[wrong[1]]
        and first[wrong[1]] == second[wrong[0]]
    )


# --- days ----------------------------------------------------------------------------------------------------------------

_DAY: Final = r"(?:(?P<m>\d{1,2})月)?(?<!\d)(?P<d>\d{1,2})日"
_SENT: Final = (
    "报送|上报|提交|报名|缴清|缴纳|整改到位|完成整改|完成|办理|反馈|申报|填报|登记|交回|返还|征稿|投稿"
)
_DAYS = Pattern(rf"{_DAY}(?:[至到—－](?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日)?")
_PART: Final = "(?:[上下]午|晚上?)?"
# a day that was named, and what was then
_THAT_DAY = Pattern(
    rf"{_DAY}{_PART}(?:(?P<done>{HAN}{{0,4}})(?:当天|当日|当晚|这一?天)|的[这此本]次"
    rf"|(?:召开|举行|举办|开展)?的(?:这次|此次)?(?P<held>{HAN}{{2,8}}?)(?:上|中|现场|期间)(?=，|{HAN})"
    rf"|(?:(?:截止|之前|以前|前|过后|之后|后|到期)?(?:时|后)?，?(?:仍|还|尚)未(?:按时|按期|如期)?(?P<sent>{_SENT})|(?P<due>{_SENT})截止))"
)
_SENTENCE = Pattern("[。；]")


def days_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """5月6日，…大会召开 … 在5月8日的大会上; 12月10日前报送 … 12月15日截止时仍未报送; 5月6日 … 5月16日当天."""
    # sentences that name one day or one stretch of days
    met: list[tuple[tuple[str, ...], str]] = []
    for segment in segments:
        month = ""
        told = {found.start(): found for found in _THAT_DAY.finditer(segment.text)}
        for found in _DAYS.finditer(segment.text):
            month = found["m"] or month
            last = f"{found['m2'] or month}月{found['d2']}日" if found["d2"] else ""
            days = (f"{month}月{found['d']}日", last)
            that = told.get(found.start())
            if that is not None and not last:
                what = that["done"] or that["held"] or that["sent"] or that["due"] or ""
                before = {each for each, sentence in met if what[:2] in sentence}
                if len(before) == 1 and days[0] not in (known := next(iter(before))):
                    params = {"other": known[1] or known[0]}
                    # two meetings may well have been
                    level = None if that["sent"] or that["due"] else Level.HINT
                    yield Hit(segment, found.start(), found.end(), params=params, level=level)
            end = _SENTENCE.search(segment.text, found.end())
            begin = max(segment.text.rfind("。", 0, found.start()), 0)
            met.append((days, segment.text[begin : end.start() if end else None]))


_FROM_TO = Pattern(
    r"(?:(?P<h>\d{1,2})[时点](?:整)?[至到—](?P<h2>\d{1,2})[时点](?!\d|半))|(?P<y>(?:19|20)\d\d)年[春夏秋冬初底末]?[至到—](?P<y2>(?:19|20)\d\d)年"
    r"|(?:(?P<m>\d{1,2})月)?(?<!\d)(?P<d>\d{1,2})日?[至到—－](?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
)
_LASTED = Pattern(
    rf"(?:(?:为期|会期|历时|整整|持续了?)(?P<n>[一二两三四五六七八九十]{{1,3}}|\d{{1,3}})(?P<u>天|个?小时|年)(?![多余半以底初前])(?:的{HAN}{{2}}|[，。])"
    r"|(?<![第\d后])(?P<again>[一二两三四五六七八九十]|\d{1,2})天的?(?:培训|活动|会议|会期|行程|课程|集训|学习|考察|展览|比赛))"
)


def _lengths(segments: Sequence[Segment], year: int) -> Iterator[Hit]:
    """11月5日至8日 … 为期三天的培训; 会期两天，9日至11日; 为期三天 … 四天培训; 2019年春到2026年春 … 整整六年."""
    days = ""
    for segment in segments:
        lasted = [*_LASTED.finditer(segment.text)]
        for said in lasted:
            if days and said["again"] and number(said["again"]) != number(days):
                params = {"count": f"{days}天", "said": said[0]}
                yield Hit(segment, *said.span(), params=params, level=Level.HINT)
            days = days or (said["n"] if said["n"] and said["u"] == "天" else "")
        if len(lasted) == 1 and lasted[0]["n"]:
            yield from _other_length(segment, lasted[0], year)


def _other_length(segment: Segment, said: re.Match[str], year: int) -> Iterator[Hit]:
    """The one length of a paragraph against the one stretch of it."""
    text = segment.text
    ranges = [*_FROM_TO.finditer(text)]
    if len(ranges) != 1:
        return
    found = ranges[0]
    # of one clause P415 tells
    apart = len(_SENTENCE.compiled.findall(text, found.end(), said.start()))
    if apart > 1 or not (apart or found["y"] or said[0].startswith("会期")):
        return
    unit, count = said["u"][-1], number(said["n"])
    made = 0.0
    if unit == "时" and found["h"]:
        made = int(found["h2"]) - int(found["h"])
    elif unit == "年" and found["y"]:
        made = int(found["y2"]) - int(found["y"])
    elif unit == "天" and found["d"]:
        first, last = int(found["m"] or 1), int(found["m2"] or found["m"] or 1)
        stretch = Stretch((0, first, int(found["d"])), (0, last, int(found["d2"])))
        made, _ = length(stretch, unit, year) or (0.0, 0.0)
    counted_both = unit == "年" and count == made + 1
    if made > 0 and count != made and not counted_both:
        start, end = max(said.span("n"), found.span())
        params = {"count": f"{made:.0f}{said['u']}", "said": said["n"] + said["u"]}
        yield Hit(segment, start, end + (start == said.start("n")) * len(said["u"]), params=params)


def counts(sheet: Sheet) -> Iterator[Hit]:
    """All that is counted or measured again with another figure."""
    for segments in sheet.bodies():
        yield from _figures_again(segments)
        yield from _lengths(segments, sheet.date.year)
        yield from taken_up(segments)


RULES: Final = (Rule("P425", "counted-again", CUSTOM, sheet=counts),)
