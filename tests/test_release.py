"""A release can be made: `python -m build` gives an sdist and, from it, a wheel that works on its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from jianbao.handbook import TOPICS
from jianbao.version import __version__
from tests.conftest import MINIMAL, ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that CONTRIBUTING's command fills; the build backend is the installed one, so that no network is needed."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def sdist(dist: Path) -> set[str]:
    """The names in the sdist, from the project's folder on."""
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


@pytest.fixture(scope="module")
def python(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment's Python with the wheel installed; it borrows the libraries of ours, which stand behind."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False)
    windows = sys.platform == "win32"
    python = home / ("Scripts/python.exe" if windows else "bin/python")
    wheel = next(dist.glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    where = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(where.stdout.strip(), "borrowed.pth").write_text("\n".join(sorted(ours)), "utf-8")
    return python


def ask(python: Path, folder: Path, *arguments: str) -> str:
    """What the installed `jianbao` says in `folder`, which does not see the checkout."""
    command = python.with_name("jianbao.exe" if sys.platform == "win32" else "jianbao")
    environment = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "JIANBAO_LANG"}
    }
    done = subprocess.run(
        [command, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_sdist_holds_all_that_is_kept(sdist: set[str]):
    """What git keeps, tests and examples too; without git, as in an unpacked sdist, there is nothing to compare."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    kept = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert sorted(kept - sdist) == []


def test_the_wheel_holds_the_package_and_the_handbook_and_no_tests(dist: Path):
    with zipfile.ZipFile(next(dist.glob("*.whl"))) as archive:
        names = set(archive.namelist())
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "jianbao").rglob("*.py")}
    pages = {f"jianbao/handbook/{language}/{topic}.md" for language in ("zh", "en") for topic in TOPICS}
    assert package | pages <= names
    assert {name.partition("/")[0] for name in names} == {"jianbao", f"jianbao-{__version__}.dist-info"}


def test_the_wheel_of_the_sdist_builds_checks_and_helps_from_an_empty_folder(python: Path, tmp_path: Path):
    where = subprocess.run(
        [python, "-I", "-c", "import jianbao; print(jianbao.__file__)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert Path(where.strip()).is_relative_to(python.parents[1])
    assert ask(python, tmp_path, "--version") == f"jianbao {__version__}\n"
    assert "键名" in ask(python, tmp_path, "help")
    assert ask(python, tmp_path, "help", "键名").startswith("# 键名\n")
    (tmp_path / "issue.yaml").write_text(MINIMAL, "utf-8")
    assert "没有发现问题" in ask(python, tmp_path, "check", "issue.yaml")
    ask(python, tmp_path, "build", "issue.yaml")
    name = "云溪工作简报2026年第1期（总第1期）"
    assert {path.name for path in tmp_path.iterdir()} >= {"issue.yaml", f"{name}.docx", f"{name}.pdf"}
