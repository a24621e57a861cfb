"""Figures of a sentence → of two of them and what lies between, an older one, a newer one and the growth, what two make of the third.

A figure is a change where a word of growing or falling stands before it, and a level otherwise. Which of two levels is the
older one is told by words (去年, 由, 比), by years and months, or by the names that are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, alike
from jianbao.proofread.rule import Pattern

# characters between the first and the last of the figures that are held together
FAR: Final = 70
ROUNDED: Final = 0.051

_THEN = Pattern(
    "(?:去|上|前|上一)年年?(?:[末底初]|同期)?|上[个]?[月周]|上季|上期|年初|期初|同期|此前|原来|原先|原有|原计划|原定|过去|从前|以前|之前|往年|(?:改造|整治|改革|技改|实施|搬迁|修订)前|最初|起初|当初|昨[天日]|前一[天日]|比|较|由|从|(?:19|20)\\d\\d年"
)
_NOW = Pattern(
    "实际|今年|本年|本[月周]|本期|(?:增|增加|增长|升|提高|提升|扩大|发展|降|降低|下降|减|减少|压缩|缩短|压减|精简|缩|上升|上涨|涨|下滑|回升|整合|合并|优化|改造|变)[到至为]|达到?|目前|现在|现有|现为|如今|眼下|只有|年末|年底|月底|变为|(?:改造|整治|改革|技改|实施|搬迁|修订)后|今[天日]"
)
_LESS: Final = "节[电水能煤油]|减产|精简|减亏|下降|减少|降低|降幅|下滑|缩短|压缩|压减|节约|节省|偏少|回落|少|减|低|短|提前|便宜"
_MORE: Final = "增长|增加|新增|增产|增收|净增|上升|提高|提升|升高|增幅|增速|涨幅|上涨|扩大|偏多|高|多|(?<![组队班村县市镇乡局院校])长|贵|推迟|[快慢](?=[了出])"
_GROWS = Pattern(
    f"(?:(?P<less>{_LESS})|(?P<more>{_MORE}))(?:幅度|率|(?<=[多少])[一-龥])?(?:为|达到?|了|出|约)*$"
)
_COMPARING = Pattern("^(?:[比较]|(?P<less>低于|少于)|(?P<more>高于|多于|超过))")
_NAMED = Pattern("^(?P<now>[^，。；]{2,9}?)比(?P<then>[^，。；]{2,4}?)[多少高低快慢长短]")
_OTHER_BASE = Pattern("年均|平均每|每年|逐年|月均|环比|以上|同口径|可比|累计(?!为)|不变价|翻")
_BEFORE: Final = "(?:同比|环比|净|共|累计|[一两三四五半]年|约|则|实际|总量|面积|整体|总体|增幅|降幅|水平|今年|本[年月周季期]|将|可|也|就|已|要|还|的)*"
# each 比 parts what follows in ten ways, and each of those as many again: no clause has more than three
_SAME_SUBJECT = Pattern(f"{_BEFORE}(?:[比较][^，。；]{{1,10}}{_BEFORE}){{0,3}}$")
_OF_EACH = Pattern("(?:每(?=[亩户人])|(?=[亩户人]均))(?P<one>[亩户人])均?$")
_MONTHS = Pattern(r"(\d{1,2})月份?(?=[^\d日]*$)")
_YEARS = Pattern(r"(?:19|20)\d\d(?=年)")
_CLOSE: Final = 12
_TIMES = Pattern("(?:翻了?|(?:是|相当于|为)[^，。；]{0,8}的)$")
_LAST_YEAR = Pattern("去年|上年|同期|上一年|20\\d\\d年")
_OWN_BASE = Pattern("(?<![环同])[比较](?P<base>去年|上[年月季周期半一个]|前|同期|年初|月初|年底|\\d+[年月])")
_FROM = Pattern("[由从][^，。；]{0,9}$")
_COME_TO = Pattern("^[^，。；\\d]{0,4}[增升涨降减压扩展高长缩变化短少加跌回][到至为]")
_REACHES = Pattern("[到至]$")
_COMPARED = Pattern("[比较](?:去|上|年初)|同比|环比|[比较][^，。；]{0,8}(?:年|月|期|季度)")
# what was passed, and a part of a whole, or of a year, are none that a growth goes on
_PASSED = Pattern("可比|突破|超|迈上|跨|净增|[近又再]$|其中|；")
_PART_OF_YEAR = Pattern("上半年|季度|\\d个?月|[一二三四五六七八九十]个月")
# 比年初增加80亿元，同比增长15%
_TWO_BASES = Pattern("(?:年初|上年末).*同比|同比.*(?:年初|上年末)")
_WAS = Pattern("(?:去年|上年|上一年|同期|上期|上月)[^，。；]{0,6}$")
_ATTAINS = Pattern("(?:达到?|增至|升至|降至|增加到|减少到|减至|完成|共[^，。；]{0,4})[^，。；]{0,6}$")
_NO_LEVEL: Final = ("", "倍", "番", "成", "个百分点")
_RUNS_ON = Pattern("，(?:总量|数量)?[由从][^；。，]{0,10}$")

Fault = tuple[str, Level | None]
"""What a figure should be, and how sure that is."""


class _Change(NamedTuple):
    """A figure that says how much another one has grown or fallen."""

    figure: Figure
    falls: bool
    # whether a word of growing stands before it; 翻一番, 是去年的三倍 have none
    grows: bool = True

    @property
    def share(self) -> float:
        """By what part of the older figure the newer one is more."""
        return (-1 if self.falls else 1) * self.figure.value / 100


def _change(figure: Figure, *, after: Figure | None = None) -> _Change | None:
    """A figure as a change; 低于全市6200元600元 has its word before the figure that it is held against, `after`."""
    if found := _GROWS.search(figure.gap):
        return None if _REACHES.search(figure.gap) else _Change(figure, bool(found["less"]))
    if after and not figure.gap and (against := _COMPARING.search(after.clause)):
        return _Change(figure, bool(against["less"])) if against["less"] or against["more"] else None
    # 翻了4倍 may be either
    if (figure.unit == "番" or (figure.unit == "倍" and "翻" not in figure.gap[-2:])) and (
        _TIMES.search(figure.gap) or (after and figure.gap == "的" and _TIMES.search(after.gap + "的"))
    ):
        return _Change(figure, falls=False, grows=False)
    return None


def _last(pattern: Pattern, text: str) -> int:
    return max((found.end() for found in pattern.compiled.finditer(text)), default=-1)


def then_and_now(first: Figure, second: Figure, words: str = "") -> tuple[Figure, Figure] | None:
    """Which of two figures is the older one; None where nothing says so. `words` may compare two by their names."""
    if _FROM.search(first.clause) and _COME_TO.match(second.gap):
        return first, second
    old = [_last(_THEN, each.gap) >= max(_last(_NOW, each.gap), 0) for each in (first, second)]
    if old[0] != old[1]:
        return (first, second) if old[0] else (second, first)
    against = [bool(_COMPARING.search(each.clause)) for each in (first, second)]
    if against == [False, True]:
        return second, first
    for when in (_YEARS, _MONTHS):
        said = [[int(each) for each in when.compiled.findall(figure.gap)] for figure in (first, second)]
        if all(said) and said[0][-1] != said[1][-1]:
            return (first, second) if said[0][-1] < said[1][-1] else (second, first)
    if named := _NAMED.search(words):
        for then, now in ((first, second), (second, first)):
            own = {named["now"][:2], named["now"][-2:]}
            if any(each in now.gap for each in own) and named["then"][:2] in then.gap:
                return then, now
    return None


def percent(value: float) -> str:
    """A share as it is written: 62.5%."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def ratio_of(part: Figure, whole: Figure) -> tuple[float, float]:
    """(part ÷ whole, how far rounding may have moved it)."""
    return part.value / whole.value, part.slack / whole.value + part.value * whole.slack / whole.value**2


def _of_same(change: _Change, *levels: Figure) -> bool:
    """Whether a change is of what the levels are of, as far as the words before it say."""
    figure = change.figure
    if "分别" in figure.gap or "其中" in figure.gap:
        return False
    before = _words_before(change)
    if (each := _OF_EACH.search(before)) and any(each["one"] in level.gap for level in levels):
        # 亩产由500公斤增至600公斤，每亩增产100公斤
        before = before[: each.start()]
    if _NAMED.search(figure.clause) or _SAME_SUBJECT.match(before):
        return True
    own = figure.unit == levels[-1].unit
    return any(alike(before if own else before[-2:], each.gap) for each in levels)


def _other_base(change: _Change, *, months: bool = False) -> bool:
    words = change.figure.clause
    words = words.replace("翻", "") if not change.grows else words
    return _OTHER_BASE.search(words.replace("环比", "") if months else words) is not None


def _moved(first: Figure, second: Figure, change: _Change) -> Fault | None:
    """What a change between two levels should be."""
    said = change.figure
    pair = then_and_now(first, second, said.clause)
    dated = _MONTHS.search(second.gap) is not None or "上周" in first.gap + second.gap or "上月" in second.gap
    if pair is None or _other_base(change, months=dated) or not _of_same(change, first, second):
        return None
    if first.unit != second.unit or first.unit in _NO_LEVEL:
        return None
    then, now = pair
    named = _NAMED.search(said.clause)
    if not named and (second.gap[:1] in "、和及" or _PASSED.search(first.clause + second.gap)):
        return None
    # 营业收入20.6万亿元，利润1.3万亿元，增长9%: nothing says that the second one is the newer
    dated = any(each.search(second.gap) for each in (_NOW, _YEARS, _MONTHS))
    told = dated or named or _FROM.search(then.clause) or _COMPARING.search(second.clause)
    part = [_PART_OF_YEAR.search(each.gap) is not None for each in (first, second)] == [False, True]
    bound = said.tail[:1] in tuple("多余以") or first.tail[:1] == "以"
    if (then is first and not told) or (part and "同比" in said.gap) or bound:
        return None
    own = _OWN_BASE.search(said.clause)
    if own and not _FROM.search(then.clause) and own["base"] not in then.gap:
        return None
    if said.unit == first.unit == "%" or (
        "同比" in said.gap and not (_LAST_YEAR.search(then.gap) or _FROM.search(then.clause))
    ):
        return None
    level = None if len(said.gap) < _CLOSE or _NAMED.search(said.clause) else Level.HINT
    if said.unit == first.unit or (said.unit == "个百分点" and first.unit == "%"):
        right = _difference(then, now, change)
        return (right, level) if right else None
    if not then.value or said.unit not in ("%", "倍", "番"):
        return None
    return _rate(then, now, change, level)


def _difference(then: Figure, now: Figure, change: _Change) -> str | None:
    """What lies between two figures, where what is said cannot be it or goes the other way."""
    said = change.figure
    made = abs(now.value - then.value)
    if made and change.falls == (now.value > then.value):
        return f"{'增加' if now.value > then.value else '减少'}{said.shown(made)}"
    wrong = abs(made - said.value) > now.slack + then.slack + said.slack + 1e-6
    return said.shown(made) if wrong else None


def _rate(then: Figure, now: Figure, change: _Change, level: Level | None) -> Fault | None:
    said = change.figure
    rounded = (0.5 if said.unit == "%" or said.places else 0.2) * 10.0**-said.places
    ratio, slack = ratio_of(now, then)
    if said.unit == "番":
        return (f"{ratio:.3g}倍", level) if not 0.88 < ratio / 2**said.value < 1.13 else None
    if said.unit == "倍":
        made = ratio - 1 if change.grows else ratio
        return (f"{made:.3g}倍", level) if abs(made - said.value) > rounded + slack + 0.1 else None
    made = 100 * abs(ratio - 1)
    turned = change.grows and change.falls == (ratio > 1) and abs(ratio - 1) > 0.01
    off = abs(made - said.value)
    own = said.slack * (said.places == 0)
    # rounded figures may have been worked out before they were rounded
    exact = off > rounded + ROUNDED + 100 * slack + own
    much = off > max(1.0, 0.03 * made) + own
    if turned or much or exact:
        return percent(made), level if turned or (exact and much) else Level.HINT
    return None


def _by_difference(now: Figure, moved: _Change, rate: _Change) -> Fault | None:
    """480人，较上年增加60人，增长14.3%."""
    if not _COMPARED.search(moved.figure.clause) or not now.value > moved.figure.value:
        return None
    # 夏粮2923亿斤；早稻比去年增加4亿斤
    if _PASSED.search(now.clause + moved.figure.gap):
        return None
    if _other_base(rate) or len(rate.figure.gap) >= _CLOSE:
        return None
    then = now.value - (-1 if moved.falls else 1) * moved.figure.value
    made = 100 * moved.figure.value / then
    slack = 100 * (moved.figure.slack + moved.figure.value * (now.slack + moved.figure.slack) / then) / then
    wrong = abs(made - rate.figure.value) > 0.5 * 10.0**-rate.figure.places + ROUNDED + slack
    return (percent(made), None) if wrong else None


def _by_both(now: Figure, rate: _Change, moved: _Change) -> Fault | None:
    """12亿元，同比增长10%，增收2亿元."""
    if rate.falls != moved.falls or _other_base(rate) or _other_base(moved):
        return None
    if not all(_SAME_SUBJECT.match(_words_before(each)) for each in (rate, moved)):
        return None
    share = rate.share / (1 + rate.share) if rate.share > -1 else 0.0
    said, places = moved.figure, rate.figure.places
    made = abs(now.value * share)
    slack = said.slack + 0.5 * said.scale * 10.0**-said.places + now.slack * abs(share)
    wrong = abs(made - said.value) > slack + 0.006 * now.value * 10.0**-places
    return (said.shown(float(f"{made:.3g}")), None) if wrong else None


def _words_before(change: _Change) -> str:
    found = _GROWS.search(change.figure.clause) or _TIMES.search(change.figure.clause)
    return change.figure.clause[: found.start()] if found else ""


def _attained(first: Figure, change: _Change, said: Figure) -> Fault | None:
    """What the other level should be: 去年4.2亿元，今年增长10%，达到4.6亿元; 48万，比上年增加2万，上年为45万."""
    figure = change.figure
    if _other_base(change) or not _of_same(change, first) or len(said.gap) > _CLOSE:
        return None
    sign = -1 if change.falls else 1
    by_rate = figure.unit == "%"
    if not by_rate and figure.unit != first.unit:
        return None
    level = None
    if _WAS.search(said.gap) and _COMPARED.search(figure.clause + "同比" * by_rate):
        made, slack = first.value - sign * figure.value, 0.0
        if by_rate:
            made = first.value / (1 + change.share) if change.share > -1 else 0.0
            slack, level = made * (0.6 * 10.0**-figure.places + 100 * figure.slack) / 100, Level.HINT
    elif _WAS.search(first.gap) and _ATTAINS.search(said.clause):
        made = first.value * (1 + change.share) if by_rate else first.value + sign * figure.value
        slack = first.value * 0.006 if by_rate else 0.0
    else:
        return None
    wrong = (
        abs(made - said.value) > said.slack + first.slack + (0.0 if by_rate else figure.slack) + slack + 1e-6
    )
    return (said.shown(float(f"{made:.4g}")), level) if wrong else None


def grown(run: Sequence[Figure]) -> tuple[str, Level | None, Figure] | None:
    """(what the last of a run should be, how sure, the first that is held against it) by the two or three before it."""
    said = run[-1]
    near = [each for each in run[-5:] if said.end - each.start < FAR]
    if len(near) < 3:
        return None
    kinds = [None, *(_change(each, after=before) for before, each in pairwise(near))]
    kinds[0] = _change(near[0])
    for tell in (_of_levels, _of_changes, _of_level):
        if found := tell(near, kinds):
            return found
    return None


Near = Sequence[Figure]
Kinds = Sequence[_Change | None]
Found = tuple[str, Level | None, Figure]


def _of_levels(near: Near, kinds: Kinds) -> Found | None:
    """Two levels, one that goes on the other, and what has come to it, before them or behind."""
    *_, one, two, three = near
    first, second, last = kinds[-3:]
    if last and not second and not first:
        fault = _moved(one, two, last)
        return (*fault, one) if fault else None
    if last and second and len(near) > 3 and not first and not kinds[-4]:
        # 58份，比上年72份减少14份，下降19.4%
        if not _SAME_SUBJECT.match(_words_before(last)):
            return None
        fault = _moved(near[-4], one, last)
        return (*fault, near[-4]) if fault else None
    if first and not second and not last and _NAMED.search(one.clause):
        # 男性比女性多12人，男性48人，女性36人
        moved = _moved(two, three, first)
        return (*moved, one) if moved else None
    if first and not second and not last and _RUNS_ON.match(two.gap) and two.unit == three.unit:
        # 同比增长20%，由30万人次增加到38万人次
        if first.figure.unit == "%" and two.unit != "%":
            moved = _moved(two, three, _Change(one._replace(gap=one.clause), first.falls))
        else:
            moved = _from_to(two, three, first)
        return (*moved, one) if moved else None
    return None


def _from_to(then: Figure, now: Figure, change: _Change) -> Fault | None:
    """净增3.4亿元，由41.7亿元增至44.1亿元."""
    if then.unit != change.figure.unit or then.unit == "%" or not _COME_TO.match(now.gap):
        return None
    right = _difference(then, now, change)
    return (
        (now.shown(then.value + (-1 if change.falls else 1) * change.figure.value), None) if right else None
    )


def _of_changes(near: Near, kinds: Kinds) -> Found | None:
    """A level and two changes of it, one in its own unit and one in parts of a hundred."""
    first, second, last = kinds[-3:]
    now = near[-3]
    if first or not second or not last or now.unit in ("", "%"):
        return None
    if _TWO_BASES.search(second.figure.clause + last.figure.clause):
        return None
    units = (second.figure.unit, last.figure.unit)
    if units == (now.unit, "%"):
        fault = _by_difference(now, second, last)
    elif units == ("%", now.unit):
        fault = _by_both(now, second, last)
    else:
        return None
    return (*fault, now) if fault else None


def _of_level(near: Near, kinds: Kinds) -> Found | None:
    """A level, a change of it, and the other level."""
    first, second, last = kinds[-3:]
    one, said = near[-3], near[-1]
    if first or not second or last or one.unit != said.unit or one.unit in ("", "%"):
        return None
    fault = _attained(one, second, said)
    return (*fault, one) if fault else None
