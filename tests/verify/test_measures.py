"""What is inferred from a PDF's drawing and from a DOCX's XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jianbao.verify.document import Docx
from jianbao.verify.measures import of_docx, of_pages
from jianbao.verify.norm import MM, Measures, Type, Verdict, judge
from jianbao.verify.office import FACES_DATA
from jianbao.verify.reader import read
from tests.verify.making import A4, NAMESPACE, docx, looks, paragraph, pdf

LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
TEXT = "今年以来工作组广泛开展民族团结一家亲活动把无形的感情化作有形的行动"


@pytest.fixture(scope="module")
def faces() -> None:
    for name in ("fangsong", "xiaobiaosong", "songti", "latin"):
        pdfmetrics.registerFont(TTFont(name, str(FACES_DATA / f"{name}.ttf")))


def bulletin(canvas: Canvas, number: int, *, pitch: float = 28.95, last: int = 3) -> None:
    """A page on the grid: a masthead on the first, a colophon on the last."""

    def rule(y: float, width: float, colour: str) -> None:
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.line(LEFT, A4[1] - y, RIGHT, A4[1] - y)

    def text(y: float, face: str, size: float, content: str, x: float = LEFT) -> None:
        canvas.setFont(face, size)
        canvas.drawString(x, A4[1] - y, content)

    first = 0
    if number == 1:
        canvas.setFillColor("#FF0000")
        text(TOP + 50, "xiaobiaosong", 52, "援疆工作简报")
        canvas.setFillColor("#000000")
        rule(TOP + 5 * pitch, 2, "#FF0000")
        text(TOP + 7.8 * pitch, "xiaobiaosong", 22, "结对认亲见真情")
        first = 8
    for row in range(first, 16 if number == last else 22):
        for at in range(28):
            text(
                TOP + (row + 0.8) * pitch,
                "fangsong",
                16,
                TEXT[(row + at) % len(TEXT)],
                LEFT + at * (RIGHT - LEFT - 16) / 27,
            )
    if number == last:
        for y, width in ((BOTTOM - 60, 0.35), (BOTTOM - 30, 0.25), (BOTTOM, 0.35)):
            rule(y, width * MM, "#000000")
        text(BOTTOM - 40, "fangsong", 14, "报：州党委、州人民政府。", LEFT + 14)
        text(BOTTOM - 10, "fangsong", 14, "送：各县市党委。", LEFT + 14)
    x = RIGHT - 14 - 42 if number % 2 else LEFT + 14
    for face, content, at in (("songti", "—", 0), ("latin", str(number), 17.5), ("songti", "—", 28)):
        text(BOTTOM + 7 * MM + 5, face, 14, content, x + at)


def measured(tmp_path: Path, draw: Callable[[Canvas, int], None], pages: int = 3) -> Measures:
    return of_pages(read(pdf(tmp_path / "a.pdf", draw, pages)))


@pytest.mark.usefixtures("faces")
def test_a_pdf_after_the_norm_is_found_to_be_so(tmp_path: Path):
    found = measured(tmp_path, bulletin)
    assert found.characters == 28
    assert found.lines == 22
    assert (found.pitch, found.top, found.left, found.width) == pytest.approx((28.95, 37, 28, 156), abs=0.05)
    assert found.body == Type("JianbaoFangSong", 16)
    assert found.masthead == Type("JianbaoXiaoBiaoSong", 52, "FF0000")
    assert [round(rule.thickness, 2) for rule in found.colophon_rules] == [0.35, 0.25, 0.35]
    assert [(folio.page, folio.text) for folio in found.folios] == [(1, "—1—"), (2, "—2—"), (3, "—3—")]
    assert {each.verdict for each in judge(found)} == {Verdict.PASSED}


@pytest.mark.usefixtures("faces")
def test_a_wider_pitch_is_found(tmp_path: Path):
    found = measured(tmp_path, lambda canvas, number: bulletin(canvas, number, pitch=29.5))
    assert found.pitch == pytest.approx(29.5, abs=0.01)


@pytest.mark.usefixtures("faces")
def test_a_single_page_says_nothing_of_lines_a_page(tmp_path: Path):
    found = measured(tmp_path, lambda canvas, number: bulletin(canvas, number, last=1), pages=1)
    assert (found.lines, found.top, found.height) == (None, None, None)
    assert len(found.colophon_rules) == 3


def test_an_empty_page_has_paper_and_nothing_else(tmp_path: Path):
    assert of_pages(read(pdf(tmp_path / "a.pdf"))) == Measures(paper=(210.0, 297.0))


def test_a_docx_says_what_holds_in_it(tmp_path: Path):
    body = (
        paragraph("援疆工作简报", look=looks("方正小标宋简体", 104, 0, "FF0000"))
        + paragraph("结对认亲见真情", look=looks("方正小标宋简体", 44, 0))
        + paragraph(TEXT * 3)
        + paragraph("2017", look=looks("Times New Roman"))
        + paragraph("送：各县市党委。", look=looks("仿宋_GB2312", 28, 0))
    )
    found = of_docx(Docx(docx(tmp_path / "a.docx", body)))
    assert (found.lines, found.characters, found.pitch) == (22, 28, 28.95)
    assert (found.top, found.left, found.width, found.height) == pytest.approx((37, 28, 156, 225), abs=0.02)
    assert found.body == Type("仿宋_GB2312", 16)
    assert found.titles == (Type("方正小标宋简体", 22),)
    assert found.masthead == Type("方正小标宋简体", 52, "FF0000")
    assert found.latin == Type("Times New Roman", 16)
    assert found.colophon == Type("仿宋_GB2312", 14)


def test_page_numbers_are_read_from_the_footers(tmp_path: Path):
    footer = (
        f"<w:ftr {NAMESPACE}><w:p><w:r>{looks('宋体', 28, 0)}<w:t>— </w:t></w:r>"
        f'<w:fldSimple w:instr=" PAGE "><w:r>{looks("宋体", 28, 0)}<w:t>1</w:t></w:r></w:fldSimple>'
        f"<w:r>{looks('宋体', 28, 0)}<w:t> —</w:t></w:r></w:p></w:ftr>"
    )
    section = '<w:sectPr><w:footerReference w:type="default" r:id="rfooter"/></w:sectPr>'
    found = of_docx(Docx(docx(tmp_path / "a.docx", paragraph(TEXT), section=section, footer=footer)))
    assert [(folio.text, folio.type) for folio in found.folios] == [("—1—", Type("宋体", 14))]


def test_automatic_spacing_has_no_pitch_unless_a_grid_gives_one(tmp_path: Path):
    body = f"<w:p><w:r>{looks()}<w:t>{TEXT}</w:t></w:r></w:p>"
    assert of_docx(Docx(docx(tmp_path / "a.docx", body))).pitch is None
    section = '<w:sectPr><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    assert of_docx(Docx(docx(tmp_path / "b.docx", body, section=section))).pitch == 28.95
