"""Set forms: rows of words in one order, phrases with their number, cities in their provinces, organs at their level."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

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
    for rule in (misquoted_rows, reordered, _misplaced, _misranked):
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


_LOWER_RANK = Pattern(
    r"(?<!自治)(?<!直辖)(?<!单列)(?:县|市|区|州|镇|乡)(?P<at>(?:公安|教育|科技|科学技术|民政|司法|财政|自然资源|生态环境|交通运输|水利|水务|农业农村|商务|审计|工业和信息化|人力资源和社会保障|住房和城乡建设|文化和旅游|退役军人事务|应急管理|林业和草原)厅)",
)
_SESSIONS = Pattern(
    r"十(?P<a>[一二三四五])届全国人大(?P<b>[一二三四五])次会议[^。；]{0,12}?(?:全国政协十|政协第?十)(?P<c>[一二三四五])届(?:全国委员会第?)?(?P<d>[一二三四五])次会议"
)
_NO_SESSION: Final = (
    Pattern(
        "党的(?:二十[二三四五六七八九]大|[三四五六七八九]十大)|(?:十[四五六七八九]|二十)届[八九十]中全会"
    ),
    Pattern("十[一二三四]届全国政协[一二三四五]次会议|全国人大十[一二三四]届[一二三四五]次会议"),
)


def _misranked(segment: Segment) -> Iterator[Hit]:
    """县公安厅; 十四届全国人大三次会议和全国政协十四届四次会议; 党的二十三大."""
    text = segment.text
    for found in _LOWER_RANK.finditer(text):
        yield Hit(segment, *found.span("at"), params={"better": found["at"][:-1] + "局"})
    for found in _SESSIONS.finditer(text):
        if found["a"] != found["c"] or found["b"] != found["d"]:
            yield Hit(segment, *found.span(), params={"better": "同一年的两会，届和次相同"})
    for pattern in _NO_SESSION:
        for found in pattern.finditer(text):
            yield Hit(
                segment,
                *found.span(),
                params={"better": "十四届全国人大…次会议、全国政协十四届…次会议、党的二十大"},
            )
