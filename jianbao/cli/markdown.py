"""A page of the handbook, in Markdown → lines for a terminal: Han text wrapped as Han text is, tables in columns.

It reads what the handbook is written in: headings, paragraphs, lists, tables, code; `**…**` and `` `…` ``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from typer import style

from jianbao.cli.lines import columns, spans

_INLINE: Final = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|`(?P<code>[^`]+)`|\\(?P<escaped>\S)")
_ITEM: Final = re.compile(r"(- |\d+\. )")
_MARKS: Final = "，。；：、！？）"
_GAP: Final = 2


def rendered(text: str, width: int, *, colour: bool) -> list[str]:
    """`text` in lines of at most `width` columns; `colour` allows escape sequences."""
    lines: list[str] = []
    was_item = False
    for block in _blocks(text):
        is_item = bool(_ITEM.match(block[0]))
        if lines and not (was_item and is_item):
            lines.append("")
        lines += _block(block, width, colour)
        was_item = is_item
    return lines


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines of each block; code is one whatever stands in it, and so is each item of a list."""
    block: list[str] = []
    for line in text.splitlines():
        in_code = bool(block) and block[0].startswith("```")
        ended = in_code and len(block) > 1 and block[-1] == "```"
        if ended or (not in_code and (not line.strip() or _ITEM.match(line))):
            if block:
                yield block
            block = []
        if line.strip() or (block and block[0].startswith("```")):
            block.append(line)
    if block:
        yield block


def _block(block: Sequence[str], width: int, colour: bool) -> Iterator[str]:
    first = block[0]
    if first.startswith("```"):
        yield from (f"    {line}" for line in block[1:-1])
    elif first.startswith("#"):
        text = first.lstrip("#").strip()
        yield style(text, bold=True, underline=first.startswith("# ")) if colour else text
    elif first.startswith("|"):
        yield from _table(block, width, colour)
    else:
        item = _ITEM.match(first)
        sign = item[0] if item else ""
        lines = list(_wrapped(_joined([first[len(sign) :], *block[1:]]), width - len(sign), colour))
        yield from (f"{' ' * len(sign) if at else sign}{line}" for at, line in enumerate(lines))


def _joined(lines: Sequence[str]) -> str:
    """Lines of a paragraph as one; between Han characters, and behind their marks, a line end is no space."""
    text = ""
    for line in map(str.strip, lines):
        close = text[-1:] in _MARKS or (columns(text[-1:]) == columns(line[:1]) == 2)
        text += line if close or not text else f" {line}"
    return text


def _wrapped(text: str, width: int, colour: bool) -> Iterator[str]:
    """Text with marks as styled lines."""
    plain, styles = "", ""
    at = 0
    for mark in _INLINE.finditer(text):
        kind = "bold" if mark["bold"] else "code" if mark["code"] else ""
        inner = mark["bold"] or mark["code"] or mark["escaped"]
        plain += text[at : mark.start()] + inner
        styles += " " * (mark.start() - at) + (kind[:1] or " ") * len(inner)
        at = mark.end()
    plain += text[at:]
    styles += " " * (len(text) - at)
    for start, stop in spans(plain, width):
        end = start + len(plain[start:stop].rstrip())
        if not colour:
            yield plain[start:end]
            continue
        runs = groupby(range(start, end), key=lambda each: styles[each])
        yield "".join(_styled("".join(plain[each] for each in run), kind) for kind, run in runs)


def _styled(text: str, kind: str) -> str:
    if kind == "b":
        return style(text, bold=True)
    return style(text, fg="cyan") if kind == "c" else text


def _table(block: Sequence[str], width: int, colour: bool) -> Iterator[str]:
    rows = [
        [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in block
    ]
    head, body = rows[0], rows[2:]
    widths = [
        max(columns(_INLINE.sub(lambda m: m["bold"] or m["code"] or m["escaped"], cell)) for cell in cells)
        for cells in zip(head, *body, strict=True)
    ]
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room:
        # the widest column gives way, but no further than the next
        order = sorted(widths)
        widest = widths.index(order[-1])
        widths[widest] = max(
            order[-1] - (sum(widths) - room), min(order[-1] - 1, (order[-2:-1] or [0])[0]), 4
        )
        if max(widths) <= 4:
            break
    yield from _row([f"**{cell}**" if cell else "" for cell in head], widths, colour)
    yield "─" * min(sum(widths) + _GAP * (len(widths) - 1), width)
    for cells in body:
        yield from _row(cells, widths, colour)


def _row(cells: Sequence[str], widths: Sequence[int], colour: bool) -> Iterator[str]:
    """A row, each cell wrapped in its column."""
    plain = [list(_wrapped(cell, size, colour=False)) for cell, size in zip(cells, widths, strict=True)]
    shown = [list(_wrapped(cell, size, colour)) for cell, size in zip(cells, widths, strict=True)]
    for at in range(max(map(len, plain))):
        line = ""
        for bare, dressed, size in zip(plain, shown, widths, strict=True):
            text, of = (dressed[at], bare[at]) if at < len(bare) else ("", "")
            line += text + " " * (size - columns(of) + _GAP)
        yield line.rstrip()
