"""Things that are counted and listed side by side: “四个到位”，即…; 甲、乙、丙四个乡镇."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.proofread.amounts import number
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment, apart

SAID: Final = r"(?P<said>[两二三四五六七八九十]{1,2}|\d{1,2})"
_KINDS: Final = "个方面|方面|项|个|大|条|点|名|位|家|种|类|份|张|本|支|座|所|笔|件|道|把|字|步|轮|部|篇|门|届|台|辆|处|块|面|套|色|场|只|对|村|镇|乡|县"
_ITEM: Final = r"[^，。；：、！？“”‘’（）《》\d]{1,14}"
_ITEMS: Final = rf"(?:{_ITEM}、){{1,11}}{_ITEM}?"
# items before the last one of a list: no count of two figures is of more
MOST: Final = 99
JOINERS = Pattern("(?<=[^、])(?:和|及|与|暨)(?!平|谐)")
_MORE = Pattern("等|其他|另外|以及其")
# what a list that the text begins before is looked at from: a name in marks, a figure, a member longer than others
_GOES_BEFORE = Pattern("、[^，。；：、！？“”（）《》]*$|[”》’）)A-Za-z\\d]$|(?:以及|[和与及])$")
_AHEAD: Final = 24


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


# --- what is listed and then counted ----------------------------------------------------------------------------------

_LISTED = Pattern(
    rf"(?P<list>{_ITEMS})(?P<more>等)?{UNNUMBERED}{SAID}(?P<kind>{_KINDS}|人)(?!以[上下])(?P<what>{HAN})",
)
# what is soon told: whether a count stands behind the last item
_COUNT_BEHIND = Pattern(rf"、{_ITEM}?(?<!第){SAID}(?:{_KINDS}|人){HAN}")
_LED_BY = Pattern("就座的有|到会的有|参加的有|分为|分成|划为|包括|建立|围绕|突出|聚焦|打造")
_VERBS = Pattern(
    "[的了有共达建设创获在从对为由向增减超近约每第前后新各这那两上下]|完成|开展|实施|召开|举办|组织|安排|落实|投入|推出|涉及|排查|发现|选派|培育|打造|引进|招|评|办理|受理|解决|发放|表彰|命名|确定|成立|实现|做到|抓好"
)
_NO_COUNT: Final = frozenset("月年亿万多余几线级等期次号日届代均")
_NAME = Pattern(f"^[{KNOWN_SURNAMES}]{HAN}{{1,2}}$")
_SURE: Final = frozenset(("项", "大", "个", "个方面", "张", "名", "位", "种", "本"))


def listed(segment: Segment) -> Iterator[Hit]:
    """走访了石塘、青禾、竹溪四个乡镇; 财政局、水利局等4家单位; 陈刚、刘敏3名代表."""
    for found in _LISTED.finditer(segment.text) if _COUNT_BEHIND.search(segment.text) else ():
        items = _LED_BY.compiled.split(found["list"])[-1].split("、")
        said, count, last = number(found["said"]), len(items), items[-1]
        if (
            count < 2
            or min(map(len, items[1:])) < 2
            or _GOES_BEFORE.search(segment.text[max(found.start() - _AHEAD, 0) : found.start()])
            # 建立 may be the beginning of one; the first one may be of what stands before the list
            or said == found["list"].count("、") + 1
            or (said == count - 1 and len(items[0]) > 2 * len(items[1]))
            or last[-1:] in tuple("的为对由向给")
            or last[:1] == "每"
            or not all(items)
            or said < 2
            or found["what"] in _NO_COUNT
            or _MORE.search(last)
            or "或" in last
            # 甲镇、乙局、丙局和两家业主: the count is of the last ones alone
            or last.endswith(("和", "及", "与", "暨"))
            or any(item[0] == "第" and len(item) < 4 for item in items)
        ):
            continue
        most = count + sum(len(JOINERS.compiled.findall(item)) for item in items)
        wrong = said < count if found["more"] else not count <= said <= most
        if wrong and abs(said - count) <= 3 and _of_names(found, items):
            yield _told(segment, found, count)


def _of_names(found: re.Match[str], items: list[str]) -> bool:
    """Whether what is listed is made alike, so that the count behind it is of all of it."""
    last, ends = items[-1], {item[-1] for item in items}
    if len(ends) == 1 or (found["kind"] in "名位人" and all(map(_NAME.search, items[1:]))):
        return True
    if len(items) < 3 or len(last) > 9 or found["more"]:
        return False
    # 县委、县人大常委会、县政府; 县委书记、县长、县人大常委会主任
    alike = len({item[0] for item in items[1:]}) == 1 or all(map(_POST.search, items))
    alike |= _of_one_make(items) and len(items[1]) == len(last)
    sure = not found["said"].isdecimal() and found["kind"] in _SURE and _near_length(items)
    return alike or (sure and not _VERBS.search(last))


_POST = Pattern("(?:书记|县长|市长|区长|镇长|乡长|局长|主任|主席|部长|院长|校长|站长)$")


def _near_length(items: list[str]) -> bool:
    lengths = [len(item) for item in items[1:]]
    return max(lengths) - min(lengths) <= 2 and min(lengths) > 1


# --- what is announced and follows in clauses --------------------------------------------------------------------------


def counted(segment: Segment) -> Iterator[Hit]:
    """All of them, each place told once."""
    yield from apart((*announced(segment), *listed(segment)))
