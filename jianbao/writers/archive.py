"""Named parts → the zip archive of a DOCX or an OFD (GB/T 33190-2016, 6): fixed order, times and compression.

Written here rather than by `zipfile`, which stamps the clock into it and cannot take in a font that is compressed
already: fonts are most of an OFD, and compressing them most of its time. A font is compressed on a thread while the pages are drawn, and once a process.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from datetime import date as Date
from functools import partial
from typing import Final

from jianbao.writers.packing import LEVEL, Packing, deflated

_STORED, _DEFLATED = 0, 8
# of the zip format: folders and deflate
_VERSION: Final = 20
_UNIX: Final = 3 << 8
_MODE: Final = 0o100644 << 16
# zip knows no date before or after
_FIRST_YEAR, _LAST_YEAR = 1980, 2107
_NOON: Final = 12 << 11


class Part:
    """One file of the archive: its content, ready to be written. `stored` leaves what is compressed already."""

    def __init__(self, data: bytes, *, stored: bool = False, level: int = LEVEL) -> None:
        self.size = len(data)
        self.method = _STORED if stored else _DEFLATED
        self.crc = zlib.crc32(data)
        self.digest = hashlib.sha256(data).digest()
        self._packing = None if stored else Packing(data, partial(deflated, level=level))
        self._data = data if stored else b""

    def packed(self) -> bytes:
        """The content as the archive holds it; waits for its thread."""
        return self._packing.result() if self._packing else self._data


def archive(parts: Iterable[tuple[str, Part]], date: Date) -> bytes:
    """The archive of these parts (ASCII names), in their order, all dated noon of `date`."""
    day = (min(max(date.year, _FIRST_YEAR), _LAST_YEAR) - _FIRST_YEAR) << 9 | date.month << 5 | date.day
    files: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for name, part in parts:
        path, data = name.encode("ascii"), part.packed()
        facts = struct.pack("<3H3L2H", part.method, _NOON, day, part.crc, len(data), part.size, len(path), 0)
        head = struct.pack("<4s2H", b"PK\3\4", _VERSION, 0) + facts + path
        files += (head, data)
        entry = struct.pack("<4s3H", b"PK\1\2", _UNIX | _VERSION, _VERSION, 0) + facts
        listed.append(entry + struct.pack("<3H2L", 0, 0, 0, _MODE, at) + path)
        at += len(head) + len(data)
    index = b"".join(listed)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(listed), len(listed), len(index), at, 0)
    return b"".join((*files, index, end))
