"""`jianbao ledger backup`, `export`, `import`, `fill` and `index` → the register as a whole: copied, moved, completed, listed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from jianbao.cli.declare import argument, command, option
from jianbao.cli.ledger.register import app, opened_register
from jianbao.cli.options import (
    FontsChoice,
    Formats,
    Ledger,
    Ledgers,
    OfYear,
    OutFolder,
    SeriesName,
    Year,
    wanted_formats,
)
from jianbao.cli.terminal import near_path, progress, say, tell
from jianbao.errors import ExitCode, Finding
from jianbao.messages import phrase

if TYPE_CHECKING:
    pass


@command(
    app,
    "把台账完整备份一份，名字带上时间。",
    "Make a whole copy of the register, the time in its name.",
    name="backup",
)
def ledger_backup(
    out: Annotated[
        Path | None,
        option(
            "--out -o",
            "备份放到哪个文件夹（默认：台账旁边）",
            "Folder of the copy (default: beside the register)",
            ("文件夹", "DIR"),
        ),
    ] = None,
    ledger: Ledger = None,
) -> ExitCode:
    """Of a register on SQLite."""
    with opened_register(ledger) as register:
        made = register.back_up(out)
    say(phrase("ledger_backed_up", path=near_path(made)))
    return ExitCode.DONE


@command(
    app,
    "把台账导出成文本，一期一行 JSON，可作备份。",
    "Write the register as text, a JSON object a line.",
    name="export",
)
def ledger_export(ledger: Ledger = None) -> ExitCode:
    """On standard output."""
    with opened_register(ledger) as register:
        for line in register.export():
            say(line)
    return ExitCode.DONE


@command(
    app,
    "导入先前导出的台账；与现有的不一致时一条也不导入。",
    "Take in an export; all of it or nothing.",
    name="import",
)
def ledger_import(
    files: Annotated[
        list[Path],
        argument(
            ("文件…", "FILE…"), "导出的文件，可写几个；- 表示标准输入", "Exported files; - is standard input"
        ),
    ],
    ledger: Ledger = None,
) -> ExitCode:
    """Entries that are there already are left as they are."""
    from jianbao.ledger.publish import read_text

    # by line feeds alone: JSON keeps other line ends within a string
    read = [
        (str(file), (sys.stdin.read() if str(file) == "-" else read_text(file)).split("\n")) for file in files
    ]
    with opened_register(ledger, new=True) as register:
        added = register.import_files(read)
    lines = sum(bool(line.strip()) for _, lines in read for line in lines)
    say(phrase("ledger_imported", added=added, there=lines - added))
    return ExitCode.DONE


@command(
    app,
    "补正文：把台账里还没有正文的各期，从定义文件再读一遍，供查找（search）和统计（stats）。",
    "Fill in the texts of issues that the register lacks, from their issue files, for search and stats.",
    name="fill",
)
def ledger_fill(series: SeriesName = "", year: Year = None, ledger: Ledgers = None) -> ExitCode:
    """Neither numbers nor files are touched."""
    from jianbao.tasks.ledger_fill import fill
    from jianbao.tasks.search import opened

    told: list[Finding] = []
    count = 0
    with opened(ledger or ()) as registers:
        for each in registers:
            each.index_words()
            keys = each.lacking(series=series, year=year, empty=True)
            with progress(phrase("filling"), len(keys)) as step:
                for finding in fill(each, keys):
                    told += [finding] if finding is not None else []
                    step()
            count += len(keys)
    tell(told)
    say(phrase("filled", count=count, short=len(told)))
    return ExitCode.DONE


@command(
    app,
    "把一年各期和各篇题目排成年度总目录（DOCX、PDF）。",
    "Set a year's issues and titles as an index, DOCX and PDF.",
    name="index",
)
def ledger_index(
    year: OfYear,
    out: OutFolder = None,
    formats: Formats = None,
    series: SeriesName = "",
    ledger: Ledger = None,
    fonts: FontsChoice = "auto",
) -> ExitCode:
    """Set like an issue of the series, and recorded nowhere."""
    from jianbao.tasks.ledger_index import build as build_yearbook
    from jianbao.tasks.ledger_index import listed

    wanted = wanted_formats(formats)
    with opened_register(ledger) as register:
        records = listed(register.records(series=series, year=year), year)
        source = register.resolve(records[-1].source)
    like = source if source.is_file() else None
    told: list[Finding] = []
    made_from: Any = {"like": like, "fonts": fonts}
    files = build_yearbook(records, year, out=out or Path(), formats=wanted, told=told, **made_from)
    tell(told)
    say(phrase("yearbook_built", year=year, count=len(records)))
    for file in files:
        say(f"  {near_path(file.path)}")
    return ExitCode.DONE
