"""Paged drafts → `Pages`: every run at its x, every baseline at its y, frozen.

Positions are those that LibreOffice gives the same text, which Word shares but for the width of the gap between
Han and Western letters: the baseline of a slot of exact pitch lies at four fifths of it; what stands where in a line is
told by `runs.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.errors import Finding
from jianbao.fonts.faces import FaceSet
from jianbao.layout.drafts import CellDraft, ColophonDraft, ParagraphDraft, Tail
from jianbao.layout.locks import Cut
from jianbao.layout.paginate import Paged
from jianbao.layout.rows import cells_by_page
from jianbao.layout.runs import UsedFaces, runs_of, spread
from jianbao.layout.setting import PlacedFigure, PlacedParagraph, PlacedTable
from jianbao.layout.shape import Piece, Shaper, shape
from jianbao.layout.widths import opening_places
from jianbao.pages import (
    Block,
    Cell,
    Colophon,
    Figure,
    FigureItem,
    Item,
    Line,
    Meta,
    OutlineEntry,
    Page,
    Pages,
    Paragraph,
    Picture,
    Row,
    Rule,
    Run,
    RunKind,
    Table,
)
from jianbao.typography import (
    FOLIO_DASH_CENTRE,
    FOLIO_DROP,
    FOLIO_INSET,
    FOLIO_SIZE,
    LANDSCAPE_LEFT,
    LANDSCAPE_TOP,
    MARGIN_LEFT,
    MARGIN_TOP,
    RED_RULE_PAIR_GAP,
    STAR_GAP,
    TABLE_ROW_PADDING,
    TYPE_AREA_BOTTOM,
    TYPE_AREA_WIDTH,
    Align,
    FaceRole,
)

_FOLIO_PITCH: Final = 420
# of the size, over the baseline: the middle of a full-width sign
_MIDDLE: Final = 0.38


def place(
    paged: Paged,
    *,
    meta: Meta,
    faces: FaceSet,
    docx_faces: Mapping[FaceRole, str],
    findings: tuple[Finding, ...],
) -> Pages:
    """The finished layout; `paged` is used up."""
    return _Placer(paged, faces).pages(meta, docx_faces, findings)


class _Sheet(Struct):
    items: list[Item] = field(default_factory=list[Item])
    furniture: list[Item] = field(default_factory=list[Item])


class _Slot(Struct):
    """Where one line goes."""

    page: int
    x: int
    top: int
    page_break: bool = False


def _slots(draft: ParagraphDraft, page: int, x: int, top: int) -> list[_Slot]:
    """Those of a paragraph whose lines stand one below the other on one page."""
    return [_Slot(page, x, top + number * draft.pitch) for number in range(draft.lines)]


class _Placer:
    def __init__(self, paged: Paged, faces: FaceSet) -> None:
        self.paged = paged
        self.shaper: Shaper = paged.flow.shaper
        self.faces = UsedFaces(faces)
        self.sheets = [_Sheet() for _ in range(paged.pages)]
        self.anchors = {
            placed.draft.anchor: placed.tops[0][0]
            for placed in paged.placed
            if isinstance(placed, PlacedParagraph) and placed.draft.anchor
        }
        self.outline: list[OutlineEntry] = []
        self.tables = 0

    def pages(self, meta: Meta, docx_faces: Mapping[FaceRole, str], findings: tuple[Finding, ...]) -> Pages:
        blocks: list[Block] = []
        for placed in self.paged.placed:
            match placed:
                case PlacedParagraph():
                    blocks.append(self._flow_paragraph(placed))
                case PlacedTable():
                    blocks.append(self._table(placed))
                case PlacedFigure():
                    blocks.append(self._figure(placed))
        colophon = self.paged.flow.colophon
        if colophon is not None:
            blocks.append(self._colophon(colophon))
        pages = tuple(
            Page(
                number,
                tuple(sheet.items),
                tuple(sheet.furniture),
                self._folio(number),
                landscape=number in self.paged.landscape,
            )
            for number, sheet in enumerate(self.sheets, 1)
        )
        return Pages(
            meta=meta,
            pages=pages,
            blocks=tuple(blocks),
            outline=tuple(self.outline),
            faces={key: self.faces.used[key] for key in sorted(self.faces.used)},
            docx_faces=docx_faces,
            findings=findings,
            fullness=self.paged.fullness,
            surplus=self.paged.surplus,
        )

    # --- paragraphs ------------------------------------------------------------------------------------------------

    def _corner(self, page: int, y: int) -> tuple[int, int]:
        """The left edge of a page's type area, and what lies `y` below its top."""
        if page in self.paged.landscape:
            return LANDSCAPE_LEFT, LANDSCAPE_TOP + y
        return MARGIN_LEFT, MARGIN_TOP + y

    def _flow_paragraph(self, placed: PlacedParagraph) -> Paragraph:
        draft = placed.draft
        slots = [
            _Slot(page, *self._corner(page, y), index in placed.breaks)
            for index, (page, y) in enumerate(placed.tops)
        ]
        return self._paragraph(draft, slots, before=placed.before, new_page=placed.new_page)

    def _paragraph(
        self, draft: ParagraphDraft, slots: Sequence[_Slot], *, before: int = 0, new_page: bool = False
    ) -> Paragraph:
        above = below = None
        if draft.border_above:
            top = slots[0].top - draft.border_gap - draft.border_above // 2
            above = self._rule(
                slots[0].page, MARGIN_LEFT, top, TYPE_AREA_WIDTH, draft.border_above, draft.border_colour
            )
        lines = tuple(
            self._line(draft, index, cut, slot)
            for index, (cut, slot) in enumerate(zip(draft.cuts, slots, strict=True))
        )
        if draft.border_below:
            foot = slots[-1].top + draft.pitch + draft.border_gap + draft.border_below // 2
            below = self._rule(
                slots[-1].page, MARGIN_LEFT, foot, TYPE_AREA_WIDTH, draft.border_below, draft.border_colour
            )
        under = None
        if below is not None and draft.border_under:
            y = below.y + draft.border_below // 2 + RED_RULE_PAIR_GAP + draft.border_under // 2
            under = self._rule(below.page, below.x, y, below.length, draft.border_under, draft.border_colour)
        if draft.outline:
            first = lines[0]
            self.outline.append(OutlineEntry(draft.level, draft.outline, first.page, first.top, draft.anchor))
        return Paragraph(
            role=draft.role,
            style=draft.style.key,
            lines=lines,
            column=draft.column,
            align=draft.align,
            left=draft.left,
            right=draft.right,
            first=draft.first,
            before=before,
            size=draft.size,
            pitch=draft.pitch,
            level=draft.level,
            quoted=draft.quoted,
            anchor=draft.anchor,
            page_break_before=new_page,
            keep_next=draft.keep and not draft.splits,
            tabs=draft.tabs,
            rule_above=above,
            rule_below=below,
            rule_under=under,
            rules_beside=self._beside(draft, lines[0]) if draft.beside else (),
            rule_gap=draft.border_gap if (above or below) else 0,
        )

    def _beside(self, draft: ParagraphDraft, line: Line) -> tuple[Rule, ...]:
        """The rule that a line of text stands in the middle of, in two halves at the height of its signs' middle."""
        y = line.baseline - round(_MIDDLE * draft.size)
        left, right = MARGIN_LEFT, MARGIN_LEFT + TYPE_AREA_WIDTH
        end, start = line.x - STAR_GAP, line.x + line.width + STAR_GAP
        halves = ((left, end - left), (start, right - start))
        return tuple(
            self._rule(line.page, x, y, length, draft.beside, draft.border_colour) for x, length in halves
        )

    def _line(self, draft: ParagraphDraft, index: int, cut: Cut, slot: _Slot) -> Line:
        shaped = draft.shaped
        last = index == len(draft.cuts) - 1
        indent = draft.left + (draft.first if index == 0 else 0)
        room = draft.column - indent - draft.right
        justify = draft.align is Align.JUSTIFY and not last and not cut.hard
        runs = runs_of(shaped, cut.start, cut.end, cut.spacing, self.faces)
        natural = runs[-1].x + runs[-1].width if runs else 0
        shift = 0
        if justify and runs:
            places = opening_places(shaped, cut.start, cut.end)
            if not spread(runs, room - natural, draft.style.spacing, places):
                runs = runs_of(shaped, cut.start, cut.end, cut.spacing, self.faces, parted=True)
                spread(runs, room - natural, draft.style.spacing, places, parted=True)
            natural = room
        elif draft.align is Align.CENTER:
            shift = (room - natural) // 2
        elif draft.align is Align.RIGHT:
            shift = room - natural
        x = slot.x + indent + shift
        placed = tuple([run.at(x, draft.style.colour) for run in runs])
        if last and draft.tail is not None:
            placed += self._tail(draft.tail, slot.x, x + natural, draft.style.colour)
        baseline = slot.top + 4 * draft.pitch // 5
        line = Line(
            page=slot.page,
            x=x,
            baseline=baseline,
            top=slot.top,
            height=draft.pitch,
            width=natural,
            runs=placed,
            zwsp=cut.zwsp,
            hard=cut.hard,
            last=last,
            dropped=shaped.text[cut.end : cut.next].rstrip("\n"),
            page_break=slot.page_break,
            origin=shaped.origin(cut.start),
        )
        if placed:
            self.sheets[slot.page - 1].items.append(line)
        return line

    def _tail(self, tail: Tail, left: int, end: int, colour: str) -> tuple[Run, ...]:
        shaped = tail.shaped
        page_ref = tail.kind is RunKind.PAGE_REF
        if page_ref:
            piece = shaped.pieces[0]
            page = self.anchors.get(tail.link, 1)
            shaped = shape([Piece(str(page), piece.role, piece.size, link=f"#{tail.link}")], self.shaper)
        runs = runs_of(shaped, 0, len(shaped.text), 0, self.faces)
        width = runs[-1].x + runs[-1].width
        x = left + tail.at - width
        size = shaped.pieces[0].size
        dots = ""
        dots_x, dots_width = end, x - end
        face = self.faces.key_of("", FaceRole.LATIN, ".")
        if tail.leader:
            dot = self.shaper.glyphs(FaceRole.LATIN, False, size)["."].advance
            count = max(0, (x - end - size // 3) // dot)
            dots = "." * count
            dots_x, dots_width = x - size // 6 - count * dot, count * dot
        leader = Run(dots, dots_x, dots_width, FaceRole.LATIN, face, size, colour=colour, kind=RunKind.TAB)
        kind = RunKind.PAGE_REF if page_ref else RunKind.TEXT
        link = f"#{tail.link}" if tail.link else ""
        return (leader, *(run.at(x, colour, kind, link) for run in runs))

    # --- rules, tables, figures ------------------------------------------------------------------------------------

    def _rule(
        self,
        page: int,
        x: int,
        y: int,
        length: int,
        width: int,
        colour: str = "000000",
        *,
        vertical: bool = False,
    ) -> Rule:
        rule = Rule(page, x, y, length, width, colour, vertical)
        self.sheets[page - 1].furniture.append(rule)
        return rule

    def _table(self, placed: PlacedTable) -> Table:
        draft = placed.draft
        x = self._corner(placed.tops[0][0], 0)[0] + draft.x
        edges = [x]
        for width in draft.widths:
            edges.append(edges[-1] + width)
        heights = [row.height for row in draft.rows]
        rows: list[Row] = []
        parts = cells_by_page(draft.rows, [page for page, _ in placed.tops])
        for index, (row, (page, y)) in enumerate(zip(draft.rows, placed.tops, strict=True)):
            top = self._corner(page, y)[1]
            cells = tuple(
                self._cell(cell, index, heights, page, top, edges, draft.padding) for cell in parts[index]
            )
            rows.append(Row(cells, row.height, page, top, row.head, row.held, index in placed.breaks))
        self._table_rules(placed, rows, edges)
        for page, y in placed.repeats:
            said = self._repeat_head(placed, page, self._corner(page, y)[1], edges)
            first = next(index for index, row in enumerate(rows) if row.page == page)
            rows[first] = replace(rows[first], continued=said)
        return Table(
            x=x,
            widths=draft.widths,
            rows=tuple(rows),
            rule_width=draft.rule_width,
            padding=draft.padding,
            before=placed.before,
            page_break_before=placed.new_page,
        )

    def _cell(
        self,
        cell: CellDraft,
        row: int,
        heights: Sequence[int],
        page: int,
        top: int,
        edges: Sequence[int],
        padding: int,
    ) -> Cell:
        height = sum(heights[row : row + cell.row_span])
        y = top + max(TABLE_ROW_PADDING, (height - cell.height) // 2)
        left = edges[cell.column] + padding
        paragraphs: list[Paragraph] = []
        for draft in cell.paragraphs:
            y += draft.before
            paragraphs.append(self._paragraph(draft, _slots(draft, page, left, y), before=draft.before))
            y += draft.height
        return Cell(cell.column, cell.column_span, cell.row_span, tuple(paragraphs), cell.header)

    def _repeat_head(
        self, placed: PlacedTable, page: int, top: int, edges: Sequence[int]
    ) -> Paragraph | None:
        """Draw the head again on a later page, as furniture, below what tells that the table goes on; gives that."""
        draft = placed.draft
        sheet = self.sheets[page - 1]
        kept, sheet.items = sheet.items, []
        said = None
        if draft.continued is not None:
            said = self._paragraph(draft.continued, [_Slot(page, edges[0], top)])
            top += draft.continued.height
        heads = [row for row in draft.rows if row.head]
        heights = [row.height for row in heads]
        for index, row in enumerate(heads):
            for cell in row.cells:
                self._cell(cell, index, heights, page, top, edges, draft.padding)
            top += row.height
        sheet.furniture += sheet.items
        sheet.items = kept
        return said

    def _table_rules(self, placed: PlacedTable, rows: Sequence[Row], edges: Sequence[int]) -> None:
        heads = [row for row in rows if row.head]
        groups: dict[int, list[tuple[Row, int]]] = {}
        for page, top in placed.repeats:
            y = top + (placed.draft.continued.height if placed.draft.continued else 0)
            for row in heads:
                groups.setdefault(page, []).append((row, y))
                y += row.height
        for row, (page, y) in zip(rows, placed.tops, strict=True):
            groups.setdefault(page, []).append((row, y))
        for page in sorted(groups):
            self._grid(page, groups[page], edges, placed.draft.rule_width)

    def _grid(self, page: int, rows: list[tuple[Row, int]], edges: Sequence[int], width: int) -> None:
        """The rules of one page's part of a table: each cell's box, shared edges drawn once."""
        tops = [self._corner(page, y)[1] for _, y in rows]
        tops.append(tops[-1] + rows[-1][0].height)
        count = len(edges) - 1
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for index, (row, _) in enumerate(rows):
            for cell in row.cells:
                for down in range(cell.row_span):
                    for across in range(cell.column_span):
                        owner[index + down, cell.column + across] = (index, cell.column)
        last = len(tops) - 1
        for index, top in enumerate(tops):
            edge = index in {0, last}
            parts = [edge or owner.get((index - 1, c)) != owner.get((index, c)) for c in range(count)]
            for start, end in _stretches(parts):
                self._rule(page, edges[start], top, edges[end] - edges[start], width)
        for column, x in enumerate(edges):
            edge = column in {0, count}
            parts = [edge or owner.get((r, column - 1)) != owner.get((r, column)) for r in range(last)]
            for start, end in _stretches(parts):
                self._rule(page, x, tops[start], tops[end] - tops[start], width, vertical=True)

    def _figure(self, placed: PlacedFigure) -> Figure:
        draft = placed.draft
        items: list[FigureItem] = []
        top = MARGIN_TOP + placed.y
        for item in draft.items:
            x = MARGIN_LEFT + item.x
            picture = Picture(
                page=placed.page,
                x=x + (item.width - item.picture_width) // 2,
                y=top + (draft.height - item.picture_height) // 2,
                width=item.picture_width,
                height=item.picture_height,
                image=item.image,
                alt=item.alt,
                name=item.name,
            )
            self.sheets[placed.page - 1].items.append(picture)
            caption = None
            if item.caption is not None:
                slots = _slots(item.caption, placed.page, x, top + draft.height)
                caption = self._paragraph(item.caption, slots)
            items.append(FigureItem(picture, caption, x, item.width))
        return Figure(
            tuple(items), draft.height, draft.caption_height, placed.before, page_break_before=placed.new_page
        )

    # --- colophon and folio ------------------------------------------------------------------------------------------

    def _colophon(self, draft: ColophonDraft) -> Colophon:
        page = self.paged.colophon_page
        top = y = MARGIN_TOP + self.paged.colophon_top
        paragraphs: list[Paragraph] = []
        for paragraph in draft.paragraphs:
            y += paragraph.before + paragraph.extra_above
            slots = _slots(paragraph, page, MARGIN_LEFT, y)
            paragraphs.append(self._paragraph(paragraph, slots, before=paragraph.before))
            y += paragraph.lines * paragraph.pitch + paragraph.extra_below
        return Colophon(tuple(paragraphs), page, top, draft.height)

    def _folio(self, number: int) -> Line | None:
        """— 1 — with its dash 7 mm below the type area, outside, one character in, in 宋体 (GB/T 9704 7.5)."""
        songti, *others = self.faces.faces.chain(FaceRole.SONGTI)
        numeric = next((face for face in (songti, *others) if face.has("0")), songti)
        digits = self.faces.key_of(numeric.key, FaceRole.SONGTI, "0")
        dash = self.faces.key_of(songti.key, FaceRole.SONGTI, "—")
        figures = str(number)
        widths = [
            round((numeric.advance(char) or 0) * FOLIO_SIZE / numeric.units_per_em)
            for char in (" ", *figures)
        ]
        parts = (("—", dash, FOLIO_SIZE, RunKind.TEXT), (" ", digits, widths[0], RunKind.TEXT))
        sequence = (
            *parts,
            (figures, digits, sum(widths[1:]), RunKind.PAGE_NUMBER),
            *reversed(parts),
        )
        total = sum(width for _, _, width, _ in sequence)
        odd = number % 2 == 1
        x = MARGIN_LEFT + (TYPE_AREA_WIDTH - FOLIO_INSET - total if odd else FOLIO_INSET)
        start = x
        runs: list[Run] = []
        for text, face, width, kind in sequence:
            runs.append(Run(text, x, width, FaceRole.SONGTI, face, FOLIO_SIZE, kind=kind))
            x += width
        baseline = TYPE_AREA_BOTTOM + FOLIO_DROP + FOLIO_DASH_CENTRE
        top = baseline - 4 * _FOLIO_PITCH // 5
        return Line(number, start, baseline, top, _FOLIO_PITCH, total, tuple(runs), last=True)


def _stretches(parts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """(start, end) of each stretch of true parts."""
    start = None
    for index, part in enumerate((*parts, False)):
        if part and start is None:
            start = index
        elif not part and start is not None:
            yield start, index
            start = None
