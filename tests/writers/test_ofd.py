"""The OFD writer: the standard's structure, what leads where, and the text, read back by ofdkit and by hand."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import ofdkit
import pytest
from msgspec.structs import replace
from PIL import Image

from jianbao.fonts.faces import FaceSet
from jianbao.pages import BLANK_PAGE, Line, OutlineEntry, Page, Pages, Paragraph, Role, Run, RunKind
from jianbao.typography import MARGIN_LEFT, TWIPS_PER_MM, FaceRole
from jianbao.writers.ofd import write
from tests.writers.ofd_package import (
    NAMESPACE,
    Package,
    astray,
    attribute,
    expanded,
    find,
    lacking,
    misnumbered,
    misplaced,
    name_of,
    numbers,
    objects,
    only,
    places,
    text,
    unnamed,
)
from tests.writers.specimens import META, Sheets, line, one_line, paragraph, run, runs, whole_issue

ROOT = Path(__file__).parents[2]


def package(pages: Pages) -> Package:
    return Package(write(pages))


def shown_runs(page: Page) -> Iterator[tuple[Line, Run]]:
    for item in (*page.items, *page.furniture, page.folio):
        if isinstance(item, Line):
            yield from ((item, each) for each in item.runs if each.text)


@pytest.fixture(scope="module")
def picture(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "走访 & 调研.png"
    Image.new("RGBA", (300, 200), (200, 30, 30, 128)).save(path)
    return path


@pytest.fixture(scope="module")
def issue(picture) -> Pages:
    return whole_issue(picture)


@pytest.fixture(scope="module")
def data(issue) -> bytes:
    return write(issue)


@pytest.fixture(scope="module")
def ofd(data) -> Package:
    return Package(data)


# --- structure -------------------------------------------------------------------------------------------------


def test_it_has_the_parts_that_the_standard_names(ofd):
    assert ofd.names[0] == "OFD.xml"
    assert text(ofd.parts["OFD.xml"], "DocBody/DocRoot") == "Doc_0/Document.xml"
    for part in ("Document", "PublicRes", "DocumentRes", "Pages/Page_0/Content", "Pages/Page_1/Content"):
        assert f"Doc_0/{part}.xml" in ofd.names


def test_every_element_has_its_children_in_the_schema_s_order(ofd):
    assert list(misplaced(ofd)) == []


def test_required_attributes_are_there(ofd):
    assert list(lacking(ofd)) == []


def test_a_root_says_what_the_standard_fixes(ofd):
    assert ofd.parts["OFD.xml"].attrib == {"Version": "1.0", "DocType": "OFD"}
    assert all(
        root.tag.startswith(NAMESPACE)
        for name, root in ofd.parts.items()
        if not name.endswith("Bulletin.xml")
    )


def test_ids_are_unique_and_none_is_larger_than_the_document_says(ofd):
    assert list(misnumbered(ofd)) == []


def test_every_reference_leads_to_something(ofd):
    assert list(astray(ofd)) == []


def test_every_file_that_is_named_exists_and_every_file_is_named(ofd):
    assert list(unnamed(ofd)) == []


def test_a_structure_that_is_broken_on_purpose_is_found(issue):
    """So that checks that find nothing anywhere would be found out."""
    broken = package(issue)
    page = broken.pages()[0]
    first, second, *_ = objects(page)
    only(broken.document, "CommonData/MaxUnitID").text = "3"
    first.remove(find(first, "TextCode")[0])
    del second.attrib["Boundary"]
    second.set("Font", "99999")
    broken.names.append("Doc_0/Res/stray.ttf")
    for check in (misplaced, lacking, misnumbered, astray, unnamed):
        assert list(check(broken)), check.__name__


def test_the_page_is_a4_and_the_type_area_is_the_norm_s(ofd):
    assert text(ofd.document, "CommonData/PageArea/PhysicalBox") == "0 0 210 297"
    box = numbers(text(ofd.document, "CommonData/PageArea/ContentBox"))
    assert box == pytest.approx([28, 37, 156, 225], abs=0.02)


def test_numbers_have_at_most_four_decimals(ofd):
    for name in ofd.names:
        if name.endswith("Content.xml"):
            assert not re.search(rb'="[^"]*(\d\.\d{5}|\de-\d|-0[ "])', ofd.zip.read(name))


# --- text ------------------------------------------------------------------------------------------------------


def test_the_text_is_there_in_reading_order(ofd, issue):
    for index, page in enumerate(issue.pages):
        wanted = "".join(each.text for _, each in shown_runs(page)).replace(" ", "")
        assert "".join(ofd.texts(index)).replace(" ", "") == wanted


def test_every_character_stands_where_the_layout_put_it(ofd, issue):
    for index, page in enumerate(issue.pages):
        wanted = []
        for line_, each in shown_runs(page):
            face, x = issue.faces[each.face], float(each.x)
            for char in each.text:
                wanted.append((char, x / TWIPS_PER_MM, line_.baseline / TWIPS_PER_MM))
                x += (face.advance(char) or 0) * each.size / face.units_per_em + each.spacing + each.stretch
        found = [place for each in objects(ofd.pages()[index]) for place in places(each)]
        assert len(wanted) > 40
        # the spaces that only distance shows are drawn too: looked for, not counted
        at = 0
        for place in wanted:
            while found[at][0] != place[0]:
                assert found[at][0] in " \u3000"
                at += 1
            assert found[at][1:] == pytest.approx(place[1:], abs=0.01), place
            at += 1


def test_sizes_are_in_millimetres():
    each, *_ = objects(package(one_line("今", size=320)).pages()[0])
    assert float(attribute(each, "Size")) == pytest.approx(16 * 25.4 / 72, abs=1e-4)


def test_ink_stays_within_the_boundary(ofd, issue):
    """What leaves its Boundary is cut off (8.5): the box of every glyph must lie in it."""
    fonts = ofd.fonts()
    for page in ofd.pages():
        for each in objects(page):
            font, size = fonts[attribute(each, "Font")], float(attribute(each, "Size"))
            glyf, cmap, scale = font["glyf"], font.getBestCmap(), size / font["head"].unitsPerEm
            stroke = float(each.get("LineWidth", "0")) / 2
            left, top, width, height = numbers(attribute(each, "Boundary"))
            for char, x, y in places(each):
                glyph = glyf[cmap[ord(char)]]
                if not glyph.numberOfContours:
                    continue
                assert x + glyph.xMin * scale - stroke >= left, char
                assert x + glyph.xMax * scale + stroke <= left + width, char
                assert y - glyph.yMax * scale - stroke >= top, char
                assert y - glyph.yMin * scale + stroke <= top + height, char


def test_equal_steps_are_counted():
    (code,) = find(objects(package(one_line("今年以来工作组")).pages()[0])[0], "TextCode")
    assert attribute(code, "DeltaX") == "g 6 5.6444"


def test_spacing_and_stretch_are_in_the_steps():
    each, *_ = objects(package(one_line("今年以", spacing=-5, stretch=2.5)).pages()[0])
    step = (320 - 5 + 2.5) / TWIPS_PER_MM
    assert list(expanded(attribute(only(each, "TextCode"), "DeltaX"))) == pytest.approx(
        [step, step], abs=1e-4
    )


def test_a_character_beyond_the_bmp_stands_alone_and_names_its_glyph():
    """Readers that count UTF-16 units would shift all that follows, and look for half a character."""
    read = package(one_line("王𬱟𫖯民"))
    assert read.texts()[:4] == ["王", "𬱟", "𫖯", "民"]
    face = FaceSet.embedded().face_for(FaceRole.FANGSONG, "𬱟")
    transform = only(objects(read.pages()[0])[1], "CGTransform")
    assert transform.attrib == {"CodePosition": "0", "CodeCount": "2", "GlyphCount": "1"}
    assert face is not None
    assert text(transform, "Glyphs") == str(face.glyph("𬱟"))


def test_a_character_without_a_face_is_text_all_the_same():
    """The page shows 〓, the text says what it stands for."""
    missing = replace(run("〓〓", role=FaceRole.SONGTI), text="㊎𰻝", drawn="〓〓")
    sheets = Sheets()
    sheets.paragraph(line((missing,), last=True))
    read = package(sheets.pages())
    assert read.texts()[:2] == ["㊎", "𰻝"]
    glyph = FaceSet.embedded().chains[FaceRole.SONGTI][0].glyph("〓")
    assert [text(each, "CGTransform/Glyphs") for each in objects(read.pages()[0])[:2]] == [str(glyph)] * 2


def test_leading_spaces_do_not_carry_their_word_away():
    """Readers that trim text would draw the word where the space begins."""
    (first, second, *_) = objects(package(one_line("  see")).pages()[0])
    assert [find(each, "TextCode")[0].text for each in (first, second)] == ["  ", "see"]
    assert places(second)[0][1] == pytest.approx(
        MARGIN_LEFT / TWIPS_PER_MM + 2 * 320 / 4 / TWIPS_PER_MM, abs=0.01
    )


def test_a_leading_wide_space_does_not_carry_its_word_away_either():
    """As in 表1　…, whose digit is a run of its own."""
    (first, second, *_) = objects(package(one_line("　情况")).pages()[0])
    assert [find(each, "TextCode")[0].text for each in (first, second)] == ["　", "情况"]
    assert places(second)[0][1] == pytest.approx((MARGIN_LEFT + 320) / TWIPS_PER_MM, abs=0.01)


def test_a_space_that_the_break_swallowed_is_in_the_text(ofd):
    """Who takes the text out must not join “long” and “report”."""
    assert re.search(r"long $", "".join(ofd.texts(0)).partition("—")[0])


def test_marks_of_xml_are_text():
    assert "".join(package(one_line('A&B<b>"]]>')).texts()).startswith('A&B<b>"]]>')


def test_bold_han_is_thickened_by_a_stroke():
    each, *_ = objects(package(one_line("一是", bold=True, colour="FF0000")).pages()[0])
    assert attribute(each, "Stroke") == "true"
    assert float(attribute(each, "LineWidth")) == pytest.approx(320 / 30 / TWIPS_PER_MM, abs=1e-3)
    assert [name_of(child) for child in each] == ["FillColor", "StrokeColor", "TextCode"]
    assert attribute(only(each, "StrokeColor"), "Value") == "255 0 0"


def test_bold_western_text_has_a_face_of_its_own():
    each, *_ = objects(package(one_line("abc", bold=True)).pages()[0])
    assert each.get("Stroke") is None


def test_the_page_number_stands_in_the_foreground(ofd):
    (page, *_) = ofd.pages()
    body, foreground = find(page, "Content/Layer")
    assert (attribute(body, "Type"), attribute(foreground, "Type")) == ("Body", "Foreground")
    shown = "".join(code.text or "" for code in find(foreground, "TextObject/TextCode"))
    assert shown.replace(" ", "") == "—1—"


def test_leaders_are_drawn(ofd):
    assert "……" in ofd.texts(0)


def test_a_blank_page_is_blank():
    pages = one_line("今")
    blank = package(replace(pages, pages=(*pages.pages, replace(BLANK_PAGE, number=2))))
    assert len(blank.pages()) == 2
    assert find(blank.pages()[1], "Content") == []


# --- fonts and pictures ----------------------------------------------------------------------------------------


def test_the_embedded_fonts_draw_every_character_of_theirs(ofd):
    fonts = ofd.fonts()
    for page in ofd.pages():
        for each in objects(page):
            cmap = fonts[attribute(each, "Font")].getBestCmap()
            assert all(ord(char) in cmap for char, _, _ in places(each))


def test_an_embedded_font_holds_only_what_is_drawn():
    pages = one_line("今年")
    (font,) = package(replace(pages, pages=(replace(pages.pages[0], folio=None),))).fonts().values()
    assert sorted(map(chr, font.getBestCmap())) == ["今", "年"]


def test_a_font_says_what_may_stand_in_for_it(ofd):
    """FamilyName is for readers that do not load embedded fonts: the face of a clerk's machine."""
    named = {attribute(font, "FamilyName") for font in find(ofd.parts["Doc_0/PublicRes.xml"], "Fonts/Font")}
    assert {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "Times New Roman"} <= named


def test_a_picture_fills_its_place(ofd):
    first, second = ofd.pages()[1].findall(f".//{NAMESPACE}ImageObject")
    _, _, width, height = numbers(attribute(first, "Boundary"))
    assert numbers(attribute(first, "CTM")) == [width, 0, 0, height, 0, 0]
    assert width == pytest.approx(3200 / TWIPS_PER_MM, abs=1e-3)
    # one file drawn twice
    assert attribute(first, "ResourceID") == attribute(second, "ResourceID")


def test_a_picture_is_embedded_plain_under_a_name_of_ours(ofd):
    """Neither the clerk's file name nor transparency, which readers handle each in their way."""
    (name,) = [name for name in ofd.names if name.endswith(".png")]
    assert name == "Doc_0/Res/image-1.png"
    assert Image.open(BytesIO(ofd.zip.read(name))).mode == "RGB"


def test_an_issue_without_pictures_has_no_document_resources():
    read = package(one_line("今"))
    assert "Doc_0/DocumentRes.xml" not in read.names
    assert find(read.document, "CommonData/DocumentRes") == []


# --- rules -----------------------------------------------------------------------------------------------------


def test_a_rule_is_a_path_of_its_width_and_colour(ofd):
    (red,) = [each for each in find(ofd.pages()[0], "Content/Layer/PathObject") if find(each, "StrokeColor")]
    assert attribute(only(red, "StrokeColor"), "Value") == "255 0 0"
    assert float(attribute(red, "LineWidth")) == pytest.approx(2 * 25.4 / 72, abs=1e-3)
    _, _, width, height = numbers(attribute(red, "Boundary"))
    (_, x1, y1, _, x2, y2) = text(red, "AbbreviatedData").split()
    assert (float(x1), float(x2)) == (0, width)
    assert float(y1) == float(y2) == pytest.approx(height / 2, abs=1e-3)


# --- links, outline, tags --------------------------------------------------------------------------------------


def test_an_entry_of_the_contents_leads_to_its_article(ofd, issue):
    annots = find(ofd.parts["Doc_0/Annots/Page_0/Annotation.xml"], "Annot")
    assert [attribute(each, "Type") for each in annots] == ["Link", "Link"]
    wanted = [(entry.page, entry.top) for entry in issue.outline if entry.level == 0]
    for each, (page, top) in zip(annots, wanted, strict=True):
        dest = only(each, "Appearance/PathObject/Actions/Action/Goto/Dest")
        assert attribute(dest, "PageID") == ofd.page_ids()[page - 1]
        assert float(attribute(dest, "Top")) == pytest.approx(top / TWIPS_PER_MM, abs=1e-3)


def test_a_link_covers_title_leader_and_page_number(ofd, issue):
    entry = next(item for item in issue.pages[0].items if isinstance(item, Line) and item.runs[0].link)
    appearance = find(ofd.parts["Doc_0/Annots/Page_0/Annotation.xml"], "Annot/Appearance")[0]
    left, _, width, _ = numbers(attribute(appearance, "Boundary"))
    assert left == pytest.approx(entry.runs[0].x / TWIPS_PER_MM, abs=1e-3)
    assert left + width == pytest.approx((entry.runs[-1].x + entry.runs[-1].width) / TWIPS_PER_MM, abs=1e-3)


def test_an_address_is_a_link_and_a_dead_anchor_is_not():
    sheets = Sheets()
    address = run("见官网", link="https://example.org/?a=1&b=2")
    sheets.paragraph(line((address, run("附件", 4000, link="#nowhere")), last=True))
    read = package(sheets.pages())
    (uri,) = read.parts["Doc_0/Annots/Page_0/Annotation.xml"].findall(f".//{NAMESPACE}URI")
    assert attribute(uri, "URI") == "https://example.org/?a=1&b=2"


def test_an_issue_without_links_has_no_annotations():
    read = package(one_line("今"))
    assert find(read.document, "Annotations") == []
    assert not [name for name in read.names if "Annots" in name]


def test_the_outline_nests_as_its_levels_do():
    entries = [
        OutlineEntry(level, title, 1, 2098, "")
        for level, title in ((0, "甲"), (2, "乙"), (1, "丙<&>"), (0, "丁"))
    ]
    outline = only(package(replace(one_line("今"), outline=tuple(entries))).document, "Outlines")
    first, second = find(outline, "OutlineElem")
    assert (attribute(first, "Title"), attribute(second, "Title")) == ("甲", "丁")
    assert [attribute(each, "Title") for each in find(first, "OutlineElem")] == ["乙", "丙<&>"]


def test_the_tags_say_what_each_text_is(ofd, issue):
    """The objects that a tag lists hold just its paragraph's text, over the page's end too."""
    shown = {
        attribute(each, "ID"): "".join(char for char, _, _ in places(each))
        for page in ofd.pages()
        for each in objects(page)
    }
    tagged = [
        (name_of(tag), "".join(shown[reference.text or ""] for reference in find(tag, "ObjectRef")))
        for tag in ofd.parts["Doc_0/Tags/Bulletin.xml"].iter()
        if find(tag, "ObjectRef") and name_of(tag) != "图"
    ]
    assert ("报头", "援疆工作简报") in tagged
    assert ("一级标题", "一、领导带头") in tagged
    assert (
        "正文",
        "一是建设。工作组在加强学习提高思想认识的基础上，see the long report，广泛开展“民族团结一家亲”活动。",
    ) in tagged
    assert ("表文", "伊宁县") in tagged
    assert [text for name, text in tagged if name == "标题"] == [
        block.text for block in issue.blocks if isinstance(block, Paragraph) and block.role is Role.TITLE
    ]


# --- metadata and bytes ----------------------------------------------------------------------------------------


def test_ofdkit_reads_the_metadata_back(data):
    with ofdkit.open(data) as document:
        info = document.info
        assert not document.warnings
    assert (info.title, info.author, info.subject) == (META.title, META.organ, META.subject)
    assert info.creation_date == info.mod_date == "2017-04-11"
    assert (info.keywords, info.creator) == (META.keywords, "jianbao")
    assert info.custom_data == {
        "刊名": "援疆工作简报",
        "种类": "正刊",
        "年度": "2017",
        "期号": "9",
        "总期号": "9",
        "标识": "援疆工作简报-2017-9",
        "语言": "zh-CN",
    }
    assert re.fullmatch("[0-9a-f]{32}", info.doc_id or "")


def test_ofdkit_reads_the_same_text_back(data, issue):
    with ofdkit.open(data) as document:
        assert len(document.pages) == len(issue.pages)
        for page, read in zip(issue.pages, document.pages, strict=True):
            wanted = sorted(
                "".join(each.text for _, each in shown_runs(page) if each.text.strip()).replace(" ", "")
            )
            assert sorted(re.sub(r"\s", "", read.text())) == [char for char in wanted if char != "\u3000"]
            for line_ in (
                item for item in page.items if isinstance(item, Line) and item.runs[0].kind is RunKind.TEXT
            ):
                assert re.sub(r"\s", "", line_.text) in re.sub(r"\s|…", "", read.text())
        assert not document.warnings


def test_the_secrecy_of_the_masthead_is_in_the_metadata():
    mark = line(runs("秘密★1年", role=FaceRole.HEITI), last=True)
    sheets = Sheets()
    sheets.put(mark)
    sheets.blocks.append(paragraph(mark, role=Role.MASTHEAD, style="secrecy"))
    with ofdkit.open(write(sheets.pages(replace(META, number=None, total=None)))) as document:
        assert document.info.custom_data["密级"] == "秘密★1年"
        assert "期号" not in document.info.custom_data


def test_the_identifier_tells_issues_apart_and_only_them():
    def identifier(pages: Pages) -> str:
        return text(package(pages).parts["OFD.xml"], "DocBody/DocInfo/DocID")

    assert identifier(one_line("今")) == identifier(one_line("今"))
    assert identifier(one_line("今")) != identifier(one_line("昔"))


def test_the_archive_is_sound_and_dated_by_the_issue(ofd):
    assert ofd.zip.testzip() is None
    assert {info.date_time for info in ofd.zip.infolist()} == {(2017, 4, 11, 12, 0, 0)}
    assert {info.external_attr >> 16 for info in ofd.zip.infolist()} == {0o100644}


@pytest.mark.parametrize(("year", "shown"), [(1956, 1980), (2108, 2107), (9999, 2107)])
def test_an_issue_older_or_later_than_zip_knows_is_dated_as_near_as_zip_can(year: int, shown: int):
    read = package(replace(one_line("今"), meta=replace(META, date=date(year, 1, 2))))
    assert read.zip.infolist()[0].date_time == (shown, 1, 2, 12, 0, 0)
    assert text(read.parts["OFD.xml"], "DocBody/DocInfo/CreationDate") == f"{year}-01-02"


@pytest.mark.parametrize(("seed", "zone"), [("1", "Asia/Shanghai"), ("2", "America/New_York")])
def test_the_bytes_are_the_same_under_any_hash_seed_zone_and_folder(tmp_path, seed, zone):
    code = (
        "import sys, hashlib; from tests.writers.specimens import whole_issue; from jianbao.writers.ofd import write\n"
        "print(hashlib.sha256(write(whole_issue())).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(write(whole_issue())).hexdigest()


def test_no_path_of_this_machine_is_in_the_file(ofd, picture):
    for name in ofd.names:
        content = ofd.zip.read(name)
        assert str(picture.parent).encode() not in content
        assert str(ROOT).encode() not in content


def test_a_wrong_face_is_an_error_not_a_box():
    wrong = replace(one_line("今").pages[0].items[0], runs=(replace(run("今"), face="latin"),))  # type: ignore[arg-type]
    sheets = Sheets()
    sheets.put(wrong)
    with pytest.raises(LookupError, match=r"U\+4ECA"):
        write(sheets.pages())
