"""Drafts that begin a page, as those see them who fill it: what may be parted, what may be given up and what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from jianbao.layout.drafts import Draft, FigureDraft, ParagraphDraft, TableDraft
from jianbao.layout.lines import MUCH_WORSE, Fit, longer_costs
from jianbao.layout.widths import Measure
from jianbao.pages import Role
from jianbao.typography import LANDSCAPE_PAGE, PAGE, ROW

# What a row costs that is given up: a blank one here
_GIVEN_BEFORE: Final = {
    Role.NOTE: 4.0,
    Role.TITLE: 8.0,
    Role.BESIDE_TITLE: 8.0,
    Role.COLUMN: 8.0,
}
_GIVEN_BEHIND_TITLE: Final = 6.0
# a title right under a note or a signature would seem to go with it: only where that saves a page
_GIVEN_BEHIND_CLOSE: Final = 900.0
# characters of a last line that the lines before it may take in
_FEW: Final = 8
_SIGNED: Final = ("byline_end", "signature")
_CLOSING: Final = (*_SIGNED, "remark", "attachment_list")
_LISTED: Final = (Role.LIST_ITEM, Role.LIST_PART)


class Spot(NamedTuple):
    """Where a page begins: a draft, its line or row, and the figure that is still to come (-1: none)."""

    draft: int
    part: int = 0
    waiting: int = -1


class Text(NamedTuple):
    """A paragraph as pages see it: may it be parted (`parts`), is it `kept` with the next or `led` by a heading, …

    `spaced`: a blank row stands before it; `pliant`: it might do with a line less; `company`: it keeps a colophon company.
    """

    lines: int
    pitch: int
    role: Role
    parts: bool
    kept: bool
    led: bool
    spaced: bool
    pliant: bool
    company: bool


class Stretch:
    """Drafts `start` to `stop`, which begin a page; `reserve` twips are kept free on the last one (None: more follows)."""

    def __init__(self, drafts: Sequence[Draft], start: int, stop: int, reserve: int | None) -> None:
        self.drafts, self.start, self.stop = drafts, start, stop
        self.page = LANDSCAPE_PAGE if drafts[start].landscape else PAGE
        self.reserve = reserve or 0
        self.final = reserve is not None
        self.fits: dict[tuple[int, int], Fit | None] = {}
        self.texts: dict[int, Text] = {}
        # what the drafts from each on take at least
        heights = (least_height(drafts[index]) for index in range(stop - 1, start - 1, -1))
        self.least = [*accumulate(heights, initial=0)][::-1]

    def order(self, start: Spot, late: int = -1) -> Iterator[tuple[int, int]]:
        """(draft, its first line or row) as they come from `start` on; a waiting figure where it may stand."""
        waiting, part = start.waiting, start.part
        for index in range(start.draft, self.stop):
            if waiting >= 0 and not part and self.welcomes(index):
                yield waiting, 0
                waiting = -1
            if index != late:
                yield index, part
            part = 0
        if waiting >= 0:
            yield waiting, 0

    def welcomes(self, index: int) -> bool:
        """May a waiting figure stand before this draft? Not between what is kept together or two items of a list."""
        before, draft = self.drafts[index - 1], self.drafts[index]
        if before.keep:
            return False
        return not (
            isinstance(before, ParagraphDraft)
            and isinstance(draft, ParagraphDraft)
            and before.role in _LISTED
            and draft.role in _LISTED
        )

    def text(self, index: int, draft: ParagraphDraft) -> Text:
        """What filling pages asks of the paragraph at `index`, worked out once."""
        found = self.texts.get(index)
        if found is None:
            lines, before = draft.lines, self.drafts[index - 1] if index else None
            found = self.texts[index] = Text(
                lines,
                draft.pitch,
                draft.role,
                parts=lines > 1 and (draft.splits or draft.height > self.page) and not is_masthead(draft),
                kept=draft.keep,
                led=before is not None and before.keep and not before.splits,
                spaced=draft.before >= ROW,
                pliant=_measure(draft) is not None and _ends_short(draft),
                company=draft.role is not Role.NOTE and draft.style.key not in _SIGNED,
            )
        return found

    def fit(self, index: int, more: int, worse: float = MUCH_WORSE) -> Fit | None:
        """The paragraph at `index` in so many lines `more` than its best number, or less, unless they are so much `worse`."""
        if (index, more) not in self.fits:
            draft = self.drafts[index]
            found = draft.in_lines(draft.lines + more, worse) if isinstance(draft, ParagraphDraft) else None
            self.fits[index, more] = found
        return self.fits[index, more]

    def room(self, index: int) -> int:
        """What the table at `index` takes with all that is kept with it, and with the colophon where it ends the issue."""
        first, last = index, index
        while first > self.start and (before := self.drafts[first - 1]).keep and not _is_splitting(before):
            first -= 1
        while self.drafts[last].keep and last + 1 < self.stop:
            last += 1
        height = sum(draft.before + _height(draft) for draft in self.drafts[first : last + 1])
        return height + (self.reserve if last + 1 == self.stop else 0)


def groups(draft: TableDraft) -> Iterator[tuple[int, int]]:
    """(first row, height) of the rows that stay together; the head with the first ones below it."""
    start, height = 0, 0
    for index, row in enumerate(draft.rows):
        height += row.height
        if row.held or (row.head and index + 1 < len(draft.rows)):
            continue
        yield start, height
        start, height = index + 1, 0
    if height:
        yield start, height


def _height(draft: Draft) -> int:
    if isinstance(draft, TableDraft):
        return sum(row.height for row in draft.rows)
    return draft.height + draft.caption_height if isinstance(draft, FigureDraft) else draft.height


def least_height(draft: Draft) -> int:
    """What it takes when it gives up what it can."""
    height = _height(draft)
    if isinstance(draft, FigureDraft):
        return height - draft.shrinks * ROW
    return height - draft.pitch if isinstance(draft, ParagraphDraft) and draft.lines > 1 else height


def part_height(draft: Draft, part: int) -> int:
    """Of its first lines or rows."""
    if isinstance(draft, TableDraft):
        return sum(row.height for row in draft.rows[:part])
    return draft.extra_above + part * draft.pitch if isinstance(draft, ParagraphDraft) else 0


def price(drafts: Sequence[Draft], index: int) -> float | None:
    """What it costs to give up the blank row before the paragraph at `index`; None where it must stand."""
    draft = drafts[index]
    if not isinstance(draft, ParagraphDraft) or draft.before < ROW:
        return None
    before = drafts[index - 1] if index else draft
    cost = _GIVEN_BEFORE.get(draft.role)
    if cost is None:
        return _GIVEN_BEHIND_TITLE if _is_title(before) else None
    closed = draft.role is not Role.NOTE and isinstance(before, ParagraphDraft) and _closes(before)
    return _GIVEN_BEHIND_CLOSE if closed else cost


def _closes(draft: ParagraphDraft) -> bool:
    """Does it end what stands above: a note, or what a text is signed with?"""
    return draft.role is Role.NOTE or draft.style.key in _CLOSING


def _is_title(draft: Draft) -> bool:
    return isinstance(draft, ParagraphDraft) and draft.role in (Role.TITLE, Role.BESIDE_TITLE)


def is_masthead(draft: Draft) -> bool:
    """Part of the masthead, which is never parted."""
    return isinstance(draft, ParagraphDraft) and draft.role is Role.MASTHEAD


def is_contents(draft: Draft) -> bool:
    """Part of the contents, which are parted only where nothing else helps."""
    return isinstance(draft, ParagraphDraft) and draft.role in (Role.CONTENTS_ENTRY, Role.CONTENTS_COLUMN)


def _measure(draft: ParagraphDraft) -> Measure | None:
    """What its lines may be cut anew in, if they are several on the grid."""
    return draft.measure if draft.lines > 1 and draft.pitch == ROW else None


def _ends_short(draft: ParagraphDraft) -> bool:
    """Does its last line hold but a few characters, which the others might take in?"""
    last = draft.cuts[-1]
    return last.end - last.start <= min(_FEW, 3 * (draft.lines - 1))


def may_be_longer(draft: Draft, worse: float) -> bool:
    """Might it do with a line more, and that not be so much `worse`?"""
    if not isinstance(draft, ParagraphDraft) or not draft.splits or (measure := _measure(draft)) is None:
        return False
    return longer_costs(draft.shaped, measure, draft.cuts) < worse


def _is_splitting(draft: Draft) -> bool:
    return isinstance(draft, ParagraphDraft) and draft.splits


def goes_on(draft: Draft) -> bool:
    """Running text, before which a figure may be put off."""
    return (
        isinstance(draft, ParagraphDraft)
        and draft.splits
        and not draft.keep
        and draft.role is not Role.NOTE
        and draft.style.key not in _CLOSING
    )
