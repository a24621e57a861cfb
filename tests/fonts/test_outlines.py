"""Outlines: what is sliced from an embedded face is what HarfBuzz would have cut from it."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from jianbao.errors import FileError
from jianbao.fonts.faces import DATA, embedded_face
from jianbao.fonts.outlines import Outlines
from jianbao.fonts.sfnt import BrokenFontError

KEYS = sorted(path.stem for path in DATA.glob("*.ttf"))


def glyphs_of(key: str, count: int = 60) -> list[int]:
    """Some glyph ids of a face, the first and the last among them."""
    number = TTFont(DATA / f"{key}.ttf", lazy=True)["maxp"].numGlyphs
    return sorted({1, number - 1, *random.Random(key).sample(range(1, number), count)})


def drawn(font: TTFont, glyph: int) -> list[object]:
    """What drawing a glyph does."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return pen.value


@pytest.mark.parametrize("key", KEYS)
def test_kept_glyphs_have_the_faces_outlines_and_advances(key: str) -> None:
    kept = glyphs_of(key)
    whole, small = TTFont(DATA / f"{key}.ttf"), TTFont(io.BytesIO(embedded_face(key).program(kept)))
    assert small["maxp"].numGlyphs == whole["maxp"].numGlyphs
    for glyph in [0, *kept]:
        name = whole.getGlyphName(glyph)
        assert drawn(small, glyph) == drawn(whole, glyph)
        assert small["hmtx"][small.getGlyphName(glyph)] == whole["hmtx"][name]


@pytest.mark.parametrize("key", KEYS)
def test_all_other_glyphs_are_empty(key: str) -> None:
    kept = {0, *glyphs_of(key)}
    small = TTFont(io.BytesIO(embedded_face(key).program(kept)))
    left = [glyph for glyph in range(small["maxp"].numGlyphs) if glyph not in kept]
    assert all(small["loca"][glyph] == small["loca"][glyph + 1] for glyph in left)


@pytest.mark.parametrize("key", KEYS)
def test_it_draws_as_the_subset_of_harfbuzz_does(key: str) -> None:
    kept = glyphs_of(key)
    face = embedded_face(key)
    ours, theirs = (TTFont(io.BytesIO(cut)) for cut in (face.program(kept), face.subset(kept)))
    assert [drawn(ours, glyph) for glyph in kept] == [drawn(theirs, glyph) for glyph in kept]


def test_the_checksums_are_right() -> None:
    cut = embedded_face("heiti").program(glyphs_of("heiti"))
    # raises if a table's is wrong
    TTFont(io.BytesIO(cut), checkChecksums=2)
    assert sum(struct.unpack(f">{len(cut) // 4}I", cut)) & 0xFFFFFFFF == 0xB1B0AFBA


def test_the_same_glyphs_give_the_same_bytes_in_any_order() -> None:
    face, kept = embedded_face("fangsong"), glyphs_of("fangsong")
    first = face.program(kept)
    assert face.program(reversed(kept)) == first == Outlines(face.path).program(frozenset(kept))


def test_no_glyph_at_all_leaves_notdef() -> None:
    assert TTFont(io.BytesIO(embedded_face("songti").program([])))["loca"][1] > 0


@pytest.mark.parametrize("data", [b"", b"no font", (DATA / "latin.ttf").read_bytes()[:200]])
def test_a_damaged_file_is_told(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "latin.ttf"
    path.write_bytes(data)
    with pytest.raises(BrokenFontError):
        Outlines(path)


def test_a_lost_file_of_the_embedded_set_is_told_as_damage_to_the_installation(tmp_path: Path) -> None:
    lost = replace(embedded_face("latin"), path=tmp_path / "gone.ttf")
    with pytest.raises(FileError) as raised:
        lost.program([1])
    assert [finding.code for finding in raised.value.findings] == ["F110"]


def test_harfbuzz_is_not_loaded_for_an_embedded_face() -> None:
    code = (
        "import sys; from jianbao.fonts.faces import embedded_face; embedded_face('kaiti').program([5]);"
        "sys.exit('uharfbuzz' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
