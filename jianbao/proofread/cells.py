"""Tables → cells that their row's other cells contradict: 计划、完成、完成率, 单价、数量、金额, sums, means and what adds up from row to row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.grids import (
    MOST_COLUMNS,
    MOST_ROWS,
    NO_SUM,
    Value,
    cell_hit,
    heads_of,
    is_total,
    sum_fault,
    value_of,
)
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import Grid, Hit, Segment, Sheet


class Broken(NamedTuple):
    """A cell that its row contradicts: where it stands, what it should be, and whether its column contradicts it too."""

    cell: Segment
    made: str
    column: int
    crossed: bool


def _growth(now: float, then: float) -> float | None:
    return 100 * (now - then) / then if then else None


def _share(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole and 0 <= part <= 1.5 * whole else None


def _difference(first: float, second: float) -> float | None:
    return first - second


def _product(first: float, second: float) -> float | None:
    return first * second


def _quotient(first: float, second: float) -> float | None:
    return first / second if second else None


_RELATIONS: Final[Mapping[Callable[[float, float], float | None], Pattern]] = {
    _growth: Pattern("增长|增幅|增速|升降|涨幅|同比|环比|增减(?:率|幅|[（(]?[%％])"),
    _share: Pattern("[^长速]率|占(?!地)|比重|比例|进度|完成度"),
    _difference: Pattern(
        "增减(?!率|幅|[（(]?[%％])|增加|减少|剩余|结余|余额|缺|差|未|尚|不合格|欠|还剩|净|待|盈|利润|结转|空|存案|结存|库存|在办|在建|在册|流失|变化|变动"
    ),
    _product: Pattern("金额|总价|总额|小计|合计|产值|总产|产量|费用|收入|资金|投资|总量|应付|补贴"),
    _quotient: Pattern("均|密度|单产|单价|亩产|每"),
}
_ADDED: Final = (_difference, _product)
# what a product or a quotient may be written in: 元 and 万元, 公斤 and 吨
_SCALES: Final = (1.0, 1e-4, 1e4, 1e-3, 1e3)
_LABELS = Pattern("^(?:序号|编号|号|年份|年度|名次|排名|电话|备注)$")
EITHER: Final = 2


def table_relations(sheet: Sheet) -> Iterator[Hit]:
    """A cell that is not what its row's other cells make, as its head says and the other rows keep to."""
    for grid in sheet.grids:
        if grid.head and grid.columns <= MOST_COLUMNS and len(grid.rows) <= MOST_ROWS:
            if broken := broken_in(grid):
                sure = len(grid.rows) > EITHER or broken.crossed
                yield cell_hit(broken.cell, broken.made, None if sure else Level.HINT)
            yield from _over_whole(grid)


def broken_in(grid: Grid) -> Broken | None:
    """The one cell of a table that breaks what the other rows keep to, as the heads say; None for none."""
    heads = heads_of(grid)
    for relation, named in _RELATIONS.items():
        for column, head in enumerate(heads):
            if named.search(head) and (found := _kept(grid, heads, column, relation)):
                return found
    return None


def _kept(
    grid: Grid, heads: Sequence[str], column: int, relation: Callable[[float, float], float | None]
) -> Broken | None:
    """The one cell of a column that breaks what two other columns make of it in all other rows."""
    best: list[tuple[int, int, str, tuple[int, int, int]]] = []
    usable = [each for each in range(grid.columns) if each != column and not _LABELS.search(heads[each])]
    rows = [[value_of(cell) for cell in row] for row in grid.rows]
    scales = _SCALES if relation in (_product, _quotient) else _SCALES[:1]
    # what has fallen grows by less than nothing, unless the head says 降幅
    signed = bool(
        _SIGNED.search(heads[column]) or (relation is _growth and not _FALLEN.search(heads[column]))
    )
    for first, second in permutations(usable, 2):
        for scale in scales:
            kept, broken = 0, list[tuple[int, str]]()
            for index, values in enumerate(rows):
                one, other, said = values[first], values[second], values[column]
                if one is None or other is None or said is None:
                    continue
                made = relation(one.value, other.value)
                if made is None:
                    break
                made *= scale
                off = (
                    [abs(made - said.value)]
                    if signed
                    else [abs(made - said.value), abs(abs(made) - said.value)]
                )
                close = min(off) <= _slack(relation, one, other, said, made)
                kept += close
                if not close:
                    broken.append((index, f"{made:.{said.places}f}"))
            else:
                if kept and not broken:
                    return None
                if len(broken) == 1 and kept:
                    best.append((kept, *broken[0], (column, first, second)))
    if not best:
        return None
    _, row, made_it, columns = max(best, key=lambda each: each[0])
    # rates are not added up
    crossed = [each for each in columns if (each != column or relation in _ADDED) and _off_total(grid, each)]
    if len(crossed) == 1 and crossed[0] != column:
        made_it = "…"
    at = crossed[0] if len(crossed) == 1 else column
    cell = grid.rows[row][at]
    return Broken(cell, made_it, at, len(crossed) == 1) if cell is not None else None


def _off_total(grid: Grid, column: int) -> bool:
    """Whether the rows of a column do not make its total."""
    totals = [row for row in grid.rows if is_total(row)]
    parts = [row[column] for row in grid.rows if not is_total(row)]
    return len(totals) == 1 and any(sum_fault(totals[0][column], parts))


# a fall is written with its sign
_SIGNED = Pattern("增减|升降")
_FALLEN = Pattern("降|减")


def _slack(relation: object, one: Value, other: Value, said: Value, made: float) -> float:
    """How far what is said may be off what two others make of it."""
    if relation is _difference:
        return 10.0 ** -max(one.places, other.places) * 0.51 + 1e-9
    slack = 10.0**-said.places * 0.51 + 1e-9
    if relation is _product:
        return abs(made) * (one.slack / (abs(one.value) or 1) + other.slack / (abs(other.value) or 1)) + (
            slack if said.places else 1e-6
        )
    return slack


_WHOLES: Final = (
    ("隐患", "整改"), ("问题", "整改"), ("问题", "销号"), ("发现", "处置"), ("应", "实"), ("参加", "合格"), ("总数", "已"), ("应到", "实到"), ("受理", "办结"), ("应参", "已参"), ("应参", "实参"), ("应检", "合格"), ("抽检", "合格"), ("应办", "已办"), ("发现", "整改"), ("总户数", "其中"),
)  # fmt: skip


def _over_whole(grid: Grid) -> Iterator[Hit]:
    """其中女党员 61 of 54; 办结 22 of 20: a part that is more than its whole, in one row alone."""
    heads = heads_of(grid)
    for whole, part in permutations(range(grid.columns), 2):
        named = any(one in heads[whole] and other in heads[part] for one, other in _WHOLES)
        within = whole + 1 == part and heads[part].startswith("其中")
        if not (named or within) or NO_SUM.search(heads[part]) or NO_SUM.search(heads[whole]):
            continue
        over = [
            (row[part], most.value)
            for row in grid.rows
            if (most := value_of(row[whole])) and (own := value_of(row[part])) and own.value > most.value
        ]
        if len(over) == 1 < len(grid.rows) and over[0][0] is not None:
            yield cell_hit(over[0][0], f"≤{over[0][1]:g}")


RULES: Final = (Rule("P429", "table-relation", ARITHMETIC, sheet=table_relations),)
