"""A year of 100 issues bound: right to the last link, the same twice, in time and memory that grow with the pages."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import jianbao
from tests.benchmarks import past_issues

# of a full run: issues, and paragraphs that make each some twenty pages long
FULL = 100
PARAGRAPHS = 45
SERIES = "援疆工作简报"
SECONDS, MEGABYTES = 60, 500


def run(share: float, seed: int) -> None:
    """Bind a whole year, and half of one, and look at everything in it."""
    with tempfile.TemporaryDirectory(prefix="jianbao-volume-") as text:
        home = Path(text)
        count = max(int(FULL * share), 6)
        half, whole = (
            _year(home, year, issues, seed) for year, issues in ((2015, count // 2), (2016, count))
        )
        path, pages, seconds, peak = whole
        print(
            f"{count} issues, {pages} pages: {seconds:.1f} s of CPU, {peak:.0f} MB, {path.stat().st_size / 1e6:.1f} MB",
            flush=True,
        )
        assert seconds <= SECONDS and peak <= MEGABYTES
        assert seconds / pages <= 1.5 * half[2] / half[1], "time grows faster than pages"
        _looked_over(path, home)


def _year(home: Path, year: int, count: int, seed: int) -> tuple[Path, int, float, float]:
    """A year of issues, built and bound: the volume, its pages, seconds of CPU and MB of memory at its peak."""
    from jianbao.batches import State
    from tests.batches.clusters import counted

    folder, chance = home / f"{year}", random.Random(seed)
    past_issues.write(folder, 1)
    for path in folder.glob("2*.yaml"):
        path.unlink()
    for index in range(count):
        day = date(year, 1, 4) + timedelta(index * 360 // count)
        more = "".join(f"      {past_issues.paragraph(chance)}\n\n" for _ in range(PARAGRAPHS))
        picture = "photo1.jpg" if index % 10 == 0 else ""
        (folder / f"{day}.yaml").write_text(past_issues.issue(chance, day, picture) + more, "utf-8")
    results = jianbao.batch([folder], fonts="embedded", formats=["pdf"])
    assert counted(results) == {State.BUILT: count}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "jianbao", "bind", SERIES, str(year), "-o", "册", "--fonts", "embedded"]
    volumes = []
    for _ in range(2):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (path,) = (folder / "册").iterdir()
        volumes.append(path.read_bytes())
    assert volumes[0] == volumes[1]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    import pikepdf

    with pikepdf.open(path) as pdf:
        pages = len(pdf.pages)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return path, pages, seconds / 2, after.ru_maxrss / 1024


def _looked_over(path: Path, home: Path) -> None:
    from tests.judges import VERA, verdicts
    from tests.tasks.volumes import contents, refuse_what_leads_astray, texts

    started = time.perf_counter()
    entries = contents(path)
    refuse_what_leads_astray(entries, texts(path))
    print(
        f"{len(entries)} lines of the contents are right, {time.perf_counter() - started:.0f} s", flush=True
    )
    if VERA.exists():
        assert all(verdicts("2a,ua1", path).values())
        print("PDF/A-2a and PDF/UA-1", flush=True)
