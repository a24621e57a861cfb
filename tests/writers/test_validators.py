"""Where validators are asked for they must be there: a test that is skipped in silence holds nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.judges import JARS, OPENXML_PYTHON, VALIDATORS, VERA

CI = Path(__file__).parents[2] / ".ci" / "run"


@pytest.mark.skipif("JIANBAO_VALIDATORS" not in os.environ, reason="JIANBAO_VALIDATORS names no folder")
def test_every_validator_is_there_where_they_are_asked_for():
    assert VALIDATORS.is_dir()
    assert [path for path in (VERA, OPENXML_PYTHON, *JARS) if not path.exists()] == []
    assert [name for name in ("java", "qpdf", "pdfinfo", "pdffonts") if shutil.which(name) is None] == []


@pytest.mark.skipif(not CI.exists(), reason="not a checkout")
def test_the_continuous_integration_asks_for_them():
    said = CI.read_text("utf-8")
    assert 'export JIANBAO_VALIDATORS="' in said
    assert "validators/setup.sh" in said
    packages = said[said.index("apt-get install") : said.index(">/dev/null")].split()
    wanted = {"poppler-utils", "qpdf", "openjdk-17-jdk-headless", "libjaxb-java", "libpdfbox2-java"}
    assert wanted <= set(packages)
