"""Attachments → drafts: their list below the text (附件：, GB/T 9704 7.3.4), then each on a page of its own (7.3.7)."""

from __future__ import annotations

from jianbao.errors import Location
from jianbao.layout import body
from jianbao.layout.compositor import Compositor, plain, unbroken
from jianbao.layout.sourced import value
from jianbao.model.issue import Attachment
from jianbao.pages import Role
from jianbao.typography import ROW, SIZE_3, Align


def compose(compositor: Compositor) -> None:
    """Add the list of attachments, then each on a page of its own."""
    attachments = compositor.issue.attachments
    if not attachments:
        return
    several = len(attachments) > 1
    for index, attachment in enumerate(attachments, 1):
        label = ("附件：" if index == 1 else "") + (f"{index}. " if several else "")
        hang = 5 * SIZE_3  # 空二字 and 附件： before the wrapped lines
        text = label + unbroken(value(attachment.title, "attachments", index - 1, "title"))
        compositor.add(
            compositor.paragraph(
                "attachment_list",
                text,
                Role.PARAGRAPH,
                before=ROW if index == 1 else 0,
                left=hang,
                first=(2 * SIZE_3 - hang) if index == 1 else 0,
                align=Align.LEFT,
                keep=index < len(attachments),
            )
        )
    for index, attachment in enumerate(attachments, 1):
        _attachment(compositor, attachment, index if several else 0)


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
