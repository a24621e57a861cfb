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
from jianbao.foreign.pdf import boxes, is_pdf_file, opened

_DARK: Final = 150
"""Of 255: what is darker is ink."""
_SOLID: Final = 110
_LEVEL: Final = 0.0007
"""Pixels down to one across: what lies no more askew is level."""
_LONG: Final = 40.0
_TALL: Final = 13.0
_SHADE: Final = 0.75
_LINES: Final = 6
_TILT: Final = 0.0035
_THICK: Final = 2.4
_CLOSE: Final = 0.3
_STAMP: Final = (74.0, 200.0)
"""Points: a round stamp has 38 to 58 mm; the letters of a masthead stay below."""
_PICTURE: Final = 60.0
_PALE: Final = 205
_FAINT: Final = 225
_SPECK: Final = 1.55
"""Square points: dust is smaller than any dot of print of 12 points."""
_SPECKS: Final = 3000
_COARSE: Final = 4
"""Pixels to one where the page is looked at as a whole."""
_LONG_SIDE: Final = 2340
"""Pixels: A4 at 200 dpi."""
_SHEET: Final = (595.3, 841.9)
_FITS: Final = 0.93
"""What share of its outline's hull a sheet fills, and a rectangle at its corners."""
_FEW: Final = 40
"""Characters that a scanner's program may put on a page that is a picture."""
_COVERS: Final = 0.6


class Area(Struct, frozen=True):
    """A part of the page, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From its left to its right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From its top to its bottom."""
        return self.bottom - self.top

    def of(self, image: Any) -> Any:
        """What of a page lies in it; the area may go over the page's edges."""
        left, top, right, bottom = (max(0, edge) for edge in (self.left, self.top, self.right, self.bottom))
        return image[top:bottom, left:right]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@cache
def libraries() -> tuple[Any, Any]:
    """OpenCV and NumPy, which the recogniser brings along."""
    return importlib.import_module("cv2"), importlib.import_module("numpy")


def scanned(path: Path) -> tuple[int, ...]:
    """The pages of a PDF that are pictures of pages, or all of a picture's. Raises as `pdf.read`."""
    if not is_pdf_file(path):
        image_of: Any = importlib.import_module("PIL.Image")
        try:
            with image_of.open(path) as image:
                return tuple(range(1, min(getattr(image, "n_frames", 1), PDF_PAGES) + 1))
        except (OSError, ValueError, SyntaxError, image_of.DecompressionBombError):
            raise FileError.of("I002", Place(str(path))) from None
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


def _is_covered(raw: Any, page: Any) -> bool:
    """Whether a picture covers the page."""
    height = raw.FPDF_GetPageHeightF(page)
    whole = raw.FPDF_GetPageWidthF(page) * height
    found = boxes(raw, page, 1, height)[1]
    return bool(sum(box.width * box.height for box in found) > _COVERS * whole)


def picture(path: Path, number: int) -> tuple[Any, tuple[float, float]]:
    """(the page upright, the size of its sheet in points)."""
    cv2, np = libraries()
    if is_pdf_file(path):
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
    scale = 600 / max(image.shape[:2])
    small = cv2.GaussianBlur(
        cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (7, 7), 0
    )
    pale = 255 - cv2.cvtColor(small, cv2.COLOR_BGR2HSV)[:, :, 1]
    found: list[tuple[float, Any, Any]] = []
    # in the shade the paper is as dark as the desk, but not as brown
    for shown in (cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), small[:, :, 0], pale):
        _, mask = cv2.threshold(shown, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        sheet = max(outlines, key=cv2.contourArea, default=None)
        if sheet is None or not 0.35 < cv2.contourArea(sheet) / shown.size < 0.93:
            continue
        hull = cv2.convexHull(sheet)
        corners = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(sheet, True), True)
        inside = cv2.drawContours(np.zeros_like(mask), [sheet], -1, 255, -1) > 0
        if len(corners) == 4 and np.median(shown[inside]) - np.median(shown[~inside]) > 30:
            area, full = cv2.contourArea(sheet), cv2.contourArea(hull)
            if area * cv2.contourArea(corners) > _FITS * full**2:
                found.append((area, sheet, corners))
    if not found:
        return image
    _, sheet, corners = max(found, key=lambda each: each[0])
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


def straightened(image: Any, boxes: list[Any]) -> tuple[Any, list[Any]]:
    """The page with its lines level and its margins upright, by the boxes in which lines were found; and these boxes there.

    What a scanner took askew is turned; what a camera saw aslant tilts otherwise at the head than at the foot.
    """
    cv2, np = libraries()
    height, width = image.shape[:2]
    found = np.array(boxes, np.float64).reshape(-1, 4, 2)
    one, two = (found[:, 0] + found[:, 3]) / 2, (found[:, 1] + found[:, 2]) / 2
    run, rise = (two - one).T
    wide = run > 5 * np.linalg.norm(found[:, 3] - found[:, 0], axis=1)
    if not wide.any():
        return image, boxes
    slopes, order = rise[wide] / run[wide], np.argsort(rise[wide] / run[wide])
    # the median of the slopes, long lines counting for more
    weights = np.cumsum(run[wide][order])
    slope = slopes[order][int(np.searchsorted(weights, weights[-1] / 2))]
    tilt, left, right = (0.0, slope), (-slope, 0.0), (-slope, float(width))
    long = run > 0.55 * width
    if long.sum() >= _LINES:
        middle = (one[long, 1] + two[long, 1]) / 2
        fits = [_fitted(middle, each) for each in (rise[long] / run[long], one[long, 0], two[long, 0])]
        if np.ptp(middle) > 0.4 * height and abs(fits[0][0]) * height > 2 * _TILT:
            tilt, left, right = fits
    if tilt == (0.0, slope) and abs(slope) < _LEVEL:
        return image, boxes
    ys = np.array([0.1, 0.1, 0.9, 0.9]) * height
    ends = np.array([np.polyval(left, ys), np.polyval(right, ys)])
    goal = np.float32([[ends[at % 2].mean(), y] for at, y in enumerate(ys)])
    across = ends[[0, 1, 0, 1], range(4)]
    source = np.float32(np.column_stack([across, ys + np.polyval(tilt, ys) * (across - width / 2)]))
    turn = cv2.getPerspectiveTransform(source, goal)
    made = cv2.warpPerspective(
        image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(250, 250, 250)
    )
    return made, list(cv2.perspectiveTransform(found.astype(np.float32), turn))


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
    cv2, _ = libraries()
    blue, green, red = cv2.split(image)
    coloured = (cv2.subtract(red, cv2.max(blue, green)) > 50) & (red > 110)
    return (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < _DARK) | coloured, coloured


def without_specks(image: Any, dot: float) -> None:
    """Take dust off the page; what may be a point between figures, half of a colon or one of a leader's stays."""
    cv2, np = libraries()
    # thin strokes hang together by what is no darker than this
    ink = (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < _PALE).astype(np.uint8)
    _, names, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, wide, high, full = found.T
    bottom, area = top + high, full / (dot * dot)
    tiny = (area <= _SPECK) & (np.maximum(wide, high) <= 2 * dot)
    few = np.flatnonzero(tiny & (area > _SPECK / 3))
    if len(few) < _SPECKS:
        # the figures before a point, whose foot is level with it
        figure = np.flatnonzero((high > 4 * dot) & (high < 14 * dot) & (wide < 0.8 * high))
        gap = left[few, None] - (left + wide)[figure]
        level = np.abs(bottom[few, None] - bottom[figure]) <= 2
        kept = (level & (gap > -2) & (gap < 0.35 * high[figure])).any(axis=1)
        like = np.flatnonzero((area > _SPECK / 3) & (area < 3 * _SPECK))
        aside, below = np.abs(left[few, None] - left[like]), np.abs(bottom[few, None] - bottom[like])
        kept |= ((aside <= 2) & (below > 2) & (below < 6.5 * dot)).any(axis=1)
        kept |= ((below <= 2) & (aside > 2) & (aside < 6 * dot)).sum(axis=1) > 1
        tiny[few[kept]] = False
    image[cv2.dilate(tiny.astype(np.uint8)[names], np.ones((3, 3), np.uint8)) > 0] = 250


def stamps(red: Any, dot: float) -> list[Area]:
    """Where a stamp is pressed on the page: a red shape as high as wide, larger than any letter."""
    cv2, np = libraries()
    small = _shrunk(red) > 0
    size = max(3, round(7 * dot / _COARSE))
    joined = cv2.morphologyEx(small.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return [
        each
        for each in _grown(joined, 0)
        if all(_STAMP[0] * dot < side < _STAMP[1] * dot for side in (each.width, each.height))
        and 0.7 < each.width / each.height < 1.4
    ]


def without_stamps(image: Any, areas: list[Area]) -> None:
    """Take the red out of these parts of the page; what is printed under it stays."""
    cv2, _ = libraries()
    for area in areas:
        part = area.of(image)
        blue, green, red = cv2.split(part)
        part[(cv2.subtract(red, cv2.min(blue, green)) > 25) & (red > _SOLID)] = 250


def _streaks(mask: Any) -> list[Area]:
    """The thin upright lines that a dirty copier draws down the whole page."""
    cv2, _ = libraries()
    joint, long = (cv2.getStructuringElement(cv2.MORPH_RECT, (1, each)) for each in (41, mask.shape[0] // 2))
    found = cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, joint), cv2.MORPH_OPEN, long)
    return [each for each in pieces(found) if each.width < 9]


def rules(image: Any, red: Any, dot: float) -> tuple[list[Area], list[Area]]:
    """(level rules, upright rules): the latter only from one level rule to another, for letters have upright strokes.

    A rule may be printed paler than letters are. What goes to the edge of the sheet is its fold.
    """
    cv2, np = libraries()
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    mask = ((gray < _PALE) | red).astype(np.uint8)
    for each in _streaks((gray < _FAINT).astype(np.uint8)):
        beside = mask[:, max(0, each.left - 3)] | mask[:, min(each.right + 2, mask.shape[1] - 1)]
        mask[beside == 0, max(0, each.left - 2) : each.right + 2] = 0
    near, edge = 5 * dot, 12 * dot
    level = [
        rule for rule in _rules(mask, dot, _LONG) if edge < rule.left and rule.right < mask.shape[1] - edge
    ]

    def is_held(x: int, y: int) -> bool:
        return any(
            rule.left - near < x < rule.right + near and rule.top - near < y < rule.bottom + near
            for rule in level
        )

    upright = [_turned(area) for area in _rules(mask.T.copy(), dot, _TALL)]
    return _closed(
        level,
        [each for each in upright if is_held(each.left, each.top) and is_held(each.left, each.bottom)],
        dot,
    )


def _closed(level: list[Area], upright: list[Area], dot: float) -> tuple[list[Area], list[Area]]:
    """The rules, a table's side drawn where its level rules end together; one that sticks out of a table is none of its."""
    far = 10 * dot
    tables: list[list[Area]] = []
    for each in sorted(upright, key=lambda rule: rule.top):
        if tables and each.top < max(rule.bottom for rule in tables[-1]):
            tables[-1].append(each)
        else:
            tables.append([each])
    for table in tables:
        top, bottom = min(rule.top for rule in table), max(rule.bottom for rule in table)
        inside = [rule for rule in level if top - far < rule.top < bottom + far]
        for least, ends in (
            (min(rule.left for rule in table), sorted(rule.left for rule in inside)),
            (-max(rule.right for rule in table), sorted(-rule.right for rule in inside)),
        ):
            out = [end for end in ends if end < least - far]
            if not out:
                continue
            middle = out[len(out) // 2]
            near = [end for end in out if abs(end - middle) < far]
            if len(near) > 2:
                upright = [*upright, Area(abs(middle), top, abs(middle) + 2, bottom)]
                out = [end for end in out if end not in near]
            level = [
                rule
                for rule in level
                if rule not in inside or (rule.left not in out and -rule.right not in out)
            ]
    return level, upright


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
    for each in pieces(found):
        # on a bent page a rule is bowed
        if each.height > _THICK * dot + 2 + 0.012 * each.width or each.width < shortest * dot:
            continue
        gap = round(1.2 * dot) + 1
        bands = [
            Area(each.left, first, each.right, first + 3).of(mask)
            for first in (each.top - gap - 2, each.bottom + gap - 1)
        ]
        if all(band.size == 0 or band.mean() < _CLOSE for band in bands):
            kept.append(each)
    return kept


def pictures(image: Any, red: Any, dot: float) -> list[Area]:
    """Photographs and drawings: where the page is dark over more than the strokes of letters."""
    cv2, np = libraries()
    dark = _shrunk((cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < 215) & ~red) == 255
    solid = cv2.erode(dark.astype(np.uint8), np.ones((round(4 * dot / _COARSE),) * 2, np.uint8))
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((round(7 * dot / _COARSE),) * 2, np.uint8))
    # as far as the darkness goes beyond what was worn off
    return [
        each
        for each in _grown(joined, round(2 * dot))
        if min(each.width, each.height) > _PICTURE * dot
        and each.of(joined.repeat(_COARSE, 0).repeat(_COARSE, 1)).mean() > 0.45
        and each.width * each.height < 0.8 * red.size
    ]


def _shrunk(mask: Any) -> Any:
    """A mask a quarter as large: 0 where nothing is set, 255 where all is."""
    cv2, np = libraries()
    return cv2.resize(
        mask.astype(np.uint8) * 255, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA
    )


def _grown(small: Any, edge: int) -> list[Area]:
    """The pieces of a mask a quarter as large, with an edge around."""
    return [
        Area(
            max(0, each.left * _COARSE - edge),
            max(0, each.top * _COARSE - edge),
            each.right * _COARSE + edge,
            each.bottom * _COARSE + edge,
        )
        for each in pieces(small)
    ]


def pieces(mask: Any) -> list[Area]:
    """What of a mask hangs together."""
    cv2, _ = libraries()
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [
        Area(left, top, left + wide, top + high) for left, top, wide, high in map(cv2.boundingRect, outlines)
    ]
