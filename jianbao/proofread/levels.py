"""Level numbers and series: 一、（一）1.（1） at the head of a paragraph, 一是… 二是… within one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from jianbao.errors import Severity
from jianbao.language.numerals import CIRCLED, COUNTING, circled, circled_value, numeral, value_of
from jianbao.proofread.rule import DOCUMENT_NORM, MARKS_NORM, Pattern, Rule
from jianbao.proofread.view import PROSE, Hit, Segment, Sheet

_ORDINAL = Pattern(
    r"(?P<han>[一二三四五六七八九十]{1,3})(?P<han_mark>[、，,．.：:])(?![一二三四五六七八九十])"
    r"|[（(](?P<paren_han>[一二三四五六七八九十]{1,3})[）)](?P<paren_mark>[、，,.]?)"
    r"|(?P<arabic>\d{1,2})(?P<arabic_mark>[.．、])(?!\d)"
    r"|[（(](?P<paren_arabic>\d{1,2})[）)](?P<paren_arabic_mark>[、，,.]?)"
)
_REFERS = Pattern(r"[至到、和—-][（(]|项(?!目)|款(?![项待])|条(?![件例])|目(?![标前的录])")
_RANKS: Final = {"han": 1, "paren_han": 2, "arabic": 3, "paren_arabic": 4}
_RUN: Final = {
    "shi": Pattern(r"(?:(?<=[：；。，、:;,！？”）])|^)([一二三四五六七八九十]{1,3})是(?!否)"),
    "yao": Pattern(r"(?:(?<=[：；。，、:;,！？”）])|^)([一二三四五六七八九十]{1,3})要"),
    "di": Pattern(
        r"(?:(?<=[：；。，、:;,！？”）])|^)(?<!第[一二三四五六七八九十]、)第([一二三四五六七八九十]{1,3})(?:[，,]|、(?![第一二三四五六七八九十]))"
    ),
    "qi": Pattern(r"(?:(?<=[：；。，])|^)其([一二三四五六])[，、是](?!否)"),
    "bu": Pattern(r"(?:(?<=[：；。，])|^)第([一二三四五六])步(?=[，、是])"),
}
# chapters and provisions stand at the head of a paragraph; a part of a text may begin with any
_PARTS: Final = {
    "zhang": Pattern(r"第([一二三四五六七八九十]{1,3})章(?=[ \u3000])"),
    "tiao": Pattern(r"第([一二三四五六七八九十百]{1,5})条(?=[ \u3000])"),
}
_IN_WORDS = Pattern(r"(?:(?<=[：；。，])|^)(?:(首先)|(其次)|(再次)(?=，)|(最后)(?=，))")
_WITHIN: Final = {
    "paren": Pattern(r"[（(]?(\d{1,2})[）)]"),
    "paren_han": Pattern(r"（([一二三四五六七八九十]{1,2})）"),
    "arabic": Pattern(r"(?<=[：；。，])(\d{1,2})[.．、](?!\d)"),
    "han": Pattern(r"(?<=[：。])([一二三四五六七八九十])、(?![一二三四五六七八九十])"),
}
_CIRCLED_RUN = Pattern(f"[{CIRCLED}]")


class Ordinal(NamedTuple):
    """A level number at `start` to `end` of a segment; `mark` is what follows it; `rank` 1 to 4, or a series' name."""

    segment: Segment
    start: int
    end: int
    number: int
    rank: int | str
    mark: str = ""
    form: str = ""

    def hit(self, better: str | None = None, **params: object) -> Hit:
        """The finding that stands at the number."""
        if self.form != "list":
            return Hit(self.segment, self.start, self.end, better, params)
        # the number of an item is none of its text, and stands before it
        marker, offsets = self.segment.marker, self.segment.offsets
        first = offsets[0] - len(marker) - 1 if offsets else 0
        if first < 0 or not offsets:
            return Hit(self.segment, self.start, self.end, better, {"text": marker, **params})
        shown = self.segment._replace(text=marker, offsets=tuple(range(first, first + len(marker))))
        return Hit(shown, 0, len(marker), better, params)


def ordinal(text: str) -> bool:
    """Whether a text begins with a level number."""
    return _ORDINAL.match(text) is not None


def head_of(segment: Segment) -> Ordinal | None:
    """The level number that a text begins with."""
    if segment.marker[:-1].isdigit():
        return Ordinal(segment, 0, min(1, len(segment.text)), int(segment.marker[:-1]), 3, ".", "list")
    found = _ORDINAL.match(segment.text)
    # （一）至（三）项 speaks of items, it is none
    if found is None or (segment.text[0] in "（(" and _REFERS.match(segment.text, found.end())):
        return None
    for form, rank in _RANKS.items():
        if digits := found[form]:
            mark = found[
                {"han": "han_mark", "paren_han": "paren_mark", "arabic": "arabic_mark"}.get(
                    form, "paren_arabic_mark"
                )
            ]
            number = int(digits) if digits.isdigit() else (value_of(digits) or 0)
            return Ordinal(segment, 0, found.end(), number, rank, mark, form) if number else None
    return None


# --- the marks behind the numbers ----------------------------------------------------------------------------------

_FIRST = Pattern(
    r"(?:(?<=[：；。，:;,！？”])|^)(?:(?P<di>第[一二三四五六七八九十]{1,3})、(?![第一二三四五六七八九十])"
    r"|(?P<shou>首先|其次|再次|最后)、|(?P<shi>[一二三四五六七八九十]是)[、])"
)


_HALF_OPEN = Pattern(r"(?<=[；，。：、])(\d{1,2})[）)]")


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


def _mark_after_number(segment: Segment, blank: str) -> Iterator[Hit]:
    head = head_of(segment)
    if head is not None and not segment.marker:
        text = segment.text[: head.end]
        plain = text[: len(text) - len(head.mark)]
        if head.form == "han" and head.mark != "、":
            # 一，是加强领导
            is_run = segment.text.startswith("是", head.end) and not segment.text.startswith("是否", head.end)
            yield head.hit(plain if is_run else plain + "、")
        elif head.form in ("paren_han", "paren_arabic"):
            full = f"（{plain[1:-1]}）"
            # P101 tells a bare (一)
            if head.mark or (head.form == "paren_arabic" and plain != full):
                yield head.hit(full)
        elif head.form == "arabic" and head.mark == "、":
            yield head.hit(f"{plain}.{'' if segment.text.startswith(' ', head.end) else blank}")
    if "（1）" in segment.text:
        for found in _HALF_OPEN.finditer(segment.text):
            yield Hit(segment, *found.span(), f"（{found[1]}）")
    for found in _FIRST.finditer(segment.text):
        word = found["di"] or found["shou"]
        yield Hit(segment, *found.span(), f"{word}，" if word else found["shi"])


# --- sequences -----------------------------------------------------------------------------------------------------


class _Open:
    """A series that is open: its first member, the last number, how many there were."""

    __slots__ = ("count", "first", "last")

    def __init__(self, first: Ordinal, last: int) -> None:
        self.first = first
        self.last = last
        self.count = 1


Fault = tuple[str, Ordinal, int]
"""(P301 skipped, P302 repeated, P303 does not begin with one, P304 alone, P306 upside down; where; expected number)."""


def _advance(series: _Open | None, member: Ordinal) -> Iterator[Fault]:
    """What is wrong with `member` as the next one of `series`; a new series should begin with one."""
    if series is None:
        if member.number != 1:
            yield "P303", member, 1
        return
    expected = series.last + 1
    if member.number == expected:
        return
    if member.number == series.last or 1 < member.number < series.last:
        yield "P302", member, expected
    elif member.number > expected:
        yield "P301", member, expected


def _alone(series: _Open) -> Iterator[Fault]:
    if series.count == 1 and series.first.number == 1:
        yield "P304", series.first, 2


_CITED: Final = 9


def _level_faults(heads: Sequence[Ordinal]) -> Iterator[Fault]:
    stack: list[tuple[int | str, _Open]] = []
    # of each rank: a series may run on through the whole text, whatever stands above it
    last: dict[int | str, int] = {}
    for index, head in enumerate(heads):
        ranks = [rank for rank, _ in stack]
        if head.rank in ranks:
            while stack[-1][0] != head.rank:
                yield from _alone(stack.pop()[1])
            series = stack[-1][1]
            if head.number == 1 and series.count > 1:
                stack[-1] = (head.rank, _Open(head, 1))
                last[head.rank] = 1
                continue
            yield from _advance(series, head)
            series.last, series.count = head.number, series.count + 1
            last[head.rank] = head.number
            continue
        if (
            stack
            and isinstance(head.rank, int)
            and isinstance(stack[-1][0], int)
            and head.rank < stack[-1][0]
        ):
            above, series = stack[-1]
            later = heads[index + 1 :]
            if any(other.rank == above and other.number == series.last + 1 for other in later):
                yield "P306", head, 0
            else:
                while stack:
                    yield from _alone(stack.pop()[1])
        # （二十）本办法自印发之日起施行: one provision of another text
        cited = len(heads) == 1 and head.number > _CITED
        if head.number != last.get(head.rank, 0) + 1 and not cited:
            yield from _advance(None, head)
        last[head.rank] = head.number
        stack.append((head.rank, _Open(head, head.number)))
    while stack:
        yield from _alone(stack.pop()[1])


def _run_faults(members: Sequence[Ordinal]) -> Iterator[Fault]:
    series: _Open | None = None
    for member in members:
        if (
            series is None
            or (member.number == 1 and series.last != 1)
            or (member.number == 1 and series.first.segment is not member.segment)
        ):
            if series is not None:
                yield from _alone(series)
            yield from _advance(None, member)
            series = _Open(member, member.number)
            continue
        yield from _advance(series, member)
        series.last, series.count = member.number, series.count + 1
    if series is not None:
        yield from _alone(series)


_NUMBERS: Final = frozenset("0123456789" + COUNTING)
_BETWEEN_ITEMS: Final = {1: "。！？", 2: "。；，！？：", 3: "。；！？", 4: "。；，！？："}


def _heads(segments: Iterable[Segment]) -> Iterator[Ordinal]:
    """The level numbers at the heads of paragraphs, and those that go on within one: （1）甲。（2）乙。"""
    for segment in segments:
        head = head_of(segment)
        if head is None:
            yield from _labelled(segment)
            continue
        yield head
        if segment.marker or not isinstance(head.rank, int):
            continue
        text = segment.text.replace("(", "（").replace(")", "）")
        at, number = head.end, head.number
        while at >= 0:
            number += 1
            sign = _sign(head, number)
            at = text.find(sign, at)
            while (
                at >= 0
                and not (
                    text[at - 1] in _BETWEEN_ITEMS[head.rank]
                    # 2.0, 二、三产业
                    and text[at + len(sign) : at + len(sign) + 1] not in _NUMBERS
                )
            ):
                at = text.find(sign, at + 1)
            if at >= 0:
                yield Ordinal(segment, at, at + len(sign), number, head.rank)


_LABELLED_FIRST = Pattern(r"(?:附件|议题|议程|附表)[：:][ \u3000]?(1)[.．、](?!\d)")


def _labelled(segment: Segment) -> Iterator[Ordinal]:
    """The first of a list that stands behind its label: 附件：1.任务分解表."""
    found = _LABELLED_FIRST.match(segment.text)
    if found is not None:
        yield Ordinal(segment, found.start(1), found.end(), 1, 3, ".")


def _sign(head: Ordinal, number: int) -> str:
    """`number` and its mark as a head of this rank has them."""
    written = str(number) if head.rank in (3, 4) else numeral(number)
    if head.rank in (2, 4):
        return f"（{written}）"
    return written + (head.mark if head.rank == 3 else "、")


# characters
_LONGEST_SLOGAN: Final = 40


def _is_quoted(text: str, at: int) -> bool:
    """Whether `at` stands within a slogan: “一要吃饭、二要建设”."""
    start = text.rfind("“", max(at - _LONGEST_SLOGAN, 0), at)
    if start < 0 or any(mark in text[start:at] for mark in "”。；"):
        return False
    return text.find("”", at, at + _LONGEST_SLOGAN) >= 0


_FIRST_BEHIND: Final = {
    "shi": Pattern("(?<=[^\\W\\d])(一)是(?!否|[一个])"),
    "yao": Pattern("(?<=[^\\W\\d统])(一)要(?![求素点件闻])"),
    "di": Pattern("(?<=[^\\W\\d])第(一)[，,、]"),
}


def _with_first(name: str, pattern: Pattern, text: str) -> list[re.Match[str]]:
    """The members of a series in a text; a first one may stand right behind a word: 各乡镇一要…，二要…"""
    members: list[re.Match[str]] = []
    first_behind, at = _FIRST_BEHIND.get(name), 0
    for found in pattern.finditer(text):
        alone = found[1] == "二" and (not members or members[-1][1] != "一")
        if alone and first_behind is not None:
            members += [each for each in first_behind.finditer(text, at) if each.start() < found.start()][-1:]
        members.append(found)
        at = found.end()
    return members


def _counted(digits: str) -> int:
    return int(digits) if digits.isdigit() else (value_of(digits) or 0)


def _runs(segments: Sequence[Segment]) -> Iterator[list[Ordinal]]:
    for name, pattern in _RUN.items():
        members = [
            Ordinal(segment, found.start(), found.end(), value_of(found[1]) or 0, name)
            for segment in segments
            for found in _with_first(name, pattern, segment.text)
            if not _is_quoted(segment.text, found.start())
        ]
        yield [member for member in members if member.number]
    for segment in segments:
        for name, pattern in _WITHIN.items():
            found_all = [
                found
                for found in pattern.finditer(segment.text)
                if found.start()
                and (name in ("arabic", "han") or segment.text[found.start() - 1] in "：，；。、;,:")
            ]
            if len(found_all) > 2 and found_all[0][1] in ("1", "一") and head_of(segment) is None:
                yield [
                    Ordinal(segment, *found.span(), _counted(found[1]), "han" if name == "han" else "paren")
                    for found in found_all
                ]
        circled = [] if segment.text.isascii() else list(_CIRCLED_RUN.finditer(segment.text))
        if len(circled) > 1:
            yield [
                Ordinal(segment, found.start(), found.end(), circled_value(found[0]), "circled")
                for found in circled
            ]


def _parts(segments: Sequence[Segment]) -> Iterator[Fault]:
    """第二章 then 第四章; 首先 … 其次 … 首先 within a paragraph."""
    for name, pattern in _PARTS.items():
        heads = ((segment, pattern.match(segment.text)) for segment in segments)
        found = [Ordinal(each, 0, head.end(), _counted(head[1]), name) for each, head in heads if head]
        # who cites provisions begins with any of them
        if found and found[0].number == 1:
            yield from (fault for fault in _run_faults(found) if fault[0] in ("P301", "P302"))
    # 首先, 其次 and 再次 may begin a paragraph each
    before = 0
    for segment in segments:
        last = 0
        for head in _IN_WORDS.finditer(segment.text):
            number = head.lastindex or 0
            # 最后 closes any of them, and the next one opens another
            if (number == 1 and last in (2, 3)) or 1 < number <= last < len(_ORDER):
                yield "P302", Ordinal(segment, *head.span(), number, "words"), min(last + 1, len(_ORDER))
                continue
            if number == 3 and max(last, before if not head.start() else 0) < 2:
                yield "P301", Ordinal(segment, *head.span(), number, "words"), 2
            last = before = number % len(_ORDER)


_ORDER: Final = ("首先", "其次", "再次", "最后")


def _by_quotation(segments: Sequence[Segment]) -> tuple[list[Segment], list[list[Segment]]]:
    """The paragraphs of a body outside quotations, and those of each quotation that runs over several of them."""
    own: list[Segment] = []
    quoted: list[list[Segment]] = []
    depth = 0
    for segment in segments:
        inside = depth > 0 or segment.text.startswith("“")
        if not inside:
            own.append(segment)
        elif depth > 0 and quoted:
            quoted[-1].append(segment)
        else:
            quoted.append([segment])
        depth = max(depth + segment.text.count("“") - segment.text.count("”"), 0)
        if depth and not inside:
            quoted.append([])
    return own, quoted


_PROVISION = Pattern("^第[一二三四五六七八九十百]{1,6}条[ \u3000]")


def _cited(segments: Sequence[Segment]) -> set[int]:
    """The paragraphs of a provision that is cited with some of its points left out: 第三条 …：, ……, （五）…"""
    found: set[int] = set()
    within = False
    for segment in segments:
        text = segment.text.strip()
        left_out = text in ("……", "…………", "...")
        within = left_out or _PROVISION.match(text) is not None or (within and head_of(segment) is not None)
        if within:
            found.add(id(segment))
    return found


_QUESTION = Pattern(
    "(?:问题|案例|案|例)[ ]?[0-9０-９一二三四五六七八九十]{1,3}[、：:.．]|[问Q][0-9一二三四五六七八九十]*[：:、]"
)


def _by_question(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The paragraphs up to each question or case: its levels count for themselves."""
    part: list[Segment] = []
    for segment in segments:
        if part and _QUESTION.match(segment.text):
            yield part
            part = []
        part.append(segment)
    yield part


def sequence_faults(sheet: Sheet) -> list[Fault]:
    """What is wrong with the numbers of all bodies. A single （1） or ① within a sentence is a reference, not a series."""
    if "sequences" in sheet.memo:
        known: list[Fault] = sheet.memo["sequences"]
        return known
    faults: list[Fault] = []
    sheet.memo["sequences"] = faults
    for segments in sheet.bodies():
        own, quoted = _by_quotation(segments)
        cited = _cited(own)
        faults += [
            fault
            for part in _by_question(own)
            for fault in _level_faults(list(_heads(part)))
            if id(fault[1].segment) not in cited or fault[0] in ("P301", "P302")
        ]
        # a provision that is quoted may begin and end anywhere
        faults += [
            fault
            for group in quoted
            for fault in _level_faults(list(_heads(group)))
            if fault[0] in ("P301", "P302")
        ]
        faults += _parts(segments)
        for members in _runs(segments):
            alone_is_fine = bool(members) and members[0].rank in ("paren", "circled")
            faults += [fault for fault in _run_faults(members) if not (fault[0] == "P304" and alone_is_fine)]
    return faults


def _only(code: str, sheet: Sheet) -> Iterator[Hit]:
    for found, member, expected in sequence_faults(sheet):
        if found == code:
            yield member.hit(expected=_same_form(member, expected))


def _same_form(member: Ordinal, number: int) -> str:
    """`number` written as the member is."""
    text = member.segment.text[member.start : member.end]
    if member.rank == "words":
        return _ORDER[number - 1]
    if member.rank == 3:
        return f"{number}."
    if member.rank in (4, "paren"):
        return f"（{number}）"
    if member.rank == "circled":
        return circled(number)
    han = numeral(number)
    return Pattern(f"[〇{COUNTING}]+").compiled.sub(han, text, count=1).strip("，,、：:")


def skipped(sheet: Sheet) -> Iterator[Hit]:
    """一、 then 三、"""
    return _only("P301", sheet)


def repeated(sheet: Sheet) -> Iterator[Hit]:
    """一、 then 一、"""
    return _only("P302", sheet)


def begins_late(sheet: Sheet) -> Iterator[Hit]:
    """A series that begins with 二、"""
    return _only("P303", sheet)


def alone(sheet: Sheet) -> Iterator[Hit]:
    """一、 without 二、"""
    return _only("P304", sheet)


def upside_down(sheet: Sheet) -> Iterator[Hit]:
    """一、 below （一）"""
    return _only("P306", sheet)


_CLAUSE: Final = f"{DOCUMENT_NORM} 7.3.3"

RULES: Final = (
    Rule("P301", "level-skipped", _CLAUSE, sheet=skipped),
    Rule("P302", "level-repeated", _CLAUSE, sheet=repeated),
    Rule("P303", "level-begins-late", _CLAUSE, sheet=begins_late),
    Rule("P304", "level-alone", _CLAUSE, Severity.HINT, sheet=alone),
    Rule(
        "P305",
        "mark-after-number",
        f"{MARKS_NORM} 附录 B.3",
        fixable=True,
        sheet=marks_after_numbers,
    ),
    Rule("P306", "level-upside-down", _CLAUSE, sheet=upside_down),
)
