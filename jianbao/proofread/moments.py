"""The days and hours of a text, in their order → those that come before what they follow, and lengths that they do not make.

No wording leads to them but what happens first and what then (接警 before 扑灭, 报到 before 开班): each moment is held against
the others of its sentence. A part of the day holds for the next hour too, and an hour without one may be of either half of the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, zip_longest
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import number
from jianbao.proofread.data import rows_of
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

_HOUR, _HALF_DAY, _DAY, _MONTH = 60, 720, 1440, 44640
_DAWN, _DUSK, _EVENING = 6 * _HOUR, 17 * _HOUR, 20 * _HOUR
_NIGHT: Final = 14 * _HOUR
_LONG: Final = 5 * _MONTH
_LATE: Final = frozenset("下傍晚夜")
_ABOUT: Final = {"初": 1, "上": 5, "中": 15, "下": 25, "底": 31, "末": 31}
_PARTS: Final = "凌晨|清晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|(?:当[天日])?晚|今晚"
_BEGIN: Final = rf"\d{{1,2}}(?:[月时点:：∶]|日(?!内))|[次翌]日|第二天|(?:{_PARTS})\d"
_BEGUN = Pattern(_BEGIN)
_MOMENT = Pattern(
    rf"(?={_BEGIN})(?<![\d.第])"
    r"(?:(?P<m>\d{1,2})月)?(?P<day>(?P<d>\d{1,2})日|(?P<next>次日|翌日|第二天)|(?<=月)(?P<about>[上中下](?=旬)|[底末初]))?旬?，?"
    rf"(?P<part>{_PARTS})?"
    r"(?:(?<![\d.])(?P<h>\d{1,2})(?:[时点](?!左右的|之)(?:(?P<n>\d{1,2})分|(?P<half>半))?|[:：∶](?P<c>\d\d)(?![\d:：])))?"
    r"(?P<to>整?(?:[—\-－~～–至到]|一直|持续)?)"
)
_LENGTH = Pattern(
    r"(?:(?:历时|持续|连续|用时|耗时|费时|时长|长达|为期|整整|总计|共计?|经过?|过去|奋战|鏖战|苦战|作业)[^，。；\d一二两三四五六七八九十]{0,5}|[，（的](?=\d))(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个)?(?P<half>半)?(?P<unit>小时|分钟)(?:(?P<also>\d{1,2})分)?(?![余多前后以之]|(?<!的\d\d小时)内)"
)
_SENTENCE = Pattern(r"(?:[^。！？]|。(?=(?:经[^，。]{2,8}，)?\d{1,2}[月日时]))+")
_CLAUSE = Pattern("[，。；]")
_YEARS = Pattern(
    r"[去今明次当上后前]年|[次翌下]月|年底|[二三]期|另|[上下]半年|休庭|第[二三](?!天)|分别|每|以来"
)
_YEAR = Pattern(r"(?<!\d)\d{4}(?=年)")
_ORDERS: Final = tuple((Pattern(first), Pattern(then)) for first, then in rows_of("orders.txt"))


class _Moment(NamedTuple):
    """A moment as it is written, its minute, and what is said of it: up to the next one."""

    found: re.Match[str]
    minute: int
    says: str

    @property
    def free(self) -> bool:
        """Whether its hour may be of either half of the day."""
        return not self.found["part"] and self.minute % _DAY <= _HALF_DAY + _HOUR


# moments of a sentence that are held against each other
_MOST: Final = 12


def _moments(text: str, start: int, end: int) -> list[_Moment]:
    """The moments of a sentence; a day, a month and a part of the day that are not said are those of the one before."""
    founds = [*_MOMENT.finditer(text, start, end)]
    moments: list[_Moment] = []
    month = day = 0
    part, lead = "", text[start : founds[0].start()] if founds else ""
    for found, after in zip_longest(founds, founds[1:]):
        month = int(found["m"] or month)
        if found["d"]:
            day = int(found["d"])
        elif found["next"]:
            day += 1
        elif found["m"]:
            day = _ABOUT.get(found["about"], 0)
        part = found["part"] or part
        hour = int(found["h"] or 0)
        evening = bool(moments) and moments[-1].minute % _DAY >= _EVENING
        small = hour * _HOUR <= _DAWN and evening and not found["part"]
        clock = hour % 12 + 12 if _LATE & {*part} and hour <= 12 and not small else hour
        minute = _HOUR * clock + int(found["n"] or found["c"] or 0) + 30 * bool(found["half"])
        behind = _CLAUSE.compiled.split(text[found.end() : after.start() if after else end])
        ahead = behind.pop() if len(behind) > 1 and after else ""
        moments.append(_Moment(found, _MONTH * month + _DAY * day + minute, lead + "，".join(behind)))
        lead = ahead
    return moments


def moments_agree(segment: Segment) -> Iterator[Hit]:
    """从22时到次日5时，历时9个小时; 10月28日至30日培训，11月27日报到; 9时10分接警，8时35分到场; 晚上8时至7时."""
    for sentence in _SENTENCE.finditer(segment.text) if _BEGUN.search(segment.text) else ():
        moments = _moments(segment.text, *sentence.span()) if _BEGUN.compiled.search(sentence[0]) else []
        if len(moments) > 1:
            hours = [each for each in moments if each.found["h"]]
            told = [*_hours_back(segment, moments), *_lengths(segment, hours, *sentence.span())]
            yield from told or _order(segment, moments, sentence[0])


def _hours_back(segment: Segment, moments: Sequence[_Moment]) -> Iterator[Hit]:
    for first, last in pairwise(moments):
        range_ = first.found["to"].lstrip("整") and first.found["h"] and last.found["h"]
        # 22时至6时
        night = first.minute % _DAY >= _DUSK and (last.minute - first.minute) % _DAY <= _NIGHT
        if range_ and last.minute < first.minute and not night:
            yield Hit(segment, first.found.start(), last.found.start("to"), level=Level.HINT)


def _lengths(segment: Segment, hours: Sequence[_Moment], start: int, end: int) -> Iterator[Hit]:
    made: list[int] | None = None
    for said in _LENGTH.finditer(segment.text, start, end) if len(hours) > 1 else ():
        if made is None:
            made = [each for first, last in combinations(hours[:_MOST], 2) for each in _apart(first, last)]
        told, of_hours = number(said["n"].replace("两", "二")), said["unit"] == "小时"
        minutes = _HOUR * told + 30 * bool(said["half"]) + int(said["also"] or 0) if of_hours else told
        if not any(abs(each - minutes) <= (_OF_HOURS if of_hours else _OF_MINUTES) for each in made):
            yield Hit(segment, said.start("n"), said.end("unit"), level=Level.HINT)


# minutes by which what is said may be off
_OF_HOURS, _OF_MINUTES = 35, 5


def _apart(first: _Moment, last: _Moment) -> Iterator[int]:
    """How many minutes there may be from the one to the other."""
    for half in (0, _HALF_DAY, -_HALF_DAY) if last.free or first.free else (0,):
        made = last.minute - first.minute + half
        yield made if made > _DAY else made % _DAY


def _order(segment: Segment, moments: Sequence[_Moment], sentence: str) -> Iterator[Hit]:
    # one year may be said, that of all of them
    if len({*_YEAR.compiled.findall(sentence)}) > 1 or _YEARS.search(sentence):
        return
    clock = [each for each in moments if each.found["n"] and not each.found["to"]]
    for one, other, third in zip(clock, clock[1:], clock[2:], strict=False):
        # 5时10分报警，4时50分赶到，5时40分转移
        if other.minute < one.minute <= third.minute and one.minute - other.minute < 2 * _HOUR:
            yield Hit(segment, one.found.start(), other.found.start("to"), level=Level.HINT)
            return
    for one, other in combinations(moments[:_MOST], 2):
        early, late = sorted((one, other), key=lambda each: each.minute)
        same_day = one.minute // _DAY == other.minute // _DAY
        untold = same_day and not (one.found["h"] and other.found["h"])
        midnight = late.minute % _DAY >= 3 * _DAWN and early.minute % _DAY <= _DAWN
        if untold or midnight or not 0 < late.minute - early.minute < _LONG:
            continue
        if any(then.search(early.says) and first.search(late.says) for first, then in _ORDERS):
            yield Hit(segment, one.found.start(), other.found.start("to"), level=Level.HINT)
            return
