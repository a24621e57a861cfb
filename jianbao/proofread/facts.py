"""Figures, ordinals and days of an issue → those that two places tell of the same thing with two values.

A figure is of one thing with another where the words next to both are the same: of what is counted (the words behind) or of
what is told (those before). Within an article a slip must lie between the two; two articles may differ by more, and then their
sentences must be about one thing. Which place is wrong is not known: both are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, figures_of, number
from jianbao.proofread.digits import is_slip, is_turned
from jianbao.proofread.repeats import alike_from_start
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import PROSE, Hit, Location, Role, Segment, Sheet


class Fact(NamedTuple):
    """A figure, an ordinal or a day of a text: where it stands, what it is of, its value, the words before and behind."""

    segment: Segment
    start: int
    end: int
    kind: str
    value: float
    before: str
    behind: str
    figure: Figure | None = None

    @property
    def text(self) -> str:
        """What stands there."""
        return self.segment.text[self.start : self.end]

    @property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters beside it."""
        return pairs_of(self.before) | pairs_of(self.behind)

    @property
    def article(self) -> Location:
        """The article that it stands in."""
        return self.segment.location[:2]

    @property
    def sentence(self) -> str:
        """The sentence that it stands in."""
        text = self.segment.text
        start = max(text.rfind(mark, 0, self.start) for mark in "。；！") + 1
        end = min((at for mark in "。；！" if (at := text.find(mark, self.end)) >= 0), default=len(text))
        return text[start:end]

    @property
    def lead(self) -> str:
        """The words of its sentence before it."""
        text = self.segment.text[: self.start]
        return text[max(map(text.rfind, "。；！")) + 1 :]

    def hit(self, other: str, level: Level | None = Level.HINT) -> Hit:
        """The finding that another place has another value."""
        return Hit(self.segment, self.start, self.end, params={"other": other}, level=level)


_MARKS = Pattern(r"[\d，。、：；（）“”]+")


@lru_cache(maxsize=4096)
def pairs_of(words: str) -> frozenset[str]:
    """All two characters that stand side by side, no mark or digit between them."""
    return frozenset(chain.from_iterable(map(add, each, each[1:]) for each in _MARKS.compiled.split(words)))


_NUMBER: Final = r"\d{1,4}|[一二三四五六七八九十百]{1,5}"
_NAMED = Pattern(
    rf"(?:第(?P<nth>{_NUMBER})(?P<of>[届次轮期批场站季])|首(?P<first>[届轮期批]))(?={HAN}{{2}})"
    r"|(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日(?:[至—](?P<last>\d{1,2})日)?|(?P<part>底|初|中旬|上旬|下旬))"
    r"|(?<![A-Z])[GSXY](?P<road>[1-9]\d{2,3})(?!\d)"
    r"|(?P<level>[ⅠⅡⅢⅣ一二三四]级|[蓝黄橙红]色)(?=应急|响应|预警)|(?<=[名列居位])第(?P<rank>[一二三四五六七八九]|\d{1,2})(?!届)"
)
# 3月9日召开的全县春季森林防火工作会议, 3月11日，全县春季森林防火工作会议召开; …会议于3月12日召开
_NAME: Final = rf"{HAN}{{4,24}}?(?:会议?|培训班|仪式|演练|[比大]赛|论坛|节|开幕式)"
_DAY: Final = r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
_HELD: Final = "(?:召开|举[行办]|开[班幕])"
_EVENT = Pattern(
    rf"{_DAY}(?:[^。；\d]{{0,30}}{_HELD}[的了]?(?P<held>{_NAME})(?!{HAN}*?{_HELD})"
    rf"|(?:[上下]午)?[，的]?(?P<plain>{_NAME})(?=(?:在{HAN}+)?{_HELD}|后|结束|提出|要求|明确|部署))"
)
# looked for from its day back: any Han may begin a name
_HELD_ON = Pattern(rf"{_DAY}(?:[上下]午)?(?=(?:在{HAN}+)?{_HELD})")
_NAMED_BEFORE = Pattern(f"(?P<name>{_NAME})(?:将|定)?于?$")
_LONGEST_NAME: Final = 28
# what meets time and again
_AGAIN = Pattern("常委|常务|党[组委]|中心组|例会|学习|调度|联席|主任|办公会|领导小组|理事|董事|代表大会")
_OF_EVENT: Final = "会"
_ROAD: Final = "线"
_RANGE: Final = "日期至"
_TREND = Pattern("(?:同比|环比|分别|累计)*(?:(?P<down>下降|减少|降低|回落|下滑)|增长|上升|提高|增加)了?$")
_NEXT: Final = 12
_STOPS = Pattern("[。；！？]")


def facts(segment: Segment) -> Iterator[Fact]:
    """The figures, ordinals and days of a text."""
    text = segment.text

    def fact(start: int, end: int, kind: str, value: float, figure: Figure | None = None) -> Fact:
        before = _STOPS.compiled.split(text[max(start - _NEXT, 0) : start])[-1]
        behind = _STOPS.compiled.split(text[end : end + _NEXT])[0]
        return Fact(segment, start, end, kind, value, before, behind, figure)

    for figure in figures_of(text, every=True):
        if trend := _TREND.search(figure.clause) if figure.unit == "%" else None:
            value = -figure.value if trend["down"] else figure.value
            yield fact(figure.start - len(trend[0]), figure.end, "±", value, figure)
        elif figure.own:
            yield fact(figure.start, figure.end, figure.unit, figure.value, figure)
    for found in _NAMED.finditer(text):
        if level := found["level"]:
            yield fact(*found.span(), "级", ord(level[0]))
        elif found["road"]:
            yield fact(*found.span(), _ROAD, int(found["road"]))
        elif found["rank"]:
            yield fact(*found.span(), "名次", number(found["rank"]))
        elif kind := found["of"] or found["first"]:
            yield fact(*found.span(), "第" + kind, number(found["nth"] or "一"))
        else:
            day, last = int(found["d"] or 0), int(found["last"] or 0)
            value, kind = int(found["m"]) * 100 + day, "日期" + (found["part"] or "")
            yield fact(*found.span(), _RANGE if last else kind, value * 100 + last if last else value)
    for found, event in _events(text):
        if not _AGAIN.search(event):
            value = int(found["m"] + found["d"].zfill(2))
            yield Fact(segment, found.start(), found.end("d") + 1, _OF_EVENT, value, "", event)


def _events(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The days of a text on which an event is held, each with what that is called."""
    for found in _EVENT.finditer(text):
        yield found, found["held"] or found["plain"]
    for found in _HELD_ON.finditer(text):
        start = found.start()
        if named := _NAMED_BEFORE.search(text[max(start - _LONGEST_NAME, 0) : start]):
            yield found, named["name"]


# --- of one thing -----------------------------------------------------------------------------------------------------------

# what stands between the name of a thing and its figure, by single characters
_FILLED: Final = "达到了为是共已约近有至仅超逾累计突破的"
_SCOPE = Pattern(
    "去年|上年|前年|往年|同期|同比|环比|计划(?!总?投资)|目标|力争|预计|拟|将(?=[于在新达]|完成|建)|新增|每|平均|日均|人均|户均|首批|第[一二三四五]批|增[长加]|下降|减少|提高|比|剩|还有|仍有|分别|原来?|由|从|至|[升降增减少高低加长大]到|超|近|不足|另|再|又"
)
_ALWAYS_APART: Final = frozenset(
    ["再", "又", "另", "新增", "去年", "上年", "同期", "增长", "增加", "下降", "减少", "提高", "剩", "还有"]
)
_TIME = Pattern(
    r"(?<![比较])(?:\d{4}年|(?<!\d)(?<![比较]\d)\d{1,2}月(?!\d)|[一二三四]季度|[上下]半年|去年|今年|上年|明年|昨[天日]|近\w年)"
)
_PLACE = Pattern(
    rf"(?:(?!全){HAN}){{2}}(?:镇|(?<!城)乡|村|街道|社区|[县市区省州](?![委政直级域里内人])|公司|小区|学校|中学|小学|医院)"
)
_NO_PLACE: Final = frozenset(
    "于所乡外联会同火脱贫老旧的其中由之含有受后前内全各本该我个与和及为在等到对从多每两政然山范点新"
)


def _places(text: str) -> set[str]:
    found = _PLACE.compiled.findall(text)
    return {each for each in found if _NO_PLACE.isdisjoint(each[:2])}


def _of_one(first: Fact, second: Fact, year: int, titles: Mapping[Location, str]) -> bool:
    """Whether nothing tells that two figures are of two times, two places or two stages; what no sentence tells its title may."""
    if first.kind in (_OF_EVENT, _ROAD):
        return True
    scopes = _scope(first) ^ _scope(second)
    if first.article != second.article and _turned(first, second):
        # of a plan and of what is done the digits are not the same by chance
        return _ALWAYS_APART.isdisjoint(scopes)
    if scopes:
        return False
    if first.kind[0] != "日":
        one, two = (
            {*_TIME.compiled.findall(each.sentence.replace("今年", f"{year}年"))} for each in (first, second)
        )
        # 前两个月 of this year may be 1至2月
        if {each[-1] for each in one} & {each[-1] for each in two} and not one & two:
            return False
    here, there = (_places(each.lead) or _places(titles.get(each.article, "")) for each in (first, second))
    return not (here and there) or bool(here & there)


def _scope(fact: Fact) -> set[str]:
    clause = fact.before.rpartition("，")[2]
    behind = fact.behind[: 2 * (fact.behind[:1] not in _MARKS_BEHIND)]
    return {*_SCOPE.compiled.findall(f"{clause[-8:]}|{behind}")}


_MARKS_BEHIND: Final = tuple("，、；")


@lru_cache(maxsize=256)
def _rows(words: str) -> frozenset[str]:
    """All rows of three characters of a text, within its stops."""
    pieces = _MARKS.compiled.split(words)
    return frozenset(
        chain.from_iterable(map("".join, zip(each, each[1:], each[2:], strict=False)) for each in pieces)
    )


_SESSION = Pattern("人民代表|人大|政协|全国|检察|常务|中央|委员|会议|党代")
# facts that one is held against, characters that are the same beside two figures, rows of three that two sentences share
_MOST: Final = 4
_ORDINAL: Final = (3, 2)
_NEAR: Final = 9
_BESIDE, _LONG = 4, 6
# of two figures that are no slip the smaller is so much of the larger one
_CLOSE: Final = 0.7
_RATES: Final = frozenset(["%", "±", "％", "个百分点", "倍", "番", "成"])
_SHARED: Final = 5


def _same_words(first: Fact, second: Fact, titles: Mapping[Location, str]) -> bool:
    """Whether two facts stand in so much of the same words that they are of one thing; `titles` are those of their articles."""
    if first.kind == _OF_EVENT:
        return alike_from_start(first.behind[::-1], second.behind[::-1]) > _LONG
    if first.kind == _ROAD:
        return _turned(first, second)
    apart, rate = first.article != second.article, first.kind in _RATES
    slip = turned = False
    if first.figure and second.figure:
        turned = _turned(first, second)
        slip = turned or first.value == -second.value or is_slip(first.figure, second.value)
        near = apart and not rate and _CLOSE < second.value / (first.value or 1) < 1 / _CLOSE
        if not (slip or near):
            return False
    before = alike_from_start(_bare(first), _bare(second))
    behind = alike_from_start(first.behind, second.behind)
    if first.kind[0] == "第":
        # 县第十七届人大常委会第二十一次会议
        of_one_body = behind > 1 and before > _LONG and apart
        return of_one_body or (
            behind > _ORDINAL[first.kind[1:] == "届"] and not _SESSION.match(second.behind)
        )
    rows = [
        _rows(
            f"{each.segment.text}。{titles.get(each.article, '')}"
            if apart and first.kind[0] != "日"
            else each.sentence
        )
        for each in (first, second)
    ]
    shared = len(rows[0] & rows[1])
    if first.kind == "名次":
        return before >= _BESIDE
    if first.kind == "级":
        return apart and before + shared > _ORDINAL[0]
    if first.kind == _RANGE:
        # 18日至19日 … 18日至20日的培训班
        return apart and first.value // 100 == second.value // 100 and shared > _SHARED
    if not first.figure:
        # what is the same elsewhere than next to the two days: one person may be at two things
        more = shared + 3 - max(before, behind) if apart else 0
        return max(before, behind) > _LONG and (more > 2 or shared > 0.6 * min(map(len, rows)))
    beside = len(first.pairs & second.pairs) + 1
    if apart:
        enough = _BESIDE + 1 + rate - slip
        return beside > 1 and (turned or beside + min(shared, _SHARED) > enough)
    return beside > _BESIDE


def _turned(first: Fact, second: Fact) -> bool:
    return is_turned(*(re.sub(r"[^\d.]", "", each.text) for each in (first, second)))


def _bare(fact: Fact) -> str:
    """The words before a figure, from the last one on, without what leads from a thing to its figure."""
    return fact.before.rstrip(_FILLED)[::-1]


def _keys(fact: Fact) -> Iterator[str]:
    """What two facts of one thing have in common: a pair of characters next to them, or their digits."""
    if fact.kind == _OF_EVENT:
        yield fact.behind[-_NEAR:]
        return
    for pair in pairs_of(fact.before.rstrip(_FILLED)[-_NEAR:]) | pairs_of(fact.behind[:_NEAR]):
        yield fact.kind + pair
    if fact.kind == _RANGE:
        yield f"{fact.kind}{fact.value // 100}"
    if (fact.figure and len(fact.text) > 2) or fact.kind == _ROAD:
        yield fact.kind + "".join(sorted(fact.text))


def told_twice(sheet: Sheet) -> Iterator[Hit]:
    """全市平均降雨量96.3毫米 … 全市平均降雨量93.6毫米; 43户、158人 … 43户、185人; 第三届采茶戏汇演 … 首届采茶戏汇演."""
    met: dict[str, list[Fact]] = {}
    titles = {title.location[:2]: title.text for title in sheet.of(Role.TITLE)}
    for segment in sheet.segments:
        for here in facts(segment) if segment.role in PROSE or segment.role is Role.TITLE else ():
            alike: list[Fact] = []
            for key in sorted(_keys(here)):
                known = met.setdefault(key, [])
                alike += known[-_MOST:]
                known.append(here)
            others = [each for each in {id(each): each for each in alike}.values() if _is_apart(each, here)]
            if all(each.value != here.value for each in others):
                for other in others:
                    if _same_words(other, here, titles) and _of_one(other, here, sheet.date.year, titles):
                        yield here.hit(other.text)
                        if other.segment.location != here.segment.location:
                            yield other.hit(here.text)
                        break


def _is_apart(first: Fact, second: Fact) -> bool:
    """Whether two facts stand in two texts, or two sentences with the same digits."""
    if first.segment is not second.segment or second.kind[0] == "第":
        return True
    same = sorted(first.text) == sorted(second.text) and first.text != second.text
    return same and "。" in first.segment.text[first.end : second.start]
