"""An issue file's text → the other files that it seems to name, found without parsing it.

For those who know by its hashes whether an issue has changed: parsing takes thirty times as long. A glance may be
wrong, so it only serves to be held against what a real reading found: `Reading.inputs` in their order.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from jianbao.expressions import compiled
from jianbao.reading.body.sheetnames import is_sheet

_SERIES: Final = compiled(
    r"""^(?:series|刊名)[ \t]*:\s*\{?\s*(?:file|文件)[ \t]*:[ \t]*["']?(?P<file>[^#"'\n}]+)""", re.MULTILINE
)
_PICTURE: Final = compiled(r"!\[[^\]\n]*\]\((?P<file>[^()<>\s%\\]+)\)")


def series_file(text: str) -> str:
    """The series file that an issue seems to name, as it is written; '' for none."""
    found = _SERIES.search(text)
    return found["file"].strip() if found else ""


def named_inputs(text: str, folder: Path) -> tuple[Path, ...] | None:
    """The pictures and the series file that an issue in `folder` seems to name, in the order of `Reading.inputs`.

    None where a picture is written in a way that wants parsing.
    """
    pictures = _PICTURE.findall(text)
    if len(pictures) != text.count("!["):
        return None
    base = folder.resolve() if pictures else folder
    # of a spreadsheet, the sheet's name goes
    names = [name.partition("#")[0] if is_sheet(name) else name for name in pictures]
    found = dict.fromkeys((base / name).resolve() for name in names)
    series = series_file(text)
    return (*found, *((folder / series,) if series else ()))
