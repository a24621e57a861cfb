"""Batches on two workers of a Dask cluster and on two of this machine, in turn.

python -m tests.benchmarks.inside.cluster FOLDER ROUNDS COUNT URL
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from jianbao.batches import Batch, Options, State, gather
from jianbao.batches.dask import Cluster
from jianbao.ledger import Source, open_ledger
from tests.benchmarks import past_issues

# as the handbook has scheduler and workers started: Dask looks into each process a hundred times a second else
QUIET = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms",
}
# issues that are recorded with nothing set
RECORDS = 150


def speed(folder: Path, rounds: int, count: int, url: str) -> dict[str, list[float]]:
    """Issues a second of each; CPU in ms an issue of asking side and scheduler, and the asking side's share of all CPU."""
    found: dict[str, list[float]] = {
        name: [] for name in ("local", "cluster", "asking", "scheduling", "share")
    }
    with ExitStack() as stack:
        address, pids = _cluster(stack, folder)
        options = Options(fonts="embedded", ledger=url).absolute()
        batches = {
            "local": stack.enter_context(Batch(options, 2)),
            "cluster": stack.enter_context(Batch(options, crew=Cluster(address, "embedded"))),
        }
        for name, batch in batches.items():
            _write(folder / f"warming-{name}", 60, 1)
            _build(batch, folder / f"warming-{name}")
        for turn in range(rounds):
            for name in ("local", "cluster") if turn % 2 else ("cluster", "local"):
                _write(folder / f"{turn}-{name}", count, 2 + turn)
                before = [_cpu(pid) for pid in (os.getpid(), *pids)]
                seconds = _build(batches[name], folder / f"{turn}-{name}")
                spent = [_cpu(pid) - was for pid, was in zip((os.getpid(), *pids), before, strict=True)]
                found[name].append(count / seconds)
                if name == "cluster":
                    found["asking"].append(1000 * spent[0] / count)
                    found["scheduling"].append(1000 * spent[1] / count)
                    found["share"].append(spent[0] / sum(spent))
    return found


def _cluster(stack: ExitStack, folder: Path) -> tuple[str, list[int]]:
    """A scheduler and two workers of one thread; its address, and their process ids, the scheduler's first."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    commands = [["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]]
    commands += [["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]] * 2
    pids: list[int] = []
    for name, *arguments in commands:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments],
            cwd=folder,
            env={**os.environ, **QUIET},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(process.wait)
        stack.callback(process.kill)
        pids.append(process.pid)
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
    return address, pids


def _write(folder: Path, count: int, seed: int) -> None:
    """Past issues of a series that is called as the folder is, for all share one register."""
    past_issues.write(folder, count, seed=seed)
    series = folder / "series.yaml"
    series.write_text(series.read_text("utf-8").replace("援疆工作简报", f"简报{folder.name}"), "utf-8")


def _build(batch: Batch, folder: Path) -> float:
    """The seconds of building, without planning."""
    plan = batch.plan(gather([folder]))
    started = time.perf_counter()
    for result in batch.run(plan):
        if result.state is not State.BUILT:
            raise SystemExit(str(result))
    return time.perf_counter() - started


def _cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def locking(folder: Path, url: str) -> list[float]:
    """For how many ms each of some issues, their numbers reserved, holds the register's lock, which one has at a time."""
    from jianbao.model.body import Body
    from jianbao.model.issue import Issue

    out = folder / "登记"
    out.mkdir()
    given: list[tuple[Issue, Source]] = []
    for index in range(RECORDS):
        day, articles = (
            date(2016, 1, 1) + timedelta(index),
            [{"title": f"第{index}篇", "body": Body("一。", ())}],
        )
        words = {"series": "登记", "date": day, "organ": "办公室", "articles": articles}
        sha256 = hashlib.sha256(str(index).encode()).hexdigest()
        given.append((Issue.model_validate(words), Source(out / f"{index}.yaml", sha256)))
    held: list[float] = []
    with open_ledger(url, beside=folder) as ledger:
        ledger.plan(given, reserve=True)
        store = ledger._store
        begin, commit = store.begin, store.commit

        def begun() -> None:
            begin()
            held.append(time.perf_counter())

        def committed() -> None:
            commit()
            held[-1] = 1000 * (time.perf_counter() - held[-1])

        store.begin, store.commit = begun, committed  # type: ignore[method-assign]
        for issue, source in given:
            with ledger.issuing(issue, source=source) as entry:
                entry.publish({f"{source.path.stem}.pdf": source.sha256.encode()}, out, pages=2)
    return held


def main() -> None:
    """Print what was measured."""
    folder, rounds, count, url = sys.argv[1:]
    found = speed(Path(folder), int(rounds), int(count), url)
    found["lock"] = locking(Path(folder), url)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
