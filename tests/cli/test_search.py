"""`jianbao search`, `stats` and `ledger fill`: what a clerk asks of an archive."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from jianbao.cli import run as run_program
from jianbao.errors import ExitCode
from jianbao.ledger import open_ledger, opening
from tests.benchmarks.inside.registers import fill
from tests.conftest import Run
from tests.postgres import postgres_schema, postgres_server

__all__ = ["postgres_schema", "postgres_server"]

WORDS = "机构:\n  - 全称: 云溪县农业农村局\n    简称: [县农业农村局, 农业农村局]\n"
SERIES = "刊名: {name}\n编发单位: 云溪县人民政府办公室\n用语: 用语.yaml\n编号规则: {{印发: 登记}}\n"
ISSUE = """\
刊名: {{文件: series.yaml}}
日期: {day}
文章:
  - 标题: {title}
    栏目: 工作动态
    署名: （{byline}供稿）
    正文: |
      今年以来，全县早谋划、早部署，{body}，取得了阶段性的成效。
  - 标题: 政务服务大厅周末照常开放
    署名: 县政务服务局 石塘镇
    正文: 首个周末共接待群众126人次，办结事项98件。
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two offices' folders with a register each, and the issues of two months."""
    home = tmp_path_factory.mktemp("各单位")
    for office, day in (("甲", "02"), ("乙", "03")):
        folder = home / office
        folder.mkdir()
        (folder / "用语.yaml").write_text(WORDS, "utf-8")
        (folder / "series.yaml").write_text(SERIES.format(name=f"{office}县简报"), "utf-8")
        for number, (title, byline, body) in enumerate(
            (
                ("春耕备耕早行动", "县农业农村局", "春耕备耕扎实推进"),
                ("防汛备汛", "农业农村局", "GDP稳步增长"),
            ),
            1,
        ):
            path = folder / f"{number}.yaml"
            path.write_text(
                ISSUE.format(day=f"2026-{day}-0{number}", title=title, byline=byline, body=body), "utf-8"
            )
            code = run_program(["build", str(path), "-f", "pdf", "--fonts", "embedded", "--allow", "N023"])
            assert code == ExitCode.DONE
    return home


@pytest.fixture
def offices(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Path:
    """A copy of them to stand in."""
    home = shutil.copytree(built, tmp_path / "各单位")
    monkeypatch.chdir(home)
    capfd.readouterr()
    return home


def test_a_word_is_found_with_the_line_issue_page_and_file(offices: Path, run: Run) -> None:
    code, out, err = run("search", "春耕备耕", "--ledger", "甲")
    assert code == ExitCode.DONE
    assert "甲县简报2026年第1期" in out and "（2026-02-01）第1页《春耕备耕早行动》" in out
    assert "甲/甲县简报2026年第1期（总第1期）.pdf" in out and "早部署，春耕备耕扎实推进" in out
    assert "共 1 篇" in err


def test_several_registers_answer_together_the_latest_issue_first(offices: Path, run: Run) -> None:
    """A folder means all in it; a series file the one beside it."""
    for named in (["--ledger", "."], ["--ledger", "甲/series.yaml", "--ledger", f"乙/{opening.FILE_NAME}"]):
        code, out, _ = run("search", "126人次", "--json", *named)
        answers = [json.loads(line) for line in out.splitlines()]
        assert (code, [each["date"] for each in answers]) == (
            ExitCode.DONE,
            ["2026-03-02", "2026-03-01", "2026-02-02", "2026-02-01"],
        )
        assert answers[0]["files"] == [str(offices / "乙" / "乙县简报2026年第2期（总第2期）.pdf")]
        assert answers[0]["line"][slice(*answers[0]["at"][0])] == "126人次"
    _, out, _ = run("ledger", "list", "--ledger", ".", "--csv")
    assert [row[0] for row in csv.reader(io.StringIO(out))][1:] == ["乙县简报"] * 2 + ["甲县简报"] * 2


def test_a_unit_is_asked_for_by_any_of_its_names_and_words_are_anded(offices: Path, run: Run) -> None:
    for unit in ("农业农村局", "云溪县农业农村局", "县农业农村局"):
        _, out, _ = run("search", "今年以来", "--unit", unit, "--ledger", ".", "--json")
        assert len(out.splitlines()) == 4, unit
    _, out, _ = run("search", "今年以来", "gdp", "--ledger", ".", "--json")
    assert len(out.splitlines()) == 2


def test_more_than_was_asked_for_is_told(offices: Path, run: Run) -> None:
    _, out, err = run("search", "大厅", "--ledger", ".", "--limit", "1")
    assert len(out.splitlines()) == 2 and "--limit 0" in err
    assert len(run("search", "大厅", "--ledger", ".", "--limit", "0")[1].splitlines()) == 8


@pytest.mark.parametrize("query", ["没有的词", '"', "%", "\x1b[31m", "春" * 3000, "--", "（"])
def test_nothing_found_is_told_kindly_whatever_was_asked(offices: Path, run: Run, query: str) -> None:
    code, out, err = run("search", "--ledger", "甲", "--", query)
    assert (code, out.startswith("没有找到")) == (ExitCode.DONE, query != "（")
    assert "\x1b" not in out + err and len(out) < 300


def test_units_are_counted_by_their_full_names(offices: Path, run: Run) -> None:
    code, out, err = run("stats", "--ledger", ".")
    rows = [line.split() for line in out.splitlines()]
    assert code == ExitCode.DONE
    assert [row[:3] for row in rows[1:]] == [
        ["云溪县农业农村局", "4", "4"],
        ["县政务服务局", "4", "4"],
        ["石塘镇", "4", "4"],
    ]
    assert rows[1][4] == "█" * 24
    assert "共 8 篇，4 期" in err


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("月份", {"2026-02": 4, "2026-03": 4}),
        ("column", {"工作动态": 4, "": 4}),
        ("刊名", {"乙县简报": 4, "甲县简报": 4}),
        ("kind", {"正刊": 8}),
    ],
)
def test_articles_are_counted_by_month_column_series_and_kind(
    offices: Path, run: Run, by: str, names: dict[str, int]
) -> None:
    _, out, _ = run("stats", "--by", by, "--ledger", ".", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert {row["name"]: row["articles"] for row in rows} == names


def test_counts_go_to_csv_and_to_a_workbook_that_is_not_overwritten(offices: Path, run: Run) -> None:
    from openpyxl import load_workbook

    code, out, _ = run("stats", "--ledger", ".", "--csv", "--xlsx", "采用.xlsx", "--year", "2026")
    table = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert (code, table[1]) == (ExitCode.DONE, ["云溪县农业农村局", "4", "4", "50.0%"])
    sheet = load_workbook("采用.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["云溪县农业农村局", 4, 4, "50.0%"]
    run("stats", "--ledger", ".", "--xlsx", "再.xlsx")
    assert Path("再.xlsx").read_bytes() == Path("采用.xlsx").read_bytes()
    assert run("stats", "--ledger", ".", "--xlsx", "采用.xlsx")[0] == ExitCode.FILE
    assert run("stats", "--ledger", ".", "--xlsx", "没有/采用.xlsx")[0] == ExitCode.FILE


def test_what_cannot_be_counted_by_is_told(offices: Path, run: Run) -> None:
    code, _, err = run("stats", "--by", "天气", "--ledger", ".")
    assert code == ExitCode.USAGE and "供稿单位 栏目 月份 刊名 种类" in err


def test_a_file_of_words_that_is_not_there_is_told_whatever_is_counted(offices: Path, run: Run) -> None:
    assert run("stats", "--by", "月份", "--ledger", ".", "--words", "没有.yaml")[0] == ExitCode.FILE


@pytest.mark.parametrize("command", [["search", "春"], ["stats"], ["ledger", "list"], ["ledger", "fill"]])
def test_where_there_is_no_register_it_is_told(
    command: list[str], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where there is an empty one, nothing is found."""
    monkeypatch.chdir(tmp_path)
    for more in ([], ["--ledger", "."], ["--ledger", "没有.sqlite"]):
        code, _, err = run(*command, *more)
        assert (code, "L040" in err) == (ExitCode.FILE, True)
    assert list(tmp_path.iterdir()) == []
    with open_ledger(None, beside=tmp_path) as ledger:
        ledger._rows.bring_up()
    assert run(*command)[0] == ExitCode.DONE


def test_a_register_that_another_holds_is_waited_for_and_then_told(
    offices: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that writes does not keep a reader waiting; one that holds all does."""
    path = offices / "甲" / opening.FILE_NAME
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert run("search", "春耕", "--ledger", "甲")[0] == ExitCode.DONE
    holder.execute("ROLLBACK")
    holder.execute("BEGIN EXCLUSIVE")
    store = opening.open_store
    monkeypatch.setattr(opening, "open_store", lambda url, _: store(url, 0.2))
    code, _, err = run("search", "春耕", "--ledger", "甲")
    assert (code, "L001" in err) == (ExitCode.FILE, True)
    holder.close()


def test_texts_of_past_issues_are_filled_in_from_their_files(offices: Path, run: Run) -> None:
    """One edited since, and one that is gone, keep their titles; files put back are read the next time."""
    run("ledger", "list", "--ledger", ".")
    for office in ("甲", "乙"):
        with sqlite3.connect(offices / office / opening.FILE_NAME) as register:
            keys = [key for (key,) in register.execute("SELECT issue FROM jianbao_articles")]
            assert len(keys) == 4
            register.execute("DELETE FROM jianbao_articles")
    _, out, err = run("search", "GDP", "--ledger", ".")
    assert "没有找到" in out and "4 期还没有存正文" in err and "ledger fill" in err
    gone, edited = offices / "甲" / "2.yaml", offices / "乙" / "1.yaml"
    text = gone.read_text("utf-8")
    gone.unlink()
    edited.write_text(edited.read_text("utf-8") + "# 改\n", "utf-8")
    code, out, err = run("ledger", "fill", "--ledger", ".")
    assert (code, "补了 4 期，其中 2 期只有题目" in out) == (ExitCode.DONE, True)
    assert "L095" in err and "L096" in err
    answers = [json.loads(line) for line in run("search", "防汛", "--ledger", ".", "--json")[1].splitlines()]
    assert [(each["date"], each["page"]) for each in answers] == [("2026-03-02", 1), ("2026-02-02", None)]
    gone.write_text(text, "utf-8")
    assert "补了 2 期，其中 1 期只有题目" in run("ledger", "fill", "--ledger", ".")[1]
    assert "共 2 篇" in run("search", "GDP", "--ledger", ".")[2]


def test_one_postgresql_with_many_series_is_searched_and_counted(postgres_schema: str, run: Run) -> None:
    with open_ledger(postgres_schema, beside=Path()) as ledger:
        fill(ledger, 40, characters=100)
    code, out, _ = run("search", "供稿", "--ledger", postgres_schema, "--series", "春耕专报", "--json")
    series = {json.loads(line)["series"] for line in out.splitlines()}
    assert (code, series) == (ExitCode.DONE, {"春耕专报"})
    _, out, _ = run("stats", "--by", "刊名", "--ledger", postgres_schema, "--json")
    assert {json.loads(line)["name"] for line in out.splitlines()} == {"云溪简报", "春耕专报", "防汛快报"}
