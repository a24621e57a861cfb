"""Blocks in reading order → the structure tree that a screen reader follows (ISO 32000-1, 14.7–14.8; ISO 14289-1).

Grown in two steps: `plan` makes the elements from the blocks' roles before anything is drawn; drawing then hangs
on them what stands on each page (marked content, links). What no element owns is an artifact: rules, page numbers,
leaders, repeated table heads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from jianbao.expressions import compiled
from jianbao.pages import Block, Colophon, Figure, Line, Pages, Paragraph, Picture, Role, RunKind, Table
from jianbao.typography import PAPER_HEIGHT, STYLES, USUAL_STYLES, Align
from jianbao.writers.pdf.document import Document, Object, points, text_string

_MARKER: Final = compiled(
    r"(?:[-•●○■□◆★※·–—]|[①-⑳]|[（(]?(?:[0-9]{1,9}|[一二三四五六七八九十]{1,3})[)）.．、]|[a-zA-Z][).．]) ?"
)
_BULLETS: Final = frozenset("-•●○■□◆★※·–—")
# PDF 1.7 knows H1 to H6
_DEEPEST: Final = 6
_ALIGNED: Final = {
    align: f"<</O/Layout/TextAlign/{name}>>"
    for align, name in ((Align.LEFT, "Start"), (Align.CENTER, "Center"), (Align.RIGHT, "End"))
}


class MarkedContent(NamedTuple):
    """A piece of marked content: sequence number `mcid` on page `page` (from 0)."""

    page: int
    mcid: int


class Annotated(NamedTuple):
    """A link annotation (its reference) that an element holds."""

    page: int
    ref: str


# Plain classes: making a dataclass takes a millisecond or more at each start.
class Element:
    """An element of the structure tree. `text` is what a link inside it is about; `extra` more entries as PDF text.

    `name` is its ID, `title` what a person calls it: the name of a paragraph's style, of a picture. `actual` is what its
    marked content states besides its number, for readers that look there and not in the tree.
    """

    __slots__ = ("actual", "extra", "kids", "kind", "name", "target", "text", "title")

    def __init__(
        self, kind: str, extra: str = "", *, text: str = "", target: str = "", actual: str = ""
    ) -> None:
        self.actual = actual
        self.kind = kind
        self.extra = extra
        self.text = text
        self.target = target
        self.name = self.title = ""
        self.kids: list[Element | MarkedContent | Annotated] = []

    def child(
        self, kind: str, extra: str = "", *, text: str = "", target: str = "", actual: str = ""
    ) -> Element:
        """A new last child."""
        element = Element(kind, extra, text=text, target=target, actual=actual)
        self.kids.append(element)
        return element

    def link(self, target: str) -> Element:
        """The link to `target` that is going on in this element, else a new one."""
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Element) and last.kind == "Link" and last.target == target:
            return last
        return self.child("Link", text=self.text, target=target)

    def reference(self, target: str, note: str) -> Element:
        """The link to a note, which reads `note`, within the reference that is going on in this element, else a new one."""
        last = self.kids[-1] if self.kids else None
        if not (isinstance(last, Element) and last.kind == "Reference" and last.target == target):
            last = self.child("Reference", text=note, target=target)
        return last.link(target)


class Tree:
    """The elements of an issue.

    `owners` maps a line or picture to its element, `labels` a list item's first line to the label's element and how many characters it holds, `notes` a note's anchor to what the note says.
    """

    def __init__(self) -> None:
        self.notes: dict[str, str] = {}
        self.root = Element("Document")
        self.owners: dict[Line | Picture, Element] = {}
        self.labels: dict[Line, tuple[Element, int]] = {}

    def owner(self, item: Line | Picture) -> Element | None:
        """The element that a line or a picture belongs to; None for page furniture."""
        return self.owners.get(item)


def plan(pages: Pages) -> Tree:
    """The structure of an issue's blocks, still without content."""
    return _Planner().plan(pages.blocks)


class _Level:
    """A list in the making: its indent, its element, and the body and paragraph of its last item."""

    __slots__ = ("body", "element", "last", "left")

    def __init__(self, left: int, element: Element) -> None:
        self.left = left
        self.element = element
        self.body: Element
        self.last: Paragraph


class _Planner:
    """Walks the blocks once; holds what one block needs to know of those before it."""

    def __init__(self) -> None:
        self.tree = Tree()
        # of the last heading, so that none is skipped
        self.level = 0
        self.notes = 0
        # the list or contents that the next block may go on with
        self.group: Element | None = None
        # that the next block may go on with, a list in it too
        self.quotation: Element | None = None
        # those that the next item may go on with, the innermost last
        self.lists: list[_Level] = []
        # the contents below a column's name, within the contents
        self.columned: Element | None = None
        # over a table that is still to come
        self.captions: list[Paragraph] = []

    def plan(self, blocks: Iterable[Block]) -> Tree:
        for block in blocks:
            if not isinstance(block, Table) and not (
                isinstance(block, Paragraph) and block.role is Role.CAPTION
            ):
                self.release_captions()
            if isinstance(block, Paragraph):
                self.paragraph(block)
            else:
                self.group = self.quotation = None
                if isinstance(block, Table):
                    self.table(block)
                elif isinstance(block, Figure):
                    self.figure(block)
                else:
                    self.colophon(block)
        self.release_captions()
        return self.tree

    def release_captions(self) -> None:
        """Captions that no table followed are paragraphs."""
        for caption in self.captions:
            self.own(caption, self.tree.root.child("P"))
        self.captions.clear()

    def own(self, paragraph: Paragraph, element: Element) -> None:
        """Make the element the owner of the paragraph's lines."""
        element.text = "".join(
            run.text for line in paragraph.lines for run in line.runs if run.kind is RunKind.TEXT
        )
        if paragraph.style != USUAL_STYLES.get(element.kind):
            element.title = STYLES[paragraph.style].name
        element.name = paragraph.anchor or element.name
        for line in paragraph.lines:
            self.tree.owners[line] = element

    def join(self, kind: str, extra: str = "") -> Element:
        """The group of this kind that is going on, else a new one."""
        if self.group is None or (self.group.kind, self.group.extra) != (kind, extra):
            self.group = self.tree.root.child(kind, extra)
        return self.group

    def paragraph(self, paragraph: Paragraph) -> None:
        role, root = paragraph.role, self.tree.root
        if role is Role.FURNITURE:
            return
        if role is not Role.QUOTE and not paragraph.quoted and role is not Role.LIST_PART:
            if self.quotation is not None:
                self.group = None
            self.quotation = None
        if role is Role.CAPTION:
            self.group = None
            self.captions.append(paragraph)
        elif role is Role.LIST_ITEM:
            self.list_item(paragraph)
        elif role is Role.LIST_PART and self.group is not None and self.group.kind == "L":
            self.list_part(paragraph)
        elif role is Role.CONTENTS_COLUMN:
            entry = self.join("TOC").child("TOCI")
            self.own(paragraph, entry.child("P"))
            self.columned = entry.child("TOC")
        elif role is Role.CONTENTS_ENTRY:
            self.contents_entry(paragraph)
        elif role is Role.QUOTE:
            self.group = None
            self.own(paragraph, self.quote().child("P"))
        else:
            self.group = None
            self.own(paragraph, self.plain(paragraph, root))

    def quote(self) -> Element:
        """The quotation that is going on, else a new one."""
        if self.quotation is None:
            self.quotation = self.tree.root.child("BlockQuote")
        return self.quotation

    def plain(self, paragraph: Paragraph, parent: Element) -> Element:
        """The element of a paragraph that stands for itself."""
        if paragraph.role in (Role.TITLE, Role.CONTENTS_HEADING):
            self.level = 1
            return parent.child("H1")
        if paragraph.role is Role.HEADING:
            self.level = min(paragraph.level + 1, self.level + 1, _DEEPEST)
            return parent.child(f"H{self.level}")
        if paragraph.role is Role.NOTE and paragraph.style == "note":
            self.tree.notes[paragraph.anchor] = paragraph.text
            self.notes += 1
            note = parent.child("Note")
            note.name = f"note{self.notes}"
            return note
        right = paragraph.right - STYLES[paragraph.style].right
        return parent.child("P", f"/A<</O/Layout/EndIndent {points(right)}>>" if right else "")

    def contents_entry(self, paragraph: Paragraph) -> None:
        if self.group is None:
            self.columned = None
        contents = self.join("TOC")
        entry = (self.columned or contents).child("TOCI")
        marker, *rest = paragraph.lines[0].runs if paragraph.lines else (None,)
        if marker and not marker.link and any(run.link for run in rest):
            self.tree.labels[paragraph.lines[0]] = entry.child("Lbl"), len(marker.text)
        self.own(paragraph, entry.child("Reference"))

    def list_item(self, paragraph: Paragraph) -> None:
        marker = _MARKER.match(paragraph.text)
        numbering = "None" if not marker else "Disc" if marker[0].rstrip() in _BULLETS else "Decimal"
        if paragraph.quoted and self.quotation is None:
            self.group = None
        parent = self.quote() if paragraph.quoted else self.tree.root
        level = self.list_level(parent, paragraph.left, f"/A<</O/List/ListNumbering/{numbering}>>")
        item = level.element.child("LI")
        if marker and paragraph.lines:
            self.tree.labels[paragraph.lines[0]] = item.child("Lbl"), len(marker[0])
        level.body = item.child("LBody")
        level.last = paragraph
        self.own(paragraph, level.body)

    def list_part(self, paragraph: Paragraph) -> None:
        """A further paragraph of the last item of its depth."""
        del self.lists[paragraph.level + 1 :]
        self.own(paragraph, self.body(self.lists[-1]).child("P"))

    def body(self, level: _Level) -> Element:
        """The body of a list's last item, fit to hold more than its first paragraph."""
        # content comes after planned kids, so it needs an element of its own
        if not level.body.kids:
            self.own(level.last, level.body.child("P"))
            level.body.name = ""
        return level.body

    def list_level(self, parent: Element, left: int, extra: str) -> _Level:
        """The list that an item with this indent goes on with, else a new one: in `parent`, or in the item above."""
        if self.group is None or self.group.kind != "L":
            self.lists.clear()
        while self.lists and self.lists[-1].left > left:
            self.lists.pop()
        if self.lists and self.lists[-1].left == left:
            if self.lists[-1].element.extra == extra:
                return self.lists[-1]
            self.lists.pop()
        if self.lists:
            element = self.body(self.lists[-1]).child("L", extra)
        else:
            element = self.group = parent.child("L", extra)
        self.lists.append(_Level(left, element))
        return self.lists[-1]

    def table(self, table: Table) -> None:
        element = self.tree.root.child("Table")
        if self.captions:
            caption = element.child("Caption")
            for paragraph in self.captions:
                self.own(paragraph, caption if len(self.captions) == 1 else caption.child("P"))
            self.captions.clear()
        for row in table.rows:
            line = element.child("TR")
            for cell in row.cells:
                entries = "/Scope/Column" if row.head else "/Scope/Row" if cell.header else ""
                entries += f"/ColSpan {cell.column_span}" if cell.column_span > 1 else ""
                entries += f"/RowSpan {cell.row_span}" if cell.row_span > 1 else ""
                kind = "TH" if row.head or cell.header else "TD"
                said = f"<</O/Table{entries}>>" if entries else ""
                aligned = ""
                if cell.paragraphs and (first := cell.paragraphs[0]).align is not STYLES[first.style].align:
                    aligned = _ALIGNED.get(first.align, "")
                both = f"[{said}{aligned}]" if said and aligned else said or aligned
                box = line.child(kind, f"/A{both}" if both else "")
                for paragraph in cell.paragraphs:
                    self.own(paragraph, box if len(cell.paragraphs) == 1 else box.child("P"))

    def figure(self, figure: Figure) -> None:
        for item in figure.items:
            picture = item.picture
            parent = self.tree.root.child("Div") if item.caption else self.tree.root
            edges = (
                picture.x,
                PAPER_HEIGHT - picture.y - picture.height,
                picture.x + picture.width,
                PAPER_HEIGHT - picture.y,
            )
            box = " ".join(map(points, edges))
            extra = f"/Alt{text_string(picture.alt)}/A<</O/Layout/Placement/Block/BBox[{box}]>>"
            self.tree.owners[picture] = shown = parent.child("Figure", extra)
            shown.title = picture.name
            if item.caption:
                self.own(item.caption, parent.child("Caption"))

    def colophon(self, colophon: Colophon) -> None:
        part = self.tree.root.child("Div")
        for paragraph in colophon.paragraphs:
            if paragraph.role is not Role.FURNITURE:
                self.own(paragraph, part.child("P"))


def write_tree(
    document: Document,
    tree: Tree,
    contents: Sequence[Sequence[Element]],
    links: Iterable[tuple[int, Element]],
) -> str:
    """Write the tree's objects; gives the reference to the structure tree's root.

    `contents[page][mcid]` is the element that holds that marked content (the page's key in the parent tree is its
    index), `links` are pairs of an annotation's key there and the element that holds it.
    """
    top = Object()
    parents = Object()
    document.add(top)
    document.add(parents)
    objects: dict[Element, Object] = {}
    named: list[str] = []

    def number(element: Element) -> None:
        """Give numbers to an element and all below it, and drop what stayed empty; depth first = reading order."""
        holder = objects[element] = Object()
        document.add(holder)
        kept = [kid for kid in element.kids if not isinstance(kid, Element) or _is_full(kid)]
        element.kids[:] = kept
        for kid in kept:
            if isinstance(kid, Element):
                number(kid)

    number(tree.root)

    def fill(element: Element, parent: str) -> None:
        holder = objects[element]
        first = next((kid.page for kid in element.kids if isinstance(kid, MarkedContent)), None)
        kids = [_kid(kid, first, document, lambda of: objects[of].ref) for kid in element.kids]
        listed = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        page = "" if first is None else f"/Pg {document.pages[first].ref}"
        said = f"/T{text_string(element.title)}" if element.title else ""
        if element.name:
            said += f"/ID({element.name})"
            named.append(f"({element.name}){holder.ref}")
        holder.body = f"<</S/{element.kind}/P {parent}{page}{said}{element.extra}/K {listed}>>"
        for kid in element.kids:
            if isinstance(kid, Element):
                fill(kid, holder.ref)

    fill(tree.root, top.ref)
    numbers = [
        f"{page}[{' '.join(objects[element].ref for element in held)}]"
        for page, held in enumerate(contents)
        if held
    ]
    numbers += [f"{key} {objects[element].ref}" for key, element in links]
    parents.body = f"<</Nums[{' '.join(numbers)}]>>"
    ids = f"/IDTree<</Names[{' '.join(sorted(named))}]>>" if named else ""
    root = objects[tree.root].ref
    top.body = f"<</Type/StructTreeRoot/K {root}/ParentTree {parents.ref}{ids}>>"
    return top.ref


def _is_full(element: Element) -> bool:
    """False for an element without content, unless it is a cell, whose absence would shift its row."""
    if element.kind in ("TD", "TH"):
        return True
    return any(not isinstance(kid, Element) or _is_full(kid) for kid in element.kids)


def _kid(
    kid: Element | MarkedContent | Annotated,
    first: int | None,
    document: Document,
    ref: Callable[[Element], str],
) -> str:
    """A kid as an element's K lists it."""
    if isinstance(kid, Element):
        return ref(kid)
    page = "" if kid.page == first else f"/Pg {document.pages[kid.page].ref}"
    if isinstance(kid, Annotated):
        return f"<</Type/OBJR/Obj {kid.ref}{page}>>"
    return f"<</Type/MCR{page}/MCID {kid.mcid}>>" if page else str(kid.mcid)
