"""A picture → a JPEG or PNG that any reader shows alike, no larger than its place on the page needs.

JPEG and plain PNG data stay as they are, without what the camera wrote about place and time; anything else becomes
8-bit grey or RGB. CMYK, alpha, 16 bits, foreign colour profiles and turned photographs are made plain: print wants
sRGB, upright.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from math import gcd
from typing import TYPE_CHECKING, Final, NamedTuple

from jianbao.pages import Picture
from jianbao.pictures import Image, is_sideways, png_chunks
from jianbao.typography import TWIPS_PER_MM

if TYPE_CHECKING:
    from PIL.Image import Image as Decoded

# dots per inch that print needs
RESOLUTION: Final = 300
# a picture up to this much finer than needed is left alone: resampling costs sharpness
_GENEROUS: Final = 1.5
_JPEG_QUALITY: Final = 90
# Exif orientation → what sets the picture upright
_TURNS: Final = {
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
    """A whole JPEG (`is_jpeg`) or PNG file of `size` pixels.

    `mode` is L, RGB, or for a PNG kept as it is also 1 and P: its header tells depth and palette.
    """

    data: bytes
    is_jpeg: bool
    size: tuple[int, int]
    mode: str


def largest_places(pictures: Iterable[Picture]) -> dict[str, tuple[Image, tuple[int, int]]]:
    """By its SHA-256 each picture, and the largest box in twips that it is drawn into: it is embedded once, for that one."""
    boxes: dict[str, tuple[Image, tuple[int, int]]] = {}
    for picture in pictures:
        _, (width, height) = boxes.get(picture.image.sha256, (None, (0, 0)))
        boxes[picture.image.sha256] = picture.image, (max(width, picture.width), max(height, picture.height))
    return boxes


def plain_picture(image: Image, box: tuple[int, int]) -> PlainPicture:
    """The picture for a box in twips. Raises InputError (R136, with its place) where its pixels are damaged."""
    key = image.sha256, box
    if key not in _MADE:
        while len(_MADE) >= _MOST_MADE:
            del _MADE[next(iter(_MADE))]
        try:
            _MADE[key] = _made(image, box)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 (whatever Pillow lets through of data that only decoding shows to be bad)
            raise image.refuse() from None
    return _MADE[key]


# The writers of one issue ask for the same pictures in turn, and resampling one takes 20 ms.
_MADE: Final[dict[tuple[str, tuple[int, int]], PlainPicture]] = {}
_MOST_MADE: Final = 24
# as many more pixels a side may be, so that its proportions are kept
_FEW_MORE: Final = 1.1


def _made(picture: Image, box: tuple[int, int]) -> PlainPicture:
    # Late: only issues with pictures pay the 20 ms.
    from PIL import Image as Pillow

    with Pillow.open(BytesIO(picture.data)) as image:
        foreign = _has_foreign_profile(image)
        kept = (
            None if foreign or picture.turned != 1 or not picture.common else _as_it_is(picture.data, image)
        )
        wide, high = (max(1, round(side / TWIPS_PER_MM / 25.4 * RESOLUTION)) for side in box)
        if is_sideways(picture.turned):
            wide, high = high, wide
        too_fine = image.width > wide * _GENEROUS and image.height > high * _GENEROUS
        if kept and not too_fine:
            return kept
        is_photo = image.format in ("JPEG", "MPO", "WEBP")
        full = image.size
        if too_fine:
            # A JPEG decodes to a smaller size, and faster.
            image.draft("RGB" if image.mode == "RGB" else None, (wide, high))
        plain = _plain(image, foreign=foreign)
        if too_fine:
            plain = plain.resize(_smaller(full, (wide, high)), Pillow.Resampling.LANCZOS)
        if picture.turned in _TURNS:
            plain = plain.transpose(Pillow.Transpose[_TURNS[picture.turned]])
        made = _saved(plain, is_photo=is_photo)
        return kept if kept and len(kept.data) <= len(made.data) else made


def _smaller(full: tuple[int, int], least: tuple[int, int]) -> tuple[int, int]:
    """A size of at least `least` in the proportions of `full`, exactly so where that costs few pixels.

    The picture taken out of a document is then as wide as it was.
    """
    common = gcd(*full)
    wide, high = full[0] // common, full[1] // common
    times = max(-(-least[0] // wide), -(-least[1] // high))
    scale = max(least[0] / full[0], least[1] / full[1])
    if wide * times <= full[0] * scale * _FEW_MORE:
        return wide * times, high * times
    return max(1, round(full[0] * scale)), max(1, round(full[1] * scale))


def _as_it_is(data: bytes, image: Decoded) -> PlainPicture | None:
    """The picture in its own data, if that is plain enough for every reader."""
    if image.format == "JPEG" and image.mode in _PLAIN_MODES:
        return PlainPicture(_bare_jpeg(data), True, image.size, image.mode)
    if image.format == "PNG" and image.mode in ("1", "P", *_PLAIN_MODES) and "transparency" not in image.info:
        depth, colour_type, _, _, interlaced = data[24:29]
        if depth <= 8 and colour_type in (0, 2, 3) and not interlaced:
            return PlainPicture(_bare_png(data), False, image.size, image.mode)
    return None


def _saved(image: Decoded, *, is_photo: bool) -> PlainPicture:
    file = BytesIO()
    if is_photo:
        image.save(file, "JPEG", quality=_JPEG_QUALITY)
        return PlainPicture(_bare_jpeg(file.getvalue()), True, image.size, image.mode)
    image.save(file, "PNG")
    return PlainPicture(_bare_png(file.getvalue()), False, image.size, image.mode)


def _plain(image: Decoded, *, foreign: bool) -> Decoded:
    """The picture in 8-bit grey or RGB as sRGB means it, alpha laid on white."""
    from PIL import Image as Pillow

    if foreign:
        image = _to_srgb(image)
    if image.mode in _PLAIN_MODES and "transparency" not in image.info:
        return image
    # 16 bits and more: to the upper 8
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("1", "L", "CMYK", "YCbCr", "LAB", "HSV") and "transparency" not in image.info:
        return image.convert("L" if image.mode in ("1", "L") else "RGB")
    with_alpha = image.convert("RGBA")
    paper = Pillow.new("RGBA", with_alpha.size, "white")
    return Pillow.alpha_composite(paper, with_alpha).convert("L" if image.mode == "LA" else "RGB")


def _has_foreign_profile(image: Decoded) -> bool:
    """True when the picture carries a colour profile other than sRGB's, so that its numbers mean other colours."""
    profile: bytes = image.info.get("icc_profile") or b""
    return bool(profile) and b"sRGB" not in profile and b"s\0R\0G\0B" not in profile and image.mode != "L"


def _to_srgb(image: Decoded) -> Decoded:
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
        # fill bytes may stand before a marker
        if data[at + 1] == 0xFF:
            at += 1
            continue
        marker, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    kept.append(data[at:])
    return b"".join(kept)


def _bare_png(data: bytes) -> bytes:
    """The PNG without texts, times, profiles and places: just header, palette and pixels."""
    kept = [data[:8]]
    for name, content in png_chunks(data):
        if name in (b"IHDR", b"PLTE", b"IDAT", b"IEND"):
            kept += (
                struct.pack(">I", len(content)),
                name,
                content,
                struct.pack(">I", zlib.crc32(name + content)),
            )
    return b"".join(kept)
