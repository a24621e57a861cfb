"""How many there are, so much of each, and all of them: 8个检查组，每组5人，共40人; what is made of two, against a third."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Final

from jianbao.proofread.amounts import Figure
from jianbao.proofread.digits import NO_UNITS, is_moved, is_slip
from jianbao.proofread.rule import Pattern

# the part of an amount by which rounding may move it
TIGHT: Final = 0.015
_TRIPLE: Final = 3
# how far what is made may be off all, in parts, before it is thought to be of something else; how far 约 may be off
_FAR_OFF, _ROUGHLY = 2.5, 0.2
# characters of a name that say what is counted
_SHORT_NAME: Final = 5
_ABOUT_SO = Pattern("[超近余]|(?<![预签节])约|不足")
_AN_END = Pattern("最(?![终后])|^[至到—～或]$")
_MORE_OR_LESS: Final = tuple("余多左以来")
EACH = Pattern(
    "每(?!年)(?P<of>小时|个(?=[价售补约单定收仅]|$)|个?[一-龥])|(?P<its>[人户村亩次日月年天头件个家场店校班])(?:均|产)|^[一-龥]{0,8}各(?:自|新)?(?:[配发奖补建设派赠给有购举开组印抽安选投签提走完]|[^，]{0,2}$)"
)

Found = tuple[float, Figure] | None


def judged(
    said: Figure,
    pairs: Sequence[tuple[Figure, Figure]],
    made_of: Callable[[Figure, Figure], float],
    is_like: Callable[[Figure, float], bool] = is_slip,
) -> Found:
    """What a pair makes that the figure is but for a slip, and where the pair stands; None where any pair makes the figure."""
    slack = max(0.51 * 10.0**-said.places * said.scale, said.slack)
    made = [(made_of(*pair), pair) for pair in pairs if min(each.value for each in pair) > 0]
    if any(abs(value - said.value) <= slack for value, _ in made):
        return None
    # what is told reaches over all three
    return next(
        ((value, min(pair)._replace(end=max(pair).end)) for value, pair in made if is_like(said, value)),
        None,
    )


def _in_one(figures: Sequence[Figure]) -> list[Figure]:
    """Those of a run with what each has in one: 每组4名队员和1名技术员; 12个村各1辆，每辆3万元."""
    run: list[Figure] = []
    for figure in figures:
        found, last = EACH.search(figure.clause), run[-1] if run else figure
        if found and found["of"] and run[1:] and "各" in last.clause and EACH.search(last.clause):
            run[-2:] = [last._replace(value=run[-2].value * last.value, gap=run[-2].gap)]
        elif (
            run
            and figure.unit == last.unit
            and figure.gap.endswith(("和", "、"))
            and EACH.search(last.clause)
        ):
            run[-1] = last._replace(value=last.value + figure.value)
            continue
        run.append(figure)
    return run


def each_of(said: Figure, near: Sequence[Figure]) -> Found:
    """8个检查组，每组5人，共45人: so much of each, how many there are, and all of them."""
    near = _in_one([each for each in near if each.start <= said.start])
    every, earlier, near = near, near[:-_TRIPLE], near[-_TRIPLE:]
    rates = [(at, found) for at, each in enumerate(near) if (found := EACH.search(each.clause))]
    if len(near) < _TRIPLE or len(rates) != 1:
        return None
    at, found = rates[0]
    rate, others = near[at], [each for each in near if each is not near[at]]
    if of := (found["of"] or found["its"] or "")[-1:].replace("天", "日"):
        counts = [
            each
            for each in others
            if each.unit and of in each.clause[-_SHORT_NAME:] + each.own + each.unit + each.noun[:_SHORT_NAME]
        ]
        counts = [each for each in counts if each.unit != rate.unit] or counts[: of != "人"]
    else:
        # 5个街道各6场
        counts = near[max(at - 1, 0) : at] if rate.gap == rate.clause else []
    wholes = [each for each in others if each not in counts and each.unit == rate.unit]
    if not counts:
        # 60家企业提供岗位2400个，达成意向780人，平均每家13人
        counts = [each for each in earlier if of in each.own]
    if not len(counts) == len(wholes) == 1 or rate.unit in NO_UNITS or rate.clause.endswith("共"):
        return None
    # 52人，其中14所各2人; 1268处，其中沿路的520处，平均每天42处，历时30天
    pairs = permutations((each for each in every if each is not rate), 2)
    of_it = ((one.value * rate.value, other.value) for one, other in pairs if other.unit == rate.unit)
    if "其中" in counts[0].gap or any(abs(made - all_) < TIGHT * all_ for made, all_ in of_it):
        return None
    whole, count = wholes[0], counts[0].value / (counts[0].size if of == "时" else 1)
    made = count * rate.value
    # 286户286人: the count once more
    wrong = (is_moved(whole, made) and whole.clause not in ("至", "到")) or (
        whole.value == count > 0 and whole.gap in ("", "、", "共")
    )
    ratio = made / (whole.value or 1)
    about = any(_ABOUT_SO.search(each.clause) or each.tail.startswith(_MORE_OR_LESS) for each in near)
    out = (about and abs(ratio - 1) < _ROUGHLY) or any(_AN_END.search(each.clause) for each in near)
    if not wrong and (out or not 1 / _FAR_OFF <= ratio <= _FAR_OFF):
        return None
    right = made if said is whole else whole.value / (count if said is rate else rate.value)
    # 每名委员1.6户, which 1.64 may be
    rounding = max(TIGHT * whole.value, count * rate.slack)
    return (right, near[0]) if abs(made - whole.value) > rounding else None


_CONVERTED = Pattern("^[，（](?:即|折?合|约合|也就是)约?$")


def converted(said: Figure, near: Sequence[Figure]) -> Found:
    """20公顷（合200亩）, 4.5吨，即450千克: another amount in the other unit; 3600名中有四成，即900人."""
    at = near.index(said)
    whole, other = near[max(at - 2, 0)], near[max(at - 1, 0)]
    if said.unit == other.unit == "%" and said.gap == "（" and other.slack > 1:
        # 六成多（58%）
        return (other.value, other) if abs(other.value - said.value) > other.slack else None
    if not _CONVERTED.match(said.gap.rpartition("，")[1] + said.clause if other.unit == "%" else said.gap):
        return None
    made = whole.value * other.value / 100 if other.unit == "%" and whole.unit == said.unit else other.value
    same = other.unit == said.unit and other.own != said.own
    return (
        (made, min(whole, other))
        if (same or made != other.value) and abs(made - said.value) > TIGHT * said.value
        else None
    )
