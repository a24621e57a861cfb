"""Pages as a scanner gives them, made from a PDF: grey, askew, noisy, pressed to JPEG; with a stamp, with a pencil's note."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw


def sheets(pdf: Path, dpi: int = 200) -> list[Image.Image]:
    """The pages of a PDF as they print."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def stamped(sheet: Image.Image) -> Image.Image:
    """A round red stamp of 40 mm pressed into the lower half."""
    draw, dot = ImageDraw.Draw(sheet), sheet.width / 210
    middle, top = 130 * dot, 200 * dot
    draw.ellipse(
        (middle, top, middle + 40 * dot, top + 40 * dot), outline=(215, 40, 40), width=round(1.3 * dot)
    )
    draw.regular_polygon((middle + 20 * dot, top + 20 * dot, 6 * dot), 5, fill=(215, 40, 40))
    return sheet


def scanned(sheet: Image.Image, askew: float = 0.9, seed: int = 1) -> Image.Image:
    """A page on grey paper, laid askew, with noise, as JPEG."""
    paper = sheet.point(lambda value: round(value * 0.9))
    turned = paper.rotate(askew, Image.Resampling.BICUBIC, fillcolor=(229, 229, 229))
    noise = np.random.default_rng(seed).normal(0, 5, (turned.height, turned.width, 1))
    pixels = np.clip(np.asarray(turned, dtype=np.float32) + noise, 0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, "JPEG", quality=65)
    return Image.open(packed)


def as_file(path: Path, pages: list[Image.Image]) -> Path:
    """The pages as a PDF or TIFF; a single one as PNG or JPEG, too."""
    more = {"save_all": True, "append_images": pages[1:]} if path.suffix in (".pdf", ".tif") else {}
    pages[0].save(path, dpi=(200, 200), resolution=200, **more)
    return path
