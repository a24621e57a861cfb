"""Two PDFs held against each other."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from jianbao.foreign.pdf import Line
from jianbao.verify.compare import comparable, compare
from tests.verify.making import page


def test_the_same_pages_are_the_same():
    ours = [page("今年以来", "工作组"), page("援疆", number=2)]
    found = compare(ours, ours)
    assert found.same
    assert (found.lines, found.equal_lines, found.pages, found.equal_pages) == (3, 3, 2, 2)
    assert found.left.most == found.baseline.most == found.last.most == 0


def test_a_line_that_ends_elsewhere_differs_while_the_page_agrees():
    found = compare([page("今年以来工", "作组", "援疆")], [page("今年以来", "工作组", "援疆")])
    assert not found.same
    assert (found.equal_lines, found.equal_pages) == (1, 1)
    (difference,) = found.differences
    assert [row.text for row in difference.ours] == ["今年以来工", "作组"]
    assert [row.text for row in difference.theirs] == ["今年以来", "工作组"]


def test_a_line_on_another_page_makes_pages_differ_though_all_lines_agree():
    found = compare([page("甲", "乙"), page("丙", number=2)], [page("甲"), page("乙", "丙", number=2)])
    assert found.equal_lines == 3
    assert found.equal_pages == 0
    assert not found.same


def test_blanks_and_leaders_do_not_count():
    assert comparable("一、 领导　带头\u200b") == "一、领导带头"
    assert comparable("标题…………………………3") == "标题3"
    assert comparable("标题................3") == "标题3"
    assert comparable("等等……好") == "等等……好"


def test_cells_are_measured_one_by_one():
    ours, theirs = [page([("甲", 100), ("乙", 300)])], [page([("甲", 100), ("乙", 300.4)])]
    found = compare(ours, theirs)
    assert found.same
    assert abs(found.left.most - 0.4) < 1e-9


def test_a_missing_page_is_told():
    found = compare([page("甲"), page("乙", number=2)], [page("甲")])
    assert (found.pages, found.their_pages, found.equal_pages) == (2, 1, 1)
    assert [row.text for row in found.differences[0].ours] == ["乙"]


@pytest.mark.parametrize(("shift", "placed"), [(0.28, True), (0.45, True), (0.7, False), (12.9, False)])
def test_rows_may_lie_as_far_apart_as_programs_round_and_no_farther(shift: float, placed: bool):
    ours = [page([("编发单位", 100)], "今年以来工作组")]
    found = compare(ours, [page([("编发单位", 100 + shift)], "今年以来工作组")])
    assert found.same
    assert (found.displaced is None) is placed
    if found.displaced:
        assert found.displaced.text == "编发单位"


def test_baselines_and_line_ends_are_judged_as_left_edges_are():
    ours, theirs = page("今年以来", "工作组"), page("今年以来", "工作组")
    line = theirs.lines[1]
    for change, placed in (
        ({"baseline": line.baseline + 0.45}, True),
        ({"baseline": line.baseline + 0.8}, False),
        ({"right": line.right + 2.0}, True),
        ({"right": line.right + 3.5}, False),
    ):
        glyphs = (*line.glyphs[:-1], replace(line.glyphs[-1], **change))
        if "baseline" in change:
            glyphs = tuple(replace(glyph, **change) for glyph in line.glyphs)
        moved = replace(theirs, lines=(theirs.lines[0], Line(1, glyphs)))
        assert (compare([ours], [moved]).displaced is None) is placed
