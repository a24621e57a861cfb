"""Twins of glyphs: the same outline with more room behind it, in a program that other readers take."""

from __future__ import annotations

from io import BytesIO

import pytest

from jianbao.fonts.faces import Face, embedded_face
from jianbao.fonts.twins import Twin, count_of, has_room, with_twins

tt_lib = pytest.importorskip("fontTools.ttLib")


def glyphs(face: Face, text: str) -> list[int]:
    return [glyph for char in text if (glyph := face.glyph(char)) is not None]


def opened(program: bytes):
    return tt_lib.TTFont(BytesIO(program), checkChecksums=2)


@pytest.mark.parametrize(("key", "text"), [("fangsong", "年第期"), ("latin", "2017%A")])
@pytest.mark.parametrize("way", ["program", "subset"])
def test_a_twin_draws_as_its_glyph_does_and_is_as_wide_as_asked(key: str, text: str, way: str):
    face = embedded_face(key)
    kept = glyphs(face, text)
    program = getattr(face, way)(frozenset(kept))
    first = count_of(program)
    font = opened(with_twins(program, [Twin(glyph, 1000 + 10 * index) for index, glyph in enumerate(kept)]))
    names, advances = font.getGlyphOrder(), font["hmtx"].metrics
    for index, glyph in enumerate(kept):
        own, twin = names[glyph], names[first + index]
        assert advances[twin] == (1000 + 10 * index, advances[own][1])
        shape = font["glyf"][twin]
        assert (shape.isComposite(), [part.glyphName for part in shape.components]) == (True, [own])
        assert shape.getCoordinates(font["glyf"])[0] == font["glyf"][own].getCoordinates(font["glyf"])[0]
    before = opened(program)
    assert [advances[name] for name in names[:first]] == [
        before["hmtx"][name] for name in before.getGlyphOrder()
    ]


def test_the_same_twins_give_the_same_bytes():
    face = embedded_face("fangsong")
    (glyph,) = glyphs(face, "年")
    program = face.program({glyph})
    assert with_twins(program, [Twin(glyph, 1160)]) == with_twins(program, [Twin(glyph, 1160)])


def test_a_face_whose_ids_are_all_taken_has_no_room():
    program = embedded_face("fangsong").program({1})
    assert has_room(program, 1)
    assert not has_room(program, 0x10000)
