"""Arguments → the command that they call, its exit code, and complaints in the reader's language.

A command stands in the module of its name, which holds its `app`. Only the called one is imported and looked at by
Typer: all of them would take 10 ms.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Final

import typer
from typer.exceptions import TyperException

from jianbao.cli.declare import option
from jianbao.cli.helping import Group, usage_error, word
from jianbao.cli.terminal import note, refuse_narrow_names, say, speak_utf8, tell
from jianbao.errors import ExitCode, Finding, JianbaoError, Place, UsageError
from jianbao.messages import phrase, render

COMMANDS: Final = (
    "build",
    "check",
    "watch",
    "preview",
    "fonts",
    "schema",
    "verify",
    "sign",
    "batch",
    "new",
    "import",
    "words",
    "search",
    "stats",
    "ledger",
    "bind",
    "help",
)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing but a bug of ours leaves a traceback."""
    speak_utf8()
    try:
        _refuse_odd_bytes(sys.argv[1:] if arguments is None else arguments)
        code = program(_called(arguments))(arguments, prog_name="jianbao", standalone_mode=False)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            note(error.format_message())
            return ExitCode.USAGE
        complaint = usage_error(error)
        tell(complaint.findings)
        return complaint.exit_code
    except JianbaoError as error:
        tell(error.findings)
        return error.exit_code
    except Exception as error:
        if isinstance(error, OSError) and isinstance(error.filename, str):
            # a name too long for the system, a folder that is none, a disk that is full
            tell([Finding("V004", Place(error.filename), params={"reason": error.strerror})])
            return ExitCode.FILE
        note(traceback.format_exc())
        said, remedy = render("C001")
        note(f"{said}。{remedy}")
        return ExitCode.BUG
    if code == 130:
        note(phrase("cancelled"))
    return int(code or 0)


def _refuse_odd_bytes(arguments: Iterable[str]) -> None:
    """Raise UsageError (C020) for an argument that is no UTF-8, if it is not a file, which is told with its name.

    Where it is the locale that holds no Chinese, that is told (C019).
    """
    for each in arguments:
        if any("\ud800" <= char <= "\udfff" for char in each) and not Path(each).is_file():
            refuse_narrow_names()
            raise UsageError.of("C020", value=each)


def program(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """The program with these of its `COMMANDS`."""
    made = typer.Typer(
        name="jianbao",
        cls=Group,
        help=word(
            "把一份简报文件（YAML）排成符合 GB/T 9704 的 DOCX 和 PDF，并登记期号。\n\n"
            "第一次用：写好 issue.yaml，运行 jianbao build issue.yaml。",
            "Sets a bulletin (a YAML file) to GB/T 9704 as DOCX and PDF, and keeps the register of its numbers.\n\n"
            "To begin: write issue.yaml and run jianbao build issue.yaml.",
        ),
        epilog="\n".join(
            (
                word("说明书：jianbao help", "The handbook: jianbao help"),
                phrase("exit_codes", codes=word("；", "; ").join(map(_told, ExitCode))),
                word("英文界面：设环境变量 JIANBAO_LANG=en", "Chinese: unset JIANBAO_LANG"),
            )
        ),
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback(invoke_without_command=True)(_jianbao)
    for name in commands:
        module = import_module(f"jianbao.cli.{name}_" if iskeyword(name) else f"jianbao.cli.{name}")
        if module.app.info.cls is Group:
            made.add_typer(module.app, name=name)
        else:
            made.registered_commands += module.app.registered_commands
    return made


def _told(code: ExitCode) -> str:
    meaning = phrase(f"exit_{code}")
    return f"{code} {meaning}"


def _called(arguments: list[str] | None) -> Iterable[str]:
    """The command that `arguments` begin with; all where that is an option, or no command and told with its kin."""
    first = (sys.argv[1:] if arguments is None else arguments)[:1]
    return [name for name in COMMANDS if [name] == first] or COMMANDS


def _jianbao(
    version: Annotated[bool, option("--version -V", "显示版本", "Show the version", is_eager=True)] = False,
) -> None:
    if version:
        from jianbao.version import __version__

        say(f"jianbao {__version__}")
        raise typer.Exit
    refuse_narrow_names()
