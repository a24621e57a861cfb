"""Attachments → drafts: their list below the text (附件：, GB/T 9704 7.3.4), then each on a page of its own (7.3.7)."""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.errors import Location
from jianbao.layout import body
from jianbao.layout.compositor import Compositor, plain, unbroken
from jianbao.layout.shape import Piece, shape
from jianbao.layout.sourced import Sourced, value
from jianbao.layout.widths import widest
from jianbao.model.issue import Attachment
from jianbao.pages import Role
from jianbao.typography import ROW, SIZE_3, STYLES, Align


def compose(compositor: Compositor) -> None:
    """Add the list of attachments, then each on a page of its own."""
    attachments = compositor.issue.attachments
    if not attachments:
        return
    several = len(attachments) > 1
    titles = (value(each.title, "attachments", index, "title") for index, each in enumerate(attachments))
    enumerate_below(compositor, [unbroken(title) for title in titles])
    for index, attachment in enumerate(attachments, 1):
        _attachment(compositor, attachment, index if several else 0)


def enumerate_below(compositor: Compositor, names: Sequence[Sourced]) -> None:
    """附件说明: one line below the text, 空二字, several of them numbered, wrapped lines under a name's first character."""
    look = STYLES["attachment_list"]
    label, margin = "附件：", 2 * SIZE_3
    numbers = [f"{index}. " if len(names) > 1 else "" for index in range(1, len(names) + 1)]
    labelled = _width(compositor, label)
    for index, (number, name) in enumerate(zip(numbers, names, strict=True)):
        head = (label if index == 0 else "") + number
        hang = margin + labelled + (_width(compositor, number) if number else 0)
        compositor.add(
            compositor.paragraph(
                look,
                head + name.part(0, len(name.text.rstrip("。；;"))),
                Role.PARAGRAPH,
                before=0 if index else ROW,
                left=hang,
                first=margin + (0 if index == 0 else labelled) - hang,
                align=Align.LEFT,
                keep=index < len(names) - 1,
            )
        )


def _width(compositor: Compositor, text: str) -> int:
    look = STYLES["attachment_list"]
    shaped = shape([Piece(text, look.face, look.size)], compositor.shaper)
    return widest(shaped, 0, len(shaped.text), look.spacing, look.size)


def _attachment(compositor: Compositor, attachment: Attachment, index: int) -> None:
    at: Location = ("attachments", max(index - 1, 0))
    label = compositor.paragraph("attachment_label", f"附件{index or ''}", Role.PARAGRAPH, keep=True)
    label.new_page = True
    compositor.add(label)
    anchor = f"attachment{index or 1}"
    compositor.add(
        compositor.title(
            "title",
            value(attachment.title, *at, "title"),
            Role.TITLE,
            before=ROW,
            keep=True,
            anchor=anchor,
            outline=f"附件{index or ''}　{plain(attachment.title)}",
        )
    )
    start = len(compositor.drafts)
    body.compose(compositor, attachment.body, at)
    if start < len(compositor.drafts):
        compositor.drafts[start].before = max(compositor.drafts[start].before, ROW)
