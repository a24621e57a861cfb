"""`jianbao` and `python -m jianbao` → the command line."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(50_000, 20, 50)  # collecting while modules load took a sixth of a cold build
    from jianbao.cli import run  # inside, so that worker processes which import this module stay cheap

    sys.exit(run())


if __name__ == "__main__":
    main()
