"""版记: whom the issue goes to, who made and printed it, between rules at the foot of the last page (GB/T 9704 7.4)."""

from __future__ import annotations

from typing import Final, Unpack

from jianbao.errors import Location
from jianbao.language.dates import chinese_date
from jianbao.layout.compositor import Compositor, Wishes
from jianbao.layout.drafts import ColophonDraft, ParagraphDraft, Tail
from jianbao.layout.shape import Piece, shape
from jianbao.layout.sourced import Sourced, joined, made_of, value
from jianbao.layout.widths import widest
from jianbao.model.issue import Recipients
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

# characters; a longer name of the staff line may be cut
_WHOLE_ITEM: Final = 20


def compose(compositor: Compositor) -> ColophonDraft | None:
    """The paragraphs of the 版记, its rules on them; None where the issue has nothing to say there."""
    issue = compositor.issue
    sections: list[list[ParagraphDraft]] = []
    lines = [
        _recipients(compositor, line, ("distribution", index))
        for index, line in enumerate(issue.distribution)
    ]
    copies = None
    if issue.copies is not None:
        copies = _small(compositor, "copies", made_of(f"共印{issue.copies}份", "copies"))
    if lines:
        sections.append(lines)
    rest: list[ParagraphDraft] = []
    if issue.staff:
        items = [
            made_of(f"{role}：", "staff", role) + value(name, "staff", role)
            for role, name in issue.staff.items()
        ]
        whole = [item.text for item in items if len(item.text) <= _WHOLE_ITEM]
        rest.append(_small(compositor, "staff", joined("　", items), whole=whole, align=Align.LEFT))
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


def _small(compositor: Compositor, style: str, text: Sourced, **wishes: Unpack[Wishes]) -> ParagraphDraft:
    wishes["pitch"] = COLOPHON_PITCH
    return compositor.paragraph(style, text, Role.COLOPHON, **wishes)


def _recipients(compositor: Compositor, line: Recipients, at: Location) -> ParagraphDraft:
    """报：… with wrapped lines hanging behind the colon (GB/T 9704 7.4.2)."""
    label = ("本期" if line.this_issue else "") + value(line.label, *at, "label") + "："
    shaped = shape([Piece.of(label, FaceRole.FANGSONG, SIZE_4)], compositor.shaper)
    hang = widest(shaped, 0, len(shaped.text), 0, SIZE_4)
    groups = (
        value(group, *at, "to", index)
        if isinstance(group, str)
        else joined("、", (value(each, *at, "to", index, number) for number, each in enumerate(group)))
        for index, group in enumerate(line.to)
    )
    text = label + joined("，", map(_bare, groups)) + "。"
    return _small(compositor, "distribution", text, left=SIZE_4 + hang, first=-hang)


def _bare(group: Sourced) -> Sourced:
    """Recipients of one group without the full stop that is set behind the last."""
    text = group.stripped()
    return text.part(0, len(text.text.rstrip("。")))


def _print_line(compositor: Compositor) -> ParagraphDraft:
    imprint = compositor.issue.print
    assert imprint is not None
    day = imprint.date
    organ = value(imprint.organ or "", "print", "organ")
    if day is None:
        return _small(compositor, "print", organ)
    text = made_of(f"{chinese_date(day)}印发", "print", "date")
    piece = Piece.of(text, FaceRole.FANGSONG, SIZE_4)
    tail = Tail(shape([piece], compositor.shaper), TYPE_AREA_WIDTH - SIZE_4)
    room = tail.shaped.widths[-1] + len(tail.shaped.gap_at) * (SIZE_4 // 4) + SIZE_4
    return _small(compositor, "print", organ, tail=tail, room=room)
