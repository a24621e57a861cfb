"""Blanks where none belongs: within prose or a word, beside a mark (GB/T 15834-2011 5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import sub
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.language.persons import SURNAMES
from jianbao.language.words import word_starts
from jianbao.proofread.data.counts import counts
from jianbao.proofread.rule import HAN, MARKS_NORM, STOPS, Pattern, Rule
from jianbao.proofread.view import PROSE, Hit, Segment

_CHINESE: Final = rf"(?:{HAN}|[，。、；：？！“”‘’（）《》【】—…])"
_SPACES = Pattern(rf"(?<={_CHINESE})[ \u3000]+(?={_CHINESE})")
# and names in a row: 中国 日本 韩国
_QUOTED = Pattern(
    rf"“[^”]*”|《[^》]*》|‘[^’]*’|（[^）]*）|【[^】]*】|\([^()]*\)|(?:{HAN}{{2,10}}[ \u3000]){{3,}}{HAN}{{2,10}}"
)
_ENDS_TITLE: Final = frozenset("长任员师家生手警者记授表志，。、；：“（")
# characters
LONGEST_BEFORE: Final = 40
_BEFORE_DUE = Pattern(
    # at the beginning of a text, \n standing for more before it: a number, a label, 市水利局 副局长：, a dateline
    r"^(?:[（(]?[\d一二三四五六七八九十第附]|[图表例问答])[^，。；：！？\n]*$|^[^，。；：！？\n]{2,8}：$|^[^，。；！？\n]*[日按话例题]$"
    # who reports, a mark that is open
    r"|(?:[电讯者]|报道|消息|通讯员)(?:[ \u3000]*[（(][^（）()，。]{2,20}[）)])?$|[“‘《（【(][^”’》）】)]*$"
)
# a credit, who is named or speaks
_BEHIND_DUE = Pattern(
    r"[^，。；\s]{0,8}(?:[/／、\s][^，。；\s]{1,4}){0,3}[摄图稿文道理辑][。）]?$|（[^（），。；]{2,16}）$|[^，。；：！？]{1,16}：|(?:见习)?记者|通讯员"
)
_CLAUSES = Pattern(f"[{STOPS}—]")
_NAME_AFTER = Pattern(rf"[ \u3000]+({HAN}{{1,3}})(?:[{STOPS}）\s\u3000]|$)")


def spaces(segment: Segment) -> Iterator[Hit]:
    """Spaces within Chinese prose. Within quotation marks they divide slogans, between names they are custom."""
    text = segment.text
    # three gaps and more: a list of names
    # a line without any stop is a heading in two halves
    if len(text) < 12 or text.count("\u3000") > 2 or not any(mark in text for mark in "，。；！？"):
        return
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    for found in _SPACES.finditer(text):
        start, end = found.span()
        if any(first < start < last for first, last in quoted) or is_due(text, start, end):
            continue
        # an indent in the midst of a text: two paragraphs have run together
        joined = found[0] == "\u3000\u3000" and text[start - 1] in "。！？；：”"
        # 主题是：认识火灾 学会逃生。 谈判陷入僵局 双方仍各执一词。
        before, behind = text[max(start - LONGEST_BEFORE, 0) : start], text[end : end + LONGEST_BEFORE]
        left, right = _CLAUSES.compiled.split(before)[-1], _CLAUSES.compiled.split(behind)[0]
        alone = len(left) == start and len(right) >= len(text) - end - 1
        halves = (alone or len(left) == len(right) > 3) and not parts_word(text, start, end)
        yield Hit(segment, start, end, None if joined else "", level=Level.HINT if halves else None)


def is_due(text: str, start: int, end: int) -> bool:
    """Whether a blank parts what is parted by custom: a number, a dateline, a label, a name, a credit."""
    at_stop = (text[start - 1] in STOPS and text[end] != "（") or text[end] in STOPS
    if at_stop or parts_word(text, start, end):
        return False
    before = "\n" * (start > LONGEST_BEFORE) + text[max(start - LONGEST_BEFORE, 0) : start]
    return bool(_BEFORE_DUE.compiled.search(before) or _BEHIND_DUE.match(text, end) or _is_name(text, start))


def _blanks_at_marks(segment: Segment, not_set: Sequence[int]) -> Iterator[Hit]:
    """今年以来 ，: a blank beside a mark is not set."""
    for at in not_set:
        one, two = segment.text[at], segment.text[at + 1]
        if two in f"{STOPS}”’）》】" or one in f"{STOPS}“‘（《【":
            yield Hit(segment, at, at + 2, one + two)


def _not_set(segment: Segment) -> Iterator[int]:
    """Where something stands in the source between two characters of the text: a blank that is not set, or a mark of the markup."""
    text, offsets = segment.text, segment.offsets
    if len(offsets) == len(text) and text and offsets[-1] - offsets[0] > len(text) - 1:
        yield from (at for at, step in enumerate(map(sub, offsets[1:], offsets)) if step > 1)


# characters on each side
_AROUND: Final = 6


def parts_word(text: str, start: int, end: int) -> bool:
    """Whether what lies from `start` to `end` parts a word of two characters: 预 警, 辍 学."""
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    if not (all_han(before[-1:]) and all_han(after[:1])):
        return False
    at, starts, known = len(before), word_starts(before + after), counts()
    around = (before[-2:] + after[0], before[-1] + after[:2])
    return (
        (starts[at - 1], starts[at], starts[at + 1]) == (True, False, True)
        and bool(known.pairs[before[-1] + after[0]])
        and all(known.threes[row] for row in around if len(row) == 3 and all_han(row))
    )


def blanks(segment: Segment) -> Iterator[Hit]:
    """Blanks where none belongs."""
    # one that is not set stands in no text, so that all are asked
    if " " in segment.text or "\u3000" in segment.text:
        yield from spaces(segment)
    not_set = [*_not_set(segment)]
    yield from _blanks_at_marks(segment, not_set)
    yield from _blanks_in_days(segment, not_set)


_DAY = Pattern(r"(?:(\d{4})(年))?(\d{1,2})(月)(\d{1,2})日")


def _blanks_in_days(segment: Segment, not_set: Sequence[int]) -> Iterator[Hit]:
    """11月15 日: a blank at one place of a day; where all have one, it is the writer's way."""
    text, blank = segment.text, {*not_set}
    for day in _DAY.finditer(text) if blank else ():
        places = {day.end(part) - 1 for part in (1, 2, 3, 4, 5) if day[part]}
        for at in sorted(blank & places) if not places <= blank else ():
            yield Hit(segment, at, at + 2, text[at : at + 2])


def _is_name(text: str, space: int) -> bool:
    """Whether a name of two or three characters, or the second part of one, follows the space."""
    surname = text[space - 1] in SURNAMES
    if surname and text[space] == "\u3000" and (space == 1 or text[space - 2] in _ENDS_TITLE):
        return True
    found = _NAME_AFTER.match(text, space)
    return found is not None and (found[1][0] in SURNAMES or (surname and len(found[1]) == 1))


RULES: Final = (Rule("P110", "space", f"{MARKS_NORM} 5.1", fixable=True, segment=blanks, roles=PROSE),)
