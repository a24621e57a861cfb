"""A year's issues → what stands before them in their bound volume (合订本): a cover in the look of the masthead, the contents of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.fonts.faces import FaceSet
from jianbao.layout import masthead
from jianbao.layout.bulletin import placed
from jianbao.layout.compositor import Compositor
from jianbao.layout.drafts import ParagraphDraft, TableDraft, Tail
from jianbao.layout.paginate import Flow
from jianbao.layout.shape import Piece, shape
from jianbao.layout.sourced import value
from jianbao.memory import nothing_collected
from jianbao.model.issue import Issue
from jianbao.pages import Pages, Role, RunKind
from jianbao.pictures import Image
from jianbao.typography import (
    COLOPHON_PITCH,
    PAGE,
    RED,
    RED_RULE_GAP,
    RED_RULE_WIDTH,
    ROW,
    SIZE_1,
    SIZE_4,
    STYLES,
    TYPE_AREA_WIDTH,
    pt,
)

_HEADING: Final = "总目录"
_NOTE: Final = "（右边是合订本的页码，从封面算起；括号里是在本期的页码）"
_TOP: Final = 3 * ROW
_PAGE_NUMBER_ROOM: Final = 3 * SIZE_4


class Listed(Struct, frozen=True):
    """An entry of the contents: an issue (`head`) or an article, the volume's page it begins on (0 = it is not bound), where it leads."""

    text: str
    page: int
    anchor: str
    head: bool = False


def lay_out_front(
    issue: Issue,
    faces: FaceSet,
    pictures: Mapping[str, Image],
    names: Iterable[str],
    *,
    title: str,
    ranges: Sequence[str],
    listed: Sequence[Listed],
) -> Pages:
    """Cover, its blank back, and contents, which the outline has; name, organ and layout are those of `issue`.

    The anchors that `listed` leads to stand on pages that are still to come.
    """
    with nothing_collected():
        compositor = Compositor(issue, faces, pictures, names)
        _cover(compositor, title, ranges)
        _contents(compositor, listed)
        pages = placed(compositor, Flow(compositor.drafts, None, False, compositor.shaper), faces)
    before = pages.outline[0].page - 1
    bare = tuple(replace(page, folio=None) for page in pages.pages[:before])
    return replace(pages, pages=(*bare, *pages.pages[before:]))


def _cover(compositor: Compositor, title: str, ranges: Sequence[str]) -> None:
    """The name, the year, what numbers it holds, and at the foot who publishes it."""
    _blank(compositor, _TOP)
    masthead.name(compositor)
    year = replace(STYLES["title"], size=SIZE_1 + pt(4), pitch=2 * ROW)
    drafts = [compositor.paragraph(year, title, Role.MASTHEAD, before=2 * ROW)]
    drafts += [
        compositor.paragraph("number", text, Role.MASTHEAD, before=0 if index else ROW)
        for index, text in enumerate(ranges)
    ]
    foot = [
        compositor.title("title", value(organ, "organ", index), Role.MASTHEAD)
        for index, organ in enumerate(compositor.issue.organ)
    ]
    foot[0].border_above, foot[0].border_gap, foot[0].border_colour = RED_RULE_WIDTH, RED_RULE_GAP, RED
    for draft in drafts:
        compositor.add(draft)
    taken = sum(
        each.before + each.height for each in (*compositor.drafts, *foot) if not isinstance(each, TableDraft)
    )
    foot[0].before = max(ROW, PAGE - ROW - taken)
    for draft in foot:
        compositor.add(draft)


def _contents(compositor: Compositor, listed: Sequence[Listed]) -> None:
    _blank(compositor, ROW).new_page = True
    heading = compositor.paragraph("contents_heading", _HEADING, Role.CONTENTS_HEADING, outline=_HEADING)
    heading.new_page = heading.keep = True
    compositor.add(heading)
    compositor.add(compositor.paragraph("caption", _NOTE, Role.PARAGRAPH, keep=True))
    for index, each in enumerate(listed):
        look = replace(
            STYLES["contents_column" if each.head else "contents"], size=SIZE_4, pitch=COLOPHON_PITCH
        )
        link = f"#{each.anchor}" if each.page else ""
        shown = shape([Piece(str(each.page), look.face, look.size, link=link)], compositor.shaper)
        tail = Tail(shown, TYPE_AREA_WIDTH, ".", RunKind.TEXT, each.anchor) if each.page else None
        compositor.add(
            compositor.paragraph(
                look,
                [Piece(each.text, look.face, look.size, link=link)],
                Role.CONTENTS_COLUMN if each.head else Role.CONTENTS_ENTRY,
                left=SIZE_4 if each.head else 3 * SIZE_4,
                first=-SIZE_4,
                tail=tail,
                room=_PAGE_NUMBER_ROOM,
                by_sense=True,
                keep=each.head and index + 1 < len(listed) and not listed[index + 1].head,
            )
        )


def _blank(compositor: Compositor, height: int) -> ParagraphDraft:
    """White that the top of a page does not swallow."""
    draft = compositor.paragraph("body", "", Role.FURNITURE, pitch=height)
    compositor.add(draft)
    return draft
