"""What several rooms' tests need: the examples, a command line to run, a register that stays in the test's folder."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from jianbao import cli

Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"

MINIMAL = """\
series: 云溪工作简报
number: 1
total: 1
date: 2026-01-06
organ: 云溪县人民政府办公室
articles:
  title: 政务服务大厅周末照常开放
  body: 首个周末共接待群众126人次，办结事项98件。
"""


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts us in the background has us ignore Ctrl-C, and with us all that the tests start.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of our own: see the fixtures below."""
    parser.addoption("--update-goldens", action="store_true", help="write the golden files anew")
    parser.addoption("--corpus-seed", type=int, default=1, help="seed of the generated corpora")


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """True when golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test hangs on what the developer's shell has set."""
    for name in ("JIANBAO_LANG", "JIANBAO_LEDGER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _nothing_grows_old(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Issues of tests are dated long ago: none counts as released by its date alone, unless a test asks for `by_age`."""
    if "by_age" not in request.fixturenames:
        monkeypatch.setattr("jianbao.ledger.issuing.RELEASED_AFTER", timedelta(days=36_500))


@pytest.fixture
def by_age() -> None:
    """Issues are released by their date, as they are for clerks."""


@pytest.fixture
def issue_file(tmp_path: Path) -> Path:
    """The shortest issue, in a folder of its own."""
    folder = tmp_path / "简报"
    folder.mkdir()
    path = folder / "issue.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    return path


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of an example's folder, so that tests write nothing into the project: name → its issue.yaml."""

    def copy(name: str) -> Path:
        folder = tmp_path / name
        ignore = shutil.ignore_patterns("*.docx", "*.pdf", "*.sqlite*")
        shutil.copytree(EXAMPLES / name, folder, ignore=ignore)
        return folder / "issue.yaml"

    return copy


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: (exit code, stdout, stderr)."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        return (code, *capfd.readouterr())

    return call


@pytest.fixture
def jianbao() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line in a process of its own, as a clerk does."""

    def run(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None):
        return subprocess.run(
            [sys.executable, "-m", "jianbao", *map(str, arguments)],
            cwd=cwd,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    return run
