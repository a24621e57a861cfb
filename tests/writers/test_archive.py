"""One archive writer for DOCX and OFD: the parts that were given, in order, without the clock."""

from __future__ import annotations

import zipfile
from datetime import date as Date
from io import BytesIO
from pathlib import Path

import pytest
from docx.package import Package

import jianbao.writers
from jianbao.writers.archive import Part, archive
from jianbao.writers.docx import package as docx_package
from jianbao.writers.docx import write
from tests.layout.samples import article, issue, laid_out

DAY = Date(2017, 4, 11)


def test_what_goes_in_comes_out_in_order_and_dated_as_the_issue():
    made = archive([("b.xml", Part(b"<b/>" * 99)), ("a.jpg", Part(b"\xff\xd8", stored=True))], DAY)
    with zipfile.ZipFile(BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert [(each.filename, each.compress_type) for each in opened.infolist()] == [
            ("b.xml", zipfile.ZIP_DEFLATED),
            ("a.jpg", zipfile.ZIP_STORED),
        ]
        assert opened.read("b.xml") == b"<b/>" * 99
        assert {each.date_time for each in opened.infolist()} == {(2017, 4, 11, 12, 0, 0)}


def test_a_docx_holds_what_python_docx_itself_would_have_written(monkeypatch: pytest.MonkeyPatch):
    seen: list[Package] = []
    real = docx_package._archived

    def archived(opc: Package, *rest: object) -> bytes:
        seen.append(opc)
        return real(opc, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(docx_package, "_archived", archived)
    ours = write(laid_out(issue(article("标题"))))
    theirs = BytesIO()
    seen[0].save(theirs)
    with zipfile.ZipFile(BytesIO(ours)) as mine, zipfile.ZipFile(theirs) as other:
        assert {name: mine.read(name) for name in mine.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


def test_no_writer_has_a_zip_of_its_own():
    room = Path(jianbao.writers.__file__).parent
    assert [path for path in room.rglob("*.py") if "import zipfile" in path.read_text("utf-8")] == []
