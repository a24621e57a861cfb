"""How fast jianbao is, in one run: `python -m tests.benchmarks [PART…] [--quick] [--handbook]`.

A run of all parts writes its figures, a table and two pictures to `tests/benchmarks/results/`; `--handbook` puts them
into the handbook too, `--render` does that with the figures of the last run. Single parts are printed only. `--quick`
measures fewer rounds, for a look.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    archive,
    cluster,
    cold,
    growth,
    imports,
    live,
    proof,
    search,
    sizes,
    steps,
    warm,
    workers,
)
from tests.benchmarks.measuring import Finding, machine, say
from tests.benchmarks.places import ROOT, Bench
from tests.benchmarks.report import Report, printed

PARTS: dict[str, Callable[[Bench], list[Finding]]] = {
    "cold": cold.measure,
    "warm": warm.measure,
    "batch": workers.throughput,
    "growth": growth.measure,
    "memory": workers.memory,
    "steps": steps.measure,
    "proof": proof.measure,
    "archive": archive.measure,
    "size": sizes.measure,
    "live": live.measure,
    "import": imports.measure,
    "search": search.measure,
    "cluster": cluster.measure,
}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--handbook", action="store_true", help="rewrite the handbook's page of speed")
    parser.add_argument(
        "--render", action="store_true", help="measure nothing; write what the last run found again"
    )
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if options.parts and options.handbook:
        parser.error("the handbook shows all parts")
    if options.render:
        report = Report.saved()
    else:
        with tempfile.TemporaryDirectory(prefix="jianbao-benchmarks-") as home:
            bench = Bench(Path(home), quick=options.quick)
            parts = measured(bench, options.parts or list(PARTS))
            print(printed(parts))
            if options.parts:
                return
            report = Report(
                parts,
                machine(bench.python, bench.versions),
                dt.datetime.now().astimezone().date().isoformat(),
                _commit(),
                options.quick,
            )
    report.write()
    if options.handbook:
        report.into_handbook()
    print("\n".join(report.short_of()) or "every bar is held")


def measured(bench: Bench, names: list[str]) -> dict[str, list[Finding]]:
    """The findings of these parts."""
    found: dict[str, list[Finding]] = {}
    for name in names:
        started = time.perf_counter()
        found[name] = PARTS[name](bench)
        say(f"{name}: {time.perf_counter() - started:.0f} s")
    if bench.missing:
        found[names[0]] += bench.missing
    return found


def _commit() -> str:
    def git(*arguments: str) -> str:
        said = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        return said.stdout.strip()

    changed = git("status", "--porcelain", "--", "jianbao")
    return git("rev-parse", "--short", "HEAD") + (" + changes" if changed else "")


if __name__ == "__main__":
    main()
