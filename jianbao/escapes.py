r"""Anybody's text → the same text fit for a terminal, a log or a program: what would act on these is shown as `\x1b`, `\u202e`, `\n`.

The one home of escaping: messages clean what they quote, and what prints cleans the rest.
"""

from __future__ import annotations

import re
from typing import Final

from jianbao.expressions import compiled

# controls, lone surrogates, what turns the direction of writing, ends lines or is never drawn at all
_ACTS: Final = compiled(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_COLOUR: Final = compiled("(\x1b\\[[0-9;]{0,12}m)")


def printed(text: str) -> str:
    """A value on one line."""
    return text if text.isprintable() and text.isascii() else _ACTS.sub(_code, text)


def printed_lines(text: str, *, coloured: bool = False) -> str:
    """Lines that we made of values; `coloured`: the colours in them are ours, too."""
    pieces = _COLOUR.split(text) if coloured else [text]
    pieces[::2] = [
        _ACTS.sub(lambda found: found[0] if found[0] in "\n\t" else _code(found), each)
        for each in pieces[::2]
    ]
    return "".join(pieces)


def blotted(text: str) -> str:
    """A line character by character, for a mark under it to stand where it belongs."""
    return _ACTS.sub("\ufffd", text)


def in_json(text: str) -> str:
    """JSON with these characters as its own escapes; they stand in its strings alone."""
    return _ACTS.sub(lambda found: found[0] if found[0] in "\n\t" else _in_json(found), text)


def _in_json(found: re.Match[str]) -> str:
    # a lone half is no character to most readers of JSON
    if "\ud800" <= found[0] <= "\udfff":
        return _code(found).replace("\\", "\\\\")
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _code(found: re.Match[str]) -> str:
    number = ord(found[0])
    # a byte of a file's name that is no UTF-8
    return f"\\x{number - 0xDC00:02x}" if 0xDC80 <= number <= 0xDCFF else repr(found[0])[1:-1]
