"""The OFD in ofd.js, a reader that many offices' web systems have: as the PDF, no black areas, every face its own.

ofd.js loads no embedded fonts but asks the machine for faces by name; here the browser is given ours under those names.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from jianbao.fonts.faces import FaceSet
from jianbao.pages import Pages
from jianbao.reading import read
from jianbao.steps import faces_for, lay_out_issue
from jianbao.typography import FaceRole
from jianbao.writers import ofd, pdf
from jianbao.writers.common import characters
from tests.conftest import EXAMPLES
from tests.npm import package
from tests.preview.browser import chromium

pytestmark = pytest.mark.slow

# What ofd.js asks the machine for, by the name that stands in the file.
ASKED = {
    FaceRole.FANGSONG: ("FangSong", "仿宋_GB2312"),
    FaceRole.KAITI: ("KaiTi", "楷体", "楷体_GB2312"),
    FaceRole.HEITI: ("SimHei",),
    FaceRole.SONGTI: ("SimSun",),
    FaceRole.XIAOBIAOSONG: ("方正小标宋简体",),
    FaceRole.LATIN: ("Times New Roman",),
}
# pixels of a page
WIDTH = 800
# pixels: 2 mm
CELL = 8
# of a cell's ink that may be elsewhere: other hinting, weights made by the browser
MOST = 0.30
# of the cells with ink that may differ by more
FEW = 0.03


def pages_of(path: Path) -> Pages:
    reading = read(path)
    return lay_out_issue(reading, reading.issue, faces_for(reading.issue.layout, "embedded"))


def faces(pages: Pages) -> str:
    rules = []
    for key, chars in characters(pages).items():
        face = pages.faces[key]
        role = next(role for role in FaceRole if key.partition("-")[0] == role.value)
        data = face.subset({glyph for char in chars if (glyph := face.glyph(char)) is not None})
        source = base64.b64encode(data).decode()
        points = ",".join(f"U+{ord(char):X}" for char in sorted(chars))
        weight = "bold" if face.bold and role is FaceRole.LATIN else "normal"
        rules += [
            f"@font-face{{font-family:'{name}';font-weight:{weight};unicode-range:{points};"
            f"src:url(data:font/ttf;base64,{source})}}"
            for name in ASKED[role]
        ]
    return "".join(rules)


def shown(browser: Any, pages: Pages, script: str) -> list[Image.Image]:
    """The pages as ofd.js draws them."""
    tab = browser.new_page(viewport={"width": WIDTH + 20, "height": 1200})
    tab.set_content(f"<style>body{{margin:0}}{faces(pages)}</style><div id=desk></div>")
    tab.add_script_tag(content=script)
    data = base64.b64encode(ofd.write(pages)).decode()
    tab.evaluate(
        """async ([data, width]) => {
          const bytes = Uint8Array.from(atob(data), char => char.charCodeAt(0)).buffer;
          const read = await new Promise((success, fail) => ofd.parseOfdDocument({ofd: bytes, success, fail}));
          for (const page of ofd.renderOfd(width, read[0])) document.querySelector('#desk').append(page);
          await document.fonts.ready;
        }""",
        [data, WIDTH + 10],
    )
    tab.wait_for_timeout(200)
    found = [
        Image.open(io.BytesIO(each.screenshot())).convert("L")
        for each in tab.query_selector_all("#desk > div")
    ]
    tab.close()
    return found


def ink(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """How dark each cell is, blurred a little so that half a pixel's shift counts for little."""
    inverted = ImageChops.invert(image.resize(size, Image.Resampling.LANCZOS))
    return inverted.filter(ImageFilter.GaussianBlur(2)).resize(
        (size[0] // CELL, size[1] // CELL), Image.Resampling.BOX
    )


@pytest.mark.parametrize("example", sorted(path.parent.name for path in EXAMPLES.glob("*/issue.yaml")))
def test_ofd_js_shows_what_the_pdf_shows(example: str):
    folder = package("ofd.js", "0.2.6")
    if folder is None:
        pytest.skip("npm or its registry is not here")
    script = (folder / "lib" / "ofd.umd.min.js").read_text("utf-8")
    pages = pages_of(EXAMPLES / example / "issue.yaml")
    finished = pypdfium2.PdfDocument(pdf.write(pages))
    with chromium() as browser:
        drawn = shown(browser, pages, script)
    assert len(drawn) == len(pages.pages)
    for number, (page, seen) in enumerate(zip(finished, drawn, strict=True), 1):
        ours = page.render(scale=2).to_pil().convert("L")
        size = (WIDTH, WIDTH * 297 // 210)
        first, second = ink(ours, size), ink(seen, size)
        cells = list(zip(first.tobytes(), second.tobytes(), strict=True))
        assert max(b - a for a, b in cells) < 128, f"page {number}: a black area"
        full = [(a, b) for a, b in cells if max(a, b) > 24]
        other = sum(abs(a - b) > MOST * 255 for a, b in full)
        assert other <= FEW * len(full), f"page {number}: {other} of {len(full)} cells differ"


def test_every_role_has_a_name_that_is_asked_for():
    assert set(ASKED) == set(FaceSet.embedded().chains)
