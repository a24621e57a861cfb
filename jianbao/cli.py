"""The command line: arguments → calls of the rooms below; the only place that prints or exits.

What is slow to import is imported inside the command that needs it, so that `--help` and a wrong option answer at
once. A command returns its `ExitCode`; `run` makes it the process's.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from jianbao.console import Command, Group, finding_json, finding_lines, json_line, table, usage_error, word
from jianbao.errors import ExitCode, Finding, JianbaoError, Severity, UsageError
from jianbao.messages import phrase, render

if TYPE_CHECKING:
    from jianbao.assemble import Built

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
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar=word("文件夹", "DIR"),
            help=word(
                "成品放到哪个文件夹（默认：简报文件所在处）", "Folder of the files (default: the issue's)"
            ),
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar=word("格式", "FORMAT"),
            help=word("docx、pdf，可写几次（默认两种都要）", "docx, pdf; may be repeated (default: both)"),
        ),
    ] = None,
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
    from jianbao.assemble import FORMATS, writers_for

    wanted = tuple(dict.fromkeys(name.lower() for name in formats or FORMATS))
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
        "只检查，不生成：核对格式、文字和图片，不占期号。",
        "Check only: validate and proof-read; nothing is written, no number taken.",
    ),
)
def check(issues: Issues, fonts: FontsChoice = "auto", as_json: AsJson = False) -> ExitCode:
    """Findings of each file; the exit code is 3 when one of them is an error."""
    from jianbao.assemble import check as check_issue

    _one_of("--fonts", fonts, ("auto", "embedded"))
    code = ExitCode.DONE
    for issue in issues:
        try:
            findings = check_issue(issue, fonts=fonts)  # type: ignore[arg-type]  # _one_of has seen to it
        except JianbaoError as error:
            findings, code = error.findings, error.exit_code if code is ExitCode.DONE else code
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        if errors and code is ExitCode.DONE:
            code = ExitCode.INPUT
        _report(findings)
        if as_json:
            _say(
                json_line({"source": str(issue), "findings": [finding_json(finding) for finding in findings]})
            )
        elif findings:
            _say(phrase("checked_some", source=issue, errors=errors, warnings=len(findings) - errors))
        else:
            _say(phrase("checked", source=issue))
    return code


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
    from jianbao.reading.schema import schema as issue_schema

    _say(issue_schema())
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


# --- printing and leaving --------------------------------------------------------------------------------------


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing but a bug of ours leaves a traceback."""
    _speak_utf8()
    try:
        code = app(arguments, prog_name="jianbao", standalone_mode=False)
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
