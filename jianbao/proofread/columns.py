"""Tables → cells that break what the other ones keep: totals of columns and rows, 计划、完成、完成率, 单价、数量、金额, numbers of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, permutations
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import decimal, number
from jianbao.proofread.rule import ARITHMETIC, CUSTOM, Pattern, Rule
from jianbao.proofread.view import Grid, Hit, Segment, Sheet, label

_CELL = Pattern(r"(?P<value>[+＋−-]?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d\s.]{0,4})$")
_EMPTY: Final = ("", "—", "-", "－", "/", "–", "——", "无")
# columns and rows looked at: a relation is asked of every three columns
_MOST_COLUMNS: Final = 8
_MOST_ROWS: Final = 60


class _Value(NamedTuple):
    """What a cell says, and how far rounding may have moved it."""

    value: float
    places: int

    @property
    def slack(self) -> float:
        """Half of the last place that is written; whole numbers are exact."""
        return 0.5 * 10.0**-self.places if self.places else 0.0


def _value(cell: Segment | None) -> _Value | None:
    found = _CELL.match(label(cell))
    return _Value(*decimal(found["value"].replace("−", "-").replace("＋", "+"))) if found else None


def _hit(cell: Segment, made: str, level: Level | None = None) -> Hit:
    return Hit(cell, 0, len(cell.text), params={"sum": made, "total": cell.text.strip()}, level=level)


def _heads(grid: Grid) -> list[str]:
    """The words over each column, of all rows of the head."""
    return ["".join(label(row[column]) for row in grid.head) for column in range(grid.columns)]


# --- totals -----------------------------------------------------------------------------------------------------------------

_TOTAL = Pattern(
    "^(?:合计|总计|共计|小计|总和|总数|累计|全[县市区镇乡村州省校](?:合计|总计|小计|共计)|平?均?合计)(?:[（(].{1,6}[）)])?$"
)
_SUBTOTAL = Pattern("小计")
_OF_PLACES = Pattern("^全[县市区镇乡村州省校]$")
_OF_TIMES: Final = (
    (Pattern("^(?:第?[一二三四]季度|上半年|下半年|前三季度|全年)$"), Pattern("^\\d{1,2}月份?$")),
    (Pattern("^(?:上半年|下半年|前三季度|全年)$"), Pattern("^第?[一二三四1-4]季度$")),
    (Pattern("^全年$"), Pattern("^[上下]半年$")),
)
_NO_SUM = Pattern(
    "率|比重|占比|比例|增长|增速|增幅|增减|同比|环比|排名|名次|位次|序号|编号|均|单价|价格|年份|年龄|得分|评分|指数|[%％‰]|时间|日期|电话|进度|密度|限额|标准|库容系数|单产"
)
_SHARE = Pattern("占比|比重|比例|构成|所占")
_FULL: Final = 100.0


def table_totals(sheet: Sheet) -> Iterator[Hit]:
    """合计, 小计, 全年 that their rows or columns do not make; shares that do not make 100."""
    for grid in sheet.grids:
        # where a row and its column do not come out, the cell that is in both is told by `table_relations`
        culprit = _culprit(grid)
        rest = [hit for rule in (_columns, _rows, _shares) for hit in rule(grid)]
        if culprit is None:
            yield from rest
            continue
        own = [row[culprit.column] for row in grid.rows]
        yield from (hit for hit in rest if not any(hit.segment is cell for cell in own))


class _Broken(NamedTuple):
    """A cell that its row contradicts: where it stands, what it should be, and whether its column contradicts it too."""

    cell: Segment
    made: str
    column: int
    crossed: bool


def _culprit(grid: Grid) -> _Broken | None:
    """The cell that both its row and the total of its column contradict."""
    broken = (
        _broken(grid)
        if grid.head and grid.columns <= _MOST_COLUMNS and len(grid.rows) <= _MOST_ROWS
        else None
    )
    return broken if broken and broken.crossed else None


def _is_total(row: Sequence[Segment | None]) -> bool:
    return any(_TOTAL.search(label(cell)) for cell in row[:2])


def _columns(grid: Grid) -> Iterator[Hit]:
    rows, heads = grid.rows, _heads(grid)
    totals = [index for index, row in enumerate(rows) if _is_total(row)]
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
        if _NO_SUM.search(heads[column]) and not share:
            continue
        block: list[Segment | None] = []
        every: list[Segment | None] = []
        for index, row in enumerate(rows):
            if index in below:
                yield from _sum_fault(row[column], block)
                block = []
            elif index not in grand and not label(row[0]).startswith("其中"):
                block.append(row[column])
                every.append(row[column])
        for index in grand:
            yield from _sum_fault(rows[index][column], every, share=share)


def _unnamed_total(grid: Grid, heads: Sequence[str]) -> Iterator[Hit]:
    """全年 below four quarters, 全镇 below its villages: where one column comes out, or there is but one."""
    names = [label(row[0]) for row in grid.rows]
    if len(names) < 3:
        return
    columns = [
        each
        for each in range(1, grid.columns)
        if not _NO_SUM.search(heads[each]) and _value(grid.rows[-1][each])
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
        each: list(_sum_fault(grid.rows[-1][each], [row[each] for row in grid.rows[:-1]])) for each in columns
    }
    for found in faults.values():
        if len(columns) == 1 or not all(faults.values()):
            yield from found


def _sum_fault(
    total: Segment | None, parts: Sequence[Segment | None], *, share: bool = False
) -> Iterator[Hit]:
    said, values = _value(total), [_value(part) for part in parts]
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
    if abs(made - said.value) > max(slack, 0.5 if share else 0) + 1e-6:
        yield _hit(total, f"{made:.12g}")


_SUMS = Pattern("^(?:合计|总计|共计|小计|总数|总分|总成绩|总人数|总户数|总和)(?:[（(].{1,6}[）)])?$")


def _rows(grid: Grid) -> Iterator[Hit]:
    """The column 合计, 总分 or 上半年 against the figures of its row."""
    heads = _heads(grid)
    if len(grid.head) != 1 or "其中" in "".join(heads):
        return
    for column, head in enumerate(heads):
        others = [
            each
            for each in range(1, grid.columns)
            if each != column and not _NO_SUM.search(heads[each].replace("得分", ""))
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
        faults = [list(_sum_fault(row[column], [row[each] for each in chosen])) for row in grid.rows]
        # scores may be weighed, and then none comes out
        if _TOTAL.search(head) or not all(faults):
            for found in faults:
                yield from found


def _shares(grid: Grid) -> Iterator[Hit]:
    """Shares against the column of values before them, 54 of 120 is 45 %; without such a column, against a hundred."""
    heads = _heads(grid)
    totals = [row for row in grid.rows if _is_total(row)]
    rows = [row for row in grid.rows if not _is_total(row)]
    for column in range(1, grid.columns):
        if not _SHARE.search(heads[column]) or len(rows) < 2 or len(totals) > 1:
            continue
        shares = [_value(row[column]) for row in rows]
        parts = (
            [_value(row[column - 1]) for row in rows]
            if column > 1 and not _NO_SUM.search(heads[column - 1])
            else []
        )
        whole = (_value(totals[0][column - 1]) if totals else None) if parts else None
        sum_of_parts = sum(each.value for each in parts if each)
        all_of_it = whole.value if whole else sum_of_parts
        off = (
            [
                (row[column], 100 * part.value / all_of_it)
                for row, part, share in zip(rows, parts, shares, strict=True)
                if all_of_it
                and part
                and share
                and abs(100 * part.value / all_of_it - share.value) > 0.5 * 10.0**-share.places + 0.3
            ]
            if parts
            else []
        )
        if off and (whole or len(off) == 1 < len(rows)):
            for cell, true in off:
                if cell is not None:
                    yield _hit(cell, f"{true:.1f}")
        elif not parts and not totals and all(shares):
            made = sum(each.value for each in shares if each)
            last = grid.rows[-1][column]
            if last is not None and _FULL + 0.1 * len(shares) + 0.4 < made < 1.3 * _FULL:
                yield _hit(last, f"{made:.6g}%", Level.HINT)


# --- numbers of rows ----------------------------------------------------------------------------------------------------------

_NUMBERING = Pattern("^(?:序号|编号|号|次序|顺序)$")
_RANKS = Pattern("^(?:名次|排名|位次)$")
_SCORES = Pattern("得分|总分|成绩|分数|分值")
_NUMBER = Pattern("^[（(]?(?P<n>\\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.]?$")


def table_numbers(sheet: Sheet) -> Iterator[Hit]:
    """序号 that does not count on: 1, 2, 2, 4; a rank beside a lower score."""
    for grid in sheet.grids:
        heads = _heads(grid)
        if grid.head and _NUMBERING.search(label(grid.head[-1][0])):
            yield from _numbering([row[0] for row in grid.rows])
        ranks = next((each for each, head in enumerate(heads) if _RANKS.search(head)), None)
        scores = next((each for each, head in enumerate(heads) if _SCORES.search(head)), None)
        if ranks is not None and scores is not None:
            yield from _ranking([(row[ranks], row[scores]) for row in grid.rows])
        elif ranks == 0:
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


def _ranking(pairs: Sequence[tuple[Segment | None, Segment | None]]) -> Iterator[Hit]:
    known = [
        (cell, rank.value, score.value)
        for cell, scored in pairs
        if cell and (rank := _value(cell)) and (score := _value(scored))
    ]
    scores = sorted(score for _, _, score in known)
    placed = [(cell, rank, 1 + len(scores) - bisect_right(scores, score)) for cell, rank, score in known]
    wrong = [(cell, place) for cell, rank, place in placed if rank != place]
    if 0 < len(wrong) <= _EITHER < len(known):
        cell, expected = wrong[-1] if len(wrong) == _EITHER else wrong[0]
        yield Hit(cell, 0, len(cell.text), params={"expected": expected})


# --- what a row's cells make of each other ------------------------------------------------------------------------------------


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
    _share: Pattern("[^长速]率|占比|比重|比例|进度|完成度"),
    _difference: Pattern(
        "增减(?!率|幅|[（(]?[%％])|增加|减少|剩余|结余|余额|缺|差|未|尚|不合格|欠|还剩|净|待|盈|利润|结转|空|存案|结存|库存|在办|在建|在册|流失"
    ),
    _product: Pattern("金额|总价|总额|小计|合计|产值|总产|产量|费用|收入|资金|投资|总量|应付|补贴"),
    _quotient: Pattern("均|密度|单产|单价|亩产|每"),
}
# what a product or a quotient may be written in: 元 and 万元, 公斤 and 吨
_SCALES: Final = (1.0, 1e-4, 1e4, 1e-3, 1e3)
_LABELS = Pattern("^(?:序号|编号|号|年份|年度|名次|排名|电话|备注)$")
_EITHER: Final = 2


def table_relations(sheet: Sheet) -> Iterator[Hit]:
    """A cell that is not what its row's other cells make, as its head says and the other rows keep to."""
    for grid in sheet.grids:
        if grid.head and grid.columns <= _MOST_COLUMNS and len(grid.rows) <= _MOST_ROWS:
            if broken := _broken(grid):
                sure = len(grid.rows) > _EITHER or broken.crossed
                yield _hit(broken.cell, broken.made, None if sure else Level.HINT)
            yield from _over_whole(grid)
            yield from _from_row_to_row(grid)


def _broken(grid: Grid) -> _Broken | None:
    heads = _heads(grid)
    for relation, named in _RELATIONS.items():
        for column, head in enumerate(heads):
            if named.search(head) and (found := _kept(grid, heads, column, relation)):
                return found
    return None


def _kept(
    grid: Grid, heads: Sequence[str], column: int, relation: Callable[[float, float], float | None]
) -> _Broken | None:
    """The one cell of a column that breaks what two other columns make of it in all other rows."""
    best: list[tuple[int, int, str, tuple[int, int, int]]] = []
    usable = [each for each in range(grid.columns) if each != column and not _LABELS.search(heads[each])]
    rows = [[_value(cell) for cell in row] for row in grid.rows]
    scales = _SCALES if relation in (_product, _quotient) else _SCALES[:1]
    signed = bool(_SIGNED.search(heads[column]))
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
    crossed = [each for each in columns if _off_total(grid, each)]
    if len(crossed) == 1 and crossed[0] != column:
        made_it = "…"
    at = crossed[0] if len(crossed) == 1 else column
    cell = grid.rows[row][at]
    return _Broken(cell, made_it, at, len(crossed) == 1) if cell is not None else None


def _off_total(grid: Grid, column: int) -> bool:
    """Whether the rows of a column do not make its total."""
    totals = [row for row in grid.rows if _is_total(row)]
    parts = [row[column] for row in grid.rows if not _is_total(row)]
    return len(totals) == 1 and any(_sum_fault(totals[0][column], parts))


# a fall is written with its sign
_SIGNED = Pattern("增减|升降")


def _slack(relation: object, one: _Value, other: _Value, said: _Value, made: float) -> float:
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
    ("应到", "实到"),
    ("受理", "办结"),
    ("应参", "已参"),
    ("应参", "实参"),
    ("应检", "合格"),
    ("抽检", "合格"),
    ("应办", "已办"),
    ("发现", "整改"),
    ("总户数", "其中"),
)


def _over_whole(grid: Grid) -> Iterator[Hit]:
    """其中女党员 61 of 54; 办结 22 of 20: a part that is more than its whole, in one row alone."""
    heads = _heads(grid)
    for whole, part in permutations(range(grid.columns), 2):
        named = any(one in heads[whole] and other in heads[part] for one, other in _WHOLES)
        within = whole + 1 == part and heads[part].startswith("其中")
        if not (named or within) or _NO_SUM.search(heads[part]) or _NO_SUM.search(heads[whole]):
            continue
        over = [
            (row[part], most.value)
            for row in grid.rows
            if (most := _value(row[whole])) and (own := _value(row[part])) and own.value > most.value
        ]
        if len(over) == 1 < len(grid.rows) and over[0][0] is not None:
            yield _hit(over[0][0], f"≤{over[0][1]:g}")


_STEPS = Pattern("增量|增加|净增|比上年|较上年|新增")
_IS_YEAR = Pattern("^(?:19|20)\\d\\d年?(?:底|末)?$")


def _from_row_to_row(grid: Grid) -> Iterator[Hit]:
    """2024年 34.6, 2025年 39.8 and 增量 4.2: what has been added since the row before."""
    heads = _heads(grid)
    if not all(_IS_YEAR.search(label(row[0])) for row in grid.rows):
        return
    for column in range(2, grid.columns):
        if not _STEPS.search(heads[column]) or _NO_SUM.search(heads[column].replace("增加", "")):
            continue
        kept, broken = 0, list[tuple[Segment, str]]()
        for before, row in pairwise(grid.rows):
            then, now, said, cell = (
                _value(before[column - 1]),
                _value(row[column - 1]),
                _value(row[column]),
                row[column],
            )
            if then and now and said and cell is not None:
                made = now.value - then.value
                if abs(made - said.value) <= 0.51 * 10.0**-said.places:
                    kept += 1
                else:
                    broken.append((cell, f"{made:.{said.places}f}"))
        if kept and len(broken) == 1:
            yield _hit(*broken[0])


RULES: Final = (
    Rule("P417", "table-total", ARITHMETIC, sheet=table_totals),
    Rule("P422", "table-number", CUSTOM, sheet=table_numbers),
    Rule("P429", "table-relation", ARITHMETIC, sheet=table_relations),
)
