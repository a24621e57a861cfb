"""What is run → what it took: least, median and most of many runs; what machine it ran on.

Nothing here imports jianbao: what is measured runs in processes of its own, from a wheel in a fresh environment.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self


class Spread(NamedTuple):
    """Least, median and most of so many `runs`."""

    least: float
    median: float
    most: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        return cls(min(values), statistics.median(values), max(values), len(values))


def ratio(above: Sequence[float], below: Sequence[float]) -> Spread:
    """How many times as long: of the runs that stood side by side, so that other work on the machine hits both."""
    return Spread.of([one / other for one, other in zip(above, below, strict=True)])


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, in what unit, and the bar that it should hold.

    `unit` is 'ms', 's', 'MB', '×', 'issues/s' or ''. The bar is held against the median.
    """

    key: str
    zh: str
    en: str
    unit: str
    spread: Spread
    at_most: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the bar is held; None without a bar."""
        if self.at_most is not None:
            return self.spread.median <= self.at_most
        return None if self.at_least is None else self.spread.median >= self.at_least


@dataclass(frozen=True)
class Note:
    """What a reader of the table must know: a rival that could not be had, a count that explains the others."""

    zh: str
    en: str


Finding = Figure | Note


def say(text: str) -> None:
    """Progress."""
    print(text, file=sys.stderr, flush=True)


class Cost(NamedTuple):
    """One process from start to end: seconds of wall and of CPU, MB of memory at its peak."""

    wall: float
    cpu: float
    peak: float


def environment() -> dict[str, str]:
    """This process' environment without what would make Python or jianbao run otherwise than a clerk's."""
    drop = ("PYTHON", "JIANBAO_", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(drop)}


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command to its end in `folder`; what it cost. Raises SystemExit with what it said when it fails."""
    with (folder / "said.txt").open("w+b") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            env=environment(),
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(
                f"{command[0]}: exit code {process.returncode}\n{said.read().decode(errors='replace')}"
            )
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6)


def asked(python: Path, folder: Path, module: str, *arguments: object) -> Any:
    """What `python -m module` prints last, read as JSON; its errors go to ours."""
    command = [str(python), "-m", f"tests.benchmarks.inside.{module}", *map(str, arguments)]
    said = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, env=environment(), check=True)
    return json.loads(said.stdout.decode().strip().splitlines()[-1])


class Server:
    """A process that stays and answers one line of JSON with another: what is warm is measured in it."""

    def __init__(self, python: Path, folder: Path, module: str, *arguments: object) -> None:
        self.module = module
        command = [str(python), "-m", f"tests.benchmarks.inside.{module}", *map(str, arguments)]
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
        )

    def ask(self, question: object) -> Any:
        """Raises SystemExit when the process has ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.module}: ended with exit code {self.process.wait()}")
        return json.loads(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def serve(answer: Callable[[Any], object]) -> None:
    """The other end of a `Server`: its answers go where it wrote to, whatever else prints."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=out, flush=True)


class Clock:
    """Milliseconds of wall and of CPU since it was made."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        return 1000 * (time.perf_counter() - self.wall), 1000 * (time.process_time() - self.cpu)


def machine(python: Path, libraries: Mapping[str, str]) -> dict[str, str]:
    """What stands under the table; no host, no path. `libraries` are name → version."""
    return {
        "cpu": _cpu(),
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": subprocess.check_output(
            [python, "-c", "import platform;print(platform.python_version())"], text=True
        ).strip(),
        **libraries,
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    told = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    speed = [float(line.partition(":")[2]) for line in lines if line.startswith("cpu MHz")]
    return (told[0] if told else platform.machine()) + (f" {max(speed) / 1000:.1f} GHz" if speed else "")
