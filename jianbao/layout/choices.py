"""What a clerk chose and no page shows for sure → words for the file, so that it can be read back.

Of texts there is nothing here: those stand on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from jianbao.model.issue import Faces, Issue, Layout, Masthead, NamePart

_YES: Final = "是"
_NO: Final = "否"
_TITLES: Final = ("kicker", "title", "subtitle")


def choices(
    issue: Issue, widths: Mapping[str, float], late: Mapping[str, int], *, broken_cells: bool | None
) -> tuple[tuple[str, str], ...]:
    """(key of the issue file, value) of each choice that is not the usual one.

    `widths` are the stated widths of pictures in mm, 0 for none, by the names that the pages give them; `late` by how many
    paragraphs a figure stands behind its place; `broken_cells`:
    the clerk broke the lines of a cell somewhere, None where there are no tables.
    """
    return tuple(_choices(issue, widths, late, broken_cells=broken_cells))


def _choices(
    issue: Issue, widths: Mapping[str, float], late: Mapping[str, int], *, broken_cells: bool | None
) -> Iterator[tuple[str, str]]:
    masthead = issue.masthead
    for number, part in enumerate(masthead.name):
        if part.size:
            yield f"masthead.name.{number}.size", f"{part.size:g}"
        yield from _unusual(f"masthead.name.{number}", part, NamePart, "face")
    yield from _unusual("masthead", masthead, Masthead, "rule")
    if issue.contents is not None and issue.contents.grouped:
        yield "contents.grouped", _YES
    for number, article in enumerate(issue.articles, 1):
        if article.new_page:
            yield f"articles.{number}.new_page", _YES
    stated = [
        f"{mark}{number}.{name}"
        for mark, texts in (("", issue.articles), ("a", issue.attachments))
        for number, text in enumerate(texts, 1)
        for name in _TITLES
        if "|" in (getattr(text, name, None) or "")
    ]
    if any(article.title for article in issue.articles):
        yield "titles.lines", " ".join(stated) or _NO
    yield from _unusual("layout", issue.layout, Layout, "even_last_page", "continued", "embed_fonts")
    yield from _unusual("layout.docx_fonts", issue.layout.docx_fonts, Faces, *Faces.model_fields)
    if widths:
        said = (f"{name}={width:g}" for name, width in widths.items() if width)
        yield "pictures.width_mm", " ".join(said) or "0"
    if late:
        yield "pictures.late", " ".join(f"{name}={passed}" for name, passed in late.items())
    if broken_cells is not None:
        yield "tables.breaks", _YES if broken_cells else _NO


def _unusual(path: str, part: Any, kind: Any, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        value = getattr(part, name)
        if value != kind.model_fields[name].default:
            yield f"{path}.{name}", _YES if value is True else str(value)
