"""Registers damaged at random, bytes and values: every command says what is wrong, none shows a traceback."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import sqlite3
import tempfile
from pathlib import Path

from jianbao import cli
from jianbao.errors import ExitCode, JianbaoError
from tests.ledger.office import Office, make_issue

FULL = 400
VALUES = (
    "''", "NULL", "'x'", "-1", "99999999999999999999", "1e308", "x'ff00'", "'../../etc/passwd'", "'[]'", "'{}'",
    "'null'", "'2017-13-45'", "zeroblob(10)", "'/dev/zero'", "9223372036854775807", "'.jianbao-00-00.tmp'",
)  # fmt: skip
TABLES = (
    "issues",
    "issues",
    "files",
    "files",
    "meta",
    "written",
    "acts",
    "reissues",
    "articles",
    "articles",
    "words_data",
)
COMMANDS = (
    ["search", "题"], ["stats"], ["ledger", "list"], ["ledger", "check"], ["ledger", "show", "2017-2"], ["ledger", "export"],
    ["ledger", "release", "2017-2"], ["ledger", "redate", "2017-3", "2017-04-03"], ["ledger", "undo", "2017-4"],
    ["ledger", "fill"], ["ledger", "void", "2017-2", "--reason", "试"], ["ledger", "backup"],
)  # fmt: skip


def run(share: float, seed: int) -> None:
    """So many damages, each tried with every command and a build."""
    chance = random.Random(seed)
    root = Path(tempfile.mkdtemp(prefix="jianbao-damage-"))
    whole = root / "whole"
    whole.mkdir()
    office = Office(whole, whole / "期号台账.sqlite")
    for day in range(1, 5):
        office.build(make_issue(f"2017-04-0{day}", f"题{day}"), office.source(f"{day}.yaml", str(day)))
    with office.open() as ledger:
        ledger.release([ledger.find("2017-1")])
    count = max(int(FULL * share), 20)
    for _ in range(count):
        work = root / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(whole, work)
        tried(work, damage(work / "期号台账.sqlite", chance))
    shutil.rmtree(root)
    print(f"{count} damaged registers: a message for each", flush=True)


def damage(register: Path, chance: random.Random) -> str:
    """Spoil a register; what was done."""
    data = register.read_bytes()
    how = chance.choice(["bytes", "cut", "value", "value", "value"])
    if how == "bytes":
        spoiled = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            spoiled[chance.randrange(len(data))] = chance.randrange(256)
        register.write_bytes(spoiled)
        return how
    if how == "cut":
        register.write_bytes(data[: chance.randrange(len(data))])
        return how
    table, value = f"jianbao_{chance.choice(TABLES)}", chance.choice(VALUES)
    with contextlib.closing(sqlite3.connect(register)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        column = chance.choice([row[1] for row in connection.execute(f"PRAGMA table_info({table})")])
        first = f"rowid = (SELECT min(rowid) FROM {table})"
        with contextlib.suppress(sqlite3.Error):
            connection.execute(f"UPDATE OR REPLACE {table} SET {column} = {value} WHERE {first}")
            connection.commit()
    return f"{table}.{column} = {value}"


def tried(work: Path, what: str) -> None:
    """Every command, and a build; raises SystemExit for a traceback."""
    register = work / "期号台账.sqlite"
    for command in COMMANDS:
        said = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            code = cli.run([*command, "--ledger", str(register)])
        if code == ExitCode.BUG:
            raise SystemExit(f"{what}: {command}\n{said.getvalue()}")
    office = Office(work, register)
    with contextlib.suppress(JianbaoError):
        office.build(make_issue("2017-05-01", "新"), office.source("新.yaml", "新"))
