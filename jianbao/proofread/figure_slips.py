"""Figures of a sentence → those that are not what others make: parts and their whole, votes, and what two make of a third.

No wording is asked for beyond what tells a whole from its parts: figures of one unit are held against each other, and where
they come out but for one slip, that is likelier than chance. So these are hints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, figures_of, otherwise, sentences
from jianbao.proofread.figure_pairs import ABOUT, NO_UNITS, PAIR, TELLS, TINY, is_slip
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

# figures that are held together
_MOST: Final = 10
# characters between the first and the last of them
_FAR: Final = 120
# characters of what stands between figures of a sentence that is nothing but a list, and between the parts of a list
_SHORT_GAP: Final = 10
_LONGEST_GAP: Final = 24
# parts of a list that hardly overlap
_FEW: Final = 3
# how much of a whole 余 and 多 may be
_ROUGH: Final = 0.06
# how far parts may be off their whole before they are thought to be of something else
_NEARLY: Final = 0.12


def slipped(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """The figures of a sentence that are not what others make, by one slip."""
    counts = [each for each in map(_with_unit, sentence) if each.unit not in NO_UNITS and each.value > 0]
    if len(counts) > 1:
        yield from _sums(segment, counts)
    for at, said in enumerate(sentence):
        near = [each for each in sentence[max(at - _MOST, 0) : at + 3] if abs(each.start - said.start) < _FAR]
        if len(near) > 2:
            for tell in TELLS:
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


# --- sums --------------------------------------------------------------------------------------------------------------------

_NO_WHOLE = Pattern("[比较超近约]|增|减|均|每|最|去年|上年|同期|以[上下]|不足|满分|标准")
_NO_PART = Pattern(
    "同比|环比|增长|[比较]|超(?![员载标])|平均|均|每|不足|最|共|合计|累计|总|去年|上年|同期|此外|另|目标|计划|原有|新增|至$|到$"
)
_TOTAL = Pattern("[共总]|合计|累计|两[^，。；]{1,4}$")
_OF = Pattern("其中|包括|分别|：|分|^，(?:已|现已|目前|完成|完工|在|正|未|尚|实)")


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
        of = len(counts) > PAIR and bool(behind and _OF.search(behind[0].gap))
        more = next(
            (each for each in counts[at + 1 : at + 2] if _is_over(whole, each)), behind[0] if of else None
        )
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
    if any(each.tail.startswith(ABOUT) for each in (whole, *parts)):
        slack += _ROUGH * whole.value
    return 0.0 if abs(off) <= slack + TINY else off


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


# --- all of them --------------------

_DAILY = Pattern("日均|每[天日]")


def figures_agree(segment: Segment) -> Iterator[Hit]:
    """All that figures of a text make of others, each place once."""
    # days are counted where there is so much a day
    every = figures_of(segment.text, every=_DAILY.search(segment.text) is not None)
    if len(every) > 1:
        loose = (hit for sentence in sentences(every) for hit in slipped(segment, sentence))
        yield from apart((*voted(segment, every), *loose))


RULES: Final = (
    Rule("P428", "figures-disagree", ARITHMETIC, segment=figures_agree, roles=RUNNING, triggers="0123456789"),
)
