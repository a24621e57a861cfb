"""的, 地 and 得 → which of them stands between two words: 认认真真的学习, 村民高兴得说, 大棚蔬菜长地郁郁葱葱.

How edited text has each of them beside a word is in `data/de.txt`; what else shows a wrong one is in `data/faults.txt`, and
what it has further around them `confused` asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.words import is_verb, parted, words
from jianbao.proofread.data import STEP_OF_DE, beside_de, de_wrong_behind
from jianbao.proofread.rule import HAN, Pattern, Rule
from jianbao.proofread.usage import GRAMMAR, faults_and, is_sure
from jianbao.proofread.view import RUNNING, Hit, Segment

_DE: Final = "的地得"
# but for words that hold one of them
_ANY: Final = Pattern(
    "的(?![确士])|(?<![各当土基本外内产属工场实园阵驻耕湿林草绿高腹遍就异两陆战营])地(?![区方点理下质面铁位产域块级址球上])|(?<![取获不使值记觉懂显晓博所])得(?![到出以知])"
)
# never more than a hint
_HINTED: Final = 99.0
# from what there is to what should be → the odds from which on it is told, as a logarithm, of a seldom word, and as more than a hint
_TOLD: Final = (
    {1: (3.0, 5.0, 5.9), 2: (3.0, 4.0, 7.0)},
    {2: (1.5, 2.6, _HINTED)},
    {1: (4.2, 4.2, _HINTED), 0: (4.5, 4.5, _HINTED)},
)
# from which on it is mended unasked
_MENDED: Final = 7.0
# of what should be behind 的, 地 or 得: the least that speaks for it, and for a hint
_SPOKEN_FOR: Final = ((-14.0, -14.0), (-10.6, -9.4), (-8.1, -6.6))
# characters of a word, and the place of what it says in its line: before, behind and beyond that
_LONGEST: Final = 4
_BEFORE: Final = 0
_BEHIND: Final = 6
_BEYOND: Final = 12
_NONE: Final = ord("0")
_PAIR: Final = 2
_UNKNOWN: Final = -1.0
# 做的越多, 您说的都好, 多的多了, 实得金额: what is done or is so, named
_NAMED_BEHIND: Final = re.findall(
    r"\w+", "越 更多 最多 最 都 多 少 那么 要 比 不多 了 起 换 是 早 还 党心 民心 人心"
)
_NAMED_BEYOND: Final = ("让", "使", "是", "令", "也", "都", "的都")
# 高兴得跳了起来: what comes of it
_COMES_OF_IT: Final = ("了起来", "起来")
_NAMED_BEFORE: Final = ("多", "少", "美", "有", "还有", "针对性", "等", "实", "索", "利", "无")


# 有效管理的很好尝试
_OF_A_NOUN = Pattern(f"很{HAN}(?![了也都又，的不]){HAN}{{2}}")
_A_COURSE = Pattern(f"{HAN}{{2}}[过进]程")
_GOT = Pattern(
    f"(?:[得受]到|获得|给予|开展|进行|[作做]出|[经通]过|面对|看似)了?{HAN}{{2,4}}$|[炼练]就$|以{HAN}{{1,7}}$"
)


class _Word(NamedTuple):
    """Where a word beside one of the three begins and ends, and its line of `data/de.txt` ('' = it has none)."""

    start: int
    end: int
    line: str

    def odds(self, place: int, there: int, should: int) -> float:
        """How much more it speaks for what should be than for what there is, at a place."""
        if not self.line:
            return _UNKNOWN
        return (ord(self.line[place + 3 + should]) - ord(self.line[place + there])) * STEP_OF_DE

    def speaks_for(self, place: int, should: int) -> float:
        """How often it is met at a place beside what should be."""
        return (ord(self.line[place + 3 + should]) - _NONE) * STEP_OF_DE


def _before(text: str, at: int) -> _Word:
    """The longest word known that ends there."""
    known = beside_de()
    for start in range(max(at - _LONGEST, 0), at):
        if text[start:at] in known:
            return _Word(start, at, known[text[start:at]])
    return _Word(at - _LONGEST, at, known["AABB"] if _is_doubled(text[at - _LONGEST : at]) else "")


def _is_doubled(word: str) -> bool:
    return len(word) == _LONGEST and word[0] == word[1] and word[2] == word[3]


def _behind(text: str, at: int) -> _Word:
    """The longest word known that begins there."""
    known = beside_de()
    for end in range(min(at + _LONGEST, len(text)), at, -1):
        if text[at:end] in known:
            return _Word(at, end, known[text[at:end]])
    return _Word(at, at, "")


def _may_be_wrong(text: str, at: int) -> bool:
    """Whether what stands before 的 is ever followed by another of the three; soon told."""
    words = de_wrong_behind()
    return any(text[at - size : at] in words for size in (2, 1, 4, 3)) or _is_doubled(text[at - 4 : at])


def wrong_de(segment: Segment) -> Iterator[Hit]:
    """What faults tell, and where one of the three stands that edited text never has between such words."""
    for hit in faults_and(segment, "P508", _between_words(segment)):
        # 实实在在的推进过程; 得到有效的帮助, 炼就的好手艺, 以极大的热情关注着
        if not _A_COURSE.match(segment.text, hit.end):
            yield hit._replace(level=Level.HINT) if _GOT.search(segment.text[: hit.start]) else hit


def _between_words(segment: Segment) -> Iterator[Hit]:
    text = segment.text
    for found in _ANY.finditer(text):
        at = found.start()
        there = _DE.index(text[at])
        if there == 0 and not _may_be_wrong(text, at):
            continue
        before, behind = _before(text, at), _behind(text, at + 1)
        if not before.line or not behind.line or not (text[at - 1] + text[at + 1]).isalpha():
            continue
        should, odds = _likeliest(there, before, behind, _behind(text, behind.end))
        named = text[behind.start : behind.end] in _NAMED_BEHIND or text[before.start : at] in _NAMED_BEFORE
        named = named or text.startswith(_NAMED_BEYOND, behind.end)
        named = named or (there == 2 and text.startswith(_COMES_OF_IT, behind.end))
        named = named or (should == 2 and _OF_A_NOUN.match(text, behind.start) is not None)
        if should == there or named or text[before.start - 1 : before.start] in tuple("所该真能会"):
            continue
        if parted(text, before.start, at, at + 1, behind.end):
            better = _DE[should]
            sure = odds >= _MENDED and is_sure(text, at, at + 1, better)
            pair = text[behind.start : behind.start + 2]
            noun = should == 1 and not is_verb(pair) and (behind.end - at > _PAIR or len(words(pair)) == 1)
            level = Level.HINT if noun or odds < _TOLD[there][should][2] else None
            yield Hit(segment, at, at + 1, better if sure else None, {"better": better}, level)


def _likeliest(there: int, before: _Word, behind: _Word, beyond: _Word) -> tuple[int, float]:
    """Which of the three should stand between such words, and how much more likely it is than what does."""
    best = there, 0.0
    for should, (hinted, sure, _) in _TOLD[there].items():
        odds = before.odds(_BEFORE, there, should) + behind.odds(_BEHIND, there, should)
        odds += beyond.odds(_BEYOND, there, should)
        spoken = behind.speaks_for(_BEHIND, should)
        seldom, often = _SPOKEN_FOR[should]
        least = hinted if spoken >= often else sure
        if spoken >= seldom and odds >= max(least, best[1]):
            best = should, odds
    return best


RULES: Final = (Rule("P508", "de", GRAMMAR, fixable=True, segment=wrong_de, roles=RUNNING, triggers=_DE),)
