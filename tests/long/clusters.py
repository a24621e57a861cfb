"""A Dask cluster of 2, 4 and 8 workers, and one whose workers and scheduler die at random moments: as on one machine.

Needs PostgreSQL and the extra `dask`; says so where either is missing.
"""

from __future__ import annotations

import random
import tempfile
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jianbao
from tests.benchmarks import past_issues
from tests.postgres import make_database, server

# of a full run: past issues, and how often a worker is killed
FULL = 120
KILLS = 60
WORKERS = (2, 4, 8)
_TURNS = 12


def run(share: float, seed: int) -> None:
    """The same files and numbers from any number of workers, and when workers die 60 times and the scheduler once."""
    with server() as address:
        if address is None or find_spec("distributed") is None:
            print("PostgreSQL or distributed is not installed")
            return
        with tempfile.TemporaryDirectory(prefix="jianbao-cluster-") as text:
            office = _Office(Path(text), address, max(int(FULL * share), 24))
            for workers in WORKERS:
                office.on(workers)
            kills, chance, turn = max(int(KILLS * share), 6), random.Random(seed), 0
            while kills > 0:
                turn += 1
                kills -= office.harassed(f"harassed{turn}", kills, chance)


class _Office:
    """Past issues, and what this machine makes of them by itself."""

    def __init__(self, home: Path, address: str, count: int) -> None:
        from jianbao.batches import State
        from tests.batches.clusters import copied, counted, hashes

        self.home, self.address, self.count = home, address, count
        self.past = home / "past"
        past_issues.write(self.past, count)
        still = copied(self.past, home / "still")
        assert counted(jianbao.batch([still], fonts="embedded")) == {State.BUILT: count}
        self.files, self.numbers = hashes(still), self._numbers(None, still)

    def _numbers(self, url: str | None, folder: Path) -> list[tuple[str, object]]:
        from jianbao.ledger import open_ledger

        with open_ledger(url, beside=folder) as ledger:
            assert ledger.check() == []
            return [(Path(record.source).name, record.numbers) for record in ledger.records()]

    def _ready(self, name: str) -> tuple[Path, str]:
        from tests.batches.clusters import copied

        make_database(f"{self.address}/DB", name)
        return copied(self.past, self.home / name), f"{self.address}/{name}"

    def _same(self, folder: Path, url: str) -> None:
        from tests.batches.clusters import hashes

        found = hashes(folder)
        other = [name for name in sorted({*found, *self.files}) if found.get(name) != self.files.get(name)]
        assert not other, f"{len(other)} of {len(found)} files differ from {len(self.files)}: {other[:6]}"
        assert self._numbers(url, folder) == self.numbers

    def on(self, workers: int) -> None:
        """The same from so many workers."""
        from jianbao.batches import State
        from tests.batches.clusters import Cluster, counted

        folder, url = self._ready(f"of{workers}")
        cluster = Cluster(self.home)
        try:
            cluster.add(workers)
            cluster.ready(workers)
            results = jianbao.batch([folder], fonts="embedded", scheduler=cluster.address, ledger=url)
            assert counted(results) == {State.BUILT: self.count}
        finally:
            cluster.close()
        self._same(folder, url)
        print(f"{workers} workers: {self.count} issues, same files and numbers", flush=True)

    def harassed(self, name: str, most: int, chance: random.Random) -> int:
        """One batch, run again until all is done, while workers are killed and the scheduler falls once; how many were killed."""
        from tests.batches.clusters import Cluster

        folder, url = self._ready(name)
        cluster = Cluster(self.home)
        killer = _Killer(cluster, most, chance)
        fall, done, turns = chance.randrange(self.count // 3, self.count * 2 // 3), 0, 0
        try:
            while True:
                turns += 1
                assert turns <= _TURNS, f"{_TURNS} turns were not enough"
                cluster.add(3 - len(cluster.workers))
                cluster.ready(1)
                failed = 0
                with killer:
                    for result in jianbao.batch(
                        [folder], fonts="embedded", scheduler=cluster.address, ledger=url
                    ):
                        failed += result.state.value == "failed"
                        done += 1
                        if done == fall:
                            cluster.scheduler.kill()
                            cluster.scheduler.wait()
                if not failed:
                    break
                if cluster.scheduler.poll() is not None:
                    cluster.close()
                    cluster.workers.clear()
                    cluster.scheduler = cluster.begin()
        finally:
            cluster.close()
        self._same(folder, url)
        print(
            f"{killer.killed} workers and the scheduler killed, {turns} turns: same files and numbers",
            flush=True,
        )
        return killer.killed


class _Killer:
    """While it is entered, kills a worker with SIGKILL at random moments and starts another in its place."""

    def __init__(self, cluster: Any, most: int, chance: random.Random) -> None:
        self.cluster, self.most, self.chance = cluster, most, chance
        self.killed = 0

    def __enter__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._kill)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _kill(self) -> None:
        while self.killed < self.most and not self._over.wait(self.chance.uniform(0.1, 3)):
            worker = self.cluster.workers.pop(self.chance.randrange(len(self.cluster.workers)))
            worker.kill()
            worker.wait()
            self.killed += 1
            self.cluster.add(1)
