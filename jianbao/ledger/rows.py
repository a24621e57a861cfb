"""`Record`s ↔ rows of the register's two tables: every statement that is put to them, and paths as they are recorded.

Knows no transactions: `register` begins and ends them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from jianbao.errors import FileError
from jianbao.expressions import compiled
from jianbao.ledger import schema
from jianbao.ledger.identity import titles_of
from jianbao.ledger.lock import home
from jianbao.ledger.records import FileRecord, Origin, Record, Reissue, Source, State, Written
from jianbao.ledger.store import Store, Value
from jianbao.ledger.words import PLACES
from jianbao.model.issue import Issue
from jianbao.model.numbers import Held, Numbers

_COLUMNS: Final = (
    "series, kind, id, stated_id, year, number, total, date, title, titles, source, source_sha256, digest, host, pages,"
    " state, reason, made_at, made_by, version, source_read, number_last, total_last, released_on, copies, recipients,"
    " origin, shown"
)
_FILE_COLUMNS: Final = "host, path, sha256, size, temp, source_sha256, others_sha256, faces, tools, over"
_SINCE: Final = {
    "source_read": (2, "''"),
    "number_last": (3, "NULL"),
    "total_last": (3, "NULL"),
    "released_on": (3, "''"),
    "copies": (3, "NULL"),
    "recipients": (3, "'[]'"),
    "origin": (3, "'made'"),
    "shown": (3, "''"),
}
_FILE_SINCE: Final = dict.fromkeys(("source_sha256", "others_sha256", "faces", "tools"), (2, "''")) | {
    "over": (3, "''")
}
_SIZE: Final = 3
"""Which column of a file is a number."""
_AT_ONCE: Final = 500
"""Paths that one statement asks for."""
_LIFE: Final = 3
"""The schema that first knew what was written, corrected and done."""
_VALUES: Final = ", ".join("?" * (_COLUMNS.count(",") + 1))
_FILE_VALUES: Final = ", ".join("?" * (_FILE_COLUMNS.count(",") + 2))
_ASSIGNMENTS: Final = ", ".join(f"{name.strip()} = ?" for name in _COLUMNS.split(","))


def _columns_of(columns: str, since: Mapping[str, tuple[int, str]], schema_: int) -> str:
    """The columns as a register of an older schema has them: it may be one that must not be written to."""
    found = (name.strip() for name in columns.split(","))
    return ", ".join(since[name][1] if name in since and since[name][0] > schema_ else name for name in found)


def standing(
    series: str, kind: str, year: int | None, before: Date | None = None
) -> tuple[str, tuple[Value, ...]]:
    """SQL that holds for entries that are numbered or released, and its values; '' and None mean any."""
    condition = (
        "(series = ? OR ? = '') AND (kind = ? OR ? = '') AND date < ?"
        " AND (? = 0 OR COALESCE(year, CAST(substr(date, 1, 4) AS INTEGER)) = ?)"
        " AND state NOT IN ('reserved', 'void')"
    )
    return (
        condition,
        (series, series, kind, kind, before.isoformat() if before else "9999-99", year or 0, year or 0),
    )


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
        return home(), full.as_posix()

    # --- entries ---------------------------------------------------------------------------------------------

    def any(self) -> bool:
        """Whether there is an entry at all."""
        return self.exists() and bool(self._store.run("SELECT 1 FROM jianbao_issues LIMIT 1"))

    def records(self, series: str = "", kind: str = "") -> list[Record]:
        """The entries by series, kind, year and number; '' means any."""
        if not self.exists():
            return []
        files: dict[int, list[FileRecord]] = {}
        for key, *file in self._store.run(
            f"SELECT issue, {self._file_columns} FROM jianbao_files ORDER BY path"  # noqa: S608 - columns only
        ):
            files.setdefault(key, []).append(self._file(file))
        rows = self._select("(series = ? OR ? = '') AND (kind = ? OR ? = '')", (series, series, kind, kind))
        # Sorted here, for two databases seldom agree on the order of Chinese, nor on where NULL goes.
        return sorted((self._record(row, tuple(files.get(row[0], ()))) for row in rows), key=_order)

    def standing(
        self,
        series: str = "",
        kind: str = "",
        year: int | None = None,
        before: Date | None = None,
        more: Sequence[str] = ("1 = 1",),
    ) -> list[int]:
        """The keys of entries that are numbered or released, the latest first; '' and None mean any.

        `more` is SQL that is to hold besides, and its values.
        """
        if not self.exists():
            return []
        condition, values = standing(series, kind, year, before)
        condition += f" AND {more[0]} ORDER BY date DESC, key DESC"
        query = f"SELECT key FROM jianbao_issues WHERE {condition}"  # noqa: S608 - conditions of this package
        return [key for (key,) in self._store.run(query, (*values, *more[1:]))]

    def series(self) -> list[str]:
        """The series of which an issue stands, in order."""
        query = "SELECT DISTINCT series FROM jianbao_issues WHERE state NOT IN ('reserved', 'void')"
        return sorted(str(name) for (name,) in self._store.run(query)) if self.exists() else []

    def of_keys(self, keys: Sequence[int]) -> list[Record]:
        """The entries in these rows, in their order, without their files."""
        rows = self._select(f"key IN ({', '.join('?' * len(keys))})", keys)
        found = {row[0]: self._record(row, ()) for row in rows}
        return [found[key] for key in keys if key in found]

    def knows_since(self, version: int) -> bool:
        """Whether the register has what a schema brought; `exists` has looked."""
        return self._schema >= version

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
        return sorted((self._record(row, self.files_of(row[0])) for row in rows), key=_order)

    def held(self, series: str, kind: str, left_out: int) -> tuple[Held, ...]:
        """What numbering asks of the numbered entries, but of the one whose key is `left_out`."""
        if not self.exists():
            return ()
        rows = self._store.run(
            f"SELECT key, year, number, total, {self._columns('number_last, total_last')}, date, state, title"  # noqa: S608
            " FROM jianbao_issues WHERE series = ? AND kind = ? AND number IS NOT NULL AND key <> ?",
            (series, kind, left_out),
        )
        return tuple(self._held(row) for row in rows)

    def stands(self, record: Record) -> bool:
        """Whether an entry is still as it was read; its files are not looked at."""
        return [self._record(row, record.files) for row in self._select("key = ?", (record.key,))] == [record]

    def with_key(self, key: int) -> Record | None:
        """The entry in a row."""
        return next((self._record(row, self.files_of(key)) for row in self._select("key = ?", (key,))), None)

    def with_id(self, series: str, name: str) -> list[Record]:
        """The entries of any kind that have this id, without their files."""
        if not self.exists():
            return []
        return [self._record(row, ()) for row in self._select("series = ? AND id = ?", (series, name))]

    def insert(self, record: Record) -> int:
        """A new entry; returns its key."""
        answer = self._store.run(
            f"INSERT INTO jianbao_issues ({_COLUMNS}) VALUES ({_VALUES}) RETURNING key",  # noqa: S608 - columns only
            _row(record),
        )
        if len(answer) != 1 or type(answer[0][0]) is not int:
            raise self.damaged("jianbao_issues")
        return answer[0][0]

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
            " WHERE key = ? AND state IN ('numbered', 'released')",
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

    def owner_of(self, path: Path, host_: str | None = None) -> int | None:
        """The key of the entry that a finished file belongs to; `host_` where it is not on this machine."""
        where, kept = self.kept(path)
        query = "SELECT issue FROM jianbao_files WHERE host = ? AND path = ?"
        rows = self._store.run(query, (where if host_ is None else host_, kept))
        return int(rows[0][0]) if rows else None

    def sha256_of(self, path: Path) -> str | None:
        """What is recorded of a finished file."""
        sha256: str | None = self._of_file("sha256", path)
        return sha256

    def insert_file(self, key: int, file: FileRecord, *, ours: bool = True) -> None:
        """One more file of an entry; the bytes of one that is not `ours` are never taken for such as may be replaced."""
        values = (
            file.host, file.path, file.sha256, file.size, file.temp, file.source_sha256, file.others_sha256,
            file.faces, file.tools, file.over,
        )  # fmt: skip
        insert = f"INSERT INTO jianbao_files (issue, {_FILE_COLUMNS}) VALUES ({_FILE_VALUES})"  # noqa: S608
        self._store.run(insert, (key, *values))
        if ours:
            self.wrote(key, Written(file.host, file.path, file.sha256))

    def delete_file(self, host_: str, path: str) -> None:
        """One file fewer."""
        self._store.run("DELETE FROM jianbao_files WHERE host = ? AND path = ?", (host_, path))

    # --- what was ever written, corrected and done -------------------------------------------------------------

    def wrote(self, key: int, file: Written, at: str = "") -> None:
        """Remember that these bytes are ours."""
        self._store.run(
            "INSERT INTO jianbao_written VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (file.sha256, file.host, file.path, key, at),
        )

    def knows(self, sha256: str) -> bool:
        """Whether a file with these bytes was ever written, so that replacing it loses nothing."""
        if self._schema < _LIFE:
            return False
        return bool(self._store.run("SELECT 1 FROM jianbao_written WHERE sha256 = ? LIMIT 1", (sha256,)))

    def strangers(self, folder: Path, names: Sequence[str]) -> list[str]:
        """Those of these names in `folder` under which no file was ever written."""
        host_, kept = self.kept(folder)
        before = "" if kept == "." else f"{kept.rstrip('/')}/"
        known: set[str] = set()
        for start in range(0, len(names) if self.exists() else 0, _AT_ONCE):
            paths = [before + name for name in names[start : start + _AT_ONCE]]
            marks = ", ".join("?" * len(paths))
            query = f"SELECT path FROM jianbao_written WHERE path IN ({marks}) AND host = ?"  # noqa: S608
            known.update(path for (path,) in self._store.run(query, (*paths, host_)))
        return [name for name in names if before + name not in known]

    def whole(self, record: Record) -> Record:
        """An entry with its corrections and all files ever written for it, as an export has it."""
        if self._schema < _LIFE:
            return record
        reissues = self._store.run(
            "SELECT at, made_by, reason, before, kept FROM jianbao_reissues WHERE issue = ? ORDER BY at",
            (record.key,),
        )
        written = self._store.run(
            "SELECT host, path, sha256 FROM jianbao_written WHERE issue = ? ORDER BY path, sha256",
            (record.key,),
        )
        now = {(file.host, file.path, file.sha256) for file in record.files}
        try:
            corrections = tuple(
                Reissue(
                    _text(at), _text(by), _text(reason), _text(before), tuple(map(_text, json.loads(kept)))
                )
                for at, by, reason, before, kept in reissues
            )
            others = tuple(Written(*map(_text, row)) for row in written if row not in now)
        except _DAMAGED as error:
            raise self.damaged(f"jianbao_reissues {record.key!r}") from error
        return replace(record, reissues=corrections, written=others)

    def reissue(self, key: int, done: Reissue) -> None:
        """A released issue is corrected."""
        self._store.run(
            "INSERT INTO jianbao_reissues VALUES (?, ?, ?, ?, ?, ?)",
            (key, done.at, done.by, done.reason, done.before, json.dumps(done.kept, ensure_ascii=False)),
        )

    def acted(self, at: str, by: str, act: str, label: str, detail: str) -> None:
        """Leave on record what was done by hand."""
        self._store.run(
            "INSERT INTO jianbao_acts (at, made_by, act, label, detail) VALUES (?, ?, ?, ?, ?)",
            (at, by, act, label, detail),
        )

    def acts(self) -> list[tuple[str, str, str, str, str]]:
        """(at, by, act, label, detail) of all that was done by hand, in order."""
        if not self.exists() or self._schema < _LIFE:
            return []
        return list(self._store.run("SELECT at, made_by, act, label, detail FROM jianbao_acts ORDER BY key"))

    def delete(self, record: Record) -> None:
        """An entry taken back, with its files; what was written for it stays known."""
        self._store.run("DELETE FROM jianbao_issues WHERE key = ?", (record.key,))

    def meta(self, name: str) -> str:
        """A note of the register's own, '' = there is none."""
        rows = (
            self._store.run("SELECT value FROM jianbao_meta WHERE name = ?", (name,)) if self.exists() else []
        )
        return str(rows[0][0]) if rows else ""

    def note(self, name: str, value: str) -> None:
        """Set a note of the register's own."""
        self._store.run("DELETE FROM jianbao_meta WHERE name = ?", (name,))
        self._store.run("INSERT INTO jianbao_meta VALUES (?, ?)", (name, value))

    def waiting(self) -> list[tuple[str, str, str]]:
        """(path, temporary name, `over`) of files whose rename this machine can see to, and has not seen done."""
        query = "SELECT path, temp, over FROM jianbao_files WHERE temp <> '' AND host IN ('', ?)"
        return [(str(path), str(temp), str(over)) for path, temp, over in self._store.run(query, (home(),))]

    def renamed(self, path: str, temp: str) -> None:
        """A rename is done."""
        self._store.run("UPDATE jianbao_files SET temp = '' WHERE path = ? AND temp = ?", (path, temp))

    def folders(self) -> set[Path]:
        """Where recorded files and issue files of this machine lie."""
        rows = self._store.run(
            "SELECT path FROM jianbao_files WHERE host IN ('', ?)"
            " UNION SELECT source FROM jianbao_issues WHERE source <> '' AND host IN ('', ?)",
            (home(), home()),
        )
        return {self.resolve(path).parent for (path,) in rows if isinstance(path, str) and "\0" not in path}

    # --- how it is asked -------------------------------------------------------------------------------------

    def _columns(self, columns: str) -> str:
        """Columns of an entry as this register has them; `exists` has looked."""
        return _columns_of(columns, _SINCE, self._schema)

    @property
    def _file_columns(self) -> str:
        return _columns_of(_FILE_COLUMNS, _FILE_SINCE, self._schema)

    def _select(self, condition: str, values: Sequence[Value]) -> list[tuple[Any, ...]]:
        columns = self._columns(_COLUMNS)
        return self._store.run(f"SELECT key, {columns} FROM jianbao_issues WHERE {condition}", values)  # noqa: S608

    def _record(self, row: tuple[Any, ...], files: tuple[FileRecord, ...]) -> Record:
        """Raises FileError (L004) for values that no jianbao wrote."""
        try:
            return _record(row, files)
        except _DAMAGED as error:
            raise self.damaged(f"jianbao_issues {row[0]!r}") from error

    def _file(self, row: Sequence[Any]) -> FileRecord:
        """As `_record`."""
        texts = [value for place, value in enumerate(row) if place != _SIZE]
        if type(row[_SIZE]) is not int or not all(map(_is_text, texts)):
            raise self.damaged(f"jianbao_files {row[1]!r}")
        return FileRecord(*row)

    def damaged(self, what: str) -> FileError:
        """The error (L004) for what no jianbao wrote."""
        return FileError.of("L004", path=self._store.location, detail=ascii(what)[1:120])

    def _held(self, row: tuple[Any, ...]) -> Held:
        key, year, number, total, number_last, total_last, date, state, title = row
        try:
            numbers = _numbers(year, number, total, number_last, total_last)
            if numbers is None or _whole(key, _MOST_KEY) is None:
                raise ValueError(key)
            return Held(numbers, None if State(state) is State.VOID else Date.fromisoformat(date), str(title))
        except _DAMAGED as error:
            raise self.damaged(f"jianbao_issues {key!r}") from error

    def files_of(self, key: int) -> tuple[FileRecord, ...]:
        """The files of an entry."""
        query = f"SELECT {self._file_columns} FROM jianbao_files WHERE issue = ? ORDER BY path"  # noqa: S608
        return tuple(self._file(row) for row in self._store.run(query, (key,)))

    def _of_file(self, column: str, path: Path) -> Any:
        query = f"SELECT {column} FROM jianbao_files WHERE host = ? AND path = ?"  # noqa: S608
        rows = self._store.run(query, self.kept(path))
        return rows[0][0] if rows else None


# What damaged values raise, wherever they are looked at: numbers out of range, texts nested without end.
_DAMAGED: Final = (ValueError, TypeError, OverflowError, RecursionError)
_MOST_NUMBER: Final = 9999
_MOST_TOTAL: Final = 999_999
# the index of words numbers an article by its issue's key and its place
_MOST_KEY: Final = 2**63 // PLACES - 1
UNSEEN: Final = compiled("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""No jianbao writes these into a register, and a terminal would obey them."""


def _whole(value: object, most: int = 2**31) -> int | None:
    if value is None:
        return None
    if type(value) is not int:
        raise TypeError(value)
    if not 0 <= value <= most:
        raise ValueError(value)
    return value


def _is_text(value: object) -> bool:
    return type(value) is str and UNSEEN.search(value) is None


def _text(value: Any) -> str:
    if not _is_text(value):
        raise TypeError(value)
    return str(value)


def _numbers(year: Any, number: Any, total: Any, number_last: Any, total_last: Any) -> Numbers | None:
    """The numbers of an entry, None for one without. Raises ValueError, TypeError for what none can have."""
    found = (
        _whole(year, _MOST_NUMBER),
        _whole(number, _MOST_NUMBER),
        _whole(total, _MOST_TOTAL),
        _whole(number_last, _MOST_NUMBER),
        _whole(total_last, _MOST_TOTAL),
    )
    if found[0] is None and found[1] is None:
        return None
    if found[0] is None or found[1] is None:
        raise ValueError(found)
    return Numbers(found[0], *found[1:])  # type: ignore[arg-type]  # a number, as has been seen


def _record(row: tuple[Any, ...], files: tuple[FileRecord, ...]) -> Record:
    (key, series, kind, name, stated_id, year, number, total, date, _, titles, source, source_sha256, digest, where,
     pages, state, reason, at, by, version, source_read, number_last, total_last, released_on, copies, recipients,
     origin, shown) = row  # fmt: skip
    texts = (
        series,
        kind,
        name,
        source,
        source_sha256,
        digest,
        where,
        reason,
        at,
        by,
        version,
        source_read,
        shown,
    )
    listed = json.loads(titles), json.loads(recipients)
    if not all(type(each) is list for each in listed) or not listed[0]:
        raise TypeError(row)
    for text in (*texts, *listed[0], *listed[1]):
        _text(text)
    if at:
        datetime.fromisoformat(at).astimezone()
    return Record(
        series=series,
        kind=kind,
        id=name,
        stated_id=bool(stated_id),
        numbers=_numbers(year, number, total, number_last, total_last),
        date=Date.fromisoformat(date),
        titles=tuple(listed[0]),
        source=source,
        source_sha256=source_sha256,
        digest=digest,
        host=where,
        pages=_whole(pages) or 0,
        state=State(state),
        reason=reason,
        at=at,
        by=by,
        version=version,
        source_read=source_read,
        released_on=Date.fromisoformat(released_on) if released_on else None,
        copies=_whole(copies),
        recipients=tuple(listed[1]),
        origin=Origin(origin),
        shown=shown,
        files=files,
        key=_whole(key, _MOST_KEY) or 0,
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
        numbers.number_last if numbers else None,
        numbers.total_last if numbers else None,
        record.released_on.isoformat() if record.released_on else "",
        record.copies,
        json.dumps(record.recipients, ensure_ascii=False),
        record.origin.value,
        record.shown,
    )
