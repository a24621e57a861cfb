"""Work that makes no cycles → the same without a look for garbage: what lives long is looked through each time, and is no garbage."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Generator[None]:
    """Keep the garbage collector away: it took a third of the layout of 400 pages, and a sixth of their proof-reading."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
