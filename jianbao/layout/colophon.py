"""版记: whom the issue goes to, who made and printed it, between rules at the foot of the last page (GB/T 9704 7.4)."""

from __future__ import annotations

from typing import Final, Unpack

from jianbao.layout.compositor import Compositor, Wishes
from jianbao.layout.drafts import ColophonDraft, ParagraphDraft, Tail
from jianbao.layout.lines import widest
from jianbao.layout.shape import Piece, shape
from jianbao.pages import Role
from jianbao.typography import (
    COLOPHON_INNER_RULE,
    COLOPHON_OUTER_RULE,
    COLOPHON_PITCH,
    COLOPHON_RULE_GAP,
    SIZE_4,
    TYPE_AREA_WIDTH,
    Align,
    FaceRole,
)

_WHOLE_ITEM: Final = 20  # characters; a longer name of the staff line may be cut


def compose(compositor: Compositor) -> ColophonDraft | None:
    """The paragraphs of the 版记, its rules on them; None where the issue has nothing to say there."""
    issue = compositor.issue
    sections: list[list[ParagraphDraft]] = []
    lines = [
        _recipients(compositor, ("本期" if line.this_issue else "") + line.label, line.text)
        for line in issue.distribution
    ]
    copies = None
    if issue.copies is not None:
        copies = _small(compositor, "copies", f"共印{issue.copies}份")
    if lines:
        sections.append(lines)
    rest: list[ParagraphDraft] = []
    if issue.staff:
        items = [f"{role}：{name}" for role, name in issue.staff.items()]
        whole = [item for item in items if len(item) <= _WHOLE_ITEM]
        rest.append(_small(compositor, "staff", "　".join(items), whole=whole, align=Align.LEFT))
    if issue.print is not None and (issue.print.organ or issue.print.date):
        rest.append(_print_line(compositor))
    if rest:
        sections.append(rest)
    inside = copies is not None and issue.layout.copies_at == "版记内"
    if copies is not None and not sections:
        sections.append([copies])
    elif copies is not None and inside:
        sections[-1].append(copies)
    if not sections:
        return None
    for number, section in enumerate(sections):
        section[0].border_above = COLOPHON_INNER_RULE if number else COLOPHON_OUTER_RULE
        section[0].before = COLOPHON_RULE_GAP if number else 0
    sections[-1][-1].border_below = COLOPHON_OUTER_RULE
    paragraphs = [paragraph for section in sections for paragraph in section]
    for paragraph in paragraphs:
        paragraph.border_gap = COLOPHON_RULE_GAP
    if copies is not None and copies not in paragraphs:
        paragraphs.append(copies)
    return ColophonDraft(paragraphs)


def _small(compositor: Compositor, style: str, text: str, **wishes: Unpack[Wishes]) -> ParagraphDraft:
    wishes["pitch"] = COLOPHON_PITCH
    return compositor.paragraph(style, text, Role.COLOPHON, **wishes)


def _recipients(compositor: Compositor, label: str, text: str) -> ParagraphDraft:
    """报：… with wrapped lines hanging behind the colon (GB/T 9704 7.4.2)."""
    shaped = shape([Piece(label + "：", FaceRole.FANGSONG, SIZE_4)], compositor.shaper)
    hang = widest(shaped, 0, len(shaped.text), 0, SIZE_4)
    return _small(compositor, "distribution", f"{label}：{text}", left=SIZE_4 + hang, first=-hang)


def _print_line(compositor: Compositor) -> ParagraphDraft:
    imprint = compositor.issue.print
    assert imprint is not None
    day = imprint.date
    organ = imprint.organ or ""
    if day is None:
        return _small(compositor, "print", organ)
    text = f"{day.year}年{day.month}月{day.day}日印发"
    tail = Tail(shape([Piece(text, FaceRole.FANGSONG, SIZE_4)], compositor.shaper), TYPE_AREA_WIDTH - SIZE_4)
    room = tail.shaped.widths[-1] + len(tail.shaped.gap_at) * (SIZE_4 // 4) + SIZE_4
    return _small(compositor, "print", organ, tail=tail, room=room)
