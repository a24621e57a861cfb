"""One command for all checks: `python -m tests.checks` (lint, format, types, imports, tests; `--quick` leaves
the slow tests out). Exits with 1 when anything falls short, having run everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PYTHON = sys.executable
STATIC = (
    ("lint", [PYTHON, "-m", "ruff", "check", "."]),
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("types", [PYTHON, "-m", "mypy"]),
    ("imports", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"]),
)


def main(arguments: list[str]) -> int:
    tests = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "-n",
        "auto",
        "--dist",
        "worksteal",
        *(["-m", "not slow"] if "--quick" in arguments else []),
    ]
    checks = STATIC if "--static" in arguments else (*STATIC, ("tests", tests))
    failed = []
    for name, command in checks:
        print(f"=== {name}", flush=True)
        if subprocess.run(command, cwd=Path(__file__).parents[1], check=False).returncode:
            failed.append(name)
    print("=== " + (f"fell short: {', '.join(failed)}" if failed else "all checks passed"), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
