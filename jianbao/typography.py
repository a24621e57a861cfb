"""GB/T 9704-2012 and the custom of the 简报 → figures: every measure of the project, with its clause.

Lengths are integer twips (1/20 pt, 1 mm = 56.6929 twips) unless a name says otherwise. Nothing here computes
a layout; the rooms above ask here for each measure, so a figure has one home.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

TWIPS_PER_POINT: Final = 20
TWIPS_PER_MM: Final = 1440 / 25.4


def mm(length: float) -> int:
    """Millimetres → twips, rounded."""
    return round(length * TWIPS_PER_MM)


def pt(length: float) -> int:
    """Points → twips, rounded."""
    return round(length * TWIPS_PER_POINT)


# --- page and grid, clauses 5.1–5.2.3, 6 ---------------------------------------------------------------------
# 210 mm, 5.1
PAPER_WIDTH: Final = 11906
# 297 mm, 5.1
PAPER_HEIGHT: Final = 16838
# 天头 37 mm, 5.2.1
MARGIN_TOP: Final = 2098
# 订口 28 mm, 5.2.1
MARGIN_LEFT: Final = 1588
# 26 mm, so that the type area is 156 mm wide
MARGIN_RIGHT: Final = 1474
# 35 mm, so that the type area is 225 mm high
MARGIN_BOTTOM: Final = 1984
# 8844 = 156 mm, 5.2.1
TYPE_AREA_WIDTH: Final = PAPER_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
# 12756 = 225 mm, 5.2.1
TYPE_AREA_HEIGHT: Final = PAPER_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
TYPE_AREA_BOTTOM: Final = MARGIN_TOP + TYPE_AREA_HEIGHT
# A page on its side, for a wide table: its head lies at the left of the upright paper, clause 8 (横排表格).
LANDSCAPE_WIDTH: Final = TYPE_AREA_HEIGHT
LANDSCAPE_HEIGHT: Final = TYPE_AREA_WIDTH
LANDSCAPE_LEFT: Final = MARGIN_BOTTOM
LANDSCAPE_TOP: Final = MARGIN_LEFT
LANDSCAPE_RIGHT: Final = MARGIN_TOP
LANDSCAPE_BOTTOM: Final = MARGIN_RIGHT
# 5.2.3
LINES_PER_PAGE: Final = 22
# 5.2.3
CHARACTERS_PER_LINE: Final = 28
# line pitch 225 mm / 22; 580 would cost a line a page, 5.2.3
ROW: Final = 579
# what the grid takes of the type area
PAGE: Final = LINES_PER_PAGE * ROW
LANDSCAPE_PAGE: Final = LANDSCAPE_HEIGHT // ROW * ROW
# letter-spacing of the body: 28 × (320 − 5) = 8820 ≤ 8844
GRID_SPACING: Final = -5

# --- the sizes called 号, clause 5.2.2 and the printers' table -----------------------------------------------
SIZE_1: Final = pt(26)
# 二号: titles, 7.3.1
SIZE_2: Final = pt(22)
# 三号: body, 5.2.2
SIZE_3: Final = pt(16)
# 四号: colophon and page number, 7.4, 7.5
SIZE_4: Final = pt(14)
SIZE_SMALL_4: Final = pt(12)

# --- rules (lines drawn) --------------------------------------------------------------------------------------
# 发文机关标志 and 红色分隔线, 7.2.4, 7.2.7
RED: Final = "FF0000"
BLACK: Final = "000000"
# custom: 1.5–4.5 pt
RED_RULE_WIDTH: Final = pt(2)
# of a double rule, the one below (上粗下细)
RED_RULE_THIN: Final = pt(0.75)
# between the two
RED_RULE_PAIR_GAP: Final = pt(1.5)
# between the star in the red rule and its halves
STAR_GAP: Final = pt(4)
# under the organ/date line, 7.2.7
RED_RULE_GAP: Final = mm(4)
# first and last rule of the 版记, 7.4.1
COLOPHON_OUTER_RULE: Final = mm(0.35)
# middle rules of the 版记, 7.4.1
COLOPHON_INNER_RULE: Final = mm(0.25)
# between a rule of the 版记 and the text beside it
COLOPHON_RULE_GAP: Final = pt(3)
# 25 pt under 14 pt type: one grid row would look loose
COLOPHON_PITCH: Final = 500
# least space between the foot of the last line's slot and the 版记
COLOPHON_CLEARANCE: Final = pt(11)
# from the foot of the line's slot: 4 mm under its ink, RED_RULE_GAP
RED_RULE_BORDER_GAP: Final = pt(7)
TABLE_RULE: Final = pt(0.5)
# inner margin of a cell at its left and right
TABLE_PADDING: Final = 80
# above and below a cell's text
TABLE_ROW_PADDING: Final = 60
# two rows at a table's end stay together up to this height: a third of the page
TABLE_TIED: Final = 7 * ROW
# least space between a table or figure and text under it, or over a bare table
FLOAT_CLEARANCE: Final = 120
# between pictures side by side
FIGURE_GUTTER: Final = 240
# a picture alone, unless the clerk states a width
FIGURE_WIDEST: Final = mm(120)
# rows, likewise
FIGURE_TALLEST: Final = 9
# a name that would be smaller on one line stands on two
MASTHEAD_SMALLEST: Final = pt(26)
# and then is this large at the most
MASTHEAD_LINES: Final = pt(36)
# a line in Western letters below the name
MASTHEAD_WESTERN: Final = pt(22)
# rows of the grid that a picture of the name takes at the most
MASTHEAD_PICTURE: Final = 4 * 579
# the name's size; smaller when it would not fit, custom: 36–55 pt
MASTHEAD_LARGEST: Final = pt(52)

# --- page number, clause 7.5 ------------------------------------------------------------------------------------
# the dash lies 7 mm below the type area
FOLIO_DROP: Final = mm(7)
FOLIO_SIZE: Final = SIZE_4
# one character free at the outer side
FOLIO_INSET: Final = SIZE_4
# the dash of 宋体 stands 0.38 em above the baseline
FOLIO_DASH_CENTRE: Final = round(0.38 * FOLIO_SIZE)


# --- super- and subscripts, custom: two thirds of the size ----------------------------------------------------------
_SCRIPT_SIZE: Final = 0.65
# of the size
_RISE: Final = {1: 0.33, -1: -0.12}
_OFFICE_RISE: Final = 1.075


def script(size: int, raised: int) -> tuple[int, int]:
    """(size, rise above the baseline) of a superscript (1) or subscript (−1) in text of `size`.

    The rise lies midway between Word, which takes the half points of `stated_rise` as they are, and LibreOffice, which
    takes 1.15 times as much.
    """
    return round(size * _SCRIPT_SIZE / 10) * 10, round(round(size * _RISE[raised] / 10) * 10 * _OFFICE_RISE)


def stated_rise(rise: int) -> int:
    """What a DOCX states for a rise in twips, in half points."""
    return round(rise / _OFFICE_RISE / 10)


class FaceRole(StrEnum):
    """The part that a face plays in a bulletin, whichever font file serves it."""

    # 小标宋: masthead name, titles
    XIAOBIAOSONG = "xiaobiaosong"
    # 仿宋: body
    FANGSONG = "fangsong"
    # 楷体: second-level headings, by-lines
    KAITI = "kaiti"
    # 黑体: first-level headings, secrecy
    HEITI = "heiti"
    # 宋体: page number; last fallback
    SONGTI = "songti"
    # Western letters and digits
    LATIN = "latin"


class Align(StrEnum):
    """How a paragraph's lines stand between its edges."""

    JUSTIFY = "both"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Style(Struct, frozen=True):
    """One named paragraph style; lengths in twips.

    `key` is the English name, `name` the one that Word shows; `pitch` is the exact height of one line;
    `spacing` the letter-spacing of a line that needs no other; `first` the first-line indent (0 or 2 characters);
    `left`/`right` indents of the whole paragraph; `outline` 0-based level in the navigation pane or None.
    """

    key: str
    name: str
    face: FaceRole = FaceRole.FANGSONG
    size: int = SIZE_3
    bold: bool = False
    colour: str = BLACK
    align: Align = Align.JUSTIFY
    first: int = 0
    left: int = 0
    right: int = 0
    pitch: int = ROW
    spacing: int = 0
    outline: int | None = None


# 空二字 on the grid: 630 twips
_INDENT: Final = 2 * (SIZE_3 + GRID_SPACING)
_F = FaceRole

_BODY_STYLES: Final = (
    Style("body", "正文", first=_INDENT, spacing=GRID_SPACING),
    # 7.3.3
    Style("heading1", "一级标题", _F.HEITI, first=_INDENT, spacing=GRID_SPACING, outline=1),
    Style("heading2", "二级标题", _F.KAITI, first=_INDENT, spacing=GRID_SPACING, outline=2),
    Style("heading3", "三级标题", _F.FANGSONG, bold=True, first=_INDENT, spacing=GRID_SPACING, outline=3),
    Style("heading4", "四级标题", _F.FANGSONG, first=_INDENT, spacing=GRID_SPACING, outline=4),
    Style("list", "列表", first=_INDENT, spacing=GRID_SPACING),
    # 10.3
    Style("roll", "名单", align=Align.LEFT, spacing=GRID_SPACING),
    Style("chapter", "章", _F.HEITI, align=Align.CENTER, outline=1),
    Style("section", "节", _F.KAITI, align=Align.CENTER, outline=2),
    Style("quote", "引文", _F.KAITI, first=_INDENT, spacing=GRID_SPACING),
    Style("note", "注释", size=SIZE_4, first=2 * SIZE_4),
)
_MASTHEAD_STYLES: Final = (
    # 7.2.1
    Style("copy_number", "份号", _F.LATIN, align=Align.LEFT),
    # 7.2.2
    Style("secrecy", "密级", _F.HEITI, align=Align.LEFT),
    # 7.2.3
    Style("urgency", "紧急程度", _F.HEITI, align=Align.LEFT),
    Style("masthead_note", "标注", _F.HEITI, align=Align.RIGHT),
    Style("masthead_organ", "报头机关", _F.XIAOBIAOSONG, SIZE_1, colour=RED, align=Align.CENTER),
    # 7.2.4
    Style("masthead", "报头", _F.XIAOBIAOSONG, pt(52), colour=RED, align=Align.CENTER),
    # 7.2.5
    Style("number", "期号", align=Align.CENTER),
    # 7.2.6
    Style("signer", "签发人", align=Align.RIGHT),
    Style("organ_date", "编发单位日期", align=Align.LEFT),
    Style("star", "红线五角星", _F.SONGTI, colour=RED, align=Align.CENTER, pitch=SIZE_3),
)
_FRONT_STYLES: Final = (
    Style("contents_heading", "要目标题", _F.HEITI, SIZE_2, align=Align.CENTER),
    Style("contents_column", "要目栏目", _F.HEITI, align=Align.LEFT),
    Style("contents", "要目", _F.KAITI, align=Align.LEFT),
    Style("editor_note", "编者按", _F.KAITI, first=_INDENT, spacing=GRID_SPACING),
    Style("abstract", "摘要", _F.KAITI, first=_INDENT, spacing=GRID_SPACING),
)
_ARTICLE_STYLES: Final = (
    Style("column", "栏目", _F.HEITI, align=Align.CENTER),
    Style("kicker", "肩题", _F.KAITI, align=Align.CENTER),
    # 7.3.1
    Style("title", "标题", _F.XIAOBIAOSONG, SIZE_2, align=Align.CENTER, outline=0),
    Style("subtitle", "副题", _F.KAITI, align=Align.CENTER),
    Style("byline", "署名", _F.KAITI, align=Align.CENTER),
    Style("byline_end", "文末署名", _F.KAITI, align=Align.RIGHT),
    Style("title_date", "题下日期", _F.KAITI, align=Align.CENTER),
    # 7.3.2
    Style("addressee", "主送机关", spacing=GRID_SPACING),
    # 7.3.5
    Style("signature", "落款", align=Align.RIGHT),
    # 7.3.6
    Style("remark", "附注", first=_INDENT, spacing=GRID_SPACING),
    # 7.3.4
    Style("attachment_list", "附件说明", spacing=GRID_SPACING),
    # 7.3.7
    Style("attachment_label", "附件标记", _F.HEITI, align=Align.LEFT),
)
_FIGURE_STYLES: Final = (
    Style("caption", "图题", _F.KAITI, SIZE_4, align=Align.CENTER),
    Style("table_caption", "表题", _F.HEITI, SIZE_4, align=Align.CENTER),
    Style("table_unit", "表单位", size=SIZE_SMALL_4, align=Align.RIGHT, pitch=420),
    Style("table_head", "表头", _F.HEITI, SIZE_SMALL_4, align=Align.CENTER, pitch=360),
    Style("table_cell", "表文", size=SIZE_SMALL_4, align=Align.LEFT, pitch=360),
    Style("table_note", "表注", size=SIZE_SMALL_4, align=Align.JUSTIFY, pitch=420),
)
_COLOPHON_STYLES: Final = (
    # 7.4.2
    Style("distribution", "报送", size=SIZE_4, left=SIZE_4, right=SIZE_4),
    Style("copies", "印数", size=SIZE_4, align=Align.RIGHT, right=SIZE_4),
    Style("staff", "编辑人员", size=SIZE_4, align=Align.LEFT, left=SIZE_4, right=SIZE_4),
    # 7.4.3
    Style("print", "印发", size=SIZE_4, align=Align.LEFT, left=SIZE_4, right=SIZE_4),
    # 7.5
    Style("folio", "页码", _F.SONGTI, SIZE_4),
)

STYLES: Final[dict[str, Style]] = {
    style.key: style
    for style in (
        *_BODY_STYLES,
        *_MASTHEAD_STYLES,
        *_FRONT_STYLES,
        *_ARTICLE_STYLES,
        *_FIGURE_STYLES,
        *_COLOPHON_STYLES,
    )
}

USUAL_STYLES: Final = {
    "P": "body",
    "H1": "title",
    "LBody": "list",
    "Note": "note",
    "TD": "table_cell",
    "TH": "table_head",
    "Caption": "caption",
    "Reference": "contents",
}
"""The style of a paragraph in an element of a PDF's structure, by its kind, unless the element's title names another."""
