"""Tables → cells that break what the other rows keep: 计划、完成、完成率; 本年、上年、增长; 应到、实到、缺席."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import permutations
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import decimal
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import Grid, Hit, Segment, Sheet, label

_CELL = Pattern(r"(?P<value>[+＋−-]?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d\s.]{0,4})$")
# columns and rows looked at: a relation is asked of every three columns
_MOST_COLUMNS: Final = 8
_MOST_ROWS: Final = 60


def _value(cell: Segment | None) -> tuple[float, int] | None:
    """(what a cell says, its decimal places)."""
    found = _CELL.match(label(cell))
    return decimal(found["value"].replace("−", "-").replace("＋", "+")) if found else None


def _growth(now: float, then: float) -> float | None:
    return 100 * (now - then) / then if then else None


def _share(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole and 0 <= part <= 1.5 * whole else None


def _difference(first: float, second: float) -> float | None:
    return first - second


_RELATIONS: Final[Mapping[Callable[[float, float], float | None], Pattern]] = {
    _growth: Pattern("增长|增幅|增速|升降|涨幅|同比|环比|增减(?:率|幅|[（(]?[%％])"),
    _share: Pattern("[^长速]率|占比|比重|比例|进度|完成度"),
    _difference: Pattern(
        "增减(?!率|幅|[（(]?[%％])|增加|减少|剩余|结余|余额|缺|差|未|尚|不合格|欠|还剩|净|待"
    ),
}
_EITHER: Final = 2


def table_relations(sheet: Sheet) -> Iterator[Hit]:
    """A cell that is not what its row's other cells make, as its head says and the other rows keep to."""
    for grid in sheet.grids:
        if grid.head and grid.columns <= _MOST_COLUMNS and len(grid.rows) <= _MOST_ROWS:
            yield from _broken(grid)


def _broken(grid: Grid) -> Iterator[Hit]:
    heads = [label(cell) for cell in grid.head[-1]]
    for column, head in enumerate(heads):
        for relation, named in _RELATIONS.items():
            if column and named.search(head) and (found := _kept(grid, column, relation)):
                cell, made = found
                params = {"sum": made, "total": cell.text.strip()}
                yield Hit(
                    cell,
                    0,
                    len(cell.text),
                    params=params,
                    level=None if len(grid.rows) > _EITHER else Level.HINT,
                )
                return


def _kept(
    grid: Grid, column: int, relation: Callable[[float, float], float | None]
) -> tuple[Segment, str] | None:
    """The one cell of a column that breaks what two other columns make of it in all other rows."""
    best: list[tuple[int, Segment, str]] = []
    rows = [[_value(cell) for cell in row] for row in grid.rows]
    for first, second in permutations([each for each in range(1, grid.columns) if each != column], 2):
        kept, broken = 0, list[tuple[Segment, str]]()
        for row, values in zip(grid.rows, rows, strict=True):
            one, other, said, cell = values[first], values[second], values[column], row[column]
            if cell is None or one is None or other is None or said is None:
                continue
            made = relation(one[0], other[0])
            if made is None:
                break
            places = max(one[1], other[1]) if relation is _difference else said[1]
            signed = abs(said[0]) if "-" not in cell.text and "−" not in cell.text else said[0]
            close = min(abs(made - signed), abs(abs(made) - signed)) <= 10.0**-places * 0.51 + 1e-9
            kept += close
            if not close:
                broken.append((cell, f"{made:.{said[1]}f}"))
        else:
            if kept and not broken:
                return None
            if len(broken) == 1 and kept:
                best.append((kept, *broken[0]))
    return max(best, key=lambda each: each[0])[1:] if best else None


RULES: Final = (Rule("P429", "table-relation", ARITHMETIC, sheet=table_relations),)
