"""A role and a character → the face that draws it, its glyph and its advance.

Layout asks here for every character of every page, so a choice is one look into a dict; the embedded set's
metrics are prepared by `build.py` and read (one small file a face) when a face is first used. No font file is opened
before a writer asks for a subset, unless the face is one of the clerk's machine.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from msgspec import Struct, field

from jianbao.errors import FileError, Finding, Place
from jianbao.fonts.lookup import FontFile, configured_file, find_installed
from jianbao.fonts.names import LATIN_BOLD, NAMES, asked_for
from jianbao.fonts.outlines import outlines_of
from jianbao.fonts.sfnt import BrokenFontError, Metrics, OutlineKind, open_sfnt
from jianbao.typography import FaceRole

Source = Literal["embedded", "installed", "configured"]

DATA: Final = Path(__file__).parent / "data"
EMBEDDED: Final[Mapping[FaceRole, tuple[str, ...]]] = {role: names.embedded for role, names in NAMES.items()}
# Our bold has the widths of their bold.
_METRIC_TWINS: Final = asked_for(FaceRole.LATIN)

# Letters of the Latin, Greek and Cyrillic blocks; × ÷ and symbols among them stand in the Han face.
_WESTERN_RANGES: Final = (
    (0x0020, 0x007E),
    # no-break space
    (0x00A0, 0x00A0),
    # ² ³ go with their number
    (0x00B2, 0x00B3),
    (0x00B9, 0x00B9),
    (0x00C0, 0x00D6),
    (0x00D8, 0x00F6),
    (0x00F8, 0x02AF),
    # combining marks go with their letter
    (0x0300, 0x036F),
    (0x0370, 0x0373),
    (0x0376, 0x037D),
    (0x037F, 0x037F),
    (0x0386, 0x0386),
    (0x0388, 0x03F5),
    (0x03F7, 0x0481),
    (0x0483, 0x052F),
    (0x1E00, 0x1EFF),
    (0x1F00, 0x1FFF),
    # raised and lowered digits: CO₂, m²
    (0x2070, 0x209C),
)


def is_western(char: str) -> bool:
    """True for characters that stand in the Western face: ASCII, and letters of Latin, Greek and Cyrillic.

    False for full-width forms, “”‘’ — … · ° ′ × ÷ ① and all other symbols: those stand in the face of their role.
    """
    code = ord(char)
    if code <= 0x7E:
        return code >= 0x20
    return (code < 0x2000 or 0x2070 <= code <= 0x209C) and any(
        low <= code <= high for low, high in _WESTERN_RANGES
    )


class _Lookup(dict[str, Any]):
    """A dict that works a missing entry out once; the hot path is a plain `[]`."""

    __slots__ = ("_fill",)

    def __init__(self, fill: Callable[[str], object]) -> None:
        super().__init__()
        self._fill = fill

    def __missing__(self, key: str) -> object:
        value = self[key] = self._fill(key)
        return value


class Face(Struct, frozen=True, eq=False):
    """One face that draws characters; lengths in font units (`units_per_em` to the em), y upwards.

    `key` is stable and fit for names inside a file ('fangsong', 'fangsong-gap', 'latin-bold'; a face of the clerk's
    machine takes its role's key with '-own'). `bold` is true when the face itself is bold: a bold run in a face
    that is not must be thickened by the writer. `path` is for reading only and never written into a file.
    """

    key: str
    family: str
    postscript_name: str
    path: Path
    index: int
    source: Source
    licence: str
    measures: Metrics
    outline_kind: OutlineKind
    _glyphs: Mapping[str, int | None]
    _advances: Mapping[str, int | None]

    @property
    def units_per_em(self) -> int:
        """Font units to the em: 1000 or 2048 in the embedded set."""
        return self.measures.units_per_em

    @property
    def ascent(self) -> int:
        """Ascender of hhea, in font units."""
        return self.measures.ascent

    @property
    def descent(self) -> int:
        """Descender of hhea, in font units, negative."""
        return self.measures.descent

    @property
    def cap_height(self) -> int:
        """Height of a capital, in font units."""
        return self.measures.cap_height

    @property
    def bbox(self) -> tuple[int, int, int, int]:
        """(x min, y min, x max, y max) of all glyphs, in font units."""
        return self.measures.bbox

    @property
    def bold(self) -> bool:
        """True when the face itself is bold."""
        return self.measures.bold

    def __repr__(self) -> str:
        return f"<Face {self.key}>"

    def __reduce__(self) -> tuple[Callable[..., Face], tuple[str, FontFile | None, Source]]:
        own = FontFile(self.path, self.index, self.family, self.postscript_name)
        return _again, (self.key, None if self.source == "embedded" else own, self.source)

    def glyph(self, char: str) -> int | None:
        """The glyph id of a character; None when the face lacks it."""
        return self._glyphs[char]

    def advance(self, char: str) -> int | None:
        """The advance width of a character in font units; None when the face lacks it."""
        return self._advances[char]

    def has(self, char: str) -> bool:
        """True when the face draws the character."""
        return self._glyphs[char] is not None

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """A font file with just these glyphs (and .notdef), their ids and advances kept.

        Its cmap maps the characters of those glyphs. Same glyphs, same bytes. Raises FileError (F102, F103).
        """
        return _subset(self, frozenset(glyphs))

    def program(self, glyphs: Iterable[int]) -> bytes:
        """As `subset`, but just the tables that PDF asks for, which an embedded face gives without HarfBuzz."""
        return _program(self, frozenset(glyphs))

    def fingerprint(self) -> str:
        """What tells the file from another of the same name: 12 hex digits over its tables of measures.

        '' for an embedded face, which jianbao's version tells. `head` holds a sum over the whole file.
        """
        if self.source == "embedded":
            return ""
        sfnt = open_sfnt(self.path, self.index)
        tables = b"".join(sfnt.table(tag) for tag in ("head", "maxp", "OS/2", "hmtx", "loca"))
        return hashlib.sha256(tables).hexdigest()[:12]

    def data(self) -> bytes:
        """The whole file, for tools that want it; for a collection, the collection. Raises FileError (F102)."""
        try:
            return self.path.read_bytes()
        except OSError:
            raise FileError.of("F102", Place(str(self.path))) from None


def _again(key: str, file: FontFile | None, source: Source) -> Face:
    """The face of this process that a pickled one stands for."""
    return embedded_face(key) if file is None else own_face(key, file, source)


# A run of issues uses other characters in each, so only the few recent subsets are worth their memory.
@lru_cache(maxsize=16)
def _subset(face: Face, glyphs: frozenset[int]) -> bytes:
    try:
        return open_sfnt(face.path, face.index).subset(glyphs)
    except BrokenFontError as error:
        raise _broken(face, error) from None


def _program(face: Face, glyphs: frozenset[int]) -> bytes:
    if face.source != "embedded":
        return _subset(face, glyphs)
    try:
        return outlines_of(face.path).program(glyphs)
    except BrokenFontError as error:
        raise _broken(face, error) from None


def _broken(face: Face, error: BrokenFontError) -> FileError:
    code = "F102" if error.reason == "unreadable" else "F103"
    return FileError.of("F110" if face.source == "embedded" else code, Place(str(face.path)))


@lru_cache(maxsize=1)
def _index() -> Mapping[str, dict[str, Any]]:
    """The prepared headers of the embedded faces by key. Raises FileError (F110) when the set is damaged."""
    try:
        index: dict[str, dict[str, Any]] = json.loads((DATA / "faces.json").read_bytes())
    except (OSError, ValueError):
        raise FileError.of("F110", Place(str(DATA))) from None
    return index


class _Table(NamedTuple):
    """The prepared metrics of an embedded face: the characters in the order of glyph ids and of code points."""

    chars: str
    alike: Mapping[str, str]
    advance: int
    exceptions: Mapping[str, int]


@lru_cache(maxsize=32)
def _table(key: str) -> _Table:
    try:
        table: dict[str, Any] = json.loads((DATA / f"{key}.json").read_bytes())
    except (OSError, ValueError):
        raise FileError.of("F110", Place(str(DATA))) from None
    exceptions = {char: int(width) for width, chars in table["exceptions"].items() for char in chars}
    return _Table(table["chars"], table["alike"], table["advance"], exceptions)


@lru_cache(maxsize=32)
def embedded_face(key: str) -> Face:
    """The face `key` of the embedded set, one object a process. Raises FileError (F110), KeyError for no such key."""
    head = _index()[key]

    # Looked up by bisection, so that a short issue does not pay for a dict of nine thousand characters.
    def glyph(char: str) -> int | None:
        table = _table(key)
        char = table.alike.get(char, char)
        place = bisect_left(table.chars, char)
        return place + 1 if table.chars[place : place + 1] == char != "" else None

    def advance(char: str) -> int | None:
        if glyphs[char] is None:
            return None
        table = _table(key)
        return table.exceptions.get(table.alike.get(char, char), table.advance)

    glyphs = _Lookup(glyph)
    measures = {**head["measures"], "bbox": tuple(head["measures"]["bbox"])}
    return Face(
        key=key,
        family=head["family"],
        postscript_name=head["postscript_name"],
        path=DATA / head["file"],
        index=0,
        source="embedded",
        licence=head["licence"],
        measures=Metrics(**measures),
        outline_kind="glyf",
        _glyphs=glyphs,
        _advances=_Lookup(advance),
    )


@lru_cache(maxsize=64)
def own_face(key: str, file: FontFile, source: Source) -> Face:
    """A face of the clerk's machine, measured from its file. The caller has made sure that it can be read."""
    sfnt = open_sfnt(file.path, file.index)
    glyphs = _Lookup(sfnt.glyph)

    def advance(char: str) -> int | None:
        glyph = glyphs[char]
        return None if glyph is None else sfnt.advance(glyph)

    return Face(
        key=key,
        family=file.family,
        postscript_name=file.postscript_name,
        path=file.path,
        index=file.index,
        source=source,
        licence="",
        measures=sfnt.measures(),
        outline_kind=sfnt.outline_kind or "glyf",
        _glyphs=glyphs,
        _advances=_Lookup(advance),
    )


class FaceSet(Struct, frozen=True, eq=False):
    """The faces of one build: for each role a chain, best face first, the 宋体 last.

    `skipped` tells which installed files were passed over and why (hints, for `jianbao fonts`).
    """

    chains: Mapping[FaceRole, tuple[Face, ...]]
    bold_chain: tuple[Face, ...]
    skipped: tuple[Finding, ...] = ()
    _choices: dict[tuple[FaceRole, bool], dict[str, Face | None]] = field(default_factory=dict)

    @classmethod
    def embedded(cls) -> FaceSet:
        """The faces that travel with jianbao: the same on every machine. One object a process."""
        return _embedded_set()

    @classmethod
    def default(
        cls, embedded_only: bool = False, configured: Mapping[FaceRole, str] | None = None
    ) -> FaceSet:
        """The faces of this machine: for each role the configured face, else the installed one, else the embedded.

        `configured` maps a role to `path` or `path#index`. `embedded_only` leaves the installed faces out (the
        configured ones still count). Raises FileError (F101–F110) with the remedy.
        """
        return _face_set(embedded_only, tuple(sorted((configured or {}).items())))

    def chain(self, role: FaceRole, bold: bool = False) -> tuple[Face, ...]:
        """The faces asked in turn for a character of `role` that is not Western; for LATIN, those of Western ones."""
        return self.bold_chain if bold and role is FaceRole.LATIN else self.chains[role]

    def choices(self, role: FaceRole, bold: bool = False) -> Mapping[str, Face | None]:
        """Character → face as a dict that fills itself: for loops over many characters of one role."""
        known = self._choices.get((role, bold))
        if known is None:

            def choose(char: str) -> Face | None:
                western = self.chain(FaceRole.LATIN, bold) if is_western(char) else ()
                faces = (*western, *self.chains[role])
                return next((face for face in faces if face.has(char)), None)

            known = self._choices[role, bold] = _Lookup(choose)
        return known

    def face_for(self, role: FaceRole, char: str, bold: bool = False) -> Face | None:
        """The face that draws `char` in `role`: Western → Latin; else role → gap → 宋体 → None (the caller warns).

        `bold` matters to Western characters only: Han is thickened by the writer.
        """
        return self.choices(role, bold)[char]

    def faces(self) -> tuple[Face, ...]:
        """Every face of the set once, in the order of the roles."""
        chained = (face for chain in (*self.chains.values(), self.bold_chain) for face in chain)
        return tuple(dict.fromkeys(chained))


@lru_cache(maxsize=1)
def _embedded_set() -> FaceSet:
    return _assemble({}, ())


@lru_cache(maxsize=8)
def _face_set(embedded_only: bool, configured: tuple[tuple[FaceRole, str], ...]) -> FaceSet:
    own: dict[FaceRole, Face] = {}
    skipped: tuple[Finding, ...] = ()
    if not embedded_only:
        installed = find_installed()
        skipped = installed.skipped
        own = {
            role: own_face(f"{role.value}-own", file, "installed") for role, file in installed.files.items()
        }
    for role, value in configured:
        own[role] = own_face(f"{role.value}-own", configured_file(role, value), "configured")
    return _assemble(own, skipped) if own or skipped else _embedded_set()


def _assemble(own: Mapping[FaceRole, Face], skipped: tuple[Finding, ...]) -> FaceSet:
    """The chains: the machine's own face first, then the embedded ones, then 宋体."""

    def first(role: FaceRole) -> tuple[Face, ...]:
        mine = (own[role],) if role in own else ()
        return (*mine, *(embedded_face(key) for key in EMBEDDED[role]))

    last = first(FaceRole.SONGTI)
    chains = {role: tuple(dict.fromkeys((*first(role), *last))) for role in FaceRole}
    latin = own.get(FaceRole.LATIN)
    real_bold = latin is None or latin.family in _METRIC_TWINS
    bold = ((embedded_face(LATIN_BOLD),) if real_bold else ()) + chains[FaceRole.LATIN]
    return FaceSet(chains, bold, skipped)
