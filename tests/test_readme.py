"""The README is a front door and keeps its word: its size, its two commands, its links and its first issue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CHINESE, _, ENGLISH = README.partition("\n## English\n")
HALVES = pytest.mark.parametrize("half", [CHINESE, ENGLISH], ids=["zh", "en"])
BUILD = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/jianbao build examples/01-yuanjiang/issue.yaml"
TEST = "python3 -m venv .venv && .venv/bin/pip install -q '.[test]' && .venv/bin/python -m pytest -n auto --dist worksteal"


def test_it_is_a_front_door_and_no_manual():
    assert len(README.encode()) <= 10_000


@pytest.mark.parametrize("command", [BUILD, TEST])
def test_its_two_commands_are_those_that_ci_runs(command: str):
    assert [half.count(f"\n{command}\n") for half in (CHINESE, ENGLISH)] == [1, 1]
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.search(rf"^{re.escape(command)}( \|\| status=1)?$", ci, re.MULTILINE)


def test_both_halves_have_the_same_sections():
    """Each half is whole: neither sends its reader to the other."""
    assert CHINESE.count("\n### ") == ENGLISH.count("\n### ")


def test_its_links_lead_somewhere():
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", README, flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)#][^)]*)\)|src=\"([^\"]+)\"", prose):
        target = link[0] or link[1]
        assert "://" in target or (ROOT / target).exists(), target


@HALVES
def test_its_issue_passes_the_check_without_a_remark(half: str, tmp_path: Path):
    from jianbao import check

    path = tmp_path / "issue.yaml"
    path.write_text(half.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    assert check(path) == ()
