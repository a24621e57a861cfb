"""`check --fix`: only what is mechanical, everything else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.drafting import mends as mending
from jianbao.errors import FileError, InputError
from jianbao.tasks.check import mend

ISSUE = """\
# 头一行的注释
date: 2017-04-11   # 日期在前
series: '试刊'
organ: 某某市人民政府办公室
articles:
  # 第一篇
  - title: 召开会议,部署工作。   # 标题
    body: |
      会议于2017年04月05日召开,"各单位,各部门"布署了工作。

      > 按照[2017]12号文件，增长3-5%的的目标可以实现。
  - {title: "“按装”工作完成", body: "工作完成了,效果很好。"}
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    path = tmp_path / "issue.yaml"
    path.write_text(ISSUE, "utf-8")
    return path


def test_it_mends_in_place_and_keeps_comments_order_and_quotes(issue: Path):
    mended = mend(issue, write=True)
    assert issue.read_text("utf-8") == ISSUE.replace("召开会议,部署工作。", "召开会议，部署工作").replace(
        '2017年04月05日召开,"各单位,各部门"布署', "2017年4月5日召开，“各单位，各部门”部署"
    ).replace("[2017]", "〔2017〕").replace("3-5%的的", "3%～5%的").replace("按装", "安装").replace(
        "了,效", "了，效"
    )
    assert mended.count >= 10
    assert mended.diff.startswith("--- a/")


def test_without_leave_to_write_it_only_shows(issue: Path):
    mended = mend(issue)
    assert mended.diff
    assert issue.read_text("utf-8") == ISSUE


def test_a_second_time_there_is_nothing_to_mend(issue: Path):
    mend(issue, write=True)
    assert mend(issue, write=True) == type(mend(issue))("", 0)


def test_it_mends_only_what_is_selected(issue: Path):
    mend(issue, select=["P202"], write=True)
    assert issue.read_text("utf-8") == ISSUE.replace("04月05日", "4月5日")


def test_it_leaves_alone_what_is_ignored(issue: Path):
    mend(issue, ignore=["P1", "P2"], write=True)
    text = issue.read_text("utf-8")
    assert "部署了工作" in text
    assert "召开会议,部署工作。" in text


def test_it_leaves_alone_what_a_comment_silences(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    text = ISSUE.replace("body: |", "body: |  # jianbao: ignore P2 P5")
    path.write_text(text, "utf-8")
    mend(path, write=True)
    assert "2017年04月05日" in path.read_text("utf-8")
    assert "布署" in path.read_text("utf-8")


def test_it_keeps_a_byte_order_mark_and_line_ends(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + ISSUE.replace("\n", "\r\n").encode())
    mend(path, write=True)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.count(b"\r\n") == ISSUE.count("\n") == data.count(b"\n")
    assert "2017年4月5日".encode() in data


def test_a_file_with_errors_is_not_touched(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_text(ISSUE.replace("date: 2017-04-11", "date: 2017-04-31"), "utf-8")
    with pytest.raises(InputError):
        mend(path, write=True)
    assert "04月05日" in path.read_text("utf-8")


def test_a_file_that_changed_meanwhile_is_not_overwritten(issue: Path):
    with pytest.raises(FileError, match="P901"):
        mending.write(issue, "something else", "new")
    assert issue.read_text("utf-8") == ISSUE


def test_no_temporary_file_is_left(issue: Path):
    mend(issue, write=True)
    assert [path.name for path in issue.parent.iterdir()] == ["issue.yaml"]
