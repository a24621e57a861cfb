"""`jianbao ledger …` → the register seen and managed."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from jianbao.cli.declare import argument, command, option
from jianbao.cli.helping import Group, word
from jianbao.cli.lines import finding_json, json_line, table
from jianbao.cli.options import (
    AsCsv,
    AsJson,
    FontsChoice,
    Formats,
    Jobs,
    KindName,
    Ledger,
    Ledgers,
    OfYear,
    OutFolder,
    SeriesName,
    Year,
    wanted_formats,
)
from jianbao.cli.terminal import near_path, note, progress, say, say_csv, tell
from jianbao.errors import ExitCode, FileError, Finding, Severity, UsageError
from jianbao.escapes import in_json
from jianbao.messages import phrase

if TYPE_CHECKING:
    from datetime import date as Date

    from jianbao.ledger import Ledger as Register
    from jianbao.ledger import Record
    from jianbao.tasks.ledger_enroll import Original


app = typer.Typer(
    cls=Group,
    help=word("查看和管理期号台账。", "See and manage the register of numbers."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


EntryName = Annotated[
    str,
    argument(
        ("期号", "ENTRY"), "如 2017-9、2017年增刊第1期，或标识（id）", "As 2017-9, 2017年增刊第1期, or an id"
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


@command(app, "列出台账里的各期。", "List the issues of the register.", name="list")
def ledger_list(
    year: Year = None,
    series: SeriesName = "",
    kind: KindName = "",
    ledger: Ledgers = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> ExitCode:
    """A table, or the complete entries as JSON."""
    from jianbao.ledger.exchange import to_line
    from jianbao.tasks.search import opened

    with opened(ledger or ()) as registers:
        records = [
            record for each in registers for record in each.records(series=series, kind=kind, year=year)
        ]
    if len(registers) > 1:
        records.sort(key=lambda each: (each.series, each.kind, each.date))
    if as_json:
        for record in records:
            say(in_json(to_line(record)))
        return ExitCode.DONE
    head = phrase("ledger_head").split("|")
    rows = [
        (
            record.series,
            record.kind,
            f"{record.numbers.year}-{_span(record.numbers.number, record.numbers.number_last)}"
            if record.numbers
            else "—",
            _span(record.numbers.total, record.numbers.total_last) if record.numbers else "—",
            record.date.isoformat(),
            record.titles[0] if record.titles else "",
            _state(record),
        )
        for record in records
    ]
    if as_csv:
        from jianbao.tasks.stats import as_csv_text

        # a spreadsheet takes 2017-9 for a date
        named = [
            (*row[:2], record.numbers.text(record.kind) if record.numbers else "—", *row[3:])
            for row, record in zip(rows, records, strict=True)
        ]
        say_csv(as_csv_text(head, named))
    elif rows:
        say("\n".join(table((head, *rows))))
    else:
        say(phrase("ledger_empty"))
    return ExitCode.DONE


def _state(record: Record) -> str:
    """Its state, and of one that came in a file of somebody's making that."""
    said = phrase(f"state_{record.state.value}")
    return f"{said}（{phrase('origin_enrolled')}）" if record.origin.value == "enrolled" else said


def _span(first: int | None, last: int | None) -> str:
    return "—" if first is None else f"{first}" if last is None else f"{first}—{last}"


def _local(at: str) -> str:
    """A time as the register keeps it → by the clock here, with its zone."""
    from datetime import datetime

    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S %z}"
    except ValueError:
        return at


@command(app, "看一期的全部记录。", "Show all that is recorded of an issue.", name="show")
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
            say(in_json(to_line(record)))
            return ExitCode.DONE
        values = (
            record.series,
            record.kind,
            record.id,
            record.numbers.text(record.kind) if record.numbers else "—",
            chinese_date(record.date),
            _state(record),
            record.reason,
            "；".join(record.titles),
            str(register.resolve(record.source)) if record.source else "—",
            record.source_sha256,
            str(record.pages),
            "；".join(f"{near_path(register.resolve(file.path))} {file.sha256}" for file in record.files),
            _local(record.at),
            record.by,
            record.version,
            record.released_on.isoformat() if record.released_on else "",
            str(record.copies or ""),
            "、".join(record.recipients),
            "；".join(f"{_local(each.at)} {each.by} {each.reason}" for each in register.reissues(record)),
        )
    rows = [
        (name, value) for name, value in zip(phrase("show_rows").split("|"), values, strict=True) if value
    ]
    say("\n".join(table(rows)))
    return ExitCode.DONE


@command(
    app,
    "核对台账和成品：缺号、重号、日期颠倒、成品不见或被改动。\n\n"
    "加上 --rebuild，把各期再做一遍（不动成品和台账），看与登记的是否逐字节相同；不同的说明原因。",
    "Check the register and the files: gaps, doubles, dates out of order, files missing or changed.\n\n"
    "With --rebuild every issue is made again, files and register untouched, and held against the register to\n"
    "the byte; what differs is told with its cause.",
    name="check",
)
def ledger_check(
    rebuild: Annotated[
        bool,
        option(
            "--rebuild", "把各期再做一遍，与登记的逐字节比", "Make every issue again and compare the bytes"
        ),
    ] = False,
    ledger: Ledger = None,
    as_json: AsJson = False,
) -> ExitCode:
    """The exit code is 6 when something does not hold."""
    with _register(ledger) as register:
        findings = register.check()
        records, location = register.records(), register.location
        backup, network = register.backed_up(), register.on_network()
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
        say(phrase("backed_up", when=_local(backup) if backup else "—"))
        if network:
            say(phrase("on_network"))
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


@command(
    app,
    "作废一期：期号不再给别期；只是留了号、还没发出的，放回期号。",
    "Declare an issue void: its number stays taken; a number only reserved is released.",
    name="void",
)
def ledger_void(
    entry: EntryName,
    reason: Annotated[str, option("--reason", "作废的原因", "Why it is void", ("原因", "WHY"))],
    series: SeriesName = "",
    kind: KindName = "",
    ledger: Ledger = None,
) -> ExitCode:
    """The entry stays, with its reason."""
    with _register(ledger) as register:
        record = register.find(entry, series=series, kind=kind)
        register.void(record, reason)
    say(phrase("ledger_voided" if record.state.stands else "ledger_freed", label=record.label))
    return ExitCode.DONE


EntryNames = Annotated[
    list[str],
    argument(
        ("期号…", "ENTRY…"),
        "如 9、2017-9、2017年增刊第1期，或标识（id）",
        "As 9, 2017-9, 2017年增刊第1期, or an id",
    ),
]


@command(
    app,
    "印发登记：记下这一期已经发出，以后不再改动；可记印发日期、份数、发往哪里。",
    "Put on record that issues are out of the house: their files and entries change no more.",
    name="release",
)
def ledger_release(
    entries: EntryNames,
    date: Annotated[str, option("--date", "印发日期（默认：简报的日期）", "The day", ("日期", "DATE"))] = "",
    copies: Annotated[
        int | None, option("--copies", "印发份数", "How many copies", "N", min=1, max=999999)
    ] = None,
    to: Annotated[
        list[str] | None, option("--to", "发往哪里，可写几次", "Who got it", ("单位", "WHO"))
    ] = None,
    series: SeriesName = "",
    kind: KindName = "",
    ledger: Ledger = None,
) -> ExitCode:
    """All of them, or none."""
    with _register(ledger) as register:
        records = [register.find(entry, series=series, kind=kind) for entry in entries]
        register.release(records, on=_day(date) if date else None, copies=copies, recipients=to or ())
    for record in records:
        say(phrase("ledger_marked", label=record.label))
    return ExitCode.DONE


def _day(text: str) -> Date:
    """A date as clerks write it. Raises UsageError (C005)."""
    from jianbao.language.dates import read_date

    day = read_date(text)
    if day is None:
        raise UsageError.of("C005", name=phrase("date_name"), value=text, choices="2026-03-05")
    return day


@command(
    app,
    "撤回最后的一期或几期：期号当没给过，成品删去（改动过的另存），写回文件的期号也去掉。",
    "Take back the last issues: as if their numbers had never been given; changed files are kept aside.",
    name="undo",
)
def ledger_undo(
    entries: EntryNames, series: SeriesName = "", kind: KindName = "", ledger: Ledger = None
) -> ExitCode:
    """All of them, or none."""
    from jianbao.tasks.ledger_undo import undo

    with _register(ledger) as register:
        records = [register.find(entry, series=series, kind=kind) for entry in entries]
        aside, cleared = undo(register, records)
    for record in records:
        say(phrase("ledger_undone", label=record.label))
    for path in aside:
        say(phrase("kept_aside", path=near_path(path)))
    for path in cleared:
        say(phrase("numbers_cleared", path=near_path(path)))
    return ExitCode.DONE


@command(
    app,
    "改正一期的日期：同一年的期号不变；换了年份的，按那一年重新编号。改好后再生成一次。",
    "Correct the date of a numbered issue: its number stays within the year; build it again afterwards.",
    name="redate",
)
def ledger_redate(
    entry: EntryName,
    date: Annotated[str, argument(("日期", "DATE"), "如 2026-03-05", "As 2026-03-05")],
    series: SeriesName = "",
    kind: KindName = "",
    ledger: Ledger = None,
) -> ExitCode:
    """The issue file's date is for the clerk to correct."""
    day = _day(date)
    with _register(ledger) as register:
        record = register.find(entry, series=series, kind=kind)
        done, aside = register.redate(record, day)
    say(phrase("ledger_redated", label=done.label, date=date, source=done.source or "—"))
    for path in aside:
        say(phrase("kept_aside", path=near_path(path)))
    return ExitCode.DONE


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
    with _register(ledger) as register:
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
    with _register(ledger) as register:
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
    with _register(ledger, new=True) as register:
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
    with _register(ledger) as register:
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


@command(
    app,
    "把旧简报（DOCX、PDF、扫描件、照片）原样登记进台账：期号、日期、题目、正文从文件里认出来，原件只读不写。\n\n"
    "先列出认出的各期和待核的地方，什么也不写；看过以后加 --yes 登记。",
    "Enter old issues as they are, in DOCX, PDF, scans or photographs: numbers, dates, titles and texts are read from\n"
    "the files, which are never written to. Lists them with their doubts and writes nothing; --yes enters them.",
    name="enroll",
)
def ledger_enroll(
    sources: Annotated[
        list[Path],
        argument(
            ("旧简报…|文件夹", "FILE…|FOLDER"),
            "旧简报，或放着它们的文件夹（连同下级）",
            "Old issues, or folders of them",
        ),
    ],
    yes: Annotated[bool, option("--yes", "登记进台账", "Enter them")] = False,
    sheet: Annotated[
        Path | None,
        option(
            "--table",
            "认出的结果写成表格，可用表格软件改正；表格已有的，以表格为准",
            "Write what was recognised as a table; one that is there corrects it",
            ("表.csv", "TABLE.csv"),
        ),
    ] = None,
    ledger: Ledger = None,
    jobs: Jobs = 0,
    as_json: AsJson = False,
) -> ExitCode:
    """6 where something was found that cannot be entered."""
    from jianbao.tasks import ledger_enroll as task

    given = task.read_table(sheet) if sheet is not None else ""
    with _register(ledger, new=True) as register:
        with progress(phrase("recognising"), 0) as step:
            found = task.originals(register, sources, given, jobs=jobs, told=step.pages)
        done = task.enroll(register, found) if yes else []
        location = register.location
    for each in found:
        say(json_line(_original_json(each))) if as_json else _tell_original(each)
    if sheet is not None and not given:
        task.write_table(sheet, found)
        note(phrase("enroll_table", path=near_path(sheet)))
    open_ = sum(not each.problem and not each.there for each in found)
    if not as_json:
        say(
            phrase("enrolled", count=len(done), path=location) if yes else phrase("enroll_shown", count=open_)
        )
    return ExitCode.FELL_SHORT if any(each.problem for each in found) else ExitCode.DONE


def _tell_original(each: Original) -> None:
    values = each.values
    name = near_path(each.files[0])
    if values and not each.problem:
        issue = each.issue
        number = f"第{values['number']}期" + (f"（总第{values['total']}期）" if values.get("total") else "")
        parts = (
            values["series"],
            f"{issue.numbered_year if issue else ''}年{values.get('kind') or ''}{number}",
        )
        state = phrase("enroll_there") if each.there else ""
        say(f"{name}  {' '.join(parts)} {values['date']} {values['titles']}{state}")
    tell(each.problem)
    for doubt in each.doubts:
        note(f"  {doubt}")
    if each.unsure:
        note(f"  {phrase('enroll_unsure', count=each.unsure)}")


def _original_json(each: Original) -> dict[str, object]:
    return {
        "files": [str(path) for path in each.files],
        **each.values,
        "doubts": each.doubts,
        "enrolled": each.there,
        "errors": [finding_json(finding) for finding in each.problem],
    }
