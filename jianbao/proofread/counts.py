"""Things that are counted and listed side by side: “四个到位”，即…; 走访三个社区：甲社区、乙社区; 甲局、乙局两个单位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.proofread.amounts import number
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment

SAID: Final = r"(?P<said>[两二三四五六七八九十]{1,2}|\d{1,2})"
UNNUMBERED: Final = r"(?<![第\d.零〇一二两三四五六七八九十百千万])"
_KINDS: Final = "个方面|方面|项|个|大|条|点|名|位|家|种|类|份|张|本|支|座|所|笔|件|道|把|步|轮|部|篇|门|届|台|辆|处|块|面|套|色|场|只|对|村|镇|乡|县"
_WORDS: Final = r"[^，。；：、！？“”（）\d]{0,10}?"
_ITEM: Final = "[^，。；：！？“”（）、]{1,24}"
# not 四项指标中的三项; 3点原则：一是甲、乙
_ANNOUNCED = Pattern(
    rf"{UNNUMBERED}{SAID}(?P<kind>{_KINDS}|(?<=“.){HAN})(?<!字)(?!字|[^，]{{0,6}}中的|[一两]存|八方){_WORDS}(?P<quoted>”)?{_WORDS}(?<!中)"
    rf"(?P<link>，即：?|，?分别[是为]：?|，分别(?:设在|位于|面向|来自|针对|由|在)|，主要是：?|：|——|（即?)"
    rf"(?P<list>(?!第?一[是类批个，要]|首先|要求)(?:{_ITEM}、{{1,2}}){{1,99}}{_ITEM})(?=[，。；）]|$)"
)
# 五项举措：开通绿色通道，派驻联络专员，降低用能成本。
_IN_PHRASES = Pattern(
    rf"{UNNUMBERED}{SAID}(?P<kind>项|条|点|个方面|方面|类){_WORDS}：(?P<list>(?:{HAN}{{5,9}}，){{2,7}}{HAN}{{5,9}})。"
)
_LEVELS: Final = "中央|国家|自治区|直辖市|街道|社区|网格|部门|省|市|州|盟|地|县|区|旗|乡|镇|村|组|户|师|团|连"
_LISTED: Final = (
    # from the beginning of a clause on, so that nothing of the list stands before it
    Pattern(
        rf"(?<![^，。；：])(?P<list>{HAN}{{1,20}}(?P<make>{HAN})、(?:{HAN}{{1,7}}(?P=make)、){{0,9}}(?:(?!和){HAN}){{1,7}}(?P=make))等?{SAID}(?P<kind>[名位家所]|个(?!月)|(?P=make))(?!以[上下])"
    ),
    # 城关、东河、柳林两个仓库
    Pattern(
        rf"(?P<list>{HAN}{{2,12}}、(?:{HAN}{{2,4}}、){{1,8}}(?:(?!等){HAN}){{2,4}}){SAID}(?P<kind>[个家])(?=部门|单位|乡|镇|村|社区|街道|仓库|县|市|区|地方|点位|片区|环节|领域|行业|专题|议题|专业)"
    ),
    # 通水、通电和场地平整等四项: the last one is joined, so that nothing follows it
    Pattern(
        rf"(?P<list>(?:{HAN}{{2,8}}、){{1,9}}{HAN}{{2,8}}(?P<joined>和|以及){HAN}{{2,10}}?)等?(?<!中央)(?<!冬季)(?<!共处)(?<!前){SAID}(?P<kind>项|大类|类|个(?=方面|环节|领域))"
    ),
    # 区域、城区、社区三级: the first one is not only the end of a word
    Pattern(
        rf"(?<!、{HAN})(?<![、）)和及到至族])(?<!{_LEVELS.replace('|', ')(?<!')})(?P<list>(?:(?:{_LEVELS})、){{1,7}}(?:{_LEVELS})){SAID}(?P<kind>级)"
    ),
    # 镇党委书记、镇长、人大主席3人
    Pattern(
        rf"(?<![^，。；：])(?P<list>(?:{HAN}{{1,10}}[记长任席]、){{2,6}}{HAN}{{1,10}}[记长任席])等?{SAID}(?P<kind>人)(?!以)"
    ),
    Pattern(rf"(?<!、)“(?P<list>{HAN}(?:、{HAN}){{1,9}})”{SAID}(?P<kind>[个字项大种])"),
)
_JOINERS = Pattern("(?<=[^、])(?:和|及|与|暨)(?!平|谐)")
_MORE = Pattern(r"等|其他|另外|以及其|\d")
# by how many the count of a list may be off
_FAR: Final = 4


def announced(segment: Segment) -> Iterator[Hit]:
    """“三个到位”，即责任到位、人员到位、物资到位、督查到位; 表彰三个单位，分别是…"""
    for found in _IN_PHRASES.finditer(segment.text):
        items = found["list"].split("，")
        if max(map(len, items)) - min(map(len, items)) <= 2:
            yield from miscounted(segment, found, len(items))
    for found in _ANNOUNCED.finditer(segment.text):
        items = [*filter(None, found["list"].split("、"))]
        if found["quoted"] or found["link"][0] == "，" or _are_alike(items):
            yield from _of_items(segment, found, items)


def listed(segment: Segment) -> Iterator[Hit]:
    """财政局、水利局、教育局4个单位; 甲村、乙村、丙村等两个村; 县、乡、村四级; “招、培、评”四个环节."""
    for pattern in _LISTED:
        for found in pattern.finditer(segment.text):
            items = found["list"].split("、")
            if joined := found.groupdict().get("joined"):
                items[-1:] = items[-1].split(joined, 1)
            goes_on = segment.text.startswith("等", found.end("list"))
            if not goes_on or number(found["said"]) < len(items):
                yield from _of_items(segment, found, items)


def _are_alike(items: list[str]) -> bool:
    """Whether items end alike or, the first one's beginning apart, are as long as each other: not 县（市、区）."""
    ends, lengths = {item[-1] for item in items}, {len(item) for item in items[len(items) > 2 :]}
    return min(map(len, items)) > 1 and (len(ends) == 1 or len(lengths) == 1)


def _of_items(segment: Segment, found: re.Match[str], items: list[str]) -> Iterator[Hit]:
    joined = sum(len(_JOINERS.compiled.findall(item)) for item in items)
    if abs(number(found["said"]) - len(items)) <= _FAR and not any(map(_MORE.search, items)):
        for hit in miscounted(segment, found, len(items), len(items) + joined):
            # either may be wrong, what is counted or the count
            yield hit._replace(start=min(hit.start, found.start("list")))


def miscounted(segment: Segment, found: re.Match[str], count: int, most: int = 0) -> Iterator[Hit]:
    """The finding that what is `said` of a `kind` is neither how many there are nor, with those that 和 joins, may be."""
    said = number(found["said"])
    if min(said, count) > 1 and not count <= said <= max(count, most):
        params = {"count": count, "said": found["said"] + found["kind"]}
        yield Hit(segment, found.start("said"), found.end("kind"), params=params)
