"""Three figures of a sentence → those that one slip keeps from being what the two others make: rates, growth, differences, means.

Wording tells a rate, a change, a mean or a rest; which figures it is of, their units do. What comes out but for one digit, two
digits that changed places or a point is a slip rather than chance; anything else only where the words leave one pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations, product, takewhile
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.amounts import Figure, alike, figures_of, sentences, should_be
from jianbao.proofread.digits import NO_UNITS, TINY, is_moved
from jianbao.proofread.each import EACH, Found, converted, each_of, judged
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

# figures that are held together, and characters between the first and the last of them
_MOST: Final = 10
_FAR: Final = 120
_PAIR: Final = 2
# how far a figure may be off what others make, in points, before it is thought to be of something else
_POINTS: Final = 5.0
_WIDE: Final = 35.0
_HUNDRED: Final = 100.0
_TENTH: Final = 0.6


# --- what two make of each other ------------------------------------------------------------------------------------------------

_CHANGED = Pattern(
    "(?:翻|增长|增收|增支|增产|净增|增加|上升|上涨|提高|增多|多|高|增|升|涨|快|扩大|(?P<down>下降|减产|减收|减支|节约|提前|减少|降低|下滑|回落|少|低|减|降|缩短|压[缩减降]|收窄))(?:了|出|近|约|幅度?|(?<=[多少])(?!到)[一-龥])*(?:为|达)?$"
)
_BASE = Pattern("去年|上年|同期|上月|上周|年初|[两三五十]年前|前年|以前|此前|原来|原|由|从|(?<![同环])比|较")
_RATE = Pattern("(?:(?<!年利)率|度|比例|比重|占[^，。；]{0,8}|完成[^，。；]{0,10}|的)(?:达到?|为|是|约)*$")

_OF_RATES: Final = frozenset("率度比例重占的达到为是约已总全共")


def _pairs(said: Figure, near: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Two figures that count something in one unit, in both orders, of those near another one."""
    counts = [each for each in near if each is not said and each.unit not in NO_UNITS and each.value > 0]
    return [pair for pair in permutations(counts, 2) if pair[0].unit == pair[1].unit]


def _rate(said: Figure, near: Sequence[Figure]) -> Found:
    """受理64件，已办结51件，办结率82.3%: a share of another pair than those at hand."""
    # 分别占36%、30%: of as many parts as there are shares
    if said.unit != "%" or not _RATE.search(said.clause) or "分别" in said.clause:
        return None
    before = [each for each in near if each.start < said.start]
    whole = _named(said, before)
    pairs = [pair for pair in _pairs(said, near) if pair[0].value <= pair[1].value * 1.5] + whole
    found = judged(said, pairs, _share) if said.slack < 1 else None
    own, beside = {*said.clause} - _OF_RATES, before[-_PAIR:]
    # 1200批次，合格1176批次，合格率97.5%: what names its part is of it
    named = bool(before) and before[-1].unit not in NO_UNITS and not own.isdisjoint(before[-1].clause)
    last = 10.0**-said.places if named else _TENTH
    if found or any(
        abs(_share(*pair) - said.value) < max(last * (said.slack < 0.1), said.slack) for pair in pairs
    ):
        return found
    if whole:
        return judged(said, whole, _share, lambda said, made: abs(said.value - made) <= _WIDE)
    of = [
        pair
        for pair in pairs
        if pair[0].value < pair[1].value
        and (
            alike(said.clause, pair[0].clause + pair[0].noun)
            # 640件，审结560件，结案率90.5%
            or (all(each in beside for each in pair) and not own.isdisjoint(pair[0].clause))
        )
    ]
    return judged(said, of, _share, lambda said, made: abs(said.value - made) <= _POINTS)


_WHOLE = Pattern(
    "占(?!总数|总量|全部|比)(?P<name>[一-龥]{2,8}?)(?:总?数|总量|总额)?的?(?:比[例重])?(?:达到?|为|是|约)*$"
)


def _named(said: Figure, before: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """The part and the whole of a share whose words name the whole: 占岗位数的35%, 完成任务3000人的112%, 占三分之一."""
    before = [each for each in before if each.value > 0 and each.unit not in NO_UNITS]
    if len(before) < _PAIR:
        return []
    *others, part = before
    name = _WHOLE.search(said.clause)
    bare = said.clause.startswith(("占", "完成")) and not name and part.gap[:1] != "、"
    if said.gap == "的" or (bare and (said.slack > 1 or "其中" in part.gap)):
        *_, last = others
        if last.unit != part.unit:
            return []
        # 男120人，女80人，其中党员45人，占22.5%
        every = last._replace(value=sum(each.value for each in others if each.unit == part.unit))
        return [(last, part)] if said.gap == "的" else [(part, last), (part, every)]
    of = [each for each in others if name and name["name"] in each.clause + each.noun]
    return [(part, each) for each in of[-1:]]


def _share(part: Figure, whole: Figure) -> float:
    return 100 * part.value / whole.value


# 由6家扩到9家，营业额增长60%: of something else
_ITS_OWN = Pattern("^）?(?:比|较|同比|环比|去年|上年|年初|上月|同期|的|则|分别|均|又|再)*$")
_NOT_MOVED = Pattern("其中|分别|；|[，、和及]$|占|率")
# before what the figures before are held against; which of two is the older one
_BASE_BEHIND = Pattern("[，；（]即?(?:去年(?!全年)|上年|上月|同期|前年|年初|[两三五十]年前)")
_FROM = Pattern("比|较|由|从|原")
_YEAR = Pattern(r"(20\d\d)年(?!上半年|前|[^，。；]{0,6}[月季])")
_BEHIND = Pattern("[，、（]")
_SINCE, _OF_A_YEAR = Pattern("[年月季]初|上[月季]|环比|上年末"), Pattern("同比|比上年|比去年")
# figures back
_APART: Final = 4
_TIMES = Pattern("^，?(?:是|为|相当于|达到?)[^，。；]{2,8}的(?:近|约)?$")


def _moved(said: Figure, near: Sequence[Figure]) -> Found:
    """由4.3%降至3.9%，下降0.6个百分点; 137场，比去年的112场减少25场: what the two before make, one of which is the older."""
    changed = _CHANGED.search(said.clause)
    times = said.unit == "倍" and _TIMES.search(said.gap) is not None
    own = changed is not None and _is_its_own(said.clause[: changed.start()], near)
    at = near.index(said)
    per = {"%": _HUNDRED, "倍": 1.0}.get(said.unit)
    held = [
        each for each in near[:at] if not (per and each.unit not in NO_UNITS and _CHANGED.search(each.clause))
    ]
    beside = near[max(at - _PAIR, 0) : at]
    for behind in near[at + 1 :][:1]:
        if behind.gap.startswith(("，由", "，从")):
            # 事故下降25%，由10起减少到6起
            own, held = changed is not None, [*near[at + 1 :]]
        elif _BASE_BEHIND.match(behind.gap):
            # 360户，同比增长20%，上年同期为320户
            held.append(behind._replace(gap=behind.gap.lstrip("；")))
        elif said.clause.startswith("相比") and len(held) == 1:
            # 与2022年的168件相比减少24件，2023年降至144件
            own, held = changed is not None, [*held, behind]
    if not (own or times) or not held:
        return None
    way = -1 if changed and changed["down"] else 1
    unit = None if per else {"个百分点": "%"}.get(said.unit, said.unit)
    pair = _now_and_base(said, held)
    if pair is None or pair[0].unit in ("", said.unit * bool(per)) or unit not in (None, pair[0].unit):
        return _by_so_much(said, beside, way, per) if own and per else None
    now, base = pair
    made = times + way * (now.value - base.value) * (per / base.value if per else 1) if base.value else 0
    slack = (now.slack + base.slack) * (per / (base.value or 1) if per else 1)
    return _unless_near(said, made, slack, pair)


def _now_and_base(said: Figure, held: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Of the figures before a change the last two of one unit, the newer one first; None where they do not say which it is."""
    two = held[-1]
    # 980批2760人次，去年同期为1400批
    one = next((each for each in held[-2 : -_APART - 1 : -1] if each.unit == two.unit), None)
    if one is None or _NOT_MOVED.search(two.gap + said.gap):
        return None
    # 从2020年的80艘增加到去年的120艘; 去年达到1560万元，比2021年的1200万元
    of_base = [_BASE.search(each.gap.partition("到")[0]) is not None for each in (one, two)]
    if all(of_base) and not _FROM.search(one.gap):
        of_base[0] = False
    if of_base[0] == of_base[1]:
        # 2023年15200元，2024年16416元
        before, then = ([0, *map(int, _YEAR.compiled.findall(each.gap))][-1] for each in (one, two))
        if not before or not then or before == then:
            return None
        of_base[0] = before < then
    return (two, one) if of_base[0] else (one, two)


def _by_so_much(said: Figure, near: Sequence[Figure], way: int, per: float) -> Found:
    """21.6亿元，比上年同期增加1.6亿元，增长10%: what is so much more or less now."""
    if len(near) < _PAIR or not _BEHIND.match(said.gap):
        return None
    now, more = near
    changed = _CHANGED.search(more.clause)
    # 较年初增加1.1亿元，同比增长15.2%
    if _SINCE.search(more.gap) and _OF_A_YEAR.search(said.clause):
        return None
    if not changed or (-1 if changed["down"] else 1) != way or _CHANGED.search(now.clause):
        return None
    base = now.value - way * more.value
    # 去年480件，比上年增加80件
    older = now.clause.removeprefix("去年") if more.gap.startswith(("，比", "，较")) else now.clause
    if now.unit != more.unit or now.unit in NO_UNITS or base <= 0 or _BASE.search(older):
        return None
    slack = per * (more.slack + now.slack * more.value / base) / base
    return _unless_near(said, per * more.value / base, slack, near)


def _unless_near(said: Figure, made: float, slack: float, of: Sequence[Figure]) -> Found:
    """What is made, and where all stands; None where rounding may make the figure that is said."""
    if abs(made - said.value) <= slack + max(0.51 * 10.0**-said.places * said.scale, said.slack):
        return None
    return made, min(of)._replace(end=max(of).end)


def _is_its_own(words: str, near: Sequence[Figure]) -> bool:
    """Whether what stands before the word of change leaves it of the figures before: 同比, 批次 of 980批."""
    return _ITS_OWN.match(words) is not None or any(words in (each.unit, f"{each.unit}次") for each in near)


def _difference(said: Figure, near: Sequence[Figure]) -> Found:
    """第一剂21.9万剂次，第二剂19.3万剂次，少3.6万剂次; 少3.6万人."""
    if said.unit in NO_UNITS or not (_CHANGED.search(said.clause) or said.clause.endswith(("顺差", "逆差"))):
        return None
    pairs = [pair for pair in _pairs(said, near) if pair[0].value > pair[1].value]
    return judged(said, pairs, lambda more, less: more.value - less.value)


_LEFT = Pattern(
    "(?:实到|实际到会|实际参会|实际出席|剩余|剩下|余下|仅剩|[尚还仍另][有余剩差缺]|结余|请假|缺席|缺勤|[现库]存|其余|另外)[^，。；]{0,3}$"
)


_SHOULD, _AMONG = Pattern("占|总|应"), Pattern("(?<!其)[中里](?:，|已)")


def _left(said: Figure, near: Sequence[Figure]) -> Found:
    """应到58人，实到55人，请假5人; 20小时，用去3小时、6小时，还剩13小时: what is left of a whole."""
    before = [each for each in near if each.start < said.start and each.unit == said.unit]
    before = [each for each in before if not EACH.search(each.clause)]
    # 尚有12户51人
    beside = next((each.clause for each in near if each.end == said.start), "")
    if said.unit in ("", "%") or not _LEFT.search(said.clause or beside):
        return None
    made = [
        (each.value - sum(other.value for other in before[at + 1 :]), each)
        for at, each in enumerate(before[:-1])
    ]
    if before[1:] and before[-1].value > before[-2].value and _SHOULD.search(before[-1].clause):
        # 已巡察76个，占应巡察95个的80%，还有19个
        made.append((before[-1].value - before[-2].value, before[-1]))
    slack = said.slack + sum(each.slack for each in before) + TINY
    # 12个乡镇中，已有9个通过验收，另有4个: of one whole
    beyond = "另有" in said.clause and not (len(before) == _PAIR and _AMONG.search(before[1].gap))
    if beyond or "其余" in said.tail or any(abs(value - said.value) <= slack for value, _ in made):
        return None
    return next(
        (each for each in made if each[0] > 0 and abs(each[0] - said.value) < 0.3 * each[1].value), None
    )


_RATIO = Pattern("比(?:例|值)?[为是约]?(?P<more>(?:[:：∶]\\d+(?:\\.\\d+)?)+)(?![\\d.:：∶])")


def _ratio(said: Figure, near: Sequence[Figure]) -> Found:
    """城镇32600元、农村14800元，收入比为2.4∶1; 24亿元、21亿元、15亿元，比例为8:7:6."""
    if said.unit or not (found := _RATIO.search(said.clause[-3:] + said.tail)):
        return None
    others = [float(each) for each in re.split("[:：∶]", found["more"])[1:]]
    before = [each for each in near if each.start < said.start and each.unit not in NO_UNITS]
    parts = before[-len(others) - 1 :]
    zero = 0 in (*others, *(each.value for each in parts))
    if zero or len(parts) <= len(others) or len({each.unit for each in parts}) > 1:
        return None
    unit = parts[-1].value / others[-1]
    off = max(abs(part.value / unit - said) for part, said in zip(parts, (said.value, *others), strict=True))
    return (parts[0].value / unit, parts[0]) if off > 0.51 * 10.0**-said.places else None


# --- those of a sentence ------------------------------------------------------------------------------------------------------

_RESPECTIVELY = Pattern("分别占|(?:占比|比[重例])分别为")


def _respective(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """500家，甲350家、乙150家，分别占70%和35%: the one share that is none of its part."""
    for at, first in enumerate(sentence):
        if first.unit == "%" and _RESPECTIVELY.search(first.gap):
            more = takewhile(lambda each: each.unit == "%" and each.gap[:1] in "、和", sentence[at + 1 :])
            said = [first, *more]
            before, parts = sentence[: max(at - len(said), 0)], sentence[max(at - len(said), 0) : at]
            if len(parts) < len(said) or len({each.unit for each in parts}) > 1 or parts[0].unit in NO_UNITS:
                continue
            wholes = (
                *(each.value for each in before if each.unit == parts[0].unit),
                sum(each.value for each in parts),
            )
            off = [
                [
                    (share, made)
                    for share, part in zip(said, parts, strict=True)
                    if abs((made := part.value * _HUNDRED / (whole or 1)) - share.value)
                    > _TENTH * 10.0**-share.places
                ]
                for whole in wholes
            ]
            # of whatever whole it is
            if all(off) and len(said) > 1 and (one := next((each for each in off if len(each) == 1), None)):
                yield should_be(one[0][0].shown(one[0][1]), one[0][0], parts[0], segment)


# what makes a whole, of two and of three parts
_MAKE: Final = (
    (2, Pattern("^.{0,2}其中.*(?:出口.*进口|进口.*出口|城[镇市].*[农乡]村|轻工.*重工|食品.*非食品)")),
    (3, Pattern("^.{0,2}其中.*一产.*二产.*三产")),
)


def _between(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """进出口增长4.8%，其中出口增长3.1%，进口增长2.6%: what grew more or less than each of its parts."""
    rates = [each for each in sentence if each.unit == "%" and each.slack < 1]
    for at, whole in enumerate(rates[:-1]):
        for size, make in _MAKE:
            run = rates[at : at + 1 + size]
            changed = [_CHANGED.search(each.clause or run[1].clause) for each in run]
            if size < len(run) and all(changed) and make.search(segment.text[whole.end : run[-1].start]):
                said, *parts = (
                    each.value * (-1 if found and found["down"] else 1)
                    for each, found in zip(run, changed, strict=True)
                )
                if not min(parts) - _TENTH / 4 <= said <= max(parts) + _TENTH / 4:
                    yield should_be("…", whole, run[-1], segment)


def _area(said: Figure, near: Sequence[Figure]) -> Found:
    """长36米、宽20米，面积7200平方米."""
    long, wide = ([each for each in near if each.clause[-1:] == side] for side in "长宽")
    pairs = [*product(long, wide)] if said.unit == "平方米" else []
    return judged(said, pairs, lambda one, other: one.value * other.value, is_moved)


TELLS: Final = (converted, _moved, each_of, _left, _rate, _difference, _ratio, _area)


# --- all of them ------------------------------------------------------------


def slipped(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """The figures of a sentence that are not what others make, by one slip."""
    for at, said in enumerate(sentence):
        near = [each for each in sentence[max(at - _MOST, 0) : at + 3] if abs(each.start - said.start) < _FAR]
        if len(near) > 1 and said.value > 0:
            for tell in TELLS:
                if (found := tell(said, near)) is not None:
                    made, first = found
                    yield should_be(said.shown(made), said, first, segment)
                    break


_DAILY = Pattern("[日年]均|每[天日类组班]|天数|[个支][^，。；]{2,6}各")


def figures_agree(segment: Segment) -> Iterator[Hit]:
    """All that figures of a text make of others, each place once."""
    # days are counted where there is so much a day
    every = figures_of(segment.text, every=_DAILY.search(segment.text) is not None)
    if len(every) > 1:
        loose = (
            hit
            for sentence in sentences(every)
            for tell in (_respective, _between, slipped)
            for hit in tell(segment, sentence)
        )
        yield from apart(loose)


RULES: Final = (
    Rule(
        "P428",
        "figures-disagree",
        ARITHMETIC,
        Severity.HINT,
        segment=figures_agree,
        roles=RUNNING,
        triggers="0123456789",
    ),
)
