"""Figures of a sentence that are parts of another: lists and their totals, a whole and 其中, what is done of it and the rest.

Parts are told by where they stand: figures of one unit in a row before 共, 合计, 两个季度 … or behind 其中, 分为, a colon. Where
no word tells them, they come out but for one slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, figures_of, otherwise, sentences
from jianbao.proofread.digits import ABOUT, NO_UNITS, TINY, is_slip
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

# figures that are looked at before or behind one
_MOST: Final = 10
# characters of what stands between figures of a sentence that is nothing but a list, and between the parts of a list
_SHORT_GAP: Final = 10
_LONGEST_GAP: Final = 24
_PAIR, _ROUNDED = 2, 0.75
# parts of a list that hardly overlap
_FEW: Final = 3
# how much of a whole 余 and 多 may be
_ROUGH: Final = 0.06
# how far parts may be off their whole before they are thought to be of something else
_NEARLY, _ROUGHLY = 0.2, (0.6, 1.7)


def _with_unit(figure: Figure) -> Figure:
    """A figure whose unit stands behind 余: 620余人; 件次 are 件."""
    if figure.unit in ("件次", "起次", "批次", "户次"):
        return figure._replace(unit=figure.unit[0])
    if figure.unit or not figure.tail.startswith(("余", "多")):
        return figure
    own = figure.tail[1:2]
    return figure._replace(unit="人" if own == "名" else own)


# --- sums --------------------------------------------------------------------------------------------------------------------

_NO_WHOLE = Pattern(
    "比(?![武赛选])|[较近约]|超(?![员载标市])|(?<!新)增|减|均|每|最|去年|上年|同期|以[上下]|不足|标准"
)
_NO_PART = Pattern(
    "同比|环比|增长|比(?![武赛选])|较|超(?![员载标市])|不足|最|共|合计|累计|总|去年|上年|同期|此外|另|目标|计划|原有|新增|(?<!包)含|至$|到$"
)
_ADDED_UP = Pattern("[合共总]计")
_TOTAL = Pattern("[共总]|合计|累计|两[^，。；]{1,4}$")
_OF_EACH = Pattern("每|均")
_WITHIN = Pattern("其中")
_IN_LIST = Pattern("其中|^[、和]")
# 城东12条、城南9条、城西15条，36条线索均已建账
_ALL_TOLD = Pattern("[一-龥]{0,8}?(?:[均都]|全部|悉数|无一)")
_OVERLAP = Pattern("重叠|交叉|重复计算|重合|兼有")
_OF = Pattern(
    "其中|中，有|包括|分别|：|分(?![散支公局所校院社队店])|组成|^，(?:已|现已|目前|完成|完工|在|正|未|尚|实)"
)


_TIMES: Final = "人次"


def _sums(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """A whole before or behind its parts."""
    counts = [each for each in map(_with_unit, sentence) if each.unit not in NO_UNITS and each.value > 0]
    for at, whole in enumerate(counts[: len(counts) * (len(counts) > 1)]):
        if _NO_WHOLE.search(whole.clause.rpartition("”")[2]):
            continue
        behind = _row(whole, counts[at + 1 : at + 1 + _MOST])
        before = counts[max(at - _MOST, 0) : at][::-1]
        # 第一天96人，第二天104人，累计200人次
        of_times = whole.unit == _TIMES and _TOTAL.search(whole.clause)
        ahead = _row(
            whole, [each._replace(unit=_TIMES) if of_times and each.unit == "人" else each for each in before]
        )[::-1]
        # 一等奖1名、二等奖3名、三等奖6名: a list in one breath is summed up whole
        firsts = [first for first, each in enumerate(ahead[:-1]) if not first or each.gap[:1] not in "、和"]
        fits = [_off(whole, behind[:size]) == 0 for size in range(2, len(behind) + 1)]
        if any(fits) or any(_off(whole, ahead[first:]) == 0 for first in firsts):
            continue
        after = counts[at + 1 : at + 2]
        of = bool(
            behind
            and behind[0].gap[:1] not in ("、", "和")
            and (_OF if len(counts) > 2 else _WITHIN).search(behind[0].gap)
        )
        # 新增就业6200人，其中失业人员2100人、毕业生6800人
        within = max((each for each in behind if of and _IN_LIST.search(each.gap)), key=_value, default=None)
        more = next((each for each in after if _is_over(whole, each)), within or (behind[0] if of else None))
        if more and more.value > whole.value + more.slack:
            yield otherwise(segment, segment.text[whole.start : whole.end], more, whole, Level.HINT)
            continue
        all_told = whole.gap == "，" and _ALL_TOLD.match(whole.noun)
        total = bool(_TOTAL.search(whole.clause) or all_told)
        for parts, told in ((behind, of), (ahead, total)):
            listed = parts is ahead and whole.gap[:1] in ("、", "和")
            added_up = parts is ahead and _ADDED_UP.search(whole.clause)
            if not parts or listed or (len(parts) < _FEW and not added_up and _lie_across(parts)):
                continue
            alone = parts is behind and (_is_all(parts, whole, counts) or _is_either(parts))
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


_NOT: Final = tuple("不未没")


def _is_either(parts: Sequence[Figure]) -> bool:
    """Whether the parts are what is so and what is not: 合格5520人，合格率92%，不合格480人."""
    if len(parts) != _PAIR:
        return False
    is_so, is_not = (each.clause[-3:] for each in parts)
    return is_not.startswith(_NOT) and is_so.endswith(is_not[1:]) and not is_so.startswith(_NOT)


def _value(figure: Figure) -> float:
    return figure.value


_ACROSS = Pattern("[男女岁]|(?<!养)老|党员|团员|青年|民族|学历|职称|困难|低保|残疾|儿童|本科|带动|直接")


def _lie_across(parts: Sequence[Figure]) -> bool:
    """Whether what is counted may be counted twice: 党员30人、女生25人."""
    names = [_ACROSS.search(each.clause) for each in parts]
    overlap = _OVERLAP.search(parts[-1].tail)
    return bool(overlap) or (any(names) and {each[0] for each in names if each} != {"男", "女"})


_ALL = Pattern("应[^，。；]{0,6}$")
_SOME = Pattern("^，(?:实|其中)")


def _is_over(whole: Figure, part: Figure) -> bool:
    """应出席代表162名，实际出席168名."""
    return (
        part.unit == whole.unit
        and part.value > whole.value
        and bool(_ALL.search(whole.clause))
        and bool(_SOME.search(part.gap))
    )


def _row(whole: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The figures beside a whole that may be its parts, the nearest first; what else is counted with the whole is passed over."""
    row: list[Figure] = []
    for figure, after in zip_longest(figures, figures[1:]):
        # 66万元，216户入股200万元
        counted_with = after is not None and after.unit == whole.unit and not figure.gap.startswith("；")
        if figure.unit != whole.unit and (counted_with or (not row and figure.gap.startswith(("、", "和")))):
            continue
        if _OF_EACH.search(figure.clause):
            continue
        # 共发放棉衣320件、棉被150件
        other = _NO_PART.search(figure.clause)
        far = bool(row) and abs(figure.start - row[-1].start) > 2 * _LONGEST_GAP
        if (
            figure.unit != whole.unit
            or far
            or (other and not (other[0] == "共" and row and row[-1].gap.startswith("、")))
            or figure.value >= whole.value * 3
        ):
            break
        row.append(figure)
    return row


def _off(whole: Figure, parts: Sequence[Figure]) -> float:
    """By how much parts are more than their whole; 0 where rounding may make that."""
    off = sum(each.value for each in parts) - whole.value
    # that all of them were rounded the same way is next to impossible
    slack = (whole.slack + sum(each.slack for each in parts)) * (_ROUNDED if len(parts) > _PAIR else 1)
    if any(each.tail.startswith(ABOUT) for each in (whole, *parts)):
        slack += _ROUGH * whole.value
    return 0.0 if abs(off) <= slack + TINY else off


def _is_off_by_slip(whole: Figure, parts: Sequence[Figure], off: float) -> bool:
    return is_slip(whole, whole.value + off) or any(is_slip(part, part.value - off) for part in parts)


# --- a list that makes all but one figure of its total -----------------------------------------------------------------------

_SURELY = Pattern(
    r"合起来|全程|合计|共计|总计|总共|一共|相加|加起来|(?<!第)[两三四五六七八九十][^，。；\d]{1,8}(?:共|累计|合计)|(?<!第)[两三四五六七八九十]项|总[数额量人]"
)
_VOTERS: Final = ("人", "票", "张", "户")


def _in_units(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """棉被320床、大衣180件，总计510件: what is counted in more than one unit."""
    for index in range(2, len(sentence)):
        total, parts = sentence[index], [sentence[index - 1]]
        while parts[0].gap[:1] in ("、", "和") and len(parts) < min(index, _MOST):
            parts.insert(0, sentence[index - len(parts) - 1])
        made = sum(each.value for each in parts)
        honoured = (_HONOURED.match(total.noun) or _HONOURED.search(parts[0].clause)) is not None and all(
            each.own in _THINGS or each.own in _VOTERS or each.unit == "人" for each in parts
        )
        of_things = honoured or (
            total.own in ("件", "个", "台", "份") and all(each.own in _THINGS for each in parts)
        )
        if (
            of_things
            and len({each.own for each in parts}) > 1
            and len(parts) > 1
            and (_SURELY.search(total.clause) or (honoured and total.clause.endswith(("共", "共计"))))
            and _ROUGHLY[0] < made / (total.value or 1) < _ROUGHLY[1]
            and made != total.value
        ):
            yield otherwise(segment, total.shown(made), total, parts[0], Level.HINT)


_FAR_OFF: Final = 0.2


def _in_pairs(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """2360户、8126人，其中2016年920户、3150人，2017年1440户、4967人: of two rows of parts the one that makes its whole shows them to be all."""
    for index in range(2, len(sentence) - 3):
        wholes, parts = sentence[index - 2 : index], sentence[index : index + _MOST]
        units = [each.unit for each in wholes]
        size = 0
        while [each.unit for each in parts[size : size + 2]] == units:
            size += 2
        if units[0] == units[1] or size < 4 or not _OF.search(parts[0].gap):
            continue
        rows = [parts[side:size:2] for side in range(2)]
        off = [_off(whole, row) for whole, row in zip(wholes, rows, strict=True)]
        at = 0 if off[0] else 1
        if (off[0] == 0) != (off[1] == 0) and "%" not in units and abs(off[at]) < _FAR_OFF * wholes[at].value:
            made = wholes[at].shown(wholes[at].value + off[at])
            yield otherwise(segment, made, wholes[at], rows[at][-1])


# persons and what is no person are counted together where they are honoured
_HONOURED = Pattern("先进|典型|集体和个人|单位和个人|荣誉|奖项|表彰")
_THINGS: Final = frozenset("件个台套床袋箱桶瓶把辆份本册支张块根盒罐顶双条")


# --- votes --------------------------------------------------------------------------------------------------------------------

_VOTED = Pattern("同意|赞成|反对|不同意|弃权")
_CAST_BY = Pattern("(?:实[到际收]|到会|出席|参加表决|参会|有效|收回)[^，。；]{0,8}$")


def _voted(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """实到38人。……同意33票，反对3票，弃权4票: votes that are more or fewer than those who cast them."""
    voters: Figure | None = None
    votes: list[Figure] = []
    for figure, after in zip_longest(every, every[1:]):
        if _CAST_BY.search(figure.clause):
            voters, votes = figure, []
        elif _VOTED.search(figure.clause or figure.noun):
            votes.append(figure)
            if after is not None and _VOTED.search(after.clause or after.noun):
                continue
            # 同意33票，反对3票，共收回表决票36张
            behind = after is not None and after.sentence == figure.sentence and _CAST_BY.search(after.clause)
            cast = after if behind else voters
            if cast and len(votes) > 1 and sum(each.value for each in votes) != cast.value:
                last = cast if behind else figure
                yield otherwise(segment, segment.text[cast.start : cast.end], last, votes[0], Level.HINT)
            votes = []


def totals(segment: Segment) -> Iterator[Hit]:
    """All of them, each place told once."""
    every = figures_of(segment.text)
    of_sentences = (
        hit
        for sentence in sentences(every)
        if len(sentence) > 1
        for rule in (_in_pairs, _in_units, _sums)
        for hit in rule(segment, sentence)
    )
    yield from apart((*_voted(segment, every), *of_sentences))


RULES: Final = (
    Rule("P405", "parts-and-total", CUSTOM, segment=totals, roles=RUNNING, triggers="0123456789"),
)
