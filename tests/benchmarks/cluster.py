"""A batch on a Dask cluster of this machine against the local workers, and what many machines would give by that."""

from __future__ import annotations

from tests.benchmarks.measuring import Figure, Finding, Note, Spread, asked, ratio, say
from tests.benchmarks.places import Bench
from tests.postgres import make_database, server

MANY = 64


def measure(bench: Bench) -> list[Finding]:
    """Issues a second, two workers of a cluster and of this machine in turn; what the asking side and the register bear."""
    rounds, count = bench.rounds(7, 3), 120 if not bench.quick else 60
    with server() as address:
        if address is None:
            return [Note("没有 PostgreSQL，没有量。", "PostgreSQL is absent; not measured.")]
        make_database(f"{address}/DB", "cluster")
        say(f"cluster: {rounds} rounds of {count} issues, two workers of a cluster and two of this machine")
        url = f"{address}/cluster"
        said = asked(bench.cluster_python, bench.inside, "cluster", bench.folder(), rounds, count, url)
    local, cluster = Spread.of(said["local"]), Spread.of(said["cluster"])
    asking, scheduling = Spread.of(said["asking"]), Spread.of(said["scheduling"])
    lock = Spread.of(said["lock"])
    one = cluster.median / 2
    most = min(1000 / asking.median, 1000 / scheduling.median, 1000 / lock.median)
    derived = min(MANY * one, most)
    return [
        Figure("cluster.local", "本机两个进程（PostgreSQL 台账）", "two local workers (register on PostgreSQL)", "issues/s", local),
        Figure("cluster.2", "集群两个工作进程", "two workers of a cluster", "issues/s", cluster),
        Figure(
            "cluster.2/local", "集群两个工作进程 ÷ 本机两个", "two workers of a cluster ÷ two local ones", "×",
            ratio(said["cluster"], said["local"]), at_least=0.9,
        ),
        Figure("cluster.asking", "发起一方每期用的 CPU（编号计划在内）", "the asking side's CPU an issue, planning included", "ms", asking),
        Figure("cluster.scheduling", "调度程序每期用的 CPU", "the scheduler's CPU an issue", "ms", scheduling),
        Figure("cluster.share", "发起一方的 CPU 占全部的几成", "the asking side's share of all CPU", "×", Spread.of(said["share"])),
        Figure(
            "cluster.lock",
            "每期占用 PostgreSQL 台账（同时只有一期）",
            "an issue holds the register on PostgreSQL (one at a time)",
            "ms",
            lock,
        ),
        Figure("cluster.64", f"推算：{MANY} 个工作进程", f"derived: {MANY} workers", "issues/s", Spread.of([derived])),
        Figure("cluster.most", "推算：发起一方、调度程序和台账最多", "derived: the most that asking side, scheduler and register bear", "issues/s", Spread.of([most])),
    ]  # fmt: skip
