"""A picture of any kind → PNG or JPEG; drawings of Windows (EMF, WMF) by LibreOffice."""

from __future__ import annotations

import base64
import io
import re
import struct
from functools import reduce
from operator import xor
from typing import Final

from jianbao.bounds import OFFICE_SECONDS, PICTURE_FILE
from jianbao.errors import FileError
from jianbao.foreign import folders, office

# in mm, wide enough for print: what LibreOffice writes has 96 pixels for an inch
_WIDTH: Final = 320
_SHOWN: Final = re.compile(r'src="data:image/png;base64,([^"]+)"')
_PAGE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p><draw:frame '
    'text:anchor-type="as-char" svg:width="12cm" svg:height="12cm"><draw:image><office:binary-data>{data}'
    "</office:binary-data></draw:image></draw:frame></text:p></office:text></office:body></office:document>"
)


def as_picture(data: bytes) -> bytes:
    """A picture as PNG or JPEG, whatever it was; what nobody here can read stays as it is, and `check` tells of it."""
    if data.startswith((b"\x89PNG", b"\xff\xd8")) or len(data) > PICTURE_FILE:
        return data
    if enlarged := _enlarged(data):
        return _drawn(enlarged) or data
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            made = io.BytesIO()
            image.convert("RGBA" if image.mode in ("P", "RGBA", "LA") else "RGB").save(made, "PNG")
            return made.getvalue()
    except (OSError, ValueError, Image.DecompressionBombError):
        return data


def _enlarged(data: bytes) -> bytes:
    """An EMF or WMF that says it is as wide as a picture for print is, which LibreOffice goes by; b'' for anything else."""
    try:
        if data[40:44] == b" EMF":
            left, top, right, bottom = struct.unpack_from("<4i", data, 24)
            height = round(abs((bottom - top) / (right - left)) * _WIDTH * 100)
            size = struct.unpack_from("<2i", data, 80)
            grown = _WIDTH * 100 / abs(right - left)
            millimetres = struct.pack("<2i", *(round(each * grown) for each in size))
            frame = struct.pack("<4i", 0, 0, _WIDTH * 100, height)
            return data[:24] + frame + data[40:80] + millimetres + data[88:]
        if data.startswith(b"\xd7\xcd\xc6\x9a"):
            left, _, right, _ = struct.unpack_from("<4h", data, 6)
            head = data[:14] + struct.pack("<HI", max(1, round(abs(right - left) * 25.4 / _WIDTH)), 0)
            checksum = reduce(xor, struct.unpack("<10H", head))
            return head + struct.pack("<H", checksum) + data[22:]
    except (struct.error, ZeroDivisionError):
        return b""
    return b""


def _drawn(data: bytes) -> bytes:
    """A drawing as PNG by LibreOffice's Writer; b'' where there is none."""
    page = _PAGE.format(data=base64.b64encode(data).decode())
    with folders.temporary() as folder:
        source = folder / "drawing.fodt"
        source.write_text(page, "utf-8")
        try:
            (made,) = office.convert([source], folder, to="html", timeout=OFFICE_SECONDS)
            found = _SHOWN.search(made.read_text("utf-8", errors="replace"))
        except (FileError, OSError):
            return b""
    return base64.b64decode(found[1]) if found is not None else b""
