"""Folders for a while: gone with their process, or swept by the next one; and a command that ends with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from jianbao.foreign import folders, keeper

posix = pytest.mark.skipif(os.name == "nt", reason="Windows tells less of its processes")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folders._sweep.cache_clear()
    return tmp_path


def test_a_folder_goes_with_its_block(place: Path):
    with folders.temporary() as folder:
        (folder / "a").write_text("x", "utf-8")
        assert list(place.iterdir()) == [folder]
    assert list(place.iterdir()) == []


def dead() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@posix
def test_the_dead_ones_folders_are_swept_and_nobody_else_s(place: Path):
    mine, began, space = os.getpid(), folders._began(os.getpid()), folders._space()
    stay = [
        f"jianbao-{mine}-{began}-{space}-abcd1234",
        # of another name space, whose processes nobody sees here
        f"jianbao-{dead()}-77-{int(space) + 1}-abcd1234",
        f"jianbao-{dead()}",
        "jianbao-x-y-z-abcd1234",
        "notes",
    ]
    gone = [f"jianbao-{dead()}-77-{space}-abcd1234"]
    if began != "0":
        # the number was given to another process since
        gone.append(f"jianbao-{mine}-{int(began) - 1}-{space}-abcd1234")
    for name in (*stay, *gone):
        (place / name).mkdir()
        (place / name / "file").write_text("x", "utf-8")
    linked = place / f"jianbao-{dead()}-78-{space}-abcd1234"
    linked.symlink_to(place / "notes")
    with folders.temporary() as folder:
        left = {path.name for path in place.iterdir()} - {folder.name}
    assert left == {*stay, linked.name}
    assert (place / "notes" / "file").exists()


@posix
def test_a_kept_command_ends_with_its_parent_and_its_own_children_too(tmp_path: Path):
    mark = tmp_path / "pids"
    script = f"sleep 60 & echo $! $$ > {mark}; wait"
    command = [sys.executable, "-I", "-S", keeper.__file__, "4000000000", "1000000", "sh", "-c", script]
    parent = (
        "import os, subprocess, sys\nlistening, held = os.pipe()\n"
        "subprocess.Popen(sys.argv[1:], stdin=listening, start_new_session=True)\n"
        "input()"
    )
    with subprocess.Popen([sys.executable, "-c", parent, *command], stdin=subprocess.PIPE) as process:
        pids = waited(lambda: [int(each) for each in mark.read_text("utf-8").split()])
        process.send_signal(signal.SIGKILL)
    assert waited(lambda: [True] * (not any(map(running, pids))))


@posix
def test_a_kept_command_is_bounded_and_its_answer_is_passed_on(tmp_path: Path):
    big = tmp_path / "big"
    for script, code in (("exit 3", 3), (f"head -c 5000 /dev/zero > {big}; exit 4", 4)):
        command = [sys.executable, "-I", "-S", keeper.__file__, "4000000000", "1000", "sh", "-c", script]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        ) as kept:
            assert kept.wait(20) == code
    assert big.stat().st_size <= 1000


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def waited(look, seconds: float = 10):
    """What `look` gives once it gives something."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if found := look():
                return found
        except (OSError, ValueError):
            pass
        time.sleep(0.05)
    raise AssertionError("it never came")
