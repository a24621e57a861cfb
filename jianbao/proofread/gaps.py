"""Blanks where none belongs: within prose, a date or a word (GB/T 15834-2011 5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han, is_han
from jianbao.language.persons import SURNAMES
from jianbao.language.words import word_starts
from jianbao.proofread.data.counts import counts
from jianbao.proofread.rule import HAN, MARKS_NORM, STOPS, Pattern, Rule
from jianbao.proofread.view import PROSE, Hit, Role, Segment, beside

_CHINESE_MARKS: Final = frozenset("，。、；：？！“”‘’（）《》【】—…")
_SPACES = Pattern("[ \u3000]+")
# and names in a row: 中国 日本 韩国
_QUOTED = Pattern(
    rf"“[^”]*”|《[^》]*》|‘[^’]*’|（[^）]*）|【[^】]*】|\([^()]*\)|(?:{HAN}{{2,10}}[ \u3000]){{3,}}{HAN}{{2,10}}"
)
_LABELLED = Pattern(rf"{HAN}{{2,8}}：")
_ENDS_TITLE: Final = frozenset("长任员师家生手警者记授表志，。、；：“（")
# characters
LONGEST_BEFORE: Final = 40
# a number or a label, （一）党建引领, 4.5.3（设计开发输出）, a dateline, who reports, a term of office, a mark that is open
_DUE = Pattern(
    r"^(?:第[\d〇零一二三四五六七八九十百]{1,6}[条章节款项号期编部分届次讲课类组]|(?:附件|附表|附图|案例|议题|专题|图|表|例)[\d一二三四五六七八九十]{0,3}|[问答]|(?:编者|开栏)(?:按|的话)"
    r"|(?:[（(][一二三四五六七八九十\d]{1,3}[）)][、，,.]?|[一二三四五六七八九十]{1,3}[、，．.：]|\d{1,2}[.．、])[^，。；：！？]*|\d{1,2}(?:\.\d{1,2})+(?:（[^（）]*）)?"
    r"|[^，。；：！？\s]{2,12}网[^，。；：！？\s]{2,12}日|\d.*日)$"
    r"|(?:[社报网台][^，。；：！？\s]{0,16}|^[^，。；：！？\s]{0,16}日|^[又本报]{1,2})(?:电|讯|报道|消息)(?:[ \u3000]*[（(][^（）()，。]{2,20}[）)])?$"
    r"|(?:记者[\u4e00-\u9fff]{0,4}|通讯员)$|\d{4}[.．]\d{1,2}(?:[—-]+(?:\d{4}[.．]\d{1,2})?)?$|[“‘《（【(][^”’》）】)]*$"
)
_CREDIT = Pattern(
    r"[^，。；\s]{0,8}(?:[/／\s][^，。；\s]{1,4}){0,2}[/／\s]?(?:摄|供图)|[^，。；\s]{0,6}(?:摄|供图|供稿|撰稿|文|图|报道|整理|编辑)(?:[/／、][文图摄])?[。）]?$|（[^（），。；]{2,16}）$"
)
# 市水利局 副局长：
_SPEAKER = Pattern("[^，。；：！？\n]*$")
_SPEAKS = Pattern("[^，。；：！？]{1,40}：")
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
        around = beside(text, start, end)
        if len(around) < 2 or not all(map(_is_chinese, around)):
            continue
        if any(first < start < last for first, last in quoted) or is_due(text, start, end):
            continue
        # an indent in the midst of a text: two paragraphs have run together
        joined = found[0] == _INDENT and text[start - 1] in "。！？；：”"
        # 主题是：认识火灾 学会逃生。 谈判陷入僵局 双方仍各执一词。
        before, behind = text[max(start - LONGEST_BEFORE, 0) : start], text[end : end + LONGEST_BEFORE]
        left, right = _CLAUSES.compiled.split(before)[-1], _CLAUSES.compiled.split(behind)[0]
        # 把鱼鲞、虾干摊 开晾晒: the end of a list is no half
        listed = before.endswith("、" + left)
        alone = len(left) == start and len(right) >= len(text) - end - 1
        halves = (alone or (len(left) == len(right) > 2 and not listed)) and not parts_word(text, start, end)
        yield Hit(segment, start, end, None if joined else "", level=Level.HINT if halves else None)


def is_due(text: str, start: int, end: int) -> bool:
    """Whether a blank parts what is parted by custom: a number, a dateline, a label, a name, a credit."""
    if _CREDIT.match(text, end):
        return True
    if text[start - 1] in STOPS or text[end : end + 1] in tuple(STOPS) or parts_word(text, start, end):
        return False
    # nothing begins with what is not the beginning
    before = "\n" * (start > LONGEST_BEFORE) + text[max(start - LONGEST_BEFORE, 0) : start]
    return bool(
        _DUE.compiled.search(before)
        or (_SPEAKER.compiled.match(before) and _SPEAKS.match(text, end))
        or (_LABELLED.match(text) and _LABELLED.match(text, end))
        or _is_name(text, start)
        or text.startswith(("记者", "见习记者", "通讯员"), end)
    )


_INDENT: Final = "\u3000\u3000"
_DATE = Pattern(r"(?<!\d)(?:\d{4}年)?\d{1,2}月\d{1,2}日")


def blanks_in_date(segment: Segment) -> Iterator[Hit]:
    """9 月10日: a blank between figures and Han characters is not set; still, in one date there are all of them or none."""
    text, offsets = segment.text, segment.offsets
    for found in _DATE.finditer(text) if len(offsets) == len(text) else ():
        edges = [
            at for at in range(found.start(), found.end() - 1) if text[at].isdigit() != text[at + 1].isdigit()
        ]
        blanks = sum(offsets[at + 1] - offsets[at] > 1 for at in edges)
        if 0 < blanks < len(edges):
            yield Hit(segment, *found.span(), found[0])


def blanks_at_marks(segment: Segment) -> Iterator[Hit]:
    """今年以来 ，: a blank beside a mark is not set."""
    text, offsets = segment.text, segment.offsets
    if len(offsets) != len(text) or not text or offsets[-1] - offsets[0] == len(text) - 1:
        return
    for at, (one, two) in enumerate(pairwise(text)):
        if offsets[at + 1] - offsets[at] > 1 and (two in f"{STOPS}”’）》】" or one in f"{STOPS}“‘（《【"):
            yield Hit(segment, at, at + 2, one + two)


# characters on each side
_AROUND: Final = 6


def parts_word(text: str, start: int, end: int) -> bool:
    """Whether what lies from `start` to `end` parts a word of two characters: 预 警, 辍 学."""
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    if not (all_han(before[-1:]) and all_han(after[:1])):
        return False
    starts, known = word_starts(before + after), counts()
    one = (
        not starts[len(before)] and starts[len(before) - 1] and starts[min(len(before) + 1, len(starts) - 1)]
    )
    around = (before[-2:] + after[0], before[-1] + after[:2])
    return (
        one
        and bool(known.pairs[before[-1] + after[0]])
        and all(known.threes[row] for row in around if len(row) == 3 and all_han(row))
    )


def blanks(segment: Segment) -> Iterator[Hit]:
    """Blanks where none belongs."""
    # one that is not set stands in no text, so that all are asked
    if not _BLANKS.isdisjoint(segment.text):
        yield from spaces(segment)
    yield from blanks_in_date(segment)
    yield from blanks_at_marks(segment)


_BLANKS: Final = frozenset(" \u3000")


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in _CHINESE_MARKS


def _is_name(text: str, space: int) -> bool:
    """Whether a name of two or three characters, or the second part of one, follows the space."""
    if (
        text[space - 1] in SURNAMES
        and text[space] == "\u3000"
        and (space == 1 or text[space - 2] in _ENDS_TITLE)
    ):
        return True
    found = _NAME_AFTER.match(text, space)
    if found is None:
        return False
    return found[1][0] in SURNAMES or (len(found[1]) == 1 and text[space - 1] in SURNAMES)


RULES: Final = (
    Rule(
        "P110",
        "space",
        f"{MARKS_NORM} 5.1",
        fixable=True,
        segment=blanks,
        roles=PROSE - {Role.HEADING},
    ),
)
