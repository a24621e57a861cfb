"""Level numbers and series of a body → those that skip, repeat, begin late, stand alone or upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from jianbao.errors import Severity
from jianbao.language.numerals import COUNTING, circled, numeral
from jianbao.proofread.numbering import (
    SERIES,
    WITHIN,
    Ordinal,
    head_of,
    heads,
    members,
    members_within,
    sign,
)
from jianbao.proofread.rule import DOCUMENT_NORM, Pattern, Rule
from jianbao.proofread.view import Hit, Segment, Sheet


class _Open:
    """A series that is open: its first member, the last number, how many there were."""

    __slots__ = ("count", "first", "last")

    def __init__(self, first: Ordinal, last: int) -> None:
        self.first = first
        self.last = last
        self.count = 1


Fault = tuple[str, Ordinal, int]
"""(P301 skipped, P302 repeated, P303 does not begin with one, P304 alone, P306 upside down; where; expected number)."""


def _advance(series: _Open | None, member: Ordinal) -> Iterator[Fault]:
    """What is wrong with `member` as the next one of `series`; a new series should begin with one."""
    if series is None:
        if member.number != 1:
            yield "P303", member, 1
        return
    expected = series.last + 1
    if member.number == expected:
        return
    if member.number == series.last or 1 < member.number < series.last:
        yield "P302", member, expected
    elif member.number > expected:
        yield "P301", member, expected


def _alone(series: _Open) -> Iterator[Fault]:
    if series.count == 1 and series.first.number == 1:
        yield "P304", series.first, 2


_CITED: Final = 9


def _level_faults(heads: Sequence[Ordinal]) -> Iterator[Fault]:
    stack: list[tuple[int | str, _Open]] = []
    # of each rank: a series may run on through the whole text, whatever stands above it
    last: dict[int | str, int] = {}
    for index, head in enumerate(heads):
        ranks = [rank for rank, _ in stack]
        if head.rank in ranks:
            while stack[-1][0] != head.rank:
                yield from _alone(stack.pop()[1])
            series = stack[-1][1]
            if head.number == 1 and series.count > 1:
                stack[-1] = (head.rank, _Open(head, 1))
                last[head.rank] = 1
                continue
            yield from _advance(series, head)
            series.last, series.count = head.number, series.count + 1
            last[head.rank] = head.number
            continue
        if (
            stack
            and isinstance(head.rank, int)
            and isinstance(stack[-1][0], int)
            and head.rank < stack[-1][0]
        ):
            above, series = stack[-1]
            goes_on = next((other.number for other in heads[index + 1 :] if other.rank == above), 0)
            if goes_on == series.last + 1:
                yield "P306", head, 0
            else:
                while stack:
                    yield from _alone(stack.pop()[1])
        # （二十）本办法自印发之日起施行: one provision of another text
        cited = len(heads) == 1 and head.number > _CITED
        if head.number != last.get(head.rank, 0) + 1 and not cited:
            yield from _advance(None, head)
        last[head.rank] = head.number
        stack.append((head.rank, _Open(head, head.number)))
    while stack:
        yield from _alone(stack.pop()[1])


def _run_faults(members: Sequence[Ordinal]) -> Iterator[Fault]:
    series: _Open | None = None
    for member in members:
        if (
            series is None
            or (member.number == 1 and series.last != 1)
            or (member.number == 1 and series.first.segment is not member.segment)
        ):
            if series is not None:
                yield from _alone(series)
            yield from _advance(None, member)
            series = _Open(member, member.number)
            continue
        yield from _advance(series, member)
        series.last, series.count = member.number, series.count + 1
    if series is not None:
        yield from _alone(series)


def _runs(segments: Sequence[Segment]) -> Iterator[list[Ordinal]]:
    for name in SERIES:
        yield [member for segment in segments for member in members(name, segment)]
    for segment in segments:
        for name in WITHIN:
            found = members_within(name, segment)
            # a single （1） or ① within a sentence is a reference
            if name == "circled":
                whole = len(found) > 1
            else:
                whole = len(found) > 2 and found[0].number == 1 and head_of(segment) is None
            if whole:
                yield found


def _by_quotation(segments: Sequence[Segment]) -> tuple[list[Segment], list[list[Segment]]]:
    """The paragraphs of a body outside quotations, and those of each quotation that runs over several of them."""
    own: list[Segment] = []
    quoted: list[list[Segment]] = []
    depth = 0
    for segment in segments:
        inside = depth > 0 or segment.text.startswith("“")
        if not inside:
            own.append(segment)
        elif depth > 0 and quoted:
            quoted[-1].append(segment)
        else:
            quoted.append([segment])
        depth = max(depth + segment.text.count("“") - segment.text.count("”"), 0)
        if depth and not inside:
            quoted.append([])
    return own, quoted


_PROVISION = Pattern("^第[一二三四五六七八九十百]{1,6}条[ \u3000]")


def _cited(segments: Sequence[Segment]) -> set[int]:
    """The paragraphs of a provision that is cited with some of its points left out: 第三条 …：, ……, （五）…"""
    found: set[int] = set()
    within = False
    for segment in segments:
        text = segment.text.strip()
        left_out = text in ("……", "…………", "...")
        within = left_out or _PROVISION.match(text) is not None or (within and head_of(segment) is not None)
        if within:
            found.add(id(segment))
    return found


_QUESTION = Pattern(
    "(?:问题|案例|案|例)[ ]?[0-9０-９一二三四五六七八九十]{1,3}[、：:.．]|[问Q][0-9一二三四五六七八九十]*[：:、]"
)


def _by_question(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The paragraphs up to each question or case: its levels count for themselves."""
    part: list[Segment] = []
    for segment in segments:
        if part and _QUESTION.match(segment.text):
            yield part
            part = []
        part.append(segment)
    yield part


def sequence_faults(sheet: Sheet) -> list[Fault]:
    """What is wrong with the numbers of all bodies."""
    if "sequences" not in sheet.memo:
        sheet.memo["sequences"] = [fault for segments in sheet.bodies() for fault in _faults(segments)]
    known: list[Fault] = sheet.memo["sequences"]
    return known


def _faults(segments: Sequence[Segment]) -> Iterator[Fault]:
    own, quoted = _by_quotation(segments)
    cited = _cited(own)
    for fault in _own_faults(own):
        if id(fault[1].segment) not in cited or fault[0] in ("P301", "P302"):
            yield fault
    # a provision that is quoted may begin and end anywhere
    for group in quoted:
        yield from (fault for fault in _level_faults(list(heads(group))) if fault[0] in ("P301", "P302"))
    at = {id(segment): number for number, segment in enumerate(segments)}
    for series in _runs(segments):
        before = {id(member): last for last, member in pairwise((None, *series))}
        headed = [member for member in series if not member.start]
        # those at the head of paragraphs go on over those within one
        goes_on = {id(member) for last, member in pairwise(headed) if member.number == last.number + 1}
        for fault in _run_faults(series):
            code, member, _ = fault
            if code == "P304" or member.number == 1 or member.rank in WITHIN:
                right = code == "P304" and member.rank in WITHIN
            else:
                right = id(member) in goes_on or _is_said(segments, member, before[id(member)], at)
            if not right:
                yield fault


def _own_faults(segments: Sequence[Segment]) -> Iterator[Fault]:
    """What is wrong with the levels of a body, and stays wrong where each question or case counts for itself."""
    whole = list(_level_faults(list(heads(segments))))
    parts = [fault for part in _by_question(segments) for fault in _level_faults(list(heads(part)))]
    kept = {(fault[0], id(fault[1].segment), fault[1].start) for fault in whole}
    for fault in parts:
        code, member, _ = fault
        if (code, id(member.segment), member.start) not in kept:
            continue
        if code == "P303" and _stands_above(segments, member):
            continue
        yield fault


_SAID: Final = {1: ("首先", "首要"), 2: ("其次", "然后"), 3: ("再次",), 4: ("最后",)}
# paragraphs
_NEAR: Final = 30


def _stands_above(segments: Sequence[Segment], member: Ordinal) -> bool:
    """Whether the number before this one stands within a paragraph above: 答：（一）甲。"""
    at = next(at for at, segment in enumerate(segments) if segment is member.segment)
    sought = sign(member, member.number - 1)
    return any(sought in segment.text for segment in segments[max(at - _NEAR, 0) : at])


def _is_said(segments: Sequence[Segment], member: Ordinal, last: Ordinal | None, at: dict[int, int]) -> bool:
    """Whether the number before this one is said in other words since the last of its own: 首先，…。第二，…; 一要…。二是…"""
    end = since = at[id(member.segment)]
    if member.rank == "di" or not member.start:
        since = max(end - _NEAR, at[id(last.segment)] if last else 0)
    between = "\n".join(segment.text for segment in segments[since : end + 1])
    first = last.end if last and last.segment is segments[since] else 0
    number = numeral(member.number - 1)
    words = "".join(f"|{word}" for word in _SAID.get(member.number - 1, ()))
    said = rf"(?<![统单唯同]){number}[是要]|第{number}(?=[步点，,、；：是个要])|其{number}[，、是]{words}"
    return (
        re.search(said, between[first : len(between) - len(member.segment.text) + member.start]) is not None
    )


def _only(code: str, sheet: Sheet) -> Iterator[Hit]:
    """The faults of one kind, see `Fault`."""
    for found, member, expected in sequence_faults(sheet):
        if found == code:
            params = {"expected": _same_form(member, expected)}
            written = _otherwise(member) if code in ("P301", "P303") else None
            yield Hit(member.segment, *written, params=params) if written else member.hit(**params)


def _otherwise(member: Ordinal) -> tuple[int, int] | None:
    """（1）甲；二是乙: where the number before this one stands in its text, written otherwise."""
    number = member.number - 1
    said = rf"(?:^|(?<=[：，；。]))(?:[（(]?(?:{number}|{numeral(number)})[）).．、]+|{circled(number)})"
    found = [*re.finditer(said, member.segment.text[: member.start])]
    return found[-1].span() if found and not member.listed else None


def _same_form(member: Ordinal, number: int) -> str:
    """`number` written as the member is."""
    text = member.segment.text[member.start : member.end]
    if member.rank == 3:
        return f"{number}."
    if member.rank in (4, "paren"):
        return f"（{number}）"
    if member.rank == "arabic":
        return text.replace(str(member.number), str(number))
    if member.rank == "circled":
        return circled(number)
    han = numeral(number)
    return Pattern(f"[〇{COUNTING}]+").compiled.sub(han, text, count=1).strip("，,、：:")


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
