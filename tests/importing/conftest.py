"""An office's file → its draft, for the tests of import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.foreign.word import read
from jianbao.importing.parts import Draft
from jianbao.importing.recognise import recognise
from tests.importing.making import word


@pytest.fixture
def draft(tmp_path: Path) -> Callable[..., Draft]:
    def made(*parts: str, article: bool = False, header: str = "", footer: str = "") -> Draft:
        path = word(tmp_path / "a.docx", *parts, header=header, footer=footer)
        return recognise(read(path), article=article)

    return made
