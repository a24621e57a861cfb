"""The register's texts → what reads and writes them: the articles of an issue, those of a series with issue and date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date

from jianbao.errors import NumberingConflict
from jianbao.ledger.records import ArticleText, Record
from jianbao.ledger.session import Session


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
        some = self._rows.standing(series, kind, year, before)
        return ((record, article) for record, articles in self._texts.of(some) for article in articles)
