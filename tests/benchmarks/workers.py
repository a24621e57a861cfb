"""A batch of past issues: issues a second with one worker and with two, and how level a worker's memory stays."""

from __future__ import annotations

from tests.benchmarks.measuring import Figure, Finding, Spread, asked, ratio, say
from tests.benchmarks.places import Bench

EARLY, LATE = 50, 1000


def throughput(bench: Bench) -> list[Finding]:
    """Issues a second while building, workers warmed, one and two of them in turn; what two cores can give at most."""
    rounds, count = bench.rounds(7, 3), 120 if not bench.quick else 60
    say(f"batch: {rounds} rounds of {count} issues with one worker and with two")
    said = asked(bench.python, bench.inside, "batches", "speed", bench.folder(), rounds, count)
    one, two, spin_one, spin_two = said["1"], said["2"], said["spin1"], said["spin2"]
    return [
        Figure("batch.1", "成批生成，一个进程", "batch, one worker", "issues/s", Spread.of(one)),
        Figure("batch.2", "成批生成，两个进程", "batch, two workers", "issues/s", Spread.of(two)),
        Figure(
            "batch.2/1",
            "成批生成，两个进程 ÷ 一个",
            "batch, two workers ÷ one",
            "×",
            ratio(two, one),
            at_least=1.8,
        ),
        Figure(
            "batch.spin",
            "本机两个核心 ÷ 一个（空转计数，上限）",
            "this machine's two cores ÷ one (counting, the most there is)",
            "×",
            ratio(spin_two, spin_one),
        ),
        Figure(
            "batch.share",
            "成批生成，两个进程 ÷ 一个，占本机所能的几成",
            "batch, two workers ÷ one, of what this machine gave",
            "×",
            ratio(
                [b / a for a, b in zip(one, two, strict=True)],
                [b / a for a, b in zip(spin_one, spin_two, strict=True)],
            ),
        ),
    ]


def memory(bench: Bench) -> list[Finding]:
    """One worker's memory around its 50th and its 1,000th issue, a picture in each tenth."""
    late = LATE if not bench.quick else 300
    say(f"memory: {late} issues with one worker")
    said = asked(bench.python, bench.inside, "batches", "memory", bench.folder(), EARLY, late)
    early, last = said["early"], said["late"]
    found: list[Finding] = [
        Figure(
            "memory.early",
            f"一个进程做完 {EARLY} 期后的内存",
            f"a worker's memory after {EARLY} issues",
            "MB",
            Spread.of(early),
        ),
        Figure(
            "memory.late",
            f"一个进程做完 {late} 期后的内存",
            f"a worker's memory after {late} issues",
            "MB",
            Spread.of(last),
        ),
        Figure(
            "memory.late/early",
            f"成批生成，内存：做完 {late} 期 ÷ 做完 {EARLY} 期",
            f"batch, a worker's memory: after {late} issues ÷ after {EARLY}",
            "×",
            ratio(last, early),
            at_most=1.1,
        ),
        Figure(
            "memory.seconds",
            f"{late} 期共用（一个进程，连同编号、登记）",
            f"{late} issues in all (one worker, with planning and register)",
            "s",
            Spread.of([said["seconds"]]),
        ),
    ]
    return found
