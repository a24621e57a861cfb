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
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Final

from msgspec.structs import replace

from jianbao.errors import FileError, Finding, NumberingConflict, Place, Severity, UsageError
from jianbao.ledger import marks, publish
from jianbao.ledger.identity import recognise, titles_of
from jianbao.ledger.lock import home
from jianbao.ledger.planning import numbered, placed, refuse_other_numbers, states_same
from jianbao.ledger.records import FileRecord, Made, Origin, Record, Reissue, Source, State, Terms
from jianbao.ledger.schema import RELEASED_AFTER
from jianbao.ledger.session import Session, now, user
from jianbao.ledger.texts import articles_of
from jianbao.model.issue import Issue
from jianbao.model.numbers import Held, Numbers
from jianbao.numbering import assign, refuse_hasty
from jianbao.version import __version__

_TERMS: Final = Terms()


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
        terms: Terms,
        *,
        begins: bool,
    ) -> None:
        self.location = ledger.location
        """What to call the register in messages."""
        self._on_network = ledger.on_network
        self.begins = begins
        """Whether it is the first that the register knows of."""
        self.issue: Issue = numbered(given, found.numbers)
        """The issue with `year`, `number` and `total` filled in."""
        self.numbers: Numbers | None = found.numbers
        self.previous: Record | None = found.known
        """What the register held of this issue before (None = new)."""
        self.held: tuple[Held, ...] = found.held
        """What the register holds besides of the issue's series and kind, for `numbering.doubts`.

        Left empty for an issue that keeps the numbers and the date of its entry.
        """
        self._ledger, self._given, self._source, self._terms = ledger, given, source, terms
        self._found = found

    @property
    def network(self) -> bool:
        """Whether the register lies on another machine's disk."""
        return self._on_network()

    @property
    def released(self) -> bool:
        """Whether the issue is out of the house: its files are only held against what is built, see `hold`."""
        known = self.previous
        return known is not None and known.state is State.RELEASED and not self._terms.reissue

    def publish(
        self, files: Mapping[str, bytes], folder: Path, *, pages: int, made: Made | None = None
    ) -> tuple[Path, ...]:
        """Write `files` (name → content) into `folder` (made if absent) and record them; all or nothing.

        A file that stands there is replaced only where the register wrote it, and never one of another issue; what is
        not ours is refused, kept or overwritten as the terms say. Files of other formats and in other folders stay
        recorded. Returns the paths in the order given. Raises FileError.
        """
        return self._ledger.record(
            self._given,
            self._source,
            found=self._found,
            files=files,
            folder=folder,
            pages=pages,
            made=made or Made(),
            terms=self._terms,
        )

    def hold(
        self, files: Mapping[str, bytes], folder: Path, made: Made
    ) -> tuple[tuple[Path, ...], list[Finding]]:
        """Hold a released issue against what was built of it: where its files stand, and what differs.

        Nothing that stands is written; a file that went missing is put back where it comes out the same to the byte,
        and one in another folder or format is added where it shows the same. Raises FileError.
        """
        return self._ledger.held_against(self._source, self._found, files, folder, made, self._terms)


class Issuing(Session):
    """How one issue comes into the register."""

    def numbers_for(self, issue: Issue, *, source: Source | None = None) -> Numbers | None:
        """The numbers that `issue` has or would be given now; writes nothing. Raises NumberingConflict, FileError."""
        return self._find(issue, source or Source(Path(), ""), None).numbers

    @contextmanager
    def issuing(self, issue: Issue, *, source: Source, terms: Terms = _TERMS) -> Generator[Entry]:
        """One build, from numbering to recording; see the package's docstring. Raises NumberingConflict, FileError."""
        if terms.register and self.id != terms.register:
            raise FileError.of("L064", path=self.location)
        found = self._find(issue, source, terms)
        if found.known is not None and found.known.origin is Origin.ENROLLED:
            raise UsageError.of("L093", label=found.known.label)
        if found.known is None and found.numbers is not None:
            self._refuse_lost(issue, source, terms)
        if not found.settled:
            self._begin()
            try:
                found = self._find(issue, source, terms)
                # another process was building the same issue just now
                if found.settled:
                    self._commit()
            except BaseException:
                self._rollback()
                raise
        begins = not self._rows.any()
        try:
            yield Entry(self, issue, source, found, terms, begins=begins)
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
        terms: Terms,
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
                shown, found = found.numbers, self._find(issue, source, terms)
                if found.numbers != shown:
                    raise NumberingConflict.of("L021", Place(str(source.path)), path=self.location)
            folders = {folder, source.path.resolve().parent} if made.written_back else {folder}
            # once: its own it removes
            self._sweep(folders - self._swept, {item.temp for item in written})
            over = self._in_the_way({folder / name: data for name, data in files.items()}, found.known, terms)
            if found.known is not None and found.known.state is State.RELEASED:
                over = self._kept_aside(found.known, over, terms)
            elif terms.reissue:
                raise UsageError.of("L078", label=found.known.label if found.known else titles_of(issue)[0])
            if written and all(item.temp.exists() for item in written):
                publish.sync([folder])
            # the lock was held since the numbers were given, or its holder swept meanwhile
            else:
                publish.remove(written)
                written = publish.write_temporary(files, folder, self._rows.id)
            # just synced
            self._renamed_in.discard(folder)
            back = self._numbers_back(source, made)
        except BaseException:
            self._rollback()
            publish.remove(written)
            raise
        try:
            self._publish(
                written, over, lambda: self._write(issue, source, found, written, over, pages, made, terms)
            )
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
        if not record.state.stands or not source.digest or record.digest != source.digest:
            return False
        if not record.is_from(source.sha256):
            return False
        whole = {
            PurePath(file.path).suffix
            for file in record.files
            if publish.is_finished(file.path)
            and (path := self.resolve(file.path)).parent == folder.resolve()
            and publish.sha256_of(path) == file.sha256
        }
        return whole.issuperset(suffixes)

    def stays(self, record: Record, source: Source, folder: Path, suffixes: Collection[str]) -> bool:
        """As `unchanged`, for a released issue: whatever else shapes its files may have changed."""
        as_then = replace(record, digest=source.digest)
        return record.state is State.RELEASED and self.unchanged(as_then, source, folder, suffixes)

    # --- what it rests on ------------------------------------------------------------------------------------

    def _find(self, issue: Issue, source: Source, terms: Terms | None) -> Found:
        """`terms` let numbers pass that are refused else; None: nothing is to be given."""
        try:
            known = self._recognise(issue, source, self._rows.candidates(issue, source))
            if known is not None and _as_recorded(issue, known):
                return Found(known, known.numbers, ())
            held = self._rows.held(issue.series, issue.kind, known.key if known else 0)
            found = Found(known, self._assigned(issue, known, held), held)
            if terms is not None and (known is None or known.date != issue.date):
                today = datetime.now().astimezone().date()
                refuse_hasty(numbered(issue, found.numbers), held, today, terms.allow, new=known is None)
            return found
        except NumberingConflict as conflict:
            raise placed(conflict, source) from conflict

    def _assigned(self, issue: Issue, known: Record | None, held: tuple[Held, ...]) -> Numbers | None:
        if known is None or known.numbers is None:
            return assign(issue, held)
        try:
            refuse_other_numbers(issue, known)
            return assign(numbered(issue, known.numbers), held)
        except NumberingConflict:
            if known.state is not State.RESERVED:
                raise
            return assign(issue, held)

    def _refuse_lost(self, issue: Issue, source: Source, terms: Terms, folder: Path | None = None) -> None:
        """Raise FileError (L069) where a finished issue stands that the register should know and does not."""
        if "L069" in terms.allow or source.path == Path():
            return
        beside = source.path.resolve().parent
        for where in dict.fromkeys((folder or beside, beside)):
            for name in self._rows.strangers(where, marks.finished_of(issue.series, issue.kind, where)):
                path = where / name
                if marks.is_marked(path) and not self._knows(path):
                    raise FileError.of("L069", Place(str(source.path)), path=self.location, file=path)

    def _knows(self, path: Path) -> bool:
        """Whether a file was written from here, by its bytes, or leads as a link to where one was."""
        sha256, real = publish.sha256_of(path), path.resolve()
        return (sha256 is not None and self._rows.knows(sha256)) or not self._rows.strangers(
            real.parent, [real.name]
        )

    def _stands(self, found: Found, issue: Issue) -> bool:
        """Whether an entry is as it was found, and the issue keeps its date: then so do its numbers and their order."""
        known = found.known
        if known is None or known.date != issue.date or known.numbers != found.numbers:
            return False
        return self._rows.stands(known)

    def _recognise(self, issue: Issue, source: Source, entries: Sequence[Record]) -> Record | None:
        here = self._rows.kept(source.path)

        def gone(entry: Record) -> bool:
            if not entry.source or entry.host not in {"", home()}:
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

    def _in_the_way(self, files: Mapping[Path, bytes], known: Record | None, terms: Terms) -> dict[Path, str]:
        """The SHA-256 of what each file may replace, '' = nothing. Raises FileError (L024, L066, L067) for what it may not.

        What the register never wrote is not ours: a person's edits, another program's file, another register's.
        """
        over: dict[Path, str] = {}
        refused: list[Finding] = []
        recorded = {self.resolve(file.path) for file in known.files} if known else set()
        for path, content in files.items():
            key = self._rows.owner_of(path)
            if key is not None and (known is None or key != known.key):
                owner = next((record for record in self._rows.records() if record.key == key), None)
                if owner is None:
                    raise self._rows.damaged(f"jianbao_files {key!r}")
                raise FileError.of("L024", path=path, other=owner.label)
            there = publish.sha256_of(path)
            ours = there is None or there == hashlib.sha256(content).hexdigest() or self._rows.knows(there)
            over[path] = (there or "") if ours or terms.others == "overwrite" else ""
            if not ours and terms.others == "refuse":
                changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
                refused.append(
                    Finding(
                        "L066" if path in recorded else "L067",
                        params={
                            "path": path,
                            "what": marks.what_it_is(path),
                            "changed": f"{changed:%Y-%m-%d %H:%M}",
                        },
                    )
                )
        if refused:
            raise FileError(refused)
        return over

    def _kept_aside(self, known: Record, over: Mapping[Path, str], terms: Terms) -> dict[Path, str]:
        """As `over`, the files of a released issue that is corrected being kept under names of their own."""
        if not terms.reissue:
            raise UsageError.of("L072", label=known.label)
        count = len(self._rows.whole(known).reissues) + 1
        return {
            path: f"{publish.ASIDE}{path.stem}（更正前{count}）{path.suffix}" if sha256 else ""
            for path, sha256 in over.items()
        }

    def held_against(
        self,
        source: Source,
        found: Found,
        files: Mapping[str, bytes],
        folder: Path,
        made: Made,
        terms: Terms,
    ) -> tuple[tuple[Path, ...], list[Finding]]:
        """What `Entry.hold` does."""
        known = found.known
        assert known is not None
        folder = folder.resolve()
        here = {self.resolve(file.path): file for file in known.files}
        paths = {folder / name: content for name, content in files.items()}
        sums = {path: hashlib.sha256(content).hexdigest() for path, content in paths.items()}
        place = Place(str(source.path))
        same = all(here[path].sha256 == sums[path] for path in paths if path in here)
        shows_same = made.shown == known.shown if known.shown else same or known.is_from(source.sha256)
        if not shows_same:
            return tuple(paths), [Finding("L070", place, params={"label": known.label})]
        told = [] if same else [Finding("L071", place, Severity.WARNING, {"label": known.label})]
        missing: dict[str, bytes] = {}
        for path, content in paths.items():
            there = publish.sha256_of(path)
            if path not in here or (there != here[path].sha256 and here[path].sha256 == sums[path]):
                missing[path.name] = content
            elif there != here[path].sha256:
                told.append(
                    Finding("L037" if there else "L036", Place(str(path)), params={"label": known.label})
                )
        if missing:
            publish.make_folder(folder)
            self._begin()
            try:
                over = self._in_the_way({folder / name: data for name, data in missing.items()}, known, terms)
                written = publish.write_temporary(missing, folder, self._rows.id)
            except BaseException:
                self._rollback()
                raise
            self._publish(written, over, lambda: self._write_files(known.key, source, written, over, made))
        return tuple(paths), told

    def _write(
        self,
        issue: Issue,
        source: Source,
        found: Found,
        written: Sequence[publish.Written],
        over: Mapping[Path, str],
        pages: int,
        made: Made,
        terms: Terms,
    ) -> None:
        known = found.known
        self._rows.forget_reserved(source, keep=known.key if known else 0)
        record = self._record(issue, source, found, _state(issue, terms), pages, made)
        if known is None:
            key = self._rows.insert(record)
        else:
            key = known.key
            if known.state is State.RELEASED:
                kept = tuple(name.removeprefix(publish.ASIDE) for name in over.values() if name)
                # what reads JSON, which no other build needs
                from jianbao.ledger import exchange

                before = exchange.to_line(self.whole(known))
                self._rows.reissue(key, Reissue(now(), user(), terms.reissue, before, kept))
                self._rows.acted(now(), user(), "reissue", known.label, terms.reissue)
                record = replace(
                    record,
                    state=State.RELEASED,
                    released_on=known.released_on or issue.date,
                    copies=known.copies,
                    recipients=known.recipients,
                )
            self._rows.update(key, record)
        self._texts.write(key, made.articles or articles_of(issue))
        self._write_files(key, source, written, over, made)

    def _write_files(
        self,
        key: int,
        source: Source,
        written: Sequence[publish.Written],
        over: Mapping[Path, str],
        made: Made,
    ) -> None:
        """Files in the place of those of their formats in their folder; an issue may stand in several."""
        places = {(item.path.parent, item.path.suffix) for item in written}
        for file in self._rows.files_of(key):
            path = self.resolve(file.path)
            if (path.parent, path.suffix) in places:
                self._rows.delete_file(file.host, file.path)
        for item in written:
            host_, path_ = self._rows.kept(item.path)
            file = FileRecord(
                host=host_,
                path=path_,
                sha256=item.sha256,
                size=item.size,
                temp=item.temp.name,
                source_sha256=made.source_sha256 or source.sha256,
                others_sha256=source.others,
                faces=made.faces,
                tools=made.tools,
                over=over.get(item.path, ""),
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
        known = found.known
        # built again as it was left: that numbers were written back into it stays known
        before = known.source_read if known is not None and known.source_sha256 == source.sha256 else ""
        return Record(
            series=issue.series,
            kind=issue.kind,
            id=issue.id or made_id or self.new_id(issue),
            stated_id=issue.id is not None,
            numbers=found.numbers,
            date=issue.date,
            titles=titles_of(issue),
            source=where[1],
            source_sha256=back or source.sha256,
            source_read=source.sha256 if back else before,
            digest=source.digest,
            host=where[0],
            pages=pages,
            state=state,
            reason="",
            at=now(),
            by=user(),
            version=__version__,
            released_on=issue.date if state is State.RELEASED else None,
            copies=issue.copies if state is State.RELEASED else None,
            shown=made.shown if made is not None else "",
        )

    def new_id(self, issue: Issue) -> str:
        """An id that no entry of the series has, made of date and titles."""
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


def _state(issue: Issue, terms: Terms) -> State:
    """Whether an issue that is built now counts as released: its date lies long back, and the house has no say in it."""
    old = datetime.now().astimezone().date() - issue.date > RELEASED_AFTER
    return State.RELEASED if old and terms.by_age and issue.numbering.print == "30天" else State.NUMBERED
