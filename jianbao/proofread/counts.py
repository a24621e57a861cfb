"""Things that are counted and listed side by side: “四个到位”，即…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import number
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment

SAID: Final = r"(?P<said>[两二三四五六七八九十]{1,2}|\d{1,2})"
_KINDS: Final = "个方面|方面|项|个|大|条|点|名|位|家|种|类|份|张|本|支|座|所|笔|件|道|把|字|步|轮|部|篇|门|届|台|辆|处|块|面|套|色|场|只|对|村|镇|乡|县"
# items before the last one of a list: no count of two figures is of more
MOST: Final = 99
JOINERS = Pattern("(?<=[^、])(?:和|及|与|暨)(?!平|谐)")
_MORE = Pattern("等|其他|另外|以及其")


def _told(segment: Segment, found: re.Match[str], count: int) -> Hit:
    said = found["said"] + (found.groupdict().get("kind") or "")
    return Hit(
        segment, found.start("said"), found.start("said") + len(said), params={"count": count, "said": said}
    )


# --- what is announced and then listed ---------------------------------------------------------------------------------

UNNUMBERED: Final = r"(?<![第\d.零〇一二两三四五六七八九十百千万])"
# not 六个字：协调、合作、稳定; 四项指标中的三项; 3点原则：一是甲、乙
_ANNOUNCED = Pattern(
    rf"(?P<open>“?){UNNUMBERED}(?:{SAID})(?P<kind>{_KINDS}|[\u4e00-\u9fff])(?<!字)(?!字|[^，]{{0,6}}中的|[一两]存|八方)(?P<what>[^，。；：、！？“”（）\d]{{0,10}}?)(?P<close>”?)(?P<after>[^，。；：、！？“”（）\d]{{0,10}}?)"
    rf"(?P<link>，即：?|，?分别[是为]：?|，分别(?:设在|位于|面向|来自|针对|由|在)|，也?就是：?|，?包括：?|，主要是：?|：|——|（即?)(?P<list>(?!第?一[是类批个，要]|首先|要求)、?(?:[^，。；：！？“”（）、]{{1,16}}、{{1,2}}){{1,{MOST}}}[^，。；：！？“”（）、]{{1,16}})(?=[，。；）]|$)",
)
_AMOUNT_BEHIND = Pattern(r"\d[\d.,]*[\u4e00-\u9fff]{1,2}$")
_NOUN_KINDS: Final = tuple("个项件大种类名位家所条次场处座人")
_PERSON = Pattern(f"^{HAN}{{2,4}}$")
_LONGEST: Final = 12
# names that hold an 和 of their own
_WITH_AND = Pattern("(?:资源|住房|发展|工业|文化|民政|市场|规划|广电|数据|服务|工作)和")


def announced(segment: Segment) -> Iterator[Hit]:
    """“三个到位”，即责任到位、人员到位、物资到位、督查到位; 表彰三个单位，分别是…; “四表”：水表、电表、气表."""
    text = segment.text
    for found in _ANNOUNCED.finditer(text):
        items = [*filter(None, found["list"].split("、"))]
        # 三类先进：优秀教师12名、优秀校长5名、先进集体3个
        if all(map(_AMOUNT_BEHIND.search, items)):
            items = [_AMOUNT_BEHIND.compiled.sub("", item) or item for item in items]
        said, count = number(found["said"]), len(items)
        goes_on = count < said and text.startswith("，", found.end())
        if (
            said < 2
            or abs(said - count) > 4
            or bool(found["open"]) != bool(found["close"])
            # “六大行动”中的两项——
            or found["after"].startswith("中")
            or _MORE.search(items[-1][-4:])
            or any(map(str.isdigit, "".join(items)))
            # 县（市、区）
            or (found["link"][0] == "（" and (min(map(len, items)) < 2 or not _are(items, found["after"])))
            # “三个坚持”，即甲、乙，丙: the list goes on, and 包括 need not tell all
            or (count < said and ((goes_on and found["close"]) or "包括" in found["link"]))
            or ("就是" in found["link"] and not (_of_one_make(items) or _shared(items)))
        ):
            continue
        quoted = bool(found["open"] and found["close"])
        if _of_quoted(found, items) if quoted else _of_kind(found, items):
            joined = [len(JOINERS.compiled.findall(item)) for item in items]
            # 和 of the last one alone parts two
            firm = not quoted and found["link"] not in ("：", "——") and not any(joined[:-1])
            least = count + joined[-1] if firm and not _WITH_AND.search(items[-1]) else count
            if not least <= said <= count + sum(joined):
                # 和 may stand within the name of the last one
                hit = _told(segment, found, count)
                yield hit._replace(level=Level.HINT) if said == count or goes_on else hit


def _are(items: list[str], noun: str) -> bool:
    """Whether items are called what they are counted as: 东山镇、西河镇 of 4个镇."""
    return not noun or all(item.endswith(noun[-1]) for item in items)


def _of_quoted(found: re.Match[str], items: list[str]) -> bool:
    """Whether a list says what a set name is of: it shares a character, or its items are made alike."""
    if all(found["kind"] in item for item in items):
        return True
    known = found["kind"] in _KINDS.split("|") or found["kind"] in _OF_SET_NAMES
    return known and (found["link"] != "：" or _of_one_make(items) or _shared(items))


_OF_SET_NAMES: Final = "不抓包有要化强进送看比定清严查促保帮访上到心力员长重"


def _of_kind(found: re.Match[str], items: list[str]) -> bool:
    """Whether a list is of what was counted: named as such, of names, or made alike to the end of its sentence."""
    kind = found["kind"]
    if kind not in _KINDS.split("|"):
        return False
    loose = found["link"] in ("：", "——")
    whole = (
        found.string[found.end() : found.end() + 1] in ("。", "")
        and kind in _NOUN_KINDS
        and found["what"] + found["after"] != ""
    )
    short = all(1 < len(item) <= _LONGEST for item in items)
    persons = kind in ("名", "位") and all(map(_PERSON.search, items))
    return _of_one_make(items) or persons or (short and (whole or not loose))


def _shared(items: list[str]) -> bool:
    """Whether the items begin, or end, alike: 抓重点、抓关键; 责任到位、人员到位."""
    return len({item[0] for item in items}) == 1 or len({item[-1] for item in items}) == 1


def _of_one_make(items: list[str]) -> bool:
    """Whether items, the first one's beginning apart, are as long as each other or end alike."""
    rest = items[1:]
    if len(items) < 3:
        return _shared(items) or len(items[0]) == len(items[1])
    return len({len(item) for item in rest}) == 1 or len({item[-1] for item in items}) == 1
