"""PDF/A-2a and PDF/UA-1 by veraPDF, which must also refuse what we break on purpose.

The validators are found through JIANBAO_VALIDATORS, the folder that holds `vera.sh`; without it these tests are skipped.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from jianbao.writers.pdf import write
from tests.writers.specimens import Sheets, line, runs, whole_issue

VERA = Path(os.environ.get("JIANBAO_VALIDATORS", "nowhere")) / "vera.sh"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not VERA.exists(), reason="JIANBAO_VALIDATORS names no folder with vera.sh"),
]


def verdicts(profiles: str, *files: Path) -> dict[tuple[str, str], bool]:
    """(profile, file name) → passed, of all files in one run of the validator."""
    done = subprocess.run(
        [str(VERA), profiles, *map(str, files)], capture_output=True, text=True, check=False
    )
    found = re.findall(r"^(PASS|FAIL|ERROR) (\S+) (\S+)", done.stdout, re.MULTILINE)
    assert len(found) == len(files) * len(profiles.split(",")), done.stdout + done.stderr
    return {(profile, Path(file).name): verdict == "PASS" for verdict, profile, file in found}


@pytest.fixture(scope="module")
def issue(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("picture") / "p.png"
    Image.new("RGBA", (300, 200), (200, 30, 30, 128)).save(path)
    return write(whole_issue(path))


def without_a_font(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Resources.Font["/F1"].DescendantFonts[0].FontDescriptor["/FontFile2"]


def without_alternate_text(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
            del each["/Alt"]


def without_a_tag(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    code = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(
        re.sub(rb"/P <</MCID 0>>BDC(.*?)EMC", rb"\1", code, count=1, flags=re.DOTALL)
    )


def without_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def without_an_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def without_the_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def with_a_link_that_does_not_print(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/F"]


BREAKAGES: tuple[tuple[Callable[[pikepdf.Pdf], None], set[str]], ...] = (
    (without_a_font, {"2a", "ua1"}),
    (without_alternate_text, {"ua1"}),
    (without_a_tag, {"ua1"}),
    (without_structure, {"2a", "ua1"}),
    (without_metadata, {"2a", "ua1"}),
    (without_an_output_intent, {"2a"}),
    (without_the_language, {"ua1"}),
    (with_a_link_that_does_not_print, {"2a"}),
)


def test_every_role_passes_and_every_breakage_fails(issue, tmp_path):
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(issue)
    files = [whole]
    for breakage, _ in BREAKAGES:
        with pikepdf.open(BytesIO(issue)) as pdf:
            breakage(pdf)
            files.append(tmp_path / f"{breakage.__name__}.pdf")
            pdf.save(files[-1])
    found = verdicts("2a,ua1", *files)
    assert found["2a", "whole.pdf"]
    assert found["ua1", "whole.pdf"]
    for breakage, failing in BREAKAGES:
        for profile in failing:
            assert not found[profile, f"{breakage.__name__}.pdf"], f"{profile} let {breakage.__name__} pass"


def test_the_odd_cases_pass(tmp_path):
    """A blank issue, a page without text, links over two lines, an untagged file as PDF/A-2b."""
    blank = Sheets().pages()
    linked = Sheets()
    parts = [
        line(runs(text, link="https://example.org/"), row) for row, text in enumerate(("见官方", "网站公告"))
    ]
    linked.paragraph(*parts)
    files: list[Path] = []
    for name, data in (("blank", write(blank)), ("linked", write(linked.pages()))):
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(data)
    assert all(verdicts("2a,ua1", *files).values())
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(write(linked.pages(), tagged=False))
    assert all(verdicts("2b", plain).values())
