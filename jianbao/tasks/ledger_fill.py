"""Issues whose texts the register lacks → texts, read once more from their issue files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jianbao.errors import Finding, JianbaoError, Place, Severity
from jianbao.ledger import ArticleText, Ledger, Record
from jianbao.ledger.lock import home
from jianbao.ledger.planning import numbered
from jianbao.ledger.texts import articles_of
from jianbao.provenance import article_texts, shown
from jianbao.steps import faces_for, lay_out_issue, read_source


def fill(ledger: Ledger, keys: list[int]) -> Iterator[Finding | None]:
    """Write the texts of the issues in these rows, in turn; what is told (None = all well) of each.

    Of one whose issue file is gone, was edited since or cannot be read, titles are all there is. Raises FileError.
    """
    for key in keys:
        record = ledger.of_key(key)
        if record is None:
            yield None
            continue
        articles, told = _articles(ledger, record)
        ledger.write_articles(record, articles)
        yield told


def _articles(ledger: Ledger, record: Record) -> tuple[tuple[ArticleText, ...], Finding | None]:
    kept = ledger.articles_of(record)
    # in no index yet; or entered as it was made elsewhere, of which there is no more to be had
    if kept and (not record.source or all(article.text for article in kept)):
        return kept, None
    path = ledger.resolve(record.source) if record.source and record.host in {"", home()} else None
    titles = kept or tuple(map(ArticleText, record.titles))
    if path is None or not path.is_file():
        return titles, _told("L095", record)
    try:
        return _of_file(path, record) or titles, None
    except JianbaoError:
        return titles, _told("L096", record)


def _of_file(path: Path, record: Record) -> tuple[ArticleText, ...]:
    reading = read_source(path)
    if not record.is_from(reading.sha256):
        raise JianbaoError([_told("L096", record)])
    issue = numbered(reading.issue, record.numbers)
    try:
        pages = lay_out_issue(reading, issue, faces_for(issue.layout, "auto"))
    except JianbaoError:
        return articles_of(issue)
    # as it was printed, or its pages are other ones
    same = shown(pages) == record.shown if record.shown else len(pages.pages) == record.pages
    return article_texts(issue, pages) if same else articles_of(issue)


def _told(code: str, record: Record) -> Finding:
    return Finding(code, Place(record.source), Severity.WARNING, {"label": record.label})
