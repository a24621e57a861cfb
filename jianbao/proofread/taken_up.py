"""Rests and parts of an earlier whole → what a later place takes up and works out otherwise: 剩余85户 after what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from jianbao.proofread.amounts import Figure, alike, figures_of, sentences
from jianbao.proofread.figure_slips import is_slip
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

# a number as it is said, and units by which nothing is counted
NUMBER: Final = r"\d{1,4}|[一二两三四五六七八九十]{1,3}"
NO_COUNT: Final = frozenset(["", "%", "％", "个百分点", "倍", "番", "成"])
_IS_LEFT = Pattern("(?:剩余|剩下|余下|其余|尚有|仍有)的?$")
_FEWEST: Final = 3


def taken_up(segments: Sequence[Segment]) -> Iterator[Hit]:
    """共320户 … 竣工245户 … 剩余85户; 供水1260万立方米 … 分别供水480万、420万、350万立方米: parts told further on."""
    for before, segment in pairwise([None, *segments]):
        if before is None or segment is None:
            continue
        figures = figures_of(segment.text)
        whole = [*figures_of(before.text)]
        for at, figure in enumerate(figures):
            if _IS_LEFT.search(figure.clause):
                yield from _left_of(segment, figure, [*_first_of(segments, segment), *whole, *figures[:at]])
        for sentence in sentences(figures):
            yield from _parted(segment, sentence, whole)


def _first_of(segments: Sequence[Segment], here: Segment) -> Sequence[Figure]:
    at = next(index for index, each in enumerate(segments) if each is here)
    return figures_of(segments[at - 2].text) if at > 1 else ()


def _left_of(segment: Segment, said: Figure, before: Sequence[Figure]) -> Iterator[Hit]:
    same = [each for each in before if each.unit == said.unit and each.unit != "%"]
    made = [one.value - other.value for one, other in combinations(same, 2)]
    if len(same) < 2 or said.value in (*made, *(each.value for each in same)) or said.value > same[0].value:
        return
    for whole, other in combinations(same, 2):
        left = whole.value - other.value
        if left > 0 and is_slip(said, left):
            params = {
                "count": f"{whole.shown(whole.value)}减{other.shown(other.value)}",
                "said": said.shown(said.value),
            }
            yield Hit(segment, said.start, said.end, params=params)
            return


def _parted(segment: Segment, sentence: Sequence[Figure], before: Sequence[Figure]) -> Iterator[Hit]:
    """The figures of one sentence that are in a row, all of one unit, against the last of that unit in the paragraph before."""
    said = sentence[0]
    wholes = [each for each in before if each.unit == said.unit]
    parts = (
        len(sentence) > 1 and said.unit not in NO_COUNT and {each.unit for each in sentence} == {said.unit}
    )
    if not parts or len(wholes) != 1 or not all(_PART_LED.match(each.gap) for each in sentence[1:]):
        return
    whole, made = wholes[0], sum(each.value for each in sentence)
    told = said.gap.startswith("其中") or "分别" in said.clause or len(sentence) >= _FEWEST
    of_it = said.gap.startswith("其中") or alike(whole.clause + whole.noun, said.clause)
    if _PARTED_OTHERWISE.search("".join(each.gap for each in sentence) + whole.clause) or not (
        told and of_it
    ):
        return
    off = abs(made - whole.value)
    if off > sum(each.slack for each in (whole, *sentence)) + 1e-6 and off < 0.1 * whole.value:
        params = {"count": whole.shown(whole.value), "said": f"{whole.shown(made)}（合计）"}
        yield Hit(segment, said.start, sentence[-1].end, params=params)


_PART_LED = Pattern("^[、，；和及][^，。；、]{0,12}$")
_PARTED_OTHERWISE = Pattern("同比|比|较|增|减|降|升|计划|目标|每|均|约|近|超|以上|累计|新|去年|上年|余")
