"""Verbs and nouns that do not go together: 发扬…作用, 合格率增强了; which they are is in `data/collocations.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from jianbao.errors import Level
from jianbao.expressions import compiled
from jianbao.language.words import is_verb, words
from jianbao.proofread.data import collocations
from jianbao.proofread.rule import Rule
from jianbao.proofread.usage import GRAMMAR
from jianbao.proofread.view import PROSE, Hit, Segment

# what says more of a noun: no frame, no quotation, no list
_MORE: Final = r"(?:[^\W\d_的和与及、在把被将对为使让令是有以向从不]|有[力效])"
_ADVERBS: Final = (
    "也|都|将|正|已|又|还|均|会|要|进一步|不断|明显|显著|大大|逐步|日益|逐渐|大幅|有效|普遍|持续|稳步|有所|有了?|得到了?|"
    "取得了?|获得了?|得以|很大|极大|较大|一定|充分|切实|广泛|全面|地|的"
)
# what stands before one of several verbs, or another sense
_BESIDE: Final = frozenset("和与、或及并不")
# verbs that take the noun behind them
_TRANSITIVE: Final = frozenset(
    re.findall(
        r"\w+",
        "提高 提升 增强 推进 推动 推广 实施 落实 建立 完善 健全 促进 改进 改善 优化 扩大 满足 适应 形成 转变 创新 防范 化解 解决 应对 利用 "
        "引进 开发 拓展 强化 规范 维护 保障 构建 实现 培育 参与 承担 履行 执行 制定 编制 收回 减少 降低 增加 开放 营造 取得",
    )
)
# what has a word of its kind before it: 管理水平, 服务质量
_OF_ANYTHING: Final = frozenset({"水平", "质量", "能力", "意识", "效率"})
# verbs that say nothing without another behind them: 措施进行了调整
_TAKING: Final = frozenset({"进行"})
# of what stands behind them, where 了 does: 政策对缓解困难发挥了作用
_OF_WHAT_FOLLOWS: Final = "发挥|营造|树立|满足|完成|执行|履行|开展|弘扬|采取|作出"


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    """A verb before its noun, and one behind it."""
    table = collocations()
    wrong = {verb for _, verbs in table.values() for verb in verbs}
    verbs, ending = ("|".join(sorted(each)) for each in (wrong, wrong - _TAKING))
    nouns = "|".join(sorted(table, key=len, reverse=True))
    more = rf"(?P<more>{_MORE}{{0,6}}?(?:的{_MORE}{{0,3}}?)??)"
    return (
        compiled(rf"(?P<verb>{verbs})(?:了|着)?{more}(?P<noun>{nouns})(?=[，。；]|$)"),
        compiled(
            rf"(?P<noun>{nouns})(?:(?:{_ADVERBS}){{1,5}}|(?=..了))(?P<more>)(?P<verb>{ending})(?=[，。；]|$|(?<!{_OF_WHAT_FOLLOWS})了)"
        ),
    )


def wrong_pair(segment: Segment) -> Iterator[Hit]:
    """A verb that edited text never has with its noun."""
    text, table = segment.text, collocations()
    for expression in _expressions():
        for found in expression.finditer(text):
            right, wrong = table[found["noun"]]
            begins = text[found.start() - 1 : found.start()] not in _BESIDE
            if found["verb"] in wrong and begins and _is_of_noun(found["more"], found["noun"]):
                params = {"noun": found["noun"], "better": right}
                yield Hit(segment, *found.span("verb"), params=params, level=Level.HINT)


def _is_of_noun(more: str, noun: str) -> bool:
    """Whether what stands between a verb and its noun only says more of the noun: 老专家的示范, but not 利用外资."""
    *others, last = ["", *words(more)]
    own = last not in collocations() or noun in _OF_ANYTHING
    return not any(map(is_verb, others)) and own and last not in _TRANSITIVE


RULES: Final = (Rule("P523", "wrong-pair", GRAMMAR, segment=wrong_pair, roles=PROSE, at_length=True),)
