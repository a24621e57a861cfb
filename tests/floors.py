"""pyproject.toml → the lowest versions that it allows, met together: `python -m tests.floors [--install PYTHON]`.

Asks pip to resolve every dependency and extra at its floor, without installing (which needs the network, so CI does
it); with `--install`, installs the lowest set for that Python, where the tests may then be run.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.floors", description=__doc__)
    parser.add_argument("--install", metavar="PYTHON")
    options = parser.parse_args()
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
