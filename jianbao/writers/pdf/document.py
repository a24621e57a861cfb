"""Numbered PDF objects → the bytes of a file: numbers, cross-reference table, page tree, catalog, ID.

The one module that knows reportlab, and only its `pdfbase.pdfdoc`: that layer numbers objects, writes the
cross-reference table and keeps pages and catalog (well kept since 2000, no C code needed). The canvas above it is
left alone: its text model splits a face into sets of 256 glyphs, it lists an unembedded Helvetica, it knows neither tags
nor XMP, and it costs 20 ms more to import. `tests/writers/test_pdf_document.py` pins what is used here.

Object bodies are given as PDF text. A reference is its text, such as `12 0 R`.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, cast

from reportlab.pdfbase import pdfdoc

from jianbao.typography import PAPER_HEIGHT, PAPER_WIDTH, TWIPS_PER_POINT
from jianbao.writers.packing import LEVEL

# its stubs leave most of this layer untyped
_library: Any = pdfdoc
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"})


# places recur from line to line
@lru_cache(1 << 14)
def points(twips: float) -> str:
    """Twips → points as PDF writes numbers: at most two decimals, none that say nothing."""
    return f"{twips / TWIPS_PER_POINT:g}"


@lru_cache(1 << 14)
def number(value: float) -> str:
    """A number as PDF writes it: at most four decimals, no exponent, no minus zero."""
    written = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def text_string(text: str) -> str:
    """A PDF text string (ISO 32000-1, 7.9.2.2): plain ASCII as it is, anything else in UTF-16."""
    if text.isascii():
        return f"({text.translate(_ESCAPES)})"
    return f"<feff{text.encode('utf-16-be').hex()}>"


def pack(data: bytes) -> bytes:
    """Compressed for FlateDecode, the same on every machine with the same zlib."""
    # 10 % faster
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL + 1)
    return packer.compress(data) + packer.flush()


class Object(pdfdoc.PDFObject):
    """A numbered object; its `body` may be filled in after others have referred to it."""

    __RefOnly__ = 1

    def __init__(self, body: str = "") -> None:
        self.body = body
        self.ref = ""

    def format(self, _document: object) -> bytes:
        """The body, for reportlab."""
        return self.body.encode("ascii")


class Stream(Object):
    """A stream with an end of line before `endstream`, which PDF/A asks for (ISO 19005-2, 6.1.7.1)."""

    def __init__(self, data: bytes, entries: str = "") -> None:
        super().__init__(entries)
        self.data = data

    def format(self, _document: object) -> bytes:
        """Dictionary and data, for reportlab."""
        head = f"<<{self.body}/Length {len(self.data)}>>\nstream\n".encode("ascii")
        return b"".join((head, self.data, b"\nendstream"))


class Page(pdfdoc.PDFPage):
    """A page dictionary that also holds the keys of tagged PDF."""

    __NoDefault__: list[str] = [  # noqa: RUF012  (reportlab's own way)
        *pdfdoc.PDFPage.__NoDefault__,
        "StructParents",
        "Tabs",
    ]
    StructParents: int | None
    Tabs: str | None
    TrimBox: str | None
    ref: str = ""


class _Catalog(pdfdoc.PDFCatalog):
    """A catalog that also holds the output intents."""

    __NoDefault__: list[str] = [  # noqa: RUF012  (reportlab's own way)
        *pdfdoc.PDFCatalog.__NoDefault__,
        "OutputIntents",
    ]


class _Info(pdfdoc.PDFInfo):
    """The information dictionary, with just the entries given."""

    def __init__(self, entries: str) -> None:
        super().__init__()
        self.entries = entries

    def format(self, _document: object) -> bytes:
        return f"<<{self.entries}>>".encode("ascii")


class Document:
    """A PDF 1.7 file in the making. Objects are numbered in the order they are added: same calls, same bytes."""

    def __init__(self, language: str) -> None:
        self._pdf = _library.PDFDocument(compression=0, invariant=1, pdfVersion=(1, 7), lang=language)
        # reportlab starts it from the clock, or from SOURCE_DATE_EPOCH: the ID is to come from the content alone
        self._pdf.signature = hashlib.md5(b"jianbao", usedforsecurity=False)
        self._fonts = self._pdf.idToObject[pdfdoc.BasicFonts]
        self._catalog = cast(Any, _Catalog())
        self._catalog.Pages = self._pdf.Pages
        self._catalog.Lang = text_string(language)
        self._pdf.Catalog = self._catalog
        self.pages: list[Page] = []

    def add(self, item: Object | str) -> str:
        """Number an object (or an object of this body) and give the reference to it."""
        if isinstance(item, str):
            item = Object(item)
        item.ref = self._refer(item)
        return item.ref

    def stream(self, data: bytes, entries: str = "", *, plain: bool = False) -> str:
        """A stream object: compressed here, or to stay `plain`."""
        self._pdf.updateSignature(data)
        if plain:
            return self.add(Stream(data, entries))
        return self.add(Stream(pack(data), f"/Filter/FlateDecode{entries}"))

    def packed(self, data: bytes, entries: str, name: str = "") -> str:
        """A stream compressed before (`entries` name the filter); a `name` stands for its data in the file's ID."""
        self._pdf.updateSignature(name or data)
        return self.add(Stream(data, entries))

    def add_font(self, name: str, ref: str) -> None:
        """List a font for all pages under its resource name."""
        self._fonts[name] = ref

    def add_page(self, width: int = PAPER_WIDTH, height: int = PAPER_HEIGHT) -> Page:
        """The next page of this size in twips, still empty."""
        page = Page()
        self._pdf.addPage(page)
        page.ref = self._refer(page)
        box = f"[0 0 {points(width)} {points(height)}]"
        page.MediaBox = page.TrimBox = box
        self.pages.append(page)
        return page

    def fill_page(
        self,
        page: Page,
        content: bytes,
        *,
        pictures: Iterable[tuple[str, str]] = (),
        annotations: Iterable[str] = (),
    ) -> None:
        """Give a page its content stream, its pictures (name, reference) and its annotations (references)."""
        page.Contents = self.stream(content)
        drawn = "".join(f"/{name} {ref}" for name, ref in pictures)
        fonts = self._refer(self._fonts)
        page.Resources = f"<</Font {fonts}{f'/XObject<<{drawn}>>' if drawn else ''}>>"
        listed = " ".join(annotations)
        if listed:
            page.Annots = pdfdoc.PDFArray([listed])
        # In the order of the structure (ISO 14289-1, 7.18.3); on every page, for a signature may add what one tabs to.
        page.Tabs = "/S"

    def set(self, **entries: str) -> None:
        """Entries of the catalog, as PDF text."""
        for key, value in entries.items():
            setattr(self._catalog, key, value)

    def finish(self, info: str) -> bytes:
        """The file; `info` is the body of the information dictionary."""
        self._pdf.updateSignature(info)
        self._pdf.info = _Info(info)
        return cast(bytes, self._pdf.format())

    def _refer(self, item: Any) -> str:
        return cast(bytes, self._pdf.Reference(item).format(self._pdf)).decode("ascii")
