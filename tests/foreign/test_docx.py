"""A DOCX read for what holds in it, and files that mean no good."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import FileError
from jianbao.foreign import docx as document
from jianbao.foreign.docx import Docx
from tests.verify.making import bytes_of, docx, looks, paragraph


def code_of(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        _ = Docx(path).paragraphs
    return caught.value.findings[0].code


def test_styles_their_parents_and_the_defaults_are_followed(tmp_path: Path):
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        '<w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="正文"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>文</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>字</w:t></w:r></w:p>'
    (found,) = Docx(docx(tmp_path / "a.docx", body, styles=styles)).paragraphs
    assert (found.style, found.line, found.rule, found.text) == ("正文", 579, "exact", "文字")
    assert [run.look.bold for run in found.runs] == [False, True]
    assert (found.runs[0].look.east_asia, found.runs[0].look.size, found.runs[0].look.colour) == (
        "宋体",
        10.5,
        "FF0000",
    )


def test_links_count_and_the_fallback_of_a_text_box_does_not(tmp_path: Path):
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:t>接</w:t></w:r>"
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [each.text for each in Docx(docx(tmp_path / "a.docx", body)).paragraphs] == ["链接", "框"]


def test_of_several_choices_only_the_first_counts(tmp_path: Path):
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r></w:p>"
    assert [each.text for each in Docx(docx(tmp_path / "a.docx", body)).paragraphs] == ["", "框"]


def test_styles_that_go_round_in_a_circle_come_to_an_end(tmp_path: Path):
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("ab", "ba")
    )
    body = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>'
    assert Docx(docx(tmp_path / "a.docx", body, styles=styles)).paragraphs[0].runs[0].look.size == 10


def test_page_setup_and_faces_are_read(tmp_path: Path):
    found = Docx(docx(tmp_path / "a.docx", paragraph("文字")))
    (section,) = found.sections
    assert (section.width, section.height, section.top, section.left) == (11906, 16838, 2098, 1588)
    assert found.faces == ("仿宋_GB2312",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "V012"),
        (b"PK\x03\x04 broken", "V012"),
        (b"%PDF-1.7", "V012"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "V013"),
        (bytes_of({"a.txt": b"x"}), "V012"),
        (bytes_of({"word/document.xml": b"<w:document"}), "V012"),
        (bytes_of({"word/document.xml": b"<html/>"}), "V012"),
        (bytes_of({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "V012"),
    ],
)
def test_it_says_what_is_no_docx(tmp_path: Path, content: bytes, code: str):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert code_of(path) == code


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.docx"
    path.write_bytes(bytes_of({"word/document.xml": b" " * 200_000}))
    monkeypatch.setattr(document, "DOCX_BYTES", 100_000)
    assert code_of(path) == "V014"


def test_a_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.docx"
    path.write_bytes(bytes_of({"word/document.xml": b" " * 200_000}))
    monkeypatch.setattr(document, "DOCX_BYTES", 100_000)
    assert code_of(path) == "V014"


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.docx"
    path.write_bytes(bytes_of({str(index): b"" for index in range(30)}))
    monkeypatch.setattr(document, "MAX_ENTRIES", 20)
    assert code_of(path) == "V014"


def test_runs_deleted_in_a_tracked_change_do_not_count(tmp_path: Path):
    body = f"<w:p><w:r>{looks()}<w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    assert Docx(docx(tmp_path / "a.docx", body)).paragraphs[0].text == "留"
