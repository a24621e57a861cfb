"""What an issue says of itself → information dictionary, XMP packet and output intent, saying the same thing.

ISO 19005-2, 6.6.2–6.6.4 (XMP, its agreement with Info, the PDF/A identifier with its extension schema for
PDF/UA) and 6.2.3 (output intent). Dates are the issue's own, at noon Beijing time, so that a file built again is the same.
"""

from __future__ import annotations

import struct
from functools import lru_cache

# not xml.sax.saxutils, which imports urllib.request
from html import escape
from typing import Final

from jianbao.pages import Meta
from jianbao.writers.pdf.document import text_string

CREATOR: Final = "jianbao"
PRODUCER: Final = "jianbao (ReportLab)"

_NAMESPACES: Final = (
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
)
# pdfuaid is no schema that PDF/A knows, so the file has to describe it (ISO 19005-2, 6.6.2.3.3).
_PDFUA_SCHEMA: Final = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""


def info(meta: Meta) -> str:
    """The entries of the information dictionary."""
    moment = f"D:{meta.date:%Y%m%d}120000+08'00'"
    entries = {
        "Title": meta.title,
        "Author": meta.organ,
        "Subject": meta.subject,
        "Keywords": _keywords(meta),
        "Creator": CREATOR,
        "Producer": PRODUCER,
        CREATOR: _told(meta),
        "CreationDate": moment,
        "ModDate": moment,
    }
    return "".join(f"/{key}{text_string(value)}" for key, value in entries.items() if value)


def _told(meta: Meta) -> str:
    """What no page shows for sure, a line for each: for who reads the file back."""
    said = (("series", meta.series), ("identifier", meta.identifier), *meta.choices)
    return "\n".join(f"{name}={value}" for name, value in said if value)


def xmp(meta: Meta, *, tagged: bool) -> bytes:
    """The XMP packet: PDF/A-2a and PDF/UA-1 for a tagged file, else PDF/A-2b."""
    moment = f"{meta.date:%Y-%m-%d}T12:00:00+08:00"
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES)
    body = [
        "<pdfaid:part>2</pdfaid:part>\n",
        f"<pdfaid:conformance>{'A' if tagged else 'B'}</pdfaid:conformance>\n",
        "<pdfuaid:part>1</pdfuaid:part>\n" if tagged else "",
        "<dc:format>application/pdf</dc:format>\n",
        _list("dc:title", "Alt", (meta.title,)),
        _list("dc:creator", "Seq", (meta.organ,)),
        _list("dc:description", "Alt", (meta.subject,)),
        _list("dc:subject", "Bag", meta.keywords),
        _list("dc:language", "Bag", (meta.language,)),
        _element("dc:identifier", meta.identifier),
        _element("pdf:Keywords", _keywords(meta)),
        _element("pdf:Producer", PRODUCER),
        _element("xmp:CreatorTool", CREATOR),
        *(_element(f"xmp:{name}", moment) for name in ("CreateDate", "ModifyDate", "MetadataDate")),
    ]
    # apart and first: PDFBox knows the schemas only of a description that begins with them
    schemas = (
        f'<rdf:Description rdf:about="" {spaces}>\n{_PDFUA_SCHEMA}</rdf:Description>\n' if tagged else ""
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'{schemas}<rdf:Description rdf:about="" {spaces}>\n{"".join(body)}</rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _keywords(meta: Meta) -> str:
    return "; ".join(meta.keywords)


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value, quote=False)}</{name}>\n" if value else ""


def _list(name: str, kind: str, values: tuple[str, ...]) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{escape(value, quote=False)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n" if items else ""


# --- output intent ------------------------------------------------------------------------------------------------

OUTPUT_CONDITION: Final = "sRGB IEC61966-2.1"
_D50: Final = (0.9642, 1.0, 0.8249)
# of sRGB, adapted to D50 (IEC 61966-2-1, Bradford)
_PRIMARIES: Final = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_CURVE_POINTS: Final = 256


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """An ICC profile (version 2.1, display, matrix and curve) of sRGB, made here so that no file has to travel."""
    name = OUTPUT_CONDITION.encode("ascii") + b"\0"
    description = b"desc" + struct.pack(">II", 0, len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
    curve = [round(65535 * _linear(step / (_CURVE_POINTS - 1))) for step in range(_CURVE_POINTS)]
    shared = b"curv" + struct.pack(f">II{_CURVE_POINTS}H", 0, _CURVE_POINTS, *curve)
    values = {
        b"desc": description,
        b"cprt": b"text" + bytes(4) + b"no copyright\0",
        b"wtpt": _xyz(_D50),
        **{tag: _xyz(primary) for tag, primary in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), shared),
    }
    table, data = b"", b""
    start = 128 + 4 + 12 * len(values)
    places: dict[bytes, int] = {}
    for tag, value in values.items():
        if value not in places:
            places[value] = start + len(data)
            data += value + bytes(-len(value) % 4)
        table += tag + struct.pack(">II", places[value], len(value))
    head = struct.pack(">I4sI4s4s4s", start + len(data), bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(_D50)
    return head.ljust(128, b"\0") + struct.pack(">I", len(values)) + table + data


def _linear(value: float) -> float:
    """The light of an sRGB value, both 0–1 (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _fixed(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(value * 65536) for value in values))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(values)
