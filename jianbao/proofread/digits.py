"""Two numbers → whether the one is the other but for a slip: a digit, two that changed places, a point."""

from __future__ import annotations

from math import log10
from operator import ne
from typing import Final

from jianbao.proofread.amounts import Figure

# units of what is no count
NO_UNITS: Final = ("", "%", "倍", "番", "成", "个百分点", "度", "℃")
TINY: Final = 1e-6
_SAME_LOG: Final = 0.005


def written(figure: Figure, value: float) -> str:
    """A value as the figure would be written: its unit, its scale, its decimal places."""
    return f"{value / figure.scale:.{figure.places}f}"


def is_slip(said: Figure, made: float) -> bool:
    """Whether one stroke makes of the one number the other: 836 and 863, 622 and 522, 657 and 6571, 2163 and 163."""
    return made > 0 and differ_by_a_slip(written(said, said.value), written(said, made))


def differ_by_a_slip(one: str, two: str) -> bool:
    """Whether one digit is another, missing or too many, or two close to each other changed places."""
    if one == two or min(len(one), len(two)) < 2:
        return False
    if len(one) == len(two):
        return sum(map(ne, one, two)) == 1 or is_turned(one, two)
    longer, shorter = (one, two) if len(one) > len(two) else (two, one)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def is_turned(first: str, second: str) -> bool:
    """Whether two numbers as they stand have the same digits and two neighbours of them changed places."""
    wrong = [at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]]
    return len(wrong) == 2 and wrong[1] - wrong[0] <= 2 and sorted(first) == sorted(second)


def is_moved(said: Figure, made: float) -> bool:
    """Whether the one number is the other by a power of ten: 16.2万吨 and 1620吨."""
    ratio = max(said.value / made, made / said.value) if min(made, said.value) > 0 else 1.0
    return ratio > 5 and abs(log10(ratio) - round(log10(ratio))) < _SAME_LOG
