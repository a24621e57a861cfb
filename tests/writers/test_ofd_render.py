"""The OFD as easyofd draws it against the PDF as PDFium draws it.

easyofd knows one face only, so the examples are set in that face alone, without Western text: then both must show the
same ink at the same places. Tolerances: the ink of every line begins and ends within 0.1 mm of the PDF's (measured:
within the one pixel of 0.085 mm), and blurred pages differ by less than 0.3 grey levels of 255 on average (measured:
0.02–0.11; a shift of 0.17 mm makes 1.2–3.4). easyofd draws every rule black. Pages are drawn fine and scaled down,
since PDFium sets small glyphs on whole pixels.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageFilter, ImageStat

from jianbao.fonts.faces import FaceSet
from jianbao.pages import Item, Line, Page, Pages, Rule, Run
from jianbao.typography import BLACK, PAPER_HEIGHT, PAPER_WIDTH, FaceRole
from jianbao.writers.ofd import write
from jianbao.writers.pdf import write as write_pdf
from tests.writers.conftest import Finished

pytestmark = pytest.mark.slow

DPI = 300
# mm
EDGE = 0.1
# pixels that become one before pages are compared
SCALED = 2
# grey levels
MEAN = 0.3
SONGTI = FaceSet.embedded().chains[FaceRole.SONGTI][0]


def in_one_face(pages: Pages) -> Pages:
    """The same layout in 宋体 throughout, black; what 宋体 has not is left out, bold too, which easyofd does not draw."""

    def run(each: Run) -> Run:
        return replace(each, face=SONGTI.key, bold=False, colour=BLACK, drawn="")

    def item(each: Item) -> Item:
        if isinstance(each, Line):
            runs = tuple(
                run(part) for part in each.runs if part.text.strip() and all(map(SONGTI.has, part.text))
            )
            return replace(each, runs=runs, dropped="")
        return replace(each, colour=BLACK) if isinstance(each, Rule) else each

    def page(each: Page) -> Page:
        return replace(
            each, items=tuple(map(item, each.items)), furniture=tuple(map(item, each.furniture)), folio=None
        )

    return replace(pages, pages=tuple(map(page, pages.pages)), faces={SONGTI.key: SONGTI}, blocks=())


def images(data: bytes) -> list[Image.Image]:
    """The pages in grey, whatever size of paper the PDF claims (easyofd's has 200 units to the inch)."""
    size = round(PAPER_WIDTH / 1440 * DPI), round(PAPER_HEIGHT / 1440 * DPI)
    document = pypdfium2.PdfDocument(data)
    shown = []
    for page in document:
        bitmap = page.render(scale=size[0] / page.get_width(), grayscale=True)
        shown.append(bitmap.to_pil().convert("L").crop((0, 0, *size)))
    return shown


def ink(image: Image.Image, line: Line) -> tuple[int, int, int, int]:
    """The bounding box of what a line's slot shows, in pixels."""
    top, bottom = (round(y / 1440 * DPI) for y in (line.baseline - line.runs[0].size, line.baseline + 100))
    box = image.crop((0, top, image.width, bottom)).point(lambda value: 255 * (value < 128)).getbbox()
    assert box is not None, line.text
    return box


class Drawn(NamedTuple):
    """An example in one face, and its pages as easyofd and as PDFium draw them."""

    name: str
    pages: Pages
    ofd: list[Image.Image]
    pdf: list[Image.Image]


@pytest.fixture(scope="module")
def drawn(archive: tuple[Finished, ...], tmp_path_factory: pytest.TempPathFactory) -> list[Drawn]:
    folder = tmp_path_factory.mktemp("render")
    program = Path(__file__).with_name("ofd_render.py")
    made: list[Drawn] = []
    for each in archive:
        if not each.name.startswith("example-"):
            continue
        pages = in_one_face(each.pages)
        (folder / "a.ofd").write_bytes(write(pages))
        command = [sys.executable, "-W", "ignore", program, "a.ofd", "a.pdf", SONGTI.path]
        subprocess.run(command, cwd=folder, check=True, timeout=120)
        made.append(
            Drawn(each.name, pages, images((folder / "a.pdf").read_bytes()), images(write_pdf(pages)))
        )
    return made


def test_every_page_is_drawn(drawn: list[Drawn]):
    assert len(drawn) == 5
    for _, pages, ofd, pdf in drawn:
        assert len(ofd) == len(pdf) == len(pages.pages)


def test_every_line_stands_where_the_pdf_has_it(drawn: list[Drawn]):
    compared = 0
    for name, pages, ofd, pdf in drawn:
        for page in pages.pages:
            for line in (item for item in page.items if isinstance(item, Line) and item.text.strip()):
                here, there = ink(ofd[page.number - 1], line), ink(pdf[page.number - 1], line)
                apart = [abs(a - b) / DPI * 25.4 for a, b in zip(here, there, strict=True)]
                assert max(apart) <= EDGE, (name, line.text, here, there)
                compared += 1
    assert compared > 500


def test_the_pages_look_the_same(drawn: list[Drawn]):
    for name, _, ofd, pdf in drawn:
        for number, pair in enumerate(zip(ofd, pdf, strict=True), 1):
            small = [image.reduce(SCALED).filter(ImageFilter.GaussianBlur(1.5)) for image in pair]
            assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < MEAN, (name, number)
