"""What tasks and batch share: read → proof-read → number → lay out → draw → publish and record."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.errors import FellShort, Finding, InputError, JianbaoError, Place, Severity
from jianbao.provenance import TRAVELS, Fonts, made_by, source_of
from jianbao.typography import FaceRole
from jianbao.writers import FORMATS, Writer, writers_for

if TYPE_CHECKING:
    from jianbao.fonts.faces import FaceSet
    from jianbao.ledger import Entry, LastLedger, Source, Terms
    from jianbao.model.issue import Issue, Layout
    from jianbao.pages import Pages
    from jianbao.proofread.engine import Remark
    from jianbao.proofread.view import PastArticle
    from jianbao.reading import Reading


class BuiltFile(Struct, frozen=True):
    """A finished file: `sha256` in hex, `size` in bytes."""

    path: Path
    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path, content: bytes) -> BuiltFile:
        """The file that holds `content`."""
        return cls(path, hashlib.sha256(content).hexdigest(), len(content))


class Built(Struct, frozen=True):
    """One issue as it was built.

    `source` is None for an issue given as a mapping; `copies` are the PDFs of its numbered copies; `number` and `total` are None where it has none (an unnumbered
    issue, a draft whose number is still to come); `findings` are the warnings and hints, errors being raised; `begun` is
    the register that this is the first issue of, '' for any other, `network` whether that lies on another machine's disk.
    `fullness` is how much of the last page is taken, 0 to 1; with `surplus` lines less there would be a page less (0: no
    number of lines would do).
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
    begun: str = ""
    network: bool = False
    fullness: float = 0.0
    surplus: int = 0
    copies: tuple[BuiltFile, ...] = ()


def issued(
    source: str | Path | Mapping[str, Any],
    *,
    out: str | Path | None = None,
    formats: Sequence[str] = FORMATS,
    ledger: str | Path | None = None,
    fonts: Fonts = "auto",
    write_back: bool = False,
    terms: Terms | None = None,
    registers: Mapping[str, str] | None = None,
    opening: LastLedger | None = None,
) -> Built:
    """Build one issue and record it in the register; the arguments are those of `tasks.build.build`.

    `terms` say what is let pass and what becomes of files in the way; `registers` are the ids of the registers that a
    batch planned its numbers in, by their folder. `opening` is for those who build many issues:
    what keeps the register open. An issue that was released is only held against what is built.
    Raises InputError, NumberingConflict, FileError, UsageError, FellShort where a released issue comes out otherwise;
    the files then are as they were before.
    """
    from jianbao.ledger import Terms as Usual

    terms = terms or Usual()
    writers = writers_for(formats)
    reading = read_source(source)
    findings = [*doubtful(reading, allow=terms.allow)]
    if registers:
        home = str(reading.series_folder.resolve())
        terms = replace(terms, register=registers.get(home, registers.get("", "")))
    faces = faces_for(reading.issue.layout, fonts)
    folder = Path(out) if out is not None else reading.folder
    with (
        located(reading),
        _numbered(reading, ledger, source_of(reading, formats, fonts), terms, opening) as entry,
    ):
        issue, pages = (
            entry.issue,
            lay_out_issue(reading, entry.issue, faces, travels=fonts.endswith(TRAVELS)),
        )
        written = drawn(pages, writers, _stem(issue))
        made = made_by(reading, issue, pages, fonts, write_back=write_back)
        if entry.released:
            paths, differs = entry.hold(written, folder, made)
            if any(finding.severity is Severity.ERROR for finding in differs):
                raise FellShort(differs)
            findings += differs
        else:
            paths = entry.publish(written, folder, pages=len(pages.pages), made=made)
        files = _described(written, paths)
    findings += _heard(_doubts(reading, entry), reading)
    if write_back:
        # Done as it was recorded, but where the file was edited meanwhile or cannot be written.
        from jianbao.drafting.edits import write_back as write_numbers_back

        write_numbers_back(reading, issue)
    findings += warnings_of(pages, reading)
    begun = entry.location if entry.begins and not entry.released else ""
    network = bool(begun) and entry.network
    return _built(reading, issue, files, pages, findings, draft=False, begun=begun, network=network)


def drafted(
    source: str | Path | Mapping[str, Any],
    *,
    out: str | Path | None = None,
    formats: Sequence[str] = FORMATS,
    fonts: Fonts = "auto",
) -> Built:
    """Build a draft of one issue: no number is taken, the register is left alone. Raises as `issued`."""
    writers = writers_for(formats)
    reading = read_source(source)
    findings = [*doubtful(reading)]
    folder = Path(out) if out is not None else reading.folder
    faces = faces_for(reading.issue.layout, fonts)
    pages = lay_out_issue(reading, reading.issue, faces, draft=True, travels=fonts.endswith(TRAVELS))
    aside: list[Finding] = []
    files = publish_unrecorded(drawn(pages, writers, _stem(reading.issue, draft=True)), folder, told=aside)
    findings += aside
    findings += warnings_of(pages, reading)
    return _built(reading, reading.issue, files, pages, findings, draft=True)


# --- the steps -------------------------------------------------------------------------------------------------


def read_source(source: str | Path | Mapping[str, Any]) -> Reading:
    """Read an issue file, or an issue given as a mapping. Raises InputError, FileError."""
    from jianbao.reading import read, read_mapping

    return read_mapping(source) if isinstance(source, Mapping) else read(Path(source))


def doubtful(
    reading: Reading,
    *,
    hints: bool = False,
    allow: Collection[str] | None = None,
    stood: tuple[PastArticle, ...] = (),
) -> tuple[Finding, ...]:
    """What reading and proof-reader say, without what the file's comments silence; hints only when asked for.

    With `allow`, what was left to be written raises InputError, but for these codes: no number goes to a template, and
    no comment silences that. `stood` as in `proof_read`.
    """
    found = (remark.finding for remark in remarks(reading, hints=hints, allow=allow, stood=stood))
    return tuple(finding for finding in found if hints or finding.severity is not Severity.HINT)


def remarks(
    reading: Reading,
    *,
    hints: bool = True,
    allow: Collection[str] | None = None,
    stood: tuple[PastArticle, ...] = (),
) -> tuple[Remark, ...]:
    """What reading and proof-reader say, with the mends, without what the file's comments silence.

    `allow` and `stood` as in `doubtful`; without `hints`, rules that find nothing else, or take long, are left out.
    """
    from jianbao.proofread.blanks import REFUSED
    from jianbao.proofread.engine import Remark, proof_read
    from jianbao.proofread.roster import RULES
    from jianbao.proofread.silence import heard

    rules = [rule for rule in RULES if hints or not (rule.severity is Severity.HINT or rule.at_length)]
    found = [
        *map(Remark, reading.findings),
        *proof_read(reading.issue, reading, rules, reading.office, stood, hints=hints),
    ]
    if allow is not None and (refused := REFUSED - set(allow)):
        left = [each.finding for each in found if each.finding.code in refused]
        if left:
            raise InputError(replace(finding, severity=Severity.ERROR) for finding in left)
    return heard(found, reading.text_of)


def warnings_of(pages: Pages, reading: Reading) -> tuple[Finding, ...]:
    """What the layout warns of, with places, without what the file's comments silence; one cause is told once."""
    unlike = {(each.code, each.message): each for each in reversed(_heard(pages.findings, reading))}
    return tuple(reversed(unlike.values()))


class OnPage(Struct, frozen=True):
    """A finding, the page it stands on (from 1; 0 where none is known) and the line there, as who asks counts lines."""

    finding: Finding
    page: int = 0
    line: int = 0


def on_pages(findings: Iterable[Finding], printed: Iterable[tuple[Place, int, int]]) -> tuple[OnPage, ...]:
    """Each finding with the printed line (its place, page, line) that holds it: the last that begins at it or before.

    A key above the first text, or what another file says, stands on no page.
    """
    starts = sorted(each for each in printed if each[0].line)
    found: list[OnPage] = []
    for finding in findings:
        at = bisect_right(starts, finding.place, key=lambda start: start[0])
        place, page, line = starts[at - 1] if at else (Place(), 0, 0)
        near = place.file == finding.place.file and 0 < finding.place.line <= place.line + 1
        found.append(OnPage(finding, page, line) if near else OnPage(finding))
    return tuple(found)


def _heard(findings: Iterable[Finding], reading: Reading) -> tuple[Finding, ...]:
    """Findings of layout and numbering with their places, without what the file's comments silence."""
    from jianbao.proofread.engine import Remark
    from jianbao.proofread.silence import heard

    found = map(Remark, reading.located(findings))
    return tuple(remark.finding for remark in heard(found, reading.text_of))


@contextmanager
def located(reading: Reading) -> Generator[None]:
    """Errors of layout and numbering get their place in what was read."""
    try:
        yield
    except JianbaoError as error:
        raise type(error)(reading.located(error.findings)) from error


@contextmanager
def _numbered(
    reading: Reading, ledger: str | Path | None, source: Source, terms: Terms, opening: LastLedger | None
) -> Generator[Entry]:
    """The issue with its numbers, the register held until it is published or given up.

    Others who want a new number wait meanwhile, so what is slow to import is imported before.
    """
    from jianbao.ledger import open_ledger

    if reading.issue.number is None:
        import jianbao.layout
        import jianbao.writers.docx.document
        import jianbao.writers.pdf.assembly  # noqa: F401

    with (
        (opening or open_ledger)(ledger, beside=reading.series_folder) as register,
        register.issuing(reading.issue, source=source, terms=terms) as entry,
    ):
        yield entry


def _doubts(reading: Reading, entry: Entry) -> list[Finding]:
    """What is doubtful about the numbers; a total that the issue states rests on no assumption (N021)."""
    from jianbao.numbering import doubts

    # said when the number was given
    if entry.previous is not None:
        return []
    found = doubts(entry.issue, entry.held, reading.issue)
    return [doubt for doubt in found if doubt.code != "N021" or reading.issue.total is None]


def faces_for(layout: Layout, fonts: Fonts) -> FaceSet:
    """The faces that measure and draw an issue: those its file names, the machine's unless told not to, the embedded.

    Raises FileError for a face that the file names and that will not do.
    """
    from jianbao.fonts.faces import FaceSet

    if layout.fonts == "embedded":
        return FaceSet.embedded()
    named = {role: path for role in FaceRole if (path := getattr(layout.fonts, role.value))}
    return FaceSet.default(embedded_only=fonts.startswith("embedded"), configured=named)


def lay_out_issue(
    reading: Reading, issue: Issue, faces: FaceSet, *, draft: bool = False, travels: bool = False
) -> Pages:
    """`issue` (numbered, or a draft) set and placed; `travels` as in `Pages`. Raises InputError for what cannot be set."""
    from jianbao.layout import lay_out
    from jianbao.numbering import number_line

    with located(reading):
        lines = number_line(issue)
        if draft:
            lines = (*lines[:-1], (lines[-1] if lines else "") + DRAFT)
        names = reading.office.names if reading.office is not None else ()
        pages = lay_out(issue, faces, reading.pictures, lines, names)
    return replace(pages, travels=True) if travels or issue.layout.embed_fonts else pages


DRAFT: Final = "（草稿）"


def _stem(issue: Issue, *, draft: bool = False) -> str:
    from jianbao.numbering import file_stem

    return file_stem(issue) + (DRAFT if draft else "")


def drawn(pages: Pages, writers: Mapping[str, Writer], stem: str) -> dict[str, bytes]:
    """File name → content. Raises InputError (R136) for a picture whose pixels turn out to be damaged."""
    return {f"{stem}.{suffix}": write(pages) for suffix, write in writers.items()}


def publish_unrecorded(
    rendered: Mapping[str, bytes],
    folder: Path,
    *,
    over: str = "",
    told: list[Finding] | None = None,
) -> tuple[BuiltFile, ...]:
    """Files that are no issue (a draft, a yearbook): whole or not at all, past the register. Raises FileError.

    A file in the way that another program saved, by its own mark, is set aside and `told` (L068); `over` is the SHA-256
    of one that may be replaced all the same.
    """
    from jianbao.ledger import marks, publish

    publish.make_folder(folder)
    written = publish.write_temporary(rendered, folder, "draft")
    try:
        for item in written:
            there = publish.sha256_of(item.path)
            if there not in {None, over, item.sha256} and not marks.is_marked(item.path):
                what = marks.what_it_is(item.path)
                aside = publish.set_aside(item.path)
                params = {"path": item.path, "what": what, "aside": aside.name}
                (told if told is not None else []).append(
                    Finding("L068", severity=Severity.WARNING, params=params)
                )
            publish.put(item.temp, item.path, there or "", lambda _: True)
    finally:
        publish.remove(written)
    return tuple(BuiltFile(item.path, item.sha256, item.size) for item in written)


def _described(rendered: Mapping[str, bytes], paths: Sequence[Path]) -> tuple[BuiltFile, ...]:
    return tuple(BuiltFile.of(path, content) for path, content in zip(paths, rendered.values(), strict=True))


def _built(
    reading: Reading,
    issue: Issue,
    files: tuple[BuiltFile, ...],
    pages: Pages,
    findings: Sequence[Finding],
    *,
    draft: bool,
    begun: str = "",
    network: bool = False,
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
        fullness=pages.fullness,
        surplus=pages.surplus,
        begun=begun,
        network=network,
    )
