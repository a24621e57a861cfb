"""`jianbao ledger list`, `show` and `check` → what the register holds, and whether it and the files agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from jianbao.cli.declare import command, option
from jianbao.cli.ledger.register import EntryName, app, local, opened_register
from jianbao.cli.lines import finding_json, json_line, table
from jianbao.cli.options import AsCsv, AsJson, KindName, Ledger, Ledgers, SeriesName, Year
from jianbao.cli.terminal import near_path, progress, say, say_csv, tell
from jianbao.errors import ExitCode, Finding, Severity
from jianbao.escapes import in_json
from jianbao.messages import phrase

if TYPE_CHECKING:
    from jianbao.ledger import Ledger as Register
    from jianbao.ledger import Record


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

    with opened_register(ledger) as register:
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
            local(record.at),
            record.by,
            record.version,
            record.released_on.isoformat() if record.released_on else "",
            str(record.copies or ""),
            "、".join(record.recipients),
            "；".join(f"{local(each.at)} {each.by} {each.reason}" for each in register.reissues(record)),
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
    with opened_register(ledger) as register:
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
        say(phrase("backed_up", when=local(backup) if backup else "—"))
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
