"""A plain JPEG or PNG → an image object, its data taken over as they are: PDF reads both compressions.

The predictor of a PNG's rows is one that PDF knows (15), so nothing is unpacked or packed again.
"""

from __future__ import annotations

import struct

from jianbao.writers.pdf.document import Document
from jianbao.writers.pictures import PlainPicture


def add_picture(document: Document, picture: PlainPicture) -> str:
    """Add the picture to the file; gives the reference to it."""
    wide, high = picture.size
    grey = picture.mode == "L"
    entries = (
        f"/Type/XObject/Subtype/Image/Width {wide}/Height {high}"
        f"/ColorSpace/{'DeviceGray' if grey else 'DeviceRGB'}/BitsPerComponent 8"
    )
    if picture.is_jpeg:
        return document.stream(picture.data, f"{entries}/Filter/DCTDecode", packed=True)
    unpack = f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {1 if grey else 3}/Columns {wide}>>"
    return document.stream(png_rows(picture.data), entries + unpack, packed=True)


def png_rows(data: bytes) -> bytes:
    """The image data of a PNG that has no interlacing: a zlib stream of filtered rows."""
    parts: list[bytes] = []
    at = 8
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        if data[at + 4 : at + 8] == b"IDAT":
            parts.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)
