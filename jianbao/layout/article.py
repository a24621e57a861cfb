"""An article → drafts: its column, titles and by-line, the notes before its text, the text, what it is signed with."""

from __future__ import annotations

from jianbao.errors import Location
from jianbao.language.dates import chinese_date
from jianbao.layout import body, document
from jianbao.layout.compositor import Compositor, plain
from jianbao.layout.drafts import ParagraphDraft
from jianbao.layout.sourced import Sourced, joined, made_of, value
from jianbao.model.issue import Article
from jianbao.pages import Role
from jianbao.typography import ROW, SIZE_3


def compose(compositor: Compositor, article: Article, index: int) -> None:
    """Add the article, `index` from 1: column, titles, by-line, notes, text, signature."""
    at: Location = ("articles", index - 1)
    start = len(compositor.drafts)
    previous = compositor.issue.articles[index - 2] if index > 1 else None
    new_column = bool(article.column) and (previous is None or article.column != previous.column)
    if new_column:
        column = "【" + value(article.column or "", *at, "column") + "】"
        compositor.add(compositor.paragraph("column", column, Role.COLUMN, before=ROW, keep=True))
    _heads(compositor, article, index, before=0 if new_column else ROW)
    body_start = len(compositor.drafts)
    body.labelled(compositor, "编者按：", article.editor_note, "editor_note", at)
    body.labelled(compositor, "摘　要：", article.abstract, "abstract", at)
    text_start = len(compositor.drafts)
    document.address(compositor, article, at)
    body.compose(compositor, article.body, at)
    # short news goes on under its column as if it were one text
    goes_on = article.title is None and (new_column or (previous is not None and previous.title is None))
    for gap_at in {body_start, text_start}:
        if gap_at < len(compositor.drafts) and not (goes_on and gap_at == body_start):
            compositor.drafts[gap_at].before = max(compositor.drafts[gap_at].before, ROW)
    document.close(compositor, article, at)
    if article.byline and article.byline_at == "文末":
        for number, byline in enumerate(article.byline):
            _sign(compositor, value(byline, *at, "byline", number))
    if article.source:
        _sign(compositor, "（信息来源：" + value(article.source, *at, "source") + "）")
    if article.title is None:
        _name(compositor, article, start, body_start, index)
    if article.new_page and start:
        compositor.drafts[start].new_page = True


def _heads(compositor: Compositor, article: Article, index: int, before: int) -> None:
    """肩题, title, 副题, and what stands below them."""
    at: Location = ("articles", index - 1)
    if article.kicker:
        kicker = value(article.kicker, *at, "kicker")
        compositor.add(compositor.title("kicker", kicker, Role.BESIDE_TITLE, before=before, keep=True))
        before = 0
    if article.title:
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
    if article.date:
        day = made_of(f"（{chinese_date(article.date)}）", *at, "date")
        compositor.add(compositor.paragraph("title_date", day, Role.BESIDE_TITLE, keep=True))
    for number, byline in enumerate(article.byline if article.byline_at == "题下" else ()):
        line = value(byline, *at, "byline", number)
        compositor.add(compositor.paragraph("byline", _parted(line), Role.BESIDE_TITLE, keep=True))


def _name(compositor: Compositor, article: Article, start: int, text: int, index: int) -> None:
    """Where the contents lead, and what the outline shows, for an article without a title."""
    paragraphs = [draft for draft in compositor.drafts[start:] if isinstance(draft, ParagraphDraft)]
    if not paragraphs:
        # a picture or a table alone: a blank row is what the contents lead to
        paragraphs = [compositor.paragraph("body", "", Role.FURNITURE, keep=True)]
        compositor.drafts.insert(start, paragraphs[0])
    paragraphs[0].anchor = f"article{index}"
    named = compositor.drafts[text if article.body.lead else start]
    if isinstance(named, ParagraphDraft) and (article.body.lead or named.role is Role.COLUMN):
        named.outline = article.headline


def _parted(text: Sourced) -> Sourced:
    """A by-line in the lines that the clerk parts it in with `|`."""
    return joined("\n", text.split("|"))


def _sign(compositor: Compositor, text: Sourced) -> None:
    """A by-line at the end of an article, two characters from the right; never alone on a page."""
    if compositor.drafts:
        compositor.drafts[-1].keep = True
    compositor.add(compositor.paragraph("byline_end", _parted(text), Role.PARAGRAPH, right=2 * SIZE_3))
