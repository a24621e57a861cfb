"""Set phrases in quotation marks: “放管夫”, “时时放不下心”.

`data/quoted.txt` holds what edited text often has in quotation marks, and what it has there that is nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from jianbao.errors import Level
from jianbao.language.names import NUMBERED, PHRASES, QUOTED, names_in
from jianbao.proofread.data import lines_of
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import one_apart, slipped
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

_QUOTED = Pattern("[“《]([\u4e00-\u9fff、]{4,16})[”》]")
# characters that a phrase has at least
_SHORT: Final = 4
# what is counted in many numbers
_OFTEN_COUNTED: Final = frozenset({"个一批", "个精准"})
_NUMERALS: Final = frozenset("一二两三四五六七八九十")


def misquoted_phrases(segment: Segment) -> Iterator[Hit]:
    """“枫桥经念”, “非粮话”, “五个自信”: what nearly is a set phrase, or is one with another number. 一湖一策 is one of any number."""
    for found in _QUOTED.finditer(segment.text):
        said = found[1]
        known, met, by_end = _phrases()
        if said in known or said in met:
            continue
        if right := _numbered().get(_counting(said)):
            # “五个行动” may be another office's; 三去一降两补 is nobody's
            level = Level.HINT if said[0] != right[0][0] or said[1] in _NUMERALS else None
            yield Hit(segment, *found.span(), params={"better": "、".join(right)}, level=level)
            continue
        for phrase in dict.fromkeys([*by_end.get("<" + said[0], ()), *by_end.get(">" + said[-1], ())]):
            # most are soon passed over: a call takes longer
            like = abs(len(phrase) - len(said)) < 2
            sure = like and len(said) > _SHORT and slipped(said, phrase)
            alike = len(said) == len(phrase) and said[0] not in said[1:] and slipped(said, phrase)
            if sure or alike or (like and _one_differs(said, phrase)):
                level = Level.DOUBTFUL if sure else Level.HINT
                yield Hit(segment, *found.span(1), params={"better": phrase}, level=level)
                break


def _one_differs(said: str, phrase: str) -> bool:
    """Whether one character of a phrase that the lists have is another, like it or not."""
    known = phrase in set_phrases() or (len(phrase) > _SHORT and phrase[0] in _NUMERALS)
    at = one_apart(said, phrase) if known else None
    return at is not None and not contrast(said[at], phrase[at])


def by_ends(phrases: Iterable[str]) -> dict[str, list[str]]:
    """`<` and a first character, `>` and a last one → the phrases that have it there."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault("<" + phrase[0], []).append(phrase)
        found.setdefault(">" + phrase[-1], []).append(phrase)
    return found


@cache
def set_phrases() -> frozenset[str]:
    """The phrases of four characters, those with a number and the works that the lists have."""
    return frozenset(names_in(PHRASES, NUMBERED, "作品"))


@cache
def _numbered() -> dict[str, list[str]]:
    """What a phrase counts → the phrases: #个自信 → 四个自信."""
    found: dict[str, list[str]] = {}
    for phrase in names_in(PHRASES, NUMBERED, QUOTED):
        if phrase[0] in _NUMERALS and len(phrase) >= _SHORT and phrase[1:] not in _OFTEN_COUNTED:
            found.setdefault(_counting(phrase), []).append(phrase)
    return found


def _counting(phrase: str) -> str:
    return "".join("#" if char in _NUMERALS else char for char in phrase)


@cache
def _phrases() -> tuple[frozenset[str], frozenset[str], dict[str, list[str]]]:
    """What is set, what is near and right all the same, what is set by its first and its last character."""
    phrases, met = (line.split(" ") for line in lines_of("quoted.txt"))
    known = [*names_in(PHRASES, NUMBERED, QUOTED), *phrases]
    # “千村示范万村整治”
    plain = [phrase.replace("、", "") for phrase in known]
    return frozenset(known + plain), frozenset(met), by_ends(known)
