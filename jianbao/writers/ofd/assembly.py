"""Pages → the file, top to bottom: fonts, pictures, pages, links, tags, outline, metadata."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import count, takewhile
from typing import Final

from jianbao.pages import Meta, Pages, Paragraph, RunKind
from jianbao.typography import MARGIN_LEFT, MARGIN_TOP, TYPE_AREA_HEIGHT, TYPE_AREA_WIDTH
from jianbao.writers.archive import Part, archive
from jianbao.writers.common import anchors, paragraphs
from jianbao.writers.ofd.drawing import Drawing
from jianbao.writers.ofd.links import CREATOR, outlines, page_links
from jianbao.writers.ofd.markup import attribute, box, element, root
from jianbao.writers.ofd.resources import FOLDER, fonts, images, private, public
from jianbao.writers.ofd.tags import FILE, INDEX, index, tags

_DOCUMENT: Final = "Doc_0"


def assemble(pages: Pages) -> bytes:
    """The OFD's bytes; see `jianbao.writers.ofd.write`."""
    ids = count(1)
    colour_space = next(ids)
    embedded = fonts(pages, ids)
    shown = images(pages, ids)
    page_ids = [next(ids) for _ in pages.pages]
    drawing = Drawing(embedded, shown, ids)
    known = anchors(pages)
    contents: list[tuple[str, Part]] = []
    notes: list[tuple[str, Part]] = []
    noted: list[str] = []
    for at, page in enumerate(pages.pages):
        contents.append((f"Pages/Page_{at}/Content.xml", Part(drawing.draw(page))))
        if linked := page_links(page, known, page_ids, pages.meta.date, ids):
            file = f"Page_{at}/Annotation.xml"
            notes.append((f"Annots/{file}", Part(linked)))
            noted.append(f'<ofd:Page PageID="{page_ids[at]}"><ofd:FileLoc>{file}</ofd:FileLoc></ofd:Page>')
    parts = [("PublicRes.xml", Part(public(colour_space, list(embedded.values()))))]
    if shown:
        parts.append(("DocumentRes.xml", Part(private(list(shown.values())))))
    parts += contents
    if noted:
        parts += [("Annots/Annotations.xml", Part(root("Annotations", "".join(noted)))), *notes]
    parts += [(INDEX, Part(index())), (FILE, Part(tags(pages.blocks, drawing.objects, page_ids)))]
    parts += [(f"{FOLDER}/{each.file}", each.part) for each in embedded.values()]
    parts += [(f"{FOLDER}/{each.file}", each.part) for each in shown.values()]
    document = _document(
        pages,
        page_ids,
        last_id=next(ids) - 1,
        colour_space=colour_space,
        has_images=bool(shown),
        has_links=bool(noted),
    )
    parts.insert(0, ("Document.xml", Part(document)))
    entry = Part(_entry(pages, _identifier(parts)))
    return archive(
        [("OFD.xml", entry), *((f"{_DOCUMENT}/{name}", part) for name, part in parts)], pages.meta.date
    )


def _document(
    pages: Pages,
    page_ids: Sequence[int],
    *,
    last_id: int,
    colour_space: int,
    has_images: bool,
    has_links: bool,
) -> bytes:
    """Document.xml (GB/T 33190-2016, 7.5): elements in the schema's order."""
    content_box = box(MARGIN_LEFT, MARGIN_TOP, TYPE_AREA_WIDTH, TYPE_AREA_HEIGHT)
    listed = "".join(
        f'<ofd:Page ID="{page_id}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
        for at, page_id in enumerate(page_ids)
    )
    mode = "<ofd:PageMode>UseOutlines</ofd:PageMode>" if pages.outline else ""
    body = (
        f"<ofd:CommonData><ofd:MaxUnitID>{last_id}</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox><ofd:ContentBox>{content_box}</ofd:ContentBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        f"{'<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>' if has_images else ''}"
        f"<ofd:DefaultCS>{colour_space}</ofd:DefaultCS></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>"
        f"{outlines(pages.outline, page_ids)}"
        f"<ofd:VPreferences>{mode}<ofd:TabDisplay>DocTitle</ofd:TabDisplay></ofd:VPreferences>"
        f"{'<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>' if has_links else ''}"
        f"<ofd:CustomTags>{INDEX}</ofd:CustomTags>"
    )
    return root("Document", body)


def _identifier(parts: Iterable[tuple[str, Part]]) -> str:
    """The DocID: 32 hex digits of a UUID (version 8: the maker's own way) made from all that the file holds."""
    digest = hashlib.sha256()
    for name, part in parts:
        digest.update(name.encode("ascii") + b"\0" + part.digest)
    digits = digest.hexdigest()
    return f"{digits[:12]}8{digits[13:16]}a{digits[17:32]}"


def _entry(pages: Pages, identifier: str) -> bytes:
    """OFD.xml (7.4): what the issue says of itself, and where its document is."""
    meta = pages.meta
    keywords = "".join(element("Keyword", word) for word in meta.keywords)
    facts = "".join(
        element("CustomData", value, f' Name="{attribute(name)}"') for name, value in _facts(pages) if value
    )
    info = "".join(
        (
            element("DocID", identifier),
            element("Title", meta.title),
            element("Author", meta.organ),
            element("Subject", meta.subject),
            element("CreationDate", meta.date.isoformat()),
            element("ModDate", meta.date.isoformat()),
            f"<ofd:Keywords>{keywords}</ofd:Keywords>" if keywords else "",
            element("Creator", CREATOR),
            f"<ofd:CustomDatas>{facts}</ofd:CustomDatas>" if facts else "",
        )
    )
    body = (
        f"<ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>"
        f"<ofd:DocRoot>{_DOCUMENT}/Document.xml</ofd:DocRoot></ofd:DocBody>"
    )
    return root("OFD", body, ' Version="1.0" DocType="OFD"')


def _left_part(paragraph: Paragraph) -> str:
    """What stands before a tab: across from 份号 and 密级 there may be a note in the right corner."""
    runs = (run for line in paragraph.lines for run in line.runs)
    return "".join(run.text for run in takewhile(lambda run: run.kind is not RunKind.TAB, runs)).strip()


def _facts(pages: Pages) -> list[tuple[str, str]]:
    """What the register asks of a bulletin and DocInfo has no element for; what the masthead does not state is left out."""
    meta: Meta = pages.meta
    stated = {
        paragraph.style: _left_part(paragraph) for block in pages.blocks for paragraph in paragraphs(block)
    }
    return [
        ("刊名", meta.series),
        ("种类", meta.kind),
        ("年度", str(meta.year)),
        ("期号", "" if meta.number is None else str(meta.number)),
        ("总期号", "" if meta.total is None else str(meta.total)),
        ("份号", stated.get("copy_number", "")),
        ("密级", stated.get("secrecy", "")),
        ("紧急程度", stated.get("urgency", "")),
        ("标识", meta.identifier),
        ("语言", meta.language),
    ]
