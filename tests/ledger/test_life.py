"""Whatever is done to issues, their files and the register: no strange bytes are lost, no number stands twice."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from jianbao.errors import FellShort, FileError, JianbaoError, NumberingConflict, UsageError
from jianbao.ledger import Record, Source, State, Terms, publish
from tests.ledger.office import Office, make_issue

FIRST = Date(2026, 1, 5)
# what a check may find after what the rules below do by hand
BY_HAND = {"L034", "L035", "L036", "L037"}


class Killed(BaseException):
    """Stands for a process that is no more."""


class LifeMachine(RuleBasedStateMachine):
    """An office with a clerk who edits, deletes, takes back, releases, corrects, and loses the register."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office(Path(tempfile.mkdtemp()), "")
        self.register = self.office.folder / "期号台账.sqlite"
        self.office.url = self.register
        self.count = 0
        self.texts: dict[str, str] = {}
        self.strange: set[bytes] = set()
        self.released: dict[int, set[bytes]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.office.folder)

    # --- what the rules share --------------------------------------------------------------------------------

    def day(self, name: str) -> Date:
        return FIRST + timedelta(days=int(name.partition("-")[0]))

    def given(self, name: str) -> tuple[Any, Source]:
        title = self.texts[name]
        return make_issue(self.dates.get(name, self.day(name)).isoformat(), title), self.office.source(
            f"{name}.yaml", title
        )

    @property
    def dates(self) -> dict[str, Date]:
        with self.office.open() as ledger:
            return {
                Path(record.source).stem: record.date
                for record in ledger.records()
                if record.state is not State.VOID
            }

    def records(self, *states: State) -> list[Record]:
        with self.office.open() as ledger:
            return [record for record in ledger.records() if record.state in states]

    def build(self, name: str, **terms: Any) -> None:
        issue, source = self.given(name)
        terms.setdefault("allow", frozenset({"N020"}))
        try:
            self.office.build(issue, source, terms=Terms(**terms))
        except (FileError, FellShort, NumberingConflict, UsageError) as error:
            assert all(finding.remedy for finding in error.findings)  # noqa: PT017 - any of them may come

    def a_file(self, pick: int) -> Path | None:
        files = (
            sorted(
                path
                for path in self.office.out.glob("*.docx")
                if "保留" not in path.name and "更正" not in path.name
            )
            if self.office.out.exists()
            else []
        )
        return files[pick % len(files)] if files else None

    def a_name(self, pick: int) -> str:
        return sorted(self.texts)[pick % len(self.texts)]

    def new_bytes(self, word: str) -> bytes:
        self.count += 1
        made = f"{word} {self.count}".encode()
        self.strange.add(made)
        return made

    # --- what is done ----------------------------------------------------------------------------------------

    @rule(others=st.sampled_from(["refuse", "keep"]))
    def build_a_new_one(self, others: str) -> None:
        self.count += 1
        name = f"{self.count}-新"
        self.texts[name] = f"题{self.count}"
        self.build(name, others=others)

    @precondition(lambda self: self.texts)
    @rule(pick=st.integers(0, 9), edit=st.booleans(), others=st.sampled_from(["refuse", "keep"]))
    def build_again(self, pick: int, edit: bool, others: str) -> None:
        name = self.a_name(pick)
        if edit:
            self.count += 1
            self.texts[name] = f"题{self.count}"
        self.build(name, others=others)

    @rule(pick=st.integers(0, 9))
    def edit_in_word(self, pick: int) -> None:
        if (path := self.a_file(pick)) is not None and path.read_bytes() not in self.strange:
            path.write_bytes(self.new_bytes("edited"))

    @rule(number=st.integers(1, 6))
    def put_a_foreign_file(self, number: int) -> None:
        self.office.out.mkdir(exist_ok=True)
        path = self.office.out / f"援疆工作简报2026年第{number}期（总第{number}期）.docx"
        if not path.exists():
            path.write_bytes(self.new_bytes("foreign"))

    @rule(pick=st.integers(0, 9), by=st.integers(-3, 3))
    def redate(self, pick: int, by: int) -> None:
        records = self.records(*State)
        if records and by:
            record = records[pick % len(records)]
            try:
                with self.office.open() as ledger:
                    ledger.redate(record, record.date + timedelta(days=by))
            except JianbaoError:
                pass

    @rule(some=st.integers(1, 2))
    def undo(self, some: int) -> None:
        records = self.records(*State)[-some:]
        try:
            with self.office.open() as ledger:
                ledger.undo(records)
        except JianbaoError:
            pass

    @rule(pick=st.integers(0, 9))
    def release(self, pick: int) -> None:
        records = self.records(State.NUMBERED)
        if records:
            with self.office.open() as ledger:
                ledger.release([records[pick % len(records)]])

    @rule(pick=st.integers(0, 9))
    def reissue(self, pick: int) -> None:
        names = [Path(record.source).stem for record in self.records(State.RELEASED)]
        if names:
            name = names[pick % len(names)]
            self.count += 1
            self.texts[name] = f"题{self.count}"
            self.build(name, reissue="更正", others="keep")

    @rule(pick=st.integers(0, 9))
    def void(self, pick: int) -> None:
        records = self.records(State.NUMBERED, State.RELEASED, State.RESERVED)
        if records:
            record = records[pick % len(records)]
            with self.office.open() as ledger:
                ledger.void(record, "试")
            self.texts.pop(Path(record.source).stem, None)
            (self.office.folder / record.source).unlink(missing_ok=True)

    @rule(size=st.integers(1, 3), stops=st.booleans())
    def batch(self, size: int, stops: bool) -> None:
        names = []
        for _ in range(size):
            self.count += 1
            names.append(f"{self.count}-批")
            self.texts[names[-1]] = f"题{self.count}"
        inputs = [self.given(name) for name in names]
        with self.office.open() as ledger:
            ledger.recover([self.office.out] if self.office.out.exists() else [])
            ledger.plan(inputs, reserve=True, terms=Terms(allow=frozenset({"N020"})))
        for name in names[: 1 if stops else size]:
            self.build(name, others="keep")

    @precondition(lambda self: self.texts)
    @rule(pick=st.integers(0, 9), step=st.integers(0, 2))
    def die_while_files_take_their_names(self, pick: int, step: int) -> None:
        """With a foreign file put in the way at the last moment."""
        real, done = publish.put, 0

        def some(temp: Path, path: Path, *rest: Any) -> bool:
            nonlocal done
            if done == step:
                if not path.exists():
                    path.write_bytes(self.new_bytes("late"))
                raise Killed
            done += 1
            return real(temp, path, *rest)

        publish.put = some
        try:
            self.build(self.a_name(pick), others="keep")
        except Killed:
            pass
        finally:
            publish.put = real

    @rule(how=st.sampled_from(["gone", "empty"]))
    def lose_the_register_and_find_its_backup(self, how: str) -> None:
        if not self.register.exists():
            return
        saved = self.register.read_bytes()
        given = self.given(self.a_name(0)) if self.texts else None
        self.register.unlink()
        if how == "empty":
            self.register.touch()
        before = (
            {path: path.read_bytes() for path in self.office.out.glob("*")}
            if self.office.out.exists()
            else {}
        )
        if how == "empty" and given is not None:
            try:
                self.office.build(*given)
            except FileError as error:
                assert error.findings[0].code == "L062"  # noqa: PT017 - as above
            assert self.register.read_bytes() == b""
        self.register.unlink(missing_ok=True)
        self.register.write_bytes(saved)
        assert before == (
            {path: path.read_bytes() for path in self.office.out.glob("*")}
            if self.office.out.exists()
            else {}
        )

    # --- what always holds -----------------------------------------------------------------------------------

    @invariant()
    def no_strange_bytes_are_lost(self) -> None:
        here = (
            {path.read_bytes() for path in self.office.out.glob("*")} if self.office.out.exists() else set()
        )
        assert self.strange <= here

    @invariant()
    def no_number_stands_twice(self) -> None:
        numbers = [(r.kind, r.numbers.year, r.numbers.number) for r in self.records(*State) if r.numbers]
        assert len(set(numbers)) == len(numbers)

    @invariant()
    def what_was_corrected_is_kept(self) -> None:
        with self.office.open() as ledger:
            kept = [
                name for record in ledger.records() for done in ledger.reissues(record) for name in done.kept
            ]
        waiting = any(path.name.startswith(".") for path in self.office.out.glob(".*"))
        assert waiting or all(list(self.office.out.glob(f"{Path(name).stem}*")) for name in kept)

    @rule()
    def a_check_tells_only_what_was_done_by_hand(self) -> None:
        with self.office.open() as ledger:
            if not ledger.exists():
                return
            found = {finding.code for finding in ledger.check()}
        # a gap is left by a number that was void or let pass
        assert found <= BY_HAND | {"L030", "L032", "L038"}
        assert not any(path.name.startswith(".") for path in self.office.out.glob(".*"))


TestLife = LifeMachine.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
