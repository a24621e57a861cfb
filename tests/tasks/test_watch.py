"""`jianbao watch`: a draft at every save, no number taken, the last good files kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from jianbao.errors import InputError, UsageError
from jianbao.steps import Built
from jianbao.tasks.watch import watch
from tests.conftest import MINIMAL

pytest.importorskip("watchfiles")
DRAFT = "云溪工作简报2026年第1期（总第1期）（草稿）.pdf"


def begin(issue: Path, stop: threading.Event) -> Iterator[object]:
    return watch(issue, formats=["pdf"], fonts="embedded", stop=stop)


def save_after(seconds: float, path: Path, text: str) -> threading.Timer:
    timer = threading.Timer(seconds, path.write_text, (text, "utf-8"))
    timer.start()
    return timer


def test_it_builds_at_every_save_and_a_bad_save_keeps_the_last_good_files(issue_file: Path):
    stop = threading.Event()
    outcomes = begin(issue_file, stop)
    first = next(outcomes)
    assert isinstance(first, Built)
    assert first.draft
    good = (issue_file.parent / DRAFT).read_bytes()

    save_after(0.8, issue_file, MINIMAL.replace("2026-01-06", "2026-02-30"))
    assert isinstance(next(outcomes), InputError)
    assert (issue_file.parent / DRAFT).read_bytes() == good

    save_after(0.8, issue_file, MINIMAL.replace("126", "127"))
    assert isinstance(next(outcomes), Built)
    assert (issue_file.parent / DRAFT).read_bytes() != good
    stop.set()
    assert next(outcomes, None) is None


def test_it_takes_no_number_and_makes_no_register(issue_file: Path):
    stop = threading.Event()
    next(begin(issue_file, stop))
    stop.set()
    assert {path.name for path in issue_file.parent.iterdir()} == {"issue.yaml", DRAFT}


def test_a_file_that_goes_away_and_comes_back_is_watched_on(issue_file: Path):
    stop = threading.Event()
    outcomes = begin(issue_file, stop)
    next(outcomes)
    threading.Timer(0.8, issue_file.unlink).start()
    assert not isinstance(next(outcomes), Built)
    save_after(0.8, issue_file, MINIMAL)
    assert isinstance(next(outcomes), Built)
    stop.set()


def test_without_watchfiles_it_says_how_to_install_it(issue_file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(UsageError, match="C009"):
        next(watch(issue_file))


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_the_command_tells_each_save_and_ends_with_ctrl_c(issue_file: Path):
    process = subprocess.Popen(
        [sys.executable, "-m", "jianbao", "watch", str(issue_file), "-f", "pdf", "--fonts", "embedded"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while not (issue_file.parent / DRAFT).exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert "已更新" in out
    assert "正在看着" in err
    assert "Traceback" not in err
    assert process.returncode in (0, 130)
