"""Pages made by hand, so that the writers' tests need no layout: every role, split paragraphs, links, pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from jianbao.fonts.faces import Face, FaceSet, is_western
from jianbao.fonts.names import DOCUMENT_FACES
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
    Role,
    Row,
    Rule,
    Run,
    RunKind,
    Table,
)
from jianbao.pictures import load
from jianbao.reading import read_mapping
from jianbao.steps import faces_for, lay_out_issue
from jianbao.typography import (
    MARGIN_LEFT,
    MARGIN_TOP,
    RED,
    ROW,
    STYLES,
    TYPE_AREA_WIDTH,
    Align,
    FaceRole,
)

META = Meta(
    title="援疆工作简报2017年第9期（总第9期）",
    series="援疆工作简报",
    organ="江苏省对口支援新疆伊犁州前方指挥部",
    date=date(2017, 4, 11),
    kind="正刊",
    year=2017,
    number=9,
    total=9,
    subject="武进援疆工作组 & 扬州",
    keywords=("援疆工作简报", "2017年第9期", "总第9期"),
    identifier="援疆工作简报-2017-9",
)


def run(
    text: str, x: int = MARGIN_LEFT, role: FaceRole = FaceRole.FANGSONG, size: int = 320, **more: object
) -> Run:
    """One run whose face is chosen by its first character and whose width is worked out."""
    bold = bool(more.get("bold"))
    face = FaceSet.embedded().face_for(role, text[0] if text else "一", bold)
    assert face is not None
    spacing, stretch = more.get("spacing", 0), more.get("stretch", 0.0)
    assert isinstance(spacing, int)
    assert isinstance(stretch, (int, float))
    width = sum(face.advance(char) or 0 for char in text) * size / face.units_per_em
    width += (spacing + stretch) * max(0, len(text) - 1)
    role = FaceRole.LATIN if text and is_western(text[0]) else role
    return Run(text, x, round(width), role, face.key, size, **more)  # type: ignore[arg-type]


def runs(
    text: str, x: int = MARGIN_LEFT, role: FaceRole = FaceRole.FANGSONG, size: int = 320, **more: object
) -> tuple[Run, ...]:
    """Runs of one look side by side, cut where the face changes."""
    made: list[Run] = []
    start = 0
    choices = FaceSet.embedded().choices(role, bool(more.get("bold")))
    for end in range(1, len(text) + 1):
        if end == len(text) or choices[text[end]] is not choices[text[start]]:
            made.append(run(text[start:end], x, role, size, **more))
            x = made[-1].x + made[-1].width
            start = end
    return tuple(made)


def line(parts: tuple[Run, ...], row: int = 0, page: int = 1, **more: object) -> Line:
    """A line on row `row` (from 0) of a page's grid."""
    top = MARGIN_TOP + row * ROW
    width = parts[-1].x + parts[-1].width - parts[0].x if parts else 0
    x = parts[0].x if parts else MARGIN_LEFT
    return Line(page, x, top + 430, top, ROW, width, parts, **more)  # type: ignore[arg-type]


def paragraph(*lines: Line, role: Role = Role.PARAGRAPH, style: str = "body", **more: object) -> Paragraph:
    """A live paragraph of these lines."""
    return Paragraph(role, style, lines, TYPE_AREA_WIDTH, STYLES[style].align, **more)  # type: ignore[arg-type]


@dataclass
class Sheets:
    """Collects blocks and what stands on each page, then makes `Pages`."""

    blocks: list[Block] = field(default_factory=list)
    items: dict[int, list[Item]] = field(default_factory=dict)
    furniture: dict[int, list[Item]] = field(default_factory=dict)
    outline: list[OutlineEntry] = field(default_factory=list)

    def put(self, *items: Item) -> None:
        for item in items:
            self.items.setdefault(item.page, []).append(item)

    def paragraph(self, *lines: Line, **more: object) -> Paragraph:
        made = paragraph(*lines, **more)  # type: ignore[arg-type]
        self.blocks.append(made)
        self.put(*lines)
        return made

    def pages(self, meta: Meta = META, faces: Iterable[Face] = ()) -> Pages:
        count = max((*self.items, *self.furniture, 1))
        sides = tuple(
            Page(
                number,
                tuple(self.items.get(number, ())),
                tuple(self.furniture.get(number, ())),
                folio(number),
            )
            for number in range(1, count + 1)
        )
        known = {face.key: face for face in (*FaceSet.embedded().faces(), *faces)}
        return Pages(meta, sides, tuple(self.blocks), tuple(self.outline), known, DOCUMENT_FACES)


def folio(number: int) -> Line:
    parts = runs("— ", 8000, FaceRole.SONGTI, 280)
    end = parts[-1].x + parts[-1].width
    figure = run(str(number), end, FaceRole.SONGTI, 280, kind=RunKind.PAGE_NUMBER)
    parts = (*parts, figure, *runs(" —", figure.x + figure.width, FaceRole.SONGTI, 280))
    return Line(number, 8000, 15300, 15000, 400, 800, parts)


def one_line(text: str, **more: object) -> Pages:
    """A page with a single body line."""
    sheets = Sheets()
    sheets.paragraph(line(runs(text, **more), last=True))
    return sheets.pages()


def whole_issue(picture: Path | None = None) -> Pages:
    """Two pages that hold something of every role."""
    sheets = Sheets()
    rows = iter(range(100))
    name = runs("援疆工作简报", 2400, FaceRole.XIAOBIAOSONG, 1040, colour=RED)
    sheets.paragraph(line(name, next(rows)), role=Role.MASTHEAD, style="masthead")
    sheets.paragraph(
        line(runs("2017年第9期（总第9期）", 4000), next(rows)), role=Role.MASTHEAD, style="number"
    )
    left = runs("江苏省对口支援新疆伊犁州前方指挥部")
    day = runs("2017年4月11日", 8200)
    tab = Run("", left[-1].x + left[-1].width, 400, FaceRole.FANGSONG, "fangsong", 320, kind=RunKind.TAB)
    sheets.paragraph(line((*left, tab, *day), next(rows)), role=Role.MASTHEAD, style="organ_date")
    sheets.put(Rule(1, MARGIN_LEFT, MARGIN_TOP + 3 * ROW, TYPE_AREA_WIDTH, 40, RED))
    head = line(runs("本期要目", 4800, FaceRole.HEITI, 440), next(rows))
    sheets.paragraph(head, role=Role.CONTENTS_HEADING, style="contents_heading")
    titles = ("武进援疆工作组“民族团结一家亲”活动花开有形", "扬州援疆工作组拉开民族交流交往序幕")
    for number, title in enumerate(titles, 1):
        anchor = f"article-{number}"
        words = runs(f"★{title}", role=FaceRole.KAITI, link=anchor)
        start = words[-1].x + words[-1].width
        dots = Run("……", start, 640, FaceRole.KAITI, "kaiti", 320, kind=RunKind.TAB, link=anchor)
        page = run(str(number), start + 640, FaceRole.KAITI, kind=RunKind.PAGE_REF, link=anchor)
        entry = line((*words, dots, page), next(rows), last=True)
        sheets.paragraph(entry, role=Role.CONTENTS_ENTRY, style="contents")
    _article(sheets, 1, rows, titles[0])
    sheets.paragraph(
        line(runs("一、领导带头", 2218, FaceRole.HEITI), next(rows), last=True),
        role=Role.HEADING,
        style="heading1",
        level=1,
        anchor="heading-1",
    )
    sheets.outline.append(OutlineEntry(1, "一、领导带头", 1, MARGIN_TOP, "heading-1"))
    lead = runs("一是建设。", 2218, bold=True)
    first = line((*lead, *runs("工作组", lead[-1].x + lead[-1].width, spacing=-5)), next(rows))
    second = line(
        runs("在加强学习提高思想认识的基础上，see the long", spacing=-5, stretch=2.5), 21, dropped=" "
    )
    third = line(runs("report，广泛开展“民族团结一家亲”活动。"), 0, 2, last=True)
    sheets.paragraph(first, second, third)
    rows = iter(range(1, 100))
    _article(sheets, 2, rows, titles[1])
    for marker in ("1.", "2."):
        words = runs(f"{marker}分组行动，遍地开花。", 2218)
        sheets.paragraph(line(words, next(rows), 2, last=True), role=Role.LIST_ITEM, style="list")
    quote = line(runs("民族团结是各族人民的生命线。", 2218, FaceRole.KAITI), next(rows), 2, last=True)
    sheets.paragraph(quote, role=Role.QUOTE, style="quote")
    _table(sheets, next(rows))
    rows = iter(range(12, 100))
    if picture:
        _figure(sheets, picture, 12)
        rows = iter(range(17, 100))
    note = line(runs("①见《统计公报》，https://example.org/a", 2218, size=280), next(rows), 2, last=True)
    sheets.paragraph(note, role=Role.NOTE, style="note")
    cc = line(runs("送：", size=280) + runs("喆堃玥珺𬱟𫖯䶮㛃。", 2200, size=280), 21, 2, last=True)
    sheets.put(Rule(2, MARGIN_LEFT, MARGIN_TOP + 21 * ROW, TYPE_AREA_WIDTH, 20), cc)
    block = paragraph(cc, role=Role.COLOPHON, style="distribution")
    sheets.blocks.append(Colophon((block,), 2, cc.top, ROW))
    return sheets.pages()


def _article(sheets: Sheets, page: int, rows: Iterable[int], title: str) -> None:
    row = next(iter(rows))
    words = runs(title, 1700, FaceRole.XIAOBIAOSONG, 360)
    anchor = f"article-{page}"
    sheets.paragraph(line(words, row, page, last=True), role=Role.TITLE, style="title", anchor=anchor)
    sheets.outline.append(OutlineEntry(0, title, page, MARGIN_TOP + row * ROW, anchor))
    byline = runs("（××供稿）", 6000, FaceRole.KAITI)
    sheets.paragraph(line(byline, next(iter(rows)), page, last=True), role=Role.BESIDE_TITLE, style="byline")


def _table(sheets: Sheets, row: int) -> None:
    caption = line(runs("表1　援疆项目", 5000, FaceRole.HEITI, 280), row, 2, last=True)
    sheets.paragraph(caption, role=Role.CAPTION, style="table_caption")
    made: list[Row] = []
    widths = (3000, 3000, 2844)
    body = (("县市", "项目"), ("伊宁县", "12", "3.5"), ("新源县", "8", "1.25"))
    for index, texts in enumerate(body):
        cells: list[Cell] = []
        column = 0
        for text in texts:
            span = 2 if text == "项目" else 1
            x = MARGIN_LEFT + column * 3000 + 100
            words = line(
                runs(text, x, FaceRole.HEITI if index == 0 else FaceRole.FANGSONG, 240), row + 1 + index, 2
            )
            style = "table_cell" if index else "table_head"
            cells.append(Cell(column, span, 1, (paragraph(words, role=Role.TABLE_CELL, style=style),)))
            column += span
            sheets.put(words)
        made.append(Row(tuple(cells), ROW, 2, MARGIN_TOP + (row + 1 + index) * ROW, head=index == 0))
    for index in range(len(body) + 1):
        sheets.put(Rule(2, MARGIN_LEFT, MARGIN_TOP + (row + 1 + index) * ROW, TYPE_AREA_WIDTH, 10))
    for x in (0, 3000, 6000, TYPE_AREA_WIDTH):
        sheets.put(Rule(2, MARGIN_LEFT + x, MARGIN_TOP + (row + 1) * ROW, len(body) * ROW, 10, vertical=True))
    sheets.blocks.append(Table(MARGIN_LEFT, widths, tuple(made), 10, 100))


def _figure(sheets: Sheets, path: Path, row: int) -> None:
    items: list[FigureItem] = []
    for number in range(2):
        x = MARGIN_LEFT + number * 4500
        box = Picture(
            2,
            x,
            MARGIN_TOP + row * ROW,
            3200,
            2200,
            load(path),
            f"图{number + 1}：工作组走访",
            f"picture-{number}",
        )
        words = line(runs(f"图{number + 1}　工作组走访", x, FaceRole.KAITI, 280), row + 4, 2, last=True)
        sheets.put(box, words)
        items.append(FigureItem(box, paragraph(words, role=Role.CAPTION, style="caption"), x, 3200))
    sheets.blocks.append(Figure(tuple(items), 2200, ROW))


__all__ = ["META", "Align", "Sheets", "folio", "line", "one_line", "paragraph", "run", "runs", "whole_issue"]


def with_an_old_face(folder: Path) -> Pages:
    """An issue set with a 仿宋 as GBK knew it: 䶮 at a private code point, beside a character that a user drew."""
    path = folder / "simfang.ttf"
    face = FaceSet.embedded().chain(FaceRole.FANGSONG)[0]
    font = TTFont(BytesIO(face.subset({face.glyph(char) or 0 for char in "一国家"})))
    for table in font["cmap"].tables:
        table.cmap |= {0xE863: table.cmap[ord("国")], 0xE001: table.cmap[ord("家")]}
    font.save(path)
    issue = {
        "series": "试",
        "number": 1,
        "total": 1,
        "date": "2026-01-06",
        "organ": "甲",
        "layout": {"fonts": {"fangsong": str(path)}},
        "articles": {"title": "题", "body": "南汉刘\ue863，\ue001字。\n\n- 刘䶮\n"},
    }
    reading = read_mapping(issue, folder=folder)
    return lay_out_issue(reading, reading.issue, faces_for(reading.issue.layout, "embedded"))
