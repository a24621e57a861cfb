"""A large batch killed in the middle and resumed: the same files and numbers as one that was left alone."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.benchmarks import past_issues
from tests.long.kills import JIANBAO, bytes_of, numbers_of

# past issues of a full run, over 12 years, with pictures in some
FULL = 1000


def run(share: float, seed: int) -> None:
    """A batch left alone, the same again with nothing to do, and one that is killed and resumed."""
    count = max(int(FULL * share), 30)
    with tempfile.TemporaryDirectory(prefix="jianbao-resume-") as text:
        still = Path(text, "still")
        past_issues.write(still, count)
        print(f"left alone: {timed(still):.1f} s for {count} issues")
        print(f"nothing to do: {timed(still):.1f} s", flush=True)
        resumed(Path(text, "resumed"), still, count, seed)


def command(folder: Path) -> list[str | Path]:
    """The batch of a folder."""
    return [*JIANBAO, "batch", folder, "-o", folder / "out", "--fonts", "embedded"]


def timed(folder: Path) -> float:
    """Seconds of the whole batch."""
    started = time.perf_counter()
    subprocess.run(command(folder), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def resumed(folder: Path, still: Path, count: int, seed: int) -> None:
    """A batch killed at a random moment of its building, then resumed; compared with one that was left alone."""
    past_issues.write(folder, count)
    process = subprocess.Popen(command(folder), stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    wanted = random.Random(seed).randrange(count // 3, count * 2 // 3)
    for _ in range(wanted):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    seconds = timed(folder)
    assert bytes_of(folder / "out") == bytes_of(still / "out")
    assert numbers_of(folder / "期号台账.sqlite", folder) == numbers_of(still / "期号台账.sqlite", still)
    print(f"killed after {wanted}, resumed in {seconds:.1f} s: same files, same numbers")
