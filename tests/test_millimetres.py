"""The examples' PDFs, measured by PDFium in millimetres against GB/T 9704-2012."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from jianbao.fonts.faces import FaceSet
from jianbao.foreign import pdf as reader
from jianbao.reading import read
from jianbao.steps import lay_out_issue
from jianbao.writers import FORMATS, pdf

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*/issue.yaml"))
MM = 25.4 / 72
PITCH = (28.95, 29.0)
# mm
WITHIN = 0.2


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[reader.Page, ...]]:
    """example → its pages as PDFium reads them."""
    assert "pdf" in FORMATS
    folder = tmp_path_factory.mktemp("pdf")
    found = {}
    for path in EXAMPLES:
        reading = read(path)
        file = folder / f"{path.parent.name}.pdf"
        file.write_bytes(pdf.write(lay_out_issue(reading, reading.issue, FaceSet.embedded())))
        found[path.parent.name] = reader.read(file)
    return found


def body(page: reader.Page) -> list[reader.Line]:
    """Lines of running text: 16 pt, above the page number."""
    return [line for line in page.lines if main_size(line) == 16 and line.glyphs[0].baseline < 262 / MM]


def main_size(line: reader.Line) -> float:
    return Counter(round(glyph.look.size, 1) for glyph in line.glyphs).most_common(1)[0][0]


def pages(sheets: dict[str, tuple[reader.Page, ...]]) -> Iterator[reader.Page]:
    for found in sheets.values():
        yield from found


def test_the_paper_is_a4(sheets: dict[str, tuple[reader.Page, ...]]) -> None:
    for page in pages(sheets):
        assert page.width * MM == pytest.approx(210, abs=WITHIN)
        assert page.height * MM == pytest.approx(297, abs=WITHIN)


def test_full_lines_reach_from_28_to_184_mm_with_28_characters(
    sheets: dict[str, tuple[reader.Page, ...]],
) -> None:
    full = [
        line
        for page in sheets["01-yuanjiang"][1:]
        for line in body(page)
        if all(ord(glyph.text[0]) > 0x2000 for glyph in line.glyphs) and len(line.glyphs) >= 28
    ]
    assert len(full) > 30
    assert {len(line.glyphs) for line in full} == {28}
    for line in full:
        assert line.glyphs[0].x * MM == pytest.approx(28, abs=WITHIN)
        assert line.glyphs[-1].right * MM == pytest.approx(184, abs=WITHIN)


def test_nothing_of_the_text_lies_outside_the_type_area(sheets: dict[str, tuple[reader.Page, ...]]) -> None:
    for page in pages(sheets):
        for line in page.lines:
            if line.glyphs[0].baseline > 262 / MM:
                # the page number
                continue
            assert line.glyphs[0].x * MM >= 28 - WITHIN, line.text
            assert line.glyphs[-1].right * MM <= 184 + WITHIN, line.text


def test_a_full_page_has_22_lines_from_37_mm_at_the_norms_pitch(
    sheets: dict[str, tuple[reader.Page, ...]],
) -> None:
    # others give a line to the next
    lines = next(lines for page in pages(sheets) if len(lines := body(page)) == 22)
    baselines = [line.glyphs[0].baseline for line in lines]
    steps = [after - before for before, after in itertools.pairwise(baselines)]
    assert PITCH[0] - 0.01 <= sum(steps) / len(steps) <= PITCH[1]
    # a line's baseline lies at four fifths of its slot
    top = baselines[0] - 0.8 * 28.95
    assert top * MM == pytest.approx(37, abs=WITHIN)


@pytest.mark.parametrize(
    ("starts", "size"),
    [
        ("武进援疆工作组“民族团结一家亲”", 22),
        ("在加强学习提高思想认识", 16),
        ("本期报：", 14),
        ("援疆工作简报", 52),
    ],
)
def test_sizes_are_the_norms(sheets: dict[str, tuple[reader.Page, ...]], starts: str, size: float) -> None:
    sizes = {
        main_size(line)
        for page in sheets["01-yuanjiang"]
        for line in page.lines
        if line.text.startswith(starts)
    }
    assert sizes == {size}


def test_page_numbers_stand_outside_one_character_in_with_the_dash_7_mm_below(
    sheets: dict[str, tuple[reader.Page, ...]],
) -> None:
    for found in sheets.values():
        for number, page in enumerate(found, 1):
            folio = page.lines[-1]
            assert folio.text.replace(" ", "") == f"—{number}—"
            assert main_size(folio) == 14
            dash = folio.glyphs[0]
            assert dash.middle * MM == pytest.approx(262 + 7, abs=WITHIN)
            if number % 2:
                assert folio.glyphs[-1].right * MM == pytest.approx(184 - 14 * MM, abs=WITHIN + 0.1)
            else:
                assert dash.x * MM == pytest.approx(28 + 14 * MM, abs=WITHIN)


def test_the_red_rule_is_as_wide_as_the_type_area(sheets: dict[str, tuple[reader.Page, ...]]) -> None:
    for found in sheets.values():
        red = [box for box in found[0].rules if box.colour == "FF0000"]
        assert len(red) == 1
        assert red[0].left * MM == pytest.approx(28, abs=WITHIN)
        assert red[0].right * MM == pytest.approx(184, abs=WITHIN)


def test_the_colophons_last_rule_lies_on_the_bottom_edge_of_the_type_area(
    sheets: dict[str, tuple[reader.Page, ...]],
) -> None:
    for found in sheets.values():
        rules = [box for box in found[-1].rules if box.right - box.left > 150 / MM]
        last = max(rules, key=lambda box: box.bottom)
        assert last.bottom * MM == pytest.approx(262, abs=WITHIN)
        assert (last.bottom - last.top) * MM == pytest.approx(0.35, abs=0.02)
