"""A Dask cluster of this machine: a scheduler and workers, each a process of its own; what a batch on it made, to compare."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from jianbao.batches import Result, State


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


class Cluster:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.begin()

    def _command(self, name: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments],
            cwd=self.folder,
            env={**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False", **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def begin(self) -> subprocess.Popen[bytes]:
        return self._command("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")

    def add(self, count: int, **environment: str) -> None:
        for _ in range(count):
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "30")
            self.workers.append(self._command("worker", self.address, *options, **environment))

    def ready(self, count: int) -> None:
        """Wait until so many workers are there."""
        from distributed import Client

        with Client(self.address, timeout=150, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=150)

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def copied(past: Path, folder: Path) -> Path:
    return shutil.copytree(past, folder / "往期")


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".docx", ".pdf")
    }


def counted(results: Iterator[Result] | Sequence[Result]) -> dict[State, int]:
    found: dict[State, int] = {}
    for result in results:
        found[result.state] = found.get(result.state, 0) + 1
    return found
