"""What running text proves of the grid, and what a few lines leave open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from jianbao.foreign.pdf import Box, Line, Page
from jianbao.verify import flow
from tests.verify.making import page

PITCH = 28.95
LEFT, INDENT = 79.4, 79.4 + 32
# from either edge to the same end
FULL, FIRST = "字" * 27, "字" * 25


def lines_of(*rows: str | Sequence[tuple[str, float]], size: float = 16.0) -> list[list[Line]]:
    return running(page(*rows, size=size))


def running(*pages: Page) -> list[list[Line]]:
    return flow.running(pages, 0.0, 1000.0, lambda _: False)


def sides(columns: list[list[Line]]) -> tuple[float | None, float | None]:
    return flow.sides_of(columns, 16.0, PITCH)


def test_paragraphs_of_several_lines_prove_both_edges():
    columns = lines_of(*([(FIRST, INDENT)], FULL, "到此为止。") * 3)
    assert sides(columns) == pytest.approx((LEFT, LEFT + 27 * 16))


def test_paragraphs_of_one_line_prove_nothing():
    """Every line is a first line: where the type area begins cannot be seen, however many there are."""
    for text in (
        "各项工作进展顺利。",
        "各项工作进展顺利",
        "各项工作进展顺利，成效明显，群众满意，社会稳定。",
    ):
        assert sides(lines_of(*[[(text, INDENT)]] * 12)) == (None, None)


def test_one_line_that_goes_on_proves_the_left_edge_but_not_the_right_one():
    rows = [[("各项工作进展顺利。", INDENT)]] * 6 + [[(FIRST, INDENT)], "到此为止。"]
    assert sides(lines_of(*rows)) == (pytest.approx(LEFT), None)


def test_text_without_indents_proves_its_edges_by_full_lines():
    assert sides(lines_of(*[FULL] * 8, "到此为止。")) == pytest.approx((LEFT, LEFT + 27 * 16))


@pytest.mark.parametrize("left", [70.9, 90.1])
def test_a_margin_that_is_wrong_is_measured_where_it_is(left: float):
    rows: list[list[tuple[str, float]]] = [[(FIRST, left + 32)], [(FULL, left)], [("到此为止。", left)]]
    assert sides(lines_of(*rows * 3))[0] == pytest.approx(left)


def test_lines_that_end_anyhow_have_no_right_edge():
    rows = [[("字" * 24, INDENT)], "字" * 26, "字" * 25, "字" * 27, "到此为止。"]
    assert sides(lines_of(*rows)) == (pytest.approx(LEFT), None)


@pytest.mark.parametrize("number", [27, 28, 30])
def test_a_full_line_holds_what_most_full_lines_hold(number: int):
    columns = lines_of(*["字" * number] * 4, "到此为止。")
    assert flow.characters_of(columns, LEFT, LEFT + number * 16) == number


def test_a_line_or_two_do_not_prove_how_many_characters_fit():
    columns = lines_of("字" * 26, "字" * 26)
    assert flow.characters_of(columns, LEFT, LEFT + 26 * 16) is None


def test_lines_that_disagree_prove_no_number_of_characters():
    look = page("字").lines[0].glyphs[0]
    glyphs = {
        number: tuple(
            replace(look, x=LEFT + at * 432 / number, right=LEFT + (at + 1) * 432 / number)
            for at in range(number)
        )
        for number in (26, 27)
    }
    columns = [[Line(1, glyphs[number]) for number in (26, 27) * 3]]
    assert flow.characters_of(columns, LEFT, LEFT + 432) is None


def test_a_pitch_must_be_met_thrice():
    assert flow.pitch_of(lines_of(FULL, FULL, FULL), 16.0) is None
    assert flow.pitch_of(lines_of(FULL, FULL, FULL, FULL), 16.0) == pytest.approx(PITCH)


def test_table_cells_are_no_running_text():
    """Told by the upright rules beside them, or by several cells in a row."""
    drawn = page(FULL, "表里的字", "表里的字", FULL)
    upright = Box(1, 79, 140, 79.5, 190, "000000")
    (lines,) = running(replace(drawn, rules=(upright,)))
    assert [line.text for line in lines] == [FULL, FULL]
    (lines,) = running(page(FULL, [("序号", 79.4), ("名称", 300)], FULL))
    assert [line.text for line in lines] == [FULL, FULL]


def test_a_frame_round_the_whole_page_hides_no_text():
    frame = Box(1, 40, 40, 550, 800, "FF0000")
    (lines,) = running(replace(page(FULL, FULL), rules=(frame,)))
    assert len(lines) == 2


def test_what_stands_in_the_head_or_the_colophon_is_no_running_text():
    first, last = page("编发单位", FULL), replace(page(FULL, "报：省委"), number=2)
    columns = flow.running((first, last), 140.0, 140.0, lambda _: False)
    assert [line.text for lines in columns for line in lines] == [FULL, FULL]


def test_a_note_in_small_type_ends_with_its_paragraph():
    note, body = page("注：" + "字" * 28, "到此为止。", size=14.0), page(FULL, FULL, FULL)
    below = [
        Line(1, tuple(replace(glyph, baseline=glyph.baseline + 3 * PITCH) for glyph in line.glyphs))
        for line in note.lines
    ]
    after = Line(1, tuple(replace(glyph, baseline=300.0) for glyph in note.lines[1].glyphs))
    (lines,) = running(replace(body, lines=(*body.lines, *below, after)))
    assert [line.text for line in lines] == [FULL, FULL, FULL, "到此为止。"]
