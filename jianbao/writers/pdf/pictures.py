"""A plain JPEG or PNG → an image object, its data taken over as they are: PDF reads both compressions.

The predictor of a PNG's rows is one that PDF knows (15), so nothing is unpacked or packed again; a palette becomes an
Indexed colour space.
"""

from __future__ import annotations

from typing import Final

from jianbao.pictures import png_chunks
from jianbao.writers.pdf.document import Document
from jianbao.writers.pictures import PlainPicture

_GREY: Final = "/DeviceGray"
_RGB: Final = "/DeviceRGB"
# PNG's colour types: 0 grey, 2 RGB, 3 palette
_PNG_RGB: Final = 2
_PNG_PALETTE: Final = 3


def add_picture(document: Document, picture: PlainPicture) -> str:
    """Add the picture to the file; gives the reference to it."""
    wide, high = picture.size
    entries = f"/Type/XObject/Subtype/Image/Width {wide}/Height {high}"
    if picture.is_jpeg:
        space = _GREY if picture.mode == "L" else _RGB
        entries += f"/ColorSpace{space}/BitsPerComponent 8/Filter/DCTDecode"
        return document.packed(picture.data, entries)
    rows: list[bytes] = []
    depth, kind, palette = 8, 0, b""
    for name, content in png_chunks(picture.data):
        if name == b"IHDR":
            depth, kind = content[8], content[9]
        elif name == b"PLTE":
            palette = content
        elif name == b"IDAT":
            rows.append(content)
    space = _GREY
    if kind == _PNG_RGB:
        space = _RGB
    elif kind == _PNG_PALETTE:
        space = f"[/Indexed{_RGB} {len(palette) // 3 - 1}<{palette.hex()}>]"
    unpack = (
        f"<</Predictor 15/Colors {3 if kind == _PNG_RGB else 1}/BitsPerComponent {depth}/Columns {wide}>>"
    )
    entries += f"/ColorSpace{space}/BitsPerComponent {depth}/Filter/FlateDecode/DecodeParms{unpack}"
    return document.packed(b"".join(rows), entries)
