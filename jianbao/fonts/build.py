"""Free fonts from npm and Debian packages → the embedded set in `data/`: faces, prepared metrics, licences, origins.

Run `python -m jianbao.fonts.build` (needs the extra `dev`: fontTools; and the programs npm, apt-get and dpkg-deb). It takes
about three minutes, nearly all of it turning Fandol's cubic outlines into quadratic ones, which is why the results are
committed. Packages are pinned by SHA-256 and nothing in the output depends on the clock: the same packages and
the same fontTools give the same bytes.

What is done to the faces, and why:

- each is cut to GB2312, the 8105 characters of 通用规范汉字表 and the symbols of `EXTRA`; hinting and layout tables go;
- glyphs are put in the order of their code points, so that the metrics need no table of glyph ids;
- marks and symbols that GB2312 knows become one em wide, as they are in the faces of a clerk's machine: Noto's · takes the
  glyph of U+30FB, ° ′ × and their like are centred in the em;
- — is drawn anew as a bar from edge to edge: no source has one that joins in —— and matches its face's weight (Noto's are
  short, FandolFang's is too thick, FandolKai's a hairline);
- 宋体 keeps its digits and the space at half width (the source's feature hwid): page numbers are set in it, 7.5;
- all Han faces get the same ascender and descender (the em box), so that a line's place does not depend on the face;
- all are renamed: the names LXGW and Liberation are reserved, and a changed face should not pass for the original.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jianbao.fonts.sfnt import measures_of
from jianbao.language.han import is_han

DATA: Final = Path(__file__).parent / "data"
EM: Final = 1000
# the ideographic em box of all Han faces of the set
ASCENT, DESCENT = 880, -120
# head.created and .modified: 2012-07-01, the day GB/T 9704-2012 came into force
EPOCH: Final = 3424118400


# --- packages --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Package:
    """A package that a source face comes from, pinned."""

    # "npm" or "apt"
    client: str
    name: str
    version: str
    file: str
    sha256: str


SERIF = Package(
    "npm",
    "@expo-google-fonts/noto-serif-sc",
    "0.4.3",
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
SANS = Package(
    "npm",
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
TEXLIVE = Package(
    "apt",
    "texlive-lang-chinese",
    "2022.20230122-1",
    "texlive-lang-chinese_2022.20230122-1_all.deb",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
WENKAI = Package(
    "apt",
    "fonts-lxgw-wenkai",
    "1.250+repack-1",
    "fonts-lxgw-wenkai_1.250+repack-1_all.deb",
    "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
)
LIBERATION = Package(
    "apt",
    "fonts-liberation2",
    "2.1.5-1",
    "fonts-liberation2_2.1.5-1_all.deb",
    "35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda",
)
UNICODE = Package(
    "apt",
    "unicode-data",
    "15.0.0-1",
    "unicode-data_15.0.0-1_all.deb",
    "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
)
PACKAGES: Final = (SERIF, SANS, TEXLIVE, WENKAI, LIBERATION, UNICODE)

_FANDOL: Final = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
_FANDOL_DOC: Final = "usr/share/doc/texlive-doc/fonts/fandol"
_WENKAI: Final = "usr/share/fonts/truetype/lxgw-wenkai"
_LIBERATION: Final = "usr/share/fonts/truetype/liberation2"


def unpack(package: Package, folder: Path) -> Path:
    """The folder of an unpacked package; it is downloaded into `folder` by its ordinary client if it is not there."""
    file = folder / package.file
    if not file.exists():
        if package.client == "npm":
            command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        else:
            command = ["apt-get", "download", f"{package.name}={package.version}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{package.file}: sha256 {found}, expected {package.sha256}")
    target = folder / file.name.split("_")[0].removesuffix(".tgz")
    if not target.exists():
        if package.client == "npm":
            with tarfile.open(file) as archive:
                archive.extractall(target, filter="data")
        else:
            subprocess.run(["dpkg-deb", "-x", file.name, target.name], cwd=folder, check=True)
    return target


# --- characters ------------------------------------------------------------------------------------------------


def _span(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


PINYIN: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêɑḿńňǹɡếềĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛÜ"
# Beyond GB2312: what bulletins are seen to use, as far as a free face has it.
EXTRA: Final = (
    "‐‑–—―‖‘’‚“”„†‡•‥…‧‰′″‵※‼⁇⁈⁉"
    "·¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶¸¹º»¼½¾¿×÷€₩™℃℉№℡Ω℅ℓ"
    + _span("Ⅰ", "Ⅻ")
    + _span("ⅰ", "ⅻ")
    + "←↑→↓↔↕↖↗↘↙⇒⇔⇧⇨"
    + "∀∂∃∅∆∇∈∋∏∑−∕√∝∞∟∠∣∥∧∨∩∪∫∬∮∴∵∶∷∽≈≌≠≡≤≥≦≧≪≫≮≯⊂⊃⊆⊇⊙⊥⊿⌒"
    + _span("①", "⑳")
    + _span("⑴", "⒇")
    + _span("⒈", "⒛")
    + _span("㉑", "㉟")
    + _span("㊱", "㊿")
    + _span("❶", "❿")
    + _span("Ⓐ", "ⓩ")
    + _span("㈠", "㈩")
    + _span("㊀", "㊉")
    + "■□▢▣▪▫▲△▶▷▼▽◀◁◆◇○◎●◐◑◢◣◤◥◦◯★☆☉☎☏☞♀♂♠♡♢♣♤♥♦♧✓✿❀"
    + "㎎㎏㎜㎝㎞㎡㎥㏄㏎㏑㏒㏕㎖㎗㎢㎐㎑㎒㎓"
    + "　、。〃々〆〇〈〉《》「」『』【】〒〓〔〕〖〗〘〙〚〛〜〝〞〟〰〡〢〣〤〥〦〧〨〩"
    + "︰︱︳﹏﹋﹌﹍﹎﹐﹑﹒﹔﹕﹖﹗﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫⸺⋯"
    + _span("！", "～")
    + "￠￡￢￣￤￥"
    + _span("─", "╋")
    + _span("═", "╬")
    + "▁▂▃▄▅▆▇█"
)
# names that clerks could not type for decades
RARE: Final = "喆堃玥珺𬱟𫖯䶮㛃"


def gb2312() -> str:
    """The non-ASCII characters of GB/T 2312-1980, in its order; A1A4 and A1AA as · and —."""
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    text = "".join(cell.decode("gb2312", "ignore") for cell in cells)
    return text.replace("・", "·").replace("―", "—") + "・―"


def standard_8105(unicode_data: Path) -> str:
    """The characters of 通用规范汉字表 (2013), in its order, from Unihan's kTGH."""
    text = bz2.decompress(
        (unicode_data / "usr/share/unicode/Unihan_OtherMappings.txt.bz2").read_bytes()
    ).decode()
    rows = [line.split("\t") for line in text.splitlines() if "\tkTGH\t" in line and not line.startswith("#")]
    numbered = sorted(
        (int(value.split(":")[1]), chr(int(code.replace("U+", "0x"), 0))) for code, _, value in rows
    )
    return "".join(char for _, char in numbered)


def is_letter(char: str) -> bool:
    """True for a half-width letter: it keeps its own width and is drawn in the Western face anyway."""
    code = ord(char)
    return (
        0x41 <= code <= 0x7A or (0xC0 <= code <= 0x52F and char not in "×÷ˉˇ˙ˊˋ") or 0x1E00 <= code <= 0x1FFF
    )


KANA_AND_BOPOMOFO: Final = _span("ぁ", "ん") + _span("ァ", "ヶ") + "ー" + _span("ㄅ", "ㄩ")
# What Fandol draws well besides Han: its ￥ is a $, its 〇 too small, its ～ － and symbols are ill matched.
FANDOL_MARKS: Final = (
    "、。，；：？！（）《》〈〉「」『』【】〔〕〖〗—·々〃" + _span("㈠", "㈩") + KANA_AND_BOPOMOFO
)
# FandolFang's quotes are too heavy, its … leaves a gap in ……; FandolKai's full-width digits are of another style.
FANGSONG_MARKS: Final = _span("０", "９") + _span("Ａ", "Ｚ") + _span("ａ", "ｚ")
KAITI_MARKS: Final = "“”‘’…"
WENKAI_MARKS: Final = (
    "〇" + _span("①", "⑳") + _span("㉑", "㉟") + _span("㊱", "㊿") + _span("⑴", "⒇") + _span("⒈", "⒛")
)


# --- faces -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one face of the set is made from a source file."""

    key: str
    family: str
    family_zh: str
    package: Package
    source: str
    licence: str
    licence_file: str
    what: str
    weight: int = 400
    han: bool = True
    # how far each of two steps may move an outline, in font units; 0: it is quadratic already
    max_error: float = 0
    bold: bool = False
    # the thickness of —, in font units; 0: the face has none
    bar: int = 0


OFL: Final = "OFL-1.1"
GPL: Final = "GPL-3.0-or-later WITH Font-exception-2.0"

RECIPES: Final = (
    Recipe(
        "xiaobiaosong",
        "Jianbao XiaoBiaoSong",
        "简报小标宋",
        SERIF,
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        OFL,
        "OFL-NotoSerifSC.txt",
        "Noto Serif SC Bold",
        weight=700,
        bar=56,
    ),
    Recipe(
        "fangsong",
        "Jianbao FangSong",
        "简报仿宋",
        TEXLIVE,
        f"{_FANDOL}/FandolFang-Regular.otf",
        GPL,
        "GPL-Fandol.txt",
        "FandolFang 0.3",
        max_error=2,
        bar=36,
    ),
    Recipe(
        "fangsong-gap",
        "Jianbao FangSong Gap",
        "简报仿宋补",
        WENKAI,
        f"{_WENKAI}/LXGWWenKai-Light.ttf",
        OFL,
        "OFL-LXGWWenKai.txt",
        "LXGW WenKai Light 1.250",
        weight=300,
    ),
    Recipe(
        "kaiti",
        "Jianbao KaiTi",
        "简报楷体",
        TEXLIVE,
        f"{_FANDOL}/FandolKai-Regular.otf",
        GPL,
        "GPL-Fandol.txt",
        "FandolKai 0.3",
        max_error=2,
        bar=40,
    ),
    Recipe(
        "kaiti-gap",
        "Jianbao KaiTi Gap",
        "简报楷体补",
        WENKAI,
        f"{_WENKAI}/LXGWWenKai-Regular.ttf",
        OFL,
        "OFL-LXGWWenKai.txt",
        "LXGW WenKai Regular 1.250",
    ),
    Recipe(
        "heiti",
        "Jianbao HeiTi",
        "简报黑体",
        SANS,
        "package/500Medium/NotoSansSC_500Medium.ttf",
        OFL,
        "OFL-NotoSansSC.txt",
        "Noto Sans SC Medium",
        weight=500,
        bar=72,
    ),
    Recipe(
        "songti",
        "Jianbao SongTi",
        "简报宋体",
        SERIF,
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        OFL,
        "OFL-NotoSerifSC.txt",
        "Noto Serif SC Regular",
        bar=44,
    ),
    Recipe(
        "latin",
        "Jianbao Latin",
        "简报西文",
        LIBERATION,
        f"{_LIBERATION}/LiberationSerif-Regular.ttf",
        OFL,
        "OFL-Liberation.txt",
        "Liberation Serif Regular 2.1.5",
        han=False,
    ),
    Recipe(
        "latin-bold",
        "Jianbao Latin",
        "简报西文",
        LIBERATION,
        f"{_LIBERATION}/LiberationSerif-Bold.ttf",
        OFL,
        "OFL-Liberation.txt",
        "Liberation Serif Bold 2.1.5",
        weight=700,
        han=False,
        bold=True,
    ),
)

# of 宋体, for page numbers; everywhere else the Western face goes before it
HALF_WIDTH: Final = " 0123456789"
# GB2312's A1AA is read as either
BAR_ALIKE: Final = {"―": "—"}
# Noto Serif's · is 0.33 em wide
NOTO_ALIKE: Final = {**BAR_ALIKE, "·": "・"}
# the middle of the em box
BAR_HEIGHT: Final = 380
# beyond either edge, so that —— joins where a line is let out a little
BAR_OVERLAP: Final = 12


def wanted(recipe: Recipe, standard: str, fandol: Mapping[str, frozenset[str]]) -> str:
    """The characters that a face should hold, as far as its source has them, in the order of code points.

    `fandol` gives what the sources of 仿宋 and 楷体 hold: a gap face has just what is missing there.
    """
    han = {char for char in gb2312() + standard + RARE if is_han(char)}
    if not recipe.han:
        letters = _span(" ", "~") + _span("\u00a0", "ÿ") + _span("Ā", "ɏ") + _span("ɐ", "ʯ")
        letters += _span("\u0300", "\u036f") + _span("Ͱ", "Ͽ") + _span("Ѐ", "ԯ") + _span("Ḁ", "ỿ")
        chars = {char for char in letters + PINYIN if char == "\u00a0" or not _is_symbol(char)}
        # CO₂, m²: they go with their letter or number
        chars |= set(_span("⁰", "ₜ") + "²³¹")
    elif recipe.package is TEXLIVE:
        chars = han | set(FANDOL_MARKS + (FANGSONG_MARKS if recipe.key == "fangsong" else KAITI_MARKS))
    elif recipe.package is WENKAI:
        chars = (han - fandol[recipe.key.removesuffix("-gap")]) | set(WENKAI_MARKS)
    else:
        chars = han | {char for char in gb2312() + EXTRA if not is_letter(char)}
        chars |= set(HALF_WIDTH) if recipe.key == "songti" else set()
    return "".join(sorted(chars))


def _is_symbol(char: str) -> bool:
    return ord(char) > 0x7E and not char.isalpha() and not 0x300 <= ord(char) <= 0x36F


def make(recipe: Recipe, source: Path, chars: str, target: Path) -> dict[str, Any]:
    """Builds one face and its metrics in `target`; returns its entry of faces.json."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont

    font: Any = TTFont(source, lazy=True)
    cmap: dict[int, str] = font.getBestCmap()
    alike = NOTO_ALIKE if recipe.package in (SERIF, SANS) else BAR_ALIKE if recipe.bar else {}
    held = [char for char in chars if ord(char) in cmap and char not in alike]
    glyphs, widths = _glyphs(font, recipe, held)
    builder: Any = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    mapping = {ord(char): _name(char) for char in held}
    builder.setupCharacterMap(mapping | {ord(char): _name(like) for char, like in alike.items()})
    builder.setupGlyf(glyphs)
    lefts = {name: getattr(glyph, "xMin", 0) for name, glyph in builder.font["glyf"].glyphs.items()}
    builder.setupHorizontalMetrics({name: (width, lefts[name]) for name, width in widths.items()})
    old, hhea = font["OS/2"], font["hhea"]
    ascent, descent = (ASCENT, DESCENT) if recipe.han else (hhea.ascent, hhea.descent)
    builder.setupHorizontalHeader(ascent=ascent, descent=descent, lineGap=0)
    postscript = recipe.family.replace(" ", "") + ("-Bold" if recipe.bold else "")
    builder.setupNameTable(
        {
            "copyright": font["name"].getDebugName(0).replace("\n", "; "),
            "familyName": {"en": recipe.family, "zh": recipe.family_zh},
            "styleName": "Bold" if recipe.bold else "Regular",
            "uniqueFontIdentifier": f"jianbao:{recipe.key}",
            "fullName": f"{recipe.family} Bold" if recipe.bold else recipe.family,
            "version": "Version 1.000",
            "psName": postscript,
            "description": f"Made for jianbao from {recipe.what}; see ORIGINS.md for what was changed.",
            "licenseDescription": f"{recipe.licence}, see {recipe.licence_file}",
            "licenseInfoURL": font["name"].getDebugName(14) or "",
        },
        mac=False,
    )
    builder.setupOS2(
        **{name: getattr(old, name) for name in _OS2_KEPT},
        version=4,
        usWeightClass=recipe.weight,
        usWidthClass=5,
        sTypoAscender=ascent,
        sTypoDescender=descent,
        sTypoLineGap=0,
        usWinAscent=ascent,
        usWinDescent=-descent,
        sxHeight=getattr(old, "sxHeight", 0) or 500,
        sCapHeight=getattr(old, "sCapHeight", 0) or 700,
        fsSelection=0x20 if recipe.bold else 0x40,
        achVendID="JNBO",
        ulCodePageRange1=(1 << 18 if recipe.han else 0) | 1,
        usDefaultChar=0,
        usBreakChar=32,
    )
    made: Any = builder.font
    made["OS/2"].recalcUnicodeRanges(made)
    made["OS/2"].recalcAvgCharWidth(made)
    builder.setupPost(
        keepGlyphNames=False,
        underlinePosition=font["post"].underlinePosition,
        underlineThickness=font["post"].underlineThickness,
    )
    made["head"].created = made["head"].modified = EPOCH
    made["head"].macStyle = 1 if recipe.bold else 0
    made.recalcTimestamp = False
    file = f"{recipe.key}.ttf"
    made.save(target / file, reorderTables=True)
    _write_metrics(target, recipe.key, held, alike, widths)
    return {
        "file": file,
        "family": recipe.family,
        "family_zh": recipe.family_zh,
        "postscript_name": postscript,
        "licence": recipe.licence,
        "licence_file": f"licences/{recipe.licence_file}",
        "from": recipe.what,
        "measures": _measures(target / file),
    }


_OS2_KEPT: Final = (
    "fsType",
    "panose",
    *(f"y{place}script{what}" for place in ("Sub", "Super") for what in ("XSize", "YSize", "YOffset")),
    "yStrikeoutSize",
    "yStrikeoutPosition",
)


def _name(char: str) -> str:
    return f"u{ord(char):04X}"


def _glyphs(font: Any, recipe: Recipe, held: Iterable[str]) -> tuple[dict[str, Any], dict[str, int]]:
    """The glyphs and advances of the characters of a face by glyph name, .notdef first."""
    cmap: dict[int, str] = font.getBestCmap()
    outlines: Any = font.getGlyphSet()
    glyphs: dict[str, Any] = {".notdef": _draw(outlines, ".notdef", recipe, None)}
    widths: dict[str, int] = {".notdef": font["hmtx"][".notdef"][0]}
    half = _half_width(font) if recipe.key == "songti" else {}
    for char in held:
        name = half.get(char, cmap[ord(char)])
        width: int = font["hmtx"][name][0]
        move = None
        if recipe.han and width != EM and char in _WIDE:
            move, width = _into_em(char, outlines, name), EM
        bar = recipe.bar if char == "—" else 0
        glyphs[_name(char)] = _bar(bar) if bar else _draw(outlines, name, recipe, move)
        widths[_name(char)] = EM if bar else width
    return glyphs, widths


def _half_width(font: Any) -> dict[str, str]:
    """Character → the glyph that the feature hwid puts in its place, for digits and the space."""
    table, cmap = font["GSUB"].table, font.getBestCmap()
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "hwid"
        for index in record.Feature.LookupListIndex
    }
    swapped: dict[str, str] = {}
    for index in sorted(lookups):
        for subtable in table.LookupList.Lookup[index].SubTable:
            swapped |= getattr(subtable, "ExtSubTable", subtable).mapping
    return {char: swapped[cmap[ord(char)]] for char in HALF_WIDTH}


# Marks and symbols of GB2312, which the faces of a clerk's machine set one em wide, and their like.
_WIDE: Final = frozenset(char for char in gb2312() + WENKAI_MARKS + "㎡㎥℃‰№•・" if not is_letter(char))
# they follow a figure closely
_AT_THE_LEFT: Final = "°′″‰℃"


def _into_em(char: str, outlines: Any, name: str) -> tuple[float, float]:
    """(scale, shift) in x that bring a glyph into an em: its own left bearing for ° ′ ″, else in the middle."""
    from fontTools.pens.boundsPen import BoundsPen

    pen: Any = BoundsPen(outlines)
    outlines[name].draw(pen)
    left, _, right, _ = pen.bounds or (0, 0, 0, 0)
    scale = min(1.0, (EM - 40) / max(right - left, 1))
    if char in _AT_THE_LEFT and scale == 1.0:
        return 1.0, 0.0
    return scale, round((EM - (left + right) * scale) / 2)


def _bar(thickness: int) -> Any:
    """The glyph of —: a bar across the whole em."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen: Any = TTGlyphPen(None)
    low, high = BAR_HEIGHT - thickness // 2, BAR_HEIGHT + thickness // 2
    left, right = -BAR_OVERLAP, EM + BAR_OVERLAP
    pen.moveTo((left, low))
    for point in ((left, high), (right, high), (right, low)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def _draw(outlines: Any, name: str, recipe: Recipe, move: tuple[float, float] | None) -> Any:
    """The TrueType glyph of an outline: components resolved, cubics turned into quadratics, moved if asked."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    record: Any = DecomposingRecordingPen(outlines)
    outlines[name].draw(record)
    result: Any = TTGlyphPen(None)
    pen: Any = Cu2QuPen(result, recipe.max_error, reverse_direction=True) if recipe.max_error else result
    if move:
        pen = TransformPen(pen, (move[0], 0, 0, 1, move[1], 0))
    (_simpler(record, recipe.max_error) if recipe.max_error else record).replay(pen)
    return result.glyph(dropImpliedOnCurves=True)


def _simpler(record: Any, max_error: float) -> Any:
    """The recording without its lines of no length, and with curves joined that one cubic can follow.

    Fandol's outlines have twice the points that they need: this takes a quarter off the files that embed them.
    """
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.qu2cuPen import Qu2CuPen
    from fontTools.pens.recordingPen import RecordingPen

    joined: Any = RecordingPen()
    pen: Any = Cu2QuPen(Qu2CuPen(joined, max_error, all_cubic=True), 0.5)
    here: Any = None
    for operator, points in record.value:
        if operator == "lineTo" and points[0] == here:
            continue
        getattr(pen, operator)(*points)
        here = points[-1] if points else here
    return joined


def _write_metrics(
    target: Path, key: str, held: Iterable[str], alike: Mapping[str, str], widths: Mapping[str, int]
) -> None:
    """Character → advance of a face; glyph ids are the places in `chars`, counted from 1."""
    chars = "".join(held)
    advances = [widths[_name(char)] for char in chars]
    usual = max(sorted(set(advances)), key=advances.count)
    exceptions: dict[str, str] = {}
    for char, advance in zip(chars, advances, strict=True):
        if advance != usual:
            exceptions[str(advance)] = exceptions.get(str(advance), "") + char
    table = {"advance": usual, "exceptions": exceptions, "alike": dict(alike), "chars": chars}
    _write_json(target / f"{key}.json", table)


def _measures(file: Path) -> dict[str, Any]:
    """The measures of a finished face, by the same reading that serves the faces of a clerk's machine."""
    from fontTools.ttLib import TTFont

    font: Any = TTFont(file)
    measures = measures_of({tag: bytes(font.reader[tag]) for tag in ("head", "hhea", "OS/2", "post")})
    return measures._asdict()


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


# --- licences and origins --------------------------------------------------------------------------------------


def _debian_ofl(notice: str, copyright_file: Path, name: str) -> str:
    """The licence text in a Debian copyright file, with the upstream's copyright notice before it."""
    lines = copyright_file.read_text("utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith(f"License: {name}")]
    body: list[str] = []
    for line in lines[starts[-1] + 1 :]:
        if line and not line.startswith(" "):
            break
        body.append("" if line.strip() in ("", ".") else line[1:])
    return notice + "\n\n" + "\n".join(body).strip() + "\n"


def licences(folders: Mapping[Package, Path]) -> dict[str, str]:
    """The licence texts by file name."""
    serif = (folders[SERIF] / "package/LICENSE_FONT").read_text("utf-8")
    sans = (folders[SANS] / "package/LICENSE_FONT").read_text("utf-8")
    wenkai_notice = (
        "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai), with Reserved Font Names “霞鹜” and “LXGW”\n"
        "Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)"
    )
    wenkai = _debian_ofl(
        wenkai_notice, folders[WENKAI] / "usr/share/doc/fonts-lxgw-wenkai/copyright", "OFL-1.1"
    )
    liberation_notice = (
        "Digitized data copyright (c) 2010 Google Corporation with Reserved Font Arimo, Tinos and Cousine.\n"
        "Copyright (c) 2012 Red Hat, Inc. with Reserved Font Name Liberation."
    )
    liberation = _debian_ofl(
        liberation_notice, folders[LIBERATION] / "usr/share/doc/fonts-liberation2/copyright", "SIL-OFL-1.1"
    )
    doc = folders[TEXLIVE] / _FANDOL_DOC
    copying = gzip.decompress((doc / "COPYING.gz").read_bytes()).decode()
    readme = (doc / "README").read_text("utf-8")
    fandol = (
        "Copyright (c) 2012-2013, the Fandol team (Clerk Ma and Jie Su).\n\n"
        "The fonts FandolFang and FandolKai, and the changed copies of them in this package (fangsong.ttf, kaiti.ttf),\n"
        "are under the GNU General Public License, version 3, with the GPL font exception:\n\n"
        "  As a special exception, if you create a document which uses this font, and embed this font or unaltered\n"
        "  portions of this font into the document, this font does not by itself cause the resulting document to be\n"
        "  covered by the GNU General Public License. This exception does not however invalidate any other reasons why\n"
        "  the document might be covered by the GNU General Public License. If you modify this font, you may extend\n"
        "  this exception to your version of the font, but you are not obligated to do so. If you do not wish to do\n"
        "  so, delete this exception statement from your version.\n\n"
        "jianbao extends this exception to its changed copies. Their source is the Debian package named in ORIGINS.md\n"
        "and the script jianbao/fonts/build.py.\n\n"
        "---- README of the Fandol fonts ----\n\n" + readme.strip() + "\n\n---- COPYING ----\n\n" + copying
    )
    return {
        "OFL-NotoSerifSC.txt": serif,
        "OFL-NotoSansSC.txt": sans,
        "OFL-LXGWWenKai.txt": wenkai,
        "OFL-Liberation.txt": liberation,
        "GPL-Fandol.txt": fandol,
        "Unicode.txt": (folders[UNICODE] / "usr/share/doc/unicode-data/copyright").read_text("utf-8"),
    }


_CHANGES: Final = {
    SERIF: "cut to the set's characters, glyphs reordered, hinting and layout tables dropped; — drawn anew, "
    "· takes the glyph of ・, GB2312 symbols set one em wide; ascender and descender set to the em box; renamed",
    TEXLIVE: "cut to Han, the marks that match, kana and bopomofo; curves joined and turned into quadratic ones, each "
    "within {error} units; — drawn anew; glyphs reordered, layout tables dropped; renamed",
    WENKAI: "cut to the Han that the Fandol face lacks and to 〇, ①–㊿, ⑴–⒇, ⒈–⒛; hinting and layout tables dropped; "
    "ascender and descender set to the em box; renamed (reserved name)",
    LIBERATION: "cut to letters, digits and ASCII; components resolved, hinting, kerning and layout tables dropped; "
    "renamed (reserved name)",
}


def origins(
    index: Mapping[str, Mapping[str, Any]], sizes: Mapping[str, int], counts: Mapping[str, int]
) -> str:
    """ORIGINS.md: for every file where it comes from, under what licence, and what was changed."""
    lines = [
        "# Where the embedded fonts come from",
        "",
        "Made by `python -m jianbao.fonts.build` from the packages below; every licence text is in `licences/`.",
        "The code of jianbao and these fonts are separate works; the fonts keep their own licences.",
        "SHA-256 of every file of this folder: `manifest.json`.",
        "",
        "| package | version | file | SHA-256 |",
        "|---|---|---|---|",
    ]
    for package in PACKAGES:
        client = "npm" if package.client == "npm" else "Debian"
        lines.append(
            f"| {client} `{package.name}` | {package.version} | `{package.file}` | `{package.sha256}` |"
        )
    lines += [
        "",
        "| file | from | characters | KB | licence | what was changed |",
        "|---|---|---|---|---|---|",
    ]
    for recipe in RECIPES:
        head = index[recipe.key]
        changes = _CHANGES[SERIF if recipe.package is SANS else recipe.package].format(error=recipe.max_error)
        changes += "; half-width digits and space kept" if recipe.key == "songti" else ""
        licence = f"{recipe.licence}, [text]({head['licence_file']})"
        name = Path(recipe.source).name
        lines.append(
            f"| `{head['file']}` ({recipe.family}, {recipe.family_zh}) | {recipe.what}, `{name}` of "
            f"`{recipe.package.name}` | {counts[recipe.key]} | {sizes[recipe.key] // 1000} | {licence} | {changes} |"
        )
    lines += [
        "",
        "`8105.txt`: 通用规范汉字表 (2013) in its order, from the field kTGH of Unihan in Debian's `unicode-data`, under",
        "the Unicode licence, [text](licences/Unicode.txt). `faces.json` and `<face>.json`: metrics made from the faces.",
        "",
    ]
    return "\n".join(lines)


def build(folder: Path, target: Path, report: Callable[[str], object]) -> None:
    """Builds the whole set from the packages in `folder` (downloaded when missing) into `target`."""
    from fontTools.ttLib import TTFont

    folders = {package: unpack(package, folder) for package in PACKAGES}
    standard = standard_8105(folders[UNICODE])
    fandol = {
        recipe.key: frozenset(map(chr, TTFont(folders[TEXLIVE] / recipe.source, lazy=True).getBestCmap()))
        for recipe in RECIPES
        if recipe.package is TEXLIVE
    }
    target.mkdir(parents=True, exist_ok=True)
    jobs = [(r, folders[r.package] / r.source, wanted(r, standard, fandol), target) for r in RECIPES]
    slow_first = sorted(jobs, key=lambda job: -job[0].max_error)
    with ProcessPoolExecutor(2) as pool:
        made = {job[0].key: pool.submit(make, *job) for job in slow_first}
        index = {recipe.key: made[recipe.key].result() for recipe in RECIPES}
    _write_json(target / "faces.json", index)
    (target / "8105.txt").write_text(standard + "\n", encoding="utf-8", newline="\n")
    (target / "licences").mkdir(exist_ok=True)
    for name, text in licences(folders).items():
        (target / "licences" / name).write_text(text, encoding="utf-8", newline="\n")
    sizes = {key: (target / head["file"]).stat().st_size for key, head in index.items()}
    counts = {key: len(json.loads((target / f"{key}.json").read_bytes())["chars"]) for key in index}
    (target / "ORIGINS.md").write_text(origins(index, sizes, counts), encoding="utf-8", newline="\n")
    manifest = {
        path.relative_to(target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(target.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
    (target / "manifest.json").write_text(
        json.dumps(manifest, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    for key in index:
        report(f"{key:14} {counts[key]:5} characters {sizes[key] / 1e6:6.2f} MB")


def main(arguments: list[str] | None = None) -> None:
    """The script's entry."""
    parser = argparse.ArgumentParser(description="Builds the embedded fonts of jianbao.")
    parser.add_argument("--sources", type=Path, help="a folder to keep the downloaded packages in")
    parser.add_argument("--target", type=Path, default=DATA)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.sources or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        build(folder, given.target, lambda line: sys.stdout.write(line + "\n"))


if __name__ == "__main__":
    main()
