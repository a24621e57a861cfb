"""Tables → cells that the others contradict: totals of columns and rows, shares, 计划、完成、完成率, 单价、数量、金额."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, permutations
from operator import mul, sub
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import decimal
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import Grid, Hit, Segment, Sheet, label

_CELL = Pattern(r"(?P<value>[+＋−-]?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d\s.]{0,4})$")
_EMPTY: Final = ("", "—", "-", "－", "/", "–", "——", "无")
_TOTAL = Pattern(
    "^(?:[合总共小累]计|总[和数分]|总成绩|总人数|总户数|全[县市区镇乡村州省校](?:[合总共小]计)|平?均?合计)(?:[（(].{1,6}[）)])?$"
)
_SUBTOTAL = Pattern("小计")
_SCORE = Pattern("分|成绩")
_NO_SUM = Pattern(
    "率|比重|占(?!地)|比例|增长|增速|增幅|增减|同比|环比|排名|名次|位次|序号|编号|均|单价|价格|年份|年龄|评分|指数|[%％‰]|时间|日期|电话|进度|密度|限额|标准|库容系数|单产|[亩株头]产"
)
_FULL: Final = 100.0

_Row = tuple[Segment | None, ...]


class Value(NamedTuple):
    """What a cell says, and one of the last place that it is written with."""

    value: float
    last: float


def value_of(cell: Segment | None) -> Value | None:
    """The number that a cell says; None where it says none."""
    found = _CELL.match(label(cell))
    if found is None:
        return None
    value, places = decimal(found["value"].replace("−", "-").replace("＋", "+"))
    return Value(value, 10.0**-places)


def _hit(cell: Segment, made: str, level: Level | None = None) -> Hit:
    """The finding that a cell should say what the others make."""
    return Hit(cell, 0, len(cell.text), params={"sum": made, "total": cell.text.strip()}, level=level)


def _heads(grid: Grid) -> list[str]:
    """The words over each column, of all rows of the head."""
    return ["".join(label(row[column]) for row in grid.head) for column in range(grid.columns)]


def _is_total(row: _Row) -> bool:
    return any(_TOTAL.search(label(cell)) for cell in row[:2])


def _parts(grid: Grid) -> list[_Row]:
    """The rows that totals are of."""
    return [row for row in grid.rows if not _is_total(row) and not label(row[0]).startswith("其中")]


# --- totals -------------------------------------------------------------------------------------------------------------


def _sum_fault(total: Segment | None, parts: Sequence[Segment | None]) -> Iterator[Hit]:
    """The finding that a total is not what its parts make; a hint where rounding may make that."""
    said, values = value_of(total), [*map(value_of, parts)]
    known = [value for value in values if value is not None]
    # a cell that holds a dash or nothing counts for nothing; one that holds words makes the column none to add up
    words = len(known) + sum(label(part) in _EMPTY for part in parts) < len(parts)
    if total is None or said is None or len(known) < 2 or words:
        return
    made = sum(each.value for each in known)
    off = abs(made - said.value) - 1e-6
    decimals = min(each.last for each in (*known, said)) < 1
    if off > (sum(each.last for each in (*known, said)) / 2 if decimals else 0):
        yield _hit(total, f"{made:.12g}")
    elif off > said.last / 2 and said.value != _FULL:
        yield _hit(total, f"{made:.12g}", Level.HINT)


def table_totals(sheet: Sheet) -> Iterator[Hit]:
    """合计, 小计 that their rows or columns do not make; serial numbers that skip one."""
    for grid in sheet.grids:
        heads = _heads(grid)
        usable = [at for at, head in enumerate(heads) if at and not _NO_SUM.search(head)]
        for column in usable:
            yield from _of_column(grid, column)
        if len(grid.head) == 1 and "其中" not in "".join(heads):
            for column, head in enumerate(heads):
                parts = [each for each in usable if each < column or column <= 1 < each]
                faults = [[*_sum_fault(row[column], [row[at] for at in parts])] for row in grid.rows]
                # scores may be weighed, and then none comes out
                weighed = _SCORE.search(head) and all(faults)
                if _TOTAL.search(head) and not (weighed or head.startswith("累计")):
                    yield from chain.from_iterable(faults)


def _of_column(grid: Grid, column: int) -> Iterator[Hit]:
    """小计 against the rows since the one before, 合计 against all rows."""
    totals, parts = [row for row in grid.rows if _is_total(row)], _parts(grid)
    grand = [row for row in totals if not any(_SUBTOTAL.search(label(cell)) for cell in row[:2])]
    block: list[Segment | None] = []
    for row in grid.rows if len(grand) < 2 else ():
        if row in parts:
            block.append(row[column])
        elif row in grand:
            yield from _sum_fault(row[column], [part[column] for part in parts])
        elif row in totals:
            yield from _sum_fault(row[column], block)
            block = []


# --- what the cells of a row make ---------------------------------------------------------------------------------------

_Relation = Callable[[float, float], float]


def _growth(now: float, then: float) -> float:
    return 100 * (now - then) / then


def _share(part: float, whole: float) -> float:
    return 100 * part / whole


# shares of a whole that all rows together are
_OF_ALL = Pattern("占比|比重|比例|构成|所占")
# what the head of a column says → what two others make of it
_RELATIONS: Final[tuple[tuple[Pattern, _Relation], ...]] = (
    (Pattern("增长|增幅|增速|升降|涨幅|同比|环比|增减(?:率|幅|[（(]?[%％])"), _growth),
    (Pattern("[^长速]率|占(?!地)|比重|比例|构成|进度|完成度"), _share),
    (
        Pattern(
            "增减(?!率|幅|[（(]?[%％])|增加|减少|剩余|结余|余额|缺|差|未|尚|不合格|欠|还剩|净|待|盈|利润|结转|空|存案|结存|库存|在办|在建|在册|流失|变化|变动"
        ),
        sub,
    ),
    (Pattern("金额|总价|总额|小计|合计|产值|总产|产量|费用|收入|资金|投资|总量|应付|补贴"), mul),
)
_LABELS = Pattern("^(?:序号|编号|号|年份|年度|名次|排名|电话|备注)$")
_FALLEN = Pattern("(?<!升)降|(?<!增)减")
# columns and rows looked at: a relation is asked of every three columns
_MOST_COLUMNS, _MOST_ROWS = 8, 60
# how far rounding may move a number, in its last place; shares are made to be a hundred
_ROUNDED, _ADJUSTED = 0.51, 0.3


def table_relations(sheet: Sheet) -> Iterator[Hit]:
    """A cell that is not what its row's other cells make, as its head says and the other rows keep to."""
    for grid in sheet.grids:
        if grid.columns <= _MOST_COLUMNS and len(grid.rows) <= _MOST_ROWS:
            heads = _heads(grid)
            broken = (
                hit
                for column, head in enumerate(heads)
                for named, relation in _RELATIONS
                if named.search(head)
                for hit in _broken(grid, heads, column, relation)
            )
            yield from islice(chain(broken, _of_hundred(grid, heads)), 1)


def _broken(grid: Grid, heads: Sequence[str], column: int, relation: _Relation) -> Iterator[Hit]:
    """The one cell of a column that breaks what two other columns make of it in all other rows."""
    usable = [each for each in range(grid.columns) if each != column and not _LABELS.search(heads[each])]
    values = [[value_of(row[each]) for row in grid.rows] for each in range(grid.columns)]
    pairs = [(one, other, values[other]) for one, other in permutations(usable, 2)]
    if relation is _share and _OF_ALL.search(heads[column]):
        pairs += [(each, each, [_whole(grid, each)] * len(grid.rows)) for each in usable]
    best: tuple[int, int, float, int, int] | None = None
    for one, other, wholes in pairs:
        kept, broken = 0, list[tuple[int, float]]()
        for index, (first, second, said) in enumerate(zip(values[one], wholes, values[column], strict=True)):
            if first and second and said and second.value:
                made = relation(first.value, second.value)
                made = abs(made) if _FALLEN.search(heads[column]) else made
                slack = _ROUNDED * said.last + (_ADJUSTED if relation is _share else 0)
                if abs(made - said.value) <= slack:
                    kept += 1
                else:
                    broken.append((index, made))
        if kept and not broken:
            return
        if len(broken) == 1 and kept > (best[0] if best else 0):
            best = (kept, *broken[0], one, other)
    if best is not None:
        kept, index, made, one, other = best
        # what does not make its own total is wrong itself
        off = [each for each in {one, other} if _is_off(grid, each)]
        cell = grid.rows[index][off[0] if len(off) == 1 else column]
        said = values[column][index]
        if cell and said:
            shown = "…" if len(off) == 1 else f"{round(made / said.last) * said.last:g}"
            yield _hit(cell, shown, None if kept > 1 or off else Level.HINT)


def _whole(grid: Grid, column: int) -> Value | None:
    """What a column adds up to by its total, or without one by its cells."""
    totals = [value_of(row[column]) for row in grid.rows if _is_total(row)]
    made = sum(each.value for row in _parts(grid) if (each := value_of(row[column])))
    return totals[0] if len(totals) == 1 else Value(made, 1.0) if not totals else None


def _is_off(grid: Grid, column: int) -> bool:
    """Whether the rows of a column do not make its total."""
    return any(_of_column(grid, column))


def _of_hundred(grid: Grid, heads: Sequence[str]) -> Iterator[Hit]:
    """Shares that are not a hundred, as their total says: the last of them, which is what the others leave."""
    for column in (at for at, head in enumerate(heads) if _OF_ALL.search(head)):
        cells = [row[column] for row in _parts(grid)]
        values, total = [*map(value_of, cells)], _whole(grid, column)
        off = sum(each.value for each in values if each) - _FULL
        last = values[-1] if values and all(values) else None
        if total and total.value == _FULL and abs(off) > _ROUNDED and last and cells[-1]:
            yield _hit(cells[-1], f"{last.value - off:g}")


RULES: Final = (
    Rule("P417", "table-total", ARITHMETIC, sheet=table_totals),
    Rule("P429", "table-relation", ARITHMETIC, sheet=table_relations),
)
