"""Set forms: rows of words in one order, phrases with their number."""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.proofread.quoted import misquoted_phrases
from jianbao.proofread.rows import misquoted_rows
from jianbao.proofread.view import Hit, Segment


def misquoted(segment: Segment) -> Iterator[Hit]:
    """What the segment says otherwise than it is set."""
    if "“" in segment.text:
        yield from misquoted_phrases(segment)
    yield from misquoted_rows(segment)
