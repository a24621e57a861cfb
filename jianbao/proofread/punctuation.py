"""Marks: half-width or doubled (GB/T 15834-2011)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import has_han, is_han
from jianbao.language.numerals import COUNTING
from jianbao.language.persons import joins_name
from jianbao.proofread.numbering import ordinal
from jianbao.proofread.rule import HAN, MARKS_NORM, STOPS, Pattern, Rule, any_of
from jianbao.proofread.view import TEXTS, Hit, Segment, is_quoted

# the last ones are forms for other scripts' lines, which stand for one mark alone
FULL: Final = dict(zip("．,;:?!().｡､﹐﹑﹔﹕﹖﹗︰", "。，；：？！（）。。、，、；：？！：", strict=True))
# a point stands for 。 at an end, before a year and before words: 20多个.2025年; “有盼头.”
_HALF = Pattern(
    rf"(?<={HAN}|[”’）》】！？])(?:[,;:?!](?!\.)|[.．](?={HAN}|$))|(?<={HAN})[.．](?=”|(?:19|20)\d\d年)"
    rf"|(?<=[0-9A-Za-z%/])[,;!?](?={HAN}|[“《])|[｡､﹐﹑﹔﹕﹖﹗︰]"
)
_HALF_BRACKETS = Pattern(r"\(([^()（）]*)[)）]|（([^()（）]*)\)")


def half_width(segment: Segment) -> Iterator[Hit]:
    """Half-width marks in Chinese text; a pair of brackets is one finding."""
    text = segment.text
    for found in _HALF.finditer(text):
        at, mark = found.start(), found[0]
        if mark in ".．" and joins_name(text, at):
            continue
        # 十四.五规划: a point that is too much, or 三点五
        sure = mark not in ".．" or not {text[at - 1], text[at + 1 : at + 2]} <= {*COUNTING}
        yield Hit(segment, at, at + 1, FULL[mark] if sure else None, {"better": FULL[mark]})
    for found in _HALF_BRACKETS.finditer(text):
        inner = found[1] or found[2] or ""
        if not found.start() and text[found.end() : found.end() + 1] in tuple("、，,.") and ordinal(text):
            # P305 says it
            continue
        before = text[found.start() - 1 : found.start()]
        if has_han(inner) or (is_han(before) and inner and not inner.isdigit()):
            yield Hit(segment, *found.span(), f"（{inner}）")


# --- doubled and clashing marks ------------------------------------------------------------------------------------

_DOUBLED = Pattern(
    rf"[{STOPS}]{{2,}}|[，。、；：][”’）》】][，。；、！？]|[？！][”’][，。；！？]|[，、；][”’](?=[\u4e00-\u9fff])(?![^，。；“”]{{1,40}}?(?:[说道答问示论]|，“))|[，。、；：][,.;](?![\d.])"
)


def doubled(segment: Segment) -> Iterator[Hit]:
    """Two stops where one belongs: ，， or 。， or 。”。."""
    for found in _DOUBLED.finditer(segment.text):
        marks = found[0]
        quoted = is_quoted(segment.text, found.start())
        # in a speech they may stand twice for a loud voice
        twice = marks in ("！！", "？？") and not quoted
        if (set(marks) <= {"？", "！"} and not twice) or marks.startswith(("。。。", "：”，", "：”、")):
            continue
        if len(marks) == 2 and marks[1] == "”" and not quoted:
            # P102 tells marks without a partner
            continue
        alike = len({FULL.get(mark, mark) for mark in marks}) == 1
        around = segment.text[: found.start()], segment.text[found.end() :]
        # “加油！”，他喊: editors that want both
        both = marks[0] in "？！" and marks[-1] in "，；"
        sure = Level.CERTAIN if alike and not twice else None
        better = marks[0] if alike else _one_of(marks, *around)
        yield Hit(segment, *found.span(), better, level=Level.HINT if both else sure)


def _one_of(marks: str, before: str, after: str) -> str | None:
    """Which of two marks belongs there, where nothing else can be meant: ，。 at the end, 他问：“…？”。"""
    # one of a list may end with ；
    kinds = {*marks}
    if not after and (kinds in ({*"，。"}, {*"、。"}) or (kinds == {*"；。"} and not ordinal(before))):
        return "。"
    speech = before.rpartition("“")[0].endswith("：")
    return marks[:2] if marks in ("？”。", "！”。") and speech else None


RULES: Final = (
    Rule(
        "P101",
        "half-width-mark",
        f"{MARKS_NORM} 5.1.1",
        fixable=True,
        segment=half_width,
        roles=TEXTS,
        certain=True,
        bits=any_of(_HALF, _HALF_BRACKETS),
    ),
    Rule("P104", "doubled-mark", f"{MARKS_NORM} 5.1.1", fixable=True, segment=doubled, roles=TEXTS),
)
