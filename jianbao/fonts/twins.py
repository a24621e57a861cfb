"""A TrueType program and wider advances → the program with a twin of each such glyph: the same outline, more room behind it.

A twin is a composite of one component (OpenType, table `glyf`), so it costs sixteen bytes and draws to the dot as its
glyph does.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from jianbao.fonts.outlines import ADJUSTMENT, MAGIC, bytes_of, checksum, padded, words

# a component's place from its glyph's own is given in bytes
_PLACED: Final = 0x0002
_COMPOSITE: Final = struct.Struct(">h8sHHbb")
_MOST_GLYPHS: Final = 0xFFFF


class Twin(NamedTuple):
    """A glyph of the program and the advance of its twin, in font units."""

    glyph: int
    advance: int


def count_of(program: bytes) -> int:
    """How many glyph ids a program has: the id of its first twin."""
    return int(struct.unpack_from(">H", _tables(program)["maxp"], 4)[0])


def has_room(program: bytes, count: int) -> bool:
    """Are there ids for so many twins?"""
    return count_of(program) + count <= _MOST_GLYPHS


def with_twins(program: bytes, twins: Sequence[Twin]) -> bytes:
    """The program with the twins behind its last glyph, in their order."""
    tables, sums = _tables(program), _sums(program)
    head, hhea, maxp = (bytearray(tables[tag]) for tag in ("head", "hhea", "maxp"))
    (count,) = struct.unpack_from(">H", maxp, 4)
    (long_offsets,) = struct.unpack_from(">h", head, 50)
    offsets = (
        words(tables["loca"]) if long_offsets else array("I", (2 * at for at in _shorts(tables["loca"])))
    )
    glyf = padded(tables["glyf"])
    parts: list[bytes] = []
    at = offsets[-1] = len(glyf)
    for glyph, _ in twins:
        box = glyf[offsets[glyph] + 2 : offsets[glyph] + 10].ljust(8, b"\0")
        parts.append(_COMPOSITE.pack(-1, box, _PLACED, glyph, 0, 0))
        at += _COMPOSITE.size
        offsets.append(at)
    composites = b"".join(parts)
    (long_metrics,) = struct.unpack_from(">H", hhea, 34)
    (widest,) = struct.unpack_from(">H", hhea, 10)
    struct.pack_into(">H", hhea, 10, max(widest, *(twin.advance for twin in twins)))
    struct.pack_into(">H", hhea, 34, count + len(twins))
    struct.pack_into(">H", maxp, 4, count + len(twins))
    # points and contours of a composite are at most those of a plain glyph; it has one component, one level deep
    maxp[10:14] = maxp[6:10]
    struct.pack_into(">HH", maxp, 28, 1, 1)
    struct.pack_into(">h", head, 50, 1)
    return _joined(
        {
            **tables,
            "glyf": glyf + composites,
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": _metrics(tables["hmtx"], long_metrics, count, twins),
            "loca": bytes_of(offsets),
            "maxp": bytes(maxp),
        },
        # the outlines are most of the file, and were summed already
        {"glyf": sums["glyf"] + checksum(composites)},
    )


def _metrics(hmtx: bytes, long_metrics: int, count: int, twins: Sequence[Twin]) -> bytes:
    """The table hmtx with an advance of its own for each glyph, and those of the twins."""
    # copied entry by entry, so the file's byte order will do
    metrics = array("H", hmtx[: 4 * long_metrics])
    sharing = count - long_metrics
    rest = array("H", bytes(4 * sharing))
    rest[::2] = metrics[-2:-1] * sharing
    rest[1::2] = array("H", hmtx[4 * long_metrics :][: 2 * sharing])
    found = metrics.tobytes() + rest.tobytes()
    return found + b"".join(
        struct.pack(">H", advance) + found[4 * glyph + 2 : 4 * glyph + 4] for glyph, advance in twins
    )


def _shorts(data: bytes) -> array[int]:
    return array("H", struct.unpack(f">{len(data) // 2}H", data))


def _tables(program: bytes) -> dict[str, bytes]:
    return {tag: program[at : at + length] for tag, _, at, length in _entries(program)}


def _sums(program: bytes) -> dict[str, int]:
    return {tag: summed for tag, summed, _, _ in _entries(program)}


def _entries(program: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Tag, checksum, offset and length of each table."""
    (count,) = struct.unpack_from(">H", program, 4)
    for index in range(count):
        tag, *rest = struct.unpack_from(">4sIII", program, 12 + 16 * index)
        yield tag.decode("latin-1"), *rest


def _joined(tables: Mapping[str, bytes], sums: Mapping[str, int]) -> bytes:
    """The tables as one file, with its checksums; those in `sums` are known."""
    head = bytearray(tables["head"])
    head[ADJUSTMENT : ADJUSTMENT + 4] = bytes(4)
    tables = {**tables, "head": bytes(head)}
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    at, whole = 12 + 16 * count, 0
    parts: list[bytes] = []
    places: dict[str, int] = {}
    for tag, data in sorted(tables.items()):
        places[tag] = at
        parts.append(padded(data))
        summed = (sums[tag] if tag in sums else checksum(parts[-1])) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag.encode("latin-1"), summed, at, len(data))
        at, whole = at + len(parts[-1]), whole + summed
    found = bytearray(b"".join((directory, *parts)))
    whole += checksum(directory)
    struct.pack_into(">I", found, places["head"] + ADJUSTMENT, (MAGIC - whole) & 0xFFFFFFFF)
    return bytes(found)
