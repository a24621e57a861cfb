"""Rows of figures and what is said of their order: which one is highest, whether they rise, that they go from high to low."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, number, otherwise
from jianbao.proofread.growth import FAR
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment

BEST: Final = "最高|最快|最多|最大|最好|最长|居首位?|位居首位|排名?第一|位列第一|名列第一|名列前茅|第一|领先|夺冠|冠军|头名|榜首|之首"
WORST: Final = "最低|最慢|最少|最小|最差|最短|垫底|居末位?|排名?最后|位居末位|末位|倒数第一|末尾"
_RANKED = Pattern(
    rf"^[^，；。、]{{0,6}}，(?:其中，?)?(?P<name>[A-Z\u4e00-\u9fff]{{1,14}}?)(?:位居|名列|进度|产量|得分|成绩)?(?:(?P<best>{BEST})|(?P<worst>{WORST}))"
)
_NTH = Pattern(
    r"^[^，；。、]{0,6}，(?P<name>[\u4e00-\u9fff]{2,6}?)(?:排名|排|位居|位列|列|居)第(?P<place>[一二三四五六七八九])(?:位|名)?(?=[，。；])"
)
# the less there is of it, the better
LESS_IS_BETTER = Pattern(
    "投诉|发案|事故|死亡|贫困|失业|能耗|排放|成本|用时|耗时|差错|违[法规章]|损失|费用|浓度|负债"
)
_TIMES: Final = ("分钟", "小时", "日", "天", "秒")
_EACH_TIME = Pattern(
    "^[^，；。、]{0,4}，(?:总体)?(?:呈)?(?:现出?)?(?:逐[年月季次批期日周]|连年|连续[^，。]{1,4}|依次)(?:呈?)(?:(?P<up>上升|增长|增加|递增|提高|攀升|增多|走高)|(?P<down>下降|减少|递减|降低|走低|回落|缩减|下滑))"
)
_IN_ORDER = Pattern(
    "(?P<down>前[两三四五六七八九十]名|第?一、二、三名|[由从按][高多大]到[低少小])[^。；\\d]{0,14}$|(?P<up>[由从按][低少小]到[高多大])[^。；\\d]{0,14}$"
)
_ORDER: Final = "一二三四五六七八九十"


def _rows(sentence: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of one unit that stand in a row, three or more: by 、 or by clauses that are made alike."""
    run: list[Figure] = []
    for figure in sentence:
        ended = not run or figure.unit != run[-1].unit or figure.gap[:1] not in ("、", "和", "，", "；", "及")
        if ended or (
            len(run) > 1 and figure.gap[:1] not in ("和", "及") and figure.gap[:1] != run[1].gap[:1]
        ):
            if len(run) > 2:
                yield run
            run = []
        run.append(figure)
    if len(run) > 2:
        yield run


def ranked(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """What is said of the order of a sentence's figures and is not so."""
    yield from _in_rows(segment, sentence)
    yield from _extremes(segment, sentence)


_MOST = Pattern("(?:(?P<most>最[高多大长]|居首|居第一)|(?P<least>最[低少小短]))[^，。；\\d]{0,10}$")
_NO_PEER = Pattern(
    "共|总|合计|累计|全|去年|上年|同期|目标|计划|每|均|低至|高达|[比较]|超|满分|增|减|升|降|达$|最|其中|标准|限"
)
_MUCH: Final = 1.5
# figures of a row that are looked at
_LONGEST_ROW: Final = 20
# what makes a figure one below zero
_MINUS: Final = ("−", "-", "－")


def _extremes(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """58万元、63万元、49万元，最低的是58万元; 得分最高的95分，…96分: one that another figure beside it is beyond."""
    for index, figure in enumerate(sentence):
        found = _MOST.search(figure.clause) if figure.unit not in ("", "%") else None
        if found is None or figure.gap[-1:] in _MINUS:
            continue
        before = sentence[max(index - _LONGEST_ROW, 0) : index]
        row = next((run for run in _rows(before) if run[-1] is before[-1]), [])
        for peer in (*row, *sentence[index + 1 : index + 3]):
            if peer.unit != figure.unit or abs(peer.start - figure.end) > FAR:
                continue
            beyond = peer.value > figure.value if found["most"] else peer.value < figure.value
            close = 1 / _MUCH < peer.value / (figure.value or 1) < _MUCH
            if beyond and close and not _NO_PEER.search(peer.clause):
                right = segment.text[peer.start : peer.end]
                yield otherwise(segment, right, figure, peer, None if row else Level.HINT)
                return


def _in_rows(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    text = segment.text
    for run in _rows(sentence):
        behind = text[run[-1].end : run[-1].end + 40]
        values = [each.value for each in run]
        ups = [one < other for one, other in pairwise(values)]
        if (trend := _EACH_TIME.match(behind)) and len({*values}) == len(values) and "，比" not in run[1].gap:
            if not all(up == bool(trend["up"]) for up in ups):
                right = "逐次" + ("上升" if all(ups) else "有升有降" if any(ups) else "下降")
                end = run[-1].end + trend.end()
                params = {"sum": right, "total": text[run[-1].end + trend.start() + 1 : end].lstrip("，")}
                yield Hit(segment, run[0].start, end, params=params)
        elif (order := _IN_ORDER.search(run[0].gap)) and any(
            up == bool(order["down"]) for up in ups if len({*values}) == len(values)
        ):
            params = {
                "sum": "由高到低" if order["down"] else "由低到高",
                "total": text[run[0].start : run[-1].end],
            }
            yield Hit(segment, run[0].start, run[-1].end, params=params)
        elif nth := _NTH.match(behind):
            yield from _misplaced(segment, run, nth)
        elif ranked := _RANKED.match(behind):
            yield from _misranked(segment, run, ranked)


def _misplaced(segment: Segment, run: Sequence[Figure], nth: re.Match[str]) -> Iterator[Hit]:
    """云溪县增速7.1%、东平县6.8%、临江区6.5%，云溪县居第二位."""
    values = [each.value for each in run]
    own = [
        at for at, name in enumerate(_names(run)) if name[:_ENOUGH] and name.startswith(nth["name"][:_ENOUGH])
    ]
    if len(own) != 1 or len({*values}) < len(values) or LESS_IS_BETTER.search(run[0].gap):
        return
    place = 1 + sum(each > values[own[0]] for each in values)
    said = number(nth["place"])
    if run[0].unit not in _TIMES and said != place and values[1:] == sorted(values[1:], reverse=True):
        start, end = run[-1].end + nth.start("name"), run[-1].end + nth.end()
        right = f"{nth['name']}居第{_ORDER[place - 1]}位"
        yield Hit(segment, run[0].start, end, params={"sum": right, "total": segment.text[start:end]})


def _misranked(segment: Segment, run: Sequence[Figure], ranked: re.Match[str]) -> Iterator[Hit]:
    """甲镇完成1860户、乙镇1740户、丙镇1925户，甲镇进度最快; 三所小学分别为31%、36%、28%，丙小学居首."""
    names = _names(run)
    name = ranked["name"].removeprefix("第")
    at = next((index for index, each in enumerate(names) if each and name.startswith(each[:_ENOUGH])), None)
    values = [each.value for each in run]
    if at is None or len({*values}) < len(values):
        return
    said = ranked["best"] or ranked["worst"]
    words = run[0].gap + ranked[0]
    turned = (run[0].unit in _TIMES or LESS_IS_BETTER.search(words)) and said[-1] not in "高多大长低少小短"
    first = bool(ranked["best"]) != bool(turned)
    right = values.index(max(values) if first else min(values))
    if right != at:
        end = run[-1].end + ranked.end()
        start = run[-1].end + ranked.start("name")
        params = {"sum": names[right] + said, "total": segment.text[start:end]}
        yield Hit(segment, run[0].start, end, params=params)


_ENOUGH: Final = 2
_NAMED_BEFORE = Pattern(
    rf"(?P<names>(?:{HAN}{{1,6}}、){{1,9}}{HAN}{{1,6}}?(?:[和与及]{HAN}{{1,6}}?)?)(?:[三四五六七八九十](?:个|所|家|座|支|名|位|条)?|等)?{HAN}{{0,12}}分别(?:为|是|达到?|完成|得|占)?$"
)
_ORDINAL_BEFORE = Pattern("分别(?:为|是|达到?|完成|得)?$")
_BEFORE_NAMES = Pattern("^.*(?:[，：]|中，)")
_JOINED = Pattern("[、和与及]")


def _names(run: Sequence[Figure]) -> list[str]:
    """What each figure of a row is of: 甲、乙、丙…分别为, or what stands before each; 一, 二, 三 where only 分别 does."""
    if found := _NAMED_BEFORE.search(run[0].gap):
        names = _JOINED.compiled.split(found["names"])
        return names if len(names) == len(run) else [""] * len(run)
    if _ORDINAL_BEFORE.search(run[0].gap):
        return [*_ORDER[: len(run)]] if len(run) <= len(_ORDER) else [""] * len(run)
    names = [each.gap.lstrip("、，；和及") for each in run]
    names[0] = _BEFORE_NAMES.compiled.sub("", run[0].gap)
    return names if all(len(each) >= _ENOUGH for each in names) else [""] * len(run)
