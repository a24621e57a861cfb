"""An article → drafts: its column, titles and by-line, the notes before its text, the text, what it is signed with."""

from __future__ import annotations

from jianbao.errors import Location
from jianbao.layout import body
from jianbao.layout.compositor import Compositor, plain
from jianbao.layout.sourced import Sourced, value
from jianbao.model.issue import Article
from jianbao.pages import Role
from jianbao.typography import ROW, SIZE_3


def compose(compositor: Compositor, article: Article, index: int) -> None:
    """Add the article, `index` from 1: column, titles, by-line, notes, text, signature."""
    at: Location = ("articles", index - 1)
    start = len(compositor.drafts)
    previous = compositor.issue.articles[index - 2].column if index > 1 else None
    before = ROW
    if article.column and article.column != previous:
        column = "【" + value(article.column, *at, "column") + "】"
        compositor.add(compositor.paragraph("column", column, Role.COLUMN, before=ROW, keep=True))
        before = 0
    if article.kicker:
        kicker = value(article.kicker, *at, "kicker")
        compositor.add(compositor.title("kicker", kicker, Role.BESIDE_TITLE, before=before, keep=True))
        before = 0
    compositor.add(
        compositor.title(
            "title",
            value(article.title, *at, "title"),
            Role.TITLE,
            before=before,
            keep=True,
            anchor=f"article{index}",
            outline=plain(article.title),
        )
    )
    if article.subtitle:
        text = value(article.subtitle, *at, "subtitle")
        text = text if article.subtitle.startswith("—") else "——" + text
        compositor.add(compositor.title("subtitle", text, Role.BESIDE_TITLE, keep=True))
    if article.byline and article.byline_at == "题下":
        byline = value(article.byline, *at, "byline")
        compositor.add(compositor.paragraph("byline", byline, Role.BESIDE_TITLE, keep=True))
    body_start = len(compositor.drafts)
    body.labelled(compositor, "编者按：", article.editor_note, "editor_note", at)
    body.labelled(compositor, "摘　要：", article.abstract, "abstract", at)
    text_start = len(compositor.drafts)
    body.compose(compositor, article.body, at)
    for gap_at in {body_start, text_start}:
        if gap_at < len(compositor.drafts):
            compositor.drafts[gap_at].before = max(compositor.drafts[gap_at].before, ROW)
    if article.byline and article.byline_at == "文末":
        _sign(compositor, value(article.byline, *at, "byline"))
    if article.source:
        _sign(compositor, "（信息来源：" + value(article.source, *at, "source") + "）")
    if article.new_page and start:
        compositor.drafts[start].new_page = True


def _sign(compositor: Compositor, text: Sourced) -> None:
    """A by-line at the end of an article, two characters from the right; never alone on a page."""
    if compositor.drafts:
        compositor.drafts[-1].keep = True
    compositor.add(compositor.paragraph("byline_end", text, Role.PARAGRAPH, right=2 * SIZE_3))
