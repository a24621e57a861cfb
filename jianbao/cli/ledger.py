"""`jianbao ledger …` → the register seen and managed."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from jianbao.cli.helping import Command, Group, word
from jianbao.cli.lines import finding_json, json_line, table
from jianbao.cli.options import AsJson, FontsChoice, Formats, Ledger, OutFolder, one_of, wanted_formats
from jianbao.cli.terminal import near_path, progress, say, tell
from jianbao.errors import ExitCode, FileError, Finding, Severity
from jianbao.messages import phrase

if TYPE_CHECKING:
    from jianbao.ledger import Ledger as Register
    from jianbao.ledger import Record


app = typer.Typer(
    cls=Group,
    help=word("查看和管理期号台账。", "See and manage the register of numbers."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


SeriesName = Annotated[
    str,
    typer.Option("--series", metavar=word("刊名", "SERIES"), help=word("只看这一种刊物", "This series only")),
]
KindName = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar=word("种类", "KIND"),
        help=word("只看这一种类，如 增刊", "This kind only, such as 增刊"),
    ),
]
EntryName = Annotated[
    str,
    typer.Argument(
        metavar=word("期号", "ENTRY"),
        help=word("如 2017-9、2017年增刊第1期，或标识（id）", "As 2017-9, 2017年增刊第1期, or an id"),
    ),
]


@contextmanager
def _register(url: str | None, *, new: bool = False) -> Generator[Register]:
    """The register that the command is about: of --ledger, JIANBAO_LEDGER or the current folder."""
    from jianbao.ledger import open_ledger

    with open_ledger(url, beside=Path()) as register:
        if not new and not register.exists():
            raise FileError.of("L040", path=register.location)
        yield register


@app.command(name="list", cls=Command, help=word("列出台账里的各期。", "List the issues of the register."))
def ledger_list(
    year: Annotated[
        int | None,
        typer.Option("--year", metavar=word("年", "YEAR"), help=word("只看这一年", "This year only")),
    ] = None,
    series: SeriesName = "",
    kind: KindName = "",
    ledger: Ledger = None,
    as_csv: Annotated[
        bool,
        typer.Option("--csv", help=word("用 CSV 输出，可直接用表格软件打开", "As CSV, for spreadsheets")),
    ] = False,
    as_json: AsJson = False,
) -> ExitCode:
    """A table, or the complete entries as JSON."""
    from jianbao.ledger.exchange import to_line

    with _register(ledger) as register:
        records = register.records(series=series, kind=kind, year=year)
    if as_json:
        for record in records:
            say(to_line(record))
        return ExitCode.DONE
    head = phrase("ledger_head").split("|")
    rows = [
        (
            record.series,
            record.kind,
            f"{record.numbers.year}-{record.numbers.number}" if record.numbers else "—",
            str(record.numbers.total) if record.numbers and record.numbers.total is not None else "—",
            record.date.isoformat(),
            record.titles[0] if record.titles else "",
            phrase(f"state_{record.state.value}"),
        )
        for record in records
    ]
    if as_csv:
        import csv
        import io

        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([head, *rows])
        say(text.getvalue().rstrip("\n"))
    elif rows:
        say("\n".join(table((head, *rows))))
    else:
        say(phrase("ledger_empty"))
    return ExitCode.DONE


@app.command(
    name="show", cls=Command, help=word("看一期的全部记录。", "Show all that is recorded of an issue.")
)
def ledger_show(
    entry: EntryName,
    series: SeriesName = "",
    kind: KindName = "",
    ledger: Ledger = None,
    as_json: AsJson = False,
) -> ExitCode:
    """Every field, with the places of its files."""
    from jianbao.language.dates import chinese_date
    from jianbao.ledger.exchange import to_line

    with _register(ledger) as register:
        record = register.find(entry, series=series, kind=kind)
        if as_json:
            say(to_line(record))
            return ExitCode.DONE
        values = (
            record.series,
            record.kind,
            record.id,
            record.numbers.text(record.kind) if record.numbers else "—",
            chinese_date(record.date),
            phrase(f"state_{record.state.value}"),
            record.reason,
            "；".join(record.titles),
            str(register.resolve(record.source)) if record.source else "—",
            record.source_sha256,
            str(record.pages),
            "；".join(f"{near_path(register.resolve(file.path))} {file.sha256}" for file in record.files),
            record.at,
            record.by,
            record.version,
        )
    rows = [
        (name, value) for name, value in zip(phrase("show_rows").split("|"), values, strict=True) if value
    ]
    say("\n".join(table(rows)))
    return ExitCode.DONE


@app.command(
    name="check",
    cls=Command,
    help=word(
        "核对台账和成品：缺号、重号、日期颠倒、成品不见或被改动。\n\n"
        "加上 --rebuild，把各期再做一遍（不动成品和台账），看与登记的是否逐字节相同；不同的说明原因。",
        "Check the register and the files: gaps, doubles, dates out of order, files missing or changed.\n\n"
        "With --rebuild every issue is made again, files and register untouched, and held against the register to\n"
        "the byte; what differs is told with its cause.",
    ),
)
def ledger_check(
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild",
            help=word("把各期再做一遍，与登记的逐字节比", "Make every issue again and compare the bytes"),
        ),
    ] = False,
    ledger: Ledger = None,
    as_json: AsJson = False,
) -> ExitCode:
    """The exit code is 6 when something does not hold."""
    with _register(ledger) as register:
        findings = register.check()
        records, location = register.records(), register.location
        again = _made_again(register, records) if rebuild else None
    if again is not None:
        findings += again.findings
    faults = sum(finding.severity is Severity.ERROR for finding in findings)
    if as_json:
        for finding in findings:
            say(json_line(finding_json(finding)))
        if again is not None:
            say(json_line({"issues": again.issues, "files": again.files, "same": again.same}))
    else:
        tell(findings)
        if again is not None:
            say(phrase("rebuilt", issues=again.issues, files=again.files, same=again.same))
        summary = "ledger_faults" if faults else "ledger_clean"
        say(phrase(summary, path=location, count=len(records), faults=faults))
    return ExitCode.FELL_SHORT if faults else ExitCode.DONE


class _Again(NamedTuple):
    """What `--rebuild` came to: how many issues and files were made again, how many files came out the same."""

    issues: int
    files: int
    same: int
    findings: list[Finding]


def _made_again(register: Register, records: list[Record]) -> _Again:
    from jianbao.tasks.ledger_check import chosen, rebuild

    here, words = chosen(records)
    findings = list(words)
    files = same = 0
    with progress(phrase("rebuilding"), len(here)) as step:
        for each in rebuild(register, here):
            files, same = files + each.files, same + each.same
            findings += each.findings
            step()
    return _Again(len(here), files, same, findings)


@app.command(
    name="void",
    cls=Command,
    help=word(
        "作废一期：期号不再给别期；只是留了号、还没发出的，放回期号。",
        "Declare an issue void: its number stays taken; a number only reserved is released.",
    ),
)
def ledger_void(
    entry: EntryName,
    reason: Annotated[
        str, typer.Option("--reason", metavar=word("原因", "WHY"), help=word("作废的原因", "Why it is void"))
    ],
    series: SeriesName = "",
    kind: KindName = "",
    ledger: Ledger = None,
) -> ExitCode:
    """The entry stays, with its reason."""
    with _register(ledger) as register:
        record = register.find(entry, series=series, kind=kind)
        register.void(record, reason)
    say(phrase("ledger_voided" if record.state.value == "issued" else "ledger_released", label=record.label))
    return ExitCode.DONE


@app.command(
    name="export",
    cls=Command,
    help=word(
        "把台账导出成文本，一期一行 JSON，可作备份。", "Write the register as text, a JSON object a line."
    ),
)
def ledger_export(ledger: Ledger = None) -> ExitCode:
    """On standard output."""
    with _register(ledger) as register:
        for line in register.export():
            say(line)
    return ExitCode.DONE


@app.command(
    name="import",
    cls=Command,
    help=word(
        "导入先前导出的台账；与现有的不一致时一条也不导入。", "Take in an export; all of it or nothing."
    ),
)
def ledger_import(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=word("文件", "FILE"),
            help=word("导出的文件；- 表示标准输入", "The exported file; - is standard input"),
        ),
    ],
    ledger: Ledger = None,
) -> ExitCode:
    """Entries that are there already are left as they are."""
    if str(file) == "-":
        lines = sys.stdin.read().splitlines()
    else:
        from jianbao.ledger.publish import read_text

        lines = read_text(file).splitlines()
    with _register(ledger, new=True) as register:
        added = register.import_lines(lines)
    say(phrase("ledger_imported", added=added, there=sum(bool(line.strip()) for line in lines) - added))
    return ExitCode.DONE


@app.command(
    name="index",
    cls=Command,
    help=word(
        "把一年各期和各篇题目排成年度总目录（DOCX、PDF）。",
        "Set a year's issues and titles as an index, DOCX and PDF.",
    ),
)
def ledger_index(
    year: Annotated[
        int,
        typer.Argument(metavar=word("年", "YEAR"), help=word("哪一年，如 2017", "Which year, such as 2017")),
    ],
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
    one_of("--fonts", fonts, ("auto", "embedded"))
    with _register(ledger) as register:
        records = listed(register.records(series=series, year=year), year)
        source = register.resolve(records[-1].source)
    like = source if source.is_file() else None
    files = build_yearbook(records, year, out=out or Path(), formats=wanted, fonts=fonts, like=like)  # type: ignore[arg-type]  # as above
    say(phrase("yearbook_built", year=year, count=len(records)))
    for file in files:
        say(f"  {near_path(file.path)}")
    return ExitCode.DONE
