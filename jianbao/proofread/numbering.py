"""Texts → the numbers in them: 一、（一）1.（1） at the head of a paragraph or on within it, 一是…二是…, （1）…（2）…, ①…②…"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from jianbao.language.numerals import CIRCLED, circled_value, value_of
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Segment

_HAN: Final = "[一二三四五六七八九十]"
_HEAD = Pattern(
    rf"[（(](?:({_HAN}{{1,3}})|(\d{{1,2}}))[）)]([、，,.]?)|({_HAN}{{1,3}})([、，,．.：:])(?!{_HAN})|(\d{{1,2}})([.．、])(?!\d)"
)
_REFERS = Pattern(r"[至到、和—-][（(]|项(?!目)|款(?![项待])|条(?![件例])|目(?![标前的录])")
_AT: Final = "(?:(?<=[：；。，、:;,！？”）])|^)"
SERIES: Final = {
    "shi": Pattern(rf"{_AT}({_HAN}{{1,3}})是(?!否|\1[，。；、])"),
    "yao": Pattern(rf"{_AT}({_HAN}{{1,3}})要"),
    "di": Pattern(rf"{_AT}(?<!第{_HAN}、)第({_HAN}{{1,3}})(?:[，,]|、(?![第一二三四五六七八九十]))"),
    "qi": Pattern(r"(?:(?<=[：；。，])|^)其([一二三四五六])[，、是](?!否)"),
    "bu": Pattern(r"(?:(?<=[：；。，])|^)第([一二三四五六])步(?=[，、是])"),
}
"""Series that may begin a paragraph, stand within one or run over several; group 1 is the number."""
_PARTS: Final = "：，；。、！？,;:"
WITHIN: Final = {
    "han": Pattern(rf"(?<=[：；。！？])({_HAN}{{1,2}})、(?!{_HAN})"),
    "paren_han": Pattern(rf"(?<=[{_PARTS}])[（(]({_HAN}{{1,2}})[）)]"),
    "arabic": Pattern(r"(?<=[：；。，！？])(\d{1,2})[.．、](?!\d)"),
    "paren": Pattern(rf"(?<=[{_PARTS}])[（(]?(\d{{1,2}})[）)]"),
    "circled": Pattern(f"([{CIRCLED}])"),
}
"""Series of one paragraph, first those that go on with the number at its head, in the order of ranks."""
_OF_RANK: Final = ("", *WITHIN)


class Ordinal(NamedTuple):
    """A number at `start` to `end` of a segment; `mark` is what follows it; `rank` 1 to 4, or a series' name.

    `listed` = it is that of an item, which its text does not hold.
    """

    segment: Segment
    start: int
    end: int
    number: int
    rank: int | str
    mark: str = ""
    listed: bool = False

    def hit(self, better: str | None = None, **params: object) -> Hit:
        """The finding that stands at the number."""
        if not self.listed:
            return Hit(self.segment, self.start, self.end, better, params)
        # the number of an item is none of its text, and stands before it
        marker = self.segment.marker
        first = self.segment.offset(0) - len(marker) - 1
        shown = self.segment._replace(text=marker, offsets=tuple(range(first, first + len(marker))))
        return Hit(shown, 0, len(marker), better, params)


def value_of_number(digits: str) -> int:
    """What the digits of a number say, in figures, Han characters or a circle; 0 for none."""
    return int(digits) if digits.isdecimal() else circled_value(digits) or value_of(digits) or 0


def ordinal(text: str) -> int:
    """Where the level number ends that a text begins with, 0 where there is none."""
    found = _HEAD.match(text)
    return found.end() if found else 0


def head_of(segment: Segment) -> Ordinal | None:
    """The level number that a text begins with."""
    if segment.marker[:-1].isdigit():
        return Ordinal(segment, 0, min(1, len(segment.text)), int(segment.marker[:-1]), 3, ".", True)
    found = _HEAD.match(segment.text)
    # （一）至（三）项 speaks of items, it is none
    if found is None or (segment.text[0] in "（(" and _REFERS.match(segment.text, found.end())):
        return None
    in_han, in_arabic, mark, han, han_mark, arabic, arabic_mark = found.groups("")
    rank = 1 if han else 2 if in_han else 3 if arabic else 4
    number = value_of_number(in_han or in_arabic or han or arabic)
    return Ordinal(segment, 0, found.end(), number, rank, mark or han_mark or arabic_mark) if number else None


_LABELLED_FIRST = Pattern(r"(?:附件|议题|议程|附表)[：:][ \u3000]?(1)[.．、](?!\d)")
_QUESTION = Pattern(
    "(?:问题|案例|案|例)[ ]?[0-9０-９一二三四五六七八九十]{1,3}[、：:.．]|[问Q][0-9一二三四五六七八九十]*[：:、]"
)


def heads(segments: Iterable[Segment]) -> Iterator[Ordinal]:
    """The level numbers at the heads of paragraphs, and those that go on within one: （1）甲。（2）乙。

    A question or a case is of rank 0: the levels under it count for themselves.
    """
    for segment in segments:
        head = head_of(segment)
        if head is not None:
            yield head
            yield from _going_on(head)
        # 附件：1.任务分解表
        elif (found := _LABELLED_FIRST.match(segment.text)) is not None:
            yield Ordinal(segment, found.start(1), found.end(), 1, 3, ".")
        elif (found := _QUESTION.match(segment.text)) is not None:
            yield Ordinal(segment, 0, found.end(), 0, 0)


def _going_on(head: Ordinal) -> Iterator[Ordinal]:
    name = _OF_RANK[int(head.rank)]
    expected = head.number + 1
    for found in WITHIN[name].finditer(head.segment.text, head.end):
        number = value_of_number(found[1])
        # 一、甲。二、乙。四、丙。
        if number == expected or (expected > head.number + 1 and number == expected + 1):
            yield Ordinal(head.segment, *found.span(), number, head.rank)
            expected = number + 1


def members(name: str, segment: Segment) -> list[Ordinal]:
    """The members of one of `SERIES` or `WITHIN` in a text."""
    pattern = SERIES.get(name) or WITHIN[name]
    found = [
        Ordinal(segment, *each.span(), value_of_number(each[1]), name)
        for each in pattern.finditer(segment.text)
    ]
    if name in WITHIN or not found:
        return found
    slogans = {at for each in _SLOGAN.finditer(segment.text) for at in range(*each.span())}
    own = [each for each in found if each.number and each.start not in slogans]
    # 一是水，一是电
    return own[:1] if all(each.number == 1 for each in own) else own


# “一要吃饭、二要建设”
_SLOGAN = Pattern("“[^“”。；]{1,80}”")
