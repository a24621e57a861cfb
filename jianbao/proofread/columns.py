"""Tables → totals of columns and rows that do not come out, shares that do not make a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.grids import (
    NO_SUM,
    TOTAL,
    cell_hit,
    heads_of,
    is_total,
    numeric,
    sum_fault,
    value_of,
)
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import Grid, Hit, Segment, Sheet, label

_SUBTOTAL = Pattern("小计")
_SHARE = Pattern("占比|比重|比例|构成|所占")
_FULL: Final = 100.0


def table_totals(sheet: Sheet) -> Iterator[Hit]:
    """合计, 小计 that their rows or columns do not make; shares that do not make 100."""
    for grid in sheet.grids:
        shares = [*_shares(grid)]
        yield from shares
        told = {id(hit.segment) for hit in shares}
        yield from _columns(
            grid, {at for row in grid.rows for at, cell in enumerate(row) if id(cell) in told}
        )
        yield from _rows(grid)


def _columns(grid: Grid, told: AbstractSet[int]) -> Iterator[Hit]:
    """Totals of the columns but for those whose shares are told of."""
    rows, heads = grid.rows, heads_of(grid)
    totals = [index for index, row in enumerate(rows) if is_total(row)]
    grand = [index for index in totals if not any(_SUBTOTAL.search(label(cell)) for cell in rows[index][:2])]
    if not totals or len(grand) > 1:
        return
    below = {*totals}.difference(grand)
    for column in (each for each in range(1, grid.columns) if each not in told):
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


_SUMS = Pattern("^(?:合计|总计|共计|小计|总数|总分|总成绩|总人数|总户数|总和)(?:[（(].{1,6}[）)])?$")


def _rows(grid: Grid) -> Iterator[Hit]:
    """The column 合计 or 总分 against the figures of its row."""
    heads = heads_of(grid)
    if len(grid.head) != 1 or "其中" in "".join(heads):
        return
    for column, head in enumerate(heads):
        others = [
            each
            for each in range(1, grid.columns)
            if each != column and not NO_SUM.search(heads[each].replace("得分", ""))
        ]
        before = [each for each in others if each < column]
        chosen = others if column <= 1 else before
        if not _SUMS.search(head) or len(chosen) < 2:
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


RULES: Final = (Rule("P417", "table-total", ARITHMETIC, sheet=table_totals),)
