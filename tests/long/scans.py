"""Three hundred scanned pages read in one run, killed and resumed: the same issue files as one that was left alone.

What was read before the kill is not read again; the program and its readers stay within their memory.
"""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

from tests.benchmarks import past_issues
from tests.foreign.scanning import as_file, scanned, sheets
from tests.long.kills import JIANBAO, sums

PAGES = 300
MOST_BYTES = 1_000_000_000
"""Of one reader."""


def run(share: float, seed: int) -> None:
    """The pages read once; then again with an empty memory of pages, killed at a random page and resumed."""
    with tempfile.TemporaryDirectory(prefix="jianbao-scans-") as text:
        home = Path(text)
        count = made(home / "旧", max(int(PAGES * share), 12), seed)
        seconds, most = read(home, "still")
        print(f"left alone: {count} pages, {seconds / count:.1f} s a page, a reader {most // 1_000_000} MB")
        assert most <= MOST_BYTES
        wanted = random.Random(seed).randrange(count // 3, count * 2 // 3)
        read(home, "resumed", stop_at=wanted)
        seconds, _ = read(home, "resumed")
        assert sums(home / "resumed" / "新") == sums(home / "still" / "新")
        assert len(leaves(home / "resumed")) == count
        print(f"killed after {wanted}, resumed in {seconds:.0f} s: same files", flush=True)
        before = time.perf_counter()
        read(home, "resumed")
        print(f"nothing to do: {time.perf_counter() - before:.1f} s", flush=True)


def made(folder: Path, pages: int, seed: int) -> int:
    """Scans of past issues in a folder, `pages` and some; the number of their pages."""
    folder.mkdir(parents=True)
    chance, count = random.Random(seed), 0
    with tempfile.TemporaryDirectory(prefix="jianbao-print-") as text:
        past_issues.write(Path(text), pages // 2 + 1, seed=seed)
        subprocess.run(
            [*JIANBAO, "batch", text, "-o", f"{text}/out", "--fonts", "embedded", "--format", "pdf"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for number, pdf in enumerate(sorted(Path(text, "out").glob("*.pdf"))):
            if count >= pages:
                break
            shown = [
                scanned(sheet, chance.uniform(-1.5, 1.5), chance.randrange(1000)) for sheet in sheets(pdf)
            ]
            as_file(folder / f"{number:04}{chance.choice(('.pdf', '.tif'))}", shown)
            count += len(shown)
    return count


def read(home: Path, name: str, *, stop_at: int | None = None) -> tuple[float, int]:
    """(processor seconds, the largest reader's bytes) of an import; killed when `stop_at` pages are kept."""
    process = subprocess.Popen(
        [*JIANBAO, "import", home / "旧", "-o", home / name / "新", "--jobs", "1"],
        env={**os.environ, "XDG_CACHE_HOME": str(home / name / "缓存")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if stop_at is not None:
        while process.poll() is None and len(leaves(home / name)) < stop_at:
            time.sleep(0.2)
        process.kill()
        process.wait()
        return 0.0, 0
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, status
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def leaves(home: Path) -> list[Path]:
    """The pages that are kept."""
    return list(home.rglob("*.leaf"))
