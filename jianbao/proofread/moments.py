"""The days and hours of a text, in their order → those that come before what they follow, and lengths that they do not make.

No wording leads to them but what happens first and what then (接警 before 扑灭, 报到 before 开班): each moment is held against
the others of its sentence. A part of the day holds for the next hour too, and an hour without one may be of either half of the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.proofread.amounts import number
from jianbao.proofread.data import rows_of
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

_HOUR, _HALF_DAY, _DAY, _MONTH = 60, 720, 1440, 44640
_DAWN, _EVENING = 6, 20 * _HOUR
_LONG: Final = 5 * _MONTH
# characters between two ends of a stretch
_SHORT: Final = 6
_LATE: Final = frozenset("下傍晚夜")
_PARTS: Final = "凌晨|清晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|(?:当[天日])?晚|今晚"
_MOMENT = Pattern(
    rf"(?=\d{{1,2}}[月日时点:：∶]|[次翌]日|第二天|(?:{_PARTS})\d)"
    r"(?<![\d.第])(?:(?:(?P<m>\d{1,2})月(?:(?P<d1>\d{1,2})日|(?P<about>[上中下]旬|[底末初])?)|(?P<d>\d{1,2})日|(?P<next>次日|翌日|第二天))，?)?"
    rf"(?P<part>{_PARTS})?"
    r"(?:(?<![\d.])(?P<h>\d{1,2})(?:[时点](?!左右的|之)(?:(?P<n>\d{1,2})分|(?P<half>半))?|[:：∶](?P<c>\d\d)(?![\d:：])))?(?P<to>整?(?:[—\-－~～–至到]|一直|持续)?)"
)
_LENGTH = Pattern(
    r"(?:(?:历时|持续|连续|用时|耗时|费时|时长|长达|为期|整整|总计|共计?|经过?|过去|奋战|鏖战|苦战|作业)[^，。；\d一二两三四五六七八九十]{0,5}|[，（的](?=\d))(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个)?(?P<half>半)?(?P<unit>小时|分钟)(?:(?P<also>\d{1,2})分)?(?![余多前后以之]|(?<!的\d\d小时)内)"
)
_SENTENCE = Pattern(r"(?:[^。！？]|。(?=\d{1,2}[月日时]))+")
_CLAUSE = Pattern("[，。；]")
_YEAR = Pattern("[0-9]{4}年")
_YEARS = Pattern(
    "[去今明次当上后前]年|[次翌下]月|年底|[二三]期|另|[上下]半年|休庭|第[二三](?!天)|分别|每|以来"
)
_ORDERS: Final = tuple((Pattern(first), Pattern(then)) for first, then in rows_of("orders.txt"))


class _Moment(NamedTuple):
    """Where a moment stands, its minute, in how many it may be off, and what is said of it: up to the next one."""

    start: int
    end: int
    minute: int
    hour: bool
    day: bool
    free: bool
    to: bool
    says: str


# moments of a sentence that are held against each other
_MOST: Final = 12


def _moments(text: str, start: int, end: int) -> list[_Moment]:
    """The moments of a sentence; a day, a month and a part of the day that are not said are those of the one before."""
    founds = [
        each for each in _MOMENT.finditer(text, start, end) if any(map(each.group, ("h", "d1", "about", "d")))
    ]
    moments: list[_Moment] = []
    month = day = 0
    part, lead = "", text[start : founds[0].start()] if founds else ""
    for at, found in enumerate(founds):
        if found["m"] or found["d"] or found["next"]:
            part = ""
        month = int(found["m"] or month)
        about = {"初": 1, "上": 5, "中": 15, "下": 25, "底": 31, "末": 31}.get((found["about"] or "")[:1], 0)
        said = found["d1"] or found["d"]
        day = int(said) if said else day + 1 if found["next"] else about if found["m"] else day
        part = found["part"] or part
        hour = int(found["h"] or 0)
        evening = bool(moments) and moments[-1].minute % _DAY >= _EVENING
        late = bool(_LATE & {*part}) and (bool(found["part"]) or hour > _DAWN or not evening)
        late = late or (part == "中午" and hour < 4)
        clock = hour % 12 + 12 if late and hour <= 12 else hour * (part != "凌晨" or hour != 12)
        minute = _HOUR * clock + int(found["n"] or found["c"] or 0) + 30 * bool(found["half"])
        behind = _CLAUSE.compiled.split(
            text[found.end() : founds[at + 1].start() if at + 1 < len(founds) else end]
        )
        ahead = behind.pop() if len(behind) > 1 and at + 1 < len(founds) else ""
        moments.append(
            _Moment(
                found.start(),
                found.end() - len(found["to"]),
                _MONTH * month + _DAY * day + minute,
                bool(found["h"]),
                bool(said or found["next"] or found["m"]),
                bool(found["h"]) and not found["part"] and hour <= 12,
                bool(found["to"].lstrip("整")),
                lead + "，".join(behind),
            )
        )
        lead = ahead
    return moments


def moments_agree(segment: Segment) -> Iterator[Hit]:
    """从22时到次日5时，历时9个小时; 10月28日至30日培训，11月27日报到; 9时10分接警，8时35分到场; 晚上8时至7时."""
    for sentence in _SENTENCE.finditer(segment.text):
        moments = _moments(segment.text, *sentence.span())
        if len(moments) > 1:
            told = [*_hours_back(segment, moments), *_lengths(segment, moments, *sentence.span())]
            yield from told or _order(segment, moments, sentence[0])


def _hours_back(segment: Segment, moments: Sequence[_Moment]) -> Iterator[Hit]:
    for first, last in pairwise(moments):
        if not (first.to and first.hour and last.hour) or first.end + _SHORT < last.start:
            continue
        # 22时至6时: a night; 上午11时至2时
        night = first.minute % _DAY >= 17 * _HOUR and (last.minute - first.minute) % _DAY <= 14 * _HOUR
        over = not last.day and (
            night or (not first.free and last.free and last.minute % _DAY < _DAWN * _HOUR)
        )
        if last.minute < first.minute and not over:
            yield Hit(segment, first.start, last.end, level=None if first.free or last.day else Level.HINT)


def _lengths(segment: Segment, moments: Sequence[_Moment], start: int, end: int) -> Iterator[Hit]:
    hours = [each for each in moments if each.hour]
    if len(hours) < 2:
        return
    made: list[int] | None = None
    for said in _LENGTH.finditer(segment.text, start, end):
        if made is None:
            made = [each for first, last in combinations(hours[:_MOST], 2) for each in _apart(first, last)]
        told, of_hours = number(said["n"].replace("两", "二")), said["unit"] == "小时"
        minutes = _HOUR * told + 30 * bool(said["half"]) + int(said["also"] or 0) if of_hours else told
        slack = 35 if of_hours and not said["also"] else 5
        if not any(abs(each - minutes) <= slack for each in made):
            yield Hit(segment, said.start("n"), said.end("unit"), level=Level.HINT)


def _apart(first: _Moment, last: _Moment) -> Iterator[int]:
    """How many minutes there may be from the one to the other."""
    made = last.minute - first.minute
    for each in (made, made + _HALF_DAY, made - _HALF_DAY) if last.free or first.free else (made,):
        yield each if last.day and each > 0 else each % _DAY


def _order(segment: Segment, moments: Sequence[_Moment], sentence: str) -> Iterator[Hit]:
    # one year may be said, that of all of them
    if len({*_YEAR.compiled.findall(sentence)}) > 1 or _YEARS.search(sentence):
        return
    for one, other in combinations(moments[:_MOST], 2):
        early, late = (one, other) if one.minute < other.minute else (other, one)
        same_day = one.minute // _DAY == other.minute // _DAY
        if (same_day and not (one.hour and other.hour)) or not 0 < late.minute - early.minute < _LONG:
            continue
        midnight = late.minute % _DAY >= 3 * _DAWN * _HOUR and early.minute % _DAY <= _DAWN * _HOUR
        for first, then in _ORDERS:
            wrong = not midnight and then.search(early.says) and first.search(late.says)
            if wrong and not (first.search(early.says) or then.search(late.says)):
                yield Hit(segment, one.start, other.end, level=Level.HINT)
                return
