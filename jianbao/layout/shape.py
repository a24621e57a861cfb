"""Styled text → shaped characters: for each its face, its advance in twips, its script and its break class.

The scripts are those that LibreOffice tells apart (Asian, Western, weak), since a word processor opens a gap
between Han and Western letters and cuts lines by the script of the first character that does not fit; see
`lines.py` for what is made of them. Line breaking after W3C clreq (basic) and GB/T 15834-2011 5.1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, count
from operator import attrgetter
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jianbao.errors import Origin
from jianbao.fonts.faces import Face, FaceSet, is_western
from jianbao.fonts.private_use import PRIVATE
from jianbao.layout.sourced import Sourced, Stretch
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
    "人次|个百分点|百分点|摄氏度|"
    "[%％‰℃°′″年月日时分秒点号岁元角斤吨亩度个名位人户家次项件条篇期届级类页份台辆套间座所处米里克升倍成折批轮场支组对天周层栋村乡镇县市省"
    "起幢顶艘只棵株头枚口眼孔架盏张笔宗例]"
)
# What stays in one piece although its characters alone would let it break: a number with what it counts, dashes, words.
_WHOLE: Final = re.compile(
    r"(?P<number>(?:第|(?<![0-9０-９])[－＋±])?[0-9０-９][0-9０-９.,:：/°′″·]*[多余来几]?[十百千万亿]*[多余来几]?)"
    r"(?P<measure>" + _MEASURES + r")?"
    r"|——+|……+|[A-Za-z][0-9A-Za-z]*"
)
# A number is never parted from these; from any other measure word it may be, at a price.
_BOUND: Final = frozenset("%％‰℃°′″年月日时分秒点号期届季世周")
_PARTED: Final = 8.0  # what it costs to part a number from its measure word: as a line spread by 0.08 em
_IN_DATE: Final = 4.0  # 3月|25日
_DATE: Final = re.compile(r"(?<=[0-9０-９][年月])(?=[0-9０-９]{1,2}[月日])")
_DASH: Final = re.compile(r"—{2,}")
_ADDRESS: Final = re.compile(
    r"(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.){2,}[A-Za-z]{2,}(?:[/:?#][!-~]*)?",
    re.ASCII,
)
_ADDRESS_BREAK: Final = frozenset("/?&=#@-_.")
_LONG_ADDRESS: Final = 16  # characters; a shorter one is kept whole
_BEFORE_MARK: Final = 25.0  # what it costs to cut an address before a mark
_BESIDE_NONE: Final = 40.0  # … and within a word of it, three letters from its ends
# Western pieces that have a joint though they are no address: AC/|DC, 14:15-|16:45, 44°59′|36″N.
_JOINT: Final = re.compile(
    r"(?<=[0-9A-Za-z]{2}[/+&_])(?=[0-9A-Za-z]{2})|(?<=\d[:′]\d\d-)(?=\d)|(?<=\d[°′])(?=\d)|(?<=-)(?=\d{4})"
)
_AT_JOINT: Final = 40.0


class Script:
    """The three kinds of script that matter to a Chinese line."""

    WEAK: Final = 0
    WESTERN: Final = 1
    ASIAN: Final = 2


class Glyph(NamedTuple):
    """A character of one role, weight and size, as it will be set; `advance` in twips.

    `role` is LATIN for Western characters; `face` the key of the face that draws it; `drawn` what it is drawn as, if
    not as itself: as GETA where no face has it, and where an old face has it at a private code point, as that.
    """

    advance: int
    role: FaceRole
    face: str
    drawn: str = ""


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
    """What shapes one issue: the glyphs of its faces, and in `missing` where characters stand that no face draws."""

    def __init__(self, faces: FaceSet) -> None:
        self.faces = faces
        self.missing: dict[str, dict[Origin | None, FaceRole]] = {}
        self._tables = _tables(faces)

    def glyphs(self, role: FaceRole, bold: bool, size: int) -> _Glyphs:
        """The map char → Glyph for one role, weight and size; fills itself."""
        known = self._tables.get((role, bold, size))
        if known is None:
            known = self._tables[role, bold, size] = _Glyphs(self.faces, role, bold, size)
        return known


class _Glyphs(dict[str, Glyph]):
    """The glyphs of one look; `undrawable` are the characters asked for that no face draws.

    `looks` maps a character's code to a letter that stands for its face, another one where it is drawn as another.
    """

    __slots__ = ("bold", "faces", "looks", "role", "size", "undrawable")

    def __init__(self, faces: FaceSet, role: FaceRole, bold: bool, size: int) -> None:
        super().__init__()
        self.faces, self.role, self.bold, self.size = faces, role, bold, size
        self.undrawable: set[str] = set()
        self.looks: dict[int, str] = {}

    def __missing__(self, char: str) -> Glyph:
        if len(char) > 1:
            return self._western(char)
        if char == "\n":
            glyph = Glyph(0, self.role, "")
        elif (found := self._face(char)) is None:
            self.undrawable.add(char)
            geta = self[GETA]
            glyph = Glyph(geta.advance, self.role, geta.face, GETA)
        else:
            face, drawn = found
            advance = round((face.advance(drawn or char) or 0) * self.size / face.units_per_em)
            role = FaceRole.LATIN if is_western(char) else self.role
            glyph = Glyph(advance, role, face.key, drawn)
        self[char] = glyph
        self.looks[ord(char)] = _letter(glyph.face, glyph.drawn)
        return glyph

    def _western(self, key: str) -> Glyph:
        """The glyph of a mark that stands between Western letters; `key` is _WESTERN and the mark."""
        char = key.removeprefix(_WESTERN)
        face = self.faces.face_for(FaceRole.LATIN, char, self.bold)
        if face is None:
            glyph = self[char]
        else:
            advance = round((face.advance(char) or 0) * self.size / face.units_per_em)
            glyph = Glyph(advance, FaceRole.LATIN, face.key)
        self[key] = glyph
        return glyph

    def _face(self, char: str) -> tuple[Face, str] | None:
        """The face that draws a character, and what it draws for it unless that is the character itself.

        The role's own face comes first even where it has the character at a private code point only: it then looks
        like its neighbours.
        """
        face = self.faces.face_for(self.role, char, self.bold)
        if (private := PRIVATE.get(char)) is not None and not is_western(char):
            for each in self.faces.chain(self.role):
                if each is face:
                    break
                if each.has(private):
                    return each, private
        return (face, "") if face is not None else None


@cache
def _letter(_face: str, _drawn: str) -> str:
    """A letter of its own for each face, the same in every look."""
    return chr(_FIRST_LETTER + next(_LETTERS))


_WESTERN: Final = "western "
_FIRST_LETTER: Final = 0x100
_LETTERS: Final = count()


@lru_cache(maxsize=8)
def _tables(_faces: FaceSet) -> dict[tuple[FaceRole, bool, int], _Glyphs]:
    """Glyphs are the same for every issue set with the same faces, so a batch works them out once."""
    return {}


class Piece(Struct, frozen=True):
    """Text of one look before it is shaped."""

    text: str
    role: FaceRole
    size: int
    bold: bool = False
    link: str = ""
    origins: tuple[Stretch, ...] = ()
    rise: int = 0

    @classmethod
    def of(cls, text: Sourced, role: FaceRole, size: int, bold: bool = False, link: str = "") -> Piece:
        """A piece that knows where its characters come from."""
        return cls(text.text, role, size, bold, link, text.origins)


class Shaped(Struct):
    """A paragraph's characters; `breaks[i]` says that a line may end before character i.

    `soft` holds where it may end at a price besides (a break there that `breaks` allows costs it too), in the unit of
    `lines.py`. `spaced[i]` is how many of the characters before i carry letter-spacing: all but Western ones; `opens[i]`
    behind how many of them justification opens the line: behind each of those, each blank and each Western word before
    one of those; `blank_at` where the blanks stand; `loose_at` before what a line opens further when it must be spread
    wide: where there is white already, between Han and Western letters, behind a closing mark and before an opening one.

    The lists of places are sorted and hold only what is met: `piece_at` where pieces begin; `gap_at` where a gap
    stands between a Han and a Western letter; `portion_at` where LibreOffice begins another portion of text (another
    script, face or look, a quotation mark); `loss_at` those of them where it drops the letter-spacing of the character
    before; `run_at` where characters of
    another face or stretch behaviour begin; `script_at` where another script begins, `western[k]` which it is.
    """

    text: str
    pieces: tuple[Piece, ...]
    glyphs: list[Glyph]
    breaks: list[bool]
    soft: dict[int, float]
    widths: list[int]  # running sum of advances in twips, length n + 1
    spaced: list[int]
    opens: list[int]
    piece_at: list[int]
    blank_at: list[int]
    gap_at: list[int]
    loose_at: list[int]
    portion_at: list[int]
    loss_at: list[int]
    run_at: list[int]
    script_at: list[int]
    western: list[bool]

    def is_western(self, index: int) -> bool:
        """Is character `index` of Western script, a weak one taking the script before it?"""
        return self.western[bisect_right(self.script_at, index) - 1]

    def piece_of(self, index: int) -> Piece:
        """The piece that character `index` came from."""
        return self.pieces[bisect_right(self.piece_at, index) - 1]

    def origin(self, index: int) -> Origin | None:
        """Where character `index` came from: for one that the layout put in, the next that did come from somewhere."""
        number = bisect_right(self.piece_at, index) - 1
        at = index - self.piece_at[number] if number >= 0 else 0
        for piece in self.pieces[max(number, 0) :]:
            for start, end, location, offsets in piece.origins:
                if end > at:
                    return Origin(location, offsets[max(at - start, 0)])
            at = 0
        before = (piece.origins[-1] for piece in reversed(self.pieces[: number + 1]) if piece.origins)
        last = next(before, None)
        return Origin(last.location, last.offsets[-1]) if last is not None else None


_SCRIPTS: Final = re.compile(r"[nkq]*(?:([HP])[HPnkq]*|[LS][LSnkq]*)|[nkq]+")
_QUOTED: Final = re.compile(r"q+")
_ALIKE: Final = re.compile(r"(.)\1*")
_ADVANCE: Final = attrgetter("advance")
_BLANKS: Final = re.compile(r" +")
_BLANK: Final = re.compile(" ")
_CLOSED: Final = "".join(sorted(CLOSING))
_OPENED: Final = "".join(sorted(OPENING))
# between a closing mark and what is none, but in front of a blank; between what is no mark and an opening one
_WHITE: Final = re.compile(
    rf"(?<=[{_CLOSED}])(?=[^{_CLOSED} \u3000…—])|(?<=[^{_OPENED}{_CLOSED} \u3000…—])(?=[{_OPENED}])"
)


class _Kinds(dict[int, str]):
    """A character's kind in one letter: H P Asian letter or mark, L S Western, n k weak, q a quotation mark."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        letter = char.isalnum()
        kind = {
            Script.ASIAN: "H" if letter else "P",
            Script.WESTERN: "L" if letter else "S",
            Script.WEAK: "n" if letter else "k",
        }[script_of(char)]
        self[code] = "q" if char in "“”‘’" else kind
        return self[code]


_KINDS: Final = _Kinds()


# Soft hyphens, zero widths, direction marks, variation selectors: pasted along from web pages. (P601 warns of them.)
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)


def seen(text: str) -> str:
    """`text` without characters that nobody can see: no face has them, and engines would break lines at some."""
    return _UNSEEN.sub("", text)


def _seen(piece: Piece) -> Piece:
    text = Sourced(piece.text, piece.origins).kept(seen)
    return replace(piece, text=text.text, origins=text.origins)


def shape(pieces: Iterable[Piece], shaper: Shaper, *, whole: Iterable[str] = ()) -> Shaped:
    """Shape a paragraph; `whole` names strings (names, 《…》) that must not be cut in it."""
    pieces = tuple(pieces)
    if any(_UNSEEN.search(piece.text) for piece in pieces):
        pieces = tuple(map(_seen, pieces))
    glyphs: list[Glyph] = []
    piece_at: list[int] = []
    looks: list[str] = []
    absent: list[tuple[int, str, FaceRole]] = []
    for piece in pieces:
        table = shaper.glyphs(piece.role, piece.bold, piece.size)
        piece_at.append(len(glyphs))
        glyphs += map(table.__getitem__, piece.text)
        looks.append(piece.text.translate(table.looks))
        if table.undrawable:
            absent += [
                (piece_at[-1] + index, char, piece.role)
                for index, char in enumerate(piece.text)
                if char in table.undrawable
            ]
    text = "".join([piece.text for piece in pieces])
    plain = told_apart(text)
    if plain is not text:
        _set_western(text, plain, pieces, shaper, glyphs, looks)
    kinds = plain.translate(_KINDS)
    script_at: list[int] = []
    western: list[bool] = []
    for found in _SCRIPTS.finditer(kinds):
        script_at.append(found.start())
        western.append(found[1] is None and bool(found[0].strip("nkq")))
    changes = {*piece_at, *script_at} - {0}
    quotes = {place for found in _QUOTED.finditer(kinds) for place in found.span()}
    blanks = {place for found in _BLANKS.finditer(text) for place in found.span()}
    turns = {found.start() for found in _ALIKE.finditer("".join(looks))} - {0}
    carriers = plain.translate(_CARRIERS).encode()
    portions = sorted(changes | quotes | turns)
    breaks = break_points(plain, whole)
    gaps = [place for place in script_at if place and kinds[place - 1] in "HLn" and kinds[place] in "HLn"]
    shaped = Shaped(
        text=text,
        pieces=pieces,
        glyphs=glyphs,
        breaks=breaks,
        soft=soft_points(plain, breaks),
        widths=[0, *accumulate(map(_ADVANCE, glyphs))],
        spaced=[0, *accumulate(carriers.translate(_CARRIES))],
        opens=[0, *accumulate(carriers.replace(b"wc", b"bc").translate(_OPENS))],
        piece_at=piece_at,
        blank_at=[found.start() for found in _BLANK.finditer(text)],
        gap_at=gaps,
        loose_at=sorted({*gaps, *(found.start() for found in _WHITE.finditer(text))}),
        portion_at=portions,
        loss_at=[place for place in portions if place < len(text) and carriers[place - 1] == _CARRIER],
        run_at=sorted(changes | blanks | turns),
        script_at=script_at,
        western=western,
    )
    for index, char, role in absent:
        shaper.missing.setdefault(char, {})[shaped.origin(index)] = role
    return shaped


class _Carriers(dict[int, str]):
    """A character's part in letter-spacing in one letter: c carries it, w Western, b a blank among Western words."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = found = "b" if char == " " else "w" if is_western(char) else "c"
        return found


_CARRIERS: Final = _Carriers()
_CARRIER: Final = ord("c")
_CARRIES: Final = bytes(code == _CARRIER for code in range(256))
_OPENS: Final = bytes(code in b"cb" for code in range(256))

_CURLY: Final = re.compile("[‘’“”]")
_STRAIGHT: Final = str.maketrans("‘’“”", "''\"\"")
_CLOSING_OF: Final = {"‘": "’", "“": "”"}


def told_apart(text: str) -> str:
    """`text` with ‘ ’ “ ” made straight where they stand among Western letters (It’s, rock ’n’ roll): Western marks.

    A pair is one where both of its marks stand so; an apostrophe has no partner.
    """
    if not _CURLY.search(text):
        return text
    places = [found.start() for found in _CURLY.finditer(text)]
    among = {at: _among_western(text, at) for at in places}
    if not any(among.values()):
        return text
    chars = list(text)
    waiting: list[int] = []
    for at in places:
        mark = text[at]
        if mark in _CLOSING_OF:
            waiting.append(at)
            continue
        if mark == "’" and among[at] and _joins_letters(text, at):
            chars[at] = "'"
            continue
        partner = waiting.pop() if waiting and _CLOSING_OF[text[waiting[-1]]] == mark else None
        if among[at] and (mark == "’" if partner is None else among[partner]):
            for place in (at,) if partner is None else (partner, at):
                chars[place] = text[place].translate(_STRAIGHT)
    return "".join(chars)


def _joins_letters(text: str, at: int) -> bool:
    """Does a letter stand right before and right behind?"""
    return (
        0 < at < len(text) - 1
        and is_western(text[at - 1])
        and is_western(text[at + 1])
        and text[at - 1] != " " != text[at + 1]
    )


def _among_western(text: str, at: int) -> bool:
    """Is the nearest character on both sides, blanks and other quotation marks left out, a Western one?"""
    before, behind = at - 1, at + 1
    while before >= 0 and text[before] in " ‘’“”":
        before -= 1
    while behind < len(text) and text[behind] in " ‘’“”":
        behind += 1
    return before >= 0 and behind < len(text) and is_western(text[before]) and is_western(text[behind])


def _set_western(
    text: str, plain: str, pieces: tuple[Piece, ...], shaper: Shaper, glyphs: list[Glyph], looks: list[str]
) -> None:
    """Give the marks that are Western ones in `plain` the glyphs of the Western face."""
    start = 0
    for number, piece in enumerate(pieces):
        table = shaper.glyphs(piece.role, piece.bold, piece.size)
        letters = list(looks[number])
        for at in range(start, start + len(piece.text)):
            if text[at] != plain[at]:
                glyphs[at] = table[_WESTERN + text[at]]
                letters[at - start] = _letter(glyphs[at].face, glyphs[at].drawn)
        looks[number] = "".join(letters)
        start += len(piece.text)


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
    if "\n" in text:
        for index, char in enumerate(text, 1):
            if char == "\n":
                breaks[index] = True
    return breaks


class _BreakClasses(dict[int, str]):
    """A character's meaning to the breaks beside it, in one letter; most Han are `o`, which means nothing.

    s never at a start, e never at an end, b neither, d a degree mark (never at a start, and before a Western
    character no break), h a hyphen, m a minus (none before its figure), D a digit, w another Western character,
    x y such a one never at a start or end.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        western = is_western(char) and char != " "
        start, end = char in NOT_AT_START or char in " \u3000", char in NOT_AT_END
        if char in "·°′″-−":
            found = {"·": "b", "-": "h", "−": "m"}.get(char, "d")
        elif western:
            found = "x" if start else "y" if end else "D" if char.isdigit() else "w"
        else:
            found = "s" if start else "e" if end else "o"
        self[code] = found
        return found


_BREAK_CLASSES: Final = _BreakClasses()
_SPECIAL: Final = re.compile("[^o]")


def _by_neighbours(text: str) -> list[bool]:
    """What the two characters at each break say of it."""
    breaks = [True] * (len(text) + 1)
    breaks[0] = False
    classes = text.translate(_BREAK_CLASSES)
    before, place = "", -2
    for found in _SPECIAL.finditer(classes):
        index, here = found.start(), found[0]
        if here in "sbdhx" or (
            index == place + 1 and here in "wDy" and (before in "wDxyd" or (before in "hm" and here == "D"))
        ):
            breaks[index] = False
        if here in "eby" and index + 1 < len(text):
            breaks[index + 1] = False
        before, place = here, index
    return breaks


def soft_points(text: str, breaks: list[bool]) -> dict[int, float]:
    """Where a line may end at a price, and what it costs in the unit of `lines.py`.

    Between a number and its measure word (800|人次, 28.5万|元), but never inside a number, before a unit that is a mark,
    or in 第9期; in a date only between month and day; in a long address before a mark.
    """
    soft: dict[int, float] = {}
    for found in _WHOLE.finditer(text):
        measure = found["measure"]
        if measure and measure[0] not in _BOUND and not found["number"].startswith("第"):
            soft[found.start("measure")] = _PARTED
    for found in _DATE.finditer(text):
        if breaks[found.start()]:
            soft[found.start()] = _IN_DATE
    for found in _JOINT.finditer(text):
        if not breaks[found.start()]:
            soft[found.start()] = _AT_JOINT
    if "." in text:
        for found in _ADDRESS.finditer(text):
            if found.end() - found.start() > _LONG_ADDRESS:
                soft |= _inside_address(text, breaks, found.start() + 3, found.end() - 2)
    return soft


def _inside_address(text: str, breaks: list[bool], start: int, end: int) -> dict[int, float]:
    """What an address offers besides the breaks behind its marks."""
    soft: dict[int, float] = {}
    for index in range(start, end):
        if breaks[index]:
            continue
        if text[index] in _ADDRESS_BREAK and text[index - 1] not in _ADDRESS_BREAK:
            soft[index] = _BEFORE_MARK
        elif text[index - 3 : index + 3].isalnum():
            soft[index] = _BESIDE_NONE
    return soft


def _open_addresses(text: str, breaks: list[bool]) -> None:
    """A URL or e-mail address too long to be kept whole may be cut behind / ? & = # @ - _ and full stops."""
    for found in _ADDRESS.finditer(text):
        if found.end() - found.start() > _LONG_ADDRESS:
            for index in range(found.start() + 3, found.end() - 2):
                breaks[index] = text[index - 1] in _ADDRESS_BREAK and text[index] not in _ADDRESS_BREAK
