"""A command → the same command, bounded, whose whole process group ends when its parent does, however that came.

Run by its path, `keeper.py MEMORY FILE COMMAND…` (bytes), so that it starts in 10 ms: it imports nothing of ours. The parent
holds the other end of its standard input and writes nothing to it; LibreOffice's program is a script that starts another,
which no system would end by itself.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading


def _end_with_parent() -> None:
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL)


def _bound(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound(resource.RLIMIT_AS, int(sys.argv[1]))
    _bound(resource.RLIMIT_FSIZE, int(sys.argv[2]))
    _bound(resource.RLIMIT_CORE, 0)
    raise SystemExit(subprocess.call(sys.argv[3:], stdin=subprocess.DEVNULL) & 0xFF)  # noqa: S603 - our own arguments
