"""How much of what clerks type is understood: a folder of pasted bodies, slips and valid files → figures.

`python -m tests.reading.score FOLDER [--tell]`: FOLDER holds `bodies/` (NNN.txt with NNN.json), `slips/` (NNN.yaml with
NNN.json) and `valid/` (NNN.yaml), or some of them; its README says what the JSON means. `--tell` names what is wrong.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from jianbao.errors import Finding, InputError, JianbaoError, Severity
from jianbao.model.body import Figure, ListItem, Table
from jianbao.model.issue import Issue
from jianbao.reading import Reading, read, read_mapping
from jianbao.tasks.check import mend
from tests.reading.slipping import plain

MARKER = re.compile(r"^(?:[0-9]{1,2}[.．、]|[•·●*#-]+)")


FORM = {
    "R020",
    "R021",
    "R022",
    "R034",
    "R035",
    "R044",
    "R054",
    "R067",
    "R068",
    "R069",
    "R071",
    "R073",
    "R074",
    "R075",
}
"""What `--fix` says that it understood: no word of warning where it did not."""


def bare(text: str) -> str:
    """A text without blanks, marks of bold and what nobody can see, which is not printed."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return re.sub(r"[\s\u00a0\u3000]+", "", seen.replace("**", ""))


def understood(path: Path) -> tuple[Reading | None, list[Finding], bool]:
    """(what the file says, mended where it has to be; what was told of it at first; whether it was mended)."""
    try:
        reading = read(path)
    except JianbaoError as error:
        told = list(error.findings)
    else:
        return reading, list(reading.findings), False
    try:
        mended = mend(path, ignore=["P"], write=True)
    except JianbaoError:
        return None, told, False
    if not mended.read:
        return None, told, True
    reading = read(path)
    return reading, [*told, *reading.findings], True


# --- bodies -----------------------------------------------------------------------------------------------------------


def said(issue: Issue) -> tuple[list[str], list[list[list[str]]]]:
    """(paragraphs, tables) of all articles' bodies."""
    paragraphs: list[str] = []
    tables: list[list[list[str]]] = []
    for article in issue.articles:
        for block in article.body.blocks:
            if isinstance(block, Table):
                paragraphs += [each.text for each in (block.caption, block.unit) if each]
                tables.append(
                    [[bare(cell.inline.text) for cell in row] for row in (*block.head, *block.rows)]
                )
                paragraphs += block.note.text.split("\n") if block.note else []
            elif isinstance(block, ListItem):
                paragraphs.append(block.marker + block.inline.text)
            elif isinstance(block, Figure):
                paragraphs += [picture.caption for picture in block.pictures]
            elif hasattr(block, "items"):
                paragraphs += [each.text for each in block.items]
            elif hasattr(block, "inline"):
                paragraphs.append(block.inline.text)
    return paragraphs, tables


def alike(wanted: list[str], found: list[str]) -> str:
    """'' where the paragraphs are the same, else the first that is not."""
    rest = [bare(each) for each in found if bare(each)]
    for text in wanted:
        whole = bare(text)
        taken = ""
        while rest and (not taken or ("\n" in text and len(taken) < len(whole))):
            taken += rest.pop(0)
            if taken == whole or MARKER.sub("", taken) == MARKER.sub("", whole):
                break
        if taken != whole and MARKER.sub("", taken) != MARKER.sub("", whole):
            return f"{text[:30]!r} ≠ {taken[:30]!r}"
    return f"more: {rest[0][:30]!r}" if rest else ""


def body_of(path: Path, folder: Path) -> tuple[str, str]:
    wanted = json.loads(path.with_suffix(".json").read_text("utf-8"))
    copy = Path(shutil.copy(path, folder / "issue.yaml"))
    reading, told, _ = understood(copy)
    loud = {finding.code for finding in told if finding.severity is not Severity.HINT}
    if reading is None:
        return "told" if loud else "wrong", f"unreadable {sorted(loud)} {wanted['mode']}"
    paragraphs, tables = said(reading.issue)
    wrong = alike(wanted["paragraphs"], paragraphs)
    rows = [[[bare(cell) for cell in row] for row in table["rows"]] for table in wanted["tables"]]
    if not wrong and rows != tables:
        wrong = "tables"
    titles = [bare(str(each.get("标题", ""))) for each in wanted["articles"]]
    if not wrong and titles != [bare((each.title or "").replace("|", "")) for each in reading.issue.articles]:
        wrong = "titles"
    if not wrong:
        return "right", ""
    doubts = loud - FORM
    return "told" if doubts else "wrong", f"{wrong} {sorted(loud)} {wanted['mode']}"


# --- slips ------------------------------------------------------------------------------------------------------------


def slip_of(path: Path, folder: Path) -> tuple[str, str]:
    wanted = json.loads(path.with_suffix(".json").read_text("utf-8"))
    for each in path.parent.glob("*.yaml"):
        if not each.stem.isdigit():
            shutil.copy(each, folder)
    copy = Path(shutil.copy(path, folder / "issue.yaml"))
    reading, told, _ = understood(copy)
    causes = [cause["cause"] for cause in wanted["causes"]]
    what = f"{causes} {sorted({finding.code for finding in told})}"
    if not wanted["mendable"]:
        return ("told" if told else "wrong"), what
    if reading is None:
        return "left", what
    try:
        meant = read_mapping(wanted["meant"], folder=folder).issue
    except InputError as error:
        return "left", f"meant cannot be read: {error.findings[0]}"
    one, other = plain(reading.issue.model_dump()), plain(meant.model_dump())
    differing = [key for key in other if one[key] != other[key] and other[key] not in (None, [], {}, ())]
    lines = [[line.text for line in each.distribution] for each in (reading.issue, meant)]
    if lines[0] == lines[1]:
        # a list and a text that print alike
        differing = [key for key in differing if key != "distribution"]
    if differing:
        key = differing[0]
        if {finding.code for finding in told if finding.severity is not Severity.HINT} - FORM:
            return "told", what
        return "wrong", f"{what} {key}: {str(one[key])[:200]} ≠ {str(other[key])[:200]}"
    loud = [finding for finding in told if finding.severity is Severity.ERROR]
    return ("right" if len(loud) <= max(len(causes), 1) else "noisy"), what


# --- valid files ------------------------------------------------------------------------------------------------------


def valid_of(path: Path, folder: Path) -> tuple[str, str]:
    for each in path.parent.glob("*.yaml"):
        if not each.stem.isdigit():
            shutil.copy(each, folder)
    copy = Path(shutil.copy(path, folder / "issue.yaml"))
    try:
        told = [finding.code for finding in read(copy).findings]
    except JianbaoError as error:
        return "wrong", str(error.findings[0])
    changed = mend(copy, ignore=["P"]).diff
    return ("wrong" if told or changed else "right"), f"{told} {changed[:200]}"


KINDS = {"bodies": ("*.txt", body_of), "slips": ("[0-9]*.yaml", slip_of), "valid": ("[0-9]*.yaml", valid_of)}


def score(folder: Path, *, tell: bool = False) -> dict[str, Counter[str]]:
    """How many files of each kind came out in which way."""
    found: dict[str, Counter[str]] = {}
    for kind, (pattern, of) in KINDS.items():
        for path in sorted((folder / kind).glob(pattern)):
            with tempfile.TemporaryDirectory() as place:
                try:
                    result, why = of(path, Path(place))
                except Exception as error:  # noqa: BLE001 - a fault of ours is a result, too
                    result, why = "fault", repr(error)
            found.setdefault(kind, Counter())[result] += 1
            if tell and result != "right":
                print(f"{kind}/{path.stem}: {result}: {why}")
    return found


def main(arguments: list[str]) -> Any:
    for kind, counts in score(Path(arguments[0]), tell="--tell" in arguments).items():
        print(kind, dict(sorted(counts.items())), f"of {counts.total()}")


if __name__ == "__main__":
    main(sys.argv[1:])
