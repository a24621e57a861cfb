"""The characters that a face draws in one issue → one embedded font with widths and a way back to Unicode.

A composite font (Type0, CIDFontType2, Identity-H; ISO 32000-1, 9.7) whose codes are the face's own glyph ids, so a
string is looked up, not encoded, and the subset needs no tables of its own. reportlab's TTFont would cut a face into
sets of 256 glyphs, write a wrong ToUnicode beyond the BMP and subset in Python.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from jianbao.fonts.faces import Face
from jianbao.writers.pdf.document import ZLIB_LEVEL, Document, number

_CMAP_HEAD: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_FOOT: Final = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
_CMAP_BLOCK: Final = 100  # entries that one bfchar block may hold, ISO 32000-1, 9.10.3
_SYMBOLIC: Final = 4
_ITALIC: Final = 64


class _Codes(dict[int, str]):
    """Code point → the four hex digits of its glyph: a table for `str.translate` that fills itself."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, code: int) -> str:
        glyph = self.face.glyph(chr(code))
        if not glyph:
            raise LookupError(
                f"face {self.face.key!r} has no glyph for U+{code:04X}: the layout chose the wrong face"
            )
        digits = self[code] = f"{glyph:04x}"
        return digits


@lru_cache(maxsize=32)
def _codes(face: Face) -> _Codes:
    return _Codes(face)


# Issues built in a row share few subsets, but building one twice (verify, --check) is common.
@lru_cache(maxsize=16)
def _program(face: Face, glyphs: frozenset[int]) -> tuple[bytes, int]:
    """The compressed subset and its length before compression."""
    if face.outline_kind != "glyf":
        raise ValueError(f"face {face.key!r} has no TrueType outlines; the look-up takes no such face")
    data = face.subset(glyphs)
    return zlib.compress(data, ZLIB_LEVEL), len(data)


class Font:
    """One face in one issue. `name` is its resource name, `characters` all that it draws.

    `ambiguous` holds the characters whose glyph stands for another character too (· and ・ share one in some
    faces): what a reader takes from the glyph would be wrong, so they need ActualText.
    """

    def __init__(self, name: str, face: Face, characters: Iterable[str]) -> None:
        self.name = name
        self.face = face
        self._codes = _codes(face)
        meanings: dict[int, str] = {}
        ambiguous: set[str] = set()
        for char in sorted(characters):
            digits = self._codes[ord(char)]
            if meanings.setdefault(int(digits, 16), char) != char:
                ambiguous.add(char)
        self.meanings: Mapping[int, str] = meanings
        self.ambiguous = frozenset(ambiguous)

    def string(self, text: str) -> str:
        """The text as a PDF hex string. Raises LookupError for a character that the face lacks."""
        return f"<{text.translate(self._codes)}>"

    def width(self, text: str, size: float) -> float:
        """What the text takes up without any spacing, in the unit of `size`."""
        return sum(self.face.advance(char) or 0 for char in text) * size / self.face.units_per_em

    def add_to(self, document: Document) -> None:
        """Embed the subset and list the font in the document's resources."""
        face, glyphs = self.face, frozenset(self.meanings)
        base = f"{_tag(face, glyphs)}+{face.postscript_name}"
        packed, length = _program(face, glyphs)
        file = document.stream(packed, f"/Filter/FlateDecode/Length1 {length}", packed=True)
        descriptor = document.add(
            f"<</Type/FontDescriptor/FontName/{base}{self._measures()}/FontFile2 {file}>>"
        )
        scale = 1000 / face.units_per_em
        widths = "".join(
            f"{glyph}[{number(advance * scale)}]"
            for glyph, char in sorted(self.meanings.items())
            if (advance := face.advance(char) or 0) * scale != 1000
        )
        descendant = document.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/CIDToGIDMap/Identity/DW 1000"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}{f'/W[{widths}]' if widths else ''}>>"
        )
        unicode = document.stream(_to_unicode(self.meanings))
        ref = document.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {unicode}>>"
        )
        document.add_font(self.name, ref)

    def _measures(self) -> str:
        """The entries of the font descriptor that describe its look."""
        face, scale = self.face, 1000 / self.face.units_per_em
        box = " ".join(str(round(edge * scale)) for edge in face.bbox)
        angle = face.measures.italic_angle
        return (
            f"/Flags {_SYMBOLIC | (_ITALIC if angle else 0)}/FontBBox[{box}]/ItalicAngle {number(angle)}"
            f"/Ascent {round(face.ascent * scale)}/Descent {round(face.descent * scale)}"
            f"/CapHeight {round(face.cap_height * scale)}/StemV {face.measures.stem}"
        )


def _tag(face: Face, glyphs: frozenset[int]) -> str:
    """The six letters of a subset's name (ISO 32000-1, 9.6.4), the same for the same glyphs."""
    digest = hashlib.sha256(f"{face.key}:{sorted(glyphs)}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(meanings: Mapping[int, str]) -> bytes:
    """The CMap from glyph ids to characters, those beyond the BMP as surrogate pairs."""
    lines = [f"<{glyph:04x}> <{char.encode('utf-16-be').hex()}>" for glyph, char in sorted(meanings.items())]
    parts = [_CMAP_HEAD]
    for start in range(0, len(lines), _CMAP_BLOCK):
        block = lines[start : start + _CMAP_BLOCK]
        parts.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    parts.append(_CMAP_FOOT)
    return "".join(parts).encode("ascii")
