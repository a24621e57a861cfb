"""An issue → the texts of its articles; these texts ↔ rows of the register.

A build writes them with its record, in the same transaction; what is taken back or declared void takes them along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from jianbao.ledger.records import ATTACHMENT, ArticleText, Record
from jianbao.ledger.rows import UNSEEN, Rows
from jianbao.ledger.store import Store
from jianbao.model.body import Body
from jianbao.model.issue import Issue

_COLUMNS: Final = "place, title, byline, section, text"
_WITH_PAGES: Final = 4
"""The schema that first knew on which pages a text stands."""
_AT_ONCE: Final = 200
_PAGE: Final = re.compile(r"([0-9]{1,6}):([0-9]{1,9})")
_BLANK: Final = re.compile(
    r"(?<=[\u3400-\u4dbf\u4e00-\u9fff〇]) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) +(?=[\u3400-\u4dbf\u4e00-\u9fff〇])"
)


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
                article.kicker,
                article.subtitle,
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
    return _BLANK.sub("", UNSEEN.sub("", text))


class Texts:
    """The articles of one register. What reads gives nothing where nothing was ever recorded; all raise FileError."""

    def __init__(self, rows: Rows, store: Store) -> None:
        self._rows, self._store = rows, store

    def write(self, key: int, articles: Sequence[ArticleText]) -> None:
        """Put these in the place of the articles of an entry; () takes them away. Within a transaction."""
        self._store.run("DELETE FROM jianbao_articles WHERE issue = ?", (key,))
        for place, article in enumerate(map(_as_set, articles)):
            pages = " ".join(f"{page}:{start}" for page, start in article.pages)
            self._store.run(
                f"INSERT INTO jianbao_articles (issue, {_COLUMNS}, pages) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (key, place, article.title, article.byline, article.section, article.text, pages),
            )

    def of(self, records: Sequence[Record]) -> Iterator[tuple[Record, tuple[ArticleText, ...]]]:
        """The articles of each entry in order, () where the register holds none."""
        if not self._rows.exists() or not self._store.has_table("jianbao_articles"):
            yield from ((record, ()) for record in records)
            return
        pages = "pages" if self._rows.knows_since(_WITH_PAGES) else "''"
        for start in range(0, len(records), _AT_ONCE):
            some = records[start : start + _AT_ONCE]
            found: dict[int, list[ArticleText]] = {}
            marks = ", ".join("?" * len(some))
            for key, *row in self._store.run(
                f"SELECT issue, {_COLUMNS}, {pages} FROM jianbao_articles WHERE issue IN ({marks})"  # noqa: S608
                " ORDER BY issue, place",
                tuple(record.key for record in some),
            ):
                found.setdefault(key, []).append(self._article(key, row))
            yield from ((record, tuple(found.get(record.key, ()))) for record in some)

    def _article(self, key: int, row: Sequence[Any]) -> ArticleText:
        """Raises FileError (L004) for values that no jianbao wrote."""
        _, title, byline, section, text, pages = row
        for each in (title, byline, section, text, pages):
            if type(each) is not str or UNSEEN.search(each):
                raise self._rows.damaged(f"jianbao_articles {key!r}")
        found = tuple((int(page) or 1, int(start)) for page, start in _PAGE.findall(pages))
        return ArticleText(title, byline, section, text, found)
