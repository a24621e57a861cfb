"""`jianbao ledger void`, `release`, `undo` and `redate` → what becomes of issues by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from jianbao.cli.declare import argument, command, option
from jianbao.cli.ledger.register import EntryName, EntryNames, app, opened_register
from jianbao.cli.options import KindName, Ledger, SeriesName
from jianbao.cli.terminal import near_path, say
from jianbao.errors import ExitCode, UsageError
from jianbao.messages import phrase

if TYPE_CHECKING:
    from datetime import date as Date


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
    with opened_register(ledger) as register:
        record = register.find(entry, series=series, kind=kind)
        register.void(record, reason)
    say(phrase("ledger_voided" if record.state.stands else "ledger_freed", label=record.label))
    return ExitCode.DONE


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
    with opened_register(ledger) as register:
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

    with opened_register(ledger) as register:
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
    with opened_register(ledger) as register:
        record = register.find(entry, series=series, kind=kind)
        done, aside = register.redate(record, day)
    say(phrase("ledger_redated", label=done.label, date=date, source=done.source or "—"))
    for path in aside:
        say(phrase("kept_aside", path=near_path(path)))
    return ExitCode.DONE
