"""The items of a page → its content stream: text as strings of glyphs, rules, pictures, each marked with its element.

A run is one string: its spacing is the text state's character spacing, so nothing is drawn character by character.
Everything stands in the layout's reading order; what no element owns is marked as an artifact.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from jianbao.pages import Line, Page, Picture, Rule, Run, RunKind
from jianbao.typography import PAPER_HEIGHT, TWIPS_PER_POINT, FaceRole
from jianbao.writers.common import STROKE, Link, is_url, links, spaces, target_of
from jianbao.writers.pdf.document import number, points, text_string
from jianbao.writers.pdf.fonts import STEP, Font
from jianbao.writers.pdf.tags import Element, MarkedContent, Tree

_MOST_STEPS: Final = 4
_NO_WHITE: Final[Mapping[int, int]] = {}
_ARTIFACT: Final = Element("Artifact")
_FOLIO: Final = Element("Artifact", "<</Type/Pagination/Subtype/Footer>>")


class Annotation(NamedTuple):
    """A link on the page: its target (an anchor or a URL), rectangle in points, what it says, who holds it."""

    target: str
    rectangle: str
    text: str
    element: Element | None


class PageContent:
    """What drawing a page gives: operators, the element of each marked content, links, names of pictures."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.contents: list[Element] = []
        self.links: list[Annotation] = []
        self.pictures: dict[str, None] = {}


class MarkedText(NamedTuple):
    """Text of one run that belongs to one element; `x` None = right after the piece before.

    `steps` of white behind it belong to its last glyph (`fonts.STEP`).
    """

    run: Run
    text: str
    x: int | None
    element: Element | None
    steps: int = 0


class Drawing:
    """Draws one page after another. `tree` None = untagged; a link to none of the `anchors` is plain text; `white` as `white_in` says."""

    def __init__(
        self,
        fonts: Mapping[str, Font],
        tree: Tree | None,
        pictures: Mapping[str, str],
        anchors: Container[str],
        white: Mapping[Line, Mapping[int, int]],
    ) -> None:
        self.fonts = fonts
        self.faces = {key: font.face for key, font in fonts.items()}
        self.tree = tree
        self.pictures = pictures
        self.anchors = anchors
        self.white = white
        self._begin(-1)

    def _begin(self, page: int) -> None:
        """A page starts with the text and graphics state that ISO 32000-1, table 52 says."""
        self.page = page
        self.sheet = PageContent()
        self.in_text = False
        self.marked: Element | None = None
        self.font = ""
        self.spacing = "0"
        self.fill = self.stroke = "000000"
        self.mode = 0
        self.width = ""
        self.height = PAPER_HEIGHT

    def draw(self, page: Page, index: int) -> PageContent:
        """The content of a page; `index` counts from 0."""
        self._begin(index)
        self.height = page.height
        out = self.sheet.operators
        for item in page.items:
            self._item(item)
        for item in page.furniture:
            self._item(item)
        # the number stands as on an upright page, turned with the paper
        if page.landscape:
            self._text(False)
            self._mark(None)
            out.append(f"0 -1 1 0 0 {points(page.height)} cm")
            self.height = PAPER_HEIGHT
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
        element.kids.append(MarkedContent(self.page, mcid))
        out.append(f"/{element.kind} <</MCID {mcid}{element.actual}>>BDC")

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
        held: dict[str, Element | None] = {}
        last: Element | None = None
        for piece in self._pieces(line, owner):
            actual = self._actual(piece)
            last = _span(piece.element, actual) if actual and piece.element else piece.element
            self._mark(last)
            self._piece(piece, points(self.height - line.baseline + piece.run.rise), actual)
            # the repeated head of a table is no part of what is read, so no link of it could be either
            if piece.run.link and (piece.element is None or piece.element.kind != "Artifact"):
                held[target_of(piece.run)] = piece.element
        if line.hard and not line.last and last is not None and last.kind != "Artifact":
            # marked content without any tells who reads the file back that a writer ended the line
            for element in (None, last, None):
                self._mark(element)
        for link in links(line, self._leads) if held else ():
            self._annotate(link, line, held.get(link.target))

    def _pieces(self, line: Line, owner: Element | None) -> Iterator[MarkedText]:
        """The line's runs, cut where the element changes, with the spaces that only distance shows."""
        label, left = self.tree.labels.get(line, (None, 0)) if self.tree else (None, 0)
        blanks = spaces(line, self.faces)
        white = self.white.get(line, _NO_WHITE)
        for index, run in enumerate(line.runs):
            if run.kind is RunKind.TAB:
                # what stands behind a tab is marked anew
                self._mark(None)
                if run.text:
                    yield MarkedText(run, run.text, run.x, _ARTIFACT)
                continue
            if not run.text:
                continue
            element = owner
            if owner is not None and owner.kind != "Artifact" and run.link and self._leads(target_of(run)):
                target = target_of(run)
                note = self.tree.notes.get(target) if self.tree else None
                element = owner.link(target) if note is None else owner.reference(target, note)
            text = run.text
            space = blanks.get(index)
            steps = 0 if space else white.get(index, 0)
            x: int | None = run.x
            if label is not None and left:
                head, text = text[:left], text[left:]
                left -= len(head)
                yield MarkedText(run, head, x, label, 0 if text else steps)
                x = None
            if text:
                yield MarkedText(run, text, x, element, steps)
            if space:
                yield MarkedText(space, space.text, space.x, element)

    def _actual(self, piece: MarkedText) -> str:
        """The property that says what a piece reads where its glyphs do not say it; else nothing."""
        ambiguous = self.fonts[piece.run.face].ambiguous
        if piece.run.drawn or (ambiguous and not ambiguous.isdisjoint(piece.text)):
            return f"/ActualText{text_string(piece.text)}"
        return ""

    def _piece(self, piece: MarkedText, baseline: str, actual: str) -> None:
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
        shown = font.string(run.drawn or piece.text, piece.steps)
        if actual and (self.marked is None or self.marked is _ARTIFACT or self.marked is _FOLIO):
            out.append(f"/Span <<{actual}>>BDC {shown} Tj EMC")
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

    def _leads(self, target: str) -> bool:
        return is_url(target) or target in self.anchors

    def _annotate(self, link: Link, line: Line, element: Element | None) -> None:
        """Note a link of this line; the page is drawn upwards, the layout counts downwards."""
        edges = (link.left, self.height - link.bottom, link.right, self.height - link.top)
        text = link.target if is_url(link.target) else element.text if element else line.text
        self.sheet.links.append(Annotation(link.target, " ".join(map(points, edges)), text, element))

    # --- rules and pictures -------------------------------------------------------------------------------------

    def _rule(self, rule: Rule) -> None:
        self._text(False)
        self._mark(_ARTIFACT)
        self._stroke(points(rule.width), rule.colour)
        x, y = rule.x, self.height - rule.y
        end = (x, y - rule.length) if rule.vertical else (x + rule.length, y)
        self.sheet.operators.append(f"{points(x)} {points(y)} m {points(end[0])} {points(end[1])} l S")

    def _picture(self, picture: Picture) -> None:
        self._text(False)
        self._mark((self.tree.owner(picture) if self.tree else None) or _ARTIFACT)
        name = self.pictures[picture.image.sha256]
        self.sheet.pictures[name] = None
        y = self.height - picture.y - picture.height
        size = f"{points(picture.width)} 0 0 {points(picture.height)}"
        self.sheet.operators.append(f"q {size} {points(picture.x)} {points(y)} cm /{name} Do Q")


def white_in(line: Line) -> dict[int, int]:
    """Behind which runs of a line (their index) white stands before more text, in steps of `fonts.STEP`."""
    found: dict[int, int] = {}
    for index, (run, then) in enumerate(pairwise(line.runs)):
        # the width of Han holds the spacing behind the last one where more Han follow; no reader counts it to the glyph
        held = run.spacing if then.role is not FaceRole.LATIN else 0
        steps = round((then.x - run.x - run.width + held) / (run.size * STEP))
        text = RunKind.TAB not in (run.kind, then.kind) and run.text and then.text
        if steps > 0 and text and not (run.text[-1].isspace() or then.text[0].isspace()):
            found[index] = min(steps, _MOST_STEPS)
    return found


def _span(element: Element, actual: str) -> Element:
    """What marks a piece that reads otherwise than it looks.

    An element of its own: poppler loses what follows marked content within marked content.
    """
    if element.kind == "Artifact":
        return element
    return element.child("Span", actual, actual=actual)


def _colour(colour: str, grey: str, rgb: str) -> str:
    """The operator that sets a colour given as six hex digits."""
    if colour == "000000":
        return f"0 {grey}"
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return " ".join((*map(number, parts), rgb))
