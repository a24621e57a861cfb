"""Pages for a browser: live text whose characters stand where the PDF's stand."""

from __future__ import annotations

import base64
from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from jianbao.foreign import pdf as finished
from jianbao.pages import Pages
from jianbao.provenance import Fonts
from jianbao.reading import read, read_mapping
from jianbao.steps import faces_for, lay_out_issue
from jianbao.writers import pdf, svg
from jianbao.writers.common import characters
from tests.conftest import EXAMPLES, MINIMAL
from tests.preview.browser import chromium
from tests.writers.issues import draw_pictures, rich_issue
from tests.writers.specimens import whole_issue

SVG = "{http://www.w3.org/2000/svg}"
EMBEDDED: Fonts = "embedded"
# generated ones; `--corpus-seed` gives others
ISSUES = 6
# mm
TOLERANCE = 0.1
ON_ITS_SIDE = MINIMAL.replace(
    "body: ", "body: |\n    表1 各县情况\n    横排\n\n    | 甲 | 乙 |\n    |---|---|\n    | 一 | 二 |\n\n    "
)

PLACES = """
svg => [...svg.querySelectorAll('text')].flatMap(text => [...Array(text.getNumberOfChars()).keys()].map(at => {
  const turned = svg.getScreenCTM().inverse().multiply(text.getScreenCTM());
  const point = text.getStartPositionOfChar(at).matrixTransform(turned);
  return [text.textContent[at], point.x, point.y];
}))
"""


def pages_of(path: Path) -> Pages:
    reading = read(path)
    return lay_out_issue(reading, reading.issue, faces_for(reading.issue.layout, EMBEDDED))


def test_a_line_is_one_text_with_each_character_at_its_place():
    pages = whole_issue()
    for page, drawn in zip(pages.pages, svg.write(pages, lambda picture: picture.name), strict=True):
        root = ET.fromstring(drawn)
        texts = {int(text.get("data-line", "")): text for text in root.iter(f"{SVG}text")}
        for number, line in enumerate(svg.lines_of(page)):
            if not line.text.strip():
                continue
            said = "".join(texts[number].itertext())
            assert all(run.text in said or run.drawn in said for run in line.runs)
            for span in texts[number].iter(f"{SVG}tspan"):
                assert len((span.get("x") or "").split()) == len(span.text or "")
                assert len(span.text or "") == 1 or max(span.text or "") <= "\uffff"


def test_it_holds_no_path_and_no_script(tmp_path: Path):
    drawn = "".join(svg.write(whole_issue(), lambda picture: f"picture/{picture.image.sha256}"))
    assert str(tmp_path) not in drawn
    assert "<script" not in drawn


def shown(browser: Any, pages: Pages) -> list[list[tuple[str, float, float]]]:
    """For each page its characters and where the browser puts them, in mm from the paper's top left."""
    faces = "".join(
        f"@font-face{{font-family:jb-{key};src:url(data:font/ttf;base64,{base64.b64encode(data).decode()})}}"
        for key, data in svg.faces(pages, characters(pages)).items()
    )
    tab = browser.new_page()
    found = []
    for drawn in svg.write(pages, lambda _: "data:,"):
        tab.set_content(f"<style>{faces}svg text{{white-space:pre;font-kerning:none}}</style>{drawn}")
        tab.evaluate("document.fonts.ready")
        places = tab.evaluate(f"({PLACES})(document.querySelector('svg'))")
        found.append([(char, x / 56.6929, y / 56.6929) for char, x, y in places])
    tab.close()
    return found


def differing(browser: Any, pages: Pages, tmp_path: Path) -> list[object]:
    """Characters of the PDF that the browser shows elsewhere, or not at all."""
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf.write(pages))
    other: list[object] = []
    for number, (page, places) in enumerate(zip(finished.read(file), shown(browser, pages), strict=True), 1):
        by_char: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for char, x, y in places:
            by_char[char].append((x, y))
        for line in page.lines:
            for index, glyph in enumerate(line.glyphs):
                if len(glyph.text) != 1 or not glyph.text.strip() or glyph.text > "\uffff":
                    continue
                x, y = glyph.x * 25.4 / 72, glyph.baseline * 25.4 / 72
                # What no face has is drawn as 〓, and said by the PDF's ActualText.
                there = (*by_char[glyph.text], *by_char["〓"])
                # PDFium rounds each advance to a thousandth of an em; the browser does not.
                wide = TOLERANCE + index * glyph.look.size * 25.4 / 72 / 2000
                near = any(abs(x - a) <= wide and abs(y - b) <= TOLERANCE for a, b in there)
                other += [] if near else [(number, glyph.text, round(x, 2), round(y, 2))]
    return other


@pytest.mark.slow
def test_characters_stand_in_the_browser_where_pdfium_sees_them(
    tmp_path: Path, request: pytest.FixtureRequest
):
    seed = request.config.getoption("--corpus-seed")
    draw_pictures(tmp_path)
    with chromium() as browser:
        for path in sorted(EXAMPLES.glob("*/issue.yaml")):
            assert differing(browser, pages_of(path), tmp_path) == [], path.parent.name
        (tmp_path / "横排.yaml").write_text(ON_ITS_SIDE, "utf-8")
        assert differing(browser, pages_of(tmp_path / "横排.yaml"), tmp_path) == []
        for number in range(ISSUES):
            reading = read_mapping(rich_issue(1000 * seed + number), folder=tmp_path)
            pages = lay_out_issue(reading, reading.issue, faces_for(reading.issue.layout, EMBEDDED))
            assert differing(browser, pages, tmp_path) == [], number
