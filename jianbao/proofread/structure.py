"""Contents against titles, titles that are too long for their lines, pictures that say nothing to who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.rule import CUSTOM, DOCUMENT_NORM, Pattern, Rule
from jianbao.proofread.view import Hit, Role, Segment, Sheet
from jianbao.typography import SIZE_2, TYPE_AREA_WIDTH

# characters of a title's line: 20
TITLE_LINE: Final = TYPE_AREA_WIDTH // SIZE_2

_NOT_WORDS = Pattern(r"[\W_]+")


def _bare(title: str) -> str:
    return _NOT_WORDS.compiled.sub("", title)


def differs_by_a_slip(entry: str, title: str) -> bool:
    """Whether two titles are one but for a character or two that were replaced; a reworded entry is intended."""
    first, second = _bare(entry), _bare(title)
    if len(first) != len(second) or first == second or len(first) < 6:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) <= (1 if len(first) < 10 else 2)


def contents_differ(sheet: Sheet) -> Iterator[Hit]:
    """An entry of the contents that says something else than the title of its article."""
    titles = [article.title or "" for article in sheet.issue.articles]
    for segment in sheet.of(Role.CONTENTS):
        if segment.location[0] == "articles":
            own = titles[int(segment.location[1])]
            slip = own if differs_by_a_slip(segment.text, own) else None
        elif any(_bare(segment.text) == _bare(title) for title in titles):
            slip = None
        else:
            slip = next((title for title in titles if differs_by_a_slip(segment.text, title)), None)
        if slip is not None:
            yield Hit(segment, 0, len(segment.text), params={"title": slip.replace("|", "")})


def title_over_two_lines(segment: Segment) -> Iterator[Hit]:
    """A title that takes more than two lines, and nobody has said where they break."""
    length = len(segment.text)
    # a blank where the line breaks takes no room
    width = _width("".join(segment.text.split()))
    if width > 2 * TITLE_LINE and "|" not in segment.source:
        yield Hit(segment, 0, length, params={"length": length, "line": TITLE_LINE})


def _width(title: str) -> float:
    """In characters of Chinese; a Latin letter or a figure is half of one."""
    return sum(0.5 if char.isascii() else 1 for char in title)


def mute_picture(sheet: Sheet) -> Iterator[Hit]:
    """A picture that says nothing to those who cannot see it: all that its caption would tell them is 图片."""
    for picture in sheet.figures:
        if picture.caption is None:
            yield Hit(picture.place, 0, 1)


RULES: Final = (
    Rule("P307", "contents-differ", CUSTOM, sheet=contents_differ),
    Rule(
        "P314",
        "title-over-two-lines",
        f"{DOCUMENT_NORM} 7.3.1",
        Severity.HINT,
        segment=title_over_two_lines,
        roles=frozenset({Role.TITLE}),
    ),
    Rule("P315", "mute-picture", "ISO 14289-1:2014 7.3", sheet=mute_picture),
)
