"""One issue, from file to files: read → proof-read → number → lay out → write → publish and record.

The library's entry: `build` does what `jianbao build` does and prints nothing. Everything that a user can cause is
raised as a `JianbaoError`; nothing is written then.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from jianbao import __version__
from jianbao.errors import FileError, Finding, InputError, Place, Severity, UsageError
from jianbao.typography import FaceRole

if TYPE_CHECKING:
    from jianbao.fonts.faces import FaceSet
    from jianbao.issue import Issue, Layout
    from jianbao.ledger import Entry, Ledger, Made, Source
    from jianbao.pages import Pages
    from jianbao.proofread.engine import Remark
    from jianbao.reading import Reading

Fonts = Literal["auto", "embedded"]
Writer = Callable[["Pages"], bytes]


class Opening(Protocol):
    """Opens a register at a path or URL, or in the folder `beside`; `ledger.open_ledger` is one."""

    def __call__(self, url: str | Path | None, *, beside: Path) -> AbstractContextManager[Ledger]:
        """A block with the register."""
        ...


FORMATS: Final = ("docx", "pdf")
"""What `build` writes when it is not told."""


class BuiltFile(Struct, frozen=True):
    """A finished file: `sha256` in hex, `size` in bytes."""

    path: Path
    sha256: str
    size: int


class Built(Struct, frozen=True):
    """One issue as it was built.

    `source` is None for an issue given as a mapping; `number` and `total` are None where it has none (an unnumbered
    issue, a draft whose number is still to come); `findings` are the warnings and hints, errors being raised.
    """

    source: Path | None
    files: tuple[BuiltFile, ...]
    series: str
    kind: str
    name: str
    year: int
    number: int | None
    total: int | None
    pages: int
    draft: bool
    findings: tuple[Finding, ...]


def build(
    source: str | Path | Mapping[str, Any],
    *,
    out: str | Path | None = None,
    formats: Sequence[str] = FORMATS,
    draft: bool = False,
    ledger: str | Path | None = None,
    fonts: Fonts = "auto",
    write_back: bool = False,
    opening: Opening | None = None,
) -> Built:
    """Build one issue and record it in the register.

    `source` is an issue file, or its content as a mapping (pictures are then looked for in the current folder).
    `out` is the folder of the finished files, by default the one of the issue file. `formats` are keys of
    `WRITERS`. `ledger` is a path or URL, by default what JIANBAO_LEDGER says, else `期号台账.sqlite` beside the series
    file. `fonts="embedded"` passes the machine's own faces over, so that every machine gives the same PDF.
    `write_back` puts numbers that were given into the issue file. `opening` is for those who build many issues: what
    opens the register, such as a `ledger.LastLedger`.

    A `draft` takes no number and leaves the register alone: its files carry （草稿） in their names and behind the
    number line, and numbers that the issue does not state stay blank.

    Raises InputError, NumberingConflict, FileError, UsageError; the files then are as they were before.
    """
    writers = writers_for(formats)
    reading = _read(source)
    findings = [*_doubtful(reading)]
    faces = faces_for(reading.issue.layout, fonts)
    folder = Path(out) if out is not None else reading.folder
    if draft:
        issue, pages = reading.issue, lay_out_issue(reading, reading.issue, faces, draft=True)
        files = publish_unrecorded(drawn(pages, writers, _stem(issue, draft=True)), folder)
    else:
        with _numbered(reading, ledger, source_of(reading, formats, fonts), opening) as entry:
            issue, pages = entry.issue, lay_out_issue(reading, entry.issue, faces)
            written = drawn(pages, writers, _stem(issue))
            made = _made(reading, issue, pages, write_back=write_back)
            files = _described(written, entry.publish(written, folder, pages=len(pages.pages), made=made))
        findings += _doubts(reading, entry)
        if (
            write_back
        ):  # done as it was recorded, but where the file was edited meanwhile or cannot be written
            reading.write_back(issue)
    findings += located(pages.findings, reading)
    return _built(reading, issue, files, pages, findings, draft=draft)


def check(source: str | Path | Mapping[str, Any], *, fonts: Fonts = "auto") -> tuple[Finding, ...]:
    """What is wrong or doubtful in an issue, in the order of the file; writes nothing and takes no number.

    Findings of every severity come back; only a file that cannot be read at all raises (FileError).
    """
    try:
        reading = _read(source)
        pages = lay_out_issue(reading, reading.issue, faces_for(reading.issue.layout, fonts), draft=True)
    except InputError as error:
        return error.findings
    findings = [*_doubtful(reading, hints=True), *located(pages.findings, reading)]
    return tuple(sorted(findings, key=lambda finding: finding.place))


# --- the steps -------------------------------------------------------------------------------------------------


def _read(source: str | Path | Mapping[str, Any]) -> Reading:
    from jianbao.reading import read, read_mapping

    return read_mapping(source) if isinstance(source, Mapping) else read(Path(source))


def _doubtful(reading: Reading, *, hints: bool = False) -> tuple[Finding, ...]:
    """What reading and proof-reader say, without what the file's comments silence; hints only when asked for."""
    found = (remark.finding for remark in _remarks(reading))
    return tuple(finding for finding in found if hints or finding.severity is not Severity.HINT)


def _remarks(reading: Reading) -> tuple[Remark, ...]:
    from jianbao.proofread.engine import Remark, proof_read
    from jianbao.proofread.silence import heard

    found = [*map(Remark, reading.findings), *proof_read(reading.issue, reading)]
    return heard(found, reading.text_of)


class Mended(Struct, frozen=True):
    """An issue file with its mechanical faults mended: `diff` is unified, '' when there was nothing; `count` of places."""

    diff: str
    count: int


def mend(
    source: Path, *, select: Sequence[str] = (), ignore: Sequence[str] = (), write: bool = False
) -> Mended:
    """Mend what is mechanical in an issue file and, if told to `write`, put it in the file's place.

    Comments, order and everything else stay as they are. Raises InputError for a file that has errors, FileError.
    """
    from jianbao.proofread import mend as mending
    from jianbao.proofread.silence import chosen
    from jianbao.reading import read, read_text

    reading = read(source)
    before = text = reading.text
    count = 0
    for _ in range(_MOST_PASSES):  # a mend may lie within another: “…,…” in straight quotes
        remarks = [r for r in _remarks(reading) if r.mend and chosen([r.finding], select, ignore)]
        after = mending.mended(text, remarks, str(source))
        if after == text:
            break
        try:
            reading = read_text(after, file=str(source), folder=source.parent)
        except InputError:  # never leave a file that cannot be read
            break
        count, text = count + len(remarks), after
    if write and text != before:
        mending.write(source, before, text)
    return Mended(mending.difference(before, text, str(source)), count if text != before else 0)


_MOST_PASSES: Final = 4


@contextmanager
def _numbered(
    reading: Reading, ledger: str | Path | None, source: Source, opening: Opening | None
) -> Generator[Entry]:
    """The issue with its numbers, the register held until it is published or given up.

    Others who want a new number wait meanwhile, so what is slow to import is imported before.
    """
    from jianbao.ledger import open_ledger
    from jianbao.numbering import assign

    if reading.issue.number is None:
        import jianbao.layout
        import jianbao.writers.docx.document
        import jianbao.writers.pdf.assembly  # noqa: F401

    with (
        (opening or open_ledger)(ledger, beside=reading.series_folder) as register,
        register.issuing(reading.issue, assign=assign, source=source) as entry,
    ):
        yield entry


def _doubts(reading: Reading, entry: Entry) -> list[Finding]:
    """What is doubtful about the numbers; a total that the issue states rests on no assumption (N021)."""
    from jianbao.numbering import doubts

    if entry.previous is not None:  # said when the number was given
        return []
    found = doubts(entry.issue, entry.held)
    return [doubt for doubt in found if doubt.code != "N021" or reading.issue.total is None]


def faces_for(layout: Layout, fonts: Fonts) -> FaceSet:
    """The faces that measure and draw an issue: those its file names, the machine's unless told not to, the embedded.

    Raises FileError for a face that the file names and that will not do.
    """
    from jianbao.fonts.faces import FaceSet

    if layout.fonts == "embedded":
        return FaceSet.embedded()
    named = {role: path for role in FaceRole if (path := getattr(layout.fonts, role.value))}
    return FaceSet.default(embedded_only=fonts == "embedded", configured=named)


def lay_out_issue(reading: Reading, issue: Issue, faces: FaceSet, *, draft: bool = False) -> Pages:
    """`issue` (numbered, or a draft) set and placed. Raises InputError for what cannot be set."""
    from jianbao.layout import lay_out
    from jianbao.numbering import number_line

    lines = number_line(issue)
    if draft:
        lines = (*lines[:-1], (lines[-1] if lines else "") + DRAFT)
    try:
        return lay_out(issue, faces, reading.pictures, lines)
    except InputError as error:
        raise InputError(located(error.findings, reading)) from error


DRAFT: Final = "（草稿）"


def _stem(issue: Issue, *, draft: bool = False) -> str:
    from jianbao.numbering import file_stem

    return file_stem(issue) + (DRAFT if draft else "")


def drawn(pages: Pages, writers: Mapping[str, Writer], stem: str) -> dict[str, bytes]:
    """File name → content. Raises FileError (R004) for a picture that has gone since it was read."""
    try:
        return {f"{stem}.{suffix}": write(pages) for suffix, write in writers.items()}
    except OSError as error:
        raise FileError.of(
            "R004", Place(str(error.filename or "")), detail=error.strerror or error
        ) from error


def writers_for(formats: Sequence[str]) -> dict[str, Writer]:
    """Suffix → writer, once each, in the order asked. Raises UsageError (C005) for a format that does not exist."""
    for name in formats:
        if name not in WRITERS:
            raise UsageError.of("C005", name="--format", value=name, choices=" ".join(WRITERS))
    return {name: WRITERS[name] for name in formats}


def _docx(pages: Pages) -> bytes:
    from jianbao.writers.docx import write  # each writer's library takes 70–130 ms to import

    return write(pages)


def _pdf(pages: Pages) -> bytes:
    from jianbao.writers.pdf import write

    return write(pages)


def _ofd(pages: Pages) -> bytes:
    from jianbao.writers.ofd import write

    return write(pages)


WRITERS: Final[Mapping[str, Writer]] = {"docx": _docx, "pdf": _pdf, "ofd": _ofd}


def publish_unrecorded(rendered: Mapping[str, bytes], folder: Path) -> tuple[BuiltFile, ...]:
    """Files that are no issue (a draft, a yearbook): whole or not at all, past the register. Raises FileError."""
    from jianbao.ledger.publish import make_folder, remove, rename, write_temporary

    make_folder(folder)
    written = write_temporary(rendered, folder, "draft")
    try:
        rename((item.temp, item.path) for item in written)
    finally:
        remove(written)
    return tuple(BuiltFile(item.path, item.sha256, item.size) for item in written)


def _described(rendered: Mapping[str, bytes], paths: Sequence[Path]) -> tuple[BuiltFile, ...]:
    return tuple(
        BuiltFile(path, hashlib.sha256(content).hexdigest(), len(content))
        for path, content in zip(paths, rendered.values(), strict=True)
    )


def _built(
    reading: Reading,
    issue: Issue,
    files: tuple[BuiltFile, ...],
    pages: Pages,
    findings: Sequence[Finding],
    *,
    draft: bool,
) -> Built:
    return Built(
        source=reading.path,
        files=files,
        series=issue.series,
        kind=issue.kind,
        name=_stem(issue, draft=draft),
        year=issue.numbered_year,
        number=issue.number,
        total=issue.total,
        pages=len(pages.pages),
        draft=draft,
        findings=tuple(findings),
    )


# --- what else the steps need ----------------------------------------------------------------------------------


def source_of(reading: Reading, formats: Sequence[str], fonts: Fonts) -> Source:
    """Where an issue was read from, and a digest of all else that shapes its files, for the register."""
    from jianbao.ledger import Source

    others = others_of(reading)
    return Source(reading.path or Path(), reading.sha256, _digest(others, formats, fonts), others)


def _digest(others: str, formats: Sequence[str], fonts: Fonts) -> str:
    return hashlib.sha256(f"{__version__}\0{' '.join(formats)}\0{fonts}\0{others}".encode()).hexdigest()


def others_of(reading: Reading) -> str:
    """The SHA-256 (hex) of what was read besides the issue file: the series file, the pictures."""
    return _digest_of(sha256 for path, sha256 in reading.inputs.items() if path != reading.path)


def _digest_of(others: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for sha256 in others:
        digest.update(bytes.fromhex(sha256))
    return digest.hexdigest()


def glance(
    path: Path, formats: Sequence[str], fonts: Fonts, hashes: dict[Path, str | None]
) -> tuple[Path, Source, tuple[Path, ...]] | None:
    """What a reading of an issue file would say, guessed without parsing: (register's folder, source, other inputs).

    A wrong guess shows in `source.digest`, which then is that of no build. None where no guess is to be had.
    `hashes` keeps the SHA-256 of inputs that many issues share, None for files that cannot be read.
    """
    from jianbao.ledger import Source
    from jianbao.reading.inputs import guess, series_file

    try:
        data = path.read_bytes()
        text = data.decode()
    except (OSError, UnicodeDecodeError):
        return None
    inputs = guess(text, path.parent)
    if inputs is None:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    others: list[str] = []
    for each in inputs:
        if each not in hashes:
            try:
                hashes[each] = hashlib.sha256(each.read_bytes()).hexdigest()
            except (OSError, ValueError):
                hashes[each] = None
        if (known := hashes[each]) is None:
            return None
        others.append(known)
    series = series_file(text)
    home = (path.parent / series).parent if series else path.parent
    source = Source(path, sha256, _digest(_digest_of(others), formats, fonts))
    return home, source, tuple(each.resolve() for each in inputs)


def faces_of(pages: Pages) -> str:
    """The faces that pages are drawn with, as the register keeps them: `fangsong kaiti-own:1f2e3d4c5b6a latin`."""
    return " ".join(
        key + (f":{seal}" if (seal := face.fingerprint()) else "")
        for key, face in sorted(pages.faces.items())
    )


def tools() -> str:
    """The versions of what makes files of pages, as the register keeps them: `jianbao=1.0 python=3.11 zlib=1.3 …`.

    A library counts once it is loaded, so ask when the files are written.
    """
    import zlib

    versions = {
        "jianbao": __version__,
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    for name in _LIBRARIES:
        if found := getattr(sys.modules.get(name), "__version__", ""):
            versions[name] = str(found)
    return " ".join(f"{name}={version}" for name, version in versions.items())


_LIBRARIES: Final = ("docx", "lxml", "PIL", "reportlab", "uharfbuzz")


def _made(reading: Reading, issue: Issue, pages: Pages, *, write_back: bool) -> Made:
    from jianbao.ledger import Made

    back = reading.written_back(issue) if write_back else b""
    return Made(faces=faces_of(pages), tools=tools(), written_back=back)


def _bare(cell: str) -> str:
    """A table cell as it is written, without what is not set: blanks, marks of bold, breaks."""
    return "".join(_UNSET.sub("", cell).split())


_UNSET: Final = re.compile(r"\*\*|<br */?>|\\")


def located(findings: Sequence[Finding], reading: Reading) -> tuple[Finding, ...]:
    """Findings of the layout, which knows no file, with the place where their text first stands in the file."""
    return tuple(_located(finding, reading) for finding in findings)


def _located(finding: Finding, reading: Reading) -> Finding:
    text = str(finding.params.get("char") or finding.params.get("text") or "")
    wanted = max(text.split(), key=len, default=text)  # blanks are not set as they are written
    cell = _bare(str(finding.params.get("cell", "")))
    for number, line in enumerate(reading.text.splitlines(), 1) if cell else ():
        if "|" in line and cell in map(_bare, line.split("|")):
            place = Place(str(reading.path or ""), number, max(line.find(wanted), 0) + 1)
            return replace(finding, place=place, excerpt=line, width=len(wanted))
    for number, line in enumerate(reading.text.splitlines(), 1) if wanted and not finding.place.line else ():
        if (column := line.find(wanted)) >= 0:
            place = Place(str(reading.path or ""), number, column + 1)
            return replace(finding, place=place, excerpt=line, width=len(wanted))
    return finding if finding.place.file else replace(finding, place=Place(str(reading.path or "")))
