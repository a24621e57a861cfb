"""A character → whether it is Han (汉字)."""

from __future__ import annotations

from typing import Final

HAN: Final = r"[^\W\da-zA-Z_]"
"""A Han character as an expression, and letters of other scripts: a range of 20,000 takes `re` a millisecond to compile."""


def is_han(char: str) -> bool:
    """Whether `char` is a Han character: an ideograph of the unified blocks, or 〇. Kana, marks and radicals are none."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char == "〇"
        or "\U00020000" <= char <= "\U000323af"
    )


def has_han(text: str) -> bool:
    """Whether a Han character stands in `text`."""
    return not text.isascii() and any(map(is_han, text))


def all_han(text: str) -> bool:
    """Whether `text` is made of Han characters and nothing else."""
    return bool(text) and all(map(is_han, text))
