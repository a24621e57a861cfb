"""A picture → how the camera held it: what layout and writers must agree on, whatever stands in its Exif."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION: Final = 0x0112
_LAST: Final = 8
_SIDEWAYS: Final = 5  # from this one on, width and height change places


def orientation(image: Image) -> int:
    """The Exif orientation, 1 (upright) to 8; 1 where Exif is damaged or says nothing of the kind."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (struct.error, SyntaxError and whatever else Pillow lets through)
        return 1
    return found if type(found) is int and 1 <= found <= _LAST else 1


def is_sideways(turned: int) -> bool:
    """Whether a picture of this orientation is as high as its file is wide."""
    return turned >= _SIDEWAYS
