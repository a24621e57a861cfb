"""`jianbao batch` and `jianbao new`: what a clerk sees, and what a script reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jianbao.errors import ExitCode
from tests.conftest import MINIMAL, Run


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The clerk stands in a folder of their own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """Three issues without numbers, the latest first by name; the middle one is wrong."""
    text = MINIMAL.replace("number: 1\ntotal: 1\n", "")
    for name, day in (("a", "2026-03-01"), ("b", "2026-02-01"), ("c", "2026-01-01")):
        (tmp_path / f"{name}.yaml").write_text(text.replace("2026-01-06", day), "utf-8")
    (tmp_path / "b.yaml").write_text((tmp_path / "b.yaml").read_text("utf-8") + "标提: 错\n", "utf-8")
    return tmp_path


def test_a_batch_from_plan_to_resume(run: Run, issues: Path) -> None:
    """The wrong issue is named, its number kept; mended, it takes it."""
    code, out, err = run("batch", ".", "--dry-run")
    assert code == ExitCode.INPUT
    assert [line.split()[1].removesuffix("（有错，先留着）") for line in out.splitlines()[1:4]] == [
        f"2026年第{n}期（总第{n}期）" for n in (1, 2, 3)
    ]
    assert "B004" in err
    assert not Path("期号台账.sqlite").exists()

    code, out, err = run("batch", ".", "-o", "成品", "-j", 1, "--fonts", "embedded")
    assert code == ExitCode.INPUT
    assert "共 3 期：生成 2，略过（没有变动）0，没有生成 1" in out
    assert "没有生成的：\n  b.yaml" in err
    assert sorted(path.name for path in Path("成品").glob("*.pdf")) == [
        "云溪工作简报2026年第1期（总第1期）.pdf",
        "云溪工作简报2026年第3期（总第3期）.pdf",
    ]
    assert run("ledger", "check")[0] == ExitCode.FELL_SHORT

    Path("b.yaml").write_text(Path("b.yaml").read_text("utf-8").replace("标提: 错\n", ""), "utf-8")
    code, out, err = run("batch", ".", "-o", "成品", "-j", 1, "--fonts", "embedded", "--json")
    assert code == ExitCode.DONE
    told = [json.loads(line) for line in out.splitlines()]
    assert {Path(one["source"]).name: (one["state"], one["number"]) for one in told} == {
        "a.yaml": ("skipped", 3),
        "b.yaml": ("built", 2),
        "c.yaml": ("skipped", 1),
    }
    assert len(next(one for one in told if one["state"] == "built")["files"]) == 2
    assert "生成 1，略过（没有变动）2" in err
    assert run("ledger", "check")[0] == ExitCode.DONE


def test_a_folder_without_issues_is_named(run: Run) -> None:
    """As a fault of the input."""
    code, _, err = run("batch", ".")
    assert code == ExitCode.INPUT
    assert "B002" in err


def test_new_makes_a_file_and_its_schema_once(run: Run, issues: Path) -> None:
    """And replaces nothing."""
    assert run("build", "c.yaml", "--format", "pdf", "--fonts", "embedded")[0] == ExitCode.DONE
    code, out, _ = run("new", "-o", "下一期.yaml")
    assert (code, out) == (ExitCode.DONE, "已新建 下一期.yaml\n")
    assert "期号: " in Path("下一期.yaml").read_text("utf-8")
    assert json.loads(Path("jianbao.schema.json").read_text("utf-8"))
    assert run("check", "下一期.yaml")[0] == ExitCode.DONE
    code, _, err = run("new", "-o", "下一期.yaml")
    assert code == ExitCode.FILE
    assert "已经有了" in err
