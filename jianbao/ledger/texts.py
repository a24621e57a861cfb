"""An issue → the texts of its articles; these texts ↔ rows of the register.

A build writes them with its record, in the same transaction; what is taken back or declared void takes them along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from jianbao.expressions import compiled
from jianbao.language.unseen import seen
from jianbao.ledger.records import ATTACHMENT, ArticleText, Record
from jianbao.ledger.rows import UNSEEN, Rows, standing
from jianbao.ledger.store import Store
from jianbao.ledger.words import PLACES, Index
from jianbao.model.body import Body
from jianbao.model.issue import Issue

_COLUMNS: Final = "place, title, byline, section, text"
_PAGES: Final = r"(?:[0-9]{1,6}:[0-9]{1,9}(?: |\Z))*"
_LIFE, _WITH_PAGES = 3, 4
"""The schemas that first had articles, and knew on which pages they stand and whether the index holds them."""


def articles_of(issue: Issue) -> tuple[ArticleText, ...]:
    """The texts of an issue in reading order: its articles, then what is attached; pages are not known yet."""
    before = _bodies(issue.editor_note, issue.abstract)
    found = [
        ArticleText(
            title=article.headline,
            byline="\n".join(
                (*article.byline, *((f"信息来源：{article.source}",) if article.source else ()))
            ),
            section=article.column or "",
            text=_joined(
                *(before if not index else ()),
                *(line.replace("|", "") for line in (article.kicker, article.subtitle) if line),
                *_bodies(article.editor_note, article.abstract),
                *article.addressee,
                article.body.text,
                *article.enclosures,
                *(article.signature.organ if article.signature else ()),
                article.remark,
            ),
        )
        for index, article in enumerate(issue.articles)
    ]
    found += [ArticleText(each.title, "", ATTACHMENT, each.body.text) for each in issue.attachments]
    return tuple(map(_as_set, found))


def _bodies(*bodies: Body | None) -> tuple[str, ...]:
    return tuple(body.text for body in bodies if body is not None)


def _joined(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def _as_set(article: ArticleText) -> ArticleText:
    """Without the marks of breaks, the blanks between Han and Western characters, and what nobody can see."""
    return ArticleText(
        _set_text(" ".join(article.title.replace("|", "").split())),
        _set_text(article.byline),
        _set_text(" ".join(article.section.split())),
        _set_text(article.text),
        tuple((page, len(_set_text(article.text[:start]))) for page, start in article.pages),
    )


def _set_text(text: str) -> str:
    text = seen(UNSEEN.sub("", text))
    return _blank().sub("", text) if " " in text else text


@cache
def _blank() -> re.Pattern[str]:
    """A blank between a Han and a Western character."""
    han, western = "[\u3400-\u9fff〇]", "[A-Za-z0-9]"
    return compiled(f"(?<={han}) +(?={western})|(?<={western}) +(?={han})")


class Head(NamedTuple):
    """An article without its text: the row of its issue, series, kind, date (ISO 8601), by-line and column."""

    issue: int
    series: str
    kind: str
    date: str
    byline: str
    section: str


class Texts:
    """The articles of one register. What reads gives nothing where nothing was ever recorded; all raise FileError."""

    def __init__(self, rows: Rows, store: Store) -> None:
        self._rows, self._store = rows, store
        self.index = Index(store)

    def write(self, key: int, articles: Sequence[ArticleText]) -> None:
        """Put these in the place of the articles of an entry; () takes them away. Within a transaction."""
        there = self.index.there()
        if there:
            old = "SELECT place, title, byline, text FROM jianbao_articles WHERE issue = ? AND indexed = 1"
            for place, *texts in self._store.run(old, (key,)):
                place_is_sound = type(place) is int and 0 <= place < PLACES
                if not place_is_sound or not all(type(text) is str for text in texts):
                    raise self._rows.damaged(f"jianbao_articles {key!r}")
                self.index.drop(key, place, "\n".join(texts))
        self._store.run("DELETE FROM jianbao_articles WHERE issue = ?", (key,))
        for place, article in enumerate(map(_as_set, articles)):
            indexed = 0 if not there else 1 if self.index.put(key, place, article.whole) else 2
            pages = " ".join(f"{page}:{start}" for page, start in article.pages)
            self._store.run(
                f"INSERT INTO jianbao_articles (issue, {_COLUMNS}, pages, indexed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    place,
                    article.title,
                    article.byline,
                    article.section,
                    article.text,
                    pages,
                    indexed,
                ),
            )

    def may_hold(
        self, words: Sequence[str], either: Sequence[str], series: str, kind: str, year: int | None
    ) -> list[int]:
        """The keys of issues that stand and are to be looked at for folded `words`, the latest first."""
        if not self._rows.exists() or not self._rows.knows_since(_LIFE):
            return []
        indexed = self._rows.knows_since(_WITH_PAGES) and self.index.there()
        asked = self.index.asked(words, either) if indexed else None
        if asked is None:
            return self._rows.standing(series, kind, year)
        among = f"(key IN ({asked[0]}) OR key IN (SELECT issue FROM jianbao_articles WHERE indexed <> 1))"
        with self.index.used():
            return self._rows.standing(series, kind, year, more=(among, asked[1]))

    def of(self, records: Sequence[Record]) -> Iterator[tuple[Record, tuple[ArticleText, ...]]]:
        """The articles of each entry in order, () where the register holds none."""
        if not self._rows.exists() or not self._rows.knows_since(_LIFE):
            yield from ((record, ()) for record in records)
            return
        pages = "pages" if self._rows.knows_since(_WITH_PAGES) else "''"
        found: dict[int, list[ArticleText]] = {}
        marks = ", ".join("?" * len(records))
        for key, *row in self._store.run(
            f"SELECT issue, {_COLUMNS}, {pages} FROM jianbao_articles WHERE issue IN ({marks})"
            " ORDER BY issue, place",
            tuple(record.key for record in records),
        ):
            found.setdefault(key, []).append(self._article(key, row))
        yield from ((record, tuple(found.get(record.key, ()))) for record in records)

    def heads(self, series: str, kind: str, year: int | None) -> list[Head]:
        """What the articles of issues that stand are counted by; '' and None mean any."""
        if not self._rows.exists() or not self._rows.knows_since(_LIFE):
            return []
        condition, values = standing(series, kind, year)
        rows = self._store.run(
            "SELECT key, series, kind, date, byline, section FROM jianbao_articles"
            f" JOIN jianbao_issues ON key = issue WHERE {condition}",
            values,
        )
        heads = [Head(*row) for row in rows]
        for text in {text for head in heads for text in head[1:]}:
            if type(text) is not str or UNSEEN.search(text):
                raise self._rows.damaged(f"jianbao_articles {text!r}")
        return heads

    def lacking(self, series: str, kind: str, year: int | None, *, empty: bool = False) -> list[int]:
        """The keys of issues that stand and whose articles are not kept, or in no index though there is one.

        With `empty` those, too, of which an article has no text: a look that takes as long as reading them.
        """
        if not self._rows.exists() or not self._rows.knows_since(_WITH_PAGES):
            return self._rows.standing(series, kind, year)
        lacks = (["indexed <> 1 AND indexed = 0"] if self.index.there() else []) + (
            ["text = ''"] if empty else []
        )
        condition = "NOT EXISTS (SELECT 1 FROM jianbao_articles WHERE issue = key)"
        if lacks:
            condition += f" OR key IN (SELECT issue FROM jianbao_articles WHERE {' OR '.join(lacks)})"
        return self._rows.standing(series, kind, year, more=(f"({condition})",))

    def _article(self, key: int, row: Sequence[Any]) -> ArticleText:
        """Raises FileError (L004) for values that no jianbao wrote."""
        _, title, byline, section, text, pages = row
        for each in (title, byline, section, text, pages):
            if type(each) is not str or UNSEEN.search(each):
                raise self._rows.damaged(f"jianbao_articles {key!r}")
        if not compiled(_PAGES).fullmatch(pages):
            raise self._rows.damaged(f"jianbao_articles {pages!r}")
        found = (each.split(":") for each in pages.split())
        return ArticleText(title, byline, section, text, tuple((int(page), int(at)) for page, at in found))
