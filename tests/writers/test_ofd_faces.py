"""The OFD drawn in the faces that it embeds, against the PDF as PDFium draws it: the same page in every face.

ofd.js (test_ofd_browser.py) is a reader of others' making but leaves embedded faces alone, so here Pillow draws what
the standard says: each character by the embedded font at its place, rules, pictures. Tolerances: the ink of a line begins
and ends within 0.2 mm of the PDF's (measured 0.17: two pixels; FreeType fits stems to whole ones, PDFium does not), its
height within 0.5 mm (measured 0.09, in tables 0.43, where the strip may catch a rule), and blurred pages differ by less
than 1.5 grey levels of 255 on average (measured 0.1–1.1).
"""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageStat

from jianbao.pages import Line
from tests.writers.conftest import Finished
from tests.writers.ofd_package import Element, Package, attribute, find, name_of, numbers, places, text
from tests.writers.pixels import DPI, SCALED, images, ink

pytestmark = pytest.mark.slow

# mm
ACROSS = 0.2
# mm
DOWN = 0.5
# grey levels
MEAN = 1.5


def pixels(mm: float) -> float:
    return mm / 25.4 * DPI


def grey(element: Element, name: str) -> int:
    """A colour's lightness, by the weights that PDFium uses too."""
    stated = find(element, name)
    red, green, blue = numbers(attribute(stated[0], "Value")) if stated else (0, 0, 0)
    return round((red * 299 + green * 587 + blue * 114) / 1000)


class Painter:
    """Draws the pages of a package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.files = {
            attribute(each, "ID"): package.zip.read(f"Doc_0/Res/{text(each, file)}")
            for part, path, file in (
                ("PublicRes", "Fonts/Font", "FontFile"),
                ("DocumentRes", "MultiMedias/MultiMedia", "MediaFile"),
            )
            if f"Doc_0/{part}.xml" in package.parts
            for each in find(package.parts[f"Doc_0/{part}.xml"], path)
        }
        self.fonts: dict[tuple[str, str], ImageFont.FreeTypeFont] = {}

    def pages(self) -> list[Image.Image]:
        drawn: list[Image.Image] = []
        for page in self.package.pages():
            self.image = Image.new("L", (round(pixels(210)), round(pixels(297))), 255)
            self.canvas = ImageDraw.Draw(self.image)
            for each in page.iter():
                match name_of(each):
                    case "TextObject":
                        self.text(each)
                    case "PathObject":
                        self.rule(each)
                    case "ImageObject":
                        self.picture(each)
            drawn.append(self.image)
        return drawn

    def text(self, each: Element) -> None:
        key = attribute(each, "Font"), attribute(each, "Size")
        if key not in self.fonts:
            data, size = BytesIO(self.files[key[0]]), pixels(float(key[1]))
            self.fonts[key] = ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)
        stroke = pixels(float(each.get("LineWidth", "0"))) / 2 if each.get("Stroke") else 0
        for char, x, y in places(each):
            self.canvas.text(
                (pixels(x), pixels(y)),
                char,
                fill=grey(each, "FillColor"),
                font=self.fonts[key],
                anchor="ls",
                stroke_width=stroke,
            )

    def rule(self, each: Element) -> None:
        left, top, _, _ = numbers(attribute(each, "Boundary"))
        _, x1, y1, _, x2, y2 = text(each, "AbbreviatedData").split()
        ends = [(pixels(left + float(x)), pixels(top + float(y))) for x, y in ((x1, y1), (x2, y2))]
        width = max(1, round(pixels(float(attribute(each, "LineWidth")))))
        self.canvas.line(ends, fill=grey(each, "StrokeColor"), width=width)

    def picture(self, each: Element) -> None:
        left, top, width, height = (round(pixels(value)) for value in numbers(attribute(each, "Boundary")))
        with Image.open(BytesIO(self.files[attribute(each, "ResourceID")])) as shown:
            self.image.paste(shown.convert("L").resize((width, height)), (left, top))


def test_the_embedded_faces_draw_the_pages_of_the_pdf(archive: tuple[Finished, ...]):
    compared = 0
    for each in archive[:5]:
        drawn = Painter(Package(each.ofd.read_bytes())).pages()
        shown = images(each.pdf.read_bytes())
        assert len(drawn) == len(shown) == len(each.pages.pages)
        for page, ofd, pdf in zip(each.pages.pages, drawn, shown, strict=True):
            small = [image.reduce(SCALED).filter(ImageFilter.GaussianBlur(1.5)) for image in (ofd, pdf)]
            assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < MEAN, (each.name, page.number)
            # what an undrawn character looks like would not show in the average of a page
            for line in (item for item in page.items if isinstance(item, Line) and item.text.strip()):
                here, there = ink(ofd, line), ink(pdf, line)
                left, top, right, bottom = (abs(a - b) / DPI * 25.4 for a, b in zip(here, there, strict=True))
                assert max(left, right) <= ACROSS, (each.name, line.text, here, there)
                assert max(top, bottom) <= DOWN, (each.name, line.text, here, there)
                compared += 1
    assert compared > 500
