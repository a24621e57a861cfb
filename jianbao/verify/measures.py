"""A read PDF or DOCX → its measures as the norm names them.

On a PDF everything is inferred from what is drawn: the body is the type that most characters of the running text have, the
grid is the commonest distance of its lines, the type area begins where full lines begin (`flow.py`). Where a short file
gives too little to go by, a measure stays empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from jianbao import typography as norm
from jianbao.fonts.names import role_of
from jianbao.foreign.docx import Paragraph, Shown
from jianbao.foreign.pdf import DASHES, Glyph, Line, Page
from jianbao.language.han import is_han
from jianbao.language.labels import DISTRIBUTION_LABELS, THIS_ISSUE
from jianbao.verify import flow
from jianbao.verify.norm import MM, Folio, Measures, Rule, Type, is_red

# mm: pieces of a rule lie at one height
_LEVEL: Final = 0.3
_TWIPS_PER_MM: Final = norm.TWIPS_PER_MM
# word processors set the baseline of an exact line at four fifths of its height
_ASCENT: Final = 0.8
# of a line; the type area's foot is rounded to a tenth of a millimetre
_SLACK: Final = 0.05
# of a line; what LibreOffice rounds is less
_OFF_GRID: Final = 0.1
# of the page's width, four fifths of the type area's; shorter rules are no colophon's
_COLOPHON_LEAST: Final = 0.59
# pt; larger type is the body's
_COLOPHON_MOST: Final = 15.5
_DISTRIBUTION: Final = re.compile(rf"\s*({THIS_ISSUE})?({'|'.join(DISTRIBUTION_LABELS)})\s*[：:]")
# of the page's height; page numbers stand below
_FOOT: Final = 0.86


# --- PDF -----------------------------------------------------------------------------------------------------------


def of_pages(pages: Sequence[Page]) -> Measures:
    """The measures of a PDF, or of a DOCX as LibreOffice draws it."""
    if not pages:
        return Measures()
    red_rule = _red_rule(pages[0])
    rules = _colophon_rules(pages[-1])
    foot = _colophon_foot(pages[-1], rules)
    upright = [page for page in pages if page.width <= page.height]
    text = flow.running(
        upright,
        red_rule.y * MM if red_rule else 0.0,
        rules[0].y * MM if rules else pages[-1].height,
        _is_folio,
    )
    body = _body(text)
    size = body.size if body else 0.0
    columns = flow.of_size(text, size)
    pitch = flow.pitch_of(columns, size)
    left, right = flow.sides_of(columns, size, pitch)
    top, lines = _depth(upright, columns, pitch, foot or 0.0)
    latin = _commonest(_type(glyph) for glyph in _glyphs(pages) if _is_western(glyph.text))
    return Measures(
        paper=_paper(pages),
        top=top,
        left=None if left is None else left / MM,
        width=None if left is None or right is None else (right - left) / MM,
        height=None if lines is None or pitch is None else lines * pitch / MM,
        pitch=pitch,
        lines=lines,
        characters=flow.characters_of(columns, left, right),
        body=body,
        latin=latin,
        titles=_titles(_han_type(line) for page in pages for line in page.lines),
        masthead=_masthead(map(_han_type, pages[0].lines)),
        red_rule=red_rule,
        colophon=_colophon(pages[-1], rules),
        colophon_rules=rules,
        colophon_foot=foot,
        folios=tuple(folio for page in pages for folio in _folio(page)),
        unembedded=_unembedded(pages),
    )


def _body(text: Iterable[Iterable[Line]]) -> Type | None:
    """The type of most running text. It must have three lines, unless no other size is there to be taken for it."""
    types = [[_type(g) for g in line.glyphs if is_han(g.text)] for lines in text for line in lines]
    common = _commonest(each for line in types for each in line)
    if common is None:
        return None
    alone = {each.size for line in types for each in line} == {common.size}
    return common if alone or sum(common in line for line in types) >= flow.LINE_TYPES else None


def _unembedded(pages: Sequence[Page]) -> tuple[str, ...] | None:
    looks = {look for page in pages for line in page.lines for look in line.looks}
    return tuple(sorted({look.font for look in looks if not look.embedded})) if looks else None


def _glyphs(pages: Sequence[Page]) -> Iterable[Glyph]:
    """The glyphs of every line but the page numbers: those have a face of their own."""
    return (
        glyph
        for page in pages
        for line in page.lines
        if line is not page.lines[-1] or not _in_margin(page, line)
        for glyph in line.glyphs
    )


def _is_western(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _type(glyph: Glyph) -> Type:
    return Type(glyph.look.font, round(glyph.look.size * 2) / 2, glyph.look.colour)


def _commonest(types: Iterable[Type]) -> Type | None:
    counted = Counter(types).most_common(1)
    return counted[0][0] if counted else None


def _paper(pages: Sequence[Page]) -> tuple[float, float] | None:
    """The size that most pages have."""
    sizes = Counter((round(page.width / MM, 1), round(page.height / MM, 1)) for page in pages)
    return sizes.most_common(1)[0][0] if sizes else None


def _depth(
    pages: Sequence[Page], columns: Sequence[flow.Column], pitch: float | None, foot: float
) -> tuple[float | None, int | None]:
    """(top of the type area in mm, lines a page), from the fullest of the pages that go on to another.

    Only pages that begin and end with a line of the body count, and keep to the grid between: a picture, a title or a
    table at the head of a page hides where the type area begins. `foot` is where the colophon ends, 0 without one:
    what fits above it could have been set, even if pictures and headings have left every page short. Without it, a
    number less than the norm's must be met thrice.
    """
    if pitch is None:
        return None, None
    depths: list[tuple[int, float]] = []
    for page, lines in zip(pages[:-1], columns, strict=False):
        rows = [row[0] for row in page.rows if not _in_margin(page, row[0])]
        if len(lines) <= flow.LINE_TYPES or (lines[0], lines[-1]) != (rows[0], rows[-1]):
            continue
        first, last = lines[0].baseline, lines[-1].baseline
        covered = any(box.top < first - pitch for box in (*page.rules, *page.pictures))
        if not covered and all(_on_grid(line.baseline - first, pitch) for line in lines):
            depths.append((round((last - first) / pitch) + 1, (first - _ASCENT * pitch) / MM))
    if not depths:
        return None, None
    most, _ = max(depths)
    top = min(top for _, top in depths)
    most = max(most, int((foot - top) * MM / pitch + _SLACK))
    sure = foot or most >= norm.LINES_PER_PAGE or sum(count == most for count, _ in depths) >= flow.LINE_TYPES
    return top, most if sure else None


def _on_grid(distance: float, pitch: float) -> bool:
    return abs(distance / pitch - round(distance / pitch)) < _OFF_GRID


def _in_margin(page: Page, line: Line) -> bool:
    return line.baseline > _FOOT * page.height and _is_folio(line)


def _titles(types: Iterable[Type | None]) -> tuple[Type, ...]:
    """Those of titles: large and black; where some are 小标宋, headings of other faces are none."""
    large = [each for each in types if each and each.size >= flow.TITLE_LEAST and not is_red(each.colour)]
    named = [each for each in large if each.role is norm.FaceRole.XIAOBIAOSONG]
    return tuple(dict.fromkeys(named or large))


def _han_type(line: Line) -> Type | None:
    """The type of most Han characters in a line: figures and quotation marks may stand in a face of their own."""
    return _commonest(_type(glyph) for glyph in line.glyphs if is_han(glyph.text))


def _masthead(types: Iterable[Type | None]) -> Type | None:
    """The largest that is red."""
    red = [each for each in types if each and is_red(each.colour)]
    return max(red, key=lambda each: each.size) if red else None


def _red_rule(page: Page) -> Rule | None:
    rules = [rule for rule in _horizontals(page) if is_red(rule.colour) and rule.length > 50]
    if not rules:
        return None
    longest = max(rules, key=lambda rule: rule.length)
    # a star may stand in its middle
    halves = [rule for rule in rules if abs(rule.y - longest.y) < _LEVEL]
    left = min(rule.left for rule in halves)
    right = max(rule.left + rule.length for rule in halves)
    return Rule(left, longest.y, right - left, longest.thickness, longest.colour)


def _horizontals(page: Page) -> list[Rule]:
    """The horizontal rules of a page from the top down; pieces of one height are one rule."""
    rules: list[Rule] = []
    flat = [box for box in page.rules if box.height <= 8 and box.width > 5 * box.height]
    for box in sorted(flat, key=lambda box: (round(box.middle), box.left)):
        rule = Rule(box.left / MM, box.middle / MM, box.width / MM, box.height / MM, box.colour)
        last = rules[-1] if rules else None
        if (
            last
            and abs(last.y - rule.y) < _LEVEL
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


def _colophon_rules(page: Page) -> tuple[Rule, ...]:
    """The rules of the block at the foot of the last page: from the lowest up, while small text fills each space.

    None where a table has come down on the block, so that 报 or 送 stand above what could be told from the table's rules.
    """
    wide = [
        rule
        for rule in _horizontals(page)
        if not is_red(rule.colour) and rule.length > _COLOPHON_LEAST * page.width / MM
    ]
    rules = [rule for rule in wide if not _of_table(page, rule)]
    block = rules[-1:]
    for rule in reversed(rules[:-1]):
        if not _within(page, rule, block[0]):
            break
        block.insert(0, rule)
    hidden = [rule for rule in wide if rule not in rules and rule.y < block[0].y] if block else []
    lost = hidden and any(
        _DISTRIBUTION.match(line.text) and line.size < _COLOPHON_MOST
        for line in page.lines
        if hidden[0].y < line.baseline / MM < block[0].y
    )
    return tuple(block) if len(block) > 1 and not lost else ()


_COPIES: Final = re.compile(r"[（(]?(本期)?(共印|印发|印数|印)[：:]?\d+份[）)]?")
# mm from the last rule to the baseline of a row right under it, at most
_COPIES_BELOW: Final = 12.0
# pt from a baseline to its row's foot
_ROW_FOOT: Final = (1 - _ASCENT) * norm.COLOPHON_PITCH / norm.TWIPS_PER_POINT


def _colophon_foot(page: Page, rules: Sequence[Rule]) -> float | None:
    """Where the block at the foot of the last page ends, in mm: at its last rule, or at the foot of 共印××份 under it.

    Under a last rule that lies on the edge of the type area, 共印××份 stands in the margin and ends nothing.
    """
    if not rules:
        return None
    last = rules[-1].y
    if last > norm.TYPE_AREA_BOTTOM / _TWIPS_PER_MM - 1:
        return last
    below = [line for line in page.lines if line.baseline / MM > last and not _in_margin(page, line)]
    copies = len(below) == 1 and _COPIES.fullmatch(_plain(below[0])) and below[0].size < _COLOPHON_MOST
    if copies and below[0].baseline / MM < last + _COPIES_BELOW:
        return (below[0].baseline + _ROW_FOOT) / MM
    return last


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
    return lines if all(line.size < _COLOPHON_MOST for line in lines) else []


def _colophon(page: Page, rules: Sequence[Rule]) -> Type | None:
    if len(rules) < 2:
        return None
    lines = _within(page, rules[0], rules[-1])
    return _commonest(_type(g) for line in lines for g in line.glyphs if is_han(g.text))


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


def of_docx(docx: Shown) -> Measures:
    """The measures that a DOCX states; where things stand on the page is for its rendering to say."""
    text = [paragraph for paragraph in docx.paragraphs if not paragraph.boxed and not paragraph.celled]
    body = _commonest(
        each
        for paragraph in text
        for each in _types(paragraph, "east")
        if each.size < flow.TITLE_LEAST
        and not is_red(each.colour)
        and not flow.is_note(paragraph.text, each.size)
    )
    section = docx.sections[0] if docx.sections else None
    set_in_body = [paragraph for paragraph in text if body and body in _types(paragraph, "east")]
    pitch, spacing = _stated(set_in_body, section.grid if section else ("", 0, 0))
    measures = Measures(
        pitch=pitch,
        body=body,
        latin=_commonest(each for paragraph in docx.paragraphs for each in _types(paragraph, "latin")),
        titles=_titles(next(iter(_types(paragraph, "east")), None) for paragraph in text),
        masthead=_masthead(each for paragraph in docx.paragraphs for each in _types(paragraph, "east")),
        colophon=_stated_colophon(docx.paragraphs),
        folios=_stated_folios(docx),
    )
    if section is None:
        return measures
    width = section.width - section.left - section.right
    height = section.height - section.top - section.bottom
    characters = None
    if body is not None and spacing is not None and not section.grid[0].endswith("Chars"):
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
            count = sum(map(is_han, run.text))
            face = run.look.east_asia
        else:
            count = sum(map(_is_western, run.text))
            face = run.look.ascii
        types += [Type(face, run.look.size, run.look.colour)] * count
    return types


_SPACED_LEAST: Final = flow.LINE_TYPES * norm.CHARACTERS_PER_LINE


def _stated(paragraphs: Sequence[Paragraph], grid: tuple[str, int, int]) -> tuple[float | None, int | None]:
    """(line pitch in pt, letter-spacing in twips) that most of the body has.

    The spacing is None in less than three lines: single lines have one of their own, by which they fill the measure.
    """
    pitches: Counter[float | None] = Counter()
    spacings: Counter[int] = Counter()
    for paragraph in paragraphs:
        if paragraph.rule == "exact":
            pitches[paragraph.line / 20] += len(paragraph.text)
        else:
            pitches[grid[1] / 20 if grid[0] and grid[1] and paragraph.line == 240 else None] += len(
                paragraph.text
            )
        # a style's own letter-spacing counts before that of single lines
        for run in paragraph.runs:
            spacings[paragraph.spacing or run.look.spacing] += len(run.text)
    pitch = pitches.most_common(1)[0][0] if pitches else None
    spacing, count = spacings.most_common(1)[0] if spacings else (0, 0)
    return pitch, spacing if count >= _SPACED_LEAST else None


def _stated_colophon(paragraphs: Sequence[Paragraph]) -> Type | None:
    lines = [paragraph for paragraph in paragraphs if _DISTRIBUTION.match(paragraph.text)]
    return _commonest(each for paragraph in lines for each in _types(paragraph, "east"))


def _stated_folios(docx: Shown) -> tuple[Folio, ...]:
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
