"""Lines: nothing forbidden at their ends, nothing too wide, nothing lost, and locked for every engine."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.layout.lines import (
    FIT_MARGIN,
    LEAST_SPACING,
    SPACES,
    Cut,
    Measure,
    cut_lines,
    narrowest,
    widest,
)
from jianbao.layout.shape import NOT_AT_END, NOT_AT_START, Piece, Shaped, shape
from jianbao.typography import GRID_SPACING, SIZE_3, SIZE_SMALL_4, TYPE_AREA_WIDTH, FaceRole
from tests.layout.samples import shaper

MEASURE = Measure(TYPE_AREA_WIDTH - 630, TYPE_AREA_WIDTH, GRID_SPACING, SIZE_3)
SHAPER = shaper()


def shaped(text: str) -> Shaped:
    return shape([Piece(text, FaceRole.FANGSONG, SIZE_3)], SHAPER)


def lines(text: str) -> list[str]:
    return [text[cut.start : cut.end] for cut in cut_lines(shaped(text), MEASURE)]


def test_a_full_line_holds_28_characters_and_a_first_line_26() -> None:
    assert [len(line) for line in lines("中" * 82)] == [26, 28, 28]


def test_a_line_without_need_keeps_the_grid_spacing() -> None:
    cuts = cut_lines(shaped("中" * 80), MEASURE)
    assert {cut.spacing for cut in cuts} == {GRID_SPACING}


def test_a_number_that_would_be_cut_goes_to_the_next_line_and_the_line_is_locked() -> None:
    text = "中" * 24 + "2017年" + "文" * 10
    cuts = cut_lines(shaped(text), MEASURE)
    assert text[cuts[1].start :].startswith("2017年")
    assert cuts[0].spacing > GRID_SPACING


def test_a_lonely_last_character_gets_company_from_the_line_before() -> None:
    assert [len(line) for line in lines("中" * 27)] == [25, 2]
    assert len(lines("中" * 26 + "文。")[-1]) == 3


def test_a_line_with_quotation_marks_keeps_28_characters() -> None:
    text = "中" * 26 + "“中”文“中”文“中”文" + "中" * 40
    assert len(lines(text)[1]) == 28


def test_a_break_before_a_western_word_behind_a_mark_asks_for_a_zero_width_space() -> None:
    text = "中" * 25 + "，" + "Microsoft" + "文" * 10
    assert cut_lines(shaped(text), MEASURE)[0].zwsp


def test_a_break_between_han_asks_for_none() -> None:
    assert not any(cut.zwsp for cut in cut_lines(shaped("中" * 80), MEASURE))


def test_a_blank_at_a_break_is_dropped_from_the_line() -> None:
    text = "中" * 26 + "\u3000" + "文" * 10
    cut = cut_lines(shaped(text), MEASURE)[0]
    assert (cut.end, cut.next) == (26, 27)


def test_a_unit_longer_than_a_line_is_cut_and_said_so() -> None:
    assert any(cut.forced for cut in cut_lines(shaped("A" * 200), MEASURE))


ALPHABET = st.text(
    st.sampled_from(
        "中文简报工作的一是在有人这大国发展年月日个元，。、；：？！“”‘’（）《》【】—…·％℃～－0123456789"
        "abcXYZ %.,:/-@()[]°′″①Ⅳ★喆堃𬱟\u3000"
    ),
    min_size=1,
    max_size=240,
)


def _starts_and_ends_well(text: str, cuts: tuple[Cut, ...]) -> None:
    for index, cut in enumerate(cuts):
        line = text[cut.start : cut.end]
        if not line or cut.forced or (index and cuts[index - 1].forced):
            continue
        if index:
            dashes = line.startswith("——")
            assert line[0] not in NOT_AT_START or dashes, line
        if index < len(cuts) - 1:
            assert line[-1] not in NOT_AT_END, line


@given(ALPHABET)
@settings(max_examples=300, deadline=None)
def test_any_mixed_text_is_cut_well(text: str) -> None:
    """No forbidden mark at an end, nothing too wide, no character lost, doubled or moved; twice the same."""
    made = shaped(text)
    cuts = cut_lines(made, MEASURE)
    position = 0
    for index, cut in enumerate(cuts):
        assert cut.start == position
        assert set(text[cut.end : cut.next]) <= set(SPACES)
        position = cut.next
        width = MEASURE.of(index == 0)
        assert widest(made, cut.start, cut.end, cut.spacing, SIZE_3) <= width
    assert position == len(text)
    _starts_and_ends_well(text, cuts)
    assert cuts == cut_lines(shaped(text), MEASURE)


@given(ALPHABET)
@settings(max_examples=200, deadline=None)
def test_no_engine_could_fit_the_next_character(text: str) -> None:
    """The lock: at the line's spacing the next character, or Western word, is too wide in every engine."""
    made = shaped(text)
    cuts = cut_lines(made, MEASURE)
    for index, cut in enumerate(cuts[:-1]):
        if cut.forced or text[cut.next] in SPACES or cut.spacing <= LEAST_SPACING:
            continue
        width = MEASURE.of(index == 0)
        used = narrowest(made, cut.start, cut.next, cut.spacing, SIZE_3)
        following = made.glyphs[cut.next]
        if following.role is FaceRole.LATIN:
            continue  # a whole word would have to fit; see _next_unit
        apart = widest(made, cut.start, cut.next, cut.spacing, SIZE_3) - used
        if apart > following.advance // 2:
            continue  # a line of many portions, on which the engines differ too much for any lock
        assert used + following.advance > width - FIT_MARGIN


RAGGED = Measure(1000, 1000, 0, SIZE_SMALL_4, ragged=True)


def ragged(text: str, width: int = 1000) -> list[tuple[str, bool]]:
    """(line, whether a break is stated behind it) of a cell's text `width` wide."""
    made = shape([Piece(text, FaceRole.FANGSONG, SIZE_SMALL_4)], SHAPER)
    cuts = cut_lines(made, Measure(width, width, 0, SIZE_SMALL_4, ragged=True))
    assert all(-4 <= cut.spacing <= 0 for cut in cuts)
    return [(text[cut.start : cut.end], cut.hard) for cut in cuts]


def test_ragged_lines_are_as_full_as_can_be_and_never_spread() -> None:
    assert ragged("新增确诊病例数") == [("新增确诊", False), ("病例数", False)]
    assert ragged("新增确诊病") == [("新增确诊", False), ("病", False)]


def test_a_ragged_line_that_its_width_does_not_end_is_ended_by_a_break() -> None:
    assert ragged("办结5个工作日") == [("办结5个", False), ("工作日", False)]
    assert ragged("工作日（一期）") == [("工作日", True), ("（一期）", False)]


def test_a_word_that_is_cut_on_the_next_line_counts_up_to_its_cut() -> None:
    """ISO9001 does not fit on a line, so an engine is told to part it; then ISO alone would fit on the line before."""
    assert ragged("业增加值ISO9001认证", 736)[1:4] == [("值", True), ("ISO", False), ("9001", True)]


@given(ALPHABET)
@settings(max_examples=200, deadline=None)
def test_any_mixed_text_is_cut_well_in_a_cell(text: str) -> None:
    made = shape([Piece(text, FaceRole.FANGSONG, SIZE_SMALL_4)], SHAPER)
    cuts = cut_lines(made, RAGGED)
    position = 0
    for cut in cuts:
        assert cut.start == position
        position = cut.next
        assert cut.spacing <= 0
        assert widest(made, cut.start, cut.end, cut.spacing, SIZE_SMALL_4) <= RAGGED.rest
    assert position == len(text)
