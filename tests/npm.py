"""A package of the npm registry → its folder in the tests' cache, for readers and checkers that exist there alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def package(name: str, version: str = "") -> Path | None:
    """The folder of an installed package: from the cache, or put there by npm; None where npm or its registry is not here."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jianbao-tests" / name
    folder = cache / "node_modules" / name
    if not (folder / "package.json").exists():
        cache.mkdir(parents=True, exist_ok=True)
        wanted = f"{name}@{version}" if version else name
        options = ("--no-audit", "--no-fund", "--ignore-scripts")
        command = [npm, "install", "--prefix", str(cache), *options, wanted]
        subprocess.run(command, check=False, capture_output=True, timeout=240)
    return folder if (folder / "package.json").exists() else None
