"""The OFD as easyofd draws it against the PDF as PDFium draws it.

easyofd knows one face only, so the issue is set in that face alone, without Western text: then both must show the
same ink at the same places. Tolerances: the ink of every line begins and ends within 0.1 mm of the PDF's, and blurred
pages differ by less than 0.3 grey levels of 255 on average (measured: 0.05–0.11; a shift of 0.17 mm makes 1.2–3.4).
easyofd draws every rule black. Pages are drawn fine and scaled down, since PDFium sets small glyphs on whole pixels.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageFilter, ImageStat

from jianbao.fonts.faces import FaceSet
from jianbao.pages import Item, Line, Page, Pages, Rule, Run
from jianbao.typography import BLACK, PAPER_HEIGHT, PAPER_WIDTH, FaceRole
from jianbao.writers.ofd import write
from jianbao.writers.pdf import write as write_pdf
from tests.layout.samples import PROSE, article, issue, laid_out

pytestmark = pytest.mark.slow

DPI = 600
EDGE = 0.1  # mm
SCALED = 4  # pixels that become one before pages are compared
MEAN = 0.3  # grey levels
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


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[Pages, list[Image.Image], list[Image.Image]]:
    folder = tmp_path_factory.mktemp("render")
    sample = issue(
        article(*[PROSE * 2] * 4, title="武进援疆工作组“民族团结一家亲”活动花开有形"),
        article(PROSE, title="扬州工作组拉开民族交流交往序幕", byline="扬州援疆工作组供稿"),
        contents={},
        distribution=[
            {"label": "报", "to": "省委、省政府、省政协，" * 8},
            {"label": "送", "to": "各前方工作组"},
        ],
    )
    pages = in_one_face(laid_out(sample))
    (folder / "a.ofd").write_bytes(write(pages))
    program = Path(__file__).with_name("ofd_render.py")
    command = [sys.executable, "-W", "ignore", program, "a.ofd", "a.pdf", SONGTI.path]
    subprocess.run(command, cwd=folder, check=True, timeout=120)
    return pages, images((folder / "a.pdf").read_bytes()), images(write_pdf(pages))


def test_every_page_is_drawn(both):
    pages, ofd, pdf = both
    assert len(pages.pages) >= 2
    assert len(ofd) == len(pdf) == len(pages.pages)


def test_every_line_stands_where_the_pdf_has_it(both):
    pages, ofd, pdf = both
    compared = 0
    for page in pages.pages:
        for line in (item for item in page.items if isinstance(item, Line) and item.runs):
            here, there = ink(ofd[page.number - 1], line), ink(pdf[page.number - 1], line)
            assert all(abs(a - b) / DPI * 25.4 <= EDGE for a, b in zip(here, there, strict=True)), (
                line.text,
                here,
                there,
            )
            compared += 1
    assert compared > 30


def test_the_pages_look_the_same(both):
    _, ofd, pdf = both
    for here, there in zip(ofd, pdf, strict=True):
        small = [image.reduce(SCALED) for image in (here, there)]
        blurred = [image.filter(ImageFilter.GaussianBlur(1.5)) for image in small]
        assert ImageStat.Stat(ImageChops.difference(*blurred)).mean[0] < MEAN
