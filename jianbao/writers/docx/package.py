"""The parts of a document → a DOCX package, the same bytes each time.

python-docx is the package layer: parts, relationships, content types, core properties. Its writer stamps the clock
into the zip, so the zip is written again with fixed times; pictures join only then, for they are compressed already.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.package import Package

from jianbao import __version__
from jianbao.pages import Meta
from jianbao.writers.docx.markup import XML, escape
from jianbao.writers.docx.styles import LANGUAGE, SETTINGS, Faces, font_table_xml, styles_xml

if TYPE_CHECKING:
    from jianbao.writers.docx.document import Document

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_NOON: Final = time(12, tzinfo=UTC)
_APP_NAMESPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def package(document: Document, meta: Meta, faces: Faces, pages: int) -> bytes:
    """The whole file."""
    opc = Package()
    main = _part(opc, "/word/document.xml", CT.WML_DOCUMENT_MAIN, document.body)
    opc.rels.add_relationship(RT.OFFICE_DOCUMENT, main, "rId1")
    shared = (
        ("styles", CT.WML_STYLES, RT.STYLES, styles_xml(faces)),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, SETTINGS),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, font_table_xml(faces)),
    )
    for name, kind, relation, content in shared:
        part = _part(opc, f"/word/{name}.xml", kind, content)
        main.rels.add_relationship(relation, part, f"rId{name.capitalize()}")
    for number, (relation_id, content) in enumerate(document.footers.items(), 1):
        part = _part(opc, f"/word/footer{number}.xml", CT.WML_FOOTER, content)
        main.rels.add_relationship(RT.FOOTER, part, relation_id)
    media: dict[str, bytes] = {}
    for number, (relation_id, picture) in enumerate(document.media.items(), 1):
        extension, kind = ("jpeg", CT.JPEG) if picture.is_jpeg else ("png", CT.PNG)
        part = _part(opc, f"/word/media/image{number}.{extension}", kind, "")
        main.rels.add_relationship(RT.IMAGE, part, relation_id)
        media[part.partname.membername] = picture.data
    for address, relation_id in document.addresses.items():
        main.rels.add_relationship(RT.HYPERLINK, address, relation_id, is_external=True)
    opc.rels.add_relationship(RT.CORE_PROPERTIES, _core(opc, meta), "rId2")
    app = _part(opc, "/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, _app(meta, pages))
    opc.rels.add_relationship(RT.EXTENDED_PROPERTIES, app, "rId3")
    file = BytesIO()
    opc.save(file)
    return _fixed(file, media)


def _part(opc: Package, name: str, kind: str, content: str) -> Part:
    return Part(PackURI(name), kind, content.encode(), opc)


def _core(opc: Package, meta: Meta) -> CorePropertiesPart:
    part: CorePropertiesPart = CorePropertiesPart.default(opc)
    said: CoreProperties = part.core_properties
    moment = datetime.combine(meta.date, _NOON)
    said.title, said.author, said.subject = meta.title[:255], meta.organ[:255], meta.subject[:255]
    said.keywords = "；".join(meta.keywords)[:255]
    said.category = meta.series[:255]
    if meta.identifier:
        said.identifier = meta.identifier[:255]
    said.language = meta.language or LANGUAGE
    said.last_modified_by = meta.organ[:255]
    said.created = said.modified = moment
    said.revision = 1
    return part


def _app(meta: Meta, pages: int) -> str:
    major, minor, *_ = __version__.split(".")
    return (
        f'{XML}<Properties xmlns="{_APP_NAMESPACE}"><Pages>{pages}</Pages><Application>jianbao</Application>'
        f"<Company>{escape(meta.organ)}</Company><AppVersion>{major}.{minor:>04}</AppVersion></Properties>"
    )


def _fixed(file: BytesIO, media: dict[str, bytes]) -> bytes:
    """The zip again, with the pictures in it and without the clock."""
    fixed = BytesIO()
    with ZipFile(file) as source, ZipFile(fixed, "w") as target:
        for name in source.namelist():
            info = ZipInfo(name, _EPOCH)
            data = media.get(name)
            info.compress_type = ZIP_DEFLATED if data is None else ZIP_STORED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name) if data is None else data)
    return fixed.getvalue()
