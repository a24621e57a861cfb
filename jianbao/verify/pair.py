"""A DOCX and the PDF built with it → whether LibreOffice shows the DOCX as the PDF prints it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from jianbao.bounds import OFFICE_SECONDS
from jianbao.fonts.lookup import find_installed
from jianbao.fonts.names import NAMES, role_of
from jianbao.foreign import child, folders, office
from jianbao.foreign.docx import Shown
from jianbao.foreign.pdf import Page
from jianbao.typography import FaceRole
from jianbao.verify.compare import Comparison, compare

# how the PostScript names of the embedded faces begin
_OURS: Final = "Jianbao"


class PairReport(Struct, frozen=True):
    """The outcome for one pair: the PDF's pages, the DOCX's as LibreOffice draws them, what they have in common."""

    ours: tuple[Page, ...]
    theirs: tuple[Page, ...]
    comparison: Comparison


def read_docx(path: Path) -> Shown:
    """What a DOCX shows, read in the child process. Raises FileError."""
    shown: Shown = child.read("docx", path)
    return shown


def read_pdf(path: Path) -> tuple[Page, ...]:
    """A PDF's pages, read in the child process. Raises FileError."""
    pages: tuple[Page, ...] = child.read("pdf", path)
    return pages


def faces_for(docx: Shown, pages: Sequence[Page] = ()) -> dict[str, Path]:
    """The font files that LibreOffice shall use for the names in a DOCX beside those that `office` knows.

    Where `pages` (of the PDF) were set in faces of this machine, these; for names that nobody knows, the embedded face of
    their kind, 宋体 for Han names and the Western face for the others.
    """
    own = {
        look.font
        for page in pages
        for line in page.lines
        for look in line.looks
        if not look.font.startswith(_OURS)
    }
    roles = {role for face in own if (role := role_of(face))}
    installed = find_installed().files if roles else {}
    faces: dict[str, Path] = {}
    for name in docx.faces:
        role = role_of(name) or (FaceRole.LATIN if name.isascii() else FaceRole.SONGTI)
        if role in roles and role in installed:
            faces[name] = installed[role].path
        elif name not in office.FACE_FILES and name not in office.LATIN_NAMES:
            faces[name] = office.FACES_DATA / f"{NAMES[role].embedded[0]}.ttf"
    return faces


def render(docx: Shown, pages: Sequence[Page] = (), timeout: float = OFFICE_SECONDS) -> tuple[Page, ...]:
    """A DOCX as LibreOffice draws it. Raises FileError (V001–V004)."""
    with folders.temporary() as folder:
        (pdf,) = office.convert(Path(docx.path), folder, faces=faces_for(docx, pages), timeout=timeout)
        return read_pdf(pdf)


def hold(docx: Path, pdf: Path, timeout: float = OFFICE_SECONDS) -> PairReport:
    """Hold a pair against each other. Raises FileError."""
    ours = read_pdf(pdf)
    theirs = render(read_docx(docx), ours, timeout)
    return PairReport(ours, theirs, compare(ours, theirs))
