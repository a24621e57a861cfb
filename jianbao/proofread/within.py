"""What one place of an issue says and another contradicts: figures of titles, products, counts, organs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.proofread.agreement import people_in
from jianbao.proofread.amounts import SCALES, decimal, number
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import sound_alike
from jianbao.proofread.rule import CUSTOM, HAN, OfSheet, Pattern, Rule
from jianbao.proofread.view import PROSE, RUNNING, Hit, Role, Segment, Sheet

_HAN_NUMBER: Final = "[一二三四五六七八九十百千万亿两]+"
_FIGURE = Pattern(
    rf"(?P<lead>{HAN}{{0,8}})(?P<value>(?<!\d)\d[\d,]*(?:\.\d+)?|(?<![一二三四五六七八九十百千]){_HAN_NUMBER})(?P<scale>[万亿])?(?P<more>[余多]?)(?P<unit>人次|公里|公顷|平方米|千瓦|户|家|个|名|亩|吨|元|人|件|项|场|台|株|所|张|条|例)"
)


def _figures(segment: Segment) -> Iterator[tuple[float, float, str, str, bool, tuple[int, int]]]:
    """Each figure: value, how much rounding may move it, unit, what stands before it, whether it is 余, where."""
    for found in _FIGURE.finditer(segment.text):
        said, scale = found["value"], SCALES[found["scale"]]
        value, places = decimal(said) if said[0].isdigit() else (float(number(said)), 0)
        if value:
            yield (
                value * scale,
                10.0**-places * scale,
                found["unit"],
                found["lead"],
                bool(found["more"]),
                (found.start("value"), found.end()),
            )


# of a title
MOST_IN_TITLE: Final = 8


def title_figure(sheet: Sheet) -> Iterator[Hit]:
    """接待游客62万人次 above, 60.2万人次 below: the one figure of that unit in the article is another than its title's."""
    for title in sheet.of(Role.TITLE):
        if title.location[0] != "articles":
            continue
        body = [s for s in sheet.segments if s.location == (*title.location[:2], "body") and s.role in PROSE]
        for value, step, unit, lead, _, span in islice(_figures(title), MOST_IN_TITLE):
            below = [each for segment in body for each in _figures(segment) if each[2] == unit]
            alike = [each for each in below if _same_subject(lead, each[3])]
            if len(below) == 1 == len(alike):
                other, its_step, _, _, more, _ = alike[0]
                rounded = abs(other - value) <= max(step, its_step) / 2 or (
                    more and value * 0.8 <= other <= value * 1.2
                )
                if not rounded and 0.2 < other / value < 5:
                    yield Hit(title, *span, params={"other": f"{other:.10g}"})


def _same_subject(first: str, second: str) -> bool:
    pairs = {first[at : at + 2] for at in range(len(first) - 1)}
    return any(second[at : at + 2] in pairs for at in range(len(second) - 1))


_COUNTED = Pattern(
    rf"(?P<said>[两二三四五六七八九十]|\d{{1,2}})(?P<kind>个|家|名|位|支|所)(?P<what>{HAN}{{2,6}}?)(?P<again>分别|均|都)|(?P<first>[两二三四五六七八九十]|\d{{1,2}})(?P<measure>个|家|名|位|支|所)(?P<rest>{HAN}{{2,8}})"
)


# of one body
MOST_NAMED: Final = 40


def counted_again(sheet: Sheet) -> Iterator[Hit]:
    """青松、白桦、红岩三个村党支部 … 四个支部分别: those that were named are counted otherwise later."""
    for segments in sheet.bodies():
        named: list[tuple[str, str, int, Segment]] = []
        for segment in segments:
            for found in _COUNTED.finditer(segment.text):
                if found["first"]:
                    if "、" in segment.text[max(found.start() - 12, 0) : found.start()]:
                        named.append(
                            (
                                found["measure"],
                                found["rest"],
                                number(found["first"]),
                                segment,
                            )
                        )
                    continue
                said = number(found["said"])
                for measure, rest, count, where in named[:MOST_NAMED]:
                    if (
                        measure == found["kind"]
                        and found["what"][-2:] in rest
                        and where is not segment
                        and count != said
                    ):
                        params = {"count": count, "said": found["said"] + found["kind"]}
                        yield Hit(segment, found.start(), found.end("what"), params=params)
                        break


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


_MEETING_TWICE = Pattern(
    rf"(?P<name>{HAN}{{3,12}}?)(?:会同|联合|协同|配合)[^，。；]{{2,20}}[、和](?P<again>(?P=name))(?=[，。在开对联共召]|$)",
    ("会同", "联合", "协同", "配合"),
)


def partner_of_itself(segment: Segment) -> Iterator[Hit]:
    """县交通运输局会同公安交警、县交通运输局."""
    for found in _MEETING_TWICE.finditer(segment.text):
        yield Hit(segment, found.start("again") - 1, found.end("again"), params={"better": found["name"]})


# --- names that differ by one character ---------------------------------------------------------------------------------

_PLACE = Pattern(
    rf"(?:(?<=[省市县区镇乡，。、；：“（在到赴由与向为])|^)(?![各个全本该])({HAN}(?![农城乡山]){HAN})(镇|乡|村|街道|水库|社区)"
)
_SAYS: Final = tuple("指强要表说介讲实带主作汇察深率先现在")
_RIVALS: Final = (
    ("水利局", "水务局"), ("农业农村局", "农业局"), ("林业局", "林草局"), ("教育局", "教体局"), ("科技局", "科工局"), ("行政审批局", "政务服务局"), ("城管局", "综合执法局"),
    ("住建局", "建设局"), ("卫生健康局", "卫生健康委"), ("市场监管局", "工商局"), ("民政局", "民政所"), ("信访局", "信访办"), ("融媒体中心", "电视台"), ("应急管理局", "安监局"),
)  # fmt: skip


def twin_names(sheet: Sheet) -> Iterator[Hit]:
    """县委副书记赵文海 … 赵文涛要求; 李湾村 and 李弯村; 县水利局 and 县水务局; “守护碧水” and “守护绿水”."""
    people = {name for _, _, _, name in people_in(sheet) if len(name) == 3}
    for segments in sheet.bodies():
        whole = "".join(segment.text for segment in segments)
        for segment in segments:
            yield from _twin_people(segment, people)
        yield from _twin_places(segments)
        yield from _twin_organs(segments, whole)
        yield from _twin_phrases(segments, whole)


def _twin_people(segment: Segment, people: set[str]) -> Iterator[Hit]:
    text = segment.text
    for name in people:
        at = text.find(name[0])
        while at >= 0:
            said = text[at : at + 3]
            wrong = [index for index in (1, 2) if said[index : index + 1] != name[index]]
            if len(said) == 3 and len(wrong) == 1 and said not in people and all_han(said):
                alike = sound_alike(said[wrong[0]], name[wrong[0]])
                begins = at == 0 or text[at - 1] in "，。；：、“" or text[at - 2 : at] in _TITLES
                speaks = text[at + 3 : at + 4] in _SAYS and begins
                if "、" not in (text[at - 1 : at], text[at + 3 : at + 4]) and (
                    speaks or (alike and (begins or text[at + 3 : at + 4] in tuple("，。；的")))
                ):
                    yield Hit(segment, at, at + 3, params={"other": name})
            at = text.find(name[0], at + 1)


_TITLES: Final = ("同志", "书记", "主任", "局长", "县长", "市长", "着", "给")


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


_PHRASE = Pattern(f"“({HAN}{{4,10}})”")


def _twin_phrases(segments: Sequence[Segment], whole: str) -> Iterator[Hit]:
    known: dict[str, Segment] = {}
    for segment in segments:
        for found in _PHRASE.finditer(segment.text):
            said = found[1]
            for other in known:
                if len(other) == len(said) and other != said:
                    wrong = [pair for pair in zip(said, other, strict=True) if pair[0] != pair[1]]
                    if len(wrong) != 1 or contrast(*wrong[0]):
                        continue
                    # asked last: it goes through the whole text
                    if not any(f"“{other}”{mark}“{said}" in whole for mark in ("", "、", "和")):
                        level = None if "主题" in segment.text else Level.HINT
                        yield Hit(segment, *found.span(1), params={"other": other}, level=level)
                        break
            known.setdefault(said, segment)


# --- counts said again ----------------------------------------------------------------------------------------------

_ALL_OF = Pattern(
    r"(?:全[县市区镇乡村]|[本我][县市区镇乡村]|辖区?)[^，。；\d]{0,4}?(?:共有|现有|共|有)?(?P<n>\d{1,4})(?P<what>个(?:乡镇|村|社区|行政村|自然村|街道|部门|单位|县|镇|乡|小区|网格|学校)|所学校|名党员|户居民)"
)
_SPAN = Pattern(r"为期(?P<n>[一二两三四五六七八九十]|\d{1,2})天")
_SPAN_AGAIN = Pattern(
    r"(?P<n>[一二两三四五六七八九十]|\d{1,2})天的?(?:培训|活动|会议|会期|行程|课程|集训|学习|考察|展览|比赛)"
)
_NTH = Pattern(
    rf"第(?P<n>[一二三四五六七八九十]{{1,3}}|\d{{1,3}})(?P<unit>[次届])(?P<what>{HAN}{{2,12}}?(?:会议|大会|论坛|比赛|运动会|代表会|博览会|文化节))"
)
_DID = Pattern(
    rf"(?P<verb>签约|开工|引进|新建|竣工|投产|实施|落户|入驻)了?(?P<of>的)?(?P<n>\d{{1,4}})(?P<what>[个家]{HAN}{{2}})"
)


def counts_again(sheet: Sheet) -> Iterator[Hit]:
    """全县12个乡镇 … 13个乡镇; 为期三天 … 四天培训; 第五次…会议 … 本次第六次…会议; 签约12个项目 … 签约的15个项目."""
    for segments in sheet.bodies():
        yield from _more_than_all(segments)
        yield from _other_count(segments)


_SO_MANY = Pattern(r"(?<![\d.])\d{1,4}(?!\d)")


def _more_than_all(segments: Sequence[Segment]) -> Iterator[Hit]:
    total: dict[str, int] = {}
    for segment in segments:
        text = segment.text
        for found in _ALL_OF.finditer(text):
            total.setdefault(found["what"], int(found["n"]))
        for what, most in total.items() if "全国" not in text and "全省" not in text else ():
            for again in _SO_MANY.finditer(text) if what in text else ():
                if not text.startswith(what, again.end()):
                    continue
                count, end = int(again[0]), again.end() + len(what)
                after = text.startswith(("全部", "均已", "都已"), end)
                if most < count < 3 * most or (after and count == most - 1):
                    yield Hit(segment, again.start(), end, params={"count": most, "said": again[0] + what})


def _other_count(segments: Sequence[Segment]) -> Iterator[Hit]:
    span, nth, done = "", dict[str, str](), dict[tuple[str, str], str]()
    for segment in segments:
        text = segment.text
        first = _SPAN.search(text)
        span = span or (first["n"] if first else "")
        for found in _SPAN_AGAIN.finditer(text) if span else ():
            later = first is None or found.start() > first.end()
            if later and number(found["n"]) != number(span):
                yield Hit(segment, *found.span(), params={"count": f"{span}天", "said": found[0]})
        for found in _NTH.finditer(text):
            before = nth.setdefault(found["what"][-6:], found["n"])
            if before != found["n"] and text[max(found.start() - 2, 0) : found.start()] in (
                "本次",
                "这次",
                "此次",
            ):
                yield Hit(
                    segment, *found.span(), params={"count": f"第{before}{found['unit']}", "said": found[0]}
                )
        for found in _DID.finditer(text):
            key = (found["verb"], found["what"])
            if found["of"] and done.get(key, found["n"]) != found["n"]:
                yield Hit(segment, *found.span(), params={"count": done[key], "said": found[0]})
            elif not found["of"]:
                done.setdefault(key, found["n"])


def _both(first: OfSheet, second: OfSheet) -> OfSheet:
    def tell(sheet: Sheet) -> Iterator[Hit]:
        yield from first(sheet)
        yield from second(sheet)

    return tell


RULES: Final = (
    Rule("P423", "title-figure", CUSTOM, sheet=title_figure),
    Rule("P425", "counted-again", CUSTOM, sheet=_both(counted_again, counts_again)),
    Rule("P515", "organ-in-two-forms", CUSTOM, sheet=_both(organ_in_two_forms, twin_names)),
    Rule("P517", "partner-of-itself", CUSTOM, segment=partner_of_itself, roles=PROSE),
)
