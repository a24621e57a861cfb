"""`jianbao ledger …`: what a clerk sees of the register, and what a script reads."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from jianbao.errors import ExitCode
from tests.conftest import Run
from tests.ledger.office import Office, make_issue


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The clerk stands in a folder of their own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two issues and a supplement of 2017, one of 2018."""
    office = Office(tmp_path, tmp_path / "期号台账.sqlite")
    for day, title, kind in (
        ("2017-04-01", "第一篇", "正刊"),
        ("2017-04-11", "第二篇", "正刊"),
        ("2017-05-01", "特别报道", "增刊"),
        ("2018-01-05", "新年第一篇", "正刊"),
    ):
        office.build(make_issue(day, title, kind=kind), office.source(f"{title}.yaml", title))
    return office


def test_list_shows_a_table(run: Run, office: Office) -> None:
    """By series, kind, year and number."""
    code, out, err = run("ledger", "list")
    assert (code, err) == (ExitCode.DONE, "")
    assert out.splitlines()[0].split() == ["刊名", "种类", "期号", "总期号", "日期", "标题", "状态"]
    assert [line.split()[2] for line in out.splitlines()[1:]] == ["2017-1", "2017-1", "2017-2", "2018-1"]
    assert run("ledger", "list", "--year", 2018)[1].count("\n") == 2
    assert "没有这样的条目" in run("ledger", "list", "--series", "没有")[1]


def test_list_speaks_json_and_csv(run: Run, office: Office) -> None:
    """Complete entries as JSON, the table's columns as CSV."""
    _, out, _ = run("ledger", "list", "--json", "--kind", "增刊")
    (entry,) = map(json.loads, out.splitlines())
    numbers = {name: number for name, number in entry["numbers"].items() if number is not None}
    assert (numbers, entry["titles"]) == ({"year": 2017, "number": 1, "total": 1}, ["特别报道"])
    assert len(entry["files"]) == 2
    rows = list(csv.reader(io.StringIO(run("ledger", "list", "--csv")[1])))
    assert [row[5] for row in rows] == ["标题", "特别报道", "第一篇", "第二篇", "新年第一篇"]


@pytest.mark.parametrize("entry", ["2017-2", "2017年第2期", "2017年第2期（总第2期）", "2017/2"])
def test_show_finds_an_issue_by_its_number(run: Run, office: Office, entry: str) -> None:
    """However the clerk writes it."""
    code, out, _ = run("ledger", "show", entry)
    assert code == ExitCode.DONE
    assert "第二篇" in out
    assert str(office.folder / "第二篇.yaml") in out


def test_show_tells_kinds_apart(run: Run, office: Office) -> None:
    """正刊 is meant where none is named."""
    assert "第一篇" in run("ledger", "show", "2017-1")[1]
    assert "特别报道" in run("ledger", "show", "2017-1", "--kind", "增刊")[1]
    assert "特别报道" in run("ledger", "show", "2017年增刊第1期")[1]
    code, _, err = run("ledger", "show", "2017-9")
    assert code == ExitCode.USAGE
    assert "台账里没有“2017-9”" in err


def test_check_is_clean_or_names_each_fault(run: Run, office: Office) -> None:
    """Exit code 6 where something does not hold."""
    code, out, _ = run("ledger", "check")
    assert code == ExitCode.DONE
    assert "共 4 期，没有发现问题" in out
    (office.out / office.names()[0]).unlink()
    code, out, err = run("ledger", "check")
    assert code == ExitCode.FELL_SHORT
    assert "L036" in err
    assert "1 处问题" in out
    (finding,) = map(json.loads, run("ledger", "check", "--json")[1].splitlines())
    assert finding["code"] == "L036"


def test_void_wants_a_reason_and_keeps_the_number(run: Run, office: Office) -> None:
    """And is done once."""
    assert run("ledger", "void", "2017-2")[0] == ExitCode.USAGE
    code, out, _ = run("ledger", "void", "2017-2", "--reason", "日期印错")
    assert code == ExitCode.DONE
    assert "第二篇》已作废" in out
    assert "日期印错" in run("ledger", "show", "2017-2")[1]
    assert run("ledger", "void", "2017-2", "--reason", "再来")[0] == ExitCode.USAGE
    assert run("ledger", "check")[0] == ExitCode.DONE


def test_export_and_import_move_a_register(run: Run, office: Office, tmp_path: Path) -> None:
    """Through a file; a second import adds nothing."""
    _, out, _ = run("ledger", "export")
    (tmp_path / "台账.jsonl").write_text(out, "utf-8")
    new = tmp_path / "新.sqlite"
    assert "导入 4 条，已有的 0 条" in run("ledger", "import", tmp_path / "台账.jsonl", "--ledger", new)[1]
    assert run("ledger", "export", "--ledger", new)[1] == out
    assert "导入 0 条，已有的 4 条" in run("ledger", "import", tmp_path / "台账.jsonl", "--ledger", new)[1]
    code, _, err = run("ledger", "import", tmp_path / "没有.jsonl")
    assert code == ExitCode.FILE
    assert "没有.jsonl" in err


def test_a_place_without_register_is_named(run: Run) -> None:
    """And none is made by looking."""
    code, _, err = run("ledger", "list")
    assert code == ExitCode.FILE
    assert "这里还没有台账" in err
    assert not Path("期号台账.sqlite").exists()


def test_check_makes_every_issue_again_when_asked(
    run: Run, tmp_path: Path, issue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says how many files are the same to the byte; what is only worth a word leaves the exit code alone."""
    assert run("build", issue_file)[0] == ExitCode.DONE
    monkeypatch.chdir(issue_file.parent)
    code, out, err = run("ledger", "check", "--rebuild")
    assert (code, err) == (ExitCode.DONE, "")
    assert "重做 1 期、2 个成品，2 个与登记的逐字节相同" in out
    assert "没有发现问题" in out
    issue_file.write_text(issue_file.read_text("utf-8").replace("126", "127"), "utf-8")
    code, out, err = run("ledger", "check", "--rebuild", "--json")
    *findings, summary = map(json.loads, out.splitlines())
    assert (code, err) == (ExitCode.FELL_SHORT, "")
    assert [finding["code"] for finding in findings] == ["L051"]
    assert summary == {"issues": 1, "files": 2, "same": 0}
    assert run("ledger", "check")[0] == ExitCode.DONE, "without --rebuild, issue files are not looked at"


def test_a_spreadsheet_takes_no_cell_for_a_formula_or_a_date(run: Run, tmp_path: Path) -> None:
    """And opens the file as what it is."""
    office = Office(tmp_path, tmp_path / "期号台账.sqlite")
    office.build(make_issue(title="=1+1"), office.source("a.yaml"))
    out = run("ledger", "list", "--csv")[1]
    assert out.startswith("\ufeff")
    head, row = csv.reader(io.StringIO(out.removeprefix("\ufeff")))
    assert row[2] == "2017年第1期（总第1期）"
    assert row[5] == "'=1+1"
    assert len(head) == len(row)


def test_a_bare_number_means_this_years(run: Run, tmp_path: Path) -> None:
    """And times are told by the clock on the wall."""
    today = datetime.now().astimezone()
    office = Office(tmp_path, tmp_path / "期号台账.sqlite")
    office.build(make_issue("2017-04-11", "旧"), office.source("a.yaml"))
    office.build(make_issue(today.date().isoformat(), "新"), office.source("b.yaml", "二"))
    for name in ("1", "第1期"):
        assert "新" in run("ledger", "show", name)[1]
    assert f"{today:%Y-%m-%d}" in run("ledger", "show", "1")[1]
    assert f"{today:%z}" in run("ledger", "show", "1")[1]


def test_a_backup_is_made_and_told(run: Run, office: Office) -> None:
    """A whole register under a name with the time."""
    assert "—" in run("ledger", "check")[1].splitlines()[-1]
    assert run("ledger", "backup")[0] == ExitCode.DONE
    (copy,) = office.folder.glob("期号台账（备份*）.sqlite")
    assert run("ledger", "list", "--ledger", copy)[1] == run("ledger", "list")[1]
    assert "—" not in run("ledger", "check")[1].splitlines()[-1]


def test_release_redate_and_undo_by_name(run: Run, office: Office) -> None:
    """Several at once; a date that is none is told."""
    assert run("ledger", "release", "2017-1", "--date", "2017-04-02", "--copies", 120, "--to", "市委")[0] == 0
    shown = run("ledger", "show", "2017-1")[1]
    assert all(word in shown for word in ("已印发", "2017-04-02", "120", "市委"))
    assert run("ledger", "undo", "2017-1")[0] == ExitCode.USAGE
    assert run("ledger", "redate", "2017-2", "gestern")[0] == ExitCode.USAGE
    assert run("ledger", "redate", "2017-2", "2017-04-12")[0] == ExitCode.DONE
    assert run("ledger", "undo", "2017-2")[0] == ExitCode.NUMBERING
    assert run("ledger", "undo", "2018-1", "2017-2")[0] == ExitCode.DONE
    assert [line.split()[2] for line in run("ledger", "list")[1].splitlines()[1:]] == ["2017-1", "2017-1"]
