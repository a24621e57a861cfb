"""Lines of a body → the same lines, a blank one added wherever a paragraph begins without it; and what to say of it.

CommonMark joins lines that no blank line parts. Clerks end a paragraph with a line end, as in Word; editors and PDF
viewers put line ends into the middle of sentences. Where a line end can only part, it parts; where it can only be an
editor's, the lines are joined; where neither is sure, they are joined and the clerk is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct

from jianbao.errors import Severity
from jianbao.expressions import compiled
from jianbao.language.ordinals import HAN_COUNT, LEVELS
from jianbao.reading.body.inline import Problem

_ENDS: Final = "。！？；：…!?;:."
_COMMAS: Final = "，、,"
_CLOSING: Final = "”’）】》〉」』〕)]\"'* \t\u00a0\u3000"
_NEVER_FIRST: Final = "，。、；：！？）”’》〉」』】〕…"
# two columns wide in a Chinese face
_AMBIGUOUS: Final = "“”‘’—…·×°±①②③④⑤⑥⑦⑧⑨⑩"
# characters: more than one line and a half is no heading
LONGEST_HEADING: Final = 45
# columns: no editor wraps a shorter line, and nobody a longer one
_FEWEST, _MOST = 36, 240
# columns: a line of 27 characters, as PDF viewers copy them
_SHORTEST_ALONE: Final = 54
# of one body: no more editors had a hand in it
_MOST_WIDTHS: Final = 8
_LONGEST_ROW: Final = 60
_LONGEST_CENTRED: Final = 25


ROLL: Final = compiled(
    r"(?:\*\*)?(?:出[ \u3000]*席|请[ \u3000]*假|列[ \u3000]*席|缺[ \u3000]*席|主[ \u3000]*持|记[ \u3000]*录|参[ \u3000]*加)(?:人员|人|单位)?(?:\*\*)?[：:](?:\*\*)?"
)
"""How a list of names in minutes begins (GB/T 9704-2012 10.3)."""


class Line(Struct):
    """A line of the body as markdown-it sees it: `offset` of its first character in the body.

    `indent` is the width, in columns, of the full-width spaces that stood before it: they mean nothing to markdown-it.
    """

    text: str
    offset: int
    indent: int = 0


class _Patterns(NamedTuple):
    """Compiled when they are first wanted: most bodies leave a blank line everywhere."""

    ordinal: re.Pattern[str]
    markup: re.Pattern[str]
    marker: re.Pattern[str]
    row: re.Pattern[str]
    unit: re.Pattern[str]
    first: re.Pattern[str]
    heading: re.Pattern[str]
    labelled: re.Pattern[str]
    number: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        compiled(
            rf"(?:\*\*)?(?:{HAN_COUNT}、(?!{HAN_COUNT}、?)|{LEVELS[1]}|{LEVELS[3]}"
            rf"|{LEVELS[2]}|第[一二三四五六七八九十百0-9]{{1,4}}(?:条|章|节|部分)[\s、：])"
        ),
        # what markdown-it tells from text by itself: headings, tables, rules, code, HTML, pictures, empty lines
        compiled(r"#{1,6}(?:\s|$)|.*\||[-*_][-*_ \t]*$|```|~~~|<[a-zA-Z/!?]|!\[|[\s\u00a0]*$"),
        compiled(r"(?:[-+*]|(?P<number>[0-9]{1,9})[.)])(?:[ \t]+|$)"),
        compiled(r"\S *\t\s*\S"),
        compiled(r"[（(]?\s*(?:单位\s*[：:]|横排\s*[）)]?\s*$)"),
        compiled(r"[“‘（《〈「『【〔(]*(?:[!-~]+|——|……|.)[，。、；：！？）”’》〉」』】〕,.;:!?)]*"),
        compiled(r"#{1,4}(?=[^\s#])"),
        compiled(r"[\u4e00-\u9fff]{2,6}[ \t]*[:：][ \t]*\S"),
        compiled(r"\s*(?:[0-9]{1,3}[.．、)）]|[（(]\S{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[•·●○◆■-])$"),
    )


_DISTRIBUTION: Final = ("报送", "呈报", "抄报", "抄送", "分送", "报", "送")


def is_distribution(line: str) -> bool:
    """Whether a line begins as one of the distribution, which belongs to the colophon."""
    label, colon, _ = line.removeprefix("本期").replace(":", "：").partition("：")
    return bool(colon) and label.rstrip(" \t\u3000") in _DISTRIBUTION


def lines_of(text: str) -> list[Line]:
    """The lines of a body without the full-width spaces that indent paragraphs."""
    lines: list[Line] = []
    offset = 0
    for line in text.split("\n"):
        bare = line.lstrip(" \t\u3000\u00a0")
        before = line[: len(line) - len(bare)]
        cut = len(before) if "\u3000" in before else 0
        lines.append(Line(line[cut:], offset + cut, cut and cut + before.count("\u3000")))
        offset += len(line) + 1
    return lines


def parted(lines: list[Line]) -> tuple[list[Line], list[Problem]]:
    """The lines with a blank one before each that begins a paragraph, and what the clerk should know."""
    blank = [not line.text.strip(" \t") for line in lines]
    if all(first or second for first, second in pairwise(blank)):
        return lines, []
    body = _Body(lines, blank)
    return body.parted(), body.problems


class _What(Enum):
    """What becomes of a line end."""

    # markdown-it knows
    MARKUP = auto()
    # the clerk said so: bold text goes on, a list's item goes on
    JOINED = auto()
    # an item behind another's second line: markdown-it wants the blank line, the clerk need not know
    SPACED = auto()
    # a paragraph begins, whatever the lengths of the lines
    PARTED = auto()
    # the lengths of the lines decide
    OPEN = auto()


class _End(Struct):
    """The end of line `at`, where line `at + 1` is not blank."""

    at: int
    what: _What
    # the line ends with a sentence, or what it leads up to
    ended: bool = False
    comma: bool = False
    # the line reads as a level's heading
    heading: bool = False
    # the next line begins with a level's number
    ordinal: bool = False
    # the next line's first word would have gone beyond the longest line
    full: bool = False


class _Passage(Struct):
    """Lines in a row, and whether an editor broke them."""

    ends: list[_End]
    wrapped: bool = False


# how the longest line was measured, and what it measures
_Width = tuple[Callable[[str], int], int]


class _Body:
    def __init__(self, lines: list[Line], blank: Sequence[bool]) -> None:
        self.lines = lines
        self.blank = blank
        self.problems: list[Problem] = []
        self.rows = self._rows()
        self.spaced: list[int] = []

    def parted(self) -> list[Line]:
        passages = [passage for run in self._runs() for passage in _passages(self._ends(*run))]
        self._measure(passages)
        begins = sorted(at for passage in passages for at in self._begins(passage))
        if begins:
            self._tell("R117", begins[0], Severity.HINT, count=len(begins))
        made: list[Line] = []
        before = {*begins, *self.spaced}
        for number, line in enumerate(self.lines):
            if number in before:
                made.append(Line(self._blank_before(number), line.offset))
            made.append(line)
        return made

    def _runs(self) -> Iterator[tuple[int, int]]:
        """(first, last) of each run of lines without a blank one."""
        first = 0
        for at in (*(number for number, blank in enumerate(self.blank) if blank), len(self.lines)):
            if at - first > 1:
                yield first, at - 1
            first = at + 1

    def _tell(self, code: str, at: int, severity: Severity, **params: object) -> None:
        line = self.lines[at]
        bare = line.text.lstrip(" \t")
        offset = line.offset + len(line.text) - len(bare)
        self.problems.append(Problem(code, offset, len(bare.rstrip()), severity, params))

    def _blank_before(self, at: int) -> str:
        """A line that parts: within a quotation it begins with the mark of one."""
        first, second = (_quote(self.lines[number].text) for number in (at - 1, at))
        return second if first.count(">") == second.count(">") else ""

    # --- tables that were pasted --------------------------------------------------------------------------------

    def _rows(self) -> set[int]:
        """The lines that read as rows of a table with tabs between its cells."""
        if not any("\t" in line.text for line in self.lines):
            return set()
        found: set[int] = set()
        row = _patterns().row
        group: list[int] = []
        for number, blank in (*enumerate(self.blank), (len(self.lines), False)):
            if blank:
                continue
            text = self.lines[number].text if number < len(self.lines) else ""
            if row.search(text) and "|" not in text and not _patterns().number.match(text.split("\t")[0]):
                group.append(number)
                continue
            if len(group) > 1:
                found.update(group)
                cells = [cell.strip() for cell in self.lines[group[0]].text.strip().split("\t")]
                head = f"| {' | '.join(cells)} |"
                head = head if len(head) <= _LONGEST_ROW else "|" + " …… |" * len(cells)
                rule = "|" + "---|" * len(cells)
                self._tell("R124", group[0], Severity.WARNING, count=len(group), head=head, rule=rule)
            group = []
        return found

    # --- each line end by itself --------------------------------------------------------------------------------

    def _ends(self, first: int, last: int) -> list[_End]:
        ends: list[_End] = []
        in_list = _marker(self.lines[first].text) is not None
        bold = 0
        rolled = False
        for at in range(first, last):
            bold += self.lines[at].text.replace("\\*", "").count("**")
            end = self._end(at, in_list=in_list, in_bold=bold % 2 == 1)
            rolled = self._within_names(end, rolled=rolled)
            ends.append(end)
            if end.what is _What.SPACED:
                self.spaced.append(at + 1)
            elif end.what is _What.MARKUP:
                in_list = _marker(self.lines[at + 1].text) is not None
            elif end.what is not _What.JOINED:
                in_list = in_list and end.what is _What.OPEN
        return ends

    def _within_names(self, end: _End, *, rolled: bool) -> bool:
        """Whether line `end.at` belongs to a list of names, whose lines go on until a sentence or another list begins."""
        first, second = (_bare(self.lines[number].text) for number in (end.at, end.at + 1))
        rolled = rolled or ROLL.match(first) is not None
        if end.what in (_What.OPEN, _What.PARTED):
            if ROLL.match(second):
                end.what = _What.PARTED
            elif rolled and not any(mark in second for mark in "。；！？"):
                end.what = _What.JOINED
        return rolled and end.what is _What.JOINED

    def _end(self, at: int, *, in_list: bool, in_bold: bool) -> _End:
        what = self._sure(at, in_list=in_list, in_bold=in_bold)
        if what is not _What.OPEN:
            return _End(at, what)
        first, second = (_bare(self.lines[number].text) for number in (at, at + 1))
        last = first.rstrip(_CLOSING)[-1:]
        numbered = _patterns().ordinal
        return _End(
            at,
            what,
            ended=last != "" and last in _ENDS,
            comma=last != "" and (last in _COMMAS or second[0] in _NEVER_FIRST),
            heading=bool(numbered.match(first))
            and len(first) <= LONGEST_HEADING
            and not any(mark in first for mark in "。！？；"),
            ordinal=bool(numbered.match(second)),
        )

    def _sure(self, at: int, *, in_list: bool, in_bold: bool) -> _What:
        before, after = self.lines[at], self.lines[at + 1]
        first, second = _bare(before.text), _bare(after.text)
        patterns = _patterns()
        if (what := self._at_table(at, first, second)) is not None:
            return what
        picture = second.startswith("![") and not first.startswith("![")
        if at in self.rows or patterns.markup.match(first) or (patterns.markup.match(second) and not picture):
            return _What.MARKUP
        if second.startswith("[^") or _quote(after.text).count(">") > _quote(before.text).count(">"):
            return _What.MARKUP
        if in_bold or before.text.endswith("\\"):
            return _What.JOINED
        if (marker := patterns.marker.match(second)) and (in_list or marker["number"] in (None, "1")):
            alone = marker["number"] in (None, "1") or patterns.marker.match(first)
            return _What.MARKUP if alone else _What.SPACED
        if patterns.unit.match(second) and (first.startswith("表") or patterns.unit.match(first)):
            # a caption, its unit and 横排, which are told apart later
            return _What.JOINED
        spaces = _spaces(after.text)
        if in_list and spaces > 1 and not after.indent:
            return _What.JOINED
        deeper = spaces - _spaces(before.text) >= 4 and not before.indent and not in_list
        if is_distribution(first) or is_distribution(second):
            return _What.SPACED
        if (
            patterns.labelled.match(first)
            and patterns.labelled.match(second)
            and _columns(first) < _SHORTEST_ALONE
        ):
            return _What.PARTED
        centred = (
            _spaces(before.text) - spaces >= 4
            and len(first) <= _LONGEST_CENTRED
            and first[-1] not in "。，；、"
        )
        if centred and not before.indent and not in_list:
            return _What.PARTED
        tight = patterns.heading.match(first)
        if after.indent > 2 or (deeper and not first.startswith("[^")):
            return _What.PARTED
        if tight and patterns.ordinal.match(first, tight.end()):
            return _What.PARTED
        return _What.OPEN

    def _at_table(self, at: int, first: str, second: str) -> _What | None:
        """What becomes of the end of a table's row where text stands beside it; None elsewhere."""
        markup = _patterns().markup
        if (at in self.rows) != (at + 1 in self.rows):
            return _What.MARKUP if markup.match(first) or markup.match(second) else _What.PARTED
        if first[:1] == "|" == first[-1:] and first.count("|") > 2 and not markup.match(second):
            # a table's note stands right under it
            return _What.MARKUP if second.startswith("注") else _What.PARTED
        return None

    # --- the lengths of lines in a row ----------------------------------------------------------------------------

    def _measure(self, passages: Sequence[_Passage]) -> None:
        """Find the passages that an editor broke: each by itself, then those too short to tell together."""
        unlike = [
            each for each in passages if each.ends[0].what is not _What.PARTED and not self._is_list(each)
        ]
        prose = [passage for passage in unlike if self._is_prose(passage)]
        judged = (self._judge([passage]) for passage in prose)
        widths = [*dict.fromkeys(found for found in judged if found)][:_MOST_WIDTHS]
        if not widths and (found := self._judge(prose)):
            widths = [found]
        for passage in unlike:
            if not passage.wrapped and not any(self._is_full_within(passage, *width) for width in widths):
                self._judge_alone(passage)

    def _texts(self, passage: _Passage) -> list[str]:
        first, last = passage.ends[0].at, passage.ends[-1].at + 1
        return [self.lines[at].text.rstrip() for at in range(first, last + 1)]

    def _is_prose(self, passage: _Passage) -> bool:
        """Whether the last line ends a sentence, and lines hold marks of one."""
        texts = self._texts(passage)
        last = texts[-1].rstrip(_CLOSING)[-1:]
        bare = [text.rstrip(_CLOSING + _ENDS) for text in texts]
        return last != "" and last in _ENDS and any(mark in text for text in bare for mark in "，。；？！")

    def _is_list(self, passage: _Passage) -> bool:
        """Whether most lines begin, or end, as the line above does."""
        bare = [_bare(text).strip(_CLOSING + _ENDS + _COMMAS) for text in self._texts(passage)]
        pairs = [*pairwise(bare)]
        alike = sum(one[:2] == other[:2] or one[-2:] == other[-2:] for one, other in pairs)
        return alike * 3 >= len(pairs) * 2

    def _judge(self, passages: Sequence[_Passage]) -> _Width | None:
        """Mark the passages as broken by an editor: all lines as long as they can be, sentences that run across."""
        ends = [end for passage in passages for end in passage.ends]
        across = [end for end in ends if end.what is _What.OPEN and not end.ended]
        best: tuple[int, _Width] | None = None
        for measure in (_columns, len) if across else ():
            widest = max(self._longest(passage, measure) for passage in passages)
            if not _FEWEST * measure("一") // 2 <= widest <= _MOST:
                continue
            full = [self._is_full(end, measure, widest) for end in across]
            short = sum(
                not (good or end.heading or end.ordinal) for end, good in zip(across, full, strict=True)
            )
            if sum(full) > 1 and short * 4 <= sum(full) and (best is None or short < best[0]):
                best = short, (measure, widest)
        if best is None:
            return None
        for end in ends:
            end.full = self._is_full(end, *best[1])
        for passage in passages:
            passage.wrapped = True
        return best[1]

    def _is_full(self, end: _End, measure: Callable[[str], int], widest: int) -> bool:
        """Whether the next line's first word would have made this line longer than the longest."""
        word = _patterns().first.match(self.lines[end.at + 1].text.lstrip())
        slack = 3 if widest < 25 * measure("一") else widest // 8
        return self._width(end.at, measure) + measure(word[0] if word else "") > widest - slack

    def _width(self, at: int, measure: Callable[[str], int]) -> int:
        """The width of a line with the full-width spaces before it."""
        line = self.lines[at]
        return measure(line.text.rstrip()) + measure("\u3000" * (line.indent // 2))

    def _longest(self, passage: _Passage, measure: Callable[[str], int]) -> int:
        return max(self._width(at, measure) for at in range(passage.ends[0].at, passage.ends[-1].at + 2))

    def _is_full_within(self, passage: _Passage, measure: Callable[[str], int], widest: int) -> bool:
        """Mark a passage that was broken as a longer one of the body was."""
        full = [self._is_full(end, measure, widest) for end in passage.ends]
        sure = all(
            good or end.what is not _What.OPEN or end.ended or end.heading or end.ordinal
            for end, good in zip(passage.ends, full, strict=True)
        )
        if not sure or not any(full) or self._longest(passage, measure) > widest + 6:
            return False
        for end, good in zip(passage.ends, full, strict=True):
            end.full = good
        passage.wrapped = True
        return True

    def _judge_alone(self, passage: _Passage) -> None:
        """Mark two lines that nothing else tells of: a long line of prose, and what is left of it."""
        end = passage.ends[0]
        first, second = self._texts(passage)[:2]
        end.full = passage.wrapped = (
            len(passage.ends) == 1
            and end.what is _What.OPEN
            and not (end.ended or end.heading or end.ordinal)
            and self._is_prose(passage)
            and any(mark in first for mark in "，。；、")
            and _SHORTEST_ALONE <= _columns(first) <= _MOST
            and _columns(second) <= _columns(first)
            # 一是 …, 二是 …
            and second[1:2] != "是"
        )

    def _begins(self, passage: _Passage) -> list[int]:
        """The lines of a passage that begin a paragraph; tells where that is doubtful."""
        ends = passage.ends
        # who leaves no blank line behind a short last line may have left none behind a full one
        parts = any(end.what is _What.OPEN and end.ended and not end.full for end in ends)
        begins: list[int] = []
        doubtful: list[int] = []
        for end in ends:
            wrapped = passage.wrapped and end.full
            if end.what is _What.PARTED:
                begins.append(end.at + 1)
            elif end.what is not _What.OPEN:
                continue
            elif end.ended and (not wrapped or (end.ordinal and parts)):
                begins.append(end.at + 1)
            elif end.ended:
                doubtful += [end.at + 1] * (parts or end.ordinal)
            elif (end.ordinal or (end.heading and not end.comma)) and not wrapped:
                begins.append(end.at + 1)
            elif not (wrapped or end.comma):
                doubtful.append(end.at + 1)
        if doubtful:
            self._tell("R116", doubtful[0], Severity.WARNING, count=len(doubtful))
        return begins


def _passages(ends: Sequence[_End]) -> Iterator[_Passage]:
    """Line ends in a row that are to be looked at together: markup, and a sure beginning, part them."""
    group: list[_End] = []
    for end in ends:
        if end.what is _What.PARTED:
            yield _Passage([end])
        if end.what in (_What.PARTED, _What.MARKUP, _What.SPACED):
            if group:
                yield _Passage(group)
            group = []
        else:
            group.append(end)
    if group:
        yield _Passage(group)


def _quote(text: str) -> str:
    """The marks of quotation at the beginning of a line."""
    return text[: len(text) - len(text.lstrip("> \t"))] if text.lstrip(" \t").startswith(">") else ""


def _bare(text: str) -> str:
    return text[len(_quote(text)) :].strip(" \t")


def _spaces(text: str) -> int:
    return len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip(" "))


def _marker(text: str) -> re.Match[str] | None:
    return _patterns().marker.match(_bare(text))


def _columns(text: str) -> int:
    """The width of a line in an editor, where Han take two columns."""
    return len(text) + sum(char >= "\u2e80" or char in _AMBIGUOUS for char in text)
