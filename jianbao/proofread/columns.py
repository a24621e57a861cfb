"""Tables → totals of columns and rows that do not come out, shares that do not make a hundred, numbers of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import number
from jianbao.proofread.cells import EITHER, Broken, broken_in
from jianbao.proofread.grids import (
    MOST_COLUMNS,
    MOST_ROWS,
    NO_SUM,
    TOTAL,
    cell_hit,
    heads_of,
    is_total,
    numeric,
    sum_fault,
    value_of,
)
from jianbao.proofread.rule import ARITHMETIC, CUSTOM, Pattern, Rule
from jianbao.proofread.view import Grid, Hit, Segment, Sheet, label

# --- totals -----------------------------------------------------------------------------------------------------------------

_SUBTOTAL = Pattern("小计")
_OF_PLACES = Pattern("^全[县市区镇乡村州省校]$")
_OF_TIMES: Final = (
    (
        Pattern("^(?:第?[一二三四]季度|上半年|下半年|前三季度|全年)$"),
        Pattern("^(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月份?$"),
    ),
    (Pattern("^(?:上半年|下半年|前三季度|全年)$"), Pattern("^第?[一二三四1-4]季度$")),
    (Pattern("^全年$"), Pattern("^[上下]半年$")),
)
_SHARE = Pattern("占比|比重|比例|构成|所占")
_FULL: Final = 100.0


def table_totals(sheet: Sheet) -> Iterator[Hit]:
    """合计, 小计, 全年 that their rows or columns do not make; shares that do not make 100."""
    for grid in sheet.grids:
        shares = [*_shares(grid)]
        # where a row and its column do not come out, the cell that is in both is told, here or by `table_relations`
        wrong = {
            column
            for column in range(grid.columns)
            for row in grid.rows
            for hit in shares
            if hit.segment is row[column]
        }
        wrong |= {culprit.column for culprit in [_culprit(grid)] if culprit}
        own = {id(row[column]) for row in grid.rows for column in wrong}
        told = [hit for rule in (_columns, _rows) for hit in rule(grid) if id(hit.segment) not in own]
        yield from shares
        yield from _crossed(grid, told) or told


def _crossed(grid: Grid, told: Sequence[Hit]) -> list[Hit]:
    """Of a column's total and a row's that are off by as much: the one cell that would mend both."""
    if len(told) != EITHER:
        return []
    places = {id(cell): (at, column) for at, row in enumerate(grid.rows) for column, cell in enumerate(row)}
    (below, column), (row, beside) = (places[id(hit.segment)] for hit in told)
    off = [float(str(hit.params["sum"])) - (numeric(hit.segment) or 0.0) for hit in told]
    if below == row or column == beside:
        # a total of the one that is a part of the other
        return [told[column == beside]] if abs(off[0] + off[1]) < _TINY else []
    cell, value = grid.rows[row][column], value_of(grid.rows[row][column])
    if abs(off[0] - off[1]) > _TINY or cell is None or value is None:
        return []
    return [cell_hit(cell, f"{value.value - off[0]:.{value.places}f}")]


_TINY: Final = 1e-6


def _culprit(grid: Grid) -> Broken | None:
    """The cell that both its row and the total of its column contradict."""
    broken = (
        broken_in(grid)
        if grid.head and grid.columns <= MOST_COLUMNS and len(grid.rows) <= MOST_ROWS
        else None
    )
    return broken if broken and broken.crossed else None


def _columns(grid: Grid) -> Iterator[Hit]:
    rows, heads = grid.rows, heads_of(grid)
    totals = [index for index, row in enumerate(rows) if is_total(row)]
    grand = [index for index in totals if not any(_SUBTOTAL.search(label(cell)) for cell in rows[index][:2])]
    if not totals:
        yield from _unnamed_total(grid, heads)
        return
    if totals == [0] and not grand and len(rows) > 2:
        # 小计 over the rows that it adds up
        grand = totals
    if len(grand) > 1:
        return
    below = {*totals}.difference(grand)
    for column in range(1, grid.columns):
        share = bool(_SHARE.search(heads[column]))
        if NO_SUM.search(heads[column]) and not share:
            continue
        block: list[Segment | None] = []
        every: list[Segment | None] = []
        for index, row in enumerate(rows):
            if index in below:
                yield from sum_fault(row[column], block)
                block = []
            elif index not in grand and not label(row[0]).startswith("其中"):
                block.append(row[column])
                every.append(row[column])
        for index in grand:
            for hit in sum_fault(rows[index][column], every, share=share):
                # all of it is a hundred, whatever its parts are
                last, said = every[-1], value_of(every[-1])
                if share and numeric(hit.segment) == _FULL and last and said:
                    rest = said.value + _FULL - float(str(hit.params["sum"]))
                    yield cell_hit(last, f"{rest:.{said.places}f}", hit.level)
                else:
                    yield hit


def _unnamed_total(grid: Grid, heads: Sequence[str]) -> Iterator[Hit]:
    """全年 below four quarters, 全镇 below its villages: where one column comes out, or there is but one."""
    names = [label(row[0]) for row in grid.rows]
    if len(names) < 3:
        return
    columns = [
        each
        for each in range(1, grid.columns)
        if not NO_SUM.search(heads[each]) and value_of(grid.rows[-1][each])
    ]
    of_time = next(
        (
            parts
            for total, parts in _OF_TIMES
            if total.search(names[-1]) and all(map(parts.search, names[:-1]))
        ),
        None,
    )
    if not columns or not (of_time or _OF_PLACES.search(names[-1])):
        return
    faults = {
        each: list(sum_fault(grid.rows[-1][each], [row[each] for row in grid.rows[:-1]])) for each in columns
    }
    for found in faults.values():
        if len(columns) == 1 or not all(faults.values()):
            yield from found


_SUMS = Pattern("^(?:合计|总计|共计|小计|总数|总分|总成绩|总人数|总户数|总和)(?:[（(].{1,6}[）)])?$")


def _rows(grid: Grid) -> Iterator[Hit]:
    """The column 合计, 总分 or 上半年 against the figures of its row."""
    heads = heads_of(grid)
    if len(grid.head) != 1 or "其中" in "".join(heads):
        return
    for column, head in enumerate(heads):
        others = [
            each
            for each in range(1, grid.columns)
            if each != column and not NO_SUM.search(heads[each].replace("得分", ""))
        ]
        if _SUMS.search(head):
            after = [each for each in others if each > column]
            chosen = after if column <= 1 and len(after) >= 2 else [each for each in others if each < column]
        else:
            chosen = []
            for total, parts in _OF_TIMES:
                own = [each for each in others if each < column and parts.search(heads[each])]
                chosen = own if total.search(head) and len(own) > 1 else chosen
        if len(chosen) < 2:
            continue
        faults = [list(sum_fault(row[column], [row[each] for each in chosen])) for row in grid.rows]
        # scores may be weighed, and then none comes out
        if TOTAL.search(head) or not all(faults):
            for found in faults:
                yield from found


def _shares(grid: Grid) -> Iterator[Hit]:
    """Shares against the column of values before them, 54 of 120 is 45 %; without such a column, against a hundred."""
    heads = heads_of(grid)
    totals = [row for row in grid.rows if is_total(row)]
    rows = [row for row in grid.rows if not is_total(row)]
    for column in range(1, grid.columns):
        if not _SHARE.search(heads[column]) or len(rows) < 2 or len(totals) > 1:
            continue
        if column > 1 and not NO_SUM.search(heads[column - 1]):
            whole = value_of(totals[0][column - 1]) if totals else None
            yield from _shares_of(rows, whole.value if whole else None, column)
        elif not totals:
            shares = [value_of(row[column]) for row in rows]
            made = sum(each.value for each in shares if each)
            last = rows[-1][column]
            if last and all(shares) and _FULL + 0.1 * len(shares) + 0.4 < made < 1.3 * _FULL:
                yield cell_hit(last, f"{made:.6g}%", Level.HINT)


def _shares_of(rows: Sequence[tuple[Segment | None, ...]], whole: float | None, column: int) -> Iterator[Hit]:
    """Each share that is not that of the value before it; the value, where its share and the total say the same of it."""
    values = [value_of(row[column - 1]) for row in rows]
    made = sum(each.value for each in values if each)
    every = whole or made
    off = [
        (row, value.value, share.value)
        for row, value in zip(rows, values, strict=True)
        if every and value and (share := value_of(row[column]))
        if abs(100 * value.value / every - share.value) > 0.5 * 10.0**-share.places + 0.3
    ]
    for row, has, said in off if whole or len(off) == 1 < len(rows) else ():
        right = said * every / _FULL
        crossed = whole and len(off) == 1 and abs(made - has + right - whole) <= _ROUNDED * whole
        cell = row[column - 1] if crossed else row[column]
        if cell is not None:
            yield cell_hit(cell, f"{right:.6g}" if crossed else f"{_FULL * has / every:.1f}")


_ROUNDED: Final = 0.006


# --- numbers of rows ----------------------------------------------------------------------------------------------------------

_NUMBERING = Pattern("^(?:序号|编号|号|次序|顺序)$")
_RANKS = Pattern("^(?:名次|排名|位次)$")
_NUMBER = Pattern("^[（(]?(?P<n>\\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.]?$")


def table_numbers(sheet: Sheet) -> Iterator[Hit]:
    """序号 that does not count on: 1, 2, 2, 4."""
    for grid in sheet.grids:
        heads = heads_of(grid)
        if grid.head and _NUMBERING.search(label(grid.head[-1][0])):
            yield from _numbering([row[0] for row in grid.rows])
        elif heads and _RANKS.search(heads[0]):
            yield from _numbering([row[0] for row in grid.rows], ties=True)


def _numbering(cells: Sequence[Segment | None], *, ties: bool = False) -> Iterator[Hit]:
    numbered = [
        (cell, number(found["n"]))
        for cell in cells
        if cell is not None and (found := _NUMBER.search(label(cell)))
    ]
    for at, ((_, before), (cell, value)) in enumerate(pairwise(numbered), 1):
        tie = ties and (value == before or value == at + 1)
        if value not in (before + 1, 1) and not tie:
            yield Hit(cell, 0, len(cell.text), params={"expected": before + 1})
            return


RULES: Final = (
    Rule("P417", "table-total", ARITHMETIC, sheet=table_totals),
    Rule("P422", "table-number", CUSTOM, sheet=table_numbers),
)
