"""Marks that pair → those unpaired, turned, wrongly nested, straight, or with the stop on the wrong side (GB/T 15834-2011)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Severity
from jianbao.language.han import is_han
from jianbao.proofread.rule import HAN, MARKS_NORM, STOPS, Pattern, Rule
from jianbao.proofread.view import RUNNING, TEXTS, Hit, Segment, Sheet, beside, is_quoted

PAIRS: Final = dict(zip("“‘（《〈【〔「『", "”’）》〉】〕」』", strict=True))
CLOSERS: Final = {closer: opener for opener, closer in PAIRS.items()}
_TITLES: Final = {"“": "《"}
_WITHIN: Final = {"《": "〈", "“": "‘", "〈": "《", "‘": "“"}
_BRACKET = Pattern(f"[{''.join((*PAIRS, *CLOSERS))}]")


def _counts(text: str, index: int) -> bool:
    """Whether the mark at `index` takes part in pairing: an apostrophe and the bracket of `1）` do not."""
    char = text[index]
    if char == "’":
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        western = (
            before.isascii()
            and before.isalpha()
            and (not after or after == " " or (after.isascii() and after.isalpha()))
        )
        # ’98, not ‘一站式’5个
        return not (western or (after.isdigit() and "‘" not in text[max(index - LONGEST_ALIKE, 0) : index]))
    if char == "）":
        return not (index <= 3 and text[:index].strip().isalnum() and text[:index].strip().isascii())
    return char in PAIRS or char in CLOSERS


def _bracket_faults(text: str) -> list[tuple[str, int]]:
    """("unpaired" or "nested", index) of each mark that has no partner, or that stands wrongly within another pair."""
    # a half-width partner is for P101 to tell
    if text.count("（") != text.count("）"):
        text = text.replace("(", "（").replace(")", "）")
    faults: dict[int, str] = {}
    open_: list[tuple[int, str]] = []
    # of each kind: where it stands open, and which of them another pair has closed over
    places: dict[str, list[int]] = {opener: [] for opener in PAIRS}
    crossed: dict[str, int] = {}
    # a pair within one of its own kind → that one
    within: dict[int, int] = {}
    for found in _BRACKET.finditer(text):
        index, char = found.start(), found[0]
        if not _counts(text, index):
            continue
        if char in PAIRS:
            # 《 〈 《 and “ ‘ “ are right
            if char != "（" and places[char] and open_[-1][1] not in (_WITHIN.get(char), _TITLES.get(char)):
                within[index] = places[char][-1]
            open_.append((index, char))
            places[char].append(index)
        elif places[opener := CLOSERS[char]]:
            while open_[-1][1] != opener:
                lost, other = open_.pop()
                faults[lost] = "unpaired"
                crossed[other] = places[other].pop()
            open_.pop()
            places[opener].pop()
        elif opener in crossed:
            faults[crossed.pop(opener)] = "nested"
        else:
            faults[index] = "unpaired"
    faults |= {index: "unpaired" for index, _ in open_}
    # what is open yet lacks its partner, and holds nothing
    faults |= {inner: "nested" for inner, outer in within.items() if not {inner, outer} & faults.keys()}
    return [(faults[index], index) for index in sorted(faults)]


def unpaired(sheet: Sheet) -> Iterator[Hit]:
    """Marks without a partner. A quotation may run over several paragraphs, each beginning with “."""
    texts = _brackets(sheet)
    over = {id(each) for first, last in _quotations(texts) for each in (texts[first], texts[last])}
    for number, (segment, faults) in enumerate(texts):
        following = texts[number + 1][0].text if number + 1 < len(texts) else ""
        told: set[int] = set()
        if (miswritten := _miswritten(segment.text, faults)) is not None:
            first, last, wrong, right = miswritten
            told = {first, last}
            yield Hit(segment, wrong, wrong + 1, right)
        for kind, index in faults:
            mark = segment.text[index]
            if index in told:
                continue
            if kind != "unpaired" or (mark in "“‘" and following.startswith(mark)):
                continue
            if mark in "“”" and id(texts[number]) in over:
                continue
            if segment.text[index - 1 : index] == mark:
                # ”” where one closes
                yield Hit(segment, index - 1, index + 1, mark)
                continue
            yield Hit(segment, *_clause(segment.text, index), params={"text": mark})


_INNER_MARKS: Final = {"‘": "“", "’": "”", "〈": "《", "〉": "》"}
# characters of a pair whose halves are alike: “四史“
LONGEST_ALIKE: Final = 20
# and where nothing but its end can stand: “人人讲安全、个个会应急“。
LONGEST_CLOSED: Final = 40


def _miswritten(text: str, faults: list[tuple[str, int]]) -> tuple[int, int, int, str] | None:
    """The two marks that are a pair but for one of them, where that one stands, and what it should be: “…’, “四史“."""
    first, last = sorted(index for _, index in faults) if len(faults) == 2 else (0, 0)
    if first == last or {kind for kind, _ in faults} != {"unpaired"}:
        return None
    opener, closer = text[first], text[last]
    if opener in PAIRS and _INNER_MARKS.get(closer) == PAIRS[opener]:
        return first, last, last, PAIRS[opener]
    if closer in CLOSERS and _INNER_MARKS.get(opener) == CLOSERS[closer]:
        return first, last, first, CLOSERS[closer]
    between = text[first + 1 : last]
    # no mark that opens stands before a stop
    ends = (
        opener in PAIRS
        and text[last + 1 : last + 2] in tuple("，。；、！？")
        and len(between) <= LONGEST_CLOSED
    )
    limit, stops = (LONGEST_CLOSED, _SENTENCES) if ends else (LONGEST_ALIKE, STOPS)
    if opener != closer or not 0 < len(between) <= limit or any(mark in between for mark in stops):
        return None
    if opener in PAIRS:
        return first, last, last, PAIRS[opener]
    # a half-width bracket among them has no partner
    return (first, last, first, CLOSERS[opener]) if opener in CLOSERS else None


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
    return next((at + 1 for at in range(index - 1, -1, -1) if text[at] in _CLAUSES), 0), index + 1


# of one quotation
MOST_PARAGRAPHS: Final = 12


def _quotations(texts: list[tuple[Segment, list[tuple[str, int]]]]) -> Iterator[tuple[int, int]]:
    """First and last text of each quotation that is opened in one paragraph and closed in a later one of its body."""
    opened = -1
    for number, (segment, faults) in enumerate(texts):
        text = segment.text
        marks = [(text[index], index) for kind, index in faults if kind == "unpaired"]
        if opened >= 0 and (segment.body != texts[opened][0].body or number - opened > MOST_PARAGRAPHS):
            opened = -1
        # one may end and the next begin in the same paragraph
        if (
            marks
            and marks[0][0] == "”"
            and opened >= 0
            and (not marks[0][1] or text[marks[0][1] - 1] in "。！？；…）")
        ):
            yield opened, number
            opened = -1
            marks = marks[1:]
        if len(marks) == 1 and marks[0][0] == "“":
            begins = text.startswith("“")
            if begins or text[marks[0][1] - 1] in "：定为即，":
                opened = opened if begins and opened >= 0 else number


def quotation_goes_on(sheet: Sheet) -> Iterator[Hit]:
    """A paragraph within a quotation that does not begin with “ (4.8.3.3)."""
    texts = _brackets(sheet)
    for first, last in _quotations(texts):
        for segment, _ in texts[first + 1 : last + 1]:
            if segment.text[:1] not in "“”":
                yield Hit(segment, 0, 1)


_INNER = {"“": "‘’", "‘": "“”", "《": "〈〉"}


def nested(sheet: Sheet) -> Iterator[Hit]:
    """A pair within a pair of its own kind, or crossing another."""
    for segment, faults in _brackets(sheet):
        for kind, index in faults:
            if kind == "nested":
                inner = _INNER.get(segment.text[index], "")
                yield Hit(
                    segment, index, index + 1, params={"inner": inner or PAIRS.get(segment.text[index], "")}
                )


def _brackets(sheet: Sheet) -> list[tuple[Segment, list[tuple[str, int]]]]:
    """Each running text with the faults of its pairs."""
    if "brackets" not in sheet.memo:
        texts = (segment for segment in sheet.segments if segment.role in RUNNING)
        sheet.memo["brackets"] = [(segment, list(_bracket_faults(segment.text))) for segment in texts]
    found: list[tuple[Segment, list[tuple[str, int]]]] = sheet.memo["brackets"]
    return found


# --- single ones ---

_STRAIGHT = Pattern(rf"\"([^\"“”]*)\"|(?<![A-Za-z0-9])'([^'‘’]*{HAN}[^'‘’]*)'|\"")


def straight_quotes(segment: Segment) -> Iterator[Hit]:
    """The typewriter's quotation marks around Chinese words."""
    text = segment.text
    for found in _STRAIGHT.finditer(text):
        if not any(map(is_han, found[0] + beside(text, *found.span()))):
            continue
        if found[1] is not None:
            yield Hit(segment, *found.span(), f"“{found[1]}”")
        elif found[2] is not None:
            # they stand within others or are the outer ones; among typewriter's marks nobody knows which
            pair = "‘’" if is_quoted(text, found.start()) else "“”"
            yield Hit(segment, *found.span(), None if '"' in text else f"{pair[0]}{found[2]}{pair[1]}")
        else:
            yield Hit(segment, *found.span())


RULES: Final = (
    Rule("P102", "unpaired-mark", f"{MARKS_NORM} 4.8、4.9、4.15", fixable=True, sheet=unpaired),
    Rule("P103", "wrongly-nested", f"{MARKS_NORM} 4.8、4.15", sheet=nested),
    Rule(
        "P111",
        "straight-quotes",
        f"{MARKS_NORM} 4.8.2",
        fixable=True,
        segment=straight_quotes,
        roles=TEXTS,
        triggers="\"'",
    ),
    Rule("P116", "quotation-goes-on", f"{MARKS_NORM} 4.8.3.3", Severity.HINT, sheet=quotation_goes_on),
)
