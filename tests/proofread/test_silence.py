"""Comments in the issue file that silence a finding; codes chosen on the command line."""

from __future__ import annotations

import pytest

from jianbao.errors import Finding, Place, Severity
from jianbao.proofread.engine import proof_read
from jianbao.proofread.silence import chosen, heard
from jianbao.reading.issue_file import read_text

ISSUE = """\
series: 试刊
date: 2017-04-11
organ: 某某市人民政府办公室
articles:
  - title: 召开会议,部署工作
    body: |
      会议于2017年04月召开。

      部份单位参加。
  - title: 第二篇
    body: |
      会议于2017年04月召开。
"""


def codes(text: str) -> list[str]:
    reading = read_text(text)
    return [remark.finding.code for remark in heard(proof_read(reading.issue, reading), reading.text_of)]


def test_without_comments_everything_is_heard():
    assert codes(ISSUE) == ["P101", "P202", "P502", "P202"]


@pytest.mark.parametrize("word", ["ignore", "忽略"])
def test_a_comment_on_the_line_silences_the_rule_there(word: str):
    text = ISSUE.replace("召开会议,部署工作", f"召开会议,部署工作  # jianbao: {word} P101")
    assert codes(text) == ["P202", "P502", "P202"]


def test_a_comment_on_the_line_above_does_too():
    text = ISSUE.replace("  - title: 召开", "  # jianbao: ignore P101\n  - title: 召开")
    assert codes(text) == ["P202", "P502", "P202"]


def test_a_comment_behind_the_key_of_a_text_block_holds_for_the_whole_block_and_no_further():
    text = ISSUE.replace("body: |", "body: |  # jianbao: ignore P202, P502", 1)
    assert codes(text) == ["P101", "P202"]


def test_a_comment_above_the_key_of_a_text_block_does_too():
    text = ISSUE.replace("    body: |", "    # jianbao: ignore P202\n    body: |", 1)
    assert codes(text) == ["P101", "P502", "P202"]


def test_a_comment_names_other_rules_than_the_one_found():
    assert codes(ISSUE.replace("工作\n", "工作  # jianbao: ignore P102\n", 1)) == [
        "P101",
        "P202",
        "P502",
        "P202",
    ]


def test_the_beginning_of_a_code_names_all_rules_that_begin_so():
    assert codes(ISSUE.replace("body: |", "body: |  # jianbao: ignore P", 1)) == ["P101", "P202"]


def test_a_file_may_ignore_a_rule_everywhere():
    assert codes("# jianbao: ignore-file P202\n" + ISSUE) == ["P101", "P502"]


def test_text_that_looks_like_a_comment_silences_nothing_but_its_line():
    text = ISSUE.replace(
        "部份单位参加。", "部份单位参加。\n\n      说明 # jianbao: ignore P502\n\n      部份单位参加。"
    )
    assert codes(text).count("P502") == 2


def finding(code: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, Place("a", 1, 1), severity)


def test_select_and_ignore_go_by_the_beginnings_of_codes():
    findings = [finding("P101"), finding("P202"), finding("P502")]
    assert [each.code for each in chosen(findings, ["P1", "P5"], ["P502"])] == ["P101"]
    assert [each.code for each in chosen(findings, [], ["P"])] == []


def test_errors_are_always_told():
    assert chosen([finding("M003", Severity.ERROR)], ["P1"], ["M"])[0].code == "M003"
