"""The register's entries of a year → 年度目录: every issue and its titles, as an issue of its own that is set like one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from jianbao.errors import Finding, UsageError
from jianbao.language.dates import chinese_date
from jianbao.ledger import Record
from jianbao.model.body import Body, Cell, Inline, Span, Table
from jianbao.model.issue import Issue
from jianbao.model.numbers import MAIN_KIND

if TYPE_CHECKING:
    from jianbao.provenance import Fonts
    from jianbao.steps import BuiltFile


def listed(records: Sequence[Record], year: int) -> list[Record]:
    """Those that a yearbook lists: numbered in `year` and issued. Raises UsageError for none, or for several series."""
    issued = [
        record
        for record in records
        if record.state.stands and record.numbers is not None and record.numbers.year == year
    ]
    names = sorted({record.series for record in issued})
    if not names:
        raise UsageError.of("L041", year=year)
    if len(names) > 1:
        raise UsageError.of("L042", year=year, names="、".join(names))
    return issued


def yearbook(records: Sequence[Record], year: int, like: Issue | None = None) -> Issue:
    """The yearbook of `records` (of one series, in order) as an issue without number, dated as the last of them.

    A table for each kind: number, date, titles. `like` is an issue of the series whose name, organ and layout it
    takes; without one, the organ is called as the series is.
    """
    series = records[0].series
    kinds = sorted({record.kind for record in records}, key=lambda kind: (kind != MAIN_KIND, kind))
    given: dict[str, Any] = {
        "series": series,
        "numbered": False,
        "date": max(record.date for record in records),
        "organ": like.organ if like else (series,),
        "contents": None,
        "articles": [
            {
                "title": f"{year}年{'' if kind == MAIN_KIND else kind}总目录",
                "body": _table([record for record in records if record.kind == kind]),
            }
            for kind in kinds
        ],
    }
    issue = Issue.model_validate(given)
    if like is None:
        return issue
    name = issue.masthead.model_copy(
        update={"name": like.masthead.name, "organ_above": like.masthead.organ_above}
    )
    return issue.model_copy(update={"masthead": name, "layout": like.layout})


def _table(records: Sequence[Record]) -> Body:
    rows = tuple(row for record in records for row in _rows(record))
    head = (tuple(_cell(text) for text in ("期号", "日期", "题目")),)
    return Body("", (Table(3, head, rows),))


def _rows(record: Record) -> list[tuple[Cell, ...]]:
    numbers = record.numbers
    total = f"（总第{numbers.total}期）" if numbers and numbers.total is not None else ""
    first = (
        _cell(f"第{numbers.number if numbers else ''}期{total}", rows=len(record.titles)),
        _cell(chinese_date(record.date), rows=len(record.titles)),
    )
    titles = [(_cell(title, align="left"),) for title in record.titles]
    return [first + titles[0], *titles[1:]]


def _cell(text: str, *, rows: int = 1, align: str = "center") -> Cell:
    return Cell(Inline((Span(text),)), row_span=rows, align=align)


def build(
    records: Sequence[Record],
    year: int,
    *,
    out: Path,
    formats: Sequence[str],
    fonts: Fonts = "auto",
    like: Path | None = None,
    told: list[Finding] | None = None,
) -> tuple[BuiltFile, ...]:
    """Set the yearbook of `records` and write `<刊名><年>年总目录` into `out`; nothing is recorded.

    `like` is an issue file of the series; into `told` go files that were in the way and set aside. Raises InputError, FileError, UsageError.
    """
    # The rooms that set an issue, imported for this command alone.
    from jianbao.layout import lay_out
    from jianbao.numbering import safe_name
    from jianbao.reading import read
    from jianbao.steps import faces_for, publish_unrecorded
    from jianbao.writers import writers_for

    chosen = listed(records, year)
    issue = yearbook(chosen, year, read(like).issue if like is not None else None)
    pages = lay_out(issue, faces_for(issue.layout, fonts), {}, ())
    name = f"{year}年总目录"
    pages = replace(pages, meta=replace(pages.meta, title=issue.series + name))
    stem = safe_name(issue.series) + name
    rendered = {f"{stem}.{suffix}": write(pages) for suffix, write in writers_for(formats).items()}
    return publish_unrecorded(rendered, out, told=told)
