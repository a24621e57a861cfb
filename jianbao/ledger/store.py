"""SQL → the database that holds the register: SQLite in a file, or PostgreSQL by URL, behind one small seam.

An access layer of our own over DB-API, because a build opens the register every time: sqlite3 costs 6 ms to
import, peewee 80 and SQLAlchemy 350, and what differs between the two systems is one page: how to connect, how
to hold the write lock, how a key is made, and what an error means to a clerk. All other SQL is the same text,
with `?` for a parameter.

SQLite keeps its rollback journal (no WAL) with `synchronous=EXTRA`: a register is one file that may be copied
and may lie on a shared folder, where WAL is not safe; a commit of about 1 ms is nothing beside a build.
"""

from __future__ import annotations

import platform
import random
import sqlite3
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from typing_extensions import override  # comes with pydantic; in typing from Python 3.12 on

from jianbao.errors import FileError, JianbaoError, UsageError

if TYPE_CHECKING:
    import psycopg

Value = str | int | None
Row = tuple[Any, ...]


class Store(Protocol):
    """A database: single statements outside a transaction, or one write transaction at a time."""

    location: str
    """For messages: the file's path, or the URL without its password."""
    folder: Path | None
    """The folder that paths are kept relative to; None where the register is on no file system."""
    key_column: str
    """SQL of a column that numbers its rows."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is certainly open, neither made nor undone."""
        ...

    def exists(self) -> bool:
        """False where reading would find nothing, because nothing was ever written."""
        ...

    def mark(self) -> object:
        """What is another once another database stands in this place."""
        ...

    def has_table(self, name: str) -> bool:
        """Whether the table is there."""
        ...

    def run(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """The rows that `sql` answers with. Raises FileError."""
        ...

    def begin(self) -> None:
        """Take the one write lock of the register and begin a transaction; waits, then raises FileError."""
        ...

    def commit(self) -> None:
        """Make the transaction last. Raises FileError, or `UndecidedError` where it may have been made."""
        ...

    def rollback(self) -> None:
        """Undo the transaction, if there is one; never raises."""
        ...

    def faults(self) -> list[str]:
        """What the database says of its own soundness; empty = sound."""
        ...

    def close(self) -> None:
        """Let go of it; what is not committed is undone."""
        ...


class UndecidedError(FileError):
    """The connection broke while a commit was under way: it may or may not have been made."""


def host() -> str:
    """The name of this machine, which paths outside the register's folder belong to."""
    return platform.node()


class SqliteStore(Store):
    """The register in one file."""

    key_column = "INTEGER PRIMARY KEY"

    def __init__(self, path: Path, timeout: float) -> None:
        self.path = path.absolute()
        self.location = str(path)
        self.folder: Path | None = self.path.parent.resolve()
        self._timeout = timeout
        self._connection: sqlite3.Connection | None = None

    @property
    @override
    def in_transaction(self) -> bool:
        return self._connection is not None and self._connection.in_transaction

    @override
    def exists(self) -> bool:
        try:
            return self.path.stat().st_size > 0
        except FileNotFoundError:
            return False
        except OSError as error:
            raise FileError.of("L002", path=self.location, detail=str(error.strerror)) from error

    @override
    def mark(self) -> object:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    @override
    def has_table(self, name: str) -> bool:
        return bool(self.run("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)))

    @override
    def run(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        deadline = time.monotonic() + self._timeout
        while True:
            with self._told():
                try:
                    return self._connect().execute(sql, values).fetchall()
                except sqlite3.OperationalError as error:
                    if not _busy(error) or time.monotonic() > deadline:
                        raise
            time.sleep(random.uniform(0.002, 0.02))  # noqa: S311 - spreads the waiters, guards nothing

    @override
    def begin(self) -> None:
        # Waiting in Python rather than in SQLite's busy handler, so that Ctrl-C is heard.
        self.run("BEGIN IMMEDIATE")

    @override
    def commit(self) -> None:
        try:
            self.run("COMMIT")
        except FileError as error:
            if self.in_transaction:
                raise
            if isinstance(error.__cause__, sqlite3.Error) and _base(error.__cause__) == sqlite3.SQLITE_IOERR:
                raise UndecidedError(error.findings) from error
            raise

    @override
    def rollback(self) -> None:
        if self._connection is not None and self.in_transaction:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")

    @override
    def faults(self) -> list[str]:
        rows = self.run("PRAGMA integrity_check(5)") + self.run("PRAGMA foreign_key_check")
        return [str(row[0]) for row in rows if row[0] != "ok"]

    @override
    def close(self) -> None:
        if self._connection is not None:
            self.rollback()
            self._connection.close()
            self._connection = None

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self.path, timeout=0.05, isolation_level=None)
            self._connection.execute("PRAGMA synchronous = EXTRA")
            self._connection.execute("PRAGMA foreign_keys = ON")
        return self._connection

    @contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            code = {
                sqlite3.SQLITE_BUSY: "L001",
                sqlite3.SQLITE_LOCKED: "L001",
                sqlite3.SQLITE_READONLY: "L002",
                sqlite3.SQLITE_PERM: "L002",
                sqlite3.SQLITE_CANTOPEN: "L002",
                sqlite3.SQLITE_FULL: "L003",
                sqlite3.SQLITE_CORRUPT: "L004",
                sqlite3.SQLITE_NOTADB: "L004",
                sqlite3.SQLITE_IOERR: "L005",
            }.get(_base(error))
            if code is None:
                raise
            raise FileError.of(code, path=self.location, detail=str(error)) from error


def _base(error: sqlite3.Error) -> int:
    # The low byte is the primary result code; errors that Python raises by itself have none.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _busy(error: sqlite3.Error) -> bool:
    return _base(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class PostgresStore(Store):
    """The register in a PostgreSQL database that several machines share; tables in the connection's schema."""

    key_column = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    _LOCK = 0x6A69616E62616F  # "jianbao": the advisory lock that stands for the whole register

    def __init__(self, url: str, timeout: float) -> None:
        self.location = _without_password(url)
        self.folder: Path | None = None
        self._url = url
        self._timeout = timeout
        self._open: psycopg.Connection[Row] | None = None

    @property
    @override
    def in_transaction(self) -> bool:
        from psycopg.pq import TransactionStatus  # with psycopg itself, imported only when used

        return self._open is not None and self._open.info.transaction_status in {
            TransactionStatus.INTRANS,
            TransactionStatus.INERROR,
        }

    @override
    def exists(self) -> bool:
        return self.has_table("jianbao_meta")

    @override
    def mark(self) -> object:
        return self.location

    @override
    def has_table(self, name: str) -> bool:
        # Not to_regclass(): it answers from a cache that waiting for an advisory lock does not bring up to date.
        return bool(
            self.run(
                "SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
                " WHERE relname = ? AND nspname = ANY (current_schemas(false))",
                (name,),
            )
        )

    @override
    def run(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        with self._told():
            # psycopg wants the query's text to be a literal; ours are all constants of this package.
            query: Any = sql.replace("?", "%s")
            cursor = self._connect().execute(query, values or None)
            return cursor.fetchall() if cursor.description else []

    @override
    def begin(self) -> None:
        self.run("BEGIN")
        try:
            self.run(
                "SELECT set_config('lock_timeout', ?, true)", (f"{max(1, int(self._timeout * 1000))}ms",)
            )
            self.run("SELECT pg_advisory_xact_lock(?)", (self._LOCK,))
        except BaseException:
            self.rollback()
            raise

    @override
    def commit(self) -> None:
        try:
            self.run("COMMIT")
        except FileError as error:
            raise UndecidedError(error.findings) from error

    @override
    def rollback(self) -> None:
        if self._open is not None and not self._open.closed:
            with suppress(Exception):
                self._open.execute("ROLLBACK")

    @override
    def faults(self) -> list[str]:
        return []

    @override
    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _connect(self) -> psycopg.Connection[Row]:
        if self._open is not None:
            return self._open
        try:
            import psycopg  # an extra, and 0.1 s that no other register needs
        except ImportError as error:
            raise UsageError.of("L007") from error
        try:
            theirs = str(psycopg.conninfo.conninfo_to_dict(self._url).get("options") or "")
        except psycopg.ProgrammingError as error:
            raise UsageError.of("L008", url=self.location) from error
        self._open = psycopg.connect(
            self._url,
            autocommit=True,
            connect_timeout=10,
            application_name="jianbao",
            prepare_threshold=None,  # so that a pooler may stand between
            keepalives_idle=30,
            # A machine that vanishes in mid-build must not hold the register for hours.
            options="-c idle_in_transaction_session_timeout=600000 -c tcp_keepalives_idle=30"
            f" -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c client_min_messages=error {theirs}",
        )
        return self._open

    @contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except JianbaoError:
            raise
        except Exception as error:
            code = _postgres_code(error)
            if code is None:
                raise
            raise FileError.of(
                code, path=self.location, detail=str(error).strip().partition("\n")[0]
            ) from error


def _postgres_code(error: Exception) -> str | None:
    from psycopg import OperationalError, errors  # imported already if this is one of its errors

    if isinstance(error, (errors.LockNotAvailable, errors.QueryCanceled)):
        return "L001"
    if isinstance(error, (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)):
        return "L002"
    if isinstance(error, errors.DiskFull):
        return "L003"
    if isinstance(error, (errors.DataCorrupted, errors.IndexCorrupted)):
        return "L004"
    return "L006" if isinstance(error, OperationalError) else None


def _without_password(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise UsageError.of("L008", url=f"{url.partition('://')[0]}://…") from error
    name, at, where = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=name.partition(":")[0] + at + where, query=""))


def open_store(url: str | Path, timeout: float) -> Store:
    """The database at `url`: a path, `sqlite:///path` or `postgresql://…`; not connected yet. Raises UsageError."""
    text = str(url)
    scheme = text.partition("://")[0] if "://" in text else ""
    if scheme in {"postgresql", "postgres"}:
        return PostgresStore(text, timeout)
    if scheme == "sqlite":
        return SqliteStore(Path(text.removeprefix("sqlite://").removeprefix("/")), timeout)
    if scheme:
        raise UsageError.of("L008", url=_without_password(text))
    return SqliteStore(Path(text), timeout)
