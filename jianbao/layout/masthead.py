"""报头: 份号, 密级, 紧急程度, the red name, the number line, organ and date over the red rule (GB/T 9704 7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from jianbao.language.dates import chinese_date
from jianbao.language.words import word_starts
from jianbao.layout.compositor import Compositor
from jianbao.layout.drafts import ParagraphDraft, Tail
from jianbao.layout.lines import FIT_MARGIN, widest
from jianbao.layout.shape import Piece, seen, shape
from jianbao.layout.sourced import Sourced, joined, made_of, value
from jianbao.pages import Role
from jianbao.typography import (
    MASTHEAD_LARGEST,
    RED,
    RED_RULE_BORDER_GAP,
    RED_RULE_WIDTH,
    ROW,
    SIZE_3,
    STYLES,
    TYPE_AREA_WIDTH,
    pt,
)

_SMALLEST = pt(16)


def compose(compositor: Compositor, number_lines: Sequence[str]) -> None:
    """Add the masthead's paragraphs; the last one carries the red rule."""
    masthead = compositor.issue.masthead
    _corner_lines(compositor)
    before = ROW if not (masthead.copy_number or masthead.secrecy or masthead.urgency or masthead.note) else 0
    for index, organ in enumerate(masthead.organ_above):
        text = value(organ, "masthead", "organ_above", index)
        compositor.add(compositor.title("masthead_organ", text, Role.MASTHEAD, before=before, pitch=ROW))
        before = 0
    names = [
        (value(part.text, "masthead", "name", index, "text"), part.size)
        for index, part in enumerate(masthead.name)
    ]
    for text, size in names or [(value(compositor.issue.series, "series"), 0)]:
        compositor.add(_name(compositor, text, size, before))
        before = 0
    for index, line in enumerate(number_lines):
        at = ("masthead", "number_form", index) if masthead.number_form else ("number",)
        compositor.add(compositor.paragraph("number", made_of(line, *at), Role.MASTHEAD))
    if masthead.signer:
        signers = (value(name, "masthead", "signer", index) for index, name in enumerate(masthead.signer))
        text = "签发人：" + joined("　", signers)
        compositor.add(compositor.paragraph("signer", text, Role.MASTHEAD, right=SIZE_3))
    _organ_and_date(compositor)


def _corner_lines(compositor: Compositor) -> None:
    """份号, 密级, 紧急程度 down the left corner, notes (内部资料) down the right (7.2.1–7.2.3)."""
    masthead = compositor.issue.masthead
    left = [
        (style, value(text, "masthead", style))
        for style, text in (
            ("copy_number", masthead.copy_number),
            ("secrecy", masthead.secrecy),
            ("urgency", masthead.urgency),
        )
        if text
    ]
    notes = [value(text, "masthead", "note", index) for index, text in enumerate(masthead.note)]
    for item, note in zip_longest(left, notes):
        tail = _beside(compositor, item, note) if item and note else None
        if item:
            style, text = item
            compositor.add(compositor.paragraph(style, text, Role.MASTHEAD, tail=tail))
        if note and not tail:
            compositor.add(compositor.paragraph("masthead_note", note, Role.MASTHEAD))


def _beside(compositor: Compositor, item: tuple[str, Sourced], note: Sourced) -> Tail | None:
    """A note at the end of the line that `item`, (style, text), stands on; None where they would meet."""
    style, text = item
    here, there = (
        shape([Piece.of(words, look.face, look.size)], compositor.shaper)
        for look, words in ((STYLES[style], text), (STYLES["masthead_note"], note))
    )
    taken = sum(widest(shaped, 0, len(shaped.text), 0, SIZE_3) for shaped in (here, there))
    return Tail(there, TYPE_AREA_WIDTH) if taken + SIZE_3 <= TYPE_AREA_WIDTH else None


def _name(compositor: Compositor, text: Sourced, points: float, before: int) -> ParagraphDraft:
    """One part of the red name on one line, as large as fits (custom: 36–55 pt) or as the clerk states in `points`."""
    look = STYLES["masthead"]
    size = pt(points) if points else MASTHEAD_LARGEST
    while size > _SMALLEST:
        shaped = shape([Piece.of(text, look.face, size)], compositor.shaper)
        if widest(shaped, 0, len(shaped.text), 0, size) <= TYPE_AREA_WIDTH - 40:
            break
        size -= pt(1)
    rows = max(1, -(-size * 27 // 20 // ROW))
    return compositor.paragraph(look, text, Role.MASTHEAD, size=size, pitch=rows * ROW, before=before)


def _organ_and_date(compositor: Compositor) -> None:
    issue = compositor.issue
    look = STYLES["organ_date"]
    day = issue.date
    written = made_of(chinese_date(day), "date")
    date = shape([Piece.of(written, look.face, look.size)], compositor.shaper)
    room = widest(date, 0, len(date.text), 0, look.size) + SIZE_3 // 2
    last = len(issue.organ) - 1
    for index, organ in enumerate(issue.organ):
        text = value(organ.replace("|", "\n"), "organ", index)
        if index == last and "|" not in organ:
            text = _parted(compositor, text, room)
        draft = compositor.paragraph(
            look,
            text,
            Role.MASTHEAD,
            before=0 if index else ROW,
            left=SIZE_3,
            right=SIZE_3,
            room=room if index == last else 0,
            first_room=0 if "\n" in text.text or index < last else room,
            tail=Tail(date, TYPE_AREA_WIDTH - SIZE_3) if index == last else None,
        )
        if index == last:
            draft.border_below = RED_RULE_WIDTH
            draft.border_gap = RED_RULE_BORDER_GAP
            draft.border_colour = RED
        compositor.add(draft)


def _parted(compositor: Compositor, organ: Sourced, room: int) -> Sourced:
    """An organ whose last line leaves `room` for the date: in two lines, the first as long as can be, no word cut."""
    look = STYLES["organ_date"]
    organ = organ.kept(seen)
    shaped = shape([Piece.of(organ, look.face, look.size)], compositor.shaper)
    count, width = len(shaped.text), TYPE_AREA_WIDTH - 2 * SIZE_3

    def fits(start: int, end: int, within: int) -> bool:
        return widest(shaped, start, end, 0, look.size) <= within - FIT_MARGIN

    if fits(0, count, width - room):
        return organ
    starts = word_starts(shaped.text)
    for end in range(count - _LAST_WORDS, 0, -1):
        if starts[end] and shaped.breaks[end] and fits(0, end, width) and fits(end, count, width - room):
            return joined("\n", (organ.part(0, end), organ.part(end, count)))
    return organ


# characters beside the date at the least, as in 办公室
_LAST_WORDS: Final = 3
