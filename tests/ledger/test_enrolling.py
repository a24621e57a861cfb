"""Old issues come into the register with the files that they came in, which are never written to."""

from __future__ import annotations

import csv
import io
from datetime import date as Date
from pathlib import Path

import pytest

from jianbao.errors import UsageError
from jianbao.ledger import Ledger, Origin, State, Terms
from jianbao.tasks.ledger_check import chosen
from jianbao.tasks.ledger_enroll import enroll, originals
from tests.importing.making import BODY, head, p, title, word
from tests.ledger.office import Office, make_issue


def old(path: Path, number: int = 6, titles: tuple[str, ...] = ("市总工会开展送清凉活动",)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    articles = [part for each in titles for part in (title(each), p(BODY), p(BODY))]
    return word(
        path, head("援疆工作简报", f"2009年第{number}期（总第{number + 80}期）", f"前方指挥部\t2009年{number}月3日"),
        *articles, p("报：市委。"), p("共印50份"),
    )  # fmt: skip


def entered(ledger: Ledger, folder: Path, table: str = "") -> list[str]:
    return [record.label for record in enroll(ledger, originals(ledger, [folder], table))]


def test_old_issues_are_entered_with_numbers_date_titles_texts_and_the_hash_of_their_file(office: Office):
    path = old(
        office.folder / "旧" / "2009" / "6.docx", titles=("甲单位开展送清凉活动", "乙单位开展消防演练")
    )
    with office.open() as ledger:
        assert entered(ledger, office.folder / "旧") == [
            "援疆工作简报2009年第6期（总第86期）《甲单位开展送清凉活动》"
        ]
        (record,) = ledger.records()
        assert (record.state, record.origin, record.released_on) == (
            State.RELEASED,
            Origin.ENROLLED,
            Date(2009, 6, 3),
        )
        assert (record.titles, record.copies, record.source) == (
            ("甲单位开展送清凉活动", "乙单位开展消防演练"),
            50,
            "",
        )
        assert [article.text.partition("\n")[0] for article in ledger.articles_of(record)] == [BODY, BODY]
        assert ledger.check() == []
        path.write_bytes(path.read_bytes() + b" ")
        assert [finding.code for finding in ledger.check()] == ["L037"]


def test_a_look_writes_nothing_and_a_second_entry_is_none(office: Office):
    old(office.folder / "旧" / "6.docx")
    with office.open() as ledger:
        originals(ledger, [office.folder / "旧"])
        assert not ledger.exists() or ledger.records() == []
        entered(ledger, office.folder / "旧")
        (again,) = originals(ledger, [office.folder / "旧"])
        assert (again.there, enroll(ledger, [again])) == (True, [])


def test_numbers_go_on_from_what_was_entered(office: Office):
    for number in (1, 2, 3):
        old(office.folder / "旧" / f"{number}.docx", number)
    with office.open() as ledger:
        entered(ledger, office.folder / "旧")
        made = office.build(make_issue("2009-09-01"), office.source("新.yaml"), ledger)
        assert (made.number, made.total) == (4, 84)


def test_one_issue_in_two_forms_is_one_entry_and_another_of_its_number_is_told(office: Office):
    path = old(office.folder / "旧" / "6.docx")
    path.with_name("6.DOC").write_bytes(path.read_bytes())
    old(office.folder / "旧" / "别的.docx", titles=("乙单位开展消防演练活动",))
    with office.open() as ledger:
        found = originals(ledger, [office.folder / "旧"])
        assert [len(each.files) for each in found] == [2, 1]
        assert [finding.code for each in found for finding in each.problem] == ["L026"]
        (record,) = enroll(ledger, found)
        assert [Path(file.path).name for file in record.files] == ["6.DOC", "6.docx"]


def test_a_table_corrects_what_was_recognised_and_leaves_out_what_was_struck(office: Office):
    for number in (6, 7):
        old(office.folder / "旧" / f"{number}.docx", number)
    with office.open() as ledger:
        found = originals(ledger, [office.folder / "旧"])
        text = io.StringIO()
        row = list(found[0].row)
        row[4], row[6] = "5", "2009/5/4"
        csv.writer(text).writerows(
            [["文件", "刊名", "种类", "年份", "期号", "总期号", "日期", "题目", "待核"], row]
        )
        assert entered(ledger, office.folder / "旧", "\ufeff" + text.getvalue()) == [
            "援疆工作简报2009年第5期（总第86期）《市总工会开展送清凉活动》"
        ]
        assert ledger.records()[0].date == Date(2009, 5, 4)


def test_what_has_no_number_is_told_and_not_entered(office: Office):
    (office.folder / "旧").mkdir()
    word(office.folder / "旧" / "通知.docx", title("关于开会的通知"), p(BODY))
    with office.open() as ledger:
        (found,) = originals(ledger, [office.folder / "旧"])
        assert [finding.code for finding in found.problem] == ["L092"]
        assert enroll(ledger, [found]) == []


def test_its_files_are_never_built_replaced_or_removed(office: Office):
    path = old(office.folder / "旧" / "6.docx")
    before = path.read_bytes()
    with office.open() as ledger:
        entered(ledger, office.folder / "旧")
        (record,) = ledger.records()
        issue = make_issue("2009-06-03", record.titles[0], number=6, total=86)
        other = make_issue("2009-06-09", "别的题目", number=6)
        for given, terms in (
            (issue, Terms()),
            (issue, Terms(reissue="更正", others="overwrite")),
            (other, Terms()),
        ):
            with pytest.raises(UsageError) as raised:
                office.build(given, office.source("新.yaml"), ledger, terms)
            assert raised.value.findings[0].code == "L093"
        assert chosen([record]) == ([], ())
        ledger.undo([record])
        assert ledger.records() == []
    assert path.read_bytes() == before


def test_an_export_holds_it(office: Office, tmp_path: Path):
    path = old(office.folder / "旧" / "6.docx")
    path.rename(path.with_suffix(".WPS"))
    with office.open() as ledger:
        word_file = old(office.folder / "旧" / "7.docx", 7)
        entered(ledger, word_file)
        lines = list(ledger.export())
    other = Office(tmp_path / "别处", tmp_path / "别处.sqlite")
    with other.open() as ledger:
        assert ledger.import_lines(line.replace(".docx", ".TIF") for line in lines) == 1
        assert ledger.records()[0].origin is Origin.ENROLLED
        assert [finding.code for finding in ledger.check()] == ["L036"]
