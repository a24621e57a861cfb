"""`jianbao` and `python -m jianbao` → the command line."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Modules and pages are no garbage, yet looking through them as they came, and all of them once more at the end,
    # took a quarter of a cold build. A long run of many issues still collects what it leaves.
    gc.set_threshold(500_000, 20, 50)
    # pydantic looks through every installed package for plugins of its own, of which none could change our models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from jianbao.cli import run  # inside, so that worker processes which import this module stay cheap

    code = run()
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
