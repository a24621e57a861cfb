"""A picture file → a JPEG or PNG that any reader shows alike, no larger than its place on the page needs.

JPEG data stay as they are, without what the camera wrote about place and time; anything else becomes 8-bit grey or RGB.
CMYK, alpha, 16 bits, foreign colour profiles and turned photographs are made plain: print wants sRGB, upright.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jianbao.pages import Picture
from jianbao.typography import TWIPS_PER_MM

if TYPE_CHECKING:
    from PIL.Image import Image

RESOLUTION: Final = 300  # dots per inch that print needs
_GENEROUS: Final = 1.25  # a picture this much finer than needed is left alone: resampling costs sharpness
_JPEG_QUALITY: Final = 90
_ORIENTATION: Final = 0x0112
_SIDEWAYS: Final = 5  # from this Exif orientation on, width and height change places
_TURNS: Final = {  # Exif orientation → what sets the picture upright
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
_PLAIN_MODES: Final = ("L", "RGB")


class PlainPicture(NamedTuple):
    """A whole JPEG (`is_jpeg`) or PNG file of `size` pixels, `mode` L or RGB."""

    data: bytes
    is_jpeg: bool
    size: tuple[int, int]
    mode: str


def largest_places(pictures: Iterable[Picture]) -> dict[Path, tuple[int, int]]:
    """For each picture file the largest box in twips that it is drawn into: it is embedded once, for that one."""
    boxes: dict[Path, tuple[int, int]] = {}
    for picture in pictures:
        width, height = boxes.get(picture.path, (0, 0))
        boxes[picture.path] = max(width, picture.width), max(height, picture.height)
    return boxes


def plain_picture(path: Path, box: tuple[int, int]) -> PlainPicture:
    """The picture at `path` for a box in twips. Raises OSError when it cannot be read (its check was long before)."""
    from PIL import Image  # late: only issues with pictures pay the 20 ms

    data = path.read_bytes()
    with Image.open(BytesIO(data)) as image:
        orientation = image.getexif().get(_ORIENTATION, 1)
        wide, high = (round(side / TWIPS_PER_MM / 25.4 * RESOLUTION) for side in box)
        if orientation >= _SIDEWAYS:
            wide, high = high, wide
        too_fine = image.width > wide * _GENEROUS and image.height > high * _GENEROUS
        foreign = _has_foreign_profile(image)
        is_plain = image.mode in _PLAIN_MODES and not foreign and orientation == 1
        if image.format == "JPEG" and is_plain and not too_fine:
            return PlainPicture(_bare_jpeg(data), True, image.size, image.mode)
        is_photo = image.format in ("JPEG", "MPO", "WEBP")
        if too_fine:
            image.draft("RGB" if image.mode == "RGB" else None, (wide, high))  # JPEG decodes smaller, faster
        plain = _plain(image, foreign=foreign)
        if too_fine:
            scale = max(wide / image.width, high / image.height)
            size = (max(1, round(plain.width * scale)), max(1, round(plain.height * scale)))
            plain = plain.resize(size, Image.Resampling.LANCZOS)
        if orientation in _TURNS:
            plain = plain.transpose(Image.Transpose[_TURNS[orientation]])
        file = BytesIO()
        if is_photo:
            plain.save(file, "JPEG", quality=_JPEG_QUALITY)
            return PlainPicture(_bare_jpeg(file.getvalue()), True, plain.size, plain.mode)
        plain.save(file, "PNG")
        return PlainPicture(file.getvalue(), False, plain.size, plain.mode)


def _plain(image: Image, *, foreign: bool) -> Image:
    """The picture in 8-bit grey or RGB as sRGB means it, alpha laid on white."""
    from PIL import Image as PillowImage

    if foreign:
        image = _to_srgb(image)
    if image.mode in _PLAIN_MODES and "transparency" not in image.info:
        return image
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits and more: to the upper 8
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("1", "L", "CMYK", "YCbCr", "LAB", "HSV") and "transparency" not in image.info:
        return image.convert("L" if image.mode in ("1", "L") else "RGB")
    with_alpha = image.convert("RGBA")
    paper = PillowImage.new("RGBA", with_alpha.size, "white")
    return PillowImage.alpha_composite(paper, with_alpha).convert("L" if image.mode == "LA" else "RGB")


def _has_foreign_profile(image: Image) -> bool:
    """True when the picture carries a colour profile other than sRGB's, so that its numbers mean other colours."""
    profile: bytes = image.info.get("icc_profile") or b""
    return bool(profile) and b"sRGB" not in profile and b"s\0R\0G\0B" not in profile and image.mode != "L"


def _to_srgb(image: Image) -> Image:
    """The picture's colours translated by its own profile; as it is when the profile is of no use."""
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
        if image.mode not in ("RGB", "CMYK"):
            return image
        turned = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return turned or image


def _bare_jpeg(data: bytes) -> bytes:
    """The JPEG without Exif, XMP, comments and thumbnails: readers need none of it, and a photograph tells places."""
    kept = [data[:2]]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        if data[at + 1] == 0xFF:  # fill bytes may stand before a marker
            at += 1
            continue
        marker, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    kept.append(data[at:])
    return b"".join(kept)
