"""An issue file → what is wrong or doubtful in it, or its text with what is mechanical mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from jianbao.drafting import mends
from jianbao.errors import Finding, InputError
from jianbao.steps import doubtful, faces_for, lay_out_issue, read_source, remarks, warnings_of

if TYPE_CHECKING:
    from jianbao.provenance import Fonts


def check(source: str | Path | Mapping[str, Any], *, fonts: Fonts = "auto") -> tuple[Finding, ...]:
    """What is wrong or doubtful in an issue, in the order of the file; writes nothing and takes no number.

    Findings of every severity come back; only a file that cannot be read at all raises (FileError).
    """
    try:
        reading = read_source(source)
        pages = lay_out_issue(reading, reading.issue, faces_for(reading.issue.layout, fonts), draft=True)
    except InputError as error:
        return error.findings
    findings = [*doubtful(reading, hints=True), *warnings_of(pages, reading)]
    return tuple(sorted(findings, key=lambda finding: finding.place))


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
    from jianbao.proofread.silence import chosen
    from jianbao.reading import read, read_text

    reading = read(source)
    before = text = reading.text
    count = 0
    # a mend may lie within another: “…,…” in straight quotes
    for _ in range(_MOST_PASSES):
        wanted = [r for r in remarks(reading) if r.mend and chosen([r.finding], select, ignore)]
        after = mends.mended(text, wanted, str(source))
        if after == text:
            break
        try:
            reading = read_text(after, file=str(source), folder=source.parent)
        except InputError:
            # never leave a file that cannot be read
            break
        count, text = count + len(wanted), after
    if write and text != before:
        mends.write(source, before, text)
    return Mended(mends.difference(before, text, str(source)), count if text != before else 0)


_MOST_PASSES: Final = 4
