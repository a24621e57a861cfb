"""`jianbao ledger enroll` → old issues in files of any kind as entries, with their doubts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from jianbao.cli.declare import argument, command, option
from jianbao.cli.ledger.register import app, opened_register
from jianbao.cli.lines import finding_json, json_line
from jianbao.cli.options import AsJson, Jobs, Ledger
from jianbao.cli.terminal import near_path, note, progress, say, tell
from jianbao.errors import ExitCode
from jianbao.messages import phrase

if TYPE_CHECKING:
    from jianbao.tasks.ledger_enroll import Original


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
    with opened_register(ledger, new=True) as register:
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
