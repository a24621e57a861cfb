"""A database, new or of an older jianbao → one with today's tables.

Each migration is a tuple of statements, applied in order within one transaction; the number of those applied
stands in `jianbao_meta`. A migration that was released is never changed, only followed by another.
"""

from __future__ import annotations

import secrets
from typing import Final

from jianbao.errors import FileError
from jianbao.ledger.store import Store

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """
        CREATE TABLE jianbao_issues (
            key {key},
            series TEXT NOT NULL,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            stated_id INTEGER NOT NULL,
            year INTEGER,
            number INTEGER,
            total INTEGER,
            date TEXT NOT NULL,
            title TEXT NOT NULL,
            titles TEXT NOT NULL,
            source TEXT NOT NULL,
            source_sha256 TEXT NOT NULL,
            digest TEXT NOT NULL,
            host TEXT NOT NULL,
            pages INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('reserved', 'issued', 'void')),
            reason TEXT NOT NULL,
            made_at TEXT NOT NULL,
            made_by TEXT NOT NULL,
            version TEXT NOT NULL,
            CHECK ((year IS NULL) = (number IS NULL)),
            CHECK (total IS NULL OR total >= number),
            UNIQUE (series, kind, year, number),
            UNIQUE (series, kind, total),
            UNIQUE (series, id)
        )
        """,
        """
        CREATE TABLE jianbao_files (
            issue BIGINT NOT NULL REFERENCES jianbao_issues (key) ON DELETE CASCADE,
            host TEXT NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size BIGINT NOT NULL,
            temp TEXT NOT NULL,
            PRIMARY KEY (host, path)
        )
        """,
        "CREATE INDEX jianbao_files_issue ON jianbao_files (issue)",
        "CREATE INDEX jianbao_issues_source ON jianbao_issues (source)",
    ),
    (  # by what each file was made, so that building it again can be judged
        "ALTER TABLE jianbao_issues ADD COLUMN source_read TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_files ADD COLUMN source_sha256 TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_files ADD COLUMN others_sha256 TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_files ADD COLUMN faces TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_files ADD COLUMN tools TEXT NOT NULL DEFAULT ''",
        # nothing writes this column any more; an older jianbao expects it
        "ALTER TABLE jianbao_files ADD COLUMN built_sha256 TEXT NOT NULL DEFAULT ''",
    ),
)


def version(store: Store) -> int:
    """How many migrations the database has seen; 0 = it holds no register."""
    if not store.has_table("jianbao_meta"):
        return 0
    return int(str(store.run("SELECT value FROM jianbao_meta WHERE name = 'schema'")[0][0]))


def bring_up(store: Store) -> str:
    """Bring the tables up to date, in a transaction of its own, and give the register's own short id.

    Raises FileError where a newer jianbao wrote the register.
    """
    current = version(store)
    if current > len(MIGRATIONS):
        raise FileError.of("L009", path=store.location)
    if current < len(MIGRATIONS):
        store.begin()
        try:
            _migrate(store)
            store.commit()
        except BaseException:
            store.rollback()
            raise
    return str(store.run("SELECT value FROM jianbao_meta WHERE name = 'id'")[0][0])


def _migrate(store: Store) -> None:
    current = version(store)  # again, now that no other process can be at it
    if current == 0:
        store.run("CREATE TABLE jianbao_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        store.run("INSERT INTO jianbao_meta VALUES ('schema', '0')")
        store.run("INSERT INTO jianbao_meta VALUES ('id', ?)", (secrets.token_hex(4),))
    for statements in MIGRATIONS[current:]:
        for statement in statements:
            store.run(statement.format(key=store.key_column))
    store.run("UPDATE jianbao_meta SET value = ? WHERE name = 'schema'", (str(len(MIGRATIONS)),))
