"""The trace writer: rows that a person can read and compare."""

from __future__ import annotations

from msgspec.structs import replace
from PIL import Image

from jianbao.pages import Picture, RunKind
from jianbao.pictures import load
from jianbao.typography import FaceRole
from tests.layout.trace import write
from tests.writers.specimens import META, Sheets, line, run, runs, whole_issue


def rows(text: str) -> list[str]:
    return [row for row in text.splitlines() if row[:2].strip().isdecimal()]


def test_it_opens_with_what_the_issue_says_of_itself():
    first = write(whole_issue()).splitlines()[0]
    assert first == f"{META.title} | {META.organ} | 2017-04-11 | 2 pages"


def test_it_gives_one_row_for_each_line():
    pages = whole_issue()
    lines = sum(len([item for item in page.items if hasattr(item, "baseline")]) for page in pages.pages)
    assert len(rows(write(pages))) == lines


def test_it_tells_number_baseline_and_left_edge_in_points():
    sheets = Sheets()
    sheets.paragraph(line(runs("今年以来"), 1))
    assert rows(write(sheets.pages()))[0].split()[:3] == ["1", "155.35", "79.4"]


def test_it_names_role_style_and_anchor_on_the_first_line_only():
    sheets = Sheets()
    sheets.paragraph(line(runs("今年以来"), 0), line(runs("工作组"), 1, last=True), anchor="a1")
    first, second = rows(write(sheets.pages()))
    assert "paragraph/正文 @a1" in first
    assert "paragraph" not in second


def test_it_tells_locked_and_stretched_spacing():
    sheets = Sheets()
    sheets.paragraph(line(runs("今年以来", spacing=-5, stretch=2.5)))
    assert " -0.25+0.12 " in rows(write(sheets.pages()))[0]


def test_it_marks_how_a_line_ends():
    sheets = Sheets()
    sheets.paragraph(
        line(runs("今年"), 0, zwsp=True), line(runs("以"), 1, dropped="　"), line(runs("来"), 2, hard=True)
    )
    sheets.paragraph(line(runs("工作"), 3, last=True))
    assert [row.rsplit("|", 1)[1][-2:] for row in rows(write(sheets.pages()))] == ["年⁺", "以□", "来↵", "作¶"]


def test_it_marks_changes_of_face_weight_and_size_but_not_western_letters():
    sheets = Sheets()
    parts = (*runs("举办9场"), *runs("喆"), *runs("好", bold=True), *runs("小", size=240))
    sheets.paragraph(line(parts))
    text = rows(write(sheets.pages()))[0].rsplit("|", 1)[1]
    assert text == "{fangsong 16}举办9场{fangsong-gap}喆{fangsong bold}好{12 plain}小"


def test_it_shows_a_western_letter_that_stands_in_a_han_face():
    wrong = run("9", role=FaceRole.FANGSONG)
    sheets = Sheets()
    sheets.paragraph(line((*runs("第"), type(wrong)("9", 0, 160, FaceRole.LATIN, "heiti", 320))))
    assert "{heiti}9" in write(sheets.pages())


def test_it_shows_what_is_drawn_for_a_character_that_no_face_has():
    sheets = Sheets()
    sheets.paragraph(line((*runs("第"), replace(run("〓", role=FaceRole.SONGTI), text="𬀀", drawn="〓"))))
    assert "𬀀⟨〓⟩" in write(sheets.pages())


def test_it_counts_the_dots_of_a_leader():
    dots = run("." * 40, kind=RunKind.TAB)
    sheets = Sheets()
    sheets.paragraph(line((*runs("要目"), dots, run("3"))))
    assert "要目⇥.×40⇥3" in write(sheets.pages())


def test_it_holds_no_path(tmp_path):
    sheets = Sheets()
    path = tmp_path / "走访.jpg"
    Image.new("L", (20, 10)).save(path)
    sheets.put(Picture(1, 0, 0, 2000, 1000, load(path), "走访", "picture-1"))
    text = write(sheets.pages())
    assert "picture picture-1 100 × 50 |走访" in text
    assert str(tmp_path) not in text


def test_it_lists_the_outline():
    assert "  一、领导带头 … 1" in write(whole_issue())
