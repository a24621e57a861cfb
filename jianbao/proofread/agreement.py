"""What an issue says twice and not alike: titles of articles, contents, the office that prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from jianbao.proofread.rule import CUSTOM, Rule
from jianbao.proofread.view import Hit, Role, Sheet


def bare(title: str) -> str:
    """A title without marks and blanks, to be compared."""
    return re.sub(r"[\W_]+", "", title)


def same_title(sheet: Sheet) -> Iterator[Hit]:
    """Two articles with one title."""
    seen: set[str] = set()
    for segment in sheet.of(Role.TITLE):
        title = bare(segment.text)
        if segment.location[0] == "articles" and len(title) > 3:
            if title in seen:
                yield Hit(segment, 0, len(segment.text))
            seen.add(title)


_ALIKE: Final = 0.5


def entry_reworded(sheet: Sheet) -> Iterator[Hit]:
    """An entry of the contents that says more or other than its article's title, by more than a slip."""
    titles = [article.title.replace("|", "") for article in sheet.issue.articles if article.title]
    for segment in sheet.of(Role.CONTENTS):
        if segment.location[0] == "articles":
            continue
        entry = bare(segment.text)
        if not entry or any(bare(title) == entry or _slip(bare(title), entry) for title in titles):
            continue
        best = max(titles, key=lambda title: SequenceMatcher(None, bare(title), entry).ratio(), default="")
        if best and SequenceMatcher(None, bare(best), entry).ratio() >= _ALIKE:
            yield Hit(segment, 0, len(segment.text), params={"title": best})


def _slip(title: str, entry: str) -> bool:
    """What P307 tells: as long, and a character or two replaced."""
    return len(title) == len(entry) and sum(a != b for a, b in zip(title, entry, strict=True)) <= 2


def printing_office(sheet: Sheet) -> Iterator[Hit]:
    """印发机关 that is like the office which issues, and yet not the same."""
    issue = sheet.issue
    organ = issue.print.organ if issue.print is not None else None
    if not organ:
        return
    for segment in sheet.of(Role.NAME):
        if segment.location[0] == "print" and not any(
            organ == own or own in organ or organ in own for own in issue.organ
        ):
            like = [own for own in issue.organ if SequenceMatcher(None, own, organ).ratio() > 0.6]
            if like:
                yield Hit(segment, 0, len(segment.text), params={"other": like[0]})


RULES: Final = (
    Rule("P316", "same-title", CUSTOM, sheet=same_title),
    Rule("P317", "entry-reworded", CUSTOM, sheet=entry_reworded),
    Rule("P318", "printing-office", CUSTOM, sheet=printing_office),
)
