"""What an issue says twice with a slip between: long names, numbers of documents, figures, lists, short forms.

Each kind of thing is gathered with its place; two of a kind that are alike but for one slip are told where the second stands.
What two offices or two years may well say so is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import sound_alike
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet


class _Said(NamedTuple):
    """A stretch of a segment."""

    segment: Segment
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch as it stands."""
        return self.segment.text[self.start : self.end]

    def hit(self, other: str, level: Level | None = None) -> Hit:
        """The finding that this contradicts another."""
        return Hit(self.segment, self.start, self.end, params={"other": other}, level=level)


# of one kind in an issue: all pairs of them are looked at
_MOST: Final = 40

# --- long names ----------------------------------------------------------------------------------------------------------

_KIND = Pattern(
    "公司|合作社|工程|项目|中心|医院|中学|小学|学校|学院|大会|会议|推进会|观摩会|座谈会|现场会|调度会|培训班|论坛|博览会|展销会|[^开佳春]节(?![点约目日能水])|大赛|比赛|专班|指挥部|领导小组|协会|商会|基地|园区|产业园|物流园|国道|省道|高速公路|"
    "河(?![南北道长])|湖(?![南北])|水库|干渠|大道|大桥|隧道|联盟|平台|管理局|服务站|工作站|电站|纪念馆|博物馆|文化空间|阅读空间|小区|社区|新村"
)
# characters before the kind that are held against each other
_LEFT: Final = 14
_NO_NAME: Final = re.compile("[和与及，。；：、！？“”‘’《》（）\\s]|召开|举[办行]|参加|出席|走进|来到")
_BETWEEN: Final = frozenset("和或与及等的地了由在将对把为被是一二三四五六七八九十两各该本这其")
_AND: Final = ("", *"、和与及或")
_SHORTEST: Final = 6
_LOOSE: Final = 8


def _long_names(sheet: Sheet) -> Iterator[Hit]:
    """绿源农业开展有限公司, 禾丰种植专业合作社, 调引水工程: a name of the same kind with a slip, or another word, in it."""
    by_kind: dict[str, list[_Said]] = {}
    for segment in sheet.segments:
        for found in _KIND.finditer(segment.text) if segment.role in RUNNING else ():
            start = max(found.start() - _LEFT, 0)
            before = _NO_NAME.split(segment.text[start : found.start()])[-1]
            said = _Said(segment, found.start() - len(before), found.end())
            known = by_kind.setdefault(found[0], [])
            if len(before) >= 3 and len(known) < _MOST:
                known.append(said)
    for kind, names in by_kind.items():
        for first, second in combinations(names, 2):
            slip = _slip(first.text, second.text, len(kind) + 2)
            if slip is None:
                continue
            at, sure = slip
            start = second.end - at
            beside = first.segment is second.segment and second.start - first.end < 2
            beside = beside and first.segment.text[first.end : second.start] in _AND
            if not beside:
                whole = _Said(second.segment, start, second.end)
                yield whole.hit(first.segment.text[first.end - at : first.end], None if sure else Level.HINT)


_BODIES: Final = ("专班", "指挥部", "领导小组", "委员会", "联席会议")
_MEETINGS: Final = ("推进会", "观摩会", "现场会", "座谈会", "调度会", "动员会", "部署会", "工作会议")
_COMPANIES: Final = ("股份有限公司", "有限责任公司")
_NAMED_SO = Pattern(
    rf"(?P<stem>{HAN}{{4,16}}?)(?:工作|现场)?(?P<kind>{'|'.join((*_BODIES, *_MEETINGS, *_COMPANIES))})"
)


def _other_kinds(sheet: Sheet) -> Iterator[Hit]:
    """秋汛防御工作专班 … 秋汛防御指挥部; 恒泰建材股份有限公司 … 恒泰建材有限责任公司."""
    known: dict[tuple[str, int], tuple[str, _Said]] = {}
    for segment in sheet.segments:
        for found in _NAMED_SO.finditer(segment.text) if segment.role in RUNNING else ():
            kind = found["kind"]
            group = next(at for at, kinds in enumerate((_BODIES, _MEETINGS, _COMPANIES)) if kind in kinds)
            said = _Said(segment, found.end("stem") - 4, found.end())
            before, first = known.setdefault((found["stem"][-4:], group), (kind, said))
            if before != kind:
                yield said.hit(first.text, None if group == len(_BODIES) else Level.HINT)


def _slip(first: str, second: str, sure_from: int) -> tuple[int, bool] | None:
    """How far from the end two names begin to be alike that differ by one slip, and whether it is sure to be one.

    Of what is not alike, `sure_from` characters must be the same behind it.
    """
    one, two = first[::-1], second[::-1]
    alike = _run(one, two, 0, 0)
    if alike >= min(len(one), len(two)):
        return None
    for skip, other in ((1, 1), (2, 2), (1, 0), (0, 1), (2, 0), (0, 2)):
        beyond = _run(one, two, alike + skip, alike + other)
        if beyond < (2 if skip != 2 else 0) or alike + beyond < _SHORTEST:
            continue
        pair = one[alike : alike + skip], two[alike : alike + other]
        if (
            not all_han("".join(pair))
            or not _BETWEEN.isdisjoint("".join(pair))
            or contrast(pair[0][:1] or "的", pair[1][:1] or "的")
        ):
            return None
        turned = skip == other == 2 and pair[0] == pair[1][::-1]
        if beyond < 2 and not turned:
            continue
        like = skip == other == 1 and sound_alike(*pair)
        loose = alike >= sure_from and (
            alike + beyond >= _LOOSE or (skip != other and alike + beyond > _SHORTEST)
        )
        if turned or like or loose:
            return alike + other + beyond, turned or like
        return None
    return None


def _run(one: str, two: str, start: int, other: int) -> int:
    """How many characters are the same from there on."""
    count = 0
    for a, b in zip(one[start:], two[other:], strict=False):
        if a != b or not all_han(a):
            break
        count += 1
    return count


# --- numbers that name something -----------------------------------------------------------------------------------------

_DOCUMENT = Pattern(rf"(?P<organ>{HAN}{{1,8}})〔(?P<year>(?:19|20)\d\d)〕(?P<number>\d{{1,4}})号")
_PHONE = Pattern(r"(?:0\d{2,3}[-—－])?(?<!\d)\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
_CODE = Pattern(rf"(?:(?<![A-Za-z\d])[A-Z]{{1,3}}|(?<=“){HAN}{{1,3}})\d{{2,4}}(?![\d.%％年月日])")


def _numbers(sheet: Sheet) -> Iterator[Hit]:
    """清政办发〔2026〕14号 … 41号, 6127788 … 6217788, G312 … G321: digits that changed places, a year or an organ that differs."""
    codes: dict[str, list[_Said]] = {}
    documents: list[tuple[_Said, re.Match[str]]] = []
    for segment in sheet.segments:
        for found in _DOCUMENT.finditer(segment.text):
            if len(documents) < _MOST:
                documents.append((_Said(segment, *found.span()), found))
        for pattern in (_PHONE, _CODE):
            for found in pattern.finditer(segment.text):
                bare = "".join(char for char in found[0] if not char.isdigit())
                codes.setdefault(bare + str(pattern is _PHONE), []).append(_Said(segment, *found.span()))
    for (first, one), (second, two) in combinations(documents, 2):
        # 按照清政发: words may stand before the organ
        ends = one["organ"][-3:], two["organ"][-3:]
        same = [ends[0] == ends[1], one["year"] == two["year"], one["number"] == two["number"]]
        turned = one["number"] != two["number"] and sorted(one["number"]) == sorted(two["number"])
        organs = one["organ"].replace("办", "")[-3:] == two["organ"].replace("办", "")[-3:]
        listed = first.segment is second.segment and first.segment.text[first.end] in _AND
        if not listed and sum(same) == 2 and (turned or not same[1] or (not same[0] and organs)):
            # an organ has a document of one number in two years by right
            yield second.hit(first.text, None if same[1] else Level.HINT)
    for known in codes.values():
        for one_said, two_said in combinations(known[:_MOST], 2):
            if _is_turned(one_said.text, two_said.text):
                yield two_said.hit(one_said.text)


def _is_turned(first: str, second: str) -> bool:
    """Whether two numbers have the same digits and two neighbours of them changed places."""
    wrong = [at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]]
    return (
        len(first) == len(second)
        and len(wrong) == 2
        and wrong[1] - wrong[0] <= 2
        and first[wrong[0]] == second[wrong[1]]
        and first[wrong[1]] == second[wrong[0]]
    )


# --- figures -------------------------------------------------------------------------------------------------------------

_UNITS: Final = (
    "元|万元|亿元",
    "亩|万亩|公顷|万公顷|平方米|平方公里",
    "米|公里|千米|里",
    "吨|万吨|公斤|千克|斤",
    "人次|万人次|次|万次",
)
_ALIKE_UNITS: Final = {unit: number for number, units in enumerate(_UNITS) for unit in units.split("|")}
_FIGURE = Pattern(
    r"(?<![\d.—第-])(?P<value>\d+(?:\.\d+)?)(?P<unit>[万亿]?(?:平方公里|平方米|千瓦时|人次|公里|公顷|公斤|千米|千克|里|元|亩|米|吨|斤|次|户|人|名|家|个(?!百分点)|件|处|台|套|座|棵|只|头|份|场|期|条|项|所|间)|岁)"
)
_AROUND: Final = 8
_COMPARES = Pattern("增|减|升|降|同比|上年|去年|其中|至|提高|超|翻|分别|另|原|由|从|再|还")


def _figures(sheet: Sheet) -> Iterator[Hit]:
    """14.6亿元 … 16.4亿元 of one thing: digits that changed places; 380万元 … 380元: another unit of like kind."""
    for segments in sheet.bodies():
        known: dict[str, list[tuple[_Said, str, str, set[str]]]] = {}
        for segment in segments:
            for found in _FIGURE.finditer(segment.text):
                digits = found["value"].replace(".", "")
                if len(digits) < 2:
                    continue
                around = _words_around(segment.text, *found.span())
                before = known.setdefault("".join(sorted(digits)), [])
                said = _Said(segment, *found.span())
                for other, value, unit, words in before[:_MOST]:
                    shared = words & around
                    one_unit = unit == found["unit"]
                    if value != found["value"] and one_unit and shared and _is_turned(value, found["value"]):
                        pair = segment.text[max(found.start() - 6, 0) : found.start()]
                        if not (
                            other.segment is segment
                            and _COMPARES.search(segment.text[other.end : found.start()][:60] + pair)
                        ):
                            yield said.hit(other.text, None if len(digits) > 2 else Level.HINT)
                        break
                    kinds = _ALIKE_UNITS.get(unit), _ALIKE_UNITS.get(found["unit"])
                    alike = not one_unit and kinds[0] == kinds[1] and kinds[0] is not None
                    if value == found["value"] and alike and shared and (len(digits) > 2 or "." in value):
                        yield said.hit(other.text)
                        break
                before.append((said, found["value"], found["unit"], around))


def _words_around(text: str, start: int, end: int) -> set[str]:
    """The pairs of characters next to a figure, as far as its sentence goes."""
    before = _NO_NAME.split(text[max(start - _AROUND, 0) : start])[-1]
    after = _NO_NAME.split(text[end : end + _AROUND])[0]
    return {each[at : at + 2] for each in (before, after) for at in range(len(each) - 1)} - _COMMON


_COMMON: Final = frozenset(
    {
        "共有",
        "全县",
        "全市",
        "全镇",
        "达到",
        "累计",
        "以上",
        "完成",
        "今年",
        "投入",
        "实现",
        "资金",
        "总额",
        "左右",
        "其中",
    }
)


# --- spans and ordinals --------------------------------------------------------------------------------------------------

_RANGE = Pattern(r"(?P<from>\d{1,2}月\d{1,2}日)(?:至|到|—|－)(?P<to>(?:\d{1,2}月)?\d{1,2}日)")
_NTH = Pattern(
    rf"第(?P<number>[一二三四五六七八九十百]{{1,4}}|\d{{1,3}})(?P<name>[届次期](?!人民代表|人大|政协|全国|检察|常务|中央|委员|会议(?:[审讨]议)?[通批修]){HAN}{{3,8}})"
)


def _ordinals(sheet: Sheet) -> Iterator[Hit]:
    """9月20日至10月15日 … 至10月25日; 第三届浍河丰收节 … 第四届浍河丰收节."""
    spans: dict[str, _Said] = {}
    named: dict[str, dict[str, _Said]] = {}
    for segment in sheet.segments:
        for found in _RANGE.finditer(segment.text):
            said = _Said(segment, *found.span())
            first = spans.setdefault(found["from"], said)
            if first.text != said.text and len(first.text) == len(said.text):
                yield said.hit(first.text, Level.HINT)
        for found in _NTH.finditer(segment.text):
            numbers = named.setdefault(found["name"][:5], {})
            numbers.setdefault(found["number"], _Said(segment, *found.span()))
    for numbers in named.values():
        if len(numbers) == 2:
            before, after = numbers.values()
            yield after.hit(before.text, Level.HINT)


# --- lists ---------------------------------------------------------------------------------------------------------------

_LIST = Pattern(rf"{HAN}{{2,6}}+(?:、{HAN}{{2,6}}+){{2,8}}+")


def _lists(sheet: Sheet) -> Iterator[Hit]:
    """枣林、双槐、北岗三个村 … 枣林、双槐、北冈三个村: lists of which one member differs by one character."""
    known: list[list[str]] = []
    for segment in sheet.segments:
        for found in _LIST.finditer(segment.text) if "、" in segment.text else ():
            items, said = found[0].split("、"), _Said(segment, *found.span())
            for others in known:
                wrong = [at for at, pair in enumerate(zip(items, others, strict=False)) if pair[0] != pair[1]]
                # words stand before the first one and behind the last
                inner = [at for at in wrong if 0 < at < len(items) - 1]
                if len(items) != len(others) or len(items) - len(wrong) < 2 or len(inner) > 1:
                    continue
                for at in wrong:
                    pair = _ends(items[at], others[at], at == 0, at == len(items) - 1)
                    if pair is not None:
                        start = said.start + sum(len(item) + 1 for item in items[:at])
                        yield _Said(segment, start, start + len(items[at])).hit(others[at])
            if len(known) < _MOST:
                known.append(items)


def _ends(first: str, second: str, begins: bool, ends: bool) -> tuple[str, str] | None:
    """The characters by which two members differ that are of like sound or shape; of the outer ones the inner end counts."""
    if begins:
        first, second = first[-2:], second[-2:]
    elif ends:
        first, second = first[:2], second[:2]
    wrong = [pair for pair in zip(first, second, strict=False) if pair[0] != pair[1]]
    like = (
        len(first) == len(second)
        and len(wrong) == 1
        and _BETWEEN.isdisjoint(wrong[0])
        and sound_alike(*wrong[0])
        and not contrast(*wrong[0])
    )
    return wrong[0] if like else None


# --- short forms ---------------------------------------------------------------------------------------------------------

_CALLED = Pattern(
    rf"(?P<full>《[^《》]{{4,40}}》|{HAN}{{4,24}})（(?:以下|下)?简称：?“?(?P<short>《[^《》]{{1,12}}》|{HAN}{{2,10}})”?）"
)
_BARE_TITLE = Pattern("《(?:方案|规划|办法|意见|通知|条例|计划|细则|规定|决定|纲要|标准|指南|清单|报告)》")


def _short_forms(sheet: Sheet) -> Iterator[Hit]:
    """Two names for one short form, two short forms of one name, and one that was not given."""
    fulls: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for segment in sheet.segments:
        for found in _CALLED.finditer(segment.text):
            said = _Said(segment, *found.span("short"))
            full = found["full"][-12:]
            other = fulls.setdefault(full, found["short"])
            if other != found["short"]:
                yield said.hit(other)
            elif shorts.setdefault(found["short"], full) != full:
                yield said.hit(shorts[found["short"]], Level.HINT)
    titles = {short for short in shorts if short.startswith("《")}
    for segment in sheet.segments if titles else ():
        for found in _BARE_TITLE.finditer(segment.text):
            if found[0] not in titles and f"{found[0][1:-1]}》" not in sheet.whole.replace(found[0], ""):
                yield _Said(segment, *found.span()).hit(next(iter(sorted(titles))))
    organs = {short: full for short, full in shorts.items() if short[0] in "省市县区州" and len(short) < 6}
    for short, full in organs.items():
        pattern = re.compile(f"{short[0]}[\u4e00-\u9fff]{{{len(short) - 2}}}{short[-1]}")
        for segment in sheet.segments:
            for found in pattern.finditer(segment.text):
                rest = iter(full)
                if found[0] != short and found[0] not in full and all(char in rest for char in found[0]):
                    yield _Said(segment, *found.span()).hit(short)


def repeats(sheet: Sheet) -> Iterator[Hit]:
    """All that is said twice with a slip."""
    for tell in (_long_names, _other_kinds, _numbers, _figures, _ordinals, _lists, _short_forms):
        yield from tell(sheet)
