"""`jianbao verify` → finished files held against each other and against the standard."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.declare import argument, command, option
from jianbao.cli.lines import json_line, table
from jianbao.cli.options import AsJson
from jianbao.cli.terminal import say, tell
from jianbao.errors import ExitCode, UsageError
from jianbao.escapes import printed
from jianbao.messages import phrase

app = typer.Typer()


@command(
    app,
    "核对成品：DOCX 与 PDF 是否逐行逐页一致，各项尺寸是否合 GB/T 9704。\n\n"
    "给出 DOCX 和 PDF 之一，会按文件名找到另一个。核对 DOCX 要装有 LibreOffice。",
    "Verify finished files: whether DOCX and PDF agree line by line, and whether they keep to GB/T 9704.\n\n"
    "Given one of DOCX and PDF, the other is found by its name. A DOCX is verified with LibreOffice.",
)
def verify(
    files: Annotated[list[Path], argument(("成品…", "FILE…"), "DOCX 或 PDF 文件", "DOCX or PDF files")],
    against: Annotated[
        Path | None,
        option(
            "--against",
            "与 Word 或 WPS 从同一个 DOCX 导出的 PDF 逐行比",
            "A PDF that Word or WPS made of the DOCX, compared line by line",
            "PDF",
        ),
    ] = None,
    as_json: AsJson = False,
) -> ExitCode:
    """A report for each pair or file; the exit code is 6 when something does not hold."""
    from jianbao.verify import report as reports

    if against is not None:
        return _against(files, against, as_json)
    code = ExitCode.DONE
    for report in reports.verify(files):
        if as_json:
            say(json_line(reports.as_json(report)))
        else:
            if report.held is not None:
                say(
                    "\n".join(
                        [" = ".join(printed(str(file)) for file in report.files), *reports.lines(report)]
                    )
                )
            for path, checks in report.checks:
                say("\n".join([printed(str(path)), *table(reports.table(checks))]))
                for remedy in reports.remedies(checks):
                    say(f"    {phrase('remedy')}{remedy}")
        tell(report.findings)
        if report.fell_short:
            code = ExitCode.FELL_SHORT
    return code


def _against(files: list[Path], other: Path, as_json: bool) -> ExitCode:
    """Our PDF beside another of the same DOCX."""
    from jianbao.verify import report as reports

    if len(files) > 1:
        raise UsageError.of("C007", extra=files[1], command="jianbao verify")
    report = reports.against(files[0], other)
    if as_json:
        say(json_line(reports.as_json(report)))
    else:
        say(
            "\n".join(
                [
                    " = ".join(printed(str(file)) for file in report.files),
                    *reports.lines(report, ("PDF", "Word")),
                ]
            )
        )
        if report.fell_short and report.held is not None:
            for name, pages in (("PDF", report.held.ours), ("Word", report.held.theirs)):
                say(phrase("pair_faces", name=name, faces="、".join(reports.faces(pages))))
    tell(report.findings)
    return ExitCode.FELL_SHORT if report.fell_short else ExitCode.DONE
