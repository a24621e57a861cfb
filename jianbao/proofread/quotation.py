"""Marks that pair → those unpaired, turned, wrongly nested (GB/T 15834-2011)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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
_Brackets = list[tuple[Segment, dict[int, str]]]


def _bracket_faults(text: str) -> dict[int, str]:
    """Where each mark stands that has no partner ("unpaired"), or that stands wrongly within another pair ("nested")."""
    # a half-width partner is for P101 to tell
    if text.count("（") != text.count("）"):
        text = text.replace("(", "（").replace(")", "）")
    faults: dict[int, str] = {}
    open_: list[tuple[int, str]] = []
    how_many: Counter[str] = Counter()
    # those that another pair has closed over
    crossed: dict[str, int] = {}
    # a pair within one of its own kind → that one
    within: dict[int, int] = {}
    for found in _BRACKET.finditer(text):
        index, char = found.start(), found[0]
        if char in PAIRS:
            # 《 〈 《, “ ‘ “ and “ 《 “ are right
            right = (_INNER.get(char, "")[:1], "《" if char == "“" else "")
            if char != "（" and how_many[char] and open_[-1][1] not in right:
                within[index] = next(at for at, other in reversed(open_) if other == char)
            open_.append((index, char))
            how_many[char] += 1
        elif how_many[opener := CLOSERS[char]]:
            while (last := open_.pop())[1] != opener:
                faults[last[0]] = "unpaired"
                crossed[last[1]] = last[0]
                how_many[last[1]] -= 1
            how_many[opener] -= 1
        elif opener in crossed:
            faults[crossed.pop(opener)] = "nested"
        # ’98
        elif char != "’" or not text[index + 1 : index + 2].isdigit():
            faults[index] = "unpaired"
    faults |= {index: "unpaired" for index, _ in open_}
    # what is open yet lacks its partner, and holds nothing
    faults |= {inner: "nested" for inner, outer in within.items() if not {inner, outer} & faults.keys()}
    return dict(sorted(faults.items()))


def _brackets(sheet: Sheet) -> _Brackets:
    """Each running text with the faults of its pairs."""
    if "brackets" not in sheet.memo:
        texts = (segment for segment in sheet.segments if segment.role in RUNNING)
        sheet.memo["brackets"] = [(segment, _bracket_faults(segment.text)) for segment in texts]
    found: _Brackets = sheet.memo["brackets"]
    return found


def _unpaired(faults: dict[int, str]) -> list[int]:
    return [index for index, kind in faults.items() if kind == "unpaired"]


def unpaired(sheet: Sheet) -> Iterator[Hit]:
    """Marks without a partner. A quotation may run over several paragraphs, each beginning with “."""
    texts = _brackets(sheet)
    over = {number for first_and_last in _quotations(texts) for number in first_and_last}
    for number, (segment, faults) in enumerate(texts):
        text, alone = segment.text, _unpaired(faults)
        following = texts[number + 1][0].text if number + 1 < len(texts) else ""
        if len(alone) == len(faults) == 2 and (miswritten := _miswritten(text, *alone)):
            yield Hit(segment, miswritten[0], miswritten[0] + 1, miswritten[1])
            continue
        for index in alone:
            mark = text[index]
            if (mark in "“‘" and following.startswith(mark)) or (mark in "“”" and number in over):
                continue
            if text[index - 1 : index] == mark:
                # ”” where one closes
                yield Hit(segment, index - 1, index + 1, mark)
            else:
                yield Hit(segment, *_clause(text, index), params={"text": mark})


# characters of a pair whose halves are alike: “四史“
LONGEST_ALIKE: Final = 20
# and where nothing but its end can stand: “人人讲安全、个个会应急“。
LONGEST_CLOSED: Final = 40


def _miswritten(text: str, first: int, last: int) -> tuple[int, str] | None:
    """Which of two marks that are a pair but for one of them is wrong, and what it should be: “…’, “四史“."""
    opener, closer = text[first], text[last]
    if opener in PAIRS and _OUTER.get(closer) == PAIRS[opener]:
        return last, PAIRS[opener]
    if closer in CLOSERS and _OUTER.get(opener) == CLOSERS[closer]:
        return first, CLOSERS[closer]
    between = text[first + 1 : last]
    # no mark that opens stands before a stop
    ends = opener in PAIRS and text[last + 1 : last + 2] in tuple("，。；、！？")
    limit, stops = (
        (LONGEST_CLOSED, _SENTENCES) if ends and len(between) <= LONGEST_CLOSED else (LONGEST_ALIKE, STOPS)
    )
    if opener != closer or not 0 < len(between) <= limit or any(mark in between for mark in stops):
        return None
    if opener in PAIRS:
        return last, PAIRS[opener]
    # a half-width bracket among them has no partner
    return (first, CLOSERS[opener]) if opener in CLOSERS else None


_CLAUSES: Final = "，。；：？！"
_SENTENCES: Final = "。？！"


def _clause(text: str, index: int) -> tuple[int, int]:
    """The mark at `index` and the words as far as its partner may be missing: to the next stop, or from the last one.

    A quotation may hold a whole sentence.
    """
    if text[index] in PAIRS:
        stops = _SENTENCES if text[index] == "“" else _CLAUSES
        end = next((at for at in range(index + 1, len(text)) if text[at] in stops), len(text) - 1)
        return index, min(end + 1, len(text))
    said = text.rfind("：", 0, index) + 1
    if text[index] == "”" and said and not text[said].isdigit() and "“" not in text[said:index]:
        return said, index + 1
    return max(text.rfind(mark, 0, index) for mark in _CLAUSES) + 1, index + 1


# of one quotation
MOST_PARAGRAPHS: Final = 12


def _quotations(texts: _Brackets) -> Iterator[tuple[int, int]]:
    """First and last text of each quotation that is opened in one paragraph and closed in a later one of its body."""
    opened = -1
    for number, (segment, faults) in enumerate(texts):
        text, alone = segment.text, _unpaired(faults)
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


def quotation_goes_on(sheet: Sheet) -> Iterator[Hit]:
    """A paragraph within a quotation that does not begin with “ (4.8.3.3)."""
    texts = _brackets(sheet)
    for first, last in _quotations(texts):
        for segment, _ in texts[first + 1 : last + 1]:
            if segment.text[:1] not in "“”":
                yield Hit(segment, 0, 1)


def nested(sheet: Sheet) -> Iterator[Hit]:
    """A pair within a pair of its own kind, or crossing another."""
    for segment, faults in _brackets(sheet):
        for index, kind in faults.items():
            if kind == "nested":
                mark = segment.text[index]
                yield Hit(segment, index, index + 1, params={"inner": _INNER.get(mark, PAIRS[mark])})


RULES: Final = (
    Rule("P102", "unpaired-mark", f"{MARKS_NORM} 4.8、4.9、4.15", fixable=True, sheet=unpaired),
    Rule("P103", "wrongly-nested", f"{MARKS_NORM} 4.8、4.15", sheet=nested),
    Rule("P116", "quotation-goes-on", f"{MARKS_NORM} 4.8.3.3", Severity.HINT, sheet=quotation_goes_on),
)
