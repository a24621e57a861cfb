"""Figures of a sentence → what others make of each: growth, shares, what is left, products, and what words say of their order.

No wording is asked for beyond what tells the figures' parts: 去年 or 由 before the one, 占 or 率 before a share, 均 or 每 before
a mean. What differs by more than rounding may move it is told; where the wording leaves a doubt it is a hint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, figures_of, otherwise, sentences
from jianbao.proofread.balances import REST, more_than_all, remaining
from jianbao.proofread.figure_slips import slipped, voted
from jianbao.proofread.growth import FAR as _FAR
from jianbao.proofread.growth import grown
from jianbao.proofread.parts import shared
from jianbao.proofread.relations import related
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

# --- one of them, how many, all of them ------------------------------------------------------------------------------------

_EACH = Pattern(
    "(?:每(?P<one>一?个?[\u4e00-\u9fff]{1,12}?)|(?P<each>[户人亩校村镇乡县班场家件项站点组株头只台套笔份日月年床斤吨栋]|单|批)(?:均|产|价)(?P<what>[^，。；\\d]{0,8}))$"
)
_EACH_IN_TIME = Pattern("每[户人亩村名位家台间套辆].{0,4}[月年天日]|每[月年天日]每[户人亩村名位家]")
_IN_TIME = Pattern("[月年天日]")
_COUNTED: Final = {
    "户": ("户", "笔"),
    "校": ("所",),
    "村": ("村",),
    "镇": ("镇",),
    "乡": ("乡",),
    "县": ("县",),
    "站": ("座",),
    "点": ("处",),
    "月": ("个月",),
    "名": ("人",),
    "位": ("人",),
    "天": ("日",),
    "斤": ("公斤",),
    "吨": ("公斤",),
    "单": ("亩", "个", "件", "套", "台"),
}
_NOT_ALL = Pattern(
    "年来|累计|低于|[由从]|捐|赠|每年安排|(?<!新)增(?!收)|突破|最|不足|不到|比|去年|上年|同期|其中|超|以上|余|多|近|约"
)
_IN_ALL = Pattern("共|合计|累计|总|收入|销售额|产值|造价|花费|支出|资金|投入|产量|全")
_WHAT: Final = ("收入", "产值", "成本", "产量", "价格", "利润", "效益", "面积", "费用", "支出", "分红")
_LASTS: Final = (
    (Pattern("全年|一年|年度"), 12, 365),
    (Pattern("上半年|半年|1(?:月份?)?[—至到～-]6月"), 6, 181),
    (Pattern("前三季度|1(?:月份?)?[—至到～-]9月"), 9, 273),
    (Pattern("(?:第?一|首)季度|1(?:月份?)?[—至到～-]3月"), 3, 90),
)


def _alike(whole: Figure, rate: Figure) -> bool:
    """Whether a figure may be as many times another: 220人次 of 每次50人."""
    return whole.unit == rate.unit or (whole.unit, rate.unit) == ("人次", "人")


def _counts(each: str, figure: Figure) -> bool:
    """Whether `figure` says how many there are of what has `each` (标段, 所, 头牛) so much."""
    if figure.unit == "%" or each == "个":
        return figure.own == each
    if figure.own == "名" and each[:1] in ("村", "乡", "镇", "县", "组", "队"):
        return False
    if figure.own not in ("", "个") and (
        each.startswith(figure.own) or figure.unit in _COUNTED.get(each[:1], (each[:1],))
    ):
        return True
    return (
        figure.own in ("个", "所", "家", "支", "条", "座")
        and bool(each)
        and (each[:1] in figure.noun[:2] or each[:2] in figure.noun[:4])
    )


def _rated(run: Sequence[Figure], sentence: str) -> tuple[str, Level | None, Figure] | None:
    """A rate, a count and the whole, in whatever order, where the last said of the three is not what the others make."""
    said = run[-1]
    near = [each for each in run if said.end - each.start < _FAR]
    rates = [(each, found) for each in near if (found := _EACH.search(each.clause))]
    of_both = [each for each in rates if _EACH_IN_TIME.search(each[0].clause)]
    if len(rates) == 2 and len(of_both) == 1 and all(_IN_TIME.search(each.clause) for each, _ in rates):
        # 每人每月补贴120元，每月支出1.02万元
        rates = of_both
    if len(rates) != 1:
        return None
    rate, found = rates[0]
    each = (
        (found["each"] or found["one"].removeprefix("一").removeprefix("个") or found["one"])
        if found["each"] or found["one"]
        else ""
    )
    if rate.unit in ("%", "倍", "番", "") or _NOT_ALL.search(rate.clause) or rate.tail.startswith("以"):
        return None
    counts = [figure for figure in near if figure is not rate and _counts(each, figure)]
    counts = [figure for figure in counts if figure.own == each[:1]] or counts
    wholes = [
        figure for figure in near if figure is not rate and figure not in counts and _alike(figure, rate)
    ]
    if rate.own == "个":
        wholes = [figure for figure in wholes if figure.noun[:1] == rate.noun[:1]]
    wanted = next((word for word in _WHAT if word in (found["what"] or "")), "")
    if len(wholes) != 1 or (
        wanted and wanted not in wholes[0].clause and not set(wanted) & set(wholes[0].clause)
    ):
        return None
    whole, count, slack = wholes[0], 0.0, 0.0
    if len(counts) == 1:
        # 90吨 of what has so much a 吨
        own = counts[0].size if counts[0].own == each[:1] else 1.0
        count, slack = counts[0].value / own, counts[0].slack / own
    elif not counts and each[:1] in ("月", "天", "日"):
        count = next(
            (months if each[0] == "月" else days for lasts, months, days in _LASTS if lasts.search(sentence)),
            0,
        )
    others = [whole, *counts]
    if (
        not count
        or said not in (rate, *others)
        or any(_NOT_ALL.search(other.clause + other.tail[:2]) for other in others)
    ):
        return None
    product = count * rate.value
    slack = (
        whole.slack
        + count * max(rate.slack, 0.5 * rate.scale * (rate.places == 0 and said is rate and rate.value > 9))
        + slack * rate.value
        + 0.015 * whole.value
    )
    off = product / (whole.value or 1)
    # 个体工商户576户，贷款2860万元，受益妇女246人，户均11.6万元: it is of others
    other = any(
        abs(figure.value * rate.value - whole.value) <= 0.015 * whole.value
        for figure in run
        if figure not in (rate, whole)
    )
    if abs(product - whole.value) <= slack or other or not 0.09 < off < 12:
        return None
    sure = 0.3 < off < 3 and (said is rate or _IN_ALL.search(whole.clause))
    right = said.shown(
        whole.value / (count if said is rate else rate.value) if said is not whole else product
    )
    return right, None if sure else Level.HINT, min(rate, *others)


def solved(segment: Segment) -> Iterator[Hit]:
    """Each figure that others of its sentence make otherwise."""
    text = segment.text
    plain = figures_of(text)
    following = dict(pairwise(plain))
    for run in _runs(plain):
        said = run[-1]
        after = following.get(said)
        # 已整治84处，正在整治7处，尚未启动5处: the rest is not told to the end
        goes_on = (
            after is not None
            and after.unit == said.unit
            and after.sentence == said.sentence
            and REST.search(after.clause)
        )
        found = grown(run) or (None if goes_on else remaining(run))
        if found is not None:
            yield otherwise(segment, found[0], said, found[2], found[1])
    # 五个断面中，优良4个，占80%: the whole is in words
    for figures in sentences(figures_of(text, every=True) if _IN_WORDS.search(text) else plain):
        for found, figure in shared(figures) if len(figures) > 2 else ():
            yield otherwise(segment, found[0], figure, found[2], found[1])
    for run in _runs(figures_of(text, every=True)) if _SOONER.search(text) else ():
        if run[-1].unit == "日" and (found := grown(run)):
            yield otherwise(segment, found[0], run[-1], found[2], found[1])
    for run in _runs(figures_of(text, every=True)) if _EACH_SOMEWHERE.search(text) else ():
        sentence = text[max(run[0].start - _FAR, 0) : run[-1].end]
        if found := _rated(run, sentence):
            yield otherwise(segment, found[0], run[-1], found[2], found[1])


_IN_WORDS = Pattern("[二两三四五六七八九十](?:[户名人所家]|个)[^，。；\\d]{0,8}中，[^，。；]{0,12}，占")
_SOONER = Pattern("提前|推迟|缩短|延长|压缩|压减|快了|少了|多了")
_EACH_SOMEWHERE = Pattern("每|均|亩产|单产|单价")


def _runs(every: Sequence[Figure]) -> Iterator[list[Figure]]:
    """For each figure: those of its sentence up to it, where there are two or more."""
    for sentence in sentences(every):
        for count in range(2, len(sentence) + 1):
            yield sentence[max(count - _MOST, 0) : count]


# figures of a sentence that are held together
_MOST: Final = 6


def figures_agree(segment: Segment) -> Iterator[Hit]:
    """All that figures of a text make of others, each place once."""
    every = figures_of(segment.text)
    if len(figures_of(segment.text, every=True)) > 1:
        loose = (hit for sentence in sentences(every) for hit in slipped(segment, sentence))
        yield from apart(
            (
                *solved(segment),
                *more_than_all(segment, every),
                *related(segment, every),
                *voted(segment, every),
                *loose,
            )
        )


RULES: Final = (
    Rule("P428", "figures-disagree", ARITHMETIC, segment=figures_agree, roles=RUNNING, triggers="0123456789"),
)
