"""Figures of one sentence that belong together: parts and rest, lists and their totals, what was done of all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from jianbao.proofread.amounts import SCALES, decimal, number
from jianbao.proofread.rule import Pattern
from jianbao.proofread.solver import shown
from jianbao.proofread.view import Hit, Segment

_A: Final = r"\d[\d,]{0,11}(?:\.\d{1,6})?[万亿]?"
_U: Final = "人次|批次|场次|剂次|千瓦时|立方米|平方米|平方公里|公里|公顷|公斤|兆瓦|千瓦|[个件起例宗户人名家元亩吨株头只条处项次场台套座批份张篇辆笔万所支间栋盏期块米类村镇]"
_R: Final = r"\d{1,3}(?:\.\d{1,3})?"


class _Figure(NamedTuple):
    """A figure as it is written: its value, and how far rounding may have moved it."""

    value: float
    slack: float
    decimal: bool


def _figure(text: str) -> _Figure:
    scale = SCALES.get(text[-1], 1.0)
    value, places = decimal(text.rstrip("万亿"))
    slack = 0.5 * scale * 10.0**-places if places or scale > 1 else 0.0
    return _Figure(value * scale, slack, places > 0)


def _slack_of_sum(figures: list[_Figure]) -> float:
    """How far a sum may be off its total: what was rounded up and down makes up for each other; whole numbers are exact."""
    slacks = [each.slack for each in figures]
    return max(0.5 * sum(slacks), *slacks) if any(each.decimal for each in figures) else 0.0


def _hit(segment: Segment, found: re.Match[str], made: str, said: str, start: str, end: str) -> Hit:
    return Hit(segment, found.start(start), found.end(end), params={"sum": made, "total": said})


_NOT_YET = Pattern("正在|未|尚|待|新增|另|其余|同比|增|比|超过|近")


# --- more done than there was -----------------------------------------------------------------------------------------

_DONE = Pattern(
    rf"(?:受理|接到|接报|收到|排查出?|发现|查出|抽查|检查|应到|应检|交办|征集|梳理|登记|报名)[^，。；\d]{{0,10}}(?P<all>{_A})(?P<unit>{_U})[^，。；\d]{{0,6}}，(?:目前|现|已|均|全部|当场|实际)*(?:办结|整改|解决|处置|化解|完成整改|答复|采纳|销号|实到|合格|处理|回复|立案|录取|参加)[^，。；\d增]{{0,4}}(?P<done>{_A})(?P=unit)"
)


def _more_than_all(segment: Segment) -> Iterator[Hit]:
    for found in _DONE.finditer(segment.text):
        if _figure(found["done"]).value > _figure(found["all"]).value:
            yield _hit(
                segment, found, found["done"] + found["unit"], found["all"] + found["unit"], "all", "done"
            )


# --- lists and their totals ----------------------------------------------------------------------------------------

_ROW = Pattern(
    rf"(?P<list>{_A}(?P<unit>{_U})(?:[^，。；、\d]{{0,14}}[、和][^，。；、\d]{{0,14}}{_A}(?P=unit)){{2,9}})[^，。；、\d]{{0,8}}，[^，。；\d]{{0,8}}(?:共|合计|累计|总计)[^，。；\d]{{0,8}}(?P<total>{_A})(?P=unit)(?![余多以])",
    ("、",),
)
_PERIODS = Pattern(
    rf"(?P<list>(?:[一二三四]季度|上半年|下半年|\d{{1,2}}月份?)[^，。；、\d]{{0,6}}{_A}(?P<unit>{_U})(?:[、，](?:[一二三四]季度|上半年|下半年|\d{{1,2}}月份?)[^，。；、\d]{{0,6}}{_A}(?P=unit)){{1,11}})[^，。；、\d]{{0,8}}，(?:上半年|全年|前三季度|三季度|两季度|下半年|[^，。；\d]{{0,4}})(?:累计|共计|合计|共|总计)[^，。；\d]{{0,8}}(?P<total>{_A})(?P=unit)",
    ("月", "季度", "半年"),
)
_SO_MANY = Pattern(
    rf"[，；](?P<n>[两二三四五六七])(?:项|者|类|块|部分|批|期|地|镇|村|家|方面|个月|季度)(?:合计|共计|相加|总计|共|加起来)[^，。；\d]{{0,4}}(?P<total>{_A})(?P<unit>{_U})",
    ("合计", "共", "相加", "总计", "加起来"),
)
_AMOUNTS = Pattern(rf"({_A})({_U})")
_MONTHS = Pattern(r"\d{1,2}月份?")
_ENDS = Pattern("[。；]")
_LONGEST: Final = 160


def _totals(segment: Segment) -> Iterator[Hit]:
    text = segment.text
    for pattern in (_ROW, _PERIODS):
        for found in pattern.finditer(text):
            if _NOT_YET.search(found["list"]):
                continue
            bare = _MONTHS.compiled.sub("", found["list"])
            figures = [_figure(each[0]) for each in _AMOUNTS.compiled.findall(bare)]
            yield from _sum_fault(segment, found, figures, "list")
    for found in _SO_MANY.finditer(text):
        before = _ENDS.compiled.split(text[max(found.start() - _LONGEST, 0) : found.start()])[-1]
        amounts = [
            _figure(value) for value, unit in _AMOUNTS.compiled.findall(before) if unit == found["unit"]
        ]
        count = number(found["n"])
        if len(amounts) >= count > 1:
            yield from _sum_fault(segment, found, amounts[-count:], "n")


def _sum_fault(segment: Segment, found: re.Match[str], figures: list[_Figure], start: str) -> Iterator[Hit]:
    total = _figure(found["total"])
    made, slack = sum(each.value for each in figures), _slack_of_sum([*figures, total])
    if abs(made - total.value) > slack + 1e-6 and 0.3 < made / (total.value or 1) < 3:
        yield _hit(segment, found, shown(made, found["unit"]), found["total"] + found["unit"], start, "total")


# --- the parts of a whole --------------------------------------------------------------------------------------------

_WHOLE = Pattern(
    rf"(?<![\d.,])(?P<all>{_A})(?P<unit>{_U})(?P<noun>[^，。；：\d]{{0,16}})(?:，[^，。；：\d]{{0,12}}率?[^，。；：\d]{{0,4}}{_R}[%％])?[，。（](?:其中|包括|分别[是为])[：，]?",
    ("其中", "包括", "分别"),
)
_PART = Pattern(
    rf"(?P<label>[^，。；：（）、\d]{{0,14}}?)(?P<part>{_A})(?P<unit>{_U})(?P<tail>[^，。；、\d]{{0,14}})(?P<end>[，、。；）和]|$)"
)
_ACROSS = Pattern(
    "[男女]|岁|党员|团员|青年|民族|退[休役伍]|困难|学历|职称|先进|优秀|大专|返乡|低保|残疾|留守|老年|骨干|重点|其中|首次|连续|以上|以下|规模|新增|同比|增长|比|超|近|专职|兼职|持证|人均|均|每|最"
)
_NO_WHOLE = Pattern("超|近|每|均|最|不足|比")
# the sum of parts against the whole: further off, they are not all parts of it
_NEARLY: Final = (0.86, 1.17)
_REST: Final = (
    Pattern(
        rf"(?<![\d.,])(?P<all>\d{{1,7}})(?P<unit>{_U})[^，。；\d]{{0,12}}?中?，(?:其中)?[^，。；\d]{{0,6}}(?:有|已|解决|整改|办结|完成|当场)[^，。；\d]{{0,4}}(?P<part>\d{{1,7}})(?P=unit)[^，。；\d]{{0,12}}，(?:其余|剩余|还有|另有|另外|正在[^，。；\d]{{0,6}}|尚有|仅有|未[^，。；\d]{{0,6}})?(?P<rest>\d{{1,7}})(?P=unit)(?P<after>[^，。；\d]{{0,8}})"
    ),
    Pattern(
        rf"(?<![\d.,])(?P<all>\d{{1,7}})(?P<unit>{_U})[^。；\d]{{0,16}}?(?:只需|仅需|减至|压缩[到至]|精简[到至])[^，。；\d]{{0,6}}(?P<part>\d{{1,7}})(?P=unit)[^，。；\d]{{0,6}}，其余(?P<rest>\d{{1,7}})(?P=unit)(?P<after>)"
    ),
    Pattern(
        rf"(?<![\d.,])(?P<all>\d{{1,7}})(?P<unit>{_U})。[^\d]{{0,120}}?(?:截至[^，。]{{1,12}}，)?已(?:整改|解决|办结|完成)[^，。；\d]{{0,4}}(?P<part>\d{{1,7}})(?P=unit)[^，。；\d]{{0,4}}，正在[^，。；\d]{{1,6}}(?P<rest>\d{{1,7}})(?P=unit)(?P<after>)"
    ),
)
_REMAINS = Pattern("尚|未|没|还|其余|剩|另|正在|待|明确|继续|限期|转|不")


def _parts(segment: Segment) -> Iterator[Hit]:
    text = segment.text
    for found in _WHOLE.finditer(text):
        unit, at, parts = found["unit"], found.end(), list[re.Match[str]]()
        lead = text[max(found.start() - 8, 0) : found.start()] + found["noun"]
        while part := _PART.match(text, at):
            same = part["unit"] == unit or {part["unit"], unit} <= {"人", "名"}
            across = _ACROSS.search(part["label"])
            if not same or (across and across[0] not in lead) or not (part["label"] or part["tail"]):
                break
            parts.append(part)
            at = part.end()
            if part["end"] in "。；）" or not part["end"]:
                break
        ends = [part["end"] for part in parts]
        whole_list = bool(ends) and (ends[-1] in "。；）" or set(ends[:-1]) <= {"、", "和"})
        if len(parts) < 2 or not whole_list or _NO_WHOLE.search(lead):
            continue
        whole, figures = _figure(found["all"]), [_figure(part["part"]) for part in parts]
        made = sum(each.value for each in figures)
        slack = _slack_of_sum([*figures, whole])
        if abs(made - whole.value) > slack + 1e-6 and _NEARLY[0] <= made / (whole.value or 1) <= _NEARLY[1]:
            params = {"sum": shown(made, unit), "total": found["all"] + unit}
            yield Hit(segment, found.start("all"), parts[-1].end("unit"), params=params)
    for pattern in _REST:
        for found in pattern.finditer(text):
            all_of_it, done, rest = (int(found[name]) for name in ("all", "part", "rest"))
            remains = text[found.end("part") : found.start("rest")] + found["after"]
            nearly = done <= all_of_it and rest <= all_of_it and 0.7 < (done + rest) / all_of_it < 1.3
            if done + rest != all_of_it and nearly and _REMAINS.search(remains):
                together = f"{done + rest}{found['unit']}"
                yield _hit(segment, found, together, f"{all_of_it}{found['unit']}", "all", "rest")


# --- shares that make a hundred ---------------------------------------------------------------------------------------

_HUNDRED: Final = (
    Pattern(rf"(?P<list>(?:很满意|满意|基本满意|比较满意|一般|不满意|不了解|未表态)的?[^，。；、\d]{{0,4}}{_R}[%％](?:[，、；](?:很满意|满意|基本满意|比较满意|一般|不满意|不了解|未表态)的?[^，。；、\d]{{0,4}}{_R}[%％]){{2,4}})", ("满意",)),
    Pattern(rf"(?P<list>(?:一产|第一产业|农业)[^，。；、\d]{{0,6}}{_R}[%％][、，](?:二产|第二产业|工业)[^，。；、\d]{{0,6}}{_R}[%％][、，和](?:三产|第三产业|服务业)[^，。；、\d增长]{{0,6}}{_R}[%％])", ("产", "业")),
)  # fmt: skip
_SEXES = Pattern(
    rf"(?P<list>男[性生职员]?[^，。；、\d]{{0,4}}{_R}[%％][，、]女[性生职员]?[^，。；、\d]{{0,4}}{_R}[%％])",
    ("男",),
)
_PERCENTS = Pattern(rf"({_R})[%％]")


def hundreds(segment: Segment) -> Iterator[Hit]:
    """Shares of a whole that come to more, or less, than a hundred."""
    for pattern in (*_HUNDRED, _SEXES):
        for found in pattern.finditer(segment.text):
            values = [float(value) for value in _PERCENTS.compiled.findall(found["list"])]
            grown = "增" in found["list"] or "增" in segment.text[max(found.start() - 8, 0) : found.start()]
            if (
                abs(sum(values) - 100) > 0.25
                and 70 < sum(values) < 130
                and not grown
                and ("不满意" in found["list"] or "产" in found["list"] or pattern is _SEXES)
            ):
                yield _hit(segment, found, f"{sum(values):.6g}%", "100%", "list", "list")


def figures_together(segment: Segment) -> Iterator[Hit]:
    """14条，其中9条…，7条…; 受理210件，办结215件."""
    for rule in (_more_than_all, _totals, _parts):
        yield from rule(segment)
