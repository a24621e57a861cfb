"""Finished files → one report each: the pair held together, each file against the norm; as rows, lines and plain values.

The room's entry: `verify`. It prints nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.bounds import OFFICE_SECONDS
from jianbao.errors import FileError, Finding, InputError, Place, Severity
from jianbao.foreign import office
from jianbao.foreign.docx import Shown
from jianbao.foreign.pdf import Page, check_size
from jianbao.messages import phrase
from jianbao.verify import pair
from jianbao.verify.compare import BASELINE_MOST, LAST_MOST, LEFT_MOST, Comparison, Difference, Row, compare
from jianbao.verify.measures import of_docx, of_pages
from jianbao.verify.norm import EMBEDDED, PAPER, Check, Measures, Verdict, judge
from jianbao.verify.pair import PairReport

# differences that a report spells out; with more, the file is another one altogether
_SHOWN: Final = 8
_SHOWN_ROWS: Final = 3
# characters of a row that a message quotes
_SHOWN_TEXT: Final = 20


class Report(Struct, frozen=True):
    """What was found of one file, or of a pair.

    `checks` holds the norm's verdicts for each file; `held` is None where there was no pair, or no LibreOffice;
    `findings` say what could not be done and what fell short.
    """

    files: tuple[Path, ...]
    checks: tuple[tuple[Path, tuple[Check, ...]], ...]
    held: PairReport | None
    findings: tuple[Finding, ...]

    @property
    def fell_short(self) -> bool:
        """True when something was measured that does not hold."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def verify(files: Sequence[Path], *, timeout: float = OFFICE_SECONDS) -> Iterator[Report]:
    """A report for each pair or single file, in the order given.

    The other half of a pair is found by its name and held against it; the norm is judged for the files named.
    Raises, when its turn comes, FileError (V001–V014, V020, V021, V029) and InputError (V015); an absent LibreOffice is an error only where a pair is to be held together.
    """
    done: set[Path] = set()
    for path in files:
        if path in done:
            continue
        if path.suffix.lower() not in (".docx", ".pdf"):
            check_size(path)
            raise InputError.of("V015", Place(str(path)))
        docx, pdf = (_beside(path, suffix) for suffix in (".docx", ".pdf"))
        judged = tuple(each for each in (docx, pdf) if each is not None and each in files)
        done.update(judged)
        if docx and pdf:
            yield _pair(docx, pdf, judged, pair.hold(docx, pdf, timeout))
        else:
            yield _single(path, timeout)


def against(pdf: Path, other: Path) -> Report:
    """Our PDF held against one that a word processor made of our DOCX, line by line.

    How far lines stand apart is figures only: a word processor's gaps between Han and Western letters are its own.
    Raises FileError (V005–V011, V020, V021, V029) and InputError (V028).
    """
    for path in (pdf, other):
        if path.suffix.lower() != ".pdf":
            check_size(path)
            raise InputError.of("V028", Place(str(path)))
    ours, theirs = pair.read_pdf(pdf), pair.read_pdf(other)
    held = PairReport(ours, theirs, compare(ours, theirs))
    found = () if held.comparison.same else (_unequal(other, held.comparison, "V026", "V027"),)
    return Report((pdf, other), (), held, found)


def faces(pages: Sequence[Page]) -> list[str]:
    """The names of the faces that pages are set in, the commonest first."""
    counted = Counter(glyph.look.font for page in pages for line in page.lines for glyph in line.glyphs)
    return [name for name, _ in counted.most_common(_SHOWN)]


def _beside(path: Path, suffix: str) -> Path | None:
    """The file of the same name with another suffix, or the file itself."""
    if path.suffix.lower() == suffix:
        return path
    other = path.with_suffix(suffix)
    return other if other.is_file() else None


def _pair(docx: Path, pdf: Path, judged: tuple[Path, ...], held: PairReport) -> Report:
    checks = [(docx, _judge_docx(pair.read_docx(docx), held.theirs)), (pdf, judge(of_pages(held.ours)))]
    findings: list[Finding] = []
    if not held.comparison.same:
        findings.append(_unequal(docx, held.comparison, "V016", "V017"))
    if row := held.comparison.displaced:
        findings.append(_displaced(docx, held.comparison, row))
    kept = tuple((path, each) for path, each in checks if path in judged)
    return Report((docx, pdf), kept, held, (*findings, *_shortcomings(kept)))


def _unequal(file: Path, off: Comparison, code: str, pages_alone: str) -> Finding:
    """How much differs, and where it begins; pages alone may differ, by a blank one at the end."""
    params: dict[str, object] = {
        "lines": off.lines - off.equal_lines,
        "pages": max(off.pages, off.their_pages) - off.equal_pages,
    }
    if not off.differences:
        return Finding(pages_alone, Place(str(file)), params=params)
    start = off.differences[0].start
    params |= {"page": start.page, "line": start.number, "text": _quoted(start)}
    return Finding(code, Place(str(file)), params=params)


def _displaced(docx: Path, found: Comparison, row: Row) -> Finding:
    deltas = {"left": found.left, "baseline": found.baseline, "last": found.last}
    params: dict[str, object] = {name: f"{delta.most:.2f}" for name, delta in deltas.items()}
    params |= {"page": row.page, "text": _quoted(row)}
    params |= {"left_most": LEFT_MOST, "baseline_most": BASELINE_MOST, "last_most": LAST_MOST}
    return Finding("V019", Place(str(docx)), params=params)


def _quoted(row: Row) -> str:
    return "".join(line.text for line in row.lines)[:_SHOWN_TEXT]


def _single(path: Path, timeout: float) -> Report:
    findings: list[Finding] = []
    if path.suffix.lower() == ".pdf":
        checks = judge(of_pages(pair.read_pdf(path)))
    else:
        document = pair.read_docx(path)
        pages: tuple[Page, ...] = ()
        try:
            pages = pair.render(document, timeout=timeout)
        except FileError as error:
            if office.find_office() is not None:
                raise
            findings += [replace(finding, severity=Severity.HINT) for finding in error.findings]
        checks = _judge_docx(document, pages)
    kept = ((path, checks),)
    return Report((path,), kept, None, (*findings, *_shortcomings(kept)))


def _judge_docx(document: Shown, pages: Sequence[Page]) -> tuple[Check, ...]:
    """What a DOCX states counts; its rendering fills in where things stand."""
    stated = of_docx(document)
    drawn = of_pages(pages) if pages else Measures()
    named = stated.folios[0].type if stated.folios else None
    folios = tuple(replace(folio, type=named or folio.type) for folio in drawn.folios) or stated.folios
    # A full line tells more than styles do. What LibreOffice embeds says nothing of the DOCX.
    characters = drawn.characters or stated.characters
    measures = replace(stated, folios=folios, characters=characters).over(replace(drawn, unembedded=None))
    return tuple(check for check in judge(measures) if check.code != EMBEDDED)


def _shortcomings(checks: Sequence[tuple[Path, Sequence[Check]]]) -> list[Finding]:
    findings: list[Finding] = []
    for path, each in checks:
        if all(check.verdict is Verdict.UNSEEN for check in each if check.code not in (PAPER, EMBEDDED)):
            findings.append(Finding("V030", Place(str(path))))
        count = sum(check.verdict is Verdict.FAILED for check in each)
        if count:
            findings.append(Finding("V018", Place(str(path)), params={"count": count}))
    return findings


# --- for people and programs ---------------------------------------------------------------------------------------


def table(checks: Sequence[Check]) -> list[tuple[str, str, str, str]]:
    """The norm's verdicts as rows of (element, required with its clause, found, verdict), headed."""
    words = {
        Verdict.PASSED: phrase("verdict_passed"),
        Verdict.FAILED: phrase("verdict_failed"),
        Verdict.UNSEEN: phrase("verdict_unseen"),
    }
    head = (phrase("norm_element"), phrase("norm_required"), phrase("norm_found"), phrase("norm_verdict"))
    return [
        head,
        *(
            (
                each.element,
                f"{each.required}（{each.clause}）" if each.clause else each.required,
                each.found,
                words[each.verdict],
            )
            for each in checks
        ),
    ]


def remedies(checks: Sequence[Check]) -> list[str]:
    """How to mend each element that failed."""
    return [f"{each.element}：{each.remedy}" for each in checks if each.verdict is Verdict.FAILED]


def lines(report: Report, names: tuple[str, str] = ("PDF", "DOCX")) -> list[str]:
    """The pair's comparison in words, its sides under these `names`; nothing for a single file."""
    if report.held is None:
        return []
    found = report.held.comparison
    said = [
        phrase("pair_lines", equal=found.equal_lines, lines=found.lines, share=f"{found.share:.2f}"),
        phrase(
            "pair_pages", equal=found.equal_pages, pages=found.pages, theirs=found.their_pages, name=names[1]
        ),
        phrase(
            "pair_places",
            left=f"{found.left.most:.2f}",
            baseline=f"{found.baseline.most:.2f}",
            last=f"{found.last.most:.2f}",
        ),
    ]
    for each in found.differences[:_SHOWN]:
        said.append(phrase("pair_differs", page=each.start.page, line=each.start.number))
        for name, rows in zip(names, (each.ours, each.theirs), strict=True):
            said += [f"    {name:<4}  {text}" for text in _texts(rows)]
    if len(found.differences) > _SHOWN:
        said.append(phrase("pair_more", count=len(found.differences) - _SHOWN))
    return said


def _texts(rows: Sequence[Row]) -> list[str]:
    texts = ["".join(line.text for line in row.lines) for row in rows[:_SHOWN_ROWS]]
    return [*texts, "…"] if len(rows) > _SHOWN_ROWS else texts


def as_json(report: Report) -> dict[str, object]:
    """A report as plain values: figures in points and millimetres, every difference in full."""
    return {
        "files": [str(path) for path in report.files],
        "pair": None if report.held is None else _pair_json(report.held),
        "norm": {str(path): [_check_json(check) for check in checks] for path, checks in report.checks},
        "ok": not report.fell_short,
    }


def _pair_json(held: PairReport) -> dict[str, object]:
    found = held.comparison
    return {
        "same": found.same,
        "lines": found.lines,
        "equal_lines": found.equal_lines,
        "pages": found.pages,
        "docx_pages": found.their_pages,
        "equal_pages": found.equal_pages,
        "left_pt": round(found.left.most, 3),
        "baseline_pt": round(found.baseline.most, 3),
        "last_glyph_pt": round(found.last.most, 3),
        "placed_alike": found.displaced is None,
        "differences": [_difference_json(each) for each in found.differences],
    }


def _difference_json(difference: Difference) -> dict[str, object]:
    sides = {"pdf": difference.ours, "docx": difference.theirs}
    rows = {
        name: [{"page": row.page, "line": row.number, "text": row.text} for row in side]
        for name, side in sides.items()
    }
    return {"page": difference.start.page, "line": difference.start.number, **rows}


def _check_json(check: Check) -> dict[str, object]:
    return {
        "code": check.code,
        "element": check.element,
        "clause": check.clause,
        "required": check.required,
        "found": check.found,
        "verdict": check.verdict.value,
        "remedy": check.remedy if check.verdict is Verdict.FAILED else "",
    }
