"""Texts of an issue → drafts in the look of a named style, appended to the flow: what every part is composed with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, TypedDict, Unpack

from jianbao.errors import Finding, Location, Origin, Severity
from jianbao.fonts.faces import FaceSet
from jianbao.language.joints import BEST, joints
from jianbao.language.unseen import seen
from jianbao.layout.drafts import Draft, ParagraphDraft, Tail
from jianbao.layout.lines import cut_lines, fits
from jianbao.layout.locks import Cut
from jianbao.layout.shape import Piece, Shaped, Shaper, shape
from jianbao.layout.sourced import Sourced, joined, read_at
from jianbao.layout.titles import MOST_LINES, title_lines
from jianbao.layout.widths import Measure, content_end
from jianbao.model.body import Inline
from jianbao.model.issue import Issue
from jianbao.pages import Role, Tab
from jianbao.pictures import Image
from jianbao.typography import STYLES, TYPE_AREA_WIDTH, Align, FaceRole, Style, script


class Wishes(TypedDict, total=False):
    """What a paragraph wants other than its style says; lengths in twips (see `ParagraphDraft`).

    `room` is kept free for the tail at the right of every line, `first_room` at that of the first line, if it is another;
    `whole` names strings that are not cut; `ragged` lines are not spread, as those of table cells; `even` ones are as long
    as each other.
    """

    before: int
    width: int
    left: int
    right: int
    first: int
    align: Align
    size: int
    pitch: int
    tail: Tail | None
    room: int
    first_room: int
    whole: Sequence[str]
    by_sense: bool
    even: bool
    ragged: bool
    keep: bool
    level: int
    anchor: str
    outline: str
    quoted: bool


class Compositor:
    """The drafts of one issue as they come, and the ways to make and add one."""

    def __init__(
        self, issue: Issue, faces: FaceSet, pictures: Mapping[str, Image], names: Iterable[str] = ()
    ) -> None:
        self.issue = issue
        self.shaper = Shaper(faces)
        self.pictures = pictures
        self.names = tuple(names)
        self.forced: dict[tuple[Origin | None, int], str] = {}
        self.loose: dict[tuple[Origin | None, int], str] = {}
        self.forced_cells: list[tuple[str, Origin | None]] = []
        self.told: list[Finding] = []
        self.drafts: list[Draft] = []
        # blank space before the next draft, besides its own
        self.gap = 0
        # a --- stood before the next draft, and how many there were
        self.parted = False
        self.partings = 0
        self.picture_count = 0
        # the stated widths of pictures in mm, 0 for none, by their names
        self.widths: dict[str, float] = {}
        # whether the clerk broke the lines of a cell; None where there are no tables
        self.broken_cells: bool | None = None
        self.bodies = 0
        # of the body that is being composed
        self.location: Location = ()

    def findings(self) -> tuple[Finding, ...]:
        """Warnings of this setting, in a fixed order."""
        missing = (
            _warning("T001", origin, char=char, code=f"U+{ord(char):04X}", role=role.value)
            for char, places in sorted(self.shaper.missing.items())
            for origin, role in islice(_known(places), _MOST_PLACES)
        )
        forced = (_warning("T002", origin, len(text), text=text) for (origin, _), text in self.forced.items())
        loose = (_warning("T008", origin, len(text), text=text) for (origin, _), text in self.loose.items())
        cells = (
            _warning("T003", origin, len(text), text=text)
            for text, origin in dict.fromkeys(self.forced_cells)
        )
        return (*missing, *forced, *loose, *cells, *self.told)

    def warn(self, code: str, origin: Origin | None, **params: object) -> None:
        """Warn of what comes out badly."""
        self.told.append(_warning(code, origin, 1, **params))

    def tell(self, code: str, origin: Origin | None, **params: object) -> None:
        """Tell what was decided for the clerk."""
        self.told.append(Finding(code, severity=Severity.HINT, params=params, origin=origin or Origin(())))

    # --- building blocks -------------------------------------------------------------------------------------------

    def paragraph(
        self,
        style: str | Style,
        pieces: Sequence[Piece] | Sourced | str,
        role: Role,
        **wishes: Unpack[Wishes],
    ) -> ParagraphDraft:
        """A paragraph in a named style, its lines cut; whatever is not given is the style's."""
        look = STYLES[style] if isinstance(style, str) else style
        size = wishes.get("size", look.size)
        if isinstance(pieces, str):
            pieces = Sourced(pieces)
        if isinstance(pieces, Sourced):
            pieces = [Piece.of(pieces, look.face, size, look.bold)]
        shaped = shape(pieces, self.shaper, whole=wishes.get("whole", ()))
        width = wishes.get("width", TYPE_AREA_WIDTH)
        left, right = wishes.get("left", look.left), wishes.get("right", look.right)
        first = wishes.get("first", look.first)
        tail = wishes.get("tail")
        room = wishes.get("room", 0)
        inner = width - left - right
        first_inner = inner - first - wishes.get("first_room", room)
        celled = role is Role.TABLE_CELL
        if celled:
            self.broken_cells = bool(self.broken_cells) or "\n" in shaped.text
        by_sense, even = wishes.get("by_sense", False), wishes.get("even", False)
        measure = Measure(
            first_inner,
            inner - room,
            look.spacing,
            size,
            hard=by_sense or tail is not None,
            ragged=wishes.get("ragged", celled),
        )
        several = (by_sense or even) and not fits(shaped, measure)
        if by_sense and several and shaped.widths[-1] <= MOST_LINES * measure.rest:
            costs = joints(shaped.text, self.names)
            shaped.soft = {at: costs[at] - BEST for at, free in enumerate(shaped.breaks) if free and at}
        draft = ParagraphDraft(
            role=role,
            style=look,
            shaped=shaped,
            cuts=(),
            column=width,
            align=wishes.get("align", look.align),
            left=left,
            right=right,
            first=first,
            size=size,
            pitch=wishes.get("pitch", look.pitch),
            before=wishes.get("before", 0),
            keep=wishes.get("keep", False),
            level=wishes.get("level", 0),
            anchor=wishes.get("anchor", ""),
            outline=wishes.get("outline", ""),
            quoted=wishes.get("quoted", False),
            tail=tail,
            tabs=(Tab(tail.at, Align.RIGHT, tail.leader),) if tail else (),
            measure=None if measure.hard or measure.ragged else measure,
        )
        if not (even and several and self.balance(draft)):
            draft.cuts = cut_lines(shaped, measure)
        for cut in draft.cuts:
            if cut.forced:
                self._note_forced(shaped, cut, celled=celled)
            elif cut.loose:
                start, end = _unit_at(shaped, cut.next + 1)
                self.loose.setdefault((shaped.origin(start), start), shaped.text[start:end])
        return draft

    def _note_forced(self, shaped: Shaped, cut: Cut, *, celled: bool) -> None:
        start, end = _unit_at(shaped, cut.end)
        origin = shaped.origin(start)
        if celled:
            self.forced_cells.append((shaped.text[start:end], origin))
        else:
            self.forced.setdefault((origin, start), shaped.text[cut.start : cut.end])

    def title(self, style: str, text: Sourced, role: Role, **wishes: Unpack[Wishes]) -> ParagraphDraft:
        """A centred heading of few lines: broken at `|` where the clerk wrote it, else balanced."""
        parts = [part for each in text.kept(seen).split("|") if (part := each.stripped()).text]
        wishes["even"] = len(parts) == 1
        draft = self.paragraph(style, joined("\n", parts), role, **wishes)
        draft.whole = True
        return draft

    def balance(self, draft: ParagraphDraft, most: int = MOST_LINES) -> bool:
        """Set a text in `most` lines at the most, as even as can be, no word cut; False where that cannot be had."""
        shaped, spacing = draft.shaped, draft.style.spacing
        width = draft.column - draft.left - draft.right
        ends = title_lines(shaped, width, spacing, draft.size, self.names, most)
        if ends is None:
            return False
        draft.measure = None
        draft.cuts = _hard_cuts(shaped.text, ends, spacing)
        return True

    def inline(self, inline: Inline, style: str | Style, *, bold: bool = False) -> list[Piece]:
        """The pieces of a marked-up text of the body at `location`, in the look of `style`."""
        look = STYLES[style] if isinstance(style, str) else style
        made: list[Piece] = []
        at = 0
        for span in inline.spans:
            offsets = inline.offsets[at : at + len(span.text)]
            at += len(span.text)
            if span.text:
                origins = read_at(span.text, self.location, offsets).origins
                is_bold = span.bold or bold or look.bold
                size, rise = script(look.size, span.raised) if span.raised else (look.size, 0)
                link = self.target(span.link)
                made.append(Piece(span.text, look.face, size, is_bold, link, origins, rise))
        return made

    def target(self, link: str) -> str:
        """A link of a text as the pages know it: notes are numbered in each body, anchors in the whole issue."""
        return f"#{self.note_anchor(link[1:])}" if link.startswith("#") else link

    def note_anchor(self, number: int | str) -> str:
        """The anchor of a note of the body that is being composed."""
        return f"note{self.bodies}-{number}"

    def add(self, draft: Draft) -> None:
        """Append to the flow; the first draft of the flow has nothing before it."""
        draft.before += self.gap
        if self.parted and self.gap and isinstance(draft, ParagraphDraft) and not draft.anchor:
            self.partings += 1
            draft.anchor = f"gap{self.partings}"
        self.gap, self.parted = 0, False
        self.drafts.append(draft)


def plain(title: str) -> str:
    """A title without the bars at which the clerk breaks it, and without what nobody can see."""
    return seen(title.replace("|", ""))


def unbroken(title: Sourced) -> Sourced:
    """The same of one that knows where it came from."""
    return title.kept(lambda char: char != "|")


# characters: nobody reads more of a message
_MOST_OF_UNIT: Final = 400
# of one character: nobody reads more
_MOST_PLACES: Final = 100


def _known(places: Mapping[Origin | None, FaceRole]) -> Iterable[tuple[Origin | None, FaceRole]]:
    """The places that are known; where none is, that there is one."""
    return [each for each in places.items() if each[0] is not None] or places.items()


def _warning(code: str, origin: Origin | None, width: int = 1, /, **params: object) -> Finding:
    return Finding(code, severity=Severity.WARNING, params=params, width=width, origin=origin or Origin(()))


def _unit_at(shaped: Shaped, index: int) -> tuple[int, int]:
    """(start, end) of the unit that a cut before character `index` parts, of a long one what stands nearest."""
    breaks = shaped.breaks
    start, end = index, index
    least, most = max(0, index - _MOST_OF_UNIT), min(len(shaped.text), index + _MOST_OF_UNIT)
    while start > least and not breaks[start]:
        start -= 1
    while end < most and not breaks[end]:
        end += 1
    return start, end


def _hard_cuts(text: str, ends: Sequence[int], spacing: int) -> tuple[Cut, ...]:
    starts = (0, *ends[:-1])
    return tuple(
        Cut(start, content_end(text, start, end), end, spacing, hard=end < len(text))
        for start, end in zip(starts, ends, strict=True)
    )
