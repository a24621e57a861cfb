"""A font file → its names, measures, glyphs, advances and subsets.

The one place that knows uharfbuzz. HarfBuzz is chosen over fontTools at run time because it reads a 15 MB
face without parsing it and subsets in a few milliseconds; it is imported when a file is first opened, since the
import costs 10–30 ms and measuring with the embedded set needs no file opened at all.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

OutlineKind = Literal["glyf", "cff"]

FAMILY_IDS: Final = (1, 16)
POSTSCRIPT_ID: Final = 6
FULL_NAME_ID: Final = 4

# OS/2 fsType, "Restricted License embedding"
_NO_EMBEDDING: Final = 0x0002
_KEPT_TABLES: Final = ("cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "CFF ", "OS/2", "name", "post")


class BrokenFontError(Exception):
    """The bytes are no font that HarfBuzz can read; `reason` is one of 'unreadable', 'broken', 'index'."""

    def __init__(self, reason: Literal["unreadable", "broken", "index"], count: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.count = count


class Metrics(NamedTuple):
    """What a face says of itself in head, hhea, OS/2 and post; lengths in font units, y upwards.

    `descent` is negative; `bbox` is (x min, y min, x max, y max); `stem` is the weight of a vertical stem
    in 1/1000 em, estimated from the weight class as PDF producers do.
    """

    units_per_em: int
    ascent: int
    descent: int
    cap_height: int
    bbox: tuple[int, int, int, int]
    italic_angle: float
    stem: int
    weight: int
    bold: bool
    fixed_pitch: bool
    typo_ascent: int
    typo_descent: int
    win_ascent: int
    win_descent: int


def stem_of_weight(weight: int) -> int:
    """The usual estimate of StemV from an OS/2 weight class, in 1/1000 em."""
    return round(50 + (weight / 65) ** 2)


def measures_of(tables: Mapping[str, bytes]) -> Metrics:
    """The measures in the raw tables head, hhea, OS/2 and post; raises `BrokenFontError` if one is cut short."""
    try:
        head, hhea, os2, post = (tables[tag] for tag in ("head", "hhea", "OS/2", "post"))
        (units,) = struct.unpack_from(">H", head, 18)
        bbox: tuple[int, int, int, int] = struct.unpack_from(">4h", head, 36)
        (mac_style,) = struct.unpack_from(">H", head, 44)
        ascent, descent = struct.unpack_from(">2h", hhea, 4)
        version, _, weight = struct.unpack_from(">HhH", os2, 0)
        (selection,) = struct.unpack_from(">H", os2, 62)
        typo_ascent, typo_descent, _, win_ascent, win_descent = struct.unpack_from(">3h2H", os2, 68)
        (cap_height,) = struct.unpack_from(">h", os2, 88) if version >= 2 and len(os2) >= 90 else (0,)
        angle, _, _, fixed = struct.unpack_from(">i2hI", post, 4)
    except (KeyError, struct.error) as error:
        raise BrokenFontError("broken") from error
    if not 16 <= units <= 16384:
        raise BrokenFontError("broken")
    return Metrics(
        units_per_em=units,
        ascent=ascent,
        # FandolSong and some others write it without its sign
        descent=-abs(descent),
        cap_height=cap_height or round(units * 0.7),
        bbox=bbox,
        italic_angle=angle / 65536,
        stem=stem_of_weight(weight),
        weight=weight,
        bold=bool(selection & 0x20 or mac_style & 1),
        fixed_pitch=bool(fixed),
        typo_ascent=typo_ascent,
        typo_descent=-abs(typo_descent),
        win_ascent=win_ascent,
        win_descent=win_descent,
    )


class Sfnt:
    """One face of a TrueType or OpenType file or collection, read through HarfBuzz.

    Raises `BrokenFontError` when the file cannot be read, is no font, or has no face number `index`.
    """

    __slots__ = ("_font", "_hb", "count", "face")

    def __init__(self, path: Path, index: int = 0) -> None:
        # late for start-up time, see the module's docstring
        self._hb: Any = import_module("uharfbuzz")
        try:
            blob = self._hb.Blob.from_file_path(str(path))
        except (self._hb.HarfBuzzError, OSError) as error:
            raise BrokenFontError("unreadable") from error
        face: Any = self._hb.Face(blob, index)
        self.count: int = face.count
        if index >= max(self.count, 1):
            raise BrokenFontError("index", self.count)
        if not face.glyph_count or "cmap" not in face.table_tags:
            raise BrokenFontError("broken")
        self.face = face
        self._font: Any = self._hb.Font(face)

    def tags(self) -> tuple[str, ...]:
        """The tags of the file's tables."""
        return tuple(self.face.table_tags)

    def table(self, tag: str) -> bytes:
        """The raw bytes of a table; empty when there is none."""
        blob = self.face.reference_table(tag)
        return bytes(blob.data) if blob else b""

    def measures(self) -> Metrics:
        """What the face says of itself; raises `BrokenFontError` if a table is missing or cut short."""
        return measures_of({tag: self.table(tag) for tag in ("head", "hhea", "OS/2", "post")})

    @property
    def outline_kind(self) -> OutlineKind | None:
        """`'glyf'`, `'cff'`, or None when the file holds no outlines of these kinds (bitmaps only)."""
        tags = self.tags()
        return "glyf" if "glyf" in tags else "cff" if "CFF " in tags or "CFF2" in tags else None

    @property
    def is_variable(self) -> bool:
        """True for a variable font: only its default instance could be embedded."""
        return "fvar" in self.tags()

    @property
    def may_be_embedded(self) -> bool:
        """False when the maker forbids embedding (OS/2 fsType)."""
        os2 = self.table("OS/2")
        return len(os2) < 10 or struct.unpack_from(">H", os2, 8)[0] & 0x000F != _NO_EMBEDDING

    def names(self, *ids: int) -> tuple[str, ...]:
        """The entries of the name table with these ids, in every language, without doubles."""
        found = [
            self.face.get_name(entry.name_id, entry.language)
            for entry in self.face.list_names()
            if int(entry.name_id) in ids
        ]
        return tuple(dict.fromkeys(name for name in found if name))

    def glyph(self, char: str) -> int | None:
        """The glyph id of a character, None when the face has none."""
        return self._font.get_nominal_glyph(ord(char)) or None

    def advance(self, glyph: int) -> int:
        """The advance width of a glyph in font units."""
        return int(self._font.get_glyph_h_advance(glyph))

    def characters(self) -> frozenset[int]:
        """Every code point that the face has a glyph for."""
        return frozenset(self.face.unicodes)

    def subset(self, glyphs: frozenset[int]) -> bytes:
        """A font file with just these glyphs (and .notdef), glyph ids and advances kept, deterministic."""
        hb = self._hb
        request: Any = hb.SubsetInput()
        request.flags = (
            hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        request.glyph_set.update(glyphs)
        request.drop_table_tag_set.update(hb_tag(tag) for tag in self.tags() if tag not in _KEPT_TABLES)
        request.name_id_set.clear()
        request.name_id_set.update((POSTSCRIPT_ID,))
        face: Any = request.subset(self.face)
        return bytes(face.blob.data)


def hb_tag(tag: str) -> int:
    """A table tag as HarfBuzz's integer."""
    return int.from_bytes(tag.encode("latin-1").ljust(4), "big")


@lru_cache(maxsize=64)
def open_sfnt(path: Path, index: int) -> Sfnt:
    """The face number `index` of a file, opened once a process; raises `BrokenFontError`."""
    return Sfnt(path, index)
