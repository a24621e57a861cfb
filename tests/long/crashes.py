"""The crash tests of the register, whose moments are single calls into C, as many as a full run wants; and its crowds."""

from __future__ import annotations

import os
import subprocess
import sys

FULL = 300


def run(share: float, seed: int) -> None:
    """So many crashes of each kind."""
    count = max(int(FULL * share), 12)
    parts = ("tests/ledger/test_crash.py", "tests/ledger/test_at_once.py")
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *parts]
    full = {"JIANBAO_CRASHES": count, "JIANBAO_KILLS": max(count // 12, 2)}
    full |= {"JIANBAO_PROCESSES": 64, "JIANBAO_ROUNDS": 1 if share < 1 else 3}
    env = os.environ | {name: str(value) for name, value in full.items()}
    if subprocess.run(tests, env=env, check=False).returncode:
        raise SystemExit(f"{count} crashes of each kind: a promise was broken")
