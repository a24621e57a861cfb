"""A register with so many issues → its size, and what searches, scans and counts in it take.

python -m tests.benchmarks.inside.search URL COUNT ROUNDS
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path

from jianbao.ledger import Ledger, open_ledger
from jianbao.tasks.stats import stats
from tests.benchmarks.inside.registers import fill
from tests.benchmarks.measuring import Clock

QUERIES = {
    "pair": "水利",
    "common": "投入",
    "phrase": "一心一意",
    "single": "鼎",
    "often": "的",
    "western": "gdp",
    "nothing": "没有写过的事",
}
# as many as a terminal is shown, and one to know that there are more
SHOWN = 21


def _scan(ledger: Ledger, query: str) -> int:
    """What is done without an index: every text is read."""
    return sum(query in article.whole for _, article in ledger.articles())


def _size(ledger: Ledger) -> dict[str, float]:
    """MB of texts and of the index."""
    store = ledger._store
    if store.dialect == "sqlite":
        pages = dict(store.run("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
        index = sum(size for name, size in pages.items() if name.startswith("jianbao_words"))
        texts = sum(size for name, size in pages.items() if "jianbao_articles" in name)
    else:
        ((texts, index),) = store.run(
            "SELECT pg_total_relation_size('jianbao_articles'), pg_total_relation_size('jianbao_words')"
        )
    return {"texts": float(texts) / 1e6, "index": float(index) / 1e6}


def main(url: str, count: int, rounds: int) -> None:
    """Print milliseconds of wall for each query, and of one scan for each round beside them."""
    with open_ledger(url, beside=Path()) as ledger:
        fill(ledger, count)
    with open_ledger(url, beside=Path()) as ledger:
        if ledger._store.dialect == "postgresql":
            ledger._store.run("ANALYZE")
        took: dict[str, list[float]] = {name: [] for name in (*QUERIES, "scan", "stats")}
        # the first warms
        for turn in range(-1, rounds):
            for name, query in QUERIES.items():
                clock = Clock()
                sum(1 for _ in islice(ledger.search(query), SHOWN))
                took[name].append(clock.read()[0])
            clock = Clock()
            _scan(ledger, QUERIES["pair"])
            took["scan"].append(clock.read()[0])
            clock = Clock()
            stats([ledger])
            took["stats"].append(clock.read()[0])
            if turn < 0:
                took = {name: [] for name in took}
        print(json.dumps({"took": took, "size": _size(ledger)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
