"""A file → whether jianbao made it and nobody saved it since, and what it is called to a clerk."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from jianbao.expressions import compiled
from jianbao.ledger.publish import FINISHED
from jianbao.messages import phrase
from jianbao.model.numbers import MAIN_KIND
from jianbao.numbering import safe_name

_MOST: Final = 1 << 20
_WITH_MARK: Final = frozenset({".docx", ".pdf", ".ofd"})


def program_of(path: Path) -> str:
    """The program that saved a DOCX, PDF or OFD, by its own word; '' where it does not say, or cannot be read."""
    # 8 ms that no build pays where nothing is in the way
    import zipfile

    try:
        if path.suffix == ".pdf":
            found = re.findall(rb"/Producer\s*\(((?:[^()\\]|\\.)*)\)", path.read_bytes())
            return str(found[-1].decode("latin-1")) if found else ""
        with zipfile.ZipFile(path) as archive:
            name, tag = (
                ("docProps/app.xml", "Application") if path.suffix == ".docx" else ("OFD.xml", "ofd:Creator")
            )
            with archive.open(name) as part:
                text = part.read(_MOST).decode("utf-8", "replace")
        match = re.search(rf"<{tag}>([^<]*)</{tag}>", text)
        return match[1] if match else ""
    except (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return ""


def is_marked(path: Path) -> bool:
    """Whether a file carries jianbao's mark, which every other program that saves it replaces by its own.

    Plain text and HTML name no program: they are taken for ours.
    """
    return path.suffix not in _WITH_MARK or program_of(path).startswith("jianbao")


def what_it_is(path: Path) -> str:
    """What a file in the way is called in a message, as far as it is known."""
    program = program_of(path)
    if not program:
        return phrase("file_unknown")
    return (
        phrase("file_of_jianbao")
        if program.startswith("jianbao")
        else phrase("file_of", program=program[:60])
    )


def finished_of(series: str, kind: str, folder: Path) -> list[str]:
    """The names in a folder that are those of numbered issues of a series and kind; no drafts, no signed ones."""
    in_kind = "" if kind == MAIN_KIND else re.escape(safe_name(kind))
    form = rf"{re.escape(safe_name(series))}\d{{4}}年{in_kind}第\d+(—\d+)?期(（总第\d+(—\d+)?期）)?"
    ends = "|".join(sorted(suffix[1:] for suffix in FINISHED))
    wanted = compiled(rf"{form}\.({ends})")
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if wanted.fullmatch(entry.name)]
    except OSError:
        return []
