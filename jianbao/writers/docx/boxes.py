"""What stands in text boxes: the colophon at the foot of the last page, and the number of a page on its side.

The colophon (版记) stays at the foot while the text before it is edited. It hangs on an empty paragraph behind the text and is aligned with the bottom of the type area, so it goes along when
the text's end moves to another page. Frames and floating tables were tried before: LibreOffice does not align them there.

It stands there three times, and each reader takes the first that it knows: Word from 2013 on a box that grows with
its text; LibreOffice, which sets a growing box 5.7 pt too high, and Word 2010 one of fixed height; old WPS the VML one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from jianbao.pages import Colophon, Line, Paragraph, Rule
from jianbao.typography import MARGIN_LEFT, PAPER_HEIGHT, TYPE_AREA_WIDTH
from jianbao.writers.docx.markup import EMU, Counter
from jianbao.writers.docx.paragraphs import spacer

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


def turned_folio(folio: Line, paragraph: str, drawings: Counter) -> str:
    """The footer's paragraph of a page on its side: `paragraph`, the number's own, in a box turned with the paper.

    So it stands where the upright pages have it (GB/T 9704-2012 clause 8).
    """
    left, top = PAPER_HEIGHT - folio.top - folio.height, MARGIN_LEFT
    width, height = folio.height, TYPE_AREA_WIDTH
    box = _Box(
        width,
        height,
        ("page", f"<wp:posOffset>{left * EMU}</wp:posOffset>"),
        ("page", f"<wp:posOffset>{top * EMU}</wp:posOffset>"),
        "vert",
    )
    number = drawings.next()
    style = (
        f"position:absolute;margin-left:{left / 20:g}pt;margin-top:{top / 20:g}pt;width:{width / 20:g}pt;"
        f"height:{height / 20:g}pt;z-index:251658240;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
    )
    shown = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{_anchored(box, number, "页码", "页码", paragraph, "noAutofit")}'
        f'</mc:Choice><mc:Fallback><w:pict><v:rect id="JbFolio{number}" style="{style}" filled="f" stroked="f">'
        f'<v:textbox inset="0,0,0,0" style="layout-flow:vertical"><w:txbxContent>{paragraph}</w:txbxContent></v:textbox>'
        "</v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    return spacer(anchored=shown)


def bar(paragraph: Paragraph, rule: Rule, drawings: Counter) -> str:
    """The run that carries a rule beside a paragraph's text, hung on that paragraph."""
    left, down = rule.x - MARGIN_LEFT, rule.y - rule.width // 2 - paragraph.lines[0].top
    number = drawings.next()
    box = _Box(
        rule.length,
        rule.width,
        ("margin", f"<wp:posOffset>{left * EMU}</wp:posOffset>"),
        ("paragraph", f"<wp:posOffset>{down * EMU}</wp:posOffset>"),
    )
    fill = f'<a:solidFill><a:srgbClr val="{rule.colour}"/></a:solidFill>'
    drawn = _drawn(box, number, f"红线{number}", "红色分隔线", fill, "<wps:bodyPr/>")
    style = (
        f"position:absolute;margin-left:{left / 20:g}pt;margin-top:{down / 20:g}pt;width:{rule.length / 20:g}pt;"
        f"height:{rule.width / 20:g}pt;z-index:251658240;mso-position-horizontal-relative:margin"
    )
    old = f'<w:pict><v:rect id="JbRule{number}" style="{style}" fillcolor="#{rule.colour}" stroked="f"/></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


class _Box(NamedTuple):
    """A rectangle: its size in twips, where it stands (against what, how); which way the text in it runs, '' without."""

    width: int
    height: int
    across: tuple[str, str]
    down: tuple[str, str]
    way: str = ""


def _drawing(block: Colophon, number: int, content: str, fit: str) -> str:
    aligned = "<wp:align>left</wp:align>", "<wp:align>bottom</wp:align>"
    box = _Box(TYPE_AREA_WIDTH, block.height, ("margin", aligned[0]), ("margin", aligned[1]), "horz")
    return _anchored(box, number, "版记", _ALT, content, fit)


def _anchored(box: _Box, number: int, name: str, alt: str, content: str, fit: str) -> str:
    """A text box as `w:drawing`."""
    foot = "t" if box.way == "vert" else "b"
    body = (
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr rot="0" vert="{box.way}" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{foot}" anchorCtr="0">'
        f"<a:{fit}/></wps:bodyPr>"
    )
    return _drawn(box, number, name, alt, "<a:noFill/>", body)


def _drawn(box: _Box, number: int, name: str, alt: str, fill: str, body: str) -> str:
    """A rectangle as `w:drawing`; `body` are its text and the text's properties."""
    width, height = box.width * EMU, box.height * EMU
    wrap = "<wp:wrapTopAndBottom/>" if box.way == "horz" else "<wp:wrapNone/>"
    text = '<wps:cNvSpPr txBox="1"/>' if box.way else "<wps:cNvSpPr/>"
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        f' relativeHeight="251658240" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="{0 if box.way else 1}">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{box.across[0]}">{box.across[1]}</wp:positionH>'
        f'<wp:positionV relativeFrom="{box.down[0]}">{box.down[1]}</wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}'
        f'<wp:docPr id="{number}" name="{name}" descr="{alt}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp>{text}<wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln></wps:spPr>'
        f"{body}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
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
