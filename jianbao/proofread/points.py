"""Points against the count that is said of them: 提出两条要求：一是…, 四项措施： above numbered paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from jianbao.proofread.amounts import number
from jianbao.proofread.counts import SAID, UNNUMBERED, counted
from jianbao.proofread.dates import listed_and_counted
from jianbao.proofread.numbering import SERIES, WITHIN, Ordinal, head_of, value_of_number
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import PROSE, RUNNING, Hit, Segment, Sheet, apart

_POINTS = Pattern(
    rf"(?:提出|采取|出台|表彰|打出|形成|总结|建立|办好|做到|抓好|突出|落实|明确|强调|部署|采用|制定|推出|实施|以下|如下|有|是|用好|聚焦|下列|完成|安排)(?:了|的|好)?[^，。；：\d两二三四五六七八九十]{{0,6}}(?<!第){SAID}(?P<kind>点|条|项|个方面|方面|大|个|类|种|步|件)(?P<what>[^，。；：\d]{{0,10}})[：，。；]"
)
# 前两个环节, 这16个字, 党的二十大 announce nothing
_SO_MANY = Pattern(
    rf"(?<![和中前这处、A-Za-z]){UNNUMBERED}(?!二?十[一二三四五六七八九]?大){SAID}(?P<kind>点|条|项|个方面|方面|大|个(?!月|工作日|小时|百分)|类|种|步|件|道|轮|层|重|对|起|抓|要)(?![字人])(?P<what>(?:(?![两三四五六七八九]个)[^，。；：\d]){{0,14}})"
)
# characters from the count to the first point
_NEAR: Final = 40
_ANNOUNCES: Final = "意见|要求|希望|建议|措施|举措|任务|工作|问题|方面|重点|关系|原则|特点|经验|做法|变化|体会|转变|统一|坚持|到位|事项|大事|实事|关口|环节|关键|议程|案例|机制|工程"
_ANNOUNCED = Pattern(f"(?:{_ANNOUNCES})[^，。；：\\d]{{0,8}}$")
_TO_COME = Pattern(f"^(?:个?方面|[点条项类件])(?:的?(?:重点|主要|具体|重要)?(?:{_ANNOUNCES}))?$")


def _leads_to(found: re.Match[str], between: str) -> bool:
    """Whether a count, with what stands between it and the first point, says how many points there are."""
    # 下列条件中5条（含）以上：; 4大类和11种：
    # “两个维护”，扎实做好…: what is named, not announced
    named = found.string[found.start() - 1 : found.start()] == "“" and found["what"][-1:] + between != "”："
    if named or "以上" in found["what"]:
        return False
    if between == "：":
        return True
    announced = _ANNOUNCED.search(found["kind"] + found["what"]) or _POINTS.search(
        found.string[max(found.start() - 12, 0) : found.end()] + "："
    )
    return (
        bool(announced)
        and "。" not in between[:-1]
        and ("：" in between or len(between) < 8 or between[-1:] == "。")
    )


_IN_WORDS = Pattern(r"(?<=[：。，；])(首先|其次|再次|第三|然后|最后)[，是要]")
_SERIES: Final = (*(SERIES[name] for name in ("shi", "yao", "di")), *WITHIN.values(), _IN_WORDS)


def points(segment: Segment) -> Iterator[Hit]:
    """提出两条要求：一是…；二是…；三是…"""
    told: set[int] = set()
    for series in _SERIES:
        members = [*series.finditer(segment.text)]
        for index, begun in enumerate(members):
            if _value(begun) != 1:
                continue
            announced = _announced(segment.text, begun.start())
            if announced is not None and announced[1].start("said") + announced[0] not in told:
                told.add(announced[1].start("said") + announced[0])
                count = _enumerated(members[index:])
                # 五个方面20项任务: the points are those of the other count; 首先…其次 may go on without a number
                other = any(number(each["said"]) == count for each in _SO_MANY.finditer(announced[1].string))
                if not other and not (series is _IN_WORDS and count < number(announced[1]["said"])):
                    yield from _miscounted(segment, *announced, count)


def _value(member: re.Match[str]) -> int:
    return 1 if member[1] == "首先" else value_of_number(member[1])


def _announced(text: str, end: int) -> tuple[int, re.Match[str]] | None:
    """The count that stands before the first of its points at `end`: where its stretch of text begins, and its place there."""
    start = max(end - _NEAR, 0)
    lead = text[start:end]
    found = next(reversed([*_SO_MANY.finditer(lead)]), None)
    return (start, found) if found is not None and _leads_to(found, lead[found.end() :]) else None


def _miscounted(segment: Segment, start: int, found: re.Match[str], count: int) -> Iterator[Hit]:
    said = number(found["said"])
    if count > 1 and said > 1 and count != said:
        params = {"count": count, "said": found["said"] + found["kind"]}
        yield Hit(segment, start + found.start("said"), start + found.end("kind"), params=params)


def _enumerated(members: list[re.Match[str]]) -> int:
    """How many points there are from the first one on; 0 where they do not count on, as P301 and P302 tell."""
    count = 0
    for member in members:
        value = _value(member)
        if value == 1 and count:
            break
        # 其次, 最后
        if value not in (0, count + 1):
            return 0
        count += 1
    return count


def headed_points(sheet: Sheet) -> Iterator[Hit]:
    """四项措施：, and five numbered paragraphs under it."""
    for segments in sheet.bodies():
        for index, segment in enumerate(segments[:-2]):
            first = head_of(segments[index + 1]) if segment.text[-1:] in ("：", "。") else None
            announced = _announced(segment.text, len(segment.text)) if first and first.number == 1 else None
            if first is None or announced is None:
                continue
            start, found = announced
            said = found["kind"] + found["what"]
            if start + found.end() < len(segment.text) - 1:
                continue
            if segment.text[-1] == "。" and (found["kind"] in "个大" or not _TO_COME.match(said)):
                continue
            yield from _miscounted(segment, start, found, _below(segments[index + 2 :], first))


def _below(segments: Sequence[Segment], first: Ordinal) -> int:
    """How many paragraphs are numbered on from the first one, up to a level above."""
    count = 1
    for head in filter(None, map(head_of, segments)):
        again = head.rank == first.rank and head.number == 1
        if head.rank == first.rank and head.number == count + 1:
            count += 1
        elif again or (isinstance(head.rank, int) and isinstance(first.rank, int) and head.rank < first.rank):
            break
    return count


def counted_lists(segment: Segment) -> Iterator[Hit]:
    """县、乡、村四级; “四个到位”，即…; 财政局、水利局、教育局4家单位."""
    yield from apart((*listed_and_counted(segment), *counted(segment)))


def points_below(sheet: Sheet) -> Iterator[Hit]:
    """All counts of numbered paragraphs, above them and behind."""
    yield from headed_points(sheet)


RULES: Final = (
    Rule("P406", "listed-and-counted", CUSTOM, segment=counted_lists, roles=RUNNING, triggers="、“《；"),
    Rule("P419", "points-counted", CUSTOM, segment=points, roles=PROSE),
    Rule("P420", "points-below", CUSTOM, sheet=points_below),
)
