"""What was left to be written and was not: no bulletin goes out with it, so that `build` refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import TEXTS, Hit, Role, Segment

REFUSED: Final = frozenset({"P801", "P802", "P803"})
"""The codes of this room: a warning in a draft, an error where a number is to be given."""

# As `drafting.next_issue` writes them.
_WHOLE: Final = frozenset(
    {
        "第一篇的标题", "第二篇的标题", "标题", "肩题", "副题", "要目题", "署名", "信息来源", "正文", "编者按", "摘要",
        "编者按写在这里。", "正文写在这里，空一行就是另起一段。", "一是带头句。接着写这一段。", "编发单位",
        "上级机关一", "上级机关二", "平级机关一", "平级机关二", "上级机关一，上级机关二", "平级机关一，平级机关二",
    }
)  # fmt: skip
_BRACES: Final = Pattern(r"\{\{[^{}\n]{0,60}\}\}|\$\{[^{}\n]{0,60}\}")
_BLANK_DATE: Final = Pattern(
    r"(?:\d{2,4}|[〇○零一二三四五六七八九]{4}|[_＿\s\u3000]{2,}|[×xX]{2,4})年[\s\u3000_＿×xX]+月(?:[\s\u3000_＿×xX]*日)?"
    r"|(?:\d{2,4})年\d{1,2}月[\s\u3000_＿×xX]+日",
)


def _unchanged(segment: Segment) -> Iterator[Hit]:
    if segment.text.strip() in _WHOLE:
        yield Hit(segment, 0, len(segment.text))


def _braces(segment: Segment) -> Iterator[Hit]:
    for found in _BRACES.finditer(segment.text):
        yield Hit(segment, *found.span())


def _blank_dates(segment: Segment) -> Iterator[Hit]:
    for found in _BLANK_DATE.finditer(segment.text):
        before = segment.text[: found.start()]
        # “本决定自××××年××月××日起生效”: a form that is spoken of
        if before.count("“") > before.count("”") and "”" in segment.text[found.end() :]:
            continue
        yield Hit(segment, *found.span())


_ALL: Final = TEXTS | {Role.FIELD}
RULES: Final = (
    Rule("P801", "样板的字没有改", CUSTOM, segment=_unchanged, roles=_ALL),
    Rule("P802", "没有填的占位符", CUSTOM, segment=_braces, roles=_ALL, triggers="{"),
    Rule("P803", "没有填的日期", CUSTOM, segment=_blank_dates, roles=_ALL, triggers="年"),
)
