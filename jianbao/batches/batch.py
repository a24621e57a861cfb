"""Issue files → a plan of all their numbers → a result for each, as it ends."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.batches.crew import Bug, Crew
from jianbao.batches.entries import Options, Plan, Result, Scanned, State
from jianbao.batches.files import glance_at_unreadable
from jianbao.batches.processes import Processes
from jianbao.batches.work import build, scan, warm
from jianbao.errors import ExitCode, FileError, Finding, JianbaoError, NumberingConflict, Place, Severity
from jianbao.ledger import Ledger, Planned, Record, open_ledger

if TYPE_CHECKING:
    from jianbao.steps import Built

# what no later issue would escape
_STOPPING: Final = frozenset({"L003", "L004", "L005", "L006", "L010", "L062", "L063", "L064"})


class _Known(Struct, frozen=True):
    """An issue that is in the register as it is now; `inputs` are the files read for it besides its own."""

    path: Path
    ledger: Ledger
    record: Record
    inputs: tuple[Path, ...]


class Batch(Struct):
    """A batch in the making, a context manager: leaving it, by Ctrl-C too, ends the workers cleanly.

    `scan` and `build` are what workers do with one issue; a test gives others, which must be importable. `crew` are the
    workers, by default up to `jobs` processes of this machine.
    """

    options: Options
    jobs: int = 0
    scan: Callable[[Options, Path], Scanned] = scan
    build: Callable[[Options, Path], Built] = build
    warm: Callable[[Options, None], None] = warm
    crew: Crew | None = None
    _workers: Crew = field(default_factory=Processes)
    _ledgers: dict[Path, Ledger] = field(default_factory=dict[Path, Ledger])
    _records: dict[Ledger, dict[Path, list[Record]]] = field(
        default_factory=dict[Ledger, dict[Path, list[Record]]]
    )

    @property
    def pids(self) -> tuple[int, ...]:
        """The workers' process ids, for those who measure them."""
        return self._workers.pids

    def __post_init__(self) -> None:
        self._workers = self.crew or Processes(self.jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for ledger in self._ledgers.values():
            ledger.close()
        self._workers.let_go()

    # --- planning --------------------------------------------------------------------------------------------

    def plan(
        self, paths: Sequence[Path], *, force: bool = False, seen: Callable[[], None] = lambda: None
    ) -> Plan:
        """Read `paths` and plan all numbers; writes nothing. `seen` is called after each file.

        `force` builds what is unchanged too. Raises FileError where a register cannot be read.
        """
        self._records.clear()
        known = {} if force else self._known(paths)
        scanned, unread = self._scanned(paths, [i for i in range(len(paths)) if i not in known], seen)
        inputs = {file for each in known.values() for file in each.inputs}
        if any(result.path.resolve() not in inputs for result in unread.values()):
            # What cannot be read takes its place among the others, so these are looked at, too.
            more, changed = self._scanned(paths, list(known), seen)
            scanned, unread, known = scanned | more, unread | changed, {}
        else:
            for _ in known:
                seen()
        self._workers.get_ready(partial(self.warm, self.options))
        order = sorted(scanned, key=lambda i: (scanned[i].issue.date, i))
        return self._planned(
            [scanned[i] for i in order],
            [unread[i] for i in sorted(unread)],
            [known[i] for i in sorted(known)],
            force=force,
        )

    def _scanned(
        self, paths: Sequence[Path], indices: Sequence[int], seen: Callable[[], None]
    ) -> tuple[dict[int, Scanned], dict[int, Result]]:
        """What could be read and what could not of `paths`, by their indices."""
        scanned: dict[int, Scanned] = {}
        unread: dict[int, Result] = {}
        work = partial(self.scan, self.options)
        for place, answer in self._workers.each(work, [paths[index] for index in indices], ahead=7):
            seen()
            index = indices[place]
            if isinstance(answer, Scanned):
                scanned[index] = answer
            else:
                unread[index] = _failed(paths[index], answer)
        return scanned, unread

    def _known(self, paths: Sequence[Path]) -> dict[int, _Known]:
        """The issues that are in the register as they are now, by their indices, without parsing any of them."""
        hashes: dict[Path, str | None] = {}
        known: dict[int, _Known] = {}
        for index, path in enumerate(paths):
            each = self._recorded(path, hashes)
            if each is not None:
                known[index] = each
        return known

    def _recorded(self, path: Path, hashes: dict[Path, str | None]) -> _Known | None:
        from jianbao.provenance import glance

        glanced = glance(path, self.options.formats, self.options.fonts, hashes)
        if glanced is None:
            return None
        home, source, inputs = glanced
        ledger = self._ledger(home)
        if ledger not in self._records:
            issued = self._records[ledger] = {}
            for record in ledger.records():
                if record.state.stands and record.source:
                    issued.setdefault(ledger.resolve(record.source), []).append(record)
        records = self._records[ledger].get(path.resolve(), [])
        folder = self.options.out if self.options.out is not None else path.parent
        same = [record for record in records if ledger.unchanged(record, source, folder, self._suffixes)]
        return _Known(path, ledger, same[0], inputs) if len(same) == 1 else None

    def _planned(
        self,
        scanned: Sequence[Scanned],
        unread: Sequence[Result],
        known: Sequence[_Known] = (),
        *,
        force: bool,
    ) -> Plan:
        done = [Result(each.path, State.SKIPPED, each.record.numbers) for each in known]
        unreadable_issues: list[Scanned] = []
        warnings: list[Finding] = []
        series_files = {
            file for each in scanned for file in each.inputs if file != each.source.path.resolve()
        } | {file for each in known for file in each.inputs}
        for result in unread:
            if result.path.resolve() in series_files:
                # gathered from a folder, but what others take from it shows what it is
                continue
            done.append(result)
            place = glance_at_unreadable(result.path, scanned)
            if place is not None:
                unreadable_issues.append(place)
            else:
                warnings.append(Finding("B005", Place(str(result.path)), Severity.WARNING))
        unreadable = {place.source.path for place in unreadable_issues}
        entries: list[tuple[Planned, Scanned]] = []
        places: list[tuple[Planned, Scanned]] = []
        everything = sorted(
            [*scanned, *unreadable_issues], key=lambda each: (each.issue.date, str(each.source.path))
        )
        for home, group in _grouped(everything).items():
            ledger = self._ledger(home)
            taken = {each.record.key: each.path for each in known if each.ledger is ledger}
            answers = ledger.plan(
                [(each.issue, each.source) for each in group],
                reserve=False,
                taken=taken,
                terms=self.options.terms,
                folders=[each.folder for each in group],
            )
            for answer, each in zip(answers, group, strict=True):
                path = each.source.path
                if path in unreadable:
                    if answer.numbers is not None:
                        label = answer.numbers.text(each.issue.kind)
                        warnings.append(Finding("B004", Place(str(path)), Severity.WARNING, {"label": label}))
                        places.append((answer, each))
                elif answer.conflict is not None:
                    done.append(_failed(path, _located(path, answer.conflict)))
                elif not force and self._unchanged(ledger, answer, each):
                    done.append(Result(path, State.SKIPPED, answer.numbers))
                elif self._released(ledger, answer, each):
                    done.append(Result(path, State.RELEASED, answer.numbers))
                else:
                    entries.append((answer, each))
        entries.sort(key=lambda entry: (entry[1].issue.date, str(entry[1].source.path)))
        return Plan(tuple(entries), tuple(places), tuple(done), tuple(warnings))

    def _unchanged(self, ledger: Ledger, answer: Planned, each: Scanned) -> bool:
        return answer.record is not None and ledger.unchanged(
            answer.record, each.source, each.folder, self._suffixes
        )

    def _released(self, ledger: Ledger, answer: Planned, each: Scanned) -> bool:
        """Whether an issue is out of the house and its own file as it was: what it shares may change, it does not."""
        record = answer.record
        return record is not None and ledger.stays(record, each.source, each.folder, self._suffixes)

    @property
    def _suffixes(self) -> list[str]:
        return [f".{name}" for name in self.options.formats]

    def _ledger(self, home: Path) -> Ledger:
        key = (
            Path() if self.options.ledger is not None or os.environ.get("JIANBAO_LEDGER") else home.resolve()
        )
        if key not in self._ledgers:
            self._ledgers[key] = open_ledger(self.options.ledger, beside=home)
        return self._ledgers[key]

    # --- building --------------------------------------------------------------------------------------------

    def run(self, plan: Plan, *, fail_fast: bool = False) -> Generator[Result]:
        """Reserve the planned numbers, then build; yields a result for each issue as it ends.

        The first are those that the plan itself settled. An issue that fails does not stop the others, unless
        `fail_fast` says so or what failed is the register or a full disk; those that were not begun then fail with
        B003. Raises FileError where the numbers cannot be reserved.
        """
        yield from plan.done
        if fail_fast and any(result.state is State.FAILED for result in plan.done):
            yield from (_not_done(each.source.path) for _, each in plan.entries)
            return
        conflicts = dict(self._reserve([each for _, each in (*plan.entries, *plan.places)]))
        todo: list[Path] = []
        for _, each in plan.entries:
            path = each.source.path
            if path in conflicts:
                yield _failed(path, conflicts[path])
            else:
                todo.append(path)
        stop = threading.Event()
        ahead = 0 if fail_fast else 1
        answered: set[int] = set()
        ids = {str(key) if key != Path() else "": ledger.id for key, ledger in self._ledgers.items()}
        work = partial(self.build, replace(self.options, registers=ids))
        with _terminable():
            for index, answer in self._workers.each(work, todo, ahead=ahead, stopped=stop.is_set):
                answered.add(index)
                path = todo[index]
                if isinstance(answer, JianbaoError | Bug):
                    result = _failed(path, answer)
                else:
                    result = Result.of(path, answer)
                yield result
                if result.state is State.FAILED and (
                    fail_fast or any(f.code in _STOPPING for f in result.findings)
                ):
                    stop.set()
        yield from (_not_done(path) for index, path in enumerate(todo) if index not in answered)
        for ledger in self._ledgers.values():
            ledger.recover()

    def _reserve(self, entries: Sequence[Scanned]) -> Iterator[tuple[Path, JianbaoError]]:
        """Reserve; a clash with what another process recorded since planning is the answer for its issue."""
        for home, group in _grouped(entries).items():
            ledger = self._ledger(home)
            ledger.recover({each.folder for each in group if each.folder.is_dir()})
            folders = [each.folder for each in group]
            inputs = [(each.issue, each.source) for each in group]
            answers = ledger.plan(inputs, reserve=True, terms=self.options.terms, folders=folders)
            for answer, each in zip(answers, group, strict=True):
                if answer.conflict is not None:
                    yield each.source.path, _located(each.source.path, answer.conflict)


@contextmanager
def _terminable() -> Generator[None]:
    """SIGTERM, and SIGHUP of a terminal that is gone, end the batch as Ctrl-C does, where they may be caught at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    ours = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {each: signal.signal(each, stop) for each in ours if signal.getsignal(each) != signal.SIG_IGN}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _grouped(entries: Iterable[Scanned]) -> dict[Path, list[Scanned]]:
    groups: dict[Path, list[Scanned]] = {}
    for each in entries:
        groups.setdefault(each.home.resolve(), []).append(each)
    return groups


def _located(path: Path, conflict: NumberingConflict) -> NumberingConflict:
    """The conflict with its places in the issue's file, which is read once more: planning keeps no texts."""
    from jianbao.reading import read

    try:
        return NumberingConflict(read(path).located(conflict.findings))
    except JianbaoError:
        # changed meanwhile
        return conflict


def _failed(path: Path, answer: JianbaoError | Bug) -> Result:
    if isinstance(answer, JianbaoError):
        return Result.failed(path, answer)
    finding = Finding("C001", Place(str(path)))
    return Result(path, State.FAILED, findings=(finding,), exit_code=ExitCode.BUG, bug=answer.traceback)


def _not_done(path: Path) -> Result:
    return Result.failed(path, FileError.of("B003", Place(str(path))))
