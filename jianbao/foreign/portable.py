"""A PDF → blocks: its lines put together to paragraphs, its rules to tables, page furniture left out.

What a page shows is all there is: a paragraph begins at an indent or behind a line that is not full; a table is where
rules cross.
"""

from __future__ import annotations

import importlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.foreign import tagged
from jianbao.foreign.blocks import PICTURE, Cell, Content, Grid, Span, Text
from jianbao.foreign.pdf import Box, Glyph, Line, Page, check_size, parted
from jianbao.foreign.pdf import read as read_pages

_FOLIO: Final = re.compile(r"[—–―·.\-]*\s*第?\s*\d{1,4}\s*页?(?:\s*[/／共]\s*\d{1,4}\s*页?)?\s*[—–―·.\-]*")
_FOOT: Final = 0.88
_HEAD: Final = 0.09
_THIN: Final = 2.5
_NEAR: Final = 3.0
_NARROW: Final = 5.0
"""Points: what is no wider holds no words."""
_SMALLEST_PICTURE: Final = 30.0
_ENDS: Final = ("。", "！", "？", "；", "”", "）", "…")
# the number of a heading, which begins a paragraph wherever it stands
_LEVEL: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
# what of a day stands on the next line, where the words at a line's ends are too wide for it
_REST_OF_DAY: Final = re.compile(r"\d{0,2}月?\d{0,2}日")
_COUNTED: Final = re.compile(
    r"[（(〔]?(?:[12]\d{3}年?[)）〕]?|第?[\d一二三四]+季度|[上下]半年|\d{1,2}月|总?第[\d〇○零一二三四五六七八九十百]+[期号]|[()（） ])+"
)
# a heading in brackets stands for itself
_HEADED: Final = re.compile(r"[【〔\[][^【】〔〕\[\]]{2,8}[】〕\]]")
_LEADER: Final = re.compile(r"[.．·…‥]{4,}")


class _Row(Struct):
    """What stands on one baseline: its lines from the left, its edges, its size."""

    lines: list[Line]
    page: int
    left: float
    right: float
    baseline: float
    size: float


def read(path: Path) -> Content:
    """What a PDF holds, by its tags where they are ours. Raises as `pdf.read`."""
    check_size(path)
    if (own := tagged.read(path)) is not None:
        return own
    pages = read_pages(path)
    return whole(pages, *_pictures(path, pages))


def whole(
    pages: Sequence[Page],
    media: dict[str, bytes],
    places: Mapping[int, Sequence[tuple[float, str]]],
    placed: dict[tuple[int, float, float], int] | None = None,
) -> Content:
    """The blocks of pages with pictures by name and, for each page, the upper edge and name of each.

    `placed` is told in which paragraph each line has come to stand, by its page, baseline and left edge.
    """
    every = [_rows(page) for page in pages]
    headers = _repeated(pages, every)
    blocks: list[Text | Grid] = []
    open_end = False
    place = 0

    def note(place: int, lines: Sequence[Line]) -> None:
        if placed is not None:
            placed.update(((line.page, line.baseline, line.left), place) for line in lines)

    tables = [_grids(page) for page in pages]
    held = [
        [row for row in rows if not _is_furniture(row, page, headers) and not _within(row, grids)]
        for page, rows, grids in zip(pages, every, tables, strict=True)
    ]
    for page, grids, rows, area in zip(pages, tables, held, _areas(pages, held), strict=True):
        items: list[tuple[float, object]] = [
            (group[0].baseline - group[0].size, group) for group in _paragraphs(rows, area)
        ]
        items += [(box.top, grid) for box, grid in grids]
        items += [(top, name) for top, name in places.get(page.number, ())]
        for first, (_, item) in enumerate(sorted(items, key=lambda each: each[0])):
            if isinstance(item, list):
                text = _text(item, area)
                last = blocks[-1] if blocks else None
                goes_on = first == 0 and open_end and text.indent < 1 and text.align == "left"
                if goes_on and isinstance(last, Text) and last.align == "left":
                    blocks[-1] = replace(last, spans=(*last.spans, *text.spans))
                else:
                    place += 1
                    blocks.append(replace(text, place=place, page=first == 0 and page.number > 1))
                open_end = item[-1].right > area[1] - 2 * item[-1].size and text.align == "left"
                note(place, [line for row in item for line in row.lines])
            elif isinstance(item, Grid):
                place += 1
                box = next(box for box, grid in grids if grid is item)
                note(place, [line for line in page.lines if box.top < line.baseline < box.bottom + 1])
                table = _headed(blocks, item) if first == 0 else item
                if not _goes_on(blocks, table, first=first == 0):
                    blocks.append(replace(table, place=place))
                open_end = False
            else:
                place += 1
                spans = tuple(Span(PICTURE, picture=name) for name in str(item).split("\n"))
                blocks.append(Text(spans, place, "center"))
                open_end = False
    return Content("pdf", tuple(blocks), media=media, pages=len(pages))


# --- lines ------------------------------------------------------------------------------------------------------------


def _rows(page: Page) -> list[_Row]:
    rows = [
        part for lines in page.rows for part in _by_size(lines) if any(line.text.strip() for line in part)
    ]
    return [
        _Row(
            list(lines),
            page.number,
            lines[0].left,
            lines[-1].right,
            lines[0].baseline,
            max(line.size for line in lines),
        )
        for lines in rows
    ]


def _by_size(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a baseline, those of very different sizes apart: a name may stand on the line of its number."""
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    largest = max(glyph.look.size for glyph in glyphs)
    big = [glyph for glyph in glyphs if glyph.look.size > largest * 0.7]
    small = [glyph for glyph in glyphs if glyph.look.size <= largest * 0.7]
    if largest < 24 or not small:
        return [list(lines)]
    return [parted(lines[0].page, part) for part in (big, small)]


def _words(row: _Row) -> str:
    return "".join(line.text for line in row.lines).strip()


def _repeated(pages: Sequence[Page], every: Sequence[Sequence[_Row]]) -> frozenset[str]:
    """The words at the head of pages that stand there on three pages and more."""
    found = Counter(
        _words(row)
        for page, rows in zip(pages, every, strict=True)
        for row in rows
        if row.baseline < _HEAD * page.height
    )
    return frozenset(words for words, count in found.items() if count > 2)


def _is_furniture(row: _Row, page: Page, headers: frozenset[str]) -> bool:
    words = _words(row)
    low = row.baseline > _FOOT * page.height
    return (low and _FOLIO.fullmatch(words) is not None) or (
        row.baseline < _HEAD * page.height and words in headers
    )


def _area(rows: Sequence[_Row], page: Page) -> tuple[float, float]:
    """The edges of the text: where most long lines begin and end."""
    long = [row for row in rows if row.right - row.left > page.width * 0.5]
    if not long:
        return page.width * 0.13, page.width * 0.87
    # no two lines of a scan begin at quite the same place
    lefts = {row.left: sum(abs(row.left - other.left) < _NEAR for other in long) for row in long}
    rights = sorted(row.right for row in long)
    least = max(lefts.values()) / 3
    return min(left for left, count in lefts.items() if count >= least), rights[int(len(rights) * 0.7)]


def _areas(pages: Sequence[Page], held: Sequence[Sequence[_Row]]) -> list[tuple[float, float]]:
    """The edges of each page's text; where all its lines are indented its left edge is as far off as on the others."""
    areas = [_area(rows, page) for page, rows in zip(pages, held, strict=True)]
    wide = max((right - left for left, right in areas), default=0.0)
    size = median([row.size for rows in held for row in rows] or [16.0])
    return [
        (right - wide, right) if 1.2 * size < wide - (right - left) < 2.8 * size else (left, right)
        for left, right in areas
    ]


def _align(row: _Row, area: tuple[float, float]) -> str:
    left, right = area
    middle = (left + right) / 2
    inset = min(row.left - left, right - row.right)
    indented = row.size < 20 and abs(row.left - left - 2 * row.size) < 3
    off = abs((row.left + row.right) / 2 - middle)
    # in a narrow column a title nearly fills its line
    narrow = right - left < 24 * row.size and off < 0.35 * row.size
    least = (0.2 if row.size >= 20 else 0.3 if narrow else 1.6) * row.size
    if (narrow or not indented) and inset > least and off < row.size:
        return "center"
    return "right" if right - row.right < 3 * row.size and row.left > middle else "left"


def _paragraphs(rows: Sequence[_Row], area: tuple[float, float]) -> Iterator[list[_Row]]:
    pitches = [after.baseline - row.baseline for row, after in pairwise(rows)]
    usual = median(pitches) if pitches else 29.0
    group: list[_Row] = []
    for row in rows:
        if group and _begins(group, row, area, usual):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _begins(group: list[_Row], row: _Row, area: tuple[float, float], usual: float) -> bool:
    """Whether a row begins a paragraph."""
    last = group[-1]
    if _hangs(group, row, area, usual):
        return False
    if _HEADED.fullmatch(_words(row)):
        return True
    align, before = _align(row, area), _align(last, area)
    if (
        abs(row.size - last.size) > 0.6
        or align != before
        or row.baseline - last.baseline > max(usual, last.size * 1.2) * 1.6
    ):
        return True
    if _colours(row) != _colours(last) or any(_LEADER.search(line.text) for line in last.lines):
        return True
    if any(_LEADER.search(line.text) for line in row.lines):
        # the second line of an entry hangs
        return row.left < last.left + 0.6 * row.size
    if _is_apart(row, area) or (_is_apart(last, area) and not _REST_OF_DAY.fullmatch(_words(row))):
        return True
    if align == "center":
        # the lines of a title hang together; anything else in the middle stands for itself, as a number does
        return row.size < 20 or any(_COUNTED.fullmatch(_words(each)) for each in (last, row))
    if align == "right" or (_LEVEL.match(_words(row)) and _words(last).endswith(_ENDS)):
        return True
    hanging = row.left > group[0].left + row.size and last.right > area[1] - 2.5 * row.size
    # below a line at the margin that ends its sentence, an indent is a paragraph's
    hanging = hanging and not (_words(last).endswith(_ENDS) and row.left - area[0] < 2.5 * row.size)
    if hanging and abs(row.left - area[0]) > row.size and group[0].left < row.left:
        return False
    if row.left > area[0] + 0.8 * row.size:
        return True
    # a line that ends early before what may not be parted, within a sentence
    goes_on = (
        group[0].left > area[0] + 1.2 * row.size
        and last.right > area[0] + 0.65 * (area[1] - area[0])
        and not _words(last).endswith(_ENDS)
    )
    return last.right < area[1] - 2.2 * row.size and not goes_on


def _hangs(group: list[_Row], row: _Row, area: tuple[float, float], usual: float) -> bool:
    """Whether a row goes on with a text that is set in from the margins, as in a frame: further left than its first row."""
    last = group[-1]
    full = last.right - last.left > 0.6 * (area[1] - area[0]) and not _words(last).endswith(_ENDS)
    near = abs(row.size - last.size) < 0.6 and row.baseline - last.baseline < 1.6 * max(
        usual, last.size * 1.2
    )
    back = row.left < last.left - 0.8 * row.size
    again = group[0].left > last.left + 0.8 * row.size and abs(row.left - last.left) < 0.4 * row.size
    inset = row.left > area[0] + 0.6 * row.size
    return inset and full and near and (back or again) and row.size < 20 and not _LEVEL.match(_words(row))


def _is_apart(row: _Row, area: tuple[float, float]) -> bool:
    """Whether words stand at both ends of a line with nothing between, as number and date do; no text runs on there."""
    gap = len(row.lines) > 2 or (
        len(row.lines) == 2 and row.lines[1].left - row.lines[0].right > 4 * row.size
    )
    return gap and row.left < area[0] + row.size and row.right > area[1] - 1.5 * row.size


def _colours(row: _Row) -> str:
    return row.lines[0].glyphs[0].look.colour


def _text(rows: list[_Row], area: tuple[float, float]) -> Text:
    spans: list[Span] = []
    align = _align(rows[0], area)
    for number, row in enumerate(rows):
        if number and align == "center":
            spans.append(Span("\n", row.size))
        for at, line in enumerate(row.lines):
            if at:
                spans.append(Span("\t", row.size))
            before = spans[-1] if number and not at and align != "center" and spans else None
            spans += _spans(line.glyphs, before, 0.6 if align == "left" else 0.35)
    indent = (rows[0].left - area[0]) / rows[0].size if align == "left" else 0.0
    return Text(tuple(_merged(spans)), align=align, indent=max(0.0, round(indent, 1)))


def _spans(glyphs: Sequence[Glyph], before: Span | None, hole: float = 0.6) -> Iterator[Span]:
    """The glyphs as spans; a hole of `hole` ems is a blank, for LibreOffice draws none."""
    last: Glyph | None = None
    for glyph in glyphs:
        gap = last is not None and glyph.x - last.right > hole * glyph.look.size and not last.text.isspace()
        joint = " " if gap else ""
        if (
            last is None
            and before is not None
            and before.text[-1:].isascii()
            and glyph.text.isascii()
            and before.text[-1:].isalnum()
            and glyph.text.isalnum()
        ):
            joint = " "
        look = glyph.look
        yield Span(joint + glyph.text, look.size, look.bold, look.font, look.colour)
        last = glyph


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and (last.size, last.bold, last.colour) == (span.size, span.bold, span.colour):
            merged[-1] = replace(last, text=last.text + span.text)
        else:
            merged.append(span)
    return merged


# --- tables -----------------------------------------------------------------------------------------------------------


def _within(row: _Row, grids: Sequence[tuple[Box, Grid]]) -> bool:
    return any(
        box.top - 1 < row.baseline < box.bottom + 1 and row.left > box.left - 3 and row.right < box.right + 3
        for box, _ in grids
    )


def _grids(page: Page) -> list[tuple[Box, Grid]]:
    """The tables of a page with their outer edges."""
    flat = [rule for rule in page.rules if rule.height < _THIN and rule.width > 8]
    upright = [rule for rule in page.rules if rule.width < _THIN and rule.height > 4]
    for frame in page.rules:
        if frame.width > 8 and frame.height > 8:
            flat += [replace(frame, bottom=frame.top + 1), replace(frame, top=frame.bottom - 1)]
            upright += [replace(frame, right=frame.left + 1), replace(frame, left=frame.right - 1)]
    found: list[tuple[Box, Grid]] = []
    for group in _touching([*flat, *upright]):
        ys = _edges([rule.middle for rule in group if rule.height < _THIN])
        xs = _edges([(rule.left + rule.right) / 2 for rule in group if rule.width < _THIN])
        if len(ys) > 2 and len(xs) > 2:
            box = Box(page.number, xs[0], ys[0], xs[-1], ys[-1])
            found.append((box, _grid(page, group, xs, ys)))
    return found


def _touching(rules: list[Box]) -> list[list[Box]]:
    """Rules in groups of those that touch one another."""
    groups: list[list[Box]] = []
    for rule in rules:
        near = [group for group in groups if any(_meet(rule, other) for other in group)]
        for group in near[1:]:
            near[0].extend(group)
            groups.remove(group)
        if near:
            near[0].append(rule)
        else:
            groups.append([rule])
    return groups


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right + _NEAR
        and other.left < one.right + _NEAR
        and one.top < other.bottom + _NEAR
        and other.top < one.bottom + _NEAR
    )


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NARROW:
            edges.append(value)
    return edges


def _grid(page: Page, group: Sequence[Box], xs: list[float], ys: list[float]) -> Grid:
    def parted(x: float, top: float, bottom: float) -> bool:
        middle = (top + bottom) / 2
        return any(
            rule.width < _THIN
            and abs((rule.left + rule.right) / 2 - x) < _NEAR
            and rule.top - 1 <= middle <= rule.bottom + 1
            for rule in group
        )

    def ruled(y: float, left: float, right: float) -> bool:
        middle = (left + right) / 2
        return any(
            rule.height < _THIN and abs(rule.middle - y) < _NEAR and rule.left - 1 <= middle <= rule.right + 1
            for rule in group
        )

    taken: set[tuple[int, int]] = set()
    rows: list[tuple[Cell, ...]] = []
    for row in range(len(ys) - 1):
        cells: list[Cell] = []
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            across = down = 1
            while column + across < len(xs) - 1 and not parted(xs[column + across], ys[row], ys[row + 1]):
                across += 1
            while row + down < len(ys) - 1 and not ruled(ys[row + down], xs[column], xs[column + across]):
                down += 1
            taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
            box = Box(page.number, xs[column], ys[row], xs[column + across], ys[row + down])
            cells.append(Cell(_cell_texts(page, box), across, down))
        rows.append(tuple(cells))
    return Grid(tuple(rows), len(xs) - 1)


def _cell_texts(page: Page, box: Box) -> tuple[Text, ...]:
    """The words in a cell: its lines are one paragraph, for a cell breaks where it is full."""
    spans: list[Span] = []
    edges: list[tuple[float, float]] = []
    for line in page.lines:
        glyphs = [
            glyph for glyph in line.glyphs if box.left - 1 < (glyph.x + glyph.right) / 2 < box.right + 1
        ]
        if not glyphs or not box.top - 1 < line.baseline - line.size * 0.3 < box.bottom + 1:
            continue
        spans += _spans(glyphs, spans[-1] if spans else None)
        edges.append((glyphs[0].x - box.left, box.right - glyphs[-1].right))
    if not spans:
        return ()
    left, right = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    align = "center" if abs(left - right) < 4 and left > 6 else "right" if right < left - 8 else "left"
    return (Text(tuple(_merged(spans)), align=align),)


def _headed(blocks: list[Text | Grid], grid: Grid) -> Grid:
    """A table at a page's head whose first row stands alone at the foot of the page before."""
    last = blocks[-1] if blocks else None
    cells = last.text.split("\t") if isinstance(last, Text) else []
    if len(cells) != grid.columns or grid.columns < 2:
        return grid
    blocks.pop()
    row = tuple(Cell((Text((Span(cell.strip()),)),)) for cell in cells)
    return replace(grid, rows=(row, *grid.rows))


def _goes_on(blocks: list[Text | Grid], grid: Grid, *, first: bool) -> bool:
    """Put the rest of a table that went over the page below its beginning, without the head that stands there again."""
    last = blocks[-1] if blocks else None
    if not first or not isinstance(last, Grid) or last.columns != grid.columns:
        return False
    head = 0
    while head < min(len(grid.rows), len(last.rows), 3) and [cell.text for cell in grid.rows[head]] == [
        cell.text for cell in last.rows[head]
    ]:
        head += 1
    blocks[-1] = replace(last, rows=(*last.rows, *grid.rows[head:]))
    return True


# --- pictures ---------------------------------------------------------------------------------------------------------


def _pictures(
    path: Path, pages: Sequence[Page]
) -> tuple[dict[str, bytes], dict[int, list[tuple[float, str]]]]:
    """(the pictures by name, for each page the upper edge and name of each); what cannot be taken out is left out."""
    media: dict[str, bytes] = {}
    places: dict[int, list[tuple[float, str]]] = {}
    if not any(box.width > _SMALLEST_PICTURE for page in pages for box in page.pictures):
        return media, places
    pdfium: Any = importlib.import_module("pypdfium2")
    document = pdfium.PdfDocument(path)
    try:
        for page in pages:
            boxes = [box for box in page.pictures if min(box.width, box.height) > _SMALLEST_PICTURE]
            objects = (
                []
                if not boxes
                else list(document[page.number - 1].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]))
            )
            for item in objects:
                left, bottom, right, top = (
                    item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
                )
                if min(right - left, top - bottom) <= _SMALLEST_PICTURE:
                    continue
                made = io.BytesIO()
                item.get_bitmap(render=False).to_pil().convert("RGB").save(made, "PNG")
                name = f"图{len(media) + 1}.png"
                media[name] = made.getvalue()
                beside = places.setdefault(page.number, [])
                # pictures side by side stand in one line
                if beside and abs(beside[-1][0] - (page.height - top)) < _NEAR:
                    beside[-1] = beside[-1][0], f"{beside[-1][1]}\n{name}"
                else:
                    beside.append((page.height - top, name))
    except (pdfium.PdfiumError, OSError, ValueError):
        return media, places
    finally:
        document.close()
    return media, places
