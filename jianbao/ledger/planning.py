"""Many issues and the register's entries → a number for each, or the conflict that keeps it from having one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from datetime import date as Date
from pathlib import Path

from msgspec.structs import replace

from jianbao.errors import NumberingConflict, Origin, Place
from jianbao.ledger.identity import titles_of
from jianbao.ledger.records import Planned, Record, Source, State
from jianbao.model.issue import Issue
from jianbao.model.numbers import Held, Numbers
from jianbao.numbering import planned

Key = tuple[str, str]
"""Series and kind."""
Recognise = Callable[[Issue, Source, "Entries"], Record | None]


def plan_issues(
    issues: Sequence[tuple[Issue, Source]],
    entries: Mapping[Key, Sequence[Record]],
    recognise: Recognise,
    taken: Mapping[int, Path],
    today: Date,
    allow: Collection[str],
) -> list[Planned]:
    """Keep every number that is reserved; where that leaves a conflict or a gap, give them all anew.

    So a batch that is resumed gives what the first one planned, and one that is resumed after a date was
    corrected or an issue added closes ranks, as far as nothing was issued yet. `taken` are entries (by their keys)
    that are known to be of other files, which are not asked for.
    """
    known = {key: Entries(records) for key, records in entries.items()}
    kept = _Planning(issues, known, recognise, taken, keep_reserved=True).answered(today, allow)
    moved = any(p.conflict or (p.record and p.record.numbers != p.numbers) for p in kept)
    if not moved or not any(p.record and p.record.state is State.RESERVED for p in kept):
        return kept
    anew = _Planning(issues, known, recognise, taken, keep_reserved=False).answered(today, allow)
    return min(anew, kept, key=lambda answers: sum(p.conflict is not None for p in answers))


class Entries:
    """The entries of one series and kind, and which of them an issue might be: all that `recognise` looks at.

    A thousand issues against a thousand entries would else be a million looks.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._places: dict[object, list[int]] = defaultdict(list)
        for place, record in enumerate(records):
            for mark in _marks_of(record):
                self._places[mark].append(place)

    def candidates(self, issue: Issue, source: Source, kept: tuple[str, str]) -> list[Record]:
        """In the order of the register; `kept` is the source's path as it is recorded: (host, path)."""
        marks: list[object] = [
            ("id", issue.id),
            ("number", issue.numbered_year, issue.number),
            ("total", issue.total),
            ("path", *kept),
            ("text", source.sha256),
            (issue.date, titles_of(issue)[0]),
        ]
        places = {place for mark in marks for place in self._places.get(mark, ())}
        return [self.records[place] for place in sorted(places)]


def _marks_of(record: Record) -> Iterator[object]:
    yield ("id", record.id)
    if record.numbers is not None:
        yield ("number", record.numbers.year, record.numbers.number)
        yield ("total", record.numbers.total)
    yield ("path", record.host, record.source)
    yield ("text", record.source_sha256)
    if record.source_read:
        yield ("text", record.source_read)
    yield (record.date, record.titles[0] if record.titles else "")


class _Planning:
    """One attempt: `known` entries by the index of their issue, `settled` those whose numbers stand."""

    def __init__(
        self,
        issues: Sequence[tuple[Issue, Source]],
        entries: Mapping[Key, Entries],
        recognise: Recognise,
        others: Mapping[int, Path],
        *,
        keep_reserved: bool,
    ) -> None:
        self.issues = issues
        self.answers: list[Planned | None] = [None] * len(issues)
        self.known: dict[int, Record] = {}
        self.settled: list[int] = []
        taken: dict[int, int] = {}
        owners = dict(others)
        ids: dict[tuple[str, str], int] = {}
        for index, (issue, source) in enumerate(issues):
            try:
                record = recognise(issue, source, entries[issue.series, issue.kind])
                if issue.id is not None and ids.setdefault((issue.series, issue.id), index) != index:
                    first = issues[ids[issue.series, issue.id]][1].path
                    raise NumberingConflict.of(
                        "L025", Place(str(source.path)), other=first, label=f"{issue.series} {issue.id}"
                    )
                if record is None:
                    continue
                if (other := owners.get(record.key)) is not None:
                    raise NumberingConflict.of(
                        "L025", Place(str(source.path)), other=other, label=record.label
                    )
                self.known[index], taken[record.key], owners[record.key] = record, index, source.path
                if record.state is not State.RESERVED:
                    refuse_other_numbers(issue, record)
                    self.settled.append(index)
                elif keep_reserved and states_same(issue, record):
                    self.settled.append(index)
            except NumberingConflict as conflict:
                self._refuse(index, conflict)
        self.held = {key: list(all_held(known.records, taken)) for key, known in entries.items()}

    def answered(self, today: Date, allow: Collection[str]) -> list[Planned]:
        """Entries first, so that what clashes with one is the new issue.

        An issued entry that no longer fits its date is refused and keeps its number; a reserved one is given anew.
        """
        self._ask(self.settled, [numbered(self.issues[i][0], self.known[i].numbers) for i in self.settled])
        for index, record in self.known.items():
            answer = self.answers[index]
            if answer is None or answer.conflict is None:
                continue
            if record.state is State.RESERVED:
                self.answers[index] = None
            elif record.numbers is not None:
                self.held[record.series, record.kind].append(Held(record.numbers, None, record.label))
        new = [index for index, answer in enumerate(self.answers) if answer is None]
        self._ask(new, [self.issues[i][0] for i in new], today, allow)
        return [answer for answer in self.answers if answer is not None]

    def _ask(
        self,
        indices: Sequence[int],
        asked: Sequence[Issue],
        today: Date | None = None,
        allow: Collection[str] = (),
    ) -> None:
        answers = planned(asked, self.held, today=today, allow=allow)
        for index, issue, numbers in zip(indices, asked, answers, strict=True):
            if isinstance(numbers, NumberingConflict):
                self._refuse(index, numbers)
                continue
            given, source = self.issues[index]
            self.answers[index] = Planned(given, source, numbers, self.known.get(index))
            if numbers is not None:
                self.held[issue.series, issue.kind].append(Held(numbers, issue.date, titles_of(issue)[0]))

    def _refuse(self, index: int, conflict: NumberingConflict) -> None:
        issue, source = self.issues[index]
        self.answers[index] = Planned(issue, source, None, self.known.get(index), placed(conflict, source))


def numbered(issue: Issue, numbers: Numbers | None) -> Issue:
    """`issue` with its numbers filled in."""
    if numbers is None:
        return issue
    given = {
        "year": numbers.year, "number": numbers.number, "total": numbers.total,
        "number_last": numbers.number_last, "total_last": numbers.total_last,
    }  # fmt: skip
    return issue.model_copy(update=given)


def states_same(issue: Issue, known: Record) -> bool:
    """Whether the numbers that `issue` states, if any, are those of its entry."""
    have = known.numbers
    return have is None or (
        issue.numbered_year == have.year
        and issue.number in {None, have.number}
        and (issue.number is None or issue.number_last == have.number_last)
        and (issue.total is None or have.total is None or issue.total == have.total)
    )


def refuse_other_numbers(issue: Issue, known: Record) -> None:
    """Raise NumberingConflict where `issue` states other numbers than it was recorded with."""
    if not states_same(issue, known):
        number = f"第{issue.number}期" if issue.number is not None else ""
        total = f"（总第{issue.total}期）" if issue.total is not None else ""
        figure = "number" if issue.number is not None else "total" if issue.total is not None else "date"
        raise NumberingConflict.of(
            "L020",
            origin=Origin((figure,)),
            label=known.label,
            stated=f"{issue.numbered_year}年{number}{total}",
        )


def placed(conflict: NumberingConflict, source: Source) -> NumberingConflict:
    """The conflict with the issue's file as the place of findings that have none."""
    return NumberingConflict(
        finding
        if finding.place.file or source.path == Path()
        else replace(finding, place=Place(str(source.path)))
        for finding in conflict.findings
    )


def all_held(entries: Sequence[Record], left_out: Container[int]) -> tuple[Held, ...]:
    """What the entries hold, as numbering asks for it, without those whose keys are in `left_out`."""
    return tuple(
        Held(
            entry.numbers,
            None if entry.state is State.VOID else entry.date,
            entry.titles[0] if entry.titles else entry.source,
        )
        for entry in entries
        if entry.numbers is not None and entry.key not in left_out
    )
