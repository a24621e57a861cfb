r"""What is printed is clean: anybody's characters that act on a terminal, a log or a program are shown by their codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.cli.lines import finding_json, finding_lines, json_line, table
from jianbao.errors import Finding, Place
from jianbao.escapes import blotted, in_json, printed, printed_lines
from jianbao.messages import phrase
from jianbao.proofread.formats import github, sarif
from tests.conftest import MINIMAL, Run

EVIL = "甲\x1b]0;PWN\x07\x1b[31m\u202e乙\n::error::丙\r\x9b2J\u2028\ufeff\udcff"
ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("简报（一）—“甲”", "简报（一）—“甲”"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\u202e\u2028\ufeff", r"\u202e\u2028\ufeff"),
        ("f\udcff.yaml", r"f\xff.yaml"),
        ("\ud800", r"\ud800"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
    ],
)
def test_what_acts_is_shown_by_its_code(text: str, shown: str):
    assert printed(text) == shown


@given(st.text())
def test_nothing_that_acts_is_left(text: str):
    assert not ACTS.search(printed(text))
    assert "\n" not in printed(text)
    assert not ACTS.search(printed_lines(text))
    assert len(blotted(text)) == len(text)
    assert not ACTS.search(in_json(json.dumps(text, ensure_ascii=False)))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_says_what_it_said(text: str):
    assert json.loads(in_json(json.dumps(text, ensure_ascii=False))) == text


def test_our_colours_pass_where_they_are_ours():
    assert printed_lines("\x1b[31m红\x1b[0m\x1b]0;x\x07", coloured=True) == "\x1b[31m红\x1b[0m\\x1b]0;x\\x07"
    assert printed_lines("\x1b[31m红") == "\\x1b[31m红"


def test_every_way_of_telling_a_finding_is_clean():
    finding = Finding("R001", Place(f"{EVIL}.yaml", 1, 3), excerpt=EVIL)
    told = "\n".join(finding_lines(finding))
    assert told.count("\n") == 3
    for text in (told, json_line(finding_json(finding)), sarif([finding]), printed_lines(github(finding))):
        assert not ACTS.search(text), text
    assert "\n" not in github(finding)


def test_what_messages_quote_and_what_tables_hold_is_clean():
    for text in (phrase("signed", path=EVIL), *table([(EVIL, "乙")])):
        assert not ACTS.search(text)
        assert "\n" not in text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name", ["a\x1b]0;PWN\x07\x1b[31m.yaml", "b\n::error::x.yaml", "c\u202elmay.yaml", "d\udcff.yaml"]
)
def test_names_of_files_are_clean_in_every_format_and_stop_no_batch(name: str, tmp_path: Path, run: Run):
    (tmp_path / name).write_text("date: x\n", "utf-8")
    (tmp_path / "good.yaml").write_text(MINIMAL, "utf-8")
    for form in ("text", "json", "github", "sarif", "html"):
        _, out, err = run("check", "--format", form, tmp_path / name)
        assert not ACTS.search(out + err), form
        assert not re.search("^::error::x", out + err, re.MULTILINE)
        if form == "json":
            assert json.loads(out)["findings"]
    code, out, err = run("batch", tmp_path, "--fonts", "embedded", "--jobs", "1")
    assert not ACTS.search(out + err)
    assert code != 1
    assert len(list(tmp_path.glob("*.pdf"))) == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell that names cannot hang")
def test_pipes_and_devices_among_a_batch_are_told(tmp_path: Path, run: Run):
    (tmp_path / "good.yaml").write_text(MINIMAL, "utf-8")
    os.mkfifo(tmp_path / "p.yaml")
    (tmp_path / "z.yaml").symlink_to("/dev/zero")
    code, _, err = run("batch", tmp_path, "--fonts", "embedded", "--jobs", "1")
    assert (code, err.count("R005")) == (5, 2)
    assert len(list(tmp_path.glob("*.pdf"))) == 1


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_locale_that_holds_no_chinese_names_is_told(issue_file: Path):
    env = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for arguments, code in ((["build", "issue.yaml"], 5), (["search", "春耕"], 5), (["--version"], 0)):
        done = subprocess.run(
            [sys.executable, "-m", "jianbao", *arguments],
            cwd=issue_file.parent,
            env=env,
            capture_output=True,
            check=False,
        )
        assert done.returncode == code
        assert ("C019" in done.stderr.decode()) == bool(code)
    assert list(issue_file.parent.iterdir()) == [issue_file]


def test_a_table_for_spreadsheets_holds_no_formula_and_no_control(tmp_path: Path, run: Run):
    issue = tmp_path / "issue.yaml"
    evil = MINIMAL.replace("云溪工作简报", "\"=cmd|'/c calc'!A1\"").replace(
        "政务服务大厅", "'=HYPERLINK(\"http://x\")'", 1
    )
    issue.write_text(evil.replace("'=HYPERLINK(\"http://x\")'周末照常开放", "'=HYPERLINK(1)'"), "utf-8")
    assert run("build", issue, "--fonts", "embedded", "--ledger", tmp_path / "一.sqlite")[0] == 0
    _, out, _ = run("ledger", "list", "--csv", "--ledger", tmp_path / "一.sqlite")
    assert not re.search(r'(^|,)"?[=+\-@]', out.lstrip("\ufeff"), re.MULTILINE)
