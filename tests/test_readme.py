"""The README keeps its word: its commands, keys and tree are the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jianbao.glossary import ZH

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CHINESE, _, _rest = README.partition("\n## English\n")
ENGLISH, _, SHARED = _rest.partition("\n## How it is made\n")
HALVES = pytest.mark.parametrize("half", [CHINESE, ENGLISH], ids=["zh", "en"])
BUILD = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/jianbao build examples/01-yuanjiang/issue.yaml"
TEST = "python3 -m venv .venv && .venv/bin/pip install -q '.[test]' && .venv/bin/python -m pytest"


def between(start: str, end: str) -> str:
    return README.partition(start)[2].partition(end)[0]


def commands() -> list[str]:
    """Every command and subcommand of the command line."""
    from typer.main import get_command

    from jianbao.cli import program

    found = []

    def walk(command: object, name: str) -> None:
        children = getattr(command, "commands", None)
        if children:
            for child, each in children.items():
                walk(each, f"{name} {child}")
        elif not getattr(command, "hidden", False):
            found.append(name)

    walk(get_command(program()), "jianbao")
    return found


@HALVES
def test_every_command_is_in_it(half: str):
    assert [name for name in commands() if not re.search(rf"`{re.escape(name)}[ `]", half)] == []


@HALVES
def test_it_names_no_command_that_does_not_exist(half: str):
    named = {found[1] for found in re.finditer(r"`jianbao ([a-z]+)", half)}
    assert named <= {name.split()[1] for name in commands()}


@HALVES
def test_every_option_of_build_is_in_it(half: str):
    from typer.main import get_command

    from jianbao.cli import program

    build = get_command(program()).commands["build"]  # type: ignore[attr-defined]
    row = next(line for line in half.splitlines() if line.startswith("| `jianbao build"))
    named = set(re.findall(r"(?<=\[)--?[a-z-]+", row))
    options = [set(parameter.opts) for parameter in build.params if parameter.param_type_name == "option"]
    assert [spellings for spellings in options if not spellings & (named | {"--help"})] == []


def keys(half: str, language: str) -> list[tuple[str, str]]:
    """The rows of a half's table of keys: (Chinese key, English key)."""
    table = half.partition(f"<!-- keys: {language} -->")[2].partition(f"<!-- /keys: {language} -->")[0]
    return re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| \S", table, re.MULTILINE)


@pytest.mark.parametrize(("half", "language"), [(CHINESE, "zh"), (ENGLISH, "en")], ids=["zh", "en"])
def test_every_key_is_in_its_table_with_its_twin(half: str, language: str):
    rows = keys(half, language)
    assert {en: zh for zh, en in rows} == ZH
    assert len(rows) == len(ZH), "a key stands twice"


def test_both_tables_of_keys_go_in_the_same_order():
    assert keys(CHINESE, "zh") == keys(ENGLISH, "en")


def test_both_halves_have_the_same_sections():
    """Each half is whole: neither sends its reader to the other."""
    assert CHINESE.count("\n### ") == ENGLISH.count("\n### ")


def test_both_halves_know_the_same_options_and_messages():
    def named(half: str) -> set[str]:
        return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+|\bP\d{3}\b", half))

    assert named(CHINESE) == named(ENGLISH)


def test_its_tree_is_the_one_on_the_disk():
    tree = between("<!-- tree -->", "<!-- /tree -->")
    named = set(re.findall(r"^  ([\w.]+/?) ", tree, re.MULTILINE))
    package = ROOT / "jianbao"
    there = {path.name for path in package.glob("*.py") if path.name != "__init__.py"}
    there |= {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    assert named == there


@pytest.mark.parametrize("command", [BUILD, TEST])
def test_its_two_commands_are_those_that_ci_runs(command: str):
    assert [half.count(f"\n{command}\n") for half in (CHINESE, ENGLISH, SHARED)] == [1, 1, 0]
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.search(rf"^{re.escape(command)}( \|\| status=1)?$", ci, re.MULTILINE)


def test_its_links_lead_somewhere():
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", README, flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)#][^)]*)\)|src=\"([^\"]+)\"", prose):
        target = link[0] or link[1]
        assert "://" in target or (ROOT / target).exists(), target


@HALVES
def test_its_examples_are_the_examples(half: str):
    named = set(re.findall(r"examples/(\d\d-\w+)", half))
    assert named == {path.name for path in (ROOT / "examples").iterdir() if path.is_dir()}


@HALVES
def test_the_exit_codes_in_it_are_the_program_s(half: str):
    from jianbao.errors import ExitCode

    assert [int(code) for code in re.findall(r"^\| (\d) \|", half, re.MULTILINE)] == sorted(ExitCode)


def test_contributing_takes_less_than_a_screen():
    section = SHARED.partition("### Contributing")[2]
    assert len(section.strip().splitlines()) < 25
