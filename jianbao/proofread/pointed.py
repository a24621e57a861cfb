"""What a text points back at → what it then says otherwise: 上述四项任务 of three, 这21台 of twelve, 西湾村护林员裴大山."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import number
from jianbao.proofread.ranges import Stretch, length
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment, Sheet

_COUNT: Final = r"\d{1,4}|[一二两三四五六七八九十百]{1,4}"
_MEASURE: Final = "[个家名位户支台辆所座条棵处件套项幅间盏眼块场只头株艘架口份期批]"
# one thing that was named is meant
_POINTED = Pattern(
    rf"(?P<at>(?:(?:上述|(?<![从如同])[这该]|(?<!不)全部|所有|一家(?!人)|围绕|对照|从{HAN}{{0,4}}的)(?P<n>{_COUNT})(?P<m>{_MEASURE})))(?!多|半|小时|月|百分)(?P<what>{HAN}{{1,8}})"
)
_COUNTED = Pattern(
    rf"(?P<before>{HAN}{{0,6}})(?<![第\d.〇一二三四五六七八九十百])(?P<n>{_COUNT})(?P<m>{_MEASURE})(?P<after>{HAN}{{0,8}})"
)
# of those before that are held against one
_MOST: Final = 40
_OTHERS = Pattern("另|其余|余下|剩|新增|首批|[一二三]批|分别|包括|其他|近|超|约|每")


def pointed_back(sheet: Sheet) -> Iterator[Hit]:
    """All that is said of one thing with another count, length, day or name where the text points back at it."""
    for segments in sheet.bodies():
        yield from _counts(segments)
        yield from _names(segments)
        for segment in segments:
            yield from _lengths(segment, sheet.date.year)
            yield from _days(segment)


def _told(segment: Segment, span: tuple[int, int], count: str, level: Level | None = None) -> Hit:
    said = segment.text[span[0] : span[1]]
    return Hit(segment, *span, params={"count": count, "said": said}, level=level)


def _counts(segments: Sequence[Segment]) -> Iterator[Hit]:
    """三项任务 … 上述四项任务; what both count has two characters in common."""
    pointed = [{found.start("n"): found for found in _POINTED.finditer(each.text)} for each in segments]
    # most bodies point back at nothing
    if not any(pointed):
        return
    known: dict[str, list[tuple[str, str]]] = {}
    for segment, own in zip(segments, pointed, strict=True):
        for found in _COUNTED.finditer(segment.text):
            back, said = own.get(found.start("n")), found["n"]
            before = known.setdefault(found["m"], [])
            same = _same(back["what"], before[-_MOST:], found["m"]) if back else []
            if back is None or not same:
                before.append((said, f"{found['before']}|{found['after']}"))
                continue
            near = segment.text[max(back.start() - 8, 0) : back.end("at")]
            if (
                len({*map(number, same)}) == 1
                and number(same[0]) != number(said)
                and not _OTHERS.search(near)
            ):
                yield _told(segment, back.span("at"), f"{same[0]}{found['m']}", Level.HINT)


_OF_ONE: Final = frozenset("村镇乡县户人校厂店站点")


def _same(what: str, before: Sequence[tuple[str, str]], measure: str) -> list[str]:
    """The counts of those whose words, before and behind a count parted by |, name what is counted."""
    return [
        count
        for count, words in before
        if measure == "口" or what[:2] in words or (what[0] in _OF_ONE and f"|{what[0]}" in words)
    ]


# --- lengths of what the same paragraph gives the ends of ------------------------------------------------------------

_FROM_TO = Pattern(
    r"(?:(?P<h>\d{1,2})[时点](?:整)?[至到—](?P<h2>\d{1,2})[时点](?!\d|半))|(?P<y>(?:19|20)\d\d)年[春夏秋冬初底末]?[至到—](?P<y2>(?:19|20)\d\d)年"
    r"|(?P<m>\d{1,2})月(?P<d>\d{1,2})日?[至到—－](?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
)
_LASTED = Pattern(
    rf"(?:为期|历时|整整|持续了?)(?P<n>[一二两三四五六七八九十]{{1,3}}|\d{{1,3}})(?P<u>天|个?小时|年)(?![多余半以底初前])(?:的{HAN}{{2}}|[，。])"
)


def _lengths(segment: Segment, year: int) -> Iterator[Hit]:
    """11月5日至8日 … 为期三天的培训; 8时至11时 … 历时4个小时的演练; 2019年春到2026年春 … 整整六年."""
    text = segment.text
    lasted = [*_LASTED.finditer(text)]
    ranges = [*_FROM_TO.finditer(text)] if len(lasted) == 1 else []
    # of one sentence P415 tells
    apart = ranges and ("。" in text[: lasted[0].start()] or ranges[0]["y"])
    if len(ranges) != 1 or not apart or ranges[0].end() > lasted[0].start():
        return
    said, (found,) = lasted[0], ranges
    unit, count = said["u"][-1], number(said["n"])
    made = 0.0
    if unit == "时" and found["h"]:
        made = int(found["h2"]) - int(found["h"])
    elif unit == "年" and found["y"]:
        made = int(found["y2"]) - int(found["y"])
    elif unit == "天" and found["m"]:
        first, last = int(found["m"]), int(found["m2"] or found["m"])
        stretch = Stretch((0, first, int(found["d"])), (0, last, int(found["d2"])))
        made, _ = length(stretch, unit, year) or (0.0, 0.0)
    counted_both = unit == "年" and count == made + 1
    if made > 0 and count != made and not counted_both:
        yield _told(segment, (said.start("n"), said.end("u")), f"{made:.0f}{said['u']}")


# --- days ------------------------------------------------------------------------------------------------------------

# characters before a day
_FAR: Final = 200
_DAY = Pattern(r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_OF_THAT = Pattern(
    rf"在(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日的(?P<what>{HAN}{{2,8}}?)(?:中|上|现场|期间)(?=，)"
)
_DUE = Pattern(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?P<what>报名|申报|征稿|投稿)截止")


def _days(segment: Segment) -> Iterator[Hit]:
    """10月22日举行开放日活动 … 在10月20日的开放日活动中; 11月20日至12月5日报名 … 12月15日报名截止."""
    text = segment.text
    for pattern in (_OF_THAT, _DUE):
        for found in pattern.finditer(text):
            start, end = max(found.start() - _FAR, 0), found.start()
            days = {each[0] for each in _DAY.finditer(text, start, end)}
            days |= {
                f"{each['m2'] or each['m']}月{each['d2']}日"
                for each in _FROM_TO.finditer(text, start, end)
                if each["d2"]
            }
            day = f"{found['m']}月{found['d']}日"
            alone = len(days) == 1 or pattern is _DUE
            if days and day not in days and alone and found["what"][:3] in text[start:end]:
                yield _told(segment, (found.start("m"), found.end("d") + 1), max(days))


# --- names -----------------------------------------------------------------------------------------------------------

# characters that are the same behind the one that differs
_LONG_ENOUGH: Final = 7
_PLACED = Pattern(rf"(?P<one>{HAN})(?P<rest>{HAN}?[镇乡村](?P<who>{HAN}{{3,9}}))")
_QUOTED = Pattern("“([^“”，。、]{6,16})”")


def _names(segments: Sequence[Segment]) -> Iterator[Hit]:
    """东湾村护林员裴大山 … 西湾村护林员裴大山; “最美公共文化空间” … “最美公共阅读空间”."""
    placed: dict[str, str] = {}
    quoted: list[str] = []
    for segment in segments:
        for found in _PLACED.finditer(segment.text):
            key = found["rest"][:_LONG_ENOUGH]
            if len(key) < _LONG_ENOUGH:
                continue
            first = placed.setdefault(key, found["one"])
            if first != found["one"] and segment.text.find(found["who"][2:5]) < found.start():
                yield _told(segment, found.span("one"), first, Level.HINT)
        for found in _QUOTED.finditer(segment.text):
            for other in quoted[-_MOST:]:
                if len(other) == len(found[1]) and other != found[1]:
                    wrong = [
                        at for at, pair in enumerate(zip(other, found[1], strict=True)) if pair[0] != pair[1]
                    ]
                    if (
                        len(wrong) <= 2
                        and wrong[-1] - wrong[0] < 2
                        and wrong[0] >= 4
                        and wrong[-1] < len(other) - 1
                    ):
                        yield _told(segment, found.span(1), f"“{other}”", Level.HINT)
            quoted.append(found[1])
