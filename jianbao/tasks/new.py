"""A series, or its last issue → the text of the next issue's file, with numbers and date filled in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from jianbao.drafting.next_issue import from_last, skeleton
from jianbao.errors import UsageError
from jianbao.files import is_yaml
from jianbao.language.dates import chinese_date
from jianbao.ledger import Ledger, Record
from jianbao.model.issue import Issue
from jianbao.model.numbers import MAIN_KIND, Numbers
from jianbao.numbering import safe_name

if TYPE_CHECKING:
    from jianbao.language.office import OfficeWords
    from jianbao.reading import Reading


class Fresh(Struct, frozen=True):
    """A new issue file: the name that suits it, its text, the numbers stated in it (None = none could be told).

    `office` are the words of the office that the series, or the issue that it follows, names.
    """

    name: str
    text: str
    numbers: Numbers | None
    office: OfficeWords | None = None


def fresh(series: str, *, kind: str, last: Path | None, today: Date, ledger: Ledger, folder: Path) -> Fresh:
    """The next issue of `series`: a name (刊名) or a series file; '' where `last` or the register tells it.

    `last` is an issue file whose structure is taken over: keys, their order and comments, distribution, sections;
    titles and texts become blanks to fill in. Without one, a skeleton with comments, with organ and distribution
    of the last issue that the register knows. `kind` '' = that of `last`, else 正刊. The file is to stand in
    `folder`. Raises UsageError, InputError, NumberingConflict, FileError.
    """
    from jianbao.reading import read, read_mapping

    if last is not None:
        reading = read(last)
        numbers = _next(reading.issue, kind or reading.issue.kind, today, ledger)
        shared = _from(folder, reading.series_path) if reading.series_path is not None else ""
        text = from_last(reading.text, numbers, today, kind, shared)
        name = _name(reading.issue.series, kind or reading.issue.kind, numbers, today)
        return Fresh(name, text, numbers, reading.office)
    series_file = Path(series) if is_yaml(series) else None
    known = None if series_file else _last_record(series, kind or MAIN_KIND, ledger)
    if not series and known is None:
        raise UsageError.of("L043")
    before = _read_if_there(ledger.resolve(known.source)) if known and known.source else None
    if before is not None and before.series_path is not None:
        series_file = before.series_path
    given: Any = known.series if known else series
    if series_file is not None:
        given = {"file": _from(folder, series_file)}
    least = read_mapping(_least(given, before, kind or MAIN_KIND, today), folder=folder)
    issue = least.issue
    if before is not None and series_file is None:
        issue = issue.model_copy(update={"numbering": before.issue.numbering})
    numbers = _next(issue, issue.kind, today, ledger)
    name = _name(issue.series, issue.kind, numbers, today)
    office = least.office or (before.office if before is not None else None)
    return Fresh(name, skeleton(issue, numbers, given, before), numbers, office)


def _from(folder: Path, file: Path) -> str:
    """The path of a file as an issue in `folder` names it."""
    return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()


def home(series: str, last: Path | None) -> Path:
    """The folder that the register of `series` (a name or a series file) or of `last` stands in by default."""
    from jianbao.reading import read

    if last is not None:
        return read(last).series_folder
    return Path(series).parent if is_yaml(series) else Path()


def _last_record(series: str, kind: str, ledger: Ledger) -> Record | None:
    records = [record for record in ledger.records(series=series, kind=kind) if record.numbers is not None]
    if not series and len({record.series for record in records}) > 1:
        raise UsageError.of("L044", names="、".join(sorted({record.series for record in records})))
    return max(
        records,
        key=lambda record: (record.date, record.numbers.number if record.numbers else 0),
        default=None,
    )


def _read_if_there(path: Path) -> Reading | None:
    from jianbao.errors import JianbaoError
    from jianbao.reading import read

    try:
        return read(path)
    except JianbaoError:
        # moved or edited since: the skeleton does without
        return None


def _least(series: object, before: Reading | None, kind: str, today: Date) -> dict[str, Any]:
    least: dict[str, Any] = {
        "series": series,
        "kind": kind,
        "date": today.isoformat(),
        "articles": [{"title": "标题", "body": "正文"}],
    }
    if not isinstance(series, Mapping):
        least["organ"] = list(before.issue.organ) if before else "编发单位"
    return least


def _next(issue: Issue, kind: str, today: Date, ledger: Ledger) -> Numbers | None:
    nothing = {"id": None, "kind": kind, "year": None, "number": None, "total": None, "date": today}
    return ledger.numbers_for(issue.model_copy(update=nothing))


def _name(series: str, kind: str, numbers: Numbers | None, today: Date) -> str:
    if numbers is not None:
        return f"{safe_name(series)}{Numbers(numbers.year, numbers.number).text(safe_name(kind))}.yaml"
    return f"{safe_name(series)}{chinese_date(today)}.yaml"
