"""Verbs and nouns that do not go together: 发扬…作用, 合格率增强了; which they are is in `data/collocations.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from jianbao.errors import Level, Severity
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
_BESIDE: Final = "和与、或及并不"
# verbs that take the noun behind them, besides those that the table has
_TRANSITIVE: Final = {*re.findall("..", "推进推动推广实施促进转变创新利用引进开发拓展规范构建承担提供")}
# what has a word of its kind before it: 管理水平, 服务质量
_OF_ANYTHING: Final = frozenset({"水平", "质量", "能力", "意识", "效率"})
# of what stands before them, where 了 is behind: 政策对缓解困难发挥了作用 has an object there
_OF_WHAT_COMES_BEFORE: Final = "提高|提升|增强|加强|扩大|加大|加快|增加|增多|减轻|缩小|缩短|降低|改善|改进"


@cache
def _verbs() -> frozenset[str]:
    """Verbs that do not go with some noun."""
    return frozenset().union(*(verbs for _, verbs in collocations().values()))


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    """A verb before its noun, and one behind it."""
    table, wrong = collocations(), _verbs()
    # 措施进行了调整
    verbs, ending = ("|".join(sorted(each)) for each in (wrong, wrong - {"进行"}))
    nouns = "|".join(sorted(table, key=len, reverse=True))
    more = rf"(?P<more>(?:(?:{_MORE}|的){{2,10}}[和与])?{_MORE}{{0,6}}?(?:的{_MORE}{{0,3}}?)??|{_MORE}{{2,12}}的)"
    return (
        compiled(rf"(?<![{_BESIDE}])(?P<verb>{verbs})(?:了|着)?{more}(?P<noun>{nouns})(?=[，。；]|$)"),
        compiled(
            rf"(?P<noun>{nouns})(?:(?:{_ADVERBS}){{1,5}}|(?=..了))(?:..[和与])?(?P<more>)(?P<verb>{ending})(?=了?[，。；]|了?$|(?<={_OF_WHAT_COMES_BEFORE})了)"
        ),
    )


def wrong_pair(segment: Segment) -> Iterator[Hit]:
    """A verb that edited text never has with its noun, and no right one before it: not 扩大海外举办论坛规模."""
    text, table = segment.text, collocations()
    for expression in _expressions():
        for found in expression.finditer(text):
            right, wrong = table[found["noun"]]
            governed = right in re.split("[，。；]", text[max(found.start() - 24, 0) : found.start()])[-1]
            if found["verb"] in wrong and not governed and _is_of_noun(found["more"], found["noun"]):
                params = {"noun": found["noun"], "better": right}
                yield Hit(segment, *found.span("verb"), params=params, level=Level.HINT)


def _is_of_noun(more: str, noun: str) -> bool:
    """Whether what stands between a verb and its noun only says more of the noun: 老专家引领的示范, but not 利用外资."""
    *others, last = ["", *words(more)]
    own = last not in collocations() or noun in _OF_ANYTHING or more.endswith(("和", "与"))
    free = re.fullmatch("[^和与]+的", more) is not None or not any(map(is_verb, others))
    return own and free and last not in _TRANSITIVE | _verbs()


RULES: Final = (
    Rule("P523", "wrong-pair", GRAMMAR, Severity.HINT, segment=wrong_pair, roles=PROSE, at_length=True),
)
