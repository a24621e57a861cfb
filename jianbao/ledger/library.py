"""The register's texts → what reads and writes them: the articles of an issue, those of a series with issue and date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.errors import NumberingConflict
from jianbao.ledger.records import ArticleText, Record
from jianbao.ledger.session import Session
from jianbao.ledger.texts import Head
from jianbao.ledger.words import asked_for, folded, pattern_of


class Library(Session):
    """The texts of all issues."""

    def write_articles(self, record: Record, articles: Sequence[ArticleText]) -> None:
        """Put these in the place of an issue's articles; one read from no file of jianbao's has them only so.

        Raises NumberingConflict (L021) where the entry is gone meanwhile, FileError.
        """
        with self._transaction():
            now = self._rows.with_key(record.key)
            if now is None or now.id != record.id:
                raise NumberingConflict.of("L021", path=self.location)
            self._texts.write(record.key, articles)

    def articles_of(self, record: Record) -> tuple[ArticleText, ...]:
        """The articles of one issue, () where none are kept. Raises FileError."""
        return next(self._texts.of([record]))[1]

    def articles(
        self, *, series: str = "", kind: str = "", year: int | None = None, before: Date | None = None
    ) -> Iterator[tuple[Record, ArticleText]]:
        """The articles of issues that stand (neither reserved nor void), the latest issue first, with their issue.

        The issue comes without its files. '' and None mean any; `before` leaves out what is of that day or later. Raises
        FileError.
        """
        keys = self._rows.standing(series, kind, year, before)
        for start in range(0, len(keys), _AT_ONCE):
            for record, articles in self._texts.of(self._rows.of_keys(keys[start : start + _AT_ONCE])):
                yield from ((record, article) for article in articles)

    def heads(self, *, series: str = "", kind: str = "", year: int | None = None) -> list[Head]:
        """The articles of issues that stand, without their texts, to be counted. Raises FileError."""
        return self._texts.heads(series, kind, year)

    def lacking(
        self, *, series: str = "", kind: str = "", year: int | None = None, empty: bool = False
    ) -> list[int]:
        """The keys of issues that stand and whose texts are not kept or not indexed, as `Texts.lacking`. Raises FileError."""
        return self._texts.lacking(series, kind, year, empty=empty)

    def latest(self) -> list[Record]:
        """The latest issue of each series, without its files. Raises FileError."""
        keys = (self._rows.standing(name)[:1] for name in self._rows.series())
        return [record for key in keys for record in self._rows.of_keys(key)]

    def of_key(self, key: int) -> Record | None:
        """The entry in a row. Raises FileError."""
        return self._rows.with_key(key) if self.exists() else None

    def index_words(self) -> bool:
        """Make the index of words where there is none yet; False where this machine's database has no such thing."""
        with self._transaction():
            self._texts.index.make()
        return self._texts.index.there()

    def search(
        self,
        query: str,
        *,
        series: str = "",
        kind: str = "",
        year: int | None = None,
        unit: Collection[str] = (),
    ) -> Iterator[Hit]:
        """The articles that hold every word of `query`, the latest issue first; one at a time, for who wants but a few.

        What stands between blanks is a word, and a word is found wherever an eye would find it, in title, by-line or text.
        `unit` are names of which the by-line holds one. Raises FileError.
        """
        words, units = asked_for(query), [folded(name) for name in unit]
        if not words:
            return
        wanted, names = [pattern_of(word) for word in words], [pattern_of(name) for name in units]
        keys = self._texts.may_hold(words, units, series, kind, year)
        start, size = 0, 8
        while start < len(keys):
            for record, articles in self._texts.of(self._rows.of_keys(keys[start : start + size])):
                hits = [hit for article in articles if (hit := _hit(record, article, wanted, names))]
                recorded = self._rows.files_of(record.key) if hits else ()
                files = tuple(self.resolve(file.path) for file in recorded)
                yield from (replace(hit, files=files) for hit in hits)
            start, size = start + size, min(2 * size, _AT_ONCE)


_AT_ONCE: Final = 200


class Hit(Struct, frozen=True):
    """An article that holds what was asked for: `line` is the one around it, `at` (start, end) of the words in that.

    `page` is the page of the issue that the word stands on, None where that is not known; `files` are where the finished
    ones of the issue are.
    """

    record: Record
    article: ArticleText
    line: str
    at: tuple[tuple[int, int], ...]
    page: int | None
    files: tuple[Path, ...] = ()


def _hit(
    record: Record, article: ArticleText, words: Sequence[re.Pattern[str]], names: Sequence[re.Pattern[str]]
) -> Hit | None:
    whole = article.whole
    found = [word.search(whole) for word in words]
    if not all(found) or (names and not any(name.search(article.byline) for name in names)):
        return None
    # rather in the text than in title or by-line
    text = len(whole) - len(article.text)
    within = [again for word in words if (again := word.search(whole, text))]
    first = next(each for each in (*within, *found) if each is not None).start()
    start, end = whole.rfind("\n", 0, first) + 1, whole.find("\n", first)
    line = whole[start : end if end >= 0 else None]
    at = sorted(each.span() for word in words for each in word.finditer(line))
    return Hit(record, article, line, tuple(at), article.page_at(max(first - text, 0)))
