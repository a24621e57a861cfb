"""pyproject.toml declares what the package imports, with a floor, and nothing that it does not."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache

import pytest

from tests.floors import ROOT, floors

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
STANDARD = {*sys.stdlib_module_names, ""}
# module → the library that it is of, where that has another name
CALLED = {
    "PIL": "pillow",
    "docx": "python-docx",
    "markdown_it": "markdown-it-py",
    "ruamel": "ruamel-yaml",
    "yaml": "pyyaml",
}
# imported by its name, as a string, where it is used
UNSEEN = {"distributed", "onnxruntime", "pypdfium2", "rapidocr", "uharfbuzz", "uvicorn"}
# part of a library that is declared, and pinned by it
WITH = {"asn1crypto": "pyhanko", "pyhanko-certvalidator": "pyhanko", "pydantic-core": "pydantic"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()  # type: ignore[index]


CORE = {normal(line) for line in PROJECT["dependencies"]}
OPTIONAL = {
    normal(line) for name in EXTRAS if name not in {"test", "dev", "release", "long"} for line in EXTRAS[name]
}


@cache
def imported(under: str) -> dict[str, str]:
    """Library, by its name on the package index → a module that imports it; the standard library and ours left out."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / under).rglob("*.py")):
        # run by hand, with libraries that their docstrings name
        if (path.name == "build.py" and path.parent.name == "fonts") or path.parent.name == "lists":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in {each.partition(".")[0] for each in names} - STANDARD:
                found.setdefault(normal(CALLED.get(name, name)), path.relative_to(ROOT).as_posix())
    return {name: place for name, place in found.items() if name not in {"jianbao", "tests"}}


def test_all_that_the_package_imports_is_declared():
    known = imported("jianbao")
    assert {name: place for name, place in known.items() if WITH.get(name, name) not in CORE | OPTIONAL} == {}


def test_nothing_is_declared_that_the_package_does_not_import():
    assert (CORE | OPTIONAL) - set(imported("jianbao")) - UNSEEN == set()


@pytest.mark.parametrize(
    "line", [*PROJECT["dependencies"], *(each for name in EXTRAS for each in EXTRAS[name])]
)
def test_a_dependency_has_a_floor(line: str):
    assert ">=" in line or line.startswith(("jianbao[", "types-"))


def test_a_floor_that_is_declared_twice_is_the_same():
    """`floors` takes the higher one, and the other would promise what is not tried."""
    lines = [*PROJECT["dependencies"], *(each for name in EXTRAS for each in EXTRAS[name])]
    said = {(normal(line), found[1]) for line in lines if (found := re.search(r">=([\w.]+)", line))}
    assert {name for name, _ in said} == {normal(name) for name in floors()}
    assert len(said) == len(floors())
