"""Many issue files → numbers for all of them, then their files, on all cores.

Three steps: every file is read; every number is planned, in the order of dates, and reserved in one transaction
of the register; then each issue is built by a worker as `jianbao build` would, finding its number reserved. So a
batch may stop anywhere, by an error, Ctrl-C or a power cut: the next run finds what is issued, skips what is
unchanged, and gives the others the numbers that were planned for them.

Every worker is a process with a pipe of its own. The standard library's pool breaks as a whole when one of its
processes dies, cannot tell over which task, and spends 0.7 ms of the parent on each; on a pipe the task that killed
a worker is the first that it did not answer, and only that worker is made anew. The next task waits in the pipe
while one is being done, so that no worker waits for the parent.
"""

from __future__ import annotations

import gc
import glob
import os
import re
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date as Date
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.errors import ExitCode, FileError, Finding, InputError, JianbaoError, Place, Severity
from jianbao.issue import Body, Issue, Numbers
from jianbao.ledger import LastLedger, Ledger, Planned, Record, Source, open_ledger
from jianbao.ledger import State as Recorded
from jianbao.numbering import planned
from jianbao.reading.inputs import series_file
from jianbao.writers.packing import keep_to_one_core

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from jianbao.assemble import Built, Fonts

Answer = TypeVar("Answer")

_STOPPING: Final = frozenset({"L003", "L004", "L005", "L006", "L010"})  # what no later issue would escape


class Options(Struct, frozen=True):
    """What holds for every issue of a batch; as in `assemble.build`."""

    out: Path | None = None
    formats: tuple[str, ...] = ("docx", "pdf")
    ledger: str | Path | None = None
    fonts: Fonts = "auto"


class Scanned(Struct, frozen=True):
    """An issue file as planning needs it: the issue without its texts, where it came from, where it belongs.

    `home` is the folder that the register stands in by default, `folder` where the finished files go, `inputs`
    every file that was read for it.
    """

    issue: Issue
    source: Source
    home: Path
    folder: Path
    inputs: tuple[Path, ...] = ()


class _Known(Struct, frozen=True):
    """An issue that is in the register as it is now; `inputs` are the files read for it besides its own."""

    path: Path
    ledger: Ledger
    record: Record
    inputs: tuple[Path, ...]


class State(StrEnum):
    """What became of an issue."""

    BUILT = "built"
    SKIPPED = "skipped"
    FAILED = "failed"


class Result(Struct, frozen=True):
    """One issue of the batch as it ended. `findings` hold the errors of one that failed, `bug` our own traceback."""

    path: Path
    state: State
    numbers: Numbers | None = None
    built: Built | None = None
    findings: tuple[Finding, ...] = ()
    exit_code: ExitCode = ExitCode.DONE
    bug: str = ""


class Plan(Struct, frozen=True):
    """What a batch will do: an entry for each issue to build, and the results that are certain already.

    `entries` go by date; `done` are issues that cannot be built (unreadable, in conflict) or need not be.
    `places` are numbers kept for unreadable issues, and `warnings` tell of them.
    """

    entries: tuple[tuple[Planned, Scanned], ...] = ()
    places: tuple[tuple[Planned, Scanned], ...] = ()
    done: tuple[Result, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def size(self) -> int:
        """How many issues the batch is about."""
        return len(self.entries) + len(self.done)


# --- which files -----------------------------------------------------------------------------------------------

_SUFFIXES: Final = frozenset({".yaml", ".yml"})
_MARKS: Final = re.compile(r"""^["']?(articles|文章|date|日期)["']?\s*[:：]""", re.MULTILINE)


def gather(paths: Iterable[Path]) -> list[Path]:
    """Files, the issue files in and under folders, and what globs match; each once, in the order of their paths.

    In a folder, a YAML file that holds neither articles nor a date is no issue file (a series file, say). Raises
    InputError (B002) where a path gives none.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        some = sorted(_issue_files(path))
        if not some:
            raise InputError.of("B002", path=path)
        for file in some:
            found.setdefault(file.resolve(), file)
    return sorted(found.values())


def _issue_files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in names:
                file = Path(folder, name)
                if (
                    file.suffix.lower() in _SUFFIXES
                    and not name.startswith(".")
                    and _MARKS.search(_text_of(file))
                ):
                    yield file
    elif path.exists() or not glob.has_magic(str(path)):
        yield path  # one that is not there is told when it is read
    else:
        for match in glob.iglob(str(path), recursive=True):  # noqa: PTH207 - an absolute pattern too
            yield from _issue_files(Path(match))


def _text_of(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        return "date:"  # it will be read, and told, like any other
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "date:"


# --- the work of one process -----------------------------------------------------------------------------------


def scan(options: Options, path: Path) -> Scanned:
    """Read an issue file for planning. Raises InputError, FileError."""
    from jianbao.assemble import source_of
    from jianbao.reading import read

    reading = read(path)
    return Scanned(
        issue=without_texts(reading.issue),
        source=source_of(reading, options.formats, options.fonts),
        home=reading.series_folder,
        folder=options.out if options.out is not None else reading.folder,
        inputs=tuple(file.resolve() for file in reading.inputs),
    )


def build(options: Options, path: Path) -> Built:
    """Build one issue. Raises JianbaoError."""
    from jianbao import assemble

    return assemble.build(
        path,
        out=options.out,
        formats=options.formats,
        ledger=options.ledger,
        fonts=options.fonts,
        opening=_OPENING,
    )


_OPENING: Final = LastLedger()  # of this process


def without_texts(issue: Issue) -> Issue:
    """The issue as far as numbering looks at it, small enough to keep a thousand of them."""
    nothing = Body("", ())
    articles = tuple(
        article.model_copy(update={"body": nothing, "editor_note": None, "abstract": None})
        for article in issue.articles
    )
    return issue.model_copy(
        update={
            "articles": articles,
            "attachments": (),
            "distribution": (),
            "editor_note": None,
            "abstract": None,
        }
    )


class _Bug(NamedTuple):
    """What a task that raised something of no user's making ended with."""

    traceback: str


def _serve(connection: Connection, to_each_its_core: bool) -> None:
    """A worker's life: answer (work, path) with what `work` gives, until the parent lets go of the pipe."""
    if to_each_its_core:
        keep_to_one_core()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # As in `__main__`: what an issue is made of is no garbage. What is, goes between two issues.
    gc.set_threshold(500_000, 20, 50)
    done = 0
    with suppress(EOFError, OSError):  # the parent has gone, or wants no answer any more
        while True:
            work, path = connection.recv()
            answer = _done(work, path)
            if path is None:  # nothing but to get ready
                _settle()
                continue
            _send(connection, answer)
            done += 1
            if done == _SETTLED:
                _settle()
            elif done % _SWEPT == 0:
                gc.collect()


_SETTLED: Final = 20  # issues until what is read once has been read
_SWEPT: Final = 25  # issues; each leaves some hundred objects that refer to each other


def _settle() -> None:
    """What was loaded by now stays until the end: the collector need not look at it again."""
    gc.collect()
    gc.freeze()


def _done(work: Callable[[Path | None], object], path: Path | None) -> object:
    try:
        return work(path)
    except JianbaoError as error:
        return error
    except BaseException as error:  # noqa: BLE001 - a bug over one issue, told with its traceback, stops no other
        return _Bug("".join(traceback.format_exception(error)))


def _send(connection: Connection, answer: object) -> None:
    try:
        connection.send(answer)
    except (OSError, EOFError):
        raise
    except Exception as error:  # noqa: BLE001 - what cannot be pickled is a bug of the task, too
        connection.send(_Bug("".join(traceback.format_exception(error))))


def warm(options: Options, _path: None) -> None:
    """Load what every issue needs, while the parent plans, so that the first issue does not wait for it."""
    import jianbao.assemble
    import jianbao.layout
    import jianbao.proofread.engine
    import jianbao.proofread.silence

    if "docx" in options.formats:
        import jianbao.writers.docx.document
    if "pdf" in options.formats:
        import jianbao.writers.pdf.assembly  # noqa: F401


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # at any moment, as a power cut: the register bears it


# --- the batch -------------------------------------------------------------------------------------------------


class _Worker(Struct):
    """A process, our end of its pipe, and the tasks that it was given and has not answered, in their order."""

    process: BaseProcess
    connection: Connection
    tasks: deque[tuple[int, Path]] = field(default_factory=deque[tuple[int, Path]])

    @classmethod
    def start(cls, jobs: int) -> _Worker:
        """One of `jobs` workers."""
        from multiprocessing import get_context

        context = get_context("spawn")  # alike on every system, and no state of the parent in the workers
        ours, theirs = context.Pipe()
        arguments = (theirs, jobs >= (os.cpu_count() or 1))
        process = context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        return cls(process, ours)

    def give(self, work: Callable[[Path], object], index: int, path: Path) -> None:
        self.tasks.append((index, path))
        with suppress(OSError):  # it has ended: the next look at the pipe tells
            self.connection.send((work, path))

    def get_ready(self, warm: Callable[[None], object]) -> None:
        """Have it do `warm` when it has done its tasks; there is no answer."""
        with suppress(OSError):
            self.connection.send((warm, None))

    def let_go(self) -> None:
        """Let it finish the task that it is at, if any, and begin no other."""
        self.connection.close()
        if not self.tasks:
            self.process.terminate()


class Batch(Struct):
    """A batch in the making, a context manager: leaving it, by Ctrl-C too, ends the workers cleanly.

    `scan` and `build` are what workers do with one issue; a test gives others, which must be importable.
    """

    options: Options
    jobs: int = 0
    scan: Callable[[Options, Path], Scanned] = scan
    build: Callable[[Options, Path], Built] = build
    warm: Callable[[Options, None], None] = warm
    _workers: list[_Worker] = field(default_factory=list["_Worker"])
    _ledgers: dict[Path, Ledger] = field(default_factory=dict[Path, Ledger])
    _records: dict[Ledger, dict[Path, list[Record]]] = field(
        default_factory=dict[Ledger, dict[Path, list[Record]]]
    )

    @property
    def pids(self) -> tuple[int, ...]:
        """The workers' process ids, for those who measure them."""
        return tuple(worker.process.pid for worker in self._workers if worker.process.pid is not None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for ledger in self._ledgers.values():
            ledger.close()
        try:
            for worker in self._workers:
                worker.let_go()
            for worker in self._workers:
                worker.process.join()
        except KeyboardInterrupt:  # a second one: no waiting for the issues under way
            for worker in self._workers:
                worker.process.kill()

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
        for worker in self._workers:
            worker.get_ready(partial(self.warm, self.options))
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
        for place, answer in self._each(work, [paths[index] for index in indices], ahead=7):
            seen()
            if isinstance(answer, Scanned):
                scanned[indices[place]] = answer
            else:
                unread[indices[place]] = answer
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
        from jianbao.assemble import glance

        glanced = glance(path, self.options.formats, self.options.fonts, hashes)
        if glanced is None:
            return None
        home, source, inputs = glanced
        ledger = self._ledger(home)
        if ledger not in self._records:
            issued = self._records[ledger] = {}
            for record in ledger.records():
                if record.state is Recorded.ISSUED and record.source:
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
        glimpsed: list[Scanned] = []
        warnings: list[Finding] = []
        series_files = {
            file for each in scanned for file in each.inputs if file != each.source.path.resolve()
        } | {file for each in known for file in each.inputs}
        for result in unread:
            if result.path.resolve() in series_files:
                continue  # gathered from a folder, but what others take from it shows what it is
            done.append(result)
            place = glimpse(result.path, scanned)
            if place is not None:
                glimpsed.append(place)
            else:
                warnings.append(Finding("B005", Place(str(result.path)), Severity.WARNING))
        unreadable = {place.source.path for place in glimpsed}
        entries: list[tuple[Planned, Scanned]] = []
        places: list[tuple[Planned, Scanned]] = []
        everything = sorted([*scanned, *glimpsed], key=lambda each: (each.issue.date, str(each.source.path)))
        for home, group in _grouped(everything).items():
            ledger = self._ledger(home)
            taken = {each.record.key: each.path for each in known if each.ledger is ledger}
            answers = ledger.plan(
                [(each.issue, each.source) for each in group], plan=planned, reserve=False, taken=taken
            )
            for answer, each in zip(answers, group, strict=True):
                path = each.source.path
                if path in unreadable:
                    if answer.numbers is not None:
                        label = answer.numbers.text(each.issue.kind)
                        warnings.append(Finding("B004", Place(str(path)), Severity.WARNING, {"label": label}))
                        places.append((answer, each))
                elif answer.conflict is not None:
                    done.append(_failed(path, answer.conflict))
                elif not force and self._unchanged(ledger, answer, each):
                    done.append(Result(path, State.SKIPPED, answer.numbers))
                else:
                    entries.append((answer, each))
        entries.sort(key=lambda entry: (entry[1].issue.date, str(entry[1].source.path)))
        return Plan(tuple(entries), tuple(places), tuple(done), tuple(warnings))

    def _unchanged(self, ledger: Ledger, answer: Planned, each: Scanned) -> bool:
        return answer.record is not None and ledger.unchanged(
            answer.record, each.source, each.folder, self._suffixes
        )

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
        work = partial(self.build, self.options)
        with _terminable():
            for index, answer in self._each(work, todo, ahead=ahead, stopped=stop.is_set):
                answered.add(index)
                result = answer if isinstance(answer, Result) else _built(todo[index], answer)
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
            answers = ledger.plan([(each.issue, each.source) for each in group], plan=planned, reserve=True)
            for answer, each in zip(answers, group, strict=True):
                if answer.conflict is not None:
                    yield each.source.path, answer.conflict

    def _each(
        self,
        work: Callable[[Path], Answer],
        paths: Sequence[Path],
        *,
        ahead: int,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Generator[tuple[int, Answer | Result]]:
        """Do `work` with each path in the workers; (index, answer or failed result) in the order of completion.

        A worker has up to `ahead` tasks in its pipe besides the one that it is at, while there are many. Once
        `stopped` says so, no more are handed out.
        """
        from multiprocessing.connection import wait

        jobs = self.jobs or os.cpu_count() or 1
        waiting = deque(enumerate(paths))
        while True:
            for depth in range(1 + ahead):
                for place in range(jobs):
                    if not waiting or stopped() or (depth and len(waiting) < jobs * _MANY):
                        break
                    if place == len(self._workers):
                        self._workers.append(_Worker.start(jobs))
                    if len(self._workers[place].tasks) <= depth:
                        self._workers[place].give(work, *waiting.popleft())
            running = {worker.connection: worker for worker in self._workers if worker.tasks}
            if not running:
                return
            for connection in wait(list(running)):
                worker = running[connection]  # type: ignore[index]  # one of those we asked for
                index, path = worker.tasks.popleft()
                try:
                    answer = worker.connection.recv()
                except (EOFError, OSError):
                    waiting.extendleft(reversed(worker.tasks))  # it died before it came to them
                    worker.connection.close()
                    worker.process.join()
                    self._workers[self._workers.index(worker)] = _Worker.start(jobs)
                    answer = FileError.of("B001", Place(str(path)))
                yield index, _answered(path, answer)


_MANY: Final = 4  # tasks a worker; with fewer left, one that waits behind a long one might be done by another


def _answered(path: Path, answer: Any) -> Any:
    if isinstance(answer, JianbaoError):
        return _failed(path, answer)
    if isinstance(answer, _Bug):
        finding = Finding("C001", Place(str(path)))
        bug = answer.traceback
        return Result(path, State.FAILED, findings=(finding,), exit_code=ExitCode.BUG, bug=bug)
    return answer


@contextmanager
def _terminable() -> Generator[None]:
    """SIGTERM ends the batch as Ctrl-C does, where it may be caught at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _grouped(entries: Iterable[Scanned]) -> dict[Path, list[Scanned]]:
    groups: dict[Path, list[Scanned]] = {}
    for each in entries:
        groups.setdefault(each.home.resolve(), []).append(each)
    return groups


def _built(path: Path, built: Any) -> Result:
    numbers = Numbers(built.year, built.number, built.total) if built.number is not None else None
    return Result(path, State.BUILT, numbers, built, tuple(built.findings))


def _failed(path: Path, error: JianbaoError) -> Result:
    return Result(path, State.FAILED, findings=error.findings, exit_code=error.exit_code)


def _not_done(path: Path) -> Result:
    return _failed(path, FileError.of("B003", Place(str(path))))


# --- an issue that cannot be read, and its place among the others ------------------------------------------------

_KEY = r"""^["']?(?:{keys})["']?\s*:\s*["']?(?P<value>[^#"'\n]+)"""
_SERIES = re.compile(_KEY.format(keys="series|刊名"), re.MULTILINE)
_KIND = re.compile(_KEY.format(keys="kind|种类"), re.MULTILINE)
_DATE = re.compile(_KEY.format(keys="date|日期"), re.MULTILINE)
_NUMBERED = re.compile(r"^(?:number|期号|numbered|编号)\s*:", re.MULTILINE)
_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")


def glimpse(path: Path, others: Sequence[Scanned]) -> Scanned | None:
    """Enough of an unreadable issue to keep its number free for it: its series and date, if they can be made out.

    How its series counts is taken from the nearest of `others`; None where that, its series or its date cannot
    be told, or where the file states its number itself.
    """
    text = _text_of(path)
    day, kind = _DATE.search(text), _KIND.search(text)
    found = _DAY.match(day["value"]) if day else None
    if found is None or _NUMBERED.search(text):
        return None
    try:
        date = Date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    kind_name = kind["value"].strip() if kind else "正刊"
    alike = next((o for o in others if o.issue.kind == kind_name and _of_one_series(path, text, o)), None)
    if alike is None:
        return None
    nothing = alike.issue.articles[0].model_copy(update={"title": path.stem})
    issue = alike.issue.model_copy(
        update={"id": None, "date": date, "year": None, "number": None, "total": None, "articles": (nothing,)}
    )
    return replace(alike, issue=issue, source=Source(path, ""))


def _of_one_series(path: Path, text: str, other: Scanned) -> bool:
    file, series = series_file(text), _SERIES.search(text)
    if file:
        return (path.parent / file).resolve() in other.inputs
    return series is not None and series["value"].strip() == other.issue.series
