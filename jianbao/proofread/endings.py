"""How the paragraphs of a body end, each held against those beside it: items of a list, lines of the colophon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jianbao.proofread.levels import head_of
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment, Sheet

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
            text, last = segment.text, len(segment.text) - 1
            if after is None:
                if text.endswith("；") and _LISTED.search(text) and head_of(segment) is None:
                    yield Hit(segment, last, last + 1, params={"better": "。"})
                continue
            own, below = head_of(segment), head_of(after)
            if text.endswith("；") and own is None and below is None:
                if _LISTED.search(text) and not _GOES_ON.match(after.text):
                    yield Hit(segment, last, last + 1, params={"better": "。"})
            elif text.endswith("，") and own is not None and below is not None:
                yield Hit(segment, last, last + 1, params={"better": "；"})


def _colophon(segments: Sequence[Segment]) -> Iterator[Hit]:
    lines = [segment for segment in segments if _SENDING.match(segment.text)]
    bare = [segment for segment in lines if segment.text[-1] not in "。；，、"]
    for segment in bare if len(bare) < len(lines) else ():
        yield Hit(segment, len(segment.text) - 1, len(segment.text), params={"better": "。"})
