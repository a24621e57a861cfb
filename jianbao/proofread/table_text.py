"""What the text beside a table says of it → findings where its cells say otherwise: totals, how many rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.proofread.amounts import Figure, alike, figures_of, number
from jianbao.proofread.counts import SAID
from jianbao.proofread.grids import heads_of, is_total, numeric
from jianbao.proofread.rule import ARITHMETIC, HAN, Pattern, Rule
from jianbao.proofread.view import PROSE, Grid, Hit, Segment, Sheet, label

# paragraphs before and behind a table that may speak of it
_BEFORE: Final = 2
_BEHIND: Final = 1


def table_and_text(sheet: Sheet) -> Iterator[Hit]:
    """共检查58家，分布见下表 over 合计 56; 下表所列四个示范点 over three rows."""
    if not sheet.grids:
        return
    at = {id(segment): index for index, segment in enumerate(sheet.segments)}
    for grid in sheet.grids:
        cells = [at[id(cell)] for row in (*grid.head, *grid.rows) for cell in row if cell is not None]
        if not cells or not grid.head:
            continue
        own = sheet.segments[cells[0]].body
        before, behind = sheet.segments[: cells[0]], sheet.segments[cells[-1] + 1 : cells[-1] + 4]
        near = [each for each in before[-4:] if each.role in PROSE and each.body == own][-_BEFORE:]
        near += [each for each in behind if each.role in PROSE and each.body == own][:_BEHIND]
        for segment in near:
            if "表" in segment.text or segment.text[-1:] == "：":
                for tell in (_total, _row_count):
                    yield from tell(segment, grid)


def _hit(segment: Segment, start: int, end: int, right: str) -> Hit:
    return Hit(segment, start, end, params={"sum": right, "total": segment.text[start:end]})


_IN_ALL = Pattern("共|总|合计|累计")
_NOT_OF_IT = Pattern("去年|上年|同期|计划|目标|任务|比|其中|历年|以来")


def _total(segment: Segment, grid: Grid) -> Iterator[Hit]:
    totals = [row for row in grid.rows if is_total(row)]
    if len(totals) != 1:
        return
    heads = heads_of(grid)
    for figure in figures_of(segment.text):
        if not figure.own or not _IN_ALL.search(figure.clause) or _NOT_OF_IT.search(figure.gap):
            continue
        columns = [
            each
            for each in range(1, grid.columns)
            if figure.own in heads[each] and alike(_words(figure), heads[each])
        ]
        values = [value for each in columns if (value := numeric(totals[0][each])) is not None]
        if (
            len(values) == 1
            and values[0]
            and figure.value / figure.size != values[0]
            and 0.5 < figure.value / figure.size / values[0] < 2
        ):
            yield _hit(segment, figure.start, figure.end, f"{values[0]:.10g}{figure.own}")


def _words(figure: Figure) -> str:
    return figure.clause + "，" + figure.noun


_ROWS = Pattern(
    rf"(?:[上下]表|表[中内])(?:所列|列出|列明|中)?的?{SAID}(?P<kind>[个项家名处条所类种座支]){HAN}|{SAID.replace('said', 'also')}(?P<its>[个项家名处条所类种座支]){HAN}{{1,8}}(?:如下表|见[下附]表|列于下表)"
)


def _row_count(segment: Segment, grid: Grid) -> Iterator[Hit]:
    rows = [row for row in grid.rows if not is_total(row)]
    names = [label(row[0]) for row in rows]
    if "" in names or len({*names}) < len(names):
        return
    for found in _ROWS.finditer(segment.text):
        group = "said" if found["said"] else "also"
        said = number(found[group])
        if 1 < said != len(rows):
            kind = found["kind"] or found["its"]
            start = found.start(group)
            yield _hit(segment, start, start + len(found[group] + kind), f"{len(rows)}{kind}")


RULES: Final = (Rule("P430", "table-and-text", ARITHMETIC, sheet=table_and_text),)
