"""`jianbao help`: the handbook in the terminal, whole in both languages and without the network."""

from __future__ import annotations

import json
import os
import sys

import pytest

from jianbao.errors import ExitCode
from jianbao.handbook import TOPICS, page


def test_without_a_topic_it_lists_them_all_and_what_each_is_about(run):
    code, out, _ = run("help")
    assert code == ExitCode.DONE
    for topic in TOPICS:
        each = page(topic, "zh")
        assert f"{each.title}  " in out
        assert each.about in out


def test_in_english_it_lists_them_in_english(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JIANBAO_LANG", "en")
    assert page("keys", "en").about in run("help")[1]


@pytest.mark.parametrize("asked", ["键名", "keys", "Keys"])
def test_a_topic_goes_by_its_name_and_by_its_title_in_either_language(run, asked: str):
    code, out, err = run("help", asked)
    assert (code, err) == (ExitCode.DONE, "")
    assert out == page("keys", "zh").text.rstrip() + "\n"


def test_in_a_pipe_a_page_is_markdown_whose_links_say_how_to_go_on(run):
    out = run("help", "start")[1]
    assert out.startswith("# 上手\n")
    assert "键名 (`jianbao help keys`)" in out
    assert "\x1b" not in out


def test_a_command_s_name_shows_its_help(run):
    assert run("help", "ledger", "list")[1] == run("ledger", "list", "--help")[1]
    assert run("help", "build")[1] == run("build", "--help")[1]


def test_a_code_is_explained(run):
    code, out, _ = run("help", "p101")
    assert code == ExitCode.DONE
    assert out.startswith("# P101\n\n中文里用了半角标点“…”（GB/T 15834-2011 5.1.1）\n\n改法：")


@pytest.mark.parametrize(
    ("asked", "told"),
    [("校队", "是不是想写“校对”"), ("字型", "是不是想写“字体”"), ("ofd", "讲到它的有：命令、成品")],
)
def test_what_is_no_topic_is_told_with_what_is_near_or_where_it_stands(run, asked: str, told: str):
    code, out, err = run("help", asked)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "C010" in err
    assert told in err


@pytest.mark.parametrize(("asked", "meant"), [("秘级", "密级"), ("nubmers", "number")])
def test_a_misspelt_key_is_told_with_the_key_that_is_meant(run, asked: str, meant: str):
    assert f"是不是想写“{meant}”" in run("help", asked)[2]


def test_a_topic_that_nothing_is_near_to_is_told_plainly(run):
    assert "说明书里没有“qqqq”这个主题\n" in run("help", "qqqq")[2]


def test_a_program_reads_the_topics_and_a_page_as_json(run):
    topics = [json.loads(line) for line in run("help", "--json")[1].splitlines()]
    assert [each["topic"] for each in topics] == list(TOPICS)
    assert json.loads(run("help", "键名", "--json")[1])["text"] == page("keys", "zh").text


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("topic", ["scripts", "keys"])
def test_on_a_terminal_a_page_is_rendered_whether_it_fits_the_screen_or_is_paged(topic: str):
    import pty

    ours, theirs = pty.openpty()
    child = os.fork()
    if not child:
        os.dup2(theirs, 1)
        os.close(ours)
        os.environ |= {"PAGER": "cat", "TERM": "xterm", "COLUMNS": "80", "LINES": "60"}
        os.execv(sys.executable, [sys.executable, "-m", "jianbao", "help", topic])
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:
        # Linux says so when the other end has gone
        pass
    assert os.waitpid(child, 0)[1] == 0
    text = said.decode()
    assert page(topic, "zh").title in text
    assert "\x1b[" in text
    assert "|---" not in text
