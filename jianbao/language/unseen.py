"""A text → the same without the characters that nobody can see."""

from __future__ import annotations

from typing import Final

from jianbao.expressions import compiled

# Soft hyphens, zero widths, direction marks, variation selectors: pasted along from web pages. (P601 warns of them.)
UNSEEN: Final = compiled(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)


def seen(text: str) -> str:
    """`text` without characters that nobody can see: no face has them, and engines would break lines at some."""
    return UNSEEN.sub("", text)
