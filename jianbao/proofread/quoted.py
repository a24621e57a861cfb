"""Set phrases in quotation marks, names with their words in another order: “放管夫”, “时时放不下心”, 国家市场管理监督总局.

`data/quoted.txt` holds what edited text often has in quotation marks, and what it has there that is nearly the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import compress, count
from operator import add
from typing import Final

from jianbao.errors import Level
from jianbao.expressions import compiled
from jianbao.language.names import NAME, NUMBERED, PHRASES, QUOTED, names_in
from jianbao.proofread.data import quoted_phrases
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import slipped, sound_alike
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

_QUOTED = Pattern("“([\u4e00-\u9fff、]{3,16})”")
# characters from which on one that is not like the right one is a slip too; that a phrase has at least
_SURE: Final = 7
_SHORT: Final = 4
# what is counted in many numbers
_OFTEN_COUNTED: Final = frozenset({"个一批", "个精准"})
_NUMERALS: Final = frozenset("一二两三四五六七八九十")


def misquoted_phrases(segment: Segment) -> Iterator[Hit]:
    """“枫桥经念”, “五个自信”: what nearly is a set phrase, or is one with another number."""
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
            if like and (nearly_same(said, phrase) or _one_differs(said, phrase)):
                level = Level.DOUBTFUL if len(said) > _SHORT and slipped(said, phrase) else Level.HINT
                yield Hit(segment, *found.span(1), params={"better": phrase}, level=level)
                break


def _one_differs(said: str, phrase: str) -> bool:
    """Whether one character of a phrase that the lists have is another, like it or not."""
    if len(said) != len(phrase) or len(phrase) != _SHORT or phrase not in set_phrases():
        return False
    wrong = [pair for pair in zip(said, phrase, strict=True) if pair[0] != pair[1]]
    return len(wrong) == 1 and not contrast(*wrong[0])


def nearly_same(said: str, phrase: str) -> bool:
    """Whether one is the other but for one character, or for the order of its characters."""
    size = len(phrase)
    # 一村一策, 一户一策
    each = size == _SHORT and said[::2] == phrase[::2] == "一一"
    if each or said == phrase or abs(len(said) - size) > 1:
        return False
    if len(said) == size:
        wrong = [pair for pair in zip(said, phrase, strict=True) if pair[0] != pair[1]]
        if len(wrong) == 1:
            return (
                "、" not in wrong[0] and not contrast(*wrong[0]) and (size >= _SURE or sound_alike(*wrong[0]))
            )
        return size >= _SHORT and sorted(said) == sorted(phrase) and len(wrong) <= size // 2 + 1
    longer, shorter = sorted((said, phrase), key=len, reverse=True)
    at = next(
        (n for n, pair in enumerate(zip(longer, shorter, strict=False)) if pair[0] != pair[1]), len(shorter)
    )
    one_more = longer[:at] + longer[at + 1 :] == shorter
    return (
        one_more and size > _SHORT and longer[at] not in "、的了大小新老" and not contrast(longer[at], "一")
    )


def by_ends(phrases: Iterable[str]) -> dict[str, list[str]]:
    """`<` and a first character, `>` and a last one → the phrases that have it there."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault("<" + phrase[0], []).append(phrase)
        found.setdefault(">" + phrase[-1], []).append(phrase)
    return found


@cache
def set_phrases() -> frozenset[str]:
    """The phrases of four characters and those with a number that the lists have."""
    return frozenset(names_in(PHRASES, NUMBERED))


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
    phrases, met = quoted_phrases()
    known = [*names_in(PHRASES, NUMBERED, QUOTED), *phrases]
    return frozenset(known), frozenset(met), by_ends(known)


# --- names in another order ------------------------------------------------------------------------------------------

_ENDS: Final = frozenset("会局部厅处办院署室心队站所")
_JOINS: Final = str.maketrans("", "", "和与及")
_SHORTEST, _LONGEST = 6, 18


@cache
def _by_letters() -> dict[str, list[str]]:
    """The characters of the names of institutions → those names."""
    found: dict[str, list[str]] = {}
    for name in names_in(NAME):
        if len(name) >= _SHORTEST and name[-1] in _ENDS:
            found.setdefault(_letters(name), []).append(name)
    return found


@cache
def _tails() -> frozenset[str]:
    return frozenset(name[-2:] for names in _by_letters().values() for name in names)


@cache
def _like_names() -> re.Pattern[str]:
    """Runs of what stands in these names at all."""
    letters = {letter for letters in _by_letters() for letter in letters}
    return compiled(f"[{''.join(sorted(letters))}和与及]{{{_SHORTEST},}}+")


def _letters(name: str) -> str:
    return "".join(sorted(name.translate(_JOINS)))


def reordered(segment: Segment) -> Iterator[Hit]:
    """国家市场管理监督总局, 民族与宗教事务委员会: a name with its characters in another order, or joined otherwise."""
    for run in _like_names().finditer(segment.text):
        text, begin, done = run[0], run.start(), 0
        for end in compress(count(2), map(_tails().__contains__, map(add, text, text[1:]))):
            for size in range(min(_LONGEST, end - done), _SHORTEST - 1, -1):
                stretch = text[end - size : end]
                names = _by_letters().get(_letters(stretch), ())
                # 中央办公厅和国务院办公厅, 人民全国代表大会党
                known = segment.text.startswith(("办公", "党"), begin + end)
                if names and not known and _other_order(stretch, names):
                    done = end
                    params = {"better": names[0]}
                    yield Hit(segment, begin + end - size, begin + end, params=params, level=Level.DOUBTFUL)
                    break


def _other_order(stretch: str, names: list[str]) -> bool:
    bare = stretch.translate(_JOINS)
    left_out = bare == stretch and any(bare == name.translate(_JOINS) for name in names)
    return stretch not in names and stretch[0] not in "和与及" and not left_out and "委员会和" not in stretch
