"""Paragraphs and numbers of a body → those that end or are marked otherwise than those beside them, or than the norm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from jianbao.language.numerals import CIRCLED, circled, numeral
from jianbao.proofread.levels import sequence_faults
from jianbao.proofread.numbering import Ordinal, head_of, value_of_number
from jianbao.proofread.rule import MARKS_NORM, Pattern, Rule
from jianbao.proofread.view import PROSE, Hit, Segment, Sheet


def unlike_siblings(sheet: Sheet) -> Iterator[Hit]:
    """2． among 1. and 3.: a number written otherwise than those of its series."""
    for segments in sheet.bodies():
        yield from _odd_numbers([*_numbers(segments)])


_HAN: Final = "[一二三四五六七八九十]"
_DIGIT: Final = "[0-9０-９]"
_NUMBER = Pattern(
    rf"(?:^|(?<=[：；。，、]))(?:[（(](?:{_DIGIT}{{1,2}}|{_HAN}{{1,2}})(?:[）)][、.．]?|[、.．])|{_DIGIT}{{1,2}}[）)．.、，。：:](?![\d点时])"
    rf"|[{CIRCLED}]|{_HAN}{{1,2}}(?:、(?!{_HAN})|是(?!否))|第{_HAN}{{1,2}}[，、])"
)
_FIGURES: Final = (
    dict.fromkeys("0123456789０１２３４５６７８９", "0")
    | dict.fromkeys("一二三四五六七八九十", "一")
    | dict.fromkeys(CIRCLED, CIRCLED[0])
)
_FORMS: Final = str.maketrans(_FIGURES)
_WRITTEN: Final[dict[str, Callable[[int], str]]] = {"0": str, "一": numeral, CIRCLED[0]: circled}


def _numbers(segments: Sequence[Segment]) -> Iterator[Ordinal]:
    """All that may be members of a series in a body, at the heads of paragraphs or within them.

    The rank of each is how it is written, such as （0） or 一是.
    """
    for segment in segments:
        if segment.marker:
            head = head_of(segment)
            if head is not None:
                yield head._replace(rank="0.")
            continue
        for each in _NUMBER.finditer(segment.text):
            form = each[0].translate(_FORMS).replace("00", "0").replace("一一", "一")
            digits = "".join(char for char in each[0] if char in _FIGURES)
            yield Ordinal(segment, *each.span(), value_of_number(digits), form)


def _kind(form: str) -> str:
    """What a number of this form is written in, by its first one."""
    return next(char for char in form if char in _WRITTEN)


def _odd_numbers(numbers: Sequence[Ordinal]) -> Iterator[Hit]:
    """1．甲；2。乙；3．丙: a number that goes on with a series and is written otherwise than the one before and the one behind."""
    last: dict[str, Ordinal] = {}
    for index, member in enumerate(numbers):
        form = str(member.rank)
        own = last.get(form)
        if member.number == 1 or (own is not None and own.number == member.number - 1):
            last[form] = member
        elif host := next(
            (host for host in last if _goes_on(host, last[host], member, numbers[index + 1 :])), ""
        ):
            if not member.listed:
                kind = _kind(host)
                yield member.hit(better=host.replace(kind, _WRITTEN[kind](member.number)))
            last[host] = member


def _goes_on(form: str, last: Ordinal, member: Ordinal, later: Sequence[Ordinal]) -> bool:
    """Whether a number goes on with a series of another form, of which `last` is the last one."""
    own = str(member.rank)
    if last.number != member.number - 1 or form == own:
        return False
    same = last.segment is member.segment
    # at the end of a series a number written in other characters may be of another one
    if not same and "一" in (_kind(form), _kind(own)):
        return False
    following = next((each for each in later if each.rank in (form, own)), None)
    if following is None:
        return last.number > 1
    return following.rank == form and following.number == member.number + 1


# --- the marks behind the numbers ----------------------------------------------------------------------------------

_FIRST = Pattern(
    r"(?:(?<=[：；。，:;,！？”])|^)(?:(?P<di>第[一二三四五六七八九十]{1,3})、(?![第一二三四五六七八九十])"
    r"|(?P<shou>首先|其次|再次|最后)、|(?P<shi>[一二三四五六七八九十]是)[、])"
)


def marks_after_numbers(sheet: Sheet) -> Iterator[Hit]:
    """The mark that does not suit its number: 第一、 一， 1、（一）、 (1)

    1、 that is wrong in its series gets no mend: it may be of another level.
    """
    wrong = {id(member.segment) for _, member, _ in sequence_faults(sheet) if member.rank == 3}
    listed = {segment.body for segment in sheet.of(*PROSE) if segment.marker[:-1].isdigit()}
    for segment in sheet.of(*PROSE):
        for hit in _mark_after_number(segment, " " if segment.body in listed else ""):
            sure = hit.start or id(segment) not in wrong
            yield hit if sure else hit._replace(better=None, params={"better": hit.better})


_MOST_HEADS: Final = 20


def _mark_after_number(segment: Segment, blank: str) -> Iterator[Hit]:
    head = head_of(segment)
    if head is not None and not segment.marker:
        text = segment.text[: head.end]
        plain = text[: len(text) - len(head.mark)]
        # 二十三，糖瓜粘: the day of a rhyme
        if head.rank == 1 and head.mark != "、" and head.number <= _MOST_HEADS:
            # 一，是加强领导
            yield head.hit(plain if segment.text.startswith("是", head.end) else plain + "、")
        elif head.rank in (2, 4):
            full = f"（{plain[1:-1]}）"
            # P101 tells a bare (一)
            if head.mark or (head.rank == 4 and plain != full):
                yield head.hit(full)
        elif head.rank == 3 and head.mark == "、":
            yield head.hit(f"{plain}.{'' if segment.text.startswith(' ', head.end) else blank}")
    for found in _FIRST.finditer(segment.text):
        word = found["di"] or found["shou"]
        yield Hit(segment, *found.span(), f"{word}，" if word else found["shi"])


RULES: Final = (
    Rule("P305", "mark-after-number", f"{MARKS_NORM} 附录 B.3", fixable=True, sheet=marks_after_numbers),
    Rule("P320", "unlike-siblings", f"{MARKS_NORM} 4.6、附录 B", sheet=unlike_siblings),
)
