"""The embedded set: whole, licensed, complete, and drawn as a bulletin needs it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from jianbao.fonts.build import EXTRA, PACKAGES, PINYIN, RARE, RECIPES, gb2312
from jianbao.fonts.faces import DATA, FaceSet, embedded_face, is_western
from jianbao.fonts.report import standard_characters
from jianbao.fonts.sfnt import Sfnt
from jianbao.language.han import is_han
from jianbao.typography import FaceRole

KEYS = [recipe.key for recipe in RECIPES]
HAN_KEYS = [recipe.key for recipe in RECIPES if recipe.han]


@pytest.fixture(scope="module")
def faces() -> FaceSet:
    return FaceSet.embedded()


@pytest.fixture(scope="module", params=KEYS)
def file(request: pytest.FixtureRequest) -> tuple[str, Sfnt]:
    return request.param, Sfnt(DATA / f"{request.param}.ttf")


def test_every_file_is_the_one_that_was_built() -> None:
    manifest = json.loads((DATA / "manifest.json").read_bytes())
    there = {
        path.relative_to(DATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in DATA.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert there == manifest


def test_every_face_has_its_licence_beside_it() -> None:
    heads = json.loads((DATA / "faces.json").read_bytes())
    assert list(heads) == KEYS
    for head in heads.values():
        text = (DATA / head["licence_file"]).read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in text or "GNU GENERAL PUBLIC LICENSE" in text


def test_the_origins_name_every_file_and_every_package_with_its_hash() -> None:
    origins = (DATA / "ORIGINS.md").read_text("utf-8")
    for path in DATA.glob("*.ttf"):
        assert f"`{path.name}`" in origins
    for package in PACKAGES:
        assert package.name in origins
        assert package.sha256 in origins


def test_no_reserved_name_is_used() -> None:
    for path in DATA.glob("*.ttf"):
        names = TTFont(path, lazy=True)["name"]
        for number in (1, 3, 4, 6, 16):
            shown = str(names.getDebugName(number)).casefold()
            assert not any(
                name in shown for name in ("lxgw", "霞鹜", "liberation", "source", "tinos", "klee")
            )


def test_the_set_stays_small_enough_for_a_wheel() -> None:
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 24_000_000


@pytest.mark.parametrize("role", list(FaceRole))
def test_every_role_draws_the_8105_and_gb2312_and_the_rare_names(faces: FaceSet, role: FaceRole) -> None:
    choose = faces.choices(role)
    chars = standard_characters() + gb2312() + EXTRA + PINYIN + RARE
    assert [char for char in chars if choose[char] is None] == []


def test_the_list_of_standard_characters_is_whole() -> None:
    chars = standard_characters()
    assert len(chars) == len(set(chars)) == 8105
    assert chars.startswith("一乙二十丁厂七")
    assert len([char for char in gb2312() if is_han(char)]) == 6763


@pytest.mark.parametrize("role", list(FaceRole))
def test_what_gb2312_holds_besides_letters_is_one_em_wide(faces: FaceSet, role: FaceRole) -> None:
    for char in gb2312() + standard_characters() + "“”‘’—…·°′″×÷±①⑳℃％‰㎡№":
        if not is_western(char):
            face = faces.face_for(role, char)
            assert face is not None
            assert face.advance(char) == face.units_per_em, (char, face.key)


def _bounds(font: TTFont, char: str) -> tuple[float, float, float, float]:
    outlines: Any = font.getGlyphSet()
    pen = BoundsPen(outlines)
    outlines[font.getBestCmap()[ord(char)]].draw(pen)
    assert pen.bounds is not None
    return pen.bounds


@pytest.mark.parametrize("key", [key for key in HAN_KEYS if "gap" not in key])
def test_a_dash_of_two_shows_no_gap(key: str) -> None:
    left, bottom, right, top = _bounds(TTFont(DATA / f"{key}.ttf", lazy=True), "—")
    assert left <= 0
    assert right >= 1000
    assert 20 <= top - bottom <= 90


@pytest.mark.parametrize("key", HAN_KEYS)
def test_no_ink_of_a_wide_character_lies_far_outside_its_em(key: str) -> None:
    font = TTFont(DATA / f"{key}.ttf", lazy=True)
    glyphs: Any = font["glyf"]
    for name in font.getGlyphOrder()[1:]:
        glyph = glyphs[name]
        if glyph.numberOfContours and font["hmtx"][name][0] == 1000:
            assert glyph.xMin >= -300, name
            assert glyph.xMax <= 1300, name


def test_the_prepared_metrics_agree_with_the_font(file: tuple[str, Sfnt]) -> None:
    key, sfnt = file
    face = embedded_face(key)
    assert face.measures == sfnt.measures()
    assert face.postscript_name in sfnt.names(6)
    assert face.family in sfnt.names(1)
    codes = sfnt.characters()
    for char in map(chr, sorted(codes)):
        glyph = sfnt.glyph(char)
        assert glyph is not None
        assert (face.glyph(char), face.advance(char)) == (glyph, sfnt.advance(glyph)), char
    absent = [char for char in "一국😀aé①—" if ord(char) not in codes]
    assert all(face.glyph(char) is None and face.advance(char) is None for char in absent)


def test_all_han_faces_sit_on_the_same_em_box() -> None:
    boxes = {(face.ascent, face.descent, face.units_per_em) for face in map(embedded_face, HAN_KEYS)}
    assert boxes == {(880, -120, 1000)}


def test_latin_has_the_widths_of_times_new_roman() -> None:
    regular, bold = embedded_face("latin"), embedded_face("latin-bold")
    assert regular.units_per_em == 2048
    assert [regular.advance(char) for char in "0aM, ("] == [1024, 909, 1821, 512, 512, 682]
    assert [bold.advance(char) for char in "0aM"] == [1024, 1024, 1933]
    assert (regular.bold, bold.bold) == (False, True)


def test_gap_faces_hold_only_han_that_the_main_face_lacks() -> None:
    for key in ("fangsong", "kaiti"):
        main, gap = embedded_face(key), embedded_face(f"{key}-gap")
        missing = {char for char in standard_characters() if not main.has(char)}
        assert len(missing) == 1467
        assert {char for char in standard_characters() if gap.has(char)} == missing
