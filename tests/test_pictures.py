"""Exif as cameras and editors write it, and as it arrives damaged."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from jianbao.pictures import is_sideways, orientation
from tests.conftest import MINIMAL


def jpeg(kind: int, count: int, value: bytes) -> bytes:
    """A JPEG whose Exif holds but the orientation, of this TIFF type (2 text, 3 short)."""
    entry = struct.pack(">HHI4s", 0x0112, kind, count, value)
    file = BytesIO()
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)
    Image.new("RGB", (1500, 1000)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def short(value: int) -> bytes:
    return jpeg(3, 1, struct.pack(">H2x", value))


def png(exif: bytes) -> bytes:
    """A PNG whose eXIf chunk holds just this."""
    file = BytesIO()
    Image.new("RGB", (1500, 1000)).save(file, "PNG")
    data = file.getvalue()
    at = data.index(b"IDAT") - 4
    chunk = struct.pack(">I", len(exif)) + b"eXIf" + exif + struct.pack(">I", zlib.crc32(b"eXIf" + exif))
    return data[:at] + chunk + data[at:]


ODD = {
    "text.jpg": jpeg(2, 2, b"6\0\0\0"),
    "nine.jpg": short(9),
    "none.jpg": short(0),
    "empty.png": png(b""),
    "cut.png": png(b"MM\0*\0\0\0\x08\0\x02\x01\x12\0"),
    "no-tiff.png": png(b"no TIFF at all"),
    "far.png": png(b"MM\0*\xff\xff\xff\xff"),
}


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_camera_s_own_is_taken(turned: int):
    with Image.open(BytesIO(short(turned))) as image:
        assert orientation(image) == turned
    assert is_sideways(turned) is (turned >= 5)


@pytest.mark.parametrize("name", ODD)
def test_what_says_nothing_counts_as_upright(name: str):
    with Image.open(BytesIO(ODD[name])) as image:
        assert orientation(image) == 1


def test_an_issue_with_such_pictures_builds_and_nothing_is_said(tmp_path: Path):
    """Pillow warns of damaged Exif on stderr, which tells a clerk nothing."""
    for name, data in ODD.items():
        (tmp_path / name).write_bytes(data)
    body = "".join(f"    ![图]({name})\n\n" for name in ODD)
    (tmp_path / "issue.yaml").write_text(MINIMAL.replace("  body: ", f"  body: |\n{body}    "), "utf-8")
    formats = [part for suffix in ("pdf", "docx", "ofd") for part in ("--format", suffix)]
    command = [sys.executable, "-m", "jianbao", "build", str(tmp_path / "issue.yaml"), *formats]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.glob("云溪工作简报*"))) == 3
