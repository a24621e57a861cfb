"""Foreign files are read by a child process, which may die without harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jianbao.errors import FileError
from jianbao.foreign import child
from jianbao.foreign.child import Child
from jianbao.foreign.docx import Docx
from jianbao.foreign.pdf import read as read_pdf
from tests.verify.making import bytes_of, docx, paragraph, pdf

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


@pytest.fixture
def reader():
    made = Child()
    yield made
    made.close()


def test_it_tells_what_reading_here_would_tell(reader: Child, tmp_path: Path):
    word, portable = docx(tmp_path / "a.docx", paragraph("今年以来")), pdf(tmp_path / "a.pdf")
    shown = reader.read("docx", word)
    assert shown.paragraphs == Docx(word).paragraphs
    assert shown.sections == Docx(word).sections
    assert reader.read("pdf", portable) == read_pdf(portable)


def test_one_process_reads_many_files_and_a_dead_one_is_replaced(reader: Child, tmp_path: Path):
    word = docx(tmp_path / "a.docx", paragraph("今年以来"))
    reader.read("docx", word)
    first = reader._process
    reader.read("docx", word)
    assert reader._process is first
    assert first is not None
    first.kill()
    first.wait()
    assert reader.read("docx", word).paragraphs[0].text == "今年以来"
    assert reader._process is not first


def test_a_process_that_has_read_its_share_is_replaced(tmp_path: Path):
    word = docx(tmp_path / "a.docx", paragraph("今年以来"))
    reader = Child(most_reads=2)
    processes = []
    for _ in range(5):
        assert reader.read("docx", word).paragraphs[0].text == "今年以来"
        processes.append(reader._process)
    reader.close()
    assert [process is None for process in processes] == [False, True, False, True, False]


def test_what_is_wrong_is_told_as_if_read_here(reader: Child, tmp_path: Path):
    broken = tmp_path / "a.docx"
    broken.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(FileError, match="V012"):
        reader.read("docx", broken)
    with pytest.raises(FileError, match="V011"):
        reader.read("pdf", tmp_path / "none.pdf")


@pytest.mark.skipif(os.name == "nt", reason="Windows bounds time alone")
def test_a_file_that_eats_memory_ends_the_child_alone(reader: Child, tmp_path: Path):
    word = docx(tmp_path / "a.docx", paragraph("今年以来"))
    bomb = tmp_path / "b.docx"
    bomb.write_bytes(
        bytes_of({"word/document.xml": BODY.format("<w:p>" + "<w:r/>" * 9_000_000 + "</w:p>").encode()})
    )
    with pytest.raises(FileError, match="V02[01]"):
        reader.read("docx", bomb)
    assert reader.read("docx", word).paragraphs[0].text == "今年以来"


def test_a_file_that_takes_too_long_is_given_up(
    reader: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    word = docx(tmp_path / "a.docx", paragraph("今年以来"))
    monkeypatch.setattr(child, "_WALL", 0.0)
    with pytest.raises(FileError, match="V020"):
        reader.read("docx", word)
    monkeypatch.undo()
    assert reader.read("docx", word).paragraphs[0].text == "今年以来"
