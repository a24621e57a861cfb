"""Paragraphs and numbers of a body → those that end or are marked otherwise than those beside them, or than the norm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from jianbao.language.numerals import CIRCLED, circled, numeral
from jianbao.proofread.levels import sequence_faults
from jianbao.proofread.numbering import Ordinal, head_of, value_of_number
from jianbao.proofread.rule import MARKS_NORM, Pattern, Rule
from jianbao.proofread.view import PROSE, Hit, Segment, Sheet


def unlike_siblings(sheet: Sheet) -> Iterator[Hit]:
    """2． among 1. and 3.: a number written otherwise than those of its series."""
    for segments in sheet.bodies():
        yield from _odd_numbers(_numbers(segments))


_HAN: Final = "[一二三四五六七八九十]"
_DIGIT: Final = "[0-9０-９]"
_NUMBER = Pattern(
    rf"(?:^|(?<=[：；。，、]))(?:[（(](?:{_DIGIT}{{1,2}}|{_HAN}{{1,2}})(?:[）)][、.．]?|[、.．])|{_DIGIT}{{1,2}}[）)．.、，。：:](?![\d点时])"
    rf"|[{CIRCLED}]|{_HAN}{{1,2}}(?:、(?!{_HAN})|是(?!否))|第{_HAN}{{1,2}}[，、])"
)
_FIRSTS: Final = ("1.", "1．", "1、", "1）", "1)", "一、", "一）", "一是", "第一", CIRCLED[0])
_FIGURES: Final = (
    dict.fromkeys("0123456789０１２３４５６７８９", "0")
    | dict.fromkeys("一二三四五六七八九十", "一")
    | dict.fromkeys(CIRCLED, CIRCLED[0])
)
_FORMS: Final = str.maketrans(_FIGURES)
_WRITTEN: Final[dict[str, Callable[[int], str]]] = {"0": str, "一": numeral, CIRCLED[0]: circled}


class _Number(NamedTuple):
    """A number with its marks; `form` is how it is written, such as （0） or 一是."""

    place: Ordinal
    form: str

    @property
    def value(self) -> int:
        return self.place.number

    @property
    def kind(self) -> str:
        """What it is written in, by its first number."""
        return next(char for char in self.form if char in _WRITTEN)


def _numbers(segments: Sequence[Segment]) -> Iterator[_Number]:
    """All that may be members of a series in a body, at the heads of paragraphs or within one that holds a first member."""
    for segment in segments:
        if segment.marker:
            head = head_of(segment)
            if head is not None:
                yield _Number(head, "0.")
            continue
        text = segment.text
        whole = any(first in text for first in _FIRSTS)
        found = _NUMBER.finditer(text) if whole else filter(None, (_NUMBER.match(text),))
        for each in found:
            form = each[0].translate(_FORMS).replace("00", "0").replace("一一", "一")
            digits = "".join(char for char in each[0] if char in _FIGURES)
            yield _Number(Ordinal(segment, *each.span(), value_of_number(digits), form), form)


def _odd_numbers(numbers: Iterator[_Number]) -> Iterator[Hit]:
    """1．甲；2。乙；3．丙: a number that goes on with a series and is written otherwise than the one before and the one behind."""
    every = list(numbers)
    last: dict[str, _Number] = {}
    for index, number in enumerate(every):
        own = last.get(number.form)
        if number.value == 1 or (own is not None and own.value == number.value - 1):
            last[number.form] = number
        elif (host := _host(number, last, every[index + 1 :])) is not None:
            if not number.place.listed:
                written = _WRITTEN[host.kind](number.value)
                yield number.place.hit(better=host.form.replace(host.kind, written))
            last[host.form] = number._replace(form=host.form)


def _host(number: _Number, last: dict[str, _Number], later: Sequence[_Number]) -> _Number | None:
    """The last member of the series that a number of another form goes on with."""
    for host in last.values():
        if host.value != number.value - 1 or host.form == number.form:
            continue
        same = host.place.segment is number.place.segment
        # at the end of a series a number written in other characters may be of another one
        if not same and {host.kind, number.kind} & {"一"}:
            continue
        nearby = (each for each in later if each.form in (host.form, number.form))
        following = next(nearby, None)
        goes_on = (
            following is not None and following.form == host.form and following.value == number.value + 1
        )
        closes = host.value > 1 and following is None and (not same or _before(number) == _before(host))
        if goes_on or closes:
            return host
    return None


def _before(number: _Number) -> str:
    """The mark before a number; all that part items are alike."""
    return number.place.segment.text[max(number.place.start - 1, 0) : number.place.start]


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
            is_run = segment.text.startswith("是", head.end) and not segment.text.startswith("是否", head.end)
            yield head.hit(plain if is_run else plain + "、")
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
