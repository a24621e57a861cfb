"""Characters: invisible ones, traditional forms, full-width digits, wrong dots in names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final

from jianbao.errors import Level
from jianbao.fonts.private_use import is_private
from jianbao.language.han import is_han
from jianbao.language.persons import KNOWN_SURNAMES, joins_name
from jianbao.language.traditional import traditional
from jianbao.language.words import word_starts
from jianbao.proofread.data import lines_of, rows_of
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


# radicals and compatibility forms that copying from a PDF puts in the place of characters
_FORMS: Final = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E))


@cache
def _standard() -> dict[str, str]:
    """Traditional or variant form, lookalike or radical → the standard character."""
    forms = {char: unicodedata.normalize("NFKC", char) for char in map(chr, _FORMS)}
    known = {char: right for char, right in forms.items() if char != right}
    return known | traditional() | dict(rows_of("lookalikes.txt"))


@cache
def _known() -> frozenset[str]:
    return frozenset((*lines_of("alike.txt")[0], *_standard(), "〇"))


def _unusual_of(present: frozenset[str]) -> set[str]:
    unknown = {char for char in present - _known() if is_han(char)}
    return unknown | (_standard().keys() & present)


def unusual_form(segment: Segment) -> Iterator[Hit]:
    """Traditional and variant forms where the text is simplified, and what is no standard character at all: 囯, 岀, ⼈."""
    text = segment.text
    for char in filter(is_han, frozenset(text) - _known()):
        # a rare character may be right: 敲䑩
        at = text.index(char)
        yield Hit(segment, at, at + 1, None, {"better": "规范字"}, Level.HINT)
    table, end = _standard(), 0
    for unusual, run in groupby(text, table.__contains__):
        start, end = end, end + len([*run])
        # 二噁英
        if unusual and text[start : end + 1] != "噁英":
            right = "".join(table[char] for char in text[start:end])
            # 塚本一登, 峯岸: of no word, it is of a name
            word = _are_of_words(text[max(start - _NEAR, 0) : start], right, text[end : end + _NEAR])
            hinted = (
                max(right) > "\uffff"
                or min(right) < "一"
                or right == "娘娘"
                or (len(right) == 1 and not word)
                or _is_chosen(text, start, right)
            )
            # in a name nobody knows which form is its own
            sure = word and not hinted and segment.role is not Role.NAME and not in_title(text, start)
            level = Level.HINT if hinted else None
            yield Hit(segment, start, end, right if sure else None, {"better": right}, level)


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
# but for 二０一四, which the numerals tell
_WIDE = Pattern("(?!０[一二三四五六七八九])[０-９Ａ-Ｚａ-ｚ﹪]+")


def full_width_alphanumerics(segment: Segment) -> Iterator[Hit]:
    """Full-width digits and letters."""
    for found in _WIDE.finditer(segment.text):
        yield Hit(segment, *found.span(), unicodedata.normalize("NFKC", found[0]))


_DOT = Pattern(r"(?<=[^\x00-\x7f])[.•・．･‧∙●﹒](?=[^\x00-\x7f])")


def middle_dot(segment: Segment) -> Iterator[Hit]:
    """A dot in a name that is not ·"""
    for found in _DOT.finditer(segment.text):
        around = segment.text[found.start() - 1] + segment.text[found.end()]
        if all(map(is_han, around)) and (found[0] not in ".．●" or joins_name(segment.text, found.start())):
            yield Hit(segment, *found.span(), "·")


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
        segment=unusual_form,
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
)
