"""`jianbao check`: what a clerk sees of the proof-reader, what scripts and editors read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jianbao.errors import ExitCode
from tests.conftest import MINIMAL

WRONG = MINIMAL.replace("首个周末共接待", "首个周末,共接待").replace("照常开放", "照常开放。")


@pytest.fixture
def wrong(issue_file: Path) -> Path:
    issue_file.write_text(WRONG, "utf-8")
    return issue_file


def test_it_tells_place_code_clause_excerpt_and_remedy(run, wrong: Path):
    code, out, err = run("check", wrong)
    assert code == ExitCode.DONE
    assert f"{wrong}:7:22: 疑错 P108 标题、图题、表题末尾不用“。”（GB/T 15834-2011" in err
    assert f"{wrong}:8:13: 必错 P101 中文里用了半角标点“,”" in err
    assert "    8 |   body: 首个周末,共接待群众" in err
    assert "改法：改成全角的“，”" in err
    assert out == f"{wrong}：错误 0 处，必错 1 处，疑错 1 处，提示 0 处\n"


def test_the_caret_stands_under_the_place(run, wrong: Path):
    _, _, err = run("check", wrong, "--select", "P101")
    source, caret = err.splitlines()[1:3]
    before = source[: source.index(",")]
    assert caret.index("^") == len(before)
    assert [char == "\u3000" for char in caret[9 : len(before)]] == [ord(c) > 0x2E00 for c in before[9:]]


def test_warnings_fail_only_when_they_are_to(run, wrong: Path):
    assert run("check", wrong)[0] == ExitCode.DONE
    assert run("check", wrong, "--strict")[0] == ExitCode.FELL_SHORT
    assert run("check", wrong, "--strict", "--ignore", "P101")[0] == ExitCode.DONE
    assert run("check", "--strict=all", wrong, "--ignore", "P101")[0] == ExitCode.FELL_SHORT
    assert run("check", "--strict=all", wrong, "--ignore", "P1")[0] == ExitCode.DONE


def test_select_and_ignore_take_codes_and_their_beginnings(run, wrong: Path):
    assert "P108" not in run("check", wrong, "--select", "P101,P2")[2]
    assert "P101" not in run("check", wrong, "--ignore", "P101", "--ignore", "P2")[2]


def test_fix_shows_what_it_changes_and_checks_what_is_left(run, wrong: Path):
    code, out, err = run("check", wrong, "--fix")
    assert code == ExitCode.DONE
    assert "+  body: 首个周末，共接待" in err
    assert f"{wrong}：已改正 2 处" in err
    assert out == f"{wrong}：没有发现问题\n"
    assert wrong.read_text("utf-8") == MINIMAL.replace("首个周末共", "首个周末，共")


def test_diff_only_shows(run, wrong: Path):
    _, _, err = run("check", wrong, "--diff")
    assert "-  body: 首个周末,共接待" in err
    assert "没有写入" in err
    assert wrong.read_text("utf-8") == WRONG
    assert "没有可以自动改正的地方" in run("check", wrong, "--diff", "--select", "P5")[2]


def test_json_is_one_object_a_line(run, wrong: Path):
    _, out, _ = run("check", wrong, "--format", "json")
    told = json.loads(out)
    assert [finding["code"] for finding in told["findings"]] == ["P108", "P101"]
    assert run("check", wrong, "--json")[1] == out


def test_sarif_is_one_log_of_all_files(run, wrong: Path):
    other = wrong.with_name("other.yaml")
    other.write_text(MINIMAL.replace("2026-01-06", "2026-02-30"), "utf-8")
    code, out, _ = run("check", wrong, other, "--format", "sarif")
    assert code == ExitCode.INPUT
    assert {each["ruleId"] for each in json.loads(out)["runs"][0]["results"]} == {"P108", "P101", "M003"}


def test_github_gets_a_command_a_finding(run, wrong: Path):
    _, out, _ = run("check", wrong, "--format", "github")
    assert [line.split(" ")[0] for line in out.splitlines()] == ["::warning", "::warning"]


def test_a_form_that_does_not_exist_is_told(run, wrong: Path):
    code, _, err = run("check", wrong, "--format", "xml")
    assert code == ExitCode.USAGE
    assert "text json github sarif" in err


def test_build_shows_warnings_and_is_not_stopped_by_them(run, wrong: Path):
    code, out, err = run("build", wrong, "-f", "pdf")
    assert code == ExitCode.DONE
    assert "P101" in err
    assert out.startswith("已生成")


def test_build_keeps_hints_to_itself(run, issue_file: Path):
    issue_file.write_text(MINIMAL.replace("共接待", "推出“周末办”、“上门办”服务，共接待"), "utf-8")
    assert "P105" in run("check", issue_file)[2]
    assert "P105" not in run("build", issue_file, "-f", "pdf")[2]


def test_a_comment_silences_a_finding_for_build_and_check(run, wrong: Path):
    text = WRONG.replace("照常开放。", "照常开放。  # jianbao: ignore P108").replace(
        "件。", "件。  # jianbao: 忽略 P1"
    )
    wrong.write_text(text, "utf-8")
    assert run("check", wrong)[2] == ""
    assert run("build", wrong, "-f", "pdf")[2] == ""


def test_a_flood_is_sorted_and_capped_by_cause(run, issue_file: Path):
    many = "\n\n".join(f"    第{number}项,完成。。" for number in range(40))
    text = issue_file.read_text("utf-8")
    issue_file.write_text(text[: text.index("body:")] + "body: |\n" + many + "\n", "utf-8")
    _, out, err = run("check", issue_file)
    codes = [line.split()[2] for line in err.splitlines() if line.startswith(f"{issue_file}:")]
    assert codes == sorted(codes, key=codes.index)
    assert all(codes.count(code) <= 3 for code in codes)
    assert "还有 37 处，都看：jianbao check --select P101" in err
    assert "必错 80 处" in out


def test_what_is_selected_of_a_flood_is_told_in_full(run, issue_file: Path):
    many = "\n\n".join(f"    第{number}项,完成。。" for number in range(40))
    text = issue_file.read_text("utf-8")
    issue_file.write_text(text[: text.index("body:")] + "body: |\n" + many + "\n", "utf-8")
    _, _, err = run("check", issue_file, "--select", "P101")
    assert err.count(f"{issue_file}:") == 40


def test_a_proof_sheet_has_a_row_and_a_box_for_each_finding(run, wrong: Path):
    code, out, _ = run("check", wrong, "--format", "html")
    assert code == ExitCode.DONE
    assert out.startswith("<!DOCTYPE html>")
    assert out.count("<td class=box>□</td>") == 2
    assert "第 1 页第" in out and "<mark>,</mark>" in out and "GB/T 15834-2011" in out
    assert out.count('<span class="certain">必错</span>') == 1
