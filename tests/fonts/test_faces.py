"""Faces: the choice per character, measures, subsets."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from jianbao.errors import ExitCode, FileError, JianbaoError
from jianbao.fonts import faces as module
from jianbao.fonts.faces import FaceSet, embedded_face, is_western
from jianbao.typography import FaceRole
from tests.fonts.conftest import MakeFont


@pytest.fixture(scope="module")
def faces() -> FaceSet:
    return FaceSet.embedded()


def key(faces: FaceSet, role: FaceRole, char: str, bold: bool = False) -> str | None:
    face = faces.face_for(role, char, bold)
    return face.key if face else None


@pytest.mark.parametrize("char", [*" 0aZ~%(.,-'\"", *"āǚḿɡÀÿńα", *"²³₂ЖяΩñŞğ", "\u00a0", "\u0301"])
def test_letters_digits_and_ascii_are_western(char: str) -> None:
    assert is_western(char)


@pytest.mark.parametrize(
    "char", [*"一〇喆𬱟，。“”‘’—…·°′″×÷±①ⅠⅫ℃％‰№★☆※●￥€§®½１Ａａ（）　", "\t", "\n", "\u200b"]
)
def test_han_full_width_forms_and_symbols_are_not_western(char: str) -> None:
    assert not is_western(char)


@pytest.mark.parametrize("role", [role for role in FaceRole if role is not FaceRole.LATIN])
def test_western_characters_stand_in_the_western_face_in_every_role(faces: FaceSet, role: FaceRole) -> None:
    assert {key(faces, role, char) for char in "a0(%áЖα"} == {"latin"}
    assert {key(faces, role, char, bold=True) for char in "a0(%áЖα"} == {"latin-bold"}


@pytest.mark.parametrize("role", [role for role in FaceRole if role is not FaceRole.LATIN])
def test_bold_does_not_change_the_face_of_han(faces: FaceSet, role: FaceRole) -> None:
    for char in "国喆，“—①":
        assert faces.face_for(role, char, bold=True) is faces.face_for(role, char)


def test_a_character_goes_to_its_role_then_the_gap_face_then_songti(faces: FaceSet) -> None:
    expected = {
        "国": "fangsong",
        "，": "fangsong",
        "—": "fangsong",
        "喆": "fangsong-gap",
        "𬱟": "fangsong-gap",
    }
    expected |= {"①": "fangsong-gap", "⑳": "fangsong-gap", "“": "songti", "★": "songti", "×": "songti"}
    assert {char: key(faces, FaceRole.FANGSONG, char) for char in expected} == expected
    assert key(faces, FaceRole.KAITI, "喆") == "kaiti-gap"
    assert {key(faces, FaceRole.XIAOBIAOSONG, char) for char in "国喆①“—★"} == {"xiaobiaosong"}
    assert {key(faces, FaceRole.HEITI, char) for char in "国喆①“—★"} == {"heiti"}
    assert key(faces, FaceRole.LATIN, "国") == "songti"


@pytest.mark.parametrize("char", ["한", "😀", "ಕ", "\u0007", "\U0010ffff", "\ud800"])
def test_a_character_that_no_face_has_gives_none(faces: FaceSet, char: str) -> None:
    assert faces.face_for(FaceRole.FANGSONG, char) is None


def test_chains_end_with_songti_and_hold_no_face_twice(faces: FaceSet) -> None:
    for role in FaceRole:
        chain = faces.chain(role)
        assert chain[-1].key == "songti"
        assert len(set(chain)) == len(chain)
    assert [face.key for face in faces.chain(FaceRole.LATIN, bold=True)] == ["latin-bold", "latin", "songti"]
    assert [face.key for face in faces.faces()] == [
        *(
            "xiaobiaosong",
            "songti",
            "fangsong",
            "fangsong-gap",
            "kaiti",
            "kaiti-gap",
            "heiti",
            "latin",
            "latin-bold",
        )
    ]


def test_the_embedded_set_is_one_object_a_process(faces: FaceSet) -> None:
    assert FaceSet.embedded() is faces
    assert FaceSet.default(embedded_only=True) is faces


def test_a_face_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        embedded_face("latin").family = "other"  # type: ignore[misc]


def test_a_face_sent_to_another_process_is_that_process_own(make_font: MakeFont) -> None:
    face = embedded_face("kaiti")
    assert pickle.loads(pickle.dumps(face)) is face
    own = FaceSet.default(True, {FaceRole.KAITI: str(make_font("a.ttf", "楷体"))}).chain(FaceRole.KAITI)[0]
    assert pickle.loads(pickle.dumps(own)) is own


def subset(face: module.Face, text: str) -> TTFont:
    return TTFont(io.BytesIO(face.subset(glyph for char in text if (glyph := face.glyph(char)))))


@pytest.mark.parametrize("name", ["fangsong", "fangsong-gap", "songti", "latin-bold"])
def test_a_subset_keeps_glyph_ids_advances_and_outlines(name: str) -> None:
    face = embedded_face(name)
    text = "喆堃①" if "gap" in name else "aMá," if "latin" in name else "国家，。—"
    small, whole = subset(face, text), TTFont(face.path)
    small_glyphs: Any = small["glyf"]
    whole_glyphs: Any = whole["glyf"]
    for char in text:
        glyph, advance = face.glyph(char), face.advance(char)
        assert glyph is not None
        assert small.getGlyphID(small.getBestCmap()[ord(char)]) == glyph
        assert small["hmtx"][small.getGlyphName(glyph)][0] == advance
        inked = small_glyphs[small.getGlyphName(glyph)]
        assert inked.coordinates == whole_glyphs[whole.getGlyphName(glyph)].coordinates
    others = [name for name in small.getGlyphOrder()[1:] if name not in set(small.getBestCmap().values())]
    assert not any(small_glyphs[other].numberOfContours for other in others)


def test_a_subset_is_small_and_the_same_each_time() -> None:
    face = embedded_face("songti")
    glyphs = [face.glyph(char) or 0 for char in "中华人民共和国"]
    first = face.subset(glyphs)
    assert len(first) < 100_000
    module._subset.cache_clear()
    assert face.subset(reversed(glyphs)) == first
    assert face.subset(glyphs * 2) == first


def test_a_subset_of_nothing_still_is_a_font() -> None:
    assert TTFont(io.BytesIO(embedded_face("heiti").subset([])))["maxp"].numGlyphs >= 1


def test_a_face_gives_its_whole_file() -> None:
    face = embedded_face("latin")
    assert face.data() == face.path.read_bytes()


def test_a_damaged_installation_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "DATA", tmp_path)
    module._index.cache_clear()
    module.embedded_face.cache_clear()
    module._embedded_set.cache_clear()
    with pytest.raises(FileError, match="重新安装 jianbao"):
        FaceSet.embedded()
    monkeypatch.undo()
    FaceSet.embedded()


def test_a_configured_face_is_measured_from_its_file(make_font: MakeFont) -> None:
    path = make_font("mine.ttf", "我的仿宋", width=900)
    faces = FaceSet.default(embedded_only=True, configured={FaceRole.FANGSONG: str(path)})
    face = faces.chain(FaceRole.FANGSONG)[0]
    assert (face.key, face.source, face.family) == ("fangsong-own", "configured", "我的仿宋")
    assert (face.ascent, face.descent, face.units_per_em) == (859, -141, 1000)
    assert (face.advance("国"), face.advance("民"), face.glyph("国")) == (900, None, 2)
    assert [each.key for each in faces.chain(FaceRole.FANGSONG)] == [
        *("fangsong-own", "fangsong", "fangsong-gap", "songti")
    ]
    assert key(faces, FaceRole.FANGSONG, "民") == "fangsong"
    assert key(faces, FaceRole.FANGSONG, "a") == "latin"
    assert len(face.subset([2])) < 2000


def test_a_configured_songti_is_the_last_fallback_of_every_role(make_font: MakeFont) -> None:
    path = make_font("song.ttf", "我的宋体", chars="一★")
    faces = FaceSet.default(embedded_only=True, configured={FaceRole.SONGTI: str(path)})
    assert [face.key for face in faces.chain(FaceRole.KAITI)] == [
        "kaiti",
        "kaiti-gap",
        "songti-own",
        "songti",
    ]


def test_a_configured_western_face_keeps_our_bold_only_if_the_widths_agree(make_font: MakeFont) -> None:
    times = make_font("times.ttf", "Times New Roman", chars="aA ")
    other = make_font("other.ttf", "Garamond", chars="aA ")
    for path, bold in ((times, "latin-bold"), (other, "latin-own")):
        faces = FaceSet.default(embedded_only=True, configured={FaceRole.LATIN: str(path)})
        assert key(faces, FaceRole.FANGSONG, "a") == "latin-own"
        assert key(faces, FaceRole.FANGSONG, "a", bold=True) == bold


def test_a_file_that_vanishes_is_told_with_its_remedy(make_font: MakeFont) -> None:
    path = make_font("gone.ttf", "仿宋")
    face = FaceSet.default(True, {FaceRole.FANGSONG: str(path)}).chain(FaceRole.FANGSONG)[0]
    path.unlink()
    with pytest.raises(JianbaoError) as caught:
        face.data()
    assert caught.value.exit_code is ExitCode.FILE
    assert caught.value.findings[0].code == "F102"
