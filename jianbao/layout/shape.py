"""Styled text → shaped characters: for each its face, its advance in twips, its script and its break class.

The scripts are those that LibreOffice tells apart (Asian, Western, weak), since a word processor opens a gap
between Han and Western letters and cuts lines by the script of the first character that does not fit; see
`widths.py` for what is made of them. Line breaking after W3C clreq (basic) and GB/T 15834-2011 5.1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, count
from operator import attrgetter
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jianbao.errors import Origin
from jianbao.expressions import compiled
from jianbao.fonts.faces import Face, FaceSet, is_western
from jianbao.fonts.private_use import PRIVATE
from jianbao.language.unseen import UNSEEN, seen
from jianbao.layout.breaks import break_points
from jianbao.layout.classes import Coded
from jianbao.layout.sourced import Sourced, Stretch
from jianbao.typography import FaceRole

# what Chinese compositors set for a sort they lack
GETA: Final = "〓"


class Glyph(NamedTuple):
    """A character of one role, weight and size, as it will be set; `advance` in twips.

    `role` is LATIN for Western characters; `face` the key of the face that draws it; `drawn` what it is drawn as, if
    not as itself: as GETA where no face has it, and where an old face has it at a private code point, as that.
    """

    advance: int
    role: FaceRole
    face: str
    drawn: str = ""


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
    `breaker.py`. `spaced[i]` is how many of the characters before i carry letter-spacing: all but Western ones; `opens[i]`
    behind how many of them justification opens the line: behind each of those, each blank and each Western word before
    one of those; `blank_at` where the blanks stand; `loose_at` before what a line opens further when it must be spread
    wide: where there is white already, between Han and Western letters, behind a closing mark and before an opening one.

    The lists of places are sorted and hold only what is met: `piece_at` where pieces begin; `gap_at` where a gap
    stands between a Han and a Western letter; `loss_at` where LibreOffice begins another portion of text (another script,
    face or look, a quotation mark) and drops the letter-spacing of the character before; `run_at` where characters of
    another face or stretch behaviour begin; `script_at` where another script begins, `western[k]` which it is.
    """

    text: str
    pieces: tuple[Piece, ...]
    glyphs: list[Glyph]
    breaks: list[bool]
    soft: dict[int, float]
    # running sum of advances in twips, length n + 1
    widths: list[int]
    spaced: list[int]
    opens: list[int]
    piece_at: list[int]
    blank_at: list[int]
    gap_at: list[int]
    loose_at: list[int]
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
            found = bisect_right(piece.origins, at, key=_END)
            if found < len(piece.origins):
                start, _, location, offsets = piece.origins[found]
                return Origin(location, offsets[max(at - start, 0)])
            at = 0
        before = (piece.origins[-1] for piece in reversed(self.pieces[: number + 1]) if piece.origins)
        last = next(before, None)
        return Origin(last.location, last.offsets[-1]) if last is not None else None


_SCRIPTS: Final = compiled(r"[nkq]*(?:([HP])[HPnkq]*|[LS][LSnkq]*)|[nkq]+")
_QUOTED: Final = compiled(r"q+")
_ALIKE: Final = compiled(r"(.)\1*")
_ADVANCE: Final = attrgetter("advance")
_END: Final = attrgetter("end")
_BLANKS: Final = compiled(r" +")
_BLANK: Final = compiled(" ")
# behind a closing mark unless another, a blank or dots follow; before an opening mark behind what is none
_WHITE: Final = compiled("c(?=[xo])|x(?=o)")
_CARRIER: Final = ord("c")
_CARRIES: Final = bytes(code == _CARRIER for code in range(256))
_OPENS: Final = bytes(code in b"cb" for code in range(256))


def _seen(piece: Piece) -> Piece:
    text = Sourced(piece.text, piece.origins).kept(seen)
    return replace(piece, text=text.text, origins=text.origins)


def shape(pieces: Iterable[Piece], shaper: Shaper, *, whole: Iterable[str] = ()) -> Shaped:
    """Shape a paragraph; `whole` names strings (names, 《…》) that must not be cut in it."""
    pieces = tuple(pieces)
    if any(UNSEEN.search(piece.text) for piece in pieces):
        pieces = tuple(map(_seen, pieces))
    pieces = _told_apart(pieces)
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
    coded = Coded(text)
    kinds = coded.kinds
    script_at: list[int] = []
    western: list[bool] = []
    for found in _SCRIPTS.finditer(kinds):
        script_at.append(found.start())
        western.append(found[1] is None and bool(found[0].strip("nkq")))
    changes = {*piece_at, *script_at} - {0}
    quotes = {place for found in _QUOTED.finditer(kinds) for place in found.span()}
    blanks = {place for found in _BLANKS.finditer(text) for place in found.span()}
    turns = {found.start() for found in _ALIKE.finditer("".join(looks))} - {0}
    carriers = coded.carriers
    portions = sorted(changes | quotes | turns)
    breaks = break_points(text, whole, coded)
    gaps = [place for place in script_at if place and kinds[place - 1] in "HLn" and kinds[place] in "HLn"]
    shaped = Shaped(
        text=text,
        pieces=pieces,
        glyphs=glyphs,
        breaks=breaks.free,
        soft=breaks.soft,
        widths=[0, *accumulate(map(_ADVANCE, glyphs))],
        spaced=[0, *accumulate(carriers.translate(_CARRIES))],
        opens=[0, *accumulate(carriers.replace(b"wc", b"bc").translate(_OPENS))],
        piece_at=piece_at,
        blank_at=[found.start() for found in _BLANK.finditer(text)] if " " in text else [],
        gap_at=gaps,
        loose_at=sorted({*gaps, *(found.end() for found in _WHITE.finditer(coded.whites))}),
        loss_at=[place for place in portions if place < len(text) and carriers[place - 1] == _CARRIER],
        run_at=sorted(changes | blanks | turns),
        script_at=script_at,
        western=western,
    )
    for index, char, role in absent:
        shaper.missing.setdefault(char, {})[shaped.origin(index)] = role
    return shaped


_CURLY: Final = compiled("[‘’“”]")
_MARKED: Final = compiled("[ ‘’“”]+")
_STRAIGHT: Final = str.maketrans("‘’“”", "''\"\"")
_CLOSING_OF: Final = {"‘": "’", "“": "”"}


def _told_apart(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    text = "".join([piece.text for piece in pieces])
    plain = told_apart(text)
    if plain is text:
        return pieces
    made: list[Piece] = []
    start = 0
    for piece in pieces:
        made.append(replace(piece, text=plain[start : start + len(piece.text)]))
        start += len(piece.text)
    return tuple(made)


def told_apart(text: str) -> str:
    """`text` with ‘ ’ “ ” made straight where they stand among Western letters (It’s, rock ’n’ roll): Western marks.

    Not the curly ones of the Western face: word processors that set them in a Chinese run's face give them a full em.
    A pair is one where both of its marks stand so; an apostrophe has no partner.
    """
    if not _CURLY.search(text):
        return text
    among = _among_western(text)
    if not any(among.values()):
        return text
    chars = list(text)
    waiting: list[int] = []
    for at in among:
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


def _among_western(text: str) -> dict[int, bool]:
    """Each quotation mark → is the nearest character on both sides, blanks and other marks left out, a Western one?"""
    found: dict[int, bool] = {}
    for run in _MARKED.finditer(text):
        before, behind = text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
        western = bool(before and behind) and is_western(before) and is_western(behind)
        found |= {at: western for at in range(*run.span()) if text[at] != " "}
    return found
