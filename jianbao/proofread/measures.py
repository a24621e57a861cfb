"""Numbers with a measure word that their noun does not take: 养了三条山羊, 采购电脑50张; the nouns are in `data/measures.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.data import measures
from jianbao.proofread.rule import Pattern, Rule, any_of
from jianbao.proofread.usage import GRAMMAR
from jianbao.proofread.view import RUNNING, Hit, Segment

# what is told of where it does not go with a noun; 位, 名, 家, 户 and 处 go with what belongs to those whom they count
_TOLD: Final = "只条辆枚张座台架艘份头匹棵株栋幢间本册篇首幅把支枝根块片面顶盏封口尊具列门朵颗所副扇床粒羽"
_COUNTED = Pattern(
    rf"(?P<number>[\d百千万亿两几二三四五六七八九十][多余]?|一)(?P<measure>[{_TOLD}个])(?P<noun>[一-龥]{{0,6}})(?=[，。；、）]|$)"
)
_NUMBER: Final = "0123456789.,〇一二三四五六七八九十百千万亿两几数多余近约共达了"
# one thing looked at from its sides, or half of a word: 两头铁路, 一面, 一把手
_SIDES: Final = {"两": "头面口片", "一": "头面口片把块门册首条支根"}
# nouns of one character that others end in
_ENDING: Final = frozenset("车船羊牛猪树鸡鸭鹅驴")
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
        noun = found["noun"] or _last_noun(before)
        right = measures().get(noun, measure)
        if measure not in right and _PERSONS not in right:
            yield Hit(segment, start, start + 1, params={"noun": noun, "better": right[0]})


def _last_noun(text: str) -> str:
    """The longest noun that a text ends with; one of a single character is the whole text, or ends many others."""
    known = measures()
    for start in range(max(len(text) - _LONGEST, 0), len(text)):
        noun = text[start:]
        if noun in known and (len(noun) > 1 or noun in _ENDING or start == 0):
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
