"""Set forms: rows of words in one order, phrases with their number, cities in their provinces, organs at their level."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.names import CITIES, NUMBERED, PHRASES, ROWS, names_in
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment


def misquoted(segment: Segment) -> Iterator[Hit]:
    """What the segment says otherwise than it is set."""
    if "“" in segment.text:
        yield from _misquoted(segment)
        yield from _misnumbered(segment)
    for rule in (_misquoted_rows, _misplaced, _misranked):
        yield from rule(segment)


class _Item(NamedTuple):
    """A member of a row: its words, where they stand, whether something may stand before and behind them."""

    text: str
    start: int
    first: bool
    last: bool

    def holds(self, word: str) -> bool:
        """Whether it is `word`, an outer member with more at its outer end."""
        return (
            self.text == word
            or (self.first and self.text.endswith(word))
            or (self.last and self.text.startswith(word))
        )

    def in_place_of(self, size: int) -> tuple[str, int]:
        """(what stands where a member of so many characters should, where it begins)."""
        shift = max(len(self.text) - size, 0) if self.first else 0
        return (self.text[shift : shift + size] if self.first or self.last else self.text), self.start + shift


_RUN = Pattern(f"{HAN}{{2,24}}(?:[、，]{HAN}{{2,24}})+")


@cache
def _rows() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Word → the rows of `names.txt` that it is in, and where."""
    places: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for row in names_in(ROWS):
        words = tuple(row.split("、"))
        for index, word in enumerate(words):
            places.setdefault(word, []).append((words, index))
    return places


def _misquoted_rows(segment: Segment) -> Iterator[Hit]:
    """稳字当头、稳中有进: a row of words that stand in one order, one of them another."""
    text = segment.text
    for found in _RUN.finditer(text):
        at, items = found.start(), list[_Item]()
        parts = _MARKS.compiled.split(found[0])
        for number, part in enumerate(parts):
            items.append(_Item(part, at, number == 0, number == len(parts) - 1))
            at += len(part) + 1
        seen: set[tuple[tuple[str, ...], int]] = set()
        for number, item in enumerate(items):
            for row, index in _rows_of(item):
                if (row, number - index) not in seen:
                    seen.add((row, number - index))
                    yield from _row_fault(segment, items, row, number - index)


_MARKS = Pattern("[、，]")


def _rows_of(item: _Item) -> list[tuple[tuple[str, ...], int]]:
    ends = [item.text, *(item.text[-size:] for size in range(2, 7) if item.first)]
    ends += [item.text[:size] for size in range(2, 7) if item.last]
    return [place for end in dict.fromkeys(ends) for place in _rows().get(end, ())]


def _row_fault(segment: Segment, items: list[_Item], row: tuple[str, ...], shift: int) -> Iterator[Hit]:
    pairs = [(items[at + shift], word) for at, word in enumerate(row) if 0 <= at + shift < len(items)]
    # 全面贯彻创新、协调: the outer words of a row may have more beside them within a longer list
    kept = [
        item.holds(word)
        or (word == row[0] and item.text.endswith(word))
        or (word == row[-1] and item.text.startswith(word))
        for item, word in pairs
    ]
    if len(kept) - sum(kept) == 2 and len(kept) == len(row) >= _LONG:
        yield from _turned(segment, pairs, kept)
    if sum(kept) < min(2, len(row) - 1) or len(kept) - sum(kept) != 1:
        return
    item, word = pairs[kept.index(False)]
    for size in (len(word), len(word) - 1, len(word) + 1, len(item.text)):
        said, start = item.in_place_of(size)
        level = _unlike(said, word, row, sum(kept), whole=len(kept) == len(row))
        before, after = segment.text[:start][-1:], segment.text[start + len(said) : start + len(said) + 1]
        if level and before in _BEFORE and after in _BEHIND:
            yield Hit(segment, start, start + len(said), params={"better": word}, level=level)
            return


# what may stand at the ends of a member, also nothing
_BEFORE: Final = ("", *"、，：“（以的和及让")
_BEHIND: Final = ("", *"、，。；”）（“的和等这战方原理工要有为")
# members of a row that is long enough for one with another word in it to be the same
_LONG: Final = 4
# share of a member's characters that make what stands there a form of it
_MOST: Final = 0.6


def _unlike(said: str, word: str, row: tuple[str, ...], kept: int, *, whole: bool) -> Level | None:
    """How sure it is that `said` stands where `word` should, `kept` other members of the row being there."""
    if word in said or said in word or said in row or len(said) < 2:
        return None
    if len(word) > 2 and one_edit(said, word):
        return Level.DOUBTFUL
    # 早发现、早报告、早处置: what all members hold makes none like another
    common = set[str].intersection(*map(set, row))
    shared = sum(char in said for char in word)
    if said in _rows() and kept < _LONG - 1:
        return None
    if len(word) >= _LONG + 1 and shared >= _MOST * len(word) and abs(len(said) - len(word)) < _LONG - 1:
        return Level.DOUBTFUL
    if len(said) != len(word):
        return None
    if len(row) >= _LONG and kept >= 2 and not (set(word) - common).isdisjoint(said):
        return Level.DOUBTFUL
    if kept >= 2 and len(common) > 1 and common <= set(said):
        return Level.DOUBTFUL
    if not whole or len(word) < _LONG - 1:
        return Level.DOUBTFUL if whole and len(row) > _LONG else None
    # 实事求是、与时俱进、开拓创新: what ends a short row may go on otherwise
    inner = word not in (row[0], row[-1]) and len(row) == _LONG
    return Level.DOUBTFUL if inner or len(row) > _LONG else Level.HINT if len(row) > 2 else None


def one_edit(said: str, word: str) -> bool:
    """Whether one of the two is the other with a character replaced, left out or put in, or with two that changed places."""
    if len(said) == len(word):
        wrong = [pair for pair in zip(said, word, strict=True) if pair[0] != pair[1]]
        return (len(wrong) == 1 and len(word) > 3) or (len(wrong) == 2 and wrong[0] == wrong[1][::-1])
    longer, shorter = (said, word) if len(said) > len(word) else (word, said)
    cuts = (longer[:at] + longer[at + 1 :] for at in range(len(longer)))
    return len(longer) == len(shorter) + 1 and len(shorter) > 2 and shorter in cuts


def _turned(segment: Segment, pairs: list[tuple[_Item, str]], kept: list[bool]) -> Iterator[Hit]:
    """创新、协调、绿色、共享、开放: two members that changed places, where no row has them so."""
    (first, one), (second, other) = (pair for pair, right in zip(pairs, kept, strict=True) if not right)
    if first.holds(other) and second.holds(one):
        order = tuple(other if word == one else one if word == other else word for _, word in pairs)
        if order not in {row for row, _ in _rows()[one]}:
            end = second.start + (len(one) if second.last else len(second.text))
            yield Hit(segment, first.start, end, params={"better": f"{one}…{other}"}, level=Level.HINT)


_NUMBERED = Pattern("(?P<said>“(?P<number>[一二两三四五六七八九十])(?P<kind>[个大种])(?P<what>[^“”]{2,6})”)")
_UPHELD = Pattern("(?:自觉|坚决|切实)做到了?“[一二两三四五六七八九十]个[^“”]{2,4}”")


@cache
def _numbered() -> dict[str, frozenset[str]]:
    """What a phrase counts → the phrases: 自信 → 四个自信."""
    kept: dict[str, frozenset[str]] = {}
    for phrase in names_in(NUMBERED):
        kept[phrase[2:]] = kept.get(phrase[2:], frozenset()) | {phrase}
    return kept


def _misnumbered(segment: Segment) -> Iterator[Hit]:
    """“五个自信”; 做到“两个坚持”: a set phrase with another number, or none of those that are upheld."""
    for found in _NUMBERED.finditer(segment.text):
        right = _numbered().get(found["what"], frozenset())
        if right and found["said"][1:-1] not in right:
            yield Hit(
                segment, *found.span("said"), params={"better": "、".join(sorted(right))}, level=Level.HINT
            )
    for found in _UPHELD.finditer(segment.text):
        said = found[0].partition("“")[2][:-1]
        if not any(said in phrases for phrases in _numbered().values()):
            yield Hit(segment, *found.span(), params={"better": "做到“两个维护”"}, level=Level.HINT)


_PLACE = Pattern(
    f"(?P<province>{HAN}{{2,3}}(?:省|壮族自治区|回族自治区|维吾尔自治区|自治区))(?P<city>{HAN}{{2,4}}?)市"
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
            yield Hit(segment, start, found.end(), params={"better": f"{province}{found['city']}市"})


_LOWER_RANK = Pattern(
    r"(?<!自治)(?<!直辖)(?:县|市|区|州|镇|乡)(?P<at>(?:公安|教育|科技|科学技术|民政|司法|财政|自然资源|生态环境|交通运输|水利|水务|农业农村|商务|审计|工业和信息化|人力资源和社会保障|住房和城乡建设|文化和旅游|退役军人事务|应急管理|林业和草原)厅)",
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


_FOUR = Pattern(f"“({HAN}{{4}})”")


@cache
def _set_phrases() -> frozenset[str]:
    return frozenset(names_in(PHRASES))


def _misquoted(segment: Segment) -> Iterator[Hit]:
    for found in _FOUR.finditer(segment.text):
        said = found[1]
        if said in _set_phrases():
            continue
        for phrase in _set_phrases():
            wrong = [pair for pair in zip(said, phrase, strict=True) if pair[0] != pair[1]]
            if len(wrong) == 1 and not contrast(*wrong[0]):
                yield Hit(segment, *found.span(1), params={"better": phrase})
                break
