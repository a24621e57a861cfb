"""PDFs as PDFium sees them: lines, cells, rules, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from jianbao.errors import FileError
from jianbao.foreign import pdf as reader
from jianbao.foreign.pdf import read
from tests.verify.making import A4, page, pdf


def test_a_line_drawn_in_several_pieces_is_one_line(tmp_path: Path):
    def draw(canvas: Canvas, _: int) -> None:
        canvas.setFont("Times-Roman", 16)
        canvas.drawString(100, 700, "one ")
        canvas.drawString(100 + canvas.stringWidth("one ", "Times-Roman", 16), 700, "line")

    (found,) = read(pdf(tmp_path / "a.pdf", draw))[0].lines
    assert found.text.replace(" ", "") == "oneline"
    assert found.left == pytest.approx(100, abs=0.01)
    assert found.baseline == pytest.approx(A4[1] - 700, abs=0.01)
    assert found.size == 16


def test_cells_side_by_side_are_lines_of_one_row(tmp_path: Path):
    def draw(canvas: Canvas, _: int) -> None:
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(300, 700, "right")
        canvas.drawString(100, 700.4, "left")
        canvas.drawString(100, 680, "below")

    found = read(pdf(tmp_path / "a.pdf", draw))[0]
    assert [[line.text for line in row] for row in found.rows] == [["left", "right"], ["below"]]


def test_text_of_no_size_is_not_there(tmp_path: Path):
    def draw(canvas: Canvas, _: int) -> None:
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(100, 700, "seen")
        canvas.transform(1, 0, 0, 0.0003, 0, 0)
        canvas.drawString(100, 680, "unseen")

    assert [line.text for line in read(pdf(tmp_path / "a.pdf", draw))[0].lines] == ["seen"]


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen(tmp_path: Path):
    def draw(canvas: Canvas, _: int) -> None:
        canvas.drawString(100, 700, "USB-")
        canvas.drawString(100, 680, "cable")

    assert [line.text for line in read(pdf(tmp_path / "a.pdf", draw))[0].lines] == ["USB-", "cable"]


def test_rules_have_their_outer_edges_whether_stroked_or_filled(tmp_path: Path):
    def draw(canvas: Canvas, _: int) -> None:
        canvas.setStrokeColorRGB(1, 0, 0)
        canvas.setLineWidth(2)
        canvas.line(100, 700, 300, 700)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(100, 600, 200, 1, stroke=0, fill=1)

    red, black = read(pdf(tmp_path / "a.pdf", draw))[0].rules
    assert (red.colour, black.colour) == ("FF0000", "000000")
    assert (red.left, red.right, red.height) == pytest.approx((100, 300, 2), abs=0.01)
    assert red.middle == pytest.approx(A4[1] - 700, abs=0.01)
    assert (black.width, black.height) == pytest.approx((200, 1), abs=0.01)


def test_it_tells_colours_and_subset_names_apart(tmp_path: Path):
    def draw(canvas: Canvas, _: int) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.setFont("Times-Bold", 20)
        canvas.drawString(100, 700, "red")

    (look,) = read(pdf(tmp_path / "a.pdf", draw))[0].lines[0].looks
    assert (look.font, look.size, look.colour, look.embedded) == ("Times-Bold", 20, "FF0000", False)


def test_blanks_at_the_ends_of_a_line_do_not_count():
    look = page("a").lines[0].glyphs[0].look
    glyphs = [reader.Glyph(char, 10.0 * at, 10.0 * at + 10, 50, look) for at, char in enumerate(" ab ")]
    (line,) = reader._lines(1, glyphs)
    assert (line.text, line.left, line.right) == ("ab", 10, 30)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 and nothing more", "简报".encode(), b"\x00" * 5000])
def test_it_says_what_is_no_pdf(tmp_path: Path, content: bytes):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        read(path)
    assert caught.value.findings[0].code == "V007"
    assert caught.value.exit_code == 5


def test_it_says_that_a_pdf_is_encrypted(tmp_path: Path):
    with pikepdf.open(pdf(tmp_path / "a.pdf")) as plain:
        plain.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(FileError) as caught:
        read(tmp_path / "b.pdf")
    assert caught.value.findings[0].code == "V008"


def test_it_says_that_a_file_is_not_there(tmp_path: Path):
    with pytest.raises(FileError) as caught:
        read(tmp_path)
    assert (caught.value.findings[0].code, caught.value.exit_code) == ("V011", 5)


def test_it_reads_nothing_of_a_file_that_is_too_large(tmp_path: Path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        # sparse: a gigabyte that takes no room
        file.truncate(1_000_000_000)
    with pytest.raises(FileError) as caught:
        read(path)
    assert caught.value.findings[0].code == "V006"


def test_it_refuses_pages_and_characters_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reader, "PDF_PAGES", 2)
    with pytest.raises(FileError, match="V009"):
        read(pdf(tmp_path / "a.pdf", pages=3))
    monkeypatch.setattr(reader, "PDF_PAGE_CHARACTERS", 3)
    with pytest.raises(FileError, match="V010"):
        read(pdf(tmp_path / "b.pdf", lambda canvas, _: canvas.drawString(9, 9, "many")))
