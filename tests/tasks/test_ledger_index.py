"""年度目录: a year of the register, set like an issue."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from docx import Document

from jianbao.errors import UsageError
from jianbao.model.body import Table
from jianbao.tasks.ledger_index import build, listed, yearbook
from tests.ledger.office import Office, make_issue


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Three issues of 2017, one of them void, and a supplement."""
    office = Office(tmp_path, tmp_path / "期号台账.sqlite")
    for day, title, kind in (
        ("2017-04-01", "第一篇", "正刊"),
        ("2017-04-11", "第二篇", "正刊"),
        ("2017-04-21", "第三篇", "正刊"),
        ("2017-05-01", "特别报道", "增刊"),
        ("2018-01-05", "新年", "正刊"),
    ):
        issue = make_issue(day, title, kind=kind)
        second = issue.articles[0].model_copy(update={"title": f"{title}之二"})
        office.build(
            issue.model_copy(update={"articles": (*issue.articles, second)}),
            office.source(f"{title}.yaml", title),
        )
    with office.open() as ledger:
        ledger.void(ledger.find("2017-2"), "印错")
    return office


def test_it_lists_what_was_issued_in_the_year_by_kind(office: Office) -> None:
    """A table for each kind, a row for each title, the number over all rows of its issue."""
    with office.open() as ledger:
        issue = yearbook(listed(ledger.records(), 2017), 2017)
    assert [article.title for article in issue.articles] == ["2017年总目录", "2017年增刊总目录"]
    assert not issue.numbered
    assert issue.date.isoformat() == "2017-05-01"
    (table,) = issue.articles[0].body.blocks
    assert isinstance(table, Table)
    assert [[cell.inline.text for cell in row] for row in (*table.head, *table.rows)] == [
        ["期号", "日期", "题目"],
        ["第1期（总第1期）", "2017年4月1日", "第一篇"],
        ["第一篇之二"],
        ["第3期（总第3期）", "2017年4月21日", "第三篇"],
        ["第三篇之二"],
    ]
    assert [cell.row_span for cell in table.rows[0]] == [2, 2, 1]


def test_it_is_written_as_docx_and_pdf_and_recorded_nowhere(office: Office) -> None:
    """Under a name of its own."""
    with office.open() as ledger:
        records = ledger.records()
        files = build(records, 2017, out=office.folder / "目录", formats=["docx", "pdf"], fonts="embedded")
        assert ledger.records() == records
    assert [file.path.name for file in files] == [
        "援疆工作简报2017年总目录.docx",
        "援疆工作简报2017年总目录.pdf",
    ]
    assert all(file.path.stat().st_size == file.size for file in files)


def test_the_files_are_titled_as_what_they_are(office: Office) -> None:
    """Not as an issue of the series."""
    title = "援疆工作简报2017年总目录"
    with office.open() as ledger:
        docx, pdf, ofd = build(
            ledger.records(),
            2017,
            out=office.folder / "目录",
            formats=["docx", "pdf", "ofd"],
            fonts="embedded",
        )
    assert Document(str(docx.path)).core_properties.title == title
    with pikepdf.open(pdf.path) as file, file.open_metadata() as metadata:
        assert (str(file.docinfo.Title), metadata["dc:title"]) == (title, title)
    with ZipFile(ofd.path) as package:
        assert f"<ofd:Title>{title}</ofd:Title>" in package.read("OFD.xml").decode()


def test_a_year_without_issues_and_a_choice_of_series_are_told(office: Office) -> None:
    """With what to do."""
    office.build(make_issue("2017-06-01", series="另一种"), office.source("x.yaml", "x"))
    with office.open() as ledger:
        records = ledger.records()
    for year, code in ((2001, "L041"), (2017, "L042")):
        with pytest.raises(UsageError) as caught:
            listed(records, year)
        assert caught.value.findings[0].code == code
