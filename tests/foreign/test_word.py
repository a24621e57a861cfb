"""A DOCX as Word shows it: numbers of lists, boxes once, tracked changes as accepted, hidden text out."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import FileError
from jianbao.foreign import word
from jianbao.foreign.blocks import BOX, Content, Grid, Text
from jianbao.foreign.numbers import numeral
from tests.importing.making import p
from tests.verify.making import NAMESPACE, bytes_of, docx

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
BOXED = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing>'
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def numbering(*numbers: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    return f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{"".join(numbers)}</w:numbering>'


def item(text: str, level: int, number: int = 1) -> str:
    return p(text, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.fixture
def content(tmp_path: Path):
    def made(body: str, **parts: str) -> Content:
        return word.read(docx(tmp_path / "a.docx", body, **parts))

    return made


def texts(found: Content) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Text)]


def test_numbers_of_automatic_lists_are_worked_out(content):
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    found = content(
        item("甲", 0) + item("乙", 1) + item("丙", 1) + item("丁", 2) + item("戊", 0) + item("己", 1),
        numbering=numbering(one),
    )
    assert texts(found) == ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己"]


def test_a_list_that_states_its_start_begins_anew(content):
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    two = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    found = content(item("甲", 0) + item("乙", 0) + item("丙", 0, 2), numbering=numbering(one, two))
    assert texts(found) == ["一、甲", "二、乙", "一、丙"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (3, "decimalEnclosedCircle", "③"),
        (12, "chineseCounting", "十二"),
        (2, "decimalFullWidth", "２"),
        (4, "upperRoman", "IV"),
        (1, "ideographTraditional", "甲"),
        (28, "lowerLetter", "bb"),
    ],
)
def test_forms_of_numbers(number: int, form: str, shown: str):
    assert numeral(number, form) == shown


def test_a_text_box_stands_once(content):
    found = content(BOXED.format(p("报头", 36)) + p("正文"))
    assert [(block.text, block.where == BOX) for block in found.blocks if isinstance(block, Text)] == [
        ("报头", True),
        ("正文", False),
    ]


def test_tracked_changes_are_taken_as_accepted_and_counted(content):
    found = content(
        "<w:p><w:r><w:t>修订</w:t></w:r><w:ins><w:r><w:t>插入</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>"
    )
    assert texts(found) == ["修订插入移来"]
    assert found.left == {"inserted": 1, "deleted": 1, "moved": 1}


def test_a_deleted_paragraph_mark_joins_two(content):
    found = content(
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>'
    )
    assert texts(found) == ["前半后半"]


def test_hidden_text_stays_out(content):
    found = content(
        "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
    )
    assert (texts(found), found.left) == (["看得见"], {"hidden": 1})


def test_symbols_ruby_and_hyphens(content):
    found = content(
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0AB"/></w:r><w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>'
        "<w:r><w:ruby><w:rt><w:r><w:t>zhé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>喆</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:t>A</w:t><w:softHyphen/><w:t>B</w:t><w:noBreakHyphen/><w:t>C</w:t></w:r></w:p>"
    )
    assert texts(found) == ["★±喆AB-C"]


def test_joined_cells(content):
    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(text)}</w:tc>"

    found = content(
        f"<w:tbl><w:tblPr/><w:tr>{cell('纵', '<w:vMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}{cell('横', '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
    )
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    assert [[(each.text, each.across, each.down) for each in row] for row in grid.rows] == [
        [("纵", 1, 2), ("横", 2, 1)],
        [("甲", 1, 1), ("乙", 1, 1)],
    ]


def test_notes_are_kept_by_their_mark(content):
    notes = f'<w:footnotes {NAMESPACE}><w:footnote w:id="1">{p("注文")}</w:footnote></w:footnotes>'
    found = content(
        '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>', footnotes=notes
    )
    assert found.blocks[0].spans[-1].note == "footnote1"
    assert found.notes["footnote1"][0].text == "注文"


def test_a_file_with_entities_is_refused(tmp_path: Path):
    path = tmp_path / "a.docx"
    evil = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {NAMESPACE}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    path.write_bytes(bytes_of({"word/document.xml": evil.encode()}))
    with pytest.raises(FileError, match="V012"):
        word.read(path)


def test_paragraphs_without_end_are_refused_with_the_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(word, "DOCX_PARAGRAPHS", 50)
    with pytest.raises(FileError, match="V022.*50"):
        word.read(docx(tmp_path / "a.docx", "<w:p/>" * 51))


def test_a_strict_file_is_read_like_any_other(tmp_path: Path):
    path = tmp_path / "a.docx"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    path.write_bytes(
        bytes_of(
            {
                "word/document.xml": f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>文</w:t></w:r></w:p></w:body></w:document>'.encode()
            }
        )
    )
    assert texts(word.read(path)) == ["文"]
