"""The characters that a face draws in one issue → one embedded font with widths and a way back to Unicode.

A composite font (Type0, CIDFontType2, Identity-H; ISO 32000-1, 9.7) whose codes are the face's own glyph ids, so a
string is looked up, not encoded, and the subset needs no tables of its own. reportlab's TTFont would cut a face into
sets of 256 glyphs, write a wrong ToUnicode beyond the BMP and subset in Python.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from jianbao.fonts.faces import Face
from jianbao.fonts.private_use import STANDARD, is_private
from jianbao.fonts.twins import Twin, count_of, has_room, with_twins
from jianbao.writers.packing import Packing, deflated
from jianbao.writers.pdf.document import Document, number

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
# entries that one bfchar block may hold, ISO 32000-1, 9.10.3
_CMAP_BLOCK: Final = 100
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


def _packed(program: bytes) -> bytes:
    """A font file for FlateDecode; its outlines are coded by frequency alone.

    Matches are rare among outlines: looking for them saves 2 % of their bytes and takes twice the time. The other
    tables are mostly zeros, so there they are looked for. One zlib stream (RFC 1950) may hold blocks of both kinds.
    """
    count = int.from_bytes(program[4:6])
    tables = [struct.unpack_from(">4sIII", program, 12 + 16 * index) for index in range(count)]
    start, end = next((offset, offset + length) for tag, _, offset, length in tables if tag == b"glyf")
    parts = (
        deflated(program[:start], flush=zlib.Z_FULL_FLUSH),
        deflated(program[start:end], zlib.Z_HUFFMAN_ONLY, zlib.Z_FULL_FLUSH),
        deflated(program[end:]),
    )
    return b"".join((b"\x78\x01", *parts, zlib.adler32(program).to_bytes(4)))


# (a character, how many steps of white its glyph takes in behind it)
Widened = tuple[str, int]

STEP: Final = 0.16
"""em: white in a line belongs to the glyph before it by steps of this, for a reader takes a gap over 0.1 em for a blank."""


class _Program(NamedTuple):
    """A subset as a font file: its length in bytes, and itself compressed; the id of its first twin (0: it has none)."""

    length: int
    packing: Packing
    twins: int


# Issues built in a row share few subsets, but building one twice (verify, a rebuild) is common.
@lru_cache(maxsize=16)
def _program(face: Face, glyphs: frozenset[int], twins: tuple[Twin, ...]) -> _Program:
    if face.outline_kind != "glyf":
        raise ValueError(f"face {face.key!r} has no TrueType outlines; the look-up takes no such face")
    program = face.program(glyphs)
    first = count_of(program) if twins and has_room(program, len(twins)) else 0
    if first:
        program = with_twins(program, twins)
    return _Program(len(program), Packing(program, _packed), first)


class _Entries(dict[str, tuple[str, str]]):
    """Character → what a font of its face says of it: its line in ToUnicode, and in W unless it is one em wide."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, char: str) -> tuple[str, str]:
        glyph, advance = self.face.glyph(char) or 0, self.face.advance(char) or 0
        width = (
            ""
            if advance == self.face.units_per_em
            else f"{glyph}[{number(advance * 1000 / self.face.units_per_em)}]"
        )
        # what an old face draws at a private code point
        meant = STANDARD.get(char, char)
        entry = self[char] = f"<{glyph:04x}> <{meant.encode('utf-16-be').hex()}>", width
        return entry


@lru_cache(maxsize=32)
def _entries(face: Face) -> _Entries:
    return _Entries(face)


class Font:
    """One face in one issue. `name` is its resource name, `characters` all that it draws, `widened` those before white.

    `ambiguous` holds the characters that need ActualText: those whose glyph stands for another character too (· and ・
    share one in some faces), so that what a reader takes from it would be wrong, and private ones, of which nobody but
    the writer knows the meaning (ISO 19005-2, 6.2.11.7.3).
    """

    def __init__(
        self, name: str, face: Face, characters: Iterable[str], widened: Iterable[Widened] = ()
    ) -> None:
        self.name = name
        self.face = face
        self._codes = _codes(face)
        meanings: dict[int, str] = {}
        ambiguous: set[str] = set()
        for char in sorted(characters):
            digits = self._codes[ord(char)]
            if meanings.setdefault(int(digits, 16), char) != char or is_private(char):
                ambiguous.add(char)
        self._meanings = sorted(meanings.items())
        self._glyphs = frozenset(meanings)
        self._widened = sorted(widened)
        self._program = _program(face, self._glyphs, tuple(map(self._twin, self._widened)))
        first = self._program.twins
        self._twins = {each: first + index for index, each in enumerate(self._widened)} if first else {}
        self.ambiguous = frozenset(ambiguous)

    def _twin(self, widened: Widened) -> Twin:
        char, steps = widened
        wider = round(steps * STEP * self.face.units_per_em)
        return Twin(int(self._codes[ord(char)], 16), (self.face.advance(char) or 0) + wider)

    def string(self, text: str, steps: int = 0) -> str:
        """The text as a PDF hex string, its last glyph so many steps wider. Raises LookupError for what the face lacks."""
        if steps and (twin := self._twins.get((text[-1], steps))):
            return f"<{text[:-1].translate(self._codes)}{twin:04x}>"
        return f"<{text.translate(self._codes)}>"

    def add_to(self, document: Document) -> None:
        """Embed the subset and list the font in the document's resources."""
        base = f"{_tag(self.face, self._glyphs, self._twins.values())}+{_name(self.face)}"
        coding = f"/Filter/FlateDecode/Length1 {self._program.length}"
        file = document.packed(self._program.packing.result(), coding, base)
        descriptor = document.add(
            f"<</Type/FontDescriptor/FontName/{base}{self._measures()}/FontFile2 {file}>>"
        )
        known = _entries(self.face)
        entries = [known[char] for _, char in self._meanings]
        for (char, steps), twin in self._twins.items():
            advance = self._twin((char, steps)).advance * 1000 / self.face.units_per_em
            entries.append((f"<{twin:04x}>{known[char][0][6:]}", f"{twin}[{number(advance)}]"))
        widths = "".join(width for _, width in entries)
        descendant = document.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/CIDToGIDMap/Identity/DW 1000"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}{f'/W[{widths}]' if widths else ''}>>"
        )
        unicode = document.stream(_to_unicode([line for line, _ in entries]))
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


def _name(face: Face) -> str:
    """The face's PostScript name as a PDF name; older Chinese faces have Han or blanks in theirs."""
    return (
        "".join(char for char in face.postscript_name if char.isascii() and (char.isalnum() or char in "-_"))
        or face.key
    )


def _tag(face: Face, glyphs: frozenset[int], twins: Iterable[int]) -> str:
    """The six letters of a subset's name (ISO 32000-1, 9.6.4), the same for the same glyphs."""
    kept = (*sorted(glyphs), *twins)
    listed = struct.pack(f">{len(kept)}H", *kept)
    digest = hashlib.sha256(face.key.encode() + listed).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(lines: list[str]) -> bytes:
    """The CMap from glyph ids to characters, those beyond the BMP as surrogate pairs."""
    parts = [_CMAP_HEAD]
    for start in range(0, len(lines), _CMAP_BLOCK):
        block = lines[start : start + _CMAP_BLOCK]
        parts.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    parts.append(_CMAP_FOOT)
    return "".join(parts).encode("ascii")
