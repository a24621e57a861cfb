"""Marks: half-width, doubled, malformed, or in the place of others (GB/T 15834-2011)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import is_han
from jianbao.language.numerals import COUNTING
from jianbao.language.persons import joins_name
from jianbao.proofread.numbering import ordinal
from jianbao.proofread.rule import HAN, MARKS_NORM, STOPS, Pattern, Rule
from jianbao.proofread.usage import faults_in, known_faults
from jianbao.proofread.view import (
    RUNNING,
    TEXTS,
    Hit,
    Role,
    Segment,
    beside,
    is_quoted,
)

FULL: Final = dict(zip("．,;:?!().", "。，；：？！（）。", strict=True))
_WEB = Pattern(r"(?:https?://|www\.|[A-Za-z0-9_.+-]+@)[A-Za-z0-9_./?=&%#:~,;@+-]+")
_HALF = Pattern(r"(?<=[^\x00-\x7f])[,;:?!.．](?!\.)|(?<=[0-9A-Za-z%/])[,;!?](?=[^\x00-\x7f])")
# forms for other scripts' lines, which stand for one mark alone
_SMALL: Final = dict(zip("｡､﹐﹑﹔﹕﹖﹗︰", "。、，、；：？！：", strict=True))
_YEAR = Pattern(r"(?:19|20)\d\d年")
_SMALL_MARKS = Pattern(f"[{''.join(_SMALL)}]")
_HALF_BRACKETS = Pattern(rf"\(([^()（）]*)\)|\(([^()（）]*{HAN}[^()（）]*)）|（([^()（）]*{HAN}[^()（）]*)\)")


def _web_addresses(text: str) -> list[tuple[int, int]]:
    if "/" not in text and "@" not in text and "www" not in text:
        return []
    return [(found.start(), found.start() + len(found[0].rstrip(",.;:?!"))) for found in _WEB.finditer(text)]


def half_width(segment: Segment) -> Iterator[Hit]:
    """Half-width marks in Chinese text; a pair of brackets is one finding."""
    text = segment.text
    web = _web_addresses(text)
    for found in _HALF.finditer(text):
        at, mark = found.start(), found[0]
        if any(start <= at < end for start, end in web):
            continue
        after = text[at + 1 : at + 2]
        before = text[at - 1]
        if not (
            is_han(before)
            or before in "”’）》】！？"
            or (before.isascii() and (is_han(after) or after in "“《"))
        ):
            continue
        # 20多个.2025年; “有盼头.”
        ends = is_han(before) and (_YEAR.match(text, at + 1) or (after == "”" and is_quoted(text, at)))
        if mark in ".．" and ((after and not is_han(after) and not ends) or joins_name(text, at)):
            continue
        # 十四.五规划: a point that is too much, or 三点五
        sure = mark not in ".．" or not (after and after in COUNTING and before in COUNTING)
        yield Hit(segment, at, at + 1, FULL[mark] if sure else None, {"better": FULL[mark]})
    for found in _SMALL_MARKS.finditer(text):
        yield Hit(segment, *found.span(), _SMALL[found[0]])
    for found in _HALF_BRACKETS.finditer(text) if "(" in text or ")" in text else ():
        inner = found[1] or found[2] or found[3] or ""
        if not found.start() and text[found.end() : found.end() + 1] in tuple("、，,.") and ordinal(text):
            # P305 says it
            continue
        before = text[found.start() - 1 : found.start()]
        if any(map(is_han, inner)) or (is_han(before) and inner and not inner.isdigit()):
            yield Hit(segment, *found.span(), f"（{found[0][1:-1]}）")


# --- doubled and clashing marks ------------------------------------------------------------------------------------

_DOUBLED = Pattern(
    rf"[{STOPS}]{{2,}}|[，。、；：][”’）》】][，。；、！？]|[？！][”’][，。；！？]|[，、；][”’](?=[\u4e00-\u9fff])(?![^，。；“”]{{1,40}}?(?:[说道答问示论]|，“))|[，。、；：][,.;](?![\d.])"
)


_TWICE: Final = ("！！", "？？")


def doubled(segment: Segment) -> Iterator[Hit]:
    """Two stops where one belongs: ，， or 。， or 。”。."""
    for found in _DOUBLED.finditer(segment.text):
        marks = found[0]
        # in a speech they may stand twice for a loud voice
        quoted = is_quoted(segment.text, found.start())
        twice = marks in _TWICE and not quoted
        if (
            (set(marks) <= {"？", "！"} and not twice)
            or marks.startswith("。。。")
            or marks in ("：”，", "：”、")
        ):
            continue
        before = segment.text[: found.start()]
        if len(marks) == 2 and marks[1] == "”" and not quoted:
            # P102 tells marks without a partner
            continue
        alike = len(set(marks)) == 1
        better = marks[0] if alike else _one_of(marks, before, segment.text[found.end() :])
        # “加油！”，他喊: editors that want both
        both = marks[0] in "？！" and marks[-1] in "，；"
        sure = Level.CERTAIN if alike and not twice else None
        yield Hit(segment, *found.span(), better, level=Level.HINT if both else sure)


def _one_of(marks: str, before: str, after: str) -> str | None:
    """Which of two marks belongs there, where nothing else can be meant: ，。 at the end, 他问：“…？”。"""
    # one of a list may end with ；
    if not after and (
        marks in ("，。", "、。", "。，", "。、") or ({*marks} == {*"；。"} and not ordinal(before))
    ):
        return "。"
    speech = before.rpartition("“")[0].endswith("：")
    return marks[:2] if marks in ("？”。", "！”。") and speech else None


_DOTS = Pattern(r"\.{3,}|。{3,}|·{3,}|…+|、{3,}")


def ellipsis(segment: Segment) -> Iterator[Hit]:
    """An ellipsis that is not ……"""
    for found in _DOTS.finditer(segment.text):
        around = beside(segment.text, *found.span())
        if found[0] in ("……", "…………") or (around and around.isascii()):
            continue
        if found[0] == "…" and (around == "“”" or (not around and segment.role is Role.CELL)):
            # the statisticians' sign for a figure that is too small or unknown
            continue
        # another number of dots may stand for one full stop, for words to come or for a mark hit twice
        sure = "…" in found[0] or (len(found[0]) in (3, 6) and "、" not in found[0])
        yield Hit(segment, *found.span(), "……" if sure else None)


_ASKS = Pattern(r"何|怎|什么|哪|谁|吗|呢|啥|难道|还是|[是能可应]否|多少|有多|有没有|几|(\w)不\1")


def unsuited(segment: Segment) -> Iterator[Hit]:
    """以下几点；一是…, 《…活动》, “关于…的通知”, 研究如何…？: a mark in the place of another."""
    for hit in faults_in(segment, known_faults()["P117"]):
        before = segment.text[: hit.start]
        sentence = before[max(map(before.rfind, "。！？；")) + 1 :]
        if hit.params["better"] != "”，" or not _ASKS.search(sentence):
            yield hit


RULES: Final = (
    Rule(
        "P101",
        "half-width-mark",
        f"{MARKS_NORM} 5.1.1",
        fixable=True,
        segment=half_width,
        roles=TEXTS,
        triggers=",;:?!().'．｡､﹐﹑﹔﹕﹖﹗︰",
        certain=True,
    ),
    Rule("P104", "doubled-mark", f"{MARKS_NORM} 5.1.1", fixable=True, segment=doubled, roles=TEXTS),
    Rule(
        "P106",
        "ellipsis",
        f"{MARKS_NORM} 4.11",
        fixable=True,
        segment=ellipsis,
        roles=TEXTS,
        triggers=".。·…、",
        certain=True,
    ),
    Rule("P117", "unsuited-mark", MARKS_NORM, fixable=True, segment=unsuited, roles=RUNNING),
)
