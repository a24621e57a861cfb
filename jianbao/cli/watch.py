"""`jianbao watch` → a draft at every save."""

from __future__ import annotations

import typer

from jianbao.cli.declare import command
from jianbao.cli.options import FontsChoice, Formats, OneIssue, OutFolder, wanted_formats
from jianbao.cli.terminal import note, say, tell
from jianbao.errors import ExitCode, JianbaoError
from jianbao.messages import phrase

app = typer.Typer()


@command(
    app,
    "看着一个简报文件，每次保存就重排一份草稿，并列出提醒；不占期号，改错了也保留上一次的成品。",
    "Watch an issue file: a draft and its findings at every save; takes no number, keeps the last good files.",
)
def watch(
    issue: OneIssue,
    out: OutFolder = None,
    formats: Formats = None,
    fonts: FontsChoice = "auto",
) -> ExitCode:
    """Build a draft at every save until Ctrl+C. A bad save is told and watched on."""
    from datetime import datetime

    from jianbao.tasks.watch import watch as watch_issue

    wanted = wanted_formats(formats)
    note(phrase("watching", source=issue))
    for outcome in watch_issue(issue, out=out, formats=wanted, fonts=fonts):
        time = datetime.now().astimezone().strftime("%H:%M:%S")
        tell(outcome.findings)
        if isinstance(outcome, JianbaoError):
            note(phrase("watched_kept", time=time))
        else:
            say(phrase("watched_built", time=time, name=outcome.name, pages=outcome.pages))
    return ExitCode.DONE
