"""要目 → drafts: the heading, columns, and an entry for each article, with its page number where asked for."""

from __future__ import annotations

from typing import Final

from jianbao.errors import Location
from jianbao.language.words import words
from jianbao.layout.compositor import Compositor, plain, unbroken
from jianbao.layout.drafts import Tail
from jianbao.layout.shape import Piece, shape
from jianbao.layout.sourced import Sourced, value
from jianbao.model.issue import Article, ContentsEntry
from jianbao.pages import Role, RunKind
from jianbao.typography import ROW, SIZE_3, STYLES, TYPE_AREA_WIDTH

_SHORT_ENTRY: Final = 22  # characters; a longer contents entry may need a second line
_PAGE_NUMBER_ROOM: Final = 3 * SIZE_3  # kept free at the right of a contents entry


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
    following = 1
    entries = contents.entries or tuple(_entry_of(article) for article in articles)
    for position, entry in enumerate(entries):
        number = entry.article or min(following, len(articles))
        following = number + 1
        article = articles[min(number, len(articles)) - 1]
        at: Location = ("articles", number - 1)
        here = value((article.column if contents.grouped else None) or "", *at, "column")
        if contents.entries:
            at = ("contents", "entries", position)
            title = value(entry.title, *at, "title")
            here = value(entry.column, *at, "column") if entry.column else here
        else:
            key = "contents_title" if article.contents_title else "title"
            title = value(article.contents_title or article.title, *at, key)
        if here.text and here.text != column:
            compositor.add(
                compositor.paragraph("contents_column", "【" + here + "】", Role.CONTENTS_COLUMN, keep=True)
            )
        column = here.text
        _entry(compositor, unbroken(title), number, keep=position < len(entries) - 1 and position == 0)


def _entry(compositor: Compositor, title: Sourced, number: int, *, keep: bool) -> None:
    contents = compositor.issue.contents
    assert contents is not None
    look = STYLES["contents"]
    marker = f"{contents.marker} " if contents.marker else ""
    anchor = f"article{number}"
    marked = value(marker.replace(" ", ""), "contents", "marker")
    pieces = [Piece.of(marked, look.face, look.size)] if marker else []
    pieces.append(Piece.of(title, look.face, look.size, link=f"#{anchor}"))
    hang = look.size  # without a marker too, lest a turned-over line look like an entry
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
            whole=words(title.text) if len(title.text) > _SHORT_ENTRY else (),
            keep=keep,
        )
    )


def _entry_of(article: Article) -> ContentsEntry:
    return ContentsEntry(title=plain(article.contents_title or article.title), column=None)
