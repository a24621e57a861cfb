"""`Pages` → one self-contained HTML file for OA systems and websites: the blocks in reading order, no script, no address.

What only the printed page has is left out: page numbers, leaders, furniture. Pictures stand in it as data.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from jianbao.pages import Block, Colophon, Figure, Line, Pages, Paragraph, Picture, Role, Run, RunKind, Table
from jianbao.writers.common import anchors, is_url, target_of
from jianbao.writers.pictures import largest_places, plain_picture

_LOOK: Final = (
    "body{max-width:42em;margin:2em auto;padding:0 1em;line-height:1.8;font-family:FangSong,STFangsong,serif}"
    "header,.masthead,h1,h2,.beside,figure,caption,.centre{text-align:center}"
    ".masthead{color:#d7000f;font-weight:bold;margin:.2em 0}.paragraph{text-indent:2em;margin:0}"
    "header{border-bottom:3px solid #d7000f;margin-bottom:1em}ul{list-style:none;padding-left:2em;margin:0}"
    "table{border-collapse:collapse;margin:1em auto}th,td{border:1px solid;padding:.2em .5em}"
    "img{max-width:100%}footer{border-top:1px solid;margin-top:2em}"
)
_NESTED: Final = {Role.LIST_ITEM, Role.LIST_PART}
_CONTENTS: Final = {Role.CONTENTS_HEADING, Role.CONTENTS_ENTRY, Role.CONTENTS_COLUMN}
_GROUPS: Final = {
    **dict.fromkeys(_NESTED, "ul"),
    **dict.fromkeys(_CONTENTS, "nav"),
    Role.MASTHEAD: "header",
    Role.QUOTE: "blockquote",
}


def write(pages: Pages) -> bytes:
    """The whole file, UTF-8."""
    body = "\n".join(_Walk(pages).blocks(pages.blocks))
    meta = pages.meta
    author = f'<meta name="author" content="{escape(meta.organ)}">' if meta.organ else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(meta.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(meta.title)}</title>\n{author}\n"
        f'<meta name="date" content="{meta.date.isoformat()}">\n<style>{_LOOK}</style>\n</head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


class _Walk:
    def __init__(self, pages: Pages) -> None:
        placed = [item for page in pages.pages for item in page.items if isinstance(item, Picture)]
        self.places = largest_places(placed)
        self.anchors = anchors(pages)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The blocks, those that belong together in an element of their own; a caption goes into the table after it."""
        group, caption = "", ""
        for index, block in enumerate(blocks):
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(block, Paragraph) and block.role is Role.CAPTION and isinstance(after, Table):
                caption = self.inline(block)
                continue
            wanted = _GROUPS.get(block.role, "") if isinstance(block, Paragraph) else ""
            if wanted != group:
                yield from (f"</{group}>",) if group else ()
                yield from (f"<{wanted}>",) if wanted else ()
                group = wanted
            yield self.block(block, caption)
            caption = ""
        if group:
            yield f"</{group}>"

    def block(self, block: Block, caption: str) -> str:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        if isinstance(block, Table):
            return self.table(block, caption)
        if isinstance(block, Figure):
            return "\n".join(
                f"<figure>{self.picture(item.picture)}"
                + (f"<figcaption>{self.inline(item.caption)}</figcaption>" if item.caption else "")
                + "</figure>"
                for item in block.items
            )
        return self.colophon(block)

    def colophon(self, block: Colophon) -> str:
        lines = "\n".join(f"<p>{self.inline(each)}</p>" for each in block.paragraphs)
        return f"<footer>\n{lines}\n</footer>"

    def paragraph(self, block: Paragraph) -> str:
        anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
        text = self.inline(block)
        if not text and not anchor:
            return ""
        match block.role:
            case Role.TITLE | Role.CONTENTS_HEADING:
                return f"<h2{anchor}>{text}</h2>"
            case Role.HEADING:
                level = min(block.level + 2, 6)
                return f"<h{level}{anchor}>{text}</h{level}>"
            case Role.LIST_ITEM | Role.LIST_PART:
                # How deep an item stands is all that the page shows of lists within lists.
                deep = f' style="margin-left:{2 * block.level}em"' if block.level else ""
                return f"<li{anchor}{deep}>{text}</li>"
            case Role.MASTHEAD:
                return f'<p class="masthead"{anchor}>{text}</p>'
            case Role.BESIDE_TITLE | Role.COLUMN:
                return f'<p class="beside"{anchor}>{text}</p>'
            case Role.PARAGRAPH:
                return f'<p class="paragraph"{anchor}>{text}</p>'
            case _:
                return f"<p{anchor}>{text}</p>"

    def table(self, block: Table, caption: str) -> str:
        rows = []
        for row in block.rows:
            cells = []
            for cell in row.cells:
                kind, scope = ("th", ' scope="col"') if row.head else ("td", "")
                if cell.header and not row.head:
                    kind, scope = "th", ' scope="row"'
                spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
                spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
                text = "<br>".join(filter(None, map(self.inline, cell.paragraphs)))
                cells.append(f"<{kind}{scope}{spans}>{text}</{kind}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        heads = sum(row.head for row in block.rows)
        head = "\n".join(("<thead>", *rows[:heads], "</thead>", "")) if heads else ""
        said = f"<caption>{caption}</caption>\n" if caption else ""
        return f"<table>\n{said}{head}<tbody>\n" + "\n".join(rows[heads:]) + "\n</tbody>\n</table>"

    def picture(self, picture: Picture) -> str:
        plain = plain_picture(*self.places[picture.image.sha256])
        kind = "jpeg" if plain.is_jpeg else "png"
        wide, high = plain.size
        return (
            f'<img src="data:image/{kind};base64,{b64encode(plain.data).decode()}" width="{wide}" height="{high}"'
            f' alt="{escape(picture.alt)}">'
        )

    # --- text ---------------------------------------------------------------------------------------------------

    def inline(self, paragraph: Paragraph) -> str:
        """The paragraph's text with its bold stretches, links and stated breaks; page numbers of contents go."""
        pieces = [piece for line in paragraph.lines for piece in self.line(line)]
        return "".join(pieces).removesuffix("<br>").strip()

    def line(self, line: Line) -> Iterator[str]:
        entry = any(run.kind is RunKind.PAGE_REF for run in line.runs)
        for run in line.runs:
            if run.kind is RunKind.TAB:
                yield "" if entry else " "
            elif run.kind is not RunKind.PAGE_REF and run.text:
                yield self.run(run)
        if line.hard and not line.last:
            yield "<br>"
        yield escape(line.dropped)

    def run(self, run: Run) -> str:
        text = escape(run.text, quote=False)
        if run.rise:
            text = f"<sup>{text}</sup>" if run.rise > 0 else f"<sub>{text}</sub>"
        if run.bold:
            text = f"<strong>{text}</strong>"
        target = target_of(run) if run.link else ""
        if target and (is_url(target) or target in self.anchors):
            text = f'<a href="{escape(target if is_url(target) else "#" + target)}">{text}</a>'
        return text
