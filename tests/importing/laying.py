"""A reading → its pages in the faces of the package."""

from __future__ import annotations

from jianbao.fonts.faces import FaceSet
from jianbao.pages import Pages
from jianbao.reading import Reading
from jianbao.steps import lay_out_issue


def laid_out(reading: Reading) -> Pages:
    """The pages in the faces that travel with jianbao."""
    return lay_out_issue(reading, reading.issue, FaceSet.embedded(), draft=False)
