"""A series and a year → 合订本: one PDF of cover, contents and the finished PDFs of the register, unchanged and in their order.

What is bound is held to what was recorded: where a PDF is missing or was changed, that is told and nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao import files
from jianbao.bounds import FOREIGN_BYTES, LINE
from jianbao.errors import FellShort, Finding, JianbaoError, Place, Severity, UsageError
from jianbao.language.dates import chinese_date
from jianbao.layout.volume import Listed, lay_out_front
from jianbao.ledger import FileRecord, Ledger, Record, State, inspect
from jianbao.ledger.lock import home
from jianbao.ledger.records import Origin
from jianbao.model.body import Body
from jianbao.model.issue import Issue
from jianbao.model.numbers import MAIN_KIND, Numbers
from jianbao.numbering import safe_name
from jianbao.pages import BLANK_PAGE, Line, OutlineEntry, Pages, Paragraph, Role
from jianbao.reading import read
from jianbao.steps import BuiltFile, faces_for, publish_unrecorded
from jianbao.tasks.copies import number_in
from jianbao.typography import Align
from jianbao.writers.pdf import write
from jianbao.writers.pdf.volume import Finished, UnreadableError, join

if TYPE_CHECKING:
    from jianbao.pictures import Image
    from jianbao.provenance import Fonts


class Bound(Struct, frozen=True):
    """A volume: its file, how many `issues` it binds on how many `pages`, whether it is PDF/A-2a and PDF/UA-1.

    `findings` (warnings) tell which issues are listed only, what made it a plain PDF, and what was set aside.
    """

    file: BuiltFile
    issues: int
    pages: int
    archival: bool
    findings: tuple[Finding, ...]


VOLUME: Final = "合订本"
_MOST_NAMED: Final = 10


def _bare(title: str) -> str:
    return "".join(title.split())


class _Part(Struct):
    """An entry of the register in the volume: its PDFs, and the page on which it begins (0 = not bound)."""

    record: Record
    pdfs: tuple[Finished, ...] = ()
    first: int = 0

    @property
    def pages(self) -> int:
        return sum(pdf.pages for pdf in self.pdfs)

    @property
    def archival(self) -> bool:
        return self.record.origin is Origin.MADE and all(pdf.archival for pdf in self.pdfs)

    def placed(self) -> Iterator[tuple[int, Finished]]:
        """Its PDFs and the pages that they begin on."""
        at = self.first
        for pdf in self.pdfs:
            yield at, pdf
            at += pdf.pages

    def articles(self) -> Iterator[tuple[str, OutlineEntry | None]]:
        """The titles that the register holds, and where the outline has them; None where it has not."""
        waiting = [entry for entry in self.outline() if not entry.level]
        for title in self.record.titles:
            at = next((at for at, entry in enumerate(waiting) if _bare(entry.title) == _bare(title)), None)
            yield title, None if at is None else waiting[at]
            waiting = waiting if at is None else waiting[at + 1 :]

    def anchors(self, number: int) -> Iterator[tuple[int, int, str]]:
        """Page, top and name of what the contents lead to."""
        if self.first:
            yield self.first, 0, f"issue{number}"
            for index, (_, entry) in enumerate(self.articles()):
                page, top = (entry.page, entry.top) if entry else (1, 0)
                yield self.first - 1 + page, top, f"issue{number}-{index}"

    def outline(self) -> Iterator[OutlineEntry]:
        """What its PDFs' outlines hold, on the pages of the issue."""
        before = 0
        for pdf in self.pdfs:
            yield from (replace(entry, page=before + entry.page) for entry in pdf.outline)
            before += pdf.pages


def bind(
    ledger: Ledger,
    series: str,
    year: int,
    *,
    out: Path,
    fonts: Fonts = "auto",
    step: Callable[[], None] = lambda: None,
) -> Bound:
    """Bind the issues of `series` of `year` into `<刊名><年>年合订本.pdf` in `out`; nothing is recorded. `step` is called at each.

    Raises UsageError (L085 none of that year, C018 without the extra), FellShort (L036, L037 a PDF is missing or not as it
    was recorded, L086–L088), FileError.
    """
    parts = [_Part(record) for record in chosen(ledger, series, year)]
    _hold(ledger, [part.record for part in parts])
    for part in parts:
        part.pdfs = tuple(_opened(ledger, part.record))
        step()
    bound = [part for part in parts if part.pdfs]
    without = [part.record for part in parts if part.record.state.stands and not part.pdfs]
    if not bound:
        raise FellShort.of("L088", names=_names(without))
    foreign = [part.record for part in bound if not part.archival]
    findings = [
        Finding(code, severity=Severity.WARNING, params={"names": _names(records)})
        for code, records in (("L088", without), ("L089", foreign))
        if records
    ]
    pages = _laid_out(ledger, parts, bound, year, fonts)
    try:
        volume = join(
            write(pages, tagged=not foreign),
            [each for part in bound for each in part.placed()],
            archival=not foreign,
        )
    except UnreadableError as error:
        raise FellShort.of("L087", label=f"{series}{year}年", detail=error) from error
    name = f"{safe_name(series)}{year}年合订本.pdf"
    (made,) = publish_unrecorded({name: volume}, out, told=findings)
    return Bound(made, len(bound), len(pages.pages), not foreign, tuple(findings))


def chosen(ledger: Ledger, series: str, year: int) -> list[Record]:
    """What a volume holds, in its order: 正刊 first, by number; void numbers among them. Raises UsageError (L085)."""
    records = [
        record
        for record in ledger.records(series=series, year=year)
        if record.state.stands or (record.state is State.VOID and record.numbers)
    ]
    if not any(record.state.stands for record in records):
        names = "、".join(dict.fromkeys(record.series for record in ledger.records())) or "—"
        raise UsageError.of("L085", series=series, year=year, names=names[:LINE])
    return sorted(records, key=lambda each: (each.kind != MAIN_KIND, each.kind, each.numbers is None))


def _pdfs(record: Record) -> list[FileRecord]:
    """Its PDFs but those of numbered copies; one that lies in two places is one."""
    found = [
        file
        for file in record.files
        if record.state.stands and file.path.lower().endswith(".pdf") and not number_in(file.path)
    ]
    return list({file.sha256: file for file in reversed(found)}.values())[::-1]


def _hold(ledger: Ledger, records: Sequence[Record]) -> None:
    """Hold every PDF to its hash before any is opened. Raises FellShort with all that do not hold."""
    found = [
        Finding("L086", Place(file.path), params={"label": record.label, "host": file.host})
        for record in records
        for file in _pdfs(record)
        if file.host not in {"", home()}
    ]
    wanted = [replace(record, files=tuple(_pdfs(record))) for record in records]
    found += inspect.files_of(wanted, ledger.resolve, home())
    if found:
        raise FellShort(found)


def _opened(ledger: Ledger, record: Record) -> Iterator[Finished]:
    for file in _pdfs(record):
        path = ledger.resolve(file.path)
        data = files.read_bytes(path, limit=FOREIGN_BYTES)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise FellShort.of("L037", Place(file.path), label=record.label)
        try:
            yield Finished.of(data)
        except UnreadableError as error:
            raise FellShort.of("L087", Place(file.path), label=record.label, detail=error) from error


def _names(records: Sequence[Record]) -> str:
    return "、".join(map(_name, records[:_MOST_NAMED])) + ("……" if len(records) > _MOST_NAMED else "")


# --- the front, and the pages to come -----------------------------------------------------------------------------------


def _laid_out(
    ledger: Ledger, parts: Sequence[_Part], bound: Sequence[_Part], year: int, fonts: Fonts
) -> Pages:
    """The whole volume as pages, those of the issues blank; sets where each issue begins: on a right-hand page."""
    issue, pictures, names = _like(ledger, parts) or (_plain(bound), {}, ())
    ranges, faces = _ranges(parts), faces_for(issue.layout, fonts)

    def front() -> Pages:
        listed = [each for number, part in enumerate(parts) for each in _listed(part, number)]
        title = f"{year}年{VOLUME}"
        return lay_out_front(issue, faces, pictures, names, title=title, ranges=ranges, listed=listed)

    # the contents take as many pages, whatever the numbers in them
    for part in bound:
        part.first = 1
    at = len(front().pages) + 1 | 1
    for part in bound:
        part.first, at = at, at + part.pages | 1
    pages = front()
    last = bound[-1].first + bound[-1].pages
    blank = tuple(replace(BLANK_PAGE, number=number) for number in range(len(pages.pages) + 1, last))
    marks = [
        Paragraph(Role.FURNITURE, "body", (Line(page, 0, 0, top, 0, 0, ()),), 0, Align.LEFT, anchor=anchor)
        for number, part in enumerate(parts)
        for page, top, anchor in part.anchors(number)
    ]
    outline = list(pages.outline)
    for part in bound:
        outline.append(OutlineEntry(0, _name(part.record), part.first, 0, ""))
        outline += (
            replace(each, level=1 + each.level, page=part.first - 1 + each.page) for each in part.outline()
        )
    meta = replace(
        pages.meta,
        title=f"{parts[0].record.series}{year}年{VOLUME}",
        series=parts[0].record.series,
        date=max(part.record.date for part in bound),
        subject="；".join(ranges),
        keywords=(parts[0].record.series, f"{year}年", VOLUME),
        identifier="",
    )
    return replace(
        pages,
        meta=meta,
        pages=(*pages.pages, *blank),
        blocks=(*pages.blocks, *marks),
        outline=tuple(outline),
    )


def _like(
    ledger: Ledger, parts: Sequence[_Part]
) -> tuple[Issue, Mapping[str, Image], tuple[str, ...]] | None:
    """The last issue that can still be read, whose name, organ and layout the volume takes, its pictures and names."""
    for part in reversed(parts):
        if not part.record.source or part.record.host not in {"", home()}:
            continue
        try:
            reading = read(ledger.resolve(part.record.source))
        except JianbaoError:
            continue
        if reading.issue.series == part.record.series:
            return reading.issue, reading.pictures, reading.office.names if reading.office else ()
    return None


def _plain(bound: Sequence[_Part]) -> Issue:
    """Stands for an issue where none can be read: the organ is as the last PDF says, else called as the series is."""
    record, organ = bound[-1].record, bound[-1].pdfs[-1].organ.strip()
    return Issue.model_validate(
        {
            "series": record.series,
            "numbered": False,
            "date": record.date,
            "organ": [organ if organ.isprintable() and 0 < len(organ) <= LINE else record.series],
            "articles": [{"title": record.series, "body": Body("", ())}],
        }
    )


def _ranges(parts: Sequence[_Part]) -> list[str]:
    """What numbers of each kind the volume has, as the cover says them."""
    found: list[str] = []
    standing = (part.record for part in parts if part.record.state.stands and part.record.numbers)
    for kind, records in groupby(standing, key=lambda record: record.kind):
        numbers = [record.numbers for record in records if record.numbers]
        first, last = numbers[0], numbers[-1]
        totals = [each.total for each in numbers if each.total is not None]
        ends = [each.last_total or 0 for each in numbers]
        span = Numbers(
            first.year,
            first.number,
            min(totals, default=None),
            last.last if last.last > first.number else None,
            max(ends) if totals and max(ends) > min(totals) else None,
        )
        found.append(span.text(kind).removeprefix(f"{first.year}年"))
    return found


def _name(record: Record) -> str:
    """How the volume calls an issue, its year being known."""
    if record.numbers is None:
        return f"{'' if record.kind == MAIN_KIND else record.kind}（{chinese_date(record.date)}）"
    return record.numbers.text(record.kind).removeprefix(f"{record.numbers.year}年")


def _listed(part: _Part, number: int) -> Iterator[Listed]:
    record = part.record
    if record.state is State.VOID:
        yield Listed(f"{_name(record)}　作废", 0, "", head=True)
        return
    dated = f"{_name(record)}　{chinese_date(record.date)}" if record.numbers else _name(record)
    yield Listed(
        dated if part.first else f"{dated}　原件另存，未装订", part.first, f"issue{number}", head=True
    )
    for index, (title, entry) in enumerate(part.articles()):
        page = part.first - 1 + entry.page if entry else part.first
        said = f"（{entry.page}）" if entry else ""
        yield Listed(title + said, page, f"issue{number}-{index}")
