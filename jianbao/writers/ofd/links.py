"""The contents' entries and the outline → what leads to where: annotations (GB/T 33190-2016, 15), outline (7.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from typing import Final

from jianbao.pages import Line, OutlineEntry, Page
from jianbao.writers.common import is_url, links
from jianbao.writers.ofd.markup import attribute, box, goto, mm, root, visit

CREATOR: Final = "jianbao"


def page_links(
    page: Page,
    anchors: Mapping[str, tuple[int, int]],
    page_ids: Sequence[int],
    date: Date,
    ids: Iterator[int],
) -> bytes:
    """The part that holds a page's links; empty when it has none. `anchors` are (page number, top) by name."""
    made: list[str] = []
    for line in page.items:
        for link in (
            links(line, lambda target: is_url(target) or target in anchors) if isinstance(line, Line) else ()
        ):
            if is_url(link.target):
                action = visit(link.target)
            else:
                number, top = anchors[link.target]
                action = goto(page_ids[number - 1], top)
            width, height = link.right - link.left, link.bottom - link.top
            outline = f"M 0 0 L {mm[width]} 0 L {mm[width]} {mm[height]} L 0 {mm[height]} C"
            # An invisible path bears the action: an annotation has none of its own, only its appearance's objects do. Readers
            # that take no account of Fill="false" fill it black; nothing is what all of them make of a clear colour.
            made.append(
                f'<ofd:Annot ID="{next(ids)}" Type="Link" Creator="{CREATOR}" LastModDate="{date}">'
                f'<ofd:Appearance Boundary="{box(link.left, link.top, width, height)}">'
                f'<ofd:PathObject ID="{next(ids)}" Boundary="{box(0, 0, width, height)}" Stroke="false" Fill="true">'
                f'{action}<ofd:FillColor Value="255 255 255" Alpha="0"/>'
                f"<ofd:AbbreviatedData>{outline}</ofd:AbbreviatedData></ofd:PathObject>"
                "</ofd:Appearance></ofd:Annot>"
            )
    return root("PageAnnot", "".join(made)) if made else b""


def outlines(entries: Sequence[OutlineEntry], page_ids: Sequence[int]) -> str:
    """The Outlines element; a level that is skipped hangs on the one above."""
    written: list[str] = []
    open_levels: list[int] = []
    for entry in entries:
        while open_levels and open_levels[-1] >= entry.level:
            open_levels.pop()
            written.append("</ofd:OutlineElem>")
        open_levels.append(entry.level)
        title, action = attribute(entry.title), goto(page_ids[entry.page - 1], entry.top)
        written.append(f'<ofd:OutlineElem Title="{title}">{action}')
    written += ["</ofd:OutlineElem>"] * len(open_levels)
    return f"<ofd:Outlines>{''.join(written)}</ofd:Outlines>" if written else ""
