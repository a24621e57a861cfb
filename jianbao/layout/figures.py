"""Pictures → a figure: alone or side by side at one height, each over its caption, in whole rows of the grid."""

from __future__ import annotations

from pathlib import Path

from jianbao.issue import Figure
from jianbao.layout.compositor import Compositor
from jianbao.layout.drafts import FigureDraft, PictureDraft
from jianbao.pages import Role
from jianbao.typography import (
    FIGURE_GUTTER,
    FIGURE_TALLEST,
    FIGURE_WIDEST,
    ROW,
    TYPE_AREA_WIDTH,
    mm,
)

_AIR = 60  # twips above and below a picture in its rows


def compose(compositor: Compositor, figure: Figure) -> None:
    """Add the figure; a picture is never enlarged beyond its column, and pictures of one row share a height."""
    count = len(figure.pictures)
    column = (TYPE_AREA_WIDTH - (count - 1) * FIGURE_GUTTER) // count
    ratios = [_ratio(compositor.pictures[picture.path]) for picture in figure.pictures]
    widest = [
        min(column, mm(picture.width_mm) if picture.width_mm else (FIGURE_WIDEST if count == 1 else column))
        for picture in figure.pictures
    ]
    stated = any(picture.width_mm for picture in figure.pictures)
    tallest = (20 if stated else FIGURE_TALLEST) * ROW - 2 * _AIR
    height = min(
        tallest, *(round(width / ratio) for width, ratio in zip(widest, ratios, strict=True)), tallest
    )
    items: list[PictureDraft] = []
    for index, (picture, ratio) in enumerate(zip(figure.pictures, ratios, strict=True)):
        compositor.picture_count += 1
        text = picture.caption + (f"（{picture.credit}）" if picture.credit else "")
        caption = compositor.paragraph("caption", text, Role.CAPTION, width=column) if text else None
        items.append(
            PictureDraft(
                path=compositor.pictures[picture.path],
                alt=picture.alt or picture.caption or "图片",
                name=f"图{compositor.picture_count}",
                x=index * (column + FIGURE_GUTTER),
                width=column,
                picture_width=round(height * ratio),
                picture_height=height,
                caption=caption,
            )
        )
    rows = -(-(height + 2 * _AIR) // ROW)
    caption_height = max((item.caption.height for item in items if item.caption), default=0)
    compositor.add(FigureDraft(items, rows * ROW, caption_height))


def _ratio(path: Path) -> float:
    """Width over height of a picture, from its header."""
    from PIL import Image  # only issues with pictures pay for it

    with Image.open(path) as image:
        width, height = image.size
        if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):  # turned by the camera
            width, height = height, width
    return width / height
