"""A checkout → all that a release has, in `dist/`: `python -m tests.release [--quick]`.

- the sdist, and the wheel made from it;
- `requirements.txt`, every library that it needs with version and hash, for this Python and system;
- `wheels/`, these very files: an office without a network installs from them, which is tried in a fresh environment;
- `sbom.cdx.json`, what that environment holds (CycloneDX), where cyclonedx-bom is installed (`pip install '.[release]'`).

`--quick` leaves out the sdist, as CI does, whose tests make one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


def locked(report: dict[str, Any]) -> str:
    """pip's report of what it would install → requirements with a hash each; our own package left out."""
    lines = []
    for each in report["install"]:
        name, version = each["metadata"]["name"], each["metadata"]["version"]
        if name != "jianbao":
            hashes = each["download_info"]["archive_info"]["hashes"]
            lines.append(f"{name}=={version} --hash=sha256:{hashes['sha256']}\n")
    return "".join(sorted(lines, key=str.lower))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.release", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    out: Path = options.out
    out.mkdir(exist_ok=True)
    kind = ["--wheel"] if options.quick else []
    run(sys.executable, "-m", "build", *kind, "--outdir", out, ROOT)
    wheel = max(out.glob("jianbao-*.whl"), key=lambda path: path.stat().st_mtime)
    answer = run(*PIP, "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-", wheel)
    lock = out / "requirements.txt"
    lock.write_text(locked(json.loads(answer)), "utf-8")
    wheels = out / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    run(*PIP, "download", "--quiet", "--no-deps", "--require-hashes", "-r", lock, "-d", wheels)
    shutil.copy(wheel, wheels)
    shutil.copy(lock, wheels)
    python = without_network(out / "fresh", wheels)
    if find_spec("cyclonedx_py") is None:
        print("cyclonedx-bom is not installed: no bill of materials", flush=True)
    else:
        run("cyclonedx-py", "environment", "--of", "JSON", "-o", out / "sbom.cdx.json", python)
    shutil.rmtree(out / "fresh")
    print(f"{out}: {', '.join(sorted(path.name for path in out.iterdir()))}", flush=True)
    return 0


def without_network(home: Path, wheels: Path) -> Path:
    """A fresh environment's Python, into which the wheels alone were installed, and which builds an example."""
    shutil.rmtree(home, ignore_errors=True)
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / "python"
    pip = [*PIP, "--isolated", "--python", python, "install", "--quiet", "--no-index", "--find-links", wheels]
    run(*pip, "--require-hashes", "-r", wheels / "requirements.txt")
    run(*pip, "--no-deps", "jianbao", "--pre")
    issue = shutil.copy(ROOT / "examples" / "05-zuiduan" / "issue.yaml", home)
    print(run(scripts / "jianbao", "build", issue, "--fonts", "embedded"), end="", flush=True)
    return python


def run(*command: object) -> str:
    """What a command says on standard output; what it says on standard error is shown."""
    # neither the checkout nor what a machine adds to pip's places
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PIP_FIND_LINKS")}
    return subprocess.run(
        [str(each) for each in command], check=True, stdout=subprocess.PIPE, encoding="utf-8", env=env
    ).stdout


if __name__ == "__main__":
    raise SystemExit(main())
