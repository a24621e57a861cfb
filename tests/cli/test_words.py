"""`jianbao words`: what a file of words holds, how often it is met, what issues offer for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.cli import run as run_program
from jianbao.errors import ExitCode

WORDS = "人员:\n  - 姓名: 张明华\n    职务: 副县长\n禁用: {村官: 村干部}\n"
ISSUE = """\
刊名: 试刊
期号: 1
总期号: 1
日期: 2026-03-06
编发单位: 云溪县人民政府办公室
用语: 用语.yaml
文章:
  标题: 情况
  正文: |
    副县长张明华主持会议。县长李国强指出要早作准备。县长李国强强调要压实责任。村官发言。

    会后，云溪县应急管理局，云溪县应急管理局，分别作了汇报。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "用语.yaml").write_text(WORDS, "utf-8")
    (tmp_path / "issue.yaml").write_text(ISSUE, "utf-8")
    return tmp_path


def test_it_lists_a_file_s_words_and_those_an_issue_uses(folder: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("用语.yaml", "issue.yaml"):
        assert run_program(["words", str(folder / name)]) == ExitCode.DONE
        out = capsys.readouterr().out
        assert "张明华" in out and "副县长" in out and "村干部" in out


def test_it_tells_how_often_a_word_is_met(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert run_program(["words", str(folder / "用语.yaml"), str(folder / "issue.yaml")]) == ExitCode.DONE
    rows = {tuple(line.split()) for line in capsys.readouterr().out.splitlines()}
    assert rows == {("人员", "张明华", "1"), ("禁用", "村官", "1")}


def test_it_gathers_people_with_their_offices_and_organs(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert run_program(["words", "--gather", str(folder / "issue.yaml")]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "  - 姓名: 李国强\n    职务: [县长]" in out
    assert "  - 云溪县应急管理局" in out


def test_a_file_that_is_not_there_is_told(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert run_program(["words", str(folder / "没有.yaml")]) == ExitCode.FILE
    assert "没有.yaml" in capsys.readouterr().err


def test_it_gathers_from_the_texts_that_the_register_keeps(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """An issue that is named and in the register counts once."""
    assert run_program(["build", str(folder / "issue.yaml"), "-f", "docx", "--fonts", "embedded"]) == 0
    monkeypatch.chdir(folder)
    capsys.readouterr()
    for given in ([], ["--ledger", str(folder)], ["issue.yaml", "--ledger", "期号台账.sqlite"]):
        assert run_program(["words", "--gather", "--json", *given]) == ExitCode.DONE
        out, err = capsys.readouterr()
        assert '"name":"李国强","also":["县长"],"count":2' in out.replace(" ", "")
        assert "云溪县应急管理局" in out and "1 期" in err


def test_without_files_and_register_it_is_told_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert run_program(["words"]) == ExitCode.USAGE
    assert run_program(["words", "--gather"]) == ExitCode.FILE
    assert not list(tmp_path.iterdir())
