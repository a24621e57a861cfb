"""Level numbers and series of a body → those that skip, repeat, begin late, stand alone or upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, pairwise
from typing import Final

from jianbao.errors import Severity
from jianbao.language.numerals import COUNTING, circled, numeral
from jianbao.proofread.numbering import SERIES, WITHIN, Ordinal, head_of, heads, members, sign
from jianbao.proofread.rule import DOCUMENT_NORM, Pattern, Rule
from jianbao.proofread.view import Hit, Segment, Sheet

Fault = tuple[str, Ordinal, int]
"""(P301 skipped, P302 repeated, P303 does not begin with one, P304 alone, P306 upside down; where; expected number)."""


def _advance(series: Sequence[Ordinal], member: Ordinal) -> Iterator[Fault]:
    """What is wrong with `member` as the next one of `series`; a new series should begin with one."""
    expected = series[-1].number + 1 if series else 1
    if not series:
        code = "P303" if member.number != 1 else ""
    elif member.number > expected:
        code = "P301"
    else:
        repeated = 1 < member.number < expected or member.number == series[-1].number
        code = "P302" if repeated else ""
    if code:
        yield code, member, expected


def _alone(series: Sequence[Ordinal]) -> Iterator[Fault]:
    if len(series) == 1 and series[0].number == 1:
        yield "P304", series[0], 2


_CITED: Final = 9


def _level_faults(heads: Sequence[Ordinal]) -> Iterator[Fault]:
    # the series that are open, each below the one before it
    stack: list[list[Ordinal]] = []
    # of each rank: a series may run on through the whole text, whatever stands above it
    last: dict[int | str, int] = {}
    for index, head in enumerate(heads):
        if any(series[0].rank == head.rank for series in stack):
            while stack[-1][0].rank != head.rank:
                yield from _alone(stack.pop())
            if head.number == 1 and len(stack[-1]) > 1:
                stack[-1] = []
            else:
                yield from _advance(stack[-1], head)
            stack[-1].append(head)
        else:
            above = stack[-1][-1] if stack else head
            if int(head.rank) < int(above.rank):
                goes_on = next((other.number for other in heads[index:] if other.rank == above.rank), 0)
                if goes_on == above.number + 1:
                    yield "P306", head, 0
                else:
                    while stack:
                        yield from _alone(stack.pop())
            # （二十）本办法自印发之日起施行: one provision of another text
            cited = len(heads) == 1 and head.number > _CITED
            if head.number != last.get(head.rank, 0) + 1 and not cited:
                yield from _advance((), head)
            stack.append([head])
        last[head.rank] = head.number
    for series in reversed(stack):
        yield from _alone(series)


def _run_faults(members: Sequence[Ordinal]) -> Iterator[Fault]:
    series: list[Ordinal] = []
    for member in members:
        begins = series and (series[-1].number != 1 or series[0].segment is not member.segment)
        if member.number == 1 and begins:
            yield from _alone(series)
            series = []
        yield from _advance(series, member)
        series.append(member)
    yield from _alone(series)


def _runs(segments: Sequence[Segment]) -> Iterator[list[Ordinal]]:
    for name in SERIES:
        yield [member for segment in segments for member in members(name, segment)]
    for segment in segments:
        for name in WITHIN:
            found = members(name, segment)
            # a single （1） or ① within a sentence is a reference
            if len(found) > 1 and (
                name == "circled" or (len(found) > 2 and found[0].number == 1 and head_of(segment) is None)
            ):
                yield found


def _by_quotation(segments: Sequence[Segment]) -> tuple[list[Segment], list[list[Segment]]]:
    """The paragraphs of a body outside quotations, and those of each quotation that runs over several of them."""
    own: list[Segment] = []
    quoted: list[list[Segment]] = []
    depth = 0
    for segment in segments:
        if not depth:
            quoted.append([])
        (quoted[-1] if depth or segment.text.startswith("“") else own).append(segment)
        depth = max(depth + segment.text.count("“") - segment.text.count("”"), 0)
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
        yield from (fault for fault in _level_faults([*heads(group)]) if fault[0] in ("P301", "P302"))
    at = {id(segment): number for number, segment in enumerate(segments)}
    for series in _runs(segments):
        before = {id(member): last for last, member in pairwise((None, *series))}
        headed = [member for member in series if not member.start]
        # those at the head of paragraphs go on over those within one
        goes_on = {id(member) for last, member in pairwise(headed) if member.number == last.number + 1}
        for fault in _run_faults(series):
            code, member, _ = fault
            within = member.rank in WITHIN
            right = within and code == "P304"
            if code != "P304" and member.number > 1 and not within:
                right = id(member) in goes_on or _is_said(segments, member, before[id(member)], at)
            if not right:
                yield fault


def _own_faults(segments: Sequence[Segment]) -> Iterator[Fault]:
    """What is wrong with the levels of a body, and stays wrong where each question or case counts for itself."""
    parts = [[*heads(part)] for part in _by_question(segments)]
    whole = {(code, id(member)) for code, member, _ in _level_faults([*chain.from_iterable(parts)])}
    for fault in chain.from_iterable(map(_level_faults, parts)):
        code, member, _ = fault
        if (code, id(member)) in whole and not (code == "P303" and _stands_above(segments, member)):
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
    if member.rank in (3, 4, "paren"):
        return f"{number}." if member.rank == 3 else f"（{number}）"
    text = member.segment.text[member.start : member.end]
    if member.rank in ("arabic", "circled"):
        return text.replace(str(member.number), str(number)) if member.rank == "arabic" else circled(number)
    return Pattern(f"[〇{COUNTING}]+").compiled.sub(numeral(number), text, count=1).strip("，,、：:")


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
