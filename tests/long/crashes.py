"""The crash tests of the register, whose moments are single calls into C, as many as a full run wants."""

from __future__ import annotations

import os
import subprocess
import sys

FULL = 300


def run(share: float, seed: int) -> None:
    """So many crashes of each kind."""
    count = max(int(FULL * share), 12)
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ledger/test_crash.py"]
    if subprocess.run(tests, env=os.environ | {"JIANBAO_CRASHES": str(count)}, check=False).returncode:
        raise SystemExit(f"{count} crashes of each kind: a promise was broken")
