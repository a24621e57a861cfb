"""Hard breaks in just the paragraphs that differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.foreign.docx import Docx, W
from jianbao.verify.repair import Placed, Unequal, mend, place, unequal_paragraphs
from tests.verify.making import docx, looks, page, paragraph


def breaks(path: Path) -> list[str]:
    """Each paragraph's text with its breaks as ↵, as a word processor reads it."""
    return [each.text.replace("\n", "↵").replace("\u200b", "⁺") for each in Docx(path).paragraphs]


def mended(path: Path, *unequal: Unequal, tries: int = 1) -> list[str]:
    document = Docx(path)
    mend(document, unequal, tries)
    document.save(path)
    return breaks(path)


def differing(index: int, text: str, *ends: int, theirs: tuple[int, ...] | None = None) -> Unequal:
    other = None if theirs is None else Placed(theirs, (1,) * len(theirs))
    return Unequal(index, text, Placed(ends, (1,) * len(ends)), other)


# --- finding paragraphs on pages ---------------------------------------------------------------------------------------


def test_paragraphs_are_found_line_by_line_over_pages():
    pages = [page("今年以来工", "作组"), page("结对认亲", "甲", number=2)]
    assert place(["今年以来工作组结对认亲", "甲"], pages) == [
        Placed((5, 7, 11), (1, 1, 2)),
        Placed((1,), (2,)),
    ]


def test_cells_side_by_side_are_told_apart():
    pages = [page([("一年级的", 80), ("二年级的", 300)], [("学生", 80), ("老师", 300)])]
    assert place(["一年级的学生", "二年级的老师"], pages) == [Placed((4, 6), (1, 1)), Placed((4, 6), (1, 1))]


def test_two_ends_of_one_line_are_one_line():
    assert place(["机关日期"], [page([("机关", 80), ("日期", 400)])]) == [Placed((4,), (1,))]


def test_equal_paragraphs_are_taken_in_order_and_absent_ones_are_not_found():
    pages = [page("甲", "甲")]
    assert place(["甲", "甲", "甲", ""], pages) == [Placed((1,), (1,)), Placed((1,), (1,)), None, None]


def test_furniture_between_two_pages_is_passed_over():
    pages = [page("今年以", "— 1 —"), page("来", number=2)]
    assert place(["今年以来"], pages) == [Placed((3, 4), (1, 2))]


def test_just_the_paragraphs_that_differ_are_named(tmp_path: Path):
    document = Docx(docx(tmp_path / "a.docx", paragraph("今年以来") + paragraph("工作组")))
    found = unequal_paragraphs(document, [page("今年以", "来", "工作组")], [page("今年", "以来", "工作组")])
    assert [(each.index, each.ours, each.theirs) for each in found] == [
        (0, Placed((3, 4), (1, 1)), Placed((2, 4), (1, 1)))
    ]


# --- mending -----------------------------------------------------------------------------------------------------------


def test_a_run_is_split_at_the_break_and_keeps_its_look(tmp_path: Path):
    path = docx(tmp_path / "a.docx", paragraph("今年以来工作组") + paragraph("不动"))
    assert mended(path, differing(0, "今年以来工作组", 3, 5, 7)) == ["今年以↵来工↵作组", "不动"]
    assert {run.look for run in Docx(path).paragraphs[0].runs} == {Docx(path).paragraphs[1].runs[0].look}


def test_a_break_between_two_runs_needs_no_split(tmp_path: Path):
    path = docx(tmp_path / "a.docx", paragraph("今年", "以来"))
    assert mended(path, differing(0, "今年以来", 2, 4)) == ["今年↵以来"]
    assert len(Docx(path).paragraphs[0].runs) == 3


def test_the_zero_width_space_at_the_break_goes_and_others_stay(tmp_path: Path):
    path = docx(tmp_path / "a.docx", paragraph("今⁺年⁺以来".replace("⁺", "\u200b")))
    assert mended(path, differing(0, "今年以来", 2, 4)) == ["今⁺年↵以来"]


def test_a_zero_width_space_in_a_run_of_its_own_goes_too(tmp_path: Path):
    path = docx(tmp_path / "a.docx", paragraph("今年", "\u200b", "以来"))
    assert mended(path, differing(0, "今年以来", 2, 4)) == ["今年↵以来"]


@pytest.mark.parametrize("blank", [" ", "\u3000", "  "])
def test_a_blank_gives_way_to_the_break(tmp_path: Path, blank: str):
    """LibreOffice would carry a break behind a blank that no longer fits to a line of its own."""
    path = docx(tmp_path / "a.docx", paragraph(f"Silk{blank}Road"))
    assert mended(path, differing(0, "SilkRoad", 4, 8)) == ["Silk↵Road"]


def test_a_break_that_is_there_is_not_doubled(tmp_path: Path):
    body = f"<w:p><w:r>{looks()}<w:t>今年</w:t><w:br/><w:t>以来</w:t></w:r></w:p>"
    path = docx(tmp_path / "a.docx", body)
    assert mended(path, differing(0, "今年以来", 2, 4)) == ["今年↵以来"]


def test_breaks_go_into_links_and_into_the_copy_for_old_readers(tmp_path: Path):
    box = f"<w:txbxContent><w:p><w:hyperlink><w:r>{looks()}<w:t>今年以来</w:t></w:r></w:hyperlink></w:p></w:txbxContent>"
    body = f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    path = docx(tmp_path / "a.docx", body)
    assert mended(path, differing(1, "今年以来", 2, 4)) == ["", "今年↵以来"]
    assert len(list(Docx(path).document.iter(f"{W}br"))) == 2


@pytest.mark.parametrize(("tries", "spacing"), [(1, -13), (2, -21)])
def test_a_line_that_libreoffice_could_not_hold_is_set_tighter(tmp_path: Path, tries: int, spacing: int):
    path = docx(tmp_path / "a.docx", paragraph("今年以来", "工作组", "的"))
    mended(path, differing(0, "今年以来工作组的", 4, 7, 8, theirs=(4, 6, 8)), tries=tries)
    found = {run.text: run.look.spacing for run in Docx(path).paragraphs[0].runs if run.text != "\n"}
    assert found == {"今年以来": -5, "工作组": spacing, "的": -5}


def test_a_paragraph_that_came_a_page_too_early_begins_a_page(tmp_path: Path):
    path = docx(tmp_path / "a.docx", paragraph("今年", properties="<w:keepNext/><w:widowControl/>"))
    mended(path, Unequal(0, "今年", Placed((2,), (2,)), Placed((2,), (1,))))
    properties = Docx(path).paragraphs[0].element.find(f"{W}pPr")
    assert [child.tag.removeprefix(W) for child in properties][:3] == [
        "keepNext",
        "pageBreakBefore",
        "widowControl",
    ]


def test_a_paragraph_that_is_not_on_our_pages_is_left_alone(tmp_path: Path):
    path = docx(tmp_path / "a.docx", paragraph("今年"))
    document = Docx(path)
    assert mend(document, [Unequal(0, "今年", None, Placed((1, 2), (1, 1)))]) == 0


def test_a_paragraph_that_goes_over_the_page_elsewhere_is_parted_where_the_page_turns(tmp_path: Path):
    """A hard break does not keep a single line on its page in LibreOffice; a paragraph of its own does."""
    path = docx(tmp_path / "a.docx", paragraph("今年以来工作组", "结对认亲"))
    other = Unequal(0, "今年以来工作组结对认亲", Placed((4, 11), (1, 2)), Placed((4, 11), (2, 2)))
    assert mended(path, other) == ["今年以来", "工作组结对认亲"]
    second = Docx(path).paragraphs[1].element.find(f"{W}pPr")
    assert second.find(f"{W}pageBreakBefore") is not None
    assert second.find(f"{W}ind").get(f"{W}firstLine") == "0"


def test_what_only_follows_a_shifted_line_is_left_alone(tmp_path: Path):
    path = docx(tmp_path / "a.docx", paragraph("今年以来") + paragraph("结对认亲"))
    first = Unequal(0, "今年以来", Placed((2, 4), (1, 2)), Placed((2, 4), (2, 2)))
    second = Unequal(1, "结对认亲", Placed((2, 4), (2, 3)), Placed((2, 4), (3, 3)))
    assert mended(path, first, second) == ["今年", "以来", "结对认亲"]
