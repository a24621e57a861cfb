"""A database, new or of an older jianbao → one with today's tables.

Each migration is a tuple of statements, applied in order within one transaction; the number of those applied
stands in `jianbao_meta`. A migration that was released is never changed, only followed by another. What the two
systems say differently is a mapping from `Store.dialect`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from jianbao.errors import FileError
from jianbao.ledger.store import Store
from jianbao.ledger.words import Index

Statement = str | Mapping[str, tuple[str, ...]]

RELEASED_AFTER: Final = timedelta(days=30)
"""How far an issue's date lies back when it counts as released, where the house does not say otherwise."""

_NEW_STATES: Final = "state = CASE WHEN state <> 'issued' THEN state WHEN date < '{cutoff}' THEN 'released' ELSE 'numbered' END"
_OLD_COLUMNS: Final = (
    "key, series, kind, id, stated_id, year, number, total, date, title, titles, source, source_sha256, digest, host,"
    " pages, state, reason, made_at, made_by, version, source_read"
)
_OLD_FILE_COLUMNS: Final = (
    "issue, host, path, sha256, size, temp, source_sha256, others_sha256, faces, tools, built_sha256"
)

MIGRATIONS: Final[tuple[tuple[Statement, ...], ...]] = (
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
    # by what each file was made, so that building it again can be judged
    (
        "ALTER TABLE jianbao_issues ADD COLUMN source_read TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_files ADD COLUMN source_sha256 TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_files ADD COLUMN others_sha256 TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_files ADD COLUMN faces TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_files ADD COLUMN tools TEXT NOT NULL DEFAULT ''",
        # nothing writes this column any more; an older jianbao expects it
        "ALTER TABLE jianbao_files ADD COLUMN built_sha256 TEXT NOT NULL DEFAULT ''",
    ),
    # the life of an issue: numbered, released, taken back; joint issues; every file ever written
    (
        {
            # SQLite cannot alter a CHECK: both tables are made anew, the files first to go (they refer to issues).
            "sqlite": (
                """
                CREATE TABLE jianbao_new_issues (
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
                    state TEXT NOT NULL CHECK (state IN ('reserved', 'numbered', 'released', 'void')),
                    reason TEXT NOT NULL,
                    made_at TEXT NOT NULL,
                    made_by TEXT NOT NULL,
                    version TEXT NOT NULL,
                    source_read TEXT NOT NULL DEFAULT '',
                    CHECK ((year IS NULL) = (number IS NULL)),
                    CHECK (total IS NULL OR total >= number),
                    UNIQUE (series, kind, year, number),
                    UNIQUE (series, kind, total),
                    UNIQUE (series, id)
                )
                """,
                f"INSERT INTO jianbao_new_issues ({_OLD_COLUMNS}) SELECT "
                + _OLD_COLUMNS.replace("state,", f"{_NEW_STATES.removeprefix('state = ')},")
                + " FROM jianbao_issues",
                """
                CREATE TABLE jianbao_new_files (
                    issue BIGINT NOT NULL REFERENCES jianbao_new_issues (key) ON DELETE CASCADE,
                    host TEXT NOT NULL,
                    path TEXT NOT NULL,
                    sha256 TEXT NOT NULL,
                    size BIGINT NOT NULL,
                    temp TEXT NOT NULL,
                    source_sha256 TEXT NOT NULL DEFAULT '',
                    others_sha256 TEXT NOT NULL DEFAULT '',
                    faces TEXT NOT NULL DEFAULT '',
                    tools TEXT NOT NULL DEFAULT '',
                    built_sha256 TEXT NOT NULL DEFAULT '',
                    PRIMARY KEY (host, path)
                )
                """,
                f"INSERT INTO jianbao_new_files ({_OLD_FILE_COLUMNS}) SELECT {_OLD_FILE_COLUMNS} FROM jianbao_files",
                "DROP TABLE jianbao_files",
                "DROP TABLE jianbao_issues",
                "ALTER TABLE jianbao_new_issues RENAME TO jianbao_issues",
                "ALTER TABLE jianbao_new_files RENAME TO jianbao_files",
                "CREATE INDEX jianbao_files_issue ON jianbao_files (issue)",
                "CREATE INDEX jianbao_issues_source ON jianbao_issues (source)",
            ),
            "postgresql": (
                "ALTER TABLE jianbao_issues DROP CONSTRAINT jianbao_issues_state_check",
                f"UPDATE jianbao_issues SET {_NEW_STATES}",
                (
                    "ALTER TABLE jianbao_issues ADD CONSTRAINT jianbao_issues_state_check"
                    " CHECK (state IN ('reserved', 'numbered', 'released', 'void'))"
                ),
            ),
        },
        "ALTER TABLE jianbao_issues ADD COLUMN number_last INTEGER",
        "ALTER TABLE jianbao_issues ADD COLUMN total_last INTEGER",
        "ALTER TABLE jianbao_issues ADD COLUMN released_on TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jianbao_issues ADD COLUMN copies INTEGER",
        "ALTER TABLE jianbao_issues ADD COLUMN recipients TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE jianbao_issues ADD COLUMN origin TEXT NOT NULL DEFAULT 'made'",
        # the SHA-256 of all lines on their pages: whether another outcome shows something else
        "ALTER TABLE jianbao_issues ADD COLUMN shown TEXT NOT NULL DEFAULT ''",
        "UPDATE jianbao_issues SET released_on = date WHERE state = 'released'",
        # the SHA-256 of the file that a rename may replace
        "ALTER TABLE jianbao_files ADD COLUMN over TEXT NOT NULL DEFAULT ''",
        # every file ever written, of issues taken back, too
        """
        CREATE TABLE jianbao_written (
            sha256 TEXT NOT NULL,
            host TEXT NOT NULL,
            path TEXT NOT NULL,
            issue BIGINT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (sha256, host, path)
        )
        """,
        "INSERT INTO jianbao_written SELECT sha256, host, path, issue, '' FROM jianbao_files",
        (
            "INSERT INTO jianbao_written SELECT built_sha256, host, path, issue, '' FROM jianbao_files"
            " WHERE built_sha256 NOT IN ('', sha256)"
        ),
        "CREATE INDEX jianbao_written_path ON jianbao_written (path)",
        # corrections of released issues: the entry as it was, a line of an export, and where its files were put
        """
        CREATE TABLE jianbao_reissues (
            issue BIGINT NOT NULL REFERENCES jianbao_issues (key) ON DELETE CASCADE,
            at TEXT NOT NULL,
            made_by TEXT NOT NULL,
            reason TEXT NOT NULL,
            before TEXT NOT NULL,
            kept TEXT NOT NULL
        )
        """,
        # what was done to entries by hand, of those taken back, too
        """
        CREATE TABLE jianbao_acts (
            key {key},
            at TEXT NOT NULL,
            made_by TEXT NOT NULL,
            act TEXT NOT NULL,
            label TEXT NOT NULL,
            detail TEXT NOT NULL
        )
        """,
        # an issue's articles in order; `text` is without markup, '' until a search or the proof-reader fills it
        """
        CREATE TABLE jianbao_articles (
            issue BIGINT NOT NULL REFERENCES jianbao_issues (key) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            title TEXT NOT NULL,
            byline TEXT NOT NULL DEFAULT '',
            section TEXT NOT NULL DEFAULT '',
            text TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (issue, place)
        )
        """,
    ),
    # texts that are searched
    (
        # `page:offset` of what stands first on each page
        "ALTER TABLE jianbao_articles ADD COLUMN pages TEXT NOT NULL DEFAULT ''",
        # 1: the index of words holds it as it stands here; 2: it is too long for that
        "ALTER TABLE jianbao_articles ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX jianbao_articles_unindexed ON jianbao_articles (issue) WHERE indexed <> 1",
    ),
)


def version(store: Store) -> int:
    """How many migrations the database has seen; 0 = it holds no register.

    Raises FileError for a register that is damaged, and where a newer jianbao wrote it.
    """
    if not store.exists():
        return 0
    number = _meta(store, "schema")
    if not re.fullmatch("[0-9]{1,9}", number):
        raise FileError.of("L004", path=store.location, detail=f"jianbao_meta: schema = {number[:20]!r}")
    if int(number) > len(MIGRATIONS):
        raise FileError.of("L009", path=store.location)
    return int(number)


def _meta(store: Store, name: str) -> str:
    rows = store.run("SELECT value FROM jianbao_meta WHERE name = ?", (name,))
    if not rows:
        raise FileError.of("L004", path=store.location, detail=f"jianbao_meta: {name}")
    return str(rows[0][0])


def bring_up(store: Store) -> str:
    """Bring the tables up to date, in a transaction of its own, and give the register's own short id.

    Of an older register a whole copy is made first, where it is a file. Raises FileError where a newer jianbao wrote
    the register.
    """
    current = version(store)
    if current < len(MIGRATIONS):
        if not current:
            store.make(_migrate)
        else:
            copy = store.back_up(f"（升级前备份{datetime.now().astimezone():%Y%m%d-%H%M%S}）")
            store.begin()
            try:
                _migrate(store)
                store.commit()
            except BaseException:
                store.rollback()
                # it is as it was, and the next try would make another
                if copy is not None:
                    copy.unlink(missing_ok=True)
                raise
    own = _meta(store, "id")
    if not re.fullmatch("[0-9a-f]{1,32}", own):
        raise FileError.of("L004", path=store.location, detail="jianbao_meta: id")
    return own


def _migrate(store: Store) -> None:
    # again, now that no other is at it
    current = 0 if not store.has_table("jianbao_meta") else version(store)
    if current == 0:
        store.run("CREATE TABLE jianbao_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        store.run("INSERT INTO jianbao_meta VALUES ('schema', '0')")
        store.run("INSERT INTO jianbao_meta VALUES ('id', ?)", (secrets.token_hex(4),))
    cutoff = (datetime.now(UTC).date() - RELEASED_AFTER).isoformat()
    for statements in MIGRATIONS[current:]:
        for statement in statements:
            for each in (statement,) if isinstance(statement, str) else statement[store.dialect]:
                store.run(each.format(key=store.key_column, cutoff=cutoff))
    Index(store).make()
    store.run("UPDATE jianbao_meta SET value = ? WHERE name = 'schema'", (str(len(MIGRATIONS)),))
