"""报头: 份号, 密级, 紧急程度, the red name, the number line, organ and date over the red rule (GB/T 9704 7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from jianbao.glossary import ZH
from jianbao.language.dates import chinese_date
from jianbao.language.han import is_han
from jianbao.language.joints import INSIDE_NAME, joints
from jianbao.language.unseen import seen
from jianbao.layout.compositor import Compositor
from jianbao.layout.drafts import Draft, FigureDraft, ParagraphDraft, PictureDraft, Tail
from jianbao.layout.shape import Piece, shape
from jianbao.layout.sourced import Sourced, joined, made_of, value
from jianbao.layout.widths import FIT_MARGIN, widest
from jianbao.model.issue import NamePart
from jianbao.pages import Role
from jianbao.typography import (
    MASTHEAD_LARGEST,
    MASTHEAD_LINES,
    MASTHEAD_PICTURE,
    MASTHEAD_SMALLEST,
    MASTHEAD_WESTERN,
    RED,
    RED_RULE_BORDER_GAP,
    RED_RULE_THIN,
    RED_RULE_WIDTH,
    ROW,
    SIZE_3,
    STYLES,
    TYPE_AREA_WIDTH,
    FaceRole,
    Style,
    pt,
)

if TYPE_CHECKING:
    from jianbao.pictures import Image

_SMALLEST: Final = pt(16)
# so that the rule lies where it does without a star
_STAR_BEFORE: Final = pt(1)
_FACES: Final = {ZH[role.value]: role for role in FaceRole}


def compose(compositor: Compositor, number_lines: Sequence[str]) -> None:
    """Add the masthead's paragraphs; the last one carries the red rule."""
    masthead = compositor.issue.masthead
    _corner_lines(compositor)
    name(
        compositor,
        before=0 if masthead.copy_number or masthead.secrecy or masthead.urgency or masthead.note else ROW,
    )
    for index, line in enumerate(number_lines):
        at: tuple[str | int, ...] = (
            ("masthead", "number_form", index) if masthead.number_form else ("number",)
        )
        compositor.add(compositor.paragraph("number", made_of(line, *at), Role.MASTHEAD))
    if masthead.signer:
        signers = (value(each, "masthead", "signer", index) for index, each in enumerate(masthead.signer))
        text = "签发人：" + joined("　", signers)
        compositor.add(compositor.paragraph("signer", text, Role.MASTHEAD, right=SIZE_3))
    _organ_and_date(compositor)
    if masthead.rule == "五角星":
        compositor.add(_star(compositor))


def name(compositor: Compositor, before: int = 0) -> None:
    """Add the organs above the name, and the name in red."""
    masthead = compositor.issue.masthead
    for index, organ in enumerate(masthead.organ_above):
        text = value(organ, "masthead", "organ_above", index)
        compositor.add(compositor.title("masthead_organ", text, Role.MASTHEAD, before=before, pitch=ROW))
        before = 0
    series = NamePart(text=compositor.issue.series)
    for index, part in enumerate(masthead.name or (series,)):
        at: tuple[str | int, ...] = ("masthead", "name", index, "text") if masthead.name else ("series",)
        for draft in _name(compositor, value(part.text, *at), part):
            draft.before = before
            compositor.add(draft)
            before = 0


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


def _name(compositor: Compositor, text: Sourced, part: NamePart) -> list[Draft]:
    """One part of the red name: its picture, or its lines in one size, those in Western letters smaller below.

    As large as fits on one line (custom: 36–55 pt) or as the clerk states; one that would be under 26 pt stands on two
    lines and more, as even as can be, which is told.
    """
    if part.picture is not None:
        return [_picture(compositor, compositor.pictures[part.picture], text.text)]
    look = replace(STYLES["masthead"], face=_FACES[part.face])
    halves = (half for each in text.split("|") for half in each.split("｜"))
    made = [line for half in halves if (line := half.stripped()).text]
    han = [line for line in made if any(map(is_han, line.text))]
    western = [line for line in made if not any(map(is_han, line.text))] if han else []
    shown = han or made
    size = pt(part.size) if part.size else MASTHEAD_LARGEST
    size = min(_largest(compositor, line, look, size) for line in shown)
    if len(shown) == 1 and size < MASTHEAD_SMALLEST and not part.size:
        drafts = [_balanced(compositor, shown[0], look)]
        compositor.tell("T010", drafts[0].shaped.origin(0), lines=drafts[0].lines)
    else:
        drafts = [_lines(compositor, joined("\n", shown), look, size)]
    for line in western:
        drafts.append(_lines(compositor, line, look, _largest(compositor, line, look, MASTHEAD_WESTERN)))
    return [*drafts]


def _largest(compositor: Compositor, line: Sourced, look: Style, size: int) -> int:
    """The largest size up to `size` in which a line fits."""
    while size > _SMALLEST:
        shaped = shape([Piece.of(line, look.face, size)], compositor.shaper)
        if widest(shaped, 0, len(shaped.text), 0, size) <= TYPE_AREA_WIDTH - 40:
            break
        size -= pt(1)
    return size


def _lines(compositor: Compositor, text: Sourced, look: Style, size: int) -> ParagraphDraft:
    rows = max(1, -(-size * 27 // 20 // ROW))
    piece = Piece.of(text, look.face, size)
    draft = compositor.paragraph(look, [piece], Role.MASTHEAD, size=size, pitch=rows * ROW)
    draft.whole = True
    return draft


def _balanced(compositor: Compositor, text: Sourced, look: Style) -> ParagraphDraft:
    """A long name on the lines that hold it best in 26 pt, as large as these lines allow."""
    smallest = _lines(compositor, text, look, MASTHEAD_SMALLEST)
    compositor.balance(smallest)
    lines = [text.part(cut.start, cut.end) for cut in smallest.cuts]
    size = min(_largest(compositor, line, look, MASTHEAD_LINES) for line in lines)
    return _lines(compositor, joined("\n", lines), look, max(size, MASTHEAD_SMALLEST))


def _picture(compositor: Compositor, image: Image, text: str) -> FigureDraft:
    """The name in somebody's hand, in whole rows of the grid; `text` is what is read out for it."""
    ratio = image.width / image.height
    height = min(MASTHEAD_PICTURE, round(TYPE_AREA_WIDTH / ratio))
    rows = -(-height // ROW)
    compositor.picture_count += 1
    item = PictureDraft(
        image=image,
        alt=text.replace("|", ""),
        name=f"题字{compositor.picture_count}",
        x=0,
        width=TYPE_AREA_WIDTH,
        picture_width=max(1, round(height * ratio)),
        picture_height=height,
        caption=None,
    )
    return FigureDraft([item], rows * ROW, 0)


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
            draft.border_colour = RED
            _draw_rule(draft, issue.masthead.rule)
        compositor.add(draft)


def _draw_rule(draft: ParagraphDraft, rule: str) -> None:
    """The red rule below the last line, single or double; one with a star has a line of its own."""
    if rule == "五角星":
        return
    draft.border_below, draft.border_gap = RED_RULE_WIDTH, RED_RULE_BORDER_GAP
    if rule == "双线":
        draft.border_under = RED_RULE_THIN


def _star(compositor: Compositor) -> ParagraphDraft:
    """The star in the middle of the red rule."""
    draft = compositor.paragraph("star", "★", Role.FURNITURE, before=_STAR_BEFORE)
    draft.beside, draft.border_colour = RED_RULE_WIDTH, RED
    return draft


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
    costs = joints(shaped.text, compositor.names)
    ends = [
        end
        for end in range(count - _LAST_WORDS, 0, -1)
        if shaped.breaks[end]
        and costs[end] < INSIDE_NAME
        and fits(0, end, width)
        and fits(end, count, width - room)
    ]
    if not ends:
        return organ
    end = min(ends, key=lambda end: (costs[end], -end))
    return joined("\n", (organ.part(0, end), organ.part(end, count)))


# characters beside the date at the least, as in 办公室
_LAST_WORDS: Final = 3
