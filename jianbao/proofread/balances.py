"""Figures of a sentence → of what there was, what came and went, and what is left, what the others make of the last.

What was there is any figure that the parts done are of, or one that says when it was counted; 新增, 购进 come to it, 支出, 已 go
from it, and what is named neither way may do either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jianbao.errors import Level
from jianbao.proofread.amounts import Figure, otherwise
from jianbao.proofread.growth import FAR, Found
from jianbao.proofread.parts import ANEW, NO_PART, is_plan
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

_OPENED = Pattern(
    "上[年月期季周]末?|去年[末底]?|年初|月初|期初|季初|原有|原来|此前|结转|库存|存栏|存量|在册|年前|上次"
)
_COMES = Pattern(
    "新[增开购入建招立收添接进装]|收入|购[入进]|入库|接收|增[加派]|出生|迁入|调[入进]|转入|进货|补充|新|收回|引进|生产|加入"
)
_GOES = Pattern(
    "支出|解除|出栏|出库|竣工|完工|销售|售出|卖出|发放|死亡|迁出|调出|减少|退出|办结|结案|用[去掉于]|使用|消耗|划出|撤销|淘汰|报废|注销|转出|销号|归还|偿还|退休|离职|拆除|领[走取用]|借出|出售|脱贫|退[回订货会伙社]|花费|开支|转走|毕业|支付"
)
_CLOSED = Pattern(
    "现在?共?有|现存|现库存|年末|期末|月末|季末|年底|月底|结余|余额|结存|目前[有在尚共]|[尚还仍]?[剩]余?|尚存|尚有|现在册|现存栏|仍有|现为|库存"
)
REST = Pattern(
    "(?:剩余|剩下|余下|不合格|不达标|不满意|未通过|尚余|结余|尚剩|[仅现还]?剩|[还尚][差缺欠]|[现库]存|[还仍尚]有|其余|另外|另有|缺席|空编|盈余|缺口|缺额|缺勤|空缺|请假|节约|节省|现有|[尚还]?未[^，。；]{1,4}|正在[^，。；]{1,4}|没有[^，。；]{1,4})[^，。；]{0,6}$"
)
_ALSO = Pattern("(?:[还尚仍]有|另外|另有|已有)[^，。；]{0,6}$")
_LEFT = Pattern("^[^，。；]{0,4}?(?:尚|未|正在|没有|仍|待)")
_DONE = Pattern(
    "已|完成|用|支|发|解决|办结|整改|交|到|卖|售|归还|拨付|其中|退|淘汰|拆|栽|修|建|收|执行|销号|调[出离]|减|改造|入住|签|整治|化解|兑现|开工|录取|通过|合格|达标|满意"
)
_AND_MORE = Pattern("新增|又|再|其中|计划|每|约")
# who is there and not counted
BESIDES: Final = ("列席", "旁听", "观摩", "陪同")
_NO_UNITS: Final = ("", "%", "倍")


def remaining(run: Sequence[Figure]) -> Found | None:
    """What the last of a run of figures should be as what is left of those before it."""
    return _rest(run) or _balance(run) or _but_for(run)


def _but_for(run: Sequence[Figure]) -> Found | None:
    """全镇8个村，除2个村外，6个村都通了自来水."""
    if len(run) < 3:
        return None
    whole, out, said = run[-3:]
    excepted = out.clause.startswith("除") and "外" in out.tail[:6] and {whole.unit, out.unit} == {said.unit}
    made = whole.value - out.value
    excepted &= whole.unit != "%" and "有" not in said.clause and said.gap.count("，") < 2
    wrong = abs(made - said.value) > out.slack + whole.slack + said.slack + 1e-6
    return (said.shown(made), None, whole) if excepted and wrong and said.value < whole.value else None


def _rest(run: Sequence[Figure]) -> Found | None:
    """What remains of a whole, part of it done, at once or by and by: 76户，去年40户，今年30户，仅剩8户."""
    said = run[-1]
    left = REST.search(said.clause) or _LEFT.search(said.noun)
    besides = (said.noun + said.tail).startswith(BESIDES)
    if said.unit in ("%", "倍") or not left or besides or _AND_MORE.search(said.clause):
        return None
    done: list[Figure] = []
    found = None
    for figure in reversed([each for each in run[:-1] if each.unit != "%"]):
        if figure.unit != said.unit and said.unit:
            break
        made = figure.value - sum(each.value for each in done)
        if done and made < 0 and "差" in said.clause and is_plan(figure):
            # 任务40座，建成46座，尚差6座
            return f"超出{said.shown(-made)}", None, figure
        most = max(said.value, *(each.value for each in done), 0.0)
        if done and figure.value > most and not NO_PART.search(figure.clause):
            if abs(made - said.value) <= sum(each.slack for each in (figure, said, *done)) + 1e-6:
                return None
            if found is None and made > 0 and 0.75 < 1 + (said.value - made) / figure.value < 1.3:
                # 37人安全，另有1人失联，2人遇难: what also is need not be all that is left
                sure = REST.search(said.clause) and not _ALSO.search(said.clause)
                found = said.shown(made), None if sure else Level.HINT, figure
        words = figure.clause + figure.noun
        if not (_DONE.search(words) or _GOES.search(words) or REST.search(figure.clause)) or ANEW.search(
            figure.clause
        ):
            break
        done.append(figure)
    return found


def _balance(run: Sequence[Figure]) -> Found | None:
    """上月末在册46人，本月新增12人、期满解除9人，现有51人: what was there, came, went and is there now."""
    said = run[-1]
    if said.unit in _NO_UNITS or not _CLOSED.search(said.clause) or _COMES.search(said.clause):
        return None
    made, slack, known = {0.0}, said.slack, 0
    for count, figure in enumerate(reversed(run[:-1])):
        if figure.unit != said.unit:
            return None
        slack += figure.slack
        if count and known and _OPENED.search(figure.gap):
            nearest = min((figure.value + each for each in made), key=lambda each: abs(each - said.value))
            # of one that came or went another may not be told
            enough = count > 1 or "原有" in figure.gap
            return (
                (said.shown(nearest), None, figure)
                if enough and abs(nearest - said.value) > slack + 1e-6
                else None
            )
        words = figure.clause
        if "其中" in figure.gap or "比" in words or "同" in words:
            return None
        ways = [way for way, named in ((1, _COMES), (-1, _GOES)) if named.search(words)]
        # what is named neither way may have come or gone
        known += len(ways) == 1
        made = {each + way * figure.value for each in made for way in (ways or (1, -1))}
    return None


# --- from sentence to sentence ------------------------------------------------------------------------------------------------

_GOT = Pattern(
    "(?:排查|受理|接到|接报|收到|发现|查出|抽查|抽检|检查|应到|应参加|应检|应收|征集|梳理|登记|报名|交办|调处|登记在册|共有)[^，。；]{0,12}$"
)
_SO_FAR = Pattern(
    "(?:已经?|成功|目前|现已|全部|实到|实际|办结|完成|合格)[^，。；]{0,12}$|^(?:当场|现场)?(?:整改|解决|处置|化解|答复|采纳|销号|处理|回复|立案|录取|参加)[^，。；]{0,4}$"
)
# characters to a whole that another sentence names
_FURTHER: Final = 160


def more_than_all(segment: Segment, every: Sequence[Figure]) -> Iterator[Hit]:
    """排查纠纷36件。截至目前，已调解38件: more done than there was, or done and not done that are not all, sentences further on."""
    whole = before = None
    for figure in every:
        if whole and figure.unit == whole.unit and figure.start - whole.end < _FURTHER:
            right = start = None
            if _SO_FAR.search(figure.clause) and not ANEW.search(figure.gap):
                over = whole.value < figure.value < 3 * whole.value and not figure.slack
                if over and figure.start - whole.end < FAR:
                    right, start = segment.text[whole.start : whole.end], whole
                before = figure
            elif before and figure.sentence == before.sentence != whole.sentence:
                made = before.value + figure.value
                if REST.search(figure.clause) and made != whole.value and 0.85 < made / whole.value < 1.2:
                    right, start = figure.shown(whole.value - before.value), before
                before = None
            if right and start:
                yield otherwise(segment, right, figure, start, Level.HINT if start is whole else None)
        if _GOT.search(figure.clause) and figure.unit not in ("%", ""):
            whole, before = figure, None
