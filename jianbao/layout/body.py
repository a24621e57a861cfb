"""The blocks of a body → drafts: paragraphs, headings, lists, quotations, notes, pictures and tables in their styles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec.structs import replace

from jianbao.errors import Location
from jianbao.expressions import compiled
from jianbao.language.han import HAN
from jianbao.language.numerals import MOST_CIRCLED, circled
from jianbao.layout import figures, tables
from jianbao.layout.compositor import Compositor
from jianbao.layout.drafts import ParagraphDraft
from jianbao.layout.shape import Piece, shape
from jianbao.layout.sourced import Sourced
from jianbao.layout.widths import widest
from jianbao.model.body import (
    Block,
    Body,
    Clause,
    Division,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Roll,
    Separator,
    Table,
)
from jianbao.pages import Role
from jianbao.typography import ROW, SIZE_3, STYLES, FaceRole


def compose(compositor: Compositor, body: Body, at: Location) -> None:
    """Add the blocks of the body of what is `at`; each body numbers its notes anew."""
    compositor.bodies += 1
    compositor.location = (*at, "body")
    for block in body.blocks:
        _block(compositor, block, "body")
    if body.blocks and isinstance(body.blocks[-1], Paragraph):
        compositor.drafts[-1].keep = False
    # a gap at the very end is none
    compositor.gap = 0


def labelled(compositor: Compositor, label: str, body: Body | None, style: str, at: Location = ()) -> None:
    """编者按 or 摘要, the key `style` of what is `at`: its blocks in 楷体, the label set bold before the first."""
    if body is None:
        return
    compositor.bodies += 1
    compositor.location = (*at, style)
    look = STYLES[style]
    first = True
    for block in body.blocks:
        inline = getattr(block, "inline", None)
        if not isinstance(inline, Inline) or isinstance(block, Note):
            _block(compositor, block, style)
            continue
        pieces = compositor.inline(inline, style)
        if first and not inline.text.lstrip("（【").startswith(("编者按", "按语", "按：", "摘要", "摘　要")):
            pieces.insert(0, Piece(label, look.face, look.size, bold=True))
        compositor.add(compositor.paragraph(style, pieces, Role.PARAGRAPH, before=ROW if first else 0))
        first = False
    compositor.gap = 0


_CHAPTER: Final = 2


@cache
def _whole_name() -> re.Pattern[str]:
    """A name in a list, padded or not; compiled by the issues that have one."""
    return compiled(
        rf"""
          (?<!{HAN}){HAN}　{HAN}(?!{HAN})                      # 张　三, padded to three characters
        | (?<={HAN}){HAN}　{HAN}(?!{HAN})(?!　{HAN}(?!{HAN}))  # 市财政局杨　帆
        | (?<!{HAN}){HAN}{{2,4}}(?!{HAN})                      # 欧阳明远
        """,
        re.VERBOSE,
    )


def _roll(compositor: Compositor, pieces: Sequence[Piece], label: int) -> None:
    """Names behind 出席：, wrapped lines under the first of them, the word in 黑体 (10.3); no padded name is cut."""
    lead, rest = _led(pieces, label)
    look = STYLES["roll"]
    shaped = shape(lead, compositor.shaper)
    hang = widest(shaped, 0, len(shaped.text), look.spacing, look.size)
    drafts = compositor.drafts
    follows = bool(drafts) and isinstance(drafts[-1], ParagraphDraft) and drafts[-1].style is look
    text = "".join(piece.text for piece in rest)
    compositor.add(
        compositor.paragraph(
            look,
            [*lead, *rest],
            Role.PARAGRAPH,
            before=0 if follows else ROW,
            left=2 * SIZE_3 + hang,
            first=-hang,
            whole=_whole_name().findall(text),
            ragged=True,
        )
    )


def _led(pieces: Sequence[Piece], label: int) -> tuple[list[Piece], list[Piece]]:
    """Pieces parted behind their first `label` characters, which are set in 黑体."""
    lead: list[Piece] = []
    rest: list[Piece] = []
    for piece in pieces:
        text = Sourced(piece.text, piece.origins)
        cut = min(label, len(piece.text))
        label -= cut
        for into, part in ((lead, text.part(0, cut)), (rest, text.part(cut, len(piece.text)))):
            if part.text:
                into.append(replace(piece, text=part.text, origins=part.origins))
    return [replace(piece, role=FaceRole.HEITI, bold=False) for piece in lead], rest


def _block(compositor: Compositor, block: Block, style: str) -> None:
    match block:
        case Paragraph(inline, within):
            role = Role.PARAGRAPH if within is None else Role.LIST_PART
            draft = compositor.paragraph(style, compositor.inline(inline, style), role, level=within or 0)
            # 同志们：
            draft.keep = draft.lines == 1 and inline.text.endswith("：")
            compositor.add(draft)
        case Heading(level, inline):
            heading = f"heading{level}"
            compositor.add(
                compositor.paragraph(
                    heading,
                    compositor.inline(inline, heading),
                    Role.HEADING,
                    level=level,
                    keep=True,
                    outline=inline.text,
                )
            )
        case ListItem(marker, depth, inline, quoted):
            look = STYLES["list"]
            joint = "" if marker and ord(marker[-1]) > 0x2000 else " "
            pieces = [Piece(marker + joint, look.face, look.size), *compositor.inline(inline, look)]
            left = 2 * SIZE_3 * depth
            compositor.add(compositor.paragraph("list", pieces, Role.LIST_ITEM, left=left, quoted=quoted))
        case Roll(inline, label):
            _roll(compositor, compositor.inline(inline, "roll"), label)
        case Division(rank, inline):
            heading = "section" if rank > _CHAPTER else "chapter"
            level = max(1, rank - 1)
            compositor.add(
                compositor.paragraph(
                    heading,
                    compositor.inline(inline, heading),
                    Role.HEADING,
                    level=level,
                    keep=True,
                    outline=inline.text,
                )
            )
        case Clause(inline, label):
            lead, rest = _led(compositor.inline(inline, style), label)
            compositor.add(compositor.paragraph(style, [*lead, *rest], Role.PARAGRAPH))
        case Quote(inline):
            compositor.add(compositor.paragraph("quote", compositor.inline(inline, "quote"), Role.QUOTE))
        case Note(number, inline):
            look = STYLES["note"]
            sign = circled(number) + (" " if number > MOST_CIRCLED else "")
            pieces = [Piece(sign, look.face, look.size), *compositor.inline(inline, look)]
            before = ROW if number == 1 else 0
            anchor = compositor.note_anchor(number)
            compositor.add(compositor.paragraph("note", pieces, Role.NOTE, before=before, anchor=anchor))
        case Figure():
            figures.compose(compositor, block)
        case Table():
            tables.compose(compositor, block)
        case Separator():
            compositor.gap, compositor.parted = ROW, True
