"""Blocks in reading order → custom tags (GB/T 33190-2016, 16): what each text object is, in the standard's own words.

One element per paragraph, named as its style is (标题, 正文, 要目, 报送 …), tables, figures and the 版记 around theirs; each
lists the objects that show it. So a program finds the title of an archived bulletin, or puts a paragraph that runs over
two pages together again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from jianbao.pages import Block, Colophon, Figure, Line, Paragraph, Picture, Role
from jianbao.typography import STYLES
from jianbao.writers.ofd.markup import HEAD, NAMESPACE, root

TAGS: Final = "urn:jianbao:bulletin"
INDEX: Final = "Tags/CustomTags.xml"
FILE: Final = "Tags/Bulletin.xml"


def index() -> bytes:
    """CustomTags.xml, which names the file of tags."""
    tag = f'<ofd:CustomTag NameSpace="{TAGS}"><ofd:FileLoc>Bulletin.xml</ofd:FileLoc></ofd:CustomTag>'
    return root("CustomTags", tag)


def tags(
    blocks: Iterable[Block], objects: Mapping[Line | Picture, Sequence[int]], page_ids: Sequence[int]
) -> bytes:
    """The file of tags; `objects` tells which objects show a line or picture."""
    body = "".join(_block(block, objects, page_ids) for block in blocks)
    spaces = f'xmlns:ofd="{NAMESPACE}" xmlns:jb="{TAGS}"'
    return f"{HEAD}<jb:简报 {spaces}>{body}</jb:简报>".encode()


def _block(block: Block, objects: Mapping[Line | Picture, Sequence[int]], page_ids: Sequence[int]) -> str:
    def refs(items: Iterable[Line | Picture]) -> str:
        return "".join(
            f'<ofd:ObjectRef PageRef="{page_ids[item.page - 1]}">{number}</ofd:ObjectRef>'
            for item in items
            for number in objects.get(item, ())
        )

    def tag(paragraph: Paragraph) -> str:
        listed = "" if paragraph.role is Role.FURNITURE else refs(paragraph.lines)
        name = STYLES[paragraph.style].name if paragraph.style in STYLES else "文字"
        return f"<jb:{name}>{listed}</jb:{name}>" if listed else ""

    if isinstance(block, Paragraph):
        return tag(block)
    if isinstance(block, Colophon):
        return f"<jb:版记>{''.join(map(tag, block.paragraphs))}</jb:版记>"
    if isinstance(block, Figure):
        return "".join(
            f"<jb:图>{refs((item.picture,))}{tag(item.caption) if item.caption else ''}</jb:图>"
            for item in block.items
        )
    rows = (
        "".join(f"<jb:格>{''.join(map(tag, cell.paragraphs))}</jb:格>" for cell in row.cells)
        for row in block.rows
    )
    return f"<jb:表格>{''.join(f'<jb:行>{row}</jb:行>' for row in rows)}</jb:表格>"
