"""Habits of the house that no linter knows."""

from __future__ import annotations

import re
import tokenize
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILES = sorted(path for room in ("jianbao", "tests", "examples") for path in (ROOT / room).rglob("*.py"))
PRAGMA = re.compile(r"#\s*(noqa|type:|pragma:|fmt:|ruff:|mypy:|isort:)")


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=short)
def test_a_comment_stands_above_its_line(path: Path):
    """Behind a value it makes the formatter wrap what would fit; a tool's pragma must stand there."""
    with tokenize.open(path) as file:
        behind = [
            token.start[0]
            for token in tokenize.generate_tokens(file.readline)
            if token.type == tokenize.COMMENT
            and token.line[: token.start[1]].strip()
            and not PRAGMA.match(token.string)
        ]
    assert behind == []


def test_what_tests_share_stands_in_no_test_module():
    """A module of tests is run, not imported: what two of them need has a module of its own."""
    borrowed = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s*from tests(\.\w+)*\.test_\w+ import", line)
    ]
    assert borrowed == []
