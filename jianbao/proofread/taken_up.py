"""Rests of an earlier whole → what a later paragraph takes up and works out otherwise: 剩余85户 after what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from jianbao.proofread.amounts import Figure, figures_of
from jianbao.proofread.digits import is_slip
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import Hit, Segment, Sheet

_IS_LEFT = Pattern("(?:剩余|剩下|余下|其余|尚有|仍有)的?$")
# paragraphs before that of the rest
_BEFORE: Final = 2


def taken_up(sheet: Sheet) -> Iterator[Hit]:
    """共320户。 … 竣工245户。 … 剩余85户: what is left of figures that two paragraphs before name."""
    for segments in sheet.bodies():
        for index, segment in enumerate(segments):
            figures = figures_of(segment.text) if index else ()
            known = [
                each for one in segments[max(index - _BEFORE, 0) : index] for each in figures_of(one.text)
            ]
            for at, figure in enumerate(figures):
                if _IS_LEFT.search(figure.clause):
                    yield from _left_of(segment, figure, [*known, *figures[:at]])


def _left_of(segment: Segment, said: Figure, before: Sequence[Figure]) -> Iterator[Hit]:
    same = [each for each in before if each.unit == said.unit and each.unit != "%"]
    made = [one.value - other.value for one, other in combinations(same, 2)]
    if len(same) < 2 or said.value in (*made, *(each.value for each in same)) or said.value > same[0].value:
        return
    for whole, other in combinations(same, 2):
        left = whole.value - other.value
        if left > 0 and is_slip(said, left):
            taken = f"{whole.shown(whole.value)}减{other.shown(other.value)}"
            params = {"count": taken, "said": said.shown(said.value)}
            yield Hit(segment, said.start, said.end, params=params)
            return


RULES: Final = (Rule("P425", "counted-again", CUSTOM, sheet=taken_up),)
