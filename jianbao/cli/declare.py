"""What a command, an option and an argument are for, in Chinese and English → Typer's declarations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import typer

from jianbao.cli.helping import Command, word

_Called = TypeVar("_Called", bound=Callable[..., Any])


def command(
    app: typer.Typer, zh: str, en: str, name: str | None = None, cls: type[Command] = Command
) -> Callable[[_Called], _Called]:
    """A command of `app`: its help, the first line of which tells of it in lists; `name` where the function's will not do."""
    return app.command(name, cls=cls, help=word(zh, en))


def option(names: str, zh: str, en: str, value: tuple[str, str] | str | None = None, **more: Any) -> Any:
    """An option by its names ("--out -o"): what it is for, and what its value is called."""
    named = word(*value) if isinstance(value, tuple) else value
    return typer.Option(*names.split(), help=word(zh, en), metavar=named, **more)


def argument(value: tuple[str, str], zh: str, en: str, **more: Any) -> Any:
    """An argument: what it is called, and what it is for."""
    return typer.Argument(metavar=word(*value), help=word(zh, en), **more)
