"""What a file is, by its content; text in the encodings of clerks' machines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jianbao.errors import FileError
from jianbao.foreign import office
from jianbao.foreign.blocks import Grid, Text
from jianbao.foreign.kinds import Kind, kind_of, read_all
from jianbao.foreign.plain import content, decoded
from tests.importing.making import BODY, head, p, title, word
from tests.verify.making import bytes_of, pdf


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (bytes_of({"word/document.xml": b""}), Kind.WORD),
        (bytes_of({"xl/workbook.xml": b""}), Kind.SHEET),
        (bytes_of({"mimetype": b"application/vnd.oasis.opendocument.text"}), Kind.OFFICE),
        (bytes_of({"a.txt": b""}), Kind.OTHER),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), Kind.OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), Kind.SHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Kind.LOCKED),
        (b"{\\rtf1 x}", Kind.OFFICE),
        ("简报".encode(), Kind.TEXT),
        ("简报".encode("gb18030"), Kind.TEXT),
        (b"\x89PNG\x00\x00", Kind.OTHER),
    ],
)
def test_the_first_bytes_tell_whatever_the_name_says(tmp_path: Path, data: bytes, kind: Kind):
    path = tmp_path / "a.doc"
    path.write_bytes(data)
    assert kind_of(path) is kind


def test_a_pdf_is_one_under_any_name(tmp_path: Path):
    assert kind_of(pdf(tmp_path / "a.docx")) is Kind.PDF


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_any_encoding(encoding: str):
    assert decoded("工作简报\r\n第6期".encode(encoding)) == "工作简报\n第6期"


def test_markdown_s_marks_are_looks():
    found = content(
        "# 简报\n\n## 标题\n\n**一是开头。**接着写。\n\n- 一项\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    )
    kinds = [
        (block.style, block.label, block.text) if isinstance(block, Text) else block.columns
        for block in found.blocks
    ]
    assert kinds == [
        ("heading 1", "", "简报"),
        ("heading 2", "", "标题"),
        ("", "", "一是开头。接着写。"),
        ("", "• ", "• 一项"),
        2,
    ]
    assert isinstance(found.blocks[-1], Grid)
    assert [span.bold for span in found.blocks[2].spans] == [True, False]


def test_what_cannot_be_read_is_told_file_by_file(tmp_path: Path):
    sheet, good = tmp_path / "a.xlsx", word(tmp_path / "b.docx", p("文"))
    sheet.write_bytes(bytes_of({"xl/workbook.xml": b""}))
    found = dict(read_all([sheet, good]))
    assert isinstance(found[sheet], FileError)
    assert found[sheet].findings[0].code == "I001"
    assert found[good].blocks[0].text == "文"


@pytest.mark.slow
@pytest.mark.skipif(office.find_office() is None, reason="wants LibreOffice")
def test_old_formats_say_the_same_as_the_docx_in_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from jianbao.importing.recognise import recognise

    source = word(
        tmp_path / "a.docx",
        head(),
        title("市总工会开展活动"),
        p(BODY),
        p("一、抓准备", bold=True),
        p(BODY),
        p("报：市委。"),
        p("共印50份"),
    )
    wanted = recognise(next(iter(read_all([source])))[1])
    files = []
    for suffix, into in (("doc", "doc:MS Word 97"), ("odt", "odt"), ("rtf", "rtf")):
        monkeypatch.setitem(office._FILTERS, suffix, into)
        (made,) = office.convert([source], tmp_path / suffix, to=suffix)
        files.append(shutil.move(made, tmp_path / f"b.{suffix}"))
    calls = []
    run = office._run
    monkeypatch.setattr(office, "_run", lambda *given: (calls.append(given), run(*given))[1])
    for path, content_ in read_all([Path(file) for file in files]):
        found = recognise(content_)
        assert found.values == wanted.values, path
        assert [article.title for article in found.articles] == ["市总工会开展活动"]
        assert len(found.articles[0].body) == 3
    assert len(calls) == 1


def test_a_file_without_a_word_is_told(tmp_path: Path):
    blank = pdf(tmp_path / "a.pdf")
    ((_, found),) = read_all([blank])
    assert isinstance(found, FileError)
    assert found.findings[0].code == "I011"
