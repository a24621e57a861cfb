"""Characters: invisible ones, traditional forms, full-width digits, wrong dots in names, radicals for characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from jianbao.errors import Level
from jianbao.fonts.private_use import is_private
from jianbao.language.han import is_han
from jianbao.language.persons import KNOWN_SURNAMES, joins_name
from jianbao.language.traditional import traditional
from jianbao.language.words import word_starts
from jianbao.proofread.data import known_characters
from jianbao.proofread.data.counts import counts
from jianbao.proofread.gaps import is_due
from jianbao.proofread.rule import MARKS_NORM, NUMERALS_NORM, Pattern, Rule
from jianbao.proofread.view import PROSE, TEXTS, Hit, Role, Segment, in_title

_INVISIBLE = Pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffc]+|[\u00a0\u2000-\u200a\u202f\u205f]+|[\ue000-\uf8ff\U000f0000-\U0010ffff]+"
)


def invisible(segment: Segment) -> Iterator[Hit]:
    """Characters that cannot be seen, or that no font has: zero width, no-break space, direction marks, private use."""
    for found in _INVISIBLE.finditer(segment.text):
        first = ord(found[0][0])
        private = is_private(found[0][0])
        space = first == 0xA0 or 0x2000 <= first <= 0x200A or first in (0x202F, 0x205F)
        before, after = segment.text[: found.start()][-1:], segment.text[found.end() : found.end() + 1]
        between_western = space and before.isascii() and after.isascii() and before and after
        # of another kind than it should be where custom wants one
        due = space and before and after and is_due(segment.text, *found.span())
        better = None if private else " " if between_western or due else ""
        level = Level.HINT if due else Level.DOUBTFUL if space else None
        yield Hit(segment, *found.span(), better, {"char": f"U+{first:04X}", "name": _name(first)}, level)


def _invisible_of(present: frozenset[str]) -> frozenset[str]:
    return frozenset("".join(_INVISIBLE.compiled.findall("".join(present))))


def _name(code: int) -> str:
    if is_private(chr(code)):
        return "自造字区的字符"
    return {
        0x200B: "零宽空格", 0xFEFF: "字节顺序标记", 0x00A0: "不换行空格", 0x00AD: "软连字符", 0x200E: "方向标记", 0x200F: "方向标记"
    }.get(code, "不可见字符")  # fmt: skip


@cache
def _known() -> frozenset[str]:
    return frozenset((*known_characters(), *traditional()))


def _unusual_of(present: frozenset[str]) -> frozenset[str]:
    unknown = (char for char in present - _known() if is_han(char))
    return present.intersection(traditional()).union(unknown)


def traditional_form(segment: Segment) -> Iterator[Hit]:
    """Traditional and variant forms where the text is simplified, and what is no standard character at all: 囯, 岀."""
    table, held = traditional(), frozenset(segment.text)
    for char in held - _known():
        if is_han(char) and char != "〇":
            # a rare character may be right: 敲䑩; 囯 and 岀 look like common ones
            level = None if char in _LOOKALIKES else Level.HINT
            right = _LOOKALIKES.get(char, _NOBODY_KNOWS)
            known = right != _NOBODY_KNOWS
            places = [at for at, found in enumerate(segment.text) if found == char]
            for at in places if known else places[:1]:
                yield Hit(
                    segment,
                    at,
                    at + 1,
                    right if known else None,
                    {"better": right if known else "规范字"},
                    level,
                )
    if table.keys().isdisjoint(held):
        return
    text, index = segment.text, 0
    while index < len(text):
        end = index
        while end < len(text) and text[end] in table:
            end += 1
        if end > index:
            right = "".join(table[char] for char in text[index:end])
            level = (
                Level.HINT
                if max(right) > "\uffff"
                or min(right) < "一"
                or right == "娘娘"
                or _is_chosen(text, index, right)
                else None
            )
            # in a name nobody knows which form is its own
            sure = level is None and segment.role is not Role.NAME and not in_title(text, index)
            sure = sure and _are_of_words(text[max(index - _NEAR, 0) : index], right, text[end : end + _NEAR])
            yield Hit(segment, index, end, right if sure else None, {"better": right}, level)
        index = max(end, index + 1)


# characters on each side
_NEAR: Final = 6


def _are_of_words(before: str, right: str, behind: str) -> bool:
    """Whether each character of `right` is of a word of more than one."""
    starts = word_starts(before + right + behind)
    own = range(len(before), len(before) + len(right))
    return all(not (starts[at] and (at + 1 == len(starts) or starts[at + 1])) for at in own)


def _is_chosen(text: str, at: int, right: str) -> bool:
    """Whether a form is that of a name, or what is spoken of: 徐紹史, 杨闇公, “喫”字."""
    surname = any(text[each : each + 1] in tuple(KNOWN_SURNAMES) for each in (at - 1, at - 2) if each >= 0)
    quoted = text[at - 1 : at] == "“" and text[at + 1 : at + 2] == "”"
    return len(right) == 1 and (quoted or (surname and counts().pairs[text[at - 1] + right] < _OFTEN))


# the level of a pair that is part of words
_OFTEN: Final = 2
# what looks like a common character → which, ？ where nobody knows
_LOOKALIKES: Final = dict(
    zip(
        "囯岀凊敎査卋佲囸仩囻徳産戸歩毎渉温収圧効勅栄桟検権気済渋渓満転軽読続芸蔵覚観変辺遅営囘幚壊岁汔冮彐丄丅亽尐巜",
        "国出？教查世？？？国德产户步每涉温收压效？荣栈检权气济涩溪满转轻读续艺藏觉观变边迟营回帮坏岁？？？上下？？？",
        strict=True,
    )
)

_NOBODY_KNOWS: Final = "？"

_WIDE = Pattern("[０-９Ａ-Ｚａ-ｚ﹪]+")


def full_width_alphanumerics(segment: Segment) -> Iterator[Hit]:
    """Full-width digits and letters."""
    yield from mixed_percent(segment)
    for found in _WIDE.finditer(segment.text):
        if found[0] == "０" and segment.text[found.end() : found.end() + 1] in tuple("一二三四五六七八九"):
            # 二０一四, which the numerals tell
            continue
        yield Hit(segment, *found.span(), unicodedata.normalize("NFKC", found[0]))


def mixed_percent(segment: Segment) -> Iterator[Hit]:
    """97％ beside 12.5%: one sign in a paragraph, the one that most of it has."""
    wide, plain = segment.text.count("％"), segment.text.count("%")
    for at in (each for each, char in enumerate(segment.text) if char == "％") if 0 < wide < plain else ():
        if segment.text[at - 1 : at].isdigit():
            yield Hit(segment, at, at + 1, "%", level=Level.DOUBTFUL)


_DOT = Pattern(r"(?<=[^\x00-\x7f])[.•・．･‧∙●﹒](?=[^\x00-\x7f])")


def middle_dot(segment: Segment) -> Iterator[Hit]:
    """A dot in a name that is not ·"""
    for found in _DOT.finditer(segment.text):
        around = segment.text[found.start() - 1] + segment.text[found.end()]
        if all(map(is_han, around)) and (found[0] not in ".．●" or joins_name(segment.text, found.start())):
            yield Hit(segment, *found.span(), "·")


_RADICAL = Pattern("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")
# Radicals Supplement → the character (Unicode, EquivalentUnifiedIdeograph.txt); NFKC knows but two of them.
_SUPPLEMENT: Final = dict(
    zip(
        "⺁⺌⺍⺎⺟⺠⺬⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "厂小小兀母民示虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)


@cache
def _character(radical: str) -> str | None:
    found = _SUPPLEMENT.get(radical) or unicodedata.normalize("NFKC", radical)
    return found if found != radical else None


def radical(segment: Segment) -> Iterator[Hit]:
    """Radicals and compatibility forms that copying from a PDF puts in the place of characters."""
    for found in _RADICAL.finditer(segment.text):
        yield Hit(segment, *found.span(), _character(found[0]), {"char": f"U+{ord(found[0]):04X}"})


RULES: Final = (
    Rule(
        "P601",
        "invisible",
        "GB 18030-2022",
        fixable=True,
        segment=invisible,
        roles=TEXTS,
        triggers=_invisible_of,
        certain=True,
    ),
    Rule(
        "P602",
        "traditional",
        "通用规范汉字表",
        fixable=True,
        segment=traditional_form,
        roles=TEXTS,
        triggers=_unusual_of,
    ),
    Rule(
        "P603",
        "full-width-digit",
        f"{NUMERALS_NORM} 5.1",
        fixable=True,
        segment=full_width_alphanumerics,
        roles=TEXTS,
        certain=True,
    ),
    Rule(
        "P604",
        "middle-dot",
        f"{MARKS_NORM} 4.14",
        fixable=True,
        segment=middle_dot,
        roles=PROSE
        | {Role.TITLE, Role.CONTENTS, Role.FIGURE_CAPTION, Role.TABLE_CAPTION, Role.CELL, Role.BYLINE},
        triggers=".•・．･‧∙●﹒",
    ),
    Rule("P605", "radical", "通用规范汉字表", fixable=True, segment=radical, roles=TEXTS, certain=True),
)
