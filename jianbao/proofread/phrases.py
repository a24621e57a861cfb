"""Set forms: rows of words in one order, phrases with their number, cities in their provinces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from jianbao.errors import Level
from jianbao.language.names import CITIES, names_in
from jianbao.language.words import words
from jianbao.proofread.nearly import slipped
from jianbao.proofread.quoted import misquoted_phrases
from jianbao.proofread.rows import misquoted_rows
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment


def misquoted(segment: Segment) -> Iterator[Hit]:
    """What the segment says otherwise than it is set."""
    if "“" in segment.text:
        yield from misquoted_phrases(segment)
    yield from misquoted_rows(segment)
    yield from _misplaced(segment)


_PROVINCES: Final = "河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
_PLACE = Pattern(
    rf"(?P<province>{_PROVINCES})(?P<full>省|(?:壮族|回族|维吾尔)?自治区)?的?(?P<city>{HAN}{{2,5}})"
)
# what a road, a stone or a county is called after; hours of sunshine
_CALLED_AFTER: Final = tuple("路街道大石玉区县旗镇乡村里话菜籍时")
_LONGEST, _SHORTEST = 5, 2


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
    """广东省南宁市, 山东洛阳: a city of another province; 广东省东菀市: one that is none, but for a character."""
    for found in _PLACE.finditer(segment.text):
        at, said, known = found.start("city"), found["city"], _provinces()
        city = next((said[:n] for n in range(_LONGEST, _SHORTEST - 1, -1) if said[:n] in known), "")
        behind = segment.text[at + len(city) : at + len(city) + 1]
        if city and not known[city].startswith(found["province"]):
            if found["full"] or not behind.startswith(_CALLED_AFTER):
                better, level = known[city] + city, None if found["full"] or behind == "市" else Level.HINT
                yield Hit(segment, found.start(), at + len(city), params={"better": better}, level=level)
        elif found["full"] and not city and "市" in said[_SHORTEST:]:
            name = said[: said.index("市", _SHORTEST)]
            right = next(
                (each for each in known if slipped(name, each) and known[each].startswith(found["province"])),
                "",
            )
            if right and words(name + "市") != [name + "市"] and words(name) != [name]:
                yield Hit(segment, at, at + len(name), params={"better": right})
