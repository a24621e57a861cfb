"""A build that is killed at any moment leaves nothing that its rerun does not put right."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from jianbao.ledger import State, Terms
from tests.ledger.dying import CRASHES, dying_at, in_child, steps_of
from tests.ledger.office import Office, make_issue, render

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="crashes are made in forked children")


def assert_whole(office: Office, issues: list[tuple[Any, Any]]) -> None:
    """Every issue has its files and nothing else is there; numbers run from 1, the register is sound."""
    built = [office.build(issue, source) for issue, source in issues]
    files = {name: data for issue in built for name, data in render(issue).items()}
    assert office.names() == sorted(files)
    assert {name: (office.out / name).read_bytes() for name in files} == files
    with office.open() as ledger:
        assert ledger.check() == []
        assert sorted(r.numbers.number for r in ledger.records() if r.numbers) == list(
            range(1, len(issues) + 1)
        )


@pytest.mark.parametrize("first", ["the same issue", "another issue"])
def test_a_build_may_die_at_any_step(tmp_path: Path, first: str) -> None:
    """Steps are spread over the whole build and differ with the seed; what is built next may be another issue."""
    chance = random.Random(9)

    def fresh(name: str) -> tuple[Office, list[tuple[Any, Any]]]:
        folder = tmp_path / name
        folder.mkdir()
        office = Office(folder, folder / "期号台账.sqlite")
        return office, [(make_issue(title=word), office.source(f"{word}.yaml", word)) for word in "甲乙"]

    office, issues = fresh("undisturbed")
    total = steps_of(lambda: office.build(*issues[0]))
    span = total / CRASHES
    for crash in range(CRASHES):
        office, issues = fresh(str(crash))
        step = int(crash * span + chance.uniform(1, span))
        status = in_child(lambda o=office, i=issues[0]: o.build(*i), dying_at(step))  # type: ignore[misc]
        assert status in {0, -signal.SIGKILL}
        assert_whole(office, issues if first == "the same issue" else issues[::-1])


def test_a_rebuild_may_die_at_any_step(office: Office) -> None:
    """The old files stand until the new ones take their place; the number stays."""
    chance = random.Random(4)
    source = office.source("a.yaml")
    office.build(make_issue(title="0"), source)
    total = steps_of(lambda: office.build(make_issue(title="0"), source))
    for crash in range(CRASHES):
        step = int((crash + chance.random()) * total / CRASHES) + 1
        title = str(crash + 1)
        in_child(lambda t=title: office.build(make_issue(title=t), source), dying_at(step))  # type: ignore[misc]
        on_disk = {(office.out / name).read_bytes() for name in office.names() if not name.startswith(".")}
        allowed = {
            data
            for t in (crash, crash + 1)
            for data in render(make_issue(title=str(t), number=1, total=1)).values()
        }
        assert on_disk <= allowed
        assert_whole(office, [(make_issue(title=title), source)])


def test_a_batch_may_die_at_any_step(office: Office) -> None:
    """Its plan is made or not made; what it reserved is found again, and the numbers are those of the first plan."""
    chance = random.Random(7)
    days = ["2015-03-01", "2015-01-01", "2015-02-01"]

    def batch(prefix: str) -> None:
        inputs = [
            (make_issue(day, prefix + day, series=prefix), office.source(f"{prefix}{day}.yaml", day))
            for day in days
        ]
        with office.open() as ledger:
            ledger.recover([office.out])
            for answer in ledger.plan(inputs, reserve=True):
                assert answer.conflict is None
                office.build(answer.issue, answer.source, ledger)

    total = steps_of(lambda: batch("无"))
    for crash in range(CRASHES):
        prefix = f"刊{crash}"
        in_child(lambda p=prefix: batch(p), dying_at(int((crash + chance.random()) * total / CRASHES) + 1))  # type: ignore[misc]
        batch(prefix)
        with office.open() as ledger:
            assert ledger.check() == []
            records = ledger.records(series=prefix)
            assert [record.titles[0] for record in records] == [prefix + day for day in sorted(days)]
            assert {record.state for record in records} == {State.NUMBERED}
    assert len(office.names()) == (CRASHES + 1) * len(days) * 2


def test_killed_by_the_clock(sqlite_office: Office) -> None:
    """kill -9 from outside at random moments, one issue after the other."""
    office = sqlite_office
    chance = random.Random(300)
    started = time.perf_counter()
    assert in_child(lambda: office.build(make_issue(title="0"), office.source("0.yaml", "0"))) == 0
    usual = time.perf_counter() - started
    for count in range(1, CRASHES + 1):
        issue, source = make_issue(title=str(count)), office.source(f"{count}.yaml", str(count))
        child = os.fork()
        if child == 0:
            office.build(issue, source)
            os._exit(0)
        time.sleep(chance.uniform(0, usual))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert office.build(issue, source).number == count + 1
    assert len(office.names()) == 2 * (CRASHES + 1)
    with office.open() as ledger:
        assert ledger.check() == []


def test_taking_back_releasing_and_keeping_may_die_at_any_step(office: Office) -> None:
    """What is done again comes to its end, and the file that was in the way is still there."""
    chance = random.Random(23)
    issue, source = make_issue(), office.source("a.yaml")
    office.build(issue, source)
    path = next(office.out.glob("*.docx"))

    def acts() -> None:
        path.write_bytes(b"edited")
        office.build(issue, source, terms=Terms(others="keep"))
        with office.open() as ledger:
            ledger.undo([ledger.find("2017-1")])
        office.build(issue, source)
        with office.open() as ledger:
            ledger.release([ledger.find("2017-1")])
        office.build(make_issue(title="改"), source, terms=Terms(reissue="改题目"))

    def anew() -> None:
        with office.open() as ledger:
            for record in ledger.records():
                ledger.void(record, "试")
        shutil.rmtree(office.out)
        if isinstance(office.url, Path):
            office.url.unlink()
        else:
            with office.open() as ledger:
                ledger._store.begin()
                for table in ("issues", "written", "acts"):
                    ledger._store.run(f"DELETE FROM jianbao_{table}")
                ledger._store.commit()
        office.build(issue, source)

    total = steps_of(acts)
    for crash in range(CRASHES):
        anew()
        in_child(acts, dying_at(int((crash + chance.random()) * total / CRASHES) + 1))
        with office.open() as ledger:
            ledger.recover([office.out])
            (record,) = ledger.records() or [None]
            assert {finding.code for finding in ledger.check()} <= {"L036", "L037"}
        edited = any(file.read_bytes() == b"edited" for file in office.out.iterdir())
        if record is None or record.state is State.RELEASED:
            assert edited
        if record is None or record.state is State.NUMBERED:
            office.build(issue, source, terms=Terms(others="keep"))
        assert edited == any(file.read_bytes() == b"edited" for file in office.out.iterdir())
        with office.open() as ledger:
            assert [entry.numbers.number for entry in ledger.records() if entry.numbers] == [1]
            assert ledger.check() == []
