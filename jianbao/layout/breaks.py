"""A text → where its lines may end, freely or at a price, and what in it stays in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from jianbao.expressions import compiled
from jianbao.language.han import HAN
from jianbao.layout.classes import NOT_AT_END, Coded

_MEASURES: Final = (
    "年度|年代|月份|季度|世纪|周年|平方公里|平方千米|平方米|立方米|公里|公顷|公斤|公分|千米|千克|千瓦时|千瓦|兆瓦|毫米|厘米|毫升|毫克|分钟|小时|"
    "人次|个百分点|百分点|摄氏度|"
    "[%％‰℃°′″年月日时分秒点号岁元角斤吨亩度个名位人户家次项件条篇期届级类页份台辆套间座所处米里克升倍成折批轮场支组对天周层栋村乡镇县市省"
    "起幢顶艘只棵株头枚口眼孔架盏张笔宗例]"
)
# What stays in one piece although its characters alone would let it break: a number with what it counts, dashes, words.
# Looked for only where one can begin.
_WHOLE: Final = compiled(
    r"(?=[第－＋±0-9０-９—…A-Za-z])(?:"
    r"(?P<number>(?:第|(?<![0-9０-９])[－＋±])?[0-9０-９][0-9０-９.,:：/°′″·]*[多余来几]?[十百千万亿]*[多余来几]?)"
    r"(?P<measure>" + _MEASURES + r")?"
    r"|——+|……+|[A-Za-z][0-9A-Za-z]*)"
)
# A number is never parted from these; from any other measure word it may be, at a price.
_BOUND: Final = frozenset("%％‰℃°′″年月日时分秒点号期届季世周")
# what it costs to part a number from its measure word: as a line spread by 0.08 em
_PARTED: Final = 8.0
# 3月|25日
_IN_DATE: Final = 4.0
# so narrow that a word processor may still find room for it on the line before
_BEFORE_DIGIT: Final = 3.0
# 2～|3次
_RANGE: Final = compiled(r"(?<=[0-9０-９][～—])(?=[0-9０-９])")
_DATE: Final = compiled(r"(?<=[0-9０-９][年月])(?=[0-9０-９]{1,2}[月日])")
_DASH: Final = compiled(r"—{2,}")
# begun only where no such run goes on, else a long one would be looked through from each of its characters
_ADDRESS: Final = compiled(
    r"(?<![\w.+-])(?:(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[\w-]+\.){2,}[A-Za-z]{2,}(?:[/:?#][!-~]*)?)",
    re.ASCII,
)
_ADDRESS_BREAK: Final = frozenset("/?&=#@-_.")
# characters; a shorter one is kept whole
_LONG_ADDRESS: Final = 16
# what it costs to cut an address before a mark, a short one behind it
_BEFORE_MARK: Final = 25.0
# … and within a word of it, three letters from its beginning and two from its end
_WITHIN_WORD: Final = 40.0
# Western pieces that have a joint though they are no address: AC/|DC, 14:15-|16:45, 44°59′|36″N, 2026-|11-|0375.
_JOINT: Final = compiled(
    r"(?<=[0-9A-Za-z]{2}[/+&_])(?=[0-9A-Za-z]{2})|(?<=[A-Za-z]\+)(?=[A-Za-z]{2})|(?<=\d[:′]\d\d-)(?=\d)|(?<=\d[°′])(?=\d)|(?<=\d-)(?=\d\d)"
)
# 192.168.|10.|0/24
_DOTTED: Final = compiled(r"(?:\d{1,4}\.){2,}\d+")
# Python|3.11
_NUMBERED: Final = compiled(r"(?<=[A-Za-z]{4})(?=\d)")
# 94,837,|539.83
_GROUPED: Final = compiled(r"(?<=\d,\d{3},)(?=\d{3})")
_AT_JOINT: Final = 40.0
# without one of these there is none
_JOINT_MARK: Final = compiled("[-/+&_°′]")
# A code, which stands for a thing and tells no number: cut by fours where a line would glare else.
_CODE: Final = compiled(r"(?=[0-9A-Za-z])(?<![0-9A-Za-z])(?=[A-Za-z]*\d)[0-9A-Za-z]{12,}(?![0-9A-Za-z.])")
_CODE_PART: Final = 4
_IN_CODE: Final = 90.0
# in a piece at least so long there may be one
_LONG_PIECE: Final = 7
# 163.9平方|公里
_IN_MEASURE: Final = {"平方公里": 2, "平方千米": 2, "个百分点": 1}
_MEASURE_PARTED: Final = 24.0
# 41.73|m, 3201万|kW·h: where a line would glare else
_UNIT: Final = compiled(
    r"(?:[munkMGT]?(?:m|g|s|W|V|L|l|t)|[munkMGT](?:A|B|Wh|Hz|Pa|J)|[GMK]bps|Hz|Pa|kn|dpi|dB|rpm|r|h)(?![0-9A-Za-z])"
)
_UNIT_PARTED: Final = 60.0


class Breaks(NamedTuple):
    """Where a line may end: before character i if `free[i]`; at each of `soft` at the price that it states.

    Prices are in the unit of `breaker.py`; a place that is free may have one too.
    """

    free: list[bool]
    soft: dict[int, float]


@cache
def _padded() -> re.Pattern[str]:
    """张　三: a name padded to the width of three characters; compiled when a text has such a gap."""
    return compiled(rf"(?<!{HAN}){HAN}　{HAN}(?!{HAN})")


def break_points(text: str, whole: Iterable[str] = (), coded: Coded | None = None) -> Breaks:
    """Where a line of `text` may end.

    W3C clreq (basic set), GB/T 15834-2011 5.1; Western words and `whole` strings are not cut, long addresses may be cut
    behind their marks. A number keeps its measure word unless a price is paid (800|人次, 28.5万|元), and always a unit
    that is a mark, 第9期 and what makes a date; a date itself may be cut between month and day, at a price.
    """
    breaks = _by_neighbours(coded or Coded(text))
    pieces = list(_WHOLE.finditer(text))
    soft: dict[int, float] = {}
    for found in pieces:
        _keep_piece(text, found, breaks, soft)
    # —— may start a line, a single — may not
    for found in _DASH.finditer(text):
        if found.start():
            breaks[found.start()] = text[found.start() - 1] not in NOT_AT_END
    if pieces:
        soft |= {at: _IN_DATE for found in _DATE.finditer(text) if breaks[at := found.start()]}
        soft |= {at: _PARTED for found in _RANGE.finditer(text) if breaks[at := found.start()]}
        if _JOINT_MARK.search(text):
            soft |= {at: _AT_JOINT for found in _JOINT.finditer(text) if not breaks[at := found.start()]}
    if any(found.end() - found.start() >= _LONG_PIECE for found in pieces):
        _open_codes(text, soft)
    if "." in text:
        _open_addresses(text, breaks, soft)
    names = (found.span() for found in _padded().finditer(text)) if "\u3000" in text else ()
    _keep_whole(text, chain(_places(text, whole), names), breaks, soft)
    return Breaks(breaks, soft)


def _keep_piece(text: str, found: re.Match[str], breaks: list[bool], soft: dict[int, float]) -> None:
    start, end = found.span()
    if breaks[start] and found.end("number") == start + 1:
        soft[start] = _BEFORE_DIGIT
    if end - start == 1:
        return
    breaks[start + 1 : end] = [False] * (end - start - 1)
    measure = found["measure"]
    if measure and measure[0] not in _BOUND and not found["number"].startswith("第"):
        soft[found.start("measure")] = _PARTED
        if measure in _IN_MEASURE:
            soft[found.start("measure") + _IN_MEASURE[measure]] = _MEASURE_PARTED
    elif found["number"] and _UNIT.match(text, end):
        soft[end] = _UNIT_PARTED


def _places(text: str, whole: Iterable[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of each of these strings, wherever it stands."""
    for kept in whole:
        start = text.find(kept) if kept else -1
        while start >= 0:
            yield start, start + len(kept)
            start = text.find(kept, start + len(kept))


def _keep_whole(
    text: str, places: Iterable[tuple[int, int]], breaks: list[bool], soft: dict[int, float]
) -> None:
    """No break inside these places, and one behind each line break."""
    for start, end in places:
        breaks[start + 1 : end] = [False] * (end - start - 1)
        for at in range(start + 1, end):
            soft.pop(at, None)
    if "\n" in text:
        for index, char in enumerate(text, 1):
            if char == "\n":
                breaks[index] = True


_SPECIAL: Final = compiled("[^o]")


def _by_neighbours(coded: Coded) -> list[bool]:
    """What the two characters at each break say of it."""
    classes = coded.breaks
    count = len(classes)
    breaks = [True] * (count + 1)
    breaks[0] = False
    before, place = "", -2
    for found in _SPECIAL.finditer(classes):
        index, here = found.start(), found[0]
        if here in "sbdhx" or (
            index == place + 1 and here in "wDy" and (before in "wDxyd" or (before in "hm" and here == "D"))
        ):
            breaks[index] = False
        if here in "eby" and index + 1 < count:
            breaks[index + 1] = False
        before, place = here, index
    return breaks


def _open_codes(text: str, soft: dict[int, float]) -> None:
    """At a price each: a number of several dots or commas behind the second one, a long code by fours, a word from its number."""
    for found in _DOTTED.finditer(text):
        dots = (at for at in range(found.start(), found.end()) if text[at] == ".")
        next(dots)
        soft |= dict.fromkeys((at + 1 for at in dots), _AT_JOINT)
    soft |= {found.start(): _UNIT_PARTED for found in _NUMBERED.finditer(text)}
    soft |= {found.start(): _IN_CODE for found in _GROUPED.finditer(text)}
    for found in _CODE.finditer(text):
        start, end = found.span()
        soft |= dict.fromkeys(range(start + _CODE_PART, end - _CODE_PART + 1, _CODE_PART), _IN_CODE)


def _open_addresses(text: str, breaks: list[bool], soft: dict[int, float]) -> None:
    """A URL or e-mail address too long to be kept whole may be cut behind / ? & = # @ - _ and full stops.

    At a price before these marks, and at a higher one within its words; a short one behind them, at a price.
    """
    for found in _ADDRESS.finditer(text):
        long = found.end() - found.start() > _LONG_ADDRESS
        start, end = found.start() + 3, found.end() - 2
        for index in range(start, end):
            here, before = text[index] in _ADDRESS_BREAK, text[index - 1] in _ADDRESS_BREAK
            breaks[index] = long and before and not here
            if not long:
                if before and not here:
                    soft[index] = _BEFORE_MARK
            elif here and not before:
                # behind a hyphen word processors break by themselves, and it is too narrow to be kept from the line before
                if text[index] != "-":
                    soft[index] = _BEFORE_MARK
            elif not before and text[index - 3 : index + 2].isalnum():
                soft[index] = _WITHIN_WORD
            else:
                soft.pop(index, None)
