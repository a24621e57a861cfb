"""The program → the tables of the handbook, and the tree of CONTRIBUTING: `python -m tests.handbook --write`.

Without `--write`, tells which pages are behind and exits with 1.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGES = "jianbao/handbook"
MADE = re.compile(r"(<!-- made: ([\w-]+) -->\n)(.*?)(<!-- /made -->)", re.DOTALL)


def up_to_date(text: str) -> str:
    """A page with its tables made anew, in the language of the program."""
    return MADE.sub(lambda found: f"{found[1]}{_spaced(TABLES[found[2]]())}{found[4]}", text)


def _spaced(lines: Iterator[str]) -> str:
    return "\n" + "\n".join(lines).strip("\n") + "\n\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _head(zh: str, en: str) -> Iterator[str]:
    from jianbao.cli.helping import word

    cells = word(zh, en).split("|")
    yield _row(*cells)
    yield "|" + "---|" * len(cells)


def commands_of_the_program() -> Iterator[tuple[str, Any]]:
    """Every command and subcommand by its full name, in the order of `--help`."""
    from typer.main import get_command

    from jianbao.cli import program

    def walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
        for child, each in getattr(command, "commands", {}).items():
            yield from walk(each, f"{name} {child}")
        if not hasattr(command, "commands") and not command.hidden:
            yield name, command

    return walk(get_command(program()), "jianbao")


def _arguments(command: Any) -> str:
    return "".join(
        f" {each.metavar or each.name.upper()}"
        for each in command.params
        if each.param_type_name == "argument"
    )


def commands() -> Iterator[str]:
    yield from _head("命令|做什么", "command|what it does")
    for name, command in commands_of_the_program():
        about = command.help.partition("\n\n")[0]
        yield _row(f"`{name}{_arguments(command)}`", about)


def options() -> Iterator[str]:
    """By command: what else its help says, its arguments and options."""
    import typer

    from jianbao.cli.helping import _parameter_rows, word

    for name, command in commands_of_the_program():
        yield f"### {name}"
        yield ""
        if more := command.help.partition("\n\n")[2]:
            yield from (f"{line.strip()}\n" for line in more.splitlines() if line.strip())
        context = typer.Context(command)
        rows = [
            *_parameter_rows(command, context, "argument"),
            *(each for each in _parameter_rows(command, context, "option") if "--help" not in each[0]),
        ]
        if rows:
            yield from _head("参数、选项|意思", "argument, option|meaning")
            yield from (_row(f"`{spelt}`", about) for spelt, about in rows)
        else:
            yield word("没有别的选项。", "No options.")
        yield ""


def exit_codes() -> Iterator[str]:
    from jianbao.errors import ExitCode
    from jianbao.messages import phrase

    yield from _head("退出码|意思", "exit code|meaning")
    yield from (_row(str(int(code)), phrase(f"exit_{code}")) for code in ExitCode)


def rules() -> Iterator[str]:
    from jianbao.cli.helping import word
    from jianbao.messages import explain, phrase
    from jianbao.proofread.roster import RULES

    yield from _head("代码|说什么|轻重|自动改|依据", "code|what it says|how bad|mended|source")
    # several rules may tell one code
    for code, group in groupby(RULES, lambda rule: rule.code):
        own = [*group]
        mended = word("能", "yes") if any(rule.fixable for rule in own) else ""
        clauses = "、".join(dict.fromkeys(rule.clause for rule in own))
        yield _row(code, explain(code)[0], phrase(own[0].level.value), mended, clauses)


def rows_of_rooms() -> list[list[str]]:
    """The rows of the import contract, top to bottom: the names of the rooms in each."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return [[name.strip() for name in row.split("|")] for row in settings["contracts"][0]["layers"]]


def tree() -> Iterator[str]:
    """Every room in the order of the import contract, with the first sentence of its docstring."""
    yield from ("```text", "jianbao/")
    for row in rows_of_rooms():
        for name in row:
            package = ROOT / "jianbao" / name / "__init__.py"
            path, shown = (
                (package, f"{name}/") if package.exists() else (ROOT / "jianbao" / f"{name}.py", f"{name}.py")
            )
            about = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n\n")[0]
            yield f"  {shown:<15} {' '.join(about.split())}"
    yield from ("examples/         issues that build", "tests/            mirrors jianbao/", "```")


def keys() -> Iterator[str]:
    from jianbao.messages import language
    from jianbao.reading.schema import key_table

    return key_table(language())


TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "commands": commands,
    "keys": keys,
    "options": options,
    "exit-codes": exit_codes,
    "rules": rules,
    "tree": tree,
}


def files(language: str) -> list[Path]:
    """What holds tables in that language."""
    more = [ROOT / "CONTRIBUTING.md"] if language == "en" else []
    return [*sorted((ROOT / PAGES / language).glob("*.md")), *more]


def renewed(language: str) -> dict[Path, str]:
    """File → its text as it ought to be, for every one that is behind; asked of a fresh process in that language."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.handbook", "--tell", language],
        env=os.environ | {"JIANBAO_LANG": language, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    return {ROOT / name: text for name, text in json.loads(said).items()}


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--tell"]:
        texts = {path: path.read_text("utf-8") for path in files(arguments[1])}
        behind = {path: new for path, old in texts.items() if (new := up_to_date(old)) != old}
        print(json.dumps({path.relative_to(ROOT).as_posix(): new for path, new in behind.items()}))
        return 0
    behind = renewed("zh") | renewed("en")
    for path, text in behind.items():
        print(path)
        if "--write" in arguments:
            path.write_text(text, "utf-8")
    return int(bool(behind) and "--write" not in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
