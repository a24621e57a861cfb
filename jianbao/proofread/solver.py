"""Figures of a sentence → what two of them make of a third: growth, difference, multiple, share, rate, mean, rest.

No wording is asked for beyond what tells the figures' parts: 去年 or 由 before the one, 占 or 率 before a share, 均 or 每 before
a mean. What differs by more than rounding may move it is told; where the wording leaves a doubt it is a hint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, alike, figures_of, sentences
from jianbao.proofread.relations import related
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

_CLAUSE = Pattern("[，；：（、]")
# characters between the first and the last of the figures that are held together
_FAR: Final = 70
_ROUNDED: Final = 0.051


# --- two figures of two times --------------------------------------------------------------------------------------------

_THEN = Pattern(
    "(?:去|上|前|上一)年年?(?:[末底初]|同期)?|上[个]?月|上季|上期|年初|期初|同期|此前|原来|原先|原有|过去|从前|以前|之前|往年|改造前|整治前|改革前|最初|起初|当初|比|较|由|从|(?:19|20)\\d\\d年"
)
_NOW = Pattern(
    "今年|本年|本月|本期|(?:增|增加|增长|升|提高|提升|扩大|发展|降|降低|下降|减|减少|压缩|缩短|压减|精简|缩|上升|上涨|涨|下滑|回升|整合|合并|优化|改造|变)[到至为]|达到?|目前|现在|现有|现为|如今|年末|年底|变为|改造后|整治后|改革后"
)
_GROWS = Pattern(
    r"(?P<verb>增长|增加|新增|增产|减产|减亏|精简|增收|净增|上升|提高|提升|增幅|增速|涨幅|上涨|扩大|多|下降|减少|降低|降幅|下滑|减|少|缩短|压缩|压减|节约|节省)(?:幅度|率)?(?:为|达到?|了|约)*$"
)
_FALLS: Final = (
    "减产",
    "精简",
    "减亏",
    "下降",
    "减少",
    "降低",
    "降幅",
    "下滑",
    "减",
    "少",
    "缩短",
    "压缩",
    "压减",
    "节约",
    "节省",
)
_OTHER_BASE = Pattern("年均|平均|每年|逐年|月均|环比|以上|同口径|可比|累计|不变价|翻")


def _last(pattern: Pattern, text: str) -> int:
    return max((found.end() for found in pattern.compiled.finditer(text)), default=-1)


def _then_and_now(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """Which of two figures is the older one; None where nothing says so."""
    if _FROM.search(first.clause) and _COME_TO.match(second.gap):
        return first, second
    old = [_last(_THEN, each.gap) >= max(_last(_NOW, each.gap), 0) for each in (first, second)]
    if old[0] != old[1]:
        return (first, second) if old[0] else (second, first)
    if _AGAINST.search(second.clause) and not _AGAINST.search(first.clause):
        return second, first
    for when in (_YEARS, _MONTHS):
        said = [[int(each) for each in when.compiled.findall(figure.gap)] for figure in (first, second)]
        if all(said) and said[0][-1] != said[1][-1]:
            return (first, second) if said[0][-1] < said[1][-1] else (second, first)
    return None


_BEFORE_GROWTH: Final = (
    "(?:同比|环比|净|共|累计|一年|[两三四五]年|约|则|实际|总量|面积|整体|总体|增幅|降幅|将|可|也|就|已|的)*"
)
# each 比 parts what follows in ten ways, and each of those as many again: no clause has more than three
_SAME_SUBJECT = Pattern(f"{_BEFORE_GROWTH}(?:[比较][^，。；]{{1,10}}{_BEFORE_GROWTH}){{0,3}}$")
_AGAINST = Pattern("^[比较]")
_MONTHS = Pattern(r"(\d{1,2})月份?(?=[^\d日]*$)")
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
        return f"{'增加' if now.value > then.value else '减少'}{said.shown(made)}"
    wrong = abs(made - said.value) > now.slack + then.slack + said.slack + 1e-6
    return said.shown(made) if wrong else None


def _plain(said: Figure, *, times: bool, months: bool) -> str:
    """The words before a figure without those that its pair of figures makes harmless."""
    words = said.clause.replace("翻", "") if times else said.clause
    return words.replace("环比", "") if months else words


def _moved(first: Figure, second: Figure, said: Figure) -> tuple[str, Level | None] | None:
    """What 增长 of `said` should be."""
    grows = _GROWS.search(said.gap)
    pair = _then_and_now(first, second)
    times = said.unit in ("倍", "番") and _TIMES.search(said.gap if said.gap != "的" else second.gap + "的")
    if (
        pair is None
        or not (grows or times)
        or _OTHER_BASE.search(_plain(said, times=bool(times), months=bool(_MONTHS.search(second.gap))))
    ):
        return None
    if first.unit != second.unit or first.unit in ("", "倍", "番", "成", "个百分点"):
        return None
    if any(_GROWS.search(each.clause) for each in (first, second)):
        return None
    then, now = pair
    if grows and not _SAME_SUBJECT.match(said.clause[: grows.start() - len(said.gap) + len(said.clause)]):
        return None
    if "分别" in said.gap or second.gap.startswith(("、", "，其中")) or said.unit == first.unit == "%":
        return None
    if "同比" in said.gap and not (_LAST_YEAR.search(then.gap) or _FROM.search(then.clause)):
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
    own = said.slack * (said.places == 0)
    # rounded figures may have been worked out before they were rounded
    exact = off > rounded + _ROUNDED + 100 * slack + own
    if turned or off > max(1.0, 0.03 * made) + own or exact:
        clear = turned or (exact and off > max(1.0, 0.03 * made))
        level = level if clear else Level.HINT
        return _percent(made), level
    return None


_CLOSE: Final = 12
_TIMES = Pattern("(?:翻了?|(?:是|相当于|为)[^，。；]{0,8}的)$")
_LAST_YEAR = Pattern("去年|上年|同期|上一年|20\\d\\d年")
_FROM = Pattern("[由从][^，。；]{0,9}$")
_COME_TO = Pattern("^[^，。；\\d]{0,4}[增升涨降减压扩展高长缩变化短少加][到至为]")
_REACHES = Pattern("[到至]$")
_COMPARED = Pattern("[比较](?:去|上)|同比|环比|[比较][^，。；]{0,8}(?:年|月|期|季度)")
_WAS = Pattern("(?:去年|上年|上一年|同期|上期|上月)[^，。；]{0,6}$")
_ATTAINS = Pattern("(?:达到?|增至|升至|降至|增加到|减少到|减至|完成)[^，。；]{0,6}$")


def _by_difference(now: Figure, moved: Figure, said: Figure) -> tuple[str, Level | None] | None:
    """What 增长 or the older figure should be: 480人，较上年增加60人，增长14.3%; 68.4万亩，比上年增加1.8万亩，上年为66.6万亩."""
    grows = _GROWS.search(moved.clause)
    if (
        grows is None
        or now.unit != moved.unit
        or now.unit in ("", "%")
        or not _COMPARED.search(moved.clause)
        or not now.value > moved.value
    ):
        return None
    then = now.value + (moved.value if grows["verb"] in _FALLS else -moved.value)
    if (
        said.unit == "%"
        and _GROWS.search(said.clause)
        and not _OTHER_BASE.search(said.clause)
        and len(said.gap) < _CLOSE
    ):
        made = 100 * moved.value / then
        slack = 100 * (moved.slack / then + moved.value * now.slack / then**2)
        wrong = abs(made - said.value) > 0.5 * 10.0**-said.places + _ROUNDED + slack
        return (_percent(made), None) if wrong else None
    if said.unit == now.unit and _WAS.search(said.gap):
        wrong = abs(then - said.value) > now.slack + moved.slack + said.slack + 1e-6
        return (said.shown(then), None) if wrong else None
    return None


def _by_both(now: Figure, rate: Figure, moved: Figure) -> tuple[str, Level | None] | None:
    """What has come to a figure that has grown so much: 12亿元，同比增长10%，增收2亿元."""
    grows, more = _GROWS.search(rate.clause), _GROWS.search(moved.clause)
    if grows is None or more is None or rate.unit != "%" or now.unit != moved.unit or now.unit in ("", "%"):
        return None
    falls = grows["verb"] in _FALLS
    if (
        falls != (more["verb"] in _FALLS)
        or _OTHER_BASE.search(rate.clause + moved.clause)
        or "其中" in moved.gap
    ):
        return None
    if not all(
        _SAME_SUBJECT.match(each.clause[: found.start()]) for each, found in ((rate, grows), (moved, more))
    ):
        return None
    share = rate.value / 100
    share = share / (1 - share if falls and share < 1 else 1 + share)
    slack = (
        moved.slack
        + 0.5 * moved.scale * 10.0**-moved.places
        + now.slack * share
        + 0.006 * now.value * 10.0**-rate.places
    )
    made = now.value * share
    return (moved.shown(float(f"{made:.3g}")), None) if abs(made - moved.value) > slack else None


_COMES_TO = Pattern("^[，、](?:计|即|约|为|达|共|合计|折合|也就是)[^，。；\\d]{0,6}$")


def _by_share(whole: Figure, rate: Figure, said: Figure) -> tuple[str, Level | None] | None:
    """What a share comes to: 概算2400万元，中央资金占60%、计1440万元."""
    if rate.unit != "%" or whole.unit != said.unit or whole.unit in ("", "%") or rate.slack > _ROUNDED * 10:
        return None
    if not _SHARE.search(rate.clause) or not _COMES_TO.search(said.gap):
        return None
    made = whole.value * rate.value / 100
    slack = whole.value * 0.5 * 10.0**-rate.places / 100 + said.slack + whole.slack
    return (said.shown(made), None) if abs(made - said.value) > slack else None


def _by_rate(then: Figure, rate: Figure, said: Figure) -> tuple[str, Level | None] | None:
    """What a figure grows to: 去年4.2亿元，今年增长10%，达到4.6亿元."""
    grows = _GROWS.search(rate.clause)
    if (
        grows is None
        or rate.unit != "%"
        or then.unit != said.unit
        or then.unit in ("", "%")
        or not _ATTAINS.search(said.clause)
    ):
        return None
    if not _WAS.search(then.gap) or _OTHER_BASE.search(rate.clause) or len(said.gap) > _CLOSE:
        return None
    made = then.value * (1 + (-rate.value if grows["verb"] in _FALLS else rate.value) / 100)
    wrong = abs(made - said.value) > said.slack + then.slack + then.value * 0.006
    return (said.shown(made), None) if wrong else None


# --- parts and wholes --------------------------------------------------------------------------------------------------------

_SHARE = Pattern("(?:占(?:比|总数|全部|总量|比例|比重)?(?:的|为|达到?|约)*|占比(?:达到?|为|约)?|占到了?)$")
_SHARE_OF = Pattern("^[^，。；\\d]{0,12}，占(?!全)(?P<what>[^，。；\\d]{2,8})的$")
_OF = Pattern("^的$")
_IS_OF = Pattern("(?:占|完成|达到|达|为)[^，。；]{0,12}$")
_RATE = Pattern(
    "(?P<stem>[^，。；]{1,8}(?<![利税费汇])(?<!收益|回报|折现))(?:率|(?<=[盖损])面)(?:均|已|就)?(?:达到?了?|为|是|约|仅|只有|高达)*$"
)
_OF_PLAN = Pattern(
    "(?:完成|占|达到?)(?:了|年度|全年|年初|当年|既定|总)*(?:计划|任务|目标|预算)[^，。；\\d]{0,6}的$|(?:完成|执行|到位|兑现|达成)率(?:为|达到?|约|仅|是)*$"
)
_PLANNED = Pattern("计划|任务|目标|预算|应|预期|下达|合同")
_WHOLE = Pattern("全|总|共|应|计划")
_NO_PART = Pattern("均|每|突破|新增|另|其余|同比|增长|比|超过|近|正在|未|尚|待|不|去年|上年|剩")
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
    elif (of := _SHARE_OF.search(said.gap)) and alike(of["what"], first.clause + first.noun):
        part, whole = second, first
    elif _SHARE.search(said.gap) and not _NO_PART.search(second.gap) and len(said.gap) < 14:
        part, whole = (
            (first, second)
            if first.value < second.value and _WHOLE.search(second.clause)
            else (second, first)
        )
        level = None if _OF_WHICH.search(second.gap) else Level.HINT
    else:
        return None
    if part.value > whole.value or not whole.value:
        return None
    ratio, slack = _ratio(part, whole)
    if abs(100 * ratio - said.value) > max(0.5 * 10.0**-said.places, said.slack) + _ROUNDED + 100 * slack:
        return _percent(100 * ratio), level
    return None


_ALL_OF_IT = Pattern(
    "共|抽[检查]|检[查测]|应|栽|总|发[放出]|用量|床位|产量|报名|立案|受理|[参开]|全|登记|收[到]|种|办|计划|下达|有"
)


def _rates(sentence: Sequence[Figure]) -> Iterator[tuple[str, Level | None, Figure, Figure]]:
    """Rates whose part and whole stand anywhere around: 合格率95%，共抽检200批次，合格180批次."""
    for index, said in enumerate(sentence):
        rate, planned = _RATE.search(said.clause), _OF_PLAN.search(said.gap)
        if said.unit != "%" or said.slack > _ROUNDED * 10 or not (rate or planned):
            continue
        near = [
            each
            for each in sentence[max(index - _MOST, 0) : index + _MOST]
            if each.unit not in _NO_UNITS and max(said.start - each.end, each.start - said.end) < _FAR
        ]
        pair = _planned(near) if planned else _of_stem(near, said, rate["stem"] if rate else "")
        before = [each for each in near if each.start < said.start]
        if pair is None or not pair[1].value or (before and before[-1] not in pair):
            continue
        ratio, slack = _ratio(*pair)
        if abs(100 * ratio - said.value) > 0.5 * 10.0**-said.places + _ROUNDED + 100 * slack:
            yield _percent(100 * ratio), None, min(*pair, said), said


_NO_UNITS: Final = ("", "%", "倍", "个百分点")


def _planned(near: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """(what was done, what was to be done) of figures around a rate."""
    plans = [each for each in near if _is_plan(each)]
    done = [
        each
        for each in near
        if each not in plans
        and plans
        and each.unit == plans[0].unit
        and not _NO_PART.search(_plain_part(each))
    ]
    return (done[0], plans[0]) if len(plans) == len(done) == 1 else None


def _plain_part(figure: Figure) -> str:
    return figure.clause.replace("新增就业", "")


def _of_stem(near: Sequence[Figure], said: Figure, stem: str) -> tuple[Figure, Figure] | None:
    """(part, whole) of a rate by what it is called: 合格180批次 of 共抽检200批次 for 合格率."""
    own = _CLAUSE.compiled.split(stem)[-1]
    before = [each for each in near if each.start < said.start][-2:]
    if len(before) == 2 and before[0].unit == before[1].unit and before[1].value <= before[0].value:
        whole, part = before
        known = {*own} & {*part.gap, *part.noun} or own.endswith(("覆盖", "普及"))
        # no share of something else stands between them
        close = part.start - len(part.gap) <= whole.end
        if known and close and not _NO_PART.search(part.gap + said.gap):
            return part, whole
    parts = [
        each
        for each in near
        if own[-2:] in each.clause + each.noun and not _NO_PART.search(_plain_part(each))
    ]
    wholes = [
        each for each in near if len(parts) == 1 and each is not parts[0] and each.unit == parts[0].unit
    ]
    if len(wholes) != 1 or wholes[0].value < parts[0].value or _ANEW.search(wholes[0].gap):
        return None
    return (parts[0], wholes[0]) if _ALL_OF_IT.search(wholes[0].clause + wholes[0].noun) else None


def _is_plan(figure: Figure) -> bool:
    """Whether a figure is what was to be: 年初预算, not 预算执行."""
    return bool(_PLANNED.search(figure.clause)) and not _CARRIED_OUT.search(figure.clause)


_CARRIED_OUT = Pattern("执行|已|实际|到位|实现")


_REST = Pattern(
    "(?:剩余|剩下|余下|不合格|不达标|不满意|未通过|尚余|结余|尚剩|[仅现还]剩|[还尚][差缺欠]|[现库]存|[还仍尚]有|其余|另外|另有|缺席|缺口|缺额|缺勤|空缺|请假|节约|节省|现有|[尚还]?未[^，。；]{1,4}|正在[^，。；]{1,4}|没有[^，。；]{1,4})[^，。；]{0,6}$"
)
_LEFT = Pattern("^[^，。；]{0,4}?(?:尚|未|正在|没有|仍|待)")
_DONE = Pattern(
    "已|完成|用|支|发|解决|办结|整改|交|到|卖|售|归还|拨付|其中|退|淘汰|拆|栽|修|建|收|执行|销号|调[出离]|减|改造|入住|签|整治|化解|兑现|开工|录取|通过|合格|达标|满意"
)
_AND_MORE = Pattern("新增|又|再|其中|计划|每|约")


def _rest(run: Sequence[Figure]) -> tuple[str, Level | None, Figure] | None:
    """What remains of a whole, part of it done, at once or by and by: 76户，去年40户，今年30户，仅剩8户."""
    said = run[-1]
    left = _REST.search(said.clause) or _LEFT.search(said.noun)
    besides = (said.noun + said.tail).startswith(("列席", "旁听", "观摩", "陪同"))
    if said.unit in ("%", "倍") or not left or besides or _AND_MORE.search(said.clause):
        return None
    done: list[Figure] = []
    found = None
    for figure in reversed(run[:-1]):
        if figure.unit == "%":
            continue
        if figure.unit != said.unit and said.unit:
            break
        made = figure.value - sum(each.value for each in done)
        if done and made < 0 and "差" in said.clause and _is_plan(figure):
            # 任务40座，建成46座，尚差6座
            return f"超出{said.shown(-made)}", None, figure
        if (
            done
            and figure.value > max(said.value, *(each.value for each in done))
            and not _NO_PART.search(figure.clause)
        ):
            slack = figure.slack + said.slack + sum(each.slack for each in done)
            if abs(made - said.value) <= slack + 1e-6:
                return None
            if found is None and made > 0 and 0.75 < 1 + (said.value - made) / figure.value < 1.3:
                found = said.shown(made), None, figure
        words = figure.clause + figure.noun
        if not (_DONE.search(words) or _REST.search(figure.clause)) or _ANEW.search(figure.clause):
            break
        done.append(figure)
    return found


# --- one of them, how many, all of them ------------------------------------------------------------------------------------

_EACH = Pattern(
    "(?:每(?P<one>一?个?[\u4e00-\u9fff]{1,12}?)|(?P<each>[户人亩校村镇乡县班场家件项站点组株头只台套笔份日月年床斤吨栋]|单|批)(?:均|产|价)(?P<what>[^，。；\\d]{0,8}))$"
)
_EACH_IN_TIME = Pattern("每[户人亩村名位家台间套辆].{0,4}[月年天日]|每[月年天日]每[户人亩村名位家]")
_IN_TIME = Pattern("[月年天日]")
_COUNTED: Final = {
    "户": ("户", "笔"),
    "校": ("所",),
    "村": ("村",),
    "镇": ("镇",),
    "乡": ("乡",),
    "县": ("县",),
    "站": ("座",),
    "点": ("处",),
    "月": ("个月",),
    "名": ("人",),
    "位": ("人",),
    "天": ("日",),
    "斤": ("公斤",),
    "吨": ("公斤",),
    "单": ("亩", "个", "件", "套", "台"),
}
_NOT_ALL = Pattern("(?<!新)增(?!收)|突破|最|不足|不到|比|去年|上年|同期|其中|超|以上|余|多|近|约")
_IN_ALL = Pattern("共|合计|累计|总|收入|销售额|产值|造价|花费|支出|资金|投入|产量|全")
_WHAT: Final = ("收入", "产值", "成本", "产量", "价格", "利润", "效益", "面积", "费用", "支出", "分红")
_LASTS: Final = (
    (Pattern("全年|一年|年度"), 12, 365),
    (Pattern("上半年|半年|1(?:月份?)?[—至到～-]6月"), 6, 181),
    (Pattern("前三季度|1(?:月份?)?[—至到～-]9月"), 9, 273),
    (Pattern("(?:第?一|首)季度|1(?:月份?)?[—至到～-]3月"), 3, 90),
)


def _counts(each: str, figure: Figure) -> bool:
    """Whether `figure` says how many there are of what has `each` (标段, 所, 头牛) so much."""
    if figure.unit == "%" or each == "个":
        return figure.own == each
    if figure.own == "名" and each[:1] in ("村", "乡", "镇", "县", "组", "队"):
        return False
    if figure.own not in ("", "个") and (
        each.startswith(figure.own) or figure.unit in _COUNTED.get(each[:1], (each[:1],))
    ):
        return True
    return (
        figure.own in ("个", "所", "家", "支", "条", "座")
        and bool(each)
        and (figure.noun[:1] == each[:1] or each[:2] in figure.noun[:4])
    )


def _rated(run: Sequence[Figure], sentence: str) -> tuple[str, Level | None, Figure] | None:
    """A rate, a count and the whole, in whatever order, where the last said of the three is not what the others make."""
    said = run[-1]
    near = [each for each in run if said.end - each.start < _FAR]
    rates = [(each, found) for each in near if (found := _EACH.search(each.clause))]
    of_both = [each for each in rates if _EACH_IN_TIME.search(each[0].clause)]
    if len(rates) == 2 and len(of_both) == 1 and all(_IN_TIME.search(each.clause) for each, _ in rates):
        # 每人每月补贴120元，每月支出1.02万元
        rates = of_both
    if len(rates) != 1:
        return None
    rate, found = rates[0]
    each = (
        (found["each"] or found["one"].removeprefix("一").removeprefix("个") or found["one"])
        if found["each"] or found["one"]
        else ""
    )
    if rate.unit in ("%", "倍", "番", "") or _NOT_ALL.search(rate.clause):
        return None
    counts = [figure for figure in near if figure is not rate and _counts(each, figure)]
    wholes = [
        figure for figure in near if figure is not rate and figure not in counts and figure.unit == rate.unit
    ]
    if rate.own == "个":
        wholes = [figure for figure in wholes if figure.noun[:1] == rate.noun[:1]]
    wanted = next((word for word in _WHAT if word in (found["what"] or "")), "")
    if len(wholes) != 1 or (
        wanted and wanted not in wholes[0].clause and not set(wanted) & set(wholes[0].clause)
    ):
        return None
    whole, count, slack = wholes[0], 0.0, 0.0
    if len(counts) == 1:
        count, slack = counts[0].value, counts[0].slack
    elif not counts and each[:1] in ("月", "天", "日"):
        count = next(
            (months if each[0] == "月" else days for lasts, months, days in _LASTS if lasts.search(sentence)),
            0,
        )
    others = [whole, *counts]
    if (
        not count
        or said not in (rate, *others)
        or any(_NOT_ALL.search(other.clause + other.tail[:2]) for other in others)
    ):
        return None
    product = count * rate.value
    slack = (
        whole.slack
        + count * max(rate.slack, 0.5 * rate.scale * (rate.places == 0 and said is rate and rate.value > 9))
        + slack * rate.value
        + 0.015 * whole.value
    )
    off = product / (whole.value or 1)
    # 个体工商户576户，贷款2860万元，受益妇女246人，户均11.6万元: it is of others
    other = any(
        abs(figure.value * rate.value - whole.value) <= 0.015 * whole.value
        for figure in run
        if figure not in (rate, whole)
    )
    if abs(product - whole.value) <= slack or other or not 0.09 < off < 12:
        return None
    sure = 0.3 < off < 3 and (said is rate or _IN_ALL.search(whole.clause))
    right = said.shown(
        whole.value / (count if said is rate else rate.value) if said is not whole else product
    )
    return right, None if sure else Level.HINT, min(rate, *others)


_GOT = Pattern(
    "(?:排查|受理|接到|接报|收到|发现|查出|抽查|抽检|检查|应到|应参加|应检|应收|征集|梳理|登记|报名|交办|调处|登记在册|共有)[^，。；]{0,12}$"
)
_SO_FAR = Pattern(
    "(?:已经?|成功|目前|现已|全部|实到|实际|办结|完成|合格)[^，。；]{0,12}$|^(?:当场|现场)?(?:整改|解决|处置|化解|答复|采纳|销号|处理|回复|立案|录取|参加)[^，。；]{0,4}$"
)
_ANEW = Pattern("新|增|另|累计|去年|上年|其他|超|人次|涉及")
# characters to a whole that another sentence names
_FURTHER: Final = 160


def _more_than_all(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """排查纠纷36件。截至目前，已调解38件: more done than there was, or done and not done that are not all, sentences further on."""
    text = segment.text
    whole = before = None
    for figure in every:
        done = _SO_FAR.search(figure.clause) and not _ANEW.search(figure.gap)
        near = whole is not None and figure.unit == whole.unit and figure.start - whole.end < _FURTHER
        if whole and near and done:
            if (
                whole.value < figure.value < 3 * whole.value
                and not figure.slack
                and figure.start - whole.end < _FAR
            ):
                params = {"sum": text[whole.start : whole.end], "total": text[figure.start : figure.end]}
                yield Hit(segment, whole.start, figure.end, params=params, level=Level.HINT)
            before = figure
        elif whole and near and before and figure.sentence == before.sentence != whole.sentence:
            made = before.value + figure.value
            if _REST.search(figure.clause) and made != whole.value and 0.85 < made / whole.value < 1.2:
                params = {
                    "sum": figure.shown(whole.value - before.value),
                    "total": text[figure.start : figure.end],
                }
                yield Hit(segment, before.start, figure.end, params=params)
            before = None
        if _GOT.search(figure.clause) and figure.unit not in ("%", ""):
            whole, before = figure, None


_Check = Callable[[Figure, Figure, Figure], "tuple[str, Level | None] | None"]
_CHECKS: Final[tuple[_Check, ...]] = (_moved, _by_difference, _by_both, _by_rate, _by_share, _part_and_whole)


def _of_three(run: Sequence[Figure]) -> tuple[str, Level | None, Figure] | None:
    """What the last of a run of figures should be by the two or three before it."""
    said = run[-1]
    if said.unit == "%" and _SHARE.search(said.gap):
        # 120个村中，有96个村收入超过20万元，占80%
        run = [each for each in run if each.unit in (run[0].unit, "%") or not _BOUND.search(each.clause)]
    if len(run) < 3:
        return None
    first, second, said = run[-3:]
    found, start = None, first
    if said.end - first.start < _FAR:
        found = next((made for check in _CHECKS if (made := check(first, second, said))), None)
        if (
            found is None
            and first.unit == "%"
            and second.unit == said.unit != "%"
            and _RUNS_ON.match(second.gap)
        ):
            # 同比增长20%，由30万人次增加到38万人次
            found = _moved(second, said, first._replace(gap=first.clause))
    if len(run) > 3 and said.end - run[-4].start < _FAR and _GROWS.search(second.clause):
        # 58份，比上年72份减少14份，下降19.4%
        found, start = _moved(run[-4], first, said), run[-4]
    if found and said.unit == "%" and _SHARE.search(said.gap) and _share_of_sum(run):
        return None
    return (*found, start) if found else None


def _share_of_sum(run: Sequence[Figure]) -> bool:
    """Whether the last figure is the share that the one before it has of those before that: 男120人，女80人，其中党员45人，占22.5%."""
    part, said = run[-2:]
    whole = 0.0
    for figure in reversed(run[:-2]):
        if figure.unit != part.unit:
            return False
        whole += figure.value
        if whole and abs(100 * part.value / whole - said.value) <= 0.5 * 10.0**-said.places + _ROUNDED:
            return True
    return False


_BOUND = Pattern("(?:超过?|不足|不到|高于|低于|达到?|满|至少)$")
_RUNS_ON = Pattern("，(?:总量|数量)?[由从][^；。，]{0,10}$")


def solved(segment: Segment) -> Iterator[Hit]:
    """Each figure that others of its sentence make otherwise."""
    text = segment.text
    plain = figures_of(text)
    following = dict(pairwise(plain))
    for run in _runs(plain):
        said = run[-1]
        after = following.get(said)
        # 已整治84处，正在整治7处，尚未启动5处: the rest is not told to the end
        goes_on = (
            after is not None
            and after.unit == said.unit
            and after.sentence == said.sentence
            and _REST.search(after.clause)
        )
        found = _of_three(run) or (None if goes_on else _rest(run))
        if found is not None:
            yield _otherwise(segment, found, said)
    for figures in sentences(plain) if "%" in text or "％" in text else ():
        for right, level, first, rate in _rates(figures) if len(figures) > 2 else ():
            yield _otherwise(segment, (right, level, first), rate)
    for run in _runs(figures_of(text, every=True)) if _EACH_SOMEWHERE.search(text) else ():
        sentence = text[max(run[0].start - _FAR, 0) : run[-1].end]
        if found := _rated(run, sentence):
            yield _otherwise(segment, found, run[-1])


_EACH_SOMEWHERE = Pattern("每|均|亩产|单产|单价")


def _otherwise(segment: Segment, found: tuple[str, Level | None, Figure], said: Figure) -> Hit:
    right, level, first = found
    params = {"sum": right, "total": segment.text[said.start : said.end]}
    return Hit(segment, min(first.start, said.start), said.end, params=params, level=level)


def _runs(every: Sequence[Figure]) -> Iterator[list[Figure]]:
    """For each figure: those of its sentence up to it, where there are two or more."""
    for sentence in sentences(every):
        for count in range(2, len(sentence) + 1):
            yield sentence[max(count - _MOST, 0) : count]


# figures of a sentence that are held together
_MOST: Final = 6


def figures_agree(segment: Segment) -> Iterator[Hit]:
    """All that figures of a text make of others, each place once."""
    every = figures_of(segment.text)
    if len(every) > 1:
        yield from apart((*solved(segment), *_more_than_all(segment, every), *related(segment, every)))


RULES: Final = (
    Rule("P428", "figures-disagree", ARITHMETIC, segment=figures_agree, roles=RUNNING, triggers="0123456789"),
)
