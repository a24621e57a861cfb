"""Points against the count that is said of them: 提出两条要求：一是…, 四项措施： above numbered paragraphs."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.proofread.amounts import number
from jianbao.proofread.counts import SAID, UNNUMBERED, announced, listed, miscounted
from jianbao.proofread.numbering import SERIES, WITHIN, head_of, value_of_number
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import PROSE, RUNNING, Hit, Role, Segment, Sheet, apart

# 前两个环节, 这16个字, 党的二十大 announce nothing
_SO_MANY = Pattern(
    rf"(?<![和中前这处、A-Za-z“]){UNNUMBERED}(?!二?十[一二三四五六七八九]?大){SAID}(?P<kind>点|条|项(?!规定)|个方面|方面|大|个(?!月|工作日|小时|百分)|类|种|步|件|道|轮|层|重|对|起|抓|要)(?![字人])(?:(?![两三四五六七八九]个)[^，。；：\d]){{0,14}}"
)
# behind the last point: 以上四条要求
_ABOVE = Pattern(rf"(?:以上|上述){UNNUMBERED}{SAID}(?P<kind>点|条|项|个方面|方面)(?![^，。；]{{0,8}}中，)")
# characters from the count to the first point
_NEAR: Final = 40
# and from the first point to a count behind the last
_FAR: Final = 600
# by how many a slip is off at most; paragraphs over which points go on
_OFF, _ON = 3, 12
_SERIES: Final = (*(SERIES[name] for name in ("shi", "yao", "di")), *WITHIN.values())


def points(sheet: Sheet) -> Iterator[Hit]:
    """提出两条要求：一是…；二是…；三是…; 四项措施：, and five numbered paragraphs under it."""
    for segments in sheet.bodies():
        for at, segment in enumerate(segments, 1):
            yield from _points(segment, segments[at : at + _ON])
            yield from _below(segment, segments[at:]) if segment.text.endswith("：") else ()
    yield from _of_title(sheet)


def _points(segment: Segment, below: Sequence[Segment]) -> Iterator[Hit]:
    """Those of a paragraph; what is `below` it may go on with them."""
    told: set[int] = set()
    for series in _SERIES:
        members = [*series.finditer(segment.text)]
        numbers = [value_of_number(each[1]) for each in members]
        for index, begun in enumerate(members):
            if numbers[index] != 1:
                continue
            for above in islice(_ABOVE.finditer(segment.text, begun.end(), begun.end() + _FAR), 1):
                until = bisect(members, above.start(), index, key=re.Match.start)
                # 四、支付方式：上述三项，…: within the last one
                if "。" in segment.text[members[until - 1].end() : above.start()]:
                    yield from miscounted(segment, above, _counted_on(numbers[index:until]))
            said = _said(segment.text, begun.start())
            if said and said[-1].start() not in told:
                told.add(said[-1].start())
                count = _counted_on(numbers[index:])
                # P301 and P302 tell where they do not count on
                ends = numbers[index + count :][:1] in ([], [1])
                # 五个方面20项任务: the points are those of the other count
                wanted = {number(each["said"]) for each in said}
                # 同时强调第三条，即…
                spoken = any(f"第{each['said']}" in segment.text[begun.end() :] for each in said)
                if not ends or count in wanted or spoken:
                    continue
                on = (each[1] for one in below for each in series.compiled.finditer(f"。{one.text}"))
                full = _counted_on((*numbers[index:], *map(value_of_number, on)))
                if min(wanted) < count or full < min(wanted):
                    # 三项措施抓落实，建立台账。一是…: more is said between
                    near = max(begun.start() - said[-1].end(), abs(count - number(said[-1]["said"]))) <= _OFF
                    # of a short row up to the last of them, behind which one is missing
                    last = members[index + count - 1].end()
                    short = last - begun.start() < _NEAR
                    for hit in miscounted(segment, said[-1], count):
                        end, level = last if short else hit.end, None if near else Level.HINT
                        yield hit._replace(end=end, level=level)


def _said(text: str, end: int) -> list[re.Match[str]]:
    """The counts that stand before the first of some points at `end`."""
    return [*_SO_MANY.finditer(text, max(end - _NEAR, 0), end)]


def _counted_on(numbers: Iterable[int]) -> int:
    """How many of the numbers count on from one."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], enumerate(numbers, 1)))


_IN_TITLE = Pattern(
    rf"{UNNUMBERED}{SAID}(?P<kind>个(?!月|年|工作日)(?=[一-龥]{{2,4}}[”，]|[一-龥]{{2,4}}(?:抓|做|推|强|促|助|保|化))|措并举|项[^，。”]{{2,4}}(?=[抓做推强促助保提]))"
)


def _of_title(sheet: Sheet) -> Iterator[Hit]:
    """“三个到位” in a title, above 一是…；二是…: which of them is wrong is not known, and both are told."""
    for title in sheet.of(Role.TITLE):
        own = (each for each in sheet.of(*PROSE) if each.location[:2] == title.location[:2])
        members = [(each, found) for each in own for found in SERIES["shi"].finditer(each.text)]
        count = _counted_on(value_of_number(found[1]) for _, found in members)
        said = _IN_TITLE.search(title.text) if count == len(members) > 1 else None
        for hit in miscounted(title, said, count) if said else ():
            last = Hit(members[-1][0], *members[-1][1].span(), params=hit.params)
            yield from (each._replace(level=Level.HINT) for each in (hit, last))


def _below(segment: Segment, below: Sequence[Segment]) -> Iterator[Hit]:
    first = head_of(below[0]) if below[1:] else None
    said = _said(segment.text, len(segment.text) - 1)
    if first and first.number == 1 and said and said[-1].end() == len(segment.text) - 1:
        # as far as they count on: many lists may stand in a body
        numbers = (head.number for head in filter(None, map(head_of, below)) if head.rank == first.rank)
        for hit in miscounted(segment, said[-1], _counted_on(numbers)):
            yield hit._replace(level=Level.HINT)


def counted_lists(segment: Segment) -> Iterator[Hit]:
    """县、乡、村四级; “四个到位”，即…; 财政局、水利局、教育局4家单位."""
    yield from apart((*announced(segment), *listed(segment)))


RULES: Final = (
    Rule(
        "P406",
        "listed-and-counted",
        CUSTOM,
        Severity.HINT,
        segment=counted_lists,
        roles=RUNNING,
        triggers="、“《；：",
    ),
    Rule("P419", "points-counted", CUSTOM, sheet=points),
)
