"""Pictures in the PDF: as they are where they may be, plain where they must be, no larger than needed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from jianbao.errors import InputError
from jianbao.pages import Figure, FigureItem, Picture
from jianbao.pictures import load
from jianbao.writers.pdf import write
from jianbao.writers.pictures import largest_places, plain_picture
from tests.writers.specimens import Sheets

# twips: 200 × 150 pt, so 833 × 625 dots at 300 dpi
BOX = (4000, 3000)


def sheet(path: Path, *boxes: tuple[int, int]) -> bytes:
    """A page that draws the picture into each box, one under the other."""
    sheets = Sheets()
    for index, (width, height) in enumerate(boxes or (BOX,)):
        picture = Picture(1, 2000, 2000 + index * 4000, width, height, load(path), "照片", f"picture-{index}")
        sheets.put(picture)
        sheets.blocks.append(Figure((FigureItem(picture, None, 2000, width),), height, 0))
    return write(sheets.pages())


def rendered(data: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")


def middle(data: bytes) -> tuple[int, ...]:
    """The colour in the middle of the first box."""
    return rendered(data).getpixel((200, 175))  # type: ignore[return-value]


@dataclass
class Embedded:
    """An image object, read out before its file is closed."""

    entries: dict[str, object]
    raw: bytes
    image: Image.Image


def objects(data: bytes) -> list[Embedded]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            Embedded(
                {
                    key: str(value) if key != "/DecodeParms" else int(value.Predictor)
                    for key, value in each.items()
                },
                each.read_raw_bytes(),
                pikepdf.PdfImage(each).as_pil_image(),
            )
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]


def saved(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def test_a_jpeg_keeps_its_own_data(tmp_path):
    image = Image.effect_noise((400, 300), 40).convert("RGB")
    path = saved(image, tmp_path / "a.jpg", quality=80)
    found = objects(sheet(path))[0]
    assert found.entries["/Filter"] == "/DCTDecode"
    assert Image.open(BytesIO(found.raw)).tobytes() == Image.open(path).tobytes()


def test_a_jpeg_loses_what_the_camera_told(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    path = saved(Image.new("RGB", (40, 30), "red"), tmp_path / "a.jpg", exif=exif, comment=b"secret place")
    assert b"CameraMaker" in path.read_bytes()
    data = objects(sheet(path))[0].raw
    assert b"CameraMaker" not in data
    assert b"secret" not in data


def test_a_turned_photograph_stands_upright(tmp_path):
    """Exif 6: the camera was held upright; its first row is the picture's right edge."""
    image = Image.new("RGB", (40, 30), "white")
    image.paste("red", (0, 0, 40, 15))
    exif = Image.Exif()
    exif[0x0112] = 6
    found = plain_picture(load(saved(image, tmp_path / "a.jpg", exif=exif, quality=95)), BOX)
    upright = Image.open(BytesIO(found.data)).convert("RGB")
    assert upright.size == (30, 40)
    left, right = upright.getpixel((3, 20)), upright.getpixel((26, 20))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[1] > 200
    assert right[1] < 60


def test_cmyk_becomes_rgb(tmp_path):
    path = saved(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), tmp_path / "a.jpg", quality=95)
    data = sheet(path)
    assert objects(data)[0].entries["/ColorSpace"] == "/DeviceRGB"
    red, green, _ = middle(data)
    assert red > 200
    assert green < 60


def test_another_colour_profile_is_translated(tmp_path):
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    path = saved(Image.new("RGB", (40, 30), "red"), tmp_path / "a.jpg", icc_profile=swapped.tobytes())
    # a profile of no use does not stop the issue
    assert objects(sheet(path))[0].entries["/ColorSpace"] == "/DeviceRGB"
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = saved(Image.new("RGB", (40, 30), "red"), tmp_path / "b.jpg", icc_profile=own, quality=90)
    assert b"ICC_PROFILE" not in objects(sheet(path))[0].raw


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (255, 0, 0, 0)), ("LA", (0, 0)), ("P", 0)])
def test_what_is_transparent_shows_the_paper(tmp_path, mode, colour):
    image = Image.new(mode, (40, 30), colour)
    options = {"transparency": 0} if mode == "P" else {}
    path = saved(image, tmp_path / "a.png", **options)
    assert middle(sheet(path)) == (255, 255, 255)
    assert "/SMask" not in objects(sheet(path))[0].entries


def test_half_transparent_is_laid_on_white(tmp_path):
    path = saved(Image.new("RGBA", (40, 30), (0, 0, 0, 128)), tmp_path / "a.png")
    assert middle(sheet(path)) == (127, 127, 127)


@pytest.mark.parametrize(
    ("mode", "value", "shown"), [("I;16", 65535 // 2, 127), ("1", 1, 255), ("L", 90, 90)]
)
def test_grey_of_any_depth_becomes_8_bits(tmp_path, mode, value, shown):
    path = saved(Image.new(mode, (40, 30), value), tmp_path / "a.png")
    data = sheet(path)
    assert objects(data)[0].entries["/ColorSpace"] == "/DeviceGray"
    assert middle(data)[0] == pytest.approx(shown, abs=1)


def test_a_png_keeps_rows_that_pdf_unpacks(tmp_path):
    path = saved(Image.effect_noise((60, 40), 60).convert("RGB"), tmp_path / "a.png")
    found = objects(sheet(path))[0]
    assert found.entries["/DecodeParms"] == 15
    assert len(zlib.decompress(found.raw)) == 40 * (60 * 3 + 1)
    assert found.image.tobytes() == Image.open(path).tobytes()


def test_a_picture_used_twice_is_one_object_for_its_largest_place(tmp_path):
    path = saved(Image.effect_noise((3000, 2250), 60).convert("RGB"), tmp_path / "a.jpg")
    found = objects(sheet(path, (1000, 750), BOX, (2000, 1500)))
    assert len(found) == 1
    # 833 would do; with 836 × 627 the proportions are those of the picture
    assert (found[0].image.width, found[0].image.height) == (836, 627)


def test_the_largest_place_is_found(tmp_path):
    image = load(saved(Image.new("L", (40, 30)), tmp_path / "a.png"))
    boxes = [Picture(1, 0, 0, width, 100, image, "a", "a") for width in (300, 700, 500)]
    assert largest_places(boxes) == {image.sha256: (image, (700, 100))}


def test_a_picture_little_finer_than_needed_is_left_alone(tmp_path):
    path = saved(Image.effect_noise((1200, 900), 60).convert("RGB"), tmp_path / "a.jpg")
    assert objects(sheet(path))[0].image.width == 1200


def test_resampling_that_would_not_save_is_left(tmp_path):
    stripes = Image.frombytes("P", (2500, 1875), (b"\0\1\1\2\0\2\1" * 2500 * 300)[: 2500 * 1875])
    stripes.putpalette([0, 0, 0, 200, 30, 40, 9, 9, 9])
    path = saved(stripes, tmp_path / "a.png")
    assert objects(sheet(path))[0].image.size == (2500, 1875)


@pytest.mark.parametrize(
    ("mode", "colour", "shown"), [("P", 1, (200, 30, 40)), ("1", 0, (0, 0, 0)), ("L", 77, (77, 77, 77))]
)
def test_a_plain_png_keeps_depth_and_palette(tmp_path, mode, colour, shown):
    image = Image.new(mode, (43, 30), colour)
    if mode == "P":
        image.putpalette([0, 0, 0, 200, 30, 40, 9, 9, 9])
    path = saved(image, tmp_path / "a.png")
    data = sheet(path)
    assert middle(data) == shown
    idat = path.read_bytes().split(b"IDAT", 1)[1]
    assert idat.startswith(objects(data)[0].raw)


def test_a_png_loses_what_was_written_beside_the_pixels(tmp_path):
    notes = PngInfo()
    notes.add_text("Author", "secret name")
    found = plain_picture(load(saved(Image.new("L", (40, 30), 9), tmp_path / "a.png", pnginfo=notes)), BOX)
    assert b"secret" not in found.data
    assert Image.open(BytesIO(found.data)).getpixel((3, 3)) == 9


def test_what_was_hashed_is_drawn_whatever_becomes_of_the_file(tmp_path):
    path = saved(Image.new("L", (40, 30), 9), tmp_path / "a.png")
    image = load(path)
    saved(Image.new("L", (41, 30), 200), path)
    assert Image.open(BytesIO(plain_picture(image, BOX).data)).getpixel((3, 3)) == 9
    path.unlink()
    assert plain_picture(image, (100, 100)).size == (40, 30)


def test_a_large_png_is_resampled_without_loss_of_kind(tmp_path):
    path = saved(Image.effect_noise((2500, 1875), 60), tmp_path / "a.png")
    found = objects(sheet(path))[0]
    assert found.image.size == (836, 627)
    assert found.entries["/Filter"] == "/FlateDecode"


def test_embedding_twice_gives_the_same_bytes(tmp_path):
    path = saved(Image.effect_noise((3000, 2250), 60).convert("RGB"), tmp_path / "a.jpg")
    assert plain_picture(load(path), BOX) == plain_picture(load(path), BOX)


def test_pixels_that_turn_out_to_be_damaged_are_a_finding(tmp_path):
    path = saved(Image.effect_noise((3000, 2250), 60).convert("RGB"), tmp_path / "坏.jpg")
    data = path.read_bytes()
    scan = data.index(b"\xff\xda")
    path.write_bytes(data[:scan] + b"\xff\xda\0\2" + b"\xff\xd9")
    with pytest.raises(InputError) as error:
        sheet(path)
    assert [finding.code for finding in error.value.findings] == ["R136"]
