"""Drafts in order → which line, row or picture stands on which page and how far down.

A page is a column of 22 grid rows. The pages of an issue are chosen together, as the lines of a paragraph are: over all
places where a page may end, the set of ends that costs least (`ends.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from jianbao.errors import InputError
from jianbao.expressions import compiled
from jianbao.layout.drafts import ColophonDraft, Draft, ParagraphDraft, too_high
from jianbao.layout.ends import pages_of
from jianbao.layout.filling import MOST_GIVEN, End
from jianbao.layout.setting import Placed, Setter, slots
from jianbao.layout.shape import Shaper
from jianbao.layout.stretch import Stretch, goes_on
from jianbao.typography import COLOPHON_CLEARANCE, LANDSCAPE_PAGE, PAGE, ROW, TYPE_AREA_HEIGHT


class Flow(Struct):
    """Everything to be paged: drafts in reading order and the colophon, if there is one."""

    drafts: list[Draft]
    colophon: ColophonDraft | None
    even_last_page: bool
    shaper: Shaper


class Paged(Struct):
    """The whole issue with pages and depths; `colophon_page` 0 without a colophon, `landscape` the pages on their side.

    `fullness` is how much of the last page its text and the colophon take; with `surplus` lines less the issue would have
    a page less (0: no such number, since nothing but these pages can hold it).
    """

    flow: Flow
    placed: list[Placed]
    pages: int
    colophon_page: int
    colophon_top: int
    landscape: frozenset[int]
    fullness: float
    surplus: int


def paginate(flow: Flow) -> Paged:
    """Give every draft its page and depth. y counts from the type area's top. Raises InputError (T004, T005, T012)."""
    reserve = 0
    colophon = flow.colophon
    if colophon is not None:
        reserve = colophon.height + COLOPHON_CLEARANCE - (TYPE_AREA_HEIGHT - PAGE)
        if colophon.height > PAGE - 4 * ROW:
            raise InputError.of("T004", origin=colophon.paragraphs[0].shaped.origin(0))
    setter = Setter(flow.drafts)
    drafts = flow.drafts
    _let_text_by(drafts)
    if colophon is not None:
        _keep_text_behind(drafts, reserve)
    turned = (
        index for index in range(1, len(drafts)) if drafts[index].landscape != drafts[index - 1].landscape
    )
    forced = {index for index, draft in enumerate(drafts) if draft.new_page}
    for start, stop in pairwise(sorted({0, *forced, *turned, len(drafts)})):
        last = stop == len(drafts) and not drafts[-1].landscape
        stretch = Stretch(flow.drafts, start, stop, reserve if last else None)
        even = last and flow.even_last_page and colophon is not None
        for page in pages_of(stretch, even=even, odd=setter.page % 2 == 1):
            setter.set_page(stretch, page)
    return _finished(flow, setter, reserve)


def _let_text_by(drafts: list[Draft]) -> None:
    """Put text that follows a table on its side before it, while the page before has room: tables are put off as pictures are.

    Something stays behind it, so that the colophon has company.
    """
    start = at = 0
    while at < len(drafts):
        if not drafts[at].landscape:
            start = at if drafts[at].new_page else start
            at += 1
            continue
        end = next((each for each in range(at, len(drafts)) if not drafts[each].landscape), len(drafts))
        count = 0
        if start < at and not drafts[at].new_page:
            pages = len(_pages(drafts[start:at]))
            while end + count + 1 < len(drafts) and goes_on(drafts[end + count]):
                tried = [*drafts[start:at], *drafts[end : end + count + 1]]
                if tried[-1].new_page or len(_pages(tried)) > pages:
                    break
                count += 1
        drafts[at : end + count] = [*drafts[end : end + count], *drafts[at:end]]
        start = at = end + count


# what says that the table follows
_TOLD: Final = compiled("下表|如下|下列|：$")


def _keep_text_behind(drafts: list[Draft], reserve: int) -> None:
    """Put the text before a table on its side that ends the issue behind it, as much as makes a page, lest the colophon be alone.

    Not where it says that the table follows, nor what has no text before it. So much that the pages before are fewest.
    """
    at = next((at for at in range(len(drafts), 0, -1) if not drafts[at - 1].landscape), 0)
    if at == len(drafts):
        return
    start = next((at for at in range(at - 1, 0, -1) if drafts[at].new_page or drafts[at - 1].landscape), 0)
    found: list[tuple[int, int]] = []
    for count in range(1, at - start):
        before, *moved = drafts[at - count - 1 : at]
        first = moved[0]
        if not (goes_on(before) and isinstance(first, ParagraphDraft) and goes_on(first)):
            break
        if _TOLD.search(first.shaped.text) or sum(page.pages for page in _pages(moved, reserve)) > 1:
            break
        if sum(draft.height for draft in moved if isinstance(draft, ParagraphDraft)) > ROW:
            found.append((len(_pages(drafts[start : at - count])), count))
    if found:
        count = min(found)[1]
        drafts[at - count :] = [*drafts[at:], *drafts[at - count : at]]


def _pages(drafts: list[Draft], reserve: int | None = None) -> list[End]:
    return pages_of(Stretch(drafts, 0, len(drafts), reserve))


def _finished(flow: Flow, setter: Setter, reserve: int) -> Paged:
    pages = max(1, setter.page)
    # rather no page than one with lines off the paper
    for placed in setter.placed:
        if any(end > (LANDSCAPE_PAGE if page in setter.landscape else PAGE) for page, end in slots(placed)):
            raise too_high(placed.draft)
    end = setter.ends[-1] if setter.ends else 0
    turned = setter.page in setter.landscape
    # the colophon has a page of its own
    alone = bool(reserve) and (turned or end + reserve > PAGE)
    over = end + reserve - PAGE if alone and not turned else 0
    if not (alone or turned) and setter.ends[-2:-1] and not _begins_stretch(setter.placed, pages):
        rows = min(MOST_GIVEN, sum(setter.kept[-2:]))
        over = max(1, end + reserve - PAGE + setter.ends[-2] - rows * ROW)
    pages += alone
    surplus = 0 if flow.even_last_page else -(-over // ROW)
    fullness = min(1.0, (reserve if alone else end + reserve) / PAGE)
    if flow.even_last_page and pages % 2 and flow.colophon is not None:
        pages, fullness = pages + 1, reserve / PAGE
    sides = frozenset(setter.landscape)
    if flow.colophon is None:
        return Paged(flow, setter.placed, pages, 0, 0, sides, fullness, surplus)
    top = TYPE_AREA_HEIGHT - flow.colophon.height
    return Paged(flow, setter.placed, pages, pages, top, sides, fullness, surplus)


def _begins_stretch(placed: Sequence[Placed], page: int) -> bool:
    """Does the text of `page` begin a page because it must, as an attachment does?"""
    return any(each.draft.new_page and next(iter(slots(each)))[0] == page for each in placed)
