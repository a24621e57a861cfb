"""`Record`s ↔ rows of the register's two tables: every statement that is put to them, and paths as they are recorded.

Knows no transactions: `register` begins and ends them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path
from typing import Any, Final

from jianbao.ledger import schema
from jianbao.ledger.identity import titles_of
from jianbao.ledger.records import FileRecord, Record, Source, State
from jianbao.ledger.store import Store, Value, host
from jianbao.model.issue import Issue
from jianbao.model.numbers import Held, Numbers

_COLUMNS: Final = (
    "series, kind, id, stated_id, year, number, total, date, title, titles, source, source_sha256, digest, host, pages,"
    " state, reason, made_at, made_by, version, source_read"
)
_FILE_COLUMNS: Final = "host, path, sha256, size, temp, source_sha256, others_sha256, faces, tools"
# To read a register that no newer jianbao has written to, which may be one that must not be written to.
_COLUMNS_OF_1: Final = _COLUMNS.replace("source_read", "''")
_FILE_COLUMNS_OF_1: Final = "host, path, sha256, size, temp, '', '', '', ''"
_VALUES: Final = ", ".join("?" * (_COLUMNS.count(",") + 1))
_FILE_VALUES: Final = ", ".join("?" * (_FILE_COLUMNS.count(",") + 2))
_ASSIGNMENTS: Final = ", ".join(f"{name.strip()} = ?" for name in _COLUMNS.split(","))


class Rows:
    """The tables of one register. What reads gives nothing where nothing was ever recorded; all raise FileError."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._schema = 0
        self.id = ""
        """The register's own id, once `bring_up` was called."""

    def exists(self) -> bool:
        """Whether anything was ever recorded at this place."""
        if not self._store.exists():
            return False
        if self._schema < len(schema.MIGRATIONS):
            self._schema = schema.version(self._store)
        return self._schema > 0

    def bring_up(self) -> None:
        """Make the tables, or bring those of an older jianbao up."""
        self.id = self.id or schema.bring_up(self._store)
        self._schema = len(schema.MIGRATIONS)

    # --- paths -----------------------------------------------------------------------------------------------

    def resolve(self, path: str) -> Path:
        """A path as recorded → where it is."""
        return self._store.folder / path if self._store.folder is not None else Path(path)

    def kept(self, path: Path) -> tuple[str, str]:
        """(host, path) as they are recorded: relative and of no host within the register's folder.

        Both are '' for `Path()`, which stands for an issue that was read from no file.
        """
        if path == Path():
            return "", ""
        full = path.resolve()
        if self._store.folder is not None and full.is_relative_to(self._store.folder):
            return "", full.relative_to(self._store.folder).as_posix()
        return host(), full.as_posix()

    # --- entries ---------------------------------------------------------------------------------------------

    def records(self, series: str = "", kind: str = "") -> list[Record]:
        """The entries by series, kind, year and number; '' means any."""
        if not self.exists():
            return []
        files: dict[int, list[FileRecord]] = {}
        for key, *file in self._store.run(
            f"SELECT issue, {self._file_columns} FROM jianbao_files ORDER BY path"  # noqa: S608 - columns only
        ):
            files.setdefault(key, []).append(FileRecord(*file))
        rows = self._select("(series = ? OR ? = '') AND (kind = ? OR ? = '')", (series, series, kind, kind))
        # Sorted here, for two databases seldom agree on the order of Chinese, nor on where NULL goes.
        return sorted((_record(row, tuple(files.get(row[0], ()))) for row in rows), key=_order)

    def candidates(self, issue: Issue, source: Source) -> list[Record]:
        """The entries that `issue` might be, out of a register of any size: all that `recognise` could answer."""
        if not self.exists():
            return []
        where, path = self.kept(source.path)
        rows = self._select(
            "series = ? AND kind = ? AND (id = ? OR (year = ? AND number = ?) OR total = ?"
            " OR (host = ? AND source = ?) OR source_sha256 = ? OR (date = ? AND title = ?))",
            (
                issue.series, issue.kind, issue.id, issue.numbered_year, issue.number, issue.total, where, path,
                source.sha256, issue.date.isoformat(), titles_of(issue)[0],
            ),
        )  # fmt: skip
        return sorted((_record(row, self._files_of(row[0])) for row in rows), key=_order)

    def held(self, series: str, kind: str, left_out: int) -> tuple[Held, ...]:
        """What numbering asks of the numbered entries, but of the one whose key is `left_out`."""
        if not self.exists():
            return ()
        rows = self._store.run(
            "SELECT year, number, total, date, state, title FROM jianbao_issues"
            " WHERE series = ? AND kind = ? AND number IS NOT NULL AND key <> ?",
            (series, kind, left_out),
        )
        return tuple(
            Held(
                Numbers(year, number, total), None if state == State.VOID else Date.fromisoformat(date), title
            )
            for year, number, total, date, state, title in rows
        )

    def stands(self, record: Record) -> bool:
        """Whether an entry is still as it was read; its files are not looked at."""
        return [_record(row, record.files) for row in self._select("key = ?", (record.key,))] == [record]

    def with_id(self, series: str, name: str) -> list[Record]:
        """The entries of any kind that have this id, without their files."""
        if not self.exists():
            return []
        return [_record(row, ()) for row in self._select("series = ? AND id = ?", (series, name))]

    def insert(self, record: Record) -> int:
        """A new entry; returns its key."""
        answer = self._store.run(
            f"INSERT INTO jianbao_issues ({_COLUMNS}) VALUES ({_VALUES}) RETURNING key",  # noqa: S608 - columns only
            _row(record),
        )
        return int(answer[0][0])

    def update(self, key: int, record: Record) -> None:
        """What an entry says now."""
        self._store.run(
            f"UPDATE jianbao_issues SET {_ASSIGNMENTS} WHERE key = ?",  # noqa: S608 - columns only
            (*_row(record), key),
        )

    def void(self, record: Record, reason: str, at: str, by: str) -> None:
        """An issued entry that keeps its numbers and lets go of its id."""
        self._store.run(
            "UPDATE jianbao_issues SET state = 'void', reason = ?, id = ?, made_at = ?, made_by = ?"
            " WHERE key = ? AND state = 'issued'",
            (reason, f"{record.id}~{record.key}", at, by, record.key),
        )

    def delete_reserved(self, record: Record) -> None:
        """Release one reserved number."""
        self._store.run("DELETE FROM jianbao_issues WHERE key = ? AND state = 'reserved'", (record.key,))

    def forget_reserved(self, source: Source, keep: int) -> None:
        """Release what was reserved for the same file under another name or kind, before it was edited."""
        if source.path == Path():
            return
        self._store.run(
            "DELETE FROM jianbao_issues WHERE state = 'reserved' AND host = ? AND source = ? AND key <> ?",
            (*self.kept(source.path), keep),
        )

    # --- files -----------------------------------------------------------------------------------------------

    def owner_of(self, path: Path) -> int | None:
        """The key of the entry that a finished file belongs to."""
        key: int | None = self._file("issue", path)
        return key

    def sha256_of(self, path: Path) -> str | None:
        """What is recorded of a finished file."""
        sha256: str | None = self._file("sha256", path)
        return sha256

    def insert_file(self, key: int, file: FileRecord) -> None:
        """One more file of an entry."""
        values = (
            file.host, file.path, file.sha256, file.size, file.temp, file.source_sha256, file.others_sha256,
            file.faces, file.tools,
        )  # fmt: skip
        insert = f"INSERT INTO jianbao_files (issue, {_FILE_COLUMNS}) VALUES ({_FILE_VALUES})"  # noqa: S608
        self._store.run(insert, (key, *values))

    def delete_file(self, file: FileRecord) -> None:
        """One file fewer."""
        self._store.run("DELETE FROM jianbao_files WHERE host = ? AND path = ?", (file.host, file.path))

    def waiting(self) -> list[tuple[str, str]]:
        """(path, temporary name) of files whose rename this machine can see to, and has not seen done."""
        query = "SELECT path, temp FROM jianbao_files WHERE temp <> '' AND host IN ('', ?)"
        return [(path, temp) for path, temp in self._store.run(query, (host(),))]

    def renamed(self, path: str, temp: str) -> None:
        """A rename is done."""
        self._store.run("UPDATE jianbao_files SET temp = '' WHERE path = ? AND temp = ?", (path, temp))

    def folders(self) -> set[Path]:
        """Where recorded files and issue files of this machine lie."""
        rows = self._store.run(
            "SELECT path FROM jianbao_files WHERE host IN ('', ?)"
            " UNION SELECT source FROM jianbao_issues WHERE source <> '' AND host IN ('', ?)",
            (host(), host()),
        )
        return {self.resolve(path).parent for (path,) in rows}

    # --- how it is asked -------------------------------------------------------------------------------------

    @property
    def _file_columns(self) -> str:
        """The columns of a file as this register has them; `exists` has looked."""
        return _FILE_COLUMNS if self._schema > 1 else _FILE_COLUMNS_OF_1

    def _select(self, condition: str, values: Sequence[Value]) -> list[tuple[Any, ...]]:
        columns = _COLUMNS if self._schema > 1 else _COLUMNS_OF_1
        return self._store.run(f"SELECT key, {columns} FROM jianbao_issues WHERE {condition}", values)  # noqa: S608

    def _files_of(self, key: int) -> tuple[FileRecord, ...]:
        query = f"SELECT {self._file_columns} FROM jianbao_files WHERE issue = ? ORDER BY path"  # noqa: S608
        return tuple(FileRecord(*row) for row in self._store.run(query, (key,)))

    def _file(self, column: str, path: Path) -> Any:
        query = f"SELECT {column} FROM jianbao_files WHERE host = ? AND path = ?"  # noqa: S608
        rows = self._store.run(query, self.kept(path))
        return rows[0][0] if rows else None


def _record(row: tuple[Any, ...], files: tuple[FileRecord, ...]) -> Record:
    (key, series, kind, name, stated_id, year, number, total, date, _, titles, source, source_sha256, digest, where,
     pages, state, reason, at, by, version, source_read) = row  # fmt: skip
    return Record(
        series=series,
        kind=kind,
        id=name,
        stated_id=bool(stated_id),
        numbers=None if number is None else Numbers(year, number, total),
        date=Date.fromisoformat(date),
        titles=tuple(json.loads(titles)),
        source=source,
        source_sha256=source_sha256,
        digest=digest,
        host=where,
        pages=pages,
        state=State(state),
        reason=reason,
        at=at,
        by=by,
        version=version,
        source_read=source_read,
        files=files,
        key=key,
    )


def _order(record: Record) -> tuple[object, ...]:
    numbers = record.numbers or Numbers(0, 0)
    return record.series, record.kind, numbers.year, numbers.number, record.date, record.id


def _row(record: Record) -> tuple[Value, ...]:
    numbers = record.numbers
    return (
        record.series,
        record.kind,
        record.id,
        int(record.stated_id),
        numbers.year if numbers else None,
        numbers.number if numbers else None,
        numbers.total if numbers else None,
        record.date.isoformat(),
        record.titles[0] if record.titles else "",
        json.dumps(record.titles, ensure_ascii=False),
        record.source,
        record.source_sha256,
        record.digest,
        record.host,
        record.pages,
        record.state.value,
        record.reason,
        record.at,
        record.by,
        record.version,
        record.source_read,
    )
