"""A figure and the one before it → what it should be: 高于上年同期的96.7% of less than that, 20公顷（合200亩）."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jianbao.proofread.amounts import Figure
from jianbao.proofread.rule import Pattern

# the part of an amount by which rounding may move it
TIGHT: Final = 0.015
_COMPARED = Pattern(
    "^，(?:(?P<over>高于|超过|多于)|低于|少于)(?:去年|上年|上月|同期|全[国省市县区]|平均|目标|计划|年初)[^，。；]{0,8}$"
)


def compared(said: Figure, near: Sequence[Figure]) -> tuple[float, Figure] | None:
    """比例为93.3%，高于上年同期的96.7%: more than what is more, or less than what is less."""
    found, at = _COMPARED.match(said.gap), near.index(said)
    other = near[at - 1] if at else said
    if not found or other.unit != said.unit or other.value == said.value or said.unit == "个百分点":
        return None
    return None if (other.value > said.value) == bool(found["over"]) else (other.value, other)


_CONVERTED = Pattern("^[，（](?:即|折?合|约合|也就是)$")


def converted(said: Figure, near: Sequence[Figure]) -> tuple[float, Figure] | None:
    """20公顷（合200亩）, 4.5吨，即450千克: another amount in the other unit."""
    at = near.index(said)
    other = near[at - 1] if at else said
    if not _CONVERTED.match(said.gap) or other.unit != said.unit or other.own == said.own:
        return None
    return (other.value, other) if abs(other.value - said.value) > TIGHT * said.value else None
