"""What one place of an issue says and another contradicts: figures of titles, products, counts, organs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import SCALES, alike, decimal, number
from jianbao.proofread.pointed import pointed_back
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import PROSE, Hit, Role, Segment, Sheet

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
            same = [each for each in below if alike(lead, each[3])]
            if len(below) == 1 == len(same):
                other, its_step, _, _, more, _ = same[0]
                rounded = abs(other - value) <= max(step, its_step) / 2 or (
                    more and value * 0.8 <= other <= value * 1.2
                )
                if not rounded and 0.2 < other / value < 5:
                    yield Hit(title, *span, params={"other": f"{other:.10g}"})


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


_MEETING_TWICE = Pattern(
    rf"(?P<name>{HAN}{{3,12}}?)(?:会同|联合|协同|配合)[^，。；]{{2,20}}[、和](?P<again>(?P=name))(?=[，。在开对联共召]|$)",
)


def partner_of_itself(segment: Segment) -> Iterator[Hit]:
    """县交通运输局会同公安交警、县交通运输局."""
    for found in _MEETING_TWICE.finditer(segment.text):
        yield Hit(segment, found.start("again") - 1, found.end("again"), params={"better": found["name"]})


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


_FEW: Final = r"(?P<n>\d{1,4}|[一二两三四五六七八九十百]{1,5})"
_SO_MANY_OF = Pattern(
    rf"(?<![第\d.]){_FEW}(?P<m>[个名家位户支台辆所座条棵])(?P<what>{HAN}{{2}})(?P<more>{HAN}{{0,4}})|(?P<thing>{HAN}{{2}})(?P<k>\d{{1,4}}|[一二两三四五六七八九十百]{{1,5}})(?P<unit>[个名家位户支台辆所座条棵])(?=[，。；、])"
)
_ALL_THAT = (
    "全部",
    "均",
    "都",
    "统一",
    "共同",
    "一致",
    "依次",
    "悉数",
    "共接",
    "共为",
    "无一",
    "全体",
    "顺利",
    "作了",
    "登台",
)
_OTHERS = Pattern(
    "其中|另|还有|其余|余下|剩|新增|首批|[一二三]批|分别|累计|包括|含|又|增加|减少|上年|去年|其他"
)


def said_again(sheet: Sheet) -> Iterator[Hit]:
    """十五名专家来到社区 … 十八名专家共接诊; 总投资1.2亿元 … 总投资1.5亿元的这一项目; 5月6日 … 5月16日当天."""
    for segments in sheet.bodies():
        for tell in (_persons_again, _figure_again, _day_again):
            yield from tell(segments)


def _persons_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    counted: dict[tuple[str, str], set[int]] = {}
    for segment in segments:
        parted = _OTHERS.search(segment.text) is not None
        for found in _SO_MANY_OF.finditer(segment.text):
            key = (found["what"] or found["thing"], found["m"] or found["unit"])
            count = number(found["n"] or found["k"])
            known = counted.get(key, set())
            whole = (found["more"] or "").startswith(_ALL_THAT)
            if whole and not parted and len(known) == 1 and count not in known:
                here = found["n"] + found["m"] + found["what"]
                params = {"count": f"{known.copy().pop()}{key[1]}", "said": here}
                yield Hit(segment, found.start(), found.end("what"), params=params, level=Level.HINT)
            counted.setdefault(key, set()).add(count)


_LABEL: Final = "总投资|投资|全长|总长度?|长度|总面积|占地面积|占地|建筑面积|面积|总产值|总产量|总装机容量|总库容|库容|总高度?|全高|桥长|跨度|深度|宽度|总人口|人口|总额|总价值|价值|金额|罚款|募集|筹集|捐款|捐赠|贷款"
_LABELLED = Pattern(
    rf"(?P<this>[这该此])?(?P<label>{_LABEL})(?:资金|约|为|达|达到|共|近)?(?P<value>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿千]?)(?P<unit>平方米|立方米|公里|千瓦|{HAN})(?P<of>的[这该此])?"
)
_THIS_MUCH = Pattern(
    r"[这该此](?:笔|批)?(?P<value>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿千]?)(?P<unit>元|吨|亩|公里|米|户|人)"
)
_ANY_SUM = Pattern(
    r"(?<![\d.])(?P<value>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿千]?)(?P<unit>元|吨|亩|公里|米|户|人)"
)
_THIS_BEFORE = Pattern(rf"[这该此本]{HAN}{{1,4}}$")


def _figure_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    labelled: dict[tuple[str, str], set[str]] = {}
    sums: dict[str, list[str]] = {}
    for segment in segments:
        text = segment.text
        for found in _LABELLED.finditer(text):
            key = (found["label"].removeprefix("总").removeprefix("全"), found["unit"])
            said = found["value"] + found["scale"]
            known = labelled.setdefault(key, set())
            of_it = (
                found["this"]
                or found["of"]
                or _THIS_BEFORE.search(text[max(found.start() - 6, 0) : found.start()])
            )
            if of_it and len(known) == 1 and said not in known:
                other = found["label"] + next(iter(known)) + found["unit"]
                yield Hit(
                    segment,
                    found.start("label"),
                    found.end("unit"),
                    params={"count": other, "said": found[0]},
                )
            known.add(said)
        for found in _ANY_SUM.finditer(text):
            said = found["value"] + found["scale"]
            before = sums.setdefault(found["unit"], [])
            this = _THIS_MUCH.search(text[max(found.start() - 2, 0) : found.end()])
            if (
                this
                and said not in before
                and (same := [each for each in before if sorted(each) == sorted(said)])
            ):
                params = {"count": same[-1] + found["unit"], "said": found[0]}
                yield Hit(segment, *found.span(), params=params)
            before.append(said)


_DAY = Pattern(
    r"(?:(?P<month>\d{1,2})月)?(?<!\d)(?P<day>\d{1,2})日(?P<that>(?:[上下]午|晚上?)?(?:当天|当日|当晚|的[这此本]次|这天|这一天))?",
)


def _day_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    days: list[tuple[str, str]] = []
    for segment in segments:
        month = ""
        for found in _DAY.finditer(segment.text):
            month = found["month"] or month
            day = (month, found["day"])
            if found["that"] and len({*days}) == 1 and day != days[0]:
                params = {"count": f"{days[0][0]}月{days[0][1]}日", "said": found[0]}
                yield Hit(segment, *found.span(), params=params)
            days.append(day)


def counts(sheet: Sheet) -> Iterator[Hit]:
    """All that is counted twice, or said of one thing with another figure."""
    for tell in (counted_again, counts_again, said_again, pointed_back):
        yield from tell(sheet)


RULES: Final = (
    Rule("P423", "title-figure", CUSTOM, sheet=title_figure),
    Rule("P425", "counted-again", CUSTOM, sheet=counts),
    Rule("P517", "partner-of-itself", CUSTOM, segment=partner_of_itself, roles=PROSE),
)
