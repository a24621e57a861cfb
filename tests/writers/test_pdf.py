"""The PDF writer: what stands in the file, read back by pikepdf and PDFium."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

from jianbao.fonts.faces import FaceSet
from jianbao.pages import Pages, Role, Run
from jianbao.typography import MARGIN_LEFT, PAPER_HEIGHT, FaceRole
from jianbao.writers.pdf import write
from tests.writers.specimens import META, Sheets, line, one_line, run, runs, whole_issue, with_an_old_face

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def picture(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "走访.jpg"
    Image.linear_gradient("L").convert("RGB").save(path, quality=90)
    return path


@pytest.fixture(scope="module")
def issue(picture) -> Pages:
    return whole_issue(picture)


@pytest.fixture(scope="module")
def data(issue) -> bytes:
    return write(issue)


@pytest.fixture(scope="module")
def pdf(data):
    with pikepdf.open(BytesIO(data)) as opened:
        yield opened


def content(pdf: pikepdf.Pdf, page: int = 0) -> str:
    return pdf.pages[page].Contents.read_bytes().decode("ascii")


def open_bytes(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def elements(node: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    """The structure elements of a kind below a node, in reading order."""
    found = [node] if node.get("/S") == kind else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += elements(kid, kind)
    return found


def below(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.K
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def outline(element: pikepdf.Object) -> list[str]:
    """The kinds of an element's structure kids."""
    return [str(kid.S)[1:] for kid in below(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


# --- text -------------------------------------------------------------------------------------------------------------


def test_pdfium_gives_every_character_back_in_reading_order(issue, data):
    wanted = "".join(
        line.text
        for page in issue.pages
        for line in (*(item for item in page.items if hasattr(item, "runs")), page.folio)
    )
    given = text_of(data)
    squeeze = re.compile(r"\s")
    # the dots are drawn but are no text of the issue
    leaders = squeeze.sub("", given).replace("……", "")
    assert leaders == squeeze.sub("", wanted)


def test_it_gives_rare_characters_beyond_the_bmp_back():
    assert "喆堃玥珺𬱟𫖯䶮㛃" in text_of(write(one_line("喆堃玥珺𬱟𫖯䶮㛃")))


def test_it_gives_no_spaces_between_stretched_characters():
    assert "今年以来工作组" in text_of(write(one_line("今年以来工作组", spacing=-5, stretch=20.0)))


def test_it_keeps_the_space_that_a_break_dropped():
    sheets = Sheets()
    sheets.paragraph(line(runs("see"), 0, dropped=" "), line(runs("them"), 1, last=True))
    data = write(sheets.pages())
    with open_bytes(data) as pdf:
        assert shown_text(pdf) == "see them—1—"


def test_it_writes_no_zero_width_space():
    sheets = Sheets()
    sheets.paragraph(line(runs("今年"), 0, zwsp=True), line(runs("以来"), 1, last=True))
    assert "\u200b" not in text_of(write(sheets.pages()))


def test_it_draws_each_run_where_the_layout_put_it():
    sheets = Sheets()
    parts = runs("今年以来", 2000, spacing=-5, stretch=2.5)
    sheets.paragraph(line(parts, 3))
    document = pypdfium2.PdfDocument(write(sheets.pages()))
    page = document[0].get_textpage()
    advance = (320 - 2.5) / 20
    for index in range(4):
        left, bottom, _, top = page.get_charbox(index, loose=True)
        assert left == pytest.approx(100 + index * advance, abs=0.02)
    baseline = PAPER_HEIGHT / 20 - (2098 + 3 * 579 + 430) / 20
    assert bottom < baseline < top


def test_it_shows_a_run_by_one_string_with_character_spacing():
    with open_bytes(write(one_line("今年以来", spacing=-5))) as pdf:
        code = content(pdf)
    assert "-0.25 Tc" in code
    assert len(re.findall(r"<[0-9a-f]{16}> Tj", code)) == 1


def test_it_opens_one_text_object_where_nothing_else_is_drawn():
    with open_bytes(write(one_line("今年以来"))) as pdf:
        assert content(pdf).count("BT") == 1


def test_it_thickens_bold_han_with_a_stroke_in_its_colour():
    with open_bytes(write(one_line("一是", bold=True, colour="FF0000"))) as pdf:
        code = content(pdf)
    assert "2 Tr\n0.55 w\n1 0 0 RG" in code


def test_it_uses_the_bold_western_face_as_it_is():
    with open_bytes(write(one_line("AB", bold=True))) as pdf:
        assert "2 Tr" not in content(pdf)
        assert any("Bold" in str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values())


def test_a_character_that_its_face_lacks_is_a_bug():
    broken = Run("喆", MARGIN_LEFT, 320, FaceRole.FANGSONG, "fangsong", 320)
    sheets = Sheets()
    sheets.paragraph(line((broken,)))
    with pytest.raises(LookupError, match=r"fangsong.*U\+5586"):
        write(sheets.pages())


@pytest.mark.parametrize(("missing", "written"), [("㐂", "3402"), ("𬀀", "d870dc00")])
def test_a_character_that_no_face_has_is_drawn_as_a_block_and_read_as_itself(missing, written):
    """PDFium drops ActualText beyond the BMP (a bug of its own; poppler reads it), so it is asked for the other only."""
    block = replace(run("〓", role=FaceRole.SONGTI), text=missing, drawn="〓")
    sheets = Sheets()
    sheets.paragraph(line((block,)))
    data = write(sheets.pages())
    assert len(missing.encode("utf-16-be")) > 2 or missing in text_of(data)
    with open_bytes(data) as pdf:
        assert f"/Span <</MCID 0/ActualText<feff{written}>>>BDC" in content(pdf)
        (element,) = elements(pdf.Root.StructTreeRoot.K, "/Span")
        assert str(element.ActualText) == missing
        assert element.P.S == "/P"


def test_text_that_reads_otherwise_than_it_looks_is_not_marked_within_other_text():
    """Poppler takes the end of the inner marked content for that of the outer one and loses what follows."""
    parts = (
        run("前"),
        replace(run("〓", MARGIN_LEFT + 320), text="㐂", drawn="〓"),
        run("后", MARGIN_LEFT + 640),
    )
    sheets = Sheets()
    sheets.paragraph(line(parts, last=True))
    data = write(sheets.pages())
    with open_bytes(data) as pdf:
        marks = re.findall(r"BDC|BMC|EMC", content(pdf))
        assert all(mark != after for mark, after in pairwise(marks))
    assert "前㐂后" in text_of(data)
    with open_bytes(write(sheets.pages(), tagged=False)) as pdf:
        assert "/Span <</ActualText<feff3402>>>BDC" in content(pdf)


def test_two_characters_of_one_glyph_both_read_right():
    """Some faces draw · and ・ by one glyph: the second meaning needs ActualText."""
    face = next(
        (
            (face, pair)
            for face in FaceSet.embedded().faces()
            for pair in ("·・", "—―", "…⋯")
            if face.has(pair[0]) and face.glyph(pair[0]) == face.glyph(pair[1])
        ),
        None,
    )
    if face is None:
        pytest.skip("no embedded face has such a pair")
    (shared, pair) = face
    sheets = Sheets()
    sheets.paragraph(line((Run(pair, MARGIN_LEFT, 640, FaceRole.SONGTI, shared.key, 320),)))
    assert pair in unicodedata.normalize("NFC", text_of(write(sheets.pages())))


def test_a_character_at_a_private_code_point_reads_as_what_it_is(tmp_path):
    """An old face draws 䶮 from U+E863; of what a user drew, its code is all there is to say."""
    data = write(with_an_old_face(tmp_path))
    text = unicodedata.normalize("NFC", text_of(data))
    assert "南汉刘䶮，\ue001字。" in text and "刘䶮" in text and "\ue863" not in text
    with open_bytes(data) as pdf:
        assert [str(element.ActualText) for element in elements(pdf.Root.StructTreeRoot.K, "/Span")] == [
            "䶮",
            "\ue001",
            "䶮",
        ]


# --- fonts ------------------------------------------------------------------------------------------------------------


def test_every_font_is_an_embedded_subset_of_one_kind(pdf):
    fonts = pdf.pages[0].Resources.Font
    assert len(fonts) >= 6
    for font in fonts.values():
        descendant = font.DescendantFonts[0]
        assert re.fullmatch(r"/[A-Z]{6}\+Jianbao\w+", str(font.BaseFont))
        assert font.Encoding == "/Identity-H"
        assert descendant.Subtype == "/CIDFontType2"
        assert descendant.CIDToGIDMap == "/Identity"
        assert descendant.FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"


def test_a_subset_holds_the_glyphs_drawn_and_no_more():
    with (
        open_bytes(write(one_line("今年以来"))) as few,
        open_bytes(write(one_line("今年以来工作组长率先"))) as more,
    ):
        sizes = [
            len(each.pages[0].Resources.Font["/F1"].DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
            for each in (few, more)
        ]
    assert sizes[0] < sizes[1]


def test_a_font_name_in_chinese_becomes_a_legal_one():
    face = FaceSet.embedded().face_for(FaceRole.FANGSONG, "一")
    assert face is not None
    odd = replace(face, key="fangsong-own", postscript_name="方正 仿宋")
    sheets = Sheets()
    sheets.paragraph(line((Run("一", MARGIN_LEFT, 320, FaceRole.FANGSONG, odd.key, 320),)))
    with open_bytes(write(sheets.pages(faces=(odd,)))) as pdf:
        assert any(
            str(font.BaseFont).endswith("+fangsong-own") for font in pdf.pages[0].Resources.Font.values()
        )


def test_widths_are_given_where_they_are_not_one_em():
    face = FaceSet.embedded().face_for(FaceRole.LATIN, "a")
    assert face is not None
    with open_bytes(write(one_line("a"))) as pdf:
        fonts = [font.DescendantFonts[0] for font in pdf.pages[0].Resources.Font.values()]
        widths = next(font.W for font in fonts if "Latin" in str(font.BaseFont))
        given = {int(widths[at]): float(widths[at + 1][0]) for at in range(0, len(widths), 2)}
    wanted = 1000 * (face.advance("a") or 0) / face.units_per_em
    assert given[face.glyph("a") or 0] == pytest.approx(wanted, abs=0.001)


def shown_text(pdf: pikepdf.Pdf) -> str:
    """All strings shown, through ToUnicode alone."""
    maps = {name: to_unicode(font) for name, font in pdf.pages[0].Resources.Font.items()}
    text, font = "", ""
    for part in re.findall(r"(/F\d+) [\d.]+ Tf|<([0-9a-f]+)> Tj", content(pdf)):
        font = part[0] or font
        text += "".join(maps[font][part[1][at : at + 4]] for at in range(0, len(part[1]), 4))
    return text.replace(" — ", "—").replace("— ", "—").replace(" —", "—")


def to_unicode(font: pikepdf.Object) -> dict[str, str]:
    code = font.ToUnicode.read_bytes().decode("ascii")
    return {
        glyph: bytes.fromhex(text).decode("utf-16-be")
        for glyph, text in re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", code, re.MULTILINE)
    }


def test_to_unicode_writes_surrogate_pairs():
    with open_bytes(write(one_line("𬱟"))) as pdf:
        assert "𬱟" in to_unicode(pdf.pages[0].Resources.Font["/F1"]).values()


# --- structure --------------------------------------------------------------------------------------------------------


def test_it_is_marked_as_tagged_in_chinese(pdf):
    assert pdf.Root.MarkInfo.Marked is True
    assert str(pdf.Root.Lang) == "zh-CN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_it_tags_by_role_in_reading_order(pdf):
    assert outline(pdf.Root.StructTreeRoot.K) == [
        # masthead, contents, first article
        *("P", "P", "P", "H1", "TOC", "H1", "P", "H2", "P"),
        *("H1", "P", "L", "BlockQuote", "Table", "Div", "Div", "Note", "Div"),
    ]


def test_a_paragraph_over_two_pages_is_one_element(pdf):
    split = [p for p in elements(pdf.Root.StructTreeRoot.K, "/P") if len(below(p)) > 1]
    assert any("/Pg" in kid for p in split for kid in below(p) if isinstance(kid, pikepdf.Dictionary))


def test_heading_levels_do_not_skip():
    sheets = Sheets()
    for row, level in enumerate((3, 4, 1)):
        sheets.paragraph(line(runs("一"), row), role=Role.HEADING, style="heading1", level=level)
    with open_bytes(write(sheets.pages())) as pdf:
        assert outline(pdf.Root.StructTreeRoot.K) == ["H1", "H2", "H2"]


def test_a_list_item_has_its_label_apart(pdf):
    first = elements(pdf.Root.StructTreeRoot.K, "/LI")[0]
    assert outline(first) == ["Lbl", "LBody"]


def test_numbers_and_bullets_make_two_lists():
    sheets = Sheets()
    for row, text in enumerate(("1. 一", "2. 二", "• 三")):
        sheets.paragraph(line(runs(text), row, last=True), role=Role.LIST_ITEM, style="list")
    with open_bytes(write(sheets.pages())) as pdf:
        lists = elements(pdf.Root.StructTreeRoot.K, "/L")
        assert [(str(each.A.ListNumbering), len(elements(each, "/LI"))) for each in lists] == [
            ("/Decimal", 2),
            ("/Disc", 1),
        ]


@pytest.mark.parametrize("marker", ["1000.", "（1000）", "123456789.", "●"])
def test_a_marker_of_any_length_is_a_label(marker: str):
    sheets = Sheets()
    sheets.paragraph(line(runs(f"{marker}文"), last=True), role=Role.LIST_ITEM, style="list")
    with open_bytes(write(sheets.pages())) as pdf:
        assert outline(elements(pdf.Root.StructTreeRoot.K, "/LI")[0]) == ["Lbl", "LBody"]


def test_an_indented_item_is_a_list_within_the_item_above():
    sheets = Sheets()
    items = (("1. 一", 0), ("• 甲", 640), ("• 乙", 640), ("2. 二", 0), ("（1）丙", 640))
    for row, (text, left) in enumerate(items):
        sheets.paragraph(line(runs(text), row, last=True), role=Role.LIST_ITEM, style="list", left=left)
    with open_bytes(write(sheets.pages())) as pdf:
        (outer,) = (kid for kid in below(pdf.Root.StructTreeRoot.K) if kid.S == "/L")
        assert outline(outer) == ["LI", "LI"]
        first, second = elements(outer, "/LBody")[0], below(outer)[1]
        assert outline(first) == ["P", "L"]
        assert outline(below(first)[1]) == ["LI", "LI"]
        assert [str(each.A.ListNumbering) for each in elements(second, "/L")] == ["/Decimal"]


def test_a_further_paragraph_of_an_item_stands_in_it_and_the_list_goes_on():
    sheets = Sheets()
    parts = (("1. 一", 0, None), ("• 甲", 640, None), ("又甲", 0, 1), ("又一", 0, 0), ("2. 二", 0, None))
    for row, (text, left, depth) in enumerate(parts):
        more = {"role": Role.LIST_ITEM} if depth is None else {"role": Role.LIST_PART, "level": depth}
        sheets.paragraph(line(runs(text), row, last=True), style="list", left=left, **more)
    sheets.paragraph(line(runs("正文"), 6, last=True))
    sheets.paragraph(line(runs("无处可属"), 7, last=True), role=Role.LIST_PART)
    with open_bytes(write(sheets.pages())) as pdf:
        root = pdf.Root.StructTreeRoot.K
        assert outline(root) == ["L", "P", "P"]
        first, second = elements(below(root)[0], "/LI")[0], elements(below(root)[0], "/LI")[2]
        assert outline(first) == outline(second) == ["Lbl", "LBody"]
        assert outline(below(first)[1]) == ["P", "L", "P"]
        assert outline(elements(first, "/LBody")[1]) == ["P", "P"]


def test_a_list_in_a_quotation_stands_in_it():
    sheets = Sheets()
    parts = (
        ("前文", {}),
        ("引", {"role": Role.QUOTE}),
        ("• 甲", {"role": Role.LIST_ITEM, "quoted": True}),
        ("• 乙", {"role": Role.LIST_ITEM, "quoted": True}),
        ("引毕", {"role": Role.QUOTE}),
        ("• 丙", {"role": Role.LIST_ITEM}),
        ("• 丁", {"role": Role.LIST_ITEM, "quoted": True}),
        ("后文", {}),
    )
    for row, (text, more) in enumerate(parts):
        sheets.paragraph(line(runs(text), row, last=True), **more)
    with open_bytes(write(sheets.pages())) as pdf:
        root = pdf.Root.StructTreeRoot.K
        assert outline(root) == ["P", "BlockQuote", "L", "BlockQuote", "P"]
        assert [outline(each) for each in elements(root, "/BlockQuote")] == [["P", "L", "P"], ["L"]]
        assert [len(elements(each, "/LI")) for each in elements(root, "/L")] == [2, 1, 1]


def test_the_marker_of_a_contents_entry_is_its_label():
    sheets = Sheets()
    title = runs("题目", 3000, link="article-1")
    sheets.paragraph(line((run("★"), *title)), role=Role.CONTENTS_ENTRY, style="contents")
    sheets.paragraph(line(runs("题目"), 2), role=Role.TITLE, style="title", anchor="article-1")
    with open_bytes(write(sheets.pages())) as pdf:
        (item,) = elements(pdf.Root.StructTreeRoot.K, "/TOCI")
        assert outline(item) == ["Lbl", "Reference"]
        assert outline(below(item)[1]) == ["Link"]


def test_entries_under_a_column_are_contents_within_the_contents():
    sheets = Sheets()
    kinds = (
        Role.CONTENTS_ENTRY,
        Role.CONTENTS_COLUMN,
        Role.CONTENTS_ENTRY,
        Role.CONTENTS_ENTRY,
        Role.CONTENTS_COLUMN,
    )
    for row, role in enumerate((*kinds, Role.CONTENTS_ENTRY, Role.PARAGRAPH)):
        sheets.paragraph(line(runs("【工作动态】"), row, last=True), role=role, style="contents")
    with open_bytes(write(sheets.pages())) as pdf:
        assert outline(pdf.Root.StructTreeRoot.K) == ["TOC", "P"]
        entries = below(below(pdf.Root.StructTreeRoot.K)[0])
        assert [outline(entry) for entry in entries] == [["Reference"], ["P", "TOC"], ["P", "TOC"]]
        assert [outline(each) for each in elements(pdf.Root.StructTreeRoot.K, "/TOC")] == [
            ["TOCI", "TOCI", "TOCI"],
            ["TOCI", "TOCI"],
            ["TOCI"],
        ]


def test_table_heads_have_scope_and_spans(pdf):
    table = elements(pdf.Root.StructTreeRoot.K, "/Table")[0]
    assert outline(table) == ["Caption", "TR", "TR", "TR"]
    heads = elements(table, "/TH")
    assert [str(head.A.Scope) for head in heads] == ["/Column", "/Column"]
    assert heads[1].A.ColSpan == 2
    assert len(elements(table, "/TD")) == 6


def test_a_figure_has_alternate_text_and_a_box(pdf):
    figure = elements(pdf.Root.StructTreeRoot.K, "/Figure")[0]
    assert str(figure.Alt) == "图1：工作组走访"
    assert len(figure.A.BBox) == 4
    assert outline(elements(pdf.Root.StructTreeRoot.K, "/Div")[0]) == ["Figure", "Caption"]


def test_a_note_has_an_id_that_the_tree_knows(pdf):
    note = elements(pdf.Root.StructTreeRoot.K, "/Note")[0]
    assert pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)[str(note.ID)] == note


def test_rules_leaders_and_page_numbers_are_artifacts(pdf):
    code = content(pdf)
    assert "/Artifact <</Type/Pagination/Subtype/Footer>> BDC" in code
    for rule in re.finditer(r"^[\d.]+ [\d.]+ m .* S$", code, re.MULTILINE):
        assert code.rfind("/Artifact BMC", 0, rule.start()) > code.rfind("EMC", 0, rule.start())


def test_marked_content_is_balanced_and_within_text_objects(pdf):
    for page in range(2):
        depth, in_text, opened_in = 0, False, []
        for operator in re.findall(r"\b(BT|ET|BDC|BMC|EMC)\b", content(pdf, page)):
            if operator in ("BT", "ET"):
                in_text = operator == "BT"
                assert not depth
            elif operator == "EMC":
                depth -= 1
                assert opened_in.pop() is in_text
            else:
                depth += 1
                opened_in.append(in_text)
        assert depth == 0


def test_the_parent_tree_names_every_marked_content(pdf):
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    tree = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for index, page in enumerate(pdf.pages):
        marked = [int(found) for found in re.findall(r"/MCID (\d+)", content(pdf, index))]
        assert marked == list(range(len(tree[page.StructParents])))


def test_untagged_has_no_structure(issue):
    with open_bytes(write(issue, tagged=False)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "BDC" not in content(pdf)


# --- links and outline --------------------------------------------------------------------------------------------------


def test_a_contents_entry_links_to_its_article(pdf):
    link = pdf.pages[0].Annots[0]
    assert link.F == 4
    assert str(link.Contents) == "★武进援疆工作组“民族团结一家亲”活动花开有形"
    names = pdf.Root.Names.Dests.Names
    places = {bytes(names[at]): names[at + 1] for at in range(0, len(names), 2)}
    assert bytes(link.Dest) == b"article-1"
    assert places[b"article-1"][0].objgen == pdf.pages[0].objgen
    assert places[b"article-2"][0].objgen == pdf.pages[1].objgen


def test_an_entry_is_one_link_from_title_to_page_number(pdf):
    assert len(pdf.pages[0].Annots) == 2
    link = elements(pdf.Root.StructTreeRoot.K, "/Link")[0]
    assert sum("/Obj" in kid for kid in below(link) if isinstance(kid, pikepdf.Dictionary)) == 1
    assert pdf.pages[0].Tabs == "/S"


def test_an_anchor_may_be_written_with_its_hash():
    sheets = Sheets()
    sheets.paragraph(line(runs("见前文", link="#a1")), anchor="a1")
    with open_bytes(write(sheets.pages())) as pdf:
        assert bytes(pdf.pages[0].Annots[0].Dest) == b"a1"


def test_a_reference_to_a_note_leads_to_it_and_says_what_it_says():
    sheets = Sheets()
    sheets.paragraph(line((*runs("统计"), *runs("①", 2400, link="#note1-1"), *runs("数", 2800)), last=True))
    note = line(runs("①据年报。"), 1, last=True)
    sheets.paragraph(note, role=Role.NOTE, style="note", anchor="note1-1")
    with open_bytes(write(sheets.pages())) as pdf:
        (link,) = pdf.pages[0].Annots
        assert (bytes(link.Dest), str(link.Contents)) == (b"note1-1", "①据年报。")
        paragraph, _ = below(pdf.Root.StructTreeRoot.K)
        assert outline(paragraph) == ["Reference"]
        assert outline(elements(paragraph, "/Reference")[0]) == ["Link"]


def test_a_link_in_a_table_head_that_is_repeated_is_none_there():
    """What is repeated is no part of what is read: an artifact, which cannot hold an annotation."""
    sheets = Sheets()
    for page in (1, 2):
        sheets.paragraph(line(runs("正文"), 3, page))
    head = runs("网站", link="https://example.org/")
    sheets.paragraph(line(head, 1))
    sheets.furniture.setdefault(2, []).append(line(head, 1, 2))
    with open_bytes(write(sheets.pages())) as pdf:
        assert [len(page.get("/Annots", ())) for page in pdf.pages] == [1, 0]


def test_a_link_to_nowhere_is_plain_text():
    with open_bytes(write(one_line("见前文", link="nowhere"))) as pdf:
        assert "/Annots" not in pdf.pages[0]
        assert not elements(pdf.Root.StructTreeRoot.K, "/Link")


def test_a_url_is_written_in_ascii():
    with open_bytes(write(one_line("官网", link="https://example.org/简报"))) as pdf:
        assert str(pdf.pages[0].Annots[0].Contents) == "https://example.org/简报"
        assert str(pdf.pages[0].Annots[0].A.URI) == "https://example.org/%E7%AE%80%E6%8A%A5"


def test_the_outline_nests_headings_under_titles(pdf):
    with pdf.open_outline() as read:
        assert [item.title[:2] for item in read.root] == ["武进", "扬州"]
        assert [item.title for item in read.root[0].children] == ["一、领导带头"]


# --- metadata ---------------------------------------------------------------------------------------------------------


def test_info_and_xmp_say_the_same(pdf):
    assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20170411120000+08'00'"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == META.title
        assert xmp["dc:creator"] == [str(pdf.docinfo.Author)] == [META.organ]
        assert xmp["dc:description"] == str(pdf.docinfo.Subject) == META.subject
        assert xmp["pdf:Keywords"] == str(pdf.docinfo.Keywords)
        assert xmp["pdf:Producer"] == str(pdf.docinfo.Producer)
        assert xmp["xmp:CreatorTool"] == str(pdf.docinfo.Creator) == "jianbao"
        assert xmp["xmp:CreateDate"] == "2017-04-11T12:00:00+08:00"
        assert xmp["pdfaid:part"] + xmp["pdfaid:conformance"] == "2A"
        assert xmp["pdfuaid:part"] == "1"


def test_what_is_empty_is_left_out():
    meta = type(META)(
        **{**{name: getattr(META, name) for name in META.__slots__}, "subject": "", "keywords": ()}
    )
    with open_bytes(write(Sheets().pages(meta))) as pdf:
        assert "/Subject" not in pdf.docinfo
        assert "/Keywords" not in pdf.docinfo
        with pdf.open_metadata() as xmp:
            assert "dc:description" not in xmp


def test_the_output_intent_is_srgb(pdf):
    from PIL import ImageCms

    intent = pdf.Root.OutputIntents[0]
    profile = ImageCms.ImageCmsProfile(BytesIO(intent.DestOutputProfile.read_bytes()))
    assert intent.S == "/GTS_PDFA1"
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"
    red = Image.new("RGB", (1, 1), (255, 128, 7))
    turned = ImageCms.profileToProfile(red, profile, ImageCms.createProfile("sRGB"))
    assert turned is not None
    assert all(abs(a - b) <= 2 for a, b in zip(turned.getpixel((0, 0)), (255, 128, 7), strict=True))


def test_it_is_a_plain_pdf_17(data, pdf):
    assert data.startswith(b"%PDF-1.7\n%")
    assert max(data[10:14]) > 127
    assert not pdf.is_encrypted
    assert all(match.start() for match in re.finditer(rb"\nendstream", data))
    assert data.count(b"endstream") == data.count(b"\nendstream")
    assert len(pdf.trailer.ID) == 2


# --- same input, same bytes -------------------------------------------------------------------------------------------


def test_the_same_pages_give_the_same_bytes(issue, data):
    assert write(issue) == data


def test_other_pages_have_another_id(data):
    with open_bytes(data) as one, open_bytes(write(one_line("今年"))) as other:
        assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


@pytest.mark.parametrize(
    "setting",
    [
        {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_neither_hash_seed_nor_zone_nor_folder_changes_a_byte(setting, data, picture, tmp_path):
    code = (
        "import sys; from pathlib import Path; from tests.writers.specimens import whole_issue;"
        "from jianbao.writers.pdf import write; sys.stdout.buffer.write(write(whole_issue(Path(sys.argv[1]))))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **setting}
    done = subprocess.run(
        [sys.executable, "-c", code, str(picture)],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    assert done.stdout == data


def test_it_is_drawn_as_it_was_laid_out_to_the_eye(data):
    """The red rule is red and as wide as the type area; the page is A4."""
    page = pypdfium2.PdfDocument(data)[0]
    assert page.get_size() == pytest.approx((595.3, 841.9), abs=0.01)
    image = page.render(scale=2).to_pil().convert("RGB")
    row = round((2098 + 3 * 579) / 20 * 2)
    red = [x for x in range(image.width) if image.getpixel((x, row)) == (255, 0, 0)]
    assert min(red) / 2 == pytest.approx(79.4, abs=0.6)
    assert max(red) / 2 == pytest.approx(521.6, abs=0.7)


__all__ = ["run"]
