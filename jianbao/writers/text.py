"""`Pages` → plain text in reading order, a paragraph a line, for OA systems and mail: what the page says, without its look."""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.pages import Block, Figure, Line, Pages, Paragraph, Role, RunKind, Table
from jianbao.writers.common import paragraphs

_INDENTED = {Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM, Role.LIST_PART, Role.QUOTE, Role.NOTE}
_INDENT = "\u3000\u3000"


def write(pages: Pages) -> bytes:
    """The text, UTF-8; cells of a table are parted by tabs, pictures told by what they show."""
    before: Role | None = None
    out: list[str] = []
    for block in pages.blocks:
        role = block.role if isinstance(block, Paragraph) else None
        if out and (role is None or role is not before):
            out.append("")
        before = role
        out += _block(block)
    return ("\n".join(out).strip("\n") + "\n").encode()


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        for row in block.rows:
            cells = [""] * len(block.widths)
            for cell in row.cells:
                cells[cell.column] = " ".join(map(_said, cell.paragraphs))
            yield "\t".join(cells)
    elif isinstance(block, Figure):
        for item in block.items:
            yield f"［图：{item.picture.alt}］"
            if item.caption and _said(item.caption) != item.picture.alt:
                yield _said(item.caption)
    else:
        for paragraph in paragraphs(block):
            if text := _said(paragraph):
                yield (_INDENT if paragraph.role in _INDENTED else "") + text


def _said(paragraph: Paragraph) -> str:
    return "".join(map(_line, paragraph.lines)).strip()


def _line(line: Line) -> str:
    entry = any(run.kind is RunKind.PAGE_REF for run in line.runs)
    pieces = (
        ("" if entry else " ") if run.kind is RunKind.TAB else run.text
        for run in line.runs
        if run.kind is not RunKind.PAGE_REF
    )
    return "".join(pieces) + line.dropped
