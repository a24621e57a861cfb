"""What is shown of an issue file: the pages as they will be printed, each line with its place, findings on their lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jianbao.preview.sheets import Sheets, Viewer
from tests.conftest import EXAMPLES, MINIMAL


def shown(path: Path) -> Sheets:
    return Viewer(path, fonts="embedded").look()


def lines(sheets: Sheets) -> list[tuple[int, int, int]]:
    """(page, line on it, line in the file)."""
    return [
        (number, line, place.line)
        for number, sheet in enumerate(sheets.pages, 1)
        for line, place in enumerate(sheet.places)
        if place is not None
    ]


def test_every_line_of_text_knows_its_line_in_the_file(issue_file: Path):
    text = issue_file.read_text("utf-8").splitlines()
    sheets = shown(issue_file)
    assert {text[line - 1].partition(":")[0].strip() for _, _, line in lines(sheets)} >= {
        "series",
        "organ",
        "title",
        "body",
    }


@pytest.mark.parametrize("example", sorted(path.parent.name for path in EXAMPLES.glob("*/issue.yaml")))
def test_the_examples_are_shown_whole(example: str):
    sheets = shown(EXAMPLES / example / "issue.yaml")
    assert not sheets.broken
    assert all("<svg" in sheet.svg for sheet in sheets.pages)
    assert all(sheet.places for sheet in sheets.pages)


def test_a_bad_save_keeps_the_last_good_pages_and_says_what_is_wrong(issue_file: Path):
    viewer = Viewer(issue_file, fonts="embedded")
    good = viewer.look()
    issue_file.write_text(MINIMAL.replace("date:", "dat:"), "utf-8")
    bad = viewer.look()
    assert bad.broken
    assert bad.pages == good.pages
    assert "R041" in [told.finding.code for told in bad.findings]
    issue_file.write_text(MINIMAL, "utf-8")
    assert viewer.look().pages == good.pages


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"a: [" * 9000, None])
def test_nothing_that_is_saved_ends_it(issue_file: Path, content: bytes | None):
    viewer = Viewer(issue_file, fonts="embedded")
    viewer.look()
    issue_file.unlink() if content is None else issue_file.write_bytes(content)
    assert viewer.look().broken


def test_a_finding_stands_on_its_line_of_the_page(issue_file: Path):
    issue_file.write_text(MINIMAL.replace("办结事项98件", "办结事项98件,均已回访"), "utf-8")
    sheets = shown(issue_file)
    (told,) = [each for each in sheets.findings if each.finding.code == "P101"]
    assert told.page == 1
    assert f'data-line="{told.line}"' in sheets.pages[0].svg
    place = sheets.pages[0].places[told.line]
    assert place is not None
    assert place.line == told.finding.place.line


def test_the_number_that_would_be_given_is_shown_in_grey_and_nothing_is_written(issue_file: Path):
    issue_file.write_text(MINIMAL.replace("number: 1\ntotal: 1\n", ""), "utf-8")
    sheets = shown(issue_file)
    assert sheets.supposed
    assert "#808080" in sheets.pages[0].svg
    assert [path.name for path in issue_file.parent.iterdir()] == ["issue.yaml"]


def test_lines_that_changed_since_the_last_save_are_told(issue_file: Path):
    viewer = Viewer(issue_file, fonts="embedded")
    assert not any(sheet.changed for sheet in viewer.look().pages)
    issue_file.write_text(MINIMAL.replace("126", "127"), "utf-8")
    sheets = viewer.look()
    (changed,) = sheets.pages[0].changed
    place = sheets.pages[0].places[changed]
    assert (
        place is not None
        and place.line
        == MINIMAL.splitlines().index(next(line for line in MINIMAL.splitlines() if "126" in line)) + 1
    )


def test_a_page_that_stays_keeps_its_digest_and_its_faces_their_names(issue_file: Path):
    viewer = Viewer(issue_file, fonts="embedded")
    first = viewer.look()
    issue_file.write_text(MINIMAL + "# nothing that is printed\n", "utf-8")
    second = viewer.look()
    assert [sheet.digest for sheet in first.pages] == [sheet.digest for sheet in second.pages]
    assert first.faces.keys() == second.faces.keys()


def test_what_is_typed_never_becomes_markup(issue_file: Path):
    hostile = "<script>alert(1)</script><svg onload=x>"
    text = MINIMAL.replace("政务服务大厅", hostile + "大厅").replace("云溪县人民", hostile + "县人民")
    issue_file.write_text(text, "utf-8")
    sheets = shown(issue_file)
    assert not sheets.broken
    assert "&lt;script&gt;" in sheets.pages[0].svg
    assert all("<script" not in sheet.svg and "<svg onload" not in sheet.svg for sheet in sheets.pages)


@pytest.mark.slow
def test_what_it_keeps_does_not_grow_with_the_saves(issue_file: Path):
    """In a process of its own: memory after 600 saves against that after 100; each save has characters of its own."""
    code = """
import resource, sys
import subprocess
import sys
from pathlib import Path
from jianbao.preview.sheets import Viewer
path = Path(sys.argv[1]); text = path.read_text("utf-8"); viewer = Viewer(path, fonts="embedded")
def memory():
    return int(Path("/proc/self/statm").read_text().split()[1])
for turn in range(600):
    path.write_text(text.replace("126", f"{turn}{chr(0x4E00 + turn % 90)}"), "utf-8")
    assert not viewer.look().broken
    if turn == 99: first = memory()
print(memory() / first)
"""
    if not Path("/proc/self/statm").exists():
        pytest.skip("no such file system")
    done = subprocess.run(
        [sys.executable, "-c", code, str(issue_file)], capture_output=True, text=True, check=True
    )
    assert float(done.stdout) <= 1.1
