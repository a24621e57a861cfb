"""Bad issues, one test each: every finding with its exact words and its place, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import ExitCode, InputError
from jianbao.reading import read_text
from tests.reading.bad_issues import CASES
from tests.reading.samples import CHINESE, GOOD, body, title


@pytest.mark.parametrize(
    ("text", "expected"), [(text, told) for text, *told in CASES.values()], ids=list(CASES)
)
def test_it_refuses(text: str, expected: list[str], tmp_path: Path):
    """All findings at once, in the order of the file, each with its place, its source line and a remedy."""
    with pytest.raises(InputError) as raised:
        read_text(text, folder=tmp_path)
    findings = raised.value.findings
    assert raised.value.exit_code == ExitCode.INPUT
    assert [f"{each.place.line}:{each.place.column} {each.message}" for each in findings] == expected
    assert {each.place.file for each in findings} == {"issue.yaml"}
    for each in findings:
        assert each.remedy
        assert each.excerpt or not text.strip() or each.place.line == 1
        assert len(each.excerpt.splitlines()) <= 1


@pytest.mark.parametrize("text", [text for text, *_ in CASES.values()], ids=list(CASES))
def test_it_refuses_in_english_too(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Every message has its English, with every placeholder filled."""
    monkeypatch.setenv("JIANBAO_LANG", "en")
    with pytest.raises(InputError) as raised:
        read_text(text, folder=tmp_path)
    assert all(each.message and each.remedy for each in raised.value.findings)


def test_a_power_in_html_is_told_with_the_character_to_write():
    with pytest.raises(InputError) as raised:
        read_text(body("面积3km<sup>2</sup>，CO<sub>2</sub>，10<sup>-3</sup>。"))
    wanted = ["写成 km²", "写成 CO₂", "写成 10⁻³"]
    assert [each.remedy.rpartition("：")[2] for each in raised.value.findings] == wanted


def test_number_and_total_in_one_are_shown_apart():
    with pytest.raises(InputError) as raised:
        read_text(CHINESE + "期号: 2026年第3期（总第23期）\n")
    assert "“期号: 3”和“总期号: 23”" in raised.value.findings[0].remedy


def test_text_that_became_a_comment_is_told():
    """YAML drops what follows a blank and #, without a word."""
    (finding,) = read_text(title("第1号 #专报") + "copies: 80 # 印数\n").findings
    assert (str(finding.place), finding.message) == ("issue.yaml:5:14", "“#专报”成了注释，不会印出来")
    assert finding.severity == "warning"


def test_the_good_issues_are_good():
    assert read_text(GOOD).findings == ()
    assert read_text(CHINESE).findings == ()


def test_a_warning_does_not_stop_the_reading():
    """Marks that will be printed as they stand are worth a word, no more."""
    reading = read_text(body("面积3*4*5米。\n\n#扬州话题"))
    assert [(str(each.place), each.message, each.severity.value) for each in reading.findings] == [
        ("issue.yaml:7:8", "单个星号 * 不是加粗，会照样印出来", "warning"),
        ("issue.yaml:9:5", "# 后面没有空格，不会成为标题，符号会照样印出来", "warning"),
    ]
    assert reading.findings[0].excerpt == "    面积3*4*5米。"
