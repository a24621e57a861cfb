"""`jianbao check` → what is wrong or doubtful in issues, and its mending."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer

from jianbao.cli.declare import command, option
from jianbao.cli.helping import Command
from jianbao.cli.lines import coloured_diff, finding_json, json_line
from jianbao.cli.mending import offer_mending
from jianbao.cli.options import AsJson, FontsChoice, Issues, matched
from jianbao.cli.terminal import note, say, tell
from jianbao.errors import ExitCode, Finding, JianbaoError, Level, Place, Severity
from jianbao.files import is_yaml
from jianbao.messages import phrase

app = typer.Typer()
_STRICT_ALL: Final = "--strict-all"


class _Check(Command):
    """Understands `--strict=all` beside `--strict`, which takes no value that follows it: a file's name may."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As click's."""
        return super().parse_args(ctx, [_STRICT_ALL if arg == "--strict=all" else arg for arg in args])


@command(
    app,
    "只检查，不生成：核对格式、校对文字和数字、核对图片，不占期号。\n\n"
    "查出的分三级：必错是一定错了，疑错要人看一看，提示只供参考；都不妨碍生成，退出码仍是 0。\n"
    "有必错就不通过用 --strict，疑错也不通过用 --strict=all（退出码 6）；--fix 只改不会改错的地方。\n"
    "确认无误、不想再提醒的地方，在那一行或上一行写注释：# jianbao: ignore P101；正文写在 body: | 那一行后面。",
    "Check only: validate and proof-read; nothing is written, no number taken.\n\n"
    "What is found is wrong (必错), doubtful (疑错) or a hint (提示); none of them keeps an issue from being built, and the\n"
    "exit code stays 0. --strict fails on what is wrong, --strict=all on what is doubtful, too (6); --fix mends what is safe.\n"
    "To silence a finding, write the comment # jianbao: ignore P101 on its line or above; for a body, behind body: |.",
    cls=_Check,
)
def check(
    issues: Issues,
    fonts: FontsChoice = "auto",
    as_json: AsJson = False,
    form: Annotated[
        Literal["text", "json", "github", "sarif", "html"],
        option(
            "--format",
            "输出形式：text 给人看（默认）；html 是校对单，可打印（> 校对单.html）；json、github、sarif 给程序和编辑器",
            "How to tell: text (default); html, a sheet to print (> proof.html); json, github, sarif",
            "text|json|github|sarif|html",
        ),
    ] = "text",
    select: Annotated[
        list[str] | None,
        option(
            "--select",
            "只看这些代码（或开头，如 P1）的提醒，可写几次，也可用逗号隔开",
            "Only these codes or beginnings of codes",
            ("代码", "CODE"),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, option("--ignore", "不看这些代码的提醒", "Not these codes", ("代码", "CODE"))
    ] = None,
    fix: Annotated[
        bool,
        option(
            "--fix", "把可以自动改正的改正，并显示改了什么", "Mend what is mechanical, and show the change"
        ),
    ] = False,
    diff: Annotated[
        bool, option("--diff", "只显示 --fix 会改什么，不写入", "Show what --fix would change, write nothing")
    ] = False,
    strict: Annotated[
        bool,
        option(
            "--strict",
            "有必错就不通过（退出码 6）；写 --strict=all，有疑错也不通过",
            "Fail (exit code 6) on what is wrong; --strict=all: on what is doubtful, too",
        ),
    ] = False,
    strict_all: Annotated[bool, typer.Option(_STRICT_ALL, hidden=True)] = False,
) -> ExitCode:
    """Findings of each file; the exit code is 3 when one is an error, 6 with `strict` when one is certain.

    With `strict_all` (`--strict=all` on the command line) doubtful ones count, too.
    """
    from jianbao.proofread.silence import chosen
    from jianbao.tasks.check import check as check_issue
    from jianbao.tasks.check import check_with_pages

    form = "json" if as_json else form
    wanted, unwanted = _codes(select), _codes(ignore)
    told: list[Finding] = []
    sheets: list[tuple[str, list[tuple[Finding, int, int]]]] = []
    issues = matched(issues)
    foreign = {issue: shown for issue in issues if (shown := _shown_doubts(issue)) is not None}
    code = ExitCode.FELL_SHORT if any(foreign.values()) else ExitCode.DONE
    for issue in (each for each in issues if each not in foreign):
        try:
            if fix or diff:
                _mend(issue, wanted, unwanted, write=fix and not diff)
            findings = check_issue(issue, fonts=fonts)
        except JianbaoError as error:
            findings, code = error.findings, error.exit_code if code is ExitCode.DONE else code
        findings = chosen(findings, wanted, unwanted)
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        if errors and code is ExitCode.DONE:
            code = ExitCode.INPUT
        failing = {Level.CERTAIN, Level.DOUBTFUL} if strict_all else {Level.CERTAIN} if strict else set()
        if code is ExitCode.DONE and any(each.level in failing for each in findings):
            code = ExitCode.FELL_SHORT
        told += findings
        if form == "html":
            found = check_with_pages(issue, fonts=fonts)
            on_page = {(each.finding.place, each.finding.code): (each.page, each.line) for each in found}
            rows = [(each, *on_page.get((each.place, each.code), (0, 0))) for each in findings]
            sheets.append((str(issue), rows))
        if form in ("text", "json"):
            _tell(issue, findings, as_json=form == "json")
        if form == "text" and errors and not (fix or diff):
            offer_mending(issue)
    if form == "html":
        from jianbao.cli.proof_sheet import proof_sheet

        say(proof_sheet(sheets))
    elif form == "sarif":
        from jianbao.proofread.formats import sarif

        say(sarif(told))
    elif form == "github":
        from jianbao.proofread.formats import github

        for finding in told:
            say(github(finding))
    return code


def _tell(issue: Path, findings: Sequence[Finding], *, as_json: bool) -> None:
    """What was found in one file, and how much of it."""
    tell(findings)
    if as_json:
        say(json_line({"source": str(issue), "findings": [finding_json(finding) for finding in findings]}))
    elif findings:
        counts = {level.value: sum(each.level is level for each in findings) for level in Level}
        say(phrase("checked_some", source=issue, **counts))
    else:
        say(phrase("checked", source=issue))


def _shown_doubts(path: Path) -> int | None:
    """How many doubts import would have of a file, told; nothing is written. None for an issue file."""
    if is_yaml(path):
        return None
    from jianbao.tasks.import_ import import_files, is_foreign, shown_doubts

    if not is_foreign(path):
        return None
    (made,) = import_files([path], path.parent, dry_run=True)
    if made.error is not None:
        raise made.error
    lines = list(shown_doubts(made))
    say(phrase("import_checked", source=path, count=len(lines)))
    for line in lines:
        note(f"  {line}")
    if not made.draft.whole:
        tell([Finding("I005", Place(str(path)), Severity.HINT, {"file": path})])
    return len(lines)


def _codes(given: list[str] | None) -> tuple[str, ...]:
    """The codes of an option, which may stand in one value with commas between them."""
    return tuple(
        code.strip().upper()
        for value in given or ()
        for code in value.replace("，", ",").split(",")
        if code.strip()
    )


def _mend(issue: Path, select: tuple[str, ...], ignore: tuple[str, ...], *, write: bool) -> None:
    from jianbao.tasks.check import mend

    mended = mend(issue, select=select, ignore=ignore, write=write)
    if mended.diff:
        coloured = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
        note(coloured_diff(mended.diff) if coloured else mended.diff, coloured=coloured)
    key = (
        "nothing_to_mend"
        if not mended.diff
        else "would_mend"
        if not write
        else "mended"
        if mended.read
        else "mended_part"
    )
    note(phrase(key, source=issue, count=mended.count))
