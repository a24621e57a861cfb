"""A subset of a face → the bytes that a DOCX carries it as: named as the document names the face, and obfuscated.

A word processor finds an embedded face by the names in it, so the subset gets the name that the document states; the
first 32 bytes are masked with a GUID (ECMA-376-1, 17.8.1), which comes from the content: same characters, same bytes.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from typing import Final, NamedTuple

from jianbao.fonts.faces import Face

_MAGIC: Final = 0xB1B0AFBA
_ADJUSTMENT: Final = 8
# platform, encoding, language of a record of `name`: Windows, Unicode, English and Chinese
_LANGUAGES: Final = ((3, 1, 0x0409), (3, 1, 0x0804))
_MASKED: Final = 32
_FSTYPE: Final = 8


class Travelling(NamedTuple):
    """A face as a DOCX carries it: the masked bytes and the GUID in braces that unmasks them."""

    data: bytes
    guid: str


def travelling(face: Face, characters: Iterable[str], name: str) -> Travelling:
    """The glyphs that draw `characters`, as a face of this `name`. Raises FileError (F102, F103)."""
    glyphs = {glyph for char in characters if (glyph := face.glyph(char))}
    program = _renamed(face.subset(glyphs), name)
    digest = bytearray(hashlib.sha256(program).digest()[:16])
    # a UUID of the maker's own way (version 8, RFC 9562)
    digest[6], digest[8] = digest[6] & 0x0F | 0x80, digest[8] & 0x3F | 0x80
    digits = digest.hex().upper()
    guid = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    key = bytes(reversed(digest)) * 2
    masked = bytes(byte ^ mask for byte, mask in zip(program[:_MASKED], key, strict=True))
    return Travelling(masked + program[_MASKED:], f"{{{guid}}}")


def _renamed(program: bytes, name: str) -> bytes:
    """The font file with just this name, and free to be embedded."""
    (count,) = struct.unpack_from(">H", program, 4)
    tables: dict[bytes, bytes] = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * index)
        tables[tag] = program[offset : offset + length]
    tables[b"name"] = _names(name)
    os2, head = bytearray(tables[b"OS/2"]), bytearray(tables[b"head"])
    struct.pack_into(">H", os2, _FSTYPE, 0)
    struct.pack_into(">I", head, _ADJUSTMENT, 0)
    tables[b"OS/2"], tables[b"head"] = bytes(os2), bytes(head)
    whole = bytearray(_file(tables))
    at = whole.index(tables[b"head"], 12 + 16 * len(tables)) + _ADJUSTMENT
    struct.pack_into(">I", whole, at, (_MAGIC - _sum(whole)) & 0xFFFFFFFF)
    return bytes(whole)


def _names(name: str) -> bytes:
    """The table `name`: family, style, unique and full name in English and Chinese, and a PostScript name."""
    plain = "Jianbao" + hashlib.sha256(name.encode()).hexdigest()[:8].upper()
    said = {1: name, 2: "Regular", 3: name, 4: name, 6: plain}
    records: list[bytes] = []
    stored = bytearray()
    for platform, encoding, language in _LANGUAGES:
        for number, text in said.items():
            data = text.encode("utf-16-be")
            records.append(struct.pack(">6H", platform, encoding, language, number, len(data), len(stored)))
            stored += data
    return struct.pack(">3H", 0, len(records), 6 + 12 * len(records)) + b"".join(records) + stored


def _file(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables, in the order of their tags."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = [struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))]
    body = bytearray()
    for tag in sorted(tables):
        data = tables[tag]
        directory.append(struct.pack(">4sIII", tag, _sum(data), 12 + 16 * count + len(body), len(data)))
        body += data + bytes(-len(data) % 4)
    return b"".join(directory) + bytes(body)


def _sum(data: bytes | bytearray) -> int:
    """The sum of the 32-bit words."""
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
