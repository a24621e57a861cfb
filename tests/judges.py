"""Files → what programs of others say of them: veraPDF, the Open XML SDK, PDFBox.

The validators are found through JIANBAO_VALIDATORS, the folder that their set-up made.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

VALIDATORS: Final = Path(os.environ.get("JIANBAO_VALIDATORS", "nowhere"))
VERA = VALIDATORS / "vera.sh"


def verdicts(profiles: str, *files: Path) -> dict[tuple[str, str], bool]:
    """(profile, file name) → passed, of all files in one run of the validator."""
    done = subprocess.run(
        [str(VERA), profiles, *map(str, files)], capture_output=True, text=True, check=False
    )
    found = re.findall(r"^(PASS|FAIL|ERROR) (\S+) (\S+)", done.stdout, re.MULTILINE)
    assert len(found) == len(files) * len(profiles.split(",")), done.stdout + done.stderr
    return {(profile, Path(file).name): verdict == "PASS" for verdict, profile, file in found}


OPENXML_PYTHON = VALIDATORS / "venv" / "bin" / "python"
JAVA = Path("/usr/share/java")
JARS = [JAVA / f"{name}.jar" for name in ("pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api")]
PROGRAM = Path(__file__).parent / "writers" / "programs" / "OpenPdf.java"


pdfbox = pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.exists() for jar in JARS), reason="PDFBox is not installed"
)


def run(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def opened_by_pdfbox(*files: Path) -> dict[str, tuple[int, int, int]]:
    """File name → findings, pages, characters read, as PDFBox's strict parser has them."""
    said = run("java", "-cp", ":".join(map(str, JARS)), PROGRAM, *files)
    found = re.findall(r"^(\S.*)\t(\d+)\t(\d+)\t(\d+)$", said, re.MULTILINE)
    assert len(found) == len(files), said
    return {Path(file).name: (int(bad), int(pages), int(chars)) for file, bad, pages, chars in found}
