"""Pictures → a figure: alone or side by side at one height, each over its caption, in whole rows of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jianbao.errors import InputError, Location, Origin
from jianbao.language.unseen import seen
from jianbao.layout.compositor import Compositor
from jianbao.layout.drafts import FigureDraft, PictureDraft
from jianbao.layout.sourced import Sourced, read_at
from jianbao.model.body import Figure, Picture
from jianbao.pages import Role
from jianbao.pictures import Image
from jianbao.typography import (
    FIGURE_GUTTER,
    FIGURE_TALLEST,
    FIGURE_WIDEST,
    PAGE,
    ROW,
    SIZE_3,
    TYPE_AREA_WIDTH,
    mm,
)

# twips above and below a picture in its rows
_AIR: Final = 100
# a picture this high is made whole rows high, so that its caption stands close below it
_FITTED_FROM: Final = 5 * ROW
# a picture whose width nobody stated may be that much smaller where a page needs it
_SHRINKS: Final = 0.15
# pixels to the inch: a picture with fewer is not drawn larger than it is with so many
_SHARP: Final = 150
# a column that holds a caption
_NARROWEST: Final = 5 * SIZE_3


def compose(compositor: Compositor, figure: Figure) -> None:
    """Add the figure; a picture is never enlarged beyond its column, and pictures of one row share a height."""
    count = len(figure.pictures)
    ratios = [_ratio(compositor.pictures[picture.path]) for picture in figure.pictures]
    stated = any(picture.width_mm for picture in figure.pictures)
    columns = _columns(ratios, even=stated)
    texts = [_caption(picture, compositor.location) for picture in figure.pictures]
    captions = [
        compositor.paragraph("caption", text, Role.CAPTION, width=column) if text.text else None
        for text, column in zip(texts, columns, strict=True)
    ]
    caption_height = max((caption.height for caption in captions if caption), default=0)
    widest = [
        min(column, mm(picture.width_mm) if picture.width_mm else (FIGURE_WIDEST if count == 1 else column))
        for picture, column in zip(figure.pictures, columns, strict=True)
    ]
    sharp = [_sharp(compositor.pictures[picture.path]) for picture in figure.pictures]
    for picture, most, width in zip(figure.pictures, sharp, widest, strict=True):
        if most < width:
            image = compositor.pictures[picture.path]
            origin = Origin(compositor.location, picture.offset)
            compositor.warn(
                "T011", origin, path=picture.path, pixels=f"{image.width}×{image.height}", dpi=_SHARP
            )
    if not stated:
        widest = [min(most, width) for most, width in zip(sharp, widest, strict=True)]
    tallest = min((20 if stated else FIGURE_TALLEST) * ROW, (PAGE - caption_height) // ROW * ROW) - 2 * _AIR
    height = min(tallest, *(round(width / ratio) for width, ratio in zip(widest, ratios, strict=True)))
    if not stated and height >= _FITTED_FROM:
        height = (height + 2 * _AIR) // ROW * ROW - 2 * _AIR
    # captions of a page and more
    if tallest < ROW:
        text = next((text.text for text in texts if text.text), "")
        raise InputError.of(
            "T005", origin=Origin(compositor.location, figure.pictures[0].offset), text=text[:20]
        )
    items: list[PictureDraft] = []
    x = 0
    for picture, ratio, column, caption in zip(figure.pictures, ratios, columns, captions, strict=True):
        compositor.picture_count += 1
        compositor.widths[f"图{compositor.picture_count}"] = picture.width_mm
        items.append(
            PictureDraft(
                image=compositor.pictures[picture.path],
                alt=seen(picture.alt or picture.caption) or "图片",
                name=f"图{compositor.picture_count}",
                x=x,
                width=column,
                picture_width=max(1, round(height * ratio)),
                picture_height=height,
                caption=caption,
                origin=Origin(compositor.location, picture.offset),
            )
        )
        x += column + FIGURE_GUTTER
    rows = -(-(height + 2 * _AIR) // ROW)
    shrinks = 0 if stated else int(height * _SHRINKS) // ROW
    compositor.add(FigureDraft(items, rows * ROW, caption_height, shrinks=shrinks))


def _caption(picture: Picture, location: Location) -> Sourced:
    caption = read_at(picture.caption, location, picture.caption_offsets)
    return caption + (
        "（" + read_at(picture.credit, location, picture.credit_offsets) + "）" if picture.credit else ""
    )


def _columns(ratios: Sequence[float], *, even: bool) -> list[int]:
    """The widths of pictures side by side: such that at one height they fill the line, `even` or where one were too narrow."""
    room = TYPE_AREA_WIDTH - (len(ratios) - 1) * FIGURE_GUTTER
    if not even:
        height = min(room / sum(ratios), FIGURE_TALLEST * ROW - 2 * _AIR)
        spare = (room - height * sum(ratios)) / len(ratios)
        columns = [int(height * ratio + spare) for ratio in ratios]
        if min(columns) >= _NARROWEST:
            return columns
    return [room // len(ratios)] * len(ratios)


def _sharp(image: Image) -> int:
    """As wide as a picture may be without looking coarse, in twips."""
    return max(1, image.width * 1440 // _SHARP)


def _ratio(image: Image) -> float:
    """Width over height of a picture as it is to be seen."""
    return image.width / image.height
