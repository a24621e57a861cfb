"""Searches and counts in a register of 20,000 issues, on SQLite and PostgreSQL, beside a scan of all texts in the same run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import Figure, Finding, Note, Spread, asked, ratio, say
from tests.benchmarks.places import ROOT, Bench
from tests.postgres import make_database, server

ISSUES = 20_000
# ms
BAR = 300
NAMES = {
    "pair": ("两个字", "two characters"),
    "common": ("常见的词", "a frequent word"),
    "phrase": ("四字词", "four characters"),
    "single": ("少见的一个字", "one rare character"),
    "often": ("常见的一个字", "one frequent character"),
    "western": ("西文", "a Western word"),
    "nothing": ("没有的词", "what is nowhere"),
}


def measure(bench: Bench) -> list[Finding]:
    """Milliseconds of wall, warm; MB on the disk."""
    count = bench.rounds(ISSUES, ISSUES // 20)
    rounds = bench.rounds(9, 3)
    say(f"search: SQLite, {count} issues")
    said = asked(bench.python, bench.inside, "search", bench.folder() / "册.sqlite", count, rounds)
    found = _figures("SQLite", said)
    with server() as address:
        if address is None:
            return [
                *found,
                Note("没有装 PostgreSQL，没有测", "PostgreSQL is not installed and was not measured"),
            ]
        say(f"search: PostgreSQL, {count} issues")
        make_database(f"{address}/DB", "search")
        # with psycopg, which the wheel does without
        said = asked(Path(sys.executable), ROOT, "search", f"{address}/search", count, rounds)
    return [*found, *_figures("PostgreSQL", said)]


def _figures(where: str, said: dict[str, Any]) -> list[Finding]:
    took, key = said["took"], where.lower()
    found: list[Finding] = [
        Figure(
            f"search.{key}.{name}",
            f"{where}，查找：{zh}",
            f"{where}, search: {en}",
            "ms",
            Spread.of(took[name]),
            BAR,
        )
        for name, (zh, en) in NAMES.items()
    ]
    found.append(
        Figure(
            f"search.{key}.scan",
            f"{where}，逐篇读一遍 ÷ 查找（两个字）",
            f"{where}, reading all texts ÷ search (two characters)",
            "×",
            ratio(took["scan"], took["pair"]),
            at_least=5,
        )
    )
    found.append(
        Figure(
            f"search.{key}.stats",
            f"{where}，统计供稿单位",
            f"{where}, counting units",
            "ms",
            Spread.of(took["stats"]),
        )
    )
    for what, zh, en in (("texts", "正文", "texts"), ("index", "索引", "index")):
        size = Spread.of([said["size"][what]])
        found.append(
            Figure(f"search.{key}.{what}", f"{where}，{zh}大小", f"{where}, size of the {en}", "MB", size)
        )
    return found
