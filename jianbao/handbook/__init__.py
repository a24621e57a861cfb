"""A topic and a language → its page of the manual, which travels with the package.

The pages are Markdown, `zh/TOPIC.md` and `en/TOPIC.md`: a title, a line that says what the page is about, the text.
Either language is whole. A page links to another as `[…](TOPIC.md)`. Tables between `<!-- made: … -->` and
`<!-- /made -->` are written by `python -m tests.handbook --write`, never by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

# in the order in which a reader meets them; a page more is a line here and a file in each language
TOPICS: Final = (
    "start",
    "commands",
    "keys",
    "text",
    "forms",
    "proof",
    "register",
    "search",
    "batch",
    "import",
    "output",
    "preview",
    "fonts",
    "verify",
    "sign",
    "bind",
    "scripts",
    "examples",
    "install",
    "speed",
    "sizes",
    "licences",
)


class Page(NamedTuple):
    """A page: its topic, title, what it is about, and the whole as Markdown for a reader without the other files."""

    topic: str
    title: str
    about: str
    text: str


def page(topic: str, language: str) -> Page:
    """The page of one of `TOPICS` in `"zh"` or `"en"`."""
    text = (Path(__file__).parent / language / f"{topic}.md").read_text("utf-8")
    title, _, rest = text.removeprefix("# ").partition("\n\n")
    return Page(topic, title, rest.partition("\n\n")[0].replace("\n", " "), _readable(text))


def pages(language: str) -> Iterator[Page]:
    """All pages in their order."""
    return (page(topic, language) for topic in TOPICS)


def _readable(text: str) -> str:
    """`text` without marks that are for programs and pictures that are elsewhere; links say how to go on."""
    text = re.sub(r"^(<!--.*-->|<img .*>)\n+", "", text, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((\w+)\.md\)", r"\1 (`jianbao help \2`)", text)
