"""Laid-out figures → a table without borders: pictures in a row of exact height, captions in the next.

A picture in a line of exact height is cut off by Word, and one in a free line makes the line as high as it likes;
in a row of exact height it takes up what the layout gave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from jianbao.pages import Figure, FigureItem, Picture
from jianbao.pictures import Image
from jianbao.writers.docx.markup import EMU, Counter, ParagraphProperties, escape
from jianbao.writers.docx.styles import FIGURE_STYLE, SPACER_STYLE
from jianbao.writers.pictures import PlainPicture, plain_picture

if TYPE_CHECKING:
    from jianbao.writers.docx.paragraphs import Writer

_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Gallery(Struct):
    """The pictures of one document, each embedded once, as fine as its largest place needs.

    `places` are those boxes in twips, `media` the embedded pictures by relationship id.
    """

    places: Mapping[str, tuple[Image, tuple[int, int]]]
    drawings: Counter = field(default_factory=Counter)
    media: dict[str, PlainPicture] = field(default_factory=dict[str, PlainPicture])
    _by_picture: dict[str, str] = field(default_factory=dict[str, str])
    _by_digest: dict[bytes, str] = field(default_factory=dict[bytes, str])

    def embed(self, image: Image) -> str:
        """The relationship id of the picture. Raises InputError where its pixels are damaged."""
        known = self._by_picture.get(image.sha256)
        if known is None:
            picture = plain_picture(*self.places[image.sha256])
            known = self._by_digest.setdefault(
                sha256(picture.data).digest(), f"rIdPicture{len(self.media) + 1}"
            )
            self._by_picture[image.sha256] = known
            self.media.setdefault(known, picture)
        return known


def figure(block: Figure, writer: Writer, gallery: Gallery, *, left: int, page_break: bool = False) -> str:
    """A figure whose first column begins `left` twips from the type area's edge."""
    edges = _columns(block.items)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width, _ in edges)
    captioned = any(item.caption for item in block.items)
    pictures = "".join(
        _tc(width, _picture_line(item, gallery, keep=captioned, page_break=page_break and number == 0))
        for number, (width, item) in enumerate(edges)
    )
    rows = _tr(block.height, pictures)
    if captioned and block.caption_height:
        captions = "".join(
            _tc(
                width,
                writer.paragraph(item.caption, keep_next=False) if item and item.caption else _nothing(),
                "top",
            )
            for width, item in edges
        )
        rows += _tr(block.caption_height, captions)
    total = sum(width for width, _ in edges)
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblInd w:w="{left}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _columns(items: tuple[FigureItem, ...]) -> list[tuple[int, FigureItem | None]]:
    """(width, item) of each grid column; gutters are columns without an item."""
    columns: list[tuple[int, FigureItem | None]] = []
    end = items[0].x
    for item in items:
        if item.x > end:
            columns.append((item.x - end, None))
        columns.append((item.width, item))
        end = item.x + item.width
    return columns


def _tr(height: int, cells: str) -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>{cells}</w:tr>'
    )


def _tc(width: int, content: str, align: str = "center") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{align}"/></w:tcPr>{content}</w:tc>'


def _nothing() -> str:
    return f"<w:p>{ParagraphProperties(style=SPACER_STYLE).xml}</w:p>"


def _picture_line(item: FigureItem | None, gallery: Gallery, *, keep: bool, page_break: bool) -> str:
    properties = ParagraphProperties(
        style=FIGURE_STYLE if item else SPACER_STYLE, keep_next=keep, page_break_before=page_break
    )
    drawing = f"<w:r>{inline(item.picture, gallery)}</w:r>" if item else ""
    return f"<w:p>{properties.xml}{drawing}</w:p>"


def inline(picture: Picture, gallery: Gallery) -> str:
    """`w:drawing` of a picture in the line, at its size, with its alternative text."""
    relation = gallery.embed(picture.image)
    number = gallery.drawings.next()
    name, alt = escape(picture.name), escape(picture.alt)
    width, height = picture.width * EMU, picture.height * EMU
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="{name}" descr="{alt}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alt}"/>'
        '<pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
