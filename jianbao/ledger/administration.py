"""The register as a whole → what it says, and what is done to entries by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from jianbao.errors import FileError, Finding, NumberingConflict, UsageError
from jianbao.ledger import exchange, inspect
from jianbao.ledger.records import Record, State
from jianbao.ledger.session import Session, now, user
from jianbao.ledger.store import host
from jianbao.model.numbers import MAIN_KIND


class Administration(Session):
    """Entries listed, found, declared void, checked, taken out and in."""

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
        with self._transaction():
            if record.state is State.RESERVED:
                self._rows.delete_reserved(record)
            else:
                self._rows.void(record, reason, now(), user())

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
        with self._transaction():
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
        return added


def _clash(one: Record, other: Record) -> bool:
    if (one.series, one.kind) != (other.series, other.kind) or one.numbers is None or other.numbers is None:
        return False
    a, b = one.numbers, other.numbers
    return (a.year, a.number) == (b.year, b.number) or (a.total is not None and a.total == b.total)
