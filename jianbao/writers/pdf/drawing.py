"""The items of a page → its content stream: text as strings of glyphs, rules, pictures, each marked with its element.

A run is one string: its spacing is the text state's character spacing, so nothing is drawn character by character.
Everything stands in the layout's reading order; what no element owns is marked as an artifact.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from jianbao.fonts.faces import Face
from jianbao.pages import Line, Page, Picture, Rule, Run, RunKind
from jianbao.typography import PAPER_HEIGHT, TWIPS_PER_POINT
from jianbao.writers.pdf.document import number, points, text_string
from jianbao.writers.pdf.fonts import Font
from jianbao.writers.pdf.tags import Content, Element, Tree

STROKE: Final = 1 / 30  # of the size: what thickens Han to bold; 1/20 clots 3号 仿宋, 1/40 is hardly seen
_ARTIFACT: Final = Element("Artifact")
_FOLIO: Final = Element("Artifact", "<</Type/Pagination/Subtype/Footer>>")
_LINK_ASCENT: Final = 0.9  # of the size, over the baseline
_LINK_DESCENT: Final = 0.25


class Link(NamedTuple):
    """The part of a line that leads to `target` (an anchor or a URL): a rectangle in points, as PDF text."""

    target: str
    rectangle: str
    text: str
    element: Element | None


class Sheet:
    """What drawing a page gives: operators, the element of each marked content, links, names of pictures."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.contents: list[Element] = []
        self.links: list[Link] = []
        self.pictures: dict[str, None] = {}


class Piece(NamedTuple):
    """Text of one run that belongs to one element; `x` None = right after the piece before."""

    run: Run
    text: str
    x: int | None
    element: Element | None


def characters(pages: Sequence[Page], faces: Mapping[str, Face]) -> dict[str, set[str]]:
    """For each face the characters that drawing will ask of it."""
    used: dict[str, set[str]] = {key: set() for key in faces}
    for page in pages:
        for item in (*page.items, *page.furniture, page.folio):
            if isinstance(item, Line):
                for run in item.runs:
                    if run.text:
                        used[run.face].update(run.drawn or run.text)
                for space in _spaces(item, faces).values():
                    used[space.face].update(space.text)
    return used


def _spaces(line: Line, faces: Mapping[str, Face]) -> dict[int, Run]:
    """The spaces that the page shows as distance only: after which run (its `id`) they stand, and as what run.

    A reader that takes the text out would join what they part: the space at a break, and the way that a tab goes.
    """
    found: dict[int, Run] = {}
    for before, run in pairwise(line.runs):
        if run.kind is RunKind.TAB and before.kind is not RunKind.TAB and before.text:
            found[id(before)] = _space(" ", before, faces)
    if line.dropped and not line.last and line.runs and line.runs[-1].text:
        found[id(line.runs[-1])] = _space(line.dropped, line.runs[-1], faces)
    return {after: space for after, space in found.items() if space.text}


def _space(text: str, before: Run, faces: Mapping[str, Face]) -> Run:
    """These spaces as a run of a face that has them (many a Han face has none); the gap in Han may be a plain one."""
    for wanted in dict.fromkeys((text, " " * len(text))):
        for key in (before.face, *sorted(faces)):
            if all(map(faces[key].has, wanted)):
                return replace(
                    before, text=wanted, x=before.x + before.width, width=0, face=key, kind=RunKind.TEXT
                )
    return replace(before, text="")


def is_url(target: str) -> bool:
    """True for a link that leaves the issue; any other names an anchor."""
    return "://" in target or target.startswith("mailto:")


def _target(run: Run) -> str:
    """Where a run leads: a URL, or an anchor, which markup may write with a # before it."""
    return run.link.removeprefix("#")


class Drawing:
    """Draws one page after another. `tree` None = untagged; a link to none of the `anchors` is plain text."""

    def __init__(
        self,
        fonts: Mapping[str, Font],
        tree: Tree | None,
        pictures: Mapping[str, str],
        anchors: Container[str],
    ) -> None:
        self.fonts = fonts
        self.faces = {key: font.face for key, font in fonts.items()}
        self.tree = tree
        self.pictures = pictures
        self.anchors = anchors
        self._begin(-1)

    def _begin(self, page: int) -> None:
        """A page starts with the text and graphics state that ISO 32000-1, table 52 says."""
        self.page = page
        self.sheet = Sheet()
        self.in_text = False
        self.marked: Element | None = None
        self.font = ""
        self.spacing = "0"
        self.fill = self.stroke = "000000"
        self.mode = 0
        self.width = ""

    def draw(self, page: Page, index: int) -> Sheet:
        """The content of a page; `index` counts from 0."""
        self._begin(index)
        out = self.sheet.operators
        for item in page.items:
            self._item(item)
        for item in page.furniture:
            self._item(item)
        if page.folio:
            self._line(page.folio, _FOLIO)
        self._mark(None)
        if self.in_text:
            out.append("ET")
        return self.sheet

    def _item(self, item: Line | Rule | Picture) -> None:
        if isinstance(item, Line):
            self._line(item)
        elif isinstance(item, Rule):
            self._rule(item)
        else:
            self._picture(item)

    # --- marked content -----------------------------------------------------------------------------------------

    def _mark(self, element: Element | None) -> None:
        """Open marked content for an element (or artifact) unless it is open already; None just closes."""
        if element is self.marked or self.tree is None:
            return
        out = self.sheet.operators
        if self.marked is not None:
            out.append("EMC")
        self.marked = element
        if element is None:
            return
        if element.kind == "Artifact":
            out.append(f"/Artifact {element.extra} BDC" if element.extra else "/Artifact BMC")
            return
        mcid = len(self.sheet.contents)
        self.sheet.contents.append(element)
        element.kids.append(Content(self.page, mcid))
        out.append(f"/{element.kind} <</MCID {mcid}>>BDC")

    def _text(self, wanted: bool) -> None:
        """Begin or end the text object; marked content may not straddle its bounds."""
        if self.in_text is not wanted:
            self._mark(None)
            self.sheet.operators.append("BT" if wanted else "ET")
            self.in_text = wanted

    # --- text ---------------------------------------------------------------------------------------------------

    def _line(self, line: Line, owner: Element | None = None) -> None:
        if not line.runs:
            return
        self._text(True)
        if owner is None and self.tree is not None:
            owner = self.tree.owner(line) or _ARTIFACT
        baseline = points(PAPER_HEIGHT - line.baseline)
        linked: list[tuple[Run, Run, Element | None]] = []
        before: Run | None = None
        for piece in self._pieces(line, owner):
            self._mark(piece.element)
            self._piece(piece, baseline)
            run = piece.run
            if run.kind is not RunKind.TAB and self._leads(run):
                if linked and before is not None and _target(before) == _target(run):
                    linked[-1] = linked[-1][0], run, linked[-1][2]
                else:
                    linked.append((run, run, piece.element))
            before = run if run.kind is not RunKind.TAB else before
        for first, last, element in linked:
            self._link(line, first, last, element)

    def _pieces(self, line: Line, owner: Element | None) -> Iterator[Piece]:
        """The line's runs, cut where the element changes, with the spaces that only distance shows."""
        label, left = self.tree.labels.get(id(line), (None, 0)) if self.tree else (None, 0)
        spaces = _spaces(line, self.faces)
        for run in line.runs:
            if run.kind is RunKind.TAB:
                if run.text:
                    yield Piece(run, run.text, run.x, _ARTIFACT)
                continue
            if not run.text:
                continue
            element = owner
            if owner is not None and owner.kind != "Artifact" and self._leads(run):
                element = owner.link(_target(run))
            text = run.text
            x: int | None = run.x
            if label is not None and left:
                head, text = text[:left], text[left:]
                left -= len(head)
                yield Piece(run, head, x, label)
                x = None
            if text:
                yield Piece(run, text, x, element)
            if space := spaces.get(id(run)):
                yield Piece(space, space.text, space.x, element)

    def _piece(self, piece: Piece, baseline: str) -> None:
        run, out = piece.run, self.sheet.operators
        font = self.fonts[run.face]
        wanted = f"/{font.name} {points(run.size)} Tf"
        if wanted != self.font:
            self.font = wanted
            out.append(wanted)
        spacing = number((run.spacing + run.stretch) / TWIPS_PER_POINT)
        if spacing != self.spacing:
            self.spacing = spacing
            out.append(f"{spacing} Tc")
        if run.colour != self.fill:
            self.fill = run.colour
            out.append(_colour(run.colour, "g", "rg"))
        self._weight(run, font)
        if piece.x is not None:
            out.append(f"1 0 0 1 {points(piece.x)} {baseline} Tm")
        shown = font.string(run.drawn or piece.text)
        if run.drawn or (font.ambiguous and not font.ambiguous.isdisjoint(piece.text)):
            actual = text_string(piece.text)
            out.append(f"/Span <</ActualText {actual}>>BDC {shown} Tj EMC")
        else:
            out.append(f"{shown} Tj")

    def _weight(self, run: Run, font: Font) -> None:
        """Thicken a bold run by a stroke in its own colour, unless its face is bold."""
        out = self.sheet.operators
        mode = 2 if run.bold and not font.face.bold else 0
        if mode != self.mode:
            self.mode = mode
            out.append(f"{mode} Tr")
        if mode:
            self._stroke(points(round(run.size * STROKE)), run.colour)

    def _stroke(self, width: str, colour: str) -> None:
        out = self.sheet.operators
        if width != self.width:
            self.width = width
            out.append(f"{width} w")
        if colour != self.stroke:
            self.stroke = colour
            out.append(_colour(colour, "G", "RG"))

    def _leads(self, run: Run) -> bool:
        return bool(run.link) and (is_url(run.link) or _target(run) in self.anchors)

    def _link(self, line: Line, first: Run, last: Run, element: Element | None) -> None:
        """Note the rectangle from one run to another; the tabs between them belong to it."""
        size = max(first.size, last.size)
        y = PAPER_HEIGHT - line.baseline
        edges = (first.x, y - size * _LINK_DESCENT, last.x + last.width, y + size * _LINK_ASCENT)
        target = _target(first)
        text = target if is_url(target) else element.text if element else line.text
        self.sheet.links.append(Link(target, " ".join(map(points, edges)), text, element))

    # --- rules and pictures -------------------------------------------------------------------------------------

    def _rule(self, rule: Rule) -> None:
        self._text(False)
        self._mark(_ARTIFACT)
        self._stroke(points(rule.width), rule.colour)
        x, y = rule.x, PAPER_HEIGHT - rule.y
        end = (x, y - rule.length) if rule.vertical else (x + rule.length, y)
        self.sheet.operators.append(f"{points(x)} {points(y)} m {points(end[0])} {points(end[1])} l S")

    def _picture(self, picture: Picture) -> None:
        self._text(False)
        self._mark((self.tree.owner(picture) if self.tree else None) or _ARTIFACT)
        name = self.pictures[str(picture.path)]
        self.sheet.pictures[name] = None
        y = PAPER_HEIGHT - picture.y - picture.height
        size = f"{points(picture.width)} 0 0 {points(picture.height)}"
        self.sheet.operators.append(f"q {size} {points(picture.x)} {points(y)} cm /{name} Do Q")


def _colour(colour: str, grey: str, rgb: str) -> str:
    """The operator that sets a colour given as six hex digits."""
    if colour == "000000":
        return f"0 {grey}"
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return " ".join((*map(number, parts), rgb))
