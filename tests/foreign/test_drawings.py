"""Pictures of all kinds, as those that an issue can show."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from jianbao.foreign.drawings import as_picture

RED = 0x0000FF


def emf() -> bytes:
    """A red rectangle, twice as wide as high."""
    brush = struct.pack("<6I", 39, 24, 1, 0, RED, 0)
    drawn = struct.pack("<3I", 37, 12, 1) + struct.pack("<2I4i", 43, 24, 0, 0, 800, 400)
    end = struct.pack("<5I", 14, 20, 0, 0, 20)
    size = 88 + len(brush + drawn + end)
    head = struct.pack(
        "<2I8i4I2H3I4i", 1, 88, 0, 0, 800, 400, 0, 0, 8000, 4000, 0x464D4520, 0x10000, size, 5, 2, 0, 0, 0, 0, 1000, 500, 200, 100
    )  # fmt: skip
    return head + brush + drawn + end


def wmf() -> bytes:
    """The same as a placeable WMF."""
    records = [
        struct.pack("<IH2h", 5, 0x020B, 0, 0),
        struct.pack("<IH2h", 5, 0x020C, 400, 800),
        struct.pack("<IHHIH", 7, 0x02FC, 0, RED, 0),
        struct.pack("<IHH", 4, 0x012D, 0),
        struct.pack("<IH4h", 7, 0x041B, 400, 800, 0, 0),
        struct.pack("<IH", 3, 0),
    ]
    words = 9 + sum(map(len, records)) // 2
    place = struct.pack("<IH4hHI", 0x9AC6CDD7, 0, 0, 0, 800, 400, 254, 0)
    checksum = 0
    for word in struct.unpack("<10H", place):
        checksum ^= word
    head = struct.pack("<3HIHIH", 1, 9, 0x0300, words, 1, 7, 0)
    return place + struct.pack("<H", checksum) + head + b"".join(records)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP"])
def test_pictures_of_other_kinds_become_png(kind: str):
    data = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(data, kind)
    assert as_picture(data.getvalue()).startswith(b"\x89PNG")


@pytest.mark.parametrize("data", [b"nothing that anybody knows", b"\xd7\xcd\xc6\x9a", emf()[:30]])
def test_what_nobody_can_read_stays_as_it_is(data: bytes):
    assert as_picture(data) == data


@pytest.mark.slow
@pytest.mark.parametrize("drawing", [emf, wmf])
def test_drawings_of_windows_become_png_by_libreoffice(drawing):
    found = as_picture(drawing())
    assert found.startswith(b"\x89PNG")
    with Image.open(io.BytesIO(found)) as image:
        assert image.width / image.height == pytest.approx(2, abs=0.05)
        assert image.width >= 1000
        assert image.convert("RGB").getpixel((image.width // 2, image.height // 2)) == (255, 0, 0)
