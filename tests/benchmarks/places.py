"""The tree → where it is measured: a wheel in a fresh environment, rivals in theirs, a folder for all that is written.

The wheel is installed as a clerk's would be, bytecode compiled, so that an editable install or a half-written
`__pycache__` does not disturb. Rivals are installed once and kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from tests.benchmarks.measuring import Note, environment, say

ROOT = Path(__file__).parents[2]
SEED = ROOT / "examples" / "01-yuanjiang" / "issue.yaml"
RIVALS: Mapping[str, str] = {"typst": "typst==0.15.2", "weasyprint": "weasyprint"}


class Bench:
    """The places of one run, all under `home`; `quick` asks for few rounds."""

    def __init__(self, home: Path, *, quick: bool) -> None:
        self.home = home
        self.quick = quick
        self.missing: list[Note] = []
        self._folders = 0

    def rounds(self, many: int, few: int) -> int:
        """How often to measure."""
        return few if self.quick else many

    def folder(self) -> Path:
        """An empty folder."""
        self._folders += 1
        made = self.home / "work" / str(self._folders)
        made.mkdir(parents=True)
        return made

    # --- jianbao ----------------------------------------------------------------------------------------------

    @cached_property
    def wheel(self) -> Path:
        """A wheel of this tree."""
        say("building the wheel")
        out = self.home / "wheel"
        _pip(Path(sys.executable), "wheel", "--no-deps", "-w", out, ROOT)
        return next(out.glob("jianbao-*.whl"))

    @cached_property
    def bare_size(self) -> int:
        """Bytes of an environment with nothing in it but what comes with it."""
        return size_of(_environment(self.home / "bare"))

    @cached_property
    def python(self) -> Path:
        """The Python of a fresh environment with the wheel in it."""
        wheel = self.wheel
        say("installing it")
        python = _python(_environment(self.home / "jianbao"))
        _pip(python, "install", wheel)
        return python

    @cached_property
    def cluster_python(self) -> Path:
        """The Python of another one that has what a cluster needs, too."""
        wheel = self.wheel
        say("installing it with the extras of a cluster")
        python = _python(_environment(self.home / "cluster"))
        _pip(python, "install", f"{wheel}[dask,postgres]")
        return python

    @property
    def jianbao(self) -> Path:
        """The command."""
        return self.python.parent / "jianbao"

    @cached_property
    def inside(self) -> Path:
        """A folder that holds these benchmarks and nothing of jianbao, so that the installed one is imported."""
        made = self.home / "inside"
        shutil.copytree(ROOT / "tests" / "benchmarks", made / "tests" / "benchmarks")
        for name in ("importing/making.py", "verify/making.py", "verify/corpus.py"):
            target = made / "tests" / name
            target.parent.mkdir(exist_ok=True)
            (target.parent / "__init__.py").touch()
            shutil.copy(ROOT / "tests" / name, target)
        (made / "tests" / "__init__.py").touch()
        return made

    @cached_property
    def versions(self) -> dict[str, str]:
        """Name → version of what was measured."""
        listed = subprocess.check_output(
            [self.python, "-m", "pip", "list", "--format=freeze"], text=True, env=environment()
        )
        found = dict(line.split("==") for line in listed.splitlines() if "==" in line)
        names = ("jianbao", "pydantic", "python-docx", "lxml", "reportlab", "uharfbuzz", "typer")
        return {name: found[name] for name in names if name in found} | self.rival_versions

    # --- rivals -----------------------------------------------------------------------------------------------

    @cached_property
    def rivals(self) -> Mapping[str, Path]:
        """The Pythons of those that could be installed, by name."""
        kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jianbao-benchmarks"
        found: dict[str, Path] = {}
        for name, wanted in RIVALS.items():
            folder = kept / wanted.replace("==", "-")
            try:
                if not _python(folder).exists():
                    say(f"installing {name}")
                    _pip(_python(_environment(folder)), "install", wanted)
                subprocess.run(
                    [_python(folder), "-c", f"import {name}"],
                    check=True,
                    capture_output=True,
                    env=environment(),
                )
            except (subprocess.CalledProcessError, OSError):
                shutil.rmtree(folder, ignore_errors=True)
                self.missing.append(
                    Note(f"{name} 装不上，没有比。", f"{name} could not be installed and was left out.")
                )
                continue
            found[name] = _python(folder)
        return found

    @cached_property
    def office(self) -> str:
        """LibreOffice's command, '' where there is none."""
        found = shutil.which("soffice") or shutil.which("libreoffice") or ""
        if not found:
            self.missing.append(Note("没有 LibreOffice，没有比。", "LibreOffice is absent and was left out."))
        return found

    @property
    def rival_versions(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, python in self.rivals.items():
            code = f"from importlib.metadata import version; print(version('{name}'))"
            found[name] = subprocess.check_output([python, "-c", code], text=True, env=environment()).strip()
        if self.office:
            said = subprocess.run(
                [self.office, "--version"], capture_output=True, text=True, check=False
            ).stdout.split()
            found["LibreOffice"] = said[1] if len(said) > 1 else "?"
        return found


def size_of(folder: Path) -> int:
    """Bytes of all files below."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def _environment(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True, env=environment())
    return folder


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def _pip(python: Path, *arguments: object) -> None:
    command = [str(python), "-m", "pip", "-q", "--disable-pip-version-check", *map(str, arguments)]
    subprocess.run(command, check=True, env=environment(), stderr=subprocess.PIPE)
