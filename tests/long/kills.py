"""kill -9 at random moments of `jianbao build` and `jianbao batch`, and what a rerun makes of it.

The moments are seeded and spread over the whole run, start-up included. After each, the same command runs again to
its end; then there must be no gap, no double, no torn or left-over file, and the numbers and the bytes of an
undisturbed run. Raises SystemExit at the first promise that was broken.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jianbao.ledger import State, open_ledger
from tests.benchmarks import past_issues
from tests.postgres import make_database, server

JIANBAO = [sys.executable, "-m", "jianbao"]


def started(arguments: list[object], delay: float | None = None) -> bool:
    """Run jianbao; with `delay`, kill it and its workers' parent after so many seconds. True if it came to its end."""
    process = subprocess.Popen(
        [*JIANBAO, *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    if delay is not None:
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
    # ends when the last worker has gone, too
    _, errors = process.communicate()
    if process.returncode not in {0, -signal.SIGKILL}:
        raise SystemExit(f"exit code {process.returncode}:\n{errors.decode()}")
    return process.returncode == 0


def bytes_of(folder: Path) -> dict[str, str]:
    """File name → SHA-256, hidden files too."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def sums(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path from there → SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def numbers_of(url: str | Path, folder: Path) -> list[tuple[str, object]]:
    """What the register says, which must be sound and have nothing reserved."""
    with open_ledger(url, beside=folder) as ledger:
        findings, records = ledger.check(), ledger.records()
    if findings:
        raise SystemExit("\n".join(map(str, findings)))
    assert all(record.state.stands for record in records)
    return [(Path(record.source).name, record.numbers) for record in records]


def stage(url: str | Path, out: Path) -> str:
    """How far the killed run came, as seen from outside."""
    hidden = any(path.name.startswith(".jianbao-") for path in out.iterdir()) if out.exists() else False
    try:
        with open_ledger(url, beside=out) as ledger:
            waiting = sum(record.state is State.RESERVED for record in ledger.records())
            issued = sum(record.state.stands for record in ledger.records())
    except Exception as error:  # noqa: BLE001 - only a description
        return f"register: {error}"
    return f"{'temporary files, ' if hidden else ''}{'reserved, ' if waiting else ''}{'issued' if issued else 'nothing recorded'}"


class Turn(NamedTuple):
    """A killed run and its rerun: finished files, register, how far it came, the seconds of the rerun."""

    out: Path
    register: str | Path
    came: str
    seconds: float


def once(kind: str, home: Path, template: Path, url: str, delay: float | None) -> Turn:
    """A run in a fresh folder, killed after `delay` seconds (None = no such run), then one that comes to its end.

    `came` is '' for a run that had ended before it could be killed.
    """
    shutil.copytree(template, home)
    out = home / "out"
    register: str | Path = url.replace("DB", home.name) if url else home / "期号台账.sqlite"
    what: Sequence[object] = [home, "-j", 2] if kind == "batch" else sorted(home.glob("2*.yaml"))
    arguments = [kind, *what, "-o", out, "--ledger", register, "--fonts", "embedded"]
    came = ""
    if delay is not None and not started(arguments, delay):
        came = stage(register, out)
    begun = time.perf_counter()
    started(arguments)
    return Turn(out, register, came, time.perf_counter() - begun)


# kills of each kind in a full run, on SQLite and on PostgreSQL: some ten minutes
FULL = {("build", False): 300, ("batch", False): 120, ("build", True): 60, ("batch", True): 30}


def run(share: float, seed: int) -> None:
    """Both commands, on both kinds of register where PostgreSQL is installed."""
    with server() as address:
        for (kind, shared), count in FULL.items():
            if shared and address is None:
                print(f"{kind}: PostgreSQL is not installed")
                continue
            kill(kind, max(int(count * share), 3), f"{address}/DB" if shared else "", seed)


def kill(kind: str, count: int, url: str, seed: int) -> None:
    """Kill, run again, compare, until there were so many kills; in `url`, DB becomes a database for each run."""
    chance = random.Random(seed)
    root = Path(tempfile.mkdtemp(prefix="jianbao-kills-"))
    template = root / "template"
    past_issues.write(template, 6 if kind == "batch" else 1, pictures=3)
    mark = root.name.rpartition("-")[2].lower()

    def turn(name: str, delay: float | None) -> Turn:
        home = root / f"{name}-{mark}"
        if url:
            make_database(url, home.name)
        return once(kind, home, template, url, delay)

    still = turn("still", None)
    want = bytes_of(still.out), numbers_of(still.register, root)
    usual = [still.seconds] * 3
    seen: Counter[str] = Counter()
    runs = 0
    while seen.total() < count:
        runs += 1
        # the share of the run is drawn; how long a run takes, follows the machine's other work
        share = (seen.total() + chance.random()) / count
        made = turn(f"run{runs}", share * sorted(usual[-5:])[len(usual[-5:]) // 2])
        got = bytes_of(made.out), numbers_of(made.register, root)
        if got != want:
            raise SystemExit(
                f"{made.out.parent}: killed at {share:.3f} ({made.came})\nwanted {want}\ngot    {got}"
            )
        usual.append(made.seconds)
        seen += Counter([made.came] if made.came else [])
        shutil.rmtree(made.out.parent)
    shutil.rmtree(root)
    where = "PostgreSQL" if url else "SQLite"
    print(f"{kind}, {where}: {count} kills in {runs} runs, every rerun as if undisturbed; killed with:")
    for came, times in seen.most_common():
        print(f"  {times:4}  {came}", flush=True)
