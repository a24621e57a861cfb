"""Batches of generated past issues, built by `Batch` as `jianbao batch` does.

python -m tests.benchmarks.inside.batches speed FOLDER ROUNDS COUNT | memory FOLDER EARLY LATE
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from jianbao.batches import Batch, Options, State, gather
from tests.benchmarks import past_issues

# issues before and after, for a median
NEAR = 10
SPIN = "sum(number % 7 for number in range(6_000_000))"


def speed(folder: Path, rounds: int, count: int) -> dict[str, list[float]]:
    """Issues a second with 1 and 2 workers, and turns a second of a plain loop in 1 and 2 processes."""
    rates: dict[str, list[float]] = {"1": [], "2": [], "spin1": [], "spin2": []}
    with ExitStack() as stack:
        batches = {jobs: stack.enter_context(Batch(Options(fonts="embedded"), jobs)) for jobs in (1, 2)}
        for jobs, batch in batches.items():
            _build(batch, folder / f"warming{jobs}", 30 * jobs, seed=1)
        for turn in range(rounds):
            for jobs in (1, 2) if turn % 2 else (2, 1):
                seconds = _build(batches[jobs], folder / f"{turn}-{jobs}", count, seed=2 + turn)
                rates[str(jobs)].append(count / seconds)
                rates[f"spin{jobs}"].append(jobs / _spin(jobs))
    return rates


def _build(batch: Batch, folder: Path, count: int, seed: int) -> float:
    past_issues.write(folder, count, seed=seed)
    plan = batch.plan(gather([folder]))
    started = time.perf_counter()
    for result in batch.run(plan):
        _demand(result.state is State.BUILT, result)
    return time.perf_counter() - started


def _spin(jobs: int) -> float:
    started = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(jobs)]
    for process in running:
        process.wait()
    return time.perf_counter() - started


def memory(folder: Path, early: int, late: int) -> dict[str, object]:
    """MB of the worker at the issues around `early` and before `late`, as many of both; seconds of it all."""
    samples: dict[int, float] = {}
    past_issues.write(folder, late)
    started = time.perf_counter()
    with Batch(Options(fonts="embedded"), 1) as batch:
        for done, result in enumerate(batch.run(batch.plan(gather([folder]))), 1):
            _demand(result.state is State.BUILT, result)
            samples[done] = _resident(batch.pids[0])
    return {
        "early": [samples[number] for number in range(early - NEAR, early)],
        "late": [samples[number] for number in range(late - 2 * NEAR, late - NEAR)],
        "seconds": time.perf_counter() - started,
    }


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _demand(holds: bool, told: object) -> None:
    if not holds:
        raise SystemExit(str(told))


def main() -> None:
    """Print what was asked for."""
    what, folder, one, other = sys.argv[1:]
    work = speed if what == "speed" else memory
    print(json.dumps(work(Path(folder), int(one), int(other))))


if __name__ == "__main__":
    main()
