"""The guarded door: what is no regular file of sensible size is told, what is written appears whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jianbao import bounds
from jianbao.errors import ExitCode, JianbaoError
from jianbao.files import read_bytes, replace_whole, sha256_of, shown_name, write_new


def code(path: Path, **more: int) -> str:
    with pytest.raises(JianbaoError) as error:
        read_bytes(path, **more)
    (finding,) = error.value.findings
    assert finding.place.file == shown_name(path)
    return finding.code


def test_a_regular_file_is_read(tmp_path: Path):
    path = tmp_path / "稿.txt"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, limit=100) == b"x" * 100
    assert sha256_of(path) is not None


def test_what_is_larger_than_its_bound_is_told_with_figures(tmp_path: Path):
    path = tmp_path / "稿.txt"
    with path.open("wb") as file:
        file.truncate(bounds.ISSUE_FILE + 1)
    with pytest.raises(JianbaoError) as error:
        read_bytes(path)
    assert error.value.exit_code is ExitCode.INPUT
    assert "9 MB" in error.value.findings[0].message
    assert "8 MB" in error.value.findings[0].message


@pytest.mark.parametrize("growing", ["/proc/self/status"])
def test_a_file_that_says_it_is_empty_is_bounded_too(growing: str):
    if not Path(growing).exists():
        pytest.skip("no such file system")
    assert code(Path(growing), limit=10) == "R006"


def test_pipes_devices_folders_and_missing_files_are_told(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    assert code(tmp_path / "pipe") == "R005"
    assert code(Path(os.devnull)) == "R005"
    assert code(tmp_path) == "R002"
    assert code(tmp_path / "none") == "R001"
    assert code(tmp_path / "pipe" / "below") == "R001"
    assert sha256_of(tmp_path / "pipe") is None
    assert sha256_of(tmp_path) is None
    assert sha256_of(tmp_path / "none") is None


def test_a_name_that_is_no_utf_8_is_told_so_that_it_can_be_printed(tmp_path: Path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb8\xe5.yaml"))
    path.write_bytes(b"x")
    with pytest.raises(JianbaoError) as error:
        read_bytes(path)
    assert error.value.findings[0].code == "R011"
    assert r"\xb8\xe5.yaml" in str(error.value)
    str(error.value).encode()


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path):
    path = tmp_path / "a"
    write_new(path, b"first")
    with pytest.raises(FileExistsError):
        write_new(path, b"second")
    assert path.read_bytes() == b"first"


def test_a_file_is_replaced_whole_and_keeps_its_permissions_and_its_link(tmp_path: Path):
    real = tmp_path / "real.yaml"
    real.write_bytes(b"before")
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    replace_whole(link, b"after")
    assert link.is_symlink()
    assert real.read_bytes() == b"after"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_write_that_fails_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a"
    path.write_bytes(b"before")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
