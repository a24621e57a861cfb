"""What is inferred from a PDF's drawing and from a DOCX's XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jianbao.foreign.docx import Docx
from jianbao.foreign.office import FACES_DATA
from jianbao.foreign.pdf import read
from jianbao.verify.measures import of_docx, of_pages
from jianbao.verify.norm import MM, Measures, Type, Verdict, judge
from tests.verify.making import A4, NAMESPACE, docx, looks, paragraph, pdf

LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
TEXT = "今年以来工作组广泛开展民族团结一家亲活动把无形的感情化作有形的行动"


@pytest.fixture(scope="module")
def faces() -> None:
    for name in ("fangsong", "xiaobiaosong", "songti", "latin"):
        pdfmetrics.registerFont(TTFont(name, str(FACES_DATA / f"{name}.ttf")))


def bulletin(
    canvas: Canvas, number: int, *, pitch: float = 28.95, last: int = 3, digits: str = "songti"
) -> None:
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
        text(BOTTOM - 10, "latin", 14, "2017", RIGHT - 100)
    x = RIGHT - 14 - 42 if number % 2 else LEFT + 14
    for face, content, at in (("songti", "—", 0), (digits, str(number), 17.5), ("songti", "—", 28)):
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
def test_page_numbers_in_a_western_face_are_no_songti(tmp_path: Path):
    found = measured(tmp_path, lambda canvas, number: bulletin(canvas, number, digits="latin"))
    assert [each.code for each in judge(found) if each.verdict is Verdict.FAILED] == ["V121"]


@pytest.mark.usefixtures("faces")
def test_the_face_of_page_numbers_says_nothing_of_figures_in_the_text(tmp_path: Path):
    def draw(sheet: Sheet, number: int) -> None:
        sheet.prose(*range(22))
        sheet.text(40, 271, f"— {number} —", 14, "songti")

    assert judged(tmp_path, draw, 2)["V110"] == Verdict.UNSEEN


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


def test_titles_and_notes_of_a_docx_are_no_body_however_long(tmp_path: Path):
    body = (
        paragraph(TEXT, look=looks("方正小标宋简体", 44, 0))
        + paragraph("会议强调，要抓好落实。")
        + paragraph(f"注：{TEXT}", look=looks("仿宋_GB2312", 24))
    )
    assert of_docx(Docx(docx(tmp_path / "a.docx", body))).body == Type("仿宋_GB2312", 16)


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


# --- what has been condemned by mistake, and what must go on being condemned --------------------------------------


class Sheet:
    """Draws one page by millimetres: running text on a grid, cells, rules, titles."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(self, x: float, y: float, content: str, size: float = 16, face: str = "fangsong") -> None:
        """A line whose baseline lies `y` mm below the paper's upper edge."""
        self.canvas.setFont(face, size)
        self.canvas.drawString(x * MM, A4[1] - y * MM, content)

    def line(self, y: float, content: str, *, left: float = 28, right: float = 184, face: str = "fangsong"):
        """A justified line of body text."""
        step = ((right - left) * MM - 16) / (len(content) - 1)
        for at, char in enumerate(content):
            self.text(left + at * step / MM, y, char, face=face)

    def rule(self, y: float, width: float, left: float = 28, right: float = 184) -> None:
        self.canvas.setLineWidth(width * MM)
        self.canvas.line(left * MM, A4[1] - y * MM, right * MM, A4[1] - y * MM)

    def upright(self, x: float, top: float, bottom: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x * MM, A4[1] - top * MM, x * MM, A4[1] - bottom * MM)

    def prose(
        self, *rows: int, left: float = 28, top: float = 37, number: int = 28, face: str = "fangsong"
    ) -> None:
        """Paragraphs of three lines, the last of each short, in these rows of the grid; `number` characters a line."""
        cell = (184 - left) / number
        for row in rows:
            y = top + (row + 0.8) * 28.95 / MM
            if row % 3 == 0:
                self.line(y, TEXT[: number - 2], left=left + 2 * cell, face=face)
            elif row % 3 == 1:
                self.line(y, (TEXT * 2)[:number], left=left, face=face)
            else:
                self.text(left, y, "到此为止。", face=face)

    def table(self, first: float, count: int, size: float = 12) -> None:
        """A table of two columns, `count` rows of 8 mm, from `first` mm down."""
        for row in range(count + 1):
            self.rule(first + 8 * row, 0.18)
        for x in (28, 100, 184):
            self.upright(x, first, first + 8 * count)
        for row in range(count):
            self.text(30, first + 8 * row + 5.5, TEXT[:12], size)
            if row % 2:
                self.text(102, first + 8 * row + 5.5, TEXT[12:24], size)


def judged(tmp_path: Path, draw: Callable[[Sheet, int], None], pages: int = 1) -> dict[str, Verdict]:
    found = measured(tmp_path, lambda canvas, number: draw(Sheet(canvas), number), pages)
    return {each.code: each.verdict for each in judge(found)}


@pytest.mark.usefixtures("faces")
@pytest.mark.parametrize(("face", "verdict"), [("xiaobiaosong", "passed"), ("songti", "failed")])
def test_a_title_is_judged_by_its_han_characters_whatever_it_begins_with(
    tmp_path: Path, face: str, verdict: str
):
    def draw(sheet: Sheet, _: int) -> None:
        for y, figure in ((60, "3"), (80, '"')):
            sheet.text(40, y, figure, 22, "latin")
            sheet.text(44, y, "月份结对认亲见真情", 22, face)
        sheet.prose(*range(6, 20))

    assert judged(tmp_path, draw)["V113"] == verdict


@pytest.mark.usefixtures("faces")
def test_a_table_that_outweighs_the_text_is_not_taken_for_it(tmp_path: Path):
    def draw(sheet: Sheet, number: int) -> None:
        if number == 1:
            sheet.prose(*range(6))
        sheet.table(110 if number == 1 else 37, 14)

    found = measured(tmp_path, lambda canvas, number: draw(Sheet(canvas), number), 3)
    assert found.body == Type("JianbaoFangSong", 16)
    assert (found.pitch, found.left, found.width) == pytest.approx((28.95, 28, 156), abs=0.1)
    assert (found.lines, found.characters) == (None, None)


@pytest.mark.usefixtures("faces")
@pytest.mark.parametrize("size", [12, 14])
def test_text_that_is_too_small_fails_with_a_table_or_without(tmp_path: Path, size: float):
    for rows in (0, 8):

        def draw(sheet: Sheet, _: int, rows: int = rows) -> None:
            for row in range(8):
                sheet.text(28, 40 + 9 * row, TEXT, size)
            if rows:
                sheet.table(150, rows, 16)

        assert judged(tmp_path, draw)["V109"] == Verdict.FAILED


@pytest.mark.usefixtures("faces")
def test_text_in_a_wrong_face_is_not_saved_by_a_table_in_the_right_one(tmp_path: Path):
    def draw(sheet: Sheet, _: int) -> None:
        sheet.prose(*range(6), face="songti")
        sheet.table(110, 14, 16)

    assert judged(tmp_path, draw)["V109"] == Verdict.FAILED


@pytest.mark.usefixtures("faces")
def test_a_bulletin_of_short_paragraphs_is_not_blamed_for_its_indents(tmp_path: Path):
    def draw(sheet: Sheet, _: int) -> None:
        for row in range(20):
            sheet.text(39.1, 37 + (row + 0.8) * 28.95 / MM, TEXT[: 14 + row % 9] + "。")

    found = judged(tmp_path, draw, 2)
    assert {found[code] for code in ("V103", "V104", "V107")} == {Verdict.UNSEEN}
    assert found["V108"] == found["V109"] == Verdict.PASSED


@pytest.mark.usefixtures("faces")
def test_margins_and_characters_that_are_wrong_fail(tmp_path: Path):
    wide = judged(tmp_path, lambda sheet, _: sheet.prose(*range(22), left=31.8), 3)
    assert (wide["V103"], wide["V104"], wide["V107"]) == ("failed", "failed", "passed")
    loose = judged(tmp_path, lambda sheet, _: sheet.prose(*range(22), number=26), 3)
    assert (loose["V103"], loose["V104"], loose["V107"]) == ("passed", "passed", "failed")


@pytest.mark.usefixtures("faces")
def test_a_page_that_begins_too_high_or_ends_too_early_fails(tmp_path: Path):
    high = judged(tmp_path, lambda sheet, _: sheet.prose(*range(22), top=25.4), 3)
    assert (high["V102"], high["V106"]) == ("failed", "passed")
    short = judged(tmp_path, lambda sheet, _: sheet.prose(*range(21)), 4)
    assert (short["V102"], short["V105"], short["V106"]) == ("passed", "failed", "failed")


@pytest.mark.usefixtures("faces")
def test_a_page_that_begins_with_a_table_says_nothing_of_the_top_margin(tmp_path: Path):
    def draw(sheet: Sheet, _: int) -> None:
        sheet.table(37, 5)
        sheet.prose(*range(6, 22), top=39)

    found = judged(tmp_path, draw, 3)
    assert {found[code] for code in ("V102", "V105", "V106")} == {Verdict.UNSEEN}


@pytest.mark.usefixtures("faces")
@pytest.mark.parametrize(
    ("last", "copies", "verdict"),
    [
        (262.0, 0, "passed"),
        (253.0, 260.2, "passed"),
        (262.0, 267.0, "passed"),
        (253.0, 0, "failed"),
        (245.0, 252.2, "failed"),
        (244.0, 260.2, "failed"),
        (253.0, 264.0, "failed"),
    ],
)
def test_the_copies_may_stand_below_the_last_rule_if_the_block_stands_at_the_foot(
    tmp_path: Path, last: float, copies: float, verdict: str
):
    """共印××份 below the last rule is custom: then it is this line that stands on the edge of the type area."""

    def draw(sheet: Sheet, _: int) -> None:
        sheet.prose(*range(12))
        sheet.rule(last - 12, 0.35)
        sheet.text(33, last - 3, "报：州党委、州人民政府。", 14)
        sheet.rule(last, 0.35)
        if copies:
            for x, content, face in (
                (154, "共印", "fangsong"),
                (164, "300", "latin"),
                (172, "份", "fangsong"),
            ):
                sheet.text(x, copies, content, 14, face)

    assert judged(tmp_path, draw)["V118"] == verdict


@pytest.mark.usefixtures("faces")
def test_no_other_line_may_stand_below_the_last_rule(tmp_path: Path):
    def draw(sheet: Sheet, _: int) -> None:
        sheet.prose(*range(12))
        sheet.rule(241, 0.35)
        sheet.text(33, 250, "报：州党委、州人民政府。", 14)
        sheet.rule(253, 0.35)
        sheet.text(33, 260.2, "联系电话：0999", 14)

    assert judged(tmp_path, draw)["V118"] == Verdict.FAILED


@pytest.mark.usefixtures("faces")
def test_a_table_that_comes_down_on_the_colophon_leaves_its_rules_unsure(tmp_path: Path):
    def draw(sheet: Sheet, _: int) -> None:
        sheet.prose(*range(6))
        sheet.table(150, 10)
        for y, width in ((221.7, 0.35), (241.7, 0.25), (262, 0.35)):
            sheet.rule(y, width)
        sheet.text(33, 236, "报：州党委、州人民政府。", 14)
        sheet.text(33, 250, "伊宁县人民政府办公室", 14)

    found = judged(tmp_path, draw)
    assert {found[code] for code in ("V115", "V116", "V117", "V118")} == {Verdict.UNSEEN}


@pytest.mark.parametrize(("spacing", "characters"), [(-5, 28), (0, 27)])
def test_the_letter_spacing_of_three_lines_tells_the_characters_of_a_docx(
    tmp_path: Path, spacing: int, characters: int
):
    look = looks(spacing=spacing)
    found = of_docx(Docx(docx(tmp_path / "a.docx", paragraph(TEXT * 3, look=look))))
    assert found.characters == characters
    short = of_docx(Docx(docx(tmp_path / "b.docx", paragraph(TEXT, look=look))))
    assert short.characters is None, "a line or two are stretched or squeezed to fit"
