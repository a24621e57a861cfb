"""Figures of a sentence → what two of them make of a third: growth, difference, multiple, share, rate, mean, rest.

No wording is asked for beyond what tells the figures' parts: 去年 or 由 before the one, 占 or 率 before a share, 均 or 每 before
a mean. What differs by more than rounding may move it is told; where the wording leaves a doubt it is a hint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.numerals import value_of
from jianbao.proofread.amounts import SCALES, decimal
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

_FIGURE = Pattern(
    r"(?<![\d.,A-Za-z第])(?P<number>\d[\d,]{0,11}(?:\.\d{1,6})?)(?P<scale>[万亿]?)(?P<unit>周岁|人次|批次|场次|剂次|亩次|个百分点|个月|个工作日|工作日|千瓦时|立方米|平方米|平方公里|公里|公顷|公斤|兆瓦|千瓦|厘米|毫米|小时|分钟|万元|亿元|[%％]|[倍番成个件起例宗户人名位家元亩吨斤米株棵头只条处项次场台套座批份张篇辆笔所支间栋盏期块本册床根对村镇乡县天年月日时号岁届]?)"
    r"|(?:翻了?|增长了?|增加了?|扩大了?|提高了?|的)(?P<han>[一两二三四五六七八九十])(?P<more>[番倍])"
)
_PERCENT: Final = "%％"
_DATES: Final = ("年", "月", "日", "时", "号", "岁", "届", "周岁")
_SAME: Final = {
    "名": "人",
    "位": "人",
    "万元": "元",
    "亿元": "元",
    "工作日": "日",
    "个工作日": "日",
    "天": "日",
    "棵": "株",
    "册": "本",
    "％": "%",
}
_SCALED: Final = {"万元": 1e4, "亿元": 1e8}
# characters between the first and the last of the figures that are held together
_FAR: Final = 70
_ROUNDED: Final = 0.051


class Figure(NamedTuple):
    """A figure: where it stands, what it says, how far rounding may have moved it, and the words since the one before."""

    start: int
    end: int
    value: float
    slack: float
    places: int
    unit: str
    gap: str
    sentence: int
    tail: str

    @property
    def clause(self) -> str:
        """The words before the figure in its own clause."""
        return _CLAUSE.compiled.split(self.gap)[-1]


_CLAUSE = Pattern("[，；：（、]")
_STOPS = Pattern("[。！？]")


def _figures(text: str) -> list[Figure]:
    """The figures of a text, but for dates and ages."""
    run: list[Figure] = []
    at = sentence = looked = 0
    mean = -1
    for found in _FIGURE.finditer(text):
        unit = found["unit"] or ""
        # a text may hold thousands of dates and no other figure: each stretch is looked through once
        mean, looked = max(mean, text.rfind("平均", max(looked - 1, 0), found.start())), found.start()
        if unit in _DATES and not found["scale"] and mean < at:
            continue
        gap = text[at : found.start()]
        if _STOPS.search(gap):
            sentence, gap = sentence + 1, _STOPS.compiled.split(gap)[-1]
        at = found.end()
        if found["han"]:
            value, slack, places, unit = float(value_of(found["han"]) or 0), 0.0, 0, found["more"]
            gap += found[0][:-2]
        else:
            scale = SCALES[found["scale"]] * _SCALED.get(unit, 1.0)
            said, places = decimal(found["number"])
            value = said * scale
            slack = 0.5 * scale * 10.0**-places if places else 0.0
        unit = _SAME.get(unit, unit)
        run.append(Figure(found.start(), at, value, slack, places, unit, gap, sentence, text[at : at + 2]))
    return run


# --- two figures of two times --------------------------------------------------------------------------------------------

_THEN = Pattern(
    "(?:去|上|前|上一)年年?(?:[末底初]|同期)?|上[个]?月|上季|上期|年初|期初|同期|此前|原来|原先|原有|过去|从前|以前|之前|往年|改造前|整治前|改革前|最初|起初|当初|比|较|由|从|(?:19|20)\\d\\d年"
)
_NOW = Pattern(
    "今年|本年|本月|本期|增至|增加[到至]|增长[到至]|升[到至]|提高[到至]|提升[到至]|扩大[到至]|发展[到至]|达到?|降[到至]|降低[到至]|下降[到至]|减[到至]|减少[到至]|压缩[到至]|缩短[到至]|压减[到至]|精简[到至]|目前|现在|现有|现为|如今|年末|年底|变为|改造后|整治后|改革后"
)
_GROWS = Pattern(
    r"(?P<verb>增长|增加|增收|净增|上升|提高|提升|增幅|增速|上涨|扩大|多|下降|减少|降低|降幅|下滑|减|少|缩短|压缩|压减|节约|节省)(?:幅度|率)?(?:为|达到?|了|约)*$"
)
_FALLS: Final = ("下降", "减少", "降低", "降幅", "下滑", "减", "少", "缩短", "压缩", "压减", "节约", "节省")
_OTHER_BASE = Pattern("年均|平均|每年|逐年|月均|环比|以上|同口径|可比|累计|不变价|翻")


def _last(pattern: Pattern, text: str) -> int:
    return max((found.end() for found in pattern.compiled.finditer(text)), default=-1)


def _then_and_now(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """Which of two figures is the older one; None where nothing says so."""
    old = [_last(_THEN, each.gap) >= max(_last(_NOW, each.gap), 0) for each in (first, second)]
    if old[0] != old[1]:
        return (first, second) if old[0] else (second, first)
    if _AGAINST.search(second.clause) and not _AGAINST.search(first.clause):
        return second, first
    years = [_YEARS.compiled.findall(each.gap) for each in (first, second)]
    if all(years) and years[0][-1] != years[1][-1]:
        return (first, second) if years[0][-1] < years[1][-1] else (second, first)
    return None


_SAME_SUBJECT = Pattern(
    "(?:同比|[比较][^，。；]{1,10}|净|共|累计|一年|[两三四五]年|约|则|实际|总量|面积|整体|总体|增幅|降幅|将|可|也|就|已|的)*$"
)
_AGAINST = Pattern("^[比较]")
_YEARS = Pattern(r"(?:19|20)\d\d(?=年)")


def _ratio(part: Figure, whole: Figure) -> tuple[float, float]:
    """(part ÷ whole, how far rounding may have moved it)."""
    return part.value / whole.value, part.slack / whole.value + part.value * whole.slack / whole.value**2


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _difference(then: Figure, now: Figure, said: Figure, verb: str) -> str | None:
    """What lies between two figures, where `said` cannot be it or goes the other way."""
    if not verb or _REACHES.search(said.gap):
        return None
    made = abs(now.value - then.value)
    if made and (verb in _FALLS) == (now.value > then.value):
        return f"{'增加' if now.value > then.value else '减少'}{shown(made, said.unit)}"
    wrong = abs(made - said.value) > now.slack + then.slack + said.slack + 1e-6
    return shown(made, said.unit) if wrong else None


def _moved(first: Figure, second: Figure, said: Figure) -> tuple[str, Level | None] | None:
    """What 增长 of `said` should be."""
    grows = _GROWS.search(said.gap)
    pair = _then_and_now(first, second)
    times = said.unit in ("倍", "番") and _TIMES.search(said.gap if said.gap != "的" else second.gap + "的")
    if (
        pair is None
        or not (grows or times)
        or _OTHER_BASE.search(said.clause.replace("翻", "") if times else said.clause)
    ):
        return None
    if first.unit != second.unit or first.unit in ("", "倍", "番", "成", "个百分点"):
        return None
    if any(_GROWS.search(each.clause) for each in (first, second)):
        return None
    then, now = pair
    if grows and not _SAME_SUBJECT.match(said.clause[: grows.start() - len(said.gap) + len(said.clause)]):
        return None
    if "分别" in said.gap or second.gap.startswith("、") or said.unit == first.unit == "%":
        return None
    if "同比" in said.gap and not _LAST_YEAR.search(then.gap):
        return None
    rounded = (0.5 if said.unit == "%" or said.places else 0.2) * 10.0**-said.places
    level = None if len(said.gap) < _CLOSE else Level.HINT
    if said.unit == first.unit or (said.unit == "个百分点" and first.unit == "%"):
        right = _difference(then, now, said, grows["verb"] if grows else "")
        return (right, level) if right else None
    if not then.value or said.unit not in ("%", "倍", "番"):
        return None
    ratio, slack = _ratio(now, then)
    if said.unit == "番":
        return (f"{ratio:.3g}倍", level) if not 0.88 < ratio / 2**said.value < 1.13 else None
    if said.unit == "倍":
        made = ratio if times and not grows else ratio - 1
        return (f"{made:.3g}倍", level) if abs(made - said.value) > rounded + slack + 0.1 else None
    made = 100 * abs(ratio - 1)
    turned = grows is not None and (grows["verb"] in _FALLS) == (ratio > 1) and abs(ratio - 1) > 0.01
    off = abs(made - said.value)
    if off > max(1.0, 0.03 * made) or turned:
        level = level if turned or off > rounded + 100 * slack else Level.HINT
        return _percent(made), level
    return None


_CLOSE: Final = 12
_TIMES = Pattern("(?:翻了?|(?:是|相当于|为)[^，。；]{0,8}的)$")
_LAST_YEAR = Pattern("去年|上年|同期|上一年|20\\d\\d年")
_REACHES = Pattern("[到至]$")


# --- parts and wholes --------------------------------------------------------------------------------------------------------

_SHARE = Pattern("(?:占(?:比|总数|全部|总量|比例|比重)?(?:的|为|达到?|约)*|占比(?:达到?|为|约)?|占到了?)$")
_OF = Pattern("^的$")
_IS_OF = Pattern("(?:占|完成|达到|达|为)[^，。；]{0,12}$")
_RATE = Pattern("(?P<stem>[^，。；]{1,8})率(?:均|已|就)?(?:达到?了?|为|是|约|仅|只有|高达)*$")
_WELL_KNOWN: Final = (
    "覆盖",
    "普及",
    "完成",
    "合格",
    "达标",
    "办结",
    "整改",
    "参与",
    "入户",
    "入住",
    "到位",
    "开工",
    "建成",
    "签约",
    "接种",
    "通过",
    "到会",
    "出勤",
    "成活",
    "见面",
    "化解",
    "调解成功",
    "录取",
    "回收",
    "竣工",
)
_NO_PART = Pattern("新增|另|其余|同比|增长|比|超过|近|正在|未|尚|待|不|去年|上年|剩")
_OF_WHICH = Pattern("其中|中|已|有|含|包括")


def _part_and_whole(first: Figure, second: Figure, said: Figure) -> tuple[str, Level | None] | None:
    """What the share or rate of `said` should be; 62.5%，即24个中有18个."""
    if first.unit == "%" and second.gap.startswith("，即") and second.unit == said.unit:
        return _part_and_whole(second, said._replace(gap="其中"), first._replace(gap="，占"))
    if said.unit != "%" or first.unit != second.unit or first.unit in ("%", "倍", "个百分点", ""):
        return None
    level = None
    if _OF.search(said.gap) and _IS_OF.search(second.gap) and not _NO_PART.search(second.gap):
        part, whole = first, second
    elif _SHARE.search(said.gap) and not _NO_PART.search(second.gap) and len(said.gap) < 14:
        part, whole = second, first
        level = None if _OF_WHICH.search(second.gap) else Level.HINT
    elif (rate := _RATE.search(said.gap)) and not _NO_PART.search(second.gap + said.gap):
        stem = rate["stem"].rpartition("，")[2]
        if not set(stem) & set(second.gap):
            if not stem.endswith(_WELL_KNOWN):
                return None
            level = Level.HINT
        part, whole = second, first
    else:
        return None
    if part.value > whole.value or not whole.value:
        return None
    ratio, slack = _ratio(part, whole)
    if abs(100 * ratio - said.value) > 0.5 * 10.0**-said.places + _ROUNDED + 100 * slack:
        return _percent(100 * ratio), level
    return None


def _polled(figures: Sequence[Figure]) -> tuple[str, Level | None] | None:
    """满意652份、基本满意248份、不满意100份，满意率65.2%: a rate of answers that together are all."""
    said = figures[-1]
    if said.unit != "%" or (rate := _RATE.search(said.gap)) is None:
        return None
    run = figures[:-1]
    if len({each.unit for each in run}) != 1 or len(run) < _LEAST_POLLED:
        return None
    stem = _CLAUSE.compiled.split(rate["stem"])[-1]
    against = [each for each in run if each.clause.startswith(("不", "未", "没"))]
    plain = [each for each in run if each.clause == stem]
    if not all(each.clause.endswith(stem) for each in run) or len(against) != 1 or len(plain) != 1:
        return None
    whole = sum(each.value for each in run) or 1
    right = [100 * plain[0].value / whole, 100 - 100 * against[0].value / whole]
    if any(abs(each - said.value) < 0.5 * 10.0**-said.places + _ROUNDED for each in right):
        return None
    return _percent(right[0]), None


_LEAST_POLLED: Final = 3
_REST = Pattern(
    "(?:剩余|剩下|还剩|余下|尚余|结余|尚剩|仅剩|还差|尚差|还有|仍有|尚有|其余|尚未[^，。；]{1,4}|还未[^，。；]{1,4})[^，。；]{0,6}$"
)
_DONE = Pattern("已|完成|用|支|发|解决|办结|整改|交|到|卖|售|归还|拨付|其中|退出|淘汰|拆|栽|修|建|收")
_AND_MORE = Pattern("新增|另|又|再|其中|计划|每|约")


def _rest(first: Figure, second: Figure, said: Figure) -> tuple[str, Level | None] | None:
    """What remains of a whole, part of it done."""
    same = first.unit == second.unit and (said.unit in (first.unit, ""))
    if not same or first.unit in ("%", "倍", "") or not _REST.search(said.gap) or _AND_MORE.search(said.gap):
        return None
    if (
        not _DONE.search(second.gap)
        or _NO_PART.search(second.gap)
        or second.value >= first.value
        or said.value >= first.value
    ):
        return None
    made = first.value - second.value
    if abs(made - said.value) <= first.slack + second.slack + said.slack + 1e-6:
        return None
    return shown(made, said.unit), None if 0.8 < (
        second.value + said.value
    ) / first.value < 1.25 else Level.HINT


_MEAN = Pattern(
    "(?:平均)?(?:(?P<each>[户人亩校村镇乡县班场家件项站点组株头只台套笔份日月])均|每(?:个|所|一)?(?P<one>[户人亩校村镇乡县班场家件项站点组名株头只台套笔份天日月])|单价|均价)(?:为|约|达|补助|投资|投入|增收|补贴|奖励|发放|分得?|拨付|资助|需|可)*(?P<what>收入|产值|成本|产量|价格|利润|效益|纯收入|面积|费用|支出)?(?:为|约|达)*$"
)
_COUNTED: Final = {
    "户": ("户", "笔"),
    "校": ("所", "个"),
    "村": ("村", "个"),
    "镇": ("镇", "个"),
    "乡": ("乡", "个"),
    "县": ("县", "个"),
    "班": ("个",),
    "站": ("个", "座"),
    "点": ("个", "处"),
    "组": ("个",),
    "月": ("个月",),
    "名": ("人",),
    "天": ("日",),
}
_NOT_ALL = Pattern("增|比|去年|上年|同期|其中|超|以上|余")


def _mean(before: Sequence[Figure], said: Figure) -> tuple[str, Level | None, Figure] | None:
    """What is each one's, of a whole and how many it is parted among: 600万元，12所，校均60万元."""
    mean = _MEAN.search(said.clause)
    near = [each for each in before if said.end - each.start < _FAR]
    if mean is None or said.unit in ("%", "倍", "", "番"):
        return None
    what = mean["what"] or ""
    name = mean["each"] or mean["one"]
    units = _COUNTED.get(name, (name,)) if name else None
    wholes = [
        each
        for each in near
        if each.unit == said.unit and what in each.clause and not _NOT_ALL.search(each.clause + each.tail)
    ]
    counts = [
        each
        for each in near
        if (each.unit in units if units else each.unit not in (said.unit, "", "%")) and each.unit != said.unit
    ]
    if any(_NOT_ALL.search(each.tail) for each in counts):
        return None
    if (
        len(wholes) != 1
        or len(counts) != 1
        or not counts[0].value
        or len([each for each in near if each.unit == said.unit]) > 1
    ):
        return None
    whole, count = wholes[0], counts[0]
    product = count.value * said.value
    slack = whole.slack + count.value * said.slack + count.slack * said.value + 0.015 * whole.value
    if abs(product - whole.value) <= slack or not 0.1 < product / (whole.value or 1) < 12:
        return None
    level = None if 0.3 < product / whole.value < 3 else Level.HINT
    return shown(whole.value / count.value, said.unit), level, min(whole, count)


_IN_ALL = Pattern("(?:共|合计|累计|总)[^，。；]{0,8}$")


def _product(count: Figure, each: Figure, said: Figure) -> tuple[str, Level | None] | None:
    """What a price and a count make: 27名，每人3000元，共8.4万元."""
    mean = _MEAN.search(each.clause)
    name = mean and (mean["each"] or mean["one"])
    units = _COUNTED.get(name, (name, _SAME.get(name, name))) if name else (count.unit,)
    if mean is None or each.unit != said.unit or count.unit not in units or not _IN_ALL.search(said.gap):
        return None
    made = count.value * each.value
    slack = said.slack + count.value * each.slack + count.slack * each.value + 0.015 * made
    if abs(made - said.value) <= slack or not 0.3 < made / (said.value or 1) < 3:
        return None
    return shown(made, said.unit), None


_GOT = Pattern(
    "(?:排查|受理|接到|接报|收到|发现|查出|抽查|抽检|检查|应到|征集|梳理|登记|报名|交办|调处|登记在册|共有)[^，。；]{0,12}$"
)
_SO_FAR = Pattern("(?:已经?|成功|目前|现已|全部|实到|实际|办结|完成|合格)[^，。；]{0,8}$")
_ANEW = Pattern("新|增|另|累计|去年|上年|其他|超|人次|涉及")


def _more_than_all(segment: Segment, every: Iterable[Figure]) -> Iterator[Hit]:
    """排查纠纷36件。截至目前，已调解38件: more done than there was, in the same sentence or the next one."""
    text = segment.text
    whole: Figure | None = None
    for figure in every:
        done = _SO_FAR.search(figure.clause) and not _ANEW.search(figure.gap)
        if whole and done and figure.unit == whole.unit and figure.start - whole.end < _FAR:
            if whole.value < figure.value < 3 * whole.value and not figure.slack:
                params = {"sum": text[whole.start : whole.end], "total": text[figure.start : figure.end]}
                yield Hit(segment, whole.start, figure.end, params=params, level=Level.HINT)
            whole = None
        if _GOT.search(figure.clause) and figure.unit not in ("%", ""):
            whole = figure


def shown(value: float, unit: str) -> str:
    """A value as it is written: 26000000 元 → 2600万元."""
    for sign, scale in (("亿", 1e8), ("万", 1e4)):
        if value >= scale:
            return f"{value / scale:.6g}{sign}{unit}"
    return f"{value:.10g}{unit}"


_Check = Callable[[Figure, Figure, Figure], "tuple[str, Level | None] | None"]
_CHECKS: Final[tuple[_Check, ...]] = (_moved, _part_and_whole, _rest)


def _runs(every: Iterable[Figure]) -> Iterator[list[Figure]]:
    """For each figure: those of its sentence up to it, where there are three or more."""
    for _, sentence in groupby(every, lambda figure: figure.sentence):
        run: list[Figure] = []
        for figure in sentence:
            run.append(figure)
            if len(run) > 2:
                yield run


def solved(segment: Segment) -> Iterator[Hit]:
    """Each figure that the two before it, or a whole and a count, make otherwise."""
    yield from _solved(segment, _figures(segment.text))


def _solved(segment: Segment, every: Iterable[Figure]) -> Iterator[Hit]:
    for run in _runs(every):
        first, second, said = run[-3:]
        found, start = None, first.start
        if said.end - first.start < _FAR:
            found = next((made for check in _CHECKS if (made := check(first, second, said))), None)
        if len(run) > 3 and said.end - run[-4].start < _FAR and _GROWS.search(second.clause):
            # 58份，比上年72份减少14份，下降19.4%
            found, start = _moved(run[-4], first, said), run[-4].start
        if found is None and (mean := _mean(run[-5:-1], said)):
            found, start = mean[:2], mean[2].start
        found = found or _polled(run)
        if found is not None:
            params = {"sum": found[0], "total": segment.text[said.start : said.end]}
            yield Hit(segment, start, said.end, params=params, level=found[1])


def products(segment: Segment) -> Iterator[Hit]:
    """27名，每人3000元，共8.4万元: a total that its price and count do not make."""
    for run in _runs(_figures(segment.text)):
        first, second, said = run[-3:]
        if made := _product(first, second, said):
            params = {"sum": made[0], "total": segment.text[said.start : said.end]}
            yield Hit(segment, first.start, said.end, params=params)


def figures_agree(segment: Segment) -> Iterator[Hit]:
    """What `_solved` and `_more_than_all` tell, each place once."""
    every = _figures(segment.text)
    yield from apart((*_solved(segment, every), *_more_than_all(segment, every)))


RULES: Final = (
    Rule("P428", "figures-disagree", ARITHMETIC, segment=figures_agree, roles=RUNNING, triggers="0123456789"),
)
