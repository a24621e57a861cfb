"""A body's text → blocks: paragraphs, headings, lists, quotes, tables, figures, notes, each knowing where it stands.

CommonMark by markdown-it-py, with the habits of clerks on top: level numbers make headings, 表1 above a table is its
caption, 注： below it its note, and a paragraph may begin without a blank line above it (`breaks`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao import bounds
from jianbao.errors import Severity
from jianbao.expressions import compiled
from jianbao.language.labels import TABLE_NOTE, TABLE_UNIT
from jianbao.language.ordinals import HAN_COUNT, LEVELS
from jianbao.model.body import (
    Block,
    Clause,
    Division,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Quote,
    Roll,
    Separator,
    Span,
    Table,
)
from jianbao.reading.body.breaks import LONGEST_HEADING, ROLL, lines_of, parted
from jianbao.reading.body.inline import Image, Problem, Text, Walker, joined, part_of, without_bold
from jianbao.reading.body.leftovers import left_over, plain_marks
from jianbao.reading.body.plain import plain_tokens
from jianbao.reading.body.sheetnames import is_sheet
from jianbao.reading.body.tables import TableReader
from jianbao.reading.body.text import GAP, gap_after_number, normalise_with_offsets

if TYPE_CHECKING:
    from markdown_it.token import Token

    from jianbao.reading.body.commonmark import Parser

_LEVELS: Final = tuple(compiled(level) for level in LEVELS)
_DIVISION: Final = compiled(rf"第(?:{HAN_COUNT}|[0-9]{{1,3}})([编章节])(?=\u3000|$)")
_CLAUSE: Final = compiled(rf"第(?:{HAN_COUNT}|[0-9]{{1,3}})条(?=\u3000)")
_RANKS: Final = {"编": 1, "章": 2, "节": 3}
_SENTENCE: Final = compiled("[。！？；!?;]")
_OPEN_END: Final = "。！？；：，、.!?;:,…"
_TIGHT_HEADING: Final = compiled(r"#{1,6}(?=[^\s#])")
_CAPTION: Final = compiled(
    r"表(?:\s*[0-9０-９一二三四五六七八九十]+(?:[-—–.．][0-9]+)?[\s　：:、.．]*|[：:]\s*|[\s　]+)(?=\S)"
)
_UNIT: Final = compiled(rf"{TABLE_UNIT}$")
_LANDSCAPE: Final = compiled(r"[（(]?\s*横排\s*[）)]?\s*$")
_UNIT_IN_CAPTION: Final = compiled(r"[（(](单位[：:][^）)]*)[）)]$")
_NOTE: Final = compiled(TABLE_NOTE)
_WIDTH: Final = compiled(r"\s*[|｜]\s*([0-9]+(?:\.[0-9]+)?)\s*(mm|毫米|cm|厘米)?\s*$", re.IGNORECASE)
_DELIMITERS: Final = compiled(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$")
_BLANK_LINE: Final = compiled(r"\n[ \t]*\n")
_MOST_PICTURES: Final = 3
# of one body: markdown-it looks for the partner of each to the paragraph's end
_MOST_BRACKETS: Final = 2000
_LONGEST_CAPTION: Final = 80


class _Item(Struct):
    """A block on its way, with what the second look needs: its raw text and whether it stands at the top level."""

    block: Block
    offset: int
    raw: str = ""
    bold: bool = False
    top: bool = True


class Markup(Struct):
    """What a body says, and what is wrong with how it says it."""

    blocks: tuple[Block, ...]
    problems: list[Problem] = field(default_factory=list[Problem])


@cache
def parser() -> Parser:
    """The parser; importing it takes 25 ms, making one 2 ms."""
    from jianbao.reading.body.commonmark import Parser

    return Parser()


Sheets = Callable[[str, Inline | None, int], tuple[Table | None, Sequence[Problem]]]
"""(a spreadsheet as it is named, the caption written for it, the offset of that) → its table, what is wrong with it."""


def parse(text: str, sheets: Sheets | None = None) -> Markup:
    """Read a body; `sheets` makes tables of spreadsheets. Never raises for what it holds."""
    if problem := _too_long(text):
        return Markup((), [problem])
    if (count := text.count("[")) > _MOST_BRACKETS:
        return Markup(
            (), [Problem("R123", text.index("["), params={"count": count, "limit": _MOST_BRACKETS})]
        )
    reader = _Reader(text, sheets)
    reader.read()
    reader.problems += left_over(reader.lines)
    blocks = tuple(item.block for item in _second_look(reader.items))
    wrong = any(problem.severity is Severity.ERROR for problem in reader.problems)
    if not wrong and not any(map(_says_something, blocks)):
        reader.problems.append(Problem("R118", 0))
    return Markup(blocks, reader.problems)


def _too_long(text: str) -> Problem | None:
    """A body, or a paragraph of it, that is longer than any: told before anything looks into it."""
    if len(text) > bounds.BODY:
        return Problem("M009", 0, params={"length": len(text), "limit": bounds.BODY})
    at = 0
    for stretch in _BLANK_LINE.split(text) if len(text) > bounds.PARAGRAPH else ():
        if len(stretch) > bounds.PARAGRAPH:
            return Problem("M009", at, params={"length": len(stretch), "limit": bounds.PARAGRAPH})
        at = text.index(stretch, at) + len(stretch)
    return None


def _says_something(block: Block) -> bool:
    return not isinstance(block, (Separator, Note))


class _Reader:
    """The blocks of one body, in order."""

    def __init__(self, text: str, sheets: Sheets | None = None) -> None:
        self.text = text
        self.sheets = sheets
        self.lines, self.problems = parted(plain_marks(lines_of(text)))
        self.items: list[_Item] = []
        self.env: dict[str, Any] = {}
        self._lists: list[Token] = []
        self._markers: list[tuple[str, int]] = []
        self._quotes = 0
        self._note = 0

    def read(self) -> None:
        """Walk the tokens of the blocks."""
        lines = [line.text for line in self.lines]
        tokens = plain_tokens(lines)
        if tokens is None:
            tokens = parser().parse("\n".join(lines), self.env)
        at = 0
        while at < len(tokens):
            at = self._block(tokens, at)
        self._check_notes()

    def _find(
        self, code: str, offset: int, width: int = 1, severity: Severity = Severity.ERROR, **params: object
    ) -> None:
        self.problems.append(Problem(code, offset, width, severity, params))

    def _block(self, tokens: list[Token], at: int) -> int:  # noqa: C901, PLR0912 (one case a kind of block)
        token = tokens[at]
        match token.type:
            case "paragraph_open":
                self._paragraph(tokens[at + 1])
                return at + 3
            case "heading_open":
                self._heading(token, tokens[at + 1])
                return at + 3
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(token)
            # the plugin loses the beginning of a list in a note that is defined again within it
            case "bullet_list_close" | "ordered_list_close" if self._lists:
                self._lists.pop()
            case "list_item_open":
                marker = token.info + token.markup if token.info else "•"
                self._markers.append((marker, self._marker_offset(token)))
            case "list_item_close" if self._markers:
                self._end_item()
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "hr":
                self.items.append(_Item(Separator(), self._offset(token)))
            case "fence":
                self._find("R103", self._offset(token), 3)
            case "html_block":
                self._find(
                    "R100",
                    self._offset(token),
                    len(token.content.split("\n")[0]),
                    tag=token.content.split("\n")[0][:30],
                )
            case "footnote_open":
                self._note = int(token.meta["id"]) + 1
            case "footnote_close":
                self._note = 0
            case "table_open":
                return self._table(tokens, at)
            case _:
                pass
        return at + 1

    # --- where things stand ----------------------------------------------------------------------------------

    def _offset(self, token: Token) -> int:
        """The offset of the first character of a block that is no space."""
        line = self.lines[min(token.map[0], len(self.lines) - 1)] if token.map else self.lines[0]
        return line.offset + len(line.text) - len(line.text.lstrip())

    def _marker_offset(self, token: Token) -> int:
        line = self.lines[token.map[0]] if token.map else self.lines[0]
        at = line.text.find(token.info + token.markup) if token.info else line.text.find(token.markup)
        return line.offset + max(at, 0)

    def _positions(self, content: str, first: int) -> list[int]:
        """The body's offset of each character of a block's content, which begins in line `first`; one more for the end."""
        positions: list[int] = []
        for number, piece in enumerate(content.split("\n"), first):
            line = self.lines[min(number, len(self.lines) - 1)]
            whole, wanted = line.text.rstrip(), piece.rstrip()
            at = (
                len(whole) - len(wanted) if whole.endswith(wanted) else max(line.text.find(wanted.strip()), 0)
            )
            positions.extend(range(line.offset + at, line.offset + at + len(piece) + 1))
        return positions

    # --- blocks ----------------------------------------------------------------------------------------------

    def _text(self, token: Token) -> Text:
        first = token.map[0] if token.map else 0
        content = gap_after_number(token.content) if _is_caption(token.content) else token.content
        walker = Walker(content, self._positions(token.content, first), self.problems)
        if ROLL.match(token.content):
            walker.line_end = GAP
        return walker.read(_gapped(token, content))

    def _paragraph(self, token: Token) -> None:
        offset = self._positions(token.content, token.map[0] if token.map else 0)[0]
        if self._split_caption(token) or self._tight_heading(token):
            return
        before = len(self.problems)
        text = self._text(token)
        if text.images:
            if text.only_images and not self._lists and not self._quotes:
                self._figure(text.images)
            else:
                image = text.images[0]
                self._find("R106", image.offset, 2)
                self._markers = [("", offset) for _, offset in self._markers]
            return
        if len(self.problems) == before:
            self._look_for_slips(token, offset)
        self._add(text, offset, token.content)

    def _add(self, text: Text, offset: int, raw: str) -> None:
        inline = text.inline
        if not inline.spans:
            return
        if self._note:
            self._add_note(inline)
            return
        block: Block
        top = not self._lists and not self._quotes
        if self._markers and self._markers[-1][0]:
            marker, offset = self._markers[-1]
            self._markers[-1] = ("", offset)
            block = ListItem(marker, len(self._lists) - 1, inline, self._quotes > 0)
            top = len(self._lists) == 1 and not self._quotes
        elif self._quotes:
            block = Quote(inline)
        else:
            block = Paragraph(inline, len(self._lists) - 1 if self._lists else None)
        self.items.append(_Item(block, offset, raw, text.bold, top))

    def _add_note(self, inline: Inline) -> None:
        last = self.items[-1].block if self.items else None
        if isinstance(last, Note) and last.number == self._note:
            self.items[-1].block = Note(self._note, joined(last.inline, inline, "\n"))
        else:
            self.items.append(_Item(Note(self._note, inline), inline.offsets[0], top=False))

    def _end_item(self) -> None:
        marker, offset = self._markers.pop()
        if marker and not (self.items and self.items[-1].offset >= offset):
            self._find("R120", offset)

    def _heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1:])
        offset = self._offset(token)
        if level > len(_LEVELS):
            self._find("R104", offset, level)
            return
        text = self._heading_text(inline)
        if text.images:
            self._find("R106", text.images[0].offset, 2)
        elif not text.inline.spans:
            self._find("R121", offset, level)
        else:
            self.items.append(_Item(Heading(level, without_bold(text.inline)), offset, top=False))

    def _heading_text(self, token: Token) -> Text:
        line = self.lines[token.map[0] if token.map else 0]
        at = max(line.text.find(token.content, line.text.find("#") + 1), 0)
        positions = range(line.offset + at, line.offset + at + len(token.content) + 1)
        return Walker(token.content, positions, self.problems).read(token.children or ())

    def _figure(self, images: Sequence[Image]) -> None:
        if len(images) > _MOST_PICTURES:
            self._find("R107", images[_MOST_PICTURES].offset, 2, count=len(images))
            return
        if self.sheets is not None and any(is_sheet(image.path) for image in images):
            self._sheets(images, self.sheets)
            return
        pictures = []
        for image in images:
            caption, width = image.alt, 0.0
            if found := _WIDTH.search(caption):
                caption = caption[: found.start()]
                width = float(found[1]) * (10 if found[2] and found[2].lower() in ("cm", "厘米") else 1)
            # 156: the type area's width
            if width and not 10 <= width <= 156:
                self._find("R122", image.offset, 2, wide=found[1] if found else "")
            offsets: list[int] = []
            start = 0
            for part in caption.split("**"):
                offsets += image.alt_offsets[start : start + len(part)]
                start += len(part) + 2
            caption, caption_offsets = _normalised(gap_after_number(caption.replace("**", "")), offsets)
            credit, credit_offsets = _normalised(image.credit, image.credit_offsets)
            pictures.append(
                Picture(image.path, caption, credit, "", width, image.offset, caption_offsets, credit_offsets)
            )
        self.items.append(_Item(Figure(tuple(pictures)), images[0].offset))

    def _sheets(self, images: Sequence[Image], sheets: Sheets) -> None:
        """Spreadsheets, each a table."""
        for image in images:
            if not is_sheet(image.path):
                self._find("R106", image.offset, 2)
                continue
            text, offsets = _normalised(gap_after_number(image.alt.replace("**", "  ")), image.alt_offsets)
            caption = Inline((Span(text),), offsets) if text else None
            table, problems = sheets(image.path, caption, image.offset)
            self.problems += problems
            if table is not None:
                self.items.append(_Item(table, image.offset))

    def _split_caption(self, token: Token) -> bool:
        """表1 …, 单位：… and 横排 in lines of one paragraph are paragraphs."""
        lines = token.content.split("\n")
        marks = [line.strip() for line in lines]
        if len(lines) < 2 or not all(_UNIT.match(mark) or _LANDSCAPE.match(mark) for mark in marks[1:]):
            return False
        if not (_CAPTION.match(lines[0]) or _UNIT.match(marks[0]) or _LANDSCAPE.match(marks[0])):
            return False
        first = token.map[0] if token.map else 0
        for number, line in enumerate(lines):
            self._add_line(line.strip(), first + number)
        return True

    def _tight_heading(self, token: Token) -> bool:
        """`#一、…` without its space is a heading all the same: the number behind it leaves no doubt."""
        found = _TIGHT_HEADING.match(token.content)
        if not found or "\n" in token.content or len(found[0]) > len(_LEVELS) or self._lists or self._quotes:
            return False
        content = token.content[found.end() :]
        if not any(pattern.match(content) for pattern in _LEVELS):
            return False
        first = token.map[0] if token.map else 0
        positions = self._positions(token.content, first)[found.end() :]
        children: list[Token] = []
        parser().inline.parse(content, parser(), self.env, children)
        text = Walker(content, positions, self.problems).read(children)
        self.items.append(_Item(Heading(len(found[0]), without_bold(text.inline)), positions[0], top=False))
        return True

    def _add_line(self, content: str, number: int) -> None:
        """A line of the body as a paragraph of its own."""
        from markdown_it.token import Token

        children: list[Token] = []
        parser().inline.parse(content, parser(), self.env, children)
        piece = Token("inline", "", 0, content=content, map=[number, number + 1], children=children)
        self._add(self._text(piece), self._positions(content, number)[0], content)

    def _look_for_slips(self, token: Token, offset: int) -> None:
        """Tables and headings that did not come off."""
        lines = token.content.split("\n")
        if all(line.lstrip().startswith("|") for line in lines) and lines[0].count("|") > 1:
            self._find("R111", offset, len(lines[0]))
        elif (row := _barred(lines)) is not None:
            at = offset + sum(len(line) + 1 for line in lines[:row])
            self._find("R111", at, len(lines[row]))
        elif (found := _TIGHT_HEADING.match(token.content)) and len(lines) == 1:
            self._find("R105", offset, len(found[0]), Severity.WARNING, marks=found[0])

    def _table(self, tokens: list[Token], at: int) -> int:
        end = at
        while tokens[end].type != "table_close":
            end += 1
        offset = self._offset(tokens[at])
        if self._lists or self._quotes or self._note:
            self._find("R119", offset)
            self._markers = [("", at) for _, at in self._markers]
            return end + 1
        reader = TableReader(self.problems, [(line.text, line.offset) for line in self.lines])
        table, note = reader.read(tokens[at : end + 1], offset)
        if table is not None:
            self.items.append(_Item(table, offset))
        if note is not None:
            self._add_line(note[1], note[0])
        return end + 1

    def _check_notes(self) -> None:
        """Notes that are written and never referred to would vanish."""
        for label, number in self.env.get("footnotes", {}).get("refs", {}).items():
            if number < 0:
                mark = f"[^{label[1:]}]"
                self._find("R115", max(self.text.find(mark), 0), len(mark), label=mark)


def _barred(lines: Sequence[str]) -> int | None:
    """The first of lines in a row that are no table and were to be one.

    Bars part them into as many cells, as in a table that was pasted: three at least, or two between bars at both ends; or the
    line below it parts a head from rows.
    """
    rows = [line.strip() for line in lines]
    counts = [row.strip("|").count("|") for row in rows]
    least = [1 if row.startswith("|") and row.endswith("|") else 2 for row in rows]
    for at, (row, below) in enumerate(pairwise(rows)):
        pasted = counts[at] == counts[at + 1] >= max(least[at], least[at + 1])
        if pasted or ("|" in row and _DELIMITERS.match(below)):
            return at
    return None


def _gapped(token: Token, content: str) -> list[Token]:
    """The children of a caption's token, their first text with the gap behind its number."""
    children = token.children or []
    if content == token.content or not children or children[0].type != "text":
        return children
    return [children[0].copy(content=content[: len(children[0].content)]), *children[1:]]


# --- the second look: captions, notes of tables, headings ------------------------------------------------------


def _second_look(items: list[_Item]) -> list[_Item]:
    return _headings([_of_a_kind(item) for item in _around_tables(items)])


def _of_a_kind(item: _Item) -> _Item:
    """Lists of names in minutes, and what regulations are made of, told by how their paragraphs begin."""
    block = item.block
    if not isinstance(block, Paragraph) or not item.top:
        return item
    text = block.inline.text
    if found := ROLL.match(text):
        item.block = Roll(without_bold(block.inline), found.end())
    elif (found := _DIVISION.match(text)) and _stands_alone(item):
        item.block = Division(_RANKS[found[1]], without_bold(block.inline))
    elif found := _CLAUSE.match(text):
        item.block = Clause(_unbold(block.inline, found.end()), found.end())
    return item


def _unbold(inline: Inline, end: int) -> Inline:
    """The text with its first `end` characters in one weight."""
    head, rest = without_bold(part_of(inline, 0, end)), part_of(inline, end, len(inline.text))
    return Inline((*head.spans, *rest.spans), inline.offsets)


def _around_tables(items: list[_Item]) -> list[_Item]:
    """Caption and unit above a table, and notes below it, become parts of it."""
    kept: list[_Item] = []
    for item in items:
        last = kept[-1].block if kept else None
        if isinstance(item.block, Table):
            _take_above(kept, item)
        elif (
            isinstance(last, Table)
            and isinstance(item.block, Paragraph)
            and item.top
            and _NOTE.match(item.block.inline.text)
        ):
            note = joined(last.note, item.block.inline, "\n") if last.note else item.block.inline
            kept[-1].block = _with(last, note=note)
            continue
        kept.append(item)
    return kept


def _take_above(kept: list[_Item], item: _Item) -> None:
    table = item.block
    assert isinstance(table, Table)
    unit = caption = None
    landscape = False
    while above := _paragraph(kept):
        if _LANDSCAPE.fullmatch(above.text) and not landscape:
            landscape = True
        elif unit is None and (found := _UNIT.fullmatch(above.text)):
            unit = part_of(above, *found.span(1))
        else:
            break
        kept.pop()
    if table.caption is not None:
        caption = table.caption
    elif (above := _paragraph(kept)) and _is_caption(kept[-1].raw):
        caption = without_bold(above)
        kept.pop()
    unit = unit or table.unit
    if caption is not None:
        if (found := _UNIT_IN_CAPTION.search(caption.text)) and unit is None:
            unit = part_of(caption, *found.span(1))
            caption = part_of(caption, 0, found.start())
        if found := re.match("表[：:]", caption.text):
            caption = part_of(caption, found.end(), len(caption.text))
    if not landscape and (above := _paragraph(kept)) and _LANDSCAPE.fullmatch(above.text):
        landscape = True
        kept.pop()
    item.block = replace(table, caption=caption, unit=unit, landscape=landscape)


def _paragraph(kept: list[_Item]) -> Inline | None:
    block = kept[-1].block if kept else None
    return block.inline if isinstance(block, Paragraph) and kept[-1].top else None


def _normalised(text: str, offsets: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """A picture's caption or credit as it is set, and the offsets of its characters."""
    made, where = normalise_with_offsets(text)
    return made, tuple(offsets[index] for index in where)


def _is_caption(raw: str) -> bool:
    if "表" not in raw[:8]:
        return False
    bare = raw.replace("**", "").strip()
    return (
        bool(_CAPTION.match(bare)) and len(bare) <= _LONGEST_CAPTION and not bare.endswith(("。", "：", "；"))
    )


def _with(table: Table, **changes: Inline | None) -> Table:
    return replace(table, **changes)


def _numbered(item: _Item) -> int:
    """The level of the number that a paragraph or an item of a list begins with, 0 for none."""
    block = item.block
    if isinstance(block, ListItem):
        return 3 if not block.depth and re.fullmatch(r"[0-9]{1,2}\.", block.marker) else 0
    if not isinstance(block, Paragraph) or not item.top:
        return 0
    found = (level for level, pattern in enumerate(_LEVELS, 1) if pattern.match(block.inline.text))
    return next(found, 0)


def _stands_alone(item: _Item) -> bool:
    """Whether a numbered line reads as a heading: short, in one weight, no sentence and no end of one in it."""
    block = item.block
    assert isinstance(block, (Paragraph, ListItem))
    text = block.inline.text
    return (
        item.top
        and "\n" not in item.raw
        and len(text) <= LONGEST_HEADING
        and text[-1] not in _OPEN_END
        and not _SENTENCE.search(text)
        and (item.bold or not any(span.bold for span in block.inline.spans))
        and not any(pattern.fullmatch(text) for pattern in _LEVELS)
    )


def _headings(items: list[_Item]) -> list[_Item]:
    """Lines by themselves that begin with a level's number become headings.

    Such a line is at most 45 characters long, holds no sentence, ends without a mark, and text follows it: where
    two of one level stand directly after one another, they are a list, and stay text; one whose sentences run on
    behind its number is no item of a list.
    """
    levels = [_numbered(item) for item in items]
    made: list[_Item] = []
    for index, (item, level) in enumerate(zip(items, levels, strict=True)):
        listed = level in levels[index + 1 : index + 2] or (
            index > 0 and levels[index - 1] == level and not _runs_on(items[index - 1])
        )
        if level and not listed and _text_follows(items, index, level) and _stands_alone(item):
            made.append(_as_heading(item, level))
        else:
            made.append(item)
    return made


def _runs_on(item: _Item) -> bool:
    """Whether a numbered paragraph holds sentences behind its first one, as `二、抓落实。县委督查室……` does."""
    block = item.block
    return isinstance(block, Paragraph) and _SENTENCE.search(block.inline.text.rstrip("。！？；")) is not None


def _as_heading(item: _Item, level: int) -> _Item:
    block = item.block
    assert isinstance(block, (Paragraph, ListItem))
    inline = without_bold(block.inline)
    if isinstance(block, ListItem):
        marker = range(item.offset, item.offset + len(block.marker))
        first, *rest = inline.spans
        inline = Inline(
            (Span(block.marker + first.text, False, first.link), *rest), (*marker, *inline.offsets)
        )
    return _Item(Heading(level, inline), item.offset)


def _text_follows(items: list[_Item], index: int, level: int) -> bool:
    """Whether something comes behind an item that a heading of `level` can be the heading of."""
    if index + 1 == len(items):
        return False
    following = items[index + 1].block
    if isinstance(following, Heading):
        return following.level > level
    return not isinstance(following, (Note, Separator))
