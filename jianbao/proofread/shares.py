"""Rates and shares: one over all there is, shares that do not make a hundred, 13∶42∶47."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import AMOUNT, Figure, figures_of, number, sentences
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

_FULL: Final = 100.0
# how far a share that is told in words may be off: 六成
_ROUGH: Final = 2
# how far 六成 may be off
_NOT_FAR: Final = 5
# what can be no more than all there is: not 完成率, 产销率, 利用率
_OVER_ALL = Pattern(
    r"(?:(?:覆盖|合格|满意|(?<!毛)入学|参保|(?<![话机户])普及|整改|办结|签订|达标|到位|知晓|及格|优良|通过|就业|处理|接种|绿化|出勤|参与|入户|建档|签约|入住|成活|安装|回复|答复|反馈|排查|完好|供水|通车|硬化|回收|处置|受理|出席|到会|支持|准确|上线|见面|化解|调处|结案|命中|录取|优秀|发生|缴费|成功|回访|硬化路|通水|通电|参检|到岗|在线|巩固)率|满意度|占比|比重|的占|(?:天数|林草|优良)[^，。；\d]{0,4}比例|(?P<of>占(?![^，。；]*(?:计划|任务|目标|预算|指标|同期|年|定额|编制|应|产值|收入|[债贷款产资]))[^，。；\d]{2,20}[\d.]*[^，。；\d]{0,12}的|为应[^，。；\d计征收缴完]{1,6}的))"
    r"(?:均|都|已|就)?(?:[由从][\d.]+[%％])?(?:达到?|为|是|约|在|(?:提高|提升|上升|升)[到至]|升至|保持在|稳定在|高达|(?P<over>超过|逾))?了?(?P<said>(?:1\d\d|[2-9]\d\d)(?:\.\d+)?)[%％](?P<above>以上|多)?"
)
_PROPORTION = Pattern(
    rf"(?:结构|比例|产业|占比|比重|三产|之比|调整为|优化为)[^。；\d]{{0,8}}?(?P<list>\d{{1,2}}(?:\.\d+)?(?:[∶：:]\d{{1,2}}(?:\.\d+)?){{2,4}}|(?<=比例为){AMOUNT}[∶：:]{AMOUNT})(?![\d.∶：:])"
)
_AMOUNTS = Pattern(AMOUNT)
_ALL_SHARES = Pattern(rf"(?:占比|比重|比例)分别为(?P<list>{AMOUNT}[%％](?:[、和及]{AMOUNT}[%％]){{2,}})")
_TENTHS = Pattern(
    r"(?P<before>近|超过?|不足)?(?P<tens>[二三四五六七八九])成(?P<more>以上|多|)[（(](?P<said>\d{1,2}(?:\.\d+)?)[%％][）)]"
)


def _single(segment: Segment) -> Iterator[Hit]:
    """A rate over 100 %; parts of a hundred, written as proportions, that are not a hundred."""
    for found in _OVER_ALL.finditer(segment.text):
        if float(found["said"]) > _FULL or found["over"] or found["above"]:
            params = {"sum": f"{found['said']}%", "total": "100%"}
            # of what there is; what was planned may be exceeded
            level = Level.HINT if found["of"] else None
            yield Hit(segment, found.start("said"), found.end(), params=params, level=level)
    for found in _PROPORTION.finditer(segment.text):
        yield from _all(segment, found, range(80, 125))
    for found in _ALL_SHARES.finditer(segment.text):
        yield from _all(segment, found, range(97, 103))
    for found in _TENTHS.finditer(segment.text):
        least, said = 10.0 * number(found["tens"]), float(found["said"])
        fits = -10 < said - least < 0 if found["before"] in ("近", "不足") else 0 <= said - least < 10
        bare = not (found["before"] or found["more"])
        if not fits and not (bare and abs(said - least) < _NOT_FAR):
            yield Hit(segment, *found.span(), params={"sum": f"{found['said']}%", "total": f"{least:g}%"})


def _all(segment: Segment, found: re.Match[str], near: range) -> Iterator[Hit]:
    """Parts of a hundred that are not a hundred, where they are near it."""
    made = sum(map(float, _AMOUNTS.compiled.findall(found["list"])))
    if near.start < made < near.stop and abs(made - _FULL) > 0.25:
        yield Hit(segment, *found.span("list"), params={"sum": f"{made:g}", "total": "100"})


_SHARE = Pattern("占(?:比|总数|总量|全部|全体|调查人数|比例|比重)?(?:的|为|达到?|约|到|有|了)*$")
_MOVED = Pattern(
    "增(?!加值)|长|升|降|减|提高|回落|比(?!较)|较(?=[去上前往年同全])|(?<!岁)(?<!及)以上|超|高于|低于|率(?:[则仅只也都均已]?(?:高?达到?|仅?为|有|是|约))?$|全[国省市]|其中|另"
)
# the last of the parts of a whole
_LAST = Pattern(
    "^[，、和“]*(?:其[他它余]|剩[余下]|不(?![足到])|弃权|女|线下|农村|污染|第?三产|服务业|大专|民办|地方|自筹|社会资本|非化石|少儿)"
)
_MANY = Pattern("多选|复选|可选[两三多]项")
_NEARLY: Final = ("近", "约", "超", "超过", "逾")
_NEXT = Pattern("^[）)]?[、，；和及]")


def _of_hundred(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """满意占82%，基本满意占15%，不满意占6%; 一产占18%，二产占42%，三产占46%."""
    run, moved = list[Figure](), False
    for figure in (each for each in sentence if each.unit == "%" and each.slack < _ROUGH):
        first = figure.clause.removeprefix("其中")
        # 比重分别为17.7%和49.3%
        moved = bool(_MOVED.search(first)) or (moved and figure.gap in tuple("和、及与"))
        if moved or first != figure.clause:
            # what comes before is of something else
            yield from _run(segment, run)
            run = []
        if not moved:
            run.append(figure._replace(gap=first) if first != figure.clause else figure)
    yield from _run(segment, run)


def _run(segment: Segment, run: Sequence[Figure]) -> Iterator[Hit]:
    """The finding that shares which stand side by side are more than a hundred or, of a list that is whole, less."""
    # 县内占45%、县外占55%，合计100%
    full = bool(run) and run[-1].value == _FULL and "计" in run[-1].gap
    run = run[: len(run) - full]
    made = sum(each.value for each in run)
    listed = all(_NEXT.search(segment.text[one.end : other.start]) for one, other in pairwise(run))
    rough = abs(made - _FULL) <= 0.06 * len(run) + 0.2 or any(each.clause.endswith(_NEARLY) for each in run)
    if len(run) < 2 or rough or not listed or _MANY.search(segment.text):
        return
    labels = [_SHARE.compiled.sub("", each.clause).removesuffix("的") or each.gap for each in run]
    whole = (full or _LAST.search(labels[-1]) is not None) and 70 < made < 130
    shares = all(_SHARE.search(each.clause) for each in run) and len({*labels}) == len(labels)
    if whole or (shares and _FULL < made < 1.35 * _FULL):
        params = {"sum": f"{made:.6g}%", "total": "100%"}
        yield Hit(segment, run[0].start, run[-1].end, params=params, level=None if whole else Level.HINT)


def shares(segment: Segment) -> Iterator[Hit]:
    """All of them, each place told once."""
    has_rates = "%" in segment.text or "％" in segment.text
    together = (
        hit
        for sentence in sentences(figures_of(segment.text) if has_rates else ())
        for hit in _of_hundred(segment, sentence)
    )
    yield from apart((*_single(segment), *together))


RULES: Final = (Rule("P418", "shares", ARITHMETIC, segment=shares, roles=RUNNING, triggers="%％∶：:"),)
