"""Pictures named in a body → their files, looked at before anything decodes them.

A path must lie in the issue's folder, symlinks followed; a picture must be a whole PNG or JPEG of sensible size.
"""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from msgspec import Struct, field

MAX_BYTES: Final = 50 * 2**20
MAX_PIXELS: Final = 40_000_000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_CHANNELS: Final = {2: 3, 4: 2, 6: 4}  # PNG's colour types that have more than one (ISO/IEC 15948, 11.2.2)
_ADAM7: Final = (  # first column and row, and steps, of the passes of an interlaced PNG (ISO/IEC 15948, 8.2)
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
_PIECE: Final = 2**20  # bytes unpacked at a time


class Looked(Struct, frozen=True):
    """A picture that will do (`path` resolved, `sha256` of its bytes), or `code` and `params` of what is wrong."""

    path: Path = Path()
    sha256: str = ""
    code: str = ""
    params: dict[str, object] = field(default_factory=dict[str, object])


def look(written: str, folder: Path) -> Looked:
    """The picture that a body names `written`, in `folder`. Never raises for what a user can cause."""
    code = _wrong_name(written)
    if code:
        return Looked(code=code, params={"path": written})
    try:
        base = folder.resolve()
        path = (base / written).resolve()
        if not path.is_relative_to(base):
            return Looked(code="R130", params={"path": written})
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Looked(code="R132", params={"path": written})
        if status.st_size > MAX_BYTES:
            size = -(-status.st_size // 2**20)
            return Looked(code="R134", params={"path": written, "size": size, "limit": MAX_BYTES // 2**20})
        data = path.read_bytes()
    except FileNotFoundError:
        return Looked(code="R131", params={"path": written, "near": _near(written, folder)})
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # ValueError: a NUL; RuntimeError: symlinks in a circle
        detail = getattr(error, "strerror", None) or ""
        return Looked(code="R133", params={"path": written, "detail": detail})
    code, params = _wrong_picture(data)
    if code:
        return Looked(code=code, params={"path": written, **params})
    return Looked(path, hashlib.sha256(data).hexdigest())


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
    from difflib import get_close_matches  # only for those who mistype

    wanted = PurePosixPath(written)
    try:
        names = sorted(each.name for each in (folder / wanted.parent).iterdir() if each.is_file())
    except OSError:
        return ""
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(wanted.name.casefold(), folded, 1, 0.7)
    return str(wanted.parent / folded[near[0]]) if near else ""


def _wrong_picture(data: bytes) -> tuple[str, dict[str, object]]:
    """(message code, parameters) of what is wrong with a picture's bytes, ('', {}) for a good one.

    Only headers are read, and for wholeness the bytes of a PNG's rows counted and the end mark of a JPEG looked for:
    decoding twelve megapixels would take longer than setting the issue.
    """
    if not data.startswith((_PNG, _JPEG)):
        return "R135", {}
    from PIL import JpegImagePlugin, PngImagePlugin  # only issues with pictures pay for it

    plugin = PngImagePlugin.PngImageFile if data.startswith(_PNG) else JpegImagePlugin.JpegImageFile
    try:
        with plugin(io.BytesIO(data)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                limit = MAX_PIXELS // 1_000_000
                return "R137", {"wide": width, "high": height, "limit": limit}
            if min(width, height) < 1:
                return "R136", {}
            if data.startswith(_PNG):
                image.verify()  # walks the chunks and their check sums
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (struct.error, zlib.error and whatever else Pillow lets through)
        return "R136", {}
    whole = _is_whole_png if data.startswith(_PNG) else _is_whole_jpeg
    return ("", {}) if whole(data) else ("R136", {})


def _is_whole_png(data: bytes) -> bool:
    """Whether the packed data hold as many bytes as the rows need; what comes behind is nobody's."""
    wide, high, depth, kind, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    bits = depth * _CHANNELS.get(kind, 1)
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    sizes = ((-(-(wide - x) // across), -(-(high - y) // down)) for x, y, across, down in passes)
    lacking: int = sum(
        rows * (1 + -(-columns * bits // 8)) for columns, rows in sizes if columns > 0 and rows > 0
    )
    unpack = zlib.decompressobj()
    at = len(_PNG)
    try:
        while at + 8 <= len(data) and lacking > 0 and not unpack.eof:
            length, name = struct.unpack_from(">I4s", data, at)
            packed = data[at + 8 : at + 8 + length] if name == b"IDAT" else b""
            while packed and lacking > 0 and not unpack.eof:
                lacking -= len(unpack.decompress(packed, _PIECE))
                packed = unpack.unconsumed_tail
            at += 12 + length
        return lacking <= 0 or len(unpack.flush()) >= lacking
    except zlib.error:
        return False


def _is_whole_jpeg(data: bytes) -> bool:
    """Whether the end mark follows the first scan: within a scan FF is always followed by 00 or a restart mark."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xDA:  # start of scan
            return data.find(b"\xff\xd9", at) >= 0
        at += 1 if mark == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False
