"""Figures of a sentence → what several of them make by factors or as a difference, against what is said that they come to.

四栋楼，每栋两个单元、每单元六层, 每月提高60元 over a year, ten yuan at 八折, two per cent of a loan, what lies between two heights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import AMOUNT, Figure, number, otherwise
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment

_NUMBER: Final = r"(?:\d{1,6}|[一二两三四五六七八九十百千]{1,6})"
_TINY: Final = 1e-6

# --- so many, each of so many, each of so many ------------------------------------------------------------------------------

_CHAIN = Pattern(
    rf"(?<![\d.第零〇一二两三四五六七八九十百千万几]){_NUMBER}{HAN}{{1,6}}(?:[，、；]每个?{HAN}{{1,6}}?{_NUMBER}{HAN}{{1,4}}){{2,4}}，(?:一?共|总共|合计|共计|总计|全部|预计|可|能|容纳|安置|入住|提供|安排|设置|设有|有)+(?P<said>{_NUMBER})(?P<unit>{HAN}{{1,2}})"
)
_FACTOR = Pattern(rf"(?P<each>{HAN}*?)(?P<count>{_NUMBER})个?(?P<unit>{HAN}+)")
_STOP = Pattern("[，、；]")
_HAVE = Pattern("(?:设有?|有|安排|布置|配备|配|住|分)$")


def _chained(segment: Segment) -> Iterator[Hit]:
    """四栋楼，每栋两个单元、每单元六层、每层两户，可安置88户."""
    for found in _CHAIN.finditer(segment.text):
        *links, _ = _STOP.compiled.split(found[0])
        factors = [_FACTOR.compiled.match(each) for each in links]
        made, known = 1, ""
        for factor in factors:
            each = factor["each"].removeprefix("每").removeprefix("个") if factor else ""
            if factor is None or not known.startswith(_HAVE.compiled.sub("", each)):
                break
            made, known = made * number(factor["count"]), factor["unit"]
        else:
            if known == found["unit"][: len(known)] and made != number(found["said"]):
                params = {"sum": f"{made}{known}", "total": found["said"] + known}
                yield Hit(segment, found.start(), found.start("unit") + len(known), params=params)


# --- a price and what is taken off it ---------------------------------------------------------------------------------------

_OFF = Pattern(
    rf"(?:原价|标价|单价|定价|原票价|全价|市场价)[^，。；\d]{{0,8}}(?P<full>{AMOUNT})(?P<unit>万?元)[^。；\d]{{0,12}}?(?:打|按|享受?)?(?P<tenths>[一二三四五六七八九]{{1,2}}|[1-9](?:\.[1-9])?)折(?:后|优惠价?|价|出售|销售)*[^，。；、\d]{{0,8}}?，?(?:仅需|只需|仅售|售价|仅|为|需)*(?P<said>{AMOUNT})(?P=unit)"
)


def _discounted(segment: Segment) -> Iterator[Hit]:
    """原价每公斤10元，打八折后每公斤7元."""
    for found in _OFF.finditer(segment.text):
        tenths = found["tenths"]
        rate = float(tenths if tenths[0].isdecimal() else ".".join(str(number(each)) for each in tenths))
        made, said = float(found["full"]) * rate / 10, found["said"]
        if abs(made - float(said)) > 0.5 * 10.0 ** -len(said.partition(".")[2]) + _TINY:
            params = {"sum": f"{made:.6g}{found['unit']}", "total": said + found["unit"]}
            yield Hit(segment, found.start("full"), found.end(), params=params)


# --- three figures of a sentence ----------------------------------------------------------------------------------------------

_RATE = Pattern("(?P<of>[\u4e00-\u9fff]{2,4})率(?:为|是|达到?|约)*$|按(?:年息|年利率|比例)?$")
_OF_RATE = Pattern("折合|相当于|计|即|年贴息|年利息|贴息|奖励|补贴|补助|应缴|提取|漏|损|耗")
_NO_RATE = Pattern("增|降|升|减|比|超|不|未|第|首|以[上下]|最|以内|累计")


def _of_rate(first: Figure, second: Figure, said: Figure) -> tuple[float, float] | None:
    """(what a share of a whole comes to, slack): 供水12万吨，漏损率9%，折合漏水1.08万吨; 按2%计算，贷款3000万元，贴息60万元."""
    rate, whole = (first, second) if first.unit == "%" else (second, first)
    found = _RATE.search(rate.clause) if rate.unit == "%" else None
    if found is None or whole.unit != said.unit or said.unit in _NO_UNITS or not _OF_RATE.search(said.clause):
        return None
    words = found["of"] or first.gap[-12:] + first.noun
    if not {*words} & {*said.clause} or _NO_RATE.search(rate.clause + whole.clause + said.clause):
        return None
    # a rate that is laid down is exact
    rounded = 0.005 * 10.0**-rate.places if found["of"] else 0.0
    slack = (said.slack or 0.5 * said.scale) + whole.value * rounded
    return whole.value * rate.value / 100, slack + whole.slack * rate.value / 100


_NO_UNITS: Final = ("", "%", "倍", "个百分点")
_HIGH = Pattern("海拔|高程|标高|最[高低]气?温|气温最[高低]|水位")
_APART = Pattern("(?:落差|高差|高度差|温差|相差|水位差|垂直高度)(?:约|达到?|为|有|近)*$")


def _between(first: Figure, second: Figure, said: Figure) -> tuple[float, float] | None:
    """(what lies between two heights, slack): 村口海拔320米，山顶海拔785米，落差465米."""
    if {first.unit, second.unit} != {said.unit} or not _APART.search(said.clause):
        return None
    if not all(_HIGH.search(each.clause) for each in (first, second)):
        return None
    rough = (
        0.02 * first.value if "约" in said.clause or "近" in said.clause or said.tail[:1] in "多余" else 0.0
    )
    return abs(first.value - second.value), first.slack + second.slack + said.slack + rough


_PER = Pattern("每(?:人每)?(?P<per>月|季度?)|(?P<mean>月|季)均")
_IN_YEAR = Pattern(
    "^(?:预计|可|平均|相当于)?(?:每[人户])?(?:每年|全年|一年)(?:可|将|能)?(?:多|增|少|节|新增)[\u4e00-\u9fff]{1,4}$"
)
_TO = Pattern("^(?:提高|增加?|提升|上调|上涨|涨|调高|降低?|下降|减少?|下调|调整)[到至为]$")


def _in_year(first: Figure, second: Figure, said: Figure) -> tuple[float, float] | None:
    """(what a change by the month comes to in a year, slack): 由每月720元提高到780元，每年多领720元."""
    per = _PER.search(first.clause)
    if (
        per is None
        or {first.unit, second.unit} != {said.unit}
        or not _TO.search(second.gap.replace("每月", ""))
    ):
        return None
    if not _IN_YEAR.search(said.clause):
        return None
    times = 12 if "月" in per[0] else 4
    return abs(second.value - first.value) * times, (said.slack + first.slack + second.slack) * times


_TELLS: Final = (_of_rate, _between, _in_year)
_FAR: Final = 60


def multiplied(segment: Segment, every: Sequence[list[Figure]]) -> Iterator[Hit]:
    """What the figures of each sentence come to by factors or as a difference, and is said otherwise."""
    yield from _chained(segment)
    yield from _discounted(segment)
    for sentence in every:
        for first, second, said in zip(sentence, sentence[1:], sentence[2:], strict=False):
            if said.end - first.start > _FAR:
                continue
            made = next((found for tell in _TELLS if (found := tell(first, second, said))), None)
            if made and abs(made[0] - said.value) > made[1] + _TINY:
                near = 0.05 < said.value / (made[0] or 1) < 20
                yield otherwise(segment, said.shown(made[0]), said, first, None if near else Level.HINT)
