"""pyproject.toml → the lowest versions that it allows, met together: `python -m tests.floors [--install PYTHON | --tests]`.

Asks pip to resolve every dependency and extra at its floor, without installing (which needs the network, so CI does
it); with `--install`, installs the lowest set for that Python; with `--tests`, tries it in an environment of its own.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def floors() -> dict[str, str]:
    """Library → the lowest version that is declared for it; the highest of these where it is declared twice."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    found: dict[str, str] = {}
    for line in (*project["dependencies"], *(each for extra in extras for each in extra)):
        said = re.match(r"([\w.-]+)(?:\[[\w,]+\])?(?:>=([\w.]+))?", line)
        assert said is not None, line
        name, floor = said[1].lower(), said[2]
        if floor and found.setdefault(name, floor) != floor:
            found[name] = max(
                found[name], floor, key=lambda version: [int(part) for part in version.split(".")]
            )
    return found


ROOMS = ("tests/reading", "tests/layout", "tests/writers", "tests/ledger", "tests/proofread")


def tested() -> int:
    """Install the lowest set into an environment of its own; build the examples and run the rooms' tests on it."""
    with tempfile.TemporaryDirectory(prefix="jianbao-floors-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        steps = [[sys.executable, "-m", "tests.floors", "--install", python]]
        # a copy: beside the examples of a checkout may stand what another register knows
        examples = Path(folder, "examples")
        shutil.copytree(
            ROOT / "examples", examples, ignore=shutil.ignore_patterns("*.docx", "*.pdf", "*.sqlite*")
        )
        issues = sorted(examples.glob("*/issue.yaml"))
        steps.append(
            [
                python,
                "-m",
                "jianbao",
                "batch",
                *issues,
                "-o",
                Path(folder, "out"),
                "--fonts",
                "embedded",
                "--ledger",
                Path(folder, "r.sqlite"),
            ]
        )
        steps.append(
            [python, "-m", "pytest", "-q", "-n", "auto", "-m", "not slow", "-p", "no:cacheprovider", *ROOMS]
        )
        return next(
            (code for step in steps if (code := subprocess.run(step, cwd=ROOT, check=False).returncode)), 0
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.floors", description=__doc__)
    parser.add_argument("--install", metavar="PYTHON")
    parser.add_argument("--tests", action="store_true")
    options = parser.parse_args()
    if options.tests:
        return tested()
    with tempfile.TemporaryDirectory(prefix="jianbao-floors-") as folder:
        pins = Path(folder) / "floors.txt"
        pins.write_text("".join(f"{name}=={version}\n" for name, version in floors().items()), "utf-8")
        how = ["install"] if options.install else ["install", "--dry-run", "--ignore-installed"]
        what = f"{ROOT}[verify,postgres,watch,sign,test]"
        pip = [
            options.install or sys.executable,
            "-m",
            "pip",
            *how,
            "--quiet",
            "--constraint",
            str(pins),
            what,
        ]
        return subprocess.run(pip, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
