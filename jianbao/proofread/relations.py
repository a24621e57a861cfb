"""Figures of a sentence → what its words say of how they lie to each other: bounds, comparisons, ranks, trends, ratios, balances.

Each is a claim that two or more figures bear out or not; how the figures came about is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from jianbao.proofread.amounts import SCALES, Figure, decimal, otherwise, sentences
from jianbao.proofread.parts import is_plan
from jianbao.proofread.products import multiplied
from jianbao.proofread.ranks import ranked
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment

_TINY: Final = 1e-6


# --- one quantity in two units ----------------------------------------------------------------------------------------------

# unit → what is measured, and in how many of its smallest unit
_UNITS: Final = {
    "平方公里": ("area", 1e6), "公顷": ("area", 1e4), "亩": ("area", 2000 / 3), "平方米": ("area", 1.0), "公里": ("length", 1e3), "千米": ("length", 1e3), "华里": ("length", 500.0), "里": ("length", 500.0), "米": ("length", 1.0),
    "厘米": ("length", 0.01), "吨": ("weight", 1e3), "公斤": ("weight", 1.0), "千克": ("weight", 1.0), "市斤": ("weight", 0.5), "斤": ("weight", 0.5), "克": ("weight", 1e-3), "天": ("time", 1440.0), "个小时": ("time", 60.0),
    "小时": ("time", 60.0), "分钟": ("time", 1.0), "秒": ("time", 1 / 60), "元": ("money", 1.0), "立方米": ("volume", 1e3), "升": ("volume", 1.0), "毫升": ("volume", 1e-3), "兆瓦": ("power", 1e3), "千瓦": ("power", 1.0),
}  # fmt: skip
_QUANTITY: Final = r"\d[\d,]*(?:\.\d+)?"
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_TWICE = Pattern(
    rf"(?<![\d.,A-Za-z])(?P<one>{_QUANTITY})(?P<scale>[百千]?[万亿]?)(?P<unit>{_UNIT})(?P<link>（(?:约?[合即为计]|约|折合|相当于)*|，?(?:约合|折合|约折合|合|即|也就是|相当于)[为约]?)(?P<other>{_QUANTITY})(?P<its>[百千]?[万亿]?)(?P<own>{_UNIT})(?P<behind>[）。，；多余])"
)
_LOOSE: Final = 0.06


def converted(segment: Segment) -> Iterator[Hit]:
    """450亩（40公顷）; 12公里（约合18华里）: what is said again in another unit."""
    for found in _TWICE.finditer(segment.text):
        of, size = _UNITS[found["unit"]]
        its, other_size = _UNITS[found["own"]]
        alone = found["link"] == "（"
        same = (found["unit"], found["scale"]) == (found["own"], found["its"])
        if of != its or same or (alone and (of == "money" or found["behind"] != "）")):
            continue
        (one, slack), (other, its_slack) = (
            _measured(found[number], found[scale], per)
            for number, scale, per in (("one", "scale", size), ("other", "its", other_size))
        )
        rough = "约" in found["link"] or found["behind"] in "多余"
        if abs(one - other) > slack + its_slack + (_LOOSE if rough else 0.005) * one:
            own = other_size
            for sign in found["its"]:
                own *= SCALES[sign]
            right = f"{one / own:.6g}{found['its']}{found['own']}"
            said = found["other"] + found["its"] + found["own"]
            params = {"sum": right, "total": said}
            yield Hit(segment, found.start("one"), found.end("own"), params=params)


def _measured(number: str, scale: str, size: float) -> tuple[float, float]:
    """(a quantity in the smallest unit, how far rounding may have moved it)."""
    value, places = decimal(number)
    for sign in scale:
        size *= SCALES[sign]
    # 2吨 is hardly said for 1.5
    return value * size, min(0.5 * size * 10.0**-places, (1.0 if places else 0.1) * value * size)


# --- bounds and comparisons -------------------------------------------------------------------------------------------------

_ABOVE = Pattern("(?:突破|超过|超|逾)了?$")
_BELOW = Pattern("(?:不足|不到|接近|将近|近)$")
_NOT_YET = Pattern(
    "预计|有望|力争|[将要应需可]|确保|目标|计划|预期|争取|原|初|当时|以前|过去|去年|上年|从|由|年前|每|均"
)
_ATTAINED = Pattern("^(?:大关)?，(?:目前|现|最终|已|其|今年|全年|共|累计)*(?:达到?了?|为|是)$")
_COUNTED = Pattern(
    "^，(?:实际|最终|现场|共|已)*(?:到场|到会|签到|参加|参与|报到|报名|出席|完成|有|为|达到?)*$|^，实[到有]$"
)


_DONE = Pattern("实际|完成|已")


def _bounded(segment: Segment, first: Figure, second: Figure) -> Iterator[Hit]:
    """首次突破100亿元，达到98.6亿元; 不足200人，实际签到216人."""
    if first.unit != second.unit or second.gap == "，":
        return
    if is_plan(first) and "超额" in first.gap + second.gap and _DONE.search(second.clause):
        if second.value < first.value:
            yield otherwise(segment, "≥" + segment.text[first.start : first.end], second, first)
        return
    if _NOT_YET.search(first.clause):
        return
    above, below = _ABOVE.search(first.clause), _BELOW.search(first.clause)
    attained = _ATTAINED.search(second.gap)
    if (above and attained and second.value < first.value) or (
        below and (attained or _COUNTED.search(second.gap)) and second.value > first.value
    ):
        yield otherwise(segment, segment.text[first.start : first.end], second, first)


_MAJORITY = Pattern(
    "^[^，。；\\d]{0,10}，(?:已|均)?(?P<way>超过|超|不足|未达到?|不到|未超过)(?:了|总数的|全部的|总户数的|总人数的|应到人数的)*$"
)
_ALL = Pattern("全|总|共|应")
_PARTED = Pattern("同意|赞成|反对|参加|到会|实到|签|支持|完成|通过|出席")


def _of_part(segment: Segment, whole: Figure, part: Figure, said: Figure) -> Iterator[Hit]:
    """共200户，同意128户，超过三分之二."""
    found = _MAJORITY.match(said.gap)
    if found is None or said.unit != "%" or whole.unit != part.unit or not _PARTED.search(part.clause):
        return
    if not _ALL.search(whole.clause) or not 0 < part.value <= whole.value:
        return
    made = 100 * part.value / whole.value
    if (made < said.value) == (found["way"] in ("超过", "超")) and abs(made - said.value) > _TINY:
        yield otherwise(segment, f"{made:.1f}%", said, whole)


# --- ratios -----------------------------------------------------------------------------------------------------------------

_JOINED = Pattern("[、和与及]")
_RATIO = Pattern(
    rf"(?P<names>(?:{HAN}{{1,8}}[、与和]){{1,3}}{HAN}{{1,8}}?)(?:[两三四]级|双方|[三四]方|之间)?(?:按照?|以)(?P<list>\d{{1,2}}(?:\.\d)?(?:[∶：:]\d{{1,2}}(?:\.\d)?){{1,3}})(?:的?比例)?|(?P<pair>{HAN}{{2}})比(?:例|率)?(?:为|是|达到?|约)?(?P<one>\d{{1,2}})[∶：:](?P<other>\d{{1,3}}(?:\.\d+)?)"
)


def in_ratio(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """财政与社会资本按1∶3出资，其中财政出资2000万元，社会资本8000万元; 师生比为1∶15，教师40人，学生800人."""
    for found in _RATIO.finditer(segment.text):
        names = _JOINED.compiled.split(found["names"]) if found["names"] else [*found["pair"]]
        shares = (
            [float(each) for each in re.split("[∶：:]", found["list"])]
            if found["list"]
            else [float(found["one"]), float(found["other"])]
        )
        parts = [
            each
            for each in every
            if found.end() <= each.start < found.end() + _NEAR and each.unit not in ("", "%")
        ][: len(names)]
        if (
            len(names) != len(shares)
            or len(parts) != len(names)
            or len({each.unit for each in parts}) > 1
            or not all(shares)
        ):
            continue
        # the first name may have words before it: 资金由省、县按
        labels = [re.split("[由对在]", names[0])[-1][-2:], *(name[:2] for name in names[1:])]
        if found["pair"] and labels[0] not in parts[0].clause:
            # 师生比1∶12，学生1560人，专任教师130人
            parts.reverse()
        if not all(label in part.clause for label, part in zip(labels, parts, strict=True)):
            continue
        units = [part.value / share for part, share in zip(parts, shares, strict=True)]
        rough = 0.5 / max(shares) if found["pair"] else 0.01
        if max(units) > min(units) * (1 + rough) + _TINY:
            turned = parts[0].start > parts[-1].start
            told, by = (0, -1) if turned else (-1, 0)
            right = parts[told].shown(parts[by].value / shares[by] * shares[told])
            yield otherwise(segment, right, parts[told], parts[by])


_NEAR: Final = 80


# --- times that hold others ------------------------------------------------------------------------------------------------

_UNTIL = Pattern(
    r"(?P<quarter>(?:第?一|首)季度)|(?P<half>上半年)|(?P<three>前三季度)|(?P<year>全年)|(?:1(?:月份?)?[—至到～-]|前|截至|到)(?P<month>\d{1,2})个?月|(?P<end>\d{1,2})月[底末]"
)
_MONTHS: Final = {"quarter": 3, "half": 6, "three": 9, "year": 12}
_FLOWS = Pattern("累计|完成|实现|销售|新增|接待|办理|受理|收购|生产|投入|发放|签订|查处|救助|培训|招收")
_STOCKS = Pattern(
    "余额|在册|存栏|利润|均|率|计划|目标|任务|预计|去年|上年|同期|比|同比|下降|减少|净|结余|库存|应|盈|亏|其中"
)
_FILLER = Pattern("累计|共|已|截至|月底|月末|底|[\\d—至到～-]|月份?|的|了|，|、|。")


def _until(figure: Figure) -> int:
    """The month to which a figure is summed up from the year's beginning; 0 where nothing says so."""
    found = _UNTIL.search(figure.gap)
    if found is None:
        return 0
    return _MONTHS.get(found.lastgroup or "", 0) or int(found["month"] or found["end"])


def _summed_up(segment: Segment, first: Figure, second: Figure) -> Iterator[Hit]:
    """一季度完成税收1.9亿元，上半年累计完成1.7亿元: less than what it holds."""
    if (
        first.unit != second.unit
        or not second.value < first.value
        or first.unit in ("", "%", "倍", "个百分点")
    ):
        return
    then, now = _until(first), _until(second)
    if not 0 < then < now or _STOCKS.search(first.gap + second.gap) or not _FLOWS.search(second.gap):
        return
    words = [_FILLER.compiled.sub("", _UNTIL.compiled.sub("", each.gap)) for each in (first, second)]
    if {*words[1]} <= {*words[0]}:
        yield otherwise(segment, "≥" + segment.text[first.start : first.end], second, first)


# --- all of them ------------------------------------------------------------------------------------------------------------


def related(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """What the words of a text say of how its figures lie to each other, and is not so."""
    yield from converted(segment)
    yield from in_ratio(segment, every)
    listed = [*sentences(every)]
    yield from multiplied(segment, listed)
    for sentence in listed:
        for at, figure in enumerate(sentence[:-1]):
            after = sentence[at + 1]
            yield from _bounded(segment, figure, after)
            yield from _summed_up(segment, figure, after)
            if at + 2 < len(sentence):
                yield from _of_part(segment, figure, after, sentence[at + 2])
        yield from ranked(segment, sentence)
