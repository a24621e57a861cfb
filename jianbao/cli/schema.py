"""`jianbao schema` → the JSON Schema of issue files."""

from __future__ import annotations

import typer

from jianbao.cli.declare import command
from jianbao.cli.terminal import say
from jianbao.errors import ExitCode

app = typer.Typer()


@command(
    app,
    "输出简报文件的 JSON Schema，供编辑器提示和补全。",
    "Print the JSON Schema of issue files, for editors that complete and explain.",
)
def schema() -> ExitCode:
    """The schema on standard output."""
    from jianbao.reading.schema import schema_text

    say(schema_text())
    return ExitCode.DONE
