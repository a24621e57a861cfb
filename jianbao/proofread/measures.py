"""Numbers with a measure word that their noun does not take: 三只消防车, 采购电脑50张; the nouns are in `data/measures.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from jianbao.errors import Severity
from jianbao.language.words import is_verb, word_starts
from jianbao.proofread.data import measures
from jianbao.proofread.rule import Pattern, Rule, any_of
from jianbao.proofread.usage import GRAMMAR
from jianbao.proofread.view import RUNNING, Hit, Segment

# what is told of where it does not go with a noun; 位, 名, 家, 户 and 处 go with what belongs to those whom they count
_TOLD: Final = "只条辆枚张座台架艘份头匹棵株栋幢间本册篇首幅把支枝根块片面顶盏封口尊具列门朵颗所副扇床粒羽"
_COUNTED = Pattern(
    rf"(?P<number>[\d百千万亿两几二三四五六七八九十][多余]?|一)(?P<measure>[{_TOLD}个])(?!(?<=台)[河县山高]|(?<=门)[峡县核冰中])"
    r"(?:(?P<noun>[一-龥]{1,14})|(?=[，。；、）]|$))"
)
_NUMBER: Final = "0123456789.,〇一二三四五六七八九十百千万亿两几数多余近约共达了"
# one thing looked at from its sides, or half of a word: 两头铁路, 一面, 一把手
_SIDES: Final = {"两": "头面口片", "一": "头面口片把块门册首条支根"}
# nouns of one character that others end in
_ENDING: Final = frozenset("车船羊牛猪树鸡鸭鹅驴")
# what shows that the noun behind it is not what was counted
_AMID: Final = frozenset(
    "的了是在被把从向对为与和及等到来去给让有会要也不中上下里内外前后这那着过其都就还将已由于送乘驾坐骑开买卖用占借搭穿戴吃遭讲谈写述能可"
)
_BEHIND: Final = frozenset("等被在已将是为也都全离驶抵")
# 六张耕牛和两吨饲料
_ANOTHER: Final = Pattern("[和与及][\\d一二两三四五六七八九十几数百千]")
# what is called by what it does
_BY_WHAT_THEY_DO: Final = tuple("队站点组班厂店所员人费款车室处工师器机线厅")
_MOST_AMID: Final = 6
# characters of a verb that says of what kind the noun is
_VERB_AS_KIND: Final = 2
# who is counted so is counted with all that is theirs: 六条干部守则
_PERSONS: Final = "名"
# characters of a noun
_LONGEST: Final = 6
# characters before a number that its noun is looked for in
_BEFORE: Final = 24


def wrong_measure(segment: Segment) -> Iterator[Hit]:
    """A measure word that edited text never has with the noun behind it, or before the number."""
    text = segment.text
    for found in _COUNTED.finditer(text):
        measure, start = found["measure"], found.start("measure")
        before = text[max(start - _BEFORE, 0) : start].rstrip(_NUMBER)
        if before.endswith("第") or measure in _SIDES.get(found["number"], ""):
            continue
        noun = _behind(found["noun"], measure) if found["noun"] else _noun_at(before, len(before))
        if noun and measure not in (right := measures()[noun]) and _PERSONS not in right:
            yield Hit(segment, start, start + 1, params={"noun": noun, "better": right[0]})


def _behind(run: str, measure: str) -> str:
    """The noun that a measure word counts and does not go with, at the head of what stands behind; '' for none."""
    nouns = [(end, noun) for end in range(1, len(run) + 1) if (noun := _noun_at(run, end))]
    if any(measure in measures()[noun] for _, noun in nouns):
        return ""
    for end, noun in nouns:
        amid = run[: end - len(noun)]
        if len(amid) <= _MOST_AMID and _AMID.isdisjoint(amid):
            starts = word_starts(measure + run)
            bounds = [at - 1 for at in range(1, len(starts)) if starts[at]]
            words = {first: run[first:last] for first, last in pairwise(bounds)}
            verb = words.get(end, "")
            # 28支农机维修队
            kind = run[end + len(verb) :][:1] in _BY_WHAT_THEY_DO
            ends = end == len(run) or run[end] in _BEHIND or (is_verb(verb) and not kind)
            ends = ends or _ANOTHER.match(run, end) is not None
            # 灭火无人机
            short = end == len(run) and len(amid) == _VERB_AS_KIND
            done = not short and any(
                is_verb(word) for first, word in words.items() if first < len(amid) or word[-1] in _ENDING
            )
            if starts[1] and end in bounds and ends and not done:
                return noun
    return ""


def _noun_at(text: str, end: int) -> str:
    """The longest noun that ends there; one of a single character is the whole text, or ends many others."""
    known = measures()
    for start in range(max(end - _LONGEST, 0), end):
        noun = text[start:end]
        if noun in known and (end - start > 1 or noun in _ENDING or start == 0):
            return noun
    return ""


RULES: Final = (
    Rule(
        "P522",
        "measure-word",
        GRAMMAR,
        Severity.HINT,
        segment=wrong_measure,
        roles=RUNNING,
        bits=any_of(_COUNTED),
    ),
)
