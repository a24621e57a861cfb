"""A body that is nothing but paragraphs and `**` → the tokens that markdown-it-py would make of it.

Most bodies are that, and markdown-it-py takes longer to load (25 ms) than everything else in reading an issue. What
might mean more to it than text is left to it: `tests/reading/test_plain.py` holds the two to be alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from jianbao.expressions import compiled

if TYPE_CHECKING:
    from markdown_it.token import Token

# Signs that may mean something anywhere, `*` other than in pairs, what begins lists and rules, blanks at a line's end.
_MARKED: Final = compiled(
    r"[\\_\[\]<>&|#~^`\r\0]|\*{3}|(?<!\*)\*(?!\*)|^[ \t]*(?:[-+=]|[0-9]+[.)]|\*[ \t*]*$)|[ \t]\n",
    re.MULTILINE,
)


class _Plain(NamedTuple):
    """As much of a `Token` as text and `**` have."""

    type: str
    content: str = ""
    nesting: int = 0
    map: Sequence[int] | None = None
    children: Sequence[_Plain] = ()


_OPEN: Final = _Plain("paragraph_open")
_CLOSE: Final = _Plain("paragraph_close")
_BREAK: Final = _Plain("softbreak")
_BOLD: Final = (_Plain("strong_open", nesting=1), _Plain("strong_close", nesting=-1))


def plain_tokens(lines: Sequence[str]) -> list[Token] | None:
    """The tokens of a body of these lines; None for one that holds, or may hold, more than paragraphs and `**`."""
    text = "\n".join(lines)
    if _MARKED.search(text):
        return None
    tokens: list[_Plain] = []
    first = 0
    for end in (*(at for at, line in enumerate(lines) if not line.strip(" \t")), len(lines)):
        if end > first:
            content = "\n".join(lines[first:end]).strip()
            children = _inline(content)
            # a caption may be cut in two, or have its gap mended
            if children is None or "表" in content[:8]:
                return None
            tokens += (_OPEN, _Plain("inline", content, 0, (first, end), children), _CLOSE)
        first = end + 1
    return cast("list[Token]", tokens)


def _inline(content: str) -> list[_Plain] | None:
    """Texts, ends of lines and the beginnings and ends of bold; None where a `**` has no partner."""
    children: list[_Plain] = []
    stretches = content.split("**")
    if not len(stretches) % 2:
        return None
    for number, stretch in enumerate(stretches):
        if number:
            children.append(_BOLD[(number - 1) % 2])
        for at, line in enumerate(stretch.split("\n")):
            if at:
                children.append(_BREAK)
                line = line.lstrip(" \t")  # noqa: PLW2901 - as markdown-it-py reads on
            if line:
                children.append(_Plain("text", line))
    return children
