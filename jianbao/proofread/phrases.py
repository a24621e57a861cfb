"""Set forms: rows of words in one order, phrases with their number, cities in their provinces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jianbao.errors import Level
from jianbao.language.names import CITIES, names_in
from jianbao.proofread.quoted import misquoted_phrases, reordered, set_phrases
from jianbao.proofread.rows import misquoted_rows
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment


def misquoted(segment: Segment) -> Iterator[Hit]:
    """What the segment says otherwise than it is set."""
    if "“" in segment.text:
        yield from misquoted_phrases(segment)
        yield from _misupheld(segment)
    for rule in (misquoted_rows, reordered, _misplaced):
        yield from rule(segment)


_UPHELD = Pattern("(?:自觉|坚决|切实)做到了?“[一二两三四五六七八九十]个[^“”]{2,4}”")


def _misupheld(segment: Segment) -> Iterator[Hit]:
    """做到“两个坚持”: none of those that are upheld."""
    for found in _UPHELD.finditer(segment.text):
        if found[0].partition("“")[2][:-1] not in set_phrases():
            yield Hit(segment, *found.span(), params={"better": "做到“两个维护”"}, level=Level.HINT)


_PLACE = Pattern(
    f"(?P<province>{HAN}{{2,3}}(?:省|壮族自治区|回族自治区|维吾尔自治区|自治区))的?(?P<city>{HAN}{{2,5}}?)(?P<kind>市|州|盟|地区|{HAN}{{1,8}}?族自治州)"
)


@cache
def _provinces() -> dict[str, str]:
    """City → its province; no city has its name in two of them."""
    found: dict[str, str] = {}
    province = ""
    for name in names_in(CITIES):
        if name.endswith(("省", "自治区")):
            province = name
        else:
            found[name] = province
    return found


def _misplaced(segment: Segment) -> Iterator[Hit]:
    """广东省南宁市: a city of another province."""
    for found in _PLACE.finditer(segment.text):
        province = _provinces().get(found["city"])
        known = set(_provinces().values())
        said = next((name for name in known if found["province"].endswith(name)), None)
        if province and said and province != said:
            start = found.end("province") - len(said)
            better = f"{province}{found['city']}{found['kind']}"
            yield Hit(segment, start, found.end(), params={"better": better})
