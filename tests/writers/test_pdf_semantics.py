"""The structure tree of examples and generated issues, held to what an expert in accessibility looks for by hand.

veraPDF finds what breaks ISO 14289-1; these find what keeps to it and misleads: heads that head nothing, links that
lead elsewhere than they say, pictures described by another's caption. (Matterhorn Protocol 1.1, checkpoints 09–28.)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest

from jianbao.pages import Figure, Paragraph, Role, RunKind, Table
from jianbao.typography import PAPER_HEIGHT
from tests.writers.conftest import Finished

pytestmark = pytest.mark.slow

Node = pikepdf.Object
Opened = list[tuple[Finished, pikepdf.Pdf]]

# Which structure elements may stand in which (ISO 32000-1, 14.8.4); what is not listed holds text and inline elements.
INLINE = {"Span", "Link", "Reference"}
HOLDS = {
    "Document": {
        "P",
        "TOC",
        "L",
        "BlockQuote",
        "Table",
        "Figure",
        "Div",
        "Note",
        *(f"H{n}" for n in range(1, 7)),
    },
    "Div": {"P", "Figure", "Caption"},
    "TOC": {"TOCI"},
    "TOCI": {"Lbl", "Reference", "P", "TOC"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "LBody": {"P", "L", *INLINE},
    "BlockQuote": {"P", "L"},
    "Reference": {"Link"},
    "Link": {"Span"},
    "Table": {"Caption", "TR"},
    "TR": {"TH", "TD"},
    "Caption": {"P", *INLINE},
    "TH": {"P", *INLINE},
    "TD": {"P", *INLINE},
    "Figure": set[str](),
}


@pytest.fixture(scope="module")
def opened(archive: tuple[Finished, ...]) -> Iterator[Opened]:
    files = [(each, pikepdf.open(each.pdf)) for each in archive]
    yield files
    for _, pdf in files:
        pdf.close()


def kids(node: Node) -> list[Node]:
    held = node.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def elements(node: Node) -> Iterator[Node]:
    """A structure element and all below it, in reading order."""
    yield node
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def kind(node: Node) -> str:
    return str(node.S)[1:]


def tree(pdf: pikepdf.Pdf, *kinds: str) -> list[Node]:
    """The elements of these kinds, or all of them, in reading order."""
    return [node for node in elements(pdf.Root.StructTreeRoot.K) if not kinds or kind(node) in kinds]


def stated(node: Node) -> dict[str, Node]:
    """An element's attributes, whoever owns them."""
    held = node.get("/A", pikepdf.Dictionary())
    return {
        key: value
        for each in (held if isinstance(held, pikepdf.Array) else [held])
        for key, value in each.items()
    }


def attribute(node: Node, name: str) -> int:
    return int(stated(node).get(name, 1))


def test_elements_stand_only_where_the_standard_lets_them(opened: Opened):
    for each, pdf in opened:
        for node in tree(pdf):
            inside = {kind(kid) for kid in kids(node) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
            assert inside <= HOLDS.get(kind(node), INLINE), (each.name, kind(node), inside)


def test_headings_begin_with_the_first_level_and_skip_none(opened: Opened):
    for each, pdf in opened:
        levels = [int(kind(node)[1:]) for node in tree(pdf, "H1", "H2", "H3", "H4", "H5", "H6")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), each.name


def test_every_title_and_heading_is_one_and_the_outline_leads_to_it(opened: Opened):
    for each, pdf in opened:
        wanted = [
            block
            for block in each.pages.blocks
            if isinstance(block, Paragraph)
            and block.role in (Role.TITLE, Role.HEADING, Role.CONTENTS_HEADING)
        ]
        assert len(tree(pdf, "H1", "H2", "H3", "H4", "H5", "H6")) == len(wanted)
        shown = [block for block in wanted if block.role is not Role.CONTENTS_HEADING]
        with pdf.open_outline() as outline:
            entries = list(flat(outline.root))
        # Short news without a title is in the outline, too, by its run-in lead or its column.
        assert len(entries) == len(each.pages.outline), each.name
        for entry, wished in zip(entries, each.pages.outline, strict=True):
            page, _, _, top, _ = entry.destination
            assert page.objgen == pdf.pages[wished.page - 1].obj.objgen
            assert abs(float(top) - (PAPER_HEIGHT - wished.top) / 20) < 0.1
        led_to = {(entry.page, entry.top) for entry in each.pages.outline}
        assert {(block.lines[0].page, block.lines[0].top) for block in shown} <= led_to, each.name


def flat(entries: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for entry in entries:
        yield entry
        yield from flat(entry.children)


def test_every_row_of_a_table_is_whole_and_every_head_says_what_it_heads(opened: Opened):
    for each, pdf in opened:
        blocks = [block for block in each.pages.blocks if isinstance(block, Table)]
        tables = tree(pdf, "Table")
        assert len(tables) == len(blocks)
        for table, block in zip(tables, blocks, strict=True):
            rows = [node for node in kids(table) if kind(node) == "TR"]
            assert len(rows) == len(block.rows)
            covered = {
                (row, column)
                for at, each_row in enumerate(block.rows)
                for cell in each_row.cells
                for row in range(at, at + cell.row_span)
                for column in range(cell.column, cell.column + cell.column_span)
            }
            area = sum(attribute(c, "/ColSpan") * attribute(c, "/RowSpan") for row in rows for c in kids(row))
            assert area == len(covered) == len(rows) * len(block.widths), each.name
            for row, laid_out in zip(rows, block.rows, strict=True):
                for cell in kids(row):
                    assert (kind(cell) == "TH") == laid_out.head
                    if laid_out.head:
                        assert str(stated(cell)["/Scope"]) == "/Column"


def test_every_picture_is_described_by_its_own_caption_where_it_stands(opened: Opened):
    seen = 0
    for _, pdf in opened:
        assert not [node for node in tree(pdf, "Figure") if not str(node.Alt).strip()]
    for each, pdf in opened:
        items = [item for block in each.pages.blocks if isinstance(block, Figure) for item in block.items]
        figures = tree(pdf, "Figure")
        assert [str(node.Alt) for node in figures] == [item.picture.alt for item in items]
        for node, item in zip(figures, items, strict=True):
            left, _, _, top = (float(edge) for edge in node.A.BBox)
            assert (left * 20, PAPER_HEIGHT - top * 20) == pytest.approx(
                (item.picture.x, item.picture.y), abs=1
            )
            after = [kind(kid) for kid in kids(node.P)] if item.caption else ["Figure"]
            assert after == (["Figure", "Caption"] if item.caption else ["Figure"])
            seen += 1
    assert seen


def test_every_link_says_where_it_leads_and_leads_there(opened: Opened):
    for each, pdf in opened:
        parents = {int(key): value for key, value in pairs(pdf.Root.StructTreeRoot.ParentTree.Nums)}
        names = dict(pairs(pdf.Root.Names.Dests.Names)) if "/Names" in pdf.Root else {}
        annotations = [(page, link) for page in pdf.pages for link in page.get("/Annots", [])]
        held = 0
        for node in tree(pdf, "Link"):
            texts = [kid for kid in kids(node) if not isinstance(kid, pikepdf.Dictionary) or "/MCID" in kid]
            references = [kid for kid in kids(node) if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
            assert texts
            assert references
            held += len(references)
            assert len({str(kid.Obj.Contents) for kid in references}) == 1
            for kid in references:
                assert parents[int(kid.Obj.StructParent)].objgen == node.objgen
        assert held == len(annotations)
        for page, link in annotations:
            assert page.Tabs == "/S"
            assert str(link.Contents).strip()
            if "/A" in link:
                assert str(link.A.URI).startswith(("http", "mailto:"))
            else:
                assert bytes(link.Dest) in {bytes(name) for name in names}, each.name


def pairs(flat_list: pikepdf.Array) -> list[tuple[Node, Node]]:
    items = list(flat_list)
    return list(zip(items[::2], items[1::2], strict=True))


def test_every_entry_of_the_contents_leads_to_the_page_it_states(opened: Opened):
    seen = 0
    for each, pdf in opened:
        entries = [
            block
            for block in each.pages.blocks
            if isinstance(block, Paragraph) and block.role is Role.CONTENTS_ENTRY
        ]
        found = [node for node in tree(pdf, "TOCI") if "Reference" in {kind(kid) for kid in kids(node)}]
        assert len(found) == len(entries)
        names = {bytes(key): value for key, value in pairs(pdf.Root.Names.Dests.Names)} if entries else {}
        numbers = {page.objgen: number for number, page in enumerate((page.obj for page in pdf.pages), 1)}
        for node, block in zip(found, entries, strict=True):
            (link,) = (each_node for each_node in elements(node) if kind(each_node) == "Link")
            target = next(
                kid.Obj for kid in kids(link) if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
            )
            stated = [run.text for line in block.lines for run in line.runs if run.kind is RunKind.PAGE_REF]
            leads = numbers[names[bytes(target.Dest)][0].objgen]
            assert stated in ([str(leads)], []), each.name
            seen += 1
    assert seen > 10


def test_the_document_is_introduced_by_its_title_and_language(opened: Opened):
    for each, pdf in opened:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        meta = each.pages.meta
        assert str(pdf.docinfo.Title) == meta.title
        stated = str(pdf.docinfo.Keywords).split("; ")
        day = f"{meta.date.year}年{meta.date.month}月{meta.date.day}日"
        assert {meta.series, meta.kind, day} <= set(stated)
        if meta.number is not None:
            assert any(f"第{meta.number}期" in word for word in stated), stated


def test_notes_and_lists_are_whole(opened: Opened):
    seen = 0
    for each, pdf in opened:
        notes = [str(node.ID) for node in tree(pdf, "Note")]
        assert len(notes) == len(set(notes))
        items = tree(pdf, "LI")
        wanted = [b for b in each.pages.blocks if isinstance(b, Paragraph) and b.role is Role.LIST_ITEM]
        assert len(items) == len(wanted)
        for node in items:
            assert [kind(kid) for kid in kids(node)] in (["Lbl", "LBody"], ["LBody"])
        for node in tree(pdf, "L"):
            labelled = any(kind(kids(item)[0]) == "Lbl" for item in kids(node))
            assert (str(node.A.ListNumbering) != "/None") == labelled
        seen += len(items) + len(notes)
    assert seen
