"""What was made of files is taken from the last run, until one of them is another."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao import kept


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[dict[int, bytes], int]]:
    """What is made of a file, and how often it was made by now."""
    source = tmp_path / "source.txt"
    source.write_text("甲", "utf-8")
    monkeypatch.setattr(kept, "place_of", lambda _: tmp_path / "made.kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    times = 0

    def make() -> dict[int, bytes]:
        nonlocal times
        times += 1
        return {1: source.read_bytes()}

    return lambda: (kept.kept(make, source), times)


def test_it_is_made_once(ask: Callable[[], object]):
    assert ask() == ask() == ({1: "甲".encode()}, 1)


def test_it_is_made_anew_of_another_file(ask: Callable[[], object], tmp_path: Path):
    ask()
    (tmp_path / "source.txt").write_text("甲乙", "utf-8")
    assert ask() == ask() == ({1: "甲乙".encode()}, 2)


@pytest.mark.parametrize("damage", [b"", b"\0" * 80, b"abc"])
def test_a_damaged_file_is_no_file(ask: Callable[[], object], tmp_path: Path, damage: bytes):
    ask()
    (tmp_path / "made.kept").write_bytes(damage)
    assert ask() == ({1: "甲".encode()}, 2)


def test_where_nothing_can_be_written_it_is_made_in_each_run(
    ask: Callable[[], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert ask() != ask()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept, "place_of", lambda _: tmp_path / "missing" / "made.kept")
    assert ask() != ask()
    monkeypatch.setattr(kept, "place_of", lambda _: None)
    assert ask() != ask()
    assert [path.name for path in tmp_path.iterdir()] == ["source.txt"]
