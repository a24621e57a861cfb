"""Marks that pair → those unpaired, turned, wrongly nested (GB/T 15834-2011)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.rule import MARKS_NORM, STOPS, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

PAIRS: Final = dict(zip("“‘（《〈【〔「『", "”’）》〉】〕」』", strict=True))
CLOSERS: Final = {closer: opener for opener, closer in PAIRS.items()}
# the pair that stands within one, or around it
_INNER: Final = {"“": "‘’", "‘": "“”", "《": "〈〉", "〈": "《》"}
_OUTER: Final = {"‘": "“", "’": "”", "〈": "《", "〉": "》"}
# an apostrophe and the bracket of `1）` do not pair
_BRACKET = Pattern(
    f"[{''.join(PAIRS)}”》〉】〕」』]|(?<![A-Za-z])’|’(?![A-Za-z ]|$)|(?<!^[A-Za-z0-9])(?<!^[A-Za-z0-9]{{2}})）"
)
# each running text with its marks that have no partner, and with those that stand wrongly within another pair
_Texts = list[tuple[Segment, list[int], list[int]]]


def _bracket_faults(text: str) -> tuple[list[int], list[int]]:
    """Where marks stand that have no partner, and those that stand wrongly within another pair."""
    # a half-width partner is for P101 to tell
    if text.count("（") != text.count("）"):
        text = text.replace("(", "（").replace(")", "）")
    alone: set[int] = set()
    nested: set[int] = set()
    open_: list[tuple[int, str]] = []
    # where each kind of them is open
    places: defaultdict[str, list[int]] = defaultdict(list)
    # those that another pair has closed over
    crossed: dict[str, int] = {}
    # a pair within one of its own kind → that one
    within: dict[int, int] = {}
    for found in _BRACKET.finditer(text):
        index, char = found.start(), found[0]
        if char in PAIRS:
            # 《 〈 《, “ ‘ “ and “ 《 “ are right
            right = (_INNER.get(char, "")[:1], "《" if char == "“" else "")
            if char != "（" and places[char] and open_[-1][1] not in right:
                within[index] = places[char][-1]
            open_.append((index, char))
            places[char].append(index)
        elif places[opener := CLOSERS[char]]:
            while (last := open_.pop())[1] != opener:
                alone.add(last[0])
                crossed[last[1]] = last[0]
                places[last[1]].pop()
            places[opener].pop()
        elif opener in crossed:
            nested.add(crossed.pop(opener))
        # ’98
        elif char != "’" or not text[index + 1 : index + 2].isdigit():
            alone.add(index)
    alone = alone - nested | {index for index, _ in open_}
    # what is open yet lacks its partner, and holds nothing
    wrong = alone | nested
    nested |= {inner for inner, outer in within.items() if wrong.isdisjoint((inner, outer))}
    return sorted(alone), sorted(nested)


def _faults(sheet: Sheet) -> Iterator[tuple[str, Hit]]:
    """Marks without a partner, P102; wrongly within another pair, P103; paragraphs on within a quotation without “, P116 (4.8.3.3)."""
    running = (segment for segment in sheet.segments if segment.role in RUNNING)
    texts: _Texts = [(segment, *_bracket_faults(segment.text)) for segment in running]
    over: set[int] = set()
    for first, last in _quotations(texts):
        over |= {first, last}
        for segment, *_ in texts[first + 1 : last + 1]:
            if segment.text[:1] not in "“”":
                yield "P116", Hit(segment, 0, 1)
    for number, (segment, alone, nested) in enumerate(texts):
        text = segment.text
        for index in nested:
            inner = _INNER.get(text[index], PAIRS[text[index]])
            yield "P103", Hit(segment, index, index + 1, params={"inner": inner})
        if len(alone) == 2 and not nested and (miswritten := _miswritten(text, *alone)):
            yield "P102", Hit(segment, miswritten[0], miswritten[0] + 1, miswritten[1])
            continue
        following = texts[number + 1][0].text if number + 1 < len(texts) else ""
        for index in alone:
            mark = text[index]
            if (mark in "“‘" and following.startswith(mark)) or (mark in "“”" and number in over):
                continue
            if text[index - 1 : index] == mark:
                # ”” where one closes
                yield "P102", Hit(segment, index - 1, index + 1, mark)
            else:
                start, end = _clause(text, index)
                title = _DOCUMENT.match(text, index)
                mend = f"{title[0]}》{text[title.end() : end]}" if title else None
                yield "P102", Hit(segment, start, end, mend, {"text": mark})


# 《关于…的通知（…）: where its title ends nothing else can be meant
_DOCUMENT = Pattern(
    "《[^《》，。；：]{4,40}?(?:通知|意见|方案|办法|条例|规定|决定|公告|通告|纲要|规划|细则)(?=[（，。；]|的(?:规定|要求|精神))"
)
# characters of a pair whose halves are alike: “四史“
LONGEST_ALIKE: Final = 40
_SENTENCES: Final = "。？！"


def _miswritten(text: str, first: int, last: int) -> tuple[int, str] | None:
    """Which of two marks that are a pair but for one of them is wrong, and what it should be: “…’, “四史“."""
    opener, closer = text[first], text[last]
    # no mark that opens stands before a stop
    stops = _SENTENCES if text[last + 1 : last + 2] in tuple(STOPS) else STOPS
    between = text[first + 1 : last]
    alike = (
        opener == closer and 0 < len(between) <= LONGEST_ALIKE and not any(mark in between for mark in stops)
    )
    if opener in PAIRS and (alike or _OUTER.get(closer) == PAIRS[opener]):
        return last, PAIRS[opener]
    if closer in CLOSERS and (alike or _OUTER.get(opener) == CLOSERS[closer]):
        return first, CLOSERS[closer]
    return None


_CLAUSES: Final = "，。；：？！"
_REST = Pattern(f"[^{_CLAUSES}]*[{_CLAUSES}]?")
_SENTENCE = Pattern(f"[^{_SENTENCES}]*[{_SENTENCES}]?")


def _clause(text: str, index: int) -> tuple[int, int]:
    """The mark at `index` and the words as far as its partner may be missing: to the next stop, or from the last one.

    A quotation may hold a whole sentence.
    """
    if text[index] in PAIRS:
        rest = _SENTENCE if text[index] == "“" else _REST
        return index, next(rest.compiled.finditer(text, index)).end()
    before = _SENTENCES + "：" if text[index] == "”" else _CLAUSES
    return max(text.rfind(mark, 0, max(index - 1, 0)) for mark in before) + 1, index + 1


# of one quotation
MOST_PARAGRAPHS: Final = 12


def _quotations(texts: _Texts) -> Iterator[tuple[int, int]]:
    """First and last text of each quotation that is opened in one paragraph and closed in a later one of its body."""
    opened = -1
    for number, (segment, unpaired, _) in enumerate(texts):
        text, alone = segment.text, unpaired
        if opened >= 0 and (segment.body != texts[opened][0].body or number - opened > MOST_PARAGRAPHS):
            opened = -1
        # one may end and the next begin in the same paragraph
        if opened >= 0 and alone and text[alone[0]] == "”" and text[: alone[0]][-1:] in (*"。！？；…）", ""):
            yield opened, number
            opened = -1
            alone = alone[1:]
        if len(alone) == 1 and text[alone[0]] == "“":
            begins = text.startswith("“")
            if begins or text[alone[0] - 1] in "：定为即，":
                opened = opened if begins and opened >= 0 else number


def _only(code: str, sheet: Sheet) -> Iterator[Hit]:
    """The faults of one kind."""
    if "pairs" not in sheet.memo:
        sheet.memo["pairs"] = [*_faults(sheet)]
    return (hit for found, hit in sheet.memo["pairs"] if found == code)


RULES: Final = (
    Rule("P102", "unpaired-mark", f"{MARKS_NORM} 4.8、4.9、4.15", fixable=True, sheet=partial(_only, "P102")),
    Rule("P103", "wrongly-nested", f"{MARKS_NORM} 4.8、4.15", sheet=partial(_only, "P103")),
    Rule("P116", "quotation-goes-on", f"{MARKS_NORM} 4.8.3.3", Severity.HINT, sheet=partial(_only, "P116")),
)
