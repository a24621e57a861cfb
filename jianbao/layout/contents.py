"""要目 → drafts: the heading, columns, and an entry for each article, with its page number where asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jianbao.errors import Location
from jianbao.layout.compositor import Compositor, unbroken
from jianbao.layout.drafts import Tail
from jianbao.layout.shape import Piece, shape
from jianbao.layout.sourced import Sourced, read_at, value
from jianbao.model.body import Body, Paragraph
from jianbao.model.issue import Article, Contents
from jianbao.pages import Role, RunKind
from jianbao.typography import ROW, SIZE_3, STYLES, TYPE_AREA_WIDTH

# kept free at the right of a contents entry
_PAGE_NUMBER_ROOM: Final = 3 * SIZE_3


def compose(compositor: Compositor) -> None:
    """Add the contents, if the issue has any."""
    contents = compositor.issue.contents
    articles = compositor.issue.articles
    if contents is None or (not contents.entries and len(articles) < 2):
        return
    heading = compositor.paragraph(
        "contents_heading",
        value(contents.heading, "contents", "heading"),
        Role.CONTENTS_HEADING,
        before=ROW,
        keep=True,
    )
    compositor.add(heading)
    column = ""
    listed = _stated(contents, articles) if contents.entries else _made(contents, articles)
    for position, (number, title, above) in enumerate(listed):
        if above.text and above.text != column:
            compositor.add(
                compositor.paragraph("contents_column", "【" + above + "】", Role.CONTENTS_COLUMN, keep=True)
            )
        column = above.text
        _entry(compositor, unbroken(title), number, keep=position < len(listed) - 1 and position == 0)


_Listed = tuple[int, Sourced, Sourced]
"""An entry: the article's number, what stands in the contents, the column above it ('' = none)."""


def _stated(contents: Contents, articles: Sequence[Article]) -> list[_Listed]:
    """The entries that the clerk wrote."""
    listed: list[_Listed] = []
    for position, entry in enumerate(contents.entries):
        number = entry.article or min(listed[-1][0] + 1 if listed else 1, len(articles))
        at: Location = ("contents", "entries", position)
        column = value(entry.column, *at, "column") if entry.column else Sourced("")
        if not entry.column and contents.grouped:
            column = _column(articles, number)
        listed.append((number, value(entry.title, *at, "title"), column))
    return listed


def _made(contents: Contents, articles: Sequence[Article]) -> list[_Listed]:
    """An entry for each article; short news without titles has one for all of its column, or is known by its leads."""
    listed: list[_Listed] = []
    for number, article in enumerate(articles, 1):
        at: Location = ("articles", number - 1)
        column = _column(articles, number) if contents.grouped else Sourced("")
        if name := article.contents_title or article.title:
            title = value(name, *at, "contents_title" if article.contents_title else "title")
        elif article.body.lead and (contents.grouped or not article.column):
            title = _lead(article.body, (*at, "body"))
        elif number > 1 and _is_short(articles[number - 2]) and articles[number - 2].column == article.column:
            continue
        else:
            title = value(article.column or "", *at, "column")
        listed.append((number, title, column))
    return listed


def _is_short(article: Article) -> bool:
    return not (article.title or article.contents_title)


def _column(articles: Sequence[Article], number: int) -> Sourced:
    index = min(number, len(articles)) - 1
    return value(articles[index].column or "", "articles", index, "column")


def _lead(body: Body, at: Location) -> Sourced:
    lead = body.lead
    offsets = body.blocks[0].inline.offsets if isinstance(body.blocks[0], Paragraph) else ()
    return read_at(lead, at, offsets[: len(lead)])


def _entry(compositor: Compositor, title: Sourced, number: int, *, keep: bool) -> None:
    contents = compositor.issue.contents
    assert contents is not None
    look = STYLES["contents"]
    marker = f"{contents.marker} " if contents.marker else ""
    anchor = f"article{number}"
    marked = value(marker.replace(" ", ""), "contents", "marker")
    pieces = [Piece.of(marked, look.face, look.size)] if marker else []
    pieces.append(Piece.of(title, look.face, look.size, link=f"#{anchor}"))
    # without a marker too, lest a turned-over line look like an entry
    hang = look.size
    tail = None
    if contents.page_numbers:
        number_piece = Piece("000", look.face, look.size, link=f"#{anchor}")
        tail = Tail(shape([number_piece], compositor.shaper), TYPE_AREA_WIDTH, ".", RunKind.PAGE_REF, anchor)
    compositor.add(
        compositor.paragraph(
            "contents",
            pieces,
            Role.CONTENTS_ENTRY,
            left=hang,
            first=-hang,
            tail=tail,
            room=_PAGE_NUMBER_ROOM if tail else 0,
            by_sense=True,
            keep=keep,
        )
    )
