"""Measures of a finished file → a verdict on each element that GB/T 9704-2012 and custom prescribe.

The figures required come from `typography.py` and nowhere else. A file may be anybody's: what is not found is said to be
not found, never guessed; only what is measured and wrong is wrong. Margins and type area are allowed the
millimetre of clause 5.2.1, sizes half a point, rules what word processors round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import asdict

from jianbao import typography as norm
from jianbao.errors import Finding
from jianbao.fonts.names import role_of
from jianbao.typography import FaceRole

# points to the millimetre
MM: Final = 72 / 25.4


class Type(Struct, frozen=True):
    """A face by name, a size in pt and a colour as RRGGBB."""

    face: str
    size: float
    colour: str = "000000"

    @property
    def role(self) -> FaceRole | None:
        """The part that the face plays."""
        return role_of(self.face)

    def __str__(self) -> str:
        colour = "" if self.colour == norm.BLACK else f" #{self.colour}"
        return f"{self.face} {self.size:g} pt{colour}"


class Rule(Struct, frozen=True):
    """A horizontal rule in mm: its left end, its height on the paper (centre line), length, thickness; its colour."""

    left: float
    y: float
    length: float
    thickness: float
    colour: str


class Folio(Struct, frozen=True):
    """A page number: the page, its text without blanks, type, and in mm its edges and its dash's height (0 = unknown)."""

    page: int
    text: str
    type: Type
    left: float = 0.0
    right: float = 0.0
    dash: float = 0.0


class Measures(Struct, frozen=True):
    """What was found in a file; None or empty = not found. Lengths in mm, `pitch` and sizes in points.

    `colophon_foot` is where the block at the foot of the last page ends: at its last rule, or at the line 共印××份 under it.
    """

    paper: tuple[float, float] | None = None
    top: float | None = None
    left: float | None = None
    width: float | None = None
    height: float | None = None
    pitch: float | None = None
    lines: int | None = None
    characters: int | None = None
    body: Type | None = None
    latin: Type | None = None
    titles: tuple[Type, ...] = ()
    masthead: Type | None = None
    red_rule: Rule | None = None
    colophon: Type | None = None
    colophon_rules: tuple[Rule, ...] = ()
    colophon_foot: float | None = None
    folios: tuple[Folio, ...] = ()
    unembedded: tuple[str, ...] | None = None

    def over(self, other: Measures) -> Measures:
        """These measures, and where they found nothing those of `other`."""
        mine: dict[str, Any] = asdict(self)
        filled = {
            name: getattr(other, name) if value in (None, ()) else value for name, value in mine.items()
        }
        return Measures(**filled)


class Verdict(StrEnum):
    """What is said of an element."""

    PASSED = "passed"
    FAILED = "failed"
    UNSEEN = "unseen"


class Check(Struct, frozen=True):
    """A row of the report. `code` names element, requirement and remedy in the catalogue; `clause` the rule's source."""

    code: str
    clause: str
    verdict: Verdict
    found: str
    params: dict[str, object]

    @property
    def element(self) -> str:
        """What is judged, in the reader's language."""
        return self._finding.message.partition("｜")[0]

    @property
    def required(self) -> str:
        """What the norm asks for, in the reader's language."""
        return self._finding.message.partition("｜")[2]

    @property
    def remedy(self) -> str:
        """How to mend it, in the reader's language."""
        return self._finding.remedy

    @property
    def _finding(self) -> Finding:
        return Finding(self.code, params=self.params)


def judge(measures: Measures) -> tuple[Check, ...]:
    """Every element of the norm with its verdict, in the order of the clauses."""
    checks: list[Check] = []
    for code, clause, params, find, hold in _ELEMENTS:
        found = find(measures)
        if found in (None, ()):
            checks.append(Check(code, clause, Verdict.UNSEEN, "", params))
        else:
            good, said = hold(found)
            checks.append(Check(code, clause, Verdict.PASSED if good else Verdict.FAILED, said, params))
    return tuple(checks)


_Answer = tuple[bool, str]
"""Whether what was found is as it should be, and what that is in words."""
_Holder = Callable[[Any], _Answer]


def _mm(twips: float) -> float:
    return round(twips / norm.TWIPS_PER_MM, 2)


def _near(required: float, tolerance: float, unit: str = "mm", digits: int = 1) -> _Holder:
    return lambda value: (abs(value - required) <= tolerance, f"{value:.{digits}f} {unit}")


def _just(required: int) -> _Holder:
    return lambda value: (value == required, str(value))


def _set_in(role: FaceRole, size: int | None = None, colour: str | None = None) -> _Holder:
    def hold(found: Type) -> _Answer:
        good = found.role is role
        good = good and (size is None or abs(found.size - size / norm.TWIPS_PER_POINT) <= 0.5)
        return good and (colour is None or _like(found.colour, colour)), str(found)

    return hold


def _like(colour: str, required: str) -> bool:
    """Red is any clear red: presses and programs mix it in different ways."""
    return is_red(colour) if required == norm.RED else colour == required


def is_red(colour: str) -> bool:
    """True for the reds that mastheads are printed in."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 170 and green <= 90 and blue <= 90


def _paper(paper: tuple[float, float]) -> _Answer:
    width, height = paper
    good = abs(width - _mm(norm.PAPER_WIDTH)) <= 1 and abs(height - _mm(norm.PAPER_HEIGHT)) <= 1
    return good, f"{width:.1f} × {height:.1f} mm"


def _titles(titles: Sequence[Type]) -> _Answer:
    hold = _set_in(FaceRole.XIAOBIAOSONG, norm.SIZE_2)
    return all(hold(title)[0] for title in titles), "、".join(map(str, titles))


def _red_rule(rule: Rule) -> _Answer:
    good = abs(rule.length - _mm(norm.TYPE_AREA_WIDTH)) <= 1.5
    return good, f"{rule.length:.1f} mm, {rule.thickness * MM:.1f} pt, #{rule.colour}"


def _outer_rules(found: Measures) -> tuple[Rule, ...]:
    return (found.colophon_rules[0], found.colophon_rules[-1]) if len(found.colophon_rules) > 1 else ()


def _thick(required: float, colour: str = "") -> _Holder:
    def hold(rules: Sequence[Rule]) -> _Answer:
        good = all(
            abs(rule.thickness - required) <= _RULE_TOLERANCE and colour in ("", rule.colour)
            for rule in rules
        )
        return good, " / ".join(dict.fromkeys(f"{rule.thickness:.2f} mm" for rule in rules))

    return hold


# mm; word processors round rules to eighths of a point and screens' pixels
_RULE_TOLERANCE: Final = 0.06


def _last_rule(found: Measures) -> tuple[float, float] | None:
    """Where the last rule of the block at the foot stands, and where that block ends."""
    if not found.colophon_rules:
        return None
    rule = found.colophon_rules[-1].y
    return rule, found.colophon_foot or rule


def _at_foot(last: tuple[float, float]) -> _Answer:
    rule, foot = last
    # 共印××份 below the last rule is custom; then it is that line which stands on the edge of the type area.
    good = abs(foot - _mm(norm.TYPE_AREA_BOTTOM)) <= 1.0
    return good, f"{rule:.1f} mm" if foot == rule else f"{rule:.1f} / {foot:.1f} mm"


def _worst(required: float, tolerance: float) -> _Holder:
    """As `_near`, for what lies farthest off of several lengths."""
    near = _near(required, tolerance)
    return lambda lengths: near(max(lengths, key=lambda length: abs(length - required)))


_FOLIO_FORM: Final = re.compile(r"[—―–-]\d+[—―–-]")


def _folio_form(folios: Sequence[Folio]) -> _Answer:
    return all(_FOLIO_FORM.fullmatch(folio.text) for folio in folios), folios[0].text


def _folio_type(folios: Sequence[Folio]) -> _Answer:
    hold = _set_in(FaceRole.SONGTI, norm.FOLIO_SIZE)
    wrong = [folio for folio in folios if not hold(folio.type)[0]]
    return not wrong, str((wrong or folios)[0].type)


def _folio_drops(found: Measures) -> tuple[float, ...]:
    return tuple(folio.dash - _mm(norm.TYPE_AREA_BOTTOM) for folio in found.folios if folio.dash)


def _placed(found: Measures) -> tuple[Folio, ...]:
    return tuple(folio for folio in found.folios if folio.right)


def _folio_side(folios: Sequence[Folio]) -> _Answer:
    inset = _mm(norm.FOLIO_INSET)
    left, right = _mm(norm.MARGIN_LEFT) + inset, _mm(norm.PAPER_WIDTH - norm.MARGIN_RIGHT) - inset
    off = [abs(folio.right - right) if folio.page % 2 else abs(folio.left - left) for folio in folios]
    worst = folios[off.index(max(off))]
    return max(off) <= 2.0, f"p.{worst.page}: {worst.left:.1f}–{worst.right:.1f} mm"


def _folio_count(folios: Sequence[Folio]) -> _Answer:
    numbers = [(folio.page, re.sub(r"\D", "", folio.text)) for folio in folios]
    wrong = [f"p.{page}: {number}" for page, number in numbers if str(page) != number]
    return not wrong, "、".join(wrong[:3]) or f"1–{numbers[-1][1]}"


def _embedded(found: Measures) -> list[str] | None:
    return None if found.unembedded is None else list(found.unembedded)


PAPER: Final = "V101"
EMBEDDED: Final = "V124"
_F = FaceRole
_OUTER, _INNER = _mm(norm.COLOPHON_OUTER_RULE), _mm(norm.COLOPHON_INNER_RULE)
_WIDTH: Final = _mm(norm.TYPE_AREA_WIDTH)
# (code, clause, what the message names, what to look at: None or () where it was not found, how it is held)
_ELEMENTS: Final[tuple[tuple[str, str, dict[str, object], Callable[[Measures], object], _Holder], ...]] = (
    (PAPER, "5.1", {"width": 210, "height": 297}, attrgetter("paper"), _paper),
    ("V102", "5.2.1", {"mm": 37}, attrgetter("top"), _near(_mm(norm.MARGIN_TOP), 1.0)),
    ("V103", "5.2.1", {"mm": 28}, attrgetter("left"), _near(_mm(norm.MARGIN_LEFT), 1.0)),
    ("V104", "5.2.1", {"mm": 156}, attrgetter("width"), _near(_WIDTH, 1.0)),
    ("V105", "5.2.1", {"mm": 225}, attrgetter("height"), _near(_mm(norm.TYPE_AREA_HEIGHT), 1.0)),
    ("V106", "5.2.3", {"lines": norm.LINES_PER_PAGE}, attrgetter("lines"), _just(norm.LINES_PER_PAGE)),
    (
        "V107",
        "5.2.3",
        {"characters": norm.CHARACTERS_PER_LINE},
        attrgetter("characters"),
        _just(norm.CHARACTERS_PER_LINE),
    ),
    (
        "V108",
        "5.2.3",
        {"pt": 28.95},
        attrgetter("pitch"),
        _near(norm.ROW / norm.TWIPS_PER_POINT, 0.1, "pt", 2),
    ),
    ("V109", "5.2.2", {"pt": 16}, attrgetter("body"), _set_in(_F.FANGSONG, norm.SIZE_3, norm.BLACK)),
    ("V110", "", {}, attrgetter("latin"), _set_in(_F.LATIN)),
    ("V111", "7.2.4", {}, attrgetter("masthead"), _set_in(_F.XIAOBIAOSONG, None, norm.RED)),
    ("V112", "7.2.7", {"mm": 156}, attrgetter("red_rule"), _red_rule),
    ("V113", "7.3.1", {"pt": 22}, attrgetter("titles"), _titles),
    ("V114", "7.4.2", {"pt": 14}, attrgetter("colophon"), _set_in(_F.FANGSONG, norm.SIZE_4, norm.BLACK)),
    ("V115", "7.4.1", {"mm": _OUTER}, _outer_rules, _thick(_OUTER, norm.BLACK)),
    ("V116", "7.4.1", {"mm": _INNER}, lambda m: m.colophon_rules[1:-1], _thick(_INNER)),
    (
        "V117",
        "7.4.1",
        {"mm": 156},
        lambda m: tuple(rule.length for rule in m.colophon_rules),
        _worst(_WIDTH, 1.5),
    ),
    ("V118", "7.4.1", {"mm": 262}, _last_rule, _at_foot),
    ("V119", "7.5", {}, attrgetter("folios"), _folio_form),
    ("V120", "7.5", {}, _placed, _folio_count),
    ("V121", "7.5", {"pt": 14}, attrgetter("folios"), _folio_type),
    ("V122", "7.5", {"mm": 7}, _folio_drops, _worst(_mm(norm.FOLIO_DROP), 1.0)),
    ("V123", "7.5", {}, _placed, _folio_side),
    (EMBEDDED, "", {}, _embedded, lambda faces: (not faces, "、".join(faces) or "100 %")),
)
