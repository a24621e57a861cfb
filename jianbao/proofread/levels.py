"""Level numbers and series of a body → those that skip, repeat, begin late, stand alone or upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Final

from jianbao.errors import Severity
from jianbao.language.numerals import circled, numeral
from jianbao.proofread.numbering import SERIES, WITHIN, Ordinal, head_of, heads, members
from jianbao.proofread.rule import DOCUMENT_NORM, Rule, any_of, possible
from jianbao.proofread.view import Hit, Segment, Sheet

Fault = tuple[str, Ordinal, int]
"""(P301 skipped, P302 repeated, P303 does not begin with one, P304 alone, P306 upside down; where; expected number)."""


def _advance(series: Sequence[Ordinal], member: Ordinal) -> Iterator[Fault]:
    """What is wrong with `member` as the next one of `series`; a new series should begin with one."""
    expected = series[-1].number + 1 if series else 1
    if member.number > expected:
        yield "P301" if series else "P303", member, expected
    elif member.number < expected and (member.number > 1 or expected == 2):
        yield "P302", member, expected


def _alone(series: Sequence[Ordinal]) -> Iterator[Fault]:
    if len(series) == 1 and series[0].number == 1:
        yield "P304", series[0], 2


_CITED: Final = 9


def _level_faults(heads: Sequence[Ordinal]) -> Iterator[Fault]:
    # of each rank, the series that is open, in the order in which they were opened
    open_: dict[int, list[Ordinal]] = {}
    # a series may run on through the whole text, whatever stands above it
    last: dict[int, int] = {}
    for index, head in enumerate(heads):
        rank = int(head.rank)
        if not rank:
            open_.clear()
            continue
        ranks = [*open_]
        below = ranks[ranks.index(rank) + 1 :] if rank in open_ else [each for each in ranks if each > rank]
        own = open_.setdefault(rank, [])
        if head.number == 1 and len(own) > 1:
            own.clear()
        elif own:
            yield from _advance(own, head)
        else:
            if any(_goes_on(open_[each][-1], heads[index:]) for each in below):
                yield "P306", head, 0
                below = []
            # （二十）本办法自印发之日起施行: one provision of another text
            cited = len(heads) == 1 and head.number > _CITED
            if head.number != last.get(rank, 0) + 1 and not cited:
                yield from _advance((), head)
        for each in below:
            yield from _alone(open_.pop(each))
        own.append(head)
        last[rank] = head.number
    for series in open_.values():
        yield from _alone(series)


def _goes_on(head: Ordinal, later: Sequence[Ordinal]) -> bool:
    return next((each.number for each in later if each.rank == head.rank), 0) == head.number + 1


# characters
_NEAR: Final = 2000


def _run_faults(run: Sequence[Ordinal], text: str, begins: dict[int, int]) -> Iterator[Fault]:
    """What is wrong with a series in `text`, whose paragraphs begin where `begins` says."""
    series: list[Ordinal] = []
    since = headed = 0
    for member in run:
        if (
            member.number == 1
            and series
            and (series[-1].number != 1 or series[0].segment is not member.segment)
        ):
            yield from _alone(series)
            series = []
        at = begins[id(member.segment)] + member.start
        # those at the head of paragraphs go on over those within one
        goes_on = not member.start and member.number == headed + 1
        for fault in _advance(series, member):
            if member.number == 1 or not (goes_on or _is_said(member, text[max(since, at - _NEAR) : at])):
                yield fault
        series.append(member)
        since = at
        headed = headed if member.start else member.number
    yield from _alone(series)


_SAID: Final = {1: "|首[先要]", 2: "|其次|然后", 3: "|再次", 4: "|最后"}


def _is_said(member: Ordinal, before: str) -> bool:
    """Whether the number before this one is said in other words: 首先，…。第二，…; 一要…。二是…"""
    number = numeral(member.number - 1)
    said = rf"(?<![统单唯同]){number}[是要]|第{number}(?=[步点，,、；：是个要])|其{number}[，、是]"
    return re.search(said + _SAID.get(member.number - 1, ""), before) is not None


def _runs_within(segment: Segment) -> Iterator[list[Ordinal]]:
    for name in WITHIN:
        found = members(name, segment)
        # a single （1） or ① within a sentence is a reference
        if len(found) > 1 and (
            name == "circled" or (len(found) > 2 and found[0].number == 1 and head_of(segment) is None)
        ):
            yield found


def _outside_quotations(segments: Sequence[Segment]) -> Iterator[Segment]:
    """The paragraphs of a body that are not quoted: what is quoted may begin and end anywhere."""
    depth = 0
    for segment in segments:
        if not depth and not segment.text.startswith("“"):
            yield segment
        depth = max(depth + segment.text.count("“") - segment.text.count("”"), 0)


def _faults(segments: Sequence[Segment]) -> Iterator[Fault]:
    text = "\n".join(segment.text for segment in segments)
    lengths = (len(segment.text) + 1 for segment in segments)
    begins = dict(zip(map(id, segments), accumulate(lengths, initial=0), strict=False))
    for code, head, expected in _level_faults([*heads(_outside_quotations(segments))]):
        at = begins[id(head.segment)] + head.start
        before = text[max(at - _NEAR, 0) : at]
        # 答：（一）甲。 above （二）; the points before this one are left out
        goes_on = _written(head, head.number - 1) in before or before.endswith("…\n")
        if code != "P303" or not goes_on:
            yield code, head, expected
    able = any_of(*SERIES.values(), *WITHIN.values())()
    counting = [segment for segment in segments if possible(segment.text) & able]
    for name in SERIES:
        yield from _run_faults(
            [each for segment in counting for each in members(name, segment)], text, begins
        )
    for segment in counting:
        for run in _runs_within(segment):
            yield from (fault for fault in _run_faults(run, "", begins) if fault[0] != "P304")


def sequence_faults(sheet: Sheet) -> list[Fault]:
    """What is wrong with the numbers of all bodies."""
    if "sequences" not in sheet.memo:
        sheet.memo["sequences"] = [fault for segments in sheet.bodies() for fault in _faults(segments)]
    known: list[Fault] = sheet.memo["sequences"]
    return known


def _only(code: str, sheet: Sheet) -> Iterator[Hit]:
    """The faults of one kind, see `Fault`."""
    for found, member, expected in sequence_faults(sheet):
        if found == code:
            yield member.hit(expected=_written(member, expected).strip("，,、：:"))


def _written(member: Ordinal, number: int) -> str:
    """`number` written as the member is."""
    text = member.segment.marker if member.listed else member.segment.text[member.start : member.end]
    for write in (str, numeral, circled):
        text = text.replace(write(member.number), write(number))
    return text


RULES: Final = tuple(
    Rule(code, name, f"{DOCUMENT_NORM} 7.3.3", severity, sheet=partial(_only, code))
    for code, name, severity in (
        ("P301", "level-skipped", Severity.WARNING),
        ("P302", "level-repeated", Severity.WARNING),
        ("P303", "level-begins-late", Severity.WARNING),
        ("P304", "level-alone", Severity.HINT),
        ("P306", "level-upside-down", Severity.WARNING),
    )
)
