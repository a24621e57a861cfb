"""A Dask cluster whose workers and scheduler die at random moments: the same files and numbers as on one machine.

Needs PostgreSQL and the extra `dask`; says so where either is missing.
"""

from __future__ import annotations

import random
import signal
import tempfile
from importlib.util import find_spec
from pathlib import Path

import jianbao
from tests.benchmarks import past_issues
from tests.postgres import make_database, server

# past issues of a full run, and workers
FULL = 400
WORKERS = 3


def run(share: float, seed: int) -> None:
    """One batch on a cluster that loses a worker every so often and its scheduler once, run again until all is done."""
    with server() as address:
        if address is None or find_spec("distributed") is None:
            print("PostgreSQL or distributed is not installed")
            return
        with tempfile.TemporaryDirectory(prefix="jianbao-cluster-") as text:
            make_database(f"{address}/DB", "cluster")
            _harassed(Path(text), f"{address}/cluster", max(int(FULL * share), 24), random.Random(seed))


def _harassed(home: Path, url: str, count: int, chance: random.Random) -> None:
    from jianbao.batches import State
    from jianbao.ledger import open_ledger
    from tests.batches.clusters import Cluster, copied, counted, hashes

    past_issues.write(home / "past", count)
    still = copied(home / "past", home / "still")
    assert counted(jianbao.batch([still], fonts="embedded")) == {State.BUILT: count}
    folder = copied(home / "past", home / "cluster")
    cluster = Cluster(home)
    turns = killed = done = 0
    fall = chance.randrange(count // 3, count * 2 // 3)
    try:
        while True:
            turns += 1
            cluster.add(WORKERS - len(cluster.workers))
            cluster.ready(1)
            failed = 0
            for result in jianbao.batch([folder], fonts="embedded", scheduler=cluster.address, ledger=url):
                failed += result.state is State.FAILED
                done += 1
                if chance.random() < 0.05 and cluster.workers:
                    worker = cluster.workers.pop(chance.randrange(len(cluster.workers)))
                    worker.send_signal(signal.SIGKILL)
                    worker.wait()
                    cluster.add(1)
                    killed += 1
                if done == fall:
                    cluster.scheduler.kill()
                    cluster.scheduler.wait()
            if not failed:
                break
            if cluster.scheduler.poll() is not None:
                cluster.close()
                cluster.workers.clear()
                cluster.scheduler = cluster.begin()
            assert turns < 10, "ten turns were not enough"
    finally:
        cluster.close()
    assert hashes(folder) == hashes(still)
    with open_ledger(url, beside=folder) as ledger:
        assert ledger.check() == []
    print(
        f"{count} issues, {killed} workers and the scheduler killed, {turns} turns: same files, a clean register"
    )
