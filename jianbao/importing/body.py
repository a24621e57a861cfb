"""Lines and tables of a text → the blocks of a body."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from jianbao.foreign.blocks import PICTURE, Grid, Text
from jianbao.foreign.blocks import Cell as GridCell
from jianbao.foreign.blocks import Span as Look
from jianbao.importing.marks import BULLETS, CHAPTER, level_of
from jianbao.importing.parts import Job, Line, is_heavy
from jianbao.language.labels import TABLE_UNIT
from jianbao.language.numerals import circled
from jianbao.model.body import (
    Block,
    Cell,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
)

_SUPERSCRIPTS: Final = str.maketrans("0123456789+-−n=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁼⁽⁾")
_SUBSCRIPTS: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_CAPTION: Final = re.compile(r"(?:图\s*[0-9０-９一二三四五六七八九十]+|图为|图片说明|图[:：]|[（(]图|▲)")
_TABLE_CAPTION: Final = re.compile(r"(?:附?表\s*[0-9０-９一二三四五六七八九十]+|附?表[:：])")
_UNIT: Final = re.compile(TABLE_UNIT)
# numbers of levels as science writes them: 2 主要发现, 2.1 灯
_DECIMAL: Final = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}[ \u3000]+(?=[\u4e00-\u9fff]\S{0,24}$)")
_RULE: Final = re.compile(r"[-—_─━=＿*·~～﹏★☆◆◇●○■□※＊]{3,}")
# a paragraph of so many characters is a sentence; how one ends that goes on
_SENTENCE: Final = 16
_OPEN: Final = re.compile(r"[\w，、]$")
_NARROW: Final = 110.0
_WIDEST: Final = 156.0


class BodyMaker:
    """Makes the blocks of one body."""

    def __init__(self, job: Job, key: str) -> None:
        self.job = job
        self.key = key
        self.blocks: list[Block] = []
        self.notes: list[str] = []
        self.captioned = False
        self.last = False
        # The places of lines that look alike, and unlike the text under each.
        self.heading: set[int] = set()
        # The face of the text.
        self.usual = ""

    def make(self, lines: Sequence[Line]) -> list[Block]:
        """The blocks of `lines`, its notes at the end."""
        self.heading = _alike(lines) if not self.job.thin else set()
        faces = Counter(line.face for line in lines if len(line.text) > _SENTENCE)
        self.usual = max(faces, key=lambda face: faces[face], default="")
        index = 0
        while index < len(lines):
            self.captioned = any(each.grid is not None for each in lines[index + 1 : index + 3])
            self.last = index + 1 == len(lines)
            index += self._line(lines, index)
        self._doubt_halves()
        for number, key in enumerate(self.notes, 1):
            self._note(number, key)
        return self.blocks

    def _doubt_halves(self) -> None:
        """Doubt a paragraph that stops in mid-sentence where another follows: a line's end may have parted them."""
        for block, following in itertools.pairwise(self.blocks):
            if not isinstance(block, Paragraph) or not isinstance(following, Paragraph):
                continue
            text = block.inline.text.rstrip()
            if (
                len(text) >= _SENTENCE
                and "\u3000\u3000" not in text
                and _OPEN.search(text)
                and not _level(text)
                and not _level(following.inline.text)
            ):
                self.job.draft.doubt(self.key, 0, "doubt_half", f"…{text[-12:]}")

    def _line(self, lines: Sequence[Line], index: int) -> int:
        """Take the line at `index`; how many lines that were."""
        line = lines[index]
        if line.grid is not None:
            self._table(line)
            return 1
        if line.pictured and not line.text.strip(PICTURE + " \t\n\u3000"):
            return self._figure(lines, index)
        if _RULE.fullmatch(line.tight) or (line.bare and line.text.strip() and not line.spans[0].note):
            line.taken = True
            return 1
        inline = self.inline(line.spans) if line.spans else Inline((Span(line.text),))
        self.job.take(line, line.text)
        for span in line.spans:
            if span.picture:
                self.blocks.append(Figure((self.picture(span),)))
        if not inline.text.strip():
            return 1
        self.blocks.append(self._block(line, inline))
        return 1

    def _block(self, line: Line, inline: Inline) -> Block:
        text = inline.text
        style = line.style.lower()
        if found := re.match(r"heading ([1-9])$|(?:标题|title) ?([1-9])$", style):
            level = max(1, int(found[1] or found[2]) - (2 if self.job.content.kind == "text" else 1))
            if len(text) <= 60:
                return Heading(level_of(text) or min(level, 4), without_bold(inline))
        if (
            (found := _DECIMAL.match(text))
            and line.face != self.usual
            and not text.endswith(("。", "；", "："))
        ):
            return Heading(found[0].count(".") + 1, without_bold(inline))
        if self._is_plain_heading(line, text):
            mark = text[:1] in set(BULLETS)
            return Heading(
                1, without_bold(cut(inline, len(text) - len(text[1:].lstrip())) if mark else inline)
            )
        if self.job.content.kind == "text" and style == "quote":
            return Quote(inline)
        if (found := re.match(r"[•·▪]\s*", text)) and len(text) > found.end():
            return ListItem("•", 0, cut(inline, found.end()))
        return Paragraph(inline)

    def _is_plain_heading(self, line: Line, text: str) -> bool:
        """A short line in the middle or in a frame, bold or in 黑体, that has no number and text under it."""
        ends = text.endswith(("。", "；", "：", "，")) or re.search("[|｜]|[：:].*[：:]", text) is not None
        usual = (
            not _level(text)
            and not CHAPTER.match(text)
            and not _TABLE_CAPTION.match(text)
            and not self.captioned
        )
        placed = (
            (line.centred and len(text) <= 25)
            or (line.framed and len(text) <= 12)
            or (
                (self.job.listed or line.place in self.heading)
                and not line.right
                and len(text) <= 20
                and text[:1] not in "【[（("
            )
        )
        return (
            placed
            and (line.strong or line.place in self.heading)
            and len(text) >= 2
            and not ends
            and usual
            and not self.last
        )

    def inline(self, looks: Sequence[Look]) -> Inline:
        """Spans with their bold; raised and lowered signs as characters of their own."""
        spans: list[Span] = []
        whole = "".join(look.text for look in looks).strip()
        shown = [look for look in looks if look.text.strip(" \u3000\t" + PICTURE)]
        wholly = bool(shown) and all(look.bold for look in shown)
        for look in looks:
            text = look.text.replace(PICTURE, "").replace("\u200b", "").replace("\t", " ")
            raised = 0
            if look.script and text.strip():
                text, raised = _scripted(text, look.script)
            if look.note:
                text += self._marked(look.note)
            link = look.link if look.link.startswith(("http://", "https://", "mailto:")) else ""
            if look.note:
                spans.append(Span(text, False, f"#{self.notes.index(look.note) + 1}"))
            elif text:
                strong = look.bold and not (wholly and _level(whole) and len(whole) <= 45)
                spans.append(Span(text, strong, link, raised))
        return Inline(_trimmed(spans))

    def _marked(self, key: str) -> str:
        if key not in self.notes:
            self.notes.append(key)
        number = self.notes.index(key) + 1
        return circled(number)

    def _note(self, number: int, key: str) -> None:
        self.job.noted.add(key)
        texts = self.job.content.notes.get(key, ())
        spans: list[Span] = []
        for text in texts:
            inline = self.inline([look for look in text.spans if not look.note])
            spans += ([Span("\n")] if spans else []) + list(inline.spans)
        words = "".join(span.text for span in spans).strip()
        if not words:
            self.job.draft.doubt(self.key, 0, "doubt_note", f"[{number}]")
            spans = [Span("（原文没有注文）")]
        self.blocks.append(Note(number, Inline(_trimmed(spans))))

    # --- pictures ---------------------------------------------------------------------------------------------------

    def picture(self, look: Look, caption: str = "", credit: str = "") -> Picture:
        """A picture of the file under the name that the issue file calls it by."""
        name = self.job.picture_names.get(look.picture)
        if name is None:
            suffix = look.picture.rpartition(".")[2].lower()
            suffix = "jpg" if suffix in ("jpeg", "jpe", "jpg") else "png"
            name = f"图/图{len(self.job.picture_names) + 1}.{suffix}"
            self.job.picture_names[look.picture] = name
            self.job.draft.pictures[name] = self.job.content.media[look.picture]
        width = round(look.width, 1) if 10 <= look.width < _NARROW else 0
        return Picture(name, caption, credit, "", width)

    def _figure(self, lines: Sequence[Line], index: int) -> int:
        """Pictures in a row, with the caption under them."""
        looks = [span for span in lines[index].spans if span.picture]
        count = 1
        lines[index].taken = True
        if index + 1 < len(lines) and not lines[index + 1].grid:
            after = lines[index + 1]
            text = after.text.strip()
            short = 0 < len(text) <= 60 and not text.endswith(("。", "；", "：")) and not _level(text)
            small = after.centred and after.size <= self.job.body_size and len(text) <= 60
            if (
                text
                and PICTURE not in text
                and (
                    (short and (after.centred or _CAPTION.match(text)))
                    or small
                    or (_CAPTION.match(text) and len(text) <= 80)
                )
            ):
                parts = after.pieces if len(looks) > 1 and len(after.pieces) == len(looks) else [text]
                self.job.take(after, after.text)
                pictures = [
                    self.picture(look, parts[at] if at < len(parts) else "") for at, look in enumerate(looks)
                ]
                self._figures(pictures)
                return 2
        self._figures([self.picture(look) for look in looks])
        return count

    def _figures(self, pictures: list[Picture]) -> None:
        for at in range(0, len(pictures), 3):
            self.blocks.append(Figure(tuple(pictures[at : at + 3])))

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, line: Line) -> None:
        grid = line.grid
        assert grid is not None
        texts = grid.texts
        pictured = [span for text in texts for span in text.spans if span.picture]
        if pictured and self._is_gallery(grid):
            self._gallery(grid, line)
            return
        if grid.columns == 1 or (len(grid.rows) == 1 and not grid.ruled):
            # one column is a frame around text
            for text in texts:
                inner = self.job.lines_of(text)
                self.make_inner(inner)
            line.taken = True
            return
        if pictured:
            self.job.draft.doubt(self.key, line.place, "doubt_cell_picture")
        self.blocks.append(self._made_table(grid))
        self.job.take(line, line.text)
        for span in pictured:
            self.blocks.append(Figure((self.picture(span),)))

    def make_inner(self, lines: Sequence[Line]) -> None:
        """The blocks of lines that stood in a frame."""
        index = 0
        while index < len(lines):
            index += self._line(lines, index)

    def _is_gallery(self, grid: Grid) -> bool:
        """Pictures in a row of a table, captions in the next, and nothing else."""
        words = [text.text.strip(PICTURE + " \n\u3000") for text in grid.texts]
        return not grid.ruled or all(len(word) <= 40 for word in words)

    def _gallery(self, grid: Grid, line: Line) -> None:
        rows = [
            [
                (
                    next((span for text in cell.texts for span in text.spans if span.picture), None),
                    " ".join(text.text.strip(PICTURE + " \n\u3000") for text in cell.texts).strip(),
                )
                for cell in row
            ]
            for row in grid.rows
        ]
        at = 0
        while at < len(rows):
            pictures = [
                (look, said, column) for column, (look, said) in enumerate(rows[at]) if look is not None
            ]
            following = rows[at + 1] if at + 1 < len(rows) else []
            captions = following if pictures and following and not any(look for look, _ in following) else []
            made: list[Picture] = []
            for look, said, column in pictures:
                under = captions[column][1] if column < len(captions) else ""
                if len(captions) == 1 and len(pictures) > 1:
                    under = captions[0][1] if look is pictures[0][0] else ""
                made.append(self.picture(look, said or under))
            if made:
                self._figures(made)
            else:
                for _, said in rows[at]:
                    if said:
                        self.blocks.append(Paragraph(Inline((Span(said),))))
            at += 2 if captions else 1
        self.job.take(line, line.text)

    def _made_table(self, grid: Grid) -> Table:
        rows = [tuple(self._cell(cell) for cell in row) for row in grid.rows]
        deep = 1
        while deep < len(rows) and deep < 4 and _is_head(grid, deep):
            deep += 1
        reach = max((at + cell.down for at in range(deep) for cell in grid.rows[at]), default=1)
        deep = min(max(deep, reach), len(rows))
        if len(rows) == 1:
            deep = 1
        caption = unit = None
        if (
            self.blocks
            and isinstance(last := self.blocks[-1], Paragraph)
            and _UNIT.fullmatch(last.inline.text.strip())
        ):
            unit = Inline((Span(last.inline.text.strip("（）() ")),))
            self.blocks.pop()
        if self.blocks and isinstance(last := self.blocks[-1], Paragraph) and _is_caption(last.inline.text):
            caption = without_bold(last.inline)
            self.blocks.pop()
        return Table(grid.columns, tuple(rows[:deep]), tuple(rows[deep:]), caption, unit)

    def _cell(self, cell: GridCell) -> Cell:
        spans: list[Span] = []
        texts = [text for text in cell.texts if text.text.strip(PICTURE + " \n\u3000")]
        align = _aligned(texts)
        for text in texts:
            looks = ([Look(text.label)] if text.label else []) + list(text.spans)
            inline = self.inline(looks)
            spans += ([Span("\n")] if spans else []) + list(inline.spans)
        return Cell(without_bold(Inline(tuple(spans))), cell.across, cell.down, align)


def _alike(lines: Sequence[Line]) -> set[int]:
    """The places of lines in bold, in 黑体 or with one mark before them over longer ones that are not, where more than one is."""
    marks = Counter(line.text[:1] for line in lines if line.text[:1] in set(BULLETS))
    found = {
        line.place
        for line, after in itertools.pairwise(lines)
        if line.grid is None
        and after.grid is None
        and ((line.strong and not after.strong) or (marks[line.text[:1]] > 1 and after.text[:1] not in marks))
        and len(after.text) > _SENTENCE
    }
    return found if len(found) > 1 else set()


def _scripted(text: str, script: str) -> tuple[str, int]:
    """A raised or lowered stretch as signs of its own where there are any; else as it is, and 1 or −1."""
    table = _SUPERSCRIPTS if script == "super" else _SUBSCRIPTS
    if all(ord(char) in table or char.isspace() for char in text):
        return text.translate(table), 0
    return text, 1 if script == "super" else -1


def _aligned(texts: Sequence[Text]) -> str:
    aligns = {text.align for text in texts}
    return aligns.pop() if len(aligns) == 1 and aligns <= {"center", "right"} else ""


def _is_caption(text: str) -> bool:
    return (
        bool(_TABLE_CAPTION.match(text.strip()))
        and len(text) <= 60
        and not text.rstrip().endswith(("。", "；", "："))
    )


def _is_head(grid: Grid, row: int) -> bool:
    """Whether a row under the first belongs to the head: its cells are bold, or the head's cells reach into it."""
    if any(cell.down > row - at for at in range(row) for cell in grid.rows[at] if at + cell.down > row):
        return True
    looks = [
        span for cell in grid.rows[row] for text in cell.texts for span in text.spans if span.text.strip()
    ]
    return bool(looks) and all(span.bold or is_heavy(span.face) for span in looks)


def _level(text: str) -> int:
    return level_of(text.strip())


def without_bold(inline: Inline) -> Inline:
    """The text in the usual weight, neighbours of one look as one."""
    spans: list[Span] = []
    for span in inline.spans:
        if spans and (spans[-1].link, spans[-1].raised) == (span.link, span.raised):
            spans[-1] = replace(spans[-1], text=spans[-1].text + span.text)
        else:
            spans.append(replace(span, bold=False))
    return Inline(tuple(spans))


def cut(inline: Inline, start: int) -> Inline:
    """The text behind its first `start` characters."""
    spans: list[Span] = []
    for span in inline.spans:
        away = min(start, len(span.text))
        start -= away
        if span.text[away:]:
            spans.append(replace(span, text=span.text[away:]))
    return Inline(_trimmed(spans))


def _trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """Spans of one look as one, without blanks at the ends; a blank that was bold alone is not."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        bold = span.bold if span.text.strip() or last is None else last.bold
        if last is not None and (last.bold, last.link, last.raised) == (bold, span.link, span.raised):
            merged[-1] = replace(last, text=last.text + span.text)
        elif span.text:
            merged.append(replace(span, bold=bold))
    while merged and not merged[0].text.strip(" \u3000\xa0\n"):
        merged.pop(0)
    while merged and not merged[-1].text.strip(" \u3000\xa0\n"):
        merged.pop()
    if merged:
        merged[0] = replace(merged[0], text=merged[0].text.lstrip(" \u3000\xa0\n"))
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip(" \u3000\xa0\n"))
    return tuple(merged)
