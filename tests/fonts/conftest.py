"""Small font files, made on the spot, that stand for those of a clerk's machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.ttCollection import TTCollection

Kind = Literal["glyf", "cff", "variable"]
MakeFont = Callable[..., Path]


def _box(pen: Any) -> Any:
    pen.moveTo((100, 0))
    for point in ((100, 700), (900, 700), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen


def _font(family: str, chars: str, kind: Kind, fs_type: int, width: int) -> Any:
    names = [".notdef", *(f"u{ord(char):04X}" for char in chars)]
    builder = FontBuilder(1000, isTTF=kind != "cff")
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name for char, name in zip(chars, names[1:], strict=True)})
    postscript = "Fake" + "".join(char for char in family if char.isascii() and char.isalnum())
    if kind == "cff":
        charstring = _box(T2CharStringPen(width, None)).getCharString()
        builder.setupCFF(postscript, {}, dict.fromkeys(names, charstring), {})
    else:
        builder.setupGlyf({name: _box(TTGlyphPen(None)).glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (width, 100)))
    builder.setupHorizontalHeader(ascent=859, descent=-141)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": postscript}, mac=False)
    builder.setupOS2(
        sTypoAscender=859, sTypoDescender=-141, usWinAscent=859, usWinDescent=141, fsType=fs_type
    )
    builder.setupPost()
    if kind == "variable":
        builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    return builder.font


@pytest.fixture
def make_font(tmp_path: Path) -> MakeFont:
    """A factory: make_font('fonts/simfang.ttf', '仿宋') → the path of a font of that family."""

    def make(
        name: str,
        *families: str,
        chars: str = "一国喆aA ",
        kind: Kind = "glyf",
        fs_type: int = 0,
        width: int = 1000,
    ) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fonts = [_font(family, chars, kind, fs_type, width) for family in families]
        if len(fonts) == 1:
            fonts[0].save(path)
        else:
            collection = TTCollection()
            collection.fonts = fonts
            collection.save(path)
        return path

    return make
