"""Pages → the file, top to bottom: fonts, pictures, structure, pages, links, outline, metadata."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jianbao.pages import Line, OutlineEntry, Pages, Picture
from jianbao.writers.common import anchors, characters, is_url
from jianbao.writers.pdf.document import Document, Object, Page, points, text_string
from jianbao.writers.pdf.drawing import Annotation, Drawing, white_in
from jianbao.writers.pdf.fonts import Font, Widened
from jianbao.writers.pdf.metadata import OUTPUT_CONDITION, info, srgb_profile, xmp
from jianbao.writers.pdf.pictures import add_picture
from jianbao.writers.pdf.tags import Annotated, Element, plan, write_tree
from jianbao.writers.pictures import largest_places, plain_picture


def assemble(pages: Pages, *, tagged: bool) -> bytes:
    """The PDF's bytes; see `jianbao.writers.pdf.write`."""
    document = Document(pages.meta.language)
    white = {line: found for line in _lines(pages) if (found := white_in(line))}
    fonts = _fonts(pages, white)
    names, references = _pictures(document, pages)
    tree = plan(pages) if tagged else None
    sheets = [document.add_page(page.width, page.height) for page in pages.pages]
    heights = [page.height for page in pages.pages]
    places = {
        anchor: _destination(sheets[page - 1], heights[page - 1] - top)
        for anchor, (page, top) in anchors(pages).items()
    }
    drawing = Drawing(fonts, tree, names, places, white)
    held: list[tuple[int, Element]] = []
    contents: list[Sequence[Element]] = []
    for index, (page, sheet) in enumerate(zip(pages.pages, sheets, strict=True)):
        drawn = drawing.draw(page, index)
        annotations: list[str] = []
        for link in drawn.links:
            key = len(sheets) + len(held)
            ref = document.add(_annotation(link, key if link.element else None))
            annotations.append(ref)
            if link.element:
                link.element.kids.append(Annotated(index, ref))
                held.append((key, link.element))
        contents.append(drawn.contents)
        if drawn.contents:
            sheet.StructParents = index
        code = "\n".join(drawn.operators).encode("ascii")
        shown = [(name, references[name]) for name in drawn.pictures]
        document.fill_page(sheet, code, pictures=shown, annotations=annotations)
    if tree:
        document.set(StructTreeRoot=write_tree(document, tree, contents, held), MarkInfo="<</Marked true>>")
    for font in fonts.values():
        font.add_to(document)
    _describe(document, pages, places, tagged=tagged)
    return document.finish(info(pages.meta))


def _lines(pages: Pages) -> Iterator[Line]:
    items = (item for page in pages.pages for item in (*page.items, *page.furniture, page.folio))
    return (item for item in items if isinstance(item, Line))


def _fonts(pages: Pages, white: Mapping[Line, Mapping[int, int]]) -> dict[str, Font]:
    """The faces' fonts by their keys, with twins of the glyphs before white."""
    widened: dict[str, set[Widened]] = defaultdict(set)
    for line, behind in white.items():
        for index, steps in behind.items():
            run = line.runs[index]
            widened[run.face].add(((run.drawn or run.text)[-1], steps))
    return {
        key: Font(f"F{number}", pages.faces[key], drawn, widened[key])
        for number, (key, drawn) in enumerate(characters(pages).items(), 1)
    }


def _pictures(document: Document, pages: Pages) -> tuple[dict[str, str], dict[str, str]]:
    """Resource names by the pictures' SHA-256, and references by resource name."""
    placed = [item for page in pages.pages for item in page.items if isinstance(item, Picture)]
    names: dict[str, str] = {}
    references: dict[str, str] = {}
    for sha256, (image, box) in largest_places(placed).items():
        names[sha256] = name = f"P{len(names) + 1}"
        references[name] = add_picture(document, plain_picture(image, box))
    return names, references


def _annotation(link: Annotation, key: int | None) -> str:
    """A link annotation, printed along (/F 4) and described, as PDF/A and PDF/UA ask."""
    if is_url(link.target):
        action = f"/A<</S/URI/URI{text_string(_uri(link.target))}>>"
    else:
        action = f"/Dest{_name(link.target)}"
    parent = "" if key is None else f"/StructParent {key}"
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{link.rectangle}]/Border[0 0 0]/F 4"
        f"/Contents{text_string(link.text)}{action}{parent}>>"
    )


def _uri(url: str) -> str:
    """The URL in ASCII, as PDF wants it (ISO 32000-1, 12.6.4.7)."""
    return "".join(
        char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode()) for char in url
    )


def _name(anchor: str) -> str:
    """A named destination's name as a PDF byte string."""
    return f"<{anchor.encode().hex()}>"


def _destination(page: Page, height: int) -> str:
    """A place on a page, `height` twips above its lower edge."""
    return f"[{page.ref}/XYZ null {points(height)} null]"


def _describe(document: Document, pages: Pages, places: Mapping[str, str], *, tagged: bool) -> None:
    """What the catalog says of the whole: metadata, colours, how to show it, names, outline."""
    profile = document.stream(srgb_profile(), "/N 3")
    condition = text_string(OUTPUT_CONDITION)
    document.set(
        Metadata=document.stream(xmp(pages.meta, tagged=tagged), "/Type/Metadata/Subtype/XML", plain=True),
        OutputIntents=f"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{condition}"
        f"/Info{condition}/DestOutputProfile {profile}>>]",
        ViewerPreferences="<</DisplayDocTitle true>>",
    )
    if places:
        named = sorted((_name(anchor), destination) for anchor, destination in places.items())
        listed = "".join(name + destination for name, destination in named)
        document.set(Names=f"<</Dests<</Names[{listed}]>>>>")
    if pages.outline:
        document.set(Outlines=_outline(document, pages), PageMode="/UseOutlines")


def _outline(document: Document, pages: Pages) -> str:
    """The outline's objects; gives the reference to its root. A level that is skipped hangs on the one above."""
    root = Object()
    document.add(root)
    nodes: list[tuple[Object, OutlineEntry, Object]] = []
    stack: list[tuple[int, Object]] = [(-1, root)]
    for entry in pages.outline:
        while stack[-1][0] >= entry.level:
            stack.pop()
        node = Object()
        document.add(node)
        nodes.append((node, entry, stack[-1][1]))
        stack.append((entry.level, node))
    children: dict[Object, list[Object]] = {}
    places: list[int] = []
    for node, _, parent in nodes:
        kin = children.setdefault(parent, [])
        places.append(len(kin))
        kin.append(node)

    def family(holder: Object) -> str:
        kids = children.get(holder)
        return f"/First {kids[0].ref}/Last {kids[-1].ref}/Count {_below(holder, children)}" if kids else ""

    for (node, entry, parent), at in zip(nodes, places, strict=True):
        kin = children[parent]
        before = f"/Prev {kin[at - 1].ref}" if at else ""
        after = f"/Next {kin[at + 1].ref}" if at + 1 < len(kin) else ""
        height = pages.pages[entry.page - 1].height - entry.top
        target = _destination(document.pages[entry.page - 1], height)
        node.body = f"<</Title{text_string(entry.title)}/Parent {parent.ref}{before}{after}{family(node)}/Dest{target}>>"
    root.body = f"<</Type/Outlines{family(root)}>>"
    return root.ref


def _below(holder: Object, children: Mapping[Object, Sequence[Object]]) -> int:
    """How many entries show below one when all are open."""
    return sum(1 + _below(kid, children) for kid in children.get(holder, ()))
