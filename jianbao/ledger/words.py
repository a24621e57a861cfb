"""A text → the words that an index keeps of it; words asked for → the texts that may hold them, on either database.

What is looked for is what an eye finds: any stretch of a text, large or small, full or half width. The index knows pairs
of neighbouring characters (春耕备耕: 春耕 耕备 备耕), of Western words and figures too, and the last character of each
stretch, so that even a single one is found by how a pair begins. It answers with what may hold a word; whoever asks looks
whether it does. So it may lag behind, lack what is too long, or be missing: what stands in no index is read through.

Words are kept in full width, where they mean nothing to a database: SQLite's FTS5 and PostgreSQL's tsvector take them as
they are, and no mark of theirs can be typed. What is a character of a word is listed here and does not follow Unicode's
versions, for an index outlives a Python; where the list changes, `jianbao_words` is to be made anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from operator import add
from typing import Final

from jianbao.language.han import is_han
from jianbao.language.unseen import seen
from jianbao.ledger.store import Store

_BLANK: Final = "\u3000"
_BLANKS: Final = (*range(0x21), *range(0x7F, 0xA1), *range(0x2000, 0x2010), 0x2028, 0x2029)
_FOLDED: Final = (
    {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
    | {code: chr(code + 0xFEE0 + 0x20) for code in range(ord("A"), ord("Z") + 1)}
    | {code: chr(code + 0x20) for code in range(ord("Ａ"), ord("Ｚ") + 1)}
    | dict.fromkeys(_BLANKS, _BLANK)
)
# besides Han: Latin, Greek and Cyrillic letters, 々〆, kana, hangul, an office's own characters and compatibility forms
_LETTERS: Final = (
    (0xC0, 0x24F), (0x370, 0x52F), (0x3005, 0x3006), (0x3040, 0x30FF), (0xAC00, 0xD7A3), (0xE000, 0xFAFF), (0xFF10, 0xFF19),
    (0xFF41, 0xFF5A),
)  # fmt: skip


class _Letters(dict[int, str]):
    """A character's code → the character folded, a blank for what is none of a word; worked out once."""

    def __missing__(self, code: int) -> str:
        char = _FOLDED.get(code, chr(code))
        is_letter = is_han(char) or any(low <= ord(char) <= high for low, high in _LETTERS)
        found = char if is_letter else _BLANK
        self[code] = found
        return found


_WORDS_ALONE: Final = _Letters()
_MOST_WORDS: Final = 50_000
"""An article of more different pairs stands in no index: PostgreSQL keeps a megabyte at most."""
_MOST_ASKED: Final = 24
PLACES: Final = 4096
"""How many articles of an issue are indexed."""


def folded(text: str) -> str:
    """`text` as it is compared: as long as it was, in small letters of full width, every blank a wide one."""
    return text.translate(_FOLDED)


def asked_for(query: str) -> tuple[str, ...]:
    """The words of a query, folded: what stands between blanks; all are to be found in an article."""
    # half of a character, as a terminal of another encoding hands it over, is none
    text = folded(seen(query.encode(errors="ignore").decode()))
    return tuple(dict.fromkeys(word for word in text.split(_BLANK) if word))


def pattern_of(word: str) -> re.Pattern[str]:
    """What finds a folded word in a text that is not: much quicker than to fold the text."""
    return re.compile("".join(map(_alike, word)))


@cache
def _alike(char: str) -> str:
    alike = [re.escape(chr(code)) for code, to in _FOLDED.items() if to == char]
    return f"[{char}{''.join(alike)}]" if alike else re.escape(char)


def _stretches(text: str) -> list[str]:
    """The runs of characters of words in a text, folded. (No expression: to compile its ranges takes longer.)"""
    return [stretch for stretch in text.translate(_WORDS_ALONE).split(_BLANK) if stretch]


def pairs_of(text: str) -> set[str]:
    """The words by which the index knows a text."""
    found: set[str] = set()
    for stretch in _stretches(text):
        found.update(map(add, stretch, stretch[1:]))
        found.add(stretch[-1])
    return found


class Index:
    """The index of words of one register; within a transaction where it writes. All raise FileError."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._dialect = store.dialect

    def there(self) -> bool:
        """Whether there is one that can be asked: SQLite may have been made without FTS5."""
        return self._can() and self._store.has_table("jianbao_words")

    def make(self) -> None:
        """Make one where there is none and the database has what it takes."""
        if self._can() and not self._store.has_table("jianbao_words"):
            for statement in _MADE[self._dialect]:
                self._store.run(statement)

    def _can(self) -> bool:
        known = "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"
        return self._dialect != "sqlite" or bool(self._store.run(known))

    def put(self, key: int, place: int, text: str) -> bool:
        """Take in a text; False where it stands in no index."""
        words = pairs_of(text)
        if place >= PLACES or not words or len(words) > _MOST_WORDS:
            return False
        self._store.run(_PUT[self._dialect], (key * PLACES + place, " ".join(words)))
        return True

    def drop(self, key: int, place: int, text: str) -> None:
        """Forget a text that was taken in as it stands here."""
        values = (key * PLACES + place, " ".join(pairs_of(text)))
        self._store.run(_DROPPED[self._dialect], values if self._dialect == "sqlite" else values[:1])

    @contextmanager
    def used(self) -> Generator[None]:
        """Within, what asks the index is answered by it.

        PostgreSQL would rather read every row through: it does not count what lies outside a table's own pages.
        """
        if self._dialect == "sqlite":
            yield
            return
        try:
            # which makes every plan look dear enough to be compiled, for a second
            for statement in ("BEGIN", "SET LOCAL enable_seqscan = off", "SET LOCAL jit = off"):
                self._store.run(statement)
            yield
        finally:
            self._store.rollback()

    def asked(self, words: Iterable[str], either: Sequence[str] = ()) -> tuple[str, str] | None:
        """SQL that gives the keys of issues that may hold all folded `words`, and one of `either`, and its value.

        None where every issue may.
        """
        asked = [term for word in words for term in self._terms(word)]
        others = [self._all(self._terms(word)) for word in either]
        if others and all(others):
            asked.insert(0, f"({_OR[self._dialect].join(others)})")
        return (_ASKED[self._dialect], self._all(asked[:_MOST_ASKED])) if asked else None

    def _terms(self, word: str) -> list[str]:
        exact, begins = _TERM[self._dialect]
        return [
            term
            for stretch in _stretches(word)
            for term in (
                [exact.format("".join(pair)) for pair in pairwise(stretch)] or [begins.format(stretch)]
            )
        ]

    def _all(self, terms: Collection[str]) -> str:
        return _AND[self._dialect].join(terms)


# no positions: what they would tell is seen in the text
_MADE: Final = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE jianbao_words USING fts5
            (words, content='', columnsize=0, detail='none', tokenize='ascii')
        """,
    ),
    "postgresql": (
        "CREATE TABLE jianbao_words (doc BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX jianbao_words_words ON jianbao_words USING gin (words)",
    ),
}
_PUT: Final = {
    "sqlite": "INSERT INTO jianbao_words (rowid, words) VALUES (?, ?)",
    "postgresql": "INSERT INTO jianbao_words VALUES (?, array_to_tsvector(string_to_array(?, ' ')))"
    " ON CONFLICT (doc) DO UPDATE SET words = EXCLUDED.words",
}
_DROPPED: Final = {
    "sqlite": "INSERT INTO jianbao_words (jianbao_words, rowid, words) VALUES ('delete', ?, ?)",
    "postgresql": "DELETE FROM jianbao_words WHERE doc = ?",
}
_ASKED: Final = {
    "sqlite": f"SELECT rowid / {PLACES} FROM jianbao_words WHERE jianbao_words MATCH ?",
    "postgresql": f"SELECT doc / {PLACES} FROM jianbao_words WHERE words @@ ?::tsquery",
}
_TERM: Final = {"sqlite": ('"{}"', '"{}" *'), "postgresql": ("'{}'", "'{}':*")}
_AND: Final = {"sqlite": " AND ", "postgresql": " & "}
_OR: Final = {"sqlite": " OR ", "postgresql": " | "}
