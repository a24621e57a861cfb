"""Numbers and amounts as texts write them → their values; the figures of a text, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.numerals import value_of
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

AMOUNT: Final = r"\d{1,12}(?:\.\d{1,9})?"
SCALES: Final[Mapping[str | None, float]] = {None: 1.0, "": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
"""What stands behind a figure, or nothing → what it is multiplied by."""


def decimal(text: str) -> tuple[float, int]:
    """1,234.50 → 1234.5 and how many decimal places it is written with: 2."""
    figures = text.replace(",", "")
    return float(figures), len(figures.partition(".")[2])


def number(text: str) -> int:
    """三百零六, 306, 廿八 → 306, 28; 0 for what is no number."""
    return int(text) if text.isdecimal() else value_of(text.replace("廿", "二十")) or 0


_MEASURE: Final = (
    "周岁|人次|[微毫]克(?:/立方米|/升)?|单(?![位元独个项一据价产])|摄氏度|℃|度(?=[，。；、降升增减电]|$)|批次|场次|剂次|亩次|件次|个百分点|个月|个工作日|个小时|工作日|课时|学时|千瓦时|立方米|平方米|平方公里|公里|千米|公顷|公斤|千克|兆瓦|千瓦|厘米|毫米|小时|分钟|万元|亿元|[%％]"
    "|[倍番成个件起例宗户人名位家元亩吨斤米株棵头只羽条处项次场台套座批份张篇辆笔所支栋盏期块本册床袋箱桶瓶把根对票列架艘枚杆口眼卷趟桌盒罐节款道幅面层副村镇乡县班组类间天年月日时号岁届车讲尾匹峰棚枝粒颗筐捆顶种]|分(?=[，。；、）和及]|$)"
)
_FIGURE = Pattern(
    rf"(?<![\d.,A-Za-z第])(?<![（(](?=\d[）)]))(?!\d{{1,4}}[—至到～~-]\d{{1,4}}(?:[年月日号时]|周?岁))(?!(?<=前)\d{{1,2}}个月)(?P<minus>零下)?(?P<number>\d[\d,]{{0,11}}(?:\.\d{{1,6}})?)(?P<scale>(?:[百千](?=[万亿份名人册件户个]))?[万亿]?)(?P<unit>(?:{_MEASURE})?)"
    r"|(?:翻了?|增长了?|增加了?|扩大了?|提高了?|的)(?P<times>[一两二三四五六七八九十])(?P<fold>[番倍])"
    r"|(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?(?=[，。；、）多是有]|以[上下]|左右|(?<=[中的]有.成))|一(?P<of_two>半)(?<=[少降减长加低升占成近过了的]一半)"
    r"|(?P<below>[二三四五六七八九十]{1,3})分之(?P<above>[一二三四五六七八九])"
)
# a share in words is near what it says, below or above it
_BELOW, _ABOVE = Pattern("(?:近|不足|不到)(?:[^，。；]{0,6}的)?$"), Pattern("[过超逾](?:[^，。；]{0,6}的)?$")
_OR_MORE: Final = ("多", "以上", "强")
_HAN_FIGURE = Pattern(
    r"(?<![第\d一二两三四五六七八九十百千万零〇几每数上各])(?P<number>[一二两三四五六七八九十百千万零]{1,6})(?P<unit>个月|小时|[个名户家所处件次场期座台辆天年村组项条亩人份本位批趟班类支])(?![级代批度])"
)
_OF_TIME: Final = ("年", "月", "日", "时", "号", "岁", "届", "周岁", "天")
# unit → that which it is held against, and how many of that it is
_SAME: Final[Mapping[str, tuple[str, float]]] = {
    "名": ("人", 1), "位": ("人", 1), "棵": ("株", 1), "册": ("本", 1), "％": ("%", 1), "摄氏度": ("℃", 1),
    "公顷": ("亩", 15), "万元": ("元", 1e4), "亿元": ("元", 1e8), "千克": ("公斤", 1), "吨": ("公斤", 1e3), "斤": ("公斤", 0.5), "千米": ("公里", 1),
    "工作日": ("日", 1), "个工作日": ("日", 1), "天": ("日", 1), "小时": ("分钟", 60), "个小时": ("分钟", 60),
}  # fmt: skip
# 28万居民
_PEOPLE: Final = ("居民", "群众", "学生", "职工", "村民", "市民", "党员", "老年人", "农村居民")
_CLAUSE = Pattern("[，；：（、]")
# 合计村（社区）, one clause
_ASIDE = Pattern("（[^（），。；]{1,6}）")
# what goes on behind a stop is of the figure before it: 共48件。按内容分，…
_STOPS = Pattern(
    "[。！？](?!其中|(?:截至|1[至到—～]|以上|上述|前)[^，。；]{0,10}，?(?:累计|合计|一共|共)|按[^，。；\\d]{2,6}分|分别[是为]|分[^，。；\\d]{2,4}看)"
)


@lru_cache(maxsize=1024)
def _clauses(words: str) -> list[str]:
    """The clauses of words: each is asked for by all figures that a list may have around it."""
    return _CLAUSE.compiled.split(_ASIDE.compiled.sub("", words) if "）" in words else words)


class Figure(NamedTuple):
    """A figure: where it stands, what it says, how far rounding may have moved it, the words since the one before and behind it.

    `unit` is that which others are held against, 人 for 名, and `own` the one that is written.
    """

    start: int
    end: int
    value: float
    slack: float
    places: int
    unit: str
    own: str
    gap: str
    sentence: int
    tail: str
    scale: float = 1.0

    @property
    def clause(self) -> str:
        """The words before the figure in its own clause."""
        return _clauses(self.gap)[-1]

    @property
    def noun(self) -> str:
        """The words behind the figure in its own clause."""
        return _clauses(self.tail)[0]

    @property
    def size(self) -> float:
        """How many of the unit that others are held against the written one is: 1000 公斤 for 吨."""
        return _SAME.get(self.own, ("", 1.0))[1]

    def shown(self, value: float) -> str:
        """A value in the unit that this figure is written with: 26000000 元 → 2600万元."""
        value /= self.size
        for sign, scale in (("亿", 1e8), ("万", 1e4)):
            if value >= scale:
                return f"{value / scale:.6g}{sign}{self.own}"
        return f"{value:.10g}{self.own}"


_LONGEST_TAIL: Final = 16


# rule after rule asks of all paragraphs of an issue
@lru_cache(maxsize=4096)
def figures_of(text: str, *, every: bool = False) -> tuple[Figure, ...]:
    """The figures of a text, but for dates and ages; `every` = counts in words (十二所) and of days and years are among them."""
    run: list[Figure] = []
    at = sentence = 0
    for found in _matches(text, every=every):
        unit = found.groupdict().get("unit") or ""
        # 平均年龄由47.5岁降到43.2岁
        mean = "平均" in text[max(found.start() - 2 * _LONGEST_TAIL, 0) : found.start()]
        if unit in _OF_TIME and not found.groupdict().get("scale") and not mean:
            lasting = unit == "天" or (unit == "年" and len(found["number"]) < 3)
            counted = every or text.endswith(("天数", "共"), 0, found.start())
            if not (counted and lasting):
                continue
        gap = text[at : found.start()]
        if _STOPS.search(gap):
            sentence, gap = sentence + 1, _STOPS.compiled.split(gap)[-1]
        at = found.end()
        value, slack, places, scale, own, gap = _said(found, gap)
        tail = _STOPS.compiled.split(text[at : at + _LONGEST_TAIL])[0]
        unit = _SAME.get(own, (own,))[0] if own or not tail.startswith(_PEOPLE) else "人"
        run.append(Figure(found.start(), at, value, slack, places, unit, own, gap, sentence, tail, scale))
    return tuple(run)


def _matches(text: str, *, every: bool) -> list[re.Match[str]]:
    found = [*_FIGURE.finditer(text)]
    if words := [*_HAN_FIGURE.finditer(text)] if every else []:
        # within a figure that has digits no other one begins
        taken = {at for each in found for at in range(*each.span())}
        # 一两个 is no number
        found += [each for each in words if each.start() not in taken and number(each["number"])]
        found.sort(key=re.Match.start)
    return found


def _said(found: re.Match[str], gap: str) -> tuple[float, float, int, float, str, str]:
    """(value, slack, decimal places, scale, unit, the words before) of a figure."""
    said = found.groupdict()
    if said.get("fold"):
        # 翻两番 is to grow by three times, and may be said of somewhat less or more
        times = 2.0 ** number(said["times"]) - 1 if said["fold"] == "番" else float(number(said["times"]))
        return times, 0.0, 0, times / 2, "倍", gap + found[0][:-2]
    if said.get("below") or said.get("tenths") or said.get("of_two"):
        return _in_words(found, gap)
    own = said["unit"] or ""
    scale = _SAME.get(own, ("", 1.0))[1]
    for sign in said.get("scale") or "":
        scale *= SCALES[sign]
    digits = said["number"][0].isdecimal()
    value, places = decimal(said["number"]) if digits else (float(number(said["number"])), 0)
    slack = 0.5 * scale * 10.0**-places if places else 0.0
    return (-value if said.get("minus") else value) * scale, slack, places, scale, own, gap


def _in_words(found: re.Match[str], gap: str) -> tuple[float, float, int, float, str, str]:
    """近三成, 一半以上, 四分之一, as `_said` has it: 过八成 may be anything up to ninety, and a third 34 %."""
    tenths = number(found["tenths"] or "五") + bool(found["half"]) / 2
    value = 100.0 * number(found["above"]) / number(found["below"]) if found["below"] else 10.0 * tenths
    wide = min(10.0, value / 2)
    above = found.string.startswith(_OR_MORE, found.end()) or _ABOVE.search(gap)
    way = bool(above) - bool(_BELOW.search(gap))
    gap = re.sub("(?:近|约|不足|不到|超过|[过超逾])$", "", gap)
    return value + way * wide / 2, wide / (2 if way else 3), 0, 1.0, "%", gap


def sentences(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    """The figures of each sentence."""
    for _, run in groupby(figures, lambda figure: figure.sentence):
        yield [*run]


def should_be(right: str, said: Figure, first: Figure, segment: Segment) -> Hit:
    """The hint that `said` should be something else; it reaches from or to the figure that is held against it."""
    params = {"sum": right, "total": segment.text[said.start : said.end]}
    start, end = min(first.start, said.start), max(first.end, said.end)
    return Hit(segment, start, end, params=params, level=Level.HINT)


def alike(first: str, second: str) -> bool:
    """Whether two characters that stand side by side in one text do so in the other: 企业参展, 参展企业."""
    return any(first[at : at + 2] in second for at in range(len(first) - 1))
