"""Blocks → lines of text that a test can hold."""

from __future__ import annotations

from jianbao.model.body import Block, Figure, Inline, ListItem, Separator, Table


def text(inline: Inline) -> str:
    pieces = []
    for span in inline.spans:
        piece = span.text.replace("\n", "⏎")
        pieces.append(f"[{piece}]" if span.bold else f"‹{piece}|{span.link}›" if span.link else piece)
    return "".join(pieces)


def shown(block: Block) -> list[str]:
    name = type(block).__name__.lower()
    if isinstance(block, Separator):
        return [name]
    if isinstance(block, Figure):
        return [
            f"figure: {each.path}|{each.caption}|{each.credit}|{each.width_mm:g}" for each in block.pictures
        ]
    if isinstance(block, Table):
        parts = ((word, getattr(block, word)) for word in ("caption", "unit"))
        lines = [f"{word}: {text(inline)}" for word, inline in parts if inline]
        for kind in ("head", "rows"):
            for row in getattr(block, kind):
                cells = (
                    "　" * cell.indent
                    + text(cell.inline)
                    + "→" * (cell.column_span - 1)
                    + "↓" * (cell.row_span - 1)
                    + cell.align[:1]
                    for cell in row
                )
                lines.append(f"{kind}: " + " | ".join(cells))
        return [f"table of {block.columns}", *lines, *([f"note: {text(block.note)}"] if block.note else [])]
    if isinstance(block, ListItem):
        return [f"{'  ' * block.depth}{block.marker} {text(block.inline)}"]
    mark = getattr(block, "level", getattr(block, "number", ""))
    return [f"{name}{mark}: {text(block.inline)}"]
