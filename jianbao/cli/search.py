"""`jianbao search …` → the articles that hold a word, each with the line around it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jianbao.cli.declare import argument, command, option
from jianbao.cli.helping import word
from jianbao.cli.lines import columns, json_line
from jianbao.cli.options import AsJson, KindName, Ledgers, SeriesName, WordsFile, Year
from jianbao.cli.terminal import coloured, near_path, note, say
from jianbao.errors import ExitCode, UsageError
from jianbao.messages import phrase
from jianbao.model.numbers import MAIN_KIND

if TYPE_CHECKING:
    from jianbao.ledger import Hit

app = typer.Typer()


@command(
    app,
    "查哪几期写过什么：在台账所存的各期正文里找，一个字也能找，列出那一行、期号、页码和成品。\n\n"
    "写几个词，就找都出现的文章。例：jianbao search 春耕；jianbao search 春耕 补贴 --year 2026 --unit 农业农村局。",
    "Find which issues wrote of something: in the texts that the register keeps, down to a single character, with the\n"
    "line around, issue, page and file.\n\n"
    "Of several words an article holds all: jianbao search 春耕 补贴 --year 2026 --unit 农业农村局.",
)
def search(
    words: Annotated[list[str], argument(("词…", "WORD…"), "要找的词，可写几个", "What to find")],
    series: SeriesName = "",
    kind: KindName = "",
    year: Year = None,
    unit: Annotated[
        str,
        option(
            "--unit",
            "只看这个单位供稿的，全称、简称都行",
            "By-lines of this unit only, by any of its names",
            ("单位", "UNIT"),
        ),
    ] = "",
    limit: Annotated[
        int,
        option(
            "--limit",
            "最多列出几篇，0 表示全部（默认 20；JSON 全部列出）",
            "How many articles; 0: all (default 20; all as JSON)",
            "N",
            min=0,
            max=999999,
        ),
    ] = 20,
    words_file: WordsFile = None,
    ledger: Ledgers = None,
    as_json: AsJson = False,
) -> ExitCode:
    """The latest issue first; nothing found is no error."""
    from jianbao.tasks.search import opened, words_of
    from jianbao.tasks.search import search as find

    query = " ".join(words)
    if not query.strip():
        raise UsageError.of("C004", name=word("要找的词", "a word to find"), command="jianbao search")
    with opened(ledger or ()) as ledgers:
        asked: dict[str, Any] = {"series": series, "kind": kind, "year": year}
        office = words_of(ledgers, words_file) if unit else None
        found = find(query, ledgers, unit=unit, words=office, **asked)
        if as_json:
            for each in found:
                say(json_line(_fields(each)))
            return ExitCode.DONE
        shown = 0
        for each in islice(found, limit or None):
            say("\n".join(_lines(each)), coloured=True)
            shown += 1
        more = bool(limit) and next(found, None) is not None
        lacking = sum(len(each.lacking(**asked)) for each in ledgers)
    if not shown:
        seen = "".join(char for char in query if char.isprintable())
        say(phrase("search_nothing", query=seen if len(seen) <= 40 else f"{seen[:40]}…"))
    elif more:
        note(phrase("search_more", count=shown))
    else:
        note(phrase("search_all", count=shown))
    if lacking:
        note(phrase("texts_lacking", count=lacking))
    return ExitCode.DONE


_AROUND = 36


def _lines(hit: Hit) -> tuple[str, str]:
    record, numbers = hit.record, hit.record.numbers
    number = numbers.text(record.kind) if numbers else record.kind.removeprefix(MAIN_KIND)
    page = phrase("on_page", page=hit.page) if hit.page else ""
    title = f"《{hit.article.title}》" if hit.article.title else ""
    file = min(hit.files, key=lambda path: path.suffix != ".pdf", default=None)
    where = f"  {near_path(file)}" if file else ""
    return f"{record.series}{number}（{record.date}）{page}{title}{where}", f"    {_around(hit.line, hit.at)}"


def _around(line: str, at: tuple[tuple[int, int], ...]) -> str:
    """What stands around the first place, on one line of the terminal, the places in colour."""
    first = at[0][0]
    start = max(first - _AROUND // 2, 0) if columns(line) > 2 * _AROUND else 0
    end = start + 2 * _AROUND
    while columns(line[start:end]) > 2 * _AROUND and end > at[0][1]:
        end -= 1
    pieces, done = ["…" if start else ""], start
    for begin, stop in at:
        if begin >= done and begin < end:
            pieces += [line[done:begin], coloured(line[begin : min(stop, end)])]
            done = min(stop, end)
    pieces += [line[done:end], "…" if end < len(line) else ""]
    return "".join(pieces).replace("\t", "  ")


def _fields(hit: Hit) -> dict[str, object]:
    record, article = hit.record, hit.article
    return {
        "series": record.series,
        "kind": record.kind,
        "year": record.year,
        "number": record.numbers.number if record.numbers else None,
        "total": record.numbers.total if record.numbers else None,
        "date": record.date.isoformat(),
        "title": article.title,
        "byline": article.byline,
        "column": article.section,
        "page": hit.page,
        "line": hit.line,
        "at": hit.at,
        "files": [str(path) for path in hit.files],
    }
