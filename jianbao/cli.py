"""The command line: arguments → calls of the rooms below; the only place that prints or exits.

What is slow to import is imported inside the command that needs it, so that `--help` and a wrong option answer at
once. A command returns its `ExitCode`; `run` makes it the process's.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from jianbao.console import (
    Command,
    Group,
    coloured_diff,
    finding_json,
    finding_lines,
    json_line,
    table,
    usage_error,
    word,
)
from jianbao.errors import ExitCode, FileError, Finding, JianbaoError, Severity, UsageError
from jianbao.messages import phrase, render

if TYPE_CHECKING:
    from jianbao.assemble import Built
    from jianbao.batch import Batch, Plan, Result
    from jianbao.issue import Numbers
    from jianbao.ledger import Ledger as Register

app = typer.Typer(
    name="jianbao",
    cls=Group,
    help=word(
        "把一份简报文件（YAML）排成符合 GB/T 9704 的 DOCX 和 PDF，并登记期号。\n\n"
        "第一次用：写好 issue.yaml，运行 jianbao build issue.yaml。",
        "Sets a bulletin (a YAML file) to GB/T 9704 as DOCX and PDF, and keeps the register of its numbers.\n\n"
        "To begin: write issue.yaml and run jianbao build issue.yaml.",
    ),
    epilog=word(
        "退出码：0 完成；1 程序自身的错；2 命令写法不对；3 简报文件有错；4 期号冲突；5 文件读写不了；6 检查未通过\n"
        "英文界面：设环境变量 JIANBAO_LANG=en",
        "Exit codes: 0 done; 1 a fault of jianbao; 2 wrong usage; 3 wrong input; 4 numbers clash;\n"
        "5 a file cannot be read or written; 6 a check fell short",
    ),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Issues = Annotated[
    list[Path],
    typer.Argument(
        metavar=word("简报文件…", "ISSUE…"),
        help=word("一个或几个简报文件（.yaml）", "One or more issue files (.yaml)"),
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json", help=word("结果用 JSON 输出，一期一行，供程序读取", "Results as JSON, one object a line")
    ),
]
Ledger = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar=word("台账", "LEDGER"),
        help=word(
            "期号台账：文件，或 postgresql://… ；不写则用环境变量 JIANBAO_LEDGER，再不然用简报旁边的 期号台账.sqlite",
            "The register: a file or postgresql://…; else JIANBAO_LEDGER, else 期号台账.sqlite beside the issue",
        ),
    ),
]
FontsChoice = Annotated[
    str,
    typer.Option(
        "--fonts",
        metavar="auto|embedded",
        help=word(
            "auto 优先用本机字体（默认）；embedded 只用自带字体，各台电脑结果一致",
            "auto: this machine's faces first (default); embedded: only ours, the same on every machine",
        ),
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar=word("文件夹", "DIR"),
        help=word("成品放到哪个文件夹（默认：简报文件所在处）", "Folder of the files (default: the issue's)"),
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar=word("格式", "FORMAT"),
        help=word(
            "docx、pdf、ofd，可写几次（默认 docx 和 pdf）",
            "docx, pdf, ofd; may be repeated (default: docx and pdf)",
        ),
    ),
]


@app.callback(invoke_without_command=True)
def _jianbao(
    version: Annotated[
        bool, typer.Option("--version", "-V", help=word("显示版本", "Show the version"), is_eager=True)
    ] = False,
) -> None:
    if version:
        from jianbao import __version__

        _say(f"jianbao {__version__}")
        raise typer.Exit


@app.command(
    cls=Command,
    help=word(
        "生成一期或几期简报：查错、编号、排版，写出 DOCX 和 PDF，登记期号。\n\n"
        "文件要么完整生成，要么原样不动；有错时一次列出全部错处。",
        "Build issues: check, number, set, write DOCX and PDF, and record the numbers.\n\n"
        "Files appear whole or not at all; all errors of a file are listed at once.",
    ),
)
def build(
    issues: Issues,
    out: OutFolder = None,
    formats: Formats = None,
    draft: Annotated[
        bool,
        typer.Option(
            "--draft",
            help=word(
                "草稿：不占期号，不动台账，文件名和期号后标明（草稿）",
                "A draft: takes no number, marked （草稿）",
            ),
        ),
    ] = False,
    ledger: Ledger = None,
    fonts: FontsChoice = "auto",
    write_back: Annotated[
        bool,
        typer.Option(
            "--write-back", help=word("把编好的期号写回简报文件", "Write the numbers into the issue file")
        ),
    ] = False,
    as_json: AsJson = False,
) -> ExitCode:
    """One issue after the other; a bad one does not stop the next. The exit code is that of the first that failed."""
    from jianbao.assemble import writers_for

    wanted = _wanted_formats(formats)
    writers_for(wanted)  # so that a wrong --format is told before anything is read
    _one_of("--fonts", fonts, ("auto", "embedded"))
    codes = [_build_one(issue, out, wanted, draft, ledger, fonts, write_back, as_json) for issue in issues]
    return next((code for code in codes if code is not ExitCode.DONE), ExitCode.DONE)


def _build_one(
    issue: Path,
    out: Path | None,
    formats: tuple[str, ...],
    draft: bool,
    ledger: str | None,
    fonts: Any,
    write_back: bool,
    as_json: bool,
) -> ExitCode:
    from jianbao.assemble import build as build_issue

    try:
        built = build_issue(
            issue, out=out, formats=formats, draft=draft, ledger=ledger, fonts=fonts, write_back=write_back
        )
    except JianbaoError as error:
        _report(error.findings)
        if as_json:
            _say(json_line(_failure(issue, error)))
        _note(phrase("not_built", source=issue))
        return error.exit_code
    _report(built.findings)
    if as_json:
        _say(json_line(_success(built)))
    else:
        _say(phrase("built", name=built.name, pages=built.pages))
        for file in built.files:
            _say(f"  {_near(file.path)}")
        if built.draft:
            _say(phrase("draft_note"))
        if write_back and not built.draft:
            _say(phrase("written_back", source=issue))
    return ExitCode.DONE


def _success(built: Built) -> dict[str, object]:
    return {
        "source": str(built.source or ""),
        "files": [{"path": str(f.path), "sha256": f.sha256, "size": f.size} for f in built.files],
        "series": built.series,
        "kind": built.kind,
        "year": built.year,
        "number": built.number,
        "total": built.total,
        "pages": built.pages,
        "draft": built.draft,
        "warnings": [finding_json(finding) for finding in built.findings],
    }


def _failure(issue: Path, error: JianbaoError) -> dict[str, object]:
    return {
        "source": str(issue),
        "exit_code": int(error.exit_code),
        "errors": [finding_json(finding) for finding in error.findings],
    }


@app.command(
    cls=Command,
    help=word(
        "只检查，不生成：核对格式、校对文字和数字、核对图片，不占期号。\n\n"
        "提醒和提示不算错，退出码仍是 0；要让提醒也算不通过，用 --strict（退出码 6）。\n"
        "确认无误、不想再提醒的地方，在那一行或上一行写注释：# jianbao: ignore P101；正文写在 body: | 那一行后面。",
        "Check only: validate and proof-read; nothing is written, no number taken.\n\n"
        "Warnings and hints leave the exit code 0; --strict makes warnings fail (6).\n"
        "To silence a finding, write the comment # jianbao: ignore P101 on its line or above; for a body, behind body: |.",
    ),
)
def check(
    issues: Issues,
    fonts: FontsChoice = "auto",
    as_json: AsJson = False,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="text|json|github|sarif",
            help=word(
                "输出形式：text 给人看（默认）；json、github、sarif 给程序和编辑器",
                "How to tell: text (default), json, github, sarif",
            ),
        ),
    ] = "text",
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar=word("代码", "CODE"),
            help=word(
                "只看这些代码（或开头，如 P1）的提醒，可写几次，也可用逗号隔开",
                "Only these codes or beginnings of codes",
            ),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore", metavar=word("代码", "CODE"), help=word("不看这些代码的提醒", "Not these codes")
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help=word("把可以自动改正的改正，并显示改了什么", "Mend what is mechanical, and show the change"),
        ),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option(
            "--diff",
            help=word("只显示 --fix 会改什么，不写入", "Show what --fix would change, write nothing"),
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help=word("有提醒也算不通过（退出码 6）", "Fail on warnings too (exit code 6)")
        ),
    ] = False,
) -> ExitCode:
    """Findings of each file; the exit code is 3 when one of them is an error, 6 with `strict` when one is a warning."""
    from jianbao.assemble import check as check_issue
    from jianbao.proofread.silence import chosen

    _one_of("--fonts", fonts, ("auto", "embedded"))
    _one_of("--format", form, ("text", "json", "github", "sarif"))
    form = "json" if as_json else form
    wanted, unwanted = _codes(select), _codes(ignore)
    code = ExitCode.DONE
    told: list[Finding] = []
    for issue in issues:
        try:
            if fix or diff:
                _mend(issue, wanted, unwanted, write=fix and not diff)
            findings = check_issue(issue, fonts=fonts)  # type: ignore[arg-type]  # _one_of has seen to it
        except JianbaoError as error:
            findings, code = error.findings, error.exit_code if code is ExitCode.DONE else code
        findings = chosen(findings, wanted, unwanted)
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        if errors and code is ExitCode.DONE:
            code = ExitCode.INPUT
        if strict and code is ExitCode.DONE and any(each.severity is Severity.WARNING for each in findings):
            code = ExitCode.FELL_SHORT
        told += findings
        if form in ("github", "sarif"):
            continue
        _report(findings)
        if form == "json":
            _say(
                json_line({"source": str(issue), "findings": [finding_json(finding) for finding in findings]})
            )
        elif findings:
            _say(phrase("checked_some", source=issue, errors=errors, warnings=len(findings) - errors))
        else:
            _say(phrase("checked", source=issue))
    if form == "sarif":
        from jianbao.proofread.formats import sarif

        _say(sarif(told))
    elif form == "github":
        from jianbao.proofread.formats import github

        for finding in told:
            _say(github(finding))
    return code


@app.command(
    cls=Command,
    help=word(
        "看着一个简报文件，每次保存就重排一份草稿，并列出提醒；不占期号，改错了也保留上一次的成品。",
        "Watch an issue file: a draft and its findings at every save; takes no number, keeps the last good files.",
    ),
)
def watch(
    issue: Annotated[
        Path,
        typer.Argument(
            metavar=word("简报文件", "ISSUE"), help=word("一个简报文件（.yaml）", "An issue file (.yaml)")
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar=word("文件夹", "DIR"),
            help=word(
                "草稿放到哪个文件夹（默认：简报文件所在处）", "Folder of the drafts (default: the issue's)"
            ),
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar=word("格式", "FORMAT"),
            help=word(
                "docx、pdf、ofd，可写几次（默认 docx 和 pdf）",
                "docx, pdf, ofd; may be repeated (default: docx and pdf)",
            ),
        ),
    ] = None,
    fonts: FontsChoice = "auto",
) -> ExitCode:
    """Build a draft at every save until Ctrl+C. A bad save is told and watched on."""
    from datetime import datetime

    from jianbao.assemble import FORMATS, writers_for
    from jianbao.watch import watch as watch_issue

    wanted = tuple(dict.fromkeys(name.lower() for name in formats or FORMATS))
    writers_for(wanted)
    _one_of("--fonts", fonts, ("auto", "embedded"))
    _note(phrase("watching", source=issue))
    for outcome in watch_issue(issue, out=out, formats=wanted, fonts=fonts):  # type: ignore[arg-type]  # as above
        time = datetime.now().astimezone().strftime("%H:%M:%S")
        _report(outcome.findings)
        if isinstance(outcome, JianbaoError):
            _note(phrase("watched_kept", time=time))
        else:
            _say(phrase("watched_built", time=time, name=outcome.name, pages=outcome.pages))
    return ExitCode.DONE


def _codes(given: list[str] | None) -> tuple[str, ...]:
    """The codes of an option, which may stand in one value with commas between them."""
    return tuple(
        code.strip().upper()
        for value in given or ()
        for code in value.replace("，", ",").split(",")
        if code.strip()
    )


def _mend(issue: Path, select: tuple[str, ...], ignore: tuple[str, ...], *, write: bool) -> None:
    from jianbao.assemble import mend

    mended = mend(issue, select=select, ignore=ignore, write=write)
    if mended.diff:
        _note(
            coloured_diff(mended.diff)
            if sys.stderr.isatty() and not os.environ.get("NO_COLOR")
            else mended.diff
        )
    key = "nothing_to_mend" if not mended.diff else "mended" if write else "would_mend"
    _note(phrase(key, source=issue, count=mended.count))


@app.command(
    cls=Command,
    help=word(
        "列出各处用的是什么字体、从哪里来。", "Show which face serves which role, and where it comes from."
    ),
)
def fonts(as_json: AsJson = False) -> ExitCode:
    """The faces of this machine, role by role; what was passed over, and why, on standard error."""
    from jianbao.fonts.faces import FaceSet
    from jianbao.fonts.report import describe

    faces = FaceSet.default()
    reports = describe(faces)
    if as_json:
        for report in reports:
            _say(json_line(report.as_dict()))
        return ExitCode.DONE
    rows = [
        (
            r.role_zh,
            r.family + (f" + {r.gap}" if r.gap else ""),
            phrase(r.source),
            f"{r.covered}/8105",
            r.docx_name,
        )
        for r in reports
    ]
    _say("\n".join(table((phrase("fonts_head").split("|"), *rows))))
    for report in reports:
        if report.source != "embedded":
            _say(phrase("fonts_file", role=report.role_zh, path=report.path))
    _report(faces.skipped)
    return ExitCode.DONE


@app.command(
    cls=Command,
    help=word(
        "输出简报文件的 JSON Schema，供编辑器提示和补全。",
        "Print the JSON Schema of issue files, for editors that complete and explain.",
    ),
)
def schema() -> ExitCode:
    """The schema on standard output."""
    from jianbao.reading.schema import schema_text

    _say(schema_text())
    return ExitCode.DONE


@app.command(
    cls=Command,
    help=word(
        "核对成品：DOCX 与 PDF 是否逐行逐页一致，各项尺寸是否合 GB/T 9704。\n\n"
        "给出 DOCX 和 PDF 之一，会按文件名找到另一个。核对 DOCX 要装有 LibreOffice。",
        "Verify finished files: whether DOCX and PDF agree line by line, and whether they keep to GB/T 9704.\n\n"
        "Given one of DOCX and PDF, the other is found by its name. A DOCX is verified with LibreOffice.",
    ),
)
def verify(
    files: Annotated[
        list[Path],
        typer.Argument(metavar=word("成品…", "FILE…"), help=word("DOCX 或 PDF 文件", "DOCX or PDF files")),
    ],
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help=word(
                "在断行不同的段落里补上换行，改写 DOCX",
                "Put hard breaks where lines differ; rewrites the DOCX",
            ),
        ),
    ] = False,
    as_json: AsJson = False,
) -> ExitCode:
    """A report for each pair or file; the exit code is 6 when something does not hold."""
    from jianbao.verify import report as reports

    code = ExitCode.DONE
    for report in reports.verify(files, repair=repair):
        if as_json:
            _say(json_line(reports.as_json(report)))
        else:
            if report.held is not None:
                _say("\n".join([" = ".join(map(str, report.files)), *reports.lines(report)]))
            for path, checks in report.checks:
                _say("\n".join([str(path), *table(reports.table(checks))]))
                for remedy in reports.remedies(checks):
                    _say(f"    {phrase('remedy')}{remedy}")
        _report(report.findings)
        if report.fell_short:
            code = ExitCode.FELL_SHORT
    return code


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


@app.command(
    cls=Command,
    help=word(
        "成批生成许多期（包括往期）：先按日期把期号全部排好，再同时用几个核心生成。\n\n"
        "没有变动的略过；某一期有错不影响别的；中途停下，再运行一次会接着做。",
        "Build many issues, past ones too: all numbers are planned by date first, then all cores build.\n\n"
        "Unchanged issues are skipped, a bad one stops no other, and a stopped batch goes on when run again.",
    ),
)
def batch(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar=word("文件或文件夹…", "PATH…"),
            help=word(
                "简报文件、文件夹（含下级）或通配符", "Issue files, folders (with those below) or globs"
            ),
        ),
    ],
    out: OutFolder = None,
    formats: Formats = None,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=0,
            help=word("同时用几个核心（默认：全部）", "How many workers (default: all cores)"),
        ),
    ] = 0,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", "-n", help=word("只看编号计划，什么都不写", "Show the plan, write nothing")
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=word("没有变动的也重新生成", "Build what is unchanged, too"))
    ] = False,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help=word("遇到第一个错就停下", "Stop at the first error"))
    ] = False,
    ledger: Ledger = None,
    fonts: FontsChoice = "auto",
    as_json: AsJson = False,
) -> ExitCode:
    """Plan, then build; the exit code is that of the first issue that failed."""
    from jianbao.assemble import writers_for
    from jianbao.batch import Batch, Options, gather

    wanted = _wanted_formats(formats)
    writers_for(wanted)
    _one_of("--fonts", fonts, ("auto", "embedded"))
    files = gather(paths)
    options = Options(out=out, formats=wanted, ledger=ledger, fonts=fonts)  # type: ignore[arg-type]  # as above
    with Batch(options, jobs) as work:
        with _progress(phrase("batch_reading"), len(files)) as step:
            plan = work.plan(files, force=force, seen=step)
        _report(plan.warnings)
        if dry_run:
            return _show_plan(plan, as_json=as_json)
        return _run_batch(work, plan, fail_fast=fail_fast, as_json=as_json)


def _show_plan(plan: Plan, *, as_json: bool) -> ExitCode:
    from jianbao.batch import State
    from jianbao.issue import chinese_date

    failed = [result for result in plan.done if result.state is State.FAILED]
    for result in failed:
        _report(result.findings)
    if as_json:
        for answer, _ in plan.entries:
            _say(json_line({"source": str(answer.source.path), **_numbers_json(answer.numbers)}))
        for result in plan.done:
            _say(json_line(_result_json(result)))
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
                _near(answer.source.path),
                answer.issue.articles[0].title.replace("|", ""),
            )
            for answer, each in sorted((*plan.entries, *plan.places), key=lambda entry: entry[0].issue.date)
        ]
        _say("\n".join(table((phrase("plan_head").split("|"), *rows))))
        skipped = len(plan.done) - len(failed)
        _say(phrase("plan_summary", todo=len(plan.entries), skipped=skipped, failed=len(failed)))
    return failed[0].exit_code if failed else ExitCode.DONE


def _run_batch(work: Batch, plan: Plan, *, fail_fast: bool, as_json: bool) -> ExitCode:
    from collections import Counter
    from time import monotonic

    from jianbao.batch import State

    counts: Counter[State] = Counter()
    failed: list[Result] = []
    warnings = 0
    started = monotonic()
    try:
        with _progress(phrase("batch_building"), plan.size) as step:
            for result in work.run(plan, fail_fast=fail_fast):
                counts[result.state] += 1
                if result.state is State.FAILED:
                    failed.append(result)
                    _report(result.findings)
                else:  # a thousand issues' warnings would bury the errors; --json and `check` give them all
                    warnings += len(result.findings)
                if result.bug:
                    _note(result.bug)
                _tell(result, counts.total(), plan.size, quiet=step.shown, as_json=as_json)
                step()
    finally:
        seconds = monotonic() - started
        rate = f"{counts[State.BUILT] / seconds:.1f}" if seconds else "—"
        summary = phrase(
            "batch_summary",
            size=plan.size,
            built=counts[State.BUILT],
            skipped=counts[State.SKIPPED],
            failed=counts[State.FAILED],
            seconds=f"{seconds:.1f}",
            rate=rate,
        )
        (_note if as_json else _say)(summary)
        if warnings:
            _note(phrase("batch_warnings", count=warnings))
        if failed:
            _note("\n".join([phrase("batch_failed_list"), *(f"  {_near(result.path)}" for result in failed)]))
    return failed[0].exit_code if failed else ExitCode.DONE


def _tell(result: Result, done: int, size: int, *, quiet: bool, as_json: bool) -> None:
    """One line a result: JSON for programs, plain for logs; a progress bar says it all by itself."""
    from jianbao.batch import State

    if as_json:
        _say(json_line(_result_json(result)))
    elif result.state is State.BUILT and not quiet:
        label = result.built.name if result.built else ""
        line = phrase("batch_built", done=done, size=size, label=label, path=_near(result.path))
        count = len(result.findings)
        _say(line + (phrase("batch_doubts", count=count) if count else ""))
    elif result.state is State.FAILED:
        _note(phrase("batch_failed", done=done, size=size, path=_near(result.path)))


def _result_json(result: Result) -> dict[str, object]:
    if result.built is not None:
        return {"state": result.state.value, **_success(result.built)}
    given: dict[str, object] = {"state": result.state.value, "source": str(result.path)}
    if result.exit_code is not ExitCode.DONE:
        errors = [finding_json(finding) for finding in result.findings]
        return {**given, "exit_code": int(result.exit_code), "errors": errors}
    return {**given, **_numbers_json(result.numbers)}


def _numbers_json(numbers: Numbers | None) -> dict[str, object]:
    if numbers is None:
        return {"year": None, "number": None, "total": None}
    return {"year": numbers.year, "number": numbers.number, "total": numbers.total}


class _Step:
    """Counts a step of a progress bar; `shown` tells whether there is one."""

    shown = False

    def __call__(self) -> None:
        """One more is done."""


@contextmanager
def _progress(what: str, size: int) -> Generator[_Step]:
    """A bar with rate and time left on a terminal; nothing in a log."""
    if not sys.stderr.isatty():
        yield _Step()
        return
    from rich.console import Console  # 0.05 s that only a terminal pays
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    class Rate(TextColumn):
        def render(self, task: Any) -> Any:
            speed = task.finished_speed or task.speed
            return super().render(task) if speed is None else f"{speed:.1f}/s"

    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task(what, total=size)

        class Shown(_Step):
            shown = True

            def __call__(self) -> None:
                bar.advance(task)

        yield Shown()


@app.command(
    cls=Command,
    help=word(
        "新建下一期的简报文件：填好期号、日期、分送单位，其余留空并附说明。",
        "Make the file of the next issue: numbers, date and distribution filled in, the rest to be written.",
    ),
)
def new(
    series: Annotated[
        str,
        typer.Argument(
            metavar=word("刊名", "SERIES"),
            help=word(
                "刊名，或各期共用的 series.yaml；台账里只有一种刊物时可不写",
                "The series' name or file; may be left out where the register has only one",
            ),
        ),
    ] = "",
    last: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar=word("上一期", "LAST.yaml"),
            help=word("照上一期文件的样子新建", "Take the structure of this issue"),
        ),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar=word("种类", "KIND"),
            help=word("种类，如 增刊（默认：正刊）", "The kind, such as 增刊 (default: 正刊)"),
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar=word("文件", "FILE"),
            help=word(
                "新文件的名字（默认按刊名和期号）", "Name of the new file (default: by series and number)"
            ),
        ),
    ] = None,
    ledger: Ledger = None,
) -> ExitCode:
    """A file that is there is never replaced."""
    from datetime import date

    from jianbao.fresh import SCHEMA_NAME, fresh, home
    from jianbao.ledger import open_ledger
    from jianbao.ledger.publish import create

    folder = out.parent if out is not None else Path()
    with open_ledger(ledger, beside=home(series, last)) as register:
        made = fresh(series, kind=kind, last=last, today=date.today(), ledger=register, folder=folder)  # noqa: DTZ011 - the clerk's day
    path = out if out is not None else folder / made.name
    if not create(path, made.text):
        raise FileError.of("L047", path=path)
    if not (folder / SCHEMA_NAME).exists():
        from jianbao.reading.schema import schema_text

        create(folder / SCHEMA_NAME, schema_text())
    _say(phrase("fresh_made", path=_near(path)))
    return ExitCode.DONE


# --- the register ------------------------------------------------------------------------------------------------

register_app = typer.Typer(
    cls=Group,
    help=word("查看和管理期号台账。", "See and manage the register of numbers."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(register_app, name="ledger")


@contextmanager
def _register(url: str | None, *, new: bool = False) -> Generator[Register]:
    """The register that the command is about: of --ledger, JIANBAO_LEDGER or the current folder."""
    from jianbao.ledger import open_ledger

    with open_ledger(url, beside=Path()) as register:
        if not new and not register.exists():
            raise FileError.of("L040", path=register.location)
        yield register


@register_app.command(
    name="list", cls=Command, help=word("列出台账里的各期。", "List the issues of the register.")
)
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
            _say(to_line(record))
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
        _say(text.getvalue().rstrip("\n"))
    elif rows:
        _say("\n".join(table((head, *rows))))
    else:
        _say(phrase("ledger_empty"))
    return ExitCode.DONE


@register_app.command(
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
    from jianbao.issue import chinese_date
    from jianbao.ledger.exchange import to_line

    with _register(ledger) as register:
        record = register.find(entry, series=series, kind=kind)
        if as_json:
            _say(to_line(record))
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
            "；".join(f"{_near(register.resolve(file.path))} {file.sha256}" for file in record.files),
            record.at,
            record.by,
            record.version,
        )
    rows = [
        (name, value) for name, value in zip(phrase("show_rows").split("|"), values, strict=True) if value
    ]
    _say("\n".join(table(rows)))
    return ExitCode.DONE


@register_app.command(
    name="check",
    cls=Command,
    help=word(
        "核对台账和成品：缺号、重号、日期颠倒、成品不见或被改动。",
        "Check the register and the files: gaps, doubles, dates out of order, files missing or changed.",
    ),
)
def ledger_check(ledger: Ledger = None, as_json: AsJson = False) -> ExitCode:
    """The exit code is 6 when something does not hold."""
    with _register(ledger) as register:
        findings = register.check()
        count, location = len(register.records()), register.location
    if as_json:
        for finding in findings:
            _say(json_line(finding_json(finding)))
    else:
        _report(findings)
        _say(
            phrase(
                "ledger_faults" if findings else "ledger_clean",
                path=location,
                count=count,
                faults=len(findings),
            )
        )
    return ExitCode.FELL_SHORT if findings else ExitCode.DONE


@register_app.command(
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
    _say(phrase("ledger_voided" if record.state.value == "issued" else "ledger_released", label=record.label))
    return ExitCode.DONE


@register_app.command(
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
            _say(line)
    return ExitCode.DONE


@register_app.command(
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
    _say(phrase("ledger_imported", added=added, there=sum(bool(line.strip()) for line in lines) - added))
    return ExitCode.DONE


@register_app.command(
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
    from jianbao.assemble import writers_for
    from jianbao.yearbook import build as build_yearbook
    from jianbao.yearbook import listed

    wanted = _wanted_formats(formats)
    writers_for(wanted)
    _one_of("--fonts", fonts, ("auto", "embedded"))
    with _register(ledger) as register:
        records = listed(register.records(series=series, year=year), year)
        source = register.resolve(records[-1].source)
    like = source if source.is_file() else None
    files = build_yearbook(records, year, out=out or Path(), formats=wanted, fonts=fonts, like=like)  # type: ignore[arg-type]  # as above
    _say(phrase("yearbook_built", year=year, count=len(records)))
    for file in files:
        _say(f"  {_near(file.path)}")
    return ExitCode.DONE


def _wanted_formats(formats: list[str] | None) -> tuple[str, ...]:
    from jianbao.assemble import FORMATS

    return tuple(dict.fromkeys(name.lower() for name in formats or FORMATS))


# --- printing and leaving --------------------------------------------------------------------------------------


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing but a bug of ours leaves a traceback."""
    _speak_utf8()
    try:
        code = _narrowed(arguments)(arguments, prog_name="jianbao", standalone_mode=False)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            _note(error.format_message())
            return ExitCode.USAGE
        complaint = usage_error(error)
        _report(complaint.findings)
        return complaint.exit_code
    except JianbaoError as error:
        _report(error.findings)
        return error.exit_code
    except Exception:
        _note(traceback.format_exc())
        said, remedy = render("C001")
        _note(f"{said}。{remedy}")
        return ExitCode.BUG
    if code == 130:
        _note(phrase("cancelled"))
    return int(code or 0)


def _narrowed(arguments: list[str] | None) -> typer.Typer:
    """The program with just the command that `arguments` begin with: Typer takes 10 ms to look at all of them."""
    first = (sys.argv[1:] if arguments is None else arguments)[:1]
    commands = [each for each in app.registered_commands if [each.name or _name_of(each)] == first]
    if not commands:  # a group, an option, or what is no command and is told with its nearest kin
        return app
    narrowed = copy(app)
    narrowed.registered_commands, narrowed.registered_groups = commands, []
    return narrowed


def _name_of(command: typer.models.CommandInfo) -> str:
    return command.callback.__name__ if command.callback else ""


def _near(path: Path) -> str:
    """`path` from where the clerk stands, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _one_of(option: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise UsageError.of("C005", name=option, value=value, choices=" ".join(choices))


def _speak_utf8() -> None:
    """Chinese comes out whole under LANG=C and in pipes on Windows too."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(text: str) -> None:
    _print(text, sys.stdout)


def _note(text: str) -> None:
    _print(text, sys.stderr)


def _report(findings: Iterable[Finding]) -> None:
    colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    for finding in findings:
        _note("\n".join(finding_lines(finding, colour=colour)))


def _print(text: str, stream: IO[str]) -> None:
    """Print a line; a reader that has gone away (`| head`) is no reason to stop or to complain."""
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
