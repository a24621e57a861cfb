"""A read PDF or DOCX → its measures as the norm names them.

On a PDF everything is inferred from what is drawn: the body is the type that most characters have, the grid is the commonest
distance of its lines, the type area begins where full lines begin. Where a short file gives too little to go by, a
measure stays empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from jianbao import typography as norm
from jianbao.verify.document import Docx, Paragraph
from jianbao.verify.norm import MM, Folio, Measures, Rule, Type, is_red, role_of
from jianbao.verify.reader import DASHES, Glyph, Line, Page

_TWIPS_PER_MM: Final = norm.TWIPS_PER_MM
_TITLE_LEAST: Final = 17.5  # pt; the smallest type that is taken for a title
_ASCENT: Final = 0.8  # word processors set the baseline of an exact line at four fifths of its height
_LINE_TYPES: Final = 3  # so many lines make a type; fewer are chance
_SLACK: Final = 0.05  # of a line; the type area's foot is rounded to a tenth of a millimetre
_FOOT: Final = 0.86  # of the page's height; page numbers stand below


# --- PDF -----------------------------------------------------------------------------------------------------------


def of_pages(pages: Sequence[Page]) -> Measures:
    """The measures of a PDF, or of a DOCX as LibreOffice draws it."""
    body = _commonest(_type(glyph) for glyph in _glyphs(pages) if _is_han(glyph.text))
    if body is None:
        return Measures(paper=_paper(pages))
    columns = [_body_lines(page, body.size) for page in pages]
    pitch = _pitch(columns, body.size)
    left, right = _sides(columns, body.size)
    latin = _commonest(
        _type(glyph) for glyph in _glyphs(pages) if glyph.text.isascii() and glyph.text.isalnum()
    )
    rules = _colophon_rules(pages[-1], left, right)
    top, lines = _depth(pages, pitch, body.size, rules[-1].y if rules else 0.0)
    return Measures(
        paper=_paper(pages),
        top=top,
        left=None if left is None else left / MM,
        width=None if left is None or right is None else (right - left) / MM,
        height=None if lines is None or pitch is None else lines * pitch / MM,
        pitch=pitch,
        lines=lines,
        characters=_characters(columns, left, right),
        body=body,
        latin=latin,
        titles=_titles(line for page in pages for line in page.lines),
        masthead=_masthead(pages[0]),
        red_rule=_red_rule(pages[0]),
        colophon=_colophon(pages[-1], rules),
        colophon_rules=rules,
        folios=tuple(folio for page in pages for folio in _folio(page)),
        unembedded=tuple(sorted({g.look.font for g in _glyphs(pages) if not g.look.embedded})),
    )


def _glyphs(pages: Sequence[Page]) -> Iterable[Glyph]:
    return (glyph for page in pages for line in page.lines for glyph in line.glyphs)


def _type(glyph: Glyph) -> Type:
    return Type(glyph.look.font, round(glyph.look.size * 2) / 2, glyph.look.colour)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def _commonest(types: Iterable[Type]) -> Type | None:
    counted = Counter(types).most_common(1)
    return counted[0][0] if counted else None


def _paper(pages: Sequence[Page]) -> tuple[float, float] | None:
    """The size that most pages have."""
    sizes = Counter((round(page.width / MM, 1), round(page.height / MM, 1)) for page in pages)
    return sizes.most_common(1)[0][0] if sizes else None


def _body_lines(page: Page, size: float) -> list[Line]:
    """A page's lines in the size of the body, one a baseline, without what stands in its margins."""
    rows = [row for row in page.rows if abs(row[0].size - size) < 0.3]
    return [
        Line(page.number, tuple(g for line in row for g in line.glyphs))
        for row in rows
        if not _is_folio(row[0])
    ]


def _pitch(columns: Sequence[Sequence[Line]], size: float) -> float | None:
    steps: Counter[float] = Counter()
    exact: dict[float, list[float]] = {}
    for lines in columns:
        for above, below in pairwise(lines):
            step = below.baseline - above.baseline
            if size < step < 3 * size:
                steps[round(step * 5) / 5] += 1
                exact.setdefault(round(step * 5) / 5, []).append(step)
    if not steps:
        return None
    common = exact[steps.most_common(1)[0][0]]
    return sum(common) / len(common)


def _sides(columns: Sequence[Sequence[Line]], size: float) -> tuple[float | None, float | None]:
    """The left and right edge of full lines, in points; None with fewer than three of them."""
    lefts = Counter(round(line.left * 2) / 2 for lines in columns for line in lines)
    if not lefts or lefts.most_common(1)[0][1] < _LINE_TYPES:
        return None, None
    common = lefts.most_common(1)[0][0]
    full = [line for lines in columns for line in lines if abs(line.left - common) <= 0.5]
    farthest = max(line.right for line in full)
    rights = Counter(round(line.right * 2) / 2 for line in full if farthest - line.right < size)
    edge = rights.most_common(1)[0][0]
    near = [line.right for line in full if abs(line.right - edge) <= 0.5]
    return sum(line.left for line in full) / len(full), sum(near) / len(near)


def _depth(
    pages: Sequence[Page], pitch: float | None, size: float, foot: float
) -> tuple[float | None, int | None]:
    """(top of the type area in mm, lines a page), from the fullest of the pages that go on to another.

    Pages that begin or end with a table or a masthead do not count. `foot` is where the colophon ends, 0 without one:
    what fits above it could have been set, even if pictures and headings have left every page short. Without it, a number
    less than the norm's must be met thrice.
    """
    if pitch is None:
        return None, None
    depths: list[tuple[int, float]] = []
    for page in pages[:-1]:
        rows = [row[0] for row in page.rows if not _in_margin(page, row[0])]
        on_grid = all(size - 0.5 < row.size < 1.6 * size for row in (rows[0], rows[-1])) if rows else False
        if len(rows) > _LINE_TYPES and on_grid:
            count = round((rows[-1].baseline - rows[0].baseline) / pitch) + 1
            depths.append((count, (rows[0].baseline - _ASCENT * pitch) / MM))
    if not depths:
        return None, None
    most, _ = max(depths)
    top = min(top for _, top in depths)
    most = max(most, int((foot - top) * MM / pitch + _SLACK))
    sure = foot or most >= norm.LINES_PER_PAGE or sum(count == most for count, _ in depths) >= _LINE_TYPES
    return top, most if sure else None


def _in_margin(page: Page, line: Line) -> bool:
    return line.baseline > _FOOT * page.height and _is_folio(line)


def _characters(columns: Sequence[Sequence[Line]], left: float | None, right: float | None) -> int | None:
    """How many full-width characters a full line holds."""
    if left is None or right is None:
        return None
    counts = Counter(
        len(line.glyphs)
        for lines in columns
        for line in lines
        if abs(line.left - left) < 1
        and abs(line.right - right) < 3
        and all(glyph.text >= "\u2010" and not glyph.text.isspace() for glyph in line.glyphs)
    )
    return counts.most_common(1)[0][0] if counts else None


def _titles(lines: Iterable[Line]) -> tuple[Type, ...]:
    """The types of titles: large black lines; where some are 小标宋, headings of other faces are none."""
    types = [
        _type(line.glyphs[0])
        for line in lines
        if line.size >= _TITLE_LEAST and not is_red(line.glyphs[0].look.colour)
    ]
    named = [each for each in types if each.role is norm.FaceRole.XIAOBIAOSONG]
    return tuple(dict.fromkeys(named or types))


def _masthead(page: Page) -> Type | None:
    red = [line for line in page.lines if is_red(line.glyphs[0].look.colour)]
    return _type(max(red, key=lambda line: line.size).glyphs[0]) if red else None


def _red_rule(page: Page) -> Rule | None:
    rules = [rule for rule in _horizontals(page) if is_red(rule.colour) and rule.length > 50]
    return max(rules, key=lambda rule: rule.length) if rules else None


def _horizontals(page: Page) -> list[Rule]:
    """The horizontal rules of a page from the top down; pieces of one height are one rule."""
    rules: list[Rule] = []
    flat = [box for box in page.rules if box.height <= 8 and box.width > 5 * box.height]
    for box in sorted(flat, key=lambda box: (round(box.middle), box.left)):
        rule = Rule(box.left / MM, box.middle / MM, box.width / MM, box.height / MM, box.colour)
        last = rules[-1] if rules else None
        if (
            last
            and abs(last.y - rule.y) < 0.3
            and last.colour == rule.colour
            and rule.left < last.left + last.length + 1
        ):
            right = max(last.left + last.length, rule.left + rule.length)
            rules[-1] = Rule(
                last.left, last.y, right - last.left, max(last.thickness, rule.thickness), last.colour
            )
        else:
            rules.append(rule)
    return rules


def _colophon_rules(page: Page, left: float | None, right: float | None) -> tuple[Rule, ...]:
    """The rules of the block at the foot of the last page: from the lowest up, while small text fills each space."""
    width = norm.TYPE_AREA_WIDTH / _TWIPS_PER_MM if left is None or right is None else (right - left) / MM
    rules = [
        rule
        for rule in _horizontals(page)
        if not is_red(rule.colour) and rule.length > 0.8 * width and not _of_table(page, rule)
    ]
    block = rules[-1:]
    for rule in reversed(rules[:-1]):
        if not _within(page, rule, block[0]):
            break
        block.insert(0, rule)
    return tuple(block) if len(block) > 1 else ()


def _of_table(page: Page, rule: Rule) -> bool:
    """True when an upright rule meets it."""
    return any(
        box.height > 5 * box.width
        and box.top / MM - 1 < rule.y < box.bottom / MM + 1
        and rule.left - 1 < box.left / MM < rule.left + rule.length + 1
        for box in page.rules
    )


def _within(page: Page, above: Rule, below: Rule) -> list[Line]:
    """The lines between two rules, if they are a colophon's: none is as large as the body."""
    lines = [line for line in page.lines if above.y < line.baseline / MM < below.y]
    return lines if all(line.size < 15.5 for line in lines) else []


def _colophon(page: Page, rules: Sequence[Rule]) -> Type | None:
    if len(rules) < 2:
        return None
    lines = _within(page, rules[0], rules[-1])
    return _commonest(_type(g) for line in lines for g in line.glyphs if _is_han(g.text))


_FOLIO: Final = re.compile(r"[—―–\-－·.]*\d{1,4}[—―–\-－·.]*")


def _is_folio(line: Line) -> bool:
    return _FOLIO.fullmatch(_plain(line)) is not None


def _folio(page: Page) -> list[Folio]:
    """The page number: the lowest line, if it is nothing but a number and stands in the foot margin."""
    foot = [line for line in page.lines if line.baseline > _FOOT * page.height]
    if not foot or not _is_folio(foot[-1]):
        return []
    line = foot[-1]
    dashes = [glyph.middle for glyph in line.glyphs if glyph.text in DASHES]
    digit = next(glyph for glyph in line.glyphs if glyph.text.isdigit())
    dash = sum(dashes) / len(dashes) / MM if dashes else 0.0
    return [Folio(page.number, _plain(line), _type(digit), line.left / MM, line.right / MM, dash)]


def _plain(line: Line) -> str:
    return re.sub(r"\s", "", line.text)


# --- DOCX ------------------------------------------------------------------------------------------------------------


def of_docx(docx: Docx) -> Measures:
    """The measures that a DOCX states; where things stand on the page is for its rendering to say."""
    flow = [paragraph for paragraph in docx.paragraphs if not paragraph.boxed and not paragraph.celled]
    body = _commonest(each for paragraph in flow for each in _types(paragraph, "east"))
    section = docx.sections[0] if docx.sections else None
    set_in_body = [paragraph for paragraph in flow if body and body in _types(paragraph, "east")]
    pitch, spacing = _stated(set_in_body, section.grid if section else ("", 0, 0))
    measures = Measures(
        pitch=pitch,
        body=body,
        latin=_commonest(each for paragraph in docx.paragraphs for each in _types(paragraph, "latin")),
        titles=_stated_titles(flow),
        masthead=_stated_masthead(docx.paragraphs),
        colophon=_stated_colophon(docx.paragraphs),
        folios=_stated_folios(docx),
    )
    if section is None:
        return measures
    width = section.width - section.left - section.right
    height = section.height - section.top - section.bottom
    characters = None
    if body is not None and not section.grid[0].endswith("Chars"):
        characters = int(width // (body.size * 20 + spacing)) if body.size * 20 + spacing > 0 else None
    page = Measures(
        paper=(section.width / _TWIPS_PER_MM, section.height / _TWIPS_PER_MM),
        top=section.top / _TWIPS_PER_MM,
        left=section.left / _TWIPS_PER_MM,
        width=width / _TWIPS_PER_MM,
        height=height / _TWIPS_PER_MM,
        lines=int(height / 20 // pitch) if pitch else None,
        characters=characters,
    )
    return page.over(measures)


def _types(paragraph: Paragraph, script: str) -> list[Type]:
    """A type for each character of a script ('east' Han, 'latin' letters and digits)."""
    types: list[Type] = []
    for run in paragraph.runs:
        if script == "east":
            count = sum(map(_is_han, run.text))
            face = run.look.east_asia
        else:
            count = sum(char.isascii() and char.isalnum() for char in run.text)
            face = run.look.ascii
        types += [Type(face, run.look.size, run.look.colour)] * count
    return types


def _stated(paragraphs: Sequence[Paragraph], grid: tuple[str, int, int]) -> tuple[float | None, int]:
    """(line pitch in pt, letter-spacing in twips) that most of the body has."""
    pitches: Counter[float | None] = Counter()
    spacings: Counter[int] = Counter()
    for paragraph in paragraphs:
        if paragraph.rule == "exact":
            pitches[paragraph.line / 20] += len(paragraph.text)
        else:
            pitches[grid[1] / 20 if grid[0] and grid[1] and paragraph.line == 240 else None] += len(
                paragraph.text
            )
        for run in paragraph.runs:  # a style's own letter-spacing counts before that of single lines
            spacings[paragraph.spacing or run.look.spacing] += len(run.text)
    pitch = pitches.most_common(1)[0][0] if pitches else None
    return pitch, spacings.most_common(1)[0][0] if spacings else 0


def _stated_titles(paragraphs: Sequence[Paragraph]) -> tuple[Type, ...]:
    types = [
        each[0]
        for paragraph in paragraphs
        if (each := _types(paragraph, "east")) and each[0].size >= _TITLE_LEAST and not is_red(each[0].colour)
    ]
    named = [each for each in types if each.role is norm.FaceRole.XIAOBIAOSONG]
    return tuple(dict.fromkeys(named or types))


def _stated_masthead(paragraphs: Sequence[Paragraph]) -> Type | None:
    red = [each for paragraph in paragraphs for each in _types(paragraph, "east") if is_red(each.colour)]
    return max(red, key=lambda each: each.size) if red else None


_DISTRIBUTION: Final = re.compile(r"\s*(本期)?(报|送|发|呈报|抄报|抄送|主送|分送|增发)\s*[：:]")


def _stated_colophon(paragraphs: Sequence[Paragraph]) -> Type | None:
    lines = [paragraph for paragraph in paragraphs if _DISTRIBUTION.match(paragraph.text)]
    return _commonest(each for paragraph in lines for each in _types(paragraph, "east"))


def _stated_folios(docx: Docx) -> tuple[Folio, ...]:
    """The page numbers' form and type; page 1 stands for odd pages, 2 for even ones."""
    folios: list[Folio] = []
    for footer in docx.footers:
        for paragraph in footer.paragraphs:
            plain = re.sub(r"\s", "", paragraph.text)
            runs = [run for run in paragraph.runs if any(char.isdigit() for char in run.text)]
            if footer.numbered and runs and _FOLIO.fullmatch(plain):
                look = runs[0].look
                face = look.ascii if role_of(look.ascii) else look.east_asia
                folios.append(
                    Folio(2 if footer.kind == "even" else 1, plain, Type(face, look.size, look.colour))
                )
    return tuple(folios)
