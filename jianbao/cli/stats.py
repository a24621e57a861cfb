"""`jianbao stats` → how often units were taken up, what stood in which column, month, series or kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from jianbao.cli.declare import command, option
from jianbao.cli.helping import word
from jianbao.cli.lines import json_line, table
from jianbao.cli.options import AsCsv, AsJson, KindName, Ledgers, SeriesName, WordsFile, Year
from jianbao.cli.terminal import near_path, note, say, say_csv
from jianbao.errors import ExitCode, UsageError
from jianbao.messages import phrase

app = typer.Typer()
_BARS = " ▏▎▍▌▋▊▉█"
_WIDEST = 24


@command(
    app,
    "统计信息采用情况：各单位被采用多少篇，各栏目、各月、各刊、各种类有多少。\n\n"
    "单位从署名里认，简称按用语文件归到全称；几个单位合写的，各算一篇。例：jianbao stats --year 2026；\n"
    "jianbao stats --by 月份；jianbao stats --year 2026 --xlsx 采用情况.xlsx。",
    "How often each unit was taken up, and what stood in each column, month, series or kind.\n\n"
    "Units are read from by-lines, short names becoming full ones by the office's words; of a joint article each unit\n"
    "has one: jianbao stats --year 2026; jianbao stats --by month; jianbao stats --year 2026 --xlsx taken-up.xlsx.",
)
def stats(
    by: Annotated[
        str,
        option(
            "--by",
            "按什么统计（默认：供稿单位）",
            "What to count by (default: unit)",
            ("供稿单位|栏目|月份|刊名|种类", "unit|column|month|series|kind"),
        ),
    ] = "供稿单位",
    year: Year = None,
    series: SeriesName = "",
    kind: KindName = "",
    words_file: WordsFile = None,
    ledger: Ledgers = None,
    as_csv: AsCsv = False,
    xlsx: Annotated[
        Path | None, option("--xlsx", "另存成 Excel 表格", "Save as an Excel workbook, too", ("文件", "FILE"))
    ] = None,
    as_json: AsJson = False,
) -> ExitCode:
    """A table with bars."""
    from jianbao.tasks.search import opened, words_of
    from jianbao.tasks.stats import BY, as_csv_text, rows_of, write_xlsx
    from jianbao.tasks.stats import stats as count

    english = {name: chosen for chosen, name in BY.items()}
    by = english.get(by, by)
    if by not in BY:
        raise UsageError.of("C005", name="--by", value=by, choices=" ".join(BY))
    with opened(ledger or ()) as ledgers:
        office = words_of(ledgers, words_file) if words_file or by == "供稿单位" else None
        asked: dict[str, Any] = {"series": series, "kind": kind, "year": year}
        counts = count(ledgers, by, words=office, **asked)
    rows = rows_of(counts, phrase("unnamed"))
    head = (word(by, BY[by]), *phrase("stats_head").split("|"))
    if xlsx is not None:
        write_xlsx(xlsx, head, rows)
        note(phrase("stats_saved", path=near_path(xlsx)))
    if as_json:
        for each in counts.counts:
            say(
                json_line({"by": BY[by], "name": each.name, "articles": each.articles, "issues": each.issues})
            )
    elif as_csv:
        say_csv(as_csv_text(head, rows))
    elif rows:
        say("\n".join(_barred(head, rows)))
    note(phrase("stats_all", articles=counts.articles, issues=counts.issues))
    if counts.lacking:
        note(phrase("texts_lacking", count=counts.lacking))
    return ExitCode.DONE


def _barred(head: Sequence[str], rows: Sequence[tuple[str, int, int, str]]) -> list[str]:
    """The table with a bar behind each row, to the eighth of a character."""
    most = max(articles for _, articles, _, _ in rows)
    cells = [(*head, "")]
    cells += [
        (name, str(articles), str(issues), share, _bar(articles / most))
        for name, articles, issues, share in rows
    ]
    return list(table(cells))


def _bar(share: float) -> str:
    eighths = max(round(share * _WIDEST * 8), 1)
    return _BARS[-1] * (eighths // 8) + _BARS[eighths % 8].strip()
