"""`jianbao batch` → many issues, planned by date and built on all cores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jianbao.cli.build import built_json
from jianbao.cli.declare import argument, command, option
from jianbao.cli.lines import finding_json, json_line, table
from jianbao.cli.options import (
    Allow,
    AsJson,
    FontsChoice,
    Formats,
    Keep,
    Ledger,
    OutFolder,
    Overwrite,
    terms_of,
    wanted_formats,
)
from jianbao.cli.terminal import near_path, note, progress, say, tell
from jianbao.errors import ExitCode
from jianbao.messages import phrase

if TYPE_CHECKING:
    from jianbao.batches import Batch, Plan, Result
    from jianbao.model.numbers import Numbers

app = typer.Typer()


@command(
    app,
    "成批生成许多期（包括往期）：先按日期把期号全部排好，再同时用几个核心生成。\n\n"
    "没有变动的略过；某一期有错不影响别的；中途停下，再运行一次会接着做。",
    "Build many issues, past ones too: all numbers are planned by date first, then all cores build.\n\n"
    "Unchanged issues are skipped, a bad one stops no other, and a stopped batch goes on when run again.",
)
def batch(
    paths: Annotated[
        list[Path],
        argument(
            ("文件或文件夹…", "PATH…"),
            "简报文件、文件夹（含下级）或通配符",
            "Issue files, folders (with those below) or globs",
        ),
    ],
    out: OutFolder = None,
    formats: Formats = None,
    jobs: Annotated[
        int,
        option(
            "--jobs -j", "同时用几个核心（默认：全部）", "How many workers (default: all cores)", "N", min=0
        ),
    ] = 0,
    dry_run: Annotated[
        bool, option("--dry-run -n", "只看编号计划，什么都不写", "Show the plan, write nothing")
    ] = False,
    force: Annotated[bool, option("--force", "没有变动的也重新生成", "Build what is unchanged, too")] = False,
    fail_fast: Annotated[
        bool, option("--fail-fast", "遇到第一个错就停下", "Stop at the first error")
    ] = False,
    allow: Allow = None,
    keep: Keep = False,
    overwrite: Overwrite = False,
    not_released: Annotated[
        bool,
        option(
            "--not-released",
            "往期也先不算已印发，还可以改",
            "Past issues stay numbered, not released, for now",
        ),
    ] = False,
    scheduler: Annotated[
        str,
        option(
            "--scheduler",
            "用 Dask 集群生成：调度程序的地址（tcp://主机:端口）或它写的文件",
            "Build on a Dask cluster: its scheduler's address (tcp://host:port), or the file that it wrote",
            ("地址", "ADDRESS"),
        ),
    ] = "",
    ledger: Ledger = None,
    fonts: FontsChoice = "auto",
    as_json: AsJson = False,
) -> ExitCode:
    """Plan, then build; the exit code is that of the first issue that failed."""
    from jianbao.batches import Options, gather
    from jianbao.tasks.batch import opened

    wanted = wanted_formats(formats)
    passed_over: list[Path] = []
    files = gather(paths, passed_over)
    terms = terms_of(allow, keep, overwrite, by_age=not not_released)
    options = Options(out=out, formats=wanted, ledger=ledger, fonts=fonts, terms=terms)
    with opened(options, jobs, scheduler) as work:
        with progress(phrase("batch_reading"), len(files)) as step:
            plan = work.plan(files, force=force, seen=step)
        tell(plan.warnings)
        taken_in = {file for entry in plan.entries for file in entry[1].inputs}
        if left := [path for path in passed_over if plan.entries and path.resolve() not in taken_in]:
            note(phrase("batch_passed_over", names="、".join(near_path(path) for path in left[:10])))
        if dry_run:
            return _show_plan(plan, as_json=as_json)
        return _run_batch(work, plan, fail_fast=fail_fast, as_json=as_json)


def _show_plan(plan: Plan, *, as_json: bool) -> ExitCode:
    from jianbao.batches import State
    from jianbao.language.dates import chinese_date

    failed = [result for result in plan.done if result.state is State.FAILED]
    for result in failed:
        tell(result.findings)
    if as_json:
        for answer, _ in plan.entries:
            say(json_line({"source": str(answer.source.path), **_numbers_json(answer.numbers)}))
        for result in plan.done:
            say(json_line(_result_json(result)))
    else:
        rows = [
            (
                chinese_date(answer.issue.date),
                (answer.numbers.text(answer.issue.kind) if answer.numbers else "—")
                + (
                    phrase("plan_place")
                    if (answer, each) in plan.places
                    else phrase("plan_kept")
                    if answer.record
                    else ""
                ),
                near_path(answer.source.path),
                answer.issue.articles[0].headline,
            )
            for answer, each in sorted((*plan.entries, *plan.places), key=lambda entry: entry[0].issue.date)
        ]
        say("\n".join(table((phrase("plan_head").split("|"), *rows))))
        skipped = len(plan.done) - len(failed)
        say(phrase("plan_summary", todo=len(plan.entries), skipped=skipped, failed=len(failed)))
    return failed[0].exit_code if failed else ExitCode.DONE


def _run_batch(work: Batch, plan: Plan, *, fail_fast: bool, as_json: bool) -> ExitCode:
    from collections import Counter
    from time import monotonic

    from jianbao.batches import State

    counts: Counter[State] = Counter()
    failed: list[Result] = []
    warnings = 0
    started = monotonic()
    try:
        with progress(phrase("batch_building"), plan.size) as step:
            for result in work.run(plan, fail_fast=fail_fast):
                counts[result.state] += 1
                if result.state is State.FAILED:
                    failed.append(result)
                    tell(result.findings)
                else:
                    # a thousand issues' warnings would bury the errors; --json and `check` give them all
                    warnings += len(result.findings)
                if result.bug:
                    note(result.bug)
                _tell_result(result, counts.total(), plan.size, quiet=step.shown, as_json=as_json)
                step()
    finally:
        seconds = monotonic() - started
        rate = f"{counts[State.BUILT] / seconds:.1f}" if seconds else "—"
        summary = phrase(
            "batch_summary",
            size=plan.size,
            built=counts[State.BUILT],
            skipped=counts[State.SKIPPED] + counts[State.RELEASED],
            failed=counts[State.FAILED],
            seconds=f"{seconds:.1f}",
            rate=rate,
        )
        (note if as_json else say)(summary)
        if counts[State.RELEASED]:
            note(phrase("batch_released", count=counts[State.RELEASED]))
        if warnings:
            note(phrase("batch_warnings", count=warnings))
        if failed:
            note(
                "\n".join(
                    [phrase("batch_failed_list"), *(f"  {near_path(result.path)}" for result in failed)]
                )
            )
    return failed[0].exit_code if failed else ExitCode.DONE


def _tell_result(result: Result, done: int, size: int, *, quiet: bool, as_json: bool) -> None:
    """One line a result: JSON for programs, plain for logs; a progress bar says it all by itself."""
    from jianbao.batches import State

    if as_json:
        say(json_line(_result_json(result)))
    elif result.state is State.BUILT and not quiet:
        label = result.built.name if result.built else ""
        line = phrase("batch_built", done=done, size=size, label=label, path=near_path(result.path))
        count = len(result.findings)
        say(line + (phrase("batch_doubts", count=count) if count else ""))
    elif result.state is State.FAILED:
        note(phrase("batch_failed", done=done, size=size, path=near_path(result.path)))


def _result_json(result: Result) -> dict[str, object]:
    if result.built is not None:
        return {"state": result.state.value, **built_json(result.built)}
    given: dict[str, object] = {"state": result.state.value, "source": str(result.path)}
    if result.exit_code is not ExitCode.DONE:
        errors = [finding_json(finding) for finding in result.findings]
        return {**given, "exit_code": int(result.exit_code), "errors": errors}
    return {**given, **_numbers_json(result.numbers)}


def _numbers_json(numbers: Numbers | None) -> dict[str, object]:
    if numbers is None:
        return {"year": None, "number": None, "total": None}
    return {"year": numbers.year, "number": numbers.number, "total": numbers.total}
