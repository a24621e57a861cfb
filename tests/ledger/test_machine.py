"""Any sequence of issuing, building again, voiding, failing and crashing keeps the register's promises."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from jianbao.ledger import Source, State, publish
from tests.ledger.office import Office, make_issue, render

KINDS = st.sampled_from(["正刊", "增刊"])


class Killed(BaseException):
    """Stands for a process that is no more: nobody catches it, nobody cleans up."""


class RegisterMachine(RuleBasedStateMachine):
    """One day in an office; the model is a list of what was promised to whom."""

    issues = Bundle("issues")
    reserved = Bundle("reserved")

    def __init__(self) -> None:
        super().__init__()
        self.office = Office(Path(tempfile.mkdtemp()), "")
        self.office.url = self.office.folder / "期号台账.sqlite"
        self.count = 0
        self.promised: dict[str, tuple[str, int | None, int | None]] = {}
        self.given: dict[str, int] = {"正刊": 0, "增刊": 0}

    def teardown(self) -> None:
        shutil.rmtree(self.office.folder)

    def fresh(self, kind: str) -> tuple[Any, Source]:
        """An issue that was never seen."""
        self.count += 1
        name = f"{self.count}"
        return make_issue(title=name, kind=kind), self.office.source(f"{name}.yaml", name)

    def keep(self, issue: Any) -> None:
        """Remember what was issued."""
        self.given[issue.kind] = max(self.given[issue.kind], issue.number)
        self.promised[issue.articles[0].title] = (issue.kind, issue.number, issue.total)

    @rule(target=issues, kind=KINDS)
    def issue_one(self, kind: str) -> tuple[Any, Source]:
        """The next number, and no other."""
        issue, source = self.fresh(kind)
        built = self.office.build(issue, source)
        assert built.number == self.given[kind] + 1
        self.keep(built)
        return issue, source

    @rule(made=issues, edit=st.booleans())
    def build_again(self, made: tuple[Any, Source], edit: bool) -> None:
        """The number stays."""
        issue, source = made
        if edit:
            source = self.office.source(source.path.name, source.path.read_text("utf-8") + "。")
        built = self.office.build(issue, source)
        assert self.promised[issue.articles[0].title] == (built.kind, built.number, built.total)

    @rule(made=consumes(issues))
    def void(self, made: tuple[Any, Source]) -> None:
        """The number stays taken."""
        title = made[0].articles[0].title
        with self.office.open() as ledger:
            (record,) = [r for r in ledger.records() if r.titles == (title,) and r.state is State.NUMBERED]
            ledger.void(record, "试")
        del self.promised[title]

    @rule(kind=KINDS)
    def fail(self, kind: str) -> None:
        """Setting it goes wrong: no number."""
        issue, source = self.fresh(kind)
        try:
            with self.office.open() as ledger, ledger.issuing(issue, source=source):
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    @rule(target=issues, kind=KINDS, renamed=st.integers(0, 2))
    def die_after_the_commit(self, kind: str, renamed: int) -> tuple[Any, Source]:
        """Between the record and the last rename."""
        issue, source = self.fresh(kind)
        with self.office.open() as ledger:
            # so that only our own renames are counted below
            ledger.recover()
        real, done = publish.put, 0

        def some(*given: Any) -> bool:
            nonlocal done
            if done == renamed:
                raise Killed
            done += 1
            return real(*given)

        publish.put = some
        try:
            self.office.build(issue, source)
        except Killed:
            pass
        finally:
            publish.put = real
        self.keep(issue.model_copy(update={"number": self.given[kind] + 1, "total": self.given[kind] + 1}))
        return issue, source

    @rule(kind=KINDS)
    def die_before_the_commit(self, kind: str) -> None:
        """With the temporary files written: no number, and whoever comes next sweeps."""
        issue, source = self.fresh(kind)
        ledger = self.office.open()
        context = ledger.issuing(issue, source=source)
        entry = context.__enter__()
        self.office.out.mkdir(exist_ok=True)
        publish.write_temporary(render(entry.issue), self.office.out, ledger._rows.id)
        ledger._store.close()

    @rule(target=reserved, kind=KINDS, size=st.integers(1, 3))
    def reserve(self, kind: str, size: int) -> list[tuple[Any, Source]]:
        """A batch that stops after its plan."""
        inputs = [self.fresh(kind) for _ in range(size)]
        with self.office.open() as ledger:
            answers = ledger.plan(inputs, reserve=True)
        first = self.given[kind]
        assert [a.numbers.number for a in answers if a.numbers] == list(range(first + 1, first + size + 1))
        self.given[kind] += size
        return inputs

    @rule(inputs=consumes(reserved))
    def resume(self, inputs: list[tuple[Any, Source]]) -> None:
        """The numbers are those of the plan."""
        with self.office.open() as ledger:
            answers = ledger.plan(inputs, reserve=True)
            for answer in answers:
                built = self.office.build(answer.issue, answer.source, ledger)
                assert answer.numbers is not None
                assert built.number == answer.numbers.number
                self.promised[built.articles[0].title] = (built.kind, built.number, built.total)

    @rule()
    def put_all_right(self) -> None:
        """What a check finds: reserved numbers, nothing else; and the folder holds what was promised."""
        with self.office.open() as ledger:
            ledger.recover([self.office.out])
            assert {finding.code for finding in ledger.check()} <= {"L035"}
        assert not any(name.startswith(".") for name in self.office.names())

    @invariant()
    def every_number_is_given_once_and_none_is_skipped(self) -> None:
        """Per kind: 1 … n, and every promise is in the register."""
        with self.office.open() as ledger:
            records = ledger.records()
        for kind, last in self.given.items():
            numbers = [r.numbers.number for r in records if r.kind == kind and r.numbers]
            assert sorted(numbers) == list(range(1, last + 1))
        issued = {
            r.titles[0]: (r.kind, r.numbers.number, r.numbers.total)
            for r in records
            if r.state is State.NUMBERED and r.numbers
        }
        assert issued == self.promised


TestRegister = RegisterMachine.TestCase
TestRegister.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
