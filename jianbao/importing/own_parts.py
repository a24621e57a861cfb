"""What our own files show → the values that it stands for: forms of numbers, lists of names, cells, titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from msgspec.structs import replace

from jianbao.importing.parts import Article
from jianbao.importing.roles import organ_of
from jianbao.language.han import is_han
from jianbao.language.numerals import digit_by_digit, numeral
from jianbao.model.body import Block, Cell, Table
from jianbao.model.numbers import Numbers

LINE_END: Final = re.compile(r"[\n|]")
# an address is cut beside these without a blank
_CUT_AT: Final = frozenset("-/?&=#@_+")


def listed(articles: Sequence[Article]) -> list[int]:
    """The articles, from 1, that have an entry of their own: of short news under a column, only the first."""
    return [
        at
        for at, article in enumerate(articles, 1)
        if article.title or at == 1 or articles[at - 2].title or articles[at - 2].column != article.column
    ]


def bare(text: str) -> str:
    """A title without the ends of its lines and the blanks that an entry's lines end with."""
    return re.sub(r"[|\s]", "", text)


def rolled(text: str, *, exact: bool) -> str:
    """The lines of a list of names as one: a gap where one name ended, none between an organ and its person."""
    if exact:
        return unbroken(text, exact=True)
    first, *rest = text.split("\n")
    for line in rest:
        last = re.split("[\u3000，：]", first)[-1]
        first += line if organ_of(last)[1] else "\u3000" + line
    return first


def _span(first: int, last: int | None, written: Callable[[int], str] = str) -> str:
    return written(first) if last is None else f"{written(first)}—{written(last)}"


def number_form(line: str, numbers: Numbers) -> str:
    """A printed number line as the form that makes it."""
    form = line
    if numbers.total is not None:
        form = (
            re.sub(
                rf"(?<!\d)0*{_span(numbers.total, numbers.total_last)}(?!\d)(?=[^0-9]*$)",
                "{total}",
                form,
                count=1,
            )
            if "总" in form
            else form
        )
    form = re.sub(rf"(?<!\d){numbers.year}(?!\d)", "{year}", form, count=1)
    form = re.sub(rf"(?<!\d){_span(numbers.number, numbers.number_last)}(?!\d)", "{number}", form, count=1)
    if "{year}" not in form:
        form = form.replace(digit_by_digit(str(numbers.year)) + "年", "{year_zh}年", 1)
    if "{number}" not in form:
        number = _span(numbers.number, numbers.number_last, numeral)
        form = form.replace(f"第{number}期", "第{number_zh}期", 1)
    if numbers.total is not None and "{total}" not in form:
        total = _span(numbers.total, numbers.total_last, numeral)
        form = form.replace(f"总第{total}期", "总第{total_zh}期", 1)
    return form


def parted(text: str) -> tuple[str, str]:
    """What stands before and behind the tab of a line with two ends."""
    before, _, behind = text.partition("\t")
    return before, behind


def unbroken(text: str, *, exact: bool) -> str:
    """A text without the ends of its lines; `exact`: the blanks that they ate stand there, else those of Western words are put in."""
    return LINE_END.sub("" if exact else _joint, text)


def _joint(end: re.Match[str]) -> str:
    around = (end.string[max(0, end.start() - 1) : end.start()], end.string[end.end() : end.end() + 1])
    western = all("!" <= each <= "~" or (each.isalnum() and not is_han(each)) for each in around)
    return " " if western and _CUT_AT.isdisjoint(around) else ""


def measure_of(text: str) -> float:
    """A width or size as it is written; 0 for what is none."""
    try:
        return float(text)
    except ValueError:
        return 0


def natural(block: Block) -> Block:
    """A table without what its cells need not say.

    A joined cell stands in the middle unless its column says otherwise: where one does, and the column's own cells stand
    left, the column says nothing.
    """
    if not isinstance(block, Table):
        return block
    placed = [*_placed([*block.head, *block.rows])][len(block.head) :]
    joined = [(column, cell) for row in placed for column, cell in row if cell.column_span > 1]
    silent = {column for column, cell in joined if cell.align == "center"}
    rows = tuple(
        tuple(
            replace(cell, align="")
            if cell.column_span > 1 or (cell.align == "left" and column in silent)
            else cell
            for column, cell in row
        )
        for row in placed
    )
    return replace(block, rows=rows)


def _placed(rows: Sequence[Sequence[Cell]]) -> Iterator[list[tuple[int, Cell]]]:
    """Of each row its cells with their columns."""
    under: dict[int, int] = {}
    for row in rows:
        column, made, begun = 0, list[tuple[int, Cell]](), dict[int, int]()
        for cell in row:
            while under.get(column, 0):
                column += 1
            made.append((column, cell))
            begun |= dict.fromkeys(range(column, column + cell.column_span), cell.row_span)
            column += cell.column_span
        yield made
        under = {at: left - 1 for at, left in (under | begun).items() if left > 1}


def cells(rows: Any) -> list[list[str]]:
    """The words of rows, cell by cell."""
    return [[cell.inline.text for cell in row] for row in rows]
