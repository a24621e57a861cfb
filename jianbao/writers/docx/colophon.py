"""The colophon (版记) → a text box that stays at the foot of the last page while the text before it is edited.

It hangs on an empty paragraph behind the text and is aligned with the bottom of the type area, so it goes along when
the text's end moves to another page. Frames and floating tables were tried before: LibreOffice does not align them there.

It stands there three times, and each reader takes the first that it knows: Word from 2013 on a box that grows with
its text; LibreOffice, which sets a growing box 5.7 pt too high, and Word 2010 one of fixed height; old WPS the VML one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jianbao.pages import Colophon
from jianbao.typography import TYPE_AREA_WIDTH
from jianbao.writers.docx.markup import EMU, Counter

if TYPE_CHECKING:
    from jianbao.writers.docx.paragraphs import Writer

_SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_ALT: Final = "版记：主送、抄送单位和印数"


def colophon(block: Colophon, writer: Writer, drawings: Counter) -> str:
    """The run that carries the box; goes into an empty last paragraph (GB/T 9704-2012 7.4)."""
    content = "".join(writer.paragraph(paragraph) for paragraph in block.paragraphs)
    number = drawings.next()
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="w15 wps">{_drawing(block, number, content, "spAutoFit")}'
        f'</mc:Choice><mc:Choice Requires="wps">{_drawing(block, number, content, "noAutofit")}</mc:Choice>'
        f"<mc:Fallback>{_vml(block, content)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _drawing(block: Colophon, number: int, content: str, fit: str) -> str:
    width, height = TYPE_AREA_WIDTH * EMU, block.height * EMU
    return (
        f'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        ' relativeHeight="251658240" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
        '<wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        f'<wp:docPr id="{number}" name="版记" descr="{_ALT}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b" anchorCtr="0">'
        f"<a:{fit}/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def _vml(block: Colophon, content: str) -> str:
    style = (
        f"position:absolute;width:{TYPE_AREA_WIDTH / 20:g}pt;height:{block.height / 20:g}pt;z-index:251658240;"
        "mso-position-horizontal:left;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:bottom;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:pict><v:rect id="JbColophon" style="{style}" filled="f" stroked="f" alt="{_ALT}">'
        f'<v:textbox inset="0,0,0,0" style="mso-fit-shape-to-text:t"><w:txbxContent>{content}</w:txbxContent></v:textbox>'
        '<w10:wrap type="topAndBottom"/></v:rect></w:pict>'
    )
