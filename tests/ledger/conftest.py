"""A register on SQLite and on PostgreSQL, and issues to put into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.office import Office
from tests.postgres import postgres_schema, postgres_server, postgres_url

__all__ = ["postgres_schema", "postgres_server", "postgres_url"]


@pytest.fixture(params=["sqlite", "postgres"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    """An office with an empty register, once on SQLite, once on PostgreSQL."""
    if request.param == "postgres":
        return Office(tmp_path, request.getfixturevalue("postgres_schema"))
    return Office(tmp_path, tmp_path / "期号台账.sqlite")


@pytest.fixture
def sqlite_office(tmp_path: Path) -> Office:
    """An office with an empty register on SQLite."""
    return Office(tmp_path, tmp_path / "期号台账.sqlite")
