"""A role → the font file of this machine that should serve it: first the clerk's configuration, then what is installed.

The file names are hearsay, so a file counts only when its name table confirms it. Directories are listed, fonts are
opened only when their file name is one of ours: a machine with none of them pays for a listing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from jianbao.errors import FileError, Finding, Place, Severity
from jianbao.fonts.names import NAMES, ROLE_NAMES_ZH
from jianbao.fonts.sfnt import FAMILY_IDS, FULL_NAME_ID, POSTSCRIPT_ID, BrokenFontError, Sfnt, open_sfnt
from jianbao.typography import FaceRole

# how deep a font directory is listed; distributions nest their fonts two or three deep
_DEPTH: Final = 5
_WEST: Final = "A"
_HAN: Final = "一"


class Wanted(NamedTuple):
    """A file name under which a role's face is installed, and what its name table must say.

    `family` is a part of a family, full or PostScript name, compared without case and spaces; the face of a
    collection is found by it.
    """

    file: str
    family: tuple[str, ...]


# In the order of preference: the face that GB/T 9704 offices use, then its kin.
WANTED: Final[dict[FaceRole, tuple[Wanted, ...]]] = {
    role: tuple(
        Wanted(file, tuple(families.split("|"))) for families, *files in names.files for file in files
    )
    for role, names in NAMES.items()
    if names.files
}


class FontFile(Struct, frozen=True):
    """One face of a file that may serve: its place, its names."""

    path: Path
    index: int
    family: str
    postscript_name: str


class Installed(NamedTuple):
    """What a look at the machine's font directories gave: the face of each role, and what was passed over and why."""

    files: Mapping[FaceRole, FontFile]
    skipped: tuple[Finding, ...] = ()


def font_directories(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> tuple[Path, ...]:
    """The directories where this system and its user keep fonts, most particular first; they need not exist."""
    env = os.environ if environment is None else environment
    home = Path(env.get("HOME") or env.get("USERPROFILE") or ".")
    if platform == "win32":
        local = env.get("LOCALAPPDATA")
        user = (Path(local) / "Microsoft" / "Windows" / "Fonts",) if local else ()
        return (*user, Path(env.get("WINDIR") or r"C:\Windows") / "Fonts")
    if platform == "darwin":
        word = Path("/Applications/Microsoft Word.app/Contents/Resources/DFonts")
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"), word)
    user_data = Path(env.get("XDG_DATA_HOME") or home / ".local/share")
    return (user_data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


def find_installed(directories: Iterable[Path] | None = None) -> Installed:
    """The installed face of each role; a machine with none gives an empty mapping. Never raises for a bad font."""
    return _find(tuple(font_directories() if directories is None else directories))


@lru_cache(maxsize=8)
def _find(directories: tuple[Path, ...]) -> Installed:
    names = {wanted.file.casefold() for each in WANTED.values() for wanted in each}
    there: dict[str, Path] = {}
    for directory in directories:
        for hit in _walk(directory, names, _DEPTH):
            there.setdefault(hit.name.casefold(), hit)
    files: dict[FaceRole, FontFile] = {}
    skipped: list[Finding] = []
    for role, choices in WANTED.items():
        for wanted in choices:
            path = there.get(wanted.file.casefold())
            if path is None or role in files:
                continue
            found = _confirm(path, wanted.family, role)
            if isinstance(found, FontFile):
                files[role] = found
            else:
                skipped.append(found)
    return Installed(files, tuple(skipped))


def _walk(directory: Path | str, names: set[str], depth: int) -> Iterator[Path]:
    """The files below `directory` whose name is wanted, in a stable order; what cannot be listed is passed over."""
    try:
        with os.scandir(directory) as entries:
            listed = list(entries)
    except OSError:
        return
    below: list[str] = []
    hits: list[str] = []
    for entry in listed:
        name = entry.name
        if name.casefold() in names:
            hits.append(entry.path)
        elif depth and "." not in name and entry.is_dir(follow_symlinks=False):
            below.append(entry.path)
    yield from map(Path, sorted(hits))
    for path in sorted(below):
        yield from _walk(path, names, depth - 1)


def _confirm(path: Path, families: tuple[str, ...], role: FaceRole) -> FontFile | Finding:
    """The face of `path` whose names hold one of `families`, or why none serves."""
    try:
        first = open_sfnt(path, 0)
        for index in range(max(first.count, 1)):
            face = open_sfnt(path, index)
            names = face.names(*FAMILY_IDS, FULL_NAME_ID, POSTSCRIPT_ID)
            plain = [_plain(name) for name in names]
            if any(_plain(family) in name for family in families for name in plain):
                problem = unfit(face, role)
                if problem:
                    return Finding(problem, Place(str(path)), Severity.HINT, {"role": ROLE_NAMES_ZH[role]})
                return _font_file(path, index, face)
    except BrokenFontError as error:
        return Finding(_CODES[error.reason], Place(str(path)), Severity.HINT, {"count": error.count})
    return Finding("F109", Place(str(path)), Severity.HINT, {"role": ROLE_NAMES_ZH[role]})


_CODES: Final = {"unreadable": "F102", "broken": "F103", "index": "F106"}


def unfit(face: Sfnt, role: FaceRole) -> str | None:
    """The code of the message that says why a readable face cannot serve a role; None when it can."""
    if face.is_variable:
        return "F104"
    if face.outline_kind == "cff":
        return "F105"
    if face.outline_kind is None:
        return "F103"
    if not face.may_be_embedded:
        return "F107"
    if face.glyph(_WEST if role is FaceRole.LATIN else _HAN) is None:
        return "F108"
    face.measures()
    return None


def _font_file(path: Path, index: int, face: Sfnt) -> FontFile:
    families = face.names(1)
    han = [name for name in families if not name.isascii()]
    names = face.names(POSTSCRIPT_ID)
    return FontFile(path, index, (han or list(families) or [path.stem])[0], names[0] if names else path.stem)


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "").replace("-", "")


def configured_file(role: FaceRole, value: str) -> FontFile:
    """The face that the clerk's configuration names for a role, as `path` or `path#index` (index from 0).

    Raises FileError (F101–F108) when the file is missing, unreadable, broken, variable, without TrueType outlines,
    without that index, closed to embedding, or without the characters that the role needs.
    """
    path, index = Path(value).expanduser(), 0
    if not path.exists() and "#" in value:
        name, _, number = value.rpartition("#")
        if number.strip().isdecimal():
            path, index = Path(name).expanduser(), int(number)
    place = Place(str(path))
    if not path.is_file():
        raise FileError.of("F101", place, role=ROLE_NAMES_ZH[role])
    try:
        face = open_sfnt(path, index)
        problem = unfit(face, role)
    except BrokenFontError as error:
        raise FileError.of(_CODES[error.reason], place, count=error.count) from None
    if problem:
        raise FileError.of(problem, place, role=ROLE_NAMES_ZH[role])
    return _font_file(path, index, face)
