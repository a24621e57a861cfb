"""Figures of a sentence → of a part, its whole and the share that it has, what two make of the third.

The share is a figure in % behind 占, behind what is called a rate, or of what was planned. Part and whole are those around it
that its words name; where any two figures nearby make the share that is said, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, alike
from jianbao.proofread.growth import FAR, ROUNDED, Found, percent, ratio_of
from jianbao.proofread.rule import Pattern

_SHARE = Pattern("(?:占(?:比|总数|全部|总量|比例|比重)?(?:的|为|达到?|约)*|占比(?:达到?|为|约)?|占到了?)$")
_SHARE_OF = Pattern("^[^，。；\\d]{0,12}，(?P<part>[^，。；\\d]{0,8})占(?!全)(?P<what>[^，。；\\d]{2,8})的$")
_OF = Pattern("^[^，。；、\\d]{0,8}的$")
_IS_OF = Pattern("(?:占|完成|达到|达|为)[^，。；]{0,12}$")
_RATE = Pattern(
    "(?P<stem>[^，。；]{1,8}(?<![利税费汇])(?<!收益|回报|折现|增长))(?:率|(?<=[盖损])面|(?<=[意晓])度)(?:均|已|就)?(?:达到?了?|为|是|约|仅|只有|高达)*$"
)
_OF_PLAN = Pattern(
    "(?:完成|占|达到?|[为是]|相当于)(?:了|年度|全年|年初|当年|既定|总)*(?:计划|任务|目标|预算)[^，。；\\d]{0,6}的$|(?:完成|执行|到位|兑现|达成)率(?:为|达到?|约|仅|是)*$"
)
_PLANNED = Pattern("计划|任务|目标|(?<!公共)(?<!基金)(?<!经营)预算|应|预期|下达|合同")
_CARRIED_OUT = Pattern("超|任务完成|相差|执行|已|实际|到位|实现")
_WHOLE = Pattern("全|总|共|应|计划")
NO_PART = Pattern("减少|均|每|突破|新增|另|其余|同比|增长|比|超过|近|正在|未|尚|待|不|去年|上年|剩")
_ALL_OF_IT = Pattern(
    "共|抽[检查]|检[查测]|应|栽|总|发[放出]|用量|床位|产量|报名|立案|受理|[参开]|全|登记|收[到案]|种|办|计划|下达|有|涉及|问卷"
)
_OF_WHICH = Pattern("其中|^[^，]{0,8}中|已|有|含|包括")
ANEW = Pattern("新|增|另|累计|去年|上年|其他|超|人次|涉及")
_BOUND = Pattern("(?:超过?|不足|不到|高于|低于|达到?|满|至少)$")
_COMES_TO = Pattern("^[，、](?:计|即|约|[也就]?[为有]|达|共|合计|折合|也就是)[^，。；\\d]{0,6}$")
_NO_UNITS: Final = ("", "%", "倍", "个百分点")
# figures on either side of a share that are looked at
_MOST: Final = 6

Pair = tuple[Figure, Figure]
"""A part and its whole."""


def shared(sentence: Sequence[Figure]) -> Iterator[tuple[Found, Figure]]:
    """Each share of a sentence that its part and its whole do not make, or part that is not its share of the whole."""
    for index, said in enumerate(sentence):
        # 占50%以上 is a bound
        if said.unit != "%" or said.tail[:1] in tuple("以多左余"):
            continue
        near = [
            each
            for each in sentence[max(index - _MOST, 0) : index + _MOST]
            if each.unit not in _NO_UNITS and max(said.start - each.end, each.start - said.end) < FAR
        ]
        before = [each for each in near if each.start < said.start]
        behind = sentence[index + 1] if sentence[-1] is not said else None
        if behind and before and (wrong := _comes_to(before[-1], said, behind)):
            yield wrong, behind
            continue
        found = (
            _named(near, before, said)
            or _told_first(sentence[index + 1 : index + 4], said)
            or _by_place(sentence[max(index - _MOST, 0) : index], said)
        )
        if found is None or not found[0][1].value or _explained(near, said):
            continue
        (part, whole), level = found
        ratio, _ = ratio_of(part, whole)
        if not _fits(part, whole, said):
            far = min(part, whole) if min(part, whole) < said else max(part, whole)
            yield (percent(100 * ratio), level, far), said


def _fits(part: Figure, whole: Figure, said: Figure) -> bool:
    ratio, slack = ratio_of(part, whole)
    rounded = max(0.5 * 10.0**-said.places, said.slack) + ROUNDED
    return abs(100 * ratio - said.value) <= rounded + 100 * slack


def _explained(near: Sequence[Figure], said: Figure) -> bool:
    """Whether some part of a whole nearby, or of all that is listed before it, is the share that is said."""
    for one, other in combinations(near, 2):
        part, whole = sorted((one, other), key=lambda each: each.value)
        if (
            part.unit == whole.unit
            and whole.value > 0
            and said.slack <= ROUNDED * 10
            and _fits(part, whole, said)
        ):
            return True
    made = 0.0
    before = [each for each in near if each.start < said.start]
    for figure in reversed(before[:-1]):
        made += figure.value
        if figure.unit != before[-1].unit:
            return False
        if made and _fits(before[-1], figure._replace(value=made), said):
            return True
    return False


def _comes_to(whole: Figure, rate: Figure, said: Figure) -> Found | None:
    """What a share comes to: 概算2400万元，中央资金占60%、计1440万元; 8.4万人次，省外占四分之一，为2.1万人次."""
    told = _COMES_TO.search(said.gap) and not NO_PART.search(said.tail[:5])
    if whole.unit != said.unit or not _SHARE.search(rate.clause) or not told:
        return None
    made = whole.value * rate.value / 100
    slack = whole.value * max(rate.slack, 0.5 * 10.0**-rate.places) / 100 + said.slack + whole.slack
    return (said.shown(made), None, whole) if abs(made - said.value) > slack else None


def _by_place(before: Sequence[Figure], said: Figure) -> tuple[Pair, Level | None] | None:
    """(part, whole) of a share with 占 by where they stand before it; 62.5%，即24个中有18个."""
    # 120个村中，有96个村收入超过20万元，占80%
    known = [each for each in before if each.unit in (before[0].unit, "%") or not _BOUND.search(each.clause)]
    if len(known) < 2 or said.end - known[-2].start >= FAR:
        return None
    first, second = known[-2:]
    # 2个村分别占34%、28%: of each of them
    of_each = "分别" in said.gap and not second.gap.startswith(("、", "和"))
    of_each |= "分别" in first.gap and second.gap[:1] in "、和" and "占" in said.gap
    # 169名（其中农民工26名），占7.4%
    of_each |= said.gap[:1] in tuple(")）") and second.gap[:1] in tuple("(（")
    if of_each or first.unit != second.unit or first.unit in _NO_UNITS:
        return None
    of = _SHARE_OF.search(said.gap)
    if _OF.search(said.gap) and _IS_OF.search(second.gap) and not NO_PART.search(second.gap):
        pair, level = (first, second), None
    elif of and not of["part"] and alike(of["what"], first.clause + first.noun):
        pair, level = (second, first), None if alike(of["what"], first.noun) else Level.HINT
    elif of and of["part"] and alike(of["part"], second.gap) and of["what"].startswith("总"):
        # 财政450万元，捐助150万元，捐助占总资金的25%
        whole = first if _WHOLE.search(first.clause) else first._replace(value=first.value + second.value)
        pair, level = (second, whole), None
    elif _SHARE.search(said.gap) and not NO_PART.search(second.gap) and len(said.gap) < 14:
        turned = first.value < second.value and _WHOLE.search(second.clause)
        pair = (first, second) if turned else (second, first)
        sure = _OF_WHICH.search(second.gap) and not _BOUND.search(first.clause)
        level = None if sure else Level.HINT
    else:
        return None
    # what was planned may be surpassed
    over = pair[0].value > pair[1].value and not (pair[1] is second and _PLANNED.search(second.gap))
    return None if over or pair[0].value > 2 * pair[1].value else (pair, level)


def _named(
    near: Sequence[Figure], before: Sequence[Figure], said: Figure
) -> tuple[Pair, Level | None] | None:
    """(part, whole) of a rate whose words name them, wherever they stand around: 合格率95%，共抽检200批次，合格180批次."""
    rate, planned = _RATE.search(said.clause), _OF_PLAN.search(said.gap)
    if said.slack > ROUNDED * 10 or not (rate or planned):
        return None
    pair = _planned(near) if planned else _of_stem(near, said, rate["stem"] if rate else "")
    if pair is None or (
        before and before[-1].start not in (each.start for each in pair) and pair[0].start < said.start
    ):
        return None
    # 达标125个 of 147个 for 达标率; any other share may be of something that is not told
    part, whole = pair
    stem = rate["stem"][-2:] if rate else ""
    told = {*stem} <= {*part.gap.replace(f"{stem}率", ""), *part.noun}
    all_of = planned or _ALL_OF_IT.search(whole.clause + whole.noun) or _OF_WHICH.search(part.gap)
    return pair, None if told and all_of and not _BOUND.search(whole.clause) else Level.HINT


def _told_first(behind: Sequence[Figure], said: Figure) -> tuple[Pair, Level | None] | None:
    """(part, whole) that follow their share: 占比达62.5%，即24个中有18个; 优秀率15%，120人中有18人优秀."""
    if len(behind) < 2 or not (_RATE.search(said.clause) or _SHARE.search(said.gap)):
        return None
    whole, part, *more = behind
    alone = not more or more[0].unit != "%"
    if whole.unit != part.unit or not _AMONG.search(part.gap) or part.value > whole.value or not alone:
        return None
    return ((part, whole), None if whole.gap.startswith("，即") else Level.HINT)


_AMONG = Pattern("^[^，。；]{0,12}中，?[^，。；]{0,4}$")


def _planned(near: Sequence[Figure]) -> Pair | None:
    """(what was done, what was to be done) of figures around a rate."""
    plans = [each for each in near if is_plan(each)]
    done = [
        each for each in near if each not in plans and plans and each.unit == plans[0].unit and _is_part(each)
    ]
    return (done[0], plans[0]) if len(plans) == len(done) == 1 else None


def _is_part(figure: Figure) -> bool:
    return not NO_PART.search(figure.clause.replace("新增就业", ""))


def is_plan(figure: Figure) -> bool:
    """Whether a figure is what was to be: 年初预算, not 预算执行."""
    return bool(_PLANNED.search(figure.clause)) and not _CARRIED_OUT.search(figure.clause)


_CLAUSE = Pattern("[，；：（、]")


def _of_stem(near: Sequence[Figure], said: Figure, stem: str) -> Pair | None:
    """(part, whole) of a rate by what it is called: 合格180批次 of 共抽检200批次 for 合格率; 不合格3批次 leaves the rest."""
    own = _CLAUSE.compiled.split(stem)[-1]
    before = [each for each in near if each.start < said.start][-2:]
    if len(before) == 2 and before[0].unit == before[1].unit and before[1].value <= before[0].value:
        whole, part = before
        close = part.start - len(part.gap) <= whole.end
        if close and f"不{own[-2:]}" in part.gap and "不" not in own:
            return part._replace(value=whole.value - part.value), whole
        known = {*own} & {*part.gap, *part.noun} or own.endswith(("覆盖", "普及"))
        # no share of something else stands between them
        if known and close and not NO_PART.search((part.gap + said.gap).replace(own, "")):
            return part, whole
    words = [(each, (each.clause + each.noun).replace(f"{own[-2:]}率", "")) for each in near]
    parts = [each for each, said_of in words if own[-2:] in said_of and _is_part(each)]
    wholes = [
        each for each in near if len(parts) == 1 and each is not parts[0] and each.unit == parts[0].unit
    ]
    if len(wholes) != 1 or wholes[0].value < parts[0].value or ANEW.search(wholes[0].gap):
        return None
    return (parts[0], wholes[0]) if _ALL_OF_IT.search(wholes[0].clause + wholes[0].noun) else None
