"""The group of commands about the register: the register that they open, the entries that they name."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jianbao.cli.declare import argument
from jianbao.cli.helping import Group, word
from jianbao.errors import FileError

if TYPE_CHECKING:
    from jianbao.ledger import Ledger as Register


app = typer.Typer(
    cls=Group,
    help=word("查看和管理期号台账。", "See and manage the register of numbers."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


EntryName = Annotated[
    str,
    argument(
        ("期号", "ENTRY"), "如 2017-9、2017年增刊第1期，或标识（id）", "As 2017-9, 2017年增刊第1期, or an id"
    ),
]


EntryNames = Annotated[
    list[str],
    argument(
        ("期号…", "ENTRY…"),
        "如 9、2017-9、2017年增刊第1期，或标识（id）",
        "As 9, 2017-9, 2017年增刊第1期, or an id",
    ),
]


@contextmanager
def opened_register(url: str | None, *, new: bool = False) -> Generator[Register]:
    """The register that the command is about: of --ledger, JIANBAO_LEDGER or the current folder."""
    from jianbao.ledger import open_ledger

    with open_ledger(url, beside=Path()) as register:
        if not new and not register.exists():
            raise FileError.of("L040", path=register.location)
        yield register


def local(at: str) -> str:
    """A time as the register keeps it → by the clock here, with its zone."""
    from datetime import datetime

    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S %z}"
    except ValueError:
        return at
