"""A whole draft → doubts about what is missing, what does not go together, and values that read oddly."""

from __future__ import annotations

import re
from typing import Final

from jianbao.importing.parts import Article, Draft
from jianbao.model.body import Figure, Paragraph, Table

# a title that reads as a sentence, a column that is a number, names that say more than who it is
_SENTENCE: Final = re.compile(r"[。；]|[，、：]$|^[，。、；）)]")
_LONGEST_TITLE: Final = 60
_NUMBERED: Final = re.compile(r"\d")
_TELLING: Final = re.compile(r"[。！？]|\S{25,}")
_FIGURES: Final = re.compile(r"\d{4,}")
_FEWEST: Final = 16
# days from an issue to its printing
_PRINTING: Final = 60


def doubt_odd(draft: Draft) -> None:
    """Doubt what is required and missing, what does not go together, and what reads oddly where it stands."""
    _required(draft)
    _corroborate(draft)
    for index, article in enumerate(draft.articles):
        _article(draft, index, article)
    values = draft.values
    for entry in values.get("distribution", ()):
        if _FIGURES.search(entry["to"]):
            draft.doubt("distribution", 0, "doubt_unknown", entry["to"])
    for role, name in values.get("staff", {}).items():
        if re.search("[。！？]", name):
            draft.doubt("staff", 0, "doubt_unknown", f"{role}：{name}")


def _corroborate(draft: Draft) -> None:
    """Take away doubts about what an article has or who edits where a second place says the same: the imprint, another article."""
    values = draft.values
    printed = f"{values.get('print', {}).get('organ', '')} {values.get('series', '')}"
    doubted = {doubt.key for doubt in draft.doubts if doubt.kind == "doubt_byline"}
    # where the by-line of each article stands, and whether in brackets
    looks = {
        f"articles.{index}.byline": (article.byline_at, article.bylines[0][:1] in "（〔")
        for index, article in enumerate(draft.articles)
        if article.byline
    }
    sure = {look for key, look in looks.items() if key not in doubted}
    agreed = {key for key, look in looks.items() if look in sure}
    draft.doubts = [
        doubt
        for doubt in draft.doubts
        if not (doubt.kind == "doubt_byline" and doubt.key in agreed)
        and not (doubt.kind == "doubt_kicker" and any(article.kicker for article in draft.articles[1:]))
        and not (doubt.kind == "doubt_organ" and doubt.key == "organ" and doubt.words in printed)
    ]


def _article(draft: Draft, index: int, article: Article) -> None:
    """Doubt a title like a sentence, a column like a number, a by-line that tells something, next to no text."""
    title = article.title.replace("|", "")
    series = draft.values.get("series")
    if _SENTENCE.search(title) or len(title) > _LONGEST_TITLE or (title and title == series):
        draft.doubt(f"articles.{index}.title", article.place, "doubt_title", title)
    if _NUMBERED.search(article.column):
        draft.doubt(f"articles.{index}.column", article.place, "doubt_column", article.column)
    if any(map(_TELLING.search, article.bylines)):
        draft.doubt(f"articles.{index}.byline", article.place, "doubt_byline", "".join(article.bylines))
    shown = any(isinstance(block, Table | Figure) for block in article.body)
    texts = [block.inline.text for block in article.body if isinstance(block, Paragraph)]
    if article.body and not shown and len("".join(texts)) < _FEWEST:
        draft.doubt(f"articles.{index}.title", article.place, "doubt_short", title)


def _required(draft: Draft) -> None:
    """Doubt what is required and missing, and what does not go together."""
    values = draft.values
    printed = values.get("print", {}).get("date")
    for key in ("series", "date", "organ"):
        if key not in values:
            draft.doubt(key, 0, "doubt_missing", key)
    if "number" not in values:
        draft.doubt("number", 0, "doubt_missing", "number")
    when, year = values.get("date"), values.get("year")
    if when is not None and draft.left.get("clock"):
        draft.doubt("date", 0, "doubt_clock", when.isoformat())
    if when is not None and year is not None and abs(when.year - year) > 1:
        draft.doubt("year", 0, "doubt_year", f"{year}／{when}")
    if when is not None and printed is not None and not 0 <= (printed - when).days <= _PRINTING:
        draft.doubt("date", 0, "doubt_printed", f"{when}／{printed}")
        draft.doubt("print.date", 0, "doubt_printed", f"{when}／{printed}")
    if not draft.articles:
        draft.doubt("articles", 0, "doubt_missing", "articles")
