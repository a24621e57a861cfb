"""Figures of a sentence that are parts of another: lists and their totals, a whole and 其中, what is done of it and the rest.

Parts are told by where they stand: figures of one unit in a row before 共, 合计, 两个季度 … or behind 其中, 分为, a colon. Where
no word tells them, they come out but for one slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.amounts import Figure, alike, figures_of, sentences, should_be
from jianbao.proofread.digits import NO_UNITS, TINY, is_slip
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

# figures that are looked at before or behind one
_MOST: Final = 10
# characters of what stands between figures of a sentence that is nothing but a list
_SHORT_GAP: Final = 10
# parts that are more than two, of which that all were rounded the same way is next to impossible
_FEW, _ROUNDED = 3, 0.75
# how far parts may be off their whole before they are thought to be of something else
_NEARLY: Final = 0.2


def _with_unit(figure: Figure, both: Figure | None) -> Figure:
    """A figure whose unit stands behind 余: 620余人; 人次 are 人, 件次 are 件."""
    if both and figure.own == both.tail[1]:
        # 对象60名（个）
        return figure._replace(unit=both.unit)
    if figure.unit in ("人次", "件次"):
        return figure._replace(unit=figure.unit[0])
    if figure.unit or not figure.tail.startswith(("余", "多")):
        return figure
    return figure._replace(unit=figure.tail[1:2])


_BOTH = Pattern("^（[个名人户家]）")


# --- sums --------------------------------------------------------------------------------------------------------------------

_NO_WHOLE = Pattern(
    "比(?![武赛选])|[较近]|(?<![签节])约|超(?![员载标市期时范额限编])|(?<!新)增|减|均|每|最|去年|上年|同期|以[上下]|不足|标准"
)
_NO_PART = Pattern(
    "同比|环比|增长|比(?![武赛选])|较|超(?![员载标市期时范额限编])|不足|最(?!美)|总(?![额量产支])|合计|累计|去年|上年|同期|此外|另|目标|计划|原有|新增|(?<!包)含|至$|到$"
)
_TOTAL = Pattern("[共总]|合计|累计|全[长程]|^全[一-龥]$|两[^，。；]{1,4}$|^参加[^，。；]{2,4}的$")
_OF_EACH = Pattern("每|均")
_WITHIN = Pattern("其中|[村镇乡县区户人名企业目]中，(?:已|有)[^，；]*$")
_OF = Pattern(
    "其中|^[^，；]*中，|包括|分别|：|分(?![散支公局所校院社队店])|组成|^，(?:已|现已|目前|完成|完工|在|正|未|尚|实)|，(?:已|现已)[^，]{1,4}$"
)


def _sums(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """A whole before or behind its parts."""
    both = next((each for each in sentence if _BOTH.match(each.tail)), None)
    counts = [each for each in (_with_unit(each, both) for each in sentence) if each.unit not in NO_UNITS]
    accounted = _accounted(counts)
    for at, whole in enumerate(counts if len(counts) > 1 else ()):
        if at in accounted or _NO_WHOLE.search(whole.clause.rpartition("”")[2]):
            continue
        near = counts[at + 1 : at + 1 + _MOST]
        behind = _row(whole, near)
        ahead = _row(whole, counts[max(at - _MOST, 0) : at][::-1])[::-1]
        # 一等奖1名、二等奖3名、三等奖6名: a list in one breath is summed up whole
        firsts = [first for first, each in enumerate(ahead[:-1]) if not first or each.gap[:1] not in "、和"]
        # with what follows the row, too: 低于汛限的54座，持平的1座，超汛限的2座
        more = [each for each in near if behind and each.start > behind[-1].start][:1]
        fits = [_off(whole, [*behind, *more][:size]) == 0 for size in range(2, len(behind) + 2)]
        if any(fits) or any(_off(whole, ahead[first:]) == 0 for first in firsts):
            # 男性25人、女性17人，研究生5人、本科39人: parted twice
            for part in _lists(behind[fits.index(True) + 2 :] if any(fits) else ()):
                if 0 < abs(_off(whole, part)) <= _NEARLY / 2 * whole.value:
                    yield should_be(whole.shown(whole.value + _off(whole, part)), whole, part[-1], segment)
            continue
        of = bool(
            behind
            and behind[0].gap[:1] not in "；）"
            and (_OF if len(counts) > 2 else _WITHIN).search(behind[0].gap)
        )
        # 新增就业6200人，其中失业人员2100人、毕业生6800人
        within = [
            each
            for each in (behind if of else ())
            if _WITHIN.search(each.gap)
            or each.gap[:1] in "、和"
            or alike(each.clause, whole.clause)
            or each is behind[0]
        ]
        most = max(within, key=lambda each: each.value, default=whole)
        if most.value > whole.value + most.slack:
            yield should_be(segment.text[most.start : most.end], whole, most, segment)
            continue
        total = whole.gap == "，" or _TOTAL.search(whole.clause) is not None
        # 任务3.6万户，目前完成2.1万户、0.9万户，合计3万户
        after = next((each for each in near[len(behind) :] if _TOTAL.search(each.clause)), None)
        if after and behind and _off(after, behind) == 0:
            continue
        for parts, told in ((behind, of), (ahead, total)):
            listed = parts is ahead and whole.gap[:1] in ("、", "和")
            if len(parts) < 2 or listed or (len(parts) < _FEW and _lie_across(parts)):
                continue
            alone = parts is behind and _is_all(parts, whole, counts)
            alike_made = parts[0].clause != "" and len({each.clause[-1:] for each in parts}) == 1
            # 问题21个，当场整改15个，限期整改8个
            alike_made &= (
                len(parts) >= _FEW or len({(len(each.gap), each.clause[-2:]) for each in parts}) == 1
            )
            off = _off(whole, parts)
            close = told and abs(off) <= _NEARLY * whole.value
            if (close or ((told or alone or alike_made) and _is_off_by_slip(whole, parts, off))) and off:
                # 6.2万亩，其中3.2万亩、2.8万亩，合计6.2万亩
                again = [after] if after and after.value == whole.value else []
                end = max(*parts, *again) if parts is behind else min(parts)
                yield should_be(whole.shown(whole.value + off), whole, end, segment)
                break


def _accounted(counts: Sequence[Figure]) -> set[int]:
    """Which counts make, with those beside them, what another one is: 123件，其中57件、32件、16件、18件."""
    values = {(each.unit, round(each.value, 6)) for each in counts}
    found: set[int] = set()
    for start, first in enumerate(counts):
        made = 0.0
        for end, each in enumerate(counts[start : start + _MOST], start + 1):
            if each.unit != first.unit:
                break
            made += each.value
            if end - start > 1 and (first.unit, round(made, 6)) in values:
                found.update(range(start, end))
    return found


def _lists(row: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Those of a row that stand in one breath, or in one row of clauses, where they are more than one."""
    for marks in ("、和", "，、和"):
        starts = [at for at, each in enumerate(row) if each.gap[:1] not in marks]
        for start, end in pairwise([*starts, len(row)]):
            if end - start > 1 and not (row[start].gap[:1] == "，" and row[start + 1].gap[:1] == "，"):
                yield [*row[start:end]]


def _is_all(parts: Sequence[Figure], whole: Figure, counts: Sequence[Figure]) -> bool:
    """Whether a sentence is nothing but a whole and its parts: 报名3126人，理科1820人，文科1206人."""
    # a sentence may hold a thousand others
    if len(counts) != len(parts) + 1 or parts[0].gap[:1] in ("、", "和"):
        return False
    # what stands behind a share has a short gap of its own
    near = all(other.start - one.end <= 2 * _SHORT_GAP for one, other in pairwise(counts))
    return near and all(len(each.gap) <= _SHORT_GAP and each.value < whole.value for each in parts)


_OVERLAP = Pattern("重叠|交叉|重复|重合|兼有")
_ACROSS = Pattern("[男女岁]|(?<!养)老|党员|团员|青年|民族|学历|职称|困难|低保|残疾|儿童|本科|带动|直接")


def _lie_across(parts: Sequence[Figure]) -> bool:
    """Whether what is counted may be counted twice: 党员30人、女生25人."""
    names = {found[0] for each in parts if (found := _ACROSS.search(each.clause))}
    same = len(names) == 1 and all(_ACROSS.search(each.clause) for each in parts)
    return (not same and names not in (set(), {"男", "女"})) or _OVERLAP.search(parts[-1].tail) is not None


def _row(whole: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The figures beside a whole that may be its parts, the nearest first; what else is counted with the whole is passed over."""
    row: list[Figure] = []
    led = ""
    # 支部共发展5名，党委共发展13名，两项合计18名
    in_all = "合计" in whole.clause
    for figure, after in zip_longest(figures, figures[1:]):
        # 66万元，216户入股200万元
        if figure.unit != whole.unit and after is not None and after.unit == whole.unit:
            led = figure.gap if _WITHIN.search(figure.gap) else ""
            continue
        # 其中集体访12批130人次
        part = figure._replace(gap=figure.gap or led)
        if _OF_EACH.search(part.clause):
            continue
        # 共发放棉衣320件、棉被150件: the first of a list
        other = "共" in part.clause and not (row and row[-1].gap.startswith("、")) and not in_all
        # 教师4326人，其中特级教师9人，专任教师4.3万人
        same = (row or _WITHIN.search(part.gap)) and alike(part.clause, whole.clause)
        large = part.value >= whole.value * 3 and not same
        if other or large or part.unit != whole.unit or _NO_PART.search(part.clause.rpartition("”")[2]):
            break
        row.append(part)
        if len(row) > 1 and part.clause.startswith(("其他", "其它", "其余")):
            break
    return row


def _off(whole: Figure, parts: Sequence[Figure]) -> float:
    """By how much parts are more than their whole; 0 where rounding may make that: of figures of one precision that is rare."""
    off = sum(each.value for each in parts) - whole.value
    if len({(each.places, each.scale) for each in (whole, *parts)}) == 1:
        return 0.0 if abs(off) <= whole.slack + TINY else off
    slack = (whole.slack + sum(each.slack for each in parts)) * (1 if len(parts) < _FEW else _ROUNDED)
    return 0.0 if abs(off) <= slack + TINY else off


def _is_off_by_slip(whole: Figure, parts: Sequence[Figure], off: float) -> bool:
    return is_slip(whole, whole.value + off) or any(is_slip(part, part.value - off) for part in parts)


# --- what is counted in more than one unit -----------------------------------------------------------------------------------

_IN_ALL = Pattern(
    r"合起来|全程|合计|[共总]计|总共|一共|相加|加起来|共$|(?<!第)[两三四五六七八九十][^，。；\d]{1,8}累计|(?<!第)[两三四五六七八九十]项|总[数额量人]|累计[^，。；\d]{0,6}各[类种项]"
)


def _in_units(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """棉被320床、大衣180件，总计510件; 9镇5乡，共15个乡镇; 先进集体5个、先进个人20名，共24个先进典型."""
    for index, total in enumerate(sentence[2:], 1):
        parts = [sentence[index]]
        while parts[0].gap[:1] in ("、", "和", "") and len(parts) <= min(index, _MOST):
            parts.insert(0, sentence[index - len(parts)])
        made = sum(each.value for each in parts)
        of_units = len({each.own for each in parts}) > 1 and made != total.value
        of_units &= not total.own.endswith("元") or total.unit in {each.unit for each in parts}
        if of_units and _IN_ALL.search(total.clause):
            yield should_be(total.shown(made), total, parts[0], segment)


# --- votes -------------------------------------------------------------------------------------------------------------------

_VOTED = Pattern("同意|赞成|反对|弃权")
_CAST_BY = Pattern("(?:实[到际收]|到会|出席|参加表决|参会|有效|收回)[^，。；]{0,8}$")
_CASTS = Pattern("[一-龥]{0,4}(?:参[加与]|进行)?(?:投票|表决)")


def _voted(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """实到38人。……同意33票，反对3票，弃权4票: votes that are more or fewer than those who cast them."""
    cast: Figure | None = None
    runs = [(voted, [*run]) for voted, run in groupby(every, lambda each: bool(_VOTED.search(each.clause)))]
    for (voted, votes), after in zip_longest(runs, runs[1:]):
        if not voted:
            cast = next((each for each in votes[::-1] if _casts(each)), cast)
            continue
        # 同意33票，反对3票，共收回表决票36张
        of = after[1][0] if after and _casts(after[1][0]) else cast
        made = sum(each.value for each in votes)
        if of and len(votes) > 1 and made != of.value:
            yield should_be(of.shown(made), of, max(of, votes[0]), segment)._replace(
                start=votes[0].start, end=max(of, votes[-1]).end
            )


def _casts(figure: Figure) -> bool:
    return bool(_CAST_BY.search(figure.clause) or _CASTS.match(figure.noun))


_IN_WORDS = Pattern(r"[两三四五六七八九十](?:[件项个名户家所处台]|年间)[^，。；\d]{0,12}中，")


def totals(segment: Segment) -> Iterator[Hit]:
    """All of them, each place told once."""
    every = figures_of(segment.text, every=_IN_WORDS.search(segment.text) is not None)
    of_sentences = (
        hit for sentence in sentences(every) for rule in (_in_units, _sums) for hit in rule(segment, sentence)
    )
    yield from apart((*_voted(segment, every), *of_sentences))


RULES: Final = (
    Rule(
        "P405", "parts-and-total", CUSTOM, Severity.HINT, segment=totals, roles=RUNNING, triggers="0123456789"
    ),
)
