"""The command line: what a clerk sees, what a script reads, and the exit codes both rely on."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jianbao.errors import ExitCode
from tests.conftest import MINIMAL

NAME = "云溪工作简报2026年第1期（总第1期）"


# --- building -----------------------------------------------------------------------------------------------------


def test_build_writes_docx_and_pdf_beside_the_issue(run, issue_file: Path):
    code, out, err = run("build", issue_file)
    assert (code, err) == (ExitCode.DONE, "")
    assert out.startswith(f"已生成 {NAME}，共 1 页：\n")
    assert {path.name for path in issue_file.parent.iterdir()} == {
        "issue.yaml",
        f"{NAME}.docx",
        f"{NAME}.pdf",
        "期号台账.sqlite",
    }


def test_build_takes_several_issues_and_goes_on_after_a_bad_one(run, issue_file: Path):
    bad = issue_file.with_name("bad.yaml")
    bad.write_text(MINIMAL.replace("2026-01-06", "2026-02-30"), "utf-8")
    code, out, err = run("build", bad, issue_file, "-f", "pdf")
    assert code == ExitCode.INPUT
    assert NAME in out
    assert f"{bad}：没有生成，原有文件没有变动" in err


def test_out_and_format_are_obeyed(run, issue_file: Path, tmp_path: Path):
    code, out, _ = run("build", issue_file, "-o", tmp_path / "成品", "--format", "PDF")
    assert code == ExitCode.DONE
    assert [path.name for path in (tmp_path / "成品").iterdir()] == [f"{NAME}.pdf"]
    assert "成品" in out


def test_json_is_one_object_a_line_with_what_a_script_needs(run, issue_file: Path):
    code, out, err = run("build", issue_file, issue_file.with_name("none.yaml"), "--json")
    built, failed = map(json.loads, out.splitlines())
    assert code == ExitCode.FILE
    assert built["source"] == str(issue_file)
    assert (built["year"], built["number"], built["total"], built["pages"]) == (2026, 1, 1, 1)
    assert [Path(file["path"]).suffix for file in built["files"]] == [".docx", ".pdf"]
    for file in built["files"]:
        assert Path(file["path"]).stat().st_size == file["size"]
        assert len(file["sha256"]) == 64
    assert built["warnings"] == []
    assert failed["exit_code"] == 5
    assert set(failed["errors"][0]) == {
        "file",
        "line",
        "column",
        "severity",
        "level",
        "code",
        "message",
        "remedy",
    }
    assert "没有生成" in err


def test_a_draft_takes_no_number(run, issue_file: Path):
    issue_file.write_text(MINIMAL.replace("number: 1\ntotal: 1\n", ""), "utf-8")
    code, out, _ = run("build", issue_file, "--draft")
    assert code == ExitCode.DONE
    assert "没有占用期号" in out
    assert {path.suffix for path in issue_file.parent.iterdir()} == {".yaml", ".docx", ".pdf"}
    assert all("（草稿）" in path.name for path in issue_file.parent.iterdir() if path != issue_file)
    assert run("build", issue_file)[0] == ExitCode.DONE
    assert (issue_file.parent / f"{NAME}.docx").exists()


# --- findings -----------------------------------------------------------------------------------------------------


def test_a_finding_shows_its_place_its_line_and_the_remedy(run, issue_file: Path):
    issue_file.write_text(MINIMAL.replace("2026-01-06", "2026年2月30日"), "utf-8")
    code, out, err = run("build", issue_file)
    assert (code, out) == (ExitCode.INPUT, "")
    assert err.splitlines()[:4] == [
        f"{issue_file}:4:7: 错误 M003 “2026年2月30日”不是能用的日期",
        "    4 | date: 2026年2月30日",
        "      |       ^^^^^^^^^^^^^",
        "    改法：写成 2017-04-11 或 2017年4月11日，并核对该月有没有这一天",
    ]


def test_the_caret_stands_under_wide_characters(run, issue_file: Path):
    issue_file.write_text(MINIMAL.replace("number: 1", "期号: 若"), "utf-8")
    _, _, err = run("check", issue_file)
    line, caret = err.splitlines()[1:3]
    assert line == "    2 | 期号: 若"
    assert caret == "      | 　　  ^^"


def test_check_writes_nothing(run, issue_file: Path):
    code, out, err = run("check", issue_file)
    assert (code, out, err) == (ExitCode.DONE, f"{issue_file}：没有发现问题\n", "")
    assert list(issue_file.parent.iterdir()) == [issue_file]


def test_check_finds_what_is_wrong(run, issue_file: Path):
    issue_file.write_text(MINIMAL.replace("organ:", "organn:"), "utf-8")
    code, out, err = run("check", issue_file, "--json")
    assert code == ExitCode.INPUT
    assert any(finding["line"] == 5 for finding in json.loads(out)["findings"])
    assert "organ" in err


def test_a_character_that_no_face_has_is_named_with_its_line(run, issue_file: Path):
    issue_file.write_text(MINIMAL.replace("首个周末", "首个\U000313f8周末"), "utf-8")
    code, _, err = run("build", issue_file, "--fonts", "embedded")
    assert code == ExitCode.DONE
    assert ":8:11: 疑错 T001" in err
    assert "\U000313f8" in err.splitlines()[0]


# --- the other commands -------------------------------------------------------------------------------------------


def test_fonts_tells_which_face_serves_which_role(run):
    code, out, _ = run("fonts")
    assert code == ExitCode.DONE
    assert [line.split()[0] for line in out.splitlines()[1:7]] == [
        "小标宋",
        "仿宋",
        "楷体",
        "黑体",
        "宋体",
        "西文",
    ]
    rows = [json.loads(line) for line in run("fonts", "--json")[1].splitlines()]
    assert {row["role_zh"] for row in rows} == {"小标宋", "仿宋", "楷体", "黑体", "宋体", "西文"}


def test_schema_is_a_json_schema(run):
    import jsonschema

    code, out, _ = run("schema")
    assert code == ExitCode.DONE
    jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_version(run):
    from jianbao import __version__

    assert run("--version")[:2] == (0, f"jianbao {__version__}\n")


# --- wrong usage --------------------------------------------------------------------------------------------------

WRONG_USAGE = {
    ("buidl", "x.yaml"): "没有“buidl”这个命令，是不是想写“build”",
    ("build",): "缺少参数 简报文件…",
    ("build", "x.yaml", "--formt", "pdf"): "没有“--formt”这个选项，是不是想写“--format”",
    ("build", "x.yaml", "-q"): "没有“-q”这个选项",
    ("build", "x.yaml", "--out"): "缺少选项 --out 的值",
    ("build", "x.yaml", "--format", "odt"): "--format 的值“odt”不能用",
    ("build", "x.yaml", "--fonts", "mine"): "--fonts 的值“mine”不能用",
    ("stats", "--year", "20x6"): "--year 的值“20x6”不能用\n    改法：可以写：整数",
    (
        "preview",
        "x.yaml",
        "--port",
        "99999999",
    ): "--port 的值“99999999”不能用\n    改法：可以写：不大于 65535 的整数",
    ("import", "--jobs", "-3", "x"): "--jobs 的值“-3”不能用\n    改法：可以写：0 或更大的整数",
    ("build", "x.yaml", "--draft=3"): "选项 --draft 后面不写值",
    ("search", "春耕", "--year", "9" * 30): "的值“999",
    ("search", "春耕", "--limit", "9" * 30): "的值“999",
    ("new", "试刊", "--kind", "a\udcff"): "“a\\xff”不是 UTF-8 编码的文字",
    ("schema", "x"): "“x”是多余的",
}


@pytest.mark.parametrize(("arguments", "said"), WRONG_USAGE.items(), ids=lambda value: " ".join(value)[:30])
def test_wrong_usage_is_told_in_chinese(run, arguments: tuple[str, ...], said: str):
    code, out, err = run(*arguments)
    assert (code, out) == (ExitCode.USAGE, "")
    assert said in err
    assert "改法：" in err
    assert not any(word in err for word in ("Usage", "Error", "Traceback", "Invalid"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_results_that_cannot_be_written_are_told_and_nothing_false_is_said(issue_file: Path):
    with Path("/dev/full").open("w") as full:
        command = [
            sys.executable,
            "-m",
            "jianbao",
            "build",
            str(issue_file),
            "-f",
            "pdf",
            "--fonts",
            "embedded",
        ]
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, encoding="utf-8")
    assert done.returncode == ExitCode.FILE
    assert "C021" in done.stderr
    assert "Traceback" not in done.stderr
    assert (issue_file.parent / f"{NAME}.pdf").exists()


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&- >&- 2>&-"])
def test_closed_streams_keep_nothing_from_being_built(issue_file: Path, closed: str):
    command = shlex.join([sys.executable, "-m", "jianbao", "build", str(issue_file), "-f", "pdf"])
    assert subprocess.run(["sh", "-c", f"{command} {closed}"], check=False).returncode == ExitCode.DONE
    assert (issue_file.parent / f"{NAME}.pdf").read_bytes().startswith(b"%PDF")


LONG = "长" * 2000


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", LONG),
        ("import", "x.txt", "-o", LONG),
        ("search", "春耕", "--ledger", LONG),
        ("ledger", "backup", "-o", LONG),
        ("ledger", "list", "--ledger", "/"),
        ("ledger", "backup", "-o", "x.txt"),
    ],
    ids=lambda value: " ".join(value)[:20],
)
def test_names_that_the_system_refuses_are_told(
    run, arguments: tuple[str, ...], issue_file: Path, monkeypatch
):
    monkeypatch.chdir(issue_file.parent)
    Path("x.txt").write_text("标题\n\n正文。\n", "utf-8")
    run("build", issue_file, "-f", "pdf", "--fonts", "embedded")
    code, _, err = run(*arguments)
    assert code == ExitCode.FILE
    assert "改法：" in err
    assert "Traceback" not in err


def test_without_a_command_it_shows_its_help(run):
    code, _, err = run()
    assert code == ExitCode.USAGE
    assert err.startswith("用法：jianbao 命令")


@pytest.mark.parametrize("command", ["", "build", "check", "fonts", "schema"])
def test_help_is_chinese(run, command: str):
    code, out, _ = run(*command.split(), "--help")
    assert code == ExitCode.DONE
    assert out.startswith(f"用法：jianbao {command}".rstrip())
    assert not any(word in out for word in ("Usage", "Options", "Arguments", "Commands", "Show", "default:"))
    assert run(*command.split(), "-h")[1] == out


def test_help_is_english_where_asked(jianbao):
    done = jianbao("build", "--help", env={**os.environ, "JIANBAO_LANG": "en"})
    assert done.stdout.startswith("Usage: jianbao build ISSUE…")
    assert "选项" not in done.stdout


# --- streams ------------------------------------------------------------------------------------------------------


def test_chinese_comes_out_whole_in_a_machine_that_knows_only_ascii(jianbao, issue_file: Path):
    env = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = jianbao("check", issue_file, env=env)
    assert (done.returncode, done.stdout) == (0, f"{issue_file}：没有发现问题\n")


def test_a_reader_that_goes_away_is_no_error(issue_file: Path):
    command = [sys.executable, "-m", "jianbao", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_a_bug_of_ours_keeps_its_traceback_and_says_whose_fault_it_is(run, issue_file: Path, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("jianbao.tasks.build.build", broken)
    code, _, err = run("build", issue_file)
    assert code == ExitCode.BUG
    assert "ZeroDivisionError: planted" in err
    assert "这是 jianbao 自己的错，不是您的文件有错" in err


# --- the end ------------------------------------------------------------------------------------------------------

ENDING = """\
import atexit, sys, threading, time
sys.argv = ["jianbao", *{arguments}]
{before}
from jianbao.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("before", "arguments", "code", "said"),
    [
        ("atexit.register(print, 'bye')", ["--version"], 0, "bye\n"),
        (
            "threading.Thread(target=lambda: (time.sleep(2), print('late'))).start()",
            ["--version"],
            0,
            "late\n",
        ),
        ("atexit.register(print, 'bye')", ["build"], 2, "bye\n"),
        ("sys.stdout = None", ["--version"], 0, ""),
    ],
    ids=["what waits for the end", "other threads", "a failure", "no standard output"],
)
def test_the_program_leaves_at_once_yet_in_order(before: str, arguments: list[str], code: int, said: str):
    program = ENDING.format(before=before, arguments=arguments)
    ended = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert ended.returncode == code
    assert ended.stdout.endswith(said)
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
@pytest.mark.parametrize(
    ("before", "code"),
    [
        (
            "atexit.register(print, 'bye')\natexit.register(lambda: (signal.raise_signal(15), time.sleep(0.01)))",
            0,
        ),
        (
            """class Late:
    def __del__(self): signal.raise_signal(15), time.sleep(0.01)
import jianbao.cli as cli
cli.run = lambda: [Late() and 0, *(time.sleep(0.1) for _ in range(100))]
atexit.register(print, 'bye')""",
            128 + 15,
        ),
    ],
    ids=["while it tidies up", "while an object is freed"],
)
def test_a_signal_at_an_odd_moment_ends_the_program_in_order(before: str, code: int):
    program = ENDING.format(before="import signal\n" + before, arguments=["--version"])
    ended = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == code
    assert ended.stdout.endswith("bye\n")
    assert ended.stderr == ""


def test_build_and_check_take_patterns(run, issue_file: Path):
    second = issue_file.with_name("第二期.yaml")
    second.write_text(issue_file.read_text("utf-8").replace("周末", "节日"), "utf-8")
    issue_file.with_name("series.yaml").write_text("刊名: 云溪工作简报\n", "utf-8")
    code, out, _ = run("check", issue_file.with_name("*.yaml"))
    assert code == ExitCode.DONE
    assert out.count("：") >= 2
    code, out, _ = run("build", "--draft", "-f", "pdf", "--fonts", "embedded", issue_file.with_name("*.y*ml"))
    assert code == ExitCode.DONE
    assert out.count(".pdf") == 2
    code, _, err = run("build", issue_file.with_name("没有*.yaml"))
    assert code == ExitCode.INPUT
    assert "B002" in err


def test_build_shows_the_pdf(run, issue_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    viewer = tmp_path / ("open" if sys.platform == "darwin" else "xdg-open")
    viewer.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/shown\n')
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert (
        run("build", "--draft", "--open", "-f", "pdf", "--fonts", "embedded", issue_file)[0] == ExitCode.DONE
    )
    for _ in range(100):
        if (tmp_path / "shown").exists() and (tmp_path / "shown").read_text().strip():
            break
        time.sleep(0.05)
    assert (tmp_path / "shown").read_text().strip().endswith(".pdf")


def test_a_file_that_can_be_mended_is_offered_the_line_to_type(run, issue_file: Path):
    issue_file.write_text(issue_file.read_text("utf-8").replace("date: ", "date："), "utf-8")
    _, _, err = run("build", "-f", "pdf", issue_file)
    (line,) = (line for line in err.splitlines() if "jianbao check --fix" in line)
    arguments = shlex.split(line.partition("jianbao ")[2])
    run(*arguments)
    assert run("check", issue_file)[0] == ExitCode.DONE
    issue_file.write_text(issue_file.read_text("utf-8").replace("2026-", "9999-13-"), "utf-8")
    assert "--fix" not in run("build", "-f", "pdf", issue_file)[2]
