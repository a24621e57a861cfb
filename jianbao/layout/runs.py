"""A line's characters → runs of one face and one stretch behaviour, each at its x, justified where the line is.

A gap of a fifth of an em stands between a Han and a Western letter; a justified line spreads what is left behind every
Han character and every blank.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from msgspec import Struct

from jianbao.fonts.faces import Face, FaceSet
from jianbao.layout.shape import Shaped
from jianbao.layout.widths import opening
from jianbao.pages import Run, RunKind
from jianbao.typography import FaceRole

# twips, 0.14 mm
_UNSEEN: Final = 8


class UsedFaces:
    """The faces of an issue, and in `used` those that its runs stand in, by their keys."""

    def __init__(self, faces: FaceSet) -> None:
        self.faces = faces
        self.used: dict[str, Face] = {}
        self.by_key = {face.key: face for face in faces.faces()}

    def key_of(self, key: str, role: FaceRole, char: str) -> str:
        """The key of a run's face, noted as used; a character that no face draws goes to its role's first face."""
        if not key:
            face = self.faces.face_for(role, char) or self.faces.chain(role)[0]
            key = face.key
        if key not in self.used:
            self.used[key] = self.by_key[key]
        return key


class SetRun(Struct):
    """A run while its line is being set; x counts from the line's start.

    `white`: white stands before it (`Shaped.loose_at`), if that was asked for. `letters`: how many of its characters its
    spacing widens.
    """

    text: str
    x: int
    width: int
    role: FaceRole
    face: str
    size: int
    spacing: int
    bold: bool
    link: str
    drawn: str
    rise: int
    white: bool = False
    letters: int = 0
    stretch: float = 0.0

    def at(self, x: int, colour: str, kind: RunKind = RunKind.TEXT, link: str = "") -> Run:
        """The frozen run, its line starting at `x`."""
        return Run(
            self.text,
            self.x + x,
            self.width,
            self.role,
            self.face,
            self.size,
            self.spacing,
            self.stretch,
            self.bold,
            colour,
            kind,
            link or self.link,
            self.drawn,
            self.rise,
        )


def runs_of(
    shaped: Shaped, start: int, end: int, spacing: int, faces: UsedFaces, *, parted: bool = False
) -> list[SetRun]:
    """Runs of characters start to end from x 0, each of one face and one stretch behaviour; `parted` at white too."""
    runs: list[SetRun] = []
    text, glyphs, widths = shaped.text, shaped.glyphs, shaped.widths
    turns, gaps = shaped.run_at, shaped.gap_at
    gaps = gaps[bisect_right(gaps, start) : bisect_left(gaps, end)]
    white: frozenset[int] = frozenset()
    if parted:
        loose = shaped.loose_at
        white = frozenset(loose[bisect_left(loose, start) : bisect_left(loose, end)])
        turns = sorted(white.union(turns[bisect_left(turns, start) : bisect_left(turns, end)]))
    stops = turns[bisect_right(turns, start) : bisect_left(turns, end)]
    several = len(shaped.pieces) > 1
    x = 0
    index = start
    for stop in (*stops, end) if end > start else ():
        glyph = glyphs[index]
        piece = shaped.piece_of(index) if several else shaped.pieces[0]
        if index in gaps:
            x += piece.size // 5
        own = 0 if glyph.role is FaceRole.LATIN else spacing
        letters = stop - index
        # the last character of a portion, and of the line, keeps no letter-spacing in LibreOffice
        if stop == end or shaped.is_western(stop) != shaped.is_western(index):
            letters -= 1
        width = widths[stop] - widths[index] + own * letters
        runs.append(
            SetRun(
                text[index:stop],
                x,
                width,
                glyph.role,
                faces.key_of(glyph.face, glyph.role, text[index]),
                piece.size,
                own,
                piece.bold,
                piece.link,
                glyph.drawn * (stop - index),
                piece.rise,
                index in white,
                letters,
            )
        )
        x += width
        index = stop
    return runs


def spread(
    runs: list[SetRun], slack: int, base: int, places: tuple[int, int, int], *, parted: bool = False
) -> bool:
    """Spread `slack` twips over the `places` of a line that open, as `widths.opening` says.

    The letter-spacing that locks the line in live text, other than the style's `base`, is no part of it: where it opens
    the Han of a line more than all its places evenly, the page shows them evenly. LibreOffice spreads whole twips and
    leaves the rest, up to 1.4 pt, at the right; as much of it as is not seen is left there too, so that the last glyphs
    of the two lie within 2 pt. False, with nothing done, where the runs must first be `parted` where white stands.
    """
    count = sum(places)
    if slack <= 0 or not count:
        return True
    slack -= min(_UNSEEN, slack % count)
    size = runs[0].size
    taken = 0
    for run in runs:
        if run.role is not FaceRole.LATIN and run.spacing > base:
            taken += (run.spacing - base) * run.letters
    opened = opening((slack + taken) / size, *places)
    if opened.white > opened.han and not parted:
        return False
    han, white, blank = opened.han * size, opened.white * size, opened.blank * size
    last = len(runs) - 1
    shift = 0.0
    for index, run in enumerate(runs):
        run.x += round(shift)
        if run.role is FaceRole.LATIN and run.text != " ":
            if index < last and runs[index + 1].role is not FaceRole.LATIN:
                shift += white if runs[index + 1].white else han
            continue
        locked = max(0, run.spacing - base) if run.role is not FaceRole.LATIN else 0
        inner = len(run.text) - 1
        if inner:
            run.stretch = han - locked
            run.width += round(run.stretch * inner)
            shift += run.stretch * inner
        if index < last:
            shift += blank if run.text == " " else white if runs[index + 1].white else han
        shift -= locked * (run.letters - inner)
    return True
