"""`Pages` → document.xml and its footers: blocks in reading order, sections, the box of the colophon."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from msgspec import Struct

from jianbao.pages import Block, Colophon, Figure, Line, Page, Pages, Paragraph, RunKind, Table
from jianbao.typography import (
    FOLIO_INSET,
    LANDSCAPE_BOTTOM,
    LANDSCAPE_LEFT,
    LANDSCAPE_RIGHT,
    LANDSCAPE_TOP,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    ROW,
    STYLES,
    Align,
)
from jianbao.writers.docx.boxes import bar, colophon, turned_folio
from jianbao.writers.docx.figures import Gallery, figure
from jianbao.writers.docx.markup import (
    DRAWING_NAMESPACES,
    NAMESPACES,
    XML,
    Counter,
    Indents,
    ParagraphProperties,
)
from jianbao.writers.docx.paragraphs import RunLook, Writer, field_code, spacer
from jianbao.writers.docx.styles import style_id
from jianbao.writers.docx.tables import table
from jianbao.writers.pictures import PlainPicture, largest_places

FOOTERS: Final = (("rIdFooterOdd", "default"), ("rIdFooterEven", "even"))
SIDE_FOOTERS: Final = (("rIdFooterSideOdd", "default"), ("rIdFooterSideEven", "even"))
BLANK_FOOTERS: Final = (("rIdFooterBlankOdd", "default"), ("rIdFooterBlankEven", "even"))


class Document(Struct, frozen=True):
    """The parts of one document as mark-up; `media` and `addresses` are what document.xml points to, by id."""

    body: str
    footers: dict[str, str]
    media: dict[str, PlainPicture]
    addresses: dict[str, str]


class _Entry(Struct):
    """Something that stands in the flow: a block, or an empty paragraph (`block` None).

    `page` and `end` are where it begins and ends, `after` is blank space behind it in twips, `box` whether the colophon
    hangs on it, `parted` whether the next entry begins a page.
    """

    block: Paragraph | Table | Figure | None
    page: int
    end: int = 0
    page_break: bool = False
    before: int = 0
    after: int = 0
    box: bool = False
    section: str = ""
    caption: str = ""
    parted: bool = False


def compose(pages: Pages, hard_breaks: frozenset[int]) -> Document:
    """All that is of this issue in the DOCX. Raises OSError for a picture that cannot be read."""
    writer = Writer(pages.docx_faces, hard_breaks)
    figures = (each for each in pages.blocks if isinstance(each, Figure))
    gallery = Gallery(largest_places(item.picture for each in figures for item in each.items))
    kinds = [_kind(page) for page in pages.pages]
    distance = _footer_distance(pages.pages)
    block = next((each for each in pages.blocks if isinstance(each, Colophon)), None)
    entries = _entries(pages.blocks, block)
    _divide(entries, kinds, distance)
    last = entries[-1].page if entries else 1
    parts = [_element(entry, block, writer, gallery) for entry in entries]
    final = _section(distance, _kind_of(kinds, last))
    body = f"{XML}<w:document {NAMESPACES}{DRAWING_NAMESPACES}><w:body>{''.join(parts)}{final}</w:body></w:document>"
    return Document(
        body,
        _footers(pages.pages, writer, gallery.drawings, frozenset(kinds)),
        gallery.media,
        writer.addresses,
    )


# --- what stands in the flow, in order -----------------------------------------------------------------------------


def _entries(blocks: Sequence[Block], box: Colophon | None) -> list[_Entry]:
    entries: list[_Entry] = []
    # where the flow has got to
    page = 1
    caption = ""
    for block in blocks:
        if isinstance(block, Colophon):
            continue
        begin, end = _reach(block)
        entries += [_Entry(None, blank, page_break=True) for blank in range(page + 1, begin)]
        before = entries[-1] if entries else None
        entry = _Entry(block, begin, end, page_break=block.page_break_before or begin > page + 1)
        if isinstance(block, Paragraph):
            entry.before = block.before
        elif before is not None and isinstance(before.block, Paragraph):
            before.after += block.before
        else:
            # tables that touch would become one
            entries.append(_Entry(None, begin, before=block.before))
        if isinstance(block, Table):
            entry.caption = caption
        if not (isinstance(block, Paragraph) and block.style == "table_unit"):
            caption = block.text if isinstance(block, Paragraph) and block.style == "table_caption" else ""
        if before is not None:
            before.parted = begin > before.end
        entries.append(entry)
        page = max(page, end)
    return _with_box(entries, box, page)


def _with_box(entries: list[_Entry], box: Colophon | None, page: int) -> list[_Entry]:
    """The entries with one that the colophon hangs on, or at least a paragraph at the end, as Word wants it.

    The box has a paragraph of its own, 1 twip high: hung on a last paragraph that goes over two pages, LibreOffice
    loses it.
    """
    if box is not None:
        blanks = [_Entry(None, blank, page_break=True) for blank in range(page + 1, box.page)]
        return [*entries, *blanks, _Entry(None, box.page, page_break=box.page > page, box=True)]
    if not entries or not isinstance(entries[-1].block, Paragraph):
        entries.append(_Entry(None, page))
    return entries


def _reach(block: Paragraph | Table | Figure) -> tuple[int, int]:
    """The pages on which a block begins and ends."""
    match block:
        case Paragraph():
            return block.lines[0].page, block.lines[-1].page
        case Table():
            return block.rows[0].page, block.rows[-1].page
        case Figure():
            return block.items[0].picture.page, block.items[0].picture.page


class _Kind(Enum):
    """What a page's section is like."""

    UPRIGHT = auto()
    # without a number
    BLANK = auto()
    LANDSCAPE = auto()


def _kind(page: Page) -> _Kind:
    return _Kind.LANDSCAPE if page.landscape else _Kind.UPRIGHT if page.folio else _Kind.BLANK


def _kind_of(kinds: Sequence[_Kind], page: int) -> _Kind:
    return kinds[page - 1] if 0 < page <= len(kinds) else _Kind.UPRIGHT


def _divide(entries: list[_Entry], kinds: Sequence[_Kind], distance: int) -> None:
    """Put section breaks between pages with and without a number, upright and on their side (GB/T 9704-2012 7.5, 8)."""
    for index in range(len(entries) - 1, 0, -1):
        before, entry = entries[index - 1], entries[index]
        here = _kind_of(kinds, max(before.page, before.end))
        if entry.page <= max(before.page, before.end) or here is _kind_of(kinds, entry.page):
            continue
        if not isinstance(before.block, Paragraph):
            before = _Entry(None, max(before.page, before.end))
            entries.insert(index, before)
        before.section = _section(distance, here)
        entry.page_break = False


def _element(entry: _Entry, box: Colophon | None, writer: Writer, gallery: Gallery) -> str:
    match entry.block:
        case Paragraph() as block:
            return writer.paragraph(
                block,
                before=entry.before,
                after=entry.after,
                keep_next=False if entry.parted else None,
                page_break=entry.page_break,
                section=entry.section,
                anchored="".join(bar(block, each, gallery.drawings) for each in block.rules_beside),
            )
        case Table() as block:
            # as wide as the type area
            left = 0
            return table(block, writer, left=left, caption=entry.caption, page_break=entry.page_break)
        case Figure() as block:
            left = block.items[0].x - MARGIN_LEFT
            return figure(block, writer, gallery, left=left, page_break=entry.page_break)
        case None:
            hung = colophon(box, writer, gallery.drawings) if entry.box and box else ""
            return spacer(entry.before, anchored=hung, page_break=entry.page_break, section=entry.section)


# --- sections and footers --------------------------------------------------------------------------------------------


_FOOTERS_OF: Final = {_Kind.UPRIGHT: FOOTERS, _Kind.BLANK: BLANK_FOOTERS, _Kind.LANDSCAPE: SIDE_FOOTERS}


def _section(distance: int, kind: _Kind) -> str:
    footers = "".join(
        f'<w:footerReference w:type="{which}" r:id="{relation}"/>' for relation, which in _FOOTERS_OF[kind]
    )
    if kind is _Kind.LANDSCAPE:
        paper = f'<w:pgSz w:w="{PAPER_HEIGHT}" w:h="{PAPER_WIDTH}" w:orient="landscape"/>'
        margins = LANDSCAPE_TOP, LANDSCAPE_RIGHT, LANDSCAPE_BOTTOM, LANDSCAPE_LEFT
    else:
        paper = f'<w:pgSz w:w="{PAPER_WIDTH}" w:h="{PAPER_HEIGHT}"/>'
        margins = MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM, MARGIN_LEFT
    top, right, bottom, left = margins
    return (
        f"<w:sectPr>{footers}{paper}"
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{distance}" w:gutter="0"/><w:cols w:space="425"/>'
        f'<w:docGrid w:linePitch="{ROW}"/></w:sectPr>'
    )


def _footer_distance(pages: Sequence[Page]) -> int:
    """From the paper's lower edge to the foot of the page number's line."""
    folio = next((page.folio for page in pages if page.folio), None)
    return PAPER_HEIGHT - folio.top - folio.height if folio else 1397


def _footers(
    pages: Sequence[Page], writer: Writer, drawings: Counter, kinds: frozenset[_Kind]
) -> dict[str, str]:
    """Relationship id → footer part: the page number outside, one character in; none on blank pages."""
    folio = next((page.folio for page in pages if page.folio), None)
    parts: dict[str, str] = {}
    if folio is not None:
        odd = Indents(right=FOLIO_INSET), Align.RIGHT
        even = Indents(left=FOLIO_INSET), Align.LEFT
        for (relation, _), (indents, align) in zip(FOOTERS, (odd, even), strict=True):
            parts[relation] = _footer(_folio(folio, writer, indents, align))
        for (relation, _), (indents, align) in zip(SIDE_FOOTERS, (odd, even), strict=True):
            if _Kind.LANDSCAPE in kinds:
                turned = turned_folio(folio, _folio(folio, writer, indents, align), drawings)
                parts[relation] = _footer(turned, DRAWING_NAMESPACES)
    if _Kind.BLANK in kinds:
        for relation, _ in BLANK_FOOTERS:
            parts[relation] = _footer(spacer())
    return parts


def _footer(paragraph: str, namespaces: str = "") -> str:
    return f"{XML}<w:ftr {NAMESPACES}{namespaces}>{paragraph}</w:ftr>"


def _folio(line: Line, writer: Writer, indents: Indents, align: Align) -> str:
    style = STYLES["folio"]
    properties = ParagraphProperties(
        style=style_id(style.key), line=line.height, indents=indents, align=align
    )
    runs: list[str] = []
    for run in line.runs:
        looks = writer.properties(RunLook(run.role, run.size, run.spacing, run.bold, run.colour), style)
        if run.kind is RunKind.PAGE_NUMBER:
            runs.append(field_code("PAGE", run.text).replace("<w:r>", f"<w:r>{looks}"))
        else:
            runs.append(f'<w:r>{looks}<w:t xml:space="preserve">{run.text}</w:t></w:r>')
    return f"<w:p>{properties.xml}{''.join(runs)}</w:p>"
