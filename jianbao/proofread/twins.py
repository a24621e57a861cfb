"""Names that an issue writes in two ways which differ by one character: persons, places, organs, companies, titles, themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.proofread.agreement import people_in
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import sound_alike
from jianbao.proofread.past import name_of_past
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

_PLACE = Pattern(
    rf"(?:(?<=[省市县区镇乡，。、；：“（在到赴由与向为])|^)(?![各个全本该])({HAN}(?![农城乡山]){HAN})(镇|乡|村|街道|水库|社区)"
)
_TITLES: Final = ("同志", "书记", "主任", "局长", "县长", "市长", "着", "给")
_SAYS: Final = tuple("指强要表说介讲实带主作汇察深率先现在")
_RIVALS: Final = (
    ("水利局", "水务局"), ("农业农村局", "农业局"), ("林业局", "林草局"), ("教育局", "教体局"), ("科技局", "科工局"), ("行政审批局", "政务服务局"), ("城管局", "综合执法局"),
    ("住建局", "建设局"), ("卫生健康局", "卫生健康委"), ("市场监管局", "工商局"), ("民政局", "民政所"), ("信访局", "信访办"), ("融媒体中心", "电视台"), ("应急管理局", "安监局"),
)  # fmt: skip


def twin_names(sheet: Sheet) -> Iterator[Hit]:
    """县委副书记赵文海 … 赵文涛要求; 李湾村 and 李弯村; 县水利局 and 县水务局; “守护碧水” and “守护绿水”."""
    people = _people(sheet)
    for segments in sheet.bodies():
        whole = "".join(segment.text for segment in segments)
        for segment in segments:
            yield from _twin_people(segment, people)
        yield from _twin_places(segments)
        yield from _twin_sites(segments)
        yield from _twin_towns(segments)
        yield from _twin_companies(segments)
        yield from _twin_titles(segments)
        yield from _twin_organs(segments, whole)
        yield from _twin_phrases(segments, whole)


_PLAIN = Pattern(
    rf"(?:村民|农户|社员|老人|学生|家长|教师|老师|医生|护士|民警|职工|居民|群众|企业家|店主|户主|脱贫户|种植户|养殖户|大户|司机|工人|队员|志愿者|代表|委员|党员|团员|法官|律师|工程师|专家|教授|老板|负责人|带头人|传承人)(?P<name>[{KNOWN_SURNAMES}]{HAN}{{2}})(?=说|告诉|介绍|表示|感慨|高兴|激动|笑|，|家|在|的|带|把|今年|现年)"
)


def _people(sheet: Sheet) -> set[str]:
    """Names of three characters that stand behind an office, or behind what somebody is."""
    named = {name for _, _, _, name in people_in(sheet) if len(name) == 3}
    return named.union(
        found["name"]
        for segment in sheet.segments
        if segment.body >= 0
        for found in _PLAIN.finditer(segment.text)
    )


def _twin_people(segment: Segment, people: set[str]) -> Iterator[Hit]:
    text = segment.text
    for name in people:
        # 邱长林 … 丘长林说: the surname is the one that differs
        for anchor, back in ((name[0], 0), (name[1:], 1)):
            at = text.find(anchor)
            while at >= 0:
                if at >= back and _is_twin(text, at - back, name, people):
                    yield Hit(segment, at - back, at - back + 3, params={"other": name})
                at = text.find(anchor, at + 1)


def _is_twin(text: str, at: int, name: str, people: set[str]) -> bool:
    said = text[at : at + 3]
    wrong = [index for index, pair in enumerate(zip(said, name, strict=False)) if pair[0] != pair[1]]
    if len(said) < 3 or len(wrong) != 1 or said in people or not all_han(said):
        return False
    alike, after = sound_alike(said[wrong[0]], name[wrong[0]]), text[at + 3 : at + 4]
    begins = at == 0 or text[at - 1] in "，。；：、“" or text[at - 2 : at] in _TITLES
    if "、" in (text[at - 1 : at], after):
        return False
    if wrong == [0]:
        return alike and begins and said[0] in KNOWN_SURNAMES and (after in _SAYS or after in tuple("，。的"))
    return (after in _SAYS and begins) or (alike and (begins or after in tuple("，。；的")))


def _twin_places(segments: Sequence[Segment]) -> Iterator[Hit]:
    known: dict[tuple[str, str], tuple[Segment, int]] = {}
    count: Counter[tuple[str, str]] = Counter()
    for segment in segments:
        for found in _PLACE.finditer(segment.text):
            place = (found[1], found[2])
            count[place] += 1
            known.setdefault(place, (segment, found.start()))
    for (stem, kind), (segment, start) in known.items():
        for other, its_kind in known:
            if kind == its_kind and stem != other and count[stem, kind] <= count[other, kind]:
                wrong = [pair for pair in zip(stem, other, strict=True) if pair[0] != pair[1]]
                later = (
                    known[other, kind][0] is not segment
                    or known[other, kind][1] < start
                    or count[other, kind] > count[stem, kind]
                )
                if len(wrong) == 1 and later and sound_alike(*wrong[0]) and not contrast(*wrong[0]):
                    yield Hit(segment, start, start + len(stem + kind), params={"other": other + kind})
                    break


def _twin_organs(segments: Sequence[Segment], whole: str) -> Iterator[Hit]:
    for first, second in _RIVALS:
        if first not in whole or second not in whole:
            continue
        for place in "县市区":
            one, two = place + first, place + second
            holds = (
                [segment for segment in segments if one in segment.text],
                [segment for segment in segments if two in segment.text],
            )
            if all(holds) and not any(
                f"{a}、{b}" in segment.text for segment in segments for a, b in ((one, two), (two, one))
            ):
                at = holds[1][0].text.index(two)
                yield Hit(holds[1][0], at, at + len(two), params={"other": one})


_SITE = Pattern(
    rf"({HAN}{{2}})((?:国家)?(?:湿地|森林|地质)?公园|风?景区|水库|大桥|(?<!中)[小中]学(?![校生])|学校|幼儿园|卫生院|医院|药业|集团|合作社|产业园|工业园|园区|开发区|基地|广场|火?车站|机场|码头|隧道|水?电站|灌区|[林农茶]场|古镇|遗址|纪念馆|博物馆|[县市区]人民政府)"
)


def _twin_sites(segments: Sequence[Segment]) -> Iterator[Hit]:
    """白鹭湖湿地公园 … 白露湖湿地公园, 云岭县人民政府 … 云陵县人民政府: what stands before the kind differs by like characters."""
    seen: dict[str, list[str]] = {}
    for segment in segments:
        for found in _SITE.finditer(segment.text):
            stem = found[1]
            others = seen.setdefault(found[2], [])
            other = next((each for each in others if _one_alike(stem, each)), None)
            if other is not None and stem not in others:
                yield Hit(segment, *found.span(), params={"other": other + found[2]})
            others.append(stem)


def _one_alike(first: str, second: str) -> bool:
    """Whether two stems differ by one character, and that one sounds or looks alike."""
    if len(first) != len(second):
        return False
    wrong = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    if len(wrong) != 1 or not _OF_NO_NAME.isdisjoint(wrong[0]):
        return False
    return sound_alike(*wrong[0]) and not contrast(*wrong[0])


_OF_NO_NAME: Final = frozenset("将有或和与及在到由向对把各所的了是为本该这其每等中省市县区乡镇村第个名某")
_TOWN = Pattern(
    rf"(?:(?<=[省市县区，。、；：“（在到赴由与向为的])|^)({HAN}{{2}})([镇乡])(?!村|土|镇|间|里|下|上|亲|情|长|[贤愁音绅友风])"
)


def _twin_towns(segments: Sequence[Segment]) -> Iterator[Hit]:
    """石碾镇 … 石碾乡."""
    kinds: dict[str, str] = {}
    for segment in segments:
        for found in _TOWN.finditer(segment.text):
            kind = kinds.setdefault(found[1], found[2])
            if kind != found[2] and "改" not in segment.text and "撤" not in segment.text:
                yield Hit(segment, *found.span(), params={"other": found[1] + kind})


_COMPANY = Pattern(
    rf"({HAN}{{2}})(药业|[农林牧渔茶置实企冶矿]业|科技|建设|食品|贸易|商贸|能源|环保|化工|机械|纺织|服饰|物流|旅游|文化|教育|医疗|建材|电子|汽车|水泥|生物|集团|投资|材料|电力|水务|燃气|热力|公交)(?:有限责任公司|股份有限公司|有限公司)",
)


def _twin_companies(segments: Sequence[Segment]) -> Iterator[Hit]:
    """柳河药业有限责任公司 … 柳江药业负责人."""
    met = (found for each in segments for found in _COMPANY.finditer(each.text))
    names = {found[1]: found[2] for found in met if _OF_NO_NAME.isdisjoint(found[1])}
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


def _is_twin_title(first: str, second: str) -> bool:
    if len(first) != len(second):
        return False
    wrong = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
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
    yield from twin_names(sheet)


RULES: Final = (Rule("P515", "name-in-two-forms", CUSTOM, sheet=names_twice),)
