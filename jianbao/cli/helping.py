"""Typer's help and complaints → ours, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from typer import Context
from typer.core import TyperCommand, TyperGroup

from jianbao.cli.lines import columns, spans
from jianbao.errors import UsageError
from jianbao.messages import language, phrase

# columns; a Han character takes two
_HELP_WIDTH = 96


def word(zh: str, en: str) -> str:
    """A help text in the reader's language."""
    return en if language() == "en" else zh


def _wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, cut after Han characters or at spaces."""
    return [text[start:end].strip(" ") for start, end in spans(text, width)]


def _definitions(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    left = min(max((columns(first) for first, _ in rows), default=0), 34) + 2
    for first, second in rows:
        cells = _wrapped(second, _HELP_WIDTH - left - 2) or [""]
        if columns(first) > left - 2:
            yield f"  {first}"
        else:
            yield f"  {first}{' ' * (left - columns(first))}{cells.pop(0)}".rstrip()
        yield from (f"  {' ' * left}{cell}" for cell in cells)


def _parameter_rows(command: Any, context: Context, kind: str) -> list[tuple[str, str]]:
    rows = []
    for parameter in command.get_params(context):
        if parameter.param_type_name != kind or getattr(parameter, "hidden", False):
            continue
        about = getattr(parameter, "help", None) or ""
        if kind == "argument":
            rows.append((_metavar(parameter), about))
            continue
        if "--help" in parameter.opts:
            about = word("显示这份说明", "Show this help.")
        value = "" if parameter.is_flag or parameter.count else f" {_metavar(parameter)}"
        rows.append((", ".join(sorted(parameter.opts, key=len)) + value, about))
    return rows


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _help(command: Any, context: Context) -> str:
    """The help page of a command or of the whole program."""
    arguments = _parameter_rows(command, context, "argument")
    pieces = [row[0] for row in arguments] + [word("[选项]", "[OPTIONS]")]
    if isinstance(command, TyperGroup):
        pieces = [word("命令 …", "COMMAND …")]
    page = [f"{word('用法：', 'Usage: ')}{context.command_path} {' '.join(pieces)}", ""]
    page += [
        f"  {line}".rstrip()
        for text in (command.help or "").splitlines()
        for line in _wrapped(text, _HELP_WIDTH) or [""]
    ]
    if isinstance(command, TyperGroup):
        names = [(name, command.commands[name]) for name in command.list_commands(context)]
        rows = [(name, (each.help or "").partition("\n")[0]) for name, each in names if not each.hidden]
        page += ["", word("命令：", "Commands:"), *_definitions(rows)]
    if arguments:
        page += ["", word("参数：", "Arguments:"), *_definitions(arguments)]
    page += ["", word("选项：", "Options:"), *_definitions(_parameter_rows(command, context, "option"))]
    if command.epilog:
        page += ["", *(each for line in command.epilog.splitlines() for each in _wrapped(line, _HELP_WIDTH))]
    return "\n".join(page) + "\n"


class _Helpful:
    """Help in the reader's language, for commands and groups."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page into `formatter`."""
        formatter.write(_help(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Typer's own --help, with a default that it need not import pydantic to understand."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of TyperCommand and TyperGroup
        if option is not None:
            option.default = False
        return option


class Command(_Helpful, TyperCommand):
    """A Typer command whose help speaks the reader's language."""


class Group(_Helpful, TyperGroup):
    """A Typer group whose help and complaints speak the reader's language; lists commands in the order given."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as Typer calls it
        """The commands in the order in which they were added."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that `args` begins with. Raises UsageError (C002) for one that does not exist."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise UsageError.of("C002", name=args[0], near=near(args[0], self.commands))
        return super().resolve_command(ctx, args)


def near(name: str, known: Iterable[str]) -> str:
    """“, did you mean …” for the nearest known name, or nothing."""
    found = get_close_matches(name, list(known), 1)
    return phrase("perhaps", name=found[0]) if found else ""


def usage_error(error: Any) -> UsageError:
    """A complaint of Typer's as one of ours, in the reader's language.

    Typer keeps its kinds of complaint private, so they are told apart by what they carry.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "jianbao"
    if hasattr(error, "possibilities"):
        name = error.option_name
        return UsageError.of("C003", name=name, near=near(name, error.possibilities or ()), command=command)
    if hasattr(error, "param_type"):
        return UsageError.of("C004", name=_missing(error.param), command=command)
    if hasattr(error, "option_name"):
        if "does not take" in error.message:
            return UsageError.of("C008", name=error.option_name)
        return UsageError.of(
            "C004",
            name=word(f"选项 {error.option_name} 的值", f"a value for {error.option_name}"),
            command=command,
        )
    parameter = getattr(error, "param", None)
    if parameter is not None:
        flaw = _flaw(error)
        name = parameter.opts[0] if parameter.param_type_name == "option" else _metavar(parameter)
        return UsageError.of("C005", name=name, value=flaw.get("input", ""), choices=_wanted(parameter, flaw))
    said = error.format_message().rstrip(".")
    if extra := re.fullmatch(r"Got unexpected extra argument.*\((.*)\)", said):
        return UsageError.of("C007", extra=extra[1], command=command)
    return UsageError.of("C006", said=said, command=command)


def _missing(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return word(f"选项 {parameter.opts[0]}", f"option {parameter.opts[0]}")
    return word(f"参数 {_metavar(parameter)}", f"argument {_metavar(parameter)}")


def _flaw(error: Any) -> dict[str, Any]:
    """What Typer's validation, pydantic's, says of a value: the `input`, the `type` of the fault, its bounds in `ctx`."""
    if hasattr(error.__cause__, "errors"):
        return dict(error.__cause__.errors()[0])
    quoted = error.message.split("'")
    return {"input": quoted[1]} if len(quoted) > 2 else {}


def _wanted(parameter: Any, flaw: dict[str, Any]) -> str:
    """What a parameter takes: the number that its value is not, else as its help says it."""
    fault, bounds = flaw.get("type", ""), flaw.get("ctx", {})
    if fault.startswith("int"):
        return word("整数", "a whole number")
    if "ge" in bounds:
        return word(f"{bounds['ge']} 或更大的整数", f"a whole number from {bounds['ge']} on")
    if "le" in bounds:
        return word(f"不大于 {bounds['le']} 的整数", f"a whole number up to {bounds['le']}")
    return (parameter.metavar or parameter.help or word("见 --help", "see --help")).replace("|", " ")
