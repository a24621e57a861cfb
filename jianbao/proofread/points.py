"""Points and names against the count that is said of them: 提出两条要求：一是…; 财政局、水利局、教育局4家单位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.language.numerals import circled_value
from jianbao.proofread.amounts import number
from jianbao.proofread.counts import SAID, counted
from jianbao.proofread.dates import listed_and_counted
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import PROSE, RUNNING, Hit, Segment, Sheet, apart

# --- points and names that are counted ---------------------------------------------------------------------------------------

_POINTS = Pattern(
    rf"(?:提出|采取|出台|表彰|打出|形成|总结|建立|办好|做到|抓好|突出|落实|明确|强调|部署|采用|制定|推出|实施|以下|如下|有|是|用好|聚焦|下列|完成|安排)(?:了|的|好)?[^，。；：\d两二三四五六七八九十]{{0,6}}(?<!第){SAID}(?P<kind>点|条|项|个方面|方面|大|个|类|种|步|件)(?P<what>[^，。；：\d]{{0,10}})[：，。；]"
)
_SO_MANY = Pattern(
    rf"(?<![第\d.零〇一二两三四五六七八九十百千万]){SAID}(?P<kind>点|条|项|个方面|方面|大|个(?!月|工作日|小时|百分)|类|种|步|件|道|轮|层|重|对|起|抓|要)(?P<what>(?:(?![两三四五六七八九]个)[^，。；：\d]){{0,14}})"
)
_ORDERED: Final = "首先", "其次", "再次", "最后"
_ENUMERATIONS: Final = (
    (Pattern(r"(?:(?<=[：；。，、:;,！？”）])|^)一是"), Pattern(r"(?<=[：；。，、:;,！？”）])([一二三四五六七八九十]{1,2})是")),
    (Pattern(r"(?:(?<=[：；。，、:;,！？”）])|^)一要"), Pattern(r"(?<=[：；。，、:;,！？”）])([一二三四五六七八九十]{1,2})要")),
    (Pattern(r"(?:(?<=[：；。，、:;,！？”）])|^)第一[，、]"), Pattern(r"(?<=[：；。，、:;,！？”）])第([一二三四五六七八九十]{1,2})[，、]")),
    (Pattern(r"（1）"), Pattern(r"（(\d{1,2})）")),
    (Pattern(r"[①]"), Pattern(r"([①-⑳])")),
    (Pattern(r"(?:(?<=[：；。])|^)1[.．、](?!\d)"), Pattern(r"(?<=[：；。])(\d{1,2})[.．、](?!\d)")),
    (Pattern(r"（一）"), Pattern(r"（([一二三四五六七八九十]{1,2})）")),
    (Pattern(r"(?<=：)一、"), Pattern(r"(?<=[：；。])([一二三四五六七八九十]{1,2})、")),
    (Pattern(r"(?<=[：。，；])首先[，是要]"), Pattern(r"(?<=[：。，；])(首先|其次|再次|第三|然后|最后)[，是要]")),
)  # fmt: skip
# characters from the count to the first point
_NEAR: Final = 40
_ANNOUNCES: Final = "意见|要求|希望|建议|措施|举措|任务|工作|问题|方面|重点|关系|原则|特点|经验|做法|变化|体会|转变|统一|坚持|到位|事项|大事|实事|关口|环节|关键|议程|案例|机制|工程"
_ANNOUNCED = Pattern(f"(?:{_ANNOUNCES})[^，。；：\\d]{{0,8}}$")
_TO_COME = Pattern(f"^(?:个?方面|[点条项类件])(?:的?(?:重点|主要|具体|重要)?(?:{_ANNOUNCES}))?$")


def points(segment: Segment) -> Iterator[Hit]:
    """提出两条要求：一是…；二是…；三是…"""
    text = segment.text
    told: set[int] = set()
    for first, more in _ENUMERATIONS:
        for begun in first.finditer(text):
            start = max(begun.start() - _NEAR, 0)
            lead = text[start : begun.start()]
            found = next(reversed([*_SO_MANY.finditer(lead)]), None)
            if found is None or start + found.start() in told or not _leads_to(found, lead[found.end() :]):
                continue
            count, said = _enumerated(more, text, begun.start()), number(found["said"])
            if count > 1 and said > 1 and count != said:
                told.add(start + found.start())
                params = {"count": count, "said": found["said"] + found["kind"]}
                yield Hit(segment, start + found.start("said"), start + found.end("kind"), params=params)


def _leads_to(found: re.Match[str], between: str) -> bool:
    """Whether a count, with what stands between it and the first point, says how many points there are."""
    if between[:1] == "：" and len(between) == 1:
        return True
    announced = _ANNOUNCED.search(found["kind"] + found["what"]) or _POINTS.search(
        found.string[max(found.start() - 12, 0) : found.end()] + "："
    )
    return (
        bool(announced)
        and "。" not in between[:-1]
        and ("：" in between or len(between) < 8 or between[-1:] == "。")
    )


def _enumerated(more: Pattern, text: str, start: int) -> int:
    """How many points there are from the first one on; 0 where they do not count on, as P301 and P302 tell."""
    expected = 1
    for found in more.finditer(text, start):
        if found[1] in (*_ORDERED, "第三", "然后"):
            if found[1] == "首先" and expected > 1:
                break
            expected += 1
            continue
        value = circled_value(found[1]) or number(found[1])
        if value == expected:
            expected += 1
        elif value == 1:
            break
        else:
            return 0
    return expected - 1


def headed_points(sheet: Sheet) -> Iterator[Hit]:
    """四项措施：, and five numbered paragraphs under it."""
    from jianbao.proofread.numbering import head_of

    for segments in sheet.bodies():
        for index, segment in enumerate(segments[:-2]):
            if segment.text[-1:] not in ("：", "。"):
                continue
            lead = segment.text[-_NEAR:]
            found = next(reversed([*_SO_MANY.finditer(lead)]), None)
            first = head_of(segments[index + 1])
            if (
                found is None
                or first is None
                or first.number != 1
                or found.end() < len(lead) - 1
                or not _leads_to(found, lead[found.end() :])
            ):
                continue
            if segment.text[-1] == "。" and (
                found["kind"] in "个大" or not _TO_COME.match(found["kind"] + found["what"])
            ):
                continue
            count = 1
            for other in segments[index + 2 :]:
                head = head_of(other)
                if head is not None and head.rank == first.rank and head.number == count + 1:
                    count += 1
                elif (
                    head is not None
                    and isinstance(head.rank, int)
                    and isinstance(first.rank, int)
                    and head.rank < first.rank
                ):
                    break
            said = number(found["said"])
            if count > 1 and count != said:
                shift = max(len(segment.text) - _NEAR, 0)
                params = {"count": count, "said": found["said"] + found["kind"]}
                yield Hit(segment, found.start("said") + shift, found.end("kind") + shift, params=params)


def counted_lists(segment: Segment) -> Iterator[Hit]:
    """县、乡、村四级; “四个到位”，即…; 财政局、水利局、教育局4家单位."""
    yield from apart((*listed_and_counted(segment), *counted(segment)))


RULES: Final = (
    Rule("P406", "listed-and-counted", CUSTOM, segment=counted_lists, roles=RUNNING, triggers="、“《；"),
    Rule("P419", "points-counted", CUSTOM, segment=points, roles=PROSE),
    Rule("P420", "points-below", CUSTOM, sheet=headed_points),
)
