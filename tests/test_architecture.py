"""The rooms keep to themselves: imports point down, each library has its one room, only the command line prints."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "jianbao"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
# a developer's script, no part of the running program
BY_HAND = {"fonts/build.py"}

# library → the only rooms that may import it, as prefixes of module paths below jianbao/
HOMES = {
    "borax": ("proofread/calendar.py",),
    "docx": ("writers/docx",),
    "reportlab": ("writers/pdf",),
    "markdown_it": ("reading",),
    "mdit_py_plugins": ("reading",),
    "yaml": ("reading",),
    "ruamel": ("reading", "drafting"),
    "typer": ("cli",),
    "sqlite3": ("ledger",),
    "psycopg": ("ledger",),
    "uharfbuzz": ("fonts",),
    "fontTools": ("fonts/build.py",),
    "numpy": (
        "proofread/changes.py",
        "proofread/confused.py",
        "proofread/data/held.py",
        "proofread/data/met.py",
        "proofread/data/levels.py",
    ),
    "pypdfium2": ("foreign",),
    "watchfiles": ("tasks/watch.py", "tasks/preview.py"),
    "starlette": ("preview", "tasks/preview.py"),
    "uvicorn": ("tasks/preview.py",),
    "distributed": ("batches/dask.py",),
    "dask": ("batches/dask.py",),
    "pyhanko": ("foreign/signed.py",),
    "pikepdf": ("writers/pdf/volume.py", "foreign/structure.py"),
    "asn1crypto": ("foreign/signed.py",),
}
SLOW = (
    "docx",
    "reportlab",
    "uharfbuzz",
    "pydantic",
    "markdown_it",
    "yaml",
    "PIL",
    "sqlite3",
    "psycopg",
    "rich",
    "lxml",
    "numpy",
)


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def short(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_imports_point_down():
    """The contracts of pyproject.toml, exhaustively: every room is in a layer."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_a_library_is_known_to_its_room_only(path: Path):
    if short(path) in BY_HAND:
        return
    for library in imported(ast.parse(path.read_text("utf-8"))) & set(HOMES):
        assert short(path).startswith(HOMES[library]), f"{short(path)} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_only_the_command_line_prints_or_exits(path: Path):
    if short(path) in BY_HAND | {"__main__.py"} or short(path).startswith("cli/"):
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "exit", "quit", "input"}, f"{short(path)}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
            assert node.attr not in {"exit", "stdout", "stderr", "stdin"}, f"{short(path)}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_a_module_says_what_it_turns_into_what(path: Path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), short(path)


def loaded(code: str) -> set[str]:
    """The slow libraries that a fresh interpreter has loaded after `code`."""
    show = f"import sys; print(*[name for name in {SLOW!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_importing_the_package_loads_nothing_slow():
    assert loaded("import jianbao") == set()


def test_only_those_that_read_an_issue_at_length_load_what_counts():
    assert "numpy" not in loaded("import jianbao.tasks.build, jianbao.tasks.check, jianbao.proofread.engine")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"], ["bulid"]])
def test_help_and_complaints_load_nothing_slow(arguments: list[str]):
    quiet = "import contextlib, io\nwith contextlib.redirect_stderr(io.StringIO()): "
    assert loaded(f"from jianbao.cli import run\n{quiet}run({arguments!r})") == set()


def test_the_library_entry_is_the_one_of_the_assembly():
    import jianbao
    from jianbao.tasks import build, check

    assert jianbao.build is build.build and jianbao.check is check.check
    assert all(hasattr(jianbao, name) for name in jianbao.__all__)
    with pytest.raises(AttributeError):
        _ = jianbao.bulid


@pytest.mark.parametrize("command", ["build", "check", "verify"])
def test_a_command_imports_no_other_commands(command: str):
    """Each stands in a module of its own, and only the called one is loaded."""
    code = (
        "import sys, contextlib, io\nfrom jianbao.cli import COMMANDS, run\n"
        f"with contextlib.redirect_stdout(io.StringIO()): run([{command!r}, '--help'])\n"
        "print(*[name for name in COMMANDS if f'jianbao.cli.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [command]
