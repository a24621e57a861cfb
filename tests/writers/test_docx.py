"""The DOCX: live paragraphs in named styles, written so that every word processor ends lines where the layout did."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from jianbao.fonts.faces import is_western
from jianbao.fonts.names import DOCUMENT_FACES
from jianbao.pages import (
    Cell,
    Colophon,
    Figure,
    FigureItem,
    Line,
    Page,
    Pages,
    Paragraph,
    Picture,
    Role,
    Row,
    Rule,
    Run,
    RunKind,
    Tab,
    Table,
)
from jianbao.pictures import load
from jianbao.typography import (
    MARGIN_LEFT,
    RED,
    ROW,
    SIZE_4,
    STYLES,
    TYPE_AREA_WIDTH,
    Align,
    FaceRole,
)
from jianbao.writers.docx import write
from tests.writers.specimens import META, Sheets, line, paragraph, run, runs, whole_issue

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# the order in which the schema wants the children that we write
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs kinsoku overflowPunct adjustRightInd "
    "snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b color spacing kern sz szCs lang",
    "tblPr": "tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "sectPr": "footerReference pgSz pgMar cols docGrid",
}


# --- help ----------------------------------------------------------------------------------------------------------


def part(docx: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name))


def names(docx: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.namelist()


def body(pages: Pages, **more: Any) -> list[Any]:
    """The children of the body of the written document."""
    return list(part(write(pages, **more)).find(f"{W}body"))


def sheet(*lines: Line, **more: Any) -> Pages:
    """One paragraph of these lines."""
    sheets = Sheets()
    sheets.paragraph(*lines, **more)
    return sheets.pages()


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{attribute}")


def text(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def texts(element: Any) -> list[str]:
    """The text of each run that has any."""
    return [text(each) for each in element.iter(f"{W}r") if text(each)]


def han(content: str, row: int = 0, page: int = 1, *, spacing: int = -5, **more: Any) -> Line:
    return line(runs(content, spacing=spacing), row, page, **more)


def with_block(block: Any, *others: Any) -> Pages:
    return replace(sheet(han("正文。")), blocks=(block, *others))


# --- lines and runs -------------------------------------------------------------------------------------------------


def test_lines_of_one_look_are_one_run():
    first = body(sheet(han("今年以来，工作组深入基层，"), han("走访群众。", 1, last=True)))[0]
    assert texts(first) == ["今年以来，工作组深入基层，走访群众。"]
    assert value(first, "pPr/pStyle") == "JbBody"


def test_a_locked_line_is_a_run_with_its_own_spacing():
    lines = (
        han("今年以来，工作组深入基层，"),
        han("走访群众，了解情况，", 1, spacing=7),
        han("解决困难。", 2),
    )
    found = [(text(each), value(each, "rPr/spacing")) for each in body(sheet(*lines))[0].iter(f"{W}r")]
    assert found == [
        ("今年以来，工作组深入基层，", None),
        ("走访群众，了解情况，", "7"),
        ("解决困难。", None),
    ]


def test_a_break_that_needs_it_gets_a_zero_width_space():
    first = body(sheet(han("共计100%", zwsp=True), han("。完成", 1)))[0]
    assert "".join(texts(first)) == "共计100%\u200b。完成"


def test_blanks_swallowed_by_a_break_stay_in_the_text():
    first = body(sheet(han("持续援疆", dropped="　"), han("携手同行", 1)))[0]
    assert "".join(texts(first)) == "持续援疆　携手同行"


def test_western_runs_name_the_western_face_in_all_four_places():
    runs_found = list(body(sheet(han("共2017年")))[0].iter(f"{W}r"))
    assert [text(each) for each in runs_found] == ["共", "2017", "年"]
    fonts = runs_found[1].find(f"{W}rPr/{W}rFonts")
    assert {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert fonts.get(f"{W}hint") is None
    assert value(runs_found[0], "rPr/rFonts", "hint") == "eastAsia"


def test_bold_colour_and_size_are_stated_only_where_they_differ():
    parts = (
        *runs("一是", bold=True),
        *runs("红", 3000, colour=RED),
        *runs("小", 4000, size=280),
        *runs("平", 5000),
    )
    looks = [each.find(f"{W}rPr") for each in body(sheet(line(parts)))[0].iter(f"{W}r")]
    stated = [{etree.QName(child).localname for child in look} - {"rFonts", "spacing"} for look in looks]
    assert stated == [{"b"}, {"color"}, {"sz", "szCs"}, set()]


def test_a_break_that_the_clerk_asked_for_is_a_line_break():
    first = body(
        sheet(
            line(runs("标题一行", role=FaceRole.XIAOBIAOSONG, size=440), hard=True),
            han("二行", 1),
            style="title",
        )
    )[0]
    assert len(first.findall(f".//{W}br")) == 1
    assert first.find(f".//{W}tab") is None


def test_a_break_in_justified_text_ends_with_a_tab_so_that_nothing_is_stretched():
    first = body(sheet(han("短行", hard=True), han("下一行", 1)))[0]
    children = [etree.QName(child).localname for each in first.iter(f"{W}r") for child in each]
    assert children.index("tab") + 1 == children.index("br")


def test_hard_breaks_end_all_lines_of_just_the_paragraphs_named():
    sheets = Sheets()
    for number in range(3):
        sheets.paragraph(han("第一行", 2 * number), han("第二行", 2 * number + 1))
    found = [len(each.findall(f".//{W}br")) for each in body(sheets.pages(), hard_breaks=frozenset({1}))[:3]]
    assert found == [0, 1, 0]


def test_a_page_break_inside_parts_the_paragraph_without_a_second_indent():
    stretched = line(runs("前一页的最后一行", spacing=-5, stretch=4.7), page_break=True)
    first, second = body(sheet(stretched, han("后一页。", 0, 2), first=630, keep_next=True))[:2]
    assert [text(first), text(second)] == ["前一页的最后一行", "后一页。"]
    # before a break the line is justified, as a last line is not
    assert len(first.findall(f".//{W}br")) == 1
    assert first.find(f"{W}pPr/{W}keepNext") is None
    assert second.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert value(second, "pPr/ind", "firstLine") == "0"


def test_what_the_clerk_wrote_is_escaped():
    first = body(sheet(han("A&B<w:t>“C”"), anchor='x"><w:t>'))[0]
    assert text(first) == "A&B<w:t>“C”"
    assert value(first, "bookmarkStart", "name") == "x___w_t_"


def test_a_character_without_a_face_stays_in_the_text():
    shown = replace(run("一"), text="\U0002a6d6", drawn="〓")
    assert text(body(sheet(line((shown,))))[0]) == "\U0002a6d6"


def test_a_web_address_is_a_hyperlink():
    address = "https://www.example.gov.cn/?a=1&b=2"
    docx = write(sheet(line((*runs("详见"), *runs("公告", 3000, link=address)))))
    link = part(docx).find(f".//{W}hyperlink")
    relations = part(docx, "word/_rels/document.xml.rels")
    targets = {each.get("Id"): (each.get("Target"), each.get("TargetMode")) for each in relations}
    assert targets[link.get(f"{R}id")] == (address, "External")
    assert text(link) == "公告"


def test_a_reference_to_a_note_leads_to_it_and_looks_like_its_neighbours():
    sheets = Sheets()
    sheets.paragraph(line((*runs("统计"), *runs("①", 2400, link="#note1-1"))))
    sheets.paragraph(han("①据年报。", 1), role=Role.NOTE, style="note", anchor="note1-1")
    first, note = body(sheets.pages())[:2]
    link = first.find(f"{W}hyperlink")
    assert link.get(f"{W}anchor") == value(note, "bookmarkStart", "name") == "note1_1"
    assert text(link) == "①"
    assert etree.tostring(link.find(f"{W}r/{W}rPr")) == etree.tostring(first.find(f"{W}r/{W}rPr"))


# --- paragraphs and styles ------------------------------------------------------------------------------------------


def test_only_what_differs_from_the_style_is_stated():
    look = STYLES["body"]
    plain = body(sheet(han("正文。"), first=look.first, pitch=look.pitch, size=look.size))[0]
    assert [etree.QName(child).localname for child in plain.find(f"{W}pPr")] == ["pStyle"]
    moved = body(sheet(han("正文。"), left=100, before=579, pitch=600))[0].find(f"{W}pPr")
    assert dict(moved.find(f"{W}spacing").attrib) == {
        f"{W}before": "579",
        f"{W}line": "600",
        f"{W}lineRule": "exact",
    }
    assert moved.find(f"{W}ind").get(f"{W}left") == "100"


def test_every_style_is_there_under_its_chinese_name_and_stands_alone():
    styles = part(write(sheet(han("一"))), "word/styles.xml")
    by_name = {value(style, "name"): style for style in styles.iter(f"{W}style")}
    for style in STYLES.values():
        found = by_name[style.name]
        spacing = found.find(f"{W}pPr/{W}spacing")
        assert spacing.get(f"{W}line") == str(style.pitch)
        assert spacing.get(f"{W}lineRule") == "exact"
        assert value(found, "pPr/snapToGrid") == "0"
        assert value(found, "pPr/overflowPunct") == "0"
        assert value(found, "pPr/widowControl") == "0"
        assert found.find(f"{W}pPr/{W}kinsoku") is not None
        assert value(found, "pPr/ind", "firstLine") == str(style.first)
        assert value(found, "rPr/sz") == str(style.size // 10)
        assert value(found, "rPr/spacing") == str(style.spacing)
        fonts = found.find(f"{W}rPr/{W}rFonts")
        slots = {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert slots == {DOCUMENT_FACES[style.face]}


def test_titles_and_headings_are_known_as_such():
    """By outline level to word processors, by the built-in headings they are based on to converters."""
    document = Document(BytesIO(write(sheet(han("一")))))
    for style in STYLES.values():
        found = document.styles[style.name]
        level = found.element.find(f"{W}pPr/{W}outlineLvl")
        if style.outline is None:
            assert level is None
            assert found.base_style.name == "Normal"
        else:
            assert level.get(f"{W}val") == str(style.outline)
            assert found.base_style.name == f"Heading {style.outline + 1}"


def test_the_faces_of_the_issue_are_named_everywhere():
    faces = {**DOCUMENT_FACES, FaceRole.FANGSONG: "方正仿宋_GBK"}
    docx = write(replace(whole_issue(), docx_faces=faces))
    for name in names(docx):
        if name.startswith("word/") and name.endswith(".xml"):
            with zipfile.ZipFile(BytesIO(docx)) as archive:
                content = archive.read(name).decode()
            assert 'eastAsia="仿宋_GB2312"' not in content
    fonts = [each.get(f"{W}name") for each in part(docx, "word/fontTable.xml")]
    assert "方正仿宋_GBK" in fonts
    assert len(fonts) == len(set(fonts))


def test_no_text_stands_in_the_wrong_face():
    """Western letters in the Western face, everything else in the face of its role; the page number alone is all 宋体."""
    docx = write(whole_issue())
    styles = {
        each.get(f"{W}styleId"): each.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")
        for each in part(docx, "word/styles.xml").iter(f"{W}style")
        if each.find(f"{W}rPr/{W}rFonts") is not None
    }
    seen = 0
    for each in part(docx).iter(f"{W}p"):
        for element in (*each.findall(f"{W}r"), *each.findall(f"{W}hyperlink/{W}r")):
            content = "" if element.find(f"{MC}AlternateContent") is not None else text(element).strip()
            if not content:
                continue
            fonts = element.find(f"{W}rPr/{W}rFonts")
            stated = None if fonts is None else fonts.get(f"{W}eastAsia")
            face = stated or styles[value(each, "pPr/pStyle")]
            if fonts is not None and stated:
                assert len({fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1
            for char in content:
                assert (face == "Times New Roman") == is_western(char), (char, face)
                seen += 1
            if face != "Times New Roman":
                assert fonts is not None
                assert fonts.get(f"{W}hint") == "eastAsia"
    assert seen > 300


def test_children_stand_in_the_order_of_the_schema(tmp_path: Path):
    docx = write(whole_issue(picture(tmp_path / "p.png")))
    for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        for element in part(docx, name).iter(*(f"{W}{tag}" for tag in ORDER)):
            order = ORDER[etree.QName(element).localname].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), etree.tostring(element)


# --- masthead, contents, footers ------------------------------------------------------------------------------------


def test_a_rule_is_a_paragraph_of_its_own_as_wide_as_the_column():
    """Indents of the line above it must not shorten it."""
    red = Rule(1, MARGIN_LEFT, 5000, TYPE_AREA_WIDTH, 40, RED)
    line_, rule = body(
        sheet(han("编发单位"), style="organ_date", left=320, rule_below=red, rule_gap=140, after=30)
    )[:2]
    assert line_.find(f"{W}pPr/{W}pBdr") is None
    border = rule.find(f"{W}pPr/{W}pBdr/{W}bottom")
    assert (border.get(f"{W}sz"), border.get(f"{W}color"), border.get(f"{W}space")) == ("16", RED, "0")
    assert value(rule, "pPr/spacing", "line") == "140"
    assert value(rule, "pPr/spacing", "after") == "30"
    assert rule.find(f"{W}pPr/{W}ind") is None


def contents(*, right: int = 0) -> Pages:
    words = runs("第一篇", role=FaceRole.KAITI, link="#article1")
    dots = Run("……", 3000, 4000, FaceRole.LATIN, "latin", 320, kind=RunKind.TAB)
    page = run("12", 9000, FaceRole.LATIN, kind=RunKind.PAGE_REF, link="#article1")
    sheets = Sheets()
    sheets.paragraph(
        line(runs("要目前一行", role=FaceRole.KAITI, link="#article1")),
        line((*words, dots, page), 1, last=True),
        role=Role.CONTENTS_ENTRY,
        style="contents",
        tabs=(Tab(TYPE_AREA_WIDTH, Align.RIGHT, "."),),
        right=right,
    )
    sheets.paragraph(han("第一篇", 2), role=Role.TITLE, style="title", anchor="article1")
    return sheets.pages()


def test_a_contents_entry_leads_to_its_article_and_shows_its_page():
    entry, title = body(contents())[:2]
    link = entry.find(f"{W}hyperlink")
    assert link.get(f"{W}anchor") == value(title, "bookmarkStart", "name") == "article1"
    assert len(entry.findall(f"{W}hyperlink")) == 1
    assert link.find(f".//{W}tab") is not None
    assert "".join(each.text for each in link.iter(f"{W}instrText")).split() == ["PAGEREF", "article1", "\\h"]
    assert [each.get(f"{W}fldCharType") for each in link.iter(f"{W}fldChar")] == ["begin", "separate", "end"]
    assert texts(link)[-1] == "12"
    stop = entry.find(f"{W}pPr/{W}tabs/{W}tab")
    assert (stop.get(f"{W}val"), stop.get(f"{W}leader"), stop.get(f"{W}pos")) == ("right", "dot", "8844")


def test_no_tab_stop_lies_beyond_the_right_indent():
    """LibreOffice loses what stands there; the lines set to the narrower measure get hard breaks instead."""
    entry = body(contents(right=960))[0]
    # the style has none at the right
    assert entry.find(f"{W}pPr/{W}ind") is None
    assert len(entry.findall(f".//{W}br")) == 1


def test_nothing_that_a_clerk_wrote_stands_in_a_field():
    for element in part(write(whole_issue())).iter(f"{W}instrText"):
        kind, *rest = element.text.split()
        assert kind in {"PAGE", "PAGEREF"}
        assert all(each.replace("_", "").isalnum() or each == "\\h" for each in rest)


def test_page_numbers_stand_outside_one_character_in():
    docx = write(sheet(han("正文。")))
    assert part(docx, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    odd, even = (part(docx, f"word/footer{number}.xml").find(f"{W}p") for number in (1, 2))
    for footer, side, align in ((odd, "right", "right"), (even, "left", "left")):
        assert text(footer) == "— 1 —"
        assert [each.text for each in footer.iter(f"{W}instrText")] == [" PAGE "]
        assert value(footer, "pPr/ind", side) == str(SIZE_4)
        assert value(footer, "pPr/jc") == align


def test_the_page_is_the_one_of_the_standard():
    section = body(sheet(han("正文。")))[-1]
    assert dict(section.find(f"{W}pgSz").attrib) == {f"{W}w": "11906", f"{W}h": "16838"}
    margins = {etree.QName(key).localname: value for key, value in section.find(f"{W}pgMar").attrib.items()}
    assert (margins["top"], margins["bottom"], margins["left"], margins["right"]) == (
        "2098",
        "1984",
        "1588",
        "1474",
    )
    assert margins["footer"] == str(16838 - 15000 - 400)
    assert section.find(f"{W}docGrid").get(f"{W}linePitch") == str(ROW)


def test_settings_prompt_for_nothing_and_fix_the_behaviour():
    settings = part(write(sheet(han("正文。"))), "word/settings.xml")
    assert settings.find(f"{W}updateFields") is None
    assert value(settings, "characterSpacingControl") == "doNotCompress"
    modes = {each.get(f"{W}name"): each.get(f"{W}val") for each in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"


def test_pages_without_a_number_are_a_section_of_their_own():
    """GB/T 9704-2012 7.5: a blank page before the 版记, and the page of the 版记 then, bear no number."""
    pages = replace(with_block(paragraph(han("正文。")), colophon(page=3)))
    first = pages.pages[0]
    pages = replace(pages, pages=(first, Page(2, (), (), None), Page(3, (), (), None)))
    docx = write(pages)
    text_, blank, last, final = list(part(docx).find(f"{W}body"))
    section = text_.find(f"{W}pPr/{W}sectPr")
    numbered = [each.get(f"{R}id") for each in section.iter(f"{W}footerReference")]
    unnumbered = [each.get(f"{R}id") for each in final.iter(f"{W}footerReference")]
    assert set(numbered).isdisjoint(unnumbered)
    # the section begins a page already
    assert blank.find(f"{W}pPr/{W}pageBreakBefore") is None
    assert last.find(f"{W}pPr/{W}pageBreakBefore") is not None
    relations = {each.get("Id"): each.get("Target") for each in part(docx, "word/_rels/document.xml.rels")}
    for each in unnumbered:
        assert part(docx, f"word/{relations[each]}").find(f".//{W}instrText") is None


# --- tables and figures ---------------------------------------------------------------------------------------------


def cell(column: int, content: str, columns: int = 1, rows: int = 1, *, header: bool = False) -> Cell:
    inner = paragraph(line(runs(content, size=240)), role=Role.TABLE_CELL, style="table_cell")
    return Cell(column, columns, rows, (inner,), header)


def merged_table() -> Table:
    head = Row((cell(0, "序号", 1, 2, header=True), cell(1, "数量", 2, header=True)), 480, 1, 3000, head=True)
    second = Row((cell(1, "去年", header=True), cell(2, "今年", header=True)), 480, 1, 3480, head=True)
    row = Row((cell(0, "1"), cell(1, "2"), cell(2, "3")), 500, 1, 3960)
    return Table(MARGIN_LEFT, (1000, 2000, 2000), (head, second, row), 10, 80, before=120)


def test_a_table_repeats_its_head_and_merges_its_cells():
    caption = paragraph(han("表1　项目"), role=Role.CAPTION, style="table_caption")
    found = part(write(with_block(caption, merged_table()))).find(f".//{W}tbl")
    rows = found.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [value(row, "trPr/trHeight", "hRule") for row in rows] == ["exact"] * 3
    merges = [[value(each, "tcPr/vMerge") for each in row.iter(f"{W}tc")] for row in rows]
    assert merges[0] == ["restart", None]
    assert rows[1].findall(f"{W}tc")[0].find(f"{W}tcPr/{W}vMerge").get(f"{W}val") is None
    assert [value(each, "tcPr/gridSpan") for each in rows[0].iter(f"{W}tc")] == [None, "2"]
    assert [each.get(f"{W}w") for each in found.find(f"{W}tblGrid")] == ["1000", "2000", "2000"]
    assert value(found, "tblPr/tblLook", "firstRow") == "1"
    assert value(found, "tblPr/tblCaption") == "表1　项目"


def test_rows_of_a_table_take_half_a_rule_less_at_its_ends():
    """LibreOffice adds half a rule above and half a one below."""
    found = part(write(with_block(merged_table()))).find(f".//{W}tbl")
    assert [value(row, "trPr/trHeight") for row in found.iter(f"{W}tr")] == ["475", "480", "495"]


def test_a_page_break_within_a_table_makes_two_of_it():
    """LibreOffice turns no page inside a table."""
    whole = merged_table()
    *heads, row = whole.rows
    parted = replace(whole, rows=(*heads, row, replace(row, page=2, page_break=True), replace(row, page=2)))
    caption = paragraph(han("表1　项目"), role=Role.CAPTION, style="table_caption")
    _, first, between, second, *_ = body(with_block(caption, parted))
    assert [etree.QName(each).localname for each in (first, between, second)] == ["tbl", "p", "tbl"]
    assert between.find(f"{W}pPr/{W}pageBreakBefore") is not None
    heads_of = [
        [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        for table in (first, second)
    ]
    assert heads_of == [[True, True, False], [True, True, False, False]]
    texts = ["".join(each.itertext()) for each in (first, second)]
    assert texts == ["序号数量去年今年123", "序号数量去年今年123123"]
    assert [value(each, "tblPr/tblCaption") for each in (first, second)] == ["表1　项目", "表1　项目（续）"]
    for table, heights in ((first, ["475", "480", "495"]), (second, ["475", "480", "500", "495"])):
        assert [value(row, "trPr/trHeight") for row in table.iter(f"{W}tr")] == heights


def test_a_page_break_before_a_parted_table_stands_there_once():
    whole = merged_table()
    *heads, row = whole.rows
    parted = replace(whole, rows=(*heads, row, replace(row, page=2, page_break=True)), page_break_before=True)
    document = part(write(with_block(paragraph(han("正文。")), parted)))
    first, second = document.iter(f"{W}tbl")
    assert len(list(first.iter(f"{W}pageBreakBefore"))) == 1
    assert list(second.iter(f"{W}pageBreakBefore")) == []


def test_rows_that_must_not_be_parted_are_kept_together():
    whole = merged_table()
    *heads, row = whole.rows
    tied = replace(whole, rows=(*heads, row, replace(row, keep_next=True), row))
    found = part(write(with_block(tied))).find(f".//{W}tbl")
    kept = [
        {each.find(f"{W}pPr/{W}keepNext") is not None for each in row.iter(f"{W}p")}
        for row in found.iter(f"{W}tr")
    ]
    assert kept == [{True}, {True}, {False}, {True}, {False}]


def test_space_before_a_table_is_behind_the_paragraph_above_it():
    first, second, third, *_ = body(with_block(paragraph(han("正文。")), merged_table(), merged_table()))
    assert value(first, "pPr/spacing", "after") == "120"
    assert etree.QName(second).localname == "tbl"
    # tables that touch would become one
    assert value(third, "pPr/spacing", "line") == "120"


def test_the_document_never_ends_with_a_table():
    *_, last, section = body(with_block(merged_table()))
    assert (etree.QName(last).localname, etree.QName(section).localname) == ("p", "sectPr")


def picture(path: Path, colour: str = "red", kind: str = "PNG") -> Path:
    Image.new("RGB", (30, 20), colour).save(path, kind)
    return path


def pair(*paths: Path, page_break: bool = False) -> Figure:
    items = []
    for index, path in enumerate(paths):
        x = MARGIN_LEFT + index * 4542
        box = Picture(1, x, 3000, 3000, 2000, load(path), f"说明“{index}”", f"图{index + 1}")
        caption = paragraph(line(runs("图说", size=280)), role=Role.CAPTION, style="caption")
        items.append(FigureItem(box, caption, x, 4302))
    return Figure(tuple(items), 4 * ROW, ROW, page_break_before=page_break)


def test_a_figure_is_a_table_of_exact_rows_without_borders(tmp_path: Path):
    found = body(
        with_block(
            paragraph(han("正文。")), pair(picture(tmp_path / "a.png"), picture(tmp_path / "b.png", "blue"))
        )
    )[1]
    assert found.find(f"{W}tblPr/{W}tblBorders") is None
    assert [each.get(f"{W}w") for each in found.find(f"{W}tblGrid")] == ["4302", "240", "4302"]
    heights = [
        (value(row, "trPr/trHeight"), value(row, "trPr/trHeight", "hRule")) for row in found.iter(f"{W}tr")
    ]
    assert heights == [(str(4 * ROW), "exact"), (str(ROW), "exact")]
    properties = [(each.get("name"), each.get("descr")) for each in found.iter(f"{WP}docPr")]
    assert properties == [("图1", "说明“0”"), ("图2", "说明“1”")]
    assert [(each.get("cx"), each.get("cy")) for each in found.iter(f"{WP}extent")] == [
        ("1905000", "1270000")
    ] * 2
    assert len({each.get("id") for each in found.iter(f"{WP}docPr")}) == 2


def test_the_same_picture_is_embedded_once(tmp_path: Path):
    first, twin = picture(tmp_path / "a.png"), picture(tmp_path / "copy.png")
    docx = write(
        with_block(
            pair(first, twin),
            paragraph(han("正文。")),
            pair(first, picture(tmp_path / "c.jpg", "blue", "JPEG")),
        )
    )
    assert [name for name in names(docx) if "media" in name] == [
        "word/media/image1.png",
        "word/media/image2.jpeg",
    ]


def test_a_figure_that_begins_a_page_says_so_in_its_first_cell(tmp_path: Path):
    found = body(with_block(paragraph(han("正文。")), pair(picture(tmp_path / "a.png"), page_break=True)))[1]
    assert found.find(f".//{W}p/{W}pPr/{W}pageBreakBefore") is not None


# --- colophon --------------------------------------------------------------------------------------------------------


def colophon(page: int = 1) -> Colophon:
    top = Rule(page, MARGIN_LEFT, 12700, TYPE_AREA_WIDTH, 20)
    foot = Rule(page, MARGIN_LEFT, 14844, TYPE_AREA_WIDTH, 20)
    lines = (line(runs("报：省委、省政府", size=280), 20, page),)
    only = paragraph(
        *lines,
        role=Role.COLOPHON,
        style="distribution",
        rule_above=top,
        rule_below=foot,
        rule_gap=60,
        pitch=500,
    )
    return Colophon((only,), page, 12690, 660)


def test_the_colophon_is_a_box_at_the_foot_hung_on_a_paragraph_of_its_own():
    text_, anchor, _ = body(with_block(paragraph(han("正文。")), colophon()))
    assert text_.find(f".//{MC}AlternateContent") is None
    assert value(anchor, "pPr/spacing", "line") == "1"
    for box in anchor.iter(f"{WP}anchor"):
        assert box.find(f"{WP}positionV").get("relativeFrom") == "margin"
        assert box.find(f"{WP}positionV/{WP}align").text == "bottom"
        assert box.find(f"{WP}wrapTopAndBottom") is not None
        assert box.find(f"{WP}extent").get("cx") == str(TYPE_AREA_WIDTH * 635)


def test_each_reader_finds_a_copy_of_the_colophon_that_it_knows():
    holder = body(with_block(paragraph(han("正文。")), colophon()))[1].find(f".//{MC}AlternateContent")
    assert [each.get("Requires") for each in holder.findall(f"{MC}Choice")] == ["w15 wps", "wps"]
    boxes = [etree.tostring(each) for each in holder.iter(f"{W}txbxContent")]
    assert len(boxes) == 3
    assert len(set(boxes)) == 1
    assert b"bookmark" not in boxes[0]
    # rule, line, rule
    assert [len(list(each)) for each in holder.iter(f"{W}txbxContent")] == [3, 3, 3]


# --- the file ---------------------------------------------------------------------------------------------------------


def test_the_core_properties_are_those_of_the_issue():
    said = Document(BytesIO(write(whole_issue()))).core_properties
    assert (said.title, said.author, said.subject) == (META.title, META.organ, META.subject)
    assert (said.category, said.language, said.identifier) == (META.series, "zh-CN", META.identifier)
    assert said.keywords == "援疆工作简报；2017年第9期；总第9期"
    assert said.created == said.modified == datetime(2017, 4, 11, 12, tzinfo=UTC)
    assert said.last_modified_by == META.organ


def test_nothing_of_the_library_or_the_machine_is_left_in_the_file():
    docx = write(whole_issue())
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (2017, 4, 11, 12, 0, 0), "the issue's day, not the clock"
            content = archive.read(entry)
            assert b"python-docx" not in content
            assert b"/home/" not in content
            assert b"/tmp/" not in content


def test_the_same_pages_give_the_same_bytes_in_any_process(tmp_path: Path):
    code = (
        "import hashlib, pathlib; from tests.writers.specimens import whole_issue; from jianbao.writers.docx import write;"
        f"print(hashlib.sha256(write(whole_issue(pathlib.Path({str(picture(tmp_path / 'a.png'))!r})))).hexdigest())"
    )
    found = set()
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_python_docx_opens_it(tmp_path: Path):
    document = Document(BytesIO(write(whole_issue(picture(tmp_path / "a.png")))))
    styles = [each.style.name for each in document.paragraphs]
    assert styles[0] == "报头"
    assert {"标题", "正文", "要目"} <= set(styles)
    assert len(document.inline_shapes) >= 1


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_level_headings_stand_in_their_styles(level: int):
    first = body(sheet(han("一、加强领导"), role=Role.HEADING, style=f"heading{level}", level=level))[0]
    assert value(first, "pPr/pStyle") == f"JbHeading{level}"


def test_an_issue_of_nothing_but_a_paragraph_of_no_text_is_written():
    empty = Paragraph(
        Role.FURNITURE,
        "body",
        (Line(1, MARGIN_LEFT, 2500, 2098, ROW, 0, ()),),
        TYPE_AREA_WIDTH,
        Align.JUSTIFY,
    )
    assert text(body(with_block(empty))[0]) == ""


def test_a_paragraph_is_kept_with_the_next_only_where_the_layout_kept_it():
    """LibreOffice carries a kept paragraph over whole, be it in the middle of it or where the layout did not keep it."""
    sheets = Sheets()
    sheets.paragraph(han("一、标题", 0), keep_next=True)
    sheets.paragraph(han("正文", 21), keep_next=True)
    sheets.paragraph(han("前一页", 0, 2), han("后一页", 0, 3), keep_next=True)
    sheets.paragraph(han("署名", 1, 3))
    kept = [each.find(f"{W}pPr/{W}keepNext") is not None for each in body(sheets.pages())[:-1]]
    assert kept == [True, False, False, False]
