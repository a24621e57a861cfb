"""Pictures: found in the issue's folder and nowhere else, whole, of a kind and size that can be set."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zlib
from base64 import b64decode
from pathlib import Path

import pytest
from PIL import Image

from jianbao.errors import InputError
from jianbao.reading import Reading, read_text
from tests.reading.samples import body


def picture(kind: str, size: tuple[int, int] = (8, 6)) -> bytes:
    data = io.BytesIO()
    Image.effect_noise(size, 50).save(data, kind)
    return data.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it has as many pixels as you like."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        made += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "简报"
    (folder / "图").mkdir(parents=True)
    (folder / "图" / "a.jpg").write_bytes(picture("JPEG"))
    (folder / "b.png").write_bytes(picture("PNG"))
    (tmp_path / "外.png").write_bytes(picture("PNG"))
    return folder


def read(folder: Path, name: str) -> Reading:
    return read_text(body(f"文。\n\n![图说]({name})"), folder=folder)


def told(folder: Path, name: str) -> str:
    with pytest.raises(InputError) as raised:
        read(folder, name)
    (finding,) = raised.value.findings
    return str(finding).partition("。")[0]


@pytest.mark.parametrize("name", ["图/a.jpg", "b.png", "./b.png", "<b.png>"])
def test_a_good_picture_is_found(folder: Path, name: str):
    reading = read(folder, name)
    ((written, image),) = reading.pictures.items()
    assert written == name.strip("<>")
    assert image.path == (folder / written).resolve()
    assert reading.inputs[image.path] == image.sha256 == hashlib.sha256(image.data).hexdigest()
    assert (image.width, image.height) == (8, 6)


def test_a_suffix_in_capitals_and_a_progressive_jpeg_are_good(folder: Path):
    data = io.BytesIO()
    Image.effect_noise((40, 30), 50).save(data, "JPEG", progressive=True)
    (folder / "P.JPG").write_bytes(data.getvalue() + b"trailing bytes of a camera")
    assert read(folder, "P.JPG").pictures


def test_each_picture_is_looked_at_once(folder: Path):
    reading = read_text(body("![甲](b.png)\n\n![乙](b.png)"), folder=folder)
    assert list(reading.pictures) == ["b.png"]


OUTSIDE = "issue.yaml:9:5: R130 图片“{}”不在简报所在的文件夹里"
WRONG = {
    "a path with ..": ("../外.png", OUTSIDE),
    "a path with .. inside": ("图/../b.png", OUTSIDE),
    "an absolute path": ("/etc/passwd", OUTSIDE),
    "a drive": ("C:/b.png", OUTSIDE),
    "a symlink that leads out": ("链.png", OUTSIDE),
    "a folder symlink that leads out": ("链/外.png", OUTSIDE),
    "a symlink in a circle": ("圈.png", "issue.yaml:9:5: R13"),
    "an address": ("https://a.cn/b.png", "issue.yaml:9:5: R138 图片“{}”是网址"),
    "a data address": ("data:image/png;base64,xx", "issue.yaml:9:5: R138 图片“{}”是网址"),
    "a backslash": (r"图\\a.jpg", "issue.yaml:9:5: R139 图片路径“图\\a.jpg”里有反斜杠"),
    "a file that is not there": ("c.png", "issue.yaml:9:5: R131 没有图片“c.png”"),
    "a file in capitals": ("图/A.JPG", "issue.yaml:9:5: R131 没有图片“图/A.JPG”，是不是想写“图/a.jpg”"),
    "a folder": ("图", "issue.yaml:9:5: R132 “图”不是图片文件"),
    "a file below a file": ("b.png/x", "issue.yaml:9:5: R131"),
    "a text": ("文.png", "issue.yaml:9:5: R135 “文.png”不是能用的图片"),
    "a drawing": ("图.svg", "issue.yaml:9:5: R135 “图.svg”不是能用的图片"),
    "a JPEG cut short": ("断.jpg", "issue.yaml:9:5: R136 图片“断.jpg”已损坏或不完整"),
    "a PNG cut short": ("断.png", "issue.yaml:9:5: R136 图片“断.png”已损坏或不完整"),
    "a header alone": ("头.png", "issue.yaml:9:5: R136 图片“头.png”已损坏或不完整"),
    "400 megapixels in a small file": (
        "弹.png",
        "issue.yaml:9:5: R137 图片“弹.png”有 20000×20000 像素，超过 40 百万像素",
    ),
    "a file of 1 GB": ("巨.png", "issue.yaml:9:5: R134 图片“巨.png”有 1024 MB，最多 50 MB"),
}


@pytest.mark.parametrize(("name", "message"), WRONG.values(), ids=list(WRONG))
def test_it_refuses(folder: Path, name: str, message: str):
    (folder / "链.png").symlink_to(folder.parent / "外.png")
    (folder / "链").symlink_to(folder.parent)
    (folder / "圈.png").symlink_to(folder / "圈.png")
    (folder / "文.png").write_text("文")
    (folder / "图.svg").write_bytes(b"<svg/>")
    (folder / "断.jpg").write_bytes(picture("JPEG", (200, 200))[:-400])
    (folder / "断.png").write_bytes(picture("PNG", (200, 200))[:-400])
    (folder / "头.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "弹.png").write_bytes(bomb(20_000, 20_000))
    with (folder / "巨.png").open("wb") as file:
        file.truncate(2**30)
    assert told(folder, name).startswith(message.format(name))


def test_a_picture_without_permission(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert told(folder, "b.png") == "issue.yaml:9:5: R133 图片“b.png”读不出来（没有权限读这个文件）"


@pytest.mark.parametrize("kind", ["BMP", "GIF", "TIFF", "WEBP"])
def test_what_else_offices_have_is_taken_over(folder: Path, kind: str):
    (folder / "旧图").write_bytes(picture(kind))
    (image,) = read(folder, "旧图").pictures.values()
    assert (image.width, image.height, image.common) == (8, 6, False)


# eight by eight, as an encoder with arithmetic coding writes it (ITU-T T.81, SOF9), which few readers show
ARITHMETIC = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcp"
    "LDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIy"
    "MjIyMjIyMjIyMjIyMjL/yQARCAAoADwDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAA"
    "AgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6"
    "Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXG"
    "x8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREA"
    "AgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5"
    "OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPE"
    "xcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDkKKKK8U/TAooooAKKKKACiiigAooooAKK"
    "KKACiiigAooooAKKKKACiiigAooooAKKKKAP/9k="
)


@pytest.mark.parametrize(
    "kind", ["a JPEG of arithmetic coding", "a JPEG in CMYK", "BMP", "GIF", "TIFF", "WEBP"]
)
def test_what_few_programs_show_is_drawn_anew_with_the_same_bytes_each_time(folder: Path, kind: str):
    from jianbao.writers import pictures

    if kind == "a JPEG of arithmetic coding":
        data = ARITHMETIC
    elif kind == "a JPEG in CMYK":
        out = io.BytesIO()
        Image.new("CMYK", (40, 30), (0, 255, 255, 0)).save(out, "JPEG")
        data = out.getvalue()
    else:
        data = picture(kind, (40, 30))
    (folder / "旧图").write_bytes(data)
    (image,) = read(folder, "旧图").pictures.values()
    drawn = []
    for _ in range(2):
        pictures._MADE.clear()
        drawn.append(pictures.plain_picture(image, (2000, 1500)))
    assert drawn[0] == drawn[1]
    assert drawn[0].mode in ("L", "RGB")
    assert drawn[0].data.startswith((b"\x89PNG", b"\xff\xd8\xff"))
    # SOF9: coded arithmetically
    assert b"\xff\xc9" not in drawn[0].data[:400]


def test_any_bytes_as_a_picture(folder: Path):
    """Damaged in any way, a picture is good or refused, and never a traceback."""
    for kind in ("PNG", "JPEG"):
        data = picture(kind, (20, 20))
        for at in range(0, len(data), 7):
            (folder / "x.png").write_bytes(data[:at] + b"\x00\xff" + data[at + 2 :])
            try:
                read(folder, "x.png")
            except InputError as error:
                codes = {finding.code for finding in error.findings}
            else:
                codes = set()
            assert codes <= {"R135", "R136", "R137"}


PATTERN = ("16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777")
"""Which pass of an interlaced PNG each pixel of eight by eight comes in (ISO/IEC 15948, 8.2)."""


def rows_of(size: tuple[int, int], bits: int, interlaced: bool) -> bytes:
    """The rows of a black PNG before they are packed."""
    wide, high = size
    rows = b""
    for each in "1234567" if interlaced else "0":
        for y in range(high):
            columns = sum(not interlaced or PATTERN[y % 8][x % 8] == each for x in range(wide))
            rows += bytes(1 + -(-columns * bits // 8)) if columns else b""
    return rows


def drawn(size: tuple[int, int], depth: int, kind: int, interlaced: bool, lacking: int = 0) -> bytes:
    """A black PNG in two IDAT chunks, its last rows lacking so many bytes."""
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    rows = rows_of(size, bits, interlaced)
    packed = zlib.compress(rows[: len(rows) - lacking])
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", *size, depth, kind, 0, 0, interlaced))]
    chunks += [(b"PLTE", bytes(3))] if kind == 3 else []
    chunks += [(b"IDAT", packed[:7]), (b"IDAT", packed[7:]), (b"IEND", b"")]
    made = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        made += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return made


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize(
    ("depth", "kind"), [(1, 0), (4, 0), (8, 0), (16, 0), (8, 2), (16, 2), (2, 3), (8, 3), (8, 4), (8, 6)]
)
@pytest.mark.parametrize("size", [(1, 1), (3, 5), (17, 9)])
def test_a_png_is_whole_only_with_all_its_rows(
    size: tuple[int, int], depth: int, kind: int, interlaced: bool, folder: Path
):
    """Its chunks and their sums may be right all the same, and readers show the rest black or nothing at all."""
    whole = drawn(size, depth, kind, interlaced)
    Image.open(io.BytesIO(whole)).load()
    (folder / "c.png").write_bytes(whole)
    assert read(folder, "c.png").pictures
    (folder / "c.png").write_bytes(drawn(size, depth, kind, interlaced, lacking=1))
    assert told(folder, "c.png") == told_of_damage(folder)


def told_of_damage(folder: Path) -> str:
    (folder / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return told(folder, "c.png")


def test_a_large_png_is_counted_in_pieces(folder: Path):
    (folder / "c.png").write_bytes(picture("PNG", (1500, 1500)))
    assert read(folder, "c.png").pictures


def png(kind: int, raw: bytes, *, depth: int = 8, palette: bytes | None = None, side: int = 10) -> bytes:
    """A PNG of `side` × `side` pixels with these unpacked rows, whatever they hold."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", side, side, depth, kind, 0, 0, 0))]
    chunks += [(b"PLTE", palette)] if palette is not None else []
    chunks += [(b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    made = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        made += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return made


ROWS = (b"\0" + bytes(range(10))) * 10
HOSTILE = {
    "rows that unpack to far more than the picture needs": png(0, bytes(2**22)),
    "a filter that does not exist": png(0, ROWS[:11] + b"\x09" + ROWS[12:]),
    "a palette that is missing": png(3, ROWS),
    "a palette without the colours that pixels ask for": png(3, ROWS, palette=bytes(9)),
    "a palette of broken length": png(3, ROWS, palette=bytes(256 * 3 - 1)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_viewers_would_show_in_their_own_ways_is_refused(folder: Path, name: str):
    (folder / "敌.png").write_bytes(HOSTILE[name])
    assert told(folder, "敌.png").startswith("issue.yaml:9:5: R136 图片“敌.png”已损坏或不完整")


def test_a_short_palette_that_holds_all_colours_is_good(folder: Path):
    (folder / "好.png").write_bytes(png(3, ROWS, palette=bytes(30)))
    assert read(folder, "好.png").pictures


def test_rows_that_unpack_beyond_the_bound_are_told_with_figures(folder: Path):
    (folder / "大.png").write_bytes(png(6, b"", depth=16, side=3000))
    assert told(folder, "大.png") == "issue.yaml:9:5: R134 图片“大.png”有 69 MB，最多 64 MB"


def test_a_picture_one_pixel_wide_still_has_a_side(folder: Path):
    from tests.layout.samples import article, figure, issue, laid_out

    Image.new("L", (1, 60_000)).save(folder / "细.png")
    pages = laid_out(issue(article(figure("细.png"))), {"细.png": folder / "细.png"})
    (box,) = [item for page in pages.pages for item in page.items if hasattr(item, "image")]
    assert box.width >= 1
