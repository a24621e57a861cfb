"""`jianbao` and `python -m jianbao` → the command line."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Modules and pages are no garbage, yet looking through them as they came, and all of them once more at the end,
    # took a quarter of a cold build. A long run of many issues still collects what it leaves.
    gc.set_threshold(500_000, 20, 50)
    from jianbao.cli import run  # inside, so that worker processes which import this module stay cheap

    code = run()
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
