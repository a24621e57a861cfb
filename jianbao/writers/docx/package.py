"""The parts of a document → a DOCX package, the same bytes each time.

python-docx is the package layer: parts, relationships, content types, core properties. Its own zip would carry the
clock, so the parts go into ours; pictures join only then, for they are compressed already.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from datetime import date as Date
from typing import TYPE_CHECKING, Final, Self

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.opc.phys_pkg import PhysPkgWriter
from docx.opc.pkgwriter import PackageWriter
from docx.package import Package

from jianbao.pages import Meta
from jianbao.writers.archive import Part, archive
from jianbao.writers.docx.markup import XML, escape
from jianbao.writers.docx.styles import LANGUAGE, Faces, font_table_xml, settings_xml, styles_xml

if TYPE_CHECKING:
    from jianbao.fonts.travelling import Travelling
    from jianbao.writers.docx.document import Document

# Its parts are small, so that the better compression costs next to nothing.
_LEVEL: Final = 6
_NOON: Final = time(12, tzinfo=UTC)
# Of the format, not of the program: a new version alone is to change no byte.
_APP_VERSION: Final = "1.0000"
_OBFUSCATED: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_APP_NAMESPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def package(
    document: Document, meta: Meta, faces: Faces, pages: int, carried: Mapping[str, Travelling] | None = None
) -> bytes:
    """The whole file; `carried` are the faces that it carries by the names it states."""
    carried = carried or {}
    keys = {
        name: f'<w:embedRegular r:id="rId{number}" w:fontKey="{face.guid}"/>'
        for number, (name, face) in enumerate(carried.items(), 1)
    }
    opc = Package()
    main = _part(opc, "/word/document.xml", CT.WML_DOCUMENT_MAIN, document.body)
    opc.rels.add_relationship(RT.OFFICE_DOCUMENT, main, "rId1")
    shared = (
        ("styles", CT.WML_STYLES, RT.STYLES, styles_xml(faces)),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, settings_xml(meta.choices, embedded=bool(carried))),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, font_table_xml(faces, tuple(keys.items()))),
    )
    for name, kind, relation, content in shared:
        part = _part(opc, f"/word/{name}.xml", kind, content)
        main.rels.add_relationship(relation, part, f"rId{name.capitalize()}")
        if name == "fontTable":
            for number, face in enumerate(carried.values(), 1):
                font = OpcPart(PackURI(f"/word/fonts/font{number}.odttf"), _OBFUSCATED, face.data, opc)
                part.rels.add_relationship(RT.FONT, font, f"rId{number}")
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
    return _archived(opc, media, meta.date)


def _part(opc: Package, name: str, kind: str, content: str) -> OpcPart:
    return OpcPart(PackURI(name), kind, content.encode(), opc)


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
    return (
        f'{XML}<Properties xmlns="{_APP_NAMESPACE}"><Pages>{pages}</Pages><Application>jianbao</Application>'
        f"<Company>{escape(meta.organ)}</Company><AppVersion>{_APP_VERSION}</AppVersion></Properties>"
    )


class _Collected(PhysPkgWriter):
    """What python-docx writes a package's parts to, in the place of its zip: name → bytes, in order."""

    def __new__(cls) -> Self:
        """The class itself, where PhysPkgWriter would choose its zip."""
        return object.__new__(cls)

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, name: PackURI, content: bytes) -> None:
        """Take a part in."""
        self.parts[name.membername] = content


def _archived(opc: Package, media: Mapping[str, bytes], date: Date) -> bytes:
    """The package as a zip archive, with the pictures in it and without the clock."""
    collected = _Collected()
    # What PackageWriter.write does with its own zip; a test holds the two alike.
    PackageWriter._write_content_types_stream(collected, opc.parts)  # type: ignore[no-untyped-call]  # noqa: SLF001
    PackageWriter._write_pkg_rels(collected, opc.rels)  # type: ignore[no-untyped-call]  # noqa: SLF001
    PackageWriter._write_parts(collected, opc.parts)  # noqa: SLF001
    return archive(
        (
            (name, Part(media[name], stored=True) if name in media else Part(content, level=_LEVEL))
            for name, content in collected.parts.items()
        ),
        date,
    )
