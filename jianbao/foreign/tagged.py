"""A PDF of our own → blocks by its tags: what each paragraph is called, which cells a table has, what leads where.

The tags tell what a page does not: an element's title names its paragraph's style, its ID is an anchor, marked content
without any is the end of a line that somebody asked for, and what stands behind a tab is marked anew. So the same
blocks come of it as of our DOCX, whose styles say them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.foreign import structure
from jianbao.foreign.blocks import CENTER, LEFT, PICTURE, RIGHT, Cell, Content, Grid, Span, Text
from jianbao.foreign.structure import Held, Node, Piece, Tagged
from jianbao.typography import SIZE_3, STYLES, TWIPS_PER_POINT, USUAL_STYLES, Align

_OURS: Final = "jianbao"
_RULE: Final = "版式线"
_NEAR: Final = 0.1
_POINTS_PER_MM: Final = 72 / 25.4
_JPEG: Final = b"\xff\xd8"
_ALIGN: Final = {"/Start": LEFT, "/Center": CENTER, "/End": RIGHT}
_STYLES: Final = {style.name: style for style in STYLES.values()}


def read(path: Path) -> Content | None:
    """What a PDF that jianbao tagged holds; None for any other, and where pikepdf is not installed."""
    try:
        found = structure.read(path, _OURS)
        # a part is an issue of a volume
        return None if found is None or "Part" in {kid.kind for kid in found.root.nodes} else _content(found)
    except Exception:  # noqa: BLE001 - anybody may write our mark into a file, which then is read as anybody's
        return None


def _content(found: Tagged) -> Content:
    reader = _Reader(found.rules)
    reader.blocks(found.root.kids)
    told = (line.partition("=") for line in found.info[_OURS].split("\n"))
    properties = {f"jianbao.{key}": value for key, _, value in told}
    properties |= {
        "Application": "jianbao",
        "keywords": found.info.get("Keywords", "").replace("; ", "；"),
        "category": properties.pop("jianbao.series", ""),
        "identifier": properties.pop("jianbao.identifier", ""),
    }
    return Content(
        "pdf", tuple(reader.made), media=reader.media, properties=properties, pages=len(found.rules)
    )


class _Words(Struct):
    """A paragraph's spans in the making; `size` is that of its text, `base` the baseline of its line."""

    spans: list[Span] = field(default_factory=list[Span])
    base: float = 0
    size: float = 0

    def end(self, mark: str) -> None:
        """End a line, or go to a tab: the blank before that is drawn for it."""
        if self.spans and mark == "\t":
            self.spans[-1] = replace(self.spans[-1], text=self.spans[-1].text.rstrip(" \u3000"))
        self.spans.append(Span(mark))

    def add(self, pieces: Sequence[Piece], link: str, actual: str) -> None:
        """Text in a row; `actual` is what it reads."""
        for at, piece in enumerate(pieces):
            if piece.size >= self.size:
                self.size, self.base = piece.size, piece.y
            off = piece.y - self.base if piece.size < self.size else 0
            # a line below, whose first piece is small
            off = 0 if abs(off) > self.size else off
            script = "super" if off > _NEAR else "sub" if off < -_NEAR else ""
            text = (actual if at == 0 else "") if actual else piece.text
            span = Span(text, piece.size, piece.bold, script=script, link=link)
            last = self.spans[-1] if self.spans else None
            if last is not None and replace(last, text="") == replace(span, text=""):
                self.spans[-1] = replace(last, text=last.text + span.text)
            else:
                self.spans.append(span)


class _Reader:
    def __init__(self, rules: Sequence[Sequence[float]]) -> None:
        self.rules = rules
        self.made: list[Text | Grid] = []
        self.media: dict[str, bytes] = {}
        self.figure: list[tuple[Node, Held, Node | None]] = []

    def blocks(self, kids: Sequence[Node | Held], depth: int = -1) -> None:
        """Take in elements that stand one below the other; `depth` is that of the list that they stand in."""
        for kid in kids:
            if isinstance(kid, Held):
                continue
            parts = {each.kind: each for each in kid.nodes}
            shown = parts.get("Figure") if kid.kind == "Div" else kid if kid.kind == "Figure" else None
            if shown is not None:
                self.picture(shown, parts.get("Caption"))
                continue
            self.row()
            if kid.kind == "Div":
                self.colophon(kid)
            elif kid.kind == "L":
                self.blocks(kid.kids, depth + 1)
            elif kid.kind == "LI" and not _has_blocks(parts.get("LBody")):
                self.text(kid, depth, "LBody")
            elif kid.kind == "LI":
                self.item(kid, depth)
            elif kid.kind == "TOCI" and "Reference" in parts:
                self.text(kid, depth, "Reference")
            elif kid.kind in ("TOC", "TOCI", "BlockQuote"):
                self.blocks(kid.kids, depth)
            elif kid.kind == "Table":
                self.table(kid)
            else:
                self.text(kid, depth)
        if depth < 0:
            self.row()

    def item(self, item: Node, depth: int) -> None:
        """A list's item that holds more than a line of text; its label stands before the first of its paragraphs."""
        *label, body = item.nodes
        first, *more = body.nodes
        self.text(replace(first, kids=[*label, *first.kids]), depth)
        self.blocks(more, depth)

    # --- paragraphs -----------------------------------------------------------------------------------------------

    def text(self, node: Node, depth: int, kind: str = "") -> None:
        """A paragraph."""
        named = next((each for each in node.nodes if each.kind == kind), node)
        self.made.append(self.paragraph(node, _style(named), depth, named.name))

    def paragraph(self, node: Node, style: str, depth: int = -1, name: str = "") -> Text:
        """See `text`."""
        words = _Words()
        self.words(words, node)
        marks = (re.sub(r"[^0-9A-Za-z_]", "_", name),) if name else ()
        right = float(node.stated.get("EndIndent", 0)) * TWIPS_PER_POINT / SIZE_3
        left = 2 * max(0, depth)
        return Text(tuple(words.spans), len(self.made) + 1, left=left, style=style, marks=marks, right=right)

    def words(self, words: _Words, node: Node, link: str = "") -> None:
        """Take in what an element holds."""
        before: Held | None = None
        for kid in node.kids:
            if isinstance(kid, Node):
                self.words(words, kid, kid.target or link)
                before = None
                continue
            if not kid.pieces:
                words.end("\n")
            elif before is not None and before.pieces and _beside(before, kid):
                words.end("\t")
            words.add(kid.pieces, link, node.actual)
            before = kid

    # --- tables ---------------------------------------------------------------------------------------------------

    def table(self, node: Node) -> None:
        """A table, below its caption and its unit."""
        rows: list[list[Node]] = []
        for kid in node.nodes:
            if kid.kind == "TR":
                rows.append(kid.nodes)
                continue
            for each in _paragraphs(kid):
                self.text(each, -1)
        if not rows:
            return
        columns = max((sum(_number(cell, "ColSpan") for cell in row) for row in rows), default=0)
        head = sum(1 for _ in takewhile(_is_head, rows))
        place = len(self.made) + 1
        made = tuple(tuple(self.cell(cell, place) for cell in row) for row in rows)
        self.made.append(Grid(made, columns, place, head=head))

    def cell(self, cell: Node, place: int) -> Cell:
        """A cell with its paragraphs."""
        texts = tuple(self.paragraph(each, _style(each)) for each in _paragraphs(cell))
        usual = CENTER if _STYLES[texts[0].style].align is Align.CENTER else LEFT
        align = _ALIGN.get(str(cell.stated.get("TextAlign")), usual)
        texts = tuple(replace(text, place=place, align=align) for text in texts)
        return Cell(texts, _number(cell, "ColSpan"), _number(cell, "RowSpan"))

    # --- pictures -------------------------------------------------------------------------------------------------

    def picture(self, node: Node, caption: Node | None) -> None:
        """One picture, beside the one before or below it."""
        held = next(node.within(), None)
        if held is None or not held.picture:
            return
        if self.figure:
            beside, last, _ = self.figure[-1]
            (left, low, _, high), (_, other_low, right, other_high) = _box(node), _box(beside)
            if not (held.page == last.page and left > right and low < other_high and other_low < high):
                self.row()
        self.figure.append((node, held, caption))

    def row(self) -> None:
        """Put down the pictures that stand side by side."""
        if not self.figure:
            return
        place = len(self.made) + 1
        pictures: list[Cell] = []
        captions: list[Cell] = []
        for node, held, caption in self.figure:
            suffix = "jpg" if held.picture.startswith(_JPEG) else "png"
            name = f"图{len(self.media) + 1}.{suffix}"
            self.media[name] = held.picture
            left, _, right, _ = _box(node)
            width = (right - left) / _POINTS_PER_MM
            span = Span(PICTURE, picture=name, width=width, alt=node.alt, name=node.title)
            pictures.append(Cell((Text((span,), place),)))
            captions.append(Cell((self.paragraph(caption, _style(caption)),) if caption is not None else ()))
        rows = (tuple(pictures), *((tuple(captions),) if any(cell.texts for cell in captions) else ()))
        self.figure.clear()
        self.made.append(Grid(rows, len(pictures), place, ruled=False))

    # --- colophon -------------------------------------------------------------------------------------------------

    def colophon(self, node: Node) -> None:
        """The 版记, with a paragraph of its style for each rule in it."""
        begun: list[tuple[float, Node | None]] = []
        page = 0
        for each in node.nodes:
            held = next((held for held in each.within() if held.pieces), None)
            if held is not None:
                page = held.page
                begun.append((held.pieces[0].y, each))
        begun += [(height, None) for height in (self.rules[page - 1] if page else ())]
        for _, line in sorted(begun, key=lambda item: -item[0]):
            if line is None:
                self.made.append(Text((), len(self.made) + 1, style=_RULE))
            else:
                self.text(line, -1)


def _style(node: Node) -> str:
    return node.title or STYLES[USUAL_STYLES.get(node.kind, "body")].name


def _has_blocks(body: Node | None) -> bool:
    return body is not None and any(kid.kind in ("P", "L") for kid in body.nodes)


def _paragraphs(holder: Node) -> list[Node]:
    """What stands below one another in a cell or a caption: itself where that is one paragraph."""
    return [each for each in holder.nodes if each.kind == "P"] or [holder]


def _beside(before: Held, held: Held) -> bool:
    """Whether marked content goes on in the line of the one before."""
    return before.page == held.page and abs(before.pieces[-1].y - held.pieces[0].y) < _NEAR


def _box(figure: Node) -> tuple[float, float, float, float]:
    left, low, right, high = map(float, figure.stated["BBox"])
    return left, low, right, high


def _number(cell: Node, name: str) -> int:
    return int(cell.stated.get(name, 1))


def _is_head(row: Sequence[Node]) -> bool:
    return any(cell.stated.get("Scope") == "/Column" for cell in row)
