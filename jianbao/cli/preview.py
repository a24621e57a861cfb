"""`jianbao preview` → the pages in the browser, redrawn at every save."""

from __future__ import annotations

from typing import Annotated

import typer

from jianbao.cli.declare import command, option
from jianbao.cli.options import FontsChoice, Ledger, OneIssue
from jianbao.cli.terminal import note, say
from jianbao.errors import ExitCode
from jianbao.messages import phrase

app = typer.Typer()


@command(
    app,
    "在浏览器里边写边看：左边是印出来的样子，右边是提醒，存盘就刷新；不占期号，不写任何文件。\n\n"
    "点页面上的一行，回到简报文件里的那一行。Ctrl+C 结束，关掉网页一分钟后也会自己结束。",
    "See it while you write: the pages as printed beside the findings, redrawn at every save; takes no number.\n\n"
    "A click on a line leads back to its line in the file. Ends with Ctrl+C, or a minute after the page was closed.",
)
def preview(
    issue: OneIssue,
    port: Annotated[
        int,
        option(
            "--port",
            "本机端口（默认自动选一个空的）",
            "The port on this machine (default: any free one)",
            ("端口", "PORT"),
            min=0,
            max=65535,
        ),
    ] = 0,
    no_open: Annotated[
        bool, option("--no-open", "只给出网址，不打开浏览器", "Tell the address, open no browser")
    ] = False,
    editor: Annotated[
        str,
        option(
            "--editor",
            "点一行时打开编辑器的网址，含 {path} {line} {column}（默认 VS Code）",
            "The address that opens your editor, with {path} {line} {column} (default: VS Code)",
            ("网址", "URL"),
            envvar="JIANBAO_EDITOR",
        ),
    ] = "",
    ledger: Ledger = None,
    fonts: FontsChoice = "auto",
) -> ExitCode:
    """Serve the page until it is closed or Ctrl+C."""
    from jianbao.tasks.preview import EDITOR
    from jianbao.tasks.preview import preview as preview_issue

    def opened(address: str) -> None:
        say(address)
        note(phrase("previewing", source=issue))
        if not no_open:
            import webbrowser

            webbrowser.open(address)

    preview_issue(
        issue,
        port=port,
        fonts=fonts,
        ledger=ledger,
        editor=editor or EDITOR,
        opened=opened,
    )
    return ExitCode.DONE
