"""A figure and its unit → symbols written otherwise than the norm has them, old units, units of another quantity than is measured.

`data/units.txt` says what each unit measures and `data/quantities.txt` which quantity a noun is of; what is told follows from the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod
from typing import Final

from jianbao.errors import Level
from jianbao.expressions import either
from jianbao.messages import NOTHING_BETTER
from jianbao.proofread.amounts import SCALES, decimal
from jianbao.proofread.data import rows_of
from jianbao.proofread.rule import Pattern, Rule, any_of
from jianbao.proofread.usage import faults_in, known_faults
from jianbao.proofread.view import RUNNING, Hit, Role, Segment

UNITS_NORM: Final = "GB 3100-1993"

# --- what units measure -------------------------------------------------------------------------------------------------

# what is measured → its units, those that are proposed first
_UNITS: Final[dict[str, list[str]]] = {}
_SIZES: Final[dict[str, float]] = {}
# figures that are no quantity: held against the least and the most alone
_COUNTS: Final[set[str]] = set()
_SYMBOLS: Final[set[str]] = set()
# parts of symbols as people write them, small → as they are
_PARTS: Final[dict[str, str]] = {}
for _quantity, _names, _symbols, *_wrong in rows_of("units.txt"):
    _sizes = [name.partition("=") for name in _names.split(",")]
    _UNITS[_quantity] = [name for name, *_ in _sizes]
    _SIZES.update((name, float(size or 1)) for name, _, size in _sizes)
    if _symbols == "-":
        _COUNTS.add(_quantity)
    _SYMBOLS.update(_symbols.split(","))
    _PARTS.update((part.lower(), part) for part in re.split("[/·.,]", _symbols))
    _PARTS.update(each.partition("=")[::2] for each in _wrong)
_KIND_OF: Final = {name: kind for kind, names in _UNITS.items() for name in names}

# --- symbols ------------------------------------------------------------------------------------------------------------

_SYMBOL = Pattern(
    r"(?P<number>[\d万亿千百（(：每以])(?P<unit>(?:[A-Za-zμµ]{2,4}|°[Cc]|[mM])[23²³]?(?:[/／·.]?[A-Za-z]{1,3}[23³]?)?)(?![A-Za-z0-9²³/])"
)
_POWERS: Final = ("m2", "m3", "cm2", "cm3", "km2", "dm3")
# characters before a unit
_LONGEST_FIGURE: Final = 16


def _better_symbol(unit: str) -> str:
    """As the norm writes a symbol; '' for what is none."""
    parts = re.split("([/／·.])", unit)
    parts[::2] = (_PARTS.get(part.lower(), "") for part in parts[::2])
    return "".join(parts).replace("／", "/") if all(parts) else ""


def unit_symbol(segment: Segment) -> Iterator[Hit]:
    """8.3万m3, 10m/S, 300KW·h, 50hz, 31ug/m³ for m³, m/s, kW·h, Hz, μg/m³."""
    text = segment.text
    for found in _SYMBOL.finditer(text):
        unit, start = found["unit"], found.start("unit")
        better = _better_symbol(unit)
        before = text[max(start - _LONGEST_FIGURE, 0) : start].rstrip("0123456789.")[-1:]
        # a model: GT-3KW
        model = before in tuple("-－") or (before.isascii() and before.isalpha())
        if better in ("", unit) or unit in _SYMBOLS or unit.endswith("b/s") or model:
            continue
        if unit.lower() == "m" or (found["number"] in "（(：" and unit not in _POWERS):
            continue
        yield Hit(segment, start, found.end(), better)


# --- quantities ---------------------------------------------------------------------------------------------------------


# noun → the quantities that are measured of it with the least and the most of the first, those that cannot be meant (- = all others)
_NOUNS: Final = {
    noun: (*kinds.partition(":")[::2], others)
    for kinds, others, *nouns in rows_of("quantities.txt")
    for noun in nouns
}
_LONGEST: Final = max(map(len, _NOUNS))
_ENDS: Final = frozenset(noun[-1] for noun in _NOUNS)
_MEASURED = Pattern(
    rf"(?<![\d.,])(?:\d[\d.]*[至到—～~-]+)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<scale>(?:[百千](?=[万亿]))?(?:万(?=亿))?[万亿]?)(?P<unit>{either(_KIND_OF)}|(?<=万)(?=[，。；]))(?![/／每·时安\d]|[深高宽厚长]的)(?:(?<![度斤安伏])|(?=[，。；、）提升降增]|$))"
)
# what stands between a noun and its figure, and how many of it
_LINKS: Final = frozenset(
    "恢复升降涨回落约达为是有共仅近超逾到至在了已将可于均只累计过大小概别持保定稳制控接增加扩提：高低最不足少平应需须突破"
)
_LINKED: Final = 12
_BEFORE: Final = 14


def _measured(text: str, start: int) -> str:
    """The noun of a figure that begins at a place, "" for one that is not known."""
    for end in range(start, max(start - _LINKED, 1), -1):
        for first in range(max(end - _LONGEST, 0), end - 1) if text[end - 1] in _ENDS else ():
            if text[first:end] in _NOUNS:
                return "" if text[max(first - 1, 0)] in "布绸缎料缆城农" else text[first:end]
        if text[end - 1] not in _LINKS:
            break
    return ""


_FROM, _TO = Pattern(r"[由从][^，。；\d]{0,12}$"), Pattern("^[\u4e00-\u9fff]{0,6}[到至为]$")
# no mere growth
_TIMES: Final = 500


def _value(found: re.Match[str]) -> float:
    """A figure in the unit of its kind that has no size."""
    scale = prod(map(SCALES.__getitem__, found["scale"]))
    return decimal(found["n"])[0] * scale * _SIZES.get(found["unit"], 1.0)


def other_quantity(segment: Segment) -> Iterator[Hit]:
    """面积2.6万公里, 由4.5米加宽到6.5平方米, 坝高325米: a unit that measures something else; more or less than there can be."""
    text, last = segment.text, None
    for found in _MEASURED.finditer(text):
        kind = _KIND_OF[found["unit"] or "人"]
        between = text[last.end() : found.start()] if last else ""
        if last and len(between) < _BEFORE and _TO.search(between):
            was = _KIND_OF[last["unit"] or "人"]
            times = (_value(found) or 1) / (_value(last) or 1)
            grown = (
                kind == was != "时间" and last["unit"] != found["unit"] and not 1 / _TIMES < times < _TIMES
            )
            other = kind != was and _COUNTS.isdisjoint((kind, was))
            if (grown or other) and _FROM.search(text[max(last.start() - _BEFORE, 0) : last.start()]):
                better = NOTHING_BETTER if grown else last["unit"]
                yield Hit(segment, *found.span("unit"), params={"better": better}, level=Level.HINT)
        last = found
        noun = _measured(text, found.start()) if text[found.start() - 1] != "将" else ""
        if not noun:
            continue
        kinds, bounds, others = _NOUNS[noun]
        cannot = kind in others if others != "-" else kind not in kinds and _COUNTS.isdisjoint((kind, kinds))
        if cannot:
            better = "、".join(_UNITS.get(kinds.split(",")[0], ["…"])[:2])
            yield Hit(segment, *found.span("unit"), params={"better": better})
        elif bounds and kinds.startswith(kind):
            least, most = map(float, bounds.split("~"))
            if not least <= _value(found) <= most:
                yield Hit(segment, *found.span(), params={"better": NOTHING_BETTER}, level=Level.HINT)


def unit_words(segment: Segment) -> Iterator[Hit]:
    """Old units, doubled ones, those of another quantity."""
    yield from other_quantity(segment)
    yield from faults_in(segment, known_faults()["P225"])


_TEXT: Final = RUNNING | {Role.NAME}

RULES: Final = (
    Rule(
        "P219",
        "unit-symbol",
        f"{UNITS_NORM} 6",
        fixable=True,
        segment=unit_symbol,
        roles=_TEXT,
        bits=any_of(_SYMBOL),
    ),
    Rule(
        "P225",
        "unit-words",
        UNITS_NORM,
        fixable=True,
        segment=unit_words,
        roles=RUNNING,
        bits=lambda: any_of(_MEASURED)() | known_faults()["P225"].bits,
    ),
)
