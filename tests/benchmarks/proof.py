"""A long issue is proof-read, by one process and by as many as there are processors, in turn."""

from __future__ import annotations

from tests.benchmarks.measuring import Figure, Finding, Spread, asked, ratio, say
from tests.benchmarks.places import Bench

# characters of an issue
LENGTH = 200_000


def measure(bench: Bench) -> list[Finding]:
    """Microseconds a character, warm, and how many times as fast all processors are."""
    rounds = bench.rounds(7, 3)
    say(f"proof-reading: {LENGTH} characters, {rounds} rounds")
    said = asked(bench.python, bench.inside, "proof", LENGTH, rounds)
    zh, en = "校对二十万字，每字", "proof-reading 200,000 characters, each"
    return [
        Figure(
            "proof.alone", f"{zh}：一个进程", f"{en}: one process", "µs", Spread.of(said["alone"]), at_most=10
        ),
        Figure(
            "proof.alone.cpu",
            f"{zh}：一个进程（CPU）",
            f"{en}: one process (CPU)",
            "µs",
            Spread.of(said["cpu"]),
        ),
        Figure("proof.all", f"{zh}：全部核心", f"{en}: all cores", "µs", Spread.of(said["all"]), at_most=5),
        Figure(
            "proof.alone/all",
            "校对二十万字：一个进程 ÷ 全部核心",
            "proof-reading 200,000 characters: one process ÷ all cores",
            "×",
            ratio(said["alone"], said["all"]),
            at_least=1.6,
        ),
    ]
