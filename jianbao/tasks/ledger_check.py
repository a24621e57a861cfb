"""The register's entries → their files made once more, held against what the register recorded: same input, same bytes?

What an archive rests on: that a file was made from its issue file and nothing else, and can be made again. An entry is
read, laid out and written as a build does it, with its recorded numbers, but only in memory: neither the register nor
a recorded file is touched. Bytes decide. Where they are the same, nothing else counts; where not, what is recorded of
the making tells why, and just what cannot be put down to another issue file, picture, face or library is a fault.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from jianbao.errors import Finding, JianbaoError, Place, Severity
from jianbao.fonts.faces import FaceSet
from jianbao.fonts.names import ROLE_NAMES_ZH
from jianbao.ledger import FileRecord, Ledger, Origin, Record
from jianbao.ledger.lock import home
from jianbao.ledger.planning import numbered
from jianbao.ledger.publish import sha256_of
from jianbao.provenance import FONTS, TRAVELS, faces_of, others_of, tools
from jianbao.reading import Reading, read
from jianbao.steps import drawn, faces_for, lay_out_issue
from jianbao.tasks import copies
from jianbao.typography import FaceRole
from jianbao.writers import WRITERS


class Rebuilt(Struct, frozen=True):
    """One entry made again: how many `files` it has, how many came out the `same` to the byte, what was found."""

    record: Record
    files: int
    same: int
    findings: tuple[Finding, ...]


def chosen(records: Iterable[Record]) -> tuple[list[Record], tuple[Finding, ...]]:
    """The entries that can be made again here, and a word (warnings) on the issued ones that cannot.

    Void and reserved entries have nothing to be made again, enrolled ones were not made here. An issue file on another machine is out of reach, and an
    issue that a script gave as a mapping has none.
    """
    here, elsewhere, scripts = list[Record](), Counter[str](), 0
    for record in records:
        if not record.state.stands or record.origin is Origin.ENROLLED:
            continue
        if not record.source:
            scripts += 1
        elif record.host not in {"", home()}:
            elsewhere[record.host] += 1
        else:
            here.append(record)
    words = [
        Finding("L059", severity=Severity.WARNING, params={"host": name, "count": elsewhere[name]})
        for name in sorted(elsewhere)
    ]
    if scripts:
        words.append(Finding("L060", severity=Severity.WARNING, params={"count": scripts}))
    return here, tuple(words)


def rebuild(ledger: Ledger, records: Iterable[Record]) -> Iterator[Rebuilt]:
    """Make each entry's files again, in turn. Raises FileError where the register cannot be read."""
    for record in records:
        yield _rebuilt(ledger, record)


def _rebuilt(ledger: Ledger, record: Record) -> Rebuilt:
    files = [file for file in record.files if _format(file) in WRITERS]
    try:
        sha256 = sha256_of(ledger.resolve(record.source))
        if sha256 is None:
            return Rebuilt(record, len(files), 0, (_finding("L050", record),))
        again = _Again(ledger, record, sha256, files)
    except JianbaoError as error:
        return Rebuilt(record, len(files), 0, (_finding("L056", record), *error.findings))
    return Rebuilt(record, len(files), again.same, tuple(again.findings))


class _Again:
    """One entry made again: `same` counts, `findings` explain. Raises JianbaoError where it cannot be made."""

    def __init__(self, ledger: Ledger, record: Record, sha256: str, files: Sequence[FileRecord]) -> None:
        self.record, self.sha256 = record, sha256
        self.faces: list[str] = []
        self.findings: list[Finding] = []
        try:
            self.reading = read(ledger.resolve(record.source))
            other = self._differing(files)
        except JianbaoError:
            if record.is_from(sha256):
                raise
            self.same, self.findings = 0, [_finding("L051", record)]
            return
        self.same = len(files) - len(other)
        # of the issue file and the like, once for all files
        found = [self._why(file) for file in other]
        self.findings += {(finding.code, finding.place): finding for finding in found}.values()

    def _differing(self, files: Sequence[FileRecord]) -> list[FileRecord]:
        """The files that come out otherwise, drawn with the faces that the build was told to take."""
        issue = numbered(self.reading.issue, self.record.numbers)
        other, left = list[FileRecord](), list(files)
        for faces in _face_sets(self.reading, files):
            travels = any(file.faces.endswith(TRAVELS) for file in files)
            pages = lay_out_issue(self.reading, issue, faces, travels=travels)
            self.faces.append(faces_of(pages))
            made = drawn(pages, {_format(file): WRITERS[_format(file)] for file in left}, "")
            numbers = [number for file in left if (number := copies.number_in(file.path))]
            numbered_pages = copies.pages_of(self.reading, issue, faces, numbers, travels=travels)
            sums = {number: _sum(WRITERS["pdf"](each)) for number, each in numbered_pages}
            sums |= {suffix: _sum(content) for suffix, content in made.items()}
            left = [
                file
                for file in left
                if sums[copies.number_in(file.path) or f".{_format(file)}"] != file.sha256
            ]
            other += [file for file in left if file.faces == self.faces[-1]]
            left = [file for file in left if file.faces != self.faces[-1]]
            if not left:
                break
        return other + left

    def _why(self, file: FileRecord) -> Finding:
        """Why a file comes out otherwise, as far as it is recorded by what it was made."""
        record = self.record
        if not (file.source_sha256 == self.sha256 or self._is_from(file)):
            return _finding("L051", record)
        if file.others_sha256 and file.others_sha256 != others_of(self.reading):
            return _finding("L052", record)
        if file.faces and file.faces not in self.faces:
            return _finding("L053", record, file, names=_roles(file.faces, self.faces[0]))
        if changes := _changes(file.tools or f"jianbao={record.version}", tools()):
            return _finding("L054", record, file, changes=changes)
        return _finding("L055" if file.faces else "L057", record, file)

    def _is_from(self, file: FileRecord) -> bool:
        """Whether the file was made of the entry's issue file, and that is as it was."""
        same_text = file.source_sha256 in {"", self.record.source_sha256}
        return same_text and self.record.is_from(self.sha256)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _face_sets(reading: Reading, files: Iterable[FileRecord]) -> Iterator[FaceSet]:
    """The faces as the build was told; what an older jianbao made did not record it, so that both are tried."""
    told = {
        name.removeprefix(f"{FONTS}=")[:4]
        for file in files
        for name in file.tools.split()
        if name.startswith(f"{FONTS}=")
    }
    if told == {"embe"}:
        yield faces_for(reading.issue.layout, "embedded")
        return
    first = faces_for(reading.issue.layout, "auto")
    yield first
    if told == {"auto"}:
        return
    second = faces_for(reading.issue.layout, "embedded")
    if second is not first:
        yield second


def _format(file: FileRecord) -> str:
    return file.path.rpartition(".")[2]


def _roles(then: str, now: str) -> str:
    """What faces differ between two of `faces_of`, by the names of their roles."""
    differing = set(then.split()) ^ set(now.split())
    keys = {face.partition(":")[0].partition("-")[0] for face in differing}
    return "、".join(ROLE_NAMES_ZH[role] for role in FaceRole if role.value in keys)


def _changes(then: str, now: str) -> str:
    """What versions differ between two of `tools`, '' = none that both name."""
    before, after = (dict(each.split("=", 1) for each in text.split()) for text in (then, now))
    return "、".join(
        f"{name} {before[name]} → {after[name]}"
        for name in before
        if name in after and before[name] != after[name]
    )


def _finding(
    code: str,
    record: Record,
    file: FileRecord | None = None,
    severity: Severity = Severity.ERROR,
    **params: object,
) -> Finding:
    place = Place(file.path if file is not None else record.source)
    return Finding(code, place, severity, {"label": record.label, **params})
