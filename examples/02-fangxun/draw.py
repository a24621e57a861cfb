"""The pictures of this example: landscapes and a chart, drawn so that they belong to nobody. Run in this folder."""

from __future__ import annotations

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SIZE = WIDTH, HEIGHT = 1200, 800
FONTS = Path(__file__).parents[2] / "jianbao/fonts/data"
Colour = tuple[int, int, int]


def gradient(top: Colour, bottom: Colour, size: tuple[int, int] = SIZE) -> Image.Image:
    column = Image.new("RGB", (1, size[1]))
    for y in range(size[1]):
        t = y / (size[1] - 1)
        column.putpixel((0, y), tuple(round(a + (b - a) * t) for a, b in zip(top, bottom, strict=True)))
    return column.resize(size)


def ridge(seed: int, base: float, height: float) -> list[tuple[int, float]]:
    """A mountain line over the whole width: a few sines of random phase."""
    rng = random.Random(seed)
    waves = [(rng.uniform(0.6, 1.2) * n, rng.uniform(0, 6.3), height / n) for n in (1, 2, 4, 9, 17)]
    return [
        (x, base - sum(a * (1 + math.sin(f * x / WIDTH * 6.3 + p)) / 3 for f, p, a in waves))
        for x in range(WIDTH + 1)
    ]


def fill_under(draw: ImageDraw.ImageDraw, line: list[tuple[int, float]], floor: int, colour: Colour) -> None:
    draw.polygon([(0, floor), *line, (WIDTH, floor)], fill=colour)


def mirrored(picture: Image.Image, shore: int, tint: Colour) -> None:
    """Water below `shore`: what stands above it upside down, tinted and rippled."""
    above = picture.crop((0, 2 * shore - HEIGHT, WIDTH, shore)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    water = Image.blend(above, Image.new("RGB", above.size, tint), 0.45).filter(ImageFilter.GaussianBlur(2))
    for y in range(0, water.height, 3):
        shift = round(3 * math.sin(y / 5) * (1 + y / 150))
        row = water.crop((0, y, WIDTH, y + 3))
        water.paste(row, (shift, y))
    picture.paste(water, (0, shore))


def reservoir() -> Image.Image:
    picture = gradient((158, 198, 226), (240, 244, 236))
    draw = ImageDraw.Draw(picture)
    for seed, base, height, colour in (
        (3, 470, 210, (150, 178, 188)),
        (8, 490, 150, (110, 150, 144)),
        (21, 505, 90, (72, 122, 98)),
    ):
        fill_under(draw, ridge(seed, base, height), 520, colour)
    mirrored(picture, 500, (92, 142, 160))
    draw.polygon([(0, 560), (760, 520), (800, 520), (800, 800), (0, 800)], fill=(196, 194, 186))
    draw.polygon([(0, 548), (760, 512), (800, 512), (800, 522), (0, 562)], fill=(222, 220, 212))
    for n in range(7):
        x = 60 + n * 104
        draw.polygon([(x, 600 - n * 5), (x + 56, 597 - n * 5), (x + 56, 800), (x, 800)], fill=(168, 166, 160))
    draw.rectangle((560, 420, 640, 520), fill=(236, 232, 222))
    draw.polygon([(548, 422), (600, 388), (652, 422)], fill=(168, 84, 66))
    return picture


def patrol() -> Image.Image:
    picture = gradient((236, 176, 128), (252, 232, 200))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((830, 190, 950, 310), fill=(255, 246, 216))
    fill_under(draw, ridge(5, 430, 120), 450, (196, 142, 124))
    fill_under(draw, ridge(13, 440, 60), 450, (150, 108, 104))
    mirrored(picture, 445, (150, 120, 120))
    draw.polygon([(0, 610), (1200, 500), (1200, 800), (0, 800)], fill=(92, 104, 66))
    draw.polygon([(0, 690), (1200, 545), (1200, 590), (0, 760)], fill=(206, 190, 158))
    for n, x in enumerate((300, 420, 540, 680)):
        foot = 705 - x * 0.121
        draw.rectangle(
            (x - 12, foot - 96, x + 12, foot - 34), fill=(224, 120, 40) if n % 2 else (46, 84, 132)
        )
        draw.ellipse((x - 11, foot - 122, x + 11, foot - 98), fill=(70, 54, 48))
        draw.pieslice((x - 15, foot - 128, x + 15, foot - 100), 180, 360, fill=(238, 208, 60))
        draw.line((x - 6, foot - 36, x - 10, foot), fill=(50, 50, 60), width=9)
        draw.line((x + 6, foot - 36, x + 12, foot), fill=(50, 50, 60), width=9)
    return picture


def terraces() -> Image.Image:
    picture = gradient((176, 208, 226), (244, 244, 232))
    draw = ImageDraw.Draw(picture)
    fill_under(draw, ridge(31, 330, 140), 360, (134, 164, 160))
    greens = ((126, 168, 88), (150, 186, 96), (108, 152, 80), (168, 196, 108))
    for n in range(12):
        base = 340 + n * 40
        line = [
            (x, base + 18 * math.sin(x / 190 + n * 0.7) + 8 * math.sin(x / 70 + n)) for x in range(WIDTH + 1)
        ]
        fill_under(draw, line, HEIGHT, greens[n % 4])
        draw.line(line, fill=(96, 120, 74), width=4)
        draw.line([(x, y + 9) for x, y in line], fill=(196, 214, 216), width=7)
    for x, y in ((230, 400), (310, 418), (900, 390), (980, 404)):
        draw.rectangle((x, y - 34, x + 60, y + 4), fill=(240, 236, 226))
        draw.polygon([(x - 8, y - 32), (x + 30, y - 58), (x + 68, y - 32)], fill=(92, 84, 88))
    return picture


def chart() -> Image.Image:
    from PIL import ImageFont

    picture = Image.new("RGB", SIZE, (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    face, small = (ImageFont.truetype(str(FONTS / "heiti.ttf"), size) for size in (40, 32))
    digits = ImageFont.truetype(str(FONTS / "latin.ttf"), 32)
    draw.text((WIDTH / 2, 60), "汛期各月降雨量（毫米）", font=face, fill=(40, 40, 40), anchor="mm")
    months = {
        "五月": (186, 172),
        "六月": (264, 231),
        "七月": (318, 246),
        "八月": (221, 208),
        "九月": (143, 157),
    }
    for n in range(5):
        y = 680 - n * 130
        draw.line((120, y, 1120, y), fill=(214, 214, 214), width=2)
        draw.text((104, y), str(n * 80), font=digits, fill=(90, 90, 90), anchor="rm")
    for n, (month, values) in enumerate(months.items()):
        for k, value in enumerate(values):
            x = 170 + n * 195 + k * 68
            draw.rectangle(
                (x, 680 - value * 130 / 80, x + 60, 680), fill=((58, 116, 176), (178, 202, 226))[k]
            )
            draw.text(
                (x + 30, 664 - value * 130 / 80), str(value), font=digits, fill=(60, 60, 60), anchor="mm"
            )
        draw.text((234 + n * 195, 718), month, font=small, fill=(60, 60, 60), anchor="mm")
    for k, label in enumerate(("今年", "常年")):
        draw.rectangle((470 + k * 160, 752, 502 + k * 160, 784), fill=((58, 116, 176), (178, 202, 226))[k])
        draw.text((512 + k * 160, 768), label, font=small, fill=(60, 60, 60), anchor="lm")
    return picture


if __name__ == "__main__":
    folder = Path(__file__).parent / "图"
    folder.mkdir(exist_ok=True)
    for name, drawn in {"水库": reservoir, "巡堤": patrol, "梯田": terraces}.items():
        drawn().save(folder / f"{name}.jpg", quality=82, optimize=True)
    chart().quantize(32).save(folder / "降雨量.png", optimize=True)
