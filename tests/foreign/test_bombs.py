"""Files that are made to break who reads them: each is a message within the bounds, and the next file is read."""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path

import pytest

from jianbao.errors import FileError
from jianbao.foreign.child import Child
from tests.verify.making import docx, paragraph

MOST = 400_000_000
SECONDS = 2


@pytest.fixture(scope="module")
def reader():
    """The child that reads all of them, with a part of the memory and time that it has else."""
    made = Child(MOST, SECONDS)
    yield made
    made.close()


def pdf_of(*objects: bytes, root: bytes = b"1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a true table of them."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, root, len(data),
    )  # fmt: skip


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(content), content)


def form(following: int) -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % following
    return stream(b"/F Do " * 10, head)


def flated(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter[%s]" % (b"/FlateDecode" * times))


PDFS = {
    "no pages": pdf_of(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"),
    "fewer than no pages": pdf_of(CATALOG, PAGES.replace(b"Count 1", b"Count -5"), PAGE),
    "a page tree of itself": pdf_of(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
    "a billion pages": pdf_of(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", PAGE),
    "a huge paper": pdf_of(CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]/UserUnit 1e9>>"),
    "forms in forms": pdf_of(CATALOG, PAGES, PAGE, stream(b"/F Do"), *[form(number) for number in range(6, 18)]),
    "a form in itself": pdf_of(CATALOG, PAGES, PAGE, stream(b"/F Do"), form(5)),
    "compressed twice": pdf_of(CATALOG, PAGES, PAGE, flated(b"0 0 m 9 9 l S " * 4_000_000, 2)),
    "compressed a hundred times": pdf_of(CATALOG, PAGES, PAGE, flated(b"0 0 m S", 100)),
    "a long path": pdf_of(CATALOG, PAGES, PAGE, flated(b"0 0 m " + b"9 9 l " * 5_000_000 + b"S", 1)),
    "many rules": pdf_of(CATALOG, PAGES, PAGE, flated(b"0 0 m 9 0 l S 1 1 m 1 9 l S " * 10_000, 1)),
    "nested a long way": pdf_of(CATALOG, PAGES, PAGE, b"[" * 50_000 + b"]" * 50_000),
    "another table of objects each time": b"%PDF-1.7\nstartxref\n9\n%%EOF",
    "objects in an endless stream": pdf_of(CATALOG, PAGES, PAGE, stream(b"", b"/Type/ObjStm/N 999999999/First 1")),
}  # fmt: skip


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_made_to_break_its_reader_is_a_message(name: str, reader: Child, tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(PDFS[name])
    borne(reader, "portable", path)
    # nothing signed
    assert borne(reader, "signatures", path, None) in ((), None)


def borne(reader: Child, what: str, path: Path, *given: object) -> object:
    """What is read of a file; None where that is a message of a file that cannot be read."""
    with contextlib.suppress(FileError):
        return reader.read(what, path, *given)
    return None


def nested(tag: str, depth: int) -> str:
    return f"<w:{tag}>" * depth + f"</w:{tag}>" * depth


def cell(properties: str) -> str:
    return f"<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"


BODIES = {
    "tables in tables": "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000,
    "a cell over a billion": cell('<w:gridSpan w:val="1000000000"/>'),
    "a cell over less than nothing": cell('<w:gridSpan w:val="-7"/><w:vMerge/>'),
    "many joined cells": cell('<w:gridSpan w:val="9999"/>') * 500,
    "runs in runs": nested("p", 1) + "<w:p>" + nested("ins", 4000) + "</w:p>",
    "fields in fields": "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5000 + "</w:p>",
    "a list of a billionth level": '<w:p><w:pPr><w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
    "an indent beyond measure": '<w:p><w:pPr><w:ind w:firstLine="99999999999999999999"/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>',
    "a size that is no number": '<w:p><w:r><w:rPr><w:sz w:val="NaN"/></w:rPr><w:t>文</w:t></w:r></w:p>',
    "a size of no end": '<w:p><w:r><w:rPr><w:sz w:val="1e999"/></w:rPr><w:t>文</w:t></w:r></w:p>',
    "a symbol of no code": '<w:p><w:r><w:sym w:font="Wingdings" w:char="FFFFFFFF"/></w:r></w:p>',
}
STYLES = {
    "a style after itself": '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style>',
    "two styles after each other": '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    "a long line of styles": "".join(
        f'<w:style w:type="paragraph" w:styleId="{number or "a"}"><w:basedOn w:val="{number + 1}"/></w:style>'
        for number in range(5000)
    ),
}


@pytest.mark.parametrize("name", [*BODIES, *STYLES])
def test_a_docx_made_to_break_its_reader_is_a_message(name: str, reader: Child, tmp_path: Path):
    styled = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>'
    body, styles = (BODIES[name], "") if name in BODIES else (styled, STYLES[name])
    path = docx(tmp_path / "a.docx", body, styles=styles)
    for what in ("docx", "word"):
        borne(reader, what, path)


def test_the_next_file_is_read(reader: Child, tmp_path: Path):
    shown = reader.read("docx", docx(tmp_path / "a.docx", paragraph("今年以来")))
    assert shown.paragraphs[0].text == "今年以来"
