"""Paragraphs, headings and numbers of a body → those that end, or are marked or counted, otherwise than those beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.language.numerals import CIRCLED, circled_value
from jianbao.proofread.levels import Ordinal, head_of
from jianbao.proofread.rule import MARKS_NORM, Pattern, Rule
from jianbao.proofread.view import PROSE, Hit, Role, Segment, Sheet

# characters of a heading that stands on a line of its own
_LONGEST_HEADING: Final = 30
_ODD_MARK = Pattern(rf"\d{{1,2}}[)）:：，,](?!\d)|[{CIRCLED}]|[（(]\d{{1,2}}[.、．]")
_LETTERED = Pattern(r"(?<![A-Za-z])([A-H])[.．、](?=[\u4e00-\u9fff])")
_SENDING = Pattern("(?:报|送|发|报送|抄送|抄报|分送)：")
_LISTED = Pattern("(?:^|[：；。，])(?:一是|一要|（一）|1[.．]|第一[，、]|首先)|[①1一][^；]{2,40}；")
_GOES_ON = Pattern(
    "[二三四五六七八九]是|[二三四五六七八九]要|第[二三四五六]|[（(]|[①-⑳\\d]|其[次二三]|再次|最后|另外|同时|对|未|以及|或者|并"
)


def last_marks(sheet: Sheet) -> Iterator[Hit]:
    """A list that ends with ； before another paragraph, an item that ends with ，, a line of the colophon without 。"""
    for segments in sheet.bodies():
        yield from _colophon(segments)
        for segment, after in zip(segments, (*segments[1:], None), strict=True):
            text, own = segment.text, head_of(segment)
            below = head_of(after) if after is not None else None
            goes_on = below is not None or (after is not None and _GOES_ON.match(after.text))
            if text.endswith("；") and own is None and not goes_on and _LISTED.search(text):
                yield _end(segment, "。")
            elif text.endswith("，") and own is not None and below is not None:
                yield _end(segment, "；")


def _colophon(segments: Sequence[Segment]) -> Iterator[Hit]:
    lines = [segment for segment in segments if _SENDING.match(segment.text)]
    bare = [segment for segment in lines if segment.text[-1] not in "。；，、"]
    for segment in bare if len(bare) < len(lines) else ():
        yield _end(segment, "。")


def unlike_siblings(sheet: Sheet) -> Iterator[Hit]:
    """一、甲。 above a paragraph where 二、乙 has no stop; 2． among 1. and 3.; A, B, D."""
    for segments in sheet.bodies():
        heads = [head_of(segment) for segment in segments]
        yield from _headings(segments, heads)
        yield from _points(heads)
        yield from _other_mark(segments, heads)
    for segment in sheet.of(*PROSE):
        yield from _letters(segment)


def _end(segment: Segment, better: str, level: Level | None = None) -> Hit:
    """The last character of a paragraph, and what should stand there."""
    last = len(segment.text.rstrip())
    return Hit(segment, max(last - 1, 0), last, params={"better": better}, level=level)


def _ends(segment: Segment) -> str:
    return segment.text.rstrip()[-1:]


def _headings(segments: Sequence[Segment], heads: Sequence[Ordinal | None]) -> Iterator[Hit]:
    """Headings on lines of their own, of which most have no stop."""
    by_rank: dict[object, list[Segment]] = {}
    for number, (segment, head) in enumerate(zip(segments, heads, strict=True)):
        behind = heads[number + 1] if number + 1 < len(heads) else head
        before = heads[number - 1] if number else None
        if (
            head is not None
            # an item stands right below another
            and (before is None or before.rank != head.rank)
            and segment.ends
            and segment.role in (Role.PARAGRAPH, Role.HEADING)
            and len(segment.text) <= _LONGEST_HEADING
            and not any(mark in segment.text[head.end : -1] for mark in "。；：")
            # what a paragraph, or a level below, comes after
            and (behind is None or (behind.rank != head.rank and behind.number == 1))
        ):
            by_rank.setdefault(head.rank, []).append(segment)
    for own in by_rank.values():
        # of 。 at the end of one clause P108 tells
        marked = [
            segment
            for segment in own
            if _ends(segment) in "；，、" or (_ends(segment) == "。" and "，" in segment.text)
        ]
        if len(marked) * 2 <= len(own):
            yield from (_end(segment, "") for segment in marked)
        if len(own) == 1 and _ends(own[0]) == "。":
            yield _end(own[0], "", Level.HINT)


def _points(heads: Sequence[Ordinal | None]) -> Iterator[Hit]:
    """The point of full width among those of half width, or the other way round."""
    arabic = [head for head in heads if head is not None and head.rank == 3 and head.mark in ".．"]
    wide = [head for head in arabic if head.mark == "．"]
    few = wide if 2 * len(wide) <= len(arabic) else [head for head in arabic if head.mark == "."]
    if 0 < len(few) < len(arabic):
        better = "." if few is wide else "．"
        for head in few:
            if head.form != "list":
                own = head.segment.text[head.start : head.end]
                yield head.hit(better=own.replace(head.mark, better))


def _other_mark(segments: Sequence[Segment], heads: Sequence[Ordinal | None]) -> Iterator[Hit]:
    """1.甲, 2.乙, 3)丙: the next number, written as no level is."""
    run = 0
    for before, segment, head in zip(heads, segments[1:], heads[1:], strict=False):
        run = run + 1 if before is not None and before.rank == 3 else 0
        odd = _ODD_MARK.match(segment.text) if head is None and before is not None and run > 1 else None
        if odd is not None and before is not None:
            said = circled_value(odd[0]) if odd[0] in CIRCLED else int("".join(filter(str.isdecimal, odd[0])))
            if said == before.number + 1:
                yield Hit(segment, *odd.span(), params={"better": f"{said}{before.mark}"})


def _letters(segment: Segment) -> Iterator[Hit]:
    """A.优秀，B.良好，D.较差"""
    found = [*_LETTERED.finditer(segment.text)]
    if len(found) > 2 and found[0][1] == "A":
        for before, behind in pairwise(found):
            expected = chr(ord(before[1]) + 1)
            if behind[1] not in (expected, "A"):
                yield Hit(segment, *behind.span(), params={"better": expected})
                return


RULES: Final = (Rule("P320", "unlike-siblings", f"{MARKS_NORM} 4.6、附录 B", sheet=unlike_siblings),)
