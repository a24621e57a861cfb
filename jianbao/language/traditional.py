"""Traditional and variant forms → simplified ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def traditional() -> dict[str, str]:
    """Traditional or variant form → simplified form. Neither is a standard character of 2013 in its own right."""
    text = Path(__file__).with_name("traditional.txt").read_text("utf-8")
    pairs = text.rpartition("\n#\n")[2].replace("\n", "")
    return dict(zip(pairs[::2], pairs[1::2], strict=True))
