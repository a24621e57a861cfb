"""A line of display type (title, organ, entry) → how badly it would part before each of its characters.

Asked by titles, organs and contents entries alike. Three things are known of a text: its words (`words.py`), its names
and set phrases (that module's lists, the office's own words), and names made by a rule (`named.py`). Parting a word or
a name costs so much that any other way is better; behind marks it costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.expressions import compiled
from jianbao.language.han import all_han
from jianbao.language.named import by_pattern
from jianbao.language.persons import is_name
from jianbao.language.roles import ROLES
from jianbao.language.words import is_verb, word_starts

INSIDE_WORD: Final = 320.0
INSIDE_NAME: Final = 240.0
# inside 《》, “”, （）, 【】, for each pair
_INSIDE_MARKS: Final = 260.0
# a line that begins with 局 or 和, which no name is worth; with what mostly ends a word
_BARE: Final = 300.0
_SUFFIX: Final = 120.0
_TIED: Final = 60.0
_BEHIND_JOIN: Final = 50.0
_ALONE: Final = 20.0
# between two characters that are no words: most likely a place or a person
_UNKNOWN: Final = 100.0
# noun|noun and noun|verb, which mostly make one thing (生态环境|保护); verb|object; before a predicate nothing
_COMPOUND: Final = 44.0
# before a noun that says of what kind a thing is (信访|问题), behind what only describes (新型|企业), within a pair of
# verbs (走访|慰问); and behind a long name or phrase
_KIND: Final = 64.0
_KIND_BEHIND_LONG: Final = 44.0
# before what is called by two words (阿拉山口|综合保税区)
_CALLED: Final = 24.0
_VERBAL: Final = 18.0
_OBJECT: Final = 6.0
# behind a name or phrase of so many characters noun|noun is less bad
_LONG: Final = 4
_BEHIND_LONG: Final = 20.0
# behind a verb that describes what follows (退化|草原) within an object
_ATTRIBUTE: Final = 30.0
_PREDICATES: Final = ROLES["谓"]

# Where the clerk left a gap he wants the break; what is quoted mostly leans on the word behind it (“四个一”活动).
_BEHIND: Final = (
    dict.fromkeys(" \u3000", -25.0)
    | dict.fromkeys("：；——", -16.0)
    | dict.fromkeys("，。！？", -12.0)
    | dict.fromkeys("、）】", -6.0)
    | dict.fromkeys("》”", 3.0)
)
# ”|活动, “四强”|党支部; “积分制”|“清单制”; between the short items of a list
_QUOTED_KIND: Final = 64.0
_QUOTED_NOUN: Final = 24.0
_QUOTED_SHORT: Final = 60.0
_QUOTED_QUOTED: Final = 60.0
_SHORT_ITEMS: Final = 24.0
_SHORT_ITEM: Final = 4
# before a short bracket (中心（所、站）), and a quotation behind the noun that it belongs to
_BEFORE_BRACKET: Final = 60.0
_NOUN_QUOTED: Final = 14.0
BEST: Final = min(_BEHIND.values())
# A word by itself that belongs to the word before, and one that belongs to the word behind it.
_LEANS_BACK: Final = frozenset("的了着过们等地得之")
_LEANS_ON: Final = frozenset(
    "和与及或在对为把被将以从向由于不第全各该本新老大小总副原正再更最多首每无非未已可能需应"
)
_MARKED: Final = tuple(compiled(rf"{a}[^{a}{b}]*{b}") for a, b in ("《》", "“”", "（）", "【】"))
_ENDS_CLAUSE: Final = frozenset(" \u3000：；——，。！？")
_ITEM_BEHIND: Final = compiled(r"[\u4e00-\u9fff]+")
# verbs that stand in pairs: 走访|慰问, 调研|指导
_PAIRED: Final = ROLES["双"]
_PREPOSITIONS: Final = ROLES["介"]
_GOVERNS: Final = _PREPOSITIONS | frozenset("对把将")
_QUOTES: Final = frozenset("《“（【")
_NEVER_FIRST: Final = frozenset("局厅委办和与及的了")
_JOINS: Final = frozenset("和与及")
_OPENS: Final = frozenset("暨并")
# What makes a word of the word before it; a line that begins with one of these alone begins in a word's or name's tail.
_ENDS_WORD: Final = frozenset(
    "化性率者员制式型感力度家长线带圈链网库册证票费款法案论观权类级项次件位名条点元岁届号赛展奖令书稿榜杯群业界军年周月"
)
_ENDS_NAME: Final = frozenset(
    "省市县区州旗盟乡镇村屯局厅委办部院所会处科股室站队组团署司校园场馆社行店厂矿港城寺山河江湖湾桥路街府师旅营连赛"
)
_TAILS: Final = ROLES["尾"]
_TAIL: Final = 14.0
# before the last one of a name
_MOST_WORDS: Final = 3
_KINDS: Final = ROLES["类"]
_DESCRIBES: Final = ROLES["饰"]
_DESCRIBING: Final = frozenset("型性式级")
_WHO: Final = ROLES["人"]
_HOLDS: Final = ROLES["办"]
# 全县, 我市
_SCOPE: Final = frozenset("全我各本该")
_BODIES: Final = frozenset("局厅委办部院队组团署府会社司")
_PLACES: Final = frozenset("省市县州区旗镇乡")
_IN_TAIL: Final = _ENDS_NAME | _ENDS_WORD
_BARE_TAIL: Final = _LEANS_BACK | _NEVER_FIRST
_ACTS_OR_JOINS: Final = _PREDICATES | _JOINS
_NO_PART: Final = _LEANS_BACK | _LEANS_ON | _PREDICATES
_NOT_OF_PLACE: Final = _LEANS_ON | _JOINS | _PREDICATES | _BODIES | {"行"}
_BEGINS: Final = _PREDICATES | _PREPOSITIONS


def joints(text: str, names: Iterable[str] = ()) -> list[float]:
    """How badly a line ends before each character of `text`: 0 well, below it better, INSIDE_WORD in a word.

    In squared characters of unevenness, which is what `titles.py` weighs it against. `names` hold together besides.
    """
    starts = word_starts(text)
    costs = [0.0] * (len(text) + 1)
    governed = _governed(text, starts)
    for index in range(1, len(text)):
        costs[index] = _cost(text, starts, index)
        if governed[index]:
            costs[index] = _in_object(text, starts, index, costs[index])
    for start, end in _named(text, starts, names):
        for index in range(start + 1, end):
            # where a name must be parted, then between its words
            costs[index] = max(costs[index], INSIDE_NAME + max(0.0, costs[index]) / 8)
    for pattern in _MARKED if any(mark in text for mark in "《“（【") else ():
        for found in pattern.finditer(text):
            for index in range(found.start() + 1, found.end()):
                costs[index] += _INSIDE_MARKS
    return costs


def _governed(text: str, starts: Sequence[bool]) -> list[bool]:
    """For each index: does it lie behind a verb in its clause, so that the words about it make one object?"""
    governed = [False] * (len(text) + 1)
    now, start = False, 0
    for index in range(1, len(text) + 1):
        governed[index] = now
        if starts[index]:
            word = text[start:index]
            now = word not in _ENDS_CLAUSE and (
                now or word in _GOVERNS or (len(word) > 1 and word in _PREDICATES)
            )
            start = index
    return governed


def _in_object(text: str, starts: Sequence[bool], index: int, cost: float) -> float:
    """What parting costs within what a verb governs, where it would cost `cost` elsewhere."""
    if _OBJECT <= cost < _COMPOUND and all_han(text[index - 1 : index + 1]):
        if cost > _OBJECT:
            return _COMPOUND
        return cost if _word_before(text, starts, index) in _PREDICATES else _ATTRIBUTE
    return _COMPOUND if cost == 0 and _is_noun_here(text, starts, index) else cost


def _is_noun_here(text: str, starts: Sequence[bool], index: int) -> bool:
    """Is a verb at `index` part of a noun (普惠|督导评估, 消防|检查工作): does a word follow that is no object of it?"""
    word = _word_at(text, starts, index)
    end = index + len(word)
    if word not in _PAIRED or end >= len(text) or not all_han(text[index - 1]):
        return False
    behind = _word_at(text, starts, end)
    return behind in _KINDS or behind in _TAILS or (is_verb(behind) and behind not in _PREDICATES)


def _named(text: str, starts: Sequence[bool], names: Iterable[str]) -> list[tuple[int, int]]:
    """The stretches that are names, by rule and by the given list."""
    found: list[tuple[int, int]] = []
    for span in by_pattern(text):
        start, end = span
        while start < end and not starts[start]:
            start += 1
        if start == end:
            # all of it lies within a word
            continue
        # 青岚市|人力资源和社会保障局: the place is a name of its own, as is 市委 before its commissions
        if start and text[start] in _PLACES and all_han(before := text[start - 1]):
            start += before not in _NOT_OF_PLACE
        found.append((start, end))
    found += _headed(text, starts)
    found += _persons(text, starts)
    for name in names:
        at = text.find(name) if name else -1
        while at >= 0:
            found.append((at, at + len(name)))
            at = text.find(name, at + len(name))
    return found


def _persons(text: str, starts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Names behind what a person is (所长|周怀远): two or three characters that begin with a surname and are no word."""
    for index in range(2, len(text) - 1):
        if text[index - 2 : index] not in _WHO or not starts[index + 1]:
            continue
        for end in (index + 3, index + 2):
            if end <= len(text) and starts[end] and is_name(text[index:end]):
                yield index, end
                break


def _headed(text: str, starts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """What bodies and meetings are called by a word of their field (审评查验|中心, 成立|大会): from that word on."""
    places = [at for at in range(len(text)) if starts[at] and not _is_unknown(text, starts, at)]
    words = [text[start:end] for start, end in pairwise((*places, len(text)))]
    for number in range(1, len(words)):
        head, word = words[number], words[number - 1]
        end = places[number] + len(head)
        kind = head in _KINDS and number > 1 and _is_act(word) and _is_thing(words[number - 2])
        if kind or (head in _TAILS and _names(word, _HOLDS)):
            # 审评查验|中心; 水质安全|保障|工程
            first = number - 1 - kind
            while first and number - first < _MOST_WORDS and _is_thing(words[first - 1]):
                first -= 1
            yield places[first], end
        elif _is_tail(head) and _is_thing(word):
            yield places[number - 1], end


def _names(word: str, besides: frozenset[str]) -> bool:
    """Can `word` be part of what a body or meeting is called?"""
    return (
        len(word) > 1 and all_han(word) and word not in besides and word[0] not in _SCOPE and not _acts(word)
    )


def _is_thing(word: str) -> bool:
    return _names(word, _PREDICATES) and not is_verb(word)


def _cost(text: str, starts: Sequence[bool], index: int) -> float:
    before, after = text[index - 1], text[index]
    if before in _BEHIND:
        bare = _BARE if after in _BARE_TAIL and starts[index + 1] else 0.0
        return bare + (_behind_mark(text, starts, index) if before in "、》”" else _BEHIND[before])
    if not starts[index]:
        return INSIDE_WORD
    cost = _before_quote(text, starts, index) if after in _QUOTES else 0.0
    alone_before, alone_after = _is_alone(starts, index - 1), _is_alone(starts, index)
    if alone_after:
        ends = after in _IN_TAIL and not (alone_before and before in _ACTS_OR_JOINS)
        if ends or after in _BARE_TAIL:
            return _BARE if after in _NEVER_FIRST else _SUFFIX
    if text[max(0, index - 2) : index] in _PREPOSITIONS:
        return _TIED
    if alone_before and before in _LEANS_ON:
        return _BEHIND_JOIN if before in _JOINS else _TIED
    if alone_after and after in _OPENS:
        return cost - 2.0
    if alone_before and alone_after:
        if after in _PREDICATES and before in _ENDS_WORD:
            # 赌博案|获
            return cost + _OBJECT
        unknown = _is_unknown(text, starts, index) or _in_run(text, starts, index)
        return cost + (_UNKNOWN if unknown else _ALONE)
    if alone_before or alone_after:
        cost += _beside_alone(text, starts, index, alone_before=alone_before)
    else:
        cost += _OBJECT if after in _QUOTES else _between(text, starts, index)
    if any(text[index : index + length] in _TAILS for length in (2, 3, 4)):
        cost += _TAIL
    return cost - 1.0 if before == "的" else cost


def _beside_alone(text: str, starts: Sequence[bool], index: int, *, alone_before: bool) -> float:
    """What it costs to part a word and a character that is one by itself."""
    before, after = text[index - 1], text[index]
    if not alone_before:
        if after in _NO_PART | _QUOTES:
            return 0.0
        return _OBJECT if _word_before(text, starts, index) in _PREDICATES else _COMPOUND
    if before in _DESCRIBING:
        return _KIND
    if before in _NO_PART:
        return _ALONE
    return _VERBAL if _word_at(text, starts, index) in _PREDICATES else _COMPOUND


def _before_quote(text: str, starts: Sequence[bool], index: int) -> float:
    """Before “ 《 （ 【: a short bracket belongs to what stands before it, a quotation mostly to what follows."""
    if text[index] == "（" and 0 < text.find("）", index) - index <= _SHORT_ITEM + 1:
        return _BEFORE_BRACKET
    word = _word_before(text, starts, index)
    noun = text[index] == "“" and len(word) > 1 and all_han(word) and not _is_act(word) and not _acts(word)
    return _NOUN_QUOTED if noun else -2.0


def _behind_mark(text: str, starts: Sequence[bool], index: int) -> float:
    """Behind 、 》 ”: by what follows."""
    before, after = text[index - 1], text[index]
    if before == "、":
        return _SHORT_ITEMS if _is_short_item(text, starts, index) else _BEHIND[before]
    if after in _QUOTES:
        return _QUOTED_QUOTED
    word = _word_at(text, starts, index)
    if not all_han(word) or len(word) == 1:
        # “橙”心“橙”意
        return (
            _QUOTED_QUOTED if before == "”" and text[index - 3] == "“" and all_han(word) else _BEHIND[before]
        )
    if word in _KINDS or word in _TAILS:
        return _QUOTED_KIND
    if before == "》" or _is_act(word):
        return _BEHIND[before]
    return _QUOTED_SHORT if index - text.rfind("“", 0, index) <= _SHORT_ITEM + 2 else _QUOTED_NOUN


def _is_short_item(text: str, starts: Sequence[bool], index: int) -> bool:
    """Stands a 、 before `index` between items of a few characters, of which the first may follow its verb?"""
    start = index - 1
    while start and all_han(text[start - 1]) and _word_before(text, starts, start) not in _PREDICATES:
        start = start - len(_word_before(text, starts, start))
    before = index - 1 - start
    behind = _ITEM_BEHIND.match(text, index)
    first = len(_word_at(text, starts, index))
    return (
        0 < before <= _SHORT_ITEM
        and behind is not None
        and (len(behind[0]) <= _SHORT_ITEM or first == before)
    )


def _between(text: str, starts: Sequence[bool], index: int) -> float:
    """What it costs to part two words of two characters and more."""
    word, following = _word_before(text, starts, index), _word_at(text, starts, index)
    verb, verbal = _is_act(word), _is_act(following)
    called = index + len(following)
    long = len(word) >= _LONG
    if verb and verbal and word in _PREDICATES and word not in _PAIRED and following not in _PREDICATES:
        return _OBJECT
    if verb and following in _PREDICATES and word not in _PREDICATES | _PAIRED:
        return _OBJECT
    if len(word) == len(following) == 2 and ((verb and verbal) or word[0] == following[0]):
        return _KIND
    if word in _KINDS and following in _KINDS:
        return _KIND
    if following in _BEGINS or (verbal and _acts(word)):
        return 0.0
    if word[0] in _SCOPE:
        return _BEHIND_LONG
    if word in _DESCRIBES or word[-1] in _DESCRIBING or (following in _KINDS and word not in _PREDICATES):
        return _KIND_BEHIND_LONG if long else _KIND
    if verb and not verbal:
        return _OBJECT
    cost = _VERBAL if verbal else _BEHIND_LONG if long else _COMPOUND
    if called < len(text) and not _acts(word):
        tail = _word_at(text, starts, called)
        if tail in _TAILS or tail in _KINDS or (len(tail) == 1 and tail in _ENDS_WORD):
            cost += _CALLED
    return cost


def _is_act(word: str) -> bool:
    return word in _PREDICATES or is_verb(word)


def _acts(word: str) -> bool:
    """May `word` be a body, or the last of its name?"""
    return (
        (word[-1] in _BODIES and word[-2:] != "干部")
        or (len(word) > 2 and word[-1] in _PLACES)
        or _is_tail(word)
    )


def _is_tail(word: str) -> bool:
    """Does `word` end as names of bodies and meetings do?"""
    return word[-2:] in _TAILS or word[-3:] in _TAILS


def _word_at(text: str, starts: Sequence[bool], index: int) -> str:
    end = index + 1
    while not starts[end]:
        end += 1
    return text[index:end]


def _word_before(text: str, starts: Sequence[bool], index: int) -> str:
    start = index - 1
    while not starts[start]:
        start -= 1
    return text[start:index]


def _is_unknown(text: str, starts: Sequence[bool], index: int) -> bool:
    """Do two characters meet at `index` that are no words, such as those of a small place or a person?"""
    return (
        0 < index < len(text)
        and _is_alone(starts, index - 1)
        and _is_alone(starts, index)
        and text[index - 1] not in _NO_PART
        and text[index - 1] not in _IN_TAIL
        and text[index] not in _NO_PART
        and all_han(text[index - 1 : index + 1])
    )


def _in_run(text: str, starts: Sequence[bool], index: int) -> bool:
    """Do three characters about `index` stand alone that join nothing, such as 普达措, though 达 is a verb elsewhere?"""
    joins = _LEANS_BACK | _LEANS_ON | _JOINS
    return any(
        start >= 0
        and all(starts[start : start + 4])
        and len(part := text[start : start + 3]) == 3
        and all_han(part)
        and joins.isdisjoint(part)
        for start in (index - 2, index - 1)
    )


def _is_alone(starts: Sequence[bool], index: int) -> bool:
    """Is the character at `index` a word by itself?"""
    return starts[index] and starts[index + 1]
