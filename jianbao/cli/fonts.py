"""`jianbao fonts` → the faces of this machine, role by role."""

from __future__ import annotations

import typer

from jianbao.cli.declare import command
from jianbao.cli.lines import json_line, table
from jianbao.cli.options import AsJson
from jianbao.cli.terminal import say, tell
from jianbao.errors import ExitCode
from jianbao.messages import phrase

app = typer.Typer()


@command(
    app, "列出各处用的是什么字体、从哪里来。", "Show which face serves which role, and where it comes from."
)
def fonts(as_json: AsJson = False) -> ExitCode:
    """The faces of this machine, role by role; what was passed over, and why, on standard error."""
    from jianbao.fonts.faces import FaceSet
    from jianbao.fonts.report import describe

    faces = FaceSet.default()
    reports = describe(faces)
    if as_json:
        for report in reports:
            say(json_line(report.as_dict()))
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
    say("\n".join(table((phrase("fonts_head").split("|"), *rows))))
    for report in reports:
        if report.source != "embedded":
            say(phrase("fonts_file", role=report.role_zh, path=report.path))
    tell(faces.skipped)
    return ExitCode.DONE
