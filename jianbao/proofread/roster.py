"""Rooms of rules → all rules, in the order of their codes: what is asked of every issue, whoever asks."""

from __future__ import annotations

from typing import Final

from jianbao.proofread import (
    agreement,
    blanks,
    characters,
    collocations,
    dates,
    de,
    endings,
    figure_slips,
    figures,
    gaps,
    history,
    levels,
    mark_runs,
    measures,
    named_days,
    naming,
    office,
    past,
    people,
    places,
    points,
    posts,
    punctuation,
    quotation,
    ranges,
    relative,
    secrecy,
    shares,
    siblings,
    slips,
    structure,
    tables,
    totals,
    twins,
    units,
    usage,
    words,
    years,
)
from jianbao.proofread.rule import Rule

_ROOMS: Final = (
    agreement, blanks, characters, collocations, dates, de, endings, figure_slips, figures, gaps, history,
    levels, mark_runs, measures, named_days, naming, office, past, people, places, points, posts,
    punctuation, quotation, ranges, relative, secrecy, shares, siblings, slips, structure, tables,
    totals, twins, units, usage, words, years,
)  # fmt: skip

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)
)
BY_CODE: Final = {rule.code: rule for rule in RULES}
# several may tell one code
BY_NAME: Final = {rule.name: rule for rule in RULES}
