"""A body's blocks → the text that reads as them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jianbao.language.ordinals import LEVELS
from jianbao.model.body import (
    Block,
    Cell,
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
    Table,
)

_SIGNS: Final = re.compile(
    r"[\\*\[]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\^(?=[^\s^~*\[\]]{1,12}\^)|(?<=[A-Za-z)\]])~(?=[0-9]{1,3}~)"
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\ufffc]")
_SCRIPTS: Final = {1: "^", -1: "~"}
_START: Final = re.compile(r"(?:#{1,6}(?=\S?)|[>|+=]|-(?=[ \t-]|$)|~~~|```)")
_ITEM: Final = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")
_LEVEL: Final = re.compile("|".join(LEVELS))
_MARKS: Final = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}


def text_of(blocks: Sequence[Block]) -> str:
    """The body's text, blank lines between its blocks, ending with a line end.

    Headings of levels stand as text where they are read as headings so, with `#` before them where they are not.
    """
    plain = _joined(blocks, frozenset())
    if any(isinstance(block, Heading) for block in blocks):
        from jianbao.reading.body.markup import parse

        wanted = [block.inline.text for block in blocks if isinstance(block, Heading)]
        found = [block.inline.text for block in parse(plain).blocks if isinstance(block, Heading)]
        missing = frozenset(wanted) - frozenset(found)
        if missing:
            return _joined(blocks, missing)
    return plain


def _joined(blocks: Sequence[Block], marked: frozenset[str]) -> str:
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        text = _block(block, marked)
        if not text:
            continue
        tight = isinstance(block, ListItem) and isinstance(before, ListItem)
        pieces.append(text if tight or not pieces else "\n" + text)
        before = block
    return "\n".join(pieces) + "\n" if pieces else ""


def _block(block: Block, marked: frozenset[str]) -> str:
    match block:
        case Paragraph(inline, within):
            text = _paragraph(inline)
            return text if within is None else _indented(text, 3 * (within + 1))
        case Heading(level, inline):
            text = " ".join(inline_text(inline, bold=False).split("\n"))
            return f"{'#' * level} {text}" if inline.text in marked or not _LEVEL.match(inline.text) else text
        case ListItem(marker, depth, inline, quoted):
            sign = marker if marker[:1].isdigit() else "-"
            return _indented(
                f"{'> ' if quoted else ''}{sign} {_escaped_start(inline_text(inline))}", 3 * depth
            )
        case Roll(inline) | Division(_, inline) | Clause(inline):
            return _paragraph(inline)
        case Quote(inline):
            return "\n".join(f"> {line}" for line in _paragraph(inline).split("\n"))
        case Figure(pictures):
            return "\n".join(map(_picture, pictures))
        case Table():
            return table_text(block)
        case Note(number, inline):
            first, *rest = inline_text(inline, hard=False).split("\n")
            return "\n\n".join([f"[^{number}]: {first}", *(f"    {line}" for line in rest if line.strip())])
        case Separator():
            return "---"


def _indented(text: str, width: int) -> str:
    return "\n".join(" " * width + line for line in text.split("\n"))


def _paragraph(inline: Inline) -> str:
    return "\n".join(_escaped_start(line) for line in inline_text(inline).split("\n"))


def _escaped_start(line: str) -> str:
    """A line whose beginning shall not be taken for a mark."""
    if _START.match(line):
        return "\\" + line
    return _ITEM.sub(r"\1\\\2", line, count=1) if _ITEM.match(line) else line


def inline_text(inline: Inline, *, bold: bool = True, hard: bool = True) -> str:
    """The text of one paragraph with its marks; its line ends as hard breaks where `hard`."""
    parts: list[str] = []
    for span in inline.spans:
        if span.link.startswith("#"):
            parts.append(f"[^{span.link[1:]}]")
            continue
        text = _SIGNS.sub(lambda found: "\\" + found[0], span.text)
        if mark := _SCRIPTS.get(span.raised):
            text = f"{mark}{span.text}{mark}"
        if span.link:
            address = f"<{span.link}>" if re.search(r"[()\s]", span.link) else span.link
            text = f"[{text.replace(']', chr(92) + ']')}]({address})"
        if span.bold and bold and span.text.strip():
            core = text.strip(" \t\u3000\n")
            start = text.index(core)
            text = f"{text[:start]}**{core}**{text[start + len(core) :]}".replace("\n", "**\n**")
        parts.append(text)
    joined = without_controls("".join(parts)).strip(" \t\u3000\n").replace("****", "")
    return joined.replace("\n", "\\\n") if hard else joined


def without_controls(text: str) -> str:
    """A text without what no issue file may hold; the separators of lines and paragraphs (U+2028, U+2029) are blanks."""
    return _CONTROL.sub("", text).replace("\u2028", " ").replace("\u2029", " ")


def _picture(picture: Picture) -> str:
    caption = re.sub(r"([\\\[\]*])", r"\\\1", picture.caption.replace("\n", " "))
    if picture.width_mm:
        caption += f"|{picture.width_mm:g}"
    path = f"<{picture.path}>" if re.search(r"[()\s]", picture.path) else picture.path
    credit = picture.credit.replace('"', "”")
    return f'![{caption}]({path} "{credit}")' if credit else f"![{caption}]({path})"


# --- tables ----------------------------------------------------------------------------------------------------------


def table_text(table: Table) -> str:
    """A table with its caption, unit and note."""
    rows = [*table.head, *table.rows]
    cells = _laid_out(rows, table.columns)
    aligns = [_align(cells, column, len(table.head)) for column in range(table.columns)]
    lines = []
    if table.caption is not None:
        lines.append(inline_text(table.caption, bold=False).replace("\\\n", ""))
    if table.unit is not None:
        lines.append(inline_text(table.unit, bold=False))
    if lines:
        lines.append("")
    grid = [[_cell(mark, bold=1 <= row < len(table.head)) for mark in line] for row, line in enumerate(cells)]
    if not table.head:
        grid.insert(0, [""] * table.columns)
    lines += [_row(grid[0]), "|" + "|".join(_MARKS[align] for align in aligns) + "|", *map(_row, grid[1:])]
    if table.note is not None:
        lines += ["", *inline_text(table.note).split("\\\n")]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _laid_out(rows: Sequence[Sequence[Cell]], columns: int) -> list[list[Cell | str]]:
    """Every place of the table: the cell that begins there, `<` or `^` for one that goes on, '' for none."""
    places: list[list[Cell | str | None]] = [[None] * columns for _ in rows]
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < columns and places[at][column] is not None:
                column += 1
            if column >= columns:
                break
            for down in range(min(cell.row_span, len(rows) - at)):
                for across in range(min(cell.column_span, columns - column)):
                    places[at + down][column + across] = "<" if across else "^"
            places[at][column] = cell
    return [["" if place is None else place for place in row] for row in places]


def _align(cells: Sequence[Sequence[Cell | str]], column: int, head: int) -> str:
    found = [cell.align for row in cells[head:] or cells if isinstance(cell := row[column], Cell)]
    return max(dict.fromkeys(found), key=found.count) if found else ""


def _cell(place: Cell | str, *, bold: bool) -> str:
    if isinstance(place, str):
        return place
    text = inline_text(place.inline, bold=False, hard=False).replace("|", "\\|").replace("\n", "<br>")
    if text in ("<", "^"):
        text = "\\" + text
    if bold and text:
        text = f"**{text}**"
    return "\u3000" * place.indent + text
