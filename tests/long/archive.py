"""Searches and counts in a register of 20,000 issues, SQLite and PostgreSQL: each answer is a slow scan's."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path

from jianbao.language.bylines import Units
from jianbao.ledger import Ledger, open_ledger
from jianbao.tasks.stats import BY, stats
from tests.benchmarks.inside.registers import fill, plain
from tests.postgres import make_database, server

ISSUES = 20_000
QUERIES = 200


def run(share: float, seed: int) -> None:
    """Stretches of texts of one to eight characters, two words, and characters from anywhere."""
    with tempfile.TemporaryDirectory(prefix="jianbao-archive-") as home, server() as address:
        places: list[str | Path] = [Path(home) / "册.sqlite"]
        if address is not None:
            make_database(f"{address}/DB", "archive")
            places.append(f"{address}/archive")
        for url in places:
            with open_ledger(url, beside=Path()) as ledger:
                fill(ledger, max(int(ISSUES * share), 200), seed=seed)
                _held(ledger, max(int(QUERIES * share), 30), random.Random(seed))


def _held(ledger: Ledger, count: int, chance: random.Random) -> None:
    every = [(record, article, plain(article.whole)) for record, article in ledger.articles()]
    for _ in range(count):
        query = " ".join(
            _stretch(chance, chance.choice(every)[2]) for _ in range(chance.choice((1, 1, 1, 2)))
        )
        words = plain(query).split()
        wanted = [
            (record.id, article.title)
            for record, article, text in every
            if all(word in text for word in words)
        ]
        found = [(hit.record.id, hit.article.title) for hit in ledger.search(query)] if words else []
        assert found == (wanted if words else []), (query, len(found), len(wanted))
    units = Units()
    of: dict[str, Counter[str]] = {by: Counter() for by in BY}
    for record, article, _ in every:
        of["供稿单位"].update(units.of(article.byline) or ("",))
        of["栏目"][article.section] += 1
        of["月份"][f"{record.date:%Y-%m}"] += 1
        of["刊名"][record.series] += 1
        of["种类"][record.kind] += 1
    for by, wanted_counts in of.items():
        counts = stats([ledger], by)
        assert {each.name: each.articles for each in counts.counts} == wanted_counts, by
    print(
        f"{ledger.location}: {len(every)} articles, {count} searches and {len(of)} counts as a scan has them",
        flush=True,
    )


def _stretch(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, 8)]
