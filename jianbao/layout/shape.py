"""Styled text → shaped characters: for each its face, its advance in twips, its script and its break class.

The scripts are those that LibreOffice tells apart (Asian, Western, weak), since a word processor opens a gap
between Han and Western letters and cuts lines by the script of the first character that does not fit; see
`lines.py` for what is made of them. Line breaking after W3C clreq (basic) and GB/T 15834-2011 5.1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from jianbao.fonts.faces import FaceSet, is_western
from jianbao.typography import FaceRole

# Barred at the start of a line: clreq's basic set and what Word and LibreOffice bar for zh-CN, so that no engine
# moves a character that we left at a line's end.
NOT_AT_START: Final = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠‼⁇・‧–—-/／”’"
)
NOT_AT_END: Final = frozenset("$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥")
OPENING: Final = frozenset("‘“〈《「『【〔〖（［｛")
CLOSING: Final = frozenset("、。，．：；！？’”〉》」』】〕〗）］｝")

GETA: Final = "〓"  # what Chinese compositors set for a sort they lack

_MEASURES: Final = (
    "年度|年代|月份|季度|世纪|周年|平方公里|平方千米|平方米|立方米|公里|公顷|公斤|公分|千米|千克|千瓦时|千瓦|兆瓦|毫米|厘米|毫升|毫克|分钟|小时|"
    "万元|亿元|万亿元|万亩|万吨|万人|万户|万人次|人次|亿斤|亿吨|亿立方米|万千瓦|万平方米|个百分点|百分点|摄氏度|"
    "[%％‰℃°′″年月日时分秒点号岁元角万亿千百十个名位人户家次项件条篇期届级类页份台辆套间座所处米里亩吨克斤升倍成折度批轮场支组对天周层栋村乡镇县市省]"
)
# What stays in one piece although its characters alone would let it break.
_WHOLE: Final = re.compile(
    r"第?[0-9０-９][0-9０-９.,:：/°′″·]*(?:[多余来几]?(?:" + _MEASURES + r"))?"
    r"|——+|……+|[A-Za-z][0-9A-Za-z]*"
)
_QUOTES: Final = frozenset("“”‘’")
_DASH: Final = re.compile(r"—{2,}")
_ADDRESS: Final = re.compile(r"(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ADDRESS_BREAK: Final = frozenset("/?&=#@-_.")
_LONG_ADDRESS: Final = 16  # characters; a shorter one is kept whole


class Script:
    """The three kinds of script that matter to a Chinese line."""

    WEAK: Final = 0
    WESTERN: Final = 1
    ASIAN: Final = 2


class Glyph(NamedTuple):
    """A character of one role, weight and size, as it will be set; `advance` in twips.

    `role` is LATIN for Western characters; `face` the key of the face that draws it. A character that no face has
    is drawn as GETA; `missing` says so.
    """

    advance: int
    role: FaceRole
    face: str
    script: int
    letter: bool
    missing: bool = False


def script_of(char: str) -> int:
    """The script class that LibreOffice gives a character (blocks first, then the script property)."""
    code = ord(char)
    if char in " \u00a0":
        return Script.WEAK
    if code < 0x0300 or 0x0370 <= code < 0x0590 or 0x1E00 <= code < 0x2000:
        return Script.WESTERN
    if (
        0x2E80 <= code < 0xD7B0
        or 0xF900 <= code < 0xFB00
        or 0xFE30 <= code < 0xFE50
        or 0xFF00 <= code < 0xFFF0
    ):
        return Script.ASIAN
    return Script.ASIAN if code >= 0x20000 else Script.WEAK


class Shaper:
    """What shapes one issue: the glyphs of its faces, and in `missing` the characters that no face draws."""

    def __init__(self, faces: FaceSet) -> None:
        self.faces = faces
        self.missing: dict[str, FaceRole] = {}
        self._tables = _tables(faces)

    def glyphs(self, role: FaceRole, bold: bool, size: int) -> _Glyphs:
        """The map char → Glyph for one role, weight and size; fills itself."""
        known = self._tables.get((role, bold, size))
        if known is None:
            known = self._tables[role, bold, size] = _Glyphs(self.faces, role, bold, size)
        return known


class _Glyphs(dict[str, Glyph]):
    """The glyphs of one look; `undrawable` are the characters asked for that no face draws."""

    __slots__ = ("bold", "faces", "role", "size", "undrawable")

    def __init__(self, faces: FaceSet, role: FaceRole, bold: bool, size: int) -> None:
        super().__init__()
        self.faces, self.role, self.bold, self.size = faces, role, bold, size
        self.undrawable: set[str] = set()

    def __missing__(self, char: str) -> Glyph:
        if char == "\n":
            glyph = Glyph(0, self.role, "", Script.WEAK, letter=False)
        elif (face := self.faces.face_for(self.role, char, self.bold)) is None:
            self.undrawable.add(char)
            geta = self[GETA]
            glyph = Glyph(geta.advance, self.role, geta.face, script_of(char), char.isalnum(), missing=True)
        else:
            advance = round((face.advance(char) or 0) * self.size / face.units_per_em)
            role = FaceRole.LATIN if is_western(char) else self.role
            glyph = Glyph(advance, role, face.key, script_of(char), char.isalnum())
        self[char] = glyph
        return glyph


@lru_cache(maxsize=8)
def _tables(_faces: FaceSet) -> dict[tuple[FaceRole, bool, int], _Glyphs]:
    """Glyphs are the same for every issue set with the same faces, so a batch works them out once."""
    return {}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look before it is shaped."""

    text: str
    role: FaceRole
    size: int
    bold: bool = False
    link: str = ""


@dataclass(slots=True)
class Shaped:
    """A paragraph's characters, in parallel lists; `breaks[i]` says that a line may end before character i.

    `piece[i]` is the index of the piece that character i came from. `scripts` are resolved: a weak character takes
    the script before it.
    """

    text: str
    pieces: tuple[Piece, ...]
    piece: list[int]
    glyphs: list[Glyph]
    scripts: list[int]
    breaks: list[bool]
    widths: list[int] = field(default_factory=list[int])  # running sum of advances, length n + 1
    gaps: list[int] = field(default_factory=list[int])  # running count of Han–Western gaps before character i
    changes: list[int] = field(
        default_factory=list[int]
    )  # running count of such changes before character i


def shape(pieces: Iterable[Piece], shaper: Shaper, *, whole: Iterable[str] = ()) -> Shaped:
    """Shape a paragraph; `whole` names strings (names, 《…》) that must not be cut in it."""
    pieces = tuple(pieces)
    text = "".join(piece.text for piece in pieces)
    glyphs: list[Glyph] = []
    owner: list[int] = []
    for index, piece in enumerate(pieces):
        table = shaper.glyphs(piece.role, piece.bold, piece.size)
        glyphs += [table[char] for char in piece.text]
        if table.undrawable:
            shaper.missing.update((char, piece.role) for char in piece.text if char in table.undrawable)
        owner += [index] * len(piece.text)
    scripts: list[int] = []
    widths, gaps, changes = [0], [0], [0]
    width = gap = change = 0
    # a weak character takes the script before it; at the start, the first that is not weak
    script = next((glyph.script for glyph in glyphs if glyph.script), Script.ASIAN)
    lettered = quoted = False
    last = owner[0] if owner else 0
    for index, glyph in enumerate(glyphs):
        quote = text[index] in _QUOTES
        if glyph.script and glyph.script != script:
            script = glyph.script
            if scripts:
                change += 1
                if lettered and glyph.letter:
                    gap += 1
        elif quote != quoted or owner[index] != last:
            change += 1
        lettered, quoted, last = glyph.letter, quote, owner[index]
        width += glyph.advance
        scripts.append(script)
        gaps.append(gap)
        changes.append(change)
        widths.append(width)
    breaks = break_points(text, whole)
    return Shaped(text, pieces, owner, glyphs, scripts, breaks, widths, gaps, changes)


def break_points(text: str, whole: Iterable[str] = ()) -> list[bool]:
    """For each index i of `text` (and its end): may a line end between i − 1 and i?

    W3C clreq (basic set), GB/T 15834-2011 5.1; numbers keep their units, Western words and `whole` strings are
    not cut, long addresses may be cut behind their marks.
    """
    breaks = _by_neighbours(text)
    for found in _WHOLE.finditer(text):
        breaks[found.start() + 1 : found.end()] = [False] * (found.end() - found.start() - 1)
    for found in _DASH.finditer(text):  # —— may start a line, a single — may not
        if found.start():
            breaks[found.start()] = text[found.start() - 1] not in NOT_AT_END
    if "." in text:
        _open_addresses(text, breaks)
    for kept in whole:
        start = text.find(kept) if kept else -1
        while start >= 0:
            breaks[start + 1 : start + len(kept)] = [False] * (len(kept) - 1)
            start = text.find(kept, start + len(kept))
    for index, char in enumerate(text, 1):
        if char == "\n":
            breaks[index] = True
    return breaks


class _Flags(dict[str, int]):
    """What a character means to the breaks beside it, worked out once a character."""

    NEVER_AT_START: Final = 1
    NEVER_AT_END: Final = 2
    WESTERN: Final = 4
    DEGREE: Final = 8
    HYPHEN: Final = 16
    DIGIT: Final = 32

    def __missing__(self, char: str) -> int:
        flags = self[char] = (
            self.NEVER_AT_START * (char in NOT_AT_START or char in " \u3000")
            | self.NEVER_AT_END * (char in NOT_AT_END or char == "·")
            | self.WESTERN * (is_western(char) and char != " ")
            | self.DEGREE * (char in "°′″")
            | self.HYPHEN * (char == "-")
            | self.DIGIT * char.isdigit()
        )
        return flags


_FLAGS: Final = _Flags()


def _by_neighbours(text: str) -> list[bool]:
    """What the two characters at each break say of it."""
    breaks: list[bool] = []
    append = breaks.append
    before = _Flags.NEVER_AT_END
    for flags in map(_FLAGS.__getitem__, text):
        if flags & 1 or before & 2 or (before & 8 and flags & 4):
            append(False)
        elif before & 16:
            append(not flags & 32)
        else:
            append(not (flags & 4 and before & 4))
        before = flags
    append(True)
    return breaks


def _open_addresses(text: str, breaks: list[bool]) -> None:
    """A URL or e-mail address too long to be kept whole may be cut behind / ? & = # @ - _ and full stops."""
    for found in _ADDRESS.finditer(text):
        if found.end() - found.start() > _LONG_ADDRESS:
            for index in range(found.start() + 3, found.end() - 2):
                breaks[index] = text[index - 1] in _ADDRESS_BREAK and text[index] not in _ADDRESS_BREAK


def is_han(char: str) -> bool:
    """True for a Han character (letters of the CJK blocks), false for marks, digits and Western letters."""
    return ord(char) >= 0x2E80 and unicodedata.category(char) == "Lo"
