"""SQL → the database that holds the register: SQLite in a file, or PostgreSQL by URL, behind one small seam.

An access layer of our own over DB-API, because a build opens the register every time: sqlite3 costs 6 ms to
import, peewee 80 and SQLAlchemy 350, and what differs between the two systems is one page: how to connect, how
to hold the write lock, how a key is made, and what an error means to a clerk. All other SQL is the same text,
with `?` for a parameter.

SQLite keeps its rollback journal (no WAL) with `synchronous=EXTRA`: a register is one file that may be copied
and may lie on a shared folder, where WAL is not safe; a commit of about 1 ms is nothing beside a build. Whoever writes
holds `lock.FileLock` besides; where the file system's locks are not to be trusted, so does whoever reads, for a reader
that sees another's journal and no lock would play it back. A register comes into being whole: it is made under another
name, so that a file of no length, or one that vanished, is never taken for a new one.
"""

from __future__ import annotations

import errno
import os
import random
import sqlite3
import stat
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

# comes with pydantic; in typing from Python 3.12 on
from typing_extensions import override

from jianbao import files
from jianbao.errors import FileError, JianbaoError, UsageError
from jianbao.ledger.lock import FileLock, on_network

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
    dialect: str
    """What its SQL is called where it differs: sqlite, postgresql."""
    key_column: str
    """SQL of a column that numbers its rows."""
    network: bool
    """Whether it is a file on another machine's disk."""

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

    def make(self, fill: Callable[[Store], None]) -> None:
        """Bring the database into being with what `fill` puts into it, whole or not at all, unless it is there."""
        ...

    def back_up(self, suffix: str, folder: Path | None = None) -> Path | None:
        """A whole copy beside it or in `folder`, `suffix` behind its name; None where the database's own tools do it."""
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


_VFS: Final = "JIANBAO_SQLITE_VFS"
"""The environment's variable that names another of SQLite's file systems: `unix-none` has no locks at all."""


class SqliteStore(Store):
    """The register in one file."""

    dialect = "sqlite"
    key_column = "INTEGER PRIMARY KEY"

    def __init__(self, path: Path, timeout: float) -> None:
        if not path.name:
            raise FileError.of("L002", path=path, detail=os.strerror(errno.EISDIR))
        self.path = path.absolute()
        self.location = str(path)
        self.folder: Path | None = self.path.parent.resolve()
        self._timeout = timeout
        self._connection: sqlite3.Connection | None = None
        self._lock = FileLock(self.path, timeout)
        self._opened: object = None
        self._is_register = False

    @property
    @override
    def network(self) -> bool:  # type: ignore[override]  # told when asked
        return on_network(self.path.parent)

    @property
    @override
    def in_transaction(self) -> bool:
        return self._connection is not None and self._connection.in_transaction

    @override
    def exists(self) -> bool:
        try:
            size = self.path.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return False
        except (OSError, ValueError) as error:
            raise FileError.of(
                "L002", path=self.location, detail=getattr(error, "strerror", None) or error
            ) from error
        if not size:
            raise FileError.of("L062", path=self.location)
        if not self._is_register and not self.has_table("jianbao_meta"):
            raise FileError.of("L063", path=self.location)
        if not self._is_register and (
            odd := self.run("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')")
        ):
            # we make none; what one of another's making does, or whether it ever ends, nobody knows
            raise FileError.of("L004", path=self.location, detail=" ".join(map(str, odd[0])))
        self._is_register = True
        return True

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
    def make(self, fill: Callable[[Store], None]) -> None:
        self._lock.take()
        try:
            if self.path.exists():
                return
            fresh = SqliteStore(self.path.with_name(f".{self.path.name}.new"), self._timeout)
            for left in (fresh.path, Path(f"{fresh.path}-journal")):
                left.unlink(missing_ok=True)
            fresh.location = self.location
            with fresh._filling():
                fill(fresh)
            fresh.path.replace(self.path)
            files.sync_folder(self.path.parent)
        except OSError as error:
            raise FileError.of("L002", path=self.location, detail=error.strerror or str(error)) from error
        finally:
            self._lock.let_go()

    @contextmanager
    def _filling(self) -> Generator[None]:
        try:
            self.run("BEGIN IMMEDIATE")
            yield
            self.run("COMMIT")
        except BaseException:
            self.close()
            self.path.unlink(missing_ok=True)
            raise
        self.close()

    @override
    def back_up(self, suffix: str, folder: Path | None = None) -> Path | None:
        beside = (folder or self.path.parent) / f"{self.path.stem}{suffix}{self.path.suffix}"
        temporary = beside.with_name(f".{beside.name}.new")
        try:
            temporary.unlink(missing_ok=True)
            with self._told(), self._readable(), closing(sqlite3.connect(temporary)) as copy:
                self._connect().backup(copy)
            if beside.exists():
                raise FileError.of("L047", path=beside)
            temporary.replace(beside)
            files.sync_folder(beside.parent)
        except OSError as error:
            raise FileError.of("L012", path=beside, detail=error.strerror or str(error)) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        return beside

    @override
    def run(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        deadline = time.monotonic() + self._timeout
        while True:
            with self._told(), self._readable():
                try:
                    return self._connect().execute(sql, values).fetchall()
                except sqlite3.OperationalError as error:
                    if not _busy(error) or time.monotonic() > deadline:
                        raise
            time.sleep(random.uniform(0.002, 0.02))  # noqa: S311 - spreads the waiters, guards nothing

    @contextmanager
    def _readable(self) -> Generator[None]:
        """Our lock held for one statement, where SQLite's own are not to be trusted."""
        alone = self._trusted or self._lock.held
        if not alone:
            self._lock.take()
        try:
            yield
        finally:
            if not alone:
                self._lock.let_go()

    @cached_property
    def _trusted(self) -> bool:
        return not os.environ.get(_VFS) and not self.network

    @override
    def begin(self) -> None:
        self._lock.take()
        try:
            # Waiting in Python rather than in SQLite's busy handler, so that Ctrl-C is heard.
            self.run("BEGIN IMMEDIATE")
            self._refuse_another()
        except BaseException:
            self.rollback()
            raise

    def _refuse_another(self) -> None:
        """Raise FileError where the file that is open is no longer the one that stands there, or the lock is lost."""
        if self.mark() != self._opened:
            raise FileError.of("L064", path=self.location)
        if not self._lock.still():
            raise FileError.of("L001", path=self.location)

    @override
    def commit(self) -> None:
        self._refuse_another()
        try:
            self.run("COMMIT")
        except FileError as error:
            if self.in_transaction:
                raise
            if isinstance(error.__cause__, sqlite3.Error) and _base(error.__cause__) == sqlite3.SQLITE_IOERR:
                raise UndecidedError(error.findings) from error
            raise
        self._lock.let_go()

    @override
    def rollback(self) -> None:
        if self._connection is not None and self.in_transaction:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
        self._lock.let_go()

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
            self._is_register = False

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            for beside in ("-journal", "-wal", "-shm"):
                journal = self.path.with_name(self.path.name + beside)
                # SQLite would wait for a pipe without end; looked at once, for another process may just end its own
                if _is_odd(journal):
                    raise FileError.of("L004", path=self.path, detail=journal.name)
            vfs = os.environ.get(_VFS)
            name = f"file:{quote(str(self.path))}?vfs={quote(vfs)}" if vfs else self.path
            self._connection = sqlite3.connect(name, timeout=0.05, isolation_level=None, uri=bool(vfs))
            self._opened = self.mark()
            self._connection.execute("PRAGMA synchronous = EXTRA")
            self._connection.execute("PRAGMA foreign_keys = ON")
        return self._connection

    @contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        # UnicodeDecodeError: a message that quotes a damaged table's name
        except (sqlite3.Error, UnicodeDecodeError) as error:
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
            }.get(_base(error), "L004")
            raise FileError.of(code, path=self.location, detail=str(error)) from error


def _is_odd(path: Path) -> bool:
    """Whether something stands there that is no file."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _base(error: Exception) -> int:
    # The low byte is the primary result code; errors that Python raises by itself have none.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _busy(error: sqlite3.Error) -> bool:
    return _base(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class PostgresStore(Store):
    """The register in a PostgreSQL database that several machines share; tables in the connection's schema."""

    dialect = "postgresql"
    network = False
    key_column = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    # "jianbao": the advisory lock that stands for the whole register
    _LOCK = 0x6A69616E62616F

    def __init__(self, url: str, timeout: float) -> None:
        self.location = _without_password(url)
        self.folder: Path | None = None
        self._url = url
        self._timeout = timeout
        self._open: psycopg.Connection[Row] | None = None

    @property
    @override
    def in_transaction(self) -> bool:
        # with psycopg itself, imported only when used
        from psycopg.pq import TransactionStatus

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
    def make(self, fill: Callable[[Store], None]) -> None:
        self.begin()
        try:
            if not self.has_table("jianbao_meta"):
                fill(self)
            self.commit()
        except BaseException:
            self.rollback()
            raise

    @override
    def back_up(self, suffix: str, folder: Path | None = None) -> Path | None:
        return None

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
            # an extra, and 0.1 s that no other register needs
            import psycopg
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
            # so that a pooler may stand between
            prepare_threshold=None,
            keepalives_idle=30,
            # A machine that vanishes in mid-build must not hold the register for hours.
            options="-c idle_in_transaction_session_timeout=600000 -c tcp_keepalives_idle=30"
            f" -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c client_min_messages=error {theirs}",
        )
        encoding = self._open.info.parameter_status("server_encoding") or ""
        if encoding.upper() not in {"UTF8", "UNICODE"}:
            self.close()
            raise FileError.of("L065", path=self.location, encoding=encoding)
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
    # imported already if this is one of its errors
    from psycopg import Error, OperationalError, errors

    if isinstance(error, (errors.LockNotAvailable, errors.QueryCanceled)):
        return "L001"
    if isinstance(
        error, (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction, errors.InvalidSchemaName)
    ):
        return "L002"
    if isinstance(error, errors.DiskFull):
        return "L003"
    if isinstance(error, (errors.DataCorrupted, errors.IndexCorrupted)):
        return "L004"
    if isinstance(error, OperationalError):
        return "L006"
    # tables or values that no jianbao made
    return "L004" if isinstance(error, Error) else None


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
