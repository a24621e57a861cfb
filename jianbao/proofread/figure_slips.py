"""Figures of a sentence → those that one slip keeps from being what others make: sums, rates, growth, differences, means.

No wording leads to them but what tells a rate from a count: figures of one unit are held against each other, and where they
come out but for one digit, two digits that changed places or a point, the slip is likelier than chance. So these are hints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations, zip_longest
from math import log10
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, alike, otherwise
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

_NO_UNITS: Final = ("", "%", "倍", "番", "成", "个百分点", "度", "℃")
# figures that are held together
_MOST: Final = 10
# characters between the first and the last of them
_FAR: Final = 120
# characters of what stands between figures of a sentence that is nothing but a list, and between the parts of a list
_SHORT_GAP: Final = 10
_LONGEST_GAP: Final = 24
_TINY: Final = 1e-6
# parts of a list that hardly overlap
_FEW: Final = 3
# how much of a whole 余 and 多 may be
_ROUGH: Final = 0.06
# how far parts may be off their whole, a rate off what is counted, before they are thought to be of something else
_NEARLY: Final = 0.12
_POINTS: Final = 5.0
_TENTH: Final = 0.6
_SAME_LOG: Final = 0.005


def slipped(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """The figures of a sentence that are not what others make, by one slip."""
    counts = [each for each in map(_with_unit, sentence) if each.unit not in _NO_UNITS and each.value > 0]
    if len(counts) > 2:
        yield from _sums(segment, counts)
    for at, said in enumerate(sentence):
        near = [each for each in sentence[max(at - _MOST, 0) : at + 3] if abs(each.start - said.start) < _FAR]
        if len(near) > 2:
            for tell in (_rate, _growth, _difference, _mean, _area):
                if (found := tell(said, near)) is not None:
                    made, first = found
                    yield otherwise(segment, said.shown(made), said, first, Level.HINT)
                    break


def _with_unit(figure: Figure) -> Figure:
    """A figure whose unit stands behind 余: 620余人."""
    if figure.unit or not figure.tail.startswith(("余", "多")):
        return figure
    own = figure.tail[1:2]
    return figure._replace(unit="人" if own == "名" else own)


# --- a slip ------------------------------------------------------------------------------------------------------------------


def _written(figure: Figure, value: float) -> str:
    """A value as the figure would be written: its unit, its scale, its decimal places."""
    return f"{value / _unit(figure):.{figure.places}f}"


def _unit(figure: Figure) -> float:
    """What one is worth of what the figure is written in: 10,000 of 万元."""
    return figure.size if figure.scale == 1 else figure.scale


def is_slip(said: Figure, made: float) -> bool:
    """Whether one stroke makes of the one number the other: 836 and 863, 622 and 522, 657 and 6571, 2163 and 163."""
    return made > 0 and differ_by_a_slip(_written(said, said.value), _written(said, made))


def differ_by_a_slip(one: str, two: str) -> bool:
    """Whether one digit is another, missing or too many, or two side by side changed places."""
    if one == two or min(len(one), len(two)) < 2:
        return False
    if len(one) == len(two):
        wrong = [at for at, pair in enumerate(zip(one, two, strict=True)) if pair[0] != pair[1]]
        turned = (
            len(wrong) == 2
            and wrong[1] - wrong[0] == 1
            and one[wrong[0]] + one[wrong[1]] == two[wrong[1]] + two[wrong[0]]
        )
        return len(wrong) == 1 or turned
    longer, shorter = (one, two) if len(one) > len(two) else (two, one)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _is_moved(said: Figure, made: float) -> bool:
    """Whether the one number is the other by a power of ten: 16.2万吨 and 1620吨."""
    ratio = max(said.value / made, made / said.value) if made > 0 else 1.0
    return ratio > 5 and abs(log10(ratio) - round(log10(ratio))) < _SAME_LOG


# --- sums --------------------------------------------------------------------------------------------------------------------

_NO_WHOLE = Pattern("[比较超近约]|增|减|均|每|最|去年|上年|同期|以[上下]|不足|满分|标准")
_NO_PART = Pattern(
    "同比|环比|增长|[比较]|超(?![员载标])|平均|均|每|不足|最|共|合计|累计|总|去年|上年|同期|此外|另|目标|计划|原有|新增|至$|到$"
)
_TOTAL = Pattern("[共总]|合计|累计|两[^，。；]{1,4}$")
_OF = Pattern("其中|包括|分别|：|分|^，(?:已|现已|目前|完成|完工|在|正|未|尚|实)")
_ABOUT: Final = tuple("余多左以来")


def _sums(segment: Segment, counts: Sequence[Figure]) -> Iterator[Hit]:
    """A whole before or behind its parts."""
    for at, whole in enumerate(counts):
        if _NO_WHOLE.search(whole.clause.rpartition("”")[2]):
            continue
        behind = _row(whole, counts[at + 1 : at + 1 + _MOST])
        ahead = _row(whole, counts[max(at - _MOST, 0) : at][::-1])[::-1]
        fits = [_off(whole, behind[:size]) == 0 for size in range(2, len(behind) + 1)]
        if any(fits) or any(_off(whole, ahead[first:]) == 0 for first in range(len(ahead) - 1)):
            continue
        of = bool(behind and _OF.search(behind[0].gap))
        more = behind[0] if behind and (of or _is_over(whole, behind[0])) else None
        if more and more.value > whole.value + more.slack:
            yield otherwise(segment, segment.text[whole.start : whole.end], more, whole, Level.HINT)
            continue
        total = bool(_TOTAL.search(whole.clause))
        for parts, told in ((behind, of), (ahead, total)):
            if not parts or (len(parts) < _FEW and _lie_across(parts)):
                continue
            alone = parts is behind and _is_all(parts, whole, counts)
            alike_made = len(parts) > 2 and len({each.clause[-1:] for each in parts}) == 1
            off = _off(whole, parts) if len(parts) > 1 and (told or alone or alike_made) else 0.0
            near = told and abs(off) <= _NEARLY * whole.value
            if off and (near or _is_off_by_slip(whole, parts, off)):
                made = whole.shown(whole.value + off)
                yield otherwise(segment, made, max(whole, *parts), min(whole, *parts), Level.HINT)
                break


def _is_all(parts: Sequence[Figure], whole: Figure, counts: Sequence[Figure]) -> bool:
    """Whether a sentence is nothing but a whole and its parts: 报名3126人，理科1820人，文科1206人."""
    short = all(len(each.gap) <= _SHORT_GAP and each.value < whole.value for each in parts)
    return short and len(counts) == len(parts) + 1 and parts[0].gap[:1] not in ("、", "和")


_ACROSS = Pattern("[男女岁老]|党员|团员|青年|民族|学历|职称|困难|低保|残疾|儿童|干部|本科|带动|直接")


def _lie_across(parts: Sequence[Figure]) -> bool:
    """Whether what is counted may be counted twice: 党员30人、女生25人."""
    names = [_ACROSS.search(each.clause) for each in parts]
    return any(names) and {each[0] for each in names if each} != {"男", "女"}


_ALL = Pattern("应[^，。；]{0,6}$")
_SOME = Pattern("^，(?:实|其中)")


def _is_over(whole: Figure, part: Figure) -> bool:
    """应出席代表162名，实际出席168名."""
    return part.value > whole.value and bool(_ALL.search(whole.clause)) and bool(_SOME.search(part.gap))


def _row(whole: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The figures beside a whole that may be its parts, the nearest first; what else is counted with the whole is passed over."""
    row: list[Figure] = []
    for figure, after in zip_longest(figures, figures[1:]):
        # 66万元，216户入股200万元
        counted_with = after is not None and after.unit == whole.unit and not figure.gap.startswith("；")
        if figure.unit != whole.unit and (counted_with or (not row and figure.gap.startswith(("、", "和")))):
            continue
        far = bool(row) and abs(figure.start - row[-1].start) > 2 * _LONGEST_GAP
        if (
            figure.unit != whole.unit
            or far
            or _NO_PART.search(figure.clause)
            or figure.value >= whole.value * 3
        ):
            break
        row.append(figure)
    return row


def _off(whole: Figure, parts: Sequence[Figure]) -> float:
    """By how much parts are more than their whole; 0 where rounding may make that."""
    off = sum(each.value for each in parts) - whole.value
    slack = whole.slack + sum(each.slack for each in parts)
    if any(each.tail.startswith(_ABOUT) for each in (whole, *parts)):
        slack += _ROUGH * whole.value
    return 0.0 if abs(off) <= slack + _TINY else off


def _is_off_by_slip(whole: Figure, parts: Sequence[Figure], off: float) -> bool:
    return is_slip(whole, whole.value + off) or any(is_slip(part, part.value - off) for part in parts)


# --- votes --------------------------------------------------------------------------------------------------------------------

_FOR_OR_AGAINST = Pattern("同意|赞成|反对|不同意|弃权")
_VOTERS = Pattern("(?:实[到际收]|到会|出席|参加表决|参会|有效|收回)[^，。；]{0,8}$")


def voted(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """实到38人。……同意33票，反对3票，弃权4票: votes that are more or fewer than those who cast them."""
    voters: Figure | None = None
    votes: list[Figure] = []
    for figure, after in zip_longest(every, every[1:]):
        if _VOTERS.search(figure.clause):
            voters, votes = figure, []
        elif voters and _FOR_OR_AGAINST.search(figure.clause or figure.noun):
            votes.append(figure)
            last = after is None or not _FOR_OR_AGAINST.search(after.clause or after.noun)
            made = sum(each.value for each in votes)
            if last and len(votes) > 1 and made != voters.value:
                yield otherwise(
                    segment, segment.text[voters.start : voters.end], figure, votes[0], Level.HINT
                )
            votes = [] if last else votes


# --- what two make of each other ------------------------------------------------------------------------------------------------

_Found = tuple[float, Figure] | None
_UP: Final = "增长|增加|上升|上涨|提高|增多|多|高|增|升|涨|快|扩大"
_DOWN: Final = "下降|减少|降低|下滑|回落|少|低|减|降|缩短|压缩|收窄"
_CHANGED = Pattern(f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|出|近|约|幅度?)*(?:为|达)?$")
_BASE = Pattern("去年|上年|同期|上月|上周|年初|前年|以前|此前|原来|原|由|从|比|较")
_BASE_WORDS = Pattern("比|较|同比|环比|去年|上年|上月|同期|的|则|分别|均|又|再")
_RATE = Pattern("(?:率|比例|比重|占[^，。；]{0,8}|完成[^，。；]{0,10}|的)(?:达到?|为|是|约)*$")


_NO_RATE = Pattern(f"年|(?:{_UP}|{_DOWN})(?:了|出|近|约)*$")


def _counts(said: Figure, near: Sequence[Figure]) -> list[Figure]:
    """The figures near another one that count something."""
    return [each for each in near if each is not said and each.unit not in _NO_UNITS and each.value > 0]


def _pairs(said: Figure, near: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Two of one unit, in both orders, of those near a figure."""
    return [pair for pair in permutations(_counts(said, near), 2) if pair[0].unit == pair[1].unit]


def _judged(
    said: Figure,
    pairs: Sequence[tuple[Figure, Figure]],
    made_of: Callable[[Figure, Figure], float],
    is_like: Callable[[Figure, float], bool] = is_slip,
) -> _Found:
    """What a pair makes that the figure is but for a slip, and the pair's first figure; None where any pair makes the figure."""
    slack = 0.51 * 10.0**-said.places * _unit(said)
    made = [(made_of(*pair), pair) for pair in pairs]
    for value, (one, two) in made:
        loose = abs(value) * (one.slack / one.value + two.slack / two.value)
        if abs(value - said.value) <= slack + loose:
            return None
    return next(((value, min(pair)) for value, pair in made if is_like(said, value)), None)


def _is_nearly(said: Figure, made: float) -> bool:
    return is_slip(said, made) or abs(said.value - made) <= _POINTS


def _rate(said: Figure, near: Sequence[Figure]) -> _Found:
    """受理64件，已办结51件，办结率82.3%: a share of another pair than those at hand."""
    if said.unit != "%" or said.slack > 1 or not _RATE.search(said.clause) or _NO_RATE.search(said.clause):
        return None
    pairs = [pair for pair in _pairs(said, near) if pair[0].value <= pair[1].value * 1.5]
    found = _judged(said, pairs, _share)
    if found is None and not any(abs(_share(*pair) - said.value) < _TENTH for pair in pairs):
        named = [
            pair for pair in pairs if pair[0].value < pair[1].value and alike(said.clause, pair[0].clause)
        ]
        found = _judged(said, named, _share, _is_nearly)
    return found


def _share(part: Figure, whole: Figure) -> float:
    return 100 * part.value / whole.value


def _is_turned(said: Figure, made: float) -> bool:
    """Whether what grew is said to have shrunk, or the other way round."""
    return is_slip(said, made) or abs(said.value + made) <= 0.51 * 10.0**-said.places


def _growth(said: Figure, near: Sequence[Figure]) -> _Found:
    """由12.6万头增至13.1万头，下降4.0%; 864件，去年同期800件，增长9.0%."""
    changed = _CHANGED.search(said.clause) if said.unit == "%" else None
    # of what else it is said: 门店由6家扩到9家，营业额增长60%
    other = changed and _BASE_WORDS.compiled.sub("", said.clause[: changed.start()])
    if changed is None or other:
        return None
    at = [each.start for each in near].index(said.start)
    beside = near[max(at - 1, 0) : at + 2]
    pairs = [
        pair
        for pair in _pairs(said, near)
        if pair[1] in beside and any(_BASE.search(each.gap) for each in pair)
    ]
    pairs += [
        pair
        for pair in _pairs(said, near[max(at - 2, 0) : at])
        if any(_BASE.search(each.gap) for each in pair)
    ]
    way = 1 if changed["up"] else -1
    return _judged(
        said, pairs, lambda now, base: way * 100 * (now.value - base.value) / base.value, _is_turned
    )


def _difference(said: Figure, near: Sequence[Figure]) -> _Found:
    """第一剂21.9万剂次，第二剂19.3万剂次，少3.6万剂次."""
    if said.unit in _NO_UNITS or not _CHANGED.search(said.clause):
        return None
    own = [pair for pair in _pairs(said, near) if pair[0].value > pair[1].value]
    # 比第一剂少2.6万人, of 剂次
    pairs = [pair for pair in own if said.unit in (pair[0].unit, "人")]
    return _judged(said, pairs, lambda more, less: more.value - less.value)


# a mean is rounded freely
_CLOSE: Final = 0.02
_UP_TO: Final = ("至", "到", "—", "～", "或")
_MEAN = Pattern(
    "(?:[人户村亩次日月年天头件个家场店校班]均|亩产|单产|平均|每[^，。；]{1,4})(?:[^，。；]{0,5})$"
)


_LONG, _WIDE = Pattern("长$"), Pattern("宽$")


def _area(said: Figure, near: Sequence[Figure]) -> _Found:
    """长36米、宽20米，面积7200平方米."""
    sides = [
        [each for each in near if each.unit == "米" and side.search(each.clause)] for side in (_LONG, _WIDE)
    ]
    if said.unit != "平方米" or not all(sides):
        return None
    pairs = [(sides[0][-1], sides[1][-1])]
    return _judged(said, pairs, lambda one, other: one.value * other.value, _is_misplaced)


def _mean(said: Figure, near: Sequence[Figure]) -> _Found:
    """6372人，全年发放4187万元，人均657元."""
    if said.unit in _NO_UNITS or not _MEAN.search(said.clause):
        return None
    others = [each for each in _counts(said, near) if each.gap not in _UP_TO]
    pairs = [
        (whole, count)
        for whole in others
        for count in others
        if whole.unit == said.unit != count.unit and whole.value > said.value
    ]
    if any(abs(whole.value / count.value / said.value - 1) < _CLOSE for whole, count in pairs):
        return None
    return _judged(said, pairs, lambda whole, count: whole.value / count.value, _is_misplaced)


def _is_misplaced(said: Figure, made: float) -> bool:
    exact = len(_written(said, said.value)) > 2 and not said.clause.endswith(("约", "近", "超", "达到"))
    return (exact and is_slip(said, made)) or _is_moved(said, made)
