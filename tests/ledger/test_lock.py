"""The lock beside the register: one writer at a time, and what a dead one leaves is taken over."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from jianbao.errors import FileError
from jianbao.ledger import lock
from jianbao.ledger.lock import FileLock, host, on_network


def left(folder: Path, **owner: object) -> Path:
    """A lock file as another process would have left it."""
    path = folder / ".台账.sqlite.lock"
    path.write_text(
        json.dumps({"host": host(), "pid": os.getpid(), "since": "昨天", "token": "t", **owner}), "utf-8"
    )
    return path


def locked(folder: Path, timeout: float = 0.2) -> FileLock:
    made = FileLock(folder / "台账.sqlite", timeout)
    made.take()
    return made


def test_it_is_held_by_one_and_leaves_nothing(tmp_path: Path) -> None:
    """Whoever waits in vain is told who holds it, since when."""
    first = locked(tmp_path)
    assert first.held
    assert first.still()
    with pytest.raises(FileError) as caught:
        locked(tmp_path)
    (finding,) = caught.value.findings
    assert finding.code == "L061"
    assert str(os.getpid()) in finding.message
    first.let_go()
    second = locked(tmp_path)
    second.let_go()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("owner", [{"pid": 2**22 + 1}, {"pid": 0}, {"host": "别的电脑", "pid": 1}])
def test_what_was_left_behind_is_taken_over(tmp_path: Path, owner: dict[str, object]) -> None:
    """Of a process that is no more here; of another machine once it is old."""
    path = left(tmp_path, **owner)
    if "host" in owner:
        with pytest.raises(FileError):
            locked(tmp_path)
        old = time.time() - lock.STALE_AFTER - 1
        os.utime(path, (old, old))
    taken = locked(tmp_path)
    assert taken.still()
    taken.let_go()
    assert list(tmp_path.iterdir()) == []


def test_one_that_lives_is_left_its_lock(tmp_path: Path) -> None:
    """Also one that has just made the file and not yet written its name."""
    left(tmp_path)
    with pytest.raises(FileError):
        locked(tmp_path)
    (tmp_path / ".台账.sqlite.lock").write_bytes(b"")
    with pytest.raises(FileError):
        locked(tmp_path)


def test_an_owner_notices_that_its_lock_was_taken(tmp_path: Path) -> None:
    """And then removes nobody else's."""
    mine = locked(tmp_path)
    path = left(tmp_path, token="another")
    assert not mine.still()
    mine.let_go()
    assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="reads the mounts of Linux")
def test_a_network_folder_is_known_by_its_mount(monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest mount point that a path lies in decides."""
    mounts = (
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "30 22 0:40 / /mnt/共享\\040盘 rw - cifs //server/share rw\n"
        "31 30 8:2 / /mnt/共享\\040盘/本地 rw - ext4 /dev/sdb1 rw\n"
    )
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: mounts)
    assert on_network(Path("/mnt/共享 盘/简报"))
    assert not on_network(Path("/mnt/共享 盘/本地/简报"))
    assert not on_network(Path("/home/clerk"))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its pipes elsewhere")
def test_a_pipe_in_its_place_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".台账.sqlite.lock")
    with pytest.raises(FileError, match="R005"):
        locked(tmp_path, timeout=60)


@pytest.mark.parametrize(
    "content", [b"[" * 1000, b"\xff\xfe", b"{}", b'{"token": 5}', b'{"token": "' + b"x" * 9_000_000]
)
def test_a_lock_that_nobody_of_us_wrote_gives_a_message(content: bytes, tmp_path: Path) -> None:
    (tmp_path / ".台账.sqlite.lock").write_bytes(content)
    with pytest.raises(FileError, match="L061"):
        locked(tmp_path)
