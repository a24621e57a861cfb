"""Characters of a shaped paragraph → how wide they are in each engine, and where a line of them opens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

from msgspec import Struct

from jianbao.layout.shape import Shaped

SPACES: Final = " \u3000"
# twips that a line must stay clear of the measure in every engine
FIT_MARGIN: Final = 6
# 0.8 pt: tighter than this is seen
LEAST_SPACING: Final = -16
# em: up to here all places of a line open alike
CALM: Final = 0.075
# em: a gap of a fifth becomes half an em
_WHITE_WIDEST: Final = 0.4
_BLANK_SHARE: Final = 3


class Measure(Struct, frozen=True):
    """The width a paragraph is set in: of its first line and of the others, with its base letter-spacing, in twips.

    `hard`: lines end with breaks that live text states, not with locks (behind the text stands a tab, or it is to be
    broken by its sense). `ragged`: nothing is spread to fill a line, so one that its own width does not lock ends with
    such a break too.
    """

    first: int
    rest: int
    spacing: int
    size: int
    hard: bool = False
    ragged: bool = False

    def of(self, first: bool) -> int:
        """The width of the first line, or of any other."""
        return self.first if first else self.rest


class Extent(NamedTuple):
    """How wide characters are that stand on one line, for any letter-spacing.

    In twips, `word` without it in Word, `office` in LibreOffice and here; `letters` carry it, `kept` keep it in
    LibreOffice, which applies none to the last character before a change of script, nor to a line's last.
    """

    word: int
    office: int
    letters: int
    kept: int

    def widest(self, spacing: int) -> int:
        """In the engine that sets them widest."""
        return max(self.word + spacing * self.letters, self.office + spacing * self.kept)

    def narrowest(self, spacing: int) -> int:
        """In the engine that sets them narrowest."""
        return self.office + min(spacing * self.letters, spacing * self.kept)


def extent(shaped: Shaped, start: int, end: int, size: int) -> Extent:
    """That of characters start to end."""
    advance = shaped.widths[end] - shaped.widths[start]
    if end <= start:
        return Extent(advance, advance, 0, 0)
    gap_at, loss_at, spaced = shaped.gap_at, shaped.loss_at, shaped.spaced
    gaps = bisect_left(gap_at, end) - bisect_right(gap_at, start) if gap_at else 0
    losses = bisect_left(loss_at, end) - bisect_right(loss_at, start) if loss_at else 0
    kept = spaced[end - 1] - spaced[start] - losses
    return Extent(
        advance + gaps * (size // 4), advance + gaps * (size // 5), spaced[end] - spaced[start], kept
    )


def widest(shaped: Shaped, start: int, end: int, spacing: int, size: int) -> int:
    """The width of characters start to end in the engine that sets them widest."""
    return extent(shaped, start, end, size).widest(spacing)


def content_end(text: str, start: int, end: int) -> int:
    """`end` without the blanks and breaks before it."""
    while end > start and text[end - 1] in " \u3000\n":
        end -= 1
    return end


class Opening(NamedTuple):
    """How far a line opens, in em: behind a Han character or mark, where there is white already, at a blank."""

    han: float
    white: float
    blank: float


def opening(slack: float, han: int, white: int, blanks: int) -> Opening:
    """How a line's `slack` (in em) is spread over its places: evenly, blanks taking three times as much.

    Where the Han would then look spread, what white there is (`Shaped.loose_at`) is opened further first, as W3C clreq
    has it (word spaces, the gaps between Han and Western letters, then the Han).
    """
    parts = max(1, han + white + _BLANK_SHARE * blanks)
    if slack <= 0:
        return Opening(0.0, 0.0, 0.0)
    even = slack / parts
    if even <= CALM or not white:
        return Opening(even, even, _BLANK_SHARE * even)
    rest = han + _BLANK_SHARE * blanks
    wider = min((slack - CALM * rest) / white, max(_WHITE_WIDEST, even))
    share = (slack - wider * white) / rest if rest else 0.0
    return Opening(share, wider, _BLANK_SHARE * share)


def opening_places(shaped: Shaped, start: int, stop: int) -> tuple[int, int, int]:
    """(places between Han, places where white stands, blanks) that open in a line from `start` to `stop`."""
    if stop <= start:
        return 0, 0, 0
    white = bisect_left(shaped.loose_at, stop) - bisect_right(shaped.loose_at, start)
    blanks = bisect_left(shaped.blank_at, stop) - bisect_left(shaped.blank_at, start)
    return shaped.opens[stop - 1] - shaped.opens[start] - white - blanks, white, blanks
