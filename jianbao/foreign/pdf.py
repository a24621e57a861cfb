"""A PDF → its pages as PDFium sees them: lines of text with their places and faces, rules and pictures.

The one place that talks to PDFium. It is chosen over pdfminer and pdfplumber because those misplace glyphs where
the letter-spacing changes (by up to 9 pt); what is measured here must be what is printed. Lengths are points; x counts
from the paper's left edge, y and baselines from its top edge.
"""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from jianbao.bounds import FOREIGN_BYTES, PDF_PAGE_CHARACTERS, PDF_PAGES
from jianbao.errors import FileError, Place

# Glyphs this near in height share a baseline: LibreOffice rounds to 0.1 mm, neighbouring rows lie 15 pt apart.
_SAME_BASELINE: Final = 1.5
# of the size: glyphs no larger are super- or subscripts, where they stand behind another
_SCRIPT: Final = 0.75
# A hole wider than this many ems parts two cells; justified text has been seen to open 0.9 em.
_CELL_GAP: Final = 1.8
# stands for a glyph whose character PDFium does not tell
UNREADABLE: Final = "\ufffd"
DASHES: Final = frozenset("—―–-")
# what PDFium makes of a hyphen at the end of a line
_HYPHENS: Final = frozenset({0x02, 0xFFFE})
_HEAD: Final = 1024
"""Bytes: a PDF is told by a mark among its first."""
_IGNORED: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\r\n\x00")


class Look(Struct, frozen=True):
    """What a stretch of glyphs is drawn with: the font's name without subset tag, size in pt, colour as RRGGBB.

    `bold` is a bold face, or one that is filled and stroked.
    """

    font: str
    size: float
    colour: str
    embedded: bool
    bold: bool = False


class Glyph(Struct, frozen=True):
    """One drawn character: `x` and `right` are the edges of its advance box.

    `middle` is the height of a dash's ink (the norm measures page numbers by it); 0 for all other characters.
    """

    text: str
    x: float
    right: float
    baseline: float
    look: Look
    middle: float = 0.0


class Line(Struct, frozen=True):
    """Glyphs on one baseline without a hole between them: a line of text, or of one table cell."""

    page: int
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters drawn, spaces included where they are drawn as such."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def left(self) -> float:
        """The left edge of the first glyph's advance box."""
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """The right edge of the last glyph's advance box."""
        return self.glyphs[-1].right

    @property
    def baseline(self) -> float:
        """The baseline of the first glyph."""
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        """The size that most of its glyphs have."""
        sizes = [glyph.look.size for glyph in self.glyphs]
        return max(sizes, key=sizes.count)

    @property
    def looks(self) -> tuple[Look, ...]:
        """Every look in it once, in order."""
        return tuple(dict.fromkeys(glyph.look for glyph in self.glyphs))


class Box(Struct, frozen=True):
    """A drawn path or picture by its outer edges. `colour` is '' for pictures; `thickness` is the lesser side."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    colour: str = ""

    @property
    def width(self) -> float:
        """The horizontal side."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The vertical side."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height of its horizontal centre line."""
        return (self.top + self.bottom) / 2


class Page(Struct, frozen=True):
    """One page: its size, its lines from the top (and left) down, its rules, shapes and pictures."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]

    @property
    def rows(self) -> tuple[tuple[Line, ...], ...]:
        """The lines put together by baseline: the cells of one row stand in one tuple, from the left."""
        rows: list[list[Line]] = []
        for line in self.lines:
            if rows and line.baseline - rows[-1][0].baseline < _SAME_BASELINE:
                rows[-1].append(line)
            else:
                rows.append([line])
        return tuple(tuple(row) for row in rows)


def read(path: Path) -> tuple[Page, ...]:
    """The pages of a PDF.

    Raises FileError: cannot be read (V004), PDFium is not installed (V005), too large (V006), no such file (V011), not a
    PDF (V007), encrypted (V008), too many pages (V009) or none (V029), too many characters on one (V010).
    """
    with opened(path) as (raw, document):
        count = raw.FPDF_GetPageCount(document)
        if count < 1:
            raise FileError.of("V029", Place(str(path)))
        if count > PDF_PAGES:
            raise FileError.of("V009", Place(str(path)), limit=PDF_PAGES)
        return tuple(_page(raw, document, index, path) for index in range(count))


def is_pdf(head: bytes) -> bool:
    """Whether bytes that a file begins with are those of a PDF."""
    return b"%PDF-" in head[:_HEAD]


def is_pdf_file(path: Path) -> bool:
    """Whether a file is a PDF, by its first bytes. Raises OSError."""
    with path.open("rb") as file:
        return is_pdf(file.read(_HEAD))


def check_size(path: Path) -> None:
    """Refuse a file that cannot be a bulletin before anything reads it. Raises FileError (V004, V006, V011)."""
    try:
        if not path.is_file():
            raise FileError.of("V011", Place(str(path)))
        size = path.stat().st_size
    except OSError as error:
        raise FileError.of("V004", Place(str(path)), reason=error.strerror or str(error)) from None
    if size > FOREIGN_BYTES:
        raise FileError.of("V006", Place(str(path)), limit=FOREIGN_BYTES // 1_000_000)


@contextmanager
def opened(path: Path) -> Iterator[tuple[Any, Any]]:
    """PDFium's functions, and a file as PDFium has it. Raises as `read`."""
    check_size(path)
    try:
        # PDFium's library takes 40 ms to load; commands that build do without.
        importlib.import_module("pypdfium2")
        raw: Any = importlib.import_module("pypdfium2.raw")
    except ImportError:
        raise FileError.of("V005") from None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError.of("V004", Place(str(path)), reason=error.strerror or str(error)) from None
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        encrypted = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise FileError.of("V008" if encrypted else "V007", Place(str(path)))
    try:
        # with an owner's password alone it opens, and says of itself that nobody may take its text
        if raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
            raise FileError.of("V008", Place(str(path)))
        yield raw, document
    finally:
        raw.FPDF_CloseDocument(document)


def _page(raw: Any, document: Any, index: int, path: Path) -> Page:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        raise FileError.of("V007", Place(str(path)))
    text = raw.FPDFText_LoadPage(page)
    try:
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        if raw.FPDFText_CountChars(text) > PDF_PAGE_CHARACTERS:
            raise FileError.of("V010", Place(str(path)), limit=PDF_PAGE_CHARACTERS)
        lines = _lines(index + 1, _glyphs(raw, page, text, height))
        rules, pictures = boxes(raw, page, index + 1, height)
        return Page(index + 1, width, height, lines, rules, pictures)
    finally:
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)


def _glyphs(raw: Any, page: Any, text: Any, height: float) -> list[Glyph]:
    """The glyphs of a page in drawing order; spaces that PDFium adds by itself are left out."""
    glyphs: list[Glyph] = []
    looks: dict[int, Look] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    high = ""
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        char = "-" if code in _HYPHENS else chr(code)
        # PDFium gives a rare character as two halves
        if 0xD800 <= code < 0xDC00:
            high = char
            continue
        if 0xDC00 <= code < 0xE000:
            char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        high = ""
        if char in _IGNORED:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        item = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        look = looks.get(key)
        if look is None:
            raw.FPDFText_GetMatrix(text, index, matrix)
            look = looks[key] = _look(raw, matrix, item)
        # of no size: nobody sees it
        if look.size <= 0:
            continue
        middle = 0.0
        if char in DASHES:
            raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            middle = height - (bottom.value + top.value) / 2
        glyphs.append(Glyph(char, x.value, max(x.value, float(box.right)), height - y.value, look, middle))
    return glyphs + _unread(raw, page, looks, height)


def _unread(raw: Any, page: Any, looks: dict[int, Look], height: float) -> list[Glyph]:
    """Glyphs that PDFium draws but gives no text for: it loses rare characters (beyond U+FFFF) that stand alone."""
    glyphs: list[Glyph] = []
    for index in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, index)
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT or key in looks:
            continue
        (left, _), (right, _) = _corners(raw, item)
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, matrix)
        look = _look(raw, matrix, item)
        x, baseline = float(matrix.e), height - float(matrix.f)
        count = round((right - left) / look.size + 0.2) if look.size > 0 and right > left + 0.1 else 0
        edges = [x + at * look.size for at in range(count + 1)]
        glyphs += [Glyph(UNREADABLE, start, end, baseline, look) for start, end in pairwise(edges)]
    return glyphs


def _look(raw: Any, matrix: Any, item: Any) -> Look:
    font = raw.FPDFTextObj_GetFont(item)
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    try:
        name = buffer.value.decode("utf-8")
    except UnicodeDecodeError:
        # Chinese Windows programs write font names in the code page of the machine
        name = buffer.value.decode("gb18030", "replace")
    if len(name) > 7 and name[6] == "+":
        name = name[7:]
    scale = (float(matrix.c) ** 2 + float(matrix.d) ** 2) ** 0.5 or 1.0
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item, size)
    stroked = raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    return Look(
        name,
        round(size.value * scale, 2),
        _fill(raw, item),
        raw.FPDFFont_GetIsEmbedded(font) == 1,
        stroked or "bold" in name.lower(),
    )


def _lines(page: int, glyphs: list[Glyph]) -> tuple[Line, ...]:
    """Glyphs → lines: those on one baseline, parted where a hole is too wide to be a space."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - rows[-1][-1].baseline < _SAME_BASELINE / 3:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines: list[Line] = []
    for row in _with_scripts(rows):
        lines += parted(page, sorted(row, key=lambda glyph: glyph.x))
    lines.sort(key=lambda line: (line.baseline, line.left))
    return tuple(lines)


def parted(page: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """Glyphs of one baseline, from the left, as lines: parted at holes that are too wide for blanks."""
    parts: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        last = parts[-1][-1] if parts[-1] else glyph
        if glyph.x - last.right > _CELL_GAP * max(glyph.look.size, last.look.size):
            parts.append([])
        parts[-1].append(glyph)
    return [line for part in parts for line in _trimmed(page, part)]


def _with_scripts(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """The rows, from the top, with super- and subscripts in the row whose characters they stand behind."""
    sizes = [max(glyph.look.size for glyph in row) for row in rows]
    kept: list[list[Glyph]] = []
    for index, row in enumerate(rows):
        for beside in (index + 1, index - 1):
            if (
                0 <= beside < len(rows)
                and sizes[index] <= _SCRIPT * sizes[beside]
                and abs(rows[beside][0].baseline - row[0].baseline) < sizes[beside] / 2
                and all(
                    any(-1 <= each.x - base.right < base.look.size / 2 for base in (*rows[beside], *row))
                    for each in row
                )
            ):
                rows[beside].extend(row)
                break
        else:
            kept.append(row)
    return kept


def _trimmed(page: int, glyphs: list[Glyph]) -> list[Line]:
    """The line without blanks at its ends: a blank's place says nothing. None when nothing else is in it."""
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].text.isspace():
        start += 1
    while end > start and glyphs[end - 1].text.isspace():
        end -= 1
    return [Line(page, tuple(glyphs[start:end]))] if start < end else []


def boxes(raw: Any, page: Any, number: int, height: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """(the drawn paths, the pictures) of a page that PDFium has opened, from the top."""
    rules: list[Box] = []
    pictures: list[Box] = []

    def walk(items: Any, count: int, get: Any, depth: int, transform: tuple[float, ...]) -> None:
        for index in range(count):
            item = get(items, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
                matrix = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(item, matrix)
                inner = _times(_tuple(matrix), transform)
                walk(item, raw.FPDFFormObj_CountObjects(item), raw.FPDFFormObj_GetObject, depth + 1, inner)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                pictures.append(_outer(_corners(raw, item), transform, number, height, ""))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                rules.extend(_path(raw, item, transform, number, height))

    walk(page, raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject, 0, (1, 0, 0, 1, 0, 0))
    key = lambda box: (box.top, box.left)  # noqa: E731 — one key for two sorts
    return tuple(sorted(rules, key=key)), tuple(sorted(pictures, key=key))


def _path(raw: Any, item: Any, transform: tuple[float, ...], number: int, height: float) -> list[Box]:
    """A path as a box. A stroked one reaches half its stroke beyond its points, but not beyond a butt end."""
    mode, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    if not raw.FPDFPath_GetDrawMode(item, mode, stroke) or (
        mode.value == raw.FPDF_FILLMODE_NONE and not stroke.value
    ):
        return []
    if not stroke.value:
        return [_outer(_corners(raw, item), transform, number, height, _fill(raw, item))]
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    own = _times(_tuple(matrix), transform)
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), 1000)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(item, index), x, y)
        points.append((x.value, y.value))
    if not points:
        return []
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(item, width)
    thickness = width.value * abs(own[0] * own[3] - own[1] * own[2]) ** 0.5
    box = _outer(points, own, number, height, _stroke(raw, item))
    across = thickness / 2 if box.height <= box.width else 0.0
    along = thickness / 2 if box.width < box.height else 0.0
    # a frame: its stroke lies half outside on every side
    if min(box.width, box.height) > 1:
        across = along = thickness / 2
    return [
        Box(number, box.left - along, box.top - across, box.right + along, box.bottom + across, box.colour)
    ]


def _corners(raw: Any, item: Any) -> list[tuple[float, float]]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return [(left.value, bottom.value), (right.value, top.value)]


def _outer(
    points: list[tuple[float, float]], transform: tuple[float, ...], number: int, height: float, colour: str
) -> Box:
    a, b, c, d, e, f = transform
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return Box(number, min(xs), height - max(ys), max(xs), height - min(ys), colour)


def _tuple(matrix: Any) -> tuple[float, ...]:
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _fill(raw: Any, item: Any) -> str:
    return _colour(raw.FPDFPageObj_GetFillColor, item)


def _stroke(raw: Any, item: Any) -> str:
    return _colour(raw.FPDFPageObj_GetStrokeColor, item)


def _colour(get: Any, item: Any) -> str:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    get(item, red, green, blue, alpha)
    return f"{red.value:02X}{green.value:02X}{blue.value:02X}"
