"""What an issue says twice with a slip between: numbers of documents, telephones and roads, short forms.

Each kind of thing is gathered with its place; two of a kind that are alike but for one slip are told where the second stands.
What two offices or two years may well say so is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, takewhile
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.digits import is_turned
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment, Sheet


class _Said(NamedTuple):
    """A stretch of a segment."""

    segment: Segment
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch as it stands."""
        return self.segment.text[self.start : self.end]

    def hit(self, other: str, level: Level | None = None) -> Hit:
        """The finding that this contradicts another."""
        return Hit(self.segment, self.start, self.end, params={"other": other}, level=level)


# of one kind in an issue: all pairs of them are looked at
_MOST: Final = 40
_AND: Final = ("", *"、和与及或")

# --- numbers that name something -----------------------------------------------------------------------------------------

_DOCUMENT = Pattern(rf"(?P<organ>{HAN}{{1,8}})〔(?P<year>(?:19|20)\d\d)〕(?P<number>\d{{1,4}})号")
_PHONE = Pattern(r"(?:0\d{2,3}[-—－])?(?<!\d)\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
_CODE = Pattern(rf"(?:(?<![A-Za-z\d])[A-Z]{{1,3}}|(?<=“){HAN}{{1,3}})\d{{2,4}}(?![\d.%％年月日])")


def _numbers(sheet: Sheet) -> Iterator[Hit]:
    """清政办发〔2026〕14号 … 41号, 6127788 … 6217788, G312 … G321: digits that changed places, a year or an organ that differs."""
    codes: dict[str, list[_Said]] = {}
    documents: list[tuple[_Said, re.Match[str]]] = []
    for segment in sheet.segments:
        for found in _DOCUMENT.finditer(segment.text):
            if len(documents) < _MOST:
                documents.append((_Said(segment, *found.span()), found))
        for pattern in (_PHONE, _CODE):
            for found in pattern.finditer(segment.text):
                bare = "".join(char for char in found[0] if not char.isdigit())
                codes.setdefault(bare + str(pattern is _PHONE), []).append(_Said(segment, *found.span()))
    for (first, one), (second, two) in combinations(documents, 2):
        # 按照清政发: words may stand before the organ
        ends = one["organ"][-3:], two["organ"][-3:]
        same = [ends[0] == ends[1], one["year"] == two["year"], one["number"] == two["number"]]
        turned = one["number"] != two["number"] and sorted(one["number"]) == sorted(two["number"])
        organs = one["organ"].replace("办", "")[-3:] == two["organ"].replace("办", "")[-3:]
        listed = first.segment is second.segment and first.segment.text[first.end] in _AND
        if not listed and sum(same) == 2 and (turned or not same[1] or (not same[0] and organs)):
            # an organ has a document of one number in two years by right
            yield second.hit(first.text, None if same[1] else Level.HINT)
    for known in codes.values():
        for one_said, two_said in combinations(known[:_MOST], 2):
            if is_turned(one_said.text, two_said.text):
                yield two_said.hit(one_said.text)


def alike_from_start(one: str, two: str) -> int:
    """How many characters two stretches begin alike with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


# --- short forms ---------------------------------------------------------------------------------------------------------

_CALLED = Pattern(
    rf"(?P<full>《[^《》]{{4,40}}》|{HAN}{{4,24}})（(?:以下|下)?简称：?“?(?P<short>《[^《》]{{1,12}}》|{HAN}{{2,10}})”?）"
)
_BARE_TITLE = Pattern("《(?:方案|规划|办法|意见|通知|条例|计划|细则|规定|决定|纲要|标准|指南|清单|报告)》")


def _short_forms(sheet: Sheet) -> Iterator[Hit]:
    """Two names for one short form, two short forms of one name, and one that was not given."""
    fulls: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for segment in sheet.segments:
        for found in _CALLED.finditer(segment.text):
            said = _Said(segment, *found.span("short"))
            full = found["full"][-12:]
            other = fulls.setdefault(full, found["short"])
            if other != found["short"]:
                yield said.hit(other)
            elif shorts.setdefault(found["short"], full) != full:
                yield said.hit(shorts[found["short"]], Level.HINT)
    titles = {short for short in shorts if short.startswith("《")}
    for segment in sheet.segments if titles else ():
        for found in _BARE_TITLE.finditer(segment.text):
            if found[0] not in titles and f"{found[0][1:-1]}》" not in sheet.whole.replace(found[0], ""):
                yield _Said(segment, *found.span()).hit(next(iter(sorted(titles))), Level.HINT)
    organs = {short: full for short, full in shorts.items() if short[0] in "省市县区州" and len(short) < 6}
    for short, full in organs.items():
        pattern = re.compile(f"{short[0]}[\u4e00-\u9fff]{{{len(short) - 2}}}{short[-1]}")
        for segment in sheet.segments:
            for found in pattern.finditer(segment.text):
                rest = iter(full)
                if found[0] != short and found[0] not in full and all(char in rest for char in found[0]):
                    yield _Said(segment, *found.span()).hit(short)


def repeats(sheet: Sheet) -> Iterator[Hit]:
    """All that is said twice with a slip."""
    for tell in (_numbers, _short_forms):
        yield from tell(sheet)
