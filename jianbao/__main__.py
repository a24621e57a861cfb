"""`jianbao` and `python -m jianbao` → the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from jianbao.cli import run  # inside, so that worker processes which import this module stay cheap

    sys.exit(run())


if __name__ == "__main__":
    main()
