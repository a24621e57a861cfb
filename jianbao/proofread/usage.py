"""Words in their context and plain faults of grammar: 权力 for 权利, 认真的把, 旨在为了, 避免不再, what was never filled in.

Each fault is a line of `data/faults.txt`: what it looks like, what to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from itertools import pairwise
from operator import or_
from typing import Final, NamedTuple

from jianbao.errors import Level, Severity
from jianbao.kept import kept
from jianbao.language.words import parted
from jianbao.messages import NOTHING_BETTER
from jianbao.proofread.data import FAULTS_FILE, NEEDS_FILE, faults_by_code
from jianbao.proofread.data.sieve import sieve
from jianbao.proofread.one_job import two_of_one_job
from jianbao.proofread.rule import (
    CUSTOM,
    DOCUMENT_NORM,
    HAN,
    MARKS_NORM,
    NUMERALS_NORM,
    Pattern,
    Rule,
    possible,
)
from jianbao.proofread.view import PROSE, RUNNING, TEXTS, Hit, Role, Segment, Sheet, apart, in_title

GRAMMAR: Final = "现代汉语语法"
DICTIONARY: Final = "现代汉语词典"


class Fault(NamedTuple):
    """What a fault looks like: the stretch is the named group that matched, or all of it; `better` is to stand there."""

    pattern: Pattern
    better: str
    code: str = ""

    @property
    def words(self) -> bool:
        """Whether two characters are told of where they stand as words alone: 以经 in 以经贸合作 is none."""
        return self.code in _OF_WORDS

    @property
    def level(self) -> Level | None:
        """The level of its findings, where it is not that of its rule."""
        return Level.HINT if self.better.endswith(_HINTED) else None


class Faults:
    """The faults of a rule, each made when a text can hold it, and where those of each bit are among them."""

    def __init__(self, code: str, rows: list[tuple[str, str]], at: dict[int, list[int]], bits: int) -> None:
        self._code, self._rows, self._at = code, rows, at
        self._made: dict[int, Fault] = {}
        self.bits = bits

    def possible(self, text: str) -> list[Fault]:
        """Those that a text can hold."""
        left = possible(text) & self.bits
        found: list[int] = []
        while left:
            bit = left.bit_length() - 1
            found += self._at[bit]
            left ^= 1 << bit
        return [self._made.get(number) or self._fault(number) for number in sorted(found)]

    def _fault(self, number: int) -> Fault:
        source, better = self._rows[number]
        found = self._made[number] = Fault(Pattern(source), better, self._code)
        return found


# behind what to write: said so often that it is only a hint
_HINTED: Final = "~"
# behind it: nothing else can be meant, "…" being what the marks stand round; and that something else may be, where it is as long
_MENDED: Final = "!"
_OPEN: Final = "?"
_OF_LENGTH: Final = ("P507", "P508")
_ROUND: Final = "“”‘’「」『』《》〈〉<>＜＞"
_OF_WORDS: Final = ("P507", "P225", "P701")


@cache
def _faults() -> tuple[dict[str, Faults], int]:
    known, hints = kept(_by_bit, FAULTS_FILE, NEEDS_FILE)
    return {code: Faults(code, *tables) for code, tables in known.items()}, hints


def known_faults() -> dict[str, Faults]:
    """The faults of `faults.txt`, by the code of their rule."""
    return _faults()[0]


def hinted() -> int:
    """The bits of faults that are but hints."""
    return _faults()[1]


def _by_bit() -> tuple[dict[str, tuple[list[tuple[str, str]], dict[int, list[int]], int]], int]:
    """Code of a rule → its faults, those of each bit, all bits; the bits of those that are but hints."""
    found, of_hints, of_others = {}, 0, sieve().bit("")
    for code, rows in faults_by_code().items():
        at: dict[int, list[int]] = {}
        for number, (source, better) in enumerate(rows):
            at.setdefault(sieve().number(source), []).append(number)
            if better.endswith(_HINTED):
                of_hints |= sieve().bit(source)
            else:
                of_others |= sieve().bit(source)
        found[code] = rows, at, reduce(or_, map((1).__lshift__, at), 0)
    return found, of_hints & ~of_others


def faults_told(sheet: Sheet, code: str, roles: frozenset[Role]) -> Iterator[Hit]:
    """The faults of a code in all texts of these roles."""
    faults = known_faults()[code]
    for segment in sheet.of(*roles) if possible(sheet.whole) & faults.bits else ():
        yield from faults_in(segment, faults)


def _rule(code: str, name: str, clause: str, roles: frozenset[Role], *, fixable: bool = False) -> Rule:
    """The rule of the faults that `faults.txt` has for it."""
    return Rule(
        code,
        name,
        clause,
        fixable=fixable,
        segment=lambda segment: faults_in(segment, known_faults()[code]),
        roles=roles,
        bits=lambda: known_faults()[code].bits,
    )


def faults_in(segment: Segment, faults: Faults) -> Iterator[Hit]:
    """The faults of a text, each place told once."""
    if able := faults.possible(segment.text):
        yield from apart(_told(segment, *found) for found in fault_stretches(segment.text, able))


# of two words side by side that do one job, each by itself
_SECOND: Final = "second"


def fault_stretches(text: str, faults: Iterable[Fault]) -> Iterator[tuple[int, int, Fault, re.Match[str]]]:
    """Beginning and end of all that the faults match in a text, one fault after another."""
    for fault in faults:
        for found in fault.pattern.compiled.finditer(text):
            if _SECOND in found.re.groupindex:
                span = found.span()
                alone = parted(text, span[0], found.start(_SECOND), span[1])
            else:
                span = found.span(next((name for name in found.re.groupindex if found[name]), 0))
                alone = not fault.words or span[1] - span[0] != 2 or _stands_alone(text, *span)
            if alone:
                yield *span, fault, found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether two characters are a word of their own, two alike even if one is taken away: not 处处 of 2处处置完毕."""
    once = text[:start] + text[start + 1 :]
    # 3万吨t, 万吨 being a word
    counted = text[max(start - 3, 0) : start].rstrip("百千万亿")[-1:].isdecimal()
    first = () if counted else (start,)
    return parted(text, *first, end) and (text[start] != once[start] or parted(once, *first, end - 1))


def _told(segment: Segment, start: int, end: int, fault: Fault, found: re.Match[str]) -> Hit:
    better = found.expand(fault.better.rstrip(_HINTED + _MENDED + _OPEN))
    told = segment.text[start:end]
    if fault.better.endswith(_MENDED):
        mend = better if "……" in better else better.replace("…", told.strip(_ROUND))
        # “关于《…》的通知”: marks within want their own
        sure = not (mend[0] in _ROUND and mend[0] in mend[1:])
    else:
        mend = better
        as_long = fault.code in _OF_LENGTH and len(better) == len(told) and "…" not in better
        sure = as_long and not fault.better.endswith(_OPEN)
    sure = sure and is_sure(segment.text, start, end, better)
    params = {"better": better or NOTHING_BETTER}
    return Hit(segment, start, end, mend if sure else None, params, fault.level)


# what is done, rather than named: 感谢大家积极的配合, 作出庄严的承诺 are right
_DONE = Pattern(
    rf"[把将向对]|为(?!了)|(?:进行|开展|做好|抓好|赶赴|奔赴|前往|走进|走出|走到|走向|来到|回到|赶到|投身|投入到|参与到|指出|说(?=[：，])|说道|握着|拉着|称为|称作|称之为|誉为|告诉|告知|递给|送给|送到|擦拭|搀扶|清除|打开|拿起|拿出|放下|捐出|献给|扛起|担起|挑起|接过|看到|听到)(?![后声时中])|{HAN}{{1,2}}(?:[了着过《“\d各每这该本他她]|全[县市省区镇乡村体]|自己|群众|老人|孩子|村民|居民|职工)"
)


_LESSENED = Pattern("(?:减少|避免|降低|压缩|缩短|减轻|挽回)[^，。；不]{3,}")


def is_sure(text: str, start: int, end: int, better: str) -> bool:
    """Whether what should stand there may be set unasked: not in a title, and 地 before what is done alone."""
    done = (
        better != "地"
        or _DONE.match(text, end)
        or (text.endswith("尽可能", 0, start) and _LESSENED.match(text, end))
    )
    return bool(done) and not in_title(text, start)


# --- one clause too many -------------------------------------------------------------------------------------------

_CLAUSE = Pattern("[^，。；]+")
SHORTEST_CLAUSE: Final = 4
# of a clause that the one before it ends with
_RUN_ON: Final = 5
_OTHER: Final = ("第一", "副", "常务", "非", "不", "未")


def _clause_again(segment: Segment) -> Iterator[Hit]:
    """A clause that follows itself, or the one before it ends with."""
    text, told = segment.text, set[str]()
    for one, two in pairwise(_CLAUSE.finditer(text)):
        clause, start = two[0], two.start()
        # 加强对涉案款物的审核。对涉案款物的审核，应…: what a sentence ended with, taken up by the next one
        runs_on = len(clause) > _RUN_ON and one[0].endswith(clause) and text[start - 1] not in "。；"
        # 加强基础研究。加强基础研究，是…; 第一河长1名，河长1名
        taken_up = text[start - 1] in "。；" and text[two.end() : two.end() + 1] == "，"
        runs_on = runs_on and not one[0].endswith(_OTHER, 0, -len(clause))
        again = (clause == one[0] and not taken_up) or runs_on
        if again and len(clause) >= SHORTEST_CLAUSE and clause not in told and not clause.isascii():
            told.add(clause)
            # “大家看看，大家看看，”
            level = Level.HINT if "“" in text[text.rfind("”", 0, start) + 1 : start] else None
            yield Hit(segment, *two.span(), params={"better": clause}, level=level)


def faults_and(segment: Segment, code: str, others: Iterable[Hit]) -> Iterator[Hit]:
    """The faults of a code in a text, and what others lie over none of them."""
    told = [*faults_in(segment, known_faults()[code])]
    yield from told
    yield from apart(others, told)


def _said_twice(segment: Segment) -> Iterator[Hit]:
    return faults_and(segment, "P512", _clause_again(segment))


def redundant(segment: Segment) -> Iterator[Hit]:
    """What says one thing twice: by its look, or as two words that do one job."""
    return faults_and(segment, "P509", two_of_one_job(segment))


_TEXT: Final = RUNNING | {Role.NAME, Role.BYLINE}
_ALL: Final = frozenset(Role)
RULES: Final = (
    _rule("P105", "comma-between-quotes", f"{MARKS_NORM} 4.5.3.5", PROSE)._replace(severity=Severity.HINT),
    _rule("P106", "ellipsis", f"{MARKS_NORM} 4.11", TEXTS, fixable=True)._replace(certain=True),
    _rule("P107", "dash", f"{MARKS_NORM} 4.10", TEXTS, fixable=True),
    _rule("P111", "straight-quotes", f"{MARKS_NORM} 4.8.2", TEXTS, fixable=True),
    _rule("P112", "ellipsis-and-so-on", f"{MARKS_NORM} 4.11", PROSE),
    _rule("P113", "stop-at-start", f"{MARKS_NORM} 5.1", PROSE),
    _rule("P114", "comma-before-and", f"{MARKS_NORM} 4.5", PROSE)._replace(severity=Severity.HINT),
    _rule("P115", "stop-outside-quotation", f"{MARKS_NORM} 4.8", PROSE, fixable=True),
    _rule("P117", "unsuited-mark", MARKS_NORM, RUNNING, fixable=True),
    _rule("P201", "zero-in-year", f"{NUMERALS_NORM} 5.2.5", _TEXT, fixable=True)._replace(certain=True),
    _rule("P202", "leading-zero", f"{DOCUMENT_NORM} 7.3.5.4", _TEXT, fixable=True)._replace(certain=True),
    _rule("P203", "dotted-date", f"{NUMERALS_NORM} 5.1.4", PROSE, fixable=True),
    _rule("P204", "short-year", f"{NUMERALS_NORM} 5.1.4", _TEXT),
    _rule("P205", "range-lacks-unit", f"{NUMERALS_NORM} 5.1.3", _TEXT, fixable=True),
    _rule("P206", "range-sign", f"{NUMERALS_NORM} 5.1.3", _TEXT, fixable=True),
    _rule("P207", "mixed-number", f"{NUMERALS_NORM} 5.3", _TEXT),
    _rule("P208", "mixed-series", f"{NUMERALS_NORM} 4.3", PROSE),
    _rule("P210", "year-brackets", f"{DOCUMENT_NORM} 7.2.5", _TEXT, fixable=True)._replace(certain=True),
    _rule("P211", "document-number", f"{DOCUMENT_NORM} 7.2.5", _TEXT, fixable=True)._replace(certain=True),
    _rule("P212", "digits-in-round-number", f"{NUMERALS_NORM} 5.2.1", _TEXT, fixable=True),
    _rule("P213", "comma-in-round-number", f"{NUMERALS_NORM} 5.2.1", _TEXT, fixable=True),
    _rule("P214", "doubly-about", CUSTOM, _TEXT),
    _rule("P215", "decimal-point", f"{NUMERALS_NORM} 5.1.2", _TEXT, fixable=True),
    _rule("P216", "times-less", CUSTOM, _TEXT),
    _rule("P217", "two", "现代汉语规范用法", _TEXT, fixable=True),
    _rule("P220", "minus-sign", CUSTOM, RUNNING)._replace(severity=Severity.HINT),
    _rule("P221", "clock-colon", f"{NUMERALS_NORM} 5.1.4", _TEXT, fixable=True),
    _rule("P222", "magnitude-twice", NUMERALS_NORM, _TEXT),
    _rule("P223", "mixed-forms", f"{NUMERALS_NORM} 4.3", RUNNING, fixable=True),
    _rule("P224", "telephone", CUSTOM, PROSE | {Role.CELL}),
    _rule("P226", "broken-number", f"{DOCUMENT_NORM} 7.2.5", _TEXT),
    _rule("P227", "code-or-address", "GB 11643、GB 32100", RUNNING),
    _rule("P409", "percentage-points", CUSTOM, RUNNING, fixable=True),
    _rule("P410", "no-such-time", "历法", RUNNING),
    _rule("P411", "half-of-day", f"{NUMERALS_NORM} 4.1", RUNNING),
    _rule("P507", "word-in-context", DICTIONARY, RUNNING, fixable=True),
    Rule("P509", "redundant", GRAMMAR, Severity.HINT, segment=redundant, roles=RUNNING),
    _rule("P510", "grammar", GRAMMAR, PROSE)._replace(severity=Severity.HINT),
    Rule("P512", "said-twice", CUSTOM, segment=_said_twice, roles=PROSE | {Role.CELL}),
    _rule("P518", "stop-among-recipients", CUSTOM, frozenset({Role.RECIPIENTS}), fixable=True),
    _rule("P519", "label-unknown", CUSTOM, frozenset({Role.FIELD})),
    _rule("P801", "样板的字没有改", CUSTOM, _ALL),
    _rule("P802", "没有填的占位符", CUSTOM, _ALL),
    _rule("P803", "没有填的日期", CUSTOM, _ALL),
)
