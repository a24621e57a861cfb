"""`Pages` → the face that a DOCX carries along: that of masthead and titles, which most machines lack."""

from __future__ import annotations

from collections import Counter
from typing import Final

from jianbao.fonts.travelling import Travelling, travelling
from jianbao.pages import Pages
from jianbao.typography import FaceRole
from jianbao.writers.common import paragraphs

_CARRIED: Final = FaceRole.XIAOBIAOSONG


def carried_faces(pages: Pages) -> dict[str, Travelling]:
    """The characters set in 小标宋, as a face of the name that the DOCX states. Raises FileError (F102, F103).

    Where several faces serve them, the one that serves most.
    """
    runs = [
        run
        for block in pages.blocks
        for paragraph in paragraphs(block)
        for line in paragraph.lines
        for run in line.runs
        if run.role is _CARRIED and run.text and not run.drawn
    ]
    served = Counter(run.face for run in runs)
    if not served:
        return {}
    ((key, _),) = served.most_common(1)
    name = pages.docx_faces[_CARRIED]
    characters = sorted({char for run in runs if run.face == key for char in run.text})
    return {name: travelling(pages.faces[key], characters, name)}
