"""How fast a batch is, and how level its workers' memory stays.

    python -m tests.benchmarks.batches [COUNT]

Builds COUNT past issues (default 1000, over 12 years, with pictures in some) once with one worker and once with
two; the second batch is killed in the middle and resumed, and must give the same files and numbers as the first.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jianbao.batch import Batch, Options, State, gather
from tests.benchmarks import past_issues
from tests.benchmarks.kills import JIANBAO, bytes_of, numbers_of


def memory_of(pids: list[int]) -> int:
    """The most of the processes' resident memory, in MB."""
    most = 0
    for pid in pids:
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue
        most = max(most, pages * os.sysconf("SC_PAGE_SIZE") // 2**20)
    return most


def timed(folder: Path, jobs: int) -> tuple[float, list[tuple[int, int]]]:
    """Build all in this process' batch: (issues a second while building, [(issues done, MB of the largest worker)])."""
    memory: list[tuple[int, int]] = []
    with Batch(Options(out=folder / "out", fonts="embedded"), jobs) as batch:
        started = time.perf_counter()
        plan = batch.plan(gather([folder]))
        print(f"  planned {plan.size} in {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        for done, result in enumerate(batch.run(plan), 1):
            if result.state is State.FAILED:
                raise SystemExit(str(result))
            if done in {jobs * 50, plan.size // 2, plan.size}:
                memory.append((done, memory_of(list(batch.pids))))
        return plan.size / (time.perf_counter() - started), memory


def main() -> None:
    """One worker, two workers, and a resumed batch."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as text:
        rates = {}
        for jobs in (1, 2):
            folder = Path(text, str(jobs))
            past_issues.write(folder, count)
            rates[jobs], memory = timed(folder, jobs)
            print(
                f"{jobs} worker(s): {rates[jobs]:.1f} issues/s; memory "
                + ", ".join(f"{m} MB after {n}" for n, m in memory)
            )
        print(f"two workers: {rates[2] / rates[1]:.2f} × one")
        started = time.perf_counter()
        subprocess.run(
            [*JIANBAO, "batch", Path(text, "2"), "-o", Path(text, "2", "out"), "--fonts", "embedded"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        print(f"nothing to do: {time.perf_counter() - started:.1f} s for {count} unchanged issues")
        resumed(Path(text, "resumed"), Path(text, "1"), count)


def resumed(folder: Path, still: Path, count: int) -> None:
    """A batch killed at a random moment of its building, then resumed; compared with one that was left alone."""
    past_issues.write(folder, count)
    command = [*JIANBAO, "batch", folder, "-o", folder / "out", "--fonts", "embedded"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    wanted = random.Random(count).randrange(count // 3, count * 2 // 3)
    for _ in range(wanted):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert bytes_of(folder / "out") == bytes_of(still / "out")
    assert numbers_of(folder / "期号台账.sqlite", folder) == numbers_of(still / "期号台账.sqlite", still)
    print(
        f"killed after {wanted}, resumed in {time.perf_counter() - started:.1f} s: same files, same numbers"
    )


if __name__ == "__main__":
    main()
