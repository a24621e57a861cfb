"""Rates and shares: one over all there is, shares that do not make a hundred, 13∶42∶47."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import AMOUNT, Figure, figures_of, sentences
from jianbao.proofread.rule import ARITHMETIC, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, apart

_FULL: Final = 100.0
_VERBS: Final = (
    "(?:均|都|已|就)?(?:达到?|为|是|约|(?:提高|提升|上升|升)[到至]|升至|保持在|稳定在|高达|超过)?了?"
)
_OVER_ALL = Pattern(
    rf"(?P<rate>[\u4e00-\u9fff]{{2,8}}率|满意度|占比|比重|(?:天数|林草|优良)[^，。；\d]{{0,4}}比例){_VERBS}(?P<said>(?:1\d\d|[2-9]\d\d)(?:\.\d+)?)[%％]"
)
# rates that may be over all there is, or are of something else
_UNBOUND = Pattern(
    "增长|完成率|执行率|产销|拨备|周转|收益|回报|利用率|使用率|负债|毛入学|抚养|偿付|流动|充足|成新|满足|杠杆|贡献率|费率|利率|汇率|倍率|利润率|饱和|投入产出|达产|产能|溢价|增值|上座|负荷|兑现|订单|履约|倾斜|效率|概率|复合"
)
_SURE = Pattern(
    "(?:覆盖|合格|满意|入学|参保|普及|整改|办结|签订|达标|到位|知晓|及格|优良|通过|就业|处理|接种|绿化|出勤|参与|入户|建档|签约|入住|成活|安装|回复|答复|反馈|排查|完好|供水|通车|硬化|回收|处置|受理|出席|到会|支持|准确|上线|见面|化解|调处|结案|命中|录取|优秀|发生|缴费|成功|回访|硬化路|通水|通电|参检|到岗|在线|巩固)率|满意度|占比|比重"
)
_PROPORTION = Pattern(
    rf"(?:结构|比例|产业|占比|比重|三产|之比|调整为|优化为)[^。；\d]{{0,8}}?(?P<list>\d{{1,2}}(?:\.\d+)?(?:[∶：:]\d{{1,2}}(?:\.\d+)?){{2,4}}|(?<=比例为){AMOUNT}[∶：:]{AMOUNT})(?![\d.∶：:])"
)
_AMOUNTS = Pattern(AMOUNT)


def _single(segment: Segment) -> Iterator[Hit]:
    """A rate over 100 %; parts of a hundred, written as proportions, that are not a hundred."""
    for found in _OVER_ALL.finditer(segment.text):
        owed = "债" in segment.text[max(found.start() - _FAR, 0) : found.end("rate")]
        if float(found["said"]) > _FULL and not owed and not _UNBOUND.search(found["rate"]):
            params = {"sum": f"{found['said']}%", "total": "100%"}
            level = None if _SURE.search(found["rate"]) else Level.HINT
            yield Hit(segment, found.start("said"), found.end(), params=params, level=level)
    for found in _PROPORTION.finditer(segment.text):
        made = sum(map(float, _AMOUNTS.compiled.findall(found["list"])))
        if 80 < made < 125 and abs(made - _FULL) > 0.25:
            yield Hit(segment, *found.span("list"), params={"sum": f"{made:g}", "total": "100"})


_SHARE = Pattern("占(?:比|总数|总量|全部|全体|调查人数|比例|比重)?(?:的|为|达到?|约|到|有|了)*$")
_MOVED = Pattern(
    "增|长|升|降|减|提高|回落|比(?!较)|较(?=[去上前往年同全])|(?<!岁)(?<!岁及)以上|超|高于|低于|率(?:[则仅只也都均已]?(?:高?达到?|仅?为|有|是|约))?$|全[国省市]|其中|另"
)
_ACROSS = Pattern(
    "党员|团员|[男女]职工|(?<!岁)(?<!岁及)以上|民族|本地|外地|重点|规模|全省|全市|全国|脱贫|低保|留守"
)
# of all members of one of these the shares are a hundred
_ALL_OF: Final = (
    ("满意", "不满意"), ("赞成", "反对"), ("同意", "不同意"), ("支持", "反对"), ("男", "女"), ("线上", "线下"), ("城镇", "农村"), ("优", "良", "污染"), ("一产", "二产", "三产"), ("第一产业", "第二产业", "第三产业"),
    ("农业", "工业", "服务业"), ("研究生", "本科", "大专"), ("公办", "民办"), ("中央", "地方"), ("财政", "自筹"), ("财政", "社会资本"), ("煤", "油", "非化石"), ("老年", "劳动", "少儿"), ("达标", "不达标"), ("合格", "不合格"),
)  # fmt: skip


def _of_hundred(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """满意占82%，基本满意占15%，不满意占6%; 一产占18%，二产占42%，三产占46%."""
    run: list[Figure] = []
    for figure in sentence:
        first = figure.clause.removeprefix("其中")
        if figure.unit == "%" and not figure.slack > 2 and not _MOVED.search(first):
            if first != figure.clause:
                # what comes before is of something else
                yield from _run(segment, run)
                run = []
            run.append(figure._replace(gap=first) if first != figure.clause else figure)
        elif figure.unit == "%":
            yield from _run(segment, run)
            run = []
    yield from _run(segment, run)


_MANY = Pattern("多选|复选|可选[两三多]项")
_LEFT = Pattern("(?:剩下|余下|剩余)的?$")
_STILL = Pattern("[还仍尚]有$")
_FAR: Final = 20
_NEXT = Pattern("^[）)]?[、，；和及]")


def _run(segment: Segment, run: Sequence[Figure]) -> Iterator[Hit]:
    made = sum(each.value for each in run)
    between = [segment.text[one.end : other.start] for one, other in pairwise(run)]
    labels = [_label(each) for each in run]
    # 90%的村通了公交，剩下的5%: what is left leaves nothing out
    left = bool(labels) and bool(
        _LEFT.search(labels[-1]) or (_STILL.search(labels[-1]) and "没" in run[-1].tail)
    )
    listed = all(map(_NEXT.search, between)) or (left and max(map(len, between), default=0) < _FAR)
    if len(run) < 2 or abs(made - _FULL) <= 0.06 * len(run) + 0.2 or not listed:
        return
    whole_list = (
        any(
            words[0] in labels[0] and words[-1] in labels[-1] and len(labels) >= len(words)
            for words in _ALL_OF
        )
        and 70 < made < 130
    )
    # 研究生8%，本科46%，大专31%，其他25%
    whole_list |= (
        len(run) > 2 and labels[-1].lstrip("，、和").startswith(("其他", "其它", "其余")) and 70 < made < 130
    )
    over = (
        all(_SHARE.search(each.clause) for each in run)
        and all(labels)
        and len(set(labels)) == len(labels)
        and _FULL < made < 2 * _FULL
    )
    whole_list |= left and 70 < made < 130
    if (whole_list or (over and not any(map(_ACROSS.search, labels)))) and not _of_many(segment, run[0]):
        params = {"sum": f"{made:.6g}%", "total": "100%"}
        yield Hit(segment, run[0].start, run[-1].end, params=params, level=None if whole_list else Level.HINT)


def _of_many(segment: Segment, first: Figure) -> bool:
    """Whether what stands before the first share lets answers be more than one."""
    many = _MANY.search(segment.text)
    return many is not None and many.end() <= first.start


def _label(figure: Figure) -> str:
    """What a share is of: the words before 占."""
    return _SHARE.compiled.sub("", figure.clause).removesuffix("的") or figure.gap


def shares(segment: Segment) -> Iterator[Hit]:
    """All of them, each place told once."""
    yield from apart((*_single(segment), *_together(segment)))


def _together(segment: Segment) -> Iterator[Hit]:
    if "%" in segment.text or "％" in segment.text:
        for sentence in sentences(figures_of(segment.text)):
            yield from _of_hundred(segment, sentence)


RULES: Final = (Rule("P418", "shares", ARITHMETIC, segment=shares, roles=RUNNING, triggers="%％∶：:"),)
