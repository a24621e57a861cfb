"""Bytes of an issue file → nothing, if reading and checking bear them: only errors that a user is told, places in the file."""

from __future__ import annotations

from pathlib import Path

from jianbao.drafting.mends import mended
from jianbao.errors import JianbaoError
from jianbao.proofread.engine import Remark, proof_read
from jianbao.proofread.formats import github, sarif
from jianbao.proofread.silence import heard
from jianbao.reading.issue_file import Reading, read_text
from jianbao.reading.yaml.source import decode

NOWHERE = Path("/nonexistent")


def bear(data: bytes) -> None:
    """Read and check `data`. Raises AssertionError or whatever a fault raises."""
    try:
        text = decode(data, "fuzz.yaml")
        reading = read_text(text, file="fuzz.yaml", folder=NOWHERE)
    except JianbaoError as error:
        tell(error)
        return
    remarks = heard(proof_read(reading.issue, reading), reading.text_of)
    hold_places(reading, remarks)
    after = mended(reading.text, remarks, "fuzz.yaml")
    if after != reading.text:
        try:
            read_text(after, file="fuzz.yaml", folder=NOWHERE)
        except JianbaoError as error:
            # the command then leaves the file alone
            tell(error)


def tell(error: JianbaoError) -> None:
    """Every finding can be told, in every form."""
    for finding in error.findings:
        assert finding.message, finding
        assert finding.remedy, finding
        github(finding)
    sarif(error.findings)


def hold_places(reading: Reading, remarks: tuple[Remark, ...]) -> None:
    """Every finding stands at a character of the file, and a mend at the words it mends."""
    lines = reading.text.splitlines(keepends=False) if "\r" not in reading.text else None
    for finding, mend in remarks:
        assert finding.message, finding
        assert finding.remedy, finding
        assert finding.place.line >= 1, finding
        assert finding.place.column >= 1, finding
        if lines is not None and mend is not None and "\x85" not in reading.text:
            line = lines[mend.place.line - 1]
            assert line.startswith(mend.old, mend.place.column - 1), (line, mend)
    sarif(remark.finding for remark in remarks)
