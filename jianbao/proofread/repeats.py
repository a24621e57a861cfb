"""Numbers that name something, of documents and telephones → those that an issue writes in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, takewhile
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.digits import differ_by_a_slip, is_turned
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Sheet

_DOCUMENT = Pattern(rf"(?P<organ>{HAN}{{1,4}}+)〔(?P<year>(?:19|20)\d\d)〕(?P<number>\d{{1,4}})号")
_PHONE = Pattern(r"(?:0\d{2,3}[-—－])?(?<!\d)\d{7,8}(?![\d元万亿股吨平户人])|(?<!\d)1[3-9]\d{9}(?!\d)")
_TITLE = Pattern("《[^》]{6,}》")
# of one kind in an issue: all pairs of them are looked at
_MOST: Final = 40
# characters of an organ's short name that tell it
_ORGAN: Final = 3
_AND: Final = tuple("、与和及或")


def repeats(sheet: Sheet) -> Iterator[Hit]:
    """清政办发〔2026〕14号 … 41号, 0399-6127788 … 0399-6127798."""
    known: dict[str, list[tuple[Hit, re.Match[str]]]] = {}
    for segment in sheet.segments:
        for found in _PHONE.finditer(segment.text):
            known.setdefault("", []).append((Hit(segment, *found.span()), found))
        for found in _DOCUMENT.finditer(segment.text):
            # 按照清政发: words may stand before the organ
            own = found["organ"].replace("办", "")[-_ORGAN:] + "〔〕"
            known.setdefault(own, []).append((Hit(segment, *found.span()), found))
    for own, numbers in known.items():
        differ = _documents_differ if own.endswith("〔〕") else _differ
        for (first, one), (second, two) in combinations(numbers[:_MOST], 2):
            if level := differ(one, two):
                yield second._replace(params={"other": first.text}, level=level)


def _differ(one: re.Match[str], two: re.Match[str]) -> Level | None:
    """How sure it is that one number is the other but for a slip; None for not at all."""
    # of one line the other may be the fax
    slip = one.string is not two.string and differ_by_a_slip(one[0][-8:], two[0][-8:])
    return Level.DOUBTFUL if is_turned(one[0], two[0]) else Level.HINT if slip else None


def _documents_differ(one: re.Match[str], two: re.Match[str]) -> Level | None:
    """As `_differ`, of two documents: a number that was turned, another one of the same title, another year or organ."""
    if one.string is two.string and one.string[one.end()] in _AND:
        return None
    own = [(each["organ"][-_ORGAN:], each["year"], each["number"]) for each in (one, two)]
    organ, year, number = (first == second for first, second in zip(*own, strict=True))
    titles = ({*_TITLE.compiled.findall(each.string)} for each in (one, two))
    if organ and year and not number:
        turned = sorted(one["number"]) == sorted(two["number"])
        return Level.DOUBTFUL if turned else Level.HINT if set.intersection(*titles) else None
    # an organ has a document of one number in two years by right
    if number and year != organ:
        return Level.DOUBTFUL if year else Level.HINT
    return None


def alike_from_start(one: str, two: str) -> int:
    """How many characters two stretches begin alike with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
