"""Pages as pixels, and the ink of a line among them: what tests of looks compare."""

from __future__ import annotations

import pypdfium2
from PIL import Image

from jianbao.pages import Line
from jianbao.typography import PAPER_HEIGHT, PAPER_WIDTH

DPI = 300
# pixels that become one before pages are compared
SCALED = 2


def images(data: bytes) -> list[Image.Image]:
    """The pages in grey."""
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
