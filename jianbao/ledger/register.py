"""An issue → its entry in the register: known again or new, numbered, recorded together with its files.

What happens in which transaction, and in which order files appear, stands in `publish.py`; how an issue is
known again, in `identity.py`.

A new number is given under the register's write lock (SQLite: BEGIN IMMEDIATE; PostgreSQL: one advisory lock),
and the lock is held until the files are written and the entry is committed. So a build that dies has given no
number, and the next one takes it: there is no reservation that could be left behind, hence no gap. Others wait
for the 0.1 s that layout and writing take. A batch gives its numbers up front in one such transaction, as
reserved entries that each know their issue; its workers, like anyone who builds an issue again, find their
numbers settled and take the lock only to record.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePath
from types import TracebackType
from typing import Final, Self

from msgspec.structs import replace

from jianbao.errors import FileError, Finding, NumberingConflict, Place, UsageError
from jianbao.ledger import exchange, inspect, publish
from jianbao.ledger.identity import recognise, titles_of
from jianbao.ledger.planning import (
    Entries,
    Plan,
    numbered,
    placed,
    plan_issues,
    refuse_other_numbers,
    states_same,
)
from jianbao.ledger.records import FileRecord, Made, Planned, Record, Source, State
from jianbao.ledger.rows import Rows
from jianbao.ledger.store import Store, UndecidedError, host, open_store
from jianbao.model.issue import Issue
from jianbao.model.numbers import MAIN_KIND, Held, Numbers
from jianbao.version import __version__

FILE_NAME: Final = "期号台账.sqlite"

Assign = Callable[[Issue, Sequence[Held]], Numbers | None]
"""`numbering.assign`: (issue, what the register holds of its series and kind) → its numbers, None if it has none.

Raises NumberingConflict.
"""


def open_ledger(url: str | Path | None, *, beside: Path, timeout: float = 60.0) -> Ledger:
    """The register at `url`: a path, `sqlite:///path`, `postgresql://…`; use it as a context manager.

    None: what the environment's JIANBAO_LEDGER says, else `期号台账.sqlite` in folder `beside` (the folder of the
    series file, or of the issue file where there is none). Nothing is created before the first record. `timeout`
    is how many seconds a build waits for others that hold the register. Raises UsageError for another kind of
    URL, and FileError once it is used and cannot be.
    """
    return Ledger(open_store(url or os.environ.get("JIANBAO_LEDGER") or beside / FILE_NAME, timeout))


class LastLedger:
    """Opens registers as `open_ledger` does, and keeps the last one open: for a process that builds many issues.

    A block that ends with an exception closes its register, so that the next one connects anew.
    """

    def __init__(self) -> None:
        self._key: tuple[str | Path | None, Path] | None = None
        self._ledger: Ledger | None = None
        self._mark: object = None

    @contextmanager
    def __call__(self, url: str | Path | None, *, beside: Path) -> Generator[Ledger]:
        """As `open_ledger`."""
        named = url or os.environ.get("JIANBAO_LEDGER")
        key = (named, Path()) if named else (None, beside.absolute())
        if self._ledger is None or self._key != key or self._ledger.mark() != self._mark:
            self.close()
            self._key, self._ledger = key, open_ledger(url, beside=beside)
        try:
            yield self._ledger
        except BaseException:
            self.close()
            raise
        self._mark = self._ledger.mark()

    def close(self) -> None:
        """Let go of the register that is open."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None


class Entry:
    """One issue in the making: its numbers, and the act that makes it issued."""

    def __init__(
        self,
        ledger: Ledger,
        given: Issue,
        source: Source,
        assign: Assign,
        found: Found,
    ) -> None:
        self.issue: Issue = numbered(given, found.numbers)
        """The issue with `year`, `number` and `total` filled in."""
        self.numbers: Numbers | None = found.numbers
        self.previous: Record | None = found.known
        """What the register held of this issue before (None = new)."""
        self.held: tuple[Held, ...] = found.held
        """What the register holds besides of the issue's series and kind, for `numbering.doubts`.

        Left empty for an issue that keeps the numbers and the date of its entry.
        """
        self._ledger, self._given, self._source, self._assign = ledger, given, source, assign
        self._found = found

    def publish(
        self, files: Mapping[str, bytes], folder: Path, *, pages: int, made: Made | None = None
    ) -> tuple[Path, ...]:
        """Write `files` (name → content) into `folder` (made if absent) and record them; all or nothing.

        An existing file is replaced only by a finished one, and never one that belongs to another issue of the
        register (NumberingConflict). Files of other formats that were recorded before stay recorded. Returns the
        paths in the order given. Raises FileError.
        """
        return self._ledger.record(
            self._given,
            self._source,
            assign=self._assign,
            found=self._found,
            files=files,
            folder=folder,
            pages=pages,
            made=made or Made(),
        )


class Found:
    """What the register says of an issue: the entry that it is, its numbers, what else is held."""

    def __init__(self, known: Record | None, numbers: Numbers | None, held: tuple[Held, ...]) -> None:
        self.known, self.numbers, self.held = known, numbers, held

    @property
    def settled(self) -> bool:
        """Whether nobody else could take the numbers meanwhile."""
        return self.numbers is None or (self.known is not None and self.known.numbers == self.numbers)


class Ledger:
    """A register of issues. One object serves one thread; processes open their own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = Rows(store)
        self._writing = False
        self._renamed_in: set[Path] = set()
        self._swept: set[Path] = set()
        self.location: str = store.location
        """What to call the register in messages: its path, or its URL without the password."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the register; an unfinished build leaves no trace."""
        self._store.close()

    def mark(self) -> object:
        """What is another once another register stands in this place: a file that was moved and made anew."""
        return self._store.mark()

    def exists(self) -> bool:
        """Whether anything was ever recorded at this place. Raises FileError."""
        return self._rows.exists()

    # --- one issue -------------------------------------------------------------------------------------------

    def peek(self, issue: Issue, *, assign: Assign, source: Source | None = None) -> Numbers | None:
        """The numbers that `issue` has or would be given now; writes nothing. Raises NumberingConflict, FileError."""
        return self._find(issue, source or Source(Path(), ""), assign).numbers

    @contextmanager
    def issuing(self, issue: Issue, *, assign: Assign, source: Source) -> Generator[Entry]:
        """One build, from numbering to recording; see the package's docstring. Raises NumberingConflict, FileError."""
        found = self._find(issue, source, assign)
        if not found.settled:
            self._begin()
            try:
                found = self._find(issue, source, assign)
                if found.settled:  # another process was building the same issue just now
                    self._commit()
            except BaseException:
                self._rollback()
                raise
        try:
            yield Entry(self, issue, source, assign, found)
        finally:
            self._rollback()

    def record(
        self,
        issue: Issue,
        source: Source,
        *,
        assign: Assign,
        found: Found,
        files: Mapping[str, bytes],
        folder: Path,
        pages: int,
        made: Made,
    ) -> tuple[Path, ...]:
        """What `Entry.publish` does; `found` is what the files were made by, and holds while the lock does."""
        publish.make_folder(folder)
        folder = folder.resolve()
        held_since = self._writing
        written: list[publish.Written] = []
        try:
            if not held_since:
                self._rows.bring_up()
                written = publish.write_temporary(files, folder, self._rows.id, synced=False)
                self._begin()
            if not held_since and not self._stands(found, issue):
                shown, found = found.numbers, self._find(issue, source, assign)
                if found.numbers != shown:
                    raise NumberingConflict.of("L021", Place(str(source.path)), path=self.location)
            folders = {folder, source.path.resolve().parent} if made.written_back else {folder}
            self._sweep(folders - self._swept, {item.temp for item in written})  # once: its own it removes
            self._refuse_others_files([folder / name for name in files], found.known, source)
            if written and all(item.temp.exists() for item in written):
                publish.sync([folder])
            else:  # the lock was held since the numbers were given, or its holder swept meanwhile
                publish.remove(written)
                written = publish.write_temporary(files, folder, self._rows.id)
            self._renamed_in.discard(folder)  # just synced
            back = self._numbers_back(source, made)
        except BaseException:
            self._rollback()
            publish.remove(written)
            raise
        try:
            self._publish(written, lambda: self._write(issue, source, found, written, pages, made))
            publish.put_unless_edited(back, source.sha256)
        finally:
            publish.remove(back)
        return tuple(item.path for item in written)

    def _numbers_back(self, source: Source, made: Made) -> list[publish.Written]:
        """The issue file with the numbers given, waiting beside it; nothing where its folder may not be written to."""
        path = source.path.resolve()
        if not made.written_back:
            return []
        try:
            back = publish.write_temporary({path.name: made.written_back}, path.parent, self._rows.id)
        except FileError:
            return []
        publish.copy_mode(path, back[0].temp)
        return back

    def _publish(self, written: Sequence[publish.Written], record: Callable[[], object]) -> None:
        """Steps 2 and 3 of `publish`: record, commit, rename. What fails before the commit leaves nothing."""
        committing = False
        try:
            record()
            committing = True
            self._commit()
        except UndecidedError:
            raise  # the record may name the temporary files: they stay, to be renamed or swept by the next run
        except FileError:
            self._rollback()
            publish.remove(written)
            raise
        except BaseException:
            undone = not committing or self._store.in_transaction
            self._rollback()
            if undone:
                publish.remove(written)
            raise
        publish.rename((item.temp, item.path) for item in written)
        publish.sync(sorted({item.path.parent for item in written}))

    def unchanged(self, record: Record, source: Source, folder: Path, suffixes: Collection[str]) -> bool:
        """Whether the issue was issued from this very source and its files stand whole in `folder`.

        `suffixes` are the formats asked for, as in ".docx". Raises FileError.
        """
        if record.state is not State.ISSUED or not source.digest or record.digest != source.digest:
            return False
        if not record.is_from(source.sha256):
            return False
        whole = {
            PurePath(file.path).suffix
            for file in record.files
            if (path := self.resolve(file.path)).parent == folder.resolve()
            and publish.sha256_of(path) == file.sha256
        }
        return whole.issuperset(suffixes)

    # --- many issues -----------------------------------------------------------------------------------------

    def plan(
        self,
        issues: Sequence[tuple[Issue, Source]],
        *,
        plan: Plan,
        reserve: bool,
        taken: Mapping[int, Path] | None = None,
    ) -> list[Planned]:
        """Numbers for many issues at once, given in the order of their dates; answers in the order asked.

        `plan` is `numbering.planned`. `reserve` records the new ones as reserved in one transaction; without it
        nothing is written. `taken` are entries (by `Record.key`) known to be those of other files. Raises FileError.
        """
        if not reserve:
            return self._plan(issues, plan, taken or {})
        self._begin()
        try:
            answers = self._plan(issues, plan, taken or {})
            self._reserve(answers)
            self._commit()
        except BaseException:
            self._rollback()
            raise
        return answers

    def _plan(
        self, issues: Sequence[tuple[Issue, Source]], plan: Plan, taken: Mapping[int, Path]
    ) -> list[Planned]:
        keys = dict.fromkeys((issue.series, issue.kind) for issue, _ in issues)

        def recognised(issue: Issue, source: Source, entries: Entries) -> Record | None:
            kept = self._rows.kept(source.path)
            return self._recognise(issue, source, entries.candidates(issue, source, kept))

        return plan_issues(issues, {key: self._rows.records(*key) for key in keys}, recognised, plan, taken)

    def _reserve(self, answers: Sequence[Planned]) -> None:
        new = [
            answer
            for answer in answers
            if answer.numbers is not None and (answer.record is None or answer.record.state is State.RESERVED)
        ]
        for answer in new:  # all before the first is given anew: they may change places
            self._rows.forget_reserved(answer.source, keep=0)
            if answer.record is not None:
                self._rows.delete_reserved(answer.record)
        for answer in new:
            found = Found(None, answer.numbers, ())
            self._rows.insert(self._record(answer.issue, answer.source, found, State.RESERVED, 0))

    def recover(self, folders: Iterable[Path] = ()) -> None:
        """Finish what a crash interrupted: renames that were recorded, left-over temporary files.

        Looks into `folders` and into every folder that a recorded file or issue file lies in. Raises FileError.
        """
        if not self.exists():
            return
        self._begin()
        try:
            self._sweep(sorted(self._rows.folders() | {folder.resolve() for folder in folders}))
            self._commit()
        except BaseException:
            self._rollback()
            raise

    # --- the register as a whole -----------------------------------------------------------------------------

    def records(self, *, series: str = "", kind: str = "", year: int | None = None) -> list[Record]:
        """The entries by series, kind, year and number; '' and None mean any. Raises FileError."""
        return [
            record
            for record in self._rows.records(series, kind)
            if year is None or year == (record.numbers.year if record.numbers else record.date.year)
        ]

    def find(self, entry: str, *, series: str = "", kind: str = "") -> Record:
        """The one entry called `entry`: `2017-9`, `2017年第9期` (also with a kind, `2017年增刊第1期`) or its id.

        Raises UsageError where there is none or several, FileError.
        """
        wanted = re.fullmatch(r"\s*(\d{4})\s*(?:年|[-/])(\D*?)第?\s*(\d+)\s*期?.*", entry)
        found = [
            record
            for record in self.records(series=series, kind=kind)
            if record.id == entry
            or (
                wanted is not None
                and record.numbers is not None
                and (record.numbers.year, record.numbers.number) == (int(wanted[1]), int(wanted[3]))
                and wanted[2] in {"", record.kind}
            )
        ]
        # 2017-9 alone means 正刊 where there is one
        found = [record for record in found if record.kind == MAIN_KIND] or found
        if not found:
            raise UsageError.of("L045", entry=entry)
        if len(found) > 1:
            raise UsageError.of("L046", entry=entry, labels="、".join(record.label for record in found))
        return found[0]

    def void(self, record: Record, reason: str) -> None:
        """Declare an issued number void, or release a reserved one. The number of an issued one stays taken.

        A void entry lets go of its id, so that the issue, built again, is a new one. Raises UsageError for one
        that is void already, FileError.
        """
        if record.state is State.VOID:
            raise UsageError.of("L048", label=record.label)
        self._begin()
        try:
            if record.state is State.RESERVED:
                self._rows.delete_reserved(record)
            else:
                self._rows.void(record, reason, _now(), _user())
            self._commit()
        except BaseException:
            self._rollback()
            raise

    def check(self) -> list[Finding]:
        """What does not hold: gaps, doubles, dates out of order, files missing or changed, left-overs.

        Finishes what a crash interrupted first, where it may. Raises FileError for a register that is damaged.
        """
        if not self.exists():
            return []
        if faults := self._store.faults():
            raise FileError.of("L004", path=self.location, detail="; ".join(faults))
        self.recover()
        records = self._rows.records()
        return inspect.numbers_of(records) + inspect.files_of(records, self.resolve, host())

    def export(self) -> Iterator[str]:
        """Every entry as a line of JSON, the same register always giving the same lines. Raises FileError."""
        for record in self._rows.records():
            yield exchange.to_line(record)

    def import_lines(self, lines: Iterable[str]) -> int:
        """Take in lines of `export`; all or nothing. Returns how many entries were new.

        Raises InputError for a line that is none, NumberingConflict for an entry that differs from the register's.
        """
        incoming = [exchange.from_line(line, number) for number, line in enumerate(lines, 1) if line.strip()]
        added = 0
        self._begin()
        try:
            present = {(record.series, record.id): record for record in self._rows.records()}
            for record in incoming:
                if (there := present.get((record.series, record.id))) is not None:
                    if exchange.to_line(there) != exchange.to_line(record):
                        raise NumberingConflict.of("L026", label=record.label, other=there.label)
                    continue
                for other in present.values():
                    if _clash(record, other):
                        raise NumberingConflict.of("L026", label=record.label, other=other.label)
                key = self._rows.insert(record)
                for file in record.files:
                    self._rows.insert_file(key, replace(file, temp=""))
                present[record.series, record.id] = record
                added += 1
            self._commit()
        except BaseException:
            self._rollback()
            raise
        return added

    def resolve(self, path: str) -> Path:
        """A path as recorded → where it is."""
        return self._rows.resolve(path)

    # --- within a transaction --------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._rows.bring_up()
        self._store.begin()
        self._writing = True
        try:
            self._finish_renames()
        except BaseException:
            self._rollback()
            raise

    def _commit(self) -> None:
        publish.sync(sorted(self._renamed_in))  # before their temporary names are struck from the record
        self._store.commit()
        self._renamed_in.clear()
        self._writing = False

    def _rollback(self) -> None:
        self._renamed_in.clear()
        self._writing = False
        self._store.rollback()

    def _finish_renames(self) -> None:
        for path, temp in self._rows.waiting():
            final = self.resolve(path)
            with suppress(FileError):  # the file of another issue; that one's own build says what is wrong
                publish.rename([(final.with_name(temp), final)])
                self._renamed_in.add(final.parent)
                self._rows.renamed(path, temp)

    def _sweep(self, folders: Collection[Path], own: Collection[Path] = ()) -> None:
        if not folders:
            return
        self._swept.update(folders)
        awaited = [*own, *(self.resolve(path).with_name(temp) for path, temp in self._rows.waiting())]
        for folder in folders:
            for path in publish.left_over(folder, self._rows.id, awaited):
                with suppress(OSError):
                    path.unlink()

    def _find(self, issue: Issue, source: Source, assign: Assign) -> Found:
        try:
            known = self._recognise(issue, source, self._rows.candidates(issue, source))
            if known is not None and _as_recorded(issue, known):
                return Found(known, known.numbers, ())
            held = self._rows.held(issue.series, issue.kind, known.key if known else 0)
            if known is None or known.numbers is None:
                return Found(known, assign(issue, held), held)
            try:
                refuse_other_numbers(issue, known)
                return Found(known, assign(numbered(issue, known.numbers), held), held)
            except NumberingConflict:
                if known.state is not State.RESERVED:
                    raise
                return Found(known, assign(issue, held), held)
        except NumberingConflict as conflict:
            raise placed(conflict, source) from conflict

    def _stands(self, found: Found, issue: Issue) -> bool:
        """Whether an entry is as it was found, and the issue keeps its date: then so do its numbers and their order."""
        known = found.known
        if known is None or known.date != issue.date or known.numbers != found.numbers:
            return False
        return self._rows.stands(known)

    def _recognise(self, issue: Issue, source: Source, entries: Sequence[Record]) -> Record | None:
        here = self._rows.kept(source.path)

        def gone(entry: Record) -> bool:
            if not entry.source or entry.host not in {"", host()}:
                return True
            return not self.resolve(entry.source).exists()

        known = recognise(
            issue,
            source.sha256,
            entries,
            lambda entry: bool(here[1]) and (entry.host, entry.source) == here,
            gone,
        )
        if issue.id is not None:
            self._refuse_others_id(issue, known)
        return known

    def _refuse_others_id(self, issue: Issue, known: Record | None) -> None:
        """Of another kind, or without number where this one has some: such an entry is not recognised above."""
        for other in self._rows.with_id(issue.series, issue.id or ""):
            if known is None or other.key != known.key:
                raise NumberingConflict.of("L023", id=issue.id, other=other.label)

    def _refuse_others_files(self, paths: Iterable[Path], known: Record | None, source: Source) -> None:
        for path in paths:
            key = self._rows.owner_of(path)
            if key is not None and (known is None or key != known.key):
                owner = next(record for record in self._rows.records() if record.key == key)
                raise NumberingConflict.of("L024", Place(str(source.path)), path=path, other=owner.label)

    def _write(
        self,
        issue: Issue,
        source: Source,
        found: Found,
        written: Sequence[publish.Written],
        pages: int,
        made: Made,
    ) -> None:
        known = found.known
        self._rows.forget_reserved(source, keep=known.key if known else 0)
        record = self._record(issue, source, found, State.ISSUED, pages, made)
        if known is None:
            key = self._rows.insert(record)
        else:
            key = known.key
            self._rows.update(key, record)
        formats = {item.path.suffix for item in written}
        for file in known.files if known else ():
            if PurePath(file.path).suffix in formats:
                self._rows.delete_file(file)
        for item in written:
            host_, path = self._rows.kept(item.path)
            file = FileRecord(
                host=host_,
                path=path,
                sha256=item.sha256,
                size=item.size,
                temp=item.temp.name,
                source_sha256=made.source_sha256 or source.sha256,
                others_sha256=source.others,
                faces=made.faces,
                tools=made.tools,
            )
            self._rows.insert_file(key, file)

    def _record(
        self,
        issue: Issue,
        source: Source,
        found: Found,
        state: State,
        pages: int,
        made: Made | None = None,
    ) -> Record:
        made_id = found.known.id if found.known is not None and not found.known.stated_id else ""
        where = self._rows.kept(source.path)
        back = made.source_sha256 if made is not None else ""
        return Record(
            series=issue.series,
            kind=issue.kind,
            id=issue.id or made_id or self._new_id(issue),
            stated_id=issue.id is not None,
            numbers=found.numbers,
            date=issue.date,
            titles=titles_of(issue),
            source=where[1],
            source_sha256=back or source.sha256,
            source_read=source.sha256 if back else "",
            digest=source.digest,
            host=where[0],
            pages=pages,
            state=state,
            reason="",
            at=_now(),
            by=_user(),
            version=__version__,
        )

    def _new_id(self, issue: Issue) -> str:
        text = json.dumps([issue.series, issue.kind, issue.date.isoformat(), *titles_of(issue)])
        stem = f"{issue.date:%Y%m%d}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        made, count = stem, 1
        while self._rows.with_id(issue.series, made):
            count += 1
            made = f"{stem}-{count}"
        return made


def _as_recorded(issue: Issue, known: Record) -> bool:
    """Whether nothing that numbering looks at has changed since the entry was made, so that it need not look again."""
    return (
        known.numbers is not None
        and known.date == issue.date
        and states_same(issue, known)
        and (known.numbers.total is None) == (issue.kind in issue.numbering.total_excludes)
    )


def _clash(one: Record, other: Record) -> bool:
    if (one.series, one.kind) != (other.series, other.kind) or one.numbers is None or other.numbers is None:
        return False
    a, b = one.numbers, other.numbers
    return (a.year, a.number) == (b.year, b.number) or (a.total is not None and a.total == b.total)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name
        return "?"
