"""A file of scanned pages → the picture of each, its paper white and level; what on it is rule, stamp or picture.

Pictures are arrays of blue, green and red; lengths in pixels, `dot` of them to the point.
"""

from __future__ import annotations

import importlib
import io
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from jianbao.bounds import FOREIGN_BYTES, PDF_PAGES, PICTURE_PIXELS
from jianbao.errors import FileError, Place
from jianbao.files import read_bytes

_DARK: Final = 150
"""Of 255: what is darker is ink."""
_SOLID: Final = 110
_LEAN: Final = 4.0
"""Degrees to which a page is taken to lie askew."""
_LONG: Final = 40.0
_TALL: Final = 13.0
_SHADE: Final = 0.75
_LINES: Final = 6
_TILT: Final = 0.0035
_LEANS: Final = 0.008
_THICK: Final = 2.4
_CLOSE: Final = 0.3
_STAMP: Final = (74.0, 200.0)
"""Points: a round stamp has 38 to 58 mm; the letters of a masthead stay below."""
_PICTURE: Final = 60.0
_LONG_SIDE: Final = 2340
"""Pixels: A4 at 200 dpi."""
_SHEET: Final = (595.3, 841.9)
_FEW: Final = 40
"""Characters that a scanner's program may put on a page that is a picture."""
_COVERS: Final = 0.6


class Area(Struct, frozen=True):
    """A part of the page, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@cache
def libraries() -> tuple[Any, Any]:
    """OpenCV and NumPy, which the recogniser brings along."""
    return importlib.import_module("cv2"), importlib.import_module("numpy")


def scanned(path: Path) -> tuple[int, ...]:
    """The pages of a PDF that are pictures of pages, or all of a picture's. Raises as `pdf.read`."""
    if not is_pdf(path):
        image_of: Any = importlib.import_module("PIL.Image")
        try:
            with image_of.open(path) as image:
                return tuple(range(1, min(getattr(image, "n_frames", 1), PDF_PAGES) + 1))
        except (OSError, ValueError, SyntaxError, image_of.DecompressionBombError):
            raise FileError.of("I002", Place(str(path))) from None
    from jianbao.foreign.pdf import opened

    found: list[int] = []
    with opened(path) as (raw, document):
        for index in range(min(raw.FPDF_GetPageCount(document), PDF_PAGES)):
            page = raw.FPDF_LoadPage(document, index)
            text = raw.FPDFText_LoadPage(page)
            if raw.FPDFText_CountChars(text) < _FEW and _is_covered(raw, page):
                found.append(index + 1)
            raw.FPDFText_ClosePage(text)
            raw.FPDF_ClosePage(page)
    return tuple(found)


def is_pdf(path: Path) -> bool:
    """Whether a file is a PDF, by its first bytes."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _is_covered(raw: Any, page: Any) -> bool:
    """Whether a picture covers the page."""
    from jianbao.foreign.pdf import boxes

    height = raw.FPDF_GetPageHeightF(page)
    whole = raw.FPDF_GetPageWidthF(page) * height
    found = boxes(raw, page, 1, height)[1]
    return bool(sum(box.width * box.height for box in found) > _COVERS * whole)


def picture(path: Path, number: int) -> tuple[Any, tuple[float, float]]:
    """(the page upright, the size of its sheet in points)."""
    cv2, np = libraries()
    if is_pdf(path):
        pdfium: Any = importlib.import_module("pypdfium2")
        try:
            document = pdfium.PdfDocument(path)
            page = document[number - 1]
            sheet = page.get_size()
            drawn = page.render(scale=_LONG_SIDE / max(sheet)).to_numpy()
        except pdfium.PdfiumError:
            raise FileError.of("V007", Place(str(path))) from None
        image = (
            np.ascontiguousarray(drawn[:, :, :3])
            if drawn.ndim == 3
            else cv2.cvtColor(drawn, cv2.COLOR_GRAY2BGR)
        )
        return image, sheet
    image = cut_out(_opened(path, number))
    high, wide = image.shape[:2]
    scale = _LONG_SIDE / max(high, wide)
    if not 0.9 < scale < 1.1:
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=way)
    short, long = _SHEET
    return image, (short, short * high / wide) if high >= wide else (long, long * high / wide)


def _opened(path: Path, number: int) -> Any:
    _, np = libraries()
    image_of: Any = importlib.import_module("PIL.Image")
    upright: Any = importlib.import_module("PIL.ImageOps")
    try:
        with image_of.open(io.BytesIO(read_bytes(path, limit=FOREIGN_BYTES))) as image:
            image.seek(number - 1)
            if image.width * image.height > PICTURE_PIXELS:
                image.draft("RGB", (image.width // 2, image.height // 2))
            if image.width * image.height > 2 * PICTURE_PIXELS:
                raise FileError.of("V006", Place(str(path)), limit=FOREIGN_BYTES // 1_000_000)
            whole = upright.exif_transpose(image).convert("RGB")
            return np.ascontiguousarray(np.asarray(whole)[:, :, ::-1])
    except (OSError, ValueError, SyntaxError, EOFError, image_of.DecompressionBombError):
        raise FileError.of("I002", Place(str(path))) from None


def cut_out(image: Any) -> Any:
    """The sheet on a photograph, taken from the darker ground that it lies on and made a rectangle."""
    cv2, np = libraries()
    height, width = image.shape[:2]
    scale = 600 / max(height, width)
    small = cv2.GaussianBlur(
        cv2.cvtColor(cv2.resize(image, None, fx=scale, fy=scale), cv2.COLOR_BGR2GRAY), (7, 7), 0
    )
    _, mask = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return image
    sheet = max(outlines, key=cv2.contourArea)
    share = cv2.contourArea(sheet) / small.size
    corners = cv2.approxPolyDP(cv2.convexHull(sheet), 0.02 * cv2.arcLength(sheet, True), True)
    inside = cv2.drawContours(np.zeros_like(mask), [sheet], -1, 255, -1) > 0
    if len(corners) != 4 or not 0.35 < share < 0.985 or inside.all():
        return image
    if np.median(small[inside]) - np.median(small[~inside]) < 40:
        return image
    points = _corners(sheet.reshape(-1, 2), corners.reshape(4, 2)) / scale
    order = points[np.argsort(points[:, 1])]
    (a, b), (c, d) = sorted(order[:2], key=lambda at: at[0]), sorted(order[2:], key=lambda at: at[0])
    wide = int(max(np.linalg.norm(a - b), np.linalg.norm(c - d)))
    high = int(max(np.linalg.norm(a - c), np.linalg.norm(b - d)))
    goal = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    turn = cv2.getPerspectiveTransform(np.float32([a, b, d, c]), goal)
    return cv2.warpPerspective(
        image, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _corners(outline: Any, rough: Any) -> Any:
    """Where the sides of a sheet meet: each side by all of its outline but its ends, which may be bent or round."""
    cv2, np = libraries()
    lines: list[tuple[float, float, float, float]] = []
    for one, two in zip(rough, np.roll(rough, -1, axis=0), strict=True):
        along = (two - one) / max(1.0, float(np.linalg.norm(two - one)))
        off = outline - one
        place = (off @ along) / max(1.0, float(np.linalg.norm(two - one)))
        aside = np.abs(off[:, 0] * along[1] - off[:, 1] * along[0])
        side = outline[(place > 0.08) & (place < 0.92) & (aside < 12)]
        if len(side) < 10:
            return rough.astype(np.float32)
        vx, vy, x, y = (float(each) for each in cv2.fitLine(side, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
        lines.append((vx, vy, x, y))
    met: list[tuple[float, float]] = []
    for (vx, vy, x, y), (wx, wy, u, v) in zip([lines[-1], *lines[:-1]], lines, strict=True):
        cross = vx * wy - vy * wx
        share = ((u - x) * wy - (v - y) * wx) / cross if abs(cross) > 1e-6 else 0.0
        met.append((x + share * vx, y + share * vy))
    return np.float32(met)


def whitened(image: Any) -> Any:
    """The page with its paper white and evenly lit."""
    cv2, np = libraries()
    height, width = image.shape[:2]
    small = cv2.resize(image, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.dilate(small, np.ones((11, 11), np.uint8)), 31)
    # a photograph on the page is no darker paper
    least = (_SHADE * np.median(ground.reshape(-1, 3), axis=0)).astype(np.uint8)
    ground = np.maximum(
        cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR), np.maximum(least, 60)
    )
    return cv2.divide(image, ground, scale=250)


def levelled(image: Any) -> Any:
    """The page turned until its lines lie level."""
    cv2, _ = libraries()
    angle = _askew(image)
    if abs(angle) < 0.04:
        return image
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    white = (250, 250, 250)
    return cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)


def _askew(image: Any) -> float:
    """By how many degrees to turn it: where the rows of ink and the gaps between them differ most."""
    cv2, np = libraries()
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    scale = 700 / gray.shape[1]
    ink = cv2.resize(
        (gray < _DARK).astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
    )
    # what lies along the edges is the shadow of the sheet's end
    margin = 18
    ink = ink[margin:-margin, margin:-margin]
    height, width = ink.shape

    def sharp(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        rows = cv2.warpAffine(ink, turn, (width, height)).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    rough = max(np.arange(-_LEAN, _LEAN + 0.1, 0.25), key=sharp)
    return float(max(np.arange(rough - 0.25, rough + 0.26, 0.05), key=sharp))


def straightened(image: Any, boxes: list[Any]) -> Any | None:
    """The page with its lines level and its margins upright, by where lines were found; None where they are.

    What a camera saw aslant tilts otherwise at the head than at the foot.
    """
    cv2, np = libraries()
    height, width = image.shape[:2]
    long = np.array([box for box in boxes if box[1][0] - box[0][0] > 0.55 * width], np.float64)
    if len(long) < _LINES:
        return None
    upper, lower = (long[:, 0] + long[:, 3]) / 2, (long[:, 1] + long[:, 2]) / 2
    middle = (upper[:, 1] + lower[:, 1]) / 2
    tilt = _fitted(middle, (lower[:, 1] - upper[:, 1]) / (lower[:, 0] - upper[:, 0]))
    left, right = _fitted(middle, upper[:, 0]), _fitted(middle, lower[:, 0])
    ends = np.array([0, height])
    leans = max(abs(left[0]), abs(right[0])) * height
    if np.abs(np.polyval(tilt, ends)).max() < _TILT and leans < _LEANS * width:
        return None
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    rows = np.arange(height)
    begin, end = np.polyval(left, rows), np.polyval(right, rows)
    first, last = begin.mean(), end.mean()
    stretch = ((end - begin) / (last - first)).astype(np.float32)[:, None]
    across = begin.astype(np.float32)[:, None] + (xs - np.float32(first)) * stretch
    down = ys + np.polyval(tilt, rows).astype(np.float32)[:, None] * (across - np.float32(width / 2))
    white = (250, 250, 250)
    return cv2.remap(image, across, down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=white)


def _fitted(at: Any, values: Any) -> tuple[float, float]:
    """(slope, start) of the line through most of the points: indented lines and a crooked one do not bend it."""
    _, np = libraries()
    one, two = np.triu_indices(len(at), 1)
    far = np.abs(at[two] - at[one]) > 20
    slopes = (values[two] - values[one])[far] / (at[two] - at[one])[far]
    slope = float(np.median(slopes)) if slopes.size else 0.0
    return slope, float(np.median(values - slope * at))


def ink_of(image: Any) -> tuple[Any, Any]:
    """(where there is ink, where the ink is red), as masks."""
    cv2, np = libraries()
    blue, green, red = (image[:, :, at].astype(np.int16) for at in range(3))
    coloured = (red - np.maximum(blue, green) > 50) & (red > 110)
    return (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < _DARK) | coloured, coloured


def stamps(red: Any, dot: float) -> list[Area]:
    """Where a stamp is pressed on the page: a red shape as high as wide, larger than any letter."""
    cv2, np = libraries()
    size = max(3, round(7 * dot))
    joined = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    found: list[Area] = []
    for left, top, width, height, _ in pieces(joined):
        if (
            all(_STAMP[0] * dot < side < _STAMP[1] * dot for side in (width, height))
            and 0.7 < width / height < 1.4
        ):
            found.append(Area(left, top, left + width, top + height))
    return found


def without_stamps(image: Any, areas: list[Area]) -> None:
    """Take the red out of these parts of the page; what is printed under it stays."""
    _, np = libraries()
    for area in areas:
        part = image[area.top : area.bottom, area.left : area.right]
        blue, green, red = (part[:, :, at].astype(np.int16) for at in range(3))
        part[(red - np.minimum(blue, green) > 25) & (red > _SOLID)] = 250


def rules(ink: Any, dot: float) -> tuple[list[Area], list[Area]]:
    """(level rules, upright rules): the latter only from one level rule to another, for letters have upright strokes."""
    mask = ink.astype("uint8")
    level = _rules(mask, dot, _LONG)
    near = 2.5 * dot

    def is_held(x: int, y: int) -> bool:
        return any(
            rule.left - near < x < rule.right + near and rule.top - near < y < rule.bottom + near
            for rule in level
        )

    upright = [_turned(area) for area in _rules(mask.T.copy(), dot, _TALL)]
    return level, [
        each for each in upright if is_held(each.left, each.top) and is_held(each.left, each.bottom)
    ]


def _turned(area: Area) -> Area:
    return Area(area.top, area.left, area.bottom, area.right)


def _rules(mask: Any, dot: float, shortest: float) -> list[Area]:
    """Level rules: long and thin, with next to nothing close above and below, as strokes of letters have it."""
    cv2, _ = libraries()
    # one that is not quite level is a stair of short pieces
    stair = cv2.getStructuringElement(cv2.MORPH_RECT, (round(min(22, shortest) * dot), 1))
    joint = cv2.getStructuringElement(cv2.MORPH_RECT, (round(8 * dot), 3))
    bridge = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 1))
    found = cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, stair)
    found = cv2.morphologyEx(found, cv2.MORPH_CLOSE, joint)
    kept: list[Area] = []
    for left, top, width, height, _ in pieces(found):
        if height > _THICK * dot + 2 or width < shortest * dot:
            continue
        gap = round(1.2 * dot) + 1
        bands = [
            mask[max(0, top - gap - 2) : max(0, top - gap + 1), left : left + width],
            mask[top + height + gap - 1 : top + height + gap + 2, left : left + width],
        ]
        if all(band.size == 0 or band.mean() < _CLOSE for band in bands):
            kept.append(Area(left, top, left + width, top + height))
    return kept


def erased(image: Any, areas: list[Area]) -> Any:
    """A copy of the page with these parts white."""
    copy = image.copy()
    for area in areas:
        copy[max(0, area.top - 2) : area.bottom + 2, max(0, area.left - 2) : area.right + 2] = 250
    return copy


def pictures(image: Any, red: Any, dot: float) -> list[Area]:
    """Photographs and drawings: where the page is dark over more than the strokes of letters."""
    cv2, np = libraries()
    dark = ((cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < 215) & ~red).astype(np.uint8)
    solid = cv2.erode(dark, np.ones((round(4 * dot),) * 2, np.uint8))
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((round(7 * dot),) * 2, np.uint8))
    height, width = dark.shape
    # as far as the darkness goes beyond what was worn off
    edge = round(2 * dot)
    return [
        Area(max(0, left - edge), max(0, top - edge), left + wide + edge, top + high + edge)
        for left, top, wide, high, full in pieces(joined)
        if min(wide, high) > _PICTURE * dot
        and full > 0.5 * wide * high
        and wide * high < 0.8 * width * height
    ]


def pieces(mask: Any) -> list[tuple[int, int, int, int, int]]:
    """(left, top, width, height, pixels) of each piece that hangs together."""
    cv2, _ = libraries()
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(int(a), int(b), int(c), int(d), int(e)) for a, b, c, d, e in stats[1:]]
