"""`jianbao bind` → a year's issues as one PDF, the 合订本."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jianbao.cli.declare import argument, command
from jianbao.cli.lines import file_json, finding_json, json_line
from jianbao.cli.options import AsJson, FontsChoice, Ledger, OfYear, OutFolder
from jianbao.cli.terminal import near_path, progress, say, tell
from jianbao.errors import ExitCode, FileError
from jianbao.messages import phrase

app = typer.Typer()


@command(
    app,
    "把一种刊物一年的各期合成一册 PDF（合订本）：封面、总目录、各期成品，带书签和链接。\n\n"
    "各期用台账登记的 PDF，原样装订；有一份不见了或被改动过，就指出来，什么也不生成。",
    "Bind a year's issues of a series into one PDF: a cover, contents, the finished PDFs, outline and links.\n\n"
    "The PDFs are those of the register, unchanged; where one is missing or was changed, nothing is written.",
)
def bind(
    series: Annotated[str, argument(("刊名", "SERIES"), "如 援疆工作简报", "Its name")],
    year: OfYear,
    out: OutFolder = None,
    ledger: Ledger = None,
    fonts: FontsChoice = "auto",
    as_json: AsJson = False,
) -> ExitCode:
    """Recorded nowhere: it can be made again at any time."""
    from jianbao.ledger import open_ledger
    from jianbao.tasks.bind import bind as bind_volume
    from jianbao.tasks.bind import chosen

    with open_ledger(ledger, beside=Path()) as register:
        if not register.exists():
            raise FileError.of("L040", path=register.location)
        with progress(phrase("binding"), len(chosen(register, series, year))) as step:
            options: Any = {"out": out or Path(), "fonts": fonts, "step": step}
            made = bind_volume(register, series, year, **options)
    if as_json:
        told = [finding_json(finding) for finding in made.findings]
        say(json_line({**file_json(made.file), "issues": made.issues, "pages": made.pages, "archival": made.archival, "findings": told}))  # fmt: skip
        return ExitCode.DONE
    tell(made.findings)
    kind = phrase("bound_archival" if made.archival else "bound_plain")
    say(phrase("bound", series=series, year=year, count=made.issues, pages=made.pages, kind=kind))
    say(f"  {near_path(made.file.path)}")
    return ExitCode.DONE
