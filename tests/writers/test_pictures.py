"""Picture files made plain: what every reader shows alike."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from jianbao.pages import Picture
from jianbao.pictures import Image as LoadedImage
from jianbao.pictures import load
from jianbao.writers.pictures import PlainPicture, largest_places, plain_picture

# 100 × 67 mm in twips
WIDE = (5670, 3780)


def saved(folder: Path, image: Image.Image, name: str, **more: object) -> LoadedImage:
    path = folder / name
    image.save(path, **more)  # type: ignore[arg-type]
    return load(path)


def opened(picture: PlainPicture) -> Image.Image:
    return Image.open(BytesIO(picture.data))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_any_png_becomes_one_that_every_reader_shows(tmp_path, mode):
    plain = plain_picture(saved(tmp_path, Image.new(mode, (30, 20)), "a.png"), WIDE)
    assert not plain.is_jpeg
    assert opened(plain).mode == plain.mode in ("1", "L", "P", "RGB")
    assert opened(plain).size == plain.size == (30, 20)


def test_what_shines_through_is_laid_on_white(tmp_path):
    plain = plain_picture(saved(tmp_path, Image.new("RGBA", (9, 9), (255, 0, 0, 0)), "a.png"), WIDE)
    assert opened(plain).getpixel((4, 4)) == (255, 255, 255)


def test_a_plain_jpeg_keeps_its_data_but_not_what_the_camera_wrote(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Camera of 王"
    image = saved(tmp_path, Image.linear_gradient("L").convert("RGB"), "a.jpg", quality=80, exif=exif)
    plain = plain_picture(image, WIDE)
    assert plain.is_jpeg
    assert len(plain.data) < len(image.data)
    assert b"Camera" not in plain.data
    assert opened(plain).tobytes() == Image.open(BytesIO(image.data)).tobytes()


def test_a_cmyk_jpeg_becomes_rgb(tmp_path):
    plain = plain_picture(saved(tmp_path, Image.new("CMYK", (30, 20)), "a.jpg"), WIDE)
    assert (plain.is_jpeg, opened(plain).mode) == (True, "RGB")


def test_a_turned_photograph_is_set_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    plain = plain_picture(saved(tmp_path, Image.new("RGB", (30, 20)), "a.jpg", exif=exif), WIDE)
    assert plain.size == opened(plain).size == (20, 30)


def test_a_picture_much_finer_than_print_needs_is_scaled_down(tmp_path):
    plain = plain_picture(saved(tmp_path, Image.new("RGB", (3000, 2000)), "a.png"), WIDE)
    # 100 mm at 300 dpi
    assert 1100 < plain.size[0] < 1300


def test_a_file_drawn_twice_is_kept_for_its_larger_place(tmp_path):
    image = saved(tmp_path, Image.new("L", (9, 9)), "a.png")
    placed = [Picture(1, 0, 0, width, height, image, "图", "a") for width, height in ((10, 30), (20, 5))]
    assert largest_places(placed) == {image.sha256: (image, (20, 30))}


def test_the_same_picture_gives_the_same_bytes(tmp_path):
    image = saved(tmp_path, Image.linear_gradient("L").convert("RGBA"), "a.png")
    assert plain_picture(image, WIDE) == plain_picture(image, WIDE)
