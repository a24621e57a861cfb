"""Tables → what their cells, heads and rows say: numbers, totals and the columns that are not to be added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import decimal
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Grid, Hit, Segment, label

_CELL = Pattern(r"(?P<value>[+＋−-]?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d\s.]{0,4})$")
_EMPTY: Final = ("", "—", "-", "－", "/", "–", "——", "无")
# columns and rows looked at: a relation is asked of every three columns
MOST_COLUMNS: Final = 8
MOST_ROWS: Final = 60


class Value(NamedTuple):
    """What a cell says, and how far rounding may have moved it."""

    value: float
    places: int

    @property
    def slack(self) -> float:
        """Half of the last place that is written; whole numbers are exact."""
        return 0.5 * 10.0**-self.places if self.places else 0.0


def value_of(cell: Segment | None) -> Value | None:
    """The number that a cell says and its decimal places; None where it says none."""
    found = _CELL.match(label(cell))
    return Value(*decimal(found["value"].replace("−", "-").replace("＋", "+"))) if found else None


def numeric(cell: Segment | None) -> float | None:
    """The number that a cell says; None where it says none."""
    found = value_of(cell)
    return found.value if found else None


def cell_hit(cell: Segment, made: str, level: Level | None = None) -> Hit:
    """The finding that a cell should say what the others make."""
    return Hit(cell, 0, len(cell.text), params={"sum": made, "total": cell.text.strip()}, level=level)


def heads_of(grid: Grid) -> list[str]:
    """The words over each column, of all rows of the head."""
    return ["".join(label(row[column]) for row in grid.head) for column in range(grid.columns)]


TOTAL = Pattern(
    "^(?:合计|总计|共计|小计|总和|总数|累计|全[县市区镇乡村州省校](?:合计|总计|小计|共计)|平?均?合计)(?:[（(].{1,6}[）)])?$"
)
NO_SUM = Pattern(
    "率|比重|占(?!地)|比例|增长|增速|增幅|增减|同比|环比|排名|名次|位次|序号|编号|均|单价|价格|年份|年龄|得分|评分|指数|[%％‰]|时间|日期|电话|进度|密度|限额|标准|库容系数|单产"
)


def is_total(row: Sequence[Segment | None]) -> bool:
    """Whether a row is a total of others: 合计, 小计."""
    return any(TOTAL.search(label(cell)) for cell in row[:2])


# units of the last place that rounding moves the sum of a few numbers by
_ROUNDED: Final = 0.5
_FEW: Final = 8


def sum_fault(
    total: Segment | None, parts: Sequence[Segment | None], *, share: bool = False
) -> Iterator[Hit]:
    """The finding that a total is not what its parts make; `share` = what rounding moves is more."""
    said, values = value_of(total), [value_of(part) for part in parts]
    # a cell that holds a dash or nothing counts for nothing; one that holds words makes the column none to add up
    known = [value for value in values if value is not None]
    words = any(
        value is None and label(part) not in _EMPTY for part, value in zip(parts, values, strict=True)
    )
    if total is None or said is None or len(known) < 2 or words:
        return
    made = sum(each.value for each in known)
    decimals = any(each.places for each in (*known, said))
    slack = sum(0.5 * 10.0**-each.places for each in (*known, said)) if decimals else 0
    off = abs(made - said.value) - 1e-6
    if off > max(slack, 0.5 if share else 0):
        yield cell_hit(total, f"{made:.12g}")
    elif off > _ROUNDED * 10.0**-said.places and not share and len(known) <= _FEW:
        yield cell_hit(total, f"{made:.12g}", Level.HINT)
