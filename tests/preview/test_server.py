"""The preview's server: who may ask, what is answered, when it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MINIMAL
from tests.preview.serving import Served, serve

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")


@pytest.fixture
def served(issue_file: Path) -> Iterator[Served]:
    made = serve(issue_file)
    try:
        deadline = time.monotonic() + 20
        while not made.state()["pages"] and time.monotonic() < deadline:
            time.sleep(0.05)
        yield made
    finally:
        made.process.send_signal(signal.SIGINT)
        made.process.wait(10)


def test_it_serves_the_page_its_sheets_faces_and_findings(served: Served):
    state = served.state()
    assert state["name"] == "云溪工作简报2026年第1期（总第1期）"
    for path, kind in (
        ("", "text/html"),
        ("page.js", "text/javascript"),
        ("page.css", "text/css"),
        (f"sheet/{state['pages'][0]['digest']}", "image/svg+xml"),
        (f"face/{state['faces'][0]['name']}", "font/ttf"),
    ):
        status, headers, body = served.get(served.path + path)
        assert status == 200, path
        assert headers["content-type"].startswith(kind)
        assert body


ATTACKS = {
    "no token": ("/", {}, 404),
    "a wrong token": ("/abcdefgh/state", {}, 404),
    "another host": ("{}state", {"Host": "evil.example"}, 403),
    "a name that leads here": ("{}state", {"Host": "evil.example:{port}"}, 403),
    "another origin": ("{}state", {"Origin": "http://evil.example"}, 403),
    "an origin of another port": ("{}state", {"Origin": "http://127.0.0.1:1"}, 403),
    "no origin at all": ("{}state", {"Origin": "null"}, 403),
    "a way out of the folder": ("{}../issue.yaml", {}, 404),
    "a way out in disguise": ("{}%2e%2e/%2e%2e/etc/passwd", {}, 404),
    "a way out of the faces": ("{}face/..%2f..%2fissue.yaml", {}, 404),
    "an absolute picture": ("{}picture/%2fetc%2fpasswd", {}, 404),
    "our own code": ("{}server.py", {}, 404),
    "a sheet that is not there": ("{}sheet/0000", {}, 404),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_whoever_should_not_ask_gets_nothing(served: Served, name: str):
    path, headers, wanted = ATTACKS[name]
    given = {key: value.format(port=served.port) for key, value in headers.items()}
    status, _, body = served.get(path.format(served.path), **given)
    assert status == wanted
    assert body in (b"", b"Not Found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed_through_it(served: Served, method: str):
    assert served.get(served.path + "state", method)[0] == 405


def test_every_answer_carries_a_strict_policy(served: Served):
    for path in (served.path, served.path + "state", "/none"):
        headers = served.get(path)[1]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_it_is_reached_from_this_machine_alone(served: Served):
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("no such table here")
    rows = [line.split() for line in listening.read_text().splitlines()[1:]]
    ours = [row[1] for row in rows if row[3] == "0A" and int(row[1].partition(":")[2], 16) == served.port]
    assert ours == [f"0100007F:{served.port:04X}"]


def test_a_save_is_told_at_once_and_a_flood_of_saves_ends_with_the_last(served: Served, issue_file: Path):
    before = served.state()["version"]
    for number in range(200):
        issue_file.write_text(MINIMAL.replace("126", str(1000 + number)), "utf-8")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        state = served.state()
        sheet = served.get(f"{served.path}sheet/{state['pages'][0]['digest']}")[2].decode()
        if state["version"] > before and "1199" in sheet:
            break
        time.sleep(0.1)
    assert "1199" in sheet
    assert served.process.poll() is None


def test_a_series_file_above_the_issue_is_watched_too(tmp_path: Path):
    (tmp_path / "series.yaml").write_text("series: 云溪工作简报\norgan: 云溪县人民政府办公室\n", "utf-8")
    folder = tmp_path / "第1期"
    folder.mkdir()
    issue = folder / "issue.yaml"
    rest = MINIMAL.partition("organ:")[2].partition("\n")[2]
    issue.write_text(
        "series: {file: ../series.yaml}\nnumber: 1\ntotal: 1\ndate: 2026-01-06\n" + rest, "utf-8"
    )
    made = serve(issue)
    try:
        deadline = time.monotonic() + 20
        while not made.state()["pages"] and time.monotonic() < deadline:
            time.sleep(0.05)
        version = made.state()["version"]
        time.sleep(0.3)
        (tmp_path / "series.yaml").write_text("series: 云溪工作简报\norgan: 云溪县督查室\n", "utf-8")
        while made.state()["version"] == version and time.monotonic() < deadline:
            time.sleep(0.05)
        assert made.state()["version"] > version
    finally:
        made.process.send_signal(signal.SIGINT)
        made.process.wait(10)


def test_it_ends_with_ctrl_c_and_leaves_nothing_behind(issue_file: Path):
    made = serve(issue_file)
    made.process.send_signal(signal.SIGINT)
    assert made.process.wait(10) == 0
    assert made.process.stderr is not None
    assert "Traceback" not in made.process.stderr.read()
    assert os.listdir(issue_file.parent) == ["issue.yaml"]  # noqa: PTH208 - names alone


def test_a_port_that_is_taken_is_told(issue_file: Path, served: Served):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "jianbao",
            "preview",
            str(issue_file),
            "--no-open",
            "--port",
            str(served.port),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 5
    assert f"C013 端口 {served.port} 用不了" in done.stderr


@pytest.mark.parametrize("editor", ["javascript:alert(1)", "vscode://{nobody}", "{path"])
def test_what_opens_no_editor_is_told(issue_file: Path, editor: str):
    done = subprocess.run(
        [sys.executable, "-m", "jianbao", "preview", str(issue_file), "--no-open", "--editor", editor],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "C012" in done.stderr) == (2, True)
