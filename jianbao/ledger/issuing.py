"""One issue → its entry: known again or new, numbered, recorded together with its files.

What happens in which transaction, and in which order files appear, stands in `publish.py`; how an issue is
known again, in `identity.py`.

for the 0.1 s that layout and writing take. A batch gives its numbers up front in one such transaction, as
reserved entries that each know their issue; its workers, like anyone who builds an issue again, find their
numbers settled and take the lock only to record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

from jianbao.errors import FileError, NumberingConflict, Place
from jianbao.ledger import publish
from jianbao.ledger.identity import recognise, titles_of
from jianbao.ledger.planning import numbered, placed, refuse_other_numbers, states_same
from jianbao.ledger.records import FileRecord, Made, Record, Source, State
from jianbao.ledger.session import Session, now, user
from jianbao.ledger.store import host
from jianbao.model.issue import Issue
from jianbao.model.numbers import Held, Numbers
from jianbao.numbering import assign
from jianbao.version import __version__


class Found:
    """What the register says of an issue: the entry that it is, its numbers, what else is held."""

    def __init__(self, known: Record | None, numbers: Numbers | None, held: tuple[Held, ...]) -> None:
        self.known, self.numbers, self.held = known, numbers, held

    @property
    def settled(self) -> bool:
        """Whether nobody else could take the numbers meanwhile."""
        return self.numbers is None or (self.known is not None and self.known.numbers == self.numbers)


class Entry:
    """One issue in the making: its numbers, and the act that makes it issued."""

    def __init__(
        self,
        ledger: Issuing,
        given: Issue,
        source: Source,
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
        self._ledger, self._given, self._source = ledger, given, source
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
            found=self._found,
            files=files,
            folder=folder,
            pages=pages,
            made=made or Made(),
        )


class Issuing(Session):
    """How one issue comes into the register."""

    def peek(self, issue: Issue, *, source: Source | None = None) -> Numbers | None:
        """The numbers that `issue` has or would be given now; writes nothing. Raises NumberingConflict, FileError."""
        return self._find(issue, source or Source(Path(), "")).numbers

    @contextmanager
    def issuing(self, issue: Issue, *, source: Source) -> Generator[Entry]:
        """One build, from numbering to recording; see the package's docstring. Raises NumberingConflict, FileError."""
        found = self._find(issue, source)
        if not found.settled:
            self._begin()
            try:
                found = self._find(issue, source)
                if found.settled:  # another process was building the same issue just now
                    self._commit()
            except BaseException:
                self._rollback()
                raise
        try:
            yield Entry(self, issue, source, found)
        finally:
            self._rollback()

    def record(
        self,
        issue: Issue,
        source: Source,
        *,
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
                shown, found = found.numbers, self._find(issue, source)
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

    # --- what it rests on ------------------------------------------------------------------------------------

    def _find(self, issue: Issue, source: Source) -> Found:
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
            at=now(),
            by=user(),
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
