"""Bytes → compressed bytes, in the shadow of other work where a core is to spare.

Compressing its fonts is most of the time that a file takes, and zlib lets go of the interpreter meanwhile: so large
data are packed on a thread while the pages are drawn.
"""

from __future__ import annotations

import os
import sys
import zlib
from _thread import allocate_lock, start_new_thread
from collections.abc import Callable
from typing import ClassVar, Final

# Level 6 takes 2.4 times as long as level 1 on a subset of 600 characters and saves 6 %.
LEVEL: Final = 1


def deflated(
    data: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY, flush: int = zlib.Z_FINISH, level: int = LEVEL
) -> bytes:
    """`data` as a bare deflate stream (RFC 1951), the same on every machine with the same zlib."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL + 1, strategy)
    return packer.compress(data) + packer.flush(flush)


class Packing:
    """Data being compressed by `pack`."""

    # bytes that are worth a thread: fewer take less than a millisecond
    least: ClassVar[int] = 50_000

    def __init__(self, data: bytes, pack: Callable[[bytes], bytes] = deflated) -> None:
        self._data = data
        self._pack = pack
        self._packed = b""
        self._working = allocate_lock()
        self._process = 0
        if len(data) >= self.least:
            self._process = os.getpid()
            self._working.acquire()
            # not `threading.Thread`, which waits half a millisecond for the thread to run
            start_new_thread(self._work_aside, ())

    def _work_aside(self) -> None:
        try:
            self._work()
        finally:
            self._working.release()

    def _work(self) -> None:
        self._packed, self._data = self._pack(self._data), b""

    def result(self) -> bytes:
        """The compressed data; waits for them."""
        # a thread is lost in a fork
        if self._process == os.getpid():
            with self._working:
                pass
        if not self._packed:
            self._work()
        return self._packed


def keep_to_one_core() -> None:
    """No threads from now on: for a process among others like it, one to each core."""
    Packing.least = sys.maxsize
