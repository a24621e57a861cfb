"""Figures of one sentence that are parts of another: lists and their totals, a whole and 其中, what is done of it and the rest.

Parts are told by where they stand and by what is said of the whole, not by their unit or wording: figures of one unit in a
row before 共, 合计, 两个季度 … or behind 其中, 分为, a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, figures_of, sentences
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

_NUMBERED: Final = "(?<!第)[两三四五六七八九十]"
_TOTAL = Pattern(
    rf"(?:共(?![同享建])计?|合计|总计|总共|一共|累计|总[数额量人值产投面规]|总体|加起来|合起来|加一起|相加|全程|全长|[一两三][天日]|各类[^，。；\d]{{0,8}}|全[年县市区镇乡村校局州省][^，。；\d]{{0,6}}|{_NUMBERED}(?:(?:个|(?<=两))(?:季度|月|班|组)|个?(?:年|村|镇|乡|县|局|校|社区)|项|者|类|块|地|期|批|次|家|部分|方面|个部门)[^，。；\d]{{0,8}}|上半年|下半年|前三季度|当[天日年月]共|人数|总)[^，。；\d]{{0,8}}$"
)
_SURELY = Pattern(
    rf"合起来|全程|合计|共计|总计|总共|一共|相加|加起来|{_NUMBERED}[^，。；\d]{{1,8}}(?:共|累计|合计)|{_NUMBERED}项|总[数额量人]"
)
# （制定32件、修改47件）；第二类共51件; 水电3亿千瓦；风电累计4亿千瓦
_OF_NEXT = Pattern("^[）)]|；.*累计")
_NO_TOTAL = Pattern(
    "超|提高|对[^，]{2,9}合计|新增|同比|比(?![武赛选])|较|平均|每|人均|均|目标|计划|剩|尚|另|其他|其余|还|其中|以来|惠及|带动|受益|涉及|覆盖|服务|解决|办结|整改|去年|上年"
)
_NO_PART = Pattern(
    "减少|增加|同比|环比|增长|比(?![武赛选])|较|平均|每|均|超(?![限市级])|不足|最(?![终后])|共|合计|累计|总|目标|计划|原有|现有|达到?$|新增|另|以上"
)
_LED = Pattern(
    "[，。；（：](?:其中|包括|即|分别[是为]?|分为[^，。；\\d]{0,6}|主要[是为有]|按[^，。；]{2,6}分|分[^，。；\\d]{2,4}看)|：|（(?![^）]*）)|——|，(?:有|含|设|由)$"
)
_NO_WHOLE = Pattern("目标任务$|突破|[顺逆]差|超|近|每|均|最|不足|(?<!评)比(?![武赛选])|(?<!新)增|约|以上")
_ACROSS = Pattern(
    "[男女岁]|党员|团员|青年|民族|退[休役伍]|困难|学历|职称|先进|优秀|本科|大专|高中|初中|硕士|研究生|博士|返乡|低保|残疾|留守|老年|儿童|骨干|一线|基层|重点|首次|连续|以[上下内]|规模|上市|"
    "[国省市]级|专职|兼职|高级|中级|新增|已|未|整改|完成|办结|获|投入|建成|开工|脱贫|外地|本地|外来|持证|专业|主动|线索|问题|同比|增长|比|超|近|人均|均|每|最"
)
_DISJOINT: Final = (
    ("男", "女"), ("线上", "线下"), ("城镇", "农村"), ("城市", "农村"), ("等奖",), ("级",), ("类",), ("新建", "改建", "扩建", "续建"), ("公办", "民办"), ("大型", "中型", "小型"),
    ("县级", "乡级", "村级", "镇级", "科级"), ("国有", "民营"), ("小学", "初中", "高中", "幼儿园"), ("水田", "旱地"), ("城区", "乡镇"), ("城区", "农村"), ("县城", "乡镇"), ("个访", "集访"), ("人工", "封山", "飞播"), ("已", "正在", "未", "尚"), ("专职", "兼职"), ("副组长", "组长", "成员", "组员", "队员"), ("队长", "队员"),
)  # fmt: skip
_WHOLE_PAIRS: Final = (
    ("男", "女"),
    ("线上", "线下"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("城区", "乡镇"),
    ("专职", "兼职"),
    ("队长", "队员"),
)
# who is there and not counted
_BESIDES: Final = ("列席", "旁听", "观摩", "陪同")
# figures that are looked at before or behind one: no list is longer
_MOST: Final = 32
# the sum of parts against the whole: further off, they are not all parts of it, or no parts of it
_NEARLY, _ROUGHLY = (0.86, 1.17), (0.6, 1.7)


def _slack(figures: Sequence[Figure]) -> float:
    """How far a sum may be off its total: what was rounded up and down makes up for each other; whole numbers are exact."""
    slacks = [each.slack for each in figures]
    return max(0.5 * sum(slacks), *slacks) if any(each.places for each in figures) else 0.0


def _family(labels: Sequence[str], across: Sequence[str]) -> bool:
    """Whether the labels are different members of one family of parts that do not overlap: 男, 女; 一等奖, 二等奖."""
    # 女干部 may be a 领导干部
    for family in _DISJOINT if not across else _DISJOINT[:-1]:
        if not any(word in labels[0] for word in family):
            continue
        members = [next((word for word in family if word in label), "") for label in labels]
        if all(members) and (
            len(set(members)) == len(members) or (len(family) == 1 and len(set(labels)) == len(labels))
        ):
            return True
    ends = {labels[0][-2:], labels[-1][-2:]}
    if len(labels) > 2 and ends == {"以下", "以上"}:
        return True
    stems = sorted(labels, key=len)
    # 脱贫村, 非脱贫村
    return (
        len(labels) == 2
        and len(stems[0]) > 1
        and stems[1].lstrip("，和其余") in (f"非{stems[0]}", f"不{stems[0]}", f"未{stems[0]}")
    )


def _before(figures: Sequence[Figure], index: int) -> Sequence[Figure]:
    """The figures before the one at `index`, as many as a list may have."""
    return figures[max(0, index - _MOST) : index]


def _label(figure: Figure) -> str:
    """What a part is called: the words before it in its clause, or those behind."""
    return figure.clause.removeprefix("和").removeprefix("其中") or figure.noun


@lru_cache(maxsize=1024)
def _across(part: str) -> str:
    """The word by which what a part is called may lie across others; '' for none. All wholes before it ask."""
    found = _ACROSS.search(part)
    return found[0] if found else ""


def _bare(run: Sequence[Figure]) -> list[Figure]:
    """The figures without shares in brackets: 男28人（占56%）、女22人."""
    return [each for each in run if each.unit != "%"]


# --- parts, then their total -------------------------------------------------------------------------------------------------


def _listed_total(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """第一季度28家，第二季度35家，两个季度共73家; 早稻3.2万亩、中稻5.6万亩，总面积13.9万亩."""
    figures = _bare(sentence)
    for index in range(2, len(figures)):
        total = figures[index]
        mark = _TOTAL.search(total.clause) or (_ALL_TOLD.match(total.noun) if total.gap == "，" else None)
        if mark is None or total.unit == "" or total.tail[:1] in tuple("余多以左"):
            continue
        parts = _parts_before(figures, index)
        bare = mark.re is _ALL_TOLD.compiled
        if len(parts) < 2 + bare or _NO_TOTAL.search(total.clause) or _OF_NEXT.search(total.gap):
            continue
        slack = _slack([*parts, total])
        # 一等奖1名、二等奖3名、三等奖6名: a list in one breath is summed up whole
        firsts = [at for at, each in enumerate(parts[:-1]) if at == 0 or each.gap[:1] not in "、和"]
        sums = [sum(each.value for each in parts[first:]) for first in firsts]
        off = min(abs(made - total.value) for made in sums)
        rounded = off <= slack + 1e-6
        if off <= total.slack + 1e-6 or total.value in [each.value for each in parts]:
            continue
        if rounded and (total.slack == 0 or len(parts) > _FEW):
            continue
        sure = _SURELY.search(mark[0]) or all(each.gap[:1] in ("、", "和") for each in parts[1:])
        least, most = _ROUGHLY if sure else _NEARLY
        if least < sums[0] / (total.value or 1) < most:
            level = None if sure and not rounded else Level.HINT
            yield _hit(segment, parts[0], total, total.shown(sums[0]), total, level)


def _parts_before(figures: Sequence[Figure], index: int) -> list[Figure]:
    """The figures before a total that may be its parts: of its unit, or with others between that it is not of."""
    total = figures[index]
    parts: list[Figure] = []
    for part in reversed(_before(figures, index)):
        if part.unit != total.unit and (part.unit, total.unit) != ("人", "人次"):
            # 消防车8台、指战员45人赶到，又增派3台，共出动消防车11台
            if parts and len(parts) == 1 and _AGAIN.search(parts[0].clause):
                continue
            break
        other = _NO_PART.search(part.clause.rpartition("”")[2])
        # 共出动消防车6辆、救护车3辆
        listed = other is not None and other[0] == "共" and parts and parts[0].gap[:1] == "、"
        if (other and not listed) or part.tail[:1] in tuple("余多以/"):
            break
        parts.insert(0, part)
        if _LED.search(part.gap) and len(part.gap) > 1 and "：" not in part.gap:
            break
    return parts


# 城东12条、城南9条、城西15条，36条线索均已建账
_ALL_TOLD = Pattern(rf"{HAN}{{0,8}}?(?:[均都]|全部|悉数|无一)")
_AGAIN = Pattern("增[派援]|加派|又|再|追加|补")


def _hit(
    segment: Segment, first: Figure, last: Figure, made: str, total: Figure, level: Level | None = None
) -> Hit:
    params = {"sum": made, "total": segment.text[total.start : total.end]}
    first, last = sorted((first, last))
    return Hit(segment, first.start, last.end, params=params, level=level)


# --- a whole, then its parts ----------------------------------------------------------------------------------------------------


def _parts_of_whole(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """共50人，其中男28人、女20人; 14条，其中9条…，7条…; 500人，其中进境600人."""
    figures = _bare(sentence)
    for index, whole in enumerate(figures[:-1]):
        after = figures[index + 1]
        if _AMONG.search(after.gap) and after.unit == whole.unit not in ("", "%"):
            # 全县120个经营户中有126个
            yield from _over(segment, whole, after)
            continue
        if _SHARED_IN.search(after.clause) and after.unit == whole.unit not in ("", "%"):
            # 62名为女性，占全体58名委员的大半
            yield from _over(segment, after, whole)
            continue
        led = _LED.search(after.gap) or _ROW.search(after.gap)
        if led is None or whole.tail[:1] in tuple("余多"):
            continue
        if _within(led, after) and (after.unit != whole.unit or _OF_EACH.search(whole.clause)):
            # 120人次、车辆30台次，其中党员130人次; 189人，每村3人，其中…
            same = [each for each in _before(figures, index) if each.unit == after.unit]
            if (
                same
                and not _NO_WHOLE.search(same[-1].clause.rpartition("”")[2][-8:])
                and after.start - same[-1].end < _NEAR
            ):
                told = [*_over(segment, max(same, key=lambda each: each.value), after)]
                parts = _parts_after(figures, index, after.unit) if not told else []
                told += _parts_fault(segment, same[-1], parts, led) if len(parts) > 1 else ()
                yield from (hit._replace(level=Level.HINT) if parts else hit for hit in told)
            continue
        if whole.unit in ("", "倍") or _NO_WHOLE.search(whole.clause.rpartition("”")[2][-8:]):
            continue
        if led[0][0] == "。" and any(
            other.unit == whole.unit and other.value > whole.value for other in _before(figures, index)
        ):
            # 50名中，企业职工31名、农民10名。其中女性14名
            continue
        parts = _parts_after(figures, index)
        # 骨干13人、教师1人，其中14人: of all that are listed
        if parts and "其中" in led[0] and whole.value < _sum_of_list(figures, index) >= parts[0].value:
            continue
        if parts:
            yield from _parts_fault(segment, _whole_of([*_before(figures, index), whole], led), parts, led)


_AND = Pattern("^[、和及]|[和及]$")


def _sum_of_list(figures: Sequence[Figure], index: int) -> float:
    """What the figures of a list that ends with the one at `index` come to."""
    made = figures[index].value
    while index and _AND.search(figures[index].gap) and figures[index - 1].unit == figures[index].unit:
        index -= 1
        made += figures[index].value
    return made


def _over(segment: Segment, whole: Figure, part: Figure) -> Iterator[Hit]:
    """A part that is more than its whole."""
    more = _MORE.search(part.clause)
    # 6～8℃，其中某地10℃; 100毫米以上; 2小时10分钟; one of what is counted in 个 may be another thing
    other_things = part.own == "个" and part.noun[:1] and part.noun[:2] != whole.noun[:2] and whole.noun[:1]
    tails = {whole.tail[:1], part.tail[:1]} & {*"以左/"} or "在内" in part.clause + part.tail
    apart = "；" in part.gap or (whole.start and not whole.gap) or part.unit == "℃"
    if apart or tails or other_things or part.value > 4 * whole.value:
        return
    slack = max(whole.slack, part.slack) + 1e-6
    if part.value > whole.value + slack and part.unit and (more is None or more[0] in whole.clause):
        yield _hit(segment, whole, part, part.shown(part.value), whole)


# characters between a whole and 其中 that figures of another unit part
_NEAR: Final = 60


def _whole_of(figures: Sequence[Figure], led: re.Match[str]) -> Figure:
    """The figure before parts; of more that are parted in turn, 按性质分，…；按品种分，…, the largest."""
    same = [each for each in figures if each.unit == figures[-1].unit]
    return max(same, key=lambda each: each.value) if ("按" in led[0] or "看" in led[0]) else figures[-1]


def _parts_after(figures: Sequence[Figure], index: int, unit: str = "") -> list[Figure]:
    """The figures behind the one at `index` that may be its parts."""
    parts: list[Figure] = []
    for part in figures[index + 1 : index + 1 + _MOST]:
        further = len(parts) > 1 and "；" in part.gap and "；" not in parts[1].gap
        loose = parts and part.gap[:1] not in tuple("、，和及；（）") and not _label(part)
        # 乡镇16个，其中镇9个、乡7个，另设街道2个
        besides = part.clause.startswith(_BESIDES) or (
            len(parts) > 1 and part.gap.startswith(("，另", "；另", "，此外"))
        )
        # 14例（外省8例、外市6例）；本地5例
        besides |= bool(parts) and _OF_OTHERS.search(part.gap) is not None
        besides |= part.gap[:1] in "）)" and bool(parts) and parts[0].gap[:1] in "（("
        if part.unit != (unit or figures[index].unit) or further or loose or besides:
            break
        parts.append(part)
    return parts


# what is said behind parts of something else: 其中7人死亡，还造成9人受伤; 重症5例；累计治愈98例
_OF_OTHERS = Pattern(
    "[；，。](?:现有|累计|当日|还|[另仍]有|[^，。；]{2,4}还|他们中|其次|全年|引入|引进|[^，。；]{0,4}其中)|^[（(].|[，（]含$|包括$|另有$|各$"
)


def _parts_fault(
    segment: Segment, whole: Figure, parts: Sequence[Figure], led: re.Match[str]
) -> Iterator[Hit]:
    if _within(led, parts[0]) and (told := [*_over(segment, whole, parts[0])]):
        yield from told
        return
    # two lists of all parts, by two marks; 分别有8个和12个，分别比上月增加6个和10个
    sums = accumulate(part.value for part in parts[:-1])
    twice = len(parts) > 2 and any(abs(each - whole.value) <= whole.slack + 1e-6 for each in sums)
    compared = "分别" in led[0] and (_AGAINST.search(parts[0].gap) or whole.gap[:1] in "、和")
    if _OVERLAP.search(parts[-1].tail) or compared or twice:
        return
    labels = [_label(part) for part in parts]
    pair = _whole_pair(parts, labels)
    if pair:
        parts, labels = parts[:2], labels[:2]
    made, slack = sum(part.value for part in parts), _slack([*parts, whole])
    off = abs(made - whole.value) - 1e-6
    rounded = off <= slack
    if len(parts) < 2 or off <= whole.slack or (rounded and (len(parts) > _FEW or whole.slack == 0)):
        return
    said = whole.clause + whole.noun
    row = all(part.gap[:1] in ("、", "和") for part in parts[1:]) or _in_series(labels)
    if led.re is _ROW.compiled and not ((row and len(parts) > 2) or pair):
        return
    across = (
        []
        if _PARTED.search(led[0]) or "即" in led[0]
        else [word for each in labels if (word := _across(each)) and word not in said]
    )
    family = _family(labels, across)
    # 24.5公里，即…14.8公里、…8.7公里，两段已贯通
    ends = "即" in led[0] or _behind(segment.text, parts[-1]) in ("", "。", "；", "）")
    whole_list = (ends or ("按" in led[0] or "看" in led[0]) or (row and len(parts) > 2)) and all(
        len(part.gap) < 16 for part in parts[1:]
    )
    ratio = made / (whole.value or 1)
    least, most = _NEARLY if len(parts) == 2 or not _ALL.search(whole.clause) else _ROUGHLY
    nearly = least <= ratio <= most and whole_list
    # 其中寄宿生185人，走读生137人，每人…
    alike = "其中" in led[0] and len({each[-1:] for each in labels}) == 1 < min(map(len, labels))
    listed = alike or _LISTED_ON.issuperset(part.gap[0] for part in parts[1:])
    loose = led.re is _ROW.compiled
    over = ratio > 1 and ((family and ratio < _ROUGHLY[1]) or (not loose and not across and listed))
    if pair or over or (nearly and (not across or family or loose)):
        # 稻虾田9.8万亩，再生稻1.2万亩 of 10.3万亩 may overlap
        firm = not rounded and (pair or family or row or "；" in parts[-1].gap) and "处分" not in said
        yield _hit(segment, whole, parts[-1], whole.shown(made), whole, None if firm else Level.HINT)
    elif nearly and row and len(parts) > 2:
        yield _hit(segment, whole, parts[-1], whole.shown(made), whole, Level.HINT)


def _whole_pair(parts: Sequence[Figure], labels: Sequence[str]) -> bool:
    """Whether the parts are two that are all there is: 男 and 女."""
    two = len(parts) == 2 or (len(parts) > 2 and parts[2].gap.startswith("，"))
    return two and any(one in labels[0] and other in labels[1] for one, other in _WHOLE_PAIRS)


def _in_series(labels: Sequence[str]) -> bool:
    """Whether parts are counted on: 第一批, 第二批, 第三批; or are steps of one scale, 18岁以下 … 60岁以上."""
    counted = all(sign in label for sign, label in zip("一二三四五六七八九十", labels, strict=False))
    return len(labels) > 2 and (counted or _family(labels, ()))


def _behind(text: str, part: Figure) -> str:
    """The first character behind a part that is none of the words behind it; '' at the end of the text."""
    at = part.end
    while text[at : at + 1] and text[at] in part.noun:
        at += 1
    return text[at : at + 1]


# parts of which what was rounded hardly makes up a whole step
_FEW: Final = 3
_AGAINST = Pattern("[比较]|增|减|降|拉动|其次")
_OVERLAP = Pattern("重叠|交叉|重复计算|重合|兼有")
_OF_EACH = Pattern("每|均")
_ROW = Pattern("^[^，。；\\d]{0,10}，[^，。；]{1,10}$")
_AMONG = Pattern("^(?![^，]{0,6}[在的])[^，。；、\\d]{0,8}(?:中|之中|里面?)，?(?:共|已|就|的)*有?$")
_SHARED_IN = Pattern("^占(?:全体|全部|所有|总[^，。；]{0,4}|全[县市区镇乡村校局])[^，。；]{0,4}$")
_INCLUDES = Pattern("^(?:包括|含)[^，。；]{0,8}$")


def _within(led: re.Match[str], part: Figure) -> bool:
    """Whether what stands before a figure says that it is of the one before: 其中, 包括专家."""
    return "其中" in led[0] or _INCLUDES.search(part.clause) is not None


_PARTED = Pattern("分[为成别]")
_ALL = Pattern("共|总")
_MORE = Pattern("[由从]|时速|累计|带动|惠及|服务|新增|另")
_LISTED_ON: Final = frozenset("、和及")


# --- a list that makes all but one figure of its total -----------------------------------------------------------------------

_VOTERS: Final = ("人", "票", "张", "户")


def _in_units(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """棉被320床、大衣180件，总计510件: what is counted in more than one unit."""
    for index in range(2, len(sentence)):
        total, parts = sentence[index], [sentence[index - 1]]
        while parts[0].gap[:1] in ("、", "和") and len(parts) < min(index, _MOST):
            parts.insert(0, sentence[index - len(parts) - 1])
        made = sum(each.value for each in parts)
        honoured = (_HONOURED.match(total.noun) or _HONOURED.search(parts[0].clause)) is not None and all(
            each.own in _THINGS or each.own in _VOTERS or each.unit == "人" for each in parts
        )
        of_things = honoured or (
            total.own in ("件", "个", "台", "份") and all(each.own in _THINGS for each in parts)
        )
        if (
            of_things
            and len({each.own for each in parts}) > 1
            and len(parts) > 1
            and (_SURELY.search(total.clause) or (honoured and total.clause.endswith(("共", "共计"))))
            and _ROUGHLY[0] < made / (total.value or 1) < _ROUGHLY[1]
            and made != total.value
        ):
            yield _hit(segment, parts[0], total, total.shown(made), total, Level.HINT)


_FAR_OFF: Final = 0.2


def _in_pairs(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """2360户、8126人，其中2016年920户、3150人，2017年1440户、4967人: of two rows of parts the one that makes its whole shows them to be all."""
    for index in range(2, len(sentence) - 3):
        wholes, parts = sentence[index - 2 : index], sentence[index : index + _MOST]
        units = [each.unit for each in wholes]
        size = 0
        while [each.unit for each in parts[size : size + 2]] == units:
            size += 2
        if units[0] == units[1] or size < 4 or not _LED.search(parts[0].gap):
            continue
        rows = [parts[side:size:2] for side in range(2)]
        off = [sum(each.value for each in row) - whole.value for row, whole in zip(rows, wholes, strict=True)]
        exact = [abs(off[side]) <= _slack([*rows[side], wholes[side]]) + 1e-6 for side in range(2)]
        at = exact.index(False) if False in exact else 0
        if exact[0] != exact[1] and "%" not in units and abs(off[at]) < _FAR_OFF * wholes[at].value:
            made = wholes[at].shown(wholes[at].value + off[at])
            yield _hit(segment, wholes[at], rows[at][-1], made, wholes[at])


# persons and what is no person are counted together where they are honoured
_HONOURED = Pattern("先进|典型|集体和个人|单位和个人|荣誉|奖项|表彰")
_THINGS: Final = frozenset("件个台套床袋箱桶瓶把辆份本册支张块根盒罐顶双条")


_VOTES_TWICE = Pattern(
    r"(?P<way>赞成|同意|反对|弃权)票?(?P<count>\d{1,4})票(?P<rest>[^。；]{1,60}?)(?:中有?|，共?有|，其中|，即)(?P<said>\d{1,4})[名人位票户](?:委员|代表|党员|村民|成员|评委|业主|常委)?(?:投了?|表示|投出)?(?P=way)"
)


def _votes_twice(segment: Segment) -> Iterator[Hit]:
    """赞成24票，反对1票，弃权2票，27名委员中有25名赞成."""
    for found in _VOTES_TWICE.finditer(segment.text):
        if found["way"] not in found["rest"] and found["count"] != found["said"]:
            params = {"sum": found["count"] + "票", "total": found["said"]}
            yield Hit(segment, *found.span("said"), params=params)


_MEAN = Pattern("(?:平均|[户亩人次日月场村校班]均)[^，。；\\d]{0,6}$")


def _mean_of_row(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """分别为86人、74人、92人、88人，平均每次85人."""
    for index in range(3, len(sentence)):
        said, run = sentence[index], [sentence[index - 1]]
        while (
            run[0].gap in ("、", "和")
            and len(run) < min(index, _MOST)
            and sentence[index - len(run) - 1].unit == said.unit
        ):
            run.insert(0, sentence[index - len(run) - 1])
        if len(run) > 2 and _MEAN.search(said.clause) and all(each.unit == said.unit for each in run):
            made = sum(each.value for each in run) / len(run)
            if abs(made - said.value) > 0.51 * said.scale * 10.0**-said.places:
                yield _hit(segment, run[0], said, said.shown(made), said)


def totals(segment: Segment) -> Iterator[Hit]:
    """All of them, each place told once."""
    found = (
        hit
        for sentence in sentences(figures_of(segment.text))
        if len(sentence) > 1
        for rule in (_in_pairs, _parts_of_whole, _listed_total, _in_units, _mean_of_row)
        for hit in rule(segment, sentence)
    )
    yield from apart(chain(found, _votes_twice(segment)))


RULES: Final = (
    Rule("P405", "parts-and-total", CUSTOM, segment=totals, roles=RUNNING, triggers="0123456789"),
)
