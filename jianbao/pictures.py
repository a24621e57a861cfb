"""A picture's name in a body → the picture, looked at once: upright size, hash and the bytes that everyone draws.

A path must lie in the issue's folder, symlinks followed; a picture must be whole, of a kind that Pillow opens and of
sensible size. What changes on the disk afterwards changes nothing: layout and writers open no file.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from jianbao import bounds
from jianbao.errors import Finding, InputError, JianbaoError
from jianbao.files import read_bytes

if TYPE_CHECKING:
    from PIL.Image import Image as Decoded

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
# What else offices have lies in formats that no bulletin may carry: its pixels are taken, as a PNG or JPEG.
_CONVERTED: Final = {b"BM": "BMP", b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"RIFF": "WEBP"}
_PLUGINS: Final = {"WEBP": "WebP"}
# PNG's colour types that have more than one (ISO/IEC 15948, 11.2.2)
_CHANNELS: Final = {2: 3, 4: 2, 6: 4}
_PALETTE: Final = 3
# first column and row, and steps, of the passes of an interlaced PNG (ISO/IEC 15948, 8.2)
_ADAM7: Final = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
# of a PNG's row (ISO/IEC 15948, 9.2)
_LAST_FILTER: Final = 4
# bytes behind a PNG's last row that an encoder may have left
_SLACK: Final = 2**16
_ORIENTATION: Final = 0x0112
_LAST_ORIENTATION: Final = 8
# from this one on, width and height change places
_SIDEWAYS: Final = 5
# JPEG's start-of-frame marks
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# baseline, extended, progressive: what every reader shows
_COMMON_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})


class Image(Struct, frozen=True):
    """A picture as it was read: `width` and `height` in pixels as it is to be seen, the SHA-256 (hex) of `data`.

    `turned` is its Exif orientation. `common` tells that every reader shows the data as they are, but for what their
    header says of colours. `broken` is what to tell should its pixels turn out to be damaged.
    """

    path: Path
    sha256: str
    data: bytes
    width: int
    height: int
    turned: int = 1
    common: bool = True
    broken: Finding = Finding("R136", params={"path": ""})

    def refuse(self) -> InputError:
        """The error for pixels that cannot be drawn."""
        return InputError(self.broken)


class Looked(Struct, frozen=True):
    """A picture that will do, or `code` and `params` of what is wrong with it."""

    image: Image | None = None
    code: str = ""
    params: dict[str, object] = field(default_factory=dict[str, object])


def look(written: str, folder: Path) -> Looked:
    """The picture that a body names `written`, in `folder`. Never raises for what a user can cause."""
    path, code, detail = inside(written, folder)
    if path is None:
        return Looked(code=code, params={"path": written, **({"detail": detail} if code == "R133" else {})})
    try:
        data = read_bytes(path, name=written, limit=bounds.PICTURE_FILE)
    except JianbaoError as error:
        return _unread(written, folder, error.findings[0])
    try:
        return Looked(_seen(data, path))
    except _WrongError as wrong:
        return Looked(code=wrong.code, params={"path": written, **wrong.params})


def inside(written: str, folder: Path) -> tuple[Path | None, str, str]:
    """(where a file that a body names lies, '', '') or (None, the code that tells why it may not be used, a detail)."""
    if code := _wrong_name(written):
        return None, code, ""
    try:
        base = folder.resolve()
        path = (base / written).resolve()
    # ValueError: a NUL; RuntimeError: symlinks in a circle
    except (OSError, ValueError, RuntimeError) as error:
        return None, "R133", getattr(error, "strerror", None) or ""
    return (path, "", "") if path.is_relative_to(base) else (None, "R130", "")


def load(path: Path) -> Image:
    """The picture at `path`, wherever it lies. Raises FileError, InputError."""
    try:
        return _seen(read_bytes(path, limit=bounds.PICTURE_FILE), path)
    except _WrongError as wrong:
        raise InputError(Finding(wrong.code, params={"path": path.name, **wrong.params})) from None


def _unread(written: str, folder: Path, finding: Finding) -> Looked:
    """What the door says of a file, said of a picture."""
    match finding.code:
        case "R001":
            return Looked(code="R131", params={"path": written, "near": _near(written, folder)})
        case "R002" | "R005":
            return Looked(code="R132", params={"path": written})
        case "R006":
            return Looked(code="R134", params={"path": written, **finding.params})
        case _:
            detail = finding.params.get("detail") or finding.message
            return Looked(code="R133", params={"path": written, "detail": detail})


def _wrong_name(written: str) -> str:
    if "://" in written or written.startswith(("data:", "//")):
        return "R138"
    if "\\" in written:
        return "R139"
    if (
        PurePosixPath(written).is_absolute()
        or PureWindowsPath(written).drive
        or ".." in PurePosixPath(written).parts
    ):
        return "R130"
    return "" if written.strip() else "R108"


def _near(written: str, folder: Path) -> str:
    """A file of nearly this name beside where it was looked for."""
    # only for those who mistype
    from difflib import get_close_matches

    wanted = PurePosixPath(written)
    try:
        names = sorted(each.name for each in (folder / wanted.parent).iterdir() if each.is_file())
    except OSError:
        return ""
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(wanted.name.casefold(), folded, 1, 0.7)
    return str(wanted.parent / folded[near[0]]) if near else ""


class _WrongError(Exception):
    """What is wrong with a picture's bytes: a message's code and parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def _seen(data: bytes, path: Path) -> Image:
    """The picture. Raises _WrongError.

    Of PNG and JPEG only headers are read, and for wholeness a PNG's rows unpacked and the end mark of a JPEG looked
    for: decoding twelve megapixels would take longer than setting the issue.
    """
    kind = "PNG" if data.startswith(_PNG) else "JPEG" if data.startswith(_JPEG) else ""
    kind = kind or next((name for mark, name in _CONVERTED.items() if data.startswith(mark)), "")
    if not kind:
        raise _WrongError("R135")
    try:
        with _opened(data, kind) as decoded:
            width, height = decoded.size
            _hold_to_bounds(width, height)
            turned = orientation(decoded)
            common = kind == "PNG" or (kind == "JPEG" and _jpeg_frame(data) in _COMMON_FRAMES)
            if kind == "PNG":
                _hold_png(data, decoded)
            elif not common:
                decoded.load()
    except (MemoryError, _WrongError):
        raise
    except Exception:  # noqa: BLE001 (struct.error, zlib.error and whatever else Pillow lets through)
        raise _WrongError("R136") from None
    if is_sideways(turned):
        width, height = height, width
    broken = Finding("R136", params={"path": path.name})
    return Image(path, hashlib.sha256(data).hexdigest(), data, width, height, turned, common, broken)


def _opened(data: bytes, kind: str) -> Decoded:
    """The picture's header, read by the one plugin of its kind: Pillow's own door refuses sizes that we tell."""
    # Only issues with pictures pay for Pillow.
    from PIL import Image as Pillow

    import_module(f"PIL.{_PLUGINS.get(kind, kind.capitalize())}ImagePlugin")
    decoded: Decoded = Pillow.OPEN[kind][0](io.BytesIO(data), "")
    return decoded


def _hold_to_bounds(width: int, height: int) -> None:
    if width * height > bounds.PICTURE_PIXELS:
        raise _WrongError("R137", wide=width, high=height, limit=bounds.PICTURE_PIXELS // 1_000_000)
    if min(width, height) < 1:
        raise _WrongError("R136")


def orientation(image: Decoded) -> int:
    """The Exif orientation, 1 (upright) to 8; 1 where Exif is damaged or says nothing of the kind."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (struct.error, SyntaxError and whatever else Pillow lets through)
        return 1
    return found if type(found) is int and 1 <= found <= _LAST_ORIENTATION else 1


def is_sideways(turned: int) -> bool:
    """Whether a picture of this orientation is as high as its file is wide."""
    return turned >= _SIDEWAYS


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG: name and content."""
    at = len(_PNG)
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _rows(data: bytes) -> list[tuple[int, int]]:
    """(rows, bytes of each with its filter) of a PNG's passes, as they unpack."""
    wide, high, depth, kind, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    bits = depth * _CHANNELS.get(kind, 1)
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    sizes = [(-(-(wide - x) // across), -(-(high - y) // down)) for x, y, across, down in passes]
    return [(rows, 1 + -(-columns * bits // 8)) for columns, rows in sizes if columns > 0 and rows > 0]


def _hold_png(data: bytes, decoded: Decoded) -> None:
    """Rows, filters and palette as every reader wants them; PDF and OFD take them over as they are. Raises _WrongError."""
    depth, kind = data[24], data[25]
    passes = _rows(data)
    needed = sum(rows * stride for rows, stride in passes)
    if needed > bounds.PICTURE_UNPACKED:
        size = -(-needed // bounds.MB)
        raise _WrongError("R134", size=size, limit=bounds.PICTURE_UNPACKED // bounds.MB)
    chunks = list(png_chunks(data))
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    raw = zlib.decompressobj().decompress(packed, needed + _SLACK + 1)
    palette = next((content for name, content in chunks if name == b"PLTE"), b"")
    whole = needed <= len(raw) <= needed + _SLACK and _has_known_filters(raw, passes)
    if not whole or (kind == _PALETTE and not _holds_all_colours(palette, depth, decoded)):
        raise _WrongError("R136")


def _has_known_filters(raw: bytes, passes: Sequence[tuple[int, int]]) -> bool:
    at = 0
    for rows, stride in passes:
        if max(raw[at : at + rows * stride : stride]) > _LAST_FILTER:
            return False
        at += rows * stride
    return True


def _holds_all_colours(palette: bytes, depth: int, decoded: Decoded) -> bool:
    """Whether no pixel asks for a colour that the palette lacks."""
    colours = len(palette) // 3
    if not palette or len(palette) % 3:
        return False
    if colours >= 2**depth:
        return True
    decoded.load()
    _, last = decoded.getextrema()
    return isinstance(last, int | float) and last < colours


def _jpeg_frame(data: bytes) -> int:
    """The start-of-frame mark. Raises _WrongError where the end mark does not follow the first scan.

    Within a scan FF is always followed by 00 or a restart mark (ISO/IEC 10918-1, B.1.1).
    """
    at, frame = 2, 0
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark in _FRAMES:
            frame = mark
        if mark == 0xDA:
            if data.find(b"\xff\xd9", at) < 0:
                break
            return frame
        at += 1 if mark == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise _WrongError("R136")
