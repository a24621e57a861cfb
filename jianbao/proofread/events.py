"""Events of an issue, meetings, contests, drives → one of them that two places set on two days, in two places or to two lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import number
from jianbao.proofread.repeats import alike_from_start
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import PROSE, Hit, Role, Segment, Sheet

_EVENT = Pattern(
    "会议|(?<![社协委机])(?<!委员)会(?![议员长上同场计])|活动|仪式|[竞大比联]赛|演[练习出讲]|培训[班会]?|[研轮]训班|行动|讲座|论坛|宣讲|检查|调研|视察|执法|节(?![约点日能水])|展|攻坚战"
)
_HELD: Final = (
    "(?:胜利|隆重|顺利|正式|成功)?(?:召开|举行|举办|开幕|启动|开班|闭幕|落下帷幕|落幕|开赛|开营|开工)"
)
_SAID = Pattern(
    r"(?P<days>(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:[至到—～~-]|[开始]{0,2}至)(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日)"
    r"|(?<![\d至到—～~-])(?<!截[至止])(?<![自从])(?P<day>\d{1,2}月\d{1,2}日)(?![至到—～~起前以之-])"
    rf"|在(?!刚|近|日前|会上)(?P<place>{HAN}{{2,12}}?){_HELD}"
    r"|为期(?P<length>(?P<n>[\d一二两三四五六七八九十]{1,3})个?(?P<half>半?)(?P<unit>天|周|月|年))"
)
_SENTENCE = Pattern("[^。；！？]+")
# what stands behind an event that another place has told of
_OVER = Pattern(
    "^(?:召开|举行|举办|结束|闭幕|落幕|启动|开幕|落下帷幕)*(?:之?后|以来|期间|[上中](?=[，的]))|^刚刚"
)
_HOLDS = Pattern("召开|举[行办]|开展|启动|组织")
_IS_HELD = Pattern(f"^(?:在{HAN}{{2,12}}?)?{_HELD}")
_NO_NAME = Pattern(r"[\W\d]|[在了的]|举[行办]|召开")
# what is held again and again, from its last character on
_REGULAR = Pattern("议?会(?:务常|委常|任主|组党|例|布发闻新|布发|度调|习学)")
# a unit → its days, how many more or fewer there may be
_UNITS: Final = {"天": (1, 1), "周": (7, 3), "月": (30, 5), "年": (365, 32)}
# characters of a name, and those in which two names of one event end alike
_LEFT: Final = 16
_SHORT, _LONG = 3, 6
# days or places of what may come again
_SERIES: Final = 2


class _Told(NamedTuple):
    """What is told of an event, and where; its name from the last character on; `taken_up` = it is known from another place."""

    segment: Segment
    found: re.Match[str]
    kind: str
    start: int
    end: int
    name: str
    taken_up: bool

    @property
    def value(self) -> str:
        """What is told."""
        return self.found[self.kind]

    def hit(self, other: str) -> Hit:
        """The finding that another place tells otherwise."""
        return Hit(self.segment, self.start, self.end, params={"other": other}, level=Level.HINT)


def _told(segment: Segment) -> Iterator[_Told]:
    """All that the sentences of a text tell of events."""
    for sentence in _SENTENCE.finditer(segment.text) if _SAID.search(segment.text) else ():
        text, events = sentence[0], [*_EVENT.finditer(sentence[0])]
        told = [*_SAID.finditer(text)] if events else []
        days = sum(1 for each in told if each["day"] or each["days"])
        for found in told:
            kind = next(each for each in ("days", "day", "place", "length") if found[each])
            start, end = found.span(kind)
            # a day is that of the first event behind it
            of = [each for each in events if each.end() > end][:1] if kind == "day" else events
            for event in of:
                between = text[end : event.start()]
                bound = 0 <= event.start() - end < _LEFT and "，" not in between and "、" not in between
                if days > 1 and kind[:3] == "day" and not bound:
                    continue
                behind = text[event.end() :]
                taken_up = bool(_OVER.match(behind)) or kind == "length" or (bound and kind == "day")
                if kind != "day" or taken_up or _HOLDS.search(between) or _IS_HELD.match(behind):
                    first = max(event.end() - _LEFT, end if event.start() >= end else 0)
                    name = _NO_NAME.compiled.split(text[first : event.end()])[-1][::-1]
                    at = sentence.start()
                    yield _Told(segment, found, kind, at + start, at + end, name, taken_up)


def events_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """6月7日的技能竞赛 … 6月8日的技能竞赛; 在党校举办培训班 … 在职业中学举办的培训班; 14日至16日 … 为期五天的培训班."""
    known: dict[str, list[_Told]] = {}
    for segment in sheet.segments:
        for told in _told(segment) if segment.role in PROSE or segment.role is Role.TITLE else ():
            if len(told.name) >= _SHORT:
                known.setdefault(told.name[:_SHORT], []).append(told)
    for events in known.values():
        values = {kind: {each.value for each in events if each.kind == kind} for kind in ("day", "place")}
        for index, here in enumerate(events):
            for other in events[:index]:
                if len(values.get(here.kind, ())) <= _SERIES and _clash(other, here):
                    yield here.hit(other.value)
                    yield other.hit(here.value)
                    break


def _clash(first: _Told, second: _Told) -> bool:
    """Whether two sentences tell of one event what cannot both be."""
    if first.found.string is second.found.string:
        return False
    same = alike_from_start(first.name, second.name)
    kinds = {first.kind, second.kind}
    if kinds == {"days", "length"}:
        days, length = sorted((first.found, second.found), key=lambda each: not each["days"])
        return same > _SHORT and not _lasts(days, length)
    if len(kinds) > 1 or kinds == {"days"} or first.value in second.value or second.value in first.value:
        return False
    apart = first.segment.location != second.segment.location
    own = apart and same >= _LONG and not _REGULAR.match(first.name)
    return own or ((first.taken_up or second.taken_up) and same >= _SHORT)


def _lasts(days: re.Match[str], length: re.Match[str]) -> bool:
    """Whether a row of days is as long as is said."""
    first, last = (
        31 * int(days[month] or days["m"]) + int(days[day]) for month, day in (("m", "d"), ("m2", "d2"))
    )
    unit, slack = _UNITS[length["unit"]]
    said = (number(length["n"].replace("两", "二")) + len(length["half"]) / 2) * unit
    return abs((last - first) % 372 + 1 - said) <= slack
