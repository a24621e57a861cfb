"""`jianbao help [TOPIC]` → a page of the handbook, a command's help, or what a code means."""

from __future__ import annotations

from typing import Annotated

import typer

from jianbao.cli.declare import argument, command, option
from jianbao.cli.lines import json_line, table
from jianbao.cli.terminal import say, show_page
from jianbao.errors import ExitCode
from jianbao.messages import phrase

app = typer.Typer()


@command(
    app,
    "看说明书，不用上网：不写主题就列出全部主题。\n\n"
    "主题也可以是命令（如 build、ledger list）、提醒的代码（如 P101）或一个键（如 密级）。存成文件：jianbao help 键名 > 键名.md",
    "Read the handbook, offline; without a topic, list all.\n\n"
    "A topic may also be a command (build, ledger list), a message's code (P101) or a key (secrecy). To keep: jianbao help keys > keys.md",
)
def help(
    topic: Annotated[
        list[str] | None,
        argument(("主题", "TOPIC"), "要看的主题，中文、英文都行", "The topic, in English or Chinese"),
    ] = None,
    as_json: Annotated[bool, option("--json", "用 JSON 输出，供程序读取", "As JSON, for programs")] = False,
) -> ExitCode:
    """The page on standard output: rendered and paged on a terminal, as Markdown in a pipe."""
    from jianbao.handbook import TOPICS
    from jianbao.tasks.help import look_up, topics

    asked = " ".join(topic or ())
    if not asked:
        every = topics()
        if as_json:
            for each in every:
                say(json_line({"topic": each.topic, "title": each.title, "about": each.about}))
            return ExitCode.DONE
        say(phrase("topics_head"))
        say("\n".join(f"  {row}" for row in table((each.title, each.topic, each.about) for each in every)))
        return ExitCode.DONE
    if asked not in TOPICS and (words := _command(asked)):
        from jianbao.cli.program import run

        return ExitCode(run([*words, "--help"]))
    found = look_up(asked)
    if as_json:
        say(json_line(found._asdict()))
    else:
        show_page(found.text)
    return ExitCode.DONE


def _command(asked: str) -> list[str]:
    """The words of the command that `asked` names, or none."""
    from jianbao.cli.program import COMMANDS

    words = asked.removeprefix("jianbao ").split()
    return words if words and words[0] in COMMANDS else []
