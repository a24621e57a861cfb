"""`Issue` → `Remark`s: every rule asked, every answer with its place in the file and, where it is mechanical, its mend."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple, Protocol

from jianbao.errors import Finding, Level, Place, Severity
from jianbao.language.office import OfficeWords
from jianbao.memory import nothing_collected
from jianbao.model.issue import Issue
from jianbao.proofread.laying import sheet
from jianbao.proofread.office import is_allowed
from jianbao.proofread.roster import BY_NAME, RULES
from jianbao.proofread.rule import MOST_OF_A_RULE, Rule, reading
from jianbao.proofread.together import found_together, processes_for
from jianbao.proofread.usage import hinted
from jianbao.proofread.view import Hit, Location, PastArticle, Sheet


class Where(Protocol):
    """What proof-reading asks of whoever read the file."""

    def place(self, location: Location, offset: int = 0, /) -> Place:
        """The place of a character of the value at `location`."""
        ...

    def excerpt(self, place: Place, /) -> str:
        """The source line at `place`."""
        ...


class Mend(NamedTuple):
    """A mechanical correction: `old`, which begins at `place` and lies on one line, reads `new`."""

    place: Place
    old: str
    new: str


class Remark(NamedTuple):
    """A finding, and the mend of it where there is one."""

    finding: Finding
    mend: Mend | None = None


def proof_read(
    issue: Issue,
    where: Where,
    rules: Iterable[Rule] = RULES,
    office: OfficeWords | None = None,
    stood: tuple[PastArticle, ...] = (),
    *,
    hints: bool = True,
) -> tuple[Remark, ...]:
    """All that the rules find in `issue`, in the order of the file; `office` are the words of its office.

    `stood` is what past issues of its series said, the latest first. Without `hints` most of them are not looked for.
    """
    with nothing_collected():
        return _read(sheet(issue, office, stood), where, tuple(rules), office, 0 if hints else hinted())


def _read(
    laid: Sheet, where: Where, asked: tuple[Rule, ...], office: OfficeWords | None, without: int
) -> tuple[Remark, ...]:
    present = frozenset().union(*laid.characters)
    # a line may be a whole body, and findings stand on it by the hundred
    lines: dict[tuple[str, int], str] = {}
    at_length = any(rule.at_length for rule in asked)
    texts = (segment.text for segment in laid.segments)
    with reading(texts, laid.whole, at_length=at_length, without=without):
        if (processes := processes_for(laid)) > 1 and all(BY_NAME.get(rule.name) is rule for rule in asked):
            found = found_together(laid, present, asked, processes)
        else:
            found = [[*islice(rule.check(laid, present), MOST_OF_A_RULE)] for rule in asked]
        remarks = [
            remark
            for rule, hits in zip(asked, found, strict=True)
            for hit in hits
            if (office is None or not is_allowed(office, hit))
            and (remark := _remark(rule, hit, where, lines)) is not None
        ]
    return tuple(_told_once(sorted(remarks, key=lambda remark: (remark.finding.place, remark.finding.code))))


# what looks at one thing from several sides: words and figures as they are written; what figures of a sentence make
_ALIKE: Final = (("P2", "P5", "P7"), ("P405", "P408", "P418", "P428"))
# characters: a longer stretch that is wrong grammar is told of for how its clauses go together
_GRAMMAR: Final = "P510"
_LONGEST_WORDS: Final = 12
# what counts of edited text tell gives way to what a list or a rule does, and what is just unusual to all else
_GUESSED, _UNUSUAL = "P521", "P119"


def _told_once(remarks: Iterable[Remark]) -> list[Remark]:
    """The remarks, in their order, without those that lie over another that looks at the same: one slip is told once."""
    told: list[Remark] = []
    remarks = _without_unusual([*remarks])
    last: dict[tuple[str, ...], Remark] = {}
    for remark in remarks:
        clauses = remark.finding.code == _GRAMMAR and remark.finding.width > _LONGEST_WORDS
        alike = next((codes for codes in _ALIKE if remark.finding.code.startswith(codes)), None)
        if alike is not None and not clauses:
            before = last.get(alike)
            if before is not None and _begins_in(before.finding, remark.finding, 0):
                if _weight(before) >= _weight(remark):
                    continue
                told.remove(before)
            last[alike] = remark
        told.append(remark)
    return told


def _weight(remark: Remark) -> tuple[bool, bool]:
    """What is told rather than another that lies over it: what a list or a rule tells, of these a warning."""
    finding = remark.finding
    return finding.code != _GUESSED, finding.severity is not Severity.HINT


def _without_unusual(remarks: list[Remark]) -> list[Remark]:
    """The remarks without those of what is just unusual where another one lies over it or touches it."""
    others = [each.finding for each in remarks if each.finding.code != _UNUSUAL]
    return [
        each
        for each in remarks
        if each.finding.code != _UNUSUAL
        or not any(_begins_in(each.finding, other) or _begins_in(other, each.finding) for other in others)
    ]


def _begins_in(first: Finding, second: Finding, touching: int = 1) -> bool:
    """Whether the second finding begins within the first one, or behind it if that is `touching`."""
    before, behind = first.place, second.place
    on_one_line = before.line == behind.line > 0 and before.file == behind.file
    return on_one_line and before.column <= behind.column < before.column + first.width + touching


def _remark(rule: Rule, hit: Hit, where: Where, lines: dict[tuple[str, int], str]) -> Remark | None:
    """What is told of a hit; None where what is not set was found wrong, and is no blank of a line: its end, or markup."""
    segment = hit.segment
    start = where.place(segment.location, segment.offset(hit.start))
    last = where.place(segment.location, segment.offset(hit.end - 1))
    key = (start.file, start.line)
    source = lines.get(key) or lines.setdefault(key, where.excerpt(start))
    on_one_line = last.line == start.line
    stretch = source[start.column - 1 : last.column] if on_one_line else source[start.column - 1 :]
    better = hit.better
    params = {"text": hit.text, "better": better or "", **hit.params}
    level = hit.level or rule.level
    severity = Severity.HINT if level is Level.HINT else Severity.WARNING
    finding = Finding(
        rule.code,
        start,
        severity,
        params,
        source,
        max(len(stretch), 1),
        rule.clause,
        certain=level is Level.CERTAIN,
    )
    mend = None
    if (
        rule.fixable
        and level is not Level.HINT
        and better is not None
        and on_one_line
        and "".join(stretch.split()) == "".join(hit.text.split())
    ):
        mend = Mend(start, stretch, better)
    if better == hit.text and mend is None:
        return None
    return Remark(finding, mend)
