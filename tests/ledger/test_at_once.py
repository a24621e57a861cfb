"""Many processes build issues of one series at once: each number once, none skipped, every file there."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.ledger.office import Office, make_issue, render

# 64 processes and 20 rounds for a full run
PROCESSES = int(os.environ.get("JIANBAO_PROCESSES", "8"))
ROUNDS = int(os.environ.get("JIANBAO_ROUNDS", "2"))
# of four processes each; 25 for a full run
KILLS = int(os.environ.get("JIANBAO_KILLS", "6"))


def build(folder: Path, url: str | Path, name: str) -> int | None:
    """What one process does."""
    office = Office(folder, url)
    return office.build(make_issue(title=name), office.source(f"{name}.yaml", name)).number


def test_all_numbers_are_given_once(office: Office) -> None:
    """An empty register, so that they also quarrel over making it."""
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("fork")) as pool:
        for turn in range(ROUNDS):
            names = [f"{turn}-{index}" for index in range(PROCESSES)]
            numbers = list(pool.map(build, [office.folder] * PROCESSES, [office.url] * PROCESSES, names))
            assert sorted(n for n in numbers if n) == list(
                range(turn * PROCESSES + 1, (turn + 1) * PROCESSES + 1)
            )
    with office.open() as ledger:
        assert ledger.check() == []
        wanted = [
            name
            for r in ledger.records()
            if (n := r.numbers)
            for name in render(make_issue(number=n.number, total=n.total))
        ]
    assert office.names() == sorted(wanted)


def test_one_issue_built_by_all_at_once_gets_one_number(office: Office) -> None:
    """Two clerks press the button for the same file."""
    source = office.source("a.yaml")
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("fork")) as pool:
        numbers = list(pool.map(again, [office.folder] * PROCESSES, [office.url] * PROCESSES))
    assert set(numbers) == {1}
    with office.open() as ledger:
        assert ledger.check() == []
        assert len(ledger.records()) == 1
        assert ledger.resolve(ledger.records()[0].source) == source.path
    assert len(office.names()) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="SQLite has no such file system there")
def test_all_numbers_are_given_once_where_sqlites_locks_do_nothing(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network folder whose locks are not to be trusted: the lock beside the register holds."""
    monkeypatch.setenv("JIANBAO_SQLITE_VFS", "unix-none")
    test_all_numbers_are_given_once(sqlite_office)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
def test_builds_that_are_killed_where_sqlites_locks_do_nothing_lose_nothing(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock of a process that is no more is taken over, and what it had begun is undone or finished."""
    monkeypatch.setenv("JIANBAO_SQLITE_VFS", "unix-none")
    office, chance = sqlite_office, random.Random(17)
    done = 0
    for turn in range(KILLS):
        names = [f"{turn}-{index}" for index in range(4)]
        children = list[int]()
        for name in names:
            child = os.fork()
            if child == 0:
                try:
                    build(office.folder, office.url, name)
                finally:
                    os._exit(0)
            children.append(child)
        time.sleep(chance.uniform(0.005, 0.06))
        for child in children:
            os.kill(child, signal.SIGKILL)
        for child in children:
            os.waitpid(child, 0)
        for name in names:
            build(office.folder, office.url, name)
        done += len(names)
        with office.open() as ledger:
            numbers = sorted(record.numbers.number for record in ledger.records() if record.numbers)
            assert numbers == list(range(1, done + 1))
    with office.open() as ledger:
        assert ledger.check() == []
    assert len(office.names()) == 2 * done


def again(folder: Path, url: str | Path) -> int | None:
    """What one process does with the file that all build."""
    office = Office(folder, url)
    return office.build(make_issue(), office.source("a.yaml")).number
