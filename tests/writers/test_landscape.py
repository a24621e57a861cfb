"""A page on its side is one in every file, its number where the upright pages have it (GB/T 9704 clause 8)."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pypdfium2 as pdfium

from jianbao.model.body import Cell, Table
from jianbao.pages import Pages
from jianbao.typography import LANDSCAPE_LEFT, LANDSCAPE_TOP, PAPER_HEIGHT, PAPER_WIDTH
from jianbao.writers import docx, ofd, pdf
from tests.layout.samples import DISTRIBUTION, PROSE, article, inline, issue, laid_out


@cache
def pages() -> Pages:
    row = tuple(Cell(inline("12")) for _ in range(15))
    table = Table(15, (row,), (row,) * 30, caption=inline("表1 情况"))
    return laid_out(issue(article(PROSE, table, PROSE), distribution=DISTRIBUTION))


def part(file: bytes, name: str) -> str:
    return ZipFile(BytesIO(file)).read(name).decode()


def test_the_pdf_has_pages_on_their_side():
    document = pdfium.PdfDocument(pdf.write(pages()))
    sizes = [tuple(round(side) for side in page.get_size()) for page in document]
    assert sizes == [(595, 842), (842, 595), (842, 595), (595, 842)]


def test_the_pdfs_number_stands_left_of_the_table_at_its_head_or_foot():
    document = pdfium.PdfDocument(pdf.write(pages()))
    # even: at the upper left, odd: at the lower left
    for number, low in ((2, False), (3, True)):
        page = document[number - 1].get_textpage()
        _, bottom, right, top = page.get_charbox(page.get_text_range().rindex(str(number)))
        assert right < LANDSCAPE_LEFT / 20
        assert (top + bottom) / 2 < 150 if low else (top + bottom) / 2 > 445


def test_the_docx_has_a_section_on_its_side_between_upright_ones():
    document = part(docx.write(pages()), "word/document.xml")
    papers = re.findall(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"(?: w:orient="(\w+)")?/>', document)
    upright, side = (
        (str(PAPER_WIDTH), str(PAPER_HEIGHT), ""),
        (str(PAPER_HEIGHT), str(PAPER_WIDTH), "landscape"),
    )
    assert papers == [upright, side, upright]
    assert f'<w:pgMar w:top="{LANDSCAPE_TOP}"' in document
    footers = [name for name in ZipFile(BytesIO(docx.write(pages()))).namelist() if "footer" in name]
    assert len([name for name in footers if 'vert="vert"' in part(docx.write(pages()), name)]) == 2


def test_the_ofd_has_pages_on_their_side_with_the_number_turned():
    file = ofd.write(pages())
    side = part(file, "Doc_0/Pages/Page_1/Content.xml")
    assert "<ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox>" in side
    assert side.count('CTM="0 1 -1 0 ') == 5
    assert "CTM" not in part(file, "Doc_0/Pages/Page_0/Content.xml")
