"""Figures of a sentence → what its words say of how they lie to each other: bounds, comparisons, ranks, trends, ratios, balances.

Each is a claim that two or more figures bear out or not; how the figures came about is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.proofread.amounts import SCALES, Figure, decimal, sentences
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment

_TINY: Final = 1e-6


def _hit(segment: Segment, first: Figure, last: Figure, right: str, said: Figure) -> Hit:
    params = {"sum": right, "total": segment.text[said.start : said.end]}
    return Hit(segment, first.start, last.end, params=params)


# --- one quantity in two units ----------------------------------------------------------------------------------------------

# unit → what is measured, and in how many of its smallest unit
_UNITS: Final = {
    "平方公里": ("area", 1e6), "公顷": ("area", 1e4), "亩": ("area", 2000 / 3), "平方米": ("area", 1.0), "公里": ("length", 1e3), "千米": ("length", 1e3), "华里": ("length", 500.0), "里": ("length", 500.0), "米": ("length", 1.0),
    "厘米": ("length", 0.01), "吨": ("weight", 1e3), "公斤": ("weight", 1.0), "千克": ("weight", 1.0), "市斤": ("weight", 0.5), "斤": ("weight", 0.5), "克": ("weight", 1e-3), "天": ("time", 1440.0), "个小时": ("time", 60.0),
    "小时": ("time", 60.0), "分钟": ("time", 1.0), "秒": ("time", 1 / 60), "元": ("money", 1.0), "立方米": ("volume", 1e3), "升": ("volume", 1.0), "毫升": ("volume", 1e-3), "兆瓦": ("power", 1e3), "千瓦": ("power", 1.0),
}  # fmt: skip
_QUANTITY: Final = r"\d[\d,]*(?:\.\d+)?"
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_TWICE = Pattern(
    rf"(?<![\d.,A-Za-z])(?P<one>{_QUANTITY})(?P<scale>[百千]?[万亿]?)(?P<unit>{_UNIT})(?P<link>（(?:约?[合即为计]|约|折合|相当于)*|，?(?:约合|折合|约折合|合|即|也就是|相当于)[为约]?)(?P<other>{_QUANTITY})(?P<its>[百千]?[万亿]?)(?P<own>{_UNIT})(?P<behind>[）。，；多余])"
)
_LOOSE: Final = 0.06


def converted(segment: Segment) -> Iterator[Hit]:
    """450亩（40公顷）; 12公里（约合18华里）: what is said again in another unit."""
    for found in _TWICE.finditer(segment.text):
        of, size = _UNITS[found["unit"]]
        its, other_size = _UNITS[found["own"]]
        alone = found["link"] == "（"
        same = (found["unit"], found["scale"]) == (found["own"], found["its"])
        if of != its or same or (alone and (of == "money" or found["behind"] != "）")):
            continue
        (one, slack), (other, its_slack) = (
            _measured(found[number], found[scale], per)
            for number, scale, per in (("one", "scale", size), ("other", "its", other_size))
        )
        rough = "约" in found["link"] or found["behind"] in "多余"
        if abs(one - other) > slack + its_slack + (_LOOSE if rough else 0.005) * one:
            own = other_size
            for sign in found["its"]:
                own *= SCALES[sign]
            right = f"{one / own:.6g}{found['its']}{found['own']}"
            said = found["other"] + found["its"] + found["own"]
            params = {"sum": right, "total": said}
            yield Hit(segment, found.start("one"), found.end("own"), params=params)


def _measured(number: str, scale: str, size: float) -> tuple[float, float]:
    """(a quantity in the smallest unit, how far rounding may have moved it)."""
    value, places = decimal(number)
    for sign in scale:
        size *= SCALES[sign]
    # 2吨 is hardly said for 1.5
    return value * size, min(0.5 * size * 10.0**-places, (1.0 if places else 0.1) * value * size)


# --- bounds and comparisons -------------------------------------------------------------------------------------------------

_ABOVE = Pattern("(?:突破|超过|超|逾)了?$")
_BELOW = Pattern("(?:不足|不到|接近|将近|近)$")
_NOT_YET = Pattern(
    "预计|有望|力争|[将要应需可]|确保|目标|计划|预期|争取|原|以前|过去|去年|上年|从|由|年前|每|均"
)
_ATTAINED = Pattern("^(?:大关)?，(?:目前|现|最终|已|其|今年|全年|共|累计)*(?:达到?了?|为|是)$")
_COUNTED = Pattern(
    "^，(?:实际|最终)(?:到场|到会|签到|参加|参与|报到|报名|出席|完成|有|为|达到?)*$|^，实[到有]$"
)
_AGAINST = Pattern("^(?:比|较|高于|低于|超过|多于|少于)")
_MORE = Pattern("^(?:水平)?(?:要|则|还|约)?(?P<way>高|低|多|少|快|慢|长|短|贵|便宜|提前|推迟)(?:出|了|约)*$")
_LESS: Final = frozenset("低少短")
_UPWARD: Final = frozenset("高多长")


def _bounded(segment: Segment, first: Figure, second: Figure) -> Iterator[Hit]:
    """首次突破100亿元，达到98.6亿元; 不足200人，实际签到216人."""
    if first.unit != second.unit or _NOT_YET.search(first.clause):
        return
    above, below = _ABOVE.search(first.clause), _BELOW.search(first.clause)
    attained = _ATTAINED.search(second.gap)
    if (above and attained and second.value < first.value) or (
        below and (attained or _COUNTED.search(second.gap)) and second.value > first.value
    ):
        yield _hit(segment, first, second, segment.text[first.start : first.end], second)


def _compared(segment: Segment, first: Figure, second: Figure, said: Figure) -> Iterator[Hit]:
    """19800元，比全镇平均水平21500元高出1700元; 6800元，低于全市6200元600元."""
    against = _AGAINST.match(second.clause)
    points = first.unit == "%" and said.unit == "个百分点"
    if against is None or first.unit != second.unit or not (said.unit == first.unit or points):
        return
    if second.gap.count("，") != 1 or first.unit in ("", "倍", "%")[: 2 if points else 3]:
        return
    way = _MORE.match(said.gap)
    if way is None and not (said.gap == "" and against[0][:1] in "高低多少"):
        return
    word = (way["way"] if way else against[0])[0]
    made = first.value - second.value
    turned = (word in _LESS and made > 0) or (word in _UPWARD and made < 0)
    if turned or abs(abs(made) - said.value) > first.slack + second.slack + said.slack + _TINY:
        right = ("少" if made < 0 else "多") + said.shown(abs(made))
        yield _hit(segment, first, said, right, said)


_MAJORITY = Pattern(
    "^[^，。；\\d]{0,10}，(?:已|均)?(?P<way>超过|超|不足|未达到?|不到|未超过)(?:了|总数的|全部的|总户数的|总人数的|应到人数的)*$"
)
_ALL = Pattern("全|总|共|应")
_PARTED = Pattern("同意|赞成|反对|参加|到会|实到|签|支持|完成|通过|出席")


def _of_part(segment: Segment, whole: Figure, part: Figure, said: Figure) -> Iterator[Hit]:
    """共200户，同意128户，超过三分之二."""
    found = _MAJORITY.match(said.gap)
    if found is None or said.unit != "%" or whole.unit != part.unit or not _PARTED.search(part.clause):
        return
    if not _ALL.search(whole.clause) or not 0 < part.value <= whole.value:
        return
    made = 100 * part.value / whole.value
    if (made < said.value) == (found["way"] in ("超过", "超")) and abs(made - said.value) > _TINY:
        yield _hit(segment, whole, said, f"{made:.1f}%", said)


# --- rows of figures: their ranks, their trend -----------------------------------------------------------------------------

BEST: Final = "最高|最快|最多|最大|最好|最长|居首位?|位居首位|排名?第一|位列第一|名列第一|名列前茅|第一|领先"
WORST: Final = "最低|最慢|最少|最小|最差|最短|垫底|居末位?|排名?最后|位居末位"
_RANKED = Pattern(
    rf"^[^，；。、]{{0,6}}，(?:其中，?)?(?P<name>[A-Z\u4e00-\u9fff]{{1,14}}?)(?:位居|名列|进度|产量|得分|成绩)?(?:(?P<best>{BEST})|(?P<worst>{WORST}))"
)
# the less there is of it, the better
LESS_IS_BETTER = Pattern(
    "投诉|发案|事故|死亡|贫困|失业|能耗|排放|成本|用时|耗时|差错|违[法规章]|损失|费用|浓度|负债"
)
_TIMES: Final = ("分钟", "小时", "日", "天", "秒")
_EACH_TIME = Pattern(
    "^[^，；。、]{0,4}，(?:总体)?(?:呈)?(?:现出?)?(?:逐[年月季次批期日周]|连年|连续[^，。]{1,4}|依次)(?:呈?)(?:(?P<up>上升|增长|增加|递增|提高|攀升|增多|走高)|(?P<down>下降|减少|递减|降低|走低|回落|缩减|下滑))"
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


def _in_rows(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    text = segment.text
    for run in _rows(sentence):
        behind = text[run[-1].end : run[-1].end + 40]
        values = [each.value for each in run]
        ups = [one < other for one, other in pairwise(values)]
        if (trend := _EACH_TIME.match(behind)) and len({*values}) == len(values):
            if not all(up == bool(trend["up"]) for up in ups):
                right = "逐次" + ("上升" if all(ups) else "有升有降" if any(ups) else "下降")
                end = run[-1].end + trend.end()
                params = {"sum": right, "total": text[run[-1].end + trend.start() + 1 : end].lstrip("，")}
                yield Hit(segment, run[0].start, end, params=params)
        elif ranked := _RANKED.match(behind):
            yield from _misranked(segment, run, ranked)


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


# --- ratios -----------------------------------------------------------------------------------------------------------------

_RATIO = Pattern(
    rf"(?P<names>(?:{HAN}{{1,8}}[、与和]){{1,3}}{HAN}{{1,8}}?)(?:[两三四]级|双方|[三四]方|之间)?(?:按照?|以)(?P<list>\d{{1,2}}(?:\.\d)?(?:[∶：:]\d{{1,2}}(?:\.\d)?){{1,3}})(?:的?比例)?|(?P<pair>{HAN}{{2}})比(?:例|率)?(?:为|是|达到?|约)?(?P<one>\d{{1,2}})[∶：:](?P<other>\d{{1,3}}(?:\.\d+)?)"
)


def in_ratio(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """财政与社会资本按1∶3出资，其中财政出资2000万元，社会资本8000万元; 师生比为1∶15，教师40人，学生800人."""
    for found in _RATIO.finditer(segment.text):
        names = _JOINED.compiled.split(found["names"]) if found["names"] else [*found["pair"]]
        shares = (
            [float(each) for each in re.split("[∶：:]", found["list"])]
            if found["list"]
            else [float(found["one"]), float(found["other"])]
        )
        parts = [
            each
            for each in every
            if found.end() <= each.start < found.end() + _NEAR and each.unit not in ("", "%")
        ][: len(names)]
        if (
            len(names) != len(shares)
            or len(parts) != len(names)
            or len({each.unit for each in parts}) > 1
            or not all(shares)
        ):
            continue
        # the first name may have words before it: 资金由省、县按
        labels = [re.split("[由对在]", names[0])[-1][-2:], *(name[:2] for name in names[1:])]
        if not all(label in part.clause for label, part in zip(labels, parts, strict=True)):
            continue
        units = [part.value / share for part, share in zip(parts, shares, strict=True)]
        rough = 0.5 / max(shares) if found["pair"] else 0.01
        if max(units) > min(units) * (1 + rough) + _TINY:
            last = parts[-1]
            yield _hit(segment, parts[0], last, last.shown(parts[0].value / shares[0] * shares[-1]), last)


_NEAR: Final = 80


# --- balances ---------------------------------------------------------------------------------------------------------------

_OPENED = Pattern(
    "上[年月期季周]末?|去年[末底]?|年初|月初|期初|季初|原有|原来|此前|结转|库存|存栏|存量|在册|年前|上次"
)
_COMES = Pattern(
    "新[增开购入建招立收添接进]|收入|购[入进]|入库|接收|增加|出生|迁入|调[入进]|转入|进货|补充|新|收回|引进|生产|加入"
)
_GOES = Pattern(
    "支出|解除|出栏|出库|竣工|完工|销售|售出|卖出|发放|死亡|迁出|调出|减少|退出|办结|结案|用[去掉于]|使用|消耗|划出|撤销|淘汰|报废|注销|转出|销号|归还|偿还|退休|离职|拆除|领[走取用]|借出|出售|脱贫|退[回订货会伙社]|花费|开支|转走|毕业|支付"
)
_CLOSED = Pattern(
    "现有|现存|现库存|年末|期末|月末|季末|年底|月底|结余|余额|结存|目前[有在尚]|[尚还仍]?[剩]余?|尚存|尚有|现在册|现存栏|仍有|现为|库存"
)
_LONGEST_BALANCE: Final = 5


def _balanced(segment: Segment, sentence: Sequence[Figure]) -> Iterator[Hit]:
    """上月末在册46人，本月新增12人、期满解除9人，现有51人: what was there, came, went and is there now."""
    for index, opened in enumerate(sentence):
        if not _OPENED.search(opened.gap) or opened.unit in ("", "%", "倍"):
            continue
        made, slack, known = {opened.value}, opened.slack, 0
        for count, figure in enumerate(sentence[index + 1 : index + 1 + _LONGEST_BALANCE]):
            words = figure.clause
            if figure.unit != opened.unit or "其中" in figure.gap or "比" in words or "同" in words:
                break
            if count and _CLOSED.search(words) and not _COMES.search(words):
                off = min(abs(each - figure.value) for each in made)
                if count > 1 and known and off > slack + figure.slack + _TINY:
                    yield _hit(
                        segment,
                        opened,
                        figure,
                        figure.shown(min(made, key=lambda each: abs(each - figure.value))),
                        figure,
                    )
                break
            ways = [way for way, named in ((1, _COMES), (-1, _GOES)) if named.search(words)]
            # what is named neither way may have come or gone
            known += len(ways) == 1
            made = {each + way * figure.value for each in made for way in (ways or (1, -1))}
            slack += figure.slack


# --- times that hold others ------------------------------------------------------------------------------------------------

_UNTIL = Pattern(
    r"(?P<quarter>(?:第?一|首)季度)|(?P<half>上半年)|(?P<three>前三季度)|(?P<year>全年)|(?:1(?:月份?)?[—至到～-]|前|截至|到)(?P<month>\d{1,2})个?月|(?P<end>\d{1,2})月[底末]"
)
_MONTHS: Final = {"quarter": 3, "half": 6, "three": 9, "year": 12}
_FLOWS = Pattern("累计|完成|实现|销售|新增|接待|办理|受理|收购|生产|投入|发放|签订|查处|救助|培训|招收")
_STOCKS = Pattern(
    "余额|在册|存栏|利润|均|率|计划|目标|任务|预计|去年|上年|同期|比|同比|下降|减少|净|结余|库存|应|盈|亏|其中"
)
_FILLER = Pattern("累计|共|已|截至|月底|月末|底|[\\d—至到～-]|月份?|的|了|，|、|。")


def _until(figure: Figure) -> int:
    """The month to which a figure is summed up from the year's beginning; 0 where nothing says so."""
    found = _UNTIL.search(figure.gap)
    if found is None:
        return 0
    return _MONTHS.get(found.lastgroup or "", 0) or int(found["month"] or found["end"])


def _summed_up(segment: Segment, first: Figure, second: Figure) -> Iterator[Hit]:
    """一季度完成税收1.9亿元，上半年累计完成1.7亿元: less than what it holds."""
    if (
        first.unit != second.unit
        or not second.value < first.value
        or first.unit in ("", "%", "倍", "个百分点")
    ):
        return
    then, now = _until(first), _until(second)
    if not 0 < then < now or _STOCKS.search(first.gap + second.gap) or not _FLOWS.search(second.gap):
        return
    words = [_FILLER.compiled.sub("", _UNTIL.compiled.sub("", each.gap)) for each in (first, second)]
    if {*words[1]} <= {*words[0]}:
        yield _hit(segment, first, second, "≥" + segment.text[first.start : first.end], second)


# --- all of them ------------------------------------------------------------------------------------------------------------


def related(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """What the words of a text say of how its figures lie to each other, and is not so."""
    yield from converted(segment)
    yield from in_ratio(segment, every)
    for sentence in sentences(every):
        for at, figure in enumerate(sentence[:-1]):
            after = sentence[at + 1]
            yield from _bounded(segment, figure, after)
            yield from _summed_up(segment, figure, after)
            if at + 2 < len(sentence):
                for tell in (_compared, _of_part):
                    yield from tell(segment, figure, after, sentence[at + 2])
        if len(sentence) > 2:
            yield from _in_rows(segment, sentence)
            yield from _balanced(segment, sentence)
