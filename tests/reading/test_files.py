"""Files that cannot be read, or not as they are: each with its message, and the exit code that belongs to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jianbao.errors import ExitCode, FileError, InputError, JianbaoError
from jianbao.reading import read
from tests.conftest import MINIMAL


def told(path: Path) -> tuple[ExitCode, list[str]]:
    with pytest.raises(JianbaoError) as raised:
        read(path)
    return raised.value.exit_code, [str(each).partition("。")[0] for each in raised.value.findings]


def test_a_file_that_does_not_exist(tmp_path: Path):
    path = tmp_path / "没有.yaml"
    assert told(path) == (ExitCode.FILE, [f"{path}: R001 没有这个文件"])


def test_a_folder(tmp_path: Path):
    assert told(tmp_path) == (ExitCode.FILE, [f"{tmp_path}: R002 这是文件夹，不是文件"])


def test_a_file_without_permission(issue_file: Path, monkeypatch: pytest.MonkeyPatch):
    """Whoever runs the tests may be allowed everything, so the system's refusal is played."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert told(issue_file) == (ExitCode.FILE, [f"{issue_file}: R003 没有权限读这个文件"])


def test_a_disk_that_fails(issue_file: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    assert told(issue_file) == (ExitCode.FILE, [f"{issue_file}: R004 文件读不出来（Input/output error）"])


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    assert told(path) == (ExitCode.FILE, [f"{path}: R005 这不是普通文件（是管道或设备），读不了"])


def test_a_nul_in_the_path():
    assert told(Path("a\0b.yaml"))[0] == ExitCode.FILE


def test_a_file_of_absurd_size(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    with path.open("wb") as file:
        file.truncate(9 * 2**20)
    code, messages = told(path)
    assert code == ExitCode.INPUT
    assert messages == [f"{path}: R006 文件有 9 MB，太大了（最多 8 MB）"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes):
    path = tmp_path / "issue.yaml"
    path.write_bytes(content)
    assert told(path) == (ExitCode.INPUT, [f"{path}:1:1: R007 文件里什么也没有写"])


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_a_gbk_file_is_told_how_to_become_utf_8(tmp_path: Path, encoding: str):
    path = tmp_path / "issue.yaml"
    path.write_bytes(MINIMAL.encode(encoding))
    code, messages = told(path)
    assert code == ExitCode.INPUT
    assert messages == [f"{path}:1:9: R008 文件是 GBK（ANSI）编码，要存成 UTF-8"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_utf_16_file(tmp_path: Path, encoding: str):
    path = tmp_path / "issue.yaml"
    path.write_bytes(MINIMAL.encode(encoding))
    code, messages = told(path)
    assert (code, messages[0].partition(" ")[2][:4]) == (ExitCode.INPUT, "R009")


def test_a_damaged_byte_in_a_utf_8_file(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_bytes(MINIMAL.encode().replace("首个".encode(), b"\xff"))
    assert told(path) == (
        ExitCode.INPUT,
        [f"{path}:8:9: R010 这里有一个字节不是 UTF-8，文件可能损坏，或混有别的编码"],
    )


def test_a_byte_order_mark_and_dos_line_ends_are_welcome(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    reading = read(path)
    assert reading.issue.series == "云溪工作简报"
    assert str(reading.place(("articles", 0, "title"), 2)) == f"{path}:7:12"


def test_old_mac_line_ends_are_counted(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_bytes(MINIMAL.replace("\n", "\r").replace("organ", "ogran").encode())
    assert told(path)[1] == [f"{path}:5:1: R041 没有“ogran”这个键，是不是想写“organ”"]


def test_a_file_error_is_no_input_error():
    assert not issubclass(FileError, InputError)
