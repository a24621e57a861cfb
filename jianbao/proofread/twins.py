"""Names that an issue writes in two ways which differ by one character: persons, places, organs, companies, titles, themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.language.words import straddled, word_starts, words
from jianbao.proofread.data.counts import counts
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import sound_alike
from jianbao.proofread.past import name_of_past
from jianbao.proofread.people import twin_people
from jianbao.proofread.repeats import repeats
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet


def twin_names(sheet: Sheet) -> Iterator[Hit]:
    """县委副书记赵文海 … 赵文涛要求; 李湾村 and 李弯村; 县水利局 and 县水务局; “守护碧水” and “守护绿水”."""
    yield from twin_people(sheet)
    yield from _twin_places(sheet)
    yield from _twin_organs(sheet)
    yield from _cut_organs(sheet)
    for segments in sheet.bodies():
        whole = "".join(segment.text for segment in segments)
        yield from _twin_companies(segments)
        yield from _twin_titles(segments)
        yield from _twin_phrases(segments, whole)


# where a name stands, and the name
Places = list[tuple[Segment, int, str]]


def _later_or_rarer(first: Places, second: Places) -> bool:
    """Whether of two ways to write a name, in the order in which they are met, the second is the one to look at."""
    return len(second) <= len(first)


# --- places and what is called after them -------------------------------------------------------------------------------

_KIND = Pattern(
    "镇|乡|村|街道|社区|县|市|区|旗|河|渠|"
    "(?:国家)?(?:湿地|森林|地质)?公园|风?景区|水库|大桥|[小中]学|学校|幼儿园|卫生院|医院|药业|合作社|产业园|工业园|园区|开发区|基地|广场|火?车站|机场|码头|隧道|水?电站|灌区|[林农茶]场|古镇|遗址|纪念馆|博物馆|[县市区]人民(?:政府|法院|检察院)|"
    "(?:[农林牧渔茶置实企冶矿]业|科技|建设|建筑|建工|食品|贸易|商贸|能源|环保|化工|机械|纺织|服饰|物流|旅游|文化|医疗|建材|电子|生物|投资|材料)?(?:集团|公司)|酒店|商场|超市|书院|祠堂|大厦|小区|新村|花园|家园|渡口|煤矿|水厂|电厂"
)
_OF_NO_NAME: Final = frozenset(
    "将有或和与及在到由向对把各所的了是为本该这其每等中省市县区乡镇村第个名某全农城老新大小东西南北前后上下两一二三四五六七八九十不同"
)
_OF_STEMS: Final = _OF_NO_NAME - frozenset("大小东西南北新老城农中上下前后一二三四五六七八九十")
_SWAPPED: Final = (
    {"镇", "乡"},
    {"县", "区"},
    {"县人民法院", "区人民法院"},
    {"县人民政府", "区人民政府"},
    {"县人民检察院", "区人民检察院"},
)
_SMALL: Final = ("镇", "乡", "村", "街道", "社区")
_NO_TOWN: Final = tuple("村土镇间里下上亲情长贤愁音绅友风域别块")
_OF_OLD: Final = "撤|更名|改为|改称|改名|改设|改[镇县区市]|设[镇区]|合并|整合|组建|挂牌|前身|划入|不再保留|机构改革|原[省市县区州旗]|原名|原来"
_RENAMED = Pattern(_OF_OLD)


def _twin_places(sheet: Sheet) -> Iterator[Hit]:
    """白鹭湖湿地公园 … 白露湖湿地公园, 石碾镇 … 石碾乡: what stands before the kind differs by a like character, or the kind."""
    known: dict[tuple[str, str], Places] = {}
    by_char: dict[tuple[str, int, str], set[str]] = {}
    kinds: dict[str, set[str]] = {}
    twins: list[tuple[tuple[str, str], tuple[str, str]]] = []
    for segment in sheet.segments:
        text = segment.text
        for found in _KIND.finditer(text) if segment.role in RUNNING else ():
            at, kind = found.start() - 2, found[0]
            stem = text[at : at + 2] if at >= 0 else ""
            if len(stem) < 2 or not all_han(stem) or not _OF_STEMS.isdisjoint(stem):
                continue
            places = known.setdefault((stem, kind), [])
            places.append((segment, at, stem + kind))
            if len(places) > 1:
                continue
            alike = {*by_char.get((kind, 0, stem[0]), ()), *by_char.get((kind, 1, stem[1]), ())}
            twins += (((other, kind), (stem, kind)) for other in alike)
            twins += (
                ((stem, other), (stem, kind)) for other in kinds.get(stem, ()) if {kind, other} in _SWAPPED
            )
            by_char.setdefault((kind, 0, stem[0]), set()).add(stem)
            by_char.setdefault((kind, 1, stem[1]), set()).add(stem)
            kinds.setdefault(stem, set()).add(kind)
    for first, second in twins:
        named = max(len(known[first]), len(known[second]))
        if _is_one_place(first, second, named) and all(
            _stands_alone(*known[each][0]) for each in (first, second)
        ):
            later = _later_or_rarer(known[first], known[second])
            wrong, other = (second, first) if later else (first, second)
            segment, at, name = known[wrong][0]
            # 东风小学与东丰小学: what stands side by side is two
            if not any("".join(other) + mark + name in segment.text for mark in "、与和及同"):
                yield Hit(segment, at, at + len(name), params={"other": "".join(other)})


def _is_one_place(first: tuple[str, str], second: tuple[str, str], named: int) -> bool:
    """Whether two names that differ in one thing are of one place; what is named often may be less alike."""
    if first[1] != second[1]:
        # 示范县, 示范区
        return first[1] in "镇乡" or (_OF_NO_NAME.isdisjoint(first[0]) and not words(first[0]))
    wrong = next(pair for pair in zip(first[0], second[0], strict=True) if pair[0] != pair[1])
    # 实验区, 试验区
    if words(first[0]) and words(second[0]):
        return False
    nearly = named > 1 and first[1] in _SMALL and any(wrong[1] in like for like in counts().like(wrong[0]))
    return _OF_NO_NAME.isdisjoint(wrong) and (sound_alike(*wrong) or nearly) and not contrast(*wrong)


def _stands_alone(segment: Segment, at: int, name: str) -> bool:
    """Whether a word begins where the name does, and none reaches over its end."""
    text, end = segment.text, at + len(name)
    if (name[-1] in "镇乡" and text.startswith(_NO_TOWN, end)) or (len(name) == 3 and _RENAMED.search(text)):
        return False
    first = max(at - 6, 0)
    starts = word_starts(text[first : end + 6])
    # 临沅市委
    return starts[at - first] and (starts[end - first] or name[-1] in "市县区")


# --- organs -------------------------------------------------------------------------------------------------------------

# What one organ is called, a line each: names parted by / are its full name and short forms, those parted by a blank are
# organs of other times and places, of which one county has one.
_RIVALS: Final = """
水利局 水务局
农业农村局/农业农村和水利局 农业农村委员会/农业农村委/农委
林业局 林业和草原局/林草局/林业草原局 园林局/园林绿化局
教育局 教育和体育局/教体局/教育体育局 教育和科技局/教科局 教育委员会/教委
科技局/科学技术局 科学技术和工业信息化局/科工局/科工信局 科技和工业信息化局
行政审批局/行政审批服务局 政务服务局/政务服务管理局 政务服务和数据管理局/政数局
城管局/城市管理局 城市管理综合执法局/城市管理和综合执法局/综合执法局 城市管理委员会/城管委
住建局/住房和城乡建设局/住房城乡建设局 建设局/城乡建设局 住房和城乡建设委员会/住房城乡建设委/住建委
卫生健康局/卫健局 卫生健康委员会/卫生健康委/卫健委
发展和改革局/发展改革局/发改局 发展和改革委员会/发展改革委员会/发展改革委/发改委
自然资源局 自然资源和规划局/自然资源规划局/资源规划局/自规局
文化和旅游局/文旅局/文化旅游局 文化广电和旅游局/文化广电旅游局/文广旅局 文化体育和旅游局/文体旅局/文体旅游局/文化体育旅游局 文化广电旅游体育局/文化旅游体育局/文旅体局
工业和信息化局/工信局/工业信息化局 经济和信息化局/经信局 经济和信息化委员会/经信委 工业和信息化委员会/工信委
交通运输局 交通局
退役军人事务局/退役军人局 退役军人事务管理局
民族宗教事务局/民宗局 民族宗教事务委员会/民宗委 宗教局
机关事务管理局 机关事务服务中心 机关事务中心 机关事务局
信访局 信访办/信访办公室
商务局 商务和粮食局
民政局 民政所
融媒体中心 电视台
大数据局/大数据发展局/大数据管理局 数据局
地方志办公室/地方志办/方志办 地方志编纂中心 档案史志馆/史志馆
党政办公室/党政办 党政综合办公室/党政综合办 综合办公室
中医医院 中医院
便民服务中心 为民服务中心 党群服务中心/党群中心
"""
_ORGANS: Final = {
    name: (number, identity)
    for number, line in enumerate(_RIVALS.split("\n"))
    for identity, names in enumerate(line.split())
    for name in names.split("/")
}
_RIVAL = Pattern(f"(?<=[省市县区州旗盟镇乡])(?:{'|'.join(sorted(_ORGANS, key=len, reverse=True))})(?![长])")
_LONG: Final = (
    *(name for name in _ORGANS if len(name) > 4),
    *[
        "人民医院",
        "残疾人联合会",
        "妇女联合会",
        "工商业联合会",
        "文学艺术界联合会",
        "科学技术协会",
        "红十字会",
        "供销合作社联合社",
        "归国华侨联合会",
        "疾病预防控制中心",
        "综合行政执法局",
        "消防救援大队",
        "新时代文明实践中心",
        "公共资源交易中心",
        "人民武装部",
        "公安局交通警察大队",
        "人民检察院",
        "人民法院",
        "农业技术推广中心",
        "市场监督管理所",
        "退役军人服务站",
        "经济开发区管委会",
        "纪律检查委员会",
        "街道办事处",
        "村民委员会",
        "居民委员会",
        "税务局",
    ],
)
_NOT_OF_A_NAME: Final = frozenset("和与及")
_TWICE = Pattern("(?<=[\u4e00-\u9fa5])(?<![一各])(?:局局|厅厅|院院|站站)(?![长内里务员士感台区房有都皆])")


def _cut_organs(sheet: Sheet) -> Iterator[Hit]:
    """县残疾人联合会 … 县残疾人联会: a long name, and the same without one of its characters; 县教育局局."""
    for segment in sheet.segments:
        for found in _TWICE.finditer(segment.text) if segment.role in RUNNING else ():
            before = segment.text[max(found.start() - 3, 0) : found.start()]
            yield Hit(segment, max(found.start() - 3, 0), found.end(), params={"other": before + found[0][0]})
    for name in (name for name in _LONG if name in sheet.whole):
        for at in range(1, len(name) - 1):
            cut = name[:at] + name[at + 1 :]
            if name[at] in _NOT_OF_A_NAME or cut in _ORGANS or cut in _LONG or cut not in sheet.whole:
                continue
            for segment in (each for each in sheet.segments if cut in each.text and each.role in RUNNING):
                start = segment.text.index(cut)
                if not straddled(segment.text, start, start + len(cut)):
                    yield Hit(segment, start, start + len(cut), params={"other": name})
                break


_NOT_A_PLACE: Final = frozenset("由经在据与和向对会同请让把，。、；：“”（）为从被到给的及或是了")


def _twin_organs(sheet: Sheet) -> Iterator[Hit]:
    """县林业局 … 县林业和草原局: two names of which one place has but one at a time."""
    known: dict[tuple[str, int], dict[int, Places]] = {}
    for segment in sheet.segments:
        text = segment.text
        for found in _RIVAL.finditer(text) if segment.role in RUNNING else ():
            number, identity = _ORGANS[found[0]]
            at = found.start() - 1
            known.setdefault((text[at], number), {}).setdefault(identity, []).append(
                (segment, at, text[at] + found[0])
            )
    for identities in known.values():
        if len(identities) != 2:
            continue
        first, second = identities.values()
        (one, at, _), (two, its, _) = first[0], second[0]
        beside = one is two and "、" in one.text[at:its] and "。" not in one.text[at:its]
        if beside or _RENAMED.search(one.text) or _RENAMED.search(two.text):
            continue
        owners = {owner for owner in (_owner(one.text, at), _owner(two.text, its)) if owner}
        if len(owners) < 2:
            later = _later_or_rarer(first, second)
            wrong, other = (second, first) if later else (first, second)
            segment, start, name = wrong[0]
            yield Hit(segment, start, start + len(name), params={"other": other[0][2]})


def _owner(text: str, at: int) -> str:
    """The name of the place, as 青岭 in 青岭县林业局; '' where none is given."""
    name = text[max(at - 2, 0) : at]
    return name if len(name) == 2 and all_han(name) and _NOT_A_PLACE.isdisjoint(name) else ""


_COMPANY = Pattern(
    rf"({HAN}{{2}})(药业|[农林牧渔茶置实企冶矿]业|科技|建设|食品|贸易|商贸|能源|环保|化工|机械|纺织|服饰|物流|旅游|文化|教育|医疗|建材|电子|汽车|水泥|生物|集团|投资|材料|电力|水务|燃气|热力|公交)(?:有限责任公司|股份有限公司|有限公司)",
)


def _twin_companies(segments: Sequence[Segment]) -> Iterator[Hit]:
    """柳河药业有限责任公司 … 柳江药业负责人."""
    met = (found for each in segments for found in _COMPANY.finditer(each.text))
    names = {found[1]: found[2] for found in met if _OF_STEMS.isdisjoint(found[1])}
    for segment in segments if names else ():
        for name, kind in names.items():
            at = segment.text.find(kind)
            while at >= 0:
                said, after = segment.text[max(at - 2, 0) : at], segment.text[at + 2 :]
                differ = sum(a != b for a, b in zip(said, name, strict=False))
                if (
                    len(said) == 2
                    and differ == 1
                    and said not in names
                    and after.startswith(
                        ("负责人", "表示", "董事长", "总经理", "经理", "公司", "相关", "代表", "的")
                    )
                ):
                    yield Hit(segment, at - 2, at + 2, params={"other": name + kind})
                at = segment.text.find(kind, at + 1)


_CITED = Pattern(r"《([^《》]{7,40})》")
_REGIONS: Final = "省市县区乡镇州盟旗"


def _twin_titles(segments: Sequence[Segment]) -> Iterator[Hit]:
    """《澜溪县停车管理办法》 … 《澜溪市停车管理办法》: one title with another character, not two that are named side by side."""
    seen: list[str] = []
    for segment in segments:
        for found in _CITED.finditer(segment.text):
            said = found[1]
            other = next((each for each in seen if _is_twin_title(said, each)), None)
            if (
                other is not None
                and said not in seen
                and f"《{other}》" not in segment.text[: found.start()][-len(said) - 6 :]
            ):
                level = None if any(map(_like_or_region, said, other)) else Level.HINT
                yield Hit(segment, *found.span(1), params={"other": other}, level=level)
            seen.append(said)


def _like_or_region(first: str, second: str) -> bool:
    return first != second and (sound_alike(first, second) or {first, second} <= {*_REGIONS})


_LONG_TITLE: Final = 9


def _is_twin_title(first: str, second: str) -> bool:
    if len(first) != len(second):
        return False
    wrong = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    # …实施意见, …实施办法
    if len(first) > _LONG_TITLE and first[:-2] == second[:-2]:
        return True
    return len(wrong) == 1 and (not contrast(*wrong[0]) or {*wrong[0]} <= {*_REGIONS})


_PHRASE = Pattern(f"“({HAN}{{4,10}})”")
_COUNTS: Final = frozenset("一二三四五六七八九十两")
_METHODS: Final = ("法", "工程", "机制", "模式", "行动", "计划", "体系", "清单", "服务")


def _twin_phrases(segments: Sequence[Segment], whole: str) -> Iterator[Hit]:
    known: dict[str, Segment] = {}
    for segment in segments:
        for found in _PHRASE.finditer(segment.text):
            said = found[1]
            for other in known:
                if len(other) == len(said) and other != said:
                    wrong = [pair for pair in zip(said, other, strict=True) if pair[0] != pair[1]]
                    # “五步调解法” … “六步调解法”
                    counted = (
                        len(said) > 4
                        and said.endswith(_METHODS)
                        and len(wrong) == 1
                        and {*wrong[0]} <= _COUNTS
                    )
                    if len(wrong) != 1 or ((contrast(*wrong[0]) or {*wrong[0]} <= _COUNTS) and not counted):
                        continue
                    # asked last: it goes through the whole text
                    if not any(f"“{other}”{mark}“{said}" in whole for mark in ("", "、", "和")):
                        level = None if counted or "主题" in segment.text else Level.HINT
                        yield Hit(segment, *found.span(1), params={"other": other}, level=level)
                        break
            known.setdefault(said, segment)


# --- organs in two forms -------------------------------------------------------------------------------------------------

_ORGAN = Pattern(
    rf"(?:省|市|县|区|镇|乡|州|旗)(?P<stem>第[一二三四五六七八九十]|{HAN}{{2,9}}?)(?P<tail>人民医院|中医院|医院|推广中心|服务中心|中心|推广站|服务站|站)(?![点长位])"
)
_TAILS: Final = {"推广中心": "推广站", "服务中心": "服务站", "中心": "站", "人民医院": "中医院"}


def organ_in_two_forms(sheet: Sheet) -> Iterator[Hit]:
    """县农业技术推广中心 and 县农技推广站; 县第二人民医院 and 县第二中医院."""
    known: dict[str, str] = {}
    for segment in sheet.segments:
        for found in _ORGAN.finditer(segment.text) if segment.role in RUNNING else ():
            stem, tail = found["stem"], found["tail"]
            for other, its_tail in known.items():
                swapped = _TAILS.get(tail) == its_tail or _TAILS.get(its_tail) == tail
                if swapped and (stem == other or _within(stem, other) or _within(other, stem)):
                    yield Hit(segment, *found.span(), params={"other": other + its_tail})
                    break
            else:
                known.setdefault(stem, tail)


def _within(short: str, full: str) -> bool:
    rest = iter(full)
    return (
        len(short) > 1
        and short[0] == full[0]
        and len(short) < len(full)
        and all(char in rest for char in short)
    )


def names_twice(sheet: Sheet) -> Iterator[Hit]:
    """All names that are written in two ways."""
    yield from organ_in_two_forms(sheet)
    yield from name_of_past(sheet)
    told = set[tuple[int, int]]()
    for hit in chain(twin_names(sheet), repeats(sheet)):
        place = (id(hit.segment), hit.end)
        if place not in told:
            told.add(place)
            yield hit


RULES: Final = (Rule("P515", "name-in-two-forms", CUSTOM, sheet=names_twice),)
