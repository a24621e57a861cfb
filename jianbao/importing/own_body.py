"""The paragraphs, tables and figures of a body in our own files → blocks, by the names of their styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from jianbao.foreign.blocks import PICTURE, Grid, Text
from jianbao.foreign.blocks import Cell as GridCell
from jianbao.foreign.blocks import Span as Look
from jianbao.importing.body import BodyMaker, cut, without_bold
from jianbao.importing.own_parts import cells, measure_of, rolled, unbroken
from jianbao.importing.parts import Job
from jianbao.language.numerals import circled_value
from jianbao.model.body import (
    Block,
    Cell,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Separator,
    Span,
    Table,
)

_HEADINGS: Final = {"一级标题": 1, "二级标题": 2, "三级标题": 3, "四级标题": 4}
_WIDTH: Final = re.compile(r"(\S+)=([0-9.]{1,8})(?!\S)")
# twice that in mm: lengths are whole twips
_TWIP: Final = 0.02
_CREDIT: Final = re.compile(r"(.*)（([^（）]+)）$", re.DOTALL)


class OwnBody:
    """Makes blocks of what one text holds after the other; `choices` are those that the file tells."""

    def __init__(self, job: Job, choices: Mapping[str, str], *, exact: bool) -> None:
        self.job = job
        self.exact = exact
        self.choices = choices
        self.maker = BodyMaker(job, "body")
        stated = choices.get("pictures.width_mm")
        # files of the first version do not tell: there a whole number of millimetres was stated
        self.widths = None if stated is None else dict(_WIDTH.findall(stated))
        self.late = dict(_WIDTH.findall(choices.get("pictures.late", "")))

    def begin(self) -> None:
        """A new text begins: notes are counted anew."""
        self.maker = BodyMaker(self.job, "body")

    def made(self, block: Text, text: str, into: list[Block]) -> list[Block]:
        """The blocks that a paragraph makes; what belongs to the table before it goes into that."""
        inline = self.inline(block.spans)
        if block.style in _HEADINGS:
            return [Heading(_HEADINGS[block.style], without_bold(inline))]
        if block.style == "引文":
            return [Quote(inline)]
        if block.style == "注释":
            return self._footnote(inline)
        if block.style == "列表":
            found = re.match(r"(\d{1,9}[.)]|[^\w\s])\s?", inline.text)
            marker = found[1] if found else "•"
            depth = max(0, round(block.left / 2))
            return [ListItem(marker, depth, cut(inline, found.end() if found else 0))]
        last = into[-1] if into else None
        if block.style == "表注" and isinstance(last, Table):
            into[-1] = replace(last, note=inline)
            return []
        if block.style == "表单位" and text.startswith("续表"):
            # the layout says it where a page begins
            return []
        if block.style == "名单":
            return [Paragraph(Inline((Span(rolled(text, exact=self.exact)),)))]
        if not text.strip("\u3000 \n"):
            return [Separator()] if block.style == "正文" else []
        return [Paragraph(inline)]

    def _footnote(self, inline: Inline) -> list[Block]:
        found = re.match(r"([①-⑳])|\[(\d+)\]\s*", inline.text)
        if not found:
            return [Paragraph(inline)]
        number = circled_value(found[1]) if found[1] else int(found[2])
        return [Note(number, cut(inline, found.end()))]

    def inline(self, spans: Iterable[Look]) -> Inline:
        """Spans as the model has them."""
        made: list[Span] = []
        for look in spans:
            text = look.text.replace("\u200b", "").replace(PICTURE, "").replace("\t", "")
            if look.link.startswith("#note"):
                made.append(Span(text, False, "#" + re.split("[-_]", look.link)[-1]))
            elif text:
                link = look.link if "://" in look.link or look.link.startswith("mailto:") else ""
                raised = {"super": 1, "sub": -1}.get(look.script, 0)
                made.append(Span(text, look.bold, link, raised))
        merged: list[Span] = []
        for span in made:
            last = merged[-1] if merged else None
            if last and (last.bold, last.link, last.raised) == (span.bold, span.link, span.raised):
                merged[-1] = replace(last, text=last.text + span.text)
            else:
                merged.append(span)
        return Inline(tuple(merged))

    def grid(self, grid: Grid, into: list[Block]) -> None:
        """Add a table, or the pictures of a figure."""
        if not grid.ruled and any(span.picture for text in grid.texts for span in text.spans):
            name = next(span.name for text in grid.texts for span in text.spans if span.picture)
            into.insert(_before(into, measure_of(self.late.get(name, ""))), self._figure(grid))
            return
        last = into[-1] if into else None
        if (
            isinstance(last, Table)
            and grid.head
            and cells(last.head) == cells(map(self._cell, row) for row in grid.rows[: grid.head])
        ):
            rows = tuple(tuple(map(self._cell, row)) for row in grid.rows[grid.head :])
            into[-1] = replace(last, rows=(*last.rows, *rows))
            return
        made = [tuple(map(self._cell, row)) for row in grid.rows]
        caption = unit = None
        styles = [*self._captions(grid.place)]
        for style in reversed(styles):
            above = into[-1] if into else None
            if isinstance(above, Paragraph):
                caption, unit = (above.inline, unit) if style == "表题" else (caption, above.inline)
                into.pop()
        into.append(Table(grid.columns, tuple(made[: grid.head]), tuple(made[grid.head :]), caption, unit))

    def _captions(self, place: int) -> list[str]:
        """The styles of caption and unit right over the table at `place`, from above."""
        found: list[str] = []
        blocks = self.job.content.blocks
        at = (
            next(
                index
                for index, block in enumerate(blocks)
                if isinstance(block, Grid) and block.place == place
            )
            - 1
        )
        while at >= 0 and isinstance(block := blocks[at], Text) and block.style in ("表题", "表单位"):
            found.insert(0, block.style)
            at -= 1
        return found

    def _cell(self, cell: GridCell) -> Cell:
        spans: list[Span] = []
        for text in cell.texts:
            inline = self.inline(text.spans)
            spans += ([Span("\n")] if spans else []) + list(inline.spans)
        align = cell.texts[0].align if cell.texts else ""
        head = any(text.style == "表头" for text in cell.texts)
        if self.choices.get("tables.breaks") == "否":
            # the layout made the lines
            spans = [replace(span, text=unbroken(span.text, exact=self.exact)) for span in spans]
        inline = Inline(tuple(spans))
        if head:
            inline = without_bold(inline)
        return Cell(inline, cell.across, cell.down, align)

    def _figure(self, grid: Grid) -> Figure:
        pictures = []
        captions = [cell.text.strip() for cell in grid.rows[1]] if len(grid.rows) > 1 else []
        for column, cell in enumerate(grid.rows[0]):
            look = next((span for text in cell.texts for span in text.spans if span.picture), None)
            if look is None:
                continue
            said = captions[column].replace("\u200b", "") if column < len(captions) else ""
            said = unbroken(said, exact=self.exact)
            credit = ""
            if (found := _CREDIT.fullmatch(said)) and look.alt == (found[1] or "图片"):
                said, credit = found[1], found[2]
            picture = self.maker.picture(look, said, credit)
            pictures.append(replace(picture, width_mm=self._width(look, alone=len(grid.rows[0]) == 1)))
        return Figure(tuple(pictures))

    def _width(self, look: Look, *, alone: bool) -> float:
        """The width in mm that was stated of a picture, 0 for none."""
        if self.widths is not None:
            return measure_of(self.widths.get(look.name, ""))
        whole = abs(look.width - round(look.width)) < _TWIP
        return round(look.width) if alone and whole else 0


def _before(blocks: Sequence[Block], paragraphs: float) -> int:
    """The place before so many of the last paragraphs."""
    at = len(blocks)
    while at and paragraphs > 0:
        at -= 1
        paragraphs -= not isinstance(blocks[at], (Figure, Table, Separator))
    return at
