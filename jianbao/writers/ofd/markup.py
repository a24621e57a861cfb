"""Values → pieces of OFD's XML: lengths, text, attributes, destinations.

Plain templates instead of an XML library: a page is some hundred elements of five kinds, and templates write
them ten times faster; the tests hold the result to the standard's schema.
"""

from __future__ import annotations

from collections.abc import Iterable

# not xml.sax.saxutils, which imports urllib.request
from html import escape
from itertools import groupby
from typing import Final

from jianbao.typography import BLACK, TWIPS_PER_MM

NAMESPACE: Final = "http://www.ofdspec.org/2016"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
# from so many equal steps on, `g n v` is shorter than a list (GB/T 33190-2016, 11.3)
_REPEATS: Final = 3


class _Millimetres(dict[int, str]):
    """Twips → millimetres as written; fills itself, since the same few thousand lengths come again and again."""

    def __missing__(self, twips: int) -> str:
        written = self[twips] = number(twips / TWIPS_PER_MM)
        return written


def number(value: float) -> str:
    """A number with at most four decimals (0.1 µm for a length), no exponent, no minus zero."""
    written = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


mm: Final = _Millimetres()
"""Twips → millimetres as OFD writes them."""


def box(left: int, top: int, width: int, height: int) -> str:
    """An ST_Box; twips in, millimetres out."""
    return f"{mm[left]} {mm[top]} {mm[width]} {mm[height]}"


def text(value: str) -> str:
    """Character data."""
    return escape(value, quote=False)


def attribute(value: str) -> str:
    """The value of an attribute, without its quotes."""
    return escape(value)


def element(name: str, value: str, attributes: str = "") -> str:
    """An element with text in it; nothing when there is no text."""
    return f"<ofd:{name}{attributes}>{text(value)}</ofd:{name}>" if value else ""


def root(name: str, body: str, attributes: str = "") -> bytes:
    """A whole part."""
    return f'{HEAD}<ofd:{name} xmlns:ofd="{NAMESPACE}"{attributes}>{body}</ofd:{name}>'.encode()


def steps(widths: Iterable[int], scale: float, extra: float) -> str:
    """The value of DeltaX: from each character to the next `width × scale + extra` twips."""
    written: list[str] = []
    for width, same in groupby(widths):
        step = number((width * scale + extra) / TWIPS_PER_MM)
        count = sum(1 for _ in same)
        written.append(f"g {count} {step}" if count >= _REPEATS else " ".join([step] * count))
    return " ".join(written)


def colour(name: str, value: str) -> str:
    """A colour element, `value` as six hex digits; nothing for black, which fills text and strokes paths anyway."""
    if value == BLACK:
        return ""
    return solid(name, value)


def solid(name: str, value: str) -> str:
    """A colour element whatever the colour."""
    parts = " ".join(str(int(value[at : at + 2], 16)) for at in (0, 2, 4))
    return f'<ofd:{name} Value="{parts}"/>'


def goto(page_id: int, top: int) -> str:
    """The action that shows a page from `top` (twips) on."""
    dest = f'<ofd:Dest Type="XYZ" PageID="{page_id}" Left="0" Top="{mm[top]}"/>'
    return _on_click(f"<ofd:Goto>{dest}</ofd:Goto>")


def visit(url: str) -> str:
    """The action that opens a URL."""
    return _on_click(f'<ofd:URI URI="{attribute(url)}"/>')


def _on_click(action: str) -> str:
    return f'<ofd:Actions><ofd:Action Event="CLICK">{action}</ofd:Action></ofd:Actions>'
