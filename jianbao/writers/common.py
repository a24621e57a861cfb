"""`Pages` → what every writer that draws them has to know: which characters, spaces, links and anchors they hold.

Here so that the files of one issue say the same: the same spaces can be taken out of each, the same links lead to the
same places, bold has one weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from jianbao.fonts.faces import Face
from jianbao.pages import Block, Colophon, Figure, Line, Pages, Paragraph, Run, RunKind, Table

# of the size: what thickens Han to bold; 1/20 clots 3号 仿宋, 1/40 is hardly seen
STROKE: Final = 1 / 30
# of the size, over the baseline
_LINK_ASCENT: Final = 0.9
_LINK_DESCENT: Final = 0.25


class Link(NamedTuple):
    """The part of a line that leads to `target` (an anchor or a URL): edges in twips from the paper's top left."""

    target: str
    left: int
    top: int
    right: int
    bottom: int


def characters(pages: Pages) -> dict[str, set[str]]:
    """For each face that draws anything the characters that drawing will ask of it, by the face's key, in order."""
    faces = pages.faces
    used: dict[str, set[str]] = {key: set() for key in sorted(faces)}
    for page in pages.pages:
        for item in (*page.items, *page.furniture, page.folio):
            if isinstance(item, Line):
                for run in item.runs:
                    used[run.face].update(run.drawn or run.text)
                for space in spaces(item, faces).values():
                    used[space.face].update(space.text)
    return {key: chars for key, chars in used.items() if chars}


def spaces(line: Line, faces: Mapping[str, Face]) -> dict[int, Run]:
    """The spaces that the page shows as distance only: after which run (its index) they stand, and as what run.

    A reader that takes the text out would join what they part: the space at a break, and the way that a tab goes.
    """
    found: dict[int, Run] = {}
    for at, (before, run) in enumerate(pairwise(line.runs)):
        if run.kind is RunKind.TAB and before.kind is not RunKind.TAB and before.text:
            found[at] = _space(" ", before, faces)
    if line.dropped and not line.last and line.runs and line.runs[-1].text:
        found[len(line.runs) - 1] = _space(line.dropped, line.runs[-1], faces)
    return {after: space for after, space in found.items() if space.text}


def _space(text: str, before: Run, faces: Mapping[str, Face]) -> Run:
    """These spaces as a run of a face that has them (many a Han face has none); the gap in Han may be a plain one."""
    at = before.x + before.width
    for wanted in dict.fromkeys((text, " " * len(text))):
        for key in (before.face, *sorted(faces)):
            if all(map(faces[key].has, wanted)):
                return replace(before, text=wanted, drawn="", x=at, width=0, face=key, kind=RunKind.TEXT)
    return replace(before, text="", drawn="")


def is_url(target: str) -> bool:
    """True for a link that leaves the issue; any other names an anchor."""
    return "://" in target or target.startswith("mailto:")


def target_of(run: Run) -> str:
    """Where a run leads: a URL, or an anchor, which markup may write with a # before it."""
    return run.link.removeprefix("#")


def links(line: Line, leads: Callable[[str], bool]) -> Iterator[Link]:
    """The links in a line whose target `leads` somewhere; runs side by side and the tabs between them make one."""
    first = last = None
    for run in line.runs:
        if run.kind is RunKind.TAB:
            continue
        linked = bool(run.link) and leads(target_of(run))
        if first is not None and last is not None and not (linked and target_of(run) == target_of(first)):
            yield _link(line, first, last)
            first = None
        if linked:
            first, last = first or run, run
    if first is not None and last is not None:
        yield _link(line, first, last)


def _link(line: Line, first: Run, last: Run) -> Link:
    size = max(first.size, last.size)
    top, bottom = line.baseline - round(size * _LINK_ASCENT), line.baseline + round(size * _LINK_DESCENT)
    return Link(target_of(first), first.x, top, last.x + last.width, bottom)


def paragraphs(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block in reading order, those of cells, captions and the 版记 among them."""
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Table):
        yield from (paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs)
    elif isinstance(block, Figure):
        yield from (item.caption for item in block.items if item.caption)
    elif isinstance(block, Colophon):
        yield from block.paragraphs


def anchors(pages: Pages) -> dict[str, tuple[int, int]]:
    """Anchor → page number and top in twips of the paragraph that bears it."""
    found: dict[str, tuple[int, int]] = {}
    for block in pages.blocks:
        for paragraph in paragraphs(block):
            if paragraph.anchor and paragraph.lines:
                found.setdefault(paragraph.anchor, (paragraph.lines[0].page, paragraph.lines[0].top))
    return found
