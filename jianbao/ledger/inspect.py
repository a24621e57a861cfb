"""The register's entries and the files they name → what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from jianbao.errors import FileError, Finding, Place, Severity
from jianbao.language.dates import chinese_date
from jianbao.ledger.publish import is_finished, is_temporary, sha256_of
from jianbao.ledger.records import Origin, Record, State


def numbers_of(records: Sequence[Record]) -> list[Finding]:
    """Gaps, doubles, dates out of order and numbers reserved but not issued; `records` by series, kind and number.

    The first year that the register knows of a kind may begin with any number: it was taken over.
    """
    found: list[Finding] = []
    for (series, kind), group in groupby(records, key=lambda record: (record.series, record.kind)):
        entries = [record for record in group if record.numbers is not None]
        name = series if kind == "正刊" else f"{series}{kind}"
        first_year = min((_year(record) for record in entries), default=0)
        for year, of_year in groupby(entries, key=_year):
            numbers = [
                number
                for record in of_year
                if record.numbers
                for number in range(record.numbers.number, record.numbers.last + 1)
            ]
            missing = _missing(numbers if year == first_year else [0, *numbers])
            found += [_finding("L030", name=f"{name}{year}年", missing=span) for span in missing]
            found += [_finding("L031", name=f"{name}{year}年", number=n) for n in _doubles(numbers)]
        totals = sorted(
            total
            for r in entries
            if r.numbers and r.numbers.total is not None
            for total in range(r.numbers.total, (r.numbers.last_total or 0) + 1)
        )
        found += [_finding("L032", name=name, missing=span) for span in _missing(totals)]
        found += [_finding("L033", name=name, number=n) for n in _doubles(totals)]
        valid = [record for record in entries if record.state is not State.VOID]
        found += [
            _finding(
                "L034",
                label=one.label,
                date=chinese_date(one.date),
                other=two.label,
                other_date=chinese_date(two.date),
            )
            for one, two in pairwise(valid)
            if one.date > two.date and (_year(one) == _year(two) or _totals_rise(one, two))
        ]
    found += [
        _finding("L035", Place(record.source), label=record.label)
        for record in records
        if record.state is State.RESERVED
    ]
    return found


def files_of(records: Sequence[Record], resolve: Callable[[str], Path], here: str) -> list[Finding]:
    """Files missing or changed since they were recorded; those on other machines are not looked at.

    `resolve` gives the place of a recorded path, `here` is this machine's name.
    """
    found: list[Finding] = []
    for record in records:
        for file in record.files:
            if file.host not in {"", here}:
                continue
            enrolled = record.origin is Origin.ENROLLED
            if not is_finished(file.path, enrolled=enrolled) or (file.temp and not is_temporary(file.temp)):
                found.append(_finding("L082", label=record.label, path=file.path))
                continue
            try:
                sha256 = sha256_of(resolve(file.path))
            except FileError as error:
                found += error.findings
                continue
            if file.temp and resolve(file.path).with_name(file.temp).exists():
                found.append(_finding("L038", Place(file.path), label=record.label))
            elif sha256 is None:
                found.append(_finding("L036", Place(file.path), label=record.label))
            elif sha256 != file.sha256:
                found.append(_finding("L037", Place(file.path), label=record.label))
    return found


def _finding(code: str, place: Place | None = None, **params: object) -> Finding:
    return Finding(code, place or Place(), Severity.ERROR, params)


def _year(record: Record) -> int:
    return record.numbers.year if record.numbers else 0


def _totals_rise(one: Record, two: Record) -> bool:
    a, b = one.numbers, two.numbers
    return (
        a is not None and b is not None and a.total is not None and b.total is not None and a.total < b.total
    )


def _missing(numbers: Sequence[int]) -> list[str]:
    spans = [(a + 1, b - 1) for a, b in pairwise(sorted(set(numbers))) if b - a > 1]
    return [str(low) if low == high else f"{low}–{high}" for low, high in spans]


def _doubles(numbers: Sequence[int]) -> list[int]:
    ordered = sorted(numbers)
    return sorted({a for a, b in pairwise(ordered) if a == b})
