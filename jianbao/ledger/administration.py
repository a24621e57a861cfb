"""The register as a whole → what it says, and what is done to entries by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from jianbao.errors import FileError, Finding, InputError, NumberingConflict, UsageError
from jianbao.language.dates import chinese_date
from jianbao.ledger import publish
from jianbao.ledger.lock import home
from jianbao.ledger.records import Origin, Record, Reissue, State
from jianbao.ledger.session import Session, now, user
from jianbao.model.body import Body
from jianbao.model.issue import Issue
from jianbao.model.numbers import MAIN_KIND
from jianbao.numbering import assign


class Administration(Session):
    """Entries listed, found, declared void, checked, taken out and in."""

    def records(self, *, series: str = "", kind: str = "", year: int | None = None) -> list[Record]:
        """The entries by series, kind, year and number; '' and None mean any. Raises FileError."""
        return [record for record in self._rows.records(series, kind) if year is None or year == record.year]

    def reissues(self, record: Record) -> tuple[Reissue, ...]:
        """The corrections of a released issue, in order. Raises FileError."""
        return self._rows.whole(record).reissues

    def acts(self) -> list[tuple[str, str, str, str, str]]:
        """(at, by, act, label, detail) of all that was done by hand, in order. Raises FileError."""
        return self._rows.acts()

    def backed_up(self) -> str:
        """When the last whole copy was made, UTC in ISO 8601, '' = never. Raises FileError."""
        return self._rows.meta("backup")

    def back_up(self, folder: Path | None = None) -> Path:
        """A whole copy of the register beside it, or in `folder`. Raises UsageError (L081) on PostgreSQL, FileError."""
        self._rows.bring_up()
        made = self._store.back_up(f"（备份{datetime.now().astimezone():%Y%m%d-%H%M%S}）", folder)
        if made is None:
            raise UsageError.of("L081")
        with self._transaction():
            self._rows.note("backup", now())
        return made

    def find(self, entry: str, *, series: str = "", kind: str = "") -> Record:
        """The one entry called `entry`: `2017-9`, `2017年第9期` (also with a kind, `2017年增刊第1期`) or its id.

        `9` and `第9期` mean this year's. Raises UsageError where there is none or several, FileError.
        """
        if short := re.fullmatch(r"\s*第?\s*(\d{1,4})\s*期?\s*", entry):
            entry = f"{datetime.now().astimezone().year}-{short[1]}"
        wanted = re.fullmatch(r"\s*(\d{4})\s*(?:年|[-/])(\D*?)第?\s*(\d{1,9})\s*期?.*", entry)
        found = [
            record
            for record in self.records(series=series, kind=kind)
            if record.id == entry
            or (
                wanted is not None
                and record.numbers is not None
                and record.numbers.year == int(wanted[1])
                and record.numbers.number <= int(wanted[3]) <= record.numbers.last
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
        with self._transaction():
            if record.state is State.RESERVED:
                self._rows.delete_reserved(record)
            else:
                self._rows.void(record, reason, now(), user())
                self._texts.write(record.key, ())
            self._rows.acted(now(), user(), "void", record.label, reason)

    def release(
        self,
        records: Sequence[Record],
        *,
        on: Date | None = None,
        copies: int | None = None,
        recipients: Sequence[str] = (),
    ) -> None:
        """Put on record that issues are out of the house (印发登记), all or none; what is given anew replaces what was.

        `on` is the day, by default the issue's own date. Raises UsageError (L084) for one without files, FileError.
        """
        with self._transaction():
            records = self._as_now(records)
            for record in records:
                if not record.state.stands:
                    raise UsageError.of("L084", label=record.label)
            for record in records:
                done = replace(
                    record,
                    state=State.RELEASED,
                    released_on=on or record.released_on or record.date,
                    copies=copies or record.copies,
                    recipients=tuple(recipients) or record.recipients,
                )
                self._rows.update(record.key, done)
                detail = f"{done.released_on} {done.copies or ''} {'，'.join(done.recipients)}".strip()
                self._rows.acted(now(), user(), "release", record.label, detail)

    def release_file(self, path: Path) -> Record | None:
        """Release the issue that a finished file belongs to, as it stands; None where the register does not know it so."""
        if not self.exists() or self._rows.sha256_of(path) is None:
            return None
        key = self._rows.owner_of(path)
        record = next((each for each in self._rows.records() if each.key == key), None)
        if record is None or record.state is not State.NUMBERED:
            return None
        if publish.sha256_of(path) != self._rows.sha256_of(path):
            return None
        self.release([record], on=datetime.now().astimezone().date())
        return record

    def undo(self, records: Sequence[Record]) -> list[Path]:
        """Take numbered issues back, as if their numbers had never been given; gives the files that were set aside.

        They must be the last of their kind. Files as they were built are removed, others keep their bytes under another
        name; of enrolled issues the entry alone goes, wherever it stands. The act stays on record. Raises UsageError (L074), NumberingConflict (L076), FileError.
        """
        with self._transaction():
            records = self._as_now(records)
            made = [record for record in records if record.origin is Origin.MADE]
            self._refuse_fixed(made)
            self._refuse_followed(made)
            aside: list[Path] = []
            for record in records:
                aside += self._clear(record)
                self._texts.write(record.key, ())
                self._rows.delete(record)
                self._rows.acted(now(), user(), "undo", record.label, record.source)
        return aside

    def redate(self, record: Record, date: Date) -> tuple[Record, list[Path]]:
        """Give a numbered issue another date: the entry as it is then, and the files that were set aside.

        Within its year the number stays, and so do the files until it is built again. In another year it is given
        that year's number, reserved until it is built. Raises UsageError (L074, L077), NumberingConflict, FileError.
        """
        if date == record.date:
            raise UsageError.of("L077", label=record.label, date=chinese_date(date))
        aside: list[Path] = []
        with self._transaction():
            (record,) = self._as_now([record])
            self._refuse_fixed([record])
            held = self._rows.held(record.series, record.kind, record.key)
            stays = record.numbers is not None and date.year in {record.numbers.year, record.date.year}
            numbers = assign(_stub(record, date, stays=stays), held)
            done = replace(record, date=date, numbers=numbers, digest="")
            if not stays:
                self._refuse_followed([record], year_alone=True)
                aside = self._clear(record)
                self._texts.write(record.key, ())
                done = replace(done, state=State.RESERVED if numbers else record.state, files=())
                for file in record.files:
                    self._rows.delete_file(file.host, file.path)
            self._rows.update(record.key, done)
            self._rows.acted(now(), user(), "redate", record.label, date.isoformat())
        return done, aside

    def _as_now(self, records: Sequence[Record]) -> list[Record]:
        """Entries as they are under the lock. Raises NumberingConflict (L021) for one that is gone."""
        found: list[Record] = []
        for record in records:
            now_ = self._rows.with_key(record.key)
            if now_ is None or now_.id != record.id:
                raise NumberingConflict.of("L021", path=self.location)
            found.append(now_)
        return found

    def _refuse_fixed(self, records: Sequence[Record]) -> None:
        for record in records:
            if record.state is State.RELEASED:
                raise UsageError.of("L074", label=record.label)
            if record.state is State.VOID:
                raise UsageError.of("L048", label=record.label)

    def _refuse_followed(self, records: Sequence[Record], *, year_alone: bool = False) -> None:
        """Raise NumberingConflict where another issue follows in the run of a kind, which would leave a gap."""
        going = {record.key for record in records}
        for record in records:
            numbers = record.numbers
            for other in self._rows.records(record.series, record.kind):
                theirs = other.numbers
                if numbers is None or theirs is None or other.key in going:
                    continue
                behind = theirs.year == numbers.year and theirs.number > numbers.number
                later = (theirs.total or 0) > (numbers.total or 10**9) and not year_alone
                if behind or later:
                    raise NumberingConflict.of("L076", label=record.label, other=other.label)

    def _clear(self, record: Record) -> list[Path]:
        """Remove an entry's files as they were built; gives the new names of those that were changed since.

        Those that an enrolled issue came in are not ours.
        """
        aside: list[Path] = []
        for file in record.files if record.origin is Origin.MADE else ():
            path = self.resolve(file.path)
            if file.host not in {"", home()} or not publish.is_finished(file.path):
                continue
            sha256 = publish.sha256_of(path)
            if sha256 is None:
                continue
            if self._rows.knows(sha256):
                publish.discard(path)
            else:
                aside.append(publish.set_aside(path))
        return aside

    def check(self) -> list[Finding]:
        """What does not hold: gaps, doubles, dates out of order, files missing or changed, left-overs.

        Finishes what a crash interrupted first, where it may. Raises FileError for a register that is damaged.
        """
        if not self.exists():
            return []
        if faults := self._store.faults():
            raise FileError.of("L004", path=self.location, detail="; ".join(faults))
        self.recover()
        # no build needs it, nor what reads JSON below
        from jianbao.ledger import inspect

        records = self._rows.records()
        return inspect.numbers_of(records) + inspect.files_of(records, self.resolve, home())

    def export(self) -> Iterator[str]:
        """Every entry as a line of JSON, the same register always giving the same lines. Raises FileError."""
        from jianbao.ledger import exchange

        for record in self._rows.records():
            yield exchange.to_line(self.whole(record))

    def import_lines(self, lines: Iterable[str], file: str = "") -> int:
        """Take in lines of `export`; all or nothing. Returns how many entries were new. `file` is what findings name.

        Raises InputError for a line that is none, NumberingConflict for an entry that differs from the register's.
        """
        return self.import_files([(file, lines)])

    def import_files(self, files: Iterable[tuple[str, Iterable[str]]]) -> int:
        """As `import_lines`, of several files (name, lines), all of them or none."""
        from jianbao.ledger import exchange

        incoming = [
            exchange.from_line(line, number, name)
            for name, lines in files
            for number, line in enumerate(lines, 1)
            if line.strip()
        ]
        paths = [(file.host, file.path) for record in incoming for file in record.files]
        if len(set(paths)) < len(paths) and len({exchange.to_line(record) for record in incoming}) == len(
            incoming
        ):
            double = next(path for path in paths if paths.count(path) > 1)
            raise InputError.of("L083", path=double[1])
        added = 0
        with self._transaction():
            present = {(record.series, record.id): record for record in self._rows.records()}
            for record in incoming:
                if (there := present.get((record.series, record.id))) is not None:
                    if not exchange.same(self.whole(there), record):
                        raise NumberingConflict.of("L026", label=record.label, other=there.label)
                    continue
                for file in record.files:
                    if self._rows.owner_of(self.resolve(file.path), file.host) is not None:
                        raise InputError.of("L083", path=file.path)
                for other in present.values():
                    if clash(record, other):
                        raise NumberingConflict.of("L026", label=record.label, other=other.label)
                key = self._rows.insert(record)
                for file in record.files:
                    ours = record.origin is Origin.MADE
                    self._rows.insert_file(key, replace(file, temp="", over=""), ours=ours)
                for written in record.written:
                    self._rows.wrote(key, written)
                for reissue in record.reissues:
                    self._rows.reissue(key, reissue)
                self._texts.write(key, record.articles)
                present[record.series, record.id] = record
                added += 1
        return added


def clash(one: Record, other: Record) -> bool:
    """Whether two entries would have a number or a total in common."""
    if (one.series, one.kind) != (other.series, other.kind) or one.numbers is None or other.numbers is None:
        return False
    a, b = one.numbers, other.numbers
    if a.year == b.year and a.number <= b.last and b.number <= a.last:
        return True
    return (
        a.total is not None
        and b.total is not None
        and a.total <= (b.last_total or 0)
        and b.total <= (a.last_total or 0)
    )


def _stub(record: Record, date: Date, *, stays: bool) -> Issue:
    """As much of an entry's issue as numbering looks at, with another date."""
    numbers = record.numbers
    given: dict[str, object] = {
        "series": record.series,
        "kind": record.kind,
        "numbered": numbers is not None,
        "date": date,
        "organ": (record.series,),
        "articles": [{"title": record.titles[0] if record.titles else record.series, "body": Body("", ())}],
    }
    if numbers is not None:
        given["numbering"] = {"total_excludes": [] if numbers.total is not None else [record.kind]}
        given |= {"total": numbers.total, "total_last": numbers.total_last}
        if stays:
            given |= {"year": numbers.year, "number": numbers.number, "number_last": numbers.number_last}
    return Issue.model_validate(given)
