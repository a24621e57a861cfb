"""The front of a volume and finished PDFs → one PDF: pages as they are, links, outline and structure trees joined.

The front is a file of our own writer, with a blank page for each page to come, on which its links and its outline lead
already; here those pages give way to the ones that they stand for. The one module that knows pikepdf (qpdf), the well-kept
library that copies pages between files without touching what they show; it comes with the extra `bind`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final
from warnings import catch_warnings

from msgspec import Struct

from jianbao.errors import UsageError
from jianbao.pages import OutlineEntry
from jianbao.typography import PAPER_HEIGHT, TWIPS_PER_POINT

_DEEPEST: Final = 5
_CLAIMS: Final = re.compile(rb"<pdfu?aid:(part|conformance)>(.)</")
_OURS: Final = {(b"part", b"2"), (b"conformance", b"A"), (b"part", b"1")}
_CLAIMED: Final = re.compile(
    rb"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>|<pdfu?aid:.*?>.</.*?>", re.DOTALL
)


class UnreadableError(Exception):
    """No PDF, a damaged one, or one that asks for a password; says in English which."""


class Finished(Struct):
    """A finished PDF, open: its `outline` on its own pages, its organ, and whether it claims PDF/A-2a and PDF/UA-1."""

    pdf: Any
    pages: int
    outline: tuple[OutlineEntry, ...]
    organ: str
    archival: bool

    @classmethod
    def of(cls, data: bytes) -> Finished:
        """Raises UnreadableError; UsageError (C018) without the extra."""
        try:
            import pikepdf
        except ImportError:
            raise UsageError.of("C018") from None
        try:
            pdf = pikepdf.open(BytesIO(data))
            pages = [page.obj.objgen for page in pdf.pages]
            xmp = bytes(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else b""
            archival = "/StructTreeRoot" in pdf.Root and set(_CLAIMS.findall(xmp)) == _OURS
            places = _places(pdf)
            numbers = {objgen: number for number, objgen in enumerate(pages, 1)}
            outline = tuple(_entries(pdf.open_outline(_DEEPEST).root, places, numbers, 0))
            organ = str(pdf.docinfo.get("/Author", ""))
        except _faults() as error:
            raise UnreadableError(str(error).partition("\n")[0]) from error
        if not pages:
            raise UnreadableError("no pages")
        return cls(pdf, len(pages), outline, organ, archival)


def join(front: bytes, parts: Sequence[tuple[int, Finished]], *, archival: bool) -> bytes:
    """The volume: `front` with the pages of each part in the place of its blank ones from page `first` (from 1) on.

    Not `archival`: the claims to PDF/A and PDF/UA and the structure tree go. Raises UnreadableError.
    """
    import pikepdf

    with pikepdf.open(BytesIO(front)) as volume:
        sheets = [page.obj for page in volume.pages]
        leading = _leading(volume)
        places = {sheet.objgen: number for number, sheet in enumerate(sheets)}
        tree = _Tree(volume) if archival else None
        kept, known = dict[tuple[bytes, bytes], Any](), set[tuple[int, int]]()
        for number, (first, part) in enumerate(parts, 1):
            try:
                copied = _copied(volume, part)
                _share(copied, kept, known)
                if tree:
                    tree.take(part.pdf, copied, f"{number}-")
            except _faults() as error:
                raise UnreadableError(str(error).partition("\n")[0]) from error
            sheets[first - 1 : first - 1 + part.pages] = copied
        for target in leading:
            target[0] = sheets[places[target[0].objgen]]
        volume.Root.Pages.Kids = pikepdf.Array(sheets)
        volume.Root.Pages.Count = len(sheets)
        _close(volume.Root.Outlines)
        if tree:
            tree.finish()
        else:
            _disclaim(volume)
        saved = BytesIO()
        # what names the program stays where it is looked for: outside of object streams
        volume.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return saved.getvalue()


def _faults() -> tuple[type[Exception], ...]:
    """What a PDF of any content makes pikepdf raise."""
    import pikepdf

    return (pikepdf.PdfError, pikepdf.PasswordError, pikepdf.ForeignObjectError, AttributeError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError)  # fmt: skip


def _places(pdf: Any) -> dict[str, Any]:
    """The named destinations of a file: name → what it stands for."""
    import pikepdf

    names = pdf.Root.get("/Names", {}).get("/Dests")
    found = dict(pikepdf.NameTree(names).items()) if names is not None else {}
    return {**found, **{str(name): value for name, value in pdf.Root.get("/Dests", {}).items()}}


def _target(item: Any, places: Mapping[str, Any]) -> Any:
    """The array of a destination that is named, or stated; None for what leads nowhere in the file."""
    import pikepdf

    if isinstance(item, pikepdf.String | pikepdf.Name | str):
        item = places.get(str(item))
    if isinstance(item, pikepdf.Dictionary):
        item = item.get("/D")
    return item if isinstance(item, pikepdf.Array) and len(item) else None


def _led(holder: Any) -> Any:
    """What an annotation or an entry of an outline leads to in its own file."""
    if "/Dest" in holder:
        return holder.Dest
    action = holder.get("/A", {})
    return action.get("/D") if action.get("/S") == "/GoTo" else None


def _entries(
    items: Any, places: Mapping[str, Any], numbers: Mapping[Any, int], level: int
) -> Iterator[OutlineEntry]:
    for item in items:
        target = _target(_led(item.obj), places)
        page = numbers.get(getattr(target[0], "objgen", None), 0) if target is not None else 0
        if page:
            height = target[3] if target is not None and len(target) > 3 and target[1] == "/XYZ" else None
            top = PAPER_HEIGHT - round(float(height) * TWIPS_PER_POINT) if height is not None else 0
            yield OutlineEntry(level, item.title, page, top, "")
        yield from _entries(item.children, places, numbers, level + 1)


def _leading(volume: Any) -> list[Any]:
    """The arrays of all destinations in the front."""
    import pikepdf

    outline = (
        item.Dest
        for item in volume.objects
        if isinstance(item, pikepdf.Dictionary) and isinstance(item.get("/Dest"), pikepdf.Array)
    )
    return [*_places(volume).values(), *outline]


def _close(outline: Any) -> None:
    """Show the outermost entries of an outline, closed: a volume has a thousand."""
    outline.Count, entry = 0, outline.get("/First")
    while entry is not None:
        outline.Count += 1
        if "/Count" in entry:
            entry.Count = -abs(int(entry.Count))
        entry = entry.get("/Next")


def _copied(volume: Any, part: Finished) -> list[Any]:
    """The part's pages in the volume; their links within the file lead to one another."""
    import pikepdf

    start = len(volume.pages)
    # it warns that links may not resolve, which is seen to below
    with catch_warnings(action="ignore"):
        if "/OCProperties" in part.pdf.Root:
            # layers, lest what is hidden be shown
            volume.add_pages_from(part.pdf, outlines="ignore")
        else:
            volume.pages.extend(part.pdf.pages)
    copied = [volume.pages[start + number].obj for number in range(part.pages)]
    places = _places(part.pdf)
    numbers = {page.obj.objgen: number for number, page in enumerate(part.pdf.pages)}
    for old, new in zip(part.pdf.pages, copied, strict=True):
        for was, now in zip(old.obj.get("/Annots", ()), new.get("/Annots", ()), strict=True):
            target = _target(_led(was), places)
            page = numbers.get(getattr(target[0], "objgen", None)) if target is not None else None
            if target is not None and page is not None:
                now.Dest = pikepdf.Array([copied[page], *list(target)[1:]])
                if "/A" in now:
                    del now["/A"]
    return copied


def _share(pages: Sequence[Any], kept: dict[tuple[bytes, bytes], Any], known: set[tuple[int, int]]) -> None:
    """Fonts and pictures that pages before have to the byte are drawn from those: half of a volume's size."""
    import pikepdf

    for resources in (page.get("/Resources", {}) for page in pages):
        pictures = resources.get("/XObject", {})
        holders = [(picture, "/SMask") for picture in pictures.values()]
        holders += [(pictures, name) for name, _ in pictures.items()]
        for font in resources.get("/Font", {}).values():
            for inner in font.get("/DescendantFonts", ()):
                holders += [
                    (font, "/ToUnicode"),
                    (inner, "/CIDToGIDMap"),
                    (inner.FontDescriptor, "/FontFile2"),
                ]
        for holder, key in holders:
            stream = holder.get(key)
            if isinstance(stream, pikepdf.Stream) and stream.objgen not in known:
                seal = hashlib.sha256(stream.read_raw_bytes()).digest(), stream.stream_dict.unparse()
                holder[key] = kept.setdefault(seal, stream)
                known.add(holder[key].objgen)


class _Tree:
    """The volume's structure tree, as it grows: each part's tree hangs on it as one Part."""

    def __init__(self, volume: Any) -> None:
        self.volume = volume
        self.root = volume.Root.StructTreeRoot
        self.top = self.root.K
        self.kids = _listed(self.top.K)
        self.parents = list(self.root.ParentTree.Nums)
        self.ids: dict[str, Any] = {}
        self.roles: dict[str, Any] = {}
        self.next = 1 + max(map(int, self.parents[::2]), default=-1)

    def take(self, pdf: Any, copied: Sequence[Any], mark: str) -> None:
        """Hang a file's tree, its pages copied, on the volume's: keys of the parent tree and IDs are made its own."""
        import pikepdf

        taken = self.volume.copy_foreign(pdf.Root.StructTreeRoot)
        for page in copied:
            self._shift(page, "/StructParents")
            for annotation in page.get("/Annots", ()):
                self._shift(annotation, "/StructParent")
        shift, held = self.next, list(pikepdf.NumberTree(taken.ParentTree).items())
        for key, value in held:
            self.parents += [shift + key, value]
            self.next = max(self.next, shift + key + 1)
        for element in _listed(taken.K):
            element.S, element.P = pikepdf.Name.Part, self.top
            self.kids.append(element)
        if "/IDTree" in taken:
            for name, element in pikepdf.NameTree(taken.IDTree).items():
                element.ID = pikepdf.String(mark + name)
                self.ids[mark + name] = element
        self.roles |= dict(taken.get("/RoleMap", {}).items())

    def _shift(self, holder: Any, key: str) -> None:
        if key in holder:
            holder[key] = int(holder[key]) + self.next

    def finish(self) -> None:
        """Write what was gathered."""
        import pikepdf

        self.top.K = pikepdf.Array(self.kids)
        self.root.ParentTree = self.volume.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(self.parents)))
        self.root.ParentTreeNextKey = self.next
        if self.roles:
            self.root.RoleMap = pikepdf.Dictionary(self.roles)
        if self.ids:
            named = [each for name in sorted(self.ids) for each in (pikepdf.String(name), self.ids[name])]
            self.root.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(named))


def _listed(kids: Any) -> list[Any]:
    import pikepdf

    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _disclaim(volume: Any) -> None:
    """The volume claims no standard."""
    import pikepdf

    xmp = _CLAIMED.sub(b"", volume.Root.Metadata.read_bytes())
    volume.Root.Metadata = volume.make_stream(xmp, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    for key in ("/OutputIntents", "/StructTreeRoot", "/MarkInfo"):
        if key in volume.Root:
            del volume.Root[key]
