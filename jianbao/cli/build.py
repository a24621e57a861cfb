"""`jianbao build` → issues built one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jianbao.cli.declare import command, option
from jianbao.cli.lines import file_json, finding_json, json_line
from jianbao.cli.mending import offer_mending
from jianbao.cli.options import (
    Allow,
    AsJson,
    FontsChoice,
    Formats,
    Issues,
    Keep,
    Ledger,
    OutFolder,
    Overwrite,
    matched,
    terms_of,
    wanted_formats,
)
from jianbao.cli.terminal import near_path, note, open_file, say, tell
from jianbao.errors import ExitCode, FellShort, InputError, JianbaoError, Place, UsageError
from jianbao.files import is_yaml
from jianbao.messages import phrase

if TYPE_CHECKING:
    from jianbao.ledger import Terms
    from jianbao.steps import Built

app = typer.Typer()


@command(
    app,
    "生成一期或几期简报：查错、编号、排版，写出 DOCX 和 PDF，登记期号。\n\n"
    "文件要么完整生成，要么原样不动；有错时一次列出全部错处。",
    "Build issues: check, number, set, write DOCX and PDF, and record the numbers.\n\n"
    "Files appear whole or not at all; all errors of a file are listed at once.",
)
def build(
    issues: Issues,
    out: OutFolder = None,
    formats: Formats = None,
    draft: Annotated[
        bool,
        option(
            "--draft",
            "草稿：不占期号，不动台账，文件名和期号后标明（草稿）",
            "A draft: takes no number, marked （草稿）",
        ),
    ] = False,
    ledger: Ledger = None,
    fonts: FontsChoice = "auto",
    embed_fonts: Annotated[
        bool,
        option(
            "--embed-fonts",
            "把小标宋（只含用到的字）放进 DOCX，没装这个字体的电脑也能照样显示",
            "Put the characters of 小标宋 that are used into the DOCX",
        ),
    ] = False,
    write_back: Annotated[
        bool, option("--write-back", "把编好的期号写回简报文件", "Write the numbers into the issue file")
    ] = False,
    copy_numbers: Annotated[
        str,
        option(
            "--copy-numbers",
            "涉密的各份编份号：每份一个 PDF，另放一个文件夹，附分发登记表",
            "A PDF for each numbered copy, in a folder of their own, with a list to give them out by",
            "1-35",
        ),
    ] = "",
    allow: Allow = None,
    keep: Keep = False,
    overwrite: Overwrite = False,
    reissue: Annotated[
        bool,
        option(
            "--reissue",
            "更正已经印发的一期，原来的成品另存",
            "Correct a released issue; its old files are kept aside",
        ),
    ] = False,
    reason: Annotated[str, option("--reason", "更正的原因", "Why it is corrected", ("原因", "WHY"))] = "",
    show: Annotated[
        bool, option("--open", "生成后打开 PDF", "Show the PDF when it is built, in the system's viewer")
    ] = False,
    as_json: AsJson = False,
) -> ExitCode:
    """One issue after the other; a bad one does not stop the next. The exit code is that of the first that failed."""
    wanted = wanted_formats(formats)
    if reissue and not reason.strip():
        raise UsageError.of("L079")
    from jianbao.provenance import TRAVELS

    copies = _numbers(copy_numbers) if copy_numbers else ()
    terms = terms_of(allow, keep, overwrite, reissue=reason.strip() if reissue else "")
    faces = fonts + TRAVELS if embed_fonts else fonts
    codes = [
        _build_one(issue, out, wanted, draft, ledger, faces, write_back, copies, terms, show, as_json)
        for issue in matched(issues)
    ]
    return next((code for code in codes if code is not ExitCode.DONE), ExitCode.DONE)


def _numbers(text: str) -> tuple[int, ...]:
    from jianbao.tasks.copies import numbers_of

    return numbers_of(text)


def _build_one(
    issue: Path,
    out: Path | None,
    formats: tuple[str, ...],
    draft: bool,
    ledger: str | None,
    fonts: Any,
    write_back: bool,
    copies: tuple[int, ...],
    terms: Terms,
    show: bool,
    as_json: bool,
) -> ExitCode:
    from jianbao.tasks.build import build as build_issue

    source = issue
    try:
        if not is_yaml(issue):
            source = _issue_file(issue)
        built = build_issue(
            source,
            out=out,
            formats=formats,
            draft=draft,
            ledger=ledger,
            fonts=fonts,
            write_back=write_back,
            terms=terms,
            copy_numbers=copies,
        )
    except JianbaoError as error:
        tell(error.findings)
        if as_json:
            say(json_line(_failure(issue, error)))
        note(phrase("not_built", source=issue))
        if isinstance(error, InputError):
            offer_mending(source)
        return error.exit_code
    tell(built.findings)
    if as_json:
        say(json_line(built_json(built)))
    else:
        _say_built(built)
        if write_back and not built.draft:
            say(phrase("written_back", source=issue))
    if show:
        shown = next((file.path for file in built.files if file.path.suffix == ".pdf"), built.files[0].path)
        if not open_file(shown):
            note(phrase("not_shown", path=near_path(shown)))
    return ExitCode.DONE


def _say_built(built: Built) -> None:
    from jianbao.pages import FEW_LINES

    say(phrase("built", name=built.name, pages=built.pages))
    for file in built.files:
        say(f"  {near_path(file.path)}")
    if built.copies:
        say(phrase("copies_built", count=len(built.copies), path=near_path(built.copies[0].path.parent)))
    if 0 < built.surplus <= FEW_LINES:
        say(phrase("surplus", lines=built.surplus))
    if built.begun:
        say(phrase("register_begun", path=built.begun, number=built.number or "—"))
    if built.network:
        say(phrase("on_network"))
    if built.draft:
        say(phrase("draft_note"))


def _issue_file(path: Path) -> Path:
    """What to build: the file itself, or the issue file that import makes of one from Word. Raises JianbaoError."""
    from jianbao.tasks.import_ import is_foreign, prepared, shown_doubts

    if not is_foreign(path):
        return path
    made = prepared(path)
    assert made.path is not None
    if made.state == "kept":
        raise FellShort.of("I006", Place(str(path)), path=near_path(made.path))
    lines = list(shown_doubts(made))
    for line in lines:
        note(f"  {line}")
    if made.draft.doubts or made.draft.dropped:
        raise FellShort.of(
            "I007",
            Place(str(path)),
            path=near_path(made.path),
            count=len(made.draft.doubts) + bool(made.draft.dropped),
        )
    return made.path


def built_json(built: Built) -> dict[str, object]:
    """A built issue as plain values for `--json`."""
    return {
        "source": str(built.source or ""),
        "files": [*map(file_json, built.files)],
        "series": built.series,
        "kind": built.kind,
        "year": built.year,
        "number": built.number,
        "total": built.total,
        "pages": built.pages,
        "last_page_full": round(built.fullness, 2),
        "lines_to_save_a_page": built.surplus,
        "copies": [*map(file_json, built.copies)],
        "draft": built.draft,
        "warnings": [finding_json(finding) for finding in built.findings],
    }


def _failure(issue: Path, error: JianbaoError) -> dict[str, object]:
    return {
        "source": str(issue),
        "exit_code": int(error.exit_code),
        "errors": [finding_json(finding) for finding in error.findings],
    }
