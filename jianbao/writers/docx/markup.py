"""Properties of runs and paragraphs → WordprocessingML, each child in the order that the schema demands.

Strings, not elements: a bulletin is a few hundred paragraphs of one form, and joining text takes a tenth of the
time of building a tree. Only attribute values and texts come from the clerk; both pass `escape`.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from jianbao.pages import Rule, Tab
from jianbao.typography import Align

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DRAWING_NAMESPACES: Final = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# English metric units to the twip
EMU: Final = 635
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escape(text: str) -> str:
    """Text fit for an element or an attribute."""
    return text.translate(_ENTITIES)


def fonts(name: str, *, hint: bool = True) -> str:
    """One face in all four slots; the hint keeps “”‘’—… out of the Western one in Word."""
    face = escape(name)
    mark = ' w:hint="eastAsia"' if hint else ""
    return f'<w:rFonts{mark} w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'


HINT: Final = '<w:rFonts w:hint="eastAsia"/>'


class RunProperties(Struct, frozen=True):
    """What a run or style states of its characters; None or '' is left to the style. Lengths in twips, `position` in half points."""

    fonts: str = ""
    bold: bool | None = None
    colour: str = ""
    spacing: int | None = None
    kern: int | None = None
    position: int = 0
    size: int | None = None
    language: str = ""

    @property
    def xml(self) -> str:
        """`w:rPr`, or nothing when nothing is stated."""
        bold = None if self.bold is None else "<w:b/>" if self.bold else '<w:b w:val="0"/>'
        half_points = None if self.size is None else round(self.size / 10)
        said = {
            "color": self.colour or None,
            "spacing": self.spacing,
            "kern": self.kern,
            "position": self.position or None,
            "sz": half_points,
            "szCs": half_points,
        }
        parts = [self.fonts, bold or ""]
        parts += [f'<w:{name} w:val="{value}"/>' for name, value in said.items() if value is not None]
        if self.language:
            parts.append(f'<w:lang w:val="en-US" w:eastAsia="{self.language}"/>')
        inner = "".join(parts)
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""


class Indents(Struct, frozen=True):
    """Indents in twips; a negative `first` hangs."""

    left: int = 0
    right: int = 0
    first: int = 0

    @property
    def xml(self) -> str:
        """`w:ind`, complete, so that nothing of a style shines through."""
        way = f'w:hanging="{-self.first}"' if self.first < 0 else f'w:firstLine="{self.first}"'
        return f'<w:ind w:left="{self.left}" w:right="{self.right}" {way}/>'


def border(side: str, width: int, colour: str) -> str:
    """`w:top`, `w:bottom` … of `width` twips, without distance to the text."""
    eighths = max(2, round(width * 8 / 20))
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


class ParagraphProperties(Struct, frozen=True):
    """What a paragraph or style states of itself; None, '' or False is left to the style. Lengths in twips.

    `common` adds what all our styles say: no widow control, no grid, kinsoku, marks that do not hang.
    """

    style: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    top: Rule | None = None
    bottom: Rule | None = None
    tabs: tuple[Tab, ...] = ()
    common: bool = False
    before: int | None = None
    after: int | None = None
    line: int | None = None
    exact: bool = True
    indents: Indents | None = None
    align: Align | None = None
    outline: int | None = None
    section: str = ""

    @property
    def xml(self) -> str:
        """`w:pPr`."""
        parts: list[str] = []
        if self.style:
            parts.append(f'<w:pStyle w:val="{self.style}"/>')
        if self.keep_next:
            parts.append("<w:keepNext/>")
        if self.keep_lines:
            parts.append("<w:keepLines/>")
        if self.page_break_before:
            parts.append("<w:pageBreakBefore/>")
        if self.common:
            parts.append('<w:widowControl w:val="0"/>')
        if self.top or self.bottom:
            drawn = (("top", self.top), ("bottom", self.bottom))
            borders = (border(side, rule.width, rule.colour) for side, rule in drawn if rule)
            parts.append(f"<w:pBdr>{''.join(borders)}</w:pBdr>")
        if self.tabs:
            parts.append(f"<w:tabs>{''.join(map(_tab, self.tabs))}</w:tabs>")
        if self.common:
            parts.append(
                '<w:kinsoku/><w:overflowPunct w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
            )
        parts.append(self._spacing())
        if self.indents is not None:
            parts.append(self.indents.xml)
        if self.align is not None:
            parts.append(f'<w:jc w:val="{self.align.value}"/>')
        if self.outline is not None:
            parts.append(f'<w:outlineLvl w:val="{self.outline}"/>')
        parts.append(self.section)
        inner = "".join(parts)
        return f"<w:pPr>{inner}</w:pPr>" if inner else ""

    def _spacing(self) -> str:
        rule = None if self.line is None else "exact" if self.exact else "auto"
        stated = {"before": self.before, "after": self.after, "line": self.line, "lineRule": rule}
        said = "".join(f' w:{name}="{value}"' for name, value in stated.items() if value is not None)
        return f"<w:spacing{said}/>" if said else ""


def _tab(tab: Tab) -> str:
    leader = ' w:leader="dot"' if tab.leader else ""
    return f'<w:tab w:val="{tab.align.value}"{leader} w:pos="{tab.at}"/>'


class Counter(Struct):
    """Numbers from 1: ids are counted, never drawn by lot, so that the same issue gives the same bytes."""

    last: int = 0

    def next(self) -> int:
        """The next number."""
        self.last += 1
        return self.last
