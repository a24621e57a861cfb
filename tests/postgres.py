"""A PostgreSQL of the tests' own, on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own; skips where none is installed."""
    with server() as address:
        if address is None:
            pytest.skip("PostgreSQL is not installed")
        yield address


@contextmanager
def server() -> Iterator[str | None]:
    """A PostgreSQL on loopback, with a fresh cluster; None where none is installed."""
    found = shutil.which("initdb")
    binaries = BINARIES[-1] if BINARIES else Path(found).parent if found else None
    if binaries is None:
        yield None
        return
    as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="jianbao-pg-") as text:
        home = Path(text)
        if as_other:
            shutil.chown(home, "postgres")
        data = home / "data"
        quiet: Any = {"stdout": subprocess.DEVNULL, "cwd": home}
        subprocess.run(
            [*as_other, binaries / "initdb", "-D", data, "-A", "trust", "-U", "clerk", "-N"],
            check=True,
            **quiet,
        )
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c max_connections=200"
        # what a power cut does to it is not ours to test
        options += " -c fsync=off -c full_page_writes=off"
        control = [*as_other, binaries / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*control, "-l", home / "log", "-o", options, "start"], check=True, **quiet)
        try:
            yield f"postgresql://clerk@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)


def make_database(url: str, name: str) -> None:
    """An empty database of that name on the server of `url`, whose own database is written DB."""
    import psycopg

    with psycopg.connect(url.replace("DB", "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """A database of its own for one test."""
    name = f"t{os.urandom(6).hex()}"
    make_database(f"{postgres_server}/DB", name)
    return f"{postgres_server}/{name}"


@pytest.fixture
def postgres_schema(postgres_server: str) -> str:
    """A schema of its own for one test: an empty register for a hundredth of what a database costs."""
    import psycopg

    name = f"t{os.urandom(6).hex()}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{postgres_server}/postgres?options=-csearch_path%3D{name}"
