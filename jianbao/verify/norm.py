"""Measures of a finished file → a verdict on each element that GB/T 9704-2012 and custom prescribe.

The figures required come from `typography.py` and nowhere else. A file may be anybody's: what is not found is said to be
not found, never guessed; only what is measured and wrong is wrong. Margins and type area are allowed the
millimetre of clause 5.2.1, sizes half a point, rules what word processors round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
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
    for code, clause, params, find in _ELEMENTS:
        answer = find(measures)
        if answer is None:
            checks.append(Check(code, clause, Verdict.UNSEEN, "", params))
        else:
            good, found = answer
            checks.append(Check(code, clause, Verdict.PASSED if good else Verdict.FAILED, found, params))
    return tuple(checks)


_Answer = tuple[bool, str] | None


def _mm(twips: float) -> float:
    return round(twips / norm.TWIPS_PER_MM, 2)


def _near(value: float | None, required: float, tolerance: float, unit: str, digits: int = 1) -> _Answer:
    if value is None:
        return None
    return abs(value - required) <= tolerance, f"{value:.{digits}f} {unit}"


def _set_in(
    found: Type | None, role: FaceRole, size: int | None = None, colour: str | None = None
) -> _Answer:
    if found is None:
        return None
    good = found.role is role
    good = good and (size is None or abs(found.size - size / norm.TWIPS_PER_POINT) <= 0.5)
    return good and (colour is None or _like(found.colour, colour)), str(found)


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


def _paper(found: Measures) -> _Answer:
    if found.paper is None:
        return None
    width, height = found.paper
    good = abs(width - _mm(norm.PAPER_WIDTH)) <= 1 and abs(height - _mm(norm.PAPER_HEIGHT)) <= 1
    return good, f"{width:.1f} × {height:.1f} mm"


def _titles(found: Measures) -> _Answer:
    if not found.titles:
        return None
    each = [_set_in(title, FaceRole.XIAOBIAOSONG, norm.SIZE_2) for title in found.titles]
    return all(answer is not None and answer[0] for answer in each), "、".join(map(str, found.titles))


def _red_rule(found: Measures) -> _Answer:
    rule = found.red_rule
    if rule is None:
        return None
    width = _mm(norm.TYPE_AREA_WIDTH)
    return abs(
        rule.length - width
    ) <= 1.5, f"{rule.length:.1f} mm, {rule.thickness * MM:.1f} pt, #{rule.colour}"


def _outer_rules(found: Measures) -> _Answer:
    if len(found.colophon_rules) < 2:
        return None
    ends = (found.colophon_rules[0], found.colophon_rules[-1])
    required = _mm(norm.COLOPHON_OUTER_RULE)
    good = all(
        abs(rule.thickness - required) <= _RULE_TOLERANCE and rule.colour == norm.BLACK for rule in ends
    )
    return good, _thicknesses(ends)


def _inner_rules(found: Measures) -> _Answer:
    inner = found.colophon_rules[1:-1]
    if not inner:
        return None
    required = _mm(norm.COLOPHON_INNER_RULE)
    return all(abs(rule.thickness - required) <= _RULE_TOLERANCE for rule in inner), _thicknesses(inner)


# mm; word processors round rules to eighths of a point and screens' pixels
_RULE_TOLERANCE: Final = 0.06


def _thicknesses(rules: Sequence[Rule]) -> str:
    return " / ".join(dict.fromkeys(f"{rule.thickness:.2f} mm" for rule in rules))


def _last_rule(found: Measures) -> _Answer:
    if not found.colophon_rules:
        return None
    bottom = _mm(norm.TYPE_AREA_BOTTOM)
    rule = found.colophon_rules[-1].y
    foot = found.colophon_foot or rule
    # 共印××份 below the last rule is custom; then it is that line which stands on the edge of the type area.
    return abs(foot - bottom) <= 1.0, f"{rule:.1f} mm" if foot == rule else f"{rule:.1f} / {foot:.1f} mm"


def _rules_width(found: Measures) -> _Answer:
    if not found.colophon_rules:
        return None
    lengths = [rule.length for rule in found.colophon_rules]
    width = _mm(norm.TYPE_AREA_WIDTH)
    worst = max(lengths, key=lambda length: abs(length - width))
    return _near(worst, width, 1.5, "mm")


_FOLIO_FORM: Final = re.compile(r"[—―–-]\d+[—―–-]")


def _folio_form(found: Measures) -> _Answer:
    if not found.folios:
        return None
    return all(_FOLIO_FORM.fullmatch(folio.text) for folio in found.folios), found.folios[0].text


def _folio_type(found: Measures) -> _Answer:
    if not found.folios:
        return None
    size = norm.FOLIO_SIZE / norm.TWIPS_PER_POINT
    wrong = [
        folio
        for folio in found.folios
        if folio.type.role is not FaceRole.SONGTI or abs(folio.type.size - size) > 0.5
    ]
    return not wrong, str((wrong or found.folios)[0].type)


def _folio_drop(found: Measures) -> _Answer:
    placed = [folio.dash for folio in found.folios if folio.dash]
    if not placed:
        return None
    drops = [dash - _mm(norm.TYPE_AREA_BOTTOM) for dash in placed]
    required = _mm(norm.FOLIO_DROP)
    return _near(max(drops, key=lambda drop: abs(drop - required)), required, 1.0, "mm")


def _folio_side(found: Measures) -> _Answer:
    placed = [folio for folio in found.folios if folio.right]
    if not placed:
        return None
    inset = _mm(norm.FOLIO_INSET)
    left, right = _mm(norm.MARGIN_LEFT) + inset, _mm(norm.PAPER_WIDTH - norm.MARGIN_RIGHT) - inset
    off = [abs(folio.right - right) if folio.page % 2 else abs(folio.left - left) for folio in placed]
    worst = placed[off.index(max(off))]
    return max(off) <= 2.0, f"p.{worst.page}: {worst.left:.1f}–{worst.right:.1f} mm"


def _folio_count(found: Measures) -> _Answer:
    numbers = [(folio.page, re.sub(r"\D", "", folio.text)) for folio in found.folios if folio.right]
    if not numbers:
        return None
    wrong = [f"p.{page}: {number}" for page, number in numbers if str(page) != number]
    return not wrong, "、".join(wrong[:3]) or f"1–{numbers[-1][1]}"


def _embedded(found: Measures) -> _Answer:
    if found.unembedded is None:
        return None
    return not found.unembedded, "、".join(found.unembedded) or "100 %"


PAPER: Final = "V101"
EMBEDDED: Final = "V124"
_F = FaceRole
_ELEMENTS: Final[tuple[tuple[str, str, dict[str, object], Callable[[Measures], _Answer]], ...]] = (
    (PAPER, "5.1", {"width": 210, "height": 297}, _paper),
    ("V102", "5.2.1", {"mm": 37}, lambda m: _near(m.top, _mm(norm.MARGIN_TOP), 1.0, "mm")),
    ("V103", "5.2.1", {"mm": 28}, lambda m: _near(m.left, _mm(norm.MARGIN_LEFT), 1.0, "mm")),
    ("V104", "5.2.1", {"mm": 156}, lambda m: _near(m.width, _mm(norm.TYPE_AREA_WIDTH), 1.0, "mm")),
    ("V105", "5.2.1", {"mm": 225}, lambda m: _near(m.height, _mm(norm.TYPE_AREA_HEIGHT), 1.0, "mm")),
    (
        "V106",
        "5.2.3",
        {"lines": norm.LINES_PER_PAGE},
        lambda m: None if m.lines is None else (m.lines == norm.LINES_PER_PAGE, str(m.lines)),
    ),
    (
        "V107",
        "5.2.3",
        {"characters": norm.CHARACTERS_PER_LINE},
        lambda m: (
            None if m.characters is None else (m.characters == norm.CHARACTERS_PER_LINE, str(m.characters))
        ),
    ),
    ("V108", "5.2.3", {"pt": 28.95}, lambda m: _near(m.pitch, norm.ROW / norm.TWIPS_PER_POINT, 0.1, "pt", 2)),
    ("V109", "5.2.2", {"pt": 16}, lambda m: _set_in(m.body, _F.FANGSONG, norm.SIZE_3, norm.BLACK)),
    ("V110", "", {}, lambda m: _set_in(m.latin, _F.LATIN)),
    ("V111", "7.2.4", {}, lambda m: _set_in(m.masthead, _F.XIAOBIAOSONG, None, norm.RED)),
    ("V112", "7.2.7", {"mm": 156}, _red_rule),
    ("V113", "7.3.1", {"pt": 22}, _titles),
    ("V114", "7.4.2", {"pt": 14}, lambda m: _set_in(m.colophon, _F.FANGSONG, norm.SIZE_4, norm.BLACK)),
    ("V115", "7.4.1", {"mm": _mm(norm.COLOPHON_OUTER_RULE)}, _outer_rules),
    ("V116", "7.4.1", {"mm": _mm(norm.COLOPHON_INNER_RULE)}, _inner_rules),
    ("V117", "7.4.1", {"mm": 156}, _rules_width),
    ("V118", "7.4.1", {"mm": 262}, _last_rule),
    ("V119", "7.5", {}, _folio_form),
    ("V120", "7.5", {}, _folio_count),
    ("V121", "7.5", {"pt": 14}, _folio_type),
    ("V122", "7.5", {"mm": 7}, _folio_drop),
    ("V123", "7.5", {}, _folio_side),
    (EMBEDDED, "", {}, _embedded),
)
