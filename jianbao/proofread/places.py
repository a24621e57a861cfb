"""The places of an issue → what one of them tells otherwise than another: titles and texts, two articles, the note above them, the colophon.

Titles are held against their texts word by word; figures, ordinals and days of all places against each other where the words
beside them are the same. Which place is wrong is not known: what stands rarer is told, of a title and its text both. All are hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.words import is_verb, words
from jianbao.proofread.agreement import NOTES, notes_otherwise, office_otherwise
from jianbao.proofread.amounts import Figure, alike, figures_of, number
from jianbao.proofread.figure_slips import is_slip, is_turned
from jianbao.proofread.posts import told_otherwise
from jianbao.proofread.repeats import alike_from_start
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.taken_up import NO_COUNT
from jianbao.proofread.view import HEADLINES, PROSE, Hit, Location, Role, Segment, Sheet

# --- figures in the same words --------------------------------------------------------------------------------------------


class Fact(NamedTuple):
    """A figure, an ordinal or a day of a text: where it stands, what it is of, its value, the words before and behind."""

    segment: Segment
    start: int
    end: int
    kind: str
    value: float
    before: str
    behind: str
    pairs: frozenset[str]
    figure: Figure | None = None

    @property
    def text(self) -> str:
        """What stands there."""
        return self.segment.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The sentence that it stands in."""
        text = self.segment.text
        start = max(text.rfind(mark, 0, self.start) for mark in "。；！") + 1
        end = min((at for mark in "。；！" if (at := text.find(mark, self.end)) >= 0), default=len(text))
        return text[start:end]

    def hit(self, other: str, level: Level | None = Level.HINT) -> Hit:
        """The finding that another place has another value."""
        return Hit(self.segment, self.start, self.end, params={"other": other}, level=level)


@lru_cache(maxsize=4096)
def _pairs(words: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(words))


_NUMBER: Final = r"\d{1,4}|[一二三四五六七八九十百]{1,5}"
_NAMED = Pattern(
    rf"(?:第(?P<nth>{_NUMBER})(?P<of>[届次轮期批场站季])|首(?P<first>[届轮期批]))(?={HAN}{{2}})"
    r"|(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<part>底|初|中旬|上旬|下旬))"
)
_NEXT: Final = 12


def _facts(segment: Segment) -> Iterator[Fact]:
    """The figures, ordinals and days of a text."""
    text = segment.text

    def fact(start: int, end: int, kind: str, value: float, figure: Figure | None = None) -> Fact:
        before = _STOPS.compiled.split(text[max(start - _NEXT, 0) : start])[-1]
        behind = _STOPS.compiled.split(text[end : end + _NEXT])[0]
        return Fact(segment, start, end, kind, value, before, behind, _pairs(before) | _pairs(behind), figure)

    for figure in figures_of(text, every=True):
        if figure.own:
            yield fact(figure.start, figure.end, figure.unit, figure.value, figure)
    for found in _NAMED.finditer(text):
        if kind := found["of"] or found["first"]:
            yield fact(*found.span(), "第" + kind, number(found["nth"] or "一"))
        else:
            day = int(found["d"]) if found["d"] else 0
            yield fact(*found.span(), "日期" + (found["part"] or ""), int(found["m"]) * 100 + day)


_STOPS = Pattern("[。；！？]")


def _before(one: str, two: str) -> int:
    """How many characters two stretches end alike with."""
    return alike_from_start(one[::-1], two[::-1])


_SCOPE = Pattern(
    "去年|上年|前年|往年|同期|同比|环比|计划|目标|力争|预计|拟|将|新增|其中|每|平均|日均|人均|户均|首批|第[一二三四五]批|增[长加]|下降|减少|提高|比|剩|还有|仍有|分别|原来?|由|从|至|(?<!达)到|超|近|不足|另|再|又"
)
_TIME = Pattern(
    r"(?<![比较])(?:\d{4}年|(?<!\d)(?<![比较]\d)\d{1,2}月|[一二三四]季度|[上下]半年|去年|今年|上年|明年|昨[天日]|近\w年|以来)"
)
_PLACE = Pattern(
    rf"{HAN}{{2}}(?:镇|乡|村|街道|社区|[县市区省州](?![委政直级域里内人])|公司|小区|学校|中学|小学|医院)"
)
_NO_PLACE: Final = frozenset("全各本该我个与和及为在等到对从多每两政然山范点新")


def _places(text: str) -> set[str]:
    return {each for each in _PLACE.compiled.findall(text) if _NO_PLACE.isdisjoint(each[:2])}


def _of_one(first: Fact, second: Fact, year: int, titles: dict[Location, str]) -> bool:
    """Whether nothing tells that two figures are of two times, two places or two stages."""
    if _scope(first) != _scope(second):
        return False
    one, two = first.sentence, second.sentence
    if first.kind[0] != "日":
        times = [{*_TIME.compiled.findall(each.replace("今年", f"{year}年"))} for each in (one, two)]
        if all(times) and not times[0] & times[1]:
            return False
    places = [
        _places(sentence) or _places(titles.get(fact.segment.location[:2], ""))
        for sentence, fact in ((one, first), (two, second))
    ]
    return not all(places) or bool(places[0] & places[1])


def _scope(fact: Fact) -> set[str]:
    clause = fact.before.rpartition("，")[2]
    return {*_SCOPE.compiled.findall(f"{clause[-8:]}|{fact.behind[:2]}")}


# facts of one kind that one is held against
_MOST: Final = 40
_FEW: Final = 4
_ENOUGH: Final = 4


def _same_words(first: Fact, second: Fact) -> bool:
    """Whether two figures stand in so much of the same words that they are of one thing."""
    before, behind = _before(first.before, second.before), alike_from_start(first.behind, second.behind)
    beside, pairs = before + behind, len(first.pairs & second.pairs)
    if first.figure is None or second.figure is None:
        if first.kind[0] != "日":
            return behind >= _ENOUGH and not _SESSION.match(second.behind)
        quads = _quads(first.sentence), _quads(second.sentence)
        shared = len(quads[0] & quads[1])
        due = first.kind[2:] and behind >= _WORDS and shared > _ENOUGH
        return bool(due) or (max(before, behind) > 6 and shared > 0.6 * min(map(len, quads)))
    digits = [re.sub(r"[^\d.]", "", each.text) for each in (first, second)]
    turned = is_turned(*digits)
    if not (is_slip(first.figure, second.value) or turned):
        return False
    more = len(_quads(first.sentence) & _quads(second.sentence))
    if first.kind in NO_COUNT:
        return beside > _ENOUGH and more > _ENOUGH
    if (
        beside > 5
        or pairs > 6
        or (
            turned
            and len(digits[0]) > _WORDS
            and (beside or len(_pairs(first.sentence) & _pairs(second.sentence)) > _ENOUGH)
        )
    ):
        return True
    return ((pairs > 2 or beside > 3) and (more > 0 or beside > 3)) or (pairs > 1 and more > _ENOUGH)


_SESSION = Pattern("人民代表|人大|政协|全国|检察|常务|中央|委员|会议|党代")


@lru_cache(maxsize=256)
def _quads(words: str) -> frozenset[str]:
    return frozenset(each for at in range(len(words) - 3) if not _MARKS.search(each := words[at : at + 4]))


_MARKS = Pattern(r"[\d，。、：；（）“”]")


def _is_turned(first: Fact, second: Fact) -> bool:
    """Whether two sentences have a figure of the same digits, two of which changed places."""
    apart = "。" in first.segment.text[first.end : second.start]
    return apart and is_turned(*(re.sub(r"[^\d.]", "", each.text) for each in (first, second)))


def _told_twice(sheet: Sheet) -> Iterator[Hit]:
    """全市平均降雨量96.3毫米 … 全市平均降雨量93.6毫米; 43户、158人 … 43户、185人; 第三届采茶戏汇演 … 首届采茶戏汇演."""
    titles = {each.location[:2]: each.text for each in sheet.of(Role.TITLE)}
    met: dict[str, list[Fact]] = {}
    for segment in sheet.segments:
        for here in _facts(segment) if segment.role in PROSE or segment.role is Role.TITLE else ():
            known = met.setdefault(here.kind, [])
            # of the same digits: 142毫米, 124毫米
            same = met.setdefault(here.kind + "".join(sorted(here.text)), [])
            alike = [each for each in known[-_MOST:] if not each.pairs.isdisjoint(here.pairs)] + same[-_FEW:]
            alike = [
                each
                for each in alike
                if each.segment is not segment or here.kind[0] == "第" or _is_turned(each, here)
            ]
            if not any(each.value == here.value for each in alike):
                for other in alike:
                    if _same_words(other, here) and _of_one(other, here, sheet.date.year, titles):
                        yield here.hit(other.text)
                        if other.segment.body != here.segment.body:
                            yield other.hit(here.text)
                        break
            known.append(here)
            same.append(here)


# --- the figures of a title ---------------------------------------------------------------------------------------------------

_MORE = Pattern("(?:超过?|突破|[逾过破]|高于|多达)$")
_LESS = Pattern("(?:近|接近|将近|不足|不到)$")
_ROUGHLY: Final = tuple("余多以")


def _bears_out(said: Fact, body: Sequence[Fact]) -> bool:
    """Whether one figure of a text, some in a row together, or the rate or rest of two are what its title says."""
    assert said.figure is not None
    value, clause = said.value, said.figure.clause
    digits = f"{value / said.figure.scale:.10g}".rstrip("0").rstrip(".")
    step = said.figure.scale * 10.0 ** (
        len(f"{value / said.figure.scale:.0f}") - len(digits.replace(".", ""))
    )
    step = max(step, said.figure.slack * 2) if "." not in digits else said.figure.slack * 2
    low, high = value - step / 2, value + step / 2
    if _MORE.search(clause) or said.behind.startswith(_ROUGHLY):
        low, high = value, value + step
    elif _LESS.search(clause):
        low, high = value - step, value
    own = [each for each in body if each.kind == said.kind and each.figure]
    made = [
        sum(each.value for each in own[at:end]) for at in range(len(own)) for end in range(at + 1, at + 7)
    ]
    made += [abs(one.value - two.value) for one in own for two in own]
    if said.kind == "%":
        made += [
            100 * one.value / two.value - extra
            for one in body
            for two in body
            if one.kind == two.kind and one.figure and two.value
            for extra in (0, 100)
        ]
        low, high = low - 0.05, high + 0.05
    return any(low - 1e-6 <= abs(each) <= high + 1e-6 for each in made)


def _of_titles(sheet: Sheet) -> list[tuple[Fact, Fact, Level | None]]:
    """Figures of titles that the texts below do not bear out, each with the figure of the text that is of the same thing."""
    if "titles" not in sheet.memo:
        found = sheet.memo["titles"] = list[tuple[Fact, Fact, Level | None]]()
        for title in sheet.of(Role.TITLE):
            body = [fact for each in _below(sheet, title) for fact in _facts(each)]
            for said in _facts(title) if title.location[0] == "articles" else ():
                own = [each for each in body if each.kind == said.kind]
                if not said.figure or not own or not said.value or _bears_out(said, body):
                    continue
                pairs = _pairs(title.text)
                other = max(own, key=lambda each: (len(each.pairs & pairs), -each.start))
                ratio = other.value / said.value
                sole = len(own) == 1 and alike(said.figure.clause, other.before) and 0.2 < ratio < 5
                if sole or (other.pairs & pairs and 0.4 < ratio < 2.5):
                    found.append((said, other, None if sole else Level.HINT))
    told: list[tuple[Fact, Fact, Level | None]] = sheet.memo["titles"]
    return told


def _below(sheet: Sheet, title: Segment) -> list[Segment]:
    """The texts of a title's article."""
    at = (*title.location[:2], "body")
    return [each for each in sheet.segments if each.location == at and each.role in PROSE]


def title_figure(sheet: Sheet) -> Iterator[Hit]:
    """接待游客62万人次 above, 60.2万人次 below; 突破900万立方米 above 860万立方米; 四项措施 above 一是, 二是 and 三是."""
    for said, other, level in _of_titles(sheet):
        yield said.hit(other.text, level)
    for title in sheet.of(Role.TITLE):
        whole = "\n".join(each.text for each in _below(sheet, title))
        for said in _facts(title):
            rows = [*_rows(whole)]
            listed = said.figure and said.figure.own in _LISTED and said.text[0] in _HAN
            if listed and said.text not in whole and len(rows) == 1 and rows[0] != said.value and rows[0] > 1:
                yield said.hit(f"{rows[0]}{said.kind}")


_HAN: Final = "一二三四五六七八九十"
_LISTED: Final = tuple("项个条招步大")
_MEMBER = Pattern(f"(?:^|[。；：，\n])(?:（?(?P<n>[{_HAN}])(?:是|要|、|）))")


def _rows(text: str) -> Iterator[int]:
    """How many members each row of 一是, 二是 has."""
    last = 0
    for found in _MEMBER.finditer(text):
        if (value := _HAN.index(found["n"]) + 1) == 1 and last:
            yield last
            last = 1
        elif value == last + 1:
            last = value
    if last:
        yield last


# --- a title and its text ---------------------------------------------------------------------------------------------------

_WORDS: Final = 2
_SIZES: Final = ((1, 1), (2, 2), (3, 3), (1, 2), (2, 1))
_NUMERAL = Pattern("^[\\d一二三四五六七八九十百两首第.]+$")


class Differing(NamedTuple):
    """Where two texts differ by a word between words that are the same."""

    start: int
    end: int
    at: int
    last: int


def differing(one: str, two: str) -> Iterator[Differing]:
    """推进第三轮区域核酸检测, 开展第二轮区域核酸检测 → 三 and 二: what the second text has nowhere, and has otherwise."""
    for start in range(_WORDS, len(one) - _WORDS):
        at = two.find(one[start - _WORDS : start])
        while at >= 0:
            there = at + _WORDS
            for size, its in _SIZES:
                first, second = one[start : start + size], two[there : there + its]
                behind = alike_from_start(one[start + size :], two[there + its :])
                if behind < _WORDS or first[0] == second[:1] or first[-1] == second[-1:]:
                    continue
                before = _before(one[:start], two[:there])
                if before + behind > _ENOUGH and _is_other(first, second):
                    own = one[start - 2 : start + size + 1], one[start - 1 : start + size + 2]
                    if not any(each in two for each in own):
                        yield _whole(one, two, Differing(start, start + size, there, there + its))
                break
            at = two.find(one[start - _WORDS : start], at + 1)


def _whole(one: str, two: str, found: Differing) -> Differing:
    """With all digits of the numbers that differ."""
    start, end, at, last = found
    while one[start - 1].isdecimal() and one[start - 1] == two[at - 1]:
        start, at = start - 1, at - 1
    while one[end : end + 1].isdecimal() and one[end] == two[last : last + 1]:
        end, last = end + 1, last + 1
    return Differing(start, end, at, last)


def _is_other(first: str, second: str) -> bool:
    """Whether one of two words in the same place is another number or another noun."""
    if _NUMERAL.match(first) or _NUMERAL.match(second):
        return bool(_NUMERAL.match(first) and _NUMERAL.match(second))
    nouns = words(first) == [first] and words(second) == [second]
    return nouns and len(first) > 1 and len(second) > 1 and not (is_verb(first) or is_verb(second))


def _titles_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """永兴街道开展消防应急演练 above 永兴街道开展地震应急演练; 2025年城乡居民医保 above 2024年城乡居民医保."""
    for said, other, _ in _of_titles(sheet):
        yield other.hit(said.text)
    notes = [each for each in sheet.segments if each.location[0] in NOTES]
    for title in sheet.of(*HEADLINES):
        body = _below(sheet, title)
        for own in (body, notes):
            whole = "\n".join(each.text for each in own)
            years, others = ({*_YEAR.compiled.findall(each)} for each in (title.text, whole))
            if own is body and len(years) == len(others) == 1 and years != others:
                at, year = title.text.find(*years), others.pop()
                yield Hit(title, at, at + len(year), params={"other": year}, level=Level.HINT)
            for found in differing(title.text, whole):
                if _LOOKS_BACK.search(whole[max(found.at - 6, 0) : found.at]):
                    continue
                here, there = title.text[found.start : found.end], whole[found.at : found.last]
                if own is body or not any(here in each.text for each in body):
                    yield Hit(title, found.start, found.end, params={"other": there}, level=Level.HINT)
                at = found.at
                for each in own:
                    if 0 <= at < len(each.text):
                        yield Hit(each, at, at + len(there), params={"other": here}, level=Level.HINT)
                    at -= len(each.text) + 1


_YEAR = Pattern(r"20\d\d年")
_LOOKS_BACK = Pattern("总结|回顾|比|较|去年|上年|表彰|通报")


def told_elsewhere(sheet: Sheet) -> Iterator[Hit]:
    """All that one place tells otherwise than another."""
    told = {(id(said.segment), said.start) for said, *_ in _of_titles(sheet)}
    for tell in (_titles_otherwise, notes_otherwise, office_otherwise, _told_twice):
        for hit in tell(sheet):
            if (id(hit.segment), hit.start) not in told:
                told.add((id(hit.segment), hit.start))
                yield hit


def _all(sheet: Sheet) -> Iterator[Hit]:
    yield from told_otherwise(sheet)
    yield from told_elsewhere(sheet)


RULES: Final = (
    Rule("P423", "title-figure", CUSTOM, sheet=title_figure),
    Rule("P524", "told-otherwise", CUSTOM, sheet=_all),
)
