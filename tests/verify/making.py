"""Small files for the tests of the verify room: a PDF drawn by hand, a DOCX written as bare XML, pages out of thin air."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from jianbao.foreign.pdf import Glyph, Line, Look, Page

A4 = (595.276, 841.89)
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
    'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def page(
    *rows: Sequence[tuple[str, float]] | str,
    number: int = 1,
    size: float = 16.0,
    font: str = "JianbaoFangSong",
) -> Page:
    """A page whose rows stand 29 pt apart; a row is a text, or cells of (text, left edge)."""
    look = Look(font, size, "000000", embedded=True)
    lines: list[Line] = []
    for index, row in enumerate(rows):
        baseline = 128.0 + 28.95 * index
        for text, left in [(row, 79.4)] if isinstance(row, str) else row:
            glyphs = [
                Glyph(char, left + size * at, left + size * (at + 1), baseline, look)
                for at, char in enumerate(text)
            ]
            lines.append(Line(number, tuple(glyphs)))
    return Page(number, *A4, tuple(lines), (), ())


def pdf(path: Path, draw: object = None, pages: int = 1) -> Path:
    """A PDF of Western text; `draw(canvas, page)` draws each page."""
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(1, pages + 1):
        if callable(draw):
            draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return path


def docx(path: Path, body: str, *, styles: str = "", section: str = SECTION, **parts: str) -> Path:
    """A DOCX with just this body XML; `parts` are further parts of word/ by name without suffix."""
    names = ("document", "styles", *parts)
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{"document.main" if name == "document" else name}+xml"/>'
        for name in names
    )
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", *parts)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f'<w:document {NAMESPACE} xmlns:r="{_OFFICE}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACE}>{styles}</w:styles>",
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def looks(face: str = "仿宋_GB2312", half_points: int = 32, spacing: int = -5, colour: str = "") -> str:
    """Run properties in schema order."""
    shade = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:hint="eastAsia"/>{shade}'
        f'<w:spacing w:val="{spacing}"/><w:sz w:val="{half_points}"/></w:rPr>'
    )


def paragraph(*runs: str, properties: str = "", look: str | None = None) -> str:
    """A paragraph of runs of one look, on the grid."""
    look = looks() if look is None else look
    texts = "".join(f'<w:r>{look}<w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    grid = '<w:spacing w:line="579" w:lineRule="exact"/><w:jc w:val="both"/>'
    return f"<w:p><w:pPr>{properties}{grid}</w:pPr>{texts}</w:p>"


def bytes_of(files: dict[str, bytes]) -> bytes:
    """A zip of just these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
