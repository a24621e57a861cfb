"""A register of as many issues as wanted, with texts made up from a seed: what searches and counts are tried on."""

from __future__ import annotations

import random
import re
from datetime import date as Date
from datetime import timedelta
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

from jianbao.language import words
from jianbao.language.unseen import seen
from jianbao.ledger import ArticleText, FileRecord, Ledger, Record, State
from jianbao.model.numbers import Numbers

UNITS = (
    "县农业农村局",
    "县水利局",
    "县教育局",
    "石塘镇",
    "梅岭乡",
    "县卫生健康局",
    "县发改局",
    "县农业农村局、石塘镇",
)
SECTIONS = ("工作动态", "典型经验", "一线声音", "")
SERIES = ("云溪简报", "春耕专报", "防汛快报")


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words of two to four characters and their weights, as seldom as words are in texts (Zipf)."""
    lines = (Path(words.__file__).parent / "words.txt").read_text("utf-8").splitlines()
    parts = (line.split() for line in lines if not line.startswith("#"))
    found = [first + re.sub(r"\d\d.$", "", rest) for first, *others in parts for rest in others]
    found = sorted(word for word in found if 2 <= len(word) <= 4)
    random.Random(7).shuffle(found)
    return found, list(accumulate(1 / (rank + 20) for rank in range(len(found))))


def text_of(chance: random.Random, characters: int) -> str:
    """Paragraphs of sentences, with figures and Western words among them."""
    known, weights = _vocabulary()
    paragraphs, size = [], 0
    while size < characters:
        sentences = []
        for _ in range(chance.randint(2, 5)):
            sentence = "".join(chance.choices(known, cum_weights=weights, k=chance.randint(6, 16)))
            if chance.random() < 0.2:
                sentence += f"，投入{chance.randint(1, 9999)}万元"
            if chance.random() < 0.03:
                sentence += chance.choice(("GDP", "5G", "App", "ＰＰＰ", "PM2.5"))
            sentences.append(sentence + "。")
        paragraphs.append("".join(sentences))
        size += len(paragraphs[-1])
    return "\n".join(paragraphs)


def fill(ledger: Ledger, count: int, *, seed: int = 1, characters: int = 800) -> None:
    """Put `count` issues of `SERIES` with two to four articles each into a register, in one transaction."""
    chance = random.Random(seed)
    given = dict.fromkeys(((series, year) for series in SERIES for year in range(1990, 2050)), 0)
    with ledger._transaction():
        for index in range(count):
            day = Date(2004, 1, 5) + timedelta(index * 8000 // max(count, 1))
            series = chance.choice(SERIES)
            given[series, day.year] += 1
            number = given[series, day.year]
            articles = [
                ArticleText(
                    text_of(chance, 12).split("。")[0][:20],
                    f"（{chance.choice(UNITS)}供稿）",
                    chance.choice(SECTIONS),
                    text_of(chance, characters),
                    ((1, 0), (2, 400)),
                )
                for _ in range(chance.randint(2, 4))
            ]
            record = Record(
                series, "正刊", f"i{index}", False, Numbers(day.year, number), day, tuple(each.title for each in articles),
                f"{index}.yaml", "", "", "", 3, State.RELEASED, "", "2026-01-01T00:00:00+00:00", "文书", "0.2.0",
            )  # fmt: skip
            key = ledger._rows.insert(record)
            ledger._rows.insert_file(key, FileRecord("", f"成品/{index}.pdf", f"{index:064x}", 1000))
            ledger._texts.write(key, articles)


@lru_cache(maxsize=1000)
def plain(text: str) -> str:
    """Small letters of half width, every blank a plain one: as an eye compares."""
    half = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
    small = "".join(char.lower() if char.isascii() else char for char in half)
    return re.sub("[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028\u2029\u3000]", " ", small)


def scanned(ledger: Ledger, query: str) -> list[tuple[str, str]]:
    """(id of the issue, all of the article) that hold every word of `query`: each text looked through, no index asked."""
    words = plain(seen(query.encode(errors="ignore").decode())).split(" ")
    return [
        (record.id, article.whole)
        for record, article in ledger.articles()
        if any(words) and all(word in plain(article.whole) for word in words)
    ]
