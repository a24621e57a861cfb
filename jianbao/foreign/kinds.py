"""A file's first bytes → what kind of file it is, whatever its name says; files of any kind → what they hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from jianbao.bounds import FOREIGN_BYTES, OFFICE_SECONDS
from jianbao.errors import FileError, JianbaoError, Place
from jianbao.files import read_bytes
from jianbao.foreign import child, folders, office, scan
from jianbao.foreign.blocks import Content, Grid
from jianbao.foreign.pdf import is_pdf

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD: Final = 4096
_PICTURE: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
PICTURES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
SUFFIXES: Final = (".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".txt", ".md", *PICTURES)
"""What a folder's files are told by; a file that is named is looked at."""


class Kind(StrEnum):
    """What a file is."""

    WORD = "docx"
    OFFICE = "office"
    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    SHEET = "sheet"
    LOCKED = "locked"
    OTHER = "other"


def kind_of(path: Path) -> Kind:
    """The kind of a file. Raises FileError and InputError (R001–R006, R011)."""
    data = read_bytes(path, limit=FOREIGN_BYTES)
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _packed(data)
    if head.startswith(_COMPOUND):
        names = {name: name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "EncryptedPackage")}
        if names["EncryptedPackage"] in data:
            return Kind.LOCKED
        return Kind.SHEET if names["Workbook"] in data and names["WordDocument"] not in data else Kind.OFFICE
    if head.startswith(b"{\\rtf"):
        return Kind.OFFICE
    if is_pdf(head):
        return Kind.PDF
    if head.startswith(_PICTURE):
        return Kind.PICTURE
    from jianbao.foreign.plain import decoded

    return (
        Kind.OTHER
        if decoded(data[: 8 * _HEAD] if len(data) > 8 * _HEAD else data) is None and decoded(data) is None
        else Kind.TEXT
    )


def _packed(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = (
                archive.open("[Content_Types].xml").read(1_000_000) if "[Content_Types].xml" in names else b""
            )
            if "word/document.xml" in names or b"wordprocessingml.document.main" in types:
                return Kind.WORD
            if "xl/workbook.xml" in names:
                return Kind.SHEET
            said = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return Kind.OTHER
    if b"opendocument.text" in said:
        return Kind.OFFICE
    return Kind.SHEET if b"opendocument.spreadsheet" in said else Kind.OTHER


def read_all(
    paths: Sequence[Path], jobs: int = 0, told: scan.Told | None = None
) -> Iterator[tuple[Path, Content | JianbaoError]]:
    """What each file holds, in order, or why it cannot be read; LibreOffice is called once for all that need it.

    Scans are recognised page by page by `jobs` children (0 = one a core), `told` how it goes. Pictures that go on with the
    one before are read with it.
    """
    kinds: dict[Path, Kind | JianbaoError] = {}
    for path in paths:
        try:
            kinds[path] = kind_of(path)
        except JianbaoError as error:
            kinds[path] = error
    able = [path for path in paths if kinds[path] in (Kind.PDF, Kind.PICTURE)]
    scans = scan.recognised(able, jobs, told) if able else {}
    with folders.temporary() as folder:
        converted = _converted([path for path in paths if kinds[path] is Kind.OFFICE], folder)
        for path, *more in scan.together(
            paths, scans, {path for path in able if kinds[path] is Kind.PICTURE}
        ):
            try:
                found = path in scans
                content = scan.content([path, *more], scans) if found else _read(path, kinds[path], converted)
                if not any(isinstance(block, Grid) or block.text.strip() for block in content.blocks):
                    raise FileError.of("I011", Place(str(path)))
                yield path, content
            except JianbaoError as error:
                yield path, error


def _read(path: Path, kind: Kind | JianbaoError, converted: dict[Path, Path | JianbaoError]) -> Content:
    if isinstance(kind, JianbaoError):
        raise kind
    if kind is Kind.OFFICE:
        made = converted[path]
        if isinstance(made, JianbaoError):
            raise made
        found: Content = child.read("word", made)
        return found
    if kind is Kind.LOCKED:
        raise FileError.of("V013", Place(str(path)))
    if kind is Kind.SHEET:
        raise FileError.of("I001", Place(str(path)))
    if kind is Kind.OTHER:
        raise FileError.of("I002", Place(str(path)))
    read: Content = child.read({Kind.WORD: "word", Kind.TEXT: "text", Kind.PDF: "portable"}[kind], path)
    return read


def _converted(paths: Sequence[Path], folder: Path) -> dict[Path, Path | JianbaoError]:
    """The DOCX that LibreOffice makes of each; where it fails for all, each by itself."""
    if not paths:
        return {}
    names = [folder / f"{number:05d}{path.suffix or '.doc'}" for number, path in enumerate(paths)]
    for path, name in zip(paths, names, strict=True):
        name.write_bytes(read_bytes(path, limit=FOREIGN_BYTES))
    out = folder / "docx"
    try:
        made = office.convert(names, out, to="docx", timeout=OFFICE_SECONDS)
        return dict(zip(paths, made, strict=True))
    except FileError as error:
        if len(paths) == 1 or error.findings[0].code == "V001":
            return dict.fromkeys(paths, error)
    done: dict[Path, Path | JianbaoError] = {}
    for path, name in zip(paths, names, strict=True):
        try:
            (done[path],) = office.convert([name], out, to="docx", timeout=OFFICE_SECONDS)
        except FileError as error:
            done[path] = error
    return done
