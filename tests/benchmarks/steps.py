"""Where the time of a build goes: a cold one and a warm one, step by step."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from tests.benchmarks.measuring import Figure, Finding, Spread, asked, say
from tests.benchmarks.places import SEED, Bench

STEPS = {
    "start": ("Python（和测量程序）自己的启动和退出", "start and end of Python and of what measures"),
    "import": ("导入", "import"),
    "read": ("读入", "read"),
    "check": ("校对", "check"),
    "number": ("编号", "number"),
    "layout": ("排版", "lay out"),
    "fonts": ("字体", "fonts"),
    "docx": ("DOCX", "DOCX"),
    "pdf": ("PDF", "PDF"),
    "tags": ("标签、XMP", "tags, XMP"),
    "ledger": ("台账", "register"),
    "rest": ("其余", "the rest"),
}
WARMING = 10
# ms; packages whose import takes less are not named
WORTH_NAMING = 2.0


def measure(bench: Bench) -> list[Finding]:
    """Milliseconds; a step that runs within another is not counted in that."""
    rounds, count = bench.rounds(15, 5), WARMING + 11
    texts = bench.folder()
    asked(bench.python, bench.inside, "texts", SEED, texts, count)
    cold: list[dict[str, float]] = []
    warm: list[dict[str, float]] = []
    # the first warms the machine
    for turn in range(rounds + 1):
        say(f"steps: round {turn} of {rounds}")
        started = time.perf_counter()
        short = turn % 3 != 1
        said = asked(bench.python, bench.inside, "steps", texts, bench.folder(), 0 if short else count)
        whole = 1000 * (time.perf_counter() - started)
        if turn:
            spent = _with_imports_summed(said["cold"])
            # a process that goes on to warm builds does not tell how long its start and end took
            if short:
                spent["start"] = whole - sum(said["cold"].values())
            cold.append(spent)
            warm += map(_with_imports_summed, said["warm"][WARMING:])
    return [*_figures("cold", "冷启动", "cold", cold), *_figures("warm", "连续生成", "warm", warm)]


def _figures(kind: str, zh: str, en: str, said: Sequence[dict[str, float]]) -> list[Finding]:
    names = dict(STEPS)
    packages = {step for each in said for step in each if step.startswith("import ")}
    for step in sorted(packages, key=lambda step: -_median(said, step)):
        if _median(said, step) >= WORTH_NAMING:
            package = step.removeprefix("import ")
            names[step] = (f"其中导入 {package}", f"of that import {package}")
    found: list[Finding] = []
    for step, (name_zh, name_en) in names.items():
        values = [each[step] for each in said if step in each]
        if values:
            spread = Spread.of(values)
            found.append(Figure(f"steps.{kind}.{step}", f"{zh}：{name_zh}", f"{en}: {name_en}", "ms", spread))
    return found


def _with_imports_summed(spent: dict[str, float]) -> dict[str, float]:
    return spent | {"import": sum(value for step, value in spent.items() if step.startswith("import "))}


def _median(said: Sequence[dict[str, float]], step: str) -> float:
    return statistics.median(each.get(step, 0.0) for each in said)
